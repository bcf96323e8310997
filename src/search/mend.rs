//! A word that the index does not know, mended from the index's own counts: marks, one letter, two words run together,
//! letters of the Telex keyboard.

use tantivy::schema::Field;

use crate::index::analyzer::Syllable;
use crate::index::{IndexError, Store};

/// Words offered for one.
const OFFERED: usize = 3;
/// Letters of the longest word that is mended.
const LONGEST: usize = 12;
/// Letters of the shortest word that is mended although the index knows it: `gì` and `kg` are one letter from anything.
const SHORTEST: usize = 3;

/// How often terms stand in one field.
pub(super) struct Counts<'a> {
    pub(super) store: &'a Store,
    pub(super) field: Field,
}

impl Counts<'_> {
    /// Entries that hold a term.
    pub(super) fn of(&self, term: &str) -> Result<u64, IndexError> {
        self.store.frequency(self.field, term)
    }

    fn pair(&self, a: Option<&str>, b: Option<&str>) -> Result<u64, IndexError> {
        match (a, b) {
            (Some(a), Some(b)) => self.of(&format!("{a} {b}")),
            _ => Ok(0),
        }
    }
}

/// What may have been meant by `run[at]`, the likeliest first; each one or two folded syllables. With `known` the word
/// stands in the index, and only what both its neighbours speak for is offered.
pub(super) fn instead(
    counts: &Counts<'_>,
    run: &[Syllable],
    at: usize,
    known: bool,
) -> Result<Vec<Vec<String>>, IndexError> {
    let Some(word) = run.get(at) else { return Ok(Vec::new()) };
    if !known && word.marked.is_some() && counts.of(&word.folded)? > 0 {
        return Ok(vec![vec![word.folded.to_string()]]);
    }
    let folded = &*word.folded;
    let shortest = if known { SHORTEST } else { 2 };
    if !(shortest..=LONGEST).contains(&folded.len()) || !folded.bytes().all(|b| b.is_ascii_lowercase()) {
        return Ok(Vec::new());
    }
    let before = at.checked_sub(1).and_then(|at| run.get(at)).map(|one| &*one.folded);
    let after = run.get(at + 1).map(|one| &*one.folded);
    let mut found: Vec<(u64, u64, Vec<String>)> = Vec::new();
    let mut near = counts.store.near(counts.field, folded)?;
    let marked = telex(folded);
    if marked != folded {
        let alone = counts.of(&marked)?;
        near.extend((alone > 0).then_some((marked, alone)));
    }
    for (candidate, alone) in near {
        let sides = [counts.pair(before, Some(&candidate))?, counts.pair(Some(&candidate), after)?];
        if known && sides.contains(&0) {
            continue;
        }
        let beside = sides[0] + sides[1];
        // A real word is no slip of the hand unless its neighbours say so, and two letters are one edit from anything.
        if beside > 0 || !known && folded.len() > 3 && (before, after) == (None, None) {
            found.push((beside, alone, vec![candidate]));
        }
    }
    if !known && found.is_empty() {
        for cut in 1..folded.len() {
            let (Some(a), Some(b)) = (folded.get(..cut), folded.get(cut..)) else { continue };
            let together = counts.pair(Some(a), Some(b))?;
            if together > 0 {
                found.push((together, 0, vec![a.to_owned(), b.to_owned()]));
            }
        }
    }
    found.sort_by(|a, b| (b.0, b.1, &a.2).cmp(&(a.0, a.1, &b.2)));
    Ok(found.into_iter().take(OFFERED).map(|(_, _, candidate)| candidate).collect())
}

/// Whether the neighbours of a known word never stand beside it.
pub(super) fn is_alone(counts: &Counts<'_>, run: &[Syllable], at: usize) -> Result<bool, IndexError> {
    let Some(word) = run.get(at) else { return Ok(false) };
    let before = at.checked_sub(1).and_then(|at| run.get(at)).map(|one| &*one.folded);
    let after = run.get(at + 1).map(|one| &*one.folded);
    let beside = counts.pair(before, Some(&word.folded))? + counts.pair(Some(&word.folded), after)?;
    Ok(run.len() > 1 && beside == 0)
}

/// `hanhf` as hành, `ddieeuf` as điều: the word without the letters that would have been marks.
fn telex(word: &str) -> String {
    let toned = word.trim_end_matches(['s', 'f', 'r', 'x', 'j']);
    let mut out = String::new();
    for letter in toned.chars() {
        let doubled = "aeod".contains(letter) && out.ends_with(letter);
        if !doubled && letter != 'w' {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyboard_without_its_marks() {
        assert_eq!(["hanhf", "ddieeuf", "vieetj", "nuowcs"].map(telex), ["hanh", "dieu", "viet", "nuoc"]);
    }
}
