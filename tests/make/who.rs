//! Who must act: a unit, a list of units under one word, a group with its exceptions, or someone no register knows.

use super::chance::Chance;
use super::world::{Id, World};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// Sở only.
    Departments,
    /// Sở, ban, ngành: the last two are open.
    Agencies,
    Districts,
    /// Of one district.
    Communes,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Unit(Id),
    /// `UBND thành phố A, huyện B, huyện C`: UBND said once.
    List(Vec<Id>),
    Group {
        group: Group,
        of: Id,
        except: Vec<Id>,
    },
    Loose(&'static str),
}

/// As one writer or another says it, and the entries of a lead or co-ordinating set that it means: a group phrase is
/// one entry, as written, without its exceptions.
pub(crate) fn say(world: &World, who: &Who, chance: &mut Chance) -> (String, Vec<String>) {
    match who {
        Who::Unit(id) => {
            let text = match chance.below(4) {
                0 if world.is_place(*id) => format!("Ủy ban nhân dân {}", world.units[*id].name),
                1 if world.is_place(*id) => format!("Chủ tịch UBND {}", world.units[*id].name),
                _ => world.brief(*id),
            };
            (text, vec![world.body(*id)])
        }
        Who::List(ids) => (list(world, ids), ids.iter().map(|&id| world.body(id)).collect()),
        Who::Group { group, of, except } => {
            let words = group_words(world, *group, *of, chance);
            let names: Vec<String> = except.iter().map(|&id| world.brief(id)).collect();
            let names = names.join(", ");
            let text = match chance.below(6) {
                _ if except.is_empty() => words.clone(),
                0 => format!("{words} (không bao gồm {names})"),
                1 => format!("{words} (ngoại trừ {names})"),
                2 => format!("{words}, trừ {names},"),
                3 => format!("{words} (không áp dụng đối với {names})"),
                _ => format!("{words} (trừ {names})"),
            };
            (text, vec![words])
        }
        Who::Loose(words) => ((*words).to_owned(), vec![(*words).to_owned()]),
    }
}

fn list(world: &World, ids: &[Id]) -> String {
    let names: Vec<&str> = ids.iter().map(|&id| world.units[id].name.as_str()).collect();
    let committee = if ids.iter().all(|&id| world.is_place(id)) { "UBND " } else { "" };
    format!("{committee}{}", names.join(", "))
}

fn group_words(world: &World, group: Group, of: Id, chance: &mut Chance) -> String {
    let kinds = |ids: &[Id]| {
        let mut kinds: Vec<&str> = Vec::new();
        for kind in ["huyện", "thị xã", "thành phố", "xã", "phường", "thị trấn"] {
            if ids.iter().any(|&id| world.units[id].kind == kind) {
                kinds.push(kind);
            }
        }
        kinds.join(", ")
    };
    match group {
        Group::Departments => {
            (*chance.pick(&["các sở", "các sở thuộc UBND tỉnh", "Giám đốc các sở", "các Sở", "các sở của tỉnh"]))
                .to_owned()
        }
        Group::Agencies => (*chance.pick(&[
            "các sở, ban, ngành",
            "các sở, ban, ngành tỉnh",
            "Thủ trưởng các sở, ban, ngành",
            "các Sở, ban, ngành cấp tỉnh",
            "các sở, ngành",
            "Thủ trưởng các sở, ban, ngành thuộc UBND tỉnh",
        ]))
        .to_owned(),
        Group::Districts => {
            let kinds = kinds(&world.districts(of));
            match chance.below(6) {
                0 => "UBND cấp huyện".to_owned(),
                1 => format!("Ủy ban nhân dân các {kinds}"),
                2 => format!("Chủ tịch UBND các {kinds}"),
                3 => format!("Chủ tịch Ủy ban nhân dân các {kinds}"),
                _ => format!("UBND các {kinds}"),
            }
        }
        Group::Communes => {
            let kinds = kinds(&world.communes(of));
            match chance.below(6) {
                3 => format!("Chủ tịch Ủy ban nhân dân các {kinds}"),
                0 => "UBND cấp xã".to_owned(),
                1 => format!("Ủy ban nhân dân các {kinds}"),
                2 => format!("Chủ tịch UBND các {kinds}"),
                _ => format!("UBND các {kinds}"),
            }
        }
    }
}

/// Whom the phrase obliges: closed members, and those that an open phrase may hold.
pub(crate) fn members(world: &World, who: &Who) -> (Vec<Id>, Vec<String>) {
    match who {
        Who::Unit(id) => (vec![*id], Vec::new()),
        Who::List(ids) => (ids.clone(), Vec::new()),
        Who::Group { group, of, except } => {
            let all = match group {
                Group::Departments | Group::Agencies => world.departments(*of),
                Group::Districts => world.districts(*of),
                Group::Communes => world.communes(*of),
            };
            let open = match group {
                Group::Agencies => world.other_agencies(*of).into_iter().map(|id| world.body(id)).collect(),
                _ => Vec::new(),
            };
            (all.into_iter().filter(|id| !except.contains(id)).collect(), open)
        }
        Who::Loose(words) => (Vec::new(), vec![(*words).to_owned()]),
    }
}
