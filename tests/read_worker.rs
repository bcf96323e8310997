//! The pool of reading processes: what it reads, and what becomes of files that end a child.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

use vanban::read::worker::Readers;
use vanban::read::{Options, ReadError, digest};
use vanban::walk::{WalkedFile, walk};

fn program() -> PathBuf {
    env!("CARGO_BIN_EXE_vanban").into()
}

fn file(disk: &Path) -> WalkedFile {
    let bytes = std::fs::metadata(disk).map_or(0, |found| found.len());
    WalkedFile { path: disk.display().to_string(), disk: disk.to_owned(), bytes, modified: 0 }
}

/// A program in place of ours, that breaks in its own way.
fn impostor(folder: &Path, script: &str) -> PathBuf {
    let path = folder.join("impostor");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("made to run");
    path
}

#[test]
fn texts_are_read_by_many_threads() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..200 {
        std::fs::write(folder.path().join(format!("{number:03}.txt")), format!("Số: {number}/CT-UBND")).unwrap();
    }
    let files = walk(&[folder.path().to_owned()], &[]).unwrap().files;
    let readers = Readers::of_program(Options::default(), 2, program());
    let start = Instant::now();
    std::thread::scope(|scope| {
        for part in files.chunks(50) {
            let readers = &readers;
            scope.spawn(move || {
                for file in part {
                    let answer = readers.read(file, &|_| None);
                    let bytes = std::fs::read(&file.disk).unwrap();
                    assert_eq!(answer.sha256, digest(&bytes));
                    assert_eq!(answer.reading.unwrap().text.as_str().as_bytes(), bytes);
                }
            });
        }
    });
    println!("{} µs a file", start.elapsed().as_micros() / files.len() as u128);
}

#[test]
fn files_that_cannot_be_had_are_errors_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let readers = Readers::of_program(Options { max_file: 10, ..Options::default() }, 1, program());
    let large = folder.path().join("large.txt");
    std::fs::write(&large, "eleven bytes").unwrap();
    let empty = folder.path().join("empty.pdf");
    std::fs::write(&empty, "").unwrap();
    let answer = readers.read(&file(&large), &|_| None);
    assert_eq!(answer.reading, Err(ReadError::TooLarge { bytes: 12, limit: 10 }));
    assert_eq!(answer.sha256, "");
    assert!(matches!(readers.read(&file(&empty), &|_| None).reading, Err(ReadError::Malformed(_))));
    assert!(matches!(readers.read(&file(&folder.path().join("gone")), &|_| None).reading, Err(ReadError::Open(_))));
}

#[test]
fn a_child_that_dies_or_hangs_costs_one_error() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("a.txt");
    std::fs::write(&text, "a").unwrap();
    let read = |script: &str| {
        let options = Options { read_seconds: 1, ..Options::default() };
        let readers = Readers::of_program(options, 1, impostor(folder.path(), script));
        let first = readers.read(&file(&text), &|_| None).reading;
        assert_eq!(readers.read(&file(&text), &|_| None).reading, first);
        first.unwrap_err()
    };
    assert_eq!(read("exit 0").kind(), "crashed");
    assert_eq!(read("kill -SEGV $$"), ReadError::Crashed("signal 11".to_owned()));
    assert_eq!(read("exec sleep 60"), ReadError::TimedOut(1));
    assert_eq!(read("echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$").kind(), "out_of_memory");
    assert_eq!(read("cat /dev/zero | tr '\\0' '\\377'").kind(), "out_of_memory");
}
