//! Hits and facets for a person.

use std::io::{self, Write};

use super::super::lang::Lang;
use super::super::output;
use super::tell;
use crate::search::{Answer, Facet, Hit};

/// Values of one facet that are shown.
const VALUES: usize = 10;

pub(super) fn hit(out: &mut impl Write, hit: &Hit, coloured: bool, lang: Lang) -> io::Result<()> {
    let mark = |text: &str, on: &str| if coloured { format!("\u{1b}[{on}m{text}\u{1b}[0m") } else { text.to_owned() };
    let day = hit.issued_date.as_deref().map(output::day);
    // Only a document can lack its number.
    let code = match (&hit.code, hit.status.as_deref()) {
        (Some(code), _) => format!("{code}  "),
        (None, Some("report" | "other")) => String::new(),
        (None, _) => lang.pick("no number  ", "không số  ").to_owned(),
    };
    let status = hit.status.as_deref().filter(|status| !matches!(*status, "issued" | "document"));
    let status = status.map(|status| tell::value("status", status, lang).to_owned());
    let head = [hit.type_name.clone(), day, hit.organ_name.clone(), status];
    let partial = hit.partial.then(|| lang.pick("only some of the words", "chỉ khớp một phần").to_owned());
    let head: Vec<String> = head.into_iter().chain([partial]).flatten().collect();
    writeln!(out, "{:>3}. {}{}", hit.rank, mark(&code, "1"), head.join(" · "))?;
    if let Some(subject) = hit.subject.as_ref().or(hit.title.as_ref()) {
        writeln!(out, "     {subject}")?;
    }
    if !hit.snippet.is_empty() {
        let mut line = String::new();
        let mut at = 0;
        for (start, end) in &hit.highlights {
            line.push_str(hit.snippet.get(at..*start).unwrap_or(""));
            line.push_str(&mark(hit.snippet.get(*start..*end).unwrap_or(""), "1;33"));
            at = *end;
        }
        line.push_str(hit.snippet.get(at..).unwrap_or(""));
        writeln!(out, "     … {line} …")?;
    }
    let page = hit.page.map(|page| lang.pick(format!(", page {page}"), format!(", trang {page}"))).unwrap_or_default();
    let why: Vec<&str> = hit.why.iter().map(|why| tell::why(why, lang)).collect();
    let why = if why.is_empty() { String::new() } else { format!("  [{}]", why.join(", ")) };
    writeln!(out, "     {}{page}{}", mark(&hit.path, "2"), mark(&why, "2"))?;
    for twin in &hit.duplicates {
        writeln!(out, "     {} {twin}", lang.pick("same document:", "cùng văn bản:"))?;
    }
    writeln!(out)
}

/// How many hits there are, of those shown with all of the query and with a part of it, and the facets.
pub(super) fn end(out: &mut impl Write, answer: &Answer, shown: [usize; 2], lang: Lang) -> io::Result<()> {
    let (total, partial) = (answer.total, answer.partial);
    let whole = lang.pick(
        format!("{} of {total} that hold all of it", shown[0]),
        format!("{} trong {total} kết quả khớp đủ", shown[0]),
    );
    let part = lang.pick(
        format!("{} of {partial} that hold a part of it", shown[1]),
        format!("{} trong {partial} kết quả chỉ khớp một phần", shown[1]),
    );
    match shown {
        [0, 0] => output::message(lang.pick("nothing found", "không tìm thấy")),
        [_, 0] => writeln!(out, "{whole}")?,
        [0, _] => writeln!(out, "{}; {part}", lang.pick("none holds all of it", "không văn bản nào khớp đủ"))?,
        _ => writeln!(out, "{whole}; {part}")?,
    }
    for values in answer.facets.chunk_by(|a, b| a.facet == b.facet) {
        facet(out, values, lang)?;
    }
    Ok(())
}

fn facet(out: &mut impl Write, values: &[Facet], lang: Lang) -> io::Result<()> {
    let Some(first) = values.first() else { return Ok(()) };
    writeln!(out, "\n{}", tell::facet(first.facet, lang))?;
    for one in values.iter().take(VALUES) {
        writeln!(out, "  {:>6}  {}", one.count, tell::value(one.facet, &one.value, lang))?;
    }
    let more = values.len().saturating_sub(VALUES);
    if more > 0 {
        writeln!(out, "          {}", lang.pick(format!("and {more} more"), format!("và {more} giá trị nữa")))?;
    }
    Ok(())
}
