//! One build: walk, read, recognise, index, and only what changed.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::iter::{ParallelBridge, ParallelIterator};

use super::error::IndexError;
use super::plan::{self, Job, Plan, Wishes};
use super::state::{FileState, Outcome, is_secret};
use super::store::Store;
use super::writer::Writer;
use crate::read::worker::{Answer, Readers};
use crate::read::{self, Isolation, Member, Ocr, ReadError, Reading, SeenPage};
use crate::record::{Doubt, Record, RecordError};
use crate::text::Text;
use crate::units::Register;
use crate::walk::{Walk, WalkedFile};
use crate::{recognise, rules};

/// What to build, and how.
#[derive(Clone, Debug, Default)]
pub struct Build {
    /// The folders that were walked.
    pub corpora: Vec<PathBuf>,
    /// The corpora's own table of units, where they have one.
    pub units: Option<String>,
    /// Folder of the index.
    pub index: PathBuf,
    /// Threads that read and recognise: as many as there are processors when 0.
    pub threads: usize,
    /// Limits of reading.
    pub options: read::Options,
    /// Documents with a secrecy stamp are taken in like others.
    pub include_secret: bool,
    /// Files that were left out are tried again too.
    pub retry: bool,
    /// Say what would be done, and do nothing.
    pub dry_run: bool,
}

/// Files that may wait for the writer, so that nobody waits while it commits.
const AHEAD: usize = 500;

/// How far a build is.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    /// Files done.
    pub done: usize,
    /// Files to do.
    pub total: usize,
    /// The last one.
    pub path: &'a str,
}

/// What a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Walked files.
    pub files: usize,
    /// Opened and read.
    pub read: usize,
    /// Recognised anew from their stored texts.
    pub recognised: usize,
    /// Left as they were.
    pub unchanged: usize,
    /// Could not be read, or not whole: path and reason.
    pub failures: Vec<(String, String)>,
    /// Left out on purpose.
    pub ignored: usize,
    /// No longer in the corpus.
    pub removed: usize,
    /// Walked files by kind and outcome.
    pub kinds: BTreeMap<(String, Outcome), usize>,
    /// In the index: documents, citations, tasks.
    pub totals: [usize; 3],
    /// It was stopped before its end; what it did is kept.
    pub interrupted: bool,
    /// What the system kept from the processes that read; `None` where none had to.
    pub isolation: Option<Isolation>,
}

/// One file done: what takes its place in the index.
struct Done {
    path: String,
    kind: Work,
    entries: Vec<(FileState, Record, Text)>,
    /// What OCR saw of the file and of the files inside it.
    seen: Vec<SeenPage>,
}

impl Done {
    /// Whether something came of opening the file.
    fn is_read(&self) -> bool {
        let outcome = self.entries.first().map(|(state, ..)| state.outcome);
        matches!(outcome, Some(Outcome::Read | Outcome::Withheld | Outcome::Secret))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Work {
    Read,
    Recognised,
}

/// Brings the index in line with what a walk found.
pub fn build(
    build: &Build,
    walk: Walk,
    stop: &AtomicBool,
    progress: &dyn Fn(Progress<'_>),
) -> Result<Summary, IndexError> {
    let wishes = Wishes {
        rules: version(build.units.as_deref()),
        include_secret: build.include_secret,
        retry: build.retry,
        ocr: build.options.ocr != Ocr::Off,
    };
    let mut summary = Summary { files: walk.files.len() + walk.left_out.len(), ..Summary::default() };
    if build.dry_run {
        let states = match Store::open(&build.index) {
            Ok(store) => store.states()?,
            Err(IndexError::Missing(_)) => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        let plan = plan::plan(walk, &states, &wishes);
        summary.count_plan(&plan);
        return Ok(summary);
    }
    let corpora: Vec<PathBuf> =
        build.corpora.iter().map(|corpus| corpus.canonicalize().unwrap_or_else(|_| corpus.clone())).collect();
    let (mut writer, store) = Writer::open(&build.index, &corpora, build.units.clone())?;
    let states = store.states()?;
    let walked = walk.files.iter().chain(walk.left_out.iter().map(|(file, _)| file));
    let walked: BTreeSet<String> = walked.map(|file| file.path.clone()).collect();
    let plan = plan::plan(walk, &states, &wishes);
    summary.unchanged = plan.unchanged;
    summary.removed = plan.gone.len();
    let threads = match build.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    };
    let units = store.register()?;
    let worker = Worker {
        build,
        threads,
        readers: Readers::new(build.options.clone(), threads),
        store: &store,
        sizes: states.values().map(|state| state.bytes).collect(),
        digests: digests(&states, &wishes),
        states: &states,
        units,
        wishes: &wishes,
        purge: AtomicBool::new(false),
    };
    for path in &plan.gone {
        writer.remove(path)?;
    }
    worker.run(plan.jobs, &mut writer, stop, progress, &mut summary)?;
    summary.interrupted = stop.load(Ordering::Relaxed);
    summary.isolation = worker.readers.isolation();
    let purge = worker.purge.load(Ordering::Relaxed);
    // A searcher keeps the files of its commit alive.
    drop(store);
    writer.finish(purge)?;
    let store = Store::open(&build.index)?;
    summary.count(&store, &walked)?;
    Ok(summary)
}

/// Version of the reader, of the rules and of the register in force.
fn version(units: Option<&str>) -> String {
    let own = units.map(|table| read::digest(table.as_bytes()));
    format!("{}.{}{}", read::REVISION, rules::version(), own.as_deref().and_then(|own| own.get(..16)).unwrap_or(""))
}

/// Where the text of each digest is stored, as the reader in force reads it.
fn digests(states: &BTreeMap<String, FileState>, wishes: &Wishes) -> BTreeMap<String, String> {
    let containers: BTreeSet<&str> =
        states.keys().filter(|path| path.contains("!/")).map(|path| plan::container(path)).collect();
    let whole = states.values().filter(|state| state.outcome == Outcome::Read || state.outcome == Outcome::Secret);
    whole
        .filter(|state| !containers.contains(plan::container(&state.path)))
        .filter(|state| !plan::is_read_otherwise(state, wishes))
        .map(|state| (state.sha256.clone(), state.path.clone()))
        .collect()
}

/// What every thread of a build shares.
struct Worker<'a> {
    build: &'a Build,
    threads: usize,
    readers: Readers,
    store: &'a Store,
    sizes: BTreeSet<u64>,
    digests: BTreeMap<String, String>,
    states: &'a BTreeMap<String, FileState>,
    units: &'a Register,
    wishes: &'a Wishes,
    /// The text of a document that is now kept back was in the index.
    purge: AtomicBool,
}

impl Worker<'_> {
    fn run(
        &self,
        jobs: Vec<Job>,
        writer: &mut Writer,
        stop: &AtomicBool,
        progress: &dyn Fn(Progress<'_>),
        summary: &mut Summary,
    ) -> Result<(), IndexError> {
        let total = jobs.len();
        let threads = self.threads;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let (sender, receiver) = crossbeam_channel::bounded::<Done>(AHEAD);
        let work = move || {
            jobs.into_iter().par_bridge().for_each_with(sender, |sender, job| {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let done = self.work(job);
                // A reading process that was interrupted with this one says nothing of its file.
                if stop.load(Ordering::Relaxed) && !done.is_read() {
                    return;
                }
                if sender.send(done).is_err() {
                    stop.store(true, Ordering::Relaxed);
                }
            });
        };
        std::thread::scope(|scope| {
            // Dropped where writing fails, before the scope waits: then the readers' sends fail, and they end.
            let receiver = receiver;
            scope.spawn(move || match &pool {
                Ok(pool) => pool.install(work),
                Err(_) => work(),
            });
            for (done, finished) in receiver.iter().enumerate() {
                progress(Progress { done: done + 1, total, path: &finished.path });
                self.take(finished, writer, summary)?;
            }
            Ok(())
        })
    }

    /// Puts a finished file into the index.
    fn take(&self, done: Done, writer: &mut Writer, summary: &mut Summary) -> Result<(), IndexError> {
        match done.kind {
            Work::Read => summary.read += usize::from(done.is_read()),
            Work::Recognised => summary.recognised += 1,
        }
        let before = self.states.range(format!("{}!/", done.path)..).map(|(path, _)| path);
        for path in before.take_while(|path| plan::container(path) == done.path) {
            if !done.entries.iter().any(|(state, ..)| state.path == *path) {
                writer.remove(path)?;
            }
        }
        // Of a document that is kept back nothing stays; which image of a container is its own nobody knows.
        let withheld = done.entries.iter().any(|(state, ..)| state.outcome == Outcome::Withheld);
        for (state, record, text) in &done.entries {
            let before = self.states.get(&state.path);
            let seen = if state.path == done.path && !withheld { &done.seen[..] } else { &[] };
            if state.outcome == Outcome::Withheld && before.is_some_and(|before| before.outcome.has_text()) {
                self.purge.store(true, Ordering::Relaxed);
            }
            if !seen.is_empty() || !self.is_stored(state, record) {
                writer.put(state, record, text, seen)?;
            }
        }
        Ok(())
    }

    /// Whether a file failed again just as it did last time: then there is nothing to write.
    fn is_stored(&self, state: &FileState, record: &Record) -> bool {
        state.outcome.is_failure()
            && self.states.get(&state.path) == Some(state)
            && self.store.file(&state.path).is_ok_and(|known| known.is_some_and(|(known, _)| known == *record))
    }

    fn work(&self, job: Job) -> Done {
        match job {
            Job::Recognise(file) => self.recognise_stored(&file).unwrap_or_else(|| self.read(&file)),
            Job::Read(file) => self.read(&file),
            Job::LeaveOut(file, error) => {
                let entry = self.entry(&file, of_file(&file), Err(RecordError::from(&error)));
                Done { path: file.path, kind: Work::Read, entries: vec![entry], seen: Vec::new() }
            }
        }
    }

    /// The entries of a file from what is stored of it.
    fn recognise_stored(&self, file: &WalkedFile) -> Option<Done> {
        let known = self.states.range(file.path.clone()..);
        let known = known.take_while(|(path, _)| plan::container(path) == file.path);
        let mut entries = Vec::new();
        for (path, state) in known {
            let (record, text) = self.store.file(path).ok()??;
            entries.push(match record.error.clone() {
                Some(error) => self.entry(file, base(&record), Err(error)),
                None => self.entry(file, base(&record), Ok(reading(record, text))),
            });
            debug_assert_eq!(state.path, *path);
        }
        let seen = self.store.images_of(&file.path).ok()?;
        Some(Done { path: file.path.clone(), kind: Work::Recognised, entries, seen })
    }

    fn read(&self, file: &WalkedFile) -> Done {
        let mut record = of_file(file);
        let mut entries = Vec::new();
        let answer =
            self.stored(file).unwrap_or_else(|| self.readers.read(file, &|image| self.store.image(image).ok()?));
        record.sha256 = answer.sha256;
        record.media_type = answer.media_type.to_owned();
        let result = answer.reading.map(|mut reading| {
            for member in std::mem::take(&mut reading.members) {
                entries.push(self.member(file, member));
            }
            reading
        });
        entries.insert(0, self.entry(file, record, result.map_err(|error| RecordError::from(&error))));
        Done { path: file.path.clone(), kind: Work::Read, entries, seen: answer.seen }
    }

    /// What is stored of a file with the same bytes, under whatever path: it is not read again.
    fn stored(&self, file: &WalkedFile) -> Option<Answer> {
        if !self.sizes.contains(&file.bytes) || file.bytes > self.build.options.max_file {
            return None;
        }
        let sha256 = read::digest(&std::fs::read(&file.disk).ok()?);
        let known = self.digests.get(&sha256)?;
        let (record, text) = self.store.file(known).ok()??;
        let seen = self.store.images_of(known).ok()?;
        Some(Answer { sha256, media_type: "", reading: Ok(reading(record, text)), seen })
    }

    fn member(&self, file: &WalkedFile, member: Member) -> (FileState, Record, Text) {
        let record = Record {
            path: format!("{}!/{}", file.path, member.name),
            bytes: member.bytes,
            sha256: member.sha256,
            ..Record::default()
        };
        self.entry(file, record, member.reading.map_err(|error| RecordError::from(&error)))
    }

    /// Record, state and text from what reading gave; `record` knows its file.
    fn entry(
        &self,
        file: &WalkedFile,
        mut record: Record,
        reading: Result<Reading, RecordError>,
    ) -> (FileState, Record, Text) {
        let mut text = Text::default();
        match reading {
            Ok(reading) => {
                text = self.fill(&mut record, reading);
                if self.build.include_secret {
                    record.withheld = None;
                } else if is_secret(&record) {
                    withhold(&mut record);
                    text = Text::default();
                }
            }
            Err(error) => record.error = Some(error),
        }
        let state = FileState {
            path: record.path.clone(),
            bytes: if record.path == file.path { file.bytes } else { record.bytes },
            modified: i64::try_from(file.modified).unwrap_or(i64::MAX),
            media_type: record.media_type.clone(),
            sha256: record.sha256.clone(),
            outcome: Outcome::of(&record),
            rules: self.wishes.rules.clone(),
        };
        (state, record, text)
    }

    fn fill(&self, record: &mut Record, reading: Reading) -> Text {
        record.media_type = reading.media_type;
        record.pages = reading.pages;
        record.text_source = reading.text_source;
        record.page_sources = reading.page_sources;
        record.legacy_encoding = reading.legacy_encoding;
        record.signatures = reading.signatures;
        let missing = record.page_sources.iter().filter(|page| page.source.is_none());
        let why = match self.build.options.ocr {
            Ocr::Off => ": --ocr is off",
            _ if read::ocr_is_installed() => "",
            _ => ": tesseract is not installed: apt install tesseract-ocr-vie",
        };
        record.doubts = missing
            .map(|page| Doubt {
                kind: "page_not_read".to_owned(),
                text: format!("page {} could not be read{why}", page.page),
                evidence: None,
            })
            .collect();
        if reading.damaged {
            let text = "the file is damaged: it was read as far as it goes".to_owned();
            record.doubts.push(Doubt { kind: DAMAGED.to_owned(), text, evidence: None });
        }
        let before = record.clone();
        // Recognition does not panic; if it did all the same, one file is lost and not the batch.
        if catch_unwind(AssertUnwindSafe(|| recognise::recognise(&reading.text, self.units, record))).is_err() {
            *record = before;
            record.error = Some(RecordError::from(&ReadError::Crashed("recognition".to_owned())));
        }
        reading.text
    }
}

/// The doubt of a file that is not whole.
const DAMAGED: &str = "damaged";

/// What the walk knows of a file.
fn of_file(file: &WalkedFile) -> Record {
    Record { path: file.path.clone(), bytes: file.bytes, ..Record::default() }
}

/// What a record knows of its file.
fn base(record: &Record) -> Record {
    Record {
        path: record.path.clone(),
        sha256: record.sha256.clone(),
        media_type: record.media_type.clone(),
        bytes: record.bytes,
        ..Record::default()
    }
}

/// What reading once gave, from what is stored of it.
fn reading(record: Record, text: Text) -> Reading {
    Reading {
        media_type: record.media_type,
        pages: record.pages,
        text_source: record.text_source,
        page_sources: record.page_sources,
        legacy_encoding: record.legacy_encoding,
        signatures: record.signatures,
        damaged: record.doubts.iter().any(|doubt| doubt.kind == DAMAGED),
        text,
        members: Vec::new(),
    }
}

/// Keeps nothing of a document with a secrecy stamp but that it is there.
fn withhold(record: &mut Record) {
    *record = Record { withheld: Some("secrecy".to_owned()), ..base(record) };
}

impl Summary {
    fn count_plan(&mut self, plan: &Plan) {
        self.unchanged = plan.unchanged;
        self.removed = plan.gone.len();
        self.read = plan.jobs.iter().filter(|job| matches!(job, Job::Read(_))).count();
        self.recognised = plan.jobs.len() - self.read;
    }

    /// Counts what the index holds of the walked files now.
    fn count(&mut self, store: &Store, walked: &BTreeSet<String>) -> Result<(), IndexError> {
        for state in store.states()?.into_values() {
            if !walked.contains(plan::container(&state.path)) {
                continue;
            }
            *self.kinds.entry((state.media_type.clone(), state.outcome)).or_default() += 1;
            match state.outcome {
                Outcome::LeftOut | Outcome::OcrOff => self.ignored += 1,
                outcome if outcome.is_failure() => {
                    self.failures.push((state.path.clone(), store.failure(&state.path)?));
                }
                _ => {}
            }
        }
        self.totals = store.totals()?;
        Ok(())
    }
}
