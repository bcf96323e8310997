//! Tên tệp: the number that the name of the file gives, where a pen wrote the number into the page and no scan shows it.

use super::super::Found;
use super::super::zones::Zones;
use super::numbered::Numbered;
use crate::number;
use crate::record::{Doubt, Evidence};
use crate::text::{Span, Text};
use crate::vi;

/// What the name of a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Số, as written there.
    pub(super) serial: String,
    /// Whether type or symbol of the page stands beside it: `07-CT-UBND`, `kh-753`, `Quyết định 1360`.
    pub(super) is_certain: bool,
}

/// What is known of the document from its page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known<'a> {
    pub(super) symbol: Option<&'a str>,
    pub(super) type_name: Option<&'a str>,
    /// The line of the title that names the type: `HƯỚNG DẪN LIÊN NGÀNH`.
    pub(super) title: Option<&'a str>,
}

/// Words behind a number that counts something: `Kế hoạch 5 năm`.
const COUNTED: &[&str] = &["nam", "thang", "ngay", "quy", "tuan", "nguoi", "cap", "lan", "buoc"];

/// Fills in the number of a scanned page by the name of its file; the doubt that goes with it, or with a page that
/// says otherwise.
pub(super) fn settle(
    text: &Text,
    zones: &Zones,
    path: &str,
    known: Known,
    numbered: &mut Option<Numbered>,
) -> Option<Doubt> {
    let named = number(path, known)?;
    let place = numbered.as_ref().map(|numbered| numbered.span).or(zones.title).or(zones.letterhead)?;
    let read = numbered.as_ref().and_then(|numbered| numbered.serial.clone());
    if read.as_ref().is_some_and(|read| value(&read.value) == value(&named.serial)) {
        return None;
    }
    let doubt = |kind: &str, said: String| Doubt {
        kind: kind.to_owned(),
        text: said,
        evidence: Some(Evidence::new(text, place, super::BY_FILE_NAME)),
    };
    if let Some(read) = read.as_ref().filter(|read| !(named.is_certain && is_filled_in(text, read.span))) {
        let said = format!("trang ghi số {}, tên tệp ghi {}", read.value, named.serial);
        return Some(doubt("file_name_says_another_number", said));
    }
    let said = match &read {
        Some(read) => format!("trang có vẻ ghi số {}, tên tệp ghi {}", read.value, named.serial),
        None => format!("trang không cho thấy số, tên tệp ghi {}", named.serial),
    };
    let serial = Found { value: named.serial, span: place, rule: super::BY_FILE_NAME };
    numbered.get_or_insert_with(|| Numbered { span: place, ..Numbered::default() }).serial = Some(serial);
    Some(doubt("number_by_file_name", said))
}

/// Whether the number stands apart from the slash behind it, as what a pen has put before a printed symbol does.
fn is_filled_in(text: &Text, serial: Span) -> bool {
    let behind = text.quote(Span { start: serial.end, end: text.whole().end });
    behind.starts_with([' ', '\t']) && behind.trim_start().starts_with('/')
}

/// The number in the name of the file at `path`, if it gives one and no more.
pub(super) fn number(path: &str, known: Known) -> Option<Named> {
    let name = path.rsplit('/').next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // Portals put the day and a number of their own before the name, and two or more underscores between.
    let stem = stem.rsplit("__").next()?.trim_matches('_');
    let stem = Text::plain(stem.strip_suffix(".signed").unwrap_or(stem));
    let tokens = split(stem.as_str());
    if let [only] = tokens.as_slice() {
        let serial = serial(only).filter(|serial| (3..=5).contains(&serial.len()) && !is_year(serial))?;
        return Some(Named { serial: serial.to_owned(), is_certain: false });
    }
    let mut found: Option<&str> = None;
    for at in 0..tokens.len() {
        let year = is_year(&tokens[at]) && at > 0 && serial(&tokens[at - 1]).is_some();
        let Some(serial) = serial(&tokens[at]).filter(|_| !year && stands_beside(&tokens, at, known)) else { continue };
        if found.is_some_and(|other| value(other) != value(serial)) {
            return None;
        }
        found = found.or(Some(serial));
    }
    found.map(|serial| Named { serial: serial.to_owned(), is_certain: true })
}

/// A serial without leading zeros.
fn value(serial: &str) -> &str {
    serial.trim_start_matches('0')
}

/// Runs of letters and runs of figures, folded.
fn split(name: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = None;
    for c in name.chars() {
        let kind = if c.is_ascii_digit() { Some(true) } else { c.is_alphabetic().then_some(false) };
        match (kind, tokens.last_mut()) {
            (None, _) => {}
            (Some(_), Some(token)) if last == kind => token.push(c),
            _ => tokens.push(c.to_string()),
        }
        last = kind;
    }
    tokens.iter().map(|token| vi::fold(token)).collect()
}

fn serial(token: &str) -> Option<&str> {
    (token.len() <= 5 && token.bytes().all(|byte| byte.is_ascii_digit()) && !value(token).is_empty()).then_some(token)
}

fn is_year(token: &str) -> bool {
    token.len() == 4 && (token.starts_with("19") || token.starts_with("20"))
}

/// Whether type or symbol of the page stand beside the number at `at`.
fn stands_beside(tokens: &[String], at: usize, known: Known) -> bool {
    let symbol: Vec<String> = known.symbol.map(split).unwrap_or_default();
    let kind = known.symbol.and_then(number::type_of_symbol).map(|_| symbol.first());
    let next = tokens.get(at + 1..).unwrap_or_default();
    let behind = next.get(usize::from(next.first().is_some_and(|token| is_year(token)))..).unwrap_or_default();
    let whole = symbol.len() > 1 && behind.starts_with(&symbol);
    let only_kind = kind.flatten().is_some_and(|kind| behind.first() == Some(kind));
    if whole || only_kind {
        return true;
    }
    // What stands before must be the beginning of the name: one that comes later may be that of another document.
    let before = tokens.get(..at).unwrap_or_default();
    let before = before.get(before.iter().take_while(|token| serial(token).is_some()).count()..).unwrap_or_default();
    let written = |words: &str| !before.is_empty() && *before == *split(words);
    let letter = known.type_name == Some("Công văn") && written("cv");
    let counted = behind.first().is_some_and(|token| COUNTED.contains(&token.as_str()));
    let alone = || is_year(&tokens[at]) || counted;
    !alone()
        && (letter
            || kind.flatten().is_some_and(|kind| written(kind))
            || known.type_name.is_some_and(|name| symbols_of(name).any(written))
            || known.type_name.is_some_and(written)
            || known.title.is_some_and(written))
}

/// The letters that stand for a type in a symbol.
fn symbols_of(type_name: &str) -> impl Iterator<Item = &'static str> {
    let kinds = number::document_types().iter().filter(move |kind| kind.name == type_name);
    kinds.flat_map(|kind| kind.symbols.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, symbol: &str, type_name: &str, expected: Option<(&str, bool)>) {
        let symbol = Some(symbol).filter(|symbol| !symbol.is_empty());
        let title = type_name.to_uppercase();
        let known = Known { symbol, type_name: Some(type_name), title: Some(&title) };
        let found = number(&format!("corpus/{name}"), known);
        assert_eq!(found.as_ref().map(|found| (found.serial.as_str(), found.is_certain)), expected, "{name}");
    }

    #[test]
    fn a_number_beside_the_type_or_symbol_of_the_page() {
        check("2352 ( 07-CT-UBND).signed_20250221_092046.pdf", "CT-UBND", "Chỉ thị", Some(("07", true)));
        check("05CT_20250517_033418.pdf", "CT-UBND", "Chỉ thị", Some(("05", true)));
        check("Quyết định-1360-QĐ-TTg.pdf", "QĐ-TTg", "Quyết định", Some(("1360", true)));
        check("CV-2265-BCT-ATMT-trien-khai.pdf", "BCT-ATMT", "Công văn", Some(("2265", true)));
        check("kh-753-khao-sat-hai-long.pdf", "", "Kế hoạch", Some(("753", true)));
        check("kh-753-khao-sat-hai-long.pdf", "KH-DCT", "Kế hoạch", Some(("753", true)));
        check("ke-hoach-753-khao-sat.pdf", "", "Kế hoạch", Some(("753", true)));
        check("1777975114_2191_CT-CS.pdf", "CT-CS", "Công văn", Some(("2191", true)));
        check("12_2021_QD-UBND.pdf", "QĐ-UBND", "Quyết định", Some(("12", true)));
        check("portal_0904000___275.pdf", "STTTT-CNTT", "Công văn", Some(("275", false)));
    }

    #[test]
    fn other_figures_are_no_number() {
        check("Ke hoach 5 nam.pdf", "KH-UBND", "Kế hoạch", None);
        check("Ke hoach 2025.pdf", "KH-UBND", "Kế hoạch", None);
        check("Trien khai Chi thi 05.pdf", "KH-UBND", "Kế hoạch", None);
        check("scan 03.pdf", "STP-VB", "Công văn", None);
        check("20250517_033418.pdf", "CT-UBND", "Chỉ thị", None);
        check("03.pdf", "CT-UBND", "Chỉ thị", None);
        check("2021.pdf", "CT-UBND", "Chỉ thị", None);
        check("Bao cao 23-BC-UBND va 24-BC-UBND.pdf", "BC-UBND", "Báo cáo", None);
        check("Quyết định.pdf", "QĐ-UBND", "Quyết định", None);
    }
}
