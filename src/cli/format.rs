//! The output formats: a table of names and templates.

use std::io::{self, Write};

use super::error::Error;
use crate::SmtpPassword;
use crate::endpoint::Address;

/// One SMTP account, to be written.
pub(crate) struct Account<'a> {
    pub(crate) username: Option<&'a str>,
    pub(crate) password: &'a SmtpPassword,
    pub(crate) target: &'a Address,
}

/// A named format, or a template of the user's own.
#[derive(Clone)]
pub(crate) struct Format {}

impl Format {
    /// Parses the name of a format, or a template, which has a `{`.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "password" => Ok(Self {}),
            _ => Err(Error::usage("--format is unknown")),
        }
    }

    /// Returns the port, unless REGION or --port has one.
    pub(crate) fn port(&self) -> u16 {
        587
    }

    /// Returns an error if the format can't be written for a port.
    pub(crate) fn check_port(&self, _port: u16) -> Result<(), Error> {
        Ok(())
    }

    pub(crate) fn needs_username(&self) -> bool {
        false
    }

    pub(crate) fn needs_host(&self) -> bool {
        false
    }

    /// Returns whether it describes one account, which a second would contradict.
    pub(crate) fn is_one_account(&self) -> bool {
        false
    }

    /// Returns whether it writes nothing but the password.
    pub(crate) fn is_password(&self) -> bool {
        true
    }

    /// Writes one account, without a newline at the end.
    pub(crate) fn write(&self, account: &Account, output: &mut impl Write) -> io::Result<()> {
        output.write_all(account.password.expose_secret().as_bytes())
    }
}
