//! A page as it is shown, drawn pixel by pixel; and what drawing it would cost, so that a bomb is left alone.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath};
use hayro_interpret::{DrawMode, DrawProps, InterpreterSettings, Paint};

use crate::read::ocr::Grey;

/// Largest image that is made, in pixels.
pub(super) const MOST_PIXELS: f64 = 60_000_000.0;
/// Longest edge, in pixels.
const LONGEST: f64 = 20_000.0;
/// Fewest pixels an inch at which a page may be legible.
const COARSEST: f64 = 72.0;

/// What drawing a page costs.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// Parts of paths, dashes, glyphs.
    parts: f64,
    /// Painted area, in pages.
    area: f64,
    /// Pictures that are drawn apart and laid over the page: groups, masks, patterns.
    layers: u32,
}

impl Work {
    /// Every page of an office stays far below; a bomb does not.
    pub(super) fn is_bounded(&self) -> bool {
        self.parts <= 3e6 && self.area <= 500.0 && self.layers <= 200
    }

    /// `area`: of the path, in pages.
    pub(super) fn path(&mut self, path: &BezPath, area: f64, props: &DrawProps<'_>, mode: &DrawMode) {
        let parts = path.elements().len() as f64;
        self.parts += parts;
        self.area += area;
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            let dash: f32 = stroke.dash_array.iter().sum();
            let bounds = path.control_box();
            if dash > 0.0 {
                self.parts += parts * (bounds.width() + bounds.height()) / f64::from(dash);
            }
        }
        self.layer(matches!(props.paint, Paint::Pattern(_)));
        self.layer(props.soft_mask.is_some());
    }

    pub(super) fn clip(&mut self, path: &BezPath) {
        self.parts += 50.0 + path.elements().len() as f64;
    }

    /// `are_drawings`: each glyph is a content of its own.
    pub(super) fn glyphs(&mut self, count: usize, are_drawings: bool) {
        self.parts += count as f64 * if are_drawings { 500.0 } else { 20.0 };
    }

    pub(super) fn layer(&mut self, is_one: bool) {
        self.layers = self.layers.saturating_add(u32::from(is_one));
    }
}

/// Draws a page at so many pixels an inch, fewer where it is large, and says the way from its pixels to the page.
pub(super) fn rendered<'a>(page: &'a Page<'a>, density: f64) -> Option<(Grey, Affine)> {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width) / 72.0, f64::from(height) / 72.0);
    let density = density.min((MOST_PIXELS / (width * height)).sqrt()).min(LONGEST / width.max(height));
    if !(density >= COARSEST && width * density >= 1.0 && height * density >= 1.0) {
        return None;
    }
    let scale = (density / 72.0) as f32;
    let pixmap = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let settings = RenderSettings { hinting: false, ..RenderSettings::default() };
    let interpreter = InterpreterSettings::default();
    // What it stumbles over is one page, not the file.
    let drawn =
        catch_unwind(AssertUnwindSafe(|| hayro::render(page, &RenderCache::new(), &interpreter, &settings, &pixmap)));
    let drawn = drawn.ok()?;
    let (columns, rows) = (usize::from(drawn.width()), usize::from(drawn.height()));
    let colours: Vec<u8> = drawn.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    let page = Grey::of_colours(columns, rows, &colours);
    Some((Grey { density: density as u32, ..page }, Affine::scale(1.0 / f64::from(scale))))
}
