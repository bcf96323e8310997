//! The lists of a DOCX: `numbering.xml`.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::numbering::{LEVELS, Level, List, Numbering};
use super::styles::value;

/// Reads `numbering.xml`.
pub(super) fn read(xml: &str) -> Numbering {
    let mut numbering = Numbering::default();
    let mut kind: Option<(u32, Vec<Level>)> = None;
    let mut list: Option<(u32, List)> = None;
    let mut at: Option<usize> = None;
    let mut level = Level::default();
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event();
        let empty = matches!(event, Ok(Event::Empty(_)));
        match event {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let number = |name: &str| value(&element, name).and_then(|value| value.parse::<u32>().ok());
                match element.local_name().as_ref() {
                    "abstractNum" => kind = Some((number("abstractNumId").unwrap_or(0), Vec::new())),
                    "num" => list = Some((number("numId").unwrap_or(0), List::default())),
                    "abstractNumId" => {
                        if let (Some((_, list)), Some(id)) = (&mut list, number("val")) {
                            list.kind = id;
                        }
                    }
                    "lvlOverride" => at = number("ilvl").map(|level| level as usize).filter(|level| *level < LEVELS),
                    "startOverride" => {
                        if let (Some((_, list)), Some(at)) = (&mut list, at) {
                            list.starts[at] = number("val");
                        }
                    }
                    "lvl" if !empty => {
                        at = number("ilvl").map(|level| level as usize).filter(|level| *level < LEVELS);
                        level = Level::default();
                    }
                    "start" => level.start = number("val").unwrap_or(1),
                    "numFmt" => level.format = value(&element, "val").unwrap_or_default(),
                    "lvlText" => level.text = value(&element, "val").unwrap_or_default(),
                    "isLgl" => level.legal = value(&element, "val").is_none_or(|value| value != "0"),
                    "lvlRestart" => level.restart = number("val").map(|level| level as usize),
                    _ => {}
                }
            }
            Ok(Event::End(element)) => match (element.local_name().as_ref(), at) {
                ("lvl", Some(at)) => {
                    let level = std::mem::take(&mut level);
                    if let Some((_, list)) = &mut list {
                        list.own.insert(at, level);
                    } else if let Some((_, levels)) = &mut kind {
                        levels.resize(levels.len().max(at + 1), Level::default());
                        levels[at] = level;
                    }
                }
                ("abstractNum", _) => {
                    if let Some((id, levels)) = kind.take() {
                        numbering.kinds.insert(id, levels);
                    }
                }
                ("num", _) => {
                    if let Some((id, list)) = list.take() {
                        numbering.lists.insert(id, list);
                    }
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return numbering,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::numbering::Counters;
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="w">
        <w:abstractNum w:abstractNumId="3">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
            <w:lvl w:ilvl="3"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%4"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="3"/>
            <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        </w:numbering>"#;

    #[test]
    fn numbers_are_those_that_word_shows() {
        let numbering = read(LISTS);
        let mut counters = Counters::default();
        let mut next = |list, level| counters.next(&numbering, list, level);
        assert_eq!(next(1, 0), "Điều 1.");
        assert_eq!([next(1, 1), next(1, 1)], ["a)", "b)"]);
        assert_eq!(next(1, 2), "-");
        assert_eq!(next(1, 0), "Điều 2.");
        assert_eq!(next(1, 1), "a)");
        assert_eq!(next(1, 3), "2.I");
        assert_eq!([next(2, 0), next(2, 0)], ["Điều 5.", "Điều 6."]);
        assert_eq!(next(9, 0), "");
    }
}
