//! Words side by side. A text keeps its pairs of neighbours and no positions: what holds every pair of three words or
//! more is looked up in the stored text, so that no phrase finds a text in which its pairs stand apart.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::sieve::Sieve;
use crate::index::Shown;
use crate::index::analyzer::{self, Syllable};

/// Texts that one query reads to find what it counts; those of its hits are looked at in any case.
pub(super) const READ: usize = 2_000;

/// Whether words stand in a text side by side, with the marks that were typed.
pub(super) fn stands(text: &str, run: &[Syllable]) -> bool {
    let Some((first, rest)) = run.split_first() else { return true };
    let is = |range: std::ops::Range<usize>, word: &Syllable| {
        let there = Syllable::of(text.get(range).unwrap_or(""));
        there.folded == word.folded && (word.marked.is_none() || word.marked == there.marked)
    };
    let sieve = Sieve::of([&*first.folded]);
    for range in analyzer::words(text) {
        if text.get(range.clone()).is_some_and(|raw| sieve.may_hold(raw)) && is(range.clone(), first) {
            let after = analyzer::words(text.get(range.end..).unwrap_or(""));
            let mut after = after.map(|word| word.start + range.end..word.end + range.end);
            if rest.iter().all(|word| after.next().is_some_and(|range| is(range, word))) {
                return true;
            }
        }
    }
    false
}

/// Words side by side in stored texts.
#[derive(Debug)]
pub(super) struct Phrase {
    /// What holds their pairs.
    pub(super) pairs: Box<dyn Query>,
    pub(super) run: Arc<[Syllable]>,
    /// The field of the stored text.
    pub(super) text: Field,
    /// Texts that the query may still read.
    pub(super) left: Arc<AtomicUsize>,
}

impl Clone for Phrase {
    fn clone(&self) -> Phrase {
        let Phrase { pairs, run, text, left } = self;
        Phrase { pairs: pairs.box_clone(), run: Arc::clone(run), text: *text, left: Arc::clone(left) }
    }
}

impl Query for Phrase {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(PhraseWeight { pairs: self.pairs.weight(scoring)?, phrase: self.clone() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.pairs.query_terms(visitor);
    }
}

struct PhraseWeight {
    pairs: Box<dyn Weight>,
    phrase: Phrase,
}

impl Weight for PhraseWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let texts = segment.get_store_reader(1)?;
        let mut scorer = PhraseScorer { pairs: self.pairs.scorer(segment, boost)?, texts, phrase: self.phrase.clone() };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.pairs.explain(segment, doc)
    }
}

struct PhraseScorer {
    pairs: Box<dyn Scorer>,
    texts: StoreReader,
    phrase: Phrase,
}

impl PhraseScorer {
    fn fits(&self, doc: DocId) -> bool {
        let one_less = |left: usize| left.checked_sub(1);
        if self.phrase.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_err() {
            return true;
        }
        let Ok(entry) = self.texts.get::<Shown>(doc) else { return true };
        entry.text(self.phrase.text).is_none_or(|text| stands(&text, &self.phrase.run))
    }

    /// Goes on to the first entry from where it stands that holds the phrase.
    fn settle(&mut self) {
        while self.pairs.doc() < TERMINATED && !self.fits(self.pairs.doc()) {
            self.pairs.advance();
        }
    }
}

impl DocSet for PhraseScorer {
    fn advance(&mut self) -> DocId {
        self.pairs.advance();
        self.settle();
        self.pairs.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.pairs.doc() < target {
            self.pairs.seek(target);
            self.settle();
        }
        self.pairs.doc()
    }

    fn doc(&self) -> DocId {
        self.pairs.doc()
    }

    fn size_hint(&self) -> u32 {
        self.pairs.size_hint()
    }

    fn cost(&self) -> u64 {
        self.pairs.cost()
    }
}

impl Scorer for PhraseScorer {
    fn score(&mut self) -> Score {
        self.pairs.score()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, phrase: &str, expected: bool) {
        let run: Vec<Syllable> = analyzer::syllables(phrase).into_iter().map(|(one, _)| one).collect();
        assert_eq!(stands(text, &run), expected, "{phrase} in {text}");
    }

    #[test]
    fn side_by_side_and_with_the_marks_that_were_typed() {
        check("Kế hoạch cải cách\nhành chính năm 2023", "cai cach hanh chinh", true);
        check("cải cách thủ tục, cách hành văn, hành chính", "cải cách hành chính", false);
        check("cái cách hành chính; cải cách", "cải cách hành", false);
        check("ủy ban ủy ban nhân dân", "ủy ban nhân dân", true);
        check("số 10/CT-UBND", "10 ct ubnd", true);
        check("Hội thảo kỹ thuật mới", "ky thuat moi", true);
    }
}
