//! How fast an index of made documents grows and answers, and how large it is, beside its peers over the same texts.

use std::path::Path;
use std::time::Instant;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{Schema, TEXT};
use vanban::index::{FileState, Outcome, Store, Writer};
use vanban::record::Record;
use vanban::search::{self, Request};
use vanban::text::Text;
use vanban::units::Register;

use crate::SEED;
use crate::dice::Dice;
use crate::documents::{self, Shape};
use crate::engines::quoted;
use crate::lexicon::Lexicon;
use crate::peers;

/// Questions of one length to us and to plain tantivy; the others get fewer, they take long.
const ASKED: usize = 400;
const ASKED_OF_PEERS: usize = 40;
/// Documents up to which the peers are asked at all.
const PEERS_UP_TO: usize = 200_000;
/// Some 1.3 kB.
const SHAPE: Shape = Shape { citations: (1, 2), tasks: (0, 1), length: (900, 1700) };
/// Syllables of a question.
const LENGTHS: [usize; 2] = [6, 25];

/// One engine's figures.
struct Row {
    name: String,
    /// Seconds, and seconds of processor.
    indexed: f64,
    cpu: f64,
    /// Bytes that searching needs.
    bytes: f64,
    /// Milliseconds of every question, sorted, by length.
    asked: Vec<Vec<f64>>,
}

pub(crate) fn measure(count: usize, kept: Option<&Path>, alone: bool) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let texts = texts(count);
    let size: usize = texts.iter().map(String::len).sum();
    println!("\nspeed: {count} made documents of {:.0} MB (seed {SEED})", size as f64 / 1e6);
    let questions: Vec<Vec<String>> = LENGTHS.iter().map(|length| questions(&texts, *length)).collect();
    let mut rows = vec![ours(kept.unwrap_or(folder.path()), &texts, &questions)];
    if alone {
        return print(&rows, size as f64);
    }
    rows.push(plain_tantivy(folder.path(), &texts, &questions));
    if count <= PEERS_UP_TO {
        rows.extend(others(folder.path(), &texts, &questions));
    } else {
        println!("peers of Debian: left out above {PEERS_UP_TO} documents");
    }
    print(&rows, size as f64);
}

fn print(rows: &[Row], size: f64) {
    println!(
        "{:<12}{:>12}{:>14}{:>14}  6 words p50 p99, 25 words p50 p99 in ms",
        "", "index s", "MB/CPU-second", "index / text"
    );
    for row in rows {
        print!("{:<12}{:>12.1}{:>14.1}{:>14.2}", row.name, row.indexed, size / 1e6 / row.cpu, row.bytes / size);
        row.asked.iter().for_each(|asked| print!("  {:>9.2}{:>9.2}", at(asked, 0.5), at(asked, 0.99)));
        println!();
    }
    let ours = &rows[0];
    for row in rows.iter().skip(1) {
        print!(
            "{:<12}{:>12.2}{:>14.2}{:>14.2}",
            format!("to {}", row.name),
            row.indexed / ours.indexed,
            row.cpu / ours.cpu,
            ours.bytes / row.bytes
        );
        row.asked.iter().zip(&ours.asked).for_each(|(peer, ours)| {
            print!("  {:>9.2}{:>9.2}", at(peer, 0.5) / at(ours, 0.5), at(peer, 0.99) / at(ours, 0.99));
        });
        println!("  times as fast; size as a share");
    }
}

/// The value that a share of all lies below.
fn at(sorted: &[f64], share: f64) -> f64 {
    sorted
        .get(((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or(f64::NAN)
}

fn texts(count: usize) -> Vec<String> {
    let mut dice = Dice::new(SEED);
    let lexicon = Lexicon::new(&mut dice);
    let sentence = |dice: &mut Dice| {
        let words = dice.number(6, 24);
        lexicon.sentence(dice, words)
    };
    (0..count as u64).map(|serial| documents::document(&mut dice, serial, SHAPE, sentence)).collect()
}

/// Neighbouring words from the middle of drawn documents.
fn questions(texts: &[String], length: usize) -> Vec<String> {
    let mut dice = Dice::new(SEED + length as u64);
    let mut question = || loop {
        let text = &texts[dice.number(0, texts.len() as u64 - 1) as usize];
        let body = text.split_once("nội dung sau:").map_or("", |(_, body)| body);
        let words: Vec<&str> = body.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        if let Some(last) = words.len().checked_sub(length + 20) {
            let first = dice.number(20, last as u64 + 20) as usize;
            return words[first..first + length].join(" ");
        }
    };
    (0..ASKED).map(|_| question()).collect()
}

/// Milliseconds that this thread has used of a processor.
fn thread() -> f64 {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    used.tv_sec as f64 * 1e3 + used.tv_nsec as f64 / 1e6
}

/// Milliseconds that this process has used of the processors.
fn process() -> f64 {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    used.tv_sec as f64 * 1e3 + used.tv_nsec as f64 / 1e6
}

/// Milliseconds since now.
fn wall() -> impl Fn() -> f64 {
    let began = Instant::now();
    move || began.elapsed().as_secs_f64() * 1e3
}

/// What each question takes by a clock of milliseconds, sorted; the first tenth is asked twice, to be warm.
fn time(questions: &[String], clock: impl Fn() -> f64, mut ask: impl FnMut(&str)) -> Vec<f64> {
    questions.iter().take(questions.len() / 10).for_each(|question| ask(question));
    let mut took: Vec<f64> = questions
        .iter()
        .map(|question| {
            let before = clock();
            ask(question);
            clock() - before
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took
}

/// Seconds that this process has used of the processors.
fn cpu() -> f64 {
    let stat = std::fs::read("/proc/self/stat").expect("Linux");
    let stat = String::from_utf8_lossy(&stat).into_owned();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn ours(folder: &Path, texts: &[String], questions: &[Vec<String>]) -> Row {
    let index = folder.join("index");
    let (indexed, cpu) = if index.exists() { (f64::NAN, f64::NAN) } else { build(&index, texts) };
    let store = Store::open(&index).expect("the index");
    let bytes = space(&store, texts.iter().map(String::len).sum::<usize>() as f64);
    let ask = |question: &str| {
        let request = Request { query: question.to_owned(), limit: Some(10), facets: true, ..Request::default() };
        std::hint::black_box(search::search(&store, &request).expect("an answer"));
    };
    let asked = questions.iter().map(|questions| time(questions, wall(), ask)).collect();
    let used = questions.iter().map(|questions| time(questions, process, ask));
    let used: Vec<String> = used.map(|used| format!("{:.2} {:.2}", at(&used, 0.5), at(&used, 0.99))).collect();
    println!("milliseconds of processor, p50 and p99 of each length: {}", used.join(", "));
    hostile(ask);
    Row { name: "vanban".to_owned(), indexed, cpu, bytes, asked }
}

/// How long queries take that nobody types.
fn hostile(ask: impl Fn(&str)) {
    let took = |query: &String| at(&time(&vec![query.clone(); 5], process, &ask), 0.5);
    let many = |times: usize, of: &dyn Fn(usize) -> String| (0..times).map(of).collect::<Vec<_>>().join(" ");
    let letters = |at: usize| ((b'a' + (at % 26) as u8) as char, (b'a' + (at / 26 % 26) as u8) as char);
    let queries: [(&str, String); 10] = [
        ("plain", "kế hoạch cải cách hành chính năm".to_owned()),
        ("100 kB of words", many(20_000, &|at| format!("từ{}", letters(at).0))),
        ("100 kB of unknown words", many(14_000, &|at| format!("{}zq{}x", letters(at).0, letters(at).1))),
        ("100 kB without a space", "a".repeat(100_000)),
        ("10,000 alternatives", many(10_000, &|at| format!("{}{} OR", letters(at).0, letters(at).1))),
        ("10,000 quotes", many(10_000, &|_| "\"kế".to_owned())),
        ("control characters", many(10_000, &|at| format!("{}\u{1}\u{7f}\u{202e}", letters(at).0))),
        ("2,000 beginnings", many(2_000, &|at| format!("{}* {}{}*", letters(at).0, letters(at).0, letters(at).1))),
        ("10,000 numbers", many(10_000, &|at| format!("{at}/KH-UBND,"))),
        ("50,000 parentheses", "(".repeat(50_000)),
    ];
    let times = queries.iter().map(|(name, query)| format!("{name} {:.1}", took(query)));
    println!("milliseconds of processor: {}", times.collect::<Vec<_>>().join(", "));
}

/// Documents that are recognised at a time: the records of a million would not fit into memory.
const AT_A_TIME: usize = 20_000;

/// Builds our index; seconds, and seconds of processor, both without recognition.
fn build(index: &Path, texts: &[String]) -> (f64, f64) {
    let units = &Register::builtin();
    let (start, used) = (Instant::now(), cpu());
    // One commit, as the peers make.
    let mut writer = Writer::open(index, &[], None).expect("the index").0.at_once();
    let (mut recognised, mut recognising) = (0.0, 0.0);
    for first in (0..texts.len()).step_by(AT_A_TIME) {
        let began = Instant::now();
        let places = first..texts.len().min(first + AT_A_TIME);
        let records: Vec<(FileState, Record, Text, f64)> = places
            .into_par_iter()
            .map(|at| {
                let before = thread();
                let (state, record, text) = record(at, &texts[at], units);
                (state, record, text, thread() - before)
            })
            .collect();
        recognised += began.elapsed().as_secs_f64();
        recognising += records.iter().map(|record| record.3).sum::<f64>() / 1e3;
        for (state, record, text, _) in &records {
            writer.put(state, record, text, &[]).expect("written");
        }
    }
    writer.finish(false).expect("finished");
    println!("recognised in {recognised:.1} s, not counted below");
    (start.elapsed().as_secs_f64() - recognised, cpu() - used - recognising)
}

fn record(at: usize, text: &str, units: &Register) -> (FileState, Record, Text) {
    let text = Text::plain(text);
    let mut record = Record {
        path: format!("made/{:03}/{at:07}.txt", at / 1000),
        bytes: text.as_str().len() as u64,
        ..Record::default()
    };
    record.sha256 = format!("{:016x}{at:048x}", at.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    record.media_type = "text/plain".to_owned();
    vanban::recognise::recognise(&text, units, &mut record);
    let state = FileState {
        path: record.path.clone(),
        bytes: record.bytes,
        modified: at as i64,
        media_type: record.media_type.clone(),
        sha256: record.sha256.clone(),
        outcome: Outcome::Read,
        rules: "bench".to_owned(),
    };
    (state, record, text)
}

/// Prints what the parts of our index take; the bytes that searching needs.
fn space(store: &Store, size: f64) -> f64 {
    let usage = store.searcher().space_usage().expect("its space");
    let mut sums = [0.0; 6];
    let mut fields = std::collections::BTreeMap::new();
    for segment in usage.segments() {
        let parts =
            [segment.termdict(), segment.postings(), segment.positions(), segment.fieldnorms(), segment.fast_fields()];
        for (nth, part) in parts.into_iter().enumerate() {
            sums[nth] += part.total().get_bytes() as f64;
            for field in part.fields() {
                *fields.entry(field.field_name().to_owned()).or_insert(0.0) += field.total().get_bytes() as f64;
            }
        }
        sums[5] += segment.store().total().get_bytes() as f64;
    }
    let [terms, postings, positions, norms, fast, stored] = sums.map(|sum: f64| sum / size);
    println!(
        "to the text: terms {terms:.3}, postings {postings:.3}, positions {positions:.3}, lengths {norms:.3}, fast fields {fast:.3}; stored texts and records {stored:.3}; {} segments",
        usage.segments().len()
    );
    let mut fields: Vec<_> = fields.into_iter().collect();
    fields.sort_by(|a, b| f64::total_cmp(&b.1, &a.1));
    let fields: Vec<String> = fields.iter().take(12).map(|(name, sum)| format!("{name} {:.3}", sum / size)).collect();
    println!("by field: {}", fields.join(", "));
    (terms + postings + positions + norms + fast) * size
}

fn plain_tantivy(folder: &Path, texts: &[String], questions: &[Vec<String>]) -> Row {
    let folder = folder.join("tantivy");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TEXT);
    let (start, used) = (Instant::now(), cpu());
    let index = tantivy::Index::create_in_dir(&folder, schema.build()).expect("an index");
    let mut writer = index.writer_with_num_threads::<tantivy::TantivyDocument>(1, 200_000_000).expect("a writer");
    for text in texts {
        writer.add_document(tantivy::doc!(body => text.as_str())).expect("added");
    }
    writer.commit().expect("committed");
    writer.wait_merging_threads().expect("merged");
    let (indexed, cpu) = (start.elapsed().as_secs_f64(), cpu() - used);
    let searcher = index.reader().expect("a reader").searcher();
    let parser = QueryParser::for_index(&index, vec![body]);
    let ask = |question: &str| {
        let (query, _) = parser.parse_query_lenient(&quoted(question));
        std::hint::black_box(searcher.search(&query, &TopDocs::with_limit(10).order_by_score()).expect("an answer"));
    };
    let asked = questions.iter().map(|questions| time(questions, wall(), ask)).collect();
    let bytes = searcher.space_usage().expect("its space").total().get_bytes() as f64;
    Row { name: "tantivy".to_owned(), indexed, cpu, bytes, asked }
}

fn others(folder: &Path, texts: &[String], questions: &[Vec<String>]) -> Vec<Row> {
    let asked: Vec<&str> = questions.iter().flat_map(|of| of.iter().take(ASKED_OF_PEERS)).map(String::as_str).collect();
    let mut rows: Vec<Row> = Vec::new();
    for line in peers::ask(folder, texts.iter().map(String::as_str), &asked, &["fts5", "postgres"]) {
        let number = |name: &str| line[name].as_f64().unwrap_or(f64::NAN);
        if line["indexed"].is_number() {
            let name = line["engine"].as_str().unwrap_or("").to_owned();
            let asked = vec![Vec::new(); questions.len()];
            rows.push(Row { name, indexed: number("indexed"), cpu: number("cpu"), bytes: number("bytes"), asked });
        } else if let (Some(row), Some(query)) = (rows.last_mut(), line["query"].as_u64()) {
            row.asked[query as usize / ASKED_OF_PEERS].push(number("seconds") * 1000.0);
        }
    }
    rows.iter_mut().flat_map(|row| &mut row.asked).for_each(|asked| asked.sort_by(f64::total_cmp));
    rows
}
