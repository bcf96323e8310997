//! A pattern at the start of a text as a finished automaton: one look-up a byte, and mostly the first byte already refuses.

use std::fmt;

use regex_automata::Anchored;
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson::{NFA, WhichCaptures};
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_syntax::hir::{Hir, HirKind, Look};

/// What an automaton knows of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// No match begins the text.
    Nothing,
    /// The match ends here.
    End(usize),
    /// The pattern itself must be asked.
    Unknown,
}

/// The automaton of one pattern, or of several as one.
pub(super) struct Automaton {
    /// With the state in which it begins; `None` where it would take more than [`LARGEST`].
    table: Option<(dense::DFA<Vec<u32>>, StateID)>,
    /// Whether a border of a word must follow: no finished automaton can look ahead for one.
    has_border: bool,
    /// Whether all that it tells is that a match may stand there: it is made of several patterns, or of the heads of long
    /// ones.
    is_hint: bool,
}

/// Bytes of a table. The largest, that of verbs, takes three quarters of it.
const LARGEST: usize = 4 << 20;

/// A repetition that counts further would take a state for every step, and for every step of what may follow it.
const MOST_COUNTED: u32 = 30;

impl Automaton {
    /// That of any of `patterns`, each of which begins with `^`. A `\b` at the end of one stands behind a word.
    pub(super) fn of<'a>(patterns: impl Iterator<Item = &'a str>) -> Automaton {
        let patterns: Vec<&str> = patterns.collect();
        let open = |pattern: &&'a str| pattern.strip_suffix(r"\b").unwrap_or(pattern);
        let heads: Option<Vec<(Hir, bool)>> =
            patterns.iter().map(|pattern| Some(head(&regex_syntax::parse(open(pattern)).ok()?))).collect();
        let (heads, whole): (Vec<Hir>, Vec<bool>) = heads.unwrap_or_default().into_iter().unzip();
        let has_border = patterns.iter().any(|pattern| pattern.ends_with(r"\b"));
        Automaton { table: table(&heads), has_border, is_hint: patterns.len() > 1 || whole.contains(&false) }
    }

    /// Where the match at the start of `text` ends.
    pub(super) fn end(&self, text: &str) -> Answer {
        let Some((table, start)) = &self.table else { return Answer::Unknown };
        let (mut state, mut end) = (*start, None);
        for (at, byte) in text.bytes().enumerate() {
            state = table.next_state(state, byte);
            if !table.is_special_state(state) {
                continue;
            }
            if table.is_dead_state(state) {
                return self.answer(text, end);
            }
            // What a state matches ends before the byte that led there.
            if table.is_match_state(state) {
                end = Some(at);
                if self.is_hint {
                    return Answer::Unknown;
                }
            }
        }
        if table.is_match_state(table.next_eoi_state(state)) {
            end = Some(text.len());
        }
        self.answer(text, end)
    }

    /// What is known when the table has found a match of `text` that ends there, or none.
    fn answer(&self, text: &str, end: Option<usize>) -> Answer {
        match end {
            None => Answer::Nothing,
            // Where no border follows the preferred way to match, another way may have one.
            Some(end) if !self.is_hint && (!self.has_border || is_border(text, end)) => Answer::End(end),
            Some(_) => Answer::Unknown,
        }
    }
}

impl fmt::Debug for Automaton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.table.as_ref().map(|(table, _)| table.memory_usage());
        f.debug_struct("Automaton").field("bytes", &bytes).finish_non_exhaustive()
    }
}

/// The automaton of any of `heads`, and where it begins; `None` where it would be too large, or there are none.
fn table(heads: &[Hir]) -> Option<(dense::DFA<Vec<u32>>, StateID)> {
    let config = NFA::config().which_captures(WhichCaptures::None);
    let nfa = NFA::compiler().configure(config).build_many_from_hir(heads).ok().filter(|_| !heads.is_empty())?;
    let config = dense::Config::new()
        .start_kind(StartKind::Anchored)
        .accelerate(false)
        .dfa_size_limit(Some(LARGEST))
        .determinize_size_limit(Some(LARGEST));
    let table = dense::Builder::new().configure(config).build_from_nfa(&nfa).ok()?;
    let start = table.start_state(&start::Config::new().anchored(Anchored::Yes)).ok()?;
    Some((table, start))
}

/// What every match of `hir` begins with, up to the first border of a word or repetition that counts far; and whether it
/// is all of it.
fn head(hir: &Hir) -> (Hir, bool) {
    match hir.kind() {
        HirKind::Capture(capture) => head(&capture.sub),
        HirKind::Concat(parts) => {
            let (mut heads, mut whole) = (Vec::new(), true);
            for part in parts {
                let (part, is_whole) = head(part);
                heads.push(part);
                whole = is_whole;
                if !whole {
                    break;
                }
            }
            (Hir::concat(heads), whole)
        }
        HirKind::Alternation(branches) => {
            let (heads, whole): (Vec<Hir>, Vec<bool>) = branches.iter().map(head).unzip();
            (Hir::alternation(heads), !whole.contains(&false))
        }
        // No finished automaton can look ahead for the border of a word.
        HirKind::Look(look) if *look == Look::WordUnicode => (Hir::empty(), false),
        HirKind::Repetition(repeated) => {
            let counts = repeated.max.unwrap_or(repeated.min) > MOST_COUNTED;
            if counts || !head(&repeated.sub).1 { (Hir::empty(), false) } else { (hir.clone(), true) }
        }
        _ => (hir.clone(), true),
    }
}

/// Whether no sign of a word stands there.
fn is_border(text: &str, at: usize) -> bool {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    next.is_none_or(|c| !regex_syntax::is_word_character(c))
}
