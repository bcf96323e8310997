//! Folder to files, sorted by path. Every regular file comes out once: to be read, or left out with the reason.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::Metadata;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use walkdir::WalkDir;

use crate::read::ReadError;

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WalkedFile {
    /// As the record names it: last component of the corpus argument, `/`, path below it. A byte that is no UTF-8
    /// and a control character are written `\xHH`, a backslash twice.
    pub path: String,
    /// Where it lies on disk.
    pub disk: PathBuf,
    /// Size in bytes.
    pub bytes: u64,
    /// Time of last change, nanoseconds since 1970.
    pub modified: i128,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files to be read, sorted by path.
    pub files: Vec<WalkedFile>,
    /// Files that are no documents, and what could not be entered, sorted by path.
    pub left_out: Vec<(WalkedFile, ReadError)>,
}

/// Why a walk did not begin: a mistake in the arguments.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// No such file or folder, or no permission.
    #[error("{0}: {1}: name a folder or file that exists")]
    Missing(PathBuf, std::io::Error),
    /// Records of both would have the same paths.
    #[error("two corpus folders are called {0}: rename one of them, or give the folder above both")]
    SameName(String),
    /// The root folder has no name.
    #[error("{0}: has no name that records could begin with: give a folder inside it")]
    Nameless(PathBuf),
    /// A pattern after --exclude.
    #[error("{0}: not a pattern: {1}")]
    Pattern(String, globset::Error),
}

/// Walks `arguments`. `exclude` holds globs: one without a slash fits any name on the way, one with a slash the path
/// of the record or the path below its argument.
pub fn walk(arguments: &[PathBuf], exclude: &[String]) -> Result<Walk, WalkError> {
    let exclude = Exclude::new(exclude)?;
    let mut names = BTreeSet::new();
    let mut walk = Walk::default();
    for argument in arguments {
        let name = name_of(argument)?;
        if !names.insert(name.clone()) {
            return Err(WalkError::SameName(name));
        }
        walk.argument(argument, &name, &exclude);
    }
    walk.files.sort();
    walk.left_out.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(walk)
}

/// The name that the paths of an argument's records begin with.
fn name_of(argument: &Path) -> Result<String, WalkError> {
    let missing = |error| WalkError::Missing(argument.to_owned(), error);
    std::fs::metadata(argument).map_err(missing)?;
    match argument.file_name() {
        Some(name) => Ok(printable(name)),
        None => {
            let full = argument.canonicalize().map_err(missing)?;
            full.file_name().map(printable).ok_or_else(|| WalkError::Nameless(argument.to_owned()))
        }
    }
}

impl Walk {
    fn argument(&mut self, argument: &Path, name: &str, exclude: &Exclude) {
        for entry in WalkDir::new(argument).follow_links(true) {
            let (disk, found) = match entry {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) => {
                    let found = entry.metadata().map_err(|error| ReadError::Open(plain(&error)));
                    (entry.into_path(), found)
                }
                Err(error) => {
                    let disk = error.path().unwrap_or(argument).to_owned();
                    let reason = match error.loop_ancestor() {
                        Some(_) => ReadError::Ignored("a symbolic link to a folder above it".to_owned()),
                        None if disk.is_symlink() => ReadError::Open("a symbolic link to nothing".to_owned()),
                        None => ReadError::Open(plain(&error)),
                    };
                    (disk, Err(reason))
                }
            };
            let below = disk.strip_prefix(argument).unwrap_or(&disk);
            let below: Vec<String> = below.components().map(|part| printable(part.as_os_str())).collect();
            let path = if below.is_empty() { name.to_owned() } else { format!("{name}/{}", below.join("/")) };
            let file = |metadata: Option<&Metadata>| WalkedFile {
                path: path.clone(),
                disk: disk.clone(),
                bytes: metadata.map_or(0, Metadata::len),
                modified: metadata.map_or(0, modified),
            };
            match found {
                Err(error) => self.left_out.push((file(None), error)),
                Ok(metadata) => match reason(&metadata, &below, &path, exclude) {
                    Some(reason) => self.left_out.push((file(Some(&metadata)), ReadError::Ignored(reason))),
                    None => self.files.push(file(Some(&metadata))),
                },
            }
        }
    }
}

/// Why a file is no document, if so.
fn reason(metadata: &Metadata, below: &[String], path: &str, exclude: &Exclude) -> Option<String> {
    let name = below.last().map_or(path, String::as_str);
    let reason = if !metadata.is_file() {
        // A pipe or a device: opening one may wait for ever.
        "not a regular file"
    } else if name.starts_with("~$") {
        "a lock file of an office program"
    } else if below.iter().any(|part| part.starts_with('.')) {
        "hidden"
    } else if matches!(name, "units.tsv" | "truth.jsonl" | "MANIFEST.tsv") {
        "a table about the corpus"
    } else if exclude.fits(below, path) {
        "excluded by --exclude"
    } else {
        return None;
    };
    Some(reason.to_owned())
}

fn modified(metadata: &Metadata) -> i128 {
    let Ok(time) = metadata.modified() else { return 0 };
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    }
}

/// What the system said, without the path: it stands beside.
fn plain(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), std::io::Error::to_string)
}

/// A name that can be printed and turned back into its bytes.
fn printable(name: &OsStr) -> String {
    let mut out = String::with_capacity(name.len());
    for chunk in name.as_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                c if c.is_control() => c.to_string().bytes().for_each(|byte| escape(byte, &mut out)),
                c => out.push(c),
            }
        }
        chunk.invalid().iter().for_each(|byte| escape(*byte, &mut out));
    }
    out
}

fn escape(byte: u8, out: &mut String) {
    // Writing to a String cannot fail.
    let _ = write!(out, "\\x{byte:02X}");
}

struct Exclude {
    names: GlobSet,
    paths: GlobSet,
}

impl Exclude {
    fn new(patterns: &[String]) -> Result<Exclude, WalkError> {
        let (mut names, mut paths) = (GlobSetBuilder::new(), GlobSetBuilder::new());
        for pattern in patterns {
            let wrong = |error| WalkError::Pattern(pattern.clone(), error);
            let pattern = pattern.trim_end_matches('/');
            let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(wrong)?;
            if pattern.contains('/') {
                paths.add(glob);
            } else {
                names.add(glob);
            }
        }
        let built =
            |set: GlobSetBuilder| set.build().map_err(|error| WalkError::Pattern("--exclude".to_owned(), error));
        Ok(Exclude { names: built(names)?, paths: built(paths)? })
    }

    fn fits(&self, below: &[String], path: &str) -> bool {
        if below.iter().any(|part| self.names.is_match(part)) || below.is_empty() && self.names.is_match(path) {
            return true;
        }
        if self.paths.is_empty() {
            return false;
        }
        let below = below.join("/");
        [path, &below].iter().any(|path| Path::new(path).ancestors().any(|above| self.paths.is_match(above)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    fn paths(walk: &Walk) -> Vec<&str> {
        walk.files.iter().map(|file| file.path.as_str()).collect()
    }

    fn left_out(walk: &Walk) -> Vec<(&str, &str)> {
        walk.left_out.iter().map(|(file, error)| (file.path.as_str(), error.kind())).collect()
    }

    #[test]
    fn every_file_comes_out_once() {
        let root = tempfile::tempdir().unwrap();
        let corpus = root.path().join("kho");
        fs::create_dir_all(corpus.join("b/.git")).unwrap();
        for name in ["b/2.txt", "b.txt", "a b.txt", "b/~$1.docx", "b/.git/config", "units.tsv", "old.bak"] {
            fs::write(corpus.join(name), name).unwrap();
        }
        fs::write(corpus.join(OsStr::from_bytes(b"c\xff\\.txt")), "x").unwrap();
        symlink("..", corpus.join("b/loop")).unwrap();
        symlink("nothing", corpus.join("gone.pdf")).unwrap();
        let found = walk(std::slice::from_ref(&corpus), &["*.bak".to_owned()]).unwrap();
        assert_eq!(paths(&found), ["kho/a b.txt", "kho/b.txt", "kho/b/2.txt", "kho/c\\xFF\\\\.txt"]);
        assert_eq!(found.files[2].bytes, 7);
        assert!(found.files[2].modified > 0);
        assert_eq!(
            left_out(&found),
            [
                ("kho/b/.git/config", "ignored"),
                ("kho/b/loop", "ignored"),
                ("kho/b/~$1.docx", "ignored"),
                ("kho/gone.pdf", "open"),
                ("kho/old.bak", "ignored"),
                ("kho/units.tsv", "ignored"),
            ]
        );
        let other = root.path().join("x/kho/");
        fs::create_dir_all(&other).unwrap();
        let same = walk(&[corpus.clone(), other], &[]).unwrap_err();
        assert!(matches!(same, WalkError::SameName(name) if name == "kho"));
        assert!(matches!(walk(&[corpus.join("none")], &[]), Err(WalkError::Missing(..))));
        assert!(matches!(walk(&["/".into()], &[]), Err(WalkError::Nameless(_))));
        assert_eq!(paths(&walk(&[corpus.join("b.txt")], &[]).unwrap()), ["b.txt"]);
        for pattern in ["kho/b/**", "b/", "kho/b", "b/2.txt"] {
            let walked = walk(std::slice::from_ref(&corpus), &[pattern.to_owned()]).unwrap();
            assert!(!paths(&walked).contains(&"kho/b/2.txt"), "{pattern}");
        }
    }
}
