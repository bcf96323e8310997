//! The letters of the alphabet, taken apart into vowel and tone and put together again.

/// The vowels, each without a tone and with huyền, hỏi, ngã, sắc, nặng.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// The same vowels without any mark.
const BARE: [char; 12] = ['a', 'a', 'a', 'e', 'e', 'i', 'o', 'o', 'o', 'u', 'u', 'y'];

/// No tone.
pub(super) const LEVEL: u8 = 0;
const GRAVE: u8 = 1;
const HOOK: u8 = 2;
const TILDE: u8 = 3;
/// Sắc and nặng, the only tones of a syllable that ends in c, ch, p or t.
pub(super) const ACUTE: u8 = 4;
pub(super) const DOT: u8 = 5;

/// First letter of the second table; the first one begins at 0.
const HIGH: usize = 0x1ea0;

/// 1 + 6 × vowel + tone for each letter below U+01B1; 0 for others.
static LOW_TABLE: [u8; 0x1b1] = table(0);
/// The same from U+1EA0 on.
static HIGH_TABLE: [u8; 0x5a] = table(HIGH);

const fn table<const N: usize>(from: usize) -> [u8; N] {
    let mut table = [0; N];
    let mut vowel = 0;
    while vowel < 12 {
        let mut tone = 0;
        while tone < 6 {
            let lower = VOWELS[vowel][tone] as usize;
            // Below U+0100 a capital stands 32 places before its letter, above it stands next to it.
            let upper = if lower < 0x100 { lower - 0x20 } else { lower - 1 };
            let value = (1 + 6 * vowel + tone) as u8;
            if lower >= from && lower - from < N {
                table[lower - from] = value;
            }
            if upper >= from && upper - from < N {
                table[upper - from] = value;
            }
            tone += 1;
        }
        vowel += 1;
    }
    table
}

/// A letter in lower case without its tone, and the tone. Eth is đ.
pub(super) fn apart(c: char) -> (char, u8) {
    let code = c as usize;
    let value = LOW_TABLE.get(code).or_else(|| HIGH_TABLE.get(code.wrapping_sub(HIGH))).copied().unwrap_or(0);
    match (value.checked_sub(1), c) {
        (Some(value), _) => (VOWELS[usize::from(value / 6)][0], value % 6),
        (None, 'Đ' | 'đ' | '\u{d0}' | '\u{f0}' | '\u{189}') => ('đ', LEVEL),
        _ if c.is_ascii() => (c.to_ascii_lowercase(), LEVEL),
        _ => (c.to_lowercase().next().unwrap_or(c), LEVEL),
    }
}

/// Whether `c` is a letter, of whatever language.
pub(super) fn is_letter(c: char) -> bool {
    let code = c as usize;
    match LOW_TABLE.get(code).or_else(|| HIGH_TABLE.get(code.wrapping_sub(HIGH))) {
        _ if c.is_ascii() => c.is_ascii_alphabetic(),
        Some(1..) => true,
        _ => c.is_alphabetic(),
    }
}

/// The letter in lower case without any mark.
pub(super) fn bare(c: char) -> char {
    match apart(c).0 {
        'đ' => 'd',
        base => vowel(base).map_or(base, |index| BARE[index]),
    }
}

/// The letter `base` with `tone`; a consonant bears none.
pub(super) fn together(base: char, tone: u8) -> char {
    if tone == LEVEL {
        return base;
    }
    vowel(base).and_then(|index| VOWELS[index].get(usize::from(tone))).copied().unwrap_or(base)
}

/// Place of a toneless vowel in the table.
pub(super) fn vowel(base: char) -> Option<usize> {
    let value = LOW_TABLE.get(base as usize).copied().unwrap_or(0).checked_sub(1)?;
    (value % 6 == LEVEL).then_some(usize::from(value / 6))
}

/// The tone that a combining mark stands for.
pub(super) fn combining_tone(c: char) -> Option<u8> {
    Some(match c {
        '\u{300}' | '\u{340}' => GRAVE,
        '\u{309}' => HOOK,
        '\u{303}' => TILDE,
        '\u{301}' | '\u{341}' => ACUTE,
        '\u{323}' => DOT,
        _ => return None,
    })
}

/// The toneless vowel `base` with the combining circumflex, breve or horn `mark`.
pub(super) fn with_mark(base: char, mark: char) -> Option<char> {
    Some(match (base, mark) {
        ('a', '\u{302}') => 'â',
        ('e', '\u{302}') => 'ê',
        ('o', '\u{302}') => 'ô',
        ('a', '\u{306}') => 'ă',
        ('o', '\u{31b}') => 'ơ',
        ('u', '\u{31b}') => 'ư',
        _ => return None,
    })
}

/// Whether `c` is a combining mark of the Latin script.
pub(super) fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_comes_apart_and_together_again() {
        for row in VOWELS {
            for (tone, letter) in row.into_iter().enumerate() {
                let upper = letter.to_uppercase().next().unwrap();
                assert_eq!(apart(letter), (row[0], tone as u8));
                assert_eq!(apart(upper), (row[0], tone as u8));
                assert_eq!(together(row[0], tone as u8), letter);
            }
        }
        assert_eq!((bare('Ặ'), bare('Đ'), bare('\u{d0}'), bare('x'), bare('É')), ('a', 'd', 'd', 'x', 'e'));
        assert_eq!(apart('Я'), ('я', LEVEL));
    }
}
