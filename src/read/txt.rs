//! Plain text: which characters its bytes mean, and which of its lines stand side by side.

use crate::record::TextSource;

use super::Reading;
use super::block::{self, Block};
use super::sniff::Format;

/// Reads a text of any encoding that Vietnamese offices have used.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let blocks = decode(bytes).lines().map(Block::line).collect();
    block::reading(Format::Text.media_type(), TextSource::Plain, blocks)
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
