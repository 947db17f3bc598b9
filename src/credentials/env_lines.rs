//! Env lines: the `env` forms of `aws configure export-credentials`, a dotenv file.

use super::Credential;
use super::field::{Field, Parts, variable_field};
use crate::error::{Error, Place};

/// Whether a line is `NAME=…` or `export NAME=…`.
pub(super) fn is_assignment(line: &str) -> bool {
    assignment(line).is_some()
}

/// The one credential of a text that begins on line `number`.
pub(super) fn parse(text: &str, number: u64) -> Result<Credential, Error> {
    let mut parts = Parts::default();
    let mut place = Place::Line(number);
    for (line, number) in text.lines().zip(number..) {
        let Some((name, value)) = assignment(line) else {
            continue;
        };
        let Some(field) = variable_field(name) else {
            continue;
        };
        let here = Place::Line(number);
        if field == Field::SecretAccessKey {
            if parts.has_secret() {
                return Err(Error::SecondSecret.at(here));
            }
            place = here;
        }
        parts.put(field, unquote(value.trim())).map_err(|error| error.at(here))?;
    }
    parts.into_credential(place, Error::NoSecretVariable).map_err(|error| error.at(place))
}

fn assignment(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let exported = line.strip_prefix("export").filter(|rest| rest.starts_with([' ', '\t']));
    let (name, value) = exported.unwrap_or(line).split_once('=')?;
    let name = name.trim();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some((name, value))
}

/// Takes off quotes and a comment behind the value.
fn unquote(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some((inside, after)) = value.strip_prefix(quote).and_then(|value| value.split_once(quote)) {
            let is_whole = after.is_empty() || after.trim_start().starts_with('#');
            return if is_whole { inside } else { value };
        }
    }
    value.split_once(" #").map_or(value, |(value, _)| value)
}
