//! Wordings of a deadline.

use super::chance::Chance;
use super::day::Day;
use super::sheet::Deadline;

/// Due on `day` exactly.
pub(crate) fn by(day: Day, chance: &mut Chance) -> Deadline {
    let (y, m, d) = day.parts();
    let written = match chance.below(4) {
        0 => day.long(),
        1 => format!("ngày {d:02}/{m:02}/{y}"),
        _ => format!("ngày {}", day.slashed()),
    };
    let text = match chance.below(7) {
        0 => format!("chậm nhất {written}"),
        1 => format!("chậm nhất là {written}"),
        2 => format!("đến hết {written}"),
        3 => format!("không muộn hơn {written}"),
        4 => format!("muộn nhất {written}"),
        _ => format!("trước {written}"),
    };
    Deadline { text, due: Some(day), recurrence: None }
}

/// Due at the end of a month, quarter, half-year or year that ends on `year`-`month`.
pub(crate) fn period(year: i32, month: i32, chance: &mut Chance) -> Deadline {
    let quarter = ["I", "II", "III", "IV"][(month as usize - 1) / 3];
    let text = match (month, chance.below(4)) {
        (12, 0) => format!("trong năm {year}"),
        (12, 1) => format!("trước ngày 31/12/{year}"),
        (6, 0) => format!("trong 6 tháng đầu năm {year}"),
        (3 | 6 | 9 | 12, 2) => format!("trong quý {quarter}/{year}"),
        (3 | 6 | 9 | 12, 3) => format!("trong quý {quarter} năm {year}"),
        (_, 1) => format!("trong tháng {month} năm {year}"),
        _ => format!("trong tháng {month}/{year}"),
    };
    Deadline { text, due: Some(Day::month_end(year, month)), recurrence: None }
}

/// `days` after the day of the document itself.
pub(crate) fn within(days: i32, from: Day, kind: &str, chance: &mut Chance) -> Deadline {
    let text = match chance.below(5) {
        2 => format!("chậm nhất {days} ngày kể từ ngày ban hành {kind} này"),
        3 => format!("trong thời gian {days} ngày, kể từ ngày ký {kind} này"),
        0 => format!("trong thời hạn {days} ngày kể từ ngày ban hành {kind} này"),
        1 => format!("trong vòng {days} ngày kể từ ngày ký {kind} này"),
        _ => format!("sau {days} ngày kể từ ngày ban hành {kind} này"),
    };
    Deadline { text, due: Some(from.plus(days)), recurrence: None }
}

pub(crate) fn again(chance: &mut Chance) -> Deadline {
    let (text, recurrence) = *chance.pick(&[
        ("hằng tháng", "monthly"),
        ("định kỳ hằng tháng", "monthly"),
        ("trước ngày 15 hằng tháng", "monthly"),
        ("hằng quý", "quarterly"),
        ("định kỳ hàng quý", "quarterly"),
        ("định kỳ 6 tháng", "half-yearly"),
        ("hằng năm", "yearly"),
        ("hàng tuần", "weekly"),
    ]);
    Deadline { text: text.to_owned(), due: None, recurrence: Some(recurrence) }
}

/// Never late.
pub(crate) fn open(chance: &mut Chance) -> Deadline {
    let text = *chance.pick(&[
        "thường xuyên",
        "theo kế hoạch",
        "theo yêu cầu",
        "thường xuyên, liên tục",
        "trong suốt quá trình thực hiện",
    ]);
    Deadline { text: text.to_owned(), due: None, recurrence: None }
}
