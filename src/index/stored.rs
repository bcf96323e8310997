//! What is stored of an entry, as it is read: whole, or no further than a hit needs.

use tantivy::TantivyDocument;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::schema::{Field, OwnedValue, Value};

use crate::text::Text;

/// Card and characters, which stand first. Record and layout are longer than both, and are not looked at.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// Encoded.
    pub(crate) card: Vec<u8>,
    /// The field that follows.
    next: Option<(Field, String)>,
}

impl Shown {
    /// Of a file that has a text.
    pub(crate) fn text(self, text: Field) -> Option<String> {
        self.next.filter(|(field, _)| *field == text).map(|(_, text)| text)
    }
}

impl DocumentDeserialize for Shown {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut entry: D) -> Result<Shown, DeserializeError> {
        let mut shown = Shown::default();
        if let Some((_, OwnedValue::Bytes(card))) = entry.next_field()? {
            shown.card = card;
        }
        if let Some((field, OwnedValue::Str(text))) = entry.next_field()? {
            shown.next = Some((field, text));
        }
        Ok(shown)
    }
}

/// The text of an entry with its layout; empty where it has none, `None` where it cannot be read.
pub(super) fn text(entry: &TantivyDocument, text: Field, layout: Option<Field>) -> Option<Text> {
    let Some(text) = entry.get_first(text) else { return Some(Text::default()) };
    match text.as_str() {
        Some(content) => {
            let layout = layout.and_then(|layout| entry.get_first(layout)?.as_bytes());
            Some(Text::of_parts(content.to_owned(), postcard::from_bytes(layout?).ok()?))
        }
        // As it was stored until format 4.
        None => postcard::from_bytes(text.as_bytes()?).ok(),
    }
}

/// The bytes of a field, whether they are characters or not.
pub(super) fn bytes(entry: &TantivyDocument, field: Field) -> Option<&[u8]> {
    let value = entry.get_first(field)?;
    value.as_str().map(str::as_bytes).or_else(|| value.as_bytes())
}
