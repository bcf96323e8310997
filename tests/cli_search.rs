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

/// Those that hold all of the query.
fn whole(place: &Place, query: &str) -> Vec<String> {
    let run = place.run(&["search", "--json", query]);
    let hits = run.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    hits.filter(|hit| hit["partial"].is_null()).filter_map(|hit| hit["path"].as_str().map(str::to_owned)).collect()
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
    let apart = ["tìm", "kiếm", "-PAPI", "loai:\"kế hoạch\""];
    assert_eq!(paths(&place, &apart), ["kho/52.txt"], "and so without quotes");
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

/// What a search says on stderr, in Vietnamese.
fn told(place: &Place, arguments: &[&str]) -> String {
    place.run(&[&["search", "--lang", "vi"], arguments].concat()).err
}

#[test]
fn several_numbers_find_the_bearers_of_any_and_name_the_missing() {
    let place = place();
    let list = "Đề nghị gửi: 52/KH-UBND, (10/KH-UBND); và số 99/KH-UBND.";
    let found: std::collections::BTreeSet<String> = paths(&place, &[list]).into_iter().collect();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["kho/10.txt", "kho/52.txt"]);
    assert!(told(&place, &[list]).contains("99/KH-UBND: chưa thấy trong kho"), "{}", told(&place, &[list]));
}

#[test]
fn abbreviations_are_read_both_ways() {
    let place = place();
    place.write("a.txt", plan(61, "Đẩy mạnh CCHC"));
    place.write("b.txt", plan(62, "Công tác phòng, chống thiên tai"));
    assert_eq!(place.build(&[])["code"], 0);
    assert_eq!(paths(&place, &["tthc"]), ["kho/11.txt"]);
    assert_eq!(paths(&place, &["PCTT"]).len(), 2);
    assert_eq!(paths(&place, &["đẩy mạnh cải cách hành chính"]).first().map(String::as_str), Some("kho/a.txt"));
    assert_eq!(paths(&place, &["cq:\"UBND tỉnh\" PAPI"]), ["kho/10.txt"]);
}

#[test]
fn what_nobody_wrote_is_mended_and_offered() {
    let place = place();
    for query in ["thủ tcụ hành chính", "thutuc hành chính", "thur tucj hành chính", "thủ tùc hành chính"]
    {
        check(&place, query, "kho/11.txt");
    }
    assert!(told(&place, &["thu tuc hanh chinh"]).contains("có phải bạn tìm: thủ tục hành chính"));
    let told = told(&place, &["thủ tcụ hành chính"]);
    assert!(told.contains("“tcụ”: không có trong kho; đã tìm thay bằng tuc"), "{told}");
    assert!(told.contains("có phải bạn tìm: thủ tục hành chính"), "{told}");
}

#[test]
fn days_fields_and_beginnings_of_words() {
    let place = place();
    assert_eq!(whole(&place, "papi quý 1/2023"), ["kho/10.txt"]);
    assert_eq!(whole(&place, "papi ngày 15/3/2023"), ["kho/10.txt"]);
    assert_eq!(paths(&place, &["ngày:quý 1/2023 papi"]), ["kho/10.txt"]);
    assert_eq!(paths(&place, &["ngay:quý 2/2023 papi"]), Vec::<String>::new());
    assert_eq!(paths(&place, &["ngay:2022..2024 pa*"]), ["kho/10.txt"]);
    assert_eq!(paths(&place, &["thiê*"]), ["kho/52.txt"]);
    assert_eq!(paths(&place, &["cấp:tỉnh tỉnh:\"minh hà\" nhiệmvụ:có loại:kh"]).len(), 3);
    assert_eq!(paths(&place, &["cap:xã"]), Vec::<String>::new());
    assert!(told(&place, &["loai:thư"]).contains("loai:thư: chưa thấy trong kho giá trị này"));
    assert!(told(&place, &["ngay:hômqua"]).contains("không phải ngày"));
}

#[test]
fn a_day_alone_asks_for_what_was_issued_on_it() {
    let place = place();
    let cites = "về việc báo cáo ngày 15/3/2023, ngày 15/3/2023, ngày 15/3/2023";
    place.write("70.txt", plan(70, cites).replace("ngày 15 tháng 3 năm 2023", "ngày 20 tháng 3 năm 2023"));
    assert_eq!(place.build(&[])["code"], 0);
    assert_eq!(whole(&place, "15/3/2023").last().map(String::as_str), Some("kho/70.txt"));
}

#[test]
fn a_question_finds_its_article_by_its_title_whatever_law_it_names() {
    let place = Place::new();
    let body = "Trường hợp con chết trước thì cháu được hưởng phần di sản mà cha hoặc mẹ của cháu được hưởng.";
    place.write("652.txt", format!("Điều 652. Thừa kế thế vị\n{body}\n"));
    place.write("653.txt", format!("Điều 653. Quan hệ giữa con nuôi và cha nuôi\n{body} Thừa kế thế vị.\n"));
    assert_eq!(place.build(&[])["code"], 0);
    check(&place, "thừa kế thế vị", "kho/652.txt");
    let question = "cháu được hưởng thừa kế thế vị như thế nào theo Bộ luật Dân sự 91/2015/QH13";
    check(&place, question, "kho/652.txt");
    let told = told(&place, &[question]);
    assert!(told.contains("91/2015/QH13: chưa thấy trong kho"), "{told}");
    let shown = place.run(&["search", question]).out;
    assert!(shown.contains("\n     Điều 652. Thừa kế thế vị\n"), "{shown}");
    assert_eq!(paths(&place, &["thừa kế 91/2015/QH13"]), Vec::<String>::new(), "few words do not outweigh a number");
}

#[test]
fn an_abolished_unit_names_its_successor() {
    let place = place();
    let told = told(&place, &["kế hoạch huyen si ma cai"]);
    assert!(told.contains("huyện Si Ma Cai (tỉnh Lào Cai): đơn vị này nay là xã Si Ma Cai"), "{told}");
}

#[test]
fn the_query_is_explained_in_the_words_of_a_clerk() {
    let place = place();
    let told = told(&place, &["--explain", "kh 10 \"chỉ số\" papi -thiên (a OR tthc) loai:\"kế hoạch\""]);
    for line in [
        "- số kh 10, có thể là 10/kh-ubnd: văn bản mang số này trước",
        "- liền nhau: “chỉ số”",
        "- từ “papi” dấu nào cũng được",
        "- không có:\n    - từ “thiên” đúng dấu",
        "- một trong các phần:",
        "“tthc”, hoặc viết là thủ tục hành chính",
        "- loại văn bản: kế hoạch",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
}

#[test]
fn documents_like_one_and_tasks_by_themselves() {
    let place = place();
    place.write("12.txt", plan(12, "Khắc phục tồn tại của chỉ số PAPI"));
    assert_eq!(place.build(&[])["code"], 0);
    assert_eq!(paths(&place, &["--like", "kho/10.txt"]).first().map(String::as_str), Some("kho/12.txt"));
    // A page of news says the same words more often, and still comes after all documents.
    place.write("tin.txt", "Tỉnh họp về nâng cao chỉ số PAPI\n\nSáng nay tỉnh bàn việc nâng cao chỉ số PAPI. Nâng cao chỉ số PAPI là việc chung.\n");
    assert_eq!(place.build(&[])["code"], 0);
    let like = paths(&place, &["--like", "kho/10.txt"]);
    assert_eq!((&*like[0], like.last().map(String::as_str)), ("kho/12.txt", Some("kho/tin.txt")));
    let run = place.run(&["search", "--json", "--in", "tasks", "--unit", "Sở Nội vụ", "so:12", "báo cáo"]);
    let hits: Vec<serde_json::Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(hits.len(), 1, "{}", run.out);
    assert_eq!((&hits[0]["path"], &hits[0]["part"]["due_date"]), (&"kho/12.txt".into(), &"2023-12-20".into()));
    let cited = paths(&place, &["--in", "citations", "quanhe:\"thực hiện\" so:10/CT-UBND"]);
    assert_eq!(cited.len(), 4, "{cited:?}");
}

#[test]
fn drafts_stand_below_what_was_issued_and_copies_are_folded() {
    let place = Place::new();
    place.write("a.txt", plan(10, "Nâng cao chỉ số PAPI").replace("Số: 10/", "Số:    /"));
    place.write("b.txt", plan(10, "Nâng cao chỉ số PAPI"));
    place.write("c.txt", plan(10, "Nâng cao chỉ số PAPI"));
    place.write("d.txt", plan(10, "Nâng cao chỉ số PAPI") + "\nBản sao\n");
    place.write("e.txt", plan(10, "Duy trì chỉ số PAPI").replace("Số: 10/", "Số:    /"));
    assert_eq!(place.build(&[])["code"], 0);
    let run = place.run(&["search", "--json", "chỉ số papi"]);
    let hits: Vec<serde_json::Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(hits.len(), 2, "{}", run.out);
    assert_eq!(hits[0]["path"], "kho/b.txt");
    assert_eq!(
        hits[0]["duplicates"],
        serde_json::json!(["kho/c.txt", "kho/d.txt", "kho/a.txt"]),
        "the draft comes last"
    );
    assert_eq!((&hits[1]["path"], &hits[1]["status"]), (&"kho/e.txt".into(), &"draft".into()));
}

#[test]
fn a_draft_is_one_hit_with_the_scan_of_what_was_signed() {
    let body = "Thời gian qua việc giải quyết hồ sơ của tổ chức, cá nhân tại bộ phận một cửa còn chậm, nhiều hồ sơ quá hạn \
                chưa có văn bản xin lỗi. Yêu cầu các đơn vị rà soát 125 thủ tục, niêm yết công khai, bố trí công chức \
                trực từ 7 giờ 30, và gửi số liệu quý 1 về Sở Nội vụ để tổng hợp, theo dõi.\nSở Nội vụ";
    let text = |number| plan(number, "Nâng cao chất lượng giải quyết thủ tục hành chính").replace("Sở Nội vụ", body);
    // As OCR reads a page: marks, letters, words run together.
    let scan = |number| {
        let read = text(number).replace("giải quyết hồ sơ", "giài quyêt hô sơ").replace("một cửa", "mộtcửa");
        read.replace("thủ tục hành chính", "thủ tục hành chinh")
            .replace("niêm yết", "niem yêt")
            .replace("công chức", "cong chửc")
    };
    let place = Place::new();
    let draft = text(10).replace("Số: 10/", "Số:    /").replace("ngày 15 tháng", "ngày     tháng");
    place.write("a.txt", draft);
    place.write("b.txt", scan(10));
    assert_eq!(place.build(&[])["code"], 0);
    let paths_and_copies = || {
        let run = place.run(&["search", "--json", "chất lượng giải quyết thủ tục"]);
        let hits = run.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        hits.map(|hit| (hit["path"].clone(), hit["duplicates"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(paths_and_copies(), [("kho/b.txt".into(), serde_json::json!(["kho/a.txt"]))]);
    assert_eq!(paths(&place, &["trangthai:draft thủ tục"]), ["kho/a.txt"], "asked for by itself it is there");
    assert_eq!(place.record("kho/a.txt")["near_duplicates"], serde_json::json!(["kho/b.txt"]));
    place.write("c.txt", scan(11));
    assert_eq!(place.build(&[])["code"], 0);
    assert_eq!(paths_and_copies().len(), 3, "with two letters of one form it is neither for sure");
    assert_eq!(place.record("kho/a.txt")["near_duplicates"], serde_json::json!([]));
}

#[test]
fn no_text_is_a_wrong_query() {
    let place = place();
    let long = "kế hoạch ".repeat(10_000);
    let many = vec!["a"; 10_000].join(" OR ");
    for query in [
        "\"",
        "(((",
        ")",
        "-",
        "OR",
        "AND",
        "*",
        "k*",
        "**",
        "*a*b*",
        "a:b:c",
        "\u{1}\u{7f}",
        "loai:",
        "[a TO b]",
        "~^",
        &long,
        &many,
    ] {
        let run = place.run(&["search", "--json", "--", query]);
        assert!(matches!(run.code, Some(0 | 1)), "{:?}: {}", query.get(..9), run.err);
        let cut = run.err.contains("words at its end were not searched");
        assert_eq!(cut, query.len() > 1000, "nothing is left out silently: {}", run.err);
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
    std::fs::write(place.root.path().join("ds.txt"), "10/KH-UBND\n\nPAPI\nxyzzy\n").unwrap();
    let batch = place.run(&["search", "--batch", "ds.txt", "--json", "--limit", "1"]);
    assert_eq!(batch.out.lines().count(), 3, "{}", batch.out);
    assert!(batch.out.ends_with("{\"query\":\"xyzzy\",\"rank\":null}\n"), "what was not found keeps its line");
    let csv = place.run(&["search", "--batch", "ds.txt", "--format", "csv", "--all"]);
    assert!(csv.out.contains("\nxyzzy,,,"), "{}", csv.out);
    let facets = place.run(&["search", "kế hoạch", "--facets", "--json"]);
    for (facet, value) in [
        ("type", "Kế hoạch"),
        ("level", "province"),
        ("issuer", "Ủy ban nhân dân tỉnh Minh Hà"),
        ("province", "tỉnh Minh Hà"),
        ("status", "issued"),
        ("relation", "implements"),
        ("year", "2023"),
        ("tasks", "yes"),
    ] {
        let line = format!("{{\"facet\":\"{facet}\",\"value\":\"{value}\",\"count\":3}}");
        assert!(facets.out.contains(&line), "{line}: {}", facets.out);
    }
    let facets = place.run(&["search", "papi", "--facets", "--facet-scope", "all", "--json"]);
    assert!(facets.out.contains("{\"facet\":\"type\",\"value\":\"Kế hoạch\",\"count\":3}"), "{}", facets.out);
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let place = place();
    let mut child = place.command(&["search", "kế hoạch"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
