//! Reading beside its peers, in one run: text from before Unicode, PDFs with a text layer, speed.
//!
//! `cargo bench --bench reading -- [legacy] [pdf] [html]`. The documents are those of ../shared/corpus. Figures of speed are
//! for ratios on one machine.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod accuracy;
mod html;
mod legacy;
mod pdf;

use std::path::Path;

use vanban::read::worker::Readers;
use vanban::read::{Ocr, Options};

/// Path, kind and quality of the text of each document.
pub(crate) type Manifest = Vec<(String, String, String)>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    // `cargo test --benches` passes this: the bench only shows that it starts.
    if has("--test") {
        return;
    }
    let all = !has("legacy") && !has("pdf") && !has("html");
    if all || has("html") {
        layouts();
    }
    let shared = Path::new("../shared/corpus");
    if !shared.is_dir() {
        println!("reading: skipped, {} is not here", shared.display());
        return;
    }
    if all || has("legacy") {
        legacy::measure(shared, &readers());
    }
    if all || has("pdf") {
        pdf::measure(shared, &manifest(shared));
    }
}

/// Prints how much of the article of each page was read, and how little else.
fn layouts() {
    let pages = html::pages();
    for html::Page { name, recall, precision, .. } in &pages {
        println!("  {name:12} recall {recall:.3} precision {precision:.3}");
    }
    let mean = |of: fn(&html::Page) -> f64| pages.iter().map(of).sum::<f64>() / pages.len().max(1) as f64;
    let (recall, precision) = (mean(|page| page.recall), mean(|page| page.precision));
    println!("html: {} layouts, word recall {recall:.3}, precision {precision:.3}", pages.len());
}

/// One reading process of the program, without OCR.
pub(crate) fn readers() -> Readers {
    let options = Options { ocr: Ocr::Off, ..Options::default() };
    Readers::of_program(options, 1, env!("CARGO_BIN_EXE_vanban").into())
}

fn manifest(shared: &Path) -> Manifest {
    let table = String::from_utf8(std::fs::read(shared.join("MANIFEST.tsv")).expect("a manifest")).expect("UTF-8");
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let column = |row: &[&str], at: usize| row.get(at).copied().unwrap_or_default().to_owned();
    rows.map(|row| (column(&row, 0), column(&row, 1), column(&row, 6))).collect()
}
