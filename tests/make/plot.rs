//! The order of events.

use super::act::{Act, DECISION, DIRECTIVE, Form, LETTER, PLAN};
use super::day::Day;
use super::sheet::{Align, Blank, Block, Claim, capital, line};
use super::story::{Campaign, Deed};
use super::teller::{Format, Teller};
use super::truth::{Edge, Relation, Reported};
use super::who::{Group, Who};
use super::words::{self, TOPICS};
use super::world::Id;

/// Last day of the story.
pub(crate) const END: (i32, i32, i32) = (2024, 12, 31);

impl Teller {
    /// All three years.
    pub(crate) fn tell(&mut self) {
        let [first, second] = self.world.provinces;
        let mut topics: Vec<usize> = (0..TOPICS.len()).collect();
        self.chance.shuffle(&mut topics);
        self.year_one(first, second, &topics);
        self.year_two(first, second, &topics);
        self.year_three(first, second, &topics);
        self.by_recipients(first, topics[7]);
        self.other_bodies();
        self.mail();
    }

    /// The centre's directive; two plans with task tables; those whom they name.
    fn year_one(&mut self, first: Id, second: Id, topics: &[usize]) {
        let topic = topics[0];
        let day = Day::new(2022, 1, 10).plus(self.chance.between(0, 12));
        let due = day.plus(60);
        let ministry = self.world.ministry;
        let act = self.act(DIRECTIVE, ministry, day, &format!("tăng cường công tác {}", TOPICS[topic].subject));
        let targets = [Who::List(vec![first, second])];
        let told = self.directive(act, topic, &[], &targets, Some(due));
        let centre = self.keep(told, Format::Pdf);

        let departments = self.world.departments(first);
        let mut leads: Vec<Who> = departments[..5].iter().map(|&id| Who::Unit(id)).collect();
        leads.push(districts(first, &[]));
        let subject = format!("{} trên địa bàn {} năm 2022", TOPICS[topic].subject, self.world.units[first].name);
        let day = centre.day.plus(self.chance.between(15, 40));
        let act = self.numbered(PLAN, first, 7, day, &subject);
        let due = act.day.plus(45);
        let told = self.table_plan(act, topic, &[&centre], &leads, Some(due));
        let act = self.keep(told, Format::Pdf);
        let mut campaign = Campaign::new(act, topic, Some(due));
        let mut deeds: Vec<(Id, Deed)> = Vec::new();
        let mixed = self.mixed(Deed::InTime, &[Deed::InTime, Deed::Late, Deed::Silent, Deed::Speaks]);
        deeds.extend(departments.iter().copied().zip(mixed));
        let places = self.world.districts(first);
        let by_district =
            self.mixed(Deed::InTime, &[Deed::Late, Deed::BasisOnly, Deed::Silent, Deed::InTime, Deed::Reports]);
        deeds.extend(places.iter().copied().zip(by_district));
        self.answers(&mut campaign, &deeds, 8);
        self.reminder(&campaign, departments[0], due.plus(60));
        self.news_of(&campaign, 2);

        let departments = self.world.departments(second);
        let mut leads: Vec<Who> = departments[..4].iter().map(|&id| Who::Unit(id)).collect();
        leads.push(districts(second, &[]));
        let subject = format!("{} trên địa bàn {} năm 2022", TOPICS[topic].subject, self.world.units[second].name);
        // Later than the centre asked.
        let day = centre.day.plus(self.chance.between(75, 95));
        let act = self.numbered(PLAN, second, 7, day, &subject);
        let due = act.day.plus(40);
        let told = self.table_plan(act, topic, &[&centre], &leads, Some(due));
        let act = self.keep(told, Format::Docx);
        let mut campaign = Campaign::new(act, topic, Some(due));
        let mixed = self.mixed(Deed::InTime, &[Deed::Late, Deed::Silent, Deed::Silent]);
        let mut deeds: Vec<(Id, Deed)> = departments.iter().copied().zip(mixed).collect();
        let mixed = self.mixed(Deed::InTime, &[Deed::Silent, Deed::BasisOnly, Deed::Late]);
        deeds.extend(self.world.districts(second).into_iter().zip(mixed));
        self.answers(&mut campaign, &deeds, 6);
        self.news_of(&campaign, 1);
    }

    /// Two directives of one number; an exception; a district that passes the work down; a letter without a deadline.
    fn year_two(&mut self, first: Id, second: Id, topics: &[usize]) {
        let topic = topics[1];
        let day = Day::new(2023, 3, 1).plus(self.chance.between(0, 30));
        let mut act = self.numbered(DIRECTIVE, first, 10, day, &format!("đẩy mạnh công tác {}", TOPICS[topic].subject));
        act.chair = true;
        let due = act.day.plus(50);
        let places = self.world.districts(first);
        let exempt = places[1];
        let departments = self.world.departments(first);
        let targets = [
            Who::Group { group: Group::Agencies, of: first, except: Vec::new() },
            districts(first, &[exempt]),
            Who::Unit(departments[0]),
        ];
        let told = self.directive(act, topic, &[], &targets, Some(due));
        let act = self.keep(told, Format::Docx);
        let mut campaign = Campaign::new(act, topic, Some(due));
        let rest = [Deed::InTime, Deed::Late, Deed::InTime, Deed::Silent, Deed::BasisOnly, Deed::Silent];
        let plan = self.mixed(Deed::Guides, &rest);
        let mut deeds: Vec<(Id, Deed)> = departments.iter().copied().zip(plan).collect();
        let others: Vec<Id> = places.iter().copied().filter(|&id| id != exempt).collect();
        let mixed = self.mixed(Deed::InTime, &[Deed::Late, Deed::Drafts, Deed::BasisOnly, Deed::Silent]);
        deeds.extend(others.iter().copied().zip(mixed));
        self.answers(&mut campaign, &deeds, 7);
        self.reminder(&campaign, departments[0], due.plus(30));
        self.news_of(&campaign, 2);
        self.unseen_news(&campaign);
        self.pass_down(&campaign, others[0]);

        let topic = topics[2];
        let day = Day::new(2023, 2, 1).plus(self.chance.between(0, 50));
        let act = self.numbered(DIRECTIVE, second, 10, day, &format!("tăng cường {}", TOPICS[topic].subject));
        let due = act.day.plus(35);
        let departments = self.world.departments(second);
        let targets = [
            Who::Group { group: Group::Departments, of: second, except: vec![departments[2]] },
            districts(second, &[]),
        ];
        let told = self.directive(act, topic, &[], &targets, Some(due));
        let act = self.keep(told, Format::Pdf);
        let mut campaign = Campaign::new(act, topic, Some(due));
        let plan = self.mixed(Deed::InTime, &[Deed::Late, Deed::InTime, Deed::Silent, Deed::Speaks]);
        let kept: Vec<Id> = departments.iter().copied().filter(|&id| id != departments[2]).collect();
        let mut deeds: Vec<(Id, Deed)> = kept.into_iter().zip(plan).collect();
        let places = self.world.districts(second);
        let mixed = self.mixed(Deed::InTime, &[Deed::Late, Deed::Silent, Deed::Silent]);
        deeds.extend(places.iter().copied().zip(mixed));
        self.answers(&mut campaign, &deeds, 5);
        self.reminder(&campaign, departments[0], due.plus(45));
        self.news_of(&campaign, 2);
        self.pass_down(&campaign, places[0]);

        let topic = topics[3];
        let day = Day::new(2023, 8, 1).plus(self.chance.between(0, 30));
        let act = self.act(LETTER, first, day, &format!("triển khai công tác {}", TOPICS[topic].subject));
        let departments = self.world.departments(first);
        let to = [Who::Unit(departments[3]), Who::Unit(departments[5]), Who::Unit(self.world.districts(first)[2])];
        let told = self.order_letter(act, topic, &[], &to);
        let act = self.keep(told, Format::Doc);
        let mut campaign = Campaign::new(act, topic, None);
        let deeds = [(departments[3], Deed::InTime), (self.world.districts(first)[2], Deed::InTime)];
        self.answers(&mut campaign, &deeds, 5);
    }

    /// A decision; a directive replaced by another; a plan of the second province.
    fn year_three(&mut self, first: Id, second: Id, topics: &[usize]) {
        let topic = topics[4];
        let day = Day::new(2024, 2, 1).plus(self.chance.between(0, 25));
        let act = self.act(DECISION, first, day, &format!("ban hành chương trình {}", TOPICS[topic].subject));
        let departments = self.world.departments(first);
        let targets = [Who::Unit(departments[4]), Who::Unit(departments[6])];
        let office = self.world.other_agencies(first)[0];
        let clause = [Who::Unit(office), Who::Unit(departments[4]), districts(first, &[])];
        let told = self.decision(act, topic, &[], &targets, &clause);
        let act = self.keep(told, Format::Pdf);
        let mut campaign = Campaign::new(act, topic, None);
        let mut deeds: Vec<(Id, Deed)> = vec![(departments[4], Deed::InTime), (departments[6], Deed::Reports)];
        let places = self.world.districts(first);
        let mixed = self.mixed(Deed::InTime, &[Deed::BasisOnly, Deed::Silent, Deed::InTime]);
        deeds.extend(places.iter().copied().zip(mixed));
        self.answers(&mut campaign, &deeds, 9);

        let topic = topics[5];
        let day = Day::new(2024, 3, 4).plus(self.chance.between(0, 10));
        let act = self.numbered(DIRECTIVE, first, 12, day, &format!("chấn chỉnh công tác {}", TOPICS[topic].subject));
        let due = act.day.plus(30);
        let told = self.directive(act, topic, &[], &[districts(first, &[])], Some(due));
        let old = self.keep(told, Format::Text);
        let mut campaign = Campaign::new(old.clone(), topic, Some(due));
        let mixed = self.mixed(Deed::InTime, &[Deed::InTime, Deed::Late]);
        let deeds: Vec<(Id, Deed)> = places.iter().copied().zip(mixed).collect();
        self.answers(&mut campaign, &deeds, 6);
        let day = old.day.plus(100);
        let act = self.numbered(
            DIRECTIVE,
            first,
            15,
            day,
            &format!("tiếp tục chấn chỉnh công tác {}", TOPICS[topic].subject),
        );
        let due = act.day.plus(30);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        let ground = *sheet.chance.pick(words::GROUND);
        sheet.para(ground);
        let targets = [districts(first, &[]), Who::Unit(departments[0])];
        sheet.order(&targets, &TOPICS[topic], Some(due));
        let words = sheet.cite(&old, Form::Plain, Relation::Replaces);
        let text = match sheet.chance.below(5) {
            0 => format!("Chỉ thị này thay thế {words}./."),
            1 => format!("Chỉ thị này có hiệu lực kể từ ngày ký và thay thế {words}./."),
            2 => format!("Chỉ thị này có hiệu lực từ ngày ký ban hành, thay thế cho {words}./."),
            3 => format!("Kể từ ngày ký, Chỉ thị này thay thế {words}./."),
            _ => format!("Chỉ thị này được ban hành để thay thế {words}./."),
        };
        sheet.para(text);
        sheet.sign(vec!["Các sở, ban, ngành".to_owned(), "Lưu: VT, NC".to_owned()]);
        let told = sheet.done();
        let new = self.keep(told, Format::Pdf);
        let mut campaign = Campaign::new(new, topic, Some(due));
        let mixed = self.mixed(Deed::InTime, &[Deed::Silent, Deed::Silent, Deed::Late]);
        let mut deeds: Vec<(Id, Deed)> = places.iter().copied().zip(mixed).collect();
        deeds.push((departments[0], Deed::InTime));
        self.answers(&mut campaign, &deeds, 6);
        self.reminder(&campaign, departments[0], due.plus(40));

        let topic = topics[6];
        let day = Day::new(2024, 4, 1).plus(self.chance.between(0, 20));
        let act = self.act(PLAN, second, day, &format!("{} năm 2024", TOPICS[topic].subject));
        let due = act.day.plus(40);
        let departments = self.world.departments(second);
        let places = self.world.districts(second);
        let leads = [Who::Unit(departments[1]), Who::Unit(departments[3]), Who::List(vec![places[0], places[2]])];
        let told = self.table_plan(act, topic, &[], &leads, Some(due));
        let act = self.keep(told, Format::Doc);
        let mut campaign = Campaign::new(act, topic, Some(due));
        let deeds = [(departments[1], Deed::InTime), (places[0], Deed::Late), (departments[3], Deed::BasisOnly)];
        self.answers(&mut campaign, &deeds, 6);
        self.news_of(&campaign, 1);
    }

    /// Obliged by "để thực hiện" behind their name among the recipients, and by nothing else.
    fn by_recipients(&mut self, first: Id, topic: usize) {
        let day = Day::new(2024, 5, 2).plus(self.chance.between(0, 20));
        let act = self.act(PLAN, first, day, &format!("tổng kết công tác {}", TOPICS[topic].subject));
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        for text in sheet.chance.some(words::AIMS, 3) {
            sheet.para(text.replace("{s}", TOPICS[topic].subject));
        }
        let money = *sheet.chance.pick(words::MONEY);
        sheet.para(format!("{money}/."));
        let who = districts(first, &[]);
        let (words, _) = sheet.join(std::slice::from_ref(&who));
        let mark = *sheet.chance.pick(&["(để thực hiện)", "(để t/h)", "(thực hiện)", "(t/h)", "để thực hiện"]);
        sheet.duties.push(super::sheet::Duty { who, due: None });
        let ministry = sheet.world.units[sheet.world.ministry].name.clone();
        sheet.sign(vec![
            format!("{ministry} (để b/c)"),
            format!("{} {mark}", capital(&words)),
            "Thanh tra tỉnh (để biết)".to_owned(),
            "Lưu: VT, TH".to_owned(),
        ]);
        let told = sheet.done();
        let act = self.keep(told, Format::Docx);
        let mut campaign = Campaign::new(act, topic, None);
        let places = self.world.districts(first);
        let deeds = [(places[0], Deed::InTime), (places[4], Deed::BasisOnly), (places[2], Deed::Speaks)];
        self.answers(&mut campaign, &deeds, 8);
    }

    /// A district obliges its communes and offices.
    fn pass_down(&mut self, campaign: &Campaign, district: Id) {
        let topic = campaign.topic;
        let Some((_, above)) = campaign.issued.iter().find(|(unit, _)| *unit == district).cloned() else { return };
        let day = above.day.plus(7);
        let subject = format!("tổ chức thực hiện công tác {} năm {}", TOPICS[topic].subject, day.year());
        let act = self.act(LETTER, district, day, &subject);
        let due = act.day.plus(25);
        let communes = self.world.communes(district);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.address(&[capital("UBND các xã, phường, thị trấn")]);
        let words = sheet.cite(&above, Form::Full, Relation::Implements);
        let body = sheet.world.body(district);
        let sentence = *sheet.chance.pick(words::IMPLEMENT);
        sheet.para(sentence.replace("{c}", &words).replace("{b}", &body).replace("{s}", TOPICS[topic].subject));
        let targets = [Who::Group { group: Group::Communes, of: district, except: Vec::new() }];
        sheet.order(&targets, &TOPICS[topic], Some(due));
        sheet.para("Trên đây là nội dung triển khai./.");
        sheet.sign(vec!["Như trên".to_owned(), "Lưu: VT".to_owned()]);
        let told = sheet.done();
        let act = self.keep(told, Format::Docx);
        let mut down = Campaign::new(act, topic, Some(due));
        let mixed = self.mixed(Deed::InTime, &[Deed::Late, Deed::Silent, Deed::BasisOnly]);
        let deeds: Vec<(Id, Deed)> = communes.into_iter().zip(mixed).collect();
        self.answers(&mut down, &deeds, 3);
        self.news_of(&down, 1);
    }

    /// The first unit's deed, and those of the rest in the order of the draw.
    fn mixed(&mut self, first: Deed, rest: &[Deed]) -> Vec<Deed> {
        std::iter::once(first).chain(self.chance.some(rest, rest.len())).collect()
    }

    /// A letter that names who has issued and who has not.
    fn reminder(&mut self, campaign: &Campaign, by: Id, day: Day) {
        let day = day.at_work();
        let mut issued: Vec<(Id, Act)> =
            campaign.issued.iter().filter(|(unit, act)| *unit != by && act.day.plus(10) < day).cloned().collect();
        issued.truncate(4);
        let mut silent = campaign.silent.clone();
        let unseen = if silent.len() > 1 { silent.pop() } else { None };
        silent.truncate(3);
        let (cited, citation) =
            super::act::cite(&self.world, &campaign.act, Some(by), Form::Plain, Relation::Reminds, &mut self.chance);
        let verb = *self.chance.pick(&[
            "đôn đốc thực hiện",
            "đôn đốc triển khai",
            "nhắc việc thực hiện",
            "đôn đốc việc ban hành văn bản triển khai",
        ]);
        let act = self.act(LETTER, by, day, &format!("{verb} {cited}"));
        // One more unit is said to have issued a document that is not in the corpus.
        let outside = unseen.map(|unit| {
            let act = self.act(PLAN, unit, campaign.act.day.plus(20), TOPICS[campaign.topic].subject);
            (unit, act)
        });
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.note(citation);
        sheet.cited.push((campaign.act.clone(), Relation::Reminds));
        let to: Vec<String> = silent.iter().map(|&unit| capital(&sheet.world.brief(unit))).collect();
        if !to.is_empty() {
            sheet.address(&to);
        }
        let as_of = sheet.act.day.plus(-sheet.chance.between(3, 9));
        let mut parts = Vec::new();
        for (unit, act) in issued.iter().chain(&outside) {
            let name = sheet.world.brief(*unit);
            let with_number = sheet.chance.one_in(2) || outside.as_ref().is_some_and(|(u, _)| u == unit);
            let mut code = None;
            if with_number {
                let (words, mut citation) =
                    super::act::cite(sheet.world, act, Some(by), Form::Short, Relation::Mentions, sheet.chance);
                citation.issued_date = Some(act.day.iso());
                parts.push(format!("{name} ({words} {})", act.day.written(sheet.chance)));
                citation.organ_name = Some(sheet.world.body(*unit));
                sheet.note(citation);
                code = Some(act.code());
                let (from, to) = (code.clone(), campaign.act.code());
                // Two units may give their answers one number: these are two edges.
                sheet.truth.edges.push(Edge { from, from_unit: None, to, relation: Relation::Implements });
            } else {
                parts.push(name);
            }
            sheet.claims.push(Claim { unit: *unit, directive: campaign.act.clone() });
            sheet.truth.reported.push(Reported {
                unit: sheet.world.body(*unit),
                directive: campaign.act.code(),
                state: "issued",
                issued_code: code,
                as_of: Some(as_of.iso()),
            });
        }
        let missing: Vec<String> = silent.iter().map(|&unit| sheet.world.brief(unit)).collect();
        let words = sheet.cite(&campaign.act, Form::Plain, Relation::Reminds);
        let sentence = if missing.is_empty() {
            "Tính đến {d}, đã có {i} ban hành văn bản triển khai {c}."
        } else {
            *sheet.chance.pick(words::REMIND)
        };
        for &unit in &silent {
            sheet.truth.reported.push(Reported {
                unit: sheet.world.body(unit),
                directive: campaign.act.code(),
                state: "not_issued",
                issued_code: None,
                // "Đến nay" is the day of the letter, or the day of the count.
                as_of: (!sentence.contains("đến nay")).then(|| as_of.iso()),
            });
        }
        let date = as_of.written(sheet.chance);
        let missing = missing.join("; ");
        let sentence = sentence
            .replace("{i}", &parts.join("; "))
            .replace("{n}", &missing)
            .replace("{c}", &words)
            .replace("{d}", &date);
        sheet.para(sentence);
        for _ in 0..parts.len() + silent.len() {
            sheet.case("reported+");
        }
        if let [one, ..] = silent.as_slice() {
            let due = super::deadline::by(sheet.act.day.plus(15), sheet.chance);
            let who: Vec<Who> =
                if silent.len() > 1 { silent.iter().map(|&u| Who::Unit(u)).collect() } else { vec![Who::Unit(*one)] };
            sheet.task(
                &who,
                &[],
                "khẩn trương ban hành văn bản triển khai và gửi kết quả về cơ quan tổng hợp",
                Some(&due),
            );
        }
        sheet.blocks.push(Block::Line(line("Rất mong nhận được sự quan tâm phối hợp./.", Align::Body)));
        let to = if silent.is_empty() { "UBND tỉnh (để b/c)" } else { "Như trên" };
        sheet.sign(vec![to.to_owned(), "Lưu: VT, CCHC".to_owned()]);
        let told = sheet.done();
        let format = self.format();
        self.keep(told, format);
    }
}

impl Campaign {
    pub(crate) fn new(act: Act, topic: usize, due: Option<Day>) -> Campaign {
        Campaign { act, topic, due, issued: Vec::new(), silent: Vec::new() }
    }
}

fn districts(of: Id, except: &[Id]) -> Who {
    Who::Group { group: Group::Districts, of, except: except.to_vec() }
}
