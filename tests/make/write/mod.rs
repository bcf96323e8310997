//! Files from sheets and pages.

mod doc;
mod docx;
mod html;
mod pdf;
mod text;

use super::teller::{Content, File, Format};

/// The bytes of the file.
pub(crate) fn bytes(file: &File) -> Vec<u8> {
    match (&file.content, file.format) {
        (Content::Office(blocks), Format::Html) => html::office(blocks, &file.furniture).into_bytes(),
        (Content::News(page), Format::Html) => html::news(page, file.variant).into_bytes(),
        (Content::News(page), _) => text::encode(&text::news(page), file.variant),
        (Content::Office(blocks), Format::Docx) => docx::office(blocks, &file.furniture, file.variant),
        (Content::Office(blocks), Format::Doc) => doc::office(blocks, &file.furniture),
        (Content::Office(blocks), Format::Pdf) => pdf::office(blocks, &file.furniture, file.signed),
        (Content::Office(blocks), _) => {
            text::encode(&text::office(blocks, &file.furniture, file.variant), file.variant)
        }
    }
}
