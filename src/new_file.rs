//! A new file for secrets, which is gone again unless it is finished.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that did not exist before, with mode 0600 where files have modes.
pub struct NewFile {
    file: File,
    path: PathBuf,
    is_finished: bool,
}

impl NewFile {
    /// Creates the file; fails where there is one.
    pub fn create(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self { file: options.open(path)?, path: path.to_owned(), is_finished: false })
    }

    /// Keeps the file, once the disk has all of it.
    pub fn finish(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        self.is_finished = true;
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.is_finished {
            // The run has failed already, and says why.
            let _ = fs::remove_file(&self.path);
        }
    }
}
