//! Names of types, posts and persons, as they stand on a line of their own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, StartKind};
use regex::Regex;
use serde::Deserialize;

use super::lines;
use crate::rules::{self, Pattern, Rule, RuleId};
use crate::vi;

/// Tên loại as a title names it: a row of rules/types.toml.
#[derive(Debug)]
pub(super) struct Type {
    pub(super) id: RuleId,
    /// `Chỉ thị`.
    pub(super) name: String,
    /// Its words at the start of a line.
    pub(super) pattern: Pattern,
    words: String,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    title: Option<String>,
    titled: Option<bool>,
}

/// Every type that a title may name, longer names first.
pub(super) static TYPES: LazyLock<Vec<Type>> = LazyLock::new(|| {
    let rows: Vec<Rule<Row>> = rules::table(rules::TYPES);
    let titled = rows.into_iter().filter(|row| row.data.titled != Some(false));
    let mut types: Vec<Type> = titled
        .map(|row| {
            let words = row.pattern.as_str().to_owned();
            let spaced = words.replace(' ', r"\s+").replace("quy", "qu[yi]");
            let pattern = format!(r"(?i)^(?:{spaced})(?:\s|[:;,.(]|$)");
            Type {
                id: row.id.leak(),
                name: row.data.title.unwrap_or(row.data.name),
                pattern: Pattern::new(&pattern),
                words,
            }
        })
        .collect();
    types.sort_by_key(|kind| std::cmp::Reverse(kind.words.split('|').next().map(|words| words.split(' ').count())));
    types
});

/// The types by the first word of their name in small letters, so that few patterns are tried on a line.
static FIRST_WORDS: LazyLock<BTreeMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, rule) in TYPES.iter().enumerate() {
        for first in rule.words.split('|').filter_map(|name| name.split(' ').next()) {
            let known = words.entry(first.to_owned()).or_default();
            if known.last() != Some(&at) {
                known.push(at);
            }
        }
    }
    words
});

#[derive(Deserialize)]
struct Nothing {}

static POST: LazyLock<Rule<Nothing>> = LazyLock::new(|| post_rule("post.head"));
static RANK: LazyLock<Rule<Nothing>> = LazyLock::new(|| post_rule("post.rank"));

fn post_rule(id: &str) -> Rule<Nothing> {
    let rules = rules::table(include_str!("../rules/posts.toml"));
    rules.into_iter().find(|rule: &Rule<Nothing>| rule.id == id).unwrap_or_else(|| panic!("posts has no rule {id}"))
}

/// What may open a closing block or an annex, so that few lines of a body are looked at.
static CLOSERS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .start_kind(StartKind::Anchored)
        .build([
            "Nơi ",
            "NƠI ",
            "N¬i ",
            "nơi nhận",
            "nơi gửi",
            "TM",
            "KT",
            "TL",
            "TUQ",
            "T/M",
            "K/T",
            "T/L",
            "T.M",
            "K.T",
            "T.L",
            "tm",
            "kt",
            "tl",
            "Tm.",
            "Kt.",
            "tuq",
            "t/m",
            "k/t",
            "t/l",
            "Q.",
            "Q ",
            "QUYỀN",
            "PHỤ",
            "Phụ lục",
            "BIỂU",
            "Biểu số",
            "MẪU",
            "Mẫu số",
            "DANH",
            "CỘNG",
            "Cộng hòa",
            "Cộng hoà",
            "ĐẢNG C",
            "PHÓ",
            "BÍ THƯ",
            "TỔNG",
            "CHỦ",
            "THỦ",
            "BỘ TR",
            "THỨ",
            "THỐNG",
            "GIÁM",
            "CHÁNH",
            "CỤC",
            "CHI CỤC",
            "VỤ TR",
            "VIỆN",
            "HIỆU",
            "ĐỘI",
            "TRƯỞNG",
            "TỔ ",
            "CHỈ",
            "TƯ LỆNH",
            "CHÍNH",
            "ỦY VIÊN",
            "UỶ VIÊN",
        ])
        .unwrap_or_else(|error| panic!("closers: {error}"))
});

static PERSON: LazyLock<Regex> =
    LazyLock::new(|| rules::regex(r"^(?:\p{Lu}[\p{Ll}'’]*\.?)(?:[ -]\p{Lu}[\p{Ll}'’]*){1,4}$"));

static ISSUERS: LazyLock<Regex> = LazyLock::new(|| {
    rules::regex(
        r"(?i)^\W*(chính phủ|thủ tướng|quốc hội|(ủy|uỷ) ban|hội đồng|bộ|tổng|ban (chấp|thường|quản|chỉ|bí|tổ|tuyên|dân|nội|kiểm)|chủ tịch|giám đốc|cục|sở|thống đốc|ngân hàng|chánh|viện|tòa|toà|hiệu trưởng)(\s|$)",
    )
});

/// Words that the name of a body begins with.
static HEADS: LazyLock<Regex> = LazyLock::new(|| {
    rules::regex(
        r"(?ix)^(?:(?:[uủ][ỷyỷ]|ủy|uỷ)\s+ban|ubnd|ub\s|hội\s+đồng|hđnd|sở|bộ|cục|tổng|chi\s+cục|vụ|ban|phòng|trung\s+tâm|trường|đảng|huyện\s+(?:ủy|uỷ|đoàn)|tỉnh\s+(?:ủy|uỷ|đoàn)|thành\s+(?:ủy|uỷ|đoàn)|quận\s+(?:ủy|uỷ|đoàn)|thị\s+(?:ủy|uỷ|đoàn)|chi\s+bộ|
        văn\s+phòng|công\s+(?:an|đoàn|ty|đoàn)|liên\s+(?:đoàn|hiệp|minh)|hội|đoàn|mặt\s+trận|mttq|viện|tòa|toà|học\s+viện|đại\s+học|ngân\s+hàng|kho\s+bạc|bảo\s+hiểm|thanh\s+tra|chính\s+phủ|thủ\s+tướng|quốc\s+hội|chủ\s+tịch|bệnh\s+viện|đài|báo|hạt|đội|trạm|tổ|xí\s+nghiệp|hợp\s+tác|quỹ|kiểm\s+toán|thuế|hải\s+quan|chi\s+nhánh|tập\s+đoàn|ủy\s+viên|tiểu\s+ban|quân\s+khu|bch|bql|cơ\s+quan)(?:\s|$|,)",
    )
});

static SURNAMES: &[&str] = &[
    "NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "HUỲNH", "PHAN", "VŨ", "VÕ", "ĐẶNG", "BÙI", "ĐỖ", "HỒ", "NGÔ", "DƯƠNG",
    "LÝ", "ĐINH", "TRƯƠNG", "TRỊNH", "ĐOÀN", "LÂM", "MAI", "ĐÀO", "CAO", "HÀ", "LƯU", "LƯƠNG", "THÁI", "CHÂU", "TẠ",
    "PHÙNG", "TÔ", "VƯƠNG", "VĂN", "TĂNG", "QUÁCH", "LẠI", "HỨA", "THẠCH", "DIỆP", "TỪ", "CHU", "LA", "ĐÀM", "TÒNG",
    "GIANG", "LÒ", "VI", "NÔNG", "GIÀNG", "VỪ", "THÀO", "BẾ", "HẦU", "KHUẤT", "ÔNG", "NGHIÊM", "MẠC", "KIỀU", "TRIỆU",
    "ÂU", "PHÓ", "SÙNG", "CÙ",
];

/// The type whose title `line` is: the name alone, or a line that begins with it and holds no running text.
pub(super) fn type_title(line: &str) -> Option<&'static Type> {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    if line.is_empty() || line.len() > 600 || !line.chars().next().is_some_and(char::is_uppercase) {
        return None;
    }
    let first = line.split_whitespace().next()?.to_lowercase();
    let first = if first.starts_with("qui") { first.replacen("qui", "quy", 1) } else { first };
    let fitting = FIRST_WORDS.get(first.trim_end_matches(':')).map(Vec::as_slice).unwrap_or_default();
    let rule =
        fitting.iter().map(|at| &TYPES[*at]).find(|rule| rule.pattern.is_match(line)).or_else(|| misread_type(line))?;
    let rest = rule.pattern.find(line).and_then(|found| line.get(found.end()..)).unwrap_or("").trim();
    // Fonts of capitals lose them on the way: "Nghị định của chính phủ".
    let issuer = rest.to_lowercase().starts_with("của ")
        && rest.split_whitespace().count() <= 10
        && !line.ends_with([';', '.', ',', ':']);
    // A reader has joined the type with a subject in small letters: "CHƯƠNG TRÌNH về phát triển …".
    let word = line.strip_suffix(rest).unwrap_or(line);
    let joined =
        lines::is_capitals(word) && ["về ", "V/v", "v/v", "Về việc "].iter().any(|about| rest.starts_with(about));
    (rest.is_empty() || lines::is_capitals(line) || issuer || joined).then_some(rule)
}

/// The type whose name in capitals stands there with other marks: a scan of "QUYẾT ĐỊNH" reads "QUYÉT ĐỊNH".
fn misread_type(line: &str) -> Option<&'static Type> {
    static FOLDED: LazyLock<Vec<String>> = LazyLock::new(|| TYPES.iter().map(|rule| vi::fold(&rule.words)).collect());
    if line.len() > 40 || !line.contains(' ') || !lines::is_capitals(line) {
        return None;
    }
    let folded = vi::fold(line);
    let at = FOLDED.iter().position(|name| *name == folded)?;
    TYPES.get(at)
}

/// Whether `line` begins as the name of a body or of a place does.
pub(super) fn is_body(line: &str) -> bool {
    HEADS.is_match(line)
}

/// Whether `line` may open a closing block or an annex: a cheap look before [`lines::mark`].
pub(super) fn may_close(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    CLOSERS.find(Input::new(line).anchored(Anchored::Yes)).is_some()
}

/// Whether `line` names the post of one who signs.
pub(super) fn is_post(line: &str) -> bool {
    POST.at_start(line.trim_start_matches(|c: char| !c.is_alphanumeric())).is_some()
}

/// Whether `line` begins as the name of an issuer does.
pub(super) fn is_issuer(line: &str) -> bool {
    is_post(line) || ISSUERS.is_match(line)
}

/// Whether `line` is the head of a preamble: who decides ("CHÍNH PHỦ", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH").
pub(super) fn is_issuing_post(line: &str) -> bool {
    lines::is_capitals(line) && is_issuer(line)
}

/// Whether `line` is the remark that stands for a hand-written signature.
pub(super) fn is_signed(line: &str) -> bool {
    let line = line.to_lowercase();
    line.len() < 60
        && (line.contains("đã ký") || line.contains("đã kí") || line.contains("[daky]") || line.contains("ký tên"))
}

/// Remarks that stand for a hand-written signature, beside the name.
const SIGNED: [&str; 7] = ["(Đã ký)", "(đã ký)", "Đã ký:", "Đã ký", "đã ký", "Đã kí", "[daky]"];

/// The person whom `line` names, without rank or degree.
pub(super) fn person(line: &str) -> Option<&str> {
    let mut name = line.trim_matches(|c: char| c.is_whitespace() || ".,;:()*_-".contains(c));
    let signs: &[&str] = if name.contains("ã k") || name.contains("[daky]") { &SIGNED } else { &[] };
    for signed in signs {
        name = name
            .trim_start_matches(*signed)
            .trim_end_matches(*signed)
            .trim_matches(|c: char| c.is_whitespace() || "():".contains(c));
    }
    while let Some(found) = RANK.pattern.find(name) {
        name = name.get(found.end()..).unwrap_or("").trim_start_matches(|c: char| c == '.' || c.is_whitespace());
    }
    if name.len() > 60 {
        return None;
    }
    let first = name.split_whitespace().next().unwrap_or("");
    let capitals = SURNAMES.contains(&first);
    // "Báo Quảng Ngãi" is a recipient, "Thị Hồng Hạnh" what a seal has left of a name.
    let other = || first == "Thị" || is_body(name) && !SURNAMES.contains(&first.to_uppercase().as_str());
    let shaped = PERSON.is_match(name) && !other()
        || capitals && lines::is_capitals(name) && (2..=5).contains(&name.split_whitespace().count());
    // A stain reads as a letter or two: "Ở N".
    let letters = || name.chars().filter(|c| c.is_alphabetic()).count();
    (shaped && letters() >= 4 && !is_post(name) && !is_signed(name)).then_some(name)
}

/// Whether a post may stand on the line below: an authority, or the end of a list of recipients.
pub(super) fn may_sign(line: &str) -> bool {
    matches!(lines::mark(line), Some((lines::Mark::Authority, _))) || line.contains("Lưu:")
}

/// The surname that a scan shows with other marks ("Hỗ") or without its first letter ("hạm"), if it can be but one.
pub(super) fn surname_of(word: &str) -> Option<String> {
    let upper = word.to_uppercase();
    if SURNAMES.contains(&upper.as_str()) {
        return None;
    }
    let folded = vi::fold(word);
    let cut = word.chars().next().is_some_and(char::is_lowercase) && word.chars().count() >= 3;
    let fits = |surname: &&&str| if cut { surname.ends_with(&upper) } else { vi::fold(surname) == folded };
    let mut fitting = SURNAMES.iter().filter(fits);
    let surname = fitting.next().filter(|_| fitting.next().is_none())?.to_lowercase();
    let mut letters = surname.chars();
    Some(letters.next()?.to_uppercase().chain(letters).collect())
}

/// Whether `line` is a name of three syllables or more that begins with a surname.
pub(super) fn is_full_name(line: &str) -> bool {
    let name = person(line).unwrap_or("");
    let first = name.split_whitespace().next().unwrap_or("").to_uppercase();
    name.split_whitespace().count() >= 3 && SURNAMES.contains(&first.as_str()) && !name.ends_with("Chí Minh")
}

/// Whether a name may follow as that of a recipient: "- Đ/c", "- Phó Chủ tịch UBND tỉnh".
pub(super) fn is_titled(line: &str) -> bool {
    let last =
        line.rsplit(|c: char| c.is_whitespace() || c == '.').find(|word| !word.is_empty()).unwrap_or("").to_lowercase();
    [
        "đ/c",
        "ông",
        "bà",
        "chí",
        "ô",
        "b",
        "tịch",
        "tướng",
        "trưởng",
        "đốc",
        "thư",
        "pctr",
        "pct",
        "ct",
        "tt",
        "sĩ",
        "-",
        "chánh",
        "phòng",
    ]
    .contains(&last.as_str())
}

/// Whether `line` is a person's name.
pub(super) fn is_person(line: &str) -> bool {
    person(line).is_some()
}
