//! Bảng quy tắc: the tables that recognition works by, built in, each entry with its own examples.
//!
//! A table is a TOML file of `[[rule]]` entries: `id` (unique over all tables), `pattern` (a regular expression in
//! `'''literal'''` quotes, without look-around), its own data, and `yes` and `no` examples: texts that the pattern
//! must and must not match. A `no` is a near-miss really seen. One test walks every table.

mod automaton;
mod needed;
mod pattern;
mod start;

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

pub use needed::Needed;
pub use pattern::Pattern;
pub use start::Beginnings;

/// Names one rule in the evidence of a value.
pub type RuleId = &'static str;

/// One entry of a table.
#[derive(Debug)]
pub struct Rule<D> {
    /// Unique over all tables.
    pub id: String,
    /// What it matches.
    pub pattern: Pattern,
    /// What the table says of a match.
    pub data: D,
}

impl<D> Rule<D> {
    /// Where the match at the start of `text` ends: [`Pattern::at_start`].
    pub fn at_start(&self, text: &str) -> Option<usize> {
        self.pattern.at_start(text)
    }
}

/// What the matches of `rules` begin with: one question in place of one for each rule, where most texts begin with none.
/// Every pattern begins with `^`.
pub fn beginnings<'a, D: 'a>(rules: impl Iterator<Item = &'a Rule<D>>) -> Beginnings {
    Beginnings::of(rules.map(|rule| rule.pattern.as_str()))
}

/// The same of what stands anywhere in a text: one question in place of one at each word.
pub fn anywhere<'a, D: 'a>(rules: impl Iterator<Item = &'a Rule<D>>) -> Beginnings {
    let patterns: Vec<String> = rules.map(|rule| rule.pattern.as_str().replacen('^', "^(?s:.*?)", 1)).collect();
    Beginnings::of(patterns.iter().map(String::as_str))
}

/// What the matches of `rules` need: one search in place of one for each rule, where most texts match none.
pub fn needed<D>(rules: &[Rule<D>]) -> Needed {
    Needed::of(rules.iter().map(|rule| rule.pattern.as_str()))
}

#[derive(Deserialize)]
struct Entry<D> {
    id: String,
    pattern: String,
    #[serde(flatten)]
    data: D,
}

/// What the test over all tables reads of an entry, and the program does not.
#[cfg(test)]
#[derive(Deserialize)]
struct Examples {
    yes: Vec<String>,
    no: Vec<String>,
}

#[derive(Deserialize)]
struct File<D> {
    rule: Vec<Entry<D>>,
}

/// Every table of patterns, by file name.
pub const TABLES: &[(&str, &str)] = &[
    ("abbreviations", ABBREVIATIONS),
    ("actors", include_str!("actors.toml")),
    ("agencies", AGENCIES),
    ("deadlines", include_str!("deadlines.toml")),
    ("groups", GROUPS),
    ("layout", include_str!("layout.toml")),
    ("posts", include_str!("posts.toml")),
    ("relations", include_str!("relations.toml")),
    ("reported", include_str!("reported.toml")),
    ("task_tables", include_str!("task_tables.toml")),
    ("tasks", include_str!("tasks.toml")),
    ("types", TYPES),
];

/// Chữ viết tắt in queries: short and full forms. Recognition does not ask it.
pub const ACRONYMS: &str = include_str!("acronyms.toml");
/// Chữ viết tắt in the names of bodies.
pub const ABBREVIATIONS: &str = include_str!("abbreviations.toml");
/// Tên cơ quan: what the name of a body begins with.
pub const AGENCIES: &str = include_str!("agencies.toml");
/// Cụm từ chỉ nhiều đơn vị.
pub const GROUPS: &str = include_str!("groups.toml");
/// Tên loại, for titles and for running text.
pub const TYPES: &str = include_str!("types.toml");
/// Bodies of the centre and departments of a province, with their days; a table with a header line.
pub const BODIES: &str = include_str!("bodies.tsv");
/// Phrases in the names of bodies as they are written, one a line: what undoes the capitals of a letterhead.
pub const CASING: &str = include_str!("casing.txt");
/// Formulas of the layout in capitals, one a line, the name of the state first: what a scan may show wrong.
pub const FORMULAS: &str = include_str!("formulas.txt");
/// Phrases of running text that mean one thing without their marks, one a line: what a scan may show without them.
pub const PHRASES: &str = include_str!("phrases.txt");
/// Words of two syllables or more, one a line: what a scan shows of them is right, and what lies across them is no phrase.
pub const WORDS: &str = include_str!("words.txt");
/// Provinces as they are written in a name, one a line.
pub const PROVINCES: &str = include_str!("provinces.txt");

/// Luật, bộ luật, pháp lệnh by their names, one a line, without the word for the type.
pub const LAWS: &str = include_str!("laws.txt");
/// Công ước by their names, one a line, without the word for the type.
pub const TREATIES: &str = include_str!("treaties.txt");

/// Rules that are code rather than a pattern: id and what it does.
pub const CODED: &[&[(RuleId, &str)]] = &[
    crate::recognise::CITATION_RULES,
    crate::recognise::HEADER_RULES,
    crate::recognise::REPORTED_RULES,
    crate::recognise::TASK_RULES,
];

/// Counted up when recognition changes in code rather than in a table.
const REVISION: u32 = 68;

/// A pattern of the program's own; a clerk's belong into a table.
///
/// # Panics
///
/// When it is none: the first test that touches it fails.
#[track_caller]
pub fn regex(pattern: &str) -> Regex {
    Regex::new(&plain(pattern)).unwrap_or_else(|error| panic!("{error}"))
}

/// Reads a built-in table.
///
/// # Panics
/// When the table is not well formed; the test over all tables shows it first.
pub fn table<D: DeserializeOwned>(source: &'static str) -> Vec<Rule<D>> {
    let file: File<D> =
        toml::from_str(source).unwrap_or_else(|error| panic!("a built-in table is not well formed: {error}"));
    file.rule
        .into_iter()
        .map(|entry| Rule { pattern: Pattern::new(&entry.pattern), id: entry.id, data: entry.data })
        .collect()
}

/// The rules of a built-in table by their kind, each kind in the order of the table.
///
/// # Panics
/// When the table is not well formed.
pub fn by_kind<D: DeserializeOwned>(source: &'static str, kind: impl Fn(&D) -> usize) -> Vec<Vec<Rule<D>>> {
    let mut kinds = Vec::new();
    for rule in table(source) {
        let kind = kind(&rule.data);
        kinds.resize_with(kinds.len().max(kind + 1), Vec::new);
        kinds[kind].push(rule);
    }
    kinds
}

/// A pattern of a table or of the code. Its `\s` means the white space of a [`crate::text::Text`], which is ASCII, and its
/// `\d` a figure from 0 to 9, its `\p{L}` a letter up to the last one of Vietnamese or a mark typed behind one, its `\p{Lu}`
/// and `\p{Ll}` a Latin one: the other kinds, of scripts that no document holds, would make every table many times as large.
fn plain(pattern: &str) -> String {
    const BLANKS: &str = r"\t-\r\x20";
    const FIGURES: &str = "0-9";
    let (mut plain, mut in_class, mut signs) = (String::with_capacity(pattern.len()), false, pattern.chars());
    while let Some(sign) = signs.next() {
        match (sign, if sign == '\\' { signs.next() } else { None }) {
            (_, Some('s')) if in_class => plain.push_str(BLANKS),
            (_, Some('s')) => plain.extend(["[", BLANKS, "]"]),
            (_, Some('d')) if in_class => plain.push_str(FIGURES),
            (_, Some('d')) => plain.extend(["[", FIGURES, "]"]),
            (_, Some('p')) if letters(signs.as_str()).is_some() => {
                let (word, letters) = letters(signs.as_str()).unwrap_or_default();
                signs = signs.as_str().get(word.len()..).unwrap_or_default().chars();
                plain.extend(if in_class { ["", letters, ""] } else { ["[", letters, "]"] });
            }
            (_, Some(escaped)) => plain.extend([sign, escaped]),
            (_, None) => {
                in_class = sign == '[' || in_class && sign != ']';
                plain.push(sign);
            }
        }
    }
    plain
}

/// The class that a pattern names behind `\p`, and the letters of a Latin script that it means.
fn letters(class: &str) -> Option<(&'static str, &'static str)> {
    static CAPITALS: LazyLock<String> = LazyLock::new(|| ranges(char::is_uppercase));
    static SMALL: LazyLock<String> = LazyLock::new(|| ranges(char::is_lowercase));
    let known = [("{L}", "A-Za-zÀ-ỹ"), ("{Lu}", &**CAPITALS), ("{Ll}", &**SMALL)];
    known.into_iter().find(|(word, _)| class.starts_with(word))
}

/// The Latin letters that `fits`, as the ranges of a class.
fn ranges(fits: fn(char) -> bool) -> String {
    let latin = ('A'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}').filter(|c| fits(*c));
    let mut ranges: Vec<(char, char)> = Vec::new();
    for c in latin {
        match ranges.last_mut() {
            Some((_, end)) if *end as u32 + 1 == c as u32 => *end = c,
            _ => ranges.push((c, c)),
        }
    }
    ranges.into_iter().map(|(from, to)| format!("{from}-{to}")).collect()
}

/// Whether evidence may name this rule.
pub fn exists(id: &str) -> bool {
    static IDS: LazyLock<std::collections::BTreeSet<String>> = LazyLock::new(|| {
        let tables = TABLES.iter().flat_map(|(_, source)| table::<toml::Table>(source)).map(|rule| rule.id);
        tables.chain(CODED.iter().flat_map(|rules| rules.iter().map(|(id, _)| (*id).to_owned()))).collect()
    });
    IDS.contains(id)
}

/// Digest of all rules: when it changes, stored texts are recognised anew.
pub fn version() -> String {
    let mut digest = Sha256::new();
    digest.update(env!("CARGO_PKG_VERSION"));
    digest.update(REVISION.to_le_bytes());
    for source in [BODIES, CASING, FORMULAS, LAWS, PHRASES, PROVINCES, TREATIES, WORDS] {
        digest.update(source);
    }
    for (name, source) in TABLES {
        digest.update(name);
        digest.update(source);
    }
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::is_nfc;

    #[test]
    fn a_blank_of_a_pattern_is_one_of_a_text() {
        for pattern in [r"^a\db", r"^a[\d,]b", r"^a\s+b", r"^a[^\s,]b", r"^a[\s,]b", r"^a\\sb", r"^a\[\s\]b"] {
            for text in ["a7b", "a b", "a\t\n\u{c} b", "a,b", "axb", r"a\sb", "a[ ]b", "a\rb"] {
                let (ours, plain) = (regex(pattern), Regex::new(pattern).unwrap());
                assert_eq!(ours.is_match(text), plain.is_match(text), "{pattern} {text:?}");
            }
        }
        assert!(!regex(r"a\sb").is_match("a\u{2003}b"));
    }

    #[test]
    fn every_rule_matches_its_yes_and_none_of_its_no() {
        let mut ids = std::collections::BTreeSet::new();
        for (name, source) in TABLES {
            assert!(is_nfc(source), "{name} is not NFC");
            let file: File<Examples> = toml::from_str(source).unwrap();
            for entry in file.rule {
                assert!(ids.insert(entry.id.clone()), "{name}: {} stands twice", entry.id);
                assert!(!entry.data.yes.is_empty() && !entry.data.no.is_empty(), "{name}: {} lacks examples", entry.id);
                let pattern = Regex::new(&plain(&entry.pattern));
                let pattern = pattern.unwrap_or_else(|error| panic!("{name}: {}: {error}", entry.id));
                for yes in &entry.data.yes {
                    assert!(pattern.is_match(yes), "{name}: {} does not match its yes: {yes}", entry.id);
                }
                for no in &entry.data.no {
                    assert!(!pattern.is_match(no), "{name}: {} matches its no: {no}", entry.id);
                }
            }
        }
    }
}
