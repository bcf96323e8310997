//! Of every page that is kept beside the tests the article is read, and nothing else.

#[path = "bench/reading/html.rs"]
mod html;

use html::Page;

#[test]
fn the_article_is_kept_and_nothing_else() {
    let pages = html::pages();
    assert!(pages.len() >= 12);
    let mut failed = Vec::new();
    for Page { name, recall, precision, text } in pages {
        println!("{name:12} recall {recall:.3} precision {precision:.3}");
        let others = ["99/KH", "07/CT", "345/QĐ", "28/TB", "900/QĐ", "/GP"];
        let strangers: Vec<_> = others.iter().filter(|number| text.contains(**number)).collect();
        if recall < 0.98 || precision < 0.95 || !strangers.is_empty() {
            failed.push(format!("{name}: {recall:.3} {precision:.3} {strangers:?}\n{text}\n"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
