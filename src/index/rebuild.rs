//! A new index from the stored texts of one whose fields or analyser are of an older program: in a folder beside it,
//! then both change places.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use tantivy::{Index, TantivyDocument};

use super::directory;
use super::error::IndexError;
use super::schema::{self, FILE, IMAGE};
use super::store::{Payload, Words, reader, states_of};
use super::stored;
use super::writer::Writer;
use crate::read::SeenPage;
use crate::record::Record;

/// Blocks of stored texts that are kept at hand: they are read in order.
const STORED_BLOCKS: usize = 1;

/// Builds the index in `folder` anew from its own texts; no file of the corpus is opened.
pub(super) fn rebuild(folder: &Path, index: Index, said: &Payload) -> Result<(), IndexError> {
    let io = |error| IndexError::of_io(folder, error);
    let _alone = directory::lock(folder).map_err(|error| IndexError::of(folder, error.into()))?;
    let beside = beside(folder);
    if beside.exists() {
        // A build was killed while it was here.
        std::fs::remove_dir_all(&beside).map_err(io)?;
    }
    let mut writer = Writer::open(&beside, &said.corpora, said.units.clone())?.0.at_once();
    pour(folder, &index, &mut writer)?;
    writer.finish(false)?;
    renameat_with(CWD, &beside, CWD, folder, RenameFlags::EXCHANGE).map_err(|error| io(error.into()))?;
    std::fs::remove_dir_all(&beside).map_err(io)
}

/// Puts every file of `index` into `writer`. Columns and stored fields are known by their names: what else the index
/// has does not matter.
fn pour(folder: &Path, index: &Index, writer: &mut Writer) -> Result<(), IndexError> {
    let fail = |error| IndexError::of(folder, error);
    let damaged =
        |reason: &dyn std::fmt::Display| IndexError::Damaged { folder: folder.to_owned(), reason: reason.to_string() };
    let field = |name| index.schema().get_field(name).map_err(fail);
    let (record_field, text_field) = (field(schema::RECORD)?, field(schema::TEXT)?);
    let layout_field = field(schema::LAYOUT).ok();
    for segment in reader(index).map_err(fail)?.searcher().segment_readers() {
        let mut states = BTreeMap::new();
        states_of(segment, &mut states).map_err(fail)?;
        let kinds = Words::open(segment, "kind").map_err(fail)?;
        let stored = segment.get_store_reader(STORED_BLOCKS).map_err(|error| IndexError::of_io(folder, error))?;
        let paths = Words::open(segment, "path").map_err(fail)?;
        // What OCR saw of a file lies in the segment of its file.
        let mut images: BTreeMap<&str, Vec<SeenPage>> = BTreeMap::new();
        for doc in segment.doc_ids_alive().filter(|doc| kinds.get(*doc) == IMAGE) {
            let entry: TantivyDocument = stored.get(doc).map_err(fail)?;
            let image = stored::bytes(&entry, layout_field.unwrap_or(text_field)).unwrap_or_default();
            // One of another shape is recognised anew.
            images.entry(paths.get(doc)).or_default().extend(postcard::from_bytes(image));
        }
        for doc in segment.doc_ids_alive().filter(|doc| kinds.get(*doc) == FILE) {
            let entry: TantivyDocument = stored.get(doc).map_err(fail)?;
            // A record of a shape that this program does not know any more.
            let record: Record = serde_json::from_slice(stored::bytes(&entry, record_field).unwrap_or_default())
                .map_err(|_| IndexError::Version(folder.to_owned()))?;
            let text = stored::text(&entry, text_field, layout_field);
            let text = text.ok_or_else(|| damaged(&"a text without its layout"))?;
            let state = states.get(&record.path).ok_or_else(|| damaged(&"a record without its state"))?;
            let images = images.get(paths.get(doc)).map_or(&[][..], Vec::as_slice);
            writer.put(state, &record, &text, images)?;
        }
    }
    Ok(())
}

/// The folder beside `folder` in which the new index grows.
fn beside(folder: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(folder.file_name().unwrap_or_default());
    name.push(".rebuild");
    folder.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{FAST, STORED, STRING, Schema, TEXT};

    use super::*;
    use crate::index::{FileState, Outcome, Store};
    use crate::text::Text;

    fn state(path: &str) -> FileState {
        FileState {
            path: path.to_owned(),
            bytes: 1,
            modified: 2,
            media_type: String::new(),
            sha256: String::new(),
            outcome: Outcome::Read,
            rules: "x".to_owned(),
        }
    }

    fn check(folder: &Path) {
        let store = Store::open(folder).unwrap();
        let path = "kho/a.txt".to_owned();
        assert_eq!(store.states().unwrap().into_values().collect::<Vec<_>>(), [state(&path)]);
        let text = Text::plain("Kế hoạch");
        assert_eq!(store.file(&path).unwrap(), Some((Record { path, ..Record::default() }, text)));
        assert_eq!(std::fs::read_dir(folder.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_rebuilt_index_holds_the_same() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("index");
        let (mut writer, _) = Writer::open(&folder, &[], None).unwrap();
        let record = Record { path: "kho/a.txt".to_owned(), ..Record::default() };
        let image = SeenPage { image: "digest".to_owned(), quarters: 0, words: Vec::new(), rulings: Vec::new() };
        let text = Text::plain("Kế hoạch");
        writer.put(&state(&record.path), &record, &text, std::slice::from_ref(&image)).unwrap();
        writer.finish(false).unwrap();
        let (index, _) = crate::index::store::open_any(&folder).unwrap();
        rebuild(&folder, index, &Payload::new(Vec::new(), None)).unwrap();
        check(&folder);
        assert_eq!(Store::open(&folder).unwrap().image("digest").unwrap(), Some(image));
    }

    #[test]
    fn an_index_with_other_fields_is_built_anew_when_it_is_opened_for_writing() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("index");
        std::fs::create_dir(&folder).unwrap();
        let mut schema = Schema::builder();
        let of_old = schema.add_text_field("of_old", TEXT);
        let kind = schema.add_text_field("kind", STRING | FAST);
        let path = schema.add_text_field("path", STRING | FAST);
        let outcome = schema.add_text_field("outcome", FAST);
        let rules = schema.add_text_field("rules", FAST);
        let bytes = schema.add_u64_field("bytes", FAST);
        let modified = schema.add_i64_field("modified", FAST);
        let (record, text) = (schema.add_bytes_field("record", STORED), schema.add_bytes_field("text", STORED));
        let index = Index::create_in_dir(&folder, schema.build()).unwrap();
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 20_000_000).unwrap();
        let mut entry = TantivyDocument::new();
        entry.add_text(of_old, "kế hoạch");
        entry.add_text(kind, FILE);
        entry.add_text(path, "kho/a.txt");
        entry.add_text(outcome, "read");
        entry.add_text(rules, "x");
        entry.add_u64(bytes, 1);
        entry.add_i64(modified, 2);
        let whole = Record { path: "kho/a.txt".to_owned(), ..Record::default() };
        entry.add_bytes(record, &serde_json::to_vec(&whole).unwrap());
        entry.add_bytes(text, &postcard::to_allocvec(&Text::plain("Kế hoạch")).unwrap());
        writer.add_document(entry).unwrap();
        writer.commit().unwrap();
        drop(writer);
        assert!(matches!(Store::open(&folder), Err(IndexError::Outdated(_))));
        Writer::open(&folder, &[], None).unwrap();
        check(&folder);
    }
}
