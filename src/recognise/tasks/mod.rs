//! Nhiệm vụ: who must do what, with whom, by when.

mod announce;
mod executing;
mod issuer;
mod labelled;
mod scope;
mod sentence;
mod state;
mod tables;

use std::collections::BTreeSet;

use super::actors::Unit;
use super::deadline::{self, Anchors, Deadline};
use super::outline::{self, Marker, Outline};
use super::{Found, Zones};
use crate::agency::Home;
use crate::date::Date;
use crate::record::{Evidence, Record, Relation, Role, Task};
use crate::rules::RuleId;
use crate::text::{Span, Text};
use crate::units::Register;

/// What code decides without a pattern.
pub const RULES: &[(RuleId, &str)] = &[
    ("task.action", "từ động từ đầu tiên sau tên đơn vị đến hết câu"),
    ("task.scope", "đơn vị ở đề mục trên chịu mọi việc ở các gạch đầu dòng dưới nó"),
    (labelled::RULE, "\"Đơn vị chủ trì: X\", \"Thời gian: D\" dưới tên việc"),
    ("task.cell", "ô của bảng phân công nhiệm vụ"),
    (PRODUCT, "văn bản mà việc được giao làm ra: xây dựng, ban hành, trình kế hoạch, đề án, báo cáo"),
    (deadline::CELL, "ngày hoặc kỳ ghi trong ô thời hạn"),
];

/// Reads the document that a task must produce from its action.
const PRODUCT: RuleId = "task.product";

/// How a document of this kind speaks of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Temper {
    /// Chỉ thị, kế hoạch, công văn: units named in headings are told to work.
    Orders,
    /// Luật, pháp lệnh: rules, but for what they plainly order.
    Law,
    /// Nghị định, thông tư: most sentences are rules; only duties of state bodies are tasks.
    Rules,
    /// Báo cáo, tờ trình, biên bản: only what is said to be ordered.
    Reports,
    /// A page that tells of orders, many in one sentence.
    News,
}

/// One assignment with the places that prove it.
#[derive(Clone, Debug, Default)]
struct Assignment {
    leads: Vec<Found<String>>,
    coordinating: Vec<Found<String>>,
    action: String,
    action_span: Span,
    deadline: Option<(Deadline, Found<String>)>,
    report_to: Option<Found<String>>,
    collecting: Option<Found<String>>,
    product: Option<Found<String>>,
}

pub(super) fn recognise(text: &Text, zones: &Zones, home: &Home, _units: &Register, record: &mut Record) {
    if record.role == Role::Other && record.document.is_none() {
        return;
    }
    let outline = outline::outline(text, zones);
    let signed = home.day.or_else(|| record.document.as_ref()?.issued_date.as_ref()?.parse().ok());
    let anchors = Anchors { signed, effective: effective(&outline, signed) };
    record.executing = Vec::new();
    let executing = executing::clauses(&outline);
    for (index, unit) in executing::bodies(&outline, &executing).into_iter().enumerate() {
        record.evidence.insert(format!("/executing/{index}"), Evidence::new(text, unit.span, unit.rule));
        record.executing.push(unit.value);
    }
    let mut found = scope::assignments(&outline, &executing, temper(record, &outline), anchors, home, replies(record));
    found.extend(tables::assignments(text, zones, anchors));
    if let Some([addressee]) = record.document.as_ref().map(|header| header.addressees.as_slice()) {
        let leads = found.iter_mut().flat_map(|assignment| &mut assignment.leads);
        for lead in leads.filter(|lead| is_you(&lead.value, addressee)) {
            lead.value.clone_from(addressee);
        }
    }
    spell_out(&mut found);
    found.sort_by_key(|assignment| assignment.action_span);
    for assignment in found {
        write(text, assignment, record);
    }
}

/// "Trung tâm QLCL" in a document that tells "Trung tâm Quản lý chất lượng" too is that unit.
fn spell_out(found: &mut [Assignment]) {
    let units = || found.iter().flat_map(|assignment| assignment.leads.iter().chain(&assignment.coordinating));
    if !units().any(|unit| short(&unit.value).is_some()) {
        return;
    }
    let names: BTreeSet<String> = units().map(|unit| unit.value.clone()).collect();
    let units = found.iter_mut().flat_map(|assignment| assignment.leads.iter_mut().chain(&mut assignment.coordinating));
    for unit in units {
        let Some((head, short)) = short(&unit.value) else { continue };
        let means = |name: &&String| {
            name.strip_prefix(head).and_then(|rest| rest.strip_prefix(' ')).is_some_and(|rest| initials(rest) == short)
        };
        let mut meant = names.iter().filter(means);
        if let (Some(name), None) = (meant.next(), meant.next()) {
            unit.value.clone_from(name);
        }
    }
}

/// "Trung tâm" and "QLCL" of "Trung tâm QLCL".
fn short(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once(' ').filter(|(_, short)| short.chars().count() > 1 && short.chars().all(char::is_uppercase))
}

/// "TCHC" of "Tổ chức - Hành chính"; "và" counts for nothing.
fn initials(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphabetic()).filter(|word| *word != "và");
    words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// Whether words begin in capitals, as those of a title do: "PHÂN CÔNG NHIỆM VỤ CỦA TỔ CÔNG TÁC KIỂM TRA, CẤP GIẤY PHÉP".
fn is_title(action: &str) -> bool {
    let mut words =
        action.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1).take(3).peekable();
    words.peek().is_some() && words.all(|word| word.chars().all(char::is_uppercase))
}

fn temper(record: &Record, outline: &Outline) -> Temper {
    const ARTICLES_OF_AN_ORDER: usize = 15; // a decision with more is a regulation
    let Some(header) = record.document.as_ref().filter(|_| record.role == Role::Document) else {
        return Temper::News;
    };
    let articles = outline.blocks.iter().filter(|block| block.marker == Marker::Article).count();
    let normative = header.code_year.is_some() || articles > ARTICLES_OF_AN_ORDER;
    match header.type_name.as_deref().unwrap_or("").to_lowercase().as_str() {
        "luật" | "bộ luật" | "pháp lệnh" | "hiến pháp" => Temper::Law,
        "nghị định" | "thông tư" | "thông tư liên tịch" => Temper::Rules,
        "quyết định" | "nghị quyết" | "quy định" | "quy chế" if normative => Temper::Rules,
        "báo cáo" | "tờ trình" | "biên bản" | "giấy mời" | "hợp đồng" | "phiếu chuyển" | "giấy giới thiệu" => {
            Temper::Reports
        }
        _ => Temper::Orders,
    }
}

/// Whether the document is a letter that answers another.
fn replies(record: &Record) -> bool {
    let letter = record.document.as_ref().is_some_and(|header| header.type_name.as_deref() == Some("Công văn"));
    letter && record.citations.iter().any(|citation| citation.relation == Relation::RepliesTo)
}

/// "Đề nghị Công ty …", "Quý đơn vị" in a letter to one body: that body.
fn is_you(lead: &str, addressee: &str) -> bool {
    match lead.to_lowercase().as_str() {
        "công ty" | "quý công ty" => addressee.to_lowercase().contains("công ty"),
        "quý cơ quan" | "quý đơn vị" | "quý cơ quan, đơn vị" => true,
        _ => false,
    }
}

/// The day on which the document says that it takes effect.
fn effective(outline: &Outline, signed: Option<Date>) -> Option<Date> {
    let at = memchr::memmem::find(outline.content.as_bytes(), "có hiệu lực thi hành".as_bytes())?;
    let rest = outline.content.get(at..)?.split(['\n', ';']).next()?;
    let clause = rest.get(..rest.find(". ").unwrap_or(rest.len()))?;
    match deadline::day_in(clause) {
        Some(day) => Some(day),
        None => signed.filter(|_| clause.contains("ngày ký") || clause.contains("ngày ban hành")),
    }
}

/// The unit with the place in the text that shows it.
fn found(outline: &Outline, base: usize, unit: &Unit) -> Found<String> {
    let range = base + unit.range.start..base + unit.range.end;
    Found { value: unit.name.clone(), span: outline.span(range), rule: unit.rule }
}

fn write(text: &Text, assignment: Assignment, record: &mut Record) {
    let at = format!("/tasks/{}", record.tasks.len());
    let mut prove = |field: &str, span: Span, rule: RuleId| {
        record.evidence.insert(format!("{at}/{field}"), Evidence::new(text, span, rule));
    };
    for (index, unit) in assignment.leads.iter().enumerate() {
        prove(&format!("lead/{index}"), unit.span, unit.rule);
    }
    for (index, unit) in assignment.coordinating.iter().enumerate() {
        prove(&format!("coordinating/{index}"), unit.span, unit.rule);
    }
    prove("action", assignment.action_span, "task.action");
    if let Some((deadline, literal)) = &assignment.deadline {
        prove("deadline_text", literal.span, literal.rule);
        if deadline.due.is_some() {
            prove("due_date", literal.span, literal.rule);
        }
        if deadline.recurrence.is_some() {
            prove("recurrence", literal.span, literal.rule);
        }
    }
    for (field, unit) in
        [("report_to", &assignment.report_to), ("collecting", &assignment.collecting), ("product", &assignment.product)]
    {
        if let Some(unit) = unit {
            prove(field, unit.span, unit.rule);
        }
    }
    let value = |found: Option<Found<String>>| found.map(|found| found.value);
    let deadline = assignment.deadline.as_ref().map(|(deadline, _)| deadline);
    record.tasks.push(Task {
        lead: assignment.leads.iter().map(|unit| unit.value.clone()).collect(),
        coordinating: assignment.coordinating.iter().map(|unit| unit.value.clone()).collect(),
        action: assignment.action,
        due_date: deadline.and_then(|deadline| deadline.due).map(|due| due.to_string()),
        recurrence: deadline.and_then(|deadline| deadline.recurrence).map(|often| often.as_str().to_owned()),
        deadline_text: assignment.deadline.map(|(_, literal)| literal.value),
        report_to: value(assignment.report_to),
        collecting: value(assignment.collecting),
        product: value(assignment.product),
    });
}

#[cfg(test)]
impl Assignment {
    /// `leads / partners / due: action`
    fn shown(&self) -> String {
        let names = |units: &[Found<String>]| units.iter().map(|unit| unit.value.clone()).collect::<Vec<_>>().join("+");
        let due = self.deadline.as_ref().and_then(|(deadline, _)| deadline.due);
        let due = due.map_or(String::new(), |due| due.to_string());
        format!("{} / {} / {due}: {}", names(&self.leads), names(&self.coordinating), self.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(body: &str, temper: Temper) -> Vec<Assignment> {
        let text = Text::plain(body);
        let outline = outline::outline(&text, &Zones { body: text.whole(), ..Zones::default() });
        let anchors = Anchors { signed: "2024-03-01".parse().ok(), effective: None };
        let home = Home { organ: Some("Ủy ban nhân dân tỉnh Minh Hà".to_owned()), ..Home::default() };
        scope::assignments(&outline, &executing::clauses(&outline), temper, anchors, &home, false)
    }

    /// `leads / partners / due: action` of each task, in a plan or directive of 2024-03-01.
    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        check_as(Temper::Orders, body, expected);
    }

    #[track_caller]
    fn check_as(temper: Temper, body: &str, expected: &[&str]) {
        let shown: Vec<String> = read(body, temper).iter().map(Assignment::shown).collect();
        assert_eq!(shown, expected, "{body}");
    }

    #[test]
    fn an_order_names_leads_partners_and_a_day() {
        check(
            "1. Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ và các đơn vị liên quan rà soát quỹ đất, hoàn thành trước ngày 20/5/2024.",
            &["Sở Tài chính / Sở Nội vụ+các đơn vị liên quan / 2024-05-20: rà soát quỹ đất"],
        );
        check(
            "Chủ tịch UBND tỉnh yêu cầu các sở, ban, ngành rà soát hồ sơ. Báo cáo kết quả trước ngày 15/6.",
            &["các sở, ban, ngành /  / 2024-06-15: rà soát hồ sơ"],
        );
    }

    #[test]
    fn a_short_name_is_spelled_out_where_the_document_does() {
        let unit = |value: &str| Found { value: value.to_owned(), span: Span::default(), rule: "task.action" };
        let told = |leads: &[&str]| {
            let mut found =
                [Assignment { leads: leads.iter().map(|lead| unit(lead)).collect(), ..Assignment::default() }];
            spell_out(&mut found);
            found[0].leads.iter().map(|unit| unit.value.clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            told(&["Trung tâm Quản lý chất lượng", "Trung tâm QLCL", "Phòng TCHC", "Phòng Tổ chức - Hành chính"]),
            [
                "Trung tâm Quản lý chất lượng",
                "Trung tâm Quản lý chất lượng",
                "Phòng Tổ chức - Hành chính",
                "Phòng Tổ chức - Hành chính"
            ]
        );
        let two = ["Phòng Tài chính", "Phòng Thanh cáo", "Phòng TC"];
        assert_eq!(told(&two), two, "one of two");
        let other = ["Trung tâm Quản lý chất lượng", "Phòng QLCL", "Sở Y"];
        assert_eq!(told(&other), other);
    }

    #[test]
    fn a_title_in_capitals_orders_nothing() {
        check(
            "PHÂN CÔNG NHIỆM VỤ CỦA TỔ CÔNG TÁC HUẤN LUYỆN, KIỂM TRA, CẤP GIẤY CHỨNG NHẬN\n(Kèm theo Kế hoạch này)",
            &[],
        );
        check("Giao Sở Nội vụ tổ chức HỘI NGHỊ TỔNG KẾT.", &["Sở Nội vụ /  / : tổ chức HỘI NGHỊ TỔNG KẾT"]);
    }

    #[test]
    fn a_heading_is_told_what_its_bullets_say() {
        check(
            "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Chủ trì, phối hợp với Sở Y tế xây dựng kế hoạch.\n- Chỉ đạo các phòng tăng cường kiểm tra.\n\
             2. Đối với UBND các xã, phường:\n- Lập danh sách hộ nghèo.\nSở Y tế, Công an tỉnh có trách nhiệm tuyên truyền.",
            &[
                "Sở Nội vụ / Sở Y tế / : xây dựng kế hoạch",
                "Sở Nội vụ /  / : Chỉ đạo các phòng tăng cường kiểm tra",
                "UBND các xã, phường /  / : Lập danh sách hộ nghèo",
                "Sở Y tế+Công an tỉnh /  / : tuyên truyền",
            ],
        );
    }

    #[test]
    fn bodies_of_the_party_are_told_as_others_are() {
        check(
            "III. TỔ CHỨC THỰC HIỆN\n1. Ủy ban Kiểm tra Đảng ủy chủ trì, phối hợp Ban Xây dựng Đảng đưa nội dung này vào chương trình kiểm tra.\n\
             2. Các đảng ủy trực thuộc Tỉnh ủy\n- Báo cáo kết quả trước ngày 31/5/2024.\n3. Báo và Phát thanh, Truyền hình Minh Hà mở chuyên mục.",
            &[
                "Ủy ban Kiểm tra Đảng ủy / Ban Xây dựng Đảng / : đưa nội dung này vào chương trình kiểm tra",
                "Các đảng ủy trực thuộc Tỉnh ủy /  / 2024-05-31: Báo cáo kết quả",
                "Báo và Phát thanh, Truyền hình Minh Hà /  / : mở chuyên mục",
            ],
        );
    }

    #[test]
    fn a_deadline_belongs_to_the_work_beside_it() {
        check(
            "1. Giao Sở Nội vụ duy trì đường truyền; hoàn thành việc cấp chữ ký số trong tháng 10/2024.",
            &["Sở Nội vụ /  / : duy trì đường truyền", "Sở Nội vụ /  / 2024-10-31: hoàn thành việc cấp chữ ký số"],
        );
        check(
            "1. Giao Sở Nội vụ rà soát hồ sơ; hoàn thành trước ngày 5/6/2024.",
            &["Sở Nội vụ /  / 2024-06-05: rà soát hồ sơ"],
        );
    }

    #[test]
    fn when_work_ends_is_no_work_of_its_own() {
        check(
            "1. Các sở, ban, ngành\na) Quán triệt đến toàn thể cán bộ, công chức việc chấp hành giờ làm việc, hoàn thành trước ngày 30/9/2024.",
            &[
                "Các sở, ban, ngành /  / 2024-09-30: Quán triệt đến toàn thể cán bộ, công chức việc chấp hành giờ làm việc",
            ],
        );
    }

    #[test]
    fn what_a_unit_instructs_is_its_own_task() {
        check(
            "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chỉ đạo các bệnh viện rà soát hồ sơ.\n2. UBND các xã: Chỉ đạo các thôn lập danh sách.",
            &[
                "Sở Y tế /  / : chỉ đạo các bệnh viện rà soát hồ sơ",
                "UBND các xã /  / : Chỉ đạo các thôn lập danh sách",
            ],
        );
        check("Chủ tịch UBND tỉnh chỉ đạo Sở Y tế rà soát hồ sơ.", &["Sở Y tế /  / : rà soát hồ sơ"]);
    }

    #[test]
    fn an_announced_list_may_give_orders_of_its_own() {
        check(
            "UBND tỉnh yêu cầu các sở, ban, ngành thực hiện các nhiệm vụ sau;\n1. Rà soát hồ sơ.\n2. Yêu cầu UBND các xã lập danh sách.\n\
             3. Sở Y tế:\n- Yêu cầu các bệnh viện báo cáo.\n- Về kho thuốc: Bổ sung biển báo.",
            &[
                "các sở, ban, ngành /  / : Rà soát hồ sơ",
                "UBND các xã /  / : lập danh sách",
                "Sở Y tế /  / : Yêu cầu các bệnh viện báo cáo",
                "Sở Y tế /  / : Về kho thuốc: Bổ sung biển báo",
            ],
        );
    }

    #[test]
    fn an_order_before_the_announcement_is_a_task_of_its_own() {
        check(
            "Giao Sở Tài chính rà soát quỹ đất công trước ngày 15/6/2024 và thực hiện các nhiệm vụ sau:\n- Lập danh sách nhà, đất.",
            &["Sở Tài chính /  / 2024-06-15: rà soát quỹ đất công", "Sở Tài chính /  / : Lập danh sách nhà, đất"],
        );
        check(
            "Yêu cầu các sở, ngành báo cáo kết quả về Sở Nội vụ; đồng thời thực hiện các nội dung sau:\n1. Lập danh sách.",
            &["các sở, ngành /  / : báo cáo kết quả về Sở Nội vụ", "các sở, ngành /  / : Lập danh sách"],
        );
        for announced in [
            "Yêu cầu các sở, ngành tập trung chỉ đạo và thực hiện các nội dung sau:",
            "Yêu cầu các sở, ngành khẩn trương triển khai, thực hiện các nhiệm vụ sau:",
            "Yêu cầu các sở, ngành nghiêm túc quán triệt Chỉ thị này và thực hiện các nội dung sau:",
        ] {
            check(&format!("{announced}\n1. Lập danh sách."), &["các sở, ngành /  / : Lập danh sách"]);
        }
    }

    #[test]
    fn a_paragraph_behind_the_bullets_is_the_issuers_own() {
        check(
            "Giám đốc Sở có trách nhiệm:\n- Rà soát hồ sơ.\nCăn cứ kết quả thí điểm, trong năm 2025 Bộ sẽ tổng kết, đánh giá và hướng dẫn các địa phương.",
            &["Giám đốc Sở /  / : Rà soát hồ sơ"],
        );
        check("Bộ trưởng Bộ Nội vụ đồng ý mở rộng thí điểm tại 07 địa phương trước ngày 05/6/2024.", &[]);
    }

    #[test]
    fn a_paragraph_of_its_own_may_say_by_when() {
        check(
            "Sở Nội vụ đề nghị các đơn vị rà soát hồ sơ.\nBáo cáo gửi về Sở Nội vụ trước ngày 20/5/2024.",
            &["các đơn vị /  / 2024-05-20: rà soát hồ sơ"],
        );
    }

    #[test]
    fn words_in_other_orders() {
        check(
            "Trong quý II năm 2024, Chủ tịch UBND các huyện chỉ đạo xử lý các vi phạm.",
            &["Chủ tịch UBND các huyện /  / 2024-06-30: chỉ đạo xử lý các vi phạm"],
        );
        check("Sở Tài chính được giao nhiệm vụ bố trí kinh phí.", &["Sở Tài chính /  / : bố trí kinh phí"]);
        check(
            "Chế độ báo cáo: Các đơn vị báo cáo kết quả về Sở Nội vụ trước ngày 15/11/2024.",
            &["Các đơn vị /  / 2024-11-15: báo cáo kết quả về Sở Nội vụ"],
        );
        check(
            "Đề nghị Sở Tài chính thẩm định dự toán trước ngày 5/6/2024; Kho bạc Nhà nước tỉnh kiểm soát chi.",
            &["Sở Tài chính /  / 2024-06-05: thẩm định dự toán", "Kho bạc Nhà nước tỉnh /  / : kiểm soát chi"],
        );
        check(
            "Văn phòng Sở: theo dõi. Phòng Nội vụ: rà soát hồ sơ.",
            &["Văn phòng Sở /  / : theo dõi", "Phòng Nội vụ /  / : rà soát hồ sơ"],
        );
        check(
            "Giao UBND các xã: Đại Phước, Nhơn Trạch bàn giao mặt bằng.",
            &["UBND xã Đại Phước+UBND xã Nhơn Trạch /  / : bàn giao mặt bằng"],
        );
        check(
            "II. PHÂN CÔNG\n1. Công đoàn, Đoàn Thanh niên phát động thi đua.\n2. Xóm trưởng tổng hợp danh sách.",
            &["Công đoàn+Đoàn Thanh niên /  / : phát động thi đua", "Xóm trưởng /  / : tổng hợp danh sách"],
        );
        check(
            "Yêu cầu các đơn vị kinh doanh vận tải:\n1 . Chấp hành quy định về lái xe.",
            &["các đơn vị kinh doanh vận tải /  / : Chấp hành quy định về lái xe"],
        );
    }

    #[test]
    fn a_day_of_every_year_is_no_one_years_due_day() {
        check(
            "Yêu cầu các đơn vị báo cáo kết quả hằng năm trước ngày 20/12.",
            &["các đơn vị /  / : báo cáo kết quả hằng năm"],
        );
    }

    #[test]
    fn documents_that_a_task_makes() {
        for (body, expected) in [
            (
                "Giao Sở Xây dựng xây dựng, trình UBND tỉnh ban hành kế hoạch phát triển nhà ở năm 2024 trước ngày 5/6.",
                Some("kế hoạch phát triển nhà ở năm 2024"),
            ),
            ("Giao Sở Nội vụ lập danh sách cán bộ, gửi Sở Tài chính.", Some("danh sách cán bộ")),
            ("Giao Sở Nội vụ rà soát kế hoạch đã ban hành.", None),
            ("Giao Sở Nội vụ triển khai xây dựng kế hoạch số 5/KH-UBND.", None),
        ] {
            let tasks = read(body, Temper::Orders);
            let product = tasks.first().and_then(|task| task.product.as_ref()).map(|product| product.value.as_str());
            assert_eq!(product, expected, "{body}");
        }
    }

    #[test]
    fn where_other_units_are_told_nobody_inherits_from_above() {
        check(
            "Giao Sở Nội vụ thực hiện các nhiệm vụ sau:\n1. Yêu cầu nhóm kỹ thuật:\na) Rà soát máy chủ.",
            &["Sở Nội vụ /  / : Yêu cầu nhóm kỹ thuật"],
        );
    }

    #[test]
    fn what_is_no_task() {
        for body in [
            "I. MỤC ĐÍCH\n- Nâng cao nhận thức của cán bộ.",
            "Phấn đấu đến năm 2025 đạt 95% hộ dân dùng nước sạch.",
            "Các sở, ngành đã triển khai kế hoạch.",
            "Kính đề nghị UBND tỉnh xem xét, phê duyệt.",
            "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.",
            "Yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện./.",
            "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo Sở Nội vụ.",
            "UBND tỉnh Minh Hà ban hành kế hoạch với các nội dung sau:\n- Rà soát máy chủ.",
            "Kết quả cụ thể như sau:\n- Công an tỉnh: Xử lý 120 trường hợp vi phạm.",
            "Đề nghị Bộ Tài chính sớm hướng dẫn.",
            "Đề nghị Hội đồng nhân dân tỉnh xem xét bố trí vốn.",
            "Trường hợp UBND cấp huyện thực hiện cấp phép thì UBND cấp tỉnh quyết định.",
            "Nguyên nhân: Cán bộ tham mưu văn bản chưa xác định thời hạn bảo vệ.",
            "Sở Y tế: lãnh đạo Sở, Trưởng phòng Nghiệp vụ.",
        ] {
            check(body, &[]);
        }
    }

    #[test]
    fn in_a_decree_only_duties_under_their_heading_are_tasks() {
        check_as(
            Temper::Rules,
            "Điều 5. Trình tự cấp phép\nBộ Tài chính xem xét hồ sơ.\nĐiều 6. Nhiệm vụ, quyền hạn của Thanh tra bộ\n1. Tổ chức tập huấn.\n\
             Điều 7. Trách nhiệm của các bộ\n1. Bộ Tài chính bố trí kinh phí.",
            &["Bộ Tài chính /  / : bố trí kinh phí"],
        );
    }

    #[test]
    fn the_executing_clause_names_its_bodies() {
        let text = Text::plain(
            "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các sở và Chủ tịch UBND các xã chịu trách nhiệm thi hành Quyết định này./.",
        );
        let outline = outline::outline(&text, &Zones { body: text.whole(), ..Zones::default() });
        let names: Vec<String> =
            executing::bodies(&outline, &executing::clauses(&outline)).into_iter().map(|unit| unit.value).collect();
        assert_eq!(names, ["Chánh Văn phòng UBND tỉnh", "Giám đốc các sở", "Chủ tịch UBND các xã"]);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(parts in prop::collection::vec(prop_oneof![
            Just("Sở "), Just("Nội vụ"), Just(" và "), Just("các "), Just("huyện"), Just(", "), Just("; "), Just(": "), Just(". "), Just("\n"),
            Just("1. "), Just("- "), Just("a) "), Just("Điều 2. "), Just("giao "), Just("Giao "), Just("chủ trì, phối hợp với "), Just("rà soát "),
            Just("trước ngày "), Just("31/2/2024"), Just("hằng tháng"), Just("(trừ "), Just(")"), Just("của "), Just("có trách nhiệm "), Just("Đ"), Just("ủy "),
            Just("kể từ ngày ký"), Just("99 ngày "), Just("quý IV"), Just("\u{c}"), Just("Ông "), Just("ngành ")
        ], 0..40), other in "\\PC{0,20}") {
            let body = parts.concat() + &other;
            for temper in [Temper::Orders, Temper::Rules, Temper::News] {
                read(&body, temper);
            }
        }
    }
}
