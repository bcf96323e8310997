//! Words of running text whose marks a scan has lost: "thành phó", "tông hợp". Only pairs of words that mean one thing
//! without their marks are put right (rules/phrases.txt). And words whose high last letter looks like a capital: "tiến đỘ".

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Span, Text};
use crate::{rules, vi};

static PAIRS: LazyLock<HashMap<String, Vec<&str>>> = LazyLock::new(|| {
    let pairs = rules::PHRASES.lines().flat_map(|phrase| {
        let words: Vec<&str> = phrase.split(' ').collect();
        words.windows(2).map(<[&str]>::to_vec).collect::<Vec<_>>()
    });
    pairs.map(|pair| (vi::fold(&pair.join(" ")), pair)).collect()
});

/// What is wrong in `line`, and the right words.
pub(super) fn edits(text: &Text, line: Span, edits: &mut Vec<(Span, String)>) {
    let words: Vec<&str> = text.quote(line).split(' ').collect();
    for (before, word) in std::iter::once(&"").chain(&words).zip(&words) {
        if let Some((wrong, right)) = lowered(before, word) {
            edits.push((text.span_of(wrong), right));
        }
    }
    for pair in words.windows(2) {
        let [first, second] = [pair[0], pair[1]].map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
        if first.is_empty() || second.is_empty() || !pair[0].ends_with(first) || !pair[1].starts_with(second) {
            continue;
        }
        let Some(right) = PAIRS.get(&vi::fold(&format!("{first} {second}"))) else { continue };
        for (wrong, right) in [first, second].into_iter().zip(right) {
            if let Some(right) = in_case(wrong, right).filter(|right| right != wrong) {
                edits.push((text.span_of(wrong), right));
            }
        }
    }
}

/// A word with a last letter that is none of its capitals, and what it should read: "đỘ", and "BỘ" in running text.
fn lowered<'a>(before: &str, word: &'a str) -> Option<(&'a str, String)> {
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    let last = word.chars().next_back().filter(|last| last.is_uppercase() && !last.is_ascii())?;
    let rest = word.get(..word.len() - last.len_utf8())?;
    let small = !rest.is_empty() && rest.chars().all(char::is_lowercase);
    let body = matches!(word, "BỘ" | "SỞ") && before.ends_with(char::is_lowercase);
    (small || body).then(|| (word, rest.chars().chain(last.to_lowercase()).collect()))
}

/// `right` in the capitals and small letters of `wrong`; `None` where the two place their tone otherwise.
fn in_case(wrong: &str, right: &str) -> Option<String> {
    if vi::canonical(wrong) == vi::canonical(right) || wrong.chars().count() != right.chars().count() {
        return None;
    }
    let letters = wrong.chars().zip(right.chars());
    Some(
        letters
            .flat_map(|(wrong, right)| if wrong.is_uppercase() { right.to_uppercase().collect() } else { vec![right] })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let text = Text::plain(line);
        let mut found = Vec::new();
        edits(&text, text.whole(), &mut found);
        found.sort();
        found.dedup();
        assert_eq!(text.mended(&found).text.as_str(), expected);
    }

    #[test]
    fn marks_that_a_scan_has_lost() {
        check("UBND các huyện, thị xã, thành phó, tông hợp", "UBND các huyện, thị xã, thành phố, tổng hợp");
        check("1. Đây mạnh kiêm tra; THÀNH PHÓ", "1. Đẩy mạnh kiểm tra; THÀNH PHỐ");
        check("Ngân hàng - Chỉ nhánh tỉnh", "Ngân hàng - Chi nhánh tỉnh");
        check("Các BỘ, ngành; Ban Giám đốc SỞ đúng tiến đỘ,", "Các Bộ, ngành; Ban Giám đốc Sở đúng tiến độ,");
    }

    #[test]
    fn what_stands_right_stays() {
        for line in [
            "Chỉ đạo các phó thành viên",
            "BỘ Y TẾ, SỞ Y TẾ",
            "TÊN BỘ NGÀNH",
            "đây là kết luận",
            "quyền sử dụng",
            "Uỷ ban",
            "thanh, tra",
        ] {
            check(line, line);
        }
    }
}
