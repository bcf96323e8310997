//! Số, ký hiệu: document numbers, parsed, printed in their one true form, compared.

/// Số, ký hiệu. Alone it identifies no document: every province has a `10/CT-UBND` every year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNumber {
    /// Số as printed: `07`, `30c`, `66.19`.
    pub serial: String,
    /// The year inside the number: 2015 of `04/2015/NĐ-CP`.
    pub year: Option<u16>,
    /// Ký hiệu, canonical: `CT-UBND`, `SNV-CCHC&VTLT`; `NQ/TW` for a Party document.
    pub symbol: String,
}
