//! Contradictions over the whole corpus: they accuse no one, and are worth a look.

use std::collections::BTreeMap;

use serde::Serialize;

use super::seen::{issue_day, proof};
use crate::agency::{self, Likeness};
use crate::record::{Citation, Evidence, Header, Record, Relation, Role, Status};
use crate::resolve::{self, Directive, Resolution};
use crate::units::Register;

/// One contradiction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The record.
    pub path: String,
    /// A stable word: `number_used_twice`, `cited_day_differs`, `implements_replaced`, `cites_nothing_upward`,
    /// `symbol_of_another_body`, and the kinds of doubts.
    pub kind: String,
    /// One sentence for a person.
    pub text: String,
    /// Where.
    pub evidence: Vec<Evidence>,
}

/// Everything that contradicts itself in a corpus, in the order of the paths.
pub fn check(records: &[Record], register: &Register) -> Vec<Finding> {
    let readable: Vec<_> =
        records.iter().filter(|record| record.withheld.is_none() && record.error.is_none()).collect();
    let mut by_key: BTreeMap<String, Vec<Directive>> = BTreeMap::new();
    for directive in resolve::directives(readable.iter().copied(), register) {
        by_key.entry(serial(&directive.key).to_owned()).or_default().push(directive);
    }
    let meant = |record: &Record, citation: &Citation| -> Option<&Directive> {
        let number = resolve::cited_number(citation)?;
        let among = by_key.get(serial(&resolve::key(&number)))?;
        match resolve::resolve(citation, record, among, register) {
            Resolution::One(one) => Some(one),
            _ => None,
        }
    };
    let mut findings = Vec::new();
    for sharing in by_key.values() {
        numbers_used_twice(sharing, register, &mut findings);
    }
    let ended = endings(&readable, &meant);
    for record in readable {
        let own = record
            .doubts
            .iter()
            .map(|doubt| finding(record, &doubt.kind, doubt.text.clone(), doubt.evidence.iter().cloned().collect()));
        findings.extend(own);
        let Some(header) = record.document.as_ref().filter(|_| record.role == Role::Document) else { continue };
        for (at, citation) in record.citations.iter().enumerate() {
            let Some(directive) = meant(record, citation) else { continue };
            let place = || proof(record, citation.mentions.first(), &format!("/citations/{at}")).evidence;
            if let (Some(said), Some(own)) = (&citation.issued_date, &directive.issued_date)
                && said != own
                && said.len() == own.len()
            {
                let text = format!("viện dẫn {} ghi ngày {said}, văn bản đó ghi ngày {own}", directive.code);
                findings.push(finding(record, "cited_day_differs", text, vec![place()]));
            }
            let implements = matches!(citation.relation, Relation::Implements | Relation::Guides);
            let before = issue_day(record).filter(|_| implements);
            if let Some((by, day)) = before
                .and_then(|own| ended.iter().find(|end| end.directive == *directive && end.day < own))
                .map(|end| (&end.by, end.day))
            {
                let text = format!("thực hiện {}, đã bị {by} thay thế hoặc bãi bỏ từ {day}", directive.code);
                findings.push(finding(record, "implements_replaced", text, vec![place()]));
            }
        }
        if record.status == Some(Status::Issued) {
            findings.extend(nothing_upward(record, header, register));
        }
        findings.extend(symbol_of_another(record, header));
    }
    findings.sort_by(|a, b| (&a.path, &a.kind, &a.text).cmp(&(&b.path, &b.kind, &b.text)));
    findings.dedup();
    findings
}

fn serial(key: &str) -> &str {
    key.split('/').next().unwrap_or(key)
}

fn finding(record: &Record, kind: &str, text: String, evidence: Vec<Evidence>) -> Finding {
    let evidence = evidence.into_iter().filter(|evidence| !evidence.quote.is_empty()).collect();
    Finding { path: record.path.clone(), kind: kind.to_owned(), text, evidence }
}

/// One number, one issuer, one year, two issued documents.
fn numbers_used_twice(sharing: &[Directive], register: &Register, findings: &mut Vec<Finding>) {
    for (at, one) in sharing.iter().enumerate() {
        let rivals = sharing.iter().skip(at + 1).filter(|other| {
            one.key == other.key
                && one.year().is_some()
                && one.year() == other.year()
                && one.code_year == other.code_year
                && one.is_issued
                && other.is_issued
                && one.organ_name.is_some()
                && one
                    .organ_name
                    .as_deref()
                    .zip(other.organ_name.as_deref())
                    .is_some_and(|(a, b)| register.likeness(a, b, one.day()) == Likeness::Same)
        });
        for other in rivals {
            let text = format!(
                "số {} của {} dùng hai lần trong một năm: {} và {}",
                one.code,
                one.organ_name.as_deref().unwrap_or_default(),
                one.paths.join(", "),
                other.paths.join(", ")
            );
            for path in one.paths.iter().chain(&other.paths) {
                findings.push(Finding {
                    path: path.clone(),
                    kind: "number_used_twice".to_owned(),
                    text: text.clone(),
                    evidence: Vec::new(),
                });
            }
        }
    }
}

/// A directive that another one has replaced or repealed.
struct Ending {
    directive: Directive,
    by: String,
    day: crate::date::Date,
}

fn endings<'a>(records: &[&Record], meant: &impl Fn(&Record, &Citation) -> Option<&'a Directive>) -> Vec<Ending> {
    let mut endings = Vec::new();
    for record in records.iter().filter(|record| record.status == Some(Status::Issued)) {
        for citation in &record.citations {
            if !matches!(citation.relation, Relation::Replaces | Relation::Repeals) || citation.actor.is_some() {
                continue;
            }
            if let (Some(directive), Some(day), Some(held)) =
                (meant(record, citation), issue_day(record), resolve::held(record))
            {
                endings.push(Ending { directive: directive.clone(), by: held.code, day });
            }
        }
    }
    endings
}

/// A document that says that it implements, and cites nothing that came from above.
fn nothing_upward(record: &Record, header: &Header, register: &Register) -> Option<Finding> {
    let subject = agency::key(header.subject.as_deref()?);
    let says_so = ["triển khai", "thực hiện", "hướng dẫn"].iter().any(|word| subject.contains(word));
    let day = issue_day(record);
    let own = register.body(header.organ_name.as_deref()?, day)?;
    let is_upward = |citation: &Citation| {
        let Some(organ) = resolve::cited(citation).and_then(|cited| cited.organ_name) else { return true };
        register.body(&organ, day).is_none_or(|body| register.is_above(&body, &own))
    };
    if !says_so || own.place.is_none() || record.citations.iter().any(is_upward) {
        return None;
    }
    let subject = proof(record, None, "/document/subject").evidence;
    let text = "văn bản triển khai không viện dẫn văn bản nào của cấp trên".to_owned();
    Some(finding(record, "cites_nothing_upward", text, vec![subject]))
}

/// The symbol names a body by itself, and it is not the one in the letterhead.
fn symbol_of_another(record: &Record, header: &Header) -> Option<Finding> {
    let (symbol, organ) = (header.code_notation.as_deref()?, header.organ_name.as_deref()?);
    let named = agency::named_by_symbol(symbol)?;
    if organ.split(", ").any(|part| agency::likeness(part, named) != Likeness::Different)
        || agency::begins_with(organ, named)
    {
        return None;
    }
    let place = proof(record, None, "/document/code_notation").evidence;
    let text = format!("ký hiệu {symbol} là của {named}, văn bản ghi cơ quan ban hành là {organ}");
    Some(finding(record, "symbol_of_another_body", text, vec![place]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `code|organ|day|subject`, and what it cites: `code|organ|day`.
    fn document(own: &str, cites: &[(&str, Relation)]) -> Record {
        let fields: Vec<&str> = own.split('|').collect();
        let cite = |(text, relation): &(&str, Relation)| {
            let fields: Vec<&str> = text.split('|').collect();
            let (number, symbol) = fields[0].split_once('/').unwrap();
            Citation {
                code_number: Some(number.to_owned()),
                code_notation: Some(symbol.to_owned()),
                organ_name: Some(fields[1].to_owned()),
                issued_date: Some(fields[2].to_owned()),
                relation: *relation,
                ..Citation::default()
            }
        };
        let mut record = crate::trace::tests::document(own);
        if let Some(header) = &mut record.document {
            header.subject = fields.get(3).map(|subject| (*subject).to_owned());
        }
        record.citations = cites.iter().map(cite).collect();
        record
    }

    #[track_caller]
    fn check_kinds(records: &[Record], expected: &[&str]) {
        let kinds: Vec<_> = check(records, &Register::builtin()).into_iter().map(|finding| finding.kind).collect();
        assert_eq!(kinds, expected);
    }

    const LAO_CAI: &str = "Ủy ban nhân dân tỉnh Lào Cai";

    #[test]
    fn a_number_is_given_once_a_year() {
        let of = |day: &str, organ: &str| document(&format!("10/CT-UBND|{organ}|{day}"), &[]);
        check_kinds(&[of("2023-08-05", LAO_CAI), of("2023-09-05", LAO_CAI)], &["number_used_twice"; 2]);
        check_kinds(&[of("2023-08-05", LAO_CAI), of("2022-09-05", LAO_CAI)], &[]);
        check_kinds(&[of("2023-08-05", LAO_CAI), of("2023-09-05", "Ủy ban nhân dân tỉnh Yên Bái")], &[]);
    }

    #[test]
    fn a_citation_gives_the_day_of_the_document() {
        let directive = document("10/CT-UBND|Ủy ban nhân dân tỉnh Lào Cai|2023-08-05", &[]);
        let plan = |day: &str| {
            let cited = format!("10/CT-UBND|{LAO_CAI}|{day}");
            document("1/KH-SNV|Sở Nội vụ tỉnh Lào Cai|2023-09-01", &[(&cited, Relation::Implements)])
        };
        check_kinds(&[directive.clone(), plan("2023-08-05")], &[]);
        check_kinds(&[directive, plan("2023-08-15")], &["cited_day_differs"]);
    }

    #[test]
    fn what_was_replaced_is_not_implemented_any_more() {
        let cited = "10/CT-UBND|Ủy ban nhân dân tỉnh Lào Cai|2023-08-05";
        let replacing = document("2/CT-UBND|Ủy ban nhân dân tỉnh Lào Cai|2024-01-05", &[(cited, Relation::Replaces)]);
        let plan =
            |day: &str| document(&format!("1/KH-SNV|Sở Nội vụ tỉnh Lào Cai|{day}"), &[(cited, Relation::Implements)]);
        let records = |day| [document(cited, &[]), replacing.clone(), plan(day)];
        check_kinds(&records("2023-12-01"), &[]);
        check_kinds(&records("2024-02-01"), &["implements_replaced"]);
    }

    #[test]
    fn an_implementing_document_cites_upward() {
        let plan = |cites: &[(&str, Relation)]| {
            document("5/KH-UBND|UBND huyện Si Ma Cai|2023-09-01|triển khai thực hiện chuyển đổi số", cites)
        };
        check_kinds(&[plan(&[])], &["cites_nothing_upward"]);
        check_kinds(&[plan(&[("10/CT-UBND|UBND tỉnh Lào Cai|2023-08-05", Relation::LegalBasis)])], &[]);
        check_kinds(
            &[plan(&[("3/KH-UBND|UBND huyện Si Ma Cai|2023-08-05", Relation::LegalBasis)])],
            &["cites_nothing_upward"],
        );
    }

    #[test]
    fn a_symbol_names_the_body_of_the_letterhead() {
        check_kinds(&[document("1/KH-STC|Sở Nội vụ tỉnh Lào Cai|2023-09-01", &[])], &["symbol_of_another_body"]);
        check_kinds(&[document("1/KH-SNV|Sở Nội vụ tỉnh Lào Cai|2023-09-01", &[])], &[]);
        check_kinds(&[document("1/TT-BNV|Bộ Tài chính|2023-09-01", &[])], &["symbol_of_another_body"]);
        check_kinds(&[document("1/CT-CS|Cục Thuế, Bộ Tài chính|2023-09-01", &[])], &[]);
        check_kinds(&[document("1/KH-ABC|Sở Nội vụ tỉnh Lào Cai|2023-09-01", &[])], &[]);
    }
}
