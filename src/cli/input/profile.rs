//! The profiles of the AWS CLI, read as the AWS CLI reads them.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::parts::{Field, Parts};
use super::{read_whole, set_variable};
use crate::cli::credential::{Credential, IAM_USER};
use crate::cli::error::{Error, Place};
use ini::{Ini, Section};

mod ini;

type Variable<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// One of the two files of the AWS CLI.
struct Source {
    what: &'static str,
    variable: &'static str,
    name: &'static str,
    /// Returns the name of the profile in a section's header.
    profile: fn(&Section) -> Option<String>,
}

static SOURCES: [Source; 2] = [
    Source {
        what: "the credentials file",
        variable: "AWS_SHARED_CREDENTIALS_FILE",
        name: "credentials",
        profile: |section| Some(section.name.to_owned()),
    },
    Source {
        what: "the config file",
        variable: "AWS_CONFIG_FILE",
        name: "config",
        profile: of_config,
    },
];

/// The error so far, if no file has the access key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Missing {
    Files,
    Profile,
    Keys,
    Id,
    IsTemporary,
    Process,
}

pub(crate) fn read(name: &str, variable: Variable) -> Result<Credential, Error> {
    let mut missing = Missing::Files;
    for source in &SOURCES {
        let Some(file) = source.open(variable)? else {
            continue;
        };
        let text = read_whole(file, source.what)?;
        let ini = Ini::parse(&text)
            .map_err(|(line, error)| error.at(Place::LineOf(source.what, line)))?;
        // The last section replaces the earlier ones.
        let is_profile = |section: &&Section| (source.profile)(section).as_deref() == Some(name);
        let Some(section) = ini.sections.iter().rfind(is_profile) else {
            missing = missing.max(Missing::Profile);
            continue;
        };
        match credential(&ini, section, source.what)? {
            Ok(credential) => return Ok(credential),
            Err(found) => missing = missing.max(found),
        }
    }
    Err(missing.error(variable))
}

/// Returns a function that reads the names of all profiles, for completion. It returns nothing else
/// of the files, and skips a file that could block, such as a named pipe.
pub(crate) fn names(variable: Variable) -> impl Fn() -> Vec<String> + Send + Sync + 'static {
    let paths = SOURCES.each_ref().map(|source| source.path(variable));
    move || {
        let sources = SOURCES.iter().zip(&paths);
        let names = sources.filter_map(|(source, path)| {
            let path = path.as_ref().filter(|path| path.is_file())?;
            let text = read_whole(File::open(path).ok()?, source.what).ok()?;
            let sections = Ini::parse(&text).ok()?.sections;
            Some(sections.iter().filter_map(source.profile).collect())
        });
        names.collect::<Vec<Vec<String>>>().concat()
    }
}

impl Source {
    fn path(&self, variable: Variable) -> Option<PathBuf> {
        let named = set_variable(variable, self.variable).map(PathBuf::from);
        let in_home = || Some(home(variable)?.join(".aws").join(self.name));
        named.map(|path| expand(path, variable)).or_else(in_home)
    }

    fn open(&self, variable: Variable) -> Result<Option<File>, Error> {
        let Some(path) = self.path(variable) else {
            return Ok(None);
        };
        match File::open(path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::Read {
                what: self.what,
                error,
            }),
        }
    }
}

/// The AWS CLI expands `~/` in the variables that name its files.
fn expand(path: PathBuf, variable: Variable) -> PathBuf {
    match (path.strip_prefix("~").map(Path::to_owned), home(variable)) {
        (Ok(below), Some(home)) => home.join(below),
        _ => path,
    }
}

fn home(variable: Variable) -> Option<PathBuf> {
    let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    set_variable(variable, name).map(PathBuf::from)
}

/// A profile of the config file is `[default]`, or `[profile NAME]`, with a name that can be quoted
/// as in a shell.
fn of_config(section: &Section) -> Option<String> {
    if section.name.starts_with("profile") {
        let words = ini::words(section.name)?;
        let [_, name] = <[String; 2]>::try_from(words).ok()?;
        Some(name)
    } else {
        (section.name == "default").then(|| section.name.to_owned())
    }
}

/// Returns the access key of a section, or an error. Without an ID, the AWS CLI searches further.
fn credential(
    ini: &Ini,
    section: &Section,
    what: &'static str,
) -> Result<Result<Credential, Missing>, Error> {
    let mut parts = Parts::default();
    let (mut is_temporary, mut has_process, mut has_secret) = (false, false, false);
    for setting in ini.settings(section) {
        is_temporary |= leads_to_temporary(&setting.name);
        has_process |= setting.name == "credential_process";
        let Some(field) = field(&setting.name) else {
            continue;
        };
        has_secret |= field == Field::SecretAccessKey;
        let place = Place::LineOf(what, setting.line);
        if let Some(line) = setting.continued {
            return Err(
                Error::input("an indented line continues the value above it")
                    .hint("remove the spaces at the start of the line")
                    .at(Place::LineOf(what, line)),
            );
        }
        parts.put(field, setting.value, place)?;
    }
    if !parts.has_id() {
        return Ok(Err(match (is_temporary, has_process, has_secret) {
            (true, ..) => Missing::IsTemporary,
            (_, true, _) => Missing::Process,
            (.., true) => Missing::Id,
            _ => Missing::Keys,
        }));
    }
    let missing = Error::input("the profile has no aws_secret_access_key")
        .hint("add aws_secret_access_key, or create a new access key")
        .at(Place::LineOf(what, section.line));
    parts.into_credential(missing).map(Ok)
}

fn field(setting: &str) -> Option<Field> {
    match setting {
        "aws_access_key_id" => Some(Field::AccessKeyId),
        "aws_secret_access_key" => Some(Field::SecretAccessKey),
        "aws_session_token" | "aws_security_token" => Some(Field::SessionToken),
        _ => None,
    }
}

fn leads_to_temporary(setting: &str) -> bool {
    setting.starts_with("sso_")
        || matches!(
            setting,
            "role_arn" | "web_identity_token_file" | "login_session"
        )
}

impl Missing {
    fn error(self, variable: Variable) -> Error {
        match self {
            Self::Files if home(variable).is_none() => {
                Error::input("HOME isn't set, so the AWS credentials file can't be found")
                    .hint("set HOME or AWS_SHARED_CREDENTIALS_FILE, or use --file")
            }
            Self::Files => {
                Error::input("neither the AWS credentials file nor the config file exists")
                    .hint("run aws configure, or use --file or --from-env")
            }
            Self::Profile => {
                Error::input("the profile isn't in the credentials file or the config file")
                    .hint("to list the profiles, run aws configure list-profiles")
            }
            Self::Keys => Error::input("the profile has no access key")
                .hint("add aws_access_key_id and aws_secret_access_key of an IAM user"),
            Self::Id => {
                Error::input("the profile has a secret access key, but no aws_access_key_id")
                    .hint("add aws_access_key_id; the AWS CLI ignores the secret without it")
            }
            Self::IsTemporary => Error::input(
                "the profile has no access key, and provides temporary credentials only",
            )
            .hint(IAM_USER),
            Self::Process => Error::input("the profile has credential_process, which isn't run")
                .hint("pipe the output of aws configure export-credentials into ses-smtp-pass"),
        }
    }
}
