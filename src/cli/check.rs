//! The subcommand check: why SES rejects the login of a configuration.

mod account;
mod finding;
mod name;
mod recipe;
mod report;
mod shape;
mod text;
mod url;

use std::io::Read;
use std::path::Path;

use zeroize::Zeroizing;

use super::args::CheckArgs;
use super::credential::{Credential, Key as CredentialKey, parse_id};
use super::error::{Error, Place};
use super::input::Kind;
use super::source::{self, Source};
use super::{SUCCESS, Surroundings};
use crate::{AccessKeyId, access_key_id, endpoint, secret};
use finding::{Diagnosis, Key, Known, Verdict};
use report::Layout;

/// Something is wrong with the configuration.
const WRONG: u8 = 1;

/// No password could be read.
pub(crate) const NOT_CHECKED: u8 = 2;

const MAX_LEN: u64 = 1024 * 1024;

pub(crate) fn run(args: CheckArgs, surroundings: &mut Surroundings) -> Result<u8, Error> {
    let CheckArgs {
        config,
        source: options,
        access_key_id,
        region,
        format: is_json,
    } = args;
    let config = config.filter(|path| path.as_os_str() != "-");
    if let Some(path) = &config {
        reject_value(path)?;
    }
    let region = region.as_deref().map(parse_region).transpose()?;
    let id = access_key_id
        .as_deref()
        .map(parse_id)
        .transpose()
        .map_err(|error| error.at(Place::Named("--access-key-id")).on_command_line())?;
    let source = Source::of_options(options)?;
    if matches!(source, Some(Source::Input)) && config.is_none() {
        return Err(
            Error::usage("CONFIG and --file can't both be standard input")
                .hint("use a file for one of the two"),
        );
    }
    let credential = source
        .map(|source| credential(source, surroundings))
        .transpose()?;
    let (subject, credential) = read(config.as_deref(), credential, surroundings)?;
    let (key, id) = key(credential, id.map(|(id, _)| id))?;
    let layout = Layout {
        is_json,
        has_lines: subject.has_lines(),
        has_key: key.is_some(),
    };
    let known = Known {
        key,
        id,
        region,
        only_region: None,
    };
    let diagnoses = diagnose(&subject, known);
    report::write(&diagnoses, layout, surroundings.output).map_err(Error::write)?;
    Ok(status(&diagnoses))
}

/// The input of a check.
enum Subject {
    Config(Zeroizing<String>),
    /// A password that was entered at the prompt.
    Password(Zeroizing<String>),
}

impl Subject {
    fn has_lines(&self) -> bool {
        matches!(self, Self::Config(text) if text.trim_end().contains('\n'))
    }

    fn settings(&self) -> text::Config {
        match self {
            Self::Password(password) => text::of_password(password),
            Self::Config(text) => text::read(text),
        }
    }
}

/// Rejects a password on the command line, which is visible to other users and isn't a file.
fn reject_value(path: &Path) -> Result<(), Error> {
    let Some(text) = path.to_str() else {
        return Ok(());
    };
    let is_value = shape::is_password(text)
        || shape::is_old_password(text)
        || secret::has_form(text)
        || shape::is_access_key_id(text)
        || access_key_id::is_temporary(text);
    if is_value {
        return Err(
            Error::usage("CONFIG is a password or a key, not the name of a file")
                .hint("to enter a password, run ses-smtp-pass check without CONFIG"),
        );
    }
    Ok(())
}

fn parse_region(text: &str) -> Result<&'static str, Error> {
    let (address, _) = super::target::parse(text, false)?;
    let code = crate::region::known_code(&address.code);
    Ok(code.expect("the region of an endpoint is in the table"))
}

/// Returns the only credential of a source.
fn credential(source: Source, surroundings: &mut Surroundings) -> Result<Credential, Error> {
    let none =
        || Error::input("no access key found").hint("check the file or profile that it comes from");
    let mut credentials = source.open(
        Kind::Secret,
        false,
        &mut *surroundings.input,
        surroundings.ask,
        surroundings.variable,
    )?;
    let credential = credentials.next().ok_or_else(none)??;
    match credentials.next() {
        None => Ok(credential),
        Some(Err(error)) => Err(error),
        Some(Ok(second)) => Err(Error::input("this is a second access key")
            .at(second.place)
            .hint("pass only the access key that the password was derived from")),
    }
}

/// Reads the configuration, or prompts for the password and the secret access key.
fn read(
    config: Option<&Path>,
    credential: Option<Credential>,
    surroundings: &mut Surroundings,
) -> Result<(Subject, Option<Credential>), Error> {
    if let Some(path) = config {
        let text = read_text(source::file(path, "CONFIG")?, "CONFIG")?;
        return Ok((Subject::Config(text), credential));
    }
    let Some(ask) = surroundings.ask else {
        let text = read_text(&mut *surroundings.input, "standard input")?;
        return Ok((Subject::Config(text), credential));
    };
    let prompts = ["SMTP password: ", "Secret access key (empty to skip): "];
    let prompts = if credential.is_some() {
        &prompts[..1]
    } else {
        &prompts[..]
    };
    let mut answers = source::answers(ask, prompts)?.into_iter();
    let password = answers.next().unwrap_or_default();
    if password.trim().is_empty() {
        return Err(Error::input("nothing was entered at the prompt"));
    }
    let secret = answers.next().filter(|secret| !secret.trim().is_empty());
    let place = Place::Prompt;
    let entered = secret
        .map(|secret| Credential::from_secret(None, &secret, place))
        .transpose()?;
    Ok((Subject::Password(password), credential.or(entered)))
}

fn read_text(reader: impl Read, what: &'static str) -> Result<Zeroizing<String>, Error> {
    let mut bytes = Zeroizing::new(Vec::new());
    let read = reader.take(MAX_LEN + 1).read_to_end(&mut bytes);
    read.map_err(|error| Error::Read { what, error })?;
    if bytes.len() as u64 > MAX_LEN {
        return Err(Error::input("CONFIG is larger than 1 MiB")
            .hint("pass the part with the SMTP settings"));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Error::input("CONFIG is UTF-16 text").hint("save it as UTF-8"));
    }
    if bytes.contains(&0) {
        return Err(
            Error::input("CONFIG isn't text").hint("if it is UTF-16 text, save it as UTF-8")
        );
    }
    let text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
    if text.trim().is_empty() {
        return Err(
            Error::input("CONFIG is empty").hint("pass a mail configuration or an SMTP password")
        );
    }
    Ok(text)
}

/// Returns the key or password to compare with, and the access key ID.
fn key(
    credential: Option<Credential>,
    id: Option<AccessKeyId>,
) -> Result<(Option<Key>, Option<AccessKeyId>), Error> {
    let Some(credential) = credential else {
        return Ok((None, id));
    };
    if let Some(doubt) = credential.doubt {
        return Err(doubt);
    }
    let own = credential.access_key_id;
    if own.is_some() && id.is_some() && own != id {
        return Err(
            Error::usage("--access-key-id contradicts the ID of the access key")
                .hint("remove the option, or pass the access key that the ID belongs to"),
        );
    }
    let id = own.or(id);
    let key = match credential.key {
        CredentialKey::Secret(secret) => {
            let id = id.as_ref().map(AccessKeyId::as_str);
            Key::Secret(recipe::Recipes::of_key(secret.expose_secret(), id))
        }
        CredentialKey::Password(password) => Key::Password(password),
    };
    Ok((Some(key), id))
}

fn diagnose(subject: &Subject, mut known: Known) -> Vec<Diagnosis> {
    let config = subject.settings();
    let is_explained = |text: &str| match &known.key {
        Some(Key::Secret(recipes)) => recipes.find(text).is_some(),
        Some(Key::Password(password)) => password.expose_secret() == text,
        None => false,
    };
    let accounts = account::find(&config, is_explained);
    known.only_region = only_region(&config);
    accounts
        .iter()
        .map(|account| finding::judge(account, &known))
        .collect()
}

/// Returns the region of the SES hosts of a text, if there is only one region.
fn only_region(config: &text::Config) -> Option<&'static str> {
    let hosts = config
        .settings
        .iter()
        .filter(|setting| setting.name.role == Some(name::Role::Host));
    let mut codes = hosts.filter_map(|host| {
        let host = host.value.text.trim().to_ascii_lowercase();
        crate::region::known_code(endpoint::region_of_host(&host)?)
    });
    let first = codes.next()?;
    codes.all(|code| code == first).then_some(first)
}

fn status(diagnoses: &[Diagnosis]) -> u8 {
    if diagnoses
        .iter()
        .any(|diagnosis| diagnosis.verdict() == Verdict::Wrong)
    {
        WRONG
    } else if diagnoses.is_empty() || !diagnoses.iter().all(Diagnosis::has_password) {
        NOT_CHECKED
    } else {
        SUCCESS
    }
}
