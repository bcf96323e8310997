//! `vanban show`: one document, or the candidates.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use program::{Place, plan};

#[test]
fn one_document_by_path_or_number() {
    let place = Place::new();
    place.write("a.txt", plan(10, "Nâng cao chỉ số PAPI"));
    place.build(&[]);
    for what in ["kho/a.txt", "10/KH-UBND", "kh 10"] {
        let run = place.run(&["show", what]);
        assert_eq!(run.code, Some(0), "{what}: {}", run.err);
        assert!(run.out.contains("Kế hoạch · 10/KH-UBND · 15/3/2023"), "{}", run.out);
    }
    let text = place.run(&["show", "kho/a.txt", "--text"]).out;
    let record = place.record("kho/a.txt");
    for (pointer, proof) in record["evidence"].as_object().unwrap() {
        let (start, end) = (proof["start"].as_u64().unwrap() as usize, proof["end"].as_u64().unwrap() as usize);
        assert_eq!(text.get(start..end), proof["quote"].as_str(), "{pointer}");
    }
    assert_eq!(place.run(&["show", "99/KH-UBND"]).code, Some(1));
}

#[test]
fn several_candidates_are_listed_and_none_is_picked() {
    let place = Place::new();
    place.write("a.txt", plan(10, "Nâng cao chỉ số PAPI"));
    place.write("b.txt", plan(10, "Phòng, chống thiên tai"));
    place.build(&[]);
    let run = place.run(&["show", "10/KH-UBND"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("kho/a.txt") && run.out.contains("kho/b.txt"), "{}", run.out);
}
