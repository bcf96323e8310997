//! Three years of two provinces: the centre asks, the provinces direct, departments, districts and communes act in
//! time, late, silently or in a way that leaves doubt.

use super::act::{Act, Form, GUIDE, LETTER, PLAN, REPORT};
use super::day::Day;
use super::deadline;
use super::sheet::{Align, Blank, Block, Deadline, Duty, Row, Sheet, Table, capital, line};
use super::teller::{Format, Teller, Told};
use super::truth::Relation;
use super::who::{Group, Who};
use super::words::{self, TOPICS, Topic};
use super::world::{Id, Level};

/// What a unit does about a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    InTime,
    Late,
    Silent,
    /// In time, and says only "Căn cứ".
    BasisOnly,
    /// Cites it, but neither implements nor stands on it.
    Speaks,
    /// Reports results, and no implementing document is there.
    Reports,
    Drafts,
    /// A guide for others.
    Guides,
}

/// One directive and what came of it.
pub(crate) struct Campaign {
    pub(crate) act: Act,
    pub(crate) topic: usize,
    pub(crate) due: Option<Day>,
    pub(crate) issued: Vec<(Id, Act)>,
    pub(crate) silent: Vec<Id>,
}

impl Teller {
    /// Chỉ thị: ground, then tasks under headings.
    pub(crate) fn directive(
        &mut self,
        act: Act,
        topic: usize,
        upward: &[&Act],
        targets: &[Who],
        due: Option<Day>,
    ) -> Told {
        let topic = &TOPICS[topic];
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        let ground = *sheet.chance.pick(words::GROUND);
        if upward.is_empty() {
            sheet.para(ground);
        }
        for act in upward {
            opening(&mut sheet, act, topic);
        }
        if !upward.is_empty() {
            sheet.para(ground);
        }
        sheet.order(targets, topic, due);
        sheet.para(format!("{}.", topic.goal));
        closing(&mut sheet);
        let mut to = above(&sheet);
        to.push("Các cơ quan, đơn vị có tên tại văn bản".to_owned());
        to.push("Lưu: VT, TH".to_owned());
        sheet.sign(to);
        sheet.done()
    }

    /// Kế hoạch with a task table in an annex.
    pub(crate) fn table_plan(
        &mut self,
        act: Act,
        topic: usize,
        upward: &[&Act],
        leads: &[Who],
        due: Option<Day>,
    ) -> Told {
        let topic = &TOPICS[topic];
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        for act in upward {
            opening(&mut sheet, act, topic);
        }
        sheet.heading("I. MỤC ĐÍCH, YÊU CẦU");
        sheet.aims(topic);
        sheet.heading("II. NỘI DUNG");
        sheet.para("Nhiệm vụ cụ thể theo phụ lục kèm theo Kế hoạch này.");
        sheet.para(format!("{}.", topic.goal));
        sheet.heading("III. KINH PHÍ");
        let money = *sheet.chance.pick(words::MONEY);
        sheet.para(money);
        closing(&mut sheet);
        let mut to = above(&sheet);
        to.push("Lưu: VT".to_owned());
        sheet.sign(to);
        sheet.blocks.push(Block::Break);
        sheet.centered("PHỤ LỤC");
        sheet.centered("PHÂN CÔNG NHIỆM VỤ");
        let annex = format!(
            "(Kèm theo Kế hoạch số {} {} của {})",
            sheet.act.code(),
            sheet.act.day.long(),
            sheet.world.body(sheet.act.unit)
        );
        sheet.blocks.push(Block::Line(line(annex, Align::Center).italic()));
        sheet.task_table(topic, leads, due);
        sheet.done()
    }

    /// Quyết định with an executing clause.
    pub(crate) fn decision(
        &mut self,
        act: Act,
        topic: usize,
        upward: &[&Act],
        targets: &[Who],
        clause: &[Who],
    ) -> Told {
        let topic = &TOPICS[topic];
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.grounds(2, upward);
        sheet.centered("QUYẾT ĐỊNH:");
        sheet.para(format!("Điều 1. Ban hành kèm theo Quyết định này chương trình {}.", topic.subject));
        if !targets.is_empty() {
            sheet.heading("Điều 2. Tổ chức thực hiện");
            let (year, _, _) = sheet.act.day.parts();
            for (n, who) in targets.iter().enumerate() {
                let deadline = deadline::period(year, 12, sheet.chance);
                sheet.task(std::slice::from_ref(who), &[], topic.actions[n % topic.actions.len()], Some(&deadline));
            }
        }
        sheet.para("Điều 3. Quyết định này có hiệu lực kể từ ngày ký.");
        let (who, _) = sheet.join(clause);
        let text = match sheet.chance.below(5) {
            0 => format!("Điều 4. {} chịu trách nhiệm thi hành Quyết định này./.", capital(&who)),
            1 => format!("Điều 4. {} căn cứ Quyết định thi hành./.", capital(&who)),
            2 => format!(
                "Điều 4. {} và các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này./.",
                capital(&who)
            ),
            3 => format!("Điều 4. {} có trách nhiệm thi hành Quyết định này./.", capital(&who)),
            _ => format!("Điều 4. {} chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.", capital(&who)),
        };
        sheet.para(text);
        sheet.duties.extend(clause.iter().map(|who| Duty { who: who.clone(), due: None }));
        sheet.duties.push(Duty { who: Who::Loose("các cơ quan liên quan"), due: None });
        sheet.sign(vec!["Như Điều 4".to_owned(), "Lưu: VT, NC".to_owned()]);
        sheet.done()
    }

    /// A letter that orders: those in "Kính gửi" are obliged.
    pub(crate) fn order_letter(&mut self, act: Act, topic: usize, upward: &[&Act], to: &[Who]) -> Told {
        let topic = &TOPICS[topic];
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        let said: Vec<String> = to.iter().map(|who| capital(&sheet.join(std::slice::from_ref(who)).0)).collect();
        sheet.address(&said);
        for act in upward {
            opening(&mut sheet, act, topic);
        }
        sheet.duties.extend(to.iter().map(|who| Duty { who: who.clone(), due: None }));
        let mut actions = sheet.chance.some(topic.actions, 2);
        actions.push(*sheet.chance.pick(words::ISSUE));
        for action in actions {
            let loose = *sheet.chance.pick(&["các cơ quan, đơn vị, địa phương", "các cơ quan, đơn vị"]);
            sheet.task(&[Who::Loose(loose)], &[], action, None);
        }
        closing(&mut sheet);
        sheet.sign(vec!["Như trên".to_owned(), "Lưu: VT, NC".to_owned()]);
        sheet.done()
    }

    /// A unit's own document about a directive.
    pub(crate) fn answer(&mut self, campaign: &Campaign, unit: Id, deed: Deed, day: Day) -> Option<Act> {
        let topic = &TOPICS[campaign.topic];
        let local = format!("{} năm {}", topic.subject, day.year());
        let kind = match deed {
            Deed::Silent => return None,
            Deed::Reports => REPORT,
            Deed::Guides => GUIDE,
            Deed::Speaks => *self.chance.pick(&[PLAN, LETTER]),
            Deed::InTime | Deed::Late => *self.chance.pick(&[PLAN, PLAN, PLAN, LETTER]),
            _ => PLAN,
        };
        let act = self.act(kind, unit, day, &local);
        let blank = match deed {
            Deed::Drafts => *self.chance.pick(&[Blank::Number, Blank::Both]),
            _ => Blank::Nothing,
        };
        let title_cites = matches!(deed, Deed::InTime | Deed::Late) && self.chance.one_in(3);
        let mut act = act;
        let mut noted = None;
        if title_cites {
            let verb = *self.chance.pick(&["triển khai thực hiện", "thực hiện", "triển khai"]);
            let (words, citation) = super::act::cite(
                &self.world,
                &campaign.act,
                Some(unit),
                Form::Plain,
                Relation::Implements,
                &mut self.chance,
            );
            act.subject = format!("{verb} {words}");
            act.names = Some(Box::new(super::truth::Citation { relation: Relation::Mentions, ..citation.clone() }));
            noted = Some(citation);
        }
        if deed == Deed::Guides {
            act.subject = format!("thực hiện một số nội dung về {}", topic.subject);
        }
        let mut sheet = self.sheet(act, blank, &[]);
        if let Some(citation) = noted {
            sheet.note(citation);
            sheet.cited.push((campaign.act.clone(), Relation::Implements));
        }
        sheet.answer_body(campaign, deed, topic);
        let format = self_format(&mut sheet);
        let told = sheet.done();
        let act = self.keep(told, format);
        (deed != Deed::Drafts).then_some(act)
    }

    /// Writes what each unit did, and remembers who can be named in a reminder.
    pub(crate) fn answers(&mut self, campaign: &mut Campaign, deeds: &[(Id, Deed)], from: i32) {
        for &(unit, deed) in deeds {
            let day = match (deed, campaign.due) {
                (Deed::Late, Some(due)) => due.plus(self.chance.between(4, 45)),
                (Deed::Reports, _) => campaign.act.day.plus(self.chance.between(90, 140)),
                (_, Some(due)) => {
                    let room = (due.0 - campaign.act.day.0 - 4).max(from + 1);
                    campaign.act.day.plus(self.chance.between(from, room))
                }
                (_, None) => campaign.act.day.plus(self.chance.between(from, 40)),
            };
            match self.answer(campaign, unit, deed, day) {
                Some(act) if matches!(deed, Deed::InTime | Deed::Late | Deed::BasisOnly | Deed::Guides) => {
                    campaign.issued.push((unit, act));
                }
                None if deed == Deed::Silent => campaign.silent.push(unit),
                _ => {}
            }
        }
    }
}

fn self_format(sheet: &mut Sheet<'_>) -> Format {
    *sheet.chance.pick(&[Format::Pdf, Format::Pdf, Format::Docx, Format::Docx, Format::Doc, Format::Text, Format::Html])
}

/// First sentence of a document that implements what stands above it.
fn opening(sheet: &mut Sheet<'_>, above: &Act, topic: &Topic) {
    let form = *sheet.chance.pick(&[Form::Full, Form::Plain, Form::Full, Form::Slip]);
    let words = sheet.cite(above, form, Relation::Implements);
    let body = sheet.world.body(sheet.act.unit);
    let sentence = *sheet.chance.pick(words::IMPLEMENT);
    sheet.para(sentence.replace("{c}", &words).replace("{b}", &body).replace("{s}", topic.subject));
}

fn closing(sheet: &mut Sheet<'_>) {
    let kind = sheet.act.kind.name;
    let sentence = match sheet.chance.below(4) {
        0 => "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc sẽ được xem xét, điều chỉnh cho phù hợp./."
            .to_owned(),
        1 if sheet.act.kind != LETTER => format!("{kind} này có hiệu lực kể từ ngày ký./."),
        2 => format!("Trên đây là nội dung {kind} này./."),
        _ => format!("Kinh phí thực hiện {kind} này bảo đảm từ ngân sách theo phân cấp hiện hành./."),
    };
    sheet.para(sentence);
}

fn above(sheet: &Sheet<'_>) -> Vec<String> {
    let world = sheet.world;
    let mut to = Vec::new();
    if let Some(parent) = world.units[world.seat(sheet.home())].parent {
        to.push(format!("UBND {} (để b/c)", world.units[parent].name));
    } else if world.is_place(sheet.home()) {
        to.push(format!("{} (để b/c)", world.units[world.ministry].name));
    } else if world.units[sheet.home()].level == Level::Province {
        to.push("UBND tỉnh (để b/c)".to_owned());
    }
    to
}

impl Sheet<'_> {
    /// Tasks for each target: the implementing document first, then work in the matter.
    pub(crate) fn order(&mut self, targets: &[Who], topic: &Topic, due: Option<Day>) {
        let (year, month, _) = self.act.day.parts();
        let mut actions: Vec<&str> = topic.actions.to_vec();
        self.chance.shuffle(&mut actions);
        let headings = self.chance.one_in(2);
        for (n, who) in targets.iter().enumerate() {
            let one = std::slice::from_ref(who);
            let issue = *self.chance.pick(words::ISSUE);
            let first = due.map(|day| deadline::by(day, self.chance));
            let action = actions[n % actions.len()];
            let later = match self.chance.below(5) {
                0 => Some(deadline::again(self.chance)),
                1 => Some(deadline::open(self.chance)),
                2 if due.is_some() && month < 10 => Some(deadline::period(year, 12, self.chance)),
                _ => None,
            };
            if headings {
                self.tasks_under(n + 1, one, &[(issue, first), (action, later)]);
            } else {
                self.task(one, &[], issue, first.as_ref());
                let partner = targets.get(n + 1).filter(|_| self.chance.one_in(2)).cloned();
                let partner: Vec<Who> = partner.into_iter().filter(|p| matches!(p, Who::Unit(_))).collect();
                self.task(one, &partner, action, later.as_ref());
            }
        }
    }

    fn task_table(&mut self, topic: &Topic, leads: &[Who], due: Option<Day>) {
        let heads: &[[&str; 6]] = &[
            ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành", "Sản phẩm"],
            ["TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện", "Kết quả đầu ra"],
            ["STT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Tiến độ", "Sản phẩm đầu ra"],
            [
                "Số TT",
                "Nhiệm vụ, giải pháp",
                "Cơ quan thực hiện",
                "Cơ quan phối hợp",
                "Thời gian hoàn thành",
                "Kết quả",
            ],
            ["TT", "Nhiệm vụ", "Đơn vị chịu trách nhiệm", "Phối hợp", "Hạn", "Hình thức văn bản"],
        ];
        let head = self.chance.pick(heads).iter().map(|&h| h.to_owned()).collect();
        let mut rows = Vec::new();
        let mut number = 0;
        let mut actions: Vec<&str> = topic.actions.to_vec();
        self.chance.shuffle(&mut actions);
        let (year, month, _) = self.act.day.parts();
        for (n, who) in leads.iter().enumerate() {
            if n % 3 == 0 {
                let title =
                    ["I. Công tác chỉ đạo, điều hành", "II. Nhiệm vụ chuyên môn", "III. Kiểm tra, đánh giá"][n / 3 % 3];
                rows.push(Row::Section(title.to_owned()));
            }
            let (lead_text, lead_names) = self.join(std::slice::from_ref(who));
            let partner: Vec<Who> = leads.get(n + 1).cloned().into_iter().collect();
            let (with_text, with_names) = self.join(&partner);
            for part in 0..2 {
                number += 1;
                let (action, when) = if part == 0 {
                    let when = due.map(|day| deadline::by(day, self.chance));
                    (*self.chance.pick(words::ISSUE), when)
                } else {
                    let later = if month < 9 && due.is_some() {
                        deadline::period(year, 12, self.chance)
                    } else {
                        deadline::again(self.chance)
                    };
                    (actions[n % actions.len()], Some(later))
                };
                let product = *self.chance.pick(topic.products);
                let merged = part == 1;
                rows.push(Row::Cells(vec![
                    Some(number.to_string()),
                    Some(capital(action)),
                    (!merged).then(|| capital(&lead_text)),
                    (!merged).then(|| capital(&with_text)),
                    Some(when.as_ref().map_or(String::new(), |d| capital(&d.text))),
                    Some(product.to_owned()),
                ]));
                self.assign(std::slice::from_ref(who), lead_names.clone(), with_names.clone(), action, when.as_ref());
            }
        }
        self.blocks.push(Block::Table(Table { widths: vec![7, 31, 18, 17, 15, 12], head, rows }));
    }

    /// The body of a unit's own document about the campaign's directive.
    fn answer_body(&mut self, campaign: &Campaign, deed: Deed, topic: &Topic) {
        let about = &campaign.act;
        let body = self.world.body(self.act.unit);
        let letter = self.act.kind == LETTER;
        if letter {
            let to = self.subordinates();
            self.address(&[to.to_owned()]);
            self.duties.push(Duty { who: Who::Loose(to), due: None });
        }
        match deed {
            Deed::BasisOnly => {
                self.grounds(1, &[about]);
                let sentence = *self.chance.pick(words::BASIS_ONLY);
                self.para(sentence.replace("{b}", &body).replace("{s}", topic.subject));
            }
            Deed::Speaks => {
                let ground = *self.chance.pick(words::GROUND);
                self.para(ground);
                let words = self.cite(about, Form::Plain, Relation::Mentions);
                let sentence = *self.chance.pick(words::SPEAK_OF);
                self.para(sentence.replace("{c}", &words));
            }
            Deed::Reports => {
                let to = above(self).into_iter().map(|one| one.replace(" (để b/c)", "")).collect::<Vec<_>>();
                self.address(&to);
                let words = self.cite(about, Form::Full, Relation::ReportsOn);
                let sentence = *self.chance.pick(words::REPORT);
                self.para(sentence.replace("{b}", &body).replace("{c}", &words));
                for result in self.chance.some(words::RESULTS, 3) {
                    self.para(result);
                }
            }
            Deed::Guides => {
                let words = self.cite(about, Form::Full, Relation::Guides);
                let verb = *self.chance.pick(&["Để thống nhất", "Nhằm bảo đảm thống nhất", "Để thuận lợi cho"]);
                self.para(format!("{verb} việc tổ chức, {body} hướng dẫn thực hiện {words} như sau:"));
            }
            _ => {
                if self.chance.one_in(3) {
                    self.grounds(1, &[]);
                }
                opening(self, about, topic);
            }
        }
        if deed != Deed::Reports {
            self.heading(if letter { "1. Mục đích, yêu cầu" } else { "I. MỤC ĐÍCH, YÊU CẦU" });
            self.aims(topic);
            self.heading(if letter { "2. Phân công" } else { "II. TỔ CHỨC THỰC HIỆN" });
            self.own_tasks(topic);
            if self.chance.one_in(3) {
                let short = self.cite(about, Form::Short, Relation::Mentions);
                self.para(format!("Các nội dung khác thực hiện theo quy định tại {short}."));
            }
        }
        closing(self);
        let mut to = above(self);
        if letter {
            to.insert(0, "Như trên".to_owned());
        }
        to.push("Lưu: VT".to_owned());
        self.sign(to);
    }

    /// Mục đích, yêu cầu.
    fn aims(&mut self, topic: &Topic) {
        let dashes = self.chance.one_in(2);
        let count = 2 + self.chance.below(3);
        let mut lines: Vec<String> =
            self.chance.some(words::AIMS, count).into_iter().map(|aim| aim.replace("{s}", topic.subject)).collect();
        lines.extend(self.chance.some(words::REQUIREMENTS, 2).into_iter().map(str::to_owned));
        for text in lines {
            self.para(if dashes { format!("- {text}") } else { text });
        }
    }

    /// Work for those below, if any are in the register, else for rooms that no register knows.
    fn own_tasks(&mut self, topic: &Topic) {
        let home = self.home();
        let (year, month, _) = self.act.day.parts();
        let mut targets: Vec<Who> = match self.world.units[home].level {
            Level::District if self.world.is_place(home) => {
                let offices = self.world.offices(home);
                let mut targets = vec![Who::Unit(*self.chance.pick(&offices))];
                if self.chance.one_in(2) {
                    targets.push(Who::Group { group: Group::Communes, of: home, except: Vec::new() });
                }
                targets
            }
            Level::Commune => vec![Who::Loose("Công chức Văn hóa - Xã hội"), Who::Loose("Trưởng các thôn, tổ dân phố")],
            _ => vec![Who::Loose("Văn phòng Sở"), Who::Loose("các phòng, đơn vị thuộc Sở")],
        };
        if self.chance.one_in(3) {
            targets.truncate(1);
        }
        let mut actions = topic.actions.to_vec();
        self.chance.shuffle(&mut actions);
        for (n, who) in targets.iter().enumerate() {
            let deadline: Option<Deadline> = match self.chance.below(4) {
                0 => Some(deadline::within(20, self.act.day, self.act.kind.name, self.chance)),
                1 if month < 11 => Some(deadline::period(year, 12, self.chance)),
                2 => Some(deadline::again(self.chance)),
                _ => None,
            };
            self.task(std::slice::from_ref(who), &[], actions[n], deadline.as_ref());
        }
    }

    fn subordinates(&self) -> &'static str {
        let home = self.home();
        match self.world.units[home].level {
            Level::District if self.world.is_place(home) => "Các cơ quan, đơn vị trực thuộc",
            Level::Commune => "Các ban, ngành, đoàn thể xã",
            _ => "Các phòng, đơn vị thuộc Sở",
        }
    }
}
