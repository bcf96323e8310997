//! Plain words of a query: its days, its numbers, and the runs between, each word with its alternatives.

use std::collections::BTreeSet;
use std::ops::Range;

use tantivy::Term;
use tantivy::query::{Occur, Query, TermQuery};
use tantivy::schema::{Field as Handle, IndexRecordOption};

use super::super::acronym;
use super::super::days::{self, Day};
use super::super::mend::{self, Counts};
use super::super::number::{self, Wanted};
use super::super::snippet::Sought;
use super::super::told::{Note, Step};
use super::{Clause, Compiler, all, between, boosted, fixed, pair, side_by_side, syllables, term};
use crate::index::IndexError;
use crate::index::analyzer::{self, Syllable};

/// Words that a word with a star stands for.
const EXPANDED: usize = 200;
/// Known words of a query that are mended where too little was found.
pub(super) const SLIPS: usize = 4;

impl Compiler<'_> {
    pub(super) fn words(&mut self, text: &str) -> Result<Option<Box<dyn Query>>, IndexError> {
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
        let ends = days.iter().map(|day| day.words.clone()).chain(std::iter::once(words.len()..words.len()));
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

fn shown(run: &[Syllable]) -> String {
    run.iter().map(Syllable::typed).collect::<Vec<_>>().join(" ")
}

/// `hoà` of `Chánh-hoà*`.
fn last_word(word: &str) -> String {
    let start = analyzer::words(word).last().map_or(0, |range| range.start);
    word.get(start..).unwrap_or("").trim_end_matches('*').to_owned()
}

fn year(word: &str) -> Option<u64> {
    word.parse().ok().filter(|year| word.len() == 4 && (1945..2100).contains(year))
}
