//! The names that a credential's parts go by, and the parts found under them.

use zeroize::Zeroizing;

use super::Credential;
use crate::access_key_id::AccessKeyId;
use crate::error::{Error, Place};
use crate::secret::SecretAccessKey;

/// A part of a credential.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    AccessKeyId,
    SecretAccessKey,
    SessionToken,
}

/// The part that goes by a name.
pub(super) fn field(name: &str) -> Option<Field> {
    let is = |known| is_named(name, known);
    if is("accesskeyid") || is("accesskey") {
        Some(Field::AccessKeyId)
    } else if is("secretaccesskey") || is("secretkey") {
        Some(Field::SecretAccessKey)
    } else if is("sessiontoken") || is("securitytoken") {
        Some(Field::SessionToken)
    } else {
        None
    }
}

/// The part that an environment variable holds. `SECRET_KEY` alone is Django's and Flask's own.
pub(super) fn variable_field(name: &str) -> Option<Field> {
    let is_short = is_named(name, "secretkey") || is_named(name, "accesskey");
    let has_prefix = name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("aws"));
    field(name).filter(|_| has_prefix || !is_short)
}

/// Whether an object under this name holds the parts of a credential.
pub(super) fn is_container(name: &str) -> bool {
    ["accesskey", "credentials", "data"].iter().any(|known| is_named(name, known))
}

/// Whether a name is one of a part or of an object that holds parts.
pub(super) fn is_name(name: &str) -> bool {
    field(name).is_some() || is_container(name)
}

/// Whether a string under this name is a JSON document, as Secrets Manager has it.
pub(super) fn is_secret_string(name: &str) -> bool {
    is_named(name, "secretstring")
}

/// Whether a column under this name holds SMTP passwords, as the SES console has it.
pub(super) fn is_smtp_password(name: &str) -> bool {
    is_named(name, "smtppassword")
}

/// Compares without case, `_`, `-`, blanks and a leading `aws`. What is no name may be a secret,
/// so that it is not copied.
fn is_named(name: &str, known: &str) -> bool {
    let bytes = || {
        name.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ')).map(|byte| byte.to_ascii_lowercase())
    };
    bytes().eq(known.bytes()) || bytes().eq(b"aws".iter().copied().chain(known.bytes()))
}

/// The parts of one credential, as they are found.
#[derive(Default)]
pub(super) struct Parts {
    access_key_id: Option<Zeroizing<String>>,
    secret_access_key: Option<Zeroizing<String>>,
    has_session_token: bool,
}

impl Parts {
    /// Takes one part; an empty one counts as absent. Two of a kind must be the same.
    pub(super) fn put(&mut self, field: Field, value: &str) -> Result<(), Error> {
        let value = value.trim();
        if value.is_empty() {
            return Ok(());
        }
        let (place, error) = match field {
            Field::AccessKeyId => (&mut self.access_key_id, Error::TwoIds),
            Field::SecretAccessKey => (&mut self.secret_access_key, Error::TwoSecrets),
            Field::SessionToken => {
                self.has_session_token = true;
                return Ok(());
            }
        };
        match place {
            Some(other) if other.as_str() != value => Err(error),
            _ => {
                *place = Some(Zeroizing::new(value.to_owned()));
                Ok(())
            }
        }
    }

    /// Whether there is a secret access key among them.
    pub(super) fn has_secret(&self) -> bool {
        self.secret_access_key.is_some()
    }

    /// Whether there is an access key ID or a secret access key among them.
    pub(super) fn has_any_key(&self) -> bool {
        self.has_secret() || self.access_key_id.is_some()
    }

    /// The credential that they make up, or `missing` where there is no secret access key.
    pub(super) fn into_credential(self, place: Place, missing: Error) -> Result<Credential, Error> {
        if self.has_session_token {
            return Err(Error::SessionToken);
        }
        let access_key_id = self.access_key_id.map(|id| AccessKeyId::new(&id)).transpose()?;
        let secret_access_key = SecretAccessKey::unchecked(&self.secret_access_key.ok_or(missing)?)?;
        Ok(Credential { access_key_id, secret_access_key, place })
    }
}
