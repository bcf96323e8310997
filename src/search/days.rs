//! Ranges of days in a query: `2023`, `2023-09`, `quý 3/2023`, `26/9/2023`, `2023-01-01..2023-06-30`, `>=2023-07`.

use std::ops::Range;

use crate::vi;

/// Words that a day may be spread over: `ngày 26 tháng 9 năm 2023`.
const WIDEST: usize = 6;

/// A day, month or quarter among plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// The words that say it.
    pub(super) words: Range<usize>,
    /// First day, as `20230926`.
    pub(super) first: u64,
    /// Last day.
    pub(super) last: u64,
}

impl Day {
    /// The same among the words from `start` on.
    pub(super) fn shifted(&self, start: usize) -> Day {
        Day { words: self.words.start - start..self.words.end - start, ..*self }
    }
}

/// The days among plain words.
pub(super) fn among(words: &[&str]) -> Vec<Day> {
    let mut days = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let length = said(rest).map_or(1, |(length, (first, last))| {
            days.push(Day { words: at..at + length, first, last });
            length
        });
        at += length;
    }
    days
}

/// A day, month or quarter at the beginning of plain words, and how many words it takes. `9/2023` may be a number, and
/// is a month only after the word for one.
fn said(words: &[&str]) -> Option<(usize, (u64, u64))> {
    let first = vi::fold(words.first()?);
    if first.contains(['/', '-', '.']) && first.split(['/', '-', '.']).count() == 3 {
        let bare = first.trim_end_matches([',', ';', ')']);
        return bare.bytes().all(|b| b.is_ascii_digit() || b"/-.".contains(&b)).then(|| one(bare))?.map(|day| (1, day));
    }
    if !matches!(first.as_str(), "quy" | "thang" | "ngay") {
        return None;
    }
    let longest = WIDEST.min(words.len());
    (2..=longest).rev().find_map(|length| {
        let day = words.get(..length)?;
        // It ends with its year.
        let ends = day.last()?.contains(|c: char| c.is_ascii_digit());
        Some((length, one(day.join(" ").trim_end_matches([',', ';', ')', '.'])).filter(|_| ends)?))
    })
}

/// Whether a word is the figures of a month: `9/2023`.
pub(super) fn is_month(word: &str) -> bool {
    let figures = |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
    let parts = word.trim_end_matches([',', ';', ')', '.']).split_once('/');
    parts.is_some_and(|(month, year)| {
        year.len() == 4 && figures(month).is_some_and(|month| (1..=12).contains(&month)) && figures(year).is_some()
    })
}

/// First and last day, as `20230926`.
pub(super) fn range(text: &str) -> Option<(u64, u64)> {
    let text = text.trim();
    if let Some((from, to)) = text.split_once("..") {
        let from = if from.is_empty() { 0 } else { one(from)?.0 };
        return Some((from, if to.is_empty() { u64::MAX } else { one(to)?.1 }));
    }
    let cut = |sign: &str| text.strip_prefix(sign).map(one);
    if let Some(day) = cut(">=") {
        return Some((day?.0, u64::MAX));
    }
    if let Some(day) = cut("<=") {
        return Some((0, day?.1));
    }
    if let Some(day) = cut(">") {
        return Some((day?.1 + 1, u64::MAX));
    }
    if let Some(day) = cut("<") {
        return Some((0, day?.0.checked_sub(1)?));
    }
    one(text)
}

/// One day, month, quarter or year.
fn one(text: &str) -> Option<(u64, u64)> {
    let folded = vi::fold(text.trim());
    let mut parts: Vec<&str> = folded.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<u64>().ok();
    let is_year = |part: &&str| part.len() == 4;
    let span = |year: u64, first: u64, last: u64| {
        let fits = (1..=12).contains(&first) && (1900..2200).contains(&year);
        fits.then_some((year * 10_000 + first * 100, year * 10_000 + last * 100 + 31))
    };
    // `ngày 26 tháng 9 năm 2023` is `26 9 2023`, `quý 3 năm 2023` is `quy 3 2023`.
    let quarter = parts.first().is_some_and(|first| first.starts_with('q'));
    let named = parts.len();
    parts.retain(|part| !matches!(*part, "ngay" | "thang" | "nam"));
    match parts.as_slice() {
        [year] if is_year(year) => span(number(year)?, 1, 12),
        [first, rest @ ..] if quarter => {
            let (quarter, year) = match rest {
                [year] => (first.trim_start_matches(|c: char| c.is_ascii_alphabetic() && c != 'i' && c != 'v'), year),
                [quarter, year] => (*quarter, year),
                _ => return None,
            };
            let quarter = match quarter {
                "1" | "i" => 1,
                "2" | "ii" => 2,
                "3" | "iii" => 3,
                "4" | "iv" => 4,
                _ => return None,
            };
            span(number(year)?, quarter * 3 - 2, quarter * 3)
        }
        [year, month] if is_year(year) && named == 2 => span(number(year)?, number(month)?, number(month)?),
        [month, year] if is_year(year) => span(number(year)?, number(month)?, number(month)?),
        [a, month, b] => {
            let (year, day) = if is_year(a) { (a, b) } else { (b, a) };
            let (year, month, day) = (number(year)?, number(month)?, number(day)?);
            let day = (1..=31).contains(&day).then_some(day)?;
            span(year, month, month).map(|(first, _)| (first + day, first + day))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u64, u64)>) {
        assert_eq!(range(text), expected, "{text}");
    }

    #[test]
    fn days_months_quarters_and_years() {
        check("2023", Some((20_230_100, 20_231_231)));
        check("2023-09", Some((20_230_900, 20_230_931)));
        check("9/2023", Some((20_230_900, 20_230_931)));
        check("26/9/2023", Some((20_230_926, 20_230_926)));
        check("2023-09-26", Some((20_230_926, 20_230_926)));
        check("quý 3/2023", Some((20_230_700, 20_230_931)));
        check("q3/2023", Some((20_230_700, 20_230_931)));
        check("2023-01-01..30/6/2023", Some((20_230_101, 20_230_630)));
        check(">=2023-07", Some((20_230_700, u64::MAX)));
        check("<2023", Some((0, 20_230_099)));
        check("quý III/2023", Some((20_230_700, 20_230_931)));
        check("quý 3 năm 2023", Some((20_230_700, 20_230_931)));
        check("ngày 26 tháng 9 năm 2023", Some((20_230_926, 20_230_926)));
        check("hôm qua", None);
        check("40/9/2023", None);
    }

    #[test]
    fn days_among_plain_words() {
        let found = |text: &str| said(&text.split(' ').collect::<Vec<_>>());
        assert_eq!(found("ngày 05/8/2023 của UBND"), Some((2, (20_230_805, 20_230_805))));
        assert_eq!(found("quý 3/2023 cải cách"), Some((2, (20_230_700, 20_230_931))));
        assert_eq!(found("tháng 9 năm 2023"), Some((4, (20_230_900, 20_230_931))));
        assert_eq!(found("26/9/2023, huyện"), Some((1, (20_230_926, 20_230_926))));
        assert_eq!(found("9/2023"), None, "a number may be meant");
        assert_eq!(found("ngày mai"), None);
        assert_eq!(
            ["9/2023", "02/2016,", "13/2023", "9/23", "9/2023/QĐ", "9"].map(is_month),
            [true, true, false, false, false, false]
        );
        let words = ["papi", "quý", "3/2023", "ngày", "26/9/2023"];
        assert_eq!(among(&words).iter().map(|day| day.words.clone()).collect::<Vec<_>>(), [1..3, 3..5]);
    }
}
