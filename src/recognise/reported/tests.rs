//! Claims in sentences shaped like real ones.

use crate::record::Record;
use crate::text::Text;
use crate::units::Register;

const HEAD: &str = "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc\nSố: 1214/SNV-CCHC\tLào Cai, ngày 26 tháng 9 năm 2023\n\nKính gửi: Các sở, ban, ngành.\n\n";
const DIRECTIVE: &str = "Chỉ thị số 10/CT-UBND ngày 05/8/2023 của Chủ tịch UBND tỉnh";

/// A letter of Sở Nội vụ tỉnh Lào Cai with this sentence; `{c}` is the directive.
fn letter(sentence: &str) -> Record {
    let mut record = Record::default();
    let text = format!("{HEAD}{}\n", sentence.replace("{c}", DIRECTIVE));
    crate::recognise::recognise(&Text::plain(&text), &Register::builtin(), &mut record);
    record
}

/// Claims as "unit state number" about the directive; any claim about another one is shown with it.
#[track_caller]
fn check(sentence: &str, expected: &[&str]) {
    let record = letter(sentence);
    let found: Vec<String> = record
        .reported
        .iter()
        .map(|claim| {
            let code = claim.issued_code.as_deref().unwrap_or("-");
            let other = claim.directive.as_deref().filter(|code| *code != "10/CT-UBND").unwrap_or("");
            format!("{} {:?} {code} {other}", claim.unit, claim.state).trim_end().to_owned()
        })
        .collect();
    assert_eq!(found, expected, "{sentence}");
}

/// The letter does nothing with the directive, and claims nothing.
#[track_caller]
fn check_nothing(sentence: &str) {
    check(sentence, &[]);
    let record = letter(sentence);
    let cited = record.citations.iter().find(|one| one.code_number.as_deref() == Some("10")).unwrap();
    assert!(
        !matches!(cited.relation, crate::record::Relation::Implements | crate::record::Relation::Guides),
        "{sentence}: {:?}",
        cited.relation
    );
    assert!(record.edges.is_empty(), "{sentence}: {:?}", record.edges);
}

#[test]
fn who_has_issued_and_who_has_not() {
    check(
        "Đến ngày 15/9/2023, đã có 02 đơn vị ban hành văn bản triển khai {c}, gồm: Sở Tài chính và UBND thị xã Sa Pa.",
        &["Sở Tài chính tỉnh Lào Cai Issued -", "Ủy ban nhân dân thị xã Sa Pa Issued -"],
    );
    check(
        "Còn 02 đơn vị chưa ban hành kế hoạch thực hiện {c}: Sở Công Thương; UBND huyện Mường Khương.",
        &["Sở Công Thương tỉnh Lào Cai NotIssued -", "Ủy ban nhân dân huyện Mường Khương NotIssued -"],
    );
    check(
        "UBND huyện Văn Bàn đã kịp thời ban hành Kế hoạch số 45/KH-UBND ngày 20/8/2023 thực hiện {c}.",
        &["Ủy ban nhân dân huyện Văn Bàn Issued 45/KH-UBND"],
    );
    check(
        "Kế hoạch số 45/KH-UBND ngày 20/8/2023 của UBND huyện Bát Xát được ban hành để triển khai {c}.",
        &["Ủy ban nhân dân huyện Bát Xát Issued 45/KH-UBND"],
    );
}

/// The list of units is told by this letter: it is itself no document that implements.
#[test]
fn who_tells_of_others_implements_nothing() {
    for sentence in [
        "Đến nay, đã có 05 đơn vị ban hành văn bản triển khai {c}.",
        "Tất cả các sở, ngành đã ban hành kế hoạch triển khai {c}.",
        "Ngoại trừ UBND huyện Bắc Hà, các huyện đã ban hành kế hoạch triển khai {c}.",
        "Sở Nội vụ đã nhận được kế hoạch triển khai {c} của UBND huyện Bát Xát.",
        "Sau khi UBND huyện Bát Xát ban hành kế hoạch triển khai {c}, Sở Nội vụ sẽ tổ chức kiểm tra.",
        "UBND huyện Bát Xát đã chỉ đạo các xã ban hành kế hoạch triển khai {c}.",
        "Theo báo cáo của UBND huyện Bát Xát, các xã đã ban hành kế hoạch triển khai {c}.",
    ] {
        check_nothing(sentence);
    }
}

#[test]
fn what_is_asked_or_supposed_is_not_claimed() {
    for sentence in [
        "Sở Y tế đã có Công văn số 88/SYT-VP ngày 12/8/2023 đề nghị gia hạn thời gian thực hiện {c}.",
        "Sở Y tế có Công văn số 88/SYT-VP ngày 12/8/2023 xin ý kiến về việc triển khai {c}.",
        "UBND huyện Bát Xát có Báo cáo số 120/BC-UBND ngày 10/9/2023 về kết quả thực hiện {c}.",
        "Nếu UBND huyện Bát Xát chưa ban hành kế hoạch triển khai {c} thì Sở Nội vụ báo cáo UBND tỉnh.",
        "Đề nghị các đơn vị chưa ban hành kế hoạch triển khai {c} khẩn trương ban hành trước ngày 30/10/2023.",
        "Các phòng thực hiện nghiêm {c} và chỉ đạo của Sở Công Thương tại Kế hoạch số 12/KH-SCT ngày 10/8/2023.",
        "Không có đơn vị nào chưa ban hành kế hoạch triển khai {c}.",
    ] {
        check_nothing(sentence);
    }
}

#[test]
fn another_document_replaces() {
    let record = letter(
        "Kế hoạch số 45/KH-UBND ngày 20/8/2023 của UBND huyện Bát Xát thay thế Kế hoạch số 12/KH-UBND ngày 10/01/2022.",
    );
    assert!(record.citations.iter().all(|one| one.relation == crate::record::Relation::Mentions));
}
