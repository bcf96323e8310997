//! VNI (the VNI- fonts of Windows): a plain letter followed by a letter that stands for its marks.

/// Letters that stand for one letter of their own, in lower case.
const SINGLE: [(char, char); 9] =
    [('ñ', 'đ'), ('ô', 'ơ'), ('ö', 'ư'), ('í', 'í'), ('ì', 'ì'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị'), ('î', 'ỵ')];

/// Letter, the letter behind it, and what both mean, in lower case.
#[rustfmt::skip]
const PAIRS: [(char, &str, &str); 7] = [
    ('a', "ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    ('e', "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    ('o', "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    ('u', "ùøûõï", "úùủũụ"),
    ('y', "ùøûõï", "ýỳỷỹỵ"),
    ('ô', "ùøûõï", "ớờởỡợ"),
    ('ö', "ùøûõï", "ứừửữự"),
];

/// Converts text whose bytes were taken for Latin-1 or windows-1252.
pub fn to_unicode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(first) = chars.next() {
        if first.is_ascii() && !matches!(first.to_ascii_lowercase(), 'a' | 'e' | 'o' | 'u' | 'y') {
            out.push(first);
            continue;
        }
        let lower = lower(first);
        let letter = match chars.peek().and_then(|second| pair(lower, self::lower(*second))) {
            Some(letter) => {
                chars.next();
                letter
            }
            None => SINGLE.iter().find(|(legacy, _)| *legacy == lower).map_or(lower, |(_, letter)| *letter),
        };
        // The case of the first letter decides: some typists left the second one small.
        if lower == first {
            out.push(letter);
        } else {
            out.extend(letter.to_uppercase());
        }
    }
    out
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// What two letters mean together.
fn pair(first: char, second: char) -> Option<char> {
    let (_, marks, letters) = PAIRS.iter().find(|(letter, ..)| *letter == first)?;
    let at = marks.chars().position(|mark| mark == second)?;
    letters.chars().nth(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(legacy: &str, expected: &str) {
        assert_eq!(to_unicode(legacy), expected);
    }

    #[test]
    fn pairs_become_letters() {
        check("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam");
        check("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        check("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc");
        check(
            "ñöôïc thöïc hieän, kyù, lyù, kyõ thuaät, quyeàn, ñaêng kyù",
            "được thực hiện, ký, lý, kỹ thuật, quyền, đăng ký",
        );
        check("Số 10/CT-UBND", "Số 10/CT-UBND");
    }

    #[test]
    fn tables_are_of_one_length() {
        for (_, marks, letters) in PAIRS {
            assert_eq!(marks.chars().count(), letters.chars().count());
        }
    }
}
