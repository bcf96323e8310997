//! Which files are the same file, and which are draft and signed copy of one document.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::DocAddress;

use super::card::Card;
use super::error::IndexError;
use super::schema::FILE;
use super::sketch::{START, hashed, mixed};
use super::store::Store;
use crate::agency::{self, Likeness};
use crate::number::DocumentNumber;
use crate::record::Record;
use crate::vi;

/// Share of runs of words in common with which the body of a draft is that of a signed copy of its subject and month. Of
/// 88 real documents of which OCR misread every twentieth syllable so that folding did not mend it, .50 was the least
/// and .73 the median; two of one issuer and type never shared more than .34.
const AGREE: f32 = 0.5;
/// The same where subject or month does not say that they belong together.
const AGREE_ALONE: f32 = 0.7;
/// Share of numbers in common, .67 at the least on the same copies: letters of one form differ in these.
const NUMBERS: f32 = 0.5;
/// Months between a draft and its signing.
const MONTHS: i32 = 3;
/// What more files have in common is a form, and tells nothing of any two of them.
const FORM: u64 = 100;
/// Letters of a hundred that OCR misreads in a subject or the name of an issuer.
const MISREAD: usize = 8;

/// Keys of which files that may hold one document share at least one: the type with the subject, and with parts of the
/// body; OCR misreads the issuer. Half a hash is enough of each, since what shares one is compared, and takes half the room.
pub(super) fn keys(card: &Card) -> Vec<u64> {
    let Some(kind) = &card.type_name else { return Vec::new() };
    let joined = |hash, part: &[u8]| part.iter().fold(hashed(hash, 0), |hash, byte| hashed(hash, u64::from(*byte)));
    let scope = joined(START, kind.as_bytes());
    let subject = subject(card).map(|subject| joined(scope, subject.as_bytes()));
    let bands = card.sketch.iter().flat_map(|sketch| sketch.bands());
    let bands = bands.map(|(at, band)| joined(hashed(scope, at as u64 + 1), band));
    subject.into_iter().chain(bands).map(|hash| mixed(hash) >> 32).collect()
}

/// What the other files say of one.
#[derive(Clone, Debug, Default)]
struct Marks {
    duplicate_of: Option<String>,
    near: BTreeSet<String>,
}

impl Store {
    /// Every record, in the order of their paths, with the marks that depend on all of them.
    pub fn records(&self) -> Result<Vec<Record>, IndexError> {
        let mut records = Vec::new();
        self.each_record(|record| {
            records.push(record);
            Ok::<(), IndexError>(())
        })?;
        Ok(records)
    }

    /// Hands every record on as [`Store::records`] says, one after the other, so that no more than one is held whole.
    pub fn each_record<E: From<IndexError>>(&self, mut each: impl FnMut(Record) -> Result<(), E>) -> Result<(), E> {
        let mut marks = self.marks(self.files_with(self.fields().kind, FILE)?)?;
        for (path, (address, marks)) in &mut marks {
            let record = self.record_at(*address)?;
            debug_assert_eq!(record.path, *path);
            each(std::mem::take(marks).on(record))?;
        }
        Ok(())
    }

    /// Sets the marks of one record that depend on all others.
    pub fn mark_duplicates(&self, record: &mut Record) -> Result<(), IndexError> {
        let Some(own) = self.files_with(self.fields().path, &record.path)?.first().copied() else { return Ok(()) };
        let mut among = self.alike(&self.card_of(own)?)?;
        among.insert(own);
        among.extend(self.files_with(self.fields().sha256, &record.sha256)?);
        among.extend(
            self.own_same(own)?.map(|same| self.with_key(self.fields().same, same)).transpose()?.into_iter().flatten(),
        );
        if let Some((_, marks)) = self.marks(among)?.remove(&record.path) {
            *record = marks.on(std::mem::take(record));
        }
        Ok(())
    }

    /// What the files of one document share; a draft shares it with the document that it became.
    pub(crate) fn same_at(&self, address: DocAddress) -> Result<Option<u64>, IndexError> {
        let own = self.own_same(address)?;
        if !self.is_draft(address)? {
            return Ok(own);
        }
        let mut all = vec![(true, own)];
        for linked in self.linked(address)? {
            all.push((self.is_draft(linked)?, self.own_same(linked)?));
        }
        Ok(all.into_iter().min().and_then(|(_, same)| same))
    }

    /// Whether an entry is of a draft.
    pub(crate) fn is_draft(&self, address: DocAddress) -> Result<bool, IndexError> {
        Ok(self.word_at("status", address)? == "draft")
    }

    /// Paths of the other files that hold the document of a draft.
    pub(super) fn paths_linked(&self, draft: DocAddress) -> Result<Vec<String>, IndexError> {
        let mut paths =
            self.linked(draft)?.into_iter().map(|address| self.path_at(address)).collect::<Result<Vec<_>, _>>()?;
        paths.sort();
        Ok(paths)
    }

    /// The other files that hold the document of a draft: none where it fits two that were issued, for letters of one form
    /// go out every week, and it is none of them for sure.
    fn linked(&self, draft: DocAddress) -> Result<Vec<DocAddress>, IndexError> {
        let own = self.card_of(draft)?;
        let mut linked = Vec::new();
        let mut issued = BTreeSet::new();
        for address in self.alike(&own)? {
            let other = self.card_of(address)?;
            if address != draft && is_same_document(&own, &other) {
                linked.push(address);
                // One whose day alone could not be read is told by its number.
                if other.status != DRAFT || other.code.is_some() {
                    issued.insert(number(&other).ok_or(self.own_same(address)?));
                }
            }
        }
        Ok(if issued.len() > 1 { Vec::new() } else { linked })
    }

    /// The files that may hold the same document.
    fn alike(&self, card: &Card) -> Result<BTreeSet<DocAddress>, IndexError> {
        let mut found = BTreeSet::new();
        for key in keys(card) {
            if self.frequency_of_key(self.fields().kin, key)? <= FORM {
                found.extend(self.with_key(self.fields().kin, key)?);
            }
        }
        Ok(found)
    }

    /// The marks of some files by their paths, each with where it stands.
    fn marks(
        &self,
        among: impl IntoIterator<Item = DocAddress>,
    ) -> Result<BTreeMap<String, (DocAddress, Marks)>, IndexError> {
        let mut marks = BTreeMap::new();
        for address in among {
            marks.insert(self.path_at(address)?, (address, Marks::default()));
        }
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        let mut copies: BTreeMap<u64, BTreeSet<String>> = BTreeMap::new();
        for (path, (address, marks)) in &mut marks {
            let digest = self.word_at("sha256", *address)?;
            match first.get(&digest) {
                Some(path) if !digest.is_empty() => marks.duplicate_of = Some(path.clone()),
                _ => {
                    first.insert(digest, path.clone());
                    if let Some(same) = self.own_same(*address)? {
                        copies.entry(same).or_default().insert(path.clone());
                    }
                }
            }
        }
        let mut groups: Vec<BTreeSet<String>> = copies.into_values().collect();
        for (path, (address, marks)) in &marks {
            if marks.duplicate_of.is_none() && self.is_draft(*address)? {
                groups.extend(
                    self.paths_linked(*address)?.into_iter().map(|other| BTreeSet::from([path.clone(), other])),
                );
            }
        }
        for group in &groups {
            for path in group {
                if let Some((_, marks)) = marks.get_mut(path).filter(|(_, marks)| marks.duplicate_of.is_none()) {
                    marks.near.extend(group.iter().filter(|other| *other != path).cloned());
                }
            }
        }
        Ok(marks)
    }
}

impl Marks {
    fn on(self, record: Record) -> Record {
        Record { duplicate_of: self.duplicate_of, near_duplicates: self.near.into_iter().collect(), ..record }
    }
}

/// The word of a draft on its card.
const DRAFT: &str = "draft";

/// Whether a file holds the document of a draft: of its type, issuer and subject, of no other number, near its day, and
/// with a body that says the same.
fn is_same_document(draft: &Card, other: &Card) -> bool {
    let is_one = |status: &str| matches!(status, "draft" | "issued" | "document");
    if !is_one(&other.status) || draft.type_name != other.type_name {
        return false;
    }
    let issuer = |card: &Card| card.organ_name.as_deref().map(|name| words(&agency::body_key(name)));
    let is_misread = draft.by_ocr || other.by_ocr;
    let issuers = alike(issuer(draft), issuer(other), is_misread && !(draft.is_registered && other.is_registered));
    // "Sở Nội vụ", of which the province above was not read.
    let may_be = |one: &String, other: &String| agency::likeness(one, other) == Likeness::Perhaps;
    let is_open =
        draft.organ_name.as_ref().zip(other.organ_name.as_ref()).is_some_and(|(one, other)| may_be(one, other));
    let issuers = issuers.filter(|same| *same || !(is_misread && is_open));
    if matches!((number(draft), number(other)), (Some(one), Some(other)) if one != other) {
        return false;
    }
    let subjects = alike(subject(draft), subject(other), is_misread);
    let near = match (month(draft), month(other)) {
        (Some(one), Some(other)) => (other - one).abs(),
        _ => MONTHS,
    };
    match (&draft.sketch, &other.sketch) {
        (Some(one), Some(other)) => {
            let needed = match (issuers, subjects) {
                (Some(false), _) | (_, Some(false)) => return false,
                (Some(true), Some(true)) if near == 0 => AGREE,
                _ => AGREE_ALONE,
            };
            near <= MONTHS && one.likeness(other) >= needed && one.numbers(other) >= NUMBERS
        }
        // Years have drafts of the same subject again: where no body tells them apart it must be one month.
        _ => near == 0 && (issuers, subjects) == (Some(true), Some(true)),
    }
}

fn number(card: &Card) -> Option<String> {
    let code = card.code.as_ref()?;
    Some(code.parse().map_or_else(|_| code.clone(), |number: DocumentNumber| number.key()))
}

/// Months since the year 0, as far as the day is known.
fn month(card: &Card) -> Option<i32> {
    let mut parts = card.issued_date.as_deref()?.splitn(3, '-').map(str::parse::<i32>);
    Some(parts.next()?.ok()? * 12 + parts.next()?.ok()?)
}

/// The subject by its words alone: signs and marks are what OCR and a second hand change.
fn subject(card: &Card) -> Option<String> {
    card.subject.as_deref().map(words).filter(|words| !words.is_empty())
}

fn words(text: &str) -> String {
    let folded = vi::fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Whether two texts are the same, but for some letters where one may be misread; figures are no such letters. `None`
/// where one is not known.
fn alike(one: Option<String>, other: Option<String>, is_misread: bool) -> Option<bool> {
    let (one, other) = (one?, other?);
    if one == other || !is_misread {
        return Some(one == other);
    }
    // Words run together too.
    let (one, other) = (one.replace(' ', ""), other.replace(' ', ""));
    let figures = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let letters = |text: &str| text.chars().collect::<Vec<_>>();
    let few = MISREAD * one.len().max(other.len()) / 100;
    Some(figures(&one) == figures(&other) && vi::distance(&letters(&one), &letters(&other), few).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{FileState, Outcome, Writer};
    use crate::record::{Header, Role, Status};
    use crate::text::Text;

    const SUBJECT: &str = "sử dụng tiết kiệm điện";

    fn record(path: &str, number: Option<&str>, day: &str, status: Status, subject: &str) -> Record {
        let document = Header {
            code_number: number.map(str::to_owned),
            code_notation: Some("UBND-TH".to_owned()),
            type_name: Some("Công văn".to_owned()),
            issued_date: Some(day.to_owned()),
            organ_name: Some("Ủy ban nhân dân tỉnh Minh Hà".to_owned()),
            subject: Some(subject.to_owned()),
            ..Header::default()
        };
        let (path, sha256) = (path.to_owned(), path.to_owned());
        let (role, status, document) = (Role::Document, Some(status), Some(document));
        Record { path, sha256, role, status, document, ..Record::default() }
    }

    /// Near duplicates of each of some records, given with their texts.
    fn near(files: &[(Record, &str)]) -> Vec<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let (mut writer, _) = Writer::open(folder.path(), &[], None).unwrap();
        for (record, text) in files {
            let state = FileState {
                path: record.path.clone(),
                bytes: 1,
                modified: 1,
                media_type: String::new(),
                sha256: record.sha256.clone(),
                outcome: Outcome::Read,
                rules: String::new(),
            };
            writer.put(&state, record, &Text::plain(text), &[]).unwrap();
        }
        writer.finish(false).unwrap();
        let store = Store::open(folder.path()).unwrap();
        let records = store.records().unwrap();
        for record in &records {
            let mut alone = Record { near_duplicates: Vec::new(), duplicate_of: None, ..record.clone() };
            store.mark_duplicates(&mut alone).unwrap();
            assert_eq!(alone, *record, "asked for alone it is told the same");
        }
        records.into_iter().map(|record| record.near_duplicates).collect()
    }

    fn letter(end: &str) -> String {
        let body = "Thực hiện Chỉ thị số 10/CT-UBND ngày 06/3/2023 về tiết kiệm điện, Ủy ban nhân dân tỉnh yêu cầu các \
             sở, ban, ngành rà soát thiết bị, tắt đèn khi rời phòng, đặt điều hòa từ 26 độ trở lên, phân công cán bộ \
             theo dõi, tổng hợp số liệu hằng tháng và gửi báo cáo về Sở Công Thương trước ngày";
        format!("{body} {end}.")
    }

    #[test]
    fn a_draft_belongs_to_its_signed_copy() {
        use Status::{Draft, Issued};
        let files = |subject: &str| {
            [
                (record("a", None, "2022-06", Draft, SUBJECT), "điện"),
                (record("b", Some("257"), "2022-06-13", Issued, subject), "điện"),
                (record("c", Some("301"), "2023-06-13", Issued, SUBJECT), "điện"),
            ]
        };
        assert_eq!(near(&files(SUBJECT)), [vec!["b"], vec!["a"], vec![]]);
        assert_eq!(near(&files("Sử dụng tiết kiệm, điện"))[0], ["b"], "signs do not count");
        assert!(near(&files("phòng, chống dịch"))[0].is_empty());
    }

    #[test]
    fn a_draft_that_fits_two_numbers_belongs_to_neither() {
        use Status::{Draft, Issued};
        let text = letter("25/4/2023");
        let files = [
            (record("a", None, "2022-06", Draft, SUBJECT), text.as_str()),
            (record("b", Some("257"), "2022-06-13", Issued, SUBJECT), &text),
            (record("c", Some("301"), "2022-07-20", Issued, SUBJECT), &text),
        ];
        assert!(near(&files).iter().all(Vec::is_empty));
        assert_eq!(near(&files[..2]), [vec!["b"], vec!["a"]]);
    }

    #[test]
    fn letters_are_misread_where_ocr_read_them() {
        let text = letter("25/4/2023");
        let of = |name: &str, subject: &str, by_ocr: bool, unit: Option<&str>| {
            let draft = record("a", None, "2022-06", Status::Draft, SUBJECT);
            let mut signed = record("b", Some("257"), "2022-06-13", Status::Issued, subject);
            signed.text_source = by_ocr.then_some(crate::record::TextSource::Ocr);
            let mut files = [(draft, text.as_str()), (signed, text.as_str())];
            for ((record, _), name) in files.iter_mut().zip(["Ủy ban nhân dân huyện Bảo Lâm", name]) {
                let header = record.document.as_mut().unwrap();
                (header.organ_name, header.organ_id) = (Some(name.to_owned()), unit.map(str::to_owned));
            }
            !near(&files)[0].is_empty()
        };
        let own = "Ủy ban nhân dân huyện Bảo Lâm";
        assert!(of(own, "sử dụng tiết kiệm điệm", true, None));
        assert!(!of(own, "sử dụng tiết kiệm điệm", false, None), "not in a text that was typed");
        assert!(!of(own, "sử dụng tiết kiệm nước", true, None));
        assert!(of("Ủy ban nhân dân huyện Bảo Lãn", SUBJECT, true, None));
        assert!(!of("Ủy ban nhân dân huyện Bảo Lạc", SUBJECT, true, Some("x")), "two units of the register");
    }

    #[test]
    fn drafts_of_one_form_are_not_compared_with_one_another() {
        let text = letter("25/4/2023");
        let draft = |at: u64| (record(&format!("{at:03}"), None, "2022-06", Status::Draft, SUBJECT), text.as_str());
        assert!(near(&(0..=FORM).map(draft).collect::<Vec<_>>()).iter().all(Vec::is_empty));
    }

    #[test]
    fn a_body_that_says_something_else_is_of_another_document() {
        use Status::{Draft, Issued};
        let (text, other) =
            (letter("25/4/2023"), letter("28/8/2024, ngày 30/8/2024, ngày 02/9/2024 và ngày 15/9/2024"));
        let of = |subject, text| {
            near(&[
                (record("a", None, "2022-06", Draft, SUBJECT), letter("25/4/2023").as_str()),
                (record("b", Some("257"), "2022-06-13", Issued, subject), text),
            ])
        };
        assert_eq!(of(SUBJECT, &text)[0], ["b"]);
        assert!(of(SUBJECT, &other)[0].is_empty(), "a letter of the same form with other days");
        let misread =
            text.replace("điều hòa", "diêu hoa").replace("phân công", "phãn cônq").replace("Sở Công", "Sờ Cong");
        assert_eq!(of("sử dụng tiêt kiêm điên", &misread)[0], ["b"], "as OCR reads it");
        assert!(of("sử dụng tiết kiệm nước sạch", &text)[0].is_empty());
    }

    #[test]
    fn the_same_bytes_name_the_first_path() {
        let folder = |path: &str, bytes: &str| {
            let one = record(path, Some("1"), "2022-06-13", Status::Issued, SUBJECT);
            (Record { sha256: bytes.to_owned(), ..one }, "điện")
        };
        let files = [folder("a", "x"), folder("b", "x"), folder("c", "y")];
        assert_eq!(near(&files), [vec!["c"], vec![], vec!["a"]]);
    }
}
