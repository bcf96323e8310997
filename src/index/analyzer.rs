//! One pass over a text gives every searched form of it: each syllable folded, each marked syllable as it was typed,
//! each pair of neighbours folded.
//!
//! All three live in one field and cannot meet: a canonical form holds a mark, a folded one does not, and only a
//! pair holds a space. The same code reads texts and queries.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::vi;

/// The name under which the fields of the schema ask for it.
pub(super) const NAME: &str = "vi";

/// Counted up when the terms of a text change: an index of another analyser is built anew from its stored texts.
pub(super) const VERSION: u32 = 1;

/// Âm tiết as it is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Syllable {
    /// Without marks.
    pub(crate) folded: Box<str>,
    /// With its marks, in the one canonical form; `None` when it has none.
    pub(crate) marked: Option<Box<str>>,
}

impl Syllable {
    /// Of a word as it is written.
    pub(crate) fn of(raw: &str) -> Syllable {
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
    let mut start = from;
    let mut end = loop {
        match character(text, start, false) {
            (_, 0) => return None,
            (true, length) => break start + length,
            (false, length) => start += length,
        }
    };
    while let (true, length) = character(text, end, true) {
        end += length;
    }
    Some((start, end))
}

/// Whether the character at `at` belongs to a word, and its length; what it is of most letters is told by their bytes.
fn character(text: &str, at: usize, within: bool) -> (bool, usize) {
    let bytes = text.as_bytes();
    match bytes.get(at) {
        Some(ascii @ 0..0x80) => (ascii.is_ascii_alphanumeric(), 1),
        // U+100 to U+23F.
        Some(0xc4..=0xc8) => (true, 2),
        // U+1E00 to U+1EFF.
        Some(0xe1) if matches!(bytes.get(at + 1), Some(0xb8..=0xbb)) => (true, 3),
        Some(_) => text.get(at..).and_then(|rest| rest.chars().next()).map_or((false, 1), |c| {
            // A combining mark that no letter takes in still belongs to its word.
            (is_alphanumeric(c) || within && ('\u{300}'..='\u{36f}').contains(&c), c.len_utf8())
        }),
        None => (false, 0),
    }
}

/// `char::is_alphanumeric`, without its tables for the letters of Vietnamese.
pub(super) fn is_alphanumeric(c: char) -> bool {
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
    /// The slot that a short syllable falls into holds its place below, from 1; small, so that it stays in the cache.
    slots: Vec<u32>,
    known: Vec<(u128, Forms)>,
    /// The forms of all syllables that were met, one after the other.
    forms: String,
}

/// Where the forms of a syllable stand: the folded one, and after it the marked one, which may be empty.
#[derive(Clone, Copy, Debug, Default)]
struct Forms {
    start: u32,
    folded: u32,
    marked: u32,
}

/// Bytes of a syllable that has a slot; no syllable of Vietnamese is longer.
const SHORT: usize = 15;
/// Slots, as a power of 2; a text of all Vietnamese needs some 10,000. Two syllables of one slot take turns.
const SLOTS: u32 = 15;
/// Bytes of forms above which a new text begins with none.
const KNOWN: usize = 1 << 20;

impl Analyzer {
    /// The forms of the word from `start` to `end`.
    fn forms(&mut self, text: &str, (start, end): (usize, usize)) -> Forms {
        let key = key(text.as_bytes(), start, end);
        let [low, high] = [key as u64, (key >> 64) as u64];
        let mixed = (low ^ high.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0x517c_c1b7_2722_0a95);
        let slot = self.slots.get_mut((mixed >> (u64::BITS - SLOTS)) as usize).filter(|_| key != 0);
        let mut place = slot.as_ref().map_or(0, |slot| **slot);
        if let Some((_, forms)) = self.known.get((place as usize).wrapping_sub(1)).filter(|(known, _)| *known == key) {
            return *forms;
        }
        let syllable = Syllable::of(text.get(start..end).unwrap_or(""));
        let begun = self.forms.len();
        self.forms.push_str(&syllable.folded);
        let folded = self.forms.len();
        self.forms.push_str(syllable.marked.as_deref().unwrap_or(""));
        let forms = Forms { start: begun as u32, folded: folded as u32, marked: self.forms.len() as u32 };
        if let Some(slot) = slot {
            if place == 0 {
                self.known.push(Default::default());
                place = self.known.len() as u32;
                *slot = place;
            }
            self.known.get_mut(place as usize - 1).into_iter().for_each(|known| *known = (key, forms));
        }
        forms
    }

    /// Puts one of the known forms behind what `text` holds.
    fn put(&self, text: &mut String, from: u32, to: u32) {
        text.push_str(self.forms.get(from as usize..to as usize).unwrap_or(""));
    }
}

/// A short word as a number; 0 for a long one.
fn key(text: &[u8], start: usize, end: usize) -> u128 {
    let length = end - start;
    if length > SHORT {
        return 0;
    }
    let within = (1 << (8 * length)) - 1;
    match text.get(start..).and_then(|rest| rest.first_chunk()) {
        Some(bytes) => u128::from_le_bytes(*bytes) & within,
        // At the end of the text.
        None => text.iter().take(end).skip(start).rev().fold(0, |key, byte| key << 8 | u128::from(*byte)),
    }
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Syllables<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Syllables<'a> {
        if self.slots.is_empty() || self.forms.len() > KNOWN {
            *self = Analyzer { slots: vec![0; 1 << SLOTS], ..Analyzer::default() };
        }
        Syllables {
            analyzer: self,
            text,
            at: 0,
            count: 0,
            form: Form::Pair,
            last: Forms::default(),
            folded: Token::default(),
            marked: Token::default(),
            pair: Token::default(),
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
    /// What stands at hand of the last one.
    form: Form,
    last: Forms,
    folded: Token,
    /// Empty when it has no marks.
    marked: Token,
    /// The syllable before, a space, and the last one; of no meaning at the first.
    pair: Token,
}

/// A form of a syllable that is searched.
#[derive(Clone, Copy, Debug)]
enum Form {
    Folded,
    Marked,
    Pair,
}

impl Syllables<'_> {
    /// Goes on to the next syllable, and makes its terms ready.
    fn next(&mut self) -> bool {
        let Some(word @ (start, end)) = next_word(self.text, self.at) else { return false };
        self.at = end;
        let forms = self.analyzer.forms(self.text, word);
        let before = std::mem::replace(&mut self.last, forms);
        self.pair.offset_from = self.folded.offset_from;
        for token in [&mut self.folded, &mut self.marked, &mut self.pair] {
            token.text.clear();
            (token.offset_to, token.position) = (end, self.count);
        }
        (self.folded.offset_from, self.marked.offset_from) = (start, start);
        self.analyzer.put(&mut self.folded.text, forms.start, forms.folded);
        self.analyzer.put(&mut self.marked.text, forms.folded, forms.marked);
        self.analyzer.put(&mut self.pair.text, before.start, before.folded);
        self.pair.text.push(' ');
        self.pair.text.push_str(&self.folded.text);
        self.count += 1;
        true
    }

    fn has_mark(&self) -> bool {
        !self.marked.text.is_empty()
    }
}

impl TokenStream for Syllables<'_> {
    fn advance(&mut self) -> bool {
        self.form = match self.form {
            Form::Folded if self.has_mark() => Form::Marked,
            Form::Folded | Form::Marked if self.count > 1 => Form::Pair,
            _ => Form::Folded,
        };
        !matches!(self.form, Form::Folded) || self.next()
    }

    fn token(&self) -> &Token {
        match self.form {
            Form::Folded => &self.folded,
            Form::Marked => &self.marked,
            Form::Pair => &self.pair,
        }
    }

    fn token_mut(&mut self) -> &mut Token {
        match self.form {
            Form::Folded => &mut self.folded,
            Form::Marked => &mut self.marked,
            Form::Pair => &mut self.pair,
        }
    }

    /// All at once, as a writer takes them.
    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        while self.next() {
            sink(&self.folded);
            if self.has_mark() {
                sink(&self.marked);
            }
            if self.count > 1 {
                sink(&self.pair);
            }
        }
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
        let mut at_once = Vec::new();
        Analyzer::default().token_stream(text).process(&mut |token| at_once.push(token.text.clone()));
        assert_eq!(at_once, expected);
    }

    #[test]
    fn a_slot_serves_syllables_that_share_it_and_memory_is_bounded() {
        let words: Vec<String> = (0..400_000).map(|at| format!("{at:x}")).collect();
        let mut analyzer = Analyzer::default();
        for word in &words {
            let mut stream = analyzer.token_stream(word);
            assert!(stream.advance());
            assert_eq!(stream.token().text, *word);
        }
        assert!(analyzer.forms.len() <= KNOWN + 2 * SHORT && analyzer.known.len() <= 1 << SLOTS);
    }

    #[test]
    fn each_syllable_folded_marked_and_paired() {
        check("Kế hoạch PAPI", &["ke", "kế", "hoach", "hoạch", "ke hoach", "papi", "hoach papi"]);
        check("10/CT-UBND", &["10", "ct", "10 ct", "ubnd", "ct ubnd"]);
        check("", &[]);
        check(
            "Nghiêng-nghiêng nguyenvietnamabc",
            &[
                "nghieng",
                "nghiêng",
                "nghieng",
                "nghiêng",
                "nghieng nghieng",
                "nguyenvietnamabc",
                "nghieng nguyenvietnamabc",
            ],
        );
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
