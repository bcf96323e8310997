//! Names of files in archives and heads of messages: UTF-8, or what the system of the sender used before.

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use crate::vi::{shares, tcvn3, vni};

/// The upper half of code page 437, which Windows writes into archives where its language is English.
const DOS: &str = "\
ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ";

/// The characters that most likely were meant: those that make the most Vietnamese syllables.
pub(super) fn decode(raw: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(raw) {
        return name.to_owned();
    }
    let latin = WINDOWS_1252.decode_without_bom_handling(raw).0;
    let windows = WINDOWS_1258.decode_without_bom_handling(raw).0.nfc().collect();
    let readings = [windows, tcvn3::to_unicode(&latin, false), vni::to_unicode(&latin), dos(raw)];
    let mut best: Option<(isize, String)> = None;
    for reading in readings {
        let likeness = likeness(&reading);
        if best.as_ref().is_none_or(|(most, _)| likeness > *most) {
            best = Some((likeness, reading));
        }
    }
    best.map(|(_, name)| name).unwrap_or_default()
}

fn dos(raw: &[u8]) -> String {
    let upper: Vec<char> = DOS.chars().collect();
    let letter = |byte: &u8| match byte.checked_sub(0x80) {
        Some(place) => upper.get(usize::from(place)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(*byte),
    };
    raw.iter().map(letter).collect()
}

/// How many words are syllables, and how few signs no name has.
fn likeness(name: &str) -> isize {
    let part = |c: char| match c {
        '_' | '-' | '.' | '/' | '\\' | '0'..='9' => ' ',
        c => c,
    };
    let strange = name.chars().filter(|c| !c.is_alphanumeric() && !c.is_ascii()).count();
    let words: String = name.chars().map(part).collect();
    shares(&words).valid as isize - strange as isize
}

#[cfg(test)]
mod tests {
    use super::{DOS, decode};

    #[track_caller]
    fn check(raw: &[u8], expected: &str) {
        assert_eq!(decode(raw), expected);
    }

    #[test]
    fn names_of_their_time() {
        assert_eq!(DOS.chars().count(), 128);
        check("Kế hoạch số 10.doc".as_bytes(), "Kế hoạch số 10.doc");
        check(b"K\xea\xec hoa\xf2ch s\xf4\xec 10.doc", "Kế hoạch số 10.doc");
        check(b"B\xe1o_c\xe1o/2024.doc", "Báo_cáo/2024.doc");
        check(b"K\xd5 ho\xb9ch c\xb6i c\xb8ch h\xb5nh ch\xddnh.doc", "Kế hoạch cải cách hành chính.doc");
        check(b"B\xa0o c\xa0o.doc", "Báo cáo.doc");
        check(b"Bi\x88n b\xa0n h\xa2a.doc", "Biên bán hóa.doc");
    }
}
