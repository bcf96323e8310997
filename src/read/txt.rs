//! Plain text: which characters its bytes mean, and which of its lines stand side by side.

use crate::record::TextSource;
use crate::text::TextBuilder;

use super::Reading;

/// Reads a text of any encoding that Vietnamese offices have used.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let content = decode(bytes);
    let mut builder = TextBuilder::default();
    for line in content.lines() {
        builder.line(line);
    }
    Reading {
        media_type: "text/plain".to_owned(),
        text_source: Some(TextSource::Plain),
        text: builder.finish(),
        ..Reading::default()
    }
}

/// The encoding of UTF-16 without a byte order mark, known by the side on which the zero bytes stand.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
    let pairs = head.chunks_exact(2);
    let count = pairs.len();
    let (mut low, mut high) = (0, 0);
    for pair in pairs {
        low += usize::from(pair.first() == Some(&0));
        high += usize::from(pair.get(1) == Some(&0));
    }
    // Blanks and most letters of Vietnamese stand below U+0100.
    if count < 4 {
        None
    } else if high * 2 > count && low * 20 < count {
        Some(encoding_rs::UTF_16LE)
    } else if low * 2 > count && high * 20 < count {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// Bytes to characters.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(skip..).unwrap_or(bytes)).0.into_owned();
    }
    if let Some(encoding) = wide(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    if let Ok(content) = std::str::from_utf8(bytes) {
        return content.to_owned();
    }
    encoding_rs::WINDOWS_1258.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_needs_no_mark() {
        let wide: Vec<u8> = "Số: 10/CT-UBND".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide).text.as_str(), "Số: 10/CT-UBND");
    }
}
