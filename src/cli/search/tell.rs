//! What an answer says of its query, in the words of a person.

use super::super::lang::Lang;
use crate::search::{Answer, Field, Note, Step};

/// Parts of a query that are explained.
const EXPLAINED: usize = 100;
/// Letters of a word that are repeated.
const LETTERS: usize = 60;
/// Names listed in one line.
const LISTED: usize = 8;

/// How the query was understood, a line each.
pub(super) fn steps(answer: &Answer, lang: Lang) -> Vec<String> {
    let mut lines = vec![lang.pick("understood as:", "câu hỏi được hiểu là:").to_owned()];
    for (depth, step) in answer.steps.iter().take(EXPLAINED) {
        lines.push(format!("{}- {}", "  ".repeat(depth + 1), self::step(step, lang)));
    }
    let more = answer.steps.len().saturating_sub(EXPLAINED);
    if more > 0 {
        lines.push(lang.pick(format!("  and {more} more parts"), format!("  và {more} phần nữa")));
    }
    let (total, partial) = (answer.total, answer.partial);
    lines.push(lang.pick(
        format!("with all of it: {total}; with a part of it: {partial}"),
        format!("khớp đủ: {total}; chỉ khớp một phần: {partial}"),
    ));
    lines
}

fn step(step: &Step, lang: Lang) -> String {
    match step {
        Step::Number { typed, known } if known.is_empty() => lang.pick(
            format!("number {typed}: borne or cited by none; looked for in the texts"),
            format!("số {typed}: không văn bản nào mang hay dẫn số này; tìm nguyên văn trong nội dung"),
        ),
        Step::Number { typed, known } => {
            let known = listed(known, lang);
            lang.pick(
                format!("number {typed}, which may be {known}: bearers first, then who cites it"),
                format!("số {typed}, có thể là {known}: văn bản mang số này trước, văn bản dẫn số này sau"),
            )
        }
        Step::Word { typed, exact: true } => {
            lang.pick(format!("word “{typed}” with these marks"), format!("từ “{typed}” đúng dấu"))
        }
        Step::Word { typed, exact: false } => {
            lang.pick(format!("word “{typed}” with any marks"), format!("từ “{typed}” dấu nào cũng được"))
        }
        Step::Written { typed, others } => {
            let others = listed(others, lang);
            lang.pick(format!("“{typed}”, or written {others}"), format!("“{typed}”, hoặc viết là {others}"))
        }
        Step::Unknown { typed, instead } => unknown(typed, instead, lang),
        Step::Start { typed, words } => lang.pick(
            format!("words that begin with “{typed}”: {words}"),
            format!("từ bắt đầu bằng “{typed}”: {words} từ"),
        ),
        Step::Day(typed) => lang.pick(
            format!("{typed}: in the text, or as day of issue"),
            format!("{typed}: trong nội dung, hoặc là ngày ban hành"),
        ),
        Step::Phrase(text) => lang.pick(format!("side by side: “{text}”"), format!("liền nhau: “{text}”")),
        Step::Field(field, value) => format!("{}: {value}", field_name(*field, lang)),
        Step::Not => lang.pick("without:", "không có:").to_owned(),
        Step::Any => lang.pick("one of:", "một trong các phần:").to_owned(),
        Step::All => lang.pick("all of:", "tất cả:").to_owned(),
    }
}

/// What a person should know of the query.
pub(super) fn note(note: &Note, lang: Lang) -> String {
    match note {
        Note::LeftOut(words) => lang.pick(
            format!("the query is too long: {words} words at its end were not searched; use --batch for a list"),
            format!("câu hỏi quá dài: {words} từ ở cuối chưa được tìm; với danh sách dài hãy dùng --batch"),
        ),
        Note::Unknown(typed, instead) => unknown(typed, instead, lang),
        Note::NoNumber(typed) => lang.pick(
            format!("{typed}: no document of the index bears or cites this number"),
            format!("{typed}: chưa thấy trong kho văn bản nào mang hay dẫn số này"),
        ),
        Note::Start(typed, used, all) => lang.pick(
            format!("{typed}*: {all} words begin so, the {used} most frequent were searched; type more letters"),
            format!("{typed}*: {all} từ bắt đầu như vậy, chỉ tìm {used} từ thường gặp nhất; hãy gõ thêm chữ"),
        ),
        Note::NoValue(field, value) => {
            let field = field.name();
            lang.pick(
                format!("{field}:{value}: no document has this value; see --facets"),
                format!("{field}:{value}: chưa thấy trong kho giá trị này; xem --facets"),
            )
        }
        Note::NoDay(value) => lang.pick(
            format!("{value}: not a day: write 26/9/2023, 9/2023, quý 3/2023, 2023 or 2022..2023"),
            format!("{value}: không phải ngày: hãy viết 26/9/2023, 9/2023, quý 3/2023, 2023 hoặc 2022..2023"),
        ),
        Note::Replaced(unit, now) => {
            let now = listed(now, lang);
            lang.pick(format!("{unit} no longer exists; now: {now}"), format!("{unit}: đơn vị này nay là {now}"))
        }
    }
}

fn unknown(typed: &str, instead: &[String], lang: Lang) -> String {
    // A word may be as long as a whole command line.
    let typed: String = typed.chars().take(LETTERS).collect();
    if instead.is_empty() {
        return lang.pick(format!("“{typed}” stands in no text"), format!("“{typed}”: không có trong kho"));
    }
    let instead = listed(instead, lang);
    lang.pick(
        format!("“{typed}” stands in no text; searched in its place: {instead}"),
        format!("“{typed}”: không có trong kho; đã tìm thay bằng {instead}"),
    )
}

fn listed(names: &[String], lang: Lang) -> String {
    let shown: Vec<&str> = names.iter().take(LISTED).map(String::as_str).collect();
    let more = names.len().saturating_sub(LISTED);
    let more =
        if more > 0 { lang.pick(format!(" and {more} more"), format!(" và {more} nữa")) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// A facet as a heading.
pub(super) fn facet(name: &str, lang: Lang) -> &str {
    let vietnamese = match name {
        "type" => "loại",
        "level" => "cấp",
        "issuer" => "cơ quan ban hành",
        "province" => "tỉnh",
        "status" => "trạng thái",
        "role" => "loại trang",
        "relation" => "quan hệ",
        "unit" => "đơn vị được giao",
        "year" => "năm",
        "tasks" => "có nhiệm vụ",
        other => other,
    };
    lang.pick(name, vietnamese)
}

/// A value of a facet; those that come from the texts stay as they are.
pub(super) fn value<'a>(facet: &str, value: &'a str, lang: Lang) -> &'a str {
    let (english, vietnamese) = match (facet, value) {
        ("level", "central") => (value, "trung ương"),
        ("level", "province") => (value, "tỉnh"),
        ("level", "district") => (value, "huyện"),
        ("level", "commune") => (value, "xã"),
        ("status", "issued") => (value, "đã ban hành"),
        ("status", "draft") => (value, "dự thảo"),
        ("status", "template") => (value, "mẫu"),
        ("status", "report") => ("report about documents", "tin về văn bản"),
        ("status", "other") => ("not a document", "không phải văn bản"),
        ("role", "document") => (value, "văn bản"),
        ("role", "report") => ("report about documents", "tin về văn bản"),
        ("role", "other") => ("not a document", "không phải văn bản"),
        ("tasks", "yes") => (value, "có"),
        ("tasks", "no") => (value, "không"),
        ("relation", "amends") => (value, "sửa đổi"),
        ("relation", "replaces") => (value, "thay thế"),
        ("relation", "repeals") => (value, "bãi bỏ"),
        ("relation", "replies_to") => ("replies to", "trả lời"),
        ("relation", "reminds") => (value, "đôn đốc"),
        ("relation", "implements") => (value, "thực hiện"),
        ("relation", "guides") => (value, "hướng dẫn"),
        ("relation", "reports_on") => ("reports on", "báo cáo"),
        ("relation", "proposed_by") => ("proposed by", "theo đề nghị"),
        ("relation", "attached_to") => ("attached to", "kèm theo"),
        ("relation", "legal_basis") => ("legal basis", "căn cứ"),
        ("relation", "mentions") => (value, "dẫn chiếu"),
        _ => (value, value),
    };
    lang.pick(english, vietnamese)
}

/// Why a hit was found.
pub(super) fn why(why: &'static str, lang: Lang) -> &'static str {
    let vietnamese = match why {
        "number" => "số hiệu",
        "cites" => "dẫn số này",
        "subject" => "trích yếu",
        "issuer" => "cơ quan",
        "text" => "nội dung",
        other => other,
    };
    lang.pick(why, vietnamese)
}

fn field_name(field: Field, lang: Lang) -> &'static str {
    let (english, vietnamese) = match field {
        Field::Type => ("type", "loại văn bản"),
        Field::Issuer => ("issuer", "cơ quan ban hành"),
        Field::Level => ("level", "cấp"),
        Field::Province => ("province", "tỉnh"),
        Field::Number => ("number", "số, ký hiệu"),
        Field::Date => ("day of issue", "ngày ban hành"),
        Field::Subject => ("subject", "trích yếu"),
        Field::Signer => ("signer", "người ký"),
        Field::Recipient => ("recipient", "nơi nhận"),
        Field::Status => ("status", "trạng thái"),
        Field::Relation => ("relation", "quan hệ"),
        Field::Unit => ("unit of a task", "đơn vị được giao"),
        Field::Tasks => ("tasks", "có nhiệm vụ"),
    };
    lang.pick(english, vietnamese)
}
