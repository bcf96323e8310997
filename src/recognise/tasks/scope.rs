//! Headings and what stands under them: a unit named above is told everything that its bullets say.

use std::ops::Range;
use std::rc::Rc;

use super::announce::{acts, announces, ends_in_duty, is_capital_heading, is_closing_formula, order_before};
use super::executing::Clauses;
use super::issuer::Issuer;
use super::sentence::{self, Force, Told};
use super::state::{is_institution, is_private, is_state};
use super::{Assignment, Temper, found, labelled};
use crate::agency::Home;
use crate::date::Date;
use crate::recognise::Found;
use crate::recognise::actors;
use crate::recognise::cues::{self, Cue};
use crate::recognise::deadline::{self, Anchors};
use crate::recognise::outline::{self, Marker, Outline};

/// What a block passes on to the blocks under it.
#[derive(Clone, Debug, Default)]
struct Context {
    /// The units that are told.
    scope: Option<Rc<Scope>>,
    /// Whether units and their work are listed here.
    section: Section,
}

#[derive(Debug, Default)]
struct Scope {
    leads: Vec<Found<String>>,
    coordinating: Vec<Found<String>>,
    /// Whether the issuer says it in a paragraph: "Chủ tịch UBND tỉnh yêu cầu các sở thực hiện các nhiệm vụ sau:".
    announced: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Section {
    #[default]
    Unknown,
    /// "Tổ chức thực hiện", "Trách nhiệm".
    Work,
    /// "Mục đích, yêu cầu", "Kết quả".
    Other,
    /// "Nhiệm vụ, quyền hạn" of a law: what a body may ask of others.
    Powers,
}

/// Every assignment of the running text, in order.
pub(super) fn assignments(
    outline: &Outline,
    executing: &Clauses,
    temper: Temper,
    anchors: Anchors,
    home: &Home,
    replies: bool,
) -> Vec<Assignment> {
    let (labelled, taken) = labelled::assignments(outline, temper, anchors);
    let mut walk = Walk {
        outline,
        executing,
        temper,
        anchors,
        issuer: Issuer::of(home),
        replies,
        contexts: Vec::new(),
        found: Vec::new(),
        last: 0,
        announced: None,
    };
    for index in 0..outline.blocks.len() {
        let context = if taken.contains(&index) { Context::default() } else { walk.block(index) };
        walk.contexts.push(context);
    }
    walk.found.retain(|assignment| !super::is_title(&assignment.action));
    walk.found.extend(labelled);
    walk.found
}

struct Walk<'a> {
    outline: &'a Outline,
    /// Where no task is looked for.
    executing: &'a Clauses,
    temper: Temper,
    anchors: Anchors,
    /// Who speaks.
    issuer: Issuer<'a>,
    /// Whether a letter is answered.
    replies: bool,
    contexts: Vec<Context>,
    found: Vec<Assignment>,
    /// The block of the last one.
    last: usize,
    /// What a paragraph passes on to the paragraphs after it: under which block it stood, and the context.
    announced: Option<(Option<usize>, Context)>,
}

impl Walk<'_> {
    /// Reads one block, and says what those under it inherit.
    fn block(&mut self, index: usize) -> Context {
        let outline = self.outline;
        let block = &outline.blocks[index];
        let mut above = block.parent.map_or(Context::default(), |parent| self.contexts[parent].clone());
        // A paragraph behind the bullets of an announcement is the issuer's own again.
        let listed = index.checked_sub(1).is_some_and(|last| outline.blocks[last].marker != Marker::Plain);
        match &self.announced {
            Some(_) if block.marker == Marker::Plain && listed => self.announced = None,
            Some((parent, context)) if block.marker == Marker::Plain && *parent == block.parent => {
                above = context.clone()
            }
            Some((parent, _)) if *parent == block.parent => self.announced = None,
            _ => {}
        }
        let text = outline.quote(block.range.clone());
        if text.is_empty() {
            return above;
        }
        if let Some(context) = self.heading(index, &above) {
            if block.marker == Marker::Plain {
                self.announced = Some((block.parent, context.clone()));
            }
            return context;
        }
        if text.starts_with("Căn cứ ") && text.ends_with(';') {
            return above; // what the law that is cited orders is no order of this document
        }
        let before = self.found.len();
        self.paragraph(block.range.clone(), &above);
        if self.found.len() == before {
            self.closing_day(index);
        } else {
            self.last = index;
        }
        // The bullets under a task are its details; those under an announcement are tasks of the same units. Where other
        // units are told, and could not be read, nobody is.
        let others = text.ends_with(':') && (cues::find(text, Cue::Order).is_some() || actors::unit(text, 0).is_some());
        let scope = above.scope.clone().filter(|_| self.found.len() == before && !others);
        Context { scope, section: above.section }
    }

    /// "Báo cáo gửi về Sở Nội vụ trước ngày 5/6": a paragraph that says by when the work before it is due.
    fn closing_day(&mut self, index: usize) {
        const NEAR: usize = 3; // blocks
        const SUBJECTS: [&str; 11] = [
            "Báo cáo",
            "Kết quả",
            "Văn bản",
            "Thông tin",
            "Ý kiến",
            "Danh sách",
            "Hồ sơ",
            "Nội dung",
            "Thời hạn",
            "Thời gian",
            "Mọi ",
        ];
        let range = self.outline.blocks[index].range.clone();
        let text = self.outline.quote(range.clone());
        let says = SUBJECTS.iter().any(|subject| text.starts_with(subject))
            && [" gửi ", " nộp ", "hoàn thành", "báo cáo"].iter().any(|word| text.contains(word));
        let due = || deadline::strictest(&deadline::find(text, self.anchors)).is_some_and(|read| read.due.is_some());
        if !says || index - self.last > NEAR || !due() {
            return;
        }
        if let Some(mut task) = self.found.pop() {
            if task.deadline.is_none() {
                self.fill(&mut task, range);
            }
            self.found.push(task);
        }
    }

    /// A heading: of a section, of a unit, or an announcement of what units are told below.
    fn heading(&mut self, index: usize, above: &Context) -> Option<Context> {
        const LONGEST_TITLE: usize = 250;
        let outline = self.outline;
        let block = &outline.blocks[index];
        let text = outline.quote(block.range.clone());
        let opens = outline::opens_list(text);
        let last = opens.then(|| outline.sentences(block.range.clone()).pop()).flatten().unwrap_or(block.range.clone());
        let title = outline.quote(last.clone()).trim_end_matches([':', '.', ' ', ';']);
        let leads_on = opens || (block.marker < Marker::Dash && self.has_children(index));
        let powers = matches!(self.temper, Temper::Rules | Temper::Law) && block.marker < Marker::Letter;
        if powers && title.len() <= LONGEST_TITLE {
            if cues::find(title, Cue::Competence).is_some() {
                return Some(Context { scope: None, section: Section::Powers });
            }
            // "3. Bộ Tài chính có trách nhiệm bảo đảm kinh phí." is a duty, not the title of duties.
            let duties = cues::find(title, Cue::Duties).is_some() && (opens || sentence::told(title).is_none());
            if block.marker < Marker::Article || (duties && !opens && cues::find(title, Cue::About).is_none()) {
                return Some(Context { scope: None, section: if duties { Section::Work } else { Section::Other } });
            }
            if block.marker == Marker::Article && !duties && above.section != Section::Work {
                return (!opens && self.has_children(index))
                    .then_some(Context { scope: None, section: Section::Other });
            }
        }
        if leads_on
            && let Some((scope, own)) =
                self.unit_heading(last.start, title, above, (opens, block.marker == Marker::Plain))
        {
            if let Some(length) = own {
                let end = if length == title.len() { block.range.end } else { last.start + length };
                self.paragraph(block.range.start..end, above);
            }
            return Some(Context { scope: Some(Rc::new(scope)), section: Section::Work });
        }
        if text.len() <= LONGEST_TITLE && block.marker < Marker::Letter && !text.ends_with(['.', ';']) || opens {
            // "Yêu cầu:" tells; "Kết quả cụ thể như sau:" counts what was done.
            let results = ["Kết quả", "Tình hình", "Thành phần", "Ưu điểm", "Tồn tại", "Hạn chế", "Thực trạng"];
            let counts = results.iter().any(|word| title.starts_with(word)) && cues::find(text, Cue::Section).is_none();
            if cues::find(title, Cue::NoSection).is_some() && (!opens || counts) {
                return Some(Context { scope: None, section: Section::Other });
            }
            let own = |told: sentence::Told| told.force == Force::Plain && self.issuer.is_one_of(&told.leads);
            if cues::find(text, Cue::Section).is_some() && sentence::told(text).is_none_or(own) {
                let scope = above.scope.clone().filter(|_| opens);
                let announces = scope.is_none() || opens;
                return announces.then_some(Context { scope, section: Section::Work });
            }
        }
        None
    }

    fn has_children(&self, index: usize) -> bool {
        self.outline.blocks.get(index + 1).is_some_and(|next| next.parent == Some(index))
    }

    /// "Đối với Sở Y tế", "2. Thanh tra tỉnh", "Giao Sở Tài chính chủ trì, phối hợp với … thực hiện các nội dung sau":
    /// whom the blocks below tell, and how much of the heading is a task of its own.
    fn unit_heading(
        &self,
        base: usize,
        title: &str,
        above: &Context,
        (opens, plain): (bool, bool),
    ) -> Option<(Scope, Option<usize>)> {
        const TASK_OF_ITS_OWN: usize = 30; // words
        let own = |units: &[actors::Unit]| units.iter().map(|unit| found(self.outline, base, unit)).collect::<Vec<_>>();
        let about = cues::find(title, Cue::About).map_or(0, |(range, _)| range.end);
        let capitals = !title.chars().any(char::is_lowercase);
        if let Some(units) = actors::list(title, about).filter(|units| !capitals || is_capital_heading(title, units)) {
            let (action, with, _) = sentence::after_units(title, units.end);
            let rest = title.get(action..)?;
            let told = (announces(rest) || ends_in_duty(rest) && opens) && (!plain || about > 0 || acts(rest));
            if told && !(plain && self.issuer.is_one_of(&units)) {
                let before = order_before(rest).map(|length| action + length);
                return Some((Scope { leads: own(&units.units), coordinating: own(&with), announced: plain }, before));
            }
        }
        if about > 0 || capitals {
            return None;
        }
        if let Some(told) =
            sentence::told(title).filter(|told| opens && (told.force == Force::Order || self.temper == Temper::Orders))
        {
            let rest = title.get(told.action..)?;
            if plain && (told.force == Force::Plain || self.issuer.is_one_of(&told.leads)) {
                return None;
            }
            let long = rest.split(' ').count() > TASK_OF_ITS_OWN;
            let (leads, coordinating) = (own(&told.leads.units), own(&told.coordinating));
            let scope = Scope { leads, coordinating, announced: plain };
            let before = order_before(rest).map(|length| told.action + length);
            return Some((scope, before.or((long && !announces(rest)).then_some(title.len()))));
        }
        // "Chủ trì, phối hợp với các đơn vị liên quan thực hiện, cụ thể" under the heading of a unit.
        let scope = above.scope.as_ref()?;
        let (action, with, duty) = sentence::after_units(title, 0);
        let scope = (duty && announces(title.get(action..)?)).then(|| Scope {
            leads: scope.leads.clone(),
            coordinating: scope.coordinating.iter().cloned().chain(own(&with)).collect(),
            announced: scope.announced,
        });
        scope.map(|scope| (scope, None))
    }

    /// Reads one paragraph or bullet: a task for each unit that it tells, or one for the units of the heading above.
    fn paragraph(&mut self, range: Range<usize>, above: &Context) {
        let outline = self.outline;
        let mut open: Option<Open> = None;
        for (order, sentence) in outline.sentences(range).into_iter().enumerate() {
            let text = outline.quote(sentence.clone());
            let aside = text.starts_with('(') && text.trim_end_matches(['.', ';', ' ']).ends_with(')');
            if self.executing.contains_key(&sentence.start) || is_closing_formula(text) || aside {
                continue;
            }
            let mut whole = sentence::told(text);
            let units = whole.as_ref().map_or(0, |told| told.action);
            for (part, clause) in sentence::clauses(text, units).enumerate() {
                let here = text.get(clause.clone()).unwrap_or("");
                let place = sentence.start + clause.start..sentence.start + clause.end;
                let inner = part > 0 && open.is_some();
                let told = if here.len() == text.len() { whole.take() } else { sentence::told(here) };
                let told = told.filter(|told| self.accepts(here, told, above, inner, order));
                if let Some(told) = told {
                    self.close(open.take());
                    open = Some(self.begin(&place, &told));
                } else if let Some(known) = open.as_mut() {
                    // "rà soát, hoàn thành trong tháng 5; báo cáo trước ngày 10/6": each is due by itself.
                    let due = due(here, self.anchors);
                    let dated = due.is_some() && due != known.due && (known.due.is_some() || is_work_of_its_own(here));
                    let another = part > 0 && (dated || comes_round(here, self.anchors) || known.comes_round);
                    let strung = self.temper == Temper::News && (part > 0 || order > 0);
                    let start = place.start + sentence::connective(here);
                    let own = (another || strung) && cues::action(outline.quote(start..place.end)).is_some();
                    if own {
                        let next = Open {
                            action: start..place.end,
                            extent: place.clone(),
                            comes_round: comes_round(here, self.anchors),
                            due,
                            coordinating: Vec::new(),
                            leads: known.leads.clone(),
                            open: true,
                        };
                        self.close(open.replace(next));
                    } else {
                        if part > 0 && known.open {
                            known.action.end = place.end;
                        }
                        known.extent.end = place.end;
                    }
                } else if order == 0 && part == 0 {
                    open = above.scope.as_ref().and_then(|scope| self.scoped(&place, here, scope));
                }
            }
            if let Some(known) = open.as_mut() {
                known.open = false;
            }
        }
        self.close(open);
    }

    /// Whether this document, at this place, assigns with a sentence of this force.
    fn accepts(&self, text: &str, told: &Told, above: &Context, inner: bool, order: usize) -> bool {
        let action = text.get(told.action..).unwrap_or("").trim_start();
        let Some(first) = told.leads.units.first() else { return false };
        if action.is_empty() {
            return false;
        }
        // "- Lãnh đạo UBND xã cụ thể hóa …" under a Party committee: to lead is its work, no post.
        let party = |unit: &Found<String>| {
            let name = unit.value.to_lowercase();
            name.contains("ủy") && !name.starts_with("ủy ban nhân dân") || name.contains(" đảng")
        };
        if text.starts_with("Lãnh đạo ") && above.scope.as_ref().is_some_and(|scope| scope.leads.iter().any(party))
        {
            return false;
        }
        // Within what a unit is told, "… yêu cầu các đơn vị điều chỉnh" is what it shall do, not another task.
        let gives = text.get(..first.range.start).unwrap_or("").to_lowercase();
        let announced = above.scope.as_ref().is_some_and(|scope| scope.announced)
            && cues::find(text, Cue::Order).is_some_and(|(order, _)| order.end == first.range.start);
        let about = cues::find(text, Cue::About).is_some_and(|(about, _)| about.end == first.range.start);
        let begins = first.range.start == 0
            || about
            || announced
            || gives.trim_start().starts_with("giao")
            || gives.contains(" giao ");
        if (inner || above.scope.is_some()) && !begins && (inner || order > 0 || !has_issuer(text, told)) {
            return false;
        }
        if matches!(self.temper, Temper::Orders | Temper::Reports) && self.issuer.is_below(&told.leads) {
            return false;
        }
        if above.section == Section::Powers && !gives.trim_start().starts_with("giao") {
            return false; // "Yêu cầu bộ, cơ quan ngang bộ báo cáo" is what the body may do
        }
        match self.temper {
            // An answer tells a firm or a citizen what the law demands.
            _ if self.replies
                && told.force < Force::Order
                && !told.leads.units.iter().any(|unit| is_state(&unit.name)) =>
            {
                false
            }
            Temper::Reports => told.force == Force::Order && above.section != Section::Other,
            // "UBND tỉnh giao Sở A rà soát; Văn phòng B tổng hợp, báo cáo trước ngày 30/3"
            Temper::News => {
                let kinds = ["actor.seat", "actor.named", "actor.alone", "actor.post"];
                let named = told.leads.units.iter().all(|unit| kinds.contains(&unit.rule));
                told.force == Force::Order || text.starts_with("Theo đó") || inner && first.range.start == 0 && named
            }
            Temper::Orders => {
                let urged = cues::find(action, Cue::Manner).is_some() || !deadline::find(text, self.anchors).is_empty();
                let urged = urged && !told.leads.units.iter().any(|unit| is_private(&unit.name));
                // "…; Kho bạc Nhà nước tỉnh kiểm soát chi" goes on with the order before it; so does "Thanh tra Sở: kiểm tra".
                let labelled = text.get(told.leads.end..).is_some_and(|rest| rest.trim_start().starts_with(':'))
                    && above.section != Section::Other
                    && !action.starts_with("lãnh đạo "); // who takes part
                let kinds = ["actor.seat", "actor.named", "actor.alone", "actor.post"];
                let named = told.leads.units.iter().all(|unit| kinds.contains(&unit.rule));
                let goes_on = inner && first.range.start == 0 && named || labelled;
                let issuer = told.force == Force::Plain && self.issuer.is_one_of(&told.leads);
                !issuer
                    && (told.force >= Force::Duty
                        || above.section == Section::Work
                        || above.scope.is_some()
                        || urged
                        || goes_on)
            }
            Temper::Law => told.force == Force::Order,
            Temper::Rules => {
                let state = told.leads.units.iter().all(|unit| is_state(&unit.name))
                    && told.leads.units.iter().any(|unit| is_institution(&unit.name));
                let guides = cues::find(action, Cue::Guides).is_some();
                // "Trong thời hạn 5 ngày kể từ ngày nhận hồ sơ, …" is how a file is handled.
                let procedure = ["hồ sơ", "kể từ ngày nhận", "kể từ ngày tiếp nhận", "đề nghị cấp"]
                    .iter()
                    .any(|word| text.contains(word));
                let told = told.force == Force::Order || guides || above.section == Section::Work;
                state && told && !procedure
            }
        }
    }

    fn begin(&self, place: &Range<usize>, told: &Told) -> Open {
        let (action, with) = sentence::joint_within(self.outline.quote(place.clone()), told.action)
            .unwrap_or((told.action, told.coordinating.clone()));
        Open {
            leads: told.leads.units.iter().map(|unit| found(self.outline, place.start, unit)).collect(),
            coordinating: with.iter().map(|unit| found(self.outline, place.start, unit)).collect(),
            action: place.start + action..place.end,
            extent: place.clone(),
            comes_round: comes_round(self.outline.quote(place.clone()), self.anchors),
            due: due(self.outline.quote(place.clone()), self.anchors),
            open: true,
        }
    }

    /// A sentence without a unit, under the heading of one.
    fn scoped(&self, place: &Range<usize>, text: &str, scope: &Scope) -> Option<Open> {
        let (action, with, _) = sentence::after_units(text, 0);
        let labelled = sentence::label(text).filter(|label| cues::action(text.get(*label..).unwrap_or("")).is_some());
        let from = if cues::action(text.get(action..)?.trim_start()).is_some() { action } else { labelled? };
        let length = cues::action(text.get(from..)?.trim_start())?;
        let after = text.get(from..)?.trim_start().get(length..)?;
        if after.starts_with(" của ") || self.temper == Temper::Law {
            return None; // "Tổ chức của Thanh tra bộ" is a title
        }
        // "Yêu cầu Thủ trưởng …" tells somebody else, even where the rest could not be read.
        if let Some((order, _)) = cues::find(text, Cue::Order)
            && actors::unit(text, order.end).is_some_and(|unit| unit.rule == "actor.post")
        {
            return None;
        }
        let mut coordinating = scope.coordinating.clone();
        coordinating.extend(with.iter().map(|unit| found(self.outline, place.start, unit)));
        Some(Open {
            leads: scope.leads.clone(),
            coordinating,
            action: place.start + action..place.end,
            extent: place.clone(),
            comes_round: comes_round(text, self.anchors),
            due: due(text, self.anchors),
            open: true,
        })
    }

    fn close(&mut self, open: Option<Open>) {
        let Some(open) = open else { return };
        let text = self.outline.quote(open.action.clone());
        let within = sentence::trimmed(text, 0..text.len());
        let action = open.action.start + within.start..open.action.start + within.end;
        let action = self.cut(self.without_deadline(self.without_empty(action)));
        if action.is_empty() || cues::find(self.outline.quote(action.clone()), Cue::Empty).is_some() {
            return;
        }
        let mut assignment = Assignment { leads: open.leads, coordinating: open.coordinating, ..Assignment::default() };
        self.fill(&mut assignment, open.extent);
        assignment.action = self.outline.quote(action.clone()).to_owned();
        assignment.product = sentence::product(&assignment.action).map(|part| Found {
            value: assignment.action.get(part.clone()).unwrap_or("").to_owned(),
            span: self.outline.span(action.start + part.start..action.start + part.end),
            rule: super::PRODUCT,
        });
        assignment.action_span = self.outline.span(action);
        self.found.push(assignment);
    }

    /// The action without a first clause that says no more than "do it": "nghiêm túc thực hiện; khẩn trương rà soát …".
    fn without_empty(&self, action: Range<usize>) -> Range<usize> {
        let text = self.outline.quote(action.clone());
        match text.split_once("; ") {
            Some((first, rest)) if cues::find(first, Cue::Empty).is_some() && cues::action(rest).is_some() => {
                action.end - rest.len()..action.end
            }
            _ => action,
        }
    }

    /// The action without a deadline that stands apart at its end or its head: ", hoàn thành trước ngày 5/6".
    fn without_deadline(&self, action: Range<usize>) -> Range<usize> {
        const SHORTEST: usize = 12; // bytes that must remain
        const BOUNDS: [&str; 6] = ["trước ", "chậm nhất", "muộn nhất", "không muộn hơn", "trong tháng", "trong quý"];
        let text = self.outline.quote(action.clone());
        let Some(last) = deadline::find(text, self.anchors).pop() else { return action };
        if last.range.end < text.len() {
            return action;
        }
        let mut kept = text.get(..last.range.start).unwrap_or("").trim_end();
        for word in
            ["hoàn thành", "hoàn thành xong", "xong", "thời gian", "thời hạn", "và hoàn thành", "theo", "định kỳ"]
        {
            kept = kept.strip_suffix(word).unwrap_or(kept).trim_end();
        }
        let apart = kept.strip_suffix([',', ';', '.', '(']);
        // "gửi về Sở Nội vụ trước ngày 5/6": nothing stands between, but the day belongs to no noun.
        let words = text.get(last.range.clone()).unwrap_or("").to_lowercase();
        let bound = || BOUNDS.iter().any(|word| words.starts_with(word));
        match apart.or_else(|| bound().then_some(kept)) {
            Some(kept) if kept.len() >= SHORTEST => action.start..action.start + kept.trim_end().len(),
            _ => action,
        }
    }

    /// At most sixty words.
    fn cut(&self, action: Range<usize>) -> Range<usize> {
        const WORDS: usize = 60;
        let quoted = self.outline.quote(action.clone());
        let end = quoted.match_indices(' ').nth(WORDS - 1).map_or(quoted.len(), |(at, _)| at);
        action.start..action.start + end
    }

    /// Reads deadline, partners and reporting of an assignment from all that is said of it.
    fn fill(&self, assignment: &mut Assignment, range: Range<usize>) {
        let text = self.outline.quote(range.clone());
        let place = |part: &Range<usize>| range.start + part.start..range.start + part.end;
        if let Some(mut read) = deadline::strictest(&deadline::find(text, self.anchors)) {
            // "hằng năm trước ngày 20/12": no one year's day is due.
            let quoted = text.get(read.range.clone()).unwrap_or("");
            let dated = quoted.as_bytes().windows(4).any(|figures| figures.iter().all(u8::is_ascii_digit));
            read.due = read.due.filter(|_| read.recurrence.is_none() || dated);
            let better =
                assignment.deadline.as_ref().is_none_or(|(known, _)| known.due.is_none() && read.due.is_some());
            if better {
                let value = text.get(read.range.clone()).unwrap_or("").to_owned();
                let literal = Found { value, span: self.outline.span(place(&read.range)), rule: read.rule };
                assignment.deadline = Some((read, literal));
            }
        }
        for unit in sentence::coordinating(text) {
            let unit = found(self.outline, range.start, &unit);
            if !assignment.coordinating.iter().chain(&assignment.leads).any(|known| known.value == unit.value) {
                assignment.coordinating.push(unit);
            }
        }
        let (to, through) = sentence::reported_to(text);
        let own = |unit: Option<actors::Unit>| unit.map(|unit| found(self.outline, range.start, &unit));
        assignment.report_to = own(to);
        assignment.collecting = own(through);
    }
}

/// Whether the order names who gives it: "UBND tỉnh yêu cầu các sở".
fn has_issuer(text: &str, told: &Told) -> bool {
    actors::unit(text, 0)
        .is_some_and(|unit| told.leads.units.first().is_some_and(|lead| unit.range.end < lead.range.start))
}

/// An assignment that the sentences being read still add to.
struct Open {
    leads: Vec<Found<String>>,
    coordinating: Vec<Found<String>>,
    action: Range<usize>,
    /// All that is said of it.
    extent: Range<usize>,
    /// Whether its first clause comes round by itself: the clauses beside it are then tasks of their own.
    comes_round: bool,
    /// By when its first clause is due.
    due: Option<Date>,
    /// Whether the first sentence still goes on.
    open: bool,
}

/// Whether a clause tells other work than the one before it, and not how that one ends: "…; hoàn thành việc cấp chữ ký số
/// trong tháng 10", not "…; báo cáo trước ngày 5/6".
fn is_work_of_its_own(clause: &str) -> bool {
    const ENDS: [&str; 7] = ["báo cáo", "gửi", "trình", "tổng hợp", "hoàn thành", "thời gian", "thời hạn"];
    let clause = clause.get(sentence::connective(clause)..).unwrap_or("").trim_start();
    let manner = cues::find(clause, Cue::Manner).map_or(0, |(manner, _)| manner.end);
    let clause = clause.get(manner..).unwrap_or("").trim_start();
    let completes = ["hoàn thành việc ", "hoàn thành công tác "].iter().any(|words| clause.starts_with(words));
    completes || !ENDS.iter().any(|words| clause.starts_with(words))
}

/// By when a clause says that its work is due.
fn due(text: &str, anchors: Anchors) -> Option<Date> {
    deadline::strictest(&deadline::find(text, anchors))?.due
}

fn comes_round(text: &str, anchors: Anchors) -> bool {
    deadline::find(text, anchors).iter().any(|deadline| deadline.recurrence.is_some())
}
