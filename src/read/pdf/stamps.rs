//! Stamps: a number or day fills a blank of the page, the mark of a signature stands beside the text.

use std::collections::BTreeMap;

use super::words::Word;

/// Parts the words of a page from those of signature marks, which would break into the letterhead.
pub(super) fn part(words: Vec<Word>) -> (Vec<Word>, Vec<Word>) {
    let mut texts: BTreeMap<u16, String> = BTreeMap::new();
    for word in &words {
        texts.entry(stamp(word)).or_default().extend([word.text.as_str(), " "]);
    }
    words.into_iter().partition(|word| stamp(word) == 0 || !texts.get(&stamp(word)).is_some_and(|text| is_mark(text)))
}

/// Whether a word stands in an annotation.
pub(super) fn is_stamp(word: &Word) -> bool {
    stamp(word) != 0
}

fn stamp(word: &Word) -> u16 {
    word.glyphs.first().map_or(0, |glyph| glyph.stamp)
}

/// The mark of a signature tells the time to the second, or an address; no stamp of a number or a day does.
fn is_mark(text: &str) -> bool {
    text.split_whitespace().any(|word| word.contains('@') || is_time(word))
}

/// `20:01:14`
fn is_time(word: &str) -> bool {
    let parts: Vec<&str> = word.split(':').collect();
    parts.len() == 3 && parts.iter().all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_mark;

    #[test]
    fn marks_of_signatures() {
        assert!(is_mark("TRUNG TÂM CÔNG BÁO ttcb@minhha.gov.vn 24.01.2025 20:01:14 +07:00"));
        assert!(is_mark("Thời gian ký: 10/05/2025 12:49:09"));
        assert!(!is_mark("507"));
        assert!(!is_mark("ngày 24 tháng 01 năm 2025"));
        assert!(!is_mark("lúc 8:00"));
    }
}
