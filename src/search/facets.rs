//! Counts of the values of fields over all hits.

use std::cmp::Reverse;

use serde::Serialize;

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
pub(super) const COLUMNS: &[(&str, &str)] = &[
    ("type", "type_name"),
    ("level", "level"),
    ("issuer", "organ_name"),
    ("province", "province"),
    ("status", "status"),
    ("role", "role"),
    ("relation", "relation"),
    ("unit", "unit"),
];

/// Puts facets in their order, of each the most frequent value first.
pub(super) fn sort(facets: &mut [Facet]) {
    let place = |facet: &str| COLUMNS.iter().position(|(name, _)| *name == facet).unwrap_or(COLUMNS.len());
    facets.sort_by(|a, b| {
        let key = |facet: &Facet| (place(facet.facet), facet.facet, Reverse(facet.count));
        key(a).cmp(&key(b)).then_with(|| a.value.cmp(&b.value))
    });
}
