//! Chữ ký số: who signed, for whom, and when, as the file states it.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use memchr::memmem;

use super::der;
use crate::record::Signature;

/// No stream of a signed letter unfolds to more than this.
const LARGEST_STREAM: usize = 64 << 20;

/// Every signature of a file, the earliest first.
pub(super) fn signatures(bytes: &[u8]) -> Vec<Signature> {
    // A signature's dictionary always stands open in the file, as its bytes are counted from the start.
    if memmem::find(bytes, b"/ByteRange").is_none() {
        return Vec::new();
    }
    let options = LoadOptions {
        filter: Some(only_signatures),
        max_decompressed_size: Some(LARGEST_STREAM),
        ..LoadOptions::default()
    };
    let Ok(document) = Document::load_mem_with_options(bytes, options) else { return Vec::new() };
    let mut found: Vec<Signature> = document.objects.values().filter_map(dictionary).map(signature).collect();
    found.sort_by(|a, b| a.signed_at.cmp(&b.signed_at));
    found
}

fn only_signatures(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    dictionary(object).map(|_| (id, object.clone()))
}

fn dictionary(object: &Object) -> Option<&Dictionary> {
    object.as_dict().ok().filter(|dict| dict.has(b"ByteRange") && dict.has(b"Contents"))
}

fn signature(dict: &Dictionary) -> Signature {
    let bytes = |key: &[u8]| dict.get(key).and_then(Object::as_str).unwrap_or_default();
    let subject = der::signer(bytes(b"Contents")).unwrap_or_default();
    // VGCA writes "Sở Nội vụ<sonoivu@...> đã ký lên văn bản này!".
    let reason = text(bytes(b"Reason"));
    let stated = reason.split_once('<').and_then(|(name, rest)| Some((name, rest.split_once('>')?.0)));
    let organisation = match (subject.unit, subject.organisation) {
        (Some(unit), Some(organisation)) => Some(format!("{unit}, {organisation}")),
        (unit, organisation) => unit.or(organisation),
    };
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Signature {
        signer: subject.name.or_else(|| some(&text(bytes(b"Name")))).or_else(|| some(stated?.0)),
        organisation,
        email: subject.email.or_else(|| some(stated?.1)).filter(|email| email.contains('@')),
        signed_at: time(&text(bytes(b"M"))),
    }
}

/// A text string of PDF: UTF-16, UTF-8, or Latin-1.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.as_chunks::<2>().0.iter().map(|unit| u16::from_be_bytes(*unit));
            char::decode_utf16(units).filter_map(Result::ok).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        latin => latin.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// `D:20250124150622+07'00'` as `2025-01-24T15:06:22+07:00`.
fn time(stated: &str) -> Option<String> {
    let stated = stated.strip_prefix("D:").unwrap_or(stated);
    let digits: Vec<u8> = stated.bytes().take_while(u8::is_ascii_digit).take(14).collect();
    let digits = String::from_utf8(digits).ok().filter(|digits| digits.len() == 14)?;
    let part = |from: usize, to: usize| digits.get(from..to);
    let zone: String = stated.chars().skip(14).filter(|c| *c != '\'').take(5).collect();
    let zone = match zone.get(..3).zip(zone.get(3..5)) {
        Some((hours, minutes)) if zone.starts_with(['+', '-']) => format!("{hours}:{minutes}"),
        _ => "+00:00".to_owned(),
    };
    let written = format!(
        "{}-{}-{}T{}:{}:{}{zone}",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?
    );
    written.parse::<jiff::Timestamp>().ok().map(|_| written)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{signatures, text, time};

    /// Adds objects to a file as a later version of it does, with a table of their places.
    fn add(file: &mut String, objects: &[(u32, String)], before: Option<usize>) -> usize {
        let places: Vec<(u32, usize)> = objects
            .iter()
            .map(|(number, object)| {
                let place = file.len();
                let _ = writeln!(file, "{number} 0 obj{object}endobj");
                (*number, place)
            })
            .collect();
        let table = file.len();
        file.push_str("xref\n");
        for (number, place) in places {
            let _ = write!(file, "{number} 1\n{place:010} 00000 n \n");
        }
        let before = before.map_or(String::new(), |before| format!("/Prev {before}"));
        let _ = write!(file, "trailer<</Size 9/Root 1 0 R{before}>>\nstartxref\n{table}\n%%EOF\n");
        table
    }

    #[test]
    fn every_version_of_a_file_may_add_a_signature() {
        let sign = |name: &str, at: &str| {
            format!("<</Type/Sig/Name({name})/M(D:{at}+07'00')/ByteRange[0 1 2 3]/Contents<00>>>")
        };
        let mut file = "%PDF-1.7\n".to_owned();
        let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>";
        let first = [
            (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
            (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned()),
            (3, page.to_owned()),
            (4, sign("Nguyen Van An", "20250124150622")),
        ];
        let table = add(&mut file, &first, None);
        let table = add(&mut file, &[(5, sign("UBND tinh Minh Ha", "20250124163000"))], Some(table));
        add(&mut file, &[(6, sign("Van phong", "20250124160000")), (3, page.to_owned())], Some(table));
        let found = signatures(file.as_bytes());
        let signers: Vec<_> = found.iter().filter_map(|signature| signature.signer.as_deref()).collect();
        assert_eq!(signers, ["Nguyen Van An", "Van phong", "UBND tinh Minh Ha"]);
        let pdf = hayro_syntax::Pdf::new(file.clone().into_bytes()).unwrap();
        assert!(super::super::whole::is_whole(file.as_bytes(), &pdf));
        let cut = file.get(..file.len() - 60).unwrap();
        let pdf = hayro_syntax::Pdf::new(cut.as_bytes().to_vec()).unwrap();
        assert!(!super::super::whole::is_whole(cut.as_bytes(), &pdf), "the last version is not whole");
    }

    #[track_caller]
    fn check(stated: &str, expected: Option<&str>) {
        assert_eq!(time(stated).as_deref(), expected);
    }

    #[test]
    fn times_keep_their_offset() {
        check("D:20250124150622+07'00'", Some("2025-01-24T15:06:22+07:00"));
        check("D:20250124150622+07'00", Some("2025-01-24T15:06:22+07:00"));
        check("20250124080622Z", Some("2025-01-24T08:06:22+00:00"));
        check("D:20251324150622+07'00'", None);
        check("D:2025", None);
        check("", None);
    }

    #[test]
    fn text_strings() {
        assert_eq!(text(b"\xfe\xff\x1e\xdf"), "\u{1edf}");
        assert_eq!(text("\u{feff}Sở".as_bytes()), "Sở");
        assert_eq!(text(b"C07"), "C07");
    }
}
