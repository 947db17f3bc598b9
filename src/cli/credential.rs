//! A credential, and the parts that a source has of it.

use zeroize::Zeroizing;

use super::error::{Error, Place};
use crate::{AccessKeyId, AccessKeyIdError, SecretAccessKey, SecretError, SmtpPassword};

/// The credentials of a source, in order. The first error ends them.
pub(crate) type Credentials<'a> = Box<dyn Iterator<Item = Result<Credential, Error>> + 'a>;

/// What an SMTP account is made from.
pub(crate) struct Credential {
    pub(crate) access_key_id: Option<AccessKeyId>,
    pub(crate) key: Key,
    /// Why only --unchecked accepts it.
    pub(crate) doubt: Option<Error>,
    pub(crate) place: Place,
}

pub(crate) enum Key {
    Secret(SecretAccessKey),
    /// A password that the SES console made.
    Password(SmtpPassword),
}

const IAM_USER: &str = "SES doesn't accept temporary credentials; use an access key of an IAM user";

impl Credential {
    /// Validates an access key, or its secret alone.
    pub(crate) fn from_secret(id: Option<&str>, secret: &str, place: Place) -> Result<Self, Error> {
        let (access_key_id, id_doubt) = id
            .map(parse_id)
            .transpose()
            .map_err(|error| error.at(place))?
            .unzip();
        let (secret, secret_doubt) = parse_secret(secret).map_err(|error| error.at(place))?;
        let doubt = id_doubt
            .flatten()
            .or(secret_doubt)
            .map(|error| error.at(place));
        Ok(Self {
            access_key_id,
            key: Key::Secret(secret),
            doubt,
            place,
        })
    }

    /// Validates an SMTP password, alone or with its user name.
    pub(crate) fn from_password(
        id: Option<&str>,
        password: &str,
        place: Place,
    ) -> Result<Self, Error> {
        let (access_key_id, doubt) = id
            .map(parse_id)
            .transpose()
            .map_err(|error| error.at(place))?
            .unzip();
        let password = parse_password(password).map_err(|error| error.at(place))?;
        let doubt = doubt.flatten().map(|error| error.at(place));
        Ok(Self {
            access_key_id,
            key: Key::Password(password),
            doubt,
            place,
        })
    }
}

/// Returns the ID, and why only --unchecked accepts it.
pub(crate) fn parse_id(text: &str) -> Result<(AccessKeyId, Option<Error>), Error> {
    match AccessKeyId::new(text) {
        Ok(id) => Ok((id, None)),
        Err(error) => match AccessKeyId::new_lenient(text) {
            Ok(id) => Ok((id, Some(id_error(error)))),
            Err(error) => Err(id_error(error)),
        },
    }
}

/// Returns the secret access key, and why only --unchecked accepts it.
pub(crate) fn parse_secret(text: &str) -> Result<(SecretAccessKey, Option<Error>), Error> {
    match SecretAccessKey::new(text) {
        Ok(secret) => Ok((secret, None)),
        Err(error) => match SecretAccessKey::new_lenient(text) {
            Ok(secret) => Ok((secret, Some(secret_error(error)))),
            Err(error) => Err(secret_error(error)),
        },
    }
}

fn id_error(error: AccessKeyIdError) -> Error {
    Error::input(error).hint(match error {
        AccessKeyIdError::Temporary => IAM_USER,
        _ => "copy it again; it begins with AKIA and has 20 characters",
    })
}

pub(crate) fn secret_error(error: SecretError) -> Error {
    Error::input(error).hint(match error {
        SecretError::Empty | SecretError::Placeholder => {
            "check the variable, file, or command that it comes from"
        }
        SecretError::Whitespace => "pass the key alone, in one piece",
        SecretError::TooLong => "pass the key alone; it has 40 characters",
        SecretError::TemporaryAccessKeyId => IAM_USER,
        SecretError::AccessKeyId => {
            "the ID is the SMTP user name; the secret access key has 40 characters"
        }
        SecretError::AccessKeyIdAndMore => "separate ID and SECRET with a space",
        SecretError::SmtpPassword => "to write it in a format, use --smtp-password",
        SecretError::SmtpPasswordV2 => "create a new access key, and derive a password from it",
        SecretError::Quoted => "remove the quotes",
        SecretError::PercentEncoded => "decode it: %2F is /, and %2B is +",
        SecretError::Region => "the order is: ses-smtp-pass SECRET REGION",
        SecretError::SingleCase => {
            "a secret access key has uppercase and lowercase letters; copy it again"
        }
        _ => "copy it again as plain text",
    })
}

fn parse_password(text: &str) -> Result<SmtpPassword, Error> {
    let text = text.trim();
    if let Some(password) = SmtpPassword::parse(text) {
        return Ok(password);
    }
    Err(match SecretAccessKey::new(text) {
        Ok(_) => Error::input("this is a secret access key, not an SMTP password")
            .hint("leave out --smtp-password, and the password is derived"),
        Err(error @ SecretError::SmtpPasswordV2) => secret_error(error),
        Err(SecretError::Empty) => Error::input("the SMTP password is empty")
            .hint("check the file or command that it comes from"),
        Err(SecretError::Placeholder) => {
            Error::input("this is a placeholder, not an SMTP password")
        }
        Err(SecretError::AccessKeyId | SecretError::TemporaryAccessKeyId) => {
            Error::input("this is an access key ID, not an SMTP password")
        }
        Err(SecretError::PercentEncoded) => Error::input("the SMTP password is percent-encoded")
            .hint("decode it: %2F is /, and %2B is +"),
        Err(_) => Error::input("this isn't an SES SMTP password")
            .hint("it has 44 characters of A-Z a-z 0-9 + / and begins with B; copy it again"),
    })
}

/// A part of a credential, as sources name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    AccessKeyId,
    SecretAccessKey,
    SessionToken,
}

/// The parts of one credential, as they are found.
#[derive(Default)]
pub(crate) struct Parts {
    access_key_id: Option<Zeroizing<String>>,
    secret_access_key: Option<Zeroizing<String>>,
    has_session_token: bool,
}
