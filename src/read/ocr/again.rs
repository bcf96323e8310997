//! A second look at the number and the day of a letterhead, the most valuable words of a page.
//!
//! Both are often put into a printed form by hand. Tesseract reads handwriting with as much confidence as print and wrongly
//! half of the time, so what it says counts only when a reader of another language sees the same figures.

use super::{Engine, Grey, SeenWord, pen, tesseract};
use crate::vi::fold;

/// The letterhead ends above this part of the height of a page.
const LETTERHEAD: f32 = 0.4;
/// Density of a strip that is read again, in pixels an inch.
const DENSITY: f64 = 300.0;
/// Figures that two readers agree on are believed when each is at least so sure, and one of them surer.
const AGREED: (f32, f32) = (60.0, 80.0);
/// What is believed of figures that another reader contradicts.
const DOUBTED: f32 = 20.0;

/// What stands on a strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Số, ký hiệu.
    Number,
    /// Ngày, tháng, năm.
    Day,
}

/// Reads the number line and the day line of `page` again, and mends `words`.
pub(super) fn look(page: &Grey, words: &mut Vec<SeenWord>, engine: &Engine, seconds: u64) {
    for (kind, find) in [(Kind::Number, number as fn(&[SeenWord]) -> _), (Kind::Day, day)] {
        let end = words.iter().position(|word| word.edges[1] > page.height as f32 * LETTERHEAD).unwrap_or(words.len());
        let head = words.get(..end).unwrap_or_default();
        if let Some((range, mut read)) = pen::read(kind, page, head) {
            if let Some(last) = read.last_mut().filter(|last| engine.has_english && is_symbol(last)) {
                *last = symbol_again(page, last, seconds).unwrap_or_else(|| last.clone());
            }
            words.splice(range, read);
            continue;
        }
        let lines = head.chunk_by(|a, b| a.line == b.line);
        let found = lines.scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some(find(line).map(|range| start + range.start..start + range.end))
        });
        let Some(range) = found.flatten().next() else { continue };
        let first = words.get(range.clone()).unwrap_or_default().to_vec();
        let Some((strip, place)) = strip(page, &first) else { continue };
        let Some(own) = tesseract(&strip, "vie", "7", seconds) else { continue };
        let other = match engine.has_english {
            true => tesseract(&strip, "eng", "7", seconds),
            false => tesseract(&strip, "vie", "13", seconds),
        };
        let line = first.first().map_or(0, |word| word.line);
        let own = own.into_iter().map(|word| SeenWord { edges: place.back(word.edges), line, ..word }).collect();
        words.splice(range, settled(kind, first, own, &other.unwrap_or_default()));
    }
}

/// The symbol with its figures, where a reader without Vietnamese letters sees them better.
fn symbol_again(page: &Grey, word: &SeenWord, seconds: u64) -> Option<SeenWord> {
    let (strip, _) = strip(page, std::slice::from_ref(word))?;
    let other = tesseract(&strip, "eng", "7", seconds)?;
    other.iter().find_map(|other| with_figures(word, other))
}

/// The words of a line from the label to the symbol: `Số: 07 /CT-UBND`.
fn number(line: &[SeenWord]) -> Option<std::ops::Range<usize>> {
    let symbol = line.iter().position(|word| symbol(&word.text).is_some())?;
    let label = line.get(..=symbol)?.iter().rposition(|word| fold(&word.text).starts_with("so"));
    // A pen often runs over the label.
    let start = label.unwrap_or(symbol.saturating_sub(2));
    (start <= 2 && symbol - start <= 4).then_some(start..symbol + 1)
}

/// The words of a line from `ngày` to the year.
fn day(line: &[SeenWord]) -> Option<std::ops::Range<usize>> {
    let start = line.iter().position(|word| fold(&word.text).starts_with("ngay"))?;
    let year = line.iter().skip(start).position(|word| fold(&word.text) == "nam")?;
    (year <= 6).then(|| start..(start + year + 2).min(line.len()))
}

/// The symbol at the end of a word, with its slash: `/CT-UBND` of `07/CT-UBND`.
fn symbol(word: &str) -> Option<&str> {
    let (_, symbol) = word.split_once('/')?;
    let letters = symbol.chars().filter(|c| c.is_uppercase()).count();
    let (part, _) = symbol.split_once('-')?;
    (letters >= 3 && !part.is_empty() && part.chars().all(|c| c.is_alphabetic() || c == '&'))
        .then(|| word.get(word.len() - symbol.len() - 1..))?
}

/// The way from a strip back to its page.
struct Place {
    left: f32,
    top: f32,
    scale: f32,
}

impl Place {
    fn back(&self, [left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
        let (x, y) = (|at: f32| self.left + at / self.scale, |at: f32| self.top + at / self.scale);
        [x(left), y(top), x(right), y(bottom)]
    }
}

/// The part of a page around words, with room for what a pen adds.
fn strip(page: &Grey, words: &[SeenWord]) -> Option<(Grey, Place)> {
    let edge = |side: usize| words.iter().map(move |word| word.edges[side]);
    let (left, top) = (edge(0).fold(f32::MAX, f32::min), edge(1).fold(f32::MAX, f32::min));
    let (right, bottom) = (edge(2).fold(0.0, f32::max), edge(3).fold(0.0, f32::max));
    let room = 0.35 * (bottom - top).min(0.4 * page.density as f32);
    let scale = (DENSITY / f64::from(page.density.max(1))).max(1.0);
    let from = |at: f32| (at - room).max(0.0) as usize;
    let to = |at: f32| (at + room).max(0.0) as usize;
    let strip = page.part([from(left), from(top), to(right), to(bottom)], scale);
    let place = Place { left: from(left) as f32, top: from(top) as f32, scale: scale as f32 };
    (strip.width > 0 && strip.height > 0).then_some((strip, place))
}

/// The words that count: those of the first look or of the second, as the `other` reader confirms them.
fn settled(kind: Kind, first: Vec<SeenWord>, second: Vec<SeenWord>, other: &[SeenWord]) -> Vec<SeenWord> {
    match kind {
        Kind::Number => settled_number(first, second, other),
        Kind::Day => {
            let (first, second) = (settled_day(first, other), settled_day(second, other));
            let sure = |words: &[SeenWord]| words.iter().filter(|word| is_sure(word)).count();
            if sure(&second) > sure(&first) && sure(&second) == 3 { second } else { first }
        }
    }
}

fn settled_number(first: Vec<SeenWord>, second: Vec<SeenWord>, other: &[SeenWord]) -> Vec<SeenWord> {
    let confirmed = |words: &[SeenWord]| {
        let (own, other) = (serial(words)?, serial(other)?);
        (own.0 == other.0).then_some(agreed(own.1, other.1)?)
    };
    let (mut words, rest, sure) = match (confirmed(&second), confirmed(&first)) {
        (Some(sure), _) => (second, first, Some(sure)),
        (None, sure) => (first, second, sure),
    };
    let own = serial(&words);
    let witnesses: Vec<_> = [serial(&rest), serial(other)].into_iter().flatten().collect();
    let contradicted =
        !witnesses.is_empty() && witnesses.iter().all(|seen| own.as_ref().is_none_or(|own| own.0 != seen.0));
    let last = words.iter().position(|word| symbol(&word.text).is_some());
    words.truncate(last.map_or(words.len(), |last| last + 1));
    for word in &mut words {
        if has_figure(word) {
            word.confidence = match sure {
                Some(sure) => word.confidence.max(sure),
                None if contradicted => word.confidence.min(DOUBTED),
                None => word.confidence,
            };
        } else if let Some(better) = rest.iter().find(|seen| is_better_symbol(seen, word)) {
            *word = SeenWord { edges: word.edges, ..better.clone() };
        }
        if is_symbol(word) {
            let mut readings = std::iter::once(&*word).chain(&rest).filter(|seen| is_symbol(seen));
            let figured = readings.find_map(|seen| other.iter().find_map(|other| with_figures(seen, other)));
            *word = SeenWord { edges: word.edges, line: word.line, ..figured.unwrap_or_else(|| word.clone()) };
        }
    }
    words
}

/// Whether a symbol that stands alone was seen better.
fn is_better_symbol(seen: &SeenWord, word: &SeenWord) -> bool {
    is_symbol(seen) && is_symbol(word) && seen.confidence > word.confidence
}

/// Whether a word is a symbol alone.
fn is_symbol(word: &SeenWord) -> bool {
    symbol(&word.text) == Some(&*word.text)
}

/// A symbol with the figures that a reader without Vietnamese letters sees in it: "/PCCC&CNCH-Pó" and "/PCCC&CNCH-P6".
/// `None` where it sees none or is less sure, or where they differ in more than letters that look like figures.
fn with_figures(word: &SeenWord, other: &SeenWord) -> Option<SeenWord> {
    let is_alike = |letter: char, figure: char| {
        matches!(
            (fold(&letter.to_string()).as_str(), figure),
            ("o", '0' | '6') | ("i" | "l", '1') | ("s", '5') | ("z", '2') | ("b", '8')
        )
    };
    if word.text.chars().count() != other.text.chars().count() || other.confidence < AGREED.1 {
        return None;
    }
    let merge = |(own, seen): (char, char)| match seen.is_ascii_digit() && own != seen {
        true => is_alike(own, seen).then_some(seen),
        false => (fold(&own.to_string()) == fold(&seen.to_string())).then_some(own),
    };
    let text: String = word.text.chars().zip(other.text.chars()).map(merge).collect::<Option<_>>()?;
    let is_surer = other.confidence > word.confidence && text.contains(|c: char| c.is_ascii_digit());
    is_surer.then(|| SeenWord { text, confidence: other.confidence, ..word.clone() })
}

/// How sure two readers are together who see the same.
fn agreed(one: f32, other: f32) -> Option<f32> {
    (one.min(other) >= AGREED.0 && one.max(other) >= AGREED.1).then_some(one.max(other))
}

fn has_figure(word: &SeenWord) -> bool {
    word.text.split('/').next().is_some_and(|part| part.chars().any(|c| c.is_ascii_digit()))
}

fn is_sure(word: &SeenWord) -> bool {
    day_part(&word.text).is_some() && word.confidence >= AGREED.1
}

/// The figures before the symbol, and how sure they are; `None` where there is anything else among them.
fn serial(words: &[SeenWord]) -> Option<(String, f32)> {
    let at = words.iter().position(|word| word.text.contains('/'))?;
    let before = words.get(..=at)?.iter().map(|word| (word, word.text.split('/').next().unwrap_or_default()));
    // The label is no figure, however it was read.
    let parts = before.map(|(word, text)| (word, text.rsplit(':').next().unwrap_or_default()));
    let mut parts = parts.filter(|(_, text)| !text.is_empty() && !text.starts_with(['S', 's', '$']));
    let (word, figures) = parts.next().filter(|_| parts.next().is_none())?;
    figures.bytes().all(|byte| byte.is_ascii_digit()).then(|| (figures.to_owned(), word.confidence))
}

/// Believes the figures of a day that the other reader sees in their place too, counted from the year.
fn settled_day(mut words: Vec<SeenWord>, other: &[SeenWord]) -> Vec<SeenWord> {
    let mut witnesses = other.iter().rev().filter(|word| has_figure(word));
    for word in words.iter_mut().rev().filter(|word| has_figure(word)) {
        let witness = witnesses.next();
        let seen =
            witness.filter(|witness| day_part(&word.text).is_some_and(|own| day_part(&witness.text) == Some(own)));
        if let Some(sure) = seen.and_then(|witness| agreed(word.confidence.max(AGREED.0), witness.confidence)) {
            word.confidence = word.confidence.max(sure);
        }
    }
    words
}

/// The figures of `07`, `tháng07`, `ngày5`.
fn day_part(text: &str) -> Option<u32> {
    let figures = text.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_end_matches([',', '.']);
    let letters = fold(text.trim_end_matches([',', '.']).strip_suffix(figures)?);
    (letters.is_empty() || ["ngay", "thang", "nam"].contains(&letters.as_str())).then_some(())?;
    figures.parse().ok().filter(|figure| (1..=31).contains(figure) || (1900..2100).contains(figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(said: &str) -> Vec<SeenWord> {
        let words = said.split(' ').map(|word| {
            let (text, confidence) = word.split_once('|').unwrap_or((word, "95"));
            SeenWord {
                text: text.to_owned(),
                edges: [0.0; 4],
                line: 1,
                confidence: confidence.parse().unwrap(),
                by_pen: false,
            }
        });
        words.collect()
    }

    #[track_caller]
    fn check(kind: Kind, first: &str, second: &str, other: &str, expected: &str) {
        let settled = settled(kind, line(first), line(second), &line(other));
        let said: Vec<String> = settled.iter().filter_map(super::super::believed).map(|word| word.text).collect();
        assert_eq!(said.join(" "), expected);
    }

    #[test]
    fn a_number_needs_two_readers() {
        let check = |first, second, other, expected| check(Kind::Number, first, second, other, expected);
        check("Số: 1360/QĐ-TTg|75", "Số: 1360/QĐ-TTg|91", "Sé: 1360/QD-TTg|87", "Số: 1360/QĐ-TTg");
        check("Số: 22|67 /BC-UBND|91", "Số: 23|85 /BC-UBND", "Sé: 23|74 /BC-UBND", "Số: 23 /BC-UBND");
        check("Số: 22|67 /BC-UBND|91", "Số: 43|85 /BC-UBND", "Sé: 23|74 /BC-UBND", "Số: ?? /BC-UBND");
        check("Số: 2243|90 /PC&CC-Pó|53", "Số: 224|91 /PC&CC-P6|89", "S6: 2248|88 /PC", "Số: ???? /PC&CC-P6");
        check("Số: đi|70 /CT-UBND", "Số: đ|70 /CT-UBND", "Sé: 68|90 /CT-UBND", "Số: đi /CT-UBND");
    }

    #[test]
    fn a_figure_of_a_symbol_may_look_like_a_letter() {
        let check = |first, second, other, expected| check(Kind::Number, first, second, other, expected);
        check("Số: /PCCC-Pó6|69", "Số: /PCCC-Pó|71", "Sé: /PCCC-P6|90", "Số: /PCCC-P6");
        check("Số: /PCCC-P6|53", "Số: /PCCC-Pó|71", "Sé: /PCCC-P6|90", "Số: /PCCC-P6");
        check("Số: /PCCC-Pó|69", "Số: /PCCC-Pó|71", "Sé: /PCCC-P6|60", "Số: /PCCC-Pó");
        check("Số: /QĐ-SGDĐT", "Số: /QĐ-SGDĐT", "Sé: /QD-SGDDT|90", "Số: /QĐ-SGDĐT");
        check("Số: /KH-ĐTN", "Số: /KH-ĐTN", "Sé: /KH-9TN|90", "Số: /KH-ĐTN");
    }

    #[test]
    fn so_does_a_day() {
        let check = |first, second, other, expected| check(Kind::Day, first, second, other, expected);
        check(
            "ngày 26 tháng 6 năm 2025",
            "ngày 26 tháng 6 năm 2025",
            "ngay 26 thang 6 nam 2025",
            "ngày 26 tháng 6 năm 2025",
        );
        check(
            "ngày 23 tháng07|70 năm 2025",
            "ngày 23 tháng07 năm 2025",
            "ngay 23 thang07|68 nam 2025",
            "ngày 23 tháng07 năm 2025",
        );
        check(
            "ngày 4#|80 tháng 6 năm 2025",
            "ngày 40 tháng 6 năm 2025",
            "ngay 40 thang 6 nam 2025",
            "ngày 4# tháng 6 năm 2025",
        );
        check(
            "ngày Z tháng 4 năm 2020",
            "ngày tháng 4 năm 2020",
            "ngayd 5 thang 4 nam 2020",
            "ngày Z tháng 4 năm 2020",
        );
    }

    #[test]
    fn finds_the_lines() {
        assert_eq!(number(&line("Số: # /CT-UBND Quảng Ngãi, ngày 3")), Some(0..3));
        assert_eq!(number(&line("Căn cứ Nghị quyết số 15/NQ-CP ngày")), None);
        assert_eq!(number(&line("Thực hiện Nghị quyết 3/2020/NQ-CP ngày")), None);
        assert_eq!(day(&line("Hà Nội, ngày 26 tháng 6 năm 2025")), Some(2..8));
        assert_eq!(day(&line("Căn cứ Luật ngày")), None);
    }
}
