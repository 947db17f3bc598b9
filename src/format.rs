//! The formats: a table of names and templates.

mod template;

use std::io::{self, Write};

use serde_core::ser::{SerializeMap as _, Serializer as _};
use template::Template;

use crate::derive::SmtpPassword;
use crate::error::Error;

/// The port for STARTTLS, unless the endpoint or the format says another.
const DEFAULT_PORT: u16 = 587;

/// A row of the table of formats.
#[derive(Clone, Copy)]
pub struct NamedFormat {
    /// The name.
    pub name: &'static str,
    /// A few words for the help.
    pub summary: &'static str,
    template: &'static str,
    port: u16,
    is_one_account: bool,
}

/// The one format that is not its template, which only says what it cannot do without: it leaves out
/// a user name that is not known.
const JSON: &str = "json";

/// Every named format.
#[rustfmt::skip]
pub const FORMATS: &[NamedFormat] = &[
    row("password", "the password alone",
        "{password}"),
    row(JSON, "one object a line, as Terraform's external data wants it",
        "{password}{host}{port}{region}"),
    one_account(row("env", "SMTP_HOST=, SMTP_PORT= and so on, a line each, for .env files",
        "SMTP_HOST={host}\nSMTP_PORT={port}\nSMTP_USERNAME={username}\nSMTP_PASSWORD={password}")),
    NamedFormat { port: 465, ..row("url", "smtps://USER:PASSWORD@HOST:465, percent-encoded",
        "{scheme}://{username}:{password_url}@{host}:{port}") },
    row("postfix", "a line of Postfix's sasl_passwd",
        "[{host}]:{port} {username}:{password}"),
    one_account(row("msmtp", "an account of ~/.msmtprc",
        "account ses-{region}\nhost {host}\nport {port}\nauth on\ntls on\ntls_starttls {starttls}\n\
         user {username}\npassword {password}")),
    row("netrc", "a line of ~/.netrc, as curl reads it",
        "machine {host} login {username} password {password}"),
    one_account(row("git-credential", "input for `git credential approve`",
        "protocol=smtp\nhost={host}:{port}\nusername={username}\npassword={password}")),
];

const fn row(name: &'static str, summary: &'static str, template: &'static str) -> NamedFormat {
    NamedFormat { name, summary, template, port: DEFAULT_PORT, is_one_account: false }
}

const fn one_account(format: NamedFormat) -> NamedFormat {
    NamedFormat { is_one_account: true, ..format }
}

/// One SMTP account, to be written.
pub struct Account<'a> {
    /// The access key ID, where it is known.
    pub username: Option<&'a str>,
    /// The password.
    pub password: &'a SmtpPassword,
    /// The code of the region.
    pub region: &'a str,
    /// The host, where there is one.
    pub host: Option<&'a str>,
    /// The port.
    pub port: u16,
}

/// A named format, or a template of the user's own.
pub struct Format {
    template: Template,
    /// The port, where the endpoint has none.
    pub port: u16,
    /// Whether it describes one account, which a second would contradict.
    pub is_one_account: bool,
    is_json: bool,
}

impl Format {
    /// Takes the name of a format, or a template, which has a `{` in it.
    ///
    /// # Errors
    ///
    /// [`Error::Usage`], or one of the `Template…` variants.
    pub fn new(text: &str) -> Result<Self, Error> {
        if text.contains('{') {
            let template = Template::parse(text)?;
            return Ok(Self { template, port: DEFAULT_PORT, is_one_account: false, is_json: false });
        }
        let format = FORMATS.iter().find(|format| format.name == text).ok_or_else(unknown_format)?;
        Ok(Self {
            template: Template::parse(format.template).expect("the table has good templates"),
            port: format.port,
            is_one_account: format.is_one_account,
            is_json: format.name == JSON,
        })
    }

    /// Whether it cannot be written without an access key ID.
    #[must_use]
    pub fn needs_username(&self) -> bool {
        self.template.needs_username()
    }

    /// Whether it cannot be written without a host.
    #[must_use]
    pub fn needs_host(&self) -> bool {
        self.template.needs_host()
    }

    /// Writes one account, without a newline at the end.
    ///
    /// # Errors
    ///
    /// Those of `output`.
    pub fn write(&self, account: &Account<'_>, output: &mut impl Write) -> io::Result<()> {
        if self.is_json { write_json(account, output) } else { self.template.write(account, output) }
    }
}

fn unknown_format() -> Error {
    let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
    Error::Usage(format!(
        "--format is unknown: give {} or a template such as '{{username}}:{{password}}' (--file is for reading a file)",
        names.join(", ")
    ))
}

/// Every value is a string, which Terraform asks for.
fn write_json(account: &Account<'_>, output: &mut impl Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::new(output);
    let mut object = serializer.serialize_map(None)?;
    if let Some(username) = account.username {
        object.serialize_entry("username", username)?;
    }
    object.serialize_entry("password", account.password.as_str())?;
    object.serialize_entry("host", &account.host)?;
    object.serialize_entry("port", &account.port.to_string())?;
    object.serialize_entry("region", account.region)?;
    object.end()?;
    Ok(())
}
