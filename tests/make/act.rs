//! A document of the story as others cite it.

use super::chance::Chance;
use super::day::Day;
use super::truth::{Citation, Relation};
use super::world::{Id, Level, World};

/// Tên loại: name, symbol. A letter has no symbol of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) symbol: &'static str,
}

const fn kind(name: &'static str, symbol: &'static str) -> Kind {
    Kind { name, symbol }
}

pub(crate) const DIRECTIVE: Kind = kind("Chỉ thị", "CT");
pub(crate) const PLAN: Kind = kind("Kế hoạch", "KH");
pub(crate) const DECISION: Kind = kind("Quyết định", "QĐ");
pub(crate) const REPORT: Kind = kind("Báo cáo", "BC");
pub(crate) const PROPOSAL: Kind = kind("Tờ trình", "TTr");
pub(crate) const NOTICE: Kind = kind("Thông báo", "TB");
pub(crate) const GUIDE: Kind = kind("Hướng dẫn", "HD");
pub(crate) const TELEGRAM: Kind = kind("Công điện", "CĐ");
pub(crate) const MINUTES: Kind = kind("Biên bản", "BB");
pub(crate) const INVITATION: Kind = kind("Giấy mời", "GM");
pub(crate) const LETTER: Kind = kind("Công văn", "");

/// Số, ký hiệu, ngày, cơ quan, trích yếu.
#[derive(Clone, Debug)]
pub(crate) struct Act {
    pub(crate) kind: Kind,
    pub(crate) unit: Id,
    /// Issued by the head of the unit, as others may also say of a body's directive.
    pub(crate) chair: bool,
    pub(crate) number: String,
    /// The year inside the number.
    pub(crate) year: Option<i32>,
    pub(crate) notation: String,
    pub(crate) day: Day,
    pub(crate) subject: String,
    /// The document that the subject names.
    pub(crate) names: Option<Box<Citation>>,
}

impl Act {
    /// `10/CT-UBND`, `04/2023/QĐ-UBND`.
    pub(crate) fn code(&self) -> String {
        match self.year {
            Some(year) => format!("{}/{year}/{}", self.number, self.notation),
            None => format!("{}/{}", self.number, self.notation),
        }
    }
}

/// How much of a citation is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Type, number, day, body, subject.
    Full,
    /// Type, number, day, body.
    Plain,
    /// Type and number.
    Short,
    /// As in [`Form::Plain`], with a slip of the typist in the number.
    Slip,
}

/// The words of the citation, and what a reader in the body `home` knows from them.
pub(crate) fn cite(
    world: &World,
    act: &Act,
    home: Option<Id>,
    form: Form,
    relation: Relation,
    chance: &mut Chance,
) -> (String, Citation) {
    let lower_case = act.kind == LETTER && chance.one_in(2);
    let name = if lower_case { act.kind.name.to_lowercase() } else { act.kind.name.to_owned() };
    let code = if form == Form::Slip { slip(act, chance) } else { act.code() };
    let lead = if form != Form::Slip && chance.one_in(6) { " " } else { " số " };
    let mut citation = Citation {
        type_name: Some(act.kind.name.to_owned()),
        code_number: Some(act.number.clone()),
        code_year: act.year,
        code_notation: Some(act.notation.clone()),
        issued_date: None,
        organ_name: None,
        name: None,
        relation,
        also: Vec::new(),
        actor: None,
    };
    let mut words = format!("{name}{lead}{code}");
    if form == Form::Short {
        return (words, citation);
    }
    citation.issued_date = Some(act.day.iso());
    citation.organ_name = Some(world.body(act.unit));
    let body = body(world, act, home, chance);
    let day = act.day.written(chance);
    match chance.below(6) {
        0 => words.push_str(&format!(" của {body} {day}")),
        1 => words.push_str(&format!(" ({day}) của {body}")),
        2 => words.push_str(&format!(", {day} của {body}")),
        _ => words.push_str(&format!(" {day} của {body}")),
    }
    if form == Form::Full {
        words.push_str(&format!(" về {}", act.subject));
    }
    (words, citation)
}

/// The issuer as another body writes it.
fn body(world: &World, act: &Act, home: Option<Id>, chance: &mut Chance) -> String {
    let unit = &world.units[act.unit];
    if !world.is_place(act.unit) {
        let inside = home.is_some_and(|home| world.province_of(home) == world.province_of(act.unit));
        return match unit.level {
            Level::Province if inside && chance.one_in(2) => unit.short.clone(),
            _ => unit.name.clone(),
        };
    }
    let committee = if chance.one_in(2) { "Ủy ban nhân dân" } else { "UBND" };
    let head = if act.chair && chance.one_in(2) { "Chủ tịch " } else { "" };
    let above = home.is_some_and(|home| {
        let seat = world.seat(home);
        seat == act.unit || world.units[seat].parent == Some(act.unit) || world.province_of(seat) == act.unit
    });
    let place = if above && chance.one_in(2) { unit.kind.to_owned() } else { unit.name.clone() };
    format!("{head}{committee} {place}")
}

/// A slip really seen in offices; the number is meant as it is.
fn slip(act: &Act, chance: &mut Chance) -> String {
    let (number, notation) = (&act.number, &act.notation);
    match chance.below(5) {
        0 => format!("{number}//{notation}"),
        1 => format!("{number}/{}", notation.replace('-', " - ")),
        2 => format!("{number} /{notation}"),
        3 => format!("{number}/ {notation}"),
        _ => format!("{number}/{}", notation.replace('-', "\u{2013}").replace('Đ', "\u{d0}")),
    }
}
