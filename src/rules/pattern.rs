//! A pattern that is compiled when it is first asked: no run asks all those of the tables.

use std::ops::Deref;
use std::sync::OnceLock;

use regex::Regex;

use super::start::Start;

/// A regular expression in waiting.
#[derive(Debug)]
pub struct Pattern {
    source: String,
    compiled: OnceLock<Regex>,
    start: OnceLock<Start>,
}

impl Pattern {
    /// As a table writes it, or the code.
    pub fn new(pattern: &str) -> Pattern {
        Pattern { source: super::plain(pattern), compiled: OnceLock::new(), start: OnceLock::new() }
    }

    /// As it will be compiled.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Where the match at the start of `text` ends, for a pattern that begins with `^` in all its branches: the same as it
    /// finds when compiled, faster.
    pub fn at_start(&self, text: &str) -> Option<usize> {
        self.start.get_or_init(|| Start::new(self)).end(text, self)
    }
}

impl Deref for Pattern {
    type Target = Regex;

    /// # Panics
    /// When it is none: the test over all tables compiles each.
    fn deref(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(&self.source).unwrap_or_else(|error| panic!("{error}")))
    }
}
