//! Writing the index: the one writer, and when it commits.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument, Term};

use super::analyzer;
use super::directory::{self, Folder};
use super::entry::{self, Issuers};
use super::error::IndexError;
use super::rebuild::rebuild;
use super::schema::{self, Fields};
use super::state::FileState;
use super::store::{Payload, Store, open_any, open_index};
use crate::read::SeenPage;
use crate::record::Record;
use crate::text::Text;

/// A build commits after so many files, but where they come fast not sooner than [`SOONEST`], and after [`LATEST`] at any
/// rate: what waits is lost when it is killed.
const FILES: usize = 500;
const SOONEST: Duration = Duration::from_secs(1);
const LATEST: Duration = Duration::from_secs(10);
/// Memory that collects entries before they are written to disk.
const ARENA: usize = 200 << 20;
/// Segments of one size that are merged at a time: with fewer every entry is rewritten more often while a large corpus
/// is built, with more a query opens more of them.
const MERGED: usize = 32;
/// Segments that a build leaves behind at most: a query opens each of them.
const LEFT: usize = 16;

/// The one writer of an index.
pub struct Writer {
    folder: PathBuf,
    fields: Fields,
    writer: IndexWriter,
    payload: Payload,
    /// Paths that may have an entry: to remove what is not there would search every segment for it.
    present: BTreeSet<String>,
    /// Files that wait for the next commit.
    waiting: usize,
    committed: Instant,
    /// Whether it commits before its end.
    is_paced: bool,
    issuers: Issuers,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Writer {
    /// Opens or begins the index in `folder`, and says what it holds.
    pub fn open(folder: &Path, corpora: &[PathBuf], units: Option<String>) -> Result<(Writer, Store), IndexError> {
        let fail = |error| IndexError::of(folder, error);
        let mut index = None;
        if folder.join("meta.json").is_file() {
            index = match open_any(folder)? {
                (found, None) => Some(found),
                (other, Some(said)) => {
                    rebuild(folder, other, &said)?;
                    Some(open_index(folder)?)
                }
            };
        }
        let index = index.map_or_else(|| begin(folder), Ok)?;
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(ARENA)
            .build();
        let mut writer: IndexWriter = index.writer_with_options(options).map_err(fail)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_num_segments(MERGED);
        writer.set_merge_policy(Box::new(merging));
        clear_leftovers(folder).map_err(|error| IndexError::of_io(folder, error))?;
        let said = Payload::of(&index).map_err(fail)?;
        let payload = Payload::new(joined(said.as_ref().map_or(&[], |said| &said.corpora), corpora), units);
        if said.as_ref() != Some(&payload) {
            commit(&mut writer, &payload).map_err(fail)?;
        }
        let (_, fields) = schema::schema();
        let store = Store::of(folder, index)?;
        let present = store.terms(fields.path, "")?;
        let folder = folder.to_owned();
        let (waiting, committed, is_paced, issuers) = (0, Instant::now(), true, Issuers::default());
        Ok((Writer { folder, fields, writer, payload, present, waiting, committed, is_paced, issuers }, store))
    }

    /// Commits but once, at the end: for an index that nobody sees before it is whole.
    #[must_use]
    pub fn at_once(self) -> Writer {
        Writer { is_paced: false, ..self }
    }

    /// Puts a file in the place of what stood at its path, with what OCR saw of it.
    pub fn put(
        &mut self,
        state: &FileState,
        record: &Record,
        text: &Text,
        seen: &[SeenPage],
    ) -> Result<(), IndexError> {
        let mut operations: Vec<UserOperation<TantivyDocument>> = Vec::new();
        if !self.present.insert(state.path.clone()) {
            operations.push(UserOperation::Delete(self.at(&state.path)));
        }
        let entries = entry::entries(&self.fields, &mut self.issuers, state, record, text);
        operations.extend(entries.into_iter().map(UserOperation::Add));
        let images = seen.iter().map(|page| entry::image(&self.fields, &state.path, page));
        operations.extend(images.map(UserOperation::Add));
        if let Err(error) = self.writer.run(operations) {
            // It says only that its thread has ended; what ended the thread is said where the thread is waited for.
            let cause = self.writer.prepare_commit().err().unwrap_or(error);
            return Err(IndexError::of(&self.folder, cause));
        }
        self.count()
    }

    /// Removes what stands at a path.
    pub fn remove(&mut self, path: &str) -> Result<(), IndexError> {
        self.writer.delete_term(self.at(path));
        self.count()
    }

    /// Commits what came since the last commit.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        self.waiting = 0;
        self.committed = Instant::now();
        commit(&mut self.writer, &self.payload).map_err(|error| IndexError::of(&self.folder, error))
    }

    /// Commits, and waits until the folder is at rest. With `purge` nothing of what was removed stays on the disk.
    pub fn finish(mut self, purge: bool) -> Result<(), IndexError> {
        if self.waiting > 0 {
            self.commit()?;
        }
        let fail = |error| IndexError::of(&self.folder, error);
        let mut segments = self.writer.index().searchable_segment_metas().map_err(fail)?;
        segments.sort_by_key(|segment| segment.num_docs());
        // A removed text leaves the disk only when its segment is written anew; else the smallest are put together.
        let merged = if purge { segments.len() } else { (segments.len() + 1).saturating_sub(LEFT) };
        if purge || merged > 1 {
            let segments: Vec<SegmentId> = segments.iter().take(merged).map(SegmentMeta::id).collect();
            let done = self.writer.merge(&segments).wait();
            // Some of them may be in a merge already; then a few more stay, and nothing is wrong.
            if purge {
                done.map_err(fail)?;
            }
        }
        self.writer.garbage_collect_files().wait().map_err(fail)?;
        self.writer.wait_merging_threads().map_err(fail)
    }

    fn count(&mut self) -> Result<(), IndexError> {
        self.waiting += 1;
        let since = self.committed.elapsed();
        let is_due = self.waiting >= FILES && since >= SOONEST || since >= LATEST;
        if self.is_paced && is_due { self.commit() } else { Ok(()) }
    }

    fn at(&self, path: &str) -> Term {
        Term::from_field_text(self.fields.path, path)
    }
}

fn commit(writer: &mut IndexWriter, payload: &Payload) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&serde_json::to_string(payload)?);
    prepared.commit().map(drop)
}

/// The folders known before and those of this build; a folder takes the place of one of the same name.
fn joined(before: &[PathBuf], now: &[PathBuf]) -> Vec<PathBuf> {
    let names: Vec<_> = now.iter().map(|folder| folder.file_name()).collect();
    let kept = before.iter().filter(|folder| !names.contains(&folder.file_name()));
    let mut joined: Vec<PathBuf> = kept.chain(now).cloned().collect();
    joined.sort();
    joined
}

/// Begins an index in a folder that is new or empty.
fn begin(folder: &Path) -> Result<Index, IndexError> {
    let io = |error| IndexError::of_io(folder, error);
    std::fs::create_dir_all(folder).map_err(io)?;
    if directory::holds_others(folder).map_err(io)? {
        return Err(IndexError::Foreign(folder.to_owned()));
    }
    let fail = |error| IndexError::of(folder, error);
    let _alone = directory::lock(folder).map_err(|error| fail(error.into()))?;
    let (schema, _) = schema::schema();
    let index = Index::create(Folder::open(folder).map_err(fail)?, schema, IndexSettings::default()).map_err(fail)?;
    index.tokenizers().register(analyzer::NAME, analyzer::Analyzer::default());
    Ok(index)
}

/// Removes what a killed build left half written. Called under the lock.
fn clear_leftovers(folder: &Path) -> std::io::Result<()> {
    for found in std::fs::read_dir(folder)? {
        let found = found?;
        if found.file_name().to_string_lossy().starts_with(".tmp") {
            std::fs::remove_file(found.path())?;
        }
    }
    Ok(())
}
