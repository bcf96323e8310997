//! "Có phải bạn tìm": the query with its marks restored as the best hits write it, and its slips mended. Offered only.

use std::collections::BTreeMap;
use std::ops::Range;

use super::sieve::Sieve;
use crate::index::analyzer::{self, Syllable};

/// Syllables of the longest query that is spelled anew: nobody types more of them without marks.
const LONGEST: usize = 60;

/// The query with other spellings, when the hits speak for them; `mended` are words in whose place others were searched,
/// folded.
pub(super) fn meant<'a>(
    query: &str,
    mended: &[(String, String)],
    passages: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let typed = analyzer::syllables(query);
    if typed.len() > LONGEST {
        return None;
    }
    // What each word may be, folded.
    let wanted: Vec<Vec<&str>> = typed
        .iter()
        .map(|(word, _)| match mended.iter().find(|(from, _)| **from == *word.folded) {
            Some((_, to)) => to.split(' ').collect(),
            None => vec![&*word.folded],
        })
        .collect();
    let line: Vec<&str> = wanted.iter().flatten().copied().collect();
    let sieve = Sieve::of(line.iter().copied());
    let mut votes: Vec<BTreeMap<String, usize>> = vec![BTreeMap::new(); line.len()];
    for passage in passages {
        let there: Vec<(Option<Syllable>, Range<usize>)> = analyzer::words(passage)
            .map(|range| (passage.get(range.clone()).filter(|raw| sieve.may_hold(raw)).map(Syllable::of), range))
            .collect();
        let folded = |at: usize| there.get(at).and_then(|(word, _)| word.as_ref()).map(|word| &*word.folded);
        for (at, (_, range)) in there.iter().enumerate() {
            for (place, wanted) in line.iter().enumerate().filter(|(_, wanted)| folded(at) == Some(**wanted)) {
                let is = |there_at: Option<usize>, place: Option<usize>| {
                    let there = there_at.and_then(folded);
                    there.is_some() && there == place.and_then(|place| line.get(place)).copied()
                };
                let beside = usize::from(is(at.checked_sub(1), place.checked_sub(1)))
                    + usize::from(is(Some(at + 1), Some(place + 1)));
                // A word alone is restored by itself; among others its neighbours must agree.
                if beside > 0 || line.len() == 1 {
                    let spelled = passage.get(range.clone()).unwrap_or(wanted).to_lowercase();
                    if let Some(votes) = votes.get_mut(place) {
                        *votes.entry(spelled).or_default() += beside.max(1);
                    }
                }
            }
        }
    }
    let mut place = 0;
    let mut out = String::new();
    let mut at = 0;
    for ((word, range), parts) in typed.iter().zip(&wanted) {
        out.push_str(query.get(at..range.start).unwrap_or(""));
        let raw = query.get(range.clone()).unwrap_or("");
        let canonical = word.typed();
        let whole = matches!(parts.as_slice(), [one] if *one == &*word.folded);
        // An abbreviation is no syllable that lacks its marks: who types 35/2023/ND-CP means just that.
        let is_short = whole && !word.folded.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        let mut spelled = Vec::new();
        for part in parts {
            let of_place = votes.get(place);
            place += 1;
            let kept =
                whole && of_place.is_some_and(|votes| votes.keys().any(|vote| crate::vi::canonical(vote) == canonical));
            let best =
                of_place.and_then(|votes| votes.iter().max_by_key(|(_, count)| **count)).map(|(vote, _)| vote.as_str());
            let kept = is_short || kept && word.marked.is_some();
            spelled.push(best.filter(|_| !kept).unwrap_or(if whole { raw } else { part }));
        }
        let spelled = spelled.join(" ");
        // What bears no mark in the hits either stays as it was typed: PAPI.
        out.push_str(if spelled == raw.to_lowercase() { raw } else { &spelled });
        at = range.end;
    }
    out.push_str(query.get(at..).unwrap_or(""));
    (out != query).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, mended: &[(&str, &str)], expected: Option<&str>) {
        let mended: Vec<_> = mended.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let plans = ["Thực hiện Kế hoạch nâng cao chỉ số PAPI", "KẾ HOẠCH cải cách hành chính"];
        let passages = [plans[0], plans[1], "kê khai tài sản", "Nghị định số 35/2023/NĐ-CP"];
        assert_eq!(meant(query, &mended, passages.into_iter()).as_deref(), expected);
    }

    #[test]
    fn marks_are_restored_as_the_hits_write_them() {
        check("ke hoach PAPI", &[], Some("kế hoạch PAPI"));
        check("kế hoạch PAPI", &[], None);
        check("ke khai", &[], Some("kê khai"));
        check("thuy loi", &[], None);
        check("35/2023/ND-CP", &[], None);
        check("nghi dinh 35/2023/ND-CP", &[], Some("nghị định 35/2023/ND-CP"));
    }

    #[test]
    fn slips_are_mended() {
        check("cải cahc hành chính", &[("cahc", "cach")], Some("cải cách hành chính"));
        check("cai cachhanh chinh", &[("cachhanh", "cach hanh")], Some("cải cách hành chính"));
    }
}
