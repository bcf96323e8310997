//! What the fuzz targets do with the bytes they are given: each brings them to one thing that we parse ourselves.
//!
//! The reader sniffs, so each target puts in front what leads to its own format. Nothing may panic.

use std::sync::LazyLock;

use vanban::read::{Ocr, Options, read};
use vanban::record::Record;
use vanban::text::Text;
use vanban::units::Register;
use vanban::vi;

/// Takes any bytes, and comes back.
pub(crate) type Target = fn(&[u8]);

/// Every target, by the name of its file and of the folder of its seeds.
pub(crate) const TARGETS: &[(&str, Target)] = &[
    ("archive", archive),
    ("edxml", edxml),
    ("encodings", encodings),
    ("html", html),
    ("layout", layout),
    ("map", map),
    ("message", message),
    ("recognise", recognise),
    ("rtf", rtf),
    ("signature", signature),
    ("tnef", tnef),
    ("word", word),
];

/// Brings `data` to the target called `name`.
pub(crate) fn run(name: &str, data: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).expect("a name of the list");
    target(data);
}

fn through(before: &[u8], data: &[u8], after: &[u8]) {
    let options = Options { ocr: Ocr::Off, ..Options::default() };
    let bytes = [before, data, after].concat();
    if let Ok(reading) = read(&bytes, "", &options) {
        check(&reading.text);
    }
}

/// Tables lie inside the text.
fn check(text: &Text) {
    for table in text.tables() {
        for cell in table.rows.iter().flatten() {
            assert!(text.as_str().get(cell.span.start..cell.span.end).is_some(), "{:?}", cell.span);
        }
    }
}

/// Archives without a directory.
fn archive(data: &[u8]) {
    through(b"PK\x03\x04", data, b"");
}

/// Packages of the document exchange.
fn edxml(data: &[u8]) {
    through(b"<?xml version=\"1.0\"?><edXML:edXML>", data, b"");
}

/// Text of any encoding, and letters from before Unicode.
fn encodings(data: &[u8]) {
    through(b"", data, b"");
    let text = String::from_utf8_lossy(data);
    for text in [vi::tcvn3::to_unicode(&text, false), vi::tcvn3::to_unicode(&text, true), vi::vni::to_unicode(&text)] {
        assert_eq!(vi::fold(&vi::fold(&text)), vi::fold(&text));
    }
}

/// Web pages.
fn html(data: &[u8]) {
    through(b"<html><body>", data, b"");
}

/// Messages with their parts.
fn message(data: &[u8]) {
    through(b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n", data, b"");
}

/// RTF.
fn rtf(data: &[u8]) {
    through(b"{\\rtf1 ", data, b"");
}

/// The main part of a DOCX, in an archive whose directory is lost.
fn word(data: &[u8]) {
    let name = b"word/document.xml";
    let size = (data.len() as u32).to_le_bytes();
    let mut head = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    [size, size].iter().for_each(|size| head.extend(size));
    head.extend((name.len() as u16).to_le_bytes());
    head.extend([0, 0]);
    head.extend(name);
    through(&head, data, b"");
}

/// The content of a page: what is drawn where, and the layout of it.
fn layout(data: &[u8]) {
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    through(&page(data, &[font]), b"", b"");
}

/// The map of a font to Unicode, and its repair.
fn map(data: &[u8]) {
    let content = b"BT /F1 12 Tf 72 700 Td <000100020003000400050010002000370108046C04A4> Tj ET";
    let font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>";
    let below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>";
    through(&page(content, &[font, below, &stream(data)]), b"", b"");
}

/// Who signed.
fn signature(data: &[u8]) {
    let hex: String = data.iter().map(|byte| format!("{byte:02x}")).collect();
    let text = String::from_utf8_lossy(data).replace(['(', ')', '\\'], "");
    let signature = format!("<</Type/Sig/ByteRange[0 1 2 3]/Contents<{hex}>/Reason({text})/M({text})>>");
    through(&page(b"", &[b"null", signature.as_bytes()]), b"", b"");
}

/// What Outlook packs a message into.
fn tnef(data: &[u8]) {
    through(b"\x78\x9f\x3e\x22\x01\0", data, b"");
}

/// All the rules.
fn recognise(data: &[u8]) {
    let text = Text::plain(&String::from_utf8_lossy(data));
    static UNITS: LazyLock<Register> = LazyLock::new(Register::builtin);
    let mut record = Record::default();
    vanban::recognise::recognise(&text, &UNITS, &mut record);
    for place in record.citations.iter().flat_map(|citation| &citation.mentions) {
        assert_eq!(text.as_str().get(place.start..place.end), Some(place.quote.as_str()));
    }
}

fn stream(bytes: &[u8]) -> Vec<u8> {
    [format!("<</Length {}>>stream\n", bytes.len()).as_bytes(), bytes, b"\nendstream"].concat()
}

/// A PDF of one page with `content`; `more` are its objects from 5 on, the first of them its font.
fn page(content: &[u8], more: &[&[u8]]) -> Vec<u8> {
    let first: [&[u8]; 3] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    ];
    let content = stream(content);
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in first.into_iter().chain([content.as_slice()]).chain(more.iter().copied()).enumerate() {
        places.push(out.len());
        out.extend([format!("{} 0 obj\n", at + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    out.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF", places.len() + 1).bytes());
    out
}
