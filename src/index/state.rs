//! What is known of a file of the corpus: enough to say, without opening it, whether it must be read.

use crate::read::ReadError;
use crate::record::Record;

/// What came of reading a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Read whole.
    Read,
    /// Some pages could not be read.
    Partial,
    /// Could not be read.
    Failed,
    /// Left out on purpose: no kind that is read, no document.
    LeftOut,
    /// A scan, left out because OCR was off.
    OcrOff,
    /// Kept back for its secrecy stamp.
    Withheld,
    /// Bears a secrecy stamp and was taken in all the same.
    Secret,
}

impl Outcome {
    const ALL: [Outcome; 7] = [
        Outcome::Read,
        Outcome::Partial,
        Outcome::Failed,
        Outcome::LeftOut,
        Outcome::OcrOff,
        Outcome::Withheld,
        Outcome::Secret,
    ];

    /// The stable word for it.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Read => "read",
            Outcome::Partial => "partial",
            Outcome::Failed => "failed",
            Outcome::LeftOut => "left_out",
            Outcome::OcrOff => "ocr_off",
            Outcome::Withheld => "withheld",
            Outcome::Secret => "secret",
        }
    }

    pub(super) fn parse(word: &str) -> Outcome {
        Outcome::ALL.into_iter().find(|outcome| outcome.word() == word).unwrap_or(Outcome::Failed)
    }

    /// The outcome that a finished record shows.
    pub(super) fn of(record: &Record) -> Outcome {
        match &record.error {
            Some(error) if error.kind == ReadError::OcrOff(0).kind() => Outcome::OcrOff,
            Some(error) if error.kind == "unsupported" || error.kind == "ignored" => Outcome::LeftOut,
            Some(_) => Outcome::Failed,
            None if record.withheld.is_some() => Outcome::Withheld,
            None if record.doubts.iter().any(|doubt| doubt.kind == "page_not_read") => Outcome::Partial,
            None if is_secret(record) => Outcome::Secret,
            None => Outcome::Read,
        }
    }

    /// Whether the run that met it ends with exit code 3, and the next one tries again.
    pub fn is_failure(self) -> bool {
        matches!(self, Outcome::Partial | Outcome::Failed)
    }

    /// Whether the index holds the file's text.
    pub fn has_text(self) -> bool {
        matches!(self, Outcome::Read | Outcome::Partial | Outcome::Secret)
    }
}

/// Whether the letterhead bears a secrecy stamp.
pub(super) fn is_secret(record: &Record) -> bool {
    record.withheld.is_some() || record.document.as_ref().is_some_and(|document| document.secrecy.is_some())
}

/// What is known of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileState {
    /// As the record names it.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Time of last change, nanoseconds since 1970.
    pub modified: i64,
    /// What the bytes are.
    pub media_type: String,
    /// Digest of the bytes, in hex; empty when they could not be read.
    pub sha256: String,
    /// What came of reading.
    pub outcome: Outcome,
    /// Version of the reader, the rules and the register that it was read and recognised by.
    pub rules: String,
}
