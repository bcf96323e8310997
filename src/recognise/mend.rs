//! Sửa lỗi nhận dạng: formulas, names and figures that a scan shows wrong, put right before the rules read them.
//!
//! Only what is known beforehand is mended: the formulas of the layout (rules/formulas.txt), names of bodies and of
//! provinces, tên loại, and the figures of a day. Evidence goes on to quote what the scan shows.

mod bodies;
mod copied;
mod words;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{lines, names};
use crate::record::{Evidence, Record, TextSource};
use crate::rules::regex;
use crate::text::{Mended, Span, Text};
use crate::units::Register;
use crate::vi::distance;
use crate::{agency, rules, vi};

/// Lines at the beginning of a text among which the letterhead stands.
const HEAD: usize = 40;
/// A longer line is running text.
const LONGEST: usize = 160;
/// Phrases of fewer letters are mended in their marks only.
const LEAST_LETTERS: usize = 10;

/// A phrase that is known beforehand.
struct Phrase {
    written: String,
    /// Its folded letters without spaces.
    letters: Vec<u8>,
    words: usize,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let provinces = rules::PROVINCES.lines().flat_map(|name| [name, agency::short_name(name)]);
    let types = names::TYPES.iter().map(|rule| rule.name.as_str());
    let bodies = agency::BODIES.iter().map(|body| body.name);
    let listed = rules::FORMULAS.lines().chain(rules::CASING.lines()).chain(provinces).chain(types).chain(bodies);
    listed.filter_map(phrase).collect()
});
/// Every word of a phrase.
static WORDS: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| PHRASES.iter().flat_map(|phrase| phrase.written.split_whitespace()).map(vi::canonical).collect());
static PLACES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let cities =
        rules::PROVINCES.lines().filter(|name| name.starts_with("thành phố")).map(|name| name.replacen('t', "T", 1));
    let short = rules::PROVINCES.lines().map(|name| agency::short_name(name).to_owned());
    cities.chain(short).filter_map(|name| phrase(&name)).collect()
});

/// Posts of those who sign.
static POSTS: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let post = |line: &&str| names::is_post(line);
    rules::FORMULAS.lines().filter(post).filter_map(phrase).collect()
});

fn phrase(written: &str) -> Option<Phrase> {
    let (letters, words) = (letters(written), written.split_whitespace().count());
    (words > 1 && letters.len() >= 5).then(|| Phrase { written: written.to_owned(), letters, words })
}

/// The text as it should read, where its head was recognised from an image or copied without its layout.
pub(super) fn mended(text: &Text, units: &Register, record: &Record) -> Option<Mended> {
    let is_unit = |name: &str| !units.find(name, None, None).is_empty();
    if is_scanned(record) {
        return Some(text.mended(&edits(text, &is_unit)));
    }
    let edits = in_order(text, copied::edits(text));
    (!edits.is_empty()).then(|| text.mended(&edits))
}

/// Whether the first page was recognised from an image.
pub(super) fn is_scanned(record: &Record) -> bool {
    let head = record.page_sources.first().and_then(|page| page.source).or(record.text_source);
    head == Some(TextSource::Ocr)
}

/// A quote of a scanned page as the rules read it.
pub(super) fn mended_quote(quote: &str) -> String {
    // What is quoted of "số 21 4/QĐ-DCT" begins behind the word.
    static PARTED: LazyLock<Regex> = LazyLock::new(|| regex(r"^(\d{1,4}) (\d{1,3}/)"));
    let text = Text::plain(&PARTED.replace(quote, "$1$2"));
    text.mended(&edits(&text, &|_| false)).text.as_str().to_owned()
}

/// Leads the evidence in `record`, read from the mended text, back to the text as it was read.
pub(super) fn restore(text: &Text, mended: &Mended, record: &mut Record) {
    let mentions = record.citations.iter_mut().flat_map(|citation| &mut citation.mentions);
    let doubts = record.doubts.iter_mut().filter_map(|doubt| doubt.evidence.as_mut());
    for proof in record.evidence.values_mut().chain(mentions).chain(doubts) {
        let span = mended.origin(Span { start: proof.start, end: proof.end });
        *proof = Evidence::new(text, span, &proof.rule);
    }
}

/// What to put where; `is_unit` knows the names of units, which stay as they are.
fn edits(text: &Text, is_unit: &dyn Fn(&str) -> bool) -> Vec<(Span, String)> {
    let (mut edits, mut before) = (Vec::new(), "");
    for (number, line) in text.lines(text.whole()).enumerate() {
        let quoted = text.quote(line);
        let head = number < HEAD;
        if quoted.len() <= LONGEST && (lines::is_capitals(quoted) || head && is_formula(quoted)) {
            of_phrases(text, line, &mut edits);
        } else if let Some(lead) = lead(quoted) {
            edits.push((text.span_of(lead.0), lead.1.to_owned()));
        }
        if head && quoted.len() <= LONGEST {
            of_place(text, line, is_unit, &mut edits);
            // "Số:" may stand in a cell of its own, before what is printed behind the blank.
            if vi::fold(before.trim_end_matches([':', ' '])) != "so" {
                of_number_line(text, line, &mut edits);
            }
        }
        of_days(text, line, &mut edits);
        of_numbers(text, line, &mut edits);
        if quoted.len() <= LONGEST / 2 {
            of_signature(text, line, before, &mut edits);
        }
        before = quoted;
        words::edits(text, line, &mut edits);
        bodies::edits(text, line, &mut edits);
    }
    in_order(text, edits)
}

/// Edits from first to last, none upon another.
fn in_order(text: &Text, mut edits: Vec<(Span, String)>) -> Vec<(Span, String)> {
    edits.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    edits.retain(|(span, right)| {
        let apart = span.start >= end && text.quote(*span) != right;
        end = if apart { span.end } else { end };
        apart
    });
    edits
}

/// Folded letters; figures that look like letters are those.
fn letters(text: &str) -> Vec<u8> {
    let folded = vi::fold(text);
    let letter = |byte: u8| match byte {
        b'0' => Some(b'o'),
        b'1' | b'|' => Some(b'i'),
        b'a'..=b'z' | b'2'..=b'9' => Some(byte),
        _ => None,
    };
    folded.bytes().filter_map(letter).collect()
}

/// Whether a line in mixed letters may be the state's motto.
fn is_formula(line: &str) -> bool {
    let folded = vi::fold(line);
    folded.contains("tu do") || folded.contains("hanh phuc")
}

/// "Noi nhận:", "nhận:", "Kinh gửi:" at the start of a line.
fn lead(line: &str) -> Option<(&str, &'static str)> {
    if line.trim() == "nhận:" {
        return Some((line.trim().trim_end_matches(':'), "Nơi nhận"));
    }
    let first = line.trim_start().get(..line.trim_start().floor_char_boundary(24))?;
    let end =
        first.match_indices(|c: char| c == ':' || c.is_whitespace()).map(|(at, _)| at).nth(1).unwrap_or(first.len());
    let words = first.get(..end)?.trim_end_matches(|c: char| !c.is_alphanumeric());
    let right = match vi::fold(words).as_str() {
        "noi nhan" | "noi nhân" | "nơi nhan" => "Nơi nhận",
        "kinh gui" | "kinh goi" => "Kính gửi",
        _ => return None,
    };
    let capital = words.chars().next().is_some_and(char::is_uppercase);
    (capital && words != right && !line.contains("hồ sơ")).then_some((words, right))
}

/// Known phrases in a line of capitals.
fn of_phrases(text: &Text, line: Span, edits: &mut Vec<(Span, String)>) {
    let quoted = text.quote(line);
    let nation = letters(quoted);
    if nation.len() >= 9
        && PHRASES.first().is_some_and(|state| state.letters.starts_with(&nation) && nation != state.letters)
    {
        edits.extend(PHRASES.first().map(|state| (text.trim(line), state.written.clone())));
        return;
    }
    let is_word = |word: &&str| !word.is_empty();
    let words: Vec<&str> = quoted.split(|c: char| !c.is_alphanumeric()).filter(is_word).collect();
    let mut at = 0;
    while at < words.len() {
        let Some((phrase, taken)) = best(words.get(at..).unwrap_or_default()) else {
            at += 1;
            continue;
        };
        let whole = taken == words.len();
        if !whole && loses_word(words.get(at..at + taken).unwrap_or_default(), phrase) {
            at += 1;
            continue;
        }
        let span = text.span_of(words[at]).cover(text.span_of(words[at + taken - 1]));
        let found = text.quote(span);
        let right = if lines::is_capitals(found) { phrase.written.to_uppercase() } else { phrase.written.clone() };
        if vi::canonical(found) != vi::canonical(&right) && !found.contains(['-', '–']) {
            edits.push((span, right));
        }
        at += taken;
    }
}

/// Whether one of `words`, which may be meant for `phrase`, is a word of its own: "VẬT LIỆU NỔ CÔNG NGHIỆP".
fn loses_word(words: &[&str], phrase: &Phrase) -> bool {
    let known = phrase.written.split_whitespace();
    words.len() == phrase.words
        && words.iter().zip(known).any(|(word, known)| letters(word) != letters(known) && vi::is_syllable(word))
}

/// The phrase that `words` begin with, and how many of them it takes: the nearest, of equally near ones the longest.
fn best(words: &[&str]) -> Option<(&'static Phrase, usize)> {
    let mut best: Option<(usize, usize, &Phrase, usize)> = None;
    let known: Vec<bool> = words.iter().take(12).map(|word| WORDS.contains(&vi::canonical(word))).collect();
    let folded: Vec<Vec<u8>> = words.iter().take(12).map(|word| letters(word)).collect();
    let mut window = Vec::new();
    for taken in 1..=folded.len() {
        window.extend_from_slice(&folded[taken - 1]);
        for phrase in PHRASES.iter().filter(|phrase| phrase.words.abs_diff(taken) <= 1) {
            let allowed = match phrase.letters.len() {
                0..LEAST_LETTERS => 0,
                LEAST_LETTERS..20 => 1,
                _ => 2,
            };
            if phrase.letters.len().abs_diff(window.len()) > allowed || phrase.words != taken && allowed == 0 {
                continue;
            }
            // Words that are right by themselves are right together, however near to a phrase: "Thanh tra Sở".
            let allowed = if known.iter().take(taken).all(|known| *known) { 0 } else { allowed };
            let Some(distance) = distance(&phrase.letters, &window, allowed) else { continue };
            let rank = (distance, usize::MAX - phrase.letters.len());
            if best.is_none_or(|(known, length, ..)| rank < (known, length)) {
                best = Some((rank.0, rank.1, phrase, taken));
            }
        }
    }
    best.map(|(_, _, phrase, taken)| (phrase, taken))
}

/// The place before the day: "Đông Nai, ngày …".
fn of_place(text: &Text, line: Span, is_unit: &dyn Fn(&str) -> bool, edits: &mut Vec<(Span, String)>) {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^\s*(\p{Lu}[\p{L} .]{3,40}?)\s*,?(\s[^\p{L}\s]{1,2}\s)?\s*(ng[àaáâ]\S?)\S*\s.*n[ăa]m\s*\S")
    });
    static NO_MONTH: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(ngày)\s+(?:0?[1-9]|1[0-2])\s+năm\s+(?:19|20)\d\d\D*$"));
    let quoted = text.quote(line);
    if let Some(word) = NO_MONTH.captures(quoted).and_then(|found| found.get(1)) {
        // The figure before "năm" is the month, in print; a pen filled in what is lost before it.
        edits.push((text.span_of(word.as_str()), "ngày … tháng".to_owned()));
    }
    let Some(found) = DAY.captures(quoted) else { return };
    let (Some(place), Some(word)) = (found.get(1), found.get(3)) else { return };
    // A stroke of the pen that reaches before the day: "Hà Nội, 1, ngày".
    if let Some(stroke) = found.get(2) {
        edits.push((text.span_of(stroke.as_str()), " ".to_owned()));
    }
    let written = letters(place.as_str());
    let allowed = if written.len() >= 12 { 2 } else { usize::from(written.len() >= 8) };
    let nearest = PLACES.iter().filter_map(|known| Some((distance(&known.letters, &written, allowed)?, known)));
    if let Some((_, known)) = nearest.min_by_key(|(distance, _)| *distance)
        && vi::canonical(place.as_str()) != vi::canonical(&known.written)
        && !is_unit(place.as_str())
    {
        edits.push((text.span_of(place.as_str()), known.written.clone()));
    }
    if word.as_str() != "ngày" {
        edits.push((text.span_of(word.as_str()), "ngày ".to_owned()));
    }
}

/// A symbol on a line of its own, where the scan has lost "Số:" before it: "/CT-UBND".
fn of_number_line(text: &Text, line: Span, edits: &mut Vec<(Span, String)>) {
    static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^([^0-9A-ZĐ]{0,3}/|[^0-9A-ZĐ]{1,3})\s?((\p{Lu}[\p{Lu}\p{Ll}&]*)(?:\s?-\s?\p{Lu}[\p{L}\d&]+){1,4})$")
    });
    let Some(found) = SYMBOL.captures(text.quote(line).trim()) else { return };
    let (Some(before), Some(first)) = (found.get(1), found.get(3)) else { return };
    let known = crate::number::type_of_symbol(first.as_str()).is_some()
        || agency::BODIES.iter().any(|body| body.abbreviations.contains(&first.as_str()));
    if before.as_str().ends_with('/') || known {
        edits.push((text.span_of(before.as_str()), "Số:  /".to_owned()));
    }
}

/// Authority, post and name of one who signs, where seal or pen hides the first letters: "T. BỘ TRƯỞNG" below "KT.",
/// "HỦ TỊCH", "hạm Trường Thọ".
fn of_signature(text: &Text, line: Span, before: &str, edits: &mut Vec<(Span, String)>) {
    let quoted = text.quote(line).trim();
    // "?T." is a letter that looks like a figure.
    let post = ["T. ", "?T. ", "1T. ", "IT. "].iter().find_map(|cut| quoted.strip_prefix(cut));
    if let Some(post) = post.filter(|post| best(&post.split(' ').collect::<Vec<_>>()).is_some()) {
        edits.push((text.span_of(quoted.strip_suffix(post).unwrap_or(quoted)), "KT. ".to_owned()));
        return;
    }
    if lines::is_capitals(quoted) {
        let seen = letters(quoted);
        let deputy = before.trim_start().starts_with("KT");
        let ends = |post: &&Phrase| post.letters.ends_with(&seen);
        let fits = |post: &&Phrase| !deputy || post.written.starts_with("PHÓ") || post.written.starts_with("THỨ");
        let mut posts = POSTS.iter().filter(ends).filter(fits);
        let cut = seen.len() >= 5 && !POSTS.iter().any(|post| post.letters == seen) && names::may_sign(before);
        if let (Some(post), None, true) = (posts.next(), posts.next(), cut) {
            edits.push((text.span_of(quoted), post.written.clone()));
        }
        return;
    }
    let words: Vec<&str> = quoted.split_whitespace().collect();
    let Some((first, given)) = words.split_first() else { return };
    let is_given = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
    };
    let given_names = given.iter().filter(|word| is_given(word)).count();
    let strays = given.iter().filter(|word| !word.contains(char::is_alphanumeric)).count();
    if !(2..=4).contains(&given_names) || given_names + strays != given.len() {
        return;
    }
    if let Some(surname) = names::surname_of(first).filter(|surname| surname != first) {
        edits.push((text.span_of(first), surname));
    }
    for pair in words.windows(2).filter(|pair| !pair[1].contains(char::is_alphanumeric)) {
        let stray = Span { start: text.span_of(pair[0]).end, end: text.span_of(pair[1]).end };
        edits.push((Span { end: stray.end + 1, ..stray }, " ".to_owned()));
    }
}

/// Figures of a day that the scan shows as letters: "ngày l6 tháng 0I năm 2()25".
fn of_days(text: &Text, line: Span, edits: &mut Vec<(Span, String)>) {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)(?:(?:^|\s|ngày)\s*([^\s,;.]{1,2})\s*)?tháng\s?:?\s*([^\s,;.]{1,2})\s*năm\s*([^\s,;.]{4,6})")
    });
    let quoted = text.quote(line);
    if !quoted.contains("tháng") {
        return;
    }
    for found in DAY.captures_iter(quoted) {
        for part in found.iter().skip(1).flatten() {
            if let Some(figures) = figures(part.as_str()).filter(|figures| figures != part.as_str()) {
                edits.push((text.span_of(part.as_str()), figures));
            }
        }
    }
}

/// A number that the scan shows in two parts ("số 21 4/QĐ-DCT"), and the r of Tờ trình, which is seen as a sign
/// ("98/TT:-BNNMT").
fn of_numbers(text: &Text, line: Span, edits: &mut Vec<(Span, String)>) {
    static PARTED: LazyLock<Regex> =
        LazyLock::new(|| regex(r"[Ss]ố:? ?\d{1,4}( )\d{1,3}/(?:\p{Lu}{2}|(?:19|20)\d\d/)"));
    static SUBMISSION: LazyLock<Regex> = LazyLock::new(|| regex(r"\d/TT([:;.,!*'’]+) ?[-–]"));
    // "42/2024/QHI15", "42/2024/QHI5": of the National Assembly's term.
    static TERM: LazyLock<Regex> = LazyLock::new(|| regex(r"\d/QH([Il|!]+)1\d"));
    static TERM_CUT: LazyLock<Regex> = LazyLock::new(|| regex(r"\d/QH([Il|!])\d(?:\D|$)"));
    let quoted = text.quote(line);
    if !quoted.contains('/') {
        return;
    }
    for (pattern, right) in [(&*PARTED, ""), (&*SUBMISSION, "r"), (&*TERM, ""), (&*TERM_CUT, "1")] {
        let wrong = pattern.captures_iter(quoted).filter_map(|found| found.get(1));
        edits.extend(wrong.map(|wrong| (text.span_of(wrong.as_str()), right.to_owned())));
    }
}

/// What is meant where at least one character is a figure and the others look like one.
fn figures(written: &str) -> Option<String> {
    let written = written.replace("()", "0");
    let figure = |c: char| match c {
        '0'..='9' => Some(c),
        'O' | 'o' | 'Ø' | 'Ô' | 'ô' | 'Q' => Some('0'),
        'l' | 'I' | '|' | 'i' | '!' | ']' | '[' => Some('1'),
        'S' | 'Š' | 's' => Some('5'),
        'Z' | 'z' => Some('2'),
        'B' => Some('8'),
        _ => None,
    };
    written.contains(|c: char| c.is_ascii_digit()).then(|| written.chars().map(figure).collect())?
}

/// A line as one kind of edits leaves it.
#[cfg(test)]
fn line_mended(edits: fn(&Text, Span, &mut Vec<(Span, String)>), line: &str) -> String {
    let (text, mut found) = (Text::plain(line), Vec::new());
    edits(&text, text.whole(), &mut found);
    text.mended(&in_order(&text, found)).text.as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scanned: &str, expected: &str) {
        let text = Text::plain(scanned);
        let is_unit = |name: &str| name == "Kiến Giang";
        assert_eq!(text.mended(&edits(&text, &is_unit)).text.as_str(), expected);
    }

    #[test]
    fn formulas_and_names_are_put_right() {
        check("CỘNG HOÀ XÃ HỘ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        check("CỌNG HÓA XA HỌI CHU NGHIA VHẸT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        check("CHÍ THỊ", "CHỈ THỊ");
        check("QUYÉT ĐỊNH:", "QUYẾT ĐỊNH:");
        check("ỦY BẠN NHÂN DÂN\nTĨNH QUANG NGAÀI", "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI");
        check("TỈNH ĐÔNG NAI", "TỈNH ĐỒNG NAI");
        check("THÀNH PHÓ HÒ CHÍ MINH", "THÀNH PHỐ HỒ CHÍ MINH");
        check("BỘ Y TẺ - BỘ CÔNG THƯƠNG -", "BỘ Y TẾ - BỘ CÔNG THƯƠNG -");
        check("NHÂN DÂN TÓI CAO - TÒA ÁN", "NHÂN DÂN TỐI CAO - TÒA ÁN");
        check("CỤC CẢÁNH SÁT PCCC VÀ CNCH", "CỤC CẢNH SÁT PCCC VÀ CNCH");
        check("PHO CHU TỊCH", "PHÓ CHỦ TỊCH");
        check("VÀ VẬT LIỆU NỔ CÔNG NGHIỆP", "VÀ VẬT LIỆU NỔ CÔNG NGHIỆP");
        check("Luật số 120/2025/QHI15; số 42/2024/QHI5 và", "Luật số 120/2025/QH15; số 42/2024/QH15 và");
        check("Noi nhận:\n- Như trên;", "Nơi nhận:\n- Như trên;");
        check("nhận:\n- Như trên;", "Nơi nhận:\n- Như trên;");
        check("/CT-UBND", "Số:  /CT-UBND");
    }

    #[test]
    fn a_signature_behind_a_seal_is_put_right() {
        check(
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nHỦ TỊCH\nHỗ Văn Hà",
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nHồ Văn Hà",
        );
        check("T. BỘ TRƯƠNG\nTrương Thanh Hoài", "KT. BỘ TRƯỞNG\nTrương Thanh Hoài");
        check("?T. CỤC TRƯỞNG", "KT. CỤC TRƯỞNG");
        check("- Lưu: VT.\nhạm Trường Thọ", "- Lưu: VT.\nPhạm Trường Thọ");
        check("Nguyễn Thị ¡ Hồng Hạnh", "Nguyễn Thị Hồng Hạnh");
        check("KT. TRƯỞNG BAN\nƯỞNG BAN", "KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN");
        check("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG");
        check("- Lưu: VT.\nCHỦ TỊCH", "- Lưu: VT.\nCHỦ TỊCH");
        check("Cao Bá Quát", "Cao Bá Quát");
    }

    #[test]
    fn figures_of_a_day_are_put_right() {
        check("Đông Nai, ngày Ø3 tháng 0I năm 2()25", "Đồng Nai, ngày 03 tháng 01 năm 2025");
        check(
            "Thành phó Hồ Chí Minh, 1, ngày khỗ tháng 6 năm 2026",
            "Thành phố Hồ Chí Minh, ngày khỗ tháng 6 năm 2026",
        );
        check("Phú Thọ, ngày 12 năm 2011", "Phú Thọ, ngày … tháng 12 năm 2011");
        check("Quảng Ngãi, ngàW/† tháng 5 năm 2021", "Quảng Ngãi, ngày /† tháng 5 năm 2021");
        check("tại Công văn ngày l6 tháng 4 năm 2025", "tại Công văn ngày 16 tháng 4 năm 2025");
    }

    #[test]
    fn a_parted_number_is_one() {
        check("Quyết định số 21 4/QĐ-DCT ngày", "Quyết định số 214/QĐ-DCT ngày");
        check("Nghị định số 1 23/2020/NĐ-CP", "Nghị định số 123/2020/NĐ-CP");
        check("tại Tờ trình số 98/TT:-BNNMT", "tại Tờ trình số 98/TTr-BNNMT");
        for right in ["Công văn số 5 12/10/2020", "năm 2020 số 5; 6/QĐ-UBND", "12 4/QĐ-DCT", "15/TT-BTC", "số 20 10/11"]
        {
            check(right, right);
        }
    }

    #[test]
    fn a_quote_reads_as_the_page_did() {
        assert_eq!(mended_quote("tháng 0I năm 2025"), "tháng 01 năm 2025");
        assert_eq!(mended_quote("21 4/QĐ-DCT"), "214/QĐ-DCT");
        assert_eq!(mended_quote("ngày 12 năm 2011"), "ngày … tháng 12 năm 2011");
    }

    #[test]
    fn what_is_right_or_not_known_stays() {
        for text in [
            "UỶ BAN NHÂN DÂN\nTỈNH QUẢNG NAM",
            "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            "Quảng Nam, ngày 5 tháng 1 năm 2020",
            "Kiến Giang, ngày 5 tháng 1 năm 2020",
            "THANH TRA SỞ\nPHÒNG TÀI CHÍNH",
            "VỤ CÔNG THƯƠNG",
            "CỤC TRƯỞNG CỤC THUẾ TỈNH HÀ NAM",
            "ngày Z tháng 4 năm 2020",
            "- Nơi nhận hồ sơ: Bộ phận một cửa",
            "QCVN 03:2023/BCA",
        ] {
            check(text, text);
        }
    }
}
