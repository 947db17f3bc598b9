//! Words without separators: names with their values, and values that are known by their shape.

use super::block::Kind;
use super::position::pair;
use super::value::{self, quoted};
use super::{Keeper, Reader, Value};
use crate::cli::check::name::{Name, Role};
use crate::cli::check::{shape, url};
use zeroize::Zeroizing;

/// The names that words without a separator can have.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "host", "hostname", "server", "machine", "mailserver", "smarthost", "relayhost", "port", "user", "username", "login", "password", "passwd",
    "pass", "tls", "tls_starttls", "starttls", "using", "ssl", "region", "passwordeval",
];

/// Parts of sendmail's `AuthInfo`: the user name and the password, after `=` as base64.
const AUTH_INFO: &[(&str, &str)] = &[
    ("I:", "user"),
    ("P:", "password"),
    ("I=", "user"),
    ("P=", "password"),
];

impl Reader {
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
            let (value, after) = match quoted(rest) {
                Some((mut value, len))
                    if rest[len..].is_empty() || rest[len..].starts_with([' ', '\t', ',']) =>
                {
                    value.literal = kept(rest, len, word);
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
            self.bare_texts.is_word |=
                !word.starts_with('-') && value::is_bare_name(next_word(rest).0);
            // `tls on` means STARTTLS in a syntax of words, as `use_tls` does in others.
            self.setting(if word == "tls" { "use_tls" } else { word }, value);
            rest = after;
        }
    }

    /// Reads a quoted text by itself.
    pub(crate) fn lone(&mut self, value: &Value) {
        for (mark, name) in AUTH_INFO {
            if let Some(text) = value.text.strip_prefix(mark) {
                let mut value = value.part(text);
                if mark.ends_with('=') {
                    value.decode_base64();
                }
                return self.setting(name, value);
            }
        }
        // The arguments of a command can be a list, as in `["--user=x"]`.
        let text = value.text.trim_start_matches('-');
        if text.contains('=') || url::parse(text).is_some() {
            return self.setting("", value.part(text));
        }
        self.word(text, "");
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
}

pub(crate) fn role_of_word(word: &str) -> Option<Role> {
    let name = word.trim_start_matches('-');
    let is_flag = name.len() < word.len();
    if !is_flag && !WORDS.contains(&name.to_ascii_lowercase().as_str()) {
        return None;
    }
    Name::parse(name).role
}

pub(crate) fn next_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find([' ', '\t']).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// Returns a quoted text as readers of words keep it: single quotes, and a comment with what is
/// before it. Options are words of a shell.
fn kept(rest: &str, len: usize, name: &str) -> Option<(Keeper, Zeroizing<String>)> {
    let has_comment = rest[len..].trim_start().starts_with('#');
    let end = if has_comment { rest.len() } else { len };
    let is_kept = !name.starts_with('-') && (has_comment || rest.starts_with('\''));
    is_kept.then(|| (Keeper::Words, Zeroizing::new(rest[..end].to_owned())))
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
