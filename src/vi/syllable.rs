//! Which words can be Vietnamese syllables, and how much of a text they are.

use super::letter::{ACUTE, DOT, LEVEL, apart, bare, combining_tone, is_combining, is_letter, with_mark};

/// What follows the first consonants: every rime of the spelling, without tone, sorted; and that of Đắk Lắk.
#[rustfmt::skip]
const RIMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay",
    "e", "ec", "em", "en", "eng", "eo", "ep", "et",
    "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu",
    "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oc", "oe", "oen", "oeo",
    "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "oăc", "oăm", "oăn", "oăng", "oăt",
    "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uy", "uya", "uych", "uyn", "uynh", "uyp", "uyt", "uyu",
    "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch", "uên", "uênh", "uêu", "uôc", "uôi", "uôm", "uôn", "uông",
    "uôt", "uơ",
    "y", "yêm", "yên", "yêng", "yêt", "yêu",
    "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây",
    "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu",
    "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt",
    "ăc", "ăk", "ăm", "ăn", "ăng", "ăp", "ăt",
    "ơ", "ơi", "ơm", "ơn", "ơp", "ơt",
    "ư", "ưa", "ưc", "ưi", "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu",
];

/// First consonants; the empty one is left out.
const ONSETS: &[&str] = &[
    "b", "c", "ch", "d", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "r", "s", "t", "th",
    "tr", "v", "x", "đ",
];

/// Whether `word` can be one syllable, in any case and NFC or NFD. A stop at the end asks for sắc or nặng.
pub fn is_syllable(word: &str) -> bool {
    let mut bases = ['\0'; 8];
    let mut count = 0usize;
    let mut tone = LEVEL;
    for c in word.chars() {
        if is_combining(c) {
            let Some(last) = count.checked_sub(1).and_then(|at| bases.get_mut(at)) else { return false };
            match (combining_tone(c), with_mark(*last, c)) {
                (Some(mark), _) if tone == LEVEL => tone = mark,
                (None, Some(base)) => *last = base,
                _ => return false,
            }
            continue;
        }
        let (base, mark) = apart(c);
        if mark != LEVEL && tone != LEVEL || count == bases.len() {
            return false;
        }
        tone = tone.max(mark);
        bases[count] = base;
        count += 1;
    }
    possible(&bases[..count], tone)
}

fn possible(bases: &[char], tone: u8) -> bool {
    let stops = matches!(bases, [.., 'c' | 'p' | 't'] | [.., 'c', 'h']);
    if stops && !matches!(tone, ACUTE | DOT) {
        return false;
    }
    if is_rime(bases) {
        return true;
    }
    match bases {
        // The u of qu and the i of gi are written once.
        ['q', rime @ ..] => matches!(rime, ['u', ..]) && (is_rime(rime) || is_rime(&rime[1..])),
        ['g', 'i'] => true,
        ['g', 'i', rime @ ..] if is_rime(rime) || is_rime(&bases[1..]) => true,
        _ => (1..=3.min(bases.len())).any(|cut| {
            let (onset, rime) = bases.split_at(cut);
            is_one_of(onset, ONSETS) && is_rime(rime) && spells(onset, rime)
        }),
    }
}

/// Before e, ê, i and y stand k, gh and ngh for c, g and ng.
fn spells(onset: &[char], rime: &[char]) -> bool {
    let front = matches!(rime, ['e' | 'ê' | 'i' | 'y', ..]);
    match onset {
        ['c'] | ['g'] | ['n', 'g'] => !front,
        ['g', 'h'] | ['n', 'g', 'h'] => front,
        _ => true,
    }
}

fn is_rime(bases: &[char]) -> bool {
    is_one_of(bases, RIMES)
}

fn is_one_of(bases: &[char], sorted: &[&str]) -> bool {
    sorted.binary_search_by(|word| word.chars().cmp(bases.iter().copied())).is_ok()
}

/// How Vietnamese a text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Words with a letter. Numbers, words of digits and Latin letters (`30c`, `M2`), and abbreviations in capitals
    /// (`UBND`) are not counted.
    pub words: usize,
    /// Those of them that can be a syllable.
    pub valid: usize,
    /// Those of them that bear a mark or đ.
    pub marked: usize,
}

impl Shares {
    /// Share of words that can be a syllable; 0 without words.
    pub fn valid_syllables(self) -> f32 {
        self.valid as f32 / self.words.max(1) as f32
    }

    /// Share of words with diacritics; 0 without words.
    pub fn marked(self) -> f32 {
        self.marked as f32 / self.words.max(1) as f32
    }
}

/// Counts the words of a text. True Vietnamese has .88 valid syllables or more, a broken text layer .49 or fewer.
pub fn shares(text: &str) -> Shares {
    let mut shares = Shares::default();
    // A word may hold control characters: the shift of a broken font turns digits into them.
    let between =
        |c: char| !(is_letter(c) || c.is_numeric() || is_combining(c) || c.is_control() && !c.is_whitespace());
    for word in text.split(between).filter(|word| word.chars().any(is_letter)) {
        let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let ends_in_digit = plain && word.bytes().any(|byte| byte.is_ascii_digit());
        if ends_in_digit || is_abbreviation(word) {
            continue;
        }
        shares.words += 1;
        shares.marked += usize::from(!plain && word.chars().any(|c| is_combining(c) || bare(c) != apart_lower(c)));
        shares.valid += usize::from(is_syllable(word));
    }
    shares
}

fn apart_lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().count() <= 6 && word.chars().all(|c| c.is_ascii_uppercase() || c == 'Đ') && !is_syllable(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for words in [RIMES, ONSETS] {
            assert!(words.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn syllables() {
        for word in [
            "Nghiêng",
            "quyết",
            "QUỐC",
            "giếng",
            "gìn",
            "gì",
            "giữa",
            "huỳnh",
            "khuỷu",
            "ủy",
            "uỷ",
            "Đắk",
            "y",
            "ban",
            "Vie\u{323}\u{302}t",
            "đươ\u{323}c",
            "xoong",
            "quăng",
            "thuở",
            "yết",
            "oanh",
            "ghế",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in [
            "UBND", "ViÖt", "Céng", "hoµ", "nghQ", "tac", "viêt", "laà", "Vieät", "", "bộộ", "công1", "the", "street",
            "ӌ",
        ] {
            assert!(!is_syllable(word) || word == "the", "{word}");
        }
    }

    #[test]
    fn true_text_is_told_from_broken_text() {
        let good = shares("Ủy ban nhân dân tỉnh ban hành Chỉ thị số 10/CT-UBND, HĐND cấp 30c");
        assert_eq!((good.words, good.valid), (11, 11));
        assert!(good.marked() > 0.6);
        let tcvn3 = shares("Céng hoµ x\u{b7} héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc");
        assert!(tcvn3.valid_syllables() < 0.55, "{tcvn3:?}");
        let shifted = shares("8ӌ ban 7ӌ1+ nh\u{13}n d\u{14}n");
        assert!(shifted.valid_syllables() < 0.55, "{shifted:?}");
    }
}
