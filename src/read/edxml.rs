//! edXML (QCVN 102:2016/BTTTT): the header fields of a package as a letterhead, its attachments as files.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::record::TextSource;

use super::block::{self, Block, Cell};
use super::container::{Budget, Inside};
use super::sniff::Format;
use super::{Options, ReadError, Reading, txt};

pub(super) fn read(bytes: &[u8], options: &Options, budget: &mut Budget<'_, '_>) -> Result<Reading, ReadError> {
    let package = parse(&txt::decode(bytes));
    let reading = block::reading(Format::Edxml.media_type(), TextSource::Markup, header(&package.fields));
    let mut inside = Inside::default();
    for (name, encoded) in package.attachments {
        let (bytes, damaged) = unpacked(&encoded);
        inside.add(name, &bytes, damaged, options, budget);
    }
    Ok(Reading { members: inside.into_members(), ..reading })
}

/// The bytes behind base64 up to the first damage, and whether there is one.
fn unpacked(encoded: &str) -> (Vec<u8>, bool) {
    let packed: Vec<u8> = encoded.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    match BASE64.decode(&packed) {
        Ok(bytes) => (bytes, false),
        Err(error) => {
            let sound = packed.get(..error.position / 4 * 4).unwrap_or_default();
            (BASE64.decode(sound).unwrap_or_default(), true)
        }
    }
}

#[derive(Default)]
struct Package {
    /// Values by the path of their element, `Code/CodeNumber`.
    fields: BTreeMap<String, Vec<String>>,
    /// Name and content in base64.
    attachments: Vec<(String, String)>,
}

fn parse(xml: &str) -> Package {
    let mut package = Package::default();
    let mut open: Vec<String> = Vec::new();
    let mut text = String::new();
    let (mut name, mut content) = (String::new(), String::new());
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                open.push(element.local_name().as_ref().to_owned());
                text.clear();
            }
            Ok(Event::Text(part)) => text.push_str(&part.xml10_content()),
            Ok(Event::CData(part)) => text.push_str(&part.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let c = reference.resolve_char_ref().ok().flatten().map(String::from);
                text.push_str(c.as_deref().or(quick_xml::escape::resolve_predefined_entity(&reference)).unwrap_or(" "));
            }
            Ok(Event::End(_)) => {
                let Some(last) = open.pop() else { continue };
                let above = open.last().map(String::as_str).unwrap_or_default();
                match (above, last.as_str()) {
                    ("Attachment", "AttachmentName") => name = text.trim().to_owned(),
                    (_, "ContentTransferEncoded") => content = std::mem::take(&mut text),
                    (_, "Attachment") => {
                        let name = match std::mem::take(&mut name) {
                            name if name.is_empty() => format!("attachment{}", package.attachments.len() + 1),
                            name => name,
                        };
                        package.attachments.push((name, std::mem::take(&mut content)));
                    }
                    _ if !text.trim().is_empty() => {
                        let field = format!("{above}/{last}");
                        package.fields.entry(field).or_default().push(text.trim().to_owned());
                    }
                    _ => {}
                }
                text.clear();
            }
            Ok(Event::Eof) | Err(_) => {
                // Cut off inside an attachment: what came is read.
                if open.last().is_some_and(|last| last == "ContentTransferEncoded") {
                    package.attachments.push((name, text));
                }
                return package;
            }
            Ok(_) => {}
        }
    }
}

/// The fields in the places where a letter has them, so that the rules for letters read them.
fn header(fields: &BTreeMap<String, Vec<String>>) -> Vec<Block> {
    let all = |path: &str| fields.get(path).map(Vec::as_slice).unwrap_or_default();
    let first = |path: &str| all(path).first().map(String::as_str).unwrap_or_default();
    let line = |text: String| Block::line(text);
    let day = day(first("PromulgationInfo/PromulgationDate"));
    let left = vec![
        line(first("From/OrganizationInCharge").to_uppercase()),
        line(first("From/OrganName").to_uppercase()),
        line(format!("Số: {}/{}", first("Code/CodeNumber"), first("Code/CodeNotation"))),
    ];
    let right = vec![line(format!("{}, {day}", first("PromulgationInfo/Place")))];
    let cell = |blocks: Vec<Block>| Cell {
        columns: 1,
        rows: 1,
        blocks: blocks.into_iter().filter(|block| !block.is_blank()).collect(),
    };
    let mut blocks = vec![Block::Table(vec![vec![cell(left), cell(right)]])];
    let kind = first("DocumentType/TypeName");
    if kind.eq_ignore_ascii_case("công văn") || kind.is_empty() {
        blocks.push(line(format!("V/v {}", first("MessageHeader/Subject"))));
    } else {
        blocks.push(line(kind.to_uppercase()));
        blocks.push(line(first("MessageHeader/Subject").to_owned()));
    }
    blocks.extend(all("To/OrganName").iter().map(|name| line(format!("Kính gửi: {name}"))));
    let answered = all("ResponseFor/Code").iter().zip(all("ResponseFor/PromulgationDate"));
    blocks.extend(answered.map(|(code, on)| line(format!("Trả lời văn bản số {code} {}", self::day(on)))));
    blocks.extend(all("MessageHeader/Content").iter().map(|text| line(text.clone())));
    let signer = [first("SignerInfo/Competence"), first("SignerInfo/Position"), first("SignerInfo/FullName")];
    let places = all("ToPlaces/Place").iter().map(|place| line(format!("- {place};")));
    let places: Vec<Block> = std::iter::once(line("Nơi nhận:".to_owned())).chain(places).collect();
    let signer = signer.into_iter().filter(|part| !part.is_empty()).map(|part| line(part.to_owned())).collect();
    blocks.push(Block::Table(vec![vec![cell(places), cell(signer)]]));
    blocks
}

/// `2023/09/26`, or as XML writes it, `2023-09-26T00:00:00`.
fn day(written: &str) -> String {
    let parts: Vec<&str> = written.split(['/', '-', 'T']).collect();
    match parts.as_slice() {
        [year, month, day, ..] if year.len() == 4 => format!("ngày {day} tháng {month} năm {year}"),
        other => other.join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_attachments() {
        let xml = r#"<?xml version="1.0"?><edXML:edXML xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
            <edXML:edXMLEnvelope><edXML:edXMLHeader><edXML:MessageHeader>
            <edXML:From><edXML:OrganName>Sở Nội vụ tỉnh Minh Hà</edXML:OrganName></edXML:From>
            <edXML:Code><edXML:CodeNumber>1214</edXML:CodeNumber><edXML:CodeNotation>SNV-CCHC&amp;VTLT</edXML:CodeNotation></edXML:Code>
            <edXML:PromulgationInfo><edXML:Place>Minh Hà</edXML:Place><edXML:PromulgationDate>2023/09/26</edXML:PromulgationDate></edXML:PromulgationInfo>
            <edXML:DocumentType><edXML:TypeName>Công văn</edXML:TypeName></edXML:DocumentType>
            <edXML:Subject>đôn đốc</edXML:Subject><edXML:ResponseFor><edXML:Code>15/UBND-NC</edXML:Code>
            <edXML:PromulgationDate>2023-09-01T00:00:00</edXML:PromulgationDate></edXML:ResponseFor></edXML:MessageHeader></edXML:edXMLHeader></edXML:edXMLEnvelope>
            <edXML:AttachmentEncoded><edXML:Attachment><edXML:AttachmentName>a.txt</edXML:AttachmentName>
            <edXML:ContentTransferEncoded>U+G7kTog
            MS9DVA==</edXML:ContentTransferEncoded></edXML:Attachment></edXML:AttachmentEncoded></edXML:edXML>"#;
        let reading = super::super::read(xml.as_bytes(), "a.edxml", &Options::default()).unwrap();
        let text = reading.text.as_str();
        assert!(
            text.starts_with(
                "SỞ NỘI VỤ TỈNH MINH HÀ\nSố: 1214/SNV-CCHC&VTLT\tMinh Hà, ngày 26 tháng 09 năm 2023\nV/v đôn đốc"
            ),
            "{text}"
        );
        assert!(text.contains("Trả lời văn bản số 15/UBND-NC ngày 01 tháng 09 năm 2023"), "{text}");
        assert_eq!(reading.members[0].reading.as_ref().unwrap().text.as_str(), "Số: 1/CT");
    }
}
