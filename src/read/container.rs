//! ZIP archives and messages: the documents inside, each read as a file of its own.

use std::collections::BTreeMap;
use std::io::Read;
use std::time::{Duration, Instant};

use mailparse::{DispositionType, MailHeaderMap, ParsedMail};

use crate::record::TextSource;

use super::archive;
use super::block::{self, Block};
use super::desk::Desk;
use super::sniff::Format;
use super::{Member, Options, ReadError, Reading, digest, html, names, txt};

/// Containers inside containers.
const DEEPEST: usize = 4;
/// Files of one container, with those of the containers inside it.
const MOST: usize = 5_000;
/// What they may hold together, unpacked, in bytes.
const LARGEST: u64 = 1 << 30;

/// A field of a message's head that is longer than this is cut, in bytes.
const LONGEST_FIELD: usize = 20_000;

/// A picture inside a message with fewer bytes is no page.
const SMALLEST_PAGE: usize = 100_000;

/// A container may take as much time as so many files.
const LONGEST: u32 = 10;

/// What one walked file may still use.
pub(super) struct Budget<'a, 'b> {
    depth: usize,
    files: usize,
    bytes: u64,
    /// What may be answered, in bytes.
    answer: u64,
    until: Instant,
    /// Where images are recognised, and where it is known which files did harm.
    pub(super) desk: &'a mut Desk<'b>,
}

impl<'a, 'b> Budget<'a, 'b> {
    pub(super) fn new(options: &Options, desk: &'a mut Desk<'b>) -> Budget<'a, 'b> {
        let until = Instant::now() + LONGEST * Duration::from_secs(options.read_seconds);
        Budget { depth: DEEPEST, files: MOST, bytes: LARGEST, answer: options.max_text / 2, until, desk }
    }

    /// Begins the next file inside, or says why it is not read.
    fn begin(&mut self, size: u64, options: &Options) -> Result<(), ReadError> {
        let place = MOST - self.files;
        self.files -= 1;
        self.desk.begin(place)?;
        if Instant::now() > self.until {
            return Err(ReadError::TimedOut(options.read_seconds));
        }
        self.take(size)
    }

    /// Keeps a reading that still fits into the answer.
    fn keep(&mut self, reading: Reading) -> Result<Reading, ReadError> {
        let size = postcard::experimental::serialized_size(&reading).unwrap_or(usize::MAX) as u64;
        let over = || ReadError::Overfull("more text in one container than is taken at once".to_owned());
        self.answer = self.answer.checked_sub(size).ok_or_else(over)?;
        Ok(reading)
    }

    /// Takes one file of `size` bytes from the budget, or says why it is too much.
    fn take(&mut self, size: u64) -> Result<(), ReadError> {
        if self.depth == 0 {
            return Err(ReadError::Overfull(format!("in {} containers, one in the other", DEEPEST + 1)));
        }
        let over = || ReadError::Overfull(format!("more than {LARGEST} bytes in one container"));
        self.bytes = self.bytes.checked_sub(size).ok_or_else(over)?;
        Ok(())
    }
}

/// The files of one container.
#[derive(Default)]
pub(super) struct Inside {
    members: Vec<Member>,
    /// How many were called so.
    names: BTreeMap<String, usize>,
    /// Files beyond the budget.
    more: usize,
}

impl Inside {
    /// Reads one file of a container, with the files inside it. A damaged one is read as far as it goes.
    pub(super) fn add(
        &mut self,
        name: String,
        bytes: &[u8],
        damaged: bool,
        options: &Options,
        budget: &mut Budget<'_, '_>,
    ) {
        if budget.files == 0 {
            self.more += 1;
            return;
        }
        let begun = budget.begin(bytes.len() as u64, options);
        let mut reading = match (left_out(&name), begun) {
            (Some(error), _) | (None, Err(error)) => Err(error),
            (None, Ok(())) => {
                budget.depth -= 1;
                let reading = super::read_within(bytes, &name, options, budget);
                budget.depth += 1;
                // Files inside were counted when they were read.
                match reading {
                    Ok(reading) if reading.members.is_empty() => budget.keep(reading),
                    other => other,
                }
            }
        };
        let mut inner = Vec::new();
        if let Ok(reading) = &mut reading {
            reading.damaged |= damaged;
            inner = std::mem::take(&mut reading.members);
        }
        let name = self.unique(name);
        let member = Member { name: name.clone(), bytes: bytes.len() as u64, sha256: digest(bytes), reading };
        self.members.push(member);
        self.members.extend(inner.into_iter().map(|inner| Member { name: format!("{name}!/{}", inner.name), ..inner }));
    }

    /// A file that is not read.
    fn refuse(&mut self, name: String, size: u64, error: ReadError) {
        let name = self.unique(name);
        self.members.push(Member { name, bytes: size, sha256: String::new(), reading: Err(error) });
    }

    /// Two attachments may be called alike.
    fn unique(&mut self, name: String) -> String {
        let times = self.names.entry(name.clone()).and_modify(|times| *times += 1).or_insert(1);
        if *times == 1 {
            return name;
        }
        let again = format!("{name} ({times})");
        self.unique(again)
    }

    /// Every file that was read or refused. Those beyond the budget have one record together: a million empty names
    /// are no reason for a million records.
    pub(super) fn into_members(mut self) -> Vec<Member> {
        if self.more > 0 {
            let error = ReadError::Overfull(format!("more than {MOST} files in one container"));
            self.refuse(format!("({} more)", self.more), 0, error);
        }
        self.members
    }
}

/// Reads the files of an archive; the archive itself has no text.
pub(super) fn zip(bytes: &[u8], options: &Options, budget: &mut Budget<'_, '_>) -> Result<Reading, ReadError> {
    let (mut archive, damaged) = archive::open(bytes, None)?;
    let mut inside = Inside::default();
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index_raw(index) else { continue };
        let name = name(file.name_raw());
        if file.is_dir() || name.is_empty() {
            continue;
        }
        let size = file.size();
        let refused = if file.encrypted() {
            Some(ReadError::Encrypted)
        } else if size > options.max_file {
            Some(ReadError::TooLarge { bytes: size, limit: options.max_file })
        } else {
            left_out(&name)
        };
        drop(file);
        if budget.files == 0 {
            inside.more = archive.len() - index;
            break;
        }
        if let Some(error) = refused {
            budget.files -= 1;
            inside.refuse(name, size, error);
            continue;
        }
        let mut bytes = Vec::new();
        // The size in the archive is its own word; the budget is ours.
        let limit = options.max_file.min(budget.bytes) + 1;
        let whole = archive
            .by_index(index)
            .map_err(|error| error.to_string())
            .and_then(|file| file.take(limit).read_to_end(&mut bytes).map_err(|error| error.to_string()));
        match whole {
            Err(error) if bytes.is_empty() => inside.refuse(name, size, ReadError::Malformed(error)),
            whole => inside.add(name, &bytes, whole.is_err(), options, budget),
        }
    }
    let media_type = Format::Zip.media_type().to_owned();
    Ok(Reading { media_type, damaged, members: inside.into_members(), ..Reading::default() })
}

/// Reads a message: its head and body are its text, its attachments its members.
pub(super) fn message(bytes: &[u8], options: &Options, budget: &mut Budget<'_, '_>) -> Result<Reading, ReadError> {
    let mail = mailparse::parse_mail(bytes).map_err(|error| ReadError::Malformed(error.to_string()))?;
    let mut blocks = Vec::new();
    for (field, shown) in [("From", "Từ"), ("To", "Đến"), ("Date", "Ngày gửi"), ("Subject", "Tiêu đề")] {
        if let Some(header) = mail.headers.get_first_header(field) {
            let raw = header.get_value_raw();
            let value = match raw.get(..LONGEST_FIELD) {
                Some(start) => txt::decode(start),
                None if raw.is_ascii() => header.get_value(),
                None => names::decode(raw),
            };
            blocks.push(Block::line(format!("{shown}: {value}")));
        }
    }
    let mut inside = Inside::default();
    part(&mail, &mut blocks, &mut inside, options, budget);
    let reading = block::reading(Format::Eml.media_type(), TextSource::Markup, blocks);
    Ok(Reading { members: inside.into_members(), ..reading })
}

fn part(
    mail: &ParsedMail<'_>,
    body: &mut Vec<Block>,
    inside: &mut Inside,
    options: &Options,
    budget: &mut Budget<'_, '_>,
) {
    let kind = mail.ctype.mimetype.as_str();
    let disposition = mail.get_content_disposition();
    let named = disposition.params.get("filename").or_else(|| mail.ctype.params.get("name"));
    if !mail.subparts.is_empty() && kind != "message/rfc822" {
        let is_alternative = kind == "multipart/alternative";
        let mut is_read = false;
        for inner in &mail.subparts {
            let mut blocks = Vec::new();
            part(inner, &mut blocks, inside, options, budget);
            // Of several forms of one body the first that says something is read, and the files in any.
            if !(is_alternative && is_read) {
                is_read |= !blocks.iter().all(Block::is_blank);
                body.extend(blocks);
            }
        }
        return;
    }
    let bytes = mail.get_body_raw().unwrap_or_default();
    match (kind, named) {
        ("text/plain", None) if disposition.disposition != DispositionType::Attachment => {
            body.extend(text(mail, &bytes).lines().map(Block::line));
        }
        ("text/html", None) if disposition.disposition != DispositionType::Attachment => {
            body.extend(html::blocks(&text(mail, &bytes)));
        }
        // Pictures of a signature or a letterhead that stand in the text; a page that was photographed is larger.
        _ if disposition.disposition == DispositionType::Inline
            && kind.starts_with("image/")
            && bytes.len() < SMALLEST_PAGE => {}
        (_, name) => {
            let name = name.map_or_else(|| format!("part{}", inside.members.len() + 1), |name| printable(name));
            inside.add(name, &bytes, false, options, budget);
        }
    }
}

/// The characters of a body. Programs that know nothing of Vietnamese declare what they like: then the bytes tell.
fn text(mail: &ParsedMail<'_>, bytes: &[u8]) -> String {
    let declared = mail.ctype.params.get("charset").map(|charset| charset.to_ascii_lowercase());
    match declared.as_deref() {
        None | Some("us-ascii" | "iso-8859-1" | "windows-1252" | "utf-8" | "utf8") => txt::decode(bytes),
        Some(_) => mail.get_body().unwrap_or_else(|_| txt::decode(bytes)),
    }
}

fn left_out(name: &str) -> Option<ReadError> {
    let last = name.rsplit('/').next().unwrap_or(name);
    let reason = if last.starts_with("~$") {
        "a lock file of an office program"
    } else if name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
        "hidden"
    } else {
        return None;
    };
    Some(ReadError::Ignored(reason.to_owned()))
}

fn name(raw: &[u8]) -> String {
    printable(&names::decode(raw).replace('\\', "/"))
}

fn printable(name: &str) -> String {
    name.trim_matches(['/', ' ']).chars().map(|c| if c.is_control() { '_' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn names(reading: &Reading) -> Vec<(&str, &str)> {
        let text = |member: &Member| match &member.reading {
            Ok(reading) => reading.text.as_str().to_owned(),
            Err(error) => error.kind().to_owned(),
        };
        let texts: Vec<String> = reading.members.iter().map(text).collect();
        reading.members.iter().map(|member| member.name.as_str()).zip(texts.leak().iter().map(String::as_str)).collect()
    }

    #[test]
    fn archives_are_walked_into() {
        let inner = archive(&[("b.txt", "Số: 2/CT".as_bytes())]);
        let outer =
            archive(&[("a.txt", "Số: 1/CT".as_bytes()), ("x/inner.zip", &inner), ("~$a.docx", b"1"), ("e.pdf", b"")]);
        let reading = super::super::read(&outer, "outer.zip", &Options::default()).unwrap();
        assert_eq!(
            names(&reading),
            [
                ("a.txt", "Số: 1/CT"),
                ("x/inner.zip", ""),
                ("x/inner.zip!/b.txt", "Số: 2/CT"),
                ("~$a.docx", "ignored"),
                ("e.pdf", "malformed"),
            ]
        );
    }

    #[test]
    fn messages_have_a_body_and_attachments() {
        let mail = "From: a@minhha.example\r\nTo: b@minhha.example\r\nSubject: =?utf-8?B?R+G7rWkgYsOhbyBjw6Fv?=\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\n\
            Content-Type: text/plain; charset=utf-8\r\n\r\nKính gửi Sở Nội vụ\r\n--x\r\n\
            Content-Type: application/octet-stream; name=\"a.txt\"\r\nContent-Disposition: attachment; filename=\"a.txt\"\r\n\
            Content-Transfer-Encoding: base64\r\n\r\nU+G7kTogMS9DVA==\r\n--x--\r\n";
        let reading = super::super::read(mail.as_bytes(), "a.eml", &Options::default()).unwrap();
        assert!(
            reading.text.as_str().ends_with("Tiêu đề: Gửi báo cáo\nKính gửi Sở Nội vụ"),
            "{}",
            reading.text.as_str()
        );
        assert_eq!(names(&reading), [("a.txt", "Số: 1/CT")]);
    }

    #[track_caller]
    fn check_body(mail: &[u8], expected: &str) {
        let reading = super::super::read(mail, "a.eml", &Options::default()).unwrap();
        let text = reading.text.as_str();
        assert!(text.ends_with(expected), "{text}");
    }

    #[test]
    fn bodies_of_programs_that_know_nothing_of_vietnamese() {
        let head = "From: a@x\r\nTo: b@x\r\nSubject: Số 9\r\n";
        check_body(format!("{head}\r\nKính gửi Sở Nội vụ\r\n").as_bytes(), "Tiêu đề: Số 9\nKính gửi Sở Nội vụ");
        let declared = "From: a@x\r\nTo: b@x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n";
        let bytes = b"\r\nC\xa8n c\xf8 Lu\xcbt T\xe6 ch\xf8c ch\xddnh quy\xd2n \xae\xdea ph\xad\xacng\r\n";
        check_body(&[declared.as_bytes(), bytes].concat(), "Căn cứ Luật Tổ chức chính quyền địa phương");
    }

    #[test]
    fn of_several_forms_of_a_body_one_is_read_and_the_files_in_any() {
        let head = "From: a@x\r\nTo: b@x\r\nMIME-Version: 1.0\r\n";
        let mail = |plain: &str| {
            format!(
                "{head}Content-Type: multipart/alternative; boundary=\"x\"\r\n\r\n--x\r\n\
                 Content-Type: text/plain; charset=utf-8\r\n\r\n{plain}\r\n--x\r\n\
                 Content-Type: multipart/mixed; boundary=\"y\"\r\n\r\n--y\r\n\
                 Content-Type: text/html; charset=utf-8\r\n\r\n<p>Kính gửi <b>Sở</b> Nội vụ</p>\r\n--y\r\n\
                 Content-Type: text/plain; name=\"a.txt\"\r\n\r\nSố: 1/CT\r\n--y--\r\n--x--\r\n"
            )
        };
        check_body(mail(" ").as_bytes(), "Kính gửi Sở Nội vụ");
        check_body(mail("Kính gửi").as_bytes(), "Kính gửi");
        let reading = super::super::read(mail("Kính gửi").as_bytes(), "a.eml", &Options::default()).unwrap();
        assert_eq!(names(&reading), [("a.txt", "Số: 1/CT")]);
    }
}
