//! Web pages: three layouts of a portal, and an office's document saved as a page.

use crate::make::news::Page;
use crate::make::sheet::{Align, Block, Line, Row};

pub(super) fn office(blocks: &[Block], furniture: &str) -> String {
    let mut out = String::from(
        "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Văn bản</title></head>\n<body>\n",
    );
    for block in blocks {
        match block {
            Block::Columns { left, right } => {
                out.push_str("<table width=\"100%\" border=\"0\"><tr><td width=\"45%\" valign=\"top\">");
                out.push_str(&lines(left));
                out.push_str("</td><td valign=\"top\">");
                out.push_str(&lines(right));
                out.push_str("</td></tr></table>\n");
            }
            Block::Line(line) => out.push_str(&paragraph(line)),
            Block::Table(table) => {
                out.push_str("<table border=\"1\" cellspacing=\"0\" cellpadding=\"3\">\n<tr>");
                for (head, width) in table.head.iter().zip(&table.widths) {
                    out.push_str(&format!("<th width=\"{width}%\">{}</th>", escape(head)));
                }
                out.push_str("</tr>\n");
                for (n, row) in table.rows.iter().enumerate() {
                    out.push_str("<tr>");
                    match row {
                        Row::Section(text) => {
                            out.push_str(&format!("<td colspan=\"{}\"><b>{}</b></td>", table.head.len(), escape(text)));
                        }
                        Row::Cells(cells) => {
                            for (c, cell) in cells.iter().enumerate() {
                                let Some(text) = cell else { continue };
                                let down = table.rows[n + 1..]
                                    .iter()
                                    .take_while(|row| matches!(row, Row::Cells(cells) if cells[c].is_none()))
                                    .count();
                                let span = if down > 0 { format!(" rowspan=\"{}\"", down + 1) } else { String::new() };
                                out.push_str(&format!("<td{span}>{}</td>", escape(text)));
                            }
                        }
                    }
                    out.push_str("</tr>\n");
                }
                out.push_str("</table>\n");
            }
            Block::Break => out.push_str("<hr>\n"),
        }
    }
    out.push_str(&format!("<footer><p>{}</p></footer>\n</body></html>\n", escape(furniture)));
    out
}

fn lines(lines: &[Line]) -> String {
    lines.iter().map(paragraph).collect()
}

fn paragraph(line: &Line) -> String {
    let align = match line.align {
        Align::Center => " align=\"center\"",
        Align::Left => "",
        Align::Body => " style=\"text-align:justify\"",
    };
    let mut text = escape(&line.text);
    if text.is_empty() {
        text = "&nbsp;".to_owned();
    }
    if line.bold {
        text = format!("<b>{text}</b>");
    }
    if line.italic {
        text = format!("<i>{text}</i>");
    }
    format!("<p{align}>{text}</p>\n")
}

pub(super) fn news(page: &Page, variant: usize) -> String {
    match variant % 3 {
        0 => portal(page),
        1 => table_page(page),
        _ => blog(page),
    }
}

/// Semantic elements, a menu above, related links inside the main part.
fn portal(page: &Page) -> String {
    let menu: String = page.menu.iter().map(|item| format!("<li><a href=\"#\">{item}</a></li>")).collect();
    let (online, today, all) = page.counter;
    format!(
        "<!DOCTYPE html>\n<html lang=\"vi\">\n<head><meta charset=\"utf-8\"><title>{title} - {site}</title></head>\n<body>\n\
         <header><h2>{site}</h2><nav><ul>{menu}</ul></nav></header>\n<main>\n<article>\n<h1>{title}</h1>\n\
         <div class=\"meta\"><time>{stamp}</time> | Lượt xem: {today} | Cỡ chữ: A- A A+</div>\n\
         <p class=\"sapo\"><strong>{lead}</strong></p>\n{body}\n<p class=\"author\">{author}</p>\n</article>\n\
         <section class=\"related\"><h3>Tin khác</h3><ul>{others}</ul></section>\n</main>\n\
         <aside><h3>Thống kê truy cập</h3><p>Đang online: {online}</p><p>Hôm nay: {today}</p><p>Tất cả: {all}</p></aside>\n\
         <footer>{footer}</footer>\n</body></html>\n",
        title = escape(&page.title),
        site = escape(&page.site),
        stamp = page.stamp,
        lead = escape(&page.lead),
        body = body(page),
        author = escape(&page.author),
        others = others(page, "li"),
        footer = footer(page),
    )
}

/// Old pages: nested tables and no element that says what it is.
fn table_page(page: &Page) -> String {
    let menu: String =
        page.menu.iter().map(|item| format!("<tr><td class=\"mnu\"><a href=\"#\">{item}</a></td></tr>\n")).collect();
    let (online, today, all) = page.counter;
    format!(
        "<html>\n<head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"><title>{title}</title></head>\n\
         <body>\n<table width=\"1000\" align=\"center\"><tr><td colspan=\"3\"><b>{site}</b></td></tr>\n<tr>\n\
         <td width=\"200\" valign=\"top\"><table>{menu}</table>\n<table><tr><td>Đăng nhập</td></tr>\
         <tr><td>Đang online: {online}</td></tr><tr><td>Tất cả: {all}</td></tr></table></td>\n\
         <td width=\"600\" valign=\"top\">\n<div class=\"tieude\">{title}</div>\n<div class=\"ngay\">Cập nhật lúc {stamp} \
         (Số lần đọc: {today})</div>\n<div class=\"tomtat\">{lead}</div>\n<div class=\"noidung\">{body}\
         <p align=\"right\"><b>{author}</b></p></div>\n\
         <div class=\"tinkhac\"><b>Các tin khác</b><br>{others}</div>\n<div>1 2 3 4 5 ...</div></td>\n\
         <td width=\"200\" valign=\"top\"><p>Liên kết website</p><p>Văn bản mới</p></td>\n</tr>\n\
         <tr><td colspan=\"3\">{footer}</td></tr></table>\n</body></html>\n",
        title = escape(&page.title),
        site = escape(&page.site),
        stamp = page.stamp,
        lead = escape(&page.lead),
        body = body(page),
        author = escape(&page.author),
        others = others(page, "div"),
        footer = footer(page),
    )
}

/// A commune's page on a common blog engine.
fn blog(page: &Page) -> String {
    let menu: String = page.menu.iter().map(|item| format!("<a class=\"nav-link\" href=\"#\">{item}</a>")).collect();
    let (_, today, all) = page.counter;
    format!(
        "<!doctype html><html lang=\"vi-VN\"><head><meta charset=\"UTF-8\"><title>{title} &#8211; {site}</title>\
         <script>var views={all};</script><style>.post{{margin:0}}</style></head><body class=\"post-template\">\
         <div id=\"topbar\">{menu}</div><div id=\"wrap\"><div class=\"post\"><h1 class=\"entry-title\">{title}</h1>\
         <span class=\"posted-on\">{stamp}</span><div class=\"entry-content\"><p><em>{lead}</em></p>{body}</div>\
         <div class=\"entry-author\">{author}</div></div><div class=\"post-nav\"><span>Bài trước</span>{others}</div>\
         <div id=\"sidebar\"><div class=\"widget\"><h4>Bài viết mới</h4>{others}</div>\
         <div class=\"widget\">Hôm nay: {today}<br>Tổng lượt truy cập: {all}</div></div></div>\
         <div id=\"colophon\">{footer}</div></body></html>\n",
        title = escape(&page.title),
        site = escape(&page.site),
        stamp = page.stamp,
        lead = escape(&page.lead),
        body = body(page),
        author = escape(&page.author),
        others = others(page, "p"),
        footer = footer(page),
    )
}

fn body(page: &Page) -> String {
    page.paragraphs.iter().map(|text| format!("<p>{}</p>\n", escape(text))).collect()
}

fn others(page: &Page, tag: &str) -> String {
    page.others.iter().map(|text| format!("<{tag}><a href=\"#\">{}</a></{tag}>", escape(text))).collect()
}

fn footer(page: &Page) -> String {
    page.footer.iter().map(|text| format!("<p>{}</p>", escape(text))).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
