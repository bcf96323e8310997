//! A page that is an image: what it shows, and the words that OCR finds on it.

use std::collections::BTreeMap;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, Point, Rect};

use super::content::Rule;
use super::font::Fonts;
use super::words::Word;
use super::{MOST_PAGES, content, grid, plate};
use crate::read::Options;
use crate::read::desk::Desk;
use crate::read::ocr::{self, SeenPage, SeenWord};
use crate::vi::{self, Shares};

/// A table takes more than this share of the width of the text; the stamp of incoming mail takes less.
const LEAST_TABLE: f32 = 0.5;

/// What OCR saw on a page, in points from the upper left corner.
#[derive(Debug)]
pub(super) struct Scan {
    pub(super) words: Vec<Word>,
    /// Ruling lines, straight ones even where the paper lies askew.
    pub(super) rules: Vec<Rule>,
}

/// Recognises the pages from `first` on that have no true text layer, by the index of the page. A page that could not
/// be recognised is not among them.
pub(super) fn recognise(pdf: &Pdf, first: usize, options: &Options, desk: &mut Desk<'_>) -> BTreeMap<usize, Scan> {
    let off = content::hidden_layers(pdf);
    let mut fonts = Fonts::new();
    let pages = pdf.pages().iter().enumerate().take(MOST_PAGES).skip(first);
    let images = pages.filter_map(|(index, page)| {
        let mut content = content::content(page, &mut fonts, &off);
        let is_shown = super::judged(&mut content, &fonts).1.shows_more() && !content.cut;
        let (image, to_page) = is_shown.then(|| plate::picture(page)).flatten()?;
        Some(((index, to_page), image))
    });
    let mut recognised = BTreeMap::new();
    ocr::recognise(images, options.read_seconds, desk, |(index, to_page), seen| {
        recognised.extend(seen.map(|seen| (index, placed(&seen, to_page))));
    });
    recognised
}

/// How Vietnamese the words look.
pub(super) fn shares(words: &[Word]) -> Shares {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    vi::shares(&texts.join(" "))
}

/// Sets recognised words as type: one baseline for each line, the slant of the paper taken out. On a page that had to be
/// turned they have no place that could be shown.
pub(super) fn placed(seen: &SeenPage, to_page: Affine) -> Scan {
    let unplaced = seen.quarters != 0;
    let to_page = if unplaced { Affine::scale(to_page.determinant().abs().sqrt()) } else { to_page };
    let onto = |[left, top, right, bottom]: [f32; 4]| {
        let [left, top, right, bottom] = [left, top, right, bottom].map(f64::from);
        let bounds = to_page.transform_rect_bbox(Rect::new(left, top, right, bottom));
        [bounds.x0 as f32, bounds.y0 as f32, bounds.x1 as f32, bounds.y1 as f32]
    };
    let mut believed: Vec<SeenWord> = seen.words.iter().filter_map(ocr::believed).collect();
    if !seen.rulings.is_empty() {
        believed.retain_mut(is_no_border);
    }
    let lines = believed.chunk_by(|a, b| a.line == b.line);
    let lines: Vec<Vec<_>> = lines.map(|line| line.iter().map(|w| (w, onto(w.edges))).collect()).collect();
    let slant = slant(&lines);
    // Marks, ascenders and descenders together take about this much of the size of the type.
    let size = |line: &[(&SeenWord, [f32; 4])]| median(line.iter().map(|(_, e)| e[3] - e[1]).collect()) / 0.85;
    let usual = median(lines.iter().filter(|line| line.len() >= 5).map(|line| size(line)).collect());
    let mut words = Vec::new();
    for line in lines {
        let baseline = median(line.iter().map(|(_, edges)| edges[3] - slant * edges[0]).collect());
        // Lines of one type differ by the letters that they happen to have.
        let size = size(&line);
        let size = if (size - usual).abs() <= 0.25 * usual { usual } else { size };
        for (word, edges) in line {
            let text = word.text.clone();
            let (seen_line, by_pen) = (word.line as usize, word.by_pen);
            words.push(Word {
                text,
                edges,
                baseline,
                size,
                spaced: true,
                seen_line,
                unplaced,
                by_pen,
                ..Word::default()
            });
        }
    }
    let rules = seen.rulings.iter().map(|line| straight(line.map(f64::from), to_page, slant)).collect();
    let rules = borders(rules, &words);
    Scan { words, rules }
}

/// The rules that draw tables: not the frame of a stamp, nor streaks that a scanner drew over the text.
fn borders(mut rules: Vec<Rule>, words: &[Word]) -> Vec<Rule> {
    rules.retain(|rule| !is_streak(*rule, words));
    let (left, right) = words
        .iter()
        .fold((f32::MAX, f32::MIN), |(left, right), word| (left.min(word.edges[0]), right.max(word.edges[2])));
    let mut tables = grid::grids(&rules);
    tables.retain(|table| table.rows.len() > 1 && table.edges[2] - table.edges[0] >= LEAST_TABLE * (right - left));
    rules.retain(|rule| {
        let [x, y] = [(rule[0] + rule[2]) / 2.0, (rule[1] + rule[3]) / 2.0];
        let holds = |[left, top, right, bottom]: [f32; 4]| {
            (left - 3.0..=right + 3.0).contains(&x) && (top - 3.0..=bottom + 3.0).contains(&y)
        };
        tables.iter().any(|table| holds(table.edges))
    });
    rules
}

/// Whether a rule runs through words, as no border does; of a long one a few words may be read together across it.
fn is_streak([left, top, right, bottom]: Rule, words: &[Word]) -> bool {
    let (mut beside, mut through) = (0, 0);
    for word in words {
        let width = word.edges[2] - word.edges[0];
        let [_, middle] = word.middle();
        if right - left >= bottom - top {
            through +=
                usize::from((middle - top).abs() < 0.2 * word.size && left < word.edges[0] && word.edges[2] < right);
        } else if (top..bottom).contains(&middle) {
            beside += 1;
            through += usize::from((word.edges[0] + 0.25 * width..word.edges[2] - 0.25 * width).contains(&left));
        }
    }
    through > 1 + beside / 50
}

/// Takes off a word what tesseract made of the border beside it; false where nothing is left.
fn is_no_border(word: &mut SeenWord) -> bool {
    let own = word.text.trim_matches(['|', '¦', '_']);
    if own.len() < word.text.len() {
        word.text = own.to_owned();
    }
    !word.text.is_empty()
}

/// A ruling line with the slant of the paper taken out, as it is out of the baselines.
fn straight([x0, y0, x1, y1]: [f64; 4], to_page: Affine, slant: f32) -> Rule {
    let [from, to] = [Point::new(x0, y0), Point::new(x1, y1)].map(|end| to_page * end);
    let (x, y) = (from.midpoint(to).x as f32, from.midpoint(to).y as f32);
    if (to.x - from.x).abs() >= (to.y - from.y).abs() {
        let level = y - slant * x;
        [from.x.min(to.x) as f32, level, from.x.max(to.x) as f32, level]
    } else {
        let lean = slant * x;
        [x, from.y.min(to.y) as f32 - lean, x, from.y.max(to.y) as f32 - lean]
    }
}

/// How much the lines fall from left to right.
fn slant(lines: &[Vec<(&SeenWord, [f32; 4])>]) -> f32 {
    let long = lines.iter().filter(|line| line.len() >= 5);
    let slants: Vec<f32> = long
        .filter_map(|line| {
            let ((_, first), (_, last)) = (line.first()?, line.last()?);
            Some((last[3] - first[3]) / (last[0] - first[0]).max(1.0))
        })
        .collect();
    if slants.len() < 3 { 0.0 } else { median(slants) }
}

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(left: f32, baseline: f32) -> Word {
        let edges = [left, baseline - 9.0, left + 40.0, baseline + 3.0];
        Word { text: "việc".to_owned(), edges, baseline, size: 12.0, ..Word::default() }
    }

    /// The borders of a table of two rows and columns.
    fn table([left, top, right, bottom]: [f32; 4]) -> Vec<Rule> {
        let across = [top, (top + bottom) / 2.0, bottom].map(|y| [left, y, right, y]);
        let down = [left, (left + right) / 2.0, right].map(|x| [x, top, x, bottom]);
        across.into_iter().chain(down).collect()
    }

    #[test]
    fn a_wide_table_is_one_and_the_frame_of_a_stamp_is_none() {
        let page = [word(50.0, 100.0), word(510.0, 100.0)];
        let wide = table([60.0, 200.0, 540.0, 240.0]);
        let stamp = table([60.0, 300.0, 200.0, 340.0]);
        assert_eq!(borders([wide.clone(), stamp].concat(), &page), wide);
    }

    #[test]
    fn what_runs_through_words_is_no_border() {
        let page: Vec<Word> = (0..10).map(|row| word(100.0, 100.0 + 20.0 * row as f32)).collect();
        assert!(is_streak([120.0, 80.0, 120.0, 300.0], &page));
        assert!(!is_streak([95.0, 80.0, 95.0, 300.0], &page));
        assert!(!is_streak([142.0, 80.0, 142.0, 300.0], &page));
        let line = [word(100.0, 100.0), word(150.0, 100.0)];
        assert!(is_streak([90.0, 97.0, 200.0, 97.0], &line), "struck out");
        assert!(!is_streak([90.0, 103.0, 200.0, 103.0], &line), "underlined");
    }

    #[test]
    fn borders_leave_words() {
        let seen =
            |text: &str| SeenWord { text: text.to_owned(), edges: [0.0; 4], line: 1, confidence: 90.0, by_pen: false };
        let left = |text: &str| {
            let mut word = seen(text);
            is_no_border(&mut word).then_some(word.text)
        };
        assert_eq!(left("_|In"), Some("In".to_owned()));
        assert_eq!(left("|"), None);
        assert_eq!(left("khoa"), Some("khoa".to_owned()));
    }
}
