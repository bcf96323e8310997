//! Who was obliged by a directive, by which sentence, and by when.

use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use crate::date::{self, Date};
use crate::record::{Evidence, Record};
use crate::units::{self, BodyId, Expansion, Member, Register};

/// A sentence on a page of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The record.
    pub path: String,
    /// Page, place and words.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// A unit that must act, or one whose duty cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Obliged {
    /// The unit as the register knows it.
    pub(super) member: Member,
    /// Its own earliest due day.
    pub(super) due: Option<Date>,
    /// The sentences that oblige it, the first one first.
    pub(super) by: Vec<Proof>,
}

/// A phrase that the register cannot expand, or not wholly: it accuses nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotExpanded {
    /// As written.
    pub phrase: String,
    /// Where.
    pub obliged_by: Proof,
}

/// Everybody whom the files of one directive oblige.
#[derive(Debug, Default)]
pub(super) struct Duties {
    pub(super) obliged: Vec<Obliged>,
    pub(super) not_expanded: Vec<NotExpanded>,
}

static TO_ACT: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"(?i)(?:\bđể\s+|\bđ/|\(\s*)(?:tổ chức\s+)?(?:thực hiện|triển khai|thi hành|t/h|th)\b.*$"));
static ONLY_TOLD: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"(?i)^\s*(?:lưu|như )|(?:để|đ)\s*(?:báo cáo|biết|b/c|phối hợp|p/h|theo dõi|giám sát)"));

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern")
}

/// The units obliged by an issued document: leads of its tasks, bodies of its executing clause, addressees of a letter
/// that orders, recipients marked "để thực hiện"; never its issuer, never a superior.
pub(super) fn duties(record: &Record, register: &Register) -> Duties {
    let mut duties = Duties::default();
    let Some(header) = &record.document else { return duties };
    let Some(organ) = header.organ_name.as_deref() else { return duties };
    let Some(day) = header.issued_date.as_deref().and_then(date::parse_iso) else { return duties };
    let scope = Scope { record, register, organ, issuer: register.body(organ, Some(day)), day };
    let mut common_due: Option<Date> = None;
    let mut names_nobody = false;
    for (at, task) in record.tasks.iter().enumerate() {
        let due = task.due_date.as_deref().and_then(date::parse_iso);
        names_nobody |= task.lead.is_empty();
        for (n, lead) in task.lead.iter().enumerate() {
            let proof = scope.proof(
                &[&format!("/tasks/{at}/lead/{n}"), &format!("/tasks/{at}/action"), &format!("/tasks/{at}")],
                lead,
            );
            let expansion = scope.expand(lead, scope.quote(&format!("/tasks/{at}/lead/{n}")));
            if !expansion.open.is_empty() {
                names_nobody = true;
                common_due = earlier(common_due, due);
            }
            scope.add(expansion, due, &proof, &mut duties);
        }
    }
    for (at, body) in record.executing.iter().enumerate() {
        let place = format!("/executing/{at}");
        let proof = scope.proof(&[&place], body);
        let expansion = scope.expand(body, scope.quote(&place));
        scope.add(expansion, None, &proof, &mut duties);
    }
    // "Kính gửi" obliges where the letter orders, and its tasks do not say whom.
    if !record.tasks.is_empty() && names_nobody {
        for (at, addressee) in header.addressees.iter().enumerate() {
            let proof = scope.proof(&[&format!("/document/addressees/{at}")], addressee);
            let expansion = scope.below(scope.expand(addressee, ""));
            scope.add(expansion, common_due, &proof, &mut duties);
        }
    }
    for (at, place) in header.to_places.iter().enumerate() {
        if ONLY_TOLD.is_match(place) || !TO_ACT.is_match(place) {
            continue;
        }
        let proof = scope.proof(&[&format!("/document/to_places/{at}")], place);
        let name = TO_ACT.replace(place, "");
        let expansion = scope.below(scope.expand(name.trim_matches([' ', '-', ';', '(', ',']), ""));
        scope.add(expansion, common_due, &proof, &mut duties);
    }
    duties
}

struct Scope<'a> {
    record: &'a Record,
    register: &'a Register,
    organ: &'a str,
    issuer: Option<BodyId>,
    day: Date,
}

impl Scope<'_> {
    /// The evidence at the first of these places, or at whatever lies below the last.
    fn proof(&self, pointers: &[&str], words: &str) -> Proof {
        let stored = pointers.iter().find_map(|pointer| self.record.evidence.get(*pointer));
        let below = pointers.last().map(|pointer| format!("{pointer}/"));
        let nearby = below.and_then(|below| {
            self.record.evidence.iter().find(|(pointer, _)| pointer.starts_with(&below)).map(|(_, evidence)| evidence)
        });
        let evidence = stored.or(nearby).cloned();
        let evidence = evidence.unwrap_or_else(|| Evidence { quote: words.to_owned(), ..Evidence::default() });
        Proof { path: self.record.path.clone(), evidence }
    }

    /// The words on the page from which a value was read.
    fn quote(&self, pointer: &str) -> &str {
        self.record.evidence.get(pointer).map_or("", |evidence| evidence.quote.as_str())
    }

    /// The units that a phrase means. The words on the page may say more than the value: whom a group leaves out.
    fn expand(&self, phrase: &str, quote: &str) -> Expansion {
        match units::left_out(quote).filter(|_| units::left_out(phrase).is_none()) {
            Some(left_out) => self.register.expand(&format!("{phrase} {left_out}"), self.organ, self.day),
            None => self.register.expand(phrase, self.organ, self.day),
        }
    }

    /// Without those that the issuer cannot order.
    fn below(&self, mut expansion: Expansion) -> Expansion {
        expansion.members.retain(|member| match (&self.issuer, self.register.body(&member.name, Some(self.day))) {
            (Some(issuer), Some(body)) => self.register.is_above(issuer, &body),
            _ => false,
        });
        expansion
    }

    fn add(&self, expansion: Expansion, due: Option<Date>, proof: &Proof, duties: &mut Duties) {
        for member in expansion.members {
            let Some(body) = self.register.body(&member.name, Some(self.day)) else {
                if member.id.is_none() {
                    self.set_apart(member.name, proof, duties);
                    continue;
                }
                self.oblige(member, due, proof, duties);
                continue;
            };
            let is_issuer = self.issuer.as_ref().is_some_and(|issuer| issuer.id == body.id);
            let is_superior = self.issuer.as_ref().is_some_and(|issuer| self.register.is_above(&body, issuer));
            if !is_issuer && !is_superior {
                self.oblige(Member { id: Some(body.id), ..member }, due, proof, duties);
            }
        }
        for phrase in expansion.open {
            self.set_apart(phrase, proof, duties);
        }
    }

    fn oblige(&self, member: Member, due: Option<Date>, proof: &Proof, duties: &mut Duties) {
        match duties.obliged.iter_mut().find(|known| known.member.id == member.id) {
            Some(known) => {
                known.due = earlier(known.due, due);
                known.by.push(proof.clone());
            }
            None => duties.obliged.push(Obliged { member, due, by: vec![proof.clone()] }),
        }
    }

    fn set_apart(&self, phrase: String, proof: &Proof, duties: &mut Duties) {
        if !duties.not_expanded.iter().any(|known| known.phrase == phrase) {
            duties.not_expanded.push(NotExpanded { phrase, obliged_by: proof.clone() });
        }
    }
}

/// The earlier of two days that are set.
pub(super) fn earlier(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
