//! Search beside its peers, in one run: how well the right document is found, how fast, and how large the index is.
//!
//! `make bench-search`, or `cargo bench --bench search -- [relevance] [speed] [--documents N] [--tuning] [--misses]
//! [--alone] [--keep FOLDER]`: alone without peers, and with the index kept in a folder, where a later run finds it.
//! Figures of speed are for ratios on one machine.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod collection;
#[path = "../dice.rs"]
mod dice;
#[path = "../documents.rs"]
mod documents;
mod engines;
#[path = "../lexicon.rs"]
mod lexicon;
mod measure;
mod peers;
mod queries;
mod speed;
mod typing;

use std::collections::BTreeMap;
use std::path::Path;

use collection::Collection;
use engines::Answers;
use measure::{Score, score};
use queries::{Half, Query};

/// Everything that is drawn is drawn from this.
const SEED: u64 = 2026;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    // `cargo test --benches` passes this: the bench only shows that it starts.
    if has("--test") {
        return;
    }
    let half = if has("--tuning") { Half::Tuning } else { Half::HeldOut };
    let all = !has("relevance") && !has("speed");
    if all || has("relevance") {
        relevance(half, has("--misses"), has("--alone"));
    }
    if all || has("speed") {
        let after = arguments.iter().position(|argument| argument == "--documents").map(|at| at + 1);
        let count = after.and_then(|at| arguments.get(at)).and_then(|count| count.parse().ok());
        let kept = arguments.iter().position(|argument| argument == "--keep").and_then(|at| arguments.get(at + 1));
        speed::measure(count.unwrap_or(120_000), kept.map(Path::new), has("--alone"));
    }
}

/// One table: nDCG@10, MRR@10 and success@1 of every kind of query, ours and the peers'.
fn relevance(half: Half, misses: bool, alone: bool) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let collection = Collection::build(folder.path());
    let queries = queries::derive(&collection);
    let (tuning, held_out) = queries.iter().fold((0, 0), |(tuning, held_out), query| match query.half {
        Half::Tuning => (tuning + 1, held_out),
        Half::HeldOut => (tuning, held_out + 1),
    });
    println!(
        "relevance: {} documents, {} queries (seed {SEED}), {tuning} for tuning, {held_out} held out; here: {half:?}",
        collection.documents.len(),
        queries.len()
    );
    let queries: Vec<Query> = queries.into_iter().filter(|query| query.half == half).collect();
    let mut answers = vec![engines::ours(&collection, &queries)];
    if !alone {
        answers.push(engines::plain_tantivy(&collection, &queries));
        answers.extend(peers::answers(folder.path(), &collection, &queries));
    }
    table(&collection, &queries, &answers);
    laws(&collection, &queries, &answers[0]);
    if misses {
        missed(&collection, &queries, &answers);
    }
}

fn table(collection: &Collection, queries: &[Query], answers: &[Answers]) {
    let mut kinds: Vec<&str> = Vec::new();
    for query in queries {
        if !kinds.contains(&query.kind) {
            kinds.push(query.kind);
        }
    }
    print!("\n{:<26}{:>6}", "nDCG@10 / MRR@10 / s@1", "n");
    answers.iter().for_each(|engine| print!("  {:^17}", engine.name));
    println!();
    let mut behind = Vec::new();
    for kind in kinds.iter().copied().chain(["all"]) {
        let among: Vec<usize> = (0..queries.len()).filter(|at| kind == "all" || queries[*at].kind == kind).collect();
        print!("{kind:<26}{:>6}", among.len());
        let means: Vec<Score> = answers
            .iter()
            .map(|engine| Score::mean(among.iter().map(|at| score(collection, &queries[*at], &engine.ranked[*at]))))
            .collect();
        means.iter().for_each(|mean| print!("  {:.3} {:.3} {:.3}", mean.ndcg, mean.mrr, mean.first));
        println!();
        if means
            .iter()
            .skip(1)
            .any(|peer| peer.ndcg > means[0].ndcg || peer.mrr > means[0].mrr || peer.first > means[0].first)
        {
            behind.push(kind);
        }
    }
    match behind.as_slice() {
        [] => println!("ours is first in every row"),
        rows => println!("a peer is ahead in: {}", rows.join(", ")),
    }
}

/// What must hold between kinds of queries.
fn laws(collection: &Collection, queries: &[Query], ours: &Answers) {
    let mut kinds: BTreeMap<&str, BTreeMap<usize, (f64, &[usize])>> = BTreeMap::new();
    for (query, ranked) in queries.iter().zip(&ours.ranked) {
        let one = (score(collection, query, ranked).ndcg, ranked.as_slice());
        kinds.entry(query.kind).or_default().insert(query.of, one);
    }
    println!();
    for (changed, base, least) in queries::LAWS {
        let (Some(changed_ones), Some(bases)) = (kinds.get(changed), kinds.get(base)) else { continue };
        let pairs: Vec<_> = changed_ones.iter().filter_map(|(of, one)| Some((one, bases.get(of)?))).collect();
        let changed_sum: f64 = pairs.iter().map(|(one, _)| one.0).sum();
        let ratio = changed_sum / pairs.iter().map(|(_, base)| base.0).sum::<f64>();
        let equal = pairs.iter().filter(|(one, base)| one.1 == base.1).count();
        let held = if *least == 1.0 { equal == pairs.len() } else { ratio >= *least };
        println!(
            "{changed} to {base}: {ratio:.3} of {least}, the same list for {equal} of {}{}",
            pairs.len(),
            if held { "" } else { "  FALLS SHORT" }
        );
    }
    let numbers: Vec<bool> = queries
        .iter()
        .zip(&ours.ranked)
        .filter(|(query, _)| query.kind.starts_with("number"))
        .map(|(query, ranked)| measure::comes_first(collection, query, ranked))
        .collect();
    let first = numbers.iter().filter(|first| **first).count();
    println!("numbers: all bearers before any other hit for {first} of {}", numbers.len());
}

/// The queries of which ours finds less than the best engine, or not first what it could.
fn missed(collection: &Collection, queries: &[Query], answers: &[Answers]) {
    println!();
    for (at, query) in queries.iter().enumerate() {
        let scores: Vec<f64> = answers.iter().map(|engine| score(collection, query, &engine.ranked[at]).ndcg).collect();
        let best = scores.iter().copied().fold(0.0, f64::max);
        let behind =
            query.kind.starts_with("number") && !measure::comes_first(collection, query, &answers[0].ranked[at]);
        if scores[0] < best - 1e-9 || scores[0] < 0.5 || behind {
            let top = answers[0].ranked[at].first().map_or("nothing", |first| &*collection.documents[*first].subject);
            let wanted = query.relevant.first().map_or("", |first| &*collection.documents[*first].subject);
            println!(
                "{:<22} {:.2} of {best:.2} {:?}\n    wanted {wanted:?}\n    first  {top:?}",
                query.kind, scores[0], query.text
            );
        }
    }
}
