//! A pattern that stands at the start of a text: asked at every word, it must refuse fast.

use aho_corasick::AhoCorasick;
use regex::Regex;
use regex_syntax::hir::literal::Extractor;

use super::needed;

/// A pattern that begins with `^`, without the two things that are slow: a word's border over letters outside ASCII,
/// and a search where already the first bytes fit nothing.
#[derive(Debug)]
pub(super) struct Start {
    pattern: Regex,
    /// Whether the sign behind the last word is part of the match, in place of `\b`.
    border: bool,
    first: FirstBytes,
    /// Where the first bytes may be anything: the words of which one must stand somewhere.
    words: Option<AhoCorasick>,
}

/// What the matches of some patterns begin with, hashed; `None` where that may be anything.
#[derive(Clone, Debug)]
pub struct FirstBytes(Option<Box<Beginnings>>);

/// Beginnings by their lengths: a longer one tells more, and a match may be too short for it.
type Beginnings = [[u64; WORDS]; LONGEST];

/// Bits of the number of a beginning, and the words of memory that a set of such numbers takes.
const BITS: u32 = 13;
const WORDS: usize = (1 << BITS) / 64;
/// Bytes of a beginning that are looked at.
const LONGEST: usize = 8;

impl FirstBytes {
    /// Those of any of `patterns`, each of which begins with `^`.
    pub(super) fn of<'a>(patterns: impl Iterator<Item = &'a str>) -> FirstBytes {
        let mut all = Box::new([[0; WORDS]; LONGEST]);
        for pattern in patterns {
            if beginnings(pattern, &mut all).is_none() {
                return FirstBytes(None);
            }
        }
        FirstBytes(Some(all))
    }

    /// Whether a match may stand at the start of `text`; false only where none does.
    pub fn fit(&self, text: &str) -> bool {
        let Some(known) = &self.0 else { return true };
        let mut mixed = START;
        known.iter().zip(text.bytes()).any(|(known, byte)| {
            mixed = mix(mixed, byte);
            holds(known, mixed)
        })
    }
}

impl Start {
    pub(super) fn new(pattern: &str) -> Start {
        let open = pattern.strip_suffix(r"\b");
        let bordered = open.map(|open| format!(r"{open}(?:\W|\z)"));
        let pattern = bordered.as_deref().unwrap_or(pattern);
        let first = FirstBytes::of(std::iter::once(pattern));
        let words = first.0.is_none().then(|| needed::written(pattern)).flatten();
        Start {
            pattern: Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}")),
            border: open.is_some(),
            first,
            words,
        }
    }

    /// Where the match at the start of `text` ends.
    pub(super) fn end(&self, text: &str) -> Option<usize> {
        let lacks = |words: &AhoCorasick| !words.is_match(text);
        if !self.first.fit(text) || self.words.as_ref().is_some_and(lacks) {
            return None;
        }
        let matched = self.pattern.find(text)?.as_str();
        let behind = matched.chars().next_back().filter(|&c| self.border && !is_word(c));
        Some(matched.len() - behind.map_or(0, char::len_utf8))
    }
}

/// Whether `\w` holds `c`.
fn is_word(c: char) -> bool {
    regex_syntax::is_word_character(c)
}

const START: u32 = 0x811c_9dc5;

fn mix(mixed: u32, byte: u8) -> u32 {
    (mixed ^ u32::from(byte)).wrapping_mul(0x9e37_79b1)
}

/// The word of a set, and the bit in it, that a beginning has.
fn place(mixed: u32) -> (usize, u64) {
    let bit = (mixed >> (u32::BITS - BITS)) as usize;
    (bit / 64, 1 << (bit % 64))
}

fn holds(known: &[u64; WORDS], mixed: u32) -> bool {
    let (word, bit) = place(mixed);
    known[word] & bit != 0
}

/// Adds what the matches of `pattern` begin with; `None` where that may be anything.
fn beginnings(pattern: &str, all: &mut Beginnings) -> Option<()> {
    const MOST: usize = 20_000;
    let hir = regex_syntax::parse(pattern).ok()?;
    // The longer they are the more there are: too many are told as none.
    let literals = |length: usize| {
        let mut extractor = Extractor::new();
        extractor.limit_class(1000).limit_repeat(length).limit_literal_len(length).limit_total(MOST);
        extractor.extract(&hir).literals().map(<[_]>::to_vec)
    };
    for literal in (1..=LONGEST).rev().find_map(literals)? {
        let mixed = literal.as_bytes().iter().fold(START, |mixed, byte| mix(mixed, *byte));
        let (word, bit) = place(mixed);
        all[literal.len().checked_sub(1)?][word] |= bit;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_what_the_plain_pattern_finds() {
        for pattern in
            [r"^(?i)(?:theo|trước|trướ|ở)\b", r"^(?i)\s+(?:các\s+cấp|khác)\b", r"^(?:Sở|SỞ)\s", r"^\d{1,2}\s"]
        {
            let (plain, start) = (Regex::new(pattern).unwrap(), Start::new(pattern));
            for text in [
                "theo ",
                "THEO",
                "theoa",
                "theó",
                "theo\u{301}",
                "trước.",
                "ở",
                "ở đâu",
                " khác…",
                "  các cấp",
                "",
                "Sở N",
                "Sởn",
                "12 k",
                "1",
            ] {
                assert_eq!(start.end(text), plain.find(text).map(|found| found.end()), "{pattern} {text}");
            }
        }
    }
}
