//! A web page as a tree of elements over a row of pieces: runs of words between two block borders.

use std::ops::Range;

use ego_tree::iter::Edge;
use scraper::Html;
use scraper::node::{Element as Tag, Node};

use super::super::block::{Block, Run};
use super::super::legacy::Font;

/// Elements nested deeper than this stand in the one above them.
const DEEPEST: usize = 200;

/// Elements whose text nobody sees.
#[rustfmt::skip]
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "svg", "button", "select", "option", "input", "textarea",
    "object", "audio", "video", "canvas", "map", "datalist",
];

/// Elements that do not end a line.
#[rustfmt::skip]
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr", "st1:place", "img", "nobr",
];

/// One element that ends lines.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) tag: String,
    /// Its id, classes and role in lower case, separated by blanks.
    pub(super) names: String,
    /// The element around it.
    pub(super) above: usize,
    pub(super) children: Vec<Child>,
    /// The pieces in it and below it.
    pub(super) pieces: Range<usize>,
    pub(super) columns: u16,
    pub(super) rows: u16,
    /// The next number of a list.
    next: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Child {
    Element(usize),
    Piece(usize),
}

/// A run of words between two block borders.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) runs: Vec<Run>,
    pub(super) chars: usize,
    /// Of these, in links.
    pub(super) linked: usize,
    /// It stands in a heading.
    pub(super) heading: bool,
}

impl Piece {
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

#[derive(Debug, Default)]
pub(super) struct Page {
    /// The first one is the whole page.
    pub(super) elements: Vec<Element>,
    pub(super) pieces: Vec<Piece>,
    /// What the head says that the page is called.
    pub(super) title: String,
}

impl Page {
    pub(super) fn parse(html: &str) -> Page {
        let document = Html::parse_document(html);
        let mut builder = Builder::default();
        builder.page.elements.push(Element::default());
        builder.open.push(0);
        let mut unseen = 0;
        let mut in_title = false;
        for edge in document.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(tag) if tag.name() == "title" => in_title = true,
                    Node::Element(tag) if unseen > 0 || is_unseen(tag) => unseen += 1,
                    Node::Element(tag) => builder.open(tag),
                    Node::Text(text) if in_title => builder.page.title.push_str(text),
                    Node::Text(text) if unseen == 0 => builder.text(text),
                    _ => {}
                },
                Edge::Close(node) => match node.value() {
                    Node::Element(tag) if tag.name() == "title" => in_title = false,
                    Node::Element(_) if unseen > 0 => unseen -= 1,
                    Node::Element(tag) => builder.close(tag),
                    _ => {}
                },
            }
        }
        builder.end_piece();
        builder.page.elements[0].pieces = 0..builder.page.pieces.len();
        builder.page
    }

    /// A piece as a line.
    pub(super) fn line(&self, piece: usize) -> Block {
        Block::Line(self.pieces.get(piece).map(|piece| piece.runs.clone()).unwrap_or_default())
    }

    /// What an element is by its tag and names and by those of the one above it.
    pub(super) fn kind(&self, element: usize) -> String {
        let name = |element: &Element| format!("{} {}", element.tag, element.names);
        let above = self.elements.get(self.elements[element].above);
        format!("{} < {}", name(&self.elements[element]), above.map(name).unwrap_or_default())
    }

    /// Elements below one, in the order of the page.
    pub(super) fn below(&self, element: usize) -> Vec<usize> {
        let mut all = Vec::new();
        let mut open: Vec<usize> = self.inner(element).rev().collect();
        while let Some(next) = open.pop() {
            all.push(next);
            open.extend(self.inner(next).rev());
        }
        all
    }

    /// Elements right below one.
    pub(super) fn inner(&self, element: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.elements[element].children.iter().filter_map(|child| match child {
            Child::Element(inner) => Some(*inner),
            Child::Piece(_) => None,
        })
    }

    pub(super) fn pieces_of(&self, element: usize) -> impl Iterator<Item = &Piece> + '_ {
        self.pieces.get(self.elements[element].pieces.clone()).unwrap_or_default().iter()
    }

    pub(super) fn chars(&self, element: usize) -> usize {
        self.pieces_of(element).map(|piece| piece.chars).sum()
    }
}

fn is_unseen(tag: &Tag) -> bool {
    let hidden = tag.attr("style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    });
    UNSEEN.contains(&tag.name()) || hidden || tag.attr("hidden").is_some()
}

#[derive(Default)]
struct Builder {
    page: Page,
    /// Elements that are open, the page first.
    open: Vec<usize>,
    too_deep: usize,
    links: usize,
    headings: usize,
    fonts: Vec<Font>,
    piece: Piece,
    /// A blank is due before the next word.
    blank: bool,
    /// What stands last is an image with letters right before it.
    drawn: bool,
    /// The next word goes on with the one before the image.
    goes_on: bool,
    /// What stands in front of the next piece: the number of a list item.
    mark: String,
}

impl Builder {
    fn open(&mut self, tag: &Tag) {
        let name = tag.name();
        match name {
            // LibreOffice writes a shape that is anchored inside a word, such as the rule under a letterhead, as an
            // image with such a break behind it: the word goes on.
            "br" if self.drawn && tag.attr("clear").is_some() => {
                (self.blank, self.goes_on) = (false, true);
                return;
            }
            "br" | "hr" => return self.end_piece(),
            "img" => self.drawn = self.piece.chars > 0 && !self.blank,
            "a" if tag.attr("href").is_some() => {
                self.links += 1;
                // Two links side by side are two words of a menu.
                self.blank |= self.piece.linked > 0 && self.piece.linked == self.piece.chars;
            }
            "h1" | "h2" | "h3" | "h4" => self.headings += 1,
            _ => {}
        }
        self.fonts.push(font(tag).or(self.fonts.last().copied()).unwrap_or(Font::Unknown));
        if INLINE.contains(&name) {
            return;
        }
        self.end_piece();
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        let spans = |name: &str| tag.attr(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1).clamp(1, 1000);
        let mut names = String::new();
        for attribute in ["id", "class", "role", "itemprop"] {
            names.push_str(&tag.attr(attribute).unwrap_or_default().to_lowercase());
            names.push(' ');
        }
        let start = tag.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        let element = Element {
            tag: name.to_owned(),
            names,
            above: self.open.last().copied().unwrap_or(0),
            pieces: self.page.pieces.len()..self.page.pieces.len(),
            columns: spans("colspan"),
            rows: spans("rowspan"),
            next: (name == "ol").then_some(start),
            ..Element::default()
        };
        let index = self.page.elements.len();
        self.page.elements.push(element);
        if let Some(above) = self.open.last().and_then(|above| self.page.elements.get_mut(*above)) {
            above.children.push(Child::Element(index));
            if name == "li" {
                self.mark = match &mut above.next {
                    Some(number) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    None => "- ".to_owned(),
                };
            }
        }
        self.open.push(index);
    }

    fn close(&mut self, tag: &Tag) {
        match tag.name() {
            "br" | "hr" => return,
            "a" if tag.attr("href").is_some() => self.links = self.links.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" => {
                self.end_piece();
                self.headings = self.headings.saturating_sub(1);
            }
            _ => {}
        }
        self.fonts.pop();
        if INLINE.contains(&tag.name()) {
            return;
        }
        self.end_piece();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if let Some(element) = self.open.pop().and_then(|index| self.page.elements.get_mut(index)) {
            element.pieces.end = self.page.pieces.len();
        }
        self.mark.clear();
    }

    fn text(&mut self, text: &str) {
        let font = self.fonts.last().copied().unwrap_or(Font::Unknown);
        for (at, word) in text.split(|c: char| c.is_ascii_whitespace() || c == '\u{a0}').enumerate() {
            self.blank |= at > 0 && !self.goes_on;
            if word.is_empty() {
                continue;
            }
            (self.drawn, self.goes_on) = (false, false);
            let blank = std::mem::take(&mut self.blank) && self.piece.chars > 0;
            if !self.piece.runs.last().is_some_and(|run| run.font == font) {
                self.piece.runs.push(Run { text: String::new(), font });
            }
            let Some(run) = self.piece.runs.last_mut() else { continue };
            if blank {
                run.text.push(' ');
            }
            run.text.push_str(word);
            let chars = word.chars().count() + usize::from(blank);
            self.piece.chars += chars;
            if self.links > 0 {
                self.piece.linked += chars;
            }
        }
    }

    fn end_piece(&mut self) {
        (self.blank, self.drawn, self.goes_on) = (false, false, false);
        if self.piece.chars == 0 {
            self.piece = Piece::default();
            return;
        }
        let mut piece = std::mem::take(&mut self.piece);
        piece.heading = self.headings > 0;
        if !self.mark.is_empty() {
            let mark = std::mem::take(&mut self.mark);
            piece.runs.insert(0, Run { text: mark, font: Font::Unknown });
        }
        let index = self.page.pieces.len();
        self.page.pieces.push(piece);
        if let Some(element) = self.open.last().and_then(|open| self.page.elements.get_mut(*open)) {
            element.children.push(Child::Piece(index));
        }
    }
}

/// The font that an element names for what stands in it.
fn font(tag: &Tag) -> Option<Font> {
    let face = tag.attr("face").map(str::to_owned).or_else(|| {
        let style = tag.attr("style")?;
        let (_, after) = style.split_once("font-family:")?;
        after.split([';', ',']).next().map(|name| name.trim().trim_matches(['"', '\'']).to_owned())
    })?;
    Some(Font::named(face.trim()))
}
