//! What kind of page a file is, how far a document went, and the stamps on it.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Found;
use super::super::lines::{self, Mark};
use super::super::zones::Zones;
use super::numbered::Numbered;
use crate::record::{Header, Role, Status};
use crate::rules::regex;
use crate::text::Text;

/// Độ mật, độ khẩn.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    pub(super) secrecy: Option<Found<String>>,
    pub(super) urgency: Option<Found<String>>,
}

/// Names that a form leaves for the user to fill in.
static BLANK_ORGAN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^\W*(?:tên\s+(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|doanh\s+nghiệp|cq|công\s+ty)|cơ\s+quan,?\s+tổ\s+chức|\(?tên(?:\s|$)|#|\{|<|\[)|^\W*[.…]{4}|(?:tỉnh|thành phố|huyện|quận|xã|phường|sở|bộ|phòng)\s*[.…]{3}",
    )
});
/// A document named in running text.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:chỉ thị|công văn|kế hoạch|quyết định|nghị quyết|nghị định|thông tư|hướng dẫn|văn bản|tờ trình|thông báo|chương trình|công điện|pháp lệnh)\s+(?:số\s*:?\s*)?\d{1,6}[a-z]?\s*(?:[-/]{1,2}|\s+(?:về|ngày|của))",
    )
});

/// Whether the page is a document, tells about documents, or is something else.
pub(super) fn role(text: &Text, zones: &Zones, number: Option<&Numbered>, titled: bool) -> Role {
    let nameless = zones.left.iter().any(|line| {
        let quoted = text.quote(*line);
        BLANK_ORGAN.is_match(quoted) && lines::mark(quoted).is_none()
    });
    let anonymous = number.is_none_or(|number| number.serial.is_none() && number.symbol.is_none());
    if nameless || anonymous && is_form(text) {
        return Role::Other;
    }
    let symbol = number.is_some_and(|number| number.symbol.is_some());
    let serial = number.is_some_and(|number| number.serial.is_some());
    let letter = number.is_some() && zones.letterhead.is_some() && zones.addressees.is_some() && !is_form(text);
    // A letter that a page of the web shows without its letterhead still says to whom, copied to whom, and who signed.
    let letter = letter || zones.addressees.is_some() && zones.recipients.is_some() && zones.signature.is_some();
    let titled = titled && (zones.letterhead.is_some() || zones.signature.is_some() || has_prose(text));
    if symbol || titled || letter || serial && zones.letterhead.is_some() {
        return Role::Document;
    }
    if zones.letterhead.is_none() && NAMED.is_match(text.as_str()) { Role::Report } else { Role::Other }
}

/// Whether the text holds a sentence or an article: a title over the head of a table alone is a form.
fn has_prose(text: &Text) -> bool {
    const SENTENCE: usize = 100;
    text.lines(text.whole())
        .any(|line| line.end - line.start > SENTENCE || text.quote(line).trim().starts_with("Điều 1"))
}

/// Whether the text is mostly to be filled in: blanks made of dots on many of its lines.
fn is_form(text: &Text) -> bool {
    let (mut blank, mut written) = (0, 0);
    for line in text.lines(text.whole()).take(200) {
        let quoted = text.quote(line);
        written += 1;
        blank += usize::from(
            quoted.contains("....")
                || quoted.contains("……")
                || quoted.contains("____") && quoted.contains(':')
                || quoted.ends_with(':') && quoted.len() < 60,
        );
    }
    blank >= 3 && blank * 4 >= written
}

/// Whether an assembly passes what is of this type.
pub(super) fn is_law(type_name: &str) -> bool {
    ["Luật", "Bộ luật", "Hiến pháp"].contains(&type_name)
}

/// The stamps at the head of the page.
pub(super) fn stamps(text: &Text, zones: &Zones) -> Stamps {
    let mut stamps = Stamps::default();
    for span in &zones.stamps {
        let quoted = text.quote(*span);
        let word =
            quoted.rsplit(':').next().unwrap_or(quoted).trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        let mut first = word.chars();
        let value = first
            .next()
            .map(|c| c.to_uppercase().chain(first).collect::<String>())
            .unwrap_or_default()
            .replace("Hoả", "Hỏa");
        match lines::mark(quoted) {
            Some((Mark::Secrecy, rule)) => stamps.secrecy = stamps.secrecy.or(Some(Found { value, span: *span, rule })),
            Some((Mark::Urgency, rule)) => stamps.urgency = stamps.urgency.or(Some(Found { value, span: *span, rule })),
            _ => {}
        }
    }
    stamps
}

/// Whether a document without a number is a model for others: it says so above its letterhead, or its subject is dots.
fn is_model(text: &Text, header: &Header) -> bool {
    const HEAD: usize = 6; // lines
    let heads = text.lines(text.whole()).take(HEAD).any(|line| {
        let quoted = text.quote(line).trim();
        matches!(lines::mark(quoted), Some((Mark::Annex, _)))
            || quoted.starts_with("MẪU ")
            || quoted.starts_with("Mẫu ")
    });
    let dots = |value: &String| value.contains("....") || value.contains("……");
    heads || [&header.subject, &header.organ_literal, &header.code_notation].into_iter().flatten().any(dots)
}

/// How far the document went. `is_shown_signed`: it is the image of a document that bears a number, a day or a signature,
/// so that what was not read of it is not blank: a pen wrote it, or a seal covers it.
pub(super) fn status(text: &Text, zones: &Zones, header: &Header, is_shown_signed: bool) -> Status {
    let draft = zones.stamps.iter().any(|span| matches!(lines::mark(text.quote(*span)), Some((Mark::Draft, _))));
    let attached = text.lines(zones.body).take(3).any(|line| {
        let quoted = text.quote(line).trim();
        matches!(lines::mark(quoted), Some((Mark::Attached, _))) && quoted.contains(|c: char| c.is_ascii_digit())
    });
    // The text of a law that bears no letterhead says when it was passed, and has no number to leave blank.
    let passed =
        zones.letterhead.is_none() && header.issued_date.is_some() && header.type_name.as_deref().is_some_and(is_law);
    let attached = attached && header.code_notation.is_none() || passed;
    let missing = header.code_number.is_none() || header.issued_date.as_ref().is_none_or(|date| date.len() < 10);
    let blank = missing && !is_shown_signed;
    if header.code_number.is_none() && !draft && is_model(text, header) {
        return Status::Template;
    }
    if draft || blank && !attached { Status::Draft } else { Status::Issued }
}
