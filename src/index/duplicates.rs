//! Which files are the same file, and which are draft and signed copy of one document.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::entry::own_number;
use crate::record::{Header, Record, Status};
use crate::vi;

/// What [`mark`] needs of a record.
#[derive(Deserialize)]
pub(super) struct Head {
    path: String,
    #[serde(default)]
    sha256: String,
    #[serde(default)]
    status: Option<Status>,
    #[serde(default)]
    document: Option<Header>,
}

impl From<Head> for Record {
    fn from(head: Head) -> Record {
        let Head { path, sha256, status, document } = head;
        let lists = |header: Header| Header { addressees: Vec::new(), to_places: Vec::new(), ..header };
        Record { path, sha256, status, document: document.map(lists), ..Record::default() }
    }
}

/// Sets `duplicate_of` and `near_duplicates` in `records`, which stand in the order of their paths.
pub(super) fn mark(records: &mut [Record]) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for record in records.iter_mut().filter(|record| !record.sha256.is_empty()) {
        match first.get(&record.sha256) {
            Some(path) => record.duplicate_of = Some(path.clone()),
            None => {
                first.insert(record.sha256.clone(), record.path.clone());
            }
        }
    }
    let mut near: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for among in alike(records).values() {
        let is_draft = |at: &usize| records.get(*at).is_some_and(|record| record.status == Some(Status::Draft));
        // Issued documents of one subject are many; each draft is compared with all, they not with one another.
        let numbered = among.iter().all(|at| !is_draft(at));
        for a in among.iter().filter(|at| numbered || is_draft(at)) {
            let Some(one) = records.get(*a) else { continue };
            let others = among.iter().filter(|b| *b != a).filter_map(|b| Some((*b, records.get(*b)?)));
            let same: Vec<(usize, &Record)> = others.filter(|(_, other)| is_same_document(one, other)).collect();
            // A draft that fits two issued documents is none of them for sure: letters of one form go out every week.
            let numbers: BTreeSet<Option<String>> = same.iter().map(|(_, other)| number(other)).collect();
            if numbers.iter().flatten().count() > 1 {
                continue;
            }
            for (b, other) in same {
                near.entry(*a).or_default().insert(other.path.clone());
                near.entry(b).or_default().insert(one.path.clone());
            }
        }
    }
    for (at, paths) in near {
        if let Some(record) = records.get_mut(at) {
            record.near_duplicates = paths.into_iter().collect();
        }
    }
}

/// Files that may hold one document: of one issuer and type with the same number and day, or with the same subject
/// where one of them is a draft.
fn alike(records: &[Record]) -> BTreeMap<[String; 3], Vec<usize>> {
    let mut groups: BTreeMap<[String; 3], Vec<usize>> = BTreeMap::new();
    let mut drafted: BTreeSet<[String; 3]> = BTreeSet::new();
    for (at, record) in records.iter().enumerate().filter(|(_, record)| record.duplicate_of.is_none()) {
        let Some(document) = &record.document else { continue };
        let issuer = document.organ_id.clone().or_else(|| document.organ_name.as_deref().map(vi::fold));
        let (Some(issuer), Some(kind)) = (issuer, document.type_name.clone()) else { continue };
        if let (Some(number), Some(day)) = (own_number(document), &document.issued_date) {
            let key = [issuer.clone(), kind.clone(), format!("{} {day}", number.key())];
            groups.entry(key).or_default().push(at);
        }
        if let Some(subject) = subject(document) {
            let key = [issuer, kind, format!("subject {subject}")];
            if record.status == Some(Status::Draft) {
                drafted.insert(key.clone());
            }
            groups.entry(key).or_default().push(at);
        }
    }
    groups.retain(|key, among| among.len() > 1 && (!key[2].starts_with("subject ") || drafted.contains(key)));
    groups
}

/// Whether two files of one issuer and type hold one document: the same number and day, or the same subject where one
/// of them is a draft that leaves number or day open.
fn is_same_document(a: &Record, b: &Record) -> bool {
    let (Some(one), Some(other)) = (&a.document, &b.document) else { return false };
    let day = |document: &Header| document.issued_date.clone().unwrap_or_default();
    let (from, to) = (day(one), day(other));
    if let (Some(number), Some(same)) = (number(a), number(b)) {
        return number == same && from == to && from.len() == 10;
    }
    let is_draft = |record: &Record| record.status == Some(Status::Draft);
    let symbol = |document: &Header| document.code_notation.as_deref().map(vi::fold);
    let open = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
    // Years have drafts of the same subject again: where both name a month it must be one.
    (is_draft(a) || is_draft(b))
        && subject(one).is_some()
        && subject(one) == subject(other)
        && open(&symbol(one), &symbol(other))
        && !(from.is_empty() && to.is_empty())
        && (from.starts_with(&to) || to.starts_with(&from))
}

fn number(record: &Record) -> Option<String> {
    own_number(record.document.as_ref()?).map(|number| number.key())
}

/// The subject by its words alone: signs and marks are what OCR and a second hand change.
fn subject(document: &Header) -> Option<String> {
    let folded = vi::fold(document.subject.as_deref()?);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(path: &str, number: Option<&str>, day: &str, status: Status) -> Record {
        let document = Header {
            code_number: number.map(str::to_owned),
            code_notation: Some("UBND-TH".to_owned()),
            type_name: Some("Công văn".to_owned()),
            issued_date: Some(day.to_owned()),
            organ_name: Some("Ủy ban nhân dân tỉnh Minh Hà".to_owned()),
            subject: Some("sử dụng tiết kiệm điện".to_owned()),
            ..Header::default()
        };
        let (path, sha256) = (path.to_owned(), path.to_owned());
        Record { path, sha256, document: Some(document), status: Some(status), ..Record::default() }
    }

    #[test]
    fn a_draft_belongs_to_its_signed_copy() {
        let mut records = [
            record("a", None, "2022-06", Status::Draft),
            record("b", Some("257"), "2022-06-13", Status::Issued),
            record("c", Some("301"), "2023-06-13", Status::Issued),
        ];
        mark(&mut records);
        assert_eq!(records[0].near_duplicates, ["b"]);
        assert_eq!(records[1].near_duplicates, ["a"]);
        assert!(records[2].near_duplicates.is_empty());
    }

    #[test]
    fn a_draft_that_fits_two_numbers_belongs_to_neither() {
        let mut records = [
            record("a", None, "2022-06", Status::Draft),
            record("b", Some("257"), "2022-06-13", Status::Issued),
            record("c", Some("301"), "2022-06-20", Status::Issued),
        ];
        mark(&mut records);
        assert!(records.iter().all(|record| record.near_duplicates.is_empty()));
        records[2].document.as_mut().unwrap().subject = Some("phòng, chống dịch".to_owned());
        records[1].document.as_mut().unwrap().subject = Some("Sử dụng tiết kiệm, điện".to_owned());
        mark(&mut records);
        assert_eq!(records[0].near_duplicates, ["b"], "signs do not count");
    }

    #[test]
    fn the_same_bytes_name_the_first_path() {
        let mut records = [record("a", Some("1"), "2022-06-13", Status::Issued); 1].to_vec();
        records.push(Record { path: "b".to_owned(), ..records[0].clone() });
        mark(&mut records);
        assert_eq!(records[1].duplicate_of.as_deref(), Some("a"));
        assert!(records[0].near_duplicates.is_empty());
    }
}
