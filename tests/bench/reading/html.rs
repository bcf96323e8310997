//! Pages of a dozen layouts of portals, written for this: how much of the article is kept, and how little else.
//!
//! Comments in the pages say where the article stands; a reader does not see them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use vanban::read::{Options, read};

/// What was read of one page.
pub(crate) struct Page {
    pub(crate) name: String,
    /// Share of the article's words that were read, and of the words read that are the article's.
    pub(crate) recall: f64,
    pub(crate) precision: f64,
    #[allow(dead_code, reason = "the test looks into it, the bench does not")]
    pub(crate) text: String,
}

/// Every page, in the order of the names.
pub(crate) fn pages() -> Vec<Page> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let entries = std::fs::read_dir(folder).expect("the pages");
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.expect("a page").path()).collect();
    pages.sort();
    pages.iter().map(page).collect()
}

fn page(path: &PathBuf) -> Page {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let html = String::from_utf8(std::fs::read(path).expect("a page")).expect("UTF-8");
    let reading = read(html.as_bytes(), &name, &Options::default()).expect("a page is read");
    let (article, text) = (article(&html), reading.text.as_str().to_owned());
    let (expected, found) = (words(&article), words(&text));
    let (recall, precision) = (share(&expected, &found), share(&found, &expected));
    Page { name, recall, precision, text }
}

/// Words between the marks, without tags.
fn article(html: &str) -> String {
    let marked = html.split("<!-- article -->").skip(1).filter_map(|part| part.split("<!-- /article -->").next());
    let mut out = String::new();
    for part in marked {
        let mut in_tag = false;
        for c in part.chars() {
            match c {
                '<' => {
                    in_tag = true;
                    out.push(' ');
                }
                '>' => in_tag = false,
                c if !in_tag => out.push(c),
                _ => {}
            }
        }
        out.push(' ');
    }
    out
}

fn words(text: &str) -> BTreeMap<&str, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word).or_default() += 1;
    }
    words
}

/// How many words of `of` stand in `inside`, and how many there are.
fn share(of: &BTreeMap<&str, usize>, inside: &BTreeMap<&str, usize>) -> f64 {
    let found: usize = of.iter().map(|(word, count)| *count.min(inside.get(word).unwrap_or(&0))).sum();
    found as f64 / of.values().sum::<usize>().max(1) as f64
}
