//! Stamps: a number or day fills a blank of the page, the mark of a signature stands beside the text.

use std::collections::BTreeMap;

use super::words::Word;

/// Parts of its height between a stamp and the next word of its line.
const BLANK: f32 = 4.0;

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

/// Sets stamps onto the lines of a recognised page whose blanks they fill: programs lay them a little above or below.
pub(super) fn settle(stamps: &mut [Word], seen: &[Word]) {
    for stamp in stamps {
        let height = stamp.edges[3] - stamp.edges[1];
        let overlap = |word: &Word| stamp.edges[3].min(word.edges[3]) - stamp.edges[1].max(word.edges[1]);
        let level = seen.iter().filter(|word| overlap(word) >= 0.5 * height.min(word.edges[3] - word.edges[1]));
        let mut lines: BTreeMap<usize, Vec<&Word>> = BTreeMap::new();
        level.for_each(|word| lines.entry(word.seen_line).or_default().push(word));
        // Beside the blank stand words, and in it at most dots.
        let fits = |line: &&Vec<&Word>| {
            let beside =
                |word: &Word| word.edges[2].min(stamp.edges[2]) - word.edges[0].max(stamp.edges[0]) <= 0.2 * height;
            let near = |word: &Word| (stamp.edges[0] - word.edges[2]).abs().min((word.edges[0] - stamp.edges[2]).abs());
            line.iter().all(|word| beside(word) || !word.text.contains(char::is_alphanumeric))
                && line.iter().any(|word| beside(word) && near(word) <= BLANK * height)
        };
        let most = |line: &&Vec<&Word>| line.iter().map(|word| (overlap(word) * 100.0) as i32).max();
        if let Some(line) = lines.values().filter(fits).max_by_key(most) {
            (stamp.baseline, stamp.seen_line) = (line[0].baseline, line[0].seen_line);
        }
    }
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
    use super::super::words::{self, Word};
    use super::{is_mark, settle};

    /// The lines of a page on which a stamp is laid: each with its top and what stands in it, from a place on.
    #[track_caller]
    fn check(stamp: (f32, f32, &str), lines: &[(f32, &[(f32, &str)])], expected: &[&str]) {
        let word = |text: &str, left: f32, top: f32, seen_line| {
            let edges = [left, top, left + 6.0 * text.chars().count() as f32, top + 12.0];
            Word {
                text: text.to_owned(),
                edges,
                baseline: top + 10.0,
                size: 13.0,
                spaced: true,
                seen_line,
                ..Word::default()
            }
        };
        let mut seen: Vec<Word> = Vec::new();
        for (line, (top, words)) in lines.iter().enumerate() {
            seen.extend(words.iter().map(|(left, text)| word(text, *left, *top, line + 1)));
        }
        let mut stamps = vec![word(stamp.2, stamp.0, stamp.1, 0)];
        settle(&mut stamps, &seen);
        seen.extend(stamps);
        let text = |line: &words::Line| line.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let rows: Vec<String> =
            words::lines(seen).iter().map(|row| row.iter().map(text).collect::<Vec<_>>().join(" | ")).collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn digits_stand_on_the_line_whose_blank_they_fill() {
        let number: (f32, &[(f32, &str)]) = (100.0, &[(50.0, "Số:"), (90.0, "/QĐ-UBND")]);
        let above: (f32, &[(f32, &str)]) = (84.0, &[(50.0, "TỈNH"), (80.0, "MINH"), (110.0, "HÀ")]);
        check((72.0, 94.0, "40"), &[above, number], &["TỈNH MINH HÀ", "Số: 40 /QĐ-UBND"]);
        check((72.0, 106.0, "40"), &[above, number], &["TỈNH MINH HÀ", "Số: 40 /QĐ-UBND"]);
        check((72.0, 100.0, "40"), &[above, number], &["TỈNH MINH HÀ", "Số: 40 /QĐ-UBND"]);
        check((200.0, 93.0, "40"), &[above, number], &["TỈNH MINH HÀ", "40", "Số: /QĐ-UBND"]);
    }

    #[test]
    fn marks_of_signatures() {
        assert!(is_mark("TRUNG TÂM CÔNG BÁO ttcb@minhha.gov.vn 24.01.2025 20:01:14 +07:00"));
        assert!(is_mark("Thời gian ký: 10/05/2025 12:49:09"));
        assert!(!is_mark("507"));
        assert!(!is_mark("ngày 24 tháng 01 năm 2025"));
        assert!(!is_mark("lúc 8:00"));
    }
}
