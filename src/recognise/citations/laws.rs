//! Luật, bộ luật, pháp lệnh, Hiến pháp: cited by name, as the decree prescribes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::number::TypeWord;
use crate::rules;
use crate::text::Span;
use crate::vi;

/// A law's name as it stands in a text.
#[derive(Debug)]
pub(super) struct LawName {
    /// From "Luật" to the last word of the name.
    pub(super) span: Span,
    /// Luật, Bộ luật, Pháp lệnh.
    pub(super) type_name: &'static str,
}

/// Known names by their first word, each as its words, longest first.
static KNOWN: LazyLock<BTreeMap<String, Vec<Vec<String>>>> = LazyLock::new(|| {
    let mut known: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for name in rules::LAWS.lines() {
        let words: Vec<String> = name.split_whitespace().map(vi::canonical).collect();
        if let Some(first) = words.first() {
            known.entry(bare(first).to_owned()).or_default().push(words);
        }
    }
    for names in known.values_mut() {
        names.sort_by_key(|words| std::cmp::Reverse(words.len()));
    }
    known
});

/// Words after which an unknown name is over. Nearly all end the names of known laws too.
const STOPS: &[&str] = &[
    "số", "ngày", "được", "đã", "quy", "có", "này", "hiện", "thì", "theo", "tại", "để", "do", "là", "không", "phải",
    "nêu", "trong", "cho", "sẽ", "khi", "với", "bằng", "đến", "từ", "đối", "hoặc", "nói", "trên", "cũng", "còn",
    "nhằm", "mà", "nếu", "vào", "như", "ban", "đang", "ra", "chưa", "xem", "về",
];

fn bare(word: &str) -> &str {
    word.trim_end_matches([',', ';', '.', ':', ')', '"', '”', '’', '\'', '!', '?'])
}

/// The law that is named from this word for its type on, if it is one.
pub(super) fn at(text: &str, word: &TypeWord) -> Option<LawName> {
    let written = text.get(word.range.clone())?;
    let type_name = match (word.kind.name.as_str(), vi::canonical(written).starts_with("bộ")) {
        ("Luật", true) => "Bộ luật",
        ("Luật", false) => "Luật",
        ("Pháp lệnh", _) => "Pháp lệnh",
        _ => return None,
    };
    let end = text.floor_char_boundary(word.range.end.saturating_add(480));
    let rest = text.get(word.range.end..end)?;
    let capital = written.starts_with(|c: char| c.is_uppercase());
    // "pháp luật về đất đai" names no law.
    let before = text.get(text.floor_char_boundary(word.range.start.saturating_sub(8))..word.range.start)?;
    if type_name == "Luật"
        && (vi::canonical(before).trim_end().ends_with("pháp")
            || !capital && vi::canonical(rest.get(..rest.floor_char_boundary(5))?) == " về")
    {
        return None;
    }
    let length = named(rest, capital)?;
    Some(LawName { span: Span { start: word.range.start, end: word.range.end + length }, type_name })
}

/// Words of `rest` with their place; a paragraph ends them.
fn words(rest: &str) -> impl Iterator<Item = (usize, &str)> {
    let stop = rest.find("\n\n").or_else(|| rest.find(['\t', '\x0c'])).unwrap_or(rest.len());
    let base = rest.as_ptr() as usize;
    rest.get(..stop).unwrap_or("").split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

/// How much of `rest`, which follows "Luật", is a law's name.
fn named(rest: &str, capital: bool) -> Option<usize> {
    let first = rest.chars().next()?;
    if !first.is_whitespace() {
        return None;
    }
    if let Some(length) = amending(rest) {
        return Some(length);
    }
    let skipped = words(rest).next().filter(|(_, word)| vi::canonical(word) == "về");
    let from = skipped.map_or(0, |(at, word)| at + word.len());
    let tail = rest.get(from..)?;
    if let Some(length) = known(tail) {
        return Some(from + year(tail, length, capital));
    }
    if !capital {
        return None;
    }
    let length = unknown(tail)?;
    Some(from + year(tail, length, true))
}

/// "sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C".
fn amending(rest: &str) -> Option<usize> {
    let mut listed = words(rest);
    let opening: Vec<String> = listed.by_ref().take(2).map(|(_, word)| vi::canonical(bare(word))).collect();
    if opening != ["sửa", "đổi"] {
        return None;
    }
    let all: Vec<(usize, &str)> = words(rest).collect();
    let is_law = |at: usize| {
        let word = |at: usize| all.get(at).map(|(_, word)| vi::canonical(bare(word))).unwrap_or_default();
        word(at) == "luật" || word(at) == "bộ" && word(at + 1) == "luật" || word(at) == "pháp" && word(at + 1) == "lệnh"
    };
    let mut at = (2..all.len().min(40)).find(|&at| is_law(at))?;
    let mut end = 0;
    loop {
        while is_law(at) && all.get(at).is_none_or(|(_, word)| vi::canonical(bare(word)) != "luật") {
            at += 1;
        }
        let (start, word) = all.get(at)?;
        let tail = rest.get(start + word.len()..)?;
        // "37 Luật có liên quan đến quy hoạch" names no law by its own name.
        let length = known(tail).or_else(|| unknown(tail));
        let Some(length) = length else {
            let phrase = tail.find(['.', ';', '\n']).unwrap_or(tail.len());
            let stop = [" số ", " ngày ", " năm ", " được "].iter().filter_map(|stop| tail.find(stop)).min();
            return Some(start + word.len() + phrase.min(stop.unwrap_or(phrase)));
        };
        end = end.max(start + word.len() + length);
        let next = all.iter().position(|(start, _)| *start >= end)?;
        let joined = rest.get(..end).is_some_and(|before| before.ends_with(','))
            || rest.get(end..).is_some_and(|after| after.starts_with(','));
        let and = all.get(next).is_some_and(|(_, word)| vi::canonical(word) == "và" || *word == ",");
        let candidate = next + usize::from(and);
        if (joined || and) && is_law(candidate) {
            at = candidate;
            continue;
        }
        return Some(end);
    }
}

/// The length of a known name at the head of `tail`.
fn known(tail: &str) -> Option<usize> {
    let written: Vec<(usize, &str)> = words(tail).take(24).collect();
    let first = vi::canonical(bare(written.first()?.1));
    let names = KNOWN.get(&first)?;
    let canonical: Vec<String> = written.iter().map(|(_, word)| vi::canonical(word)).collect();
    names.iter().find_map(|name| {
        let last = name.len().checked_sub(1)?;
        let fits = name.iter().enumerate().all(|(at, word)| {
            canonical.get(at).is_some_and(|there| {
                if at == last {
                    bare(there) == word
                } else {
                    there == word || bare(there) == bare(word) && there.len() == bare(there).len()
                }
            })
        });
        let (start, word) = written.get(last)?;
        fits.then(|| start + bare(word).len())
    })
}

/// The length of what looks like a name: it begins with a capital, and ends where a phrase does.
fn unknown(tail: &str) -> Option<usize> {
    let mut end = 0;
    let mut count = 0;
    let all: Vec<(usize, &str)> = words(tail).take(18).collect();
    for (at, (start, word)) in all.iter().enumerate() {
        let plain = vi::canonical(bare(word));
        let next = all.get(at + 1).map(|(_, word)| *word).unwrap_or("");
        let shouted = word.chars().all(|c| !c.is_lowercase()) && word.chars().count() > 1;
        let heads = matches!(plain.as_str(), "điều" | "chương" | "của" | "khoản" | "sư" | "gia" | "mục");
        if at == 0 && (!word.starts_with(|c: char| c.is_uppercase()) || shouted || heads) {
            return None;
        }
        let year = plain == "năm" && next.starts_with(|c: char| c.is_ascii_digit());
        let law =
            plain == "và" && next.starts_with(|c: char| c.is_uppercase()) && at > 1 && vi::canonical(next) != "vệ";
        if STOPS.contains(&plain.as_str())
            || year
            || word.starts_with(|c: char| !c.is_alphabetic())
            || law
            || next.is_empty() && plain == "và"
        {
            break;
        }
        if plain == "và" && matches!(vi::canonical(bare(next)).as_str(), "các" | "những" | "luật" | "văn") {
            break;
        }
        end = start + bare(word).len();
        count += 1;
        if bare(word).len() < word.len() {
            break;
        }
    }
    ((1..=14).contains(&count) && end > 4).then_some(end)
}

/// The name with "năm 2015" after it.
fn year(tail: &str, length: usize, capital: bool) -> usize {
    let after = tail.get(length..).unwrap_or("");
    let Some(rest) = after.trim_start().strip_prefix("năm ") else { return length };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if capital && digits == 4 { length + (after.len() - rest.len()) + 4 } else { length }
}
