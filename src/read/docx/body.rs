//! The main part of a DOCX, its headers and notes: XML to blocks.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::block::{Block, Cell, Run};
use super::super::legacy::Font;
use super::super::numbering::{Counters, Numbering};
use super::styles::{Properties, Styles, value};

/// Deeper tables and boxes are left out: no document has them.
const DEEPEST: usize = 50;

/// Reads one part after the other; the numbers of lists go on.
pub(super) struct Story<'a> {
    styles: &'a Styles,
    numbering: &'a Numbering,
    counters: Counters,
}

/// A paragraph that has begun.
#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    own: Properties,
    runs: Vec<(String, RunStyle)>,
    /// Text boxes anchored in it: they follow it.
    boxes: Vec<Block>,
}

#[derive(Clone, Default)]
struct RunStyle {
    style: Option<String>,
    own: Properties,
}

/// A table that has begun, with the vertical merges of its cells.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<(Cell, Merge)>>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Merge {
    #[default]
    None,
    Restart,
    Continue,
}

/// What is open while the XML is read.
enum Open {
    Paragraph(Paragraph),
    Table(Table),
    Cell(Cell, Merge),
    /// Blocks of a text box.
    Box(Vec<Block>),
}

impl<'a> Story<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: &'a Numbering) -> Story<'a> {
        Story { styles, numbering, counters: Counters::default() }
    }

    /// The blocks of one part, as far as its XML is well formed.
    pub(super) fn read(&mut self, xml: &str) -> Vec<Block> {
        let mut state = State {
            story: self,
            blocks: Vec::new(),
            open: Vec::new(),
            run: RunStyle::default(),
            properties: Within::Nothing,
            skip: 0,
            text: false,
            depth: 0,
        };
        let mut reader = Reader::from_str(xml);
        // Of a damaged part the rest is read too.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        loop {
            match reader.read_event() {
                Ok(Event::Start(element)) => state.start(&element),
                Ok(Event::Empty(element)) => state.empty(&element),
                Ok(Event::End(element)) => state.end(element.local_name().as_ref()),
                Ok(Event::Text(text)) if state.text => state.push(&text.xml10_content()),
                Ok(Event::GeneralRef(reference)) if state.text => {
                    let c = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(c),
                        _ => quick_xml::escape::resolve_predefined_entity(&reference)
                            .and_then(|text| text.chars().next()),
                    };
                    if let Some(c) = c {
                        state.push(c.encode_utf8(&mut [0; 4]));
                    }
                }
                Ok(Event::CData(text)) if state.text => state.push(&text.xml10_content()),
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        // What was still open when the part broke off.
        while !state.open.is_empty() {
            state.close();
        }
        state.blocks
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Run,
    Paragraph,
}

struct State<'s, 'a> {
    story: &'s mut Story<'a>,
    blocks: Vec<Block>,
    open: Vec<Open>,
    run: RunStyle,
    properties: Within,
    /// Depth inside an element that is left out.
    skip: usize,
    /// Inside `w:t`.
    text: bool,
    depth: usize,
}

impl State<'_, '_> {
    fn start(&mut self, element: &BytesStart<'_>) {
        if self.skip > 0 {
            self.skip += 1;
            return;
        }
        match element.local_name().as_ref() {
            // Deleted and moved text, the older form of a drawing, the code of a field, pictures.
            "del" | "moveFrom" | "Fallback" | "instrText" | "delText" | "pPrChange" | "rPrChange" | "blip" => {
                self.skip = 1
            }
            "footnote" | "endnote" if value(element, "type").is_some_and(|kind| kind != "normal") => self.skip = 1,
            "p" | "tc" if self.open.len() >= 4 * DEEPEST => self.skip = 1,
            "p" => self.open.push(Open::Paragraph(Paragraph::default())),
            "tbl" | "txbxContent" if self.depth >= DEEPEST => self.skip = 1,
            "tbl" => {
                self.depth += 1;
                self.open.push(Open::Table(Table::default()));
            }
            "txbxContent" => {
                self.depth += 1;
                self.open.push(Open::Box(Vec::new()));
            }
            "tr" => {
                if let Some(Open::Table(table)) = self.open.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "tc" => self.open.push(Open::Cell(Cell { columns: 1, rows: 1, blocks: Vec::new() }, Merge::None)),
            "r" => self.run = RunStyle::default(),
            "rPr" if self.properties == Within::Nothing => self.properties = Within::Run,
            "pPr" => self.properties = Within::Paragraph,
            "rPr" if self.properties == Within::Paragraph => self.skip = 1,
            "t" => self.text = true,
            _ => self.empty(element),
        }
    }

    /// An element without content, or one whose attributes say it all.
    fn empty(&mut self, element: &BytesStart<'_>) {
        if self.skip > 0 {
            return;
        }
        let name = element.local_name();
        match (name.as_ref(), self.properties) {
            ("pStyle", _) => self.with_paragraph(|paragraph| paragraph.style = value(element, "val")),
            ("rStyle", Within::Run) => self.run.style = value(element, "val"),
            ("p", _) => self.add(Block::Line(Vec::new())),
            ("gridSpan", _) => {
                let columns = value(element, "val").and_then(|columns| columns.parse().ok()).unwrap_or(1);
                self.with_cell(|cell, _| cell.columns = columns);
            }
            ("vMerge", _) => {
                let restart = value(element, "val").is_some_and(|value| value == "restart");
                self.with_cell(|_, merge| *merge = if restart { Merge::Restart } else { Merge::Continue });
            }
            ("tab", Within::Nothing) | ("ptab", _) => self.push("\t"),
            ("br" | "cr", Within::Nothing) => self.push("\n"),
            ("noBreakHyphen", _) => self.push("-"),
            (_, Within::Run) => self.run.own.set(element),
            (_, Within::Paragraph) => self.with_paragraph(|paragraph| paragraph.own.set(element)),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match (name, self.open.last()) {
            ("t", _) => self.text = false,
            ("rPr", _) if self.properties == Within::Run => self.properties = Within::Nothing,
            ("pPr", _) => self.properties = Within::Nothing,
            ("p", Some(Open::Paragraph(_))) | ("tc", Some(Open::Cell(..))) => self.close(),
            ("tbl", Some(Open::Table(_))) | ("txbxContent", Some(Open::Box(_))) => {
                self.depth -= 1;
                self.close();
            }
            _ => {}
        }
    }

    /// Ends what was opened last and hands it to what is around it.
    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Paragraph(paragraph)) => {
                let (line, boxes) = self.finish(paragraph);
                self.add(Block::Line(line));
                boxes.into_iter().for_each(|block| self.add(block));
            }
            Some(Open::Table(table)) => self.add(table.finish()),
            Some(Open::Cell(cell, merge)) => {
                if let Some(Open::Table(table)) = self.open.last_mut() {
                    if table.rows.is_empty() {
                        table.rows.push(Vec::new());
                    }
                    table.rows.last_mut().into_iter().for_each(|row| row.push((cell.clone(), merge)));
                }
            }
            Some(Open::Box(blocks)) => {
                let blocks: Vec<Block> = blocks.into_iter().filter(|block| !block.is_blank()).collect();
                match self.open.last_mut() {
                    Some(Open::Paragraph(paragraph)) => paragraph.boxes.extend(blocks),
                    _ => blocks.into_iter().for_each(|block| self.add(block)),
                }
            }
            None => {}
        }
    }

    fn add(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Cell(cell, _)) => cell.blocks.push(block),
            Some(Open::Box(blocks)) => blocks.push(block),
            Some(Open::Paragraph(paragraph)) => paragraph.boxes.push(block),
            // Between the cells of a table stands nothing.
            Some(Open::Table(_)) => {}
            None => self.blocks.push(block),
        }
    }

    fn with_paragraph(&mut self, with: impl FnOnce(&mut Paragraph)) {
        if let Some(Open::Paragraph(paragraph)) = self.open.last_mut() {
            with(paragraph);
        }
    }

    fn with_cell(&mut self, with: impl FnOnce(&mut Cell, &mut Merge)) {
        if let Some(Open::Cell(cell, merge)) = self.open.last_mut() {
            with(cell, merge);
        }
    }

    fn push(&mut self, text: &str) {
        let run = self.run.clone();
        self.with_paragraph(|paragraph| paragraph.runs.push((text.to_owned(), run)));
    }

    /// The runs of a paragraph with its number in front.
    fn finish(&mut self, paragraph: Paragraph) -> (Vec<Run>, Vec<Block>) {
        let base = self.story.styles.paragraph(paragraph.style.as_deref());
        let whole = paragraph.own.over(&base);
        let mut runs = Vec::new();
        for (mut text, style) in paragraph.runs {
            let named = self.story.styles.character(style.style.as_deref());
            let all = style.own.over(&named).over(&base);
            if all.hidden == Some(true) {
                continue;
            }
            if all.capitals == Some(true) {
                text = text.to_uppercase();
            }
            runs.push(Run { text, font: all.font.unwrap_or(Font::Unknown) });
        }

        // An empty paragraph has its number too: the first column of many tables.
        if let Some(list) = whole.list.filter(|list| *list != 0) {
            let level = whole.level.unwrap_or(0).min(8);
            let mark = self.story.counters.next(self.story.numbering, list, level);
            if !mark.is_empty() {
                runs.insert(0, Run { text: format!("{mark} "), font: Font::Unknown });
            }
        }
        (runs, paragraph.boxes)
    }
}

impl Table {
    /// Gives each cell the rows that it covers, and leaves out those that it covers.
    fn finish(mut self) -> Block {
        let ends: Vec<Vec<(usize, Merge)>> = self
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .scan(0, |column, (cell, merge)| {
                        let at = *column;
                        *column += usize::from(cell.columns.max(1));
                        Some((at, *merge))
                    })
                    .collect()
            })
            .collect();
        for (at, row) in self.rows.iter_mut().enumerate() {
            for (cell, (column, merge)) in row.iter_mut().map(|(cell, _)| cell).zip(ends.get(at).into_iter().flatten())
            {
                if *merge == Merge::Restart {
                    let below = ends.get(at + 1..).unwrap_or_default();
                    let covered = below.iter().take_while(|row| row.contains(&(*column, Merge::Continue))).count();
                    cell.rows = u16::try_from(covered + 1).unwrap_or(u16::MAX);
                }
            }
        }
        let rows = self
            .rows
            .into_iter()
            .map(|row| row.into_iter().filter(|(_, merge)| *merge != Merge::Continue).map(|(cell, _)| cell).collect());
        Block::Table(rows.collect())
    }
}
