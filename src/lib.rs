//! **vanban** reads a folder of Vietnamese administrative documents and answers two people: the clerk who looks for a
//! directive of which she knows half a number, and the auditor who must show which units issued implementing
//! documents, when, how late, and for which none was seen, with a sentence on a page behind every claim.
//!
//! One pipeline, read left to right; every arrow is a plain function. Walking, reading and the index may fail;
//! recognising, resolving and tracing cannot.
//!
//! ```text
//! walk -> read -> recognise -> index -> { search, trace, tasks } -> cli, export
//! folder  bytes   text to      one       clerks   auditors
//!         to text a record     store
//! ```
//!
//! | module | is for |
//! |---|---|
//! | [`text`] | văn bản as text: one form of every character, pages, tables, spans; the only place that slices a string |
//! | [`vi`] | Vietnamese letters: canonical and folded forms, syllables, encodings from before Unicode |
//! | [`date`], [`number`], [`agency`] | ngày, số ký hiệu, cơ quan: parse, print, compare |
//! | [`rules`] | the tables that a clerk can read and correct, each entry with its own yes and no examples |
//! | [`units`] | the register of units, valid in time, with parents and successors |
//! | [`record`] | bản ghi: what one file says, in the shape that others script against |
//! | [`walk`] | folder to files |
//! | [`read`] | bytes to text, in child processes with limits |
//! | [`recognise`] | text to findings: zones first, then the fields inside their zone |
//! | [`resolve`] | viện dẫn to directive: one, several, or not in the corpus |
//! | [`index`] | the only store: text, record and file state in one tantivy index |
//! | [`search`] | a query to hits |
//! | [`trace`] | who was obliged, who issued, when, how late |
//! | [`export`] | records and tables for other programs |
//! | [`cli`] | the commands; the only module that prints |
//!
//! What holds everywhere, and is tested:
//! - `text` and `vi` know nothing of the other modules; `recognise` knows no file, no format, no index and no clock;
//!   `read` knows no grammar beyond "is this Vietnamese"; only `index` and `search` name tantivy.
//! - `today` is a parameter. The same corpus and the same rules give the same bytes.
//! - The index is the only store, and one commit is one truth. It can be thrown away and built again.
//! - Nothing is claimed without evidence, and a corpus cannot show absence: "chưa thấy trong kho", never "did not".

pub mod agency;
pub mod cli;
pub mod date;
pub mod export;
pub mod index;
pub mod number;
pub mod read;
pub mod recognise;
pub mod record;
pub mod resolve;
pub mod rules;
pub mod search;
pub mod text;
pub mod trace;
pub mod units;
pub mod vi;
pub mod walk;
