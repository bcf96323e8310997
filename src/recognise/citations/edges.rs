//! Relations that a page states between two other documents: "Thực hiện Kế hoạch A …, UBND huyện X đã ban hành kế hoạch B".

use std::sync::LazyLock;

use regex::Regex;

use super::place::{Place, one_line};
use super::relation::{self, Region};
use super::{issuer, own_number, sentence};
use crate::agency::{self, Home};
use crate::number::DocumentNumber;
use crate::recognise::Found;
use crate::record::{Citation, Edge, Evidence, Record, Relation, Role};
use crate::rules::regex;
use crate::text::{Span, Text};

/// After the body that acts.
static ACTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^\s*(?:đã|sẽ|vừa|tiếp tục|phấn đấu|tổ chức|xây dựng|ban hành|triển khai|thực hiện|yêu cầu|đề nghị|chỉ đạo)\b",
    )
});

/// After a document that somebody issued: what it is for.
static FOR: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:^|[^\p{L}])(?:để|nhằm|về việc|về)?\s*(?:tổ chức\s+)?(?<guides>hướng dẫn\s+)?(?:(?:triển khai|thực hiện|cụ thể hóa|cụ thể hoá|thi hành)\s+)+(?:các\s+)?$|hướng dẫn\s+(?<guides2>)$",
    )
});

/// After a document and its body: "đã cụ thể hóa", "được ban hành để".
static ISSUED: LazyLock<Regex> = LazyLock::new(|| regex(r"^\s*(?:đã|được ban hành (?:để|nhằm))\s"));

/// What a letter is for that does not implement: it asks for time, for advice, or reports.
static NOT_FOR: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)gia hạn|thời gian thực hiện|(?:^|\s)xin\s|ý kiến|vướng mắc|khó khăn|kết quả|tình hình|tiến độ|báo cáo|giải trình|kiến nghị|trả lời|phúc đáp|góp ý|đôn đốc|điều chỉnh|không thực hiện|chưa thực hiện",
    )
});
/// Types of documents that implement nothing.
const TELLING: &[&str] = &["Báo cáo", "Tờ trình", "Giấy mời", "Biên bản", "Phiếu chuyển", "Thông cáo", "Giấy phép"];

static PURPOSE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[\s,]*(?:để|nhằm)\s+(?:tổ chức\s+)?(?:thực hiện|triển khai)"));

/// At most `length` bytes from `start` on.
fn head(text: &str, start: usize, length: usize) -> &str {
    text.get(start..text.floor_char_boundary(start.saturating_add(length))).unwrap_or("")
}

/// An edge on its way into the record.
#[derive(Debug)]
pub(super) struct Stated {
    /// Where the acting document is named, or which unit acts.
    from: Result<Span, String>,
    to: Span,
    relation: Relation,
    /// The sentence that states it.
    sentence: Span,
}

/// Puts the edges into the record, each end as the citation that it is: two documents of one number are two.
pub(super) fn write(text: &Text, stated: Vec<Stated>, record: &mut Record) {
    for Stated { from, to, relation, sentence } in stated {
        let at = |span: Span| {
            let is_there = |mention: &Evidence| mention.start == span.start && mention.end == span.end;
            record.citations.iter().position(|citation| citation.mentions.iter().any(is_there))
        };
        let code = |at: usize| record.citations.get(at).and_then(code);
        let (from_citation, to_citation) = (from.as_ref().ok().and_then(|span| at(*span)), at(to));
        // What is no citation is this very document.
        let own = || own_number(record).map(|own| own.to_string());
        let named = |at: Option<usize>| at.map_or_else(own, code);
        let Some(to) = named(to_citation) else { continue };
        let (from, from_unit) = match from {
            Ok(_) => (named(from_citation), None),
            Err(unit) => (None, Some(unit)),
        };
        let itself = from_unit.is_none() && from_citation == to_citation;
        let edge = Edge { from, from_unit, to, from_citation, to_citation, relation };
        if !itself && (edge.from.is_some() || edge.from_unit.is_some()) && !record.edges.contains(&edge) {
            let place = format!("/edges/{}", record.edges.len());
            record.evidence.insert(place, Evidence::new(text, sentence, "edge-sentence"));
            record.edges.push(edge);
        }
    }
}

fn code(citation: &Citation) -> Option<String> {
    let (serial, symbol) = (citation.code_number.clone()?, citation.code_notation.clone().unwrap_or_default());
    Some(DocumentNumber { serial, year: citation.code_year, symbol }.to_string())
}

/// The edges that a text states. In a document only those of other bodies, and the document acted on gets the relation
/// with its actor.
pub(super) fn edges(text: &Text, home: &Home, places: &mut [Place], role: Role) -> Vec<Stated> {
    let mut edges: Vec<Stated> = Vec::new();
    let report = role == Role::Report;
    for at in 0..places.len() {
        let Some(place) = places.get(at) else { continue };
        if place.number.is_none() {
            continue;
        }
        let from = place.span;
        let range = sentence::around(text.as_str(), place.span.start..place.span.end);
        let span = text.trim(Span { start: range.start, end: range.end });
        let next = places.get(at + 1).map_or(range.end, |next| next.span.start);
        let done = text.as_str().get(place.end()..next).is_some_and(|lead| ISSUED.is_match(lead));
        let issuer = place.organ.clone().filter(|organ| {
            // "chỉ đạo của X tại Kế hoạch B" tells where X orders, not that X has issued for another's sake.
            let at = text.as_str().get(organ.span.end..place.span.start).is_some_and(|verb| verb.contains("tại"));
            let before = organ.rule == "citation-issuer-before" && organ.span.end < place.span.start && !at;
            (before || done) && (report || !is_own(&organ.value, home))
        });
        let telling = place.type_name.as_ref().is_some_and(|found| TELLING.contains(&found.value.as_str()));
        if let Some(issuer) = issuer.filter(|_| !telling) {
            // "X đã ban hành B để triển khai A", "Thực hiện A, X đã ban hành B".
            let after = places.get(at + 1).filter(|next| next.span.end <= range.end && next.number.is_some()).and_then(
                |next| {
                    let lead = text.as_str().get(place.span.end..next.span.start)?;
                    let found = FOR.captures(lead).filter(|_| !NOT_FOR.is_match(lead))?;
                    let guides = found.name("guides").is_some() || found.name("guides2").is_some();
                    Some((at + 1, if guides { Relation::Guides } else { Relation::Implements }))
                },
            );
            let purpose = head(text.as_str(), place.end(), 48);
            let upper = after.or_else(|| {
                // "Sau khi có A, X ban hành B để thực hiện."
                let first =
                    places.iter().position(|first| first.span.start >= range.start).filter(|first| *first < at)?;
                PURPOSE.is_match(purpose).then_some((first, Relation::Implements))
            });
            let asks = NOT_FOR.is_match(head(text.as_str(), place.end(), 40));
            let upper = upper.or_else(|| {
                if asks {
                    return None;
                }
                let first = places.iter().position(|first| first.span.start >= range.start)?;
                let lead = text.as_str().get(range.start..places.get(first)?.span.start)?;
                let relation = relation::read(lead, "", Region::Preamble).first().map(|(relation, _)| *relation)?;
                (first < at && matches!(relation, Relation::Implements | Relation::Guides)).then_some((first, relation))
            });
            let Some((upper, relation)) = upper else { continue };
            let Some(target) = places.get_mut(upper) else { continue };
            if target.number.is_none() {
                continue;
            }
            if !report {
                target.relations.push(Found { value: relation, span, rule: "edge-to" });
                let name = agency::absolute(&issuer.value, home);
                target.actor.get_or_insert(Found { value: name, ..issuer });
            }
            edges.push(Stated { from: Ok(from), to: target.span, relation, sentence: span });
            continue;
        }
        let stated = place
            .relations
            .iter()
            .map(|found| found.value)
            .find(|one| matches!(one, Relation::Implements | Relation::Guides));
        let Some(relation) = stated.filter(|_| report) else { continue };
        let issued = places
            .iter()
            .skip(at + 1)
            .take_while(|next| next.span.end <= range.end)
            .any(|next| next.organ.as_ref().is_some_and(|organ| organ.rule == "citation-issuer-before"));
        if issued {
            continue;
        }
        let unit = acting(text.as_str(), place.span.end, range.end).or_else(|| {
            // A sentence that says no more than "Thực hiện Kế hoạch …." speaks for who acts in the next one.
            let next = text.as_str().floor_char_boundary(range.end + 400);
            whole(text.as_str(), place, range.end).then(|| acting(text.as_str(), range.end, next)).flatten()
        });
        if let Some(unit) = unit {
            edges.push(Stated { from: Err(unit), to: from, relation, sentence: span });
        }
    }
    edges
}

/// Whether a body is the one that speaks here.
fn is_own(body: &str, home: &Home) -> bool {
    home.organ.as_ref().is_some_and(|own| agency::same_body(&agency::absolute(body, home), own))
}

/// The body that acts in the main clause after a citation.
pub(super) fn acting(text: &str, from: usize, end: usize) -> Option<String> {
    let rest = text.get(from..end)?;
    rest.match_indices(", ").find_map(|(at, _)| {
        let start = from + at + 2;
        let body = issuer::phrase(text, start, end)?;
        ACTS.is_match(text.get(body.end..end)?).then(|| one_line(text.get(body).unwrap_or("")))
    })
}

/// Whether the sentence after a citation only tells its day, body and subject.
fn whole(text: &str, upper: &Place, end: usize) -> bool {
    text.get(upper.span.end..end).is_some_and(|rest| !rest.contains(", "))
}
