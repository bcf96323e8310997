//! The fonts of one file: what each code says in Unicode, and how wide it is.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use encoding_rs::WINDOWS_1252;
use hayro_cmap::BfString;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Dict, Name, ObjRef};
use hayro_syntax::page::Resources;

/// A file with more fonts than this was made to do harm; the rest share the last place.
const MOST_FONTS: usize = 4096;

/// Every font that the file has used so far; a glyph names its own by the place here.
pub(super) struct Fonts<'a> {
    faces: Vec<Face<'a>>,
    places: HashMap<(usize, usize), u16>,
    /// The places of fonts that are objects of their own: reading one again would parse its widths again.
    objects: HashMap<ObjRef, u16>,
    cache: FontCache<'a>,
    fallbacks: FontResolverFn,
    cmaps: CMapResolverFn,
}

/// One font.
pub(super) struct Face<'a> {
    /// As in the file, without the prefix of a subset: `.VnTimeH`, `TimesNewRomanPSMT`.
    pub(super) name: String,
    /// Composite fonts select glyphs by number, simple ones by a byte.
    pub(super) composite: bool,
    font: Option<Font<'a>>,
    /// A TrueType font that names neither map nor encoding: its codes are those of Windows.
    windows: bool,
    codes: HashMap<u32, Code>,
}

/// What one code of a font means.
#[derive(Clone)]
pub(super) struct Code {
    /// In Unicode as the file maps it; `None` where the file does not say.
    pub(super) text: Option<Arc<str>>,
    /// Width in thousandths of the font's size.
    pub(super) advance: f32,
}

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Fonts<'a> {
        Fonts {
            faces: Vec::new(),
            places: HashMap::new(),
            objects: HashMap::new(),
            cache: FontCache::new(),
            fallbacks: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(wanted) => wanted.pick_standard_font().get_font_data(),
                })
            }),
            cmaps: Arc::new(hayro_cmap::load_embedded),
        }
    }

    /// The place of the font that `resources` calls `name`.
    pub(super) fn named(&mut self, resources: &Resources<'a>, name: &Name<'_>) -> Option<u16> {
        let object = resources.fonts.get_ref(name);
        if let Some(place) = object.and_then(|object| self.objects.get(&object)) {
            return Some(*place);
        }
        let place = self.place(&resources.get_font(name)?);
        if let Some(object) = object {
            self.objects.insert(object, place);
        }
        Some(place)
    }

    /// The place of the font that `dict` describes.
    fn place(&mut self, dict: &Dict<'a>) -> u16 {
        let data = dict.data();
        let key = (data.as_ptr() as usize, data.len());
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        if self.faces.len() < MOST_FONTS {
            let name = dict.get::<Name<'_>>(b"BaseFont").map(|name| unprefixed(name.as_str()).to_owned());
            let kind = dict.get::<Name<'_>>(b"Subtype");
            let is = |wanted: &[u8]| kind.as_ref().is_some_and(|kind| kind.deref() == wanted);
            let mapped = dict.contains_key(b"ToUnicode") || dict.contains_key(b"Encoding");
            self.faces.push(Face {
                name: name.unwrap_or_default(),
                composite: is(b"Type0"),
                windows: is(b"TrueType") && !mapped,
                font: self.cache.font(dict, &self.fallbacks, &self.cmaps),
                codes: HashMap::new(),
            });
        }
        let place = (self.faces.len() - 1) as u16;
        self.places.insert(key, place);
        place
    }

    pub(super) fn face(&self, place: u16) -> &Face<'a> {
        &self.faces[place as usize]
    }

    /// Reads the codes of a string: each code, its length in bytes, and its width.
    pub(super) fn codes(&mut self, place: u16, string: &[u8], mut each: impl FnMut(u32, usize, f32)) {
        let face = &mut self.faces[place as usize];
        let Some(font) = &face.font else { return };
        let mut at = 0;
        while at < string.len() {
            let (code, length) = font.read_code(string, at);
            let known = face.codes.entry(code).or_insert_with(|| Code::new(font, code, face.windows));
            each(code, length, known.advance);
            at += length.max(1);
        }
    }
}

impl Face<'_> {
    /// What `code` means, once it was read by [`Fonts::codes`].
    pub(super) fn text(&self, code: u32) -> Option<&str> {
        self.codes.get(&code)?.text.as_deref()
    }
}

impl Code {
    fn new(font: &Font<'_>, code: u32, windows: bool) -> Code {
        let advance = font.code_advance(code).x as f32;
        if let (true, Ok(byte)) = (windows, u8::try_from(code)) {
            return Code { text: Some(Arc::from(WINDOWS_1252.decode_without_bom_handling(&[byte]).0)), advance };
        }
        let unicode = match font.glyph(font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let text = unicode.map(|unicode| match unicode {
            BfString::Char(c) => c.to_string(),
            BfString::String(text) => text,
        });
        Code { text: text.map(Arc::from), advance }
    }
}

/// `ABCDEF+Name` is a subset of `Name`.
fn unprefixed(name: &str) -> &str {
    name.split_once('+').filter(|(prefix, _)| prefix.len() == 6).map_or(name, |(_, rest)| rest)
}
