//! Rows of an RTF table: where cells end on the page says what they cover.

use super::super::block::{Block, Cell};

/// Borders closer than this, in twentieths of a point, are one.
const NEAR: i32 = 40;

/// What the definition of a row says of one cell.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    /// Its right border, in twentieths of a point.
    pub(super) right: i32,
    /// It goes on what stands to the left of it.
    pub(super) across: bool,
    /// It goes on what stands above it.
    pub(super) down: bool,
}

/// A cell, and its place where the row defines one.
pub(super) type Placed = (Cell, Option<Place>);

/// The table of these rows, every cell with the columns and rows that it covers.
pub(super) fn table(rows: Vec<Vec<Placed>>) -> Block {
    let borders = borders(&rows);
    let end = |at: usize, place: &Option<Place>| match place {
        Some(place) if !borders.is_empty() => borders.partition_point(|border| *border <= place.right),
        _ => at + 1,
    };
    let mut table: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
    // Of the cell that begins in a column, its row and its place there.
    let mut above: Vec<Option<(usize, usize)>> = vec![None; borders.len()];
    for cells in rows {
        let mut row: Vec<Cell> = Vec::with_capacity(cells.len());
        let mut from = 0;
        for (at, (cell, place)) in cells.into_iter().enumerate() {
            let to = end(at, &place).max(from + 1);
            let columns = u16::try_from(to - from).unwrap_or(u16::MAX);
            let is_blank = cell.blocks.iter().all(Block::is_blank);
            let Place { across, down, .. } = place.unwrap_or_default();
            let begun = above.get(from).copied().flatten().filter(|_| down && is_blank);
            let begun = begun.and_then(|(row, at)| table.get_mut(row)?.get_mut(at));
            match (row.last_mut(), begun) {
                (Some(before), _) if across && is_blank => before.columns = before.columns.saturating_add(columns),
                (_, Some(begun)) => begun.rows = begun.rows.saturating_add(1),
                _ => {
                    if let Some(above) = above.get_mut(from) {
                        *above = Some((table.len(), row.len()));
                    }
                    row.push(Cell { columns, ..cell });
                }
            }
            from = to;
        }
        if !row.is_empty() {
            table.push(row);
        }
    }
    Block::Table(table)
}

/// Where columns end, each a little to the right; none where a row does not say it.
fn borders(rows: &[Vec<Placed>]) -> Vec<i32> {
    if rows.iter().flatten().any(|(_, place)| place.is_none()) {
        return Vec::new();
    }
    let mut borders: Vec<i32> = rows.iter().flatten().filter_map(|(_, place)| Some(place.as_ref()?.right)).collect();
    borders.sort_unstable();
    borders.dedup_by(|b, a| b.saturating_sub(*a) <= NEAR);
    borders
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, right: i32, down: bool) -> Placed {
        let cell = Cell { columns: 1, rows: 1, blocks: vec![Block::line(text)] };
        (cell, Some(Place { right, across: false, down }))
    }

    #[track_caller]
    fn check(rows: Vec<Vec<Placed>>, expected: &[&[(u16, u16)]]) {
        let Block::Table(table) = table(rows) else { panic!("no table") };
        let spans: Vec<Vec<_>> =
            table.iter().map(|row| row.iter().map(|cell| (cell.columns, cell.rows)).collect()).collect();
        assert_eq!(spans, expected);
    }

    #[test]
    fn borders_say_what_a_cell_covers() {
        check(
            vec![
                vec![cell("Nhiệm vụ", 3000, false), cell("Cơ quan thực hiện", 7000, false)],
                vec![cell("", 3010, true), cell("Chủ trì", 5000, false), cell("Phối hợp", 7000, false)],
                vec![cell("Báo cáo", 3000, false), cell("Sở Nội vụ", 5000, false), cell("", 6990, false)],
                vec![cell("Kiểm tra", 3000, false), cell("", 5000, true), cell("", 7000, false)],
            ],
            &[&[(1, 2), (2, 1)], &[(1, 1), (1, 1)], &[(1, 1), (1, 2), (1, 1)], &[(1, 1), (1, 1)]],
        );
    }

    #[test]
    fn without_borders_every_cell_is_a_column() {
        let bare = |text: &str| (cell(text, 0, false).0, None);
        check(vec![vec![bare("a"), bare("b")], vec![bare("c"), bare("d")]], &[&[(1, 1), (1, 1)], &[(1, 1), (1, 1)]]);
    }
}
