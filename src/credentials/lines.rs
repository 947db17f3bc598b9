//! Lines: a secret access key each, alone or behind its ID, or the AWS CLI's text output.

use std::io::Read;

use super::Credential;
use crate::access_key_id::{self, AccessKeyId};
use crate::error::{Error, Place};
use crate::secret::SecretAccessKey;
use crate::text::Text;

/// One credential a line.
pub(super) struct Lines<R> {
    text: Text<R>,
    credential: Credential,
    is_first: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(text: Text<R>) -> Self {
        let secret_access_key = SecretAccessKey::none();
        let credential = Credential { access_key_id: None, secret_access_key, place: Place::Line(0) };
        Self { text, credential, is_first: true }
    }

    /// Lines that begin with `#` are comments. A blank line in between may be a secret that got
    /// lost, one after the last credential is not.
    pub(super) fn advance(&mut self) -> Result<Option<&Credential>, Error> {
        let mut blank = None;
        loop {
            let Some((line, number)) = self.text.next_line()? else {
                return Ok(None);
            };
            let place = Place::Line(number);
            match line.trim() {
                "" => blank = blank.or(Some(place)),
                comment if comment.starts_with('#') => {}
                line => {
                    if let Some(blank) = blank.filter(|_| !self.is_first) {
                        return Err(Error::BlankLine.at(blank));
                    }
                    self.is_first = false;
                    self.credential.place = place;
                    fill(&mut self.credential, line).map_err(|error| error.at(place))?;
                    return Ok(Some(&self.credential));
                }
            }
        }
    }

    pub(super) fn is_next_here(&self) -> bool {
        let is_credential = |line: &[u8]| !matches!(line.trim_ascii_start().first(), None | Some(b'#'));
        self.text.lines_here().any(is_credential)
    }
}

fn fill(credential: &mut Credential, line: &str) -> Result<(), Error> {
    let (id, secret) = split(line);
    credential.access_key_id = id.map(AccessKeyId::new).transpose()?;
    credential.secret_access_key.replace(secret)
}

/// Splits a line into an access key ID, if it has one, and a secret access key.
fn split(line: &str) -> (Option<&str>, &str) {
    // Over bytes, which is several times as fast as over characters.
    let Some(end) = line.bytes().position(|byte| byte == b' ' || byte == b'\t') else {
        return (None, line);
    };
    let (first, rest) = (&line[..end], &line[end + 1..]);
    if first == "ACCESSKEY" {
        // The six columns of `aws iam create-access-key --output text`.
        let mut columns = rest.split('\t');
        if let (Some(id), Some(_), Some(secret), Some(_), Some(_), None) =
            (columns.next(), columns.next(), columns.next(), columns.next(), columns.next(), columns.next())
        {
            return (Some(id), secret);
        }
    }
    if access_key_id::is_in_capitals(first) { (Some(first), rest) } else { (None, line) }
}
