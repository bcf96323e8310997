//! Ours, and tantivy as it comes.

use std::collections::BTreeMap;

use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{STORED, Schema, TEXT, Value};
use vanban::index::Store;
use vanban::search::{self, Request};

use crate::collection::Collection;
use crate::queries::Query;

/// Hits that are asked for.
pub(crate) const DEPTH: usize = 20;

/// What one engine ranks for each query: places in the collection.
#[derive(Clone, Debug)]
pub(crate) struct Answers {
    pub(crate) name: &'static str,
    pub(crate) ranked: Vec<Vec<usize>>,
}

pub(crate) fn ours(collection: &Collection, queries: &[Query]) -> Answers {
    let store = Store::open(&collection.index).expect("the index");
    let places: BTreeMap<&str, usize> =
        collection.documents.iter().enumerate().map(|(at, document)| (&*document.path, at)).collect();
    let answer = |query: &Query| {
        let request = Request { query: query.text.clone(), limit: Some(DEPTH), ..Request::default() };
        let found = search::search(&store, &request).expect("an answer");
        let paths = found.hits.iter().flat_map(|hit| std::iter::once(&hit.path).chain(&hit.duplicates));
        paths.filter_map(|path| places.get(path.as_str()).copied()).collect()
    };
    Answers { name: "vanban", ranked: queries.iter().map(answer).collect() }
}

/// Every word of a query in quotes, so that the syntax of an engine does not get in its way.
pub(crate) fn quoted(query: &str) -> String {
    let words = query.split_whitespace().map(|word| format!("\"{}\"", word.replace(['"', '\\'], "")));
    words.filter(|word| word.chars().any(char::is_alphanumeric)).collect::<Vec<_>>().join(" ")
}

pub(crate) fn plain_tantivy(collection: &Collection, queries: &[Query]) -> Answers {
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TEXT);
    let place = schema.add_u64_field("place", STORED);
    let index = tantivy::Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads::<tantivy::TantivyDocument>(1, 100_000_000).expect("a writer");
    for (at, document) in collection.documents.iter().enumerate() {
        writer.add_document(tantivy::doc!(body => document.text.as_str(), place => at as u64)).expect("added");
    }
    writer.commit().expect("committed");
    let searcher = index.reader().expect("a reader").searcher();
    let parser = QueryParser::for_index(&index, vec![body]);
    let answer = |query: &Query| {
        let (query, _) = parser.parse_query_lenient(&quoted(&query.text));
        let found = searcher.search(&query, &TopDocs::with_limit(DEPTH).order_by_score()).expect("an answer");
        let place_of = |address| {
            let document: tantivy::TantivyDocument = searcher.doc(address).expect("a document");
            document.get_first(place).and_then(|value| value.as_u64()).unwrap_or_default() as usize
        };
        found.into_iter().map(|(_, address)| place_of(address)).collect()
    };
    Answers { name: "tantivy", ranked: queries.iter().map(answer).collect() }
}
