//! The numbers and bullets that Word generates in front of paragraphs.

use std::collections::HashMap;

/// Levels of a list in Word.
pub(super) const LEVELS: usize = 9;
/// Letters of the longest mark: one of a megabyte would stand in front of every paragraph.
const LONGEST: usize = 100;

/// One level of a list.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub(super) start: u32,
    /// As in a DOCX: `decimal`, `upperRoman`, `bullet`.
    pub(super) format: String,
    /// `%1.%2.`
    pub(super) text: String,
    /// Numbers of all levels in it are Arabic.
    pub(super) legal: bool,
    /// The level whose next number sets this one back; 0 for never.
    pub(super) restart: Option<usize>,
}

impl Default for Level {
    fn default() -> Self {
        Level { start: 1, format: "decimal".to_owned(), text: String::new(), legal: false, restart: None }
    }
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    pub(super) kinds: HashMap<u32, Vec<Level>>,
    pub(super) lists: HashMap<u32, List>,
}

/// One list of a kind, with what it says otherwise than its kind.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub(super) kind: u32,
    pub(super) starts: [Option<u32>; LEVELS],
    pub(super) own: HashMap<usize, Level>,
}

/// How far the lists have been counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// The last number of each level, by the kind of list: lists of one kind count on.
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Lists that have begun, with their own starts.
    begun: HashMap<(u32, usize), ()>,
}

impl Counters {
    /// The mark in front of the next paragraph of `list` at `level`; empty where there is none.
    pub(super) fn next(&mut self, numbering: &Numbering, list: u32, level: usize) -> String {
        let Some(found) = numbering.lists.get(&list) else { return String::new() };
        let Some(own) = numbering.level(found, level) else { return String::new() };
        let counts = self.counts.entry(found.kind).or_default();
        let start = found.starts.get(level).copied().flatten();
        let begins = self.begun.insert((list, level), ()).is_none();
        let next = match (counts[level], start) {
            (_, Some(start)) if begins => start,
            (None, _) => start.unwrap_or(own.start),
            (Some(last), _) => last.saturating_add(1),
        };
        counts[level] = Some(next);
        for (below, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = numbering.level(found, below).and_then(|level| level.restart).unwrap_or(below);
            if restart > level {
                *count = None;
            }
        }
        mark(&own, counts, |level| numbering.level(found, level))
    }
}

/// The text of a level's mark with its numbers put in.
fn mark(own: &Level, counts: &[Option<u32>; LEVELS], level: impl Fn(usize) -> Option<Level>) -> String {
    if own.format == "bullet" {
        return if own.text.chars().all(|c| c.is_ascii_graphic() || c.is_alphanumeric()) {
            own.text.chars().take(LONGEST).collect()
        } else {
            "-".to_owned()
        };
    }
    if own.format == "none" && !own.text.contains('%') {
        return own.text.chars().take(LONGEST).collect();
    }
    let mut out = String::new();
    let mut chars = own.text.chars().take(LONGEST).peekable();
    while let Some(c) = chars.next() {
        match chars.peek().and_then(|next| next.to_digit(10)).filter(|digit| c == '%' && (1..=9).contains(digit)) {
            Some(digit) => {
                chars.next();
                let at = digit as usize - 1;
                let shown = level(at).unwrap_or_default();
                let number = counts.get(at).copied().flatten().unwrap_or(shown.start);
                let format = if own.legal { "decimal" } else { shown.format.as_str() };
                out.push_str(&print(number, format));
            }
            None => out.push(c),
        }
    }
    out
}

/// A number in one of the formats of Word.
pub(super) fn print(number: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerLetter" => letters(number).to_lowercase(),
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, letters) in PARTS {
        while left >= value {
            out.push_str(letters);
            left -= value;
        }
    }
    out
}

/// A to Z, then AA, BB, as Word counts.
fn letters(number: u32) -> String {
    let Some(from_zero) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'A' + (from_zero % 26) as u8);
    std::iter::repeat_n(letter, (from_zero / 26 + 1).min(20) as usize).collect()
}

impl Numbering {
    fn level(&self, list: &List, level: usize) -> Option<Level> {
        list.own.get(&level).or_else(|| self.kinds.get(&list.kind)?.get(level)).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let all = ["decimal", "upperRoman", "lowerRoman", "upperLetter", "decimalZero"];
        assert_eq!(all.map(|format| print(29, format)), ["29", "XXIX", "xxix", "CC", "29"]);
    }
}
