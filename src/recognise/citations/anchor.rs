//! Where a citation may stand: the numbers with the words for their types, and the names of laws, each once.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::congress;
use super::laws::{self, LawName};
use super::place::Page;
use crate::number::{DocumentNumber, TypeWord};
use crate::rules::regex;
use crate::text::Span;

/// A number or a law's name, before its surroundings are read.
pub(super) struct Anchor {
    pub(super) span: Span,
    pub(super) word: Option<TypeWord>,
    pub(super) number: Option<(Range<usize>, DocumentNumber)>,
    pub(super) law: Option<LawName>,
}

/// Papers that bear a number and are no documents of an office: what names one before a number.
static PAPER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:giấy phép|giấy chứng nhận|giấy đăng ký|giấy xác nhận|chứng chỉ|chứng nhận|hóa đơn|hoá đơn|đăng ký kinh doanh|thẻ nhà báo|mã số|tài khoản|hộ chiếu|biển số|vận đơn|tờ khai|bản vẽ|hợp đồng tín dụng)[^.;:,()\n]{0,70}$",
    )
});

/// Numbers with the words for their types, and laws' names, each once.
pub(super) fn anchors(page: &Page<'_>, numbers: Vec<(Range<usize>, DocumentNumber)>) -> Vec<Anchor> {
    let mut laws: Vec<(LawName, &TypeWord)> = Vec::new();
    for word in page.words {
        let at = match word.kind.name.as_str() {
            "Luật" | "Pháp lệnh" | "Hiến pháp" => laws::at,
            "Nghị quyết" | "Công ước" => congress::at,
            _ => continue,
        };
        if laws.last().is_none_or(|(law, _)| law.span.end <= word.range.start)
            && !page.is_closed(word.range.start)
            && let Some(law) = at(page.text, word)
        {
            laws.push((law, word));
        }
    }
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut laws = laws.into_iter().peekable();
    let name_only = |law: LawName, word: &TypeWord| Anchor {
        span: law.span,
        word: Some(word.clone()),
        number: None,
        law: Some(law),
    };
    for (range, number) in numbers {
        if page.is_closed(range.start) {
            continue;
        }
        let mut named = None;
        while let Some((law, word)) = laws.next_if(|(law, _)| law.span.start < range.start) {
            let between = page.text.get(law.span.end..range.start).unwrap_or("?");
            if law.span.end <= range.start && is_lead(between) {
                named = Some((law, word));
            } else if law.span.end <= range.start {
                anchors.push(name_only(law, word));
            }
        }
        let last = page.words.partition_point(|word| word.range.start < range.start).checked_sub(1);
        let word = last.and_then(|at| page.words.get(at)).filter(|word| {
            word.range.end <= range.start && page.text.get(word.range.end..range.start).is_some_and(is_lead)
        });
        let in_letterhead = page.letterhead.is_some_and(|zone| zone.start <= range.start && range.start < zone.end);
        if word.is_none() && named.is_none() && (in_letterhead || is_number_line(page.text, range.start)) {
            continue;
        }
        if word.is_none() && named.is_none() && is_of_paper(page.text, range.start) {
            continue;
        }
        let start = named.as_ref().map(|(law, _)| law.span.start).or(word.map(|word| word.range.start));
        anchors.push(Anchor {
            span: Span { start: start.unwrap_or(range.start), end: range.end },
            word: named.as_ref().map(|(_, word)| (*word).clone()).or(word.cloned()),
            number: Some((range, number)),
            law: named.map(|(law, _)| law),
        });
    }
    anchors.extend(laws.map(|(law, word)| name_only(law, word)));
    anchors.sort_by_key(|anchor| (anchor.span.start, anchor.span.end));
    anchors
}

/// Whether a number stands on a line of its own after "Số:", as a document's own does.
fn is_number_line(text: &str, start: usize) -> bool {
    let before = text.get(text.floor_char_boundary(start.saturating_sub(16))..start).unwrap_or("");
    let line = before.rsplit(['\n', '\t']).next().unwrap_or("");
    line.len() < before.len() && matches!(line.trim().trim_end_matches([':', ' ']), "Số" | "SỐ")
}

/// Whether the number is that of a licence, a certificate, a form.
fn is_of_paper(text: &str, start: usize) -> bool {
    let before = text.get(text.floor_char_boundary(start.saturating_sub(120))..start).unwrap_or("");
    PAPER.is_match(before)
}

/// Whether nothing but "số" stands between a type or a name and the number.
pub(super) fn is_lead(between: &str) -> bool {
    let rest = between.trim();
    rest.is_empty() || matches!(rest.trim_end_matches([':', ' ', '.']), "số" | "Số" | "SỐ" | ", số" | "(số")
}
