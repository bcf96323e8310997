//! Days, and the ways in which offices write them.

use super::chance::Chance;

/// Days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) i32);

impl Day {
    pub(crate) fn new(year: i32, month: i32, day: i32) -> Day {
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let of_era = y - era * 400;
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Day(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// Year, month, day.
    pub(crate) fn parts(self) -> (i32, i32, i32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let d = z - era * 146_097;
        let y = (d - d / 1460 + d / 36_524 - d / 146_096) / 365;
        let of_year = d - (365 * y + y / 4 - y / 100);
        let m = (5 * of_year + 2) / 153;
        let month = if m < 10 { m + 3 } else { m - 9 };
        (y + era * 400 + i32::from(month <= 2), month, of_year - (153 * m + 2) / 5 + 1)
    }

    pub(crate) fn plus(self, days: i32) -> Day {
        Day(self.0 + days)
    }

    /// The same day, or the Monday after a weekend.
    pub(crate) fn at_work(self) -> Day {
        match (self.0 + 3).rem_euclid(7) {
            5 => self.plus(2),
            6 => self.plus(1),
            _ => self,
        }
    }

    pub(crate) fn year(self) -> i32 {
        self.parts().0
    }

    /// Last day of the month.
    pub(crate) fn month_end(year: i32, month: i32) -> Day {
        if month == 12 { Day::new(year + 1, 1, 1).plus(-1) } else { Day::new(year, month + 1, 1).plus(-1) }
    }

    pub(crate) fn iso(self) -> String {
        let (y, m, d) = self.parts();
        format!("{y}-{m:02}-{d:02}")
    }

    /// `ngày 05 tháng 8 năm 2023`, as the decree asks: days below 10 and months 1, 2 with a zero.
    pub(crate) fn long(self) -> String {
        let (y, m, d) = self.parts();
        let m = if m < 3 { format!("{m:02}") } else { m.to_string() };
        format!("ngày {d:02} tháng {m} năm {y}")
    }

    /// `05/8/2023`.
    pub(crate) fn slashed(self) -> String {
        let (y, m, d) = self.parts();
        let m = if m < 3 { format!("{m:02}") } else { m.to_string() };
        format!("{d:02}/{m}/{y}")
    }

    /// As one office or another writes it, with `ngày`.
    pub(crate) fn written(self, chance: &mut Chance) -> String {
        let (y, m, d) = self.parts();
        match chance.below(8) {
            0 | 1 => self.long(),
            2 => format!("ngày {d}/{m}/{y}"),
            3 => format!("ngày {d:02}/{m:02}/{y}"),
            4 => format!("ngày {d:02}-{m:02}-{y}"),
            5 => format!("ngày {d:02}.{m}.{y}"),
            _ => format!("ngày {}", self.slashed()),
        }
    }
}
