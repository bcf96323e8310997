//! OCR: tesseract with Vietnamese, found at run time, as processes of their own, one thread and one page each.

mod again;
mod pen;
mod ruling;
mod sheet;
mod signature;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use rustix::process::{Pid, Resource, Rlimit, prlimit};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::desk::Desk;
use crate::vi::{Shares, shares};

pub(super) use sheet::{DENSITY, Grey, shade};

/// Counted up when the same image is recognised in another way: what was recognised before is then done again.
const REVISION: u32 = 8;
/// Pages of one file that are recognised at once: each holds its image.
const MOST_AT_ONCE: usize = 16;

/// Where fewer of the words are Vietnamese, and tesseract is less sure of them, the page may lie on its side or its head.
const UPRIGHT: (f32, f32) = (0.55, 70.0);
/// Words of which tesseract is less sure are stains and strokes of a pen.
const LEAST_CONFIDENCE: f32 = 20.0;
/// The same for words without a letter or digit.
const LEAST_CONFIDENCE_OF_SIGNS: f32 = 60.0;
/// Digits of which it is less sure are as often wrong as right, above all those written by hand.
const LEAST_CONFIDENCE_OF_DIGITS: f32 = 65.0;
/// The same for a number with its symbol, which has more to hold on to: `2034/QĐ-BGDĐT`.
const LEAST_CONFIDENCE_OF_NUMBERS: f32 = 35.0;

/// A word on an image, as it was seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenWord {
    /// Its letters.
    pub text: String,
    /// Left, top, right and bottom edge, in pixels.
    pub edges: [f32; 4],
    /// Counts the lines of the page, from 1.
    pub line: u32,
    /// From 0 to 100.
    pub confidence: f32,
    /// Whether these are digits of a pen, which only the reader of digits has read.
    pub by_pen: bool,
}

/// A ruling line from its left or upper end to the other: x and y of both, in pixels.
pub type Ruling = [f32; 4];

/// What was recognised on one image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenPage {
    /// Digest of the image and of everything that decides how it is recognised.
    pub image: String,
    /// Quarters by which the image was turned clockwise before it could be read.
    pub quarters: u8,
    /// Every word, those too that are hardly legible.
    pub words: Vec<SeenWord>,
    /// Borders of tables, and other straight lines.
    pub rulings: Vec<Ruling>,
}

/// What is installed.
#[derive(Debug)]
struct Engine {
    /// Its version and the digests of what it knows of languages.
    version: String,
    /// Whether it can look again with other eyes.
    has_english: bool,
}

/// The engine; `None` without tesseract or without its Vietnamese.
fn engine() -> Option<&'static Engine> {
    static ENGINE: OnceLock<Option<Engine>> = OnceLock::new();
    let find = || {
        let said = |argument: &str| {
            let out = Command::new("tesseract").arg(argument).stdin(Stdio::null()).output().ok()?;
            // Older versions speak on the error output.
            Some(format!("{}\n{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr)))
        };
        let languages = said("--list-langs")?;
        if !languages.lines().any(|line| line == "vie") {
            return None;
        }
        let folder = languages.split('"').nth(1).map(Path::new);
        let data = |language: &str| {
            let path = folder?.join(language).with_extension("traineddata");
            Some(super::digest(&std::fs::read(path).ok()?))
        };
        let [vietnamese, english] = ["vie", "eng"].map(|language| data(language).unwrap_or_default());
        let version = format!("{REVISION} {vietnamese} {english} {}", said("--version")?.trim());
        Some(Engine { version, has_english: languages.lines().any(|line| line == "eng") })
    };
    ENGINE.get_or_init(find).as_ref()
}

/// Whether tesseract with Vietnamese is installed.
pub fn is_installed() -> bool {
    engine().is_some()
}

/// The folder on the path that tesseract lies in.
pub(super) fn folder() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).find(|folder| folder.join("tesseract").is_file())
}

/// Recognises images as they come, as many at once as the desk allows. `done` is given each as it is finished, with
/// `None` for one on which tesseract fails or takes more than `seconds` of work.
pub(super) fn recognise<I: Send>(
    images: impl Iterator<Item = (I, Grey)>,
    seconds: u64,
    desk: &mut Desk<'_>,
    mut done: impl FnMut(I, Option<SeenPage>),
) {
    let Some(engine) = engine() else { return };
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        let mut running = 0;
        for (id, grey) in images {
            let image = key(&grey, engine);
            if let Some(page) = desk.known(&image) {
                done(id, Some(page));
                continue;
            }
            while running >= MOST_AT_ONCE || running > 0 && !desk.more(running) {
                let Some((id, page)) = next(&receiver, desk) else { return };
                running -= 1;
                done(id, page);
            }
            let sender = sender.clone();
            running += 1;
            // Each thread does nothing but wait for its tesseract.
            scope.spawn(move || sender.send((id, see(image, &grey, engine, seconds))));
        }
        drop(sender);
        while let Some((id, page)) = next(&receiver, desk) {
            done(id, page);
        }
    });
}

/// Waits for the next image to be done; `None` when there is none any more.
fn next<I>(receiver: &Receiver<(I, Option<SeenPage>)>, desk: &mut Desk<'_>) -> Option<(I, Option<SeenPage>)> {
    loop {
        match receiver.recv_timeout(Duration::from_secs(1)) {
            Ok((id, page)) => {
                desk.done(page.clone());
                return Some((id, page));
            }
            // What is waited for has a limit of its own, in time of work; where many work at once it may take long.
            Err(RecvTimeoutError::Timeout) => desk.waiting(),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// Digest of an image and of everything that decides what is seen on it.
fn key(page: &Grey, engine: &Engine) -> String {
    let mut digest = Sha256::new();
    digest.update(format!("{} {} {} {}\n", page.width, page.height, page.density, engine.version));
    digest.update(&page.pixels);
    super::hex(&digest.finalize())
}

/// Recognises one page; `None` when tesseract fails on it.
fn see(image: String, page: &Grey, engine: &Engine, seconds: u64) -> Option<SeenPage> {
    let read = |page: &Grey| tesseract(page, "vie", "3", seconds);
    let clean = page.without_specks();
    let page = clean.as_ref().unwrap_or(page);
    let mut best = SeenPage { image, quarters: 0, words: read(page)?, rulings: Vec::new() };
    let mut turned = None;
    if !is_upright(&best.words) {
        let sideways = page.is_sideways() || are_standing(&best.words);
        let quarters: &[u8] = if sideways { &[1, 3] } else { &[2] };
        for quarters in quarters {
            let other = page.turned(*quarters);
            let words = read(&other)?;
            // Of a drawing there is more to see from no side.
            if legible(&words) > 1.5 * legible(&best.words) + 5.0 {
                best = SeenPage { quarters: *quarters, words, ..best };
                turned = Some(other);
            }
        }
    }
    let page = turned.as_ref().unwrap_or(page);
    again::look(page, &mut best.words, engine, seconds);
    signature::look(page, &mut best.words, seconds);
    best.rulings = ruling::rulings(page);
    Some(best)
}

/// Whether a page seems to have been read the right way up, or has nothing to read.
fn is_upright(words: &[SeenWord]) -> bool {
    let sure: f32 = words.iter().map(|word| word.confidence).sum();
    let is_legible = sure >= UPRIGHT.1 * words.len() as f32 || shares_of(words).valid_syllables() >= UPRIGHT.0;
    words.is_empty() || is_legible && !are_standing(words)
}

/// Whether most words run from top to bottom: tesseract reads some of them, but not in the order of their lines.
fn are_standing(words: &[SeenWord]) -> bool {
    let long: Vec<_> = words.iter().filter(|word| word.text.chars().count() >= 3).collect();
    long.iter().filter(|word| is_standing(word)).count() * 2 > long.len()
}

fn is_standing(word: &SeenWord) -> bool {
    let [left, top, right, bottom] = word.edges;
    bottom - top > right - left
}

/// How many words are Vietnamese, by their syllables, and lie as they should.
fn legible(words: &[SeenWord]) -> f32 {
    let lying: Vec<SeenWord> = words.iter().filter(|word| !is_standing(word)).cloned().collect();
    let shares = shares_of(&lying);
    shares.valid_syllables() * shares.words as f32
}

fn shares_of(words: &[SeenWord]) -> Shares {
    let texts: Vec<String> = words.iter().filter_map(believed).map(|word| word.text).collect();
    shares(&texts.join(" "))
}

/// Runs tesseract once; `None` when it fails.
fn tesseract(page: &Grey, language: &str, layout: &str, seconds: u64) -> Option<Vec<SeenWord>> {
    let image = page.tiff()?;
    let density = page.density.to_string();
    let options = ["-l", language, "--psm", layout, "--dpi", &density, "-c", "tessedit_create_tsv=1"];
    let mut tesseract = Command::new("tesseract")
        .args(["stdin", "stdout"])
        .args(options)
        // Pages are the unit of parallel work; threads inside one page cost more than they give.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // Not to /dev/null: this process opens nothing for writing.
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    // A page costs its own time, not that of its file.
    let limit = Rlimit { current: Some(seconds), maximum: Some(seconds) };
    let _ = prlimit(Some(Pid::from_child(&tesseract)), Resource::Cpu, limit);
    let mut input = tesseract.stdin.take()?;
    // It reads the whole image before it writes anything.
    let written = input.write_all(&image);
    drop(input);
    let output = tesseract.wait_with_output().ok()?;
    (written.is_ok() && output.status.success()).then(|| table(&String::from_utf8_lossy(&output.stdout)))
}

/// Reads tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
fn table(table: &str) -> Vec<SeenWord> {
    let mut line = 0;
    let mut words = Vec::new();
    for row in table.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let number = |column: usize| columns.get(column).and_then(|n| n.parse::<f32>().ok()).unwrap_or_default();
        if columns.first() == Some(&"4") {
            line += 1;
        }
        let (Some(&"5"), Some(text)) = (columns.first(), columns.get(11)) else { continue };
        if !text.trim().is_empty() {
            let edges = [number(6), number(7), number(6) + number(8), number(7) + number(9)];
            words.push(SeenWord { text: text.nfc().collect(), edges, line, confidence: number(10), by_pen: false });
        }
    }
    words
}

/// A word as far as it can be believed; `None` for a stain or a stroke of a pen.
pub(super) fn believed(word: &SeenWord) -> Option<SeenWord> {
    let says = word.text.chars().any(char::is_alphanumeric);
    let least = if says { LEAST_CONFIDENCE } else { LEAST_CONFIDENCE_OF_SIGNS };
    (word.confidence >= least)
        .then(|| SeenWord { text: figures_left_open(&word.text, word.confidence), ..word.clone() })
}

/// A number that was hardly read must not become a number of the record: its digits are left open.
fn figures_left_open(text: &str, confidence: f32) -> String {
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
    use super::{SeenWord, believed, figures_left_open, is_upright, table};

    #[test]
    fn hardly_read_digits_are_left_open() {
        assert_eq!(figures_left_open("3", 16.0), "?");
        assert_eq!(figures_left_open("ngày0)", 58.0), "ngày?)");
        assert_eq!(figures_left_open("1360/QĐ-TTg", 85.0), "1360/QĐ-TTg");
        assert_eq!(figures_left_open("2034/QĐ-", 39.0), "2034/QĐ-");
        assert_eq!(figures_left_open("4#2/QĐ-UBND", 7.0), "?#?/QĐ-UBND");
    }

    #[test]
    fn words_that_stand_lie_on_a_page_turned_sideways() {
        let word = |edges| SeenWord { text: "nghiệp".to_owned(), edges, line: 1, confidence: 95.0, by_pen: false };
        assert!(is_upright(&[word([0.0, 0.0, 60.0, 20.0])]));
        assert!(!is_upright(&[word([0.0, 0.0, 20.0, 60.0])]));
        assert!(is_upright(&[]));
    }

    #[test]
    fn reads_the_table_of_tesseract() {
        let tsv = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     1\t1\t0\t0\t0\t0\t0\t0\t1654\t2339\t-1\t\n\
                     4\t1\t1\t1\t1\t0\t200\t150\t400\t30\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t200\t150\t60\t30\t96.5\tSố:\n\
                     5\t1\t1\t1\t1\t2\t270\t150\t60\t30\t11.0\t3~9\n\
                     4\t1\t1\t1\t2\t0\t200\t190\t400\t30\t-1\t\n\
                     5\t1\t1\t1\t2\t1\t200\t190\t20\t30\t40.0\t|\n\
                     5\t1\t1\t1\t2\t2\t230\t190\t60\t30\t91.0\tTiê\u{301}n\n";
        let seen = |text: &str, edges, line, confidence| SeenWord {
            text: text.to_owned(),
            edges,
            line,
            confidence,
            by_pen: false,
        };
        assert_eq!(
            table(tsv).iter().filter_map(believed).collect::<Vec<_>>(),
            [seen("Số:", [200.0, 150.0, 260.0, 180.0], 1, 96.5), seen("Tiến", [230.0, 190.0, 290.0, 220.0], 2, 91.0)]
        );
    }
}
