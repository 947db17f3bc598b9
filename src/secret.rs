//! The secret access key: validated, redacted, zeroized.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use thiserror::Error;
use zeroize::Zeroizing;

use crate::derive::{self, SmtpPassword};
use crate::region::Region;
use crate::{access_key_id, endpoint};

/// The secret access key of an IAM user, zeroized on drop.
///
/// `Debug` doesn't show it, and there is no `Display`:
///
/// ```
/// use ses_smtp_pass::{Region, SecretAccessKey, SecretError};
///
/// let secret: SecretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".parse()?;
/// assert_eq!(format!("{secret:?}"), "SecretAccessKey([redacted])");
///
/// let password = secret.smtp_password(Region::US_WEST_2);
/// assert_eq!(password.expose_secret(), "BF2PynzbSCAjX08zhZZnP/kW+T9P5zs/1Er0pi5vTEmd");
/// # Ok::<(), SecretError>(())
/// ```
#[derive(Clone)]
pub struct SecretAccessKey(Zeroizing<String>);

impl SecretAccessKey {
    /// The length of every secret access key that AWS issues, in characters. AWS doesn't document it.
    pub const LEN: usize = 40;

    /// The length of the longest text that [`new_lenient`](Self::new_lenient) accepts, in characters.
    pub const MAX_LEN: usize = 128;

    /// Parses 40 characters of `A-Z a-z 0-9 + /`, without surrounding whitespace.
    ///
    /// A text without uppercase or without lowercase letters is rejected too, because it is
    /// probably a SHA-1 sum, a path, or a placeholder. Only 1 in 500 million real keys lacks such
    /// letters.
    ///
    /// # Errors
    ///
    /// [`SecretError`], which names the mistake.
    pub fn new(text: &str) -> Result<Self, SecretError> {
        let text = text.trim();
        validate(text).map(|()| Self(Zeroizing::new(text.to_owned())))
    }

    /// Parses a key that an AWS-compatible service may issue: up to 128 characters, without
    /// whitespace and control characters. A text that is certainly something else, such as an
    /// access key ID, an SMTP password, or a placeholder, is rejected.
    ///
    /// # Errors
    ///
    /// All variants of [`SecretError`] but [`Len`](SecretError::Len),
    /// [`Alphabet`](SecretError::Alphabet), [`NotAscii`](SecretError::NotAscii), and
    /// [`SingleCase`](SecretError::SingleCase).
    pub fn new_lenient(text: &str) -> Result<Self, SecretError> {
        use SecretError::{Alphabet, Len, NotAscii, SingleCase};

        let text = text.trim();
        match validate(text) {
            Ok(()) | Err(Len(_) | Alphabet | NotAscii | SingleCase) => {
                Ok(Self(Zeroizing::new(text.to_owned())))
            }
            Err(error) => Err(error),
        }
    }

    /// Derives the SMTP password for a region.
    #[must_use]
    pub fn smtp_password(&self, region: Region) -> SmtpPassword {
        derive::smtp_password(&self.0, region.code())
    }

    /// Returns the secret access key itself.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretAccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretAccessKey([redacted])")
    }
}

impl FromStr for SecretAccessKey {
    type Err = SecretError;

    fn from_str(text: &str) -> Result<Self, SecretError> {
        Self::new(text)
    }
}

impl TryFrom<&str> for SecretAccessKey {
    type Error = SecretError;

    fn try_from(text: &str) -> Result<Self, SecretError> {
        Self::new(text)
    }
}

fn validate(text: &str) -> Result<(), SecretError> {
    if has_form(text) && !access_key_id::starts_pair(text) {
        Ok(())
    } else {
        Err(reject_impossible(text)
            .or_else(|| recognize(text))
            .unwrap_or_else(|| reject_unusual(text)))
    }
}

/// Returns whether a text is 40 characters of base64 with letters in both cases.
pub(crate) fn has_form(text: &str) -> bool {
    // Checking every byte compiles to fewer branches than returning early.
    let has = |is: fn(u8) -> bool| text.bytes().fold(false, |any, b| any | is(b));
    text.len() == SecretAccessKey::LEN
        && !has(|b| !is_base64(b))
        && has(|b| b.is_ascii_uppercase())
        && has(|b| b.is_ascii_lowercase())
}

fn is_base64(b: u8) -> bool {
    matches!(b, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/')
}

fn reject_impossible(text: &str) -> Option<SecretError> {
    let is_control = |c: char| c.is_control() && !c.is_whitespace();
    if text.is_empty() {
        Some(SecretError::Empty)
    } else if is_placeholder(text) {
        Some(SecretError::Placeholder)
    } else if text.contains(is_invisible) {
        Some(SecretError::Invisible)
    } else if text.contains(is_control) {
        Some(SecretError::Control)
    } else if text.contains(char::is_whitespace) {
        Some(SecretError::Whitespace)
    } else if text.chars().count() > SecretAccessKey::MAX_LEN {
        Some(SecretError::TooLong)
    } else {
        None
    }
}

/// Classifies a text that certainly isn't a secret access key.
fn recognize(text: &str) -> Option<SecretError> {
    if access_key_id::is_temporary(text) {
        Some(SecretError::TemporaryAccessKeyId)
    } else if access_key_id::is_long_term(text) {
        Some(SecretError::AccessKeyId)
    } else if derive::version(text) == Some(derive::VERSION) {
        Some(SecretError::SmtpPassword)
    } else if derive::version(text) == Some(derive::OLD_VERSION) {
        Some(SecretError::SmtpPasswordV2)
    } else if text.starts_with(QUOTES) || text.ends_with(QUOTES) {
        Some(SecretError::Quoted)
    } else if is_percent_encoded(text) {
        Some(SecretError::PercentEncoded)
    } else if endpoint::is_like_region(text) {
        Some(SecretError::Region)
    } else if access_key_id::starts_pair(text) {
        Some(SecretError::AccessKeyIdAndMore)
    } else {
        None
    }
}

fn reject_unusual(text: &str) -> SecretError {
    if !text.is_ascii() {
        SecretError::NotAscii
    } else if text.len() != SecretAccessKey::LEN {
        SecretError::Len(text.len())
    } else if text.bytes().all(is_base64) {
        SecretError::SingleCase
    } else {
        SecretError::Alphabet
    }
}

pub(crate) const QUOTES: &[char] = &['"', '\'', '`', '“', '”', '‘', '’', '«', '»'];

/// Returns whether a character is invisible, or only looks like a space.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202f}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

pub(crate) fn is_percent_encoded(text: &str) -> bool {
    let is_escape = |w: &[u8]| w[0] == b'%' && w[1].is_ascii_hexdigit() && w[2].is_ascii_hexdigit();
    text.as_bytes().windows(3).any(is_escape)
}

/// Returns whether a nonempty text is one that jq, the AWS CLI, CI logs, and templates write for a
/// missing value.
pub(crate) fn is_placeholder(text: &str) -> bool {
    const WORDS: &[&str] = &["null", "none", "nil", "undefined"];
    const BRACKETS: &[(&str, &str)] = &[
        ("<", ">"),
        ("${", "}"),
        ("$(", ")"),
        ("{{", "}}"),
        ("%(", ")s"),
    ];

    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    let inside = |(open, close): &(&str, &str)| {
        text.strip_prefix(open)
            .is_some_and(|text| text.ends_with(close))
    };
    let in_brackets = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        || text.bytes().all(|b| b == b'*')
        || BRACKETS.iter().any(inside)
        || text.strip_prefix('$').is_some_and(is_name)
        || in_brackets.is_some_and(is_name)
}

/// Why a text isn't a [`SecretAccessKey`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum SecretError {
    /// The text is empty, or whitespace only.
    #[error("the secret access key is empty")]
    Empty,
    /// There is whitespace between other characters.
    #[error("the secret access key contains whitespace")]
    Whitespace,
    /// There is a control character.
    #[error("the secret access key contains a control character")]
    Control,
    /// There is a character that can't be seen, such as a no-break space, a zero-width space, or a
    /// byte order mark.
    #[error("the secret access key contains an invisible character")]
    Invisible,
    /// The text has more than [`SecretAccessKey::MAX_LEN`] characters.
    #[error("the secret access key is longer than 128 characters")]
    TooLong,
    /// The text stands for a missing value: `null`, `None`, `***`, `[MASKED]`, `${NAME}`, and so on.
    #[error("this is a placeholder, not a secret access key")]
    Placeholder,
    /// The text is the access key ID of temporary credentials, which SES rejects over SMTP.
    #[error("this is a temporary access key ID (ASIA...), not a secret access key")]
    TemporaryAccessKeyId,
    /// The text is an access key ID.
    #[error("this is an access key ID, not a secret access key")]
    AccessKeyId,
    /// The text begins with an access key ID.
    #[error("this is an access key ID followed by other text")]
    AccessKeyIdAndMore,
    /// The text is an SES SMTP password.
    #[error("this is already an SES SMTP password")]
    SmtpPassword,
    /// The text is an SES SMTP password of version 2, which SES no longer accepts.
    #[error("this is a version 2 SES SMTP password, which SES no longer accepts")]
    SmtpPasswordV2,
    /// There is a quotation mark at the start or the end.
    #[error("the secret access key is quoted")]
    Quoted,
    /// There is a percent-encoded character, such as `%2F`.
    #[error("the secret access key is percent-encoded")]
    PercentEncoded,
    /// The text is a region or an SES SMTP host.
    #[error("this is a region, not a secret access key")]
    Region,
    /// There is a character that isn't ASCII.
    #[error("the secret access key contains a non-ASCII character")]
    NotAscii,
    /// The text has this number of characters instead of 40.
    #[error("the secret access key has {0} characters instead of 40")]
    Len(usize),
    /// The text has 40 characters, but not only `A-Z a-z 0-9 + /`.
    #[error("the secret access key has a character other than A-Z a-z 0-9 + /")]
    Alphabet,
    /// The text has 40 characters, but no uppercase or no lowercase letters.
    #[error("the secret access key has letters in one case only")]
    SingleCase,
}
