//! Bảng tính: a sheet as a document. Above and below its table stand a letterhead, a title and signatures in cells of
//! their own, which are lines to a reader.

use super::block::{Block, Cell, Run};

/// A row with fewer filled cells is no row of a table of tasks.
const FEWEST: usize = 3;
/// A longer first cell does not number a row.
const LONGEST_NUMBER: usize = 6;

/// The blocks of a sheet.
pub(super) fn blocks(mut rows: Vec<Vec<Cell>>) -> Vec<Block> {
    rows.iter_mut().flatten().for_each(Cell::show_day);
    for row in &mut rows {
        // The rest of a sheet is blank.
        row.truncate(row.iter().rposition(is_filled).map_or(0, |last| last + 1));
    }
    rows.retain(|row| !row.is_empty());
    let is_row = |row: &Vec<Cell>| row.iter().filter(|cell| is_filled(cell)).count() >= FEWEST;
    let Some(first) = rows.iter().position(is_row) else { return beside(rows) };
    let last = rows.iter().rposition(is_row).unwrap_or(first);
    let goes_on = |row: &&Vec<Cell>| row.iter().find(|cell| is_filled(cell)).is_some_and(is_number);
    let end = last + 1 + rows.iter().skip(last + 1).take_while(goes_on).count();
    let foot = rows.split_off(end);
    let table = rows.split_off(first);
    let mut blocks = beside(rows);
    blocks.push(Block::Table(table));
    blocks.extend(beside(foot));
    blocks
}

/// Rows outside the table: one filled cell is a line, more stand side by side.
fn beside(rows: Vec<Vec<Cell>>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for mut row in rows {
        row.retain(is_filled);
        let row: Vec<Cell> = row.into_iter().map(|cell| Cell { columns: 1, rows: 1, ..cell }).collect();
        match (row.len(), blocks.last_mut()) {
            (1, _) => blocks.extend(row.into_iter().flat_map(|cell| cell.blocks)),
            (_, Some(Block::Table(before))) => before.push(row),
            _ => blocks.push(Block::Table(vec![row])),
        }
    }
    blocks
}

fn is_filled(cell: &Cell) -> bool {
    !cell.blocks.iter().all(Block::is_blank)
}

/// `12`, `II`, `a)`, `1.2.3`
fn is_number(cell: &Cell) -> bool {
    match cell.blocks.as_slice() {
        [Block::Line(runs)] => runs.iter().map(|run| run.text.trim().len()).sum::<usize>() <= LONGEST_NUMBER,
        _ => false,
    }
}

impl Cell {
    /// A day comes as `2024-06-30`, whatever the sheet shows; it is shown as people write it.
    fn show_day(&mut self) {
        if let [Block::Line(runs)] = self.blocks.as_mut_slice()
            && let [Run { text, .. }] = runs.as_mut_slice()
            && let Ok(day) = text.trim().trim_end_matches(" 00:00:00").parse::<jiff::civil::Date>()
            && text.starts_with(&day.to_string())
        {
            *text = format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::TextSource;

    #[track_caller]
    fn check(rows: &[&str], expected: &str) {
        let cell = |text: &str| Cell { columns: 1, rows: 1, blocks: vec![Block::line(text)] };
        let rows = rows.iter().map(|row| row.split('|').map(cell).collect()).collect();
        let reading = super::super::block::reading("", TextSource::Markup, blocks(rows));
        assert_eq!(reading.text.as_str(), expected);
    }

    #[test]
    fn what_stands_around_the_table() {
        check(
            &[
                "UBND TỈNH MINH HÀ|||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Số: 12/KH-UBND|||Minh Hà, ngày 03 tháng 01 năm 2024",
                "||",
                "|PHÂN CÔNG NHIỆM VỤ||",
                "STT|Nhiệm vụ|Chủ trì|Thời hạn",
                "I|Nội vụ||",
                "1|Báo cáo|Sở Nội vụ|2024-06-30",
                "2|Kiểm tra||",
                "|||CHỦ TỊCH",
            ],
            "UBND TỈNH MINH HÀ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
             Số: 12/KH-UBND\tMinh Hà, ngày 03 tháng 01 năm 2024\n\
             PHÂN CÔNG NHIỆM VỤ\n\
             STT\tNhiệm vụ\tChủ trì\tThời hạn\nI\tNội vụ\n1\tBáo cáo\tSở Nội vụ\t30/06/2024\n2\tKiểm tra\nCHỦ TỊCH",
        );
    }

    #[test]
    fn a_sheet_of_two_columns() {
        check(&["Mục|Số lượng", "Huyện|12", "Ghi chú"], "Mục\tSố lượng\nHuyện\t12\nGhi chú");
        check(&["Cuộc họp 2024-06-30"], "Cuộc họp 2024-06-30");
    }
}
