//! DOCX: letterhead and foot as tables without lines, generated list numbers, cells merged across and down.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::make::sheet::{Align, Block, Line, Row, Table};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const DOCUMENT_RELS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>"#;
const NUMBERING: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;
const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Width of the text in twentieths of a point.
const WIDTH: u32 = 9300;

pub(super) fn office(blocks: &[Block], furniture: &str, variant: usize) -> Vec<u8> {
    let numbered = variant.is_multiple_of(2) && counts_up(blocks);
    let mut body = String::new();
    for block in blocks {
        match block {
            Block::Columns { left, right } => columns(&mut body, left, right),
            Block::Line(line) => paragraph(&mut body, line, numbered, variant.is_multiple_of(3)),
            Block::Table(table) => grid(&mut body, table),
            Block::Break => body.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
        }
    }
    let document = format!(
        "{HEAD}<w:document {MAIN}><w:body>{body}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"907\" w:bottom=\"1134\" w:left=\"1701\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    let footer = format!(
        "{HEAD}<w:ftr {MAIN}><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"18\"/></w:rPr>\
         <w:t>{}</w:t></w:r></w:p></w:ftr>",
        escape(furniture)
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", DOCUMENT_RELS),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footer1.xml", &footer),
    ] {
        zip.start_file(name, options).expect("an open archive");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// Whether the literal numbers are those that a list would generate.
fn counts_up(blocks: &[Block]) -> bool {
    let numbers: Vec<usize> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Line(line) => number(line).map(|(n, _)| n),
            _ => None,
        })
        .collect();
    !numbers.is_empty() && numbers.iter().enumerate().all(|(n, &number)| number == n + 1)
}

fn number(line: &Line) -> Option<(usize, &str)> {
    let (number, rest) = line.text.split_once(". ")?;
    Some((number.parse().ok()?, rest))
}

fn paragraph(out: &mut String, line: &Line, numbered: bool, bullets: bool) {
    let (list, text) = match (number(line), line.text.strip_prefix("- ")) {
        (Some((_, rest)), _) if numbered => (Some(1), rest),
        (_, Some(rest)) if bullets && line.align == Align::Body => (Some(2), rest),
        _ => (None, line.text.as_str()),
    };
    let list =
        list.map_or(String::new(), |n| format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{n}\"/></w:numPr>"));
    let (align, space) = match line.align {
        Align::Center => ("<w:jc w:val=\"center\"/>", ""),
        Align::Left => ("", ""),
        Align::Body => {
            ("<w:ind w:firstLine=\"567\"/><w:jc w:val=\"both\"/>", "<w:spacing w:before=\"60\" w:after=\"60\"/>")
        }
    };
    out.push_str(&format!("<w:p><w:pPr>{list}{space}{align}</w:pPr>{}</w:p>", run(text, line.bold, line.italic, 26)));
}

fn run(text: &str, bold: bool, italic: bool, size: u32) -> String {
    if text.is_empty() {
        return String::new();
    }
    let bold = if bold { "<w:b/>" } else { "" };
    let italic = if italic { "<w:i/>" } else { "" };
    // Word breaks runs where a reader sees none: here after the first blank.
    let cut = text.find(' ').map_or(text.len(), |at| at + 1);
    let (first, second) = text.split_at(cut);
    [first, second]
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| {
            format!(
                "<w:r><w:rPr>{bold}{italic}<w:sz w:val=\"{size}\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                escape(part)
            )
        })
        .collect()
}

fn columns(out: &mut String, left: &[Line], right: &[Line]) {
    let cell = |lines: &[Line], width: u32| {
        let mut cell = format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
        for line in lines {
            let align = if line.align == Align::Center { "<w:jc w:val=\"center\"/>" } else { "" };
            let size = if line.align == Align::Left { 22 } else { 25 };
            cell.push_str(&format!(
                "<w:p><w:pPr>{align}</w:pPr>{}</w:p>",
                run(&line.text, line.bold, line.italic, size)
            ));
        }
        cell + "</w:tc>"
    };
    let (a, b) = (3700, WIDTH - 3700);
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>\
         <w:gridCol w:w=\"{a}\"/><w:gridCol w:w=\"{b}\"/></w:tblGrid><w:tr>{}{}</w:tr></w:tbl><w:p/>",
        cell(left, a),
        cell(right, b)
    ));
}

fn grid(out: &mut String, table: &Table) {
    let widths: Vec<u32> = table.widths.iter().map(|percent| percent * WIDTH / 100).collect();
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"))
        .collect();
    let columns: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblBorders>{borders}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    ));
    let cell = |text: &str, width: u32, more: &str, bold: bool| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{more}</w:tcPr><w:p>{}</w:p></w:tc>",
            run(text, bold, false, 22)
        )
    };
    out.push_str("<w:tr><w:trPr><w:tblHeader/></w:trPr>");
    for (head, &width) in table.head.iter().zip(&widths) {
        out.push_str(&cell(head, width, "", true));
    }
    out.push_str("</w:tr>");
    for (n, row) in table.rows.iter().enumerate() {
        out.push_str("<w:tr>");
        match row {
            Row::Section(text) => {
                out.push_str(&cell(text, WIDTH, &format!("<w:gridSpan w:val=\"{}\"/>", widths.len()), true));
            }
            Row::Cells(cells) => {
                for (c, (text, &width)) in cells.iter().zip(&widths).enumerate() {
                    let goes_on = matches!(table.rows.get(n + 1), Some(Row::Cells(next)) if next[c].is_none());
                    out.push_str(&match text {
                        Some(text) if goes_on => cell(text, width, "<w:vMerge w:val=\"restart\"/>", false),
                        Some(text) => cell(text, width, "", false),
                        None => cell("", width, "<w:vMerge/>", false),
                    });
                }
            }
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl><w:p/>");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
