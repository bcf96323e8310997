//! The day and the body that stand with a citation: after it, before it, or once for a list.

use std::sync::LazyLock;

use regex::Regex;

use super::issuer;
use super::place::{Page, Place, SIBLING, capitalised, one_line};
use crate::date;
use crate::number;
use crate::recognise::Found;
use crate::rules::regex;
use crate::text::Span;

static DAY_LEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[\s,]*\(?(?:(?:được\s+)?(?:ký|lập|ban hành|thông qua)\s+)?(?:vào\s+|cùng\s+)?(?<at>(?i:ngày|tháng)[\s.…\d]|\d{1,2}/\d{1,2}/\d{4})",
    )
});
static ISSUER_LEAD: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\)?[\s,]*\(?(?i:(?:của[ \n]*|(?<by>do)[ \n]+)(?:đồng chí\s+)?)"));
/// After "do X": X has issued it. "Điều 93 do UBND cấp xã thực hiện" says no such thing.
static BY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[\s,]*(?:đã\s+)?(?:ký|ban hành|cấp|phê duyệt|thông qua|công bố)"));
/// "X đã ban hành", "X có", "X tại" at the end of the words before a type.
static ISSUED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\s(?:(?:cũng\s+)?(?:đã\s+|vừa\s+)?(?:(?:kịp thời|chủ động|khẩn trương|nhanh chóng|sớm)\s+)?(?:xây dựng(?:\s+và|,)\s+)?(?:ký\s+)?(?:ban hành|có|ra|ký|gửi|phát hành)(?:\s+các)?|đã\s+xây dựng|(?:(?:có\s+ý kiến|chỉ đạo|báo cáo|giao|phê duyệt|thông qua|chấp thuận|ban hành|quy định|công bố|yêu cầu|đề nghị|cho phép|thống nhất|ủy quyền)\s+)?tại(?:\s+các)?)\s*$",
    )
});
#[derive(Default)]
pub(super) struct Surroundings {
    pub(super) day: Option<Found<String>>,
    pub(super) organ: Option<Found<String>>,
    pub(super) impossible: Option<Span>,
}

/// "ngày 05/8/2023 của Chủ tịch UBND tỉnh", in either order, from `start` on.
pub(super) fn after(text: &str, start: usize, limit: usize) -> Surroundings {
    let mut found = Surroundings::default();
    let mut at = start;
    for _ in 0..2 {
        // Short windows: a pattern's cost grows with what it may look at.
        let rest = text.get(at..limit.min(text.floor_char_boundary(at + 64))).unwrap_or("");
        if found.day.is_none()
            && found.impossible.is_none()
            && let Some(lead) = DAY_LEAD.captures(rest).and_then(|lead| lead.name("at"))
        {
            let word = at + lead.start();
            if let Some(date) = date::date_at(text, word).filter(|date| date.range.end <= limit) {
                let span = Span { start: date.range.start, end: date.range.end };
                match date.iso() {
                    Some(value) => found.day = Some(Found { value, span, rule: "citation-day" }),
                    None if date.year.is_some() => found.impossible = Some(span),
                    None => {}
                }
                at = date.range.end;
                continue;
            }
        }
        if found.organ.is_none()
            && let Some(lead) = ISSUER_LEAD.captures(rest)
            && let Some(body) = issuer::phrase_of(text, at + lead.get(0).map_or(0, |lead| lead.end()), limit)
            && (lead.name("by").is_none() || text.get(body.end..limit).is_some_and(|rest| BY.is_match(rest)))
        {
            let value = capitalised(&one_line(text.get(body.clone()).unwrap_or("")));
            at = body.end;
            found.organ =
                Some(Found { value, span: Span { start: body.start, end: body.end }, rule: "citation-issuer" });
        }
    }
    found
}

/// "ngày 26/9/2023 Giám đốc Sở Nội vụ ban hành", "UBND tỉnh tại" before the type.
pub(super) fn before(text: &str, lead: &str) -> Surroundings {
    let mut found = Surroundings::default();
    let lead = lead.get(lead.floor_char_boundary(lead.len().saturating_sub(260))..).unwrap_or("");
    let base = lead.as_ptr() as usize - text.as_ptr() as usize;
    if let Some(before) = lead.trim_end().strip_suffix('(') {
        // "Sở Tư pháp báo cáo (Báo cáo số 402/BC-STP)": who reports.
        let before = before.trim_end();
        let acts = [" báo cáo", " đề nghị", " đề xuất", " kiến nghị", " tham mưu", " trình", " có ý kiến"];
        let before = acts.iter().find_map(|acts| before.strip_suffix(acts)).unwrap_or(before);
        found.organ = issuer::ending(before).map(|body| Found {
            value: one_line(before.get(body.clone()).unwrap_or("")),
            span: Span { start: base + body.start, end: base + body.end },
            rule: "citation-issuer-bracket",
        });
        return found;
    }
    let Some(verb) = ISSUED.find(lead) else { return found };
    let before = lead.get(..verb.start()).unwrap_or("");
    let Some(body) = issuer::ending(before) else { return found };
    let value = one_line(before.get(body.clone()).unwrap_or(""));
    let span = Span { start: base + body.start, end: base + body.end };
    found.organ = Some(Found { value, span, rule: "citation-issuer-before" });
    if !verb.as_str().contains("tại") {
        let head = before.get(..body.start).unwrap_or("");
        if let Some(date) = date::dates(head).last().filter(|date| {
            date.worded && head.get(date.range.end..).is_some_and(|rest| rest.trim_matches([' ', ',', '\n']).is_empty())
        }) && let Some(value) = date.iso()
        {
            let span = Span { start: base + date.range.start, end: base + date.range.end };
            found.day = Some(Found { value, span, rule: "citation-day-before" });
        }
    }
    found
}

/// What stands once for a list: the body after its last member is that of all ("Quyết định số 193/2001/QĐ-TTg ngày …,
/// Quyết định số 115/2004/QĐ-TTg ngày … của Thủ tướng Chính phủ").
pub(super) fn share_day_and_body(page: &Page<'_>, places: &mut [Place]) {
    for at in (1..places.len()).rev() {
        let (head, tail) = places.split_at_mut(at);
        let (Some(one), Some(next)) = (head.last_mut(), tail.first()) else { continue };
        let between = page.text.get(one.span.end..next.span.start).unwrap_or("");
        let joined = between.len() < 60
            && SIBLING.is_match(between)
            && (!between.contains(';') || between.trim() == ";")
            && one.number.is_some()
            && one.name.is_none();
        let same_kind = one.number.as_ref().zip(next.number.as_ref()).is_some_and(|(one, next)| {
            let (one, next) = (&one.value.symbol, &next.value.symbol);
            // Of letters the body stands first: "1201/UBND-KT và 1202/UBND-TH".
            let letters = one.split('-').next() == next.split('-').next() && number::type_of_symbol(one).is_none();
            // Of TW and TU several bodies speak.
            let central = matches!(last_token(one), "TW" | "TU") && one != next;
            letters || last_token(one) == last_token(next) && !central
        });
        let day = next.day.as_ref().filter(|day| day.span.start >= next.span.end);
        // "Kế hoạch A, Công văn B cùng ngày D của X": said of both.
        let both = joined
            && day.is_some_and(|day| {
                page.text.get(next.span.end..day.span.start).is_some_and(|words| words.contains("cùng"))
            });
        if (joined && same_kind || both)
            && one.organ.is_none()
            && let Some(organ) = &next.organ
            && organ.rule != "citation-issuer-before"
        {
            one.organ = Some(Found { rule: "citation-issuer-shared", ..organ.clone() });
        }
        // "1205-TC/CĐKT và 1206-TC/CĐKT ngày 14-12-1994": one symbol, one day.
        // "số 10, 11, 12/2025/QĐ-UBND ngày 20/6/2025": the symbol is said once, and so is the day.
        let bare = one.number.as_ref().is_some_and(|number| {
            page.text.get(number.span.start..number.span.end).is_some_and(|quoted| !quoted.contains(['/', '-']))
        });
        let said_once = next.type_name.as_ref().is_none_or(|said| said.rule != "citation-type")
            && one.number.as_ref().zip(next.number.as_ref()).is_some_and(|(a, b)| bare || a.value.year == b.value.year);
        if both && one.day.is_none() && one.impossible.is_none() {
            one.day = day.map(|day| Found { rule: "citation-day-shared", ..day.clone() });
        }
        // "Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW ngày 12/12/2013": one after the other.
        let in_turn = joined && between.trim_start().starts_with("và") && follow(one, next);
        if (between.trim() == "và" || joined && bare || in_turn)
            && (said_once || in_turn)
            && one.day.is_none()
            && one.impossible.is_none()
            && one.number.as_ref().zip(next.number.as_ref()).is_some_and(|(a, b)| a.value.symbol == b.value.symbol)
            && let Some(day) = day
        {
            one.day = Some(Found { rule: "citation-day-shared", ..day.clone() });
        }
    }
}

/// `UBND` of `KH-UBND`, `TW` of `QĐ/TW`.
fn last_token(symbol: &str) -> &str {
    symbol.rsplit(['-', '/']).next().unwrap_or(symbol)
}

/// Whether two numbers of one symbol were given one after the other, as on one day.
fn follow(one: &Place, next: &Place) -> bool {
    let serial = |place: &Place| place.number.as_ref()?.value.serial.parse::<u32>().ok();
    let year = |place: &Place| place.number.as_ref().map(|number| number.value.year);
    year(one) == year(next) && serial(one).zip(serial(next)).is_some_and(|(one, next)| one + 1 == next)
}
