//! Documents that everybody cites by name alone, laws aside: resolutions of congresses and of the Central Committee,
//! conventions between states.

use std::sync::LazyLock;

use regex::Regex;

use super::laws::{self, LawName};
use crate::number::TypeWord;
use crate::rules::regex;
use crate::text::Span;

/// After "Nghị quyết": a congress with its ordinal.
static CONGRESS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"^\s+(?:của\s+)?(?:Đ|đ)ại\s+hội\s[^.;:()“”"]{0,110}?(?:lần\s+thứ\s+)?\b[IVX]{1,6}\b(?:\s+của\s+Đảng(?:\s+Cộng\s+sản\s+Việt\s+Nam)?)?"#,
    )
});
/// A plenum of the Central Committee.
static PLENUM: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^\s+(?:của\s+)?(?:Hội\s+nghị\s+)?(?:lần\s+thứ\s+\p{L}+\s+)?(?:của\s+)?(?:Ban\s+[Cc]hấp\s+hành\s+)?Trung\s+ương(?:\s+Đảng)?(?:\s+lần\s+thứ)?(?:\s+(?:\d{1,2}|\p{L}+))?\s*[,(]?\s*[Kk]h(?:óa|oá)\s+[IVX]{1,5}\)?",
    )
});
/// Whose congress it was, where that follows the ordinal.
static OF: LazyLock<Regex> = LazyLock::new(|| regex(r"^\s+(?:Công đoàn|Đảng bộ|Đoàn|Mặt trận|Hội)(?:\s+\p{L}+){1,6}"));
/// Words that are no part of that.
static AFTER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\s(?:và|đã|nhiệm|về|đề|của|các|là|gắn|với|trên|đến|tại|cũng|năm|trong|theo|xác)\s?.*$"));

/// The document that is named from this word for its type on, if it is one of these.
pub(super) fn at(text: &str, word: &TypeWord) -> Option<LawName> {
    let end = text.floor_char_boundary(word.range.end.saturating_add(320));
    let rest = text.get(word.range.end..end)?;
    let rest = rest.get(..rest.find("\n\n").unwrap_or(rest.len()))?;
    let (length, type_name) = match word.kind.name.as_str() {
        "Nghị quyết" => (resolution(rest)?, "Nghị quyết"),
        "Công ước" => (laws::treaty(rest)?, "Công ước"),
        _ => return None,
    };
    Some(LawName { span: Span { start: word.range.start, end: word.range.end + length }, type_name, spelled: None })
}

fn resolution(rest: &str) -> Option<usize> {
    // One look sends nearly every resolution away: it has a number, or is no congress's.
    let first = rest.trim_start().chars().next()?;
    if !matches!(first, 'Đ' | 'đ' | 'H' | 'T' | 'c' | 'l' | 'B') {
        return None;
    }
    if let Some(found) = PLENUM.find(rest) {
        return Some(found.end() - usize::from(!found.as_str().contains('(') && found.as_str().ends_with(')')));
    }
    if !matches!(first, 'Đ' | 'đ' | 'c') {
        return None;
    }
    let found = CONGRESS.find(rest)?;
    let after = rest.get(found.end()..)?;
    let whose = OF.find(after).map(|whose| AFTER.replace(whose.as_str(), "").trim_end().len());
    Some(found.end() + whose.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::type_words;

    /// What is named from the first word for a type on.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let word = type_words(text).next().unwrap();
        let found = at(text, &word).map(|found| text.get(found.span.start..found.span.end).unwrap());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn resolutions_of_congresses_and_plenums() {
        let whole = |text: &str, name: &str| check(&format!("{name}{text}"), Some(name));
        whole(" đã xác định", "Nghị quyết Đại hội Đảng bộ thành phố Đà Nẵng lần thứ XIX");
        whole(" và các", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng");
        whole("; Nghị quyết", "Nghị quyết Đại hội XIV Công đoàn Giáo dục Việt Nam");
        whole(", nhiệm kỳ 2020-2025", "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX");
        whole(" về xây dựng Đảng", "Nghị quyết Trung ương 4 khóa XII");
        whole(" của Đảng", "Nghị quyết Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII");
        check("Nghị quyết của Đại hội cổ đông thường niên", None);
        check("Nghị quyết Đại hội các cấp", None);
        check("Nghị quyết Trung ương về nông nghiệp", None);
        check("Nghị quyết số 57-NQ/TW của Bộ Chính trị", None);
    }

    #[test]
    fn conventions() {
        check(
            "Công ước Liên hợp quốc về Luật Biển năm 1982 quy định",
            Some("Công ước Liên hợp quốc về Luật Biển năm 1982"),
        );
        check("Công ước này", None);
        check("công ước quốc tế", None);
    }
}
