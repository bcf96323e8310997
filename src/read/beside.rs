//! Two columns set by runs of spaces or by tabs, as in a letterhead typed without a table: they become a table.

use super::block::{Block, Cell, Run};

/// Blanks between two columns.
const GAP: usize = 3;
/// The longest line of a column; a longer one is a sentence of the body.
const WIDEST: usize = 75;
/// Blank lines inside a letterhead or a block of signatures: room for the signature itself.
const MOST_BLANK: usize = 8;
/// Where the second column begins when a tab leads to it: nobody knows, but behind any first column.
const TABBED: usize = 200;

/// Puts side by side what stands side by side. `placed`: every letter has the same width, so that places tell in which
/// column a line stands that has no other beside it.
pub(super) fn columns(blocks: Vec<Block>, placed: bool) -> Vec<Block> {
    if !blocks.iter().any(has_gap) {
        return blocks;
    }
    let lines: Vec<Line> = blocks.iter().map(measure).collect();
    if !lines.iter().any(|line| matches!(line, Line::Both { .. })) {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len());
    let mut at = 0;
    while at < blocks.len() {
        match region(&lines, at, placed) {
            Some(end) => {
                out.push(table(&lines, at, end));
                at = end;
            }
            None => {
                out.extend(blocks.get(at).cloned());
                at += 1;
            }
        }
    }
    out
}

/// A line by the columns that its words stand in.
enum Line {
    Blank,
    /// One run of words, from one place to another.
    One {
        start: usize,
        end: usize,
        text: String,
    },
    /// Two runs with a gap between them, which begins and ends there.
    Both {
        gap: (usize, usize),
        left: String,
        right: String,
    },
    /// A table, a sentence, three columns.
    Other,
}

/// Whether a line can hold two columns: most texts have none, and are done with this look.
fn has_gap(block: &Block) -> bool {
    let Block::Line(runs) = block else { return false };
    runs.iter().any(|run| {
        let words = run.text.trim();
        words.contains('\t') || words.contains("   ") || words.contains('\u{a0}') || runs.len() > 1
    })
}

fn measure(block: &Block) -> Line {
    let Block::Line(runs) = block else { return Line::Other };
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    if text.len() > 4 * TABBED {
        return Line::Other;
    }
    // Words with the places at which they begin and end; a word begins after a gap only.
    let mut parts: Vec<(usize, usize, String)> = Vec::new();
    let (mut at, mut blanks) = (0, GAP);
    for c in text.chars() {
        match c {
            '\t' if !parts.is_empty() => (at, blanks) = (at.max(TABBED), GAP),
            '\t' => (at, blanks) = (at + 8 - at % 8, GAP),
            ' ' | '\u{a0}' => (at, blanks) = (at + 1, blanks + 1),
            '\n' => return Line::Other,
            c => {
                match parts.last_mut() {
                    Some((_, end, words)) if blanks < GAP => {
                        words.extend(std::iter::repeat_n(' ', blanks.min(1)));
                        words.push(c);
                        *end = at + 1;
                    }
                    _ => parts.push((at, at + 1, c.to_string())),
                }
                (at, blanks) = (at + 1, 0);
            }
        }
    }
    let fits = |text: &String| text.chars().count() <= WIDEST;
    match <[_; 2]>::try_from(parts) {
        Ok([(_, end, left), (start, _, right)]) if fits(&left) && fits(&right) && !is_label(&left) => {
            Line::Both { gap: (end, start), left, right }
        }
        Ok(_) => Line::Other,
        Err(mut parts) => match (parts.pop(), parts.is_empty()) {
            (None, _) => Line::Blank,
            (Some((start, end, text)), true) => Line::One { start, end, text },
            _ => Line::Other,
        },
    }
}

/// `1.`, `a)`, `-`, `Điều 5.`, `Kính gửi:` before a gap is the mark of a line, not a column.
fn is_label(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters < 3 || text.chars().count() < 8 && text.ends_with(['.', ')']) || text.ends_with("gửi:")
}

/// The end of the lines from `start` on that stand in two columns; `None` when they do not.
fn region(lines: &[Line], start: usize, placed: bool) -> Option<usize> {
    let &Line::Both { mut gap, .. } = lines.get(start)? else { return None };
    let (mut end, mut both, mut blank) = (start + 1, 1, 0);
    for (at, line) in lines.iter().enumerate().skip(start + 1) {
        match line {
            Line::Blank if blank < MOST_BLANK => {
                blank += 1;
                continue;
            }
            Line::Both { gap: own, .. } => {
                let common = (gap.0.max(own.0), gap.1.min(own.1));
                if common.0 >= common.1 {
                    break;
                }
                gap = common;
                both += 1;
            }
            Line::One { text, .. } if opens_body(text) || text.chars().count() > WIDEST => break,
            // Right below the last line the left column goes on; the name of who signs stands lower.
            Line::One { start: first, end: last, .. } if placed && blank == 0 && *first < gap.0 && *last < gap.1 => {}
            Line::One { start: first, .. } if placed && *first >= 20 && *first + 2 >= gap.1 => {}
            // Without places only a line between two pairs can be one of a column, the left one mostly.
            Line::One { .. } if !placed && blank == 0 && at < start + 8 => {
                blank = 0;
                continue;
            }
            _ => break,
        }
        blank = 0;
        end = at + 1;
    }
    (both >= 2).then_some(end)
}

/// A line of the body may be short too.
fn opens_body(text: &str) -> bool {
    text.starts_with("Kính gửi") || text.starts_with("Căn cứ")
}

fn table(lines: &[Line], start: usize, end: usize) -> Block {
    let gap = lines.get(start..end).unwrap_or_default().iter().fold((0, usize::MAX), |gap, line| match line {
        Line::Both { gap: own, .. } => (gap.0.max(own.0), gap.1.min(own.1)),
        _ => gap,
    });
    let mut columns = [Vec::new(), Vec::new()];
    let line = |text: &String| Block::Line(vec![Run { text: text.clone(), ..Run::default() }]);
    for found in lines.get(start..end).unwrap_or_default() {
        match found {
            Line::Both { left, right, .. } => {
                columns[0].push(line(left));
                columns[1].push(line(right));
            }
            Line::One { start, text, .. } => columns[usize::from(*start >= gap.0.max(20))].push(line(text)),
            Line::Blank | Line::Other => {}
        }
    }
    let cells = columns.map(|blocks| Cell { columns: 1, rows: 1, blocks });
    Block::Table(vec![cells.into()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::TextSource;

    fn text_of(blocks: Vec<Block>) -> String {
        let blocks = columns(blocks, true);
        super::super::block::emitted("", TextSource::Plain, None, &blocks).text.as_str().to_owned()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let blocks = text.lines().map(Block::line).collect();
        assert_eq!(text_of(blocks), expected);
    }

    #[test]
    fn letterheads_and_signatures_become_two_cells() {
        check(
            "   ỦY BAN NHÂN DÂN            CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n     TỈNH MINH HÀ                  Độc lập - Tự do - Hạnh phúc\n\n\
             \u{20}    Số: 5973 /UBND-KT           Minh Hà, ngày 11 tháng 6 năm 2026\nV/v tăng cường\n  quản lý\n\n   Kính gửi: Sở Nội vụ",
            "ỦY BAN NHÂN DÂN\nTỈNH MINH HÀ\nSố: 5973 /UBND-KT\nV/v tăng cường\nquản lý\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nMinh Hà, ngày 11 tháng 6 năm 2026\n\nKính gửi: Sở Nội vụ",
        );
        check(
            "Nơi nhận:                              TM. ỦY BAN NHÂN DÂN\n- Như trên;                               CHỦ TỊCH\n- Lưu: VT.\n\n\n\n                                        Nguyễn Văn A",
            "Nơi nhận:\n- Như trên;\n- Lưu: VT.\tTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A",
        );
        check(
            "SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/SNV\t\tĐộc lập - Tự do - Hạnh phúc",
            "SỞ NỘI VỤ\nSố: 1/SNV\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        );
    }

    #[test]
    fn marks_of_lines_are_no_columns() {
        check("1.\tMột\n2.\tHai\n-\tBa", "1. Một\n2. Hai\n- Ba");
        check("Kính gửi:    Sở Nội vụ\n        - Sở Y tế", "Kính gửi: Sở Nội vụ\n- Sở Y tế");
    }
}
