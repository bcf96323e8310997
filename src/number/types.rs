//! Tên loại văn bản: the words for types of documents, and the symbols that stand for them.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::Deserialize;

use crate::rules::{self, RuleId};

/// Tên loại: one row of `types.toml` that running text may cite.
#[derive(Debug)]
pub struct DocumentType {
    /// The row's id.
    pub id: RuleId,
    /// As the record writes it: `Chỉ thị`.
    pub name: String,
    /// The type's part of a ký hiệu.
    pub symbols: Vec<String>,
    /// When a number without symbol is a citation.
    pub bare: Bare,
}

/// What makes a number without symbol a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bare {
    /// The word "số".
    Numbered,
    /// That, or the issuer or the day right after it.
    Issuer,
    /// That, or any end of a phrase.
    Plain,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    #[serde(default)]
    symbols: Vec<String>,
    bare: Option<Bare>,
}

struct Table {
    types: Vec<DocumentType>,
    words: AhoCorasick,
    /// The type of each word of the automaton.
    owners: Vec<usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<rules::Rule<Row>> = rules::table(rules::TYPES);
    let (mut types, mut words, mut owners) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let Some(bare) = row.data.bare else { continue };
        for word in row.pattern.as_str().split('|') {
            for form in forms(word) {
                words.push(form);
                owners.push(types.len());
            }
        }
        types.push(DocumentType { id: row.id.leak(), name: row.data.name, symbols: row.data.symbols, bare });
    }
    let words = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(&words)
        .expect("the words of a built-in table are few and short");
    Table { types, words, owners }
});

/// A word in small letters, with a capital in front, with capitals in front of each syllable, in capitals; each with
/// any one of its spaces as a line break.
fn forms(word: &str) -> Vec<String> {
    let title = |each: bool| {
        let mut raise = true;
        word.chars()
            .map(|c| {
                let out = if raise { c.to_uppercase().to_string() } else { c.to_string() };
                raise = each && c == ' ';
                out
            })
            .collect::<String>()
    };
    let mut cased = vec![word.to_owned(), title(false), title(true), word.to_uppercase()];
    cased.dedup();
    let mut all = Vec::new();
    for form in cased {
        let spaces: Vec<usize> = form.match_indices(' ').map(|(at, _)| at).collect();
        for at in spaces {
            let mut broken = form.clone();
            broken.replace_range(at..=at, "\n");
            all.push(broken);
        }
        all.push(form);
    }
    all
}

/// All types, in the order of the table.
pub fn document_types() -> &'static [DocumentType] {
    &TABLE.types
}

/// Tên loại standing in a text.
#[derive(Clone, Debug)]
pub struct TypeWord {
    /// Where.
    pub range: Range<usize>,
    /// Which.
    pub kind: &'static DocumentType,
}

/// Every word for a type in a text, whole words only.
pub fn type_words(text: &str) -> impl Iterator<Item = TypeWord> + '_ {
    let bytes = text.as_bytes();
    TABLE.words.find_iter(text).filter_map(move |found| {
        let letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
        let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
        // Quotation marks and the ellipsis are three bytes from 0xe2; Vietnamese letters never begin or end so.
        let quoted = found.start() >= 3 && bytes.get(found.start() - 3) == Some(&0xe2);
        let after = bytes.get(found.end());
        if (letter(before) && !quoted) || (letter(after) && after != Some(&0xe2)) {
            return None;
        }
        let kind = TABLE.types.get(*TABLE.owners.get(found.pattern().as_usize())?)?;
        Some(TypeWord { range: found.range(), kind })
    })
}

/// The type that a symbol names by its first part, or by an institution that issues one type only.
pub fn type_of_symbol(symbol: &str) -> Option<&'static str> {
    let first = symbol.split(['-', '/', '.']).next().unwrap_or(symbol);
    if let Some(kind) = TABLE.types.iter().find(|kind| kind.symbols.iter().any(|known| known == first)) {
        // A letter of a body whose name begins so has more tokens of its own: L alone is Luật only before CTN.
        return (first != "L" || symbol == "L-CTN").then_some(if first == "L" { "Lệnh" } else { &kind.name });
    }
    let letters = first.trim_end_matches(|c: char| c.is_ascii_digit());
    match letters {
        "QH" if letters.len() < first.len() => Some("Luật"),
        "CP" => Some("Nghị định"),
        _ => None,
    }
}
