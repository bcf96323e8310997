//! News pages that tell of documents, with all that surrounds an article.

use super::act::{Act, Form, cite};
use super::day::Day;
use super::sheet::{Claim, capital};
use super::story::Campaign;
use super::teller::{Content, File, Format, Known, Teller, furniture, slug};
use super::truth::{Citation, Edge, Relation, Reported, Task, Truth};
use super::words::{self, TOPICS};
use super::world::Id;

/// What a browser would show.
pub(crate) struct Page {
    pub(crate) site: String,
    pub(crate) title: String,
    /// `15/06/2023 09:42`.
    pub(crate) stamp: String,
    pub(crate) lead: String,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) author: String,
    /// Titles and days of other articles: not this page's business.
    pub(crate) others: Vec<String>,
    pub(crate) menu: Vec<&'static str>,
    pub(crate) counter: (u32, u32, u32),
    pub(crate) footer: Vec<String>,
}

const MENU: &[&str] = &[
    "Trang chủ",
    "Giới thiệu",
    "Tin tức - Sự kiện",
    "Văn bản chỉ đạo điều hành",
    "Thủ tục hành chính",
    "Lịch công tác",
    "Hỏi đáp",
    "Liên hệ",
    "Sơ đồ cổng",
];

impl Teller {
    /// Pages that say of units that they issued: some whose document is in the corpus, and one whose is not.
    pub(crate) fn news_of(&mut self, campaign: &Campaign, pages: usize) {
        let mut told: Vec<(Id, Act)> = campaign.issued.clone();
        self.chance.shuffle(&mut told);
        for n in 0..pages {
            let (unit, act) = if n == 0 && campaign.silent.len() > 2 {
                let unit = campaign.silent[1];
                let subject = TOPICS[campaign.topic].subject;
                let act = self.act(super::act::PLAN, unit, campaign.act.day.plus(25), subject);
                (unit, act)
            } else {
                let Some(one) = told.pop() else { return };
                one
            };
            self.page(campaign, unit, Some(act));
        }
    }

    /// Pages that speak of a unit and the directive, and report nothing issued.
    pub(crate) fn unseen_news(&mut self, campaign: &Campaign) {
        for &unit in campaign.silent.iter().take(2) {
            self.page(campaign, unit, None);
        }
    }

    pub(crate) fn page(&mut self, campaign: &Campaign, unit: Id, issued: Option<Act>) {
        let topic = &TOPICS[campaign.topic];
        let day = issued.as_ref().map_or(campaign.act.day.plus(30), |act| act.day).plus(self.chance.between(1, 6));
        let mut truth = Truth { role: "report", ..Truth::default() };
        let mut note = |citation: Citation| {
            if !truth.citations.iter().any(|known| known.is_same(&citation)) {
                truth.citations.push(citation);
            }
        };
        let name = self.world.brief(unit);
        let (directive, c) = cite(&self.world, &campaign.act, None, Form::Plain, Relation::Mentions, &mut self.chance);
        let mut claims = Vec::new();
        let mut paragraphs = Vec::new();
        let sentence = if let Some(act) = &issued {
            let (mut own, mut o) = cite(&self.world, act, None, Form::Short, Relation::Mentions, &mut self.chance);
            o.issued_date = Some(act.day.iso());
            o.organ_name = Some(self.world.body(unit));
            own.push_str(&format!(" {}", act.day.written(&mut self.chance)));
            let sentence = *self.chance.pick(words::NEWS);
            if sentence.starts_with("{u}") {
                note(o);
                note(c);
            } else {
                note(c);
                note(o);
            }
            truth.reported.push(Reported {
                unit: self.world.body(unit),
                directive: campaign.act.code(),
                state: "issued",
                issued_code: Some(act.code()),
                as_of: None,
            });
            truth.edges.push(Edge {
                from: Some(act.code()),
                from_unit: None,
                to: campaign.act.code(),
                relation: Relation::Implements,
            });
            truth.cases.extend(["reported+".to_owned(), "edges+".to_owned()]);
            claims.push(Claim { unit, directive: campaign.act.clone() });
            sentence.replace("{o}", &own)
        } else {
            note(c);
            truth.cases.extend(["reported-".to_owned(), "edges-".to_owned()]);
            let sentence = *self.chance.pick(words::NEWS_WITHOUT);
            if sentence.contains("đề nghị {u}") {
                truth.tasks.push(Task {
                    lead: vec![self.world.body(unit)],
                    coordinating: Vec::new(),
                    action: format!("sớm ban hành văn bản triển khai {directive}"),
                    deadline_text: None,
                    due_date: None,
                    recurrence: None,
                });
            }
            sentence.to_owned()
        };
        paragraphs.push(capital(&sentence.replace("{c}", &directive).replace("{u}", &name)));
        for action in self.chance.some(topic.actions, 3) {
            let way = match self.chance.below(4) {
                0 => format!("Theo đó, thời gian qua nhiều nơi đã {action}."),
                1 => format!("Việc {action} bước đầu mang lại hiệu quả."),
                2 => format!("Người dân đồng tình với chủ trương {action}."),
                _ => format!("Nhiều cán bộ cho rằng cần {action}."),
            };
            paragraphs.push(way);
        }
        paragraphs.push((*self.chance.pick(words::RESULTS)).to_owned());
        let seat = self.world.seat(unit);
        let title =
            capital(&format!("{} {}", self.world.units[seat].short, headline(self.chance.below(5), topic.subject)));
        let others = (0..4)
            .map(|_| {
                let other = self.chance.pick(TOPICS).subject;
                let number = self.chance.between(2, 90);
                let before = day.plus(-self.chance.between(1, 40));
                match self.chance.below(3) {
                    0 => format!("Quán triệt Chỉ thị số {number:02}/CT-UBND về {other} ({})", before.slashed()),
                    1 => format!("Kế hoạch số {number:02}/KH-UBND về {other}"),
                    _ => format!("{} ({})", capital(other), before.slashed()),
                }
            })
            .collect();
        let (y, m, d) = day.parts();
        let stamp = format!("{d:02}/{m:02}/{y} {:02}:{:02}", self.chance.between(7, 17), self.chance.below(60));
        let place = &self.world.units[seat].name;
        let footer = vec![
            format!("CỔNG THÔNG TIN ĐIỆN TỬ {}", place.to_uppercase()),
            format!("Đơn vị quản lý: UBND {place}"),
            "Điện thoại: 0200.3.000.111".to_owned(),
            furniture(&self.world, seat),
        ];
        let page = Page {
            site: format!("Cổng thông tin điện tử {place}"),
            title: title.clone(),
            stamp,
            lead: format!("{}.", topic.goal),
            paragraphs,
            author: self.world.units[unit].deputy.name.clone(),
            others,
            menu: MENU.to_vec(),
            counter: (self.chance.below(90) as u32, self.chance.below(9000) as u32, self.chance.below(900_000) as u32),
            footer,
        };
        let format = if self.chance.one_in(6) { Format::Text } else { Format::Html };
        truth.path = self.path(&format!("{y}/tin-tuc/{}", slug(&title.chars().take(40).collect::<String>())), format);
        self.tell_page(page, truth, day, claims, format);
    }

    pub(crate) fn tell_page(&mut self, page: Page, truth: Truth, day: Day, claims: Vec<Claim>, format: Format) {
        self.known.push(Known {
            act: None,
            path: truth.path.clone(),
            day,
            draft: false,
            duties: Vec::new(),
            cited: Vec::new(),
            claims,
        });
        let furniture = page.footer.last().cloned().unwrap_or_default();
        let variant = self.chance.below(1000);
        let content = Content::News(Box::new(page));
        self.files.push(File { format, variant, content, furniture, truth, copy: None, signed: None });
    }
}

fn headline(n: usize, subject: &str) -> String {
    match n {
        0 => format!("đẩy mạnh {subject}"),
        1 => format!("triển khai công tác {subject}"),
        2 => format!("quan tâm {subject}"),
        3 => format!("tập trung {subject}"),
        _ => format!("nhiều giải pháp {subject}"),
    }
}
