//! What every part of the story needs: numbers for new acts, the files written so far, and who did what when.

use std::collections::BTreeMap;

use super::act::{Act, Kind, LETTER};
use super::chance::Chance;
use super::day::Day;
use super::news::Page;
use super::sheet::{Blank, Block, Claim, Duty, Sheet};
use super::truth::{Relation, Truth};
use super::world::{Id, Level, World};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Html,
    Docx,
    Pdf,
    Doc,
}

impl Format {
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Doc => "doc",
        }
    }
}

pub(crate) enum Content {
    Office(Vec<Block>),
    News(Box<Page>),
}

pub(crate) struct File {
    pub(crate) format: Format,
    /// Which of the format's variants: encoding, layout.
    pub(crate) variant: usize,
    pub(crate) content: Content,
    /// Says on every page that the place is invented.
    pub(crate) furniture: String,
    pub(crate) truth: Truth,
    /// A second path for the same bytes.
    pub(crate) copy: Option<String>,
    /// When it was signed electronically.
    pub(crate) signed: Option<Day>,
}

/// What the trace needs to know of a document or page.
pub(crate) struct Known {
    /// `None`: a page that is not a document.
    pub(crate) act: Option<Act>,
    pub(crate) path: String,
    pub(crate) day: Day,
    pub(crate) draft: bool,
    pub(crate) duties: Vec<Duty>,
    pub(crate) cited: Vec<(Act, Relation)>,
    pub(crate) claims: Vec<Claim>,
}

pub(crate) struct Teller {
    pub(crate) world: World,
    pub(crate) chance: Chance,
    pub(crate) files: Vec<File>,
    pub(crate) known: Vec<Known>,
    numbers: BTreeMap<(Id, String, i32), u32>,
    taken: BTreeMap<String, usize>,
}

impl Teller {
    pub(crate) fn new(seed: u64) -> Teller {
        let mut chance = Chance::new(seed);
        let world = World::new(seed, &mut chance);
        Teller { world, chance, files: Vec::new(), known: Vec::new(), numbers: BTreeMap::new(), taken: BTreeMap::new() }
    }

    /// A new act with the next number of its series.
    pub(crate) fn act(&mut self, kind: Kind, unit: Id, day: Day, subject: &str) -> Act {
        let day = day.at_work();
        let notation = self.notation(kind, unit);
        let series = (unit, notation.clone(), day.year());
        let last = match self.numbers.get(&series) {
            Some(&last) => last,
            None if kind == LETTER => 100 + self.chance.below(1500) as u32,
            None => self.chance.below(12) as u32,
        };
        let next = last + 1 + self.chance.below(if kind == LETTER { 90 } else { 6 }) as u32;
        self.numbers.insert(series, next);
        Act {
            kind,
            unit,
            chair: false,
            number: format!("{next:02}"),
            year: None,
            notation,
            day,
            subject: subject.to_owned(),
            names: None,
        }
    }

    /// The same with a number that the story needs.
    pub(crate) fn numbered(&mut self, kind: Kind, unit: Id, number: u32, day: Day, subject: &str) -> Act {
        let mut act = self.act(kind, unit, day, subject);
        let series = (unit, act.notation.clone(), act.day.year());
        let next = self.numbers.entry(series).or_default();
        *next = (*next).max(number);
        act.number = format!("{number:02}");
        act
    }

    fn notation(&mut self, kind: Kind, unit: Id) -> String {
        let it = &self.world.units[unit];
        let body = if self.world.is_place(unit) { "UBND" } else { it.symbol };
        if kind != LETTER {
            return format!("{}-{body}", kind.symbol);
        }
        let field = match it.level {
            Level::Central => *self.chance.pick(&["VP", "TH", "PC"]),
            Level::Province if self.world.is_place(unit) => *self.chance.pick(&["NC", "KGVX", "TH", "KT"]),
            Level::Province => *self.chance.pick(&["VP", "CCHC", "TTr", "CCHC&VTLT", "NV"]),
            Level::District => *self.chance.pick(&["NV", "VP", "TCKH"]),
            Level::Commune => "VP",
        };
        format!("{body}-{field}")
    }

    /// Tells the sheet's document to the end: a file, its truth, and what others may look up.
    pub(crate) fn keep(&mut self, sheet: Told, format: Format) -> Act {
        let Told { act, blocks, mut truth, duties, cited, claims, signed } = sheet;
        let place = self.world.seat(act.unit);
        let name = format!("{}-{}", act.number, act.notation.replace(['/', '&'], "-"));
        let folder = folder(&self.world, act.unit);
        let name = match self.chance.below(6) {
            0 => format!("{}_{}", name.replace('-', "_"), act.day.iso()),
            1 => format!("{} so {name}", slug(act.kind.name)),
            2 => format!("{name}.signed"),
            _ => format!("{}-{name}", slug(act.kind.name)),
        };
        truth.path = self.path(&format!("{}/{folder}/{}", act.day.year(), ascii(&name)), format);
        let draft = truth.status != Some("issued");
        self.known.push(Known {
            path: truth.path.clone(),
            day: act.day,
            draft,
            duties,
            cited,
            claims,
            act: Some(act.clone()),
        });
        let furniture = furniture(&self.world, place);
        let variant = self.chance.below(1000);
        let content = Content::Office(blocks);
        self.files.push(File { format, variant, content, furniture, truth, copy: None, signed });
        act
    }

    /// The last file stands in a second folder too.
    pub(crate) fn copy_last(&mut self) {
        let Some(file) = self.files.last_mut() else { return };
        let name = file.truth.path.rsplit('/').next().unwrap_or_default();
        file.copy = Some(format!("luu-tru/{name}"));
    }

    /// The document, and beside it the draft from which it was made.
    pub(crate) fn keep_with_draft(&mut self, told: Told, format: Format) {
        let draft = told.as_draft();
        self.keep(told, format);
        let signed = self.files.len() - 1;
        self.keep(draft, Format::Docx);
        let (a, b) = (self.files[signed].truth.path.clone(), self.files[signed + 1].truth.path.clone());
        self.files[signed].truth.near_duplicates = vec![b];
        self.files[signed + 1].truth.near_duplicates = vec![a];
    }

    /// A path that no other file has.
    pub(crate) fn path(&mut self, stem: &str, format: Format) -> String {
        let times = self.taken.entry(stem.to_owned()).or_default();
        *times += 1;
        match *times {
            1 => format!("{stem}.{}", format.extension()),
            n => format!("{stem} ({n}).{}", format.extension()),
        }
    }

    pub(crate) fn sheet(&mut self, act: Act, blank: Blank, stamps: &[&str]) -> Sheet<'_> {
        Sheet::open(&self.world, &mut self.chance, act, blank, stamps, &[])
    }

    /// Formats in the proportions of an office's folder.
    pub(crate) fn format(&mut self) -> Format {
        *self.chance.pick(&[
            Format::Pdf,
            Format::Pdf,
            Format::Pdf,
            Format::Docx,
            Format::Docx,
            Format::Doc,
            Format::Text,
        ])
    }
}

/// A finished sheet, free of the teller.
pub(crate) struct Told {
    pub(crate) act: Act,
    pub(crate) blocks: Vec<Block>,
    pub(crate) truth: Truth,
    duties: Vec<Duty>,
    cited: Vec<(Act, Relation)>,
    claims: Vec<Claim>,
    /// When it was signed electronically.
    pub(crate) signed: Option<Day>,
}

impl Told {
    /// The same text with number and day left blank.
    fn as_draft(&self) -> Told {
        let mut blocks = self.blocks.clone();
        let (year, month, _) = self.act.day.parts();
        if let Some(Block::Columns { left, right }) = blocks.first_mut() {
            for line in left.iter_mut().filter(|line| line.text.starts_with("Số")) {
                line.text = format!("Số:       /{}", self.act.notation);
            }
            for line in right.iter_mut().filter(|line| line.text.contains(", ngày ")) {
                let place = line.text.split(',').next().unwrap_or_default().to_owned();
                line.text = format!("{place}, ngày     tháng {month} năm {year}");
            }
        }
        let mut truth = self.truth.clone();
        truth.status = Some("draft");
        if let Some(document) = &mut truth.document {
            document.code_number = None;
            document.issued_date = Some(format!("{year}-{month:02}"));
        }
        let (duties, cited, claims) = (Vec::new(), Vec::new(), Vec::new());
        Told { act: self.act.clone(), blocks, truth, duties, cited, claims, signed: None }
    }
}

impl Sheet<'_> {
    pub(crate) fn done(self) -> Told {
        let Sheet { act, blocks, truth, duties, cited, claims, .. } = self;
        Told { act, blocks, truth, duties, cited, claims, signed: None }
    }
}

/// `tỉnh Minh Hà (giả định)`.
pub(crate) fn furniture(world: &World, place: Id) -> String {
    format!("{} (giả định)", world.units[world.province_of(place)].name)
}

fn folder(world: &World, unit: Id) -> String {
    let unit = world.seat(unit);
    slug(&world.units[unit].name)
}

/// ASCII, words joined by dashes.
pub(crate) fn slug(text: &str) -> String {
    ascii(text).to_lowercase().replace(' ', "-")
}

/// Without marks.
pub(crate) fn ascii(text: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    text.nfd()
        .filter(|&c| !is_combining_mark(c))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            c if c.is_ascii() => c,
            _ => '_',
        })
        .collect()
}
