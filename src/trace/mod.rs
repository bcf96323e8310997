//! Who was obliged, who issued, when, how late; for whom none was seen.

mod check;
mod obliged;
mod seen;
mod standing;

use serde::Serialize;

use crate::agency::{self, Likeness};
use crate::date::Date;
use crate::record::{Record, Relation, Status};
use crate::resolve::{self, Directive};
use crate::units::Register;

pub use check::{Finding, check};
pub use obliged::{NotExpanded, Proof};
pub use seen::Shown;
pub use standing::Standing;

use obliged::Obliged;
use seen::Seen;

/// What is asked: one directive, as it stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The directive.
    pub directive: Directive,
    /// The day of asking: what is dated later is not looked at.
    pub as_of: Date,
    /// Days after the due day that are not yet late.
    pub grace_days: u32,
}

/// One directive, and the units that it obliges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The first line of the answer.
    pub head: Head,
    /// One for each obliged unit, in the order in which the directive names them.
    pub cells: Vec<Cell>,
}

/// The directive and the sum of its cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The directive.
    pub directive: Directive,
    /// The first day on which one of its tasks is due.
    pub due_date: Option<String>,
    /// The day of asking.
    pub as_of: String,
    /// How many units, and what of them was seen.
    pub coverage: Coverage,
    /// Phrases that mean units which the register cannot name; they accuse nobody.
    pub not_expanded: Vec<NotExpanded>,
    /// Documents that implement it, of units that it does not oblige.
    pub others: Vec<Shown>,
    /// Documents that replace or repeal it, and reminders of it.
    pub notes: Vec<Note>,
}

/// How many of the obliged units were seen to issue. What is ambiguous or only reported is in neither number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Obliged units that the register names.
    pub obliged: usize,
    /// With a document of their own.
    pub issued: usize,
    /// Of these, after the due day.
    pub late: usize,
    /// Without one, as far as the corpus shows.
    pub not_seen: usize,
}

/// One unit: what it was to do, what was seen, and where that is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Absolute name of the unit's body.
    pub unit: String,
    /// The unit in the register.
    pub unit_id: Option<String>,
    /// What the corpus shows.
    pub state: Standing,
    /// `A` its own document, `B` another body's document says so, `C` a page says so.
    pub grade: Option<char>,
    /// Days late, overdue, or since the directive where it sets no deadline.
    pub days: Option<i64>,
    /// Days from the directive to the document.
    pub lag: Option<i64>,
    /// The unit's own due day.
    pub due_date: Option<String>,
    /// The document that decides.
    pub document: Option<Shown>,
    /// What that document does with the directive.
    pub relation: Option<Relation>,
    /// The sentence that obliges the unit.
    pub obliged_by: Proof,
    /// The sentences that show the document, or speak of it.
    pub evidence: Vec<Proof>,
    /// Documents that may or may not count.
    pub candidates: Vec<Shown>,
    /// Units that took over when this one ended: an inference.
    pub successors: Vec<String>,
}

/// Something about the directive itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// `replaced`, `repealed`, `amended`, `reminded`.
    pub kind: &'static str,
    /// The document that says so.
    pub document: Shown,
    /// Where.
    pub evidence: Proof,
}

/// Traces one directive. `holders` are the records that bear its number, whoever issued them; `citing` those that cite
/// it; more of either does no harm.
pub fn trace(question: &Question, holders: &[Record], citing: &[Record], register: &Register) -> Trace {
    let among = candidates(question, holders, register);
    let asked = &question.directive;
    let by_file = among.iter().find(|one| one.paths.iter().any(|path| asked.paths.contains(path)));
    let directive = by_file.or_else(|| among.iter().find(|one| one.is_same(asked, register))).unwrap_or(asked);
    let seen = Seen::new(question, directive, &among, citing, register);
    let (obliged, not_expanded) = everybody_obliged(directive, holders, register);
    let cells: Vec<_> = obliged.into_iter().map(|unit| cell(unit, question, directive, &seen, register)).collect();
    let due_date = cells.iter().filter_map(|cell| cell.due_date.clone()).min();
    let named: Vec<_> =
        cells.iter().filter_map(|cell| cell.document.as_ref()).map(|shown| shown.path.as_str()).collect();
    let others = seen.implementing().filter(|shown| !named.contains(&shown.path.as_str())).cloned().collect();
    let head = Head {
        directive: directive.clone(),
        due_date,
        as_of: question.as_of.to_string(),
        coverage: coverage(&cells),
        not_expanded,
        others,
        notes: seen.notes(),
    };
    Trace { head, cells }
}

/// The directives that bear the number, and the one asked for even where no file holds it.
fn candidates(question: &Question, holders: &[Record], register: &Register) -> Vec<Directive> {
    let mut among = resolve::directives(holders, register);
    if !among.iter().any(|one| one.is_same(&question.directive, register)) {
        among.push(question.directive.clone());
    }
    among
}

/// The duties in the issued files of a directive. Several copies of one document oblige once.
fn everybody_obliged(
    directive: &Directive,
    holders: &[Record],
    register: &Register,
) -> (Vec<Obliged>, Vec<NotExpanded>) {
    let mut files: Vec<_> = holders
        .iter()
        .filter(|record| directive.paths.contains(&record.path))
        .filter(|record| record.status == Some(Status::Issued) && record.withheld.is_none() && record.error.is_none())
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut obliged: Vec<Obliged> = Vec::new();
    let mut not_expanded: Vec<NotExpanded> = Vec::new();
    for file in files {
        let duties = obliged::duties(file, register);
        for unit in duties.obliged {
            match obliged.iter_mut().find(|known| known.member.id == unit.member.id) {
                Some(known) => known.due = obliged::earlier(known.due, unit.due),
                None => obliged.push(unit),
            }
        }
        let new =
            duties.not_expanded.into_iter().filter(|new| !not_expanded.iter().any(|known| known.phrase == new.phrase));
        not_expanded.extend(new.collect::<Vec<_>>());
    }
    (obliged, not_expanded)
}

fn cell(unit: Obliged, question: &Question, directive: &Directive, seen: &Seen, register: &Register) -> Cell {
    let due = unit.due;
    let mut cell = Cell {
        unit: unit.member.name.clone(),
        unit_id: unit.member.id.clone(),
        state: Standing::NotSeenInTime,
        grade: None,
        days: None,
        lag: None,
        due_date: due.map(|due| due.to_string()),
        document: None,
        relation: None,
        obliged_by: unit.by.into_iter().next().unwrap_or_default(),
        evidence: Vec::new(),
        candidates: Vec::new(),
        successors: Vec::new(),
    };
    let known = unit.member.id.as_deref().and_then(|id| register.unit(id));
    if let Some(ended) = known.filter(|known| known.to.is_some_and(|to| to < question.as_of)) {
        cell.successors = register.successors(ended).map(crate::units::Unit::body_name).collect();
    }
    let found = seen.of(&unit.member, directive, register);
    let standing = |issued| standing::standing(issued, due, directive.day(), question.as_of, question.grace_days);
    if let Some(own) = found.counted {
        let (state, days) = standing(own.day);
        cell.state = state;
        cell.days = days;
        cell.lag = directive.day().zip(own.day).map(|(from, to)| standing::days(from, to));
        cell.grade = Some('A');
        cell.relation = Some(own.relation);
        cell.evidence = vec![own.proof.clone()];
        cell.document = Some(own.shown.clone());
    } else if let Some((grade, proofs)) = found.reported {
        cell.state = Standing::ReportedOnly;
        cell.grade = Some(grade);
        cell.evidence = proofs;
    } else if !found.undecided.is_empty() {
        cell.state = Standing::Ambiguous;
    } else {
        (cell.state, cell.days) = standing(None);
    }
    for one in found.undecided {
        if cell.grade.is_none() {
            cell.evidence.push(one.proof.clone());
        }
        cell.candidates.push(one.shown.clone());
    }
    cell
}

fn coverage(cells: &[Cell]) -> Coverage {
    let count = |of: &dyn Fn(&Cell) -> bool| cells.iter().filter(|cell| of(cell)).count();
    let unseen = |cell: &Cell| {
        matches!(cell.state, Standing::NotSeenInTime | Standing::NotSeenOverdue)
            || cell.state == Standing::NoDeadline && cell.document.is_none()
    };
    Coverage {
        obliged: cells.len(),
        issued: count(&|cell| cell.document.is_some()),
        late: count(&|cell| cell.state == Standing::IssuedLate),
        not_seen: count(&unseen),
    }
}

/// Whether a document's issuer is an obliged unit, with its heirs of the same name; perhaps where a name leaves that
/// open, or a successor of another name has issued it.
fn is_issuer(
    unit: &crate::units::Member,
    organ: &str,
    organ_id: Option<&str>,
    day: Option<Date>,
    register: &Register,
) -> Likeness {
    let issuer = organ_id.map(str::to_owned).or_else(|| register.body(organ, day).map(|body| body.id));
    let (Some(own), Some(issuer)) = (unit.id.as_deref(), issuer.as_deref()) else {
        return register.likeness(&unit.name, organ, day);
    };
    if own == issuer {
        return Likeness::Same;
    }
    let heirs = register.unit(own).map(|unit| register.successors(unit).collect::<Vec<_>>()).unwrap_or_default();
    match heirs.into_iter().any(|heir| heir.id == issuer) {
        true if agency::body_key(&unit.name) == agency::body_key(organ) => Likeness::Same,
        true => Likeness::Perhaps,
        // "Bộ A, Bộ B": one of several joint issuers.
        false
            if organ.contains(", ")
                && organ.split(", ").any(|part| agency::likeness(part, &unit.name) == Likeness::Same) =>
        {
            Likeness::Same
        }
        false => Likeness::Different,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Citation, Header, Reported, ReportedState, Role, Task};

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
    fn document(text: &str) -> Record {
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
        assert_eq!(found.head.coverage, Coverage { obliged: 2, issued: 0, late: 0, not_seen: 2 });
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
}
