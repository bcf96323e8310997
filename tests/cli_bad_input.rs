//! Files and folders that nobody wishes for: the rest goes on, and each is named with what to do.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;

use program::{Place, Run, plan};

/// The kind of error in the record of `path`.
#[track_caller]
fn check(place: &Place, path: &str, kind: &str) {
    let record = place.record(path);
    assert_eq!(record["error"]["kind"], kind, "{path}: {record}");
    assert!(record["error"]["message"].as_str().is_some_and(|message| !message.is_empty()));
}

#[test]
fn each_bad_file_has_a_record_and_the_rest_goes_on() {
    let place = Place::new();
    place.write("tot.txt", plan(1, "Một"));
    place.write("rong.txt", "");
    place.write("rong.pdf", "");
    place.write("duoi-sai.pdf", plan(2, "Hai"));
    place.write("hong.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nnothing more");
    place.write("to.txt", vec![b'a'; 3 << 20]);
    place.write(".an.txt", "x");
    place.write("~$khoa.docx", "x");
    std::fs::create_dir(place.corpus().join("thu-muc-rong")).unwrap();
    symlink(".", place.corpus().join("vong")).unwrap();
    symlink("khong-co", place.corpus().join("dut.txt")).unwrap();
    std::fs::write(place.corpus().join(OsStr::from_bytes(b"t\xean.txt")), plan(3, "Ba")).unwrap();
    let summary = place.build(&["--max-file", "1MB"]);
    assert_eq!(summary["code"], 3);
    check(&place, "kho/rong.txt", "malformed");
    check(&place, "kho/rong.pdf", "malformed");
    check(&place, "kho/hong.pdf", "malformed");
    check(&place, "kho/to.txt", "too_large");
    check(&place, "kho/.an.txt", "ignored");
    check(&place, "kho/~$khoa.docx", "ignored");
    check(&place, "kho/vong", "ignored");
    check(&place, "kho/dut.txt", "open");
    let by_bytes = place.record("kho/duoi-sai.pdf");
    assert_eq!((&by_bytes["media_type"], &by_bytes["error"]), (&"text/plain".into(), &serde_json::Value::Null));
    assert_eq!(place.record("kho/t\\xEAn.txt")["document"]["code_number"], "3");
    assert_eq!(place.record("kho/tot.txt")["document"]["code_number"], "1");
    let named = place.run(&["build", "kho", "--max-file", "1MB"]);
    assert_eq!(named.code, Some(3), "what failed is tried again, and named again");
    for path in ["kho/rong.pdf", "kho/to.txt", "kho/dut.txt"] {
        assert!(named.err.contains(path), "{path} is not named: {}", named.err);
    }
    assert!(named.err.contains("--max-file"), "the cure is named");
    assert_eq!(place.build(&["--max-file", "10MB"])["read"].as_u64(), Some(1));
    assert_eq!(place.record("kho/to.txt")["error"], serde_json::Value::Null);
}

#[test]
fn a_failure_is_forgotten_when_its_file_is_mended_or_gone() {
    let place = Place::new();
    place.write("a.txt", "");
    place.write("b.txt", "");
    assert_eq!(place.build(&[])["code"], 3);
    place.write("a.txt", plan(1, "Một"));
    std::fs::remove_file(place.corpus().join("b.txt")).unwrap();
    assert_eq!(place.build(&[])["code"], 0);
    assert_eq!(place.records().lines().count(), 1);
}

#[test]
fn a_folder_that_is_no_index_is_left_alone() {
    let place = Place::new();
    place.write("a.txt", plan(1, "Một"));
    for arguments in [&["build", "kho", "--index", "kho"][..], &["search", "x", "--index", "kho"]] {
        let run = place.run(arguments);
        assert_eq!(run.code, Some(4), "{arguments:?}: {}", run.err);
        assert!(run.err.contains("kho") && run.err.contains("--index"), "{}", run.err);
    }
    let missing = place.run(&["search", "x"]);
    assert_eq!(missing.code, Some(4));
    assert!(missing.err.contains("vanban build"), "{}", missing.err);
    assert_eq!(std::fs::read_dir(place.corpus()).unwrap().count(), 1, "nothing was written among the documents");
    std::fs::create_dir(place.index()).unwrap();
    std::fs::write(place.index().join("meta.json"), "{}").unwrap();
    for command in [&["build", "kho"][..], &["search", "x"]] {
        let run = place.run(command);
        assert_eq!(run.code, Some(4), "{}", run.err);
    }
    std::fs::write(place.root.path().join("tep"), "x").unwrap();
    let file = place.run(&["build", "kho", "--index", "tep"]);
    assert_eq!(file.code, Some(4), "{}", file.err);
}

/// Runs the program as a user without rights; `None` where that cannot be done.
fn as_nobody(place: &Place, arguments: &[&str]) -> Option<Run> {
    const NOBODY: u32 = 65_534;
    let may_read = |path: &Path| std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o005 == 0o005);
    let program = Path::new(env!("CARGO_BIN_EXE_vanban"));
    if !program.ancestors().chain(place.root.path().ancestors()).all(may_read) {
        return None;
    }
    let output = place.command(arguments).uid(NOBODY).gid(NOBODY).output().ok()?;
    Some(Run::of(output))
}

#[test]
fn no_permission_is_said_with_its_path() {
    let place = Place::new();
    place.write("a.txt", plan(1, "Một"));
    place.write("kin.txt", plan(2, "Hai"));
    place.write("trong/b.txt", plan(3, "Ba"));
    let modes = |file: u32, folder: u32| {
        let set = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        set(place.root.path(), 0o777);
        set(&place.corpus().join("kin.txt"), file);
        set(&place.corpus().join("trong"), folder);
    };
    modes(0o644, 0o755);
    let Some(first) = as_nobody(&place, &["build", "kho", "--index", "chung"]) else {
        program::skipped("files that are forbidden: this user cannot become another one here");
        return;
    };
    assert_eq!(first.code, Some(0), "{}", first.err);
    modes(0o000, 0o000);
    let run = as_nobody(&place, &["build", "kho", "--index", "rieng"]).unwrap();
    assert_eq!(run.code, Some(3), "{}", run.err);
    assert!(run.err.contains("kho/kin.txt") && run.err.contains("kho/trong"), "{}", run.err);
    // What lies in a folder that cannot be entered now is not thought to be gone.
    let again = as_nobody(&place, &["build", "kho", "--index", "chung"]).unwrap();
    assert_eq!(again.code, Some(3), "{}", again.err);
    let shown = as_nobody(&place, &["show", "kho/trong/b.txt", "--json", "--index", "chung"]).unwrap();
    assert_eq!(shown.code, Some(0), "{}", shown.err);
    modes(0o644, 0o755);
    std::fs::create_dir(place.root.path().join("cam")).unwrap();
    let denied = as_nobody(&place, &["build", "kho", "--index", "cam"]).unwrap();
    assert_eq!(denied.code, Some(4), "{}", denied.err);
    assert!(denied.err.contains("permission"), "{}", denied.err);
    // Searching needs no right to write.
    assert_eq!(place.run(&["build", "kho"]).code, Some(0));
    let found = as_nobody(&place, &["search", "1/KH-UBND", "--json"]).unwrap();
    assert_eq!(found.code, Some(0), "{}", found.err);
}
