//! The credentials of a text, whose form is detected from its first line.

pub(crate) mod environment;
pub(crate) mod profile;

use std::io::{BufRead as _, BufReader, Read};

use super::credential::{Credential, Credentials};
use super::error::{Error, Place};

/// What a text holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Access keys, in any form.
    Secret,
    /// SMTP passwords: lines of PASSWORD or ID PASSWORD, or the SES console's CSV file.
    Password,
}

/// Reads a text. `source` completes "cannot read …".
pub(crate) fn read<'a>(
    reader: impl Read + 'a,
    _source: &'static str,
    _kind: Kind,
) -> Result<Credentials<'a>, Error> {
    let lines = BufReader::new(reader).lines().zip(1..);
    Ok(Box::new(lines.map(|(line, number)| {
        let line = line.map_err(|error| Error::Read {
            what: "standard input",
            error,
        })?;
        Credential::from_secret(None, &line, Place::Line(number))
    })))
}
