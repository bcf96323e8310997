//! Whether the text layer of a page is true: what the page shows, or what a machine made up.

use crate::vi::{Shares, fold_char, shares};

/// Every true text measured has more valid syllables than this (.88 at least), every false one fewer (.49 at most).
const TRUE_SYLLABLES: f32 = 0.7;
/// The same of the words with marks alone.
const TRUE_MARKS: f32 = 0.9;
/// Below this share of valid syllables OCR saw a drawing or a script that it does not know.
pub(super) const LEGIBLE: f32 = 0.4;
/// A text with fewer marks than this is not Vietnamese, or has lost them.
const FEW_MARKS: f32 = 0.1;
/// A page of which images cover more than this is a scan with something on it.
const SCAN: f32 = 0.5;
/// A page of few words of which an image covers this much may be a text cut out of a scan.
const CUTTING: f32 = 0.1;
/// A page of few words that has shapes like letters on so much of it shows a text in outlines.
const OUTLINES: f32 = 0.03;
/// Words below which a share says nothing.
const FEW_WORDS: usize = 12;

/// What is known of a page before its text is believed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Page<'a> {
    /// The text, repaired as far as it could be; without stamps.
    pub(super) text: &'a str,
    /// Share of the page that images cover.
    pub(super) image_cover: f32,
    /// Share of the glyphs that are not shown, as in the layer of a scanner.
    pub(super) hidden: f32,
    /// Share of the page on which shapes like letters are drawn.
    pub(super) drawn: f32,
}

/// What to do with the text layer of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Believe it.
    True,
    /// The page shows something else than its text: it is read from its image, or not at all.
    False,
    /// The few words are true, and the page shows more than them.
    Few,
    /// Nothing stands on the page.
    Blank,
}

impl Verdict {
    /// Whether the page is to be looked at, because its text does not say what it shows.
    pub(super) fn shows_more(self) -> bool {
        matches!(self, Verdict::False | Verdict::Few)
    }
}

/// Decides for one page.
pub(super) fn judge(page: Page<'_>) -> (Verdict, Shares) {
    let shares = shares(page.text);
    let scan = page.image_cover >= SCAN;
    let few = shares.words < FEW_WORDS;
    let valid = shares.valid_syllables() >= TRUE_SYLLABLES;
    let marked = shares.marked() >= FEW_MARKS;
    let verdict = match () {
        () if few && scan => Verdict::False,
        () if page.text.trim().is_empty() => {
            if page.image_cover >= CUTTING || page.drawn >= OUTLINES {
                Verdict::False
            } else {
                Verdict::Blank
            }
        }
        () if few && page.drawn >= OUTLINES => Verdict::Few,
        () if few => Verdict::True,
        // A scanner's layer in good Vietnamese is as true as our own recognition would be.
        () if scan || page.hidden > 0.5 => as_true(valid && marked),
        // Without marks it is English, or a list of names and codes; beside whole Vietnamese words it is a list of such
        // names with what they mean. Where the words that bear marks are no syllables it is broken.
        () => as_true(valid || !is_garbled(page.text) && (!marked || marks_are_true(page.text))),
    };
    (verdict, shares)
}

/// Whether many words mix plain letters or digits with control characters or the letters of other scripts.
fn is_garbled(text: &str) -> bool {
    let is_alien = |c: char| c.is_control() || c.is_alphabetic() && fold_char(c).is_some_and(|base| !base.is_ascii());
    let mixed = |word: &&str| word.chars().any(is_alien) && word.chars().any(|c| c.is_ascii_graphic());
    let words = text.split_whitespace().count();
    text.split_whitespace().filter(mixed).count() * 8 > words
}

/// Whether the words with letters outside of ASCII are Vietnamese.
fn marks_are_true(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.is_ascii()).collect();
    shares(&words.join(" ")).valid_syllables() >= TRUE_MARKS
}

fn as_true(holds: bool) -> Verdict {
    if holds { Verdict::True } else { Verdict::False }
}

#[cfg(test)]
mod tests {
    use super::{Page, Verdict, judge};

    const TRUE: &str = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 và các văn bản hướng dẫn";
    const SCANNER: &str = "giao cong nghQ c6ng trinh xfly dung theo quy dinh t4i Nghi dinh s6 15 cria Chinh phri ngdy";
    const BROKEN: &str = "7ӌ1+ Ĉ2 ¬1 .LӇP WUD YLӋF FKҩS hành 4X\\ӃW ÿӏQK VӕYӟL QKѭ Vӣ GөQJ ÿӕF WӍQK.";
    const ENGLISH: &str =
        "This report shows the results of the survey which was held in twelve provinces during the spring";

    const MIXED: &str = "33. Titanium dioxide Titan dioxit 34. Methyl benzene Toluene 35. Vinyl chloride Vinyl clorua \
                         PHỤ LỤC II DANH MỤC HÓA CHẤT SẢN XUẤT Acetaldehyde Axetandehit Acetonitrile Axetonitril Acrylic";
    const TCVN3: &str = "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc Uû ban nh©n d©n tØnh Lµo Cai";

    #[track_caller]
    fn check(text: &str, image_cover: f32, hidden: f32, expected: Verdict) {
        assert_eq!(judge(Page { text, image_cover, hidden, drawn: 0.0 }).0, expected);
    }

    #[test]
    fn letters_that_are_drawn_are_looked_at() {
        let page = |text, drawn| judge(Page { text, image_cover: 0.0, hidden: 0.0, drawn }).0;
        assert_eq!(page("", 0.4), Verdict::False);
        assert_eq!(page("", 0.01), Verdict::Blank, "an emblem");
        assert_eq!(page("2", 0.4), Verdict::Few);
        assert_eq!(page(TRUE, 0.4), Verdict::True, "shapes behind a text");
    }

    #[test]
    fn believes_what_the_page_shows() {
        check(TRUE, 0.0, 0.0, Verdict::True);
        check(TRUE, 1.0, 1.0, Verdict::True);
        check(ENGLISH, 0.0, 0.0, Verdict::True);
        check(MIXED, 0.0, 0.0, Verdict::True);
        check("Phụ lục 1", 0.1, 0.0, Verdict::True);
    }

    #[test]
    fn doubts_what_it_does_not_show() {
        check(SCANNER, 1.0, 1.0, Verdict::False);
        check(SCANNER, 1.0, 0.0, Verdict::False);
        check(BROKEN, 0.0, 0.0, Verdict::False);
        check(TCVN3, 0.0, 0.0, Verdict::False);
        check(MIXED, 1.0, 0.0, Verdict::False);
        check("Ký bởi: Sở Nội vụ Thời gian ký: 10/05/2025", 1.0, 0.0, Verdict::False);
        check("", 1.0, 0.0, Verdict::False);
        check("", 0.3, 0.0, Verdict::False);
        check("", 0.0, 0.0, Verdict::Blank);
    }
}
