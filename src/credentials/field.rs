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

/// The part that goes by a name, compared without case, `_`, `-`, blanks and a leading `aws`.
pub(super) fn field(name: &str) -> Option<Field> {
    match normalize(name).as_str() {
        "accesskeyid" | "accesskey" => Some(Field::AccessKeyId),
        "secretaccesskey" | "secretkey" => Some(Field::SecretAccessKey),
        "sessiontoken" | "securitytoken" => Some(Field::SessionToken),
        _ => None,
    }
}

/// Whether an object under this name holds the parts of a credential.
pub(super) fn is_container(name: &str) -> bool {
    matches!(normalize(name).as_str(), "accesskey" | "credentials" | "data")
}

/// Whether a name is one of a part or of an object that holds parts.
pub(super) fn is_name(name: &str) -> bool {
    field(name).is_some() || is_container(name)
}

/// Whether a string under this name is a JSON document, as Secrets Manager has it.
pub(super) fn is_secret_string(name: &str) -> bool {
    normalize(name) == "secretstring"
}

/// Whether a column under this name holds SMTP passwords, as the SES console has it.
pub(super) fn is_smtp_password(name: &str) -> bool {
    normalize(name) == "smtppassword"
}

fn normalize(name: &str) -> String {
    let name: String = name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).collect();
    let name = name.to_ascii_lowercase();
    name.strip_prefix("aws").map(str::to_owned).unwrap_or(name)
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
