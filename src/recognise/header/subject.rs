//! Tên loại and trích yếu.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Found;
use super::super::lines::{self, Mark};
use super::super::names;
use super::super::zones::Zones;
use super::numbered::{self, Numbered};
use crate::number;
use crate::rules::regex;
use crate::text::{Span, Text};

static ABOUT: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^\W*(?:v\s*/\s*v|v/\s*việc|về\s*việc|về\s)\s*[:.]?\s*"));
/// What this document comes with, told in brackets behind its subject.
static ATTACHED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\(\s*(?:ban hành\s+)?kèm\s+theo\s"));
/// Number and day, which the title of an old act holds between type and subject.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^\s*số\s*:?\s*\d\S*\s*"));
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)^\s*ngày\s+\d{1,2}\s*(?:tháng\s*\d{1,2}\s*năm\s*|[/.-]\s?\d{1,2}\s?[/.-]\s?)\d{4}\s*")
});
/// What ends the name of the issuer in such a title.
static OF: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?is)^\s*(?:của|hội\s+nghị|đại\s+hội)\s.{2,160}?(\s(?:số|ngày|v/v|về)\s|\n|$)"));

/// The type that the title names.
pub(super) fn type_name(text: &Text, zones: &Zones) -> Option<Found<String>> {
    let line = *zones.title_lines.first()?;
    let rule = names::type_title(text.quote(line))?;
    let span = text.span_of(type_word(text.quote(line)));
    Some(Found { value: rule.name.clone(), span, rule: rule.id })
}

/// The type where no title names it: by the symbol, else an official letter.
pub(super) fn implied_type(text: &Text, zones: &Zones, number: Option<&Numbered>) -> Option<Found<String>> {
    let symbol = number.and_then(|number| number.symbol.as_ref());
    if let Some(symbol) = symbol
        && let Some(name) = number::type_of_symbol(&symbol.value)
        && !has_about(text, zones)
        && zones.addressees.is_none()
    {
        return Some(Found { value: name.to_owned(), span: symbol.span, rule: "header.type.symbol" });
    }
    let span = number.map(|number| number.span).or(zones.addressees)?;
    Some(Found { value: "Công văn".to_owned(), span, rule: "header.type.letter" })
}

fn has_about(text: &Text, zones: &Zones) -> bool {
    about(text, zones).is_some()
}

/// Which line of the left column begins the subject of a letter: "V/v …", or "Về …" right below the number.
fn about(text: &Text, zones: &Zones) -> Option<usize> {
    let number = numbered::line(text, zones);
    let is_number = |at: usize| zones.left.get(at).copied() == number;
    zones.left.iter().enumerate().position(|(at, line)| {
        let quoted = text.quote(*line);
        matches!(lines::mark(quoted), Some((Mark::About, _)))
            || quoted.starts_with("Về ") && number.is_some() && at > 0 && is_number(at - 1)
    })
}

/// The subject: what follows the type in the title, else what follows V/v in the letterhead.
pub(super) fn subject(text: &Text, zones: &Zones) -> Option<Found<String>> {
    let lines = match zones.title_lines.split_first() {
        Some((first, rest)) => {
            let mut lines = vec![behind_type(text, *first)];
            lines.extend(rest);
            lines
        }
        None => letter_lines(text, zones),
    };
    let lines: Vec<Span> = lines.into_iter().filter(|line| !text.quote(*line).trim().is_empty()).collect();
    let written = lines.iter().map(|line| text.quote(*line).trim()).collect::<Vec<_>>().join("\n");
    let kept = behind_heading(&written);
    let kept = ATTACHED.find(kept).and_then(|found| kept.get(..found.start())).unwrap_or(kept);
    let value = super::one_line(kept.trim_matches(|c: char| c.is_whitespace() || ":.;,-_*\"".contains(c)));
    let span = super::cover(&lines)?;
    value.chars().any(char::is_alphabetic).then_some(Found { value, span: text.trim(span), rule: "header.subject" })
}

/// The title before its subject: the type, and the issuer, number and day that the title of an old act holds.
pub(super) fn heading(text: &Text, zones: &Zones) -> Option<Span> {
    let title = zones.title?;
    let first = behind_type(text, *zones.title_lines.first()?);
    let rest = text.trim(Span { start: first.start, end: title.end });
    let subject = behind_heading(text.quote(rest));
    Some(Span { start: title.start, end: rest.end - subject.len() })
}

/// The title without "của Bộ trưởng …", "số …", "ngày …" and "về việc".
fn behind_heading(title: &str) -> &str {
    let mut kept = title;
    if let Some(end) = OF.captures(kept).and_then(|found| found.get(1)) {
        kept = kept.get(end.start()..).unwrap_or(kept).trim_start();
    }
    for part in [&*NUMBER, &*DAY, &*ABOUT] {
        kept = part.find(kept).and_then(|found| kept.get(found.end()..)).unwrap_or(kept);
    }
    kept
}

/// What stands behind the type on its own line.
fn behind_type(text: &Text, line: Span) -> Span {
    let word = type_word(text.quote(line));
    text.trim(Span { start: text.span_of(word).end, end: line.end })
}

/// The words of a title line that name the type.
fn type_word(line: &str) -> &str {
    let words = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let named = names::type_title(line).and_then(|rule| rule.pattern.find(words)).map_or(words, |found| found.as_str());
    named.trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// The lines of the letterhead from V/v on.
fn letter_lines(text: &Text, zones: &Zones) -> Vec<Span> {
    let Some(from) = about(text, zones) else { return Vec::new() };
    // "V/v báo cáo kết quả thực hiện Quyết định ⏎ số 45/QĐ-UBND": the second line is no number line.
    let number = numbered::line(text, zones);
    let about = zones.left.get(from..).unwrap_or_default();
    let more = about.iter().skip(1).take_while(|line| match lines::mark(text.quote(**line)) {
        Some((Mark::Day | Mark::Addressees | Mark::Nation, _)) => false,
        Some((Mark::Number, _)) => number != Some(**line),
        _ => true,
    });
    about.iter().take(1).chain(more).copied().collect()
}
