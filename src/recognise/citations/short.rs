//! Cách gọi tắt: "Chỉ thị nêu trên", and "Nghị định này" inside the new text of an amended one.

use std::sync::LazyLock;

use super::merge::Cited;
use super::place::Place;
use crate::number::TypeWord;
use crate::record::{Evidence, Relation};
use crate::rules::Pattern;
use crate::text::{Span, Text};

static ABOVE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"^[ \n](?:đã )?(?:nêu trên|nói trên|trên đây|nêu ở trên|trên)(?:[\s,.;:)]|$)"));
static THIS: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^[ \n]này(?:[\s,.;:)”]|$)"));

/// Adds the places that call a cited document by its type alone.
pub(super) fn add(text: &Text, words: &[TypeWord], places: &[Place], cited: &mut [Cited]) {
    let amended = cited.iter().position(|one| one.citation.relation == Relation::Amends);
    let quotes = if amended.is_some() { quoted(text.as_str()) } else { Vec::new() };
    for word in words {
        let end = text.as_str().floor_char_boundary(word.range.end + 24);
        let after = text.as_str().get(word.range.end..end).unwrap_or("");
        let before = text.as_str().get(..word.range.start).unwrap_or("");
        let (target, length, rule) = if let Some(found) = ABOVE.at_start(after).and_then(|end| after.get(..end)) {
            let plural = ["các ", "Các ", "những ", "hai ", "văn bản, "].iter().any(|word| before.ends_with(word));
            let last = places.iter().rev().find(|place| {
                place.span.end <= word.range.start
                    && place.type_name.as_ref().is_some_and(|found| found.value == word.kind.name)
            });
            let Some(last) = last.filter(|_| !plural) else { continue };
            let at = cited.iter().position(|one| {
                one.citation
                    .mentions
                    .iter()
                    .any(|mention| mention.start == last.span.start && mention.end == last.span.end)
            });
            (at, found.trim_end_matches([' ', ',', '.', ';', ':', ')', '\n']).len(), "citation-short")
        } else if let (Some(at), Some(_)) = (amended, THIS.at_start(after)) {
            let inside = quotes.iter().any(|quote| quote.start < word.range.start && word.range.end < quote.end);
            let same = cited.get(at).is_some_and(|one| one.citation.type_name.as_deref() == Some(&word.kind.name));
            // What stands before the amended act is named is no text of it.
            let named = cited.get(at).and_then(|one| one.citation.mentions.first());
            let behind = named.is_some_and(|named| named.start < word.range.start);
            if !inside || !same || !behind {
                continue;
            }
            (Some(at), " này".len(), "citation-amended")
        } else {
            continue;
        };
        if let Some(one) = target.and_then(|at| cited.get_mut(at)) {
            let (start, end) = (word.range.start, word.range.end + length);
            one.citation.mentions.push(Evidence { start, end, rule: rule.to_owned(), ..Evidence::default() });
        }
    }
    for one in cited {
        one.citation.mentions.sort_by_key(|mention| (mention.start, mention.end));
    }
}

/// Quoted stretches, outermost only.
pub(super) fn quoted(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    let next = |from: usize, sign: char| text.get(from..)?.find(sign).map(|offset| from + offset);
    while let Some((start, end)) = next(at, '“').and_then(|start| Some((start, next(start, '”')?))) {
        found.push(Span { start, end });
        at = end + '”'.len_utf8();
    }
    found
}
