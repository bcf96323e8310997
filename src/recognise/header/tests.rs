//! Headers of every kind of body, cut to the least that matters.

mod scans;
mod variants;

use proptest::strategy::Strategy as _;

use crate::recognise::recognise;
use crate::record::{Header, Record, Role, Signature, Status};
use crate::text::{Text, TextBuilder};
use crate::units::Register;

fn record(text: &Text) -> Record {
    let mut record = Record::default();
    recognise(text, &Register::builtin(), &mut record);
    for (pointer, evidence) in &record.evidence {
        let quoted = text.as_str().get(evidence.start..evidence.end);
        assert_eq!(quoted, Some(evidence.quote.as_str()), "{pointer}");
        assert!(crate::rules::exists(&evidence.rule), "{pointer} names no rule: {}", evidence.rule);
    }
    record
}

fn header(lines: &str) -> Header {
    record(&Text::plain(lines)).document.unwrap()
}

/// A letterhead as readers of tables give it: two cells side by side, then the rest.
fn page(left: &str, right: &str, rest: &str) -> Text {
    let mut builder = TextBuilder::default();
    builder.begin_table();
    for cell in [left, right] {
        builder.begin_cell(1, 1);
        cell.split('\n').for_each(|line| builder.line(line));
        builder.end_cell();
    }
    builder.end_table();
    rest.split('\n').for_each(|line| builder.line(line));
    builder.finish()
}

const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc";

/// `expected`: number, symbol, type, issuer.
#[track_caller]
fn check(left: &str, title: &str, expected: [Option<&str>; 4]) {
    let day = "Lào Cai, ngày 05 tháng 8 năm 2023";
    let text =
        page(left, &format!("{STATE}\n{day}"), &format!("{title}\nThực hiện nhiệm vụ được giao, báo cáo như sau:"));
    let header = record(&text).document.unwrap_or_default();
    let found = [&header.code_number, &header.code_notation, &header.type_name, &header.organ_name];
    assert_eq!(found.map(Option::as_deref), expected);
    assert_eq!(header.issued_date.as_deref(), Some("2023-08-05"));
    assert_eq!(header.issued_place.as_deref(), Some("Lào Cai"));
}

#[test]
fn issuers_of_every_kind() {
    check(
        "UBND TỈNH LÀO CAI\nSỞ NỘI VỤ\n-------\nSố: 1214/SNV-CCHC&VTLT\nV/v triển khai Chỉ thị số 10/CT-UBND",
        "Kính gửi: Các sở, ban, ngành",
        [Some("1214"), Some("SNV-CCHC&VTLT"), Some("Công văn"), Some("Sở Nội vụ tỉnh Lào Cai")],
    );
    check(
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 10/CT-UBND",
        "CHỈ THỊ\nVề việc đẩy mạnh cải cách hành chính",
        [Some("10"), Some("CT-UBND"), Some("Chỉ thị"), Some("Ủy ban nhân dân tỉnh Lào Cai")],
    );
    check(
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/NQ-HĐND",
        "NGHỊ QUYẾT\nVề dự toán ngân sách",
        [Some("12"), Some("NQ-HĐND"), Some("Nghị quyết"), Some("Hội đồng nhân dân tỉnh Lào Cai")],
    );
    check(
        "BỘ CÔNG THƯƠNG\nCỤC HÓA CHẤT\nSố: 77/HC-QLHC",
        "Kính gửi: Các doanh nghiệp",
        [Some("77"), Some("HC-QLHC"), Some("Công văn"), Some("Cục Hóa chất, Bộ Công Thương")],
    );
    check(
        "BỘ CÔNG THƯƠNG\nTRƯỜNG ĐẠI HỌC CÔNG THƯƠNG\nTHÀNH PHỐ HỒ CHÍ MINH\nSố: 753/KH-DCT",
        "KẾ HOẠCH\nKhảo sát mức độ hài lòng",
        [Some("753"), Some("KH-DCT"), Some("Kế hoạch"), Some("Trường Đại học Công Thương Thành phố Hồ Chí Minh")],
    );
}

#[test]
fn issuers_of_party_front_court_and_joint_acts() {
    check(
        "ĐẢNG BỘ TỈNH LÀO CAI\nTHÀNH ỦY LÀO CAI\n*\nSố 127-QĐ/TU",
        "QUYẾT ĐỊNH\nvề quy hoạch cán bộ",
        [Some("127"), Some("QĐ/TU"), Some("Quyết định"), Some("Thành ủy Lào Cai")],
    );
    check(
        "TỈNH ỦY LÀO CAI\nBAN TUYÊN GIÁO\n*\nSố 45-CV/BTGTU\nV/v tuyên truyền đại hội",
        "Kính gửi: Các huyện ủy",
        [Some("45"), Some("CV/BTGTU"), Some("Công văn"), Some("Ban Tuyên giáo Tỉnh ủy Lào Cai")],
    );
    check(
        "ỦY BAN MTTQ VIỆT NAM\nTỈNH LÀO CAI\nBAN THƯỜNG TRỰC\nSố: 15/KH-MTTQ-BTT",
        "KẾ HOẠCH\nGiám sát năm 2023",
        [
            Some("15"),
            Some("KH-MTTQ-BTT"),
            Some("Kế hoạch"),
            Some("Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lào Cai"),
        ],
    );
    check(
        "TÒA ÁN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 9/TB-TA",
        "THÔNG BÁO\nVề việc thụ lý vụ án",
        [Some("9"), Some("TB-TA"), Some("Thông báo"), Some("Tòa án nhân dân tỉnh Lào Cai")],
    );
    check(
        "BỘ TÀI CHÍNH - BỘ NỘI VỤ\nSố: 71/2014/TTLT-BTC-BNV",
        "THÔNG TƯ LIÊN TỊCH\nQuy định chế độ tự chủ",
        [Some("71"), Some("TTLT-BTC-BNV"), Some("Thông tư liên tịch"), Some("Bộ Tài chính, Bộ Nội vụ")],
    );
    check(
        "ỦY BAN NHÂN DÂN\nHUYỆN SI MA CAI\nPHÒNG NỘI VỤ\nSố: 8/BC-NV",
        "BÁO CÁO\nKết quả cải cách hành chính",
        [Some("8"), Some("BC-NV"), Some("Báo cáo"), Some("Phòng Nội vụ huyện Si Ma Cai, tỉnh Lào Cai")],
    );
    check(
        "UBND TỈNH LÀO CAI\nVĂN PHÒNG\nSố: 30/VPUBND-TH\nV/v báo cáo",
        "Kính gửi: Sở Nội vụ",
        [Some("30"), Some("VPUBND-TH"), Some("Công văn"), Some("Văn phòng Ủy ban nhân dân tỉnh Lào Cai")],
    );
    check(
        "CHỦ TỊCH NƯỚC\nSố: 10/2019/L-CTN",
        "LỆNH\nVề việc công bố Luật",
        [Some("10"), Some("L-CTN"), Some("Lệnh"), Some("Chủ tịch nước")],
    );
    check(
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nCÔNG ĐOÀN GIÁO DỤC VIỆT NAM\nSố: 172/CĐN-TGNC\nV/v tuyên truyền",
        "Kính gửi:\n- Công đoàn các trường",
        [Some("172"), Some("CĐN-TGNC"), Some("Công văn"), Some("Công đoàn Giáo dục Việt Nam")],
    );
}

#[test]
fn a_name_that_a_line_end_breaks_is_one_name() {
    let text = page(
        "ỦY BAN NHÂN DÂN TỈNH\nLÀO CAI\nSỞ TÀI NGUYÊN VÀ MÔI\nTRƯỜNG\nSố: 9/STNMT-VP",
        STATE,
        "Kính gửi: UBND tỉnh\nCăn cứ chức năng, nhiệm vụ.",
    );
    let header = record(&text).document.unwrap();
    assert_eq!(header.organ_name.as_deref(), Some("Sở Tài nguyên và Môi trường tỉnh Lào Cai"));
    assert_eq!(header.parent_literal.as_deref(), Some("ỦY BAN NHÂN DÂN TỈNH LÀO CAI"));
}

#[track_caller]
fn check_number(line: &str, serial: Option<&str>, year: Option<u16>, symbol: Option<&str>) {
    let text =
        page(&format!("BỘ NỘI VỤ\n{line}"), STATE, "QUYẾT ĐỊNH\nVề việc kiện toàn\nCăn cứ Luật Tổ chức Chính phủ;");
    let header = record(&text).document.unwrap();
    assert_eq!(header.code_number.as_deref(), serial, "{line}");
    assert_eq!(header.code_year, year, "{line}");
    assert_eq!(header.code_notation.as_deref(), symbol, "{line}");
}

#[test]
fn number_lines() {
    check_number("Số: 04/2015/NĐ-CP", Some("04"), Some(2015), Some("NĐ-CP"));
    check_number("Số 57-NQ/TW", Some("57"), None, Some("NQ/TW"));
    check_number("Số: 66.19/2026/NQ-CP", Some("66.19"), Some(2026), Some("NQ-CP"));
    check_number("Số: 30c/NQ-CP", Some("30c"), None, Some("NQ-CP"));
    check_number("Số: 5973 /UBND-KT", Some("5973"), None, Some("UBND-KT"));
    check_number("Số: 3070. /KH-UBND", Some("3070"), None, Some("KH-UBND"));
    check_number("Số: 07//KH-UBND", Some("07"), None, Some("KH-UBND"));
    check_number("Số: 409/TTr-CAT(PC04)", Some("409"), None, Some("TTr-CAT(PC04)"));
    check_number("Luật số: 56/2010/QH12", Some("56"), Some(2010), Some("QH12"));
    check_number("Số:         /QĐ-BNV", None, None, Some("QĐ-BNV"));
    check_number("Số: ……/2026/TT-BCT", None, Some(2026), Some("TT-BCT"));
    check_number("Số: 542\n/TB-UBND", Some("542"), None, Some("TB-UBND"));
    check_number("Số: 24/HDLN-BCA-BQP-\nBYT-BCT", Some("24"), None, Some("HDLN-BCA-BQP-BYT-BCT"));
}

#[test]
fn two_columns_on_one_line() {
    let header = header(
        "CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 217/2026/NĐ-CP Hà Nội, ngày 19 tháng 6 \
         năm 2026\nNGHỊ ĐỊNH\nQuy định chi tiết một số điều của Luật Xây dựng\nvề quản lý hoạt động xây dựng\nCăn cứ Luật Xây dựng;\nĐiều 1. \
         Phạm vi\nNơi nhận: TM. CHÍNH PHỦ\n- Ban Bí thư Trung ương Đảng; KT. THỦ TƯỚNG\n- Quốc hội; PHÓ THỦ TƯỚNG\n- Lưu: VT, CN (2).\nTrần Hồng Hà",
    );
    assert_eq!(header.organ_name.as_deref(), Some("Chính phủ"));
    assert_eq!(header.issued_place.as_deref(), Some("Hà Nội"));
    assert_eq!(
        header.subject.as_deref(),
        Some("Quy định chi tiết một số điều của Luật Xây dựng về quản lý hoạt động xây dựng")
    );
    assert_eq!(header.to_places, ["Ban Bí thư Trung ương Đảng", "Quốc hội", "Lưu: VT, CN (2)"]);
    let signatory = header.signatory.unwrap();
    assert_eq!(signatory.full_name.as_deref(), Some("Trần Hồng Hà"));
    assert_eq!(signatory.position.as_deref(), Some("PHÓ THỦ TƯỚNG"));
    assert_eq!(signatory.authority.as_deref(), Some("TM. CHÍNH PHỦ KT. THỦ TƯỚNG"));
}

#[test]
fn an_old_act_without_a_letterhead() {
    let header = header(
        "Quyết định\ncủa Bộ trưởng Bộ Tài chính số 1141-TC/QĐ/CĐKT\nngày 01 tháng 11 năm 1995 Về việc ban hành\nchế độ kế toán doanh \
         nghiệp\n\nBộ trưởng Bộ Tài chính\n- Căn cứ Nghị định số 15/CP ngày 2-3-1993;",
    );
    assert_eq!(header.code_number.as_deref(), Some("1141"));
    assert_eq!(header.code_notation.as_deref(), Some("TC/QĐ/CĐKT"));
    assert_eq!(header.issued_date.as_deref(), Some("1995-11-01"));
    assert_eq!(header.organ_literal.as_deref(), Some("Bộ trưởng Bộ Tài chính"));
    assert_eq!(header.subject.as_deref(), Some("ban hành chế độ kế toán doanh nghiệp"));
}

#[test]
fn subjects_end_where_the_body_begins() {
    let subject = |rest: &str| {
        let text = page("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 9/BC-UBND", STATE, rest);
        record(&text).document.unwrap().subject.unwrap_or_default()
    };
    assert_eq!(
        subject("BÁO CÁO\nVề số hóa sổ hộ tịch\nThời tiết diễn biến phức tạp.\n1. Kết quả"),
        "số hóa sổ hộ tịch"
    );
    assert_eq!(
        subject("KẾ HOẠCH\nThực hiện Chỉ thị số 10/CT-UBND của UBND tỉnh\nCăn cứ Luật A;"),
        "Thực hiện Chỉ thị số 10/CT-UBND của UBND tỉnh"
    );
    assert_eq!(
        subject("KẾ HOẠCH\nThực hiện Chỉ thị số 10/CT-UBND, UBND tỉnh ban hành kế hoạch như sau:\nI. MỤC ĐÍCH"),
        ""
    );
    assert_eq!(
        subject("BÁO CÁO TÌNH HÌNH THÁNG 1\nNGÀNH NÔNG NGHIỆP\nI. Tình hình chung:"),
        "TÌNH HÌNH THÁNG 1 NGÀNH NÔNG NGHIỆP"
    );
    assert_eq!(
        subject("KẾ HOẠCH\nTHỰC HIỆN CHỈ THỊ SỐ 37-CT/TW CỦA BAN\nBÍ THƯ VỀ QUAN HỆ LAO ĐỘNG\nCăn cứ Luật A;"),
        "THỰC HIỆN CHỈ THỊ SỐ 37-CT/TW CỦA BAN BÍ THƯ VỀ QUAN HỆ LAO ĐỘNG"
    );
    assert_eq!(
        subject("QUYẾT ĐỊNH\nBAN HÀNH QUY CHẾ LÀM VIỆC CỦA TỈNH\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật A;"),
        "BAN HÀNH QUY CHẾ LÀM VIỆC CỦA TỈNH"
    );
    assert_eq!(
        subject("QUYẾT ĐỊNH\nV/v ban hành Quy chế\nỦY BAN NHÂN DÂN TỈNH LÀO CAI\nCăn cứ Luật A;"),
        "ban hành Quy chế"
    );
}

#[test]
fn lists_of_addressees_and_recipients() {
    let text = page(
        "UBND TỈNH LÀO CAI\nSỞ NỘI VỤ\nSố: 5/SNV-VP",
        STATE,
        "Kính gửi:\n- Các sở, ban, ngành;\n- UBND các huyện, thị xã,\nthành phố.\nSở Nội vụ đề nghị các cơ quan báo cáo./.\nNơi nhận:\n- Như \
         trên;\n- PCTr. Đặng Ngọc Minh (để b/c);\n- Lưu: VT, CCHC(M.Cường).\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nĐại tá Nguyễn Văn A",
    );
    let header = record(&text).document.unwrap();
    assert_eq!(header.addressees, ["Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố"]);
    assert_eq!(header.to_places, ["Như trên", "PCTr. Đặng Ngọc Minh (để b/c)", "Lưu: VT, CCHC(M.Cường)"]);
    assert_eq!(header.signatory.unwrap().full_name.as_deref(), Some("Nguyễn Văn A"));
}

#[test]
fn what_is_not_the_header() {
    let text = page(
        "BỘ TÀI CHÍNH\nSố: 02/2021/TT-BTC",
        &format!("ĐẾN Số: 2352 Ngày: 21/3/2021\n{STATE}\nHà Nội, ngày 08 tháng 01 năm 2021"),
        "THÔNG TƯ\nHướng dẫn công tác văn thư\nCăn cứ Luật A;\nĐiều 1. Ban hành mẫu.\nNơi nhận:\n- Chính phủ;\n- Lưu: VT.\nBỘ TRƯỞNG\nVũ Thị Mai\nPHỤ LỤC \
         I\nTÊN CƠ QUAN\nSố: 99/QĐ-ABC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQUYẾT ĐỊNH\nNơi nhận:\n- Ông B;\nSAO Y\nTrần Văn C",
    );
    let record = record(&text);
    let header = record.document.unwrap();
    assert_eq!(header.code_number.as_deref(), Some("02"));
    assert_eq!(header.to_places, ["Chính phủ", "Lưu: VT"]);
    assert_eq!(header.signatory.unwrap().full_name.as_deref(), Some("Vũ Thị Mai"));
    assert_eq!(record.status, Some(Status::Issued));
}

#[track_caller]
fn check_role(text: &str, role: Role) {
    assert_eq!(record(&Text::plain(text)).role, role, "{text}");
}

#[test]
fn roles() {
    check_role(
        "Chợ Đồn triển khai các giải pháp\nUBND huyện Chợ Đồn đã ban hành kế hoạch số 52/KH-UBND ngày 31/5/2021.",
        Role::Report,
    );
    check_role("TS. Trần A\nKinh tế thế giới năm nay tăng trưởng chậm.", Role::Other);
    check_role(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nĐƠN ĐĂNG KÝ KINH DOANH\nKính gửi: Phòng đăng ký kinh doanh",
        Role::Other,
    );
    check_role(
        "TÊN CƠ QUAN\nSố: /BC-...\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBÁO CÁO\nVề việc ...\nCăn cứ ...",
        Role::Other,
    );
    check_role("QUY CHẾ\nLàm việc của Sở\n(Ban hành kèm theo Quyết định số 5/QĐ-SNV)\nĐiều 1. Phạm vi", Role::Document);
}

#[test]
fn a_stamp_of_secrecy_withholds_and_the_word_does_not() {
    let withheld = |stamp: &str, title: &str| {
        let text = page(
            &format!("BỘ NỘI VỤ\nSố: 5/KH-BNV\n{stamp}"),
            STATE,
            &format!("KẾ HOẠCH\n{title}\nCăn cứ Luật A;\nMẬT"),
        );
        record(&text).withheld
    };
    assert_eq!(withheld("MẬT", "Bảo vệ bí mật nhà nước").as_deref(), Some("secrecy"));
    assert_eq!(withheld("TỐI MẬT", "Kiểm tra").as_deref(), Some("secrecy"));
    assert_eq!(withheld("", "BẢO VỆ BÍ MẬT NHÀ NƯỚC"), None);
    assert_eq!(withheld("HỎA TỐC", "Công bố mật độ xây dựng"), None);
}

#[test]
fn a_commune_of_two_in_one_province_is_the_one_of_the_district_that_its_page_names() {
    let read = |body: &str| {
        let day = "Thanh Bình, ngày 05 tháng 8 năm 2023";
        let text = page("UBND XÃ THANH BÌNH\nSố: 5/KH-UBND", &format!("{STATE}\n{day}"), &format!("KẾ HOẠCH\n{body}"));
        let header = record(&text).document.unwrap();
        (header.organ_id, header.organ_name.unwrap_or_default())
    };
    let (id, name) = read("Thực hiện Kế hoạch số 7/KH-UBND của UBND huyện Mường Khương, tỉnh Lào Cai.");
    assert_eq!(id.as_deref(), Some("10-083-02779"));
    assert_eq!(name, "Ủy ban nhân dân xã Thanh Bình, huyện Mường Khương, tỉnh Lào Cai");
    assert_eq!(read("Thực hiện Kế hoạch của UBND thị xã Sa Pa, tỉnh Lào Cai.").0.as_deref(), Some("10-088-03022"));
    for unclear in [
        "Thực hiện Kế hoạch của UBND tỉnh Lào Cai.",
        "Khác với huyện Mường Khương và thị xã Sa Pa của tỉnh Lào Cai.",
        "Học tập huyện Mường Khương Mới của tỉnh Lào Cai.",
    ] {
        assert_eq!(read(unclear), (None, "Ủy ban nhân dân xã Thanh Bình, tỉnh Lào Cai".to_owned()), "{unclear}");
    }
}

#[test]
fn blank_days_and_drafts() {
    let read = |day: &str, signed: Option<&str>| {
        let text = page("BỘ NỘI VỤ\nSố: 5/KH-BNV", &format!("{STATE}\n{day}"), "KẾ HOẠCH\nKiểm tra\nCăn cứ Luật A;");
        let signed_at = signed.map(str::to_owned);
        let mut record =
            Record { signatures: vec![Signature { signed_at, ..Signature::default() }], ..Record::default() };
        recognise(&text, &Register::builtin(), &mut record);
        let rule = record.evidence.get("/document/issued_date").map(|evidence| evidence.rule.clone());
        (record.document.unwrap().issued_date, record.status, rule)
    };
    let (day, status, _) = read("Hà Nội, ngày    tháng 6 năm 2026", None);
    assert_eq!((day.as_deref(), status), (Some("2026-06"), Some(Status::Draft)));
    let (day, status, rule) = read("Hà Nội, ngày    tháng 6 năm 2026", Some("2026-06-30T08:00:00+07:00"));
    assert_eq!((day.as_deref(), status), (Some("2026-06-30"), Some(Status::Issued)));
    assert_eq!(rule.as_deref(), Some("header.day.e-signature"));
    assert_eq!(read("Hà Nội, ngày    tháng    năm 2026", None).0, None);
}

#[test]
fn type_and_symbol_that_disagree_are_a_doubt() {
    let doubts = |symbol: &str| {
        let text = page(
            &format!("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 5/{symbol}"),
            STATE,
            "KẾ HOẠCH\nKiểm tra\nCăn cứ Luật A;",
        );
        record(&text).doubts.into_iter().map(|doubt| doubt.kind).collect::<Vec<_>>()
    };
    assert_eq!(doubts("QĐ-UBND"), ["type_and_symbol_disagree"]);
    assert!(doubts("KH-UBND").is_empty());
}

#[test]
fn a_symbol_of_another_body_and_a_day_of_no_calendar_or_another_year_are_doubts() {
    let doubts = |organ: &str, number: &str, day: &str| {
        let text = page(
            &format!("{organ}\nSố: {number}"),
            &format!("{STATE}\nHà Nội, {day}"),
            "QUYẾT ĐỊNH\nVề việc kiện toàn\nCăn cứ Luật A;",
        );
        record(&text).doubts.into_iter().map(|doubt| doubt.kind).collect::<Vec<_>>()
    };
    let day = "ngày 05 tháng 8 năm 2023";
    assert_eq!(doubts("BỘ XÂY DỰNG", "5/QĐ-TTg", day), ["symbol_and_issuer_disagree"]);
    assert!(doubts("THỦ TƯỚNG CHÍNH PHỦ", "5/QĐ-TTg", day).is_empty());
    assert!(doubts("BỘ XÂY DỰNG", "5/QĐ-BXD", day).is_empty());
    assert_eq!(doubts("BỘ XÂY DỰNG", "5/QĐ-BXD", "ngày 31 tháng 02 năm 2023"), ["impossible_date"]);
    assert_eq!(doubts("BỘ XÂY DỰNG", "5/2024/QĐ-BXD", day), ["number_and_day_disagree"]);
    assert!(doubts("BỘ XÂY DỰNG", "5/2023/QĐ-BXD", day).is_empty());
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_it(
        lines in proptest::collection::vec(
            proptest::prop_oneof![
                "\\PC{0,60}",
                proptest::sample::select(vec![
                    "Số: 5/QĐ-UBND", "V/v ", "QUYẾT ĐỊNH", "Kính gửi:", "- Như trên;", "Nơi nhận: KT. CHỦ TỊCH", "Căn cứ", "PHỤ LỤC I",
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ỦY BAN NHÂN DÂN", "Hà Nội, ngày 5 tháng 8 năm 2023", "TM. ", "Nguyễn Văn A", "số",
                ]).prop_map(str::to_owned),
            ],
            0..30,
        ),
        columns in proptest::bool::ANY,
    ) {
        let text = match lines.split_at_checked(lines.len() / 2).filter(|_| columns) {
            Some((left, right)) => page(&left.join("\n"), &right.join("\n"), &lines.join("\n")),
            None => Text::plain(&lines.join("\n")),
        };
        record(&text);
    }
}
