//! Letters from before Unicode, run by run: what the font says, checked against what the letters say.

use crate::vi::{is_syllable, shares, tcvn3, vni};

use super::block::Run;

/// Words that must become syllables before a document is taken to be of an encoding.
const FEW_WORDS: usize = 3;

/// What a font's name says of the letters in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Font {
    /// The format does not say.
    #[default]
    Unknown,
    /// A font of Unicode or of another language.
    Other,
    /// `.VnTime`; `capitals`: `.VnTimeH`, which shows small letters as capitals.
    Tcvn3 { capitals: bool },
    /// `VNI-Times`.
    Vni,
}

impl Font {
    /// The class of a font by its name.
    pub(super) fn named(name: &str) -> Font {
        let starts = |prefix: &str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        if starts(".vn") {
            Font::Tcvn3 { capitals: name.ends_with('H') }
        } else if starts("vni") {
            Font::Vni
        } else if name.is_empty() {
            Font::Unknown
        } else {
            Font::Other
        }
    }
}

/// An encoding from before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Legacy {
    Tcvn3,
    Vni,
}

impl Legacy {
    fn convert(self, text: &str) -> String {
        match self {
            Legacy::Tcvn3 => tcvn3::to_unicode(text, false),
            Legacy::Vni => vni::to_unicode(text),
        }
    }
}

/// What the letters of a whole document say.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Characters under fonts of TCVN3 and VNI that only such an encoding uses, and letters that only Unicode has.
    bytes: [usize; 2],
    letters: usize,
    /// Of the words whose font is not known, how many are syllables as they stand, read as TCVN3, and read as VNI.
    valid: [usize; 3],
    /// Lines of such runs that only Unicode can hold.
    unicode: usize,
    lines: usize,
}

/// How the runs of a document are to be read.
#[derive(Debug)]
pub(super) struct Decision {
    fonts_are_true: bool,
    text: Option<Legacy>,
    /// Hardly a line is Unicode: a line that could be both is not.
    pure: bool,
}

impl Evidence {
    /// Takes one run into account.
    pub(super) fn see(&mut self, run: &Run) {
        if run.text.is_ascii() {
            return;
        }
        match run.font {
            Font::Tcvn3 { .. } | Font::Vni => {
                self.letters += run.text.chars().filter(|c| is_unicode_letter(*c)).count();
                let bytes = run.text.chars().filter(|c| is_legacy_byte(*c)).count();
                self.bytes[usize::from(run.font == Font::Vni)] += bytes;
            }
            Font::Unknown | Font::Other if run.text.chars().any(is_unicode_letter) => self.unicode += 1,
            Font::Unknown | Font::Other if run.text.chars().any(is_legacy_byte) => {
                self.lines += 1;
                let readings = [run.text.clone(), Legacy::Tcvn3.convert(&run.text), Legacy::Vni.convert(&run.text)];
                for (valid, reading) in self.valid.iter_mut().zip(&readings) {
                    *valid += valid_words(reading);
                }
            }
            Font::Unknown | Font::Other => {}
        }
    }

    /// Decides for the whole document.
    pub(super) fn decide(self) -> Decision {
        let [raw, tcvn3, vni] = self.valid;
        let best = if vni > tcvn3 { (Legacy::Vni, vni) } else { (Legacy::Tcvn3, tcvn3) };
        // Signs like § and ® stand in Unicode texts too, the more the longer the text.
        let gain = best.1.saturating_sub(raw);
        let text = (gain >= FEW_WORDS.max(self.unicode / 20) && best.1 * 5 > raw * 6).then_some(best.0);
        let [in_tcvn3, in_vni] = self.bytes;
        let fonts_are_true = in_tcvn3 + in_vni >= self.letters;
        // Where the fonts say what most letters are, the few whose font is not known are likely the same.
        let named = if in_vni > in_tcvn3 { Legacy::Vni } else { Legacy::Tcvn3 };
        let text = text.or((fonts_are_true && in_tcvn3 + in_vni >= 20).then_some(named));
        Decision { fonts_are_true, text, pure: self.lines > 10 * self.unicode }
    }
}

impl Decision {
    /// The Unicode text of one line, and the encodings that were converted in it.
    pub(super) fn line(&self, runs: &[Run]) -> (String, Vec<Legacy>) {
        let mut out = String::new();
        let mut used = Vec::new();
        for part in runs.chunk_by(|a, b| a.font == b.font) {
            let text: String = part.iter().map(|run| run.text.as_str()).collect();
            let encoding = self.encoding(part.first().map(|run| run.font).unwrap_or_default(), &text);
            match (encoding, part.first().map(|run| run.font)) {
                (None, _) => out.push_str(&text),
                (Some(encoding), Some(Font::Tcvn3 { capitals })) => {
                    if !text.is_ascii() {
                        used.push(encoding);
                    }
                    out.push_str(&tcvn3::to_unicode(&text, capitals));
                }
                (Some(encoding), font) => {
                    let converted = encoding.convert(&text);
                    if !text.is_ascii() {
                        used.push(encoding);
                    }
                    // Without a font the capitals of TCVN3 are known only from the letters around them.
                    if encoding == Legacy::Tcvn3 && font != Some(Font::Vni) {
                        capitalise(&text, &converted, &mut out);
                    } else {
                        out.push_str(&converted);
                    }
                }
            }
        }
        (out, used)
    }

    fn encoding(&self, font: Font, text: &str) -> Option<Legacy> {
        // A run that holds letters which only Unicode has was typed in Unicode, whatever its font is called.
        if text.chars().any(is_unicode_letter) {
            return None;
        }
        let sure = text.chars().any(is_legacy_byte);
        match font {
            Font::Tcvn3 { .. } => (sure || self.fonts_are_true).then_some(Legacy::Tcvn3),
            Font::Vni => (sure || self.fonts_are_true).then_some(Legacy::Vni),
            Font::Unknown | Font::Other => self.text.filter(|encoding| {
                let (raw, converted) = (valid_words(text), valid_words(&encoding.convert(text)));
                (sure || self.pure) && converted >= raw && converted > 0 || converted > raw
            }),
        }
    }
}

/// How many words are syllables. A sign that stands alone is no word: `180 ÷ 360`.
fn valid_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().nth(1).is_some()).map(|word| shares(word).valid).sum()
}

/// A Vietnamese letter that no byte can stand for.
fn is_unicode_letter(c: char) -> bool {
    matches!(
        c,
        '\u{102}'
            | '\u{103}'
            | '\u{110}'
            | '\u{111}'
            | '\u{128}'
            | '\u{129}'
            | '\u{168}'
            | '\u{169}'
            | '\u{1a0}'
            | '\u{1a1}'
            | '\u{1af}'
            | '\u{1b0}'
            | '\u{1ea0}'..='\u{1ef9}'
    )
}

/// A character from a byte above ASCII that true Vietnamese has no use for as it stands.
fn is_legacy_byte(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{bf}' | 'Ä'..='Ç' | 'Ë' | 'Ï'..='Ñ' | 'Ö'..='Ø' | 'Û' | 'Ü' | 'Þ' | 'ß' | 'ä'..='ç' | 'ë'
        | 'î'..='ñ' | 'ö'..='ø' | 'û' | 'ü' | 'þ' | 'ÿ' | '\u{2219}')
        && !matches!(c, '\u{ab}' | '\u{bb}' | '\u{b0}')
}

/// Appends `converted`, which was `raw`, with whole words in capitals where the plain letters around them are: TCVN3
/// has no capitals with tones, so `CéNG HOµ` was typed for CỘNG HOÀ.
fn capitalise(raw: &str, converted: &str, out: &mut String) {
    // Word by word both are of the same length: conversion keeps blanks.
    let words: Vec<&str> = raw.split(' ').collect();
    let upper = |word: &str| word.bytes().filter(u8::is_ascii_uppercase).count();
    let lower = |word: &str| word.bytes().any(|byte| byte.is_ascii_lowercase());
    let open = |word: &str| !lower(word);
    // An abbreviation says nothing of the words beside it.
    let capital = |word: &str| {
        open(word)
            && upper(word) >= 2
            && (!word.is_ascii() || is_syllable(word.trim_matches(|c: char| !c.is_alphabetic())))
    };
    let mut in_capitals: Vec<bool> = words.iter().map(|word| capital(word)).collect();
    let neighbours = |flags: &mut Vec<bool>, order: &mut dyn Iterator<Item = usize>| {
        let mut before = false;
        for at in order {
            let word = words[at];
            before = flags[at] || before && open(word) && (!word.is_ascii() || upper(word) > 0 || word.is_empty());
            flags[at] = before;
        }
    };
    neighbours(&mut in_capitals, &mut (0..words.len()));
    neighbours(&mut in_capitals, &mut (0..words.len()).rev());
    for (at, word) in converted.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        if in_capitals.get(at).copied().unwrap_or(false) {
            out.extend(word.chars().flat_map(char::to_uppercase));
        } else {
            out.push_str(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(runs: &[(&str, &str)], expected: &str) {
        let runs: Vec<Run> =
            runs.iter().map(|(font, text)| Run { text: (*text).to_owned(), font: Font::named(font) }).collect();
        let mut evidence = Evidence::default();
        runs.iter().for_each(|run| evidence.see(run));
        assert_eq!(evidence.decide().line(&runs).0, expected);
    }

    #[test]
    fn fonts_decide_run_by_run() {
        check(&[(".VnTimeH", "céng hoµ "), (".VnTime", "x· héi mét sè")], "CỘNG HOÀ xã hội một số");
        check(&[("VNI-Times", "Coäng hoøa "), ("Times New Roman", "xã hội")], "Cộng hòa xã hội");
        check(&[(".VnTime", "đã là Unicode, và")], "đã là Unicode, và");
    }

    #[test]
    fn letters_decide_where_the_font_is_not_known() {
        check(&[("", "Céng hoµ x· héi chñ nghÜa ViÖt Nam")], "Cộng hoà xã hội chủ nghĩa Việt Nam");
        check(&[("", "CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM")], "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        check(&[("", "Bé GTVT vµ UBND tØnh, Sè 10 cña Së")], "Bộ GTVT và UBND tỉnh, Số 10 của Sở");
        check(&[("", "Ñoäc laäp - Töï do - Haïnh phuùc")], "Độc lập - Tự do - Hạnh phúc");
        check(&[("", "Độc lập - Tự do - Hạnh phúc « ° »")], "Độc lập - Tự do - Hạnh phúc « ° »");
        check(&[("", "Économie générale, façon, Müller")], "Économie générale, façon, Müller");
    }
}
