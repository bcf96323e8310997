//! ODT and ODS: paragraphs, tables and sheets of LibreOffice.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::record::TextSource;

use super::archive;
use super::block::{self, Block, Cell};
use super::sniff::Format;
use super::{Options, ReadError, Reading, sheet};

/// The largest main part that is unpacked.
const MOST: u64 = 256 << 20;
/// Deeper tables are left out.
const DEEPEST: usize = 50;
/// A cell that is repeated more often fills the rest of a sheet.
const MOST_REPEATED: usize = 64;
/// A longer line is not repeated: a small file would become a large text.
const LONGEST_REPEATED: usize = 200;

pub(super) fn read(bytes: &[u8], format: Format, options: &Options) -> Result<Reading, ReadError> {
    let (mut archive, mended) = archive::open(bytes, Some("content.xml"))?;
    let mut content = Vec::new();
    let limit = MOST.min(options.read_memory / 4);
    let part = archive.by_name("content.xml").map_err(|error| ReadError::Malformed(error.to_string()))?;
    // A damaged part is read as far as it goes.
    let whole = part.take(limit + 1).read_to_end(&mut content);
    if content.len() as u64 > limit {
        return Err(ReadError::OutOfMemory(limit));
    }
    let mut blocks = blocks(&super::txt::decode(&content));
    if format == Format::Ods {
        let sheet = |block| match block {
            Block::Table(rows) => sheet::blocks(rows),
            other => vec![other],
        };
        blocks = blocks.into_iter().flat_map(sheet).collect();
    }
    let reading = block::reading(format.media_type(), TextSource::Markup, blocks);
    Ok(Reading { damaged: mended || whole.is_err(), ..reading })
}

/// What is open: lines gather in the last one that holds blocks.
enum Open {
    Table(Vec<Vec<Cell>>),
    /// With how often it stands side by side.
    Cell(Cell, usize),
}

fn blocks(xml: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    let mut skip = 0;
    let mut in_body = false;
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) if skip > 0 => skip += 1,
            Ok(Event::End(_)) if skip > 0 => skip -= 1,
            Ok(Event::Start(element)) => match element.local_name().as_ref() {
                "body" => in_body = true,
                "p" | "h" if in_body => lines.push(String::new()),
                "table" if in_body && open.len() >= DEEPEST => skip = 1,
                "table" if in_body => open.push(Open::Table(Vec::new())),
                "table-row" => {
                    if let Some(Open::Table(rows)) = open.last_mut() {
                        rows.push(Vec::new());
                    }
                }
                "table-cell" => open.push(cell(&element)),
                "covered-table-cell" | "annotation" | "tracked-changes" | "note-citation" => skip = 1,
                name => blank(name, &mut lines),
            },
            Ok(Event::Empty(element)) if skip == 0 => match element.local_name().as_ref() {
                "table-cell" => {
                    open.push(cell(&element));
                    close(&mut open, &mut out, true);
                }
                name => blank(name, &mut lines),
            },
            Ok(Event::Text(text)) if skip == 0 => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(&text.xml10_content());
                }
            }
            Ok(Event::GeneralRef(reference)) if skip == 0 => {
                if let Some(line) = lines.last_mut() {
                    let c = reference.resolve_char_ref().ok().flatten().map(String::from);
                    line.push_str(
                        c.as_deref().or(quick_xml::escape::resolve_predefined_entity(&reference)).unwrap_or(" "),
                    );
                }
            }
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                "p" | "h" => {
                    if let Some(line) = lines.pop() {
                        add(Block::line(line), &mut open, &mut out);
                    }
                }
                "table-cell" => close(&mut open, &mut out, true),
                "table" => close(&mut open, &mut out, false),
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    while !open.is_empty() {
        let is_cell = matches!(open.last(), Some(Open::Cell(..)));
        close(&mut open, &mut out, is_cell);
    }
    out
}

fn cell(element: &BytesStart<'_>) -> Open {
    let number = |name: &str| {
        let value = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name);
        value.and_then(|value| value.value.parse().ok()).unwrap_or(1)
    };
    let (columns, rows) = (number("number-columns-spanned"), number("number-rows-spanned"));
    let repeated = usize::from(number("number-columns-repeated"));
    Open::Cell(Cell { columns, rows, blocks: Vec::new() }, repeated.clamp(1, MOST_REPEATED))
}

fn blank(name: &str, lines: &mut [String]) {
    let c = match name {
        "s" => ' ',
        "tab" => '\t',
        "line-break" => '\n',
        _ => return,
    };
    if let Some(line) = lines.last_mut() {
        line.push(c);
    }
}

fn add(block: Block, open: &mut [Open], out: &mut Vec<Block>) {
    match open.last_mut() {
        Some(Open::Cell(cell, _)) => cell.blocks.push(block),
        // Between cells stands nothing.
        Some(Open::Table(_)) => {}
        None => out.push(block),
    }
}

fn close(open: &mut Vec<Open>, out: &mut Vec<Block>, cell: bool) {
    match (open.pop(), cell) {
        (Some(Open::Cell(found, repeated)), true) => {
            if let Some(Open::Table(rows)) = open.last_mut()
                && let Some(row) = rows.last_mut()
            {
                let is_short = found.blocks.len() <= 1 && found.blocks.iter().all(|block| matches!(block, Block::Line(runs) if runs.iter().all(|run| run.text.len() <= LONGEST_REPEATED)));
                row.extend(std::iter::repeat_n(found, if is_short { repeated } else { 1 }));
            }
        }
        (Some(Open::Table(rows)), false) => add(Block::Table(rows), open, out),
        (Some(other), _) => open.push(other),
        (None, _) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_tables() {
        let xml = "<office:document-content><office:body><office:text><text:p>Số:<text:s/>1<text:tab/>x</text:p>\
            <table:table><table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>a &amp; b</text:p>\
            </table:table-cell><table:covered-table-cell/></table:table-row><table:table-row><table:table-cell><text:p>c\
            </text:p></table:table-cell><table:table-cell/></table:table-row></table:table></office:text></office:body>";
        let Block::Table(rows) = blocks(xml).remove(1) else { panic!("no table") };
        assert_eq!((rows[0][0].columns, rows[0].len(), rows[1].len()), (2, 1, 2));
        let reading = block::reading("", TextSource::Markup, blocks(xml));
        assert_eq!(reading.text.as_str(), "Số: 1 x\na & b\nc\t");
    }
}
