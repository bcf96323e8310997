//! What the program says now about all of corpus/. The diff of records.jsonl in a commit is its gain and loss.
//!
//! `UPDATE=1 cargo test --test records` writes it anew. Evidence is left out: it moves with every word, and `verify`
//! holds it.

#![allow(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::path::Path;
use std::process::Command;

fn said() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let program = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
        command.current_dir(root);
        command
    };
    let built = program().args(["build", "corpus", "--ocr", "off", "--index"]).arg(&index).output().unwrap();
    assert!(matches!(built.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&built.stderr));
    let records = program().args(["export", "records", "--index"]).arg(&index).output().unwrap();
    assert!(records.status.success(), "{}", String::from_utf8_lossy(&records.stderr));
    String::from_utf8(records.stdout).unwrap().lines().map(|line| brief(line) + "\n").collect()
}

/// A record without its evidence, as one line.
fn brief(line: &str) -> String {
    let mut record: serde_json::Value = serde_json::from_str(line).unwrap();
    let fields = record.as_object_mut().unwrap();
    fields.remove("evidence");
    for list in ["citations", "doubts"] {
        for entry in fields.get_mut(list).and_then(|list| list.as_array_mut()).into_iter().flatten() {
            entry.as_object_mut().unwrap().retain(|name, _| name != "mentions" && name != "evidence");
        }
    }
    serde_json::to_string(&record).unwrap()
}

#[test]
fn the_records_of_the_sample_corpus_are_as_committed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records.jsonl");
    let now = said();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
        return;
    }
    let committed = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
    let changed: Vec<_> = committed.lines().zip(now.lines()).filter(|(old, new)| old != new).take(5).collect();
    assert!(
        changed.is_empty(),
        "records changed; see what was gained and lost with `make records` and git diff: {changed:#?}"
    );
    assert_eq!(committed.lines().count(), now.lines().count(), "another number of records");
}
