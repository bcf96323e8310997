//! Documents like one: those that share the rare pairs of words of its subject and tasks.

use std::collections::BTreeSet;

use tantivy::query::{BoostQuery, Occur};

use super::compile::{self, Clause, all, term};
use super::snippet::Sought;
use super::weights::Weights;
use crate::index::{IndexError, Store};

/// Words of subject and tasks that are looked at.
const READ: usize = 400;
/// Pairs that are searched.
const PAIRS: usize = 20;

/// Factor of what is no document: a page of news tells of many in the same words, and comes after all of them.
const TOLD: f32 = 1e-3;

/// The weights for documents like one.
pub(super) fn weights(own: Weights) -> Weights {
    Weights { report: TOLD, other: TOLD, ..own }
}

/// A query for documents like one.
pub(super) struct Like {
    pub(super) must: Clause,
    /// What to show of them.
    pub(super) sought: Vec<Sought>,
}

/// The query for what is like the document at `path`; `None` when it says nothing that another one says too.
pub(super) fn query(store: &Store, path: &str, weights: &Weights) -> Result<Option<Like>, IndexError> {
    let fields = store.fields();
    let (record, _) = store.file(path)?.unwrap_or_default();
    let subject = record.document.and_then(|document| document.subject);
    let mut pairs = Vec::new();
    let mut seen = BTreeSet::new();
    let mut left = READ;
    for part in subject.iter().chain(record.tasks.iter().map(|task| &task.action)) {
        let mut run = compile::syllables(part);
        run.truncate(left);
        left -= run.len();
        for two in run.windows(2) {
            let [a, b] = two else { continue };
            let pair = format!("{} {}", a.folded, b.folded);
            if seen.insert(pair.clone()) {
                // A pair of this document alone finds nothing, one of digits something else.
                let frequency = store.frequency(fields.body, &pair)?;
                if frequency > 1 && pair.bytes().any(|b| b.is_ascii_alphabetic()) {
                    pairs.push((frequency, pair, two.to_vec()));
                }
            }
        }
    }
    pairs.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    pairs.truncate(PAIRS);
    let mut any: Vec<Clause> = Vec::new();
    for (_, pair, _) in &pairs {
        any.push((Occur::Should, term(fields.body, pair)));
        any.push((Occur::Should, Box::new(BoostQuery::new(term(fields.head, pair), weights.head))));
    }
    let sought = pairs.into_iter().map(|(_, _, run)| Sought { run, whole: true }).collect();
    Ok((!any.is_empty()).then(|| Like { must: (Occur::Must, all(any)), sought }))
}
