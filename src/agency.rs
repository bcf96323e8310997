//! Cơ quan, tổ chức: units as written, written out, made absolute, compared.

mod bodies;
mod place;
mod spelling;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::date::Date;
use crate::rules::{self, Rule};

pub(crate) use bodies::{BODIES, Body};
pub(crate) use place::{level_of_place, places_in, short_name};
pub(crate) use spelling::key;
pub use spelling::written_out;

/// The body that speaks, and where and when: what "UBND tỉnh" and "Sở Nội vụ" mean on this page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// Issuing body, absolute: `Sở Nội vụ tỉnh Lào Cai`.
    pub organ: Option<String>,
    /// `tỉnh Lào Cai`, `thành phố Hà Nội`.
    pub province: Option<String>,
    /// `huyện Si Ma Cai`, for a body of a district or of a commune in one.
    pub district: Option<String>,
    /// `xã Lùng Phình`.
    pub commune: Option<String>,
    /// Day of issue.
    pub day: Option<Date>,
}

/// Cấp: how high in the state a body stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Trung ương.
    Central,
    /// Tỉnh, thành phố trực thuộc Trung ương.
    Province,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh, to 2025-06-30.
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
}

/// Whether two names mean one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// They do.
    Same,
    /// One of them leaves out the place that would decide.
    Perhaps,
    /// They do not.
    Different,
}

/// Người đứng đầu: the head of a body, who is the body for matching.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    let heads = "chủ tịch|phó chủ tịch|thường trực|ban thường vụ|ban chấp hành|tổng giám đốc|phó giám đốc|giám đốc|bộ trưởng,? chủ nhiệm|bộ trưởng|\
                 thứ trưởng|thủ trưởng|tổng cục trưởng|cục trưởng|chi cục trưởng|vụ trưởng|viện trưởng|hiệu trưởng|chánh thanh tra|\
                 chánh văn phòng|chánh án|tổng thanh tra|tổng kiểm toán|thống đốc|bí thư|chủ nhiệm|trưởng phòng|trưởng ban|\
                 trưởng công an|chỉ huy trưởng";
    rules::regex(&format!(r"(?i)^(?:(?:{heads})\s+)+"))
});
/// Heads whose title holds the first word of their body: `Chánh Văn phòng` of `Văn phòng`.
const TITLES: &[(&str, &str)] = &[
    ("chánh thanh tra ", "Thanh tra "),
    ("chánh văn phòng ", "Văn phòng "),
    ("tổng thanh tra ", "Thanh tra "),
    ("tổng kiểm toán ", "Kiểm toán "),
    ("trưởng công an ", "Công an "),
];
static COMMITTEE: LazyLock<Regex> = LazyLock::new(|| rules::regex(r"^(?:Ủy ban nhân dân|Hội đồng nhân dân)\b"));
static PARTY: LazyLock<Regex> = LazyLock::new(|| rules::regex(r"(?i)(?:tỉnh|thành|huyện|quận|thị) (?:ủy|uỷ|đoàn)$"));
static GROUP: LazyLock<Regex> =
    LazyLock::new(|| rules::regex(r"(?i)(?:^|\s)(?:các|những|mọi|toàn|cấp|cùng cấp|từng)\s"));

/// The unit written out and made absolute: abbreviations in full, "UBND tỉnh" with the province of `home`. What
/// `home` does not decide stays as written.
pub fn absolute(literal: &str, home: &Home) -> String {
    let name = written_out(literal);
    if is_group(&name) || name.contains(';') {
        return name;
    }
    if let Some(whole) = bodies::complete(&name) {
        return whole.to_owned();
    }
    let body = without_head(&name);
    if let Some(organ) = home.organ.as_deref().filter(|organ| is_own(body, organ)) {
        return name.replacen(body, without_head(organ), 1);
    }
    if let Some(placed) = with_places(&name, home) {
        return placed;
    }
    if let Some(found) = PARTY.find(&name) {
        let unit =
            if found.as_str().to_lowercase().starts_with("t") && !found.as_str().to_lowercase().starts_with("thị") {
                home.province.as_ref()
            } else {
                home.district.as_ref()
            };
        return unit.map_or(name.clone(), |unit| format!("{name} {}", short_name(unit)));
    }
    if body.starts_with("Sở ")
        && place::places(body).is_empty()
        && let Some((rest, province)) = place::cut_province(&name)
    {
        return format!("{rest} {province}");
    }
    if is_department(body) && !names_place(body) && !body.contains(" và Sở ") && !body.contains(", Sở ") {
        return home.province.as_ref().map_or(name.clone(), |province| format!("{name} {province}"));
    }
    if let Some(organ) = home.organ.as_deref().filter(|_| body.starts_with("Phòng ") && !names_place(body)) {
        if organ.strip_prefix(body).is_some_and(|rest| rest.starts_with([' ', ','])) {
            return organ.to_owned(); // "Phòng Nội vụ" in a letter of Phòng Nội vụ huyện X
        }
        let unit = home.commune.as_ref().or(home.district.as_ref());
        return match unit.filter(|_| COMMITTEE.is_match(organ) || organ.starts_with("Phòng ")) {
            Some(unit) => format!("{name} {unit}"),
            None => format!("{name}, {organ}"),
        };
    }
    name
}

/// Whether two names may mean one body: abbreviations, case, tone placement, and the head for the body ("Chủ tịch
/// UBND tỉnh X" is "Ủy ban nhân dân tỉnh X") do not count, nor a place that only one of the two names.
pub fn same_body(a: &str, b: &str) -> bool {
    likeness(a, b) != Likeness::Different
}

/// How sure it is that two names mean one body.
pub fn likeness(a: &str, b: &str) -> Likeness {
    if a == b {
        return Likeness::Same;
    }
    let (a, b) = (body_key(a), body_key(b));
    if a == b {
        return Likeness::Same;
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    let rest = long.strip_prefix(short.as_str()).filter(|_| !short.is_empty());
    let kinds = ["tỉnh ", "thành ", "huyện ", "quận ", "thị ", "xã ", "phường ", "đặc "];
    match rest.and_then(|rest| rest.strip_prefix(' ')) {
        Some(place) if kinds.iter().any(|kind| place.starts_with(kind)) => Likeness::Perhaps,
        _ => Likeness::Different,
    }
}

/// One key for all spellings of one body: head for body, case, tone placement and punctuation do not count.
pub fn body_key(name: &str) -> String {
    let written = written_out(name);
    let mut whole = key(&body_of(&written));
    if whole == "ngân hàng nhà nước việt nam" {
        whole.truncate("ngân hàng nhà nước".len());
    }
    whole
}

/// The body of which the name may be the head: `Ủy ban nhân dân tỉnh X` of `Chủ tịch Ủy ban nhân dân tỉnh X`.
pub fn body_of(name: &str) -> String {
    let lower = name.to_lowercase();
    match TITLES.iter().find(|(title, _)| lower.starts_with(title)) {
        Some((title, opening)) => format!("{opening}{}", name.get(title.len()..).unwrap_or("")),
        None => without_head(name).to_owned(),
    }
}

/// Whether a phrase means several units that it does not name: `các sở, ban, ngành`, `UBND cấp huyện`.
pub fn is_group(name: &str) -> bool {
    GROUP.is_match(name)
}

/// The level at which a body stands, as far as its name says.
pub fn level(name: &str) -> Option<Level> {
    let name = written_out(name);
    let body = without_head(&name);
    if let Some(place) = place::places(body).into_iter().find(|place| !place.name.is_empty()) {
        return level_of_place(body.get(place.start..place.end)?);
    }
    bodies::named(body).map(|body| body.level).or_else(|| is_department(body).then_some(Level::Province))
}

/// The body that a symbol names by itself: `CP` the Government, `TTg` the Prime Minister. `UBND` names no place, and so
/// no body.
pub fn implied_by_symbol(symbol: &str) -> Option<&'static str> {
    let parts: Vec<_> = symbol.split('-').collect();
    let first = parts.first()?.trim_end_matches(|c: char| c.is_ascii_digit());
    if let "QH" | "UBTVQH" = first {
        return bodies::central_of(first);
    }
    if symbol.contains('/') || parts.len() > 3 {
        return None;
    }
    // Of a letter the issuer stands first and then who drafted it: `BTC-TCT`, `UBND-TCT`.
    let is_letter = ["UBND", "HĐND", "VPUB"].contains(&first) || first.len() > 2 && bodies::is_abbreviation(first);
    let issuer = if is_letter { parts.first() } else { parts.get(1).or(parts.first()) };
    issuer.filter(|part| part.len() > 2 || **part == "CP").and_then(|part| bodies::central_of(part))
}

/// Whether a name begins as the names of bodies do: `Công an tỉnh X` does, `cán bộ tỉnh X` does not.
pub(crate) fn is_agency(name: &str) -> bool {
    static AGENCIES: LazyLock<Vec<Rule<toml::Table>>> = LazyLock::new(|| rules::table(rules::AGENCIES));
    AGENCIES.iter().any(|rule| rule.pattern.is_match(name))
}

/// The central body with this name.
pub(crate) fn central_body(name: &str) -> Option<&'static Body> {
    static BY_KEY: LazyLock<BTreeMap<String, &Body>> = LazyLock::new(|| {
        let mut bodies = BTreeMap::new();
        for body in BODIES.iter().filter(|body| body.level == Level::Central) {
            for key in [body.key.clone(), body_key(body.name)] {
                bodies.entry(key).or_insert(body);
            }
        }
        bodies
    });
    BY_KEY.get(&body_key(name)).copied()
}

/// The department that every province may have with this name: `Sở Nội vụ`; `Thanh tra` is that of `Thanh tra tỉnh`.
pub(crate) fn provincial_department(name: &str) -> Option<&'static Body> {
    let wanted = key(name);
    let of_province = format!("{wanted} tỉnh");
    BODIES.iter().find(|body| body.level == Level::Province && (body.key == wanted || body.key == of_province))
}

/// The body that a symbol names, of the centre or of any province: `Sở Nội vụ` of `KH-SNV`.
pub(crate) fn named_by_symbol(symbol: &str) -> Option<&'static str> {
    let parts: Vec<_> = symbol.split('-').collect();
    let department = || {
        let part = parts.iter().find(|part| part.len() > 2 && part.starts_with('S'))?;
        let mut fitting = BODIES.iter().filter(|body| body.abbreviations.contains(part));
        fitting.next().filter(|_| fitting.next().is_none()).map(|body| body.name)
    };
    if parts.len() > 3 { None } else { implied_by_symbol(symbol).or_else(department) }
}

/// The body of which a scan has lost one word: `Sở Thông tin và Truyền thông` of `Sở Thông tin và thông`.
pub(crate) fn with_lost_word(name: &str) -> Option<&'static str> {
    let folded = crate::vi::fold(name);
    let seen: Vec<&str> = folded.split_whitespace().collect();
    let holds = |body: &&Body| {
        let folded = crate::vi::fold(body.name);
        let words: Vec<&str> = folded.split_whitespace().collect();
        words.len() > 3 && (0..words.len()).any(|lost| [&words[..lost], &words[lost + 1..]].concat() == seen)
    };
    let mut fitting = BODIES.iter().filter(holds);
    fitting.next().filter(|_| fitting.next().is_none() && named_exactly(name).is_none()).map(|body| body.name)
}

/// The body with exactly this name.
fn named_exactly(name: &str) -> Option<&'static Body> {
    let wanted = key(name);
    BODIES.iter().find(|body| body.key == wanted)
}

/// Whether a body is, or belongs to, the one with this name: `Sở Nội vụ tỉnh Lào Cai` to `Sở Nội vụ`.
pub(crate) fn begins_with(organ: &str, name: &str) -> bool {
    body_key(organ).starts_with(&key(name))
}

/// What a letterhead says of the page: its body made absolute, and its places. `parent` is the line above the issuer,
/// `place` the place before the day.
pub fn letterhead(organ: &str, parent: Option<&str>, place: Option<&str>, day: Option<Date>) -> Home {
    let organ = written_out(organ);
    let parent = parent.map(written_out);
    let mut home = Home { day, ..Home::default() };
    let central = bodies::named(&organ).is_some_and(|body| body.level == Level::Central) && !names_place(&organ);
    for text in [Some(organ.as_str()), parent.as_deref()].into_iter().flatten().filter(|_| !central) {
        for found in place::places(text).iter().filter(|found| !found.name.is_empty()) {
            home.learn(text.get(found.start..found.end).unwrap_or(""));
        }
    }
    // "SỞ GD&ĐT QUẢNG NINH": the department is that of the province.
    for name in [Some(organ.as_str()), parent.as_deref()].into_iter().flatten().filter(|name| is_department(name)) {
        let name = absolute(name, &home);
        for found in place::places(&name).iter().filter(|found| !found.name.is_empty() && !central) {
            home.learn(name.get(found.start..found.end).unwrap_or(""));
        }
    }
    let of_province = |name: &str| is_department(name) || name.starts_with("Tỉnh ủy");
    if home.province.is_none() && !central && (of_province(&organ) || parent.as_deref().is_some_and(of_province)) {
        home.province = place.and_then(|place| province_named(&written_out(place)));
    }
    let joint: Vec<_> = organ.split(" - ").collect();
    if joint.len() > 1 && joint.iter().all(|part| bodies::named(part).is_some_and(|body| body.key == key(part))) {
        home.organ = Some(joint.join(", "));
        return home;
    }
    let mut name = absolute(&organ, &home);
    let below = bodies::named(&organ).is_none_or(|body| body.kind == "agency");
    if let Some(parent) = parent.as_deref().filter(|_| name == organ && below && !names_place(&organ)) {
        let above = absolute(parent, &home);
        let unit = place::places(&above).into_iter().next().and_then(|place| above.get(place.start..place.end));
        match unit.filter(|_| COMMITTEE.is_match(&above)) {
            // A committee of the council is not one of the province: "Ban Pháp chế Hội đồng nhân dân tỉnh Lào Cai".
            Some(_) if above.starts_with("Hội đồng nhân dân") => name = format!("{name} {above}"),
            Some(unit) => name = format!("{name} {unit}"),
            None if above.starts_with("Đảng") || above.starts_with("Tổng Liên đoàn") || name.contains(&above) =>
                {}
            None => name = format!("{name}, {above}"),
        }
    } else if let (Some(province), Some(_)) = (&home.province, home.district.as_ref().or(home.commune.as_ref()))
        && !name.ends_with(province.as_str())
    {
        name = format!("{name}, {province}");
    }
    home.organ = Some(name);
    home
}

impl Home {
    /// Takes in a place by its type: `tỉnh Lào Cai`, `huyện Si Ma Cai`. What is known already stays.
    pub fn learn(&mut self, unit: &str) {
        let slot = match level_of_place(unit) {
            Some(Level::Province) => &mut self.province,
            Some(Level::District) => &mut self.district,
            Some(Level::Commune) => &mut self.commune,
            _ => return,
        };
        slot.get_or_insert_with(|| unit.trim().to_owned());
    }

    /// The unit of this page that a bare type word means: `tỉnh` is `tỉnh Lào Cai` here. Nothing when two fit.
    fn meant_by(&self, kind: &str) -> Option<&str> {
        let kind = kind.to_lowercase();
        let units = [&self.province, &self.district, &self.commune].into_iter().flatten();
        let mut fitting = units.filter(|unit| unit.to_lowercase().starts_with(&format!("{kind} ")));
        fitting.next().filter(|_| fitting.next().is_none()).map(String::as_str)
    }
}

/// The name as it stands from the body on, without its head.
fn without_head(name: &str) -> &str {
    let rest = HEAD.find(name).and_then(|head| name.get(head.end()..)).unwrap_or("");
    if rest.is_empty() { name } else { rest }
}

/// Whether a name without a place means the page's own body: `Ủy ban nhân dân`, `Sở`, `Bộ`.
fn is_own(body: &str, organ: &str) -> bool {
    let own = without_head(organ);
    match body {
        "Ủy ban nhân dân" | "Hội đồng nhân dân" => own.starts_with(body),
        "Sở" | "Bộ" | "Cục" | "Chi cục" | "Tổng cục" | "Viện" | "Trường" | "Bệnh viện" | "Trung tâm" | "Học viện"
        | "Công ty" => own.strip_prefix(body).is_some_and(|rest| rest.starts_with(' ')),
        _ => false,
    }
}

/// A department of a province by its name: a `Sở`, or one that the table knows.
fn is_department(body: &str) -> bool {
    body.starts_with("Sở ")
        || bodies::named(body).is_some_and(|known| known.level == Level::Province && key(body) == known.key)
}

/// Whether the name says where: a place with its type, or a province's name at the end.
fn names_place(body: &str) -> bool {
    place::places(body).iter().any(|place| !place.name.is_empty()) || place::ends_with_province(body)
}

/// The place of the short name `short` that a phrase speaks of: by its level and name ("trên địa bàn tỉnh Lào Cai"), or,
/// of a province, by its level alone ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH").
pub(crate) fn place_said(phrase: &str, short: &str) -> Option<String> {
    let written = written_out(phrase);
    let places = place::places(&written);
    let province = province_named(short);
    places.iter().find_map(|place| match province.as_deref() {
        Some(province) if place.name.is_empty() => {
            let speaks = written.get(..place.start).is_some_and(|before| before.ends_with(" nhân dân "));
            (speaks && province.starts_with(&place.kind.to_lowercase())).then(|| province.to_owned())
        }
        _ if key(place.name) == key(short) => Some(format!("{} {short}", place.kind.to_lowercase())),
        _ => None,
    })
}

/// The province whose short name this is: `tỉnh Lào Cai` of `Lào Cai`.
pub(crate) fn province_named(short: &str) -> Option<String> {
    place::province(short_name(short)).map(str::to_owned)
}

/// Puts the page's own units for the types that stand without a name; `None` when there is no such type, or nothing
/// decides it. Two bare types in one name are a list.
fn with_places(name: &str, home: &Home) -> Option<String> {
    let places = place::places(name);
    let mut bare = places.iter().filter(|place| place.name.is_empty());
    let place = bare.next().filter(|_| bare.next().is_none())?;
    let unit = home.meant_by(place.kind)?;
    Some(format!("{}{unit}{}", name.get(..place.start)?, name.get(place.end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_letterhead(organ: &str, parent: Option<&str>, place: &str, expected: &str) {
        assert_eq!(letterhead(organ, parent, Some(place), None).organ.as_deref(), Some(expected));
    }

    #[test]
    fn a_letterhead_names_its_body() {
        check_letterhead("SỞ NỘI VỤ", Some("UBND TỈNH LÀO CAI"), "Lào Cai", "Sở Nội vụ tỉnh Lào Cai");
        check_letterhead("SỞ NỘI VỤ", None, "Lào Cai", "Sở Nội vụ tỉnh Lào Cai");
        check_letterhead("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", None, "Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai");
        check_letterhead("UỶ BAN NHÂN DÂN TỈNH MINH HÀ", None, "Hà Trung", "Ủy ban nhân dân tỉnh Minh Hà");
        check_letterhead("BỘ CÔNG THƯƠNG", None, "Hà Nội", "Bộ Công Thương");
        check_letterhead("CỤC THUẾ", Some("BỘ TÀI CHÍNH"), "Hà Nội", "Cục Thuế, Bộ Tài chính");
        check_letterhead(
            "CỤC CẢNH SÁT PCCC VÀ CNCH",
            Some("BỘ CÔNG AN"),
            "Hà Nội",
            "Cục Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ, Bộ Công an",
        );
        check_letterhead(
            "TRƯỜNG ĐẠI HỌC CÔNG THƯƠNG THÀNH PHỐ HỒ CHÍ MINH",
            Some("BỘ CÔNG THƯƠNG"),
            "Thành phố Hồ Chí Minh",
            "Trường Đại học Công Thương Thành phố Hồ Chí Minh",
        );
        check_letterhead("PHÒNG NỘI VỤ", Some("UBND HUYỆN VĂN LÂM"), "Văn Lâm", "Phòng Nội vụ huyện Văn Lâm");
    }

    fn lao_cai() -> Home {
        Home {
            organ: Some("Ủy ban nhân dân tỉnh Lào Cai".to_owned()),
            province: Some("tỉnh Lào Cai".to_owned()),
            ..Home::default()
        }
    }

    #[track_caller]
    fn check_absolute(literal: &str, expected: &str) {
        assert_eq!(absolute(literal, &lao_cai()), expected);
    }

    #[test]
    fn relative_names_are_those_of_the_page() {
        check_absolute("UBND tỉnh", "Ủy ban nhân dân tỉnh Lào Cai");
        check_absolute("Chủ tịch UBND tỉnh;", "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai");
        check_absolute("Sở Nội vụ", "Sở Nội vụ tỉnh Lào Cai");
        check_absolute("Giám đốc Sở NN&PTNT", "Giám đốc Sở Nông nghiệp và Phát triển nông thôn tỉnh Lào Cai");
        check_absolute("Công an tỉnh", "Công an tỉnh Lào Cai");
        check_absolute("Tỉnh ủy", "Tỉnh ủy Lào Cai");
        check_absolute("Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Tỉnh ủy Lào Cai");
        check_absolute("UBND huyện Si Ma Cai", "Ủy ban nhân dân huyện Si Ma Cai");
        check_absolute("UBND huyện", "Ủy ban nhân dân huyện");
        check_absolute("Sở Du lịch Đà Nẵng", "Sở Du lịch thành phố Đà Nẵng");
        check_absolute("Chính phủ giao Bộ Nội vụ", "Chính phủ");
        check_absolute("Thủ tướng Chính phủ Thủ tướng Chính phủ", "Thủ tướng Chính phủ");
        check_absolute("Văn phòng Chính phủ", "Văn phòng Chính phủ");
        check_absolute("Bộ trưởng Bộ Nội vụ", "Bộ trưởng Bộ Nội vụ");
        check_absolute("các sở, ban, ngành", "các sở, ban, ngành");
        check_absolute("UBND các huyện, thị xã, thành phố", "Ủy ban nhân dân các huyện, thị xã, thành phố");
        check_absolute("UBND TP. Lào Cai", "Ủy ban nhân dân thành phố Lào Cai");
        check_absolute("Thủ tướng Chính phủ", "Thủ tướng Chính phủ");
        check_absolute("Chủ tịch UBND", "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai");
    }

    #[test]
    fn a_body_may_lack_one_word() {
        assert_eq!(with_lost_word("SỞ THÔNG TIN VÀ THÔNG"), Some("Sở Thông tin và Truyền thông"));
        assert_eq!(with_lost_word("SỞ NỘI VỤ"), None);
        assert_eq!(with_lost_word("SỞ THÔNG"), None);
    }

    #[track_caller]
    fn check_likeness(a: &str, b: &str, expected: Likeness) {
        assert_eq!(likeness(a, b), expected, "{a} / {b}");
        assert_eq!(likeness(b, a), expected, "{b} / {a}");
    }

    #[test]
    fn the_head_of_a_body_is_the_body() {
        check_likeness("Chủ tịch UBND tỉnh Lào Cai", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", Likeness::Same);
        check_likeness("Uỷ ban nhân dân tỉnh Thanh Hoá", "Ủy ban nhân dân tỉnh Thanh Hóa", Likeness::Same);
        check_likeness("Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ", Likeness::Same);
        check_likeness("Thống đốc Ngân hàng Nhà nước", "Ngân hàng Nhà nước Việt Nam", Likeness::Same);
        check_likeness("UBND huyện Châu Thành", "UBND huyện Châu Thành, tỉnh Long An", Likeness::Perhaps);
        check_likeness("UBND tỉnh Lào Cai", "UBND thành phố Lào Cai", Likeness::Different);
        check_likeness("Thủ tướng Chính phủ", "Chính phủ", Likeness::Different);
        check_likeness("Sở Nội vụ tỉnh Lào Cai", "Sở Nội vụ tỉnh Yên Bái", Likeness::Different);
    }

    #[track_caller]
    fn check_symbol(symbol: &str, expected: Option<&str>) {
        assert_eq!(implied_by_symbol(symbol), expected, "{symbol}");
    }

    #[test]
    fn a_symbol_may_name_its_body() {
        check_symbol("NĐ-CP", Some("Chính phủ"));
        check_symbol("QĐ-TTg", Some("Thủ tướng Chính phủ"));
        check_symbol("CT-TTG", Some("Thủ tướng Chính phủ"));
        check_symbol("TT-BNV", Some("Bộ Nội vụ"));
        check_symbol("BNV-CCHC", Some("Bộ Nội vụ"));
        check_symbol("QH15", Some("Quốc hội"));
        check_symbol("CT-UBND", None);
        check_symbol("NQ/TW", None);
        check_symbol("SNV-CCHC&VTLT", None);
        check_symbol("BTC-TCT", Some("Bộ Tài chính"));
        check_symbol("UBND-TTCP", None);
        check_symbol("SKHĐT-TTCP", None);
        check_symbol("BC-TCT", None);
    }

    #[test]
    fn levels() {
        assert_eq!(level("Bộ Nội vụ"), Some(Level::Central));
        assert_eq!(level("Sở Nội vụ"), Some(Level::Province));
        assert_eq!(level("UBND thành phố Lào Cai"), Some(Level::District));
        assert_eq!(level("UBND thành phố Hà Nội"), Some(Level::Province));
        assert_eq!(level("UBND xã Lùng Phình, huyện Si Ma Cai"), Some(Level::Commune));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_name(text in ".{0,80}") {
            let once = written_out(&text);
            absolute(&text, &lao_cai());
            proptest::prop_assert_eq!(likeness(&once, &once), Likeness::Same);
        }
    }
}
