//! What a hit shows of its file, stored apart from the whole record: to read it parses neither record nor layout.

use serde::{Deserialize, Serialize};

use super::entry::own_number;
use super::sketch::Sketch;
use super::title::title;
use crate::record::{Evidence, Record, Role, Status, TextSource};
use crate::text::Text;

/// What is shown of one file, task or citation before anything else of it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Card {
    /// Path of the record.
    pub(crate) path: String,
    /// Số, ký hiệu.
    pub(crate) code: Option<String>,
    /// Tên loại.
    pub(crate) type_name: Option<String>,
    /// Day of issue.
    pub(crate) issued_date: Option<String>,
    /// Issuer.
    pub(crate) organ_name: Option<String>,
    /// Trích yếu.
    pub(crate) subject: Option<String>,
    /// First line of a file without a letterhead.
    pub(crate) title: Option<String>,
    /// `issued`, `draft`, `template`, `document`, `report` or `other`.
    pub(crate) status: String,
    /// Whether OCR read any of it: then letters may be misread.
    pub(crate) by_ocr: bool,
    /// Whether the issuer is a unit of the register: then no letter of its name is misread.
    pub(crate) is_registered: bool,
    /// Of a document: what it says, to be known again by.
    pub(crate) sketch: Option<Sketch>,
    /// Of a task or citation: its words.
    pub(crate) quote: String,
    /// Of a task or citation: its page.
    pub(crate) page: Option<u32>,
    /// The text of the file has pages.
    pub(crate) paged: bool,
}

impl Card {
    /// Of a whole file.
    pub(super) fn of(record: &Record, text: &Text) -> Card {
        let header = record.document.as_ref();
        let said =
            |value: fn(&crate::record::Header) -> &Option<String>| header.and_then(|header| value(header).clone());
        Card {
            path: record.path.clone(),
            code: header.and_then(own_number).map(|number| number.to_string()),
            type_name: said(|header| &header.type_name),
            issued_date: said(|header| &header.issued_date),
            organ_name: said(|header| &header.organ_name),
            subject: said(|header| &header.subject),
            title: if header.is_none() { title(text.as_str()).map(str::to_owned) } else { None },
            status: status(record).to_owned(),
            by_ocr: matches!(record.text_source, Some(TextSource::Ocr | TextSource::Mixed)),
            is_registered: header.is_some_and(|header| header.organ_id.is_some()),
            sketch: header.and_then(|_| Sketch::of(record, text)),
            paged: text.is_paged(),
            ..Card::default()
        }
    }

    /// The same for a task or citation of the file, with the words that say it and where they stand.
    pub(super) fn part(&self, text: &Text, words: Option<&str>, evidence: Option<&Evidence>) -> Card {
        let words = words.or(evidence.map(|evidence| evidence.quote.as_str())).unwrap_or_default();
        let page = evidence.and_then(|evidence| text.page(evidence.start));
        Card { quote: words.to_owned(), page, sketch: None, ..self.clone() }
    }
}

fn status(record: &Record) -> &'static str {
    match (record.role, record.status) {
        (Role::Document, Some(Status::Issued)) => "issued",
        (Role::Document, Some(Status::Draft)) => "draft",
        (Role::Document, Some(Status::Template)) => "template",
        (Role::Document, None) => "document",
        (Role::Report, _) => "report",
        (Role::Other, _) => "other",
    }
}
