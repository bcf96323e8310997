//! From a query to what tantivy runs.
//!
//! A syllable typed with marks finds only itself, one typed without finds every marking, and every pair of
//! neighbours raises what holds it. A number finds its bearers first, then those who cite it.

use std::collections::BTreeSet;
use std::ops::{Bound, Range};

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Handle, IndexRecordOption};

use super::days::{self, Day};
use super::field::Field;
use super::mend::{self, Counts};
use super::number::{self, Fit, Wanted};
use super::query::Node;
use super::snippet::Sought;
use super::told::{Note, Step};
use super::weights::Weights;
use super::{acronym, filter};
use crate::index::analyzer::{self, Syllable};
use crate::index::{FILE, IndexError, Store};
use crate::vi;

/// Words of one query that are searched.
const MOST: usize = 400;
/// Words that a word with a star stands for.
const EXPANDED: usize = 200;
/// Numbers of one half remembered number that are shown in a snippet.
const SHOWN: usize = 64;
/// Known words of a query that are mended where too little was found.
const SLIPS: usize = 4;

/// How much of a query must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Every word.
    Strict,
    /// Some words, and slips of the hand are mended; the numbers stay.
    Loose,
    /// Not even the numbers, unless they cannot be anything else.
    Loosest,
}

/// A query as tantivy runs it.
pub(super) struct Compiled {
    pub(super) query: Box<dyn Query>,
    /// What to show in a snippet.
    pub(super) sought: Vec<Sought>,
    /// Keys of the numbers asked for.
    pub(super) keys: Vec<String>,
    /// How it was understood, each part with its depth.
    pub(super) steps: Vec<(usize, Step)>,
    pub(super) notes: Vec<Note>,
    /// Words, folded, and what they were mended to.
    pub(super) mended: Vec<(String, String)>,
}

/// Compiles a query for entries of one `kind`.
pub(super) fn compile(
    store: &Store,
    node: &Node,
    kind: &str,
    mode: Mode,
    weights: &Weights,
) -> Result<Compiled, IndexError> {
    let mut compiler = Compiler {
        store,
        text: if kind == FILE { store.fields().body } else { store.fields().part },
        strict: mode == Mode::Strict,
        numbers: mode != Mode::Loosest,
        loosest: mode == Mode::Loosest,
        weights,
        left: MOST,
        left_out: 0,
        slips: SLIPS,
        depth: 0,
        dated: weights.day,
        told: Compiled {
            query: Box::new(AllQuery),
            sought: Vec::new(),
            keys: Vec::new(),
            steps: Vec::new(),
            notes: Vec::new(),
            mended: Vec::new(),
        },
    };
    let query = compiler.node(node)?;
    let mut told = compiler.told;
    if compiler.left_out > 0 {
        told.notes.push(Note::LeftOut(compiler.left_out));
    }
    if let Some(query) = query {
        told.query = query;
    }
    Ok(told)
}

struct Compiler<'a> {
    store: &'a Store,
    /// The field that holds the text of this kind of entry.
    text: Handle,
    strict: bool,
    /// Numbers must be there.
    numbers: bool,
    /// Nothing was found: quotations are words.
    loosest: bool,
    weights: &'a Weights,
    left: usize,
    left_out: usize,
    slips: usize,
    depth: usize,
    /// What a day or year of issue that stands in the query weighs.
    dated: f32,
    told: Compiled,
}

/// A condition, and whether it must hold.
pub(super) type Clause = (Occur, Box<dyn Query>);

impl Compiler<'_> {
    fn tell(&mut self, step: Step) {
        self.told.steps.push((self.depth, step));
    }

    fn node(&mut self, node: &Node) -> Result<Option<Box<dyn Query>>, IndexError> {
        Ok(match node {
            Node::Words(words) => self.words(words)?,
            Node::Phrase(text) => {
                self.tell(Step::Phrase(text.clone()));
                self.phrase(text)
            }
            // Pasted from a text with its quotation marks: its words, where nothing holds it as it stands.
            Node::Quotation(text) if self.loosest => self.words(text)?,
            Node::Quotation(text) => {
                self.tell(Step::Phrase(text.clone()));
                self.phrase(text)
            }
            Node::Field(field, value) => Some(self.field(*field, value)?),
            Node::Not(inside) => self
                .without(inside)?
                .map(|inside| all(vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, inside)])),
            Node::Any(parts) => {
                self.tell(Step::Any);
                self.depth += 1;
                let mut any = Vec::new();
                for part in parts {
                    let group = matches!(part, Node::All(_));
                    if group {
                        self.tell(Step::All);
                        self.depth += 1;
                    }
                    any.extend(self.node(part)?.map(|part| (Occur::Should, part)));
                    self.depth -= usize::from(group);
                }
                self.depth -= 1;
                (!any.is_empty()).then(|| all(any))
            }
            Node::All(parts) => {
                let mut every = Vec::new();
                // Words may be missing where too little fits; what was asked for as a phrase or field may not.
                let mut any = Vec::new();
                for part in parts {
                    match part {
                        Node::Not(inside) => every.extend(self.without(inside)?.map(|inside| (Occur::MustNot, inside))),
                        Node::Words(_) if !self.strict => {
                            any.extend(self.node(part)?.map(|part| (Occur::Should, part)))
                        }
                        _ => every.extend(self.node(part)?.map(|part| (Occur::Must, part))),
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

    /// What must not be there: exactly as typed, and nothing of it is shown.
    fn without(&mut self, inside: &Node) -> Result<Option<Box<dyn Query>>, IndexError> {
        self.tell(Step::Not);
        let (sought, keys, strict) = (self.told.sought.len(), self.told.keys.len(), self.strict);
        self.depth += 1;
        self.strict = true;
        let inside = self.node(inside)?;
        self.strict = strict;
        self.depth -= 1;
        self.told.sought.truncate(sought);
        self.told.keys.truncate(keys);
        Ok(inside)
    }

    fn words(&mut self, text: &str) -> Result<Option<Box<dyn Query>>, IndexError> {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        let kept = words.len().min(self.left);
        self.left_out += words.len() - kept;
        self.left -= kept;
        words.truncate(kept);
        let days = days::among(&words);
        // Numbers stand between the days, runs of plain words between the numbers.
        let mut numbers: Vec<Wanted> = Vec::new();
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut run = 0;
        let mut from = 0;
        let ends = days.iter().map(|day| day.words.clone()).chain([words.len()..words.len()]);
        for stop in ends {
            while let Some(wanted) = number::first(self.store, words.get(from..stop.start).unwrap_or(&[]))? {
                runs.push(run..from + wanted.words.start);
                from += wanted.words.end;
                run = from;
                numbers.push(wanted);
            }
            from = stop.end;
        }
        runs.push(run..words.len());
        // Beside a number a year or day tells its bearers apart, and weighs more than words.
        self.dated = if numbers.is_empty() { self.weights.day } else { self.weights.day_of_number };
        let mut clauses: Vec<Clause> = Vec::new();
        for run in runs {
            let own = days.iter().filter(|day| run.contains(&day.words.start));
            let own: Vec<Day> = own.map(|day| day.shifted(run.start)).collect();
            self.run(words.get(run).unwrap_or(&[]), &own, &mut clauses)?;
        }
        if numbers.is_empty() {
            return Ok((!clauses.is_empty()).then(|| all(clauses)));
        }
        // A list of numbers asks for the bearers of any of them, and what stands between them is no condition.
        if numbers.len() > 1 {
            clauses.iter_mut().for_each(|(occur, _)| *occur = Occur::Should);
        }
        let must = self.strict || self.numbers || numbers.iter().any(|wanted| wanted.certain);
        let any = numbers.into_iter().map(|wanted| (Occur::Should, self.number(wanted))).collect();
        clauses.push((if must { Occur::Must } else { Occur::Should }, all(any)));
        Ok(Some(all(clauses)))
    }

    /// Plain words, and the days among them: each of them, and what raises a hit.
    fn run(&mut self, words: &[&str], days: &[Day], clauses: &mut Vec<Clause>) -> Result<(), IndexError> {
        let mut run: Vec<Syllable> = Vec::new();
        // First syllable of every day, and how many it takes.
        let mut dated: Vec<(Range<usize>, &Day)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let start = run.len();
            let mut own = syllables(word);
            if word.ends_with('*')
                && let Some(last) = own.pop()
            {
                clauses.push((self.occur(), self.start(&last_word(word), &last)?));
            }
            run.extend(own);
            if let Some(day) = days.iter().find(|day| day.words.start == at) {
                dated.push((start..start, day));
            }
            if let Some((syllables, day)) = dated.last_mut()
                && day.words.contains(&at)
            {
                syllables.end = run.len();
            }
        }
        let weight = if run.len() < self.weights.long { self.weights.pair } else { self.weights.pair_long };
        let mut known = BTreeSet::new();
        for pair in run.windows(2).filter_map(pair) {
            if !known.contains(&pair) {
                clauses.push((Occur::Should, boosted(term(self.text, &pair), weight)));
                known.insert(pair);
            }
        }
        let mut at = 0;
        while at < run.len() {
            let day = dated.iter().find(|(syllables, _)| syllables.start == at && !syllables.is_empty());
            let reading = acronym::at(run.get(at..).unwrap_or(&[])).filter(|_| day.is_none());
            let length = day.map_or(reading.as_ref().map_or(1, |reading| reading.length), |(all, _)| all.len());
            let single = day.is_none() && reading.is_none();
            let mut slots = Vec::new();
            for at in at..at + length {
                let again = run.get(at).is_some_and(|one| !known.insert(one.typed().to_owned()));
                if !again || !single {
                    slots.push(self.slot(&run, at, single)?);
                }
            }
            let typed = run.get(at..at + length).unwrap_or(&[]);
            match (day, reading) {
                (Some((_, day)), _) => {
                    self.tell(Step::Day(words.get(day.words.clone()).unwrap_or(&[]).join(" ")));
                    let mut slot = self.together(slots);
                    let issued = between(self.store.fields().issued, Some(day.first), Some(day.last));
                    slot.push((Occur::Should, fixed(issued, self.dated)));
                    self.put(slot, clauses);
                }
                (None, Some(reading)) => {
                    let slot = self.written(typed, slots, reading.others);
                    self.put(slot, clauses);
                }
                (None, None) => slots.into_iter().for_each(|slot| self.put(slot, clauses)),
            }
            at += length;
        }
        self.told.sought.push(Sought { run, whole: false });
        Ok(())
    }

    /// Adds a word with all its alternatives: one of them must be there, or raises what holds it.
    fn put(&self, slot: Vec<Clause>, clauses: &mut Vec<Clause>) {
        if self.strict { clauses.push((Occur::Must, all(slot))) } else { clauses.extend(slot) }
    }

    /// One word: in the text, in the head, as the issuer, and what it may have been meant to be.
    fn slot(&mut self, run: &[Syllable], at: usize, mend: bool) -> Result<Vec<Clause>, IndexError> {
        let Some(word) = run.get(at) else { return Ok(Vec::new()) };
        let mut slot = self.everywhere(1.0, |field| term(field, word.typed()));
        if let Some(year) = year(&word.folded) {
            let issued = Term::from_field_u64(self.store.fields().year, year);
            slot.push((Occur::Should, fixed(Box::new(TermQuery::new(issued, IndexRecordOption::Basic)), self.dated)));
        }
        if !mend {
            return Ok(slot);
        }
        let counts = Counts { store: self.store, field: self.text };
        let known = counts.of(word.typed())? > 0;
        let slipped = !self.strict && known && self.slips > 0 && mend::is_alone(&counts, run, at)?;
        self.slips -= usize::from(slipped);
        let instead = if !known || slipped { mend::instead(&counts, run, at, known)? } else { Vec::new() };
        let typed = word.typed().to_owned();
        let step = match known {
            true => Step::Word { typed: typed.clone(), exact: word.marked.is_some() },
            false => {
                Step::Unknown { typed: typed.clone(), instead: instead.iter().map(|words| words.join(" ")).collect() }
            }
        };
        self.tell(step);
        if !known {
            self.told.notes.push(Note::Unknown(typed, instead.iter().map(|words| words.join(" ")).collect()));
        }
        for (nth, words) in instead.into_iter().enumerate() {
            let mended = words.join(" ");
            // The first is the likeliest by far; each next one weighs half.
            let weight = self.weights.mended / f32::from(1u16 << nth.min(8));
            slot.extend(self.everywhere(weight, |field| term(field, &mended)));
            if let Some(before) = at.checked_sub(1).and_then(|at| run.get(at)) {
                slot.push((Occur::Should, boosted(term(self.text, &format!("{} {mended}", before.folded)), weight)));
            }
            if let Some(after) = run.get(at + 1) {
                slot.push((Occur::Should, boosted(term(self.text, &format!("{mended} {}", after.folded)), weight)));
            }
            self.told.sought.push(Sought { run: syllables(&mended), whole: true });
            if nth == 0 {
                self.told.mended.push((word.folded.to_string(), mended));
            }
        }
        Ok(slot)
    }

    /// What was typed short or written out, `slots` for each of its words, and the other ways to write it.
    fn written(&mut self, typed: &[Syllable], slots: Vec<Vec<Clause>>, others: &[Vec<Syllable>]) -> Vec<Clause> {
        let mut slot = self.together(slots);
        for other in others {
            slot.extend(self.everywhere(self.weights.written, |field| side_by_side(field, other)));
            self.told.sought.push(Sought { run: other.clone(), whole: true });
        }
        self.tell(Step::Written { typed: shown(typed), others: others.iter().map(|other| shown(other)).collect() });
        slot
    }

    /// Words of which all must be there, or each raises what holds it.
    fn together(&self, slots: Vec<Vec<Clause>>) -> Vec<Clause> {
        if self.strict && slots.len() > 1 {
            let every = slots.into_iter().map(|slot| (Occur::Must, all(slot))).collect();
            return vec![(Occur::Should, all(every))];
        }
        slots.into_iter().flatten().collect()
    }

    /// The same condition on text, head and issuer.
    fn everywhere(&self, weight: f32, of: impl Fn(Handle) -> Box<dyn Query>) -> Vec<Clause> {
        let fields = self.store.fields();
        let places = [(self.text, 1.0), (fields.head, self.weights.head), (fields.issuer, self.weights.issuer)];
        places.into_iter().map(|(field, by)| (Occur::Should, boosted(of(field), weight * by))).collect()
    }

    fn occur(&self) -> Occur {
        if self.strict { Occur::Must } else { Occur::Should }
    }

    fn number(&mut self, wanted: Wanted) -> Box<dyn Query> {
        let fields = *self.store.fields();
        let mut any: Vec<Box<dyn Query>> = Vec::new();
        for (fit, key) in &wanted.keys {
            let weight = match fit {
                Fit::Exact => self.weights.bears[0],
                Fit::Prefix => self.weights.bears[1],
                Fit::Near => self.weights.bears[2],
            };
            any.push(fixed(term(fields.number, key), weight));
            any.push(fixed(term(fields.cites, key), self.weights.cites));
            self.told.keys.push(key.clone());
        }
        if wanted.keys.is_empty() {
            self.told.notes.push(Note::NoNumber(wanted.typed.clone()));
        }
        let run: Vec<Syllable> = syllables(&wanted.typed).into_iter().filter(|one| &*one.folded != "so").collect();
        // Inside a text: the digits and what follows them, side by side.
        if wanted.typed.contains('/') || wanted.keys.is_empty() {
            any.extend(self.phrase_in_text(&run));
        }
        // Shown where it stands as a whole; a number of which nobody knows the symbol may stand without one.
        for (_, key) in wanted.keys.iter().take(SHOWN) {
            self.told.sought.push(Sought { run: syllables(&vi::fold(key)), whole: true });
        }
        self.told.sought.push(Sought { run, whole: true });
        let known = wanted.keys.into_iter().map(|(_, key)| key).collect();
        self.tell(Step::Number { typed: wanted.typed, known });
        // The best of them counts: who bears one number and cites ten stands no higher.
        Box::new(DisjunctionMaxQuery::new(any))
    }

    /// Words in this order, side by side, as they were typed. A text keeps its pairs of neighbours and no positions.
    fn phrase_in_text(&self, run: &[Syllable]) -> Option<Box<dyn Query>> {
        let typed = run.iter().map(|one| (Occur::Must, term(self.text, one.typed())));
        let pairs = (run.len() > 1).then(|| (Occur::Must, side_by_side(self.text, run)));
        (!run.is_empty()).then(|| all(typed.chain(pairs).collect()))
    }

    fn phrase(&mut self, text: &str) -> Option<Box<dyn Query>> {
        let mut run = syllables(text);
        self.left_out += run.len().saturating_sub(self.left);
        run.truncate(self.left);
        self.left -= run.len();
        let phrase = self.phrase_in_text(&run);
        self.told.sought.push(Sought { run, whole: true });
        phrase
    }

    fn field(&mut self, field: Field, value: &str) -> Result<Box<dyn Query>, IndexError> {
        self.tell(Step::Field(field, value.to_owned()));
        if self.left == 0 {
            self.left_out += 1;
            return Ok(all(Vec::new()));
        }
        self.left -= 1;
        let query = filter::of(self.store, field, value)?;
        if query.is_none() {
            let value = value.to_owned();
            let none = if field == Field::Date { Note::NoDay(value) } else { Note::NoValue(field, value) };
            self.told.notes.push(none);
        }
        Ok(query.unwrap_or_else(|| Box::new(EmptyQuery)))
    }

    /// The words that begin so, those in most texts first.
    fn start(&mut self, typed: &str, start: &Syllable) -> Result<Box<dyn Query>, IndexError> {
        // The tone of a half typed syllable may stand elsewhere in the whole one: hoà, hoàn.
        let mut known = self.store.words(self.text, start.typed())?;
        known.extend(self.store.words(self.text, &typed.to_lowercase())?);
        let mut words: Vec<(String, u64)> = known.into_iter().collect();
        let all_words = words.len();
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        words.truncate(EXPANDED);
        if words.len() < all_words {
            self.told.notes.push(Note::Start(typed.to_owned(), words.len(), all_words));
        }
        self.tell(Step::Start { typed: typed.to_owned(), words: all_words });
        for (word, _) in words.iter().take(20) {
            self.told.sought.push(Sought { run: syllables(word), whole: true });
        }
        Ok(all(words.iter().map(|(word, _)| (Occur::Should, term(self.text, word))).collect()))
    }
}

pub(super) fn syllables(text: &str) -> Vec<Syllable> {
    analyzer::syllables(text).into_iter().map(|(one, _)| one).collect()
}

fn shown(run: &[Syllable]) -> String {
    run.iter().map(Syllable::typed).collect::<Vec<_>>().join(" ")
}

/// `hoà` of `Chánh-hoà*`.
fn last_word(word: &str) -> String {
    let start = analyzer::words(word).last().map_or(0, |range| range.start);
    word.get(start..).unwrap_or("").trim_end_matches('*').to_owned()
}

/// The term of two neighbours.
fn pair(two: &[Syllable]) -> Option<String> {
    match two {
        [a, b] => Some(format!("{} {}", a.folded, b.folded)),
        _ => None,
    }
}

/// Words side by side, told by their pairs: quicker than positions, and nearly as sure.
fn side_by_side(field: Handle, run: &[Syllable]) -> Box<dyn Query> {
    match run {
        [one] => term(field, &one.folded),
        many => all(many.windows(2).filter_map(pair).map(|pair| (Occur::Must, term(field, &pair))).collect()),
    }
}

/// Words in this order, with at most `between` others among them.
pub(super) fn phrase_of(field: Handle, run: &[Syllable], between: u32) -> Option<Box<dyn Query>> {
    match run {
        [] => None,
        [one] => Some(term(field, one.typed())),
        many => {
            let terms = many.iter().map(|one| Term::from_field_text(field, one.typed()));
            let mut phrase = PhraseQuery::new(terms.collect());
            phrase.set_slop(between);
            Some(Box::new(phrase))
        }
    }
}

/// Entries whose day lies in a range, both ends included.
pub(super) fn between(field: Handle, from: Option<u64>, to: Option<u64>) -> Box<dyn Query> {
    let bound =
        |day: Option<u64>| day.map_or(Bound::Unbounded, |day| Bound::Included(Term::from_field_u64(field, day)));
    match (from, to) {
        (None, None) => Box::new(AllQuery),
        (from, to) => fixed(Box::new(RangeQuery::new(bound(from), bound(to))), 0.0),
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
    if weight == 1.0 { query } else { Box::new(BoostQuery::new(query, weight)) }
}

fn fixed(query: Box<dyn Query>, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, score))
}

fn year(word: &str) -> Option<u64> {
    word.parse().ok().filter(|year| word.len() == 4 && (1945..2100).contains(year))
}
