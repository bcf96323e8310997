//! HTML: the article of a page with its title and date, without the menus, counters and lists of links around it.

mod article;
mod bounded;
mod page;

use crate::record::TextSource;

use super::block::{Block, Cell, reading};
use super::sniff::Format;
use super::{Reading, txt};

use page::{Child, Page};

pub(super) fn read(bytes: &[u8]) -> Reading {
    reading(Format::Html.media_type(), TextSource::Markup, blocks(&decode(bytes)))
}

/// The article of a page.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let page = Page::parse(&bounded::bounded(html));
    let kept = article::pieces(&page);
    let mut blocks: Vec<Block> = kept.before.iter().map(|piece| page.line(*piece)).collect();
    blocks.extend(part(&page, 0, &kept.inside));
    blocks
}

/// Bytes to characters: what the page says of itself holds where its bytes agree.
fn decode(bytes: &[u8]) -> String {
    if encoding_rs::Encoding::for_bom(bytes).is_none()
        && std::str::from_utf8(bytes).is_err()
        && let Some(encoding) = declared(bytes)
        && encoding != encoding_rs::UTF_8
        // Pages in fonts from before Unicode say this of themselves, and so do pages in windows-1258.
        && encoding != encoding_rs::WINDOWS_1252
    {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    txt::decode(bytes)
}

/// The encoding named in a `meta` or in the XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default().to_ascii_lowercase();
    let found = ["charset=", "encoding="]
        .iter()
        .find_map(|key| memchr::memmem::find(&head, key.as_bytes()).map(|at| at + key.len()))?;
    let name = head.get(found..)?.iter().skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '));
    let name: Vec<u8> =
        name.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).copied().collect();
    encoding_rs::Encoding::for_label(&name)
}

/// The blocks of an element, of the pieces that are kept.
fn part(page: &Page, element: usize, kept: &[bool]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let Some(found) = page.elements.get(element) else { return blocks };
    if !kept.get(found.pieces.clone()).is_some_and(|kept| kept.contains(&true)) {
        return blocks;
    }
    if found.tag == "table" && is_data(page, element) {
        blocks.push(Block::Table(rows(page, element, kept)));
        return blocks;
    }
    for child in &found.children {
        match child {
            Child::Piece(piece) if kept.get(*piece) == Some(&true) => blocks.push(page.line(*piece)),
            Child::Piece(_) => {}
            Child::Element(inner) => blocks.extend(part(page, *inner, kept)),
        }
    }
    blocks
}

/// Whether a table holds data, or lays out a page: then another table or most of its text stands in one cell.
fn is_data(page: &Page, table: usize) -> bool {
    let mut cells = 0;
    let mut rows = 0;
    let mut widest = 0;
    let mut largest = 0;
    let mut all = 0;
    for element in page.below(table) {
        match page.elements[element].tag.as_str() {
            "table" => return false,
            "tr" => rows += 1,
            "td" | "th" => {
                let chars = page.chars(element);
                cells += 1;
                largest = largest.max(chars);
                all += chars;
                widest = widest.max(page.pieces_of(element).count());
            }
            _ => {}
        }
    }
    // A letterhead is one row of two cells; the article of a page is one cell with many lines.
    cells > rows && rows > 0 && !(largest > 600 && largest * 2 > all) && widest <= 40
}

fn rows(page: &Page, table: usize, kept: &[bool]) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for element in page.below(table) {
        let found = &page.elements[element];
        match found.tag.as_str() {
            "tr" => rows.push(Vec::new()),
            "td" | "th" => {
                let blocks = found.children.iter().flat_map(|child| match child {
                    Child::Piece(piece) if kept.get(*piece) == Some(&true) => vec![page.line(*piece)],
                    Child::Piece(_) => Vec::new(),
                    Child::Element(inner) => part(page, *inner, kept),
                });
                let cell = Cell { columns: found.columns, rows: found.rows, blocks: blocks.collect() };
                match rows.last_mut() {
                    Some(row) => row.push(cell),
                    None => rows.push(vec![cell]),
                }
            }
            _ => {}
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

#[cfg(test)]
mod tests {
    use super::read;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(read(html.as_bytes()).text.as_str().trim(), expected);
    }

    #[test]
    fn a_shape_inside_a_word_does_not_part_it() {
        let image = "<img src=\"a.gif\" align=\"left\">\n <br clear=\"left\"/>\n</img>\n";
        check(&format!("<p>S{image}ố: 31/KH-SNV</p>"), "Số: 31/KH-SNV");
        check("<p>Hình <img src=a.gif> 1</p><p>Bản đồ<img src=a.gif> 2</p>", "Hình 1\nBản đồ 2");
        check("<p>Biểu 1<br clear=all>Biểu 2</p>", "Biểu 1\nBiểu 2");
    }

    #[test]
    fn a_line_that_begins_like_the_foot_of_a_page_is_kept_where_it_is_a_sentence_or_an_item() {
        let long = "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành và Ủy ban nhân dân các xã thực hiện việc sau đây:";
        let page = |rest: &str| format!("<div><p>{long}</p><p>{rest}</p></div><div>Cổng thông tin điện tử tỉnh</div>");
        for kept in [
            "Cổng thông tin điện tử tỉnh đăng tải Chỉ thị này.",
            "Chịu trách nhiệm trước Chủ tịch Ủy ban nhân dân tỉnh về kết quả thực hiện;",
            "Bản quyền tác giả được bảo hộ theo quy định của pháp luật",
            "- Cổng thông tin điện tử Chính phủ",
        ] {
            check(&page(kept), &format!("{long}\n{kept}"));
        }
        check(&page("Chịu trách nhiệm nội dung: Văn phòng Ủy ban nhân dân tỉnh."), long);
        check(&page("Cơ quan chủ quản: Ủy ban nhân dân tỉnh"), long);
    }
}
