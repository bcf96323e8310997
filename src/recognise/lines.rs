//! Dòng: the lines of a text as the layout shows them, two columns told apart, each marked for what it is.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::names;
use crate::rules::{self, Rule, RuleId};
use crate::text::{Cell, Span, Text};

/// Which column of the page a line stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The whole width, or not known.
    Full,
    Left,
    Right,
}

/// What a line of a letterhead, title or closing block is (rules/layout.toml).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mark {
    /// A line drawn with characters.
    Ruler,
    /// The text of an electronic signature.
    Furniture,
    /// The stamp of an office that received the document.
    Stamp,
    /// Sao y.
    Copy,
    /// Dự thảo.
    Draft,
    Secrecy,
    Urgency,
    /// Quốc hiệu, tiêu ngữ, or what stands in their place.
    Nation,
    /// Ban hành kèm theo.
    Attached,
    /// Địa danh, ngày tháng.
    Day,
    Number,
    /// V/v.
    About,
    Addressees,
    Recipients,
    Annex,
    Authority,
    /// Words that a body begins with.
    Body,
}

/// One line of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Without white space at its ends.
    pub(super) span: Span,
    pub(super) column: Column,
    /// Number of the table that it stands in.
    pub(super) table: Option<usize>,
    /// Whether an empty line stands before it.
    pub(super) after_gap: bool,
    pub(super) mark: Option<Mark>,
}

#[derive(Deserialize)]
struct Layout {
    mark: Mark,
}

static LAYOUT: LazyLock<Vec<Rule<Layout>>> = LazyLock::new(|| rules::table(include_str!("../rules/layout.toml")));
/// What `line` is, and the rule that says so. What stands before its first letter or figure does not count.
pub(super) fn mark(line: &str) -> Option<(Mark, RuleId)> {
    let core = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if core.is_empty() {
        return line.contains(|c: char| !c.is_whitespace()).then_some((Mark::Ruler, "layout.ruler"));
    }
    if core.len() > LONGEST {
        return core.starts_with("Căn cứ").then_some((Mark::Body, "layout.body"));
    }
    let rule = LAYOUT.iter().find(|rule| rule.at_start(core).is_some())?;
    Some((rule.data.mark, &rule.id))
}

/// A line of more bytes is running text.
const LONGEST: usize = 400;

/// The words with which the right column begins where a format has put both columns on one line.
static RIGHT: LazyLock<Regex> = LazyLock::new(|| {
    rules::regex(
        r"\s(?:((?i:c\p{L}ng\s+h\p{L}{1,3}\s+x\p{L}{1,2}\s*h\p{L}i)|(?i:[đd]\p{L}c\s+l\p{L}p\W{1,5}t\p{L}\s+do)|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM)|((?:(?:TP|Tp|TX|T)\.?\s*)?\p{Lu}\p{Ll}+(?:[\s-]+\p{Lu}?\p{Ll}+|\s+\p{Lu}{3,4}|\s+\d+)*|[.…]{3,})\s*,?\s*(?i:ngày)(?:[\s\d.…_/]*|\W{0,3}\S{1,4}\s?\S{0,4}\s*)(?i:tháng))",
    )
});

/// Lines at the beginning that show whether all have an empty line before them.
const SPACED: usize = 9;

/// Lines of a body that show that head or closing block lie behind.
const BODY: usize = 12;

/// The lines of a head: letterhead, title, addressees; both columns apart, at most `limit` of them.
pub(super) fn head(text: &Text, span: Span, limit: usize) -> Vec<Line> {
    lines(text, span, limit, letterhead_split)
}

/// The lines of a closing block: recipients and signature, both columns apart, at most `limit` of them.
pub(super) fn closing(text: &Text, span: Span, limit: usize) -> Vec<Line> {
    lines(text, span, limit, closing_split)
}

/// The lines inside `span`; `split` says where the right column begins in a line that holds both.
fn lines(text: &Text, span: Span, limit: usize, split: fn(&str) -> Option<usize>) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let (mut last, mut in_body) = (span.start, 0);
    for line in text.lines(span) {
        in_body += usize::from(found.last().is_some_and(|line| line.mark == Some(Mark::Body)));
        if found.len() >= limit || in_body > BODY {
            break;
        }
        let line = text.trim(line);
        let (table, column) = place(text, line);
        let gap = Span { start: last, end: line.start };
        let after_gap = table.is_none() && text.quote(gap).bytes().filter(|byte| *byte == b'\n').count() > 1;
        last = line.end;
        let (left, right) = match split(text.quote(line)).map(|at| line.start + at) {
            Some(at) => (Span { start: line.start, end: at }, Some(Span { start: at, end: line.end })),
            None => (line, None),
        };
        let columns = [(Some(left), if right.is_some() { Column::Left } else { column }), (right, Column::Right)];
        for (piece, column) in columns.into_iter().filter_map(|(piece, column)| Some((piece?, column))) {
            for (number, span) in before_about(text, text.trim(piece)).into_iter().flatten().enumerate() {
                let mark = mark(text.quote(span)).map(|(mark, _)| mark);
                let column = if number == 0 { column } else { Column::Left };
                found.push(Line { span, column, table, after_gap: after_gap && span.start == line.start, mark });
            }
        }
    }
    // A page copied with an empty line behind every line shows no gaps.
    let gaps = found.iter().take(SPACED).skip(1).filter(|line| line.after_gap).count();
    if gaps + 3 > SPACED {
        found.iter_mut().for_each(|line| line.after_gap = false);
    }
    found
}

/// A line of number or day, and the subject of a letter that a reader has joined to it: "… năm 2022 V/v số hóa".
fn before_about(text: &Text, line: Span) -> [Option<Span>; 2] {
    let quoted = text.quote(line);
    let about = quoted.find(" V/v").filter(|_| matches!(mark(quoted), Some((Mark::Day | Mark::Number, _))));
    match about {
        Some(at) => {
            let at = line.start + at;
            [Some(Span { start: line.start, end: at }), Some(text.trim(Span { start: at, end: line.end }))]
        }
        None => [Some(line), None],
    }
}

/// The table that a line stands in, and its column there.
fn place(text: &Text, line: Span) -> (Option<usize>, Column) {
    let tables = text.tables();
    let at = tables.partition_point(|table| table.span.end < line.end);
    let Some(table) = tables.get(at).filter(|table| table.span.contains(line)) else { return (None, Column::Full) };
    let row = table.rows.partition_point(|row| row.last().is_some_and(|cell| cell.span.end < line.end));
    let Some(row) = table.rows.get(row) else { return (Some(at), Column::Full) };
    let cell = row.partition_point(|cell| cell.span.end < line.end);
    let column = match (cell, row.len()) {
        (_, 0 | 1) => Column::Full,
        // A scan parts the left column in two: what stands before the name of the state is left.
        (cell, 3) if right_of(text, row).is_some() => {
            if right_of(text, row).is_some_and(|right| cell < right) {
                Column::Left
            } else {
                Column::Right
            }
        }
        (cell, len) if cell * 2 + 1 < len => Column::Left,
        _ => Column::Right,
    };
    (Some(at), column)
}

/// The cell of a row that begins with the name of the state, its motto, or the day.
fn right_of(text: &Text, row: &[Cell]) -> Option<usize> {
    let heads = |cell: &Cell| {
        let first = text.quote(cell.span).lines().next().unwrap_or("");
        first.len() < LONGEST && matches!(mark(first), Some((Mark::Nation | Mark::Day, _)))
    };
    row.iter().position(heads).filter(|right| *right > 0)
}

/// Where the right column of a letterhead begins: at the name of the state, or at place and day behind the number.
fn letterhead_split(line: &str) -> Option<usize> {
    let may_hold = ["gày", "ập", "ẬP", "am", "AM", "ội", "ỘI"].iter().any(|word| line.contains(word));
    if line.len() > 600 || !may_hold {
        return None;
    }
    let found = RIGHT.captures(line)?;
    let nation = found.get(1);
    let at = nation.or(found.get(2))?.start();
    let before = line.get(..at)?.trim_end();
    let lower = before.to_lowercase();
    let ends = found.get(0).is_some_and(|found| line.len() - found.end() < 40);
    let short = (before.len() < 120 || ends) && !lower.ends_with("pháp nước") && !lower.ends_with("của nước");
    let heads = match nation {
        Some(_) => short && before.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase),
        None => matches!(mark(before), Some((Mark::Number, _))) || is_capitals(before) && before.len() > 6,
    };
    heads.then_some(at)
}

/// Where the signature begins in a line of recipients: "Nơi nhận: TM. CHÍNH PHỦ", "- Như trên; Nguyễn Văn A".
fn closing_split(line: &str) -> Option<usize> {
    static AUTHORITY: LazyLock<Regex> =
        LazyLock::new(|| rules::regex(r"\s(?:TM|KT|TL|TUQ|T/M|K/T|T/L)(?:\.\s*|\s+)\p{Lu}{2}"));
    let listed = line.starts_with(['-', '+', '~', '•', '*', '¬']) || matches!(mark(line), Some((Mark::Recipients, _)));
    if line.len() > 300 || !listed && (is_capitals(line) || names::is_person(line) || mark(line).is_some()) {
        return None;
    }
    if let Some(found) = AUTHORITY.find(line) {
        return Some(found.start() + 1);
    }
    line.match_indices(' ').map(|(at, _)| at + 1).find(|at| {
        let behind = line.get(*at..).unwrap_or("");
        // No name and no post begins with a small letter, but for "đã ký" before it.
        if behind.starts_with(|c: char| c.is_lowercase() && c != 'đ') {
            return false;
        }
        let before = line.get(..*at).unwrap_or("").trim_end();
        let recipients = || matches!(mark(before), Some((Mark::Recipients, _)));
        let post =
            names::is_post(behind) && is_capitals(behind) && (!before.ends_with([',', '(', '-', ':']) || recipients());
        let ends = || before.ends_with([';', '.', ':']) || before.ends_with([',', ')']) && names::is_full_name(behind);
        post || names::is_person(behind) && (ends() || names::is_signed(behind))
    })
}

/// Where the name of the signer begins in a line of recipients that does not end before it.
pub(super) fn name_behind(line: &str) -> Option<usize> {
    line.match_indices(' ').map(|(at, _)| at + 1).find(|at| {
        let before = line.get(..*at).unwrap_or("").trim_end();
        names::is_full_name(line.get(*at..).unwrap_or("")) && !names::is_titled(before)
    })
}

/// The bytes that the number of an item in a list takes: "1. Sở Tài chính", "2) Sở Y tế".
pub(super) fn list_number(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = line.get(digits..)?.strip_prefix(['.', ')'])?;
    ((1..=2).contains(&digits) && behind.trim_start().starts_with(char::is_uppercase)).then_some(digits + 1)
}

/// Whether the letters of `line` are capitals, as those of a body's name in a letterhead are.
pub(super) fn is_capitals(line: &str) -> bool {
    let (mut upper, mut lower) = (0, 0);
    for c in line.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    upper >= 2 && lower * 8 <= upper
}
