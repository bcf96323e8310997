//! Bounds a page before it is parsed: a parser of HTML looks through all open elements at each tag, and through all
//! attributes of a tag at each of them, so that a page of nothing else would never end.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Elements of one name that are open at a time; no page nests deeper.
const DEEPEST: usize = 400;
/// Longest tag that may have any number of attributes, in bytes; longer ones are pictures inside the page.
const LONGEST: usize = 20_000;
/// Attributes of a longer tag.
const MOST_ATTRIBUTES: usize = 200;

/// The page, without tags that nest too deep or are longer than any tag is.
pub(super) fn bounded(html: &str) -> Cow<'_, str> {
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kept: Option<String> = None;
    // What stands before this place is in `kept`, once there is one.
    let mut done = 0;
    for start in memchr::memchr_iter(b'<', html.as_bytes()) {
        if start < done {
            continue;
        }
        let rest = html.get(start + 1..).unwrap_or_default();
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let length = rest.bytes().take(40).take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.get(..length).unwrap_or_default();
        let mut too_much = is_too_long(rest);
        if !name.is_empty() && !is_left_open(name) {
            let depth = open.entry(name).or_default();
            *depth = if closes { depth.saturating_sub(1) } else { *depth + 1 };
            too_much |= *depth >= DEEPEST;
        }
        if too_much && !name.is_empty() {
            let tag = memchr::memchr(b'>', rest.as_bytes()).unwrap_or(rest.len());
            kept.get_or_insert_default().push_str(html.get(done..start).unwrap_or_default());
            done = (html.len() - rest.len() + tag + 1).min(html.len());
        }
    }
    match kept {
        None => Cow::Borrowed(html),
        Some(kept) => Cow::Owned(kept + html.get(done..).unwrap_or_default()),
    }
}

/// Whether a tag is long, and not by one value such as a picture.
fn is_too_long(tag: &str) -> bool {
    let head = tag.as_bytes().get(..LONGEST).unwrap_or_default();
    !head.is_empty() && !head.contains(&b'>') && head.iter().filter(|byte| **byte == b'=').count() > MOST_ATTRIBUTES
}

/// Elements without content, and those that end where the next one begins.
fn is_left_open(name: &str) -> bool {
    #[rustfmt::skip]
    const LEFT_OPEN: &[&str] = &[
        "br", "img", "hr", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr", "param",
        "p", "li", "dt", "dd", "option", "tr", "td", "th", "o", "st1",
    ];
    LEFT_OPEN.iter().any(|left| name.eq_ignore_ascii_case(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stay_as_they_are() {
        let page = "<div><p>a<p>b<br><ul><li>c</ul></div>".repeat(5000);
        assert!(matches!(bounded(&page), Cow::Borrowed(_)));
        let picture = format!("<img src='data:{}'>", "A".repeat(1 << 20));
        assert!(matches!(bounded(&picture), Cow::Borrowed(_)));
    }

    #[test]
    fn what_nests_too_deep_is_flat() {
        let page = format!("{}x{}", "<div>".repeat(1000), "</div>".repeat(1000));
        let flat = bounded(&page);
        assert!(flat.matches("<div>").count() < DEEPEST && flat.contains('x'));
        let attributes: String = (0..50_000).map(|number| format!(" a{number}=1")).collect();
        assert_eq!(bounded(&format!("<p>a<p{attributes}>b<i{attributes}>c<b>")), "<p>abc<b>");
    }
}
