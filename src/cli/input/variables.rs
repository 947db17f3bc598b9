//! Variables: .env files, and the output of shells and the AWS CLI, read as python-dotenv reads
//! them.

use std::collections::HashSet;

use zeroize::Zeroizing;

use super::parts::{self, Field, Parts};
use super::{Kind, SEPARATE, begins_json_or_csv, lines};
use crate::cli::credential::Credential;
use crate::cli::error::{Error, Place};

/// Words that shells write before NAME=VALUE, and options such as -x after them.
const PREFIXES: &[&str] = &["export", "declare", "typeset", "readonly"];

const LINE_ENDS: &[char] = &['\n', '\r'];
const SPACES: &[char] = &[' ', '\t'];

/// Returns whether a line sets a variable.
pub(crate) fn is_first_line(line: &str) -> bool {
    let is_inside = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
    assignment(line).is_some_and(|(name, start)| {
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.bytes().all(is_inside);
        // The padding of base64 is the same character.
        let is_base64 = name.len() >= 24 && !name.contains('_');
        is_name && !(is_base64 && matches!(line[start..].trim(), "" | "="))
    })
}

/// Parses a text that begins on line `number`.
pub(crate) fn parse(text: &str, number: u64, source: &'static str) -> Result<Credential, Error> {
    let mut parts = Parts::default();
    let mut names = HashSet::new();
    let (mut rest, mut number) = (text, number);
    while !rest.is_empty() {
        let line = first_line(rest);
        let place = Place::Line(number);
        let mut len = line.len();
        if begins_another(line.trim()) {
            return Err(another().at(place));
        }
        if let Some((name, start)) = assignment(line) {
            let value = Value::parse(&rest[start..]);
            len = start + value.len;
            if let Some(field) = parts::variable(name) {
                if sets_another(&value.text) {
                    return Err(one_per_line().at(place));
                }
                let is_empty = value.text.trim().is_empty();
                let is_secret = field == Field::SecretAccessKey;
                if is_secret && parts.has_secret() && !is_empty {
                    return Err(second().at(place));
                }
                // Other readers use the last value, and an empty value isn't a second secret.
                if !is_empty {
                    names.insert(name);
                } else if names.contains(name) {
                    return Err(emptied().at(place));
                }
                parts.put(field, &value.text, place)?;
            }
        }
        number += line_ends(&rest[..len]);
        rest = &rest[len..];
        let line_end = if rest.starts_with("\r\n") { 2 } else { 1 };
        rest = rest.get(line_end..).unwrap_or_default();
        number += 1;
    }
    let missing = Error::input(["there is no AWS_SECRET_ACCESS_KEY in ", source])
        .hint("SECRET_ACCESS_KEY and AWS_SECRET_KEY work too; SECRET_KEY alone doesn't");
    parts.into_credential(missing)
}

/// Returns whether a value is followed by another variable, as in a command.
fn sets_another(value: &str) -> bool {
    let mut words = value.split([' ', '\t', ';']).skip(1);
    words.any(|word| assignment(word).is_some())
}

fn one_per_line() -> Error {
    Error::input("this line sets more than one variable").hint("write one NAME=VALUE per line")
}

fn second() -> Error {
    Error::input("this is a second secret access key").hint(SEPARATE)
}

fn emptied() -> Error {
    Error::input("this empties a variable that is set above").hint("remove one of the two lines")
}

fn another() -> Error {
    Error::input("this isn't a variable, but looks like another key").hint(SEPARATE)
}

fn first_line(text: &str) -> &str {
    text.split(LINE_ENDS).next().unwrap_or_default()
}

fn line_ends(text: &str) -> u64 {
    let line_ends = text.matches(LINE_ENDS).count() - text.matches("\r\n").count();
    line_ends as u64
}

/// Returns whether a line is a key, or begins another form.
fn begins_another(line: &str) -> bool {
    let is_key = || {
        let key = lines::parse(line, Kind::Secret, Place::Line(0));
        key.is_ok_and(|key| key.doubt.is_none())
    };
    begins_json_or_csv(line) || !line.is_empty() && is_key()
}

/// Returns the name that a line sets, and the start of the value.
fn assignment(line: &str) -> Option<(&str, usize)> {
    let offset = |rest: &str| line.len() - rest.len();
    let text = line.trim_start();
    if let Some((name, value)) = csh(text).or_else(|| fish(text)) {
        return Some((name, offset(value)));
    }
    let mut text = text;
    for prefix in PREFIXES {
        if let Some(rest) = after_word(text, prefix) {
            text = rest;
            while let Some((_, rest)) = option(text) {
                text = rest;
            }
        }
    }
    let len = text
        .find(|c: char| matches!(c, '=' | '#') || c.is_whitespace())
        .filter(|len| *len > 0)?;
    let (name, rest) = text.split_at(len);
    let value = rest.trim_start_matches(SPACES).strip_prefix('=')?;
    Some((name, offset(value)))
}

/// Parses `setenv NAME VALUE`.
fn csh(text: &str) -> Option<(&str, &str)> {
    after_word(text, "setenv")?.split_once(SPACES)
}

/// Parses `set -gx NAME VALUE`.
fn fish(text: &str) -> Option<(&str, &str)> {
    let mut text = after_word(text, "set")?;
    let mut is_exported = false;
    while let Some((option, rest)) = option(text) {
        is_exported |= option == "--export" || !option.starts_with("--") && option.contains('x');
        text = rest;
    }
    text.split_once(SPACES).filter(|_| is_exported)
}

fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    rest.starts_with(SPACES)
        .then(|| rest.trim_start_matches(SPACES))
}

fn option(text: &str) -> Option<(&str, &str)> {
    let (option, rest) = text.split_once(SPACES)?;
    option
        .starts_with('-')
        .then(|| (option, rest.trim_start_matches(SPACES)))
}

/// A value, and its length in the text up to the end of its last line.
struct Value {
    text: Zeroizing<String>,
    len: usize,
}

impl Value {
    fn parse(text: &str) -> Self {
        let value = text.trim_start_matches(SPACES);
        let spaces = text.len() - value.len();
        let quoted = Self::quoted(value, '"').or_else(|| Self::quoted(value, '\''));
        if let Some(Self { text, len }) = quoted {
            return Self {
                text,
                len: spaces + len,
            };
        }
        let line = first_line(text);
        let is_comment = |(at, _): &(usize, _)| line[..*at].ends_with(char::is_whitespace);
        let comment = line.match_indices('#').find(is_comment);
        let end = comment.map_or(line.len(), |(at, _)| at);
        Self {
            text: Zeroizing::new(line[..end].trim().to_owned()),
            len: line.len(),
        }
    }

    /// Parses a value in quotes, which can have any number of lines. If other text follows, the
    /// value keeps its quotes, and is rejected because of them.
    fn quoted(text: &str, quote: char) -> Option<Self> {
        let inside = text.strip_prefix(quote)?;
        let end = closing(inside, quote)?;
        let after = first_line(&inside[end + 1..]);
        let len = 1 + end + 1 + after.len();
        // Without a space before it, a `#` is a part of the value in a shell.
        let comment = after.trim_start();
        let is_whole =
            comment.is_empty() || comment.starts_with('#') && comment.len() < after.len();
        let text = if is_whole {
            unescape(&inside[..end], quote)
        } else {
            Zeroizing::new(text[..len].to_owned())
        };
        Some(Self { text, len })
    }
}

/// Finds the first quote that isn't escaped by a backslash, or else the last escaped quote.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut quotes = text.match_indices(quote).map(|(at, _)| at);
    let mut escaped = None;
    quotes
        .find(|at| {
            let is_escaped = text[..*at].ends_with('\\');
            escaped = escaped.max(is_escaped.then_some(*at));
            !is_escaped
        })
        .or(escaped)
}

fn unescape(text: &str, quote: char) -> Zeroizing<String> {
    let mut value = Zeroizing::new(String::with_capacity(text.len()));
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = chars
            .peek()
            .filter(|_| c == '\\')
            .and_then(|next| match (next, quote) {
                ('\\' | '\'', _) => Some(*next),
                ('"', '"') => Some('"'),
                ('a', '"') => Some('\x07'),
                ('b', '"') => Some('\x08'),
                ('f', '"') => Some('\x0c'),
                ('n', '"') => Some('\n'),
                ('r', '"') => Some('\r'),
                ('t', '"') => Some('\t'),
                ('v', '"') => Some('\x0b'),
                _ => None,
            });
        if escaped.is_some() {
            chars.next();
        }
        value.push(escaped.unwrap_or(c));
    }
    value
}
