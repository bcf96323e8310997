//! Bản chép từ trang web: cells parted by "|", marks of Markdown, a letterhead broken in the middle of its phrases, a page
//! on one line.

use std::sync::LazyLock;

use regex::Regex;

use crate::recognise::lines::{self, Mark};
use crate::recognise::names;
use crate::rules::regex;
use crate::text::{Span, Text};
use crate::vi;

/// Lines at the beginning of a text among which the letterhead stands.
const HEAD: usize = 60;
/// The same below the card that a page of the web puts over it, each of its words on a line.
const CARD: usize = 160;
/// What a copied letterhead may break over lines, in folded letters.
const PHRASES: [&str; 6] = [
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap tu do hanh phuc",
    "dang cong san viet nam",
    "uy ban nhan dan",
    "hoi dong nhan dan",
    "uy ban thuong vu quoc hoi",
];

/// Where lines are to be joined or parted; none in most texts.
pub(super) fn edits(text: &Text) -> Vec<(Span, String)> {
    let mut head: Vec<Span> = text.lines(text.whole()).take(HEAD).map(|line| text.trim(line)).collect();
    let mut edits = Vec::new();
    let drawn = head.iter().any(|line| is_drawn(text.quote(*line)));
    let starred = head.iter().any(|line| is_starred(text.quote(*line)));
    if drawn || starred {
        let more = text.lines(text.whole()).skip(HEAD).take(CARD - HEAD);
        head.extend(more.map(|line| text.trim(line)));
    }
    if starred {
        stars(text, &mut edits);
        head.iter_mut().for_each(|line| *line = within_stars(text, *line));
    }
    edits.extend(head.iter().filter_map(|line| page_number(text, *line)));
    let mut at = 0;
    while let Some(line) = head.get(at) {
        let quoted = text.quote(*line);
        let taken = if quoted.len() > ONE_LINE {
            part(text, *line, &mut edits);
            0
        } else if drawn && quoted.len() > 1 && quoted.contains('|') {
            cells(text, *line, &mut edits);
            0
        } else {
            broken(text, head.get(at..).unwrap_or_default(), drawn)
        };
        let joined = head.get(at..=at + taken).unwrap_or_default();
        edits.extend(joined.windows(2).map(|pair| (Span { start: pair[0].end, end: pair[1].start }, " ".to_owned())));
        at += taken + 1;
    }
    if drawn {
        let rest = Span { start: head.last().map_or(0, |line| line.end), end: text.whole().end };
        closing(text, rest, &mut edits);
        begun(text, &mut edits);
    }
    edits
}

/// Whether Markdown marks what is bold: "**ỦY BAN NHÂN DÂN**".
fn is_starred(line: &str) -> bool {
    line.starts_with("**") && line.len() > 6 && !line.trim_start_matches('*').starts_with(' ')
}

/// A line without the marks of Markdown at its ends.
fn within_stars(text: &Text, line: Span) -> Span {
    let quoted = text.quote(line);
    let inner = quoted.trim_matches(['*', '\\', ' ']);
    if inner.is_empty() { line } else { text.span_of(inner) }
}

/// The marks of Markdown: "**" anywhere, and "*" beside a word; not the line "*" below the name of a Party body.
fn stars(text: &Text, edits: &mut Vec<(Span, String)>) {
    static STARS: LazyLock<Regex> = LazyLock::new(|| regex(r"[^\s*]\*+|\*{2,}|\*[^\s*]"));
    for found in STARS.find_iter(text.as_str()) {
        let mark = found.as_str().trim_matches(|c: char| c != '*');
        edits.push((text.span_of(mark), String::new()));
    }
}

/// "Trang 1" that has run into the first words of its page: "Trang 1UBND TỈNH MINH HÀ".
fn page_number(text: &Text, line: Span) -> Option<(Span, String)> {
    let quoted = text.quote(line);
    let behind = quoted.strip_prefix("Trang ")?.trim_start_matches(|c: char| c.is_ascii_digit());
    let page = quoted.strip_suffix(behind)?;
    let joined = page.ends_with(|c: char| c.is_ascii_digit()) && behind.starts_with(char::is_uppercase);
    joined.then(|| (text.span_of(page), String::new()))
}

/// The first word of a paragraph or of an article that stands on a line of its own: "Căn⏎cứ Luật …", "Điều 2. Sở⏎Nội vụ".
fn begun(text: &Text, edits: &mut Vec<(Span, String)>) {
    let lines: Vec<Span> = text.lines(text.whole()).map(|line| within_stars(text, text.trim(line))).collect();
    for pair in lines.windows(2) {
        let [first, next] = [text.quote(pair[0]), text.quote(pair[1])];
        let bare = first.rsplit_once(". ").filter(|(article, _)| article.starts_with("Điều ")).map(|(_, word)| word);
        let word = bare.unwrap_or(first).trim_start_matches('*');
        let word = word.starts_with(char::is_uppercase) && word.len() < 12 && word.chars().all(char::is_alphabetic);
        if word && (next.starts_with(char::is_lowercase) || bare.is_some() && next.starts_with(char::is_alphabetic)) {
            edits.push((Span { start: pair[0].end, end: pair[1].start }, " ".to_owned()));
        }
    }
}

/// Whether "|" parts the cells of a letterhead here: alone on its line, or at the end of one.
fn is_drawn(line: &str) -> bool {
    line.ends_with('|') && !line.starts_with("| ") && line.len() < 200
}

/// How many lines behind the first one go on with its phrase.
fn broken(text: &Text, lines: &[Span], drawn: bool) -> usize {
    const LONGEST: usize = 80;
    let quoted = |at: usize| lines.get(at).map_or("", |line| text.quote(*line));
    let first = quoted(0);
    let apart = |at: usize| {
        let gap = lines.get(at - 1).zip(lines.get(at)).map(|(a, b)| Span { start: a.end, end: b.start });
        gap.is_none_or(|gap| text.quote(gap).contains(['\t', '\u{c}']))
    };
    if first.is_empty() || first.len() > LONGEST {
        return 0;
    }
    let mark = |line: &str| lines::mark(line).map(|(mark, _)| mark);
    let marked = mark(first);
    if marked == Some(Mark::Number) {
        static BARE: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?i:nghị quyết |luật )?[Ss](?i:ố)\s*:?$"));
        static NUMBER: LazyLock<Regex> = LazyLock::new(|| regex(r"^\d{1,6}\S{0,6}\s*[/-]\s*\S*\p{Lu}"));
        return usize::from(BARE.is_match(first) && NUMBER.is_match(quoted(1)) && !apart(1));
    }
    if matches!(marked, Some(Mark::Ruler | Mark::Day)) || !first.starts_with(char::is_uppercase) {
        return 0;
    }
    let is_day = |line: &str| mark(line) == Some(Mark::Day);
    let mut joined = first.to_owned();
    let folded = |line: &str| {
        line.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(vi::fold)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut words = folded(first);
    let phrase = PHRASES.iter().find(|phrase| phrase.strip_prefix(&words).is_some_and(|rest| rest.starts_with(' ')));
    for taken in 1..=4 {
        let next = quoted(taken);
        if next.is_empty() || next == "|" || apart(taken) {
            return 0;
        }
        if let Some(phrase) = phrase {
            words = format!("{words} {}", folded(next));
            match words.strip_prefix(phrase) {
                Some(rest) if rest.is_empty() || rest.starts_with(' ') => return taken,
                None if phrase.starts_with(&words) => continue,
                _ => return 0,
            }
        }
        joined = format!("{joined} {next}");
        let names_day = first.contains("gày") || next.starts_with("ngày") || drawn && joined.contains("gày");
        let goes_on = next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) || drawn && taken == 1;
        if !names_day || !goes_on || joined.len() > LONGEST {
            return 0;
        }
        if is_day(&joined) {
            return taken;
        }
    }
    0
}

/// A row of cells on one line: each becomes a line of its own, and so does a number or a day that a cell holds.
fn cells(text: &Text, line: Span, edits: &mut Vec<(Span, String)>) {
    static BAR: LazyLock<Regex> = LazyLock::new(|| regex(r"\s*\|[\s|]*"));
    static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?x)\p{Ll}(?P<a>\s+)Số\s?:\s?\d | NAM(?P<b>\s+)(?i:độc\slập) | (?i:hạnh\sphúc)(?P<c>\s+)\p{Lu}[^|]{2,40},\s?ngày",
        )
    });
    let quoted = text.quote(line);
    for bar in BAR.find_iter(quoted) {
        let at_end = bar.start() == 0 || bar.end() == quoted.len();
        edits.push((text.span_of(bar.as_str()), if at_end { "" } else { "\n" }.to_owned()));
    }
    let mut from = 0;
    while let Some(found) = quoted.get(from..).and_then(|rest| WITHIN.captures(rest)) {
        let blank = ["a", "b", "c"].into_iter().find_map(|name| found.name(name));
        let Some(blank) = blank else { break };
        edits.push((text.span_of(blank.as_str()), "\n".to_owned()));
        from += blank.end();
    }
}

/// Recipients and signature in one row of cells: "- Như Điều 3; | TM. ỦY BAN NHÂN DÂN |".
fn closing(text: &Text, rest: Span, edits: &mut Vec<(Span, String)>) {
    let closes = |cell: &str| {
        let mark = lines::mark(cell.trim()).map(|(mark, _)| mark);
        matches!(mark, Some(Mark::Authority | Mark::Recipients))
            || names::is_post(cell.trim()) && lines::is_capitals(cell)
    };
    for line in text.lines(rest) {
        let quoted = text.quote(line);
        if quoted.len() < 300 && quoted.trim().len() > 1 && quoted.contains('|') && quoted.split('|').any(closes) {
            cells(text, text.trim(line), edits);
        }
    }
}

/// A line of more bytes may hold a whole document.
const ONE_LINE: usize = 900;

/// A document without line ends: letterhead, title, articles and closing block get lines of their own.
fn part(text: &Text, line: Span, edits: &mut Vec<(Span, String)>) {
    static NATION: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"\s*((?:CỘNG H\p{L}{2} XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN) VIỆT NAM|Độc lập ?[-–] ?Tự do ?[-–] ?Hạnh phúc)\s*",
        )
    });
    static HEADS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?x)\s+[-_*=]{3,}[\s_*=-]*|(?P<before>\s+)(?:Số\s?:\s?\S|V/v\s|Kính\s[Gg]ửi\s?:)|ngày\s+\d{1,2}\s+tháng\s*\d{1,2}\s+năm\s+\d{4}(?P<after>\s+)\p{Lu}|/\s?\p{Lu}[\p{L}\d&-]+(?P<number>\s+)\p{Lu}{2}",
        )
    });
    static BODY: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?P<before>\s+)(?:Căn cứ \p{Lu}|Điều \d{1,3}[.:] \p{Lu}|(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ) ?:|Kính gửi ?:|Nơi nhận ?:|(?:TM|KT|TL)\. ?\p{Lu}{2}|- (?:Như|Lưu) |[IVX]{1,4}\. \p{Lu}{2})",
        )
    });
    const LETTERHEAD: usize = 700; // bytes
    let quoted = text.quote(line);
    let Some(nation) = NATION.find(quoted).filter(|nation| nation.start() < LETTERHEAD) else { return };
    let end = quoted.floor_char_boundary(nation.start() + LETTERHEAD);
    let head = quoted.get(..end).unwrap_or("");
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for found in NATION.captures_iter(head) {
        let (whole, name) = (found.get(0), found.get(1));
        cuts.extend(
            whole
                .zip(name)
                .into_iter()
                .flat_map(|(whole, name)| [(whole.start(), name.start()), (name.end(), whole.end())]),
        );
    }
    // "1. CỘNG HÒA …": the number of a page.
    let page = quoted.get(..nation.start()).unwrap_or("");
    if page.trim_end_matches(['.', ' ']).parse::<u8>().is_ok() {
        edits.push((text.span_of(page), String::new()));
    }
    let mut last = nation.end();
    for found in HEADS.captures_iter(head) {
        let blank = ["before", "after", "number"].into_iter().find_map(|name| found.name(name)).or(found.get(0));
        cuts.extend(blank.map(|blank| (blank.start(), blank.end())));
        last = last.max(found.get(0).map_or(0, |found| found.end() - 1));
    }
    // The title in capitals ends where the first word in small letters stands.
    let title = quoted.get(last..).unwrap_or("");
    let mut at = last;
    for word in title.split_inclusive(' ').take(80) {
        if word.contains(char::is_lowercase) {
            break;
        }
        at += word.len();
    }
    if at > last && at < quoted.len() {
        cuts.push((at - 1, at));
    }
    let body = quoted.get(at..).unwrap_or("");
    cuts.extend(
        BODY.captures_iter(body)
            .filter_map(|found| found.name("before"))
            .map(|blank| (at + blank.start(), at + blank.end())),
    );
    cuts.retain(|(start, end)| start < end && *start > 0);
    edits.extend(
        cuts.into_iter()
            .map(|(start, end)| (Span { start: line.start + start, end: line.start + end }, "\n".to_owned())),
    );
}

#[cfg(test)]
mod tests {
    use super::super::in_order;
    use super::*;

    #[track_caller]
    fn check(copied: &str, expected: &str) {
        let text = Text::plain(copied);
        assert_eq!(text.mended(&in_order(&text, edits(&text))).text.as_str(), expected);
    }

    #[test]
    fn a_broken_letterhead_is_joined() {
        check(
            "UỶ BAN NHÂN\nDÂN\nTỈNH MINH HÀ\n--------\n|\nCỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\nSố:\n14/2007/QĐ-UBND\n|\nMinh\nHà, ngày 19 tháng 6 năm 2007\n|\nCHỈ THỊ",
            "UỶ BAN NHÂN DÂN\nTỈNH MINH HÀ\n--------\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\nSố: 14/2007/QĐ-UBND\n|\nMinh Hà, ngày 19 tháng 6 năm 2007\n|\nCHỈ THỊ",
        );
        check("ỦY\nBAN NHÂN DÂN\nTỈNH MINH HÀ", "ỦY BAN NHÂN DÂN\nTỈNH MINH HÀ");
        check("Minh Hà, ngày\n28 tháng 3 năm 2013\nKẾ HOẠCH", "Minh Hà, ngày 28 tháng 3 năm 2013\nKẾ HOẠCH");
        check("Minh Hà,\nngày 25 tháng 5 năm 2015", "Minh Hà, ngày 25 tháng 5 năm 2015");
        check("Minh Hà, ngày 25\ntháng 01 năm 2024", "Minh Hà, ngày 25 tháng 01 năm 2024");
        check("|\nMinh\nHà, ngày 11 tháng 3\nnăm 2020\n|", "|\nMinh Hà, ngày 11 tháng 3 năm 2020\n|");
        check("|\nCăn\ncứ Luật Đầu tư công", "|\nCăn cứ Luật Đầu tư công");
        check("Trang 1UBND TỈNH MINH HÀ", "UBND TỈNH MINH HÀ");
    }

    #[test]
    fn marks_of_markdown_go() {
        check(
            "**ỦY BAN NHÂN\nDÂN**\n**CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM**\n*Minh Hà, ngày 28 tháng 11 năm 2025*\n**Điều 2. **Sở",
            "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nMinh Hà, ngày 28 tháng 11 năm 2025\nĐiều 2. Sở",
        );
        check("TỈNH ỦY MINH HÀ\n*\nSố 12-KH/TU\n* Ghi chú: 2*3", "TỈNH ỦY MINH HÀ\n*\nSố 12-KH/TU\n* Ghi chú: 2*3");
    }

    #[test]
    fn cells_on_one_line_are_parted() {
        check(
            "VĂN PHÒNG CHÍNH PHỦ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 9/VPCP-TH | Hà Nội, ngày 5 tháng 9 năm 2021 |",
            "VĂN PHÒNG CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 9/VPCP-TH\nHà Nội, ngày 5 tháng 9 năm 2021",
        );
    }

    #[test]
    fn a_page_on_one_line_is_parted() {
        let body = "Thực hiện Kế hoạch năm 2022 và các văn bản của tỉnh, ".repeat(20).trim_end().to_owned();
        check(
            &format!(
                "1. CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ỦY BAN NHÂN DÂN TỈNH MINH HÀ Độc lập - Tự do - Hạnh phúc -------- ------- Minh Hà, ngày 05 tháng 10 năm 2022 Số: 15/CT-UBND CHỈ THỊ VỀ VIỆC TIẾT KIỆM ĐIỆN {body}"
            ),
            &format!(
                "\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nỦY BAN NHÂN DÂN TỈNH MINH HÀ\nĐộc lập - Tự do - Hạnh phúc\nMinh Hà, ngày 05 tháng 10 năm 2022\nSố: 15/CT-UBND\nCHỈ THỊ VỀ VIỆC TIẾT KIỆM ĐIỆN\n{body}"
            ),
        );
    }

    #[test]
    fn other_lines_stay() {
        for text in [
            "UBND TỈNH MINH HÀ\nSỞ NỘI VỤ\nSố: 5/SNV-CCHC\nMinh Hà, ngày 5 tháng 1 năm 2020",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            "| STT | Nội dung | Đơn vị chủ trì |\n| 1 | Rà soát | Sở Nội vụ |",
            "Số:\nngày 5 tháng 1 năm 2020",
            "Ngày 5/1/2020, UBND tỉnh\nban hành kế hoạch",
        ] {
            check(text, text);
        }
    }
}
