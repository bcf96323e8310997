//! Contradictions within the header.

use super::super::Found;
use super::super::zones::Zones;
use crate::number;
use crate::record::{Doubt, Evidence, Header};
use crate::text::Text;

/// What does not fit together.
pub(super) fn doubts(text: &Text, _zones: &Zones, header: &Header, title: Option<&Found<String>>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if let (Some(title), Some(symbol)) = (title, &header.code_notation)
        && let Some(named) = number::type_of_symbol(symbol)
        && named != title.value
    {
        doubts.push(Doubt {
            kind: "type_and_symbol_disagree".to_owned(),
            text: format!("the title says {}, the symbol {symbol} says {named}", title.value),
            evidence: Some(Evidence::new(text, title.span, title.rule)),
        });
    }
    doubts
}
