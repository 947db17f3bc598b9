//! A credential, validated.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::error::{Error, Place};
use crate::{
    AccessKeyId, AccessKeyIdError, SecretAccessKey, SecretError, SmtpPassword, access_key_id,
};

/// The credentials of a source, in order. The first error ends them.
pub(crate) type Credentials<'a> = Box<dyn Iterator<Item = Result<Credential, Error>> + 'a>;

/// A key or a password that an SMTP account is made from.
pub(crate) struct Credential {
    pub(crate) access_key_id: Option<AccessKeyId>,
    pub(crate) key: Key,
    /// The reason why only --unchecked accepts it.
    pub(crate) doubt: Option<Error>,
    pub(crate) place: Place,
}

pub(crate) enum Key {
    Secret(SecretAccessKey),
    /// A password that the SES console created.
    Password(SmtpPassword),
}

pub(crate) const IAM_USER: &str =
    "SES doesn't accept temporary credentials; use an access key of an IAM user";

impl Credential {
    /// Validates an access key, or its secret alone.
    pub(crate) fn from_secret(id: Option<&str>, secret: &str, place: Place) -> Result<Self, Error> {
        Self::from_places(id.map(|id| (id, place)), (secret, place))
    }

    /// Validates an access key whose parts are in different places.
    pub(crate) fn from_places(
        id: Option<(&str, Place)>,
        (secret, at): (&str, Place),
    ) -> Result<Self, Error> {
        if let Some((id, _)) = id {
            if access_key_id::is_long_term(secret.trim()) && SecretAccessKey::new(id).is_ok() {
                return Err(swapped().at(at));
            }
        }
        let (access_key_id, id_doubt) = id.map(parse_id_at).transpose()?.unzip();
        let (secret, secret_doubt) = parse_secret(secret).map_err(|error| error.at(at))?;
        let secret_doubt = secret_doubt.map(|error| error.at(at));
        Ok(Self {
            access_key_id,
            key: Key::Secret(secret),
            doubt: id_doubt.flatten().or(secret_doubt),
            place: at,
        })
    }

    /// Validates an SMTP password, alone or with its user name.
    pub(crate) fn from_password(
        id: Option<&str>,
        password: &str,
        place: Place,
    ) -> Result<Self, Error> {
        let id = id.map(|id| parse_id_at((id, place))).transpose()?;
        let (access_key_id, doubt) = id.unzip();
        let password = parse_password(password).map_err(|error| error.at(place))?;
        Ok(Self {
            access_key_id,
            key: Key::Password(password),
            doubt: doubt.flatten(),
            place,
        })
    }
}

fn parse_id_at((id, place): (&str, Place)) -> Result<(AccessKeyId, Option<Error>), Error> {
    let (id, doubt) = parse_id(id).map_err(|error| error.at(place))?;
    Ok((id, doubt.map(|doubt| doubt.at(place))))
}

pub(crate) fn swapped() -> Error {
    Error::input("the access key ID and the secret access key are swapped")
        .hint("the ID begins with AKIA and has 20 characters; swap the two values")
}

pub(crate) fn temporary() -> Error {
    Error::input("there is a session token, so the credentials are temporary").hint(IAM_USER)
}

/// Returns the ID, and the reason why only --unchecked accepts it.
pub(crate) fn parse_id(text: &str) -> Result<(AccessKeyId, Option<Error>), Error> {
    match AccessKeyId::new(text) {
        Ok(id) => Ok((id, None)),
        Err(error) => match AccessKeyId::new_lenient(text) {
            Ok(id) => Ok((id, Some(id_error(error)))),
            Err(error) => Err(id_error(error)),
        },
    }
}

/// Returns the secret access key, and the reason why only --unchecked accepts it.
pub(crate) fn parse_secret(text: &str) -> Result<(SecretAccessKey, Option<Error>), Error> {
    match SecretAccessKey::new(text) {
        Ok(secret) => Ok((secret, None)),
        Err(_) if is_base64_of_secret(text) => Err(Error::input(
            "this is the base64 encoding of a secret access key",
        )
        .hint("decode it first, for example with base64 -d")),
        Err(error) => match SecretAccessKey::new_lenient(text) {
            Ok(secret) => Ok((secret, Some(secret_error(error)))),
            Err(error) => Err(secret_error(error)),
        },
    }
}

/// Returns whether a text is a secret access key, with or without a line end, encoded as base64,
/// for example by a Kubernetes Secret.
fn is_base64_of_secret(text: &str) -> bool {
    let text = text.trim();
    // 60 characters are 45 bytes, which leave room for line ends.
    if !(54..=60).contains(&text.len()) {
        return false;
    }
    let mut bytes = Zeroizing::new([0; 45]);
    let len = STANDARD.decode_slice(text, bytes.as_mut_slice());
    let decoded = len
        .ok()
        .and_then(|len| std::str::from_utf8(&bytes[..len]).ok());
    decoded.is_some_and(|decoded| SecretAccessKey::new(decoded).is_ok())
}

fn id_error(error: AccessKeyIdError) -> Error {
    Error::input(error).hint(match error {
        AccessKeyIdError::Temporary => IAM_USER,
        _ => "copy the ID again; it begins with AKIA and has 20 characters",
    })
}

fn secret_error(error: SecretError) -> Error {
    Error::input(error).hint(match error {
        SecretError::Empty | SecretError::Placeholder => {
            "check the variable, file, or command that it comes from"
        }
        SecretError::Whitespace => "pass only the key, in one piece",
        SecretError::TooLong => "pass only the key, which has 40 characters",
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
            "copy the key again; a secret access key has uppercase and lowercase letters"
        }
        _ => "copy the key again as plain text",
    })
}

fn parse_password(text: &str) -> Result<SmtpPassword, Error> {
    let text = text.trim();
    if let Some(password) = SmtpPassword::parse(text) {
        return Ok(password);
    }
    Err(match SecretAccessKey::new(text) {
        Ok(_) => Error::input("this is a secret access key, not an SMTP password")
            .hint("to derive the password from it, leave out --smtp-password"),
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
        Err(_) => Error::input("this isn't an SES SMTP password").hint(
            "copy the password again; it has 44 characters of A-Z a-z 0-9 + / and begins with B",
        ),
    })
}
