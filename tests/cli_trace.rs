//! `vanban trace`, `tasks` and `check`: candidates, exit codes, the shape of what others script against.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use program::Place;

/// A directive of an invented province, and the plan of one of its two departments.
fn place() -> Place {
    let place = Place::new();
    let head = |organ: &str, code: &str, day: &str| {
        format!(
            "{organ}\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH MINH HÀ\tĐộc lập - Tự do - Hạnh phúc\n\
             Số: {code}\tMinh Hà, ngày {day}\n\n"
        )
    };
    let directive = head("ỦY BAN NHÂN DÂN", "10/CT-UBND", "05 tháng 01 năm 2023")
        + "CHỈ THỊ\nVề nâng cao chỉ số PAPI\n\nChủ tịch UBND tỉnh yêu cầu:\n\
           1. Sở Nội vụ ban hành kế hoạch triển khai Chỉ thị trước ngày 15/02/2023.\n\
           2. Sở Tài chính ban hành kế hoạch triển khai Chỉ thị trước ngày 15/02/2023.\n\n\
           Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn Minh\n";
    place.write("chi-thi.txt", directive);
    place.write(
        "units.tsv",
        "id\tname\tshort_name\tlevel\tkind\tparent_id\tvalid_from\tvalid_to\tsuccessors\tabbreviations\n\
         mh\ttỉnh Minh Hà\tMinh Hà\tprovince\ttỉnh\t\t\t\t\t\n\
         mh-snv\tSở Nội vụ tỉnh Minh Hà\tSở Nội vụ\tprovince\tsở\tmh\t\t\t\tSNV\n\
         mh-stc\tSở Tài chính tỉnh Minh Hà\tSở Tài chính\tprovince\tsở\tmh\t\t\t\tSTC\n",
    );
    let plan = head("ỦY BAN NHÂN DÂN TỈNH MINH HÀ\nSỞ NỘI VỤ", "21/KH-SNV", "01 tháng 3 năm 2023")
        .replace("\nTỈNH MINH HÀ\t", "\t")
        + "KẾ HOẠCH\nTriển khai Chỉ thị số 10/CT-UBND\n\nThực hiện Chỉ thị số 10/CT-UBND ngày 05/01/2023 của Chủ tịch \
           UBND tỉnh Minh Hà, Sở Nội vụ ban hành kế hoạch.\n\nNơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nTrần Văn Hà\n";
    place.write("ke-hoach.txt", plan);
    assert_eq!(place.build(&[])["code"], 0);
    place
}

fn lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_directive_comes_first_and_then_each_unit() {
    let place = place();
    let run = place.run(&["trace", "10/CT-UBND", "--as-of", "2023-12-31", "--json"]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    let lines = lines(&run.out);
    assert_eq!(lines[0]["directive"]["code"], "10/CT-UBND");
    assert_eq!(lines[0]["directive"]["paths"], serde_json::json!(["kho/chi-thi.txt"]));
    assert_eq!(lines[0]["as_of"], "2023-12-31");
    for key in ["obliged", "issued", "late", "not_seen"] {
        assert!(lines[0]["coverage"][key].is_number(), "{key}");
    }
    let states: Vec<_> = lines[1..].iter().map(|cell| (cell["unit_id"].clone(), cell["state"].clone())).collect();
    let expected = [("mh-snv", "issued_late"), ("mh-stc", "not_seen_overdue")];
    assert_eq!(states, expected.map(|(unit, state)| (unit.into(), state.into())));
    assert_eq!((&lines[1]["days"], &lines[1]["document"]["code"]), (&14.into(), &"21/KH-SNV".into()));
    for cell in &lines[1..] {
        assert!(cell["unit"].is_string() && cell["state"].is_string());
        assert!(!cell["obliged_by"]["quote"].as_str().unwrap().is_empty(), "nobody is obliged without a sentence");
    }
    let page = place.run(&["trace", "10/CT-UBND", "--as-of", "2023-12-31", "--lang", "vi"]);
    assert!(page.out.contains("chưa thấy trong kho"), "{}", page.out);
    assert!(!page.out.contains("không thực hiện"));
}

/// The words of every proof stand at their place in the text, and hold the sentence.
#[test]
fn every_proof_is_a_sentence_of_its_file() {
    let place = place();
    let run = place.run(&["trace", "10/CT-UBND", "--as-of", "2023-12-31", "--json"]);
    let mut seen = 0;
    for cell in &lines(&run.out)[1..] {
        for proof in cell["evidence"].as_array().unwrap().iter().chain([&cell["obliged_by"]]) {
            let file = proof["path"].as_str().unwrap();
            let text = place.run(&["show", file, "--text"]).out;
            let at = |key: &str| usize::try_from(proof[key].as_u64().unwrap()).unwrap();
            let quote = proof["quote"].as_str().unwrap();
            assert_eq!(text.get(at("start")..at("end")), Some(quote));
            let sentences =
                ["Thực hiện Chỉ thị số 10/CT-UBND ngày 05/01/2023", "ban hành kế hoạch triển khai Chỉ thị trước"];
            assert!(sentences.iter().any(|sentence| quote.contains(sentence)), "{quote}");
            seen += 1;
        }
    }
    assert_eq!(seen, 3);
    let page = place.run(&["trace", "10/CT-UBND", "--as-of", "2023-12-31", "--lang", "vi"]).out;
    assert!(page.contains("kho không có văn bản nào của đơn vị này"), "{page}");
}

#[test]
fn a_draft_beside_its_signed_copy_counts_once() {
    let place = place();
    let read = |name: &str| String::from_utf8(std::fs::read(place.corpus().join(name)).unwrap()).unwrap();
    let draft = |text: String, number: &str| text.replace(number, "Số:    /").replace("ngày 01 tháng", "ngày    tháng");
    place.write("du-thao/ke-hoach.txt", draft(read("ke-hoach.txt"), "Số: 21/"));
    place.write("du-thao/chi-thi.txt", draft(read("chi-thi.txt"), "Số: 10/"));
    let draft_of = |path: &str| place.record(path)["near_duplicates"].clone();
    let before = place.run(&["trace", "10/CT-UBND", "--as-of", "2023-12-31", "--json"]).out;
    let tasks = place.run(&["tasks", "--json"]).out;
    assert_eq!(place.build(&[])["code"], 0);
    assert_eq!(draft_of("kho/du-thao/ke-hoach.txt"), serde_json::json!(["kho/ke-hoach.txt"]));
    assert_eq!(draft_of("kho/du-thao/chi-thi.txt"), serde_json::json!(["kho/chi-thi.txt"]));
    let after = place.run(&["trace", "10/CT-UBND", "--as-of", "2023-12-31", "--json"]).out;
    for (before, after) in lines(&before).iter().zip(lines(&after)).skip(1) {
        assert_eq!((&before["state"], &before["candidates"]), (&after["state"], &after["candidates"]));
    }
    assert_eq!(lines(&tasks).len(), lines(&place.run(&["tasks", "--json"]).out).len());
}

#[test]
fn several_directives_are_listed_and_none_is_picked() {
    let place = place();
    let other = String::from_utf8(std::fs::read(place.corpus().join("chi-thi.txt")).unwrap()).unwrap();
    place.write("khac.txt", other.replace("MINH HÀ", "SƠN UYÊN").replace("Minh Hà", "Sơn Uyên"));
    place.build(&[]);
    let run = place.run(&["trace", "10/CT-UBND"]);
    assert_eq!(run.code, Some(1), "{}", run.out);
    assert!(run.out.contains("Minh Hà") && run.out.contains("Sơn Uyên"), "{}", run.out);
    let one = place.run(&["trace", "10/CT-UBND", "--issuer", "UBND tỉnh Minh Hà", "--year", "2023", "--json"]);
    assert_eq!(one.code, Some(0), "{}{}", one.out, one.err);
}

#[test]
fn exit_codes() {
    let place = place();
    assert_eq!(place.run(&["trace", "99/CT-UBND"]).code, Some(1));
    assert_eq!(place.run(&["trace", "papi"]).code, Some(2));
    assert_eq!(place.run(&["trace", "10/CT-UBND", "--as-of", "mai"]).code, Some(2));
    assert_eq!(place.run(&["trace", "10/CT-UBND", "--index", "nowhere"]).code, Some(4));
    assert_eq!(place.run(&["tasks", "--unit", "Sở Nội vụ"]).code, Some(0));
    assert_eq!(place.run(&["tasks", "--unit", "Bộ Ngoại giao"]).code, Some(1));
    assert_eq!(place.run(&["tasks", "--due-before", "mai"]).code, Some(2));
    assert_eq!(place.run(&["check"]).code, Some(0));
}

#[test]
fn tasks_have_their_document_and_state() {
    let place = place();
    let run = place.run(&["tasks", "--directive", "10/CT-UBND", "--as-of", "2023-12-31", "--json"]);
    let tasks = lines(&run.out);
    assert!(!tasks.is_empty(), "{}", run.err);
    for task in tasks {
        assert_eq!(task["code"], "10/CT-UBND");
        assert_eq!(task["path"], "kho/chi-thi.txt");
        assert_eq!(task["due_date"], "2023-02-15");
        assert!(task["state"].is_string(), "{task}");
    }
}
