//! From a citation to the directive it means: one, several, or not in the corpus; never a guess.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::agency::{self, Likeness};
use crate::date::{self, Date};
use crate::number::DocumentNumber;
use crate::record::{Citation, Header, Record, Role, Status};
use crate::units::Register;

/// Văn bản chỉ đạo: a document as a node, held in one file, in several, or in none and only cited.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Directive {
    /// Canonical number: `10/CT-UBND`.
    pub code: String,
    /// Tên loại.
    pub type_name: Option<String>,
    /// `YYYY-MM-DD`, or `YYYY-MM`, as far as it is known.
    pub issued_date: Option<String>,
    /// Issuer, absolute as far as it is known.
    pub organ_name: Option<String>,
    /// The issuer in the register.
    pub organ_id: Option<String>,
    /// Files that hold it, issued ones before drafts.
    pub paths: Vec<String>,
    /// Trích yếu, where a file holds it.
    pub subject: Option<String>,
    /// The year inside the number: a legal document. An administrative one has none.
    #[serde(skip)]
    pub code_year: Option<u16>,
    /// [`DocumentNumber::key`] without the year.
    #[serde(skip)]
    pub key: String,
    /// Whether one of the files is the issued document.
    #[serde(skip)]
    pub is_issued: bool,
}

/// What a citation means among some directives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution<'a> {
    /// This one.
    One(&'a Directive),
    /// One of these, or another that the corpus does not hold.
    Several(Vec<&'a Directive>),
    /// None of those.
    NotInCorpus,
}

impl Directive {
    /// The year in which it was issued, as far as it is known.
    pub fn year(&self) -> Option<i16> {
        let issued = self.issued_date.as_deref().and_then(|date| date.get(..4)?.parse().ok());
        issued.or_else(|| self.code_year.and_then(|year| year.try_into().ok()))
    }

    /// The whole day of issue, if it is known.
    pub fn day(&self) -> Option<Date> {
        self.issued_date.as_deref().and_then(date::parse_iso)
    }

    /// Whether two nodes are one: number and symbol, issuer, and year; and the day, where both have it and neither is
    /// a draft (a number given twice in a year makes two documents).
    pub fn is_same(&self, other: &Directive, register: &Register) -> bool {
        let two_days = self.day().zip(other.day()).is_some_and(|(a, b)| a != b) && self.is_issued && other.is_issued;
        self.key == other.key
            && self.year() == other.year()
            && !two_days
            && match (&self.organ_name, &other.organ_name) {
                (Some(a), Some(b)) => register.likeness(a, b, self.day().or(other.day())) == Likeness::Same,
                _ => false,
            }
    }
}

/// The directive that a record is, if it is a document with a number.
pub fn held(record: &Record) -> Option<Directive> {
    let header = record.document.as_ref().filter(|_| record.role == Role::Document && record.withheld.is_none())?;
    let number = own_number(header)?;
    Some(Directive {
        code: number.to_string(),
        type_name: header.type_name.clone(),
        subject: header.subject.clone(),
        issued_date: header.issued_date.clone(),
        organ_name: header.organ_name.clone(),
        organ_id: header.organ_id.clone(),
        paths: vec![record.path.clone()],
        code_year: header.code_year,
        key: key(&number),
        is_issued: record.status == Some(Status::Issued),
    })
}

/// The directive that a citation describes, held in no file.
pub fn cited(citation: &Citation) -> Option<Directive> {
    let number = cited_number(citation)?;
    let issuer = citation.organ_name.clone();
    let implied = || agency::implied_by_symbol(&number.symbol).map(str::to_owned);
    Some(Directive {
        code: number.to_string(),
        type_name: citation.type_name.clone(),
        issued_date: citation.issued_date.clone(),
        organ_name: issuer.or_else(implied),
        code_year: citation.code_year,
        key: key(&number),
        ..Directive::default()
    })
}

/// All directives that these records hold, each once whatever the number of its files, in the order of number, year
/// and issuer.
pub fn directives<'a>(records: impl IntoIterator<Item = &'a Record>, register: &Register) -> Vec<Directive> {
    let mut by_key: BTreeMap<(String, Option<i16>), Vec<Directive>> = BTreeMap::new();
    for one in records.into_iter().filter_map(held) {
        let sharing = by_key.entry((one.key.clone(), one.year())).or_default();
        match sharing.iter_mut().find(|known| known.is_same(&one, register)) {
            Some(known) => join(known, one),
            None => sharing.push(one),
        }
    }
    let mut all: Vec<_> = by_key.into_values().flatten().collect();
    all.sort();
    all
}

/// Another file of a directive; what the issued document says goes before what a draft says.
fn join(known: &mut Directive, mut other: Directive) {
    if other.is_issued && !known.is_issued {
        std::mem::swap(known, &mut other);
    }
    known.paths.append(&mut other.paths);
}

/// Which of `among` a citation in `citing` means. The number and symbol must be equal; the issuer, as of the day, and
/// the year decide, and the day is a witness: within one issuer's year a number is given once, so that another day is
/// the same document misdated.
pub fn resolve<'a>(
    citation: &Citation,
    citing: &Record,
    among: &'a [Directive],
    register: &Register,
) -> Resolution<'a> {
    let Some(wanted) = cited(citation) else { return Resolution::NotInCorpus };
    let own = held(citing);
    let fits = |candidate: &&'a Directive| {
        own.as_ref().is_none_or(|own| !own.paths.iter().any(|path| candidate.paths.contains(path)))
    };
    let graded: Vec<_> =
        among.iter().filter(fits).filter_map(|one| Some((fit(&wanted, one, citing, register)?, one))).collect();
    let best = graded.iter().map(|(fit, _)| *fit).min();
    let sure: Vec<_> =
        graded.iter().filter(|(fit, _)| Some(*fit) == best && *fit < Fit::Perhaps).map(|(_, one)| *one).collect();
    match (sure.as_slice(), graded.is_empty()) {
        ([one], _) => Resolution::One(one),
        (_, true) => Resolution::NotInCorpus,
        ([], false) => Resolution::Several(graded.into_iter().map(|(_, one)| one).collect()),
        _ => Resolution::Several(sure),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// To the day.
    Exact,
    /// To the year.
    Sure,
    Perhaps,
}

/// How well a directive fits what a citation describes; `None` when they cannot be one.
fn fit(wanted: &Directive, candidate: &Directive, citing: &Record, register: &Register) -> Option<Fit> {
    if !same_number(wanted, candidate) {
        return None;
    }
    let day = same_day(wanted, candidate)?;
    let issuer = match (&wanted.organ_name, &candidate.organ_name) {
        (Some(a), Some(b)) => register.likeness(a, b, candidate.day().or(wanted.day())),
        _ => Likeness::Perhaps,
    };
    let reachable = || within_reach(candidate, citing, register);
    // "06/2024/QĐ-UBND" and "06/QĐ-UBND" are two series, though some sites write the year into both.
    let one_series = wanted.code_year.is_some() == candidate.code_year.is_some();
    match (issuer, day) {
        // Number, symbol and day agree, and the issuer was read as another one of the same chain, or as one that no
        // register knows: undecided, so that it accuses nobody.
        (Likeness::Different, Day::Same)
            if reachable() == Some(true) && misread_issuer(wanted, candidate, register) =>
        {
            Some(Fit::Perhaps)
        }
        (Likeness::Different, _) => None,
        (Likeness::Same, Day::Same) if one_series => Some(Fit::Exact),
        (Likeness::Same, Day::SameYear) if one_series => Some(Fit::Sure),
        // The name leaves out its place, and the page's own place does not contradict.
        (Likeness::Perhaps, Day::Same) if one_series && reachable() == Some(true) => Some(Fit::Sure),
        (Likeness::Perhaps, _) if reachable() == Some(false) => None,
        _ => Some(Fit::Perhaps),
    }
}

fn same_number(wanted: &Directive, candidate: &Directive) -> bool {
    let serial = |key: &str| key.split('/').next().unwrap_or("").to_owned();
    let symbol = |key: &str| key.split_once('/').map(|(_, symbol)| symbol.to_owned()).unwrap_or_default();
    if serial(&wanted.key) != serial(&candidate.key) {
        return false;
    }
    if symbol(&wanted.key).is_empty() {
        // "Công văn 2349": without a symbol the type must not contradict.
        return wanted.type_name.is_none() || wanted.type_name == candidate.type_name;
    }
    symbol(&wanted.key) == symbol(&candidate.key)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    Same,
    SameYear,
    Unstated,
}

/// How the days agree; `None` when the years differ.
fn same_day(wanted: &Directive, candidate: &Directive) -> Option<Day> {
    match (&wanted.issued_date, &candidate.issued_date, wanted.year(), candidate.year()) {
        (_, _, Some(a), Some(b)) if a != b => None,
        (Some(a), Some(b), ..) if a == b => Some(Day::Same),
        (_, _, Some(_), Some(_)) => Some(Day::SameYear),
        _ => Some(Day::Unstated),
    }
}

/// Whether the issuer that a citation names may be a misreading of the candidate's: unknown to the register, or in the
/// same province.
fn misread_issuer(wanted: &Directive, candidate: &Directive, register: &Register) -> bool {
    let body = |one: &Directive| register.body(one.organ_name.as_deref()?, candidate.day());
    match (body(wanted), body(candidate)) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => register.share_province(&a, &b),
        _ => false,
    }
}

/// Whether the page that cites could mean this issuer when it does not name it whole: its own, one above it, or one
/// below it. `None` where the page has no issuer that the register knows.
fn within_reach(candidate: &Directive, citing: &Record, register: &Register) -> Option<bool> {
    let header = citing.document.as_ref()?;
    let day = header.issued_date.as_deref().and_then(date::parse_iso).or(candidate.day());
    let own = register.body(header.organ_name.as_deref()?, day)?;
    let other = register.body(candidate.organ_name.as_deref()?, candidate.day().or(day))?;
    Some(
        own.id == other.id
            || register.is_above(&other, &own)
            || register.is_above(&own, &other)
            || register.share_province(&own, &other),
    )
}

/// Số, ký hiệu of a document's own header.
pub(crate) fn own_number(header: &Header) -> Option<DocumentNumber> {
    let symbol = header.code_notation.as_deref().unwrap_or_default();
    Some(DocumentNumber { serial: header.code_number.clone()?, year: header.code_year, symbol: symbol.to_owned() })
}

/// Số, ký hiệu of a cited document.
pub(crate) fn cited_number(citation: &Citation) -> Option<DocumentNumber> {
    let symbol = citation.code_notation.as_deref().unwrap_or_default();
    Some(DocumentNumber { serial: citation.code_number.clone()?, year: citation.code_year, symbol: symbol.to_owned() })
}

/// One form for all writings of number and symbol; the year inside a number is compared as a year, since aggregators
/// insert it (`1961/2019/QĐ-UBND` for `1961/QĐ-UBND`).
pub fn key(number: &DocumentNumber) -> String {
    DocumentNumber { year: None, ..number.clone() }.key()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(code: (&str, &str), organ: &str, day: &str) -> Record {
        Record {
            path: format!("{organ}/{}-{day}", code.0),
            role: Role::Document,
            status: Some(Status::Issued),
            document: Some(Header {
                code_number: Some(code.0.to_owned()),
                code_notation: Some(code.1.to_owned()),
                issued_date: Some(day.to_owned()),
                organ_name: Some(organ.to_owned()),
                ..Header::default()
            }),
            ..Record::default()
        }
    }

    fn citation(code: (&str, &str), organ: Option<&str>, day: Option<&str>) -> Citation {
        Citation {
            code_number: Some(code.0.to_owned()),
            code_notation: Some(code.1.to_owned()),
            organ_name: organ.map(str::to_owned),
            issued_date: day.map(str::to_owned),
            ..Citation::default()
        }
    }

    const LAO_CAI: &str = "Ủy ban nhân dân tỉnh Lào Cai";
    const HUNG_YEN: &str = "Ủy ban nhân dân tỉnh Hưng Yên";

    /// The codes `2023 Lào Cai` that a citation in a document of `citing` may mean; one alone is sure.
    #[track_caller]
    fn check(cited: &Citation, citing: &str, expected: Result<(&str, &str), usize>) {
        let register = Register::builtin();
        let held = [
            document(("10", "CT-UBND"), LAO_CAI, "2023-08-05"),
            document(("10", "CT-UBND"), HUNG_YEN, "2023-08-05"),
            document(("10", "CT-UBND"), LAO_CAI, "2022-03-01"),
            document(("2349", "UBND-NV"), "Ủy ban nhân dân thành phố Hồng Ngự", "2022-08-08"),
        ];
        let among = directives(&held, &register);
        let citing = document(("1", "KH-X"), citing, "2023-09-01");
        match (resolve(cited, &citing, &among, &register), expected) {
            (Resolution::One(one), Ok((organ, day))) => {
                assert_eq!((one.organ_name.as_deref(), one.issued_date.as_deref()), (Some(organ), Some(day)));
            }
            (Resolution::Several(several), Err(count)) => assert_eq!(several.len(), count),
            (Resolution::NotInCorpus, Err(0)) => {}
            (found, _) => panic!("{found:?}, not {expected:?}"),
        }
    }

    #[test]
    fn the_issuer_and_the_year_decide() {
        let number = ("10", "CT-UBND");
        let lao_cai = "Sở Nội vụ tỉnh Lào Cai";
        check(
            &citation(number, Some("Chủ tịch UBND tỉnh Lào Cai"), Some("2023-08-05")),
            lao_cai,
            Ok((LAO_CAI, "2023-08-05")),
        );
        check(&citation(number, Some(HUNG_YEN), Some("2023-08-05")), lao_cai, Ok((HUNG_YEN, "2023-08-05")));
        check(&citation(number, Some("UBND tỉnh Yên Bái"), Some("2023-08-05")), lao_cai, Err(0));
        // A day misprinted within the year is the same document.
        check(&citation(number, Some(LAO_CAI), Some("2023-08-15")), lao_cai, Ok((LAO_CAI, "2023-08-05")));
        check(&citation(number, Some(LAO_CAI), Some("2021-08-05")), lao_cai, Err(0));
        check(&citation(number, Some(LAO_CAI), None), lao_cai, Err(2));
    }

    #[test]
    fn an_issuer_left_out_is_that_of_the_page() {
        let number = ("10", "CT-UBND");
        check(&citation(number, None, Some("2023-08-05")), "Sở Nội vụ tỉnh Lào Cai", Ok((LAO_CAI, "2023-08-05")));
        check(
            &citation(number, None, Some("2023-08-05")),
            "UBND huyện Văn Lâm, tỉnh Hưng Yên",
            Ok((HUNG_YEN, "2023-08-05")),
        );
        check(&citation(number, None, Some("2023-08-05")), "Báo Nhân Dân", Err(2));
        check(&citation(number, None, Some("2023-08-05")), "UBND tỉnh Yên Bái", Err(0));
    }

    #[test]
    fn an_issuer_misread_leaves_it_open() {
        let number = ("10", "CT-UBND");
        let citing = "Sở Nội vụ tỉnh Lào Cai";
        check(&citation(number, Some("UBND tỉnh Tiếp Tục"), Some("2023-08-05")), citing, Err(1));
        check(&citation(number, Some(citing), Some("2023-08-05")), citing, Err(1));
        check(&citation(number, Some(citing), Some("2023-08-06")), citing, Err(0));
    }

    #[test]
    fn a_number_without_symbol_needs_its_day() {
        let of = "UBND thành phố Hồng Ngự";
        check(
            &citation(("2349", ""), Some(of), Some("2022-08-08")),
            of,
            Ok(("Ủy ban nhân dân thành phố Hồng Ngự", "2022-08-08")),
        );
        check(&citation(("2349", ""), None, None), of, Err(1));
    }
}
