//! Reading under fire: crafted bombs and damaged copies cost one record each, within the limits, and stop nothing.
//!
//! `cargo test` runs every bomb and 200 copies; `make hostile` 2,000, some of them with OCR, and sets the text of damaged
//! PDFs beside that of pdftotext. The copies are of ../shared/corpus, or of corpus/ where that is not there.

#![expect(clippy::print_stdout, reason = "a run of thousands of files says what it saw")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod deflate;
mod drawing;
mod mutate;
mod packages;
mod pdf;
#[path = "../program/mod.rs"]
mod program;
mod watch;

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::Instant;

use program::Place;
use vanban::read::worker::Readers;
use vanban::read::{Ocr, Options, ReadError, Reading};
use vanban::vi;
use watch::Watch;

/// A file made to do harm.
pub(crate) struct Bomb {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

const SECONDS: u64 = 10;
const MEMORY: u64 = 512 << 20;
/// Killing a child and starting another takes a moment; a busy machine makes it a longer one.
const GRACE: f64 = 5.0;

/// How many damaged copies: `make hostile` sets it.
fn copies() -> usize {
    std::env::var("VANBAN_HOSTILE").ok().and_then(|count| count.parse().ok()).unwrap_or(200)
}

fn is_thorough() -> bool {
    copies() >= 2000
}

fn bombs() -> Vec<Bomb> {
    let mut bombs = pdf::bombs();
    bombs.extend(packages::bombs());
    bombs
}

fn options() -> Options {
    Options { ocr: Ocr::Off, read_seconds: SECONDS, read_memory: MEMORY, ..Options::default() }
}

/// Where OCR is on, pages are drawn; that takes more memory.
const MEMORY_OF_DRAWINGS: u64 = 1 << 30;

fn readers() -> Readers {
    Readers::of_program(options(), 2, env!("CARGO_BIN_EXE_vanban").into())
}

/// Does `work` for each item on two threads.
fn each<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    work(item);
                }
            });
        }
    });
}

fn outcome(reading: &Result<Reading, ReadError>) -> String {
    match reading {
        Ok(reading) => {
            format!("{} bytes of text, {} inside", reading.text.as_str().len(), reading.members.len())
        }
        Err(error) => format!("{}: {error}", error.kind()),
    }
}

#[test]
fn bombs_end_within_their_limits() {
    let bombs = bombs();
    assert!(bombs.len() >= 20);
    set_off(&bombs, options());
    // Not beside the others: what is watched is the memory of every child.
    set_off(&drawing::bombs(), Options { ocr: Ocr::Auto, read_memory: MEMORY_OF_DRAWINGS, ..options() });
}

fn set_off(bombs: &[Bomb], options: Options) {
    let memory = options.read_memory;
    let readers = Readers::of_program(options, 2, env!("CARGO_BIN_EXE_vanban").into());
    let watch = Watch::start(std::process::id());
    each(bombs, |bomb| {
        let start = Instant::now();
        let reading = readers.read_bytes(&bomb.bytes, &bomb.name);
        let took = start.elapsed().as_secs_f64();
        println!("{:28} {:>9} bytes {took:6.2} s  {}", bomb.name, bomb.bytes.len(), outcome(&reading));
        assert!(!matches!(reading, Err(ReadError::Crashed(_))), "{}", bomb.name);
        // A used child that fails is not the judge: a fresh one is asked again. A container has more time.
        let times = if reading.is_ok_and(|reading| !reading.members.is_empty()) { 12.0 } else { 2.0 };
        assert!(took < times * (SECONDS as f64 + GRACE), "{} took {took} s", bomb.name);
    });
    let most = watch.stop();
    println!("{} bombs; memory of a reading process at most {} MB", bombs.len(), most >> 20);
    assert!(most <= memory, "{most} bytes");
}

#[test]
fn a_bomb_in_an_archive_costs_its_own_record() {
    let bomb = pdf::bombs().into_iter().find(|bomb| bomb.name == "flate-in-flate.pdf").unwrap();
    let number = "Số: 1/CT-UBND".as_bytes();
    let archive = packages::zip([("a.txt", number), ("b.pdf", &bomb.bytes), ("c.txt", number)]);
    let reading = readers().read_bytes(&archive, "a.zip").unwrap();
    let ends: Vec<_> = reading
        .members
        .iter()
        .map(|member| (member.name.as_str(), member.reading.as_ref().map_or_else(ReadError::kind, |_| "read")))
        .collect();
    assert_eq!(ends, [("a.txt", "read"), ("b.pdf", "out_of_memory"), ("c.txt", "read")]);
}

#[test]
fn one_record_for_each_damaged_file() {
    let place = Place::new();
    let sources = mutate::sources();
    let mut names = Vec::new();
    for number in 0..copies() {
        let copy = mutate::copy(&sources, number);
        place.write(&copy.name, &copy.bytes);
        names.push(copy.name);
    }
    // Each of them was read above; recognition and index see them here.
    for bomb in bombs().into_iter().filter(|_| is_thorough()) {
        place.write(&bomb.name, &bomb.bytes);
        names.push(bomb.name);
    }
    let limits = ["--ocr", "off", "--read-seconds", "10", "--threads", "2"];
    let kinds = build(&place, 512 << 20, &limits, &names);
    println!("{} files, without OCR: {kinds:?}", names.len());
    if is_thorough() {
        let place = Place::new();
        let scans: Vec<_> = sources.iter().filter(|path| path.to_string_lossy().contains("scan")).cloned().collect();
        let of = if scans.is_empty() { sources } else { scans };
        let mut names = Vec::new();
        for number in 0..50 {
            let copy = mutate::copy(&of, number);
            place.write(&copy.name, &copy.bytes);
            names.push(copy.name);
        }
        let kinds = build(&place, 2 << 30, &["--ocr", "auto", "--read-seconds", "30", "--threads", "2"], &names);
        println!("{} scans, with OCR where tesseract is installed: {kinds:?}", names.len());
    }
}

/// Builds with `memory` bytes for each file, and counts how the files ended: each has a record of its own.
fn build(place: &Place, memory: u64, wishes: &[&str], names: &[String]) -> BTreeMap<String, usize> {
    let start = Instant::now();
    let limit = memory.to_string();
    let mut command = place.command(&[&["build", "kho", "--json", "--read-memory", &limit], wishes].concat());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let watch = Watch::start(child.id());
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
    let status = child.wait().unwrap();
    let most = watch.stop();
    println!("built in {:.0} s; memory of a reading process at most {} MB", start.elapsed().as_secs_f64(), most >> 20);
    assert!(matches!(status.code(), Some(0 | 3)), "{status}: {said}");
    assert!(most <= memory, "a reading process took {most} bytes of {memory}");
    let mut kinds = BTreeMap::new();
    let mut missing: std::collections::BTreeSet<String> = names.iter().map(|name| format!("kho/{name}")).collect();
    for line in place.records().lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let path = record["path"].as_str().unwrap();
        let kind = record["error"]["kind"].as_str().unwrap_or("read").to_owned();
        assert!(missing.remove(path) || path.contains("!/"), "two records of {path}");
        *kinds.entry(if path.contains("!/") { format!("{kind} inside") } else { kind }).or_default() += 1;
    }
    assert!(missing.is_empty(), "no record of {missing:?}");
    kinds
}

/// Words that are syllables of Vietnamese.
fn valid(text: &str) -> usize {
    vi::shares(text).valid
}

#[test]
fn damaged_pdfs_give_as_much_as_pdftotext() {
    if !is_thorough() || Command::new("pdftotext").arg("-v").output().is_err() {
        program::skipped("damaged PDFs beside pdftotext: `make hostile` compares, where poppler-utils is installed");
        return;
    }
    let place = Place::new();
    let sources: Vec<_> =
        mutate::sources().into_iter().filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect();
    let numbers: Vec<usize> = (0..copies() / 4).collect();
    let readers = readers();
    let totals = std::sync::Mutex::new((0, 0, Vec::new()));
    each(&numbers, |number| {
        let copy = mutate::copy(&sources, *number);
        place.write(&copy.name, &copy.bytes);
        let path = place.corpus().join(&copy.name);
        let ours = readers.read_bytes(&copy.bytes, &copy.name).map_or(0, |reading| valid(reading.text.as_str()));
        let peer = Command::new("timeout").args(["30", "pdftotext", "-layout"]).arg(&path).arg("-").output().unwrap();
        let theirs = valid(&String::from_utf8_lossy(&peer.stdout));
        std::fs::remove_file(path).unwrap();
        let mut totals = totals.lock().unwrap();
        totals.0 += ours;
        totals.1 += theirs;
        if ours < theirs {
            let source = sources[number % sources.len()].file_name().unwrap().to_string_lossy().into_owned();
            totals.2.push((theirs - ours, ours, copy.name, source));
        }
    });
    let (ours, theirs, mut less) = totals.into_inner().unwrap();
    less.sort();
    for (_, ours, copy, source) in less.iter().rev().take(25) {
        println!("  less: {copy} of {source}: {ours}");
    }
    println!("valid syllables of {} damaged PDFs: {ours}; pdftotext {theirs}", numbers.len());
    assert!(ours >= theirs);
}

#[test]
#[ignore = "writes the bombs and copies into the folder HOSTILE, to look at them"]
fn write() {
    let folder = std::path::PathBuf::from(std::env::var_os("HOSTILE").unwrap());
    std::fs::create_dir_all(&folder).unwrap();
    let sources = mutate::sources();
    let copies = (0..copies()).map(|number| mutate::copy(&sources, number));
    let copies = copies.map(|copy| Bomb { name: copy.name, bytes: copy.bytes });
    bombs().into_iter().chain(copies).for_each(|file| std::fs::write(folder.join(&file.name), &file.bytes).unwrap());
}
