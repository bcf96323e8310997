//! A small picture of what a document says, by which a draft is known again in the scan of what was signed.

use std::ops::Bound;

use serde::{Deserialize, Serialize};

use super::analyzer::is_alphanumeric;
use crate::record::Record;
use crate::text::{Span, Text};
use crate::vi;

/// Places of a sketch: each keeps the least of the hashes that fall to it, so that two sketches agree in about as many
/// places as their texts have runs of words in common.
const PLACES: usize = 64;
/// Words side by side that make a run.
const RUN: usize = 3;
/// Places side by side that must agree for two sketches to be compared at all, and how often that is tried: bodies that
/// have half of their runs in common are found 97 times of 100.
const BAND: usize = 2;
const BANDS: usize = 12;
/// A body of fewer words tells nothing.
const FEWEST: usize = 25;

/// The body of a document without letterhead, signature and annexes: its words without marks, which OCR often loses,
/// and apart from them its numbers, in which letters of one form differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sketch {
    words: Vec<u8>,
    numbers: Vec<u8>,
}

impl Sketch {
    /// Of a document; `None` where its body is too short.
    pub(super) fn of(record: &Record, text: &Text) -> Option<Sketch> {
        let mut sketch = Drawing::default();
        text.lines(body(record, text)).for_each(|line| sketch.line(text.quote(line)));
        sketch.finish()
    }

    /// Its parts with their places, at least one of which bodies that agree have in common.
    pub(super) fn bands(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let bands = self.words.chunks_exact(BAND).take(BANDS).enumerate();
        bands.filter(|(_, band)| band.iter().any(|place| *place > 0))
    }

    /// The share of runs of words that two bodies have in common.
    pub(super) fn likeness(&self, other: &Sketch) -> f32 {
        agreement(&self.words, &other.words)
    }

    /// The share of numbers that two bodies have in common.
    pub(super) fn numbers(&self, other: &Sketch) -> f32 {
        agreement(&self.numbers, &other.numbers)
    }
}

/// Share of the places that agree, of those that are filled.
fn agreement(one: &[u8], other: &[u8]) -> f32 {
    let filled = one.iter().zip(other).filter(|(a, b)| **a > 0 || **b > 0);
    let (all, same) = filled.fold((0u8, 0u8), |(all, same), (a, b)| (all + 1, same + u8::from(a == b)));
    if all == 0 { 1.0 } else { f32::from(same) / f32::from(all) }
}

/// What stands between letterhead and signature, as far as these were found.
fn body(record: &Record, text: &Text) -> Span {
    const HEADER: &str = "/document/";
    let header = record.evidence.range::<str, _>((Bound::Included(HEADER), Bound::Unbounded));
    let places = header.map_while(|(pointer, evidence)| {
        let field = pointer.strip_prefix(HEADER)?;
        let closing = field.starts_with("signatory") || field.starts_with("to_places");
        Some((closing, evidence.start, evidence.end))
    });
    let whole = text.whole();
    let end = places.clone().filter(|(closing, ..)| *closing).map(|(_, start, _)| start).min().unwrap_or(whole.end);
    // The issuer of a letter without a letterhead is read from its signature.
    let above = places.filter(|(closing, _, over)| !closing && *over <= end).map(|(.., over)| over);
    Span { start: above.max().unwrap_or(0), end }
}

/// A sketch while it is made.
struct Drawing {
    words: [u64; PLACES],
    numbers: [u64; PLACES],
    last: [u64; RUN],
    count: usize,
}

impl Default for Drawing {
    fn default() -> Drawing {
        Drawing { words: [u64::MAX; PLACES], numbers: [u64::MAX; PLACES], last: [0; RUN], count: 0 }
    }
}

impl Drawing {
    fn line(&mut self, line: &str) {
        // The number of a page, of a row, of an item of a list, which Word may have written by itself.
        let figures = line.trim_start().bytes().take_while(u8::is_ascii_digit).count();
        let (before, rest) = line.trim_start().split_at_checked(figures).unwrap_or_default();
        let is_item = !before.is_empty() && (rest.trim().is_empty() || rest.starts_with(['.', ')']));
        let words = if is_item { rest } else { line };
        for word in words.split(|c| !is_alphanumeric(c)).filter(|word| !word.is_empty()) {
            self.word(word);
        }
    }

    fn word(&mut self, word: &str) {
        let mut hash = START;
        for c in word.chars().filter_map(vi::fold_char) {
            hash = hashed(hash, u64::from(c));
        }
        if word.bytes().all(|b| b.is_ascii_digit()) {
            keep(&mut self.numbers, mixed(hash));
        }
        let [_, before, last] = self.last;
        self.last = [before, last, hash];
        self.count += 1;
        if self.count >= RUN {
            keep(&mut self.words, mixed(self.last.into_iter().fold(START, hashed)));
        }
    }

    fn finish(self) -> Option<Sketch> {
        let places = |kept: [u64; PLACES]| kept.into_iter().map(place).collect();
        (self.count >= FEWEST).then(|| Sketch { words: places(self.words), numbers: places(self.numbers) })
    }
}

/// Bits of a hash that name its place.
const NAMES: u32 = PLACES.trailing_zeros();

fn keep(kept: &mut [u64; PLACES], hash: u64) {
    let place = &mut kept[(hash >> (u64::BITS - NAMES)) as usize];
    *place = (*place).min(hash << NAMES);
}

/// A place as it is stored: 0 where nothing fell to it.
fn place(hash: u64) -> u8 {
    if hash == u64::MAX { 0 } else { (mixed(hash) % 255) as u8 + 1 }
}

/// What a hash begins with.
pub(super) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// A hash with something more in it (FNV-1a): the same on every machine and in every version.
pub(super) fn hashed(hash: u64, more: u64) -> u64 {
    (hash ^ more).wrapping_mul(0x0000_0100_0000_01b3)
}

/// A hash whose bits depend all on one another (the end of MurmurHash3).
pub(super) fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    fn sketch(text: &str) -> Option<Sketch> {
        Sketch::of(&Record::default(), &Text::plain(text))
    }

    /// Words of a text with every `nth` one misread, beginning with the first.
    fn misread(words: &[String], nth: usize) -> String {
        let word = |(at, word): (usize, &String)| if at % nth == 0 { format!("{word}q") } else { word.clone() };
        words.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
    }

    proptest! {
        #[test]
        fn marks_lines_signs_and_page_numbers_do_not_count(words in prop::collection::vec("[a-zàđếộ]{1,6}", 30..200)) {
            let text = words.join(" ");
            let other = format!("{}.\n3\n1. {}", words[..15].join("\n"), vi::fold(&words[15..].join(", ")));
            prop_assert_eq!(sketch(&text), sketch(&other));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC*") {
            if let Some(sketch) = sketch(&text) {
                prop_assert_eq!((sketch.likeness(&sketch), sketch.numbers(&sketch)), (1.0, 1.0));
            }
        }
    }

    proptest! {
        // A sketch is a sample: how near it comes is likely, not sure. The same texts are drawn each time.
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(2026), ..ProptestConfig::default() })]
        #[test]
        fn the_more_is_misread_the_less_agrees(words in prop::collection::vec("[a-p]{3,8}", 200..400)) {
            let whole = sketch(&words.join(" ")).unwrap();
            let like = |nth| whole.likeness(&sketch(&misread(&words, nth)).unwrap());
            prop_assert_eq!(whole.likeness(&whole), 1.0);
            prop_assert!(like(50) > 0.6 && like(20) > 0.4 && like(1) < 0.1, "{} {} {}", like(50), like(20), like(1));
            let read = sketch(&misread(&words, 20)).unwrap();
            prop_assert!(whole.bands().any(|band| read.bands().any(|other| other == band)));
        }
    }

    #[test]
    fn numbers_stand_by_themselves() {
        let text = "Thời gian: 8 giờ 00, ngày 20/3/2023 tại phòng họp tầng 2, mời các ông bà có tên trong danh sách kèm theo \
                    đến dự họp đúng thành phần, đúng giờ theo giấy mời này";
        let one = sketch(text).unwrap();
        assert_eq!(one.numbers(&sketch(&text.replace("danh sách", "danh mục")).unwrap()), 1.0);
        assert!(one.numbers(&sketch(&text.replace("20/3", "27/4").replace("8 giờ 00", "14 giờ 30")).unwrap()) < 0.5);
        assert_eq!(sketch("Quyết định này có hiệu lực từ ngày ký."), None);
    }
}
