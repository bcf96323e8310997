//! Số, ký hiệu in a query: what is a number there, and which numbers of the index it may mean.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::index::{IndexError, Store};
use crate::number::{Asked, DocumentType, document_types};
use crate::vi;

/// Words that a number may be spread over: `10 CT - UBND`, `số 1214 SNV - CCHC & VTLT`.
const WIDEST: usize = 8;

/// Other words beside which a number that fits only nearly is still taken for one.
const NEAR: usize = 4;

/// How well a number of the index fits what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The same number.
    Exact,
    /// It begins so: `10/CT`.
    Prefix,
    /// The same digits, and a symbol one letter away or with the asked tokens further back.
    Near,
}

/// A number in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Which of the words it takes.
    pub(super) words: std::ops::Range<usize>,
    /// Keys in the index, best first.
    pub(super) keys: Vec<(Fit, String)>,
    /// As it was typed, for finding it inside texts.
    pub(super) typed: String,
    /// The year that was typed within it.
    pub(super) year: Option<u16>,
    /// It was typed as a number, so that what does not bear or cite it is no hit.
    pub(super) certain: bool,
}

/// The numbers of the index by their digits, as far as they were asked for.
pub(super) type Known = BTreeMap<String, BTreeSet<String>>;

/// The first number among `words`, the longest reading that the index knows.
pub(super) fn first(store: &Store, known: &mut Known, words: &[&str]) -> Result<Option<Wanted>, IndexError> {
    for start in 0..words.len() {
        // In a list a number ends with its comma: no longer reading is tried.
        let ends = |word: &&str| word.ends_with([',', ';']) && is_number_alone(&[*word]);
        let listed = words.iter().skip(start).take(WIDEST).position(ends).map_or(WIDEST, |at| at + 1);
        let longest = (words.len() - start).min(listed);
        let mut unknown = None;
        let mut kind = None;
        for length in (1..=longest).rev() {
            let Some(window) = words.get(start..start + length) else { continue };
            if !window.iter().any(|word| word.bytes().any(|b| b.is_ascii_digit())) {
                continue;
            }
            let joined = window.join(" ");
            // As in a sentence or a list: `(10/CT-UBND),`.
            let typed =
                joined.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation() && c != '*').to_owned();
            let Some(asked) = Asked::read(&apart(&typed)) else { continue };
            let Some(serial) = asked.serial.as_deref() else { continue };
            let certain = is_certain(&asked, window, words.len());
            let kind = *kind.get_or_insert_with(|| type_before(words, start));
            if asked.symbol.is_none() && !certain && kind.is_none() {
                continue;
            }
            let mut keys = keys(of_digits(store, known, serial)?, &asked);
            if let Some(kind) =
                kind.filter(|kind| asked.symbol.is_none() && keys.iter().any(|(_, key)| is_of(kind, key)))
            {
                keys.retain(|(_, key)| is_of(kind, key));
            }
            // Among many words `thứ 12-hđnd` is no number, unless one begins so.
            let near = keys.first().is_some_and(|(fit, _)| *fit == Fit::Near);
            if near && !certain && words.len() - length > NEAR {
                continue;
            }
            let wanted = Wanted { words: start..start + length, keys, typed, year: asked.year, certain };
            // A window that runs on into other words ("ct 10 lao cai") fits nothing; a shorter one may.
            if !wanted.keys.is_empty() {
                return Ok(Some(wanted));
            }
            // Of a number that the index does not know, what is surely part of it, and no word around it.
            let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
            let alone = words.len() == 2
                && is_so(window.first().unwrap_or(&""))
                && window.last().is_some_and(|word| digits(word));
            if length <= 2 && (alone || is_number_alone(window)) {
                unknown = Some(wanted);
            }
        }
        if unknown.is_some() {
            return Ok(unknown);
        }
    }
    Ok(None)
}

/// `ct10` and `10ct` with a space between letters and digits; `30c` stays, and so does what has more parts.
fn apart(typed: &str) -> String {
    let letter = |c: char| c.is_alphabetic();
    let digit = |c: char| c.is_ascii_digit();
    let turn = typed.find(letter).max(typed.find(digit)).unwrap_or(0);
    let (a, b) = typed.split_at_checked(turn).unwrap_or((typed, ""));
    let glued = a.chars().all(letter) && b.chars().all(digit) || a.chars().all(digit) && b.chars().all(letter);
    if glued && turn > 1 && b.len() > 1 { format!("{a} {b}") } else { typed.to_owned() }
}

/// `10/CT-UBND`, `số 10`: nothing but a number. `10 nhiệm vụ` may be words.
fn is_certain(asked: &Asked, window: &[&str], all: usize) -> bool {
    let slashed = window.iter().any(|word| word.contains('/') && word.starts_with(|c: char| c.is_ascii_digit()));
    let said = window.len() > 1 && window.first().is_some_and(|word| is_so(word));
    slashed || said || (asked.symbol.is_none() && all == 1)
}

/// `1270/BYT-CNTT`, `số 1270/BYT-CNTT`.
fn is_number_alone(window: &[&str]) -> bool {
    let number = |word: &str| word.contains('/') && word.starts_with(|c: char| c.is_ascii_digit());
    match window {
        [number_itself] => number(number_itself),
        [so, number_itself] => is_so(so) && number(number_itself),
        _ => false,
    }
}

fn is_so(word: &str) -> bool {
    matches!(vi::fold(word).as_str(), "so" | "so:")
}

/// The types by their names, folded, the longest first.
static NAMES: LazyLock<Vec<(Vec<String>, &'static DocumentType)>> = LazyLock::new(|| {
    let folded = |kind: &DocumentType| vi::fold(&kind.name).split(' ').map(str::to_owned).collect();
    let mut names: Vec<(Vec<String>, &DocumentType)> =
        document_types().iter().map(|kind| (folded(kind), kind)).collect();
    names.sort_by_key(|(_, kind)| std::cmp::Reverse(kind.name.len()));
    names
});

/// The type that the words before `start` name: `công văn 2349`, `quyết định số 13`.
fn type_before(words: &[&str], start: usize) -> Option<&'static DocumentType> {
    /// Words of the longest name, and `số`.
    const MOST: usize = 8;
    let before: Vec<String> = words.get(start.saturating_sub(MOST)..start)?.iter().map(|word| vi::fold(word)).collect();
    let before = before.strip_suffix(&["so".to_owned()]).unwrap_or(&before);
    NAMES.iter().find(|(name, _)| before.ends_with(name)).map(|(_, kind)| *kind)
}

/// The type whose numbers begin with the issuer: `1214/SNV-CCHC`.
const LETTER: &str = "Công văn";

/// Whether the symbol of a key begins with one of the type; that of a letter begins with none.
fn is_of(kind: &DocumentType, key: &str) -> bool {
    let tokens: Vec<String> = key.split(['/', '-', '.', ' ']).skip(1).map(vi::fold).collect();
    let first = tokens.iter().find(|token| !token.bytes().all(|b| b.is_ascii_digit()));
    let begins = |kind: &DocumentType| kind.symbols.iter().any(|own| Some(&vi::fold(own)) == first);
    begins(kind) || kind.name == LETTER && !document_types().iter().any(begins)
}

/// The numbers of the index with these digits.
fn of_digits<'a>(store: &Store, known: &'a mut Known, serial: &str) -> Result<&'a BTreeSet<String>, IndexError> {
    if !known.contains_key(serial) {
        let start = format!("{serial}/");
        let mut found = store.terms(store.fields().number, &start)?;
        found.extend(store.terms(store.fields().cites, &start)?);
        known.insert(serial.to_owned(), found);
    }
    Ok(known.entry(serial.to_owned()).or_default())
}

/// Those of them with a symbol that fits.
fn keys(known: &BTreeSet<String>, asked: &Asked) -> Vec<(Fit, String)> {
    let mut found = BTreeSet::new();
    for key in known {
        let rest = key.split_once('/').map_or("", |(_, rest)| rest);
        let (year, symbol) = match rest.split_once('/') {
            Some((year, symbol)) if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => {
                (year.parse::<u16>().ok(), symbol)
            }
            _ => (None, rest),
        };
        if asked.year.is_some() && year.is_some() && asked.year != year {
            continue;
        }
        if let Some(fit) = fit(asked.symbol.as_deref(), &vi::fold(symbol)) {
            found.insert((fit, key.clone()));
        }
    }
    found.into_iter().collect()
}

fn fit(asked: Option<&str>, symbol: &str) -> Option<Fit> {
    let Some(asked) = asked else { return Some(Fit::Prefix) };
    if asked == symbol {
        return Some(Fit::Exact);
    }
    if symbol.strip_prefix(asked).is_some_and(|rest| rest.starts_with(['-', '/', '&', '.'])) {
        return Some(Fit::Prefix);
    }
    let tokens = |text: &str| text.split(['-', '/']).map(str::to_owned).collect::<Vec<_>>();
    let (wanted, there) = (tokens(asked), tokens(symbol));
    let inside = wanted.iter().all(|token| there.contains(token));
    (inside || is_one_edit(asked, symbol)).then_some(Fit::Near)
}

/// Whether one letter put in, left out, changed, or two neighbours changed over make one of the other.
fn is_one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(same..).unwrap_or(&[]), b.get(same..).unwrap_or(&[]));
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.len() - tail.min(a.len()), b.len() - tail.min(b.len()));
    a.max(b) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_fit_by_their_beginning_then_by_one_letter() {
        assert_eq!(fit(Some("ct-ubnd"), "ct-ubnd"), Some(Fit::Exact));
        assert_eq!(fit(Some("ct"), "ct-ubnd"), Some(Fit::Prefix));
        assert_eq!(fit(Some("ubnd"), "ct-ubnd"), Some(Fit::Near));
        assert_eq!(fit(Some("ct-ubd"), "ct-ubnd"), Some(Fit::Near));
        assert_eq!(fit(Some("kh"), "ct-ubnd"), None);
    }

    #[test]
    fn a_type_picks_its_symbols() {
        let of = |words: &[&str], key: &str| type_before(words, words.len()).is_some_and(|kind| is_of(kind, key));
        assert!(of(&["quyết", "định"], "13/qđ-ubnd") && of(&["quyet", "dinh", "so"], "13/2020/qd-ttg"));
        assert!(!of(&["quyết", "định"], "13/kh-ubnd"));
        assert!(of(&["công", "văn"], "13/ubnd-nv") && !of(&["công", "văn"], "13/kh-ubnd"));
    }

    #[test]
    fn letters_and_digits_run_together() {
        assert_eq!(
            ["ct10", "10ct", "QĐ15", "30c", "so 10", "a1b2"].map(apart),
            ["ct 10", "10 ct", "QĐ 15", "30c", "so 10", "a1b2"]
        );
    }

    #[test]
    fn one_edit_and_no_more() {
        assert!(is_one_edit("abc", "abc") && is_one_edit("abc", "abd") && is_one_edit("abc", "ab"));
        assert!(!is_one_edit("abc", "axd") && !is_one_edit("ab", "abcd"));
    }
}
