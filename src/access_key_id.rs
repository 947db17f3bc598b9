//! The access key ID, which is the SMTP user name.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use thiserror::Error;

/// The ID of an IAM user's access key, which SES accepts as the SMTP user name.
///
/// ```
/// use ses_smtp_pass::{AccessKeyId, AccessKeyIdError};
///
/// let id: AccessKeyId = "AKIAIOSFODNN7EXAMPLE".parse()?;
/// assert_eq!(id.as_str(), "AKIAIOSFODNN7EXAMPLE");
/// assert_eq!(AccessKeyId::new("ASIAIOSFODNN7EXAMPLE"), Err(AccessKeyIdError::Temporary));
/// # Ok::<(), AccessKeyIdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessKeyId(String);

impl AccessKeyId {
    /// The length of every access key ID that AWS issues, in characters. AWS documents 16 to 128.
    pub const LEN: usize = 20;

    /// Parses `AKIA` and 16 uppercase letters or digits, without surrounding whitespace.
    ///
    /// # Errors
    ///
    /// [`AccessKeyIdError`].
    pub fn new(text: &str) -> Result<Self, AccessKeyIdError> {
        let id = Self::new_lenient(text)?;
        if id.0.len() == Self::LEN && is_long_term(&id.0) {
            Ok(id)
        } else {
            Err(AccessKeyIdError::Unusual)
        }
    }

    /// Parses an ID that an AWS-compatible service may issue. AWS documents 16 to 128 characters of
    /// `A-Z a-z 0-9 _`.
    ///
    /// # Errors
    ///
    /// [`AccessKeyIdError::Empty`], [`Malformed`](AccessKeyIdError::Malformed), and
    /// [`Temporary`](AccessKeyIdError::Temporary).
    pub fn new_lenient(text: &str) -> Result<Self, AccessKeyIdError> {
        let text = text.trim();
        if text.is_empty() {
            Err(AccessKeyIdError::Empty)
        } else if text.starts_with("ASIA") {
            Err(AccessKeyIdError::Temporary)
        } else if !is_documented(text) {
            Err(AccessKeyIdError::Malformed)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// Returns the ID.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccessKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for AccessKeyId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccessKeyId {
    type Err = AccessKeyIdError;

    fn from_str(text: &str) -> Result<Self, AccessKeyIdError> {
        Self::new(text)
    }
}

impl TryFrom<&str> for AccessKeyId {
    type Error = AccessKeyIdError;

    fn try_from(text: &str) -> Result<Self, AccessKeyIdError> {
        Self::new(text)
    }
}

/// Returns whether a text is `AKIA…` and nothing else.
pub(crate) fn is_long_term(text: &str) -> bool {
    text.starts_with("AKIA") && is_like_id(text)
}

/// Returns whether a text is `ASIA…`, alone or followed by other text.
pub(crate) fn is_temporary(text: &str) -> bool {
    text.starts_with("ASIA") && (is_like_id(text) || starts_pair(text))
}

/// Returns whether a text is an access key ID followed by other text: a row of a CSV file,
/// `ID:SECRET`, or an ID that was pasted twice. 1 in 10^11 secret access keys begins like an ID.
pub(crate) fn starts_pair(text: &str) -> bool {
    if !(text.starts_with("AKIA") || text.starts_with("ASIA")) {
        return false;
    }
    let id = text
        .split_once([',', ':', ';', '|', '='])
        .map(|(id, _)| id)
        .or_else(|| text.get(..AccessKeyId::LEN));
    id.is_some_and(is_like_id)
}

/// Returns whether a text could be an access key ID according to AWS's documentation.
pub(crate) fn is_documented(text: &str) -> bool {
    let is_inside = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    (16..=128).contains(&text.len()) && text.bytes().all(is_inside)
}

/// With at most 32 characters, the text can't be a secret access key, which has 40.
fn is_like_id(text: &str) -> bool {
    let is_inside = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    (16..=32).contains(&text.len()) && text.bytes().all(is_inside)
}

/// Why a text isn't an [`AccessKeyId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum AccessKeyIdError {
    /// The text is empty, or whitespace only.
    #[error("the access key ID is empty")]
    Empty,
    /// The text isn't 16 to 128 characters of `A-Z a-z 0-9 _`.
    #[error("this isn't an access key ID")]
    Malformed,
    /// The ID begins with `ASIA`: it belongs to temporary credentials, which SES rejects over SMTP.
    #[error("this is a temporary access key ID (ASIA...)")]
    Temporary,
    /// The ID isn't `AKIA` and 16 uppercase letters or digits.
    /// [`AccessKeyId::new_lenient`] accepts it.
    #[error("the access key ID isn't AKIA and 16 uppercase letters or digits")]
    Unusual,
}
