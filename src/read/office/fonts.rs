//! The fonts of a DOC: which letters of its text stand in which class of font. MS-DOC names the structures.

use std::io::Cursor;

use memchr::memmem;
use office_oxide::cfb::CfbReader;

use super::super::block::Run;
use super::super::legacy::Font;

/// How far ahead a line is looked for; a line of a note stands anywhere.
const AHEAD: usize = 1 << 16;
/// Lines that may be looked for in the whole text.
const MOST_STRAY: usize = 200;

/// The text of a DOC, and the class of font of each part of it.
pub(super) struct Fonts {
    text: String,
    /// Where a class begins, in bytes of the text.
    starts: Vec<(usize, Font)>,
    at: usize,
    stray: usize,
}

impl Fonts {
    /// Reads them; `None` where no letter stands in a font from before Unicode, or the file is older than Word 97.
    pub(super) fn read(bytes: &[u8]) -> Option<Fonts> {
        let mut container = CfbReader::new(Cursor::new(bytes)).ok()?;
        let main = container.open_stream("WordDocument").ok()?;
        let table = if u16_at(&main, 10)? & 0x200 != 0 { "1Table" } else { "0Table" };
        let table = container.open_stream(table).ok()?;
        if u16_at(&main, 2)? < 0xc1 || u16_at(&main, 32)? != 14 || u16_at(&main, 62)? != 22 {
            return None;
        }
        let part = |index: usize| {
            let (start, length) = (u32_at(&main, 154 + 8 * index)?, u32_at(&main, 158 + 8 * index)?);
            table.get(start..start.checked_add(length)?)
        };
        let names = font_classes(part(15)?);
        if !names.iter().any(|font| matches!(font, Font::Tcvn3 { .. } | Font::Vni)) {
            return None;
        }
        let styles = style_fonts(part(1)?);
        let characters = pages(&main, part(12)?, |page, at| character_font(page, at, &styles));
        let paragraphs = pages(&main, part(13)?, paragraph_style);
        let mut fonts = Fonts { text: String::new(), starts: Vec::new(), at: 0, stray: 0 };
        let default = styles.first().copied().flatten();
        let class = |offset: usize| {
            let own = found(&characters, offset).copied().flatten();
            let style = found(&paragraphs, offset).copied().flatten();
            let inherited = style.and_then(|style| styles.get(style).copied().flatten()).or(default);
            own.or(inherited).and_then(|font| names.get(font).copied()).unwrap_or(Font::Unknown)
        };
        pieces(&main, part(33)?, &mut |c, offset| fonts.push(c, class(offset)))?;
        Some(fonts)
    }

    fn push(&mut self, c: char, font: Font) {
        if self.starts.last().is_none_or(|(_, last)| *last != font) {
            self.starts.push((self.text.len(), font));
        }
        self.text.push(c);
    }

    /// A line of the document with the fonts of its letters.
    pub(super) fn runs(&mut self, line: &str) -> Vec<Run> {
        let unknown = |text: &str| vec![Run { text: text.to_owned(), font: Font::Unknown }];
        let words = line.trim();
        let Some(start) = self.find(words) else { return unknown(line) };
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
        runs
    }

    fn find(&mut self, words: &str) -> Option<usize> {
        if words.is_empty() {
            return None;
        }
        let bytes = self.text.as_bytes();
        let ahead = bytes.get(self.at..bytes.len().min(self.at + words.len() + AHEAD))?;
        if let Some(at) = memmem::find(ahead, words.as_bytes()) {
            return Some(self.at + at);
        }
        self.stray += 1;
        if self.stray > MOST_STRAY { None } else { memmem::find(bytes, words.as_bytes()) }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
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

/// STSH: the font of each style, by its number, with what it is based on.
fn style_fonts(sheet: &[u8]) -> Vec<Option<usize>> {
    let header = usize::from(u16_at(sheet, 0).unwrap_or(0));
    let base = usize::from(u16_at(sheet, 4).unwrap_or(10));
    let standard = u16_at(sheet, 14).map(usize::from);
    let mut at = 2 + header;
    let mut styles: Vec<(Option<usize>, usize)> = Vec::new();
    while let Some(length) = u16_at(sheet, at) {
        let entry = sheet.get(at + 2..at + 2 + usize::from(length)).unwrap_or_default();
        let kind = u16_at(entry, 2).unwrap_or(0);
        styles.push((style_font(entry, base, kind & 15), usize::from(kind >> 4)));
        at += 2 + usize::from(length);
    }
    let resolved = (0..styles.len()).map(|style| {
        let mut next = style;
        // Styles may be based on each other in a circle.
        for _ in 0..20 {
            match styles.get(next) {
                Some((Some(font), _)) => return Some(*font),
                Some((None, above)) => next = *above,
                None => break,
            }
        }
        standard
    });
    resolved.collect()
}

/// The font that a style names itself. Of a paragraph style the second set of properties is that of its characters.
fn style_font(entry: &[u8], base: usize, kind: u16) -> Option<usize> {
    let name = usize::from(u16_at(entry, base)?);
    let mut at = base + 2 + 2 * (name + 1);
    if kind == 1 {
        at += 2 + usize::from(u16_at(entry, at)?);
        at += at % 2;
    }
    let length = usize::from(u16_at(entry, at)?);
    font_of(entry.get(at + 2..at + 2 + length)?).0
}

/// What the properties of characters name: a font, a style.
fn font_of(properties: &[u8]) -> (Option<usize>, Option<usize>) {
    let (mut font, mut style) = (None, None);
    let mut at = 0;
    while let Some(code) = u16_at(properties, at) {
        at += 2;
        let operand = || u16_at(properties, at).map(usize::from);
        match code {
            0x4a4f => font = operand(),
            0x4a30 => style = operand(),
            _ => {}
        }
        at += match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            6 => 1 + usize::from(properties.get(at).copied().unwrap_or(0)),
            _ => 3,
        };
    }
    (font, style)
}

/// PlcfBte: what is said of each range of bytes of the main stream, on pages of 512 bytes.
fn pages<T>(main: &[u8], plex: &[u8], read: impl Fn(&[u8], usize) -> T) -> Vec<(usize, T)> {
    let count = plex.len().saturating_sub(4) / 8;
    let mut ranges = Vec::new();
    for index in 0..count {
        let Some(number) = u32_at(plex, 4 * (count + 1 + index)) else { break };
        let start = (number & 0x3f_ffff) * 512;
        let Some(page) = main.get(start..start + 512) else { continue };
        let runs = usize::from(page[511]);
        ranges.extend((0..runs).filter_map(|run| Some((u32_at(page, 4 * run)?, read(page, run)))));
    }
    ranges.sort_by_key(|(start, _)| *start);
    ranges
}

/// CHPX: the font of a run.
fn character_font(page: &[u8], run: usize, styles: &[Option<usize>]) -> Option<usize> {
    let at = 2 * usize::from(*page.get(4 * (usize::from(page[511]) + 1) + run)?);
    if at == 0 {
        return None;
    }
    let length = usize::from(*page.get(at)?);
    let (font, style) = font_of(page.get(at + 1..at + 1 + length)?);
    font.or_else(|| styles.get(style?).copied().flatten())
}

/// PAPX: the style of a paragraph.
fn paragraph_style(page: &[u8], run: usize) -> Option<usize> {
    let at = 2 * usize::from(*page.get(4 * (usize::from(page[511]) + 1) + 13 * run)?);
    let length = *page.get(at)?;
    // A length of nothing says that the length stands in the next byte.
    u16_at(page, at + if length == 0 { 2 } else { 1 }).map(usize::from)
}

fn found<T>(ranges: &[(usize, T)], offset: usize) -> Option<&T> {
    let after = ranges.partition_point(|(start, _)| *start <= offset);
    ranges.get(after.checked_sub(1)?).map(|(_, value)| value)
}

/// Clx: the characters in the order of the text, each with its place in the main stream. Codes of fields are left out.
fn pieces(main: &[u8], clx: &[u8], with: &mut impl FnMut(char, usize)) -> Option<()> {
    let mut at = 0;
    while *clx.get(at)? == 1 {
        at += 3 + usize::from(u16_at(clx, at + 1)?);
    }
    let plex = clx.get(at + 5..at + 5 + u32_at(clx, at + 1)?)?;
    let count = plex.len().saturating_sub(4) / 12;
    // For each field that is open, whether its code has ended.
    let mut fields: Vec<bool> = Vec::new();
    for index in 0..count {
        let length = u32_at(plex, 4 * index + 4)?.checked_sub(u32_at(plex, 4 * index)?)?;
        let place = u32_at(plex, 4 * (count + 1) + 8 * index + 2)?;
        let narrow = place & 0x4000_0000 != 0;
        let place = place & 0x3fff_ffff;
        let (start, step) = if narrow { (place / 2, 1) } else { (place, 2) };
        let bytes = main.get(start..start.checked_add(length.checked_mul(step)?)?)?;
        for (number, unit) in bytes.chunks_exact(step).enumerate() {
            let c = match unit {
                [byte] => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[*byte]).0.chars().next(),
                [low, high] => char::from_u32(u32::from(u16::from_le_bytes([*low, *high]))),
                _ => None,
            };
            match c {
                Some('\u{13}') => fields.push(false),
                Some('\u{14}') => fields.last_mut().into_iter().for_each(|ended| *ended = true),
                Some('\u{15}') => drop(fields.pop()),
                Some('\u{b}') if fields.iter().all(|ended| *ended) => with('\n', start + number * step),
                Some(c)
                    if fields.iter().all(|ended| *ended)
                        && (c == '\t' || c == '\r' || c == '\u{7}' || !c.is_control() || c == '\u{ad}') =>
                {
                    with(c, start + number * step);
                }
                _ => {}
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_name_fonts_and_styles() {
        // Bold, a size, a font, a style; then a code whose operand has its length in front.
        let properties = [0x35, 0x08, 1, 0x43, 0x4a, 28, 0, 0x4f, 0x4a, 7, 0, 0x30, 0x4a, 2, 0, 0x0f, 0xc6, 2, 9, 9];
        assert_eq!(font_of(&properties), (Some(7), Some(2)));
        assert_eq!(font_of(&properties[..8]), (None, None));
    }

    #[test]
    fn lines_are_found_with_their_fonts() {
        let capitals = Font::Tcvn3 { capitals: true };
        let mut fonts = Fonts { text: String::new(), starts: Vec::new(), at: 0, stray: 0 };
        "chÝnh phñ\rSè 1\r"
            .chars()
            .enumerate()
            .for_each(|(at, c)| fonts.push(c, if at < 9 { capitals } else { Font::Unknown }));
        assert_eq!(fonts.runs("  chÝnh phñ "), [Run { text: "chÝnh phñ".to_owned(), font: capitals }]);
        assert_eq!(fonts.runs("Sè 1"), [Run { text: "Sè 1".to_owned(), font: Font::Unknown }]);
        assert_eq!(fonts.runs("phñ")[0].font, capitals);
        assert_eq!(fonts.runs("khác")[0].font, Font::Unknown);
    }
}
