//! Files from sheets and pages.

mod html;
mod text;

use super::teller::{Content, File, Format};

/// The bytes of the file.
pub(crate) fn bytes(file: &File) -> Vec<u8> {
    match (&file.content, file.format) {
        (Content::Office(blocks), Format::Html) => html::office(blocks, &file.furniture).into_bytes(),
        (Content::News(page), Format::Html) => html::news(page, file.variant).into_bytes(),
        (Content::News(page), _) => text::encode(&text::news(page), file.variant),
        (Content::Office(blocks), _) => {
            text::encode(&text::office(blocks, &file.furniture, file.variant), file.variant)
        }
    }
}
