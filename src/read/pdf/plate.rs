//! A page as one image: the embedded image where that is the page, else what a rendering of the page shows.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, interpret_page,
};

use super::content::is_like_a_letter;
use super::render::{self, MOST_PIXELS, Work};
use crate::read::ocr::{self, DENSITY, Grey};

/// Images of one page, in pixels taken together; a page of a scanner has one or a few strips.
const MOST_DECODED: usize = 200_000_000;
/// Letters over an image that is the page, from which on they are worth a rendering.
const LETTERS: usize = 3;
/// An image over it that takes more of the page may be the stamp of a number or a day.
const STAMP: f64 = 0.0005;
/// Pixels an inch of a page that is not an image.
const DRAWN: f64 = 300.0;

/// The page as one image, and the way from its pixels to the page.
pub(super) fn picture<'a>(page: &'a Page<'a>) -> Option<(Grey, Affine)> {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let mut survey = Survey::of(page, width, height);
    let plates = &survey.plates;
    let covered: f64 = plates.iter().map(Plate::area).sum();
    let largest = plates.iter().enumerate().max_by(|a, b| a.1.area().total_cmp(&b.1.area()));
    let Some((index, plate)) = largest.filter(|_| covered >= 0.5 * width * height) else {
        return survey.rendered(page, DRAWN);
    };
    let native = 72.0 / plate.to_page.determinant().abs().sqrt();
    let [a, b, c, d, _, _] = plate.to_page.as_coeffs();
    let is_upright = a > 0.0 && d > 0.0 && b.abs() < 0.01 * a && c.abs() < 0.01 * d;
    let is_alone = plate.area() >= 0.5 * width * height && survey.letters < LETTERS && !plate.is_masked;
    let density = native.clamp(DENSITY.0, DENSITY.1);
    if !is_alone || !is_upright {
        return survey.rendered(page, density);
    }
    if density != native {
        return compose(&survey.plates, width, height, density);
    }
    // As it is: every resampling costs letters.
    let Plate { grey, to_page, .. } = survey.plates.swap_remove(index);
    Some((Grey { density: native as u32, ..grey }, to_page))
}

/// An image on the page.
struct Plate {
    grey: Grey,
    /// From pixels to points of the page.
    to_page: Affine,
    /// It is seen through a mask.
    is_masked: bool,
}

impl Plate {
    /// In square points.
    fn area(&self) -> f64 {
        self.to_page.determinant().abs() * (self.grey.width * self.grey.height) as f64
    }
}

/// What there is to be seen on a page, before it is rendered.
struct Survey {
    plates: Vec<Plate>,
    decoded: usize,
    /// Letters, and shapes like letters, over the largest image.
    letters: usize,
    /// The words of annotations are read as words.
    in_annotations: bool,
    work: Work,
    /// Of the page, in points.
    width: f64,
    height: f64,
}

impl Survey {
    fn of(page: &Page<'_>, width: f64, height: f64) -> Survey {
        let mut survey = Survey {
            plates: Vec::new(),
            decoded: 0,
            letters: 0,
            in_annotations: false,
            work: Work::default(),
            width,
            height,
        };
        let cache = InterpreterCache::new();
        let bounds = Rect::new(0.0, 0.0, width, height);
        let initial = Affine::new(page.initial_transform(true).as_coeffs());
        for render_content in [RenderContent::PAGE, RenderContent::ANNOTATIONS] {
            survey.in_annotations = render_content == RenderContent::ANNOTATIONS;
            let settings = InterpreterSettings { render_content, ..InterpreterSettings::default() };
            let mut context = Context::new(initial, bounds, &cache, page.xref(), settings);
            interpret_page(page, &mut context, &mut survey);
        }
        survey
    }

    /// The page as it is rendered; where that cannot be done, its images put together.
    fn rendered<'a>(&self, page: &'a Page<'a>, density: f64) -> Option<(Grey, Affine)> {
        let is_bounded = self.work.is_bounded() && self.decoded <= MOST_DECODED;
        let rendered = is_bounded.then(|| render::rendered(page, density)).flatten();
        rendered.or_else(|| compose(&self.plates, self.width, self.height, density))
    }

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

impl<'a> Device<'a> for Survey {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = image.width() as usize * image.height() as usize;
        self.decoded = self.decoded.saturating_add(size);
        if self.decoded > MOST_DECODED {
            return;
        }
        let declared = (f64::from(image.width()), f64::from(image.height()));
        let mut is_masked = props.soft_mask.is_some();
        let mut taken = None;
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |data, mask| {
                    is_masked |= mask.is_some();
                    taken = Some(self.shades(data, props.transform));
                },
                None,
            ),
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
            let plate = Plate { grey, to_page: props.transform * stretch, is_masked };
            if self.plates.iter().all(|other| other.area() < plate.area()) {
                // What was drawn before lies under it.
                self.letters = 0;
            } else if plate.area() >= STAMP * self.width * self.height {
                self.letters += LETTERS;
            }
            self.plates.push(plate);
        }
        self.work.layer(props.soft_mask.is_some());
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let bounds = props.transform.transform_rect_bbox(path.control_box());
        let page = Rect::new(0.0, 0.0, self.width, self.height);
        if !bounds.overlaps(page) || matches!(mode, DrawMode::Invisible) {
            return;
        }
        self.letters += usize::from(is_like_a_letter(bounds.width(), bounds.height()));
        self.work.path(path, bounds.intersect(page).area() / page.area(), &props, mode);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, mode: &DrawMode) {
        let glyphs = run.glyphs();
        self.work.glyphs(glyphs.len(), glyphs.iter().any(|glyph| matches!(**glyph, Glyph::Type3(_))));
        if !self.in_annotations && !matches!(mode, DrawMode::Invisible) {
            self.letters += glyphs.len();
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.work.clip(&clip.path);
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.work.layer(true);
        self.work.layer(mask.is_some());
    }

    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
/// Puts the images of a page together.
fn compose(plates: &[Plate], width: f64, height: f64, density: f64) -> Option<(Grey, Affine)> {
    let scale = density / 72.0;
    let (columns, rows) = ((width * scale).ceil() as usize, (height * scale).ceil() as usize);
    if plates.is_empty() || columns == 0 || rows == 0 || columns as f64 * rows as f64 > MOST_PIXELS {
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

#[cfg(test)]
mod tests;
