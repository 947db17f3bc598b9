//! An SMTP session: the AUTH commands PLAIN and LOGIN.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::block::Kind;
use super::{Reader, Value};

/// The rest of an AUTH command.
#[derive(Default)]
pub(crate) enum Transcript {
    #[default]
    Nothing,
    Plain,
    UserName,
    /// The password, after this user name.
    Password(Value),
}

impl Reader {
    /// Follows an SMTP session.
    pub(crate) fn transcript(&mut self, rest: &str) -> bool {
        let upper = |word: &str| word.to_ascii_uppercase();
        let mut words = rest
            .split_whitespace()
            .skip_while(|word| upper(word) != "AUTH")
            .skip(1);
        let method = words.next().map(upper);
        let first = words.next();
        let word = match (method.as_deref(), &self.transcript) {
            (Some("PLAIN"), _) => {
                self.transcript = Transcript::Plain;
                first
            }
            (Some("LOGIN"), _) => {
                self.transcript = Transcript::UserName;
                first
            }
            (_, Transcript::Nothing) => return false,
            _ if rest.split_whitespace().any(|word| word == "334") => return true,
            _ => rest.split_whitespace().next_back(),
        };
        word.is_none_or(|word| self.answer(word))
    }

    /// Reads an answer to the server. The line after msmtp's `auth plain` isn't an answer.
    fn answer(&mut self, word: &str) -> bool {
        let bytes = Zeroizing::new(STANDARD.decode(word).unwrap_or_default());
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        let (user, password) = match std::mem::take(&mut self.transcript) {
            Transcript::UserName if !text.is_empty() => {
                self.transcript = Transcript::Password(Value::plain(text));
                return true;
            }
            Transcript::Password(user) if !text.is_empty() => (user, text),
            Transcript::Plain if text.contains('\0') => {
                let mut parts = text.split('\0').skip(1);
                let mut part = || parts.next().unwrap_or_default();
                (Value::plain(part()), part())
            }
            _ => return false,
        };
        self.blocks.open("smtp", Kind::Record);
        self.setting("user", user);
        self.setting("password", Value::plain(password));
        self.blocks.close();
        true
    }
}
