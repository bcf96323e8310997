//! Folder to files, sorted by path.

use std::path::PathBuf;

/// A file of the corpus, or a member of a container.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WalkedFile {
    /// As the record names it: last component of the corpus argument, `/`, path below it.
    pub path: String,
    /// Where it lies on disk.
    pub disk: PathBuf,
    /// Size in bytes.
    pub bytes: u64,
    /// Time of last change, nanoseconds since 1970.
    pub modified: i128,
}
