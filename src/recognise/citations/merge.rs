//! Places to documents: one entry for each document cited, with every place where it is.

use super::{laws, place::Place};
use crate::agency::{self, Home, Likeness};
use crate::number::DocumentNumber;
use crate::recognise::Found;
use crate::record::{Citation, Evidence, Relation};
use crate::rules::RuleId;
use crate::text::Span;
use crate::vi;

/// A citation on its way into the record.
#[derive(Debug)]
pub(super) struct Cited {
    pub(super) citation: Citation,
    /// Field, place and rule of each value.
    pub(super) evidence: Vec<(&'static str, Span, RuleId)>,
    /// Where another day is given for it, and which.
    pub(super) conflict: Option<(Span, String)>,
}

/// What is known of one document while its places are gathered.
struct Group<'p> {
    places: Vec<&'p Place>,
    key: Option<String>,
    serial: Option<String>,
    /// Of a law: its name without the year, and the year.
    law: Option<(String, Option<String>)>,
    type_name: Option<String>,
    day: Option<String>,
    /// The bodies that it is given, absolute, each with where and by which rule.
    organs: Vec<(String, Span, RuleId)>,
    year_inside: bool,
}

/// Joins the places of one document, in the order of first appearance.
pub(super) fn merge(places: &[Place], home: &Home, own: Option<&DocumentNumber>) -> Vec<Cited> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut by_key: std::collections::BTreeMap<String, Vec<usize>> = std::collections::BTreeMap::new();
    for place in places {
        let one = Group::of(place, home);
        let handles = one.handles();
        let known = handles
            .iter()
            .filter_map(|handle| by_key.get(handle))
            .flatten()
            .copied()
            .find(|&at| groups.get(at).is_some_and(|group| group.is_same(&one)));
        let at = match known {
            Some(at) => {
                if let Some(group) = groups.get_mut(at) {
                    group.join(one);
                }
                at
            }
            None => {
                groups.push(one);
                groups.len() - 1
            }
        };
        let handles = groups.get(at).map(Group::handles).unwrap_or_default();
        for handle in handles {
            let listed = by_key.entry(handle).or_default();
            if !listed.contains(&at) {
                listed.push(at);
            }
        }
    }
    groups.iter().map(|group| group.cited(home, own)).collect()
}

impl<'p> Group<'p> {
    fn of(place: &'p Place, home: &Home) -> Group<'p> {
        let number = place.number.as_ref().map(|found| &found.value);
        Group {
            key: number.filter(|number| !number.symbol.is_empty()).map(DocumentNumber::key),
            serial: number.map(|number| number.serial.trim_start_matches('0').to_lowercase()),
            law: place.name.as_ref().map(|name| law_key(&name.value)),
            type_name: place.type_name.as_ref().map(|found| found.value.clone()),
            day: place.day.as_ref().map(|found| found.value.clone()),
            organs: place
                .organ
                .iter()
                .map(|found| (agency::absolute(&found.value, home), found.span, found.rule))
                .collect(),
            year_inside: number.is_some_and(|number| number.year.is_some()),
            places: vec![place],
        }
    }

    /// Under what a later place may find this one.
    fn handles(&self) -> Vec<String> {
        let bare = self.serial.as_ref().zip(self.type_name.as_ref()).map(|(serial, kind)| format!("{kind} {serial}"));
        self.key.iter().cloned().chain(bare).chain(self.law.iter().map(|(name, _)| name.clone())).collect()
    }

    fn is_same(&self, other: &Group<'_>) -> bool {
        let numbered = match (&self.key, &other.key) {
            (Some(one), Some(two)) if one != two => return false,
            (Some(_), Some(_)) => true,
            // One without symbol: the same serial and type.
            _ => self.serial.is_some() && self.serial == other.serial && self.type_name == other.type_name,
        };
        let named = self.law.as_ref().zip(other.law.as_ref()).is_some_and(|(one, two)| {
            let years = |law: &Option<String>, day: &Option<String>| {
                law.clone().or(day.as_ref().and_then(|day| day.get(..4).map(str::to_owned)))
            };
            let (first, second) = (years(&one.1, &self.day), years(&two.1, &other.day));
            one.0 == two.0 && (first.is_none() || second.is_none() || first == second)
        });
        if !numbered && !(named && (self.key.is_none() || other.key.is_none())) {
            return false;
        }
        // A number without a year in it begins anew each year, in each body.
        // The same day of two years is one of them misprinted.
        let years =
            self.day.as_ref().zip(other.day.as_ref()).is_none_or(|(one, two)| {
                one.get(..4) == two.get(..4) || one.len() == 10 && one.get(4..) == two.get(4..)
            });
        let bodies = self.organs.first().zip(other.organs.first()).is_none_or(|((one, ..), (two, ..))| {
            // "Ủy ban nhân dân tỉnh" on a page that does not say which is not another body.
            let (one, two) = (agency::body_key(one), agency::body_key(two));
            one.starts_with(&two) || two.starts_with(&one) || agency::likeness(&one, &two) != Likeness::Different
        });
        self.year_inside || named || years && bodies
    }

    fn join(&mut self, other: Group<'p>) {
        self.places.extend(other.places);
        self.key = self.key.take().or(other.key);
        self.law = self.law.take().or(other.law);
        self.type_name = self.type_name.take().or(other.type_name);
        self.day = self.day.take().or(other.day);
        self.organs.extend(other.organs);
        self.year_inside |= other.year_inside;
    }

    fn cited(&self, home: &Home, own: Option<&DocumentNumber>) -> Cited {
        let first = |field: fn(&Place) -> Option<&Found<String>>| self.places.iter().find_map(|place| field(place));
        let mut evidence: Vec<(&'static str, Span, RuleId)> = Vec::new();
        let mut citation = Citation::default();
        // The fullest number: one with a symbol.
        let numbers = || self.places.iter().filter_map(|place| place.number.as_ref());
        let number = numbers().find(|found| !found.value.symbol.is_empty()).or(numbers().next());
        if let Some(found) = number {
            citation.code_number = Some(found.value.serial.clone());
            citation.code_year = found.value.year;
            evidence.push(("code_number", found.span, found.rule));
            if found.value.year.is_some() {
                evidence.push(("code_year", found.span, found.rule));
            }
            if !found.value.symbol.is_empty() {
                citation.code_notation = Some(found.value.symbol.clone());
                evidence.push(("code_notation", found.span, found.rule));
            }
        }
        let said = self.places.iter().filter_map(|place| place.type_name.as_ref());
        let said = said.clone().find(|found| found.rule == "citation-type").or(said.clone().next());
        // Of several spellings of one law the known one.
        let mut names = self.places.iter().filter_map(|place| place.name.as_ref());
        let spelling = first(|place| place.name.as_ref()).map(|name| vi::fold(&name.value));
        let known = spelling
            .and_then(|spelling| names.find(|name| vi::fold(&name.value) == spelling && laws::is_known(&name.value)));
        for (field, found, slot) in [
            ("type_name", said, &mut citation.type_name),
            ("issued_date", first(|place| place.day.as_ref()), &mut citation.issued_date),
            ("actor", first(|place| place.actor.as_ref()), &mut citation.actor),
            ("name", known.or(first(|place| place.name.as_ref())), &mut citation.name),
        ] {
            if let Some(found) = found {
                *slot = Some(found.value.clone());
                evidence.push((field, found.span, found.rule));
            }
        }
        if let Some((organ, span, rule)) = self.organ(home, own) {
            citation.organ_name = Some(organ);
            evidence.push(("organ_name", span, rule));
        }
        let relations =
            self.places.iter().flat_map(|place| place.relations.iter().map(|found| (place.in_title, found)));
        let mut relations: Vec<(bool, &Found<Relation>)> = relations.collect();
        // A sentence of the text shows more than the title.
        relations.sort_by_key(|(in_title, found)| (found.value, *in_title, found.span));
        relations.dedup_by_key(|(_, found)| found.value);
        if let Some(((_, relation), also)) = relations.split_first() {
            citation.relation = relation.value;
            citation.also =
                also.iter().map(|(_, found)| found.value).filter(|one| *one != Relation::Mentions).collect();
            evidence.push(("relation", relation.span, relation.rule));
        }
        citation.mentions = self
            .places
            .iter()
            .map(|place| Evidence {
                start: place.span.start,
                end: place.span.end,
                rule: place.rule.to_owned(),
                ..Evidence::default()
            })
            .collect();
        let conflict = self.places.iter().filter_map(|place| place.day.as_ref()).find(|day| {
            citation.issued_date.as_ref().is_some_and(|known| *known != day.value && day.value.len() == known.len())
        });
        let conflict = conflict.map(|day| (day.span, day.value.clone()));
        Cited { citation, evidence, conflict }
    }

    /// The body: said, else implied by the symbol, else this document's own where the symbols agree.
    fn organ(&self, home: &Home, own: Option<&DocumentNumber>) -> Option<(String, Span, RuleId)> {
        let named = self.places.iter().find_map(|place| place.name.as_ref()).filter(|name| law_name(&name.value));
        if let Some(name) = named {
            return Some(("Quốc hội".to_owned(), name.span, "citation-issuer-symbol"));
        }
        if let Some(first) = self.organs.first() {
            // The fullest of the names that it is given.
            let fuller = self.organs.iter().find(|(name, ..)| name.len() > first.0.len() && name.starts_with(&first.0));
            return Some(fuller.unwrap_or(first).clone());
        }
        let number =
            self.places.iter().filter_map(|place| place.number.as_ref()).find(|found| !found.value.symbol.is_empty());
        let Some(number) = number else {
            let name = self.places.iter().find_map(|place| place.name.as_ref())?;
            if !name.value.starts_with("Pháp lệnh") && !law_name(&name.value) {
                return None;
            }
            let body = if name.value.starts_with("Pháp lệnh") {
                "Ủy ban Thường vụ Quốc hội"
            } else {
                "Quốc hội"
            };
            return Some((body.to_owned(), name.span, "citation-issuer-symbol"));
        };
        let symbol = &number.value.symbol;
        let own = own
            .filter(|own| issuing_token(&own.symbol).is_some() && issuing_token(&own.symbol) == issuing_token(symbol));
        // "702/BHXH-QLT" in a letter "958/BHXH-QLT": the same branch, not the head of all of them.
        if let Some(organ) = home.organ.clone().filter(|_| own.is_some_and(|own| !own.symbol.is_empty())) {
            return Some((organ, number.span, "citation-issuer-own"));
        }
        agency::implied_by_symbol(symbol).map(|body| (body.to_owned(), number.span, "citation-issuer-symbol"))
    }
}

/// The token of a symbol that stands for the body: the second after a type, else the first.
fn issuing_token(symbol: &str) -> Option<&str> {
    let mut tokens = symbol.split(['-', '/']);
    let first = tokens.next()?;
    match crate::number::type_of_symbol(first) {
        Some(_) => tokens.next(),
        None => Some(first),
    }
}

/// Whether a name is that of a luật or bộ luật.
fn law_name(name: &str) -> bool {
    name.starts_with("Luật ") || name.starts_with("Bộ luật ")
}

/// A law's name without its type, "về", year, commas and marks, which a scan loses; and the year.
fn law_key(name: &str) -> (String, Option<String>) {
    let folded = vi::fold(name).replace(',', "");
    let (name, year) = match folded.rsplit_once(" nam ") {
        Some((name, year)) if year.len() == 4 => (name.to_owned(), Some(year.to_owned())),
        _ => (folded, None),
    };
    let mut rest = name.as_str();
    for opening in ["bo luat ", "luat ", "phap lenh ", "ve ", "thuc hien "] {
        rest = rest.strip_prefix(opening).unwrap_or(rest);
    }
    let kind = if name.starts_with("phap") { "phap lenh" } else { "luat" };
    let rest = rest.replace("hdnd", "hoi dong nhan dan").replace("ubnd", "uy ban nhan dan");
    (format!("{kind} {rest}"), year)
}
