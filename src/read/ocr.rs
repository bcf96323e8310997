//! OCR: tesseract with Vietnamese, found at run time, as a process of its own.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// Words of which tesseract is less sure are stains and strokes of a pen.
const LEAST_CONFIDENCE: f32 = 20.0;
/// The same for words without a letter or digit.
const LEAST_CONFIDENCE_OF_SIGNS: f32 = 60.0;

/// Digits of which it is less sure are as often wrong as right, above all those written by hand.
const LEAST_CONFIDENCE_OF_DIGITS: f32 = 65.0;
/// The same for a number with its symbol, which has more to hold on to: `2034/QĐ-BGDĐT`.
const LEAST_CONFIDENCE_OF_NUMBERS: f32 = 35.0;

/// A page as an image in shades of grey.
#[derive(Clone, Debug, Default)]
pub(super) struct Grey {
    pub(super) width: usize,
    pub(super) height: usize,
    /// From the upper left corner, row by row; 255 is white.
    pub(super) pixels: Vec<u8>,
    /// Pixels an inch.
    pub(super) density: u32,
}

/// A word on an image.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SeenWord {
    pub(super) text: String,
    /// Left, top, right and bottom edge, in pixels.
    pub(super) edges: [f32; 4],
    /// Counts the lines of the page.
    pub(super) line: usize,
    /// From 0 to 100.
    pub(super) confidence: f32,
}

/// Whether tesseract with Vietnamese is installed.
pub(super) fn is_installed() -> bool {
    static INSTALLED: OnceLock<bool> = OnceLock::new();
    *INSTALLED.get_or_init(|| {
        let listed = Command::new("tesseract").arg("--list-langs").stdin(Stdio::null()).output();
        listed.is_ok_and(|listed| {
            [listed.stdout, listed.stderr].iter().any(|out| out.split(|byte| *byte == b'\n').any(|line| line == b"vie"))
        })
    })
}

/// Recognises one page; `None` when tesseract fails on it.
pub(super) fn recognise(page: &Grey) -> Option<Vec<SeenWord>> {
    let density = page.density.to_string();
    let arguments = ["stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", &density, "-c", "tessedit_create_tsv=1"];
    let mut tesseract = Command::new("tesseract")
        .args(arguments)
        // Pages are the unit of parallel work; threads inside one page cost more than they give.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = tesseract.stdin.take()?;
    // It reads the whole image before it writes anything.
    let written = writeln!(input, "P5 {} {} 255", page.width, page.height).and_then(|()| input.write_all(&page.pixels));
    drop(input);
    let output = tesseract.wait_with_output().ok()?;
    (written.is_ok() && output.status.success()).then(|| words(&String::from_utf8_lossy(&output.stdout)))
}

/// Reads tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
fn words(table: &str) -> Vec<SeenWord> {
    let mut line = 0;
    let mut words = Vec::new();
    for row in table.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let number = |column: usize| columns.get(column).and_then(|n| n.parse::<f32>().ok()).unwrap_or_default();
        if columns.first() == Some(&"4") {
            line += 1;
        }
        let (Some(&"5"), Some(text)) = (columns.first(), columns.get(11)) else { continue };
        let confidence = number(10);
        let says = text.chars().any(char::is_alphanumeric);
        let least = if says { LEAST_CONFIDENCE } else { LEAST_CONFIDENCE_OF_SIGNS };
        if confidence >= least && !text.trim().is_empty() {
            let edges = [number(6), number(7), number(6) + number(8), number(7) + number(9)];
            words.push(SeenWord { text: legible(text, confidence).nfc().collect(), edges, line, confidence });
        }
    }
    words
}

/// A number that was hardly read must not become a number of the record: its digits are left open.
fn legible(text: &str, confidence: f32) -> String {
    let least = if is_number(text) { LEAST_CONFIDENCE_OF_NUMBERS } else { LEAST_CONFIDENCE_OF_DIGITS };
    let open = confidence < least;
    text.chars().map(|c| if open && c.is_ascii_digit() { '?' } else { c }).collect()
}

/// `2034/QĐ-BGDĐT`, `10/2023/NĐ-CP`
fn is_number(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest: String = text.chars().skip(digits).collect();
    let symbol =
        rest.strip_prefix('/').unwrap_or_default().trim_start_matches(|c: char| c.is_ascii_digit() || c == '/');
    digits > 0 && symbol.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::{SeenWord, legible, words};

    #[test]
    fn hardly_read_digits_are_left_open() {
        assert_eq!(legible("3", 16.0), "?");
        assert_eq!(legible("ngày0)", 58.0), "ngày?)");
        assert_eq!(legible("1360/QĐ-TTg", 85.0), "1360/QĐ-TTg");
        assert_eq!(legible("2034/QĐ-", 39.0), "2034/QĐ-");
        assert_eq!(legible("4#2/QĐ-UBND", 7.0), "?#?/QĐ-UBND");
    }

    #[test]
    fn reads_the_table_of_tesseract() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     1\t1\t0\t0\t0\t0\t0\t0\t1654\t2339\t-1\t\n\
                     4\t1\t1\t1\t1\t0\t200\t150\t400\t30\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t200\t150\t60\t30\t96.5\tSố:\n\
                     5\t1\t1\t1\t1\t2\t270\t150\t60\t30\t11.0\t3~9\n\
                     4\t1\t1\t1\t2\t0\t200\t190\t400\t30\t-1\t\n\
                     5\t1\t1\t1\t2\t1\t200\t190\t20\t30\t40.0\t|\n\
                     5\t1\t1\t1\t2\t2\t230\t190\t60\t30\t91.0\tTiê\u{301}n\n";
        let seen = |text: &str, edges, line, confidence| SeenWord { text: text.to_owned(), edges, line, confidence };
        assert_eq!(
            words(table),
            [seen("Số:", [200.0, 150.0, 260.0, 180.0], 1, 96.5), seen("Tiến", [230.0, 190.0, 290.0, 220.0], 2, 91.0)]
        );
    }
}
