//! A page as an image in shades of grey, and what is done to it before it is recognised.

use std::io::Cursor;

use tiff::encoder::TiffEncoder;
use tiff::encoder::colortype::Gray8;

/// Pixels an inch that OCR wants, at least and at most.
pub(in crate::read) const DENSITY: (f64, f64) = (200.0, 400.0);
/// Stamps of urgency and secrecy stand in the upper part of a page; below it red is the seal.
const LETTERHEAD: f64 = 0.33;

/// A page of which more is single dark pixels was scanned badly or sent by fax.
const MANY_SPECKS: f32 = 0.002;

/// A page as an image in shades of grey.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Grey {
    pub(in crate::read) width: usize,
    pub(in crate::read) height: usize,
    /// From the upper left corner, row by row; 255 is white.
    pub(in crate::read) pixels: Vec<u8>,
    /// Pixels an inch.
    pub(in crate::read) density: u32,
}

/// The shade of a colour at some part of the height of its page. The red of a seal is lifted off what it covers.
pub(in crate::read) fn shade([red, green, blue]: [u8; 3], height: f64) -> u8 {
    let [red, green, blue] = [red, green, blue].map(u32::from);
    let is_seal = red > green.max(blue) + 40 && height > LETTERHEAD;
    let shade = if is_seal { red.max(200) } else { (red * 77 + green * 150 + blue * 29) >> 8 };
    shade as u8
}

impl Grey {
    /// An image in colours, of a whole page.
    pub(in crate::read) fn of_colours(width: usize, height: usize, colours: &[u8]) -> Grey {
        let part = |index: usize| (index / width.max(1)) as f64 / height.max(1) as f64;
        let colours = colours.as_chunks::<3>().0.iter().enumerate();
        let pixels = colours.map(|(index, colour)| shade(*colour, part(index))).collect();
        Grey { width, height, pixels, density: 0 }
    }

    /// Takes the image for a page of usual size, and brings its density to where OCR reads best.
    pub(in crate::read) fn into_page(self) -> Grey {
        // A4, whichever way it lies.
        let native = self.width.min(self.height) as f64 / 8.27;
        let density = native.clamp(DENSITY.0, DENSITY.1);
        let whole = [0, 0, self.width, self.height];
        let page = if density == native { self } else { self.part(whole, density / native) };
        Grey { density: density as u32, ..page }
    }

    /// A part of it, `scale` times as large; `[left, top, right, bottom]` in pixels.
    pub(super) fn part(&self, [left, top, right, bottom]: [usize; 4], scale: f64) -> Grey {
        let (right, bottom) = (right.min(self.width), bottom.min(self.height));
        if left >= right || top >= bottom {
            return Grey::default();
        }
        let (width, height) = (((right - left) as f64 * scale) as usize, ((bottom - top) as f64 * scale) as usize);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                pixels.push(self.at(left as f64 + (x as f64 + 0.5) / scale, top as f64 + (y as f64 + 0.5) / scale));
            }
        }
        Grey { width, height, pixels, density: (f64::from(self.density) * scale) as u32 }
    }

    /// The shade at a place, between the four pixels around it.
    pub(in crate::read) fn at(&self, x: f64, y: f64) -> u8 {
        let (x, y) = ((x - 0.5).max(0.0), (y - 0.5).max(0.0));
        let (left, top) = ((x as usize).min(self.width - 1), (y as usize).min(self.height - 1));
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (dx, dy) = ((x - left as f64).min(1.0), (y - top as f64).min(1.0));
        let pixel = |x: usize, y: usize| f64::from(self.pixels[y * self.width + x]);
        let row = |y: usize| pixel(left, y) * (1.0 - dx) + pixel(right, y) * dx;
        (row(top) * (1.0 - dy) + row(bottom) * dy) as u8
    }

    /// Without single dark pixels on paper and single light ones in ink, where there are many; `None` where there are few.
    pub(super) fn without_specks(&self) -> Option<Grey> {
        let (width, height) = (self.width, self.height);
        let dark = |at: usize| u8::from(self.pixels[at] < 128);
        let mut pixels = self.pixels.clone();
        let mut specks = 0;
        for y in 1..height.saturating_sub(1) {
            for x in 1..width.saturating_sub(1) {
                let at = y * width + x;
                let row = |middle: usize| dark(middle - 1) + dark(middle) + dark(middle + 1);
                let around = row(at - width) + row(at) + row(at + width) - dark(at);
                if dark(at) == 1 && around < 2 {
                    specks += 1;
                    pixels[at] = 255;
                } else if dark(at) == 0 && around >= 6 {
                    pixels[at] = 0;
                }
            }
        }
        let many = specks as f32 > MANY_SPECKS * self.pixels.len() as f32;
        many.then_some(Grey { pixels, ..*self })
    }

    /// As a file without compression, the kind that tesseract's library is quickest to read.
    pub(super) fn tiff(&self) -> Option<Vec<u8>> {
        let (width, height) = (u32::try_from(self.width).ok()?, u32::try_from(self.height).ok()?);
        let mut file = Cursor::new(Vec::with_capacity(self.pixels.len() + 4096));
        TiffEncoder::new(&mut file).ok()?.write_image::<Gray8>(width, height, &self.pixels).ok()?;
        Some(file.into_inner())
    }

    /// Turned by so many quarters clockwise.
    pub(super) fn turned(&self, quarters: u8) -> Grey {
        let (width, height) = (self.width, self.height);
        let (columns, rows) = if quarters.is_multiple_of(2) { (width, height) } else { (height, width) };
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for y in 0..rows {
            for x in 0..columns {
                let (from_x, from_y) = match quarters % 4 {
                    1 => (y, height - 1 - x),
                    2 => (width - 1 - x, height - 1 - y),
                    3 => (width - 1 - y, x),
                    _ => (x, y),
                };
                pixels.push(self.pixels[from_y * width + from_x]);
            }
        }
        Grey { width: columns, height: rows, pixels, density: self.density }
    }

    /// Whether lines of type run from top to bottom. Where they run from left to right, rows of ink and rows of paper
    /// differ more than columns do.
    pub(super) fn is_sideways(&self) -> bool {
        let (mut rows, mut columns) = (vec![0u32; self.height], vec![0u32; self.width]);
        for (index, _) in self.pixels.iter().enumerate().filter(|(_, shade)| **shade < 128) {
            rows[index / self.width] += 1;
            columns[index % self.width] += 1;
        }
        // From one row to the next: margins and pictures change slowly.
        let steps = |counts: &[u32], length: usize| {
            let sum: u64 = counts.windows(2).map(|two| u64::from(two[0].abs_diff(two[1])).pow(2)).sum();
            sum as f64 / (counts.len().max(1) * length.max(1)) as f64
        };
        steps(&columns, self.height) > 1.2 * steps(&rows, self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::{Grey, shade};

    fn grey(width: usize, pixels: &[u8]) -> Grey {
        Grey { width, height: pixels.len() / width, pixels: pixels.to_vec(), density: 200 }
    }

    #[test]
    fn turns_clockwise() {
        let page = grey(3, &[1, 2, 3, 4, 5, 6]);
        assert_eq!(page.turned(1), grey(2, &[4, 1, 5, 2, 6, 3]));
        assert_eq!(page.turned(2), grey(3, &[6, 5, 4, 3, 2, 1]));
        assert_eq!(page.turned(3).turned(1), page);
    }

    #[test]
    fn scales_between_pixels() {
        let page = grey(2, &[0, 100]);
        assert_eq!(page.part([0, 0, 2, 1], 2.0).pixels, [0, 25, 75, 100, 0, 25, 75, 100]);
        assert_eq!(page.part([1, 0, 2, 1], 1.0).pixels, [100]);
    }

    #[test]
    fn many_specks_are_taken_off_and_few_left() {
        let mut page = grey(50, &[255; 2500]);
        for at in [60, 75, 180, 190, 1010, 1033] {
            page.pixels[at] = 0;
        }
        assert_eq!(page.without_specks().unwrap().pixels, [255; 2500]);
        let mut page = grey(50, &[255; 2500]);
        page.pixels[60] = 0;
        assert_eq!(page.without_specks(), None);
    }

    #[test]
    fn lines_tell_which_way_a_page_lies() {
        let lines = grey(64, &[[0; 64], [255; 64], [255; 64], [255; 64]].concat().repeat(16));
        assert!(!lines.is_sideways());
        assert!(lines.turned(1).is_sideways());
    }

    #[test]
    fn a_seal_is_lifted_and_a_stamp_of_urgency_kept() {
        assert!(shade([220, 40, 40], 0.8) >= 200);
        assert!(shade([220, 40, 40], 0.1) < 128);
        assert_eq!(shade([0, 0, 0], 0.8), 0);
        assert!(shade([20, 40, 200], 0.8) < 128, "ink of a pen stays");
    }
}
