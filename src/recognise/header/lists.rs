//! Kính gửi and Nơi nhận: lists with one entry for each dash.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Found;
use super::super::zones::Zones;
use crate::rules::RuleId;
use crate::text::{Span, Text};

static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:kính\s+(?:g[ửở]i|trình)|gửi|n[ơo]i\s+(?:nhận|gửi)|.{0,120}\sđiện\s*:)\s*[:;.]*\s*")
        .unwrap_or_else(|error| panic!("{error}"))
});

/// Marks that an entry begins with.
const DASHES: [char; 8] = ['-', '+', '~', '•', '*', '¬', '–', '·'];

/// The entries after Kính gửi.
pub(super) fn addressees(text: &Text, zones: &Zones) -> Vec<Found<String>> {
    let lines: Vec<Span> = zones.addressees.map(|span| text.lines(span).collect()).unwrap_or_default();
    entries(text, &lines, "header.addressee")
}

/// The entries after Nơi nhận.
pub(super) fn recipients(text: &Text, zones: &Zones) -> Vec<Found<String>> {
    entries(text, &zones.recipient_lines, "header.recipient")
}

fn entries(text: &Text, lines: &[Span], rule: RuleId) -> Vec<Found<String>> {
    let dashed = lines.iter().any(|line| text.quote(*line).trim_start().starts_with(DASHES));
    let mut groups: Vec<Vec<Span>> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let mut line = text.trim(*line);
        if number == 0
            && let Some(lead) = LEAD.find(text.quote(line))
        {
            line.start += lead.end();
        }
        let quoted = text.quote(line);
        if !quoted.chars().any(char::is_alphanumeric) {
            continue;
        }
        let begins = quoted.starts_with(DASHES);
        let goes_on = groups.last().and_then(|group| group.last()).is_some_and(|before| {
            let before = text.quote(*before).trim_end();
            if dashed {
                !begins && !quoted.starts_with("Lưu")
            } else {
                !before.ends_with([';', '.']) && quoted.chars().next().is_some_and(|c| c.is_lowercase())
            }
        });
        let kept = without_traces(text, line);
        match groups.last_mut() {
            Some(group) if goes_on => group.push(kept),
            _ => groups.push(vec![kept]),
        }
    }
    let found = groups.into_iter().filter_map(|group| {
        let value = group.iter().map(|line| text.quote(*line)).collect::<Vec<_>>().join(" ");
        let value = super::one_line(&value);
        let value = value.trim_start_matches(|c: char| DASHES.contains(&c) || c.is_whitespace());
        let value = value.trim_end_matches(|c: char| c.is_whitespace() || ";.,:/".contains(c));
        let span = super::cover(&group)?;
        value.chars().any(char::is_alphabetic).then(|| Found { value: value.to_owned(), span, rule })
    });
    found.collect()
}

/// The line without the traces that a signature leaves behind an entry: "- Như trên; 4 v TƯ".
fn without_traces(text: &Text, line: Span) -> Span {
    let quoted = text.quote(line);
    let Some(end) = quoted.rfind("; ").or_else(|| quoted.rfind(". ")) else { return line };
    let behind = quoted.get(end + 1..).unwrap_or("").trim();
    let is_word = |word: &str| word.chars().filter(|c| c.is_lowercase()).count() >= 2 || word.ends_with(')');
    let says_something = behind.split_whitespace().any(is_word) || behind.chars().all(char::is_alphabetic);
    if says_something { line } else { Span { start: line.start, end: line.start + end + 1 } }
}
