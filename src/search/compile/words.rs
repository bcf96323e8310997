//! Plain words of a query: its days, its numbers, and the runs between, each word with its alternatives.

use std::ops::Range;

use tantivy::Term;
use tantivy::query::{Occur, Query, TermQuery};
use tantivy::schema::{Field as Handle, IndexRecordOption};

use super::super::acronym;
use super::super::days::{self, Day};
use super::super::mend::{self, Counts};
use super::super::number::{self, Wanted};
use super::super::snippet::Sought;
use super::super::sum::{List, Of, Words};
use super::super::told::{Note, Step};
use super::{Clause, Compiler, Mode, between, fixed, pair, side_by_side, syllables};
use crate::index::IndexError;
use crate::index::analyzer::{self, Syllable};
use crate::vi;

/// Words that a word with a star stands for.
const EXPANDED: usize = 200;
/// The same of all words with a star of one query.
pub(super) const BEGUN: usize = 240;
/// What stands before the figures of a month.
const MONTH: &str = "tháng";
/// Numbers of one query.
pub(super) const NUMBERS: usize = 100;
/// Numbers above which a query is a list: its words are not searched, and texts are not read for numbers that something
/// bears or cites.
const LISTED: usize = 8;
/// Unknown words of a query in whose place others are searched.
pub(super) const UNKNOWN: usize = 8;
/// Known words of a query that are mended where too little was found.
pub(super) const SLIPS: usize = 4;

/// The numbers among plain words.
#[derive(Default)]
pub(super) struct Numbers {
    /// What bears or cites each of them.
    pub(super) any: Vec<Clause>,
    /// One was typed as a number.
    pub(super) certain: bool,
}

impl Compiler<'_> {
    /// Plain words, and the numbers among them.
    pub(super) fn words(&mut self, text: &str) -> Result<(Words, Numbers), IndexError> {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        let kept = words.len().min(self.left);
        self.left_out += words.len() - kept;
        self.left -= kept;
        words.truncate(kept);
        for at in 1..words.len() {
            if days::is_month(words[at]) && self.is_month_mistyped(words[at - 1])? {
                words[at - 1] = MONTH;
            }
        }
        let days = days::among(&words);
        // Numbers stand between the days, runs of plain words between the numbers.
        let mut numbers: Vec<Wanted> = Vec::new();
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut run = 0;
        let mut from = 0;
        let ends = days.iter().map(|day| day.words.clone()).chain(std::iter::once(words.len()..words.len()));
        for stop in ends {
            let between = |from: usize| words.get(from..stop.start).unwrap_or(&[]);
            while self.numbers > 0
                && let Some(wanted) = number::first(self.store, &mut self.known, between(from))?
            {
                self.numbers -= 1;
                runs.push(run..from + wanted.words.start);
                from += wanted.words.end;
                run = from;
                numbers.push(wanted);
            }
            from = stop.end;
        }
        runs.push(run..words.len());
        let listed = numbers.len() > LISTED;
        if listed {
            // What stands between the numbers of a list would only be read in vain.
            self.left_out += if self.numbers == 0 { words.len() - run } else { 0 };
            runs.clear();
        }
        // Beside a number a year or day tells its bearers apart, and weighs more than words; and so where nothing else is
        // asked for.
        let of_days = days.iter().map(|day| day.words.len()).sum::<usize>();
        let is_year = |word: &&str| vi::fold(word) == "nam" || year(word).is_some();
        let is_bare = of_days == words.len() || words.iter().all(is_year);
        self.dated = if numbers.is_empty() && !is_bare { self.weights.day } else { self.weights.day_of_number };
        let mut plain = Words { entries: self.entries, ..Words::default() };
        for run in runs {
            let own = days.iter().filter(|day| run.contains(&day.words.start));
            let own: Vec<Day> = own.map(|day| day.shifted(run.start)).collect();
            self.run(words.get(run).unwrap_or(&[]), &own, &mut plain)?;
        }
        let certain = numbers.iter().any(|wanted| wanted.certain);
        // `15 ct ubnd 2021`: few numbers bear their year themselves.
        for year in numbers.iter().filter_map(|wanted| wanted.year) {
            self.issued_in(u64::from(year), (0, 0), &mut plain);
        }
        let any = numbers.into_iter().map(|wanted| (Occur::Should, self.number(wanted, listed))).collect();
        Ok((plain, Numbers { any, certain }))
    }

    /// Whether a word before the figures of a month is [`MONTH`] with a slip of the hand: they would be a number else.
    fn is_month_mistyped(&mut self, word: &str) -> Result<bool, IndexError> {
        let counts = Counts { store: self.store, field: self.text };
        let run = syllables(word);
        let [one] = run.as_slice() else { return Ok(false) };
        if self.unknown == 0 || &*one.folded == "thang" || counts.of(one.typed())? > 0 {
            return Ok(false);
        }
        self.unknown -= 1;
        let is_near = self.store.near(self.text, &one.folded)?.contains_key("thang");
        if is_near {
            self.tell(Step::Unknown { typed: one.typed().to_owned(), instead: vec![MONTH.to_owned()] });
            self.told.notes.push(Note::Unknown(one.typed().to_owned(), vec![MONTH.to_owned()]));
            self.told.mended.push((one.folded.to_string(), "thang".to_owned()));
        }
        Ok(is_near)
    }

    /// Plain words, and the days among them: each of them, and what raises a hit.
    fn run(&mut self, said: &[&str], days: &[Day], plain: &mut Words) -> Result<(), IndexError> {
        let mut run: Vec<Syllable> = Vec::new();
        // The same as they were typed: a person does not write `lí` for `lý`.
        let mut raw: Vec<&str> = Vec::new();
        // First syllable of every day, and how many it takes.
        let mut dated: Vec<(Range<usize>, &Day)> = Vec::new();
        for (at, word) in said.iter().enumerate() {
            let start = run.len();
            let mut own = syllables(word);
            if word.ends_with('*')
                && self.begun > 0
                && let Some(last) = own.pop()
            {
                self.start(&last_word(word), &last, plain)?;
            }
            // A word may be a hundred thousand syllables.
            self.left_out += usize::from(own.len() > self.room);
            own.truncate(self.room);
            self.room -= own.len();
            raw.extend(analyzer::words(word).take(own.len()).filter_map(|range| word.get(range)));
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
        for pair in run.windows(2).filter_map(pair) {
            if !self.said.contains(&pair) {
                self.neighbours(&pair, weight, (0, 0), plain);
                self.said.insert(pair);
            }
        }
        let mut at = 0;
        while at < run.len() {
            let day = dated.iter().find(|(syllables, _)| syllables.start == at && !syllables.is_empty());
            let reading = acronym::at(run.get(at..).unwrap_or(&[])).filter(|_| day.is_none());
            let length = day.map_or(reading.as_ref().map_or(1, |reading| reading.length), |(all, _)| all.len());
            let single = day.is_none() && reading.is_none();
            let first = plain.count;
            for at in at..at + length {
                let again = run.get(at).is_some_and(|one| !self.said.insert(one.typed().to_owned()));
                if !again || !single {
                    self.word(&run, at, raw.get(at).filter(|_| single).copied(), plain)?;
                }
            }
            // Who holds what the words stand for holds the words.
            let typed = run.get(at..at + length).unwrap_or(&[]);
            let words = (first, plain.count);
            if let Some((_, day)) = day {
                self.tell(Step::Day(said.get(day.words.clone()).unwrap_or(&[]).join(" ")));
                let issued = between(self.store.fields().issued, Some(day.first), Some(day.last));
                self.fixed(issued, words, plain);
            }
            if let Some(reading) = reading {
                let before = at.checked_sub(1).and_then(|at| run.get(at));
                let beside = (before, run.get(at + length));
                self.written(typed, beside, reading.others, words, plain);
            }
            at += length;
        }
        self.told.sought.push(Sought { run, whole: false });
        Ok(())
    }

    /// One word: in the text, in the head, as the issuer; of a single one as it was typed also what it may have been meant
    /// to be.
    fn word(&mut self, run: &[Syllable], at: usize, typed: Option<&str>, plain: &mut Words) -> Result<(), IndexError> {
        let Some(word) = run.get(at) else { return Ok(()) };
        let words = plain.word();
        self.everywhere(1.0, words, plain, |field| Of::Term(Term::from_field_text(field, word.typed())));
        if let Some(year) = year(&word.folded) {
            self.issued_in(year, words, plain);
        }
        let Some(typed) = typed.map(str::to_lowercase) else { return Ok(()) };
        let counts = Counts { store: self.store, field: self.text };
        let known = counts.of(word.typed())? > 0 || self.is_named(word.typed())?;
        // Who typed the marks of a word that is there has looked at it.
        let slipped = known && word.marked.is_none() && self.slips > 0 && mend::is_alone(&counts, run, at)?;
        self.told.slips |= slipped;
        let slipped = slipped && self.mode != Mode::Typed;
        self.slips -= usize::from(slipped);
        let lost = !known && self.unknown > 0;
        self.unknown -= usize::from(lost);
        let instead = if lost || slipped { mend::instead(&counts, run, at, known)? } else { Vec::new() };
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
        for (nth, parts) in instead.into_iter().enumerate() {
            let mended = parts.join(" ");
            // The first is the likeliest by far; each next one weighs half.
            let weight = self.weights.mended / f32::from(1u16 << nth.min(8));
            self.everywhere(weight, words, plain, |field| Of::Term(Term::from_field_text(field, &mended)));
            let before = at.checked_sub(1).and_then(|at| run.get(at)).map(|one| format!("{} {mended}", one.folded));
            let after = run.get(at + 1).map(|one| format!("{mended} {}", one.folded));
            for pair in before.into_iter().chain(after) {
                self.neighbours(&pair, weight, words, plain);
            }
            self.told.sought.push(Sought { run: syllables(&mended), whole: true });
            if nth == 0 {
                self.told.mended.push((word.folded.to_string(), mended));
            }
        }
        Ok(())
    }

    /// Whether a word stands in the name of an issuer, which the text of a task need not repeat.
    fn is_named(&self, word: &str) -> Result<bool, IndexError> {
        Ok(self.store.frequency(self.issuer(), word)? > 0)
    }

    fn issuer(&self) -> Handle {
        let fields = self.store.fields();
        if self.text == fields.body { fields.issuer } else { fields.part_issuer }
    }

    /// What was typed short or written out, and the other ways to write it.
    fn written(
        &mut self,
        typed: &[Syllable],
        (before, after): (Option<&Syllable>, Option<&Syllable>),
        others: &[Vec<Syllable>],
        words: (u16, u16),
        plain: &mut Words,
    ) {
        for other in others {
            let weight = match (typed.len(), other.len()) {
                (many @ 2.., 1) => self.weights.shortened * many as f32,
                _ => self.weights.written,
            };
            self.everywhere(weight, words, plain, |field| match other.as_slice() {
                [one] => Of::Term(Term::from_field_text(field, &one.folded)),
                many => Of::Query(side_by_side(field, many)),
            });
            // It has its own neighbours.
            let first = before.zip(other.first()).map(|(before, first)| format!("{} {}", before.folded, first.folded));
            let last = other.last().zip(after).map(|(last, after)| format!("{} {}", last.folded, after.folded));
            for pair in first.into_iter().chain(last) {
                self.neighbours(&pair, self.weights.pair, (0, 0), plain);
            }
            self.told.sought.push(Sought { run: other.clone(), whole: true });
        }
        self.tell(Step::Written { typed: shown(typed), others: others.iter().map(|other| shown(other)).collect() });
    }

    fn in_text(&self, term: &str) -> Of {
        Of::Term(Term::from_field_text(self.text, term))
    }

    /// Two neighbours, in the text and in the head; they raise a hit, or stand for `words`.
    fn neighbours(&self, pair: &str, weight: f32, words: (u16, u16), plain: &mut Words) {
        let fields = self.store.fields();
        let head = (self.text == fields.body).then_some((fields.head, self.weights.head));
        for (field, by) in [(self.text, 1.0)].into_iter().chain(head) {
            let of = Of::Term(Term::from_field_text(field, pair));
            plain.lists.push(List { of, weight: weight * by, words });
        }
    }

    /// The same condition on text, head and issuer.
    fn everywhere(&mut self, weight: f32, words: (u16, u16), plain: &mut Words, of: impl Fn(Handle) -> Of) {
        let fields = self.store.fields();
        let files = self.text == fields.body;
        let issuer = self.issuer();
        let head = files.then_some((fields.head, self.weights.head));
        let places = [(self.text, 1.0), (issuer, self.weights.issuer)].into_iter().chain(head);
        plain.lists.extend(places.map(|(field, by)| List { of: of(field), weight: weight * by, words }));
    }

    /// Entries issued in a year of the query.
    fn issued_in(&mut self, year: u64, words: (u16, u16), plain: &mut Words) {
        let issued = Term::from_field_u64(self.store.fields().year, year);
        self.fixed(Box::new(TermQuery::new(issued, IndexRecordOption::Basic)), words, plain);
    }

    /// Entries issued on a day of the query, each raised by the same.
    fn fixed(&mut self, issued: Box<dyn Query>, words: (u16, u16), plain: &mut Words) {
        self.told.mixed = true;
        plain.lists.push(List { of: Of::Query(fixed(issued, self.dated)), weight: 1.0, words });
    }

    /// The words that begin so, those in most texts first.
    fn start(&mut self, typed: &str, start: &Syllable, plain: &mut Words) -> Result<(), IndexError> {
        // The tone of a half typed syllable may stand elsewhere in the whole one: hoà, hoàn.
        let mut known = self.store.words(self.text, start.typed())?;
        known.extend(self.store.words(self.text, &typed.to_lowercase())?);
        let mut words: Vec<(String, u64)> = known.into_iter().collect();
        let all_words = words.len();
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        words.truncate(EXPANDED.min(self.begun));
        self.begun -= words.len().max(1).min(self.begun);
        if words.len() < all_words {
            self.told.notes.push(Note::Start(typed.to_owned(), words.len(), all_words));
        }
        self.tell(Step::Start { typed: typed.to_owned(), words: all_words });
        for (word, _) in words.iter().take(20) {
            self.told.sought.push(Sought { run: syllables(word), whole: true });
        }
        let place = plain.word();
        plain.lists.extend(words.iter().map(|(word, _)| List { of: self.in_text(word), weight: 1.0, words: place }));
        Ok(())
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
