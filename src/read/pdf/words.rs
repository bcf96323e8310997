//! Glyphs to words, and words to lines, by where they stand.

use super::content::Glyph;

/// Parts of the size of the type.
const SAME_LINE: f32 = 0.4;
const SAME_WORD: f32 = 0.17;
const COLUMN_GAP: f32 = 1.8;
/// How far letters reach above and below their baseline.
const ASCENT: f32 = 0.75;
const DESCENT: f32 = 0.22;

/// A word: its glyphs, and the box around them in points from the upper left corner.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) text: String,
    pub(super) edges: [f32; 4],
    pub(super) baseline: f32,
    pub(super) size: f32,
    /// A space stands before it in the file.
    pub(super) spaced: bool,
    /// Counts the lines that OCR saw, from 1; 0 where only the places tell.
    pub(super) seen_line: usize,
    /// Quarter turns clockwise.
    pub(super) turn: u8,
    /// Whether its place on the page as it is shown is not known.
    pub(super) unplaced: bool,
    /// Whether these are digits that a pen wrote.
    pub(super) by_pen: bool,
}

/// Words that stand beside each other without a gap wide enough to part columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) words: Vec<Word>,
    pub(super) edges: [f32; 4],
    pub(super) baseline: f32,
    pub(super) size: f32,
}

impl Line {
    pub(super) fn new(words: Vec<Word>) -> Line {
        let mut line = Line { edges: [f32::MAX, f32::MAX, f32::MIN, f32::MIN], ..Line::default() };
        // Most of the type decides, so that a footnote's mark does not.
        let mut widest = 0.0;
        for word in &words {
            line.edges = cover(line.edges, word.edges);
            let width = word.edges[2] - word.edges[0];
            if width > widest {
                widest = width;
                line.baseline = word.baseline;
            }
            line.size = line.size.max(word.size);
        }
        line.words = words;
        line
    }
}

/// The smallest box around both.
pub(super) fn cover(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// Joins glyphs that follow each other in the file to words. `blank` says which glyphs are spaces.
pub(super) fn words(glyphs: &[Glyph], blank: impl Fn(&Glyph) -> bool) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<Word> = None;
    let mut space: Option<&Glyph> = None;
    for glyph in glyphs {
        if blank(glyph) {
            words.extend(open.take());
            space = Some(glyph);
            continue;
        }
        let fits = open.as_ref().is_some_and(|word| {
            let gap = glyph.x - word.edges[2];
            let size = word.size.max(glyph.size);
            gap.abs() <= SAME_WORD * size.min(glyph.size * 1.5) && (glyph.y - word.baseline).abs() <= 0.1 * size
        });
        match open.as_mut().filter(|_| fits) {
            Some(word) => word.add(*glyph),
            None => {
                words.extend(open.take());
                // A letter that is written after its line stands elsewhere than the space before it, and a letter of
                // a second font, written later, may stand between the space and this one.
                let spaced = space.is_some_and(|space| {
                    let gap = (glyph.x - space.x - space.advance) / glyph.size;
                    (-0.5..=SAME_WORD).contains(&gap) && (space.y - glyph.y).abs() <= 0.5 * glyph.size
                });
                let mut word = Word { spaced, baseline: glyph.y, size: glyph.size, ..Word::default() };
                word.edges = [glyph.x, glyph.y, glyph.x, glyph.y];
                word.add(*glyph);
                open = Some(word);
            }
        }
        space = None;
    }
    words.extend(open);
    words
}

impl Word {
    /// Where it stands on the page as it is shown.
    pub(super) fn place(&self) -> Option<[f32; 4]> {
        (!self.unplaced).then_some(self.edges)
    }

    /// The middle of its letters, by their baseline, which is level where the paper of a scan lies askew.
    pub(super) fn middle(&self) -> [f32; 2] {
        let above = (ASCENT - DESCENT) / 2.0 * self.size;
        [(self.edges[0] + self.edges[2]) / 2.0, self.baseline - above]
    }

    /// Whether the middle of another word lies under it.
    pub(super) fn covers(&self, other: &Word) -> bool {
        let [left, top, right, bottom] = self.edges;
        let (x, y) = ((other.edges[0] + other.edges[2]) / 2.0, (other.edges[1] + other.edges[3]) / 2.0);
        !self.unplaced && !other.unplaced && (left..=right).contains(&x) && (top..=bottom).contains(&y)
    }

    fn add(&mut self, glyph: Glyph) {
        let (ascent, descent) = (ASCENT * glyph.size, DESCENT * glyph.size);
        let edges = [glyph.x, glyph.y - ascent, glyph.x + glyph.advance.max(0.0), glyph.y + descent];
        self.edges = cover(self.edges, edges);
        self.size = self.size.max(glyph.size);
        self.glyphs.push(glyph);
    }

    fn join(&mut self, other: Word) {
        self.edges = cover(self.edges, other.edges);
        self.size = self.size.max(other.size);
        self.glyphs.extend(other.glyphs);
        self.text.push_str(&other.text);
    }
}

/// Sets words into lines from top to bottom, and parts each line at the gaps between columns.
pub(super) fn lines(mut words: Vec<Word>) -> Vec<Vec<Line>> {
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.seen_line.cmp(&b.seen_line)));
    let mut rows: Vec<Vec<Word>> = Vec::new();
    // Of each row, where its largest type stands, and its size.
    let mut levels: Vec<(f32, f32)> = Vec::new();
    let mut rest = words.into_iter().peekable();
    while let Some(word) = rest.next() {
        let (baseline, size) = (word.baseline, word.size);
        // What OCR saw as one line stays one; two of them are one row only when they stand side by side.
        let mut unit = vec![word];
        while let Some(word) = rest.next_if(|next| next.seen_line != 0 && next.seen_line == unit[0].seen_line) {
            unit.push(word);
        }
        let level = |of: &(f32, f32)| (of.0 - baseline).abs() <= SAME_LINE * of.1.max(size);
        let near = (rows.len().saturating_sub(3)..rows.len())
            .rev()
            .find(|row| level(&levels[*row]) && (unit[0].seen_line == 0 || is_beside(&rows[*row], &unit)));
        let near = near.unwrap_or_else(|| {
            rows.push(Vec::new());
            levels.push((baseline, 0.0));
            rows.len() - 1
        });
        for word in unit {
            if word.size >= levels[near].1 {
                levels[near] = (word.baseline, word.size);
            }
            rows[near].push(word);
        }
    }
    rows.into_iter().map(row).collect()
}

/// Joins what stands close together, in whatever order the file writes it.
pub(super) fn joined(words: Vec<Word>) -> Vec<Word> {
    lines(words).into_iter().flatten().flat_map(|line| line.words).collect()
}

fn is_beside(row: &[Word], unit: &[Word]) -> bool {
    let reach =
        |words: &[Word]| words.iter().fold((f32::MAX, f32::MIN), |r, w| (r.0.min(w.edges[0]), r.1.max(w.edges[2])));
    let (row, unit) = (reach(row), reach(unit));
    row.1 <= unit.0 || unit.1 <= row.0
}

fn row(mut words: Vec<Word>) -> Vec<Line> {
    words.sort_by(|a, b| a.edges[0].total_cmp(&b.edges[0]));
    let mut joined: Vec<Word> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if is_printed_twice(last, &word) => {}
            Some(last) if goes_on(last, &word) => last.join(word),
            _ => joined.push(word),
        }
    }
    let mut lines = Vec::new();
    let mut open: Vec<Word> = Vec::new();
    let mut right = f32::MIN;
    for word in joined {
        if !open.is_empty() && word.edges[0] - right > COLUMN_GAP * word.size {
            lines.push(Line::new(std::mem::take(&mut open)));
        }
        right = if open.is_empty() { word.edges[2] } else { right.max(word.edges[2]) };
        open.push(word);
    }
    lines.push(Line::new(open));
    lines
}

/// Whether `next` is the rest of a word that the file wrote in parts.
fn goes_on(word: &Word, next: &Word) -> bool {
    let gap = next.edges[0] - word.edges[2];
    let size = word.size.min(next.size);
    let is_digit = |c: char| c.is_ascii_digit();
    let is_number_after_word = next.text.starts_with(is_digit) && !word.text.ends_with(is_digit);
    !next.spaced
        && !is_number_after_word
        && !word.text.ends_with([':', ';', ','])
        && (-0.3 * size..=SAME_WORD * size).contains(&gap)
}

/// Bold type is sometimes made by printing a word twice, a little apart.
fn is_printed_twice(a: &Word, b: &Word) -> bool {
    let near = |x: f32, y: f32| (x - y).abs() <= 0.15 * a.size;
    near(a.edges[0], b.edges[0])
        && near(a.baseline, b.baseline)
        && a.glyphs.len() == b.glyphs.len()
        && a.glyphs.iter().zip(&b.glyphs).all(|(a, b)| a.code == b.code && a.font == b.font)
}

#[cfg(test)]
mod tests {
    use super::{Glyph, Word, joined, words};

    #[test]
    fn a_letter_of_a_second_font_leaves_no_space_in_its_word() {
        // "ở Ủy ban": the line with a hole in it, then the letter that fills the hole.
        let glyph = |code: char, x: f32, advance: f32| Glyph {
            font: 0,
            code: code as u32,
            x,
            y: 100.0,
            advance,
            size: 10.0,
            turn: 0,
            hidden: false,
            stamp: 0,
        };
        let line = [('ở', 0.0, 5.0), (' ', 5.0, 2.5), ('y', 14.5, 5.0), (' ', 19.5, 2.5), ('b', 22.0, 5.0)];
        let glyphs: Vec<Glyph> =
            line.into_iter().chain([('Ủ', 7.5, 7.0)]).map(|(code, x, advance)| glyph(code, x, advance)).collect();
        let text = |word: &Word| word.glyphs.iter().filter_map(|glyph| char::from_u32(glyph.code)).collect::<String>();
        let mut read = words(&glyphs, |glyph| glyph.code == u32::from(' '));
        read.iter_mut().for_each(|word| word.text = text(word));
        let read: Vec<String> = joined(read).into_iter().map(|word| word.text).collect();
        assert_eq!(read, ["ở", "Ủy", "b"]);
    }

    #[test]
    fn letters_lent_by_a_second_font_find_their_word() {
        let word = |text: &str, left: f32, spaced| {
            let right = left + 6.0 * text.chars().count() as f32;
            let edges = [left, 91.0, right, 103.0];
            Word { text: text.to_owned(), edges, baseline: 100.0, size: 12.0, spaced, ..Word::default() }
        };
        let pieces = [("N", 0.0, false), ("i", 12.0, false), ("v", 24.0, true), ("ộ", 6.0, false), ("ụ", 30.0, false)];
        let words = joined(pieces.map(|(text, left, spaced)| word(text, left, spaced)).to_vec());
        assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["Nội", "vụ"]);
    }
}
