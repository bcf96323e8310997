//! Câu: where a sentence begins and ends in text whose lines may break anywhere.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::regex;
use crate::text::{Span, Text};

/// How far a sentence is looked for on either side, in bytes.
const REACH: usize = 900;

/// What begins a paragraph even where the line before has no full stop.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:[-+*•–]|\d{1,3}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)|\(|[IVX]{1,4}\.|(?i:căn cứ|điều \d|theo đề nghị|xét |thực hiện |chương [ivx]|mục |phụ lục|kính gửi|nơi nhận|quyết định:|v/v|cộng h(?:òa|oà) xã hội)|(?:Tiếp tục|Chấp hành|Cụ thể h(?:óa|oá)|Triển khai|Quán triệt|Thi hành|Tổ chức|Để|Nhằm|Phúc đáp|Trả lời)\s)",
    )
});
static ABBREVIATION: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:^|[^\p{L}])(?:TP|Tp|TX|Tx|TT|Tt|tp|tx|ThS|TS|GS|PGS|KT|TM|TL|St|Mr|No|Q|P|H)$"));

/// The sentence round a place.
pub(in crate::recognise) fn around(text: &str, place: Range<usize>) -> Range<usize> {
    start(text, place.start)..end(text, place.end)
}

/// What a person reads to believe a place: its row where it stands in a table of three columns or more, else its
/// sentence.
pub fn sentence(text: &Text, place: Span) -> Span {
    let at = text.tables().partition_point(|table| table.span.end < place.end);
    let rows = text.tables().get(at).into_iter().flat_map(|table| &table.rows);
    let mut rows = rows.filter(|row| row.len() > 2).filter_map(|row| Some(row.first()?.span.cover(row.last()?.span)));
    match rows.find(|row| row.contains(place) && row.end - row.start <= 2 * REACH) {
        Some(row) => text.trim(row),
        None => {
            let range = around(text.as_str(), place.start..place.end);
            let before = text.quote(Span { start: range.start, end: place.start });
            let start = range.start + title(before);
            text.trim(Span { start, end: range.end }).cover(place)
        }
    }
}

/// Where the last line in capitals begins, which is the type of a document above its title: what stands before it is
/// the letterhead.
fn title(before: &str) -> usize {
    let is_capital = |line: &str| line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase);
    let mut at = before.rfind('\n').unwrap_or(0);
    while let Some(head) = before.get(..at).filter(|head| !head.is_empty()) {
        let line = head.rfind('\n').map_or(0, |end| end + 1);
        if head.get(line..).is_some_and(is_capital) {
            return line;
        }
        at = line.saturating_sub(1);
    }
    0
}

fn start(text: &str, at: usize) -> usize {
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let window = text.get(from..at).unwrap_or("");
    let mut begin = from;
    let mut last = window.len();
    while let Some(stop) = window.get(..last).and_then(|head| head.rfind(['.', '\n', '\t', '!', '?'])) {
        if ends(text, from + stop) {
            begin = from + stop + 1;
            break;
        }
        last = stop;
    }
    begin + text.get(begin..at).map_or(0, |rest| rest.len() - rest.trim_start().len())
}

fn end(text: &str, at: usize) -> usize {
    let to = text.floor_char_boundary(at.saturating_add(REACH));
    let window = text.get(at..to).unwrap_or("");
    let mut from = 0;
    while let Some(stop) = window.get(from..).and_then(|rest| rest.find(['.', '\n', '\t', '!', '?'])) {
        if ends(text, at + from + stop) {
            return at + from + stop;
        }
        from += stop + 1;
    }
    to
}

/// Whether the character at `at`, one that may end a sentence, does.
fn ends(text: &str, at: usize) -> bool {
    let tail = text.floor_char_boundary(at.saturating_sub(16));
    let before = text.get(tail..at).unwrap_or("");
    let to = text.floor_char_boundary(at.saturating_add(40));
    let after = text.get(at + 1..to).unwrap_or("");
    match text.as_bytes().get(at) {
        Some(b'\t') => true,
        Some(b'.') => {
            let next = after.trim_start_matches([' ', '"', '”']);
            // A full stop is followed by a space and a capital; "TP. Hà Nội" and "1. Mục" are not the ends of one.
            (next.len() < after.len() || after.is_empty())
                && !next.starts_with(|c: char| c.is_lowercase())
                && !ABBREVIATION.is_match(before)
                && !(before.ends_with(|c: char| c.is_ascii_digit()) && numbering(before))
                || after.starts_with(['\n', '/'])
        }
        Some(b'\n') => {
            let line = before.trim_end();
            let next = after.trim_start_matches([' ', '\x0c']);
            line.ends_with(['.', ';', ':', '!', '?']) || next.starts_with('\n') || OPENING.is_match(next)
        }
        _ => after.starts_with([' ', '\n']),
    }
}

/// Whether what stands before a full stop is the number of an item.
fn numbering(before: &str) -> bool {
    let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    digits.is_empty() || digits.ends_with('\n') || digits.trim_end().ends_with("Điều")
}
