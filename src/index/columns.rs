//! Columns of one segment, opened once: each opening reads and allocates what it says of itself.

use std::collections::BTreeMap;

use tantivy::SegmentReader;
use tantivy::columnar::{Column, StrColumn};

use super::counts::Files;

/// Columns of words that hits are told apart, weighed and counted by.
const WORDS: [&str; 10] =
    ["path", "sha256", "type_name", "level", "organ_name", "province", "status", "role", "relation", "unit"];
/// Columns of numbers.
const NUMBERS: [&str; 5] = ["ordinal", "same", "tasks", "year", "issued"];

/// The columns of one segment, by their names.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    words: BTreeMap<&'static str, StrColumn>,
    numbers: BTreeMap<&'static str, Column<u64>>,
    pub(super) files: Files,
}

impl Columns {
    pub(super) fn open(segment: &SegmentReader) -> tantivy::Result<Columns> {
        let fast = segment.fast_fields();
        let mut columns = Columns::default();
        for name in WORDS {
            columns.words.extend(fast.str(name)?.map(|column| (name, column)));
        }
        for name in NUMBERS {
            columns.numbers.extend(fast.column_opt::<u64>(name)?.map(|column| (name, column)));
        }
        Ok(columns)
    }

    /// A column of words; `None` where no entry of the segment has one.
    pub(crate) fn words(&self, name: &str) -> Option<&StrColumn> {
        self.words.get(name)
    }

    /// A column of numbers; `None` where no entry of the segment has one.
    pub(crate) fn numbers(&self, name: &str) -> Option<&Column<u64>> {
        self.numbers.get(name)
    }
}
