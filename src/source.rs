//! Opens the source of the credentials.

use std::env;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read, StdinLock};
use std::path::Path;

use ses_smtp_pass::credentials::{Credential, Credentials, from_environment};
use ses_smtp_pass::error::{Error, Place};
use ses_smtp_pass::{AccessKeyId, SecretAccessKey};

use crate::cli::Source;
use crate::{aws_files, prompt};

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
pub fn open(source: Source) -> Result<Credentials<Input>, Error> {
    match source {
        Source::Argument(secret_access_key) => Ok(Credentials::one(Credential {
            access_key_id: None,
            secret_access_key,
            place: Place::Argument,
        })),
        Source::StandardInput => Credentials::read(standard_input(), "standard input"),
        Source::Environment => from_environment(|name| env::var(name)).map(Credentials::one),
        Source::Profile(name) => aws_files::find_profile(&name).map(Credentials::one),
        Source::File(path) => Credentials::read(file(&path, "the file of --file")?, "the file of --file"),
    }
}

/// Standard input as text.
pub fn standard_input() -> Input {
    Input::StandardInput(io::stdin().lock())
}

/// A file as text.
pub fn file(path: &Path, source: &'static str) -> Result<Input, Error> {
    File::open(path).map(Input::File).map_err(|error| Error::Read { what: source, error })
}

/// Asks for a credential on the terminal.
pub fn ask(with_access_key_id: bool) -> Result<Credentials<Input>, Error> {
    let place = Place::Prompt;
    let ask = || {
        let id = with_access_key_id.then(prompt::access_key_id).transpose()?;
        let access_key_id =
            id.map(|id| AccessKeyId::new(&id)).transpose().map_err(|error| error.at(place))?;
        let secret = prompt::hidden("Secret access key: ")?;
        let secret_access_key = SecretAccessKey::unchecked(&secret).map_err(|error| error.at(place))?;
        Ok(Credentials::one(Credential { access_key_id, secret_access_key, place }))
    };
    let credentials = ask();
    prompt::finish();
    credentials
}
