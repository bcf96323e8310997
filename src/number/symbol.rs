//! Ký hiệu: the letters after the number, in their one spelling.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::types::{document_types, type_of_symbol};

/// Tokens whose capitals are fixed, beside the types' own symbols.
const SPELLED: &[&str] = &[
    "TTg", "TTgCP", "TCTTTg", "TrS", "SY", "SL", "HĐND", "HĐBT", "HĐNN", "HĐBCQG", "CTUBND", "SNgV", "BNgV", "LĐTBXH",
    "BLĐTBXH", "SLĐTBXH", "BGDĐT", "SGDĐT", "GDĐT", "BCĐ", "TWĐTN", "TLĐ", "TƯ", "ThU", "TXU",
];

/// Bodies that follow a type without the hyphen when text from a PDF lost it: `QĐUBND`, `NQCP`.
const BODIES: &[&str] = &["UBND", "HĐND", "TTg", "CP"];

/// Types before such a body. CT and TT are left out: CTUBND is a chairman, TTCP an inspectorate.
const GLUED: &[&str] = &["QĐ", "NQ", "NĐ", "KH", "TB", "BC", "TTr", "CTr"];

/// Types of the Party, which stand before a slash: `57-NQ/TW`. TC is left out: it is the Ministry of Finance of
/// `1141 TC/QĐ/CĐKT`.
const PARTY: &[&str] = &[
    "NQ", "QĐ", "QyĐ", "CT", "KL", "QC", "TT", "HD", "TB", "TTr", "BC", "KH", "CTr", "ĐA", "PA", "CV", "BS", "BB",
    "GM", "QT", "PC", "ĐL",
];

/// Types that a D for the Đ of HĐ or ĐA would turn into another.
const KEEPS: &[&str] = &["HĐ", "ĐA"];

/// Spelling by folded form.
static SPELLING: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let types = document_types().iter().flat_map(|kind| kind.symbols.iter().map(String::as_str));
    // A letter that differs from another type's by its mark alone cannot be restored: HD stays HD.
    types
        .chain(SPELLED.iter().copied())
        .filter(|token| !KEEPS.contains(token) && !["DA", "HD"].contains(token))
        .map(|token| (fold(token), token))
        .collect()
});

fn fold(token: &str) -> String {
    token.to_lowercase().replace(['đ', 'ð'], "d")
}

/// The one spelling: plain separators, no spaces round them, capitals and Đ where they are known.
pub(super) fn canonical(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut separator = None;
    for token in split(written) {
        let Part::Token(token) = token else {
            let Part::Separator(c) = token else { continue };
            separator = Some(c);
            continue;
        };
        // "QĐ. BQL": a space behind the full stop.
        let dotted = out.ends_with('.') && separator.is_none();
        if !out.is_empty() && !dotted {
            // "10 ct ubnd" means CT-UBND; "140/BCĐ VĐ HMTN" means what it says.
            out.push(separator.unwrap_or(if type_of_symbol(&out).is_some() && !out.contains(['-', '/']) {
                '-'
            } else {
                ' '
            }));
        }
        separator = None;
        out.push_str(&spelled(token, out.is_empty()));
    }
    match glued(&out) {
        Some(parted) => parted,
        None => out,
    }
}

enum Part<'a> {
    Token(&'a str),
    Separator(char),
}

/// Tokens and separators; a space is one only where nothing else stands.
fn split(written: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = written.trim();
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        if let Some(c) = separator(first) {
            rest = rest.trim_start_matches(|c: char| separator(c).is_some() || c.is_whitespace());
            return Some(Part::Separator(c));
        }
        let end = rest.find(|c: char| separator(c).is_some() || c.is_whitespace()).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(Part::Token(token))
    })
}

fn separator(c: char) -> Option<char> {
    match c {
        '/' => Some('/'),
        '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        _ => None,
    }
}

fn spelled(token: &str, first: bool) -> String {
    let token = token.replace('\u{d0}', "Đ").replace('\u{f0}', "đ");
    let folded = fold(&token);
    // A scan doubles the Đ of QĐ, and reads the 1 of QH15 as a letter.
    if folded == "qdd" {
        return "QĐ".to_owned();
    }
    if let Some(term) = token.strip_prefix("QHI").or_else(|| token.strip_prefix("QHl"))
        && term.len() == 1
        && term.bytes().all(|byte| byte.is_ascii_digit())
    {
        return format!("QH1{term}");
    }
    // "ND" is Nghị định only in front (ND-CP), and never restored elsewhere.
    if let Some(known) = SPELLING.get(&folded).filter(|known| first || !matches!(**known, "NĐ" | "L" | "ĐL")) {
        return (*known).to_owned();
    }
    if token.chars().any(char::is_uppercase) { token } else { token.to_uppercase() }
}

/// `QĐUBND` as `QĐ-UBND`.
fn glued(symbol: &str) -> Option<String> {
    if symbol.contains(['-', '/', ' ']) {
        return None;
    }
    let folded = fold(symbol);
    GLUED.iter().find_map(|kind| {
        let rest = folded.strip_prefix(&fold(kind))?;
        let body = BODIES.iter().find(|body| fold(body) == rest)?;
        Some(format!("{kind}-{body}"))
    })
}

/// Whether a symbol is in the Party's form.
pub(super) fn is_party(symbol: &str) -> bool {
    match symbol.split_once('/') {
        Some((kind, body)) => PARTY.contains(&kind) && !body.contains('/'),
        None => false,
    }
}

/// Without case, and without Đ where that is safe.
pub(super) fn key(symbol: &str) -> String {
    keyed(symbol, |token| {
        if KEEPS.iter().any(|kept| kept.chars().flat_map(char::to_lowercase).eq(token.chars())) {
            token.to_owned()
        } else {
            fold(token)
        }
    })
}

/// Without case and marks.
pub(super) fn loose_key(symbol: &str) -> String {
    keyed(symbol, fold)
}

fn keyed(symbol: &str, fold: impl Fn(&str) -> String) -> String {
    let lower = symbol.to_lowercase();
    let tokens: Vec<String> = lower.split(['-', '/', ' ']).filter(|token| !token.is_empty()).map(fold).collect();
    tokens.join("-")
}

/// Whether a token is a body that stands in symbols of every place: `UBND`, `TTg`.
pub(super) fn is_body(token: &str) -> bool {
    BODIES.contains(&token) || matches!(token, "TW" | "TU" | "UB" | "VPCP" | "VPUB")
}
