//! Cuts the line of type that words stand on out of its page, at the size that the net was trained for.

use super::super::{Grey, SeenWord};
use crate::vi::fold;

/// Rows of a strip.
pub(super) const HEIGHT: usize = 40;
/// Rows of a capital on it.
const CAPITAL: f32 = 15.0;
/// Columns of the widest strip.
const MOST_COLUMNS: usize = 640;
/// Words that are less sure do not tell where their line lies.
const SURE: f32 = 60.0;
/// Most that a line falls from left to right.
const SLOPE: f32 = 0.09;

/// How a line of type lies on its page, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gauge {
    /// Height of a capital.
    pub(super) capital: f32,
    /// Where the baseline meets the left edge of the page.
    baseline: f32,
    slope: f32,
}

/// A line, [`HEIGHT`] rows high.
#[derive(Clone, Debug)]
pub(super) struct Strip {
    /// Ink 1, paper 0, row by row.
    pub(super) ink: Vec<f32>,
    left: f32,
    scale: f32,
}

impl Gauge {
    /// By the words of which is known how far their letters reach.
    pub(super) fn of(words: &[SeenWord]) -> Option<Gauge> {
        let all: Vec<_> = words.iter().filter(|word| word.confidence >= SURE).filter_map(told).collect();
        let mut capitals: Vec<f32> = all.iter().map(|told| told.2).collect();
        capitals.sort_by(f32::total_cmp);
        // What is measured wrongly is measured too large: a rule or a stroke of the pen was taken for part of the word.
        let usual = *capitals.get(capitals.len().checked_sub(1)? / 2)?;
        let near: Vec<_> = all.into_iter().filter(|told| (told.2 / usual - 1.0).abs() < 0.2).collect();
        let mean = |of: fn(&(f32, f32, f32)) -> f32| near.iter().map(of).sum::<f32>() / near.len() as f32;
        let (x, y, capital) = (mean(|told| told.0), mean(|told| told.1), mean(|told| told.2));
        let spread: f32 = near.iter().map(|told| (told.0 - x).powi(2)).sum();
        let fall: f32 = near.iter().map(|told| (told.0 - x) * (told.1 - y)).sum();
        let slope = if spread > (4.0 * capital).powi(2) { (fall / spread).clamp(-SLOPE, SLOPE) } else { 0.0 };
        (capital >= 4.0).then_some(Gauge { capital, baseline: y - slope * x, slope })
    }

    /// The same with capitals `larger` times as high, and `lower` by some part of one.
    pub(super) fn varied(self, larger: f32, lower: f32) -> Gauge {
        Gauge { capital: self.capital * larger, baseline: self.baseline + lower * self.capital, ..self }
    }
}

/// Middle, baseline and height of capitals, told by a word of known letters.
fn told(word: &SeenWord) -> Option<(f32, f32, f32)> {
    let [left, top, right, bottom] = word.edges;
    let height = bottom - top;
    let letters = word.text.trim_end_matches([':', ',', '.']);
    let is_capitals = || {
        let symbol = letters.trim_start_matches('/');
        symbol.chars().count() >= 2 && symbol.chars().all(|c| matches!(c, 'A'..='Z' | 'Đ' | '-' | '&'))
    };
    // In capitals: from the highest mark to the lowest tail, and how far the tail reaches below the baseline.
    let (whole, tail) = match fold(letters).as_str() {
        "so" if letters.starts_with('S') && !letters.ends_with(char::is_uppercase) => (1.33, 0.0),
        "nam" => (0.96, 0.0),
        "ngay" => (1.33, 0.32),
        "thang" => (1.34, 0.33),
        _ if is_year(letters) => (1.0, 0.0),
        _ if is_capitals() => (1.03, 0.0),
        _ => return None,
    };
    Some(((left + right) / 2.0, bottom - tail * height / whole, height / whole))
}

/// `2019`
pub(super) fn is_year(figures: &str) -> bool {
    figures.len() == 4 && figures.bytes().all(|byte| byte.is_ascii_digit()) && figures.starts_with(['1', '2'])
}

impl Strip {
    /// The line between two columns of the page.
    pub(super) fn cut(page: &Grey, left: f32, right: f32, gauge: Gauge) -> Option<Strip> {
        let scale = CAPITAL / gauge.capital;
        let width = (((right - left) * scale) as usize).min(MOST_COLUMNS) / 2 * 2;
        if width < HEIGHT / 2 || page.width == 0 || page.height == 0 {
            return None;
        }
        // A page has more pixels than the strip: each is the mean of some.
        let fine = ((1.0 / scale).ceil() as usize).clamp(1, 4);
        let step = 1.0 / (scale * fine as f32);
        let mut ink = vec![0.0; width * HEIGHT];
        for row in 0..HEIGHT * fine {
            let above = HEIGHT as f32 / 2.0 - (row as f32 + 0.5) / fine as f32;
            for column in 0..width * fine {
                let x = left + (column as f32 + 0.5) * step;
                let y = gauge.baseline + gauge.slope * x - gauge.capital / 2.0 - above / scale;
                let (x, y) = ((x.max(0.0) as usize).min(page.width - 1), (y.max(0.0) as usize).min(page.height - 1));
                ink[row / fine * width + column / fine] += f32::from(255 - page.pixels[y * page.width + x]);
            }
        }
        // The middle shade is paper, the hundredth darkest ink.
        let mut shades = ink.clone();
        shades.sort_by(f32::total_cmp);
        let (paper, black) = (shades[shades.len() / 2], shades[shades.len() * 99 / 100]);
        let range = (black - paper).max(40.0 * (fine * fine) as f32);
        ink.iter_mut().for_each(|shade| *shade = ((*shade - paper) / range).clamp(0.0, 1.0));
        Some(Strip { ink, left, scale })
    }

    /// The column of the page where a column of the strip was cut out.
    pub(super) fn back(&self, column: usize) -> f32 {
        self.left + column as f32 / self.scale
    }

    /// The column of the strip that shows a column of the page.
    pub(super) fn column(&self, x: f32) -> usize {
        ((x - self.left) * self.scale).max(0.0) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, left: f32, top: f32, right: f32, bottom: f32) -> SeenWord {
        SeenWord { text: text.to_owned(), edges: [left, top, right, bottom], line: 1, confidence: 95.0, by_pen: false }
    }

    #[test]
    fn measures_a_line_by_its_words() {
        let words = [
            word("ngày", 0.0, 100.0, 100.0, 153.2),
            word("#", 120.0, 80.0, 150.0, 160.0),
            word("năm", 400.0, 101.6, 500.0, 140.0),
            word("2019", 520.0, 100.0, 620.0, 140.0),
        ];
        let gauge = Gauge::of(&words).unwrap();
        assert!((gauge.capital - 40.0).abs() < 0.5, "{gauge:?}");
        assert!((gauge.baseline + gauge.slope * 300.0 - 140.0).abs() < 1.0, "{gauge:?}");
        assert_eq!(Gauge::of(&words[1..2]), None);
        // A symbol that a rule above it was taken for part of.
        let words = [word("Số:", 0.0, 0.0, 60.0, 50.0), word("/BC-UBND", 200.0, -20.0, 400.0, 51.0)];
        assert!((Gauge::of(&words).unwrap().capital - 37.6).abs() < 0.1);
    }

    #[test]
    fn stretches_from_paper_to_ink() {
        let mut page = Grey { width: 400, height: 120, pixels: vec![200; 400 * 120], density: 200 };
        for y in 30..60 {
            page.pixels[y * 400 + 100..][..30].fill(100);
        }
        let gauge = Gauge { capital: 30.0, baseline: 60.0, slope: 0.0 };
        let strip = Strip::cut(&page, 0.0, 400.0, gauge).unwrap();
        assert_eq!(strip.ink.len(), 200 * HEIGHT);
        let at = |x: f32, row: usize| strip.ink[row * 200 + strip.column(x)];
        assert_eq!((at(115.0, 20), at(50.0, 20), at(115.0, 2)), (1.0, 0.0, 0.0));
        assert!((strip.back(strip.column(115.0)) - 115.0).abs() <= 2.0);
    }
}
