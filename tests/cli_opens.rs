//! What the system sees: which files a later build opens, and what a full disk leaves behind.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking, and says what it skips")]

mod program;

use std::process::Command;

use program::{Place, Run, plan};

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

/// The documents below `kho` that a build opened, by strace. The corpus's own table of units is looked for each time.
fn opened(place: &Place) -> Vec<String> {
    let trace = place.root.path().join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-e", "trace=openat,open", "-o"]).arg(&trace).arg(env!("CARGO_BIN_EXE_vanban"));
    let run = Run::of(command.args(["build", "kho"]).current_dir(place.root.path()).output().unwrap());
    assert!(matches!(run.code, Some(0 | 3)), "{}", run.err);
    let trace = String::from_utf8_lossy(&std::fs::read(&trace).unwrap()).into_owned();
    let inside = |line: &str| line.split('"').nth(1).filter(|path| path.contains("kho/")).map(str::to_owned);
    let mut paths: Vec<String> = trace
        .lines()
        .filter(|line| !line.contains("O_DIRECTORY"))
        .filter_map(inside)
        .map(|path| path.rsplit('/').next().unwrap_or_default().to_owned())
        .collect();
    paths.retain(|path| path != "units.tsv");
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn a_third_build_opens_only_what_failed() {
    if !has("strace") {
        program::skipped("which files a build opens: strace is not installed, apt install strace");
        return;
    }
    let place = Place::new();
    for number in 1..=9 {
        place.write(&format!("nam/ke-hoach-{number}.txt"), plan(number, "Về việc thử"));
    }
    place.write("hong.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nnothing more");
    assert_eq!(opened(&place).len(), 10, "the first build opens every file");
    assert_eq!(opened(&place), ["hong.pdf"]);
    assert_eq!(opened(&place), ["hong.pdf"]);
    place.write("nam/ke-hoach-4.txt", plan(4, "Đã đổi"));
    assert_eq!(opened(&place), ["hong.pdf", "ke-hoach-4.txt"]);
}

/// Builds one document, then those that `write` adds, into an index on a disk that is too small for them.
#[track_caller]
fn check_full_disk(write: impl Fn(&Place)) {
    let place = Place::new();
    let disk = place.root.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1500k", "none"]).arg(&disk).output();
    if !mounted.is_ok_and(|mounted| mounted.status.success()) {
        program::skipped("a full disk: none can be mounted here but by root");
        return;
    }
    place.write("dau.txt", plan(1, "Về việc đầu tiên"));
    let first = place.run(&["build", "kho", "--index", "disk/index"]);
    write(&place);
    let full = place.run(&["build", "kho", "--index", "disk/index"]);
    let found = place.run(&["search", "đầu tiên", "--index", "disk/index", "--json"]);
    Command::new("umount").arg(&disk).status().unwrap();
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert_eq!(full.code, Some(4), "{}", full.err);
    assert!(full.err.contains("disk/index") && full.err.contains("no room left on the disk"), "{}", full.err);
    assert!(found.out.contains("kho/dau.txt"), "{} {}", found.out, found.err);
}

#[test]
fn a_disk_that_fills_while_it_commits_is_said_and_loses_nothing_committed() {
    check_full_disk(|place| {
        for number in 2..=1500 {
            place.write(&format!("sau-{number}.txt"), plan(number, &format!("Về việc thứ {number} {}", number * 7919)));
        }
    });
}

#[test]
fn a_disk_that_fills_between_commits_is_said_and_loses_nothing_committed() {
    check_full_disk(|place| {
        for number in 2_u32..=200 {
            let mut word = number;
            let mut next = || {
                word = word.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7fff_ffff;
                format!("{word:x} ")
            };
            let noise: String = (0..8_000).map(|_| next()).collect();
            place.write(&format!("dai-{number}.txt"), format!("{}\n{noise}\n", plan(number, "Về việc dài")));
        }
    });
}
