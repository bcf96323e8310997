//! Quan hệ: what the citing document does with the cited one, by the cues of `relations.toml`.

use std::sync::LazyLock;

use regex::{Regex, RegexSet, RegexSetBuilder};
use serde::Deserialize;

use crate::record::Relation;
use crate::rules::{self, RuleId};

/// Where in the document a citation stands, as far as cues ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    /// Title, or the subject of a letter.
    Title,
    /// Before the first heading of the body.
    Preamble,
    /// Anywhere else.
    Rest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Place {
    Any,
    Preamble,
    Title,
    After,
}

#[derive(Debug, Deserialize)]
struct Row {
    relation: Relation,
    place: Place,
    unless: Option<String>,
}

struct Cue {
    id: RuleId,
    relation: Relation,
    place: Place,
    unless: Option<Regex>,
}

struct Table {
    cues: Vec<Cue>,
    patterns: RegexSet,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<rules::Rule<Row>> = rules::table(include_str!("../../rules/relations.toml"));
    let mut patterns = RegexSetBuilder::new(rows.iter().map(|row| row.pattern.as_str()));
    let patterns = patterns.dfa_size_limit(DFA).build().expect("each compiled alone");
    let cues = rows
        .into_iter()
        .map(|row| Cue {
            id: row.id.leak(),
            relation: row.data.relation,
            place: row.data.place,
            unless: row.data.unless.map(|unless| Regex::new(&unless).expect("a pattern of a built-in table")),
        })
        .collect();
    Table { cues, patterns }
});

/// Bytes that the states of all patterns together may take on a thread: with the usual two million they are thrown away
/// and built again and again, which takes longer than the search.
const DFA: usize = 32 << 20;

/// What the words before a citation say, and those after it; each relation with the rule that read it.
pub(super) fn read(before: &str, after: &str, region: Region) -> Vec<(Relation, RuleId)> {
    let mut found = Vec::new();
    for (words, is_after) in [(before, false), (after, true)] {
        if words.len() < 3 || is_after && !words.contains("hiệu lực") {
            continue;
        }
        for at in TABLE.patterns.matches(words) {
            let Some(cue) = TABLE.cues.get(at) else { continue };
            let fits = match cue.place {
                Place::After => is_after,
                _ if is_after => false,
                Place::Any => true,
                Place::Preamble => region != Region::Rest,
                Place::Title => region == Region::Title,
            };
            if fits && !cue.unless.as_ref().is_some_and(|unless| unless.is_match(words)) {
                found.push((cue.relation, cue.id));
            }
        }
    }
    // "Mẫu báo cáo … (Ban hành kèm theo Quyết định": what stands in the bracket is all that it says.
    if let Some(attached) = found.iter().copied().find(|(relation, _)| *relation == Relation::AttachedTo) {
        return vec![attached];
    }
    found.sort();
    found.dedup_by_key(|(relation, _)| *relation);
    found
}
