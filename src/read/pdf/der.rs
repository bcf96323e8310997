//! Just enough of DER to find who signed: the subject of the signer's certificate inside a PKCS #7 message.

/// One value: its tag and its content.
#[derive(Clone, Copy)]
struct Value<'a> {
    tag: u8,
    content: &'a [u8],
}

/// The holder of a certificate.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) name: Option<String>,
    pub(super) organisation: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) email: Option<String>,
}

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const INTEGER: u8 = 0x02;
const COMMON_NAME: &[u8] = &[0x55, 4, 3];
const ORGANISATION: &[u8] = &[0x55, 4, 10];
const UNIT: &[u8] = &[0x55, 4, 11];
const EMAIL: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1];
const OTHER_NAMES: &[u8] = &[0x55, 0x1d, 0x11];

/// The subject of the certificate that signed `message`, or of the first one in it.
pub(super) fn signer(message: &[u8]) -> Option<Subject> {
    let outer = values(message).next().filter(|value| value.tag == SEQUENCE)?;
    let wrapped = values(outer.content).find(|value| value.tag == 0xa0)?;
    let signed = values(wrapped.content).next()?;
    let certificates = values(signed.content).find(|value| value.tag == 0xa0)?;
    let serial = values(signed.content).filter(|value| value.tag == SET).last().and_then(|infos| {
        let info = values(infos.content).next()?;
        let issuer_and_serial = values(info.content).find(|value| value.tag == SEQUENCE)?;
        values(issuer_and_serial.content).find(|value| value.tag == INTEGER).map(|serial| serial.content)
    });
    let bodies = || values(certificates.content).filter_map(|certificate| values(certificate.content).next());
    let own = bodies().find(|body| values(body.content).find(|v| v.tag == INTEGER).map(|v| v.content) == serial);
    own.or_else(|| bodies().next()).map(subject)
}

fn subject(body: Value<'_>) -> Subject {
    let mut subject = Subject::default();
    // Algorithm, issuer, validity, subject: the fourth sequence.
    let names = values(body.content).filter(|value| value.tag == SEQUENCE).nth(3);
    for pair in names.into_iter().flat_map(|names| values(names.content)).flat_map(|set| values(set.content)) {
        let mut parts = values(pair.content);
        let (Some(kind), Some(value)) = (parts.next(), parts.next()) else { continue };
        let field = match kind.content {
            COMMON_NAME => &mut subject.name,
            ORGANISATION => &mut subject.organisation,
            UNIT => &mut subject.unit,
            EMAIL => &mut subject.email,
            _ => continue,
        };
        *field = text(value);
    }
    subject.email = subject.email.take().or_else(|| other_email(body));
    subject
}

/// An address among the alternative names.
fn other_email(body: Value<'_>) -> Option<String> {
    let extensions = values(body.content).find(|value| value.tag == 0xa3)?;
    let list = values(extensions.content).next()?;
    let names = values(list.content)
        .find(|extension| values(extension.content).next().is_some_and(|kind| kind.content == OTHER_NAMES))?;
    let wrapped = values(names.content).last()?;
    let names = values(wrapped.content).next()?;
    let address = values(names.content).find(|name| name.tag == 0x81)?;
    String::from_utf8(address.content.to_vec()).ok()
}

fn text(value: Value<'_>) -> Option<String> {
    let text = match value.tag {
        0x1e => {
            let units = value.content.as_chunks::<2>().0.iter().map(|unit| u16::from_be_bytes(*unit));
            char::decode_utf16(units).collect::<Result<String, _>>().ok()?
        }
        _ => String::from_utf8(value.content.to_vec()).ok()?,
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The values that stand one after the other in `bytes`; ends at the first that is damaged.
fn values(mut bytes: &[u8]) -> impl Iterator<Item = Value<'_>> {
    std::iter::from_fn(move || {
        let (tag, rest) = bytes.split_first()?;
        let (first, rest) = rest.split_first()?;
        let (length, rest) = match *first {
            short @ ..=0x7f => (short as usize, rest),
            long @ 0x81..=0x84 => {
                let (size, rest) = rest.split_at_checked(long as usize - 0x80)?;
                (size.iter().fold(0, |length, byte| length << 8 | *byte as usize), rest)
            }
            _ => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        bytes = rest;
        Some(Value { tag: *tag, content })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(tag: u8, content: &[u8]) -> Vec<u8> {
        let mut out = vec![tag, 0x82];
        out.extend((content.len() as u16).to_be_bytes());
        out.extend(content);
        out
    }

    fn name(kind: &[u8], text: &str) -> Vec<u8> {
        let pair = [value(6, kind), value(0x0c, text.as_bytes())].concat();
        value(SET, &value(SEQUENCE, &pair))
    }

    fn certificate(serial: u8, names: &[u8]) -> Vec<u8> {
        let empty = value(SEQUENCE, &[]);
        let body = [value(INTEGER, &[serial]), empty.clone(), empty.clone(), empty, value(SEQUENCE, names)].concat();
        value(SEQUENCE, &value(SEQUENCE, &body))
    }

    #[test]
    fn finds_the_certificate_of_the_signer() {
        let root = certificate(1, &name(COMMON_NAME, "CA"));
        let names =
            [name(ORGANISATION, "TỈNH MINH HÀ"), name(COMMON_NAME, "Sở Nội vụ"), name(EMAIL, "a@b.vn")].concat();
        let certificates = value(0xa0, &[root, certificate(7, &names)].concat());
        let by = value(SEQUENCE, &[value(SEQUENCE, &[]), value(INTEGER, &[7])].concat());
        let info = value(SEQUENCE, &[value(INTEGER, &[1]), by].concat());
        let signed = [value(INTEGER, &[1]), value(SET, &[]), certificates, value(SET, &info)].concat();
        let message = value(SEQUENCE, &value(0xa0, &value(SEQUENCE, &signed)));
        let expected = Subject {
            name: Some("Sở Nội vụ".to_owned()),
            organisation: Some("TỈNH MINH HÀ".to_owned()),
            unit: None,
            email: Some("a@b.vn".to_owned()),
        };
        assert_eq!(signer(&message), Some(expected));
        for cut in 0..message.len() {
            signer(&message[..cut]);
        }
    }
}
