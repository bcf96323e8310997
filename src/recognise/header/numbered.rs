//! Số, ký hiệu of the document itself.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Found;
use super::super::lines::{self, Mark};
use super::super::zones::Zones;
use crate::number::DocumentNumber;
use crate::rules::regex;
use crate::text::{Span, Text};

/// The number of the document, each part with its place; any part may be blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbered {
    pub(super) serial: Option<Found<String>>,
    pub(super) year: Option<Found<u16>>,
    pub(super) symbol: Option<Found<String>>,
    /// The whole line.
    pub(super) span: Span,
}

static LEAD: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^\W*(?:(?:luật|bộ luật|lệnh|pháp lệnh|nghị quyết|liên tịch)\s+)?số\s*[:.]?\s*"));
static TITLE: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\ssố\s*:?\s*(\d\S*(?:\s?[-/]\s?[A-ZĐ]\S*)*)"));
/// Serial, year and symbol; the serial ends at a separator, a space before a capital, or the end.
static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)^[\s.…_]*
        (?:(?<n>\d{1,4}-\d{1,3}/\d\d | \d{1,6}(?:\.\d{1,3})?[a-zđ]?)(?:[\s.,…_]*[/-]{1,2}[\s.…_]*|\s+|\s*$)|[\s.,…_/-]*)
        (?:(?<y>(?:19|20)\d\d)\s*[/-]\s*)?[\s.…_]*
        (?<s>\p{Lu}.*|\p{L}{2}.*)?$",
    )
});
/// Symbol behind a serial that could not be read: handwriting in a scan.
static UNREAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^.{0,14}?/{1,2}\s*(?:(?<y>(?:19|20)\d\d)\s*/\s*)?(?<s>\p{Lu}[\p{L}\d&.]*\s?-.*|\p{Lu}{2}.*)$")
});
/// The end of a symbol that a line break cut off.
static REST: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[-/]?\s*\p{Lu}[\p{L}\d&.()]*(?:\s?[-/&]\s?\p{Lu}[\p{L}\d&.()]*)*[-/]?$"));

/// Reads the number line of the letterhead, else the number that the title of an old act holds.
pub(super) fn number(text: &Text, zones: &Zones) -> Option<Numbered> {
    if let Some(first) = line(text, zones) {
        let quoted = text.quote(first);
        let lead = LEAD.find(quoted).map_or(0, |found| found.end());
        let mut numbered = read(text, zones, Span { start: first.start + lead, end: first.end });
        if numbered.span.is_empty() {
            numbered.span = first;
        }
        if numbered.serial.is_none() && numbered.symbol.is_some() {
            numbered.serial = printed_over(text, zones, first);
        }
        return Some(numbered);
    }
    let title = text.quote(zones.title?);
    let written = TITLE.captures(title)?.get(1)?;
    Some(read(text, zones, text.span_of(written.as_str())))
}

/// The number that a program for signing has printed over the blank, and a reader puts on the line before.
fn printed_over(text: &Text, zones: &Zones, line: Span) -> Option<Found<String>> {
    let at = zones.left.iter().position(|left| *left == line)?;
    let above = text.trim(*zones.left.get(at.checked_sub(1)?)?);
    let serial = text.quote(above);
    let is_number = (1..=6).contains(&serial.len()) && serial.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Found { value: serial.to_owned(), span: above, rule: "header.number" })
}

/// The number line; one with a colon before one without, which may belong to a name ("ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH
/// SỐ 1050/QĐ-SCT").
pub(super) fn line(text: &Text, zones: &Zones) -> Option<Span> {
    // "Số/Ký hiệu" is the head of a column.
    let is_number = |line: &&Span| {
        let quoted = text.quote(**line);
        matches!(lines::mark(quoted), Some((Mark::Number, _))) && !quoted.to_lowercase().contains("ký hiệu")
    };
    let has_colon = |line: &&Span| text.quote(**line).contains(':');
    let lines = || zones.left.iter().chain(&zones.right).filter(is_number);
    lines().find(has_colon).or_else(|| lines().next()).copied()
}

/// Whether something stands before the slash that is no serial: handwriting that a scan has garbled.
fn is_unread(written: &str) -> bool {
    let before = written.split('/').next().unwrap_or("");
    before.len() < written.len() && before.chars().any(|c| !c.is_whitespace() && !".…_-".contains(c))
}

/// Reads what stands behind "Số:", and what a line break cut off from it.
fn read(text: &Text, zones: &Zones, line: Span) -> Numbered {
    let mut written = text.quote(line).to_owned();
    let mut span = line;
    let at = zones.left.iter().position(|left| left.end == line.end);
    for next in zones.left.get(at.map_or(usize::MAX, |at| at + 1)..).unwrap_or_default() {
        let open = written.trim_end().ends_with(['-', '/']) || !written.chars().any(char::is_alphabetic);
        let more = text.quote(*next).trim();
        if !open || !REST.is_match(more) || lines::mark(more).is_some() {
            break;
        }
        written.push_str(more);
        span = span.cover(*next);
    }
    let mut numbered = Numbered { span: text.trim(span), ..Numbered::default() };
    let strict = PARTS.captures(&written).filter(|parts| parts.name("n").is_some() || !is_unread(&written));
    let serial = strict.as_ref().and_then(|parts| parts.name("n"));
    let Some(parts) = strict.as_ref().map_or_else(|| UNREAD.captures(&written), |_| PARTS.captures(&written)) else {
        return numbered;
    };
    let place = |part: Option<regex::Match>| {
        let exact = part
            .filter(|part| part.end() <= line.end - line.start)
            .map(|part| Span { start: line.start + part.start(), end: line.start + part.end() });
        exact.unwrap_or(numbered.span)
    };
    let found = |value: String, part| Found { value, span: place(part), rule: "header.number" };
    let year = parts.name("y");
    let symbol = parts.name("s").map(|symbol| {
        symbol.as_str().split("  ").next().unwrap_or("").trim_end_matches(['.', ',', ';', ' ', '-', '/'])
    });
    let year_value = year.and_then(|year| year.as_str().parse().ok());
    numbered.year = year_value.map(|value| Found { value, span: place(year), rule: "header.number" });
    let number = DocumentNumber::of(serial.map_or("", |serial| serial.as_str()), year_value, symbol.unwrap_or(""));
    let letters = number.symbol.chars().filter(|c| c.is_alphabetic()).count();
    let symbol = (letters >= 2 && number.symbol.chars().count() <= 60).then(|| found(number.symbol, parts.name("s")));
    numbered.serial = serial.map(|part| found(part.as_str().to_owned(), Some(part)));
    numbered.symbol = symbol;
    numbered
}
