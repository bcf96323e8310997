//! Conditions on fields: those of the query language, and those that a request sets beside its query.

use std::collections::BTreeSet;

use tantivy::Term;
use tantivy::query::{Occur, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field as Handle, IndexRecordOption};

use super::compile::{self, Clause, all, between, only, term};
use super::field::Field;
use super::told::Note;
use super::{Request, SearchError, acronym, days, number};
use crate::index::analyzer::Syllable;
use crate::index::{IndexError, Store};
use crate::number::document_types;
use crate::vi;

/// Words that may stand between those of a name: "Sở Nội vụ (thành phố) Huế".
const BETWEEN: u32 = 2;

/// Entries with this value; `None` when no entry can have it.
pub(super) fn of(store: &Store, field: Field, value: &str) -> Result<Option<Box<dyn Query>>, IndexError> {
    let fields = store.fields();
    Ok(match field {
        Field::Type => kind(store, value)?,
        Field::Level => one_of(store, &[fields.level], &field.value(value))?,
        Field::Province => province(store, value)?,
        Field::Status => one_of(store, &[fields.status, fields.role], &field.value(value))?,
        Field::Relation => one_of(store, &[fields.relation], &field.value(value).replace(' ', "_"))?,
        Field::Issuer => {
            Some(all([fields.issuer, fields.part_issuer].map(|field| (Occur::Should, name(field, value))).into()))
        }
        Field::Subject => Some(name(fields.head, value)),
        Field::Signer => Some(name(fields.signer, value)),
        Field::Recipient => Some(name(fields.recipient, value)),
        Field::Unit => Some(name(fields.units, value)),
        Field::Date => days::range(value).map(|(from, to)| between(fields.issued, Some(from), Some(to))),
        Field::Tasks => tasks(fields.tasks, value),
        Field::Number => {
            let said = format!("số {value}");
            let words: Vec<&str> = said.split_whitespace().collect();
            let wanted =
                number::first(store, &mut number::Known::new(), &words)?.filter(|wanted| !wanted.keys.is_empty());
            wanted.map(|wanted| {
                all(wanted.keys.iter().map(|(_, key)| (Occur::Should, term(fields.number, key))).collect())
            })
        }
    })
}

/// The conditions that a request sets beside its query.
pub(super) fn beside(store: &Store, request: &Request) -> Result<(Vec<Clause>, Vec<Note>), SearchError> {
    let fields = store.fields();
    let (mut clauses, mut notes) = (Vec::new(), Vec::new());
    let sets = [
        (Field::Type, &request.types),
        (Field::Issuer, &request.issuers),
        (Field::Unit, &request.units),
        (Field::Status, &request.status),
    ];
    for (field, values) in sets.into_iter().filter(|(_, values)| !values.is_empty()) {
        let mut any = Vec::new();
        for value in values {
            let known = of(store, field, value)?;
            if known.is_none() {
                notes.push(Note::NoValue(field, value.clone()));
            }
            any.extend(known.map(|query| (Occur::Should, query)));
        }
        clauses.push(only(all(any)));
    }
    let day = |text: &Option<String>| -> Result<Option<(u64, u64)>, SearchError> {
        text.as_ref().map(|text| days::range(text).ok_or_else(|| SearchError::Day(text.clone()))).transpose()
    };
    let (from, to) = (day(&request.from)?.map(|(first, _)| first), day(&request.to)?.map(|(_, last)| last));
    if from.is_some() || to.is_some() {
        clauses.push(only(between(fields.issued, from, to)));
    }
    if let Some(path) = &request.like {
        clauses.push((Occur::MustNot, term(fields.path, path)));
    }
    for not in &request.not {
        let unknown = || SearchError::Field(not.clone(), Field::names());
        let (name, value) = not.split_once(':').ok_or_else(unknown)?;
        let field = Field::named(name).ok_or_else(unknown)?;
        if field == Field::Date && days::range(value).is_none() {
            return Err(SearchError::Day(value.to_owned()));
        }
        let known = of(store, field, value)?;
        if known.is_none() {
            notes.push(Note::NoValue(field, value.to_owned()));
        }
        clauses.extend(known.map(|query| (Occur::MustNot, query)));
    }
    Ok((clauses, notes))
}

/// Tên loại, whole or as in a symbol: `chỉ thị`, `CT`.
fn kind(store: &Store, value: &str) -> Result<Option<Box<dyn Query>>, IndexError> {
    let typed = vi::fold(value.trim());
    let short = document_types().iter().find(|kind| kind.symbols.iter().any(|symbol| vi::fold(symbol) == typed));
    let wanted = short.map_or(typed, |kind| vi::fold(&kind.name));
    one_of(store, &[store.fields().type_name], &wanted)
}

/// `tỉnh Lào Cai`, or without its type.
fn province(store: &Store, value: &str) -> Result<Option<Box<dyn Query>>, IndexError> {
    let field = store.fields().province;
    let wanted = vi::fold(value.trim());
    let fits = |known: &String| {
        let known = vi::fold(known);
        known == wanted || known.strip_suffix(&wanted).is_some_and(|kind| matches!(kind, "tinh " | "thanh pho "))
    };
    let known = store.terms(field, "")?;
    let fitting: Vec<Clause> =
        known.iter().filter(|known| fits(known)).map(|known| (Occur::Should, term(field, known))).collect();
    Ok((!fitting.is_empty()).then(|| all(fitting)))
}

/// Entries one of whose `fields` is `value`, marks and case aside.
fn one_of(store: &Store, fields: &[Handle], value: &str) -> Result<Option<Box<dyn Query>>, IndexError> {
    let wanted = vi::fold(value);
    let mut any = Vec::new();
    for field in fields {
        let known = store.terms(*field, "")?;
        any.extend(
            known.iter().filter(|word| vi::fold(word) == wanted).map(|word| (Occur::Should, term(*field, word))),
        );
    }
    Ok((!any.is_empty()).then(|| all(any)))
}

fn tasks(field: Handle, value: &str) -> Option<Box<dyn Query>> {
    let none = || Box::new(TermQuery::new(Term::from_field_u64(field, 0), IndexRecordOption::Basic));
    let some = std::ops::Bound::Included(Term::from_field_u64(field, 1));
    match vi::fold(value.trim()).as_str() {
        "co" | "yes" | "true" => Some(Box::new(RangeQuery::new(some, std::ops::Bound::Unbounded))),
        "khong" | "no" | "false" => Some(none()),
        _ => None,
    }
}

/// A name in a field, in every way that it is written.
fn name(field: Handle, value: &str) -> Box<dyn Query> {
    let typed = compile::syllables(value);
    let phrases = spellings(&typed);
    let any: Vec<Clause> = phrases
        .iter()
        .filter_map(|run| compile::phrase_of(field, run, if run.len() > 2 { BETWEEN } else { 0 }))
        .map(|phrase| (Occur::Should, phrase))
        .collect();
    all(any)
}

/// Ways to write a name: as typed, and each with one abbreviation more written out or shortened.
fn spellings(typed: &[Syllable]) -> Vec<Vec<Syllable>> {
    /// A name has few abbreviations; each of them doubles the ways.
    const MOST: usize = 16;
    let mut found = vec![typed.to_vec()];
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut at = 0;
    while let Some(run) = found.get(at).cloned() {
        at += 1;
        for from in 0..run.len() {
            let Some(reading) = acronym::at(run.get(from..).unwrap_or(&[])) else { continue };
            for other in reading.others {
                let mut way = run.clone();
                way.splice(from..from + reading.length, other.iter().cloned());
                let key: Vec<&str> = way.iter().map(Syllable::typed).collect();
                if found.len() < MOST && seen.insert(key.join(" ")) {
                    found.push(way);
                }
            }
        }
    }
    found
}
