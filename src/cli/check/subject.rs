//! The input of a check: a configuration, or a password that is entered at the prompt.

use std::io::Read;
use std::path::Path;

use zeroize::Zeroizing;

use super::shape;
use super::text::{self, Config};
use super::url;
use crate::cli::Surroundings;
use crate::cli::credential::Credential;
use crate::cli::error::{Error, Place};
use crate::cli::source;
use crate::{access_key_id, secret};

/// The longest configuration, in bytes.
const MAX_LEN: u64 = 1024 * 1024;

/// The input of a check.
pub(crate) enum Subject {
    Config(Zeroizing<String>),
    /// A password that was entered at the prompt.
    Password(Zeroizing<String>),
}

impl Subject {
    pub(crate) fn has_lines(&self) -> bool {
        matches!(self, Self::Config(text) if text.trim_end().contains('\n'))
    }

    /// Returns whether the text contains an access key, with its ID.
    pub(crate) fn has_access_key(&self) -> bool {
        let (Self::Config(text) | Self::Password(text)) = self;
        let is_inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
        let words = || text.split(|c| !is_inside(c));
        words().any(secret::has_form) && words().any(shape::is_access_key_id)
    }

    pub(crate) fn settings(&self) -> Config {
        match self {
            Self::Password(password) => text::of_password(password),
            Self::Config(text) => text::read(text),
        }
    }
}

/// Rejects a password on the command line, which is visible to other users and isn't a file.
pub(crate) fn reject_value(path: &Path) -> Result<(), Error> {
    let Some(text) = path.to_str() else {
        return Ok(());
    };
    let is_value = shape::is_password(text)
        || shape::is_old_password(text)
        || secret::has_form(text)
        || shape::is_access_key_id(text)
        || access_key_id::is_temporary(text)
        || text::pair(text).is_some()
        || url::parse(text).is_some_and(|url| url.has_password());
    if is_value {
        return Err(Error::usage(
            "CONFIG is a password, a key, or a login, not the name of a file",
        )
        .hint("to enter a password, run ses-smtp-pass check without CONFIG"));
    }
    Ok(())
}

/// Reads the configuration, or prompts for the password and the secret access key.
pub(crate) fn read(
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
