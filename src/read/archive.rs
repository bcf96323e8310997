//! Archives, opened also when their directory is lost: what stands in front of each file is enough.

use std::borrow::Cow;
use std::io::Cursor;

use memchr::memmem;
use zip::ZipArchive;

use super::ReadError;

/// Files that are looked for in an archive without a directory.
const MOST: usize = 20_000;

/// An archive over its bytes.
pub(super) type Archive<'a> = ZipArchive<Cursor<Cow<'a, [u8]>>>;

/// Opens an archive that must hold the file `needed`; says too whether its directory had to be made anew.
pub(super) fn open<'a>(bytes: &'a [u8], needed: Option<&str>) -> Result<(Archive<'a>, bool), ReadError> {
    let holds = |archive: &Archive<'_>| needed.is_none_or(|name| archive.index_for_name(name).is_some());
    let error = match ZipArchive::new(Cursor::new(Cow::Borrowed(bytes))) {
        Ok(archive) if holds(&archive) => return Ok((archive, false)),
        Ok(_) => "no main part".to_owned(),
        Err(error) => error.to_string(),
    };
    let again = mended(bytes).and_then(|mended| ZipArchive::new(Cursor::new(Cow::Owned(mended))).ok());
    again.filter(holds).map(|archive| (archive, true)).ok_or(ReadError::Malformed(error))
}

/// The bytes with a directory made from what stands in front of each file; `None` where there is no file.
pub(super) fn mended(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut files: Vec<File<'_>> = Vec::new();
    for at in memmem::find_iter(bytes, b"PK\x03\x04").take(MOST) {
        let Some(file) = File::at(bytes, at) else { continue };
        match files.last_mut() {
            // A file inside a file that is stored as it is.
            Some(before) if before.is_stored() && at < before.data + before.packed => continue,
            Some(before) => before.packed = before.packed.min(at.saturating_sub(before.data)),
            None => {}
        }
        files.push(file);
    }
    let count = u16::try_from(files.len()).ok().filter(|count| *count > 0)?;
    let mut out = bytes.to_vec();
    let directory = u32::try_from(out.len()).ok()?;
    files.iter().for_each(|file| file.list(&mut out));
    let size = u32::try_from(out.len()).ok()? - directory;
    out.extend(b"PK\x05\x06\0\0\0\0");
    [count, count].iter().for_each(|count| out.extend(count.to_le_bytes()));
    [size, directory].iter().for_each(|place| out.extend(place.to_le_bytes()));
    out.extend([0, 0]);
    Some(out)
}

/// One file as its own head tells of it.
struct File<'a> {
    at: usize,
    /// Flags, method, time and day.
    head: &'a [u8],
    checksum: [u8; 4],
    data: usize,
    packed: usize,
    unpacked: u32,
    name: &'a [u8],
}

impl<'a> File<'a> {
    fn at(bytes: &'a [u8], at: usize) -> Option<File<'a>> {
        let head = bytes.get(at..at + 30)?;
        let two = |place: usize| u16::from_le_bytes([head[place], head[place + 1]]);
        let four = |bytes: &[u8], place: usize| {
            bytes.get(place..place + 4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        };
        let name = bytes.get(at + 30..at + 30 + usize::from(two(26)))?;
        let data = at + 30 + name.len() + usize::from(two(28));
        if !matches!(two(8), 0 | 8) || name.is_empty() || data > bytes.len() {
            return None;
        }
        let (mut checksum, mut packed, mut unpacked) = (four(head, 14)?, four(head, 18)? as usize, four(head, 22)?);
        let rest = bytes.get(data..)?;
        if two(6) & 8 != 0 && packed == 0 {
            // What the head leaves open stands behind the file, or is lost with it.
            let behind = memmem::find(rest, b"PK\x07\x08");
            packed = behind.or_else(|| memmem::find(rest, b"PK\x01\x02")).unwrap_or(rest.len());
            if let Some(behind) = behind.and_then(|at| rest.get(at..)) {
                checksum = four(behind, 4)?;
                unpacked = four(behind, 12)?;
            }
        }
        let head = head.get(6..14)?;
        let checksum = checksum.to_le_bytes();
        Some(File { at, head, checksum, data, packed: packed.min(rest.len()), unpacked, name })
    }

    fn is_stored(&self) -> bool {
        self.head.get(2) == Some(&0)
    }

    /// Writes its entry of the directory.
    fn list(&self, out: &mut Vec<u8>) {
        out.extend(b"PK\x01\x02\x14\0\x14\0");
        out.extend(self.head);
        out.extend(self.checksum);
        [self.packed as u32, self.unpacked].iter().for_each(|size| out.extend(size.to_le_bytes()));
        out.extend((self.name.len() as u16).to_le_bytes());
        out.extend([0; 12]);
        out.extend((self.at as u32).to_le_bytes());
        out.extend(self.name);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive() -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [("a.txt", "Số: 1/CT".repeat(50)), ("b.txt", "Số: 2/CT".repeat(50))] {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[track_caller]
    fn check(bytes: &[u8], expected: &[&str]) {
        let (mut archive, _) = open(bytes, None).unwrap();
        for (index, start) in expected.iter().enumerate() {
            let mut text = Vec::new();
            let _ = archive.by_index(index).unwrap().read_to_end(&mut text);
            assert!(text.starts_with(start.as_bytes()), "{index}: {text:?}");
        }
        assert_eq!(archive.len(), expected.len());
    }

    #[test]
    fn archives_without_a_directory() {
        let whole = archive();
        check(&whole, &["Số: 1/CT", "Số: 2/CT"]);
        let directory = memmem::find(&whole, b"PK\x01\x02").unwrap();
        check(&whole[..directory], &["Số: 1/CT", "Số: 2/CT"]);
        check(&whole[..directory + 20], &["Số: 1/CT", "Số: 2/CT"]);
        let second = memmem::rfind(&whole, b"PK\x03\x04").unwrap();
        check(&whole[..second + 45], &["Số: 1/CT", "S"]);
        for cut in 0..whole.len() {
            let _ = open(&whole[..cut], None);
        }
    }
}
