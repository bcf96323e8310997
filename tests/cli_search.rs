//! `vanban search`: numbers, words with and without marks, fields, formats, exit codes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use program::{Place, plan};

fn place() -> Place {
    let place = Place::new();
    place.write("10.txt", plan(10, "Nâng cao chỉ số PAPI"));
    place.write("11.txt", plan(11, "Cải cách thủ tục hành chính"));
    place.write("52.txt", plan(52, "Phòng, chống thiên tai và tìm kiếm cứu nạn"));
    assert_eq!(place.build(&[])["code"], 0);
    place
}

/// The paths that a search finds, in order.
fn paths(place: &Place, arguments: &[&str]) -> Vec<String> {
    let run = place.run(&[&["search", "--json"], arguments].concat());
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.err);
    let hits = run.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    hits.filter_map(|hit| hit["path"].as_str().map(str::to_owned)).collect()
}

#[track_caller]
fn check(place: &Place, query: &str, first: &str) {
    assert_eq!(paths(place, &[query]).first().map(String::as_str), Some(first), "{query}");
}

#[test]
fn a_number_finds_its_bearer_however_it_is_typed() {
    let place = place();
    for query in ["10/KH-UBND", "10/kh - ubnd", "10 kh ubnd", "kh 10", "số 10", "so:10", "10/KH", "Kế hoạch 10"] {
        check(&place, query, "kho/10.txt");
    }
    assert_eq!(paths(&place, &["12/KH-UBND"]), Vec::<String>::new(), "never another number's digits");
    assert_eq!(paths(&place, &["10/CT-UBND"]).len(), 3, "who cites it is found too");
}

#[test]
fn words_are_found_with_and_without_marks() {
    let place = place();
    for query in ["thủ tục hành chính", "thu tuc hanh chinh", "THỦ TỤC", "\"thủ tục hành chính\""] {
        check(&place, query, "kho/11.txt");
    }
    assert_eq!(paths(&place, &["\"hành chính thủ tục\""]), Vec::<String>::new());
    assert_eq!(paths(&place, &["tìm kiếm -PAPI loai:\"kế hoạch\""]), ["kho/52.txt"]);
    let run = place.run(&["search", "tìm kiếm PAPI", "--json"]);
    let partial: Vec<bool> = run.out.lines().map(|line| line.contains("\"partial\":true")).collect();
    assert_eq!(partial, [true, true], "what lacks a word says so");
    assert_eq!(paths(&place, &["ngay:2023 PAPI"]), ["kho/10.txt"]);
    assert_eq!(paths(&place, &["ngay:2022 PAPI"]), Vec::<String>::new());
    assert_eq!(paths(&place, &["kế hoạch", "--from", "2024"]), Vec::<String>::new());
    assert_eq!(paths(&place, &["kế hoạch", "--not", "so:10"]).len(), 2);
}

#[test]
fn a_hit_says_where_and_why() {
    let place = place();
    let run = place.run(&["search", "--json", "chi so papi"]);
    let hit: serde_json::Value = serde_json::from_str(run.out.lines().next().unwrap()).unwrap();
    assert_eq!(hit["rank"], 1);
    assert_eq!(hit["code"], "10/KH-UBND");
    assert_eq!(hit["issued_date"], "2023-03-15");
    let snippet = hit["snippet"].as_str().unwrap();
    let marks = hit["highlights"].as_array().unwrap();
    let (from, to) = (marks[0][0].as_u64().unwrap() as usize, marks[0][1].as_u64().unwrap() as usize);
    assert_eq!(snippet.get(from..to), Some("chỉ số PAPI"));
    assert_eq!(hit["why"], serde_json::json!(["subject", "text"]));
}

#[test]
fn no_text_is_a_wrong_query() {
    let place = place();
    let long = "kế hoạch ".repeat(10_000);
    let many = vec!["a"; 10_000].join(" OR ");
    for query in
        ["\"", "(((", ")", "-", "OR", "AND", "*", "a:b:c", "\u{1}\u{7f}", "loai:", "[a TO b]", "~^", &long, &many]
    {
        let run = place.run(&["search", "--json", "--", query]);
        assert!(matches!(run.code, Some(0 | 1)), "{:?}: {}", query.get(..9), run.err);
    }
}

#[test]
fn formats_and_exit_codes() {
    let place = place();
    assert_eq!(place.run(&["search", "xyzzy"]).code, Some(1));
    assert_eq!(place.run(&["search", "PAPI", "--from", "hôm qua"]).code, Some(2));
    assert_eq!(place.run(&["search", "PAPI", "--not", "gì đó"]).code, Some(2));
    let csv = place.run(&["search", "PAPI", "--format", "csv"]);
    assert!(csv.out.starts_with("query,rank,code,"), "{}", csv.out);
    let file = place.root.path().join("ket-qua.xlsx");
    assert_eq!(place.run(&["search", "PAPI", "--format", "xlsx", "-o", file.to_str().unwrap()]).code, Some(0));
    assert!(std::fs::read(file).unwrap().starts_with(b"PK"));
    std::fs::write(place.root.path().join("ds.txt"), "10/KH-UBND\n\nPAPI\n").unwrap();
    let batch = place.run(&["search", "--batch", "ds.txt", "--json", "--limit", "1"]);
    assert_eq!(batch.out.lines().count(), 2, "{}", batch.out);
    let facets = place.run(&["search", "kế hoạch", "--facets", "--json"]);
    assert!(facets.out.contains("{\"facet\":\"type\",\"value\":\"Kế hoạch\",\"count\":3}"), "{}", facets.out);
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let place = place();
    let mut child = place.command(&["search", "kế hoạch"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
