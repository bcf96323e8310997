//! Lays out one page: tables where lines are ruled, columns where text stands side by side, paragraphs elsewhere.

use super::columns::{self, Zone};
use super::content::Rule;
use super::grid::{self, Cell, Grid};
use super::paragraph;
use super::words::{self, Line, Word};
use crate::text::TextBuilder;

/// Part of a page, in reading order.
enum Block {
    Columns(Zone),
    Paragraph(Vec<Line>),
}

/// Writes a page: its words between and in the tables that `rules` draw.
pub(super) fn write(mut words: Vec<Word>, rules: &[Rule], builder: &mut TextBuilder) {
    drop_page_number(&mut words);
    let grids = grid::grids(rules);
    let mut between: Vec<Vec<Word>> = vec![Vec::new(); grids.len() + 1];
    let mut inside: Vec<Vec<Word>> = vec![Vec::new(); grids.len()];
    for word in words {
        match grids.iter().position(|grid| contains(grid.edges, middle(&word))) {
            Some(place) => inside[place].push(word),
            None => {
                let above = grids.iter().filter(|grid| grid.edges[1] < word.baseline).count();
                between[above].push(word);
            }
        }
    }
    let mut between = between.into_iter();
    write_flow(words::lines(between.next().unwrap_or_default()), builder);
    for ((grid, words), after) in grids.iter().zip(inside).zip(between) {
        write_grid(grid, words, builder);
        write_flow(words::lines(after), builder);
    }
}

fn middle(word: &Word) -> [f32; 2] {
    [(word.edges[0] + word.edges[2]) / 2.0, (word.edges[1] + word.edges[3]) / 2.0]
}

fn contains(edges: [f32; 4], [x, y]: [f32; 2]) -> bool {
    edges[0] <= x && x < edges[2] && edges[1] <= y && y < edges[3]
}

fn write_grid(grid: &Grid, words: Vec<Word>, builder: &mut TextBuilder) {
    let mut rest = words;
    builder.begin_table();
    for row in &grid.rows {
        for cell in row {
            let (own, others) = rest.into_iter().partition(|word| contains(cell.edges, middle(word)));
            rest = others;
            write_cell(cell, own, builder);
        }
        builder.end_row();
    }
    builder.end_table();
}

fn write_cell(cell: &Cell, words: Vec<Word>, builder: &mut TextBuilder) {
    builder.begin_cell(cell.columns, cell.rows);
    let lines = words::lines(words).into_iter().map(|row| Line::new(row.into_iter().flat_map(|l| l.words).collect()));
    let mut paragraph: Vec<Line> = Vec::new();
    for line in lines {
        if paragraph.last().is_some_and(|last| !paragraph::wraps_in_cell(last, &line, cell.edges)) {
            paragraph::write(&std::mem::take(&mut paragraph), builder);
        }
        paragraph.push(line);
    }
    paragraph::write(&paragraph, builder);
    builder.end_cell();
}

fn write_flow(rows: Vec<Vec<Line>>, builder: &mut TextBuilder) {
    let right = paragraph::right_margin(&rows);
    for block in blocks(rows, right) {
        match block {
            Block::Paragraph(lines) => paragraph::write(&lines, builder),
            Block::Columns(zone) => {
                builder.begin_table();
                for column in &zone.columns {
                    builder.begin_cell(1, 1);
                    for line in column {
                        paragraph::write(std::slice::from_ref(line), builder);
                    }
                    builder.end_cell();
                }
                builder.end_row();
                builder.end_table();
            }
        }
    }
}

fn blocks(rows: Vec<Vec<Line>>, right: f32) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph: Vec<Line> = Vec::new();
    let zones = columns::zones(&rows);
    let mut zones = zones.into_iter().peekable();
    for (index, row) in rows.into_iter().enumerate() {
        if let Some((range, _)) = zones.peek()
            && range.contains(&index)
        {
            if range.end == index + 1 {
                blocks.extend((!paragraph.is_empty()).then(|| Block::Paragraph(std::mem::take(&mut paragraph))));
                blocks.extend(zones.next().map(|(_, zone)| Block::Columns(zone)));
            }
            continue;
        }
        for line in row {
            if !paragraph.is_empty() && !paragraph::continues(&paragraph, &line, right) {
                blocks.push(Block::Paragraph(std::mem::take(&mut paragraph)));
            }
            paragraph.push(line);
        }
    }
    blocks.extend((!paragraph.is_empty()).then_some(Block::Paragraph(paragraph)));
    blocks
}

/// A number alone at the head or foot of a page would part a sentence that runs on over the page.
fn drop_page_number(words: &mut Vec<Word>) {
    let (first, last) = words
        .iter()
        .fold((f32::MAX, f32::MIN), |(first, last), word| (first.min(word.baseline), last.max(word.baseline)));
    for edge in [first, last] {
        let at_edge = |word: &Word| (word.baseline - edge).abs() <= 0.4 * word.size;
        let line: Vec<&str> = words.iter().filter(|word| at_edge(word)).map(|word| word.text.as_str()).collect();
        if let [number] | ["-", number, "-"] = line.as_slice()
            && number.len() <= 3
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            words.retain(|word| !at_edge(word));
        }
    }
}
