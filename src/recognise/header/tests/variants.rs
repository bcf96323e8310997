//! Letterheads of every kind of body, one row each: what stands left, the right head, the day, the title, what is read.

use super::{STATE, header, page, record};
use crate::record::{Role, Status};
use crate::text::Text;

const PARTY: &str = "ĐẢNG CỘNG SẢN VIỆT NAM";
const YOUTH: &str = "ĐOÀN TNCS HỒ CHÍ MINH";
const MAY: &str = "Lào Cai, ngày 12 tháng 5 năm 2023";
const AUGUST: &str = "Lào Cai, ngày 05 tháng 8 năm 2025";

/// `expected`: number, symbol, type, issuer, subject.
#[track_caller]
fn check(left: &str, head: &str, day: &str, rest: &str, expected: [&str; 5]) {
    let text = page(left, &format!("{head}\n{day}"), &format!("{rest}\nCăn cứ nhiệm vụ được giao, nội dung như sau:"));
    let record = record(&text);
    assert_eq!(record.role, Role::Document, "{left}");
    let header = record.document.unwrap_or_default();
    let found = [&header.code_number, &header.code_notation, &header.type_name, &header.organ_name, &header.subject];
    assert_eq!(found.map(|field| field.as_deref().unwrap_or("")), expected, "{left}");
}

#[test]
fn a_bare_committee_takes_its_place_from_the_page() {
    let organ = |place: &str, title: &str, below: &str| {
        header(&format!(
            "ỦY BAN NHÂN DÂN\n-------\n{STATE}\nSố: 612/QĐ-UBND\n{place}, ngày 05 tháng 3 năm 2020\nQUYẾT ĐỊNH\n{title}\n{below}\nCăn cứ Luật Tổ chức chính quyền địa phương;"
        ))
        .organ_name
    };
    let post = "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH";
    assert_eq!(organ("Vĩnh Long", "Về việc giao đất", post).as_deref(), Some("Ủy ban nhân dân tỉnh Vĩnh Long"));
    let subject = "Quy định chế độ báo cáo trên địa bàn tỉnh Quảng Trị";
    assert_eq!(organ("Quảng Trị", subject, "").as_deref(), Some("Ủy ban nhân dân tỉnh Quảng Trị"));
    // Whose level nobody says, or whose places differ, stays bare.
    assert_eq!(organ("Vĩnh Long", "Về việc giao đất trên địa bàn tỉnh", "").as_deref(), Some("Ủy ban nhân dân"));
    assert_eq!(organ("Bến Cát", "Về việc giao đất", post).as_deref(), Some("Ủy ban nhân dân"));
}

#[test]
fn the_party() {
    check(
        "TỈNH ỦY LÀO CAI\n*\nSố 113-CTr/TU",
        PARTY,
        MAY,
        "CHƯƠNG TRÌNH\nthực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị",
        ["113", "CTr/TU", "Chương trình", "Tỉnh ủy Lào Cai", "thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị"],
    );
    check(
        "ĐẢNG BỘ TỈNH THÁI NGUYÊN\nHUYỆN UỶ ĐỊNH HOÁ\n*\nSố 12-KH/HU",
        PARTY,
        "Định Hóa, ngày 12 tháng 5 năm 2023",
        "KẾ HOẠCH\nhọc tập chuyên đề năm 2023",
        ["12", "KH/HU", "Kế hoạch", "Huyện ủy Định Hóa", "học tập chuyên đề năm 2023"],
    );
    check(
        "TỈNH ỦY LÀO CAI\nBAN TỔ CHỨC\n*\nSố 45-HD/BTCTU",
        PARTY,
        MAY,
        "HƯỚNG DẪN\nkiểm điểm cuối năm",
        ["45", "HD/BTCTU", "Hướng dẫn", "Ban Tổ chức Tỉnh ủy Lào Cai", "kiểm điểm cuối năm"],
    );
    check(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 57-NQ/TW",
        PARTY,
        "Hà Nội, ngày 22 tháng 12 năm 2024",
        "NGHỊ QUYẾT\nvề đột phá phát triển khoa học",
        ["57", "NQ/TW", "Nghị quyết", "Ban Chấp hành Trung ương", "đột phá phát triển khoa học"],
    );
    check(
        "TỈNH ỦY LÀO CAI\nVĂN PHÒNG\n*\nSố 123-CV/VPTU\nv/v chuẩn bị hội nghị",
        PARTY,
        MAY,
        "Kính gửi: Các huyện ủy",
        ["123", "CV/VPTU", "Công văn", "Văn phòng Tỉnh ủy Lào Cai", "chuẩn bị hội nghị"],
    );
    check(
        "BCH ĐOÀN TỈNH LÀO CAI\n***\nSố: 84-KH/TĐTN-VP",
        YOUTH,
        MAY,
        "KẾ HOẠCH\nTháng Thanh niên năm 2023",
        ["84", "KH/TĐTN-VP", "Kế hoạch", "Ban Chấp hành Đoàn tỉnh Lào Cai", "Tháng Thanh niên năm 2023"],
    );
}

#[test]
fn councils_fronts_and_unions() {
    check(
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH LÀO CAI\n-------\nSố: 12/NQ-HĐND",
        STATE,
        MAY,
        "NGHỊ QUYẾT\nVề dự toán ngân sách địa phương năm 2024",
        ["12", "NQ-HĐND", "Nghị quyết", "Hội đồng nhân dân tỉnh Lào Cai", "dự toán ngân sách địa phương năm 2024"],
    );
    check(
        "HỘI ĐỒNG NHÂN DÂN TỈNH LÀO CAI\nBAN KINH TẾ - NGÂN SÁCH\nSố: 15/BC-BKTNS",
        STATE,
        MAY,
        "BÁO CÁO\nThẩm tra dự thảo nghị quyết",
        [
            "15",
            "BC-BKTNS",
            "Báo cáo",
            "Ban Kinh tế - Ngân sách Hội đồng nhân dân tỉnh Lào Cai",
            "Thẩm tra dự thảo nghị quyết",
        ],
    );
    check(
        "ỦY BAN MTTQ VIỆT NAM TỈNH LÀO CAI\nBAN THƯỜNG TRỰC\nSố: 123/MTTQ-BTT\nV/v vận động Quỹ Vì người nghèo",
        STATE,
        MAY,
        "Kính gửi: Ủy ban MTTQ Việt Nam các huyện",
        [
            "123",
            "MTTQ-BTT",
            "Công văn",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lào Cai",
            "vận động Quỹ Vì người nghèo",
        ],
    );
    check(
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nLIÊN ĐOÀN LAO ĐỘNG TỈNH LÀO CAI\nSố: 56/HD-LĐLĐ",
        STATE,
        MAY,
        "HƯỚNG DẪN\nTổ chức Tháng Công nhân",
        ["56", "HD-LĐLĐ", "Hướng dẫn", "Liên đoàn Lao động tỉnh Lào Cai", "Tổ chức Tháng Công nhân"],
    );
}

#[test]
fn the_centre() {
    check(
        "BỘ NỘI VỤ\n-------\nSố: 1234/BNV-CCHC\nV/v xác định Chỉ số cải cách hành chính",
        STATE,
        "Hà Nội, ngày 12 tháng 5 năm 2023",
        "Kính gửi: UBND các tỉnh, thành phố trực thuộc Trung ương",
        ["1234", "BNV-CCHC", "Công văn", "Bộ Nội vụ", "xác định Chỉ số cải cách hành chính"],
    );
    check(
        "VĂN PHÒNG CHÍNH PHỦ\nSố: 219/TB-VPCP",
        STATE,
        "Hà Nội, ngày 12 tháng 5 năm 2023",
        "THÔNG BÁO\nKết luận của Phó Thủ tướng tại cuộc họp",
        ["219", "TB-VPCP", "Thông báo", "Văn phòng Chính phủ", "Kết luận của Phó Thủ tướng tại cuộc họp"],
    );
    check(
        "BỘ NỘI VỤ - VĂN PHÒNG CHÍNH PHỦ\nSố: 55/2005/TTLT-BNV-VPCP",
        STATE,
        "Hà Nội, ngày 06 tháng 5 năm 2005",
        "THÔNG TƯ LIÊN TỊCH\nHướng dẫn về thể thức văn bản",
        [
            "55",
            "TTLT-BNV-VPCP",
            "Thông tư liên tịch",
            "Bộ Nội vụ, Văn phòng Chính phủ",
            "Hướng dẫn về thể thức văn bản",
        ],
    );
    check(
        "CHÍNH PHỦ\nSố: 66.19/2026/NQ-CP",
        STATE,
        "Hà Nội, ngày 12 tháng 5 năm 2026",
        "NGHỊ QUYẾT\nVề cắt giảm thủ tục hành chính",
        ["66.19", "NQ-CP", "Nghị quyết", "Chính phủ", "cắt giảm thủ tục hành chính"],
    );
    check(
        "BỘ CÔNG AN - BỘ QUỐC PHÒNG\nSố: 24/HDLN-BCA-BQP",
        STATE,
        "Hà Nội, ngày 12 tháng 5 năm 2026",
        "HƯỚNG DẪN LIÊN NGÀNH\nVề phối hợp tuần tra",
        ["24", "HDLN-BCA-BQP", "Hướng dẫn", "Bộ Công an, Bộ Quốc phòng", "phối hợp tuần tra"],
    );
    check(
        "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO\nVIỆN KIỂM SÁT NHÂN DÂN\nTỈNH LÀO CAI\nSố: 34/KH-VKS",
        STATE,
        MAY,
        "KẾ HOẠCH\nCông tác năm 2023",
        ["34", "KH-VKS", "Kế hoạch", "Viện kiểm sát nhân dân tỉnh Lào Cai", "Công tác năm 2023"],
    );
    check(
        "TÒA ÁN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/TB-TA",
        STATE,
        MAY,
        "THÔNG BÁO\nVề việc tuyển dụng công chức",
        ["12", "TB-TA", "Thông báo", "Tòa án nhân dân tỉnh Lào Cai", "tuyển dụng công chức"],
    );
    check(
        "BỘ CÔNG AN\nCÔNG AN TỈNH LÀO CAI\nSố: 409/TTr-CAT(PC04)",
        STATE,
        MAY,
        "TỜ TRÌNH\nVề việc phê duyệt kế hoạch",
        ["409", "TTr-CAT(PC04)", "Tờ trình", "Công an tỉnh Lào Cai", "phê duyệt kế hoạch"],
    );
    check(
        "QUÂN KHU 2\nBỘ CHỈ HUY QUÂN SỰ\nTỈNH LÀO CAI\nSố: 77/KH-BCH",
        STATE,
        MAY,
        "KẾ HOẠCH\nTuyển quân năm 2024",
        ["77", "KH-BCH", "Kế hoạch", "Bộ Chỉ huy quân sự tỉnh Lào Cai", "Tuyển quân năm 2024"],
    );
    check(
        "BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH LÀO CAI\nSố: 321/BHXH-TCKT\nV/v thu bảo hiểm y tế",
        STATE,
        MAY,
        "Kính gửi: Bảo hiểm xã hội các huyện",
        ["321", "BHXH-TCKT", "Công văn", "Bảo hiểm xã hội tỉnh Lào Cai", "thu bảo hiểm y tế"],
    );
}

#[test]
fn provinces_and_communes() {
    check(
        "UBND TỈNH LÀO CAI\nTHANH TRA TỈNH\nSố: 18/KL-TTr",
        STATE,
        MAY,
        "KẾT LUẬN\nThanh tra việc quản lý đất đai",
        ["18", "KL-TTr", "Kết luận", "Thanh tra tỉnh Lào Cai", "Thanh tra việc quản lý đất đai"],
    );
    check(
        "ỦY BAN NHÂN DÂN\nXÃ SI MA CAI\nSố: 05/KH-UBND",
        STATE,
        "Si Ma Cai, ngày 05 tháng 8 năm 2025",
        "KẾ HOẠCH\nChuyển đổi số năm 2025",
        ["05", "KH-UBND", "Kế hoạch", "Ủy ban nhân dân xã Si Ma Cai", "Chuyển đổi số năm 2025"],
    );
    check(
        "UBND XÃ SI MA CAI\nPHÒNG KINH TẾ\nSố: 07/BC-PKT",
        STATE,
        "Si Ma Cai, ngày 05 tháng 8 năm 2025",
        "BÁO CÁO\nTiến độ giải ngân",
        ["07", "BC-PKT", "Báo cáo", "Phòng Kinh tế xã Si Ma Cai", "Tiến độ giải ngân"],
    );
    check(
        "UBND TỈNH LÀO CAI\nBAN CHỈ ĐẠO 389\nSố: 12/KH-BCĐ389",
        STATE,
        MAY,
        "KẾ HOẠCH\nCao điểm chống buôn lậu",
        ["12", "KH-BCĐ389", "Kế hoạch", "Ban Chỉ đạo 389 tỉnh Lào Cai", "Cao điểm chống buôn lậu"],
    );
    check(
        "SỞ XÂY DỰNG\nSố: 13-01/26/PT-NC",
        STATE,
        AUGUST,
        "THÔNG BÁO\nKết quả thẩm định",
        ["13-01/26", "PT-NC", "Thông báo", "Sở Xây dựng tỉnh Lào Cai", "Kết quả thẩm định"],
    );
    check(
        "UBND HUYỆN VĂN LÂM\nTRƯỜNG THCS NHƯ QUỲNH\nSố: 12/KH-THCS",
        STATE,
        "Như Quỳnh, ngày 12 tháng 5 năm 2023",
        "KẾ HOẠCH\nNăm học 2023 - 2024",
        ["12", "KH-THCS", "Kế hoạch", "Trường Trung học cơ sở Như Quỳnh huyện Văn Lâm", "Năm học 2023 - 2024"],
    );
    check(
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 30c/QĐ-UBND",
        STATE,
        MAY,
        "QUYẾT ĐỊNH\nVề việc phê duyệt Đề án",
        ["30c", "QĐ-UBND", "Quyết định", "Ủy ban nhân dân tỉnh Lào Cai", "phê duyệt Đề án"],
    );
    check(
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 07//KH - UBND",
        STATE,
        MAY,
        "KẾ HOẠCH\nTriển khai Đề án",
        ["07", "KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh Lào Cai", "Triển khai Đề án"],
    );
    check(
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 09/CĐ-UBND",
        STATE,
        MAY,
        "CÔNG ĐIỆN\nVề việc ứng phó bão số 3\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI điện:\n- Giám đốc các sở;\n- Chủ tịch UBND các huyện.",
        ["09", "CĐ-UBND", "Công điện", "Ủy ban nhân dân tỉnh Lào Cai", "ứng phó bão số 3"],
    );
    check(
        "UBND TỈNH LÀO CAI\nVĂN PHÒNG\nSố: 44/VPUBND-TH\nV/v đăng ký lịch công tác",
        STATE,
        MAY,
        "Kính gửi: Các sở, ban, ngành",
        ["44", "VPUBND-TH", "Công văn", "Văn phòng Ủy ban nhân dân tỉnh Lào Cai", "đăng ký lịch công tác"],
    );
}

#[test]
fn stamps_copies_and_annexes_are_not_the_header() {
    let stamped = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 07/CT-UBND\nĐẾN Số: 2352\nNgày: 21/3/2018\nChuyển: P. Nội vụ";
    let header = ["07", "CT-UBND", "Chỉ thị", "Ủy ban nhân dân tỉnh Lào Cai", "tăng cường thi hành án hành chính"];
    check(stamped, STATE, MAY, "CHỈ THỊ\nVề việc tăng cường thi hành án hành chính", header);
    let copy = "CHỈ THỊ\nVề việc tăng cường thi hành án hành chính\nCăn cứ Luật Tố tụng hành chính, yêu cầu:\n\
                1. Sở Tư pháp báo cáo.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn An\n\
                SỞ NỘI VỤ\nSố: 24/SY-SNV\nSAO Y\nLào Cai, ngày 30 tháng 5 năm 2023\nTL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\nTrần Thị Bình";
    check("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 07/CT-UBND", STATE, MAY, copy, header);
    let text = page("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 07/CT-UBND", &format!("{STATE}\n{MAY}"), copy);
    let found = record(&text).document.unwrap();
    assert_eq!(found.signatory.unwrap().full_name.as_deref(), Some("Nguyễn Văn An"));
    assert_eq!(found.issued_date.as_deref(), Some("2023-05-12"));
    let regulation = "QUY CHẾ\nPhối hợp quản lý đê điều\n(Ban hành kèm theo Quyết định số 05/2006/QĐ-UBND ngày 2/3/2006 \
                      của UBND tỉnh Lào Cai)\nĐiều 1. Phạm vi\nQuy chế này quy định việc phối hợp.";
    let found = record(&Text::plain(regulation)).document.unwrap();
    assert_eq!((found.type_name.as_deref(), found.code_number), (Some("Quy chế"), None));
    assert_eq!(found.subject.as_deref(), Some("Phối hợp quản lý đê điều"));
}

#[test]
fn a_guide_shows_samples_that_are_not_its_own() {
    let rest = "THÔNG TƯ\nHướng dẫn thể thức văn bản\nCăn cứ Nghị định số 30/2020/NĐ-CP;\nĐiều 1. Phạm vi\nThông tư này.\n\
                Điều 2. Chữ ký\nVí dụ:\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNguyễn Văn A\nĐiều 3. Hiệu lực\nThông tư này có hiệu lực.\n\
                Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.\nBỘ TRƯỞNG\nTrần Thị Bình";
    let text = page("BỘ NỘI VỤ\nSố: 01/2021/TT-BNV", &format!("{STATE}\nHà Nội, ngày 12 tháng 5 năm 2021"), rest);
    let signatory = record(&text).document.unwrap().signatory.unwrap();
    assert_eq!(signatory.full_name.as_deref(), Some("Trần Thị Bình"));
}

/// `expected`: role, and status of a document.
#[track_caller]
fn check_status(text: &Text, expected: (Role, Option<Status>)) {
    let record = record(text);
    assert_eq!((record.role, record.status), expected, "{}", text.as_str());
}

#[test]
fn contracts_and_minutes_bear_their_number_and_day_below_the_title() {
    let text = Text::plain(&format!(
        "{STATE}\n\nHỢP ĐỒNG TƯ VẤN XÂY DỰNG\nSố: 15/2021/HĐTV\n\n- Căn cứ Bộ luật Dân sự;\n\
         Hôm nay, ngày 15 tháng 8 năm 2021, chúng tôi gồm:\nBên A: Ban Quản lý dự án"
    ));
    let header = record(&text).document.unwrap();
    assert_eq!(header.code_number.as_deref(), Some("15"));
    assert_eq!(header.code_notation.as_deref(), Some("HĐTV"));
    assert_eq!(header.issued_date.as_deref(), Some("2021-08-15"));
}

#[test]
fn drafts_templates_and_forms() {
    let draft = |left: &str, day: &str| {
        page(
            left,
            &format!("{STATE}\n{day}"),
            "KẾ HOẠCH\nTriển khai Đề án 06\nThực hiện Quyết định số 06/QĐ-TTg, UBND tỉnh xây dựng kế hoạch:",
        )
    };
    let organ = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI";
    check_status(&draft(&format!("{organ}\nSố: 15/KH-UBND"), MAY), (Role::Document, Some(Status::Issued)));
    check_status(&draft(&format!("{organ}\nSố:      /KH-UBND"), MAY), (Role::Document, Some(Status::Draft)));
    let blank = "Lào Cai, ngày      tháng      năm 2012";
    let text = draft(&format!("{organ}\nSố:      /KH-UBND"), blank);
    check_status(&text, (Role::Document, Some(Status::Draft)));
    assert_eq!(record(&text).document.unwrap().issued_date, None);
    check_status(&draft(&format!("DỰ THẢO\n{organ}\nSố: 15/KH-UBND"), MAY), (Role::Document, Some(Status::Draft)));
    let model = draft(&format!("Mẫu số 05\n{organ}\nSố:      /KH-UBND"), blank);
    check_status(&model, (Role::Document, Some(Status::Template)));
    check_status(
        &page(
            "TÊN CƠ QUAN\nSố: .../KH-...",
            &format!("{STATE}\n..., ngày ... tháng ... năm ..."),
            "KẾ HOẠCH\n........\n1. Mục đích: ......\n2. Yêu cầu: ......",
        ),
        (Role::Other, None),
    );
    check_status(
        &Text::plain("BÁO CÁO VĂN BẢN ĐI\nTừ ngày:\nNgày ban hành\nSố/ký hiệu\nTrích yếu"),
        (Role::Other, None),
    );
}
