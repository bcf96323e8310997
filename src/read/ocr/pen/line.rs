//! The two lines that a pen fills in: where they lie among the words of a letterhead, in what order digits and type stand
//! on them, and what words they are when they have been read.

use std::ops::Range;

use super::strip::is_year;
use super::{Figures, Run};
use crate::read::ocr::SeenWord;
use crate::read::ocr::again::Kind;
use crate::vi::fold;

/// Figures of which the first reader is so sure confirm what the net says; of which it is so sure that they are printed,
/// they contradict it.
const SEEN: (f32, f32) = (60.0, 90.0);
/// A run of digits none of which is so sure is type.
const LEAST_SURE: f32 = 0.5;
/// So much of a symbol, in capitals, shows where the number ends, and that it is a symbol. Digits in it are its own.
const SYMBOL: (f32, f32) = (1.2, 4.0);

/// The words of the first such line, from `Số` to the symbol or from `ngày` to the year.
pub(super) fn find(kind: Kind, words: &[SeenWord]) -> Option<Range<usize>> {
    let mut start = 0;
    for line in words.chunk_by(|a, b| a.line == b.line) {
        let found = match kind {
            Kind::Number => number(line),
            Kind::Day => day(line),
        };
        if let Some(found) = found {
            return Some(start + found.start..start + found.end);
        }
        start += line.len();
    }
    None
}

/// `Số: 07 /CT-UBND`, however the pen was read.
fn number(line: &[SeenWord]) -> Option<Range<usize>> {
    let label = line.iter().take(2).position(|word| {
        let mut letters = word.text.chars();
        letters.next() == Some('S')
            && letters.next().is_some_and(char::is_lowercase)
            && fold(&word.text).starts_with("so")
    })?;
    let capitals = |word: &SeenWord| word.text.chars().filter(|c| c.is_uppercase()).count();
    let symbol = line.iter().skip(label + 1).take(5).position(|word| capitals(word) >= 3 || is_short(&word.text))?;
    Some(label..label + symbol + 2)
}

/// `/UB`, `/CT-`
fn is_short(word: &str) -> bool {
    word.strip_prefix('/').is_some_and(|symbol| symbol.chars().filter(|c| c.is_uppercase()).count() >= 2)
}

/// `ngày 20 tháng 3 năm 2018`, however the pen was read.
fn day(line: &[SeenWord]) -> Option<Range<usize>> {
    let begins = |word: &SeenWord| word.text.starts_with("ngà") || fold(&word.text).starts_with("ngay");
    let start = line.iter().position(begins)?;
    let year = line.iter().skip(start + 1).take(6).position(|word| fold(&word.text) == "nam")? + start + 2;
    (year < line.len()).then_some(start..year + 1)
}

/// The columns where what has to be read of the line ends, and what has to be seen.
pub(super) fn ends(kind: Kind, words: &[SeenWord], capital: f32) -> Option<(f32, f32)> {
    let last = words.last()?;
    let [left, _, right, _] = last.edges;
    let is_apart = symbol(&last.text) == Some(&last.text);
    let part =
        |capitals: f32| if kind == Kind::Number && is_apart { right.min(left + capitals * capital) } else { right };
    Some((part(SYMBOL.0), part(SYMBOL.1)))
}

/// The digits of a line on which they stand in the order of its kind and can be true.
pub(super) fn figures(kind: Kind, runs: &[Run]) -> Option<Vec<Figures>> {
    // Strokes of type that look somewhat like digits: the t of "tháng".
    let is_type = |run: &Run| {
        matches!(run, Run::Figures(figures) if figures.sure.iter().all(|sure| *sure < LEAST_SURE)) || *run == Run::Type
    };
    let mut runs: Vec<Run> = runs.iter().map(|run| if is_type(run) { Run::Type } else { run.clone() }).collect();
    runs.dedup_by(|one, other| *one == Run::Type && *other == Run::Type);
    // Whatever stands behind the year, a year is known by its four digits.
    if kind == Kind::Day && runs.last() == Some(&Run::Type) {
        runs.pop();
    }
    let figures: Vec<Figures> = match (kind, runs.as_slice()) {
        (Kind::Number, [Run::Type, Run::Figures(number), Run::Type]) => vec![number.clone()],
        (Kind::Day, [Run::Type, Run::Figures(day), Run::Type, Run::Figures(month), Run::Type, Run::Figures(year)]) => {
            vec![day.clone(), month.clone(), year.clone()]
        }
        _ => return None,
    };
    let is_possible = match figures.as_slice() {
        [number] => number.text.len() <= 5,
        [day, month, year] => is_day(&day.text, &month.text) && is_year(&year.text),
        _ => false,
    };
    is_possible.then_some(figures)
}

/// Whether some year has the day.
fn is_day(day: &str, month: &str) -> bool {
    const LENGTHS: [usize; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let parse = |figures: &str| figures.parse::<usize>().ok().filter(|_| figures.len() <= 2);
    let last = parse(month).and_then(|month| LENGTHS.get(month.checked_sub(1)?));
    parse(day).zip(last).is_some_and(|(day, last)| (1..=*last).contains(&day))
}

/// The words of a line with the digits that were read; `None` where the first reader is sure of other ones.
pub(super) fn written(kind: Kind, words: &[SeenWord], figures: &[Figures]) -> Option<Vec<SeenWord>> {
    let (first, last) = (words.first()?, words.last()?);
    let middle = |word: &SeenWord| (word.edges[0] + word.edges[2]) / 2.0;
    let mut written = Vec::new();
    let mut left = first.edges[0];
    let labels = ["ngày", "tháng", "năm"];
    for (at, figures) in figures.iter().enumerate() {
        let over = |word: &&SeenWord| word.edges[0] < figures.right && figures.left < word.edges[2];
        let is_confirmed =
            words.iter().filter(over).any(|word| word.confidence >= SEEN.0 && digits(&word.text) == figures.text);
        let is_contradicted = words.iter().any(|word| {
            let is_inside = (figures.left..figures.right).contains(&middle(word));
            is_inside && word.confidence >= SEEN.1 && is_number(&word.text) && word.text != figures.text
        });
        if is_contradicted || !is_confirmed && may_be_half(kind, at, &figures.text) {
            return None;
        }
        let sure = figures.sure.iter().copied().fold(1.0, f32::min) * 100.0;
        let label = if kind == Kind::Number { "Số:" } else { labels.get(at)? };
        let word = |text: &str, [from, to]: [f32; 2], confidence, by_pen| {
            let edges = [from, first.edges[1], to, first.edges[3]];
            SeenWord { text: text.to_owned(), edges, line: first.line, confidence, by_pen }
        };
        written.push(word(label, [left, figures.left.max(left)], first.confidence.max(SEEN.1), false));
        let sides = [figures.left, figures.right];
        written.push(word(&figures.text, sides, sure, !is_confirmed));
        left = figures.right;
    }
    if kind == Kind::Number {
        let symbol = symbol(&last.text)?;
        written.push(SeenWord {
            text: symbol.to_owned(),
            edges: [last.edges[0].max(left), last.edges[1], last.edges[2], last.edges[3]],
            ..last.clone()
        });
    }
    Some(written)
}

/// The digits of `tháng07`, `Số:1360/QĐ-TTg`.
fn digits(word: &str) -> &str {
    word.split('/').next().unwrap_or_default().trim_matches(|c: char| !c.is_ascii_digit())
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether one digit may be half of two: below ten, numbers, days and the first two months are written with a zero
/// (Nghị định 30/2020/NĐ-CP, phụ lục I).
fn may_be_half(kind: Kind, at: usize, figures: &str) -> bool {
    let is_month = kind == Kind::Day && at == 1;
    figures.len() == 1 && (!is_month || figures < "3")
}

/// The symbol at the end of a word that may hold what was read of the number: `/KH-DCT` of `Á3/KH-DCT`.
fn symbol(word: &str) -> Option<&str> {
    let capital = |rest: &str| rest.chars().nth(1).is_some_and(char::is_uppercase);
    let slash = word.match_indices('/').map(|(at, _)| at).find(|at| word.get(*at..).is_some_and(capital));
    match slash {
        Some(at) => word.get(at..),
        None => word.starts_with(char::is_uppercase).then_some(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of 40 columns each, side by side; `text|70` is one of which the reader is less sure.
    fn line(said: &str) -> Vec<SeenWord> {
        let words = said.split(' ').enumerate().map(|(at, word)| {
            let (text, confidence) = word.split_once('|').unwrap_or((word, "95"));
            let left = 50.0 * at as f32;
            SeenWord {
                text: text.to_owned(),
                edges: [left, 0.0, left + 40.0, 30.0],
                line: 1,
                confidence: confidence.parse().unwrap(),
                by_pen: false,
            }
        });
        words.collect()
    }

    #[track_caller]
    fn check_find(kind: Kind, said: &str, expected: &str) {
        let words = line(said);
        let found = find(kind, &words).map(|range| words[range].iter().map(|word| &*word.text).collect::<Vec<_>>());
        assert_eq!(found.unwrap_or_default().join(" "), expected);
    }

    #[test]
    fn finds_the_lines_however_the_pen_was_read() {
        check_find(Kind::Number, "Số: # /CT-UBND Quảng Ngãi, ngày 3", "Số: # /CT-UBND");
        check_find(Kind::Number, "Số:⁄‡6 /UB", "Số:⁄‡6 /UB");
        check_find(Kind::Number, "Số: /42/UBND- KSTTHC", "Số: /42/UBND-");
        check_find(Kind::Number, "SỞ TƯ PHÁP", "");
        check_find(Kind::Number, "Căn cứ Nghị quyết số 15/NQ-CP ngày", "");
        check_find(Kind::Day, "Quảng Ngãi, ngàW/† tháng 5 năm 2021", "ngàW/† tháng 5 năm 2021");
        check_find(Kind::Day, "Hà Nội, ngày-2Õtháng ÓỆ năm 2021", "ngày-2Õtháng ÓỆ năm 2021");
        check_find(Kind::Day, "Căn cứ Luật ngày 19 tháng 6", "");
    }

    #[test]
    fn digits_and_type_stand_in_one_order() {
        let read = |kind, said: &str| {
            let run = |word: &str| match word {
                "type" => Run::Type,
                digits => {
                    let (text, sure) = digits.split_once('|').unwrap_or((digits, "0.9"));
                    let sure = vec![sure.parse().unwrap(); text.len()];
                    Run::Figures(Figures { text: text.to_owned(), sure, ..Figures::default() })
                }
            };
            let figures = figures(kind, &said.split(' ').map(run).collect::<Vec<_>>()).unwrap_or_default();
            figures.iter().map(|figures| figures.text.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(read(Kind::Number, "type 07 type"), "07");
        assert_eq!(read(Kind::Number, "type 07"), "");
        assert_eq!(read(Kind::Number, "type 071234 type"), "");
        assert_eq!(read(Kind::Day, "type 04 type 01 type 2021"), "04 01 2021");
        assert_eq!(read(Kind::Day, "type 04 type 01 type 2021 type"), "04 01 2021");
        assert_eq!(read(Kind::Day, "type 08 type 1|0.4 type 4 type 2026"), "08 4 2026");
        assert_eq!(read(Kind::Day, "type 08 type 1|0.6 type 4 type 2026"), "");
        assert_eq!(read(Kind::Day, "type 04 type 01 type 202 type"), "");
        assert_eq!(read(Kind::Day, "type 04 type 2021 type"), "");
    }

    /// `figures`: digits between columns, `07 60 80`, one run after the other; `expected` marks those of the pen.
    #[track_caller]
    fn check_written(kind: Kind, said: &str, figures: &[(&str, f32, f32)], expected: &str) {
        let figures: Vec<Figures> = figures
            .iter()
            .map(|(text, left, right)| Figures {
                text: (*text).to_owned(),
                sure: vec![0.9; text.len()],
                left: *left,
                right: *right,
            })
            .collect();
        let words = written(kind, &line(said), &figures).unwrap_or_default();
        let said: Vec<String> =
            words.iter().map(|word| format!("{}{}", word.text, if word.by_pen { "*" } else { "" })).collect();
        assert_eq!(said.join(" "), expected);
    }

    #[test]
    fn writes_what_was_read_between_the_printed_words() {
        check_written(Kind::Number, "Số: đ|57 /CT-UBND", &[("08", 55.0, 85.0)], "Số: 08* /CT-UBND");
        check_written(Kind::Number, "Số: Á3/KH-DCT|12", &[("753", 42.0, 60.0)], "Số: 753* /KH-DCT");
        check_written(Kind::Number, "Số: 4|44 112|73 QĐ-UBND", &[("1772", 50.0, 145.0)], "Số: 1772* QĐ-UBND");
        check_written(Kind::Number, "Số: 1360/QĐ-TTg|75", &[("1360", 48.0, 70.0)], "Số: 1360 /QĐ-TTg");
        // What is printed was read before.
        check_written(Kind::Number, "Số: 2243 /PC-P6", &[("2243", 48.0, 92.0)], "Số: 2243 /PC-P6");
        check_written(Kind::Number, "Số: 2243 /PC-P6", &[("2248", 48.0, 92.0)], "");
        let day = [("23", 52.0, 88.0), ("6", 152.0, 188.0), ("2026", 252.0, 288.0)];
        check_written(Kind::Day, "ngày khỖ|41 tháng 6 năm 2026", &day, "ngày 23* tháng 6 năm 2026");
        check_written(Kind::Day, "ngày khỖ|41 tháng 6 năm 2025", &day, "");
    }

    #[test]
    fn one_digit_may_be_half_of_two() {
        check_written(Kind::Number, "Số: / /CT-UBND", &[("1", 55.0, 85.0)], "");
        check_written(Kind::Number, "Số: 1 /CT-UBND", &[("1", 55.0, 85.0)], "Số: 1 /CT-UBND");
        let day = |month| [("23", 52.0, 88.0), (month, 152.0, 188.0), ("2026", 252.0, 288.0)];
        check_written(Kind::Day, "ngày ? tháng ! năm 2026", &day("1"), "");
        check_written(Kind::Day, "ngày ? tháng # năm 2026", &day("4"), "ngày 23* tháng 4* năm 2026");
    }

    #[test]
    fn knows_days_that_can_be() {
        assert!(is_day("29", "02") && is_day("31", "12") && is_day("07", "4"));
        assert!(
            !is_day("30", "2") && !is_day("31", "04") && !is_day("0", "4") && !is_day("7", "13") && !is_day("007", "4")
        );
    }
}
