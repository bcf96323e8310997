//! Undoes the shift of fonts that lost their map to Unicode.
//!
//! Ghostscript 10 saves some PDFs anew with fonts that tell only the number of each glyph: `UBND TỈNH` is then
//! `UBND 7ӌ1+`. The fonts of Microsoft keep one order of glyphs, so the numbers are letters after all, digits too.

/// The glyphs of a TrueType font from number 3 in the order of the Macintosh, as the fonts of Microsoft have them.
const ORDER: &str = concat!(
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…",
    "ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇŁłŠšŽž¦ÐðÝýÞþ−×¹²³½¼¾₣ĞğİŞşĆćČčđ",
);

/// Where a font keeps the letters that only Vietnamese has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Number of Ạ, the first of the 90 letters to ỹ.
    first_toned: u32,
    /// Number of Ơ; ơ, Ư and ư follow.
    first_horned: u32,
}

/// The layouts seen: Times New Roman upright and bold, and its bold italic.
pub(super) const LAYOUTS: [Layout; 2] =
    [Layout { first_toned: 0x4a4, first_horned: 0x46a }, Layout { first_toned: 0x328, first_horned: 0x2ee }];

impl Layout {
    /// Whether `number` is one of the letters that only Vietnamese has.
    pub(super) fn has(self, number: u32) -> bool {
        number.wrapping_sub(self.first_toned) < 90 || number.wrapping_sub(self.first_horned) < 4
    }

    /// The letter that glyph `number` shows.
    pub(super) fn letter(self, number: u32) -> Option<char> {
        let toned = number.wrapping_sub(self.first_toned);
        let horned = number.wrapping_sub(self.first_horned);
        match number {
            0..3 => None,
            _ if toned < 90 => char::from_u32(0x1ea0 + toned),
            _ if horned < 4 => "ƠơƯư".chars().nth(horned as usize),
            258 => Some('Ă'),
            259 => Some('ă'),
            264 => Some('Đ'),
            428 => Some('Ĩ'),
            429 => Some('ĩ'),
            457 => Some('Ũ'),
            458 => Some('ũ'),
            _ => ORDER.chars().nth(number as usize - 3),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LAYOUTS;

    #[track_caller]
    fn check(layout: usize, numbers: &[u32], expected: &str) {
        let text: String = numbers.iter().filter_map(|number| LAYOUTS[layout].letter(*number)).collect();
        assert_eq!(text, expected);
    }

    #[test]
    fn numbers_of_glyphs_are_letters() {
        check(0, &[0x37, 0x4cc, 0x31, 0x2b], "TỈNH");
        check(0, &[0x108, 0x52, 0x6a, 0x51], "Đoàn");
        check(0, &[0x108, 0x32, 0xac, 0x31], "ĐOÀN");
        check(0, &[0x14, 0x19, 0x1b, 0x12, 0x34, 0x108, 0x10, 0x36, 0x26, 0x37], "168/QĐ-SCT");
        check(0, &[0x26, 0x46c, 0x46a, 0x31, 0x2a, 3, 0xff, 0x46b, 0x51], "CƯƠNG đơn");
        check(1, &[0x31, 0x2ef, 0x4c, 3, 0x51, 0x4b, 0x335, 0x51], "Nơi nhận");
    }
}
