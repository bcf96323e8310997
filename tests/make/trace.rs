//! The truth of every trace, from the story: who was obliged, whose document counts, in time or late.
//!
//! A unit is due on the earliest day that the directive's tasks set for it.

use std::collections::BTreeMap;

use super::act::Act;
use super::day::Day;
use super::sheet::Duty;
use super::teller::{Known, Teller};
use super::truth::{Cell, Relation, Trace};
use super::who::members;
use super::world::{Id, World};

/// One trace for every document that obliges a unit of the register.
pub(crate) fn traces(teller: &Teller, end: Day) -> Vec<Trace> {
    let mut out = Vec::new();
    for known in teller.known.iter().filter(|known| !known.draft && !known.duties.is_empty()) {
        let Some(act) = &known.act else { continue };
        let whole = trace(teller, known, act, end);
        if whole.cells.is_empty() {
            continue;
        }
        let wide = whole.cells.len() > 7;
        out.push(whole);
        if wide {
            // The same question asked early: what came later is not there yet.
            out.push(trace(teller, known, act, act.day.plus(25)));
        }
    }
    out
}

fn trace(teller: &Teller, known: &Known, act: &Act, as_of: Day) -> Trace {
    let world = &teller.world;
    let mut trace = Trace::new(&act.code(), &world.body(act.unit), act.day.year(), &known.path, as_of.iso());
    for (unit, due) in obliged(world, act, &known.duties, &mut trace.apart) {
        trace.cells.push(cell(teller, act, unit, due, as_of));
    }
    trace
}

fn obliged(world: &World, act: &Act, duties: &[Duty], apart: &mut Vec<String>) -> BTreeMap<Id, Option<Day>> {
    let mut units: BTreeMap<Id, Option<Day>> = BTreeMap::new();
    for duty in duties {
        let (closed, open) = members(world, &duty.who);
        apart.extend(open);
        for unit in closed.into_iter().filter(|&unit| unit != act.unit) {
            let due = units.entry(unit).or_default();
            *due = match (*due, duty.due) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
    }
    apart.sort();
    apart.dedup();
    apart.retain(|name| !units.keys().any(|&unit| world.body(unit) == *name));
    units
}

fn same(a: &Act, b: &Act) -> bool {
    (a.unit, &a.number, &a.notation, a.day) == (b.unit, &b.number, &b.notation, b.day)
}

fn cell(teller: &Teller, act: &Act, unit: Id, due: Option<Day>, as_of: Day) -> Cell {
    let world = &teller.world;
    let mut own: Vec<(&Known, Relation)> = Vec::new();
    let (mut unsure, mut draft, mut grade) = (false, false, None);
    let claims = |known: &Known| known.claims.iter().any(|claim| claim.unit == unit && same(&claim.directive, act));
    // A page bears no day of its own in its record: asked early, it may be heard or not.
    let later_page = teller.known.iter().any(|known| known.day > as_of && known.act.is_none() && claims(known));
    // A draft may bear no day.
    for known in teller.known.iter().filter(|known| known.day <= as_of || known.draft) {
        let relation = known.cited.iter().filter(|(cited, _)| same(cited, act)).map(|&(_, relation)| relation).min();
        if known.act.as_ref().is_some_and(|by| by.unit == unit) {
            match relation {
                Some(Relation::Implements | Relation::Guides) if known.draft => draft = true,
                Some(r @ (Relation::Implements | Relation::Guides)) => own.push((known, r)),
                Some(r @ Relation::LegalBasis)
                    if act.year.is_none() && is_above(world, act.unit, unit) && !known.draft =>
                {
                    own.push((known, r));
                }
                Some(Relation::Reminds | Relation::RepliesTo) | None => {}
                Some(_) => unsure = true,
            }
        } else if claims(known) {
            let new = if known.act.is_some() { "B" } else { "C" };
            grade = Some(grade.map_or(new, |old: &'static str| old.min(new)));
        }
    }
    own.sort_by_key(|(known, _)| known.day);
    let mut cell = Cell {
        unit: world.body(unit),
        unit_id: world.units[unit].key.clone(),
        states: Vec::new(),
        grade: None,
        days: None,
        document: None,
        relation: None,
    };
    if let Some((first, relation)) = own.first() {
        cell.grade = Some("A");
        cell.document = Some(first.path.clone());
        cell.relation = Some(*relation);
        (cell.states, cell.days) = match due {
            None => (vec!["no_deadline"], Some(first.day.0 - act.day.0)),
            Some(due) if first.day <= due => (vec!["issued_on_time"], None),
            Some(due) => (vec!["issued_late"], Some(first.day.0 - due.0)),
        };
    } else if let Some(grade) = grade {
        cell.grade = Some(grade);
        cell.states = vec!["reported_only"];
    } else if unsure {
        cell.states = vec!["ambiguous"];
    } else {
        (cell.states, cell.days) = match due {
            None => (vec!["no_deadline"], Some(as_of.0 - act.day.0)),
            Some(due) if as_of <= due => (vec!["not_seen_in_time"], None),
            Some(due) => (vec!["not_seen_overdue"], Some(as_of.0 - due.0)),
        };
        if draft {
            // The definitions are silent on a unit whose only document is a draft: unseen, or undecided.
            cell.states.push("ambiguous");
        }
    }
    if later_page && cell.grade.is_none() {
        cell.states.push("reported_only");
    }
    cell
}

fn is_above(world: &World, high: Id, low: Id) -> bool {
    let mut at = world.units[low].parent;
    while let Some(id) = at {
        if id == high {
            return true;
        }
        at = world.units[id].parent;
    }
    world.units[high].parent.is_none() && world.province_of(low) != high && high == world.ministry
}
