//! The secret access key: checked, redacted, wiped.

use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::error::Error;
use crate::{access_key_id, endpoint};

/// A secret access key, wiped on drop.
///
/// `Debug` does not show it:
///
/// ```
/// use ses_smtp_pass::SecretAccessKey;
///
/// let secret = SecretAccessKey::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")?;
/// assert_eq!(format!("{secret:?}"), "SecretAccessKey([redacted])");
/// # Ok::<(), ses_smtp_pass::Error>(())
/// ```
pub struct SecretAccessKey(Zeroizing<String>);

impl SecretAccessKey {
    /// The length of every secret access key that AWS has issued, in characters. AWS documents none.
    pub const CHARACTERS: usize = 40;

    /// The longest text that is taken for a secret access key, in characters.
    pub const MAX_CHARACTERS: usize = 128;

    /// Takes a secret access key: 40 characters of `A-Z a-z 0-9 + /`, blanks around it left out.
    ///
    /// # Errors
    ///
    /// One of the `Secret…` variants of [`Error`] for anything else; it says what the text
    /// looks like instead.
    pub fn new(text: &str) -> Result<Self, Error> {
        let secret = Self::unchecked(text)?;
        secret.doubt().map_or(Ok(secret), Err)
    }

    /// Takes any text that could be a secret access key of some service like AWS: AWS documents
    /// neither a length nor an alphabet. [`doubt`](Self::doubt) tells what speaks against it.
    ///
    /// # Errors
    ///
    /// [`Error::SecretEmpty`], [`SecretBlank`](Error::SecretBlank),
    /// [`SecretControl`](Error::SecretControl), [`SecretTooLong`](Error::SecretTooLong) or
    /// [`SecretIsTemporaryId`](Error::SecretIsTemporaryId).
    pub fn unchecked(text: &str) -> Result<Self, Error> {
        let mut secret = Self::none();
        secret.replace(text)?;
        Ok(secret)
    }

    /// What speaks against this being a secret access key of AWS, if anything does.
    #[must_use]
    pub fn doubt(&self) -> Option<Error> {
        let text = self.expose();
        if is_well_formed(text) { None } else { Some(meant(text)) }
    }

    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A place for a secret that [`replace`](Self::replace) fills.
    pub(crate) fn none() -> Self {
        // As long as a secret can be in UTF-8: it never grows, so no copy stays behind unwiped.
        Self(Zeroizing::new(String::with_capacity(4 * Self::MAX_CHARACTERS)))
    }

    /// [`unchecked`](Self::unchecked) in place: the memory of the old secret is used again.
    pub(crate) fn replace(&mut self, text: &str) -> Result<(), Error> {
        let text = text.trim();
        refuse_impossible(text)?;
        self.0.clear();
        self.0.push_str(text);
        Ok(())
    }
}

impl ZeroizeOnDrop for SecretAccessKey {}

impl fmt::Debug for SecretAccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretAccessKey([redacted])")
    }
}

fn refuse_impossible(text: &str) -> Result<(), Error> {
    if is_well_formed(text) {
        return Ok(());
    }
    if text.is_empty() {
        return Err(Error::SecretEmpty);
    }
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(Error::SecretControl);
    }
    if text.chars().any(char::is_whitespace) {
        return Err(Error::SecretBlank);
    }
    if text.chars().count() > SecretAccessKey::MAX_CHARACTERS {
        return Err(Error::SecretTooLong);
    }
    if access_key_id::is_temporary(text) {
        return Err(Error::SecretIsTemporaryId);
    }
    Ok(())
}

/// Names what was probably meant by a text that is no secret access key.
fn meant(text: &str) -> Error {
    const QUOTES: &[char] = &['"', '\'', '`', '“', '”', '‘', '’', '«', '»'];

    if access_key_id::is_long_term(text) {
        Error::SecretIsAccessKeyId
    } else if let Some(version) = smtp_password_version(text) {
        version
    } else if text.starts_with(QUOTES) || text.ends_with(QUOTES) {
        Error::SecretIsQuoted
    } else if is_percent_encoded(text) {
        Error::SecretIsPercentEncoded
    } else if is_placeholder(text) {
        Error::SecretIsPlaceholder
    } else if endpoint::is_like_region(text) {
        Error::SecretIsRegion
    } else if access_key_id::starts_pair(text) {
        Error::SecretIsPair
    } else if !text.is_ascii() {
        Error::SecretNotAscii
    } else if text.len() == SecretAccessKey::CHARACTERS {
        Error::SecretAlphabet
    } else {
        Error::SecretLength(text.len())
    }
}

fn is_well_formed(text: &str) -> bool {
    let is_base64 = |byte| matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/');
    // A fold looks at every byte, which compiles to fewer branches than `all`.
    text.len() == SecretAccessKey::CHARACTERS
        && text.bytes().fold(true, |all, byte| all & is_base64(byte))
        && !(text.starts_with('A') && access_key_id::starts_pair(text))
}

/// An SMTP password is base64 of a version byte and 32 bytes of HMAC.
fn smtp_password_version(text: &str) -> Option<Error> {
    let mut bytes = Zeroizing::new([0; 33]);
    match STANDARD.decode_slice(text, bytes.as_mut_slice()) {
        Ok(33) if bytes[0] == 4 => Some(Error::SecretIsSmtpPassword),
        Ok(33) if bytes[0] == 2 => Some(Error::SecretIsSmtpPasswordV2),
        _ => None,
    }
}

fn is_percent_encoded(text: &str) -> bool {
    text.as_bytes().windows(3).any(|w| w[0] == b'%' && w[1].is_ascii_hexdigit() && w[2].is_ascii_hexdigit())
}

fn is_placeholder(text: &str) -> bool {
    ["null", "none", "undefined"].iter().any(|word| text.eq_ignore_ascii_case(word))
        || text.bytes().all(|byte| byte == b'*')
}
