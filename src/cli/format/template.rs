//! Templates: text with placeholders for the parts of an SMTP account.

use std::io::{self, Write};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::Account;
use crate::cli::error::Error;
use crate::endpoint::is_implicit_tls;

const ESCAPES: [(&str, char); 5] = [
    ("{{", '{'),
    ("}}", '}'),
    ("\\n", '\n'),
    ("\\t", '\t'),
    ("\\\\", '\\'),
];

const FIELDS: [(&str, Field); 7] = [
    ("username", Field::Username),
    ("password", Field::Password),
    ("password_url", Field::PasswordUrl),
    ("region", Field::Region),
    ("host", Field::Host),
    ("port", Field::Port),
    ("scheme", Field::Scheme),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Username,
    Password,
    PasswordUrl,
    Region,
    Host,
    Port,
    Scheme,
}

#[derive(Clone)]
enum Piece {
    Text(String),
    Field(Field),
    /// A text for STARTTLS, and a text for TLS from the start.
    Tls(String, String),
}

impl Piece {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Tls(text, _) => Some(text),
            Self::Field(_) => None,
        }
    }
}

/// A parsed template.
#[derive(Clone)]
pub(crate) struct Template(Vec<Piece>);

impl Template {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (literal, after) = unescape(rest)?;
            pieces.push(Piece::Text(literal));
            rest = after;
            if !rest.is_empty() {
                let (piece, after) = placeholder(rest)?;
                pieces.push(piece);
                rest = after;
            }
        }
        if pieces.iter().all(|piece| matches!(piece, Piece::Text(_))) {
            return Err(Error::usage("--format has no placeholder")
                .hint("write placeholders with single braces, as in {username}:{password}"));
        }
        if has_password_in_url(&pieces) {
            return Err(Error::usage(
                "--format has {password} in a URL; a / or + in the password would break the URL",
            )
            .hint("use {password_url}, which is percent-encoded"));
        }
        Ok(Self(pieces))
    }

    pub(crate) fn needs_username(&self) -> bool {
        self.has(Field::Username)
    }

    pub(crate) fn needs_host(&self) -> bool {
        self.has(Field::Host)
    }

    fn has(&self, field: Field) -> bool {
        let is_it = |piece: &Piece| matches!(piece, Piece::Field(other) if *other == field);
        self.0.iter().any(is_it)
    }

    pub(crate) fn write(&self, account: &Account, output: &mut impl Write) -> io::Result<()> {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => output.write_all(text.as_bytes())?,
                Piece::Field(field) => field.write(account, output)?,
                Piece::Tls(starttls, tls) => {
                    let text = if is_implicit_tls(account.port()) {
                        tls
                    } else {
                        starttls
                    };
                    output.write_all(text.as_bytes())?;
                }
            }
        }
        Ok(())
    }
}

impl Field {
    fn write(self, account: &Account, output: &mut impl Write) -> io::Result<()> {
        let password = account.password.expose_secret();
        match self {
            Self::Username => output.write_all(account.username().as_bytes()),
            Self::Password => output.write_all(password.as_bytes()),
            Self::PasswordUrl => {
                // The other characters of a password are / and +.
                let encoded = utf8_percent_encode(password, NON_ALPHANUMERIC);
                write!(output, "{encoded}")
            }
            Self::Region => output.write_all(account.target.code.as_bytes()),
            Self::Host => output.write_all(account.host().as_bytes()),
            Self::Port => write!(output, "{}", account.port()),
            Self::Scheme if is_implicit_tls(account.port()) => output.write_all(b"smtps"),
            Self::Scheme => output.write_all(b"smtp"),
        }
    }
}

/// Returns the text before the first placeholder, and the text from there on.
fn unescape(text: &str) -> Result<(String, &str), Error> {
    let mut literal = String::new();
    let mut rest = text;
    while let Some(position) = rest.find(['{', '}', '\\']) {
        literal.push_str(&rest[..position]);
        rest = &rest[position..];
        match ESCAPES.iter().find(|(escape, _)| rest.starts_with(escape)) {
            Some((escape, character)) => {
                literal.push(*character);
                rest = &rest[escape.len()..];
            }
            None if rest.starts_with('{') => return Ok((literal, rest)),
            None if rest.starts_with('}') => {
                return Err(
                    Error::usage("--format has a } without a {").hint("to write a }, use }}")
                );
            }
            None => {
                return Err(
                    Error::usage("--format has a \\ that isn't part of \\n, \\t, or \\\\")
                        .hint("to write a \\, use \\\\"),
                );
            }
        }
    }
    literal.push_str(rest);
    Ok((literal, ""))
}

/// Returns the placeholder at the start of a text, and the text after it.
fn placeholder(text: &str) -> Result<(Piece, &str), Error> {
    let Some((name, after)) = text[1..].split_once('}') else {
        return Err(Error::usage("--format has a { without a }").hint("to write a {, use {{"));
    };
    if let Some(texts) = name.strip_prefix("tls:") {
        return Ok((tls(texts)?, after));
    }
    match FIELDS.iter().find(|(known, _)| *known == name) {
        Some((_, field)) => Ok((Piece::Field(*field), after)),
        None if is_word(name) => Err(Error::usage("--format has an unknown placeholder").hint(
            "use {username} {password} {password_url} {region} {host} {port} {scheme} {tls:A|B}; {{ is a {",
        )),
        None => Err(
            Error::usage("--format has a { that doesn't begin a placeholder")
                .hint("write {{ and }} for braces, as in '{{\"user\":\"{username}\"}}'"),
        ),
    }
}

fn is_word(name: &str) -> bool {
    let is_inside = |b: u8| b.is_ascii_alphanumeric() || b"_-.: ".contains(&b);
    !name.is_empty() && name.bytes().all(is_inside)
}

fn tls(texts: &str) -> Result<Piece, Error> {
    match texts.split_once('|') {
        Some((starttls, tls)) if !starttls.contains('{') && !tls.contains(['{', '|']) => {
            Ok(Piece::Tls(unescape(starttls)?.0, unescape(tls)?.0))
        }
        _ => Err(Error::usage(
            "--format has a {tls:A|B} without exactly one |, or with a brace inside",
        )
        .hint(
            "an example is {tls:starttls|ssl}; A is for STARTTLS, and B is for TLS from the start",
        )),
    }
}

/// Returns whether there is a `://…{password}@`.
fn has_password_in_url(pieces: &[Piece]) -> bool {
    let is_before_host = |index: usize| {
        matches!(&pieces[index], Piece::Field(Field::Password))
            && matches!(pieces.get(index + 1), Some(Piece::Text(after)) if after.starts_with('@'))
    };
    let is_in_url = |index: usize| {
        let texts = pieces[..index].iter().rev().filter_map(Piece::text);
        for text in texts {
            let is_end = |c: char| c.is_whitespace() || c == '/';
            if let Some(position) = text.rfind(is_end) {
                return text[..position].ends_with(":/") && text[position..].starts_with('/');
            }
        }
        false
    };
    (0..pieces.len()).any(|index| is_before_host(index) && is_in_url(index))
}
