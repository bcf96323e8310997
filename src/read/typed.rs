//! Tables of three columns and more that a text draws itself: with bars, with tabs, or with blanks under a head.

use super::block::{Block, Cell};

/// Blanks between two columns.
const GAP: usize = 3;
/// Fewer columns are a letterhead or a list, and more are no table for people.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=12;
/// Rows below the head that make lines a table, where no bars do.
const FEWEST: usize = 2;

/// Puts the lines of every such table into its cells.
pub(super) fn tables(blocks: Vec<Block>) -> Vec<Block> {
    let lines: Vec<Option<String>> = blocks.iter().map(line).collect();
    let may_hold = |line: &String| line.contains(['|', '│', '\t']) || line.trim().contains("   ");
    if !lines.iter().flatten().any(may_hold) {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len());
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        match barred(rest).or_else(|| numbered(rest, by_tabs)).or_else(|| numbered(rest, by_blanks)) {
            Some((rows, length)) => {
                out.push(table(rows));
                at += length;
            }
            None => {
                out.push(block.clone());
                at += 1;
            }
        }
    }
    out
}

fn line(block: &Block) -> Option<String> {
    let Block::Line(runs) = block else { return None };
    Some(runs.iter().map(|run| run.text.as_str()).collect())
}

/// A row: of each column the lines in it.
type Row = Vec<Vec<String>>;

fn table(rows: Vec<Row>) -> Block {
    let cell = |lines: Vec<String>| Cell { columns: 1, rows: 1, blocks: lines.into_iter().map(Block::line).collect() };
    Block::Table(rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect())
}

/// Cells between bars. Lines of dashes part head and rows, or each row from the next.
fn barred(lines: &[Option<String>]) -> Option<(Vec<Row>, usize)> {
    let mut pieces: Vec<Vec<Vec<String>>> = vec![Vec::new()];
    let (mut length, mut width) = (0, None);
    for line in lines.iter().map_while(Option::as_ref).map(|line| line.trim()) {
        if is_ruler(line) {
            pieces.push(Vec::new());
        } else {
            let Some(cells) = between_bars(line).filter(|cells| width.is_none_or(|width| width == cells.len())) else {
                break;
            };
            width = Some(cells.len());
            pieces.last_mut()?.push(cells);
        }
        length += 1;
    }
    pieces.retain(|piece| !piece.is_empty());
    let mut rows: Vec<Row> = Vec::new();
    let whole = pieces.len() > 2; // each row stands between dashes
    for piece in pieces {
        for (at, cells) in piece.into_iter().enumerate() {
            let is_new = if whole { at == 0 } else { at == 0 || !goes_on(&rows, &cells) };
            add(&mut rows, cells, is_new);
        }
    }
    (rows.len() > 1 && COLUMNS.contains(&width?)).then_some((rows, length))
}

/// Whether a line without a number goes on with a row that has one.
fn goes_on(rows: &[Row], cells: &[String]) -> bool {
    let number = rows.last().and_then(|row| row.first()?.first());
    cells.first().is_some_and(String::is_empty) && number.is_some_and(|number| is_number(number))
}

/// A new row of one line, or one more line of the last row.
fn add(rows: &mut Vec<Row>, cells: Vec<String>, is_new: bool) {
    if is_new || rows.is_empty() {
        rows.push(cells.into_iter().map(|cell| vec![cell]).collect());
    } else if let Some(row) = rows.last_mut() {
        for (cell, more) in row.iter_mut().zip(cells).filter(|(_, more)| !more.is_empty()) {
            cell.push(more);
        }
    }
}

fn is_ruler(line: &str) -> bool {
    line.len() > 2 && line.contains(['-', '=', '─', '━']) && line.chars().all(|c| " -=:+|_─━┼├┤┬┴┌┐└┘│".contains(c))
}

fn between_bars(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix(['|', '│']).unwrap_or(line);
    let inner = inner.strip_suffix(['|', '│']).unwrap_or(inner);
    let cells: Vec<String> = inner.split(['|', '│']).map(|cell| cell.trim().to_owned()).collect();
    (cells.len() > 1).then_some(cells)
}

/// What stands in a line, with the column of signs at which each part begins.
type Parts = Vec<(usize, String)>;

/// A head, and rows that a number begins: without bars no other lines are surely a table.
fn numbered(lines: &[Option<String>], parts: fn(&str) -> Option<Parts>) -> Option<(Vec<Row>, usize)> {
    let head = parts(lines.first()?.as_ref()?)?;
    if !COLUMNS.contains(&head.len()) || head.first().is_none_or(|(_, first)| first.is_empty() || is_number(first)) {
        return None;
    }
    let mut rows: Vec<Row> = vec![head.iter().map(|(_, cell)| vec![cell.clone()]).collect()];
    let mut length = 1;
    for line in lines.iter().skip(1).map_while(Option::as_ref) {
        let Some(cells) = parts(line).and_then(|parts| placed(&head, parts)) else { break };
        let first = cells.first().map_or("", String::as_str);
        if !first.is_empty() && !is_number(first) {
            break;
        }
        let is_new = !first.is_empty();
        add(&mut rows, cells, is_new);
        length += 1;
    }
    (rows.len() > FEWEST).then_some((rows, length))
}

fn is_number(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')']);
    !bare.is_empty() && bare.len() <= 5 && bare.bytes().all(|byte| byte.is_ascii_digit() || b"IVX".contains(&byte))
}

/// Parts under the columns of a head: each begins where its column does, or behind.
fn placed(head: &Parts, parts: Parts) -> Option<Vec<String>> {
    let mut cells = vec![String::new(); head.len()];
    for (start, part) in parts {
        const SLACK: usize = 2;
        let column = head.iter().rposition(|(from, _)| *from <= start + SLACK)?;
        let cell = cells.get_mut(column).filter(|cell| cell.is_empty())?;
        *cell = part;
    }
    Some(cells)
}

/// Columns by tabs: each tab leads to the next.
fn by_tabs(line: &str) -> Option<Parts> {
    const APART: usize = 10; // no slack leads from one column to the next
    let cells = line.split('\t').enumerate().map(|(at, cell)| (at * APART, cell.trim().to_owned()));
    line.contains('\t').then(|| cells.collect())
}

/// Columns by runs of blanks.
fn by_blanks(line: &str) -> Option<Parts> {
    let mut parts = Parts::new();
    let mut blanks = GAP;
    for (at, c) in line.chars().enumerate() {
        match c {
            ' ' | '\u{a0}' => blanks += 1,
            '\t' => return None,
            _ => {
                match parts.last_mut().filter(|_| blanks < GAP) {
                    Some((_, part)) => {
                        part.extend(std::iter::repeat_n(' ', blanks.min(1)));
                        part.push(c);
                    }
                    None => parts.push((at, c.to_string())),
                }
                blanks = 0;
            }
        }
    }
    (!parts.is_empty()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of a table between `/`, its cells between `|`, lines of a cell between `+`; other lines as they are.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let blocks = tables(text.lines().map(Block::line).collect());
        let of_cell = |cell: &Cell| cell.blocks.iter().filter_map(line).collect::<Vec<_>>().join("+");
        let of_row = |row: &Vec<Cell>| row.iter().map(of_cell).collect::<Vec<_>>().join("|");
        let shown: Vec<String> = blocks
            .iter()
            .map(|block| match block {
                Block::Table(rows) => rows.iter().map(of_row).collect::<Vec<_>>().join("/"),
                other => line(other).unwrap_or_default(),
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn bars_part_columns() {
        check(
            "Phụ lục\n| TT | Nhiệm vụ | Chủ trì |\n|----|:---|---|\n| 1 | Rà soát | Sở A |\n| 2 | Lập | Sở B |\nHết",
            &["Phụ lục", "TT|Nhiệm vụ|Chủ trì/1|Rà soát|Sở A/2|Lập|Sở B", "Hết"],
        );
        check(
            "+---+-----+-----+\n|TT |Việc |Ai   |\n+---+-----+-----+\n|1  |Rà   |Sở A |\n|   |soát |     |\n+---+-----+-----+\n|2  |Lập  |Sở B |\n+---+-----+-----+",
            &["TT|Việc|Ai/1|Rà+soát|Sở A/2|Lập|Sở B"],
        );
        check(
            "+--+----+----+\n|TT|Việc|Ai  |\n+--+----+----+\n|1 |Rà  |Sở A|\n|  |soát|    |\n|2 |Lập |Sở B|\n+--+----+----+",
            &["TT|Việc|Ai/1|Rà+soát|Sở A/2|Lập|Sở B"],
        );
    }

    #[test]
    fn tabs_and_blanks_part_columns_of_numbered_rows() {
        check(
            "STT\tNhiệm vụ\tChủ trì\n1\tRà soát\tSở A\n2\tLập\tSở B\nHết.",
            &["STT|Nhiệm vụ|Chủ trì/1|Rà soát|Sở A/2|Lập|Sở B", "Hết."],
        );
        check(
            "STT   Nhiệm vụ        Chủ trì\n1     Rà soát quỹ     Sở A\n      đất\n2     Lập             Sở B",
            &["STT|Nhiệm vụ|Chủ trì/1|Rà soát quỹ+đất|Sở A/2|Lập|Sở B"],
        );
    }

    #[test]
    fn what_is_no_table_stays_lines() {
        for text in [
            "UBND TỈNH A      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/KH-UBND      Hà Trung, ngày 5 tháng 6 năm 2023",
            "Trang chủ | Giới thiệu | Liên hệ",
            "Điện thoại | Thư điện tử\n0200 | a@b.vn",
            "1.\tSở A\trà soát\n2.\tSở B\tlập",
            "Họ tên\tĐơn vị\tKý nhận\nNguyễn Văn A\tSở A\t\nTrần Văn B\tSở B\t",
            "STT   Nhiệm vụ        Chủ trì\nCác đơn vị rà soát.\n1     Rà soát quỹ     Sở A",
            "----------\nCăn cứ Luật A;\n----------",
        ] {
            check(text, &text.lines().collect::<Vec<_>>());
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[|│ \t0-9A-Za-zđ+=\n-]{0,200}") {
            let count = |blocks: &[Block]| -> usize {
                let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
                fn lines(blocks: &[Block], out: &mut Vec<String>) {
                    for block in blocks {
                        match block {
                            Block::Table(rows) => rows.iter().flatten().for_each(|cell| lines(&cell.blocks, out)),
                            other => out.extend(line(other)),
                        }
                    }
                }
                let mut all = Vec::new();
                lines(blocks, &mut all);
                all.iter().map(|text| letters(text)).sum()
            };
            let blocks: Vec<Block> = text.lines().map(Block::line).collect();
            proptest::prop_assert_eq!(count(&tables(blocks.clone())), count(&blocks));
        }
    }
}
