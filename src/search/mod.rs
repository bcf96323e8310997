//! A query to hits.
//!
//! First every word must be there; when that finds too little, hits that hold some of them follow.

mod compile;
mod days;
mod facets;
mod number;
mod query;
mod snippet;

use std::collections::BTreeSet;

use serde::Serialize;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{Occur, Query};
use tantivy::{DocAddress, Order};

use crate::index::{CITATION, FILE, IndexError, Store, TASK};
use crate::record::{Record, Role, Status};
use crate::text::Text;

use compile::{Clause, Compiled, all, only};
pub use facets::Facet;

/// What is searched for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Whole documents.
    #[default]
    Documents,
    /// Tasks, each by itself.
    Tasks,
    /// Citations, each by itself.
    Citations,
}

/// Order of the hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    #[default]
    Score,
    /// The newest first.
    Date,
}

/// A question to the index.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// In the query language.
    pub query: String,
    /// What is searched for.
    pub scope: Scope,
    /// Tên loại, any of them.
    pub types: Vec<String>,
    /// Issuers, any of them.
    pub issuers: Vec<String>,
    /// Units of tasks, any of them.
    pub units: Vec<String>,
    /// First and last day of issue.
    pub from: Option<String>,
    /// Last day of issue.
    pub to: Option<String>,
    /// Status or role, any of them.
    pub status: Vec<String>,
    /// `FIELD:VALUE` that must not hold.
    pub not: Vec<String>,
    /// Order of the hits.
    pub sort: Sort,
    /// Most hits; `None` for all.
    pub limit: Option<usize>,
    /// Count the values of fields over all hits.
    pub facets: bool,
    /// Path of a document: those like it, without it.
    pub like: Option<String>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// In order.
    pub hits: Vec<Hit>,
    /// Hits before the limit, with every word.
    pub total: usize,
    /// Values and counts, by field.
    pub facets: Vec<Facet>,
    /// The query was too long, and its end was left out.
    pub cut: bool,
    /// The query as it was run.
    pub explained: String,
}

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
    /// Other paths with the same bytes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub duplicates: Vec<String>,
}

/// A request that cannot be understood.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A day that is none.
    #[error("{0}: not a day, month, quarter or year: write 2023-09-26, 26/9/2023, 2023-09 or 2023")]
    Day(String),
    /// A field that nobody knows.
    #[error("{0}: write FIELD:VALUE with a field of: type, issuer, number, date, signer, recipient, status, unit")]
    Field(String),
}

/// Answers a request.
pub fn search(store: &Store, request: &Request) -> Result<Answer, SearchError> {
    let typed = Text::plain(&request.query.replace(['\n', '\t'], " "));
    let mut node = query::parse(typed.as_str());
    if let Some(path) = &request.like {
        node = query::Node::All(vec![node, query::Node::Words(about(store, path)?)]);
    }
    let kind = match request.scope {
        Scope::Documents => FILE,
        Scope::Tasks => TASK,
        Scope::Citations => CITATION,
    };
    let strict = compile::compile(store, &node, kind, true)?;
    let filtered = |compiled: &Compiled| -> Result<Box<dyn Query>, SearchError> {
        let mut clauses = filters(store, request)?;
        clauses.push(only(compile::term(store.fields().kind, kind)));
        clauses.push((Occur::Must, compiled.query.box_clone()));
        clauses.extend(preferences(store));
        Ok(all(clauses))
    };
    let query = filtered(&strict)?;
    let wanted = request.limit.unwrap_or(usize::MAX);
    let (mut found, total) = top(store, &*query, wanted, request.sort)?;
    let mut whole = None;
    if found.len() < wanted
        && request.sort == Sort::Score
        && matches!(node, query::Node::All(_) | query::Node::Words(_))
    {
        let loose = filtered(&compile::compile(store, &node, kind, false)?)?;
        whole = Some(found.len());
        let known: BTreeSet<DocAddress> = found.iter().map(|(_, address)| *address).collect();
        let (more, _) = top(store, &*loose, wanted, request.sort)?;
        found.extend(more.into_iter().filter(|(_, address)| !known.contains(address)));
        found.truncate(wanted);
    }
    let whole = whole.unwrap_or(found.len());
    let mut answer =
        Answer { total, cut: strict.cut, explained: format!("{node:?}\n{:?}", strict.keys), ..Answer::default() };
    if request.facets {
        answer.facets = facets::count(store, &store.top(&*query, DocSetCollector)?)?;
    }
    let mut seen: Vec<(String, usize)> = Vec::new();
    for (nth, (score, address)) in found.into_iter().enumerate() {
        let hit = hit(store, score, address, request.scope, &strict)?;
        let (hit, sha256) = hit;
        if request.scope == Scope::Documents
            && let Some((_, first)) = seen.iter().find(|(known, _)| !sha256.is_empty() && *known == sha256)
        {
            if let Some(first) = answer.hits.get_mut(*first) {
                first.duplicates.push(hit.path);
            }
            continue;
        }
        seen.push((sha256, answer.hits.len()));
        answer.hits.push(Hit { rank: answer.hits.len() + 1, partial: nth >= whole, ..hit });
    }
    Ok(answer)
}

/// Syllables of a document's tasks that say what it is about.
const ABOUT: usize = 60;

/// What a document is about: its subject and the beginning of its tasks.
fn about(store: &Store, path: &str) -> Result<String, IndexError> {
    let (record, _) = store.file(path)?.unwrap_or_default();
    let subject = record.document.and_then(|document| document.subject).unwrap_or_default();
    let tasks = record.tasks.iter().flat_map(|task| task.action.split_whitespace());
    let words: Vec<&str> = subject.split_whitespace().chain(tasks).take(ABOUT).collect();
    // Punctuation would be read as the query language.
    let plain = words.into_iter().map(|word| word.replace(|c: char| !c.is_alphanumeric(), " "));
    Ok(plain.collect::<Vec<_>>().join(" "))
}

/// The files that bear a number, exactly where some do, in the order of their paths.
pub fn bearers(store: &Store, number: &str) -> Result<Vec<(Record, Text)>, IndexError> {
    let said = format!("số {number}");
    let words: Vec<&str> = said.split_whitespace().collect();
    let keys = number::first(store, &words)?.map(|wanted| wanted.keys).unwrap_or_default();
    let Some((best, _)) = keys.first() else { return Ok(Vec::new()) };
    let mut found = std::collections::BTreeMap::new();
    for (_, key) in keys.iter().filter(|(fit, _)| fit == best) {
        for address in store.files_with(store.fields().number, key)? {
            let (record, text) = store.at(address)?;
            found.insert(record.path.clone(), (record, text));
        }
    }
    Ok(found.into_values().collect())
}

/// The conditions that a request sets beside its query.
fn filters(store: &Store, request: &Request) -> Result<Vec<Clause>, SearchError> {
    let fields = store.fields();
    let mut clauses = Vec::new();
    let mut any = |queries: Vec<Box<dyn Query>>| {
        if !queries.is_empty() {
            clauses.push(only(all(queries.into_iter().map(|query| (Occur::Should, query)).collect())));
        }
    };
    any(request
        .types
        .iter()
        .map(|value| compile::any_word(store, fields.type_name, value))
        .collect::<Result<_, _>>()?);
    any(request.issuers.iter().map(|value| compile::phrase(fields.issuer, value)).collect());
    any(request.units.iter().map(|value| compile::phrase(fields.units, value)).collect());
    let mut status = Vec::new();
    for value in &request.status {
        status.push(compile::any_word(store, fields.status, value)?);
        status.push(compile::any_word(store, fields.role, value)?);
    }
    any(status);
    let day = |text: &Option<String>| -> Result<Option<(u64, u64)>, SearchError> {
        text.as_ref().map(|text| days::range(text).ok_or_else(|| SearchError::Day(text.clone()))).transpose()
    };
    let (from, to) = (day(&request.from)?.map(|(first, _)| first), day(&request.to)?.map(|(_, last)| last));
    if from.is_some() || to.is_some() {
        clauses.push(only(compile::between(fields.issued, from, to)));
    }
    if let Some(path) = &request.like {
        clauses.push((Occur::MustNot, compile::term(fields.path, path)));
    }
    for not in &request.not {
        let unknown = || SearchError::Field(not.clone());
        let (name, value) = not.split_once(':').ok_or_else(unknown)?;
        let field = query::Field::named(name).ok_or_else(unknown)?;
        let node = query::Node::Field(field, value.to_owned());
        clauses.push((Occur::MustNot, compile::compile(store, &node, FILE, true)?.query));
    }
    Ok(clauses)
}

/// Issued documents stand a little above drafts, and both above reports.
fn preferences(store: &Store) -> Vec<Clause> {
    let fields = store.fields();
    let raise = |field, word: &str, by| -> Clause {
        (Occur::Should, Box::new(tantivy::query::ConstScoreQuery::new(compile::term(field, word), by)))
    };
    vec![raise(fields.status, "issued", 0.6), raise(fields.role, "document", 0.6)]
}

fn top(
    store: &Store,
    query: &dyn Query,
    limit: usize,
    sort: Sort,
) -> Result<(Vec<(f32, DocAddress)>, usize), IndexError> {
    let most = store.searcher().num_docs().max(1);
    let limit = limit.min(usize::try_from(most).unwrap_or(usize::MAX)).max(1);
    match sort {
        // Pruning loses on long queries of alternatives: count them all.
        Sort::Score => store.top(query, (TopDocs::with_limit(limit).order_by_score(), Count)),
        Sort::Date => {
            let newest = TopDocs::with_limit(limit).order_by_fast_field::<u64>("issued", Order::Desc);
            let (found, count) = store.top(query, (newest, Count))?;
            Ok((found.into_iter().map(|(_, address)| (0.0, address)).collect(), count))
        }
    }
}

/// A hit, and the digest of its file.
fn hit(
    store: &Store,
    score: f32,
    address: DocAddress,
    scope: Scope,
    compiled: &Compiled,
) -> Result<(Hit, String), IndexError> {
    let (part, ordinal, (record, text)) = match scope {
        Scope::Documents => (None, None, store.at(address)?),
        Scope::Tasks | Scope::Citations => {
            let (path, ordinal, part) = store.part_at(address)?;
            (Some(part), Some(ordinal), store.file(&path)?.unwrap_or_default())
        }
    };
    let mut passage = snippet::snippet(&text, &compiled.shown);
    if let (Some(part), Some(ordinal)) = (&part, ordinal) {
        let pointer = match scope {
            Scope::Tasks => format!("/tasks/{ordinal}/action"),
            _ => format!("/citations/{ordinal}"),
        };
        let quote = part.get("action").and_then(|action| action.as_str()).map(str::to_owned);
        let mention = record.citations.get(ordinal).and_then(|citation| citation.mentions.first());
        let evidence = record.evidence.get(&pointer).or(mention.filter(|_| scope == Scope::Citations));
        if let Some(quote) = quote.or_else(|| evidence.map(|evidence| evidence.quote.clone())) {
            passage = snippet::snippet(&Text::plain(&quote), &compiled.shown);
            passage.start = evidence.map_or(0, |evidence| evidence.start);
        }
    }
    let header = record.document.clone().unwrap_or_default();
    let hit = Hit {
        rank: 0,
        score,
        page: text.page(passage.start),
        code: crate::index::own_number(&header).map(|number| number.to_string()),
        status: Some(status_word(&record)),
        why: why(&record, compiled, !passage.highlights.is_empty()),
        path: record.path,
        type_name: header.type_name,
        issued_date: header.issued_date,
        organ_name: header.organ_name,
        subject: header.subject,
        snippet: passage.text,
        highlights: passage.highlights,
        partial: false,
        ordinal,
        part,
        duplicates: Vec::new(),
    };
    Ok((hit, record.sha256))
}

fn status_word(record: &Record) -> String {
    let word = match (record.role, record.status) {
        (Role::Document, Some(Status::Issued)) => "issued",
        (Role::Document, Some(Status::Draft)) => "draft",
        (Role::Document, Some(Status::Template)) => "template",
        (Role::Document, None) => "document",
        (Role::Report, _) => "report",
        (Role::Other, _) => "other",
    };
    word.to_owned()
}

/// What of the record fits the query.
fn why(record: &Record, compiled: &Compiled, shown: bool) -> Vec<&'static str> {
    let mut why = Vec::new();
    let is_wanted = |number: Option<crate::number::DocumentNumber>| {
        number.is_some_and(|number| compiled.keys.iter().any(|key| *key == number.key() || *key == number.loose_key()))
    };
    if record.document.as_ref().is_some_and(|header| is_wanted(crate::index::own_number(header))) {
        why.push("number");
    }
    if record.citations.iter().any(|citation| is_wanted(crate::index::cited_number(citation))) {
        why.push("cites");
    }
    let holds = |text: Option<&str>| {
        let there = crate::index::analyzer::syllables(text.unwrap_or(""));
        compiled.shown.iter().any(|one| {
            there
                .iter()
                .any(|(there, _)| there.folded == one.folded && (one.marked.is_none() || one.marked == there.marked))
        })
    };
    if let Some(header) = &record.document {
        if holds(header.subject.as_deref()) {
            why.push("subject");
        }
        if holds(header.organ_name.as_deref()) {
            why.push("issuer");
        }
    }
    if shown {
        why.push("text");
    }
    why
}
