//! The subcommand check: why SES rejects the login of a configuration.

mod account;
mod finding;
mod name;
mod recipe;
mod report;
mod shape;
mod subject;
mod text;
mod url;

use super::args::CheckArgs;
use super::credential::{Credential, Key as CredentialKey, parse_id};
use super::error::{Error, Place};
use super::input::Kind;
use super::source::Source;
use super::{SUCCESS, Surroundings, target};
use crate::{AccessKeyId, endpoint, region};
use finding::{Diagnosis, Key, Known, Verdict};
use report::Layout;
use text::Config;

/// Something is wrong with the configuration.
const WRONG: u8 = 1;

/// No password could be read.
pub(crate) const NOT_CHECKED: u8 = 2;

pub(crate) fn run(args: CheckArgs, surroundings: &mut Surroundings) -> Result<u8, Error> {
    let CheckArgs {
        config,
        source: options,
        access_key_id,
        region,
        is_json,
    } = args;
    let config = config.filter(|path| path.as_os_str() != "-");
    if let Some(path) = &config {
        subject::reject_value(path)?;
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
    let (subject, credential) = subject::read(config.as_deref(), credential, surroundings)?;
    let (key, id) = key(credential, id.map(|(id, _)| id))?;
    let layout = Layout {
        is_json,
        has_key: key.is_some(),
        subject: &subject,
    };
    let config = subject.settings();
    let known = Known {
        key,
        id,
        region,
        only_region: only_region(&config),
    };
    let diagnoses = diagnose(&config, &known);
    report::write(&diagnoses, layout, surroundings.output).map_err(Error::write)?;
    Ok(status(&diagnoses))
}

fn parse_region(text: &str) -> Result<&'static str, Error> {
    let (address, _) = target::parse(text, false)?;
    let code = region::known_code(&address.code);
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

fn diagnose(config: &Config, known: &Known) -> Vec<Diagnosis> {
    account::find(config)
        .iter()
        .map(|account| finding::judge(account, known))
        .collect()
}

/// Returns the region of the SES hosts of a text, if there is only one region.
fn only_region(config: &Config) -> Option<&'static str> {
    let hosts = config
        .settings
        .iter()
        .filter(|setting| setting.name.role == Some(name::Role::Host));
    let mut codes = hosts.filter_map(|host| {
        let host = host.value.text.trim().to_ascii_lowercase();
        region::known_code(endpoint::region_of_host(&host)?)
    });
    let first = codes.next()?;
    codes.all(|code| code == first).then_some(first)
}

fn status(diagnoses: &[Diagnosis]) -> u8 {
    let is_wrong = |diagnosis: &Diagnosis| diagnosis.verdict() == Verdict::Wrong;
    if diagnoses.iter().any(is_wrong) {
        WRONG
    } else if diagnoses.is_empty() || !diagnoses.iter().all(Diagnosis::has_password) {
        NOT_CHECKED
    } else {
        SUCCESS
    }
}
