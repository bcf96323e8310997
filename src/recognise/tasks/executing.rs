//! Điều khoản thi hành: the bodies that "chịu trách nhiệm thi hành Quyết định này".

use memchr::memmem;

use super::found;
use crate::recognise::Found;
use crate::recognise::actors;
use crate::recognise::cues::{self, Cue};
use crate::recognise::outline::Outline;

/// The bodies of every executing clause, in order, each once.
pub(super) fn bodies(outline: &Outline) -> Vec<Found<String>> {
    let mut bodies: Vec<Found<String>> = Vec::new();
    for block in &outline.blocks {
        for sentence in outline.sentences(block.range.clone()) {
            for unit in clause(outline.quote(sentence.clone())).unwrap_or_default() {
                let unit = found(outline, sentence.start, &unit);
                if !bodies.iter().any(|known| known.value == unit.value) {
                    bodies.push(unit);
                }
            }
        }
    }
    bodies
}

/// The bodies of one executing clause; `None` where the sentence is none.
pub(super) fn clause(sentence: &str) -> Option<Vec<actors::Unit>> {
    let stands = |word: &str| memmem::find(sentence.as_bytes(), word.as_bytes()).is_some();
    if !stands("thi hành") && !stands("thực hiện") {
        return None;
    }
    let units = actors::list(sentence, 0)?;
    let (closing, _) = cues::find(sentence, Cue::Closing)?;
    if units.end > closing.start {
        return None;
    }
    // Between the last body and the duty stands nothing but a comma, or a group that no rule knows.
    let between = sentence.get(units.end..closing.start)?;
    (!between.contains(['.', ';', ':'])).then_some(units.units)
}
