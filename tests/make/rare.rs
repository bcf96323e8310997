//! What comes seldom: models of documents, certified copies, several doubts on one page, communes of one name, provinces
//! that became one.

use super::act::{Act, DECISION, Form, LETTER, NOTICE, PLAN, REPORT, cite};
use super::day::Day;
use super::sheet::{Align, Blank, Block, Sheet, capital, line};
use super::teller::{Format, Teller};
use super::truth::{Citation, Edge, Relation, Reported};
use super::words::{self, TOPICS};

/// Above the letterhead of a model.
const MODELS: &[&str] =
    &["Mẫu số 01", "MẪU SỐ 02", "Mẫu 1.3", "Mẫu số 04/BC", "Phụ lục II", "Mẫu số 05 (ban hành kèm theo hướng dẫn)"];

/// What an issued document says of models.
const ABOUT_MODELS: &[(&str, &str)] = &[
    ("ban hành mẫu biểu báo cáo định kỳ", "Mẫu số 01 kèm theo văn bản này thay cho mẫu đang dùng."),
    ("hướng dẫn ghi mẫu phiếu khảo sát", "Phần ……… trên mẫu do đơn vị tự điền."),
    ("thống nhất mẫu sổ theo dõi văn bản", "Mẫu số 03 dùng cho cấp xã, Mẫu số 04 dùng cho cấp huyện."),
    ("phát hành mẫu thẻ công chức", "Mẫu thẻ được in trên giấy cứng, khổ 9 cm x 6 cm."),
    ("lấy mẫu nước sinh hoạt tại trường học", "Mẫu số 12 và mẫu số 15 không đạt chỉ tiêu về độ đục."),
    ("thay mẫu con dấu của đơn vị", "Số: …/… trên mẫu dấu được khắc theo quy định."),
];

impl Teller {
    pub(crate) fn rare(&mut self) {
        for n in 0..MODELS.len() {
            self.model(n);
            self.about_models(n);
        }
        for n in 0..4 {
            self.certified(n);
            self.two_days(n, true);
            self.two_days(n, false);
            self.several_doubts(n);
        }
        for n in 0..3 {
            self.merged(n);
            self.of_one_name(n);
        }
        for n in 0..2 {
            self.foreign_symbol(n, true);
            self.foreign_symbol(n, false);
            self.signed(n, true);
            self.signed(n, false);
        }
        for n in 0..2 {
            self.other_year(n, true);
            self.other_year(n, false);
        }
    }

    fn model(&mut self, n: usize) {
        let act = self.post([REPORT, PLAN, DECISION][n % 3], TOPICS[n].subject);
        let mut sheet = Sheet::open(&self.world, &mut self.chance, act, Blank::Both, &[], &[MODELS[n]]);
        sheet.truth.status = Some("template");
        sheet.filler();
        sheet.end();
        sheet.case("status+");
        let told = sheet.done();
        self.finish(told);
    }

    fn about_models(&mut self, n: usize) {
        let (subject, sentence) = ABOUT_MODELS[n];
        let act = self.post([LETTER, NOTICE][n % 2], subject);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.filler();
        sheet.para(sentence);
        sheet.case("status-");
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }

    /// Sao y: number, day and signer of the copy stand on the sheet too, and are not the document's.
    fn certified(&mut self, n: usize) {
        let act = self.post([PLAN, DECISION, NOTICE, REPORT][n], TOPICS[n + 3].subject);
        let (day, unit) = (act.day.plus(6).at_work(), act.unit);
        let place = self.world.seat(unit);
        let (name, short) = (self.world.units[place].name.to_uppercase(), self.world.units[place].short.clone());
        let clerk = self.world.units[place].deputy.name.clone();
        let number = self.chance.between(3, 95);
        let stamp = format!("SAO Y; Văn phòng UBND {}; {} 08:15:00 +07:00", self.world.units[place].name, day.iso());
        let digital = n % 2 == 1;
        let before: &[&str] = if digital { &[&stamp] } else { &[] };
        let mut sheet = Sheet::open(&self.world, &mut self.chance, act, Blank::Nothing, &[], before);
        sheet.filler();
        sheet.end();
        if !digital {
            let centered = |text: &str| line(text, Align::Center);
            sheet.blocks.push(Block::Columns {
                left: vec![
                    centered("ỦY BAN NHÂN DÂN").bold(),
                    centered(&name).bold(),
                    centered(&format!("Số: {number:02}/SY-UBND")),
                ],
                right: vec![
                    centered("SAO Y").bold(),
                    centered(&format!("{short}, {}", day.long())).italic(),
                    centered("TL. CHỦ TỊCH").bold(),
                    centered("CHÁNH VĂN PHÒNG").bold(),
                    centered(&clerk).bold(),
                ],
            });
        }
        for family in ["code_number-", "issued_date-", "full_name-"] {
            sheet.case(family);
        }
        let told = sheet.done();
        self.finish(told);
    }

    /// One plan with two days, which is a slip; or two plans of one number, which is none.
    fn two_days(&mut self, n: usize, slip: bool) {
        let act = self.post(REPORT, TOPICS[n].subject);
        let by = act.unit;
        let province = self.world.province_of(by);
        let other = *self.world.districts(province).iter().find(|&&id| id != by).unwrap_or(&province);
        let first = self.elsewhere(PLAN, province, act.day);
        let mut second = first.clone();
        // The numbers of another year are another series.
        let later = first.day.plus(10);
        second.day = if later.year() == first.day.year() { later } else { first.day.plus(-10) };
        second.unit = if slip { province } else { other };
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.filler();
        for (n, act) in [&first, &second].into_iter().enumerate() {
            let (mut citation, body) = (cited(act), sheet.world.body(act.unit));
            citation.organ_name = Some(body.clone());
            let words = format!("Kế hoạch số {} {} của {body}", act.code(), act.day.long());
            if n == 0 || !slip {
                sheet.note(citation);
            }
            sheet.para(
                [
                    format!("Số liệu được tổng hợp theo {words}."),
                    format!("Kết quả được đối chiếu với chỉ tiêu nêu tại {words}."),
                ][n]
                    .clone(),
            );
        }
        sheet.truth.doubts.extend(slip.then_some("cited_day_conflict"));
        sheet.case(if slip { "doubts+" } else { "doubts-" });
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }

    /// Two or three kinds of doubts on one page.
    fn several_doubts(&mut self, n: usize) {
        let act = self.post(REPORT, TOPICS[n + 1].subject);
        let province = self.world.province_of(act.unit);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.filler();
        let (day, year) = (sheet.act.day, sheet.act.day.year());
        let later = day.plus(9).written(sheet.chance);
        sheet.para(format!("Tính đến {later}, đã có 12/15 đơn vị hoàn thành."));
        sheet.para(format!("Đoàn kiểm tra làm việc tại đơn vị ngày 31/{}/{year}.", [2, 4, 6, 9][n]));
        sheet.truth.doubts.extend(["as_of_after_issue", "impossible_date"]);
        if n.is_multiple_of(2) {
            let before = day.plus(-40);
            let body = sheet.world.body(province);
            sheet.note(Citation {
                type_name: Some("Chỉ thị".to_owned()),
                code_number: Some("27".to_owned()),
                code_year: None,
                code_notation: Some("KH-UBND".to_owned()),
                issued_date: Some(before.iso()),
                organ_name: Some(body.clone()),
                name: None,
                relation: Relation::Mentions,
                also: Vec::new(),
                actor: None,
            });
            sheet.para(format!("Nội dung chi tiết nêu tại Chỉ thị số 27/KH-UBND {} của {body}.", before.long()));
            sheet.truth.doubts.push("type_and_symbol_disagree");
        }
        for _ in 0..sheet.truth.doubts.len() {
            sheet.case("doubts+");
        }
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }

    /// A ministry's paper under the symbol of the Prime Minister's decisions, which is a slip; or under its own, where it
    /// carries out such a decision.
    fn foreign_symbol(&mut self, n: usize, slip: bool) {
        let ministry = self.world.ministry;
        let day = Day::new(2023, 3 + n as i32, 14);
        let mut act = self.act(DECISION, ministry, day, &format!("kiện toàn tổ {}", TOPICS[n + 2].subject));
        if slip {
            act.notation = "QĐ-TTg".to_owned();
        }
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        if slip {
            sheet.truth.doubts.push("symbol_and_issuer_disagree");
        } else {
            let cited_day = day.plus(-25);
            sheet.note(Citation {
                type_name: Some("Quyết định".to_owned()),
                code_number: Some("218".to_owned()),
                code_year: None,
                code_notation: Some("QĐ-TTg".to_owned()),
                issued_date: Some(cited_day.iso()),
                organ_name: Some("Thủ tướng Chính phủ".to_owned()),
                name: None,
                relation: Relation::LegalBasis,
                also: Vec::new(),
                actor: None,
            });
            sheet.para(format!("Căn cứ Quyết định số 218/QĐ-TTg {} của Thủ tướng Chính phủ;", cited_day.long()));
        }
        sheet.filler();
        sheet.case(if slip { "doubts+" } else { "doubts-" });
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }

    /// A decree cited with a day of another year than its number is of, which is a slip; or with a day of the same.
    fn other_year(&mut self, n: usize, slip: bool) {
        let act = self.post(REPORT, TOPICS[n + 4].subject);
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.filler();
        let day = Day::new(2020, 3, 5 + n as i32);
        let (number, year) = (["30", "61"][n], if slip { 2021 } else { 2020 });
        sheet.note(Citation {
            type_name: Some("Nghị định".to_owned()),
            code_number: Some(number.to_owned()),
            code_year: Some(year),
            code_notation: Some("NĐ-CP".to_owned()),
            issued_date: Some(day.iso()),
            organ_name: Some("Chính phủ".to_owned()),
            name: None,
            relation: Relation::Mentions,
            also: Vec::new(),
            actor: None,
        });
        sheet.para(format!(
            "Quy định chi tiết nêu tại Nghị định số {number}/{year}/NĐ-CP {} của Chính phủ.",
            day.long()
        ));
        sheet.truth.doubts.extend(slip.then_some("number_and_day_disagree"));
        sheet.case(if slip { "doubts+" } else { "doubts-" });
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }

    /// A day left blank that the electronic signature gives, where it was made in the month in print; in another month it
    /// gives none.
    fn signed(&mut self, n: usize, in_month: bool) {
        let act = self.post([PLAN, NOTICE][n], TOPICS[n + 1].subject);
        let day = if in_month { act.day } else { act.day.plus(45) };
        let mut sheet = self.sheet(act, Blank::Day, &[]);
        if in_month {
            sheet.truth.status = Some("issued");
            sheet.header().issued_date = Some(day.iso());
        }
        sheet.filler();
        sheet.case(if in_month { "issued_date+" } else { "issued_date-" });
        sheet.end();
        let mut told = sheet.done();
        told.signed = Some(day);
        self.keep(told, Format::Pdf);
    }

    /// A province that took over another and kept its own name: by the day it is the old one or the new one.
    fn merged(&mut self, n: usize) {
        let [gone, old, new] = self.world.merged;
        let topic = TOPICS[n].subject;
        let before = self.act(PLAN, [gone, old, old][n], Day::new(2024, 4, 2).plus(7 * n as i32), topic);
        for (unit, day, case) in [(new, Day::new(2025, 8, 4), "organ_id+"), (old, Day::new(2025, 5, 12), "organ_id-")] {
            let act = self.act(PLAN, unit, day.plus(9 * n as i32), &format!("tiếp tục {topic}"));
            let mut sheet = self.sheet(act, Blank::Nothing, &[]);
            let words = sheet.cite(&before, Form::Plain, Relation::Implements);
            let body = sheet.world.body(unit);
            let sentence = words::IMPLEMENT[n];
            sheet.para(sentence.replace("{c}", &words).replace("{b}", &body).replace("{s}", topic));
            sheet.para(words::RESULTS[n]);
            sheet.case(case);
            sheet.end();
            let told = sheet.done();
            self.finish(told);
        }
    }

    /// A commune whose name another one bears: the page says which where it names the district, and else nothing does. A
    /// report of its district means the one below it.
    fn of_one_name(&mut self, n: usize) {
        let commune = self.world.twins[n % 2];
        let district = self.world.units[commune].parent.unwrap_or(commune);
        let topic = TOPICS[n + 4].subject;
        let day = Day::new(2024, 3, 5).plus(20 * n as i32);
        let above = self.numbered(PLAN, district, 61 + n as u32, day, topic);
        let own = self.act(PLAN, commune, day.plus(15), &format!("tổ chức {topic}"));
        let mut sheet = self.sheet(own.clone(), Blank::Nothing, &[]);
        let [body, upper] = [commune, district].map(|unit| sheet.world.body(unit));
        let words = format!("Kế hoạch số {} {} của {upper}", above.code(), above.day.long());
        // The page names the district, and so does the name of the body.
        sheet.header().organ_name = Some(format!("{body}, {}", sheet.world.units[district].name));
        sheet.note(Citation { organ_name: Some(upper), relation: Relation::Implements, ..cited(&above) });
        sheet.cited.push((above.clone(), Relation::Implements));
        sheet.para(words::IMPLEMENT[n].replace("{c}", &words).replace("{b}", &body).replace("{s}", topic));
        sheet.case("organ_id+");
        sheet.end();
        let told = sheet.done();
        self.finish(told);

        let act = self.act(NOTICE, commune, day.plus(30), &format!("lịch tiếp công dân quý {}", n + 2));
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        sheet.header().organ_id = None;
        sheet.filler();
        sheet.case("organ_id-");
        sheet.end();
        let told = sheet.done();
        self.finish(told);

        let report = self.act(REPORT, district, day.plus(40), &format!("kết quả {topic}"));
        let mut sheet = self.sheet(report, Blank::Nothing, &[]);
        sheet.filler();
        let (c, mut c_cited) =
            cite(sheet.world, &above, Some(district), Form::Plain, Relation::Implements, sheet.chance);
        let body = sheet.world.body(commune);
        c_cited.actor = Some(body.clone());
        let o_cited = Citation { organ_name: Some(body.clone()), ..cited(&own) };
        sheet.note(o_cited);
        sheet.note(c_cited);
        let (u, from) = (sheet.world.brief(commune), Some(own.code()));
        sheet.para(capital(&format!(
            "{u} đã ban hành Kế hoạch số {} {} để triển khai {c}.",
            own.code(),
            own.day.long()
        )));
        sheet.truth.edges.push(Edge { from, from_unit: None, to: above.code(), relation: Relation::Implements });
        sheet.truth.reported.push(Reported {
            unit: body,
            directive: above.code(),
            state: "issued",
            issued_code: Some(own.code()),
            as_of: None,
        });
        sheet.case("edges+");
        sheet.case("reported+");
        sheet.end();
        let told = sheet.done();
        self.finish(told);
    }
}

/// The plan or directive of that number and day, without its body.
fn cited(act: &Act) -> Citation {
    Citation {
        type_name: Some(act.kind.name.to_owned()),
        code_number: Some(act.number.clone()),
        code_year: act.year,
        code_notation: Some(act.notation.clone()),
        issued_date: Some(act.day.iso()),
        organ_name: None,
        name: None,
        relation: Relation::Mentions,
        also: Vec::new(),
        actor: None,
    }
}
