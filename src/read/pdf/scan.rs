//! A page that is an image: what it shows, and the words that OCR finds on it.

use std::collections::BTreeMap;

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};

use super::font::Fonts;
use super::words::Word;
use super::{MOST_PAGES, content};
use crate::read::Options;
use crate::read::desk::Desk;
use crate::read::ocr::{self, DENSITY, Grey, SeenPage, SeenWord};
use crate::read::truth::Verdict;
use crate::vi::{self, Shares};

/// Largest image that is put together, in pixels.
const MOST_PIXELS: usize = 60_000_000;
/// Images of one page, in pixels taken together; a page of a scanner has one or a few strips.
const MOST_DECODED: usize = 200_000_000;

/// Recognises the pages from `first` on that have no true text layer: their words in points from the upper left corner,
/// by the index of the page. A page that could not be recognised is not among them.
pub(super) fn recognise(pdf: &Pdf, first: usize, options: &Options, desk: &mut Desk<'_>) -> BTreeMap<usize, Vec<Word>> {
    let off = content::hidden_layers(pdf);
    let mut fonts = Fonts::new();
    let pages = pdf.pages().iter().enumerate().take(MOST_PAGES).skip(first);
    let images = pages.filter_map(|(index, page)| {
        let mut content = content::content(page, &mut fonts, &off);
        let is_scan = super::judged(&mut content, &fonts).1 == Verdict::False && !content.cut;
        let (image, to_page) = is_scan.then(|| picture(page)).flatten()?;
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

/// An image on the page.
struct Plate {
    grey: Grey,
    /// From pixels to points of the page.
    to_page: Affine,
}

/// The page as one image, and the way from its pixels to the page.
fn picture(page: &Page<'_>) -> Option<(Grey, Affine)> {
    let (width, height) = page.render_dimensions();
    let mut plates = Plates { found: Vec::new(), decoded: 0, height: f64::from(height) };
    let cache = InterpreterCache::new();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let initial = Affine::new(page.initial_transform(true).as_coeffs());
    let mut context = Context::new(initial, bounds, &cache, page.xref(), InterpreterSettings::default());
    interpret_page(page, &mut context, &mut plates);
    let area = |plate: &Plate| plate.to_page.determinant().abs() * (plate.grey.width * plate.grey.height) as f64;
    let largest = plates.found.iter().max_by(|a, b| area(a).total_cmp(&area(b)))?;
    let native = 72.0 / largest.to_page.determinant().abs().sqrt();
    let others: f64 = plates.found.iter().map(area).sum::<f64>() - area(largest);
    let [a, b, c, d, _, _] = largest.to_page.as_coeffs();
    let upright = a > 0.0 && d > 0.0 && b.abs() < 0.01 * a && c.abs() < 0.01 * d;
    if upright && others < 0.02 * area(largest) && (DENSITY.0..=DENSITY.1).contains(&native) {
        // As it is: every resampling costs letters.
        let to_page = largest.to_page;
        let index = plates.found.iter().position(|plate| plate.to_page == to_page)?;
        let grey = plates.found.swap_remove(index).grey;
        return Some((Grey { density: native as u32, ..grey }, to_page));
    }
    let density = native.clamp(DENSITY.0, DENSITY.1);
    compose(&plates.found, f64::from(width), f64::from(height), density)
}

/// Puts the images of a page together.
fn compose(plates: &[Plate], width: f64, height: f64, density: f64) -> Option<(Grey, Affine)> {
    let scale = density / 72.0;
    let (columns, rows) = ((width * scale).ceil() as usize, (height * scale).ceil() as usize);
    if columns == 0 || rows == 0 || columns.saturating_mul(rows) > MOST_PIXELS {
        return None;
    }
    let mut pixels = vec![255; columns * rows];
    for plate in plates {
        let onto = Affine::scale(scale) * plate.to_page;
        if onto.determinant().abs() < 1e-9 {
            continue;
        }
        let bounds = onto.transform_rect_bbox(Rect::new(0.0, 0.0, plate.grey.width as f64, plate.grey.height as f64));
        let back = onto.inverse();
        let range = |from: f64, to: f64, most: usize| {
            (from.floor().clamp(0.0, most as f64) as usize)..(to.ceil().clamp(0.0, most as f64) as usize)
        };
        for y in range(bounds.y0, bounds.y1, rows) {
            for x in range(bounds.x0, bounds.x1, columns) {
                let from = back * Point::new(x as f64 + 0.5, y as f64 + 0.5);
                let (right, bottom) = (plate.grey.width as f64, plate.grey.height as f64);
                if from.x >= 0.0 && from.y >= 0.0 && from.x < right && from.y < bottom {
                    let shade = plate.grey.at(from.x, from.y);
                    // Images lie over each other as masks do: the darker one shows.
                    let pixel = &mut pixels[y * columns + x];
                    *pixel = shade.min(*pixel);
                }
            }
        }
    }
    let page = Grey { width: columns, height: rows, pixels, density: density as u32 };
    Some((page, Affine::scale(1.0 / scale)))
}

/// Takes the images of a page, and nothing else.
struct Plates {
    found: Vec<Plate>,
    decoded: usize,
    /// Of the page, in points.
    height: f64,
}

impl Plates {
    fn shades(&self, data: ImageData, to_page: Affine) -> (usize, usize, Vec<u8>) {
        match data {
            ImageData::Luma(luma) => (luma.width as usize, luma.height as usize, luma.data),
            ImageData::Rgb(rgb) => {
                let width = rgb.width as usize;
                let mut pixels = Vec::with_capacity(width * rgb.height as usize);
                for (index, colour) in rgb.data.as_chunks::<3>().0.iter().enumerate() {
                    let place = to_page * Point::new(0.0, (index / width.max(1)) as f64);
                    pixels.push(ocr::shade(*colour, place.y / self.height));
                }
                (width, rgb.height as usize, pixels)
            }
        }
    }
}

impl<'a> Device<'a> for Plates {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = image.width() as usize * image.height() as usize;
        self.decoded = self.decoded.saturating_add(size);
        if self.decoded > MOST_DECODED {
            return;
        }
        let declared = (f64::from(image.width()), f64::from(image.height()));
        let mut taken = None;
        match image {
            Image::Raster(raster) => {
                raster.with_rgba(|data, _| taken = Some(self.shades(data, props.transform)), None);
            }
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, _| {
                    let ink = mask.data.iter().map(|cover| 255 - cover).collect();
                    taken = Some((mask.width as usize, mask.height as usize, ink));
                },
                None,
            ),
        }
        if let Some((width, height, pixels)) = taken.filter(|(w, h, pixels)| *w > 0 && pixels.len() == w * h) {
            let stretch = Affine::scale_non_uniform(declared.0 / width as f64, declared.1 / height as f64);
            let grey = Grey { width, height, pixels, density: 0 };
            self.found.push(Plate { grey, to_page: props.transform * stretch });
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Sets recognised words as type: one baseline for each line, the slant of the paper taken out. On a page that had to be
/// turned they have no place that could be shown.
pub(super) fn placed(seen: &SeenPage, to_page: Affine) -> Vec<Word> {
    let unplaced = seen.quarters != 0;
    let to_page = if unplaced { Affine::scale(to_page.determinant().abs().sqrt()) } else { to_page };
    let onto = |[left, top, right, bottom]: [f32; 4]| {
        let [left, top, right, bottom] = [left, top, right, bottom].map(f64::from);
        let bounds = to_page.transform_rect_bbox(Rect::new(left, top, right, bottom));
        [bounds.x0 as f32, bounds.y0 as f32, bounds.x1 as f32, bounds.y1 as f32]
    };
    let believed: Vec<SeenWord> = seen.words.iter().filter_map(ocr::believed).collect();
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
            let seen_line = word.line as usize;
            words.push(Word { text, edges, baseline, size, spaced: true, seen_line, unplaced, ..Word::default() });
        }
    }
    words
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
