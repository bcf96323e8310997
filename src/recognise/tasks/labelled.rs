//! Việc ghi theo mục: "Đơn vị chủ trì: X", "Đơn vị phối hợp: Y", "Thời gian: D" under the name of the work.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Assignment, Temper, found};
use crate::recognise::Found;
use crate::recognise::actors;
use crate::recognise::cues;
use crate::recognise::deadline::{self, Anchors};
use crate::recognise::outline::{Marker, Outline};
use crate::rules::{RuleId, regex};

/// What code decides here without a pattern.
pub(super) const RULE: RuleId = "task.labelled";

/// What a label says of the work above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Lead,
    Coordinating,
    Time,
    Product,
}

static LABELS: LazyLock<[(Label, Regex); 4]> = LazyLock::new(|| {
    [
        (
            Label::Lead,
            regex(
                r"^(?i)(?:(?:đơn vị|cơ quan|bộ phận)\s+(?:chủ trì|thực hiện|đầu mối|tham mưu|chịu trách nhiệm)|phân công thực hiện|chủ trì thực hiện|trách nhiệm thực hiện)(?:\s*(?:,|và)?\s*(?:tham mưu|thực hiện|triển khai|tổ chức|theo dõi|chính))*\s*:\s*",
            ),
        ),
        (
            Label::Coordinating,
            regex(
                r"^(?i)(?:(?:đơn vị|cơ quan|bộ phận)\s+)?(?:phối hợp|tham gia)(?:\s+(?:thực hiện|triển khai))?\s*:\s*",
            ),
        ),
        (
            Label::Time,
            regex(r"^(?i)(?:thời gian|thời hạn|tiến độ)(?:\s+(?:thực hiện|hoàn thành|triển khai|và tiến độ))*\s*:\s*"),
        ),
        (Label::Product, regex(r"^(?i)(?:sản phẩm|kết quả)(?:\s+(?:đầu ra|dự kiến|thực hiện|hoàn thành))*\s*:\s*")),
    ]
});

/// The label at the head of `text`, and where what it says begins.
fn label(text: &str) -> Option<(Label, usize)> {
    let first = text.get(..text.floor_char_boundary(80))?;
    first.contains(':').then(|| LABELS.iter().find_map(|(label, words)| Some((*label, words.find(first)?.end()))))?
}

/// The assignments that labels make, and the blocks that are read here and nowhere else.
pub(super) fn assignments(outline: &Outline, temper: Temper, anchors: Anchors) -> (Vec<Assignment>, BTreeSet<usize>) {
    let (mut made, mut taken) = (Vec::new(), BTreeSet::new());
    if temper != Temper::Orders {
        return (made, taken);
    }
    let labelled = |index: usize| outline.blocks.get(index).and_then(|block| label(outline.quote(block.range.clone())));
    let mut index = 0;
    while index < outline.blocks.len() {
        let run = (index..outline.blocks.len()).take_while(|at| labelled(*at).is_some()).count();
        if run == 0 {
            index += 1;
            continue;
        }
        if let Some(assignment) = assignment(outline, index..index + run, anchors) {
            taken.extend(index..index + run);
            made.push(assignment);
        }
        index += run;
    }
    (made, taken)
}

/// The work that the labels in `run` speak of.
fn assignment(outline: &Outline, run: Range<usize>, anchors: Anchors) -> Option<Assignment> {
    let mut assignment = Assignment::default();
    for block in outline.blocks.get(run.clone())? {
        for part in parts(outline.quote(block.range.clone())) {
            let place = block.range.start + part.start..block.range.start + part.end;
            let Some((label, from)) = label(outline.quote(place.clone())) else { continue };
            let start = place.start + from;
            let said = outline.quote(start..place.end).trim_end_matches(['.', ';', ' ', ')']);
            let whole = |rule| Found { value: said.to_owned(), span: outline.span(start..start + said.len()), rule };
            let units = || -> Vec<Found<String>> {
                // An unknown body stands as it is written, between its semicolons.
                let named = said.split(';').map(|part| part.trim_matches([' ', '.'])).filter(|part| !part.is_empty());
                let each = named.flat_map(|part| {
                    let start = start + (part.as_ptr() as usize - said.as_ptr() as usize);
                    match actors::list(part, 0).filter(|listed| listed.end == part.len()) {
                        Some(listed) => listed.units.iter().map(|unit| found(outline, start, unit)).collect(),
                        None => {
                            let span = outline.span(start..start + part.len());
                            vec![Found { value: part.to_owned(), span, rule: RULE }]
                        }
                    }
                });
                each.collect()
            };
            match label {
                _ if said.is_empty() => {}
                Label::Lead => assignment.leads = units(),
                Label::Coordinating => assignment.coordinating = units(),
                Label::Time => {
                    assignment.deadline = deadline::cell(said, anchors).map(|read| (read, whole(deadline::CELL)));
                }
                Label::Product => assignment.product = Some(whole(RULE)),
            }
        }
    }
    let work = work(outline, run.start)?;
    assignment.action = outline.quote(work.clone()).to_owned();
    assignment.action_span = outline.span(work);
    (!assignment.leads.is_empty()).then_some(assignment)
}

/// "Đơn vị chủ trì: X; đơn vị phối hợp: Y. Thời gian: D.": each label with what it says.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = vec![0];
    let after = text.match_indices(['.', ';', ',']).map(|(at, _)| at + 1);
    starts.extend(after.filter_map(|at| {
        let rest = text.get(at..)?;
        let at = at + rest.len() - rest.trim_start().len();
        label(text.get(at..)?).map(|_| at)
    }));
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// What the labels speak of: the heading that they stand under, or the paragraph before them.
fn work(outline: &Outline, first: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 60; // words
    const SHORTEST: usize = 3;
    let block = outline.blocks.get(first)?;
    let words = |index: usize| outline.blocks.get(index).map(|block| (block.marker, block.range.clone()));
    let heading = block.parent.and_then(words).filter(|(marker, _)| (Marker::Number..=Marker::Star).contains(marker));
    let before = first.checked_sub(1).and_then(words).filter(|(marker, _)| *marker > Marker::Roman);
    let acts = |range: &Range<usize>| cues::action(outline.quote(range.clone())).is_some();
    let (_, range) = match (heading, before) {
        (Some(heading), Some(before)) if !acts(&heading.1) && acts(&before.1) => before,
        (heading, before) => heading.or(before)?,
    };
    let said = outline.quote(range.clone()).trim_end_matches(['.', ':', ';', ' ']);
    let end = said.match_indices(' ').nth(LONGEST - 1).map_or(said.len(), |(at, _)| at);
    (said.split(' ').count() >= SHORTEST).then(|| range.start..range.start + end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::{Zones, outline};
    use crate::text::Text;

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        let text = Text::plain(body);
        let outline = outline::outline(&text, &Zones { body: text.whole(), ..Zones::default() });
        let anchors = Anchors { signed: "2024-03-01".parse().ok(), effective: None };
        let (made, _) = assignments(&outline, Temper::Orders, anchors);
        let shown: Vec<String> = made.iter().map(Assignment::shown).collect();
        assert_eq!(shown, expected, "{body}");
    }

    #[test]
    fn labels_tell_of_the_work_above_them() {
        check(
            "II. NỘI DUNG\n1. Thành lập Tổ hỗ trợ\n- Đơn vị chủ trì: Sở Nội vụ.\n- Đơn vị phối hợp: Công an tỉnh, Sở Y tế.\n- Thời gian hoàn thành: trước ngày 08/8/2024.\n2. Tập huấn kỹ năng cho cán bộ\n- Cơ quan thực hiện: Sở Tài chính; cơ quan phối hợp: Sở Y tế; thời gian thực hiện: Quý II/2024.",
            &[
                "Sở Nội vụ / Công an tỉnh+Sở Y tế / 2024-08-08: Thành lập Tổ hỗ trợ",
                "Sở Tài chính / Sở Y tế / 2024-06-30: Tập huấn kỹ năng cho cán bộ",
            ],
        );
    }

    #[test]
    fn a_meeting_is_no_work() {
        check("1. Thời gian: 8 giờ ngày 5/3/2024\n2. Chủ trì: Đồng chí Chủ tịch UBND tỉnh", &[]);
        check("1. Sở Nội vụ\n- Chủ trì, phối hợp với Sở Y tế: xây dựng kế hoạch.", &[]);
    }
}
