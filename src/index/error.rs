//! Why an index cannot be used, and what to do.

use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

/// Why an index cannot be used: the folder, what is wrong, what to do.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Nothing is there.
    #[error("{0}: there is no index: run `vanban build CORPUS --index {0}`")]
    Missing(PathBuf),
    /// A folder with something else in it.
    #[error("{0}: a folder with other files in it, not an index: name an empty or a new folder with --index")]
    Foreign(PathBuf),
    /// Written by a newer version of the program.
    #[error("{0}: written by another version of vanban: remove the folder and build again, `rm -r {0}`")]
    Version(PathBuf),
    /// Its fields or its words are those of an older version.
    #[error("{0}: indexed by an older version of vanban: run `vanban build`, which mends it without reading a file")]
    Outdated(PathBuf),
    /// Another build is writing.
    #[error("{0}: another build is writing to this index: wait until it has ended")]
    Busy(PathBuf),
    /// No permission.
    #[error("{0}: no permission: choose another folder with --index, or change its owner")]
    Denied(PathBuf),
    /// No room.
    #[error("{0}: no room left on the disk: what was committed is kept; make room and build again")]
    Full(PathBuf),
    /// Its files do not fit together.
    #[error(
        "{folder}: damaged, or not an index of vanban ({reason}): name another folder with --index, or remove this one and build again"
    )]
    Damaged {
        /// The folder.
        folder: PathBuf,
        /// What tantivy says.
        reason: String,
    },
}

impl IndexError {
    /// Reads what tantivy says about `folder`.
    pub(super) fn of(folder: &Path, error: TantivyError) -> IndexError {
        let folder = folder.to_owned();
        if matches!(error, TantivyError::LockFailure(LockError::LockBusy, _)) {
            return IndexError::Busy(folder);
        }
        match io_of(&error).map(std::io::Error::kind) {
            Some(std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem) => {
                IndexError::Denied(folder)
            }
            Some(std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded) => IndexError::Full(folder),
            _ if says_full(&error) => IndexError::Full(folder),
            _ if matches!(error, TantivyError::IncompatibleIndex(_) | TantivyError::SchemaError(_)) => {
                IndexError::Version(folder)
            }
            _ => {
                let reason = error.to_string();
                IndexError::Damaged { folder, reason }
            }
        }
    }

    /// Reads what the system says about `folder`.
    pub(super) fn of_io(folder: &Path, error: std::io::Error) -> IndexError {
        IndexError::of(folder, TantivyError::from(error))
    }
}

/// Whether it says that the disk is full: dictionaries, stores and threads of tantivy keep only the system's words for it.
fn says_full(error: &TantivyError) -> bool {
    use rustix::io::Errno;
    let said = error.to_string();
    [Errno::NOSPC, Errno::DQUOT].into_iter().any(|full| said.contains(&std::io::Error::from(full).to_string()))
}

/// The error of the system below one of tantivy's.
fn io_of(error: &TantivyError) -> Option<&std::io::Error> {
    match error {
        TantivyError::IoError(io)
        | TantivyError::LockFailure(LockError::IoError(io), _)
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error: io, .. })
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: io, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: io, .. }) => Some(io),
        _ => None,
    }
}
