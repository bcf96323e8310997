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
    /// The known name without its type, where a scan lost marks of it.
    pub(super) spelled: Option<&'static str>,
}

/// A known name: as it is listed, and its words without case. "bảo vệ BMNN = bảo vệ bí mật nhà nước" lists a short form.
struct KnownName {
    listed: &'static str,
    is_short: bool,
    words: Vec<String>,
}

/// Known names by their first word without marks, longest first.
type KnownNames = BTreeMap<String, Vec<KnownName>>;

static KNOWN: LazyLock<KnownNames> = LazyLock::new(|| names(rules::LAWS));
static TREATIES: LazyLock<KnownNames> = LazyLock::new(|| names(rules::TREATIES));

fn names(list: &'static str) -> KnownNames {
    let mut known = KnownNames::new();
    for line in list.lines() {
        let (written, listed) = line.split_once(" = ").unwrap_or((line, line));
        let words: Vec<String> = written.split_whitespace().map(vi::canonical).collect();
        if let Some(first) = words.first() {
            let is_short = written != listed;
            known.entry(vi::fold(bare(first))).or_default().push(KnownName { listed, is_short, words });
        }
    }
    for names in known.values_mut() {
        names.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
    }
    known
}

/// Words after which an unknown name is over. Nearly all end the names of known laws too.
const STOPS: &[&str] = &[
    "số", "ngày", "được", "đã", "quy", "có", "này", "hiện", "thì", "theo", "tại", "để", "do", "là", "không", "phải",
    "nêu", "trong", "cho", "sẽ", "khi", "với", "bằng", "đến", "từ", "đối", "hoặc", "nói", "trên", "cũng", "còn",
    "nhằm", "mà", "nếu", "vào", "như", "ban", "đang", "ra", "chưa", "xem", "về",
];

fn bare(word: &str) -> &str {
    word.trim_end_matches([',', ';', '.', ':', ')', '"', '”', '’', '\'', '!', '?', '…'])
}

/// The law that is named from this word for its type on, if it is one.
pub(super) fn at(text: &str, word: &TypeWord) -> Option<LawName> {
    let written = text.get(word.range.clone())?;
    let type_name = match (word.kind.name.as_str(), vi::canonical(written).starts_with("bộ")) {
        ("Luật", true) => "Bộ luật",
        ("Luật", false) => "Luật",
        ("Pháp lệnh", _) => "Pháp lệnh",
        ("Hiến pháp", _) => return constitution(text, word),
        _ => return None,
    };
    let end = text.floor_char_boundary(word.range.end.saturating_add(480));
    let rest = text.get(word.range.end..end)?;
    let capital = written.starts_with(|c: char| c.is_uppercase());
    // "pháp luật về đất đai" and "kỷ luật lao động" name no law.
    let before = text.get(text.floor_char_boundary(word.range.start.saturating_sub(8))..word.range.start)?;
    let before = vi::canonical(before);
    if type_name == "Luật"
        && (["pháp", "kỷ", "kỉ", "quy", "qui", "định", "tuân"].iter().any(|word| before.trim_end().ends_with(word))
            || !capital && vi::canonical(rest.get(..rest.floor_char_boundary(5))?) == " về")
    {
        return None;
    }
    let (length, spelled) = named(rest, capital)?;
    Some(LawName { span: Span { start: word.range.start, end: word.range.end + length }, type_name, spelled })
}

/// "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 1992", "Hiến pháp năm 2013": the bare word names none of them.
fn constitution(text: &str, word: &TypeWord) -> Option<LawName> {
    const STATE: &str = "nuoc cong hoa xa hoi chu nghia viet nam";
    let end = text.floor_char_boundary(word.range.end.saturating_add(120));
    let rest = text.get(word.range.end..end)?;
    let state: Vec<(usize, &str)> = words(rest).take(9).collect();
    let named = state.iter().map(|(_, word)| vi::fold(bare(word))).collect::<Vec<_>>().join(" ") == STATE;
    let length = state.last().filter(|_| named).map_or(0, |(at, word)| at + bare(word).len());
    let whole = year(rest, length, true);
    let span = Span { start: word.range.start, end: word.range.end + whole };
    (whole > 0).then_some(LawName { span, type_name: "Hiến pháp", spelled: None })
}

/// Words of `rest` with their place; a paragraph ends them.
fn words(rest: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = rest.as_bytes();
    let (mut paragraph, mut aside) = (None, None);
    for at in memchr::memchr2_iter(b'\n', b'\t', bytes) {
        match bytes.get(at..at + 2) {
            Some(b"\n\n") => paragraph = paragraph.or(Some(at)),
            Some([b'\t', _] | b"\n\x0c") => aside = aside.or(Some(at)),
            _ => {}
        }
    }
    let stop = paragraph.or(aside).unwrap_or(rest.len());
    let base = rest.as_ptr() as usize;
    rest.get(..stop).unwrap_or("").split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

/// How much of `rest`, which follows "Công ước", is a convention's name: a known one.
pub(super) fn treaty(rest: &str) -> Option<usize> {
    let tail = rest.strip_prefix([' ', '\n'])?;
    let skipped = tail.strip_prefix("của ").unwrap_or(tail);
    let from = rest.len() - skipped.len();
    let (length, _) = known_in(&TREATIES, skipped, true)?;
    Some(from + year(skipped, length, true))
}

/// Whether a whole name is a known one, as it is written.
pub(super) fn is_known(name: &str) -> bool {
    let mut words = name.split(' ');
    let kind = if words.next().is_some_and(|first| first == "Luật") { 1 } else { 2 };
    let tail = name.splitn(kind + 1, ' ').last().unwrap_or("");
    known(tail, false).is_some_and(|(length, _)| length == tail.len())
}

/// How much of `rest`, which follows "Luật", is a law's name; and that name, where the text has lost marks of it.
fn named(rest: &str, capital: bool) -> Option<(usize, Option<&'static str>)> {
    let first = rest.chars().next()?;
    if !first.is_whitespace() {
        return None;
    }
    if let Some(length) = amending(rest) {
        return Some((length, None));
    }
    let skipped = words(rest).next().filter(|(_, word)| vi::canonical(word) == "về");
    let from = skipped.map_or(0, |(at, word)| at + word.len());
    let tail = rest.get(from..)?;
    if let Some((length, spelled)) = known(tail, capital) {
        return Some((from + year(tail, length, capital), spelled));
    }
    if !capital {
        return None;
    }
    let length = unknown(tail)?;
    Some((from + year(tail, length, true), None))
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
        let length = known(tail, true).map(|(length, _)| length).or_else(|| unknown(tail));
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

/// The length of a known law's name at the head of `tail`. `noisy`: marks that a scan lost do not count, and the name
/// as it is listed is returned beside it.
fn known(tail: &str, noisy: bool) -> Option<(usize, Option<&'static str>)> {
    known_in(&KNOWN, tail, noisy)
}

fn known_in(known: &KnownNames, tail: &str, noisy: bool) -> Option<(usize, Option<&'static str>)> {
    let names = known.get(&vi::fold(bare(words(tail).next()?.1)))?;
    let longest = names.first()?.words.len();
    let written: Vec<(usize, &str)> = words(tail).take(longest).collect();
    let canonical: Vec<String> = written.iter().map(|(_, word)| vi::canonical(word)).collect();
    let fits = |name: &KnownName, same: &dyn Fn(&str, &str) -> bool| {
        let last = name.words.len().saturating_sub(1);
        name.words.iter().enumerate().all(|(at, word)| {
            canonical.get(at).is_some_and(|there| match at == last {
                true => same(bare(there), word),
                // Commas between words count, other signs do not.
                false => same(bare(there), bare(word)) && (there == bare(there)) == (word == bare(word)),
            })
        })
    };
    let length = |name: &KnownName| written.get(name.words.len() - 1).map(|(start, word)| start + bare(word).len());
    if let Some(name) = names.iter().find(|name| fits(name, &|a, b| a == b)) {
        return Some((length(name)?, name.is_short.then_some(name.listed)));
    }
    // One syllable without marks may be another word: "Luật Giá", "luật gia".
    let mut long = names.iter().filter(|name| noisy && name.words.len() > 1);
    let name = long.find(|name| fits(name, &|a, b| vi::fold(a) == vi::fold(b)))?;
    Some((length(name)?, Some(name.listed)))
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
        // "Luật Phòng, chống tác hại của thuốc lá": the comma belongs to the name.
        let more = word.ends_with(',') && plain == "phòng" && vi::canonical(next) == "chống";
        if bare(word).len() < word.len() && !more {
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
