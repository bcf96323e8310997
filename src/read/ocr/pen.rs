//! Reads the digits that a pen or a stamp has put into the number line and the day line of a letterhead.
//!
//! The whole line, printed words and all, goes through two small nets that say of each place whether type, a digit or paper
//! stands there. What one says is believed only where the line has the one order it can have (`Số`, digits, symbol;
//! `ngày`, day, `tháng`, month, `năm`, year), where the same is seen when the line is cut out a little larger, smaller,
//! higher and lower, where each digit is sure, and where the other net does not see something else. A number not read is a
//! gap; a number misread would be a false one.

mod line;
mod net;
mod strip;

use std::ops::Range;

use super::again::Kind;
use super::{Grey, SeenWord};
use net::{NETS, Net, Place, STEP, TYPE};
use strip::{Gauge, Strip};

/// How else the line is cut out: capitals so many times as high, and lower by such a part of one.
const VIEWS: [(f32, f32); 4] = [(0.9, 0.0), (1.1, 0.0), (1.0, -0.1), (1.0, 0.1)];
/// So many of these views must see what the plain one sees.
const AGREED: usize = 3;
/// How sure each digit must be, in the mean of the views that agree: where both nets read the same, where one alone reads
/// anything, and where its reading speaks against that of the other. Of 2,400 hard strips of digits that they were not
/// trained on, they read 1,304 so, 28 of them wrongly (tests/pen/sure.py).
const BOTH_SURE: f32 = 0.6;
const ONE_SURE: f32 = 0.75;
const SEEN: f32 = 0.4;
/// Where a digit is so likely, one may stand.
const POSSIBLE: f32 = 0.25;
/// Where type is so likely, it stands.
const LIKELY: f32 = 0.5;
/// Room at the ends of a line, in capitals.
const MARGIN: f32 = 0.3;

/// A run of digits between type.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Figures {
    /// The digits.
    pub(super) text: String,
    /// How sure each of them is.
    pub(super) sure: Vec<f32>,
    /// From the first to the last, in places of the strip, then in columns of the page.
    pub(super) left: f32,
    pub(super) right: f32,
}

/// What stands on a line; nothing between two runs of digits would make them one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Run {
    Type,
    Figures(Figures),
}

/// Reads the number line or the day line among `words`: which words it is, and what they are.
pub(super) fn read(kind: Kind, page: &Grey, words: &[SeenWord]) -> Option<(Range<usize>, Vec<SeenWord>)> {
    let range = line::find(kind, words)?;
    let own = words.get(range.clone())?;
    let whole = words.iter().filter(|word| own.first().is_some_and(|first| first.line == word.line));
    let gauge = Gauge::of(own).or_else(|| Gauge::of(&whole.cloned().collect::<Vec<_>>()))?;
    let room = MARGIN * gauge.capital;
    let left = own.first()?.edges[0] - room;
    let (last, end) = line::ends(kind, own, gauge.capital)?;
    let strips = |(larger, lower)| Strip::cut(page, left, end + room, gauge.varied(larger, lower));
    let (plain, others) = (strips((1.0, 0.0))?, VIEWS.map(strips));
    let see = |net: &Net, strip: &Strip| {
        let mut places = net.places(&strip.ink);
        places.truncate(strip.column(last + room) / STEP);
        let mut runs = runs(&places);
        for run in &mut runs {
            if let Run::Figures(figures) = run {
                figures.left = strip.back(figures.left as usize * STEP);
                figures.right = strip.back(figures.right as usize * STEP);
            }
        }
        line::figures(kind, &runs)
    };
    let readings = NETS.each_ref().map(|net| {
        let others = others.each_ref().map(|strip| see(net, strip.as_ref()?));
        agreed(see(net, &plain)?, &others)
    });
    let figures = believed(readings)?;
    Some((range, line::written(kind, own, &figures)?))
}

/// What the nets have read, where it is sure enough.
fn believed(readings: [Option<Vec<Figures>>; 2]) -> Option<Vec<Figures>> {
    let sure = |figures: &[Figures]| figures.iter().flat_map(|one| &one.sure).copied().fold(1.0, f32::min);
    match readings {
        [Some(one), Some(other)] => {
            let (less, more) = if sure(&one) < sure(&other) { (one, other) } else { (other, one) };
            let is_believed = match says_same(&less, &more) {
                true => sure(&less) >= BOTH_SURE || sure(&more) >= ONE_SURE,
                false => sure(&less) < SEEN && sure(&more) >= ONE_SURE,
            };
            is_believed.then_some(more)
        }
        [one, other] => one.or(other).filter(|alone| sure(alone) >= ONE_SURE),
    }
}

/// What the plain view sees, as far as the others see the same, and how sure all of them are of each digit.
fn agreed(mut plain: Vec<Figures>, others: &[Option<Vec<Figures>>]) -> Option<Vec<Figures>> {
    let others: Vec<_> = others.iter().flatten().filter(|other| says_same(other, &plain)).collect();
    if others.len() < AGREED {
        return None;
    }
    for (at, figures) in plain.iter_mut().enumerate() {
        for (digit, sure) in figures.sure.iter_mut().enumerate() {
            let sum: f32 = others.iter().map(|other| other[at].sure[digit]).sum();
            *sure = (*sure + sum) / (others.len() + 1) as f32;
        }
    }
    Some(plain)
}

/// Whether two readings are of the same digits.
fn says_same(one: &[Figures], other: &[Figures]) -> bool {
    one.iter().map(|figures| &figures.text).eq(other.iter().map(|figures| &figures.text))
}

/// Runs of type and of digits along a strip.
fn runs(places: &[Place]) -> Vec<Run> {
    #[derive(PartialEq)]
    enum Stands {
        Digit,
        Type,
        Paper,
    }
    let stands = |place: &Place| match () {
        () if place[..TYPE].iter().sum::<f32>() >= POSSIBLE => Stands::Digit,
        () if place[TYPE] >= LIKELY => Stands::Type,
        () => Stands::Paper,
    };
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    for same in places.chunk_by(|a, b| stands(a) == stands(b)) {
        let from = at;
        at += same.len();
        match stands(&same[0]) {
            Stands::Paper => {}
            Stands::Type => {
                if runs.last() != Some(&Run::Type) {
                    runs.push(Run::Type);
                }
            }
            Stands::Digit => {
                if !matches!(runs.last(), Some(Run::Figures(_))) {
                    runs.push(Run::Figures(Figures { left: from as f32, ..Figures::default() }));
                }
                if let (Some(Run::Figures(figures)), Some((digit, sure))) = (runs.last_mut(), digit(same)) {
                    figures.text.push(digit);
                    figures.sure.push(sure);
                    figures.right = at as f32;
                }
            }
        }
    }
    runs
}

/// The digit that stands at adjoining places, and how sure it is.
fn digit(places: &[Place]) -> Option<(char, f32)> {
    let sum = |kind: usize| places.iter().map(|place| place[kind]).sum::<f32>();
    let whole: f32 = (0..TYPE).map(sum).sum();
    let best = (0..TYPE).max_by(|a, b| sum(*a).total_cmp(&sum(*b)))?;
    let most = places.iter().map(|place| place[best]).fold(0.0, f32::max);
    Some((char::from_digit(best as u32, 10)?, most * sum(best) / whole))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The nets see on made strips what the trainer's did: `day-06-08-1999.png` says what was written.
    #[test]
    fn reads_made_strips_rightly_or_not() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pen/made");
        let mut read = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let strip = image::open(&path).unwrap().into_luma8();
            let ink: Vec<f32> = strip.as_raw().iter().map(|ink| f32::from(*ink) / 255.0).collect();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let (kind, written) = name.split_once('-').unwrap();
            let kind = if kind == "day" { Kind::Day } else { Kind::Number };
            let seen = NETS.each_ref().map(|net| line::figures(kind, &runs(&net.places(&ink))));
            if let Some(figures) = believed(seen) {
                let said: Vec<String> = figures.into_iter().map(|figures| figures.text).collect();
                assert_eq!(said.join("-"), written, "{name}");
                read += 1;
            }
        }
        assert!(read >= 6, "{read}");
    }

    fn seen(text: &str, sure: f32) -> Option<Vec<Figures>> {
        Some(vec![Figures { text: text.to_owned(), sure: vec![sure; text.len()], left: 0.0, right: 1.0 }])
    }

    #[test]
    fn all_but_one_view_must_see_the_same() {
        let sure = || seen("07", 0.95);
        let agreed =
            |others: [Option<Vec<Figures>>; 4]| agreed(sure().unwrap(), &others).map(|figures| figures[0].text.clone());
        assert_eq!(agreed([sure(), sure(), sure(), None]), Some("07".to_owned()));
        assert_eq!(agreed([sure(), sure(), seen("01", 0.99), None]), None);
        assert_eq!(agreed([None, None, sure(), sure()]), None);
    }

    #[test]
    fn both_nets_are_asked() {
        let believed = |one, other| believed([one, other]).map(|figures| figures[0].text.clone());
        let read = Some("07".to_owned());
        // Both are somewhat sure of the same; one is sure, and the other sees the same, nothing, or is not sure.
        assert_eq!(believed(seen("07", 0.65), seen("07", 0.6)), read);
        assert_eq!(believed(seen("07", 0.8), seen("07", 0.5)), read);
        assert_eq!(believed(None, seen("07", 0.8)), read);
        assert_eq!(believed(seen("01", 0.3), seen("07", 0.8)), read);
        // One is sure, and the other sees something else; neither is sure.
        assert_eq!(believed(seen("01", 0.5), seen("07", 0.9)), None);
        assert_eq!(believed(seen("07", 0.5), seen("07", 0.7)), None);
        assert_eq!(believed(seen("07", 0.7), None), None);
    }

    #[test]
    fn a_page_without_ink_or_size_shows_nothing() {
        let word = |text: &str, left: f32| SeenWord {
            text: text.to_owned(),
            edges: [left, 10.0, left + 80.0, 40.0],
            line: 1,
            confidence: 90.0,
            by_pen: false,
        };
        let words = [word("Số:", 10.0), word("/CT-UBND", 200.0)];
        assert_eq!(read(Kind::Number, &Grey::default(), &words), None);
        let paper = Grey { width: 300, height: 60, pixels: vec![255; 300 * 60], density: 200 };
        assert_eq!(read(Kind::Number, &paper, &words), None);
        assert_eq!(read(Kind::Day, &paper, &words), None);
    }
}
