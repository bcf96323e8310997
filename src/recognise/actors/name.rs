//! Where the name of a body ends.

use super::{Part, begins_unit, is_capital, levels, part, rest, tail};
use crate::recognise::cues::{self, Cue};

/// Nouns whose second syllable is a verb by itself.
const NOUNS: [(&str, &str); 4] = [(" công", "trình "), ("hương", "trình "), (" quy", "trình "), (" Công", "trình ")];

/// The end of a name that begins at `at` with a capital: sector names as the table has them, else capitals and the
/// syllables that complete them, up to a verb or a word that no name holds. A `whole` name may hold commas.
pub(super) fn name(text: &str, at: usize, whole: bool) -> Option<usize> {
    const LONGEST_RUN: usize = 5; // small syllables after a capital: "Quản lý công trình thủy lợi"
    let mut end = part(text, at, Part::Compound).map_or(at, |(end, _)| end);
    let (mut lower, mut capitals) = (0, 0);
    let mut completed = end;
    loop {
        let gap = rest(text, end).len() - rest(text, end).trim_start_matches([' ', '-', '&', '/']).len();
        let start = end + gap;
        let between = rest(text, end).get(..gap).unwrap_or("");
        let joined = between.contains(['-', '&', '/']);
        if end > at && gap == 0 {
            if let Some(next) = whole.then(|| name_goes_on(text, end)).flatten() {
                (end, lower, capitals) = (next, 0, 1);
                continue;
            }
            break;
        }
        if is_capital(text, start) {
            end = word_end(text, start);
            capitals = if lower == 0 && !joined { capitals + 1 } else { 1 };
            lower = 0;
            continue;
        }
        if let Some(next) = rest(text, end).strip_prefix(" và ") {
            let next = text.len() - next.len();
            if is_capital(text, next) && !begins_unit(text, next) {
                (end, lower, capitals) = (word_end(text, next), 0, 1);
                continue;
            }
        }
        if joined || !rest(text, start).starts_with(char::is_alphabetic) {
            break;
        }
        // "Quản lý công trình thủy lợi": the second half of a noun is no verb.
        let noun = NOUNS.iter().any(|(first, second)| {
            rest(text, start).starts_with(second) && text.get(..end).is_some_and(|before| before.ends_with(first))
        });
        let verb = cues::action(rest(text, start)).filter(|_| !noun).is_some_and(|length| {
            // "Đăng ký": one syllable after a single capital completes it; "Văn phòng Sở" is complete.
            let complete = text.get(at..end).and_then(|name| name.split(' ').next_back());
            let complete = matches!(complete, Some("Sở" | "Bộ" | "Cục" | "Vụ" | "Viện" | "Huyện" | "Tỉnh"));
            // "Sở GDĐT gửi": an abbreviation is complete too.
            let short = text
                .get(at..end)
                .and_then(|name| name.rsplit(' ').next())
                .is_some_and(|word| word.chars().count() > 1 && !word.contains(char::is_lowercase));
            lower > 0
                || short
                || capitals != 1
                || complete
                || rest(text, start).get(..length).is_some_and(|verb| verb.contains(' '))
        });
        let stops = verb
            || cues::find(rest(text, start), Cue::Order).is_some()
            || part(text, start, Part::Stop).is_some()
            || levels(text, start, false).is_some()
            || part(text, end, Part::Rest).is_some();
        if stops {
            break;
        }
        if lower >= LONGEST_RUN {
            // No word that ends a name came: the name ended with the syllable that completes its last capital.
            end = completed;
            break;
        }
        end = word_end(text, start);
        lower += 1;
        completed = if lower == 1 { end } else { completed };
    }
    (end > at).then(|| tail(text, end))
}

/// "Đầu tư, Xây dựng và Kinh doanh": a comma inside a name, when an "và" with a capital closes the row.
fn name_goes_on(text: &str, at: usize) -> Option<usize> {
    let after = rest(text, at).strip_prefix(", ")?;
    let start = text.len() - after.len();
    if !is_capital(text, start) || begins_unit(text, start) {
        return None;
    }
    let end = word_end(text, start);
    let row = after.split([';', '.', ':', ',']).next().unwrap_or("");
    let (before, behind) = row.split_once(" và ")?;
    (before.split(' ').count() <= 3
        && behind.starts_with(char::is_uppercase)
        && !begins_unit(text, start + before.len() + " và ".len()))
    .then_some(end)
}

/// The end of the word at `at`.
pub(super) fn word_end(text: &str, at: usize) -> usize {
    let rest = rest(text, at);
    at + rest.find(|c: char| !(c.is_alphanumeric() || c == '&')).unwrap_or(rest.len())
}
