//! DOC, the binary format of Word 97: a head (FIB), the text in one piece, pages of formatting (FKP) behind it, and a
//! table stream that finds all of them. By [MS-DOC]; letterhead, foot and tables are tables, with a footer on each page.

use std::io::{Cursor, Write};

use crate::make::sheet::{Align, Block, Line, Row, Table};

const TEXT: u32 = 0x600;
const PARAGRAPH: u16 = 0x0d;
const CELL: u16 = 0x07;
/// Twentieths of a point.
const WIDTH: i16 = 9300;

/// A stretch of text that ends with its mark, and how it looks.
struct Stretch {
    letters: Vec<u16>,
    paragraph: Vec<u8>,
    character: Vec<u8>,
}

pub(super) fn office(blocks: &[Block], furniture: &str) -> Vec<u8> {
    let mut text: Vec<Stretch> = Vec::new();
    for block in blocks {
        match block {
            Block::Columns { left, right } => {
                let widths = [3700, WIDTH - 3700];
                cell(&mut text, left);
                cell(&mut text, right);
                text.push(row_end(&widths, &[0, 0], false));
                text.push(stretch("", PARAGRAPH, &[], &[]));
            }
            Block::Line(line) => text.push(paragraph(line, PARAGRAPH, false)),
            Block::Table(table) => grid(&mut text, table),
            Block::Break => text.push(stretch("\u{c}", PARAGRAPH, &[], &[])),
        }
    }
    if !matches!(blocks.last(), Some(Block::Line(_))) {
        text.push(stretch("", PARAGRAPH, &[], &[]));
    }
    let main: usize = text.iter().map(|it| it.letters.len()).sum();
    let footer = stretch(furniture, PARAGRAPH, &[0x03, 0x24, 1], &[0x43, 0x4a, 18, 0]);
    let story = footer.letters.len() + 1;
    text.push(footer);
    for _ in 0..3 {
        text.push(stretch("", PARAGRAPH, &[], &[]));
    }
    file(&text, main as u32, story as u32)
}

fn stretch(text: &str, mark: u16, paragraph: &[u8], character: &[u8]) -> Stretch {
    let letters = text.encode_utf16().chain([mark]).collect();
    Stretch { letters, paragraph: paragraph.to_vec(), character: character.to_vec() }
}

fn paragraph(line: &Line, mark: u16, in_table: bool) -> Stretch {
    let mut look = Vec::new();
    match line.align {
        Align::Center => look.extend([0x03, 0x24, 1]),
        Align::Body => look.extend([0x03, 0x24, 3, 0x11, 0x84, 0x37, 0x02, 0x13, 0xa4, 60, 0, 0x14, 0xa4, 60, 0]),
        Align::Left => {}
    }
    if in_table {
        look.extend([0x16, 0x24, 1]);
    }
    let size = if line.align == Align::Left { 22 } else { 26 };
    stretch(&line.text, mark, &look, &letters(line.bold, line.italic, size))
}

fn letters(bold: bool, italic: bool, half_points: u8) -> Vec<u8> {
    let mut look = Vec::new();
    if bold {
        look.extend([0x35, 0x08, 1]);
    }
    if italic {
        look.extend([0x36, 0x08, 1]);
    }
    look.extend([0x43, 0x4a, half_points, 0]);
    look
}

fn cell(text: &mut Vec<Stretch>, lines: &[Line]) {
    for (n, line) in lines.iter().enumerate() {
        let mark = if n + 1 == lines.len() { CELL } else { PARAGRAPH };
        text.push(paragraph(line, mark, true));
    }
}

fn grid(text: &mut Vec<Stretch>, table: &Table) {
    let widths: Vec<i16> =
        table.widths.iter().map(|&percent| (percent as i32 * i32::from(WIDTH) / 100) as i16).collect();
    let put = |text: &mut Vec<Stretch>, cell: &str, bold: bool| {
        text.push(stretch(cell, CELL, &[0x16, 0x24, 1], &letters(bold, false, 22)));
    };
    for head in &table.head {
        put(text, head, true);
    }
    text.push(row_end(&widths, &vec![0; widths.len()], true));
    for (n, row) in table.rows.iter().enumerate() {
        match row {
            Row::Section(title) => {
                put(text, title, true);
                text.push(row_end(&[widths.iter().sum()], &[0], true));
            }
            Row::Cells(cells) => {
                let mut flags = Vec::new();
                for (c, cell) in cells.iter().enumerate() {
                    put(text, cell.as_deref().unwrap_or_default(), false);
                    let goes_on = matches!(table.rows.get(n + 1), Some(Row::Cells(next)) if next[c].is_none());
                    // Merged down: the first cell begins anew, the others go on.
                    flags.push(match cell {
                        Some(_) if goes_on => 0x60,
                        Some(_) => 0,
                        None => 0x20,
                    });
                }
                text.push(row_end(&widths, &flags, true));
            }
        }
    }
    text.push(stretch("", PARAGRAPH, &[], &[]));
}

/// The mark that ends a row carries the definition of its cells.
fn row_end(widths: &[i16], flags: &[u16], lined: bool) -> Stretch {
    let mut definition = vec![widths.len() as u8];
    let mut edge: i16 = 0;
    definition.extend(edge.to_le_bytes());
    for width in widths {
        edge += width;
        definition.extend(edge.to_le_bytes());
    }
    let border: [u8; 4] = if lined { [4, 1, 0, 0] } else { [0, 0, 0, 0] };
    for (flags, width) in flags.iter().zip(widths) {
        definition.extend(flags.to_le_bytes());
        definition.extend(width.to_le_bytes());
        for _ in 0..4 {
            definition.extend(border);
        }
    }
    let mut look = vec![0x16, 0x24, 1, 0x17, 0x24, 1, 0x02, 0x96, 108, 0, 0x08, 0xd6];
    look.extend((definition.len() as u16 + 1).to_le_bytes());
    look.extend(definition);
    stretch("", CELL, &look, &[])
}

fn file(text: &[Stretch], main: u32, story: u32) -> Vec<u8> {
    let mut document = vec![0u8; TEXT as usize];
    let mut ends = vec![TEXT];
    for it in text {
        for letter in &it.letters {
            document.extend(letter.to_le_bytes());
        }
        ends.push(document.len() as u32);
    }
    let text_end = document.len() as u32;
    let count = (text_end - TEXT) / 2;
    align(&mut document);
    let section = document.len() as u32;
    // A4 with its margins.
    let page: [(u16, u16); 6] =
        [(0xb01f, 11906), (0xb020, 16838), (0xb021, 1701), (0xb022, 907), (0x9023, 1134), (0x9024, 1134)];
    document.extend((page.len() as u16 * 4).to_le_bytes());
    for (sprm, value) in page {
        document.extend(sprm.to_le_bytes());
        document.extend(value.to_le_bytes());
    }
    let characters: Vec<&[u8]> = text.iter().map(|it| it.character.as_slice()).collect();
    let paragraphs: Vec<&[u8]> = text.iter().map(|it| it.paragraph.as_slice()).collect();
    let character_pages = pages(&mut document, &ends, &characters, false);
    let paragraph_pages = pages(&mut document, &ends, &paragraphs, true);

    let mut table = Table1::default();
    let styles = table.add(&styles());
    let fonts = table.add(&fonts());
    let sections = {
        let mut plc = words(&[0, main]);
        plc.extend([0, 0]);
        plc.extend(section.to_le_bytes());
        plc.extend([0, 0, 0xff, 0xff, 0xff, 0xff]);
        table.add(&plc)
    };
    // Six separators and the headers of the one section: only its fourth, the odd footer, holds text.
    let mut stories = vec![0; 10];
    stories.extend([story; 3]);
    stories.push(story + 1);
    let headers = table.add(&words(&stories));
    let character_pages = table.add(&character_pages);
    let paragraph_pages = table.add(&paragraph_pages);
    let properties = table.add(&[0; 500]);
    let pieces = {
        let mut clx = vec![2];
        clx.extend(16u32.to_le_bytes());
        clx.extend(words(&[0, count]));
        clx.extend([0, 0]);
        clx.extend(TEXT.to_le_bytes());
        clx.extend([0, 0]);
        table.add(&clx)
    };

    let mut fib: Vec<u8> = Vec::new();
    for half in [0xa5ec, 0x00c1, 0, 0x042a, 0, 0x1200, 0x00bf, 0, 0, 0, 0, 0u16] {
        fib.extend(half.to_le_bytes());
    }
    fib.extend(words(&[TEXT, text_end]));
    fib.extend(14u16.to_le_bytes());
    fib.extend([0; 26]);
    fib.extend(0x042au16.to_le_bytes());
    fib.extend(22u16.to_le_bytes());
    let mut counts = [0; 22];
    counts[0] = document.len() as u32;
    counts[3] = main;
    counts[5] = story + 1;
    fib.extend(words(&counts));
    fib.extend(93u16.to_le_bytes());
    let mut places = [(0, 0); 93];
    for (n, place) in [
        (0, styles),
        (1, styles),
        (6, sections),
        (11, headers),
        (12, character_pages),
        (13, paragraph_pages),
        (15, fonts),
        (31, properties),
        (33, pieces),
    ] {
        places[n] = place;
    }
    for (offset, length) in places {
        fib.extend(words(&[offset, length]));
    }
    fib.extend([0, 0]);
    for (at, byte) in fib.into_iter().enumerate() {
        document[at] = byte;
    }
    container(&document, &table.0)
}

fn container(document: &[u8], table: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).expect("memory");
    for (name, data) in [("/WordDocument", document), ("/1Table", table)] {
        file.create_stream(name).expect("memory").write_all(data).expect("memory");
    }
    // The library stamps the root with the time of writing; the same seed must give the same bytes.
    file.set_created_time("/", std::time::UNIX_EPOCH).expect("memory");
    file.set_modified_time("/", std::time::UNIX_EPOCH).expect("memory");
    file.flush().expect("memory");
    file.into_inner().into_inner()
}

/// The table stream, growing.
#[derive(Default)]
struct Table1(Vec<u8>);

impl Table1 {
    fn add(&mut self, data: &[u8]) -> (u32, u32) {
        let at = self.0.len() as u32;
        self.0.extend(data);
        (at, data.len() as u32)
    }
}

fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn align(document: &mut Vec<u8>) {
    document.resize(document.len().next_multiple_of(512), 0);
}

/// Formatting in pages of 512 bytes: places from the front, looks from the back, the count last. Gives the table of
/// the pages.
fn pages(document: &mut Vec<u8>, ends: &[u32], looks: &[&[u8]], paragraphs: bool) -> Vec<u8> {
    let each = if paragraphs { 13 } else { 1 };
    let (mut starts, mut numbers) = (Vec::new(), Vec::new());
    let mut next = 0;
    while next < looks.len() {
        align(document);
        let mut page = [0u8; 512];
        let (mut low, mut known): (usize, Vec<(Vec<u8>, u8)>) = (510, Vec::new());
        let first = next;
        let mut offsets = Vec::new();
        while next < looks.len() && offsets.len() < 100 {
            let packed = packed(looks[next], paragraphs);
            let old = known.iter().find(|(look, _)| *look == packed).map(|&(_, offset)| offset);
            let size = if old.is_some() { 0 } else { packed.len().next_multiple_of(2) };
            let head = (offsets.len() + 2) * 4 + (offsets.len() + 1) * each;
            if head + size > low.saturating_sub(1) {
                break;
            }
            offsets.push(match old {
                Some(offset) => offset,
                None if packed.is_empty() => 0,
                None => {
                    low -= size;
                    page[low..low + packed.len()].copy_from_slice(&packed);
                    known.push((packed, (low / 2) as u8));
                    (low / 2) as u8
                }
            });
            next += 1;
        }
        for (n, end) in ends[first..=next].iter().enumerate() {
            page[n * 4..n * 4 + 4].copy_from_slice(&end.to_le_bytes());
        }
        let base = (offsets.len() + 1) * 4;
        for (n, offset) in offsets.iter().enumerate() {
            page[base + n * each] = *offset;
        }
        page[511] = offsets.len() as u8;
        starts.push(ends[first]);
        numbers.push((document.len() / 512) as u32);
        document.extend(page);
    }
    starts.push(ends[ends.len() - 1]);
    let mut table = words(&starts);
    table.extend(words(&numbers));
    table
}

fn packed(look: &[u8], paragraphs: bool) -> Vec<u8> {
    if !paragraphs {
        return if look.is_empty() {
            Vec::new()
        } else {
            std::iter::once(look.len() as u8).chain(look.iter().copied()).collect()
        };
    }
    // The style, then the look; the length counts pairs of bytes.
    let length = look.len() + 2;
    let mut out = if length % 2 == 1 { vec![length.div_ceil(2) as u8] } else { vec![0, (length / 2) as u8] };
    out.extend([0, 0]);
    out.extend(look);
    out
}

/// One style, Normal, in the first of the fifteen fixed places.
fn styles() -> Vec<u8> {
    let mut out = Vec::new();
    for half in [18, 15, 10, 1, 0x5b, 15, 0, 0, 0, 0u16] {
        out.extend(half.to_le_bytes());
    }
    let mut normal: Vec<u8> = Vec::new();
    for half in [0, 0xfff1, 0x0002, 0, 0u16] {
        normal.extend(half.to_le_bytes());
    }
    normal.extend(6u16.to_le_bytes());
    for letter in "Normal\0".encode_utf16() {
        normal.extend(letter.to_le_bytes());
    }
    normal.extend([2, 0, 0, 0]);
    // Font 0 for every script, 13 points.
    let look = [0x4f, 0x4a, 0, 0, 0x50, 0x4a, 0, 0, 0x51, 0x4a, 0, 0, 0x43, 0x4a, 26, 0];
    normal.extend((look.len() as u16).to_le_bytes());
    normal.extend(look);
    let length = normal.len() as u16;
    normal[6..8].copy_from_slice(&length.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(normal);
    out.extend([0; 28]);
    out
}

fn fonts() -> Vec<u8> {
    let mut font = vec![0x16];
    font.extend(400u16.to_le_bytes());
    font.extend([0xa3, 0]);
    font.extend([0; 34]);
    for letter in "Times New Roman\0".encode_utf16() {
        font.extend(letter.to_le_bytes());
    }
    let mut out = vec![1, 0, 0, 0, font.len() as u8];
    out.extend(font);
    out
}
