//! RTF: groups and control words to blocks. Numbers of lists stand in the file as text.

mod table;

use encoding_rs::Encoding;

use crate::record::TextSource;

use super::Reading;
use super::block::{self, Block, Cell, Run, reading};
use super::legacy::Font;
use super::sniff::Format;
use table::Placed;

/// Groups nested deeper than this are left out: no document has them.
const DEEPEST: usize = 2000;
/// Cells and rows of one table.
const MOST_CELLS: usize = 1_000_000;

pub(super) fn read(bytes: &[u8]) -> Reading {
    let mut rtf = Rtf::default();
    let start = memchr::memmem::find(bytes, b"{\\rtf").unwrap_or(0);
    rtf.parse(bytes.get(start..).unwrap_or_default());
    rtf.end_paragraph();
    rtf.end_table();
    let mut blocks = rtf.blocks;
    block::add_furniture(rtf.furniture, &mut blocks);
    reading(Format::Rtf.media_type(), TextSource::Markup, blocks)
}

/// What a group inherits from the one around it.
#[derive(Clone, Copy)]
struct State {
    font: i32,
    /// Characters to leave out after `\u`.
    skip: usize,
    capitals: bool,
    hidden: bool,
    place: Place,
    in_table: bool,
}

/// Where the characters of a group go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Body,
    /// Headers and footers.
    Furniture,
    /// The names of the fonts.
    Fonts,
    Nowhere,
}

impl Default for State {
    fn default() -> Self {
        State { font: -1, skip: 1, capitals: false, hidden: false, place: Place::Body, in_table: false }
    }
}

#[derive(Default)]
struct FontEntry {
    name: String,
    encoding: Option<&'static Encoding>,
}

#[derive(Default)]
struct Rtf {
    states: Vec<State>,
    state: State,
    fonts: std::collections::BTreeMap<i32, FontEntry>,
    code_page: Option<&'static Encoding>,
    default_font: i32,
    /// Bytes of one code page that were not decoded yet, and how many characters after `\u` are still to be left out.
    bytes: Vec<u8>,
    left_out: usize,
    high_surrogate: u32,
    runs: Vec<Run>,
    cell: Vec<Block>,
    row: Vec<Cell>,
    rows: Vec<Vec<Placed>>,
    /// What the definition of the row says of its cells, and of the cell that it comes to.
    places: Vec<table::Place>,
    place: table::Place,
    cells: usize,
    blocks: Vec<Block>,
    furniture: Vec<Block>,
}

impl Rtf {
    fn parse(&mut self, bytes: &[u8]) {
        let mut at = 0;
        let mut fresh = false;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    self.states.push(self.state);
                    if self.states.len() > DEEPEST {
                        self.state.place = Place::Nowhere;
                    }
                    fresh = true;
                    continue;
                }
                b'}' => {
                    self.flush();
                    let inner = self.state;
                    self.state = self.states.pop().unwrap_or_default();
                    if inner.place == Place::Furniture && self.state.place != Place::Furniture {
                        self.end_furniture();
                    }
                    // The state of paragraphs goes on: only characters belong to the group.
                    self.state.in_table = inner.in_table;
                }
                b'\\' => at = self.control(bytes, at, fresh),
                b'\r' | b'\n' => continue,
                _ => self.byte(byte),
            }
            fresh = false;
        }
        self.flush();
    }

    /// Handles what stands after a backslash, and says where it ends.
    fn control(&mut self, bytes: &[u8], at: usize, fresh: bool) -> usize {
        let rest = bytes.get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count().min(40);
        if length == 0 {
            let Some(&symbol) = rest.first() else { return at };
            if symbol == b'\'' {
                let digit = |at: usize| rest.get(at).and_then(|byte| char::from(*byte).to_digit(16));
                let (Some(high), Some(low)) = (digit(1), digit(2)) else { return at + 1 };
                self.byte((high * 16 + low) as u8);
                return at + 3;
            }
            if !matches!(symbol, b'{' | b'}' | b'\\') {
                self.flush();
            }
            match symbol {
                b'~' => self.text(" "),
                b'_' => self.text("-"),
                b'{' | b'}' | b'\\' => self.byte(symbol),
                b'\r' | b'\n' => self.word("par", None),
                b'*' if fresh => self.state.place = Place::Nowhere,
                _ => {}
            }
            return at + 1;
        }
        let (name, after) = rest.split_at(length);
        let sign = usize::from(after.first() == Some(&b'-'));
        let digits = after.iter().skip(sign).take_while(|byte| byte.is_ascii_digit()).count().min(12);
        let number = after.get(..sign + digits).filter(|_| digits > 0);
        let number =
            number.and_then(|digits| std::str::from_utf8(digits).ok()).and_then(|digits| digits.parse::<i64>().ok());
        let number = number.map(|number| number.clamp(i32::MIN.into(), i32::MAX.into()) as i32);
        let mut end = at + length + if digits > 0 { sign + digits } else { 0 };
        if bytes.get(end) == Some(&b' ') {
            end += 1;
        }
        let name = std::str::from_utf8(name).unwrap_or_default();
        if name == "bin" {
            return end.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
        }
        self.word(name, number);
        end
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        let on = number != Some(0);
        match name {
            "u" => return self.unicode(number.unwrap_or(0)),
            "uc" => self.state.skip = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8),
            _ => {}
        }
        self.flush();
        match name {
            "ansicpg" => self.code_page = number.and_then(code_page),
            "deff" => self.default_font = number.unwrap_or(0),
            "fonttbl" => self.state.place = Place::Fonts,
            "f" => {
                self.state.font = number.unwrap_or(0);
                if self.state.place == Place::Fonts && self.fonts.len() < 10_000 {
                    self.fonts.entry(self.state.font).or_default();
                }
            }
            "fcharset" if self.state.place == Place::Fonts => {
                if let Some(font) = self.fonts.get_mut(&self.state.font) {
                    font.encoding = number.and_then(charset);
                }
            }
            "plain" => {
                self.state = State { font: self.default_font, capitals: false, hidden: false, ..self.state };
            }
            "caps" => self.state.capitals = on,
            "v" => self.state.hidden = on,
            "deleted" => self.state.hidden = on,
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => {
                self.state.place = Place::Furniture;
            }
            "colortbl" | "stylesheet" | "info" | "pict" | "fldinst" | "object" | "listtable" | "listoverridetable"
            | "revtbl" | "filetbl" | "nonshppict" | "pgdsctbl" | "annotation" | "atnid" | "atnauthor" | "xe" | "tc"
            | "bkmkstart" | "bkmkend" | "themedata" | "datastore" | "latentstyles" | "private1" | "falt" | "panose" => {
                self.state.place = Place::Nowhere;
            }
            // Text boxes stand behind \*, and their text is to be seen.
            "shptxt" | "fldrslt" | "shpinst" if self.state.place == Place::Nowhere && self.outside_is_body() => {
                self.state.place = Place::Body;
            }
            "sp" | "sn" | "sv" if self.state.place == Place::Body => self.state.place = Place::Nowhere,
            _ if matches!(self.state.place, Place::Nowhere | Place::Fonts) => {}
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" => self.text("\n"),
            "tab" => self.text("\t"),
            "emdash" | "endash" => self.text("-"),
            "lquote" | "rquote" => self.text("'"),
            "ldblquote" => self.text("“"),
            "rdblquote" => self.text("”"),
            "bullet" => self.text("•"),
            "emspace" | "enspace" | "qmspace" => self.text(" "),
            "pard" => self.state.in_table = false,
            "intbl" => self.state.in_table = true,
            "trowd" => {
                self.places.clear();
                self.place = table::Place::default();
            }
            "clmrg" => self.place.across = true,
            "clvmrg" => self.place.down = true,
            "cellx" if self.places.len() < 1000 => {
                let place = std::mem::take(&mut self.place);
                self.places.push(table::Place { right: number.unwrap_or_default(), ..place });
            }
            "cell" if self.state.place == Place::Body => self.end_cell(),
            "row" if self.state.place == Place::Body => self.end_row(),
            // The cells of a table inside a cell become its lines.
            "nestcell" | "nestrow" => self.end_paragraph(),
            _ => {}
        }
    }

    /// Whether the group around the present one shows its text.
    fn outside_is_body(&self) -> bool {
        self.states.iter().rev().take(4).any(|state| state.place == Place::Body)
    }

    fn unicode(&mut self, number: i32) {
        self.flush();
        let unit = (number & 0xffff) as u32;
        match unit {
            0xd800..=0xdbff => self.high_surrogate = unit,
            0xdc00..=0xdfff => {
                let code = 0x1_0000 + ((self.high_surrogate & 0x3ff) << 10) + (unit & 0x3ff);
                self.push_char(code);
            }
            // Symbols of symbol fonts.
            0xf000..=0xf0ff => self.push_char(unit - 0xf000),
            _ => self.push_char(unit),
        }
        self.left_out = self.state.skip;
    }

    fn push_char(&mut self, code: u32) {
        if let Some(c) = char::from_u32(code) {
            self.text(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.left_out > 0 {
            self.left_out -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    /// Decodes the bytes that wait, by the code page of their font.
    fn flush(&mut self) {
        self.left_out = 0;
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        if self.state.place == Place::Nowhere {
            return;
        }
        let font = self.fonts.get(&self.font());
        let legacy = !matches!(self.font_class(), Font::Other | Font::Unknown);
        let encoding = match font.and_then(|font| font.encoding).or(self.code_page) {
            Some(encoding) if !legacy => encoding,
            // Fonts from before Unicode put their letters on the bytes themselves.
            _ => encoding_rs::WINDOWS_1252,
        };
        let text = encoding.decode_without_bom_handling(&bytes).0;
        if self.state.place == Place::Fonts {
            if let Some(font) = self.fonts.get_mut(&self.state.font) {
                font.name.push_str(text.trim_end_matches(';'));
            }
            return;
        }
        self.text(&text);
    }

    fn font(&self) -> i32 {
        if self.state.font < 0 { self.default_font } else { self.state.font }
    }

    fn font_class(&self) -> Font {
        self.fonts.get(&self.font()).map_or(Font::Unknown, |font| Font::named(font.name.trim()))
    }

    fn text(&mut self, text: &str) {
        if !matches!(self.state.place, Place::Body | Place::Furniture) || self.state.hidden {
            return;
        }
        let font = self.font_class();
        let text = if self.state.capitals { text.to_uppercase() } else { text.to_owned() };
        match self.runs.last_mut() {
            Some(run) if run.font == font => run.text.push_str(&text),
            _ => self.runs.push(Run { text, font }),
        }
    }

    fn end_paragraph(&mut self) {
        self.flush();
        let line = Block::Line(std::mem::take(&mut self.runs));
        match self.state {
            State { place: Place::Furniture, .. } => self.furniture.push(line),
            State { in_table: true, .. } => self.cell.push(line),
            _ => {
                self.end_table();
                self.blocks.push(line);
            }
        }
    }

    fn end_furniture(&mut self) {
        let line = Block::Line(std::mem::take(&mut self.runs));
        self.furniture.push(line);
    }

    fn end_cell(&mut self) {
        let line = Block::Line(std::mem::take(&mut self.runs));
        if !line.is_blank() || self.cell.is_empty() {
            self.cell.push(line);
        }
        let blocks = std::mem::take(&mut self.cell);
        self.cells += 1;
        if self.cells < MOST_CELLS {
            self.row.push(Cell { columns: 1, rows: 1, blocks });
        }
    }

    fn end_row(&mut self) {
        if !self.runs.is_empty() || !self.cell.is_empty() {
            self.end_cell();
        }
        let cells = std::mem::take(&mut self.row).into_iter().enumerate();
        let row: Vec<Placed> = cells.map(|(at, cell)| (cell, self.places.get(at).copied())).collect();
        if !row.is_empty() {
            self.rows.push(row);
        }
    }

    fn end_table(&mut self) {
        if !self.row.is_empty() {
            self.end_row();
        }
        if !self.rows.is_empty() {
            self.blocks.push(table::table(std::mem::take(&mut self.rows)));
        }
        self.blocks.append(&mut self.cell);
    }
}

/// Code pages by their numbers.
fn code_page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        65001 => encoding_rs::UTF_8,
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        1250..=1258 => return Encoding::for_label(format!("windows-{number}").as_bytes()),
        _ => return None,
    })
}

/// Code pages by the character sets of Windows fonts.
fn charset(number: i32) -> Option<&'static Encoding> {
    code_page(match number {
        0 => 1252,
        128 => 932,
        134 => 936,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        238 => 1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rtf: &str, expected: &str) {
        assert_eq!(read(rtf.as_bytes()).text.as_str(), expected);
    }

    #[test]
    fn characters() {
        check(r"{\rtf1\ansi\ansicpg1258 Sa\'f2 h{\b\u7879?i} \{x\}\par hai}", "Sạ hệi {x}\nhai");
        check(r"{\rtf1{\fonttbl{\f0\fcharset0 .VnTime;}{\f1 .VnTimeH;}}\f0 C\'e9ng{\f1  ho\'b5}\f0 , }", "Cộng HOÀ,");
        check(r"{\rtf1\uc1\u272\'3fi\u7873\'3fu {\*\generator x}1\~a{\pict 00ff}{\v secret}}", "Điều 1 a");
    }

    #[test]
    fn tables() {
        let table =
            r"{\rtf1\trowd\cellx1000\cellx2000\pard\intbl S\u7903?\cell H\'e0 N\u7897?i\cell\row\pard after\par}";
        let reading = read(table.as_bytes());
        assert_eq!(reading.text.as_str(), "Sở\tHà Nội\nafter");
        assert_eq!(reading.text.tables()[0].rows[0].len(), 2);
    }

    #[test]
    fn broken_files_are_read_as_far_as_they_go() {
        check(r"{\rtf1 abc\'z\u{{{{\bin99999999999", "abcz");
        check(r"{\rtf1 a}}}}b", "ab");
    }
}
