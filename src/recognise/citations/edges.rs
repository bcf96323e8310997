//! Relations that a page states between two other documents: "Thực hiện Kế hoạch A …, UBND huyện X đã ban hành kế hoạch B".

use std::sync::LazyLock;

use regex::Regex;

use super::place::{Place, one_line};
use super::{issuer, sentence};
use crate::agency::{self, Home};
use crate::record::{Edge, Evidence, Record, Relation, Role};
use crate::text::{Span, Text};

/// After the body that acts.
static ACTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\s*(?:đã|sẽ|vừa|tiếp tục|phấn đấu|tổ chức|xây dựng|ban hành|triển khai|thực hiện|yêu cầu|đề nghị|chỉ đạo)\b",
    )
    .expect("a constant pattern")
});

/// The edges that a text states, and their evidence in the record. In a document only those of other bodies.
pub(super) fn edges(text: &Text, home: &Home, places: &[Place], record: &mut Record) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    let report = record.role == Role::Report;
    for (at, upper) in places.iter().enumerate() {
        let Some(relation) = upper.relations.iter().map(|found| found.value).find(|one| {
            matches!(
                one,
                Relation::Implements | Relation::Guides | Relation::RepliesTo | Relation::Replaces | Relation::Amends
            )
        }) else {
            continue;
        };
        let Some(to) = upper.number.as_ref().map(|found| found.value.to_string()) else { continue };
        let range = sentence::around(text.as_str(), upper.span.start..upper.span.end);
        let span = text.trim(Span { start: range.start, end: range.end });
        let lower = places.iter().skip(at + 1).take_while(|place| place.span.end <= range.end).find(|place| {
            place.number.is_some()
                && place.organ.as_ref().is_some_and(|organ| {
                    organ.rule == "citation-issuer-before" && (report || !is_own(&organ.value, home))
                })
        });
        let (from, from_unit) = match lower {
            Some(lower) => (lower.number.as_ref().map(|found| found.value.to_string()), None),
            None if !report => continue,
            None => {
                let Some(unit) = acting(text.as_str(), upper.span.end, range.end).or_else(|| {
                    // A sentence that says no more than "Thực hiện Kế hoạch …." speaks for who acts in the next one.
                    let next = text.as_str().floor_char_boundary(range.end + 400);
                    whole(text.as_str(), upper, range.end).then(|| acting(text.as_str(), range.end, next)).flatten()
                }) else {
                    continue;
                };
                (None, Some(unit))
            }
        };
        let edge = Edge { from, from_unit, to, relation };
        if !edges.contains(&edge) && edge.from.as_ref() != Some(&edge.to) {
            record.evidence.insert(format!("/edges/{}", edges.len()), Evidence::new(text, span, "edge-sentence"));
            edges.push(edge);
        }
    }
    edges
}

/// Whether a body is the one that speaks here.
fn is_own(body: &str, home: &Home) -> bool {
    home.organ.as_ref().is_some_and(|own| agency::same_body(&agency::absolute(body, home), own))
}

/// The body that acts in the main clause after a citation.
fn acting(text: &str, from: usize, end: usize) -> Option<String> {
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
