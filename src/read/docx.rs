//! DOCX: paragraphs with the numbers that Word generates, tables with merged cells, text boxes once.

mod body;
mod lists;
mod styles;

use std::io::Read;

use crate::record::TextSource;

use super::archive::{self, Archive};
use super::block::{self, reading};
use super::sniff::Format;
use super::{Options, ReadError, Reading};

const MAIN: &str = "word/document.xml";
/// Parts of one document together, unpacked.
const MOST: u64 = 512 << 20;

pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Reading, ReadError> {
    let (archive, damaged) = archive::open(bytes, Some(MAIN))?;
    let mut package = Package { archive, left: MOST.min(options.read_memory / 2), damaged };
    let main = package.part(MAIN)?.ok_or_else(|| ReadError::Malformed("no main part".to_owned()))?;
    let styles = package.part("word/styles.xml")?.map(|xml| styles::read(&xml)).unwrap_or_default();
    let numbering = package.part("word/numbering.xml")?.map(|xml| lists::read(&xml)).unwrap_or_default();
    let mut story = body::Story::new(&styles, &numbering);
    let mut blocks = story.read(&main);
    let mut furniture = Vec::new();
    for name in package.names("word/header").into_iter().chain(package.names("word/footer")) {
        let Some(xml) = package.part(&name)? else { continue };
        furniture.extend(story.read(&xml));
    }
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(xml) = package.part(name)? {
            blocks.extend(story.read(&xml).into_iter().filter(|block| !block.is_blank()));
        }
    }
    block::add_furniture(furniture, &mut blocks);
    let reading = reading(Format::Docx.media_type(), TextSource::Markup, blocks);
    Ok(Reading { damaged: package.damaged, ..reading })
}

struct Package<'a> {
    archive: Archive<'a>,
    left: u64,
    /// Something of it could not be unpacked whole.
    damaged: bool,
}

impl Package<'_> {
    /// The text of a part; `None` when there is no such part.
    fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Ok(member) = self.archive.by_name(name) else { return Ok(None) };
        if member.encrypted() {
            return Err(ReadError::Encrypted);
        }
        let mut bytes = Vec::new();
        // A damaged part is read as far as it goes.
        self.damaged |= member.take(self.left + 1).read_to_end(&mut bytes).is_err();
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(ReadError::OutOfMemory(MOST))?;
        Ok(Some(super::txt::decode(&bytes)))
    }

    /// Names of the parts that begin with `prefix`, sorted.
    fn names(&self, prefix: &str) -> Vec<String> {
        let names = self.archive.file_names().flatten().map(|name| name.into_owned());
        let mut names: Vec<String> = names.filter(|name| name.starts_with(prefix) && name.ends_with(".xml")).collect();
        names.sort_by_key(|name| (name.len(), name.clone()));
        names
    }
}
