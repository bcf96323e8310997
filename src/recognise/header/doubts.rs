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
        && let Some(named) = other_type(&title.value, symbol)
    {
        doubts.push(Doubt {
            kind: "type_and_symbol_disagree".to_owned(),
            text: format!("the title says {}, the symbol {symbol} says {named}", title.value),
            evidence: Some(Evidence::new(text, title.span, title.rule)),
        });
    }
    doubts
}

/// The type that the symbol names, where it is another than the title's.
fn other_type(title: &str, symbol: &str) -> Option<&'static str> {
    let letters = symbol.split(['-', '/']).next()?;
    let of_symbol = || number::document_types().iter().filter(|kind| kind.symbols.iter().any(|known| known == letters));
    let fits = of_symbol().any(|kind| kind.name.starts_with(title) || title.starts_with(&kind.name));
    let known = number::document_types().iter().any(|kind| kind.name == title && !kind.symbols.is_empty());
    of_symbol()
        .next()
        .filter(|_| known && !fits && symbol.contains('-') || known && !fits && symbol.ends_with("/TW"))
        .map(|kind| kind.name.as_str())
}
