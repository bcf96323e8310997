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

#[test]
fn a_table_that_a_text_draws_itself_gives_its_tasks() {
    let head = "ỦY BAN NHÂN DÂN\nTỈNH MINH HÀ\nSố: 7/KH-UBND\nMinh Hà, ngày 15 tháng 3 năm 2023\n\nKẾ HOẠCH\nChuyển đổi số\n\n\
                Nhiệm vụ cụ thể như sau:\n";
    let tables = [
        "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n\
         | 1 | Rà soát hồ sơ | Sở Nội vụ | 30/6/2023 |\n| 2 | Lập danh sách | Sở Y tế | 15/7/2023 |\n",
        "TT\tNhiệm vụ\tCơ quan chủ trì\tThời hạn\n1\tRà soát hồ sơ\tSở Nội vụ\t30/6/2023\n2\tLập danh sách\tSở Y tế\t15/7/2023\n",
        "TT    Nhiệm vụ          Cơ quan chủ trì    Thời hạn\n1     Rà soát           Sở Nội vụ          30/6/2023\n\
      \u{a0}     hồ sơ\n2     Lập danh sách     Sở Y tế            15/7/2023\n",
    ];
    let place = Place::new();
    for (at, table) in tables.iter().enumerate() {
        place.write(&format!("{at}.txt"), format!("{head}{table}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An\n"));
    }
    place.build(&[]);
    for at in 0..tables.len() {
        let record = place.record(&format!("kho/{at}.txt"));
        let told: Vec<String> = record["tasks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|task| {
                format!(
                    "{} {} {}",
                    task["lead"][0].as_str().unwrap(),
                    task["action"].as_str().unwrap(),
                    task["due_date"]
                )
            })
            .collect();
        assert_eq!(
            told,
            ["Sở Nội vụ Rà soát hồ sơ \"2023-06-30\"", "Sở Y tế Lập danh sách \"2023-07-15\""],
            "{at}: {}",
            record["tasks"]
        );
    }
}
