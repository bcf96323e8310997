//! What the bytes are, whatever the name says.

use memchr::memmem;

use super::{office, tnef};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Empty,
    Pdf,
    Doc,
    Xls,
    /// Any other compound file: Outlook, PowerPoint, Visio.
    Ole,
    Docx,
    Xlsx,
    Odt,
    Ods,
    Zip,
    Rtf,
    Html,
    Edxml,
    Xml,
    /// A message, or a web page that Word saved as one file.
    Eml,
    /// `winmail.dat` of Outlook.
    Tnef,
    /// A page as a picture.
    Image(&'static str),
    /// A picture that is no page.
    Gif,
    Text,
    Binary,
}

impl Format {
    /// The name of the kind in a record.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Format::Empty => "application/x-empty",
            Format::Pdf => "application/pdf",
            Format::Doc => "application/msword",
            Format::Xls => "application/vnd.ms-excel",
            Format::Ole => "application/x-ole-storage",
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Odt => "application/vnd.oasis.opendocument.text",
            Format::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Format::Zip => "application/zip",
            Format::Rtf => "application/rtf",
            Format::Html => "text/html",
            Format::Edxml => "application/edxml+xml",
            Format::Xml => "application/xml",
            Format::Eml => "message/rfc822",
            Format::Tnef => "application/ms-tnef",
            Format::Image(kind) => kind,
            Format::Gif => "image/gif",
            Format::Text => "text/plain",
            Format::Binary => "application/octet-stream",
        }
    }
}

/// Names the kind of `bytes`. `name` decides only between plain text and formats that have no mark of their own.
pub(super) fn sniff(bytes: &[u8], name: &str) -> Format {
    if bytes.is_empty() {
        return Format::Empty;
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    if let Some(format) = magic(bytes, head) {
        return format;
    }
    let ascii = ascii_of(head);
    if let Some(format) = markup(&ascii, bytes) {
        return format;
    }
    if is_message(&ascii, name) {
        return Format::Eml;
    }
    if memmem::find(head.get(..head.len().min(1024)).unwrap_or(head), b"%PDF-").is_some() {
        return Format::Pdf;
    }
    if is_text(head) { Format::Text } else { rest(bytes) }
}

/// What a file was whose beginning is lost.
fn rest(bytes: &[u8]) -> Format {
    let holds = |mark: &[u8]| memmem::find(bytes, mark).is_some();
    if holds(b"PK\x03\x04") && zipped(bytes) != Format::Zip {
        zipped(bytes)
    } else if holds(b"endobj") && holds(b"endstream") {
        Format::Pdf
    } else if office::is_head(bytes, 512) {
        Format::Doc
    } else {
        Format::Binary
    }
}

fn magic(bytes: &[u8], head: &[u8]) -> Option<Format> {
    const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    let of = |mark: &[u8]| head.starts_with(mark);
    Some(if of(b"%PDF-") {
        Format::Pdf
    } else if of(OLE) {
        compound(bytes)
    } else if of(b"PK\x03\x04") || of(b"PK\x05\x06") {
        zipped(bytes)
    } else if of(b"{\\rtf") {
        Format::Rtf
    } else if of(b"\x89PNG") {
        Format::Image("image/png")
    } else if of(b"\xff\xd8\xff") {
        Format::Image("image/jpeg")
    } else if of(b"II*\0") || of(b"MM\0*") {
        Format::Image("image/tiff")
    } else if of(tnef::MARK) {
        Format::Tnef
    } else if of(b"GIF8") {
        Format::Gif
    } else {
        return None;
    })
}

/// Names of streams stand in UTF-16 in the directory, wherever it lies.
fn compound(bytes: &[u8]) -> Format {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &wide).is_some()
    };
    // Of a file that was cut off the directory is lost, and the text stands where it stood.
    if holds("WordDocument") || office::is_head(bytes, 512) {
        Format::Doc
    } else if holds("Workbook\0") || holds("Book\0") {
        Format::Xls
    } else {
        Format::Ole
    }
}

/// Names of members stand unpacked, in front of each and again at the end.
fn zipped(bytes: &[u8]) -> Format {
    let holds = |name: &[u8]| memmem::find(bytes, name).is_some();
    if holds(b"word/document") {
        Format::Docx
    } else if holds(b"xl/workbook.") {
        Format::Xlsx
    } else if holds(b"application/vnd.oasis.opendocument.text") {
        Format::Odt
    } else if holds(b"application/vnd.oasis.opendocument.spreadsheet") {
        Format::Ods
    } else {
        Format::Zip
    }
}

/// The head in lower case without the zero bytes of UTF-16.
fn ascii_of(head: &[u8]) -> Vec<u8> {
    head.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect()
}

fn markup(ascii: &[u8], bytes: &[u8]) -> Option<Format> {
    const HTML: &[&[u8]] =
        &[b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<div", b"<meta", b"<p>", b"<title"];
    let start = ascii.iter().position(|byte| *byte == b'<')?;
    let before = ascii.get(..start)?;
    let blank = before.iter().all(|byte| byte.is_ascii_whitespace() || *byte >= 0x80) && before.len() < 200;
    if !blank {
        return None;
    }
    if memmem::find(ascii, b"{\\rtf").is_some_and(|at| at < start) {
        return Some(Format::Rtf);
    }
    if HTML.iter().any(|tag| memmem::find(ascii, tag).is_some()) {
        return Some(Format::Html);
    }
    if !ascii.get(start..)?.starts_with(b"<?xml") {
        return None;
    }
    let envelope = ascii.windows(5).any(|part| part == b"edxml") || memmem::find(bytes, b"edXMLEnvelope").is_some();
    Some(if envelope { Format::Edxml } else { Format::Xml })
}

/// A message begins with header lines, two of them known ones.
fn is_message(ascii: &[u8], name: &str) -> bool {
    const FIELDS: &[&[u8]] = &[
        b"from:",
        b"to:",
        b"subject:",
        b"date:",
        b"mime-version:",
        b"received:",
        b"return-path:",
        b"message-id:",
        b"content-type:",
        b"delivered-to:",
        b"x-",
    ];
    let mut known = 0;
    for line in ascii.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if FIELDS.iter().any(|field| line.starts_with(field)) {
            known += 1;
        } else if !line.starts_with(b" ") && !line.starts_with(b"\t") && !line.contains(&b':') {
            return false;
        }
    }
    let named = name.rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("eml"));
    known >= if named { 1 } else { 3 }
}

/// Text holds no control bytes but those of lines; UTF-16 has its zero bytes on one side.
fn is_text(head: &[u8]) -> bool {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || super::txt::wide(head).is_some() {
        return true;
    }
    let odd = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    // VNI and TCVN3 need none of them; a stray one stands in texts that came through old printers.
    odd * 200 <= head.len() && !head.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], name: &str, expected: Format) {
        assert_eq!(sniff(bytes, name), expected);
    }

    #[test]
    fn bytes_decide_not_names() {
        check(b"", "a.pdf", Format::Empty);
        check(b"%PDF-1.4\n", "a.doc", Format::Pdf);
        check(b"\r\n\r\n%PDF-1.4\n", "a", Format::Pdf);
        check(b"{\\rtf1\\ansi", "a.doc", Format::Rtf);
        check(b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><p>a", "a.pdf", Format::Html);
        check(b"<?xml version=\"1.0\"?><html xmlns=\"\">", "a", Format::Html);
        check(b"<?xml version=\"1.0\"?><edXML:edXML>", "a.xml", Format::Edxml);
        check(b"<\0h\0t\0m\0l\0>\0", "a", Format::Html);
        check("Số: 10/CT-UBND".as_bytes(), "a.pdf", Format::Text);
        check(b"From: a\nTo: b\nSubject: c\nMIME-Version: 1.0\n\nx", "a", Format::Eml);
        check("Kính gửi: Sở Nội vụ\nTo: b".as_bytes(), "a", Format::Text);
        check(b"PK\x03\x04....word/document.xml", "a.zip", Format::Docx);
        check(b"\x7fELF\x01\x01\x00\x00\x00\x00", "a.txt", Format::Binary);
        check(b"MZ", "a.txt", Format::Text);
    }
}
