//! The passage of a text that shows best why it was found.

use std::collections::BTreeSet;

use crate::index::analyzer::{self, Syllable};
use crate::text::{Span, Text};

/// Syllables of a passage.
const WIDTH: usize = 34;
/// Syllables that stand before the first one found.
const LEAD: usize = 6;

/// A passage and what to highlight in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Snippet {
    /// On one line, with its marks.
    pub(super) text: String,
    /// Ranges of bytes of it.
    pub(super) highlights: Vec<(usize, usize)>,
    /// First byte in the whole text.
    pub(super) start: usize,
}

/// The passage with the most of `wanted`, pairs of neighbours counting more; the beginning when there is none.
pub(super) fn snippet(text: &Text, wanted: &[Syllable]) -> Snippet {
    let folded: BTreeSet<&str> = wanted.iter().map(|one| &*one.folded).collect();
    let marked: BTreeSet<&str> = wanted.iter().filter_map(|one| one.marked.as_deref()).collect();
    let bare: BTreeSet<&str> = wanted.iter().filter(|one| one.marked.is_none()).map(|one| &*one.folded).collect();
    let pairs: BTreeSet<(&str, &str)> =
        wanted.windows(2).filter_map(|pair| Some((&*pair.first()?.folded, &*pair.get(1)?.folded))).collect();
    let there = analyzer::syllables(text.as_str());
    // A syllable as typed is worth one, a pair two more, each counted once a passage.
    let fits = |one: &Syllable| {
        folded.contains(&*one.folded)
            && (bare.contains(&*one.folded) || one.marked.as_deref().is_some_and(|one| marked.contains(one)))
    };
    let found: Vec<usize> = there.iter().enumerate().filter(|(_, (one, _))| fits(one)).map(|(at, _)| at).collect();
    let mut best = (0, 0);
    for (nth, first) in found.iter().enumerate() {
        let mut seen = BTreeSet::new();
        let mut worth = 0;
        for at in found.iter().skip(nth).take_while(|at| **at < first + WIDTH - LEAD) {
            let Some((one, _)) = there.get(*at) else { continue };
            worth += usize::from(seen.insert((&*one.folded, "")));
            if let Some((next, _)) = there.get(at + 1)
                && pairs.contains(&(&*one.folded, &*next.folded))
            {
                worth += 2 * usize::from(seen.insert((&*one.folded, &*next.folded)));
            }
        }
        if worth > best.0 {
            best = (worth, *first);
        }
    }
    let first = best.1.saturating_sub(LEAD);
    let last = (first + WIDTH).min(there.len());
    let (Some((_, from)), Some((_, to))) = (there.get(first), last.checked_sub(1).and_then(|last| there.get(last)))
    else {
        return Snippet::default();
    };
    let span = Span { start: from.start, end: to.end };
    // Every line end and tab is one byte, and so is the space in its place.
    let passage = text.quote(span).replace(['\n', '\t', '\u{c}'], " ");
    let inside = there.get(first..last).unwrap_or(&[]).iter().filter(|(one, _)| fits(one));
    let mut highlights: Vec<(usize, usize)> = Vec::new();
    for (_, range) in inside {
        let (start, end) = (range.start - span.start, range.end - span.start);
        match highlights.last_mut() {
            Some(last) if passage.get(last.1..start) == Some(" ") => last.1 = end,
            _ => highlights.push((start, end)),
        }
    }
    Snippet { text: passage, highlights, start: span.start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, query: &str, expected: &[&str]) {
        let wanted: Vec<Syllable> = analyzer::syllables(query).into_iter().map(|(one, _)| one).collect();
        let snippet = snippet(&Text::plain(text), &wanted);
        let found: Vec<&str> =
            snippet.highlights.iter().map(|(start, end)| snippet.text.get(*start..*end).unwrap()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn highlights_keep_the_marks() {
        check("Triển khai kế hoạch\nnâng cao chỉ số PAPI năm 2023", "ke hoach papi", &["kế hoạch", "PAPI"]);
        check("kế hoạch và kê khai", "kế", &["kế"]);
        check("", "a", &[]);
    }
}
