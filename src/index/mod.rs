//! The only store: text, record and file state in one tantivy index, where one commit is one truth.

pub(crate) mod analyzer;
mod build;
mod card;
mod columns;
mod counts;
mod dictionary;
mod directory;
mod duplicates;
mod entry;
mod error;
mod near;
mod plan;
mod rebuild;
mod schema;
mod sentence;
mod sketch;
mod state;
mod store;
mod stored;
mod title;
pub mod verify;
mod writer;

pub use build::{Build, Progress, Summary, build};
pub(crate) use card::Card;
pub(crate) use columns::Columns;
pub(crate) use counts::{COUNTED, Entries};
pub(crate) use dictionary::{Places, places};
pub(crate) use entry::{cited_number, own_number};
pub use error::IndexError;
pub use schema::{CITATION, FILE, Fields, TASK};
pub use state::{FileState, Outcome};
pub use store::Store;
pub(crate) use stored::Shown;
pub use writer::Writer;
