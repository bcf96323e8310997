//! A build that is killed leaves its last commit, and the next one goes on from there.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::process::Stdio;
use std::time::Duration;

use program::{Place, leftovers, plan};

/// The last commit of an index, as bytes; none before the first.
fn commit(place: &Place) -> Option<Vec<u8>> {
    std::fs::read(place.index().join("meta.json")).ok()
}

#[test]
fn a_build_that_was_killed_while_it_began_leaves_no_index_and_is_in_nobody_s_way() {
    let place = Place::new();
    place.write("mot.txt", plan(1, "Nâng cao chỉ số PAPI"));
    std::fs::create_dir(place.index()).unwrap();
    std::fs::write(place.index().join(".managed.json"), "[]").unwrap();
    std::fs::write(place.index().join(".tmpAbCdEf"), "{").unwrap();
    assert_eq!(place.build(&["--dry-run"])["read"], 1);
    assert_eq!(place.run(&["search", "1/KH-UBND"]).code, Some(4), "there is no index yet");
    assert_eq!(place.build(&[])["read"], 1);
    assert_eq!(leftovers(&place.index()), Vec::<String>::new());
}

#[test]
fn ten_killed_builds_end_like_one_that_was_not() {
    let place = Place::new();
    let files = 700;
    for number in 0..files {
        place.write(&format!("{}/{number}.txt", number % 7), plan(number, "Nâng cao chỉ số PAPI"));
    }
    let whole = place.run(&["build", "kho", "--index", "nguyen", "--json"]);
    assert_eq!(whole.code, Some(0), "{}", whole.err);
    let expected = place.run(&["export", "records", "--index", "nguyen"]).out;

    let mut fewest = u64::from(files);
    for nth in 0..10u64 {
        let before = commit(&place);
        let mut build = place.command(&["build", "kho"]);
        let mut build = build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        if nth % 5 == 4 {
            // Twice just after a commit, so that there is something to go on from.
            while commit(&place) == before && build.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_millis(3));
            }
        } else {
            std::thread::sleep(Duration::from_millis(5 + nth * 97 % 400));
        }
        let _ = build.kill();
        build.wait().unwrap();
        // Before its first commit there is nothing to ask; after it every answer is whole.
        if commit(&place).is_some() {
            let found = place.run(&["search", "1/KH-UBND", "--json"]);
            assert!(matches!(found.code, Some(0 | 1)), "{}", found.err);
        }
        let left = place.build(&["--dry-run"])["read"].as_u64().unwrap();
        assert!(left <= fewest, "what was committed is not read again");
        fewest = left;
    }
    assert_eq!(place.run(&["verify"]).code, Some(0));
    let last = place.build(&[]);
    assert_eq!(last["code"], 0);
    assert_eq!(last["read"].as_u64(), Some(fewest), "the build went on where the last commit was");
    assert!(fewest < u64::from(files), "what was committed is not read again");
    assert!(place.records() == expected, "the records are those of an undisturbed build");
    assert_eq!(leftovers(&place.index()), Vec::<String>::new());
    let around: Vec<_> = std::fs::read_dir(place.root.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(around.len(), 3, "{around:?}");
}

#[test]
fn a_second_build_at_the_same_time_is_told_so() {
    let place = Place::new();
    place.write("a.txt", plan(1, "Một"));
    place.build(&[]);
    let folder = std::fs::File::open(place.index()).unwrap();
    folder.try_lock().unwrap();
    let run = place.run(&["build", "kho"]);
    assert_eq!(run.code, Some(4));
    assert!(run.err.contains("another build"), "{}", run.err);
    assert_eq!(place.run(&["search", "1/KH-UBND", "--json"]).code, Some(0), "who searches does not wait");
}

#[test]
fn interrupted_it_commits_and_ends_with_130() {
    let place = Place::new();
    for number in 0..600 {
        place.write(&format!("{number}.txt"), plan(number, "Nâng cao chỉ số PAPI"));
    }
    let mut command = place.command(&["build", "kho"]);
    let mut build = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while !place.index().join("meta.json").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let id = rustix::process::Pid::from_raw(i32::try_from(build.id()).unwrap()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    let code = build.wait().unwrap().code();
    assert!(matches!(code, Some(130 | 0)), "{code:?}");
    assert_eq!(place.run(&["verify"]).code, Some(0));
    let rest = place.build(&[]);
    assert_eq!(rest["code"], 0);
    assert_eq!(place.records().lines().count(), 600);
}
