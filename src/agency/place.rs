//! Địa bàn in the name of a body: `tỉnh Lào Cai`, or a bare `tỉnh`.

use std::sync::LazyLock;

use regex::Regex;

use crate::rules::regex;

use super::Level;

/// A place named in a text, or only its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// `tỉnh`, as written.
    pub(super) kind: &'a str,
    /// `Lào Cai`; empty when the type stands alone.
    pub(super) name: &'a str,
}

static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = "tỉnh|thành phố|thị xã|thị trấn|đặc khu|huyện|quận|phường|xã";
    let word = r"(?:\p{Lu}[\p{L}\p{M}'’]*|\d{1,2})";
    let pattern = format!(r"((?i:{kinds}))((?: {word}(?: - {word})?)*)");
    regex(&pattern)
});

/// Words that end in a type word, or go on from one, and name no place: `hợp tác xã`, `xã hội`, `Tỉnh ủy`.
const BEFORE: &[&str] = &["tác", "tấn", "công", "các", "cấp", "mỗi", "từng", "mọi"];
const AFTER: &[&str] = &["hội", "ủy", "uỷ", "đoàn", "đội", "viên", "lộ", "trưởng", "thành"];

/// Every place that the text names, and every type that stands alone.
pub(super) fn places(text: &str) -> Vec<Place<'_>> {
    PLACE
        .captures_iter(text)
        .filter_map(|found| {
            let (whole, kind) = (found.get(0)?, found.get(1)?);
            let inside = |side: Option<char>| side.is_some_and(regex_syntax::is_word_character);
            if inside(text.get(..kind.start())?.chars().next_back()) || inside(text.get(kind.end()..)?.chars().next()) {
                return None;
            }
            let name = found.get(2).map_or("", |name| name.as_str().trim());
            let before = text.get(..kind.start())?.split_whitespace().next_back().unwrap_or("").to_lowercase();
            let after = text.get(kind.end()..)?.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
            let other = BEFORE.contains(&before.as_str())
                || name.is_empty() && AFTER.contains(&after.unwrap_or("").to_lowercase().as_str());
            (!other).then_some(Place { start: kind.start(), end: whole.end(), kind: kind.as_str(), name })
        })
        .collect()
}

/// The places that a text names with type and name, in order.
pub(crate) fn places_in(text: &str) -> Vec<&str> {
    let named = places(text).into_iter().filter(|place| !place.name.is_empty());
    named.filter_map(|place| text.get(place.start..place.end)).collect()
}

/// `Lào Cai` of `tỉnh Lào Cai`; the whole when it begins with no type.
pub(crate) fn short_name(unit: &str) -> &str {
    match places(unit).first() {
        Some(place) if place.start == 0 && !place.name.is_empty() => place.name,
        _ => unit.trim(),
    }
}

/// The level of a place by its type. A `thành phố` is a province's equal when its name is one's, else in a province.
pub(crate) fn level_of_place(unit: &str) -> Option<Level> {
    let place = *places(unit).first().filter(|place| place.start == 0)?;
    Some(match place.kind.to_lowercase().as_str() {
        "tỉnh" => Level::Province,
        "thành phố" if CITIES.contains(&super::spelling::key(place.name)) => Level::Province,
        "huyện" | "quận" | "thị xã" | "thành phố" => Level::District,
        _ => Level::Commune,
    })
}

/// Cities directly under the centre, in the key spelling of [`super::spelling::key`], of both maps.
static CITIES: LazyLock<Vec<String>> = LazyLock::new(|| {
    ["Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"].map(super::spelling::key).to_vec()
});

/// A province as it is written in a name.
struct Province {
    /// `Lào Cai` in the key spelling.
    key: String,
    /// `Lào Cai`.
    short: &'static str,
    /// `tỉnh Lào Cai`.
    whole: &'static str,
}

/// Provinces of both maps and older ones.
static PROVINCES: LazyLock<Vec<Province>> = LazyLock::new(|| {
    let lines = crate::rules::PROVINCES.lines().filter(|line| !line.is_empty());
    let province = |whole| {
        let short = short_name(whole);
        Province { key: super::spelling::key(short), short, whole }
    };
    lines.map(province).collect()
});

/// The province with this short name.
pub(super) fn province(short: &str) -> Option<&'static str> {
    let wanted = super::spelling::key(short);
    PROVINCES.iter().find(|province| province.key == wanted).map(|province| province.whole)
}

/// Whether a name ends with the short name of a province: `Sở Du lịch Đà Nẵng`.
pub(super) fn ends_with_province(body: &str) -> bool {
    let body = super::spelling::key(body);
    PROVINCES.iter().any(|province| body.strip_suffix(province.key.as_str()).is_some_and(|rest| rest.ends_with(' ')))
}

/// A name that ends with the short name of a province, cut there, and the province: `Sở Du lịch`, `thành phố Đà Nẵng`.
pub(super) fn cut_province(name: &str) -> Option<(&str, &'static str)> {
    let ends = |province: &Province| Some((name.strip_suffix(province.short)?, province.whole));
    let (before, whole) = PROVINCES.iter().find_map(ends)?;
    Some((before.strip_suffix(' ')?, whole))
}
