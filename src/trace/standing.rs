//! The state of one cell: a directive, a unit, a day.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// Trạng thái: what the corpus shows of a unit and a directive. None says that a unit did not act: a corpus cannot show
/// absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A document of its own, not after the due day.
    IssuedOnTime,
    /// A document of its own, after the due day.
    IssuedLate,
    /// None seen, and the due day is not over.
    NotSeenInTime,
    /// None seen, and the due day is over.
    NotSeenOverdue,
    /// No due day: never late, whether or not a document was seen.
    NoDeadline,
    /// Some of its tasks are covered.
    Partial,
    /// Something was seen that may or may not count.
    Ambiguous,
    /// Another document, or a page, says that it has issued.
    ReportedOnly,
    /// Not addressed, or not there on that day.
    NotObliged,
}

impl Standing {
    /// As a person reads it.
    pub fn in_vietnamese(self) -> &'static str {
        match self {
            Standing::IssuedOnTime => "đã ban hành đúng hạn",
            Standing::IssuedLate => "đã ban hành, quá hạn",
            Standing::NotSeenInTime => "chưa thấy trong kho, còn hạn",
            Standing::NotSeenOverdue => "chưa thấy trong kho, đã quá hạn",
            Standing::NoDeadline => "không ấn định thời hạn",
            Standing::Partial => "mới thấy một phần",
            Standing::Ambiguous => "chưa rõ",
            Standing::ReportedOnly => "chỉ có nơi khác nêu là đã ban hành",
            Standing::NotObliged => "không thuộc đối tượng thực hiện",
        }
    }
}

/// The state of a unit by the day of its document, if one was seen, its due day, and the day of asking; and the days
/// that belong to it: after the due day, or since the directive where it sets none. `grace` days after the due day
/// are not yet late.
pub(super) fn standing(
    issued: Option<Date>,
    due: Option<Date>,
    since: Option<Date>,
    as_of: Date,
    grace: u32,
) -> (Standing, Option<i64>) {
    let Some(due) = due else {
        return (Standing::NoDeadline, since.map(|since| days(since, issued.unwrap_or(as_of))));
    };
    let over = |day: Date| days(due, day) > i64::from(grace);
    match issued {
        Some(day) if over(day) => (Standing::IssuedLate, Some(days(due, day))),
        Some(_) => (Standing::IssuedOnTime, None),
        None if over(as_of) => (Standing::NotSeenOverdue, Some(days(due, as_of))),
        None => (Standing::NotSeenInTime, None),
    }
}

/// Days from one day to another.
pub(super) fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(issued: Option<&str>, due: Option<&str>, as_of: &str, grace: u32, expected: (Standing, Option<i64>)) {
        let found = standing(issued.map(day), due.map(day), Some(day("2023-08-05")), day(as_of), grace);
        assert_eq!(found, expected);
    }

    #[test]
    fn states() {
        check(Some("2023-09-26"), Some("2023-09-30"), "2024-01-01", 0, (Standing::IssuedOnTime, None));
        check(Some("2023-10-02"), Some("2023-09-30"), "2024-01-01", 0, (Standing::IssuedLate, Some(2)));
        check(Some("2023-10-02"), Some("2023-09-30"), "2024-01-01", 2, (Standing::IssuedOnTime, None));
        check(None, Some("2023-09-30"), "2023-09-30", 0, (Standing::NotSeenInTime, None));
        check(None, Some("2023-09-30"), "2024-09-30", 0, (Standing::NotSeenOverdue, Some(366)));
        check(None, None, "2023-08-15", 0, (Standing::NoDeadline, Some(10)));
        check(Some("2023-08-06"), None, "2024-01-01", 0, (Standing::NoDeadline, Some(1)));
    }

    fn any_day() -> impl Strategy<Value = Date> {
        (2000i16..2040, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
    }

    proptest! {
        #[test]
        fn every_unit_has_one_state(issued in proptest::option::of(any_day()), due in proptest::option::of(any_day()),
                                    as_of in any_day(), grace in 0u32..400) {
            let (state, days) = standing(issued, due, None, as_of, grace);
            prop_assert_eq!(state == Standing::NoDeadline, due.is_none());
            prop_assert_eq!(days.is_some(), matches!(state, Standing::IssuedLate | Standing::NotSeenOverdue));
            prop_assert!(days.is_none_or(|days| days > i64::from(grace)));
            // A longer grace never makes a unit late.
            let (later, _) = standing(issued, due, None, as_of, grace + 1);
            prop_assert!(!(later == Standing::IssuedLate && state == Standing::IssuedOnTime));
        }
    }
}
