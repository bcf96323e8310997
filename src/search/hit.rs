//! One entry of the index as a hit: its header, its best passage, and why it was found.

use serde::Serialize;
use tantivy::DocAddress;

use super::Scope;
use super::snippet::Finder;
use crate::index::{Card, IndexError, Store};
use crate::text::Text;

/// One document, task or citation that fits.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// The better the higher.
    pub score: f32,
    /// Path of the record.
    pub path: String,
    /// Page of the snippet.
    pub page: Option<u32>,
    /// Số, ký hiệu.
    pub code: Option<String>,
    /// Tên loại.
    pub type_name: Option<String>,
    /// Day of issue.
    pub issued_date: Option<String>,
    /// Issuer.
    pub organ_name: Option<String>,
    /// Trích yếu.
    pub subject: Option<String>,
    /// First line of what has no letterhead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `issued`, `draft`, `template`; `report` and `other` are roles.
    pub status: Option<String>,
    /// A passage of the text on one line.
    pub snippet: String,
    /// Ranges of bytes of the snippet.
    pub highlights: Vec<(usize, usize)>,
    /// What matched: `number`, `cites`, `subject`, `issuer`, `text`.
    pub why: Vec<&'static str>,
    /// Not every word is there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// Which task or citation of the record, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<usize>,
    /// The task or citation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<serde_json::Value>,
    /// Other paths that hold the same document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub duplicates: Vec<String>,
}

/// One hit from what is stored of it; `keys` are those of the numbers asked for.
pub(super) fn read(
    store: &Store,
    address: DocAddress,
    (card, text): (Card, &Text),
    scope: Scope,
    finder: &Finder<'_>,
    keys: &[String],
) -> Result<Hit, IndexError> {
    let (part, ordinal, passage, page) = match scope {
        Scope::Documents => {
            let passage = finder.snippet(text);
            let page = text.page(passage.start);
            (None, None, passage, page)
        }
        Scope::Tasks | Scope::Citations => {
            let (ordinal, part) = store.part_at(address)?;
            (Some(part), Some(ordinal), finder.snippet(&Text::plain(&card.quote)), card.page)
        }
    };
    let fields = store.fields();
    let holds = |field| Ok::<bool, IndexError>(!keys.is_empty() && store.holds(address, field, keys)?);
    let bears = holds(fields.number)?;
    let is_in = |text: &Option<String>| text.as_ref().is_some_and(|text| finder.is_in(text));
    let found = [
        ("number", bears && scope != Scope::Citations),
        ("cites", bears && scope == Scope::Citations || holds(fields.cites)?),
        ("subject", is_in(&card.subject)),
        ("issuer", is_in(&card.organ_name)),
        ("text", !passage.highlights.is_empty()),
    ];
    Ok(Hit {
        page,
        code: card.code,
        status: Some(card.status),
        why: found.into_iter().filter(|(_, holds)| *holds).map(|(why, _)| why).collect(),
        path: card.path,
        type_name: card.type_name,
        issued_date: card.issued_date,
        organ_name: card.organ_name,
        subject: card.subject,
        title: card.title,
        snippet: passage.text,
        highlights: passage.highlights,
        ordinal,
        part,
        ..Hit::default()
    })
}
