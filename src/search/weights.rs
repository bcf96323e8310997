//! What weighs how much in the order of hits: one table, so that it can be tuned on one.

/// Weights of a query's parts, against a word found in the text, which weighs 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// A word or a pair of neighbours in number, type or subject.
    pub head: f32,
    /// A word in the issuer's name.
    pub issuer: f32,
    /// A pair of neighbours, in a query shorter than [`Weights::long`] syllables.
    pub pair: f32,
    /// A pair of neighbours, in a longer one.
    pub pair_long: f32,
    /// Syllables from which on a query is long.
    pub long: usize,
    /// An abbreviation written out.
    pub written: f32,
    /// An abbreviation in the place of a name in full, for each word of the name.
    pub shortened: f32,
    /// A word in the place of one that the index does not know.
    pub mended: f32,
    /// Bearer of the number asked for: exactly, by its beginning, by a symbol nearly the same. So far above words that
    /// all bearers come first.
    pub bears: [f32; 3],
    /// Citing the number asked for.
    pub cites: f32,
    /// Issued on a day that stands in the query.
    pub day: f32,
    /// The same beside a number.
    pub day_of_number: f32,
    /// Factor of the whole score of a draft.
    pub draft: f32,
    /// Of a template.
    pub template: f32,
    /// Of a page that tells about documents.
    pub report: f32,
    /// Of a file that is no document.
    pub other: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            head: 2.0,
            issuer: 1.5,
            pair: 0.7,
            pair_long: 1.0,
            long: 8,
            written: 1.0,
            shortened: 0.1,
            mended: 0.8,
            bears: [9000.0, 4000.0, 1500.0],
            cites: 300.0,
            day: 3.0,
            day_of_number: 60.0,
            draft: 0.6,
            template: 0.6,
            report: 0.6,
            other: 0.6,
        }
    }
}
