//! Where a letterhead stands, and what above that line belongs to it.

use super::super::lines::{self, Column, Line, Mark};
use super::super::names;
use crate::text::Text;

/// The line that shows that there is a letterhead: the name of the state or the Party, else a number line.
pub(super) fn anchor(text: &Text, head: &[Line]) -> Option<usize> {
    if let Some(nation) = below_card(text, head).or_else(|| below_summary(head)) {
        return Some(nation);
    }
    let end = head
        .iter()
        .position(|line| {
            matches!(line.mark, Some(Mark::Body | Mark::Attached)) || names::type_title(text.quote(line.span)).is_some()
        })
        .unwrap_or(head.len());
    let before = head.get(..end)?;
    before
        .iter()
        .position(|line| line.mark == Some(Mark::Nation))
        .or_else(|| before.iter().position(|line| line.mark == Some(Mark::Number)))
}

/// The name of the state below the card that a page of the web puts over a document: "Số hiệu: 1/QĐ-UBND", "Loại văn bản:
/// Quyết định". The document has a title of its own.
fn below_card(text: &Text, head: &[Line]) -> Option<usize> {
    const NEAR: usize = 16; // lines
    let nation = head.iter().position(|line| line.mark == Some(Mark::Nation))?;
    let (card, document) = head.split_at(nation);
    const RUNNING_TEXT: usize = 40; // "01-08-2019" begins as the items of a list do
    let runs = |line: &Line| {
        matches!(line.mark, Some(Mark::Body | Mark::Attached | Mark::Addressees))
            && text.quote(line.span).len() > RUNNING_TEXT
    };
    let is_title = |line: &Line| names::type_title(text.quote(line.span)).is_some();
    let opens = |line: &Line| is_title(line) || line.mark == Some(Mark::Addressees);
    let titled = card.iter().any(is_title) && document.iter().take(NEAR).any(opens);
    (titled && !card.iter().any(runs)).then_some(nation)
}

/// The name of the state below the line or two that a page of the web quotes from a document above it.
fn below_summary(head: &[Line]) -> Option<usize> {
    const SUMMARY: usize = 3; // lines
    let nation = head.iter().take(SUMMARY).position(|line| line.mark == Some(Mark::Nation))?;
    let behind = head.get(nation..)?.iter().take(SUMMARY + 3);
    let mut marks = behind.map(|line| line.mark);
    let headed = marks.clone().any(|mark| mark == Some(Mark::Number)) && marks.any(|mark| mark == Some(Mark::Day));
    headed.then_some(nation)
}

/// Whether a line above the anchor is part of the letterhead.
pub(super) fn belongs_above(text: &Text, line: &Line, table: Option<usize>, near_top: bool) -> bool {
    let quoted = text.quote(line.span);
    match line.mark {
        Some(Mark::Furniture | Mark::Body | Mark::Annex) => line.table.is_some() && line.table == table,
        Some(_) => true,
        None => {
            line.table.is_some() && line.table == table
                || line.column == Column::Left
                || quoted.len() < 160 && lines::is_capitals(quoted)
                || near_top && quoted.len() < 70 && names::is_body(quoted)
        }
    }
}
