//! The lists of a DOC: the numbers that Word generates in front of its paragraphs. MS-DOC names the structures.

use super::super::numbering::{LEVELS, Level, List, Numbering};
use super::binary::{LISTS, OVERRIDES, Streams, properties, u16_at, u32_at};

/// More lists are in no document.
const MOST: usize = 4096;

/// PlfLst and PlfLfo: kinds of lists by their identity, and lists by their place, from 1.
pub(super) fn read(streams: &Streams) -> Option<Numbering> {
    let mut numbering = Numbering::default();
    let (kinds, mut levels) = streams.part(LISTS)?;
    let identities = kinds.get(2..)?.chunks_exact(28).take(usize::from(u16_at(kinds, 0)?));
    for kind in identities {
        let count = if kind[26] & 1 == 1 { 1 } else { LEVELS };
        let own = (0..count).map_while(|_| level(&mut levels)).collect();
        numbering.kinds.insert(u32_at(kind, 0)? as u32, own);
    }
    let (lists, mut changes) = streams.part(OVERRIDES)?;
    for (place, entry) in lists.get(4..)?.chunks_exact(16).take(u32_at(lists, 0)?.min(MOST)).enumerate() {
        let mut list = List { kind: u32_at(entry, 0)? as u32, ..List::default() };
        changes = changes.get(4..).unwrap_or_default();
        for _ in 0..entry[12] {
            if change(&mut changes, &mut list).is_none() {
                break;
            }
        }
        numbering.lists.insert(place as u32 + 1, list);
    }
    Some(numbering)
}

/// LVL: one level, taken off the front.
fn level(bytes: &mut &[u8]) -> Option<Level> {
    let (fixed, rest) = bytes.split_at_checked(28)?;
    let (_, rest) = rest.split_at_checked(usize::from(fixed[24]) + usize::from(fixed[25]))?;
    let length = 2 * usize::from(u16_at(rest, 0)?);
    let (text, rest) = rest.get(2..)?.split_at_checked(length)?;
    *bytes = rest;
    let units = text.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    // A unit below 9 stands for the number of that level.
    let mut pattern = String::new();
    for c in char::decode_utf16(units).flatten() {
        match u32::from(c) {
            level @ 0..9 => pattern.push_str(&format!("%{}", level + 1)),
            _ => pattern.push(c),
        }
    }
    let format = match fixed[4] {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        22 => "decimalZero",
        23 => "bullet",
        255 => "none",
        _ => "decimal",
    };
    Some(Level {
        start: u32_at(fixed, 0)? as u32,
        format: format.to_owned(),
        text: pattern,
        legal: fixed[5] & 4 != 0,
        restart: (fixed[5] & 8 != 0).then_some(usize::from(fixed[26])),
    })
}

/// LFOLVL: what a list says otherwise than its kind, taken off the front.
fn change(bytes: &mut &[u8], list: &mut List) -> Option<()> {
    let (fixed, rest) = bytes.split_at_checked(8)?;
    *bytes = rest;
    let (at, flags) = (usize::from(fixed[4] & 15), fixed[4]);
    let own = if flags & 0x20 != 0 { Some(level(bytes)?) } else { None };
    if flags & 0x10 != 0 {
        let start = own.as_ref().map_or(u32_at(fixed, 0)? as u32, |own| own.start);
        *list.starts.get_mut(at)? = Some(start);
    }
    list.own.extend(own.map(|own| (at, own)));
    Some(())
}

/// The list and the level that the properties of a paragraph name.
pub(super) fn place(bytes: &[u8]) -> (Option<u32>, Option<usize>) {
    let (mut list, mut level) = (None, None);
    for (code, value) in properties(bytes) {
        match code {
            // Below 0 it is a list whose indents are the paragraph's own.
            0x460b => list = u16_at(value, 0).map(|list| u32::from((list as i16).unsigned_abs())),
            0x260a => level = value.first().map(|level| usize::from(*level)),
            _ => {}
        }
    }
    (list, level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes_of_level(start: u32, format: u8, text: &str) -> Vec<u8> {
        let mut bytes = vec![0; 28];
        bytes[..4].copy_from_slice(&start.to_le_bytes());
        (bytes[4], bytes[24], bytes[25]) = (format, 1, 2);
        bytes.extend([7; 3]);
        let units: Vec<u16> = text.encode_utf16().collect();
        bytes.extend((units.len() as u16).to_le_bytes());
        bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
        bytes
    }

    #[test]
    fn levels_and_what_a_list_changes() {
        let first = bytes_of_level(3, 2, "Điều \u{0}.\u{1})");
        let mut bytes = first.as_slice();
        let read = level(&mut bytes).unwrap();
        assert_eq!((read.start, read.format.as_str(), read.text.as_str()), (3, "lowerRoman", "Điều %1.%2)"));
        assert!(bytes.is_empty() && level(&mut &first[..30]).is_none());
        let (mut list, mut own) = (List::default(), vec![5, 0, 0, 0, 0x11, 0, 0, 0, 9, 0, 0, 0, 0x30, 0, 0, 0]);
        own.extend(&first);
        let mut bytes = own.as_slice();
        assert_eq!([change(&mut bytes, &mut list), change(&mut bytes, &mut list)], [Some(()); 2]);
        assert_eq!((list.starts[0], list.starts[1], list.own.len()), (Some(3), Some(5), 1));
    }

    #[test]
    fn paragraphs_name_their_list() {
        assert_eq!(place(&[0x0a, 0x26, 2, 0x0b, 0x46, 7, 0]), (Some(7), Some(2)));
        assert_eq!(place(&[0x0b, 0x46, 0xfe, 0xff]), (Some(2), None));
        assert_eq!(place(&[0x0b, 0x46]), (None, None));
    }
}
