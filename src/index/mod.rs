//! The only store: text, record and file state in one tantivy index.
