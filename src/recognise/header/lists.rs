//! Kính gửi and Nơi nhận: lists with one entry for each dash.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Found;
use super::super::lines;
use super::super::zones::Zones;
use crate::rules::{RuleId, regex};
use crate::text::{Span, Text};

static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)^\W*(?:kính\s+(?:g[ửở]i|trình)|gửi|n[ơo]i\s+(?:nhận|gửi)|.{0,120}\sđiện\s*:)\s*[:;.]*\s*")
});

/// Marks that an entry begins with.
const DASHES: [char; 8] = ['-', '+', '~', '•', '*', '¬', '–', '·'];

/// The entries after Kính gửi.
pub(super) fn addressees(text: &Text, zones: &Zones) -> Vec<Found<String>> {
    let lines: Vec<Span> = zones.addressees.map(|span| text.lines(span).collect()).unwrap_or_default();
    let mut items = items(text, &lines);
    let bare = |item: &Item| !text.quote(item.span).contains(':');
    if !items.iter().any(|item| item.dashed) && items.iter().all(bare) {
        // "Kính gửi: Sở Tài chính; Công an tỉnh": of recipients a dash holds such a pair together.
        items = items.into_iter().flat_map(|item| between(text, item, ';')).collect();
    }
    entries(text, &items, "header.addressee")
}

/// The entries after Nơi nhận.
pub(super) fn recipients(text: &Text, zones: &Zones) -> Vec<Found<String>> {
    entries(text, &items(text, &zones.recipient_lines), "header.recipient")
}

/// A line of a list, or a part of one that has a dash of its own.
struct Item {
    span: Span,
    dashed: bool,
}

/// The lines without the words that open the list, cut where a dash stands within one: "- Như trên; - Lưu: VT".
fn items(text: &Text, lines: &[Span]) -> Vec<Item> {
    let mut items = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let mut line = text.trim(*line);
        if number == 0
            && let Some(lead) = LEAD.find(text.quote(line))
        {
            line.start += lead.end();
        }
        let mut start = line.start;
        for (at, mark) in text.quote(line).match_indices(['-', '+', '•']) {
            let before = text.quote(Span { start, end: line.start + at });
            let behind = text.quote(Span { start: line.start + at + mark.len(), end: line.end });
            if before.ends_with("; ") && behind.starts_with(' ') {
                items.push(item(text, Span { start, end: line.start + at }));
                start = line.start + at;
            }
        }
        items.push(item(text, Span { start, end: line.end }));
    }
    items.retain(|item| text.quote(item.span).chars().any(char::is_alphanumeric));
    items
}

fn item(text: &Text, span: Span) -> Item {
    let span = text.trim(span);
    let quoted = text.quote(span);
    Item { span, dashed: quoted.starts_with(DASHES) || lines::list_number(quoted).is_some() }
}

/// The parts of an item between marks that a capital follows.
fn between(text: &Text, whole: Item, mark: char) -> Vec<Item> {
    let mut parts = Vec::new();
    let mut start = whole.span.start;
    for (at, _) in text.quote(whole.span).match_indices(mark) {
        let end = whole.span.start + at + mark.len_utf8();
        if text.quote(Span { start: end, end: whole.span.end }).trim_start().starts_with(char::is_uppercase) {
            parts.push(item(text, Span { start, end }));
            start = end;
        }
    }
    parts.push(item(text, Span { start, end: whole.span.end }));
    parts
}

fn entries(text: &Text, items: &[Item], rule: RuleId) -> Vec<Found<String>> {
    let listed = items.iter().any(|item| item.dashed);
    let mut groups: Vec<Vec<Span>> = Vec::new();
    for item in items {
        let quoted = text.quote(item.span);
        let filed = groups.last().and_then(|group| group.first()).is_some_and(|line| is_file_copy(text.quote(*line)));
        if filed
            && !item.dashed
            && groups.last().and_then(|group| group.last()).is_some_and(|line| text.quote(*line).ends_with('.'))
        {
            break; // what stands behind the last entry is part of a signature
        }
        let goes_on = groups.last().and_then(|group| group.last()).is_some_and(|before| {
            let before = text.quote(*before).trim_end();
            if listed {
                // A dash that a scan has lost, or that the writer forgot; "Các Công ty: …; …" goes on.
                let whole =
                    groups.last().is_some_and(|group| group.iter().all(|line| !text.quote(*line).contains(':')));
                let anew = whole && before.ends_with(';') && quoted.starts_with(char::is_uppercase);
                !item.dashed && !anew && !quoted.starts_with("Lưu")
            } else {
                !before.ends_with([';', '.']) && quoted.starts_with(char::is_lowercase)
            }
        });
        let kept = without_traces(text, item.span);
        match groups.last_mut() {
            Some(group) if goes_on => group.push(kept),
            _ => groups.push(vec![kept]),
        }
    }
    let last = groups.len().saturating_sub(1);
    let found = groups.into_iter().enumerate().filter_map(|(number, group)| {
        let value = group.iter().map(|line| text.quote(*line)).collect::<Vec<_>>().join(" ");
        let value = super::one_line(&value);
        // "Các cơ quan, đơn vị sau:" names nobody: the list below it does.
        if listed && number < last && [" gồm:", " sau:", " sau đây:"].iter().any(|end| value.ends_with(end)) {
            return None;
        }
        let value = value.get(lines::list_number(&value).unwrap_or(0)..).unwrap_or(&value);
        let value = value.trim_start_matches(|c: char| DASHES.contains(&c) || c.is_whitespace());
        let value = value.trim_end_matches(|c: char| c.is_whitespace() || ";.,:/".contains(c));
        let span = super::cover(&group)?;
        value.chars().any(char::is_alphabetic).then(|| Found { value: value.to_owned(), span, rule })
    });
    found.collect()
}

/// Whether an entry is the last one, of the copy that is kept: "- Lưu: VT".
fn is_file_copy(entry: &str) -> bool {
    entry.trim_start_matches(DASHES).trim_start().starts_with("Lưu")
}

/// The line without the traces that a signature leaves behind an entry: "- Như trên; 4 v TƯ", "- Lưu: VT, CS (5b).Ả/".
fn without_traces(text: &Text, line: Span) -> Span {
    let quoted = text.quote(line);
    if is_file_copy(quoted) {
        return quoted.find(").").map_or(line, |at| Span { start: line.start, end: line.start + at + 2 });
    }
    let Some(end) = quoted.rfind("; ").or_else(|| quoted.rfind(". ")) else { return line };
    let behind = quoted.get(end + 1..).unwrap_or("").trim();
    let is_word = |word: &str| word.chars().filter(|c| c.is_lowercase()).count() >= 2 || word.ends_with(')');
    let says_something = behind.split_whitespace().any(is_word) || behind.chars().all(char::is_alphabetic);
    if says_something { line } else { Span { start: line.start, end: line.start + end + 1 } }
}

#[cfg(test)]
mod tests {
    use crate::recognise::zones;

    use super::*;

    fn letter(addressees: &str, recipients: &str) -> Text {
        Text::plain(&format!(
            "UBND TỈNH MINH HÀ\nSỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/SNV-VP\n\
             Minh Hà, ngày 5 tháng 3 năm 2024\nV/v rà soát hồ sơ\n{addressees}\n\
             Thực hiện Kế hoạch số 7/KH-UBND ngày 2/3/2024, Sở Nội vụ đề nghị các đơn vị rà soát hồ sơ.\n\
             {recipients}\nGIÁM ĐỐC\nNguyễn Văn An"
        ))
    }

    #[track_caller]
    fn check_addressees(lines: &str, expected: &[&str]) {
        let text = letter(lines, "Nơi nhận:\n- Như trên;\n- Lưu: VT.");
        let found = addressees(&text, &zones::zones(&text));
        assert_eq!(found.iter().map(|found| found.value.as_str()).collect::<Vec<_>>(), expected, "{lines}");
    }

    #[track_caller]
    fn check_recipients(lines: &str, expected: &[&str]) {
        let text = letter("Kính gửi: Các sở, ban, ngành", lines);
        let found = recipients(&text, &zones::zones(&text));
        assert_eq!(found.iter().map(|found| found.value.as_str()).collect::<Vec<_>>(), expected, "{lines}");
    }

    #[test]
    fn addressees_of_every_layout() {
        check_addressees("Kính gửi: Ủy ban nhân dân tỉnh Minh Hà.", &["Ủy ban nhân dân tỉnh Minh Hà"]);
        check_addressees(
            "Kính gửi: UBND các huyện, thị xã,\nthành phố trong tỉnh",
            &["UBND các huyện, thị xã, thành phố trong tỉnh"],
        );
        check_addressees(
            "Kính gửi:\n- Các Sở, Ban, ngành;\n- UBND các huyện, thị xã, thành phố.",
            &["Các Sở, Ban, ngành", "UBND các huyện, thị xã, thành phố"],
        );
        check_addressees(
            "Kính gửi: - Các Sở, Ban, ngành;\n- UBND các huyện, thị xã, thành phố.",
            &["Các Sở, Ban, ngành", "UBND các huyện, thị xã, thành phố"],
        );
        check_addressees(
            "Kính gửi: - Các Sở, Ban, ngành; - UBND các huyện, thị xã, thành phố.",
            &["Các Sở, Ban, ngành", "UBND các huyện, thị xã, thành phố"],
        );
        check_addressees(
            "Kính gửi:\nCác sở, ban, ngành tỉnh;\nUBND các huyện, thành phố;\nCông ty Điện lực Minh Hà.",
            &["Các sở, ban, ngành tỉnh", "UBND các huyện, thành phố", "Công ty Điện lực Minh Hà"],
        );
        check_addressees("Kính gửi:\n+ Sở Tài chính;\n+ Sở Y tế.", &["Sở Tài chính", "Sở Y tế"]);
        check_addressees("Kính gửi:\n• Sở Tài chính\n• Sở Y tế", &["Sở Tài chính", "Sở Y tế"]);
        check_addressees("Kính gửi:\n1. Sở Tài chính;\n2. Sở Y tế.", &["Sở Tài chính", "Sở Y tế"]);
        check_addressees(
            "Kính gửi:\n- Các sở, ban, ngành (trừ Sở Y tế);\n- UBND các huyện (trừ huyện Vân Khê, huyện Sơn Lĩnh).",
            &["Các sở, ban, ngành (trừ Sở Y tế)", "UBND các huyện (trừ huyện Vân Khê, huyện Sơn Lĩnh)"],
        );
        check_addressees(
            "Kính gửi: Các cơ quan, đơn vị gồm:\n- Sở Tài chính;\n- Kho bạc Nhà nước tỉnh.",
            &["Sở Tài chính", "Kho bạc Nhà nước tỉnh"],
        );
        check_addressees("Kính gửi: Ông Nguyễn Văn Bình\nĐịa chỉ: thôn 3, xã Tân Lập", &["Ông Nguyễn Văn Bình"]);
        check_addressees("Kính gửi: Sở Tài chính; Sở Y tế; Công an tỉnh", &["Sở Tài chính", "Sở Y tế", "Công an tỉnh"]);
        check_addressees("KÍNH GỬI: BAN GIÁM ĐỐC SỞ", &["BAN GIÁM ĐỐC SỞ"]);
        check_addressees(
            "Kính gửi:\n\n- Sở Tài chính,\n- Sở Y tế,\n- Sở Xây dựng.",
            &["Sở Tài chính", "Sở Y tế", "Sở Xây dựng"],
        );
        check_addressees(
            "Kính gửi: Thủ trưởng các sở, ban, ngành, đoàn thể tỉnh;\n               Chủ tịch UBND các huyện, thành phố.",
            &["Thủ trưởng các sở, ban, ngành, đoàn thể tỉnh", "Chủ tịch UBND các huyện, thành phố"],
        );
    }

    #[test]
    fn recipients_of_every_layout() {
        check_recipients(
            "Nơi nhận:\n- Như trên;\n- UBND tỉnh (để b/c);\n- Lưu: VT, CCHC.",
            &["Như trên", "UBND tỉnh (để b/c)", "Lưu: VT, CCHC"],
        );
        check_recipients(
            "Nơi nhận :\n- Như trên\n- Giám đốc Sở (b/c)\n- Lưu VT",
            &["Như trên", "Giám đốc Sở (b/c)", "Lưu VT"],
        );
        check_recipients("Nơi nhận:\nNhư trên;\nUBND tỉnh;\nLưu: VT.", &["Như trên", "UBND tỉnh", "Lưu: VT"]);
        check_recipients("- Như trên;\n- UBND tỉnh;\n- Lưu: VT.", &["Như trên", "UBND tỉnh", "Lưu: VT"]);
        check_recipients(
            "Nơi nhận:\n- Như trên;\nUBND tỉnh;\n- VPUB: CVP, các PCVP,\ncác phòng: TH, ĐT;\n- Lưu: VT.",
            &["Như trên", "UBND tỉnh", "VPUB: CVP, các PCVP, các phòng: TH, ĐT", "Lưu: VT"],
        );
        check_recipients("Nơi nhận: - Như trên; - UBND tỉnh; - Lưu: VT.", &["Như trên", "UBND tỉnh", "Lưu: VT"]);
        check_recipients(
            "Nơi nhận:\n- Như trên; - UBND tỉnh;\n- Lưu: VT, TTHC (5b).Ả/ ?",
            &["Như trên", "UBND tỉnh", "Lưu: VT, TTHC (5b)"],
        );
        check_recipients(
            "Nơi nhận:\n- Như Điều 3;\n- UBND các xã, phường (trừ xã Tân Lập);\n- Cục Thuế; VNPT Minh Hà;\n- Lưu: VT, KT.bn10.",
            &["Như Điều 3", "UBND các xã, phường (trừ xã Tân Lập)", "Cục Thuế; VNPT Minh Hà", "Lưu: VT, KT.bn10"],
        );
    }
}
