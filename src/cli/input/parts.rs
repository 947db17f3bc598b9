//! The parts of a credential: their names in each source, and their values.

use zeroize::Zeroizing;

use crate::cli::credential::{Credential, temporary};
use crate::cli::error::{Error, Place};

/// A part of a credential.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    AccessKeyId,
    SecretAccessKey,
    SessionToken,
    SmtpUsername,
    SmtpPassword,
}

const FIELDS: &[(&str, Field)] = &[
    ("accesskeyid", Field::AccessKeyId),
    ("accesskey", Field::AccessKeyId),
    ("secretaccesskey", Field::SecretAccessKey),
    ("secretkey", Field::SecretAccessKey),
    ("sessiontoken", Field::SessionToken),
    ("securitytoken", Field::SessionToken),
    ("token", Field::SessionToken),
];

/// The columns of the SES console's file.
const SMTP_FIELDS: &[(&str, Field)] = &[
    ("smtpusername", Field::SmtpUsername),
    ("smtppassword", Field::SmtpPassword),
];

const CONTAINERS: &[&str] = &["accesskey", "credentials", "data"];

/// Names that belong to other programs, unless they begin with AWS_.
const SHORT: &[&str] = &["secretkey", "accesskey", "token"];

/// Returns the part of an access key that has a name.
pub(crate) fn field(name: &str) -> Option<Field> {
    find(FIELDS, name)
}

/// Returns the part that a column of a CSV file has.
pub(crate) fn column(name: &str) -> Option<Field> {
    field(name).or_else(|| find(SMTP_FIELDS, name))
}

/// Returns the part of an access key that a variable has.
pub(crate) fn variable(name: &str) -> Option<Field> {
    field(name).filter(|_| !SHORT.iter().any(|short| letters(name).eq(short.bytes())))
}

/// Returns whether a JSON object under a name is searched.
pub(crate) fn is_container(name: &str) -> bool {
    CONTAINERS.iter().any(|known| is_named(name, known))
}

/// Returns whether a string under a name is JSON, as Secrets Manager writes it.
pub(crate) fn is_secret_string(name: &str) -> bool {
    is_named(name, "secretstring")
}

fn find(table: &[(&str, Field)], name: &str) -> Option<Field> {
    let row = table.iter().find(|(known, _)| is_named(name, known));
    row.map(|(_, field)| *field)
}

/// Compares without case, `_`, `-`, spaces, and a leading `aws`. The text isn't copied, because it
/// may be a secret.
fn is_named(name: &str, known: &str) -> bool {
    letters(name).eq(known.bytes()) || letters(name).eq("aws".bytes().chain(known.bytes()))
}

fn letters(name: &str) -> impl Iterator<Item = u8> {
    let bytes = name.bytes().filter(|b| !matches!(b, b'_' | b'-' | b' '));
    bytes.map(|b| b.to_ascii_lowercase())
}

/// The parts of one credential, each with its place. An empty part is kept until another value is
/// found, because an error must call it empty and not absent.
#[derive(Default)]
pub(crate) struct Parts {
    id: Option<(Zeroizing<String>, Place)>,
    key: Option<(Zeroizing<String>, Place)>,
    smtp_username: Option<(Zeroizing<String>, Place)>,
    smtp_password: Option<(Zeroizing<String>, Place)>,
    token: Option<Place>,
}

impl Parts {
    pub(crate) fn put(&mut self, field: Field, value: &str, place: Place) -> Result<(), Error> {
        let value = value.trim();
        let part = match field {
            Field::AccessKeyId => &mut self.id,
            Field::SecretAccessKey => &mut self.key,
            Field::SmtpUsername => &mut self.smtp_username,
            Field::SmtpPassword => &mut self.smtp_password,
            Field::SessionToken => {
                self.token = self.token.or((!value.is_empty()).then_some(place));
                return Ok(());
            }
        };
        match part {
            Some((other, _))
                if !other.is_empty() && !value.is_empty() && other.as_str() != value =>
            {
                Err(
                    Error::input("a part of the access key appears twice with different values")
                        .hint("remove one of them")
                        .at(place),
                )
            }
            Some((other, _)) if !other.is_empty() => Ok(()),
            _ => {
                *part = Some((Zeroizing::new(value.to_owned()), place));
                Ok(())
            }
        }
    }

    pub(crate) fn has_secret(&self) -> bool {
        self.key.as_ref().is_some_and(|(key, _)| !key.is_empty())
    }

    pub(crate) fn has_id(&self) -> bool {
        self.id.is_some()
    }

    /// Returns the credential that the parts make up, or `missing` if there is no secret.
    pub(crate) fn into_credential(self, missing: Error) -> Result<Credential, Error> {
        if let Some(place) = self.token {
            return Err(temporary().at(place));
        }
        if self.key.is_none() {
            if let Some((password, place)) = &self.smtp_password {
                let id = self.smtp_username.as_ref().map(|(id, _)| id.as_str());
                return Credential::from_password(id, password, *place);
            }
        }
        let (secret, place) = self.key.ok_or(missing)?;
        if secret.is_empty() {
            return Credential::from_secret(None, &secret, place);
        }
        let id = self.id.as_ref().map(|(id, place)| (id.as_str(), *place));
        Credential::from_places(id, (&secret, place))
    }
}
