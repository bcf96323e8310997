//! The answer: one directive, its obliged units, and behind every claim the place that proves it.

use serde::Serialize;

use super::Standing;
use crate::date::Date;
use crate::record::{Evidence, Relation, ReportedState};
use crate::resolve::Directive;

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
    pub others: Vec<Candidate>,
    /// Claims about units that it does not oblige.
    pub reported: Vec<Told>,
    /// Documents that replace or repeal it, and reminders of it.
    pub notes: Vec<Note>,
}

/// How many of the obliged units were seen to issue. What is undecided or only reported is never "not seen".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Obliged units that the register names.
    pub obliged: usize,
    /// With a document of their own.
    pub issued: usize,
    /// Of these, after the due day.
    pub late: usize,
    /// Of these, with a document for some of their tasks only.
    pub partial: usize,
    /// Without one, and another document or a page says that they have issued.
    pub reported: usize,
    /// Without one that surely counts.
    pub undecided: usize,
    /// Without one, as far as the corpus shows.
    pub not_seen: usize,
    /// Of these, those of which the corpus holds no document at all.
    pub not_held: usize,
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
    /// What it is to do, where that stands apart from its name.
    pub to_do: Option<Proof>,
    /// The sentences that show the document, or speak of it.
    pub evidence: Vec<Proof>,
    /// Documents of its own that cite the directive and do not decide.
    pub candidates: Vec<Candidate>,
    /// What others say of it.
    pub reported: Vec<Told>,
    /// Documents that it was to issue, and that were not seen though another was.
    pub missing: Vec<Missing>,
    /// Units that took over when this one ended: an inference.
    pub successors: Vec<String>,
    /// How well the corpus covers the unit.
    pub held: Holding,
    /// Whether the unit may be younger than the directive: the register does not tell, and no document shows it.
    pub may_be_younger: bool,
}

/// How many documents of one unit the corpus holds, and of which days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// Its documents, whatever they are about.
    pub documents: usize,
    /// Day of the first.
    pub first: Option<String>,
    /// Day of the last.
    pub last: Option<String>,
}

/// A document as an answer names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The record.
    pub path: String,
    /// `52/KH-UBND`, as far as it has a number.
    pub code: Option<String>,
    /// Tên loại.
    pub type_name: Option<String>,
    /// Day of issue.
    pub issued_date: Option<String>,
    /// Who issued it.
    pub organ_name: Option<String>,
}

/// A document that cites the directive, and why it does not decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The document.
    #[serde(flatten)]
    pub shown: Shown,
    /// What it does with the directive.
    pub relation: Relation,
    /// Why it may or may not count; nothing where an earlier one decides.
    pub why: Option<Why>,
    /// Where it cites the directive.
    pub evidence: Proof,
}

/// Why a document may or may not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is a draft.
    Draft,
    /// Its day is not known.
    Undated,
    /// It is dated before the directive.
    DatedBefore,
    /// The number that it cites fits several directives.
    DirectiveUncertain,
    /// It cites the directive, and does not say that it implements it.
    OtherRelation,
    /// It rests on the directive, of which it is not sure that it binds the unit.
    NotBinding,
    /// Its issuer may be the unit or another one.
    IssuerUncertain,
    /// A report after the due day: it tells of what was done, and the day of that is open.
    Report,
}

/// What another document or a page says of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Of whom.
    pub unit: String,
    /// Issued, or not.
    pub state: ReportedState,
    /// The document that the unit is said to have issued.
    pub code: Option<String>,
    /// Its day, as far as the claim says.
    pub issued_date: Option<String>,
    /// Days from the directive to it.
    pub lag: Option<i64>,
    /// The day up to which the claim holds.
    pub as_of: Option<String>,
    /// `B` in a document, `C` on a page.
    pub grade: char,
    /// Where.
    pub evidence: Proof,
}

/// A document that a unit was to issue, and that was not seen though another one was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Tên loại.
    pub type_name: String,
    /// By when.
    pub due_date: Option<String>,
    /// Where that is written.
    pub obliged_by: Proof,
}

/// A phrase that the register cannot expand, or not wholly: it accuses nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotExpanded {
    /// As written.
    pub phrase: String,
    /// Where.
    pub obliged_by: Proof,
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

/// A place on a page of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The record.
    pub path: String,
    /// Page, place and words.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// Where the same file says it again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_at: Vec<Place>,
}

/// A further place of one claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// From 1.
    pub page: Option<u32>,
    /// First byte in the record's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Proof {
    /// A place of a file.
    pub(super) fn new(path: &str, evidence: Evidence) -> Proof {
        Proof { path: path.to_owned(), evidence, also_at: Vec::new() }
    }

    /// Whether its words show what the other proof begins with.
    fn shows(&self, other: &Proof) -> bool {
        self.path == other.path && (self.evidence.start..self.evidence.end).contains(&other.evidence.start)
    }

    /// Takes the places of another proof of the same claim, from the same file.
    fn join(&mut self, other: Proof) {
        let Evidence { page, start, end, .. } = other.evidence;
        self.also_at.push(Place { page, start, end });
        self.also_at.extend(other.also_at);
    }

    /// Leaves out places that its own words show.
    fn settle(&mut self) {
        let own = self.evidence.start..self.evidence.end;
        self.also_at.retain(|place| !(own.start <= place.start && place.end <= own.end));
        self.also_at.sort();
        self.also_at.dedup();
    }
}

impl Trace {
    /// Every proof with the path of its record, so that whoever has the texts may widen its words to the sentence.
    /// [`Trace::settle`] belongs after that.
    pub fn proofs(&mut self) -> impl Iterator<Item = (&str, &mut Evidence)> {
        self.places().map(|proof| (proof.path.as_str(), &mut proof.evidence))
    }

    fn places(&mut self) -> impl Iterator<Item = &mut Proof> {
        let head = &mut self.head;
        let of_head = head.not_expanded.iter_mut().map(|one| &mut one.obliged_by);
        let of_head = of_head.chain(head.others.iter_mut().map(|one| &mut one.evidence));
        let of_head = of_head.chain(head.reported.iter_mut().map(|one| &mut one.evidence));
        let of_head = of_head.chain(head.notes.iter_mut().map(|one| &mut one.evidence));
        let of_cells = self.cells.iter_mut().flat_map(|cell| {
            let own = std::iter::once(&mut cell.obliged_by).chain(&mut cell.to_do).chain(&mut cell.evidence);
            let candidates = cell.candidates.iter_mut().map(|one| &mut one.evidence);
            let told = cell.reported.iter_mut().map(|one| &mut one.evidence);
            let missing = cell.missing.iter_mut().map(|one| &mut one.obliged_by);
            own.chain(candidates).chain(told).chain(missing)
        });
        of_head.chain(of_cells)
    }

    /// Says each thing once: proofs that show the same words become one, and so do claims of one file.
    pub fn settle(&mut self) {
        tell_once(&mut self.head.reported);
        for cell in &mut self.cells {
            tell_once(&mut cell.reported);
            let mut kept: Vec<Proof> = Vec::new();
            for proof in std::mem::take(&mut cell.evidence) {
                match kept.iter_mut().find(|known| known.path == proof.path) {
                    Some(known) => known.join(proof),
                    None => kept.push(proof),
                }
            }
            cell.evidence = kept;
            let by = &cell.obliged_by;
            cell.to_do = cell.to_do.take().filter(|to_do| !by.shows(to_do));
        }
        self.places().for_each(Proof::settle);
    }

    /// Sets beside every unit how well the corpus covers it. `days` are the days of issue of all documents, in order,
    /// by unit of the register or else by name of the issuer. Of a unit that may be younger than the directive nothing is
    /// said to be missing, unless one of its documents is as old.
    pub fn hold(&mut self, days: &std::collections::BTreeMap<String, Vec<String>>) {
        let issued = self.head.directive.day().map(|day| day.to_string());
        for cell in &mut self.cells {
            let own = days.get(cell.unit_id.as_deref().unwrap_or(&cell.unit)).map_or(&[][..], Vec::as_slice);
            cell.held = Holding { documents: own.len(), first: own.first().cloned(), last: own.last().cloned() };
            cell.may_be_younger &= cell.held.first.is_none() || cell.held.first > issued;
            if cell.may_be_younger && cell.is_unseen() {
                (cell.state, cell.days) = (Standing::Ambiguous, None);
            }
        }
        self.head.coverage = Coverage::of(&self.cells);
    }
}

/// One claim for each unit, state and file; the fullest one speaks, the others are further places.
fn tell_once(claims: &mut Vec<Told>) {
    let mut kept: Vec<Told> = Vec::new();
    for mut told in std::mem::take(claims) {
        let same = |known: &&mut Told| {
            let codes = known.code.is_none() || told.code.is_none() || known.code == told.code;
            codes && known.state == told.state && known.unit == told.unit && known.evidence.path == told.evidence.path
        };
        match kept.iter_mut().find(same) {
            Some(known) => {
                if known.code.is_none() && told.code.is_some() {
                    std::mem::swap(known, &mut told);
                }
                known.as_of = known.as_of.take().or(told.as_of);
                known.issued_date = known.issued_date.take().or(told.issued_date);
                known.lag = known.lag.or(told.lag);
                known.evidence.join(told.evidence);
            }
            None => kept.push(told),
        }
    }
    *claims = kept;
}

impl Cell {
    /// Whether the corpus shows nothing of the unit.
    fn is_unseen(&self) -> bool {
        matches!(self.state, Standing::NotSeenInTime | Standing::NotSeenOverdue)
            || self.state == Standing::NoDeadline && self.document.is_none()
    }
}

impl Coverage {
    pub(super) fn of(cells: &[Cell]) -> Coverage {
        let count = |of: &dyn Fn(&Cell) -> bool| cells.iter().filter(|cell| of(cell)).count();
        let state = |state: Standing| count(&|cell| cell.state == state);
        Coverage {
            obliged: cells.len(),
            issued: count(&|cell| cell.document.is_some()),
            late: state(Standing::IssuedLate),
            partial: state(Standing::Partial),
            reported: state(Standing::ReportedOnly),
            undecided: state(Standing::Ambiguous),
            not_seen: count(&Cell::is_unseen),
            not_held: count(&|cell| cell.is_unseen() && cell.held.documents == 0),
        }
    }
}
