//! Spelling of a body's name: abbreviations written out, capitals of a letterhead undone, one key for all spellings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::bodies::BODIES;
use super::place::short_name;
use crate::{rules, vi};

#[derive(Deserialize)]
struct Abbreviation {
    full: String,
}

struct Abbreviations {
    /// All of them as one pattern with one group for each.
    pattern: Regex,
    /// The same without the borders of words: wherever one may begin, found fast.
    loose: Regex,
    /// The names in the order of the groups.
    full: Vec<String>,
}

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| {
    let rules = rules::table::<Abbreviation>(rules::ABBREVIATIONS);
    let groups: Vec<_> = rules.iter().map(|rule| format!("({})", rule.pattern.as_str())).collect();
    let pattern = groups.join("|");
    let loose = pattern.replace(r"\b", "");
    Abbreviations {
        pattern: rules::regex(&pattern),
        loose: rules::regex(&loose),
        full: rules.into_iter().map(|rule| rule.data.full).collect(),
    }
});

/// Phrases in their proper case, by the key of their first word, the longest first.
static PHRASES: LazyLock<BTreeMap<String, Vec<Phrase>>> = LazyLock::new(|| {
    let provinces = rules::PROVINCES.lines().map(short_name).filter(|name| name.contains(' '));
    let listed = rules::CASING.lines().chain(BODIES.iter().map(|body| body.name)).chain(provinces);
    let mut phrases: BTreeMap<String, Vec<Phrase>> = BTreeMap::new();
    for phrase in listed.filter(|line| !line.is_empty()) {
        let words: Vec<_> = words(phrase).into_iter().filter(|part| is_word(part)).collect();
        let keys: Vec<_> = words.iter().map(|word| key(word)).collect();
        let Some(first) = keys.first().cloned() else { continue };
        phrases.entry(first).or_default().push(Phrase { words, keys });
    }
    for sharing in phrases.values_mut() {
        sharing.sort_by_key(|phrase| std::cmp::Reverse(phrase.keys.len()));
    }
    phrases
});

/// Every word that stands in the known names of bodies, laws and abbreviations: another one is a name itself.
static COMMON: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let bodies = BODIES.iter().map(|body| body.name);
    let full = ABBREVIATIONS.full.iter().map(String::as_str);
    let phrases = rules::CASING.lines().chain(rules::LAWS.lines()).chain(bodies).chain(full);
    phrases.flat_map(|phrase| words(phrase)).filter(|part| is_word(part)).map(key).collect()
});

struct Phrase {
    words: Vec<&'static str>,
    keys: Vec<String>,
}

/// Type words of places: what follows is a name, each word with a capital.
const PLACES: &[&str] = &["tỉnh", "phố", "huyện", "quận", "xã", "phường", "trấn", "khu"];
/// Nouns that open a body's name, and so does the word after them.
const BODY_NOUNS: &[&str] = &[
    "sở",
    "bộ",
    "cục",
    "vụ",
    "phòng",
    "ban",
    "viện",
    "trường",
    "khoa",
    "hội",
    "đoàn",
    "đội",
    "trạm",
    "kho",
    "ngân",
    "liên",
    "hiệp",
    "tổng",
    "công",
    "trung",
    "chi",
    "nhà",
    "đài",
    "quỹ",
    "tập",
];
/// The same of two words.
const BODY_PHRASES: &[&str] = &["trung tâm", "bệnh viện", "học viện", "công ty"];
const JOINING: &[&str] = &["và", "của", "về", "theo", "tại", "thuộc", "trực", "các", "với", "cho"];

/// The name with its abbreviations in full; a name all in capitals, as in a letterhead, in its proper case.
pub fn written_out(literal: &str) -> String {
    let name = literal.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_start_matches(['-', '+', '*', '•', ' ']).trim_end_matches([';', ',', '.', ':', '/', ' ']);
    let full = with_tones_placed(expanded(name));
    if is_shouted(name) { proper_case(&full) } else { capital_start(name, full) }
}

/// One key for all spellings: the canonical words without punctuation, one space between them.
pub(crate) fn key(text: &str) -> String {
    let canonical = vi::canonical(text);
    let mut out = String::with_capacity(canonical.len());
    for word in canonical.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_word(part: &str) -> bool {
    part.starts_with(|c: char| c.is_alphanumeric())
}

/// The text cut into words and what stands between them.
fn words(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inside = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != inside && !is_mark(c)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    parts
}

fn expanded(name: &str) -> String {
    let mut letters = name.chars().zip(name.chars().skip(1));
    let may_abbreviate =
        letters.any(|(a, b)| a.is_uppercase() && (b.is_uppercase() || b == '.' || b == 'p' || b == 'x'));
    if !may_abbreviate {
        return name.to_owned();
    }
    let Abbreviations { pattern, loose, full } = &*ABBREVIATIONS;
    let mut out = String::with_capacity(name.len() * 2);
    let mut at = 0;
    while let Some(found) = loose.find_at(name, at).and_then(|near| pattern.captures_at(name, near.start())) {
        let Some((group, whole)) = (1..found.len()).find_map(|n| Some((n - 1, found.get(n)?))) else { break };
        out.push_str(name.get(at..whole.start()).unwrap_or(""));
        out.push_str(full.get(group).map_or("", String::as_str));
        at = whole.end();
        if name.get(at..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) {
            out.push(' ');
        }
    }
    out.push_str(name.get(at..).unwrap_or(""));
    // "HĐND&UBND": between two bodies written out the sign is a word.
    if at > 0 && out.contains('&') { out.split('&').map(str::trim).collect::<Vec<_>>().join(" và ") } else { out }
}

/// The tone of an open syllable on its first vowel, as the newer documents write it: `Uỷ ban` is `Ủy ban`.
fn with_tones_placed(name: String) -> String {
    const PLACED: [(&str, &str); 13] = [
        ("uỷ", "ủy"),
        ("Uỷ", "Ủy"),
        ("UỶ", "ỦY"),
        ("uý", "úy"),
        ("oà", "òa"),
        ("OÀ", "ÒA"),
        ("oá", "óa"),
        ("OÁ", "ÓA"),
        ("oả", "ỏa"),
        ("oạ", "ọa"),
        ("oẻ", "ỏe"),
        ("oè", "òe"),
        ("oé", "óe"),
    ];
    // Nearly every name is left as it is: none of its letters o and u stands before one with a mark.
    if !name.as_bytes().windows(2).any(|pair| matches!(pair, [b'o' | b'O' | b'u' | b'U', 0x80..=0xff])) {
        return name;
    }
    let mut name = name;
    for (old, new) in PLACED {
        let mut from = 0;
        while let Some(found) = name.get(from..).and_then(|rest| rest.find(old)) {
            let (start, end) = (from + found, from + found + old.len());
            let is_open = !name.get(end..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
            // The u of "quý" belongs to its consonant.
            let is_onset = name.get(..start).is_some_and(|before| before.ends_with(['q', 'Q']));
            if is_open && !is_onset {
                name.replace_range(start..end, new);
            }
            from = start + new.len();
        }
    }
    name
}

/// Whether a name is printed in capitals; an abbreviation alone is not.
fn is_shouted(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    let (capitals, all) =
        letters.fold((0, 0), |(capitals, all), c| (capitals + usize::from(c.is_uppercase()), all + 1));
    all > 3 && capitals * 10 >= all * 9
}

/// A name that begins with an abbreviation begins with a capital when that is written out.
fn capital_start(name: &str, full: String) -> String {
    if name.starts_with(char::is_uppercase) { capital(&full) } else { full }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The proper case of a name in capitals: known phrases as they are written, names of places with capitals, the rest
/// in small letters.
fn proper_case(name: &str) -> String {
    let parts = words(name);
    let keys: Vec<_> = parts.iter().map(|part| if is_word(part) { key(part) } else { String::new() }).collect();
    let mut out = String::with_capacity(name.len());
    let mut at = 0;
    let (mut in_place, mut opens) = (false, true);
    // A word that is no syllable is a number, a symbol or a foreign name: it stays as printed.
    let name_has_syllables = parts.iter().any(|part| vi::is_syllable(&part.to_lowercase()));
    while let Some(part) = parts.get(at) {
        if !is_word(part) {
            in_place &= part.trim().is_empty();
            opens |= part.contains([',', ';']) || part.trim() == "-";
            out.push_str(part);
            at += 1;
            continue;
        }
        if let Some((phrase, length)) =
            phrase_at(&parts, &keys, at).filter(|(phrase, _)| !in_place || phrase.words.len() > 1)
        {
            let mut words = phrase.words.iter();
            let noun = phrase.words.len() == 2 && BODY_PHRASES.contains(&phrase.keys.join(" ").as_str());
            for (n, part) in parts.iter().skip(at).take(length).enumerate() {
                let word = if is_word(part) { *words.next().unwrap_or(part) } else { part };
                out.push_str(&if opens && n == 0 { capital(word) } else { word.to_owned() });
            }
            at += length;
            // "Huyện ủy Định Hóa": what follows a committee of the Party is the name of its place.
            let party =
                phrase.words.last().is_some_and(|last| ["ủy", "đoàn"].contains(last)) && phrase.words.len() == 2;
            // "TRƯỜNG THPT VĂN LANG", "PHÒNG GD&ĐT THANH OAI": the two words that end the name are those of a place.
            let school =
                ["phổ thông", "cơ sở", "mầm non", "tiểu học"].iter().any(|end| phrase.keys.join(" ").ends_with(end))
                    || phrase.words.len() > 3 && ["phong", "so", "truong"].contains(&vi::fold(parts[0]).as_str());
            let behind = parts.get(at..).unwrap_or_default();
            let two = behind.len() == 4 && !PLACES.contains(&behind[1].to_lowercase().as_str());
            (in_place, opens) = (party || school && two, noun && at < parts.len());
            continue;
        }
        let lower = part.to_lowercase();
        let is_kind = PLACES.contains(&lower.as_str());
        let name_follows = at + 2 < parts.len();
        if !vi::is_syllable(&lower) && name_has_syllables {
            out.push_str(part);
        } else if opens && !(is_kind && at > 0)
            || !COMMON.contains(&keys[at])
            || in_place && !is_kind && !JOINING.contains(&lower.as_str())
            || BODY_NOUNS.contains(&lower.as_str()) && name_follows
        {
            out.push_str(&capital(&lower));
        } else {
            out.push_str(&lower);
        }
        opens = BODY_NOUNS.contains(&lower.as_str()) && !in_place;
        let is_name = || vi::is_syllable(&lower) && !COMMON.contains(&keys[at]);
        in_place = is_kind || (in_place || is_name()) && !JOINING.contains(&lower.as_str());
        at += 1;
    }
    out
}

/// The longest phrase that begins at a word, and over how many parts it goes.
fn phrase_at(parts: &[&str], keys: &[String], at: usize) -> Option<(&'static Phrase, usize)> {
    PHRASES.get(keys.get(at)?)?.iter().find_map(|phrase| {
        let mut wanted = phrase.keys.iter();
        let mut next = wanted.next();
        let mut end = at;
        while let Some(key) = next {
            let part = parts.get(end)?;
            if is_word(part) {
                if keys.get(end)? != key {
                    return None;
                }
                next = wanted.next();
            }
            end += 1;
        }
        Some((phrase, end - at))
    })
}
