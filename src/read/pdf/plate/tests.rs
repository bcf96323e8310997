//! Pages of outlines, masks, clips and seals, made here and looked at as a rendering.

use hayro_syntax::Pdf;
use pdf_writer::{Content, Name, Rect, Ref};
use ttf_parser::{Face, OutlineBuilder};

use super::picture;
use crate::read::ocr::Grey;
use crate::read::pdf::content;
use crate::read::pdf::font::Fonts;
use crate::read::pdf::judged;
use crate::read::truth::Verdict;

const FONT: &[u8] = include_bytes!("../../../../tests/make/font/vanban-serif-regular.ttf");
const LINES: [&str; 4] = [
    "ỦY BAN NHÂN DÂN TỈNH MINH HÀ",
    "Số: 10/CT-UBND ngày 06 tháng 3 năm 2023",
    "Yêu cầu các sở, ban, ngành khẩn trương triển khai thực hiện",
    "các nhiệm vụ được giao và báo cáo kết quả trước ngày 25/4/2023.",
];

/// Writes letters as the curves that they are.
struct Outlines<'c> {
    content: &'c mut Content,
    scale: f32,
    x: f32,
    y: f32,
    at: (f32, f32),
}

impl Outlines<'_> {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y + y * self.scale)
    }
}

impl OutlineBuilder for Outlines<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.content.move_to(self.at.0, self.at.1);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.content.line_to(self.at.0, self.at.1);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, by, to) = (self.at, self.place(x1, y1), self.place(x, y));
        let third = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
        let (a, b) = ((third(from.0, by.0), third(from.1, by.1)), (third(to.0, by.0), third(to.1, by.1)));
        self.content.cubic_to(a.0, a.1, b.0, b.1, to.0, to.1);
        self.at = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b, to) = (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        self.content.cubic_to(a.0, a.1, b.0, b.1, to.0, to.1);
        self.at = to;
    }

    fn close(&mut self) {
        self.content.close_path();
    }
}

fn outlined(content: &mut Content, lines: &[&str]) {
    let face = Face::parse(FONT, 0).unwrap();
    for (row, line) in lines.iter().enumerate() {
        let scale = 14.0 / f32::from(face.units_per_em());
        let mut pen = Outlines { content, scale, x: 60.0, y: 780.0 - 24.0 * row as f32, at: (0.0, 0.0) };
        for letter in line.chars() {
            let glyph = face.glyph_index(letter).unwrap();
            if face.outline_glyph(glyph, &mut pen).is_some() {
                pen.content.fill_nonzero();
            }
            pen.x += f32::from(face.glyph_hor_advance(glyph).unwrap()) * scale;
        }
    }
}

/// A page of A4; `image`: pixels in a row, rows, and the shades of the image `I`, seen through `mask`.
fn page(content: Content, image: Option<(i32, i32, Vec<u8>)>, mask: Option<Vec<u8>>) -> Vec<u8> {
    let mut pdf = pdf_writer::Pdf::new();
    let [catalog, tree, page, stream, picture, cover] = [1, 2, 3, 4, 5, 6].map(Ref::new);
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids([page]).count(1);
    let mut shown = pdf.page(page);
    shown.parent(tree).media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).contents(stream);
    shown.resources().x_objects().pair(Name(b"I"), picture);
    drop(shown);
    pdf.stream(stream, &content.finish());
    if let Some((width, height, pixels)) = image {
        let mut object = pdf.image_xobject(picture, &pixels);
        object.width(width).height(height).bits_per_component(8);
        object.color_space().device_gray();
        if mask.is_some() {
            object.s_mask(cover);
        }
        drop(object);
        if let Some(mask) = mask {
            let mut object = pdf.image_xobject(cover, &mask);
            object.width(width).height(height).bits_per_component(8);
            object.color_space().device_gray();
        }
    }
    pdf.finish()
}

#[track_caller]
fn seen(bytes: Vec<u8>) -> (Grey, Verdict) {
    let pdf = Pdf::new(bytes).unwrap();
    let page = pdf.pages().first().unwrap();
    let mut fonts = Fonts::new();
    let mut content = content::content(page, &mut fonts, &content::hidden_layers(&pdf));
    let verdict = judged(&mut content, &fonts).1;
    (picture(page).unwrap().0, verdict)
}

/// The shade at a place of the page, in points from the upper left corner.
fn shade(grey: &Grey, x: f64, y: f64) -> u8 {
    let scale = grey.width as f64 / 595.0;
    grey.pixels[(y * scale) as usize * grey.width + (x * scale) as usize]
}

fn ink(grey: &Grey) -> usize {
    grey.pixels.iter().filter(|shade| **shade < 128).count()
}

#[test]
fn a_text_in_outlines_is_rendered() {
    let mut content = Content::new();
    outlined(&mut content, &LINES);
    let (grey, verdict) = seen(page(content, None, None));
    assert_eq!(verdict, Verdict::False);
    assert_eq!((grey.width, grey.height, grey.density), (2479, 3508, 300));
    assert!((20_000..200_000).contains(&ink(&grey)), "{}", ink(&grey));
    if let Ok(path) = std::env::var("PICTURE") {
        image::GrayImage::from_raw(grey.width as u32, grey.height as u32, grey.pixels).unwrap().save(path).unwrap();
    }
}

#[test]
fn an_emblem_is_no_text() {
    let mut content = Content::new();
    outlined(&mut content, &["8"]);
    assert_eq!(seen(page(content, None, None)).1, Verdict::Blank);
}

#[test]
fn a_seal_in_red_is_lifted_off_what_is_drawn() {
    let mut content = Content::new();
    outlined(&mut content, &LINES);
    content.set_fill_rgb(0.9, 0.1, 0.1).rect(100.0, 100.0, 100.0, 100.0).fill_nonzero();
    content.set_fill_rgb(0.0, 0.0, 0.0).rect(120.0, 120.0, 20.0, 20.0).fill_nonzero();
    let (grey, _) = seen(page(content, None, None));
    assert!(shade(&grey, 180.0, 842.0 - 180.0) >= 200);
    assert_eq!(shade(&grey, 130.0, 842.0 - 130.0), 0);
}

/// 240 pixels an inch, all of them light.
fn scan(shade: u8) -> (i32, i32, Vec<u8>) {
    (1984, 2807, vec![shade; 1984 * 2807])
}

fn whole(content: &mut Content) {
    content.save_state().transform([595.0, 0.0, 0.0, 842.0, 0.0, 0.0]).x_object(Name(b"I")).restore_state();
}

#[test]
fn an_image_that_is_the_page_is_taken_as_it_is() {
    let mut content = Content::new();
    outlined(&mut content, &LINES);
    whole(&mut content);
    let (grey, verdict) = seen(page(content, Some(scan(230)), None));
    assert_eq!(verdict, Verdict::False);
    assert_eq!((grey.width, grey.height, ink(&grey)), (1984, 2807, 0), "letters under the image do not show");
}

#[test]
fn what_is_drawn_over_an_image_is_seen() {
    let mut content = Content::new();
    whole(&mut content);
    outlined(&mut content, &["507/QĐ-UBND"]);
    let (grey, _) = seen(page(content, Some(scan(230)), None));
    assert!(ink(&grey) > 1000, "{}", ink(&grey));
    assert_eq!(shade(&grey, 300.0, 600.0), 230);
}

#[test]
fn a_stamp_over_an_image_is_seen() {
    let mut content = Content::new();
    whole(&mut content);
    content.save_state().transform([80.0, 0.0, 0.0, 20.0, 100.0, 200.0]).x_object(Name(b"I")).restore_state();
    let (width, height, mut pixels) = scan(230);
    pixels[..(width * height / 2) as usize].fill(0);
    let (grey, _) = seen(page(content, Some((width, height, pixels)), None));
    assert_eq!((shade(&grey, 140.0, 626.0), shade(&grey, 140.0, 638.0)), (0, 230), "its upper half is dark");
}

#[test]
fn an_image_under_a_mask_shows_where_the_mask_lets_it() {
    let mut content = Content::new();
    whole(&mut content);
    let (width, height, pixels) = scan(0);
    let mask = (0..width * height).map(|at| if at % width < width / 2 { 255 } else { 0 }).collect();
    let (grey, _) = seen(page(content, Some((width, height, pixels)), Some(mask)));
    assert_eq!((shade(&grey, 100.0, 400.0), shade(&grey, 500.0, 400.0)), (0, 255));
}

#[test]
fn an_image_shows_within_its_clip() {
    let mut content = Content::new();
    content.save_state().rect(0.0, 0.0, 595.0, 421.0).clip_nonzero().end_path();
    whole(&mut content);
    content.restore_state();
    outlined(&mut content, &["507/QĐ-UBND"]);
    let (grey, _) = seen(page(content, Some(scan(0)), None));
    assert_eq!((shade(&grey, 500.0, 100.0), shade(&grey, 500.0, 700.0)), (255, 0));
}

#[test]
fn a_page_that_costs_too_much_to_draw_is_not_drawn() {
    let mut content = Content::new();
    for _ in 0..600 {
        content.rect(0.0, 0.0, 595.0, 842.0).fill_nonzero();
    }
    let pdf = Pdf::new(page(content, None, None)).unwrap();
    assert!(picture(pdf.pages().first().unwrap()).is_none());
}
