//! Văn bản as text: normalised characters, pages, tables, and the spans that quote it.
//!
//! This is the only module that slices a string. Everything a reader hands on went through [`TextBuilder`], so
//! every rule may rely on one form: NFC, plain hyphen for every dash, plain slash, one kind of space, Đ for Eth.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Đoạn trích: a half-open range of bytes of a [`Text`], always on character borders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same range, `by` bytes later.
    pub fn shifted(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// Ô: one cell of a table. Its lines are separated by `\n` inside the span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Where the cell's text stands.
    pub span: Span,
    /// Columns that the cell covers, 1 or more.
    pub columns: u16,
    /// Rows that the cell covers, 1 or more.
    pub rows: u16,
}

/// Bảng: rows of cells, or two columns that stand side by side, such as a letterhead. In the text the cells of a
/// row are separated by a tab and rows end with `\n`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// From the first cell to the last.
    pub span: Span,
    /// The rows from top to bottom; a cell that continues from the row above is not repeated.
    pub rows: Vec<Vec<Cell>>,
}

/// Where a word stands on its page, in points from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordBox {
    /// The word.
    pub span: Span,
    /// Page, from 1.
    pub page: u32,
    /// Left, top, right and bottom edge, in points.
    pub edges: [f32; 4],
}

/// Văn bản: the whole text of one file with its layout. Pages are separated by U+000C.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    content: String,
    tables: Vec<Table>,
    boxes: Vec<WordBox>,
    paged: bool,
}

impl Text {
    /// A text without tables or pages, one paragraph or line a line.
    pub fn plain(content: &str) -> Text {
        let mut builder = TextBuilder::default();
        for line in content.split('\n') {
            builder.line(line);
        }
        builder.finish()
    }

    /// Characters of a text and their layout, as [`Text::layout`] gave it.
    pub fn of_parts(content: String, (tables, boxes, paged): (Vec<Table>, Vec<WordBox>, bool)) -> Text {
        Text { content, tables, boxes, paged }
    }

    /// Everything but the characters: tables, boxes, of which there may be one a word, and whether it has pages.
    pub fn layout(&self) -> (&[Table], &[WordBox], bool) {
        (&self.tables, &self.boxes, self.paged)
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The tables in the order of the text; none lies inside another.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The box of every word, where the format has positions.
    pub fn boxes(&self) -> &[WordBox] {
        &self.boxes
    }

    /// The whole text as a span.
    pub fn whole(&self) -> Span {
        Span { start: 0, end: self.content.len() }
    }

    /// What stands at `span`; empty when the span does not lie on character borders of this text.
    pub fn quote(&self, span: Span) -> &str {
        self.content.get(span.start..span.end).unwrap_or("")
    }

    /// The span of `part`, which must be a slice of this text (a regex match, say).
    ///
    /// # Panics
    /// When `part` is not a slice of this text: a programming error.
    pub fn span_of(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).wrapping_sub(self.content.as_ptr() as usize);
        assert!(start + part.len() <= self.content.len(), "not a slice of this text");
        Span { start, end: start + part.len() }
    }

    /// The page, from 1, on which `offset` lies; `None` where the format has no pages.
    pub fn page(&self, offset: usize) -> Option<u32> {
        let before = self.content.as_bytes().get(..offset)?;
        self.paged.then(|| 1 + memchr::memchr_iter(b'\x0c', before).count() as u32)
    }

    /// Whether the format has pages.
    pub fn is_paged(&self) -> bool {
        self.paged
    }

    /// The span without white space at its ends.
    pub fn trim(&self, span: Span) -> Span {
        let quoted = self.quote(span);
        let start = span.start + (quoted.len() - quoted.trim_start().len());
        Span { start, end: (start + quoted.trim().len()).max(start) }
    }

    /// The text with each of `edits` in place of what stands there: in order, none over another, none across a line.
    pub fn mended(&self, edits: &[(Span, String)]) -> Mended {
        let mut content = String::with_capacity(self.content.len());
        let (mut at, mut places) = (0, Vec::with_capacity(edits.len()));
        for (span, right) in edits {
            content.push_str(self.quote(Span { start: at, end: span.start }));
            let start = content.len();
            content.push_str(right);
            places.push((*span, Span { start, end: content.len() }));
            at = span.end;
        }
        content.push_str(self.quote(Span { start: at, end: self.content.len() }));
        let moved = |span: Span| {
            let at = |offset: usize, is_end: bool| moved(offset, is_end, places.iter().copied());
            Span { start: at(span.start, false), end: at(span.end, true) }
        };
        let cell = |cell: &Cell| Cell { span: moved(cell.span), ..cell.clone() };
        let rows = |table: &Table| table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let tables = self.tables.iter().map(|table| Table { span: moved(table.span), rows: rows(table) }).collect();
        let boxes = self.boxes.iter().map(|word| WordBox { span: moved(word.span), ..*word }).collect();
        Mended { text: Text { content, tables, boxes, paged: self.paged }, places }
    }

    /// The lines inside `span`, without their line ends; cells and pages also end a line. Blank ones are left out.
    pub fn lines(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let ends = memchr::memchr3_iter(b'\n', b'\t', b'\x0c', self.quote(span).as_bytes());
        let ends = ends.map(move |end| span.start + end).chain([span.end]);
        let lines = ends.scan(span.start, |at, end| {
            let start = std::mem::replace(at, end + 1);
            Some(Span { start, end })
        });
        lines.filter(|line| !self.quote(*line).trim().is_empty())
    }
}

/// A text in which some places were put right, and the way back to where they stand in the text as it was read.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The text to read.
    pub text: Text,
    /// Each edit's span before and after.
    places: Vec<(Span, Span)>,
}

impl Mended {
    /// The place in the text as it was read; one that touches an edit holds the whole of it.
    pub fn origin(&self, span: Span) -> Span {
        let at = |offset: usize, is_end: bool| {
            moved(offset, is_end, self.places.iter().map(|(before, after)| (*after, *before)))
        };
        Span { start: at(span.start, false), end: at(span.end, true) }
    }
}

/// Where `offset` lies after the edits, each given with its span before and after.
fn moved(offset: usize, is_end: bool, edits: impl DoubleEndedIterator<Item = (Span, Span)>) -> usize {
    let reached = |edit: &(Span, Span)| edit.0.start < offset || !is_end && edit.0.start == offset;
    match edits.rev().find(reached) {
        Some((before, after)) if offset >= before.end => after.end + (offset - before.end),
        Some((_, after)) => {
            if is_end {
                after.end
            } else {
                after.start
            }
        }
        None => offset,
    }
}

/// Builds a [`Text`] while a reader walks its file: words, lines, cells, pages, in reading order.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: Text,
    table: Option<Table>,
    row: Vec<Cell>,
    cell: Option<Cell>,
    line_start: usize,
    page: u32,
}

impl TextBuilder {
    /// Adds one line or paragraph and ends it.
    pub fn line(&mut self, line: &str) {
        self.push(line);
        self.end_line();
    }

    /// Adds characters to the current line. Normalises them; control characters are left out, a line break,
    /// tab or form feed becomes a space (use [`Self::end_line`], cells and pages for structure).
    pub fn push(&mut self, part: &str) -> Span {
        let start = self.text.content.len();
        push_normalised(&mut self.text.content, part);
        Span { start, end: self.text.content.len() }
    }

    /// Adds a word with its box, after a space unless it begins a line. `edges` as in [`WordBox`].
    pub fn word(&mut self, word: &str, edges: Option<[f32; 4]>) {
        if self.text.content.len() > self.line_start && !self.text.content.ends_with(' ') {
            self.text.content.push(' ');
        }
        let span = self.push(word);
        if let Some(edges) = edges.filter(|_| !span.is_empty()) {
            self.text.boxes.push(WordBox { span, page: self.page + 1, edges });
        }
    }

    /// Ends the current line. Inside a cell too.
    pub fn end_line(&mut self) {
        let kept = self.text.content.trim_end_matches(' ').len().max(self.line_start);
        self.text.content.truncate(kept);
        self.text.content.push('\n');
        self.line_start = self.text.content.len();
    }

    /// Begins a table. A table inside a cell becomes lines of that cell, and its cells too.
    pub fn begin_table(&mut self) {
        self.finish_line();
        self.table = Some(Table::default());
        self.row.clear();
    }

    /// Begins a cell of the current row.
    pub fn begin_cell(&mut self, columns: u16, rows: u16) {
        if !self.row.is_empty() {
            self.text.content.push('\t');
        }
        let start = self.text.content.len();
        self.line_start = start;
        self.cell = Some(Cell { span: Span { start, end: start }, columns: columns.max(1), rows: rows.max(1) });
    }

    /// Ends the current cell.
    pub fn end_cell(&mut self) {
        let Some(mut cell) = self.cell.take() else { return };
        let kept = self.text.content.trim_end_matches(['\n', ' ']).len().max(cell.span.start);
        self.text.content.truncate(kept);
        cell.span.end = kept;
        self.row.push(cell);
        self.line_start = kept;
    }

    /// Ends the current row.
    pub fn end_row(&mut self) {
        self.end_cell();
        let row = std::mem::take(&mut self.row);
        if let (Some(table), false) = (self.table.as_mut(), row.is_empty()) {
            table.rows.push(row);
            self.text.content.push('\n');
        }
        self.line_start = self.text.content.len();
    }

    /// Ends the table.
    pub fn end_table(&mut self) {
        self.end_row();
        let Some(mut table) = self.table.take() else { return };
        if let (Some(first), Some(last)) =
            (table.rows.first().and_then(|r| r.first()), table.rows.last().and_then(|r| r.last()))
        {
            table.span = first.span.cover(last.span);
            self.text.tables.push(table);
        }
    }

    /// Begins the next page; call it between pages. A table does not cross a page here: end it first.
    pub fn next_page(&mut self) {
        self.finish_line();
        self.text.content.push('\x0c');
        self.line_start = self.text.content.len();
        self.page += 1;
        self.text.paged = true;
    }

    /// Says that the last line of the page before goes on with what stands first on this one: no line ends there.
    pub fn run_on(&mut self) {
        if self.text.content.ends_with("\n\x0c") {
            self.text.content.truncate(self.text.content.len() - 2);
            self.text.content.push('\x0c');
            self.line_start = self.text.content.len();
        }
    }

    /// Says that the format has pages, even where there is but one.
    pub fn paged(&mut self) {
        self.text.paged = true;
    }

    /// Bytes so far.
    pub fn len(&self) -> usize {
        self.text.content.len()
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.text.content.is_empty()
    }

    /// The text.
    pub fn finish(mut self) -> Text {
        self.end_table();
        let kept = self.text.content.trim_end_matches(['\n', ' ']).len();
        let kept = kept.max(self.text.tables.last().map_or(0, |table| table.span.end));
        self.text.content.truncate(kept);
        self.text
    }

    fn finish_line(&mut self) {
        if self.text.content.len() > self.line_start {
            self.end_line();
        }
    }
}

/// Appends `part` in the one form that rules rely on.
fn push_normalised(out: &mut String, part: &str) {
    if part.is_ascii() {
        out.extend(part.bytes().filter_map(|b| match b {
            b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => Some(' '),
            0x00..=0x1f | 0x7f => None,
            _ => Some(b as char),
        }));
        return;
    }
    // Letters of Vietnamese and signs of print are composed as they stand: most texts hold nothing else.
    if part.chars().all(|c| matches!(c, '\0'..='\u{2ff}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2026}')) {
        out.extend(part.chars().filter_map(|c| if c.is_ascii_graphic() { Some(c) } else { plain(c) }));
        return;
    }
    // A combining mark at the start belongs to the letter before it, which may already stand in `out`.
    let joins = part.chars().next().is_some_and(|c| ('\u{300}'..='\u{36f}').contains(&c));
    let carried = if joins { out.pop() } else { None };
    out.extend(carried.into_iter().chain(part.chars().filter_map(plain)).nfc());
}

fn plain(c: char) -> Option<char> {
    Some(match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
            return None;
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2044}' | '\u{2215}' | '\u{ff0f}' => '/',
        '\u{d0}' | '\u{189}' => 'Đ',
        '\u{f0}' => 'đ',
        '\u{ff10}'..='\u{ff19}' => char::from(b'0' + (c as u32 - 0xff10) as u8),
        c if c.is_control() => return None,
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_every_character() {
        let text = Text::plain("Ða\u{301}p u\u{31b}\u{301}ng\u{a0}Số 52/KH–UBND\nhai");
        assert_eq!(text.as_str(), "Đáp ứng Số 52/KH-UBND\nhai");
    }

    #[test]
    fn a_mark_joins_the_letter_of_the_part_before() {
        let mut builder = TextBuilder::default();
        builder.push("Ho");
        builder.push("a\u{300}");
        builder.push("\u{300}");
        assert!(builder.finish().as_str().starts_with("Hoà"));
    }

    #[test]
    fn a_mended_place_leads_back_to_what_was_read() {
        let text = Text::plain("CHÍ THỊ\nngày l6 tháng 5");
        let span = |part: &str| {
            let start = text.as_str().find(part).unwrap();
            Span { start, end: start + part.len() }
        };
        let mended = text.mended(&[(span("CHÍ THỊ"), "CHỈ THỊ".to_owned()), (span("l6"), "16".to_owned())]);
        assert_eq!(mended.text.as_str(), "CHỈ THỊ\nngày 16 tháng 5");
        for part in ["CHỈ THỊ", "ngày", "16", "ngày 16 tháng", "tháng 5"] {
            let found = mended.text.as_str().find(part).unwrap();
            let origin = mended.origin(Span { start: found, end: found + part.len() });
            assert_eq!(text.quote(origin), part.replace("CHỈ", "CHÍ").replace("16", "l6"));
        }
        assert_eq!(mended.origin(mended.text.whole()), text.whole());
    }

    #[test]
    fn cells_are_separated_by_a_tab_and_pages_by_a_form_feed() {
        let mut builder = TextBuilder::default();
        builder.begin_table();
        builder.begin_cell(1, 1);
        builder.line("SỞ NỘI VỤ");
        builder.line("Số: 1/SNV");
        builder.end_cell();
        builder.begin_cell(1, 1);
        builder.word("Hà", Some([0.0; 4]));
        builder.word("Nội", Some([0.0; 4]));
        builder.end_cell();
        builder.end_table();
        builder.line("thân");
        builder.next_page();
        builder.line("trang hai");
        let text = builder.finish();
        assert_eq!(text.as_str(), "SỞ NỘI VỤ\nSố: 1/SNV\tHà Nội\nthân\n\u{c}trang hai");
        let table = &text.tables()[0];
        assert_eq!(text.quote(table.rows[0][1].span), "Hà Nội");
        assert_eq!(text.quote(text.boxes()[1].span), "Nội");
        assert_eq!(text.page(text.as_str().len()), Some(2));
        assert_eq!(text.page(0), Some(1));
    }
}
