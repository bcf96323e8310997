//! Quan hệ: what the citing document does with the cited one, by the cues of `relations.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::record::Relation;
use crate::rules::{self, Needed, Pattern, Rule, RuleId};

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
    rule: Rule<Row>,
    unless: Option<Pattern>,
}

struct Table {
    cues: Vec<Cue>,
    needed: Needed,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rules: Vec<Rule<Row>> = rules::table(include_str!("../../rules/relations.toml"));
    let needed = rules::needed(&rules);
    let cue = |rule: Rule<Row>| Cue { unless: rule.data.unless.as_deref().map(Pattern::new), rule };
    let cues = rules.into_iter().map(cue).collect();
    Table { cues, needed }
});

/// What the words before a citation say, and those after it; each relation with the rule that read it.
pub(super) fn read(before: &str, after: &str, region: Region) -> Vec<(Relation, RuleId)> {
    let mut found = Vec::new();
    for (words, is_after) in [(before, false), (after, true)] {
        if words.len() < 3 || is_after && !words.contains("hiệu lực") {
            continue;
        }
        for at in TABLE.needed.in_text(words) {
            let Some(Cue { rule, unless }) = TABLE.cues.get(at) else { continue };
            let fits = match rule.data.place {
                Place::After => is_after,
                _ if is_after => false,
                Place::Any => true,
                Place::Preamble => region != Region::Rest,
                Place::Title => region == Region::Title,
            };
            if fits && rule.pattern.is_match(words) && !unless.as_ref().is_some_and(|unless| unless.is_match(words)) {
                found.push((rule.data.relation, rule.id.as_str()));
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
