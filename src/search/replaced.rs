//! Units of a query that no longer exist, and the units that took over.

use std::sync::LazyLock;

use super::told::Note;
use crate::agency::{BODIES, Body};
use crate::index::{IndexError, Store};
use crate::units::Unit;
use crate::vi;

/// Types of places, folded: what a name must begin with to be looked up.
const KINDS: [&[&str]; 8] =
    [&["tinh"], &["huyen"], &["quan"], &["xa"], &["phuong"], &["thi", "xa"], &["thi", "tran"], &["thanh", "pho"]];
/// Words of a query that are looked at.
const READ: usize = 100;
/// Words of the longest name.
const LONGEST: usize = 5;
/// Units with one name of which the successors are still told.
const SHARED: usize = 3;

/// What a query should know of the units that it names.
pub(super) fn notes(store: &Store, query: &str) -> Result<Vec<Note>, IndexError> {
    let words: Vec<&str> =
        query.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|word| !word.is_empty()).take(READ).collect();
    let folded: Vec<String> = words.iter().map(|word| vi::fold(word)).collect();
    let begins = |at: usize| {
        let kind = KINDS.iter().filter(|kind| {
            folded.get(at..at + kind.len()).is_some_and(|there| there.iter().zip(kind.iter()).all(|(a, b)| a == b))
        });
        kind.map(|kind| kind.len()).max()
    };
    let mut notes = bodies(&words, &folded);
    if !(0..words.len()).any(|at| begins(at).is_some()) {
        return Ok(notes);
    }
    let register = store.register()?;
    let mut at = 0;
    while at < words.len() {
        let Some(kind) = begins(at) else {
            at += 1;
            continue;
        };
        let found = (kind + 1..=kind + LONGEST).rev().find_map(|length| {
            let name = words.get(at..at + length)?.join(" ");
            let units = register.written(&name);
            (!units.is_empty()).then_some((length, units))
        });
        let Some((length, units)) = found else {
            at += kind;
            continue;
        };
        at += length;
        // One that still exists under this name is the one that is meant.
        if units.len() <= SHARED && units.iter().all(|unit| unit.to.is_some()) {
            for unit in units {
                let now: Vec<String> = register.successors(unit).map(|unit| unit.name.clone().into_owned()).collect();
                if !now.is_empty() {
                    notes.push(Note::Replaced(whole_name(register, unit), now));
                }
            }
        }
    }
    notes.dedup();
    Ok(notes)
}

/// Bodies that others took over, each with the words of its name, folded, a space on each side.
static REPLACED: LazyLock<Vec<(String, &'static Body)>> = LazyLock::new(|| {
    let replaced = BODIES.iter().filter(|body| body.to.is_some() && !body.successors.is_empty());
    let name = |body: &Body| {
        let words = body.name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        format!(" {} ", words.map(vi::fold).collect::<Vec<_>>().join(" "))
    };
    replaced.map(|body| (name(body), body)).collect()
});

/// Ministries and departments that a query names in full, or as in a symbol.
fn bodies(words: &[&str], folded: &[String]) -> Vec<Note> {
    let line = format!(" {} ", folded.join(" "));
    let named = REPLACED
        .iter()
        .filter(|(name, body)| line.contains(name) || body.abbreviations.iter().any(|short| words.contains(short)));
    named
        .map(|(_, body)| {
            Note::Replaced(body.name.to_owned(), body.successors.iter().map(|name| (*name).to_owned()).collect())
        })
        .collect()
}

/// The name with the unit above it, which tells apart those of one name.
fn whole_name(register: &crate::units::Register, unit: &Unit) -> String {
    let above = unit.parent.as_deref().and_then(|parent| register.unit(parent));
    above.map_or(unit.name.to_string(), |above| format!("{} ({})", unit.name, above.name))
}
