//! Counts of the values of fields over all hits.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;
use tantivy::DocAddress;

use crate::index::{IndexError, Store};

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

/// Name of each facet and its column.
const WORDS: &[(&str, &str)] = &[
    ("type", "type_name"),
    ("issuer", "organ_name"),
    ("status", "status"),
    ("role", "role"),
    ("relation", "relation"),
    ("unit", "unit"),
];

/// Counts the values of every facet, the most frequent first.
pub(super) fn count(store: &Store, found: &HashSet<DocAddress>) -> Result<Vec<Facet>, IndexError> {
    let mut segments: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut found: Vec<&DocAddress> = found.iter().collect();
    found.sort();
    for address in found {
        segments.entry(address.segment_ord).or_default().push(address.doc_id);
    }
    let mut facets = Vec::new();
    for (name, column) in WORDS {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (segment, docs) in &segments {
            store.count_words(*segment, column, docs, &mut counts)?;
        }
        push(&mut facets, name, counts);
    }
    let mut years: BTreeMap<String, usize> = BTreeMap::new();
    for (segment, docs) in &segments {
        store.count_numbers(*segment, "year", docs, &mut years)?;
    }
    push(&mut facets, "year", years);
    Ok(facets)
}

fn push(facets: &mut Vec<Facet>, facet: &'static str, counts: BTreeMap<String, usize>) {
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    facets.extend(counts.into_iter().map(|(value, count)| Facet { facet, value, count }));
}
