//! Địa danh, ngày tháng năm of issue.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Found;
use super::super::lines::{self, Mark};
use super::super::zones::Zones;
use super::subject;
use crate::date;
use crate::record::{Doubt, Evidence, Signature};
use crate::rules::regex;
use crate::text::{Span, Text};

/// The day of issue, by the page first, then by the signature; and the doubt where a scan leaves one.
pub(super) fn issued(
    text: &Text,
    zones: &Zones,
    signatures: &[Signature],
    scanned: bool,
) -> (Option<Found<String>>, Option<Doubt>) {
    let written = day(text, zones).or_else(|| passed_day(text, zones)).or_else(|| met_day(text, zones));
    // Whoever publishes a document signs it later than it was issued.
    let signed = signed_day(zones, signatures.iter().filter(|signature| !publishes(signature)));
    let last = signed_day(zones, signatures.iter());
    let stamped = || stamped_day(text, zones);
    let same_month = |day: Option<Found<String>>, month: &str| day.filter(|day| day.value.starts_with(month));
    let found = match &written {
        // A blank day in the month of the signature is the day of the signature.
        Some(month) if month.value.len() == 7 => scanned
            .then(|| by_figure(text, month, last.as_ref()?))
            .flatten()
            .or_else(|| same_month(signed, &month.value))
            .or_else(|| same_month(stamped(), &month.value))
            .and_then(|day| if scanned { cautious(day, signatures) } else { Some(day) })
            .or_else(|| written.clone()),
        Some(day) => match last.filter(|signed| scanned && is_other_year(&day.value, &signed.value)) {
            Some(signed) => {
                let year = signed.value.get(..4).unwrap_or_default();
                let value = format!("{year}{}", day.value.get(4..).unwrap_or_default());
                Some(Found { value, span: day.span, rule: super::YEAR_BY_SIGNATURE })
            }
            None => written.clone(),
        },
        None if scanned => signed.or_else(stamped).and_then(|day| cautious(day, signatures)),
        None => signed,
    };
    let doubt = found
        .as_ref()
        .filter(|found| scanned && found.rule.starts_with("header.day.") && found.rule != PASSED)
        .map(|found| Doubt {
            kind: "day_by_signature".to_owned(),
            text: format!("trang không cho thấy đủ ngày; theo chữ ký số là {}", found.value),
            evidence: Some(Evidence::new(text, found.span, found.rule)),
        });
    (found, doubt)
}

/// The day of a signature as far as it says the day of issue: what is signed early in the morning was often dated the day
/// before, so the month alone is kept, where that is the same.
fn cautious(day: Found<String>, signatures: &[Signature]) -> Option<Found<String>> {
    const MORNING: &str = "09";
    let times = signatures.iter().filter_map(|signature| signature.signed_at.as_deref());
    let early = |at: &str| {
        at.strip_prefix(day.value.as_str()).and_then(|time| time.get(1..3)).is_some_and(|hour| hour < MORNING)
    };
    if day.rule != super::BY_SIGNATURE || !times.clone().any(early) {
        return Some(day);
    }
    let (month, number) = day.value.rsplit_once('-')?;
    (number > "03").then(|| Found { value: month.to_owned(), ..day })
}

/// The day that ends in the one figure that the scan shows: "ngày @3 tháng 01", signed on the 24th, is the 23rd.
fn by_figure(text: &Text, month: &Found<String>, signed: &Found<String>) -> Option<Found<String>> {
    static LAST: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^(?:ngày)?\s*[^\s\d]([0-9])\s*tháng"));
    let before = text.quote(Span { start: 0, end: month.span.end });
    let line = before.rsplit(['\n', '\t']).next()?;
    let figure: u8 = LAST.captures(line.get(line.rfind("ngày")?..)?)?[1].parse().ok()?;
    let last: u8 = signed.value.strip_prefix(month.value.as_str())?.trim_start_matches('-').parse().ok()?;
    let day = (1..=last).rev().take(10).find(|day| day % 10 == figure)?;
    Some(Found { value: format!("{}-{day:02}", month.value), span: month.span, rule: "header.day.figure" })
}

/// Whether a day and that of its signature stand next to each other, in years of which one figure differs.
fn is_other_year(day: &str, signed: &str) -> bool {
    let (Some((year, rest)), Some((other, signed))) = (day.split_once('-'), signed.split_once('-')) else {
        return false;
    };
    let apart = year.chars().zip(other.chars()).filter(|(a, b)| a != b).count();
    let number =
        |rest: &str| rest.split_once('-').and_then(|(month, day)| Some((month.to_owned(), day.parse::<i8>().ok()?)));
    let near = number(rest).zip(number(signed)).is_some_and(|(a, b)| a.0 == b.0 && (0..=7).contains(&(b.1 - a.1)));
    apart == 1 && near
}

/// The rule of a day on which an assembly passed its act.
const PASSED: &str = "header.day.passed";

/// The day in the letterhead, else the one in the title of an old act; a month where the day is blank.
fn day(text: &Text, zones: &Zones) -> Option<Found<String>> {
    let title = subject::heading(text, zones).filter(|_| day_lines(text, zones).next().is_none());
    day_lines(text, zones).chain(title).find_map(|span| {
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

/// The day on which an assembly passed its act, where the letterhead has none: "Quốc hội … thông qua ngày …".
fn passed_day(text: &Text, zones: &Zones) -> Option<Found<String>> {
    let body = text.quote(zones.body);
    let tail = body.get(body.floor_char_boundary(body.len().saturating_sub(600))..)?;
    let passed = tail.rfind("thông qua")?;
    let said = tail.get(passed..)?;
    let written = date::dates(said).find(|written| written.date().is_some())?;
    let start = text.span_of(said).start;
    let span = Span { start: start + written.range.start, end: start + written.range.end };
    Some(Found { value: written.iso()?, span, rule: PASSED })
}

/// The day on which minutes and contracts say that they were made: "Hôm nay, ngày 15 tháng 8 năm 2021, …".
fn met_day(text: &Text, zones: &Zones) -> Option<Found<String>> {
    const NEAR: usize = 1500; // bytes of the body
    const SENTENCE: usize = 120;
    let body = text.quote(zones.body);
    let head = body.get(..body.floor_char_boundary(NEAR))?;
    let at = head.find("Hôm nay")?;
    let said = head.get(at..head.floor_char_boundary(at + SENTENCE))?;
    let written = date::dates(said).find(|written| written.date().is_some())?;
    let start = text.span_of(said).start;
    let span = Span { start: start + written.range.start, end: start + written.range.end };
    Some(Found { value: written.iso()?, span, rule: "header.day.met" })
}

/// The day of the first electronic signature, for a document that leaves its day blank.
fn signed_day<'a>(zones: &Zones, signatures: impl Iterator<Item = &'a Signature>) -> Option<Found<String>> {
    let first = signatures.filter_map(|signature| signature.signed_at.as_deref()).min()?;
    let day = first.get(..10).filter(|day| date::parse_iso(day).is_some())?;
    let span = zones.right.last().copied().or(zones.letterhead)?;
    Some(Found { value: day.to_owned(), span, rule: super::BY_SIGNATURE })
}

fn publishes(signature: &Signature) -> bool {
    let names = [&signature.signer, &signature.organisation].into_iter().flatten().map(|name| name.to_lowercase());
    names.into_iter().any(|name| name.contains("công báo") || name.contains("cổng thông tin"))
}

/// The day of signing that a stamp on the page shows: "Thời gian ký: 08.04.2026 17:35".
fn stamped_day(text: &Text, zones: &Zones) -> Option<Found<String>> {
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
    static MONTH: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)tháng\s*(0?[1-9]|1[0-2])\s*năm\s*((?:19|20)\d\d)(?:\D|$)"));
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

pub(super) fn day_lines<'a>(text: &'a Text, zones: &'a Zones) -> impl Iterator<Item = Span> + 'a {
    let is_day = |line: &&Span| matches!(lines::mark(text.quote(**line)), Some((Mark::Day, _)));
    zones.right.iter().chain(&zones.left).filter(is_day).copied()
}
