//! One pass over what a query finds: the best entries, how many there are, and the values of their fields.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, Count, SegmentCollector, TopDocs};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Order, Score, SegmentOrdinal, SegmentReader};

use super::Sort;
use super::facets::{COLUMNS, Facet};
use super::weights::Weights;
use crate::index::{IndexError, Store};

/// What one run of a query gives.
pub(super) struct Found {
    /// In order.
    pub(super) top: Vec<(f32, DocAddress)>,
    /// Entries before the limit.
    pub(super) total: usize,
    /// Values and counts, when asked for.
    pub(super) facets: Vec<Facet>,
}

/// Runs a query.
pub(super) fn run(
    store: &Store,
    query: &dyn Query,
    limit: usize,
    sort: Sort,
    facets: bool,
    weights: &Weights,
) -> Result<Found, IndexError> {
    let most = usize::try_from(store.searcher().num_docs()).unwrap_or(usize::MAX);
    let best = TopDocs::with_limit(limit.min(most).max(1));
    let values = facets.then_some(Values);
    let (top, total, values) = match sort {
        Sort::Score => {
            let weights = *weights;
            let weighed = best.tweak_score(move |segment: &SegmentReader| {
                let weigh = Factors::of(segment, &weights);
                move |doc: DocId, score: Score| score * weigh.factor(doc)
            });
            // Pruning loses on long queries of alternatives: count them all.
            store.top(query, (weighed, Count, values))?
        }
        Sort::Date => {
            let newest = best.order_by_fast_field::<u64>("issued", Order::Desc);
            let (top, total, values) = store.top(query, (newest, Count, values))?;
            (top.into_iter().map(|(_, address)| (0.0, address)).collect(), total, values)
        }
    };
    Ok(Found { top, total, facets: values.unwrap_or_default() })
}

/// How much the score of an entry counts by its status, or without one by its role.
struct Factors {
    status: Option<(Column<u64>, Vec<f32>)>,
    role: Option<(Column<u64>, Vec<f32>)>,
}

impl Factors {
    fn of(segment: &SegmentReader, weights: &Weights) -> Factors {
        let column = |name: &str| {
            let words = segment.fast_fields().str(name).ok().flatten()?;
            let mut factors = Vec::new();
            let mut word = String::new();
            for ord in 0..words.num_terms() as u64 {
                word.clear();
                let known = words.ord_to_str(ord, &mut word).unwrap_or(false);
                factors.push(match word.as_str() {
                    "draft" if known => weights.draft,
                    "template" if known => weights.template,
                    "report" if known => weights.report,
                    "other" if known => weights.other,
                    _ => 1.0,
                });
            }
            Some((words.ords().clone(), factors))
        };
        Factors { status: column("status"), role: column("role") }
    }

    fn factor(&self, doc: DocId) -> f32 {
        let of = |column: &Option<(Column<u64>, Vec<f32>)>| {
            let (ords, factors) = column.as_ref()?;
            factors.get(usize::try_from(ords.first(doc)?).ok()?).copied()
        };
        of(&self.status).unwrap_or(1.0) * of(&self.role).unwrap_or(1.0)
    }
}

/// Counts the values of every facet.
struct Values;

/// The counts of one segment.
struct SegmentValues {
    words: Vec<(StrColumn, Vec<usize>)>,
    places: Vec<usize>,
    years: Option<Column<u64>>,
    by_year: BTreeMap<u64, usize>,
    tasks: Option<Column<u64>>,
    by_tasks: [usize; 2],
    own: Vec<u64>,
}

impl Collector for Values {
    type Fruit = Vec<Facet>;
    type Child = SegmentValues;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentValues> {
        let fast = segment.fast_fields();
        let (mut words, mut places) = (Vec::new(), Vec::new());
        for (place, (_, name)) in COLUMNS.iter().enumerate() {
            if let Some(column) = fast.str(name)? {
                let counts = vec![0; column.num_terms()];
                words.push((column, counts));
                places.push(place);
            }
        }
        Ok(SegmentValues {
            words,
            places,
            years: fast.column_opt("year")?,
            by_year: BTreeMap::new(),
            tasks: fast.column_opt("tasks")?,
            by_tasks: [0; 2],
            own: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Vec<Facet>>>) -> tantivy::Result<Vec<Facet>> {
        let mut counts: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
        for facet in segments.into_iter().collect::<tantivy::Result<Vec<_>>>()?.into_iter().flatten() {
            *counts.entry((facet.facet, facet.value)).or_default() += facet.count;
        }
        Ok(counts.into_iter().map(|((facet, value), count)| Facet { facet, value, count }).collect())
    }
}

impl SegmentCollector for SegmentValues {
    type Fruit = tantivy::Result<Vec<Facet>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        for (column, counts) in &mut self.words {
            self.own.clear();
            self.own.extend(column.ords().values_for_doc(doc));
            if self.own.len() > 1 {
                self.own.sort_unstable();
                self.own.dedup();
            }
            for ord in &self.own {
                if let Some(count) = usize::try_from(*ord).ok().and_then(|ord| counts.get_mut(ord)) {
                    *count += 1;
                }
            }
        }
        if let Some(year) = self.years.as_ref().and_then(|years| years.first(doc)) {
            *self.by_year.entry(year).or_default() += 1;
        }
        if let Some(tasks) = self.tasks.as_ref().and_then(|tasks| tasks.first(doc)) {
            self.by_tasks[usize::from(tasks > 0)] += 1;
        }
    }

    fn harvest(self) -> tantivy::Result<Vec<Facet>> {
        let mut facets = Vec::new();
        for ((column, counts), place) in self.words.into_iter().zip(self.places) {
            let Some((facet, _)) = COLUMNS.get(place) else { continue };
            let ords: Vec<u64> = (0u64..).zip(&counts).filter(|(_, count)| **count > 0).map(|(ord, _)| ord).collect();
            let mut counts = counts.into_iter().filter(|count| *count > 0);
            column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
                let value = String::from_utf8_lossy(value).into_owned();
                facets.push(Facet { facet, value, count: counts.next().unwrap_or(0) });
            })?;
        }
        let years = self.by_year.into_iter().map(|(year, count)| ("year", year.to_string(), count));
        let tasks =
            ["no", "yes"].into_iter().zip(self.by_tasks).map(|(value, count)| ("tasks", value.to_owned(), count));
        facets.extend(years.chain(tasks).filter(|one| one.2 > 0).map(|(facet, value, count)| Facet {
            facet,
            value,
            count,
        }));
        Ok(facets)
    }
}
