//! Group phrases ("các sở, ban, ngành", "UBND các huyện, thị xã, thành phố") and the units that they mean on a day.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::body::{BodyId, Rank};
use super::{Register, Unit};
use crate::agency::{self, Home, Level};
use crate::date::Date;
use crate::rules::{self, Rule, regex};

/// Who a phrase means: the units that the register knows, and what it cannot say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expansion {
    /// Units meant for certain, in the order of the register, each once.
    pub members: Vec<Member>,
    /// Parts of the phrase that mean units beyond the members, or that nothing here can expand.
    pub open: Vec<String>,
    /// Units that the phrase leaves out.
    pub exceptions: Vec<Member>,
}

/// One unit that a phrase means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// As in [`BodyId`]; `None` when the register does not know the body.
    pub id: Option<String>,
    /// Absolute name of the body.
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Of {
    Departments,
    Offices,
    Districts,
    Communes,
    Provinces,
    Ministries,
}

#[derive(Debug, Deserialize)]
struct Group {
    of: Of,
    open: bool,
}

static GROUPS: LazyLock<Vec<Rule<Group>>> = LazyLock::new(|| rules::table(rules::GROUPS));
static EXCEPT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)[,(]?\s*\(?(?:ngoại trừ|trừ|không bao gồm|không gồm|không kể)\s+([^()]*)\)?"));
/// Words that make a part of a group out of the whole: which part, no register says.
static SUBSET: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:liên quan|nơi|được|nêu|còn lại|chưa|khác|tương ứng|sau đây|phụ trách|quản lý|chủ trì|chức năng|cùng cấp|có tên|một số|đã|theo)\b",
    )
});
/// Where one group ends and the next begins.
static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:;|,| và|;\s*và)\s+((?:chủ tịch |thủ trưởng |giám đốc )?(?:các\s+)?(?:Ủy ban nhân dân|hội đồng nhân dân|sở|bộ|phòng|cơ quan chuyên môn|các sở|các bộ)\b)",
    )
});
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\s+(?:trong (?:toàn )?tỉnh|trên địa bàn(?: \p{L}+)?|(?:của|thuộc) (?:tỉnh|huyện|thành phố)|trong huyện)$",
    )
});

/// The words of a phrase that leave someone out: `(trừ huyện Vân Khê)`.
pub(crate) fn left_out(phrase: &str) -> Option<&str> {
    EXCEPT.find(phrase).map(|found| found.as_str())
}

impl Register {
    /// The units that a phrase in a document of `of_body` means on `day`. Where the phrase or the register leaves a
    /// doubt, the part stays open and names nobody.
    pub fn expand(&self, phrase: &str, of_body: &str, day: Date) -> Expansion {
        let phrase = agency::written_out(phrase);
        let mut out = Expansion::default();
        let Some(body) = self.body(of_body, Some(day)) else {
            out.open.push(phrase);
            return out;
        };
        let scope = Scope { register: self, body: &body, home: self.home(&body, of_body, day), day };
        let except: Vec<_> =
            EXCEPT.captures_iter(&phrase).filter_map(|found| Some(found.get(1)?.as_str().to_owned())).collect();
        let base = EXCEPT.replace_all(&phrase, "");
        for part in parts(base.trim()) {
            scope.part(part, &mut out);
        }
        let mut seen = std::collections::BTreeSet::new();
        out.members.retain(|member| seen.insert(member.id.clone().unwrap_or_else(|| member.name.clone())));
        for text in except {
            match scope.left_out(&text, &out.members) {
                Some(left_out) => {
                    out.members.retain(|member| !left_out.contains(member));
                    out.exceptions.extend(left_out);
                }
                None => {
                    // Who is left out cannot be told, so nobody is named.
                    out.members.clear();
                    out.open = vec![phrase.clone()];
                }
            }
        }
        self.tell_apart(&mut out.members);
        out
    }

    /// Adds the place above to the names that two members share: communes of one name in two districts.
    fn tell_apart(&self, members: &mut [Member]) {
        let mut shared = std::collections::BTreeMap::<String, usize>::new();
        for member in members.iter() {
            *shared.entry(member.name.clone()).or_default() += 1;
        }
        for member in members.iter_mut().filter(|member| shared.get(&member.name).is_some_and(|count| *count > 1)) {
            let unit = member.id.as_deref().and_then(|id| self.unit(id));
            if let Some(parent) = unit.and_then(|unit| self.unit(unit.parent.as_deref()?)) {
                member.name = format!("{}, {}", member.name, parent.name);
            }
        }
    }

    /// What relative names mean on a page of this body: its own places.
    pub fn home_of(&self, organ_name: &str, day: Option<Date>) -> Home {
        match (self.body(organ_name, day), day) {
            (Some(body), Some(day)) => self.home(&body, organ_name, day),
            _ => Home { day, ..Home::default() },
        }
    }

    fn home(&self, body: &BodyId, name: &str, day: Date) -> Home {
        let mut home =
            Home { organ: Some(agency::body_of(&agency::written_out(name))), day: Some(day), ..Home::default() };
        let mut at = body.place.as_deref().and_then(|place| self.unit(place));
        for _ in 0..4 {
            let Some(unit) = at else { break };
            match unit.level {
                Level::Province => home.province = Some(unit.name.clone().into_owned()),
                Level::District => home.district = Some(unit.name.clone().into_owned()),
                Level::Commune => home.commune = Some(unit.name.clone().into_owned()),
                Level::Central => {}
            }
            at = unit.parent.as_deref().and_then(|parent| self.unit(parent));
        }
        home
    }

    /// All places of a level at or below a place, on a day.
    fn places_below(&self, place: &str, level: Level, day: Date) -> Vec<&Unit> {
        let mut found = Vec::new();
        for unit in self.children(place, day).into_iter().filter(|unit| unit.is_place()) {
            if unit.level == level {
                found.push(unit);
            } else if unit.level < level {
                found.extend(self.places_below(&unit.id, level, day));
            }
        }
        found
    }
}

/// Cuts a phrase where a new group or body begins.
fn parts(phrase: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = 0;
    // "các sở, bộ" does not occur; "các sở, Ủy ban nhân dân các huyện" does.
    for next in NEXT.captures_iter(phrase) {
        let (Some(whole), Some(begins)) = (next.get(0), next.get(1)) else { continue };
        // "Văn phòng HĐND và UBND tỉnh" is one body.
        if phrase.get(at..whole.start()).is_some_and(|before| before.ends_with("Hội đồng nhân dân")) {
            continue;
        }
        found.extend(phrase.get(at..whole.start()));
        at = begins.start();
    }
    found.extend(phrase.get(at..));
    found.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The body that speaks, and its day.
struct Scope<'a> {
    register: &'a Register,
    body: &'a BodyId,
    home: Home,
    day: Date,
}

impl Scope<'_> {
    fn part(&self, part: &str, out: &mut Expansion) {
        let whole = WHOLE.replace(part, "");
        let part = whole.trim();
        let is_list = LIST.is_match(part) && part.contains([',', ';']) || part.contains(" và ") && LIST.is_match(part);
        if !agency::is_group(part) && !is_list && !part.starts_with("sở,") {
            let name = agency::absolute(part, &self.home);
            out.members.push(self.member(&name));
            return;
        }
        if SUBSET.is_match(part) {
            out.open.push(part.to_owned());
            return;
        }
        let group = GROUPS.iter().find(|rule| rule.pattern.is_match(part));
        let members = match group {
            Some(rule) => self.group(rule.data.of),
            None => self.listed(part),
        };
        match members {
            Some(members) if !members.is_empty() => {
                // Communes that ended before those that the table has.
                let lacks_some =
                    members.iter().any(|one| self.register.may_be_younger(one.id.as_deref(), self.day, part));
                out.members.extend(members);
                let unsure = match group.map(|rule| rule.data.of) {
                    Some(Of::Departments) => self.departments_change(),
                    Some(Of::Communes) => {
                        self.place().is_some_and(|place| self.register.lacks_communes(place, self.day))
                    }
                    _ => false,
                };
                if unsure || lacks_some || group.is_some_and(|rule| rule.data.open) {
                    out.open.push(part.to_owned());
                }
            }
            _ => out.open.push(part.to_owned()),
        }
    }

    fn member(&self, name: &str) -> Member {
        Member { id: self.register.body(name, Some(self.day)).map(|body| body.id), name: agency::body_of(name) }
    }

    fn of_unit(&self, unit: &Unit) -> Member {
        Member { id: Some(unit.id.clone().into_owned()), name: unit.body_name() }
    }

    fn place(&self) -> Option<&Unit> {
        self.register.unit(self.body.place.as_deref()?)
    }

    /// All units of a kind under the body that speaks; `None` where it has none of that kind below it.
    fn group(&self, of: Of) -> Option<Vec<Member>> {
        let place = self.place();
        let below = |level: Level| {
            let place = place.filter(|place| place.level < level)?;
            Some(
                self.register
                    .places_below(&place.id, level, self.day)
                    .into_iter()
                    .map(|unit| self.of_unit(unit))
                    .collect(),
            )
        };
        match of {
            Of::Departments => {
                self.departments(place.filter(|place| place.level == Level::Province)?, agency::Body::is_valid)
            }
            Of::Offices => {
                let place = place.filter(|place| place.level > Level::Province && self.body.rank == Rank::Authority)?;
                Some(self.bodies_of(place, "phòng"))
            }
            Of::Districts => below(Level::District),
            Of::Communes => below(Level::Commune),
            Of::Provinces => self.is_central().then(|| self.provinces()),
            Of::Ministries => self.is_central().then(|| {
                let valid = |body: &&agency::Body| body.kind == "ministry" && body.is_valid(self.day);
                agency::BODIES.iter().filter(valid).map(|body| self.member(body.name)).collect()
            }),
        }
    }

    fn is_central(&self) -> bool {
        self.body.place.is_none()
    }

    /// Provinces of the map to which the body belongs: a corpus's own ministry has the corpus's own provinces.
    fn provinces(&self) -> Vec<Member> {
        let units = self.register.provinces(self.register.is_own(&self.body.id), self.day);
        units.into_iter().map(|unit| self.of_unit(unit)).collect()
    }

    /// The departments of a province: those of the corpus's own table, else those that the law gives every province and
    /// that exist on the day.
    fn departments(&self, province: &Unit, exists: fn(&agency::Body, Date) -> bool) -> Option<Vec<Member>> {
        let own = self.bodies_of(province, "sở");
        if !own.is_empty() {
            return Some(own);
        }
        let valid = |body: &&agency::Body| body.kind == "department" && exists(body, self.day);
        Some(
            agency::BODIES
                .iter()
                .filter(valid)
                .map(|body| self.member(&format!("{} {}", body.name, province.name)))
                .collect(),
        )
    }

    /// Whether on this day the law's departments differ from province to province: those of both maps alone are sure.
    fn departments_change(&self) -> bool {
        let own = self.place().is_some_and(|province| !self.bodies_of(province, "sở").is_empty());
        let unsure =
            |body: &agency::Body| body.kind == "department" && body.may_be_valid(self.day) && !body.is_valid(self.day);
        !own && agency::BODIES.iter().any(unsure)
    }

    fn bodies_of(&self, place: &Unit, kind: &str) -> Vec<Member> {
        let units = self.register.children(&place.id, self.day);
        units.into_iter().filter(|unit| unit.kind == kind).map(|unit| self.of_unit(unit)).collect()
    }

    /// "UBND thành phố A, huyện B, C", "UBND các huyện, thị xã A": places by type or by name. `None` when one of them
    /// is not known or not the only one.
    fn listed(&self, part: &str) -> Option<Vec<Member>> {
        if let Some(rest) = strip_start(part, &["các sở:", "các sở "]) {
            return self.named_departments(rest);
        }
        let rest = LIST.find(part).and_then(|opening| part.get(opening.end()..))?;
        let mut members = Vec::new();
        let mut kind: Option<(&str, bool)> = None;
        for item in rest.split([',', ';', ':']).flat_map(|item| item.split(" và ")).map(str::trim) {
            if item.is_empty() {
                continue;
            }
            let item = strip_start(item, &["Ủy ban nhân dân ", "Chủ tịch Ủy ban nhân dân "]).unwrap_or(item);
            let item = strip_start(item, &["các "]).unwrap_or(item);
            let place = self.place();
            if let Some(bare) = bare_kind(item) {
                // "UBND huyện" without "các" is one that the page's own place must decide.
                if !agency::is_group(part) {
                    return None;
                }
                members.extend(self.of_kind(bare)?);
                kind = Some((bare, true));
                continue;
            }
            let typed = agency::level_of_place(item).is_some();
            let name = match (typed, kind) {
                (true, _) => item.to_owned(),
                (false, Some((kind, _))) => format!("{kind} {item}"),
                (false, None) => return None,
            };
            // "các huyện Bảo Thắng, Bảo Yên": the type before a name is no group of its own.
            if let Some((bare, true)) = kind.filter(|_| !typed) {
                let group = self.of_kind(bare)?;
                members.retain(|member| !group.contains(member));
            }
            let found = self.register.find(&name, Some(self.day), place.map(|place| place.id.as_ref()));
            let [unit] = found.as_slice() else { return None };
            members.push(self.of_unit(unit));
            let own_kind = if typed { super::Kind::of_place(item)? } else { kind?.0 };
            kind = Some((own_kind, false));
        }
        Some(members)
    }

    /// All places of one type below the body that speaks.
    fn of_kind(&self, kind: &str) -> Option<Vec<Member>> {
        let place = self.place();
        let level = match kind {
            "tỉnh" => Level::Province,
            "xã" | "phường" | "thị trấn" | "đặc khu" => Level::Commune,
            "thành phố" if place.is_none() => Level::Province,
            _ => Level::District,
        };
        let units = match (level, place) {
            (Level::Province, None) => self.register.provinces(self.register.is_own(&self.body.id), self.day),
            (Level::Commune, Some(place)) if self.register.lacks_communes(place, self.day) => return None,
            (_, Some(place)) if place.level < level => self.register.places_below(&place.id, level, self.day),
            _ => return None,
        };
        Some(units.into_iter().filter(|unit| unit.kind == kind).map(|unit| self.of_unit(unit)).collect())
    }

    /// "các sở: Nội vụ, Tài chính": departments by their field. One that is named exists.
    fn named_departments(&self, rest: &str) -> Option<Vec<Member>> {
        let province = self.place().filter(|place| place.level == Level::Province)?;
        let all = self.departments(province, agency::Body::may_be_valid)?;
        named_in(rest, &all)
    }

    /// The members that an exception names; `None` when it names anything else.
    fn left_out(&self, text: &str, members: &[Member]) -> Option<Vec<Member>> {
        named_in(text, members).filter(|named| !named.is_empty())
    }
}

static LIST: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?i:(?:chủ tịch )?Ủy ban nhân dân(?: các)? )"));

/// Words between the names of a list.
const BETWEEN: &[&str] =
    &["và", "các", "ủy ban nhân dân", "chủ tịch", "huyện", "thị xã", "thành phố", "xã", "phường", "sở"];

/// The members that a list names, by the fullest form that fits; `None` when a word of it is left over, or a name fits
/// two members.
fn named_in(text: &str, members: &[Member]) -> Option<Vec<Member>> {
    let mut rest = format!(" {} ", agency::key(text));
    let mut forms: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, member) in members.iter().enumerate() {
        for form in forms_of(&member.name) {
            match forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, holders)) => holders.push(at),
                None => forms.push((form, vec![at])),
            }
        }
    }
    forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    let mut named = Vec::new();
    for (form, holders) in &forms {
        let wanted = format!(" {form} ");
        if let Some(at) = rest.find(&wanted) {
            let [holder] = holders.as_slice() else { return None };
            rest.replace_range(at..at + wanted.len(), " | ");
            named.push(*holder);
        }
    }
    for word in BETWEEN {
        rest = rest.replace(&format!(" {} ", agency::key(word)), " ");
        rest = rest.replace(&format!(" {} ", agency::key(word)), " ");
    }
    named.sort_unstable();
    let known = rest.chars().all(|c| c == ' ' || c == '|');
    known.then(|| named.into_iter().filter_map(|at| members.get(at).cloned()).collect())
}

/// How a list may call a body: `Ủy ban nhân dân huyện Vân Khê`, `huyện Vân Khê`, `Vân Khê`; `Sở Nội vụ`, `Nội vụ`.
fn forms_of(name: &str) -> Vec<String> {
    let mut forms = vec![agency::key(name)];
    if let Some(place) = name.strip_prefix("Ủy ban nhân dân ") {
        forms.push(agency::key(place));
        forms.push(agency::key(agency::short_name(place)));
    } else if let Some(place) = agency::places_in(name).first() {
        let department = name.split(place).next().unwrap_or(name).trim();
        forms.push(agency::key(department));
        forms.push(agency::key(department.trim_start_matches("Sở ").trim_start_matches("Phòng ")));
    }
    forms.dedup();
    forms
}

fn strip_start<'a>(text: &'a str, openings: &[&str]) -> Option<&'a str> {
    openings.iter().find_map(|opening| {
        let start = text.get(..opening.len())?;
        start.to_lowercase().eq(&opening.to_lowercase()).then(|| text.get(opening.len()..)).flatten()
    })
}

/// A type of place that stands without a name, the short ones too ("các huyện, thành, thị").
fn bare_kind(item: &str) -> Option<&'static str> {
    let item = item.to_lowercase();
    match item.as_str() {
        "thành" => Some("thành phố"),
        "thị" => Some("thị xã"),
        "thành phố trực thuộc trung ương" => Some("thành phố"),
        _ => super::Kind::PLACES.into_iter().find(|kind| *kind == item),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINH_HA: &str = "\
id\tname\tshort_name\tlevel\tkind\tparent_id\tvalid_from\tvalid_to\tsuccessors\tabbreviations
mh\ttỉnh Minh Hà\tMinh Hà\tprovince\ttỉnh\t\t\t\t\t
mh-snv\tSở Nội vụ tỉnh Minh Hà\tSở Nội vụ\tprovince\tsở\tmh\t\t\t\tSNV
mh-stc\tSở Tài chính tỉnh Minh Hà\tSở Tài chính\tprovince\tsở\tmh\t\t\t\tSTC
mh-tt\tThanh tra tỉnh Minh Hà\tThanh tra tỉnh\tprovince\tthanh tra\tmh\t\t\t\tTTT
mh-h1\tthành phố Minh Hà\tMinh Hà\tdistrict\tthành phố\tmh\t\t\t\t
mh-h2\thuyện Vân Khê\tVân Khê\tdistrict\thuyện\tmh\t\t\t\t
mh-h3\thuyện Hạ Lĩnh\tHạ Lĩnh\tdistrict\thuyện\tmh\t\t\t\t
mh-h2-nv\tPhòng Nội vụ huyện Vân Khê\tPhòng Nội vụ\tdistrict\tphòng\tmh-h2\t\t\t\tPNV
mh-h2-x1\txã Trà Sa\tTrà Sa\tcommune\txã\tmh-h2\t\t\t\t
mh-h2-x2\tthị trấn Linh Lan\tLinh Lan\tcommune\tthị trấn\tmh-h2\t\t\t\t
";

    const DAY: Date = Date::constant(2023, 8, 5);

    fn register() -> Register {
        Register::with_overlay(MINH_HA).unwrap()
    }

    #[track_caller]
    fn check(phrase: &str, of: &str, members: &[&str], open: &[&str]) {
        let found = register().expand(phrase, of, DAY);
        let names: Vec<_> = found.members.iter().map(|member| member.id.as_deref().unwrap_or("?")).collect();
        assert_eq!(names, members, "{phrase}");
        assert_eq!(found.open, open, "{phrase}");
    }

    #[test]
    fn groups_of_a_province() {
        let province = "Chủ tịch UBND tỉnh Minh Hà";
        let agencies = "các sở, ban, ngành";
        check(agencies, province, &["mh-snv", "mh-stc"], &[agencies]);
        check("Giám đốc các sở", province, &["mh-snv", "mh-stc"], &[]);
        check("UBND các huyện, thị xã, thành phố", province, &["mh-h2", "mh-h3", "mh-h1"], &[]);
        check("UBND các huyện", province, &["mh-h2", "mh-h3"], &[]);
        check("Chủ tịch UBND cấp huyện", province, &["mh-h1", "mh-h2", "mh-h3"], &[]);
        check("UBND các xã, phường, thị trấn", province, &["mh-h2-x1", "mh-h2-x2"], &[]);
        check("UBND cấp xã", "UBND huyện Vân Khê", &["mh-h2-x1", "mh-h2-x2"], &[]);
        check("các phòng, ban", "UBND huyện Vân Khê", &["mh-h2-nv"], &["các phòng, ban"]);
        check("UBND cấp huyện", "Sở Nội vụ tỉnh Minh Hà", &["mh-h1", "mh-h2", "mh-h3"], &[]);
        check(
            "Các sở, ban, ngành; UBND các huyện, thành phố",
            province,
            &["mh-snv", "mh-stc", "mh-h2", "mh-h3", "mh-h1"],
            &["Các sở, ban, ngành"],
        );
    }

    #[test]
    fn exceptions_are_left_out_or_nobody_is_named() {
        let province = "UBND tỉnh Minh Hà";
        check("UBND các huyện, thành phố (trừ huyện Vân Khê)", province, &["mh-h3", "mh-h1"], &[]);
        check("UBND cấp huyện, trừ UBND huyện Vân Khê và thành phố Minh Hà,", province, &["mh-h3"], &[]);
        check("các sở (không bao gồm Sở Nội vụ)", province, &["mh-stc"], &[]);
        let unclear = "Ủy ban nhân dân cấp huyện (trừ huyện Đâu Đó)";
        check(unclear, province, &[], &[unclear]);
    }

    #[test]
    fn lists_with_elided_words() {
        let province = "UBND tỉnh Minh Hà";
        check("UBND thành phố Minh Hà, huyện Vân Khê, huyện Hạ Lĩnh", province, &["mh-h1", "mh-h2", "mh-h3"], &[]);
        check("UBND các huyện Vân Khê, Hạ Lĩnh", province, &["mh-h2", "mh-h3"], &[]);
        check("UBND các huyện: Vân Khê và Hạ Lĩnh", province, &["mh-h2", "mh-h3"], &[]);
        check("các sở: Nội vụ, Tài chính", province, &["mh-snv", "mh-stc"], &[]);
        check("Sở Nội vụ, Sở Tài chính", province, &["mh-snv", "mh-stc"], &[]);
        check("UBND tỉnh", province, &["mh"], &[]);
    }

    #[test]
    fn what_nobody_can_expand_stays_open() {
        let province = "UBND tỉnh Minh Hà";
        for phrase in
            ["các sở liên quan", "các cơ quan, đơn vị", "Ủy ban nhân dân các huyện nơi có dự án", "các địa phương"]
        {
            check(phrase, province, &[], &[phrase]);
        }
        check("UBND huyện", province, &["?"], &[]);
        check("cán bộ, công chức tỉnh", province, &["?"], &[]);
        check("UBND cấp tỉnh", province, &[], &["Ủy ban nhân dân cấp tỉnh"]);
    }

    #[test]
    fn the_map_of_the_day_decides() {
        let register = Register::builtin();
        let count = |phrase: &str, of: &str, day: Date| register.expand(phrase, of, day).members.len();
        let old = Date::constant(2023, 8, 5);
        let new = Date::constant(2025, 8, 5);
        assert_eq!(count("UBND các huyện, thị xã, thành phố", "UBND tỉnh Lào Cai", old), 9);
        assert_eq!(count("UBND cấp xã", "UBND tỉnh Lào Cai", old), 151);
        assert_eq!(count("UBND cấp huyện", "UBND tỉnh Lào Cai", new), 0);
        assert_eq!(count("UBND các xã, phường", "UBND tỉnh Lào Cai", new), 99);
        assert_eq!(count("UBND các tỉnh, thành phố trực thuộc Trung ương", "Thủ tướng Chính phủ", old), 63);
        assert_eq!(count("UBND các tỉnh, thành phố", "Bộ Nội vụ", new), 34);
    }

    #[test]
    fn while_departments_change_only_those_of_both_maps_are_sure() {
        let register = Register::builtin();
        let departments = |phrase: &str, day: Date| {
            let found = register.expand(phrase, "UBND tỉnh Lào Cai", day);
            let names = |name: &str| found.members.iter().any(|member| member.name.starts_with(name));
            (names("Sở Tài chính"), names("Sở Giao thông vận tải"), names("Sở Nông nghiệp và Môi trường"), found.open)
        };
        let every = "các sở";
        let [before, between, after] =
            [Date::constant(2025, 1, 15), Date::constant(2025, 3, 5), Date::constant(2025, 4, 15)];
        assert_eq!(departments(every, before), (true, true, false, Vec::new()));
        assert_eq!(departments(every, between), (true, false, false, vec![every.to_owned()]));
        assert_eq!(departments(every, after), (true, false, true, Vec::new()));
        assert_eq!(
            departments("các sở: Tài chính, Giao thông vận tải", between),
            (true, true, false, Vec::new()),
            "one that is named exists"
        );
    }

    proptest::proptest! {
        #[test]
        fn an_exception_is_no_member(out in 0..3usize, phrase in 0..3usize) {
            let districts = ["thành phố Minh Hà", "huyện Vân Khê", "huyện Hạ Lĩnh"];
            let phrases = ["UBND các huyện, thành phố", "UBND cấp huyện", "Chủ tịch UBND các huyện, thị xã, thành phố"];
            let text = format!("{} (trừ UBND {})", phrases[phrase], districts[out]);
            let found = register().expand(&text, "UBND tỉnh Minh Hà", DAY);
            proptest::prop_assert_eq!(found.members.len(), 2);
            proptest::prop_assert!(found.members.iter().all(|member| !found.exceptions.contains(member)));
        }

        #[test]
        fn any_phrase_expands_to_something_or_nothing(phrase in ".{0,60}") {
            register().expand(&phrase, "UBND tỉnh Minh Hà", DAY);
        }
    }
}
