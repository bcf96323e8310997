//! Two forms to compare by: canonical (same word, whoever typed it) and folded (typed without marks).

use super::letter::{LEVEL, apart, bare, combining_tone, is_combining, is_letter, together, vowel, with_mark};

/// Lower case, no marks, đ as d: `Chỉ thị` is `chi thi`. NFD too.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of `text` to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    out.extend(text.chars().filter_map(fold_char));
}

/// The folded form of one character; `None` for a combining mark.
pub fn fold_char(c: char) -> Option<char> {
    if c.is_ascii() { Some(c.to_ascii_lowercase()) } else { (!is_combining(c)).then(|| bare(c)) }
}

/// Lower case, NFC, đ for Eth, the tone on the letter where the older school puts it (`hoà` is `hòa`, `vịêt` is
/// `việt`), and i for a y that ends a syllable after h k l m s t v or in quy (`kỹ` is `kĩ`, `quý` is `quí`).
pub fn canonical(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    canonical_into(text, &mut out);
    out
}

/// Appends the canonical form of `text` to `out`.
pub fn canonical_into(text: &str, out: &mut String) {
    let mut word = Word::default();
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphabetic() {
                word.push(c.to_ascii_lowercase(), LEVEL, out);
            } else {
                word.end(out);
                out.push(c);
            }
        } else if is_combining(c) {
            word.mark(c, out);
        } else if is_letter(c) {
            let (base, tone) = apart(c);
            word.push(base, tone, out);
        } else {
            word.end(out);
            out.push(c);
        }
    }
    word.end(out);
}

/// Longer than every syllable (nghiêng).
const LONGEST: usize = 8;

/// The letters of a word until it ends, toneless, and their tones.
#[derive(Default)]
struct Word {
    bases: [char; LONGEST],
    tones: [u8; LONGEST],
    count: usize,
    /// The word is longer than a syllable: no Vietnamese word, its letters go out as they come.
    long: bool,
}

impl Word {
    fn push(&mut self, base: char, tone: u8, out: &mut String) {
        if self.count == LONGEST {
            self.pour(out);
            self.long = true;
        }
        self.bases[self.count] = base;
        self.tones[self.count] = tone;
        self.count += 1;
    }

    fn mark(&mut self, mark: char, out: &mut String) {
        let Some(last) = self.count.checked_sub(1) else { return };
        if let Some(tone) = combining_tone(mark).filter(|_| vowel(self.bases[last]).is_some()) {
            self.tones[last] = tone;
        } else if let Some(base) = with_mark(self.bases[last], mark) {
            self.bases[last] = base;
        } else {
            // A mark of another language stays behind its letter.
            self.pour(out);
            out.push(mark);
            self.long = true;
        }
    }

    /// Writes the letters out as they are.
    fn pour(&mut self, out: &mut String) {
        out.extend(self.bases.iter().zip(self.tones).take(self.count).map(|(base, tone)| together(*base, tone)));
        self.count = 0;
    }

    fn end(&mut self, out: &mut String) {
        if !self.long && self.count > 0 {
            self.settle();
        }
        self.pour(out);
        self.long = false;
    }

    /// Puts the one tone on its letter, and i for y.
    fn settle(&mut self) {
        let bases = &mut self.bases[..self.count];
        if let [onset, last @ 'y'] = bases
            && matches!(onset, 'h' | 'k' | 'l' | 'm' | 's' | 't' | 'v')
        {
            *last = 'i';
        } else if let ['q', 'u', last @ 'y'] = bases {
            *last = 'i';
        }
        let tones = &mut self.tones[..self.count];
        let mut toned = tones.iter().enumerate().filter(|(_, tone)| **tone != LEVEL);
        let (Some((from, tone)), None) = (toned.next().map(|(at, tone)| (at, *tone)), toned.next()) else { return };
        if let Some(to) = place(bases) {
            tones[from] = LEVEL;
            tones[to] = tone;
        }
    }
}

/// The letter of a syllable that bears its tone; `None` when the vowels do not stand together.
fn place(bases: &[char]) -> Option<usize> {
    let is_vowel = |at: usize| bases.get(at).is_some_and(|base| vowel(*base).is_some());
    let mut start = (0..bases.len()).find(|at| is_vowel(*at))?;
    // The u of qu and the i of gi belong to the consonant when another vowel follows.
    if matches!(bases, ['q', 'u', ..] | ['g', 'i', ..]) && is_vowel(2) {
        start = 2;
    }
    let end = (start..bases.len()).find(|at| !is_vowel(*at)).unwrap_or(bases.len());
    if (end..bases.len()).any(is_vowel) {
        return None;
    }
    let marked = (start..end).rev().find(|at| matches!(bases[*at], 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư'));
    Some(match (marked, end - start, end < bases.len()) {
        (Some(at), _, _) => at,
        (None, 1, _) => start,
        (None, _, true) => end - 1,
        (None, 2, false) => start,
        (None, _, false) => start + 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(same: &[&str], expected: &str) {
        for text in same {
            assert_eq!(canonical(text), expected, "{text}");
        }
    }

    #[test]
    fn one_word_has_one_canonical_form() {
        check(&["hoà", "hòa", "HOÀ", "Ho\u{300}a", "Hoa\u{300}"], "hòa");
        check(&["thuỷ", "thủy", "THỦY"], "thủy");
        check(&["vịêt", "việt", "Vi\u{323}e\u{302}t", "Vie\u{302}\u{323}t", "Viê\u{323}t"], "việt");
        check(&["kỹ", "kĩ"], "kĩ");
        check(&["quý", "quí", "QUÝ"], "quí");
        check(&["Ðiều", "Điều", "ðiều"], "điều");
        check(&["uỷ ban nhân dân", "Ủy ban nhân dân"], "ủy ban nhân dân");
        check(&["ngoaì", "ngoài"], "ngoài");
        check(&["khuỷu", "khủyu"], "khuỷu");
        check(&["giá", "gía"], "giá");
        check(&["gì"], "gì");
        check(&["quả", "qủa"], "quả");
        check(&["toàn", "tòan"], "toàn");
        check(&["mía"], "mía");
        check(&["đươ\u{323}c", "được", "đựơc"], "được");
        check(&["u\u{31b}\u{301}ng", "ứng"], "ứng");
        check(&["Khuyến", "khuyê\u{301}n"], "khuyến");
    }

    #[test]
    fn y_stays_where_it_is_another_sound() {
        check(&["quyết"], "quyết");
        check(&["thúy", "thuý"], "thúy");
        check(&["tay"], "tay");
        check(&["Thy"], "thy");
    }

    #[test]
    fn other_words_stay() {
        check(&["Économie"], "économie");
        check(&["10/CT-UBND"], "10/ct-ubnd");
        check(&["telecommunicación"], "telecommunicación");
        check(&["\u{301}a"], "a");
    }

    #[test]
    fn folding() {
        assert_eq!(fold("Chỉ thị số 10/CT-UBND, ÐẶNG, Đ\u{103}\u{323}ng"), "chi thi so 10/ct-ubnd, dang, dang");
    }

    proptest! {
        #[test]
        fn twice_is_once(text in "\\PC{0,20}|[a-zA-ZàáảãạăằâầđĐêếôốơớưứýỳ\u{300}\u{301}\u{302}\u{323} ]{0,20}") {
            let once = canonical(&text);
            prop_assert_eq!(canonical(&once), once.clone());
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded.clone());
            prop_assert_eq!(fold(&once).replace('y', "i"), folded.replace('y', "i"));
        }
    }
}
