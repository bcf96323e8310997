//! One directive of an invented province, and what may be seen of it.

use super::*;
use crate::record::{Citation, Evidence, Header, Relation, Reported, Role, Task};

const UNITS: &str = "\
id\tname\tshort_name\tlevel\tkind\tparent_id\tvalid_from\tvalid_to\tsuccessors\tabbreviations
mh\ttỉnh Minh Hà\tMinh Hà\tprovince\ttỉnh\t\t\t\t\t
su\ttỉnh Sơn Uyên\tSơn Uyên\tprovince\ttỉnh\t\t\t\t\t
mh-snv\tSở Nội vụ tỉnh Minh Hà\tSở Nội vụ\tprovince\tsở\tmh\t\t\t\tSNV
mh-h1\thuyện Vân Khê\tVân Khê\tdistrict\thuyện\tmh\t\t2023-12-31\tmh-x1\t
mh-h2\thuyện Hạ Lĩnh\tHạ Lĩnh\tdistrict\thuyện\tmh\t\t\t\t
mh-x1\txã Vân Khê\tVân Khê\tcommune\txã\tmh\t2024-01-01\t\t\t
";
const PROVINCE: &str = "Ủy ban nhân dân tỉnh Minh Hà";
const DISTRICT: &str = "Ủy ban nhân dân huyện Vân Khê";

/// `10/CT-UBND | issuer | day`.
pub(super) fn document(text: &str) -> Record {
    let fields: Vec<&str> = text.split('|').map(str::trim).collect();
    let (number, symbol) = fields[0].split_once('/').unwrap();
    Record {
        path: text.to_owned(),
        role: Role::Document,
        status: Some(Status::Issued),
        document: Some(Header {
            code_number: Some(number.to_owned()),
            code_notation: Some(symbol.to_owned()),
            organ_name: Some(fields[1].to_owned()),
            issued_date: Some(fields[2].to_owned()),
            ..Header::default()
        }),
        ..Record::default()
    }
}

fn citing(text: &str, relation: Relation) -> Record {
    let citation = Citation {
        code_number: Some("10".to_owned()),
        code_notation: Some("CT-UBND".to_owned()),
        organ_name: Some(PROVINCE.to_owned()),
        issued_date: Some("2023-03-01".to_owned()),
        relation,
        ..Citation::default()
    };
    Record { citations: vec![citation], ..document(text) }
}

fn directive() -> Record {
    let task = |lead: &str, due: Option<&str>| Task {
        lead: vec![lead.to_owned()],
        action: "ban hành kế hoạch".to_owned(),
        due_date: due.map(str::to_owned),
        ..Task::default()
    };
    let mut record = document("10/CT-UBND | Ủy ban nhân dân tỉnh Minh Hà | 2023-03-01");
    record.tasks = vec![
        task("các sở, ban, ngành", Some("2023-04-30")),
        task("UBND các huyện (trừ huyện Hạ Lĩnh)", Some("2023-03-31")),
        task("các đơn vị liên quan", None),
        task("Bộ Nội vụ", None),
    ];
    record
}

fn traced(others: &[Record], as_of: &str) -> Trace {
    let register = Register::with_overlay(UNITS).unwrap();
    let held = [directive()];
    let asked = resolve::held(&held[0]).unwrap();
    let question = Question { directive: asked, as_of: as_of.parse().unwrap(), grace_days: 0 };
    trace(&question, &held, others, &register)
}

/// State, grade and days of huyện Vân Khê.
#[track_caller]
fn check(others: &[Record], expected: (Standing, Option<char>, Option<i64>)) {
    let found = traced(others, "2023-12-31");
    let cell = found.cells.iter().find(|cell| cell.unit_id.as_deref() == Some("mh-h1")).unwrap();
    assert_eq!((cell.state, cell.grade, cell.days), expected);
}

const UNSEEN: (Standing, Option<char>, Option<i64>) = (Standing::NotSeenOverdue, None, Some(275));
const UNDECIDED: (Standing, Option<char>, Option<i64>) = (Standing::Ambiguous, None, None);

#[test]
fn obliged_are_those_whom_the_register_names() {
    let found = traced(&[], "2023-12-31");
    let units: Vec<_> = found.cells.iter().map(|cell| cell.unit.as_str()).collect();
    assert_eq!(units, ["Sở Nội vụ tỉnh Minh Hà", DISTRICT]);
    let apart: Vec<_> = found.head.not_expanded.iter().map(|one| one.phrase.as_str()).collect();
    assert_eq!(apart, ["các sở, ban, ngành", "các đơn vị liên quan"]);
    assert_eq!(found.head.coverage, Coverage { obliged: 2, not_seen: 2, not_held: 2, ..Coverage::default() });
    assert_eq!(found.head.due_date.as_deref(), Some("2023-03-31"));
}

#[test]
fn its_own_document_decides() {
    let plan = |day: &str, relation| citing(&format!("5/KH-UBND | {DISTRICT} | {day}"), relation);
    check(&[plan("2023-03-20", Relation::Implements)], (Standing::IssuedOnTime, Some('A'), None));
    check(&[plan("2023-04-05", Relation::Guides)], (Standing::IssuedLate, Some('A'), Some(5)));
    check(&[plan("2023-03-20", Relation::LegalBasis)], (Standing::IssuedOnTime, Some('A'), None));
    check(&[plan("2023-03-20", Relation::Mentions)], UNDECIDED);
    check(&[plan("2023-03-20", Relation::RepliesTo)], UNSEEN);
    // Before the directive, or after the day of asking.
    check(&[plan("2023-02-20", Relation::Implements)], UNDECIDED);
    check(&[plan("2024-02-20", Relation::Implements)], UNSEEN);
    let both = [plan("2023-04-05", Relation::Implements), plan("2023-03-20", Relation::Implements)];
    check(&both, (Standing::IssuedOnTime, Some('A'), None));
}

#[test]
fn what_does_not_count_never_hides_what_was_not_seen() {
    let text = format!("5/KH-UBND | {DISTRICT} | 2023-03-20");
    let plan = citing(&text, Relation::Implements);
    check(&[Record { status: Some(Status::Draft), ..plan.clone() }], UNDECIDED);
    check(&[Record { withheld: Some("secrecy".to_owned()), ..plan.clone() }], UNSEEN);
    check(&[citing("5/KH-UBND | Ủy ban nhân dân huyện Hạ Lĩnh | 2023-03-20", Relation::Implements)], UNSEEN);
    let mut elsewhere = plan.clone();
    elsewhere.citations[0].organ_name = Some("Ủy ban nhân dân tỉnh Sơn Uyên".to_owned());
    check(&[elsewhere], UNSEEN);
    let mut other_year = plan;
    other_year.citations[0].issued_date = Some("2022-03-01".to_owned());
    check(&[other_year], UNSEEN);
}

#[test]
fn others_may_say_so() {
    let reported = |unit: &str, state| Reported {
        unit: unit.to_owned(),
        directive: Some("10/CT-UBND".to_owned()),
        directive_citation: None,
        state,
        issued_code: None,
        as_of: None,
    };
    let letter = citing("9/SNV-CCHC | Sở Nội vụ tỉnh Minh Hà | 2023-05-01", Relation::Reminds);
    let says = |state| Record { reported: vec![reported("UBND huyện Vân Khê", state)], ..letter.clone() };
    check(&[says(ReportedState::Issued)], (Standing::ReportedOnly, Some('B'), None));
    check(&[says(ReportedState::NotIssued)], UNSEEN);
    let page = Record { role: Role::Report, status: None, document: None, ..says(ReportedState::Issued) };
    check(&[page], (Standing::ReportedOnly, Some('C'), None));
    let found = traced(&[letter], "2023-12-31");
    assert_eq!(found.head.notes.iter().map(|note| note.kind).collect::<Vec<_>>(), ["reminded"]);
}

#[test]
fn an_heir_is_an_inference() {
    let plan = citing("5/KH-UBND | Ủy ban nhân dân xã Vân Khê | 2024-02-01", Relation::Implements);
    let found = traced(&[plan], "2024-06-30");
    let cell = found.cells.iter().find(|cell| cell.unit == DISTRICT).unwrap();
    assert_eq!(cell.successors, ["Ủy ban nhân dân xã Vân Khê"]);
    assert_eq!(cell.state, Standing::Ambiguous);
}

/// One task of the district for each action, all due on one day.
fn ordered(actions: &[&str]) -> Record {
    let task = |action: &&str| Task {
        lead: vec!["UBND huyện Vân Khê".to_owned()],
        action: (*action).to_owned(),
        due_date: Some("2023-04-30".to_owned()),
        ..Task::default()
    };
    Record { tasks: actions.iter().map(task).collect(), ..directive() }
}

/// State of the district that has issued a plan, and the types of document that were not seen.
#[track_caller]
fn check_part(actions: &[&str], state: Standing, missing: &[&str]) {
    let register = Register::with_overlay(UNITS).unwrap();
    let held = [ordered(actions)];
    let question =
        Question { directive: resolve::held(&held[0]).unwrap(), as_of: "2023-12-31".parse().unwrap(), grace_days: 0 };
    let mut plan = citing(&format!("5/KH-UBND | {DISTRICT} | 2023-03-20"), Relation::Implements);
    plan.document.as_mut().unwrap().type_name = Some("Kế hoạch".to_owned());
    let found = trace(&question, &held, &[plan], &register);
    let cell = found.cells.iter().find(|cell| cell.unit_id.as_deref() == Some("mh-h1")).unwrap();
    let types: Vec<_> = cell.missing.iter().map(|one| one.type_name.as_str()).collect();
    assert_eq!((cell.state, types.as_slice()), (state, missing), "{actions:?}");
}

#[test]
fn one_of_two_documents_is_a_part() {
    let plan = "xây dựng kế hoạch triển khai thực hiện";
    check_part(&[plan], Standing::IssuedOnTime, &[]);
    check_part(&[plan, "ban hành Quy chế quản lý trụ sở"], Standing::Partial, &["Quy chế"]);
    // What another body is to issue, what is there already, reports and work that needs no document.
    let others = [
        "tham mưu Ủy ban nhân dân tỉnh ban hành Quy chế quản lý trụ sở",
        "thực hiện Quy chế số 12/QC-UBND",
        "báo cáo kết quả về Sở Nội vụ",
        "tuyên truyền đến người dân",
    ];
    for other in others {
        check_part(&[plan, other], Standing::IssuedOnTime, &[]);
    }
    // Neither type was seen: the plan is what was meant.
    check_part(&["ban hành Quy chế", "ban hành Đề án"], Standing::IssuedOnTime, &[]);
}

/// State, days and due day of the district that is to do things by their days, and has issued one document on 2023-05-04.
#[track_caller]
fn check_due(tasks: &[(&str, &str)], type_name: &str, expected: (Standing, Option<i64>, &str)) {
    let mut held = ordered(&tasks.iter().map(|(action, _)| *action).collect::<Vec<_>>());
    for (at, (task, (action, due))) in held.tasks.iter_mut().zip(tasks).enumerate() {
        task.due_date = Some((*due).to_owned());
        let quote = Evidence { quote: (*action).to_owned(), ..Evidence::default() };
        held.evidence.insert(format!("/tasks/{at}/action"), quote);
    }
    let question =
        Question { directive: resolve::held(&held).unwrap(), as_of: "2023-12-31".parse().unwrap(), grace_days: 0 };
    let mut own = citing(&format!("5/KH-UBND | {DISTRICT} | 2023-05-04"), Relation::Implements);
    own.document.as_mut().unwrap().type_name = Some(type_name.to_owned());
    let found = trace(&question, &[held], &[own], &Register::with_overlay(UNITS).unwrap());
    let cell = found.cells.iter().find(|cell| cell.unit_id.as_deref() == Some("mh-h1")).unwrap();
    assert_eq!((cell.state, cell.days, cell.due_date.as_deref().unwrap()), expected);
}

#[test]
fn a_document_is_measured_by_its_own_day() {
    let plan = ("ban hành kế hoạch", "2023-05-05");
    let rules = ("ban hành Quy chế phối hợp", "2023-05-01");
    let board = ("kiện toàn Ban Chỉ đạo", "2023-04-30");
    check_due(&[board, plan], "Kế hoạch", (Standing::IssuedOnTime, None, "2023-05-05"));
    check_due(&[plan, board], "Kế hoạch", (Standing::IssuedOnTime, None, "2023-05-05"));
    check_due(&[rules, board], "Quy chế", (Standing::IssuedLate, Some(3), "2023-05-01"));
    check_due(&[board], "Kế hoạch", (Standing::IssuedLate, Some(4), "2023-04-30"));
    // A plan for one thing is a product beside the plan that implements the directive.
    let register = Register::with_overlay(UNITS).unwrap();
    let mut held = ordered(&["tập huấn cán bộ"]);
    let mut due_of_document = |product: &str| {
        held.tasks[0].product = Some(product.to_owned());
        obliged::duties(&held, &register).obliged[0].due_of_document
    };
    assert!(!due_of_document("Kế hoạch tập huấn"));
    assert!(due_of_document("kế hoạch thực hiện Chỉ thị này") && due_of_document("Kế hoạch"));
    // A report is late where a report was asked for.
    check_due(&[board], "Báo cáo", (Standing::Ambiguous, None, "2023-04-30"));
    let report = ("báo cáo kết quả về Sở Nội vụ", "2023-05-01");
    check_due(&[report], "Báo cáo", (Standing::IssuedLate, Some(3), "2023-05-01"));
    check_due(&[("rà soát trụ sở", "2023-05-04")], "Báo cáo", (Standing::IssuedOnTime, None, "2023-05-04"));
}

#[test]
fn what_is_said_of_a_unit_stands_beside_its_state() {
    let letter = citing("9/SNV-CCHC | Sở Nội vụ tỉnh Minh Hà | 2023-05-01", Relation::Reminds);
    let claim = |unit: &str, state, code: Option<&str>| Reported {
        unit: unit.to_owned(),
        directive: Some("10/CT-UBND".to_owned()),
        directive_citation: None,
        state,
        issued_code: code.map(str::to_owned),
        as_of: Some("2023-04-15".to_owned()),
    };
    let place = |start: usize| Evidence { start, end: start + 1, quote: "x".to_owned(), ..Evidence::default() };
    let says = |reported: Vec<Reported>| Record {
        evidence: (0..reported.len()).map(|at| (format!("/reported/{at}"), place(at))).collect(),
        reported,
        ..letter.clone()
    };
    let district = "UBND huyện Vân Khê";
    let denied = traced(&[says(vec![claim(district, ReportedState::NotIssued, None)])], "2023-12-31");
    let cell = denied.cells.iter().find(|cell| cell.unit_id.as_deref() == Some("mh-h1")).unwrap();
    assert_eq!((cell.state, cell.reported.len()), (Standing::NotSeenOverdue, 1));

    // One claim in two places is one.
    let twice = vec![
        claim(district, ReportedState::Issued, None),
        claim(district, ReportedState::Issued, Some("5/KH-UBND")),
        claim("UBND huyện Hạ Lĩnh", ReportedState::Issued, Some("7/KH-UBND")),
    ];
    let mut found = traced(&[says(twice)], "2023-12-31");
    found.settle();
    let cell = found.cells.iter().find(|cell| cell.unit_id.as_deref() == Some("mh-h1")).unwrap();
    let [told] = cell.reported.as_slice() else { panic!("{:?}", cell.reported) };
    assert_eq!((told.code.as_deref(), told.evidence.also_at.len()), (Some("5/KH-UBND"), 1));
    assert_eq!(cell.evidence.len(), 1);
    // A body that was not obliged is not passed over.
    let others: Vec<_> = found.head.reported.iter().map(|told| told.code.as_deref()).collect();
    assert_eq!(others, [Some("7/KH-UBND")]);
}

#[test]
fn how_well_the_corpus_covers_a_unit() {
    let mut found = traced(&[], "2023-12-31");
    let days = ["2022-01-05", "2023-06-01"].map(str::to_owned).to_vec();
    found.hold(&[("mh-h1".to_owned(), days)].into());
    let held: Vec<_> = found.cells.iter().map(|cell| (cell.held.documents, cell.held.first.as_deref())).collect();
    assert_eq!(held, [(0, None), (2, Some("2022-01-05"))]);
    assert_eq!((found.head.coverage.not_seen, found.head.coverage.not_held), (2, 1));
}

#[test]
fn nothing_is_missed_of_a_commune_that_may_be_younger_than_the_directive() {
    let mut held = directive();
    let header = held.document.as_mut().unwrap();
    header.organ_name = Some("Ủy ban nhân dân huyện Bảo Thắng, tỉnh Lào Cai".to_owned());
    header.issued_date = Some("2019-04-05".to_owned());
    let lead = |phrase: &str| Task { lead: vec![phrase.to_owned()], ..held.tasks[0].clone() };
    held.tasks = vec![lead("UBND các xã, thị trấn"), lead("UBND xã Gia Phú")];
    held.evidence.clear();
    held.executing.clear();
    let question =
        Question { directive: resolve::held(&held).unwrap(), as_of: "2019-12-31".parse().unwrap(), grace_days: 0 };
    let mut found = trace(&question, &[held], &[], &Register::default());
    assert_eq!(found.head.not_expanded[0].phrase, "Ủy ban nhân dân các xã, thị trấn");
    let id = |found: &Trace, name: &str| {
        let cell = found.cells.iter().find(|cell| cell.unit.contains(name)).unwrap();
        (cell.unit_id.clone().unwrap(), cell.state)
    };
    let (older, _) = id(&found, "Thái Niên");
    found.hold(&[(older, vec!["2018-05-02".to_owned()])].into());
    assert_eq!(id(&found, "Xuân Quang").1, Standing::Ambiguous);
    assert_eq!(id(&found, "Thái Niên").1, Standing::NotSeenInTime);
}
