//! Who was obliged, who issued, when, how late; for whom none was seen.

mod answer;
mod check;
mod obliged;
mod seen;
mod standing;

use crate::agency::{self, Likeness};
use crate::date::{self, Date};
use crate::record::{Record, ReportedState, Status};
use crate::resolve::{self, Directive};
use crate::units::Register;

pub use answer::{
    Candidate, Cell, Coverage, Head, Holding, Missing, NotExpanded, Note, Place, Proof, Question, Shown, Told, Trace,
    Why,
};
pub use check::{Finding, check};
pub use standing::Standing;

use obliged::Obliged;
use seen::Seen;

/// Traces one directive. `holders` are the records that bear its number, whoever issued them; `citing` those that cite
/// it; more of either does no harm.
pub fn trace(question: &Question, holders: &[Record], citing: &[Record], register: &Register) -> Trace {
    let among = candidates(question, holders, register);
    let asked = &question.directive;
    let by_file = among.iter().find(|one| one.paths.iter().any(|path| asked.paths.contains(path)));
    let directive = by_file.or_else(|| among.iter().find(|one| one.is_same(asked, register))).unwrap_or(asked);
    let seen = Seen::new(question, directive, &among, citing, register);
    let (obliged, not_expanded) = everybody_obliged(directive, holders, register);
    let others = seen.of_others(&obliged, register);
    let reported = seen.told_of_others(&obliged, directive, register);
    let cells: Vec<_> = obliged.into_iter().map(|unit| cell(unit, question, directive, &seen, register)).collect();
    let head = Head {
        directive: directive.clone(),
        due_date: cells.iter().filter_map(|cell| cell.due_date.clone()).min(),
        as_of: question.as_of.to_string(),
        coverage: Coverage::of(&cells),
        not_expanded,
        others,
        reported,
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
                Some(known) => known.join(unit),
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
        obliged_by: unit.by,
        to_do: unit.to_do,
        evidence: Vec::new(),
        candidates: Vec::new(),
        reported: Vec::new(),
        missing: Vec::new(),
        successors: Vec::new(),
        held: Holding::default(),
        may_be_younger: false,
    };
    let known = unit.member.id.as_deref().and_then(|id| register.unit(id));
    let words = &cell.obliged_by.evidence.quote;
    let may_be_younger = |day: Date| register.may_be_younger(unit.member.id.as_deref(), day, words);
    cell.may_be_younger = directive.day().is_some_and(may_be_younger);
    if let Some(ended) = known.filter(|known| known.to.is_some_and(|to| to < question.as_of)) {
        cell.successors = register.successors(ended).map(crate::units::Unit::body_name).collect();
    }
    let mut found = seen.of(&unit.member, directive, register);
    let standing = |issued, due| standing::standing(issued, due, directive.day(), question.as_of, question.grace_days);
    let says_issued = |told: &&Told| told.state == ReportedState::Issued;
    // A report tells of what was done, and not when, unless it is what was asked for.
    let asks_report = cell.to_do.as_ref().is_some_and(|to_do| to_do.evidence.quote.to_lowercase().contains("báo cáo"));
    let is_late = |one: &seen::Citing| standing(one.day, due).0 == Standing::IssuedLate;
    let (late, decide): (Vec<_>, Vec<_>) =
        found.counted.into_iter().partition(|one| !asks_report && one.is_report() && is_late(one));
    found.counted = decide;
    found.undecided.extend(late.into_iter().map(|one| Candidate { why: Some(Why::Report), ..one.as_candidate() }));
    if let Some(own) = found.counted.first() {
        // What was asked for by a day of its own is measured by that day.
        let is_meant = |need: &&Missing| own.is_of_type(&need.type_name) && need.due_date.is_some();
        let asked = unit.needs.iter().filter(|_| unit.due_of_document).find(is_meant);
        if let Some(asked) = asked {
            cell.due_date.clone_from(&asked.due_date);
            cell.to_do = Some(asked.obliged_by.clone());
        }
        let due = cell.due_date.as_deref().and_then(date::parse_iso);
        (cell.state, cell.days) = standing(own.day, due);
        cell.lag = directive.day().zip(own.day).map(|(from, to)| standing::days(from, to));
        cell.grade = Some('A');
        cell.relation = Some(own.relation);
        cell.evidence = vec![own.proof.clone()];
        cell.document = Some(own.shown.clone());
        cell.missing = missing(unit.needs, &found.counted);
        if !cell.missing.is_empty() {
            (cell.state, cell.days) = (Standing::Partial, None);
        }
    } else if found.told.iter().any(|told| says_issued(&told)) {
        cell.state = Standing::ReportedOnly;
        cell.grade = found.told.iter().filter(says_issued).map(|told| told.grade).min();
        cell.evidence = found.told.iter().filter(says_issued).map(|told| told.evidence.clone()).collect();
    } else if !found.undecided.is_empty() {
        cell.state = Standing::Ambiguous;
        cell.evidence = found.undecided.iter().map(|one| one.evidence.clone()).collect();
    } else {
        (cell.state, cell.days) = standing(None, due);
    }
    cell.candidates = found.counted.into_iter().skip(1).map(seen::Citing::as_candidate).collect();
    cell.candidates.extend(found.undecided);
    cell.reported = found.told;
    cell
}

/// Of the documents that a unit was to issue those of a type that none of its documents has. Nothing where all are
/// of other types: then one of them is what was meant.
fn missing(needs: Vec<Missing>, counted: &[&seen::Citing]) -> Vec<Missing> {
    let is_there = |need: &Missing| counted.iter().any(|one| one.is_of_type(&need.type_name));
    match needs.iter().any(is_there) {
        true => needs.into_iter().filter(|need| !is_there(need)).collect(),
        false => Vec::new(),
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
mod tests;
