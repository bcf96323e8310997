//! Lays out one page: tables where lines are ruled, columns where text stands side by side, paragraphs elsewhere.

use super::columns::{self, Zone};
use super::content::Rule;
use super::grid::{self, Cell, Grid};
use super::paragraph::{self, Tail, TypeArea};
use super::words::{self, Line, Word};
use crate::text::TextBuilder;

/// Part of a page, in reading order.
enum Block {
    Columns(Zone),
    Paragraph(Vec<Line>),
}

/// Writes a page: its words between and in the tables that `rules` draw. `before`: how the page before ended. Gives how
/// this one does, when it ends with a paragraph.
pub(super) fn write(
    mut words: Vec<Word>,
    rules: &[Rule],
    before: Option<Tail>,
    builder: &mut TextBuilder,
) -> Option<Tail> {
    drop_page_number(&mut words);
    let grids = grid::grids(rules);
    let mut between: Vec<Vec<Word>> = vec![Vec::new(); grids.len() + 1];
    let mut inside: Vec<Vec<Word>> = vec![Vec::new(); grids.len()];
    for word in words {
        match grids.iter().position(|grid| contains(grid.edges, word.middle())) {
            Some(place) => inside[place].push(word),
            None => {
                let above = grids.iter().filter(|grid| grid.edges[1] < word.baseline).count();
                between[above].push(word);
            }
        }
    }
    let mut between = between.into_iter();
    let mut tail = write_flow(words::lines(between.next().unwrap_or_default()), before, builder);
    for ((grid, words), after) in grids.iter().zip(inside).zip(between) {
        write_grid(grid, words, builder);
        tail = write_flow(words::lines(after), None, builder);
    }
    tail
}

fn contains(edges: [f32; 4], [x, y]: [f32; 2]) -> bool {
    edges[0] <= x && x < edges[2] && edges[1] <= y && y < edges[3]
}

fn write_grid(grid: &Grid, words: Vec<Word>, builder: &mut TextBuilder) {
    let mut inside: Vec<Vec<Vec<Word>>> = grid.rows.iter().map(|row| vec![Vec::new(); row.len()]).collect();
    for word in words {
        let place = word.middle();
        // Its row, or one above it with a cell that reaches down.
        let begun = |row: &&Vec<Cell>| row.first().is_some_and(|cell| cell.edges[1] <= place[1]);
        let column = |row: &Vec<Cell>| row.iter().position(|cell| contains(cell.edges, place));
        let rows = grid.rows.iter().zip(&mut inside).rev().filter(|(row, _)| begun(row));
        if let Some((column, inside)) = rows.filter_map(|(row, inside)| Some((column(row)?, inside))).next() {
            inside[column].push(word);
        }
    }
    builder.begin_table();
    for (row, inside) in grid.rows.iter().zip(inside) {
        for (cell, words) in row.iter().zip(inside) {
            write_cell(cell, words, builder);
        }
        builder.end_row();
    }
    builder.end_table();
}

fn write_cell(cell: &Cell, words: Vec<Word>, builder: &mut TextBuilder) {
    builder.begin_cell(cell.columns, cell.rows);
    let lines = words::lines(words).into_iter().map(|row| Line::new(row.into_iter().flat_map(|l| l.words).collect()));
    let mut paragraph: Vec<Line> = Vec::new();
    for line in lines {
        if paragraph.last().is_some_and(|last| !paragraph::wraps_in_cell(last, &line, cell.edges)) {
            paragraph::write(&std::mem::take(&mut paragraph), builder);
        }
        paragraph.push(line);
    }
    paragraph::write(&paragraph, builder);
    builder.end_cell();
}

fn write_flow(rows: Vec<Vec<Line>>, mut before: Option<Tail>, builder: &mut TextBuilder) -> Option<Tail> {
    let area = TypeArea::of(&rows);
    let mut tail = None;
    for block in blocks(rows, &area) {
        let before = before.take();
        match block {
            Block::Paragraph(lines) => {
                if lines.first().zip(before).is_some_and(|(line, tail)| tail.goes_on(line, &area)) {
                    builder.run_on();
                }
                paragraph::write(&lines, builder);
                tail = Tail::of(&lines, &area);
            }
            Block::Columns(zone) => {
                tail = None;
                builder.begin_table();
                for row in &zone.rows {
                    for cell in row {
                        builder.begin_cell(1, 1);
                        for line in cell {
                            paragraph::write(std::slice::from_ref(line), builder);
                        }
                        builder.end_cell();
                    }
                    builder.end_row();
                }
                builder.end_table();
            }
        }
    }
    tail
}

fn blocks(rows: Vec<Vec<Line>>, area: &TypeArea) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph: Vec<Line> = Vec::new();
    let zones = columns::zones(&rows);
    let mut zones = zones.into_iter().peekable();
    for (index, row) in rows.into_iter().enumerate() {
        if let Some((range, _)) = zones.peek()
            && range.contains(&index)
        {
            if range.end == index + 1 {
                blocks.extend((!paragraph.is_empty()).then(|| Block::Paragraph(std::mem::take(&mut paragraph))));
                blocks.extend(zones.next().map(|(_, zone)| Block::Columns(zone)));
            }
            continue;
        }
        for line in row {
            if !paragraph.is_empty() && !paragraph::continues(&paragraph, &line, area) {
                blocks.push(Block::Paragraph(std::mem::take(&mut paragraph)));
            }
            paragraph.push(line);
        }
    }
    blocks.extend((!paragraph.is_empty()).then_some(Block::Paragraph(paragraph)));
    blocks
}

/// A number alone at the head or foot of a page would part a sentence that runs on over the page.
fn drop_page_number(words: &mut Vec<Word>) {
    let (first, last) = words
        .iter()
        .fold((f32::MAX, f32::MIN), |(first, last), word| (first.min(word.baseline), last.max(word.baseline)));
    for edge in [first, last] {
        let at_edge = |word: &Word| (word.baseline - edge).abs() <= 0.4 * word.size;
        let line: Vec<&str> = words.iter().filter(|word| at_edge(word)).map(|word| word.text.as_str()).collect();
        if let [number] | ["-", number, "-"] = line.as_slice()
            && number.len() <= 3
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            words.retain(|word| !at_edge(word));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    const SIZE: f32 = 12.0;

    /// A line of type from `left` at `baseline`; every character is half as wide as high.
    fn typed(left: f32, baseline: f32, text: &str) -> Vec<Word> {
        let mut at = left;
        text.split(' ')
            .map(|part| {
                let right = at + SIZE / 2.0 * part.chars().count() as f32;
                let edges = [at, baseline - 0.75 * SIZE, right, baseline + 0.22 * SIZE];
                at = right + SIZE / 3.0;
                Word { text: part.to_owned(), edges, baseline, size: SIZE, spaced: true, ..Word::default() }
            })
            .collect()
    }

    fn page(lines: &[(f32, f32, &str)], rules: &[Rule]) -> Text {
        let mut builder = TextBuilder::default();
        let words = lines.iter().flat_map(|(left, baseline, text)| typed(*left, *baseline, text)).collect();
        write(words, rules, None, &mut builder);
        builder.finish()
    }

    #[track_caller]
    fn check(lines: &[(f32, f32, &str)], rules: &[Rule], expected: &str) {
        assert_eq!(page(lines, rules).as_str(), expected);
    }

    #[test]
    fn a_letterhead_is_two_columns() {
        let lines = [
            (80.0, 60.0, "UBND TỈNH MINH HÀ"),
            (260.0, 61.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (110.0, 75.0, "SỞ NỘI VỤ"),
            (290.0, 76.0, "Độc lập - Tự do - Hạnh phúc"),
            (90.0, 100.0, "Số: 12/SNV-TCCB"),
            (270.0, 100.0, "Minh Hà, ngày 3 tháng 6 năm 2024"),
            (90.0, 114.0, "V/v rà soát biên chế"),
            (250.0, 150.0, "Kính gửi: Ủy ban nhân dân các huyện"),
        ];
        check(
            &lines,
            &[],
            "UBND TỈNH MINH HÀ\nSỞ NỘI VỤ\nSố: 12/SNV-TCCB\nV/v rà soát biên chế\t\
             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nMinh Hà, ngày 3 tháng 6 năm 2024\n\
             Kính gửi: Ủy ban nhân dân các huyện",
        );
    }

    #[test]
    fn the_name_far_below_belongs_to_the_signature() {
        let lines = [
            (60.0, 300.0, "Sở Nội vụ báo cáo Ủy ban nhân dân tỉnh xem xét, quyết định theo thẩm quyền./."),
            (60.0, 330.0, "Nơi nhận:"),
            (330.0, 330.0, "KT. GIÁM ĐỐC"),
            (60.0, 344.0, "- Như trên;"),
            (325.0, 345.0, "PHÓ GIÁM ĐỐC"),
            (60.0, 358.0, "- Lưu: VT, TCCB."),
            (325.0, 430.0, "Trần Văn Bình"),
        ];
        let text = page(&lines, &[]);
        let cells: Vec<&str> = text.tables()[0].rows[0].iter().map(|cell| text.quote(cell.span)).collect();
        assert_eq!(cells, ["Nơi nhận:\n- Như trên;\n- Lưu: VT, TCCB.", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Văn Bình"]);
    }

    #[test]
    fn full_lines_go_on_and_numbers_are_whole() {
        let lines = [
            (90.0, 60.0, "Thực hiện Kế hoạch số 19/KH-UBND và Kế hoạch số 20/KH-"),
            (60.0, 76.0, "UBND của Ủy ban nhân dân tỉnh, Sở Nội vụ đề nghị các sở, ban,"),
            (60.0, 92.0, "ngành báo cáo."),
            (90.0, 108.0, "1. Các sở, ngành rà soát biên chế và gửi về Sở Nội vụ trước"),
            (60.0, 124.0, "ngày 15 tháng 6."),
            (90.0, 140.0, "2. Các huyện thực hiện."),
        ];
        check(
            &lines,
            &[],
            "Thực hiện Kế hoạch số 19/KH-UBND và Kế hoạch số 20/KH-UBND của Ủy ban nhân dân tỉnh, Sở Nội vụ đề nghị \
             các sở, ban, ngành báo cáo.\n1. Các sở, ngành rà soát biên chế và gửi về Sở Nội vụ trước ngày 15 tháng 6.\n\
             2. Các huyện thực hiện.",
        );
    }

    #[test]
    fn a_ruled_table_has_rows_and_whole_cells() {
        let rules = [
            [50.0, 80.0, 450.0, 80.0],
            [50.0, 100.0, 450.0, 100.0],
            [50.0, 140.0, 450.0, 140.0],
            [50.0, 80.0, 50.0, 140.0],
            [90.0, 80.0, 90.0, 140.0],
            [300.0, 80.0, 300.0, 140.0],
            [450.0, 80.0, 450.0, 140.0],
        ];
        let lines = [
            (60.0, 60.0, "Phụ lục"),
            (56.0, 94.0, "STT"),
            (150.0, 94.0, "Nhiệm vụ"),
            (320.0, 94.0, "Chủ trì"),
            (62.0, 120.0, "1"),
            (96.0, 114.0, "Rà soát và trình phương án tinh"),
            (96.0, 130.0, "giản biên chế"),
            (306.0, 120.0, "Sở Nội vụ"),
            (60.0, 160.0, "Sau bảng"),
        ];
        check(
            &lines,
            &rules,
            "Phụ lục\nSTT\tNhiệm vụ\tChủ trì\n1\tRà soát và trình phương án tinh giản biên chế\tSở Nội vụ\nSau bảng",
        );
    }

    #[test]
    fn aligned_columns_are_rows() {
        let lines = [
            (60.0, 60.0, "Huyện An Bình"),
            (250.0, 60.0, "12"),
            (350.0, 60.0, "15"),
            (60.0, 76.0, "Huyện Hòa Lạc"),
            (250.0, 76.0, "9"),
            (350.0, 76.0, "11"),
        ];
        check(&lines, &[], "Huyện An Bình\t12\t15\nHuyện Hòa Lạc\t9\t11");
    }

    #[test]
    fn a_centred_title_of_two_lines_is_one_and_the_text_below_is_not_of_it() {
        let body = "Căn cứ kết quả rà soát, các cơ quan báo cáo Ủy ban nhân dân tỉnh về việc thực";
        let width = |text: &str| typed(0.0, 0.0, text).last().unwrap().edges[2];
        let centred = |baseline, text| (60.0 + (width(body) - width(text)) / 2.0, baseline, text);
        let lines = [
            centred(60.0, "VỀ VIỆC CẦN TIẾP TỤC CHẤN CHỈNH CÔNG TÁC QUẢN LÝ VÀ NÂNG CAO HIỆU QUẢ HOẠT"),
            centred(74.0, "ĐỘNG CỦA CÁC KHU KINH TẾ, KHU CÔNG NGHIỆP, CỤM CÔNG NGHIỆP"),
            (60.0, 100.0, "Trong thời gian qua, các khu công nghiệp đã góp phần hiện đại hóa đất nước"),
            (60.0, 114.0, body),
            (60.0, 128.0, body),
            (60.0, 142.0, body),
            (60.0, 156.0, "hiện."),
        ];
        let read = page(&lines, &[]);
        let read: Vec<&str> = read.as_str().lines().collect();
        assert!(
            read[0].ends_with("HIỆU QUẢ HOẠT ĐỘNG CỦA CÁC KHU KINH TẾ, KHU CÔNG NGHIỆP, CỤM CÔNG NGHIỆP"),
            "{read:#?}"
        );
        assert!(read[1].starts_with("Trong thời gian qua") && read[1].ends_with("hiện."), "{read:#?}");
    }

    #[test]
    fn a_sentence_runs_on_over_the_page_and_an_article_does_not() {
        let full = "Ủy ban nhân dân tỉnh yêu cầu các cơ quan báo cáo kết quả thực hiện theo";
        let turned = |last: &str, first: &str| {
            let mut builder = TextBuilder::default();
            let words = |lines: &[(f32, f32, &str)]| -> Vec<Word> {
                lines.iter().flat_map(|(left, baseline, text)| typed(*left, *baseline, text)).collect()
            };
            let tail = write(words(&[(60.0, 60.0, full), (60.0, 74.0, last)]), &[], None, &mut builder);
            builder.next_page();
            write(words(&[(60.0, 60.0, first), (60.0, 74.0, full)]), &[], tail, &mut builder);
            builder.finish().as_str().contains("\n\x0c")
        };
        let short = full.split_once(" kết quả").unwrap().0;
        assert!(!turned(full, "Quyết định số 105/2009/QĐ-TTg của Thủ tướng Chính phủ và các văn bản khác"));
        assert!(!turned(full, "Điều 10, 11 của Nghị định số 33/2024/NĐ-CP quy định việc thực hiện"));
        assert!(turned(full, "Điều 10. Trách nhiệm của các bộ, cơ quan ngang bộ và Ủy ban nhân dân tỉnh"));
        assert!(turned(full, "2. Các bộ, cơ quan ngang bộ báo cáo kết quả thực hiện Nghị định này với"));
        assert!(turned(short, "Quyết định số 105/2009/QĐ-TTg của Thủ tướng Chính phủ và các văn bản khác"));
        assert!(turned(&format!("{full}."), "Các bộ, cơ quan ngang bộ báo cáo kết quả thực hiện Nghị định này"));
    }

    #[test]
    fn page_numbers_part_no_sentence() {
        check(&[(290.0, 40.0, "2"), (60.0, 60.0, "tiếp theo trang trước.")], &[], "tiếp theo trang trước.");
        check(&[(60.0, 60.0, "Số đơn vị: 12"), (60.0, 100.0, "9 huyện")], &[], "Số đơn vị: 12\n9 huyện");
    }
}
