//! `winmail.dat` (TNEF, MS-OXTNEF): what Outlook packs a message and its attachments into when it writes rich text.

use crate::record::TextSource;

use super::block::{self, Block};
use super::container::{Budget, Inside};
use super::sniff::Format;
use super::{Options, ReadError, Reading, html, names, txt};

/// What the file begins with.
pub(super) const MARK: &[u8] = b"\x78\x9f\x3e\x22";

/// Attributes by their numbers.
const SUBJECT: u16 = 0x8004;
const BODY: u16 = 0x800c;
const ATTACHMENT_DATA: u16 = 0x800f;
const ATTACHMENT_TITLE: u16 = 0x8010;
const ATTACHMENT_BEGINS: u16 = 0x9002;
const MESSAGE_PROPERTIES: u16 = 0x9003;
const ATTACHMENT_PROPERTIES: u16 = 0x9005;

/// Properties by their numbers.
const PLAIN_BODY: u16 = 0x1000;
const HTML_BODY: u16 = 0x1013;
const CONTENT: u16 = 0x3701;
const LONG_NAME: u16 = 0x3707;

/// Number of the interface that stands in front of a message inside a message.
const INTERFACE: usize = 16;

/// Reads the message's own text, and its attachments as files.
pub(super) fn read(bytes: &[u8], options: &Options, budget: &mut Budget<'_, '_>) -> Result<Reading, ReadError> {
    let packed = parse(bytes);
    if packed.attributes == 0 {
        return Err(ReadError::Malformed("a winmail.dat of Outlook that breaks off at its beginning".to_owned()));
    }
    let mut blocks: Vec<Block> =
        packed.subject.map(|subject| Block::line(format!("Tiêu đề: {subject}"))).into_iter().collect();
    match packed.html {
        Some(page) => blocks.extend(html::blocks(&page)),
        None => blocks.extend(packed.body.unwrap_or_default().lines().map(Block::line)),
    }
    let mut inside = Inside::default();
    for (number, file) in packed.files.into_iter().enumerate().filter(|(_, file)| !file.content.is_empty()) {
        let name = file.name.filter(|name| !name.is_empty()).unwrap_or_else(|| format!("part{}", number + 1));
        inside.add(name, file.content, false, options, budget);
    }
    let reading = block::reading(Format::Tnef.media_type(), TextSource::Markup, blocks);
    Ok(Reading { damaged: packed.is_cut, members: inside.into_members(), ..reading })
}

#[derive(Debug, Default)]
struct Packed<'a> {
    attributes: usize,
    is_cut: bool,
    subject: Option<String>,
    body: Option<String>,
    html: Option<String>,
    files: Vec<File<'a>>,
}

#[derive(Debug, Default)]
struct File<'a> {
    name: Option<String>,
    content: &'a [u8],
}

/// Attributes: level, number, type, length, value, sum.
fn parse(bytes: &[u8]) -> Packed<'_> {
    let mut packed = Packed::default();
    let mut rest = bytes.get(MARK.len() + 2..).unwrap_or_default();
    while !rest.is_empty() {
        let taken = rest.split_at_checked(9).and_then(|(head, rest)| {
            let length = u32::from_le_bytes([head[5], head[6], head[7], head[8]]) as usize;
            let (value, rest) = rest.split_at_checked(length)?;
            Some((u16::from_le_bytes([head[1], head[2]]), value, rest.get(2..)?))
        });
        let Some((number, value, next)) = taken else {
            packed.is_cut = true;
            break;
        };
        rest = next;
        packed.attributes += 1;
        packed.take(number, value);
    }
    packed
}

impl<'a> Packed<'a> {
    fn take(&mut self, number: u16, value: &'a [u8]) {
        match number {
            SUBJECT => self.subject = Some(narrow(value)),
            BODY => self.body = Some(txt::decode(until_zero(value))),
            MESSAGE_PROPERTIES => properties(value, &mut |property, value| match property {
                PLAIN_BODY => self.body = Some(value.text()),
                HTML_BODY => self.html = Some(value.text()),
                _ => {}
            }),
            ATTACHMENT_BEGINS => self.files.push(File::default()),
            _ => {
                let Some(file) = self.files.last_mut() else { return };
                match number {
                    ATTACHMENT_TITLE if file.name.is_none() => file.name = Some(narrow(value)),
                    ATTACHMENT_DATA => file.content = value,
                    ATTACHMENT_PROPERTIES => properties(value, &mut |property, value| match (property, value) {
                        // The title holds the short name of DOS.
                        (LONG_NAME, value) => file.name = Some(value.text()),
                        (CONTENT, Value::Object(content)) => {
                            file.content = content.get(INTERFACE..).unwrap_or_default()
                        }
                        (CONTENT, Value::Bytes(content)) => file.content = content,
                        _ => {}
                    }),
                    _ => {}
                }
            }
        }
    }
}

/// The value of a property that has a length of its own.
#[derive(Clone, Copy)]
enum Value<'a> {
    Narrow(&'a [u8]),
    Wide(&'a [u8]),
    Bytes(&'a [u8]),
    Object(&'a [u8]),
}

impl Value<'_> {
    fn text(self) -> String {
        match self {
            Value::Wide(bytes) => {
                let text = encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0;
                text.trim_end_matches('\0').to_owned()
            }
            Value::Narrow(bytes) | Value::Bytes(bytes) | Value::Object(bytes) => txt::decode(until_zero(bytes)),
        }
    }
}

/// MsgPropertyList: how many there are, then each with its type and number. The first value of each that has a length
/// is handed on, as far as the list is sound.
fn properties<'a>(bytes: &'a [u8], with: &mut impl FnMut(u16, Value<'a>)) {
    let mut rest = bytes;
    let Some(count) = take_u32(&mut rest) else { return };
    for _ in 0..count {
        if property(&mut rest, with).is_none() {
            break;
        }
    }
}

fn property<'a>(rest: &mut &'a [u8], with: &mut impl FnMut(u16, Value<'a>)) -> Option<()> {
    let both = take_u32(rest)?;
    let (kind, number) = ((both & 0xffff) as u16, (both >> 16) as u16);
    if number >= 0x8000 {
        // Named ones: by a number, or by a word.
        take(rest, 16)?;
        if take_u32(rest)? == 0 {
            take_u32(rest)?;
        } else {
            let length = take_u32(rest)?;
            take_padded(rest, length)?;
        }
    }
    let several = kind & 0x1000 != 0;
    let fixed = match kind & 0x0fff {
        0x02 | 0x03 | 0x04 | 0x0a | 0x0b => Some(4),
        0x05 | 0x06 | 0x07 | 0x14 | 0x40 => Some(8),
        0x48 => Some(16),
        0x0d | 0x1e | 0x1f | 0x102 => None,
        _ => return None,
    };
    let count = if several || fixed.is_none() { take_u32(rest)? } else { 1 };
    for at in 0..count {
        match fixed {
            Some(length) => drop(take(rest, length)?),
            None => {
                let length = take_u32(rest)?;
                let bytes = take_padded(rest, length)?;
                let value = match kind & 0x0fff {
                    0x1e => Value::Narrow(bytes),
                    0x1f => Value::Wide(bytes),
                    0x102 => Value::Bytes(bytes),
                    _ => Value::Object(bytes),
                };
                if at == 0 {
                    with(number, value);
                }
            }
        }
    }
    Some(())
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn take_u32(rest: &mut &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(take(rest, 4)?.try_into().ok()?))
}

/// Values fill whole words of four bytes; the last one may not.
fn take_padded<'a>(rest: &mut &'a [u8], length: u32) -> Option<&'a [u8]> {
    let length = usize::try_from(length).ok()?;
    let taken = take(rest, length)?;
    *rest = rest.get(length.next_multiple_of(4) - length..).unwrap_or_default();
    Some(taken)
}

fn until_zero(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or_default()
}

fn narrow(bytes: &[u8]) -> String {
    names::decode(until_zero(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(number: u16, value: &[u8]) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(number.to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend((value.len() as u32).to_le_bytes());
        bytes.extend(value);
        bytes.extend([0, 0]);
        bytes
    }

    fn property(kind: u16, number: u16, value: &[u8]) -> Vec<u8> {
        let mut bytes = [kind.to_le_bytes(), number.to_le_bytes()].concat();
        bytes.extend([1u32.to_le_bytes(), (value.len() as u32).to_le_bytes()].concat());
        bytes.extend(value);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        bytes
    }

    fn packed(attributes: &[Vec<u8>]) -> Vec<u8> {
        [MARK, &[1, 0], &attributes.concat()].concat()
    }

    fn list(properties: &[Vec<u8>]) -> Vec<u8> {
        [&(properties.len() as u32).to_le_bytes()[..], &properties.concat()].concat()
    }

    fn names(bytes: &[u8]) -> (String, bool, Vec<(String, String)>) {
        let reading = super::super::read(bytes, "winmail.dat", &Options::default()).unwrap();
        let text = |member: &super::super::Member| {
            member
                .reading
                .as_ref()
                .map_or_else(|error| error.kind().to_owned(), |reading| reading.text.as_str().to_owned())
        };
        let members = reading.members.iter().map(|member| (member.name.clone(), text(member))).collect();
        (reading.text.as_str().to_owned(), reading.damaged, members)
    }

    fn letter() -> Vec<u8> {
        let wide = |text: &str| text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let inner = packed(&[attribute(BODY, "Số: 2/CT".as_bytes())]);
        // A number, a named word, a list of numbers: each is stepped over.
        let others = [
            vec![3, 0, 5, 0x37, 1, 0, 0, 0],
            [
                &[0x1f, 0, 0, 0x80][..],
                &[7; 16],
                &[1, 0, 0, 0, 2, 0, 0, 0, b'a', 0, 0, 0],
                &[1, 0, 0, 0, 2, 0, 0, 0, b'b', 0, 0, 0],
            ]
            .concat(),
            vec![3, 0x10, 9, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0],
        ];
        packed(&[
            attribute(SUBJECT, "Gửi báo cáo\0".as_bytes()),
            attribute(
                MESSAGE_PROPERTIES,
                &list(&[&others[..], &[property(0x1f, PLAIN_BODY, &wide("Kính gửi Sở"))]].concat()),
            ),
            attribute(ATTACHMENT_BEGINS, &[0; 14]),
            attribute(ATTACHMENT_TITLE, b"CONGVA~1.TXT\0"),
            attribute(ATTACHMENT_DATA, "Số: 1/CT".as_bytes()),
            attribute(ATTACHMENT_PROPERTIES, &list(&[property(0x1f, LONG_NAME, &wide("Công văn.txt"))])),
            attribute(ATTACHMENT_BEGINS, &[0; 14]),
            attribute(ATTACHMENT_PROPERTIES, &list(&[property(0x0d, CONTENT, &[&[0; 16][..], &inner].concat())])),
        ])
    }

    #[test]
    fn attachments_are_read_with_their_long_names() {
        let bytes = letter();
        let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let expected = vec![file("Công văn.txt", "Số: 1/CT"), file("part2", "Số: 2/CT")];
        assert_eq!(names(&bytes), ("Tiêu đề: Gửi báo cáo\nKính gửi Sở".to_owned(), false, expected.clone()));
        let (_, damaged, members) = names(&bytes[..bytes.len() - 40]);
        assert!(damaged && members == expected[..1], "what was cut off is missing, and that is said");
        assert!(super::super::read(&bytes[..8], "winmail.dat", &Options::default()).is_err());
    }
}
