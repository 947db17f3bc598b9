//! A new file for secrets, which is removed if the run fails.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::BeforeSignal;
use super::error::Error;

/// A file that didn't exist before, with mode 0600 if the system has file modes.
pub(crate) struct NewFile {
    file: File,
    name: Name,
}

enum Name {
    /// The file gets its name when it is complete, so that not even SIGKILL leaves a part of it.
    #[cfg(target_os = "linux")]
    Later(PathBuf),
    /// The file has its name from the start, because the system supports nothing else.
    Now(Arc<Mutex<Option<Created>>>),
}

/// A file to remove, unless the run succeeds.
struct Created {
    path: PathBuf,
    metadata: Metadata,
}

impl NewFile {
    /// Creates the file, or returns an error if that isn't possible.
    pub(crate) fn create(path: &Path, before_signal: &BeforeSignal) -> Result<Self, Error> {
        match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                return Err(Error::input("the output file is a directory")
                    .hint("add the name of a new file"));
            }
            Ok(_) => return Err(write_error(io::ErrorKind::AlreadyExists.into())),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(write_error(error));
            }
            Err(_) => {}
        }
        #[cfg(target_os = "linux")]
        if let Some(file) = nameless::create(path) {
            let name = Name::Later(path.to_owned());
            return Ok(Self { file, name });
        }
        Self::create_named(path, before_signal).map_err(write_error)
    }

    fn create_named(path: &Path, before_signal: &BeforeSignal) -> io::Result<Self> {
        let created = Arc::new(Mutex::new(None));
        before_signal({
            let created = Arc::clone(&created);
            Box::new(move || remove(&created))
        })?;
        // A signal that comes now waits until this file is known and can be removed.
        let mut slot = created.lock().expect(NO_PANIC);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        *slot = Some(Created {
            path: path.to_owned(),
            metadata: file.metadata()?,
        });
        drop(slot);
        let name = Name::Now(created);
        Ok(Self { file, name })
    }

    /// Keeps the file, after it has been written to disk completely.
    pub(crate) fn finish(self) -> Result<(), Error> {
        self.file.sync_all().map_err(write_error)?;
        match &self.name {
            #[cfg(target_os = "linux")]
            Name::Later(path) => nameless::link(&self.file, path).map_err(write_error),
            Name::Now(created) => match created.lock().expect(NO_PANIC).take() {
                Some(created) if created.is_at_its_path() => Ok(()),
                Some(_) => Err(Error::input(
                    "another process removed or replaced the output file",
                )),
                // The cleanup after a signal has removed the file, and is about to end the process.
                None => Err(Error::Interrupted),
            },
        }
    }
}

const NO_PANIC: &str = "nothing panics while it holds the lock";

fn write_error(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::AlreadyExists => Error::input("the output file already exists")
            .hint("choose a new name; ses-smtp-pass doesn't overwrite files"),
        _ => Error::Write {
            what: "the output file",
            error,
        },
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
        match &self.name {
            #[cfg(target_os = "linux")]
            Name::Later(_) => {}
            Name::Now(created) => remove(created),
        }
    }
}

fn remove(created: &Mutex<Option<Created>>) {
    let created = created.lock().expect(NO_PANIC).take();
    if let Some(created) = created.filter(Created::is_at_its_path) {
        // The run has already failed with another error.
        let _ = fs::remove_file(created.path);
    }
}

impl Created {
    /// Returns whether the path still refers to this file.
    fn is_at_its_path(&self) -> bool {
        let found = fs::symlink_metadata(&self.path);
        found.is_ok_and(|found| is_same(&found, &self.metadata))
    }
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// On Windows, std doesn't identify files.
#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// Files without a name until they are complete.
#[cfg(target_os = "linux")]
mod nameless {
    use std::fs::{self, File};
    use std::io;
    use std::os::fd::AsRawFd as _;
    use std::path::{Path, PathBuf};

    use rustix::fs::{AtFlags, CWD, Mode, OFlags};

    /// Creates a file in the directory of `path`, if the file system supports nameless files and
    /// /proc exists to name them. A path that ends with a slash can't become a file.
    pub(crate) fn create(path: &Path) -> Option<File> {
        if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
            return None;
        }
        let directory = match path.parent()? {
            directory if directory.as_os_str().is_empty() => Path::new("."),
            directory => directory,
        };
        let flags = OFlags::WRONLY | OFlags::TMPFILE | OFlags::CLOEXEC;
        let file = rustix::fs::open(directory, flags, Mode::RUSR | Mode::WUSR).ok()?;
        let file = File::from(file);
        fs::symlink_metadata(proc_path(&file))
            .is_ok()
            .then_some(file)
    }

    /// Names a file through /proc, because linking the descriptor itself requires privileges.
    pub(crate) fn link(file: &File, path: &Path) -> io::Result<()> {
        let flags = AtFlags::SYMLINK_FOLLOW;
        Ok(rustix::fs::linkat(CWD, proc_path(file), CWD, path, flags)?)
    }

    fn proc_path(file: &File) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::cell::RefCell;
    use std::fs;
    use std::io::Write as _;

    use super::NewFile;

    /// Creates a file as if nameless files didn't exist, calls `meanwhile` before the file is
    /// dropped, and returns the contents of the path after that.
    fn dropped(name: &str, meanwhile: impl Fn(&std::path::Path)) -> Option<String> {
        let path =
            std::env::temp_dir().join(format!("ses-smtp-pass-{}-{name}", std::process::id()));
        let _ = fs::remove_file(&path);
        let mut file = NewFile::create_named(&path, &|_| Ok(())).unwrap();
        file.write_all(b"a part").unwrap();
        meanwhile(&path);
        drop(file);
        let found = fs::read_to_string(&path).ok();
        let _ = fs::remove_file(&path);
        found
    }

    #[test]
    fn named_file_is_removed_unless_it_is_finished() {
        assert_eq!(dropped("unfinished", |path| assert!(path.exists())), None);
    }

    #[test]
    fn another_process_s_file_is_left_alone() {
        let replaced = dropped("replaced", |path| {
            // A file created at the path could have the inode of the removed file.
            let other = path.with_extension("other");
            fs::write(&other, "precious").unwrap();
            fs::rename(other, path).unwrap();
        });
        assert_eq!(replaced.as_deref(), Some("precious"));
    }

    #[test]
    fn named_file_is_removed_before_a_signal_ends_the_process() {
        let path =
            std::env::temp_dir().join(format!("ses-smtp-pass-{}-signal", std::process::id()));
        let action = RefCell::new(None);
        let file = NewFile::create_named(&path, &|new| {
            action.replace(Some(new));
            Ok(())
        });
        let (mut action, file) = (action.take().unwrap(), file.unwrap());
        assert!(path.exists());
        action();
        assert!(!path.exists());
        assert!(file.finish().is_err());
    }
}
