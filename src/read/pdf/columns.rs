//! Text that stands side by side: the letterhead, and the recipients beside the signature.

use std::ops::Range;

use super::words::Line;

/// Columns side by side: rows of cells, and the lines of each cell from top to bottom.
#[derive(Debug)]
pub(super) struct Zone {
    pub(super) rows: Vec<Vec<Vec<Line>>>,
}

/// The space that stays free between two columns, in parts of the size of the type.
const GUTTER: f32 = 0.5;
/// Part of the width of the text above which a line alone is of the body, not of a column.
const WIDEST: f32 = 0.7;

/// Finds the zones of a page, each with the rows that it takes.
pub(super) fn zones(rows: &[Vec<Line>]) -> Vec<(Range<usize>, Zone)> {
    let left = rows.iter().flatten().map(|line| line.edges[0]).fold(f32::MAX, f32::min);
    let right = rows.iter().flatten().map(|line| line.edges[2]).fold(f32::MIN, f32::max);
    let mut zones = Vec::new();
    let mut free = 0;
    let mut at = 0;
    while at < rows.len() {
        if rows[at].len() < 2 {
            at += 1;
            continue;
        }
        let mut draft = Draft::new(&rows[at], (left, right));
        let mut range = at..at + 1;
        while range.end < rows.len() && draft.take(&rows[range.end], Side::Below) {
            range.end += 1;
        }
        while range.start > free && draft.take(&rows[range.start - 1], Side::Above) {
            range.start -= 1;
        }
        at = range.end;
        free = range.end;
        zones.push((range, Zone { rows: rows_of(draft.columns) }));
    }
    zones
}

/// Two columns are read one after the other. More are a table without rules: each line of the first column begins a
/// row, and what stands beside and below belongs to it.
fn rows_of(columns: Vec<Vec<Line>>) -> Vec<Vec<Vec<Line>>> {
    if columns.len() < 3 {
        return vec![columns];
    }
    let starts: Vec<f32> = columns[0].iter().map(|line| line.baseline - 0.5 * line.size).collect();
    let mut rows = vec![vec![Vec::new(); columns.len()]; starts.len().max(1)];
    for (place, column) in columns.into_iter().enumerate() {
        for line in column {
            let row = starts.partition_point(|start| *start <= line.baseline).saturating_sub(1);
            rows[row][place].push(line);
        }
    }
    rows
}

/// Lines of a letterhead are set in capitals.
fn is_capital(line: &Line) -> bool {
    line.words.iter().all(|word| !word.text.chars().any(char::is_lowercase))
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Above,
    Below,
}

struct Draft {
    columns: Vec<Vec<Line>>,
    /// Free space between each column and the next.
    gutters: Vec<(f32, f32)>,
    size: f32,
    top: f32,
    bottom: f32,
    /// From where to where the page's text reaches.
    reach: (f32, f32),
}

impl Draft {
    fn new(row: &[Line], reach: (f32, f32)) -> Draft {
        let baseline = row.iter().map(|line| line.baseline);
        Draft {
            gutters: row.windows(2).map(|pair| (pair[0].edges[2], pair[1].edges[0])).collect(),
            size: row.iter().map(|line| line.size).fold(0.0, f32::max),
            top: baseline.clone().fold(f32::MAX, f32::min),
            bottom: baseline.fold(f32::MIN, f32::max),
            columns: row.iter().map(|line| vec![line.clone()]).collect(),
            reach,
        }
    }

    /// Takes the next row in when every line of it belongs to one column.
    fn take(&mut self, row: &[Line], side: Side) -> bool {
        let mut gutters = self.gutters.clone();
        let mut placed: Vec<(usize, Line)> = Vec::new();
        for line in &self.part(row) {
            let middle = (line.edges[0] + line.edges[2]) / 2.0;
            let place = gutters.iter().take_while(|(left, right)| middle > (left + right) / 2.0).count();
            if let Some((left, _)) = gutters.get_mut(place) {
                *left = left.max(line.edges[2]);
            }
            if let Some((_, right)) = place.checked_sub(1).and_then(|before| gutters.get_mut(before)) {
                *right = right.min(line.edges[0]);
            }
            match placed.last_mut() {
                // A blank inside a column: "Lưu: VT (   bản)".
                Some((same, whole)) if *same == place => {
                    let words = std::mem::take(&mut whole.words).into_iter().chain(line.words.iter().cloned());
                    *whole = Line::new(words.collect());
                }
                _ => placed.push((place, line.clone())),
            }
        }
        let whole = placed.len() == self.columns.len();
        let kept_apart = gutters.iter().all(|(left, right)| right - left >= GUTTER * self.size);
        if !kept_apart || !placed.iter().all(|(place, line)| self.is_near(line, *place, side, whole)) {
            return false;
        }
        self.gutters = gutters;
        for (place, line) in placed {
            self.top = self.top.min(line.baseline);
            self.bottom = self.bottom.max(line.baseline);
            match side {
                Side::Above => self.columns[place].insert(0, line),
                Side::Below => self.columns[place].push(line),
            }
        }
        true
    }

    /// Parts lines where a gap between two words falls into a gutter: in a narrow letterhead the columns come near.
    fn part(&self, row: &[Line]) -> Vec<Line> {
        let mut parted = Vec::new();
        for line in row {
            let mut rest = line.words.clone();
            for (left, right) in &self.gutters {
                let gap = |i: usize| (rest[i].edges[2], rest[i + 1].edges[0]);
                let free = |i: &usize| gap(*i).1.min(*right) - gap(*i).0.max(*left) > 0.0;
                let wide = |i: &usize| gap(*i).1 - gap(*i).0;
                let widest = (0..rest.len().saturating_sub(1)).max_by(|a, b| wide(a).total_cmp(&wide(b)));
                if let Some(at) = widest.filter(|at| free(at) && wide(at) >= GUTTER * self.size) {
                    let after = rest.split_off(at + 1);
                    parted.push(Line::new(std::mem::replace(&mut rest, after)));
                }
            }
            parted.push(Line::new(rest));
        }
        parted
    }

    /// Whether `line` goes on with a column: it follows closely and is set as the column is. A name may stand far
    /// below its title, where the signature is.
    fn is_near(&self, line: &Line, place: usize, side: Side, whole: bool) -> bool {
        let gap = match side {
            Side::Above => self.top - line.baseline,
            Side::Below => line.baseline - self.bottom,
        };
        if whole {
            return gap <= 5.0 * self.size;
        }
        if line.edges[2] - line.edges[0] > WIDEST * (self.reach.1 - self.reach.0) {
            return false;
        }
        let last = place + 1 == self.columns.len();
        let column = &self.columns[place];
        let left = column.iter().map(|l| l.edges[0]).fold(f32::MAX, f32::min);
        let right = column.iter().map(|l| l.edges[2]).fold(f32::MIN, f32::max);
        let line_middle = (line.edges[0] + line.edges[2]) / 2.0;
        let off_centre = ((left + right) / 2.0 - line_middle).abs();
        // A title in the middle of the page may stand under one column.
        let own = off_centre < ((self.reach.0 + self.reach.1) / 2.0 - line_middle).abs()
            && left <= line_middle
            && line_middle <= right;
        let centred = off_centre <= 1.2 * self.size || own && gap <= 2.6 * self.size;
        let flush = column.iter().any(|l| (l.edges[0] - line.edges[0]).abs() <= 0.3 * self.size);
        match side {
            Side::Above if last || is_capital(line) => centred && gap <= 2.6 * self.size,
            // Above the recipients stands the end of the body, at the same margin but in larger type.
            Side::Above => {
                let same_type = column.first().is_some_and(|l| (l.size - line.size).abs() <= 0.12 * l.size);
                flush && same_type && gap <= 1.8 * self.size
            }
            Side::Below if last => centred && gap <= 14.0 * self.size || flush && gap <= 2.6 * self.size,
            Side::Below => {
                let inside = left - 0.3 * self.size <= line.edges[0] && line.edges[0] <= left + 2.0 * self.size;
                (centred || flush) && gap <= 2.6 * self.size || inside && gap <= 1.7 * self.size
            }
        }
    }
}
