//! Counts of the values of fields over all hits.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::columnar::Column;
use tantivy::fastfield::AliveBitSet;

use crate::index::{COUNTED, Columns, Entries};

/// One value of a field and how many hits have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Name of the field.
    pub facet: &'static str,
    /// Its value.
    pub value: String,
    /// Hits that have it.
    pub count: usize,
}

/// Name of each facet of words, in the order of [`COUNTED`] and of the answer; years and whether there are tasks are numbers.
const WORDS: [&str; COUNTED.len()] = ["type", "level", "issuer", "province", "status", "role", "relation", "unit"];

/// The values of all segments so far.
#[derive(Debug, Default)]
pub(super) struct Counting {
    counts: BTreeMap<(&'static str, String), usize>,
}

impl Counting {
    /// Adds the values of entries of a segment.
    pub(super) fn add(
        &mut self,
        columns: &Columns,
        hits: &Entries,
        alive: Option<&AliveBitSet>,
    ) -> tantivy::Result<()> {
        let counts = columns.counts(hits, alive);
        for ((facet, name), counts) in WORDS.into_iter().zip(COUNTED).zip(counts.words) {
            let Some(column) = columns.words(name) else { continue };
            let ords: Vec<u64> = (0u64..).zip(&counts).filter(|(_, count)| **count > 0).map(|(ord, _)| ord).collect();
            let mut counts = counts.into_iter().filter(|count| *count > 0);
            column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
                let value = String::from_utf8_lossy(value).into_owned();
                *self.counts.entry((facet, value)).or_default() += counts.next().unwrap_or(0);
            })?;
        }
        let years = columns.numbers("year").map_or(0, Column::min_value)..;
        let years = years.zip(counts.years).map(|(year, count)| ("year", year.to_string(), count));
        let tasks = ["no", "yes"].into_iter().zip(counts.tasks);
        let tasks = tasks.map(|(value, count)| ("tasks", value.to_owned(), count));
        for (facet, value, count) in years.chain(tasks).filter(|(.., count)| *count > 0) {
            *self.counts.entry((facet, value)).or_default() += count;
        }
        Ok(())
    }

    /// Adds the counts of another segment.
    pub(super) fn append(&mut self, other: Counting) {
        for (value, count) in other.counts {
            *self.counts.entry(value).or_default() += count;
        }
    }

    /// All values in the order of the answer, of each facet the most frequent first.
    pub(super) fn facets(self) -> Vec<Facet> {
        let place = |facet: &str| WORDS.iter().position(|name| *name == facet).unwrap_or(WORDS.len());
        let counts = self.counts.into_iter();
        let mut facets: Vec<Facet> = counts.map(|((facet, value), count)| Facet { facet, value, count }).collect();
        facets.sort_by(|a, b| {
            let key = |facet: &Facet| (place(facet.facet), facet.facet, Reverse(facet.count));
            key(a).cmp(&key(b)).then_with(|| a.value.cmp(&b.value))
        });
        facets
    }
}
