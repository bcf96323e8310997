//! Cơ quan ban hành and the body above it.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Found;
use super::super::lines::{self, Mark};
use super::super::names;
use super::super::zones::Zones;
use super::{numbered, role};
use crate::agency;
use crate::rules::regex;
use crate::text::{Span, Text};
use crate::vi;

/// Issuer and parent as printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Issuer {
    pub(super) organ: Option<Found<String>>,
    pub(super) parent: Option<Found<String>>,
}

/// The issuer in a title: "QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH SỐ …".
static OF: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^\s*của\s+(.+?)\s*(?:\ssố\s|\sngày\s|\sv/v|\svề\s|\n|$)"));

/// The issuer by the letterhead, else by the title, the preamble, the signature, the symbol.
pub(super) fn issuer(text: &Text, zones: &Zones, symbol: Option<&str>) -> Issuer {
    let bodies = bodies(text, zones);
    if let Some((organ, above)) = bodies.split_last() {
        let found = |lines: &Vec<Span>, rule| {
            let mut value = String::new();
            for line in lines {
                let line = tidy(text.quote(*line));
                let joint = is_joint(&value, line) && !value.ends_with(['-', ',']);
                value.push_str(if joint { " - " } else { " " });
                value.push_str(line);
            }
            super::cover(lines).map(|span| Found { value: super::one_line(&value), span, rule })
        };
        let parent = above.last().and_then(|lines| found(lines, "header.parent"));
        return Issuer { organ: found(organ, "header.organ"), parent };
    }
    let organ = titled(text, zones)
        .or_else(|| preamble(text, zones))
        .or_else(|| authority(text, zones))
        .or_else(|| implied(zones, symbol))
        .or_else(|| of_law(text, zones));
    Issuer { organ, parent: None }
}

/// The name with its place as the day line writes it, where a scan has lost marks: "TĨNH QUANG NGAI" is Quảng Ngãi.
pub(super) fn placed(name: &str, place: Option<&str>) -> String {
    let Some(place) = place.filter(|place| place.split_whitespace().count() >= 2) else { return name.to_owned() };
    let words: Vec<&str> = name.split_whitespace().collect();
    let count = place.split_whitespace().count();
    match words.split_at_checked(words.len().saturating_sub(count)) {
        Some((head, tail))
            if vi::fold(&tail.join(" ")) == vi::fold(place) && tail.join(" ") != place.to_uppercase() =>
        {
            let kind = head.last().map(|kind| vi::fold(kind)).filter(|kind| kind == "tinh");
            let head = if kind.is_some() { head.get(..head.len() - 1).unwrap_or(head) } else { head };
            let kind = if kind.is_some() { "TỈNH " } else { "" };
            format!("{} {kind}{}", head.join(" "), place.to_uppercase())
        }
        _ => name.to_owned(),
    }
}

/// The name in capitals where a font of capitals has lost them on the way: "Bộ tài chính".
pub(super) fn capitals(name: &str) -> String {
    let lost = name.split_whitespace().skip(1).all(|word| !word.chars().any(char::is_uppercase));
    if lost { name.to_uppercase() } else { name.to_owned() }
}

/// The bodies of the left column, from above, each with its lines.
fn bodies(text: &Text, zones: &Zones) -> Vec<Vec<Span>> {
    let mut bodies: Vec<Vec<Span>> = Vec::new();
    let mut behind_number = false;
    let number = numbered::line(text, zones);
    for line in &zones.left {
        let quoted = text.quote(*line);
        match lines::mark(quoted).map(|(mark, _)| mark) {
            Some(Mark::About | Mark::Addressees) => break,
            Some(Mark::Number) if number == Some(*line) => behind_number = true,
            Some(Mark::Body | Mark::Number) | None if is_text(quoted) => {
                if behind_number
                    && (!bodies.is_empty() || !lines::is_capitals(quoted) || quoted.starts_with(['/', '-']))
                {
                    continue;
                }
                match bodies.last_mut() {
                    Some(body) if !begins(text, body, quoted) => body.push(*line),
                    _ => bodies.push(vec![*line]),
                }
            }
            _ => {}
        }
    }
    bodies
}

/// Whether a line begins another body than the one whose lines are `body`.
fn begins(text: &Text, body: &[Span], line: &str) -> bool {
    let whole = body.iter().map(|line| text.quote(*line)).collect::<Vec<_>>().join(" ");
    let whole = tidy(&whole).to_lowercase();
    let line = tidy(line);
    let open = ["-", ",", "&", "và", "của", "về", "cho", "thuộc"].iter().any(|end| whole.ends_with(end))
        || whole == "ủy ban nhân dân"
        || whole == "uỷ ban nhân dân"
        || whole == "hội đồng nhân dân"
        || line.to_lowercase() == "quốc hội" && whole.ends_with("thường vụ");
    // "SỞ TÀI NGUYÊN VÀ MÔI" is followed by "TRƯỜNG", which is no body by itself.
    let alone = !line.contains(' ') && !whole.contains("chính phủ");
    !open && !is_joint(&whole, line) && !alone && names::is_body(line)
}

/// Whether two bodies one below the other issue together: two ministries, two departments.
fn is_joint(above: &str, below: &str) -> bool {
    let head = |name: &str| name.split_whitespace().next().map(str::to_lowercase);
    head(above).is_some_and(|first| (first == "bộ" || first == "sở") && Some(first) == head(below))
}

/// The name that says whose body it is, for bodies that have no name of their own: the Office, the Standing Committee,
/// the commissions of a Party committee.
pub(super) fn with_parent(organ: &str, parent: Option<&str>) -> String {
    static NAMELESS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)^(?:văn\s+phòng|ban\s+thường\s+(?:trực|vụ)|ban\s+chấp\s+hành|đảng\s+(?:ủy|uỷ)|chi\s+bộ|công\s+đoàn(?:\s+cơ\s+sở)?)$",
        )
    });
    static PARTY: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)^(?:tỉnh|thành|huyện|quận|thị|đảng)\s+(?:ủy|uỷ)(?:\s|$)"));
    static COMMISSION: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)^(?:ban|văn\s+phòng|(?:ủy|uỷ)\s+ban\s+kiểm\s+tra)(?:\s|$)"));
    /// "HỘI LHPN VIỆT NAM / BAN THƯỜNG VỤ TỈNH AN GIANG": the committee is that of the union in the place.
    static OF_PLACE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)^(ban\s+(?:thường\s+(?:trực|vụ)|chấp\s+hành)|bch|btv|btt)\s+((?:tỉnh|thành\s+phố|tp\.?|huyện|quận|thị\s+xã|xã|phường)\s.+)$",
        )
    });
    static UNION: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)^((?:hội|đoàn|công\s+đoàn|liên\s+đoàn|(?:ủy|uỷ)\s+ban\s+(?:mttq|mặt\s+trận)).*?)(?:\s+việt\s+nam)?$",
        )
    });
    if let Some((committee, union)) = OF_PLACE.captures(organ).zip(parent.and_then(|parent| UNION.captures(parent))) {
        return format!("{} {} {}", &committee[1], &union[1], &committee[2]);
    }
    static CENTRAL: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^ban\s+chấp\s+hành\s+(trung\s+ương)$"));
    if let Some(central) = parent.and_then(|parent| CENTRAL.captures(parent)).filter(|_| COMMISSION.is_match(organ)) {
        let named = organ.to_lowercase().contains("trung ương");
        return if named { organ.to_owned() } else { format!("{organ} {}", &central[1]) };
    }
    static BRANCH: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^chi\s+nhánh\s"));
    match parent {
        Some(parent) if BRANCH.is_match(organ) => format!("{parent} {organ}"),
        Some(parent) if NAMELESS.is_match(organ) || PARTY.is_match(parent) && COMMISSION.is_match(organ) => {
            format!("{organ} {parent}")
        }
        _ => organ.to_owned(),
    }
}

/// "BAN CHẤP HÀNH TRUNG ƯƠNG" beside "ĐOÀN TNCS HỒ CHÍ MINH", where the Party's letters have its name: the Youth Union's.
pub(super) fn with_union(text: &Text, zones: &Zones, organ: &str) -> String {
    static UNION: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^ĐOÀN\s+(?:TNCS|THANH NIÊN CỘNG SẢN)\s+HỒ\s+CHÍ\s+MINH\W*$"));
    static COMMITTEE: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)^ban\s+(?:chấp\s+hành|bí\s+thư|thường\s+vụ)(?:\s+trung\s+ương)?$"));
    let mut right = zones.right.iter().map(|line| text.quote(*line).trim());
    match right.find(|line| UNION.is_match(line)).filter(|_| COMMITTEE.is_match(organ)) {
        Some(union) => format!("{organ} {}", tidy(union)),
        None => organ.to_owned(),
    }
}

/// Whether a line is more than a ruler with stray letters.
fn is_text(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && letters * 2 >= line.chars().filter(|c| !c.is_whitespace()).count()
}

/// A line of a letterhead without rulers and stray marks at its ends.
fn tidy(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || "_*=.:;…".contains(c) || ('\u{e000}'..='\u{f8ff}').contains(&c))
        .trim_end_matches(" -")
        .trim()
}

/// "QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH …".
fn titled(text: &Text, zones: &Zones) -> Option<Found<String>> {
    let first = zones.title_lines.first()?;
    let rule = names::type_title(text.quote(*first))?;
    let title = text.quote(zones.title?);
    let rest = title.get(rule.pattern.find(title)?.end()..)?;
    let name = OF.captures(rest)?.get(1)?;
    (name.as_str().len() < 200).then(|| Found {
        value: super::one_line(name.as_str()),
        span: text.span_of(name.as_str()),
        rule: "header.organ.title",
    })
}

/// The issuer on the lines between title and preamble: "BỘ TRƯỞNG BỘ XÂY DỰNG".
fn preamble(text: &Text, zones: &Zones) -> Option<Found<String>> {
    let mut lines_of_body = text
        .lines(zones.body)
        .filter(|line| !matches!(lines::mark(text.quote(*line).trim()), Some((Mark::Ruler, _))))
        .take(1);
    let line = text.trim(lines_of_body.next()?);
    let quoted = text.quote(line);
    (names::is_issuing_post(quoted) && quoted.len() < 160 && names::is_body(tidy(quoted))
        || names::is_issuing_post(quoted) && names::is_post(quoted))
    .then(|| Found { value: super::one_line(tidy(quoted)), span: line, rule: "header.organ.preamble" })
}

/// The body for which the act is signed.
fn authority(text: &Text, zones: &Zones) -> Option<Found<String>> {
    static FOR: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^\W*(?:tm|t/m|t\.m)[.,:]?\s+(.+)$"));
    zones.signature_lines.iter().find_map(|line| {
        let name = FOR.captures(text.quote(*line))?.get(1)?;
        names::is_body(name.as_str()).then(|| Found {
            value: super::one_line(name.as_str()),
            span: text.span_of(name.as_str()),
            rule: "header.organ.authority",
        })
    })
}

/// The National Assembly, which alone passes laws.
fn of_law(text: &Text, zones: &Zones) -> Option<Found<String>> {
    let line = *zones.title_lines.first()?;
    let rule = names::type_title(text.quote(line)).filter(|rule| role::is_law(&rule.name))?;
    Some(Found { value: "Quốc hội".to_owned(), span: line, rule: rule.id })
}

/// The body that the symbol names.
fn implied(zones: &Zones, symbol: Option<&str>) -> Option<Found<String>> {
    let name = agency::implied_by_symbol(symbol?)?;
    let span = zones.letterhead.or(zones.title)?;
    Some(Found { value: name.to_owned(), span, rule: "header.organ.symbol" })
}
