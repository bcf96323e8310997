//! Days, months, quarters and years as deadlines write them, with or without a year.

use jiff::ToSpan;

use super::weight;
use crate::date::Date;

/// A day or a period as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Year where it is written, month, day.
    Day(Option<i16>, i8, i8),
    /// `ngày 15` of a month that is not written.
    DayOfMonth,
    Month(Option<i16>, i8),
    Quarter(Option<i16>, i8),
    /// `6 tháng đầu năm`: its last month.
    Part(Option<i16>, i8),
    Year(i16),
}

impl When {
    pub(super) fn weight(self) -> u8 {
        match self {
            When::Day(..) => weight::DAY,
            When::Year(_) => weight::YEAR,
            _ => weight::PERIOD,
        }
    }

    /// The last day; a year that is not written is the first one in which it does not lie before `signed`.
    pub(super) fn last_day(self, signed: Option<Date>) -> Option<Date> {
        let end = |year: i16, month: i8| Date::new(year, month, 1).ok().map(Date::last_of_month);
        let in_year = |year: Option<i16>, day: &dyn Fn(i16) -> Option<Date>| match (year, signed) {
            (Some(year), _) => day(year),
            (None, Some(signed)) => {
                day(signed.year()).filter(|found| *found >= signed).or_else(|| day(signed.year() + 1))
            }
            (None, None) => None,
        };
        match self {
            When::Day(year, month, day) => in_year(year, &|year| Date::new(year, month, day).ok()),
            When::Month(year, month) | When::Part(year, month) => in_year(year, &|year| end(year, month)),
            When::Quarter(year, quarter) => in_year(year, &|year| end(year, quarter * 3)),
            When::Year(year) => end(year, 12),
            When::DayOfMonth => None,
        }
    }

    /// The last day before it begins; a day counts itself, as offices read "trước ngày D".
    pub(super) fn day_before(self, signed: Option<Date>) -> Option<Date> {
        let last = self.last_day(signed)?;
        let first = match self {
            When::Day(..) | When::DayOfMonth => return Some(last),
            When::Month(..) => last.first_of_month(),
            When::Quarter(..) => last.first_of_month().checked_sub(2.months()).ok()?,
            When::Part(..) | When::Year(_) => last.first_of_year(),
        };
        first.yesterday().ok()
    }
}

/// Reads what stands at `at`, and says where it ends.
pub(super) fn when(text: &str, at: usize) -> Option<(usize, When)> {
    let mut cursor = Cursor { text, at };
    if cursor.word("ngày") {
        let day = cursor.number(2)?;
        return cursor.day(day).or(Some(When::DayOfMonth)).map(|read| (cursor.at, read));
    }
    if cursor.word("tháng") {
        let month = cursor.number(2).filter(|month| (1..=12).contains(month))?;
        let year = cursor.year_after();
        return Some((cursor.at, When::Month(year, month as i8)));
    }
    if cursor.word("quý") {
        let quarter = cursor.quarter()?;
        let year = cursor.year_after();
        return Some((cursor.at, When::Quarter(year, quarter)));
    }
    if cursor.word("năm") {
        return cursor.year().map(|year| (cursor.at, When::Year(year)));
    }
    let number = match () {
        () if cursor.word("sáu") => 6,
        () if cursor.word("chín") => 9,
        () => cursor.number(4)?,
    };
    if matches!(number, 6 | 9) && cursor.word("tháng") {
        let (first, last) = (cursor.word("đầu"), cursor.word("cuối"));
        let named = cursor.word("năm");
        let year = cursor.year();
        return (named && (first || last))
            .then_some((cursor.at, When::Part(year, if last { 12 } else { number as i8 })));
    }
    if (1990..2100).contains(&number) {
        // "2021-2025": the last year counts.
        let year = if cursor.mark(&['-']) { cursor.year().unwrap_or(number) } else { number };
        return Some((cursor.at, When::Year(year)));
    }
    let before = cursor.at;
    if let Some(day) = cursor.day(number) {
        return Some((cursor.at, day));
    }
    cursor.at = before;
    (cursor.mark(&['/']) && (1..=12).contains(&number)).then_some(())?;
    let year = cursor.year()?;
    Some((cursor.at, When::Month(Some(year), number as i8)))
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\n']).len();
    }

    /// Steps over `word` in either case, and over blanks before it.
    fn word(&mut self, word: &str) -> bool {
        let before = self.at;
        self.blanks();
        let mut rest = self.rest().chars();
        let same = word.chars().all(|c| rest.next().is_some_and(|r| r == c || r.to_lowercase().eq([c])));
        let ends = !rest.next().is_some_and(char::is_alphabetic);
        let length = word.len();
        self.at = if same && ends { self.at + length } else { before };
        same && ends
    }

    fn number(&mut self, digits: usize) -> Option<i16> {
        self.blanks();
        let count = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let number = self.rest().get(..count)?.parse().ok()?;
        (count <= digits).then(|| self.at += count)?;
        Some(number)
    }

    fn mark(&mut self, marks: &[char]) -> bool {
        let before = self.at;
        self.blanks();
        let found = self.rest().chars().next().is_some_and(|c| marks.contains(&c));
        self.at = if found { self.at + 1 } else { before };
        found
    }

    fn year(&mut self) -> Option<i16> {
        let before = self.at;
        let year = self.number(4).filter(|year| (1945..2100).contains(year));
        self.at = if year.is_some() { self.at } else { before };
        year
    }

    /// `/2026`, `năm 2026`, `2026`.
    fn year_after(&mut self) -> Option<i16> {
        let before = self.at;
        let _ = self.mark(&['/', '-', '.']) || self.word("năm");
        let year = self.year();
        self.at = if year.is_some() { self.at } else { before };
        year
    }

    /// The rest of a day after its number: `/9/2023`, `tháng 9 năm 2023`, `/9`.
    fn day(&mut self, day: i16) -> Option<When> {
        let before = self.at;
        let words = self.word("tháng");
        let marked = words || self.mark(&['/', '.', '-']);
        let month = marked.then(|| self.number(2)).flatten().filter(|month| (1..=12).contains(month));
        let (Some(month), 1..=31) = (month, day) else {
            self.at = before;
            return None;
        };
        let year = self.year_after();
        if !words && year.is_none() && matches!(self.text.as_bytes().get(self.at), Some(b'/' | b'-')) {
            self.at = before; // "5/8/KH-UBND", "12/7-2"
            return None;
        }
        Some(When::Day(year, month as i8, day as i8))
    }

    fn quarter(&mut self) -> Option<i8> {
        self.blanks();
        let letters: String = self.rest().chars().take_while(|c| matches!(c, 'I' | 'V' | '1'..='4')).collect();
        let quarter = match letters.as_str() {
            "I" | "1" => 1,
            "II" | "2" => 2,
            "III" | "3" => 3,
            "IV" | "4" => 4,
            _ => return None,
        };
        self.at += letters.len();
        Some(quarter)
    }
}
