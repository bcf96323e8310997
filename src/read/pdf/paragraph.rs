//! Lines to paragraphs: which line goes on with the one before it.

use super::words::{Line, Word};
use crate::text::TextBuilder;

/// Space between the text of a cell and its border, in points.
const PADDING: f32 = 5.0;
/// Between two words, in parts of the size of the type.
const SPACE: f32 = 0.25;
/// Between the baselines of two lines of a paragraph, in parts of the size of the type.
const FARTHEST: f32 = 2.4;
/// Lines this much farther apart than usual are of two paragraphs.
const APART: f32 = 1.3;
/// Full lines of a page that tell what is usual.
const LEAST_PITCHES: usize = 3;

/// How the running text of a page is set.
#[derive(Debug)]
pub(super) struct TypeArea {
    /// Where the leftmost line begins.
    left: f32,
    /// Where most long lines end.
    right: f32,
    /// From line to line of a paragraph, in parts of the size of the type; `None` on a page with few full lines.
    pitch: Option<f32>,
}

impl TypeArea {
    pub(super) fn of(rows: &[Vec<Line>]) -> TypeArea {
        let width = |line: &Line| line.edges[2] - line.edges[0];
        let alone = |row: &[Line]| matches!(row, [_]);
        let lines = || rows.iter().filter(|row| alone(row)).flatten();
        let widest = lines().map(width).fold(0.0, f32::max);
        let left = rows.iter().filter_map(|row| row.first()).map(|line| line.edges[0]).fold(f32::MAX, f32::min);
        let mut rights: Vec<f32> =
            lines().filter(|line| width(line) > 0.8 * widest).map(|line| line.edges[2]).collect();
        rights.sort_by(f32::total_cmp);
        let right = rights.get(rights.len() * 3 / 4).copied().unwrap_or(f32::MAX);
        let pairs = rows.windows(2).filter(|pair| pair.iter().all(|row| alone(row)));
        let pitches = pairs.filter_map(|pair| pair[0].first().zip(pair[1].first())).filter_map(|(line, next)| {
            let full = right - line.edges[2] < 3.0 * line.size && width(line) > 0.8 * widest;
            full.then(|| (next.baseline - line.baseline) / line.size.max(1.0))
        });
        let mut pitches: Vec<f32> = pitches.filter(|pitch| (0.5..FARTHEST).contains(pitch)).collect();
        pitches.sort_by(f32::total_cmp);
        let pitch = pitches.get(pitches.len() / 2).copied().filter(|_| pitches.len() >= LEAST_PITCHES);
        TypeArea { left, right, pitch }
    }

    /// Whether a line stands in the middle.
    fn centres(&self, line: &Line) -> bool {
        ((line.edges[0] - self.left) - (self.right - line.edges[2])).abs() <= line.size
    }
}

/// Whether `next` goes on with the paragraph: its last line is full, and nothing says that a new one begins.
pub(super) fn continues(paragraph: &[Line], next: &Line, area: &TypeArea) -> bool {
    let (Some(first), Some(last)) = (paragraph.first(), paragraph.last()) else { return false };
    let size = last.size.max(1.0);
    let pitch = (next.baseline - last.baseline) / size;
    if !(0.5..FARTHEST).contains(&pitch) || (next.size - last.size).abs() > 0.15 * size {
        return false;
    }
    // Paragraphs set apart from each other.
    if area.pitch.is_some_and(|usual| pitch > APART * usual) {
        return false;
    }
    // A centred title of one line, a gap, and a first line with its indent.
    let inset = next.edges[0] - area.left > 0.8 * size;
    if pitch > 1.9 && inset && (first.edges[0] - next.edges[0]).abs() > 0.4 * size {
        return false;
    }
    let opening = opening(next, size);
    // Where lines end raggedly the margin is not known that well; what the line says decides then.
    let slack = if ends_sentence(last) { 0.3 * size } else { -0.3 * size };
    let room = area.right - last.edges[2];
    if inset && area.centres(last) && area.centres(next) {
        // Of a title in the middle half of the room stands on the left.
        return 2.0 * room + slack < opening && !begins_item(next);
    }
    if opening <= room + slack {
        return false;
    }
    let indented = first.edges[0] - next.edges[0] >= 0.8 * size;
    if begins_item(next) && !indented {
        return false;
    }
    let hangs = paragraph.len() == 1
        && begins_item(first)
        && first.words.get(1).is_some_and(|word| (word.edges[0] - next.edges[0]).abs() <= 0.4 * size);
    let continued = if paragraph.len() == 1 { first.edges[0] } else { last.edges[0] };
    hangs || next.edges[0] <= continued + 0.4 * size
}

/// The last line of a page that ends with a paragraph.
#[derive(Debug)]
pub(super) struct Tail {
    line: Line,
    /// Space to the right of it.
    room: f32,
}

impl Tail {
    pub(super) fn of(paragraph: &[Line], area: &TypeArea) -> Option<Tail> {
        let line = paragraph.last().filter(|line| !ends_sentence(line))?.clone();
        let room = area.right - 0.3 * line.size - line.edges[2];
        Some(Tail { line, room })
    }

    /// Whether the paragraph goes on with the first line of the next page.
    pub(super) fn goes_on(&self, next: &Line, area: &TypeArea) -> bool {
        let size = self.line.size;
        (next.size - size).abs() <= 0.15 * size
            && opening(next, size) > self.room
            && next.edges[0] - area.left <= 0.4 * size
            && !begins_item(next)
    }
}

/// Whether `next` goes on with `last` in a cell: its first word had no room left. Names of people stand one a line.
pub(super) fn wraps_in_cell(last: &Line, next: &Line, cell: [f32; 4]) -> bool {
    let pitch = next.baseline - last.baseline;
    let room =
        (cell[2] - PADDING - last.edges[2]).min(cell[2] - cell[0] - 2.0 * PADDING - (last.edges[2] - last.edges[0]));
    (0.5 * last.size..FARTHEST * last.size).contains(&pitch)
        && opening(next, last.size) + 0.3 * last.size > room
        && !begins_item(next)
        && !(is_name(last) && is_name(next))
}

/// The room that the first word of a line and the space before it would have taken on the line above.
fn opening(line: &Line, size: f32) -> f32 {
    line.words.first().map_or(0.0, |word| word.edges[2] - word.edges[0]) + SPACE * size
}

/// Whether a line is like the name of a person: "Nguyễn Thị Loan".
fn is_name(line: &Line) -> bool {
    let is_capitalised = |word: &Word| {
        let mut letters = word.text.trim_end_matches([',', ';']).chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().next().is_some()
            && letters.all(char::is_lowercase)
    };
    (2..=4).contains(&line.words.len()) && line.words.iter().all(is_capitalised)
}

fn ends_sentence(line: &Line) -> bool {
    line.words.last().is_some_and(|word| word.text.ends_with(['.', ';', ':', '!', '?']))
}

/// Whether a line begins as an item of a list or an article does. "Điều 10, 11 của Nghị định" is no article.
fn begins_item(line: &Line) -> bool {
    let Some(word) = line.words.first() else { return false };
    let numbered = || line.words.get(1).is_none_or(|number| number.text.ends_with(['.', ':']));
    match word.text.as_str() {
        "Điều" => numbered(),
        "Chương" | "Mục" | "Phần" => numbered() || line.words.len() == 2,
        text => is_marker(text),
    }
}

/// `-`, `+`, `1.`, `2.1`, `a)`, `IV.`
fn is_marker(word: &str) -> bool {
    match word.strip_suffix(['.', ')', '/']) {
        None => {
            matches!(word, "-" | "+" | "*" | "•" | "–" | "—" | "●" | "○" | "▪" | "\u{f0b7}" | "\u{f02d}") || {
                word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || c == '.')
            }
        }
        Some(name) => {
            let parts = name.trim_start_matches('(');
            !parts.is_empty()
                && (parts.chars().all(|c| c.is_ascii_digit() || c == '.')
                    || parts.chars().count() == 1
                    || parts.chars().all(|c| matches!(c, 'I' | 'V' | 'X')))
        }
    }
}

/// Writes one paragraph on one line.
pub(super) fn write(lines: &[Line], builder: &mut TextBuilder) {
    let mut carried: Option<Word> = None;
    for (at, line) in lines.iter().enumerate() {
        let below = lines.get(at + 1).and_then(|line| line.words.first());
        let mut words = line.words.iter().peekable();
        while let Some(word) = words.next() {
            let mut word = word.clone();
            if let Some(start) = carried.take() {
                // The two halves stand on two lines: the box is that of the first.
                word = Word { text: start.text + &word.text, edges: start.edges, ..word };
            }
            let goes_on = is_broken(&word.text) || below.is_some_and(|below| is_cut_day(&word.text, &below.text));
            if words.peek().is_none() && goes_on {
                carried = Some(word);
            } else {
                builder.word(&word.text, word.place());
            }
        }
    }
    if let Some(word) = carried {
        builder.word(&word.text, word.place());
    }
    builder.end_line();
}

/// Whether a line ends inside a document number: `12/KH-` or `12/`.
fn is_broken(word: &str) -> bool {
    word.ends_with(['-', '/']) && word.len() > 1 && word.chars().any(|c| c.is_ascii_digit() || c.is_uppercase())
}

/// Whether a narrow cell broke a day inside its year: `10/10/2` and `024`.
fn is_cut_day(word: &str, below: &str) -> bool {
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let [day, month, year] = parts.as_slice() else { return false };
    let is_number =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let rest = below.bytes().take_while(u8::is_ascii_digit).count();
    let century = year.bytes().chain(below.bytes()).take(2);
    is_number(day, 2)
        && is_number(month, 2)
        && is_number(year, 3)
        && year.len() + rest == 4
        && (century.clone().eq(*b"20") || century.eq(*b"19"))
}

#[cfg(test)]
mod tests {
    use super::is_cut_day;

    #[test]
    fn days_cut_in_their_year() {
        assert!(is_cut_day("10/10/2", "024"));
        assert!(is_cut_day("2/2/202", "4;"));
        assert!(!is_cut_day("2/2/2024", "4"));
        assert!(!is_cut_day("2/2/20", "4 người"));
        assert!(!is_cut_day("1.2.3", "456"));
        assert!(!is_cut_day("12/KH-UBND/2", "024"));
    }
}
