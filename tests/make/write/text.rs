//! Plain text: columns one after the other or side by side; UTF-8, NFD, UTF-16, windows-1258.

use unicode_normalization::UnicodeNormalization;

use crate::make::news::Page;
use crate::make::sheet::{Align, Block, Line, Row};

const WIDTH: usize = 96;

pub(super) fn office(blocks: &[Block], furniture: &str, variant: usize) -> String {
    let side_by_side = variant.is_multiple_of(2);
    let mut out = String::new();
    for (n, block) in blocks.iter().enumerate() {
        match block {
            Block::Columns { left, right } if side_by_side => columns(&mut out, left, right),
            Block::Columns { left, right } => {
                for line in left.iter().chain(right) {
                    out.push_str(&line.text);
                    out.push('\n');
                }
                out.push('\n');
            }
            Block::Line(line) => {
                paragraph(&mut out, line);
                let next_is_body = matches!(blocks.get(n + 1), Some(Block::Line(next)) if next.align == Align::Body);
                if line.align == Align::Center && next_is_body {
                    out.push('\n');
                }
            }
            Block::Table(table) => {
                out.push_str(&table.head.join("\t"));
                out.push('\n');
                let mut above: Vec<String> = vec![String::new(); table.head.len()];
                for row in &table.rows {
                    match row {
                        Row::Section(text) => out.push_str(text),
                        Row::Cells(cells) => {
                            for (cell, above) in cells.iter().zip(&mut above) {
                                if let Some(text) = cell {
                                    above.clone_from(text);
                                }
                            }
                            out.push_str(&above.join("\t"));
                        }
                    }
                    out.push('\n');
                }
            }
            Block::Break => {
                out.push_str(&format!("\n{furniture}\n\u{c}"));
            }
        }
    }
    out.push_str(&format!("\n{furniture}\n"));
    out
}

fn paragraph(out: &mut String, line: &Line) {
    let indent = match line.align {
        Align::Center => WIDTH.saturating_sub(line.text.chars().count()) / 2,
        _ => 0,
    };
    out.push_str(&" ".repeat(indent));
    out.push_str(&line.text);
    out.push_str(if line.align == Align::Body { "\n\n" } else { "\n" });
}

/// As `pdftotext -layout` would put them.
fn columns(out: &mut String, left: &[Line], right: &[Line]) {
    let half = 46;
    let left: Vec<String> = left.iter().flat_map(|line| wrap(&line.text, half - 4)).collect();
    let right: Vec<String> = right.iter().flat_map(|line| wrap(&line.text, half)).collect();
    let empty = String::new();
    for n in 0..left.len().max(right.len()) {
        let (a, b) = (left.get(n).unwrap_or(&empty), right.get(n).unwrap_or(&empty));
        let gap = if b.is_empty() { 0 } else { half.saturating_sub(a.chars().count()) };
        out.push_str(&format!("{a}{}{b}\n", " ".repeat(gap)));
    }
    out.push('\n');
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !lines[last].is_empty() {
                lines[last].push(' ');
            }
            lines[last].push_str(word);
        }
    }
    lines
}

/// What someone gets who marks a whole page and copies it.
pub(super) fn news(page: &Page) -> String {
    let (online, today, all) = page.counter;
    let mut out = format!("{}\n{}\n\n", page.site, page.menu.join("\n"));
    out.push_str(&format!("Thống kê truy cập\n  • Đang online: {online}\n  • Hôm nay: {today}\n  • Tất cả: {all}\n\n"));
    out.push_str(&format!("{}\n{}\n\n{}\n\n", page.title, page.stamp, page.lead));
    out.push_str(&page.paragraphs.join("\n\n"));
    out.push_str(&format!("\n\n{}\n\nTin khác\n", page.author));
    for other in &page.others {
        out.push_str(&format!("  • {other}\n"));
    }
    out.push_str(&format!("\n{}\n", page.footer.join("\n")));
    out
}

pub(super) fn encode(text: &str, variant: usize) -> Vec<u8> {
    match variant % 9 {
        3 | 4 => text.nfd().collect::<String>().into_bytes(),
        5 => {
            let mut bytes = vec![0xff, 0xfe];
            bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        }
        6 => {
            let split = split_tones(text);
            encoding_rs::WINDOWS_1258.encode(&split).0.into_owned()
        }
        7 => text.replace('\n', "\r\n").into_bytes(),
        _ => text.as_bytes().to_vec(),
    }
}

/// windows-1258 knows every vowel and every tone, and few vowels with their tone.
fn split_tones(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        let tone = |c: &char| matches!(*c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
        let parts: Vec<char> = std::iter::once(letter).nfd().collect();
        out.extend(parts.iter().filter(|c| !tone(c)).copied().nfc());
        out.extend(parts.iter().filter(|c| tone(c)));
    }
    out
}
