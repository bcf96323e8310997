//! A pattern that stands at the start of a text: asked at every word, it is answered by its table.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::automaton::{Answer, Automaton};
use super::{Pattern, needed};

/// A pattern that begins with `^`. A `\b` at its end stands behind a word.
#[derive(Debug)]
pub(super) struct Start {
    table: Automaton,
    /// Words of which one must stand somewhere, for places where the table does not know.
    words: OnceLock<Option<AhoCorasick>>,
}

/// Whether one of some patterns may begin a text, asked at once.
#[derive(Debug)]
pub struct Beginnings(Automaton);

impl Beginnings {
    /// Those of `patterns`, each of which begins with `^`.
    pub(super) fn of<'a>(patterns: impl Iterator<Item = &'a str>) -> Beginnings {
        Beginnings(Automaton::of(patterns))
    }

    /// Whether a match may stand at the start of `text`; false only where none does.
    pub fn fit(&self, text: &str) -> bool {
        self.0.end(text) != Answer::Nothing
    }
}

impl Start {
    pub(super) fn new(pattern: &Pattern) -> Start {
        Start { table: Automaton::of(std::iter::once(pattern.as_str())), words: OnceLock::new() }
    }

    /// Where the match at the start of `text` ends; `pattern` is the one that it was made of.
    pub(super) fn end(&self, text: &str, pattern: &Pattern) -> Option<usize> {
        match self.table.end(text) {
            Answer::Nothing => None,
            Answer::End(end) => Some(end),
            Answer::Unknown => {
                let words = self.words.get_or_init(|| needed::written(pattern.as_str()));
                let may_fit = words.as_ref().is_none_or(|words| words.is_match(text));
                may_fit.then(|| pattern.find(text)).flatten().map(|found| found.end())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_what_the_plain_pattern_finds() {
        for pattern in
            [r"^(?i)(?:theo|trước|trướ|ở)\b", r"^(?i)\s+(?:các\s+cấp|khác)\b", r"^(?:Sở|SỞ)\s", r"^\d{1,2}\s"]
        {
            let plain = Pattern::new(pattern);
            let start = Start::new(&plain);
            for text in [
                "theo ",
                "THEO",
                "theoa",
                "theó",
                "theo\u{301}",
                "trước.",
                "ở",
                "ở đâu",
                " khác…",
                "  các cấp",
                "",
                "Sở N",
                "Sởn",
                "12 k",
                "1",
            ] {
                assert_eq!(start.end(text, &plain), plain.find(text).map(|found| found.end()), "{pattern} {text}");
            }
        }
    }

    fn anchored(pattern: &str) -> bool {
        let hir = regex_syntax::parse(pattern).unwrap();
        hir.properties().look_set_prefix().contains(regex_syntax::hir::Look::Start)
    }

    /// Every example of every table, and all that its words begin, as the pattern itself finds them.
    #[test]
    fn tables_find_what_their_patterns_find() {
        for (name, source) in crate::rules::TABLES {
            let file: crate::rules::File<crate::rules::Examples> = toml::from_str(source).unwrap();
            let examples = || file.rule.iter().flat_map(|entry| entry.data.yes.iter().chain(&entry.data.no));
            for entry in &file.rule {
                let pattern = Pattern::new(&entry.pattern);
                if !anchored(pattern.as_str()) {
                    continue;
                }
                let start = Start::new(&pattern);
                for text in examples() {
                    for text in [text.clone(), text.to_uppercase(), format!("{text} các"), format!("{text}.")] {
                        let words = text.match_indices(' ').flat_map(|(at, _)| [at, at + 1]);
                        for text in std::iter::once(0).chain(words).filter_map(|at| text.get(at..)) {
                            let found = pattern.find(text).map(|found| found.end());
                            assert_eq!(start.end(text, &pattern), found, "{name} {} {text}", entry.id);
                        }
                    }
                }
            }
        }
    }
}
