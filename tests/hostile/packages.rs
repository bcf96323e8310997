//! Archives, office files, markup and messages made to hang a reader or to take its memory.

use std::io::{Cursor, Write};

use data_encoding::BASE64;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Bomb;

/// Every bomb of this kind.
pub(crate) fn bombs() -> Vec<Bomb> {
    let mut found = archives();
    found.extend(word());
    found.extend(sheets());
    found.extend(compound());
    found.extend(markup());
    found.extend(messages());
    found.extend(texts());
    found.into_iter().map(|(name, bytes)| Bomb { name: name.to_owned(), bytes }).collect()
}

/// An archive of `members`.
pub(crate) fn zip<'a>(members: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        // By this part, stored as it is, an OpenDocument is known.
        let method = if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(name, SimpleFileOptions::default().compression_method(method)).expect("a new name");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// An archive with `head`, `times` MB of `filler` and `tail` as its one member.
fn grown(name: &str, head: &str, filler: &str, times: usize, tail: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, SimpleFileOptions::default().compression_level(Some(1))).expect("a name");
    let block = filler.repeat((1 << 20) / filler.len());
    let blocks = std::iter::repeat_n(block.as_str(), times);
    for part in [head].into_iter().chain(blocks).chain([tail]) {
        writer.write_all(part.as_bytes()).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn archives() -> Vec<(&'static str, Vec<u8>)> {
    let names: Vec<String> = (0..100_000).map(|number| format!("{number:05}")).collect();
    let mut nested = zip([("a.txt", "Số: 1/CT-UBND".as_bytes())]);
    for _ in 0..9 {
        let copies = ["0.zip", "1.zip", "2.zip", "3.zip", "4.zip", "5.zip", "6.zip", "7.zip", "8.zip", "9.zip"];
        nested = zip(copies.map(|name| (name, nested.as_slice())));
    }
    let long = "x/".repeat(30_000);
    let strange =
        [("../../../etc/passwd", b"1".as_slice()), ("/root", b"2"), ("a\0b\u{202e}.txt", b"3"), (&long, b"4")];
    vec![
        ("blanks.zip", grown("a.txt", "", " ", 600, "")),
        ("one-member-often.zip", overlapped(&grown("00000.txt", "", "UBND tinh ", 1, ""), 60)),
        ("archives-in-archives.zip", nested),
        ("names.zip", zip(names.iter().map(|name| (name.as_str(), b"".as_slice())))),
        ("strange-names.zip", zip(strange)),
    ]
}

/// The same member named again and again by the directory of an archive.
fn overlapped(archive: &[u8], times: u16) -> Vec<u8> {
    let directory = memchr::memmem::rfind(archive, b"PK\x01\x02").expect("a directory");
    let end = memchr::memmem::rfind(archive, b"PK\x05\x06").expect("an end");
    let mut out = archive[..directory].to_vec();
    for number in 0..times {
        let mut entry = archive[directory..end].to_vec();
        entry[46..51].copy_from_slice(format!("{number:05}").as_bytes());
        out.extend(entry);
    }
    let size = (out.len() - directory) as u32;
    let mut last = archive[end..].to_vec();
    last[8..10].copy_from_slice(&times.to_le_bytes());
    last[10..12].copy_from_slice(&times.to_le_bytes());
    last[12..16].copy_from_slice(&size.to_le_bytes());
    out.extend(last);
    out
}

const LAUGHS: &str = r#"<!DOCTYPE x [<!ENTITY a "haha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">
<!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;"><!ENTITY i "&h;&h;&h;&h;&h;&h;&h;&h;&h;&h;">]>"#;

fn word() -> Vec<(&'static str, Vec<u8>)> {
    let body = |xml: &str| format!("<w:document><w:body>{xml}</w:body></w:document>");
    let document = |xml: String| zip([("word/document.xml", xml.as_bytes())]);
    let deep =
        |open: &str, close: &str, depth: usize| document(body(&[open.repeat(depth), close.repeat(depth)].concat()));
    let cell =
        |merge: &str| format!("<w:tc><w:tcPr><w:gridSpan w:val=\"65535\"/><w:vMerge{merge}/></w:tcPr><w:p/></w:tc>");
    let row = |merge: &str| format!("<w:tr>{}</w:tr>", cell(merge).repeat(400));
    let merged = format!("<w:tbl>{}{}</w:tbl>", row(" w:val=\"restart\""), row("").repeat(400));
    let run = "<w:r><w:t>a</w:t></w:r>";
    let items = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>".repeat(200);
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"2000000000\"/><w:numFmt w:val=\"lowerRoman\"/><w:lvlText w:val=\"{}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>",
        "%1".repeat(1000)
    );
    let styles = "<w:styles><w:style w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style><w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style></w:styles>";
    let styled = body("<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>UBND</w:t></w:r></w:p>");
    let laughing = format!("<?xml version=\"1.0\"?>{LAUGHS}{}", body("<w:p><w:r><w:t>&i;UBND</w:t></w:r></w:p>"));
    vec![
        ("blanks.docx", grown("word/document.xml", "<w:document><w:body>", " ", 700, "</w:body></w:document>")),
        (
            "one-run.docx",
            grown(
                "word/document.xml",
                "<w:document><w:body><w:p><w:r><w:t>",
                "UBND tinh ",
                40,
                "</w:t></w:r></w:p></w:body></w:document>",
            ),
        ),
        ("runs.docx", document(body(&format!("<w:p>{}</w:p>", run.repeat(500_000))))),
        ("tables-in-tables.docx", deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 100_000)),
        ("boxes-in-boxes.docx", deep("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", 100_000)),
        ("open-paragraphs.docx", deep("<w:p>", "", 500_000)),
        ("merged-cells.docx", document(body(&merged))),
        (
            "numbers.docx",
            zip([("word/document.xml", body(&items).as_bytes()), ("word/numbering.xml", numbering.as_bytes())]),
        ),
        ("styles.docx", zip([("word/document.xml", styled.as_bytes()), ("word/styles.xml", styles.as_bytes())])),
        ("entities.docx", document(laughing)),
    ]
}

fn sheets() -> Vec<(&'static str, Vec<u8>)> {
    const CONTENT: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = |rows: &str, after: &str| {
        let xml = format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData>{after}</worksheet>"
        );
        zip([
            ("[Content_Types].xml", CONTENT.as_bytes()),
            ("_rels/.rels", ROOT.as_bytes()),
            ("xl/workbook.xml", BOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", PARTS.as_bytes()),
            ("xl/worksheets/sheet1.xml", xml.as_bytes()),
        ])
    };
    let cell = |at: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>UBND</t></is></c>");
    let corners = format!("<row r=\"1\">{}</row><row r=\"1048576\">{}</row>", cell("A1"), cell("XFD1048576"));
    let merge = "<mergeCells count=\"1\"><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    let far = format!("<row r=\"4294967295\">{}</row>", cell("ZZZZZZZZ4294967295"));
    let rows: String = (1..8_000).map(|row| format!("<row r=\"{row}\">{}</row>", cell(&format!("XFD{row}")))).collect();
    let content = |table: &str| {
        format!(
            "<office:document-content><office:body><office:text>{table}</office:text></office:body></office:document-content>"
        )
    };
    let odt = |xml: &str| {
        zip([("mimetype", b"application/vnd.oasis.opendocument.text".as_slice()), ("content.xml", xml.as_bytes())])
    };
    let repeated = "<table:table><table:table-row table:number-rows-repeated=\"2147483647\"><table:table-cell table:number-columns-repeated=\"2147483647\" table:number-columns-spanned=\"65535\"><text:p><text:s text:c=\"2147483647\"/>UBND</text:p></table:table-cell></table:table-row></table:table>";
    let nested = "<table:table><table:table-row><table:table-cell>".repeat(100_000);
    vec![
        ("corners.xlsx", sheet(&corners, "")),
        ("merged.xlsx", sheet(&corners, merge)),
        ("far-away.xlsx", sheet(&far, "")),
        ("last-column.xlsx", sheet(&rows, "")),
        ("repeated.odt", odt(&content(repeated))),
        ("tables-in-tables.odt", odt(&content(&nested))),
        ("entities.odt", odt(&format!("<?xml version=\"1.0\"?>{LAUGHS}{}", content("<text:p>&i;UBND</text:p>")))),
    ]
}

/// Compound files: sectors of 512 bytes behind a head, of which a table names the next of each.
fn compound() -> Vec<(&'static str, Vec<u8>)> {
    let file = |stream: &str, next: u32, size: u32| {
        let mut head = [0u8; 512];
        head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        head[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
        head[44..48].copy_from_slice(&1u32.to_le_bytes());
        head[48..52].copy_from_slice(&1u32.to_le_bytes());
        head[56..60].copy_from_slice(&4096u32.to_le_bytes());
        head[60..64].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
        head[68..72].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
        head[76..].fill(0xff);
        head[76..80].copy_from_slice(&0u32.to_le_bytes());
        let mut table = [0xffu8; 512];
        table[..4].copy_from_slice(&0xffff_fffd_u32.to_le_bytes());
        // The directory follows itself, and so does the stream.
        table[4..8].copy_from_slice(&next.to_le_bytes());
        table[8..12].copy_from_slice(&2u32.to_le_bytes());
        let mut directory = Vec::new();
        for (name, kind, child, start, size) in [("Root Entry", 5, 1, 2, size), (stream, 2, u32::MAX, 2, size)] {
            let mut entry = [0u8; 128];
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            entry[..wide.len()].copy_from_slice(&wide);
            entry[64] = wide.len() as u8 + 2;
            entry[66] = kind;
            entry[67] = 1;
            // Its neighbours are itself.
            let siblings = if kind == 2 { 1 } else { u32::MAX };
            entry[68..72].copy_from_slice(&siblings.to_le_bytes());
            entry[72..76].copy_from_slice(&siblings.to_le_bytes());
            entry[76..80].copy_from_slice(&u32::to_le_bytes(child));
            entry[116..120].copy_from_slice(&u32::to_le_bytes(start));
            entry[120..124].copy_from_slice(&size.to_le_bytes());
            directory.extend(entry);
        }
        directory.resize(512, 0);
        [head.as_slice(), &table, &directory, &[0xec, 0xa5, 0xc1, 0].repeat(128)].concat()
    };
    vec![
        ("stream-loop.doc", file("WordDocument", 0xffff_fffe, u32::MAX)),
        ("directory-loop.doc", file("WordDocument", 1, 1 << 20)),
        ("stream-loop.xls", file("Workbook", 0xffff_fffe, u32::MAX)),
        ("directory-loop.xls", file("Workbook", 1, 1 << 20)),
    ]
}

fn markup() -> Vec<(&'static str, Vec<u8>)> {
    let html = |body: &str| format!("<!DOCTYPE html><html><body>{body}</body></html>").into_bytes();
    let rtf = |body: &str| format!("{{\\rtf1\\ansi {body}}}").into_bytes();
    let spans = "<tr><td colspan=1000 rowspan=65534>UBND</td><td>a</td></tr>".repeat(20_000);
    let attributes: String = (0..300_000).map(|number| format!(" a{number}=1")).collect();
    let fonts: String = (0..200_000).map(|number| format!("{{\\f{number} .VnTimeH;}}")).collect();
    let laughing =
        format!("<?xml version=\"1.0\"?>{LAUGHS}<edXML:edXML><edXML:Subject>&i;</edXML:Subject></edXML:edXML>");
    let deep = "<edXML:From>".repeat(500_000);
    let mut inner = b"<edXML:edXML/>".to_vec();
    for _ in 0..10 {
        let attachment = format!(
            "<edXML:Attachment><edXML:AttachmentName>a.edxml</edXML:AttachmentName><edXML:ContentTransferEncoded>{}</edXML:ContentTransferEncoded></edXML:Attachment>",
            BASE64.encode(&inner)
        );
        inner = format!("<?xml version=\"1.0\"?><edXML:edXML><edXML:AttachmentEncoded>{attachment}{attachment}</edXML:AttachmentEncoded></edXML:edXML>").into_bytes();
    }
    vec![
        ("deep.html", html(&"<div>".repeat(500_000))),
        ("deep-inline.html", html(&"<b><i>".repeat(100_000))),
        ("tables-in-tables.html", html(&"<table><tr><td>".repeat(50_000))),
        ("spans.html", html(&format!("<p>UBND</p><table>{spans}</table>"))),
        ("attributes.html", html(&format!("<p{attributes}>UBND"))),
        ("links.html", html(&"<div><p>UBND <a href=x>a</a></p>".repeat(100_000))),
        ("groups.rtf", rtf(&"{".repeat(2_000_000))),
        ("cells.rtf", rtf(&"\\intbl a\\cell".repeat(500_000))),
        ("rows.rtf", rtf(&"\\trowd\\cellx1\\intbl UBND\\cell\\row ".repeat(100_000))),
        ("fonts.rtf", rtf(&format!("{{\\fonttbl{fonts}}}{}", "\\f1 a\\f2 b".repeat(100_000)))),
        ("binary.rtf", rtf("\\bin2147483647 a\\bin-2147483648 b")),
        ("entities.edxml", laughing.into_bytes()),
        ("deep.edxml", format!("<?xml version=\"1.0\"?><edXML:edXML>{deep}").into_bytes()),
        ("envelopes.edxml", inner),
    ]
}

fn messages() -> Vec<(&'static str, Vec<u8>)> {
    let head = |boundary: &str| {
        format!(
            "From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n"
        )
    };
    let deep: String = (0..3000)
        .map(|n| format!("--b{n}\r\nContent-Type: multipart/mixed; boundary=\"b{}\"\r\n\r\n", n + 1))
        .collect();
    let parts = "--x\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nUBND\r\n".repeat(20_000);
    let folded = format!(
        "From: a@b.example\r\nTo: {}\r\nSubject: {}\r\nDate: x\r\n\r\nUBND",
        "a,\r\n ".repeat(1_000_000),
        "=?utf-8?Q?=e1?= ".repeat(200_000)
    );
    let forwarded = "Content-Type: message/rfc822\r\nFrom: a\r\nTo: b\r\nSubject: c\r\n\r\n".repeat(20_000);
    vec![
        ("parts-in-parts.eml", format!("{}{deep}", head("b0")).into_bytes()),
        ("parts.eml", format!("{}{parts}--x--", head("x")).into_bytes()),
        ("folded.eml", folded.into_bytes()),
        ("forwarded.eml", format!("From: a\r\nTo: b\r\nSubject: c\r\n{forwarded}").into_bytes()),
    ]
}

fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let lines = |line: &str, size: usize| line.repeat(size / line.len()).into_bytes();
    vec![
        ("marks.txt", lines("o\u{302}\u{301}\u{323}\u{31b}\u{309}", 8 << 20)),
        ("one-mark.txt", [b"o".as_slice(), "\u{301}".repeat(2 << 20).as_bytes()].concat()),
        ("one-line.txt", lines("uy ban nhan dan tinh ", 4 << 20)),
        ("blanks.txt", lines(" \t", 4 << 20)),
        ("numbers.txt", lines("Thực hiện Kế hoạch số 10/KH-UBND ngày 05/8/2023 của UBND tỉnh, ", 2 << 20)),
        ("one-number.txt", lines("1/", 4 << 20)),
        (
            "tasks.txt",
            lines("1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính báo cáo trước ngày 30/9/2023.\n", 2 << 20),
        ),
        ("breaks.txt", lines("\n\x0c", 4 << 20)),
    ]
}
