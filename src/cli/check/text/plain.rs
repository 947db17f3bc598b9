//! Lines without separators: words after names, positions, tables, and AUTH commands.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::block::Kind;
use super::{Reader, Value};
use crate::cli::check::name::{Name, Role};
use crate::cli::check::{shape, url};

/// The rest of an AUTH command.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Transcript {
    #[default]
    Nothing,
    Plain,
    UserName,
    Password,
}

/// The names that words without a separator can have.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "host", "hostname", "server", "machine", "mailserver", "smarthost", "relayhost", "port", "user", "username", "login", "password", "passwd",
    "pass", "tls", "tls_starttls", "starttls", "using", "ssl", "region", "passwordeval",
];

/// Parts of sendmail's `AuthInfo`: the user name and the password.
const AUTH_INFO: &[(&str, &str)] = &[
    ("I:", "user"),
    ("P:", "password"),
    ("I=", "user"),
    ("P=", "password"),
];

pub(crate) fn role_of_word(word: &str) -> Option<Role> {
    let name = word.trim_start_matches('-');
    let is_flag = name.len() < word.len() && name.len() > 1;
    if !is_flag && !WORDS.contains(&name.to_ascii_lowercase().as_str()) {
        return None;
    }
    Name::parse(name).role
}

/// Splits `ID:PASSWORD`, if one of the two looks like SES's.
pub(crate) fn pair(text: &str) -> Option<(&str, &str)> {
    let (user, password) = text.split_once(':')?;
    let is_ses =
        shape::is_access_key_id(user) || shape::is_password(password) || shape::is_password(user);
    (is_ses && !user.contains(['/', ' ']) | shape::is_password(user) && !password.starts_with("//"))
        .then_some((user, password))
}

impl Reader {
    /// Reads a line whose parts have their meaning by position.
    pub(crate) fn positional(&mut self, line: &str) -> bool {
        let line = line.trim();
        let Some((host, user, password)) = by_position(line) else {
            return false;
        };
        self.blocks.open("", Kind::Record);
        if !host.is_empty() {
            let name = Name::parse("host");
            let (host, port) = url::host_and_port(host).unwrap_or((host, ""));
            if !port.is_empty() {
                self.part(name.with_role(Role::Port), Value::plain(port), self.line);
            }
            self.part(name, Value::plain(host), self.line);
        }
        self.part(Name::parse("user"), Value::plain(user), self.line);
        self.part(Name::parse("password"), Value::plain(password), self.line);
        self.blocks.close();
        true
    }

    /// Reads a line such as `password VALUE`, whose syntax has no comments after values.
    pub(crate) fn named_words(&mut self, line: &str) -> bool {
        let (first, rest) = next_word(line);
        let is_name = role_of_word(first).is_some() && !first.starts_with('-');
        if !is_name || rest.is_empty() || rest.starts_with(['=', ':']) {
            return false;
        }
        self.words(line);
        true
    }

    /// Reads words: names with their values, and values that are known by their shape.
    pub(crate) fn words(&mut self, text: &str) {
        let mut rest = text.trim();
        let mut before = "";
        while !rest.is_empty() {
            let (word, after) = next_word(rest);
            rest = after;
            let Some(role) = role_of_word(word) else {
                self.word(word, before);
                before = word;
                continue;
            };
            before = word;
            if rest.is_empty() || rest.starts_with("--") {
                if word.starts_with('-') {
                    self.setting(word, Value::plain(word.trim_start_matches('-')));
                }
                continue;
            }
            let (value, after) = match super::value::quoted(rest) {
                Some((value, len))
                    if rest[len..].is_empty() || rest[len..].starts_with([' ', '\t', ',']) =>
                {
                    (value, rest[len..].trim_start_matches([',', ' ', '\t']))
                }
                _ if role == Role::Password && !word.starts_with('-') => {
                    let end = end_of_words(rest);
                    (
                        Value::plain(rest[..end].trim_end()),
                        rest[end..].trim_start(),
                    )
                }
                _ => {
                    let (value, after) = next_word(rest);
                    (Value::plain(value), after)
                }
            };
            self.setting(word, value);
            rest = after;
        }
    }

    /// A quoted text by itself.
    pub(crate) fn lone(&mut self, value: Value) {
        for (mark, name) in AUTH_INFO {
            if let Some(text) = value.text.strip_prefix(mark) {
                let value = value.part(text);
                return self.setting(name, value);
            }
        }
        let text = value.text.clone();
        if text.contains('=') || url::parse(&text).is_some() {
            return self.setting("", value);
        }
        self.word(&text, "");
    }

    fn word(&mut self, word: &str, before: &str) {
        let word = word.trim_matches(['"', '\'', ',', ';', '(', ')']);
        if let Some((_, host)) = word
            .split_once(':')
            .filter(|(name, host)| before.is_empty() && !name.contains('.') && shape::is_host(host))
        {
            return self.setting("host", Value::plain(host));
        }
        let is_first = before.is_empty() && self.blocks.kind() != Kind::Bracket;
        let is_first_host =
            is_first && (shape::is_like_ses_host(word) || self.blocks.kind() == Kind::Record);
        if shape::is_password(word) {
            self.blocks.open("", Kind::Record);
            self.setting("password", Value::plain(word));
            self.blocks.close();
        } else if shape::is_access_key_id(word) {
            self.setting("user", Value::plain(word));
        } else if is_first_host && shape::is_host(word) {
            self.setting("host", Value::plain(word));
        } else if word.contains("://") || pair(word).is_some() || word.contains("email-smtp") {
            self.setting("", Value::plain(word));
        }
    }

    /// Reads the SES console's CSV file, and tables like it.
    pub(crate) fn table(&mut self, text: &str) -> bool {
        let Some(header) = text.lines().find(|line| !line.trim().is_empty()) else {
            return false;
        };
        let header = header.trim_start_matches('\u{feff}');
        let Some(separator) = [',', ';', '\t']
            .into_iter()
            .find(|separator| header.contains(*separator))
        else {
            return false;
        };
        let cells: Vec<_> = header
            .split(separator)
            .map(|cell| cell.trim_matches(['"', ' ']))
            .collect();
        let is_word = |cell: &&str| {
            !cell.is_empty()
                && cell
                    .chars()
                    .all(|c| c.is_alphabetic() || matches!(c, ' ' | '_' | '-'))
        };
        let has_password = cells
            .iter()
            .any(|cell| Name::parse(cell).role == Some(Role::Password));
        if cells.len() < 2 || !has_password || !cells.iter().all(is_word) {
            return false;
        }
        for row in text.lines() {
            self.line += 1;
            let values: Vec<_> = row
                .split(separator)
                .map(|cell| cell.trim_matches('"'))
                .collect();
            let is_header = row.trim_start_matches('\u{feff}') == header;
            if is_header || values.len() != cells.len() || row.starts_with('#') {
                continue;
            }
            self.blocks.open("smtp", Kind::Record);
            for (name, value) in cells.iter().zip(values) {
                self.setting(name, Value::plain(value));
            }
            self.blocks.close();
        }
        true
    }

    /// Follows an SMTP session.
    pub(crate) fn transcript(&mut self, rest: &str) -> bool {
        let upper = |word: &str| word.trim_matches(['"', ':']).to_ascii_uppercase();
        let mut words = rest
            .split_whitespace()
            .skip_while(|word| upper(word) != "AUTH")
            .skip(1);
        let method = words.next().map(upper);
        let first = words.next();
        let word = match (method.as_deref(), self.transcript) {
            (Some("PLAIN"), _) if first.is_none_or(is_base64) => {
                self.transcript = Transcript::Plain;
                first
            }
            (Some("LOGIN"), _) if first.is_none_or(is_base64) => {
                self.transcript = Transcript::UserName;
                self.blocks.open("smtp", Kind::Record);
                first
            }
            (_, Transcript::Nothing) => return false,
            _ if rest.split_whitespace().any(|word| word.starts_with("334")) => return true,
            _ => rest.split_whitespace().next_back(),
        };
        if let Some(word) = word {
            self.answer(word);
        }
        true
    }

    fn answer(&mut self, word: &str) {
        let decoded = STANDARD.decode(word).map(Zeroizing::new).ok();
        let text = decoded
            .as_ref()
            .and_then(|bytes| std::str::from_utf8(bytes).ok());
        let value = text.map(Value::plain);
        match (self.transcript, value) {
            (Transcript::Plain, Some(value)) => {
                self.transcript = Transcript::Nothing;
                let mut parts = value.text.split('\0').skip(1);
                self.blocks.open("smtp", Kind::Record);
                for name in ["user", "password"] {
                    let part = Value::plain(parts.next().unwrap_or_default());
                    self.setting(name, part);
                }
                self.blocks.close();
            }
            (Transcript::UserName, Some(value)) => {
                self.transcript = Transcript::Password;
                self.setting("user", value);
            }
            (Transcript::Password, Some(value)) => {
                self.transcript = Transcript::Nothing;
                self.setting("password", value);
                self.blocks.close();
            }
            _ => self.transcript = Transcript::Nothing,
        }
    }
}

fn is_base64(word: &str) -> bool {
    word.len() > 7 && STANDARD.decode(word).is_ok()
}

fn next_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find([' ', '\t']).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// Returns the end of the words of a value, which is before the next name.
fn end_of_words(text: &str) -> usize {
    let mut at = next_word(text).0.len();
    while at < text.len() {
        let (word, after) = next_word(&text[at..]);
        let start = text.len() - after.len();
        if role_of_word(word).is_some() && !after.is_empty() {
            return at;
        }
        at = if after.is_empty() { text.len() } else { start };
    }
    at
}

/// Returns host, user name, and password of a line such as `[HOST]:587 USER:PASSWORD`,
/// `HOST:USER:PASSWORD`, `USER|HOST:PASSWORD`, `LABEL USER:PASSWORD`, or `USER PASSWORD`.
fn by_position(line: &str) -> Option<(&str, &str, &str)> {
    let (first, rest) = next_word(line);
    let name = first.split([':', '|']).next().unwrap_or_default();
    if line.contains("://") || first.starts_with(['"', '\'']) || name.contains(['=', '{', '(', '<'])
    {
        return None;
    }
    if let Some((user, rest)) = first.split_once('|') {
        let (host, _) = rest.split_once(':')?;
        let password = &line[user.len() + host.len() + 2..];
        return (shape::is_host(host) && !password.is_empty()).then_some((host, user, password));
    }
    let host = first
        .trim_start_matches('[')
        .split([']', ':'])
        .next()
        .unwrap_or_default();
    let names_something = Name::parse(first).role.is_some() || role_of_word(first).is_some();
    let is_user = |user: &str| !user.is_empty() && !user.contains([' ', '=', '"']);
    if shape::is_host(host) && !names_something && !first.ends_with(':') {
        if let Some((user, password)) = rest.split_once(':').filter(|(user, _)| is_user(user)) {
            return (!password.starts_with(' ')).then_some((first, user, password));
        }
    }
    if let Some((host, rest)) = line
        .split_once(':')
        .filter(|(host, _)| shape::is_host(host))
    {
        if let Some((user, password)) = rest.split_once(':').filter(|(user, _)| is_user(user)) {
            return Some((host, user, password));
        }
    }
    if let Some((user, password)) = pair(line) {
        return Some(("", user, password));
    }
    if let Some((user, password)) = pair(rest).filter(|_| {
        role_of_word(first).is_none() && !first.starts_with('-') && !first.ends_with(':')
    }) {
        return Some(("", user, password));
    }
    (shape::is_access_key_id(first) && !rest.is_empty() && !rest.starts_with(['=', ':']))
        .then_some(("", first, rest))
}
