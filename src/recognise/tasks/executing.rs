//! Điều khoản thi hành: the bodies that "chịu trách nhiệm thi hành Quyết định này".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::found;
use crate::recognise::Found;
use crate::recognise::actors;
use crate::recognise::cues::{self, Cue};
use crate::recognise::outline::Outline;

/// The executing clauses by where their sentences begin, each with its bodies.
pub(super) type Clauses = BTreeMap<usize, Vec<actors::Unit>>;

/// Every executing clause.
pub(super) fn clauses(outline: &Outline) -> Clauses {
    let blocks = outline.blocks.iter().filter(|block| may_close(outline.quote(block.range.clone())));
    let sentences = blocks.flat_map(|block| outline.sentences(block.range.clone()));
    sentences.filter_map(|sentence| Some((sentence.start, clause(outline.quote(sentence))?))).collect()
}

/// The bodies of all clauses, in order, each once.
pub(super) fn bodies(outline: &Outline, clauses: &Clauses) -> Vec<Found<String>> {
    let mut bodies: Vec<Found<String>> = Vec::new();
    for (start, units) in clauses {
        for unit in units.iter().map(|unit| found(outline, *start, unit)) {
            if !bodies.iter().any(|known| known.value == unit.value) {
                bodies.push(unit);
            }
        }
    }
    bodies
}

/// Whether `text` holds the words of such a clause.
fn may_close(text: &str) -> bool {
    static WORDS: LazyLock<[Finder; 2]> = LazyLock::new(|| ["thi hành", "thực hiện"].map(Finder::new));
    WORDS.iter().any(|word| word.find(text.as_bytes()).is_some())
}

/// The bodies of one executing clause; `None` where the sentence is none.
fn clause(sentence: &str) -> Option<Vec<actors::Unit>> {
    if !may_close(sentence) {
        return None;
    }
    let units = actors::list(sentence, 0)?;
    let (closing, _) = cues::find(sentence, Cue::Closing)?;
    if units.end > closing.start {
        return None;
    }
    // Between the last body and the duty stands nothing but a comma, or a group that no rule knows.
    let between = sentence.get(units.end..closing.start)?;
    let listed = between.starts_with([';', ',']); // others follow that no rule knows
    (!between.contains(['.', ':']) && (listed || !between.contains(';'))).then_some(units.units)
}
