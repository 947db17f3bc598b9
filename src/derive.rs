//! The derivation of an SES SMTP password, in the names of AWS's pseudocode.
//!
//! Source: "[Obtaining Amazon SES SMTP credentials][source]", Amazon SES Developer Guide.
//!
//! [source]: https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html

use alloc::string::String;
use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::digest::CtOutput;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

pub(crate) const DATE: &str = "11111111";
pub(crate) const SERVICE: &str = "ses";
pub(crate) const TERMINAL: &str = "aws4_request";
pub(crate) const MESSAGE: &str = "SendRawEmail";
pub(crate) const VERSION: u8 = 0x04;

/// The version of the passwords that SES no longer accepts.
pub(crate) const OLD_VERSION: u8 = 0x02;

/// The result of one step: 32 bytes, zeroized on drop.
pub(crate) type Signature = CtOutput<Hmac<Sha256>>;

/// Derives the SMTP password from a secret access key and the code of a region.
///
/// The arguments can be any texts. They aren't validated, trimmed, or changed to lower case. With
/// a wrong argument, the result is a wrong password and no error. Prefer
/// [`SecretAccessKey::smtp_password`](crate::SecretAccessKey::smtp_password), which can't be called
/// with a wrong argument.
///
/// ```
/// use ses_smtp_pass::derive;
///
/// let password = derive::smtp_password("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");
/// assert_eq!(password.expose_secret(), "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9");
/// ```
#[must_use]
pub fn smtp_password(secret: &str, region: &str) -> SmtpPassword {
    let k_date = k_date(secret);
    let k_region = sign(k_date.as_bytes(), region);
    let k_service = sign(k_region.as_bytes(), SERVICE);
    let k_terminal = sign(k_service.as_bytes(), TERMINAL);
    let k_message = sign(k_terminal.as_bytes(), MESSAGE);
    encode(k_message.as_bytes())
}

pub(crate) fn k_date(secret: &str) -> Signature {
    let key = Zeroizing::new(["AWS4", secret].concat());
    sign(key.as_bytes(), DATE)
}

// If the compiler knows the lengths of the key and the data, it copies them without a call.
#[allow(clippy::inline_always)]
#[inline(always)]
pub(crate) fn sign(key: &[u8], data: &str) -> Signature {
    Hmac::new_from_slice(key)
        .expect("HMAC accepts a key of any length")
        .chain_update(data)
        .finalize()
}

fn encode(signature: &[u8]) -> SmtpPassword {
    let mut bytes = Zeroizing::new([VERSION; 33]);
    bytes[1..].copy_from_slice(signature);
    SmtpPassword(Zeroizing::new(STANDARD.encode(bytes.as_slice())))
}

/// Returns the version byte of a text that has the form of an SES SMTP password of any version:
/// base64 of 33 bytes.
pub(crate) fn version(text: &str) -> Option<u8> {
    let mut bytes = Zeroizing::new([0; 33]);
    let len = STANDARD.decode_slice(text, bytes.as_mut_slice()).ok()?;
    (len == bytes.len()).then_some(bytes[0])
}

/// An SES SMTP password: 44 characters of `A-Z a-z 0-9 + /`, which begin with `B`.
///
/// The characters are on the heap and zeroized on drop, so that a moved password leaves no copy.
/// `Debug` doesn't show them, and there is no `Display`:
///
/// ```
/// let password = ses_smtp_pass::derive::smtp_password("secret", "us-east-1");
/// assert_eq!(format!("{password:?}"), "SmtpPassword([redacted])");
/// ```
#[derive(Clone)]
pub struct SmtpPassword(Zeroizing<String>);

impl SmtpPassword {
    /// The length of every SES SMTP password, in characters and in bytes.
    pub const LEN: usize = 44;

    /// Parses a text that has the form of a version 4 password.
    #[cfg(feature = "cli")]
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let password = || Self(Zeroizing::new(text.into()));
        (version(text)? == VERSION).then(password)
    }

    /// Returns the password itself. A URL needs it percent-encoded.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SmtpPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpPassword([redacted])")
    }
}
