//! A build that is killed leaves its last commit, and the next one goes on from there.

mod program;

use std::process::Stdio;
use std::time::Duration;

use program::{Place, leftovers, plan};

#[test]
fn ten_killed_builds_end_like_one_that_was_not() {
    let place = Place::new();
    let files = 2_500;
    for number in 0..files {
        place.write(&format!("{}/{number}.txt", number % 7), plan(number, "Nâng cao chỉ số PAPI"));
    }
    let whole = place.run(&["build", "kho", "--index", "nguyen", "--json"]);
    assert_eq!(whole.code, Some(0), "{}", whole.err);
    let expected = place.run(&["export", "records", "--index", "nguyen"]).out;

    let mut fewest = u64::from(files);
    for nth in 0..10u64 {
        let mut build = place.command(&["build", "kho"]);
        let mut build = build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(30 + nth * 97 % 400));
        let _ = build.kill();
        build.wait().unwrap();
        // Before its first commit there is nothing to ask; after it every answer is whole.
        if place.index().join("meta.json").exists() {
            let found = place.run(&["search", "1/KH-UBND", "--json"]);
            assert!(matches!(found.code, Some(0 | 1)), "{}", found.err);
            assert_eq!(place.run(&["verify"]).code, Some(0));
        }
        let left = place.build(&["--dry-run"])["read"].as_u64().unwrap();
        assert!(left <= fewest, "what was committed is not read again");
        fewest = left;
    }
    let last = place.build(&[]);
    assert_eq!(last["code"], 0);
    assert_eq!(last["read"].as_u64(), Some(fewest), "the build went on where the last commit was");
    assert!(place.records() == expected, "the records are those of an undisturbed build");
    assert_eq!(leftovers(&place.index()), Vec::<String>::new());
    assert_eq!(leftovers(&place.root.path().join("index")), Vec::<String>::new());
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
    for number in 0..3_000 {
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
    assert_eq!(place.records().lines().count(), 3_000);
}
