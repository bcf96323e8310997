//! Người ký: họ tên, chức vụ, quyền hạn.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Found;
use super::super::lines::{self, Mark};
use super::super::names;
use super::super::zones::Zones;
use super::Page;
use crate::record::Signatory;
use crate::rules::regex;
use crate::text::{Span, Text};
use crate::vi::fold;

/// Letters that show the end of a post.
const LEAST: usize = 5;

/// "TM.ỦY BAN": a space is missing.
static JOINED: LazyLock<Regex> = LazyLock::new(|| regex(r"(TM\.|KT\.|TL\.|TUQ\.)(\p{Lu})"));

/// The authority before the post of the one who is absent, as much of it as a scan shows.
static ABSENT: LazyLock<Regex> = LazyLock::new(|| regex(r"^\P{L}*(?:K?T\.)?\s*"));

/// Reads the first block of the signature that ends in a name; `scanned`: of a page that was recognised from an image.
pub(super) fn signatory(text: &Text, zones: &Zones, scanned: bool, page: &mut Page) -> Option<Signatory> {
    let mut lines = zones.signature_lines.clone();
    lines.retain(|line| lines::mark(text.quote(*line)).is_none_or(|(mark, _)| mark == Mark::Authority));
    let end = lines.iter().position(|line| names::is_person(text.quote(*line)));
    let block = lines.get(..end.unwrap_or(lines.len()))?;
    let name = end.and_then(|end| {
        let name = names::person(text.quote(lines[end]))?;
        Some(Found { value: super::one_line(name), span: text.span_of(name), rule: "header.signatory" })
    });
    let block: Vec<Span> = block.iter().copied().filter(|line| !names::is_signed(text.quote(*line))).collect();
    // What the pen has left in a scan is no part of a post: "? V?, Ư", "TT", "cm".
    let is_read = |line: &Span| {
        let quoted = text.quote(*line);
        let longest = quoted.split(|c: char| !c.is_alphabetic()).map(|word| word.chars().count()).max().unwrap_or(0);
        let is_type = !scanned || names::is_post(quoted) || longest > 2 && lines::is_capitals(quoted);
        longest > 1 && is_type
    };
    let block: Vec<Span> = block.into_iter().filter(is_read).collect();
    let is_authority = |line: &Span| matches!(lines::mark(text.quote(*line)), Some((Mark::Authority, _)));
    let first = block.iter().position(is_authority);
    let last_authority = block.iter().rposition(is_authority);
    let post = block.iter().rposition(|line| names::is_post(text.quote(*line)) && !is_authority(line));
    let post = post.filter(|post| last_authority.is_none_or(|authority| *post > authority));
    let joined = |from: usize, to: usize, rule| {
        let lines = block.get(from..to)?;
        let value = lines.iter().map(|line| text.quote(*line).trim()).collect::<Vec<_>>().join(" ");
        let span = super::cover(lines)?;
        let value = super::one_line(value.trim_matches(|c: char| c.is_whitespace() || ".,;:".contains(c)));
        let value = JOINED.replace_all(&value, "$1 $2").into_owned();
        // Of a post that was not read whole nobody can tell whose it is.
        (!value.is_empty() && !value.contains('?')).then_some(Found { value, span, rule })
    };
    let deputy = if scanned { deputy(text, &block) } else { None };
    let position = match (post, first) {
        (Some(post), Some(_)) => joined(post, block.len(), "header.position"),
        (Some(_), None) => joined(
            block.iter().position(|line| names::is_post(text.quote(*line))).unwrap_or(0),
            block.len(),
            "header.position",
        ),
        (None, _) => None,
    };
    let authority = first.and_then(|first| joined(first, post.unwrap_or(block.len()), "header.authority"));
    let (authority, position) = match deputy {
        Some([authority, position]) => (Some(authority), Some(position)),
        None => (authority, position),
    };
    if name.is_none() && position.is_none() && authority.is_none() {
        return None;
    }
    Some(Signatory {
        full_name: page.put("signatory/full_name", name),
        position: page.put("signatory/position", position),
        authority: page.put("signatory/authority", authority),
    })
}

/// The authority and the post of a deputy, where seal and pen hide their first letters: "CHỦ TỊCH" above "Ủ TỊCH" can only be
/// the end of "KT. CHỦ TỊCH" above "PHÓ CHỦ TỊCH".
fn deputy(text: &Text, block: &[Span]) -> Option<[Found<String>; 2]> {
    let [above, below] = *block.last_chunk::<2>()?;
    let (absent, rest) = (text.quote(above).trim(), text.quote(below).trim());
    let chief = ABSENT.replace(absent, "");
    if !names::is_post(&chief) || !lines::is_capitals(&chief) || !lines::is_capitals(rest) {
        return None;
    }
    let whole = if chief == "BỘ TRƯỞNG" { "THỨ TRƯỞNG".to_owned() } else { format!("PHÓ {chief}") };
    let letters = |post: &str| fold(post).bytes().filter(u8::is_ascii_alphabetic).collect::<Vec<_>>();
    let (seen, deputy) = (letters(rest), letters(&whole));
    // The same post twice, without a sign of authority, may be one line seen twice.
    let is_told = absent.len() > chief.len() || seen != letters(&chief);
    let is_end = seen.len() >= LEAST && seen.len() < deputy.len() && deputy.ends_with(&seen);
    let found = |value: String, span| Found { value, span, rule: "header.position.deputy" };
    (is_told && is_end).then(|| [found(format!("KT. {chief}"), above), found(whole, below)])
}
