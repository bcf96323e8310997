//! PDFs with a text layer beside poppler: words found, the number behind its `Số:`, and speed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use regex::Regex;
use vanban::read::worker::Readers;
use vanban::vi;

use super::{Manifest, readers};

pub(crate) fn measure(shared: &Path, manifest: &Manifest) {
    let files = |quality: &str| -> Vec<PathBuf> {
        let all = manifest.iter().filter(|(_, kind, own)| kind == "pdf-text" && own.contains(quality));
        all.map(|(path, _, _)| shared.join(path)).collect()
    };
    let pool = readers();
    let poppler = Command::new("pdftotext").arg("-v").output().is_ok();
    if !poppler {
        println!("  pdftotext is not here: apt install poppler-utils");
    }
    let number = Regex::new(r"Số\s*:\s*([0-9]{1,6}[.\s]*/\s*[0-9A-ZĐƯÂ][0-9A-ZĐƯÂ&./ -]*[A-ZĐƯÂ])").expect("a pattern");
    let (mut found, mut of, mut signed, mut joined, mut theirs) = (0, 0, 0, 0, 0);
    for path in files("clean") {
        let name = name(&path);
        let Some(reading) = read(&pool, &path) else { continue };
        let text = reading.text.as_str();
        let peer = if poppler { pdftotext(&path) } else { String::new() };
        let (own, all) = share(&words(&peer), &words(text));
        found += own;
        of += all;
        let recall = own as f64 / all.max(1) as f64;
        if poppler && recall < 0.995 {
            println!("  {name}: {recall:.4} of pdftotext's words; missing {:?}", missing(&words(&peer), &words(text)));
        }
        if !reading.signatures.is_empty() {
            signed += 1;
            joined += usize::from(number.is_match(text));
            theirs += usize::from(number.is_match(&peer));
            if !number.is_match(text) {
                println!("  {name}: no number behind Số:");
            }
        }
    }
    println!(
        "pdf, text layer: word recall against pdftotext -layout {:.4}; number joined to its Số: in {joined} of {signed} signed letters (pdftotext {theirs})",
        found as f64 / of.max(1) as f64
    );
    for path in files("broken") {
        let Some(reading) = read(&pool, &path) else { continue };
        let text = reading.text.as_str();
        let valid = |text: &str| f64::from(vi::shares(text).valid_syllables());
        let peer = if poppler { valid(&pdftotext(&path)) } else { 0.0 };
        let number =
            number.captures(text).map_or("no number", |number| number.get(1).map_or("", |number| number.as_str()));
        println!("pdf, broken map: {} valid words {:.3} (pdftotext {peer:.3}), {number}", name(&path), valid(text));
    }
    if poppler {
        let all: Vec<PathBuf> = files("clean").into_iter().chain(files("broken")).collect();
        speed(&all);
    }
}

/// Pages a second of one core, all processes counted.
fn speed(files: &[PathBuf]) {
    const ROUNDS: usize = 5;
    let mut pages = 0;
    let start = cpu();
    {
        let pool = readers();
        for path in (0..ROUNDS).flat_map(|_| files) {
            pages += read(&pool, path).and_then(|reading| reading.pages).unwrap_or(0);
        }
        // A child counts once it has ended.
    }
    let ours = cpu() - start;
    let start = cpu();
    for path in (0..ROUNDS).flat_map(|_| files) {
        let peer = Command::new("pdftotext")
            .arg("-layout")
            .arg(path)
            .arg("-")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(peer.is_ok_and(|status| status.success()), "{}", path.display());
    }
    let theirs = cpu() - start;
    println!(
        "pdf, speed: {} files, {pages} pages: {:.0} pages/s of one core, pdftotext -layout {:.0}; ratio {:.2}",
        files.len(),
        f64::from(pages) / ours,
        f64::from(pages) / theirs,
        theirs / ours
    );
}

/// Processor time of this process and of its children that have ended, in seconds.
fn cpu() -> f64 {
    let stat = String::from_utf8(std::fs::read("/proc/self/stat").expect("a Linux")).expect("ASCII");
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = fields.skip(11).take(4).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn read(pool: &Readers, path: &Path) -> Option<vanban::read::Reading> {
    let bytes = std::fs::read(path).expect("a document");
    let reading = pool.read_bytes(&bytes, &name(path));
    if let Err(error) = &reading {
        println!("  {}: {error}", name(path));
    }
    reading.ok()
}

fn pdftotext(path: &Path) -> String {
    let run = Command::new("pdftotext").arg("-layout").arg(path).arg("-").output().expect("pdftotext runs");
    String::from_utf8_lossy(&run.stdout).into_owned()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let text = vanban::text::Text::plain(text);
    for word in text.as_str().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

/// How many words of `of` stand in `inside`, and how many there are.
fn share(of: &BTreeMap<String, usize>, inside: &BTreeMap<String, usize>) -> (usize, usize) {
    (of.iter().map(|(word, count)| *count.min(inside.get(word).unwrap_or(&0))).sum(), of.values().sum())
}

fn missing<'a>(of: &'a BTreeMap<String, usize>, inside: &BTreeMap<String, usize>) -> Vec<&'a str> {
    let less = of.iter().filter(|(word, count)| inside.get(*word).unwrap_or(&0) < count);
    less.map(|(word, _)| word.as_str()).take(12).collect()
}
