//! One sentence or bullet: whom it names, and what that unit is told to do.

use std::cell::{LazyCell, OnceCell};
use std::ops::Range;

use crate::recognise::actors::{self, Units};
use crate::recognise::cues::{self, Cue};

/// Who is told, by which words, and where the action begins; offsets within the sentence.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// The units that must act.
    pub leads: Units,
    /// The units that they act with.
    pub coordinating: Vec<actors::Unit>,
    /// Where the action begins; the end of the sentence in a heading.
    pub action: usize,
    /// How plainly it is an assignment.
    pub force: Force,
}

/// How plainly a sentence assigns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Force {
    /// "Sở Y tế rà soát": an assignment where the place says so.
    Plain,
    /// "có trách nhiệm", "chủ trì".
    Duty,
    /// "Giao", "Yêu cầu".
    Order,
}

/// Whom the sentence tells to do something, looked for at its start and after each comma.
pub(super) fn told(sentence: &str) -> Option<Told> {
    const CLAUSES: usize = 8;
    let opens = LazyCell::new(|| opens_with_preamble(sentence));
    let behind_label = LazyCell::new(|| label(sentence).filter(|_| cues::find(sentence, Cue::NoSection).is_none()));
    for (index, at) in clause_starts(sentence).take(CLAUSES).enumerate() {
        if !sentence.get(at..).is_some_and(|clause| cues::TELLS.fit(clause) || actors::may_begin(clause)) {
            continue;
        }
        let named = OnceCell::new();
        let named = || named.get_or_init(|| actors::list(sentence, at)).clone();
        if let Some(told) = ordered(sentence, at, named) {
            return Some(told);
        }
        // After "… yêu cầu các phòng, " a unit is one of those that are told, not one that acts.
        let ordering = || {
            [" yêu cầu ", " giao ", " đề nghị "]
                .iter()
                .any(|word| sentence.get(..at).is_some_and(|before| before.contains(word)))
        };
        // "Chế độ báo cáo: Các đơn vị báo cáo …", and not "Nguyên nhân: Cán bộ tham mưu chưa …"
        let first = index == 0 || *behind_label == Some(at) || *opens && !ordering();
        // Past the first clause "đơn vị liên quan" may be the end of a list, not the one that acts.
        let told = first.then(|| stated(sentence, at, named)).flatten();
        let opened = sentence.get(..at).is_some_and(|before| before.trim_end().ends_with(':'));
        if let Some(told) =
            told.filter(|told| index == 0 || opened || !told.leads.units.iter().all(|unit| unit.rule == "actor.group"))
        {
            return Some(told);
        }
    }
    None
}

/// Whether words stand first that only lead to the unit that acts: "Để …, Sở Y tế rà soát".
fn opens_with_preamble(sentence: &str) -> bool {
    const WORDS: [&str; 14] = [
        "Để ",
        "Nhằm ",
        "Trường hợp ",
        "Theo đó",
        "Đồng thời",
        "Ngoài ra",
        "Nếu ",
        "Riêng ",
        "Qua ",
        "Bên cạnh",
        "Cùng với",
        "Từ ",
        "Bước ",
        "Về ",
    ];
    WORDS.iter().any(|word| sentence.starts_with(word))
        || cues::find(sentence, Cue::Preamble).or_else(|| cues::find(sentence, Cue::About)).is_some()
}

/// The start of the sentence and of each clause after a comma, semicolon or colon.
fn clause_starts(sentence: &str) -> impl Iterator<Item = usize> + '_ {
    let ends = |byte: &u8| matches!(byte, b',' | b';' | b':' | b')');
    let next = move |at: &usize| Some(at + sentence.as_bytes().get(*at..)?.iter().position(ends)? + 1);
    std::iter::successors(Some(0), next).filter_map(|at| {
        let rest = sentence.get(at..)?;
        Some(at + rest.len() - rest.trim_start().len())
    })
}

/// "Giao Sở Y tế …", "Chủ tịch UBND tỉnh yêu cầu các sở …"; `named` are the units at `at`.
fn ordered(sentence: &str, at: usize, named: impl Fn() -> Option<Units>) -> Option<Told> {
    let rest = sentence.get(at..)?;
    let order = match cues::find(rest, Cue::Order) {
        Some((range, _)) => at + range.end,
        None if !cues::ORDERS.fit(rest) => return None,
        None => {
            let (end, leads) = named().map(|issuer| (issuer.end, is_leader(&issuer))).or_else(|| {
                let short = cues::find(rest, Cue::Issuer)?.0.end;
                Some((at + short, false))
            })?;
            let start = sentence.len() - sentence.get(end..)?.trim_start().len();
            let rest = sentence.get(start..)?;
            let instructs = || cues::find(rest, Cue::Instruct).filter(|_| leads);
            start + cues::find(rest, Cue::Order).or_else(instructs)?.0.end
        }
    };
    let start = sentence.len() - sentence.get(order..)?.trim_start().len();
    let leads = actors::list(sentence, start)?;
    let (action, coordinating, _) = after_units(sentence, leads.end);
    let rest = sentence.get(action..)?.trim_start();
    if cues::find(rest, Cue::Upward).is_some() || rest.starts_with("xem xét") && is_request(sentence, at) {
        return None;
    }
    let acts = begins_action(rest) || rest.is_empty() || rest.starts_with(':');
    acts.then_some(Told { leads, coordinating, action, force: Force::Order })
}

/// Whether "X chỉ đạo Y" tells Y: a leader or an authority speaks. Of others it is what X itself shall do.
fn is_leader(issuer: &Units) -> bool {
    const LEADERS: [&str; 9] = [
        "chủ tịch ",
        "phó chủ tịch ",
        "thủ tướng",
        "bộ trưởng",
        "chính phủ",
        "tỉnh ủy",
        "bí thư",
        "ubnd ",
        "ủy ban nhân dân ",
    ];
    let [unit] = issuer.units.as_slice() else { return false };
    let name = unit.name.to_lowercase();
    LEADERS.iter().any(|leader| name.starts_with(leader)) && !name.contains(" các ")
}

fn is_request(sentence: &str, at: usize) -> bool {
    sentence.get(at..).is_some_and(|rest| rest.to_lowercase().contains("đề nghị"))
}

/// "Sở Y tế có trách nhiệm …", "Sở Y tế rà soát …", "Đối với Sở Y tế rà soát …"; `named` are the units at `at`.
fn stated(sentence: &str, at: usize, named: impl Fn() -> Option<Units>) -> Option<Told> {
    let about = cues::find(sentence.get(at..)?, Cue::About).map(|(range, _)| at + range.end);
    let mut leads = about.map_or_else(named, |about| actors::list(sentence, about))?;
    join_behind(sentence, &mut leads);
    let (action, coordinating, duty) = after_units(sentence, leads.end);
    let rest = sentence.get(action..)?.trim_start();
    if !begins_action(rest) || !duty && cues::action(rest).is_none() {
        return None;
    }
    // "Trường hợp UBND cấp huyện đã cấp giấy phép … thì UBND cấp tỉnh quyết định": the first one is told nothing.
    let conditions = ["Trường hợp ", "Nếu ", "Khi ", "Đối với "];
    if conditions.iter().any(|word| sentence.starts_with(word)) && rest.contains(" thì ") {
        return None;
    }
    if rest.starts_with("chuyển công tác") {
        return None; // "Cá nhân chuyển công tác phải bàn giao": which of them is meant
    }
    let tells = |order: Range<usize>| actors::list(rest, order.end).is_some();
    if cues::find(rest, Cue::Order).is_some_and(|(order, _)| tells(order)) {
        return None; // "Sở Công Thương yêu cầu đơn vị nêu trên …" is an order by the unit, not to it
    }
    let strong = duty
        || !coordinating.is_empty()
        || ["chủ trì", "chịu trách nhiệm", "làm đầu mối", "là đầu mối", "là cơ quan", "là đơn vị"]
            .iter()
            .any(|word| rest.starts_with(word));
    let force = match () {
        () if about.is_some() => Force::Order,
        () if strong => Force::Duty,
        () => Force::Plain,
    };
    Some(Told { leads, coordinating, action, force })
}

/// Whether what a unit was plainly ordered to do begins here: any small word that is none of grammar's.
fn begins_action(rest: &str) -> bool {
    cues::action(rest).is_some() || rest.starts_with(char::is_lowercase) && !actors::ends_name(rest)
}

/// Steps over what stands between the units and their action: where the action begins, with whom, and whether the
/// words of duty were there.
pub(super) fn after_units(sentence: &str, at: usize) -> (usize, Vec<actors::Unit>, bool) {
    let mut at = at;
    let mut duty = false;
    let mut coordinating = Vec::new();
    for _ in 0..5 {
        at = actors::parenthesis(sentence, at).unwrap_or(at);
        at = relative(sentence, at).unwrap_or(at);
        let Some(rest) = sentence.get(at..) else { break };
        let blanks = rest.len() - rest.trim_start_matches([' ', ',']).len();
        let bare = rest.get(blanks..).unwrap_or("");
        if let Some((with, units)) = joint(sentence, at + blanks) {
            coordinating.extend(units);
            duty = true;
            at = with;
        } else if let Some((range, _)) = cues::find(rest, Cue::Duty) {
            duty = true;
            at += range.end;
        } else if bare.starts_with(':') {
            at += blanks + 1;
        } else if let Some(end) = preamble(sentence, at) {
            at = end;
        } else {
            at += blanks;
            break;
        }
    }
    (at, coordinating, duty)
}

/// "chủ trì, phối hợp với Sở Tài chính và các cơ quan liên quan": where it ends, and with whom.
fn joint(sentence: &str, at: usize) -> Option<(usize, Vec<actors::Unit>)> {
    let rest = sentence.get(at..)?;
    if !rest.starts_with(['c', 'C', 'l', 'L']) {
        return None;
    }
    let lower: String = rest.chars().take(60).collect::<String>().to_lowercase();
    let lead = ["là cơ quan chủ trì", "là đơn vị chủ trì", "chủ trì", "là đầu mối", "làm đầu mối"]
        .iter()
        .find(|lead| lower.starts_with(**lead))?;
    let after = lower.get(lead.len()..)?;
    let skipped = [", phối hợp", " phối hợp", " và phối hợp", ", và phối hợp", ",phối hợp", ", cùng", " cùng"]
        .iter()
        .find(|word| after.starts_with(**word))?;
    // `lower` has the same bytes as `rest` here: only the first letter can differ, and it is ASCII.
    let mut end = at + lead.len() + skipped.len();
    for word in [" chặt chẽ", " với", " cùng"] {
        if sentence.get(end..)?.starts_with(word) {
            end += word.len();
        }
    }
    let start = sentence.len() - sentence.get(end..)?.trim_start().len();
    match actors::list(sentence, start) {
        Some(units) => Some((units.end, units.units)),
        None => Some((end, Vec::new())),
    }
}

/// "tiếp thu ý kiến, chủ trì, phối hợp với Sở Tài chính rà soát": where the action proper begins, and with whom.
pub(super) fn joint_within(sentence: &str, action: usize) -> Option<(usize, Vec<actors::Unit>)> {
    const NEAR: usize = 120;
    let at = sentence.get(action..)?.find("chủ trì").filter(|at| (1..=NEAR).contains(at))?;
    let (end, units) = joint(sentence, action + at)?;
    let rest = sentence.get(end..)?;
    let start = end + rest.len() - rest.trim_start_matches([' ', ',']).len();
    (!units.is_empty() && cues::action(sentence.get(start..)?).is_some()).then_some((start, units))
}

/// "Các bộ, theo chức năng, nhiệm vụ của mình, và UBND các tỉnh chỉ đạo …": the units behind the clause are told too.
fn join_behind(sentence: &str, leads: &mut Units) {
    const LONGEST: usize = 120;
    let Some(rest) = sentence.get(leads.end..) else { return };
    if cues::find(rest, Cue::Preamble).is_none() {
        return;
    }
    let Some(at) = rest.find(" và ").filter(|at| *at <= LONGEST) else { return };
    let start = leads.end + at + " và ".len();
    if let Some(more) = actors::list(sentence, start)
        && sentence
            .get(more.end..)
            .is_some_and(|rest| rest.starts_with(' ') && cues::action(rest.trim_start()).is_some())
    {
        leads.units.extend(more.units);
        leads.end = more.end;
    }
}

/// "căn cứ chức năng, nhiệm vụ được giao": where the action begins after such a clause.
fn preamble(sentence: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 320;
    let rest = sentence.get(at..)?;
    let (range, _) = cues::find(rest, Cue::Preamble)?;
    for (offset, _) in words(rest).skip_while(|(offset, _)| *offset < range.end) {
        if offset > LONGEST {
            break;
        }
        let before = rest.get(..offset)?.trim_end();
        if before.matches('(').count() > before.matches(')').count() {
            continue; // "(qua Phòng Quản lý, hỗ trợ cá nhân)": a name in a bracket
        }
        let ends = before.ends_with([',', ')'])
            || [
                "được giao",
                "của mình",
                "quyền hạn",
                "này",
                "quản lý",
                "phân công",
                "quy định",
                "nhiệm vụ",
                "phụ trách",
                "nêu trên",
                "nói trên",
            ]
            .iter()
            .any(|end| before.ends_with(end));
        // "Định kỳ 6 tháng tổng hợp …": the work follows the time at once.
        let comes_round =
            ["định", "Định", "hằng", "Hằng", "hàng", "Hàng"].iter().any(|word| rest.trim_start().starts_with(word))
                && [" tháng", " quý", " năm", " tuần"].iter().any(|end| before.ends_with(end));
        let ends = ends || comes_round;
        let here = rest.get(offset..)?;
        // "Quán triệt đến toàn thể công chức, hoàn thành trước ngày 30/9": when it ends is no work of its own.
        let ends_work = ["trước ", "trong ", "chậm nhất "].iter().any(|by| {
            here.strip_prefix("hoàn thành ").is_some_and(|rest| rest.trim_start_matches("xong ").starts_with(by))
        });
        if ends_work {
            continue;
        }
        let plain = here.starts_with("có trách nhiệm") || here.starts_with("chịu trách nhiệm");
        if plain || ends && (cues::action(here).is_some() || cues::find(here, Cue::Duty).is_some()) {
            return Some(at + offset);
        }
    }
    None
}

/// "được lựa chọn để khảo sát", "có tồn tại, hạn chế": the end of a clause that tells which units are meant.
fn relative(sentence: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 300;
    let rest = sentence.get(at..)?.trim_start();
    let at = sentence.len() - rest.len();
    let duties: &[&str] = &["chủ trì", "có trách nhiệm", "chịu trách nhiệm"];
    let verbs: &[&str] = &["khẩn trương", "chỉ đạo", "chủ động", "nghiêm túc"];
    let before = sentence.get(..at)?.trim_end();
    let given = ["được giao", "được phân công", "nhiệm vụ"].iter().any(|end| before.ends_with(end));
    let opens = ["được ", "không được giao ", "có những ", "có tên ", "tham gia ", "có liên quan "]
        .iter()
        .any(|word| rest.starts_with(word));
    let clause = rest.split([';', ':', '.']).next().filter(|_| opens || given || rest.starts_with("chưa "))?;
    let clause = if given { clause } else { clause.split(',').next()? };
    let acts = duties.iter().chain(verbs.iter().filter(|_| opens));
    // "Các đơn vị chưa ban hành kế hoạch khẩn trương ban hành": the words between say what was not done.
    const NOT_DONE: usize = 4; // words
    let undone = clause.starts_with("chưa ").then(|| clause.find("khẩn trương")).flatten();
    let undone =
        undone.filter(|end| clause.get(..*end).is_some_and(|words| words.split_whitespace().count() >= NOT_DONE));
    let end = acts.filter_map(|word| clause.find(word)).min().filter(|_| opens || given).or(undone)?;
    (end <= LONGEST).then_some(at + end)
}

/// Where the words behind a short label begin: "Về kho vật liệu nổ: Tăng cường …".
pub(super) fn label(text: &str) -> Option<usize> {
    const LONGEST: usize = 80;
    let head = text.as_bytes().get(..text.len().min(LONGEST + 2))?;
    let length = memchr::memchr_iter(b':', head).find(|&at| head.get(at + 1) == Some(&b' '))?;
    let label = text.get(..length)?;
    (!label.contains([',', ';', '.', '('])).then_some(length + ": ".len())
}

/// The words of `text` with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    })
}

/// The units that `text` says are worked with, wherever "phối hợp với" stands.
pub(super) fn coordinating(text: &str) -> Vec<actors::Unit> {
    let mut found = Vec::new();
    for (at, word) in text.match_indices("hối hợp") {
        let mut end = at + word.len();
        for more in [" chặt chẽ", " đồng bộ", " với", " cùng"] {
            if text.get(end..).is_some_and(|rest| rest.starts_with(more)) {
                end += more.len();
            }
        }
        if let Some(units) = actors::list(text, end + 1).filter(|_| text.get(end..end + 1) == Some(" ")) {
            found.extend(units.units);
        }
    }
    found
}

/// To whom results are reported, and through whom.
pub(super) fn reported_to(text: &str) -> (Option<actors::Unit>, Option<actors::Unit>) {
    const NEAR: usize = 90;
    let unit_after = |words: &[&str], from: usize| {
        let rest = text.get(from..)?;
        let (at, word) = words.iter().filter_map(|word| Some((rest.find(word)?, *word))).min()?;
        (at <= NEAR).then(|| actors::unit(text, from + at + word.len())).flatten()
    };
    let Some(report) = text.find("áo cáo") else { return (None, unit_after(&["(qua ", "(thông qua "], 0)) };
    let after = report + "áo cáo".len();
    let direct = text.get(after..after + 1).filter(|blank| *blank == " ").and_then(|_| actors::unit(text, after + 1));
    let to = direct.or_else(|| unit_after(&[" về ", " cho ", " gửi ", " trình ", " với "], after));
    let through = unit_after(&["(qua ", "(thông qua ", " thông qua ", " qua "], after);
    (to, through)
}

/// The document that an action makes: "kế hoạch phát triển nhà ở" of "xây dựng, trình UBND tỉnh ban hành kế hoạch …".
pub(super) fn product(action: &str) -> Option<Range<usize>> {
    const NEAR: usize = 90;
    const WORDS: usize = 16;
    const MAKES: [&str; 9] = [
        "xây dựng ",
        "ban hành ",
        "trình ",
        "lập ",
        "dự thảo ",
        "soạn thảo ",
        "phê duyệt ",
        "hoàn thiện ",
        "biên soạn ",
    ];
    const KINDS: [&str; 14] = [
        "kế hoạch",
        "đề án",
        "báo cáo",
        "quy chế",
        "quy định",
        "tờ trình",
        "nghị quyết",
        "quyết định",
        "chương trình",
        "phương án",
        "danh sách",
        "danh mục",
        "dự toán",
        "quy trình",
    ];
    const ENDS: [&str; 12] =
        ["trước", "gửi", "để", "theo", "trong", "trình", "và", "báo", "bảo", "đảm", "hoàn", "chậm"];
    let near = action.char_indices().take_while(|(at, _)| *at <= NEAR).last().map_or(0, |(at, c)| at + c.len_utf8());
    let lower = action.get(..near)?.to_lowercase();
    if lower.len() != near {
        return None; // a letter whose small form is longer: offsets would not lead back
    }
    let made = KINDS.iter().filter_map(|kind| {
        let (at, _) = lower.match_indices(kind).find(|(at, _)| {
            lower.get(..*at).is_some_and(|before| {
                MAKES.iter().any(|verb| before.trim_end_matches("các ").ends_with(verb))
                    && !before.ends_with("thực hiện ")
            })
        })?;
        Some((at, kind))
    });
    let (start, kind) = made.min_by_key(|(at, _)| *at)?;
    let behind = action.get(start + kind.len()..)?;
    if [" số ", " này", " nêu trên", " trên"].iter().any(|word| behind.starts_with(word)) {
        return None;
    }
    let mut end = start + kind.len();
    for word in behind.split_inclusive(' ').take(WORDS) {
        let bare = word.trim().trim_end_matches([',', ';', '.', ':', ')']);
        if ENDS.contains(&bare) || word.starts_with('(') {
            break;
        }
        end += word.len();
        if word.trim_end().ends_with([',', ';', '.', ':']) {
            break;
        }
    }
    let product = action.get(start..end)?.trim_end_matches([' ', ',', ';', '.', ':']);
    Some(start..start + product.len())
}

/// `range` without what does not belong to an action at its ends.
pub(super) fn trimmed(sentence: &str, range: Range<usize>) -> Range<usize> {
    let quoted = sentence.get(range.clone()).unwrap_or("");
    let front = quoted.len() - quoted.trim_start_matches([' ', ',', ':', ';', '-', '.']).len();
    let kept = quoted.trim_end_matches([' ', ',', ':', ';', '.', '/', '-']).len();
    range.start + front..range.start + kept.max(front)
}

/// The length of "Đồng thời, ", "Bên cạnh đó, " at the head of a sentence.
pub(super) fn connective(text: &str) -> usize {
    let words =
        ["Đồng thời, ", "đồng thời, ", "đồng thời ", "Đồng thời ", "Bên cạnh đó, ", "Ngoài ra, ", "Cùng với đó, "];
    words.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len())
}

/// The parts of a sentence between semicolons, those before `whole` left together: a list of units may hold some.
pub(super) fn clauses(text: &str, whole: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let marks =
        memchr::memchr_iter(b';', text.as_bytes()).filter(move |&at| text.as_bytes().get(at + 1) == Some(&b' '));
    let ends = marks.filter(move |&at| at >= whole).chain([text.len()]);
    ends.scan(0, |start, end| {
        let clause = *start..end;
        *start = end + "; ".len();
        Some(clause)
    })
}
