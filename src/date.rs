//! Ngày tháng: days as documents write them, read where they stand.
//!
//! A written day is either whole, or lacks its year ("ngày 31/3"), or lacks its day ("tháng 9 năm 2023", "ngày …
//! tháng 9 năm 2023"). What cannot be a day (30/02, year 3023) is found too, and has no value.

use std::ops::Range;
use std::sync::LazyLock;

use crate::rules::regex;
use regex::Regex;

pub use jiff::civil::Date;

/// Ngày tháng năm as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// Where it stands, the word "ngày" left out.
    pub range: Range<usize>,
    /// Ngày; none where it was left blank or not said.
    pub day: Option<i8>,
    /// Tháng.
    pub month: i8,
    /// Năm; none in "ngày 31/3".
    pub year: Option<i16>,
    /// Whether it is written out with "ngày" or "tháng", not in figures alone.
    pub worded: bool,
}

/// Years in which a document of this state can have been written.
const YEARS: std::ops::RangeInclusive<i16> = 1930..=2100;

impl WrittenDate {
    /// The whole day, if it is one of the calendar.
    pub fn date(&self) -> Option<Date> {
        let year = self.year.filter(|year| YEARS.contains(year))?;
        Date::new(year, self.month, self.day?).ok()
    }

    /// The whole day, its year taken from `near` where the text leaves it out: the latest such day not after `near`.
    pub fn date_near(&self, near: Option<Date>) -> Option<Date> {
        if self.year.is_some() {
            return self.date();
        }
        let near = near?;
        let this = Date::new(near.year(), self.month, self.day?).ok();
        this.filter(|day| *day <= near).or_else(|| Date::new(near.year() - 1, self.month, self.day?).ok())
    }

    /// `YYYY-MM-DD`, or `YYYY-MM` when the day was left blank; none when it is no day.
    pub fn iso(&self) -> Option<String> {
        match self.day {
            Some(_) => self.date().map(|date| date.to_string()),
            None => {
                let year = self.year.filter(|year| YEARS.contains(year))?;
                (1..=12).contains(&self.month).then(|| format!("{year:04}-{:02}", self.month))
            }
        }
    }

    /// Whether it claims a day that no calendar has.
    pub fn is_impossible(&self) -> bool {
        match (self.day, self.year) {
            (Some(day), None) => Date::new(2000, self.month, day).is_err(),
            _ => self.iso().is_none(),
        }
    }
}

/// Day, month and year with a space or a line break between any two words.
static WORDED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi)^ngày [\s\u{a0}]* (?<d>\d{1,2} | [.…_\s]{0,40}?) [\s\u{a0}]* (?:tháng|thg) [\s\u{a0}]* (?<m>\d{1,2} | hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười\ một|mười\ hai|mười|một|giêng | [.…_]{1,20})
          [\s\u{a0}]* (?: (?:năm)? [\s\u{a0}]* (?<y>(?:19|20|3\d)\s?\d\s?\d) (?:[^\d] | $) )?",
    )
});
/// Month and year.
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi)^tháng [\s\u{a0}]* (?<m>\d{1,2}) [\s\u{a0}]* (?:(?:năm|/|-) [\s\u{a0}]*) (?<y>(?:19|20)\d\d) (?:[^\d]|$)",
    )
});
/// Figures alone.
static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?<d>\d{1,2})[ \u{a0}]?(?<s>[-/.])[ \u{a0}]?(?<m>\d{1,2})(?:[ \u{a0}]?(?<s2>[-/.])[ \u{a0}]?\n?(?<y>\d{4}|20 \d\d|\d{2}))?",
    )
});

/// Every day written in a text, in reading order.
pub fn dates(text: &str) -> impl Iterator<Item = WrittenDate> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = next_anchor(text, at)?;
            match date_at(text, start) {
                Some(date) => {
                    at = date.range.end;
                    return Some(date);
                }
                None => at = start + 1,
            }
        }
    })
}

/// The next place at or after `at` where a day may begin: a digit that begins a figure, or the words.
fn next_anchor(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (at..bytes.len()).find(|&here| match bytes.get(here) {
        Some(b'0'..=b'9') => {
            let fresh = here == 0 || !bytes.get(here - 1).is_some_and(|b| b.is_ascii_alphanumeric());
            let second = bytes.get(here + 1).copied().unwrap_or(0);
            let third = bytes.get(here + 2).copied().unwrap_or(0);
            let between = |b: u8| matches!(b, b'/' | b'-' | b'.' | b' ' | 0xc2);
            fresh && (between(second) || second.is_ascii_digit() && between(third))
        }
        Some(b'n' | b'N') => bytes.get(here + 1).is_some_and(|b| matches!(b, b'g' | b'G')),
        Some(b't' | b'T') => bytes.get(here + 1).is_some_and(|b| matches!(b, b'h' | b'H')),
        _ => false,
    })
}

/// The day that is written from `start` on: at the word "ngày" or "tháng", or at its first figure.
pub fn date_at(text: &str, start: usize) -> Option<WrittenDate> {
    let end = text.floor_char_boundary(start.saturating_add(120));
    let window = text.get(start..end)?;
    let first = window.bytes().next()?;
    if first.is_ascii_digit() {
        return figures(text, start, window);
    }
    let range = |first: usize, last: usize| start + first..start + last;
    if matches!(first, b'n' | b'N') {
        if let Some(found) = WORDED.captures(window) {
            let (day, month) = (found.name("d")?, found.name("m")?);
            let year = found.name("y");
            let number = day.as_str().trim().parse::<i8>().ok();
            let value = month_value(month.as_str())?;
            // "ngày … tháng … năm 2012" leaves the month blank: the word behind "tháng" is that before the year.
            let between = year.and_then(|year| window.get(month.end()..year.start()));
            if month.as_str().to_lowercase() == "năm" && between.is_some_and(|between| between.trim().is_empty()) {
                return None;
            }
            let compact = |year: &str| year.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok();
            // "ngày … tháng 5" without a year says nothing.
            if number.is_none() && year.is_none() {
                return None;
            }
            let from = if number.is_some() { day.start() } else { 0 };
            return Some(WrittenDate {
                range: range(from, year.map_or(month.end(), |year| year.end())),
                day: number,
                month: value,
                year: year.and_then(|year| compact(year.as_str())),
                worded: true,
            });
        }
        // "ngày 05/8/2023", and "ngày 31/3" without a year.
        let space = word(window, "ngày")?;
        return figures(text, start + space, text.get(start + space..end)?)
            .map(|date| WrittenDate { worded: true, ..date });
    }
    let found = MONTH.captures(window)?;
    let (month, year) = (found.name("m")?, found.name("y")?);
    Some(WrittenDate {
        range: range(0, year.end()),
        day: None,
        month: month.as_str().parse().ok()?,
        year: year.as_str().parse().ok(),
        worded: true,
    })
}

/// The length of `word` and the spaces after it, when the window begins with it in any case.
fn word(window: &str, word: &str) -> Option<usize> {
    let head = window.get(..word.len())?;
    if head.to_lowercase() != word {
        return None;
    }
    let rest = window.get(word.len()..)?;
    Some(window.len() - rest.trim_start_matches([' ', '\n', '\u{a0}']).len())
}

fn figures(text: &str, start: usize, window: &str) -> Option<WrittenDate> {
    let bytes = text.as_bytes();
    let before = start.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    // A bad conversion writes "ngày14/11/2013".
    let is_led = || {
        let tail = text.get(..start).unwrap_or("").trim_end_matches([' ', '\n', '\u{a0}']);
        tail.get(tail.len().saturating_sub(5)..).is_some_and(|tail| tail.to_lowercase() == "ngày")
    };
    if before.is_ascii_alphanumeric() && !is_led()
        || matches!(before, b'/' | b'.' | b',' | b'-') && {
            let further = start.checked_sub(2).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
            further.is_ascii_digit()
        }
    {
        return None;
    }
    let found = FIGURES.captures(window)?;
    let led = is_led();
    let (day, month) = (found.name("d")?, found.name("m")?);
    let year = found.name("y");
    let same = found.name("s").map(|one| one.as_str()) == found.name("s2").map(|two| two.as_str());
    let whole = found.get(0)?;
    let (end, year) = match year {
        Some(year) if same => {
            let next = window.get(whole.end()..).and_then(|rest| rest.chars().next());
            if next.is_some_and(|c| c.is_ascii_digit() || c == '/') {
                return None;
            }
            // A copy parts some years: "16/7/20 21".
            let value: i16 = year.as_str().replace(' ', "").parse().ok()?;
            // Two digits: 97 is 1997, 23 is 2023.
            let value = if year.len() > 2 { value } else { value + if value >= 45 { 1900 } else { 2000 } };
            (whole.end(), Some(value))
        }
        // "ngày 31/3" needs its word: 12/12 alone is a fraction; 5-8 and 3.5 are no days even then.
        _ if led && found.name("s").is_some_and(|s| s.as_str() == "/") => (month.end(), None),
        _ => return None,
    };
    let (day, month): (i8, i8) = (day.as_str().parse().ok()?, month.as_str().parse().ok()?);
    let dated = WrittenDate { range: start..start + end, day: Some(day), month, year, worded: led };
    // Without the word, only what can be a day is one: "12.34.56" is not.
    (led || !dated.is_impossible()).then_some(dated)
}

fn month_value(written: &str) -> Option<i8> {
    if let Ok(number) = written.parse() {
        return Some(number);
    }
    let names = ["giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"];
    let lower = written.to_lowercase();
    match lower.as_str() {
        "một" => Some(1),
        "bốn" => Some(4),
        "bẩy" => Some(7),
        name => names.iter().position(|known| *known == name).and_then(|at| i8::try_from(at + 1).ok()),
    }
}

/// An ISO day, as records hold it.
pub fn parse_iso(iso: &str) -> Option<Date> {
    iso.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = dates(text)
            .map(|date| match (date.iso(), date.day, date.year) {
                (Some(iso), ..) => iso,
                (None, Some(day), None) => format!("{day}/{}", date.month),
                _ => "impossible".to_owned(),
            })
            .collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn as_documents_write_them() {
        check("Hà Nội, ngày 05 tháng 01 năm 2020", &["2020-01-05"]);
        check("ngày 27\ntháng 12 năm 2023; ngày 6 tháng 6 năm 2014", &["2023-12-27", "2014-06-06"]);
        check("ngày 22 tháng 4 2015", &["2015-04-22"]);
        check("ngày 03 tháng bốn năm 2018", &["2018-04-03"]);
        check("NGÀY 03 THÁNG 4 NĂM 2018", &["2018-04-03"]);
        check("ngày 05/8/2023, 01-10-1997, trước ngày 20.7.2020", &["2023-08-05", "1997-10-01", "2020-07-20"]);
        check("ngày 06 / 7 /2005", &["2005-07-06"]);
        check("ngày14/11/2013 và ngày05 tháng 8 năm 2023", &["2013-11-14", "2023-08-05"]);
        check("ngày 5/6/97", &["1997-06-05"]);
        check("ngày 16/7/20 21 của Thủ tướng; ngày 5/8/20, có 15", &["2021-07-16", "2020-08-05"]);
        check("Ngày 31/3, UBND tỉnh", &["31/3"]);
        check("ngày ... tháng 9 năm 2023", &["2023-09"]);
        check("ngày     tháng 9 năm 2023", &["2023-09"]);
        check("trong tháng 6/2023", &["2023-06"]);
        check("ngày 30/02/2023", &["impossible"]);
        check("ngày 31 tháng 4 năm 2023", &["impossible"]);
        check("từ 01/12/2020 đến 31/5/2021", &["2020-12-01", "2021-05-31"]);
    }

    #[test]
    fn what_is_no_day() {
        check("đạt 42,72/80 điểm, 12/12 xã; 0277.3563.362; 2021-2026; Nghị định 04/2015/NĐ-CP; 21.651 hồ sơ", &[]);
        check("192.168.1.10; mục 1.2.3; tỷ lệ 3/4; số 12/05/2020/HĐ", &[]);
    }

    #[test]
    fn a_year_left_out_is_the_last_that_fits() {
        let near = Date::new(2023, 2, 10).unwrap();
        let day = |text: &str| dates(text).next().unwrap().date_near(Some(near)).unwrap().to_string();
        assert_eq!(day("ngày 5/2"), "2023-02-05");
        assert_eq!(day("ngày 31/3"), "2022-03-31");
    }
}
