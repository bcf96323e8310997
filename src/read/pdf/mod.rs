//! PDF: glyphs with their places, laid out into words, lines, columns, tables and paragraphs.

mod columns;
mod content;
mod decode;
mod der;
mod flow;
mod font;
mod grid;
mod matrix;
mod paragraph;
mod plate;
mod render;
mod scan;
mod shift;
mod sign;
mod stamps;
mod turn;
mod whole;
mod words;

use std::collections::BTreeMap;

use hayro_interpret::kurbo::Affine;
use hayro_syntax::{LoadPdfError, Pdf};

use super::desk::Desk;
use super::ocr;
use super::truth::{self, Verdict};
use super::{Ocr, Options, ReadError, Reading};
use crate::record::{PageSource, TextSource};
use crate::text::{Text, TextBuilder};
use content::{Content, Picture};
use font::Fonts;
use paragraph::Tail;
use scan::Scan;
use words::Word;

/// Pages of one file that are read; the rest is reported as not read.
const MOST_PAGES: usize = 20_000;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8], options: &Options, desk: &mut Desk<'_>) -> Result<Reading, ReadError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => ReadError::Malformed("no page can be found in it".to_owned()),
    })?;
    let mut fonts = Fonts::new();
    let off = content::hidden_layers(&pdf);
    let mut builder = TextBuilder::default();
    builder.paged();
    let mut sources = Vec::new();
    let mut cut = false;
    // The pages that are images.
    let mut scans: Option<BTreeMap<usize, Scan>> = None;
    let mut tail = None;
    for (index, page) in pdf.pages().iter().take(MOST_PAGES).enumerate() {
        if index > 0 {
            builder.next_page();
        }
        let mut content = content::content(page, &mut fonts, &off);
        cut |= content.cut;
        let (words, verdict, judgement) = judged(&mut content, &fonts);
        if verdict.shows_more() && scans.is_none() && options.ocr != Ocr::Off && ocr::is_installed() {
            // Only now, and with all that follow: a file without a scan is gone through once.
            scans = Some(scan::recognise(&pdf, index, options, desk));
        }
        let seen = scans.as_mut().and_then(|scans| scans.remove(&index));
        let (source, end) = write_page(words, (verdict, judgement), seen, &content, tail, &mut builder);
        tail = end;
        sources.push(PageSource { page: index as u32 + 1, ..source });
    }
    let pages = pdf.pages().len() as u32;
    let unread = |page| PageSource { page, ..PageSource::default() };
    sources.extend((sources.len() as u32 + 1..=pages).map(unread));
    let reading = Reading {
        signatures: sign::signatures(bytes),
        damaged: !whole::is_whole(bytes, &pdf),
        ..summed_up(sources, builder.finish())
    };
    let scans = reading.page_sources.iter().filter(|page| page.source.is_none()).count() as u32;
    match () {
        () if pages == 0 => Err(ReadError::Malformed("it has no page".to_owned())),
        () if scans == 0 || !reading.text.as_str().trim().is_empty() => Ok(reading),
        () if reading.page_sources.iter().any(|page| page.source == Some(TextSource::Ocr)) => Ok(reading),
        () if cut => Err(ReadError::Malformed("the content of its pages is too much to be run".to_owned())),
        () if options.ocr == Ocr::Off => Err(ReadError::OcrOff(scans)),
        () if ocr::is_installed() => Err(ReadError::Malformed("its pages are images that cannot be read".to_owned())),
        () => Err(ReadError::OcrMissing(scans)),
    }
}

/// The words of a page, and whether they can be believed.
fn judged(content: &mut Content, fonts: &Fonts<'_>) -> (Vec<Word>, Verdict, PageSource) {
    let unplaced = turn::upright(content);
    let mut words = turn::words(content, |glyph| decode::is_blank(fonts.face(glyph.font), glyph.code));
    let repairs = decode::decode(&mut words, fonts);
    let size = (content.width, content.height);
    words.retain(|word| {
        let is_text = !word.text.trim().is_empty();
        for glyph in word.glyphs.iter().filter(|glyph| !is_text && !glyph.hidden) {
            content.drawn.note((glyph.x, glyph.y), size);
        }
        is_text
    });
    let mut words = turn::lay_down(words, content);
    words.iter_mut().for_each(|word| word.unplaced = unplaced);
    let (mut verdict, mut source) = judge(content, &words);
    if verdict == Verdict::False {
        // A second font that lends the first some letters leaves words in pieces, out of their order.
        words = words::joined(words);
        (verdict, source) = judge(content, &words);
    }
    if verdict == Verdict::True {
        source.repair = repairs.name().map(str::to_owned);
    }
    (words, verdict, source)
}

/// Writes one page as far as it can be believed, and says how it was read and how it ends. `seen`: what OCR saw on it.
/// `before`: how the page before ended.
fn write_page(
    words: Vec<Word>,
    (verdict, mut source): (Verdict, PageSource),
    seen: Option<Scan>,
    content: &Content,
    before: Option<Tail>,
    builder: &mut TextBuilder,
) -> (PageSource, Option<Tail>) {
    let mut tail = None;
    match (verdict, seen) {
        (Verdict::Blank, _) => source.source = Some(TextSource::TextLayer),
        (Verdict::True, _) => {
            source.source = Some(TextSource::TextLayer);
            let (own, marks) = stamps::part(words);
            tail = flow::write(own, &content.rules, before, builder).filter(|_| marks.is_empty());
            flow::write(marks, &[], None, builder);
        }
        (Verdict::False, Some(mut seen)) => {
            seen.words.retain(|word| !words.iter().any(|own| stamps::is_stamp(own) && own.covers(word)));
            if seen_page(&seen.words, &mut source) {
                let mut stamps: Vec<Word> = stamps::part(words).0.into_iter().filter(stamps::is_stamp).collect();
                stamps::settle(&mut stamps, &seen.words);
                seen.words.extend(stamps);
                tail = flow::write(seen.words, &seen.rules, before, builder);
            }
        }
        (Verdict::Few, Some(seen)) if seen_page(&seen.words, &mut source) => {
            tail = flow::write(seen.words, &seen.rules, before, builder);
        }
        (Verdict::Few, seen) => {
            source.source = seen.map(|_| TextSource::TextLayer);
            tail = flow::write(words, &content.rules, before, builder);
        }
        (Verdict::False, None) => {}
    }
    (source, tail)
}

/// Writes what OCR saw on an image that is a page.
pub(super) fn write_image(seen: &ocr::SeenPage, density: u32, builder: &mut TextBuilder) -> PageSource {
    let mut source = PageSource { image_cover: Some(1.0), ..PageSource::default() };
    let seen = scan::placed(seen, Affine::scale(72.0 / f64::from(density.max(1))));
    if seen_page(&seen.words, &mut source) {
        flow::write(seen.words, &seen.rules, None, builder);
    }
    source
}

/// Notes how a page was recognised, and whether it shows a text.
fn seen_page(words: &[Word], source: &mut PageSource) -> bool {
    let shares = scan::shares(words);
    source.source = Some(TextSource::Ocr);
    source.valid_syllables = Some(shares.valid_syllables());
    source.marked = Some(shares.marked());
    source.by_pen = words.iter().filter(|word| word.by_pen).map(|word| word.text.clone()).collect();
    shares.valid_syllables() >= truth::LEGIBLE
}

fn summed_up(sources: Vec<PageSource>, text: Text) -> Reading {
    let read = |by: TextSource| sources.iter().any(|page| page.source == Some(by));
    let repaired = |name: &str| sources.iter().any(|page| page.repair.as_deref() == Some(name));
    Reading {
        media_type: "application/pdf".to_owned(),
        pages: Some(sources.len() as u32),
        text_source: match (read(TextSource::TextLayer), read(TextSource::Ocr)) {
            (true, true) => Some(TextSource::Mixed),
            (false, true) => Some(TextSource::Ocr),
            (true, false) => Some(TextSource::TextLayer),
            (false, false) => None,
        },
        legacy_encoding: ["tcvn3", "vni"].into_iter().find(|name| repaired(name)).map(str::to_owned),
        page_sources: sources,
        text,
        ..Reading::default()
    }
}

/// Asks the truth gate. A stamp tells of the signing, not of the page.
fn judge(content: &Content, words: &[Word]) -> (Verdict, PageSource) {
    let (mut text, mut hidden, mut all) = (String::new(), 0, 0);
    for word in words {
        let own = word.glyphs.iter().filter(|glyph| glyph.stamp == 0);
        hidden += own.clone().filter(|glyph| glyph.hidden).count();
        all += own.clone().count();
        if own.count() > 0 {
            text.extend([word.text.as_str(), " "]);
        }
    }
    let image_cover = cover(&content.pictures, content.width, content.height);
    let hidden = hidden as f32 / all.max(1) as f32;
    let (verdict, shares) =
        truth::judge(truth::Page { text: &text, image_cover, hidden, drawn: content.drawn.share() });
    let known = |share: f32| (shares.words > 0).then_some(share);
    let source = PageSource {
        valid_syllables: known(shares.valid_syllables()),
        marked: known(shares.marked()),
        image_cover: Some(image_cover),
        ..PageSource::default()
    };
    (if content.cut { Verdict::False } else { verdict }, source)
}

/// Share of the page under images, on a grid of 32 by 32 places.
fn cover(pictures: &[Picture], width: f32, height: f32) -> f32 {
    let mut rows = [0u32; 32];
    for Picture { edges: [left, top, right, bottom] } in pictures {
        let place = |at: f32, of: f32| (at / of * 32.0).round().clamp(0.0, 32.0) as u32;
        let (from, to) = (place(*left, width), place(*right, width));
        let columns = ((1u64 << to) - (1u64 << from.min(to))) as u32;
        for row in place(*top, height)..place(*bottom, height) {
            rows[row as usize] |= columns;
        }
    }
    rows.iter().map(|row| row.count_ones()).sum::<u32>() as f32 / 1024.0
}

#[cfg(test)]
mod tests {
    use super::content::Picture;
    use super::cover;

    #[test]
    fn images_cover_what_they_cover_once() {
        let half = Picture { edges: [0.0, 0.0, 300.0, 400.0] };
        let whole = Picture { edges: [0.0, 0.0, 600.0, 800.0] };
        assert_eq!(cover(&[], 600.0, 800.0), 0.0);
        assert_eq!(cover(&[half, half], 600.0, 800.0), 0.25);
        assert_eq!(cover(&[half, whole], 600.0, 800.0), 1.0);
    }
}
