//! Bố cục: the structure of a body, phần, chương, mục, điều, khoản, điểm, bullets and paragraphs, soft line breaks undone.

use std::ops::Range;

use super::Zones;
use crate::text::{Span, Text};

/// What stands at the head of a block, from the highest rank to the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Marker {
    /// The whole of one zone: the body, an annex.
    Zone,
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục, Tiểu mục.
    Section,
    /// Điều.
    Article,
    /// `A.`
    Capital,
    /// `I.`
    Roman,
    /// `1.`, `1)`: khoản.
    Number,
    /// `1.1.`
    Number2,
    /// `1.1.1.`
    Number3,
    /// `a)`: điểm.
    Letter,
    /// `-`.
    Dash,
    /// `+`.
    Plus,
    /// `*`, `•` and the like.
    Star,
    /// A paragraph without any.
    Plain,
}

/// One paragraph, heading or bullet.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What stands at its head.
    pub marker: Marker,
    /// Its text without the marker, in [`Outline::content`].
    pub range: Range<usize>,
    /// The block that it stands under.
    pub parent: Option<usize>,
}

/// The blocks of a text. Offsets here are those of `content`, not of the text: [`Outline::span`] leads back.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The text with soft line breaks, page numbers and repeated spaces taken out; one block a line.
    pub content: String,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// From which offset of `content` on which offset of the text is copied.
    seams: Vec<(usize, usize)>,
}

/// The outline of the body and the annexes. Cells of tables that hold data are left out.
pub(super) fn outline(text: &Text, zones: &Zones) -> Outline {
    let mut builder = Builder { text, outline: Outline::default(), open: Vec::new(), offered: None };
    for zone in std::iter::once(zones.body).chain(zones.annexes.iter().copied()) {
        builder.zone(zone, zones.recipients.is_none());
    }
    builder.outline
}

impl Outline {
    /// The characters at `range`.
    pub(super) fn quote(&self, range: Range<usize>) -> &str {
        self.content.get(range).unwrap_or("")
    }

    /// Where the text has what stands at `range` here.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let source = |offset: usize| {
            let seam = self.seams.partition_point(|&(from, _)| from <= offset).saturating_sub(1);
            self.seams.get(seam).map_or(offset, |&(from, source)| source + (offset - from))
        };
        if range.is_empty() {
            return Span { start: source(range.start), end: source(range.start) };
        }
        Span { start: source(range.start), end: source(range.end - 1) + 1 }
    }

    /// The sentences of `range`, in order, trimmed.
    pub(super) fn sentences(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let quoted = self.quote(range.clone());
        let mut found = Vec::new();
        let mut start = 0;
        for dot in memchr::memchr3_iter(b'.', b'!', b'?', quoted.as_bytes()) {
            let end = dot + 1;
            if ends_sentence(quoted, start, dot, end) {
                found.push(range.start + start..range.start + end);
                start = end + quoted.get(end..).map_or(0, |rest| rest.len() - rest.trim_start().len());
            }
        }
        if start < quoted.trim_end().len() {
            found.push(range.start + start..range.start + quoted.trim_end().len());
        }
        found
    }
}

/// Whether the dot at `dot` ends a sentence: a capital follows, and no abbreviation or number stands before it.
fn ends_sentence(quoted: &str, start: usize, dot: usize, end: usize) -> bool {
    let Some(rest) = quoted.get(end..) else { return false };
    let mut after = rest.chars();
    if after.next().is_none_or(|c| c != ' ') {
        return false;
    }
    if !after.find(|c| !matches!(c, ' ' | '"' | '“' | '(')).is_some_and(char::is_uppercase) {
        return false;
    }
    let before = quoted.get(start..dot).unwrap_or("");
    let word = before.rsplit([' ', '(', '/']).next().unwrap_or("");
    if matches!(word, "Ông" | "Bà") {
        return false;
    }
    !(word.chars().count() <= 3
        && word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().all(char::is_alphabetic)
        && word.chars().filter(|c| c.is_uppercase()).count() == word.chars().count().clamp(1, 2))
}

struct Builder<'a> {
    text: &'a Text,
    outline: Outline,
    /// Blocks that still take children, the highest first, each with twice its rank.
    open: Vec<(usize, u8)>,
    /// A block that ends with a colon: a list that begins after it stands under it.
    offered: Option<usize>,
}

/// A line of the source.
#[derive(Clone, Copy)]
struct Line {
    span: Span,
    /// Characters.
    width: usize,
    /// How far in it begins, in characters.
    indent: usize,
    /// A blank line stands before it.
    apart: bool,
    /// The line before it ends with its page and not with its words.
    runs_on: bool,
}

impl Builder<'_> {
    fn zone(&mut self, zone: Span, stop_at_recipients: bool) {
        self.open.clear();
        self.offered = None;
        let at = self.outline.content.len();
        self.outline.blocks.push(Block { marker: Marker::Zone, range: at..at, parent: None });
        self.open.push((self.outline.blocks.len() - 1, 0));
        let lines = self.lines(zone, stop_at_recipients);
        let wrap = wrap_width(&lines);
        let mut index = 0;
        while index < lines.len() {
            let marker = marker(self.text.quote(lines[index].span));
            let mut last = index;
            while last + 1 < lines.len() && self.continues(&lines, index, last, marker.as_ref(), wrap) {
                last += 1;
            }
            self.block(&lines[index..=last], marker);
            index = last + 1;
        }
    }

    /// The lines of a zone but for page numbers and tables of data.
    fn lines(&self, zone: Span, stop_at_recipients: bool) -> Vec<Line> {
        let mut skipped =
            self.text.tables().iter().filter(|table| is_data(self.text, table)).map(|table| table.span).peekable();
        let mut found: Vec<Line> = Vec::new();
        let mut boxes = self.text.boxes().iter().peekable();
        let mut end = zone.start;
        let mut page_turned = false;
        let mut in_recipients = false;
        for raw in self.text.lines(zone) {
            let between = self.text.quote(Span { start: end, end: raw.start });
            let span = self.text.trim(raw);
            let quoted = self.text.quote(span);
            page_turned |= between.contains('\u{c}');
            let runs_on = between.trim_matches(' ') == "\u{c}";
            let apart = between.matches('\n').count() > 1 && !page_turned;
            while skipped.peek().is_some_and(|table| table.end <= span.start) {
                skipped.next();
            }
            end = raw.end;
            if skipped.peek().is_some_and(|table| table.contains(span)) || is_furniture(quoted) {
                page_turned |= is_furniture(quoted);
                continue;
            }
            in_recipients = match in_recipients {
                false => stop_at_recipients && quoted.starts_with("Nơi nhận"),
                true => !quoted.to_lowercase().starts_with("phụ lục"),
            };
            if in_recipients {
                continue;
            }
            while boxes.peek().is_some_and(|word| word.span.start < span.start) {
                boxes.next();
            }
            let indent = match boxes.peek() {
                Some(word) if word.span.start == span.start => (word.edges[0] / 6.0).max(0.0) as usize,
                _ => self.text.quote(Span { start: raw.start, end: span.start }).len(),
            };
            found.push(Line { span, width: quoted.chars().count(), indent, apart, runs_on });
            page_turned = false;
        }
        found
    }

    /// Whether the line after `last` goes on with the paragraph that began with `first`.
    fn continues(&self, lines: &[Line], first: usize, last: usize, head: Option<&Head>, wrap: Option<usize>) -> bool {
        let (line, next) = (lines[last], lines[last + 1]);
        let quoted = self.text.quote(line.span);
        let following = self.text.quote(next.span);
        if next.runs_on {
            return true;
        }
        if marker(following).is_some() || next.apart {
            return false;
        }
        let untitled = head.is_some_and(|head| head.marker < Marker::Article && head.length >= quoted.len());
        if first == last && untitled {
            return true;
        }
        if following.chars().next().is_some_and(char::is_lowercase) {
            return !quoted.ends_with([':', ';']) || wrap.is_some();
        }
        let Some(wrap) = wrap else { return false };
        let word = following.split(' ').next().map_or(0, |word| word.chars().count());
        let full = line.indent.min(12) + line.width + 1 + word >= wrap * 17 / 20;
        let indented = next.indent > line.indent + 2 && last > first;
        full && !indented && !(quoted.ends_with([':', ';']) && next.indent > line.indent)
    }

    fn block(&mut self, lines: &[Line], head: Option<Head>) {
        let start = self.outline.content.len();
        for (index, line) in lines.iter().enumerate() {
            if index > 0 && !broken_number(&self.outline.content) {
                self.outline.content.push(' ');
            }
            self.copy(line.span);
        }
        let end = self.outline.content.len();
        self.outline.content.push('\n');
        self.seam(end, lines.last().map_or(0, |line| line.span.end));
        let (marker, number, length) =
            head.map_or((Marker::Plain, 0, 0), |head| (head.marker, head.number, head.length));
        let text_start = (start + length).min(end);
        let blanks = self.outline.quote(text_start..end).len() - self.outline.quote(text_start..end).trim_start().len();
        let range = text_start + blanks..end;
        let parent = self.parent(marker, number);
        let offers = opens_list(self.outline.quote(range.clone()));
        self.outline.blocks.push(Block { marker, range, parent });
        let this = self.outline.blocks.len() - 1;
        if marker != Marker::Plain {
            self.open.push((this, rank(marker)));
        }
        self.offered = offers.then_some(this);
    }

    /// Under which block a new one stands.
    fn parent(&mut self, marker: Marker, number: u32) -> Option<usize> {
        // A list that begins right after "…:" belongs to that block whatever its own marker; one that goes on does not.
        let begins = number == 1 || !self.open.iter().any(|&(_, open)| open == rank(marker));
        let limit = if marker == Marker::Plain { rank(Marker::Dash) - 1 } else { rank(marker) };
        if let Some(offered) = self.offered.take()
            && begins
            && marker != Marker::Plain
            && rank(marker) <= rank(self.outline.blocks[offered].marker)
        {
            self.open.push((offered, rank(marker).saturating_sub(1)));
        }
        while self.open.last().is_some_and(|&(_, open)| open >= limit) {
            self.open.pop();
        }
        self.open.last().map(|&(block, _)| block)
    }

    /// Appends what stands at `span`, repeated spaces as one.
    fn copy(&mut self, span: Span) {
        let quoted = self.text.quote(span);
        if !quoted.contains("  ") {
            self.seam(self.outline.content.len(), span.start);
            self.outline.content.push_str(quoted);
            return;
        }
        let mut first = true;
        for word in quoted.split(' ').filter(|word| !word.is_empty()) {
            if !first {
                self.outline.content.push(' ');
            }
            first = false;
            self.seam(self.outline.content.len(), self.text.span_of(word).start);
            self.outline.content.push_str(word);
        }
    }

    fn seam(&mut self, flow: usize, source: usize) {
        self.outline.seams.push((flow, source));
    }
}

/// Whether a block ends by announcing what follows: with a colon, or with "sau" and the wrong mark.
pub(super) fn opens_list(text: &str) -> bool {
    // "ngày 05 tháng sau." is a day, and announces nothing.
    let later = [" tháng sau", " quý sau", " năm sau", " tuần sau", " kỳ sau", " lần sau"];
    let said = text.trim_end_matches([';', '.']);
    text.ends_with(':')
        || [" sau;", " sau."].iter().any(|end| text.ends_with(end)) && !later.iter().any(|end| said.ends_with(end))
}

fn rank(marker: Marker) -> u8 {
    2 * marker as u8
}

/// A table whose cells are no running text.
fn is_data(text: &Text, table: &crate::text::Table) -> bool {
    const RUNNING_TEXT: usize = 900; // a body laid out as one big cell, as web pages do
    table.rows.iter().flatten().all(|cell| text.quote(cell.span).len() < RUNNING_TEXT)
}

/// The width at which lines were broken; `None` where each line is a whole paragraph.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    const LONGEST_PRINTED_LINE: usize = 130;
    let mut widths: Vec<usize> = lines.iter().map(|line| line.width + line.indent.min(12)).collect();
    widths.sort_unstable();
    let wide = *widths.get(widths.len() * 9 / 10)?;
    (wide <= LONGEST_PRINTED_LINE).then_some(wide)
}

/// A page number, or what an electronic signature prints on the page.
fn is_furniture(quoted: &str) -> bool {
    const LONGEST_STAMP: usize = 120;
    let stamp = quoted.len() <= LONGEST_STAMP
        && (quoted.ends_with("+07:00") || (quoted.contains('@') && !quoted.ends_with(['.', ';'])));
    stamp || is_page_number(quoted)
}

fn is_page_number(quoted: &str) -> bool {
    let digits = quoted.trim_matches(['-', ' ', '|', '.']);
    digits.len() <= 3 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// "186/KH-" at the end of a line: the next line goes on with the number.
fn broken_number(content: &str) -> bool {
    let mut tail = content.chars().rev();
    tail.next() == Some('-') && tail.next().is_some_and(char::is_uppercase)
}

struct Head {
    marker: Marker,
    number: u32,
    /// Bytes of the marker.
    length: usize,
}

/// The marker at the head of a line.
fn marker(line: &str) -> Option<Head> {
    let first = line.chars().next()?;
    let head = |marker, number, length| Some(Head { marker, number, length });
    match first {
        '-' | '~' | '+' | '*' | '•' | '●' | '▪' | '◦' | '○' | '■' | '\u{f0b7}' | '\u{f0a7}' | '\u{f02d}' => {
            let marker = match first {
                '-' | '~' => Marker::Dash,
                '+' => Marker::Plus,
                _ => Marker::Star,
            };
            let rest = line.get(first.len_utf8()..)?;
            rest.chars().find(|c| *c != ' ').filter(|c| c.is_alphanumeric() || "(\"“".contains(*c))?;
            head(marker, 0, first.len_utf8())
        }
        '0'..='9' | '?' | '$' => numbered(line),
        'P' | 'C' | 'M' | 'T' | 'Đ' => named(line).or_else(|| lettered(line)),
        _ => lettered(line),
    }
}

/// `1.`, `1)`, `1.2.`, `1.2`, `1- ` of the Party; a scan may show `?.` for a figure, and `5_` for `5.`.
fn numbered(line: &str) -> Option<Head> {
    let bytes = line.as_bytes();
    let (mut at, mut depth, mut number) = (0, 0, 0);
    let mut closed = false;
    while depth < 4 {
        let digits = bytes.get(at..)?.iter().take_while(|b| b.is_ascii_digit() || b"?$".contains(b)).count();
        if digits == 0 || digits > 2 {
            break;
        }
        number = line.get(at..at + digits)?.parse().unwrap_or(0);
        depth += 1;
        at += digits;
        // "1 . Rà soát": a reader of scans sets the point apart.
        if depth == 1 && matches!(bytes.get(at..at + 3), Some(b" . " | b" ) ")) {
            at += 1;
        }
        closed = matches!(bytes.get(at), Some(b'.' | b')' | b'/' | b'_' | b'-'));
        if !closed {
            break;
        }
        at += 1;
    }
    let rest = line.get(at..)?;
    let after = rest.trim_start().chars().next();
    // "24/2020/TT-BCA" and "10.000 đồng" are no markers, "1.Sở Nội vụ" is one.
    let begins =
        after.is_none_or(|c| c.is_uppercase() || (rest.starts_with(' ') && (c.is_alphabetic() || "(\"“".contains(c))));
    let marked = closed || (depth > 1 && rest.starts_with(' ') && after.is_some_and(char::is_uppercase));
    if depth == 0
        || !begins
        || !marked
        || (matches!(bytes.get(at - 1), Some(b'/' | b'_' | b'-')) && !rest.starts_with(' '))
    {
        return None;
    }
    let marker = match depth {
        1 => Marker::Number,
        2 => Marker::Number2,
        _ => Marker::Number3,
    };
    Some(Head { marker, number, length: at })
}

/// `Điều 3.`, `Chương II`, `Mục 1`, `Phần thứ nhất`.
fn named(line: &str) -> Option<Head> {
    let mut words = line.split(' ');
    let name = words.next()?;
    let marker = match name {
        "Điều" => Marker::Article,
        "Chương" | "CHƯƠNG" => Marker::Chapter,
        "Mục" | "MỤC" => Marker::Section,
        "Phần" | "PHẦN" => Marker::Part,
        "Tiểu" if words.next() == Some("mục") => Marker::Section,
        _ => return None,
    };
    let mut word = words.next()?;
    if word == "thứ" || word == "THỨ" {
        word = words.next()?;
    }
    let number = word.trim_end_matches(['.', ':', ')']);
    let end = line.len() - line.get(line.find(word)?..)?.len() + word.len();
    let is_number = number.len() <= 5 && number.starts_with(|c: char| c.is_ascii_digit());
    let is_roman = !number.is_empty() && number.bytes().all(|b| b"IVXL".contains(&b));
    let is_word = marker == Marker::Part && ["nhất", "hai", "ba", "tư"].contains(&number.to_lowercase().as_str());
    // "Điều 3 Nghị định này" within a sentence is no article; "Điều 3. …" is one.
    let rest = line.get(end..)?.trim_start();
    let closed = word.len() > number.len()
        || rest.is_empty()
        || (marker < Marker::Article && rest.starts_with(char::is_uppercase));
    let colon = rest.starts_with(':').then(|| line.len() - rest.len() + 1);
    ((is_number || is_roman || is_word) && (closed || colon.is_some())).then(|| Head {
        marker,
        number: number.parse().unwrap_or(0),
        length: colon.unwrap_or(end),
    })
}

/// `a)`, `đ.`, `IV.`, `B.`, `III-` of the Party.
fn lettered(line: &str) -> Option<Head> {
    let word = line.split([' ', '\t']).next()?;
    let letters = word.trim_end_matches(['.', ')', '/', ':', '-', '–']);
    let signs = word.get(letters.len()..)?.chars();
    let dash = signs.clone().any(|sign| sign == '-' || sign == '–');
    if letters.is_empty() || signs.count() != 1 || letters.len() > 5 || dash && !letters.starts_with(['I', 'V', 'X']) {
        return None;
    }
    let head = |marker, number| Some(Head { marker, number, length: word.len() });
    if letters.bytes().all(|b| b"IVX".contains(&b)) && !word.ends_with(':') {
        return head(Marker::Roman, roman(letters));
    }
    let mut chars = letters.chars();
    let (first, only) = (chars.next()?, chars.next().is_none());
    match first {
        _ if !only || word.ends_with(':') => None,
        'A'..='H' | 'Đ' if word.ends_with('.') => head(Marker::Capital, first as u32 - 'A' as u32 + 1),
        'a' => head(Marker::Letter, 1),
        'b'..='z' | 'đ' => head(Marker::Letter, 2),
        _ => None,
    }
}

fn roman(letters: &str) -> u32 {
    let value = |letter| match letter {
        'X' => 10,
        'V' => 5,
        _ => 1,
    };
    let mut total = 0;
    let mut largest = 0;
    for letter in letters.chars().rev() {
        let here: u32 = value(letter);
        total = if here < largest { total.max(here) - here } else { total + here };
        largest = largest.max(here);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(outline: &Outline, block: usize) -> usize {
        std::iter::successors(outline.blocks[block].parent, |&up| outline.blocks[up].parent).count() - 1
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let text = Text::plain(text);
        let outline = outline(&text, &Zones { body: text.whole(), ..Zones::default() });
        let mut shown = String::new();
        for (index, block) in outline.blocks.iter().enumerate().skip(1) {
            let depth = depth(&outline, index);
            shown += &format!("{}{:?} {}|", " ".repeat(depth), block.marker, outline.quote(block.range.clone()));
            let span = outline.span(block.range.clone());
            let squeezed: Vec<&str> = text.quote(span).split_whitespace().collect();
            let same = squeezed.concat() == outline.quote(block.range.clone()).replace(' ', "");
            assert!(same || text.as_str().contains("\n2\n"), "the span of block {index} is another");
        }
        assert_eq!(shown.trim_end_matches('|'), expected);
    }

    #[test]
    fn bullets_stand_under_their_heading() {
        check(
            "II. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Chủ trì;\n- Báo cáo.\n2. Sở Y tế\na) Rà soát\n+ Nộp",
            "Roman TỔ CHỨC THỰC HIỆN| Number Sở Nội vụ|  Dash Chủ trì;|  Dash Báo cáo.| Number Sở Y tế|  Letter Rà soát|   Plus Nộp",
        );
    }

    #[test]
    fn a_list_stands_under_the_paragraph_that_announces_it() {
        check("Yêu cầu:\n1. Sở A\n2. Sở B", "Plain Yêu cầu:| Number Sở A| Number Sở B");
        check(
            "1. Sở A\nChủ trì, cụ thể:\n- Một\n2. Sở B",
            "Number Sở A| Plain Chủ trì, cụ thể:|  Dash Một|Number Sở B",
        );
    }

    #[test]
    fn a_list_may_begin_under_a_lower_marker() {
        check("a) Một\n- Bộ B:\na) Hai\nb) Ba", "Letter Một| Dash Bộ B:|  Letter Hai|  Letter Ba");
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let body = "Giao Sở Tài chính chủ trì, phối hợp với các cơ quan, đơn vị có\nliên quan và Sở Kế hoạch và Đầu tư, Sở Nội vụ, Sở Xây dựng\n\
                    2\nQuảng Ngãi rà soát.\nHết dòng.\n- Sở Y tế";
        check(
            body,
            "Plain Giao Sở Tài chính chủ trì, phối hợp với các cơ quan, đơn vị có liên quan và Sở Kế hoạch và Đầu tư, Sở Nội vụ, \
             Sở Xây dựng Quảng Ngãi rà soát.|Plain Hết dòng.|Dash Sở Y tế",
        );
    }

    #[test]
    fn what_only_looks_like_a_marker() {
        for line in [
            "24/2020/TT-BCA ngày",
            "10.000 đồng",
            "Điều 3 Nghị định này",
            "Mục tiêu",
            "30/9/2024, báo cáo",
            "X và Y",
            "TP. Hồ Chí Minh",
        ] {
            assert!(marker(line).is_none(), "{line}");
        }
        for line in
            ["1.1 Sở Nội vụ", "1.Sở Nội vụ", "Điều 3.", "Điều 5: Các ông", "đ) Rà soát", "IV. Tổ chức", "Phần thứ nhất"]
        {
            assert!(marker(line).is_some(), "{line}");
        }
        assert_eq!((roman("IV"), roman("IX"), roman("XIV"), roman("III")), (4, 9, 14, 3));
    }

    #[test]
    fn sentences_end_at_a_dot_before_a_capital() {
        let text = Text::plain("Rà soát tại TP. Hà Nội theo Điều 3. Hoàn thành trước ngày 5/6. Gửi ThS. Nam.");
        let outline = outline(&text, &Zones { body: text.whole(), ..Zones::default() });
        let found: Vec<&str> =
            outline.sentences(0..outline.content.len()).into_iter().map(|range| outline.quote(range)).collect();
        assert_eq!(found, ["Rà soát tại TP. Hà Nội theo Điều 3.", "Hoàn thành trước ngày 5/6.", "Gửi ThS. Nam."]);
    }
}
