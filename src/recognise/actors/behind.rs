//! What stands behind a name and belongs to it: the body without a name, those left out, a parenthesis.

use super::{rest, unit};

/// "thuộc Sở", "của Bộ": a body without its name, the one that speaks.
pub(super) fn is_common(text: &str, at: usize) -> bool {
    const COMMON: &[&str] =
        &["sở", "bộ", "ban", "ngành", "cục", "trường", "đơn vị", "cơ quan", "công ty", "viện", "trung tâm"];
    let lower: String = rest(text, at).chars().take(12).collect::<String>().to_lowercase();
    let ends = |word: &str| lower.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    // "Các thành viên Ban Chỉ đạo": it has a name.
    let named = |word: &str| {
        rest(text, at + word.len()).strip_prefix(' ').is_some_and(|name| name.starts_with(char::is_uppercase))
    };
    COMMON.iter().any(|word| ends(word) && !named(word))
}

/// Words that leave someone out of a group.
const EXCEPT: [&str; 5] = ["trừ ", "ngoại trừ ", "không bao gồm ", "không gồm ", "không kể "];

/// "(trừ huyện Si Ma Cai)", "(EVN)": a parenthesis that belongs to the name before it; ", trừ huyện Si Ma Cai" too.
pub(super) fn except(text: &str, at: usize) -> Option<usize> {
    if let Some(inside) = rest(text, at).strip_prefix(" (") {
        let length = inside.find(')')?;
        let words = inside.get(..length)?;
        let short = words.len() <= 12 && !words.contains(' ');
        let leaves_out = EXCEPT.iter().any(|cue| words.starts_with(cue));
        return (short || leaves_out).then_some(at + 2 + length + 1);
    }
    let after = rest(text, at).strip_prefix(", ").or_else(|| rest(text, at).strip_prefix(' '))?;
    let cue = EXCEPT.iter().find(|cue| after.starts_with(**cue))?;
    let mut end = unit(text, text.len() - after.len() + cue.len())?.range.end;
    for separator in [", ", " và "].iter().cycle().take(16) {
        let next = rest(text, end).strip_prefix(separator).and_then(|next| unit(text, text.len() - next.len()));
        end = next.map_or(end, |next| next.range.end);
    }
    Some(end)
}

/// The end of a parenthesis that says more of the unit before it: "(Công ty mẹ)", "(sau đây gọi là Chủ đầu tư)".
pub(in crate::recognise) fn parenthesis(text: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 120;
    let inside = rest(text, at).trim_start_matches(' ').strip_prefix('(')?;
    let length = inside.find(')').filter(|length| *length <= LONGEST)?;
    Some(text.len() - inside.len() + length + 1)
}
