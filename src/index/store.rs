//! Reading the index: states, records and texts of the last commit.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tantivy::collector::{Collector, Count, DocSetCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{
    DocAddress, DocId, DocSet, Index, IndexReader, ReloadPolicy, Searcher, SegmentReader, TantivyDocument, Term,
};

use super::analyzer;
use super::card::Card;
use super::columns::Columns;
use super::dictionary::Places;
use super::directory::{self, Folder};
use super::error::IndexError;
use super::schema::{self, FILE, Fields, IMAGE};
use super::state::{FileState, Outcome};
use super::stored::{self, Shown};
use crate::read::SeenPage;
use crate::record::{Record, Status};
use crate::text::Text;
use crate::units::Register;

/// Attempts to open a commit while another process is collecting the files of the one before.
const ATTEMPTS: usize = 50;

/// An index, open at its last commit.
pub struct Store {
    pub(super) folder: PathBuf,
    index: Index,
    fields: Fields,
    pub(super) searcher: Searcher,
    /// Of every segment, once they are asked for.
    columns: Vec<OnceLock<Columns>>,
    /// Once it is asked for.
    register: OnceLock<Register>,
    /// Terms that were looked up.
    pub(super) known: Mutex<HashMap<Term, Places>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens an index at its last commit.
    pub fn open(folder: &Path) -> Result<Store, IndexError> {
        if !folder.join("meta.json").is_file() {
            return Err(match directory::holds_others(folder) {
                Ok(true) => IndexError::Foreign(folder.to_owned()),
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => IndexError::of_io(folder, error),
                _ => IndexError::Missing(folder.to_owned()),
            });
        }
        let index = open_index(folder)?;
        Store::of(folder, index)
    }

    /// An index that is already open.
    pub(super) fn of(folder: &Path, index: Index) -> Result<Store, IndexError> {
        let fail = |error| IndexError::of(folder, error);
        let reader = reader(&index).map_err(fail)?;
        let (_, fields) = schema::schema();
        let searcher = reader.searcher();
        let columns = searcher.segment_readers().iter().map(|_| OnceLock::new()).collect();
        Ok(Store {
            folder: folder.to_owned(),
            index,
            fields,
            searcher,
            columns,
            register: OnceLock::new(),
            known: Mutex::default(),
        })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The handle of every field.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// What searches it.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The index itself.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What is known of every file, by path.
    pub fn states(&self) -> Result<BTreeMap<String, FileState>, IndexError> {
        let mut states = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            states_of(segment, &mut states).map_err(|error| self.fail(error))?;
        }
        Ok(states)
    }

    /// The folders that it was built from.
    pub fn corpora(&self) -> Result<Vec<PathBuf>, IndexError> {
        let said = Payload::of(&self.index).map_err(|error| self.fail(error))?;
        Ok(said.map(|said| said.corpora).unwrap_or_default())
    }

    /// The register of units, with the corpora's own.
    pub fn register(&self) -> Result<&Register, IndexError> {
        if let Some(register) = self.register.get() {
            return Ok(register);
        }
        let said = Payload::of(&self.index).map_err(|error| self.fail(error))?;
        let register = match said.and_then(|said| said.units) {
            Some(table) => Register::with_overlay(&table).map_err(|error| self.damaged(&error))?,
            None => Register::builtin(),
        };
        Ok(self.register.get_or_init(|| register))
    }

    /// The records that bear a number with these digits, and those that cite one, each in the order of paths.
    pub fn around(&self, serial: &str) -> Result<(Vec<Record>, Vec<Record>), IndexError> {
        Ok((self.with_serial(self.fields.number, serial)?, self.with_serial(self.fields.cites, serial)?))
    }

    fn with_serial(&self, field: Field, serial: &str) -> Result<Vec<Record>, IndexError> {
        let mut found = BTreeMap::new();
        for key in self.terms(field, &format!("{serial}/"))? {
            for address in self.files_with(field, &key)? {
                let mut record = self.record_at(address)?;
                if record.status == Some(Status::Draft) {
                    record.near_duplicates = self.paths_linked(address)?;
                }
                found.insert(record.path.clone(), record);
            }
        }
        Ok(found.into_values().collect())
    }

    /// Issuer, by its unit in the register or else by its name, and day of issue of every document that has both.
    pub(super) fn issued(&self) -> Result<Vec<(String, String)>, IndexError> {
        let mut found = Vec::new();
        for segment in self.searcher.segment_readers() {
            let of = |column| Words::open(segment, column).map_err(|error| self.fail(error));
            let (kinds, units, names) = (of("kind")?, of("organ")?, of("organ_name")?);
            let days = segment.fast_fields().column_opt::<u64>("issued").map_err(|error| self.fail(error))?;
            for doc in segment.doc_ids_alive() {
                let Some(day) = days.as_ref().and_then(|days| days.first(doc)) else { continue };
                if kinds.get(doc) == FILE {
                    let issuer = Some(units.get(doc)).filter(|unit| !unit.is_empty()).unwrap_or(names.get(doc));
                    found
                        .push((issuer.to_owned(), format!("{}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)));
                }
            }
        }
        Ok(found)
    }

    /// Files of the index whose checksum does not hold.
    pub fn damaged_files(&self) -> Result<Vec<String>, IndexError> {
        let damaged = self.index.validate_checksum().map_err(|error| self.fail(error))?;
        let mut damaged: Vec<String> = damaged.into_iter().map(|path| path.display().to_string()).collect();
        damaged.sort();
        Ok(damaged)
    }

    /// How many documents, citations and tasks it holds.
    pub fn totals(&self) -> Result<[usize; 3], IndexError> {
        let count = |field, value: &str| {
            let query = TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic);
            self.searcher.search(&query, &Count).map_err(|error| self.fail(error))
        };
        let documents = self.files_with(self.fields.role, "document")?.len();
        Ok([documents, count(self.fields.kind, schema::CITATION)?, count(self.fields.kind, schema::TASK)?])
    }

    /// Why a file was not read, or not whole.
    pub fn failure(&self, path: &str) -> Result<String, IndexError> {
        let Some((record, _)) = self.file(path)? else { return Ok(String::new()) };
        let pages = || record.doubts.iter().filter(|doubt| doubt.kind == "page_not_read").map(|doubt| &*doubt.text);
        Ok(record.error.as_ref().map_or_else(|| pages().collect::<Vec<_>>().join("; "), |error| error.message.clone()))
    }

    /// The addresses of all files whose `field` holds `value`, in order.
    pub fn files_with(&self, field: Field, value: &str) -> Result<Vec<DocAddress>, IndexError> {
        self.of_kind(FILE, field, value)
    }

    /// What OCR saw on an image, by its digest.
    pub(super) fn image(&self, digest: &str) -> Result<Option<SeenPage>, IndexError> {
        let found = self.of_kind(IMAGE, self.fields.sha256, digest)?;
        found.first().map_or(Ok(None), |address| self.image_at(*address))
    }

    /// What OCR saw of the file at a path.
    pub(super) fn images_of(&self, path: &str) -> Result<Vec<SeenPage>, IndexError> {
        let found = self.of_kind(IMAGE, self.fields.path, path)?;
        found.into_iter().filter_map(|address| self.image_at(address).transpose()).collect()
    }

    /// `None` for one that another version of this program wrote: it is recognised anew.
    fn image_at(&self, address: DocAddress) -> Result<Option<SeenPage>, IndexError> {
        let entry: TantivyDocument = self.searcher.doc(address).map_err(|error| self.fail(error))?;
        Ok(postcard::from_bytes(self.bytes_of(&entry, self.fields.layout)?).ok())
    }

    fn of_kind(&self, kind: &str, field: Field, value: &str) -> Result<Vec<DocAddress>, IndexError> {
        let is = |field, value: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
        };
        let query = BooleanQuery::intersection(vec![is(field, value), is(self.fields.kind, kind)]);
        let mut found = Vec::from_iter(self.top(&query, DocSetCollector)?);
        found.sort();
        Ok(found)
    }

    /// Record and text of one path.
    pub fn file(&self, path: &str) -> Result<Option<(Record, Text)>, IndexError> {
        self.files_with(self.fields.path, path)?.first().map(|address| self.at(*address)).transpose()
    }

    /// Record and text at an address.
    pub fn at(&self, address: DocAddress) -> Result<(Record, Text), IndexError> {
        let entry: TantivyDocument = self.searcher.doc(address).map_err(|error| self.fail(error))?;
        let record = self.bytes_of(&entry, self.fields.record)?;
        let record = serde_json::from_slice(record).map_err(|error| self.damaged(&error))?;
        let text = stored::text(&entry, self.fields.text, Some(self.fields.layout));
        Ok((record, text.ok_or_else(|| self.damaged(&"a text without its layout"))?))
    }

    /// The record at an address, without its text.
    pub fn record_at(&self, address: DocAddress) -> Result<Record, IndexError> {
        self.read_at(address)
    }

    /// What the JSON of an entry says of its record.
    fn read_at<T: DeserializeOwned>(&self, address: DocAddress) -> Result<T, IndexError> {
        let entry: TantivyDocument = self.searcher.doc(address).map_err(|error| self.fail(error))?;
        serde_json::from_slice(self.bytes_of(&entry, self.fields.record)?).map_err(|error| self.damaged(&error))
    }

    /// What a hit shows, and the text of a file without its layout.
    pub(crate) fn card_at(&self, address: DocAddress) -> Result<(Card, Text), IndexError> {
        let shown: Shown = self.searcher.doc(address).map_err(|error| self.fail(error))?;
        let card: Card = postcard::from_bytes(&shown.card).map_err(|error| self.damaged(&error))?;
        let text = shown.text(self.fields.text).unwrap_or_default();
        let layout = (Vec::new(), Vec::new(), card.paged);
        Ok((card, Text::of_parts(text, layout)))
    }

    /// What a hit shows.
    pub(super) fn card_of(&self, address: DocAddress) -> Result<Card, IndexError> {
        self.card_in(&self.searcher.doc(address).map_err(|error| self.fail(error))?)
    }

    fn card_in(&self, entry: &TantivyDocument) -> Result<Card, IndexError> {
        postcard::from_bytes(self.bytes_of(entry, self.fields.card)?).map_err(|error| self.damaged(&error))
    }

    /// Place in its file, and JSON of a task or citation.
    pub(crate) fn part_at(&self, address: DocAddress) -> Result<(usize, serde_json::Value), IndexError> {
        let ordinal = self.columns(address.segment_ord)?.numbers("ordinal");
        let ordinal = ordinal.and_then(|ordinal| ordinal.first(address.doc_id)).unwrap_or_default();
        Ok((ordinal as usize, self.read_at(address)?))
    }

    /// Whether an entry holds one of some terms in a field.
    pub(crate) fn holds(&self, address: DocAddress, field: Field, terms: &[String]) -> Result<bool, IndexError> {
        let segment = self.searcher.segment_reader(address.segment_ord);
        let index = segment.inverted_index(field).map_err(|error| self.fail(error))?;
        for term in terms {
            let term = Term::from_field_text(field, term);
            let found = index.read_postings(&term, IndexRecordOption::Basic);
            let found = found.map_err(|error| IndexError::of_io(&self.folder, error))?;
            if found
                .is_some_and(|mut found| found.doc() <= address.doc_id && found.seek(address.doc_id) == address.doc_id)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The columns of a segment.
    pub(crate) fn columns(&self, segment: u32) -> Result<&Columns, IndexError> {
        let missing = || self.damaged(&"a segment that is not there");
        let cell = self.columns.get(segment as usize).ok_or_else(missing)?;
        if let Some(columns) = cell.get() {
            return Ok(columns);
        }
        let opened = Columns::open(self.searcher.segment_reader(segment)).map_err(|error| self.fail(error))?;
        Ok(cell.get_or_init(|| opened))
    }

    /// What a file shares with those that bear its number and day, or hold its bytes.
    pub(super) fn own_same(&self, address: DocAddress) -> Result<Option<u64>, IndexError> {
        let column = self.columns(address.segment_ord)?.numbers("same");
        Ok(column.and_then(|column| column.first(address.doc_id)))
    }

    /// Path of the record of an entry.
    pub(crate) fn path_at(&self, address: DocAddress) -> Result<String, IndexError> {
        self.word_at("path", address)
    }

    /// The word that an entry has in a column; empty where it has none.
    pub(super) fn word_at(&self, column: &'static str, address: DocAddress) -> Result<String, IndexError> {
        let mut word = String::new();
        if let Some(words) = self.columns(address.segment_ord)?.words(column)
            && let Some(ord) = words.ords().first(address.doc_id)
        {
            words.ord_to_str(ord, &mut word).map_err(|error| IndexError::of_io(&self.folder, error))?;
        }
        Ok(word)
    }

    /// How many entries have a key; those removed since the last merge are still counted.
    pub(super) fn frequency_of_key(&self, field: Field, key: u64) -> Result<u64, IndexError> {
        self.searcher.doc_freq(&Term::from_field_u64(field, key)).map_err(|error| self.fail(error))
    }

    /// The addresses of all entries that have a key.
    pub(super) fn with_key(&self, field: Field, key: u64) -> Result<Vec<DocAddress>, IndexError> {
        let query = TermQuery::new(Term::from_field_u64(field, key), IndexRecordOption::Basic);
        Ok(Vec::from_iter(self.top(&query, DocSetCollector)?))
    }

    /// What `collector` finds for `query`.
    pub(crate) fn top<C: Collector>(&self, query: &dyn Query, collector: C) -> Result<C::Fruit, IndexError> {
        self.searcher.search(query, &collector).map_err(|error| self.fail(error))
    }

    fn bytes_of<'a>(&self, entry: &'a TantivyDocument, field: Field) -> Result<&'a [u8], IndexError> {
        stored::bytes(entry, field).ok_or_else(|| self.damaged(&"an entry without its record"))
    }

    pub(crate) fn fail(&self, error: tantivy::TantivyError) -> IndexError {
        IndexError::of(&self.folder, error)
    }

    fn damaged(&self, reason: &dyn std::fmt::Display) -> IndexError {
        IndexError::Damaged { folder: self.folder.clone(), reason: reason.to_string() }
    }
}

/// Adds the states of a segment's files, of whatever program: the columns are known by their names.
pub(super) fn states_of(segment: &SegmentReader, states: &mut BTreeMap<String, FileState>) -> tantivy::Result<()> {
    let fast = segment.fast_fields();
    let (kinds, paths) = (Words::open(segment, "kind")?, Words::open(segment, "path")?);
    let (sha256, outcomes) = (Words::open(segment, "sha256")?, Words::open(segment, "outcome")?);
    let (rules, media_types) = (Words::open(segment, "rules")?, Words::open(segment, "media_type")?);
    let (bytes, modified) =
        (fast.column_first_or_default::<u64>("bytes")?, fast.column_first_or_default::<i64>("modified")?);
    for doc in segment.doc_ids_alive() {
        if kinds.get(doc) != FILE {
            continue;
        }
        let state = FileState {
            path: paths.get(doc).to_owned(),
            bytes: bytes.get_val(doc),
            modified: modified.get_val(doc),
            media_type: media_types.get(doc).to_owned(),
            sha256: sha256.get(doc).to_owned(),
            outcome: Outcome::parse(outcomes.get(doc)),
            rules: rules.get(doc).to_owned(),
        };
        states.insert(state.path.clone(), state);
    }
    Ok(())
}

/// Opens an existing index of this program's version.
pub(super) fn open_index(folder: &Path) -> Result<Index, IndexError> {
    match open_any(folder)? {
        (index, None) => Ok(index),
        (_, Some(_)) => Err(IndexError::Outdated(folder.to_owned())),
    }
}

/// Opens an existing index, and gives what it says of itself when its fields or its analyser are of an older program:
/// then it must be built anew from its own texts.
pub(super) fn open_any(folder: &Path) -> Result<(Index, Option<Payload>), IndexError> {
    let fail = |error| IndexError::of(folder, error);
    let index = Index::open(Folder::open(folder).map_err(fail)?).map_err(fail)?;
    // Killed before its first commit, it says nothing of its version, and holds nothing.
    let said = Payload::of(&index).map_err(fail)?;
    let newer = |said: &Payload| said.format > schema::FORMAT || said.analyzer > analyzer::VERSION;
    if !schema::holds_texts(&index.schema()) || said.as_ref().is_some_and(newer) {
        return Err(IndexError::Version(folder.to_owned()));
    }
    index.tokenizers().register(analyzer::NAME, analyzer::Analyzer::default());
    let older = |said: &Payload| said.format < schema::FORMAT || said.analyzer < analyzer::VERSION;
    if index.schema() != schema::schema().0 {
        return Ok((index, Some(said.unwrap_or_default())));
    }
    Ok((index, said.filter(older)))
}

/// What every commit says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Payload {
    /// [`schema::FORMAT`].
    pub(super) format: u32,
    /// [`analyzer::VERSION`].
    pub(super) analyzer: u32,
    /// Folders that were built from.
    pub(super) corpora: Vec<PathBuf>,
    /// The corpora's own table of units, where they have one.
    pub(super) units: Option<String>,
}

impl Payload {
    /// Of this program.
    pub(super) fn new(corpora: Vec<PathBuf>, units: Option<String>) -> Payload {
        Payload { format: schema::FORMAT, analyzer: analyzer::VERSION, corpora, units }
    }

    /// What the last commit said; `None` before the first.
    pub(super) fn of(index: &Index) -> tantivy::Result<Option<Payload>> {
        let said = index.load_metas()?.payload;
        // A payload of another shape is one of another version.
        Ok(said.map(|said| serde_json::from_str(&said).unwrap_or_default()))
    }
}

pub(super) fn reader(index: &Index) -> tantivy::Result<IndexReader> {
    let open = || index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
    for _ in 1..ATTEMPTS {
        match open() {
            // A writer has just collected a file of the commit that we began to open: the next one is there.
            Err(tantivy::TantivyError::OpenReadError(tantivy::directory::error::OpenReadError::FileDoesNotExist(
                _,
            ))) => std::thread::sleep(std::time::Duration::from_millis(10)),
            other => return other,
        }
    }
    open()
}

/// A column of words, all read at once: looked up one by one, each would decompress a block of its dictionary.
pub(super) struct Words {
    column: Option<StrColumn>,
    words: Vec<String>,
}

impl Words {
    pub(super) fn open(segment: &SegmentReader, name: &str) -> tantivy::Result<Words> {
        let column = segment.fast_fields().str(name)?;
        let mut words = Vec::new();
        if let Some(column) = &column {
            let mut stream = column.dictionary().stream()?;
            while stream.advance() {
                words.push(String::from_utf8_lossy(stream.key()).into_owned());
            }
        }
        Ok(Words { column, words })
    }

    /// The word of an entry; empty where it has none.
    pub(super) fn get(&self, doc: DocId) -> &str {
        let ord = self.column.as_ref().and_then(|column| column.ords().first(doc));
        ord.and_then(|ord| self.words.get(ord as usize)).map_or("", String::as_str)
    }
}
