//! Địa danh, ngày tháng năm of issue.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Found;
use super::super::lines::{self, Mark};
use super::super::zones::Zones;
use crate::date;
use crate::record::Signature;
use crate::text::{Span, Text};

/// The day in the letterhead, else the one in the title of an old act; a month where the day is blank.
pub(super) fn day(text: &Text, zones: &Zones) -> Option<Found<String>> {
    let title = zones.title.filter(|_| day_lines(text, zones).next().is_none());
    day_lines(text, zones).chain(title).find_map(|span| {
        if is_blank_month(text.quote(span)) {
            return None;
        }
        let quoted = text.quote(span);
        let written = date::dates(quoted).find(|written| written.iso().is_some());
        let (value, range) = match written {
            Some(written) => (written.iso()?, written.range),
            None => month(quoted)?,
        };
        Some(Found {
            value,
            span: Span { start: span.start + range.start, end: span.start + range.end },
            rule: "header.day",
        })
    })
}

/// "ngày … tháng … năm 2012": the word behind "tháng" is no month.
fn is_blank_month(line: &str) -> bool {
    let words: Vec<String> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.windows(3).any(|three| three[0] == "tháng" && three[1] == "năm" && three[2] != "năm")
}

/// The day on which an assembly passed its act, where the letterhead has none: "Quốc hội … thông qua ngày …".
pub(super) fn passed_day(text: &Text, zones: &Zones) -> Option<Found<String>> {
    let body = text.quote(zones.body);
    let tail = body.get(body.floor_char_boundary(body.len().saturating_sub(600))..)?;
    let passed = tail.rfind("thông qua")?;
    let said = tail.get(passed..)?;
    let written = date::dates(said).find(|written| written.date().is_some())?;
    let start = text.span_of(said).start;
    let span = Span { start: start + written.range.start, end: start + written.range.end };
    Some(Found { value: written.iso()?, span, rule: "header.day.passed" })
}

/// The day of the first electronic signature, for a document that leaves its day blank.
pub(super) fn signed_day(zones: &Zones, signatures: &[Signature]) -> Option<Found<String>> {
    let first = signatures.iter().filter_map(|signature| signature.signed_at.as_deref()).min()?;
    let day = first.get(..10).filter(|day| date::parse_iso(day).is_some())?;
    let span = zones.right.last().copied().or(zones.letterhead)?;
    Some(Found { value: day.to_owned(), span, rule: super::BY_SIGNATURE })
}

/// The day of signing that a stamp on the page shows: "Thời gian ký: 08.04.2026 17:35".
pub(super) fn stamped_day(text: &Text, zones: &Zones) -> Option<Found<String>> {
    let stamps =
        zones.stamps.iter().filter(|span| matches!(lines::mark(text.quote(**span)), Some((Mark::Furniture, _))));
    stamps.copied().find_map(|span| {
        let written = date::dates(text.quote(span)).find(|written| written.date().is_some())?;
        let place = Span { start: span.start + written.range.start, end: span.start + written.range.end };
        Some(Found { value: written.iso()?, span: place, rule: "header.day.stamp" })
    })
}

/// The month of a day whose figures could not be read: handwriting in a scan.
fn month(line: &str) -> Option<(String, std::ops::Range<usize>)> {
    static MONTH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)tháng\s*(0?[1-9]|1[0-2])\s*năm\s*((?:19|20)\d\d)(?:\D|$)")
            .unwrap_or_else(|error| panic!("{error}"))
    });
    let found = MONTH.captures(line)?;
    let month: u8 = found[1].parse().ok()?;
    Some((format!("{}-{month:02}", &found[2]), found.get(0)?.range()))
}

/// The place before the day.
pub(super) fn place(text: &Text, zones: &Zones) -> Option<Found<String>> {
    day_lines(text, zones).find_map(|span| {
        let quoted = text.quote(span);
        let lower = quoted.to_lowercase();
        let end = lower.find("ngày").filter(|end| quoted.is_char_boundary(*end))?;
        let before = quoted.get(..end)?.trim().trim_end_matches([',', ' ']).trim();
        let before = before.trim_start_matches(|c: char| !c.is_alphabetic());
        let is_place = before.chars().next().is_some_and(char::is_uppercase) && before.split_whitespace().count() <= 8;
        is_place.then(|| Found { value: super::one_line(before), span: text.span_of(before), rule: "header.day" })
    })
}

fn day_lines<'a>(text: &'a Text, zones: &'a Zones) -> impl Iterator<Item = Span> + 'a {
    let is_day = |line: &&Span| matches!(lines::mark(text.quote(**line)), Some((Mark::Day, _)));
    zones.right.iter().chain(&zones.left).filter(is_day).copied()
}
