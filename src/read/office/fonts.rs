//! What a DOC says of its letters beside the text: the class of their font, and the number in front of their paragraph.

use memchr::memmem;

use super::super::block::Run;
use super::super::legacy::Font;
use super::super::numbering::{Counters, LEVELS, Numbering};
use super::binary::{
    CHARACTERS, FONTS, PARAGRAPHS, STYLES, Streams, Style, found, inherited, properties, styles, u16_at,
};
use super::lists;

/// How far ahead a line is looked for; a line of a note stands anywhere.
const AHEAD: usize = 1 << 16;
/// Lines that may be looked for in the whole text.
const MOST_STRAY: usize = 200;

/// The text of a DOC, with the class of font of each part of it.
#[derive(Default)]
pub(super) struct Letters {
    text: String,
    /// Where a class begins, in bytes of the text.
    starts: Vec<(usize, Font)>,
    /// The marks of paragraphs by where these begin.
    marks: Vec<(usize, String)>,
    /// Whether its lists are known.
    has_lists: bool,
    at: usize,
    stray: usize,
}

/// What is said of characters.
#[derive(Clone, Copy, Default)]
struct Characters {
    font: Option<usize>,
    style: Option<usize>,
    /// Struck out while changes were tracked, or not shown.
    hidden: bool,
}

/// What is said of paragraphs.
#[derive(Clone, Copy, Default)]
struct Paragraphs {
    style: Option<usize>,
    list: Option<u32>,
    level: Option<usize>,
    /// The mark that ends the row of a table.
    ends_row: bool,
}

impl Letters {
    /// Reads them; `None` where the file is older than Word 97, or neither fonts from before Unicode nor lists are in it.
    pub(super) fn read(bytes: &[u8]) -> Option<Letters> {
        let streams = Streams::open(bytes)?;
        let names = font_classes(streams.part(FONTS)?.0);
        let numbering = lists::read(&streams);
        let is_old = names.iter().any(|font| matches!(font, Font::Tcvn3 { .. } | Font::Vni));
        if !is_old && numbering.as_ref().is_none_or(|numbering| numbering.lists.is_empty()) {
            return None;
        }
        let (styles, standard) = styles(streams.part(STYLES)?.0);
        let characters = streams.ranges(CHARACTERS, characters_at)?;
        let paragraphs = streams.ranges(PARAGRAPHS, paragraphs_at)?;
        let default = style_font(&styles, 0).or(standard);
        let class = |own: Characters, style: Option<usize>| {
            let of = |style: Option<usize>| style_font(&styles, style?);
            let font = own.font.or_else(|| of(own.style)).or_else(|| of(style)).or(default);
            font.and_then(|font| names.get(font).copied()).unwrap_or(Font::Unknown)
        };
        let mut letters = Letters { has_lists: numbering.is_some(), ..Letters::default() };
        let mut counters = Counters::default();
        let mut begun = 0;
        streams.characters(&mut |c, offset, of_piece| {
            let own = found(&characters, offset).copied().unwrap_or_default().with(of_piece);
            if own.hidden {
                return;
            }
            let paragraph = found(&paragraphs, offset).copied().unwrap_or_default().with(of_piece);
            if paragraph.ends_row && c == '\u{7}' {
                return;
            }
            letters.push(c, class(own, paragraph.style));
            if matches!(c, '\r' | '\u{7}' | '\u{c}') {
                let mark = numbering.as_ref().and_then(|numbering| mark(paragraph, &styles, numbering, &mut counters));
                letters.marks.extend(mark.map(|mark| (begun, mark)));
                begun = letters.text.len();
            }
        })?;
        Some(letters)
    }

    fn push(&mut self, c: char, font: Font) {
        if self.starts.last().is_none_or(|(_, last)| *last != font) {
            self.starts.push((self.text.len(), font));
        }
        self.text.push(c);
    }

    /// Gives a line of the document the fonts of its letters, and the mark of its paragraph in place of one that was
    /// guessed.
    pub(super) fn apply(&mut self, runs: &mut Vec<Run>) {
        let guessed = runs.iter().position(|run| run.font == Font::Other).map(|at| runs.remove(at));
        let line: String = runs.iter().map(|run| run.text.as_str()).collect();
        let (start, found) = self.runs(&line);
        *runs = found;
        let own = start.and_then(|start| self.mark_at(start));
        let own = own.map(|text| Run { text, font: runs.first().map_or(Font::Unknown, |run| run.font) });
        let mark = own.or_else(|| guessed.filter(|_| !self.has_lists));
        runs.splice(..0, mark);
    }

    /// The runs of a line, and where it stands.
    fn runs(&mut self, line: &str) -> (Option<usize>, Vec<Run>) {
        let unknown = |text: &str| vec![Run { text: text.to_owned(), font: Font::Unknown }];
        let words = line.trim();
        if words.is_empty() {
            return (self.next_empty(), unknown(line));
        }
        let Some(start) = self.find(words) else { return (None, unknown(line)) };
        let end = start + words.len();
        self.at = end;
        let first = self.starts.partition_point(|(at, _)| *at <= start).saturating_sub(1);
        let mut runs = Vec::new();
        for (index, (from, font)) in self.starts.iter().enumerate().skip(first) {
            let to = self.starts.get(index + 1).map_or(self.text.len(), |(at, _)| *at);
            if *from >= end {
                break;
            }
            let part = self.text.get((*from).max(start)..to.min(end)).unwrap_or_default();
            runs.push(Run { text: part.to_owned(), font: *font });
        }
        (Some(start), runs)
    }

    /// The next paragraph, when it is empty: it may have its number all the same, as the first column of many tables.
    fn next_empty(&mut self) -> Option<usize> {
        let rest = self.text.get(self.at..)?;
        let own = rest.find(is_end)?;
        let next = rest.get(own + 1..)?;
        let start = self.at + own + 1;
        let is_empty = rest.get(..own)?.trim().is_empty() && next.trim_start_matches([' ', '\t']).starts_with(is_end);
        is_empty.then(|| {
            self.at = start;
            start
        })
    }

    /// The mark of the paragraph that begins at `start`, but for white space.
    fn mark_at(&self, start: usize) -> Option<String> {
        let (begun, mark) = self.marks.get(self.marks.partition_point(|(begun, _)| *begun <= start).checked_sub(1)?)?;
        self.text.get(*begun..start)?.chars().all(|c| matches!(c, ' ' | '\t' | '\u{a0}')).then(|| mark.clone())
    }

    fn find(&mut self, words: &str) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let ahead = bytes.get(self.at..bytes.len().min(self.at + words.len() + AHEAD))?;
        if let Some(at) = memmem::find(ahead, words.as_bytes()) {
            return Some(self.at + at);
        }
        self.stray += 1;
        if self.stray > MOST_STRAY { None } else { memmem::find(bytes, words.as_bytes()) }
    }
}

/// Whether a character ends a paragraph.
fn is_end(c: char) -> bool {
    matches!(c, '\r' | '\u{7}' | '\u{c}')
}

/// What Word writes in front of a paragraph.
fn mark(own: Paragraphs, styles: &[Style<'_>], numbering: &Numbering, counters: &mut Counters) -> Option<String> {
    let of_style = |style: &Style<'_>| {
        let place = lists::place(style.paragraph);
        place.0.map(|list| (list, place.1))
    };
    let inherited = own.style.and_then(|style| inherited(styles, style, of_style));
    let list = own.list.or(inherited.map(|(list, _)| list)).filter(|list| *list != 0)?;
    let level = own.level.or(inherited.and_then(|(_, level)| level)).unwrap_or(0);
    let mark = counters.next(numbering, list, level.min(LEVELS - 1));
    (!mark.trim().is_empty()).then(|| format!("{} ", mark.trim_end()))
}

/// Whether a property is set: by itself, or against its style.
fn is_on(value: &u8) -> bool {
    matches!(value, 1 | 0x81)
}

/// SttbfFfn: the class of each font.
fn font_classes(table: &[u8]) -> Vec<Font> {
    let mut at = 4;
    let mut fonts = Vec::new();
    while let Some(length) = table.get(at) {
        let entry = table.get(at..at + 1 + usize::from(*length)).unwrap_or_default();
        let units =
            entry.get(40..).unwrap_or_default().chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        let name: String = char::decode_utf16(units.take_while(|unit| *unit != 0)).flatten().collect();
        fonts.push(Font::named(&name));
        at += 1 + usize::from(*length);
    }
    fonts
}

/// The font that a style names, or one that it is based on.
fn style_font(styles: &[Style<'_>], style: usize) -> Option<usize> {
    inherited(styles, style, |style| Characters::default().with(style.character).font)
}

impl Characters {
    /// What is said, with some properties more.
    fn with(mut self, bytes: &[u8]) -> Characters {
        let (mut deleted, mut vanished) = (None, None);
        for (code, value) in properties(bytes) {
            match code {
                0x4a4f => self.font = u16_at(value, 0).map(usize::from),
                0x4a30 => self.style = u16_at(value, 0).map(usize::from),
                0x0800 => deleted = value.first().map(is_on),
                0x083c => vanished = value.first().map(is_on),
                _ => {}
            }
        }
        if deleted.or(vanished).is_some() {
            self.hidden = deleted == Some(true) || vanished == Some(true);
        }
        self
    }
}

impl Paragraphs {
    /// What is said, with some properties more.
    fn with(mut self, bytes: &[u8]) -> Paragraphs {
        let (list, level) = lists::place(bytes);
        self.list = list.or(self.list);
        self.level = level.or(self.level);
        self.ends_row |= properties(bytes).any(|(code, value)| code == 0x2417 && value.first() == Some(&1));
        self
    }
}

/// CHPX: what is said of a run.
fn characters_at(page: &[u8], at: usize) -> Characters {
    let length = page.get(at).map_or(0, |length| usize::from(*length));
    // Nothing is said where the place is the begin of the page.
    let said = page.get(at + 1..at + 1 + length).filter(|_| at > 0);
    Characters::default().with(said.unwrap_or_default())
}

/// PAPX: what is said of a paragraph, with the number of its style in front.
fn paragraphs_at(page: &[u8], at: usize) -> Paragraphs {
    let bytes = |at: usize| page.get(at).map_or(0, |length| 2 * usize::from(*length));
    // A length of nothing says that the length stands in the next byte.
    let (start, length) = match bytes(at) {
        0 => (at + 2, bytes(at + 1)),
        length => (at + 1, length - 1),
    };
    let said = page.get(start..(start + length).min(page.len())).filter(|_| at > 0).unwrap_or_default();
    let style = u16_at(said, 0).map(usize::from);
    Paragraphs { style, ..Paragraphs::default() }.with(said.get(2..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_name_fonts_and_styles() {
        // Bold, a size, a font, a style; then a code whose operand has its length in front.
        let properties = [0x35, 0x08, 1, 0x43, 0x4a, 28, 0, 0x4f, 0x4a, 7, 0, 0x30, 0x4a, 2, 0, 0x0f, 0xc6, 2, 9, 9];
        let said = |bytes| {
            let said = Characters::default().with(bytes);
            (said.font, said.style)
        };
        assert_eq!(said(&properties), (Some(7), Some(2)));
        assert_eq!(said(&properties[..8]), (None, None));
    }

    fn letters(text: &str, marks: &[(usize, &str)]) -> Letters {
        let marks = marks.iter().map(|(at, mark)| (*at, (*mark).to_owned())).collect();
        let mut letters = Letters { marks, has_lists: true, ..Letters::default() };
        let capitals = Font::Tcvn3 { capitals: true };
        text.chars().enumerate().for_each(|(at, c)| letters.push(c, if at < 9 { capitals } else { Font::Unknown }));
        letters
    }

    #[test]
    fn lines_are_found_with_their_fonts() {
        let mut letters = letters("chÝnh phñ\rSè 1\r", &[]);
        let capitals = Font::Tcvn3 { capitals: true };
        assert_eq!(letters.runs("  chÝnh phñ ").1, [Run { text: "chÝnh phñ".to_owned(), font: capitals }]);
        assert_eq!(letters.runs("Sè 1").1, [Run { text: "Sè 1".to_owned(), font: Font::Unknown }]);
        assert_eq!(letters.runs("phñ").1[0].font, capitals);
        assert_eq!(letters.runs("khác").1[0].font, Font::Unknown);
    }

    #[test]
    fn paragraphs_have_their_numbers() {
        let mut letters = letters("Ph¹m vi\r\u{7}lua\r\u{7}A\r", &[(0, "§iÒu 1. "), (9, "1. "), (14, "a) ")]);
        let mut shown = |line: &str| {
            let guess = Run { text: "7. ".to_owned(), font: Font::Other };
            let mut runs = vec![guess, Run { text: line.to_owned(), font: Font::Unknown }];
            letters.apply(&mut runs);
            runs.into_iter().map(|run| run.text).collect::<String>()
        };
        assert_eq!(shown("Ph¹m vi"), "§iÒu 1. Ph¹m vi");
        assert_eq!([shown(""), shown("lua"), shown(""), shown("A")], ["1. ", "lua", "a) ", "A"]);
    }
}
