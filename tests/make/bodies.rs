//! Documents of the Council and of the Party: their letterheads differ from those of offices.

use super::act::{Act, Kind};
use super::day::Day;
use super::sheet::{Align, Blank, Block, Line, line};
use super::teller::{Format, Teller, Told};
use super::words::{self, TOPICS};
use super::world::Id;

const RESOLUTION: Kind = Kind { name: "Nghị quyết", symbol: "NQ" };
const CONCLUSION: Kind = Kind { name: "Kết luận", symbol: "KL" };
const PROGRAMME: Kind = Kind { name: "Chương trình", symbol: "CTr" };

impl Teller {
    pub(crate) fn other_bodies(&mut self) {
        for province in self.world.provinces {
            for n in 0..3 {
                let told = self.council(province, n);
                self.keep(told, [Format::Pdf, Format::Docx, Format::Doc][n]);
                let told = self.party(province, n);
                self.keep(told, [Format::Docx, Format::Pdf, Format::Text][n]);
            }
        }
    }

    fn council(&mut self, province: Id, n: usize) -> Told {
        let day = Day::new(2022 + n as i32, 12, 5).plus(self.chance.between(0, 5)).at_work();
        let number = 10 + n as u32 * 3 + self.chance.below(3) as u32;
        // The first is normative: the year stands inside the number.
        let act = Act {
            kind: RESOLUTION,
            unit: province,
            chair: false,
            number: number.to_string(),
            year: (n == 0).then(|| day.year()),
            notation: "NQ-HĐND".to_owned(),
            day,
            subject: format!("chính sách hỗ trợ {}", TOPICS[(n + 3) % TOPICS.len()].subject),
            names: None,
        };
        let name = self.world.units[province].name.clone();
        let head = self.world.units[province].head.name.clone();
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        let organ = format!("HỘI ĐỒNG NHÂN DÂN {}", name.to_uppercase());
        let committee = ["HỘI ĐỒNG NHÂN DÂN".to_owned(), name.to_uppercase()];
        replace_left(&mut sheet.blocks[0], &committee);
        let header = sheet.header();
        header.organ_name = Some(format!("Hội đồng nhân dân {name}"));
        header.organ_literal = Some(organ);
        header.organ_id = None;
        sheet.grounds(1, &[]);
        sheet.centered("QUYẾT NGHỊ:");
        sheet.para("Điều 1. Quy định mức hỗ trợ bằng 50 % chi phí hợp lệ, tối đa 20 triệu đồng cho một hộ.");
        let money = *sheet.chance.pick(words::MONEY);
        sheet.para(format!("Điều 2. {money}"));
        sheet.para("Điều 3. Nghị quyết này có hiệu lực kể từ ngày 01 tháng 01 năm sau./.");
        sheet.sign_as(&[], "CHỦ TỊCH", &head, vec!["Như Điều 3".to_owned(), "Lưu: VT".to_owned()]);
        sheet.done()
    }

    fn party(&mut self, province: Id, n: usize) -> Told {
        let day = Day::new(2022 + n as i32, 4, 12).plus(self.chance.between(0, 20)).at_work();
        let kind = [RESOLUTION, CONCLUSION, PROGRAMME][n];
        let number = 20 + n as u32 * 7 + self.chance.below(5) as u32;
        let act = Act {
            kind,
            unit: province,
            chair: false,
            number: number.to_string(),
            year: None,
            notation: format!("{}/TU", kind.symbol),
            day,
            subject: TOPICS[(n + 5) % TOPICS.len()].subject.to_owned(),
            names: None,
        };
        let short = self.world.units[province].short.clone();
        let deputy = self.world.units[province].deputy.name.clone();
        let subject = act.subject.clone();
        let mut sheet = self.sheet(act, Blank::Nothing, &[]);
        let left: Vec<Line> = vec![
            line(format!("TỈNH ỦY {}", short.to_uppercase()), Align::Center).bold(),
            line("*", Align::Center),
            line(format!("Số {number}-{}/TU", kind.symbol), Align::Center),
        ];
        let right = vec![
            line("ĐẢNG CỘNG SẢN VIỆT NAM", Align::Center).bold(),
            line("", Align::Center),
            line(format!("{short}, {}", day.long()), Align::Center).italic(),
        ];
        sheet.blocks[0] = Block::Columns { left, right };
        sheet.blocks[2] = Block::Line(line(format!("về {subject}"), Align::Center).bold());
        let header = sheet.header();
        header.organ_name = Some(format!("Tỉnh ủy {short}"));
        header.organ_literal = Some(format!("TỈNH ỦY {}", short.to_uppercase()));
        header.organ_id = None;
        let ground = *sheet.chance.pick(words::GROUND);
        sheet.para(ground);
        for text in sheet.chance.some(words::REQUIREMENTS, 2) {
            sheet.para(text);
        }
        let to = vec!["Các huyện ủy, thành ủy".to_owned(), "Lưu Văn phòng Tỉnh ủy".to_owned()];
        sheet.sign_as(&["T/M TỈNH ỦY".to_owned()], "PHÓ BÍ THƯ", &deputy, to);
        sheet.done()
    }
}

fn replace_left(block: &mut Block, names: &[String]) {
    if let Block::Columns { left, .. } = block {
        for (line, name) in left.iter_mut().zip(names) {
            line.text.clone_from(name);
        }
    }
}
