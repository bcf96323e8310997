//! What the corpus shows of a directive: documents that cite it, claims about it.

use std::collections::BTreeSet;

use super::answer::{Candidate, Note, Place, Proof, Question, Shown, Told, Why};
use super::obliged::Obliged;
use super::{is_issuer, standing};
use crate::agency::{self, Home, Likeness};
use crate::date::{self, Date};
use crate::number::DocumentNumber;
use crate::record::{Citation, Evidence, Record, Relation, ReportedState, Role, Status};
use crate::resolve::{self, Directive, Resolution};
use crate::units::{Member, Register};

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
    /// It may be one, and why that is open.
    Perhaps(Why),
    /// A reminder or a reply: evidence about an implementing document, not one.
    About,
}

/// Everything that was seen of one directive.
#[derive(Debug, Default)]
pub(super) struct Seen {
    citing: Vec<Citing>,
    told: Vec<Told>,
    notes: Vec<Note>,
    binds: bool,
}

/// What was seen of one unit.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    /// The documents of its own that count, the earliest first.
    pub(super) counted: Vec<&'a Citing>,
    /// What others say of it.
    pub(super) told: Vec<Told>,
    /// Documents that may or may not count.
    pub(super) undecided: Vec<Candidate>,
}

impl Citing {
    /// Whether it is of a type that was asked for, or of a closer one: `Kế hoạch`, `Kế hoạch hành động`.
    pub(super) fn is_of_type(&self, name: &str) -> bool {
        let own = self.shown.type_name.as_deref();
        own.is_some_and(|own| own.starts_with(name) || name.starts_with(own))
    }

    pub(super) fn is_report(&self) -> bool {
        self.shown.type_name.as_deref() == Some("Báo cáo")
    }

    /// As one of which nothing is open.
    pub(super) fn as_candidate(&self) -> Candidate {
        Candidate { shown: self.shown.clone(), relation: self.relation, why: None, evidence: self.proof.clone() }
    }
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
            let sure: Vec<usize> = meant.iter().filter(|(_, _, sure)| *sure).map(|(at, ..)| *at).collect();
            if !sure.is_empty() {
                seen.claims(record, directive, &sure, question.as_of, register);
            }
        }
        seen.fold_drafts(citing);
        seen.citing.sort_by(|a, b| (a.day, &a.shown.path).cmp(&(b.day, &b.shown.path)));
        seen
    }

    /// Leaves out drafts beside their signed copies, which speak for both.
    fn fold_drafts(&mut self, records: &[Record]) {
        let speaks = |one: &Citing| !matches!(one.weight, Weight::Perhaps(Why::Draft) | Weight::About);
        let speaking: BTreeSet<String> =
            self.citing.iter().filter(|one| speaks(one)).map(|one| one.shown.path.clone()).collect();
        let is_folded = |draft: &Record| {
            draft.status == Some(Status::Draft) && draft.near_duplicates.iter().any(|copy| speaking.contains(copy))
        };
        let folded: BTreeSet<&str> =
            records.iter().filter(|record| is_folded(record)).map(|record| record.path.as_str()).collect();
        self.citing.retain(|one| !folded.contains(one.shown.path.as_str()));
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
        let proof = cited_at(record, at, citation);
        let shown = shown(record);
        // Another body acts: what it did is a claim, not this document.
        if let Some(actor) = &citation.actor {
            if sure && matches!(citation.relation, Relation::Implements | Relation::Guides) {
                self.told.push(Told {
                    unit: actor.clone(),
                    state: ReportedState::Issued,
                    code: None,
                    issued_date: None,
                    lag: None,
                    as_of: None,
                    grade: 'B',
                    evidence: proof,
                });
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
        let obstacle = match day {
            _ if !is_issued => Some(Why::Draft),
            _ if !sure => Some(Why::DirectiveUncertain),
            None => Some(Why::Undated),
            Some(day) if directive.day().is_some_and(|from| day < from) => Some(Why::DatedBefore),
            Some(_) => None,
        };
        let implements = |relation: &Relation| matches!(relation, Relation::Implements | Relation::Guides);
        let weight = match (citation.relation, obstacle) {
            _ if record.status == Some(Status::Template) => return,
            (Relation::Implements | Relation::Guides, None) => Weight::Implements,
            (Relation::LegalBasis, None) => Weight::RestsOn,
            (Relation::Reminds | Relation::RepliesTo, _) if !citation.also.iter().any(implements) => Weight::About,
            (_, obstacle) => Weight::Perhaps(obstacle.unwrap_or(Why::OtherRelation)),
        };
        let organ_id = header.organ_id.clone();
        self.citing.push(Citing { shown, day, relation: citation.relation, proof, organ_id, weight });
    }

    /// What a page or document says of others: "các cơ quan đã ban hành: …", "huyện X đã ban hành kế hoạch số …".
    /// `sure` are the citations that surely mean the directive: another one of its number is another document.
    fn claims(&mut self, record: &Record, directive: &Directive, sure: &[usize], as_of: Date, register: &Register) {
        // A page has no day of its own: what it tells of lies before it.
        let told = record.citations.iter().filter_map(|citation| citation.issued_date.as_deref());
        if told.filter_map(date::parse_iso).any(|day| day > as_of) {
            return;
        }
        let grade = if record.role == Role::Document { 'B' } else { 'C' };
        let home = home(record, directive, register);
        let names =
            |code: &str| code.parse::<DocumentNumber>().is_ok_and(|number| resolve::key(&number) == directive.key);
        let means = |code: &str, cited: Option<usize>| cited.map_or_else(|| names(code), |at| sure.contains(&at));
        let cited = |code: &str| {
            let wanted = code.parse::<DocumentNumber>().ok().map(|number| number.key());
            record.citations.iter().filter(move |citation| {
                wanted.is_some() && resolve::cited_number(citation).map(|one| one.key()) == wanted
            })
        };
        let told = |unit: &str, state, code: Option<&String>, as_of: Option<&String>, place: &str| {
            // Of several with the number of what was issued, the unit's own.
            let own = |citation: &&Citation| {
                let organ = citation.organ_name.as_deref();
                organ.is_some_and(|organ| agency::same_body(organ, &agency::absolute(unit, &home)))
            };
            let issued_date = code.and_then(|code| {
                let mut all = cited(code).collect::<Vec<_>>().into_iter();
                all.clone().find(own).or_else(|| all.next())?.issued_date.clone()
            });
            let day = issued_date.as_deref().and_then(date::parse_iso);
            Told {
                unit: agency::absolute(unit, &home),
                state,
                code: code.cloned(),
                lag: directive.day().zip(day).map(|(from, to)| standing::days(from, to)),
                issued_date,
                as_of: as_of.cloned(),
                grade,
                evidence: proof(record, None, place),
            }
        };
        for (at, claim) in record.reported.iter().enumerate() {
            let later = claim.as_of.as_deref().and_then(date::parse_iso).is_some_and(|day| day > as_of);
            let meant = claim.directive.as_deref().is_none_or(|code| means(code, claim.directive_citation));
            if !later && meant {
                let (code, day) = (claim.issued_code.as_ref(), claim.as_of.as_ref());
                self.told.push(told(&claim.unit, claim.state, code, day, &format!("/reported/{at}")));
            }
        }
        for (at, edge) in record.edges.iter().enumerate() {
            if !matches!(edge.relation, Relation::Implements | Relation::Guides) || !means(&edge.to, edge.to_citation) {
                continue;
            }
            let acting = || edge.from_citation.and_then(|at| record.citations.get(at));
            let issuer = || acting().or_else(|| cited(edge.from.as_deref()?).next())?.organ_name.clone();
            if let Some(unit) = edge.from_unit.clone().or_else(issuer) {
                let (code, place) = (edge.from.as_ref(), format!("/edges/{at}"));
                self.told.push(told(&unit, ReportedState::Issued, code, None, &place));
            }
        }
    }

    /// What was seen of one unit that the directive obliges.
    pub(super) fn of<'a>(&'a self, unit: &Member, directive: &Directive, register: &Register) -> Found<'a> {
        let mut found = Found::default();
        let bound = self.binds && self.is_bound(unit, directive, register);
        for one in &self.citing {
            let organ = one.shown.organ_name.as_deref().unwrap_or_default();
            let why = match (is_issuer(unit, organ, one.organ_id.as_deref(), one.day, register), one.weight) {
                (Likeness::Different, _) | (_, Weight::About) => continue,
                (_, Weight::Perhaps(why)) => why,
                (Likeness::Perhaps, _) => Why::IssuerUncertain,
                (Likeness::Same, Weight::RestsOn) if !bound => Why::NotBinding,
                (Likeness::Same, Weight::Implements | Weight::RestsOn) => {
                    found.counted.push(one);
                    continue;
                }
            };
            found.undecided.push(Candidate { why: Some(why), ..one.as_candidate() });
        }
        found.told = self.told.iter().filter(|told| is_of(told, unit, directive, register)).cloned().collect();
        for told in &mut found.told {
            told.unit.clone_from(&unit.name);
        }
        found.told.sort_by_key(|told| (told.state == ReportedState::NotIssued, told.grade));
        found
    }

    /// Issued documents that implement the directive, of bodies that it does not oblige.
    pub(super) fn of_others(&self, obliged: &[Obliged], register: &Register) -> Vec<Candidate> {
        let own = |one: &Citing, unit: &Member| {
            let organ = one.shown.organ_name.as_deref().unwrap_or_default();
            is_issuer(unit, organ, one.organ_id.as_deref(), one.day, register) == Likeness::Same
        };
        let others = self.citing.iter().filter(|one| one.weight == Weight::Implements);
        others.filter(|one| !obliged.iter().any(|unit| own(one, &unit.member))).map(Citing::as_candidate).collect()
    }

    /// Claims about bodies that the directive does not oblige.
    pub(super) fn told_of_others(&self, obliged: &[Obliged], directive: &Directive, register: &Register) -> Vec<Told> {
        let is_obliged = |told: &&Told| !obliged.iter().any(|unit| is_of(told, &unit.member, directive, register));
        self.told.iter().filter(is_obliged).cloned().collect()
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

/// Whether a claim is about a unit.
fn is_of(told: &Told, unit: &Member, directive: &Directive, register: &Register) -> bool {
    is_issuer(unit, &told.unit, None, directive.day(), register) == Likeness::Same
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
        type_name: header.and_then(|header| header.type_name.clone()),
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

/// Where a citation shows what its document does: the mention to which the words for the relation belong, then the
/// other ones.
fn cited_at(record: &Record, at: usize, citation: &Citation) -> Proof {
    let pointer = format!("/citations/{at}");
    let said = record.evidence.get(&format!("{pointer}/relation"));
    let away = |mention: &&Evidence| {
        let said = said.map_or(0, |said| said.start);
        // The words stand before the mention.
        (mention.end < said, mention.start.abs_diff(said))
    };
    let shown = citation.mentions.iter().min_by_key(away);
    let mut proof = proof(record, shown, &pointer);
    let others = citation.mentions.iter().filter(|mention| Some(*mention) != shown);
    proof.also_at = others.map(|one| Place { page: one.page, start: one.start, end: one.end }).collect();
    proof
}

/// The given evidence, or the first that the record has at or below a place.
pub(super) fn proof(record: &Record, evidence: Option<&Evidence>, pointer: &str) -> Proof {
    let below = format!("{pointer}/");
    let stored = || {
        let at = |(place, _): &(&String, &Evidence)| *place == pointer || place.starts_with(&below);
        record.evidence.iter().find(at).map(|(_, evidence)| evidence)
    };
    Proof::new(&record.path, evidence.or_else(stored).cloned().unwrap_or_default())
}
