//! The output formats: a table of names and templates.

mod template;

use std::io::{self, Write};

use serde::Serialize;

use self::template::Template;
use super::error::{Error, Text};
use super::near::near;
use crate::SmtpPassword;
use crate::endpoint::{Address, is_implicit_tls};

/// The table. Its first line names the columns, and lines that begin with `#` are comments.
const TABLE: &str = include_str!("formats.tsv");

/// The default port if REGION, --port, and the format have no port.
const DEFAULT_PORT: u16 = 587;

/// One SMTP account, to be written.
pub(crate) struct Account<'a> {
    pub(crate) username: Option<&'a str>,
    pub(crate) password: &'a SmtpPassword,
    pub(crate) target: &'a Address,
}

/// A named format, or a template of the user's own, which has no row.
#[derive(Clone)]
pub(crate) struct Format {
    row: Option<Row>,
    template: Template,
}

impl Format {
    /// Parses the name of a format, or a template, which has a `{`.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        if text.contains('{') {
            let template = Template::parse(text)?;
            return Ok(Self {
                row: None,
                template,
            });
        }
        // Because a template may begin with a hyphen, clap accepts the next option as the value.
        if text.is_empty() || text.starts_with('-') {
            return Err(Error::usage("--format requires a value"));
        }
        let row = rows()
            .find(|row| row.name == text)
            .ok_or_else(|| unknown(text))?;
        let template = Template::parse(row.template).expect("a test parses every row");
        Ok(Self {
            row: Some(row),
            template,
        })
    }

    /// Returns the default port if REGION and --port have no port.
    pub(crate) fn port(&self) -> u16 {
        self.row.map_or(DEFAULT_PORT, |row| row.port)
    }

    /// Returns an error if the format doesn't support a port.
    pub(crate) fn check_port(&self, port: u16) -> Result<(), Error> {
        let Some(row) = self.row else {
            return Ok(());
        };
        match row.ports.hint(port) {
            Some(hint) => Err(Error::usage([row.name, " doesn't support this port"]).hint(hint)),
            None => Ok(()),
        }
    }

    pub(crate) fn needs_username(&self) -> bool {
        !self.is("json") && self.template.needs_username()
    }

    pub(crate) fn needs_host(&self) -> bool {
        self.template.needs_host()
    }

    /// Returns whether the format describes one account, which a second account would contradict.
    pub(crate) fn is_one_account(&self) -> bool {
        self.row.is_some_and(|row| row.is_one_account)
    }

    /// Returns whether the format writes only the password.
    pub(crate) fn is_password(&self) -> bool {
        self.is("password")
    }

    fn is(&self, name: &str) -> bool {
        self.row.is_some_and(|row| row.name == name)
    }

    /// Writes one account, without a newline at the end.
    pub(crate) fn write(&self, account: &Account, output: &mut impl Write) -> io::Result<()> {
        if self.is("json") {
            write_json(account, output)
        } else {
            self.template.write(account, output)
        }
    }
}

fn unknown(text: &str) -> Error {
    let error = Error::usage("--format isn't the name of a format or a template");
    match near(text, rows().map(|row| row.name)).as_slice() {
        [] => error.hint("run ses-smtp-pass formats for the list; to read a file, use --file"),
        near => error.hint(Text::did_you_mean(near)),
    }
}

/// Every value is a string, as Terraform's external data source requires.
fn write_json(account: &Account, output: &mut impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Object<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        username: Option<&'a str>,
        password: &'a str,
        host: &'a str,
        port: String,
        region: &'a str,
    }

    let object = Object {
        username: account.username,
        password: account.password.expose_secret(),
        host: account.host(),
        port: account.port().to_string(),
        region: &account.target.code,
    };
    Ok(serde_json::to_writer(output, &object)?)
}

impl Account<'_> {
    fn username(&self) -> &str {
        self.username.expect("the format says that it needs one")
    }

    fn host(&self) -> &str {
        let host = self.target.host.as_deref();
        host.expect("the format says that it needs one")
    }

    fn port(&self) -> u16 {
        self.target.port.expect("the format's port is the default")
    }
}

/// A row of the table.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// The program, or a description of the format.
    pub(crate) program: &'static str,
    /// The file that the lines belong in.
    pub(crate) file: &'static str,
    pub(crate) ports: Ports,
    /// The default port.
    pub(crate) port: u16,
    pub(crate) is_one_account: bool,
    pub(crate) template: &'static str,
}

pub(crate) fn rows() -> impl Iterator<Item = Row> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines
        .skip(1)
        .map(|line| Row::parse(line).expect("a test reads every row"))
}

impl Row {
    fn parse(line: &'static str) -> Option<Self> {
        let mut columns = line.split('\t');
        let mut next = || columns.next();
        Some(Self {
            name: next()?,
            program: next()?,
            file: next()?,
            ports: Ports::parse(next()?)?,
            port: next()?.parse().ok()?,
            is_one_account: match next()? {
                "one" => true,
                "many" => false,
                _ => return None,
            },
            template: next().filter(|_| columns.next().is_none())?,
        })
    }
}

/// The ports that a format supports.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ports {
    Any,
    StartTls,
    /// The program supports only TLS from the start, or doesn't verify the certificate with
    /// STARTTLS.
    Tls,
    /// The program uses TLS from the start on port 465 only.
    Not2465,
}

impl Ports {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "any" => Some(Self::Any),
            "starttls" => Some(Self::StartTls),
            "tls" => Some(Self::Tls),
            "not-2465" => Some(Self::Not2465),
            _ => None,
        }
    }

    /// Returns a hint about a port that the format doesn't support.
    pub(crate) fn hint(self, port: u16) -> Option<&'static str> {
        let (is_rejected, hint) = match self {
            Self::Any => return None,
            Self::StartTls => (
                is_implicit_tls(port),
                "use port 25, 587, or 2587, with STARTTLS",
            ),
            Self::Tls => (
                !is_implicit_tls(port),
                "use port 465 or 2465, with TLS from the start",
            ),
            Self::Not2465 => (
                port == 2465,
                "use port 465 for TLS from the start, or 25, 587, or 2587 for STARTTLS",
            ),
        };
        is_rejected.then_some(hint)
    }
}
