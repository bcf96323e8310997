//! The built-in register: provinces, districts and communes of Viet Nam before and after 2025-07-01.
//!
//! Names, codes, parents and the mapping come from the package vietnamadminunits 1.0.4 under the MIT licence
//! (LICENSE-vietnamadminunits beside the tables). Codes are those of the statistics office; of the units after
//! 2025-07-01 they begin with `2025-`, because the new map gives old codes to other units.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Kind, Unit};
use crate::agency::Level;
use crate::date::Date;

const PROVINCES: &str = include_str!("provinces.tsv");
const DISTRICTS: &str = include_str!("districts.tsv");
/// Districts that ended or changed name, kind or border before 2025-07-01, nearly all of them since 2018: written by
/// hand from general knowledge, and held against the number of districts on five days (in the tests). One that took in its
/// neighbour begins anew: what is below it was not before.
const DISTRICTS_BEFORE: &str = include_str!("districts-before.tsv");
const COMMUNES: &str = include_str!("communes.tsv");
const COMMUNES_2025: &str = include_str!("communes-2025.tsv");

/// Last day of the districts and of the old communes.
const LAST: Date = Date::constant(2025, 6, 30);
const FIRST: Date = Date::constant(2025, 7, 1);

/// First day of the old communes as they are built in: the last of them were formed then.
pub(super) const COMMUNES_FROM: Date = Date::constant(2025, 3, 1);

/// All units, parents before their children.
pub(super) fn units() -> Vec<Unit> {
    let mut units = Vec::with_capacity(14_200);
    for [id, name, from, to, successors] in rows(PROVINCES) {
        units.push(place(id, name, Level::Province, None, from.parse().ok(), to.parse().ok(), successors));
    }
    let mut after: BTreeMap<&str, Vec<&'static str>> = BTreeMap::new();
    for [id, _, successors] in rows(COMMUNES) {
        let Some((district, _)) = id.rsplit_once('-') else { continue };
        let known = after.entry(district).or_default();
        known.extend(successors.split(';').filter(|id| !id.is_empty()));
    }
    let mut begins: BTreeMap<&str, Date> = BTreeMap::new();
    for [id, name, from, to, successors] in rows(DISTRICTS_BEFORE) {
        let unit = place(id, name, Level::District, parent(id), from.parse().ok(), to.parse().ok(), successors);
        let next = unit.to.and_then(|to| to.tomorrow().ok());
        begins.extend(successors.split(';').filter_map(|id| Some((id, next?))));
        units.push(unit);
    }
    for [id, name, successors] in rows(DISTRICTS) {
        let mut unit = place(id, name, Level::District, parent(id), begins.get(id).copied(), Some(LAST), successors);
        let mut from_communes = after.remove(id).unwrap_or_default();
        from_communes.sort_unstable();
        from_communes.dedup();
        unit.successors.extend(from_communes.into_iter().map(Cow::Borrowed));
        units.push(unit);
    }
    for [id, name, successors] in rows(COMMUNES) {
        units.push(place(id, name, Level::Commune, parent(id), None, Some(LAST), successors));
    }
    for [id, name, parent] in rows(COMMUNES_2025) {
        units.push(place(id, name, Level::Commune, Some(parent), Some(FIRST), None, ""));
    }
    units
}

fn place(
    id: &'static str,
    name: &'static str,
    level: Level,
    parent: Option<&'static str>,
    from: Option<Date>,
    to: Option<Date>,
    successors: &'static str,
) -> Unit {
    let kind = Kind::of_place(name).unwrap_or("");
    Unit {
        id: Cow::Borrowed(id),
        name: Cow::Borrowed(name),
        short_name: Cow::Borrowed(name.get(kind.len()..).unwrap_or(name).trim_start()),
        level,
        kind: Cow::Borrowed(kind),
        parent: parent.map(Cow::Borrowed),
        from,
        to,
        successors: successors.split(';').filter(|id| !id.is_empty()).map(Cow::Borrowed).collect(),
        abbreviations: Vec::new(),
    }
}

fn parent(id: &'static str) -> Option<&'static str> {
    id.rsplit_once('-').map(|(parent, _)| parent)
}

/// The fields of every line but the first.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).map(|line| {
        let mut fields = line.split('\t');
        std::array::from_fn(|_| fields.next().unwrap_or(""))
    })
}
