//! Whether a PDF is whole, or was cut and put together again by the parser.

use hayro_syntax::Pdf;
use hayro_syntax::object::Dict;
use memchr::memmem;

/// The header stands within so many bytes from the start.
const HEADER: usize = 1024;

/// Whether the file ends as it should, its table stands where the end says, and all pages that it counts are there.
pub(super) fn is_whole(bytes: &[u8], pdf: &Pdf) -> bool {
    ends_well(bytes) && !lacks_pages(pdf)
}

fn ends_well(bytes: &[u8]) -> bool {
    let Some(at) = memmem::rfind(bytes, b"startxref") else { return false };
    let rest = &bytes[at + b"startxref".len()..];
    let digits: Vec<u8> =
        rest.iter().copied().skip_while(u8::is_ascii_whitespace).take_while(u8::is_ascii_digit).collect();
    let Some(place) = std::str::from_utf8(&digits).ok().and_then(|digits| digits.parse::<usize>().ok()) else {
        return false;
    };
    // Objects after the end belong to a later version of the file, of which the end is missing.
    if memmem::find(rest, b" obj").is_some() {
        return false;
    }
    // Some count from the header, where something else stands before it.
    let header = memmem::find(&bytes[..bytes.len().min(HEADER)], b"%PDF-").unwrap_or_default();
    [place, place.saturating_add(header)].into_iter().any(|place| bytes.get(place..).is_some_and(is_table))
}

/// `xref`, or the beginning of an object that holds the table: `12 0 obj`.
fn is_table(bytes: &[u8]) -> bool {
    let start = bytes.iter().take(8).take_while(|byte| byte.is_ascii_whitespace()).count();
    let bytes = &bytes[start..bytes.len().min(start + 24)];
    let mut words = bytes.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let is_number = |word: Option<&[u8]>| word.is_some_and(|word| word.iter().all(u8::is_ascii_digit));
    bytes.starts_with(b"xref")
        || is_number(words.next())
            && is_number(words.next())
            && words.next().is_some_and(|word| word.starts_with(b"obj"))
}

fn lacks_pages(pdf: &Pdf) -> bool {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let counted = root.and_then(|root| root.get::<Dict<'_>>(b"Pages")?.get::<u32>(b"Count"));
    counted.is_some_and(|counted| counted as usize > pdf.pages().len())
}

#[cfg(test)]
mod tests {
    use super::ends_well;

    const SOUND: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n27\n%%EOF\n";

    #[test]
    fn a_sound_end() {
        assert!(ends_well(SOUND));
        assert!(ends_well(&[b"\xef\xbb\xbf", SOUND].concat()), "counted from the header");
        assert!(ends_well(&[SOUND, b"\0\0 sent by a gateway"].concat()));
        assert!(ends_well(b"%PDF-1.5\n7 0 obj<</Type/XRef>>endobj\nstartxref\n9\n%%EOF"));
    }

    #[test]
    fn a_cut_or_shifted_file() {
        for cut in 0..SOUND.len() - 9 {
            assert!(!ends_well(&SOUND[..cut]), "{cut}");
        }
        assert!(!ends_well(&[SOUND, b"9 0 obj<</Type/Sig"].concat()), "a later version without its end");
        let shorter = [&SOUND[..12], &SOUND[14..]].concat();
        assert!(!ends_well(&shorter), "bytes are missing");
    }
}
