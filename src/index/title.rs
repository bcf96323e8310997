//! The title of a text without a letterhead: an article of a law, a page of news, a note.

use super::analyzer;

/// Words of the longest title.
const LONGEST: usize = 40;

/// The first line, where it reads like a title: short, no sentence, and not broken off in the middle of one.
pub(super) fn title(text: &str) -> Option<&str> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, second) = (lines.next()?, lines.next()?);
    let is_sentence = first.ends_with(['.', ',', ';', ':']);
    let goes_on = second.chars().next().is_some_and(char::is_lowercase);
    let words = analyzer::words(first).take(LONGEST + 1).count();
    (!is_sentence && !goes_on && (1..=LONGEST).contains(&words)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(title(text), expected, "{text}");
    }

    #[test]
    fn a_first_line_that_reads_like_one() {
        check("\n Điều 652. Thừa kế thế vị \n\nTrường hợp con chết trước", Some("Điều 652. Thừa kế thế vị"));
        check("Hà Nội có thêm cầu mới?\nSáng 3/5, thành phố khởi công", Some("Hà Nội có thêm cầu mới?"));
        check("Sáng 3/5, thành phố khởi công cầu mới.\nDự án gồm hai phần.", None);
        check("Các đối tượng sau:\n1. Cán bộ", None);
        check("Ủy ban nhân dân thành phố giao các\nphòng rà soát", None);
        check("Chỉ một dòng", None);
        check(&format!("{}\nhết", "chữ ".repeat(LONGEST + 1)), None);
        check("", None);
    }
}
