//! A new index from the stored texts of one whose analyser is another: in a folder beside it, then both change places.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use tantivy::Index;

use super::directory;
use super::error::IndexError;
use super::state::FileState;
use super::store::{Payload, Store};
use super::writer::Writer;

/// Builds the index in `folder` anew from its own texts; no file of the corpus is opened.
pub(super) fn rebuild(folder: &Path, index: Index, said: &Payload) -> Result<(), IndexError> {
    let io = |error| IndexError::of_io(folder, error);
    let _alone = directory::lock(folder).map_err(|error| IndexError::of(folder, error.into()))?;
    let beside = beside(folder);
    if beside.exists() {
        // A build was killed while it was here.
        std::fs::remove_dir_all(&beside).map_err(io)?;
    }
    let old = Store::of(folder, index)?;
    let (mut writer, _) = Writer::open(&beside, &said.corpora, said.units.clone())?;
    let states: Vec<FileState> = old.states()?.into_values().collect();
    for state in &states {
        if let Some((record, text)) = old.file(&state.path)? {
            writer.put(state, &record, &text, &old.images_of(&state.path)?)?;
        }
    }
    writer.finish(false)?;
    renameat_with(CWD, &beside, CWD, folder, RenameFlags::EXCHANGE).map_err(|error| io(error.into()))?;
    std::fs::remove_dir_all(&beside).map_err(io)
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
    use super::*;
    use crate::index::Outcome;
    use crate::index::store::open_index;
    use crate::read::SeenPage;
    use crate::record::Record;
    use crate::text::Text;

    #[test]
    fn a_rebuilt_index_holds_the_same() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("index");
        let (mut writer, _) = Writer::open(&folder, &[], None).unwrap();
        let record = Record { path: "kho/a.txt".to_owned(), ..Record::default() };
        let state = FileState {
            path: record.path.clone(),
            bytes: 1,
            modified: 2,
            media_type: String::new(),
            sha256: String::new(),
            outcome: Outcome::Read,
            rules: "x".to_owned(),
        };
        let text = Text::plain("Kế hoạch");
        let image = SeenPage { image: "digest".to_owned(), words: Vec::new() };
        writer.put(&state, &record, &text, std::slice::from_ref(&image)).unwrap();
        writer.finish(false).unwrap();
        rebuild(&folder, open_index(&folder).unwrap(), &Payload::new(Vec::new(), None)).unwrap();
        let store = Store::open(&folder).unwrap();
        assert_eq!(store.states().unwrap().into_values().collect::<Vec<_>>(), [state]);
        assert_eq!(store.file("kho/a.txt").unwrap(), Some((record, text)));
        assert_eq!(store.image("digest").unwrap(), Some(image));
        assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 1);
    }
}
