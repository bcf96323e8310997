//! One pass over what a query finds: the best entries, how many there are, and the values of their fields.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Query, Scorer};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::Sort;
use super::facets::{Counting, Facet};
use super::sum::{Prepared, Windows, Words};
use super::weights::Weights;
use crate::index::{Columns, Entries, IndexError, Store};

/// What is run.
pub(super) struct Ask<'a> {
    /// What must hold beside the words; without it there are words.
    pub(super) must: Option<&'a dyn Query>,
    /// Plain words; none where only conditions are asked for.
    pub(super) words: Option<&'a Words>,
    /// Entries that are wanted of each sort.
    pub(super) limit: usize,
    pub(super) sort: Sort,
    /// Over which the values of fields are counted.
    pub(super) facets: Option<Over>,
    pub(super) weights: &'a Weights,
}

/// Which entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// Those that hold every word.
    Whole,
    /// Those that hold some.
    All,
}

/// What one run gives.
#[derive(Default)]
pub(super) struct Found {
    /// Those that hold every word.
    pub(super) whole: Best,
    /// Those that hold some.
    pub(super) part: Best,
    /// Values and counts, when asked for.
    pub(super) facets: Vec<Facet>,
}

/// The best of many entries, and how many they were.
#[derive(Default)]
pub(super) struct Best {
    limit: usize,
    /// In no order: what orders them, highest first, and where they stand.
    kept: Vec<(u64, DocAddress)>,
    /// What does not reach this is not kept.
    least: u64,
    pub(super) total: usize,
}

impl Best {
    fn new(limit: usize) -> Best {
        Best { limit, ..Best::default() }
    }

    /// What scores no higher is not kept.
    fn least(&self) -> Score {
        if self.kept.len() < self.limit { 0.0 } else { Score::from_bits(u32::try_from(self.least).unwrap_or_default()) }
    }

    fn push(&mut self, key: u64, address: DocAddress) {
        // Entries come in the order of their addresses: a later one must be better.
        if key > self.least || self.kept.len() < self.limit {
            self.kept.push((key, address));
            if self.kept.len() >= self.limit.saturating_mul(2) {
                self.cut();
            }
        }
    }

    fn cut(&mut self) {
        if let Some(last) = self.limit.checked_sub(1).filter(|last| *last < self.kept.len()) {
            let (_, least, _) = self.kept.select_nth_unstable_by(last, order);
            self.least = least.0;
            self.kept.truncate(self.limit);
        }
    }

    /// Adds those of another segment.
    fn append(&mut self, other: Best) {
        self.kept.extend(other.kept);
        self.total += other.total;
    }

    /// In order, with their scores.
    pub(super) fn sorted(mut self, sort: Sort) -> Vec<(f32, DocAddress)> {
        self.cut();
        self.kept.sort_unstable_by(order);
        let score = |key: u64| match sort {
            Sort::Score => f32::from_bits(u32::try_from(key).unwrap_or_default()),
            Sort::Date => 0.0,
        };
        self.kept.into_iter().map(|(key, address)| (score(key), address)).collect()
    }
}

/// Highest first, then the order of addresses.
fn order(a: &(u64, DocAddress), b: &(u64, DocAddress)) -> std::cmp::Ordering {
    b.0.cmp(&a.0).then(a.1.cmp(&b.1))
}

/// Entries of lists from which on segments are read side by side: for fewer no other thread need wake up.
const MANY: u64 = 50_000;

/// Runs a query.
pub(super) fn run(store: &Store, ask: &Ask<'_>) -> Result<Found, IndexError> {
    let scoring = EnableScoring::enabled_from_searcher(store.searcher());
    let fail = |error| store.fail(error);
    let most = usize::try_from(store.searcher().num_docs()).unwrap_or(usize::MAX).max(1);
    let limit = ask.limit.min(most);
    let must = ask.must.map(|must| must.weight(scoring)).transpose().map_err(fail)?;
    let words: Option<Prepared> =
        ask.words.map(|words| words.prepare(scoring, |term| store.places(term))).transpose().map_err(fail)?;
    let mut found = Found { whole: Best::new(limit), part: Best::new(limit), facets: Vec::new() };
    let mut counting = Counting::default();
    let segments: Vec<(u32, &SegmentReader)> = (0u32..).zip(store.searcher().segment_readers()).collect();
    let read = |(ord, segment): &(u32, &SegmentReader)| {
        let must = must.as_ref().map(|must| must.scorer(segment, 1.0)).transpose().map_err(fail)?;
        let words = words.as_ref().map(|words| words.windows(segment, 1.0)).transpose().map_err(fail)?;
        of_segment(store, ask, limit, (*ord, segment), (must, words))
    };
    let parts: Vec<Result<_, IndexError>> = if words.as_ref().map_or(0, Prepared::cost) < MANY {
        segments.iter().map(read).collect()
    } else {
        segments.par_iter().map(read).collect()
    };
    for part in parts {
        let (part, counts) = part?;
        found.whole.append(part.whole);
        found.part.append(part.part);
        counting.append(counts);
    }
    found.facets = counting.facets();
    Ok(found)
}

/// What one segment gives.
fn of_segment(
    store: &Store,
    ask: &Ask<'_>,
    limit: usize,
    (ord, segment): (u32, &SegmentReader),
    (must, words): (Option<Box<dyn Scorer>>, Option<Windows>),
) -> Result<(Found, Counting), IndexError> {
    let mut found = Found { whole: Best::new(limit), part: Best::new(limit), facets: Vec::new() };
    let mut counting = Counting::default();
    let columns = store.columns(ord)?;
    let factors = Factors::of(columns, ask.weights);
    let issued = columns.numbers("issued").filter(|_| ask.sort == Sort::Date);
    let mut counted = ask.facets.map(|over| (over, Entries::default()));
    let alive = segment.alive_bitset();
    // Whether an entry that holds some of the words and cannot be among the best need only be counted.
    let passes = ask.sort == Sort::Score && alive.is_none() && ask.facets != Some(Over::All);
    let passed = each(must, words, |doc, score, is_whole| {
        if alive.is_none_or(|alive| alive.is_alive(doc)) {
            if let Some((over, counted)) = &mut counted
                && (is_whole || *over == Over::All)
            {
                counted.insert(doc);
            }
            let best = if is_whole { &mut found.whole } else { &mut found.part };
            best.total += 1;
            let address = DocAddress::new(ord, doc);
            match ask.sort {
                Sort::Date => best.push(issued.and_then(|issued| issued.first(doc)).unwrap_or(0), address),
                // No factor raises a score.
                Sort::Score if best.kept.len() >= limit && score <= best.least() => {}
                Sort::Score => best.push(u64::from((score * factors.of_entry(doc)).to_bits()), address),
            }
        }
        if passes { found.part.least() } else { 0.0 }
    });
    found.part.total += passed;
    if let Some((_, counted)) = counted {
        counting.add(columns, &counted, alive).map_err(|error| store.fail(error))?;
    }
    Ok((found, counting))
}

/// Hands on every entry of a segment that fits, with its score, and whether it holds every word; gives how many that do
/// not and stand no higher than `take` said were passed over.
fn each(
    must: Option<Box<dyn Scorer>>,
    words: Option<Windows>,
    mut take: impl FnMut(DocId, Score, bool) -> Score,
) -> usize {
    let mut passed = 0;
    match (must, words) {
        (None, Some(mut words)) => {
            let (mut from, mut least) = (0, 0.0);
            while words.fill(from) {
                passed += words.each(&mut least, &mut take);
                from = words.end();
            }
        }
        (Some(mut must), mut words) => {
            let optional = words.as_ref().is_none_or(Windows::is_optional);
            let mut doc = must.doc();
            while doc < TERMINATED {
                match words.as_mut().and_then(|words| words.reach(doc)) {
                    Some((score, is_whole)) => _ = take(doc, score + must.score(), is_whole),
                    None if optional => _ = take(doc, must.score(), true),
                    None => {}
                }
                doc = must.advance();
            }
        }
        (None, None) => {}
    }
    passed
}

/// How much the score of an entry counts by its status, or without one by its role: nothing counts more than 1.
struct Factors<'a> {
    status: Option<(&'a Column<u64>, Vec<f32>)>,
    role: Option<(&'a Column<u64>, Vec<f32>)>,
}

impl<'a> Factors<'a> {
    fn of(columns: &'a Columns, weights: &Weights) -> Factors<'a> {
        let column = |name: &str| {
            let words = columns.words(name)?;
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
            Some((words.ords(), factors))
        };
        Factors { status: column("status"), role: column("role") }
    }

    fn of_entry(&self, doc: DocId) -> f32 {
        let of = |column: &Option<(&Column<u64>, Vec<f32>)>| {
            let (ords, factors) = column.as_ref()?;
            factors.get(usize::try_from(ords.first(doc)?).ok()?).copied()
        };
        of(&self.status).unwrap_or(1.0) * of(&self.role).unwrap_or(1.0)
    }
}
