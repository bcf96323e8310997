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
    let bytes = text.as_bytes();
    // Whether a word goes on with the character at `at`, and its length.
    let character = |at: usize, within: bool| match bytes.get(at) {
        Some(ascii @ 0..0x80) => (ascii.is_ascii_alphanumeric(), 1),
        Some(_) => text.get(at..).and_then(|rest| rest.chars().next()).map_or((false, 1), |c| {
            // A combining mark that no letter takes in still belongs to its word.
            (is_alphanumeric(c) || within && ('\u{300}'..='\u{36f}').contains(&c), c.len_utf8())
        }),
        None => (false, 0),
    };
    let mut start = from;
    let mut end = loop {
        match character(start, false) {
            (_, 0) => return None,
            (true, length) => break start + length,
            (false, length) => start += length,
        }
    };
    while let (true, length) = character(end, true) {
        end += length;
    }
    Some((start, end))
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
    /// Short syllables as they are written, each in the slot that it falls into, with its place below.
    slots: Vec<(u128, u32)>,
    known: Vec<Terms>,
}

/// The terms of a syllable.
#[derive(Clone, Debug, Default)]
struct Terms {
    folded: Token,
    marked: Option<Token>,
}

impl Terms {
    fn of(raw: &str) -> Terms {
        let token = |text: Box<str>| Token { text: text.into(), ..Token::default() };
        let Syllable { folded, marked } = Syllable::of(raw);
        Terms { folded: token(folded), marked: marked.map(token) }
    }
}

/// Bytes of a syllable that is kept at hand.
const SHORT: usize = 16;
/// Slots, as a power of 2; a text of all Vietnamese needs some 10,000. Two syllables of one slot take turns.
const SLOTS: u32 = 15;
/// Place of a syllable that is not kept at hand.
const PASSING: usize = 0;

impl Analyzer {
    /// The place of a syllable. A long one, which no syllable of Vietnamese is, stays until the next one comes.
    fn place(&mut self, raw: &str) -> usize {
        if self.slots.is_empty() {
            self.slots = vec![(0, 0); 1 << SLOTS];
            self.known = vec![Terms::default()];
        }
        let mut bytes = [0; SHORT];
        let Some(short) = bytes.get_mut(..raw.len()) else {
            self.keep(PASSING, raw);
            return PASSING;
        };
        short.copy_from_slice(raw.as_bytes());
        let key = u128::from_le_bytes(bytes);
        let [low, high] = [key as u64, (key >> 64) as u64];
        let mixed = (low ^ high.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0x517c_c1b7_2722_0a95);
        let next = self.known.len();
        let Some(slot) = self.slots.get_mut((mixed >> (u64::BITS - SLOTS)) as usize) else { return PASSING };
        if slot.0 == key {
            return slot.1 as usize;
        }
        let place = if slot.0 == 0 { next } else { slot.1 as usize };
        *slot = (key, place as u32);
        self.keep(place, raw);
        place
    }

    fn keep(&mut self, place: usize, raw: &str) {
        match self.known.get_mut(place) {
            Some(terms) => *terms = Terms::of(raw),
            None => self.known.push(Terms::of(raw)),
        }
    }
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Syllables<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Syllables<'a> {
        let form = Form::Pair;
        Syllables {
            analyzer: self,
            text,
            at: 0,
            count: 0,
            form,
            place: PASSING,
            start: 0,
            pair: Token::default(),
            seam: 0,
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
    /// The place of the last one, and its first byte.
    place: usize,
    start: usize,
    /// The syllable before, a space, and the last one; the first syllable alone.
    pair: Token,
    /// Where the last one begins in it.
    seam: usize,
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
        let Some((start, end)) = next_word(self.text, self.at) else { return false };
        self.at = end;
        self.place = self.analyzer.place(self.text.get(start..end).unwrap_or(""));
        let Some(terms) = self.analyzer.known.get_mut(self.place) else { return false };
        for token in std::iter::once(&mut terms.folded).chain(&mut terms.marked) {
            (token.offset_from, token.offset_to, token.position) = (start, end, self.count);
        }
        let pair = &mut self.pair;
        pair.text.drain(..self.seam);
        if self.count > 0 {
            pair.text.push(' ');
        }
        self.seam = pair.text.len();
        pair.text.push_str(&terms.folded.text);
        pair.offset_from = std::mem::replace(&mut self.start, start);
        (pair.offset_to, pair.position) = (end, self.count);
        self.count += 1;
        true
    }

    fn terms(&self) -> Option<&Terms> {
        self.analyzer.known.get(self.place)
    }
}

impl TokenStream for Syllables<'_> {
    fn advance(&mut self) -> bool {
        let has_mark = self.terms().is_some_and(|terms| terms.marked.is_some());
        let form = self.form;
        self.form = match form {
            Form::Folded if has_mark => Form::Marked,
            Form::Folded | Form::Marked if self.count > 1 => Form::Pair,
            _ => Form::Folded,
        };
        !matches!(self.form, Form::Folded) || self.next()
    }

    fn token(&self) -> &Token {
        match (self.form, self.terms()) {
            (Form::Folded, Some(terms)) => &terms.folded,
            (Form::Marked, Some(Terms { marked: Some(marked), .. })) => marked,
            _ => &self.pair,
        }
    }

    fn token_mut(&mut self) -> &mut Token {
        match (self.form, self.analyzer.known.get_mut(self.place)) {
            (Form::Folded, Some(terms)) => &mut terms.folded,
            (Form::Marked, Some(Terms { marked: Some(marked), .. })) => marked,
            _ => &mut self.pair,
        }
    }

    /// All at once, as a writer takes them.
    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        while self.next() {
            if let Some(terms) = self.terms() {
                sink(&terms.folded);
                terms.marked.iter().for_each(&mut *sink);
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
    fn a_slot_serves_syllables_that_share_it() {
        let words: Vec<String> = (0..100_000).map(|at| format!("{at:x}")).collect();
        let mut analyzer = Analyzer::default();
        for word in &words {
            let mut stream = analyzer.token_stream(word);
            assert!(stream.advance());
            assert_eq!(stream.token().text, *word);
        }
        assert!(analyzer.known.len() <= 1 + (1 << SLOTS));
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
