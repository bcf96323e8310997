//! Dòng: the lines of a text as the layout shows them, two columns told apart, each marked for what it is.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};
use serde::Deserialize;

use crate::rules::{self, Rule, RuleId};
use crate::text::{Span, Text};

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
static ANY: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSet::new(LAYOUT.iter().map(|rule| rule.pattern.as_str())).unwrap_or_else(|error| panic!("layout: {error}"))
});

/// What `line` is, and the rule that says so.
pub(super) fn mark(line: &str) -> Option<(Mark, RuleId)> {
    let rule = &LAYOUT[ANY.matches(line).iter().next()?];
    Some((rule.data.mark, &rule.id))
}

/// The words with which the right column begins where a format has put both columns on one line.
static RIGHT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\s(?:((?i:cộng\s+h\p{L}{1,3}\s+x\p{L}{1,2}\s+h\p{L}i)|(?i:độc\s+lập\W{1,5}tự\s+do)|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM)|((?:(?:TP|Tp|TX|T)\.?\s*)?\p{Lu}\p{Ll}+(?:[\s-]+\p{Lu}?\p{Ll}+|\s+\d+)*|[.…]{3,})\s*,?\s*(?i:ngày)[\s\d.…_/]*(?i:tháng))",
    )
    .unwrap_or_else(|error| panic!("{error}"))
});

/// The lines inside `span`, both columns apart, at most `limit` of them.
pub(super) fn lines(text: &Text, span: Span, limit: usize) -> Vec<Line> {
    let mut found = Vec::new();
    let mut last = span.start;
    for line in text.lines(span) {
        if found.len() >= limit {
            break;
        }
        let line = text.trim(line);
        let (table, column) = place(text, line);
        let gap = Span { start: last, end: line.start };
        let after_gap = table.is_none() && text.quote(gap).bytes().filter(|byte| *byte == b'\n').count() > 1;
        last = line.end;
        let push = |found: &mut Vec<Line>, span: Span, column: Column, after_gap: bool| {
            let span = text.trim(span);
            let mark = mark(text.quote(span)).map(|(mark, _)| mark);
            found.push(Line { span, column, table, after_gap, mark });
        };
        match split(text, line, table.is_some()) {
            Some(at) => {
                push(&mut found, Span { start: line.start, end: at }, Column::Left, after_gap);
                push(&mut found, Span { start: at, end: line.end }, Column::Right, false);
            }
            None => push(&mut found, line, column, after_gap),
        }
    }
    found
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
        (cell, len) if cell * 2 + 1 < len => Column::Left,
        _ => Column::Right,
    };
    (Some(at), column)
}

/// Where the right column begins in a line that holds both.
fn split(text: &Text, line: Span, in_table: bool) -> Option<usize> {
    let quoted = text.quote(line);
    if quoted.len() > 400 {
        return None;
    }
    if let Some(found) = RIGHT.captures(quoted)
        && let Some(right) = found.get(1).or(found.get(2))
    {
        let before = quoted.get(..right.start()).unwrap_or("");
        let heads = found.get(1).is_some() && before.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
            || matches!(mark(before), Some((Mark::Number, _)))
            || before.ends_with("   ");
        return heads.then_some(line.start + right.start());
    }
    if in_table {
        return None;
    }
    let gap = quoted.rfind("    ")? + 4;
    let before = quoted.get(..gap)?.trim_end();
    (!before.is_empty() && mark(before).is_none_or(|(mark, _)| mark != Mark::Number)).then_some(line.start + gap)
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
