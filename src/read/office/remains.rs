//! What remains of a DOC whose directory is lost: the head of its text says where the letters stand.

use super::super::block::Block;
use super::super::txt;

/// Files of this kind are laid out in pieces of this size.
const SECTOR: usize = 512;
/// Where the head of the text may lie: it stands first in nearly every file.
const FARTHEST: usize = 64 * SECTOR;

/// The lines of the text, as far as they are there. Paragraphs of a table's row stand on one line.
pub(super) fn blocks(bytes: &[u8]) -> Option<Vec<Block>> {
    let head = (SECTOR..bytes.len().min(FARTHEST)).step_by(SECTOR).find(|at| is_head(bytes, *at))?;
    let four = |place: usize| {
        let four = bytes.get(head + place..head + place + 4)?;
        Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize)
    };
    let (start, end) = (four(0x18)?, four(0x1c)?);
    let end = head.saturating_add(end).min(bytes.len());
    let letters = bytes.get(head.saturating_add(start)..end).filter(|letters| !letters.is_empty())?;
    // Half a letter at the cut is none.
    let text = match txt::wide(letters) {
        Some(encoding) => encoding.decode_without_bom_handling(letters.get(..letters.len() & !1)?).0,
        None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(letters).0,
    };
    let lines = text.split('\r').map(|line| {
        let shown = |c: char| match c {
            '\u{7}' => '\t',
            '\u{b}' => '\n',
            c => c,
        };
        line.chars().map(shown).filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).collect::<String>()
    });
    Some(lines.map(Block::line).collect())
}

/// Whether the head of a Word document stands at `at`: its mark, and a version from Word 6 on.
pub(in super::super) fn is_head(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..at + 4), Some([0xec, 0xa5, version, 0]) if (0x65..=0xd9).contains(version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(letters: &[u8], expected: &[&str]) {
        let mut bytes = vec![0; SECTOR];
        bytes.extend([0xec, 0xa5, 0xc1, 0]);
        bytes.resize(2 * SECTOR, 0);
        bytes[SECTOR + 0x18..][..4].copy_from_slice(&(SECTOR as u32).to_le_bytes());
        bytes[SECTOR + 0x1c..][..4].copy_from_slice(&u32::MAX.to_le_bytes());
        bytes.extend(letters);
        let lines: Vec<Block> = expected.iter().map(|line| Block::line(*line)).collect();
        assert_eq!(blocks(&bytes), Some(lines));
    }

    #[test]
    fn letters_behind_the_head() {
        check(b"UBND T\xf8nh\rSo: 1\x07CT\x07\x07\r", &["UBND Tønh", "So: 1\tCT\t\t", ""]);
        let wide: Vec<u8> = "Số: 10/CT-UBND\rHà".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&wide, &["Số: 10/CT-UBND", "Hà"]);
        check(&wide[..wide.len() - 1], &["Số: 10/CT-UBND", "H"]);
        assert_eq!(blocks(b"\xd0\xcf\x11\xe0"), None);
    }
}
