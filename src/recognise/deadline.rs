//! Thời hạn: a phrase becomes its literal, its last admissible day, and how often it comes round.

mod when;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::ToSpan;
use jiff::civil::Weekday;
use serde::Deserialize;

use crate::date::Date;
use crate::rules::{self, Rule, RuleId};

use when::{When, when};

/// Reads a deadline that is written as a bare day or period, as cells of task tables have it.
pub(super) const CELL: RuleId = "deadline.cell";

const TABLE: &str = include_str!("../rules/deadlines.toml");

/// The days that a phrase may count from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Anchors {
    /// Day of the document: gives the year where a phrase has none.
    pub signed: Option<Date>,
    /// Day on which the document takes effect.
    pub effective: Option<Date>,
}

/// One phrase that sets a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Deadline {
    /// Where the phrase stands.
    pub range: Range<usize>,
    /// Last admissible day.
    pub due: Option<Date>,
    /// How often.
    pub recurrence: Option<Recurrence>,
    /// Which rule read it.
    pub rule: RuleId,
    /// How sharp it is: a day before a period before a frequency.
    weight: u8,
}

/// How often a task comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Recurrence {
    Weekly,
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,
}

impl Recurrence {
    /// The word for it in a record.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Recurrence::Weekly => "weekly",
            Recurrence::Monthly => "monthly",
            Recurrence::Quarterly => "quarterly",
            Recurrence::HalfYearly => "half-yearly",
            Recurrence::Yearly => "yearly",
        }
    }
}

#[derive(Debug, Deserialize)]
struct Data {
    reads: Reads,
    words: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Reads {
    By,
    Before,
    After,
    Horizon,
    Often,
    Open,
}

#[derive(Debug, Deserialize)]
struct Holidays {
    every_year: Vec<String>,
    lunar_new_year: Vec<Date>,
    hung_kings: Vec<Date>,
}

struct Table {
    rules: Vec<Rule<Data>>,
    words: AhoCorasick,
    holidays: Holidays,
}

static RULES: LazyLock<Table> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        holidays: Holidays,
    }
    let rules: Vec<Rule<Data>> = rules::table(TABLE);
    // Only the first letter of a phrase changes case, and "đ" is the one that is not ASCII.
    let words = rules
        .iter()
        .flat_map(|rule| &rule.data.words)
        .flat_map(|word| [word.clone(), word.replace("đị", "Đị").replace("đến", "Đến")]);
    let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true).build(words);
    let file: File = toml::from_str(TABLE).unwrap_or_else(|error| panic!("deadlines.toml: {error}"));
    Table { rules, words: words.unwrap_or_else(|error| panic!("deadlines.toml: {error}")), holidays: file.holidays }
});

/// Every phrase of `text` that sets a time, in order.
pub(super) fn find(text: &str, anchors: Anchors) -> Vec<Deadline> {
    let mut found: Vec<Deadline> = Vec::new();
    for word in RULES.words.find_iter(text) {
        let at = word.start();
        if found.last().is_some_and(|last| at < last.range.end) || !begins_word(text, at) || is_as_of(text, at) {
            continue;
        }
        let read = RULES.rules.iter().filter_map(|rule| read(rule, text, at, anchors));
        if let Some(deadline) = read.max_by_key(|deadline| (deadline.weight, deadline.range.end)) {
            found.push(deadline);
        }
    }
    found
}

/// What a task must keep: the sharpest of its deadlines, with the frequency that any of them gives.
pub(super) fn strictest(deadlines: &[Deadline]) -> Option<Deadline> {
    let best = deadlines.iter().rev().max_by_key(|deadline| deadline.weight)?;
    let recurrence = best.recurrence.or_else(|| deadlines.iter().find_map(|deadline| deadline.recurrence));
    Some(Deadline { recurrence, ..best.clone() })
}

/// What a cell of a column "Thời hạn" says: a bare day, period or range will do, and its last day counts.
pub(super) fn cell(text: &str, anchors: Anchors) -> Option<Deadline> {
    let whole = 0..text.len();
    if text.trim().is_empty() {
        return None;
    }
    let phrases = find(text, anchors);
    let recurrence = phrases.iter().find_map(|phrase| phrase.recurrence);
    if let Some(best) = strictest(&phrases).filter(|best| best.weight > weight::OFTEN) {
        return Some(Deadline { range: whole, recurrence, ..best });
    }
    let mut due = None;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        // "Tháng /2012": the month was left blank, and the year alone is no deadline.
        let blank = text.get(..at).is_some_and(|before| {
            before.ends_with(['/', '.', '-'])
                && !before.trim_end_matches(['/', '.', '-']).ends_with(|c: char| c.is_ascii_digit())
        });
        match when(text, at).filter(|_| begins_word(text, at) && !blank) {
            Some((end, read)) => {
                due = read.last_day(anchors.signed).or(due);
                at = end;
            }
            // "23/11/2", cut off: what is no day as a whole holds none.
            None => {
                let figures =
                    rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'.')).count();
                let figures = if rest.starts_with(|c: char| c.is_ascii_digit()) { figures } else { 0 };
                at += figures.max(rest.chars().next().map_or(1, char::len_utf8));
            }
        }
    }
    // "10/7/2026 - ??/?/????": the last day of the range could not be read on the scan.
    let unread = text.contains('?');
    let due = due.filter(|_| recurrence.is_none() && !unread);
    Some(Deadline { range: whole, due, recurrence, rule: CELL, weight: weight::OPEN })
}

/// The first day of `text` that is written with its year.
pub(super) fn day_in(text: &str) -> Option<Date> {
    let mut starts = text.char_indices().map(|(at, _)| at).filter(|&at| begins_word(text, at));
    starts.find_map(|at| when(text, at).filter(|(_, read)| matches!(read, When::Day(Some(_), ..)))?.1.last_day(None))
}

/// How sharp a deadline is.
mod weight {
    pub(super) const OPEN: u8 = 0;
    pub(super) const OFTEN: u8 = 1;
    pub(super) const YEAR: u8 = 2;
    pub(super) const PERIOD: u8 = 3;
    pub(super) const COUNTED: u8 = 4;
    pub(super) const DAY: u8 = 5;
}

fn begins_word(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| !before.chars().next_back().is_some_and(char::is_alphanumeric))
}

/// "tính đến ngày D" says how things stood, not when they are due.
fn is_as_of(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end();
    ["tính", "Tính", "TÍNH", "số liệu", "Số liệu", "lũy kế", "Lũy kế", "phát sinh"]
        .iter()
        .any(|word| before.ends_with(word))
}

fn read(rule: &'static Rule<Data>, text: &str, at: usize, anchors: Anchors) -> Option<Deadline> {
    let matched = at..at + rule.at_start(text.get(at..)?)?;
    let found = |range, due, recurrence, weight| Some(Deadline { range, due, recurrence, rule: &rule.id, weight });
    match rule.data.reads {
        Reads::By | Reads::Before => {
            let (end, read) = first_when(text, matched)?;
            let rest = text.get(end..).unwrap_or("");
            if let Some((length, recurrence)) = frequency(rest) {
                return found(at..end + length, None, Some(recurrence), weight::PERIOD);
            }
            if goes_on(rest) {
                return found(at..end, None, None, weight::OPEN);
            }
            let last = match rule.data.reads {
                Reads::Before => read.day_before(anchors.signed),
                _ => read.last_day(anchors.signed),
            };
            let due = last.filter(|due| anchors.signed.is_none_or(|signed| *due >= signed))?;
            found(at..end, Some(due), None, read.weight())
        }
        Reads::Horizon => {
            let clause = text.get(..at)?.trim_end();
            let (end, read) = first_when(text, matched)?;
            let day = matches!(read, When::Day(..));
            let spans = clause
                .split(' ')
                .next_back()
                .is_some_and(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
            let apart = spans || clause.is_empty() || clause.ends_with([',', ';', ':', '(']);
            let title = text.get(end..).is_some_and(|rest| rest.trim_start_matches([',', ' ']).starts_with("tầm nhìn"));
            let due = read.last_day(anchors.signed).filter(|due| anchors.signed.is_none_or(|signed| *due >= signed))?;
            ((day || apart) && !title).then(|| found(at..end, Some(due), None, read.weight()))?
        }
        Reads::After => {
            let phrase = text.get(matched.clone())?.to_lowercase();
            let count: i32 =
                phrase.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?.parse().ok()?;
            let (end, from) = counted_from(text, matched.end, anchors);
            let last = from.and_then(|from| match (phrase.contains("làm việc"), phrase.contains("tháng")) {
                (true, _) => working_days_after(from, count),
                (_, true) => from.checked_add(count.months()).ok(),
                _ => from.checked_add(count.days()).ok(),
            });
            found(at..end, last, None, if last.is_some() { weight::COUNTED } else { weight::OPEN })
        }
        Reads::Often => {
            let (length, recurrence) = frequency_in(text.get(at..)?)?;
            found(at..at + length, None, Some(recurrence), weight::OFTEN)
        }
        Reads::Open => found(matched, None, None, weight::OPEN),
    }
}

/// "và các năm tiếp theo": no end is set.
fn goes_on(rest: &str) -> bool {
    let rest = rest.trim_start();
    ["và các năm", "và những năm", "trở đi", "và các tháng"].iter().any(|words| rest.starts_with(words))
}

/// The first day or period that begins within `range`, or shortly after it.
fn first_when(text: &str, range: Range<usize>) -> Option<(usize, When)> {
    const SLACK: usize = 12; // "17h00 ngày …"
    let starts = text.get(range.start..)?.char_indices().map(|(offset, _)| range.start + offset);
    starts.take_while(|&at| at < range.end + SLACK).filter(|&at| begins_word(text, at)).find_map(|at| when(text, at))
}

/// Where the clause "kể từ …" ends, and the day that it names.
fn counted_from(text: &str, at: usize, anchors: Anchors) -> (usize, Option<Date>) {
    let rest = text.get(at..).unwrap_or("");
    let length = rest.find([',', ';', '.', ')', ':']).unwrap_or(rest.len());
    let clause = rest.get(..length).unwrap_or("");
    // "kể từ ngày ký", "kể từ ngày Quyết định này có hiệu lực"; the day of "kể từ ngày ký kết luận thanh tra" is not known.
    let own = |event: &str| {
        clause.trim_end().ends_with(event) && clause.trim_start_matches("ngày ").starts_with(event)
            || clause.contains(event) && clause.contains(" này")
    };
    let day = if ["có hiệu lực thi hành", "có hiệu lực"].iter().any(|event| own(event)) {
        anchors.effective
    } else if clause.contains("nhận") || clause.contains("hoàn thành") || clause.contains("kết thúc") {
        None
    } else if ["ký ban hành", "ký, ban hành", "được ký", "ký", "ban hành"].iter().any(|event| own(event)) {
        anchors.signed
    } else {
        None
    };
    let named =
        first_when(text, at..at + clause.len().min(8)).filter(|(_, read)| matches!(read, When::Day(Some(_), ..)));
    match named {
        Some((end, read)) => (end, read.last_day(anchors.signed)),
        None => (at + length, day),
    }
}

fn working_days_after(from: Date, count: i32) -> Option<Date> {
    let mut day = from;
    for _ in 0..count {
        day = day.tomorrow().ok()?;
        while !is_working_day(day) {
            day = day.tomorrow().ok()?;
        }
    }
    Some(day)
}

fn is_working_day(day: Date) -> bool {
    let holidays = &RULES.holidays;
    let fixed = format!("{:02}-{:02}", day.month(), day.day());
    let new_year = |first: &Date| (-1..=3).contains(&(day - *first).get_days());
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        && !holidays.every_year.contains(&fixed)
        && !holidays.hung_kings.contains(&day)
        && !holidays.lunar_new_year.iter().any(new_year)
}

/// `hằng quý`, `của tháng cuối quý` right after a day, and its length.
fn frequency(rest: &str) -> Option<(usize, Recurrence)> {
    let trimmed = rest.trim_start();
    let lead = rest.len() - trimmed.len();
    let lower = trimmed.chars().take(40).collect::<String>().to_lowercase();
    let of = if lower.starts_with("của ") { "của ".len() } else { 0 };
    let after = lower.get(of..)?;
    const WORDS: &[(&str, Recurrence)] = &[
        ("hằng tuần", Recurrence::Weekly),
        ("hàng tuần", Recurrence::Weekly),
        ("hằng tháng", Recurrence::Monthly),
        ("hàng tháng", Recurrence::Monthly),
        ("mỗi tháng", Recurrence::Monthly),
        ("của tháng sau", Recurrence::Monthly),
        ("tháng sau", Recurrence::Monthly),
        ("hằng quý", Recurrence::Quarterly),
        ("hàng quý", Recurrence::Quarterly),
        ("mỗi quý", Recurrence::Quarterly),
        ("tháng cuối quý", Recurrence::Quarterly),
        ("tháng cuối của quý", Recurrence::Quarterly),
        ("tháng đầu quý sau", Recurrence::Quarterly),
        ("hằng năm", Recurrence::Yearly),
        ("hàng năm", Recurrence::Yearly),
        ("mỗi năm", Recurrence::Yearly),
        ("của năm sau", Recurrence::Yearly),
        ("năm sau", Recurrence::Yearly),
    ];
    let (word, recurrence) = WORDS.iter().find(|(word, _)| after.starts_with(word))?;
    Some((lead + of + word.len(), *recurrence))
}

/// The most frequent of a list such as `hằng tháng, quý, 6 tháng, năm`, and the length of the list.
fn frequency_in(text: &str) -> Option<(usize, Recurrence)> {
    let mut best: Option<Recurrence> = None;
    let mut end = 0;
    let mut number: Option<u32> = None;
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim().trim_end_matches([',', ';', '.', ':', ')']).trim_start_matches('(').to_lowercase();
        let (unit, per) = bare.split_once('/').unwrap_or((&bare, ""));
        let recurrence = match (unit, number) {
            ("tuần", _) => Some(Recurrence::Weekly),
            ("tháng", None | Some(1)) => Some(Recurrence::Monthly),
            ("tháng", Some(3)) => Some(Recurrence::Quarterly),
            ("tháng", Some(6)) => Some(Recurrence::HalfYearly),
            ("quý", _) => Some(Recurrence::Quarterly),
            ("năm", _) => Some(Recurrence::Yearly),
            _ => None,
        };
        let value = match unit {
            "ba" => Some(3),
            "sáu" => Some(6),
            digits => digits.parse().ok().filter(|_| per.is_empty()),
        };
        let filler =
            ["theo", "định", "kỳ", "hằng", "hàng", "mỗi", "từng", "một", "hoặc", "và", "đột", "xuất", "lần", "vào", ""];
        if recurrence.is_none() && value.is_none() && !filler.contains(&unit) && !unit.ends_with("lần") {
            break;
        }
        at += word.len();
        number = value;
        if let Some(recurrence) = recurrence {
            best = Some(best.map_or(recurrence, |best| best.min(recurrence)));
            end = at - (word.len() - word.trim_end().trim_end_matches([',', ';', '.', ':', ')']).len());
        }
        if word.trim_end().ends_with(['.', ';', ':']) {
            break;
        }
    }
    Some((end, best?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors(signed: &str) -> Anchors {
        Anchors { signed: signed.parse().ok(), effective: "2026-02-12".parse().ok() }
    }

    /// `literal = due recurrence` of what the text sets, on a document of 2023-09-26 unless said otherwise.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        check_on("2023-09-26", text, expected);
    }

    #[track_caller]
    fn check_on(signed: &str, text: &str, expected: &str) {
        let shown = strictest(&find(text, anchors(signed))).map_or(String::new(), |deadline| show(text, &deadline));
        assert_eq!(shown, expected, "{text}");
    }

    fn show(text: &str, deadline: &Deadline) -> String {
        let due = deadline.due.map_or("-".to_owned(), |due| due.to_string());
        let often = deadline.recurrence.map_or("", Recurrence::as_str);
        format!("{} = {due} {often}", text.get(deadline.range.clone()).unwrap()).trim_end().to_owned()
    }

    #[test]
    fn days() {
        check("báo cáo Sở Nội vụ trước ngày 30/9/2023 để tổng hợp", "trước ngày 30/9/2023 = 2023-09-30");
        check("gửi trước ngày 22/ 12/ 2023 qua", "trước ngày 22/ 12/ 2023 = 2023-12-22");
        check("trước 30/11/2024", "trước 30/11/2024 = 2024-11-30");
        check("chậm nhất đến ngày 01 tháng 7 năm 2028", "chậm nhất đến ngày 01 tháng 7 năm 2028 = 2028-07-01");
        check("khoá sổ ở thời điểm cuối ngày 31-12-2023 để", "cuối ngày 31-12-2023 = 2023-12-31");
        check("trước 17h00 ngày 05/10/2023", "trước 17h00 ngày 05/10/2023 = 2023-10-05");
        check("xong trước ngày 5/10", "xong trước ngày 5/10 = 2023-10-05");
        check_on("2024-12-20", "trước ngày 15/01", "trước ngày 15/01 = 2025-01-15");
    }

    #[test]
    fn periods() {
        check("hoàn thành trong quý II/2024", "hoàn thành trong quý II/2024 = 2024-06-30");
        check("rà soát trong tháng 11/2023 các", "trong tháng 11/2023 = 2023-11-30");
        check("trong quý IV", "trong quý IV = 2023-12-31");
        check("trong 6 tháng đầu năm 2024", "trong 6 tháng đầu năm 2024 = 2024-06-30");
        check("chốt số liệu đến hết ngày 30/6/2024, gửi trước ngày 02/7/2024", "trước ngày 02/7/2024 = 2024-07-02");
        check("trước năm 2028", "trước năm 2028 = 2027-12-31");
        check("trước tháng 6/2025", "trước tháng 6/2025 = 2025-05-31");
        check("trong năm 2024 và các năm tiếp theo", "trong năm 2024 = -");
        check("Đến năm 2025, hoàn thành", "Đến năm 2025 = 2025-12-31");
    }

    #[test]
    fn counted_days() {
        check(
            "Trong thời gian 30 ngày kể từ ngày Thông tư này có hiệu lực, chủ trì",
            "Trong thời gian 30 ngày kể từ ngày Thông tư này có hiệu lực = 2026-03-14",
        );
        check(
            "trong thời hạn 05 ngày làm việc kể từ ngày ký",
            "trong thời hạn 05 ngày làm việc kể từ ngày ký = 2023-10-03",
        );
        check_on(
            "2025-04-28",
            "sau 03 ngày làm việc kể từ ngày ban hành.",
            "sau 03 ngày làm việc kể từ ngày ban hành = 2025-05-05",
        );
        check("trong vòng 10 ngày kể từ ngày nhận được hồ sơ", "trong vòng 10 ngày kể từ ngày nhận được hồ sơ = -");
        check("trong vòng 10 ngày kể từ ngày 30/9/2023 gửi", "trong vòng 10 ngày kể từ ngày 30/9/2023 = 2023-10-10");
        check(
            "chậm nhất 15 ngày kể từ ngày ký quyết định thanh tra",
            "chậm nhất 15 ngày kể từ ngày ký quyết định thanh tra = -",
        );
        check(
            "trong 05 ngày kể từ ngày ban hành Kế hoạch này",
            "trong 05 ngày kể từ ngày ban hành Kế hoạch này = 2023-10-01",
        );
        check("trong 03 tháng kể từ ngày ký", "trong 03 tháng kể từ ngày ký = 2023-12-26");
    }

    #[test]
    fn what_comes_round() {
        check("định kỳ trước ngày 30 tháng 6 hằng năm", "trước ngày 30 tháng 6 hằng năm = - yearly");
        check("trước ngày 15 hằng tháng", "trước ngày 15 hằng tháng = - monthly");
        check("trước ngày 20 của tháng cuối quý", "trước ngày 20 của tháng cuối quý = - quarterly");
        check("Định kỳ 6 tháng, hàng năm hoặc đột xuất báo cáo", "Định kỳ 6 tháng, hàng năm = - half-yearly");
        check("báo cáo hằng tháng, quý, 6 tháng, năm", "hằng tháng, quý, 6 tháng, năm = - monthly");
        check("định kỳ 03 tháng/1lần", "định kỳ 03 tháng/1lần = - quarterly");
        check("vào ngày 15 tháng 12 hàng năm", "vào ngày 15 tháng 12 hàng năm = - yearly");
    }

    #[test]
    fn what_sets_no_time() {
        for text in [
            "tính đến ngày 30/9/2023",
            "trước pháp luật",
            "Quyết định ngày 5/8/2023",
            "Kế hoạch giai đoạn 2021-2025",
            "Chiến lược đến năm 2030, tầm nhìn đến năm 2045",
            "hàng hóa",
            "trong tháng 3/2021",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn cells() {
        for (text, expected) in [
            ("29/6/2024 - 09/7/2024", "2024-07-09"),
            ("29/6/2024 - ??/?/????", "-"),
            ("Quý II/2024", "2024-06-30"),
            ("Tháng 11", "2023-11-30"),
            ("Tháng /2024", "-"),
            ("23/11/2", "-"),
            ("Năm 2025", "2025-12-31"),
            ("2024-2025", "2025-12-31"),
            ("Trước 15/12/2023", "2023-12-15"),
            ("Thường xuyên", "-"),
            ("Hằng quý", "- quarterly"),
        ] {
            let read = cell(text, anchors("2023-09-26")).unwrap();
            assert_eq!(show(text, &read), format!("{text} = {expected}"));
        }
    }
}
