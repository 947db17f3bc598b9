//! The environment variables that AWS's tools read.

use std::env::VarError;

use zeroize::Zeroizing;

use super::Credential;
use super::field::{Field, Parts};
use crate::error::{Error, Place};

const VARIABLES: [(&str, Field); 4] = [
    ("AWS_ACCESS_KEY_ID", Field::AccessKeyId),
    ("AWS_SECRET_ACCESS_KEY", Field::SecretAccessKey),
    ("AWS_SESSION_TOKEN", Field::SessionToken),
    ("AWS_SECURITY_TOKEN", Field::SessionToken),
];

/// The credential in the environment that `variable` reads.
///
/// # Errors
///
/// [`Error::EnvironmentEmpty`] where there is none, [`Error::SessionToken`] where it is temporary,
/// and those of a credential that cannot be one.
pub fn from_environment(variable: impl Fn(&str) -> Result<String, VarError>) -> Result<Credential, Error> {
    let mut parts = Parts::default();
    for (name, field) in VARIABLES {
        match variable(name).map(Zeroizing::new) {
            Ok(value) => parts.put(field, &value)?,
            Err(VarError::NotPresent) => {}
            Err(VarError::NotUnicode(_)) => return Err(Error::NotUtf8.at(Place::Environment)),
        }
    }
    let place = Place::Environment;
    parts.into_credential(place, Error::EnvironmentEmpty).map_err(|error| error.at(place))
}
