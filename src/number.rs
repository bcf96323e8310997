//! Số, ký hiệu: document numbers, parsed, printed in their one true form, compared.

mod asked;
mod scan;
mod symbol;
mod types;

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::regex;

pub use asked::Asked;
pub use scan::numbers;
pub(crate) use scan::numbers_after;
pub use types::{Bare, DocumentType, TypeWord, document_types, type_of_symbol, type_words};

/// Số, ký hiệu. Alone it identifies no document: every province has a `10/CT-UBND` every year.
///
/// `FromStr` reads what clerks type (`10/CT - UBND`, `10 ct ubnd`, `07//KH-UBND`, `57-NQ/TW`); `Display` prints
/// the canonical form, and what it prints reads back as the same number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNumber {
    /// Số as printed: `07`, `30c`, `66.19`.
    pub serial: String,
    /// The year inside the number: 2015 of `04/2015/NĐ-CP`.
    pub year: Option<u16>,
    /// Ký hiệu, canonical: `CT-UBND`, `SNV-CCHC&VTLT`; `NQ/TW` for a Party document; empty where a text gives a
    /// number alone (`Công văn 2349`).
    pub symbol: String,
}

/// Why a text is not a document number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// No digits at the front.
    #[error("does not begin with a number")]
    NoSerial,
    /// A number and nothing that could be a ký hiệu.
    #[error("has no symbol of at least two letters after the number")]
    NoSymbol,
}

impl DocumentNumber {
    /// Builds a number from its parts, the symbol as written.
    pub(crate) fn of(serial: &str, year: Option<u16>, symbol: &str) -> DocumentNumber {
        DocumentNumber { serial: serial.to_owned(), year, symbol: symbol::canonical(symbol) }
    }

    /// Whether it is written in the Party's form, `57-NQ/TW`.
    pub fn is_party(&self) -> bool {
        symbol::is_party(&self.symbol)
    }

    /// One form for all writings of a number: `07//KH-UBND` and `7/KH - UBND` are `7/kh-ubnd`. Leading zeros, case,
    /// and Đ where D cannot mean another type do not count; HD and HĐ, DA and ĐA, CT and CTr, TT and TTr differ.
    pub fn key(&self) -> String {
        self.keyed(symbol::key(&self.symbol))
    }

    /// [`Self::key`] with every Đ as D: what a clerk means who types without marks. It may mean several numbers.
    pub fn loose_key(&self) -> String {
        self.keyed(symbol::loose_key(&self.symbol))
    }

    fn keyed(&self, symbol: String) -> String {
        let serial = serial_key(&self.serial);
        match self.year {
            Some(year) => format!("{serial}/{year}/{symbol}"),
            None => format!("{serial}/{symbol}"),
        }
    }

    /// The tên loại that the symbol names: Chỉ thị for `CT-UBND`, Luật for `QH15`; none for an official letter's.
    pub fn type_name(&self) -> Option<&'static str> {
        // Before the order of type and body was turned, TC was the Ministry of Finance: 04 TC/TCT, 55/TC-TCDN.
        let finance = self.symbol.starts_with("TC/") && !self.symbol.ends_with("/TW");
        type_of_symbol(&self.symbol).filter(|_| !finance)
    }
}

/// A serial without leading zeros and case.
fn serial_key(serial: &str) -> String {
    let lower = serial.to_lowercase();
    match lower.trim_start_matches('0') {
        kept if kept.starts_with(|c: char| c.is_ascii_digit()) => kept.to_owned(),
        _ => lower,
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.serial)?;
        if let Some(year) = self.year {
            write!(out, "/{year}")?;
        }
        match self.symbol.as_str() {
            "" => Ok(()),
            symbol if self.is_party() && self.year.is_none() => write!(out, "-{symbol}"),
            symbol => write!(out, "/{symbol}"),
        }
    }
}

impl FromStr for DocumentNumber {
    type Err = NumberError;

    fn from_str(written: &str) -> Result<Self, NumberError> {
        // The separators between the parts may be anything here: the whole text is known to be a number.
        static PARTS: LazyLock<Regex> = LazyLock::new(|| {
            regex(
                r"(?x)^(?i:số)?[\s:]*
                (?<serial>\d{1,4}-\d{1,3}(?:[\s/]+\d\d\b)|\d{1,6}(?:\.\d{1,3})?(?:\p{L}\b)?)
                [\s/_\p{Pd}]*
                (?:(?<year>(?:19|20)\d\d)(?:[\s/_\p{Pd}]+|$))?
                (?<symbol>\p{L}.*)?$",
            )
        });
        let parts = PARTS.captures(written.trim()).ok_or(NumberError::NoSerial)?;
        let year = parts.name("year").and_then(|year| year.as_str().parse().ok());
        let symbol = parts.name("symbol").map_or("", |symbol| symbol.as_str());
        let number = DocumentNumber::of(&parts["serial"], year, symbol);
        match number.symbol.chars().filter(|c| c.is_alphabetic()).count() {
            0 | 1 => Err(NumberError::NoSymbol),
            _ => Ok(number),
        }
    }
}

#[cfg(test)]
mod tests;
