//! Which unit of the register a body's name means, on a day.

use super::{Register, Unit};
use crate::agency::{self, Home, Level, Likeness};
use crate::date::Date;
use crate::vi;

/// A body by its name: the place that it serves, and what it is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BodyId {
    /// Id of the unit for its people's committee; `10/so-noi-vu` for a department; `bo-noi-vu` for a central body.
    pub id: String,
    /// Id of the place that it serves; `None` of a central body.
    pub place: Option<String>,
    /// Its rank, from the state's to the office's.
    pub rank: Rank,
}

/// How bodies of one chain stand to each other; a lower one is bound by a higher one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Party, parliament, government.
    Summit,
    /// Bộ, cơ quan ngang bộ.
    Ministry,
    /// Council, Party committee and people's committee of a place.
    Authority,
    /// Sở, phòng: a body below the people's committee of its place.
    Department,
}

impl Register {
    /// The unit of the register that a body's name means on `day`, for a record: nothing when it is not known there
    /// or when several have the name.
    pub fn organ_id(&self, organ_name: &str, day: Option<Date>) -> Option<String> {
        let body = self.body(organ_name, day)?;
        let known = body.place.is_none()
            || self.unit(&body.id).is_some()
            || agency::provincial_department(&before_place(&written(organ_name))).is_some();
        known.then_some(body.id)
    }

    /// What a body's name means on `day`; nothing when its place is unknown, or several have the name.
    pub fn body(&self, organ_name: &str, day: Option<Date>) -> Option<BodyId> {
        let name = written(organ_name);
        if let Some(unit) = self.listed_body(&name, day) {
            return Some(self.of_listed(unit));
        }
        let places = agency::places_in(&name);
        let Some((first, above)) = places.split_first() else { return central(&name) };
        let mut fitting = self.find(first, day, None);
        fitting.retain(|unit| unit.is_place());
        for place in above {
            let holders: Vec<_> = self.find(place, day, None).iter().map(|unit| unit.id.clone()).collect();
            fitting.retain(|unit| holders.iter().any(|holder| self.is_within(unit, holder)));
        }
        let [place] = fitting.as_slice() else { return None };
        let prefix = before_place(&name);
        let own = self.find(&prefix, day, Some(&place.id));
        if let [unit] = own.iter().filter(|unit| !unit.is_place()).collect::<Vec<_>>().as_slice() {
            return Some(self.of_listed(unit));
        }
        if !agency::is_agency(&name) {
            return None;
        }
        let place_id = place.id.clone().into_owned();
        Some(match agency::key(&prefix).as_str() {
            "ủy ban nhân dân" | "" => BodyId { id: place_id.clone(), place: Some(place_id), rank: Rank::Authority },
            key => {
                let authority =
                    key.ends_with("hội đồng nhân dân") || key.starts_with("tỉnh ủy") || key.contains("đảng");
                BodyId {
                    id: format!("{place_id}/{}", slug(&prefix)),
                    place: Some(place_id),
                    rank: if authority { Rank::Authority } else { Rank::Department },
                }
            }
        })
    }

    /// Whether two names mean one body on `day`. A name that fits several units is perhaps the other's, never surely.
    pub fn likeness(&self, a: &str, b: &str, day: Option<Date>) -> Likeness {
        let by_name = agency::likeness(a, b);
        match (self.body(a, day), self.body(b, day)) {
            (Some(a), Some(b)) if a.id == b.id => Likeness::Same,
            (Some(_), Some(_)) => Likeness::Different,
            _ if by_name == Likeness::Same && (self.is_shared(a, day) || self.is_shared(b, day)) => Likeness::Perhaps,
            _ => by_name,
        }
    }

    /// Whether `above` may bind `below`: a central body everyone, an authority the departments of its place and all
    /// in the places below it.
    pub fn is_above(&self, above: &BodyId, below: &BodyId) -> bool {
        if above.id == below.id {
            return false;
        }
        match (&above.place, &below.place) {
            (None, None) => above.rank < below.rank,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) if a == b => above.rank < below.rank,
            (Some(a), Some(b)) => {
                above.rank == Rank::Authority && self.unit(b).is_some_and(|unit| self.is_within(unit, a))
            }
        }
    }

    /// Whether two bodies serve places of one province.
    pub fn share_province(&self, a: &BodyId, b: &BodyId) -> bool {
        let province = |body: &BodyId| {
            let place = self.unit(body.place.as_deref()?);
            std::iter::successors(place, |unit| self.unit(unit.parent.as_deref()?))
                .take(8)
                .find(|unit| unit.level == Level::Province && unit.is_place())
                .map(|unit| unit.id.clone())
        };
        province(a).is_some_and(|of_a| province(b) == Some(of_a))
    }

    /// Fills in the places of a page that follow from those it names: the province of its district.
    pub fn settle(&self, home: &mut Home) {
        let known = home.commune.as_deref().or(home.district.as_deref());
        let Some(known) = known else { return };
        let mut fitting = self.find(known, home.day, None);
        for holder in [&home.district, &home.province].into_iter().flatten() {
            let holders: Vec<_> = self.find(holder, home.day, None).iter().map(|unit| unit.id.clone()).collect();
            if !holders.is_empty() {
                fitting.retain(|unit| holders.iter().any(|holder| self.is_within(unit, holder)));
            }
        }
        let [unit] = fitting.as_slice() else { return };
        let mut at = *unit;
        while let Some(parent) = at.parent.as_deref().and_then(|parent| self.unit(parent)) {
            let slot = match parent.level {
                Level::Province => &mut home.province,
                Level::District => &mut home.district,
                _ => break,
            };
            slot.get_or_insert_with(|| parent.name.clone().into_owned());
            at = parent;
        }
    }

    /// A body that stands in the table under its whole name.
    fn listed_body(&self, name: &str, day: Option<Date>) -> Option<&Unit> {
        let mut found = self.find(name, day, None);
        found.retain(|unit| !unit.is_place() && agency::key(&unit.name) == agency::key(name));
        match found.as_slice() {
            [unit] => Some(unit),
            _ => None,
        }
    }

    fn of_listed(&self, unit: &Unit) -> BodyId {
        let place = std::iter::successors(Some(unit), |unit| self.unit(unit.parent.as_deref()?))
            .take(8)
            .find(|unit| unit.is_place());
        let rank = if unit.level == Level::Central { Rank::Ministry } else { Rank::Department };
        BodyId { id: unit.id.clone().into_owned(), place: place.map(|place| place.id.clone().into_owned()), rank }
    }

    /// Whether the place in a name fits several units.
    fn is_shared(&self, name: &str, day: Option<Date>) -> bool {
        let name = written(name);
        let places = agency::places_in(&name);
        let [place] = places.as_slice() else { return false };
        self.find(place, day, None).iter().filter(|unit| unit.is_place()).count() > 1
    }
}

fn written(name: &str) -> String {
    agency::body_of(&agency::written_out(name))
}

/// What stands before the first place: `Sở Nội vụ` of `Sở Nội vụ tỉnh Lào Cai`.
fn before_place(name: &str) -> String {
    let end = agency::places_in(name).first().map_or(name.len(), |place| name.find(place).unwrap_or(name.len()));
    name.get(..end).unwrap_or(name).trim_end_matches([',', ' ']).to_owned()
}

fn central(name: &str) -> Option<BodyId> {
    let body = agency::central_body(name)?;
    let rank = match body.kind {
        "ministry" | "agency" | "office" => Rank::Ministry,
        _ => Rank::Summit,
    };
    Some(BodyId { id: slug(body.name), place: None, rank })
}

fn slug(name: &str) -> String {
    let folded = vi::fold(name);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}
