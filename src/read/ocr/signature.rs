//! A second look at the block of the signature, where a seal and a pen lie over the type.
//!
//! The layout of a page is found once for the whole of it, and a seal confuses it: the name beneath is cut off, or joined to
//! the list of recipients beside it. Cut out and read as a block, and again as scattered words, the same lines come out
//! whole. Of the readings of one line the surest stands; a line that no reading is sure of is a seal or a stroke of a pen.

use super::{Grey, SeenWord, tesseract};
use crate::vi::{fold, is_syllable};

/// The block begins right of this part of the width of a page.
const LEFT: f32 = 0.4;
/// It reaches so far down from the heading of the recipients, in heights of the page.
const DEPTH: f32 = 0.28;
/// It may begin so many lines above that heading.
const LINES_ABOVE: f32 = 4.0;
/// Density of the part that is read again, in pixels an inch.
const DENSITY: f64 = 300.0;
/// A line counts where one of its words is so sure, and ends at words that are sure enough.
const SURE: f32 = 85.0;
const SURE_ENOUGH: f32 = 60.0;
/// A syllable of a name of which one reading alone is less sure was not read.
const SURE_ALONE: f32 = 95.0;
/// Stands for a word that could not be read.
const UNREAD: &str = "?";
/// What makes a longer reading of a line worth more than a surer one.
const WORTHLESS: f32 = 50.0;

/// Reads the block of the signature of `page` again, and mends `words`.
pub(super) fn look(page: &Grey, words: &mut Vec<SeenWord>, seconds: u64) {
    let Some(zone) = zone(page, words) else { return };
    let scale = (DENSITY / f64::from(page.density.max(1))).max(1.0);
    let part = page.part(zone.map(|edge| edge as usize), scale);
    if part.width == 0 {
        return;
    }
    let back = |at: f32, from: f32| from.trunc() + at / scale as f32;
    let looks = ["6", "11"].into_iter().filter_map(|layout| tesseract(&part, "vie", layout, seconds));
    let looks = looks.map(|mut seen| {
        for word in &mut seen {
            let [left, top, right, bottom] = word.edges;
            word.edges = [back(left, zone[0]), back(top, zone[1]), back(right, zone[0]), back(bottom, zone[1])];
        }
        seen
    });
    *words = settled(std::mem::take(words), looks.collect(), zone);
}

/// Where the block lies: beside the heading of the recipients, or around the first line of authority.
fn zone(page: &Grey, words: &[SeenWord]) -> Option<[f32; 4]> {
    let (width, height) = (page.width as f32, page.height as f32);
    let mut starts = words.iter().enumerate().filter(|(at, word)| {
        let next = words.get(at + 1).filter(|next| next.line == word.line);
        match fold(&word.text).trim_end_matches([':', '.']) {
            "noi" => word.edges[0] < LEFT * width && next.is_some_and(|next| fold(&next.text).starts_with("nhan")),
            // The first word of the heading is lost.
            "nhan" => word.edges[0] < LEFT * width && word.text.ends_with(':'),
            "tm" | "kt" | "tl" | "tuq" => word.edges[0] > LEFT * width && word.text.contains('.'),
            _ => false,
        }
    });
    let (_, heading) = starts.next_back()?;
    let [_, top, _, bottom] = heading.edges;
    let above = (top - LINES_ABOVE * (bottom - top)).max(0.0);
    Some([LEFT * width, above, width, (top + DEPTH * height).min(height)])
}

/// The words that count: those outside of the zone, and of each line inside it the best reading.
fn settled(first: Vec<SeenWord>, looks: Vec<Vec<SeenWord>>, zone: [f32; 4]) -> Vec<SeenWord> {
    let mut kept = Vec::new();
    let mut readings: Vec<Vec<SeenWord>> = Vec::new();
    let mut next_line = first.iter().map(|word| word.line).max().unwrap_or_default();
    for line in first.chunk_by(|a, b| a.line == b.line) {
        let (inside, outside): (Vec<_>, Vec<_>) = line.iter().cloned().partition(|word| is_inside(word, zone));
        if is_tail(&inside, &outside) {
            kept.extend_from_slice(line);
        } else {
            kept.extend(outside);
            readings.extend(sure_part(&inside));
        }
    }
    for look in &looks {
        for line in look.chunk_by(|a, b| a.line == b.line) {
            // What begins at the edge was cut off there.
            let is_cut =
                line.first().is_some_and(|word| word.edges[0] - zone[0] < 0.3 * (word.edges[3] - word.edges[1]));
            let is_kept = |word: &SeenWord| kept.iter().any(|kept| overlap(kept, word));
            if !is_cut && !line.iter().any(is_kept) {
                readings.extend(sure_part(line));
            }
        }
    }
    readings.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
    let mut lines: Vec<Vec<SeenWord>> = Vec::new();
    for mut reading in readings {
        if !lines.iter().flatten().any(|word| reading.iter().any(|other| overlap(word, other))) {
            next_line += 1;
            reading.iter_mut().for_each(|word| word.line = next_line);
            lines.push(reading);
        }
    }
    let others: Vec<SeenWord> = looks.into_iter().flatten().chain(first).collect();
    kept.extend(lines.into_iter().flatten().map(|word| confirmed(word, &others)));
    kept
}

/// A word that is sure, or what two readings see in its place. Posts, in capitals, are words that others know; of a name
/// every syllable counts.
fn confirmed(word: SeenWord, readings: &[SeenWord]) -> SeenWord {
    let is_post = !word.text.contains(char::is_lowercase);
    if word.text != UNREAD && (word.confidence >= SURE_ALONE || is_post) {
        return word;
    }
    let here: Vec<_> = readings.iter().filter(|other| overlap(other, &word) && is_syllable(&other.text)).collect();
    let is_seen_twice = |seen: &&&SeenWord| here.iter().filter(|o| fold(&o.text) == fold(&seen.text)).count() >= 2;
    let surest = here.iter().filter(is_seen_twice).max_by(|a, b| a.confidence.total_cmp(&b.confidence));
    match surest {
        Some(seen) => SeenWord { line: word.line, ..(*seen).clone() },
        None => SeenWord { text: UNREAD.to_owned(), confidence: SURE_ENOUGH, ..word },
    }
}

fn is_inside(word: &SeenWord, [left, top, right, bottom]: [f32; 4]) -> bool {
    let (x, y) = ((word.edges[0] + word.edges[2]) / 2.0, (word.edges[1] + word.edges[3]) / 2.0);
    (left..right).contains(&x) && (top..bottom).contains(&y)
}

/// Whether what lies inside only goes on with what stands left of it.
fn is_tail(inside: &[SeenWord], outside: &[SeenWord]) -> bool {
    outside.last().zip(inside.first()).is_some_and(|(before, first)| is_next(before, first))
}

/// A line from its first to its last word that is sure enough; `None` where no word is sure. Where letters that could not
/// be read touch the first word, it begins with [`UNREAD`]: half of a name is no name.
fn sure_part(line: &[SeenWord]) -> Option<Vec<SeenWord>> {
    let letters = |word: &SeenWord| word.text.chars().filter(|c| c.is_alphabetic()).count();
    // Strokes between the words: "Nguyễn Thị ¡ Hạnh".
    let line: Vec<_> = line.iter().filter(|word| word.text.contains(char::is_alphanumeric)).cloned().collect();
    // A stroke is seen as a figure sooner than as a word.
    let is_type = |word: &SeenWord| word.confidence >= if letters(word) > 0 { SURE_ENOUGH } else { SURE };
    let (first, last) = (line.iter().position(is_type)?, line.iter().rposition(is_type)?);
    let mut part = line.get(first..=last)?.to_vec();
    let is_sure = part.iter().any(|word| word.confidence >= SURE && letters(word) >= 2);
    // The first letters of a post tell a deputy from his chief, also where but one of them is seen.
    let least = if part[0].text.contains(char::is_lowercase) { 2 } else { 1 };
    let before = line.get(..first).and_then(<[_]>::last);
    if let Some(before) = before.filter(|word| letters(word) >= least && is_next(word, &part[0])) {
        let is_authority = before.text.ends_with("T.");
        let text = if is_authority { before.text.clone() } else { UNREAD.to_owned() };
        part.insert(0, SeenWord { text, confidence: before.confidence.max(SURE_ENOUGH), ..before.clone() });
    }
    is_sure.then_some(part)
}

/// Whether one word follows the other without a gap that parts columns.
fn is_next(before: &SeenWord, word: &SeenWord) -> bool {
    word.edges[0] - before.edges[2] < word.edges[3] - word.edges[1]
}

/// What a reading of a line is worth: what is neither a syllable nor a figure speaks against it.
fn worth(line: &[SeenWord]) -> f32 {
    let sum = line.iter().map(|word| {
        let said = word.text.trim_matches(|c: char| !c.is_alphanumeric());
        let is_figure = said.bytes().all(|byte| byte.is_ascii_digit() || b"/.-".contains(&byte));
        let sign = if is_figure || is_syllable(said) { 1.0 } else { -1.0 };
        sign * word.text.chars().count() as f32 * (word.confidence - WORTHLESS)
    });
    sum.sum()
}

/// Whether two words lie upon each other: they are readings of one, or of its parts.
fn overlap(one: &SeenWord, other: &SeenWord) -> bool {
    let shared = |from: usize, to: usize| one.edges[to].min(other.edges[to]) - one.edges[from].max(other.edges[from]);
    let height = |word: &SeenWord| word.edges[3] - word.edges[1];
    shared(0, 2) > 0.0 && shared(1, 3) > 0.4 * height(one).min(height(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of 10 pixels a letter on a line of 20 pixels: `x,y line|confidence`.
    fn words(said: &[(f32, f32, u32, &str)]) -> Vec<SeenWord> {
        let mut words = Vec::new();
        for (left, top, line, text) in said {
            let mut left = *left;
            for word in text.split(' ') {
                let (text, confidence) = word.split_once('|').unwrap_or((word, "95"));
                let right = left + 10.0 * text.chars().count() as f32;
                words.push(SeenWord {
                    text: text.to_owned(),
                    edges: [left, *top, right, top + 20.0],
                    line: *line,
                    confidence: confidence.parse().unwrap(),
                    by_pen: false,
                });
                left = right + 10.0;
            }
        }
        words
    }

    #[track_caller]
    fn check(first: &[(f32, f32, u32, &str)], looks: &[&[(f32, f32, u32, &str)]], expected: &str) {
        let looks = looks.iter().map(|look| words(look)).collect();
        let settled = settled(words(first), looks, [400.0, 0.0, 1000.0, 1000.0]);
        let lines = settled.chunk_by(|a, b| a.line == b.line);
        let mut lines: Vec<_> = lines.map(|line| (line[0].edges, line)).collect();
        lines.sort_by(|(a, _), (b, _)| a[1].total_cmp(&b[1]).then(a[0].total_cmp(&b[0])));
        let said = lines.iter().map(|(_, line)| line.iter().map(|word| &*word.text).collect::<Vec<_>>().join(" "));
        assert_eq!(said.collect::<Vec<_>>().join(" / "), expected);
    }

    #[test]
    fn the_best_reading_of_a_line_stands() {
        check(
            &[(10.0, 0.0, 1, "Nơi nhận:"), (600.0, 0.0, 2, "PHO CHU|84 TỊCH"), (660.0, 300.0, 3, "Hoàng Tuân|91")],
            &[
                &[
                    (600.0, 0.0, 1, "PHÓ CHỦ TỊCH"),
                    (580.0, 150.0, 2, "—|60 8P|27 |30"),
                    (600.0, 300.0, 3, "Trần Hoàng Tuấn"),
                ],
                &[(600.0, 300.0, 1, "Xuất,|24 Hoàng")],
            ],
            "Nơi nhận: / PHÓ CHỦ TỊCH / Trần Hoàng Tuấn",
        );
        check(
            &[(600.0, 0.0, 1, "Nguyên|67 Thị Hồng Hạnh")],
            &[&[(600.0, 0.0, 1, "Nguyên|85 Thị øắ|76 Hạnh")]],
            "Nguyên Thị Hồng Hạnh",
        );
    }

    #[test]
    fn a_seal_is_no_line_and_the_recipients_stay() {
        check(
            &[(300.0, 0.0, 1, "- Các sở, ban ngành tỉnh;"), (600.0, 40.0, 2, "TU?|55 SsHÚ|31")],
            &[&[(401.0, 0.0, 1, "ban ngành tỉnh;"), (620.0, 40.0, 2, "CƯ|0 ..|32")]],
            "- Các sở, ban ngành tỉnh;",
        );
    }

    #[test]
    fn a_figure_stands_against_a_letter_that_looks_like_it() {
        check(
            &[(500.0, 0.0, 1, "tháng 02|90 năm 2021")],
            &[&[(500.0, 0.0, 1, "tháng U2|92 năm 2021")]],
            "tháng 02 năm 2021",
        );
    }

    #[test]
    fn half_of_a_name_is_no_name() {
        check(
            &[],
            &[&[(600.0, 40.0, 1, "giấn|42 Hồng Hà"), (600.0, 90.0, 2, "-|37 Đặng ¡ Văn Minh")]],
            "? Hồng Hà / Đặng Văn Minh",
        );
    }

    #[test]
    fn what_only_the_first_look_saw_stays() {
        check(&[(600.0, 40.0, 2, "CHỦ TỊCH"), (600.0, 80.0, 3, "Bùi Văn An")], &[&[], &[]], "CHỦ TỊCH / Bùi Văn An");
    }

    #[test]
    fn the_block_lies_beside_the_recipients() {
        let page = Grey { width: 1000, height: 1400, ..Grey::default() };
        let found = |said| zone(&page, &words(said));
        assert_eq!(found(&[(100.0, 500.0, 1, "Nơi nhận:")]), Some([400.0, 420.0, 1000.0, 892.0]));
        assert_eq!(found(&[(600.0, 1300.0, 1, "TM. ỦY BAN NHÂN DÂN")]), Some([400.0, 1220.0, 1000.0, 1400.0]));
        assert_eq!(found(&[(100.0, 500.0, 1, "nơi đến")]), None);
    }
}
