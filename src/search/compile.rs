//! From a query to what tantivy runs.
//!
//! A syllable typed with marks finds only itself, one typed without finds every marking, and every pair of
//! neighbours raises what holds it. A number finds its bearers first, then those who cite it.

mod words;

use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field as Handle, IndexRecordOption};

use super::field::Field;
use super::filter;
use super::number::{Fit, Known, Wanted};
use super::phrase::{self, Phrase};
use super::query::Node;
use super::snippet::Sought;
use super::sum::{List, Of, Words};
use super::told::{Note, Step};
use super::weights::Weights;
use crate::index::analyzer::{self, Syllable};
use crate::index::{FILE, IndexError, Store};
use crate::vi;
use words::Numbers;

/// Words of one query that are searched.
const MOST: usize = 400;
/// Syllables of a number as it was typed.
const LONGEST: usize = 20;
/// Numbers of one half remembered number that are shown in a snippet.
const SHOWN: usize = 64;

/// How a query is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// As it was typed.
    Typed,
    /// Slips of the hand are mended in words that the index knows.
    Mended,
    /// Nothing fits: beside that numbers are no condition, unless they cannot be anything else, and pasted quotations are
    /// words.
    Loosest,
}

/// A query as it is run.
pub(super) struct Compiled {
    /// What must hold beside the words, and what must not.
    pub(super) must: Vec<Clause>,
    /// Its plain words, which may be missing where too little holds all of them.
    pub(super) words: Words,
    /// The lists of its words are not of files alone.
    pub(super) mixed: bool,
    /// A word that the index knows may be a slip of the hand.
    pub(super) slips: bool,
    /// It would find more in [`Mode::Loosest`].
    pub(super) bends: bool,
    /// What to show in a snippet.
    pub(super) sought: Vec<Sought>,
    /// Words that must stand side by side in every hit.
    pub(super) phrases: Vec<Vec<Syllable>>,
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
    let files = store.frequency(store.fields().kind, FILE)?;
    let others = store.searcher().segment_readers().iter().map(|segment| u64::from(segment.max_doc())).sum::<u64>();
    let mut compiler = Compiler {
        store,
        text: if kind == FILE { store.fields().body } else { store.fields().part },
        entries: if kind == FILE { files } else { others.saturating_sub(files) },
        mode,
        weights,
        left: MOST,
        room: MOST,
        left_out: 0,
        slips: words::SLIPS,
        known: Known::new(),
        numbers: words::NUMBERS,
        unknown: words::UNKNOWN,
        begun: words::BEGUN,
        said: BTreeSet::new(),
        texts: Arc::new(AtomicUsize::new(phrase::READ)),
        depth: 0,
        dated: weights.day,
        told: Compiled {
            must: Vec::new(),
            words: Words::default(),
            mixed: kind != FILE,
            slips: false,
            bends: false,
            sought: Vec::new(),
            phrases: Vec::new(),
            keys: Vec::new(),
            steps: Vec::new(),
            notes: Vec::new(),
            mended: Vec::new(),
        },
    };
    compiler.whole(node)?;
    let mut told = compiler.told;
    if compiler.left_out > 0 {
        told.notes.push(Note::LeftOut(compiler.left_out));
    }
    Ok(told)
}

struct Compiler<'a> {
    store: &'a Store,
    /// The field that holds the text of this kind of entry.
    text: Handle,
    /// Entries of this kind.
    entries: u64,
    mode: Mode,
    weights: &'a Weights,
    left: usize,
    /// Syllables of plain words that may still be searched.
    room: usize,
    left_out: usize,
    slips: usize,
    known: Known,
    /// Numbers that are still looked for.
    numbers: usize,
    /// Unknown words that are still mended.
    unknown: usize,
    /// Words that beginnings of words may still stand for.
    begun: usize,
    /// Words and pairs of the words at hand that are searched already.
    said: BTreeSet<String>,
    /// Texts that may still be read for phrases.
    texts: Arc<AtomicUsize>,
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

    /// The whole query: its conditions, and its plain words apart.
    fn whole(&mut self, node: &Node) -> Result<(), IndexError> {
        let parts = match node {
            Node::All(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut numbers = Numbers::default();
        for part in parts {
            match part {
                Node::Not(inside) => {
                    let inside = self.without(inside)?;
                    self.told.must.extend(inside.map(|inside| (Occur::MustNot, inside)));
                }
                Node::Words(text) => self.plain(text, &mut numbers)?,
                Node::Quotation(text) if self.mode == Mode::Loosest => self.plain(text, &mut numbers)?,
                _ => {
                    self.told.bends |= matches!(part, Node::Quotation(_));
                    if let Node::Phrase(text) | Node::Quotation(text) = part {
                        let run = syllables(text);
                        if self.left == 0 || self.told.phrases.contains(&run) {
                            continue;
                        }
                        self.told.phrases.push(run);
                    }
                    let part = self.node(part)?;
                    self.told.must.extend(part.map(|part| (Occur::Must, part)));
                }
            }
        }
        // A list of numbers asks for the bearers of any of them, and what stands between them is no condition.
        if numbers.any.len() > 1 {
            self.told.words.free();
        }
        // Who asks a whole sentence may name a law by a number that its own articles do not hold.
        let strict = numbers.certain && usize::from(self.told.words.len()) < self.weights.long;
        self.told.bends |= !numbers.any.is_empty() && !strict;
        if numbers.any.is_empty() {
            return Ok(());
        }
        let any = all(numbers.any);
        if strict || self.mode != Mode::Loosest {
            self.told.must.push((Occur::Must, any));
        } else {
            self.told.mixed = true;
            let words = self.told.words.word();
            self.told.words.lists.push(List { of: Of::Query(any), weight: 1.0, words });
        }
        Ok(())
    }

    /// Plain words of the whole query.
    fn plain(&mut self, text: &str, numbers: &mut Numbers) -> Result<(), IndexError> {
        let (words, own) = self.words(text)?;
        self.told.words.append(words);
        numbers.any.extend(own.any);
        numbers.certain |= own.certain;
        Ok(())
    }

    /// Words that are a condition of their own.
    fn apart(&mut self, text: &str) -> Result<(Words, Numbers), IndexError> {
        let said = std::mem::take(&mut self.said);
        let words = self.words(text);
        self.said = said;
        words
    }

    /// A part of a query, all of which must hold.
    fn node(&mut self, node: &Node) -> Result<Option<Box<dyn Query>>, IndexError> {
        Ok(match node {
            Node::Words(text) => {
                let (words, numbers) = self.apart(text)?;
                together(words, numbers)
            }
            Node::Phrase(text) | Node::Quotation(text) => {
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
                // Single words are one list of alternatives.
                let mut single = Words { entries: self.entries, ..Words::default() };
                for part in parts {
                    if let Node::Words(text) = part {
                        let (words, numbers) = self.apart(text)?;
                        if numbers.any.is_empty() && words.count <= 1 {
                            single.instead(words);
                        } else {
                            any.extend(together(words, numbers).map(|part| (Occur::Should, part)));
                        }
                        continue;
                    }
                    let group = matches!(part, Node::All(_));
                    if group {
                        self.tell(Step::All);
                        self.depth += 1;
                    }
                    any.extend(self.node(part)?.map(|part| (Occur::Should, part)));
                    self.depth -= usize::from(group);
                }
                self.depth -= 1;
                any.extend(together(single, Numbers::default()).map(|single| (Occur::Should, single)));
                (!any.is_empty()).then(|| all(any))
            }
            Node::All(parts) => {
                let mut every = Vec::new();
                for part in parts {
                    match part {
                        Node::Not(inside) => every.extend(self.without(inside)?.map(|inside| (Occur::MustNot, inside))),
                        _ => every.extend(self.node(part)?.map(|part| (Occur::Must, part))),
                    }
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
        let (sought, keys) = (self.told.sought.len(), self.told.keys.len());
        let mode = std::mem::replace(&mut self.mode, Mode::Typed);
        self.depth += 1;
        let inside = self.node(inside)?;
        self.depth -= 1;
        self.mode = mode;
        self.told.sought.truncate(sought);
        self.told.keys.truncate(keys);
        Ok(inside)
    }

    fn number(&mut self, wanted: Wanted, listed: bool) -> Box<dyn Query> {
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
        let run = syllables(&wanted.typed).into_iter().filter(|one| &*one.folded != "so");
        let run: Vec<Syllable> = run.take(LONGEST).collect();
        // Inside a text: the digits and what follows them, side by side.
        if wanted.keys.is_empty() || wanted.typed.contains('/') && !listed {
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

    /// Words in this order, side by side, as they were typed.
    fn phrase_in_text(&self, run: &[Syllable]) -> Option<Box<dyn Query>> {
        let typed = run.iter().map(|one| (Occur::Must, term(self.text, one.typed())));
        let pairs = (run.len() > 1).then(|| (Occur::Must, side_by_side(self.text, run)));
        let pairs = (!run.is_empty()).then(|| all(typed.chain(pairs).collect()))?;
        // The text of a task is one sentence or two: its pairs tell enough.
        if run.len() < 3 || self.text != self.store.fields().body {
            return Some(pairs);
        }
        let text = self.store.fields().text;
        Some(Box::new(Phrase { pairs, run: run.into(), text, left: Arc::clone(&self.texts) }))
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
}

/// All words and one of the numbers; of several numbers alone.
fn together(mut words: Words, numbers: Numbers) -> Option<Box<dyn Query>> {
    if numbers.any.len() > 1 {
        words.free();
    }
    let words = (words.count > 0).then(|| (Occur::Must, Box::new(words) as Box<dyn Query>));
    let numbers = (!numbers.any.is_empty()).then(|| (Occur::Must, all(numbers.any)));
    let every: Vec<Clause> = words.into_iter().chain(numbers).collect();
    (!every.is_empty()).then(|| all(every))
}

pub(super) fn syllables(text: &str) -> Vec<Syllable> {
    analyzer::syllables(text).into_iter().map(|(one, _)| one).collect()
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

fn fixed(query: Box<dyn Query>, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, score))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{FileState, Outcome, Writer};
    use crate::record::Record;
    use crate::search::query;
    use crate::text::Text;

    /// Lists of entries that a query reads, however long it is.
    const READ: usize = 3_000;

    fn work(query: &str) -> usize {
        let folder = tempfile::tempdir().unwrap();
        let (mut writer, _) = Writer::open(folder.path(), &[], None).unwrap();
        let words: Vec<String> = (0..700).map(|at| format!("k{}", "aoueiy".repeat(at % 3) + &at.to_string())).collect();
        let state = FileState {
            path: "a.txt".to_owned(),
            bytes: 1,
            modified: 0,
            media_type: String::new(),
            sha256: String::new(),
            outcome: Outcome::Read,
            rules: String::new(),
        };
        let record = Record { path: state.path.clone(), ..Record::default() };
        writer.put(&state, &record, &Text::plain(&words.join(" ")), &[]).unwrap();
        writer.finish(false).unwrap();
        let store = Store::open(folder.path()).unwrap();
        let weights = Weights::default();
        let modes = [Mode::Typed, Mode::Mended, Mode::Loosest];
        let done = modes.map(|mode| compile(&store, &query::parse(query), FILE, mode, &weights).unwrap());
        done.iter().map(|compiled| compiled.words.lists.len() + terms(&compiled.must)).max().unwrap()
    }

    fn terms(must: &[Clause]) -> usize {
        let mut count = 0;
        must.iter().for_each(|(_, query)| query.query_terms(&mut |_, _| count += 1));
        count
    }

    #[track_caller]
    fn check(query: &str) {
        let work = work(query);
        assert!(work <= READ, "{work} lists for {:?}…", query.get(..20));
    }

    #[test]
    fn no_query_is_long_work() {
        let many = |times: usize, of: &dyn Fn(usize) -> String| (0..times).map(of).collect::<Vec<_>>().join(" ");
        check(&many(20_000, &|at| format!("k{at}")));
        check(&many(20_000, &|at| format!("zz{at}q")));
        check(&many(10_000, &|at| format!("k{at} OR")));
        check(&many(10_000, &|at| format!("(k{at} x) OR")));
        check(&many(10_000, &|at| format!("\"k{at} k{} x\"", at + 1)));
        check(&many(3_000, &|_| "k*".to_owned()));
        check(&many(10_000, &|at| format!("{at}/KH-UBND")));
        check(&many(10_000, &|at| format!("-k{at}")));
        check(&"a".repeat(100_000));
        check(&"k1-k2-".repeat(20_000));
        check(&format!("10/{}", "kh-ubnd-".repeat(10_000)));
        check(&"(\"".repeat(50_000));
        check(&"\u{1}\u{202e} ".repeat(20_000));
    }
}
