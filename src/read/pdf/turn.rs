//! Turned text: a page set sideways is laid out upright, a turned line on an upright page becomes one word.

use super::content::{Content, Glyph};
use super::words::{self, Word, cover};

/// Quarter turns clockwise, and the size of the page as it stands before them.
#[derive(Clone, Copy, Debug)]
struct Turn {
    quarters: u8,
    width: f32,
    height: f32,
}

impl Turn {
    fn upright(self, [x, y]: [f32; 2]) -> [f32; 2] {
        match self.quarters {
            1 => [y, self.width - x],
            2 => [self.width - x, self.height - y],
            3 => [self.height - y, x],
            _ => [x, y],
        }
    }

    fn back(self, [x, y]: [f32; 2]) -> [f32; 2] {
        match self.quarters {
            1 => [self.width - y, x],
            2 => [self.width - x, self.height - y],
            3 => [y, self.height - x],
            _ => [x, y],
        }
    }

    fn glyph(self, glyph: &Glyph) -> Glyph {
        let [x, y] = self.upright([glyph.x, glyph.y]);
        Glyph { x, y, turn: (glyph.turn + 4 - self.quarters) % 4, ..*glyph }
    }
}

fn edges(from: [f32; 4], onto: impl Fn([f32; 2]) -> [f32; 2]) -> [f32; 4] {
    let ([ax, ay], [bx, by]) = (onto([from[0], from[1]]), onto([from[2], from[3]]));
    [ax.min(bx), ay.min(by), ax.max(bx), ay.max(by)]
}

/// Turns a page upright on which most glyphs are turned. Its words then have no box.
pub(super) fn upright(content: &mut Content) -> bool {
    let mut counts = [0usize; 4];
    content.glyphs.iter().for_each(|glyph| counts[usize::from(glyph.turn % 4)] += 1);
    let most = (1..4u8).find(|turn| counts[usize::from(*turn)] * 2 > content.glyphs.len());
    let Some(quarters) = most else { return false };
    let turn = Turn { quarters, width: content.width, height: content.height };
    content.glyphs.iter_mut().for_each(|glyph| *glyph = turn.glyph(glyph));
    content.rules.iter_mut().for_each(|rule| *rule = edges(*rule, |point| turn.upright(point)));
    true
}

/// The words of a page; those of turned lines lie in a frame of their own until [`lay_down`].
pub(super) fn words(content: &Content, blank: impl Fn(&Glyph) -> bool) -> Vec<Word> {
    if content.glyphs.iter().all(|glyph| glyph.turn == 0) {
        return words::words(&content.glyphs, blank);
    }
    let mut found = Vec::new();
    for quarters in 0..4 {
        let turn = Turn { quarters, width: content.width, height: content.height };
        let own: Vec<Glyph> =
            content.glyphs.iter().filter(|glyph| glyph.turn == quarters).map(|glyph| turn.glyph(glyph)).collect();
        found.extend(words::words(&own, &blank).into_iter().map(|word| Word { turn: quarters, ..word }));
    }
    found
}

/// Lays turned lines onto the page, each as one word that stands where the line does.
pub(super) fn lay_down(found: Vec<Word>, content: &Content) -> Vec<Word> {
    let (mut laid, turned): (Vec<Word>, Vec<Word>) = found.into_iter().partition(|word| word.turn == 0);
    for quarters in 1..4 {
        let turn = Turn { quarters, width: content.width, height: content.height };
        let own = turned.iter().filter(|word| word.turn == quarters).cloned().collect();
        for line in words::lines(own).into_iter().flatten() {
            let texts: Vec<&str> = line.words.iter().map(|word| word.text.as_str()).collect();
            let bounds = line.words.iter().map(|word| word.edges).reduce(cover).unwrap_or_default();
            let edges = edges(bounds, |point| turn.back(point));
            let glyphs = line.words.iter().flat_map(|word| word.glyphs.iter().copied()).collect();
            laid.push(Word {
                glyphs,
                text: texts.join(" "),
                edges,
                baseline: edges[3],
                size: line.size,
                spaced: true,
                ..Word::default()
            });
        }
    }
    laid
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(x: f32, y: f32, turn: u8) -> Glyph {
        Glyph { font: 0, code: 65, x, y, advance: 6.0, size: 12.0, turn, hidden: false, stamp: 0 }
    }

    #[test]
    fn a_page_set_sideways_is_read_upright() {
        for (turn, step) in [(1, [0.0, 6.0]), (2, [-6.0, 0.0]), (3, [0.0, -6.0])] {
            let mut content = Content { width: 600.0, height: 800.0, ..Content::default() };
            content.glyphs =
                (0..3).map(|i| glyph(300.0 + step[0] * i as f32, 400.0 + step[1] * i as f32, turn)).collect();
            assert!(upright(&mut content));
            assert_eq!(words(&content, |_| false).len(), 1, "{turn}");
        }
    }

    #[test]
    fn a_turned_line_is_one_word_in_its_place() {
        let mut content = Content { width: 600.0, height: 800.0, ..Content::default() };
        content.glyphs = (0..9).map(|i| glyph(50.0 + 6.0 * i as f32, 100.0, 0)).collect();
        content.glyphs.extend((0..3).map(|i| glyph(300.0, 400.0 - 6.0 * i as f32, 3)));
        assert!(!upright(&mut content));
        let laid = lay_down(words(&content, |_| false), &content);
        assert_eq!(laid.len(), 2);
        assert_eq!((laid[1].edges[1], laid[1].edges[3]), (382.0, 400.0));
    }
}
