//! Plain text: which characters its bytes mean, and which of its lines are one paragraph.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

use crate::record::TextSource;
use crate::vi::shares;

use super::Reading;
use super::beside;
use super::block::{self, Block};
use super::sniff::Format;
use super::typed;

/// Reads a text of any encoding that Vietnamese offices have used.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let content = decode(bytes);
    let mut blocks = Vec::new();
    for (at, page) in content.split('\x0c').enumerate() {
        if at > 0 {
            blocks.push(Block::Page);
        }
        blocks.extend(page.lines().map(Block::line));
    }
    // The page break behind the last page begins no other.
    if content.trim_end_matches(['\r', '\n', ' ']).ends_with('\x0c') {
        let last = blocks.iter().rposition(|block| *block == Block::Page).unwrap_or(blocks.len());
        blocks.truncate(last);
    }
    let encoding = block::repair(&mut blocks);
    let blocks = paragraphs(beside::columns(typed::tables(blocks), true));
    block::emitted(Format::Text.media_type(), TextSource::Plain, encoding, &blocks)
}

/// The encoding of UTF-16 without a byte order mark, known by the side on which the zero bytes stand.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
    let pairs = head.chunks_exact(2);
    let count = pairs.len();
    let (mut low, mut high) = (0, 0);
    for pair in pairs {
        low += usize::from(pair.first() == Some(&0));
        high += usize::from(pair.get(1) == Some(&0));
    }
    // Blanks and most letters of Vietnamese stand below U+0100.
    if count < 4 {
        None
    } else if high * 2 > count && low * 20 < count {
        Some(UTF_16LE)
    } else if low * 2 > count && high * 20 < count {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Bytes to characters. Letters from before Unicode stay what their bytes are in windows-1252: they are converted
/// line by line.
pub(super) fn decode(bytes: &[u8]) -> String {
    let plain = |encoding: &'static Encoding, bytes| encoding.decode_without_bom_handling(bytes).0.into_owned();
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return plain(encoding, bytes.get(skip..).unwrap_or(bytes));
    }
    if let Some(encoding) = wide(bytes) {
        return plain(encoding, bytes);
    }
    if let Ok(content) = std::str::from_utf8(bytes) {
        return content.to_owned();
    }
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let broken: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    // A few bad bytes, as after a cut, do not make it another encoding.
    if broken * 2 < high {
        return plain(UTF_8, bytes);
    }
    let latin = plain(WINDOWS_1252, bytes);
    let vietnamese = plain(WINDOWS_1258, bytes);
    let sample = |text: &str| text.chars().take(20_000).collect::<String>();
    let (own, as_they_are) = (shares(&sample(&vietnamese)), block::best(&sample(&latin)));
    if own.valid >= as_they_are { vietnamese } else { latin }
}

/// Joins lines that were broken to fit a page.
fn paragraphs(blocks: Vec<Block>) -> Vec<Block> {
    let Some(width) = width(&blocks) else { return blocks };
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut blank = 0;
    // The line as it was broken, last of the paragraph: its length and indent decide, not the paragraph's.
    let mut last = String::new();
    for block in blocks {
        let Block::Line(runs) = &block else {
            (blank, last) = (0, String::new());
            out.push(block);
            continue;
        };
        let line: String = runs.iter().map(|run| run.text.as_str()).collect();
        if line.trim().is_empty() {
            blank += 1;
            out.push(block);
            continue;
        }
        let glue = joins(&last, &line, blank, width);
        match (glue, out.len().checked_sub(1 + blank).and_then(|at| out.get_mut(at))) {
            (Some(glue), Some(Block::Line(before))) if !last.is_empty() => {
                if let Some(run) = before.last_mut() {
                    let kept = run.text.trim_end().len();
                    run.text.truncate(kept);
                    run.text.push_str(glue);
                    run.text.push_str(line.trim());
                }
                out.truncate(out.len() - blank);
            }
            _ => out.push(block),
        }
        (blank, last) = (0, line);
    }
    out
}

/// The width to which lines were broken; `None` when each line is a paragraph.
fn width(blocks: &[Block]) -> Option<usize> {
    let mut lengths: Vec<usize> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Line(runs) => Some(runs.iter().map(|run| run.text.trim_end().chars().count()).sum()),
            _ => None,
        })
        .filter(|length| *length > 0)
        .collect();
    lengths.sort_unstable();
    let most = *lengths.get(lengths.len() * 9 / 10)?;
    let longest = lengths.last().copied().unwrap_or(0);
    ((40..=130).contains(&most) && longest <= 2 * most).then_some(most)
}

/// What goes between two lines of one paragraph; `None` when the second begins another.
fn joins(last: &str, next: &str, blank: usize, width: usize) -> Option<&'static str> {
    let first = next.trim_start().chars().next()?;
    let ending = last.trim_end();
    let mut back = ending.chars().rev();
    let (end, before) = (back.next()?, back.next()?);
    // A number that was broken at its hyphen or slash: `10-` and `NQ/TW`.
    if matches!(end, '-' | '/') && before.is_alphanumeric() && first.is_alphanumeric() && blank <= 1 {
        return Some("");
    }
    let indent = |line: &str| line.chars().take_while(|c| c.is_whitespace()).count();
    let length = ending.chars().count();
    // A paragraph seldom ends just where a line is full: the next word would not have fitted.
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    let brimful = end == '.' && length + 1 + word > width + 2 && indent(next) <= indent(last);
    if blank > 0
        || matches!(end, '.' | ':' | ';' | '!' | '?') && !first.is_lowercase() && !brimful
        || begins_item(next.trim_start())
    {
        return None;
    }
    // How many letters fit depends on the letters: i is narrow, m is wide.
    let full = length * 4 >= width * 3;
    let goes_on = first.is_lowercase() && length * 3 >= width * 2;
    let same_edge = indent(next) <= indent(last) + 1;
    (goes_on && indent(next) <= indent(last) + 4 || full && same_edge && !is_capitals(last)).then_some(" ")
}

/// Whether a line begins an item of a list or a numbered part.
fn begins_item(line: &str) -> bool {
    if line.starts_with(['-', '+', '*', '•', '–', '—']) {
        return true;
    }
    let word = line.split_whitespace().next().unwrap_or_default();
    let bare = word.trim_start_matches('(');
    let ends = bare.ends_with(['.', ')']) && bare.chars().count() <= 6;
    let mark = bare.trim_end_matches(['.', ')']);
    let number = !mark.is_empty() && mark.chars().all(|c| c.is_ascii_digit() || c == '.');
    let letter = mark.chars().count() == 1 && mark.chars().all(char::is_lowercase);
    let roman = !mark.is_empty() && mark.chars().all(|c| "IVXLC".contains(c));
    ends && (number || letter || roman)
        || matches!(word, "Điều" | "Chương" | "Mục" | "Phần" | "Phụ" | "Căn" | "Kính" | "Nơi")
            && !line.starts_with("Mục tiêu")
}

/// A line in capitals is a title; it may be as long as a line can be.
fn is_capitals(line: &str) -> bool {
    line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(read(bytes).text.as_str(), expected);
    }

    #[test]
    fn encodings() {
        let text = "Số: 10/CT-UBND, Ủy ban nhân dân tỉnh";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&wide, text);
        check(&[&[0xff, 0xfe], wide.as_slice()].concat(), text);
        check("So\u{302}\u{301}: 10/CT-UBND, U\u{309}y ban nha\u{302}n da\u{302}n ti\u{309}nh".as_bytes(), text);
        check(
            b"Uy\xd2 ban nh\xe2n d\xe2n ti\xd2nh Ha\xcc N\xf4\xf2i, s\xf4\xec 10 nga\xcc\x79",
            "Uỷ ban nhân dân tỉnh Hà Nội, số 10 ngày",
        );
        check(
            b"C\xe9ng ho\xb5 x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam \xa7\xe9c l\xcbp".as_slice(),
            "Cộng hoà xã hội chủ nghĩa Việt Nam Độc lập",
        );
        check(b"Co\xe4ng ho\xf8a xa\xf5 ho\xe4i chu\xfb ngh\xf3a Vie\xe4t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam");
        check(
            "Số: 10/CT-UBND của Ủy ban nhân dân tỉnh \u{1ed9}".as_bytes().split_last().unwrap().1,
            "Số: 10/CT-UBND của Ủy ban nhân dân tỉnh \u{fffd}",
        );
    }

    #[test]
    fn broken_lines_become_one() {
        check(
            "     Thực hiện Văn bản số 4250/BNNMT-ĐCKS ngày 29/4/2026 của Bộ\nNông nghiệp và Môi trường về việc tăng cường thanh tra, kiểm tra hoạt động\nkhoáng sản trên địa bàn.\n      1. Trách nhiệm chung của các cơ quan, đơn vị\n      - Lãnh đạo, chỉ đạo tập trung thực hiện Nghị quyết số 10-\n\nNQ/TW của Bộ Chính trị về nâng cao hiệu lực, hiệu quả công tác quản lý nhà\nnước về khoáng sản\n".as_bytes(),
            "Thực hiện Văn bản số 4250/BNNMT-ĐCKS ngày 29/4/2026 của Bộ Nông nghiệp và Môi trường về việc tăng cường thanh tra, kiểm tra hoạt động khoáng sản trên địa bàn.\n1. Trách nhiệm chung của các cơ quan, đơn vị\n- Lãnh đạo, chỉ đạo tập trung thực hiện Nghị quyết số 10-NQ/TW của Bộ Chính trị về nâng cao hiệu lực, hiệu quả công tác quản lý nhà nước về khoáng sản",
        );
    }

    #[test]
    fn a_sentence_that_fills_its_line_does_not_end_the_paragraph() {
        let lines = |end: &str| {
            let body = "hiện và có tính khả thi hay không, trường hợp bảo đảm điều kiện chuyển đổi\n".repeat(4);
            read(format!("{body}thì đề xuất kế hoạch thực hiện chuyển đổi trong năm {end}\nTrường hợp không bảo đảm thì báo cáo trước ngày 08/02/2025.\n").as_bytes())
        };
        let count = |end: &str| lines(end).text.as_str().lines().count();
        assert_eq!(count("2025 cho bảo đảm khả thi."), 1);
        assert_eq!(count("2025."), 2);
    }

    #[test]
    fn pages_are_kept() {
        let reading = read("một\n\x0chai\n\x0c".as_bytes());
        assert_eq!(reading.text.as_str(), "một\n\x0chai");
        assert!(reading.text.is_paged());
    }
}
