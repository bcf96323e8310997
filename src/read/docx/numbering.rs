//! The numbers and bullets that Word generates in front of paragraphs.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::styles::value;

/// Levels of a list in Word.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2.`
    text: String,
    /// Numbers of all levels in it are Arabic.
    legal: bool,
    /// The level whose next number sets this one back; 0 for never.
    restart: Option<usize>,
}

impl Default for Level {
    fn default() -> Self {
        Level { start: 1, format: "decimal".to_owned(), text: String::new(), legal: false, restart: None }
    }
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    kinds: HashMap<u32, Vec<Level>>,
    lists: HashMap<u32, List>,
}

#[derive(Clone, Debug, Default)]
struct List {
    kind: u32,
    starts: [Option<u32>; LEVELS],
    own: HashMap<usize, Level>,
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
            own.text.clone()
        } else {
            "-".to_owned()
        };
    }
    if own.format == "none" && !own.text.contains('%') {
        return own.text.clone();
    }
    let mut out = String::new();
    let mut chars = own.text.chars().peekable();
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
pub(in crate::read) fn print(number: u32, format: &str) -> String {
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

/// Reads `numbering.xml`.
pub(super) fn read(xml: &str) -> Numbering {
    let mut numbering = Numbering::default();
    let mut kind: Option<(u32, Vec<Level>)> = None;
    let mut list: Option<(u32, List)> = None;
    let mut at: Option<usize> = None;
    let mut level = Level::default();
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event();
        let empty = matches!(event, Ok(Event::Empty(_)));
        match event {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let number = |name: &str| value(&element, name).and_then(|value| value.parse::<u32>().ok());
                match element.local_name().as_ref() {
                    "abstractNum" => kind = Some((number("abstractNumId").unwrap_or(0), Vec::new())),
                    "num" => list = Some((number("numId").unwrap_or(0), List::default())),
                    "abstractNumId" => {
                        if let (Some((_, list)), Some(id)) = (&mut list, number("val")) {
                            list.kind = id;
                        }
                    }
                    "lvlOverride" => at = number("ilvl").map(|level| level as usize).filter(|level| *level < LEVELS),
                    "startOverride" => {
                        if let (Some((_, list)), Some(at)) = (&mut list, at) {
                            list.starts[at] = number("val");
                        }
                    }
                    "lvl" if !empty => {
                        at = number("ilvl").map(|level| level as usize).filter(|level| *level < LEVELS);
                        level = Level::default();
                    }
                    "start" => level.start = number("val").unwrap_or(1),
                    "numFmt" => level.format = value(&element, "val").unwrap_or_default(),
                    "lvlText" => level.text = value(&element, "val").unwrap_or_default(),
                    "isLgl" => level.legal = value(&element, "val").is_none_or(|value| value != "0"),
                    "lvlRestart" => level.restart = number("val").map(|level| level as usize),
                    _ => {}
                }
            }
            Ok(Event::End(element)) => match (element.local_name().as_ref(), at) {
                ("lvl", Some(at)) => {
                    let level = std::mem::take(&mut level);
                    if let Some((_, list)) = &mut list {
                        list.own.insert(at, level);
                    } else if let Some((_, levels)) = &mut kind {
                        levels.resize(levels.len().max(at + 1), Level::default());
                        levels[at] = level;
                    }
                }
                ("abstractNum", _) => {
                    if let Some((id, levels)) = kind.take() {
                        numbering.kinds.insert(id, levels);
                    }
                }
                ("num", _) => {
                    if let Some((id, list)) = list.take() {
                        numbering.lists.insert(id, list);
                    }
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return numbering,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="w">
        <w:abstractNum w:abstractNumId="3">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
            <w:lvl w:ilvl="3"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%4"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="3"/>
            <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        </w:numbering>"#;

    #[test]
    fn numbers_are_those_that_word_shows() {
        let numbering = read(LISTS);
        let mut counters = Counters::default();
        let mut next = |list, level| counters.next(&numbering, list, level);
        assert_eq!(next(1, 0), "Điều 1.");
        assert_eq!([next(1, 1), next(1, 1)], ["a)", "b)"]);
        assert_eq!(next(1, 2), "-");
        assert_eq!(next(1, 0), "Điều 2.");
        assert_eq!(next(1, 1), "a)");
        assert_eq!(next(1, 3), "2.I");
        assert_eq!([next(2, 0), next(2, 0)], ["Điều 5.", "Điều 6."]);
        assert_eq!(next(9, 0), "");
    }

    #[test]
    fn formats() {
        let all = ["decimal", "upperRoman", "lowerRoman", "upperLetter", "decimalZero"];
        assert_eq!(all.map(|format| print(29, format)), ["29", "XXIX", "xxix", "CC", "29"]);
    }
}
