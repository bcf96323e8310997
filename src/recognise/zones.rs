//! Vùng: the parts of a page by the decree's layout, by its tables where there are, by its words where there are none.

mod anchor;

use super::lines::{self, Column, Line, Mark};
use super::names;
use crate::text::{Span, Text};

/// The parts of one document. A value is looked for inside its zone only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zones {
    /// Both columns of the letterhead.
    pub letterhead: Option<Span>,
    /// Lines of its left column: parent, issuer, number, subject of a letter.
    pub left: Vec<Span>,
    /// Lines of its right column: name of the state, place and day.
    pub right: Vec<Span>,
    /// Tên loại and trích yếu.
    pub title: Option<Span>,
    /// Its lines, the one with the type first.
    pub title_lines: Vec<Span>,
    /// Kính gửi.
    pub addressees: Option<Span>,
    /// Nội dung, without annexes.
    pub body: Span,
    /// Nơi nhận; where both columns share lines it overlaps `signature`.
    pub recipients: Option<Span>,
    /// Its lines.
    pub recipient_lines: Vec<Span>,
    /// Quyền hạn, chức vụ, họ tên.
    pub signature: Option<Span>,
    /// Its lines.
    pub signature_lines: Vec<Span>,
    /// Phụ lục, and documents attached to this one.
    pub annexes: Vec<Span>,
    /// Stamps and furniture at the head: sao y, độ mật, độ khẩn, đến.
    pub stamps: Vec<Span>,
}

/// Lines that a letterhead and title can take.
const HEAD: usize = 90;
/// Bytes of an addressee that no dash shows to be one.
const LONGEST_ENTRY: usize = 160;
/// Lines that a closing block can take.
const CLOSING: usize = 90;

/// Finds the zones, by the tables and columns of the layout first, by the text where there are none.
pub(super) fn zones(text: &Text) -> Zones {
    let mut zones = Zones::default();
    let head = lines::head(text, text.whole(), HEAD);
    let mut at = letterhead(text, &head, &mut zones);
    at = title(text, &head, at, &mut zones);
    at = addressees(text, &head, at, &mut zones);
    let start = head.get(at).map_or(text.whole().end, |line| line.span.start);
    zones.body = Span { start, end: text.whole().end };
    if zones.letterhead.is_some() || zones.title.is_some() || zones.addressees.is_some() {
        closing(text, &mut zones);
    } else {
        zones.body.start = 0;
    }
    zones
}

/// Finds the letterhead; returns the number of the first line behind it.
fn letterhead(text: &Text, head: &[Line], zones: &mut Zones) -> usize {
    let Some(anchor) = anchor::anchor(text, head) else { return 0 };
    let table = head[anchor].table;
    let mut first = anchor;
    while first > 0 && anchor::belongs_above(text, &head[first - 1], table, first <= 8) {
        first -= 1;
    }
    let mut next = anchor + 1;
    let mut about =
        head.get(first..=anchor).is_some_and(|lines| lines.iter().any(|line| line.mark == Some(Mark::About)));
    while let Some(line) = head.get(next) {
        let quoted = text.quote(line.span);
        let same_table = line.table.is_some() && line.table == table;
        let titled = names::type_title(quoted).is_some() && (!about || lines::is_capitals(quoted));
        let listed = line.column == Column::Full && is_dashed(quoted) && opens_addressees(text, &head[first..next]);
        if titled || listed || next > anchor + 24 {
            break;
        }
        let wraps = about
            && !(line.table.is_none()
                && starts_anew(quoted)
                && (is_apart(head, next) || is_sentence(text, head, next)));
        // "V/v⏎: Thực hiện quy định": the subject goes on behind its colon.
        let behind_about = head[next - 1].mark == Some(Mark::About) && quoted.starts_with(':');
        let belongs = match line.mark {
            Some(Mark::Body) if behind_about => true,
            Some(Mark::Addressees | Mark::Body | Mark::Attached | Mark::Annex | Mark::Recipients) => {
                same_table && line.column == Column::Left
            }
            Some(_) => true,
            None => {
                same_table || line.column != Column::Full || wraps || lines::is_capitals(quoted) && quoted.len() < 120
            }
        };
        if !belongs {
            break;
        }
        about |= line.mark == Some(Mark::About);
        next += 1;
    }
    let kept = head.get(first..next).unwrap_or_default();
    for line in kept {
        match line.mark {
            Some(Mark::Ruler) => {}
            Some(Mark::Stamp | Mark::Copy | Mark::Draft | Mark::Secrecy | Mark::Urgency | Mark::Furniture) => {
                zones.stamps.push(line.span)
            }
            Some(Mark::Nation | Mark::Day) => zones.right.push(line.span),
            None if line.column == Column::Right => zones.right.push(line.span),
            _ => zones.left.push(line.span),
        }
    }
    beside_letterhead(text, kept, zones);
    zones.letterhead = kept.iter().map(|line| line.span).reduce(Span::cover);
    let above = head.get(..first).unwrap_or_default();
    zones.stamps.extend(
        above
            .iter()
            .filter(|line| {
                matches!(
                    line.mark,
                    Some(Mark::Stamp | Mark::Copy | Mark::Draft | Mark::Secrecy | Mark::Urgency | Mark::Furniture)
                )
            })
            .map(|line| line.span),
    );
    next
}

/// "Kính gửi:" that ends the left column, and the list that goes on in the right one.
fn beside_letterhead(text: &Text, letterhead: &[Line], zones: &mut Zones) {
    if !opens_addressees(text, letterhead) {
        return;
    }
    let right = letterhead.iter().filter(|line| line.column == Column::Right && line.mark.is_none());
    let listed: Vec<Span> = right.map(|line| line.span).skip_while(|line| !is_dashed(text.quote(*line))).collect();
    zones.right.retain(|line| !listed.contains(line));
    zones.addressees = listed.into_iter().reduce(Span::cover);
}

/// Whether the left column of a letterhead ends with "Kính gửi:", and the list stands elsewhere.
fn opens_addressees(text: &Text, letterhead: &[Line]) -> bool {
    let last = letterhead.iter().rfind(|line| line.column == Column::Left);
    last.is_some_and(|line| {
        let quoted = text.quote(line.span).trim_end_matches([' ', ':', '.']);
        line.mark == Some(Mark::Addressees) && quoted.to_lowercase().ends_with("gửi")
    })
}

/// Whether a line is an item of a list.
fn is_dashed(quoted: &str) -> bool {
    quoted.starts_with(['-', '+', '~', '•', '*'])
}

/// Finds type and subject; returns the number of the first line behind them.
fn title(text: &Text, head: &[Line], from: usize, zones: &mut Zones) -> usize {
    let near = head.get(from..).unwrap_or_default().iter().take(10);
    let near = near.take_while(|line| !matches!(line.mark, Some(Mark::Addressees | Mark::Body)));
    let Some(offset) = near.clone().position(|line| names::type_title(text.quote(line.span)).is_some()) else {
        return from;
    };
    let first = from + offset;
    zones.title_lines.push(head[first].span);
    let mut next = first + 1;
    if let Some((number, about)) = about_behind_stamp(text, head.get(next..).unwrap_or_default()) {
        zones.title_lines.push(about);
        next += number + 1;
    }
    let capitals = head.get(next).is_some_and(|line| lines::is_capitals(text.quote(line.span)));
    // "CHƯƠNG TRÌNH về phát triển văn hóa đọc": the subject has begun on the line of the type.
    let begun = usize::from([" về ", " v/v "].iter().any(|about| text.quote(head[first].span).contains(about)));
    while let Some(line) = head.get(next) {
        let quoted = text.quote(line.span);
        let subject = zones.title_lines.len() - 1 + begun;
        match line.mark {
            Some(Mark::Ruler) if subject > 0 => break,
            Some(Mark::Ruler | Mark::Furniture | Mark::Stamp) => {
                next += 1;
                continue;
            }
            Some(Mark::Draft | Mark::Secrecy | Mark::Urgency) => {
                zones.stamps.push(line.span);
                next += 1;
                continue;
            }
            None | Some(Mark::About | Mark::Authority) => {}
            // The title of an old act holds its number and day: "QUYẾT ĐỊNH CỦA … SỐ 115/2004/QĐ-TTg NGÀY …".
            Some(Mark::Day | Mark::Number)
                if (subject < 4 || capitals) && continues_heading(text, &zones.title_lines) => {}
            // "HỢP ĐỒNG TƯ VẤN / Số: 15/2021/HĐTV": contracts and minutes bear their number under the title.
            Some(Mark::Number)
                if quoted.contains(|c: char| c.is_ascii_digit())
                    && !zones.left.iter().any(|line| is_numbered(text, *line)) =>
            {
                zones.left.push(line.span);
                next += 1;
                continue;
            }
            Some(Mark::Attached) if capitals && lines::is_capitals(quoted) && !quoted.starts_with('(') => {}
            // "Thực hiện Chỉ thị số …" is a subject as well as the beginning of a body.
            Some(Mark::Body) if subject == 0 && starts_with_verb(quoted) && !is_sentence(text, head, next) => {}
            Some(_) => break,
        }
        let before_preamble = head.get(next + 1).is_some_and(|line| {
            text.quote(line.span).trim_start_matches(['-', ' ']).to_lowercase().starts_with("căn cứ")
        });
        let anew = starts_anew(quoted);
        let joined = joins(text, &zones.title_lines);
        if subject > 0
            && (subject > 11
                || anew && (is_apart(head, next) || is_sentence(text, head, next) && !joined)
                || capitals != lines::is_capitals(quoted) && !quoted.starts_with("về ")
                || before_preamble && names::is_issuer(quoted) && anew && !joined
                || names::is_issuing_post(quoted) && (!capitals || !joined)
                || names::type_title(quoted).is_some() && quoted.trim_end().ends_with(':'))
        {
            break;
        }
        zones.title_lines.push(line.span);
        next += 1;
    }
    zones.title = zones.title_lines.iter().copied().reduce(Span::cover);
    next
}

/// "Về việc …" that a stamp over the title has pushed down or to the right: which line, and from where on.
fn about_behind_stamp(text: &Text, lines: &[Line]) -> Option<(usize, Span)> {
    for (number, line) in lines.iter().take(5).enumerate() {
        let quoted = text.quote(line.span);
        let shouts = lines::is_capitals(quoted) || quoted.len() < 30;
        if let Some(at) = quoted.find("Về việc ").filter(|at| *at < 40) {
            let pushed = number > 0 || at > 0;
            return pushed.then(|| (number, Span { start: line.span.start + at, end: line.span.end }));
        }
        let heads = matches!(line.mark, Some(Mark::Day | Mark::Number | Mark::Body | Mark::Addressees | Mark::About));
        if heads || !shouts || quoted.to_lowercase().starts_with("của") || names::is_issuer(quoted) {
            return None;
        }
    }
    None
}

/// Whether an empty line parts a line from the one before, which an empty line does not part from its own.
fn is_apart(head: &[Line], at: usize) -> bool {
    let gap = |at: usize| head.get(at).is_some_and(|line| line.after_gap);
    gap(at) && !at.checked_sub(1).is_some_and(gap)
}

fn starts_anew(line: &str) -> bool {
    line.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a line begins with the verb of a subject, not with the number of an item or "Căn cứ".
fn starts_with_verb(line: &str) -> bool {
    ["Thực hiện", "Triển khai", "Xét", "Nhằm", "Trả lời", "Phúc đáp"].iter().any(|verb| line.starts_with(verb))
}

/// Whether the paragraph that begins with line `at` ends as a sentence or the head of a list does.
fn is_sentence(text: &Text, head: &[Line], at: usize) -> bool {
    let Some(first) = head.get(at) else { return false };
    let rest = head.get(at + 1..).unwrap_or_default().iter();
    let goes_on = rest.take_while(|line| {
        line.mark.is_none() && !line.after_gap && line.table == first.table && !starts_anew(text.quote(line.span))
    });
    let last = goes_on.last().unwrap_or(first);
    text.quote(last.span).trim_end_matches(['”', '"', ' ', '/']).ends_with(['.', ':', ';'])
}

fn is_numbered(text: &Text, line: Span) -> bool {
    matches!(lines::mark(text.quote(line)), Some((Mark::Number, _)))
}

/// Whether the title goes on with number and day behind the issuer that it names.
fn continues_heading(text: &Text, lines: &[Span]) -> bool {
    let title = lines.iter().map(|line| text.quote(*line)).collect::<Vec<_>>().join(" ").to_lowercase();
    title.contains(" của ") || title.contains(" số ")
}

/// Whether the last line breaks off in the middle of a phrase: the next one goes on with it.
fn joins(text: &Text, lines: &[Span]) -> bool {
    let last = lines.last().map_or("", |line| text.quote(*line)).to_lowercase();
    let ends = [" của", " và", " về", " do", " cho", " với", ",", " tại", " thuộc"];
    // "CỦA BAN ⏎ BÍ THƯ", "CỦA THỦ TƯỚNG ⏎ CHÍNH PHỦ"
    let bodies =
        [" của ban", " của bộ", " của sở", " của hội đồng", " của thủ tướng", " của chủ tịch", " của bộ trưởng"];
    ends.iter().chain(&bodies).any(|end| last.trim_end().ends_with(end))
}

/// Finds the addressees; returns the number of the first line behind them.
fn addressees(text: &Text, head: &[Line], from: usize, zones: &mut Zones) -> usize {
    let near = head.get(from..).unwrap_or_default().iter().take(4);
    let listed_below = opens_addressees(text, head.get(..from).unwrap_or_default())
        && head.get(from).is_some_and(|line| is_dashed(text.quote(line.span)));
    let offset = near.clone().position(|line| line.mark == Some(Mark::Addressees)).or(listed_below.then_some(0));
    let Some(offset) = offset else { return from };
    let first = from + offset;
    let table = head[first].table;
    let mut next = first + 1;
    let mut listed = listed_below;
    while let Some(line) = head.get(next) {
        let quoted = text.quote(line.span);
        let before = text.quote(head[next - 1].span).trim_end();
        let open = before.ends_with([':', ',']) || next == first + 1 && before.ends_with("gửi");
        let numbered = lines::list_number(quoted).is_some() && (open || before.ends_with(';'));
        let dashed = is_dashed(quoted) || numbered;
        let wraps = !before.ends_with(['.', ';']) && quoted.chars().next().is_some_and(char::is_lowercase);
        let same_table = line.table.is_some() && line.table == table;
        let continues = dashed && line.mark.is_none_or(|mark| mark == Mark::Body && !starts_body(quoted));
        if !(same_table
            || open && !listed
            || wraps
            || continues
            || before.ends_with(';')
                && line.mark.is_none()
                && (listed && !starts_body(quoted) || quoted.len() < LONGEST_ENTRY))
            || next > first + 40
        {
            break;
        }
        listed |= dashed;
        next += 1;
    }
    zones.addressees = head.get(first..next).and_then(|lines| lines.iter().map(|line| line.span).reduce(Span::cover));
    next
}

/// Whether a dashed line is the first of a body: "- Căn cứ Nghị định …".
fn starts_body(quoted: &str) -> bool {
    let words = quoted.trim_start_matches(['-', ' ']);
    ["Căn cứ", "Thực hiện", "Theo", "Xét", "Để"].iter().any(|word| words.starts_with(word))
}

/// Finds the recipients, the signature and what follows them.
fn closing(text: &Text, zones: &mut Zones) {
    let Some((start, is_annex)) = end_of_body(text, zones.body) else { return };
    zones.body.end = start;
    let rest = Span { start, end: text.whole().end };
    let mut end = start;
    if !is_annex {
        let block = lines::closing(text, rest, CLOSING);
        end = block_end(text, &block, zones).unwrap_or(start);
    }
    zones.recipients = zones.recipient_lines.iter().copied().reduce(Span::cover);
    zones.signature = zones.signature_lines.iter().copied().reduce(Span::cover);
    annexes(text, Span { start: end, end: rest.end }, zones);
}

/// Where the body ends, and whether an annex begins there rather than the closing block.
fn end_of_body(text: &Text, body: Span) -> Option<(usize, bool)> {
    let mut introduces = false;
    let mut article = 0;
    for span in text.lines(body) {
        let quoted = text.quote(span).trim();
        article = article_number(quoted).unwrap_or(article);
        // "2. Sửa đổi, bổ sung Phụ lục II như sau:" announces an annex of the act that is amended.
        let announced = std::mem::replace(&mut introduces, quoted.ends_with(':'));
        if quoted.len() > 200 || !names::may_close(quoted) {
            continue;
        }
        let rest = Span { start: span.end, end: body.end };
        let ends = match lines::mark(quoted).map(|(mark, _)| mark) {
            Some(Mark::Recipients) => Some(false),
            Some(Mark::Authority) => (!announced && is_signed_below(text, rest)).then_some(false),
            Some(Mark::Annex | Mark::Nation) if announced || quoted.starts_with(['“', '"']) => None,
            Some(Mark::Annex | Mark::Nation) => Some(true),
            _ => (names::is_post(quoted) && lines::is_capitals(quoted) && is_signed_below(text, rest)).then_some(false),
        };
        // A guide shows samples of signatures and letterheads: its own articles go on behind them.
        if ends.is_some() && article > 0 && next_article(text, rest) == Some(article + 1) {
            continue;
        }
        if let Some(is_annex) = ends {
            let start = text.trim(span).start;
            let listed = list_above(text, Span { start: body.start, end: start }).filter(|_| !is_annex);
            return Some((row_start(text, listed.unwrap_or(start)), is_annex));
        }
    }
    None
}

/// Where a list begins that "Lưu" closes, right above the signature: recipients whose heading was lost.
fn list_above(text: &Text, body: Span) -> Option<usize> {
    let mut at = text.quote(body).trim_end().len();
    let mut first = None;
    for line in text.quote(body).get(..at)?.rsplit('\n') {
        let item = line.trim_start().strip_prefix('-').map(str::trim_start);
        if item.is_none_or(|item| first.is_none() && !item.starts_with("Lưu")) {
            break;
        }
        at -= line.len();
        first = Some(body.start + at);
        at = at.saturating_sub(1);
    }
    first
}

/// 5 of "Điều 5. Phạm vi" at the start of a line.
fn article_number(line: &str) -> Option<u32> {
    let rest = line.strip_prefix("Điều ")?;
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.get(figures..)?.trim_start().starts_with(['.', ':']).then(|| rest.get(..figures)?.parse().ok())?
}

/// The number of the next article behind a line.
fn next_article(text: &Text, rest: Span) -> Option<u32> {
    let quoted = text.quote(rest);
    quoted.match_indices("\nĐiều ").find_map(|(at, _)| article_number(quoted.get(at + 1..)?.lines().next()?))
}

/// The start of the table row that `offset` lies in: both its columns belong together.
fn row_start(text: &Text, offset: usize) -> usize {
    let tables = text.tables();
    let at = tables.partition_point(|table| table.span.end < offset);
    let row = tables.get(at).filter(|table| table.span.start <= offset).and_then(|table| {
        let row = table.rows.partition_point(|row| row.last().is_some_and(|cell| cell.span.end < offset));
        table.rows.get(row)?.first()
    });
    row.map_or(offset, |cell| cell.span.start.min(offset))
}

/// Whether a name, the recipients, or the end of the act stand within the next lines, and no text before them.
fn is_signed_below(text: &Text, rest: Span) -> bool {
    for line in text.lines(rest).take(10) {
        let quoted = text.quote(line).trim();
        match lines::mark(quoted).map(|(mark, _)| mark) {
            Some(Mark::Body) => return false,
            Some(Mark::Recipients | Mark::Annex | Mark::Nation | Mark::Attached) => return true,
            _ if names::is_person(quoted) || names::is_signed(quoted) || quoted.contains("Nơi nhận") => return true,
            _ if quoted.len() > 200 => return false,
            _ => {}
        }
    }
    text.lines(rest).nth(10).is_none()
}

/// Sorts the lines of the closing block; returns where it ends.
fn block_end(text: &Text, block: &[Line], zones: &mut Zones) -> Option<usize> {
    let listed = list_start(text, block);
    let (mut listing, mut named, mut unknown) = (false, false, 0);
    for (number, line) in block.iter().enumerate() {
        let quoted = text.quote(line.span);
        let ahead = listed.is_some_and(|listed| number < listed);
        listing |= listed == Some(number) && line.mark.is_none();
        let in_table = line.table.is_some() && line.table == block.first().and_then(|line| line.table);
        let complete =
            zones.recipient_lines.last().is_none_or(|line| text.quote(*line).trim_end().ends_with(['.', ';']));
        let dashed = quoted.starts_with(['-', '+', '~', '•', '*', '¬']) && !quoted.starts_with("--");
        if matches!(line.mark, Some(Mark::Annex | Mark::Nation | Mark::Attached)) && !(in_table && listing) {
            break;
        }
        // Behind the name a page ends: what stands on the next one is an annex, but for more recipients.
        let above =
            number.checked_sub(1).and_then(|above| block.get(above)).map_or(line.span.start, |above| above.span.end);
        let turned = text.quote(Span { start: above, end: line.span.start }).contains('\u{c}');
        if named && turned && !dashed {
            break;
        }
        let next_letterhead = block.iter().skip(number + 1).take(4).any(|line| line.mark == Some(Mark::Nation));
        if named && next_letterhead && lines::is_capitals(quoted) && line.mark.is_none() && !dashed {
            break;
        }
        if line.mark == Some(Mark::Recipients) {
            listing = true;
            zones.recipient_lines.push(line.span);
        } else if line.mark == Some(Mark::Ruler) || quoted.chars().all(|c| c.is_ascii_digit()) {
            continue;
        } else if listing
            && line.column == Column::Right
            && quoted.starts_with(char::is_lowercase)
            && zones.recipient_lines.last().is_some_and(|line| text.quote(*line).ends_with(','))
        {
            zones.recipient_lines.push(line.span);
        } else if line.column == Column::Right || line.mark == Some(Mark::Authority) {
            zones.signature_lines.push(line.span);
            named |= names::is_person(quoted);
        } else if listing && (dashed || in_table || quoted.starts_with("Lưu") || line.column == Column::Left) {
            zones.recipient_lines.push(line.span);
        } else if names::is_person(quoted)
            || names::is_post(quoted)
            || names::is_signed(quoted)
            || lines::is_capitals(quoted) && quoted.len() < 100
        {
            if named && zones.signature_lines.len() > 12 && !ahead {
                break;
            }
            named |= names::is_person(quoted);
            zones.signature_lines.push(line.span);
        } else if listing
            && (!complete
                || quoted.len() < LONGEST_ENTRY && (quoted.ends_with(';') || undashed(text, &zones.recipient_lines)))
        {
            zones.recipient_lines.push(line.span);
        } else if named && !listing && zones.recipient_lines.is_empty() && dashed {
            break;
        } else if ahead {
            continue;
        } else {
            unknown += 1;
            if unknown > 3 || named {
                break;
            }
        }
    }
    let end = zones.recipient_lines.iter().chain(&zones.signature_lines).map(|line| line.end).max();
    let behind = |line: &Span| lines::name_behind(text.quote(*line)).map(|at| line.start + at);
    if !named
        && let Some((number, at)) =
            zones.recipient_lines.iter().enumerate().find_map(|(number, line)| Some((number, behind(line)?)))
    {
        let line = &mut zones.recipient_lines[number];
        zones.signature_lines.push(Span { start: at, end: line.end });
        *line = text.trim(Span { start: line.start, end: at });
    }
    end
}

/// Whether a list of recipients goes on line by line without dashes: "Như trên;", "UBND tỉnh;".
fn undashed(text: &Text, lines: &[Span]) -> bool {
    lines.last().is_some_and(|line| text.quote(*line).ends_with(';'))
        && !lines.iter().any(|line| is_dashed(text.quote(*line)))
}

/// Where the recipients begin in a closing block: at "Nơi nhận", else, where those words were lost, at the first dash of
/// a list that ends with "Lưu"; `None` where an annex or running text lies before it.
fn list_start(text: &Text, block: &[Line]) -> Option<usize> {
    const RUNNING_TEXT: usize = 150;
    let own = block.iter().take_while(|line| {
        !matches!(line.mark, Some(Mark::Annex | Mark::Nation | Mark::Attached))
            && (line.mark == Some(Mark::Recipients) || line.span.end - line.span.start <= RUNNING_TEXT)
    });
    let own = own.count();
    let block = block.get(..own)?;
    let named = block.iter().position(|line| line.mark == Some(Mark::Recipients));
    let files = |line: &Line| text.quote(line.span).trim_start_matches(['-', '+', '•', '*', ' ']).starts_with("Lưu");
    named.or_else(|| {
        let last = block.iter().position(files)?;
        block.iter().take(last + 1).position(|line| is_dashed(text.quote(line.span)))
    })
}

/// What follows the closing block, one span for each annex that has a heading.
fn annexes(text: &Text, rest: Span, zones: &mut Zones) {
    let mut start = rest.start;
    for span in text.lines(rest) {
        let quoted = text.quote(span).trim();
        if quoted.len() <= 200
            && names::may_close(quoted)
            && quoted.to_lowercase().starts_with("phụ lục")
            && lines::mark(quoted).is_some_and(|(mark, _)| mark == Mark::Annex)
        {
            push_text(text, Span { start, end: span.start }, &mut zones.annexes);
            start = span.start;
        }
    }
    push_text(text, Span { start, end: rest.end }, &mut zones.annexes);
}

fn push_text(text: &Text, span: Span, into: &mut Vec<Span>) {
    let span = text.trim(span);
    if text.quote(span).chars().any(char::is_alphabetic) {
        into.push(span);
    }
}
