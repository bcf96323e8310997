//! What an answer tells of its query: how it was understood, and what a person should know.

use super::field::Field;

/// One part of a query as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A number; the numbers of the index that it may mean.
    Number {
        /// As typed.
        typed: String,
        /// Keys in the index, best first.
        known: Vec<String>,
    },
    /// A word, found with these marks only, or with any.
    Word {
        /// As typed.
        typed: String,
        /// It bears marks.
        exact: bool,
    },
    /// An abbreviation or its full form, and what it is also found as.
    Written {
        /// As typed.
        typed: String,
        /// Other ways to write it.
        others: Vec<String>,
    },
    /// A word that the index does not know, and what is searched in its place.
    Unknown {
        /// As typed.
        typed: String,
        /// Words of the index.
        instead: Vec<String>,
    },
    /// The beginning of a word.
    Start {
        /// As typed.
        typed: String,
        /// Words of the index that begin so.
        words: usize,
    },
    /// A day, month or quarter: in the text, or of issue.
    Day(
        /// As typed.
        String,
    ),
    /// Words side by side.
    Phrase(
        /// As typed.
        String,
    ),
    /// A value of a field.
    Field(
        /// Which.
        Field,
        /// Its value.
        String,
    ),
    /// What follows, one level deeper, must not be there.
    Not,
    /// One of what follows one level deeper must be there.
    Any,
    /// All of what follows one level deeper must be there.
    All,
}

/// Something about the query that a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The query is too long: so many of its words were not searched.
    LeftOut(usize),
    /// Words that the index does not know, and what was searched in their place.
    Unknown(String, Vec<String>),
    /// A number that no document bears or cites.
    NoNumber(String),
    /// More words begin so than are searched: typed, searched, all.
    Start(String, usize, usize),
    /// A value that no document has.
    NoValue(Field, String),
    /// A day that is none.
    NoDay(String),
    /// A unit that no longer exists, and the units that took over.
    Replaced(String, Vec<String>),
}
