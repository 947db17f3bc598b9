//! The main job: credentials in, SMTP accounts out.

use std::io::{Read, Write};

use crate::access_key_id::AccessKeyId;
use crate::credentials::{Credential, Credentials};
use crate::derive::{k_date, smtp_password_of};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::format::{Account, Format};

/// What is done with each credential.
pub struct Conversion {
    /// Where its SMTP passwords will be used, one account each.
    pub endpoints: Vec<Endpoint>,
    /// How an account is written.
    pub format: Format,
    /// The access key ID of credentials that have none.
    pub access_key_id: Option<AccessKeyId>,
    /// Whether a doubt about a credential is a warning and no error.
    pub unchecked: bool,
    /// Whether the result, the only one, ends without a newline.
    pub no_newline: bool,
}

impl Conversion {
    /// Whether there can be one credential and one endpoint only.
    #[must_use]
    pub fn is_one_account(&self) -> bool {
        self.no_newline || self.format.is_one_account
    }

    /// Converts all credentials, each as soon as it is there. `warn` is told the doubts that are let pass.
    ///
    /// # Errors
    ///
    /// The first error ends the run. What came before it has been given to `output`.
    pub fn convert_all(
        &self,
        credentials: &mut Credentials<impl Read>,
        output: &mut impl Write,
        mut warn: impl FnMut(&Error),
    ) -> Result<(), Error> {
        let mut is_first = true;
        while let Some(credential) = credentials.advance()? {
            let place = credential.place;
            if self.is_one_account() && !is_first {
                return Err(Error::SecondCredential.at(place));
            }
            match credential.doubt() {
                None => {}
                Some(doubt) if self.unchecked => warn(&doubt.at(place)),
                Some(doubt) => return Err(doubt.at(place)),
            }
            let username = self.username(credential, is_first).map_err(|error| error.at(place))?;
            self.write(credential, username, output)?;
            is_first = false;
            if !credentials.is_next_here() {
                output.flush().map_err(Error::write)?;
            }
        }
        Ok(())
    }

    /// The SMTP user name, from the credential or from the command line.
    fn username<'a>(&'a self, credential: &'a Credential, is_first: bool) -> Result<Option<&'a str>, Error> {
        match (&credential.access_key_id, &self.access_key_id) {
            (Some(own), Some(given)) if own != given => Err(Error::IdContradicted),
            (None, Some(_)) if !is_first => Err(Error::IdForSeveral),
            (None, None) if self.format.needs_username() => Err(Error::IdMissing),
            (own, given) => Ok(own.as_ref().or(given.as_ref()).map(AccessKeyId::as_str)),
        }
    }

    fn write(
        &self,
        credential: &Credential,
        username: Option<&str>,
        output: &mut impl Write,
    ) -> Result<(), Error> {
        let k_date = k_date(credential.secret_access_key.expose());
        for endpoint in &self.endpoints {
            let password = &smtp_password_of(&k_date, endpoint.region());
            let host = endpoint.host.as_deref();
            let port = endpoint.port.unwrap_or(self.format.port);
            let account = Account { username, password, region: endpoint.region(), host, port };
            self.format.write(&account, output).map_err(Error::write)?;
            if !self.no_newline {
                output.write_all(b"\n").map_err(Error::write)?;
            }
        }
        Ok(())
    }
}
