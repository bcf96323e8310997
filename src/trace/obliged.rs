//! Who was obliged by a directive, by which sentence, and by when.

use std::sync::LazyLock;

use regex::Regex;

use super::answer::{Missing, NotExpanded, Proof};
use crate::date::{self, Date};
use crate::number;
use crate::record::{Evidence, Record, Task};
use crate::rules::regex;
use crate::units::{self, BodyId, Expansion, Member, Register};

/// A unit that must act, or one whose duty cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Obliged {
    /// The unit as the register knows it.
    pub(super) member: Member,
    /// Its own due day: the earliest for a document that it is to issue, else for anything that it is to do.
    pub(super) due: Option<Date>,
    /// Whether the due day is that of a document.
    pub(super) due_of_document: bool,
    /// The sentence that obliges it: of several that with the due day.
    pub(super) by: Proof,
    /// What it is to do.
    pub(super) to_do: Option<Proof>,
    /// The documents that it is to issue, each type once.
    pub(super) needs: Vec<Missing>,
}

impl Obliged {
    /// Takes over a further duty of the unit.
    pub(super) fn join(&mut self, other: Obliged) {
        let is_sooner = other.due.is_some_and(|due| self.due.is_none_or(|own| due < own));
        if other.due_of_document && !self.due_of_document || other.due_of_document == self.due_of_document && is_sooner
        {
            (self.by, self.to_do, self.due) = (other.by, other.to_do, other.due);
            self.due_of_document = other.due_of_document;
        }
        for need in other.needs {
            match self.needs.iter_mut().find(|known| known.type_name == need.type_name) {
                Some(known) if known.due_date.is_none() => *known = need,
                Some(_) => {}
                None => self.needs.push(need),
            }
        }
    }
}

/// Everybody whom the files of one directive oblige.
#[derive(Debug, Default)]
pub(super) struct Duties {
    pub(super) obliged: Vec<Obliged>,
    pub(super) not_expanded: Vec<NotExpanded>,
}

static TO_ACT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)(?:\bđể\s+|\bđ/|\(\s*)(?:tổ chức\s+)?(?:thực hiện|triển khai|thi hành|t/h|th)\b.*$"));
static ONLY_TOLD: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^\s*(?:lưu|như )|(?:để|đ)\s*(?:báo cáo|biết|b/c|phối hợp|p/h|theo dõi|giám sát)"));

/// Before the word for a type: the unit itself is to issue one.
static ISSUES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^\W*(?:(?:khẩn trương|chủ động|kịp thời|tổ chức|nghiên cứu|tập trung|rà soát|chỉ đạo),?\s+)*(?:(?:xây dựng|soạn thảo)(?:\s+và|,)?\s+)?(?:ban hành|xây dựng|soạn thảo)\s+(?:các\s+|một\s+|riêng\s+)*$",
    )
});
/// After it: a document that is there already.
static NAMED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^\s+(?:số|này|nêu|nói|trên|\d)"));

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
            let expansion = scope.expand(lead, scope.quote(&format!("/tasks/{at}/lead/{n}")));
            if !expansion.open.is_empty() {
                names_nobody = true;
                common_due = earlier(common_due, due);
            }
            scope.add(expansion, &scope.task(at, n, task, due), &mut duties);
        }
    }
    for (at, body) in record.executing.iter().enumerate() {
        let place = format!("/executing/{at}");
        let expansion = scope.expand(body, scope.quote(&place));
        scope.add(expansion, &scope.duty(&place, body, None), &mut duties);
    }
    // "Kính gửi" obliges where the letter orders, and its tasks do not say whom.
    if !record.tasks.is_empty() && names_nobody {
        for (at, addressee) in header.addressees.iter().enumerate() {
            let duty = scope.duty(&format!("/document/addressees/{at}"), addressee, common_due);
            scope.add(scope.below(scope.expand(addressee, "")), &duty, &mut duties);
        }
    }
    for (at, place) in header.to_places.iter().enumerate() {
        if ONLY_TOLD.is_match(place) || !TO_ACT.is_match(place) {
            continue;
        }
        let duty = scope.duty(&format!("/document/to_places/{at}"), place, common_due);
        let name = TO_ACT.replace(place, "");
        let expansion = scope.below(scope.expand(name.trim_matches([' ', '-', ';', '(', ',']), ""));
        scope.add(expansion, &duty, &mut duties);
    }
    duties
}

/// The type of the document that a task asks for, if it says that one is to be issued. A report is none: it tells of
/// what was done.
fn asked_for(task: &Task) -> Option<String> {
    let action = task.action.as_str();
    let said = number::type_words(action).find(|word| {
        let before = action.get(..word.range.start).unwrap_or("");
        let after = action.get(word.range.end..).unwrap_or("");
        ISSUES.is_match(before) && !NAMED.is_match(after)
    });
    // "Quyết định của UBND tỉnh" is what another body issues.
    let product = task.product.as_deref().filter(|product| !product.contains(" của ")).unwrap_or_default();
    let product = number::type_words(product).next().filter(|word| word.range.start == 0);
    let name = product.or(said)?.kind.name.clone();
    (!matches!(name.as_str(), "Báo cáo" | "Công văn" | "Văn bản" | "Tờ trình")).then_some(name)
}

/// After the type of a product: it is the document that implements the directive.
static IMPLEMENTS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^\s*(?:$|(?:cụ thể|chi tiết|hành động|tổ chức|thực hiện|triển khai|để|nhằm)\b)"));

/// Whether a task asks for the document that implements the directive, "ban hành kế hoạch thực hiện": a "Kế hoạch tập
/// huấn" is a product beside it.
fn is_for_directive(task: &Task, type_name: &str) -> bool {
    let rest = |product: &str| product.to_lowercase().strip_prefix(&type_name.to_lowercase()).map(str::to_owned);
    task.product.as_deref().is_none_or(|product| rest(product).is_some_and(|rest| IMPLEMENTS.is_match(&rest)))
}

/// What a phrase lays upon the units that it means.
#[derive(Clone)]
struct Duty {
    due: Option<Date>,
    due_of_document: bool,
    by: Proof,
    to_do: Option<Proof>,
    needs: Vec<Missing>,
}

struct Scope<'a> {
    record: &'a Record,
    register: &'a Register,
    organ: &'a str,
    issuer: Option<BodyId>,
    day: Date,
}

impl Scope<'_> {
    /// The duty of one lead of a task.
    fn task(&self, at: usize, lead: usize, task: &Task, due: Option<Date>) -> Duty {
        let to_do = self.record.evidence.get(&format!("/tasks/{at}/action"));
        let to_do = to_do.map(|evidence| Proof::new(&self.record.path, evidence.clone()));
        let place = format!("/tasks/{at}/lead/{lead}");
        let by = match (self.record.evidence.contains_key(&place), &to_do) {
            (false, Some(to_do)) => to_do.clone(),
            _ => self.proof(&place, task.lead.get(lead).map_or("", String::as_str)),
        };
        let needs = asked_for(task).map(|type_name| Missing {
            type_name,
            due_date: task.due_date.clone(),
            obliged_by: to_do.clone().unwrap_or_else(|| by.clone()),
        });
        let due_of_document =
            due.is_some() && needs.as_ref().is_some_and(|need| is_for_directive(task, &need.type_name));
        Duty { due, due_of_document, by, to_do, needs: needs.into_iter().collect() }
    }

    /// A duty that is told by the unit's name alone.
    fn duty(&self, place: &str, words: &str, due: Option<Date>) -> Duty {
        Duty { due, due_of_document: false, by: self.proof(place, words), to_do: None, needs: Vec::new() }
    }

    /// The evidence at a place, or at whatever lies below it.
    fn proof(&self, pointer: &str, words: &str) -> Proof {
        let below = format!("{pointer}/");
        let nearby =
            || self.record.evidence.iter().find(|(pointer, _)| pointer.starts_with(&below)).map(|(_, one)| one);
        let evidence = self.record.evidence.get(pointer).or_else(nearby).cloned();
        let evidence = evidence.unwrap_or_else(|| Evidence { quote: words.to_owned(), ..Evidence::default() });
        Proof::new(&self.record.path, evidence)
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

    fn add(&self, expansion: Expansion, duty: &Duty, duties: &mut Duties) {
        for member in expansion.members {
            let Some(body) = self.register.body(&member.name, Some(self.day)) else {
                match member.id {
                    None => set_apart(member.name, duty, duties),
                    Some(_) => oblige(member, duty, duties),
                }
                continue;
            };
            let is_issuer = self.issuer.as_ref().is_some_and(|issuer| issuer.id == body.id);
            let is_superior = self.issuer.as_ref().is_some_and(|issuer| self.register.is_above(&body, issuer));
            if !is_issuer && !is_superior {
                oblige(Member { id: Some(body.id), ..member }, duty, duties);
            }
        }
        for phrase in expansion.open {
            set_apart(phrase, duty, duties);
        }
    }
}

fn oblige(member: Member, duty: &Duty, duties: &mut Duties) {
    let Duty { due, due_of_document, by, to_do, needs } = duty.clone();
    let new = Obliged { member, due, due_of_document, by, to_do, needs };
    match duties.obliged.iter_mut().find(|known| known.member.id == new.member.id) {
        Some(known) => known.join(new),
        None => duties.obliged.push(new),
    }
}

fn set_apart(phrase: String, duty: &Duty, duties: &mut Duties) {
    if !duties.not_expanded.iter().any(|known| known.phrase == phrase) {
        duties.not_expanded.push(NotExpanded { phrase, obliged_by: duty.by.clone() });
    }
}

/// The earlier of two days that are set.
pub(super) fn earlier(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
