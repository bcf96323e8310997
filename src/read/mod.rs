//! Bytes to text. Sniffs what the bytes are, whatever the extension says; each format is one file beside this one.

mod archive;
mod beside;
mod block;
mod confine;
mod container;
mod desk;
mod docx;
mod edxml;
mod html;
mod legacy;
mod names;
mod numbering;
mod ocr;
mod odt;
mod office;
mod pdf;
mod picture;
mod rtf;
mod sheet;
mod sniff;
mod tnef;
mod truth;
mod txt;
mod typed;
pub mod worker;

use std::fmt::Write as _;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::record::{PageSource, Signature, TextSource};
use crate::text::Text;

pub use confine::Isolation;
use container::Budget;
use desk::Desk;
use sniff::Format;

/// Counted up when the same bytes are read in another way: what was read before is then read again. Images that OCR saw
/// have a version of their own.
pub const REVISION: u32 = 2;

pub use ocr::{Ruling, SeenPage, SeenWord, is_installed as ocr_is_installed};

/// When scans are recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ocr {
    /// Where tesseract is installed; a scan is reported when it is not.
    #[default]
    Auto,
    /// Never.
    Off,
    /// Always: without tesseract nothing is read at all.
    Require,
}

impl FromStr for Ocr {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "auto" => Ok(Ocr::Auto),
            "off" => Ok(Ocr::Off),
            "require" => Ok(Ocr::Require),
            _ => Err("auto, off or require".to_owned()),
        }
    }
}

/// Limits and choices for reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// When scans are recognised.
    pub ocr: Ocr,
    /// Largest file that is opened, in bytes.
    pub max_file: u64,
    /// Memory that one reading process may take, in bytes.
    pub read_memory: u64,
    /// Wall time for one file, and again for each of its pages that is recognised, in seconds; a container may take ten
    /// times as long.
    pub read_seconds: u64,
    /// Largest answer of a reading process for one file, in bytes.
    pub max_text: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options { ocr: Ocr::Auto, max_file: 256 << 20, read_memory: 2 << 30, read_seconds: 60, max_text: 256 << 20 }
    }
}

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
    /// The bytes are not whole: what stands here is read as far as it goes.
    pub damaged: bool,
    /// The text with its layout.
    pub text: Text,
    /// The files inside, where the file is a container.
    pub members: Vec<Member>,
}

/// A file inside a container; its record's path is the container's, `!/`, and `name`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Path inside the container; of a container inside it, `inner.zip!/a.pdf`.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Digest of its bytes, in hex.
    pub sha256: String,
    /// What was read. Its own `members` are empty: they stand beside it.
    pub reading: Result<Reading, ReadError>,
}

/// Reads one file. `name` serves only where the bytes leave a choice.
pub fn read(bytes: &[u8], name: &str, options: &Options) -> Result<Reading, ReadError> {
    read_asking(bytes, name, options, &mut Desk::alone())
}

/// The same where a desk knows what was recognised before.
fn read_asking(bytes: &[u8], name: &str, options: &Options, desk: &mut Desk<'_>) -> Result<Reading, ReadError> {
    read_within(bytes, name, options, &mut Budget::new(options, desk))
}

/// What the bytes are.
pub fn media_type(bytes: &[u8], name: &str) -> &'static str {
    sniff::sniff(bytes, name).media_type()
}

fn read_within(bytes: &[u8], name: &str, options: &Options, budget: &mut Budget<'_, '_>) -> Result<Reading, ReadError> {
    if bytes.len() as u64 > options.max_file {
        return Err(ReadError::TooLarge { bytes: bytes.len() as u64, limit: options.max_file });
    }
    match sniff::sniff(bytes, name) {
        Format::Empty => Err(ReadError::Malformed("the file is empty".to_owned())),
        Format::Pdf => pdf::read(bytes, options, budget.desk),
        Format::Docx => docx::read(bytes, options),
        format @ (Format::Odt | Format::Ods) => odt::read(bytes, format, options),
        format @ (Format::Doc | Format::Xls | Format::Xlsx) => office::read(bytes, format),
        Format::Rtf => Ok(rtf::read(bytes)),
        Format::Html => Ok(html::read(bytes)),
        Format::Text => Ok(txt::read(bytes)),
        Format::Zip => container::zip(bytes, options, budget),
        Format::Eml => container::message(bytes, options, budget),
        Format::Tnef => tnef::read(bytes, options, budget),
        Format::Edxml => edxml::read(bytes, options, budget),
        Format::Image(kind) => picture::read(bytes, kind, options, budget.desk),
        format @ (Format::Ole | Format::Xml | Format::Gif | Format::Binary) => {
            Err(ReadError::Unsupported(format.media_type().to_owned()))
        }
    }
}

/// Digest of bytes, SHA-256 in hex.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
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
    /// More inside a container than is read.
    #[error("{0}: unpack it and build again")]
    Overfull(String),
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
            ReadError::TooLarge { .. } | ReadError::Overfull(_) => "too_large",
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
