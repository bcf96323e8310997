//! ZIP archives and messages: the documents inside, each read as a file of its own.

use std::io::{Cursor, Read};

use mailparse::{DispositionType, MailHeaderMap, ParsedMail};
use zip::ZipArchive;

use crate::record::TextSource;

use super::block::{self, Block};
use super::sniff::Format;
use super::{Member, Options, ReadError, Reading, digest, html, txt};

/// Containers inside containers.
const DEEPEST: usize = 4;
/// Files of one container, with those of the containers inside it.
const MOST: usize = 5_000;
/// What they may hold together, unpacked, in bytes.
const LARGEST: u64 = 1 << 30;

/// What a container may still hold.
pub(super) struct Budget {
    depth: usize,
    files: usize,
    bytes: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { depth: DEEPEST, files: MOST, bytes: LARGEST }
    }
}

/// Reads the files of an archive; the archive itself has no text.
pub(super) fn zip(bytes: &[u8], options: &Options, budget: &mut Budget) -> Result<Reading, ReadError> {
    let damaged = |error: zip::result::ZipError| ReadError::Malformed(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut reading = Reading { media_type: Format::Zip.media_type().to_owned(), ..Reading::default() };
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
        if let Some(error) = refused {
            reading.members.push(Member { name, bytes: size, sha256: String::new(), reading: Err(error) });
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
            Ok(_) => add(&mut reading.members, name, &bytes, options, budget)?,
            Err(error) => {
                let reading_error = Err(ReadError::Malformed(error));
                reading.members.push(Member { name, bytes: size, sha256: String::new(), reading: reading_error });
            }
        }
    }
    Ok(reading)
}

/// Reads a message: its head and body are its text, its attachments its members.
pub(super) fn message(bytes: &[u8], options: &Options, budget: &mut Budget) -> Result<Reading, ReadError> {
    let mail = mailparse::parse_mail(bytes).map_err(|error| ReadError::Malformed(error.to_string()))?;
    let mut blocks = Vec::new();
    for (field, shown) in [("From", "Từ"), ("To", "Đến"), ("Date", "Ngày gửi"), ("Subject", "Tiêu đề")] {
        if let Some(value) = mail.headers.get_first_value(field) {
            blocks.push(Block::line(format!("{shown}: {value}")));
        }
    }
    let mut members = Vec::new();
    let mut body = Vec::new();
    part(&mail, &mut body, &mut members, options, budget)?;
    blocks.extend(body);
    let reading = block::reading(Format::Eml.media_type(), TextSource::Markup, blocks);
    Ok(Reading { members, ..reading })
}

fn part(
    mail: &ParsedMail<'_>,
    body: &mut Vec<Block>,
    members: &mut Vec<Member>,
    options: &Options,
    budget: &mut Budget,
) -> Result<(), ReadError> {
    let kind = mail.ctype.mimetype.as_str();
    let disposition = mail.get_content_disposition();
    let named = disposition.params.get("filename").or_else(|| mail.ctype.params.get("name"));
    if !mail.subparts.is_empty() && kind != "message/rfc822" {
        // Of two forms of one body the plain one is read.
        let plain = mail.subparts.iter().position(|part| part.ctype.mimetype == "text/plain");
        let one = if kind == "multipart/alternative" { plain } else { None };
        for (at, inner) in mail.subparts.iter().enumerate() {
            if one.is_none_or(|one| one == at || !inner.ctype.mimetype.starts_with("text/")) {
                part(inner, body, members, options, budget)?;
            }
        }
        return Ok(());
    }
    let bytes = mail.get_body_raw().unwrap_or_default();
    match (kind, named) {
        ("text/plain", None) if disposition.disposition != DispositionType::Attachment => {
            let text = mail.get_body().unwrap_or_else(|_| txt::decode(&bytes));
            body.extend(text.lines().map(Block::line));
        }
        ("text/html", None) if disposition.disposition != DispositionType::Attachment => {
            let text = mail.get_body().unwrap_or_else(|_| txt::decode(&bytes));
            body.extend(html::blocks(&text));
        }
        // Pictures of a signature or a letterhead that stand in the text.
        _ if disposition.disposition == DispositionType::Inline && kind.starts_with("image/") => {}
        (_, name) => {
            let name = name.map_or_else(|| format!("part{}", members.len() + 1), |name| printable(name));
            add(members, name, &bytes, options, budget)?;
        }
    }
    Ok(())
}

/// Reads one file of a container, with the files inside it.
pub(super) fn add(
    members: &mut Vec<Member>,
    name: String,
    bytes: &[u8],
    options: &Options,
    budget: &mut Budget,
) -> Result<(), ReadError> {
    let size = bytes.len() as u64;
    let over = || ReadError::TooLarge { bytes: LARGEST, limit: LARGEST };
    budget.files = budget.files.checked_sub(1).ok_or_else(over)?;
    budget.bytes = budget.bytes.checked_sub(size).ok_or_else(over)?;
    let mut reading = match left_out(&name) {
        Some(error) => Err(error),
        None if budget.depth == 0 => Err(ReadError::Malformed(format!("containers {DEEPEST} deep"))),
        None => {
            budget.depth -= 1;
            let reading = super::read_within(bytes, &name, options, budget);
            budget.depth += 1;
            reading
        }
    };
    let inner = reading.as_mut().map(|reading| std::mem::take(&mut reading.members)).unwrap_or_default();
    let name = unique(name, members);
    members.push(Member { name: name.clone(), bytes: size, sha256: digest(bytes), reading });
    members.extend(inner.into_iter().map(|inner| Member { name: format!("{name}!/{}", inner.name), ..inner }));
    Ok(())
}

/// Two attachments may be called alike.
fn unique(name: String, members: &[Member]) -> String {
    let taken = |name: &str| members.iter().any(|member| member.name == name);
    if !taken(&name) {
        return name;
    }
    (2..).map(|number| format!("{name} ({number})")).find(|name| !taken(name)).unwrap_or(name)
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

/// The name of a file in an archive: UTF-8, or in one of the code pages of its time.
fn name(raw: &[u8]) -> String {
    printable(&txt::decode(raw).replace('\\', "/"))
}

fn printable(name: &str) -> String {
    name.trim_matches(['/', ' ']).chars().map(|c| if c.is_control() { '_' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

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
}
