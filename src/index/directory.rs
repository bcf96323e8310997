//! The folder of the index, without lock files: the one writer holds a lock on the folder itself, which ends with its
//! process, and readers need no right to write.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

/// The folder that holds the index.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    path: PathBuf,
    files: MmapDirectory,
}

impl Folder {
    /// An existing folder.
    pub(super) fn open(path: &Path) -> tantivy::Result<Folder> {
        Ok(Folder { path: path.to_owned(), files: MmapDirectory::open(path)? })
    }
}

/// Takes the lock on a folder that only one process may hold; it ends when the file is dropped.
pub(super) fn lock(folder: &Path) -> Result<File, LockError> {
    let file = File::open(folder).map_err(LockError::wrap_io_error)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(LockError::LockBusy),
        Err(std::fs::TryLockError::Error(error)) => Err(LockError::wrap_io_error(error)),
    }
}

/// Whether a folder that is no index holds what belongs to someone: a build that was killed while it began leaves some
/// files of its own.
pub(super) fn holds_others(folder: &Path) -> io::Result<bool> {
    for found in std::fs::read_dir(folder)? {
        let name = found?.file_name();
        let name = name.to_string_lossy();
        if ![".managed.json", ".gitignore", ".gitkeep"].contains(&&*name) && !name.starts_with(".tmp") {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.files.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.files.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.files.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        // Readable for whom the umask allows: tantivy's own temporary files are for their owner alone.
        let mut file = tempfile::Builder::new()
            .prefix(".tmp")
            .permissions(Permissions::from_mode(0o666))
            .tempfile_in(&self.path)?;
        file.write_all(data)?;
        file.as_file().sync_data()?;
        file.persist(self.path.join(path))?;
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    /// The lock that keeps a reader's files from being collected is left out: a reader that meets a file that has
    /// just gone opens the newer commit instead.
    fn acquire_lock(&self, wanted: &Lock) -> Result<DirectoryLock, LockError> {
        if wanted.filepath == INDEX_WRITER_LOCK.filepath {
            lock(&self.path).map(|file| DirectoryLock::from(Box::new(file)))
        } else {
            Ok(DirectoryLock::from(Box::new(())))
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}
