//! What readers of markup build before it becomes a text: lines and tables, with the font class of every run.

use std::borrow::Cow;

use crate::record::TextSource;
use crate::text::TextBuilder;
use crate::vi::shares;

use super::legacy::{self, Font, Legacy};
use super::{Reading, beside};

/// Letters of one font class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) font: Font,
}

/// A piece of a document. A line may hold tabs: they may separate columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Line(Vec<Run>),
    Table(Vec<Vec<Cell>>),
    /// The border between two pages.
    Page,
}

/// One cell, with the columns and rows that it covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) columns: u16,
    pub(super) rows: u16,
    pub(super) blocks: Vec<Block>,
}

impl Block {
    /// A line whose font is not known.
    pub(super) fn line(text: impl Into<String>) -> Block {
        Block::Line(vec![Run { text: text.into(), font: Font::Unknown }])
    }

    /// Whether nothing can be seen of it.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Block::Line(runs) => runs.iter().all(|run| run.text.trim().is_empty()),
            Block::Table(rows) => rows.iter().flatten().all(|cell| cell.blocks.iter().all(Block::is_blank)),
            Block::Page => true,
        }
    }
}

/// Adds headers and footers of pages, each of them once. A table among them is a letterhead and comes first; lines
/// come last, and page numbers are left out.
pub(super) fn add_furniture(furniture: Vec<Block>, blocks: &mut Vec<Block>) {
    let mut kept: Vec<Block> = Vec::new();
    for block in furniture {
        if says_something(&block) && !kept.contains(&block) {
            kept.push(block);
        }
    }
    let (head, foot): (Vec<_>, Vec<_>) = kept.into_iter().partition(|block| matches!(block, Block::Table(_)));
    blocks.splice(0..0, head);
    blocks.extend(foot);
}

fn says_something(block: &Block) -> bool {
    match block {
        Block::Line(runs) => runs.iter().any(|run| run.text.chars().any(char::is_alphabetic)),
        Block::Table(rows) => rows.iter().flatten().any(|cell| cell.blocks.iter().any(says_something)),
        Block::Page => false,
    }
}

/// Makes the reading of a document of `blocks`: letters converted, columns put side by side.
pub(super) fn reading(media_type: &str, source: TextSource, mut blocks: Vec<Block>) -> Reading {
    let encoding = repair(&mut blocks);
    emitted(media_type, source, encoding, &beside::columns(blocks, false))
}

/// Makes the reading of blocks whose letters are converted and whose columns are found.
pub(super) fn emitted(media_type: &str, source: TextSource, encoding: Option<String>, blocks: &[Block]) -> Reading {
    let mut builder = TextBuilder::default();
    blocks.iter().for_each(|block| emit(block, &mut builder));
    let text = builder.finish();
    Reading {
        media_type: media_type.to_owned(),
        pages: text.page(text.as_str().len()),
        text_source: Some(source),
        legacy_encoding: encoding,
        text,
        ..Reading::default()
    }
}

/// How many words of a text are syllables in the best encoding from before Unicode, or as they stand.
pub(super) fn best(text: &str) -> usize {
    let mut blocks: Vec<Block> = text.lines().map(Block::line).collect();
    repair(&mut blocks);
    let mut valid = 0;
    each_line(&mut blocks, &mut |runs| valid += runs.iter().map(|run| shares(&run.text).valid).sum::<usize>());
    valid
}

/// Converts letters from before Unicode, run by run; afterwards every line is one run.
pub(super) fn repair(blocks: &mut [Block]) -> Option<String> {
    let mut evidence = legacy::Evidence::default();
    each_line(blocks, &mut |runs| runs.iter().for_each(|run| evidence.see(run)));
    let decision = evidence.decide();
    let mut seen = [false; 2];
    each_line(blocks, &mut |runs| {
        if let [run] = runs.as_slice()
            && run.text.is_ascii()
            && matches!(run.font, Font::Unknown)
        {
            return;
        }
        let (text, used) = decision.line(runs);
        for encoding in used {
            seen[usize::from(encoding == Legacy::Vni)] = true;
        }
        *runs = vec![Run { text, font: Font::Unknown }];
    });
    match seen {
        [false, false] => None,
        [true, false] => Some("tcvn3".to_owned()),
        [false, true] => Some("vni".to_owned()),
        [true, true] => Some("tcvn3, vni".to_owned()),
    }
}

/// Hands every line to `with`, those of cells too.
pub(super) fn each_line(blocks: &mut [Block], with: &mut impl FnMut(&mut Vec<Run>)) {
    for block in blocks {
        match block {
            Block::Line(runs) => with(runs),
            Block::Page => {}
            Block::Table(rows) => {
                for cell in rows.iter_mut().flatten() {
                    each_line(&mut cell.blocks, with);
                }
            }
        }
    }
}

fn emit(block: &Block, builder: &mut TextBuilder) {
    match block {
        Block::Line(_) => lines(block, builder),
        Block::Page => builder.next_page(),
        // A table of one column is a frame around lines.
        Block::Table(rows) if rows.iter().all(|row| row.len() < 2) => {
            rows.iter().flatten().flat_map(|cell| &cell.blocks).for_each(|block| emit(block, builder));
        }
        Block::Table(rows) => {
            builder.begin_table();
            for row in rows {
                for cell in row {
                    builder.begin_cell(cell.columns, cell.rows);
                    cell.blocks.iter().for_each(|block| lines(block, builder));
                    builder.end_cell();
                }
                builder.end_row();
            }
            builder.end_table();
        }
    }
}

/// The lines of a block; of a table inside a cell, one line a row where its cells are short, else one a cell.
fn lines(block: &Block, builder: &mut TextBuilder) {
    match block {
        Block::Line(runs) => {
            for run in runs {
                run.text.split('\n').for_each(|line| builder.line(&squeeze(line)));
            }
        }
        Block::Table(rows) => {
            for cell in rows.iter().flatten() {
                cell.blocks.iter().for_each(|block| lines(block, builder));
            }
        }
        Block::Page => {}
    }
}

/// Blanks that were typed to move words about say nothing: one is left.
fn squeeze(line: &str) -> Cow<'_, str> {
    let line = line.trim();
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{3000}');
    if !line.as_bytes().windows(2).any(|pair| matches!(pair, [b' ' | b'\t', b' ' | b'\t'])) && !line.contains('\u{a0}')
    {
        return Cow::Borrowed(line);
    }
    let words: Vec<&str> = line.split(is_blank).filter(|word| !word.is_empty()).collect();
    Cow::Owned(words.join(" "))
}
