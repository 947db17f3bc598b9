//! A new file for secrets, which is removed unless it is finished.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::Error;

/// A file that didn't exist before, with mode 0600 where files have modes.
pub(crate) struct NewFile {
    file: File,
    path: PathBuf,
    is_finished: bool,
}

impl NewFile {
    /// Creates the file.
    pub(crate) fn create(path: &Path) -> Result<Self, Error> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(path) {
            Ok(file) => Ok(Self {
                file,
                path: path.to_owned(),
                is_finished: false,
            }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(Error::input("the output file already exists")
                    .hint("choose a new name; ses-smtp-pass doesn't overwrite files"))
            }
            Err(error) => Err(Error::Write {
                what: "the output file",
                error,
            }),
        }
    }

    /// Keeps the file, once the disk has all of it.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.file.sync_all().map_err(|error| Error::Write {
            what: "the output file",
            error,
        })?;
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
