//! `vanban build`: only what changed, the same records whatever the way, clear words about what cannot be read.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use program::{Place, leftovers, plan};

#[test]
fn a_second_build_reads_only_what_changed() {
    let place = Place::new();
    for number in 1..=5 {
        place.write(&format!("{number}.txt"), plan(number, "Nâng cao chỉ số PAPI"));
    }
    let first = place.build(&[]);
    assert_eq!((&first["code"], &first["files"], &first["read"]), (&0.into(), &5.into(), &5.into()));
    let before = place.records();

    let second = place.build(&[]);
    assert_eq!((&second["read"], &second["unchanged"]), (&0.into(), &5.into()));
    assert_eq!(place.records(), before);

    place.write("2.txt", plan(22, "Cải cách hành chính"));
    std::fs::remove_file(place.corpus().join("3.txt")).unwrap();
    std::fs::rename(place.corpus().join("4.txt"), place.corpus().join("bon.txt")).unwrap();
    place.write("moi.txt", plan(6, "Tuyên truyền"));
    let third = place.build(&[]);
    assert_eq!((&third["unchanged"], &third["removed"]), (&2.into(), &2.into()));
    let after = place.records();
    let paths: Vec<&str> = after.lines().map(|line| line.split('"').nth(3).unwrap()).collect();
    assert_eq!(paths, ["kho/1.txt", "kho/2.txt", "kho/5.txt", "kho/bon.txt", "kho/moi.txt"]);
    assert!(place.run(&["show", "kho/2.txt", "--json"]).out.contains("\"22\""));

    std::fs::remove_dir_all(place.index()).unwrap();
    place.build(&[]);
    assert_eq!(place.records(), after, "an index built at once says the same as one that grew");
    assert_eq!(leftovers(&place.index()), Vec::<String>::new());
}

#[test]
fn a_renamed_file_is_not_parsed_again() {
    let place = Place::new();
    place.write("a.txt", plan(1, "Một"));
    place.build(&[]);
    std::fs::rename(place.corpus().join("a.txt"), place.corpus().join("b.txt")).unwrap();
    place.build(&[]);
    let record = place.record("kho/b.txt");
    assert_eq!(record["document"]["code_number"], "1");
    assert_eq!(place.run(&["verify", "--files"]).code, Some(0));
}

#[test]
fn copies_name_the_first_of_them() {
    let place = Place::new();
    place.write("b.txt", plan(1, "Một"));
    place.write("a/c.txt", plan(1, "Một"));
    place.build(&[]);
    assert_eq!(place.record("kho/b.txt")["duplicate_of"], "kho/a/c.txt");
    assert_eq!(place.record("kho/a/c.txt")["duplicate_of"], serde_json::Value::Null);
    let hits = place.run(&["search", "--json", "1/KH-UBND"]);
    assert_eq!(hits.out.lines().count(), 1, "copies are one hit: {}", hits.out);
}

#[test]
fn another_corpus_stays_in_the_index() {
    let place = Place::new();
    place.write("a.txt", plan(1, "Một"));
    let other = place.root.path().join("khac");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("b.txt"), plan(2, "Hai")).unwrap();
    place.build(&[]);
    let run = place.run(&["build", "khac"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(place.records().lines().count(), 2);
}

#[test]
fn a_document_with_a_secrecy_stamp_is_kept_back() {
    let place = Place::new();
    let secret = plan(7, "Bí mật tày trời").replacen("Số: 7", "MẬT\nSố: 7", 1);
    place.write("mat.txt", secret);
    place.write("thuong.txt", plan(8, "Không mật"));
    place.build(&[]);
    let record = place.record("kho/mat.txt");
    assert!(!record["withheld"].is_null(), "{record}");
    for (key, value) in record.as_object().unwrap() {
        let kept = ["path", "sha256", "bytes", "media_type", "withheld"].contains(&key.as_str());
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty) || key == "role";
        assert!(kept || empty || value.as_object().is_some_and(serde_json::Map::is_empty), "{key}: {value}");
    }
    assert!(!place.run(&["search", "bí mật tày trời", "--json", "--all"]).out.contains("mat.txt"));
    assert_eq!(place.run(&["show", "kho/mat.txt", "--text"]).out, "");
    place.build(&["--include-secret"]);
    assert_eq!(place.record("kho/mat.txt")["document"]["code_number"], "7");
    place.build(&[]);
    assert_eq!(place.record("kho/mat.txt")["withheld"], "secrecy");
    for file in std::fs::read_dir(place.index()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let word = "tày trời".as_bytes();
        assert!(!bytes.windows(word.len()).any(|window| window == word), "the text is still on disk");
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = Place::new();
    place.write("a.txt", plan(1, "Một"));
    let summary = place.build(&["--dry-run"]);
    assert_eq!((&summary["files"], &summary["read"]), (&1.into(), &1.into()));
    assert!(!place.index().exists());
}

#[test]
fn wrong_use_ends_with_2() {
    let place = Place::new();
    for arguments in [
        &["build", "nowhere"][..],
        &["build", "kho", "kho"],
        &["build", "--ocr", "perhaps"],
        &["build", "--max-file", "much"],
        &["build", "kho", "--exclude", "[z-a]"],
        &["nothing"],
    ] {
        let run = place.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.err);
        assert!(!run.err.is_empty());
    }
    std::fs::write(place.root.path().join("vanban.toml"), "indx = 'x'").unwrap();
    let run = place.run(&["build"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("vanban.toml") && run.err.contains("indx"), "{}", run.err);
}

#[test]
fn flag_over_environment_over_file_over_default() {
    let place = Place::new();
    place.write("a.txt", plan(1, "Một"));
    let root = place.root.path();
    std::fs::write(root.join("vanban.toml"), "corpus = ['kho']\nindex = 'from-file'\n").unwrap();
    assert_eq!(place.run(&["build"]).code, Some(0));
    assert!(root.join("from-file/meta.json").exists());
    assert_eq!(place.command(&["build"]).env("VANBAN_INDEX", "from-env").status().unwrap().code(), Some(0));
    assert!(root.join("from-env/meta.json").exists());
    let flagged = place.command(&["build", "--index", "from-flag"]).env("VANBAN_INDEX", "not").status().unwrap();
    assert_eq!(flagged.code(), Some(0));
    assert!(root.join("from-flag/meta.json").exists() && !root.join("not").exists());
}
