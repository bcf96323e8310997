//! Where hits go, one after the other: the screen, JSON Lines, CSV, or a workbook.

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use rust_xlsxwriter::{Format as Style, Workbook, Worksheet, XlsxError};

use super::super::lang::Lang;
use super::super::{Usage, output};
use super::{Format, screen};
use crate::search::{Answer, Hit};

const COLUMNS: [&str; 13] = [
    "query",
    "rank",
    "code",
    "type_name",
    "issued_date",
    "organ_name",
    "subject",
    "status",
    "path",
    "page",
    "snippet",
    "why",
    "partial",
];
/// Rows of one sheet, the first for the names of columns; more go on another sheet.
const ROWS: u32 = 1_048_576;
/// Characters that a cell of Excel holds.
const CELL: usize = 32_767;

/// Takes hits in the order in which they are found.
pub(super) struct Sink {
    shape: Shape,
    batch: bool,
}

enum Shape {
    Text { out: Out, coloured: bool, lang: Lang, partial: usize },
    Jsonl(Out),
    Csv(Box<csv::Writer<Out>>),
    Xlsx { book: Box<Workbook>, row: u32, path: Option<PathBuf> },
}

type Out = Box<dyn Write>;

impl Sink {
    pub(super) fn open(format: Format, batch: bool, path: Option<&Path>, lang: Lang) -> anyhow::Result<Sink> {
        let terminal = path.is_none() && std::io::stdout().is_terminal();
        let out = || -> anyhow::Result<Out> {
            Ok(match path {
                None => Box::new(output::out()),
                Some(path) => Box::new(BufWriter::new(File::create(path).with_context(|| path.display().to_string())?)),
            })
        };
        let shape = match format {
            Format::Text => Shape::Text { out: out()?, coloured: terminal, lang, partial: 0 },
            Format::Jsonl => Shape::Jsonl(out()?),
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(out()?);
                writer.write_record(COLUMNS)?;
                Shape::Csv(Box::new(writer))
            }
            Format::Xlsx if terminal => return Err(Usage("--format xlsx needs -o FILE".to_owned()).into()),
            Format::Xlsx => {
                let mut book = Workbook::new();
                sheet(&mut book)?;
                Shape::Xlsx { book: Box::new(book), row: 0, path: path.map(Path::to_owned) }
            }
        };
        Ok(Sink { shape, batch })
    }

    /// Before the hits of a query.
    pub(super) fn begin(&mut self, query: &str) -> anyhow::Result<()> {
        if let Shape::Text { out, partial, .. } = &mut self.shape {
            *partial = 0;
            if self.batch {
                writeln!(out, "# {query}")?;
            }
        }
        Ok(())
    }

    pub(super) fn hit(&mut self, query: &str, hit: &Hit) -> anyhow::Result<()> {
        match &mut self.shape {
            Shape::Text { out, coloured, lang, partial } => {
                *partial += usize::from(hit.partial);
                screen::hit(out, hit, *coloured, *lang)?;
            }
            Shape::Jsonl(out) => output::json(out, &Line { query: self.batch.then_some(query), hit })?,
            _ => self.row(&cells(query, hit))?,
        }
        Ok(())
    }

    /// After the hits of a query, of which there were `count`. In a table of many queries one without hits keeps its row.
    pub(super) fn end(&mut self, query: &str, answer: &Answer, count: usize) -> anyhow::Result<()> {
        let missing = self.batch && count == 0;
        match &mut self.shape {
            Shape::Text { out, lang, partial, .. } => {
                screen::end(out, answer, [count - *partial, *partial], *lang)?;
                // Messages follow.
                out.flush()?;
            }
            Shape::Jsonl(out) => {
                if missing {
                    output::json(out, &serde_json::json!({ "query": query, "rank": null }))?;
                }
                for facet in &answer.facets {
                    output::json(out, facet)?;
                }
            }
            _ if missing => {
                let mut cells = vec![String::new(); COLUMNS.len()];
                cells[0] = query.to_owned();
                self.row(&cells)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self, cells: &[String]) -> anyhow::Result<()> {
        match &mut self.shape {
            Shape::Csv(writer) => writer.write_record(cells)?,
            Shape::Xlsx { book, row, .. } => {
                *row += 1;
                let last = book.worksheets().len() - 1;
                let page = if *row < ROWS {
                    book.worksheet_from_index(last)?
                } else {
                    *row = 1;
                    sheet(book)?
                };
                for (column, cell) in (0..).zip(cells) {
                    // Every cell is text, so that none is taken for a formula or a day.
                    page.write_string(*row, column, cell.chars().take(CELL).collect::<String>())?;
                }
            }
            Shape::Text { .. } | Shape::Jsonl(_) => {}
        }
        Ok(())
    }

    pub(super) fn close(self) -> anyhow::Result<()> {
        match self.shape {
            Shape::Text { mut out, .. } | Shape::Jsonl(mut out) => out.flush()?,
            Shape::Csv(mut writer) => writer.flush()?,
            Shape::Xlsx { mut book, path: Some(path), .. } => {
                book.save(&path).with_context(|| path.display().to_string())?;
            }
            Shape::Xlsx { mut book, path: None, .. } => {
                let mut out = output::out();
                out.write_all(&book.save_to_buffer().context("the workbook cannot be made")?)?;
                out.flush()?;
            }
        }
        Ok(())
    }
}

/// A new sheet with the names of the columns; its rows are written to disk as they come.
fn sheet(book: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    let sheet = book.add_worksheet_with_constant_memory()?;
    let bold = Style::new().set_bold();
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(sheet)
}

/// A hit, and in a batch its query.
#[derive(serde::Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<&'a str>,
    #[serde(flatten)]
    hit: &'a Hit,
}

fn cells(query: &str, hit: &Hit) -> Vec<String> {
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
    vec![
        query.to_owned(),
        hit.rank.to_string(),
        or_empty(&hit.code),
        or_empty(&hit.type_name),
        or_empty(&hit.issued_date),
        or_empty(&hit.organ_name),
        or_empty(&hit.subject),
        or_empty(&hit.status),
        hit.path.clone(),
        hit.page.map(|page| page.to_string()).unwrap_or_default(),
        hit.snippet.clone(),
        hit.why.join(" "),
        if hit.partial { "partial".to_owned() } else { String::new() },
    ]
}
