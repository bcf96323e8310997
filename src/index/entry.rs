//! One file as entries of the index: the file itself, each of its tasks, each of its citations.

use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};
use tantivy::TantivyDocument as Entry;
use tantivy::schema::Field;

use super::card::Card;
use super::duplicates;
use super::schema::{CITATION, FILE, Fields, IMAGE, TASK};
use super::state::FileState;
use crate::agency::{self, Level};
use crate::number::DocumentNumber;
use crate::read::SeenPage;
use crate::record::{Citation, Header, Record, Task};
use crate::text::Text;

/// The entry of an image as OCR saw it, which goes with the file at `path`.
pub(super) fn image(fields: &Fields, path: &str, page: &SeenPage) -> Entry {
    let mut entry = Entry::new();
    entry.add_text(fields.kind, IMAGE);
    entry.add_text(fields.path, path);
    entry.add_text(fields.sha256, &page.image);
    entry.add_bytes(fields.layout, &postcard::to_allocvec(page).unwrap_or_default());
    entry
}

/// Level and province of issuers by their names, which are few and come again and again.
#[derive(Debug, Default)]
pub(super) struct Issuers(HashMap<String, (Option<&'static str>, Option<String>)>);

impl Issuers {
    /// Names that are kept at hand.
    const KEPT: usize = 10_000;

    fn of(&mut self, name: &str) -> &(Option<&'static str>, Option<String>) {
        if self.0.len() >= Self::KEPT {
            self.0.clear();
        }
        if !self.0.contains_key(name) {
            let level = agency::level(name).map(|level| match level {
                Level::Central => "central",
                Level::Province => "province",
                Level::District => "district",
                Level::Commune => "commune",
            });
            let above = agency::places_in(name).into_iter().next_back();
            let province = above.filter(|place| agency::level_of_place(place) == Some(Level::Province));
            self.0.insert(name.to_owned(), (level, province.map(Into::into)));
        }
        self.0.entry(name.to_owned()).or_default()
    }
}

/// The entries of one file, the file first.
pub(super) fn entries(
    fields: &Fields,
    issuers: &mut Issuers,
    state: &FileState,
    record: &Record,
    text: &Text,
) -> Vec<Entry> {
    let card = Card::of(record, text);
    let mut entries = vec![file(fields, issuers, state, record, text, &card)];
    for (at, task) in record.tasks.iter().enumerate() {
        let evidence = record.evidence.get(&format!("/tasks/{at}/action"));
        let card = card.part(text, Some(&task.action), evidence);
        entries.push(assignment(fields, issuers, record, task, at as u64, &card));
    }
    for (at, citation) in record.citations.iter().enumerate() {
        let evidence = record.evidence.get(&format!("/citations/{at}")).or(citation.mentions.first());
        let card = card.part(text, None, evidence);
        entries.push(cited(fields, issuers, record, citation, at as u64, &card));
    }
    entries
}

/// Card and characters stand first in what is stored: a hit reads no further.
fn file(fields: &Fields, issuers: &mut Issuers, state: &FileState, record: &Record, text: &Text, card: &Card) -> Entry {
    let json = serde_json::to_string(record).unwrap_or_default();
    let layout = postcard::to_allocvec(&text.layout()).unwrap_or_default();
    let room = ROOM + 2 * text.as_str().len() + json.len() + layout.len();
    let mut entry = begin(fields, FILE, record, 0, (card, room));
    if state.outcome.has_text() {
        entry.add_text(fields.text, text.as_str());
        entry.add_text(fields.body, text.as_str());
        // What stands in a title tells more than what stands below it.
        for title in std::iter::repeat_n(&card.title, TITLE).flatten() {
            entry.add_text(fields.body, title);
        }
    }
    entry.add_text(fields.record, &json);
    if state.outcome.has_text() {
        entry.add_bytes(fields.layout, &layout);
    }
    entry.add_u64(fields.bytes, state.bytes);
    entry.add_i64(fields.modified, state.modified);
    entry.add_text(fields.media_type, &state.media_type);
    entry.add_text(fields.sha256, &state.sha256);
    entry.add_text(fields.outcome, state.outcome.word());
    entry.add_text(fields.rules, &state.rules);
    if let Some(document) = &record.document {
        header(&mut entry, fields, issuers, document);
    }
    entry.add_u64(fields.same, identity(record));
    for key in duplicates::keys(card) {
        entry.add_u64(fields.kin, key);
    }
    entry.add_u64(fields.tasks, record.tasks.len() as u64);
    for key in cited_keys(record) {
        entry.add_text(fields.cites, key);
    }
    // Once each: hits are counted by these, not mentions.
    let relations: BTreeSet<String> = record.citations.iter().map(|citation| word(&citation.relation)).collect();
    for relation in relations {
        entry.add_text(fields.relation, relation);
    }
    let units: BTreeSet<&String> = record.tasks.iter().flat_map(|task| &task.lead).collect();
    for unit in units {
        entry.add_text(fields.unit, unit);
        entry.add_text(fields.units, unit);
    }
    entry
}

/// Keys of every number that the record speaks of, but its own.
fn cited_keys(record: &Record) -> BTreeSet<String> {
    let cited = record.citations.iter().filter_map(cited_number);
    let claims = record.reported.iter().flat_map(|claim| [&claim.directive, &claim.issued_code]);
    let edges = record.edges.iter().flat_map(|edge| [edge.from.as_ref(), Some(&edge.to)]);
    let said = claims.map(Option::as_ref).chain(edges).flatten().filter_map(|said| said.parse().ok());
    cited.chain(said).flat_map(|number: DocumentNumber| [number.key(), number.loose_key()]).collect()
}

/// How many times more a word of a title counts.
const TITLE: usize = 2;

/// Bytes of an entry beside what is stored and searched of its text.
const ROOM: usize = 2_000;

fn begin(fields: &Fields, kind: &str, record: &Record, ordinal: u64, (card, room): (&Card, usize)) -> Entry {
    let mut entry = Entry::with_capacity(room);
    entry.add_bytes(fields.card, &postcard::to_allocvec(card).unwrap_or_default());
    entry.add_text(fields.kind, kind);
    entry.add_text(fields.path, &record.path);
    entry.add_u64(fields.ordinal, ordinal);
    entry.add_text(fields.role, word(&record.role));
    if let Some(status) = &record.status {
        entry.add_text(fields.status, word(status));
    }
    entry
}

fn header(entry: &mut Entry, fields: &Fields, issuers: &mut Issuers, document: &Header) {
    add_number(entry, fields, own_number(document));
    add(entry, fields.organ, document.organ_id.as_deref());
    add_issuer(entry, fields, issuers, document.organ_name.as_deref());
    add(entry, fields.type_name, document.type_name.as_deref());
    add_day(entry, fields, document.issued_date.as_deref());
    add(entry, fields.head, document.type_name.as_deref());
    add(entry, fields.head, own_number(document).map(|number| number.to_string()).as_deref());
    add(entry, fields.head, document.subject.as_deref());
    let names = [&document.organ_name, &document.organ_literal, &document.parent_literal];
    names.into_iter().for_each(|name| add(entry, fields.issuer, name.as_deref()));
    if let Some(signatory) = &document.signatory {
        add(entry, fields.signer, signatory.full_name.as_deref());
        add(entry, fields.signer, signatory.position.as_deref());
    }
    for recipient in document.addressees.iter().chain(&document.to_places) {
        entry.add_text(fields.recipient, recipient);
    }
}

/// A task carries its file's header, so that a unit, a deadline and an issuer can be asked for on one task.
fn assignment(
    fields: &Fields,
    issuers: &mut Issuers,
    record: &Record,
    task: &Task,
    ordinal: u64,
    card: &Card,
) -> Entry {
    let mut entry = begin(fields, TASK, record, ordinal, (card, ROOM));
    entry.add_text(fields.record, serde_json::to_string(task).unwrap_or_default());
    if let Some(document) = &record.document {
        add_number(&mut entry, fields, own_number(document));
        add(&mut entry, fields.organ, document.organ_id.as_deref());
        add_issuer(&mut entry, fields, issuers, document.organ_name.as_deref());
        add(&mut entry, fields.part_issuer, document.organ_name.as_deref());
        add(&mut entry, fields.type_name, document.type_name.as_deref());
        add_day(&mut entry, fields, document.issued_date.as_deref());
    }
    for unit in task.lead.iter().collect::<BTreeSet<_>>() {
        entry.add_text(fields.unit, unit);
    }
    for unit in task.lead.iter().chain(&task.coordinating) {
        entry.add_text(fields.units, unit);
    }
    if let Some(due) = task.due_date.as_deref().and_then(day) {
        entry.add_u64(fields.due, due);
    }
    entry.add_text(fields.part, &task.action);
    add(&mut entry, fields.part, task.deadline_text.as_deref());
    add(&mut entry, fields.part, task.product.as_deref());
    entry
}

fn cited(
    fields: &Fields,
    issuers: &mut Issuers,
    record: &Record,
    citation: &Citation,
    ordinal: u64,
    card: &Card,
) -> Entry {
    let mut entry = begin(fields, CITATION, record, ordinal, (card, ROOM));
    entry.add_text(fields.record, serde_json::to_string(citation).unwrap_or_default());
    add_number(&mut entry, fields, cited_number(citation));
    add_issuer(&mut entry, fields, issuers, citation.organ_name.as_deref());
    add(&mut entry, fields.part_issuer, citation.organ_name.as_deref());
    add(&mut entry, fields.type_name, citation.type_name.as_deref());
    add_day(&mut entry, fields, citation.issued_date.as_deref());
    entry.add_text(fields.relation, word(&citation.relation));
    for mention in &citation.mentions {
        entry.add_text(fields.part, &mention.quote);
    }
    add(&mut entry, fields.part, citation.name.as_deref());
    entry
}

/// Số, ký hiệu of a document's own header.
pub(crate) fn own_number(document: &Header) -> Option<DocumentNumber> {
    number(document.code_number.as_ref()?, document.code_year, document.code_notation.as_deref())
}

/// Số, ký hiệu of a cited document.
pub(crate) fn cited_number(citation: &Citation) -> Option<DocumentNumber> {
    number(citation.code_number.as_ref()?, citation.code_year, citation.code_notation.as_deref())
}

fn number(serial: &str, year: Option<u16>, symbol: Option<&str>) -> Option<DocumentNumber> {
    Some(DocumentNumber { serial: serial.to_owned(), year, symbol: symbol.unwrap_or_default().to_owned() })
}

/// Both as it is and as who types without marks would ask for it.
fn add_number(entry: &mut Entry, fields: &Fields, number: Option<DocumentNumber>) {
    if let Some(number) = number {
        let (key, loose) = (number.key(), number.loose_key());
        if key != loose {
            entry.add_text(fields.number, loose);
        }
        entry.add_text(fields.number, key);
    }
}

fn add(entry: &mut Entry, field: Field, value: Option<&str>) {
    if let Some(value) = value {
        entry.add_text(field, value);
    }
}

/// The issuer by its whole name, its level, and its province.
fn add_issuer(entry: &mut Entry, fields: &Fields, issuers: &mut Issuers, name: Option<&str>) {
    let Some(name) = name else { return };
    entry.add_text(fields.organ_name, name);
    let (level, province) = issuers.of(name);
    add(entry, fields.level, *level);
    add(entry, fields.province, province.as_deref());
}

/// What files of one document have in common: number, issuer and day where all three are known, else their bytes.
fn identity(record: &Record) -> u64 {
    let header = record.document.as_ref();
    let whole = header.and_then(|header| {
        let day = header.issued_date.as_ref().filter(|day| day.len() == 10)?;
        Some(format!("{} {day} {}", own_number(header)?.key(), agency::body_key(header.organ_name.as_ref()?)))
    });
    let bytes = if record.sha256.is_empty() { &record.path } else { &record.sha256 };
    let digest = Sha256::digest(whole.as_deref().unwrap_or(bytes));
    digest.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// `2023-09-26` as a number that sorts: 20230926; a month without a day as its first.
pub(crate) fn day(date: &str) -> Option<u64> {
    let mut parts = date.splitn(3, '-').map(str::parse::<u64>);
    let (year, month) = (parts.next()?.ok()?, parts.next()?.ok()?);
    Some(year * 10_000 + month * 100 + parts.next().and_then(Result::ok).unwrap_or(1))
}

fn add_day(entry: &mut Entry, fields: &Fields, date: Option<&str>) {
    if let Some(day) = date.and_then(day) {
        entry.add_u64(fields.issued, day);
        entry.add_u64(fields.year, day / 10_000);
    }
}

/// The word that a plain enum has in JSON.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
