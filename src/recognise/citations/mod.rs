//! Viện dẫn: every document that the text cites, and what it does with it.

mod anchor;
mod congress;
mod edges;
pub(super) mod issuer;
mod laws;
mod merge;
mod place;
mod relation;
pub(super) mod sentence;
mod short;
mod surroundings;

use std::sync::LazyLock;

use regex::Regex;

use super::{Zones, mend, other_year};
use crate::agency::{self, Home};
use crate::date;
use crate::number::{DocumentNumber, TypeWord, numbers_after, type_words};
use crate::record::{Doubt, Evidence, Record, Relation, Role};
use crate::rules::regex;
use crate::text::{Span, Text};
use crate::units::Register;

use merge::Cited;
use place::{Page, Place};

pub use place::CODED;
pub(super) use place::one_line;
pub use sentence::sentence;

/// The first heading of a body, where the preamble ends.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?m)^[ \t]*(?:(?i:điều 1[.:\s]|chương (?:i|1)[.:\s]|phần (?:i|1|thứ nhất)[.:\s])|QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ:|(?:I|A|1)\.[ \t]*\p{Lu}|1\. )",
    )
});

pub(super) fn recognise(text: &Text, zones: &Zones, home: &Home, _units: &Register, record: &mut Record) {
    let words: Vec<TypeWord> = type_words(text.as_str()).collect();
    let numbers = numbers_after(text.as_str(), &words);
    let page = page(text, zones, &words, record.role);
    let mut places = place::places(&page, numbers);
    let own = own_number(record);
    let own_key = own.as_ref().map(DocumentNumber::key);
    let stated = edges::edges(text, home, &mut places, record.role);
    impossible_days(text, &places, record);
    types_that_disagree(text, &places, record);
    if record.role == Role::Report {
        // A page that tells about documents does nothing with them; what they do with each other are its edges.
        places.iter_mut().for_each(|place| place.relations.clear());
    }
    if record.document.as_ref().is_some_and(|header| header.type_name.as_deref() == Some("Hướng dẫn")) {
        // "HƯỚNG DẪN thực hiện Quy định A": how to implement it.
        let titled = places.iter_mut().filter(|place| place.in_title).flat_map(|place| &mut place.relations);
        titled.filter(|found| found.value == Relation::Implements).for_each(|found| found.value = Relation::Guides);
    }
    // A law named in the title of the document cited before it is not cited by itself.
    places.retain(|place| !(place.nested && place.number.is_none()));
    places.retain(|place| !is_own(place, own_key.as_deref(), home, record) && !is_own_name(place, record));
    let mut cited = merge::merge(&places, home, own.as_ref());
    short::add(text, &words, &places, &mut cited);
    write(text, cited, record);
    edges::write(text, stated, record);
}

/// The zones as the place finder needs them.
fn page<'a>(text: &'a Text, zones: &Zones, words: &'a [TypeWord], role: Role) -> Page<'a> {
    let mut closed: Vec<Span> = zones.stamps.clone();
    closed.extend(zones.recipients.iter().chain(&zones.signature).chain(&zones.addressees));
    if role == Role::Report {
        closed.extend(other_news(text.as_str()));
    }
    let mut titles: Vec<Span> = zones.title.into_iter().collect();
    // The subject of a letter stands in the letterhead, after V/v.
    titles.extend(zones.letterhead);
    let body = text.quote(zones.body);
    let heading = HEADING.find(body).map_or(body.len(), |found| found.start());
    let preamble_end = if role == Role::Report { text.as_str().len() } else { zones.body.start + heading };
    let quotes = short::quoted(text.as_str()).into_iter();
    let quotes =
        quotes.filter(|quote| matches!(text.as_str().as_bytes().get(quote.start.wrapping_sub(1)), Some(b'\n')));
    Page {
        text: text.as_str(),
        words,
        closed,
        titles,
        letterhead: zones.letterhead,
        quotes: quotes.collect(),
        preamble_end,
    }
}

/// The lines below "Tin khác": links to other pages, which this one does not cite.
fn other_news(text: &str) -> Vec<Span> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?im)^[ \t]*(?:(?:các )?(?:tin|bài)(?: viết| tức| bài)?) (?:khác|liên quan|cùng chuyên mục|cùng loại|mới hơn|cũ hơn|đã đưa)[ :…]*$",
        )
    });
    let list = |head: regex::Match<'_>| {
        // Up to the next line that is no link: one that ends as a sentence does.
        let rest = text.get(head.end()..).unwrap_or("");
        let lines = rest.split_inclusive('\n').take_while(|line| !line.trim_end().ends_with(['.', ':']));
        Span { start: head.start(), end: head.end() + lines.map(str::len).sum::<usize>() }
    };
    HEAD.find_iter(text).map(list).collect()
}

fn own_number(record: &Record) -> Option<DocumentNumber> {
    let header = record.document.as_ref()?;
    Some(DocumentNumber {
        serial: header.code_number.clone()?,
        year: header.code_year,
        symbol: header.code_notation.clone().unwrap_or_default(),
    })
}

/// Whether a place names this very document: its number, and no other day or body.
fn is_own(place: &Place, own: Option<&str>, home: &Home, record: &Record) -> bool {
    let (Some(own), Some(number)) = (own, &place.number) else { return false };
    if own != number.value.key() {
        return false;
    }
    let own_day = record.document.as_ref().and_then(|header| header.issued_date.as_deref());
    let days = place.day.as_ref().map(|day| day.value.as_str()).zip(own_day);
    // A slip of a day, or of the year alone, is still this document; so is the head of its annex.
    let slip = days.is_some_and(|(there, here)| there.get(..4) == here.get(..4) || there.get(4..) == here.get(4..));
    let other_day = days.is_some() && !slip;
    let attached = place.relations.iter().any(|found| found.value == Relation::AttachedTo);
    if attached && days.is_none_or(|(there, here)| there == here) {
        return true;
    }
    let other_body = place
        .organ
        .as_ref()
        .zip(home.organ.as_ref())
        .is_some_and(|(there, here)| !crate::agency::same_body(&crate::agency::absolute(&there.value, home), here));
    !other_day && !other_body
}

/// Whether a place in the title names the very law that the document is: "LUẬT HỢP TÁC XÃ".
fn is_own_name(place: &Place, record: &Record) -> bool {
    let own = record.document.as_ref().and_then(|header| header.type_name.as_deref());
    let is_law = matches!(own, Some("Luật" | "Bộ luật" | "Pháp lệnh"));
    is_law
        && place.in_title
        && place.number.is_none()
        && place.name.as_ref().is_some_and(|name| name.span == place.span)
}

/// Days that no calendar has: those of citations, and any other after the word "ngày".
fn impossible_days(text: &Text, places: &[Place], record: &mut Record) {
    let whole = text.as_str();
    let mut found: Vec<(Span, Span)> =
        places.iter().filter_map(|place| Some((place.impossible?, place.span))).collect();
    for at in memchr::memmem::find_iter(whole.as_bytes(), "gày ") {
        let Some(start) = at.checked_sub(1) else { continue };
        let Some(day) = date::date_at(whole, start) else { continue };
        let span = Span { start: day.range.start, end: day.range.end };
        if day.day.is_some()
            && day.year.is_some()
            && day.is_impossible()
            && !found.iter().any(|(known, _)| *known == span)
        {
            found.push((span, span));
        }
    }
    let own = |doubt: &Doubt| doubt.evidence.as_ref().filter(|_| doubt.kind == "impossible_date").cloned();
    let own: Vec<Evidence> = record.doubts.iter().filter_map(own).collect();
    found.retain(|(span, _)| !own.iter().any(|known| known.start <= span.start && span.end <= known.end));
    for (span, place) in found {
        let label = if place == span { String::new() } else { format!("{}: ", text.quote(place)) };
        record.doubts.push(Doubt {
            kind: "impossible_date".to_owned(),
            text: format!("{label}ngày không có trong lịch: {}", text.quote(span)),
            evidence: Some(Evidence::new(text, span, "citation-day")),
        });
    }
}

/// Whether the second token of a symbol is a body: in "4105/CT-NVT" it is the unit that drafted the letter.
fn names_issuer(symbol: &str) -> bool {
    let Some(token) = symbol.split(['-', '/']).nth(1) else { return false };
    ["UBND", "UB", "HĐND", "CTUBND", "TU", "TW"].contains(&token)
        || agency::BODIES.iter().any(|body| body.abbreviations.contains(&token))
}

/// "Kế hoạch số 147/CTr-UBND": the word and the symbol name different types.
fn types_that_disagree(text: &Text, places: &[Place], record: &mut Record) {
    for place in places {
        let (Some(said), Some(number)) = (&place.type_name, &place.number) else { continue };
        let Some(shown) = number.value.type_name().filter(|_| said.rule == "citation-type" && place.name.is_none())
        else {
            continue;
        };
        let several =
            number.value.is_party() || number.value.symbol.starts_with("QH") || number.value.symbol.ends_with("TW");
        let akin = said.value.starts_with(shown)
            || shown.starts_with(&said.value)
            || said.value == "Văn bản"
            || said.value == "Công văn" && !names_issuer(&number.value.symbol)
            || shown == "Nghị định";
        if !several && !akin {
            record.doubts.push(Doubt {
                kind: "type_and_symbol_disagree".to_owned(),
                text: format!("{}: ký hiệu là của {shown}", text.quote(place.span)),
                evidence: Some(Evidence::new(text, place.span, "citation-type")),
            });
        }
    }
}

/// Puts what was found into the record, each value with its evidence.
fn write(text: &Text, cited: Vec<Cited>, record: &mut Record) {
    let issued = record.document.as_ref().and_then(|header| header.issued_date.clone());
    let is_scanned = mend::is_scanned(record);
    for (at, cited) in cited.into_iter().enumerate() {
        let Cited { mut citation, evidence, conflict } = cited;
        for mention in &mut citation.mentions {
            let span = Span { start: mention.start, end: mention.end };
            *mention = Evidence::new(text, span, &mention.rule);
        }
        for (field, span, rule) in evidence {
            record.evidence.insert(format!("/citations/{at}/{field}"), Evidence::new(text, span, rule));
        }
        let label = citation.mentions.first().map_or("", |mention| mention.quote.as_str()).to_owned();
        if let Some((span, other)) = conflict {
            record.doubts.push(Doubt {
                kind: "cited_day_conflict".to_owned(),
                text: format!(
                    "{label}: hai ngày khác nhau, {} và {other}",
                    citation.issued_date.as_deref().unwrap_or("")
                ),
                evidence: Some(Evidence::new(text, span, "citation-day")),
            });
        }
        if let (Some(day), Some(issued)) = (&citation.issued_date, &issued)
            && day.len() == 10
            && issued.len() == 10
            && day > issued
            && citation.relation != Relation::AttachedTo
        {
            record.doubts.push(Doubt {
                kind: "cited_day_after_issue".to_owned(),
                text: format!("{label}: ngày {day} sau ngày ban hành của chính văn bản này ({issued})"),
                evidence: record.evidence.get(&format!("/citations/{at}/issued_date")).cloned(),
            });
        }
        if let Some((year, day)) = other_year(citation.code_year, citation.issued_date.as_deref()) {
            let field = format!("/citations/{at}/issued_date");
            record.doubts.push(Doubt {
                kind: "number_and_day_disagree".to_owned(),
                text: format!("{label}: số của năm {year}, ngày {day}"),
                evidence: record.evidence.get(&field).cloned(),
            });
            // Of a scan either may be misread: the day stays open.
            if is_scanned {
                citation.issued_date = None;
                record.evidence.remove(&field);
            }
        }
        record.citations.push(citation);
    }
}

#[cfg(test)]
mod tests;
