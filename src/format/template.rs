//! Templates: text with placeholders for the parts of an SMTP account.

use std::io::{self, Write};
use std::net::Ipv6Addr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Account;
use crate::endpoint::is_tls_from_the_start;
use crate::error::Error;

/// All but the unreserved characters of RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

const PLACEHOLDERS: [(&str, Field); 8] = [
    ("username", Field::Username),
    ("password", Field::Password),
    ("password_url", Field::PasswordUrl),
    ("region", Field::Region),
    ("host", Field::Host),
    ("port", Field::Port),
    ("scheme", Field::Scheme),
    ("starttls", Field::StartTls),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Username,
    Password,
    PasswordUrl,
    Region,
    Host,
    /// The host in a URL or before a port, where an IPv6 address needs brackets.
    HostInUrl,
    Port,
    Scheme,
    StartTls,
}

enum Piece {
    Text(String),
    Field(Field),
}

/// A template, ready to write accounts with.
pub(super) struct Template(Vec<Piece>);

impl Template {
    /// `{{` and `}}` are braces; `\n`, `\t` and `\\` are as in printf.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(position) = rest.find(['{', '}', '\\']) {
            literal.push_str(&rest[..position]);
            let special = &rest[position..];
            rest = special.get(2..).unwrap_or_default();
            match special.get(..2) {
                Some("{{") => literal.push('{'),
                Some("}}") => literal.push('}'),
                Some("\\n") => literal.push('\n'),
                Some("\\t") => literal.push('\t'),
                Some("\\\\") => literal.push('\\'),
                _ => {
                    let (field, after) = placeholder(special)?;
                    pieces.push(Piece::Text(std::mem::take(&mut literal)));
                    pieces.push(Piece::Field(field));
                    rest = after;
                }
            }
        }
        literal.push_str(rest);
        pieces.push(Piece::Text(literal));
        mark_hosts_in_urls(&mut pieces);
        Ok(Self(pieces))
    }

    pub(super) fn needs_username(&self) -> bool {
        self.has(Field::Username)
    }

    pub(super) fn needs_host(&self) -> bool {
        self.has(Field::Host) || self.has(Field::HostInUrl)
    }

    fn has(&self, field: Field) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Field(other) if *other == field))
    }

    pub(super) fn write(&self, account: &Account<'_>, output: &mut impl Write) -> io::Result<()> {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => output.write_all(text.as_bytes())?,
                Piece::Field(field) => write_field(*field, account, output)?,
            }
        }
        Ok(())
    }
}

/// The placeholder that a text begins with, and what follows it.
fn placeholder(text: &str) -> Result<(Field, &str), Error> {
    if text.starts_with('\\') {
        return Err(Error::TemplateEscape);
    }
    let (name, after) =
        text.strip_prefix('{').and_then(|text| text.split_once('}')).ok_or(Error::TemplateBrace)?;
    match PLACEHOLDERS.iter().find(|(known, _)| *known == name) {
        Some((_, field)) => Ok((*field, after)),
        None => Err(unknown_placeholder()),
    }
}

fn unknown_placeholder() -> Error {
    let names: Vec<_> = PLACEHOLDERS.iter().map(|(name, _)| format!("{{{name}}}")).collect();
    Error::Usage(format!("--format has an unknown placeholder: there are {}", names.join(", ")))
}

/// Text and fields alternate, text first and last.
fn mark_hosts_in_urls(pieces: &mut [Piece]) {
    for middle in 1..pieces.len().saturating_sub(1) {
        if let [Piece::Text(before), Piece::Field(field @ Field::Host), Piece::Text(after)] =
            &mut pieces[middle - 1..=middle + 1]
            && (before.ends_with('@') || after.starts_with(':') && !after.starts_with(": "))
            && !before.ends_with('[')
        {
            *field = Field::HostInUrl;
        }
    }
}

fn write_field(field: Field, account: &Account<'_>, output: &mut impl Write) -> io::Result<()> {
    let is_tls = is_tls_from_the_start(account.port);
    match field {
        Field::Username => output.write_all(username(account).as_bytes()),
        Field::Password => output.write_all(account.password.as_bytes()),
        Field::PasswordUrl => write!(output, "{}", utf8_percent_encode(account.password.as_str(), RESERVED)),
        Field::Region => output.write_all(account.region.as_bytes()),
        Field::HostInUrl if host(account).parse::<Ipv6Addr>().is_ok() => {
            write!(output, "[{}]", host(account))
        }
        Field::Host | Field::HostInUrl => output.write_all(host(account).as_bytes()),
        Field::Port => write!(output, "{}", account.port),
        Field::Scheme => output.write_all(if is_tls { b"smtps" } else { b"smtp" }),
        Field::StartTls => output.write_all(if is_tls { b"off" } else { b"on" }),
    }
}

fn username<'a>(account: &Account<'a>) -> &'a str {
    account.username.expect("a template that needs a user name is not written without")
}

fn host<'a>(account: &Account<'a>) -> &'a str {
    account.host.expect("a template that needs a host is not written without")
}
