//! A pattern that stands at the start of a text: asked at every word, it must refuse fast.

use regex::Regex;
use regex_syntax::hir::literal::Extractor;

/// A pattern that begins with `^`, without the two things that are slow: a word's border over letters outside ASCII,
/// and a search where already the first bytes fit nothing.
#[derive(Debug)]
pub(super) struct Start {
    pattern: Regex,
    /// Whether the sign behind the last word is part of the match, in place of `\b`.
    border: bool,
    first: FirstBytes,
}

/// The first bytes of every match of some patterns, hashed; `None` where they may be anything.
#[derive(Clone, Debug)]
pub struct FirstBytes(Option<Box<[u64; WORDS]>>);

const WORDS: usize = 64;
/// Bytes at the start that are looked at.
const LENGTH: usize = 3;

impl FirstBytes {
    /// Those of any of `patterns`, each of which begins with `^`.
    pub(super) fn of<'a>(patterns: impl Iterator<Item = &'a str>) -> FirstBytes {
        let mut all = Box::new([0; WORDS]);
        for pattern in patterns {
            let Some(known) = first_bytes(pattern) else { return FirstBytes(None) };
            all.iter_mut().zip(known.iter()).for_each(|(all, known)| *all |= known);
        }
        FirstBytes(Some(all))
    }

    /// Whether a match may stand at the start of `text`; false only where none does.
    pub fn fit(&self, text: &str) -> bool {
        let (Some(known), Some(first)) = (&self.0, text.as_bytes().first_chunk::<LENGTH>()) else { return true };
        let bit = hash(*first);
        known[bit / 64] & 1 << (bit % 64) != 0
    }
}

impl Start {
    pub(super) fn new(pattern: &str) -> Start {
        let open = pattern.strip_suffix(r"\b");
        let bordered = open.map(|open| format!(r"{open}(?:\W|\z)"));
        let pattern = bordered.as_deref().unwrap_or(pattern);
        Start {
            pattern: Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}")),
            border: open.is_some(),
            first: FirstBytes::of(std::iter::once(pattern)),
        }
    }

    /// Where the match at the start of `text` ends.
    pub(super) fn end(&self, text: &str) -> Option<usize> {
        if !self.first.fit(text) {
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

fn hash([a, b, c]: [u8; LENGTH]) -> usize {
    let mixed = u32::from_be_bytes([0, a, b, c]).wrapping_mul(0x9e37_79b1);
    (mixed >> 20) as usize
}

fn first_bytes(pattern: &str) -> Option<Box<[u64; WORDS]>> {
    const MOST: usize = 20_000;
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut extractor = Extractor::new();
    extractor.limit_class(1000).limit_repeat(LENGTH).limit_literal_len(LENGTH).limit_total(MOST);
    let mut known = Box::new([0; WORDS]);
    for literal in extractor.extract(&hir).literals()? {
        let bytes = literal.as_bytes();
        let (least, most) = (filled(bytes, 0)?, filled(bytes, u8::MAX)?);
        for number in least..=most {
            let [_, a, b, c] = number.to_be_bytes();
            let bit = hash([a, b, c]);
            known[bit / 64] |= 1 << (bit % 64);
        }
    }
    Some(known)
}

/// The first bytes as a number, those that `bytes` lacks being `other`; `None` where it has none.
fn filled(bytes: &[u8], other: u8) -> Option<u32> {
    let (first, rest) = bytes.split_first()?;
    let at = |n: usize| *rest.get(n).unwrap_or(&other);
    Some(u32::from_be_bytes([0, *first, at(0), at(1)]))
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
