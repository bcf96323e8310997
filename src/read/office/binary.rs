//! The streams of a DOC from Word 97 on: pieces of its text, properties of characters and paragraphs, styles. MS-DOC
//! names the structures.

use std::io::Cursor;

use office_oxide::cfb::CfbReader;

/// Font tables, styles, properties and lists by their numbers in the head of the file.
pub(super) const STYLES: usize = 1;
pub(super) const CHARACTERS: usize = 12;
pub(super) const PARAGRAPHS: usize = 13;
pub(super) const FONTS: usize = 15;
pub(super) const PIECES: usize = 33;
pub(super) const LISTS: usize = 73;
pub(super) const OVERRIDES: usize = 74;

/// The two streams that hold a text.
pub(super) struct Streams {
    main: Vec<u8>,
    table: Vec<u8>,
}

impl Streams {
    /// Reads them; `None` where the file is older than Word 97.
    pub(super) fn open(bytes: &[u8]) -> Option<Streams> {
        let mut container = CfbReader::new(Cursor::new(bytes)).ok()?;
        let main = container.open_stream("WordDocument").ok()?;
        let table = if u16_at(&main, 10)? & 0x200 != 0 { "1Table" } else { "0Table" };
        let table = container.open_stream(table).ok()?;
        let known = u16_at(&main, 2)? >= 0xc1 && u16_at(&main, 32)? == 14 && u16_at(&main, 62)? == 22;
        known.then_some(Streams { main, table })
    }

    /// A part of the table stream, and what follows it.
    pub(super) fn part(&self, index: usize) -> Option<(&[u8], &[u8])> {
        let (start, length) = (u32_at(&self.main, 154 + 8 * index)?, u32_at(&self.main, 158 + 8 * index)?);
        self.table.get(start..)?.split_at_checked(length)
    }

    /// PlcfBte: what is said of each range of bytes of the main stream, on pages of 512 bytes. `read` takes a page and
    /// the place in it of what is said.
    pub(super) fn ranges<T>(&self, index: usize, read: impl Fn(&[u8], usize) -> T) -> Option<Vec<(usize, T)>> {
        // A place for characters takes one byte, one for paragraphs 13.
        let wide = if index == PARAGRAPHS { 13 } else { 1 };
        let (plex, _) = self.part(index)?;
        let count = plex.len().saturating_sub(4) / 8;
        let mut ranges = Vec::new();
        for index in 0..count {
            let Some(number) = u32_at(plex, 4 * (count + 1 + index)) else { break };
            let start = (number & 0x3f_ffff) * 512;
            let Some(page) = self.main.get(start..start + 512) else { continue };
            let runs = usize::from(page[511]);
            ranges.extend((0..runs).filter_map(|run| {
                let place = 2 * usize::from(*page.get(4 * (runs + 1) + wide * run)?);
                Some((u32_at(page, 4 * run)?, read(page, place)))
            }));
        }
        ranges.sort_by_key(|(start, _)| *start);
        Some(ranges)
    }

    /// Clx: the characters in the order of the text, each with its place in the main stream, and with properties that
    /// its piece has beside those of its place. Codes of fields are left out.
    pub(super) fn characters(&self, with: &mut impl FnMut(char, usize, &[u8])) -> Option<()> {
        let (clx, _) = self.part(PIECES)?;
        let mut at = 0;
        let mut changes: Vec<&[u8]> = Vec::new();
        while *clx.get(at)? == 1 {
            let length = usize::from(u16_at(clx, at + 1)?);
            changes.push(clx.get(at + 3..at + 3 + length)?);
            at += 3 + length;
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
            // Either the place of a set of properties, or one property by a short code.
            let change = u16_at(plex, 4 * (count + 1) + 8 * index + 6)?;
            let own = match (change & 1, change >> 1 & 0x7f) {
                (1, _) => changes.get(usize::from(change >> 1)).copied().unwrap_or_default(),
                (_, 0x41) => &[0x00, 0x08, (change >> 8) as u8][..],
                (_, 0x5c) => &[0x3c, 0x08, (change >> 8) as u8][..],
                _ => &[],
            };
            let bytes = self.main.get(start..start.checked_add(length.checked_mul(step)?)?)?;
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
                    Some('\u{b}') if fields.iter().all(|ended| *ended) => with('\n', start + number * step, own),
                    Some(c)
                        if fields.iter().all(|ended| *ended)
                            && (matches!(c, '\t' | '\r' | '\u{7}' | '\u{c}' | '\u{ad}') || !c.is_control()) =>
                    {
                        with(c, start + number * step, own);
                    }
                    _ => {}
                }
            }
        }
        Some(())
    }
}

/// One style: what it is based on, and its properties of paragraphs and characters.
pub(super) struct Style<'a> {
    above: usize,
    pub(super) paragraph: &'a [u8],
    pub(super) character: &'a [u8],
}

/// STSH: the styles by their numbers, and the font of what has none.
pub(super) fn styles(sheet: &[u8]) -> (Vec<Style<'_>>, Option<usize>) {
    let header = usize::from(u16_at(sheet, 0).unwrap_or(0));
    let base = usize::from(u16_at(sheet, 4).unwrap_or(10));
    let standard = u16_at(sheet, 14).map(usize::from);
    let mut at = 2 + header;
    let mut styles = Vec::new();
    while let Some(length) = u16_at(sheet, at) {
        let entry = sheet.get(at + 2..at + 2 + usize::from(length)).unwrap_or_default();
        styles.push(style(entry, base));
        at += 2 + usize::from(length);
    }
    (styles, standard)
}

/// Of a paragraph style the first set of properties is that of the paragraph, with the style's number in front.
fn style(entry: &[u8], base: usize) -> Style<'_> {
    let kind = u16_at(entry, 2).unwrap_or(0);
    let mut style = Style { above: usize::from(kind >> 4), paragraph: &[], character: &[] };
    let set = |at: usize| entry.get(at + 2..at + 2 + usize::from(u16_at(entry, at)?));
    let mut read = || {
        let mut at = base + 2 + 2 * (usize::from(u16_at(entry, base)?) + 1);
        if kind & 15 == 1 {
            let paragraph = set(at)?;
            style.paragraph = paragraph.get(2..).unwrap_or_default();
            at += 2 + paragraph.len();
            at += at % 2;
        }
        style.character = set(at)?;
        Some(())
    };
    read();
    style
}

/// What a style or the first that it is based on says.
pub(super) fn inherited<T>(styles: &[Style<'_>], style: usize, own: impl Fn(&Style<'_>) -> Option<T>) -> Option<T> {
    let mut next = style;
    // Styles may be based on each other in a circle.
    for _ in 0..20 {
        let style = styles.get(next)?;
        if let Some(value) = own(style) {
            return Some(value);
        }
        next = style.above;
    }
    None
}

/// Properties: their codes and what they are set to.
pub(super) fn properties(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let code = u16_at(bytes, at)?;
        let length = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            6 => 1 + usize::from(bytes.get(at + 2).copied().unwrap_or(0)),
            _ => 3,
        };
        let value = bytes.get(at + 2..).unwrap_or_default();
        at += 2 + length;
        Some((code, value.get(..length).unwrap_or(value)))
    })
}

/// What is said of the byte at `offset`.
pub(super) fn found<T>(ranges: &[(usize, T)], offset: usize) -> Option<&T> {
    let after = ranges.partition_point(|(start, _)| *start <= offset);
    ranges.get(after.checked_sub(1)?).map(|(_, value)| value)
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?) as usize)
}
