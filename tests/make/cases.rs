//! Every real case and near-miss of secrecy, urgency, drafts and doubts.

use super::act::{DECISION, DIRECTIVE, LETTER, NOTICE, PLAN, REPORT, TELEGRAM};
use super::sheet::{Blank, Sheet};
use super::teller::Teller;
use super::truth::{Citation, Relation, Truth};
use super::words::TOPICS;

const SECRET: &[&[&str]] = &[&["MẬT"], &["TỐI MẬT"], &["TUYỆT MẬT"], &["MẬT"], &["Mật"], &["MẬT", "Bản số: 03"]];

/// What a letterhead may bear without being secret: subjects, and sentences of the body.
const NOT_SECRET: &[(&str, &str)] = &[
    ("bảo vệ bí mật nhà nước năm mới", "Các đơn vị kiểm tra việc soạn thảo văn bản mật trên máy tính có nối mạng."),
    ("tập huấn công tác bảo vệ bí mật nhà nước", "Dấu chỉ độ MẬT, TỐI MẬT, TUYỆT MẬT được khắc theo mẫu quy định."),
    ("giải mật tài liệu lưu trữ", "Danh mục tài liệu đề nghị giải mật gồm 25 hồ sơ."),
    ("quảng bá sản phẩm mật ong địa phương", "Mật ong bạc hà là sản phẩm chủ lực của vùng."),
    ("công bố mật độ xây dựng khu dân cư", "MẬT ĐỘ XÂY DỰNG tối đa của khu là 60 %."),
    ("kiểm tra công tác cơ yếu", "Hồ sơ có độ mật được giao nhận qua sổ riêng."),
    ("bảo mật thông tin trên hệ thống một cửa", "Mật khẩu phải được thay đổi ba tháng một lần."),
    ("lưu hành nội bộ tài liệu tập huấn", "LƯU HÀNH NỘI BỘ không phải là dấu chỉ độ mật."),
    ("mật độ dân số các khu vực đô thị", "Mật độ dân số bình quân là 212 người/km²."),
    ("khen thưởng công tác bảo vệ bí mật nhà nước", "Độ mật của văn bản do người soạn thảo đề xuất."),
];

const URGENT: &[(&str, &str)] = &[
    ("KHẨN", "Khẩn"),
    ("HỎA TỐC", "Hỏa tốc"),
    ("THƯỢNG KHẨN", "Thượng khẩn"),
    ("HOẢ TỐC", "Hỏa tốc"),
    ("Khẩn", "Khẩn"),
];

const NOT_URGENT: &[(&str, &str)] = &[
    ("ứng phó khẩn cấp với thiên tai", "Các đơn vị khẩn trương rà soát nội dung được giao."),
    ("diễn tập tình huống khẩn cấp", "Số điện thoại khẩn cấp được niêm yết tại trụ sở."),
    ("hỗ trợ khẩn cấp hộ dân bị thiệt hại", "Đây là việc khẩn, cần ưu tiên bố trí nguồn lực."),
    ("phân loại văn bản khẩn tại văn thư", "Văn bản đóng dấu HỎA TỐC được chuyển ngay trong ngày."),
    ("cấp phát thuốc cấp cứu khẩn cho trạm y tế", "Công tác chuẩn bị đang được tiến hành khẩn trương."),
    ("quy trình xử lý văn bản khẩn, hỏa tốc", "Mức độ KHẨN, THƯỢNG KHẨN do người ký quyết định."),
];

const ABOUT_DRAFTS: &[(&str, &str)] = &[
    ("góp ý dự thảo Nghị quyết về hỗ trợ sản xuất", "Dự thảo được gửi kèm theo văn bản này."),
    (
        "lấy ý kiến đối với dự thảo Quyết định ban hành quy chế",
        "Sau thời hạn trên, đơn vị không có ý kiến được coi là đồng ý với dự thảo.",
    ),
    ("thẩm định dự thảo kế hoạch sử dụng kho lưu trữ", "Cơ quan thẩm định thống nhất với bố cục của dự thảo."),
    ("sử dụng mẫu biểu báo cáo mới", "Số: …/BC-… là phần để trống trên mẫu biểu do đơn vị tự điền."),
    ("tiếp thu ý kiến vào dự thảo đề án", "Dự thảo lần 2 đã chỉnh sửa phần số liệu."),
    ("hoàn thiện dự thảo quy chế phối hợp", "DỰ THẢO trước đây hết giá trị sử dụng."),
];

const DRAFT_MARKS: &[&str] = &["DỰ THẢO", "DỰ THẢO LẦN 2", "Dự thảo", "(Dự thảo)", "DỰ THẢO 1"];

impl Teller {
    pub(crate) fn secret(&mut self, n: usize) {
        let stamps = SECRET[n % SECRET.len()];
        let subject = self.chance.pick(TOPICS).subject;
        let kind = *self.chance.pick(&[LETTER, PLAN, REPORT]);
        let act = self.post(kind, subject);
        let mut sheet = self.sheet(act, Blank::Nothing, stamps);
        sheet.filler();
        sheet.end();
        sheet.truth = Truth { role: "document", withheld: Some("secrecy"), ..Truth::default() };
        sheet.case("secrecy+");
        let told = sheet.done();
        self.finish(told);
    }

    /// One document that is neither secret, nor urgent, nor a draft, and speaks of all three.
    pub(crate) fn near_miss(&mut self, n: usize) {
        let families = [NOT_SECRET, NOT_URGENT, ABOUT_DRAFTS];
        let subject = families[n % 3][n / 3 % families[n % 3].len()].0;
        let kind = *self.chance.pick(&[LETTER, LETTER, NOTICE, REPORT]);
        let act = self.post(kind, subject);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.filler();
        for (family, name) in families.iter().zip(["secrecy-", "urgency-", "status-"]) {
            sheet.para(family[(n + 1) % family.len()].1);
            sheet.case(name);
        }
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }

    pub(crate) fn urgent(&mut self, n: usize) {
        let (stamp, urgency) = URGENT[n % URGENT.len()];
        let subject = self.chance.pick(TOPICS).subject;
        let kind = *self.chance.pick(&[LETTER, LETTER, TELEGRAM]);
        let act = self.post(kind, subject);
        let above = n.is_multiple_of(3);
        let stamps: &[&str] = if above { &[] } else { &[stamp] };
        let before: &[&str] = if above { &[stamp] } else { &[] };
        let mut sheet = Sheet::open(&self.world, &mut self.chance, act, Blank::Nothing, stamps, before);
        sheet.header().urgency = Some(urgency.to_owned());
        sheet.filler();
        sheet.end();
        sheet.case("urgency+");
        let told = sheet.done();
        self.finish(told);
    }

    pub(crate) fn draft(&mut self, n: usize) {
        let subject = self.chance.pick(TOPICS).subject;
        let kind = *self.chance.pick(&[PLAN, DECISION, DIRECTIVE, LETTER, REPORT]);
        let mut act = self.post(kind, subject);
        if kind == DIRECTIVE && !self.world.is_place(act.unit) {
            // Departments issue no directives of this type.
            act = self.act(PLAN, act.unit, act.day, subject);
        }
        let (blank, mark) = match n % 4 {
            0 => (Blank::Number, None),
            1 => (Blank::Both, Some(DRAFT_MARKS[n / 4 % DRAFT_MARKS.len()])),
            2 => (Blank::Day, None),
            _ => (Blank::Both, None),
        };
        let before: Vec<&str> = mark.into_iter().collect();
        let mut sheet = Sheet::open(&self.world, &mut self.chance, act, blank, &[], &before);
        sheet.filler();
        sheet.end();
        sheet.case("status+");
        let told = sheet.done();
        self.finish(told);
    }

    pub(crate) fn doubtful(&mut self, n: usize) {
        let subject = self.chance.pick(TOPICS).subject;
        let act = self.post(if n % 4 == 2 { LETTER } else { REPORT }, subject);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.filler();
        let (y, m, _) = sheet.act.day.parts();
        let doubt = match n % 4 {
            0 => {
                let later = sheet.act.day.plus(sheet.chance.between(3, 20)).written(sheet.chance);
                sheet.para(match n / 4 % 5 {
                    0 => format!("Tính đến {later}, đã có 12/15 đơn vị hoàn thành."),
                    1 => format!("Số liệu tính đến hết {later} như sau: hoàn thành 78 %."),
                    2 => format!("Tính đến thời điểm {later}, kinh phí đã giải ngân là 315 triệu đồng."),
                    3 => format!("Lũy kế tính đến {later}, toàn ngành đã tiếp nhận 1.254 hồ sơ."),
                    _ => format!("Kết quả tính đến thời điểm {later}: 9 đơn vị đạt yêu cầu."),
                });
                "as_of_after_issue"
            }
            1 => {
                sheet.para(match n / 4 % 5 {
                    0 => format!("Đoàn kiểm tra làm việc tại đơn vị ngày 31/02/{y}."),
                    1 => format!("Số liệu được chốt vào ngày 31 tháng 4 năm {y}."),
                    2 => format!("Hội nghị được tổ chức ngày 30/02/{y}."),
                    3 => format!("Phiếu khảo sát phát ra ngày 31/9/{y}."),
                    _ => format!("Biên bản được lập ngày 12/13/{}.", y - i32::from(m < 6)),
                });
                "impossible_date"
            }
            2 => {
                // Cited: a day that cannot be, or a day to come.
                let impossible = (n / 4).is_multiple_of(2);
                let above = sheet.world.province_of(sheet.home());
                let body = sheet.world.body(above);
                let number = sheet.chance.between(10, 99).to_string();
                let later = sheet.act.day.plus(30);
                let (day, iso) = if impossible {
                    (format!("ngày 31/{}/{}", [4, 6, 9, 11][n % 4], y - 1), None)
                } else {
                    (later.written(sheet.chance), Some(later.iso()))
                };
                sheet.note(Citation {
                    type_name: Some("Kế hoạch".to_owned()),
                    code_number: Some(number.clone()),
                    code_year: None,
                    code_notation: Some("KH-UBND".to_owned()),
                    issued_date: iso,
                    organ_name: Some(body.clone()),
                    name: None,
                    relation: Relation::Mentions,
                    also: Vec::new(),
                    actor: None,
                });
                sheet.para(format!("Số liệu chi tiết nêu tại Kế hoạch số {number}/KH-UBND {day} của {body}."));
                if impossible { "impossible_date" } else { "cited_day_after_issue" }
            }
            _ => {
                let (unit, day) = (sheet.home(), sheet.act.day);
                let place = sheet.world.province_of(unit);
                let before = day.plus(-40);
                let (said, notation) = [
                    ("Chỉ thị", "KH-UBND"),
                    ("Kế hoạch", "QĐ-UBND"),
                    ("Quyết định", "KH-UBND"),
                    ("Báo cáo", "TTr-UBND"),
                    ("Kế hoạch", "CT-UBND"),
                ][n / 4 % 5];
                let number = format!("{}", sheet.chance.between(31, 99));
                let text = before.written(sheet.chance);
                let body = sheet.world.body(place);
                sheet.note(Citation {
                    type_name: Some(said.to_owned()),
                    code_number: Some(number.clone()),
                    code_year: None,
                    code_notation: Some(notation.to_owned()),
                    issued_date: Some(before.iso()),
                    organ_name: Some(body.clone()),
                    name: None,
                    relation: Relation::Mentions,
                    also: Vec::new(),
                    actor: None,
                });
                sheet.para(format!("Nội dung chi tiết nêu tại {said} số {number}/{notation} {text} của {body}."));
                "type_and_symbol_disagree"
            }
        };
        sheet.truth.doubts.push(doubt);
        sheet.end();
        sheet.case("doubts+");
        let told = sheet.done();
        self.finish(told);
    }

    pub(crate) fn undoubtful(&mut self, n: usize) {
        let subject = self.chance.pick(TOPICS).subject;
        let act = self.post(REPORT, subject);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.filler();
        let day = sheet.act.day;
        let text = match n % 8 {
            0 => format!("Tính đến {}, đã có 12/15 đơn vị hoàn thành.", day.written(sheet.chance)),
            1 => format!("Tính đến hết {}, tỷ lệ đạt 78 %.", day.plus(-5).written(sheet.chance)),
            2 => "Lớp tập huấn khai mạc ngày 29/02/2024.".to_owned(),
            3 => "Đến nay 12/13 xã đã có mô hình điểm, 31/4 nhóm hộ vượt số dự kiến.".to_owned(),
            4 => format!("Dự kiến đến {} sẽ hoàn thành toàn bộ khối lượng.", day.plus(60).written(sheet.chance)),
            5 => "Số liệu tính đến thời điểm báo cáo.".to_owned(),
            6 => "Công trình dự kiến khánh thành ngày 31/12/2026.".to_owned(),
            _ => "Cổng số 31/4 và cổng số 12/13 đã được sửa chữa.".to_owned(),
        };
        sheet.para(text);
        sheet.end();
        sheet.case("doubts-");
        let told = sheet.done();
        self.finish(told);
    }
}
