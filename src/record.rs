//! Bản ghi: all that one file says, in the shape that others script against.
//!
//! Names follow the decree's own metadata (Nghị định 30/2020/NĐ-CP, annex VI) in snake_case. Absent knowledge is
//! `null` or `[]`, never a guess.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::read::ReadError;
use crate::text::{Span, Text};

/// One record, one walked file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Last component of the corpus argument, `/`, path below it; a member of a container is `outer.zip!/inner.pdf`.
    pub path: String,
    /// Digest of the file's bytes, in hex; empty when they could not be read.
    pub sha256: String,
    /// What the bytes are, whatever the extension says.
    pub media_type: String,
    /// Size of the file.
    pub bytes: u64,
    /// Number of pages, where the format has them.
    pub pages: Option<u32>,
    /// Where the text came from; `None` when nothing was read.
    pub text_source: Option<TextSource>,
    /// How each page of a PDF or image was read.
    pub page_sources: Vec<PageSource>,
    /// Encoding from before Unicode that was converted: `tcvn3`, `vni`.
    pub legacy_encoding: Option<String>,
    /// Chữ ký số.
    pub signatures: Vec<Signature>,
    /// Path of the first file with the same bytes.
    pub duplicate_of: Option<String>,
    /// Paths of the draft or the signed copy of the same document.
    pub near_duplicates: Vec<String>,
    /// What kind of page this is.
    pub role: Role,
    /// How far a document went; `None` unless role is `document`.
    pub status: Option<Status>,
    /// Why the rest is kept back: `secrecy`.
    pub withheld: Option<String>,
    /// The document's own header; `None` unless role is `document`.
    pub document: Option<Header>,
    /// Every distinct document that the text cites, in order of first appearance.
    pub citations: Vec<Citation>,
    /// The bodies of the executing clause ("Điều 3. … chịu trách nhiệm thi hành"), as written: obliged, with no task of
    /// their own.
    #[serde(default)]
    pub executing: Vec<String>,
    /// Assignments of work to named units or posts.
    pub tasks: Vec<Task>,
    /// Claims that a unit has, or has not, issued.
    pub reported: Vec<Reported>,
    /// Relations that the text states between two other documents.
    pub edges: Vec<Edge>,
    /// Contradictions and weak spots.
    pub doubts: Vec<Doubt>,
    /// Why the file could not be read.
    pub error: Option<RecordError>,
    /// JSON Pointer to the sentence that proves the value.
    pub evidence: BTreeMap<String, Evidence>,
}

/// Where the text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextSource {
    /// The text layer of a PDF.
    TextLayer,
    /// Recognised from an image.
    Ocr,
    /// A format that holds text with structure: DOCX, DOC, HTML.
    Markup,
    /// Text and nothing else.
    Plain,
    /// Pages of more than one kind.
    Mixed,
}

/// How one page of a PDF or image was read, and why so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageSource {
    /// From 1.
    pub page: u32,
    /// `None`: the page was not read.
    pub source: Option<TextSource>,
    /// Share of alphabetic words that are possible Vietnamese syllables.
    pub valid_syllables: Option<f32>,
    /// Share of words with diacritics.
    pub marked: Option<f32>,
    /// Share of the page that images cover.
    pub image_cover: Option<f32>,
    /// What was undone: `tcvn3`, `vni`, `shift`.
    pub repair: Option<String>,
    /// Digits of the letterhead that a pen wrote, as far as they could be read.
    #[serde(default)]
    pub by_pen: Vec<String>,
}

/// Chữ ký số: an electronic signature as the file states it; it is not verified.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who signed.
    pub signer: Option<String>,
    /// For which organisation.
    pub organisation: Option<String>,
    /// Address in the certificate.
    pub email: Option<String>,
    /// Time of signing with its offset, RFC 3339.
    pub signed_at: Option<String>,
}

/// What kind of page a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An administrative, legal or Party document, issued or a draft of one named act.
    Document,
    /// A page that tells about documents.
    Report,
    /// Forms and templates for anyone, speeches, files that are no text.
    #[default]
    Other,
}

/// How far a document went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It bears a number and a day.
    Issued,
    /// Number or day blank, or "dự thảo".
    Draft,
    /// A model text inside a guide.
    Template,
}

/// The document's own header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Số, as printed: `07`, `30c`, `66.19`.
    pub code_number: Option<String>,
    /// The year inside the number (04/2015/NĐ-CP).
    pub code_year: Option<u16>,
    /// Ký hiệu, canonical: `SNV-CCHC&VTLT`, `CT-UBND`, `NQ/TW`.
    pub code_notation: Option<String>,
    /// Tên loại: Chỉ thị, Kế hoạch, Công văn.
    pub type_name: Option<String>,
    /// `YYYY-MM-DD`, or `YYYY-MM` when the day was left blank.
    pub issued_date: Option<String>,
    /// Địa danh.
    pub issued_place: Option<String>,
    /// Issuing body, abbreviations written out, absolute: `Sở Nội vụ tỉnh Lào Cai`.
    pub organ_name: Option<String>,
    /// The unit in the register.
    pub organ_id: Option<String>,
    /// Issuing body as printed.
    pub organ_literal: Option<String>,
    /// The line above it.
    pub parent_literal: Option<String>,
    /// Trích yếu on one line, without `V/v`.
    pub subject: Option<String>,
    /// Kính gửi.
    pub addressees: Vec<String>,
    /// Nơi nhận.
    pub to_places: Vec<String>,
    /// Người ký.
    pub signatory: Option<Signatory>,
    /// Độ khẩn: `Khẩn`, `Thượng khẩn`, `Hỏa tốc`.
    pub urgency: Option<String>,
    /// Độ mật.
    pub secrecy: Option<String>,
}

/// Người ký.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// Họ tên.
    pub full_name: Option<String>,
    /// Chức vụ: `PHÓ CHỦ TỊCH`.
    pub position: Option<String>,
    /// Quyền hạn: `KT. CHỦ TỊCH`.
    pub authority: Option<String>,
}

/// Quan hệ: what the citing document does with the cited one.
/// The order is that of precedence: of several the first is `relation`, the others stand in `also`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Sửa đổi, bổ sung, đính chính, gia hạn.
    Amends,
    /// Thay thế, hợp nhất.
    Replaces,
    /// Bãi bỏ, hủy bỏ, thu hồi, đình chỉ, tạm ngưng.
    Repeals,
    /// Trả lời, phúc đáp.
    RepliesTo,
    /// Đôn đốc, nhắc.
    Reminds,
    /// Triển khai, thực hiện.
    Implements,
    /// Hướng dẫn.
    Guides,
    /// Báo cáo kết quả.
    ReportsOn,
    /// Theo đề nghị.
    ProposedBy,
    /// Kèm theo.
    AttachedTo,
    /// Căn cứ.
    LegalBasis,
    /// Dẫn chiếu: anything else.
    #[default]
    Mentions,
}

/// Viện dẫn: one document that this text cites, with every place where it does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Tên loại.
    pub type_name: Option<String>,
    /// As in [`Header`].
    pub code_number: Option<String>,
    /// As in [`Header`].
    pub code_year: Option<u16>,
    /// As in [`Header`].
    pub code_notation: Option<String>,
    /// As in [`Header`].
    pub issued_date: Option<String>,
    /// The cited document's issuer, absolute as far as the text says.
    pub organ_name: Option<String>,
    /// Of a law cited by name only.
    pub name: Option<String>,
    /// What this document does with it.
    pub relation: Relation,
    /// What else it does with it.
    pub also: Vec<Relation>,
    /// The body that acts, where it is not this document's issuer.
    pub actor: Option<String>,
    /// Every place where it is cited, the first one first.
    pub mentions: Vec<Evidence>,
}

/// Nhiệm vụ: one assignment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Chủ trì: units as written or written out; a group phrase is one entry.
    pub lead: Vec<String>,
    /// Phối hợp.
    pub coordinating: Vec<String>,
    /// What is to be done, verbatim, from the verb, at most 60 words.
    pub action: String,
    /// Thời hạn as written.
    pub deadline_text: Option<String>,
    /// Last admissible day, `YYYY-MM-DD`.
    pub due_date: Option<String>,
    /// `weekly monthly quarterly half-yearly yearly`.
    pub recurrence: Option<String>,
    /// To whom results are reported.
    pub report_to: Option<String>,
    /// `qua Sở Nội vụ`: who collects the reports.
    pub collecting: Option<String>,
    /// Sản phẩm.
    pub product: Option<String>,
}

/// What a claim says of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportedState {
    /// The unit has issued.
    Issued,
    /// The text says that it has not.
    NotIssued,
}

/// A claim that a unit has, or has not, issued an implementing document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// The unit as written or written out.
    pub unit: String,
    /// The directive's number, `10/CT-UBND`.
    pub directive: Option<String>,
    /// Which of the record's citations the directive is: of several with one number, this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directive_citation: Option<usize>,
    /// Which claim.
    pub state: ReportedState,
    /// Number of what the unit issued.
    pub issued_code: Option<String>,
    /// The day up to which the claim holds.
    pub as_of: Option<String>,
}

/// A relation that the text states between two other documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// Number of the acting document, `52/KH-UBND`.
    pub from: Option<String>,
    /// The acting unit.
    pub from_unit: Option<String>,
    /// Number of the document acted on.
    pub to: String,
    /// Which of the record's citations `from` is: a number alone is no identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_citation: Option<usize>,
    /// Which of the record's citations `to` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_citation: Option<usize>,
    /// Which relation.
    pub relation: Relation,
}

/// A contradiction or weak spot; it accuses no one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// A stable word: `as_of_after_issue`, `page_not_read`, ...
    pub kind: String,
    /// One sentence for a person.
    pub text: String,
    /// Where.
    pub evidence: Option<Evidence>,
}

/// Why a file has no text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordError {
    /// One of the kinds of [`ReadError`].
    pub kind: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl From<&ReadError> for RecordError {
    fn from(error: &ReadError) -> Self {
        RecordError { kind: error.kind().to_owned(), message: error.to_string() }
    }
}

/// Bằng chứng: the place that proves a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// From 1; `None` where the format has no pages.
    pub page: Option<u32>,
    /// First byte in the record's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The bytes start..end.
    pub quote: String,
    /// The rule that read it.
    pub rule: String,
}

impl Evidence {
    /// The evidence of what `rule` found at `span`.
    pub fn new(text: &Text, span: Span, rule: &str) -> Evidence {
        Evidence {
            page: text.page(span.start),
            start: span.start,
            end: span.end,
            quote: text.quote(span).to_owned(),
            rule: rule.to_owned(),
        }
    }
}
