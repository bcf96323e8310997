//! The register of units, valid in time, with levels, parents and successors.

/// The register: built in, and overlaid by a corpus's own `units.tsv`.
#[derive(Debug, Default)]
pub struct Register {}
