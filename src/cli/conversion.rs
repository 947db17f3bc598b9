//! The conversion of credentials to SMTP accounts.

use std::io::Write as _;

use super::credential::{Credential, Credentials, Key};
use super::error::Error;
use super::format::{Account, Format};
use super::messages::Warnings;
use super::output::Output;
use crate::endpoint::Address;
use crate::{AccessKeyId, derive};

/// The processing of each credential.
pub(crate) struct Conversion {
    /// Each target has a port, and a host if the format needs it.
    pub(crate) targets: Vec<Address>,
    pub(crate) format: Format,
    pub(crate) access_key_id: Option<AccessKeyId>,
    pub(crate) unchecked: bool,
    pub(crate) no_newline: bool,
}

impl Conversion {
    /// Writes the results of each credential, in order, until the first error.
    pub(crate) fn convert(
        &self,
        credentials: Credentials,
        output: &Output,
        warnings: &mut Warnings,
    ) -> Result<(), Error> {
        for (number, credential) in credentials.enumerate() {
            self.write(credential?, number, output, warnings)?;
        }
        Ok(())
    }

    /// Writes the results of the credential with this number, counted from 0.
    fn write(
        &self,
        mut credential: Credential,
        number: usize,
        output: &Output,
        warnings: &mut Warnings,
    ) -> Result<(), Error> {
        self.validate(&mut credential, number, warnings)
            .map_err(|error| error.at(credential.place))?;
        let username = credential
            .access_key_id
            .as_ref()
            .or(self.access_key_id.as_ref());
        for target in &self.targets {
            let password = match &credential.key {
                Key::Secret(secret) => &derive::smtp_password(secret.expose_secret(), &target.code),
                Key::Password(password) => password,
            };
            let account = Account {
                username: username.map(AccessKeyId::as_str),
                password,
                target,
            };
            output.write(|output| {
                self.format.write(&account, output)?;
                output.write_all(if self.no_newline { b"" } else { b"\n" })
            })?;
        }
        Ok(())
    }

    fn validate(
        &self,
        credential: &mut Credential,
        number: usize,
        warnings: &mut Warnings,
    ) -> Result<(), Error> {
        if self.is_one_account() && number > 0 {
            return Err(Error::input(
                "this format (or --no-newline) supports only one key",
            ));
        }
        match credential.doubt.take() {
            Some(doubt) if !self.unchecked => return Err(doubt),
            Some(doubt) => warnings.write(&doubt),
            None => {}
        }
        match (&credential.access_key_id, &self.access_key_id) {
            (Some(own), Some(option)) if own != option => {
                return Err(Error::input(
                    "the access key ID differs from --access-key-id",
                ));
            }
            (None, Some(_)) if number > 0 => {
                return Err(Error::input("--access-key-id works with one key only")
                    .hint("write ID SECRET, with a space, on each line"));
            }
            (None, None) if self.asks_for_username() => return Err(username_missing()),
            _ => {}
        }
        if let Key::Password(_) = credential.key {
            self.accept_passwords()?;
            if number == 0 {
                warnings.write(&Error::input(
                    "an SMTP password works only in its own region, which can't be verified",
                ));
            }
        }
        Ok(())
    }

    /// Returns an error if this conversion can't write existing passwords.
    pub(crate) fn accept_passwords(&self) -> Result<(), Error> {
        if self.format.is_password() {
            Err(Error::input("this is already an SMTP password").hint("choose a format with -f"))
        } else if self.targets.len() > 1 {
            Err(Error::input("an SMTP password works in one region only").hint("pass one region"))
        } else {
            Ok(())
        }
    }

    pub(crate) fn is_one_account(&self) -> bool {
        self.no_newline || self.format.is_one_account()
    }

    /// Returns whether the user name must come from the source.
    pub(crate) fn asks_for_username(&self) -> bool {
        self.format.needs_username() && self.access_key_id.is_none()
    }
}

pub(crate) fn username_missing() -> Error {
    Error::input("this format needs the access key ID").hint("add --access-key-id ID")
}
