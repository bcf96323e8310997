//! Headings that tell units to work below them: what announces a list, and what is a task of its own.

use crate::recognise::actors;
use crate::recognise::cues;

/// Whether what follows the units of a heading only announces the list below: nothing, or "thực hiện các nội dung sau".
pub(super) fn announces(rest: &str) -> bool {
    const LONGEST: usize = 14; // words
    let rest = rest.trim_matches([' ', ',', ':', '.']);
    let words = rest.split(' ').filter(|word| !word.is_empty()).count();
    let last =
        ["sau", "sau đây", "cụ thể", "nội dung", "nhiệm vụ", "thực hiện", "công việc", "yêu cầu", "việc", "trong đó"];
    let ends = last.iter().any(|end| rest.ends_with(end));
    // "thực hiện nhiệm vụ và quyền hạn theo quy định tại …, trong đó tập trung": all of it only announces.
    let general = ["thực hiện ", "triển khai thực hiện "].iter().any(|verb| rest.starts_with(verb))
        && rest.rsplit_once(", ").is_some_and(|(_, end)| end.starts_with("trong đó") || end.starts_with("cụ thể"));
    words == 0 || words <= LONGEST && ends || general || words <= 5 && ends_in_duty(rest)
}

/// "rà soát quỹ đất công và thực hiện các nhiệm vụ sau": the bytes of the work that stands before the announcement.
pub(super) fn order_before(rest: &str) -> Option<usize> {
    const JOINTS: [&str; 6] =
        [" và thực hiện ", "; thực hiện ", ", thực hiện ", ", đồng thời ", "; đồng thời ", " và triển khai "];
    // "tập trung chỉ đạo và thực hiện các nội dung sau" announces from its first word on.
    const GENERAL: [&str; 12] = [
        "thực hiện",
        "triển khai",
        "tập trung",
        "tổ chức",
        "chỉ đạo",
        "lãnh đạo",
        "quán triệt",
        "phối hợp",
        "nghiêm túc",
        "chủ động",
        "tăng cường",
        "khẩn trương",
    ];
    const SHORTEST: usize = 4; // words
    let at = JOINTS.iter().filter_map(|joint| rest.rfind(joint)).max()?;
    let (work, behind) = rest.split_at_checked(at)?;
    let bare = work.trim_start_matches([' ', ',', ':']);
    let is_work = cues::action(bare).is_some()
        && bare.split(' ').count() >= SHORTEST
        && !GENERAL.iter().any(|verb| bare.to_lowercase().starts_with(verb));
    let announced = behind.trim_start_matches([' ', ',', ';']).trim_start_matches("và ");
    (is_work && announces(announced)).then_some(at)
}

/// "có trách nhiệm", "thực hiện các nội dung": what a unit is told, not what it says.
pub(super) fn acts(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', ',']).to_lowercase();
    let verbs = [
        "có ",
        "chịu ",
        "thực hiện",
        "triển khai",
        "tập trung",
        "khẩn trương",
        "nghiêm túc",
        "tổ chức",
        "chủ động",
        "cần ",
        "phải ",
    ];
    rest.is_empty() || verbs.iter().any(|verb| rest.starts_with(verb))
}

/// "…có trách nhiệm", with whatever stands before it.
pub(super) fn ends_in_duty(rest: &str) -> bool {
    let rest = rest.trim_end_matches([' ', ',', ':', '.']).to_lowercase();
    ["trách nhiệm", "trách nhiệm chính", "nhiệm vụ sau", "nhiệm vụ", "nhiệm vụ sau đây"]
        .iter()
        .any(|end| rest.ends_with(end))
}

/// "SỞ NỘI VỤ": a heading in capitals that is a unit and not words such as "PHÒNG NGỪA".
pub(super) fn is_capital_heading(title: &str, units: &actors::Units) -> bool {
    units.end == title.len()
        && units.units.iter().all(|unit| {
            ["SỞ ", "BỘ ", "UBND ", "ỦY BAN ", "UỶ BAN ", "CÔNG AN ", "THANH TRA ", "VĂN PHÒNG "]
                .iter()
                .any(|word| unit.name.starts_with(word))
        })
}

/// "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về …": how to ask, no task.
pub(super) fn is_closing_formula(text: &str) -> bool {
    text.contains("vướng mắc")
        && ["Trong quá trình", "Nếu ", "Trường hợp", "Quá trình "].iter().any(|word| text.starts_with(word))
}
