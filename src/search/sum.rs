//! Plain words summed: every list of entries is read once, window by window, and a window's sums stay at hand.
//!
//! tantivy walks one entry after the other over all lists; of a long query of common words that is several times slower.
//! One pass finds both the entries that hold every word and those that hold some.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::index::{self, Places};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

/// Entries of a window: their sums fit into the processor's cache.
const WINDOW: usize = 1 << 13;

/// Entries that hold something, and what that adds to their scores.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) of: Of,
    /// Factor of the score.
    pub(super) weight: f32,
    /// The words of the query, from and to, for which this stands; none when it only raises.
    pub(super) words: (u16, u16),
}

/// What the entries of a list hold.
#[derive(Debug)]
pub(super) enum Of {
    /// A term of a searched field.
    Term(Term),
    /// Whatever a query finds.
    Query(Box<dyn Query>),
}

impl Clone for Of {
    fn clone(&self) -> Of {
        match self {
            Of::Term(term) => Of::Term(term.clone()),
            Of::Query(query) => Of::Query(query.box_clone()),
        }
    }
}

/// Plain words of a query; as a query it finds what holds all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// In the order of the words; what stands for several words follows them.
    pub(super) lists: Vec<List>,
    /// How many words must be there.
    pub(super) count: u16,
    /// Entries of the kind that is searched.
    pub(super) entries: u64,
}

impl Words {
    /// How many words must be there.
    pub(super) fn len(&self) -> u16 {
        self.count
    }

    /// The place of one word more.
    pub(super) fn word(&mut self) -> (u16, u16) {
        self.count += 1;
        (self.count - 1, self.count)
    }

    /// Lets every word be missing.
    pub(super) fn free(&mut self) {
        self.count = 0;
        self.lists.iter_mut().for_each(|list| list.words = (0, 0));
    }

    /// Adds what may be there in the place of its only word.
    pub(super) fn instead(&mut self, other: Words) {
        self.lists.extend(other.lists);
        self.count = self.count.max(other.count);
    }

    /// Adds further words of the query.
    pub(super) fn append(&mut self, other: Words) {
        let before = self.count;
        self.lists.extend(other.lists.into_iter().map(|list| {
            let (from, to) = list.words;
            let words = if from < to { (from + before, to + before) } else { (0, 0) };
            List { words, ..list }
        }));
        self.count += other.count;
        self.entries = other.entries;
    }

    /// What each list needs in every segment.
    pub(super) fn prepare(
        &self,
        scoring: EnableScoring<'_>,
        places: impl Fn(&Term) -> tantivy::Result<Places>,
    ) -> tantivy::Result<Prepared> {
        let searcher = scoring.searcher().ok_or_else(no_searcher)?;
        let mut lengths: Vec<(Field, f32)> = Vec::new();
        let mut lists = Vec::with_capacity(self.lists.len());
        for list in &self.lists {
            let ready = match &list.of {
                Of::Query(query) => Ready::Query(query.weight(scoring)?, list.weight),
                Of::Term(term) => {
                    let field = term.field();
                    let length = match lengths.iter().find(|(known, _)| *known == field) {
                        Some((_, length)) => *length,
                        None => {
                            let length = tokens(searcher, field)? as f32 / self.entries.max(1) as f32;
                            lengths.push((field, length));
                            length
                        }
                    };
                    let infos = places(term)?;
                    let holding: u64 = infos.iter().flatten().map(|info| u64::from(info.doc_freq)).sum();
                    if holding == 0 {
                        continue;
                    }
                    let score = Bm25Weight::for_one_term_without_explain(holding, self.entries.max(holding), length);
                    Ready::Term(field, infos, score.boost_by(list.weight))
                }
            };
            lists.push((ready, list.words));
        }
        let segments = searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        Ok(Prepared { lists, count: self.count, segments })
    }
}

fn no_searcher() -> TantivyError {
    TantivyError::InvalidArgument("no searcher".to_owned())
}

/// All terms of a field in all entries.
fn tokens(searcher: &Searcher, field: Field) -> tantivy::Result<u64> {
    searcher.segment_readers().iter().map(|segment| Ok(segment.inverted_index(field)?.total_num_tokens())).sum()
}

impl Query for Words {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let searcher = scoring.searcher().ok_or_else(no_searcher)?;
        Ok(Box::new(self.prepare(scoring, |term| index::places(searcher, term))?))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        for list in &self.lists {
            match &list.of {
                Of::Term(term) => visitor(term, false),
                Of::Query(query) => query.query_terms(visitor),
            }
        }
    }
}

enum Ready {
    Term(Field, Places, Bm25Weight),
    Query(Box<dyn Weight>, f32),
}

/// Plain words, looked up.
pub(super) struct Prepared {
    lists: Vec<(Ready, (u16, u16))>,
    count: u16,
    segments: Vec<tantivy::index::SegmentId>,
}

impl Prepared {
    /// Entries in all lists of terms.
    pub(super) fn cost(&self) -> u64 {
        let infos = self.lists.iter().filter_map(|(ready, _)| match ready {
            Ready::Term(_, infos, _) => Some(infos),
            Ready::Query(..) => None,
        });
        infos.flat_map(|infos| infos.iter().flatten()).map(|info| u64::from(info.doc_freq)).sum()
    }

    /// The words in one segment.
    pub(super) fn windows(&self, segment: &SegmentReader, boost: f32) -> tantivy::Result<Windows> {
        let id = segment.segment_id();
        let nth = self.segments.iter().position(|known| *known == id);
        let mut lists = Vec::with_capacity(self.lists.len());
        // Index and lengths of the fields so far.
        let mut known: Vec<(Field, Arc<InvertedIndexReader>, FieldNormReader)> = Vec::new();
        for (ready, words) in &self.lists {
            let cursor = match ready {
                Ready::Query(weight, by) => Cursor::Query(weight.scorer(segment, by * boost)?),
                Ready::Term(field, infos, score) => {
                    let Some(info) = nth.and_then(|nth| infos.get(nth)).and_then(Option::as_ref) else { continue };
                    let place = match known.iter().position(|(known, ..)| known == field) {
                        Some(place) => place,
                        None => {
                            let lengths = segment.get_fieldnorms_reader(*field)?;
                            known.push((*field, segment.inverted_index(*field)?, lengths));
                            known.len() - 1
                        }
                    };
                    let Some((_, index, lengths)) = known.get(place) else { continue };
                    let block = index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
                    let lengths = lengths.clone();
                    Cursor::Term(Box::new(Postings { block, at: 0, lengths, score: score.boost_by(boost) }))
                }
            };
            lists.push((cursor, *words));
        }
        let (scores, held) = (Box::new([0.0; WINDOW]), Box::new([0; WINDOW]));
        Ok(Windows { lists, count: self.count, start: 0, end: 0, at: 0, scores, held })
    }
}

impl Weight for Prepared {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut windows = self.windows(segment, boost)?;
        windows.fill(0);
        windows.settle();
        Ok(Box::new(windows))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("plain words", 0.0))
    }
}

/// Where the reading of one list stands.
enum Cursor {
    Term(Box<Postings>),
    Query(Box<dyn Scorer>),
}

struct Postings {
    block: BlockSegmentPostings,
    at: usize,
    lengths: FieldNormReader,
    score: Bm25Weight,
}

impl Cursor {
    fn doc(&self) -> DocId {
        match self {
            Cursor::Term(list) => list.block.docs().get(list.at).copied().unwrap_or(TERMINATED),
            Cursor::Query(scorer) => scorer.doc(),
        }
    }

    fn seek(&mut self, doc: DocId) {
        if self.doc() < doc {
            match self {
                Cursor::Term(list) => list.at = list.block.seek(doc),
                Cursor::Query(scorer) => _ = scorer.seek(doc),
            }
        }
    }
}

/// The entries of one segment, window by window.
pub(super) struct Windows {
    lists: Vec<(Cursor, (u16, u16))>,
    count: u16,
    start: DocId,
    end: DocId,
    /// The entry at which it stands as a list of entries.
    at: DocId,
    scores: Box<[f32; WINDOW]>,
    held: Box<[u16; WINDOW]>,
}

impl Windows {
    /// Reads the window that begins with the first entry from `from` on that is in any list; `false` at the end.
    pub(super) fn fill(&mut self, from: DocId) -> bool {
        self.lists.iter_mut().for_each(|(cursor, _)| cursor.seek(from));
        let Some(start) = self.lists.iter().map(|(cursor, _)| cursor.doc()).min().filter(|doc| *doc < TERMINATED)
        else {
            (self.start, self.end) = (TERMINATED, TERMINATED);
            return false;
        };
        (self.start, self.end) = (start, start + WINDOW as DocId);
        self.scores.fill(0.0);
        self.held.fill(0);
        for (cursor, words) in &mut self.lists {
            let mut sum = |doc: DocId, score: Score| {
                let at = (doc - start) as usize % WINDOW;
                self.scores[at] += score;
                // A list that stands for no word only raises.
                if words.0 == words.1 {
                    return;
                }
                let held = self.held[at];
                self.held[at] = if words.0 <= held && held < words.1 { words.1 } else { held };
            };
            match cursor {
                Cursor::Term(list) => {
                    let Postings { block, at, lengths, score } = &mut **list;
                    while let Some(docs) = block.docs().get(*at..).filter(|docs| !docs.is_empty()) {
                        // Of most blocks all.
                        let is_within = docs.last().is_some_and(|last| *last < self.end);
                        let within = if is_within { docs.len() } else { docs.partition_point(|doc| *doc < self.end) };
                        for (doc, freq) in docs.iter().zip(block.freqs().get(*at..).unwrap_or(&[])).take(within) {
                            sum(*doc, score.score(lengths.fieldnorm_id(*doc), *freq));
                        }
                        if within < docs.len() {
                            *at += within;
                            break;
                        }
                        block.advance();
                        *at = 0;
                    }
                }
                Cursor::Query(scorer) => {
                    let mut doc = scorer.doc();
                    while doc < self.end {
                        sum(doc, scorer.score());
                        doc = scorer.advance();
                    }
                }
            }
        }
        true
    }

    /// Whether no word must be there.
    pub(super) fn is_optional(&self) -> bool {
        self.count == 0
    }

    /// First entry after the window.
    pub(super) fn end(&self) -> DocId {
        self.end
    }

    /// Score of an entry of the window, and whether it holds every word; of one that holds something.
    fn get(&self, doc: DocId) -> Option<(Score, bool)> {
        let at = usize::try_from(doc.checked_sub(self.start)?).ok()?;
        let score = *self.scores.get(at)?;
        let held = *self.held.get(at)?;
        (score > 0.0 || held > 0).then_some((score, held >= self.count))
    }

    /// The same of any entry, asked for in rising order.
    pub(super) fn reach(&mut self, doc: DocId) -> Option<(Score, bool)> {
        if doc >= self.end && self.end < TERMINATED {
            self.fill(doc);
        }
        self.get(doc)
    }

    /// Hands on the entries of the window that hold every word, or something and a score above `least`, which `take` may
    /// raise; gives how many hold something and were passed over.
    pub(super) fn each(&self, least: &mut Score, mut take: impl FnMut(DocId, Score, bool) -> Score) -> usize {
        const CHUNK: usize = 16;
        let mut passed = 0;
        for (chunk, (scores, held)) in self.scores.chunks(CHUNK).zip(self.held.chunks(CHUNK)).enumerate() {
            // Most chunks hold nothing of use: told without a branch for each entry.
            let known = scores.iter().map(|score| usize::from(*score > 0.0)).sum::<usize>();
            let better = scores.iter().fold(false, |any, score| any | (*score > *least));
            let whole = held.iter().fold(false, |any, held| any | (*held >= self.count));
            if known == 0 || !better && !whole {
                passed += known;
                continue;
            }
            for (nth, (score, held)) in scores.iter().zip(held).enumerate().filter(|(_, (score, _))| **score > 0.0) {
                let whole = *held >= self.count;
                if whole || *score > *least {
                    *least = take(self.start + (chunk * CHUNK + nth) as DocId, *score, whole);
                } else {
                    passed += 1;
                }
            }
        }
        passed
    }

    /// Goes on to the first entry from where it stands that holds every word.
    fn settle(&mut self) {
        self.at = self.at.max(self.start);
        while self.start < TERMINATED {
            let from = (self.at - self.start) as usize;
            let found = self.held.iter().skip(from).position(|held| *held >= self.count);
            if let Some(found) = found {
                self.at += found as DocId;
                return;
            }
            self.fill(self.end);
            self.at = self.start;
        }
        self.at = TERMINATED;
    }
}

impl DocSet for Windows {
    fn advance(&mut self) -> DocId {
        if self.at < TERMINATED { self.seek(self.at + 1) } else { TERMINATED }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match target.cmp(&self.at) {
            Ordering::Greater if target >= TERMINATED => self.at = TERMINATED,
            Ordering::Greater => {
                self.at = target;
                if target >= self.end {
                    self.fill(target);
                }
                self.settle();
            }
            _ => {}
        }
        self.at
    }

    fn doc(&self) -> DocId {
        self.at
    }

    fn size_hint(&self) -> u32 {
        // The rarest of the words, were they alone.
        let rarest = self.lists.iter().map(|(cursor, _)| match cursor {
            Cursor::Term(list) => list.block.doc_freq(),
            Cursor::Query(scorer) => scorer.size_hint(),
        });
        rarest.min().unwrap_or(0)
    }

    fn cost(&self) -> u64 {
        let all = self.lists.iter().map(|(cursor, _)| match cursor {
            Cursor::Term(list) => u64::from(list.block.doc_freq()),
            Cursor::Query(scorer) => scorer.cost(),
        });
        all.sum()
    }
}

impl Scorer for Windows {
    fn score(&mut self) -> Score {
        self.get(self.at).map_or(0.0, |(score, _)| score)
    }
}
