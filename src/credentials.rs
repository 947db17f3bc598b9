//! The secret access keys of a text, one a line.

use std::io::Read;

use crate::error::{Error, Place};
use crate::lines::Lines;
use crate::secret::SecretAccessKey;

/// The secret access keys of a text, lent one at a time from one buffer.
pub struct Credentials<R> {
    lines: Lines<R>,
    secret: SecretAccessKey,
    is_first: bool,
}

impl<R: Read> Credentials<R> {
    /// Reads nothing yet.
    pub fn new(reader: R) -> Self {
        Self { lines: Lines::new(reader), secret: SecretAccessKey::none(), is_first: true }
    }

    /// The next secret access key and where it stands, or `None` after the last.
    ///
    /// Lines that begin with `#` are comments. Blank lines are ignored before the first and after
    /// the last secret; one in between may be a secret that got lost.
    ///
    /// # Errors
    ///
    /// Those of reading, of a secret that cannot be one, [`Error::BlankLine`] and
    /// [`Error::NoCredential`].
    pub fn next(&mut self) -> Result<Option<(&SecretAccessKey, Place)>, Error> {
        let mut blank = None;
        loop {
            match self.lines.next()? {
                None if self.is_first => return Err(Error::NoCredential),
                None => return Ok(None),
                Some((line, _)) if line.starts_with('#') => {}
                Some((line, place)) if line.trim().is_empty() => blank = blank.or(Some(place)),
                Some((line, place)) => {
                    if let Some(blank) = blank.filter(|_| !self.is_first) {
                        return Err(Error::BlankLine.at(blank));
                    }
                    self.is_first = false;
                    self.secret.replace(line).map_err(|error| error.at(place))?;
                    return Ok(Some((&self.secret, place)));
                }
            }
        }
    }

    /// Whether the next secret can be had without waiting for the writer.
    pub fn is_next_here(&self) -> bool {
        self.lines.is_next_here()
    }
}
