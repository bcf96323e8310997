//! Words of running text whose marks a scan has lost: "thành phó", "tông hợp". Only pairs of words that mean one thing
//! without their marks are put right (rules/phrases.txt), and only where neither belongs to a word beside it (the same and
//! rules/words.txt): "văn bản hành chính" is not "ban hành". And words whose high last letter looks like a capital: "tiến đỘ".

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::{Span, Text};
use crate::{rules, vi};

static PAIRS: LazyLock<HashMap<String, Vec<&str>>> =
    LazyLock::new(|| pairs(rules::PHRASES).map(|pair| (vi::fold(&pair.join(" ")), pair)).collect());
/// Pairs of words that stand right as they are.
static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let known = pairs(rules::PHRASES).chain(pairs(rules::WORDS));
    known.map(|pair| vi::canonical(&pair.join(" "))).collect()
});

fn pairs(phrases: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    phrases.lines().flat_map(|phrase| {
        let words: Vec<&str> = phrase.split(' ').collect();
        words.windows(2).map(<[&str]>::to_vec).collect::<Vec<_>>()
    })
}

/// What is wrong in `line`, and the right words.
pub(super) fn edits(text: &Text, line: Span, edits: &mut Vec<(Span, String)>) {
    let words: Vec<&str> = text.quote(line).split(' ').collect();
    for (before, word) in std::iter::once(&"").chain(&words).zip(&words) {
        if let Some((wrong, right)) = lowered(before, word) {
            edits.push((text.span_of(wrong), right));
        }
    }
    for at in 1..words.len() {
        let Some([first, second]) = pair(&words, at) else { continue };
        let Some(right) = PAIRS.get(&vi::fold(&format!("{first} {second}"))) else { continue };
        if (at - 1..=at + 1).any(|at| is_known(&words, at)) {
            continue;
        }
        for (wrong, right) in [first, second].into_iter().zip(right) {
            if let Some(right) = in_case(wrong, right).filter(|right| right != wrong) {
                edits.push((text.span_of(wrong), right));
            }
        }
    }
}

/// The words at a place and before it, without the signs around them; `None` where a sign parts them.
fn pair<'a>(words: &[&'a str], at: usize) -> Option<[&'a str; 2]> {
    let (before, word) = (words.get(at.checked_sub(1)?)?, words.get(at)?);
    let [first, second] = [before, word].map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
    let is_whole = !first.is_empty() && !second.is_empty() && before.ends_with(first) && word.starts_with(second);
    is_whole.then_some([first, second])
}

/// Whether the words at a place and before it are a known pair, marks and all.
fn is_known(words: &[&str], at: usize) -> bool {
    pair(words, at).is_some_and(|pair| KNOWN.contains(&vi::canonical(&pair.join(" "))))
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
        assert_eq!(crate::recognise::mend::line_mended(edits, line), expected);
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
            "thể thức văn bản hành chính trên địa bàn hành chính",
            "tư vấn chuyên ngành; hệ thống báo cáo; hóa đơn vi phạm",
            "chủ động bố trí; trở thành phổ biến; vận chuyển đối với",
            "diễu hành",
        ] {
            check(line, line);
        }
    }
}
