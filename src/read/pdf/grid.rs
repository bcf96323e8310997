//! Ruled tables: from ruling lines to cells.

use super::content::Rule;

/// Lines nearer than this, in points, are one.
const NEAR: f32 = 3.0;
/// Lines that end this near to another one meet it.
const MEETS: f32 = 4.0;
/// Cells of one table.
const MOST_CELLS: usize = 20_000;
/// Ruling lines of one page, once joined; a drawing has more.
const MOST_LINES: usize = 2_000;

/// A table as its lines draw it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grid {
    /// Left, top, right and bottom edge.
    pub(super) edges: [f32; 4],
    /// From top to bottom, each row from left to right.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// One cell; it may cover several rows and columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub(super) edges: [f32; 4],
    pub(super) columns: u16,
    pub(super) rows: u16,
}

/// A line along one axis: where it stands on the other one, and from where to where it runs.
#[derive(Clone, Copy, Debug)]
struct Line {
    at: f32,
    from: f32,
    to: f32,
}

/// The ruled tables of a page, from top to bottom.
pub(super) fn grids(rules: &[Rule]) -> Vec<Grid> {
    let flat = |rule: &&Rule| rule[2] - rule[0] >= rule[3] - rule[1];
    let across = rules.iter().filter(flat).map(|r| Line { at: r[1], from: r[0], to: r[2] });
    let down = rules.iter().filter(|rule| !flat(rule)).map(|r| Line { at: r[0], from: r[1], to: r[3] });
    let (across, down) = (join(across.collect()), join(down.collect()));
    if across.len() + down.len() > MOST_LINES {
        return Vec::new();
    }
    let mut grids: Vec<Grid> =
        connected(&across, &down).iter().filter_map(|(across, down)| grid(across, down)).collect();
    grids.sort_by(|a, b| a.edges[1].total_cmp(&b.edges[1]));
    grids
}

/// Joins pieces of one line, as a border drawn cell by cell leaves them, and drops what is too short to part cells.
fn join(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut joined: Vec<Line> = Vec::new();
    for group in lines.chunk_by_mut(|a, b| b.at - a.at < NEAR / 2.0) {
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let first = joined.len();
        for line in group {
            match joined.get_mut(first..).and_then(|own| own.last_mut()) {
                Some(last) if line.from <= last.to + MEETS => last.to = last.to.max(line.to),
                _ => joined.push(*line),
            }
        }
    }
    joined.retain(|line| line.to - line.from >= 2.0 * MEETS);
    joined
}

/// Parts the lines into sets that meet.
fn connected(across: &[Line], down: &[Line]) -> Vec<(Vec<Line>, Vec<Line>)> {
    let mut set: Vec<usize> = (0..across.len() + down.len()).collect();
    for (i, a) in across.iter().enumerate() {
        for (j, d) in down.iter().enumerate() {
            let meet = a.from - MEETS <= d.at && d.at <= a.to + MEETS && d.from - MEETS <= a.at && a.at <= d.to + MEETS;
            let (x, y) = (root(&set, i), root(&set, across.len() + j));
            if meet && x != y {
                set[x] = y;
            }
        }
    }
    let mut sets: std::collections::BTreeMap<usize, (Vec<Line>, Vec<Line>)> = std::collections::BTreeMap::new();
    for (i, line) in across.iter().enumerate() {
        sets.entry(root(&set, i)).or_default().0.push(*line);
    }
    for (j, line) in down.iter().enumerate() {
        sets.entry(root(&set, across.len() + j)).or_default().1.push(*line);
    }
    sets.into_values().collect()
}

fn root(set: &[usize], mut at: usize) -> usize {
    while set[at] != at {
        at = set[at];
    }
    at
}

fn grid(across: &[Line], down: &[Line]) -> Option<Grid> {
    let (xs, ys) = (places(down, across), places(across, down));
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    // A frame around one text is no table.
    if columns < 2 || rows == 0 || columns * rows > MOST_CELLS {
        return None;
    }
    let middle = |places: &[f32], i: usize| (places[i] + places[i + 1]) / 2.0;
    let walls = covered(down, &xs, &ys, middle);
    let floors = covered(across, &ys, &xs, middle);
    let mut taken = vec![vec![false; columns]; rows];
    let mut grid = Grid { edges: [xs[0], ys[0], xs[columns], ys[rows]], rows: Vec::new() };
    for top in 0..rows {
        let mut row = Vec::new();
        for left in 0..columns {
            if taken[top][left] {
                continue;
            }
            let mut right = left + 1;
            while right < columns && !walls[right][top] && !taken[top][right] {
                right += 1;
            }
            let mut bottom = top + 1;
            while bottom < rows && (left..right).all(|column| !floors[bottom][column] && !taken[bottom][column]) {
                bottom += 1;
            }
            for line in &mut taken[top..bottom] {
                line[left..right].fill(true);
            }
            row.push(Cell {
                edges: [xs[left], ys[top], xs[right], ys[bottom]],
                columns: (right - left) as u16,
                rows: (bottom - top) as u16,
            });
        }
        grid.rows.push(row);
    }
    (grid.rows.iter().map(Vec::len).sum::<usize>() > 1).then_some(grid)
}

/// Where lines stand; and where those across them end, as tables without an outer border do.
fn places(lines: &[Line], others: &[Line]) -> Vec<f32> {
    let mut places: Vec<f32> = lines.iter().map(|line| line.at).collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|b, a| *b - *a < NEAR);
    let from = others.iter().map(|line| line.from).fold(f32::MAX, f32::min);
    let to = others.iter().map(|line| line.to).fold(f32::MIN, f32::max);
    if let (Some(first), Some(last)) = (places.first().copied(), places.last().copied()) {
        if to - last > 4.0 * MEETS {
            places.push(to);
        }
        if first - from > 4.0 * MEETS {
            places.insert(0, from);
        }
    }
    places
}

/// For each place and each gap of the other axis, whether a line stands there.
fn covered(lines: &[Line], places: &[f32], others: &[f32], middle: impl Fn(&[f32], usize) -> f32) -> Vec<Vec<bool>> {
    let gaps = others.len() - 1;
    let mut covered = vec![vec![false; gaps]; places.len()];
    for line in lines {
        let place = places.partition_point(|place| *place <= line.at - NEAR).min(places.len() - 1);
        for (gap, covered) in covered[place].iter_mut().enumerate() {
            *covered |= (line.from..=line.to).contains(&middle(others, gap));
        }
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::{Grid, grids};

    fn spans(grid: &Grid) -> Vec<Vec<(u16, u16)>> {
        grid.rows.iter().map(|row| row.iter().map(|cell| (cell.columns, cell.rows)).collect()).collect()
    }

    #[test]
    fn cells_and_merged_cells() {
        // Three columns and rows; the first row is one cell, the first column of the rest another one.
        let rules = [
            [0.0, 0.0, 90.0, 0.0],
            [0.0, 20.0, 90.0, 20.0],
            [30.0, 40.0, 90.0, 40.0],
            [0.0, 60.0, 90.0, 60.0],
            [0.0, 0.0, 0.0, 60.0],
            [30.0, 20.0, 30.0, 60.0],
            [60.0, 20.0, 60.0, 60.0],
            [90.0, 0.0, 90.0, 60.0],
        ];
        let grids = grids(&rules);
        assert_eq!(grids.len(), 1);
        assert_eq!(spans(&grids[0]), [vec![(3, 1)], vec![(1, 2), (1, 1), (1, 1)], vec![(1, 1), (1, 1)]]);
    }

    #[test]
    fn borders_drawn_cell_by_cell() {
        let mut rules = Vec::new();
        for row in 0..2 {
            for column in 0..2 {
                let (x, y) = (column as f32 * 50.0, row as f32 * 20.0);
                rules.push([x, y, x + 49.5, y]);
                rules.push([x, y + 19.6, x + 50.0, y + 19.6]);
                rules.push([x, y, x, y + 20.0]);
                rules.push([x + 49.6, y, x + 49.6, y + 20.0]);
            }
        }
        assert_eq!(spans(&grids(&rules)[0]), [[(1, 1), (1, 1)], [(1, 1), (1, 1)]]);
    }

    #[test]
    fn lines_under_a_letterhead_and_frames_are_no_tables() {
        assert!(grids(&[[100.0, 80.0, 160.0, 80.0], [320.0, 80.0, 480.0, 80.0]]).is_empty());
        let frame = [[0.0, 0.0, 90.0, 0.0], [0.0, 60.0, 90.0, 60.0], [0.0, 0.0, 0.0, 60.0], [90.0, 0.0, 90.0, 60.0]];
        assert!(grids(&frame).is_empty());
    }
}
