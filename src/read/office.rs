//! DOC, XLS and XLSX: office_oxide finds the pieces; the letters are converted here.

mod binary;
mod fonts;
mod lists;
mod remains;

pub(super) use remains::is_head;

use std::io::Cursor;

use office_oxide::doc::DocError;
use office_oxide::ir::{Element, InlineContent, List, ListStyle, Table};
use office_oxide::xls::XlsError;
use office_oxide::{Document, DocumentFormat, OfficeError};

use crate::record::TextSource;
use crate::vi::shares;

use super::archive;
use super::block::{self, Block, Cell, Run, reading};
use super::legacy::Font;
use super::numbering::print;
use super::sniff::Format;
use super::{ReadError, Reading, sheet, truth};

pub(super) fn read(bytes: &[u8], format: Format) -> Result<Reading, ReadError> {
    let kind = match format {
        Format::Xls => DocumentFormat::Xls,
        Format::Xlsx => DocumentFormat::Xlsx,
        _ => DocumentFormat::Doc,
    };
    let opened = |bytes: Vec<u8>| Document::from_reader(Cursor::new(bytes), kind);
    let mut damaged = false;
    let document = match opened(bytes.to_vec()) {
        Ok(document) => document,
        Err(OfficeError::Doc(DocError::Encrypted) | OfficeError::Xls(XlsError::Encrypted)) => {
            return Err(ReadError::Encrypted);
        }
        Err(error) => {
            damaged = true;
            let mended = (format == Format::Xlsx).then(|| archive::mended(bytes)).flatten();
            match mended.and_then(|mended| opened(mended).ok()) {
                Some(document) => document,
                None => return remains(bytes, format).ok_or_else(|| ReadError::Malformed(error.to_string())),
            }
        }
    };
    let mut blocks = Vec::new();
    let mut furniture = Vec::new();
    for section in &document.to_ir().sections {
        add(&section.elements, &mut blocks);
        // Of a sheet they say its name and the page.
        if format != Format::Doc {
            continue;
        }
        let pieces = [&section.first_page_header, &section.header, &section.even_page_header];
        let feet = [&section.first_page_footer, &section.footer, &section.even_page_footer];
        for piece in pieces.into_iter().chain(feet).flatten() {
            add(&piece.content, &mut furniture);
        }
    }
    if format == Format::Doc
        && let Some(mut letters) = fonts::Letters::read(bytes)
    {
        block::each_line(&mut blocks, &mut |runs| letters.apply(runs));
        block::each_line(&mut furniture, &mut |runs| letters.apply(runs));
    }
    block::add_furniture(furniture, &mut blocks);
    if format != Format::Doc {
        blocks = blocks.into_iter().flat_map(sheet).collect();
    }
    Ok(Reading { damaged, ..reading(format.media_type(), TextSource::Markup, blocks) })
}

/// The text of a DOC that cannot be opened any more.
fn remains(bytes: &[u8], format: Format) -> Option<Reading> {
    let blocks = remains::blocks(bytes).filter(|_| format == Format::Doc)?;
    let reading = reading(format.media_type(), TextSource::Markup, blocks);
    // What was written over the letters is no text.
    let legible = shares(reading.text.as_str()).valid_syllables() >= truth::LEGIBLE;
    legible.then_some(Reading { damaged: true, ..reading })
}

fn sheet(block: Block) -> Vec<Block> {
    match block {
        Block::Table(rows) => sheet::blocks(rows),
        other => vec![other],
    }
}

fn add(elements: &[Element], blocks: &mut Vec<Block>) {
    for element in elements {
        match element {
            Element::Heading(heading) => blocks.push(line(&heading.content)),
            Element::Paragraph(paragraph) => blocks.push(line(&paragraph.content)),
            Element::Table(found) => blocks.push(table(found)),
            Element::List(found) => list(found, blocks),
            Element::TextBox(inner) => add(&inner.content, blocks),
            Element::Footnote(note) | Element::Endnote(note) => add(&note.content, blocks),
            Element::CodeBlock(code) => blocks.extend(code.content.lines().map(Block::line)),
            _ => {}
        }
    }
}

/// The items of a list, each with its number or bullet in front.
fn list(list: &List, blocks: &mut Vec<Block>) {
    let first = list.start_number.unwrap_or(1);
    for (number, item) in (first..).zip(&list.items) {
        let from = blocks.len();
        add(&item.content, blocks);
        if let Some(Block::Line(runs)) = blocks.get_mut(from) {
            runs.insert(0, Run { text: mark(list, number), font: Font::Other });
        }
        if let Some(nested) = &item.nested {
            self::list(nested, blocks);
        }
    }
}

fn mark(list: &List, number: u32) -> String {
    let number = match list.style {
        _ if !list.ordered => return "- ".to_owned(),
        Some(ListStyle::UpperRoman) => print(number, "upperRoman"),
        Some(ListStyle::LowerRoman) => print(number, "lowerRoman"),
        Some(ListStyle::UpperAlpha) => print(number, "upperLetter"),
        Some(ListStyle::LowerAlpha) => print(number, "lowerLetter"),
        _ => number.to_string(),
    };
    let pattern = list.marker_pattern.as_deref().unwrap_or("%1.");
    // Of the numbers in the pattern only the last, this level's own, is known.
    match (pattern.find('%'), pattern.rfind('%')) {
        (Some(from), Some(to)) => {
            let (before, after) = (pattern.get(..from), pattern.get(to + 2..));
            format!("{}{number}{} ", before.unwrap_or_default(), after.unwrap_or_default())
        }
        _ => format!("{pattern} "),
    }
}

fn line(content: &[InlineContent]) -> Block {
    Block::line(office_oxide::ir::inline_to_text(content))
}

fn table(table: &Table) -> Block {
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| {
            let mut blocks = Vec::new();
            add(&cell.content, &mut blocks);
            let spans = |count: u32| u16::try_from(count).unwrap_or(u16::MAX);
            Cell { columns: spans(cell.col_span), rows: spans(cell.row_span), blocks }
        });
        cells.collect()
    });
    Block::Table(rows.collect())
}
