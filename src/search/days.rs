//! Ranges of days in a query: `2023`, `2023-09`, `quý 3/2023`, `26/9/2023`, `2023-01-01..2023-06-30`, `>=2023-07`.

/// First and last day, as `20230926`.
pub(super) fn range(text: &str) -> Option<(u64, u64)> {
    let text = text.trim();
    if let Some((from, to)) = text.split_once("..") {
        let from = if from.is_empty() { 0 } else { one(from)?.0 };
        return Some((from, if to.is_empty() { u64::MAX } else { one(to)?.1 }));
    }
    let cut = |sign: &str| text.strip_prefix(sign).map(one);
    if let Some(day) = cut(">=") {
        return Some((day?.0, u64::MAX));
    }
    if let Some(day) = cut("<=") {
        return Some((0, day?.1));
    }
    if let Some(day) = cut(">") {
        return Some((day?.1 + 1, u64::MAX));
    }
    if let Some(day) = cut("<") {
        return Some((0, day?.0.checked_sub(1)?));
    }
    one(text)
}

/// One day, month, quarter or year.
fn one(text: &str) -> Option<(u64, u64)> {
    let folded = crate::vi::fold(text.trim());
    let parts: Vec<&str> = folded.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<u64>().ok();
    let is_year = |part: &&str| part.len() == 4;
    let span = |year: u64, first: u64, last: u64| {
        let fits = (1..=12).contains(&first) && (1900..2200).contains(&year);
        fits.then_some((year * 10_000 + first * 100, year * 10_000 + last * 100 + 31))
    };
    match parts.as_slice() {
        [year] if is_year(year) => span(number(year)?, 1, 12),
        [quarter, rest @ ..] if quarter.starts_with('q') => {
            let (quarter, year) = match rest {
                [year] => (quarter.trim_start_matches(|c: char| c.is_ascii_alphabetic()), year),
                [quarter, year] => (*quarter, year),
                _ => return None,
            };
            let quarter = number(quarter).filter(|quarter| (1..=4).contains(quarter))?;
            span(number(year)?, quarter * 3 - 2, quarter * 3)
        }
        [year, month] if is_year(year) => span(number(year)?, number(month)?, number(month)?),
        [month, year] if is_year(year) => span(number(year)?, number(month)?, number(month)?),
        [a, month, b] => {
            let (year, day) = if is_year(a) { (a, b) } else { (b, a) };
            let (year, month, day) = (number(year)?, number(month)?, number(day)?);
            let day = (1..=31).contains(&day).then_some(day)?;
            span(year, month, month).map(|(first, _)| (first + day, first + day))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u64, u64)>) {
        assert_eq!(range(text), expected, "{text}");
    }

    #[test]
    fn days_months_quarters_and_years() {
        check("2023", Some((20_230_100, 20_231_231)));
        check("2023-09", Some((20_230_900, 20_230_931)));
        check("9/2023", Some((20_230_900, 20_230_931)));
        check("26/9/2023", Some((20_230_926, 20_230_926)));
        check("2023-09-26", Some((20_230_926, 20_230_926)));
        check("quý 3/2023", Some((20_230_700, 20_230_931)));
        check("q3/2023", Some((20_230_700, 20_230_931)));
        check("2023-01-01..30/6/2023", Some((20_230_101, 20_230_630)));
        check(">=2023-07", Some((20_230_700, u64::MAX)));
        check("<2023", Some((0, 20_230_099)));
        check("hôm qua", None);
        check("40/9/2023", None);
    }
}
