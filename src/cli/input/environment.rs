//! The environment variables of the AWS CLI.

use std::ffi::OsString;

use zeroize::Zeroizing;

use super::parts::{Field, Parts};
use super::set_variable;
use crate::cli::credential::{Credential, temporary};
use crate::cli::error::{Error, Place};

const TOKENS: &[&str] = &["AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"];

const KEYS: &[(&str, Field)] = &[
    ("AWS_ACCESS_KEY_ID", Field::AccessKeyId),
    ("AWS_SECRET_ACCESS_KEY", Field::SecretAccessKey),
];

pub(crate) fn read(variable: &dyn Fn(&str) -> Option<OsString>) -> Result<Credential, Error> {
    let is_set = |name: &&&str| set_variable(variable, name).is_some();
    if let Some(token) = TOKENS.iter().find(is_set) {
        return Err(temporary().at(Place::Named(token)));
    }
    let mut parts = Parts::default();
    for (name, field) in KEYS {
        let place = Place::Named(name);
        match variable(name).map(OsString::into_string) {
            Some(Ok(value)) => parts.put(*field, &Zeroizing::new(value), place)?,
            Some(Err(_)) => return Err(Error::input("the value isn't UTF-8 text").at(place)),
            None => {}
        }
    }
    let missing = Error::input("AWS_SECRET_ACCESS_KEY isn't set")
        .hint("export the variable, or use --profile NAME or --file PATH");
    parts.into_credential(missing)
}
