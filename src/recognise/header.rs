//! Phần đầu: number, type, day, place, issuer, subject, signatory, addressees, recipients; role and status.

mod doubts;
mod file_name;
mod home;
mod issued;
mod issuer;
mod lists;
mod numbered;
mod role;
mod signatory;
mod subject;

use std::collections::BTreeMap;

use super::{Found, Zones, mend};
use crate::agency::{self, Home};
use crate::date;
use crate::record::{Evidence, Header, Record, Role, Signature, Status};
use crate::rules::RuleId;
use crate::text::{Span, Text};
use crate::units::Register;

/// The rule of a day of issue that the file's electronic signature gives, not its text.
pub const BY_SIGNATURE: RuleId = "header.day.e-signature";
/// The rule of a day of issue whose year the file's electronic signature puts right.
pub const YEAR_BY_SIGNATURE: RuleId = "header.day.e-signature.year";

/// The rule of a number that the name of the file gives, its page having been filled in by hand.
pub const BY_FILE_NAME: RuleId = "header.number.file-name";

/// Rules of this module that are code rather than a pattern.
pub const RULES: &[(RuleId, &str)] = &[
    ("layout.ruler", "a line without letters and figures"),
    ("header.number", "số, ký hiệu in the number line of the letterhead, or in the title of an old act"),
    (BY_FILE_NAME, "số by the name of the file, beside the type or symbol of the page, where a scan does not show it"),
    ("header.type.symbol", "tên loại by the letters of the symbol, where no title names it"),
    ("header.type.letter", "công văn: a letterhead with a number or addressees, and no title"),
    (
        "header.not-read",
        "a number or a day of issue that the image of a signed document must show and that could not be read",
    ),
    ("header.day", "địa danh, ngày tháng in the right column of the letterhead, or in the title of an old act"),
    ("header.day.passed", "the day on which an assembly passed its act, where the letterhead has none"),
    ("header.day.met", "\"Hôm nay, ngày D\" of minutes and contracts, where the letterhead has none"),
    ("header.day.stamp", "the day of signing that a stamp on the page shows, where the text leaves the day blank"),
    (BY_SIGNATURE, "the day of the first electronic signature, where the text leaves the day blank"),
    ("header.day.figure", "the day that ends in the one figure a scan shows, the last one before the signature"),
    (YEAR_BY_SIGNATURE, "a scanned day in the year of the electronic signature of the same days, one figure apart"),
    ("header.organ", "the issuer in the left column of the letterhead, the last of its bodies"),
    ("header.organ.title", "the issuer that the title names (Quyết định của …)"),
    ("header.organ.preamble", "the issuer on its own line above the preamble"),
    ("header.organ.authority", "the body for which the act is signed (TM. …)"),
    ("header.organ.symbol", "the only body that the letters of the symbol can mean"),
    ("header.parent", "the body above the issuer in the left column of the letterhead"),
    ("header.subject", "trích yếu below the type, or after V/v below the number"),
    ("header.addressee", "one entry after Kính gửi"),
    ("header.recipient", "one entry after Nơi nhận"),
    ("header.signatory", "họ tên, the name that ends the first block of the signature"),
    ("header.position", "chức vụ, the line above the name"),
    (
        "header.position.deputy",
        "on a scan, two lines that end in one post are those of a deputy: KT. CHỦ TỊCH, PHÓ CHỦ TỊCH",
    ),
    ("header.authority", "TM., KT., TL., TUQ. and what stands between them and the post"),
];

/// Reads the header into `record` and says what body speaks, where and when.
pub(super) fn recognise(text: &Text, zones: &Zones, units: &Register, record: &mut Record) -> Home {
    let mut number = numbered::number(text, zones);
    let title = subject::type_name(text, zones);
    record.role = role::role(text, zones, number.as_ref(), title.is_some());
    if record.role != Role::Document {
        return home::of_page(text);
    }
    let implied = title.clone().or_else(|| subject::implied_type(text, zones, number.as_ref()));
    let scanned = mend::is_scanned(record);
    if scanned {
        let symbol = number.as_ref().and_then(|number| number.symbol.as_ref()).map(|symbol| symbol.value.clone());
        let line = zones.title_lines.first().map(|line| text.quote(*line));
        let type_name = implied.as_ref().map(|found| found.value.as_str());
        let known = file_name::Known { symbol: symbol.as_deref(), type_name, title: line };
        record.doubts.extend(file_name::settle(text, zones, &record.path, known, &mut number));
    }
    let mut page = Page { text, evidence: &mut record.evidence };
    let mut header = Header::default();
    if let Some(number) = &number {
        header.code_number = page.put("code_number", number.serial.clone());
        header.code_year = page.put("code_year", number.year.clone());
        header.code_notation = page.put("code_notation", number.symbol.clone());
    }
    let symbol = header.code_notation.clone();
    header.type_name = page.put("type_name", implied);
    let (day, doubt) = issued::issued(text, zones, &record.signatures, scanned);
    record.doubts.extend(doubt);
    header.issued_date = page.put("issued_date", day);
    header.issued_place = page.put("issued_place", issued::place(text, zones));
    let issuer = issuer::issuer(text, zones, symbol.as_deref());
    header.organ_literal = page.put("organ_literal", issuer.organ.clone());
    header.parent_literal = page.put("parent_literal", issuer.parent.clone());
    let day = header.issued_date.as_deref().and_then(whole_day);
    let mut home = Home { day, ..Home::default() };
    if let Some(organ) = &header.organ_literal {
        let (parent, place) = (header.parent_literal.as_deref(), header.issued_place.as_deref());
        let named = issuer::placed(&issuer::capitals(organ), place);
        let whole = if scanned { agency::with_lost_word(&named) } else { None };
        let named = whole.map_or(named, str::to_owned);
        let named = home::named_by_page(text, zones, &named, place).unwrap_or(named);
        let named = issuer::with_union(text, zones, &named);
        home = agency::letterhead(&issuer::with_parent(&named, parent), parent, place, day);
    }
    home::settle(text, units, &mut home);
    header.organ_id = home.organ.as_deref().and_then(|organ| units.organ_id(organ, day));
    header.organ_name =
        page.put("organ_name", issuer.organ.zip(home.organ.clone()).map(|(found, name)| found.map(|_| name)));
    header.subject = page.put("subject", subject::subject(text, zones));
    header.addressees = page.put_all("addressees", lists::addressees(text, zones));
    header.to_places = page.put_all("to_places", lists::recipients(text, zones));
    header.signatory = signatory::signatory(text, zones, scanned, &mut page);
    let stamps = role::stamps(text, zones);
    header.urgency = page.put("urgency", stamps.urgency);
    header.secrecy = page.put("secrecy", stamps.secrecy);
    record.withheld = header.secrecy.is_some().then(|| "secrecy".to_owned());
    let is_shown_signed = scanned && is_signed(&header, &record.signatures);
    record.status = Some(role::status(text, zones, &header, is_shown_signed));
    record.doubts.extend(doubts::doubts(text, zones, &header, title.as_ref()));
    if is_shown_signed && record.status == Some(Status::Issued) {
        let not_read = doubts::not_read(text, zones, &header, record);
        record.doubts.extend(not_read);
    }
    let by_pen: Vec<_> = doubts::by_pen(record).collect();
    record.doubts.extend(by_pen);
    record.document = Some(header);
    home
}

/// Whether anything shows that the document was signed or entered into the books. Month and year alone do not: a draft has
/// them in print.
fn is_signed(header: &Header, signatures: &[Signature]) -> bool {
    let is_named = header.signatory.as_ref().is_some_and(|signatory| signatory.full_name.is_some());
    let is_dated = header.issued_date.as_deref().and_then(date::parse_iso).is_some();
    is_named || is_dated || header.code_number.is_some() || !signatures.is_empty()
}

/// Where values go with their evidence.
struct Page<'a> {
    text: &'a Text,
    evidence: &'a mut BTreeMap<String, Evidence>,
}

impl Page<'_> {
    /// Notes the evidence of a value of the header, and gives the value.
    fn put<T>(&mut self, field: &str, found: Option<Found<T>>) -> Option<T> {
        let found = found?;
        self.evidence.insert(format!("/document/{field}"), Evidence::new(self.text, found.span, found.rule));
        Some(found.value)
    }

    /// The same for a list.
    fn put_all<T>(&mut self, field: &str, found: Vec<Found<T>>) -> Vec<T> {
        let numbered = found.into_iter().enumerate();
        numbered.filter_map(|(number, found)| self.put(&format!("{field}/{number}"), Some(found))).collect()
    }
}

impl<T> Found<T> {
    /// The same place for a value derived from this one.
    fn map<U>(self, derive: impl FnOnce(T) -> U) -> Found<U> {
        Found { value: derive(self.value), span: self.span, rule: self.rule }
    }
}

/// The day of an issued date; the last one of its month where the day is blank.
fn whole_day(issued: &str) -> Option<date::Date> {
    date::parse_iso(issued).or_else(|| Some(date::parse_iso(&format!("{issued}-01"))?.last_of_month()))
}

/// Words on one line: every run of white space is one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The smallest span that holds all of `spans`.
fn cover(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::cover)
}

#[cfg(test)]
mod tests;
