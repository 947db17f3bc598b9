//! Opens the source of the credentials.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Ask;
use super::args::SourceArgs;
use super::credential::{Credential, Credentials};
use super::error::{Error, Place};
use super::input::{self, Kind, environment, profile};

/// The source of the credentials.
pub(crate) enum Source {
    /// The argument SECRET, which has been validated.
    Argument(Credential),
    Input,
    Environment,
    Profile(String),
    File(PathBuf),
}

const FILE: &str = "the file passed with --file";

impl Source {
    /// Returns the source that the options name, if any.
    pub(crate) fn of_options(args: SourceArgs) -> Result<Option<Self>, Error> {
        let environment = args.from_env.then_some(Self::Environment);
        let profile = args.profile.map(Self::Profile);
        let file = args.file.map(|path| {
            if path.as_os_str() == "-" {
                Self::Input
            } else {
                Self::File(path)
            }
        });
        let mut sources = [environment, profile, file].into_iter().flatten();
        let source = sources.next();
        match sources.next() {
            None => Ok(source),
            Some(_) => Err(several()),
        }
    }

    /// Opens the source, and reads no other source. With `with_id`, there is a prompt for the user
    /// name too.
    pub(crate) fn open<'a>(
        self,
        kind: Kind,
        with_id: bool,
        input: impl Read + 'a,
        ask: Option<&Ask>,
        variable: &dyn Fn(&str) -> Option<OsString>,
    ) -> Result<Credentials<'a>, Error> {
        match self {
            Self::Argument(credential) => Ok(one(credential)),
            Self::Input => match ask {
                Some(ask) => prompt(kind, with_id, ask).map(one),
                None => input::read(input, "standard input", kind),
            },
            Self::Environment => environment::read(variable).map(one),
            Self::Profile(name) => profile::read(&name, variable).map(one),
            Self::File(path) => input::read(file(&path, FILE)?, FILE, kind),
        }
    }
}

pub(crate) fn several() -> Error {
    Error::usage("SECRET, --from-env, --profile, and --file can't be used together")
}

pub(crate) fn file(path: &Path, what: &'static str) -> Result<File, Error> {
    File::open(path).map_err(|error| Error::Read { what, error })
}

fn one<'a>(credential: Credential) -> Credentials<'a> {
    Box::new(std::iter::once(Ok(credential)))
}

fn prompt(kind: Kind, with_id: bool, ask: &Ask) -> Result<Credential, Error> {
    let key = match kind {
        Kind::Secret => "Secret access key: ",
        Kind::Password => "SMTP password: ",
    };
    let prompts = if with_id {
        &["Access key ID: ", key][..]
    } else {
        &[key]
    };
    let mut answers = answers(ask, prompts)?;
    let key = answers.pop().unwrap_or_default();
    let id = answers.pop();
    let id = id.as_ref().map(|id| id.as_str());
    if key.trim().is_empty() || id.is_some_and(|id| id.trim().is_empty()) {
        return Err(Error::input("nothing was entered at the prompt"));
    }
    let place = Place::Prompt;
    match kind {
        Kind::Secret => Credential::from_secret(id, &key, place),
        Kind::Password => Credential::from_password(id, &key, place),
    }
}

/// Prompts on the terminal.
pub(crate) fn answers(
    ask: &Ask,
    prompts: &[&str],
) -> Result<Vec<zeroize::Zeroizing<String>>, Error> {
    ask(prompts).map_err(|error| match error.kind() {
        io::ErrorKind::Interrupted => Error::Interrupted,
        io::ErrorKind::NotConnected => Error::input("there is no terminal to prompt on")
            .hint("pipe the key in, or use --file, --profile, or --from-env"),
        _ => Error::Read {
            what: "the terminal",
            error,
        },
    })
}
