//! Queries of people who look for a directive, drawn from its subject and number, and the documents each one means.

use std::collections::BTreeSet;

use crate::SEED;
use crate::collection::{Collection, words};
use crate::dice::Dice;
use crate::typing::{self, SHORT};

/// Weights may be tuned on one half; the other one is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    Tuning,
    HeldOut,
}

/// What somebody types, and the documents it means.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) kind: &'static str,
    /// The draw that it and its other ways of typing come from.
    pub(crate) of: usize,
    pub(crate) text: String,
    /// Places in the collection.
    pub(crate) relevant: Vec<usize>,
    pub(crate) half: Half,
}

/// Kind, the kind it is measured against, and the least share of that one's nDCG; 1 asks for the very same list.
pub(crate) const LAWS: &[(&str, &str, f64)] = &[
    ("8+ words, bare", "8+ words", 0.98),
    ("8+ words, NFD", "8+ words", 1.0),
    ("8+ words, other tone", "8+ words", 1.0),
    ("8+ words, a slip", "8+ words", 0.95),
    ("3-6 words, bare", "3-6 words", 0.93),
    ("3-6 words, NFD", "3-6 words", 1.0),
    ("3-6 words, other tone", "3-6 words", 1.0),
    ("3-6 words, a slip", "3-6 words", 0.95),
];

/// Kinds of one length: as it is, bare, NFD, the other tone, a slip.
const LONG: [&str; 5] = ["8+ words", "8+ words, bare", "8+ words, NFD", "8+ words, other tone", "8+ words, a slip"];
const BRIEF: [&str; 5] =
    ["3-6 words", "3-6 words, bare", "3-6 words, NFD", "3-6 words, other tone", "3-6 words, a slip"];

/// Draws of each kind.
const DRAWS: usize = 160;
/// Tries before there are held to be no more.
const TRIES: usize = 20_000;
/// A part of a subject that more documents share says nothing.
const MOST: usize = 12;

/// All queries, the same for the same documents.
pub(crate) fn derive(collection: &Collection) -> Vec<Query> {
    let mut draw = Draw { collection, dice: Dice::new(SEED), known: BTreeSet::new(), queries: Vec::new(), of: 0 };
    draw.subjects(8..=12, LONG);
    draw.subjects(3..=6, BRIEF);
    draw.abbreviations();
    draw.numbers();
    draw.queries
}

struct Draw<'a> {
    collection: &'a Collection,
    dice: Dice,
    known: BTreeSet<String>,
    queries: Vec<Query>,
    of: usize,
}

impl Draw<'_> {
    fn document(&mut self) -> usize {
        self.dice.number(0, self.collection.documents.len() as u64 - 1) as usize
    }

    /// Adds a query in the half of its draw.
    fn add(&mut self, kind: &'static str, text: String, relevant: &[usize]) {
        let half = if self.of.is_multiple_of(2) { Half::Tuning } else { Half::HeldOut };
        self.queries.push(Query { kind, of: self.of, text, relevant: relevant.to_vec(), half });
    }

    /// Documents whose subject holds these words side by side.
    fn holding(&self, part: &str) -> Vec<usize> {
        let part = words(part);
        let documents = self.collection.documents.iter().enumerate();
        documents.filter(|(_, document)| document.words.contains(&part)).map(|(at, _)| at).collect()
    }

    /// Some neighbouring words of a subject that few share, not drawn before.
    fn part(&mut self, length: std::ops::RangeInclusive<u64>) -> Option<(String, Vec<usize>)> {
        let at = self.document();
        let subject: Vec<&str> = self.collection.documents[at].subject.split_whitespace().collect();
        let length = self.dice.number(*length.start(), *length.end()).min(subject.len() as u64) as usize;
        let length = (length >= 3).then_some(length)?;
        let first = self.dice.number(0, (subject.len() - length) as u64) as usize;
        let part = subject.get(first..first + length)?.join(" ");
        let part = part.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let relevant = self.holding(&part);
        let wide = words(&part).split_whitespace().count() >= length;
        // Who types a number in the middle of words may mean its bearer: there is no telling what is right.
        let numbered = part.split(' ').any(|word| word.contains('/') && word.contains(char::is_alphabetic));
        let wide = wide && !numbered;
        ((1..=MOST).contains(&relevant.len()) && wide && self.known.insert(part.clone())).then_some((part, relevant))
    }

    fn subjects(&mut self, length: std::ops::RangeInclusive<u64>, kinds: [&'static str; 5]) {
        let least = *length.start();
        let mut drawn = 0;
        for _ in 0..TRIES {
            let Some((part, relevant)) = self.part(length.clone()) else { continue };
            let turned = typing::other_tone(&part);
            // Syllables that the schools write in two ways are few: a third of the draws holds one.
            if (part.split(' ').count() as u64) < least || (drawn % 3 == 0 && turned.is_none()) {
                continue;
            }
            self.of += 1;
            self.add(kinds[0], part.clone(), &relevant);
            self.add(kinds[1], typing::bare(&part), &relevant);
            self.add(kinds[2], typing::decomposed(&part), &relevant);
            if let Some(turned) = turned {
                self.add(kinds[3], turned, &relevant);
            }
            if let Some(slipped) = typing::slip(&part, &mut self.dice) {
                self.add(kinds[4], slipped, &relevant);
            }
            drawn += 1;
            if drawn == DRAWS {
                break;
            }
        }
    }

    /// A name in full where the subject has it short, and short where it is in full.
    fn abbreviations(&mut self) {
        let mut drawn = 0;
        for _ in 0..TRIES {
            let Some((part, mut relevant)) = self.part(5..=10) else { continue };
            let lower = part.to_lowercase().replace(" - ", " ").replace(", ", " ");
            let padded = format!(" {lower} ");
            let swapped = SHORT.iter().find_map(|(full, short)| {
                let (full, short) = (format!(" {full} "), format!(" {short} "));
                let small = short.to_lowercase();
                let found = if padded.contains(&full) {
                    padded.replace(&full, &short)
                } else if padded.contains(&small) {
                    padded.replace(&small, &full)
                } else {
                    return None;
                };
                Some(found.trim().to_owned())
            });
            let Some(swapped) = swapped.filter(|swapped| swapped.split(' ').count() >= 3) else { continue };
            relevant.extend(self.holding(&swapped));
            relevant.sort_unstable();
            relevant.dedup();
            self.of += 1;
            self.add("abbreviated", swapped.clone(), &relevant);
            self.add("abbreviated, bare", typing::bare(&swapped), &relevant);
            drawn += 1;
            if drawn == DRAWS / 2 {
                break;
            }
        }
    }

    fn numbers(&mut self) {
        let mut drawn = 0;
        for _ in 0..TRIES {
            let at = self.document();
            let one = &self.collection.documents[at];
            let Some(number) = one.number.clone().filter(|number| !number.symbol.is_empty()) else { continue };
            if one.year.is_empty() || !self.known.insert(format!("{number} {}", one.year)) {
                continue;
            }
            self.of += 1;
            let bearing = |fits: &dyn Fn(&crate::collection::Document) -> bool| -> Vec<usize> {
                let documents = self.collection.documents.iter().enumerate();
                let same = |other: &crate::collection::Document| {
                    other.number.as_ref().is_some_and(|other| other.loose_key() == number.loose_key())
                };
                documents.filter(|(_, other)| same(other) && fits(other)).map(|(at, _)| at).collect()
            };
            let all = bearing(&|_| true);
            let of_year = bearing(&|other| other.year == one.year);
            let of_issuer = bearing(&|other| other.issuer == one.issuer);
            let serial = number.serial.trim_start_matches('0').to_owned();
            let same_serial = |other: &crate::collection::Document| {
                other.number.as_ref().is_some_and(|other| other.serial.trim_start_matches('0') == serial)
            };
            let documents = self.collection.documents.iter().enumerate();
            let of_serial: Vec<usize> = documents.filter(|(_, other)| same_serial(other)).map(|(at, _)| at).collect();
            let symbol = number.symbol.clone();
            let spaced = symbol.replace(['-', '/'], " ");
            let bare = typing::bare(&spaced);
            let place = one.issuer.split_whitespace().rev().take(2).collect::<Vec<_>>();
            let place = format!("{} {}", place[1], place[0]);
            let (year, name) = (one.year.clone(), one.type_name.clone());
            self.add("number", number.to_string(), &all);
            self.add("number, spaced and bare", format!("{serial} {bare}"), &all);
            self.add(
                "number, symbol first",
                format!(
                    "{serial}/{} - {}",
                    symbol.split('-').next().unwrap_or(""),
                    symbol.split_once('-').map_or("", |(_, rest)| rest)
                ),
                &all,
            );
            self.add("number, digits alone", format!("số {serial}"), &of_serial);
            self.add("number and year", format!("{number} năm {year}"), &of_year);
            self.add("number and year, bare", format!("{} {serial} {bare} {year}", typing::bare(&name)), &of_year);
            self.add("number and issuer", format!("{number} {place}"), &of_issuer);
            drawn += 1;
            if drawn == DRAWS / 2 {
                break;
            }
        }
    }
}
