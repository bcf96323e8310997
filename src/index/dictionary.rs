//! The dictionaries of an index: how many entries hold a term, and which terms begin or read nearly like a word.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader, Term};
use tantivy_fst::Automaton;

use super::error::IndexError;
use super::near::Near;
use super::store::Store;

/// Terms of which is kept where their entries are listed.
const KNOWN: usize = 20_000;

/// Where each segment lists the entries that hold a term.
pub(crate) type Places = Arc<[Option<TermInfo>]>;

/// The same, looked up in the dictionaries.
pub(crate) fn places(searcher: &Searcher, term: &Term) -> tantivy::Result<Places> {
    let of = |segment: &SegmentReader| Ok(segment.inverted_index(term.field())?.get_term_info(term)?);
    searcher.segment_readers().iter().map(of).collect()
}

impl Store {
    /// How many entries hold a term in a field; those removed since the last merge are still counted.
    pub(crate) fn frequency(&self, field: Field, term: &str) -> Result<u64, IndexError> {
        let places = self.places(&Term::from_field_text(field, term)).map_err(|error| self.fail(error))?;
        Ok(places.iter().flatten().map(|info| u64::from(info.doc_freq)).sum())
    }

    /// Where each segment lists the entries that hold a term. A query asks for most of its terms more than once, and many
    /// queries for the same ones.
    pub(crate) fn places(&self, term: &Term) -> tantivy::Result<Places> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = known().get(term) {
            return Ok(Arc::clone(places));
        }
        let places = places(&self.searcher, term)?;
        let mut known = known();
        if known.len() >= KNOWN {
            known.clear();
        }
        known.insert(term.clone(), Arc::clone(&places));
        Ok(places)
    }

    /// The terms of a field that begin with `start`, in order.
    pub(crate) fn terms(&self, field: Field, start: &str) -> Result<BTreeSet<String>, IndexError> {
        let mut found = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field).map_err(|error| self.fail(error))?;
            let range = index.terms().range().ge(start);
            let mut stream = range.into_stream().map_err(|error| IndexError::of_io(&self.folder, error))?;
            while stream.advance() && stream.key().starts_with(start.as_bytes()) {
                found.insert(String::from_utf8_lossy(stream.key()).into_owned());
            }
        }
        Ok(found)
    }

    /// The words of a searched field that begin with `start`, without pairs, each with how many entries hold it: marked
    /// ones where `start` is marked, else folded ones.
    pub(crate) fn words(&self, field: Field, start: &str) -> Result<BTreeMap<String, u64>, IndexError> {
        self.fitting(field, || Beginning(start.as_bytes()), |word| !start.is_ascii() || word.is_ascii())
    }

    /// The folded words of a searched field one slip of the hand away from `word`, each with how many entries hold it.
    pub(crate) fn near(&self, field: Field, word: &str) -> Result<BTreeMap<String, u64>, IndexError> {
        self.fitting(field, || Near(word.as_bytes()), |near| near.is_ascii() && near != word.as_bytes())
    }

    /// The terms of a field that fit `pattern` and are to be kept, each with how many entries hold it.
    fn fitting<A: Automaton<State: Clone>>(
        &self,
        field: Field,
        pattern: impl Fn() -> A,
        keep: impl Fn(&[u8]) -> bool,
    ) -> Result<BTreeMap<String, u64>, IndexError> {
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field).map_err(|error| self.fail(error))?;
            let terms = index.terms().search(pattern());
            let mut stream = terms.into_stream().map_err(|error| IndexError::of_io(&self.folder, error))?;
            while let Some((term, info)) = stream.next() {
                if keep(term) {
                    *found.entry(String::from_utf8_lossy(term).into_owned()).or_default() += u64::from(info.doc_freq);
                }
            }
        }
        Ok(found)
    }
}

/// Accepts the words that begin so; a pair holds a space and is none.
struct Beginning<'a>(&'a [u8]);

impl Automaton for Beginning<'_> {
    /// Bytes that are right so far; `None` when one was wrong.
    type State = Option<usize>;

    fn start(&self) -> Option<usize> {
        Some(0)
    }

    fn is_match(&self, state: &Option<usize>) -> bool {
        *state == Some(self.0.len())
    }

    fn can_match(&self, state: &Option<usize>) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &Option<usize>, byte: u8) -> Option<usize> {
        let at = (*state)?;
        match self.0.get(at) {
            Some(wanted) => (*wanted == byte).then_some(at + 1),
            None => (byte != b' ').then_some(at),
        }
    }
}
