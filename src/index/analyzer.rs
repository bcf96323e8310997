//! One pass over a text gives every searched form of it: each syllable folded, each marked syllable as it was typed,
//! each pair of neighbours folded.
//!
//! All three live in one field and cannot meet: a canonical form holds a mark, a folded one does not, and only a
//! pair holds a space. The same code reads texts and queries.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::vi;

/// The name under which the fields of the schema ask for it.
pub(super) const NAME: &str = "vi";

/// Counted up when the terms of a text change: an index of another analyser is built anew from its stored texts.
pub(super) const VERSION: u32 = 1;

/// Syllables kept at hand; a text of all Vietnamese needs some 10,000.
const KEPT: usize = 50_000;

/// Âm tiết as it is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Syllable {
    /// Without marks.
    pub(crate) folded: Box<str>,
    /// With its marks, in the one canonical form; `None` when it has none.
    pub(crate) marked: Option<Box<str>>,
}

impl Syllable {
    fn of(raw: &str) -> Syllable {
        let canonical = vi::canonical(raw);
        let folded = vi::fold(&canonical);
        let marked = (folded != canonical).then(|| canonical.into_boxed_str());
        Syllable { folded: folded.into_boxed_str(), marked }
    }

    /// The term for what was typed: with marks it finds only itself, without it finds every marking.
    pub(crate) fn typed(&self) -> &str {
        self.marked.as_deref().unwrap_or(&self.folded)
    }
}

/// The syllables of a query or a title, each with its first and last byte.
pub(crate) fn syllables(text: &str) -> Vec<(Syllable, std::ops::Range<usize>)> {
    words(text).map(|range| (Syllable::of(text.get(range.clone()).unwrap_or("")), range)).collect()
}

/// The first and last byte of every syllable.
pub(crate) fn words(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, end) = next_word(text, at)?;
        at = end;
        Some(start..end)
    })
}

/// The next run of letters and digits at or after `from`.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut start = None;
    for (at, c) in text.get(from..)?.char_indices() {
        match start {
            None if is_alphanumeric(c) => start = Some(from + at),
            // A combining mark that no letter takes in still belongs to its word.
            Some(start) if !is_alphanumeric(c) && !('\u{300}'..='\u{36f}').contains(&c) => {
                return Some((start, from + at));
            }
            _ => {}
        }
    }
    Some((start?, text.len()))
}

/// `char::is_alphanumeric`, without its tables for the letters of Vietnamese.
fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{24f}' => c != '\u{d7}' && c != '\u{f7}',
        '\u{1e00}'..='\u{1eff}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// The analyser of every searched field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Analyzer {
    /// Syllables as they are written, each with its place below.
    places: HashMap<u128, usize, Seed>,
    known: Vec<Syllable>,
}

impl Analyzer {
    /// The place of a syllable. A long one, which no syllable of Vietnamese is, stays until the next one comes.
    fn place(&mut self, raw: &str) -> usize {
        let mut bytes = [0; SHORT];
        let Some(short) = bytes.get_mut(..raw.len()) else {
            self.known.truncate(self.places.len());
            self.known.push(Syllable::of(raw));
            return self.places.len();
        };
        short.copy_from_slice(raw.as_bytes());
        let key = u128::from_le_bytes(bytes);
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let place = self.places.len();
        self.known.truncate(place);
        self.known.push(Syllable::of(raw));
        self.places.insert(key, place);
        place
    }
}

/// Bytes of a syllable that is kept at hand.
const SHORT: usize = 16;

/// A hash for short syllables.
#[derive(Clone, Debug)]
struct Quick(u64);

/// Begins every hash where no writer of texts can know.
#[derive(Clone, Debug)]
struct Seed(u64);

impl Default for Seed {
    fn default() -> Self {
        Seed(std::hash::RandomState::new().hash_one(0))
    }
}

impl BuildHasher for Seed {
    type Hasher = Quick;

    fn build_hasher(&self) -> Quick {
        Quick(self.0)
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u128(u128::from(*byte)));
    }

    fn write_u128(&mut self, key: u128) {
        let [low, high] = [key as u64, (key >> 64) as u64];
        self.0 = (self.0 ^ low).wrapping_mul(0x517c_c1b7_2722_0a95).rotate_left(26);
        self.0 = (self.0 ^ high).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn finish(&self) -> u64 {
        // The table picks its place by the low bits, the product mixes into the high ones.
        self.0.rotate_left(26)
    }
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Syllables<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Syllables<'a> {
        if self.known.len() > KEPT {
            self.places.clear();
            self.known.clear();
        }
        Syllables {
            analyzer: self,
            text,
            at: 0,
            count: 0,
            next: Form::Folded,
            before: String::new(),
            start: 0,
            token: Token::default(),
            place: 0,
        }
    }
}

/// The terms of one text: of each syllable the folded form, then the marked one, then the pair that it ends.
#[derive(Debug)]
pub(crate) struct Syllables<'a> {
    analyzer: &'a mut Analyzer,
    text: &'a str,
    at: usize,
    /// Syllables so far.
    count: usize,
    /// What comes next.
    next: Form,
    /// The syllable before, folded, and its first byte.
    before: String,
    start: usize,
    token: Token,
    /// Of the syllable at hand.
    place: usize,
}

/// A form of a syllable that is searched.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// Of the next syllable.
    Folded,
    Marked,
    Pair,
}

impl TokenStream for Syllables<'_> {
    fn advance(&mut self) -> bool {
        let text = &mut self.token.text;
        if let (Form::Marked, Some(syllable)) = (self.next, self.analyzer.known.get(self.place)) {
            self.next = Form::Pair;
            if let Some(marked) = &syllable.marked {
                text.clear();
                text.push_str(marked);
                return true;
            }
        }
        if let (Form::Pair, Some(syllable)) = (self.next, self.analyzer.known.get(self.place)) {
            self.next = Form::Folded;
            let start = std::mem::replace(&mut self.start, self.token.offset_from);
            if self.count > 1 {
                text.clear();
                text.push_str(&self.before);
                text.push(' ');
                text.push_str(&syllable.folded);
                self.token.offset_from = start;
                self.before.clear();
                self.before.push_str(&syllable.folded);
                return true;
            }
            self.before.push_str(&syllable.folded);
        }
        let Some((start, end)) = next_word(self.text, self.at) else { return false };
        self.place = self.analyzer.place(self.text.get(start..end).unwrap_or(""));
        let Some(syllable) = self.analyzer.known.get(self.place) else { return false };
        text.clear();
        text.push_str(&syllable.folded);
        self.token.offset_from = start;
        self.token.offset_to = end;
        self.token.position = self.count;
        self.next = Form::Marked;
        self.count += 1;
        self.at = end;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut analyzer = Analyzer::default();
        let mut stream = analyzer.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            found.push(stream.token().text.clone());
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn each_syllable_folded_marked_and_paired() {
        check("Kế hoạch PAPI", &["ke", "kế", "hoach", "hoạch", "ke hoach", "papi", "hoach papi"]);
        check("10/CT-UBND", &["10", "ct", "10 ct", "ubnd", "ct ubnd"]);
        check("", &[]);
    }

    #[test]
    fn letters_are_those_of_unicode() {
        for c in '\0'..='\u{ffff}' {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn offsets_quote_the_text() {
        let text = "Sở Nội vụ";
        let mut analyzer = Analyzer::default();
        let mut stream = analyzer.token_stream(text);
        let mut quotes = Vec::new();
        while stream.advance() {
            let token = stream.token();
            quotes.push(text.get(token.offset_from..token.offset_to).unwrap().to_owned());
        }
        assert_eq!(quotes, ["Sở", "Sở", "Nội", "Nội", "Sở Nội", "vụ", "vụ", "Nội vụ"]);
    }
}
