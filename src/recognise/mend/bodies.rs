//! Names of bodies in running text of which a scan shows a word wrong: "Cục Thị hành án dân sự", "Ủy ban hai dân".

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Span, Text};
use crate::{agency, rules, vi};

/// Names of fewer words are too near to other words.
const LEAST: usize = 3;
/// In a name of so many words one may be another word, that many letters apart.
const LONG: usize = 4;
const APART: usize = 2;

/// A name as it is written and without its marks, word by word.
struct Name {
    written: Vec<&'static str>,
    folded: Vec<String>,
}

/// By the first word, without its marks.
static NAMES: LazyLock<HashMap<String, Vec<Name>>> = LazyLock::new(|| {
    let listed = rules::CASING.lines().chain(agency::BODIES.iter().map(|body| body.name));
    let mut names: HashMap<String, Vec<Name>> = HashMap::new();
    for name in listed {
        let written: Vec<_> = words(name).collect();
        let folded: Vec<_> = written.iter().map(|word| vi::fold(word)).collect();
        if written.len() >= LEAST {
            names.entry(folded[0].clone()).or_default().push(Name { written, folded });
        }
    }
    names
});

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What is wrong in `line`, and the right words.
pub(super) fn edits(text: &Text, line: Span, edits: &mut Vec<(Span, String)>) {
    let seen: Vec<&str> = words(text.quote(line)).collect();
    let folded: Vec<String> = seen.iter().map(|word| vi::fold(word)).collect();
    let mut at = 0;
    while at < seen.len() {
        let here = NAMES.get(&folded[at]).filter(|_| seen[at].starts_with(char::is_uppercase));
        let rated = here.into_iter().flatten().filter_map(|name| Some((wrong(name, folded.get(at..)?)?, name)));
        let best = rated.min_by_key(|(wrong, name)| (*wrong, std::cmp::Reverse(name.written.len())));
        let Some((_, name)) = best else {
            at += 1;
            continue;
        };
        for (word, right) in seen[at..].iter().zip(&name.written) {
            if vi::canonical(word) != vi::canonical(right) {
                edits.push((text.span_of(word), in_case(word, right)));
            }
        }
        at += name.written.len();
    }
}

/// How many of the words that a name may stand for are other words; `None` where it cannot be meant.
fn wrong(name: &Name, seen: &[String]) -> Option<usize> {
    let seen = seen.get(..name.folded.len())?;
    let mut others = (0..seen.len()).filter(|at| seen[*at] != name.folded[*at]);
    let Some(other) = others.next() else { return Some(0) };
    // Between words of the name: its last word may well be another one, "Ủy ban nhân dân tỉnh" and "… thành phố".
    let is_inside = seen.len() >= LONG && other + 1 < seen.len() && others.next().is_none();
    let is_near = || vi::distance(seen[other].as_bytes(), name.folded[other].as_bytes(), APART).is_some();
    (is_inside && is_near()).then_some(1)
}

/// `right` with a first letter, or with all letters, as large as those of `seen`.
fn in_case(seen: &str, right: &str) -> String {
    let mut letters = right.chars();
    match letters.next() {
        Some(_) if seen.chars().count() > 1 && seen.chars().all(char::is_uppercase) => right.to_uppercase(),
        Some(first) if seen.starts_with(char::is_lowercase) => first.to_lowercase().chain(letters).collect(),
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(crate::recognise::mend::line_mended(edits, line), expected);
    }

    #[test]
    fn a_name_without_its_marks_or_with_another_word_is_put_right() {
        check("giao Cục Thị hành án dân sự tỉnh", "giao Cục Thi hành án dân sự tỉnh");
        check("Sở Thông tỉn và Truyền thông", "Sở Thông tin và Truyền thông");
        check("của Ủy ban hai dân Thành phố Hồ Chí Minh", "của Ủy ban nhân dân Thành phố Hồ Chí Minh");
        check("Ban Chấp hàng Trung ương Đảng", "Ban Chấp hành Trung ương Đảng");
        check("Văn phòng Ủy bạn nhân dân", "Văn phòng Ủy ban nhân dân");
        check("SỞ TÀI NGUYÊN VÀ MỐI TRƯỜNG", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG");
    }

    #[test]
    fn other_names_and_other_words_stay() {
        for line in [
            "Uỷ ban nhân dân",
            "Viện kiểm sát nhân dân cấp cao",
            "Ủy ban của dân",
            "Văn phòng Ủy ban nhân dân Thành phố",
            "Ban Chỉ huy quân sự",
            "Tòa án nhân dân khu vực",
            "Sở Nông nghiệp và Môi trường",
            "thông tỉn và truyền thông",
            "Văn hóa và Thể thao",
            "Bộ Công an",
        ] {
            check(line, line);
        }
    }
}
