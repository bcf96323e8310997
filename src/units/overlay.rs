//! `units.tsv` of a corpus: units that the built-in register lacks, or has otherwise.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Unit;
use crate::agency::Level;
use crate::date::Date;

/// The columns, in the order in which they are documented; a file may order them otherwise.
const COLUMNS: [&str; 10] =
    ["id", "name", "short_name", "level", "kind", "parent_id", "valid_from", "valid_to", "successors", "abbreviations"];

/// What is wrong in a `units.tsv`, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("units.tsv, line {line}, column {column}: {message}")]
pub struct OverlayError {
    /// From 1; the header is line 1.
    pub line: usize,
    /// Name of the column.
    pub column: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// Reads the table. `known` says whether the built-in register has an id.
pub(super) fn units(table: &str, known: impl Fn(&str) -> bool) -> Result<Vec<Unit>, OverlayError> {
    let table = table.trim_start_matches('\u{feff}');
    let mut lines = table.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (_, header) = lines.next().ok_or_else(|| fault(1, "id", "the header line is missing".to_owned()))?;
    let header: Vec<&str> = header.split('\t').map(str::trim).collect();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        *place = header
            .iter()
            .position(|name| *name == column)
            .ok_or_else(|| fault(1, column, "the column is missing from the header".to_owned()))?;
    }
    if let Some(other) = header.iter().find(|name| !COLUMNS.contains(name)) {
        return Err(fault(1, other, "no such column".to_owned()));
    }
    let mut units = Vec::new();
    let mut ids = BTreeSet::new();
    let mut named: Vec<(usize, &str, String)> = Vec::new();
    for (index, line) in lines {
        let number = index + 1;
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        let get = |column: usize| places.get(column).and_then(|place| fields.get(*place)).copied().unwrap_or("");
        if fields.len() > header.len() {
            return Err(fault(
                number,
                "abbreviations",
                format!("{} fields, and the header has {}", fields.len(), header.len()),
            ));
        }
        let required = |column: usize| match get(column) {
            "" => Err(fault(number, COLUMNS[column], "is empty".to_owned())),
            value => Ok(value.to_owned()),
        };
        let id = required(0)?;
        if !ids.insert(id.clone()) {
            return Err(fault(number, "id", format!("{id} stands twice")));
        }
        let name = required(1)?;
        let level = match get(3).to_lowercase().as_str() {
            "central" | "trung ương" => Level::Central,
            "province" | "tỉnh" => Level::Province,
            "district" | "huyện" => Level::District,
            "commune" | "xã" => Level::Commune,
            other => {
                return Err(fault(
                    number,
                    "level",
                    format!("{other:?} is none of central, province, district, commune"),
                ));
            }
        };
        let day = |column: usize| -> Result<Option<Date>, OverlayError> {
            let text = get(column);
            let wrong = |_| fault(number, COLUMNS[column], format!("{text:?} is no day of the form 2025-07-01"));
            if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(wrong) }
        };
        let (from, to) = (day(6)?, day(7)?);
        if from.is_some() && to.is_some() && to < from {
            return Err(fault(number, "valid_to", "lies before valid_from".to_owned()));
        }
        let listed =
            |column: usize| get(column).split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
        let parent = Some(get(5)).filter(|parent| !parent.is_empty()).map(str::to_owned);
        named.extend(parent.iter().map(|parent| (number, "parent_id", parent.clone())));
        named.extend(listed(8).map(|successor| (number, "successors", successor)));
        units.push(Unit {
            id: Cow::Owned(id),
            short_name: Cow::Owned(if get(2).is_empty() { name.clone() } else { get(2).to_owned() }),
            name: Cow::Owned(name),
            level,
            kind: Cow::Owned(required(4)?.to_lowercase()),
            parent: parent.map(Cow::Owned),
            from,
            to,
            successors: listed(8).map(Cow::Owned).collect(),
            abbreviations: listed(9).collect(),
        });
    }
    for (number, column, id) in named {
        if !ids.contains(&id) && !known(&id) {
            return Err(fault(number, column, format!("no unit has the id {id}")));
        }
    }
    Ok(units)
}

fn fault(line: usize, column: &str, message: String) -> OverlayError {
    OverlayError { line, column: column.to_owned(), message }
}
