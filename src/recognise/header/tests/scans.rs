//! Headers of scans: what a pen filled in, what a seal covers, what the name of the file and the signature still say.

use super::{STATE, page};
use crate::recognise::recognise;
use crate::record::{PageSource, Record, Signature, Status, TextSource};
use crate::text::Text;
use crate::units::Register;

/// The record of a scan under `path`, its evidence checked against what was scanned.
fn scan(path: &str, text: &Text, signed_at: Option<&str>) -> Record {
    let signature = |at: &str| Signature { signed_at: Some(at.to_owned()), ..Signature::default() };
    let signatures = signed_at.map(signature).into_iter().collect();
    let mut record =
        Record { path: path.to_owned(), text_source: Some(TextSource::Ocr), signatures, ..Record::default() };
    recognise(text, &Register::builtin(), &mut record);
    for (pointer, evidence) in &record.evidence {
        let quoted = text.as_str().get(evidence.start..evidence.end);
        assert_eq!(quoted, Some(evidence.quote.as_str()), "{pointer}");
        assert!(crate::rules::exists(&evidence.rule), "{pointer}: {}", evidence.rule);
    }
    record
}

/// A directive of Quảng Ngãi as a scan shows it.
fn directive(number: &str, day: &str) -> Text {
    page(
        &format!("ỦY BẠN NHÂN DÂN\nTĨNH QUANG NGAÀI\n{number}"),
        &format!("CỌNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n{day}"),
        "CHÍ THỊ\nVề việc tăng cường quản lý\nThực hiện nhiệm vụ được giao, yêu cầu Sở Nội vụ báo cáo.",
    )
}

/// `expected`: number, day, and the kinds of doubts about them.
#[track_caller]
fn check(path: &str, number: &str, day: &str, signed_at: Option<&str>, expected: (&str, &str, &[&str])) {
    let record = scan(path, &directive(number, day), signed_at);
    let header = record.document.unwrap();
    let kinds: Vec<&str> = record.doubts.iter().map(|doubt| doubt.kind.as_str()).collect();
    let found = (header.code_number.as_deref().unwrap_or(""), header.issued_date.as_deref().unwrap_or(""), &*kinds);
    assert_eq!(found, expected, "{path}");
    assert_eq!(header.code_notation.as_deref(), Some("CT-UBND"));
    assert_eq!(header.type_name.as_deref(), Some("Chỉ thị"));
    assert_eq!(header.organ_name.as_deref(), Some("Ủy ban nhân dân tỉnh Quảng Ngãi"));
    assert_eq!(header.issued_place.as_deref(), Some("Quảng Ngãi"));
}

#[test]
fn numbers_by_hand() {
    let day = "Quảng Ngãi, ngày 20 tháng 3 năm 2018";
    let by_name = ("07", "2018-03-20", &["number_by_file_name"][..]);
    check("a/2352 ( 07-CT-UBND).signed_20250221.pdf", "Số: /6 /CT-UBND", day, None, by_name);
    check("a/07CT_20250517.pdf", "/CT-UBND", day, None, by_name);
    check("a/Chỉ thị 07.pdf", "Số:      /CT-UBND", day, None, by_name);
    check("a/07CT.pdf", "Số: 01 /CT-UBND", day, None, by_name);
    check("a/07CT.pdf", "Số: 07/CT-UBND", day, None, ("07", "2018-03-20", &[]));
    check("a/08CT.pdf", "Số: 07/CT-UBND", day, None, ("07", "2018-03-20", &["file_name_says_another_number"]));
    check("a/scan 03.pdf", "Số:      /CT-UBND", day, None, ("", "2018-03-20", &["number_not_read"]));
}

#[test]
fn days_by_hand() {
    let signed = Some("2021-05-11T11:26:39+07:00");
    let number = "Số: 07/CT-UBND";
    let by_signature = ("07", "2021-05-11", &["day_by_signature"][..]);
    check("a.pdf", number, "Quảng Ngãi, ngàW/† tháng 5 năm 2021", signed, by_signature);
    check("a.pdf", number, "Quảng Ngãi, ngày ?# tháng! năm 2021", signed, by_signature);
    check("a.pdf", number, "Quảng Ngãi, ngày 5 năm 2021", signed, by_signature);
    check(
        "a.pdf",
        number,
        "Quảng Ngãi, ngày @9 tháng 0S năm 2021",
        signed,
        ("07", "2021-05-09", &["day_by_signature"]),
    );
    check("a.pdf", number, "Quảng Ngãi, ngày 1l tháng 5 năm 2O21", None, ("07", "2021-05-11", &[]));
    check("a.pdf", number, "Quảng Ngãi, ngày 10 tháng 5 năm 2027", signed, ("07", "2021-05-10", &["day_by_signature"]));
    // What is signed in the early morning was dated that day or the one before.
    let early = Some("2021-05-11T07:37:07+07:00");
    check("a.pdf", number, "Quảng Ngãi, ngày Z tháng 5 năm 2021", early, ("07", "2021-05", &["day_by_signature"]));
}

#[test]
fn a_page_that_was_printed_takes_nothing_from_its_name() {
    let text = page(
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố:      /KH-UBND",
        &format!("{STATE}\nLào Cai, ngày      tháng 8 năm 2023"),
        "KẾ HOẠCH\nTriển khai Đề án\nThực hiện nhiệm vụ được giao, báo cáo như sau:",
    );
    let mut record = Record { path: "a/15-KH-UBND.docx".to_owned(), ..Record::default() };
    recognise(&text, &Register::builtin(), &mut record);
    assert_eq!(record.document.unwrap().code_number, None);
}

#[test]
fn what_a_scan_does_not_let_read_is_not_blank() {
    let check = |number: &str, day: &str, signed_at: Option<&str>, expected: (Status, &[&str])| {
        let record = scan("a.pdf", &directive(number, day), signed_at);
        let kinds: Vec<&str> = record.doubts.iter().map(|doubt| doubt.kind.as_str()).collect();
        assert_eq!((record.status.unwrap(), &*kinds), expected, "{number} {day}");
    };
    let (blank, open) = ("Số:      /CT-UBND", "Quảng Ngãi, ngày     tháng     năm 2018");
    let signed = Some("2018-03-20T15:12:01+07:00");
    check("Số: 07/CT-UBND", "Quảng Ngãi, ngày 20 tháng 3 năm 2018", None, (Status::Issued, &[]));
    check("Số: ?ÝƑ  /CT-UBND", "Quảng Ngãi, ngày 20 tháng 3 năm 2018", None, (Status::Issued, &["number_not_read"]));
    check("Số: 07/CT-UBND", "Quảng Ngãi, ngày khỗ tháng 6 năm 2018", None, (Status::Issued, &["day_not_read"]));
    check(blank, open, signed, (Status::Issued, &["day_by_signature", "number_not_read"]));
    // Printed and scanned before anyone signed it, or said to be a draft.
    check(blank, open, None, (Status::Draft, &[]));
    check("DỰ THẢO\nSố: 07/CT-UBND", open, None, (Status::Draft, &[]));
}

#[test]
fn digits_of_a_pen_want_a_look() {
    let text = directive("Số: 07 /CT-UBND", "Quảng Ngãi, ngày 20 tháng 3 năm 2018");
    let kinds = |by_pen: &[&str]| {
        let by_pen = by_pen.iter().map(|digits| (*digits).to_owned()).collect();
        let page = PageSource { page: 1, source: Some(TextSource::Ocr), by_pen, ..PageSource::default() };
        let mut record = Record { path: "a.pdf".to_owned(), page_sources: vec![page], ..Record::default() };
        recognise(&text, &Register::builtin(), &mut record);
        record.doubts.into_iter().map(|doubt| doubt.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&["07", "20"]), ["number_by_pen", "day_by_pen"]);
    assert_eq!(kinds(&["20"]), ["day_by_pen"]);
    assert_eq!(kinds(&["2"]), [""; 0]);
}

/// `expected`: authority and position.
#[track_caller]
fn check_post(block: &str, expected: (&str, &str)) {
    let mut page = directive("Số: 07/CT-UBND", "Quảng Ngãi, ngày 20 tháng 3 năm 2018").as_str().to_owned();
    page.push_str(&format!("\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n{block}\nPhạm Trường Thọ\n"));
    let signatory = scan("a.pdf", &Text::plain(&page), None).document.unwrap().signatory.unwrap();
    assert_eq!(signatory.full_name.as_deref(), Some("Phạm Trường Thọ"));
    let found = (signatory.authority.unwrap_or_default(), signatory.position.unwrap_or_default());
    assert_eq!((&*found.0, &*found.1), expected, "{block}");
}

#[test]
fn posts_under_a_seal() {
    check_post("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"));
    check_post("CHỦ TỊCH\nỦ TỊCH", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"));
    check_post("?T. CỤC TRƯỞNG\n? CỤC TRƯỞNG", ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"));
    check_post("KT. BỘ TRƯỞNG\nTRƯỞNG", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"));
    check_post("CHỦ TỊCH", ("", "CHỦ TỊCH"));
    check_post("CHỦ TỊCH\nTT", ("", "CHỦ TỊCH"));
    check_post("KT. CHỦ TỊCH\ncm dân tối cao có trách nhiệm\nPHÓ CHỦ TỊCH", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"));
}
