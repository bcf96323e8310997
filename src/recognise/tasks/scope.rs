//! Headings and what stands under them: a unit named above is told everything that its bullets say.

use std::ops::Range;
use std::rc::Rc;

use super::sentence::{self, Force, Told};
use super::{Assignment, Temper, executing, found};
use crate::recognise::Found;
use crate::recognise::actors;
use crate::recognise::cues::{self, Cue};
use crate::recognise::deadline::{self, Anchors};
use crate::recognise::outline::{Marker, Outline};

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
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Section {
    #[default]
    Unknown,
    /// "Tổ chức thực hiện", "Trách nhiệm".
    Work,
    /// "Mục đích, yêu cầu", "Kết quả".
    Other,
}

/// Every assignment of the running text, in order.
pub(super) fn assignments(outline: &Outline, temper: Temper, anchors: Anchors) -> Vec<Assignment> {
    let mut walk = Walk { outline, temper, anchors, contexts: Vec::new(), found: Vec::new() };
    for index in 0..outline.blocks.len() {
        let context = walk.block(index);
        walk.contexts.push(context);
    }
    walk.found
}

struct Walk<'a> {
    outline: &'a Outline,
    temper: Temper,
    anchors: Anchors,
    contexts: Vec<Context>,
    found: Vec<Assignment>,
}

impl Walk<'_> {
    /// Reads one block, and says what those under it inherit.
    fn block(&mut self, index: usize) -> Context {
        let outline = self.outline;
        let block = &outline.blocks[index];
        let above = block.parent.map_or(Context::default(), |parent| self.contexts[parent].clone());
        let text = outline.quote(block.range.clone());
        if text.is_empty() {
            return above;
        }
        if let Some(context) = self.heading(index, &above) {
            return context;
        }
        let sentences = outline.sentences(block.range.clone());
        let before = self.found.len();
        for (order, sentence) in sentences.iter().enumerate() {
            self.sentence(sentence.clone(), order == 0, before, &above);
        }
        let told = self.found.len() > before;
        // The bullets under a task are its details; those under an announcement are tasks of the same units.
        let scope = if told { None } else { above.scope.clone() };
        Context { scope, section: above.section }
    }

    /// A heading: of a section, of a unit, or an announcement of what units are told below.
    fn heading(&mut self, index: usize, above: &Context) -> Option<Context> {
        const LONGEST_TITLE: usize = 250;
        let block = &self.outline.blocks[index];
        let text = self.outline.quote(block.range.clone());
        let opens = text.ends_with(':');
        let title = text.trim_end_matches([':', '.', ' ', ';']);
        let leads_on = opens || (block.marker < Marker::Dash && self.has_children(index));
        if leads_on && let Some(scope) = self.unit_heading(block.range.start, title, above) {
            let section = Section::Work;
            return Some(Context { scope: Some(Rc::new(scope)), section });
        }
        if text.len() <= LONGEST_TITLE && block.marker < Marker::Letter && !text.ends_with(['.', ';']) || opens {
            if cues::find(title, Cue::NoSection).is_some() && !opens {
                return Some(Context { scope: None, section: Section::Other });
            }
            if cues::find(text, Cue::Section).is_some() && sentence::told(text).is_none() {
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

    /// "Đối với Sở Y tế", "2. Thanh tra tỉnh", "Giao Sở Tài chính chủ trì, phối hợp với … thực hiện các nội dung sau".
    fn unit_heading(&self, base: usize, title: &str, above: &Context) -> Option<Scope> {
        let own = |units: &[actors::Unit]| units.iter().map(|unit| found(self.outline, base, unit)).collect::<Vec<_>>();
        let about = cues::find(title, Cue::About).map_or(0, |(range, _)| range.end);
        if let Some(units) = actors::list(title, about) {
            let (action, with, _) = sentence::after_units(title, units.end);
            if announces(title.get(action..)?) {
                return Some(Scope { leads: own(&units.units), coordinating: own(&with) });
            }
        }
        if about > 0 {
            return None;
        }
        if let Some(told) =
            sentence::told(title).filter(|told| told.force == Force::Order || self.temper == Temper::Orders)
        {
            if announces(title.get(told.action..)?) {
                return Some(Scope { leads: own(&told.leads.units), coordinating: own(&told.coordinating) });
            }
            return None;
        }
        // "Chủ trì, phối hợp với các đơn vị liên quan thực hiện, cụ thể" under the heading of a unit.
        let scope = above.scope.as_ref()?;
        let (action, with, duty) = sentence::after_units(title, 0);
        (duty && announces(title.get(action..)?)).then(|| Scope {
            leads: scope.leads.clone(),
            coordinating: scope.coordinating.iter().cloned().chain(own(&with)).collect(),
        })
    }

    fn sentence(&mut self, range: Range<usize>, first: bool, before: usize, above: &Context) {
        let outline = self.outline;
        let text = outline.quote(range.clone());
        if executing::clause(text).is_some() {
            return;
        }
        for (order, clause) in clauses(text).enumerate() {
            let here = text.get(clause.clone()).unwrap_or("");
            let base = range.start + clause.start;
            let told = sentence::told(here).filter(|told| self.accepts(here, told, above));
            match told {
                Some(told) => {
                    self.push(range.start + clause.start..range.start + clause.end, told.action, &told, base);
                }
                None if first && order == 0 => {
                    if let Some(scope) = above.scope.clone() {
                        self.scoped(base..range.start + clause.end, here, &scope);
                    }
                }
                None => self.extend(before, base..range.start + clause.end),
            }
        }
    }

    /// Whether this document, at this place, assigns with a sentence of this force.
    fn accepts(&self, text: &str, told: &Told, above: &Context) -> bool {
        let action = text.get(told.action..).unwrap_or("").trim_start();
        if cues::action(action).is_none() {
            return false;
        }
        match self.temper {
            Temper::Reports => told.force == Force::Order,
            Temper::Orders => told.force >= Force::Duty || above.section == Section::Work || (above.scope.is_some()),
            Temper::Rules => {
                let state =
                    told.leads.units.iter().all(|unit| {
                        unit.rule == "actor.seat" || unit.rule == "actor.named" || unit.rule == "actor.post"
                    });
                state && told.force >= Force::Duty
            }
        }
    }

    fn push(&mut self, range: Range<usize>, action: usize, told: &Told, base: usize) {
        let leads = told.leads.units.iter().map(|unit| found(self.outline, base, unit)).collect();
        let coordinating = told.coordinating.iter().map(|unit| found(self.outline, base, unit)).collect();
        self.add(range.clone(), range.start + action, leads, coordinating);
    }

    /// A sentence without a unit, under the heading of one.
    fn scoped(&mut self, range: Range<usize>, text: &str, scope: &Scope) {
        let (action, with, _) = sentence::after_units(text, 0);
        if cues::action(text.get(action..).unwrap_or("").trim_start()).is_none() {
            return;
        }
        let mut coordinating = scope.coordinating.clone();
        coordinating.extend(with.iter().map(|unit| found(self.outline, range.start, unit)));
        self.add(range.clone(), range.start + action, scope.leads.clone(), coordinating);
    }

    fn add(&mut self, range: Range<usize>, action: usize, leads: Vec<Found<String>>, coordinating: Vec<Found<String>>) {
        let mut assignment = Assignment { leads, coordinating, ..Assignment::default() };
        let text = self.outline.quote(action..range.end);
        let action = sentence::trimmed(text, 0..text.len());
        let start = range.end - text.len();
        let action = start + action.start..start + action.end;
        let cut = self.cut(action);
        assignment.action = self.outline.quote(cut.clone()).to_owned();
        assignment.action_span = self.outline.span(cut);
        self.found.push(assignment);
        self.fill(range);
    }

    /// At most sixty words.
    fn cut(&self, action: Range<usize>) -> Range<usize> {
        const WORDS: usize = 60;
        let quoted = self.outline.quote(action.clone());
        let end = quoted.match_indices(' ').nth(WORDS - 1).map_or(quoted.len(), |(at, _)| at);
        action.start..action.start + end
    }

    /// What a later clause of the same block adds to the tasks before it: its deadline, its partners.
    fn extend(&mut self, before: usize, range: Range<usize>) {
        if self.found.len() > before {
            self.fill(range);
        }
    }

    /// Reads deadline, partners and reporting of the last assignment from `range`.
    fn fill(&mut self, range: Range<usize>) {
        let text = self.outline.quote(range.clone());
        let Some(assignment) = self.found.last_mut() else { return };
        let place = |part: &Range<usize>| range.start + part.start..range.start + part.end;
        if let Some(read) = deadline::strictest(&deadline::find(text, self.anchors)) {
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
        assignment.report_to = assignment.report_to.take().or_else(|| own(to));
        assignment.collecting = assignment.collecting.take().or_else(|| own(through));
    }
}

/// Whether what follows the units of a heading only announces the list below: nothing, or "thực hiện các nội dung sau".
fn announces(rest: &str) -> bool {
    let rest = rest.trim_matches([' ', ',', ':', '.']);
    let words = rest.split(' ').filter(|word| !word.is_empty()).count();
    let last = [
        "sau",
        "sau đây",
        "cụ thể",
        "cụ thể sau",
        "như sau",
        "nội dung",
        "nhiệm vụ",
        "thực hiện",
        "cụ thể như sau",
        "công việc",
        "yêu cầu",
    ];
    words == 0 || (words <= 14 && last.iter().any(|end| rest.ends_with(end)))
}

/// The parts of a sentence between semicolons.
fn clauses(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split("; ").scan(0, |at, clause| {
        let start = *at;
        *at += clause.len() + 2;
        Some(start..start + clause.len())
    })
}
