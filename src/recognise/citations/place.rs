//! Chỗ viện dẫn: one place in a text where a document is cited, with the day and the body that stand with it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::anchor::{self, Anchor};
use super::relation::{self, Region};
use super::{edges, sentence, surroundings};
use crate::agency;
use crate::number::{DocumentNumber, TypeWord};
use crate::recognise::Found;
use crate::record::Relation;
use crate::rules::{RuleId, regex};
use crate::text::Span;

/// Rules of this file that are code.
pub const CODED: &[(RuleId, &str)] = &[
    ("citation-number", "số, ký hiệu in running text"),
    ("citation-bare", "a number without symbol after the word for its type"),
    ("citation-law", "luật, bộ luật, pháp lệnh by name"),
    ("citation-type", "the word for the type before the number"),
    ("citation-type-shared", "the type said once for a list"),
    ("citation-type-symbol", "the type that the symbol names"),
    ("citation-day", "the day after the number"),
    ("citation-day-before", "\"ngày D, X ban hành\" before the number"),
    ("citation-day-shared", "the day said once for two numbers of one symbol"),
    ("citation-issuer", "\"của X\" after the number"),
    ("citation-issuer-before", "\"X ban hành\", \"X tại\" before the type"),
    ("citation-issuer-bracket", "\"X (Kế hoạch số …)\": the body before the bracket"),
    ("citation-issuer-shared", "the body said once for a list"),
    ("citation-issuer-symbol", "the body that the symbol names"),
    ("citation-issuer-own", "the same body in the symbol as in this document's own"),
    ("citation-short", "\"Kế hoạch nêu trên\" for the one cited before"),
    ("citation-amended", "\"Nghị định này\" inside quoted new text is the amended one"),
    ("edge-to", "\"X đã ban hành B để triển khai A\""),
    ("edge-sentence", "a sentence that states a relation between two other documents"),
    ("citation-relation-shared", "the relation said once for a list"),
];

/// One place.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// From the word for the type to the last of number and name.
    pub(super) span: Span,
    pub(super) type_name: Option<Found<String>>,
    pub(super) number: Option<Found<DocumentNumber>>,
    pub(super) name: Option<Found<String>>,
    pub(super) day: Option<Found<String>>,
    pub(super) organ: Option<Found<String>>,
    /// In order of precedence, each with the words that say so.
    pub(super) relations: Vec<Found<Relation>>,
    /// In the title, or the subject, of the document that cites.
    pub(super) in_title: bool,
    /// Inside the title of the document cited before it.
    pub(super) nested: bool,
    /// The body that acts, where it is not the one that speaks.
    pub(super) actor: Option<Found<String>>,
    /// A day that no calendar has.
    pub(super) impossible: Option<Span>,
    pub(super) rule: RuleId,
}

/// Between the members of a list.
pub(super) static SIBLING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:^|[^\p{L}])(?:,|;|và|cùng|hoặc|và các|;\s*và)\s*(?:các\s+)?(?:(?:điều|khoản|điểm|chương|mục|phụ lục)\s[^;]*?(?:của\s+|ban hành kèm theo\s+)?)?(?:(?:(?-i:\p{Lu}\p{Ll}+)(?:\s\p{L}+){0,2}\s+)?s[ốô]\s*:?\s*)?$",
    )
});
/// The same with another body before its document: "tại Tờ trình A và của Giám đốc Sở Nội vụ tại Tờ trình B".
static AND_OF: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[\s,]*và\s+(?:(?:theo\s+)?đề nghị\s+)?của\s[^;,]{3,90}\stại\s*$"));
/// Words of a title that make the law after them its subject, not a citation.
static DETAIL: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)chi tiết|hướng dẫn|thi hành|sửa đổi"));
/// Words that say what a citation is about, and so begin its title.
static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^\)?[\s,]*(?:\(?(?:của|do|ngày)\s[^;]{2,90}?\s)?\(?(?:về|v/v|quy định|qui định|hướng dẫn|ban hành|phê duyệt|sửa đổi|bổ sung|thực hiện|triển khai|thi hành|đã được|được|công bố|đề nghị|giao|kết luận|góp ý|tăng cường|đẩy mạnh|thông qua)(?:[\s,]|$)",
    )
});
/// Right after a citation: what that document does with the next one.
static ENDED_BY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\s*(?:đã\s+)?(?:thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|sửa đổi|bổ sung|đính chính|gia hạn)[\s,]"));
/// What makes the next citation a later form of the one before, and so what that is too.
static CHANGED_BY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)được\s+(?:sửa đổi|bổ sung|thay thế|đính chính|công bố)[^;]*(?:theo|bởi|tại|bằng|theo quy định của|một số điều(?:\s+của)?)?\s*(?:các\s+|\p{L}+\s+\d+[a-z]?\s+)*$",
    )
});

impl Place {
    /// Where the citation ends with its day and body.
    pub(super) fn end(&self) -> usize {
        let after = [self.day.as_ref().map(|day| day.span), self.organ.as_ref().map(|organ| organ.span)];
        // What a list shares stands behind its later members.
        after
            .into_iter()
            .flatten()
            .filter(|span| span.start >= self.span.end)
            .map(|span| span.end)
            .fold(self.span.end, usize::max)
    }
}

/// What the place finder needs of a document.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a [TypeWord],
    /// Where citations are not looked for: recipients, signature, stamps.
    pub(super) closed: Vec<Span>,
    /// Title and subject.
    pub(super) titles: Vec<Span>,
    /// Where the letterhead ends; numbers in it without a type are the document's own.
    pub(super) letterhead: Option<Span>,
    /// New text of other documents, quoted from the beginning of a line on.
    pub(super) quotes: Vec<Span>,
    /// Where the first heading of the body stands.
    pub(super) preamble_end: usize,
}

impl Page<'_> {
    fn region(&self, at: usize) -> Region {
        if self.titles.iter().any(|title| title.start <= at && at < title.end) {
            Region::Title
        } else if at < self.preamble_end {
            Region::Preamble
        } else {
            Region::Rest
        }
    }

    pub(super) fn is_closed(&self, at: usize) -> bool {
        self.closed.iter().any(|zone| zone.start <= at && at < zone.end)
    }
}

/// Every place where `page` cites a document by number or name, in reading order.
pub(super) fn places(page: &Page<'_>, numbers: Vec<(Range<usize>, DocumentNumber)>) -> Vec<Place> {
    let anchors = anchor::anchors(page, numbers);
    let mut places: Vec<Place> = Vec::with_capacity(anchors.len());
    let mut sentence = 0..0;
    for (at, anchor) in anchors.iter().enumerate() {
        if !(sentence.start <= anchor.span.start && anchor.span.end <= sentence.end) {
            sentence = sentence::around(page.text, anchor.span.start..anchor.span.end);
        }
        let next = anchors.get(at + 1).map_or(page.text.len(), |next| next.span.start);
        let same = places.iter().rev().take_while(|place| place.span.end > sentence.start).count();
        let earlier = places.get(places.len() - same..).unwrap_or(&[]);
        let place = read(page, anchor, &sentence, earlier, next);
        places.push(place);
    }
    surroundings::share_day_and_body(page, &mut places);
    places
}

/// Reads the surroundings of an anchor; `earlier` are the places before it in its sentence.
fn read(page: &Page<'_>, anchor: &Anchor, sentence: &Range<usize>, earlier: &[Place], next: usize) -> Place {
    let text = page.text;
    // After a law in the title of another document comes the next member of the list, not of the title.
    let previous = earlier.last().map(|last| {
        let outer = earlier.iter().rev().find(|place| !place.nested).filter(|_| anchor.number.is_some());
        // "Thực hiện Nghị quyết A thi hành Chỉ thị B; Kế hoạch C": C goes on with A.
        let resumes = || text.get(last.end()..anchor.span.start).is_some_and(|lead| lead.starts_with(';'));
        outer.filter(|_| last.nested && (last.number.is_none() || resumes())).unwrap_or(last)
    });
    let before = earlier.last().map_or(sentence.start, Place::end).min(anchor.span.start);
    let found = |value: String, range: Range<usize>, rule: RuleId| Found {
        value,
        span: Span { start: range.start, end: range.end },
        rule,
    };
    let number = anchor.number.as_ref().map(|(range, number)| Found {
        value: number.clone(),
        span: Span { start: range.start, end: range.end },
        rule: if number.symbol.is_empty() { "citation-bare" } else { "citation-number" },
    });
    let lead = text.get(before..anchor.span.start).unwrap_or("");
    let sibling = previous.is_some()
        && (SIBLING.is_match(tail_of(lead, 120))
            || lead.trim().is_empty()
            || anchor::is_lead(lead)
            || AND_OF.is_match(tail_of(lead, 120)));
    let type_name = type_name(anchor, previous.filter(|_| sibling), found);
    let name = anchor.law.as_ref().map(|law| {
        let written = text.get(law.span.start..law.span.end).unwrap_or("");
        let name = one_line(written);
        let first = anchor.word.as_ref().map_or(0, |word| word.range.len()).min(name.len());
        let rest = name.get(first..).unwrap_or("").trim_start_matches([' ', ',']).to_owned();
        let year = rest.rfind(" năm ").and_then(|at| rest.get(at..)).unwrap_or("");
        let rest = law.spelled.map(|known| format!("{}{year}", capitalised(known))).unwrap_or(rest);
        found(format!("{} {rest}", law.type_name), law.span.start..law.span.end, "citation-law")
    });

    // The words after: up to the next citation, the end of the sentence, or a semicolon.
    let tail_end = next.min(sentence.end.max(anchor.span.end));
    let tail = text.get(anchor.span.end..tail_end).unwrap_or("");
    let tail = tail.get(..tail.find(';').unwrap_or(tail.len())).unwrap_or("");
    let limit = anchor.span.end + tail.len();
    let after = surroundings::after(text, anchor.span.end, limit);
    let ahead = surroundings::before(text, lead);
    let day = after.day.clone().or(ahead.day);
    // "của Chính phủ (Quyết định số 51/2004/QĐ-TTg)": the symbol knows better.
    let implied = || number.as_ref().and_then(|found| agency::implied_by_symbol(&found.value.symbol));
    let before_it = ahead.organ.filter(|_| implied().is_none());
    let organ = after.organ.clone().or(before_it).or_else(|| {
        // "Giám đốc Sở X tại Tờ trình A và Báo cáo B": the body stands before the whole list.
        let shared = previous.filter(|_| sibling).and_then(|previous| previous.organ.as_ref());
        let shared =
            shared.filter(|organ| organ.span.start < before && organ.rule.starts_with("citation-issuer-before"));
        shared.map(|organ| Found { rule: "citation-issuer-before", ..organ.clone() })
    });

    let outer = earlier.iter().rev().find(|place| !place.nested);
    let shared = |place: &Place| -> Vec<Found<Relation>> {
        place.relations.iter().map(|found| Found { rule: "citation-relation-shared", ..found.clone() }).collect()
    };
    let region = page.region(anchor.span.start);
    let mut relations: Vec<Found<Relation>>;
    let mut nested = false;
    let clause = lead.get(lead.rfind("; ").map_or(0, |at| at + 2)..).unwrap_or("");
    let whole_after = text.get(anchor.span.end..sentence.end.max(anchor.span.end)).unwrap_or("");
    let span = Span { start: before + (lead.len() - clause.len()), end: anchor.span.start };
    let own: Vec<Found<Relation>> = relation::read(clause, if previous.is_none() { whole_after } else { "" }, region)
        .into_iter()
        .map(|(value, rule)| Found { value, span: if span.is_empty() { anchor.span } else { span }, rule })
        .collect();
    match previous {
        // After a semicolon the list goes on whose last member may have named others in its title.
        Some(_) if !sibling && own.is_empty() && lead.contains(';') && outer.is_some_and(carries) => {
            relations = outer.map(shared).unwrap_or_default();
        }
        // "Xét Tờ trình A về việc sửa đổi Nghị quyết B và Tờ trình C": C stands beside A.
        Some(previous)
            if sibling && previous.nested && outer.is_some_and(|outer| beside(outer, previous, &type_name)) =>
        {
            relations = outer.map(shared).unwrap_or_default();
        }
        Some(previous) if sibling => {
            nested = previous.nested && name.is_some() && number.is_none();
            relations = shared(previous);
            if relations.is_empty() {
                relations = own;
            }
        }
        Some(previous) if ABOUT.is_match(head(lead, 160)) && clause.len() == lead.len() => {
            nested = true;
            // "Căn cứ Luật A, được sửa đổi theo Luật B": both are grounds. "Căn cứ Chương trình A thực hiện B": A alone.
            let grounds = previous.relations.iter().filter(|found| found.value == Relation::LegalBasis);
            let grounds = grounds.filter(|_| CHANGED_BY.is_match(lead));
            relations = grounds.map(|found| Found { rule: "citation-relation-shared", ..found.clone() }).collect();
        }
        // "Thực hiện các văn bản của ngành; Công điện A": what opens the list holds for each of its members.
        None if own.is_empty() && region == Region::Preamble && lead.contains("; ") => {
            let opening = lead.split("; ").next().unwrap_or("");
            let carried = relation::read(opening, "", region).into_iter();
            let carried = carried.filter(|(one, _)| matches!(one, Relation::Implements | Relation::LegalBasis));
            let start = before + opening.len() - opening.trim_start().len();
            let span = Span { start, end: before + opening.len() };
            relations = carried.map(|(value, rule)| Found { value, span, rule }).collect();
        }
        _ => relations = own,
    }
    // "Xét Tờ trình A của B; Báo cáo thẩm tra C của D": who examines a draft proposes nothing.
    let examines = ["áo cáo thẩm tra", "áo cáo giải trình"];
    let words = text.get(before..anchor.span.end).unwrap_or("");
    if examines.iter().any(|word| words.contains(word)) {
        for found in relations.iter_mut().filter(|found| found.value == Relation::ProposedBy) {
            found.value = Relation::LegalBasis;
        }
    }
    // "Thực hiện Kế hoạch A, Sở B triển khai …" says it anywhere.
    if relations.is_empty()
        && !nested
        && region == Region::Rest
        && number.is_some()
        && edges::acting(text, anchor.span.end, sentence.end).is_some()
    {
        let cues = relation::read(clause, "", Region::Preamble).into_iter();
        let cues = cues.filter(|(one, _)| *one == Relation::Implements);
        relations = cues.map(|(value, rule)| Found { value, span, rule }).collect();
    }
    nested |= region == Region::Title && number.is_none() && DETAIL.is_match(lead);
    if relations.is_empty() && previous.is_none() {
        relations = heading(page, anchor.span.start, sentence.start);
    }
    // "Kế hoạch A thay thế Kế hoạch B": A does, not this document.
    if previous.is_some_and(|previous| !sibling && !carries(previous)) && ENDED_BY.is_match(lead) {
        relations.retain(|found| !matches!(found.value, Relation::Amends | Relation::Replaces | Relation::Repeals));
    }
    // What is quoted as the new text of another document says nothing of what this one does.
    let quotes = page.quotes.partition_point(|quote| quote.end <= anchor.span.start);
    if page.quotes.get(quotes).is_some_and(|quote| quote.start < anchor.span.start) {
        relations.clear();
    }
    Place {
        span: anchor.span,
        type_name,
        number,
        name,
        day,
        organ,
        relations,
        in_title: region == Region::Title,
        nested,
        actor: None,
        impossible: after.impossible,
        rule: if anchor.number.is_some() { "citation-number" } else { "citation-law" },
    }
}

/// Whether what was said of a citation holds for the next after a semicolon too.
fn carries(previous: &Place) -> bool {
    previous.relations.first().is_some_and(|first| {
        matches!(
            first.value,
            Relation::Amends
                | Relation::Replaces
                | Relation::Repeals
                | Relation::ProposedBy
                | Relation::Reminds
                | Relation::LegalBasis
        )
    })
}

/// Whether a citation is of the type of the proposal cited before, and not of that which its title names.
fn beside(outer: &Place, previous: &Place, type_name: &Option<Found<String>>) -> bool {
    let is_type = |place: &Place| {
        place.type_name.as_ref().zip(type_name.as_ref()).is_some_and(|(one, other)| one.value == other.value)
    };
    let proposes = outer.relations.first().is_some_and(|found| found.value == Relation::ProposedBy);
    proposes && is_type(outer) && !is_type(previous)
}

/// The relation that the line above a list of items says: "Bãi bỏ các văn bản sau đây:".
fn heading(page: &Page<'_>, at: usize, sentence: usize) -> Vec<Found<Relation>> {
    let text = page.text;
    let mut end = sentence.min(at);
    for _ in 0..24 {
        let Some(above) = text.get(..end).map(str::trim_end) else { return Vec::new() };
        let start = above.rfind(['\n', '\t']).map_or(0, |at| at + 1);
        let line = above.get(start..).unwrap_or("");
        if line.ends_with(':') {
            // Its last sentence announces the list: "Căn cứ kết quả kiểm tra. Chủ tịch yêu cầu thực hiện các nội dung sau:".
            let start = start + line.rfind(". ").map_or(0, |at| at + 2);
            let line = above.get(start..).unwrap_or("");
            let relations = relation::read(line, "", Region::Rest).into_iter().filter(|(relation, _)| {
                matches!(relation, Relation::Amends | Relation::Replaces | Relation::Repeals | Relation::LegalBasis)
            });
            let span = Span { start, end: start + line.len() };
            return relations.map(|(value, rule)| Found { value, span, rule }).collect();
        }
        let item = line.trim_start();
        let is_item = item.starts_with(['-', '+'])
            || item.get(..item.find(')').unwrap_or(0)).is_some_and(|mark| (1..=3).contains(&mark.len()));
        if !is_item || start == 0 {
            return Vec::new();
        }
        end = start;
    }
    Vec::new()
}

/// The type: said, shared by a list, or named by the symbol.
fn type_name(
    anchor: &Anchor,
    head: Option<&Place>,
    found: impl Fn(String, Range<usize>, RuleId) -> Found<String>,
) -> Option<Found<String>> {
    if let Some(word) = &anchor.word {
        let name = anchor.law.as_ref().map_or(word.kind.name.as_str(), |law| law.type_name);
        return Some(found(name.to_owned(), word.range.clone(), "citation-type"));
    }
    let (range, number) = anchor.number.as_ref()?;
    let said = number.type_name();
    let same_symbol = head.and_then(|head| head.number.as_ref()).is_some_and(|head| head.value.symbol == number.symbol);
    if let Some(shared) = head.and_then(|head| head.type_name.as_ref())
        && (same_symbol || said.is_none_or(|said| said == shared.value || shared.value.starts_with(said)))
    {
        return Some(Found { rule: "citation-type-shared", ..shared.clone() });
    }
    let name = said.unwrap_or("Công văn");
    Some(found(name.to_owned(), range.clone(), "citation-type-symbol"))
}

/// With a capital in front.
pub(super) fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// At most `length` bytes from the front.
fn head(text: &str, length: usize) -> &str {
    text.get(..text.floor_char_boundary(length)).unwrap_or(text)
}

/// At most `length` bytes from the back.
fn tail_of(text: &str, length: usize) -> &str {
    text.get(text.floor_char_boundary(text.len().saturating_sub(length))..).unwrap_or(text)
}

/// A phrase on one line, one space between words.
pub(in crate::recognise) fn one_line(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}
