//! Cơ quan, tổ chức, chức danh in running text: where a list of units begins, what each is called, where it ends.

mod behind;
mod name;

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::cues::{self, Cue};
use crate::agency;
use crate::rules::{self, Beginnings, Rule, RuleId};

pub(super) use behind::parenthesis;
use behind::{except, is_common};
use name::{name, word_end};

/// A unit, a post or a group phrase as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Where it stands in the text that was read.
    pub range: Range<usize>,
    /// As written, or with the word that a list left out: "các Sở: Tài chính, Nội vụ" names "Sở Nội vụ".
    pub name: String,
    /// Which rule knew how it begins.
    pub rule: RuleId,
    /// What the next member of a list may leave out: "Sở", "UBND".
    head: String,
}

/// Units that stand side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Units {
    /// In the order of the text.
    pub units: Vec<Unit>,
    /// Where the last one ends.
    pub end: usize,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Part {
    Post,
    Alone,
    Person,
    Plural,
    Seat,
    Named,
    Group,
    Lone,
    Bare,
    Rank,
    Level,
    Rest,
    Compound,
    Stop,
}

#[derive(Debug, Deserialize)]
struct Data {
    part: Part,
}

/// The rules of each kind, in the order of the table.
static RULES: LazyLock<Vec<Vec<Rule<Data>>>> =
    LazyLock::new(|| rules::by_kind(include_str!("../rules/actors.toml"), |data: &Data| data.part as usize));

/// What a unit may begin with.
static UNITS: LazyLock<Beginnings> = LazyLock::new(|| {
    let kinds = [Part::Person, Part::Plural, Part::Post, Part::Alone, Part::Seat, Part::Named, Part::Lone, Part::Bare];
    rules::beginnings(kinds.iter().filter_map(|kind| RULES.get(*kind as usize)).flatten())
});

/// Words before a body that only say that it is one: "đơn vị UBND thành phố Lào Cai".
const KINDS: [&str; 2] = ["đơn vị ", "cơ quan "];

/// Whether a list of units may begin `text`: false only where none does.
pub(super) fn may_begin(text: &str) -> bool {
    UNITS.fit(text) || KINDS.iter().any(|word| text.starts_with(word))
}

/// The list of units that begins exactly at `at`.
pub(super) fn list(text: &str, at: usize) -> Option<Units> {
    if !may_begin(text.get(at..)?) {
        return None;
    }
    let text = window(text, at);
    let mut at = at;
    for word in KINDS {
        let inner = at + word.len();
        if rest(text, at).starts_with(word) && begins_body(text, inner) && is_capital(text, inner) {
            at = inner;
        }
    }
    let mut units = vec![unit(text, at)?];
    while let Some(next) = after_separator(text, units.last()?) {
        units.push(next);
    }
    let end = units.last()?.range.end;
    Some(Units { units, end })
}

/// The unit that begins exactly at `at`.
pub(super) fn unit(text: &str, at: usize) -> Option<Unit> {
    let text = window(text, at);
    let begins = rest(text, at);
    if !UNITS.fit(begins) || !begins.starts_with(char::is_alphanumeric) {
        return None;
    }
    // "Các ông (bà): Chánh Văn phòng …", "các đồng chí Trưởng thôn": their posts.
    let posts = [Part::Post, Part::Alone, Part::Bare];
    let titles = part(text, at, Part::Person).map(|(end, _)| skip_blanks(text, end));
    if let Some(end) = titles.filter(|end| posts.iter().any(|post| part(text, *end, *post).is_some())) {
        return titled(text, end).map(|unit| Unit { range: at..unit.range.end, ..unit });
    }
    person(text, at).or_else(|| titled(text, at))
}

/// As much of `text` as a list of units may take: no hostile text makes a list endless.
fn window(text: &str, at: usize) -> &str {
    const LONGEST: usize = 3000;
    let end = (at + LONGEST).min(text.len());
    (0..4).find_map(|less| text.get(..end.saturating_sub(less))).unwrap_or(text)
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

/// Where the phrase of kind `wanted` at `at` ends, and which rule it is.
fn part(text: &str, at: usize, wanted: Part) -> Option<(usize, RuleId)> {
    let rest = text.get(at..)?;
    let mut rules = RULES.get(wanted as usize)?.iter();
    rules.find_map(|rule| Some((at + rule.at_start(rest)?, rule.id.as_str())))
}

/// Whether a unit of any kind may begin at `at`.
fn begins_unit(text: &str, at: usize) -> bool {
    let words = [Part::Person, Part::Post, Part::Alone, Part::Plural, Part::Lone];
    begins_body(text, at) || words.iter().any(|word| part(text, at, *word).is_some())
}

/// Whether the name of a body begins at `at`.
fn begins_body(text: &str, at: usize) -> bool {
    part(text, at, Part::Seat).is_some() || part(text, at, Part::Named).is_some_and(|(end, _)| is_capital(text, end))
}

/// Whether the first word of `rest` is one that ends a name and begins no action: "của", "theo".
pub(super) fn ends_name(rest: &str) -> bool {
    part(rest, 0, Part::Stop).is_some()
}

fn skip_blanks(text: &str, at: usize) -> usize {
    at + rest(text, at).len() - rest(text, at).trim_start_matches(' ').len()
}

fn is_capital(text: &str, at: usize) -> bool {
    rest(text, at).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

fn make(text: &str, range: Range<usize>, rule: RuleId, head: &str) -> Unit {
    Unit {
        name: rest(text, range.start).get(..range.len()).unwrap_or("").to_owned(),
        range,
        rule,
        head: head.to_owned(),
    }
}

/// The member of the list that follows `before`.
fn after_separator(text: &str, before: &Unit) -> Option<Unit> {
    let at = parenthesis(text, before.range.end).unwrap_or(before.range.end);
    let rest = rest(text, at);
    let separators = ["; và ", ", và ", "; ", ", ", " và ", " cùng với ", " cùng ", " & ", ";", ","];
    let separator = separators.iter().find(|separator| rest.starts_with(**separator))?;
    let start = skip_blanks(text, at + separator.len());
    // "…, kiểm tra" goes on with the sentence; "…, Thanh tra tỉnh" with the list.
    // "UBND thị xã Nghĩa Lộ, các huyện Trấn Yên, Văn Yên": "UBND" is left out, and then "UBND huyện".
    let places = || several_places(text, start..start, start, before.rule, base_of(&before.head));
    if let Some(unit) = Some(before).filter(|before| !before.head.is_empty()).and_then(|_| places()) {
        return Some(unit);
    }
    if let Some(unit) = unit(text, start) {
        return Some(unit);
    }
    elided(text, start, before)
}

/// "…, Kế hoạch và Đầu tư" after "Sở Tài chính"; "…, huyện Bảo Yên" after "UBND thành phố Lào Cai".
fn elided(text: &str, at: usize, before: &Unit) -> Option<Unit> {
    if before.head.is_empty() {
        return None;
    }
    let end = match part(text, at, Part::Level) {
        Some(_) => levels(text, at, false)?,
        None if before.head.rsplit(' ').next().is_some_and(|word| part(word, 0, Part::Level).is_some()) => {
            Some(proper(text, at.saturating_sub(1))).filter(|end| *end > at)?
        }
        // "LĐLĐ huyện, Công đoàn ngành": a body by its own word, no place.
        None if part(text, at, Part::Named).is_some() => return None,
        None if is_capital(text, at) => name(text, at, false)?,
        None => return None,
    };
    let mut unit = make(text, at..end, before.rule, &before.head);
    let seat = part(&before.head, 0, Part::Seat).is_some_and(|(end, _)| end == before.head.len());
    if let Some(province) = agency::province_named(&unit.name).filter(|_| seat) {
        unit.name = province;
    }
    if !unit.name.starts_with(before.head.as_str()) {
        unit.name = format!("{} {}", before.head, unit.name);
    }
    Some(unit)
}

/// "ông Nguyễn Văn A", with a post behind a dash.
fn person(text: &str, at: usize) -> Option<Unit> {
    let (start, rule) = part(text, at, Part::Person)?;
    let start = skip_blanks(text, start);
    let mut end = start;
    let mut words = 0;
    while words < 6 && is_capital(text, skip_blanks(text, end)) {
        end = word_end(text, skip_blanks(text, end));
        words += 1;
    }
    if let Some(post) = rest(text, end).strip_prefix(" - ").or_else(|| rest(text, end).strip_prefix(", ")) {
        let from = text.len() - post.len();
        let kinds = [Part::Alone, Part::Post, Part::Bare, Part::Rank];
        let named = kinds.iter().any(|kind| part(text, from, *kind).is_some());
        if named || rest(text, end).starts_with(" - ") && is_capital(text, from) {
            end = post_end(text, from);
        }
    }
    (words >= 2).then(|| make(text, at..end, rule, ""))
}

/// The end of a person's post: the words up to a sign or a verb.
fn post_end(text: &str, at: usize) -> usize {
    const LONGEST: usize = 10; // words
    let mut end = word_end(text, at);
    for _ in 1..LONGEST {
        let start = skip_blanks(text, end);
        if start == end
            || cues::action(rest(text, start)).is_some()
            || !rest(text, start).starts_with(char::is_alphabetic)
        {
            break;
        }
        end = word_end(text, start);
    }
    end
}

/// A post, a plural and a body, each but one of them optional.
fn titled(text: &str, at: usize) -> Option<Unit> {
    let mut start = at;
    let mut plural = false;
    let mut post = None;
    let mut titles = 0;
    for _ in 0..2 {
        if let Some((end, _)) = part(text, start, Part::Plural) {
            start = skip_blanks(text, end);
            plural = true;
        }
        if let Some((end, rule)) = part(text, start, Part::Post).filter(|_| post.is_none()) {
            post = Some(rule);
            titles = end - at;
            start = skip_blanks(text, end);
        }
    }
    if let Some((end, rule)) = part(text, start, Part::Alone) {
        let inner = unit(text, skip_blanks(text, end)).filter(|_| rest(text, end).starts_with(' '));
        // "Phó Thủ tướng Trần Hồng Hà": whose post it is.
        let end = inner.map_or_else(|| tail(text, proper(text, end)), |inner| inner.range.end);
        return Some(make(text, at..end, rule, ""));
    }
    let (end, rule, head) = body(text, start, plural, post.is_some())?;
    let end = if rule == "actor.seat" || rule == "actor.named" { without_duty(text, start, end) } else { end };
    let words = at..start + head.len();
    let said = rest(text, at).get(..words.len()).unwrap_or("").trim_end();
    if let Some(unit) = several_places(text, words, end, post.unwrap_or(rule), said).filter(|_| !head.is_empty()) {
        return Some(unit);
    }
    // What the next member of a list leaves out is the post too: "Chủ tịch UBND phường A, phường B".
    let title = if post.is_some() && !head.is_empty() { rest(text, at).get(..titles)?.trim_end() } else { "" };
    let full = if title.is_empty() { head.to_owned() } else { format!("{title} {head}") };
    let mut unit = make(text, at..end, post.unwrap_or(rule), &full);
    let after = rest(text, end);
    let several = [", ", " và "].iter().any(|sign| after.strip_prefix(sign).is_some_and(|next| is_capital(next, 0)))
        || rest(text, start + head.len()).starts_with(": ");
    if plural && several && LISTED.contains(&head.to_lowercase().as_str()) {
        // "các Sở: Tài chính, …": the first of them is "Sở Tài chính".
        unit.name =
            format!("{full}{}", rest(text, start + head.len()).get(..end - start - head.len())?.replacen(": ", " ", 1));
    }
    Some(unit)
}

/// "Sở Tài chính được giao nhiệm vụ": what one body was given is no part of its name.
fn without_duty(text: &str, start: usize, end: usize) -> usize {
    let name = rest(text, start).get(..end - start).unwrap_or("");
    name.find(" được giao").or_else(|| name.find(" được phân công")).map_or(end, |at| start + at)
}

/// "UBND các huyện: Trấn Yên, Văn Yên và Lục Yên": the first of them is "UBND huyện Trấn Yên", and the next leaves out
/// "UBND huyện". `words` are those of the body, `said` what they mean; `end` is where it would end otherwise.
fn several_places(text: &str, words: Range<usize>, end: usize, rule: RuleId, said: &str) -> Option<Unit> {
    let (plural, _) = part(text, skip_blanks(text, words.end), Part::Plural)?;
    let level = level_end(text, plural);
    let word = rest(text, plural).get(..level - plural).filter(|word| !word.is_empty())?;
    // "UBND các tỉnh, thành phố: Hải Phòng, Quảng Nam": each of its own level.
    if let Some(level) = levels(text, plural, true).filter(|end| *end > level && rest(text, *end).starts_with(": ")) {
        let name = proper(text, level + 1);
        let province = agency::province_named(rest(text, level + 1).get(..name - level - 1)?.trim())?;
        return Some(Unit {
            name: format!("{said} {province}"),
            range: words.start..name,
            rule,
            head: said.to_owned(),
        });
    }
    // The blank before the name: behind the word, or behind its colon.
    let colon = if rest(text, level).starts_with(": ") { level + 1 } else { level };
    let name = proper(text, colon);
    let first = rest(text, colon).get(..name - colon)?.trim();
    let more = [", ", " và "].iter().find_map(|sign| rest(text, name).strip_prefix(sign));
    let another = more.is_some_and(|more| {
        let next = text.len() - more.len();
        is_capital(text, next) && !begins_unit(text, next)
    });
    (name > colon && name >= end && another).then(|| {
        let head = format!("{said} {word}");
        Unit { name: format!("{head} {first}"), range: words.start..name, rule, head }
    })
}

/// "UBND" of "UBND huyện".
fn base_of(head: &str) -> &str {
    match head.rsplit_once(' ') {
        Some((base, word)) if part(word, 0, Part::Level).is_some() => base,
        _ => head,
    }
}

/// Bodies of which a list says the word once: "các Sở: Tài chính, Nội vụ".
const LISTED: &[&str] = &["sở", "bộ", "phòng"];

/// The body of a unit: where it ends, which rule, and its first word.
fn body(text: &str, at: usize, plural: bool, post: bool) -> Option<(usize, RuleId, &str)> {
    let quote = |end: usize| rest(text, at).get(..end - at).unwrap_or("").trim_end();
    if let Some(end) = committees(text, at).filter(|_| plural) {
        return Some((end, "actor.group", ""));
    }
    if let Some((end, rule)) = part(text, at, Part::Seat) {
        let head = quote(end);
        let placed = seat_tail(text, end);
        let needs_place = matches!(head, "Thanh tra" | "Thuế" | "Ban Quản lý") && placed == end;
        if !needs_place {
            return Some((placed, rule, head));
        }
    }
    if let Some((end, rule)) = part(text, at, Part::Named).filter(|&(end, _)| is_capital(text, end)) {
        let head = quote(end);
        let lists = LISTED.contains(&head.to_lowercase().as_str());
        let end = name(text, end, !lists)?;
        return Some((end, rule, if lists { head } else { "" }));
    }
    if plural {
        // "các Sở: Tài chính, Nội vụ": the first of a list that leaves the word out.
        let word = word_end(text, at);
        if let Some(after) =
            rest(text, word).strip_prefix(": ").filter(|_| LISTED.contains(&quote(word).to_lowercase().as_str()))
        {
            let start = text.len() - after.len();
            return is_capital(text, start)
                .then(|| name(text, start, false))
                .flatten()
                .map(|end| (end, "actor.named", quote(word)));
        }
        let grouped = group(text, at).map_or(at, |(end, _)| end);
        if let Some(end) = levels(text, at, true).map(|end| tail(text, end)).filter(|end| *end >= grouped) {
            return Some((end, "actor.level", ""));
        }
    }
    if plural || post || part(text, at, Part::Lone).is_some() {
        return group(text, at).map(|(end, rule)| (end, rule, ""));
    }
    let (end, rule) = part(text, at, Part::Bare)?;
    is_told(text, end).then_some((end, rule, ""))
}

/// "huyện ủy, thị ủy, thành ủy, đảng ủy trực thuộc": committees of the Party of several levels, one phrase.
fn committees(text: &str, at: usize) -> Option<usize> {
    let one = |at: usize| {
        let (end, _) = part(text, at, Part::Seat)?;
        let name = rest(text, at).get(..end - at)?;
        (name.starts_with(char::is_lowercase) && name.ends_with(['y', 'ỷ', 'ủ']) && name.split(' ').count() == 2)
            .then_some(end)
    };
    let (mut end, mut several) = (one(at)?, false);
    while let Some(next) =
        [", ", " và ", "; "].iter().find_map(|sign| rest(text, end).starts_with(sign).then(|| one(end + sign.len()))?)
    {
        (end, several) = (next, true);
    }
    several.then(|| tail(text, end))
}

/// Whether what was named is told at once: its work follows, a colon, or nothing in a heading.
fn is_told(text: &str, at: usize) -> bool {
    let after = rest(text, at);
    let next = after.trim_start_matches([' ', ',']);
    after.is_empty()
        || after.starts_with([':', '.'])
        || after.starts_with(' ') && cues::action(next).is_some()
        || cues::find(after, Cue::Duty).is_some()
        || [", ", " và "].iter().any(|sign| after.starts_with(sign) && begins_unit(text, at + sign.len()))
}

/// "sở, ban, ngành", "cơ quan, đơn vị và các địa phương có liên quan".
fn group(text: &str, at: usize) -> Option<(usize, RuleId)> {
    let (mut end, rule) = part(text, at, Part::Group)?;
    if rest(text, end).starts_with(" hợp ") {
        return None; // "các trường hợp vi phạm"
    }
    let matched = rest(text, at).get(..end - at)?.to_lowercase();
    if matched == "ngành" || SECTORS.iter().any(|sector| matched.ends_with(sector)) {
        end = sector(text, end);
    }
    loop {
        if part(text, end, Part::Rest).is_some() {
            return Some((tail(text, end), rule));
        }
        let separators = [", và các ", ", và ", ", các ", ", ", " và các ", " và ", " hoặc ", "/", " - ", " "];
        let next =
            separators.iter().filter(|separator| rest(text, end).starts_with(**separator)).find_map(|separator| {
                let start = end + separator.len();
                let new_body = begins_body(text, start) || part(text, start, Part::Post).is_some();
                let verb = *separator == " " && cues::action(rest(text, start)).is_some();
                let level = levels(text, start, true).filter(|_| separator.len() > 1);
                // "Các thành viên Ban Chỉ đạo": what begins with a capital is no part of the phrase.
                let new_body = new_body || *separator == " " && is_capital(text, start);
                part(text, start, Part::Group).filter(|_| !new_body && !verb).map(|(end, _)| end).or(level)
            });
        match next {
            Some(next) => end = next,
            None => return Some((tail(text, end), rule)),
        }
    }
}

/// What a group does, and words that say more of it follow: "đơn vị kinh doanh vận tải", "cơ sở giáo dục đại học".
const SECTORS: &[&str] = &[
    " kinh doanh",
    " sản xuất",
    " chế biến",
    " vận tải",
    " giáo dục",
    " bảo hiểm",
    " viễn thông",
    " xuất khẩu",
    " khám bệnh",
    " lưu trú",
];

/// "ngành giao thông vận tải": the name of a sector in small letters, or in capitals.
fn sector(text: &str, at: usize) -> usize {
    let start = skip_blanks(text, at);
    if is_capital(text, start) {
        return name(text, start, true).unwrap_or(at);
    }
    let mut end = at;
    for _ in 0..4 {
        let start = skip_blanks(text, end);
        let ends = start == end
            || !rest(text, start).starts_with(char::is_alphabetic)
            || part(text, start, Part::Stop).is_some();
        if ends || cues::action(rest(text, start)).is_some() || part(text, end, Part::Rest).is_some() {
            break;
        }
        end = word_end(text, start);
    }
    end
}

/// Words of other meaning that begin as levels do: "Bảo trợ xã hội", "Quản lý thị trường".
const NO_LEVEL: &[&str] = &[
    "xã hội",
    "thị trường",
    "thành phần",
    "thành viên",
    "thành lập",
    "thành tích",
    "thành tựu",
    "thị phần",
    "thị lực",
];

/// "các huyện, thị xã, thành phố", "tỉnh Lào Cai"; of `several`, also "thị xã Đức Phổ và thành phố Quảng Ngãi".
fn levels(text: &str, at: usize, several: bool) -> Option<usize> {
    let mut end = None;
    let mut start = at;
    while part(text, start, Part::Level).is_some() {
        let word = level_end(text, start);
        if NO_LEVEL.iter().any(|words| rest(text, start).starts_with(words)) {
            break;
        }
        let placed = proper(text, word);
        end = Some(placed);
        let separators = [", ", " và ", " - ", "; ", "/"];
        if placed > word && !several {
            break;
        }
        let Some(separator) = separators.iter().find(|separator| rest(text, placed).starts_with(**separator)) else {
            break;
        };
        start = placed + separator.len();
        if let Some((plural, _)) = part(text, start, Part::Plural) {
            start = plural;
        }
    }
    end
}

/// The end of the level word at `at`: the rule's match holds the sign behind it.
fn level_end(text: &str, at: usize) -> usize {
    let end = part(text, at, Part::Level).map_or(at, |(end, _)| end);
    let matched = rest(text, at).get(..end - at).unwrap_or("");
    at + matched.trim_end_matches([' ', ',', ';', ':', ')']).len()
}

/// A proper name after `at`: "Bảo Thắng", "Cổ Nhuế 2". `at` itself when there is none.
fn proper(text: &str, at: usize) -> usize {
    let mut end = at;
    for _ in 0..5 {
        let start = skip_blanks(text, end);
        if start == end || !is_capital(text, start) || part(text, start, Part::Seat).is_some() {
            break;
        }
        end = word_end(text, start);
    }
    end
}

/// What follows the name of a seat: "các huyện, thị xã", "tỉnh Lào Cai", "Việt Nam tỉnh".
fn seat_tail(text: &str, at: usize) -> usize {
    if part(text, at, Part::Rest).is_some() {
        return tail(text, at);
    }
    let start = skip_blanks(text, at);
    let several = part(text, start, Part::Plural).map_or(start, |(end, _)| skip_blanks(text, end));
    if let Some(end) = levels(text, several, several > start) {
        return tail(text, end);
    }
    let known = || begins_body(text, start) || part(text, start, Part::Alone).is_some();
    if let Some((end, _)) = part(text, several, Part::Group).filter(|_| several > start) {
        return tail(text, end); // "Ban Công tác Mặt trận các xóm"
    }
    let body = unit(text, start).filter(|_| start > at && is_capital(text, start) && known());
    tail(text, body.map_or_else(|| proper(text, at), |body| body.range.end))
}

/// What follows a name and belongs to it: "có liên quan", "của tỉnh", "thuộc Sở", "(trừ …)".
fn tail(text: &str, at: usize) -> usize {
    let mut end = at;
    for _ in 0..5 {
        let next = part(text, end, Part::Rest).map(|(end, _)| end).or_else(|| {
            let start = [" của ", " thuộc ", " trực thuộc ", " tại ", " ở ", " "]
                .iter()
                .find_map(|word| rest(text, end).strip_prefix(word))?;
            let start = text.len() - start.len();
            let owner = rest(text, end).starts_with(" của ")
                || rest(text, end).starts_with(" thuộc ")
                || rest(text, end).starts_with(" trực")
                || text.get(..end).is_some_and(|before| before.ends_with(" trực thuộc"));
            let seat = part(text, start, Part::Seat).is_some();
            let body = || (owner || seat).then(|| unit(text, start)).flatten().map(|unit| unit.range.end);
            let direct = || {
                let known = start != end + 1 && (rest(text, end).starts_with(" trực") || is_common(text, start));
                known.then(|| if is_common(text, start) { word_end(text, start) } else { end + " trực thuộc".len() })
            };
            levels(text, start, false).or_else(|| spread(text, start)).or_else(body).or_else(direct)
        });
        let next = next.or_else(|| except(text, end));
        match next {
            Some(next) => end = next,
            None => break,
        }
    }
    end
}

/// "Trung tâm Y tế các huyện, thị xã, thành phố": one such body in each of them.
fn spread(text: &str, at: usize) -> Option<usize> {
    let (several, _) = part(text, at, Part::Plural)?;
    levels(text, several, true)
}

#[cfg(test)]
mod tests;
