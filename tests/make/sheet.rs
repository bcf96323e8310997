//! One document being written: what stands on its pages, and beside it what a careful reader would note down.

use super::act::{Act, Form, LETTER, cite};
use super::chance::Chance;
use super::day::Day;
use super::truth::{Citation, Header, Relation, Signatory, Task, Truth};
use super::who::{Who, say};
use super::words::LAWS;
use super::world::{Id, Level, World};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Center,
    /// Justified, first line set in.
    Body,
}

#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) align: Align,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Block {
    /// Letterhead or foot: two columns side by side.
    Columns {
        left: Vec<Line>,
        right: Vec<Line>,
    },
    Line(Line),
    Table(Table),
    /// A new page begins.
    Break,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// In percent.
    pub(crate) widths: Vec<u32>,
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Clone, Debug)]
pub(crate) enum Row {
    /// One cell over all columns.
    Section(String),
    /// `None`: the cell above goes on.
    Cells(Vec<Option<String>>),
}

/// Thời hạn.
#[derive(Clone, Debug)]
pub(crate) struct Deadline {
    pub(crate) text: String,
    pub(crate) due: Option<Day>,
    pub(crate) recurrence: Option<&'static str>,
}

/// Someone is obliged, by a task, an executing clause, an order, or "để thực hiện".
#[derive(Clone, Debug)]
pub(crate) struct Duty {
    pub(crate) who: Who,
    pub(crate) due: Option<Day>,
}

/// What the head of a document leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blank {
    Nothing,
    Number,
    Day,
    Both,
}

pub(crate) struct Sheet<'a> {
    pub(crate) world: &'a World,
    pub(crate) chance: &'a mut Chance,
    pub(crate) act: Act,
    pub(crate) blocks: Vec<Block>,
    pub(crate) truth: Truth,
    pub(crate) duties: Vec<Duty>,
    /// Every act that the text cites, and how.
    pub(crate) cited: Vec<(Act, Relation)>,
    pub(crate) claims: Vec<Claim>,
}

/// The text says that a unit has issued an implementing document.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) unit: Id,
    pub(crate) directive: Act,
}

pub(crate) fn line(text: impl Into<String>, align: Align) -> Line {
    Line { text: text.into(), align, bold: false, italic: false }
}

impl Line {
    pub(crate) fn bold(mut self) -> Line {
        self.bold = true;
        self
    }

    pub(crate) fn italic(mut self) -> Line {
        self.italic = true;
        self
    }
}

impl<'a> Sheet<'a> {
    /// Writes the letterhead and the title. `stamps` stand under the number.
    pub(crate) fn open(
        world: &'a World,
        chance: &'a mut Chance,
        act: Act,
        blank: Blank,
        stamps: &[&str],
        before: &[&str],
    ) -> Sheet<'a> {
        let unit = &world.units[act.unit];
        let seat = world.seat(act.unit);
        let mut left = Vec::new();
        let (organ, parent) = if world.is_place(act.unit) {
            (format!("ỦY BAN NHÂN DÂN {}", unit.name.to_uppercase()), None)
        } else if unit.level == Level::Central {
            (unit.name.to_uppercase(), None)
        } else {
            let committee = if chance.one_in(2) { "UBND" } else { "ỦY BAN NHÂN DÂN" };
            let parent = format!("{committee} {}", world.units[seat].name.to_uppercase());
            (unit.short.replace("UBND tỉnh", "").trim().to_uppercase(), Some(parent))
        };
        if let Some(parent) = &parent {
            left.push(line(parent, Align::Center));
        }
        if parent.is_none() && world.is_place(act.unit) {
            left.push(line("ỦY BAN NHÂN DÂN", Align::Center).bold());
            left.push(line(unit.name.to_uppercase(), Align::Center).bold());
        } else {
            left.push(line(&organ, Align::Center).bold());
        }
        // The number stands on the line of the day.
        while left.len() < 3 {
            left.push(line("", Align::Center));
        }
        let lead = *chance.pick(&["Số: ", "Số: ", "Số: ", "Số "]);
        let number = match blank {
            Blank::Number | Blank::Both => *chance.pick(&["      ", "…", "....."]),
            _ => &act.number,
        };
        let year = act.year.map_or(String::new(), |y| format!("/{y}"));
        let printed = match chance.below(40) {
            0 => format!("{lead}{number}{year}//{}", act.notation),
            1 => format!("{lead}{number}{year}/{}", act.notation.replace('-', " - ")),
            2 => format!("{lead}{number}{year} /{}", act.notation),
            _ => format!("{lead}{number}{year}/{}", act.notation),
        };
        left.push(line(printed, Align::Center));
        let about = *chance.pick(&["V/v ", "V/v ", "V/v: "]);
        if act.kind == LETTER {
            left.push(line(format!("{about}{}", act.subject), Align::Center));
        }
        for stamp in stamps {
            left.push(line(*stamp, Align::Center).bold());
        }
        let place = if unit.level == Level::Central { "Hà Nội" } else { world.units[seat].short.as_str() };
        let (y, m, _) = act.day.parts();
        let day = match blank {
            Blank::Day | Blank::Both => format!("ngày      tháng {m} năm {y}"),
            _ => act.day.long(),
        };
        let right = vec![
            line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Align::Center).bold(),
            line("Độc lập - Tự do - Hạnh phúc", Align::Center).bold(),
            line("", Align::Center),
            line(format!("{place}, {day}"), Align::Center).italic(),
        ];
        let mut blocks: Vec<Block> = before.iter().map(|text| Block::Line(line(*text, Align::Center).bold())).collect();
        blocks.push(Block::Columns { left, right });
        if act.kind != LETTER {
            blocks.push(Block::Line(line(act.kind.name.to_uppercase(), Align::Center).bold()));
            let about = *chance.pick(&["Về việc ", "V/v ", "Về ", "", "Về "]);
            let subject = if about.is_empty() { capital(&act.subject) } else { format!("{about}{}", act.subject) };
            blocks.push(Block::Line(line(subject, Align::Center).bold()));
        }
        let numbered = !matches!(blank, Blank::Number | Blank::Both);
        let dated = !matches!(blank, Blank::Day | Blank::Both);
        let document = Header {
            code_number: numbered.then(|| act.number.clone()),
            code_year: act.year,
            code_notation: Some(act.notation.clone()),
            type_name: Some(act.kind.name.to_owned()),
            issued_date: Some(if dated { act.day.iso() } else { format!("{y}-{m:02}") }),
            issued_place: Some(place.to_owned()),
            organ_name: Some(world.body(act.unit)),
            organ_id: Some(unit.key.clone()),
            organ_literal: Some(organ),
            parent_literal: parent,
            subject: Some(act.subject.clone()),
            ..Header::default()
        };
        let truth = Truth {
            role: "document",
            status: Some(if blank == Blank::Nothing { "issued" } else { "draft" }),
            document: Some(document),
            ..Truth::default()
        };
        Sheet { world, chance, act, blocks, truth, duties: Vec::new(), cited: Vec::new(), claims: Vec::new() }
    }

    pub(crate) fn header(&mut self) -> &mut Header {
        self.truth.document.get_or_insert_with(Header::default)
    }

    pub(crate) fn para(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Line(line(text, Align::Body)));
    }

    pub(crate) fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Line(line(text, Align::Body).bold()));
    }

    pub(crate) fn centered(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Line(line(text, Align::Center).bold()));
    }

    /// Kính gửi.
    pub(crate) fn address(&mut self, to: &[String]) {
        self.header().addressees = to.to_vec();
        if let [only] = to {
            self.blocks.push(Block::Line(line(format!("Kính gửi: {only}"), Align::Center)));
            return;
        }
        self.blocks.push(Block::Line(line("Kính gửi:", Align::Center)));
        for (n, one) in to.iter().enumerate() {
            let end = if n + 1 == to.len() { "." } else { ";" };
            self.blocks.push(Block::Line(line(format!("- {one}{end}"), Align::Center)));
        }
    }

    /// The words of a citation, noted down.
    pub(crate) fn cite(&mut self, act: &Act, form: Form, relation: Relation) -> String {
        let (words, citation) = cite(self.world, act, Some(self.act.unit), form, relation, self.chance);
        self.note(citation);
        if form == Form::Full
            && let Some(named) = &act.names
        {
            self.note((**named).clone());
        }
        self.cited.push((act.clone(), relation));
        words
    }

    pub(crate) fn note(&mut self, citation: Citation) {
        match self.truth.citations.iter_mut().find(|known| known.is_same(&citation)) {
            Some(known) => known.merge(citation),
            None => self.truth.citations.push(citation),
        }
    }

    /// "Căn cứ" lines: laws by name, then the given acts.
    pub(crate) fn grounds(&mut self, laws: usize, acts: &[&Act]) {
        let laws = self.chance.some(LAWS, laws);
        for law in laws {
            self.note(Citation {
                type_name: Some("Luật".to_owned()),
                code_number: None,
                code_year: None,
                code_notation: None,
                issued_date: None,
                organ_name: None,
                name: Some(law.to_owned()),
                relation: Relation::LegalBasis,
                also: Vec::new(),
                actor: None,
            });
            self.blocks.push(Block::Line(line(format!("Căn cứ {law};"), Align::Body).italic()));
        }
        for act in acts {
            let form = *self.chance.pick(&[Form::Full, Form::Full, Form::Plain]);
            let words = self.cite(act, form, Relation::LegalBasis);
            self.blocks.push(Block::Line(line(format!("Căn cứ {words};"), Align::Body).italic()));
        }
    }

    /// One assignment in a sentence of its own.
    pub(crate) fn task(&mut self, lead: &[Who], with: &[Who], action: &str, deadline: Option<&Deadline>) {
        let (who, leads) = self.join(lead);
        let (partners, partner_names) = self.join(with);
        let after = deadline.map_or(String::new(), |d| format!(" {}", d.text));
        let finish = deadline.map_or(String::new(), finish);
        let text = if with.is_empty() {
            match self.chance.below(9) {
                0 => format!("Giao {who} {action}{after}."),
                1 => format!("{} có trách nhiệm {action}{after}.", capital(&who)),
                2 => format!("Yêu cầu {who} {action}{after}."),
                3 => format!("Đề nghị {who} {action}{finish}."),
                4 => format!("{} chủ động {action}{finish}.", capital(&who)),
                5 => format!("Phân công {who} {action}{after}."),
                6 if deadline.is_some_and(|d| d.due.is_some() && d.text.starts_with("trước")) => {
                    format!("{}, {who} {action}.", capital(after.trim()))
                }
                7 => format!("{} chịu trách nhiệm {action}{finish}.", capital(&who)),
                _ => format!("Giao {who} chủ trì {action}{finish}."),
            }
        } else {
            match self.chance.below(6) {
                0 => format!("Giao {who} chủ trì, phối hợp với {partners} {action}{after}."),
                1 => format!("{} chủ trì, phối hợp với {partners} {action}{finish}.", capital(&who)),
                2 => format!("Giao {who} chủ trì, phối hợp {partners} {action}{finish}."),
                3 => format!("{} chủ trì, phối hợp cùng {partners} {action}{after}.", capital(&who)),
                4 => format!("Yêu cầu {who} chủ trì, phối hợp với {partners} {action}{after}."),
                _ => format!("Giao {who} làm đầu mối, phối hợp với {partners} {action}{finish}."),
            }
        };
        self.para(text);
        self.assign(lead, leads, partner_names, action, deadline);
    }

    /// A heading that names the lead, and one bullet for each assignment.
    pub(crate) fn tasks_under(&mut self, number: usize, lead: &[Who], actions: &[(&str, Option<Deadline>)]) {
        let (who, leads) = self.join(lead);
        let form = self.chance.below(5);
        match form {
            0 => self.heading(format!("{number}. {}", capital(&who))),
            1 => self.heading(format!("{number}. {}:", capital(&who))),
            2 => self.heading(format!("{number}. Đối với {who}:")),
            3 => self.heading(format!("{number}. Trách nhiệm của {who}")),
            _ => self.heading(format!("{number}. {} có trách nhiệm:", capital(&who))),
        }
        let bullets = self.chance.below(3);
        for (n, (action, deadline)) in actions.iter().enumerate() {
            let mark = match bullets {
                0 => "- ".to_owned(),
                1 => format!("{}) ", ['a', 'b', 'c', 'd', 'đ', 'e', 'g'][n % 7]),
                _ => "+ ".to_owned(),
            };
            let end = deadline.as_ref().map_or(String::new(), |d| match n % 2 {
                0 => finish(d),
                _ => format!(" {}", d.text),
            });
            self.para(format!("{mark}{}{end}.", capital(action)));
            self.assign(lead, leads.clone(), Vec::new(), action, deadline.as_ref());
        }
    }

    /// The words, and the entries that they mean.
    pub(crate) fn join(&mut self, who: &[Who]) -> (String, Vec<String>) {
        let said: Vec<(String, Vec<String>)> = who.iter().map(|one| say(self.world, one, self.chance)).collect();
        let entries = said.iter().flat_map(|(_, entries)| entries.clone()).collect();
        let words = match said.as_slice() {
            [] => String::new(),
            [(only, _)] => only.clone(),
            [first @ .., (last, _)] => {
                let first: Vec<&str> = first.iter().map(|(text, _)| text.as_str()).collect();
                format!("{} và {last}", first.join(", "))
            }
        };
        (words, entries)
    }

    /// Notes a task down, and whom it obliges.
    pub(crate) fn assign(
        &mut self,
        lead: &[Who],
        lead_names: Vec<String>,
        coordinating: Vec<String>,
        action: &str,
        deadline: Option<&Deadline>,
    ) {
        for who in lead {
            self.duties.push(Duty { who: who.clone(), due: deadline.and_then(|d| d.due) });
        }
        self.truth.tasks.push(Task {
            lead: lead_names,
            coordinating,
            action: action.to_owned(),
            deadline_text: deadline.map(|d| d.text.clone()),
            due_date: deadline.and_then(|d| d.due).map(Day::iso),
            recurrence: deadline.and_then(|d| d.recurrence),
        });
    }

    /// Nơi nhận and the signature.
    pub(crate) fn sign(&mut self, to: Vec<String>) {
        let unit = &self.world.units[self.act.unit];
        let place = self.world.is_place(self.act.unit);
        let (post, deputy) = match unit.kind {
            "bộ" => ("BỘ TRƯỞNG", "THỨ TRƯỞNG"),
            "sở" => ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            "phòng" => ("TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
            "văn phòng" => ("CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
            "thanh tra" => ("CHÁNH THANH TRA", "PHÓ CHÁNH THANH TRA"),
            _ => ("CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        };
        let (authority, position, name): (Vec<String>, &str, &str) =
            match (place && !self.act.chair, self.chance.below(3)) {
                (true, 0) => (vec!["TM. ỦY BAN NHÂN DÂN".to_owned()], post, &unit.head.name),
                (true, 1) => (vec!["TM. ỦY BAN NHÂN DÂN".to_owned(), format!("KT. {post}")], deputy, &unit.deputy.name),
                (_, 2) => (vec![format!("KT. {post}")], deputy, &unit.deputy.name),
                _ => (Vec::new(), post, &unit.head.name),
            };
        let (position, name) = (position.to_owned(), name.to_owned());
        self.sign_as(&authority, &position, &name, to);
    }

    /// Nơi nhận and the signature of the given person.
    pub(crate) fn sign_as(&mut self, authority: &[String], position: &str, name: &str, to: Vec<String>) {
        let mut right: Vec<Line> = authority.iter().map(|text| line(text, Align::Center).bold()).collect();
        right.push(line(position, Align::Center).bold());
        right.extend([line("", Align::Center), line("", Align::Center)]);
        if self.chance.one_in(3) {
            right.push(line("(Đã ký)", Align::Center).italic());
        }
        right.push(line(name, Align::Center).bold());
        let mut left = vec![line("Nơi nhận:", Align::Left).bold().italic()];
        for (n, one) in to.iter().enumerate() {
            let end = if n + 1 == to.len() { "." } else { ";" };
            left.push(line(format!("- {one}{end}"), Align::Left));
        }
        self.blocks.push(Block::Columns { left, right });
        let signatory = Signatory {
            full_name: name.to_owned(),
            position: position.to_owned(),
            authority: (!authority.is_empty()).then(|| authority.join(" ")),
        };
        let header = self.header();
        header.to_places = to;
        header.signatory = Some(signatory);
    }

    pub(crate) fn case(&mut self, name: &str) {
        self.truth.cases.push(name.to_owned());
    }

    pub(crate) fn home(&self) -> Id {
        self.act.unit
    }
}

fn finish(deadline: &Deadline) -> String {
    let verb = if deadline.due.is_some() { "hoàn thành " } else { "" };
    format!(", {verb}{}", deadline.text)
}

/// First letter upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
