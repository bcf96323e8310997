//! Counts of the values of fields over all hits.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::DocId;
use tantivy::columnar::{Cardinality, Column, StrColumn};

use crate::index::Columns;

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

/// Name of each facet of words and its column, in the order of the answer; years and whether there are tasks are
/// numbers.
const WORDS: &[(&str, &str)] = &[
    ("type", "type_name"),
    ("level", "level"),
    ("issuer", "organ_name"),
    ("province", "province"),
    ("status", "status"),
    ("role", "role"),
    ("relation", "relation"),
    ("unit", "unit"),
];

/// Entries that are counted at a time, one column after the other.
const BLOCK: usize = 1024;

/// Years of one segment that are told apart: a misread one is far from the others.
const LAST_YEAR: u64 = 9_999;

/// The values of all segments so far.
#[derive(Debug, Default)]
pub(super) struct Counting {
    counts: BTreeMap<(&'static str, String), usize>,
}

/// Counts the values of one segment.
pub(super) struct Segment<'a> {
    words: Vec<(&'static str, &'a StrColumn, Vec<usize>)>,
    /// Counts from the first year of the segment on.
    years: Option<(&'a Column<u64>, Vec<usize>)>,
    tasks: Option<(&'a Column<u64>, [usize; 2])>,
    waiting: Vec<DocId>,
}

impl Counting {
    /// Begins with a segment.
    pub(super) fn segment<'a>(&self, columns: &'a Columns) -> Segment<'a> {
        let words = WORDS.iter().filter_map(|(facet, name)| {
            let column = columns.words(name)?;
            Some((*facet, column, vec![0; column.num_terms()]))
        });
        Segment {
            words: words.collect(),
            years: columns.numbers("year").map(|years| {
                let last = years.max_value().saturating_sub(years.min_value()).min(LAST_YEAR);
                (years, vec![0; last as usize + 1])
            }),
            tasks: columns.numbers("tasks").map(|tasks| (tasks, [0; 2])),
            waiting: Vec::with_capacity(BLOCK),
        }
    }

    /// Adds the counts of another segment.
    pub(super) fn append(&mut self, other: Counting) {
        for (value, count) in other.counts {
            *self.counts.entry(value).or_default() += count;
        }
    }

    /// All values in the order of the answer, of each facet the most frequent first.
    pub(super) fn facets(self) -> Vec<Facet> {
        let place = |facet: &str| WORDS.iter().position(|(name, _)| *name == facet).unwrap_or(WORDS.len());
        let counts = self.counts.into_iter();
        let mut facets: Vec<Facet> = counts.map(|((facet, value), count)| Facet { facet, value, count }).collect();
        facets.sort_by(|a, b| {
            let key = |facet: &Facet| (place(facet.facet), facet.facet, Reverse(facet.count));
            key(a).cmp(&key(b)).then_with(|| a.value.cmp(&b.value))
        });
        facets
    }
}

impl Segment<'_> {
    /// Counts the values of one entry more.
    pub(super) fn add(&mut self, doc: DocId) {
        self.waiting.push(doc);
        if self.waiting.len() == BLOCK {
            self.count();
        }
    }

    fn count(&mut self) {
        let mut own = Vec::new();
        let mut first = vec![None; self.waiting.len()];
        for (_, column, counts) in &mut self.words {
            let mut count = |ord: u64| {
                if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
                    *count += 1;
                }
            };
            if column.ords().get_cardinality() != Cardinality::Multivalued {
                first.fill(None);
                column.ords().first_vals(&self.waiting, &mut first);
                first.iter().copied().flatten().for_each(count);
                continue;
            }
            for doc in &self.waiting {
                own.clear();
                own.extend(column.ords().values_for_doc(*doc));
                if own.len() > 1 {
                    own.sort_unstable();
                    own.dedup();
                }
                own.iter().copied().for_each(&mut count);
            }
        }
        if let Some((column, years)) = &mut self.years {
            first.fill(None);
            column.first_vals(&self.waiting, &mut first);
            for year in first.iter().flatten() {
                if let Some(count) = years.get_mut(year.saturating_sub(column.min_value()) as usize) {
                    *count += 1;
                }
            }
        }
        if let Some((column, counts)) = &mut self.tasks {
            first.fill(None);
            column.first_vals(&self.waiting, &mut first);
            for tasks in first.iter().flatten() {
                counts[usize::from(*tasks > 0)] += 1;
            }
        }
        self.waiting.clear();
    }

    /// Adds the counts of the segment to those of all.
    pub(super) fn end(mut self, all: &mut Counting) -> tantivy::Result<()> {
        self.count();
        for (facet, column, counts) in self.words {
            let ords: Vec<u64> = (0u64..).zip(&counts).filter(|(_, count)| **count > 0).map(|(ord, _)| ord).collect();
            let mut counts = counts.into_iter().filter(|count| *count > 0);
            column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
                let value = String::from_utf8_lossy(value).into_owned();
                *all.counts.entry((facet, value)).or_default() += counts.next().unwrap_or(0);
            })?;
        }
        let years = self.years.into_iter().flat_map(|(column, years)| (column.min_value()..).zip(years));
        let years = years.map(|(year, count)| ("year", year.to_string(), count));
        let tasks = self.tasks.into_iter().flat_map(|(_, counts)| ["no", "yes"].into_iter().zip(counts));
        let tasks = tasks.map(|(value, count)| ("tasks", value.to_owned(), count));
        for (facet, value, count) in years.chain(tasks).filter(|(.., count)| *count > 0) {
            *all.counts.entry((facet, value)).or_default() += count;
        }
        Ok(())
    }
}
