//! Styles of a DOCX: the numbering, font and capitals that a paragraph or a run inherits.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::legacy::Font;

/// What a style says, or a paragraph or run in its own words.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    pub(super) font: Option<Font>,
    pub(super) capitals: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// List and level; list 0 takes the paragraph out of any list.
    pub(super) list: Option<u32>,
    pub(super) level: Option<usize>,
}

impl Properties {
    /// Takes over what one element inside `w:rPr` or `w:pPr` says.
    pub(super) fn set(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "rFonts" => {
                let name = value(element, "ascii").or_else(|| value(element, "hAnsi"));
                if let Some(name) = name {
                    self.font = Some(Font::named(&name));
                }
            }
            "caps" => self.capitals = Some(is_on(element)),
            "vanish" => self.hidden = Some(is_on(element)),
            "numId" => self.list = value(element, "val").and_then(|id| id.parse().ok()),
            "ilvl" => self.level = value(element, "val").and_then(|level| level.parse().ok()),
            _ => {}
        }
    }

    /// What holds where `self` stands below `above`.
    pub(super) fn over(&self, above: &Properties) -> Properties {
        Properties {
            font: self.font.or(above.font),
            capitals: self.capitals.or(above.capitals),
            hidden: self.hidden.or(above.hidden),
            list: self.list.or(above.list),
            level: self.level.or(above.level),
        }
    }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), |value| value.into_owned()))
}

fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(value(element, "val").as_deref(), Some("0" | "false" | "off"))
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    defaults: Properties,
    paragraph: Option<String>,
    styles: HashMap<String, (Option<String>, Properties)>,
}

impl Styles {
    /// What a style says with all that it is based on; of no style, the default one's for paragraphs.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Properties {
        let id = id.or(self.paragraph.as_deref());
        self.character(id).over(&self.defaults)
    }

    /// The same without the defaults of the document.
    pub(super) fn character(&self, id: Option<&str>) -> Properties {
        let mut all = Properties::default();
        let mut next = id;
        // Styles may be based on each other in a circle.
        for _ in 0..20 {
            let Some((above, own)) = next.and_then(|id| self.styles.get(id)) else { break };
            all = all.over(own);
            next = above.as_deref();
        }
        all
    }
}

/// Reads `styles.xml`.
pub(super) fn read(xml: &str) -> Styles {
    let mut styles = Styles::default();
    let mut style: Option<(String, Option<String>, Properties)> = None;
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => match (element.local_name().as_ref(), &mut style) {
                ("style", _) => {
                    let id = value(&element, "styleId").unwrap_or_default();
                    let default = matches!(value(&element, "default").as_deref(), Some("1" | "true"));
                    if default && value(&element, "type").as_deref() == Some("paragraph") {
                        styles.paragraph = Some(id.clone());
                    }
                    style = Some((id, None, Properties::default()));
                }
                ("basedOn", Some((_, above, _))) => *above = value(&element, "val"),
                (_, Some((_, _, own))) => own.set(&element),
                (_, None) => styles.defaults.set(&element),
            },
            Ok(Event::End(element)) if element.local_name().as_ref() == "style" => {
                if let Some((id, above, own)) = style.take() {
                    styles.styles.insert(id, (above, own));
                }
            }
            Ok(Event::Eof) | Err(_) => return styles,
            Ok(_) => {}
        }
    }
}
