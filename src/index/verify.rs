//! Whether the index says only what its texts say.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use super::entry::{cited_number, own_number};
use super::error::IndexError;
use super::schema::FILE;
use super::state::FileState;
use super::store::Store;
use crate::date;
use crate::number::{self, DocumentNumber};
use crate::record::{Evidence, Record};
use crate::text::{Span, Text};
use crate::{read, recognise, rules, walk};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Path of the record, or file of the index.
    pub path: String,
    /// What is wrong.
    pub text: String,
}

/// Checks everything; how many records there are, and every fault in the order of paths.
pub fn verify(store: &Store, files: bool) -> Result<(usize, Vec<Fault>), IndexError> {
    let mut faults = Vec::new();
    for damaged in store.damaged_files()? {
        faults.push(Fault { path: damaged, text: "its checksum does not hold".to_owned() });
    }
    let addresses = store.files_with(store.fields().kind, FILE)?;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for address in &addresses {
        match store.at(*address) {
            Ok((record, text)) => {
                *seen.entry(record.path.clone()).or_default() += 1;
                faults.extend(of_record(&record, &text).map(|text| Fault { path: record.path.clone(), text }));
            }
            Err(error) => faults.push(Fault { path: format!("{address:?}"), text: error.to_string() }),
        }
    }
    for (path, count) in seen.iter().filter(|(_, count)| **count > 1) {
        faults.push(Fault { path: path.clone(), text: format!("{count} records") });
    }
    if files {
        let corpora = store.corpora()?;
        let corpora: Vec<PathBuf> = corpora.into_iter().filter(|corpus| corpus.exists()).collect();
        let walk = walk::walk(&corpora, &[]).unwrap_or_default();
        let disk: BTreeMap<&str, &Path> = walk.files.iter().map(|file| (&*file.path, &*file.disk)).collect();
        for state in store.states()?.values() {
            let disk = disk.get(state.path.as_str()).copied();
            faults.extend(on_disk(state, disk).map(|text| Fault { path: state.path.clone(), text }));
        }
    }
    faults.sort();
    Ok((addresses.len(), faults))
}

fn of_record<'a>(record: &'a Record, text: &'a Text) -> impl Iterator<Item = String> + 'a {
    let value = serde_json::to_value(record).unwrap_or_default();
    let proofs = record.evidence.iter().map(|(pointer, proof)| (pointer.clone(), proof));
    let mentions = record.citations.iter().enumerate().flat_map(|(at, citation)| {
        citation.mentions.iter().enumerate().map(move |(nth, proof)| (format!("/citations/{at}/mentions/{nth}"), proof))
    });
    let doubts = record.doubts.iter().enumerate();
    let doubts = doubts.filter_map(|(at, doubt)| Some((format!("/doubts/{at}"), doubt.evidence.as_ref()?)));
    let proofs: Vec<(String, &Evidence)> = proofs.chain(mentions).chain(doubts).collect();
    let unproved = proofs.into_iter().flat_map(move |(pointer, proof)| {
        let mut wrong = of_proof(proof, text);
        if value.pointer(&pointer).is_none_or(Value::is_null) {
            wrong.push("proves a value that is not there".to_owned());
        }
        wrong.into_iter().map(move |wrong| format!("{pointer}: {wrong}"))
    });
    unproved.chain(reread(record))
}

fn of_proof(proof: &Evidence, text: &Text) -> Vec<String> {
    let mut wrong = Vec::new();
    let span = Span { start: proof.start, end: proof.end };
    if proof.quote.is_empty() || text.quote(span) != proof.quote {
        wrong.push(format!("the quote “{}” is not what stands at {}..{}", proof.quote, span.start, span.end));
    }
    if text.page(span.start) != proof.page {
        wrong.push(format!("the quote “{}” is not on page {:?}", proof.quote, proof.page));
    }
    if !rules::exists(&proof.rule) {
        wrong.push(format!("there is no rule {}", proof.rule));
    }
    wrong
}

/// Numbers and days, read again from their quotes.
fn reread(record: &Record) -> Vec<String> {
    let mut wrong = Vec::new();
    let quote = |pointer: &str| record.evidence.get(pointer).map(|proof| proof.quote.as_str());
    if let Some(document) = &record.document {
        let by_name =
            record.evidence.get("/document/code_number").is_some_and(|proof| proof.rule == recognise::BY_FILE_NAME);
        if let (Some(own), Some(quote)) = (own_number(document), quote("/document/code_number"))
            && !says_number(if by_name { &record.path } else { quote }, &own)
        {
            wrong.push(format!("/document/code_number: “{quote}” does not say {own}"));
        }
        if let (Some(day), Some(proof)) = (&document.issued_date, record.evidence.get("/document/issued_date")) {
            // A signature stands in the file, not in its text.
            let signed = proof.rule == recognise::BY_SIGNATURE;
            let year = day.get(..4).unwrap_or_default();
            if proof.rule == recognise::YEAR_BY_SIGNATURE && !is_signed_on(record, year) {
                wrong.push(format!("/document/issued_date: no signature is of {year}"));
            }
            let signed_year = proof.rule == recognise::YEAR_BY_SIGNATURE;
            if signed && !is_signed_on(record, day) {
                wrong.push(format!("/document/issued_date: no signature is of {day}"));
            } else if !signed && !signed_year && !says_day(&proof.quote, day) {
                wrong.push(format!("/document/issued_date: “{}” does not say {day}", proof.quote));
            }
        }
    }
    for (at, citation) in record.citations.iter().enumerate() {
        let proved = quote(&format!("/citations/{at}/code_number")).unwrap_or("");
        if let Some(number) = cited_number(citation)
            && !says_number(proved, &number)
        {
            wrong.push(format!("/citations/{at}/code_number: “{proved}” does not say {number}"));
        }
        if let (Some(day), Some(quote)) = (&citation.issued_date, quote(&format!("/citations/{at}/issued_date")))
            && !says_day(quote, day)
        {
            wrong.push(format!("/citations/{at}/issued_date: “{quote}” does not say {day}"));
        }
    }
    wrong
}

/// Whether a quote holds this number, or its serial where the symbol stands apart.
fn says_number(quote: &str, wanted: &DocumentNumber) -> bool {
    let says = |quote: &str| {
        let plain = Text::plain(quote);
        number::numbers(plain.as_str()).any(|(_, found)| found.key() == wanted.key())
            || quote.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-').any(|part| part == wanted.serial)
            || quote.contains(&wanted.serial)
    };
    // A scan may show it in two parts: "21 4/QĐ-DCT".
    says(quote) || says(&recognise::as_read(quote))
}

fn is_signed_on(record: &Record, day: &str) -> bool {
    record.signatures.iter().filter_map(|signature| signature.signed_at.as_deref()).any(|at| at.starts_with(day))
}

fn says_day(quote: &str, wanted: &str) -> bool {
    let says = |quote: &str| {
        date::dates(quote)
            .any(|found| found.iso().is_some_and(|iso| iso.starts_with(wanted) || wanted.starts_with(&iso)))
    };
    // A scan may show a figure as a letter: "l6 tháng 5 năm 2025".
    says(quote) || says(&recognise::as_read(quote))
}

fn on_disk(state: &FileState, disk: Option<&Path>) -> Option<String> {
    if state.sha256.is_empty() || state.path.contains("!/") {
        return None;
    }
    let Some(disk) = disk else { return Some("there is no such file on disk any more: build again".to_owned()) };
    match std::fs::read(disk) {
        Ok(bytes) if read::digest(&bytes) == state.sha256 => None,
        Ok(_) => Some("the file on disk has changed since it was read: build again".to_owned()),
        Err(error) => Some(format!("the file on disk cannot be opened: {error}")),
    }
}
