//! The documents that are searched: those of `corpus/` with their truth, and the directives of a list of numbers, days
//! and subjects where one is there. Nothing of the list stays behind.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use vanban::index::Store;
use vanban::number::DocumentNumber;
use vanban::vi;

use crate::SEED;
use crate::dice::Dice;

/// Number, day and subject of true directives, tab-separated.
const LIST: &str = "../shared/metadata/binhduong.tsv";

/// What is known of one file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    pub(crate) path: String,
    /// The whole text as it was read.
    pub(crate) text: String,
    pub(crate) subject: String,
    /// Words of the subject in one form, with a blank on each side.
    pub(crate) words: String,
    pub(crate) number: Option<DocumentNumber>,
    pub(crate) type_name: String,
    pub(crate) year: String,
    pub(crate) issuer: String,
    /// The same for files of one document.
    pub(crate) group: usize,
}

/// The documents, and our index of them.
#[derive(Debug)]
pub(crate) struct Collection {
    pub(crate) documents: Vec<Document>,
    pub(crate) index: PathBuf,
}

/// Words in the form in which they are compared.
pub(crate) fn words(text: &str) -> String {
    let canonical = vi::canonical(text);
    let words: Vec<&str> = canonical.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

impl Collection {
    /// Builds our index of both in `folder`.
    pub(crate) fn build(folder: &Path) -> Collection {
        let mut documents = BTreeMap::new();
        sample(&mut documents);
        let index = folder.join("index");
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
        command.args(["build", "--ocr", "off", "--index"]).arg(&index).arg("corpus");
        match std::fs::read(LIST) {
            Ok(list) => {
                let list = String::from_utf8(list).expect("UTF-8");
                listed(&list, &folder.join("listed"), &mut documents);
                command.arg(folder.join("listed"));
            }
            Err(_) => println!("true directives: left out, {LIST} is not here"),
        }
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program runs");
        assert!(matches!(status.code(), Some(0 | 3)), "{command:?}: {status}");
        let store = Store::open(&index).expect("the index");
        let mut collection = Collection { documents: Vec::new(), index };
        for (path, mut document) in documents {
            let Ok(Some((_, text))) = store.file(&path) else { continue };
            if text.as_str().is_empty() {
                continue;
            }
            document.text = text.as_str().to_owned();
            document.words = words(&document.subject);
            document.path = path;
            collection.documents.push(document);
        }
        collection.group();
        collection
    }

    /// Files of one number, day and issuer, or of one subject and issuer where one has no number, are one document.
    fn group(&mut self) {
        let mut groups: BTreeMap<[String; 4], usize> = BTreeMap::new();
        for at in 0..self.documents.len() {
            let one = &self.documents[at];
            let number = one.number.as_ref().map(DocumentNumber::key).unwrap_or_default();
            let key = [number, one.year.clone(), one.issuer.clone(), one.words.clone()];
            let known = *groups.entry(key).or_insert(at);
            self.documents[at].group = if one.subject.is_empty() { at } else { known };
        }
    }
}

/// The documents of `corpus/`, by the path of their record.
fn sample(documents: &mut BTreeMap<String, Document>) {
    let truth = std::fs::read("corpus/truth.jsonl").expect("corpus/truth.jsonl");
    for line in String::from_utf8(truth).expect("UTF-8").lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let said = |name: &str| line["document"][name].as_str().unwrap_or_default().to_owned();
        let number = line["document"]["code_number"].as_str().map(|serial| DocumentNumber {
            serial: serial.to_owned(),
            year: line["document"]["code_year"].as_u64().and_then(|year| u16::try_from(year).ok()),
            symbol: said("code_notation"),
        });
        let document = Document {
            subject: said("subject"),
            number,
            type_name: said("type_name"),
            year: said("issued_date").get(..4).unwrap_or_default().to_owned(),
            issuer: said("organ_name"),
            ..Document::default()
        };
        documents.insert(format!("corpus/{}", line["path"].as_str().unwrap_or_default()), document);
    }
}

/// Tên loại of the first letters of a symbol.
const TYPES: &[(&str, &str)] = &[
    ("QĐ", "Quyết định"),
    ("KH", "Kế hoạch"),
    ("TB", "Thông báo"),
    ("CT", "Chỉ thị"),
    ("NQ", "Nghị quyết"),
    ("BC", "Báo cáo"),
    ("TTr", "Tờ trình"),
    ("CTr", "Chương trình"),
    ("HD", "Hướng dẫn"),
];

/// Writes one file for each line of the list: a letterhead, two bases among the other lines, the subject.
fn listed(list: &str, folder: &Path, documents: &mut BTreeMap<String, Document>) {
    std::fs::create_dir_all(folder).expect("a folder");
    let mut dice = Dice::new(SEED);
    let rows: Vec<[&str; 3]> =
        list.lines().skip(1).filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok()).collect();
    for (nth, [code, day, subject]) in rows.iter().enumerate() {
        let Some(number) = code.parse::<DocumentNumber>().ok().filter(|number| !number.symbol.is_empty()) else {
            continue;
        };
        let named = TYPES.iter().find(|(sign, _)| number.symbol.split('-').next() == Some(sign));
        let [d, m, year] = day.split('/').collect::<Vec<_>>().try_into().unwrap_or(["01", "01", "2000"]);
        let mut text = format!(
            "ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH BÌNH DƯƠNG                       Độc lập - Tự do - Hạnh phúc\n\nSố: {code}                     Bình Dương, ngày {d} tháng {m} năm {year}\n"
        );
        text.push_str(&match named {
            Some((_, name)) => format!("\n{}\n{subject}\n\n", name.to_uppercase()),
            None => format!("V/v {subject}\n\nKính gửi: Các sở, ban, ngành\n\n"),
        });
        for _ in 0..2 {
            let lead = dice.one(&["Căn cứ", "Thực hiện", "Xét"]);
            let [code, day, subject] = rows[dice.number(0, rows.len() as u64 - 1) as usize];
            text.push_str(&format!("{lead} văn bản số {code} ngày {day} của UBND tỉnh Bình Dương {subject};\n"));
        }
        text.push_str("Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị thực hiện.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n");
        let name = format!("{nth:05}.txt");
        std::fs::write(folder.join(&name), text).expect("a file");
        let document = Document {
            subject: (*subject).to_owned(),
            number: Some(number),
            type_name: named.map_or("Công văn", |(_, name)| name).to_owned(),
            year: year.to_owned(),
            issuer: "Ủy ban nhân dân tỉnh Bình Dương".to_owned(),
            ..Document::default()
        };
        documents.insert(format!("listed/{name}"), document);
    }
}
