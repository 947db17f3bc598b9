//! Finds the shared credentials file and the config file of AWS's tools.

use std::env;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use ses_smtp_pass::credentials::{Credential, Profile, ProfileFile};
use ses_smtp_pass::error::Error;
use ses_smtp_pass::read_whole;

/// The access key of a profile, of the shared credentials file before the config file.
pub fn find_profile(name: &str) -> Result<Credential, Error> {
    let files = [
        (
            ProfileFile::Credentials,
            "AWS_SHARED_CREDENTIALS_FILE",
            "credentials",
            "the shared credentials file",
        ),
        (ProfileFile::Config, "AWS_CONFIG_FILE", "config", "the config file"),
    ];
    let mut error = Error::ProfileFilesAbsent;
    for (file, variable, file_name, source) in files {
        let Some(reader) = open_aws_file(variable, file_name, source)? else {
            continue;
        };
        let text = read_whole(reader, source)?;
        match Profile::find(&text, file, name)? {
            Profile::WithKeys(credential) => return Ok(*credential),
            Profile::WithoutKeys { is_temporary: true } => error = Error::ProfileIsTemporary,
            Profile::WithoutKeys { .. } if matches!(error, Error::ProfileIsTemporary) => {}
            Profile::WithoutKeys { .. } => error = Error::ProfileWithoutKeys,
            Profile::Absent if matches!(error, Error::ProfileFilesAbsent) => error = Error::ProfileAbsent,
            Profile::Absent => {}
        }
    }
    Err(error)
}

/// Opens one of the two files of AWS's tools, `None` where it is not there.
fn open_aws_file(variable: &str, file_name: &str, source: &'static str) -> Result<Option<File>, Error> {
    let named = env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from);
    let own = || home().map(|home| home.join(".aws").join(file_name));
    let Some(path) = named.map(expand_home).or_else(own) else {
        return Ok(None);
    };
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::Read { what: source, error }),
    }
}

/// AWS's tools take `~/` in the two variables for the home folder.
fn expand_home(path: PathBuf) -> PathBuf {
    match (path.strip_prefix("~").map(Path::to_owned), home()) {
        (Ok(below), Some(home)) => home.join(below),
        _ => path,
    }
}

/// `env::home_dir` asks the C library where HOME is not set, which may open a socket to find out.
fn home() -> Option<PathBuf> {
    if cfg!(unix) {
        env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
    } else {
        env::home_dir()
    }
}
