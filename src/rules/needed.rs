//! Words without which patterns cannot match: looked for all at once, they say which patterns to ask.

use aho_corasick::{AhoCorasick, MatchKind};
use regex_syntax::hir::{Class, Hir, HirKind};

/// The patterns of a table by the words that their matches hold.
#[derive(Debug)]
pub struct Needed {
    /// How many patterns there are.
    count: usize,
    words: AhoCorasick,
    /// The pattern of each word.
    of: Vec<usize>,
    /// Patterns that may match without any word that is known.
    always: Vec<usize>,
}

/// A word of fewer bytes stands nearly everywhere.
const SHORTEST: usize = 3;

impl Needed {
    /// Those of `patterns`, numbered from 0.
    pub(super) fn of<'a>(patterns: impl Iterator<Item = &'a str>) -> Needed {
        let (mut all, mut of, mut always, mut count) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for (number, pattern) in patterns.enumerate() {
            count += 1;
            match regex_syntax::parse(pattern).ok().and_then(|hir| words(&hir)) {
                Some(words) => {
                    of.extend(words.iter().map(|_| number));
                    all.extend(words);
                }
                None => always.push(number),
            }
        }
        let words = AhoCorasick::new(&all).unwrap_or_else(|error| panic!("{error}"));
        Needed { count, words, of, always }
    }

    /// The numbers, ascending, of the patterns that may match `text`; no other does.
    pub fn in_text(&self, text: &str) -> Vec<usize> {
        // Within a pattern case may be ignored or not: here it always is.
        let lower = text.to_lowercase();
        let mut may = vec![false; self.count];
        let found =
            self.words.find_overlapping_iter(&lower).filter_map(|found| self.of.get(found.pattern().as_usize()));
        for number in self.always.iter().chain(found) {
            if let Some(may) = may.get_mut(*number) {
                *may = true;
            }
        }
        may.into_iter().enumerate().filter_map(|(number, may)| may.then_some(number)).collect()
    }
}

/// Words of more syllables have too many ways to be written.
const MOST_SYLLABLES: usize = 4;

/// What finds the words of which every match of `pattern` holds one, as a text may write them: any of the syllables with a
/// capital, or all in capitals.
pub(super) fn written(pattern: &str) -> Option<AhoCorasick> {
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).collect::<String>()
    };
    let forms = |word: String| {
        let syllables: Vec<&str> = word.split_inclusive(' ').collect();
        let form = |capitals: u32| {
            let syllable = |(at, syllable): (usize, &&str)| match capitals >> at & 1 {
                0 => (*syllable).to_owned(),
                _ => capital(syllable),
            };
            syllables.iter().enumerate().map(syllable).collect::<String>()
        };
        let mut forms: Vec<String> = (0..1 << syllables.len()).map(form).collect();
        forms.push(word.to_uppercase());
        forms
    };
    let words = words(&regex_syntax::parse(pattern).ok()?)?;
    let is_long = |word: &String| word.split(' ').count() > MOST_SYLLABLES;
    if words.iter().any(is_long) {
        return None;
    }
    AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words.into_iter().flat_map(forms)).ok()
}

/// Words in small letters of which every match of `hir` holds one; `None` where there are none that tell.
fn words(hir: &Hir) -> Option<Vec<String>> {
    let parts = match hir.kind() {
        HirKind::Concat(parts) => parts.as_slice(),
        HirKind::Capture(capture) => return words(&capture.sub),
        HirKind::Alternation(branches) => {
            let branches: Option<Vec<_>> = branches.iter().map(words).collect();
            return branches.map(|branches| branches.concat());
        }
        HirKind::Repetition(repeated) if repeated.min > 0 => return words(&repeated.sub),
        HirKind::Repetition(_) => return None,
        _ => std::slice::from_ref(hir),
    };
    // The longest run of letters, or the best that stands between two runs.
    let (mut run, mut found) = (String::new(), Vec::new());
    for part in parts {
        match letters(part) {
            Some(more) => run.push_str(&more),
            None => {
                found.push(vec![std::mem::take(&mut run)]);
                let is_group =
                    matches!(part.kind(), HirKind::Alternation(_) | HirKind::Capture(_) | HirKind::Repetition(_));
                found.extend(is_group.then(|| words(part)).flatten());
            }
        }
    }
    found.push(vec![run]);
    let shortest = |words: &Vec<String>| words.iter().map(String::len).min().unwrap_or(0);
    found.into_iter().max_by_key(shortest).filter(|words| shortest(words) >= SHORTEST)
}

/// What `hir` matches in small letters, when that is one text whatever its case.
fn letters(hir: &Hir) -> Option<String> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(std::str::from_utf8(&literal.0).ok()?.to_lowercase()),
        HirKind::Class(Class::Unicode(class)) => {
            let signs: Vec<char> = class.iter().flat_map(|range| range.start()..=range.end()).take(4).collect();
            // `s` and `k` are also the long s and the sign of Kelvin, which no Vietnamese text holds.
            let plain = signs.iter().filter(|sign| !matches!(sign, 'ſ' | '\u{212a}'));
            let mut small = plain.map(|sign| sign.to_lowercase().to_string());
            let first = small.next()?;
            (signs.len() <= 3 && small.all(|other| other == first)).then_some(first)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, expected: Option<&[&str]>) {
        let found = words(&regex_syntax::parse(pattern).unwrap());
        assert_eq!(
            found.as_deref(),
            expected.map(|words| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()).as_deref(),
            "{pattern}"
        );
    }

    #[test]
    fn a_match_holds_one_of_them() {
        check(r"(?i)^\W*(?:nay\s+)?(?:bãi bỏ|thu hồi)[^;]*$", Some(&["bãi bỏ", "thu hồi"]));
        check(r"(?i)căn\s+cứ", Some(&["cứ"]));
        check(r"(?i)(?:này|\d)\s*thay thế\s+", Some(&["thay thế"]));
        check(r"Theo (?:đề nghị|yêu cầu)", Some(&["đề nghị", "yêu cầu"]));
        check(r"(?i)(?:\(\s*kèm theo)+", Some(&["kèm theo"]));
    }

    #[test]
    fn a_pattern_that_needs_no_word_is_always_asked() {
        check(r"(?:bãi bỏ)?\d+", None);
        check(r"bãi bỏ|\d+", None);
        check(r"[a-z]+", None);
        let needed = Needed::of([r"(?i)bãi\s+bỏ", r"\d+", r"thay thế"].into_iter());
        assert_eq!(needed.in_text("BÃI  BỎ"), [0, 1]);
        assert_eq!(needed.in_text("thay thế"), [1, 2]);
    }
}
