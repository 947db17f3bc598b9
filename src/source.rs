//! Opens the source of the credentials.

use std::env;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read, StdinLock};
use std::path::{Path, PathBuf};

use ses_smtp_pass::convert::Conversion;
use ses_smtp_pass::credentials::{Credential, Credentials, Profile, ProfileFile, from_environment};
use ses_smtp_pass::error::{Error, Place};
use ses_smtp_pass::{AccessKeyId, SecretAccessKey, read_whole};

use crate::cli::Source;
use crate::prompt;

/// What is read from, where there is a text to read.
pub enum Input {
    StandardInput(StdinLock<'static>),
    File(File),
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::StandardInput(input) => input.read(buffer),
            Self::File(file) => file.read(buffer),
        }
    }
}

/// Whether the credentials are asked for on the terminal.
pub fn is_prompt(source: &Source) -> bool {
    matches!(source, Source::StandardInput) && io::stdin().is_terminal()
}

/// Opens the source that the command line names. No other one is touched.
pub fn open(source: Source, conversion: &Conversion) -> Result<Credentials<Input>, Error> {
    if is_prompt(&source) {
        return prompted(conversion).map(Credentials::one);
    }
    match source {
        Source::Argument(secret_access_key) => Ok(Credentials::one(Credential {
            access_key_id: None,
            secret_access_key,
            place: Place::Argument,
        })),
        Source::StandardInput => {
            Credentials::read(Input::StandardInput(io::stdin().lock()), "standard input")
        }
        Source::Environment => from_environment(|name| env::var(name)).map(Credentials::one),
        Source::Profile(name) => profile(&name).map(Credentials::one),
        Source::File(path) => {
            let source = "the file of --file";
            let file = File::open(path).map_err(|error| Error::Read { what: source, error })?;
            Credentials::read(Input::File(file), source)
        }
    }
}

fn prompted(conversion: &Conversion) -> Result<Credential, Error> {
    let place = Place::Prompt;
    let ask = || {
        let access_key_id = if conversion.format.needs_username() && conversion.access_key_id.is_none() {
            Some(AccessKeyId::new(&prompt::access_key_id()?)?)
        } else {
            None
        };
        let secret_access_key = SecretAccessKey::unchecked(&prompt::secret_access_key()?)?;
        Ok(Credential { access_key_id, secret_access_key, place })
    };
    ask().map_err(|error: Error| match error {
        Error::Interrupted | Error::Read { .. } => error,
        error => error.at(place),
    })
}

fn profile(name: &str) -> Result<Credential, Error> {
    let files = [
        (
            ProfileFile::Credentials,
            "AWS_SHARED_CREDENTIALS_FILE",
            "credentials",
            "the shared credentials file",
        ),
        (ProfileFile::Config, "AWS_CONFIG_FILE", "config", "the config file"),
    ];
    let mut error = Error::ProfileAbsent;
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
            Profile::Absent => {}
        }
    }
    Err(error)
}

/// Opens one of the two files of AWS's tools, `None` where it is not there.
fn open_aws_file(variable: &str, file_name: &str, source: &'static str) -> Result<Option<File>, Error> {
    let named = env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from);
    let home = || env::home_dir().map(|home| home.join(".aws").join(file_name));
    let Some(path) = named.map(expand_home).or_else(home) else {
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
    match (path.strip_prefix("~").map(Path::to_owned), env::home_dir()) {
        (Ok(below), Some(home)) => home.join(below),
        _ => path,
    }
}
