//! Where a page speaks from: its province, district and commune, by its letterhead, the register, and its own words.

use super::super::zones::Zones;
use crate::agency::{self, Home, Level};
use crate::text::Text;
use crate::units::{Register, Unit};

/// How much of a page is looked through for places, at its head and at its foot.
const HEAD: usize = 30_000;
const FOOT: usize = 3_000;

/// The name of a committee that its letterhead leaves bare, where the page says its place beyond doubt: its level in the
/// title, above the preamble or at the signature, and there or before the day its name.
pub(super) fn named_by_page(text: &Text, zones: &Zones, organ: &str, place: Option<&str>) -> Option<String> {
    const BARE: [&str; 2] = ["ủy ban nhân dân", "hội đồng nhân dân"];
    if !BARE.contains(&agency::key(&agency::written_out(organ)).as_str()) {
        return None;
    }
    let first = text.lines(zones.body).map(|line| text.trim(line)).find(|line| !line.is_empty());
    let lines = zones.left.iter().chain(&zones.title_lines).chain(&first).chain(&zones.signature_lines);
    let mut said: Vec<String> = lines.filter_map(|line| agency::place_said(text.quote(*line), place?)).collect();
    said.dedup();
    let [place] = said.as_slice() else { return None };
    Some(format!("{organ} {}", place.to_uppercase()))
}

/// Fills in the province and the district of a commune, the province of a district, and says them in the name of the
/// body where the page names them too.
pub(super) fn settle(text: &Text, units: &Register, home: &mut Home) {
    settle_province(text, units, home);
    settle_district(text, units, home);
    units.settle(home);
}

fn settle_province(text: &Text, units: &Register, home: &mut Home) {
    let Some(known) = home.commune.clone().or(home.district.clone()) else { return };
    if home.province.is_some() {
        return;
    }
    let mut provinces: Vec<&Unit> = Vec::new();
    for unit in units.find(&known, home.day, None) {
        if let Some(province) = province_of(units, unit)
            && !provinces.iter().any(|known| known.short_name == province.short_name)
        {
            provinces.push(province);
        }
    }
    let named: Vec<&&Unit> = provinces.iter().filter(|unit| names(text, unit)).collect();
    match (provinces.as_slice(), named.as_slice()) {
        (_, [province]) => {
            home.province = Some(province.name.clone().into_owned());
            home.organ = home.organ.take().map(|organ| format!("{organ}, {}", province.name));
        }
        ([province], _) => home.province = Some(province.name.clone().into_owned()),
        _ => {}
    }
}

/// Of several communes of one name: the one whose district the page names, when it names no other's.
fn settle_district(text: &Text, units: &Register, home: &mut Home) {
    let (Some(commune), None) = (home.commune.as_deref(), home.district.as_deref()) else { return };
    let mut fitting = units.find(commune, home.day, None);
    if let Some(province) = &home.province {
        let holders = units.find(province, home.day, None);
        fitting.retain(|unit| holders.iter().any(|holder| units.is_within(unit, &holder.id)));
    }
    if fitting.len() < 2 {
        return;
    }
    let above = fitting.iter().filter_map(|unit| units.unit(unit.parent.as_deref()?));
    let districts: Vec<&Unit> =
        above.filter(|unit| unit.level == Level::District && says(near(text), &unit.name)).collect();
    let [district] = districts.as_slice() else { return };
    let province = home.province.as_ref().map(|province| format!(", {province}")).unwrap_or_default();
    home.organ = home.organ.take().map(|organ| {
        let (own, above) = organ.strip_suffix(&province).map_or((organ.as_str(), ""), |own| (own, &province));
        format!("{own}, {}{above}", district.name)
    });
    home.district = Some(district.name.clone().into_owned());
}

/// Whether the text holds the name, and not as the beginning of a longer one: "huyện Bảo" of "huyện Bảo Yên".
fn says(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let behind = text.get(at + name.len()..).unwrap_or("");
        let next = behind.trim_start_matches([' ', '\n']);
        !next.starts_with(char::is_alphanumeric) || next.len() < behind.len() && !next.starts_with(char::is_uppercase)
    })
}

/// As much of a page as is looked through for names.
fn near(text: &Text) -> &str {
    let whole = text.as_str();
    whole.get(..whole.floor_char_boundary(HEAD)).unwrap_or("")
}

/// Where a page that is no document comes from: each place that is the only one of its level on the page.
pub(super) fn of_page(text: &Text) -> Home {
    let whole = text.as_str();
    let head = whole.get(..whole.floor_char_boundary(HEAD)).unwrap_or("");
    let foot = whole.get(whole.ceil_char_boundary(whole.len().saturating_sub(FOOT).max(head.len()))..).unwrap_or("");
    let places: Vec<&str> = [head, foot].into_iter().flat_map(agency::places_in).collect();
    let mut home = Home::default();
    for level in [Level::Province, Level::District, Level::Commune] {
        let mut found: Vec<&str> = Vec::new();
        let key = |place: &str| agency::key(agency::short_name(place));
        for place in places.iter().filter(|place| agency::level_of_place(place) == Some(level)) {
            if !found.iter().any(|known| key(known) == key(place)) {
                found.push(place);
            }
        }
        if let [only] = found.as_slice() {
            home.learn(&lower_first(only));
        }
    }
    home
}

fn lower_first(place: &str) -> String {
    let mut letters = place.chars();
    letters.next().map(|c| c.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether the text names the province.
fn names(text: &Text, province: &Unit) -> bool {
    let near = near(text);
    let name = province.short_name.as_ref();
    // A name with a tone on a pair of vowels has two spellings: Thanh Hóa, Thanh Hoá.
    let twofold = || ["Hòa", "Hóa", "Huế", "Thủy"].iter().any(|part| name.contains(part));
    near.contains(name) || twofold() && agency::key(&super::one_line(near)).contains(&agency::key(name))
}

/// The province that a unit lies in.
fn province_of<'a>(units: &'a Register, unit: &'a Unit) -> Option<&'a Unit> {
    let mut at = unit;
    while at.level != Level::Province {
        at = units.unit(at.parent.as_deref()?)?;
    }
    Some(at)
}
