//! Glyphs to Unicode: font by font, through the file's own map where it is true.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::content::Glyph;
use super::font::{Face, Fonts};
use super::shift::{LAYOUTS, Layout};
use super::words::Word;
use crate::vi;

/// How the codes of a font become letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decoding {
    /// As the file maps them.
    Mapped,
    /// The map is lost, the codes are numbers of glyphs.
    Shifted(Layout),
    /// Bytes of TCVN 5712.
    Tcvn3 { capitals: bool },
    /// Bytes of VNI.
    Vni,
}

/// What had to be undone on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Repairs {
    pub(super) shift: bool,
    pub(super) tcvn3: bool,
    pub(super) vni: bool,
}

impl Repairs {
    /// The word for it in a record.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Repairs { tcvn3: true, .. } => Some("tcvn3"),
            Repairs { vni: true, .. } => Some("vni"),
            Repairs { shift: true, .. } => Some("shift"),
            Repairs { .. } => None,
        }
    }
}

/// Whether a glyph is a space; before anything is decoded.
pub(super) fn is_blank(face: &Face<'_>, code: u32) -> bool {
    match face.text(code) {
        Some(text) if face.composite && code == 3 => text.trim().is_empty() || text == "\u{3}",
        Some(text) => text.trim().is_empty(),
        None => face.composite && code == 3,
    }
}

/// Sets the text of every word of a page.
pub(super) fn decode(words: &mut [Word], fonts: &Fonts<'_>) -> Repairs {
    let mut decodings: BTreeMap<u16, Decoding> = BTreeMap::new();
    let mut codes: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
    for glyph in words.iter().flat_map(|word| &word.glyphs) {
        codes.entry(glyph.font).or_default().push(glyph.code);
    }
    for (font, codes) in codes {
        decodings.insert(font, guess(fonts.face(font), &codes));
    }
    settle(words, fonts, &mut decodings);
    let mut repairs = Repairs::default();
    for word in words {
        word.text = text(&word.glyphs, fonts, &decodings);
        for glyph in &word.glyphs {
            match decodings.get(&glyph.font) {
                Some(Decoding::Shifted(_)) => repairs.shift = true,
                Some(Decoding::Tcvn3 { .. }) => repairs.tcvn3 |= !word.text.is_ascii(),
                Some(Decoding::Vni) => repairs.vni |= !word.text.is_ascii(),
                _ => {}
            }
        }
    }
    repairs
}

/// What a font's name and map suggest.
fn guess(face: &Face<'_>, codes: &[u32]) -> Decoding {
    let lost = codes.iter().filter(|code| is_lost(face, **code)).count();
    if face.composite && lost * 10 >= codes.len() * 8 {
        let (toned, most) = (LAYOUTS[1], |layout: Layout| codes.iter().filter(|c| layout.has(**c)).count());
        return Decoding::Shifted(if most(toned) > most(LAYOUTS[0]) { toned } else { LAYOUTS[0] });
    }
    legacy(&face.name).unwrap_or(Decoding::Mapped)
}

/// Whether the file says nothing of a code, or repeats the number of the glyph.
fn is_lost(face: &Face<'_>, code: u32) -> bool {
    face.text(code).is_none_or(|text| {
        let mut chars = text.chars();
        chars.next().map(u32::from) == Some(code) && chars.next().is_none()
    })
}

/// `.VnTime` and `VNI-Times` name the encoding; a last H in `.VnTimeH` says that small letters look like capitals.
fn legacy(name: &str) -> Option<Decoding> {
    let family = name.trim_start_matches('.').split([',', '-']).next().unwrap_or_default();
    if name.starts_with("VNI") {
        return Some(Decoding::Vni);
    }
    let family = family.strip_prefix("Vn")?;
    let family = ["BoldItalic", "Bold", "Italic", "Oblique"].iter().fold(family, |f, style| f.trim_end_matches(style));
    Some(Decoding::Tcvn3 { capitals: family.len() > 1 && family.ends_with('H') })
}

/// A name alone proves nothing: a legacy decoding stays where the words that it makes are better ones.
fn settle(words: &[Word], fonts: &Fonts<'_>, decodings: &mut BTreeMap<u16, Decoding>) {
    for tried in [Decoding::Tcvn3 { capitals: false }, Decoding::Vni] {
        let same = |decoding: &Decoding| std::mem::discriminant(decoding) == std::mem::discriminant(&tried);
        let mut plain = decodings.clone();
        plain.values_mut().filter(|decoding| same(decoding)).for_each(|decoding| *decoding = Decoding::Mapped);
        let (mut before, mut after) = (String::new(), String::new());
        for word in words {
            if word.glyphs.iter().any(|glyph| decodings.get(&glyph.font).is_some_and(same)) {
                before.extend([text(&word.glyphs, fonts, &plain).as_str(), " "]);
                after.extend([text(&word.glyphs, fonts, decodings).as_str(), " "]);
            }
        }
        if vi::shares(&after).valid < vi::shares(&before).valid {
            *decodings = plain;
        }
    }
}

/// Decodes glyphs run by run.
fn text(glyphs: &[Glyph], fonts: &Fonts<'_>, decodings: &BTreeMap<u16, Decoding>) -> String {
    let mut out = String::new();
    for run in glyphs.chunk_by(|a, b| decodings.get(&a.font) == decodings.get(&b.font)) {
        let decoding = run.first().and_then(|glyph| decodings.get(&glyph.font)).copied().unwrap_or(Decoding::Mapped);
        match decoding {
            Decoding::Mapped => {
                out.extend(run.iter().filter_map(|glyph| fonts.face(glyph.font).text(glyph.code)));
            }
            Decoding::Shifted(layout) => out.extend(run.iter().filter_map(|glyph| layout.letter(glyph.code))),
            Decoding::Tcvn3 { capitals } => out.push_str(&vi::tcvn3::to_unicode(&bytes(run, fonts), capitals)),
            Decoding::Vni => out.push_str(&vi::vni::to_unicode(&bytes(run, fonts))),
        }
    }
    if out.is_ascii() { out } else { out.nfc().collect() }
}

/// The bytes that a legacy font was typed with, as Latin-1.
fn bytes(run: &[Glyph], fonts: &Fonts<'_>) -> String {
    let mut out = String::new();
    for glyph in run {
        let face = fonts.face(glyph.font);
        match char::from_u32(glyph.code).filter(|byte| !face.composite && ('\u{a0}'..='\u{ff}').contains(byte)) {
            Some(byte) => out.push(byte),
            None => out.extend(face.text(glyph.code).unwrap_or_default().chars().map(latin)),
        }
    }
    out
}

/// Maps to Unicode take a byte for the sign that looks alike.
fn latin(c: char) -> char {
    match c {
        '\u{2212}' => '\u{ad}',
        '\u{2219}' => '\u{b7}',
        '\u{3bc}' => '\u{b5}',
        '\u{2c9}' => '\u{af}',
        '\u{2126}' => '\u{a6}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{Decoding, legacy};

    #[test]
    fn names_of_legacy_fonts() {
        let tcvn3 = |capitals| Some(Decoding::Tcvn3 { capitals });
        for (name, expected) in [
            (".VnTime", tcvn3(false)),
            ("VnTimeBold", tcvn3(false)),
            (".VnTimeH,Bold", tcvn3(true)),
            ("VnTimeHBold", tcvn3(true)),
            (".Vn3DH", tcvn3(true)),
            (".VnArial NarrowH", tcvn3(true)),
            ("VNI-Times", Some(Decoding::Vni)),
            ("VNtimes", None),
            ("TimesNewRomanPSMT", None),
        ] {
            assert_eq!(legacy(name), expected, "{name}");
        }
    }
}
