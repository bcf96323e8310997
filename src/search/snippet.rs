//! The passage of a text that shows best why it was found.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::sieve::Sieve;
use crate::index::analyzer::{self, Syllable};
use crate::text::{Span, Text};

/// Syllables of a passage.
const WIDTH: usize = 34;
/// Syllables that stand before the first one found.
const LEAD: usize = 6;

/// Words that a query looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sought {
    /// In order.
    pub(super) run: Vec<Syllable>,
    /// Only all of them side by side count.
    pub(super) whole: bool,
}

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

/// What a query looks for, ready to be looked for in many texts.
pub(super) struct Finder<'a> {
    /// Folded forms, numbered.
    known: HashMap<&'a str, usize>,
    /// Of each form what counts.
    forms: Vec<Form<'a>>,
    pairs: BTreeSet<(usize, usize)>,
    sieve: Sieve,
}

/// What counts of one folded form.
#[derive(Default)]
struct Form<'a> {
    /// Alone: these marks, or any.
    alone: Vec<Option<&'a str>>,
    /// At the head of these runs, as a whole.
    whole: Vec<&'a [Syllable]>,
}

/// A word of a text that is looked for.
struct Word {
    /// Its place among all words.
    at: usize,
    /// Its folded form.
    form: usize,
    one: Syllable,
    /// The word before it and this one are neighbours in the query too.
    paired: bool,
    found: bool,
}

impl<'a> Finder<'a> {
    pub(super) fn new(sought: &'a [Sought]) -> Finder<'a> {
        let sieve = Sieve::of(sought.iter().flat_map(|sought| &sought.run).map(|one| &*one.folded));
        let mut finder = Finder { known: HashMap::new(), forms: Vec::new(), pairs: BTreeSet::new(), sieve };
        for sought in sought {
            let numbers: Vec<usize> = sought.run.iter().map(|one| finder.number(&one.folded)).collect();
            finder.pairs.extend(numbers.iter().copied().zip(numbers.iter().skip(1).copied()));
            for (nth, (one, number)) in sought.run.iter().zip(numbers).enumerate() {
                let Some(form) = finder.forms.get_mut(number) else { continue };
                match sought.whole {
                    false => form.alone.push(one.marked.as_deref()),
                    true if nth == 0 => form.whole.push(&sought.run),
                    true => {}
                }
            }
        }
        finder
    }

    fn number(&mut self, folded: &'a str) -> usize {
        let next = self.forms.len();
        let number = *self.known.entry(folded).or_insert(next);
        if number == next {
            self.forms.push(Form::default());
        }
        number
    }

    /// The words of a text that are looked for, and the ranges of all its words.
    fn words(&self, text: &str) -> (Vec<Word>, Vec<Range<usize>>) {
        let mut words: Vec<Word> = Vec::new();
        let mut ranges = Vec::new();
        for range in analyzer::words(text) {
            let one = text.get(range.clone()).filter(|raw| self.sieve.may_hold(raw)).map(Syllable::of);
            if let Some(one) = one
                && let Some(form) = self.known.get(&*one.folded)
            {
                words.push(Word { at: ranges.len(), form: *form, one, paired: false, found: false });
            }
            ranges.push(range);
        }
        for nth in 0..words.len() {
            let length = words.get(nth..).map_or(0, |rest| self.fits(rest));
            words.iter_mut().skip(nth).take(length).for_each(|word| word.found = true);
        }
        words.retain(|word| word.found);
        for nth in 1..words.len() {
            if let Some([before, word]) = words.get_mut(nth - 1..=nth) {
                word.paired = before.at + 1 == word.at && self.pairs.contains(&(before.form, word.form));
            }
        }
        (words, ranges)
    }

    /// How many words are found at the beginning of `rest`.
    fn fits(&self, rest: &[Word]) -> usize {
        let Some((first, form)) = rest.first().and_then(|first| Some((first, self.forms.get(first.form)?))) else {
            return 0;
        };
        let is = |word: &Word, marked: Option<&str>| marked.is_none_or(|marked| marked == word.one.typed());
        let alone = form.alone.iter().any(|marked| is(first, *marked));
        let whole = form.whole.iter().filter(|run| {
            run.len() <= rest.len()
                && run.iter().zip(rest).enumerate().all(|(nth, (one, word))| {
                    word.at == first.at + nth
                        && self.known.get(&*one.folded) == Some(&word.form)
                        && is(word, one.marked.as_deref())
                })
        });
        whole.map(|run| run.len()).max().unwrap_or(0).max(usize::from(alone))
    }

    /// Whether anything looked for stands in a short text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        !self.words(text).0.is_empty()
    }

    /// The passage with the most of what is looked for, pairs of neighbours counting more; the beginning when there is
    /// nothing.
    pub(super) fn snippet(&self, text: &Text) -> Snippet {
        let (words, ranges) = self.words(text.as_str());
        let first = self.best(&words).saturating_sub(LEAD);
        let last = (first + WIDTH).min(ranges.len());
        let (Some(from), Some(to)) = (ranges.get(first), last.checked_sub(1).and_then(|last| ranges.get(last))) else {
            return Snippet::default();
        };
        let span = Span { start: from.start, end: to.end };
        // Every line end and tab is one byte, and so is the space in its place.
        let passage = text.quote(span).replace(['\n', '\t', '\u{c}'], " ");
        let mut highlights: Vec<(usize, usize)> = Vec::new();
        for word in words.iter().filter(|word| (first..last).contains(&word.at)) {
            let Some(range) = ranges.get(word.at) else { continue };
            let (start, end) = (range.start - span.start, range.end - span.start);
            match highlights.last_mut() {
                Some(before) if passage.get(before.1..start) == Some(" ") => before.1 = end,
                _ => highlights.push((start, end)),
            }
        }
        Snippet { text: passage, highlights, start: span.start }
    }

    /// Where the best passage begins: a word is worth one, a pair two more, each counted once a passage.
    fn best(&self, words: &[Word]) -> usize {
        let mut best = (0, 0);
        // The last passage in which each form, and each pair that it ends, was counted.
        let mut counted = vec![[usize::MAX; 2]; self.forms.len()];
        for (nth, first) in words.iter().enumerate() {
            let mut worth = 0;
            for (after, word) in words.iter().skip(nth).enumerate() {
                if word.at >= first.at + WIDTH - LEAD {
                    break;
                }
                let Some([alone, pair]) = counted.get_mut(word.form) else { break };
                worth += usize::from(std::mem::replace(alone, nth) != nth);
                if word.paired && after > 0 {
                    worth += 2 * usize::from(std::mem::replace(pair, nth) != nth);
                }
            }
            if worth > best.0 {
                best = (worth, first.at);
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Vec<Syllable> {
        analyzer::syllables(text).into_iter().map(|(one, _)| one).collect()
    }

    #[track_caller]
    fn check(text: &str, query: &str, whole: bool, expected: &[&str]) {
        let sought = [Sought { run: run(query), whole }];
        let snippet = Finder::new(&sought).snippet(&Text::plain(text));
        let found: Vec<&str> =
            snippet.highlights.iter().map(|(start, end)| snippet.text.get(*start..*end).unwrap()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn highlights_keep_the_marks() {
        check("Triển khai kế hoạch\nnâng cao chỉ số PAPI năm 2023", "ke hoach papi", false, &["kế hoạch", "PAPI"]);
        check("kế hoạch và kê khai", "kế", false, &["kế"]);
        check("", "a", false, &[]);
    }

    #[test]
    fn what_counts_as_a_whole_is_not_shown_in_parts() {
        check("nhân dân; ủy ban nhân dân xã", "ủy ban nhân dân", true, &["ủy ban nhân dân"]);
        check("ban nhân dân", "ủy ban nhân dân", true, &[]);
    }
}
