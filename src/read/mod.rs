//! Bytes to text. Sniffs what the bytes are, whatever the extension says; each format is one file beside this one.

use serde::{Deserialize, Serialize};

use crate::record::{PageSource, Signature, TextSource};
use crate::text::Text;

/// What a reader got out of one file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What the bytes are.
    pub media_type: String,
    /// Number of pages, where the format has them.
    pub pages: Option<u32>,
    /// Where the text came from.
    pub text_source: Option<TextSource>,
    /// How each page was read; a page whose `source` is `None` was not.
    pub page_sources: Vec<PageSource>,
    /// Encoding from before Unicode that was converted.
    pub legacy_encoding: Option<String>,
    /// Chữ ký số.
    pub signatures: Vec<Signature>,
    /// The text with its layout.
    pub text: Text,
}

/// Why a file could not be read: what is wrong and what to do. The path is the caller's to add.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ReadError {
    /// The file could not be opened.
    #[error("cannot be opened: {0}")]
    Open(String),
    /// A kind of file that is not read.
    #[error("not a kind of file that is read ({0})")]
    Unsupported(String),
    /// A file that is no document: hidden, a lock file, the corpus's own tables.
    #[error("left out: {0}")]
    Ignored(String),
    /// Over the limit.
    #[error("{bytes} bytes, over the limit of {limit}: raise it with --max-file")]
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// The limit in force.
        limit: u64,
    },
    /// Needs a password.
    #[error("encrypted: remove the password and build again")]
    Encrypted,
    /// The bytes are not what they claim to be.
    #[error("damaged: {0}")]
    Malformed(String),
    /// Reading took too long.
    #[error("not read within {0} seconds: raise --read-seconds, or leave the file out with --exclude")]
    TimedOut(u64),
    /// Reading took too much memory.
    #[error("needs more memory than the limit of {0} bytes: raise --read-memory, or leave the file out with --exclude")]
    OutOfMemory(u64),
    /// The reading process ended.
    #[error("the reader broke down on it ({0}): leave the file out with --exclude, and report it")]
    Crashed(String),
    /// A scan, and no tesseract.
    #[error("scanned, {0} pages, and tesseract is not installed: apt install tesseract-ocr-vie")]
    OcrMissing(u32),
    /// A scan, and OCR was switched off.
    #[error("scanned, {0} pages, and --ocr is off")]
    OcrOff(u32),
}

impl ReadError {
    /// The stable word for it in a record.
    pub fn kind(&self) -> &'static str {
        match self {
            ReadError::Open(_) => "open",
            ReadError::Unsupported(_) => "unsupported",
            ReadError::Ignored(_) => "ignored",
            ReadError::TooLarge { .. } => "too_large",
            ReadError::Encrypted => "encrypted",
            ReadError::Malformed(_) => "malformed",
            ReadError::TimedOut(_) => "timed_out",
            ReadError::OutOfMemory(_) => "out_of_memory",
            ReadError::Crashed(_) => "crashed",
            ReadError::OcrMissing(_) => "ocr_missing",
            ReadError::OcrOff(_) => "ocr_off",
        }
    }

    /// Whether the run still ends with exit code 0: the file was left out on purpose.
    pub fn is_harmless(&self) -> bool {
        matches!(self, ReadError::Unsupported(_) | ReadError::Ignored(_) | ReadError::OcrOff(_))
    }
}
