//! An SMTP session: the AUTH commands PLAIN and LOGIN.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::block::Kind;
use super::{Reader, Value};

/// The rest of an AUTH command.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Transcript {
    #[default]
    Nothing,
    Plain,
    UserName,
    Password,
}

impl Reader {
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
