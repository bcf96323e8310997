//! From a query to what tantivy runs.
//!
//! A syllable typed with marks finds only itself, one typed without finds every marking, and every pair of
//! neighbours raises what holds it. A number finds its bearers first, then those who cite it.

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Handle, IndexRecordOption};

use super::days;
use super::number::{self, Fit, Wanted};
use super::query::{Field, Node};
use crate::index::analyzer::{self, Syllable};
use crate::index::{FILE, IndexError, Store};
use crate::vi;

/// Syllables of one query that are searched; what comes after them is left out.
const MOST: usize = 400;
/// Terms that a word with a star stands for.
const EXPANDED: usize = 64;
/// Weight of a pair of neighbours in a short query, and from [`LONG`] syllables on.
const PAIR: (f32, f32) = (0.5, 1.0);
const LONG: usize = 8;
/// Weight of number, type and subject, and of the issuer, above the text.
const HEAD: f32 = 2.0;
const ISSUER: f32 = 1.5;
/// What a number adds, so far above words that its bearers come first.
const BEARS: [f32; 3] = [3000.0, 2000.0, 1000.0];
const CITES: f32 = 300.0;

/// A query as tantivy runs it.
pub(super) struct Compiled {
    pub(super) query: Box<dyn Query>,
    /// Syllables to show in a snippet.
    pub(super) shown: Vec<Syllable>,
    /// Keys of the numbers asked for.
    pub(super) keys: Vec<String>,
    /// Some of the query was left out: it is too long.
    pub(super) cut: bool,
}

/// Compiles a query for entries of one `kind`. With `strict` every word must be there.
pub(super) fn compile(store: &Store, node: &Node, kind: &str, strict: bool) -> Result<Compiled, IndexError> {
    let mut compiler = Compiler { store, kind, strict, shown: Vec::new(), keys: Vec::new(), left: MOST, cut: false };
    let query = compiler.node(node)?.unwrap_or_else(|| Box::new(AllQuery));
    let Compiler { shown, keys, cut, .. } = compiler;
    Ok(Compiled { query, shown, keys, cut })
}

struct Compiler<'a> {
    store: &'a Store,
    kind: &'a str,
    strict: bool,
    shown: Vec<Syllable>,
    keys: Vec<String>,
    left: usize,
    cut: bool,
}

/// A condition, and whether it must hold.
pub(super) type Clause = (Occur, Box<dyn Query>);

impl Compiler<'_> {
    fn node(&mut self, node: &Node) -> Result<Option<Box<dyn Query>>, IndexError> {
        Ok(match node {
            Node::Words(words) => self.words(words)?,
            Node::Phrase(text) => self.phrase(text, self.text()),
            Node::Field(field, value) => self.field(*field, value)?,
            Node::Not(inside) => {
                let shown = self.shown.len();
                let inside = self.node(inside)?;
                self.shown.truncate(shown);
                inside.map(|inside| all(vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, inside)]))
            }
            Node::Any(parts) => {
                let mut any = Vec::new();
                for part in parts {
                    any.extend(self.node(part)?.map(|part| (Occur::Should, part)));
                }
                (!any.is_empty()).then(|| all(any))
            }
            Node::All(parts) => {
                let mut every = Vec::new();
                // Words may be missing where too little fits; what was asked for as a phrase or field may not.
                let mut any = Vec::new();
                for part in parts {
                    if let Node::Not(inside) = part {
                        let shown = self.shown.len();
                        every.extend(self.node(inside)?.map(|inside| (Occur::MustNot, inside)));
                        self.shown.truncate(shown);
                        continue;
                    }
                    let clause = self.node(part)?;
                    match part {
                        Node::Words(_) if !self.strict => any.extend(clause.map(|clause| (Occur::Should, clause))),
                        _ => every.extend(clause.map(|clause| (Occur::Must, clause))),
                    }
                }
                if !any.is_empty() {
                    every.push((Occur::Must, all(any)));
                }
                if every.iter().all(|(occur, _)| *occur == Occur::MustNot) && !every.is_empty() {
                    every.push((Occur::Must, Box::new(AllQuery)));
                }
                (!every.is_empty()).then(|| all(every))
            }
        })
    }

    /// The field that holds the text of this kind of entry.
    fn text(&self) -> Handle {
        if self.kind == FILE { self.store.fields().body } else { self.store.fields().part }
    }

    fn words(&mut self, text: &str) -> Result<Option<Box<dyn Query>>, IndexError> {
        let words: Vec<&str> = text.split_whitespace().take(MOST).collect();
        let mut clauses: Vec<Clause> = Vec::new();
        let mut rest = words.as_slice();
        while let Some(wanted) = number::first(self.store, rest)? {
            let (before, after) = (rest.get(..wanted.words.start), rest.get(wanted.words.end..));
            self.run(before.unwrap_or(&[]), &mut clauses)?;
            let certain = wanted.certain || self.strict;
            let query = self.number(wanted);
            clauses.push((if certain { Occur::Must } else { Occur::Should }, query));
            rest = after.unwrap_or(&[]);
        }
        self.run(rest, &mut clauses)?;
        Ok((!clauses.is_empty()).then(|| all(clauses)))
    }

    /// Plain words: each of them, and what raises a hit.
    fn run(&mut self, words: &[&str], clauses: &mut Vec<Clause>) -> Result<(), IndexError> {
        let mut known = BTreeSet::new();
        let mut run: Vec<Syllable> = Vec::new();
        let text = self.text();
        let fields = *self.store.fields();
        for word in words {
            let syllables: Vec<Syllable> = analyzer::syllables(word).into_iter().map(|(one, _)| one).collect();
            self.cut |= syllables.len() > self.left;
            let taken = syllables.len().min(self.left);
            run.extend(syllables.into_iter().take(taken));
            self.left -= taken;
            if word.ends_with('*')
                && let Some(last) = run.pop()
            {
                clauses.push((self.occur(), self.expand(text, &last)?));
            }
        }
        let weight = if run.len() < LONG { PAIR.0 } else { PAIR.1 };
        for pair in run.windows(2) {
            if let [a, b] = pair
                && known.insert(format!("{} {}", a.folded, b.folded))
            {
                clauses.push((Occur::Should, boosted(term(text, &format!("{} {}", a.folded, b.folded)), weight)));
            }
        }
        for syllable in &run {
            if !known.insert(syllable.typed().to_owned()) {
                continue;
            }
            let mut found = term(text, syllable.typed());
            if let Some(year) = year(&syllable.folded) {
                let issued = Term::from_field_u64(fields.year, year);
                let issued = Box::new(TermQuery::new(issued, IndexRecordOption::Basic));
                found = all(vec![(Occur::Should, found), (Occur::Should, issued)]);
            }
            clauses.push((self.occur(), found));
            clauses.push((Occur::Should, boosted(term(fields.head, syllable.typed()), HEAD)));
            clauses.push((Occur::Should, boosted(term(fields.issuer, syllable.typed()), ISSUER)));
        }
        self.shown.extend(run);
        Ok(())
    }

    fn occur(&self) -> Occur {
        if self.strict { Occur::Must } else { Occur::Should }
    }

    fn number(&mut self, wanted: Wanted) -> Box<dyn Query> {
        let fields = *self.store.fields();
        let mut any: Vec<Clause> = Vec::new();
        for (fit, key) in &wanted.keys {
            let weight = match fit {
                Fit::Exact => BEARS[0],
                Fit::Prefix => BEARS[1],
                Fit::Near => BEARS[2],
            };
            any.push((Occur::Should, fixed(term(fields.number, key), weight)));
            any.push((Occur::Should, fixed(term(fields.cites, key), CITES)));
            self.keys.push(key.clone());
        }
        let syllables: Vec<Syllable> = analyzer::syllables(&wanted.typed)
            .into_iter()
            .map(|(one, _)| one)
            .filter(|one| &*one.folded != "so")
            .collect();
        self.shown.extend(syllables.iter().cloned());
        // Inside a text: the digits and what follows them, side by side.
        if wanted.typed.contains('/') || wanted.keys.is_empty() {
            any.extend(phrase_of(self.text(), &syllables).map(|phrase| (Occur::Should, phrase)));
        }
        if any.is_empty() { Box::new(EmptyQuery) } else { all(any) }
    }

    fn phrase(&mut self, text: &str, field: Handle) -> Option<Box<dyn Query>> {
        let syllables: Vec<Syllable> = analyzer::syllables(text).into_iter().map(|(one, _)| one).take(MOST).collect();
        self.shown.extend(syllables.iter().cloned());
        phrase_of(field, &syllables)
    }

    fn field(&mut self, field: Field, value: &str) -> Result<Option<Box<dyn Query>>, IndexError> {
        let fields = *self.store.fields();
        Ok(match field {
            Field::Type => Some(any_word(self.store, fields.type_name, value)?),
            Field::Status => Some(any_word(self.store, fields.status, value)?),
            Field::Issuer => self.quiet_phrase(value, fields.issuer),
            Field::Signer => self.quiet_phrase(value, fields.signer),
            Field::Recipient => self.quiet_phrase(value, fields.recipient),
            Field::Unit => self.quiet_phrase(value, fields.units),
            Field::Date => Some(days::range(value).map_or_else(
                || Box::new(EmptyQuery) as Box<dyn Query>,
                |(from, to)| between(fields.issued, Some(from), Some(to)),
            )),
            Field::Number => {
                let said = format!("số {value}");
                let words: Vec<&str> = said.split_whitespace().collect();
                Some(match number::first(self.store, &words)? {
                    Some(wanted) => {
                        let keys = wanted.keys.iter().map(|(_, key)| (Occur::Should, term(fields.number, key)));
                        all(keys.collect())
                    }
                    None => Box::new(EmptyQuery),
                })
            }
        })
    }

    fn quiet_phrase(&mut self, value: &str, field: Handle) -> Option<Box<dyn Query>> {
        let shown = self.shown.len();
        let phrase = self.phrase(value, field);
        self.shown.truncate(shown);
        phrase
    }

    /// The words that begin so.
    fn expand(&mut self, field: Handle, start: &Syllable) -> Result<Box<dyn Query>, IndexError> {
        let terms = self.store.terms(field, start.typed())?;
        let words = terms.iter().filter(|term| !term.contains(' ')).take(EXPANDED);
        Ok(all(words.map(|word| (Occur::Should, term(field, word))).collect()))
    }
}

/// Words of a filter that must stand side by side in a field.
pub(super) fn phrase(field: Handle, text: &str) -> Box<dyn Query> {
    let syllables: Vec<Syllable> = analyzer::syllables(text).into_iter().map(|(one, _)| one).collect();
    phrase_of(field, &syllables).unwrap_or_else(|| Box::new(EmptyQuery))
}

fn phrase_of(field: Handle, syllables: &[Syllable]) -> Option<Box<dyn Query>> {
    match syllables {
        [] => None,
        [one] => Some(term(field, one.typed())),
        many => {
            let terms = many.iter().map(|one| Term::from_field_text(field, one.typed()));
            Some(Box::new(PhraseQuery::new(terms.collect())))
        }
    }
}

/// Entries whose `field` is `value`, marks and case aside.
pub(super) fn any_word(store: &Store, field: Handle, value: &str) -> Result<Box<dyn Query>, IndexError> {
    let wanted = vi::fold(value);
    let known = store.terms(field, "")?;
    let fitting = known.iter().filter(|word| vi::fold(word) == wanted);
    Ok(all(fitting.map(|word| (Occur::Should, term(field, word))).collect()))
}

/// Entries whose day lies in a range, both ends included.
pub(super) fn between(field: Handle, from: Option<u64>, to: Option<u64>) -> Box<dyn Query> {
    let bound =
        |day: Option<u64>| day.map_or(Bound::Unbounded, |day| Bound::Included(Term::from_field_u64(field, day)));
    match (from, to) {
        (None, None) => Box::new(AllQuery),
        (from, to) => Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(bound(from), bound(to))), 0.0)),
    }
}

pub(super) fn all(clauses: Vec<Clause>) -> Box<dyn Query> {
    if clauses.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::new(clauses)) }
}

pub(super) fn term(field: Handle, word: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

/// A condition that adds nothing to the score.
pub(super) fn only(query: Box<dyn Query>) -> Clause {
    (Occur::Must, fixed(query, 0.0))
}

fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}

fn fixed(query: Box<dyn Query>, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, score))
}

fn year(word: &str) -> Option<u64> {
    word.parse().ok().filter(|year| word.len() == 4 && (1945..2100).contains(year))
}
