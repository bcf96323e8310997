//! Bảng phân công nhiệm vụ: rows of a table whose columns name the work, the units, the time and the product.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::Assignment;
use crate::recognise::actors;
use crate::recognise::deadline::{self, Anchors};
use crate::recognise::{Found, Zones};
use crate::rules::{self, Rule, regex};
use crate::text::{Cell, Span, Table, Text};

/// What a column of a task table holds.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Column {
    Work,
    Lead,
    Coordinating,
    Both,
    Deadline,
    Product,
    Other,
}

#[derive(Debug, Deserialize)]
struct Data {
    column: Column,
}

static RULES: LazyLock<Vec<Rule<Data>>> = LazyLock::new(|| rules::table(include_str!("../../rules/task_tables.toml")));

/// The rule that a cell of a task table is read by.
const CELL: rules::RuleId = "task.cell";

/// A header takes this many rows at most.
const HEADER_ROWS: usize = 3;

/// The assignments of every task table, in order. A table that goes on over a page keeps the columns of its head, and a
/// merged cell that the page cuts holds on both sides of it.
pub(super) fn assignments(text: &Text, zones: &Zones, anchors: Anchors) -> Vec<Assignment> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut known: Option<Vec<Option<Column>>> = None;
    let furniture = [zones.letterhead, zones.recipients, zones.signature];
    let inside = |table: &Table| !furniture.iter().flatten().any(|zone| zone.overlaps(table.span));
    for table in text.tables().iter().filter(|table| inside(table)) {
        let mut grid = grid(table);
        let (columns, body) = match header(text, &grid) {
            Some((columns, rows)) => (columns, rows),
            None => match known.take().filter(|columns| grid.first().is_some_and(|row| row.len() == columns.len())) {
                Some(columns) => (columns, 0),
                None => continue,
            },
        };
        let mut rows = grid.split_off(body.min(grid.len()));
        if let Some(before) = parts.last_mut().filter(|before| is_cut(text, before.span, table.span)) {
            join(text, &mut before.rows, &mut rows, &columns);
        }
        known = Some(columns.clone());
        parts.push(Part { span: table.span, columns, rows });
    }
    let rows = parts.iter().flat_map(|part| part.rows.iter().map(|row| (row, &part.columns)));
    rows.filter_map(|(row, columns)| assignment(text, row, columns, anchors)).collect()
}

/// The rows of work of one table.
struct Part<'a> {
    span: Span,
    columns: Vec<Option<Column>>,
    rows: Vec<Row<'a>>,
}

/// Whether the end of a page alone stands between two tables, with its number at most.
fn is_cut(text: &Text, before: Span, after: Span) -> bool {
    const LONGEST_NUMBER: usize = 12;
    let between = text.quote(Span { start: before.end, end: after.start });
    between.matches('\u{c}').count() == 1 && between.trim().len() <= LONGEST_NUMBER
}

/// Gives what stands in one part of a merged cell to the rows of its other part, on the other side of a page's end. Only
/// a cell of several rows is surely one of them: a single blank one may be meant so.
fn join<'a>(text: &Text, above: &mut [Row<'a>], below: &mut [Row<'a>], columns: &[Option<Column>]) {
    let is_blank = |cell: &Cell| text.quote(cell.span).trim().is_empty();
    // The rest of a row that the page cut has no number of its own.
    let is_row = |row: &Row| row.first().copied().flatten().is_some_and(|cell| !is_blank(cell));
    let merged = [Column::Lead, Column::Coordinating, Column::Both, Column::Deadline];
    let Some(next) = below.iter().position(is_row) else { return };
    // What the page cut in two says nothing whole: half a day is another day.
    if let (Some(last), Some(rest)) = (above.last_mut(), below.first().filter(|_| next > 0)) {
        for (at, cell) in last.iter_mut().enumerate() {
            let goes_on = rest.get(at).copied().flatten().is_some_and(|rest| !is_blank(rest));
            if goes_on && columns.get(at).copied().flatten().is_some_and(|column| merged.contains(&column)) {
                *cell = None;
            }
        }
    }
    for at in (0..columns.len()).filter(|at| columns[*at].is_some_and(|column| merged.contains(&column))) {
        let cell = |row: Option<&Row<'a>>| row?.get(at).copied().flatten();
        let (Some(last), Some(first)) = (cell(above.last()), cell(below.get(next))) else { continue };
        if first.columns > 1 || cell(below.first()).is_none_or(|cell| cell.span != first.span) {
            continue;
        }
        let fill = |rows: &mut [Row<'a>], blank: &Cell, with: &'a Cell| {
            let of_blank = rows.iter_mut().filter_map(|row| row.get_mut(at));
            of_blank
                .filter(|cell| cell.is_some_and(|cell| cell.span == blank.span))
                .for_each(|cell| *cell = Some(with));
        };
        match (is_blank(last), is_blank(first)) {
            (false, true) if last.rows > 1 || first.rows > 1 => {
                fill(below.get_mut(next..).unwrap_or_default(), first, last)
            }
            (true, false) if last.rows > 1 => fill(above, last, first),
            _ => {}
        }
    }
}

/// One row as cells by column; a merged cell stands in each column and row that it covers.
type Row<'a> = Vec<Option<&'a Cell>>;

fn grid(table: &Table) -> Vec<Row<'_>> {
    let mut rows: Vec<Row> = vec![Vec::new(); table.rows.len()];
    for (index, cells) in table.rows.iter().enumerate() {
        let mut column = 0;
        for cell in cells {
            while rows[index].get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            for row in rows.iter_mut().skip(index).take(usize::from(cell.rows)) {
                let end = column + usize::from(cell.columns).min(64);
                row.resize(row.len().max(end), None);
                row[column..end].fill(Some(cell));
            }
            column += usize::from(cell.columns).min(64);
        }
    }
    rows
}

/// The columns by what the head of the table says, and the first row of work. Below a merged head its parts decide.
fn header(text: &Text, grid: &[Row]) -> Option<(Vec<Option<Column>>, usize)> {
    let width = grid.iter().take(HEADER_ROWS).map(Vec::len).max()?;
    let mut columns: Vec<Option<Column>> = vec![None; width];
    let mut rows = 0;
    for (index, row) in grid.iter().take(HEADER_ROWS).enumerate() {
        let read: Vec<Option<Column>> = row.iter().map(|cell| cell.and_then(|cell| column(text, cell))).collect();
        if read.iter().flatten().count() == 0 {
            // A title above the head, or the numbering "(1) (2) (3)" below it.
            if rows > 0 && !row.iter().flatten().all(|cell| text.quote(cell.span).len() <= 5) {
                break;
            }
            rows = if rows > 0 { index + 1 } else { 0 };
            continue;
        }
        for (known, read) in columns.iter_mut().zip(read) {
            *known = read.or(*known);
        }
        rows = index + 1;
    }
    let has = |wanted: Column| columns.contains(&Some(wanted));
    (rows > 0 && has(Column::Work) && (has(Column::Lead) || has(Column::Both))).then_some((columns, rows))
}

fn column(text: &Text, cell: &Cell) -> Option<Column> {
    const LONGEST_HEAD: usize = 90;
    let quoted = joined(text, cell.span);
    let head = quoted.trim_matches([' ', ':', '.', '*']);
    if head.len() > LONGEST_HEAD {
        return None;
    }
    let head = head.split(" (").next().unwrap_or(head);
    RULES.iter().find(|rule| rule.pattern.is_match(head)).map(|rule| rule.data.column)
}

/// The text of a cell on one line.
fn joined(text: &Text, span: Span) -> String {
    text.quote(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assignment(text: &Text, row: &Row, columns: &[Option<Column>], anchors: Anchors) -> Option<Assignment> {
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == Some(wanted))?;
        row.get(at).copied().flatten().filter(|cell| !text.quote(cell.span).trim().is_empty())
    };
    let work = cell(Column::Work)?;
    let mut filled: Vec<Span> =
        row.iter().flatten().filter(|cell| !text.quote(cell.span).trim().is_empty()).map(|cell| cell.span).collect();
    filled.dedup();
    let is_head = column(text, work) == Some(Column::Work);
    if is_head || filled.len() < 2 {
        return None;
    }
    let both = cell(Column::Both);
    let (mut leads, mut coordinating) = (Vec::new(), Vec::new());
    if let Some(cell) = cell(Column::Lead).filter(|cell| cell.span != work.span) {
        (leads, coordinating) = parted(text, cell.span);
    }
    if let Some(cell) = cell(Column::Coordinating).filter(|cell| cell.span != work.span) {
        coordinating.extend(units(text, cell.span));
    }
    if let Some(cell) = both {
        let (first, with) = parted(text, cell.span);
        let mut all = first.into_iter();
        leads.extend(all.next());
        coordinating.extend(all.chain(with));
    }
    if leads.is_empty() {
        return None;
    }
    let action_span = action(text, work.span);
    let deadline = cell(Column::Deadline).and_then(|cell| {
        let literal = joined(text, cell.span);
        let read = deadline::cell(&literal, anchors)?;
        Some((read.clone(), Found { value: literal, span: text.trim(cell.span), rule: read.rule }))
    });
    let product = cell(Column::Product).map(|cell| Found {
        value: joined(text, cell.span),
        span: text.trim(cell.span),
        rule: CELL,
    });
    Some(Assignment {
        leads,
        coordinating,
        action: joined(text, action_span),
        action_span,
        deadline,
        product,
        ..Assignment::default()
    })
}

/// The work of a cell without its bullet, at most sixty words.
fn action(text: &Text, span: Span) -> Span {
    const WORDS: usize = 60;
    let trimmed = text.trim(span);
    let quoted = text.quote(trimmed);
    let front = quoted.len() - quoted.trim_start_matches(['-', '+', '*', ' ']).len();
    let end = quoted.match_indices([' ', '\n']).nth(WORDS - 1).map_or(quoted.len(), |(at, _)| at);
    let kept = quoted.get(..end).unwrap_or("").trim_end_matches(['.', ';', ' ', '\n']).len();
    Span { start: trimmed.start + front.min(kept), end: trimmed.start + kept }
}

/// "Chủ trì: Thanh tra Sở. Phối hợp: các phòng": who leads and who helps, where one cell says both.
fn parted(text: &Text, span: Span) -> (Vec<Found<String>>, Vec<Found<String>>) {
    static LABELS: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?is)^\W*(?:(?:cơ quan|đơn vị)\s+)?chủ trì\s*:(.+?)(?:\s(?:(?:cơ quan|đơn vị)\s+)?phối hợp\s*:(.+))?$")
    });
    let Some(said) = LABELS.captures(text.quote(span)) else { return (units(text, span), Vec::new()) };
    let part = |at: usize| said.get(at).map_or_else(Vec::new, |part| units(text, text.span_of(part.as_str())));
    (part(1), part(2))
}

/// The units of a cell: known ones as a list, else one for each line or each name between semicolons.
fn units(text: &Text, span: Span) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let quoted = text.quote(span);
    for part in entries(quoted) {
        let span = text.span_of(part);
        match actors::list(part, 0).filter(|units| units.end == part.len()) {
            Some(units) => found.extend(units.units.into_iter().map(|unit| Found {
                value: unit.name.split_whitespace().collect::<Vec<_>>().join(" "),
                span: Span { start: span.start + unit.range.start, end: span.start + unit.range.end },
                rule: unit.rule,
            })),
            None => found.push(Found { value: joined(text, span), span, rule: CELL }),
        }
    }
    found
}

/// The entries of a cell: between semicolons, or lines that begin with a bullet or a capital after a full entry; names
/// of persons also between commas.
fn entries(quoted: &str) -> Vec<&str> {
    let marks = |part: &str| -> bool { part.trim_start().starts_with(['-', '+', '•', '*']) };
    let by_line = quoted.lines().filter(|line| !line.trim().is_empty()).all(marks);
    let each = |line: &str| {
        let line = line.trim().trim_end_matches([',', ';', '.']);
        is_names(line) || actors::list(line, 0).is_some_and(|units| units.end == line.len())
    };
    let by_line = by_line || (quoted.contains('\n') && quoted.lines().all(each));
    let parts: Vec<&str> = if by_line { quoted.lines().collect() } else { quoted.split(';').collect() };
    let trimmed = parts
        .into_iter()
        .map(|part| part.trim_matches([' ', '\n', '-', '+', '*', '•', '.', ',', ';']))
        .filter(|part| !part.is_empty());
    let mut found = Vec::new();
    for part in trimmed {
        match is_names(part) && actors::unit(part, 0).is_none() || is_short(part) {
            true => found.extend(part.split(',').map(str::trim)),
            false => found.push(part),
        }
    }
    found
}

/// "VTV, VOV, TTXVN, các địa phương": short names, and units that need no such help.
fn is_short(part: &str) -> bool {
    let short = |name: &str| name.chars().count() > 1 && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let unit = |name: &str| actors::list(name, 0).is_some_and(|units| units.end == name.len());
    let mut names = part.split(',').map(str::trim).peekable();
    names.peek().is_some_and(|first| short(first)) && names.all(|name| short(name) || unit(name))
}

/// "Đỗ Văn An, Vũ Việt Nam": names of persons.
fn is_names(part: &str) -> bool {
    part.split(',').all(|name| {
        let words = name.split_whitespace().count();
        (2..=5).contains(&words) && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextBuilder;

    /// Rows of cells, cells separated by `|`; `>N` before a cell covers N rows, `^N` N columns. A line ends a page.
    fn text(rows: &[&str]) -> Text {
        let mut builder = TextBuilder::default();
        builder.begin_table();
        for row in rows {
            if *row == "---" {
                builder.end_table();
                builder.next_page();
                builder.begin_table();
                continue;
            }
            for cell in row.split('|') {
                let (columns, rows, cell) = match cell.trim().split_at_checked(2) {
                    Some((">2", rest)) => (1, 2, rest),
                    Some(("^2", rest)) => (2, 1, rest),
                    Some(("^5", rest)) => (5, 1, rest),
                    _ => (1, 1, cell.trim()),
                };
                builder.begin_cell(columns, rows);
                builder.line(cell);
                builder.end_cell();
            }
            builder.end_row();
        }
        builder.end_table();
        builder.finish()
    }

    #[track_caller]
    fn check(rows: &[&str], expected: &[&str]) {
        let text = text(rows);
        let zones = Zones { body: text.whole(), ..Zones::default() };
        let anchors = Anchors { signed: "2024-03-01".parse().ok(), effective: None };
        let shown: Vec<String> = assignments(&text, &zones, anchors)
            .iter()
            .map(|task| {
                let names =
                    |units: &[Found<String>]| units.iter().map(|unit| unit.value.clone()).collect::<Vec<_>>().join("+");
                let due = task
                    .deadline
                    .as_ref()
                    .and_then(|(deadline, _)| deadline.due)
                    .map_or(String::new(), |due| due.to_string());
                format!("{} < {} / {} / {due}", task.action, names(&task.leads), names(&task.coordinating))
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_head_of_two_rows_and_cells_that_cover_several_rows() {
        check(
            &[
                ">2TT|>2Nội dung công việc|^2Cơ quan thực hiện|>2Thời hạn",
                "Chủ trì|Phối hợp",
                "I|^2Công tác tuyên truyền||",
                "1|Xây dựng kế hoạch.|>2Sở Nội vụ|Các sở, ban, ngành|Quý II/2024",
                "2|Tổ chức tập huấn||Tháng 9",
                "TT|Nội dung công việc|Chủ trì|Phối hợp|Thời hạn",
                "3|Báo cáo|UBND các xã, phường; Công an tỉnh||Trước 15/12/2024",
            ],
            &[
                "Xây dựng kế hoạch < Sở Nội vụ / Các sở, ban, ngành / 2024-06-30",
                "Tổ chức tập huấn < Sở Nội vụ /  / 2024-09-30",
                "Báo cáo < UBND các xã, phường+Công an tỉnh /  / 2024-12-15",
            ],
        );
    }

    #[test]
    fn a_merged_cell_that_a_page_cuts_holds_on_both_sides() {
        let head = "TT|Nội dung công việc|Chủ trì|Thời hạn";
        check(
            &[
                head,
                "1|Xây dựng kế hoạch|>2Sở Nội vụ|Quý II/2024",
                "2|Tổ chức tập huấn|Tháng 9",
                "2a|Xây dựng tài liệu|>2Sở Nội vụ|23/11/2",
                "---",
                head,
                "|cho cán bộ|>2|024",
                "3|Báo cáo|Tháng 9",
                "4|Kiểm tra|>2|Tháng 9",
                "5|Tổng kết|Tháng 9",
                "---",
                "6|Rà soát|Sở Y tế|Tháng 9",
                "7|Thẩm định|Sở Y tế|Tháng 9",
                "---",
                "8|Nghiệm thu||Tháng 9",
            ],
            &[
                "Xây dựng kế hoạch < Sở Nội vụ /  / 2024-06-30",
                "Tổ chức tập huấn < Sở Nội vụ /  / 2024-09-30",
                "Xây dựng tài liệu < Sở Nội vụ /  / ",
                "Báo cáo < Sở Nội vụ /  / 2024-09-30",
                "Kiểm tra < Sở Y tế /  / 2024-09-30",
                "Tổng kết < Sở Y tế /  / 2024-09-30",
                "Rà soát < Sở Y tế /  / 2024-09-30",
                "Thẩm định < Sở Y tế /  / 2024-09-30",
            ],
        );
    }

    #[test]
    fn persons_are_leads_too() {
        check(
            &["STT|Nội dung|Người thực hiện", "1|Xây dựng tài liệu|Đỗ Văn An, Vũ Việt Nam"],
            &["Xây dựng tài liệu < Đỗ Văn An+Vũ Việt Nam /  / "],
        );
    }

    #[test]
    fn one_cell_may_say_who_leads_and_who_helps() {
        check(
            &[
                "STT|Nội dung nhiệm vụ|Đơn vị thực hiện|Thời gian",
                "1|Xây dựng kế hoạch|Chủ trì: Thanh tra Sở. Phối hợp: các phòng chuyên môn|Quý I/2024",
                "2|Xây dựng chương trình|VTV, VOV, TTXVN, các địa phương|",
            ],
            &[
                "Xây dựng kế hoạch < Thanh tra Sở / các phòng chuyên môn / 2024-03-31",
                "Xây dựng chương trình < VTV+VOV+TTXVN+các địa phương /  / ",
            ],
        );
    }

    #[test]
    fn tables_of_other_things_assign_nothing() {
        check(&["STT|Tên dự án|Đơn vị tính|Số lượng", "1|Đường A|km|5"], &[]);
        check(&["TT|Nội dung|Kinh phí", "1|Tập huấn|50 triệu"], &[]);
    }
}
