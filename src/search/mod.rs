//! A query to hits.

use serde::Serialize;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Score, Term};

use crate::index::{FILE, IndexError, Store, analyzer};
use crate::text::Text;

/// One document that fits.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// The better the higher.
    pub score: Score,
    /// Path of the record.
    pub path: String,
}

/// The best `limit` documents for `query`.
pub fn search(store: &Store, query: &str, limit: usize) -> Result<Vec<Hit>, IndexError> {
    let fields = store.fields();
    let typed = Text::plain(query);
    let term = |field, word: &str| -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
    };
    let mut parts = vec![(Occur::Must, term(fields.kind, FILE))];
    for (syllable, _) in analyzer::syllables(typed.as_str()) {
        let any = vec![
            (Occur::Should, term(fields.head, syllable.typed())),
            (Occur::Should, term(fields.body, syllable.typed())),
        ];
        parts.push((Occur::Must, Box::new(BooleanQuery::new(any))));
    }
    let found = store.top(&BooleanQuery::new(parts), TopDocs::with_limit(limit.max(1)).order_by_score())?;
    let mut hits = Vec::new();
    for (at, (score, address)) in found.into_iter().enumerate() {
        hits.push(Hit { rank: at + 1, score, path: store.record_at(address)?.path });
    }
    Ok(hits)
}
