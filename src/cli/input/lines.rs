//! Lines: one key per line, alone or after its ID, or the AWS CLI's text output.

use std::io::Read;

use zeroize::Zeroizing;

use super::text::Text;
use super::{
    Kind, SEPARATE, begins_another_form, empty_between, foreign, none_found, not_a_password,
};
use crate::access_key_id;
use crate::cli::credential::{Credential, swapped};
use crate::cli::error::{Error, Place};
use crate::secret::{self, SecretAccessKey};

/// One credential per line.
pub(crate) struct Lines<R> {
    text: Text<R>,
    kind: Kind,
    is_first: bool,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(text: Text<R>, kind: Kind) -> Self {
        Self {
            text,
            kind,
            is_first: true,
        }
    }

    /// Skips comments. An empty line between two keys is an error, because a key may be missing.
    fn advance(&mut self) -> Result<Option<Credential>, Error> {
        let mut empty = None;
        while let Some((line, number)) = self.text.next_line()? {
            let place = Place::Line(number);
            let line = line.trim();
            if line.is_empty() {
                empty = empty.or(Some(place));
            } else if !line.starts_with('#') {
                let is_first = std::mem::take(&mut self.is_first);
                if let Some(empty) = empty.filter(|_| !is_first) {
                    return Err(empty_between().at(empty));
                }
                let credential = parse(line, self.kind, place);
                let is_key = credential.as_ref().is_ok_and(|key| key.doubt.is_none());
                if !is_key && !is_first && begins_another_form(line) {
                    return Err(another_form().at(place));
                }
                return credential.map(Some).map_err(|error| error.at(place));
            }
        }
        if self.is_first {
            Err(none_found(self.text.source()))
        } else {
            Ok(None)
        }
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<Credential, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

fn another_form() -> Error {
    Error::input("another input form begins here").hint(SEPARATE)
}

/// Parses a line that isn't empty.
pub(crate) fn parse(line: &str, kind: Kind, place: Place) -> Result<Credential, Error> {
    match kind {
        Kind::Secret => {
            let (id, key) = split(line)?;
            let mut credential =
                Credential::from_secret(id, key, place).map_err(|error| explain(error, line))?;
            if id.is_none() && key.len() < 16 {
                credential.doubt = Some(foreign::not_a_key().at(place));
            }
            Ok(credential)
        }
        Kind::Password => {
            let (id, password) = split(line).map_err(|_| not_a_password())?;
            Credential::from_password(id, password, place)
        }
    }
}

/// Splits a line into an access key ID, if any, and a key.
fn split(line: &str) -> Result<(Option<&str>, &str), Error> {
    let is_space = |b: u8| b == b' ' || b == b'\t';
    // Searching bytes is several times as fast as searching characters.
    let Some(end) = line.bytes().position(is_space) else {
        return Ok((None, line));
    };
    if secret::is_placeholder(line) {
        return Ok((None, line));
    }
    if let Some((id, secret)) = text_output(line) {
        return Ok((Some(id), secret));
    }
    let (first, rest) = (&line[..end], line[end..].trim_start());
    if is_aws_id(first) {
        return Ok((Some(first), rest));
    }
    let is_pair = !rest.contains([' ', '\t']);
    if is_pair && access_key_id::is_long_term(rest) && SecretAccessKey::new(first).is_ok() {
        Err(swapped())
    } else if is_one_secret(line) {
        Ok((None, line))
    } else if is_pair && access_key_id::is_documented(first) {
        Ok((Some(first), rest))
    } else {
        Err(foreign::not_a_key())
    }
}

fn is_aws_id(word: &str) -> bool {
    access_key_id::is_long_term(word) || access_key_id::is_temporary(word)
}

/// Returns whether a line is a secret access key that only whitespace makes invalid.
fn is_one_secret(line: &str) -> bool {
    let joined = line.chars().filter(|c| !c.is_whitespace());
    let joined = Zeroizing::new(joined.collect::<String>());
    SecretAccessKey::new(&joined).is_ok()
}

/// Returns the ID and the secret of `aws iam create-access-key --output text`: six columns, or
/// without the first one after `--query AccessKey`.
fn text_output(line: &str) -> Option<(&str, &str)> {
    let columns = line.strip_prefix("ACCESSKEY\t").unwrap_or(line);
    let mut columns = columns.split('\t');
    let mut next = || columns.next();
    let (id, _date, secret, status, _user) = (next()?, next()?, next()?, next()?, next()?);
    (next().is_none() && matches!(status, "Active" | "Inactive")).then_some((id, secret))
}

fn explain(error: Error, line: &str) -> Error {
    if access_key_id::is_long_term(line) {
        error.hint("write the ID and the secret on one line: ID SECRET")
    } else {
        error
    }
}
