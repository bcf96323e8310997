//! Runs the content of a page, annotations too, and keeps what layout needs: glyphs, ruling lines, images.
//!
//! Only the operators that move text are run. Every page has a budget, so that forms nested without end, or a page
//! of millions of operators, cost a bounded time.

use std::collections::HashSet;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::Pdf;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Rect, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::Fonts;
use super::matrix::Matrix;

/// Operators, codes and path points that one page may take.
const BUDGET: u32 = 4_000_000;
/// What calling a form takes from the budget.
const FORM: usize = 256;
/// Forms inside forms.
const DEEPEST: u32 = 16;
/// Saved states.
const MOST_STATES: usize = 512;
/// Ruling lines kept of one page.
const MOST_RULES: usize = 20_000;
/// A filled shape this thin, in points, is a ruling line.
const THIN: f64 = 3.0;

/// One glyph where it stands, in points from the upper left corner of the page as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) font: u16,
    pub(super) code: u32,
    /// Start of the glyph on its baseline.
    pub(super) x: f32,
    pub(super) y: f32,
    /// Along the line.
    pub(super) advance: f32,
    pub(super) size: f32,
    /// Quarter turns clockwise: 0 runs to the right, 1 down, 2 left, 3 up.
    pub(super) turn: u8,
    /// Text that is not shown, such as the layer of a scanner's software.
    pub(super) hidden: bool,
    /// Which annotation of the page it stands in, from 1; 0 for none.
    pub(super) stamp: u16,
}

/// A horizontal or vertical line: `[left, top, right, bottom]`.
pub(super) type Rule = [f32; 4];

/// An image and the part of the page that it covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Picture {
    pub(super) edges: [f32; 4],
}

/// Whether a shape may be a letter, by its size in points.
pub(super) fn is_like_a_letter(width: f64, height: f64) -> bool {
    (2.0..=60.0).contains(&width) && (2.0..=60.0).contains(&height)
}

/// The parts of a page, 32 in each direction, on which letters stand that are no text.
#[derive(Debug, Default)]
pub(super) struct Drawn([u32; 32]);

impl Drawn {
    /// `x`, `y`: a place on a page of this width and height.
    pub(super) fn note(&mut self, (x, y): (f32, f32), (width, height): (f32, f32)) {
        let part = |at: f32, of: f32| (at / of * 32.0) as usize;
        if let (true, Some(row)) = (x >= 0.0 && y >= 0.0 && x < width, self.0.get_mut(part(y, height))) {
            *row |= 1 << part(x, width).min(31);
        }
    }

    /// Share of the page.
    pub(super) fn share(&self) -> f32 {
        self.0.iter().map(|row| row.count_ones()).sum::<u32>() as f32 / 1024.0
    }
}

/// What stands on one page.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    pub(super) pictures: Vec<Picture>,
    /// Where shapes like letters are drawn.
    pub(super) drawn: Drawn,
    /// The page cost more than its budget: what stands here is not all.
    pub(super) cut: bool,
}

/// Layers that the file switches off.
pub(super) fn hidden_layers(pdf: &Pdf) -> HashSet<ObjectIdentifier> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let properties = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(b"OCProperties"));
    let off = properties.and_then(|p| p.get::<Dict<'_>>(b"D")).and_then(|d| d.get::<Array<'_>>(b"OFF"));
    off.map(|off| off.raw_iter().filter_map(|item| item.as_obj_ref()).map(ObjectIdentifier::from).collect())
        .unwrap_or_default()
}

/// Runs `page`.
pub(super) fn content<'a>(page: &Page<'a>, fonts: &mut Fonts<'a>, off: &HashSet<ObjectIdentifier>) -> Content {
    let (width, height) = page.render_dimensions();
    let mut runner = Runner {
        fonts,
        off,
        out: Content { width, height, ..Content::default() },
        budget: BUDGET,
        state: State::new(Matrix(page.initial_transform(true).as_coeffs())),
        stamp: 0,
    };
    // Where the parser panics, its page alone is lost, and what was shown before it stays.
    let run = catch_unwind(AssertUnwindSafe(|| {
        if let Some(stream) = page.page_stream() {
            runner.run(stream, page.resources(), 0);
        }
        runner.annotations(page);
    }));
    runner.out.cut |= run.is_err();
    runner.out
}

#[derive(Clone, Copy)]
struct State {
    ctm: Matrix,
    font: Option<u16>,
    size: f64,
    character_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    hidden: bool,
    text: Matrix,
    line: Matrix,
}

impl State {
    fn new(ctm: Matrix) -> State {
        State {
            ctm,
            font: None,
            size: 1.0,
            character_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            hidden: false,
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }
}

/// The path under construction, in page coordinates.
#[derive(Default)]
struct Path {
    /// Straight strokes.
    strokes: Vec<[f64; 4]>,
    /// The bounds of each closed or open part, for fills.
    parts: Vec<[f64; 4]>,
    start: [f64; 2],
    at: [f64; 2],
}

struct Runner<'r, 'a> {
    fonts: &'r mut Fonts<'a>,
    off: &'r HashSet<ObjectIdentifier>,
    out: Content,
    budget: u32,
    state: State,
    stamp: u16,
}

impl<'a> Runner<'_, 'a> {
    /// Takes `cost` from the budget; false when it is used up.
    fn spend(&mut self, cost: usize) -> bool {
        self.budget = self.budget.saturating_sub(u32::try_from(cost).unwrap_or(u32::MAX));
        self.out.cut |= self.budget == 0;
        !self.out.cut
    }

    fn run(&mut self, stream: &[u8], resources: &Resources<'a>, depth: u32) {
        let mut operators = TypedIter::new(stream);
        let mut saved = Vec::new();
        let mut path = Path::default();
        let mut layers: Vec<bool> = Vec::new();
        while let Some(op) = operators.next() {
            if !self.spend(1) {
                return;
            }
            let shown = layers.iter().all(|shown| *shown);
            match op {
                Op::SaveState(_) if saved.len() < MOST_STATES => saved.push(self.state),
                Op::RestoreState(_) => {
                    if let Some(state) = saved.pop() {
                        self.state = state;
                    }
                }
                Op::Transform(m) => {
                    let matrix = Matrix([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5].map(|n| n.as_f64()));
                    self.state.ctm = matrix.then(self.state.ctm);
                }
                Op::BeginText(_) => {
                    self.state.text = Matrix::IDENTITY;
                    self.state.line = Matrix::IDENTITY;
                }
                Op::CharacterSpacing(n) => self.state.character_space = n.0.as_f64(),
                Op::WordSpacing(n) => self.state.word_space = n.0.as_f64(),
                Op::HorizontalScaling(n) => self.state.stretch = n.0.as_f64() / 100.0,
                Op::TextLeading(n) => self.state.leading = n.0.as_f64(),
                Op::TextRise(n) => self.state.rise = n.0.as_f64(),
                Op::TextRenderingMode(n) => self.state.hidden = matches!(n.0.as_i64(), 3 | 7),
                Op::TextFont(f) => {
                    self.state.font = self.fonts.named(resources, f.0);
                    self.state.size = f.1.as_f64();
                }
                Op::NextLine(m) => self.state.next_line(m.0.as_f64(), m.1.as_f64()),
                Op::NextLineAndSetLeading(m) => {
                    self.state.leading = -m.1.as_f64();
                    self.state.next_line(m.0.as_f64(), m.1.as_f64());
                }
                Op::NextLineUsingLeading(_) => self.state.next_line(0.0, -self.state.leading),
                Op::SetTextMatrix(m) => {
                    self.state.line = Matrix([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5].map(|n| n.as_f64()));
                    self.state.text = self.state.line;
                }
                Op::ShowText(s) => self.show(s.0.as_bytes(), shown),
                Op::NextLineAndShowText(s) => {
                    self.state.next_line(0.0, -self.state.leading);
                    self.show(s.0.as_bytes(), shown);
                }
                Op::ShowTextWithParameters(s) => {
                    self.state.word_space = s.0.as_f64();
                    self.state.character_space = s.1.as_f64();
                    self.state.next_line(0.0, -self.state.leading);
                    self.show(s.2.as_bytes(), shown);
                }
                Op::ShowTexts(s) => {
                    for part in s.0.iter::<Object<'_>>() {
                        match part {
                            Object::String(string) => self.show(string.as_bytes(), shown),
                            Object::Number(n) => {
                                let by = -n.as_f64() / 1000.0 * self.state.size * self.state.stretch;
                                self.state.text = Matrix::shift(by, 0.0).then(self.state.text);
                            }
                            _ => {}
                        }
                    }
                }
                Op::XObject(name) if shown => {
                    if let Some(object) = resources.get_x_object(name.0) {
                        self.object(&object, resources, depth);
                    }
                }
                Op::InlineImage(_) if shown => self.picture(),
                Op::BeginMarkedContent(_) => layers.push(true),
                Op::BeginMarkedContentWithProperties(mark) => {
                    let layer = match mark.1 {
                        Object::Name(name) if mark.0.deref() == b"OC" => resources.properties.get_ref(name.deref()),
                        _ => None,
                    };
                    layers.push(layer.is_none_or(|layer| !self.off.contains(&layer.into())));
                }
                Op::EndMarkedContent(_) => {
                    layers.pop();
                }
                Op::MoveTo(p) => path.move_to(self.state.ctm.apply(p.0.as_f64(), p.1.as_f64())),
                Op::LineTo(p) => path.line_to(self.state.ctm.apply(p.0.as_f64(), p.1.as_f64())),
                Op::CubicTo(p) => path.jump_to(self.state.ctm.apply(p.4.as_f64(), p.5.as_f64())),
                Op::CubicStartTo(p) => path.jump_to(self.state.ctm.apply(p.2.as_f64(), p.3.as_f64())),
                Op::CubicEndTo(p) => path.jump_to(self.state.ctm.apply(p.2.as_f64(), p.3.as_f64())),
                Op::ClosePath(_) => path.line_to(path.start),
                Op::RectPath(r) => {
                    let [x, y, w, h] = [&r.0, &r.1, &r.2, &r.3].map(|n| n.as_f64());
                    for (i, corner) in [[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]].iter().enumerate() {
                        let point = self.state.ctm.apply(corner[0], corner[1]);
                        if i == 0 { path.move_to(point) } else { path.line_to(point) }
                    }
                }
                Op::StrokePath(_) | Op::CloseAndStrokePath(_) => self.rules(&mut path, true, shown),
                Op::FillAndStrokeNonZero(_)
                | Op::FillAndStrokeEvenOdd(_)
                | Op::CloseFillAndStrokeNonZero(_)
                | Op::CloseFillAndStrokeEvenOdd(_) => self.rules(&mut path, true, shown),
                Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => {
                    self.rules(&mut path, false, shown);
                }
                Op::EndPath(_) => path.clear(),
                _ => {}
            }
        }
    }

    fn show(&mut self, string: &[u8], shown: bool) {
        let (Some(font), true) = (self.state.font, self.spend(string.len())) else { return };
        let (state, out, stamp) = (&mut self.state, &mut self.out, self.stamp);
        self.fonts.codes(font, string, |code, length, advance| {
            let to_page = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise])
                .then(state.text)
                .then(state.ctm);
            let [a, b, c, d, x, y] = to_page.0;
            let glyph = Glyph {
                font,
                code,
                x: x as f32,
                y: y as f32,
                advance: (f64::from(advance) / 1000.0 * a.hypot(b)) as f32,
                size: c.hypot(d) as f32,
                turn: match (a.abs() >= b.abs(), a > 0.0, b > 0.0) {
                    (true, true, _) => 0,
                    (true, false, _) => 2,
                    (false, _, true) => 1,
                    (false, _, false) => 3,
                },
                hidden: state.hidden,
                stamp,
            };
            let on_page = glyph.x > -2.0 && glyph.y > -2.0 && glyph.x < out.width + 2.0 && glyph.y < out.height + 2.0;
            if shown && on_page && glyph.size > 0.1 && glyph.size.is_finite() && glyph.advance.is_finite() {
                out.glyphs.push(glyph);
            }
            let space = if code == 32 && length == 1 { state.word_space } else { 0.0 };
            let by = (f64::from(advance) / 1000.0 * state.size + state.character_space + space) * state.stretch;
            state.text = Matrix::shift(by, 0.0).then(state.text);
        });
    }

    fn object(&mut self, object: &Stream<'a>, resources: &Resources<'a>, depth: u32) {
        let dict = object.dict();
        if dict.get_ref(b"OC").is_some_and(|layer| self.off.contains(&layer.into())) {
            return;
        }
        match dict.get::<Name<'_>>(b"Subtype").as_deref() {
            Some(b"Image") => self.picture(),
            Some(b"Form") if depth < DEEPEST => {
                let before = self.state;
                if let Some(matrix) = dict.get::<[f64; 6]>(b"Matrix") {
                    self.state.ctm = Matrix(matrix).then(self.state.ctm);
                }
                self.form(object, resources, depth + 1);
                self.state = before;
            }
            _ => {}
        }
    }

    fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>, depth: u32) {
        let Ok(stream) = form.decoded_data() else { return };
        // Decoding is paid for too: a small form that unfolds to much, called often.
        if !self.spend(FORM + stream.len() / 16) {
            return;
        }
        match form.dict().get::<Dict<'_>>(b"Resources") {
            Some(own) => self.run(&stream, &Resources::new(own), depth),
            None => self.run(&stream, resources, depth),
        }
    }

    fn picture(&mut self) {
        let [left, top, right, bottom] = self.state.ctm.bounds([0.0, 0.0, 1.0, 1.0]).map(|edge| edge as f32);
        let (width, height) = (self.out.width, self.out.height);
        let edges = [left.max(0.0), top.max(0.0), right.min(width), bottom.min(height)];
        if edges[0] < edges[2] && edges[1] < edges[3] && self.spend(64) {
            self.out.pictures.push(Picture { edges });
        }
    }

    fn rules(&mut self, path: &mut Path, stroked: bool, shown: bool) {
        let size = (self.out.width, self.out.height);
        let parts = path.parts.iter().filter(|[x0, y0, x1, y1]| shown && is_like_a_letter(x1 - x0, y1 - y0));
        parts.for_each(|[x0, y0, x1, y1]| self.out.drawn.note(((x0 + x1) as f32 / 2.0, (y0 + y1) as f32 / 2.0), size));
        let lines = if stroked { &mut path.strokes } else { &mut path.parts };
        for [x0, y0, x1, y1] in lines.drain(..) {
            let (left, top, right, bottom) = (x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1));
            let (width, height) = (right - left, bottom - top);
            let thin = width.min(height) <= THIN && width.max(height) >= 2.0 * THIN;
            if thin && shown && self.out.rules.len() < MOST_RULES {
                let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
                let rule = if width > height { [left, y, right, y] } else { [x, top, x, bottom] };
                self.out.rules.push(rule.map(|edge| edge as f32));
            }
        }
        path.clear();
    }

    /// Stamps: in electronically signed letters the number and the day stand in annotations.
    fn annotations(&mut self, page: &Page<'a>) {
        let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return };
        let (hidden, no_view) = (2, 32);
        for annotation in annotations.iter::<Dict<'_>>() {
            let flags = annotation.get::<u32>(b"F").unwrap_or(0);
            let popup = annotation.get::<Name<'_>>(b"Subtype").is_some_and(|kind| kind.deref() == b"Popup");
            if !self.spend(16) || popup || flags & (hidden | no_view) != 0 {
                continue;
            }
            let (Some(form), Some(rect)) = (appearance(&annotation), annotation.get::<Rect>(b"Rect")) else { continue };
            let dict = form.dict();
            let Some(bounds) = dict.get::<[f64; 4]>(b"BBox") else { continue };
            let matrix = dict.get::<[f64; 6]>(b"Matrix").map_or(Matrix::IDENTITY, Matrix);
            let [left, top, right, bottom] = matrix.bounds(bounds);
            let (wide, high) = (ratio(rect.x1 - rect.x0, right - left), ratio(rect.y1 - rect.y0, bottom - top));
            let onto_rect = Matrix([wide, 0.0, 0.0, high, rect.x0 - wide * left, rect.y0 - high * top]);
            let to_page = Matrix(page.initial_transform(true).as_coeffs());
            self.stamp = self.stamp.saturating_add(1);
            self.state = State::new(matrix.then(onto_rect).then(to_page));
            self.form(&form, page.resources(), 1);
        }
    }
}

fn ratio(wanted: f64, given: f64) -> f64 {
    if given.abs() < 1e-6 { 1.0 } else { wanted / given }
}

/// The normal appearance of an annotation, in its present state.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'_>>(b"AP")?.get::<Object<'_>>(b"N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => states.get::<Stream<'_>>(annotation.get::<Name<'_>>(b"AS")?.deref()),
        _ => None,
    }
}

impl Path {
    fn move_to(&mut self, to: [f64; 2]) {
        self.parts.push([to[0], to[1], to[0], to[1]]);
        (self.start, self.at) = (to, to);
    }

    fn line_to(&mut self, to: [f64; 2]) {
        self.strokes.push([self.at[0], self.at[1], to[0], to[1]]);
        self.jump_to(to);
    }

    fn jump_to(&mut self, to: [f64; 2]) {
        if let Some([left, top, right, bottom]) = self.parts.last_mut() {
            (*left, *top) = (left.min(to[0]), top.min(to[1]));
            (*right, *bottom) = (right.max(to[0]), bottom.max(to[1]));
        }
        self.at = to;
    }

    fn clear(&mut self) {
        self.strokes.clear();
        self.parts.clear();
    }
}
