//! Citations in sentences shaped like real ones.

use crate::record::{Record, Relation, TextSource};
use crate::text::Text;
use crate::units::Register;

/// What is cited; every value with the words that prove it.
fn read(text: &str) -> Record {
    let mut record = Record::default();
    crate::recognise::recognise(&Text::plain(text), &Register::default(), &mut record);
    for (place, evidence) in &record.evidence {
        assert!(!evidence.quote.is_empty(), "{place} in {text:?}");
    }
    record
}

/// Each citation as "type number-or-name day body relation".
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let record = read(text);
    let found: Vec<String> = record
        .citations
        .iter()
        .map(|one| {
            let number = match (&one.code_number, one.code_year, &one.code_notation) {
                (Some(serial), Some(year), symbol) => format!("{serial}/{year}/{}", symbol.as_deref().unwrap_or("")),
                (Some(serial), None, Some(symbol)) => format!("{serial}/{symbol}"),
                (Some(serial), None, None) => serial.clone(),
                (None, ..) => one.name.clone().unwrap_or_default(),
            };
            let day = one.issued_date.as_deref().unwrap_or("-");
            let organ = one.organ_name.as_deref().unwrap_or("-");
            format!("{} {number} {day} {organ} {:?}", one.type_name.as_deref().unwrap_or("-"), one.relation)
        })
        .collect();
    assert_eq!(found, expected, "in {text:?}");
}

const HEAD: &str = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 99/QĐ-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLào Cai, ngày 05 tháng 10 năm 2023\n";

#[test]
fn another_committee_ends_the_name_of_a_body() {
    let cited = super::issuer::phrase_of("Bộ Giáo dục và Đào tạo Ủy ban nhân dân thị trấn Hương Sơn trình", 0, 100);
    assert_eq!(cited, Some(0.."Bộ Giáo dục và Đào tạo".len()));
    let office = "Văn phòng Ủy ban nhân dân tỉnh Minh Hà";
    assert_eq!(super::issuer::phrase_of(office, 0, 100), Some(0..office.len()));
}

#[test]
fn grounds_orders_and_proposals() {
    check(
        &format!(
            "{HEAD}QUYẾT ĐỊNH\nVề việc thành lập Tổ công tác\nCăn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;\nCăn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;\nThực hiện Chỉ thị số 10/CT-UBND ngày 05/8/2023 của Chủ tịch UBND tỉnh;\nTheo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV ngày 01/10/2023,\nQUYẾT ĐỊNH:\nĐiều 1. Thành lập Tổ công tác.\nĐiều 2. Quyết định này thay thế Quyết định số 15/QĐ-UBND ngày 02/02/2022 của UBND tỉnh."
        ),
        &[
            "Luật Luật Tổ chức chính quyền địa phương 2015-06-19 Quốc hội LegalBasis",
            "Nghị định 30/2020/NĐ-CP 2020-03-05 Chính phủ LegalBasis",
            "Chỉ thị 10/CT-UBND 2023-08-05 Chủ tịch Ủy ban nhân dân tỉnh Lào Cai Implements",
            "Tờ trình 12/TTr-SNV 2023-10-01 Giám đốc Sở Nội vụ tỉnh Lào Cai ProposedBy",
            "Quyết định 15/QĐ-UBND 2022-02-02 Ủy ban nhân dân tỉnh Lào Cai Replaces",
        ],
    );
}

#[test]
fn a_second_proposal_stands_beside_the_first() {
    check(
        &format!(
            "{HEAD}QUYẾT ĐỊNH\nVề việc bổ sung kế hoạch vốn\nXét Tờ trình số 16/TTr-STC ngày14/02/2022 của Sở Tài chính về việc sửa đổi, bổ sung Điều 1 Quyết định số 37/QĐ-UBND ngày 09/12/2021 của UBND tỉnh về kế hoạch vốn và Tờ trình số 55/TTr-STC ngày 16/3/2022 của Sở Tài chính.\nQUYẾT ĐỊNH:\nĐiều 1. Bổ sung kế hoạch vốn."
        ),
        &[
            "Tờ trình 16/TTr-STC 2022-02-14 Sở Tài chính tỉnh Lào Cai ProposedBy",
            "Quyết định 37/QĐ-UBND 2021-12-09 Ủy ban nhân dân tỉnh Lào Cai Mentions",
            "Tờ trình 55/TTr-STC 2022-03-16 Sở Tài chính tỉnh Lào Cai ProposedBy",
        ],
    );
}

#[test]
fn the_day_belongs_to_its_own_number() {
    check(
        "Theo Công văn số 12/UBND-NC, Công văn số 13/UBND-NC ngày 5/3/2020 và Kế hoạch số 7/KH-UBND của UBND tỉnh Hà Nam.",
        &[
            "Công văn 12/UBND-NC - - Mentions",
            "Công văn 13/UBND-NC 2020-03-05 - Mentions",
            "Kế hoạch 7/KH-UBND - Ủy ban nhân dân tỉnh Hà Nam Mentions",
        ],
    );
}

#[test]
fn one_day_is_said_of_two() {
    check(
        "Thực hiện Kế hoạch số 88/KH-UBND, Công văn số 1904/UBND-NC cùng ngày 05/8/2025 của UBND tỉnh Hà Nam.",
        &[
            "Kế hoạch 88/KH-UBND 2025-08-05 Ủy ban nhân dân tỉnh Hà Nam Mentions",
            "Công văn 1904/UBND-NC 2025-08-05 Ủy ban nhân dân tỉnh Hà Nam Mentions",
        ],
    );
    check(
        "Căn cứ Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị;",
        &[
            "Quyết định 217/QĐ/TW 2013-12-12 Bộ Chính trị Mentions",
            "Quyết định 218/QĐ/TW 2013-12-12 Bộ Chính trị Mentions",
        ],
    );
    check(
        "Căn cứ Nghị quyết số 12-NQ/ĐU và Chương trình số 05-CTr/ĐU ngày 20/8/2025 của Đảng ủy xã Gia Viễn;",
        &[
            "Nghị quyết 12/NQ/ĐU - Đảng ủy xã Gia Viễn Mentions",
            "Chương trình 05/CTr/ĐU 2025-08-20 Đảng ủy xã Gia Viễn Mentions",
        ],
    );
}

#[test]
fn the_body_that_reports_stands_before_the_bracket() {
    check(
        "Sau khi nghe Sở Tư pháp tỉnh Hà Nam báo cáo (Báo cáo số 402/BC-STP ngày 16/10/2025), Chủ tịch kết luận.",
        &["Báo cáo 402/BC-STP 2025-10-16 Sở Tư pháp tỉnh Hà Nam Mentions"],
    );
    check(
        "Thực hiện Thông báo số 444/TB-UBND ngày 22/12/2021 của UBND tỉnh Hà Nam và Thông báo số 12/TB-BCĐ.",
        &["Thông báo 444/TB-UBND 2021-12-22 Ủy ban nhân dân tỉnh Hà Nam Mentions", "Thông báo 12/TB-BCĐ - - Mentions"],
    );
}

#[test]
fn what_opens_a_list_holds_for_its_members() {
    check(
        &format!(
            "{HEAD}KẾ HOẠCH\nPhòng, chống dịch\nThực hiện các văn bản chỉ đạo của liên ngành về phòng dịch; Công điện số 18/CĐ-UBND ngày 22/8/2021 của UBND huyện Thanh Oai; Chỉ thị số 800/CT-BGDĐT ngày 24/8/2021."
        ),
        &[
            "Công điện 18/CĐ-UBND 2021-08-22 Ủy ban nhân dân huyện Thanh Oai Implements",
            "Chỉ thị 800/CT-BGDĐT 2021-08-24 Bộ Giáo dục và Đào tạo Implements",
        ],
    );
}

#[test]
fn two_provinces_never_meet() {
    check(
        "Tham khảo Chỉ thị số 10/CT-UBND ngày 05/8/2023 của UBND tỉnh Lào Cai và Chỉ thị số 10/CT-UBND ngày 09/8/2023 của UBND tỉnh Yên Bái.",
        &[
            "Chỉ thị 10/CT-UBND 2023-08-05 Ủy ban nhân dân tỉnh Lào Cai Mentions",
            "Chỉ thị 10/CT-UBND 2023-08-09 Ủy ban nhân dân tỉnh Yên Bái Mentions",
        ],
    );
}

#[test]
fn a_law_in_the_title_of_a_decree_is_no_citation() {
    check(
        "Theo Nghị định số 181/2024/NĐ-CP ngày 31/12/2024 của Chính phủ quy định chi tiết một số điều của Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ. Việc này do pháp luật về đất đai và Luật Đất đai năm 2024 quy định.",
        &["Nghị định 181/2024/NĐ-CP 2024-12-31 Chính phủ Mentions", "Luật Luật Đất đai năm 2024 - Quốc hội Mentions"],
    );
}

#[test]
fn short_forms_are_further_places() {
    let record = read(
        "Theo Chỉ thị số 10/CT-UBND ngày 05/8/2023 của UBND tỉnh Lào Cai, các sở báo cáo. Chỉ thị nêu trên được gửi mọi nơi.",
    );
    assert_eq!(record.citations.len(), 1);
    assert_eq!(record.citations[0].mentions.len(), 2);
    assert_eq!(record.citations[0].mentions[1].quote, "Chỉ thị nêu trên");
}

#[test]
fn impossible_and_late_days_are_doubts() {
    let record = read(&format!(
        "{HEAD}QUYẾT ĐỊNH\nVề việc thành lập Tổ công tác\nCăn cứ Kế hoạch số 5/KH-UBND ngày 30/02/2023 của UBND tỉnh;\nCăn cứ Kế hoạch số 6/KH-UBND ngày 30/12/2023 của UBND tỉnh;\nQUYẾT ĐỊNH:\nĐiều 1. Thành lập."
    ));
    let kinds: Vec<&str> = record.doubts.iter().map(|doubt| doubt.kind.as_str()).collect();
    assert!(kinds.contains(&"impossible_date") && kinds.contains(&"cited_day_after_issue"), "{kinds:?}");
}

#[test]
fn a_number_and_a_day_of_two_years_are_a_doubt() {
    let seen = |day: &str, source| {
        let mut record = Record { text_source: source, ..Record::default() };
        let text = Text::plain(&format!("Căn cứ Nghị định số 96/2024/NĐ-CP ngày {day} của Chính phủ;"));
        crate::recognise::recognise(&text, &Register::default(), &mut record);
        let kinds: Vec<String> = record.doubts.into_iter().map(|doubt| doubt.kind).collect();
        (record.citations[0].issued_date.clone(), kinds.join(" "))
    };
    let doubt = "number_and_day_disagree".to_owned();
    assert_eq!(seen("24/7/2021", None), (Some("2021-07-24".to_owned()), doubt.clone()));
    assert_eq!(seen("24/7/2021", Some(TextSource::Ocr)), (None, doubt));
    assert_eq!(seen("24/7/2024", Some(TextSource::Ocr)), (Some("2024-07-24".to_owned()), String::new()));
}

#[test]
fn the_relation_needs_its_cue() {
    let record = read("UBND tỉnh tuyên truyền Nghị định số 04/2015/NĐ-CP ngày 09/01/2015 của Chính phủ.");
    assert_eq!(record.citations[0].relation, Relation::Mentions);
}

#[test]
fn a_day_in_brackets_is_followed_by_the_body() {
    check(
        "Chấp hành Kế hoạch số 8/KH-UBND (ngày 19/4/2023) của UBND tỉnh Hà Nam về thi đua, UBND huyện Bình Lục tổ chức thực hiện.",
        &["Kế hoạch 8/KH-UBND 2023-04-19 Ủy ban nhân dân tỉnh Hà Nam Mentions"],
    );
    check(
        "Đã gửi: UBND huyện Bình Lục (Kế hoạch số 9/KH-UBND ngày 20/4/2023); theo Công văn số 5/STC-NS; 6/STC-NS của Sở Tài chính tỉnh Hà Nam.",
        &[
            "Kế hoạch 9/KH-UBND 2023-04-20 Ủy ban nhân dân huyện Bình Lục Mentions",
            "Công văn 5/STC-NS - Sở Tài chính tỉnh Hà Nam Mentions",
            "Công văn 6/STC-NS - Sở Tài chính tỉnh Hà Nam Mentions",
        ],
    );
}

#[test]
fn what_others_are_asked_to_do_is_not_done_here() {
    for sentence in [
        "Đề nghị UBND huyện Bình Lục sớm ban hành văn bản triển khai Chỉ thị số 7/CT-UBND.",
        "UBND huyện Bình Lục đang xây dựng kế hoạch triển khai Chỉ thị số 7/CT-UBND.",
    ] {
        check(
            &format!("{HEAD}THÔNG BÁO\nVề tiến độ\nTiến độ đạt yêu cầu.\n{sentence}"),
            &["Chỉ thị 7/CT-UBND - Ủy ban nhân dân tỉnh Lào Cai Mentions"],
        );
    }
}

#[test]
fn links_to_other_pages_are_no_citations() {
    check(
        "Hội nghị bàn Kế hoạch số 8/KH-UBND.\nTin khác\n• Quán triệt Chỉ thị số 7/CT-UBND về thi đua\n",
        &["Kế hoạch 8/KH-UBND - - Mentions"],
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(parts in proptest::collection::vec("(Quyết định|số|Luật|ngày|,|và|/|-|–|KH|UBND|12|2020|\n|\t|đ|ế|Ủy ban|này|nêu trên|\\(|\\)|Sở|chưa ban hành|đã ban hành kế hoạch|gồm:|tính đến|“|”|;|\\.|sửa đổi|của|10/CT-UBND|năm|Bộ|tỉnh|tại)", 0..40), glue in "( |)") {
        read(&parts.join(&glue));
    }
}

#[test]
fn the_last_sentence_above_a_list_says_what_its_items_are() {
    let item = "- Nộp lưu hồ sơ theo Nghị định số 26/2020/NĐ-CP.";
    check(
        &format!("{HEAD}QUYẾT ĐỊNH\nVề việc xử lý văn bản\nBãi bỏ các văn bản sau đây:\n{item}"),
        &["Nghị định 26/2020/NĐ-CP - Chính phủ Repeals"],
    );
    check(
        &format!(
            "{HEAD}KẾ HOẠCH\nKhắc phục tồn tại\nCăn cứ kết quả kiểm tra của Đoàn kiểm tra. Chủ tịch Ủy ban nhân dân tỉnh yêu \
             cầu thực hiện các nội dung sau:\n{item}"
        ),
        &["Nghị định 26/2020/NĐ-CP - Chính phủ Mentions"],
    );
}

#[test]
fn a_sentence_goes_on_over_a_page_where_no_line_ends() {
    let mut builder = crate::text::TextBuilder::default();
    builder.paged();
    HEAD.lines().chain(["NGHỊ ĐỊNH", "Về việc bãi bỏ quy định"]).for_each(|line| builder.line(line));
    builder.line("Điều 1. Bãi bỏ Điều 8 của Nghị định số 17/2020/NĐ-CP ngày 05 tháng 02 năm 2020 của Chính phủ và các");
    builder.next_page();
    builder.run_on();
    builder.line("Điều 10, 11 của Nghị định số 33/2024/NĐ-CP ngày 27 tháng 3 năm 2024 của Chính phủ.");
    let mut record = Record::default();
    crate::recognise::recognise(&builder.finish(), &Register::default(), &mut record);
    let relations: Vec<Relation> = record.citations.iter().map(|one| one.relation).collect();
    assert_eq!(relations, [Relation::Repeals, Relation::Repeals]);
    assert_eq!(record.citations[1].mentions[0].page, Some(2));
}
