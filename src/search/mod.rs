//! A query to hits.
//!
//! First every word must be there; when that finds too little, hits that hold some of them follow. Of a long query the
//! best hits come first, whether or not a word is missing.

mod acronym;
mod collect;
mod compile;
mod days;
mod facets;
mod field;
mod filter;
mod hit;
mod like;
mod meant;
mod mend;
mod number;
mod phrase;
mod query;
mod replaced;
mod sieve;
mod snippet;
mod sum;
mod told;
mod weights;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use tantivy::DocAddress;

use crate::index::{CITATION, FILE, IndexError, Store, TASK};
use crate::record::Record;
use crate::text::Text;

use collect::{Ask, Best, Over};
use compile::{Clause, Compiled, Mode, all, only};
pub use facets::Facet;
pub use field::Field;
pub use hit::Hit;
use snippet::Finder;
pub use told::{Note, Step};
pub use weights::Weights;

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
    /// What weighs how much.
    pub weights: Weights,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// In order; empty where they were streamed.
    pub hits: Vec<Hit>,
    /// Entries with every word, whatever the limit.
    pub total: usize,
    /// Entries with only some of the words; counted where those with every word do not fill the limit.
    pub partial: usize,
    /// Values and counts, by field.
    pub facets: Vec<Facet>,
    /// How the query was understood, each part with its depth.
    pub steps: Vec<(usize, Step)>,
    /// What a person should know of the query.
    pub notes: Vec<Note>,
    /// The query with its marks restored and its slips mended.
    pub meant: Option<String>,
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
    #[error("{0}: write FIELD:VALUE with a field of: {1}")]
    Field(String, String),
}

/// Hits of whose passages the query's marks are restored.
const READ: usize = 10;

/// Answers a request.
pub fn search(store: &Store, request: &Request) -> Result<Answer, SearchError> {
    let mut hits = Vec::new();
    let mut answer = stream(store, request, |hit| {
        hits.push(hit);
        ControlFlow::Continue(())
    })?;
    answer.hits = hits;
    Ok(answer)
}

/// Answers a request, and hands on one hit after the other, until told to stop.
pub fn stream(
    store: &Store,
    request: &Request,
    mut take: impl FnMut(Hit) -> ControlFlow<()>,
) -> Result<Answer, SearchError> {
    let typed = Text::plain(&request.query.replace(['\n', '\t'], " "));
    let node = query::parse(typed.as_str());
    let kind = match request.scope {
        Scope::Documents => FILE,
        Scope::Tasks => TASK,
        Scope::Citations => CITATION,
    };
    let like = match &request.like {
        Some(path) => match like::query(store, path, &request.weights)? {
            Some(like) => Some(like),
            None => return Ok(Answer::default()),
        },
        None => None,
    };
    let weights = if like.is_some() { like::weights(request.weights) } else { request.weights };
    let (beside, notes) = filter::beside(store, request)?;
    // Copies of one document are folded into one hit: a few more are asked for than shown.
    let wanted = request.limit.map_or(usize::MAX, |limit| limit.max(1));
    let asked = wanted.saturating_add(wanted / 2).saturating_add(5);
    let run = |compiled: &Compiled, facets| {
        let others = compiled.must.iter().chain(&beside).chain(like.iter().map(|like| &like.must));
        let mut must: Vec<Clause> = others.map(|(occur, query)| (*occur, query.box_clone())).collect();
        let words = Some(&compiled.words).filter(|words| !words.lists.is_empty());
        // Only the texts of files are in their fields.
        if words.is_none() || compiled.mixed || !must.is_empty() {
            must.push(only(compile::term(store.fields().kind, kind)));
        }
        let must = (!must.is_empty()).then(|| all(must));
        let sort = request.sort;
        collect::run(store, &Ask { must: must.as_deref(), words, limit: asked, sort, facets, weights: &weights })
    };
    let mut compiled = compile::compile(store, &node, kind, Mode::Typed, &request.weights)?;
    let mut found = run(&compiled, request.facets.then_some(Over::Whole))?;
    let mut answer = Answer { total: found.whole.total, ..Answer::default() };
    let none = answer.total == 0;
    // What holds every word once its slips are mended, and what holds some.
    let (mut mended, mut part) = (Best::default(), found.part);
    // A long query tells more than whether every word is there.
    let long = usize::from(compiled.words.len()) >= request.weights.long;
    let few = (long || answer.total < wanted) && (request.sort == Sort::Score || none);
    if !few || !node.has_words() {
        part = Best::default();
    } else if none && compiled.bends || compiled.slips {
        let mode = if none { Mode::Loosest } else { Mode::Mended };
        let loose = compile::compile(store, &node, kind, mode, &request.weights)?;
        let more = run(&loose, (request.facets && none).then_some(Over::All))?;
        if none {
            found.facets = more.facets;
        }
        (compiled.mended, compiled.sought, compiled.phrases) = (loose.mended, loose.sought, loose.phrases);
        (mended, part) = (more.whole, more.part);
    } else if none && request.facets {
        found.facets = run(&compiled, Some(Over::All))?.facets;
    }
    answer.partial = (mended.total + part.total).saturating_sub(if compiled.slips && !none { answer.total } else { 0 });
    let places = |best: Best, partial: bool| {
        best.sorted(request.sort).into_iter().map(move |(score, address)| Place { score, address, partial })
    };
    let mut top: Vec<Place> = places(found.whole, false).collect();
    let known: BTreeSet<DocAddress> = top.iter().map(|place| place.address).collect();
    let after = if long { 0 } else { top.len() };
    let rest = places(mended, true).chain(places(part, true));
    top.extend(rest.filter(|place| !known.contains(&place.address)));
    if request.sort == Sort::Score {
        let after = top.get_mut(after..).unwrap_or_default();
        after.sort_by(|a, b| {
            f32::total_cmp(&b.score, &a.score).then(a.partial.cmp(&b.partial)).then(a.address.cmp(&b.address))
        });
    }
    answer.facets = found.facets;
    answer.notes = notes;
    answer.notes.append(&mut compiled.notes);
    answer.notes.extend(replaced::notes(store, typed.as_str())?);
    answer.steps = compiled.steps;
    compiled.sought.extend(like.into_iter().flat_map(|like| like.sought));
    let finder = Finder::new(&compiled.sought);
    let mut passages = Vec::new();
    let mut shown = 0;
    let groups = folded(store, &top, request.scope)?;
    let mut rest = groups.as_slice();
    let read = |copies: &Vec<Place>| -> Result<Option<Hit>, IndexError> {
        let mut standing = None;
        for best in copies {
            let (card, text) = store.card_at(best.address)?;
            if request.scope != Scope::Documents
                || compiled.phrases.iter().all(|run| phrase::stands(text.as_str(), run))
            {
                standing = Some((*best, card, text));
                break;
            }
        }
        let Some((best, card, text)) = standing else { return Ok(None) };
        let mut hit = hit::read(store, best.address, (card, &text), request.scope, &finder, &compiled.keys)?;
        (hit.score, hit.partial) = (best.score, best.partial);
        for copy in copies.iter().filter(|copy| copy.address != best.address) {
            hit.duplicates.push(store.path_at(copy.address)?);
        }
        Ok(Some(hit))
    };
    'hits: while shown < wanted && !rest.is_empty() {
        let (now, later) = rest.split_at(rest.len().min(READ).min(wanted - shown));
        rest = later;
        for hit in now.par_iter().map(read).collect::<Vec<_>>() {
            let Some(mut hit) = hit? else { continue };
            shown += 1;
            hit.rank = shown;
            if passages.len() < READ {
                passages.push(format!("{}\n{}", hit.subject.as_deref().unwrap_or(""), hit.snippet));
            }
            if take(hit).is_break() {
                break 'hits;
            }
        }
    }
    answer.meant = meant::meant(typed.as_str(), &compiled.mended, passages.iter().map(String::as_str));
    Ok(answer)
}

/// An entry found.
#[derive(Clone, Copy, Debug)]
struct Place {
    score: f32,
    address: DocAddress,
    /// Not every word is there.
    partial: bool,
}

/// Entries that hold one document, in the place of the best of them: drafts behind what was issued.
fn folded(store: &Store, top: &[Place], scope: Scope) -> Result<Vec<Vec<Place>>, IndexError> {
    let mut hits: Vec<Vec<Place>> = Vec::new();
    let mut first: BTreeMap<u64, usize> = BTreeMap::new();
    for place in top {
        let same = if scope == Scope::Documents { store.same_at(place.address)? } else { None };
        let known = same.and_then(|same| first.get(&same).copied()).and_then(|at| hits.get_mut(at));
        match known {
            Some(copies) => copies.push(*place),
            None => {
                first.extend(same.map(|same| (same, hits.len())));
                hits.push(vec![*place]);
            }
        }
    }
    for copies in hits.iter_mut().filter(|copies| copies.len() > 1) {
        let mut known = Vec::new();
        for copy in std::mem::take(copies) {
            known.push((store.is_draft(copy.address)?, store.path_at(copy.address)?, copy));
        }
        // Which of two copies stands first in the index is chance.
        known.sort_by(|(a_draft, a_path, a), (b_draft, b_path, b)| {
            a_draft.cmp(b_draft).then(f32::total_cmp(&b.score, &a.score)).then_with(|| a_path.cmp(b_path))
        });
        copies.extend(known.into_iter().map(|(.., copy)| copy));
    }
    Ok(hits)
}

/// The files that bear a number, exactly where some do, in the order of their paths.
pub fn bearers(store: &Store, number: &str) -> Result<Vec<(Record, Text)>, IndexError> {
    let said = format!("số {number}");
    let words: Vec<&str> = said.split_whitespace().collect();
    let keys = number::first(store, &mut number::Known::new(), &words)?.map(|wanted| wanted.keys).unwrap_or_default();
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
