//! Pages of a dozen portal layouts, written for this test: of each the article is kept, and nothing else.
//!
//! Comments in the pages say where the article stands; a reader does not see them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use vanban::read::{Options, read};

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

#[test]
fn the_article_is_kept_and_nothing_else() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    assert!(pages.len() >= 12);
    let mut failed = Vec::new();
    for path in pages {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let html = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
        let reading = read(html.as_bytes(), &name, &Options::default()).unwrap();
        let expected = article(&html);
        let (expected, found) = (words(&expected), words(reading.text.as_str()));
        let (recall, precision) = (share(&expected, &found), share(&found, &expected));
        println!("{name:12} recall {recall:.3} precision {precision:.3}");
        let others = ["99/KH", "07/CT", "345/QĐ", "28/TB", "900/QĐ", "/GP"];
        let strangers: Vec<_> = others.iter().filter(|number| reading.text.as_str().contains(**number)).collect();
        if recall < 0.98 || precision < 0.95 || !strangers.is_empty() {
            failed.push(format!("{name}: {recall:.3} {precision:.3} {strangers:?}\n{}\n", reading.text.as_str()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
