//! TCVN3 (TCVN 5712:1993, the .Vn fonts): one byte a letter; capitals with tones exist only in fonts whose name ends in H.

/// The letters of the bytes A0 to FF, sixteen a row; a blank is a byte that means itself.
#[rustfmt::skip]
const LETTERS: [[char; 16]; 6] = [
    [' ', 'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', ' '],
    [' ', ' ', ' ', ' ', ' ', 'à', 'ả', 'ã', 'á', 'ạ', ' ', 'ằ', 'ẳ', 'ẵ', 'ắ', ' '],
    [' ', ' ', ' ', ' ', ' ', ' ', 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', ' ', 'ẻ', 'ẽ'],
    ['é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', ' ', ' ', ' ', 'ĩ', 'í', 'ị', 'ò'],
    [' ', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù'],
    [' ', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', ' '],
];

/// Converts text whose bytes were taken for Latin-1 or windows-1252. `capitals`: the font is one of capitals (…H).
pub fn to_unicode(text: &str, capitals: bool) -> String {
    let mut out = String::with_capacity(text.len() * 5 / 4);
    for c in text.chars() {
        let letter = letter(c).unwrap_or(c);
        if capitals {
            out.extend(letter.to_uppercase());
        } else {
            out.push(letter);
        }
    }
    out
}

/// The letter that the byte, seen as a character, stands for.
pub(crate) fn letter(c: char) -> Option<char> {
    let byte = match c {
        // Extractors of text give these for the bytes of ư, ã and à.
        '\u{2212}' => 0xad,
        '\u{2219}' | '\u{2022}' => 0xb7,
        '\u{3bc}' => 0xb5,
        c => u8::try_from(c as u32).ok()?,
    };
    let place = usize::from(byte.checked_sub(0xa0)?);
    Some(LETTERS[place / 16][place % 16]).filter(|letter| *letter != ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(legacy: &str, capitals: bool, expected: &str) {
        assert_eq!(to_unicode(legacy, capitals), expected);
    }

    #[test]
    fn bytes_become_letters() {
        check("Céng hoµ x· héi chñ nghÜa ViÖt Nam", false, "Cộng hoà xã hội chủ nghĩa Việt Nam");
        check("Céng hoµ x· héi", true, "CỘNG HOÀ XÃ HỘI");
        check("§éc lËp - Tù do - H¹nh phóc", false, "Độc lập - Tự do - Hạnh phúc");
        check("Th\u{ad}êng tr\u{2212}íc b\u{2219}i", false, "Thường trước bãi");
        check("Sè 10/CT-UBND", false, "Số 10/CT-UBND");
    }

    #[test]
    fn every_letter_stands_once() {
        let letters: Vec<char> = LETTERS.iter().flatten().copied().filter(|letter| *letter != ' ').collect();
        let distinct: std::collections::BTreeSet<char> = letters.iter().copied().collect();
        assert_eq!((letters.len(), distinct.len()), (74, 74));
    }
}
