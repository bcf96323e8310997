//! Contradictions within the header.

use super::super::lines::{self, Mark};
use super::super::zones::Zones;
use super::super::{Found, other_year};
use super::{issued, numbered};
use crate::agency;
use crate::date;
use crate::number;
use crate::record::{Doubt, Evidence, Header, Record};
use crate::text::Text;

/// What does not fit together.
pub(super) fn doubts(text: &Text, zones: &Zones, header: &Header, title: Option<&Found<String>>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if let (Some(title), Some(symbol)) = (title, &header.code_notation)
        && let Some(named) = other_type(&title.value, symbol)
    {
        doubts.push(Doubt {
            kind: "type_and_symbol_disagree".to_owned(),
            text: format!("tên loại là {}, ký hiệu {symbol} là của {named}", title.value),
            evidence: Some(Evidence::new(text, title.span, title.rule)),
        });
    }
    if let Some((year, day)) = other_year(header.code_year, header.issued_date.as_deref()) {
        doubts.push(Doubt {
            kind: "number_and_day_disagree".to_owned(),
            text: format!("số của năm {year}, ngày ban hành {day}"),
            evidence: Some(Evidence::new(text, zones.letterhead.or(zones.title).unwrap_or_default(), "header.day")),
        });
    }
    for line in zones.right.iter().chain(&zones.left) {
        let quoted = text.quote(*line);
        let is_day = matches!(lines::mark(quoted), Some((Mark::Day, _)));
        if is_day
            && header.issued_date.as_ref().is_none_or(|day| day.len() < 10)
            && date::dates(quoted).any(|written| written.is_impossible() && written.day.is_some())
        {
            doubts.push(Doubt {
                kind: "impossible_date".to_owned(),
                text: format!("ngày ban hành không có trong lịch: {quoted}"),
                evidence: Some(Evidence::new(text, *line, "header.day")),
            });
        }
    }
    if let (Some(symbol), Some(organ)) = (&header.code_notation, &header.organ_name)
        && let Some(named) = other_body(symbol, organ)
    {
        let span = zones.letterhead.or(zones.title).unwrap_or_default();
        doubts.push(Doubt {
            kind: "symbol_and_issuer_disagree".to_owned(),
            text: format!("cơ quan ban hành ghi là {organ}, ký hiệu {symbol} là của {named}"),
            evidence: Some(Evidence::new(text, span, "header.organ.symbol")),
        });
    }
    doubts
}

/// The number and the day that hold digits of a pen: read from its strokes alone, they want a look at the page.
pub(super) fn by_pen(record: &Record) -> impl Iterator<Item = Doubt> + '_ {
    let by_pen = record.page_sources.first().map_or(&[][..], |page| page.by_pen.as_slice());
    [("number_by_pen", "/document/code_number"), ("day_by_pen", "/document/issued_date")].into_iter().filter_map(
        move |(kind, field)| {
            let evidence = record.evidence.get(field)?;
            let mut figures = evidence.quote.split(|c: char| !c.is_ascii_digit());
            figures.any(|figure| by_pen.iter().any(|seen| seen == figure)).then(|| Doubt {
                kind: kind.to_owned(),
                text: format!("viết tay, đọc theo nét bút: {}", evidence.quote),
                evidence: Some(evidence.clone()),
            })
        },
    )
}

/// The number and the day that the image of a signed document must show, and that could not be read.
pub(super) fn not_read(text: &Text, zones: &Zones, header: &Header, record: &Record) -> Vec<Doubt> {
    let Some(letterhead) = zones.letterhead else { return Vec::new() };
    let is_told = |kind: &str| record.doubts.iter().any(|doubt| doubt.kind.starts_with(kind));
    let is_whole = header.issued_date.as_ref().is_some_and(|day| day.len() == 10);
    let missing = [
        (header.code_number.is_none(), "number_not_read", "số", numbered::line(text, zones)),
        (!is_whole && !is_told("day_by_"), "day_not_read", "ngày ban hành", issued::day_lines(text, zones).next()),
    ];
    let doubts = missing.into_iter().filter(|(is_missing, ..)| *is_missing);
    doubts
        .map(|(_, kind, what, line)| Doubt {
            kind: kind.to_owned(),
            text: format!("ảnh quét không đọc được {what}: cần xem trang"),
            evidence: Some(Evidence::new(text, line.unwrap_or(letterhead), "header.not-read")),
        })
        .collect()
}

/// The central body that the symbol names by itself, where the letterhead names another central body.
fn other_body(symbol: &str, organ: &str) -> Option<&'static str> {
    let named = agency::implied_by_symbol(symbol)?;
    let central = match agency::level(organ) {
        Some(level) => level == agency::Level::Central,
        None => organ.starts_with("Bộ "), // a ministry that no list knows
    };
    let joint = organ.contains(", ") || symbol.split('-').count() > 2;
    (central && !joint && !agency::same_body(named, organ)).then_some(named)
}

/// The type that the symbol names, where it is another than the title's.
fn other_type(title: &str, symbol: &str) -> Option<&'static str> {
    let letters = symbol.split(['-', '/']).next()?;
    let of_symbol = || number::document_types().iter().filter(|kind| kind.symbols.iter().any(|known| known == letters));
    let fits = of_symbol().any(|kind| kind.name.starts_with(title) || title.starts_with(&kind.name));
    let known = number::document_types().iter().any(|kind| kind.name == title && !kind.symbols.is_empty());
    of_symbol()
        .next()
        .filter(|_| known && !fits && (symbol.contains('-') || symbol.ends_with("/TW")))
        .map(|kind| kind.name.as_str())
}
