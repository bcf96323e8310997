//! How many entries of one segment have each value of the columns that hits are counted by.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::DocId;
use tantivy::columnar::Cardinality;
use tantivy::fastfield::AliveBitSet;

use super::columns::Columns;

/// Columns of words that are counted.
pub(crate) const COUNTED: [&str; 8] =
    ["type_name", "level", "organ_name", "province", "status", "role", "relation", "unit"];
/// Entries that are counted at a time, one column after the other.
const BLOCK: usize = 1024;
/// Years of one segment that are told apart: a misread one is far from the others.
const LAST_YEAR: u64 = 9_999;
/// For fewer entries of a segment it is not worth while to know how many there are in all.
const MANY: usize = 2_000;

/// Counts of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    /// By [`COUNTED`], then by the value's place in the dictionary of the column; empty where there is no such column.
    pub(crate) words: Vec<Vec<usize>>,
    /// From the first year of the segment on.
    pub(crate) years: Vec<usize>,
    /// Without tasks, with tasks.
    pub(crate) tasks: [usize; 2],
}

impl Counts {
    /// Counts the values of some entries.
    fn of(columns: &Columns, mut docs: impl Iterator<Item = DocId>) -> Counts {
        let words = COUNTED.iter().map(|name| vec![0; columns.words(name).map_or(0, |column| column.num_terms())]);
        let years = columns
            .numbers("year")
            .map_or(0, |years| years.max_value().saturating_sub(years.min_value()).min(LAST_YEAR) as usize + 1);
        let mut counts = Counts { words: words.collect(), years: vec![0; years], tasks: [0; 2] };
        let mut block = Vec::with_capacity(BLOCK);
        loop {
            block.clear();
            block.extend(docs.by_ref().take(BLOCK));
            if block.is_empty() {
                return counts;
            }
            counts.add(columns, &block);
        }
    }

    fn add(&mut self, columns: &Columns, docs: &[DocId]) {
        let mut first = vec![None; docs.len()];
        for (name, counts) in COUNTED.iter().zip(&mut self.words) {
            let Some(column) = columns.words(name) else { continue };
            let count = |ord: u64| {
                if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
                    *count += 1;
                }
            };
            if column.ords().get_cardinality() == Cardinality::Multivalued {
                // An entry has each value once.
                docs.iter().flat_map(|doc| column.ords().values_for_doc(*doc)).for_each(count);
            } else {
                first.fill(None);
                column.ords().first_vals(docs, &mut first);
                first.iter().copied().flatten().for_each(count);
            }
        }
        if let Some(column) = columns.numbers("year") {
            first.fill(None);
            column.first_vals(docs, &mut first);
            for year in first.iter().flatten() {
                if let Some(count) = self.years.get_mut(year.saturating_sub(column.min_value()) as usize) {
                    *count += 1;
                }
            }
        }
        if let Some(column) = columns.numbers("tasks") {
            first.fill(None);
            column.first_vals(docs, &mut first);
            for tasks in first.iter().flatten() {
                self.tasks[usize::from(*tasks > 0)] += 1;
            }
        }
    }

    /// These without others that are among them.
    fn without(&self, other: &Counts) -> Counts {
        let less = |all: &[usize], other: &[usize]| all.iter().zip(other).map(|(all, other)| all - other).collect();
        Counts {
            words: self.words.iter().zip(&other.words).map(|(all, other)| less(all, other)).collect(),
            years: less(&self.years, &other.years),
            tasks: [self.tasks[0] - other.tasks[0], self.tasks[1] - other.tasks[1]],
        }
    }
}

/// A set of entries of one segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entries {
    bits: Vec<u64>,
    count: usize,
}

impl Entries {
    /// Adds one that is not among them.
    pub(crate) fn insert(&mut self, doc: DocId) {
        let at = doc as usize / 64;
        if at >= self.bits.len() {
            self.bits.resize(at + 1, 0);
        }
        self.bits[at] |= 1 << (doc % 64);
        self.count += 1;
    }

    fn bits(&self, at: usize) -> u64 {
        self.bits.get(at).copied().unwrap_or(0)
    }

    fn is_within(&self, other: &Entries) -> bool {
        self.bits.iter().enumerate().all(|(at, bits)| bits & !other.bits(at) == 0)
    }

    /// In the order of their numbers, without those of `other`.
    fn without<'a>(&'a self, other: &'a Entries) -> impl Iterator<Item = DocId> + 'a {
        self.bits.iter().enumerate().flat_map(|(at, bits)| {
            let mut left = bits & !other.bits(at);
            std::iter::from_fn(move || {
                let low = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(at as DocId * 64 + low)
            })
        })
    }
}

/// The files of one segment and their counts: what most of them answer is counted by those that do not. They are counted
/// when that is asked for a second time, for a program that asks but once would wait for more than it wants.
#[derive(Debug, Default)]
pub(super) struct Files {
    is_asked: AtomicBool,
    all: OnceLock<(Entries, Counts)>,
}

impl Columns {
    /// Counts the values of some entries of the segment, all of them `alive`.
    pub(crate) fn counts(&self, hits: &Entries, alive: Option<&AliveBitSet>) -> Counts {
        if hits.count >= MANY && (self.files.all.get().is_some() || self.files.is_asked.swap(true, Ordering::Relaxed)) {
            let (files, counts) = self.files.all.get_or_init(|| {
                let files = self.all_files(alive);
                let counts = Counts::of(self, files.without(&Entries::default()));
                (files, counts)
            });
            if 2 * hits.count > files.count && hits.is_within(files) {
                return counts.without(&Counts::of(self, files.without(hits)));
            }
        }
        Counts::of(self, hits.without(&Entries::default()))
    }

    /// Entries of whole files: they alone say how many tasks there are.
    fn all_files(&self, alive: Option<&AliveBitSet>) -> Entries {
        let mut files = Entries::default();
        if let Some(tasks) = self.numbers("tasks") {
            let is_file = |doc: &DocId| tasks.first(*doc).is_some() && alive.is_none_or(|alive| alive.is_alive(*doc));
            (0..tasks.num_docs()).filter(is_file).for_each(|doc| files.insert(doc));
        }
        files
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::{Index, TantivyDocument};

    use super::super::columns::Columns;
    use super::super::{analyzer, schema};
    use super::{Entries, MANY};

    fn entries(docs: &std::collections::BTreeSet<u32>) -> Entries {
        let mut entries = Entries::default();
        docs.iter().for_each(|doc| entries.insert(*doc));
        entries
    }

    proptest! {
        #[test]
        fn a_set_less_another_is_what_is_left(
            one in prop::collection::btree_set(0_u32..500, 0..80),
            other in prop::collection::btree_set(0_u32..500, 0..80),
        ) {
            let left: Vec<u32> = one.difference(&other).copied().collect();
            prop_assert_eq!(entries(&one).without(&entries(&other)).collect::<Vec<_>>(), left);
            prop_assert_eq!(entries(&one).is_within(&entries(&other)), one.is_subset(&other));
        }
    }

    #[test]
    fn what_most_files_answer_is_counted_alike_by_those_that_do_not() {
        let (schema, fields) = schema::schema();
        let index = Index::create_in_ram(schema);
        index.tokenizers().register(analyzer::NAME, analyzer::Analyzer::default());
        let mut writer = index.writer_with_num_threads(1, 15 << 20).unwrap();
        let last = 3 * MANY as u64;
        for number in 0..last {
            let mut entry = TantivyDocument::new();
            entry.add_text(fields.role, ["document", "news"][number as usize % 2]);
            entry.add_u64(fields.year, 2000 + number % 26);
            for unit in 0..number % 4 {
                entry.add_text(fields.unit, format!("Sở {}", (number + unit) % 7));
            }
            // Every fifth is a part of a file.
            if number % 5 > 0 {
                entry.add_u64(fields.tasks, number % 3);
            }
            writer.add_document(entry).unwrap();
        }
        writer.commit().unwrap();
        let reader = index.reader().unwrap();
        let searcher = reader.searcher();
        let check = |hits: &dyn Fn(&u64) -> bool| {
            let columns = Columns::open(searcher.segment_reader(0)).unwrap();
            let mut entries = Entries::default();
            (0..last).filter(hits).for_each(|doc| entries.insert(doc as u32));
            let first = columns.counts(&entries, None);
            assert_eq!(columns.counts(&entries, None), first);
            assert_eq!(first.tasks[0] + first.tasks[1], (0..last).filter(hits).filter(|doc| doc % 5 > 0).count());
            columns.files.all.get().is_some()
        };
        assert!(check(&|doc| doc % 5 > 0 && doc % 11 > 0), "most files");
        assert!(check(&|doc| doc % 5 > 0), "all files");
        assert!(check(&|doc| doc % 11 > 0), "parts of files too");
        assert!(!check(&|doc| doc % 50 == 1), "few files");
    }
}
