//! The words by which an assignment is told: verbs, orders, duties, sections. The words themselves are data.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::rules::{self, Beginnings, Rule, RuleId};

/// What a phrase does in an assignment; `tasks.toml` says it in words.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Cue {
    Verb,
    Manner,
    Duty,
    Preamble,
    Order,
    Issuer,
    Instruct,
    Upward,
    About,
    Section,
    Duties,
    Competence,
    Guides,
    NoSection,
    Closing,
    Empty,
}

#[derive(Debug, Deserialize)]
struct Data {
    cue: Cue,
}

/// The rules of each kind, in the order of the table.
static RULES: LazyLock<Vec<Vec<Rule<Data>>>> =
    LazyLock::new(|| rules::by_kind(include_str!("../rules/tasks.toml"), |data: &Data| data.cue as usize));

/// The rules of some kinds.
fn of(kinds: &'static [Cue]) -> impl Iterator<Item = &'static Rule<Data>> {
    kinds.iter().filter_map(|kind| RULES.get(*kind as usize)).flatten()
}

/// What a clause that tells somebody to work may begin with, unless it begins with a unit.
pub(super) static TELLS: LazyLock<Beginnings> =
    LazyLock::new(|| rules::beginnings(of(&[Cue::Order, Cue::Issuer, Cue::About])));

/// Orders anywhere in a text.
pub(super) static ORDERS: LazyLock<Beginnings> = LazyLock::new(|| rules::anywhere(of(&[Cue::Order, Cue::Instruct])));

/// Where the phrase of kind `cue` stands in `text`, and by which rule; most kinds stand at its start or nowhere.
pub(super) fn find(text: &str, cue: Cue) -> Option<(std::ops::Range<usize>, RuleId)> {
    let rules = RULES.get(cue as usize).into_iter().flatten();
    let place = |rule: &Rule<Data>| match cue {
        Cue::Section | Cue::Competence | Cue::Closing => rule.pattern.find(text).map(|found| found.range()),
        _ => rule.at_start(text).map(|end| 0..end),
    };
    rules.filter_map(|rule| Some((place(rule)?, rule.id.as_str()))).next()
}

/// Whether an action may begin at the start of `text`: how many bytes its first verb or adverb takes.
pub(super) fn action(text: &str) -> Option<usize> {
    let begins = text.chars().next().is_some_and(char::is_alphabetic);
    begins.then(|| find(text, Cue::Verb).or_else(|| find(text, Cue::Manner)))?.map(|(range, _)| range.end)
}
