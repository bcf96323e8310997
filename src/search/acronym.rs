//! Chữ viết tắt in a query: what is written short is found written out, and the other way round.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::index::analyzer::{self, Syllable};
use crate::rules::ACRONYMS;

/// An abbreviation, or its full form, at the beginning of a run of syllables.
#[derive(Debug)]
pub(super) struct Reading {
    /// Syllables that it takes.
    pub(super) length: usize,
    /// What it is also written as.
    pub(super) others: &'static [Vec<Syllable>],
}

/// What stands at the beginning of `run`, the longest reading.
pub(super) fn at(run: &[Syllable]) -> Option<Reading> {
    let mut key = String::new();
    let mut best = None;
    for (nth, syllable) in run.iter().take(TABLE.longest).enumerate() {
        if nth > 0 {
            key.push(' ');
        }
        key.push_str(&syllable.folded);
        if let Some(form) = TABLE.forms.get(&key)
            && form.is_typed(run)
        {
            best = Some(Reading { length: nth + 1, others: &form.others });
        }
    }
    best
}

#[derive(Deserialize)]
struct File {
    acronym: Vec<Entry>,
}

#[derive(Deserialize)]
#[cfg_attr(not(test), expect(dead_code, reason = "examples are read by the test"))]
struct Entry {
    short: Vec<String>,
    full: Vec<String>,
    #[serde(default = "both_ways")]
    back: bool,
    yes: Vec<String>,
    no: Vec<String>,
}

fn both_ways() -> bool {
    true
}

struct Form {
    /// Marks that must not contradict what was typed; empty for a short form, which is typed in many ways.
    marked: Vec<Syllable>,
    others: Vec<Vec<Syllable>>,
}

impl Form {
    fn is_typed(&self, run: &[Syllable]) -> bool {
        self.marked.iter().zip(run).all(|(own, typed)| typed.marked.is_none() || typed.marked == own.marked)
    }
}

struct Table {
    forms: HashMap<String, Form>,
    longest: usize,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let file: File = toml::from_str(ACRONYMS).expect("a built-in table is well formed");
    let mut table = Table { forms: HashMap::new(), longest: 0 };
    for entry in file.acronym {
        let full: Vec<Vec<Syllable>> = entry.full.iter().map(|form| split(form)).collect();
        let short: Vec<Vec<Syllable>> = entry.short.iter().map(|form| split(form)).collect();
        for form in &short {
            table.add(form, Vec::new(), full.clone());
        }
        for form in full.iter().filter(|_| entry.back) {
            let wordings = full.iter().filter(|other| *other != form);
            table.add(form, form.clone(), short.iter().chain(wordings).cloned().collect());
        }
    }
    table
});

impl Table {
    fn add(&mut self, form: &[Syllable], marked: Vec<Syllable>, others: Vec<Vec<Syllable>>) {
        let key: Vec<&str> = form.iter().map(|syllable| &*syllable.folded).collect();
        self.longest = self.longest.max(form.len());
        self.forms.entry(key.join(" ")).or_insert(Form { marked, others });
    }
}

fn split(form: &str) -> Vec<Syllable> {
    analyzer::syllables(form).into_iter().map(|(syllable, _)| syllable).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read anywhere in a query, written out.
    fn read(query: &str) -> Vec<String> {
        let run = split(query);
        let readings = (0..run.len()).filter_map(|from| at(&run[from..]));
        let written = |form: &Vec<Syllable>| form.iter().map(Syllable::typed).collect::<Vec<_>>().join(" ");
        readings.flat_map(|reading| reading.others.iter().map(written)).collect()
    }

    #[test]
    fn every_entry_reads_its_yes_and_none_of_its_no() {
        let file: File = toml::from_str(ACRONYMS).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for entry in file.acronym {
            let written =
                |form: &String| split(form).iter().map(|one| one.typed().to_owned()).collect::<Vec<_>>().join(" ");
            let full: Vec<String> = entry.full.iter().map(written).collect();
            assert!(entry.short.iter().all(|short| seen.insert(short.clone())), "{:?} stands twice", entry.short);
            assert!(!entry.yes.is_empty() && !entry.no.is_empty(), "{:?} lacks examples", entry.short);
            for yes in entry.yes {
                assert!(full.iter().all(|full| read(&yes).contains(full)), "{yes}: {:?}", read(&yes));
            }
            for no in entry.no {
                assert!(!full.iter().any(|full| read(&no).contains(full)), "{no}: {:?}", read(&no));
            }
        }
    }

    #[test]
    fn both_ways_and_with_marks_honoured() {
        assert_eq!(read("Sở GD&ĐT"), ["giáo dục và đào tạo", "giáo dục đào tạo"]);
        assert_eq!(read("cai cach hanh chinh"), ["cchc"]);
        assert_eq!(read("cải cách hành chính"), ["cchc"]);
        assert_eq!(read("cái cách hành chính"), Vec::<String>::new());
        assert_eq!(read("chính phủ"), Vec::<String>::new(), "CP stands in the number of every decree");
    }
}
