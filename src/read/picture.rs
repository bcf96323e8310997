//! Pages that are image files: PNG, JPEG, and TIFF with all its pages.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader};
use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult, Limits};

use super::desk::Desk;
use super::ocr::{self, Grey, SeenPage};
use super::{Ocr, Options, ReadError, Reading, pdf};
use crate::record::{PageSource, TextSource};
use crate::text::TextBuilder;

/// Largest image that is decoded, in bytes of its pixels.
const LARGEST: u64 = 400 << 20;
/// Pages of one file that are read; the rest is reported as not read.
const MOST_PAGES: usize = 2_000;

/// Reads an image file as a document of as many pages as it has images.
pub(super) fn read(
    bytes: &[u8],
    media_type: &str,
    options: &Options,
    desk: &mut Desk<'_>,
) -> Result<Reading, ReadError> {
    let damaged = |error: &dyn std::fmt::Display| ReadError::Malformed(error.to_string());
    let is_tiff = media_type == "image/tiff";
    let count = if is_tiff { pages(bytes).map_err(|error| damaged(&error))? } else { 1 };
    if options.ocr == Ocr::Off {
        return Err(ReadError::OcrOff(count as u32));
    }
    if !ocr::is_installed() {
        return Err(ReadError::OcrMissing(count as u32));
    }
    let mut failure = None;
    let images = (0..count.min(MOST_PAGES)).filter_map(|page| {
        let image = if is_tiff {
            of_tiff(bytes, page).map_err(|error| damaged(&error))
        } else {
            of_file(bytes).map_err(|error| damaged(&error))
        };
        let image = image.map(Grey::into_page);
        failure = failure.take().or(image.as_ref().err().cloned());
        image.ok().map(|image| ((page, image.density), image))
    });
    let mut seen: BTreeMap<usize, (u32, SeenPage)> = BTreeMap::new();
    ocr::recognise(images, options.read_seconds, desk, |(page, density), found| {
        seen.extend(found.map(|found| (page, (density, found))));
    });
    if seen.is_empty() {
        return Err(failure.unwrap_or_else(|| ReadError::Malformed("the image cannot be recognised".to_owned())));
    }
    let mut builder = TextBuilder::default();
    builder.paged();
    let mut page_sources = Vec::new();
    for page in 0..count {
        if page > 0 {
            builder.next_page();
        }
        let source = seen.get(&page).map(|(density, seen)| pdf::write_image(seen, *density, &mut builder));
        page_sources.push(PageSource { page: page as u32 + 1, ..source.unwrap_or_default() });
    }
    Ok(Reading {
        media_type: media_type.to_owned(),
        pages: Some(count as u32),
        text_source: Some(TextSource::Ocr),
        page_sources,
        text: builder.finish(),
        ..Reading::default()
    })
}

/// A PNG or JPEG, turned as the camera says.
fn of_file(bytes: &[u8]) -> image::ImageResult<Grey> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(LARGEST);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    let (width, height) = (image.width() as usize, image.height() as usize);
    if !image.color().has_color() && !image.color().has_alpha() {
        return Ok(Grey { width, height, pixels: image.into_luma8().into_raw(), density: 0 });
    }
    // What can be seen through shows the paper.
    let colours = image.into_rgba8();
    let on_paper = |shade: u8, cover: u8| (255 - u16::from(cover) + u16::from(shade) * u16::from(cover) / 255) as u8;
    let pixels = colours.as_raw().as_chunks::<4>().0.iter();
    let colours: Vec<u8> = pixels.flat_map(|[r, g, b, a]| [r, g, b].map(|shade| on_paper(*shade, *a))).collect();
    Ok(Grey::of_colours(width, height, &colours))
}

fn tiff(bytes: &[u8]) -> tiff::TiffResult<Decoder<Cursor<&[u8]>>> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = LARGEST as usize;
    limits.intermediate_buffer_size = LARGEST as usize;
    Ok(Decoder::new(Cursor::new(bytes))?.with_limits(limits))
}

/// How many images a TIFF has.
fn pages(bytes: &[u8]) -> tiff::TiffResult<usize> {
    let mut decoder = tiff(bytes)?;
    let mut count = 1;
    // A chain of images may lead back into itself.
    while decoder.more_images() && count <= MOST_PAGES && decoder.next_image().is_ok() {
        count += 1;
    }
    Ok(count)
}

fn of_tiff(bytes: &[u8], page: usize) -> tiff::TiffResult<Grey> {
    let mut decoder = tiff(bytes)?;
    decoder.seek_to_image(page)?;
    let (width, height) = decoder.dimensions()?;
    let (width, height) = (width as usize, height as usize);
    let kind = decoder.colortype()?;
    let wrong = || tiff::TiffError::UnsupportedError(tiff::TiffUnsupportedError::UnsupportedColorType(kind));
    let samples = match decoder.read_image()? {
        DecodingResult::U8(samples) => samples,
        DecodingResult::U16(samples) => samples.into_iter().map(|sample| (sample >> 8) as u8).collect(),
        _ => return Err(wrong()),
    };
    let grey = |pixels: Vec<u8>| Grey { width, height, pixels, density: 0 };
    let page = match kind {
        // Bits are packed, and every row begins with a new byte.
        ColorType::Gray(1) => grey(
            samples
                .chunks(width.div_ceil(8).max(1))
                .flat_map(|row| (0..width).map(|x| if row[x / 8] >> (7 - x % 8) & 1 == 1 { 255 } else { 0 }))
                .collect(),
        ),
        ColorType::Gray(8 | 16) => grey(samples),
        ColorType::GrayA(8 | 16) => grey(samples.into_iter().step_by(2).collect()),
        ColorType::RGB(8 | 16) => Grey::of_colours(width, height, &samples),
        ColorType::RGBA(8 | 16) => {
            let colours = samples.as_chunks::<4>().0.iter();
            Grey::of_colours(width, height, &colours.flat_map(|[r, g, b, _]| [*r, *g, *b]).collect::<Vec<_>>())
        }
        _ => return Err(wrong()),
    };
    if page.pixels.len() == width * height && width > 0 { Ok(page) } else { Err(wrong()) }
}
