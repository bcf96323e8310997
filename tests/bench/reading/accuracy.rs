//! How much of the diacritics of a text another one has: both are reduced to base letters and aligned, then the
//! letters themselves are compared. METRIC.md beside the transcripts defines it; here case is no difference.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters in a row that make a place to align at, where each text has them once.
const ANCHOR: usize = 12;
/// The largest table for one stretch between two anchors.
const MOST: usize = 30_000_000;

/// A letter as it stands and without its marks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Letter {
    whole: char,
    base: char,
}

/// What became of the letters that carry a mark.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Accuracy {
    pub(crate) marked: usize,
    /// Of these, the same but for case.
    pub(crate) right: usize,
    /// Of these, the same in case too.
    pub(crate) exact: usize,
}

impl Accuracy {
    pub(crate) fn share(self) -> f64 {
        self.right as f64 / self.marked.max(1) as f64
    }
}

/// Compares `text` with what is true, and hands each difference to `differs`: the place in the truth, the letter that
/// stands there, and whether it differs by its case alone.
pub(crate) fn accuracy(truth: &str, text: &str, mut differs: impl FnMut(usize, Option<char>, bool)) -> Accuracy {
    let (truth, text) = (letters(truth), letters(text));
    let mut partner: Vec<Option<char>> = vec![None; truth.len()];
    align(&bases(&truth), &bases(&text), |a, b| partner[a] = Some(text[b].whole));
    let mut found = Accuracy::default();
    for (place, (letter, partner)) in truth.iter().zip(partner).enumerate() {
        if letter.whole.to_lowercase().eq([letter.base]) {
            continue;
        }
        found.marked += 1;
        let same = partner.is_some_and(|other| other.to_lowercase().eq(letter.whole.to_lowercase()));
        found.right += usize::from(same);
        found.exact += usize::from(partner == Some(letter.whole));
        if partner != Some(letter.whole) {
            differs(place, partner, same);
        }
    }
    found
}

/// A few letters around a place that [`accuracy`] named.
pub(crate) fn around(truth: &str, place: usize) -> String {
    letters(truth).iter().skip(place.saturating_sub(12)).take(24).map(|letter| letter.whole).collect()
}

fn letters(text: &str) -> Vec<Letter> {
    let mut out = Vec::new();
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for whole in joined.nfc() {
        let plain = [whole].into_iter().nfd().find(|c| !is_combining_mark(*c));
        let Some(plain) = plain else { continue };
        let base = match plain.to_lowercase().next().unwrap_or(plain) {
            'đ' => 'd',
            other => other,
        };
        out.push(Letter { whole, base });
    }
    out
}

fn bases(letters: &[Letter]) -> Vec<char> {
    letters.iter().map(|letter| letter.base).collect()
}

/// Pairs equal letters of both, in order.
fn align(a: &[char], b: &[char], mut pair: impl FnMut(usize, usize)) {
    let (mut from_a, mut from_b) = (0, 0);
    for (to_a, to_b) in anchors(a, b).into_iter().chain([(a.len(), b.len())]) {
        stretch(&a[from_a..to_a], &b[from_b..to_b], |i, j| pair(from_a + i, from_b + j));
        (from_a, from_b) = (to_a, to_b);
    }
}

/// Places of the letters that stand once in each, in the order of both.
fn anchors(a: &[char], b: &[char]) -> Vec<(usize, usize)> {
    let places = |of: &[char]| {
        let mut places: HashMap<Vec<char>, Option<usize>> = HashMap::new();
        for (at, window) in of.windows(ANCHOR).enumerate() {
            places.entry(window.to_vec()).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    };
    let (of_a, of_b) = (places(a), places(b));
    let mut both: Vec<(usize, usize)> =
        of_a.iter().filter_map(|(window, at)| Some(((*at)?, (*of_b.get(window)?)?))).collect();
    both.sort_unstable();
    // The longest run that rises in both.
    let mut tails: Vec<usize> = Vec::new();
    let mut before = vec![None; both.len()];
    for (index, (_, place)) in both.iter().enumerate() {
        let at = tails.partition_point(|tail| both[*tail].1 < *place);
        before[index] = at.checked_sub(1).map(|at| tails[at]);
        tails.splice(at..(at + 1).min(tails.len()), [index]);
    }
    let mut run = Vec::new();
    let mut next = tails.last().copied();
    while let Some(index) = next {
        run.push(both[index]);
        next = before[index];
    }
    run.reverse();
    run
}

/// The longest common row of letters between two anchors.
fn stretch(a: &[char], b: &[char], mut pair: impl FnMut(usize, usize)) {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    (0..same).for_each(|i| pair(i, i));
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    let wide = rest_b.len() + 1;
    if rest_a.is_empty() || rest_b.is_empty() || rest_a.len().saturating_mul(wide) > MOST {
        return;
    }
    let mut longest = vec![0u32; (rest_a.len() + 1) * wide];
    for i in (0..rest_a.len()).rev() {
        for j in (0..rest_b.len()).rev() {
            longest[i * wide + j] = if rest_a[i] == rest_b[j] {
                longest[(i + 1) * wide + j + 1] + 1
            } else {
                longest[(i + 1) * wide + j].max(longest[i * wide + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rest_a.len() && j < rest_b.len() {
        if rest_a[i] == rest_b[j] {
            pair(same + i, same + j);
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * wide + j] >= longest[i * wide + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}
