//! PDF: a text layer with an embedded font, columns and tables by place, lines between cells.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;
use ttf_parser::Face;

use crate::make::day::Day;
use crate::make::sheet::{Align, Block, Line, Row, Table};

const FONTS: [&[u8]; 3] = [
    include_bytes!("../font/vanban-serif-regular.ttf"),
    include_bytes!("../font/vanban-serif-bold.ttf"),
    include_bytes!("../font/vanban-serif-italic.ttf"),
];
const NAMES: [&str; 3] = ["VBSERF+VanbanSerif", "VBSERF+VanbanSerif-Bold", "VBSERF+VanbanSerif-Italic"];
const SYSTEM: SystemInfo = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
const PAGE: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 85.0;
const RIGHT: f32 = 550.0;
const TOP: f32 = 785.0;
const BOTTOM: f32 = 62.0;

struct Writer<'a> {
    faces: Vec<Face<'a>>,
    glyphs: Vec<GlyphRemapper>,
    letters: Vec<Vec<(u16, char)>>,
    pages: Vec<Content>,
    y: f32,
    furniture: &'a str,
}

pub(super) fn office(blocks: &[Block], furniture: &str, signed: Option<Day>) -> Vec<u8> {
    let faces: Vec<Face<'_>> = FONTS.iter().map(|data| Face::parse(data, 0).expect("our own font")).collect();
    let mut writer = Writer {
        faces,
        glyphs: vec![GlyphRemapper::new(), GlyphRemapper::new(), GlyphRemapper::new()],
        letters: vec![Vec::new(), Vec::new(), Vec::new()],
        pages: Vec::new(),
        y: 0.0,
        furniture,
    };
    writer.page();
    for (n, block) in blocks.iter().enumerate() {
        match block {
            Block::Columns { left, right } => writer.columns(left, right),
            Block::Line(line) => {
                writer.paragraph(line);
                let title = line.align == Align::Center && line.bold && n > 1;
                if title && matches!(blocks.get(n + 1), Some(Block::Line(next)) if next.align != Align::Center) {
                    writer.title_rule();
                }
            }
            Block::Table(table) => writer.table(table),
            Block::Break => writer.page(),
        }
    }
    writer.finish(signed)
}

fn font(line: &Line) -> usize {
    match (line.bold, line.italic) {
        (true, _) => 1,
        (_, true) => 2,
        _ => 0,
    }
}

impl Writer<'_> {
    fn page(&mut self) {
        self.pages.push(Content::new());
        let furniture = self.furniture.to_owned();
        let width = self.width(&furniture, 0, 9.0);
        self.show(&furniture, (PAGE.0 - width) / 2.0, 34.0, 0, 9.0, 0.0);
        if self.pages.len() > 1 {
            let number = self.pages.len().to_string();
            self.show(&number, PAGE.0 / 2.0, 808.0, 0, 12.0, 0.0);
        }
        self.y = TOP;
    }

    fn room(&mut self, height: f32) {
        if self.y - height < BOTTOM {
            self.page();
        }
    }

    fn width(&self, text: &str, font: usize, size: f32) -> f32 {
        let face = &self.faces[font];
        let units: u32 = text
            .chars()
            .map(|c| face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph)).map_or(0, u32::from))
            .sum();
        units as f32 * size / f32::from(face.units_per_em())
    }

    /// One run of text; `stretch` is what each blank gets on top of its own width.
    fn show(&mut self, text: &str, x: f32, y: f32, font: usize, size: f32, stretch: f32) {
        let mut codes: Vec<Vec<u8>> = vec![Vec::new()];
        for letter in text.chars() {
            let glyph = self.faces[font].glyph_index(letter).unwrap_or_else(|| panic!("{letter:?} is not in our font"));
            let id = self.glyphs[font].remap(glyph.0);
            if !self.letters[font].iter().any(|&(known, _)| known == id) {
                self.letters[font].push((id, letter));
            }
            let last = codes.len() - 1;
            codes[last].extend(id.to_be_bytes());
            if letter == ' ' && stretch > 0.0 {
                codes.push(Vec::new());
            }
        }
        let content = self.pages.last_mut().expect("a page");
        content.begin_text();
        content.set_font(Name([&b"F0"[..], b"F1", b"F2"][font]), size);
        content.next_line(x, y);
        if codes.len() == 1 {
            content.show(Str(&codes[0]));
        } else {
            let mut positioned = content.show_positioned();
            let mut items = positioned.items();
            for (n, part) in codes.iter().enumerate() {
                if n > 0 {
                    items.adjust(-stretch * 1000.0 / size);
                }
                items.show(Str(part));
            }
        }
        self.pages.last_mut().expect("a page").end_text();
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        let content = self.pages.last_mut().expect("a page");
        content.set_line_width(0.6);
        content.move_to(from.0, from.1);
        content.line_to(to.0, to.1);
        content.stroke();
    }

    fn wrap(&self, text: &str, font: usize, size: f32, first: f32, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split(' ') {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            let room = if lines.is_empty() { width - first } else { width };
            if !line.is_empty() && self.width(&longer, font, size) > room {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            } else {
                line = longer;
            }
        }
        lines.push(line);
        lines
    }

    fn paragraph(&mut self, line: &Line) {
        let size = if line.bold { 13.5 } else { 13.0 };
        let (font, indent) = (font(line), if line.align == Align::Body { 28.0 } else { 0.0 });
        let wide = RIGHT - LEFT;
        let lines =
            self.wrap(&line.text, font, size, indent, if line.align == Align::Center { wide - 60.0 } else { wide });
        let count = lines.len();
        for (n, text) in lines.iter().enumerate() {
            self.room(17.0);
            self.y -= 17.0;
            let width = self.width(text, font, size);
            let start = LEFT + if n == 0 { indent } else { 0.0 };
            let blanks = text.matches(' ').count();
            match line.align {
                Align::Center => self.show(text, (LEFT + RIGHT - width) / 2.0, self.y, font, size, 0.0),
                Align::Body if n + 1 < count && blanks > 0 => {
                    self.show(text, start, self.y, font, size, (RIGHT - start - width) / blanks as f32);
                }
                _ => self.show(text, start, self.y, font, size, 0.0),
            }
        }
        self.y -= if line.align == Align::Body { 4.0 } else { 1.0 };
    }

    fn title_rule(&mut self) {
        let middle = (LEFT + RIGHT) / 2.0;
        self.rule((middle - 45.0, self.y - 3.0), (middle + 45.0, self.y - 3.0));
        self.y -= 12.0;
    }

    fn columns(&mut self, left: &[Line], right: &[Line]) {
        let middle = LEFT + 190.0;
        let height = 16.0 * left.len().max(right.len()) as f32 + 40.0;
        self.room(height);
        self.y -= 6.0;
        let top = self.y;
        let mut lowest = top;
        for (lines, from, to) in [(left, LEFT - 15.0, middle), (right, middle + 5.0, RIGHT + 10.0)] {
            let mut y = top;
            for line in lines {
                let mut size = if line.align == Align::Left { 11.0 } else { 12.5 };
                // A clerk makes a long name smaller before she breaks it.
                while size > 11.0 && self.width(&line.text, font(line), size) > to - from {
                    size -= 0.5;
                }
                for text in self.wrap(&line.text, font(line), size, 0.0, to - from) {
                    y -= if line.align == Align::Left { 13.0 } else { 15.5 };
                    let width = self.width(&text, font(line), size);
                    let x = if line.align == Align::Center { (from + to - width) / 2.0 } else { from + 15.0 };
                    self.show(&text, x, y, font(line), size, 0.0);
                    if text == "Độc lập - Tự do - Hạnh phúc" {
                        self.rule((x, y - 3.0), (x + width, y - 3.0));
                    }
                }
            }
            lowest = lowest.min(y);
        }
        self.y = lowest - 14.0;
    }

    fn table(&mut self, table: &Table) {
        self.y -= 8.0;
        let mut edges = vec![LEFT - 10.0];
        for percent in &table.widths {
            let last = edges[edges.len() - 1];
            edges.push(last + (RIGHT - LEFT + 15.0) * *percent as f32 / 100.0);
        }
        let head: Vec<Option<String>> = table.head.iter().cloned().map(Some).collect();
        self.row(&edges, &head, 1, &vec![true; head.len()]);
        for (n, row) in table.rows.iter().enumerate() {
            let before = self.pages.len();
            match row {
                Row::Section(text) => {
                    let ends = [edges[0], edges[edges.len() - 1]];
                    self.row(&ends, &[Some(text.clone())], 1, &[true]);
                }
                Row::Cells(cells) => {
                    let closed: Vec<bool> = (0..cells.len())
                        .map(|c| !matches!(table.rows.get(n + 1), Some(Row::Cells(next)) if next[c].is_none()))
                        .collect();
                    let height = self.height(&edges, cells, 0);
                    if self.y - height < BOTTOM {
                        // The cell goes on upon the next page, and so do the heads.
                        self.rule((edges[0], self.y), (edges[edges.len() - 1], self.y));
                        self.page();
                        self.row(&edges, &head, 1, &vec![true; head.len()]);
                    }
                    self.row(&edges, cells, 0, &closed);
                }
            }
            debug_assert!(self.pages.len() - before < 2);
        }
        self.y -= 10.0;
    }

    fn height(&self, edges: &[f32], cells: &[Option<String>], font: usize) -> f32 {
        let lines = cells.iter().enumerate().map(|(c, cell)| {
            cell.as_ref().map_or(0, |text| self.wrap(text, font, 11.0, 0.0, edges[c + 1] - edges[c] - 8.0).len())
        });
        lines.max().unwrap_or(0) as f32 * 13.5 + 7.0
    }

    fn row(&mut self, edges: &[f32], cells: &[Option<String>], font: usize, closed: &[bool]) {
        let height = self.height(edges, cells, font);
        self.room(height);
        let (top, bottom) = (self.y, self.y - height);
        for (c, cell) in cells.iter().enumerate() {
            let (from, to) = (edges[c], edges[c + 1]);
            if let Some(text) = cell {
                self.rule((from, top), (to, top));
                let lines = self.wrap(text, font, 11.0, 0.0, to - from - 8.0);
                for (n, text) in lines.iter().enumerate() {
                    self.show(text, from + 4.0, top - 13.5 * (n + 1) as f32, font, 11.0, 0.0);
                }
            }
            if closed[c] {
                self.rule((from, bottom), (to, bottom));
            }
            self.rule((from, top), (from, bottom));
            self.rule((to, top), (to, bottom));
        }
        self.y = bottom;
    }

    fn finish(self, signed: Option<Day>) -> Vec<u8> {
        let mut next = Ref::new(1);
        let mut id = || next.bump();
        let (catalog, tree) = (id(), id());
        let mut pdf = Pdf::new();
        pdf.catalog(catalog).pages(tree);
        let fonts: Vec<(usize, Ref)> = (0..3).filter(|&n| !self.letters[n].is_empty()).map(|n| (n, id())).collect();
        let count = self.pages.len() as i32;
        let pages: Vec<(Ref, Ref, Content)> = self.pages.into_iter().map(|content| (id(), id(), content)).collect();
        pdf.pages(tree).kids(pages.iter().map(|(page, _, _)| *page)).count(count);
        for (page, stream, content) in pages {
            let mut it = pdf.page(page);
            it.parent(tree).media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).contents(stream);
            let mut resources = it.resources();
            let mut dictionary = resources.fonts();
            for (n, font) in &fonts {
                dictionary.pair(Name([&b"F0"[..], b"F1", b"F2"][*n]), *font);
            }
            dictionary.finish();
            resources.finish();
            it.finish();
            let packed = pack(&content.finish());
            pdf.stream(stream, &packed).filter(Filter::FlateDecode);
        }
        if let Some(day) = signed {
            // No more than what tells when it was signed; nobody's key is behind it.
            let at = format!("D:{}101500+07'00'", day.iso().replace('-', ""));
            let mut signature = pdf.indirect(id()).dict();
            signature.pair(Name(b"Type"), Name(b"Sig")).pair(Name(b"M"), Str(at.as_bytes()));
            signature.pair(Name(b"Contents"), Str(b"\0"));
            signature.insert(Name(b"ByteRange")).array().items([0, 0, 0, 0]);
        }
        for (n, font) in fonts {
            let (cid, descriptor, map, data) = (id(), id(), id(), id());
            let name = Name(NAMES[n].as_bytes());
            let face = &self.faces[n];
            let scale = |units: f32| units * 1000.0 / f32::from(face.units_per_em());
            pdf.type0_font(font)
                .base_font(name)
                .encoding_predefined(Name(b"Identity-H"))
                .descendant_font(cid)
                .to_unicode(map);
            let widths: Vec<f32> = self.glyphs[n]
                .remapped_gids()
                .map(|glyph| scale(face.glyph_hor_advance(ttf_parser::GlyphId(glyph)).map_or(0.0, f32::from)))
                .collect();
            let mut it = pdf.cid_font(cid);
            it.subtype(CidFontType::Type2).base_font(name).system_info(SYSTEM).font_descriptor(descriptor);
            it.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
            it.widths().consecutive(0, widths);
            it.finish();
            let bounds = face.global_bounding_box();
            pdf.font_descriptor(descriptor)
                .name(name)
                .flags(FontFlags::SERIF | FontFlags::NON_SYMBOLIC)
                .bbox(Rect::new(
                    scale(bounds.x_min.into()),
                    scale(bounds.y_min.into()),
                    scale(bounds.x_max.into()),
                    scale(bounds.y_max.into()),
                ))
                .italic_angle(if n == 2 { -12.0 } else { 0.0 })
                .ascent(scale(face.ascender().into()))
                .descent(scale(face.descender().into()))
                .cap_height(660.0)
                .stem_v(if n == 1 { 140.0 } else { 80.0 })
                .font_file2(data);
            let mut unicode = UnicodeCmap::new(Name(b"Vanban"), SYSTEM);
            for &(glyph, letter) in &self.letters[n] {
                unicode.pair(glyph, letter);
            }
            pdf.cmap(map, &unicode.finish());
            let subset = subsetter::subset(FONTS[n], 0, &self.glyphs[n]).expect("our own font");
            pdf.stream(data, &pack(&subset)).filter(Filter::FlateDecode);
        }
        pdf.finish()
    }
}

fn pack(data: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(data, 8)
}
