//! The rest of an office's post: letters, notices, proposals, minutes, forms; relations between documents, and
//! sentences that only look like them.

use super::act::{
    Act, DECISION, DIRECTIVE, Form, INVITATION, Kind, LETTER, MINUTES, NOTICE, PLAN, PROPOSAL, REPORT, cite,
};
use super::day::Day;
use super::sheet::{Align, Blank, Block, Sheet, capital, line};
use super::teller::{Content, File, Format, Teller, furniture, slug};
use super::truth::{Citation, Edge, Relation, Reported, Truth};
use super::words::{self, TOPICS};
use super::world::Id;

/// Words that assert nothing issued.
const NOT_REPORTED: &[&str] = &[
    "Đề nghị {u} sớm ban hành văn bản triển khai {c}.",
    "{u} dự kiến ban hành kế hoạch thực hiện {c} trong thời gian tới.",
    "Trường hợp {u} ban hành văn bản triển khai {c} thì gửi một bản về cơ quan tổng hợp.",
    "Ý kiến của {u} về nội dung {c} đã được tổng hợp.",
    "Nội dung {c} được {u} phổ biến trong hội nghị giao ban.",
    "{u} đang xây dựng kế hoạch triển khai {c}.",
];

/// Two documents in one sentence, the one because of the other.
const RELATED: &[(&str, Relation)] = &[
    ("{u} đã ban hành {o} để triển khai {c}.", Relation::Implements),
    ("Thực hiện {c}, {u} đã ban hành {o}.", Relation::Implements),
    ("{u} đã có {o} triển khai thực hiện {c}.", Relation::Implements),
    ("Ngay sau khi có {c}, {u} ban hành {o} để thực hiện.", Relation::Implements),
    ("{o} của {u} đã cụ thể hóa {c}.", Relation::Implements),
    ("{u} ban hành {o} hướng dẫn thực hiện {c}.", Relation::Guides),
];

/// Two documents in one sentence, neither because of the other.
const UNRELATED: &[&str] = &[
    "Hội nghị đã phổ biến {c} và {o}.",
    "Tài liệu phát cho đại biểu gồm {c}, {o}.",
    "Cán bộ văn thư đã cập nhật {o} và {c} vào sổ văn bản đến.",
    "Khác với {c}, {o} chỉ áp dụng trong nội bộ cơ quan.",
    "Hai văn bản được tra cứu nhiều nhất trong tháng là {o} và {c}.",
];

const REPLY: &[&str] = &[
    "Trả lời {c}, {b} có ý kiến như sau:",
    "Phúc đáp {c}, {b} thông tin như sau:",
    "{b} nhận được {c}; trả lời nội dung này, {b} có ý kiến như sau:",
    "Trả lời đề nghị tại {c}, {b} có ý kiến như sau:",
    "Phúc đáp đề nghị tại {c}, {b} thống nhất các nội dung sau:",
];

const ENDS: &[(&str, Relation)] = &[
    ("Bãi bỏ {c}.", Relation::Repeals),
    ("Hủy bỏ {c}.", Relation::Repeals),
    ("{c} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", Relation::Repeals),
    ("Quyết định này thay thế {c}.", Relation::Replaces),
    ("Sửa đổi, bổ sung Điều 2 của {c}.", Relation::Amends),
    ("Sửa đổi khoản 1 Điều 3 {c}.", Relation::Amends),
    ("Đính chính {c} do sai sót kỹ thuật.", Relation::Amends),
    ("Gia hạn thời gian thực hiện {c} đến hết năm sau.", Relation::Amends),
];

impl Teller {
    /// Everything that belongs to no campaign.
    pub(crate) fn mail(&mut self) {
        for n in 0..12 + self.chance.below(5) {
            self.secret(n);
        }
        for n in 0..16 + self.chance.below(4) {
            self.near_miss(n);
            self.urgent(n);
            self.draft(n);
            self.doubtful(n);
            self.undoubtful(n);
        }
        for n in 0..ENDS.len() {
            self.ending(n);
        }
        for n in 0..6 {
            self.reply(n);
            self.related(n);
        }
        for n in 0..10 {
            self.not_reported(n);
        }
        for n in 0..5 {
            self.proposal(n);
            self.meeting(n);
            self.form(n);
        }
        self.lists();
        for n in 0..10 {
            self.special(n);
        }
        self.rare();
    }

    /// Numbers of other kinds of bodies: the Council, the Party, the centre; and what is attached to a decision.
    fn special(&mut self, n: usize) {
        let act = self.post(PLAN, subject_of(n));
        let province = self.world.province_of(act.unit);
        let name = self.world.units[province].name.clone();
        let short = self.world.units[province].short.clone();
        let day = act.day.plus(-self.chance.between(100, 300)).at_work();
        let number = format!("{:02}", self.chance.between(1, 40));
        let about = subject_of(n + 2);
        let ministry = self.world.units[self.world.ministry].clone();
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        let date = if n < 5 { day.long() } else { format!("ngày {}", day.slashed()) };
        let (type_name, code_year, notation, organ, relation, text) = match n % 5 {
            0 => (
                "Nghị quyết",
                Some(day.year()),
                "NQ-HĐND".to_owned(),
                format!("Hội đồng nhân dân {name}"),
                Relation::LegalBasis,
                format!(
                    "Căn cứ Nghị quyết số {number}/{}/NQ-HĐND {date} của Hội đồng nhân dân {name} về {about};",
                    day.year()
                ),
            ),
            1 => (
                "Nghị quyết",
                None,
                "NQ/TU".to_owned(),
                format!("Tỉnh ủy {short}"),
                Relation::Implements,
                format!(
                    "Thực hiện Nghị quyết số {number}-NQ/TU {date} của Tỉnh ủy {short} về {about}, cơ quan xây dựng kế hoạch như sau:"
                ),
            ),
            2 => (
                "Thông tư",
                Some(day.year()),
                format!("TT-{}", ministry.symbol),
                ministry.name.clone(),
                Relation::LegalBasis,
                format!(
                    "Căn cứ Thông tư số {number}/{}/TT-{} {date} của Bộ trưởng {} quy định về {about};",
                    day.year(),
                    ministry.symbol,
                    ministry.name
                ),
            ),
            3 => (
                "Quyết định",
                None,
                "QĐ-UBND".to_owned(),
                format!("Ủy ban nhân dân {name}"),
                Relation::AttachedTo,
                format!("(Ban hành kèm theo Quyết định số {number}/QĐ-UBND {date} của Ủy ban nhân dân {name})"),
            ),
            _ => (
                "Nghị định",
                Some(2020),
                "NĐ-CP".to_owned(),
                "Chính phủ".to_owned(),
                Relation::LegalBasis,
                "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"
                    .to_owned(),
            ),
        };
        let decree = n % 5 == 4;
        sheet.note(Citation {
            type_name: Some(type_name.to_owned()),
            code_number: Some(if decree { "30".to_owned() } else { number }),
            code_year,
            code_notation: Some(notation),
            issued_date: Some(if decree { "2020-03-05".to_owned() } else { day.iso() }),
            organ_name: Some(organ),
            name: None,
            relation,
            also: Vec::new(),
            actor: None,
        });
        match relation {
            Relation::AttachedTo => sheet.blocks.push(Block::Line(line(text, Align::Center).italic())),
            Relation::LegalBasis => sheet.blocks.push(Block::Line(line(text, Align::Body).italic())),
            _ => sheet.para(text),
        }
        sheet.filler();
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }

    fn someone(&mut self) -> Id {
        let province = *self.chance.pick(&self.world.provinces.clone());
        let mut all = self.world.departments(province);
        all.extend(self.world.districts(province));
        all.push(province);
        *self.chance.pick(&all)
    }

    fn someday(&mut self) -> Day {
        Day::new(2022, 1, 4).plus(self.chance.between(0, 1080)).at_work()
    }

    pub(crate) fn post(&mut self, kind: Kind, subject: &str) -> Act {
        let (unit, day) = (self.someone(), self.someday());
        self.act(kind, unit, day, subject)
    }

    /// An act that is cited and not in the corpus.
    pub(crate) fn elsewhere(&mut self, kind: Kind, unit: Id, before: Day) -> Act {
        let subject = self.chance.pick(TOPICS).subject;
        let day = before.plus(-self.chance.between(20, 300));
        self.act(kind, unit, day, subject)
    }

    /// A decision that ends, replaces or changes another.
    fn ending(&mut self, n: usize) {
        let (sentence, relation) = ENDS[n];
        let act = self.post(DECISION, subject_of(n));
        let mut old = self.elsewhere(DECISION, act.unit, act.day);
        if n.is_multiple_of(2) {
            old.year = Some(old.day.year());
        }
        let proposal = self.elsewhere(PROPOSAL, act.unit, act.day);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.grounds(1, &[]);
        let words = sheet.cite(&proposal, Form::Plain, Relation::ProposedBy);
        let text = match n % 5 {
            0 => format!("Theo đề nghị của Trưởng phòng Tổng hợp tại {words},"),
            1 => format!("Xét đề nghị tại {words},"),
            2 => format!("Theo đề nghị của Chánh Văn phòng tại {words};"),
            3 => format!("Theo đề nghị tại {words}."),
            _ => format!("Xét đề nghị của bộ phận chuyên môn tại {words},"),
        };
        sheet.blocks.push(Block::Line(line(text, Align::Body).italic()));
        sheet.centered("QUYẾT ĐỊNH:");
        let words = sheet.cite(&old, Form::Full, relation);
        sheet.para(format!("Điều 1. {}", sentence.replace("{c}", &words)));
        sheet.para("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.");
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }

    fn reply(&mut self, n: usize) {
        let subject = self.chance.pick(TOPICS).subject;
        let act = self.post(LETTER, subject);
        let province = self.world.province_of(act.unit);
        let asker = self.world.departments(province).into_iter().find(|&id| id != act.unit).unwrap_or(province);
        let asked = self.elsewhere(LETTER, asker, act.day);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        let to = sheet.world.brief(asker);
        sheet.address(&[to]);
        let words = sheet.cite(&asked, Form::Full, Relation::RepliesTo);
        let body = sheet.world.body(sheet.act.unit);
        sheet.para(REPLY[n % REPLY.len()].replace("{c}", &words).replace("{b}", &body));
        sheet.para("Cơ bản thống nhất với nội dung nêu trong văn bản, không có ý kiến bổ sung.");
        sheet.end();
        let told = sheet.done();
        if n < 3 {
            self.keep_with_draft(told, [Format::Docx, Format::Pdf, Format::Doc][n]);
            return;
        }
        self.finish(told);
        if n > 3 {
            self.copy_last();
        }
    }

    /// A report that says of others which document came of which; and one that names two without a tie.
    fn related(&mut self, n: usize) {
        for tied in [true, false] {
            let act = self.post(if tied { REPORT } else { NOTICE }, subject_of(n));
            let province = self.world.province_of(act.unit);
            let unit = *self.world.districts(province).iter().find(|&&id| id != act.unit).unwrap_or(&province);
            let by = act.unit;
            let above = self.elsewhere(DIRECTIVE, province, act.day);
            // What implements comes after what it implements.
            let room = act.day.0 - above.day.0 - 4;
            let after = above.day.plus(self.chance.between(4, room));
            let own = self.act(PLAN, unit, after, subject_of(n));
            let mut sheet = self.sheet(act, Blank::Nothing, &[]);
            sheet.filler();
            let name = sheet.world.brief(unit);
            // Where nobody acts in the sentence, the number needs its issuer.
            let form = if tied { Form::Short } else { Form::Plain };
            let (o, mut o_cited) = cite(sheet.world, &own, Some(by), form, Relation::Mentions, sheet.chance);
            let (c, mut c_cited) = cite(sheet.world, &above, Some(by), Form::Plain, Relation::Mentions, sheet.chance);
            let o = if tied {
                o_cited.issued_date = Some(own.day.iso());
                format!("{o} {}", own.day.written(sheet.chance))
            } else {
                o
            };
            let sentence = if tied {
                let (sentence, relation) = RELATED[n % RELATED.len()];
                sheet.truth.edges.push(Edge { from: Some(own.code()), from_unit: None, to: above.code(), relation });
                o_cited.organ_name = Some(sheet.world.body(unit));
                // What another body does with it.
                c_cited.relation = relation;
                c_cited.actor = Some(sheet.world.body(unit));
                sheet.truth.reported.push(Reported {
                    unit: sheet.world.body(unit),
                    directive: above.code(),
                    state: "issued",
                    issued_code: Some(own.code()),
                    as_of: None,
                });
                sheet.case("edges+");
                sheet.case("reported+");
                sentence
            } else {
                sheet.case("edges-");
                sheet.case("reported-");
                UNRELATED[n % UNRELATED.len()]
            };
            let first_own = sentence.find("{o}") < sentence.find("{c}");
            if first_own {
                sheet.note(o_cited);
                sheet.note(c_cited);
            } else {
                sheet.note(c_cited);
                sheet.note(o_cited);
            }
            sheet.para(capital(&sentence.replace("{u}", &name).replace("{c}", &c).replace("{o}", &o)));
            sheet.end();
            let told = sheet.done();
            self.finish(told);
        }
    }

    fn not_reported(&mut self, n: usize) {
        let act = self.post(NOTICE, subject_of(n));
        let province = self.world.province_of(act.unit);
        let unit = *self.world.districts(province).iter().find(|&&id| id != act.unit).unwrap_or(&province);
        let above = self.elsewhere(DIRECTIVE, province, act.day);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.filler();
        let words = sheet.cite(&above, Form::Plain, Relation::Mentions);
        let name = sheet.world.brief(unit);
        let sentence = NOT_REPORTED[n % NOT_REPORTED.len()];
        if n.is_multiple_of(NOT_REPORTED.len()) {
            // The first of them asks for something, and so is a task.
            let body = sheet.world.body(unit);
            let action = format!("sớm ban hành văn bản triển khai {words}");
            sheet.assign(&[super::who::Who::Unit(unit)], vec![body], Vec::new(), &action, None);
        }
        sheet.para(capital(&sentence.replace("{u}", &name).replace("{c}", &words)));
        sheet.case("reported-");
        sheet.case("edges-");
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }

    /// Requests upward: no task.
    fn proposal(&mut self, n: usize) {
        let act = self.post(PROPOSAL, subject_of(n));
        let province = self.world.province_of(act.unit);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        let above = format!("UBND {}", sheet.world.units[province].name);
        sheet.address(std::slice::from_ref(&above));
        sheet.filler();
        sheet.para(match n % 5 {
            0 => format!("Kính đề nghị {above} xem xét, phê duyệt./."),
            1 => format!("Kính trình {above} xem xét, quyết định./."),
            3 => format!("Trân trọng đề nghị {above} xem xét, cho phép tổ chức thực hiện./."),
            2 => format!("Kính mong {above} quan tâm, cho ý kiến chỉ đạo./."),
            _ => format!("Kính đề nghị {above} xem xét, bố trí kinh phí thực hiện./."),
        });
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }

    fn meeting(&mut self, n: usize) {
        let kind = if n.is_multiple_of(2) { MINUTES } else { INVITATION };
        let act = self.post(kind, subject_of(n));
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        if kind == MINUTES {
            sheet.para("Thời gian: 08 giờ 00 phút; địa điểm: phòng họp số 2.");
            sheet.para("Thành phần: đại diện các bộ phận có liên quan.");
            let result = *sheet.chance.pick(words::RESULTS);
            sheet.para(result);
            sheet.para("Cuộc họp kết thúc vào 10 giờ 30 phút cùng ngày./.");
        } else {
            sheet.para("Trân trọng kính mời quý đại biểu tới dự cuộc họp.");
            sheet.para(format!("Thời gian: 14 giờ 00, {}.", sheet.act.day.plus(4).long()));
            sheet.para("Địa điểm: hội trường cơ quan. Rất mong đại biểu đến dự đúng giờ./.");
        }
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }

    /// Role other: a form for anyone, a speech.
    fn form(&mut self, n: usize) {
        let (unit, day) = (self.someone(), self.someday());
        let subject = self.chance.pick(TOPICS).subject;
        let mut blocks = Vec::new();
        let mut put = |text: String, align| blocks.push(Block::Line(line(text, align)));
        let title = if n.is_multiple_of(2) {
            put("Mẫu số 02".to_owned(), Align::Center);
            put("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned(), Align::Center);
            put("Độc lập - Tự do - Hạnh phúc".to_owned(), Align::Center);
            put(format!("ĐƠN ĐỀ NGHỊ THAM GIA CHƯƠNG TRÌNH {}", subject.to_uppercase()), Align::Center);
            for text in [
                "Kính gửi: ……………………………………",
                "Họ và tên: …………………………… Ngày sinh: ……/……/………",
                "Địa chỉ thường trú: ……………………………………………",
                "Số điện thoại: ……………………… Thư điện tử: ………………………",
                "Tôi cam đoan nội dung kê khai trên là đúng sự thật.",
                "………, ngày …… tháng …… năm ………",
                "Người làm đơn (ký, ghi rõ họ tên)",
            ] {
                put(text.to_owned(), Align::Body);
            }
            "mau don"
        } else {
            put(format!("BÀI PHÁT BIỂU TẠI HỘI NGHỊ VỀ {}", subject.to_uppercase()), Align::Center);
            put("Kính thưa các vị đại biểu!".to_owned(), Align::Body);
            put(format!("Hôm nay chúng ta gặp nhau để cùng trao đổi về {subject}."), Align::Body);
            put("Tôi mong mỗi người hãy bắt đầu từ một việc nhỏ trong ngày hôm nay.".to_owned(), Align::Body);
            put("Xin trân trọng cảm ơn!".to_owned(), Align::Body);
            "bai phat bieu"
        };
        let format = self.format();
        let mut truth = Truth { role: "other", ..Truth::default() };
        truth.path = self.path(&format!("{}/khac/{}", day.year(), slug(title)), format);
        truth.cases.push("status-".to_owned());
        let variant = self.chance.below(1000);
        let furniture = furniture(&self.world, self.world.seat(unit));
        let content = Content::Office(blocks);
        self.files.push(File { format, variant, content, furniture, truth, copy: None, signed: None });
    }

    /// Numbers in lists, without a symbol, of a council, with a year.
    fn lists(&mut self) {
        for n in 0..5 {
            let act = self.post(REPORT, subject_of(n));
            let province = self.world.province_of(act.unit);
            let department = self.world.departments(province)[1];
            let symbol = self.world.units[department].symbol;
            let base = self.chance.between(20, 400);
            let numbers: Vec<String> = [0, 3, 7].iter().map(|k| format!("{}", base + k)).collect();
            let mut sheet = self.sheet(act, Blank::Nothing, &[]);
            sheet.filler();
            let (type_name, notation) = if n % 2 == 0 {
                ("Công văn", format!("{symbol}-NV"))
            } else {
                ("Kế hoạch", format!("KH-{symbol}"))
            };
            let body = sheet.world.units[department].name.clone();
            let text = match n {
                0 => format!(
                    "các Công văn số {0}/{3}, {1}/{3} và {2}/{3} của {body}",
                    numbers[0], numbers[1], numbers[2], notation
                ),
                1 => format!("các Kế hoạch số {}, {} và {}/{notation} của {body}", numbers[0], numbers[1], numbers[2]),
                2 => format!(
                    "các Công văn số {0}/{3}; {1}/{3}; {2}/{3} của {body}",
                    numbers[0], numbers[1], numbers[2], notation
                ),
                3 => format!(
                    "các Kế hoạch số {0}/{3}, số {1}/{3} và số {2}/{3} của {body}",
                    numbers[0], numbers[1], numbers[2], notation
                ),
                _ => format!("Công văn {} về {}", numbers[0], TOPICS[0].subject),
            };
            let symbolless = n == 4;
            for number in numbers.iter().take(if symbolless { 1 } else { 3 }) {
                sheet.note(Citation {
                    type_name: Some(type_name.to_owned()),
                    code_number: Some(number.clone()),
                    code_year: None,
                    code_notation: (!symbolless).then(|| notation.clone()),
                    issued_date: None,
                    organ_name: (!symbolless).then(|| body.clone()),
                    name: None,
                    relation: Relation::Mentions,
                    also: Vec::new(),
                    actor: None,
                });
            }
            sheet.para(format!("Số liệu được tổng hợp theo {text}."));
            sheet.end();
            let told = sheet.done();
            self.finish(told);
        }
    }

    pub(crate) fn finish(&mut self, told: super::teller::Told) {
        let format = self.format();
        self.keep(told, format);
    }
}

fn subject_of(n: usize) -> &'static str {
    TOPICS[n % TOPICS.len()].subject
}

impl Sheet<'_> {
    /// Sentences that assign nothing and cite nothing.
    pub(crate) fn filler(&mut self) {
        if self.act.kind == LETTER && self.truth.document.as_ref().is_some_and(|h| h.addressees.is_empty()) {
            let to = self.world.units[self.world.province_of(self.home())].name.clone();
            self.address(&[format!("Văn phòng UBND {to}")]);
        }
        let ground = *self.chance.pick(words::GROUND);
        self.para(ground);
        for result in self.chance.some(words::RESULTS, 2) {
            self.para(result);
        }
    }

    pub(crate) fn end(&mut self) {
        self.para("Trên đây là nội dung văn bản, xin thông tin để biết./.");
        let mut to = vec!["Như trên".to_owned(), "Lưu: VT".to_owned()];
        if self.act.kind != LETTER {
            to[0] = "Lãnh đạo cơ quan (để b/c)".to_owned();
        }
        self.sign(to);
    }
}
