//! Claims that a unit has, or has not, issued an implementing document, and the days that cannot be.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};
use serde::Deserialize;

use super::Zones;
use super::actors;
use super::citations::{issuer, sentence};
use crate::agency::{self, Home};
use crate::date;
use crate::record::{Doubt, Edge, Evidence, Record, Relation, Reported, ReportedState, Role};
use crate::rules::{self, Rule, RuleId};
use crate::text::{Span, Text};
use crate::units::Register;

/// Rules of this file that are code.
pub const CODED: &[(RuleId, &str)] =
    &[("reported-edge", "\"Thực hiện A, X đã ban hành B\""), ("reported-as-of", "\"tính đến ngày D\"")];

#[derive(Debug, Deserialize)]
struct Row {
    state: ReportedState,
    before: bool,
}

static CUES: LazyLock<Vec<Rule<Row>>> = LazyLock::new(|| rules::table(include_str!("../rules/reported.toml")));
/// A sentence in which some cue may stand; cheaper than each pattern over the whole text.
static ANY: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(CUES.iter().map(|cue| cue.pattern.as_str())).expect("each compiled alone"));

/// What leads from a cue to the units after it.
static LIST_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    rules::regex(r"(?:(?:gồm(?: có)?| là| như)\s*:?|:|\()\s*(?:\d+ (?:đơn vị|cơ quan|địa phương)[^\p{Lu}]{0,12})?$")
});
/// What stands between units and the cue after them.
static BEFORE_CUE: LazyLock<Regex> =
    LazyLock::new(|| rules::regex(r"^(?:\s*\([^()]*\))?,?\s*(?:(?:đến nay|hiện nay|hiện|nay|vẫn|mới|cũng|là)\s*)*$"));
/// What stands between two units of one list.
static BETWEEN: LazyLock<Regex> =
    LazyLock::new(|| rules::regex(r"^(?:\s*\([^()]*\))?\s*(?:,|;|và|, và|; và|,\s*\n?)\s*$"));
/// What makes "X ban hành kế hoạch" a claim and not an order.
static COUNTED: LazyLock<Regex> =
    LazyLock::new(|| rules::regex(r"(?i)(?:mới có|đã có|chỉ có|mới chỉ có|mới)\s+(?:\d+ (?:đơn vị|cơ quan)\W{1,3})?$"));
static AS_OF: LazyLock<Regex> =
    LazyLock::new(|| rules::regex(r"(?i)(?:tính\s+)?đến\s+(?:hết\s+|thời điểm\s+|nay\s*\(\s*)*(?:ngày\s+)?$"));
static COUNTING: LazyLock<Regex> =
    LazyLock::new(|| rules::regex(r"(?i)tính\s+đến\s+(?:hết\s+|thời điểm\s+|cuối\s+)*(?:ngày\s+)?$"));
/// What makes a claim a condition: "Nếu X chưa ban hành", "trường hợp X ban hành".
static CONDITION: LazyLock<Regex> =
    LazyLock::new(|| rules::regex(r"(?i)(?:^|[^\p{L}])(?:nếu|trường hợp|giả sử|khi nào|đơn vị nào|cơ quan nào)\s"));
/// A plan to carry out what was ordered, said without its number.
static IMPLEMENTING: LazyLock<Regex> = LazyLock::new(|| {
    rules::regex(
        r"(?i)(?:văn bản|kế hoạch|chương trình)\s+(?:để\s+)?(?:triển khai|thực hiện)(?:\s+thực hiện)?(?:\s+(?:chỉ thị|kế hoạch|nghị quyết|quyết định|đề án|chương trình|công văn)(?:\s+(?:này|nêu trên|trên|của (?:ubnd|chủ tịch ubnd) tỉnh))?)?\s*(?:[,.:;(]|gồm|là\s|như\s|$)|(?:triển khai|thực hiện)\s+(?:chỉ thị|kế hoạch|nghị quyết|quyết định)(?:\s+(?:này|nêu trên|trên))?\s*[.,;:]|chưa\s+(?:ban hành|xây dựng|có)\s+(?:văn bản|kế hoạch)\s*(?:[,.:;(]|gồm|là\s|$)",
    )
});
/// What looks ahead: a day after the issue is no contradiction there.
static AHEAD: LazyLock<Regex> =
    LazyLock::new(|| rules::regex(r"(?i)phấn đấu|dự kiến|ước|mục tiêu|chỉ tiêu| sẽ |lộ trình|kế hoạch đến"));

/// A unit in a sentence, and the document that stands in parentheses after it.
struct Unit {
    range: Range<usize>,
    /// Its name, where a list left some of it out: "UBND thành phố Yên Bái, thị xã Nghĩa Lộ".
    name: Option<String>,
    code: Option<String>,
    /// Where that stands.
    issued: Option<Span>,
}

/// A place where a numbered document is cited.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mention {
    span: Span,
    code: String,
    issued_date: Option<String>,
    /// Which citation of the record it is.
    citation: usize,
}

impl Mention {
    fn directive(&self) -> Directive {
        Directive { code: self.code.clone(), citation: self.citation }
    }
}

/// What claims are about.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Directive {
    code: String,
    /// Which citation of the record it is.
    citation: usize,
}

/// What one sentence tells the next.
#[derive(Clone, Debug)]
struct Told {
    directive: Directive,
    /// The day up to which the claims hold.
    as_of: Option<String>,
}

pub(super) fn recognise(text: &Text, zones: &Zones, home: &Home, _units: &Register, record: &mut Record) {
    let mentions = mentions(record);
    edges(text, home, record);
    let whole = text.as_str();
    let mut done = zones.body.start;
    let mut directive: Option<(usize, Told)> = None;
    let main = main_directive(zones, &mentions);
    for at in memchr::memmem::find_iter(whole.as_bytes(), "ban hành")
        .chain(memchr::memmem::find_iter(whole.as_bytes(), "chưa có "))
        .collect::<std::collections::BTreeSet<usize>>()
    {
        if at < done {
            continue;
        }
        let range = sentence::around(whole, at..at);
        let (start, end) = (range.start.max(done), range.end);
        let Some(quoted) = whole.get(start..end) else { continue };
        done = end;
        if !ANY.is_match(quoted) {
            continue;
        }
        let near = directive.clone().filter(|(before, _)| start.saturating_sub(*before) < 600).map(|(_, told)| told);
        // "Kết quả thực hiện Chỉ thị số 10/CT-UBND": what such a report counts are the plans for that directive.
        let near = near.or_else(|| {
            main.clone().filter(|_| IMPLEMENTING.is_match(quoted)).map(|directive| Told { directive, as_of: None })
        });
        if let Some(told) = claims(text, start..end, &mentions, near, home, record) {
            directive = Some((end, told));
        }
    }
    as_of_doubts(text, &mentions, record);
}

/// The one directive that the title names.
fn main_directive(zones: &Zones, mentions: &[Mention]) -> Option<Directive> {
    let subjects = zones.title.iter().chain(&zones.left);
    let inside = |span: &Span| subjects.clone().any(|title| title.start <= span.start && span.end <= title.end);
    let mut named: Vec<Directive> =
        mentions.iter().filter(|mention| inside(&mention.span)).map(Mention::directive).collect();
    named.dedup();
    match named.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn mentions(record: &Record) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = record
        .citations
        .iter()
        .enumerate()
        .filter_map(|(at, citation)| {
            let number = crate::number::DocumentNumber {
                serial: citation.code_number.clone()?,
                year: citation.code_year,
                symbol: citation.code_notation.clone().unwrap_or_default(),
            };
            Some((at, citation, number.to_string()))
        })
        .flat_map(|(at, citation, code)| {
            let place = |one: &Evidence| Span { start: one.start, end: one.end };
            citation.mentions.iter().map(move |one| Mention {
                span: place(one),
                code: code.clone(),
                issued_date: citation.issued_date.clone(),
                citation: at,
            })
        })
        .collect();
    mentions.sort();
    mentions
}

/// Every edge "X đã ban hành B" to implement A is also a claim that X issued.
fn edges(text: &Text, home: &Home, record: &mut Record) {
    for (at, edge) in record.edges.clone().into_iter().enumerate() {
        let Some(evidence) = record.evidence.get(&format!("/edges/{at}")).cloned() else { continue };
        // "X phấn đấu thực hiện" says not yet that X has issued: a document must.
        let issued = edge.from_citation.and_then(|at| record.citations.get(at));
        let Some(unit) = issued.and_then(|one| one.organ_name.clone()) else { continue };
        let span = Span { start: evidence.start, end: evidence.end };
        let claim = Reported {
            unit: agency::body_of(&agency::absolute(&unit, home)),
            directive: Some(edge.to),
            directive_citation: edge.to_citation,
            state: ReportedState::Issued,
            issued_code: edge.from,
            as_of: None,
        };
        push(text, claim, span, "reported-edge", record);
    }
}

fn push(text: &Text, claim: Reported, span: Span, rule: &str, record: &mut Record) {
    let known = record.reported.iter().any(|one| {
        one.directive == claim.directive
            && one.directive_citation == claim.directive_citation
            && one.state == claim.state
            && one.issued_code == claim.issued_code
            && agency::body_key(&one.unit) == agency::body_key(&claim.unit)
    });
    if !known {
        record.evidence.insert(format!("/reported/{}", record.reported.len()), Evidence::new(text, span, rule));
        record.reported.push(claim);
    }
}

/// Reads the claims of one sentence, `near` the one before it; returns what they are about.
fn claims(
    text: &Text,
    range: Range<usize>,
    mentions: &[Mention],
    near: Option<Told>,
    home: &Home,
    record: &mut Record,
) -> Option<Told> {
    let whole = text.as_str();
    let quoted = whole.get(range.clone())?;
    let units = units(whole, range.clone(), mentions);
    let mut cues: Vec<(usize, usize, &Rule<Row>)> = CUES
        .iter()
        .flat_map(|cue| {
            cue.pattern
                .find_iter(quoted)
                .map(move |found| (range.start + found.start(), range.start + found.end(), cue))
        })
        .collect();
    // "đã ban hành" holds "ban hành": the longer cue stands.
    cues.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
    let mut last = 0;
    cues.retain(|(start, end, _)| {
        let kept = *start >= last;
        last = last.max(*end);
        kept
    });
    let inside: Vec<&Mention> =
        mentions.iter().filter(|one| range.start <= one.span.start && one.span.end <= range.end).collect();
    // Neither what a unit issued, in brackets behind it, nor what an edge of this sentence begins with.
    let is_own = |mention: &Mention| {
        let (span, at) = (mention.span, mention.citation);
        let acts = |edge: &Edge| {
            edge.from_citation == Some(at) && inside.iter().any(|one| edge.to_citation == Some(one.citation))
        };
        // "ban hành Kế hoạch số 52/KH-UBND": what follows the cue at once is what was issued.
        let follows = |(start, end, _): &(usize, usize, &Rule<Row>)| *start < span.start && span.start < *end;
        units.iter().any(|unit| unit.issued == Some(span))
            || cues.iter().any(follows)
            || record.edges.iter().any(|edge| edge.to_citation != Some(at) && acts(edge))
    };
    let said = inside.iter().find(|mention| !is_own(mention)).map(|mention| mention.directive());
    let as_of = as_of(whole, range.clone()).map(|(day, _)| day);
    let (directive, as_of) = match (said, near) {
        (Some(directive), _) => (directive, as_of),
        (None, near) => near.map(|near| (near.directive, as_of.or(near.as_of)))?,
    };
    let mut used = vec![false; units.len()];
    for (at, (start, end, cue)) in cues.iter().enumerate() {
        if whole.get(range.start..*start).is_some_and(|before| CONDITION.is_match(before)) {
            continue;
        }
        let next = cues.get(at + 1).map_or(range.end, |(next, ..)| *next);
        let after = units.iter().position(|unit| unit.range.start >= *end).filter(|&first| {
            units.get(first).is_some_and(|unit| {
                unit.range.start < next
                    && whole
                        .get(*end - 1..unit.range.start)
                        .or(whole.get(*end..unit.range.start))
                        .is_some_and(|between| LIST_AFTER.is_match(between))
            })
        });
        let listed: Vec<usize> = match after {
            Some(first) => {
                let mut run = run(whole, &units, first, range.end);
                // The last units of the run may be the subject of the next cue: "; Sở D chưa ban hành".
                if let Some((next, ..)) = cues.get(at + 1) {
                    let boundary = whole.get(*end..*next).and_then(|between| between.rfind("; ")).map(|at| *end + at);
                    let subject = run.last().and_then(|&last| units.get(last)).is_some_and(|unit| {
                        unit.range.end <= *next
                            && whole.get(unit.range.end..*next).is_some_and(|between| BEFORE_CUE.is_match(between))
                    });
                    if subject && let Some(boundary) = boundary {
                        run.retain(|&at| units.get(at).is_some_and(|unit| unit.range.start < boundary));
                    }
                }
                run
            }
            None => before(whole, &units, *start, &used, cue, range.start),
        };
        for at in listed {
            let (Some(unit), Some(used)) = (units.get(at), used.get_mut(at)) else { continue };
            if std::mem::replace(used, true) {
                continue;
            }
            // "X đã ban hành Kế hoạch số 52/KH-UBND": the document stands right after the cue.
            let named = inside.iter().find(|one| {
                let (span, other) = (one.span, one.citation != directive.citation);
                after.is_none() && span.start < *end && *end < span.end && other
            });
            let span = Span { start: unit.range.start, end: unit.range.end };
            let name = unit.name.clone().unwrap_or_else(|| super::citations::one_line(text.quote(span)));
            let claim = Reported {
                unit: agency::body_of(&agency::absolute(&name, home)),
                directive: Some(directive.code.clone()),
                directive_citation: Some(directive.citation),
                state: cue.data.state,
                issued_code: unit
                    .code
                    .clone()
                    .or(named.map(|named| named.code.clone()))
                    .filter(|_| cue.data.state == ReportedState::Issued),
                as_of: as_of.clone(),
            };
            let sentence = text.trim(Span { start: range.start, end: range.end });
            // A number beside the unit is the document that it issued for the directive.
            if let (Some(code), true) = (&claim.issued_code, unit.code.is_some()) {
                let edge = Edge {
                    from: Some(code.clone()),
                    from_unit: None,
                    to: directive.code.clone(),
                    from_citation: unit.issued.and_then(|issued| cited_at(mentions, issued)),
                    to_citation: Some(directive.citation),
                    relation: Relation::Implements,
                };
                if !record.edges.contains(&edge) {
                    record.evidence.insert(
                        format!("/edges/{}", record.edges.len()),
                        Evidence::new(text, sentence, "edge-sentence"),
                    );
                    record.edges.push(edge);
                }
            }
            push(text, claim, sentence, rule_id(cue), record);
        }
    }
    Some(Told { directive, as_of })
}

/// Which citation of the record is named there.
fn cited_at(mentions: &[Mention], place: Span) -> Option<usize> {
    mentions.iter().find(|mention| mention.span == place).map(|mention| mention.citation)
}

fn rule_id(cue: &Rule<Row>) -> &str {
    &cue.id
}

/// The units of a list that ends right before a cue.
fn before(whole: &str, units: &[Unit], cue_start: usize, used: &[bool], cue: &Rule<Row>, from: usize) -> Vec<usize> {
    let Some(last) = units.iter().rposition(|unit| unit.range.end <= cue_start) else { return Vec::new() };
    let adjacent = units
        .get(last)
        .is_some_and(|unit| whole.get(unit.range.end..cue_start).is_some_and(|between| BEFORE_CUE.is_match(between)));
    if !adjacent {
        return Vec::new();
    }
    let mut first = last;
    while first > 0
        && !used.get(first - 1).copied().unwrap_or(true)
        && let (Some(one), Some(two)) = (units.get(first - 1), units.get(first))
        && whole.get(one.range.end..two.range.start).is_some_and(|between| BETWEEN.is_match(between))
    {
        first -= 1;
    }
    let lead = units.get(first).and_then(|unit| whole.get(from..unit.range.start)).unwrap_or("");
    if cue.data.before || COUNTED.is_match(lead) { (first..=last).collect() } else { Vec::new() }
}

/// The consecutive units from `first` on.
fn run(whole: &str, units: &[Unit], first: usize, end: usize) -> Vec<usize> {
    let mut run = vec![first];
    while let (Some(one), Some(two)) = (units.get(first + run.len() - 1), units.get(first + run.len())) {
        if two.range.start > end
            || !whole.get(one.range.end..two.range.start).is_some_and(|between| BETWEEN.is_match(between))
        {
            break;
        }
        run.push(first + run.len());
    }
    run
}

/// The bodies that a sentence names, but those whose something it is ("của UBND tỉnh").
fn units(whole: &str, range: Range<usize>, mentions: &[Mention]) -> Vec<Unit> {
    let mut found: Vec<Unit> = Vec::new();
    let mut fresh = true;
    let mut at = range.start;
    while at < range.end {
        let Some(c) = whole.get(at..range.end).and_then(|rest| rest.chars().next()) else { break };
        if fresh
            && c.is_uppercase()
            && let Some(body) = issuer::phrase(whole, at, range.end)
        {
            let before = whole.get(range.start..at).unwrap_or("").trim_end();
            let genitive = before.ends_with("của") || before.ends_with("cho") || before.ends_with("gửi");
            let place = mentions.iter().any(|one| one.span.start <= at && at < one.span.end);
            let next = body.end;
            if !genitive
                && !place
                && let Some(end) = elided(whole, at, range.end, &mut found)
            {
                at = end;
                fresh = false;
                continue;
            }
            if !genitive && !place && !agency::is_group(whole.get(body.clone()).unwrap_or("")) {
                let after = whole.get(next..range.end).unwrap_or("");
                let parenthesis = after
                    .trim_start()
                    .strip_prefix('(')
                    .and_then(|rest| rest.find(')'))
                    .map(|length| next + length + 3);
                let issued = parenthesis
                    .and_then(|end| mentions.iter().find(|one| next <= one.span.start && one.span.end <= end));
                found.push(Unit {
                    range: body,
                    name: None,
                    code: issued.map(|issued| issued.code.clone()),
                    issued: issued.map(|issued| issued.span),
                });
            }
            at = next;
            fresh = false;
            continue;
        }
        fresh = matches!(c, ' ' | '\n' | '(' | ',' | ';' | ':' | '“' | '"' | '-');
        at += c.len_utf8();
    }
    found
}

/// The members of the list at `at`, where one leaves out what the first one says: where they end.
fn elided(whole: &str, at: usize, limit: usize, found: &mut Vec<Unit>) -> Option<usize> {
    let list = actors::list(whole.get(..limit)?, at)?;
    let quoted = |unit: &actors::Unit| whole.get(unit.range.clone()).is_some_and(|quoted| quoted == unit.name);
    if list.units.len() < 2
        || list.units.iter().all(quoted)
        || list.units.iter().any(|unit| agency::is_group(&unit.name))
    {
        return None;
    }
    let members = list.units.into_iter();
    found.extend(members.map(|unit| Unit { range: unit.range, name: Some(unit.name), code: None, issued: None }));
    Some(list.end)
}

/// "tính đến ngày 30/9/2023" in a sentence.
fn as_of(whole: &str, range: Range<usize>) -> Option<(String, Span)> {
    let quoted = whole.get(range.clone())?;
    date::dates(quoted).find_map(|day| {
        let before = quoted.get(..day.range.start)?;
        let value = day.date()?.to_string();
        let span = Span { start: range.start + day.range.start, end: range.start + day.range.end };
        AS_OF.is_match(before).then_some((value, span))
    })
}

/// "Tính đến D" in a document that was issued before D, or in the letter that a page reports.
fn as_of_doubts(text: &Text, mentions: &[Mention], record: &mut Record) {
    let whole = text.as_str();
    let issued = record.document.as_ref().and_then(|header| header.issued_date.clone()).filter(|day| day.len() == 10);
    let finder = memchr::memmem::Finder::new("ính đến");
    for at in finder.find_iter(whole.as_bytes()) {
        let start = whole.floor_char_boundary(at.saturating_sub(1));
        let end = whole.floor_char_boundary(at + 120);
        let Some(window) = whole.get(start..end) else { continue };
        let Some(day) = date::dates(window).next() else { continue };
        if !window.get(..day.range.start).is_some_and(|before| COUNTING.is_match(before)) {
            continue;
        }
        let Some(value) = day.date().map(|day| day.to_string()) else { continue };
        let range = sentence::around(whole, start..start + day.range.end);
        let said = match record.role {
            // On a news page: the day of the letter that the sentence tells about, the last one before.
            Role::Report => mentions
                .iter()
                .filter(|one| range.start <= one.span.start && one.span.end <= start)
                .filter_map(|one| one.issued_date.clone())
                .next_back(),
            _ => issued.clone(),
        };
        let ahead = whole.get(range.clone()).is_some_and(|sentence| AHEAD.is_match(sentence));
        if let Some(said) = said.filter(|said| said.len() == 10 && value > *said && !ahead) {
            let span = Span { start: start + day.range.start, end: start + day.range.end };
            record.doubts.push(Doubt {
                kind: "as_of_after_issue".to_owned(),
                text: format!("số liệu tính đến {value}, sau ngày ban hành {said}"),
                evidence: Some(Evidence::new(text, span, "reported-as-of")),
            });
        }
    }
}

#[cfg(test)]
mod tests;
