//! Cơ quan ban hành of a cited document: the words for a body after or before the number.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::number::type_words;
use crate::recognise::cues;
use crate::rules::regex;
use crate::vi::is_syllable;

/// Words that end the name of a body. They are two syllables where one alone may belong to a name.
const STOPS: &[&str] = &[
    "về",
    "v/v",
    "tới",
    "ngày",
    "năm",
    "đã",
    "có",
    "được",
    "là",
    "để",
    "nhằm",
    "trong",
    "theo",
    "tại",
    "từ",
    "do",
    "cho",
    "khi",
    "nêu",
    "này",
    "nay",
    "sẽ",
    "không",
    "gửi",
    "thì",
    "giao",
    "trước",
    "thẩm",
    "sau",
    "vừa",
    "vẫn",
    "vào",
    "qua hệ",
    "qua các",
    "qua mạng",
    "chỉ áp",
    "chỉ có",
    "chưa",
    "đến",
    "gồm",
    "như",
    "số",
    "kèm",
    "nói",
    "trên",
    "yêu",
    "ký",
    "ban hành",
    "quy định",
    "qui định",
    "hướng dẫn",
    "sửa đổi",
    "bổ sung",
    "phê duyệt",
    "thông qua",
    "thay thế",
    "triển khai",
    "thực hiện",
    "giao nhiệm",
    "phân cấp",
    "vềviệc",
    "chỉ đạo",
    "công bố",
    "thống nhất",
    "đề nghị",
    "chấp thuận",
    "hết hiệu",
    "cụ thể",
    "đối với",
    "quyết định",
    "chỉ thị",
    "kết luận",
    "kế hoạch",
    "xây dựng",
    "và các",
    "quy chế",
    "giao cho",
    "báo cáo",
    "tăng cường",
    "đẩy mạnh",
    "bãi bỏ",
    "bảo đảm",
    "đảm bảo",
    "tiếp tục",
    "tổ chức thực",
    "nâng cao",
    "phân công",
    "thành lập",
    "đôn đốc",
    "trả lời",
    "cấp phép",
    "xin ý",
    "góp ý",
    "liên quan",
    "hỏi",
    "cũng",
    "đều",
    "kịp",
    "chủ động",
    "khẩn",
    "liên tục",
    "đề xuất",
    "kiến nghị",
    "nhưng",
    "vì",
    "bằng",
    "đang",
    "phải",
    "hoặc",
    "cùng",
    "với",
    "chủ trì",
    "xử lý",
    "còn",
    "mà",
    "căn cứ",
    "nghị quyết",
    "nghị định",
    "công văn",
    "thông tư",
    "luật",
    "quản lý",
    "thi hành",
    "tổng hợp",
    "phản ánh",
];

/// First words of the names of bodies, canonical: what a phrase must begin with where nothing else shows a body.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    // A line may break between any two words of a name.
    let heads = r"^(?:UBND|HĐND|UBMTTQ|MTTQ|BTV|BCH|BCĐ|BTC|Ủy ban|Uỷ ban|ỦY BAN|UỶ BAN|Hội đồng|HỘI ĐỒNG|Chủ tịch|Phó Chủ tịch|CHỦ TỊCH|Chính phủ|CHÍNH PHỦ|Thủ tướng|THỦ TƯỚNG|Quốc hội|QUỐC HỘI|Bộ|BỘ|Thứ trưởng|Sở|SỞ|Giám đốc|GIÁM ĐỐC|Phó Giám đốc|Ban|BAN|Phòng|Văn phòng|Chánh|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Huyện uỷ|Quận ủy|Thị ủy|Đảng ủy|Đảng uỷ|Thường trực|Trung ương|Đoàn|Hội|Liên đoàn|Tổng|Cục|Chi cục|Vụ|Viện|Công an|Công đoàn|Thanh tra|Kiểm toán|Ngân hàng|Thống đốc|Tòa án|Toà án|Bảo hiểm|BHXH|VKSND|TAND|KBNN|LĐLĐ|Tỉnh đoàn|Thành đoàn|Huyện đoàn|Kho bạc|Công ty|Tập đoàn|Trường|Học viện|Bệnh viện|Trung tâm|Bí thư|Nhà nước|Liên bộ|Liên Bộ|Liên Sở|VPCP|Văn Phòng|Thuế tỉnh|Thuế thành phố|Thuế Thành phố|Thuế cơ sở|Hải quan|Tổ công tác|Tổ Công tác|Tổ giúp việc|Hiệu trưởng|Tư lệnh|Quân khu)";
    regex(&heads.replace(' ', "[ \n]"))
});

/// Bodies whose name nothing follows.
const ALONE: &[&str] = &[
    "Chính phủ",
    "CHÍNH PHỦ",
    "Thủ tướng Chính phủ",
    "THỦ TƯỚNG CHÍNH PHỦ",
    "Quốc hội",
    "QUỐC HỘI",
    "Ủy ban Thường vụ Quốc hội",
    "Uỷ ban Thường vụ Quốc hội",
    "Hội đồng Bộ trưởng",
];

/// Words before "Ủy ban nhân dân" that belong to one name with it.
const OF_COMMITTEE: [&str; 12] =
    ["tịch", "phòng", "và", "ủy", "uỷ", "đảng", "trực", "viên", "đạo", "thuộc", "của", "-"];

/// Whether a phrase begins as the names of bodies do.
pub(in crate::recognise) fn is_body(phrase: &str) -> bool {
    HEAD.is_match(phrase)
}

/// The same in small letters, as some write after "của": "sở Nội vụ".
static SMALL_HEAD: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:sở|bộ|cục|phòng|ban|ủy ban|uỷ ban)[ \n](?:\p{Lu}|nhân dân)"));

/// After the level of a place, what belongs to another word: "xã hội", "tỉnh ủy".
const NO_PLACE: &[&str] = &["hội", "đoàn", "ủy", "uỷ", "đội", "lỵ", "phố", "trấn", "trưởng"];

/// The name of a body that begins at `start` and ends before `limit`.
pub(in crate::recognise) fn phrase(text: &str, start: usize, limit: usize) -> Option<Range<usize>> {
    is_body(window(text, start, limit)?).then(|| name(text, start, limit)).flatten()
}

/// The same where the words before show that a body follows.
pub(super) fn phrase_of(text: &str, start: usize, limit: usize) -> Option<Range<usize>> {
    let window = window(text, start, limit)?;
    (is_body(window) || SMALL_HEAD.is_match(window)).then(|| name(text, start, limit)).flatten()
}

fn window(text: &str, start: usize, limit: usize) -> Option<&str> {
    text.get(start..limit.min(text.floor_char_boundary(start.saturating_add(220))))
}

fn name(text: &str, start: usize, limit: usize) -> Option<Range<usize>> {
    let window = window(text, start, limit)?;
    if let Some(alone) = ALONE
        .iter()
        .find(|alone| window.strip_prefix(**alone).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic())))
    {
        return Some(start..start + alone.len());
    }
    let base = window.as_ptr() as usize;
    let words: Vec<(usize, &str)> = window
        .split([' ', '\n', '\x0c'])
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - base, word))
        .take(24)
        .collect();
    let mut end = 0;
    let mut joined = false;
    for (at, (offset, word)) in words.iter().enumerate() {
        let plain = word.trim_end_matches([',', ';', '.', ':', ')', '”', '"', '(']);
        let lower = plain.to_lowercase();
        let next = words.get(at + 1).map(|(_, next)| *next).unwrap_or("");
        let pair = format!("{lower} {}", next.trim_end_matches([',', ';', '.', ':', ')']).to_lowercase());
        let stops = STOPS.contains(&lower.as_str()) || STOPS.contains(&pair.as_str());
        // "Ban Quản lý", "tỉnh Cao Bằng": what stops in small letters may stand in a name with a capital.
        let named = at > 0
            && plain.starts_with(|c: char| c.is_uppercase())
            && !matches!(
                lower.as_str(),
                "quy"
                    | "về"
                    | "v/v"
                    | "ban"
                    | "hướng"
                    | "sửa"
                    | "phê"
                    | "ngày"
                    | "số"
                    | "tại"
                    | "theo"
                    | "căn"
                    | "để"
                    | "thay"
                    | "kèm"
            );
        // "Hội nghị lần thứ năm": the fifth, no year.
        let ordinal = at.checked_sub(1).and_then(|above| words.get(above)).is_some_and(|(_, above)| *above == "thứ");
        // "Ban Chỉ đạo Quốc gia về Phòng, chống thiên tai": what it is for is its name.
        let charged = lower == "về" && next.starts_with(char::is_uppercase) && window.starts_with("Ban Chỉ đạo");
        // "Ban chỉ đạo Phổ cập giáo dục", "Ủy ban Pháp luật và Tư pháp": they are called that.
        let called = at == 1 && pair == "chỉ đạo" && window.starts_with("Ban ")
            || lower == "luật"
                && at.checked_sub(1).and_then(|above| words.get(above)).is_some_and(|(_, above)| *above == "Pháp");
        if at > 0
            && (stops && !named && !ordinal && !charged && !called || plain.starts_with(['(', '-', '“', '"', '[']))
            && plain != "-"
        {
            break;
        }
        if lower == "và" && (is_body(next) && !next.starts_with("Thể") || next.is_empty()) {
            break;
        }
        // "UBND tỉnh Hưng Yên và Thông báo số": another document follows, no half of a sector.
        let behind = || window.get(offset + word.len()..).unwrap_or("").trim_start();
        if lower == "và" && numbered_type(behind()) {
            break;
        }
        // "UBND tỉnh Bắc Giang và phản ánh của …": the name is complete, and no half of a sector follows.
        let placed = words.get(..at).is_some_and(|name| name.iter().any(|(_, word)| is_level(word)));
        let acts = || window.get(offset + word.len()..).is_some_and(|rest| cues::action(rest.trim_start()).is_some());
        if lower == "và" && next.starts_with(char::is_lowercase) && (placed || acts()) {
            break;
        }
        // "Sở Tài nguyên và môi trường và điều kiện": one "và" may stand before a small letter.
        if lower == "và" && std::mem::replace(&mut joined, true) && next.starts_with(char::is_lowercase) {
            break;
        }
        // "UBND tỉnh rà soát": a place has no name in small letters.
        let above = at.checked_sub(1).and_then(|above| words.get(above)).map_or("", |(_, above)| above);
        if matches!(above, "tỉnh" | "huyện" | "quận" | "xã" | "phường" | "phố" | "trấn")
            && plain.starts_with(char::is_lowercase)
            && !NO_PLACE.contains(&lower.as_str())
        {
            break;
        }
        if plain == "-" && !next.starts_with(|c: char| c.is_uppercase()) {
            break;
        }
        // "Bộ Giáo dục và Đào tạo Ủy ban nhân dân thị trấn": another name begins, but behind the word for its head or office.
        let committee = matches!(*word, "Ủy" | "Uỷ")
            && window
                .get(*offset..)
                .is_some_and(|rest| rest.get("Ủy".len()..).is_some_and(|rest| rest.starts_with(" ban nhân dân")));
        if committee && at > 2 && !OF_COMMITTEE.contains(&above.to_lowercase().as_str()) {
            break;
        }
        let broken = window.get(end..*offset).is_some_and(|gap| gap.contains('\n'));
        let line = window.get(*offset..).unwrap_or("");
        let label = line.get(..line.floor_char_boundary(28)).is_some_and(|line| line.contains(':'));
        if at > 1 && broken && (is_body(line) || label || line.starts_with("CỘNG H")) {
            break;
        }
        // "của Sở Tài chính tỉnh Quảng Ninhvề việc": a conversion lost the blank.
        let glued = plain.strip_suffix("về").filter(|name| name.len() > 1 && !is_syllable(plain) && is_syllable(name));
        if let Some(name) = glued {
            end = offset + name.len();
            break;
        }
        end = offset + plain.len();
        if plain.len() < word.len() {
            let more = word.ends_with(',')
                && matches!(plain, "hóa" | "hoá" | "học" | "động" | "chính")
                && matches!(next, "Thể" | "Công" | "Thương" | "Viễn" | "Thông");
            let more = more || word.ends_with(',') && plain == "trưởng" && next == "Chủ";
            let more = more || word.ends_with(',') && lower == "phòng" && next == "chống";
            let dotted = word.ends_with('.') && matches!(plain, "TP" | "Tp" | "TX" | "tp" | "tx" | "TT");
            if !more && !dotted {
                break;
            }
            end = offset + word.len();
        }
    }
    let name = window.get(..end)?.trim_end_matches([' ', '\n', ',', '-', '.']);
    let name = name.strip_suffix(" và").unwrap_or(name);
    (name.len() > 1).then(|| start..start + name.len())
}

/// Whether a document begins here: "Thông báo số".
fn numbered_type(rest: &str) -> bool {
    let word = type_words(rest).next().filter(|word| word.range.start == 0);
    let after = word.and_then(|word| rest.get(word.range.end..)).unwrap_or("").trim_start();
    after.starts_with("số") || after.starts_with("sô ") || after.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a word says of what level a place is.
fn is_level(word: &str) -> bool {
    ["tỉnh", "huyện", "quận", "xã", "phường", "phố", "trấn", "Tỉnh", "Thành"].contains(&word)
}

/// The name of a body that ends where `before` ends: "… của Giám đốc Sở Địa chính", "ngày 5/8, UBND huyện X".
pub(in crate::recognise) fn ending(before: &str) -> Option<Range<usize>> {
    let trimmed = before.trim_end_matches([' ', '\n', ',']);
    // The latest word that heads a body, unless a head stands right before it (Chủ tịch UBND, Giám đốc Sở).
    let mut starts: Vec<usize> = Vec::new();
    let mut fresh = true;
    for (at, c) in trimmed.char_indices() {
        if fresh && c.is_uppercase() && is_body(trimmed.get(at..).unwrap_or("")) {
            starts.push(at);
        }
        fresh = matches!(c, ' ' | '\n' | '(' | ',' | '.' | ';' | '“' | '"' | '-' | ':' | '\t' | '\x0c');
    }
    starts.into_iter().find_map(|start| {
        let found = phrase(trimmed, start, trimmed.len())?;
        (found.end == trimmed.len()).then_some(found)
    })
}
