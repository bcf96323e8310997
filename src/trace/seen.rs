//! What the corpus shows of a directive: documents that cite it, claims about it.

use serde::Serialize;

use super::obliged::Proof;
use super::{Note, Question, is_issuer};
use crate::agency::{self, Home, Likeness};
use crate::date::{self, Date};
use crate::record::{Citation, Evidence, Record, Relation, ReportedState, Role, Status};
use crate::resolve::{self, Directive, Resolution};
use crate::units::{Member, Register};

/// A document as an answer names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The record.
    pub path: String,
    /// `52/KH-UBND`, as far as it has a number.
    pub code: Option<String>,
    /// Day of issue.
    pub issued_date: Option<String>,
    /// Who issued it.
    pub organ_name: Option<String>,
}

/// A document that cites the directive.
#[derive(Debug)]
pub(super) struct Citing {
    pub(super) shown: Shown,
    pub(super) day: Option<Date>,
    pub(super) relation: Relation,
    pub(super) proof: Proof,
    organ_id: Option<String>,
    weight: Weight,
}

/// How far a citation makes its document an implementing one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// It implements or guides, and is issued.
    Implements,
    /// It rests on the directive: enough when that binds the unit.
    RestsOn,
    /// It may be one: another relation, a draft, an uncertain directive, a day that cannot be.
    Perhaps,
    /// A reminder or a reply: evidence about an implementing document, not one.
    About,
}

/// A claim that a unit has issued.
#[derive(Debug)]
struct Claim {
    unit: String,
    /// In a document, not on a page that tells about documents.
    in_document: bool,
    proof: Proof,
}

/// Everything that was seen of one directive.
#[derive(Debug, Default)]
pub(super) struct Seen {
    citing: Vec<Citing>,
    claims: Vec<Claim>,
    notes: Vec<Note>,
    binds: bool,
}

/// What was seen of one unit.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    /// The earliest document of its own that counts.
    pub(super) counted: Option<&'a Citing>,
    /// The best grade of the claims, and where they stand.
    pub(super) reported: Option<(char, Vec<Proof>)>,
    /// Documents that may or may not count.
    pub(super) undecided: Vec<&'a Citing>,
}

impl Seen {
    pub(super) fn new(
        question: &Question,
        directive: &Directive,
        among: &[Directive],
        citing: &[Record],
        register: &Register,
    ) -> Seen {
        // An administrative document has no year in its number.
        let mut seen = Seen { binds: directive.code_year.is_none(), ..Seen::default() };
        for record in citing.iter().filter(|record| record.withheld.is_none() && record.error.is_none()) {
            let day = issue_day(record);
            if day.is_some_and(|day| day > question.as_of) || directive.paths.contains(&record.path) {
                continue;
            }
            let meant: Vec<_> = record
                .citations
                .iter()
                .enumerate()
                .filter_map(|(at, citation)| {
                    Some((at, citation, meaning(citation, record, directive, among, register)?))
                })
                .collect();
            for (at, citation, sure) in &meant {
                seen.document(record, day, (*at, citation), *sure, directive);
            }
            if meant.iter().any(|(_, _, sure)| *sure) {
                seen.claims(record, directive, question.as_of, register);
            }
        }
        seen.citing.sort_by(|a, b| (a.day, &a.shown.path).cmp(&(b.day, &b.shown.path)));
        seen
    }

    fn document(
        &mut self,
        record: &Record,
        day: Option<Date>,
        (at, citation): (usize, &Citation),
        sure: bool,
        directive: &Directive,
    ) {
        let Some(header) = record.document.as_ref().filter(|_| record.role == Role::Document) else { return };
        let proof = proof(record, citation.mentions.first(), &format!("/citations/{at}"));
        let shown = shown(record);
        // Another body acts: what it did is a claim, not this document.
        if let Some(actor) = &citation.actor {
            if sure && matches!(citation.relation, Relation::Implements | Relation::Guides) {
                self.claims.push(Claim { unit: actor.clone(), in_document: true, proof });
            }
            return;
        }
        let kind = match citation.relation {
            Relation::Replaces => Some("replaced"),
            Relation::Repeals => Some("repealed"),
            Relation::Amends => Some("amended"),
            Relation::Reminds => Some("reminded"),
            _ => None,
        };
        let is_issued = record.status == Some(Status::Issued);
        if let Some(kind) = kind.filter(|_| sure && is_issued) {
            self.notes.push(Note { kind, document: shown.clone(), evidence: proof.clone() });
        }
        let possible = is_issued && sure && day.is_some() && directive.day().is_none_or(|from| day >= Some(from));
        let implements = |relation: &Relation| matches!(relation, Relation::Implements | Relation::Guides);
        let weight = match citation.relation {
            _ if record.status == Some(Status::Template) => return,
            Relation::Implements | Relation::Guides if possible => Weight::Implements,
            Relation::LegalBasis if possible => Weight::RestsOn,
            Relation::Reminds | Relation::RepliesTo if !citation.also.iter().any(implements) => Weight::About,
            _ => Weight::Perhaps,
        };
        let organ_id = header.organ_id.clone();
        self.citing.push(Citing { shown, day, relation: citation.relation, proof, organ_id, weight });
    }

    /// What a page or document says of others: "các cơ quan đã ban hành: …", "huyện X đã ban hành kế hoạch số …".
    fn claims(&mut self, record: &Record, directive: &Directive, as_of: Date, register: &Register) {
        // A page has no day of its own: what it tells of lies before it.
        let told = record.citations.iter().filter_map(|citation| citation.issued_date.as_deref());
        if told.filter_map(date::parse_iso).any(|day| day > as_of) {
            return;
        }
        let in_document = record.role == Role::Document;
        let home = home(record, directive, register);
        let names = |code: &str| {
            code.parse::<crate::number::DocumentNumber>().is_ok_and(|number| resolve::key(&number) == directive.key)
        };
        for (at, reported) in record.reported.iter().enumerate() {
            let later = reported.as_of.as_deref().and_then(date::parse_iso).is_some_and(|day| day > as_of);
            if reported.state == ReportedState::Issued && !later && reported.directive.as_deref().is_none_or(names) {
                let proof = proof(record, None, &format!("/reported/{at}"));
                self.claims.push(Claim { unit: agency::absolute(&reported.unit, &home), in_document, proof });
            }
        }
        for (at, edge) in record.edges.iter().enumerate() {
            if !matches!(edge.relation, Relation::Implements | Relation::Guides) || !names(&edge.to) {
                continue;
            }
            let of_number = || {
                let from = edge.from.as_deref()?.parse::<crate::number::DocumentNumber>().ok()?;
                let same = |citation: &&Citation| {
                    resolve::cited_number(citation).is_some_and(|number| number.key() == from.key())
                };
                record.citations.iter().find(same)?.organ_name.clone()
            };
            if let Some(unit) = edge.from_unit.clone().or_else(of_number) {
                let proof = proof(record, None, &format!("/edges/{at}"));
                self.claims.push(Claim { unit: agency::absolute(&unit, &home), in_document, proof });
            }
        }
    }

    /// What was seen of one unit that the directive obliges.
    pub(super) fn of<'a>(&'a self, unit: &Member, directive: &Directive, register: &Register) -> Found<'a> {
        let mut found = Found::default();
        let bound = self.binds && self.is_bound(unit, directive, register);
        for one in &self.citing {
            let organ = one.shown.organ_name.as_deref().unwrap_or_default();
            match (is_issuer(unit, organ, one.organ_id.as_deref(), one.day, register), one.weight) {
                (Likeness::Different, _) | (_, Weight::About) => {}
                (Likeness::Same, Weight::Implements) => {
                    found.counted.get_or_insert(one);
                }
                (Likeness::Same, Weight::RestsOn) if bound => {
                    found.counted.get_or_insert(one);
                }
                _ => found.undecided.push(one),
            }
        }
        let day = directive.day();
        let mut claims: Vec<_> = self
            .claims
            .iter()
            .filter(|claim| is_issuer(unit, &claim.unit, None, day, register) == Likeness::Same)
            .collect();
        claims.sort_by_key(|claim| !claim.in_document);
        if let Some(best) = claims.first() {
            let grade = if best.in_document { 'B' } else { 'C' };
            found.reported = Some((grade, claims.iter().map(|claim| claim.proof.clone()).collect()));
        }
        found
    }

    /// Issued documents that implement the directive, whoever issued them.
    pub(super) fn implementing(&self) -> impl Iterator<Item = &Shown> {
        self.citing.iter().filter(|one| one.weight == Weight::Implements).map(|one| &one.shown)
    }

    pub(super) fn notes(&self) -> Vec<Note> {
        self.notes.clone()
    }

    fn is_bound(&self, unit: &Member, directive: &Directive, register: &Register) -> bool {
        let day = directive.day();
        let above = directive.organ_name.as_deref().and_then(|organ| register.body(organ, day));
        let below = register.body(&unit.name, day);
        above.zip(below).is_some_and(|(above, below)| register.is_above(&above, &below))
    }
}

/// Whether a citation means the directive: surely, perhaps, or (`None`) not.
fn meaning(
    citation: &Citation,
    record: &Record,
    directive: &Directive,
    among: &[Directive],
    register: &Register,
) -> Option<bool> {
    match resolve::resolve(citation, record, among, register) {
        Resolution::One(one) => (one == directive).then_some(true),
        Resolution::Several(several) => several.contains(&directive).then_some(false),
        Resolution::NotInCorpus => None,
    }
}

/// The day on which a document was issued: its own, or that of its electronic signature where it has none.
pub(super) fn issue_day(record: &Record) -> Option<Date> {
    let own = record.document.as_ref().and_then(|header| header.issued_date.as_deref()).and_then(date::parse_iso);
    let signed = || {
        record
            .signatures
            .iter()
            .filter_map(|signature| date::parse_iso(signature.signed_at.as_deref()?.get(..10)?))
            .max()
    };
    own.or_else(signed)
}

pub(super) fn shown(record: &Record) -> Shown {
    let header = record.document.as_ref();
    Shown {
        path: record.path.clone(),
        code: resolve::held(record).map(|held| held.code),
        issued_date: header.and_then(|header| header.issued_date.clone()),
        organ_name: header.and_then(|header| header.organ_name.clone()),
    }
}

/// What "UBND tỉnh" and "Sở Nội vụ" mean on a page that tells about a directive: its own body's places, else those of
/// the directive.
fn home(record: &Record, directive: &Directive, register: &Register) -> Home {
    let own = record.document.as_ref().and_then(|header| header.organ_name.as_deref());
    let organ = own.or(directive.organ_name.as_deref()).unwrap_or_default();
    register.home_of(organ, issue_day(record).or(directive.day()))
}

/// The given evidence, or the first that the record has at or below a place.
pub(super) fn proof(record: &Record, evidence: Option<&Evidence>, pointer: &str) -> Proof {
    let below = format!("{pointer}/");
    let stored = || {
        let at = |(place, _): &(&String, &Evidence)| *place == pointer || place.starts_with(&below);
        record.evidence.iter().find(at).map(|(_, evidence)| evidence)
    };
    Proof { path: record.path.clone(), evidence: evidence.or_else(stored).cloned().unwrap_or_default() }
}
