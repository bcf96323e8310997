//! One entry of the index as a hit: its header, its best passage, and why it was found.

use serde::Serialize;
use tantivy::DocAddress;

use super::Scope;
use super::snippet::Finder;
use crate::index::{IndexError, Store, cited_number, own_number};
use crate::number::DocumentNumber;
use crate::record::{Record, Role, Status};
use crate::text::Text;

/// One document, task or citation that fits.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// The better the higher.
    pub score: f32,
    /// Path of the record.
    pub path: String,
    /// Page of the snippet.
    pub page: Option<u32>,
    /// Số, ký hiệu.
    pub code: Option<String>,
    /// Tên loại.
    pub type_name: Option<String>,
    /// Day of issue.
    pub issued_date: Option<String>,
    /// Issuer.
    pub organ_name: Option<String>,
    /// Trích yếu.
    pub subject: Option<String>,
    /// `issued`, `draft`, `template`; `report` and `other` are roles.
    pub status: Option<String>,
    /// A passage of the text on one line.
    pub snippet: String,
    /// Ranges of bytes of the snippet.
    pub highlights: Vec<(usize, usize)>,
    /// What matched: `number`, `cites`, `subject`, `issuer`, `text`.
    pub why: Vec<&'static str>,
    /// Not every word is there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// Which task or citation of the record, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<usize>,
    /// The task or citation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<serde_json::Value>,
    /// Other paths that hold the same document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub duplicates: Vec<String>,
}

/// Reads one hit; `keys` are those of the numbers asked for.
pub(super) fn read(
    store: &Store,
    address: DocAddress,
    scope: Scope,
    finder: &Finder<'_>,
    keys: &[String],
) -> Result<Hit, IndexError> {
    let (part, ordinal, (record, text)) = match scope {
        Scope::Documents => (None, None, store.at(address)?),
        Scope::Tasks | Scope::Citations => {
            let (path, ordinal, part) = store.part_at(address)?;
            (Some(part), Some(ordinal), store.file(&path)?.unwrap_or_default())
        }
    };
    let mut passage = None;
    if let (Some(part), Some(ordinal)) = (&part, ordinal) {
        let pointer = match scope {
            Scope::Tasks => format!("/tasks/{ordinal}/action"),
            _ => format!("/citations/{ordinal}"),
        };
        let quote = part.get("action").and_then(|action| action.as_str()).map(str::to_owned);
        let mention = record.citations.get(ordinal).and_then(|citation| citation.mentions.first());
        let evidence = record.evidence.get(&pointer).or(mention.filter(|_| scope == Scope::Citations));
        if let Some(quote) = quote.or_else(|| evidence.map(|evidence| evidence.quote.clone())) {
            let mut found = finder.snippet(&Text::plain(&quote));
            found.start = evidence.map_or(0, |evidence| evidence.start);
            passage = Some(found);
        }
    }
    let passage = passage.unwrap_or_else(|| finder.snippet(&text));
    let why = why(&record, finder, keys, !passage.highlights.is_empty());
    let status = Some(status(&record).to_owned());
    let page = text.page(passage.start);
    let header = record.document.unwrap_or_default();
    Ok(Hit {
        page,
        code: own_number(&header).map(|number| number.to_string()),
        status,
        why,
        path: record.path,
        type_name: header.type_name,
        issued_date: header.issued_date,
        organ_name: header.organ_name,
        subject: header.subject,
        snippet: passage.text,
        highlights: passage.highlights,
        ordinal,
        part,
        ..Hit::default()
    })
}

fn status(record: &Record) -> &'static str {
    match (record.role, record.status) {
        (Role::Document, Some(Status::Issued)) => "issued",
        (Role::Document, Some(Status::Draft)) => "draft",
        (Role::Document, Some(Status::Template)) => "template",
        (Role::Document, None) => "document",
        (Role::Report, _) => "report",
        (Role::Other, _) => "other",
    }
}

/// What of the record fits the query.
fn why(record: &Record, finder: &Finder<'_>, keys: &[String], shown: bool) -> Vec<&'static str> {
    let is_wanted = |number: DocumentNumber| {
        let (key, loose) = (number.key(), number.loose_key());
        keys.iter().any(|wanted| *wanted == key || *wanted == loose)
    };
    let header = record.document.as_ref();
    let is_in = |text: Option<&String>| text.is_some_and(|text| finder.is_in(text));
    let asked = !keys.is_empty();
    let found = [
        ("number", asked && header.and_then(own_number).is_some_and(is_wanted)),
        ("cites", asked && record.citations.iter().filter_map(cited_number).any(is_wanted)),
        ("subject", is_in(header.and_then(|header| header.subject.as_ref()))),
        ("issuer", is_in(header.and_then(|header| header.organ_name.as_ref()))),
        ("text", shown),
    ];
    found.into_iter().filter(|(_, holds)| *holds).map(|(why, _)| why).collect()
}
