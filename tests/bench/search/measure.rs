//! How good a ranked list is. Files of one document count as one.

use std::collections::BTreeSet;

use crate::collection::Collection;
use crate::queries::Query;

/// Ranks that are looked at.
const DEPTH: usize = 10;

/// Of one query, or the mean of many.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    pub(crate) ndcg: f64,
    pub(crate) mrr: f64,
    pub(crate) first: f64,
}

impl Score {
    pub(crate) fn mean(scores: impl Iterator<Item = Score>) -> Score {
        let (mut sum, mut count) = (Score::default(), 0.0);
        for one in scores {
            sum = Score { ndcg: sum.ndcg + one.ndcg, mrr: sum.mrr + one.mrr, first: sum.first + one.first };
            count += 1.0;
        }
        let count = f64::max(count, 1.0);
        Score { ndcg: sum.ndcg / count, mrr: sum.mrr / count, first: sum.first / count }
    }
}

/// The documents of a ranked list, each once, and whether each is right.
fn right(collection: &Collection, query: &Query, ranked: &[usize]) -> (Vec<bool>, usize) {
    let group = |at: &usize| collection.documents[*at].group;
    let wanted: BTreeSet<usize> = query.relevant.iter().map(group).collect();
    let mut seen = BTreeSet::new();
    let right = ranked.iter().map(group).filter(|group| seen.insert(*group)).map(|group| wanted.contains(&group));
    (right.collect(), wanted.len())
}

pub(crate) fn score(collection: &Collection, query: &Query, ranked: &[usize]) -> Score {
    let (right, wanted) = right(collection, query, ranked);
    let gain = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
    let right: Vec<bool> = right.into_iter().take(DEPTH).collect();
    let got: f64 = right.iter().enumerate().filter(|(_, right)| **right).map(|(rank, _)| gain(rank)).sum();
    let ideal: f64 = (0..wanted.min(DEPTH)).map(gain).sum();
    let first = right.iter().position(|right| *right);
    Score {
        ndcg: if ideal > 0.0 { got / ideal } else { 0.0 },
        mrr: first.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0)),
        first: f64::from(u8::from(first == Some(0))),
    }
}

/// Whether nothing else stands before the last right document.
pub(crate) fn comes_first(collection: &Collection, query: &Query, ranked: &[usize]) -> bool {
    let (right, wanted) = right(collection, query, ranked);
    right.iter().take(wanted).filter(|right| **right).count() == wanted.min(crate::engines::DEPTH)
}
