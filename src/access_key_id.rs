//! The access key ID, which is the SMTP user name.

use crate::error::Error;

/// An access key ID: 16 to 128 of `A-Z a-z 0-9 _`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessKeyId(String);

impl AccessKeyId {
    /// Takes an access key ID, blanks around it left out. [`doubt`](Self::doubt) is for the caller
    /// to weigh.
    ///
    /// # Errors
    ///
    /// [`Error::IdMalformed`] for what AWS documents to be none, and [`Error::IdIsTemporary`].
    pub fn new(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        if !is_documented(text) {
            Err(Error::IdMalformed)
        } else if text.starts_with("ASIA") {
            Err(Error::IdIsTemporary)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// What speaks against this being the ID of an IAM user's access key, if anything does.
    #[must_use]
    pub fn doubt(&self) -> Option<Error> {
        let is_usual = self.0.len() == 20 && is_long_term(&self.0);
        (!is_usual).then_some(Error::IdUnusual)
    }

    /// The ID itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text is like the ID of an IAM user's access key, `AKIA…`.
pub(crate) fn is_long_term(text: &str) -> bool {
    text.starts_with("AKIA") && is_like_id(text)
}

/// Whether a text is like the ID of temporary credentials, `ASIA…`, alone or joined to something.
pub(crate) fn is_temporary(text: &str) -> bool {
    text.starts_with("ASIA") && (is_documented(text) || starts_pair(text))
}

/// Whether a text is like an access key ID and more, as a row of a CSV file, `ID:SECRET` or an ID that was
/// pasted twice. A secret access key begins so in 1 of 10^11 cases.
pub(crate) fn starts_pair(text: &str) -> bool {
    const LENGTH: usize = 20;
    let is_id = |id: &str| (id.starts_with("AKIA") || id.starts_with("ASIA")) && is_like_id(id);
    text.find([',', ':', ';', '|', '='])
        .map_or_else(|| text.get(..LENGTH), |end| text.get(..end))
        .is_some_and(is_id)
}

/// Whether a word is an access key ID and not the first word of a sentence: narrower than what AWS
/// documents.
#[cfg(feature = "cli")]
pub(crate) fn is_in_capitals(text: &str) -> bool {
    is_documented(text) && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// What AWS documents of an access key ID.
fn is_documented(text: &str) -> bool {
    (16..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// What AWS issues are 20 characters. A bound of 32 leaves no room for a mistake
/// about a secret access key, which has 40 characters of a larger alphabet.
fn is_like_id(text: &str) -> bool {
    (16..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}
