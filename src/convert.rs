//! The main job: secret access keys in, SMTP passwords out.

use std::io::{Read, Write};

use crate::credentials::Credentials;
use crate::derive::smtp_password;
use crate::endpoint::Endpoint;
use crate::error::{Error, Place};
use crate::secret::SecretAccessKey;
use crate::warnings::Warnings;

/// What is done with each secret access key.
pub struct Conversion {
    /// Where its passwords will be used, one result each.
    pub endpoints: Vec<Endpoint>,
    /// Whether a doubt about it is a warning and no error.
    pub unchecked: bool,
    /// Whether the result, the only one, ends without a newline.
    pub no_newline: bool,
}

impl Conversion {
    /// Converts every secret access key of a text, each as soon as it is there.
    ///
    /// # Errors
    ///
    /// The first error ends the run. What came before it has been given to `output`.
    pub fn convert_all(
        &self,
        input: impl Read,
        output: &mut impl Write,
        warnings: &mut Warnings<impl Write>,
    ) -> Result<(), Error> {
        let mut credentials = Credentials::new(input);
        let mut is_first = true;
        while let Some((secret, place)) = credentials.next()? {
            if self.no_newline && !is_first {
                return Err(Error::SecondCredential.at(place));
            }
            is_first = false;
            self.convert(secret, place, output, warnings)?;
            if !credentials.is_next_here() {
                output.flush().map_err(cannot_write)?;
            }
        }
        Ok(())
    }

    /// Converts one secret access key.
    ///
    /// # Errors
    ///
    /// The doubt about it, unless unchecked, or [`Error::Write`].
    pub fn convert(
        &self,
        secret: &SecretAccessKey,
        place: Place,
        output: &mut impl Write,
        warnings: &mut Warnings<impl Write>,
    ) -> Result<(), Error> {
        match secret.doubt() {
            None => {}
            Some(doubt) if self.unchecked => warnings.warn(&doubt.at(place)),
            Some(doubt) => return Err(doubt.at(place)),
        }
        for endpoint in &self.endpoints {
            let password = smtp_password(secret.expose(), endpoint.region());
            output.write_all(password.as_str().as_bytes()).map_err(cannot_write)?;
            if !self.no_newline {
                output.write_all(b"\n").map_err(cannot_write)?;
            }
        }
        Ok(())
    }
}

fn cannot_write(error: std::io::Error) -> Error {
    Error::Write { what: "the result", error }
}
