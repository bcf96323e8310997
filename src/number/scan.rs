//! Finds the document numbers in running text.
//!
//! One pass looks at every slash, one at every word for a type; small patterns, anchored there, do the rest.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::types::{Bare, TypeWord, type_of_symbol, type_words};
use super::{DocumentNumber, symbol};
use crate::rules::{Pattern, regex};

/// One token of a symbol: `TTr`, `CCHC&VTLT`, `TCDN.CNXDGT`, `QH15`.
const TOKEN: &str = r"[A-ZĐÐƯÔƠÂĂÊ][A-Za-zĐÐđðƯÔƠÂĂÊ0-9&]*(?:\.[A-ZĐÐ0-9]+)*";
/// Between tokens: a hyphen, perhaps with spaces or a line break after it; a slash in the oldest and the Party's forms.
const BETWEEN: &str = r"(?:\b[ \u{a0}]{0,2}\p{Pd}[ \u{a0}]?\n?[ \u{a0}]?|\b/|_)";

/// The serial that ends before a slash.
static SERIAL: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:\d{1,3}-20\d\d|\d{1,4}-\d{1,3}|\d{1,6}(?:\.\d{1,3})?[a-zđA-ZĐ]?)[ \u{a0}]{0,3}$"));
/// The serial and type of the Party that end before a slash.
static PARTY_SERIAL: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(\d{1,6}[a-zđ]?)[ \u{a0}]{0,2}\p{Pd}[ \u{a0}]{0,2}([A-ZĐÐ][A-Za-zĐÐđð]{0,5}|[a-zđ]{2,4})[ \u{a0}]?$")
});
/// From the slash on.
static REST: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"^/{{1,2}}[ \u{{a0}}\n]{{0,2}}-?(?:(?<year>(?:19|20)\d\d|\d\d)[ \u{{a0}}]{{0,2}}(?:/{{1,2}}|-|[ \u{{a0}}])[ \u{{a0}}\n]?)?(?<symbol>{TOKEN}(?:{BETWEEN}{TOKEN}){{0,9}}\b(?: ?\([A-ZĐ]{{1,5}}\d{{0,3}}\))?)"
    ))
});
/// The body behind a type whose hyphen a conversion lost: `282/QĐ TTg`, `05/CT BCA V28`.
static PARTED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[ \u{a0}\n](?:UBND|HĐND|TTg|CP|TW|TU|VPCP|B(?:CA|QP|NG|NV|TP|TC|CT|YT|XD|TNMT|KHĐT|KHCN|GTVT|GDĐT|TTTT|LĐTBXH|NNPTNT|NNMT|VHTTDL))\b(?:[ \u{a0}][A-ZĐ]{1,4}\d{1,3}\b)?",
    )
});
/// The same in small letters, or with capitals where they do not belong.
static LOWER_REST: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^/{1,2}[ \u{a0}\n]{0,2}(?:(?<year>(?:19|20)\d\d)[ \u{a0}]{0,2}/{1,2}[ \u{a0}\n]?)?(?<symbol>[a-zđ]{1,6}\d{0,2}\b(?:[ \u{a0}]?-[ \u{a0}]?[a-zđ][a-zđ0-9&]*\b){0,4})",
    )
});
/// After a word for a type: "số", then the number.
static LEAD: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"^[ \u{a0}\n]{0,3}(?:[sS][ốỐ][ \u{a0}]*:?[ \u{a0}\n]{0,3})?\d"));
/// After that, a number whose slash was lost, or that never had one: `1492 KH-UBND`, `26-CP`, `1141 TC/QĐ/CĐKT`.
static UNSLASHED: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"^(?<serial>\d{{1,6}}[a-zđ]?)(?:(?<space>[ \u{{a0}}]{{1,2}})|\p{{Pd}})(?<symbol>{TOKEN}(?:{BETWEEN}{TOKEN}){{0,5}}\b)"
    ))
});
/// What may follow a number that has no symbol.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)^(?<serial>\d{1,6})(?:
            (?<phrase>[\x20\u{a0}\n]+(?:(?i:về|v/v)\b|của[\x20\n]\p{Lu}|(?i:ngày)[\x20\n]\d))
          | (?<end>\x20?[,;.)](?:[\x20\n]|$)|\n|$|\x20năm\x20(?:19|20)\d\d\b|\x20(?:nêu|nói)?\x20?trên\b))",
    )
});
/// Numbers before one with a symbol that share it: `12, 13 và `, `từ số 12 đến số `.
static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?<all>\d{1,6}[a-z]?(?:[ \n]?(?:[,;][ \n]?|[ \n]và[ \n])(?:số )?\d{1,6}[a-z]?)*)[ \n]?(?:[,;][ \n]?|và[ \n]|(?<to>đến|-)[ \n]?)(?:số )?$",
    )
});
/// Words that make what follows the number of a form or a plot.
static FORM: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:mẫu|biểu|phụ lục|phụ biểu|bản đồ|lô|thửa|tiêu chí|hóa đơn|hoá đơn|tài khoản|tcvn|qcvn|iso|mã)(?: số)?[ :]*$",
    )
});
/// The day of a number.
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^\s*\(?ngày\s+\d{1,2}(?:\s*[-/.]\s*\d{1,2}\s*[-/.]\s*|\s+tháng\s+\d{1,2}\s+năm\s+)\d{4}\)?\s*$")
});
/// "số" before the number.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)(?:^|[^\p{L}])số[ \u{a0}]*:?[ \u{a0}\n]*$"));

/// Every document number in a text, in reading order, and where it stands. Lists and ranges are written out; a
/// number that a range only implies stands where the range stands. A number without symbol has an empty one.
pub fn numbers(text: &str) -> impl Iterator<Item = (Range<usize>, DocumentNumber)> {
    let words: Vec<TypeWord> = type_words(text).collect();
    numbers_after(text, &words).into_iter()
}

/// [`numbers`] of a text whose words for types were found before.
pub(crate) fn numbers_after(text: &str, words: &[TypeWord]) -> Vec<(Range<usize>, DocumentNumber)> {
    let scan = Scan { text, words };
    let mut found: Vec<(Range<usize>, DocumentNumber)> = Vec::new();
    let mut done = 0;
    for slash in memchr::memchr_iter(b'/', text.as_bytes()) {
        if slash < done {
            continue;
        }
        let Some((range, number)) = scan.state(slash, done).or_else(|| scan.party(slash, done)) else { continue };
        scan.listed(&range, &number, done, &mut found);
        done = range.end;
        found.push((range, number));
    }
    let slashed = found.len();
    for word in words {
        if let Some((range, number)) = scan.unslashed(word) {
            let known = found.get(..slashed).unwrap_or(&[]);
            let next = known.partition_point(|(other, _)| other.end <= range.start);
            if known.get(next).is_none_or(|(other, _)| other.start >= range.end) {
                found.push((range, number));
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

struct Scan<'t> {
    text: &'t str,
    words: &'t [TypeWord],
}

impl<'t> Scan<'t> {
    /// At most `length` bytes that end at `end`, and begin at `from` or later.
    fn before(&self, end: usize, length: usize, from: usize) -> &'t str {
        let start = self.text.floor_char_boundary(end.saturating_sub(length)).max(from.min(end));
        self.text.get(start..end).unwrap_or("")
    }

    fn after(&self, start: usize, length: usize) -> &'t str {
        let end = self.text.floor_char_boundary(start.saturating_add(length));
        self.text.get(start..end).unwrap_or("")
    }

    /// The type whose word leads to a number at `start`, and whether "số" does.
    fn lead(&self, start: usize) -> (Option<&'t TypeWord>, bool) {
        let window = self.before(start, 16, 0);
        let numbered = NUMBERED.find(window);
        let end = start - numbered.map_or(0, |found| window.len() - found.start());
        let last = self.words.partition_point(|word| word.range.start < end).checked_sub(1);
        let word = last.and_then(|at| self.words.get(at)).filter(|word| {
            let between = self.text.get(word.range.end..start).unwrap_or("?");
            let rest = between.trim();
            between.len() < 16 && (rest.is_empty() || rest.to_lowercase().trim_end_matches([':', ' ']) == "số")
        });
        (word, numbered.is_some())
    }

    /// `10/CT-UBND`, `04/2015/NĐ-CP` round this slash.
    fn state(&self, slash: usize, done: usize) -> Option<(Range<usize>, DocumentNumber)> {
        let window = self.before(slash, 16, done);
        // Most slashes stand in dates, fractions and prose: a look at one byte sends them away.
        let last = window.trim_end_matches([' ', '\u{a0}']).bytes().last()?;
        let next = self.text.as_bytes().get(slash + 1)?;
        if !(last.is_ascii_alphanumeric() || last >= 0x80) || next.is_ascii_punctuation() && *next != b'/' {
            return None;
        }
        let serial = SERIAL.find(window)?;
        let start = slash - (window.len() - serial.start());
        let ends_list = !self.begins(start, done);
        if ends_list && !self.ends_list(start, done) {
            return None;
        }
        let rest = self.after(slash, 120);
        let (captures, lower) = match REST.captures(rest) {
            Some(captures) => (captures, false),
            None => (LOWER_REST.captures(rest)?, true),
        };
        let symbol = captures.name("symbol")?;
        let kept = cut(symbol.as_str(), rest.get(symbol.end()..).unwrap_or(""));
        let parted = type_of_symbol(kept).and_then(|_| PARTED.find(rest.get(symbol.start() + kept.len()..)?));
        let length = kept.len() + parted.map_or(0, |parted| parted.len());
        let end = slash + symbol.start() + length;
        let joined = parted.map(|parted| format!("{kept}{}", parted.as_str().replace([' ', '\u{a0}', '\n'], "-")));
        let kept = joined.as_deref().unwrap_or(kept);
        let mut serial = serial.as_str().trim_end_matches([' ', '\u{a0}']).to_owned();
        let mut year = None;
        // "Nghị quyết số 19-2017/NQ-CP": the year stands before the slash.
        if let Some((number, of)) = serial.clone().split_once('-').filter(|(_, of)| of.len() == 4) {
            (serial, year) = (number.to_owned(), of.parse().ok());
        }
        match captures.name("year").map(|year| year.as_str()) {
            Some(written) if written.len() == 4 => year = written.parse().ok(),
            // A district's court writes 13-01/26/PT-NC, and the 1990s 44/98/QĐ-UB: kept as printed.
            Some(written) => serial = format!("{serial}/{written}"),
            None if serial.contains('-') => return None,
            None => {}
        }
        let number = DocumentNumber::of(&serial, year, kept);
        let (word, numbered) = self.lead(start);
        // "từ 1988 đến 12/2003 CSTT của": without a slash after the year only a word says that it is a number.
        let spaced = captures.name("year").is_some_and(|year| rest.get(year.end()..symbol.start()) == Some(" "));
        if spaced && word.is_none() && !numbered {
            return None;
        }
        let tokens = number.symbol.split(['-', '/']).count();
        let known = type_of_symbol(&number.symbol).is_some();
        let sure = if lower { known && (tokens > 1 || word.is_some()) } else { tokens > 1 };
        let led = word.is_some() || numbered || ends_list || year.is_some() || self.follows(start, done);
        let letters = number.symbol.chars().filter(|c| c.is_alphabetic()).count();
        let fits = letters >= 2 && (sure || (led && !lower)) && (word.is_some() || !self.is_form(start));
        fits.then_some((start..end, number))
    }

    /// `57-NQ/TW` round this slash.
    fn party(&self, slash: usize, done: usize) -> Option<(Range<usize>, DocumentNumber)> {
        let window = self.before(slash, 24, done);
        if !window.trim_end().bytes().last()?.is_ascii_alphabetic() && !window.ends_with(['Đ', 'đ', 'Ð']) {
            return None;
        }
        let left = PARTY_SERIAL.captures(window)?;
        let (serial, kind) = (left.get(1)?, left.get(2)?);
        let start = slash - (window.len() - serial.start());
        if !self.begins(start, done) {
            return None;
        }
        let rest = self.after(slash, 80);
        let body = REST.captures(rest).or_else(|| LOWER_REST.captures(rest))?.name("symbol")?;
        let kept = cut(body.as_str(), rest.get(body.end()..).unwrap_or(""));
        let number = DocumentNumber::of(serial.as_str(), None, &format!("{}/{kept}", kind.as_str()));
        let (word, numbered) = self.lead(start);
        let fits = number.is_party() || word.is_some() || numbered || self.follows(start, done);
        (fits && !self.is_form(start)).then(|| (start..slash + body.start() + kept.len(), number))
    }

    /// After a word for a type: a number without slash, or without symbol.
    fn unslashed(&self, word: &TypeWord) -> Option<(Range<usize>, DocumentNumber)> {
        let after = self.after(word.range.end, 96);
        let lead = after.get(..LEAD.at_start(after)?)?;
        let start = word.range.end + lead.len() - 1;
        let numbered = lead.contains(['s', 'S']);
        let rest = self.text.get(start..).map(|rest| rest.get(..rest.floor_char_boundary(80)).unwrap_or(rest))?;
        if let Some(found) = UNSLASHED.captures(rest) {
            let symbol = found.name("symbol")?;
            let kept = cut(symbol.as_str(), rest.get(symbol.end()..).unwrap_or(""));
            let number = DocumentNumber::of(&found["serial"], None, kept);
            let parts = number.symbol.split(['-', '/']).collect::<Vec<_>>();
            let known = type_of_symbol(&number.symbol).is_some() || parts.iter().any(|part| symbol::is_body(part));
            let fits = if found.name("space").is_some() { known && parts.len() > 1 } else { known || numbered };
            let letters = number.symbol.chars().filter(|c| c.is_alphabetic()).count();
            return (fits && letters >= 2).then(|| (start..start + symbol.start() + kept.len(), number));
        }
        let found = BARE.captures(rest)?;
        let serial = found.name("serial")?;
        let year = serial.len() == 4 && (serial.as_str().starts_with("19") || serial.as_str().starts_with("20"));
        let phrase = found.name("phrase").map(|phrase| phrase.as_str().trim_start().to_lowercase());
        let fits = match (numbered, word.kind.bare) {
            (true, _) => true,
            (false, Bare::Numbered) => false,
            (false, Bare::Issuer) => phrase.is_some_and(|phrase| !phrase.starts_with('v')) && !year,
            (false, Bare::Plain) => phrase.is_some() && !year,
        };
        fits.then(|| (start..start + serial.len(), DocumentNumber::of(serial.as_str(), None, "")))
    }

    /// Whether a number may begin here: not inside a word, a date, a sum or another number.
    fn begins(&self, start: usize, done: usize) -> bool {
        if start == done && start > 0 {
            return true; // glued to the number before: "83/KH-UBND82/KH-UBND"
        }
        let before = self.before(start, 8, 0);
        let mut last = before.chars().rev();
        match last.next() {
            None => true,
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '§') => false,
            Some('.' | ',' | ':') => !last.next().is_some_and(|c| c.is_ascii_digit()),
            Some(_) => true,
        }
    }

    /// Whether the number at `start` ends a list that has no spaces: "Nghị định 87,88,31/CP".
    fn ends_list(&self, start: usize, done: usize) -> bool {
        let window = self.before(start, 64, done);
        if !window.ends_with(',') {
            return false;
        }
        let all = LISTED.captures(window).and_then(|list| list.name("all"));
        all.is_some_and(|all| self.lead(start - window.len() + all.start()).0.is_some())
    }

    /// Whether the number before ends just before this one, or its day does: "…, ", " ngày 15-12-1989, ", " và ".
    fn follows(&self, start: usize, done: usize) -> bool {
        let Some(between) = self.text.get(done..start).filter(|between| done > 0 && between.len() < 64) else {
            return false;
        };
        let between = between.trim();
        let between = between.strip_suffix("số").map_or(between, str::trim_end);
        let joins = [",", ";", "và"].iter().find_map(|sign| between.strip_suffix(sign));
        joins.is_some_and(|day| day.trim().is_empty() || DATED.is_match(day))
    }

    fn is_form(&self, start: usize) -> bool {
        FORM.is_match(self.before(start, 96, 0))
    }

    /// Adds the numbers before `range` that share its symbol.
    fn listed(
        &self,
        range: &Range<usize>,
        number: &DocumentNumber,
        done: usize,
        found: &mut Vec<(Range<usize>, DocumentNumber)>,
    ) {
        let window = self.before(range.start, 64, done);
        let near = window.trim_end().trim_end_matches("số").trim_end();
        if !near.ends_with([',', ';', '-']) && !near.ends_with("và") && !near.ends_with("đến") {
            return;
        }
        let Some(list) = LISTED.captures(window) else { return };
        let Some(all) = list.name("all") else { return };
        let offset = range.start - window.len();
        let (word, numbered) = self.lead(offset + all.start());
        let from = window.get(..all.start()).unwrap_or("");
        if word.is_none() && !numbered && !from.ends_with("từ ") {
            return;
        }
        let shared = |serial: &str| DocumentNumber { serial: serial.to_owned(), ..number.clone() };
        if list.name("to").is_some() {
            let bounds = (all.as_str().parse::<u32>(), number.serial.parse::<u32>());
            let (Ok(first), Ok(last)) = bounds else { return };
            if first < last && last - first <= 50 {
                found.push((offset + all.start()..offset + all.end(), shared(all.as_str())));
                let whole = offset + all.start()..range.end;
                found.extend((first + 1..last).map(|serial| (whole.clone(), shared(&serial.to_string()))));
            }
            return;
        }
        let mut at = 0;
        for serial in all.as_str().split(|c: char| !c.is_ascii_alphanumeric()) {
            if serial.starts_with(|c: char| c.is_ascii_digit()) {
                let start = offset + all.start() + at;
                found.push((start..start + serial.len(), shared(serial)));
            }
            at += serial.len() + 1;
        }
    }
}

fn is_dash(c: char) -> bool {
    c == '-' || ('\u{2010}'..='\u{2015}').contains(&c)
}

/// The part of a matched symbol that belongs to it: digits before a slash begin the next number, and a hyphen with
/// spaces round it ends a symbol that was written without them.
fn cut<'a>(symbol: &'a str, after: &str) -> &'a str {
    let mut kept = symbol;
    for (at, _) in symbol.match_indices('/') {
        let before = symbol.get(..at).unwrap_or("");
        if before.ends_with(|c: char| c.is_ascii_digit()) {
            kept = before.trim_end_matches(|c: char| c.is_ascii_digit());
            break;
        }
    }
    if kept.len() == symbol.len() && after.starts_with('/') {
        kept = kept.trim_end_matches(|c: char| c.is_ascii_digit());
    }
    let first = kept.find(|c: char| !c.is_alphanumeric() && c != '&' && c != '.').unwrap_or(kept.len());
    let tight = kept.get(first..).is_some_and(|rest| !rest.starts_with([' ', '\u{a0}']) && !rest.is_empty());
    // A scan, or the end of a line, parts what a hyphen joins: "17/NQ- CP".
    let gap = |rest: &str| {
        rest.char_indices().find(|(at, c)| {
            matches!(c, ' ' | '\u{a0}') && !rest.get(..*at).is_some_and(|before| before.ends_with(is_dash))
        })
    };
    if tight && let Some((spaced, _)) = kept.get(first..).and_then(gap) {
        let at = first + spaced;
        if !kept.get(at..).is_some_and(|rest| rest.starts_with(" (")) {
            kept = kept.get(..at).unwrap_or(kept);
        }
    }
    kept.trim_end_matches(['-', '/', ' ', '\u{a0}', '\n', '&'])
}
