//! The derivation of an Amazon SES SMTP password from a secret access key.
//!
//! The names are those of AWS's pseudocode. Source: "Obtaining Amazon SES SMTP credentials",
//! Amazon SES Developer Guide.

use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::digest::CtOutput;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use zeroize::{ZeroizeOnDrop, Zeroizing};

const DATE: &[u8] = b"11111111";
pub(crate) const SERVICE: &[u8] = b"ses";
pub(crate) const TERMINAL: &[u8] = b"aws4_request";
pub(crate) const MESSAGE: &[u8] = b"SendRawEmail";
pub(crate) const VERSION: u8 = 0x04;

pub(crate) type HmacSha256 = Hmac<Sha256>;

/// Derives the SMTP password that belongs to a secret access key in one region.
///
/// The region is that of the SMTP endpoint, as a code in lower case such as `us-east-1`. Any text is
/// taken for either, and nothing can fail: whether it is a secret access key is for
/// [`SecretAccessKey`](crate::SecretAccessKey) to say, whether it is a region for
/// [`region::find`](crate::region::find).
///
/// Source: "[Obtaining Amazon SES SMTP credentials][source]", Amazon SES Developer Guide.
///
/// [source]: https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html
///
/// ```
/// let password = ses_smtp_pass::smtp_password("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");
/// assert_eq!(password.as_str(), "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9");
/// ```
#[must_use]
pub fn smtp_password(secret_access_key: &str, region: &str) -> SmtpPassword {
    smtp_password_of(&k_date(secret_access_key), region)
}

/// The steps after the first, which is the same for every region.
pub(crate) fn smtp_password_of(k_date: &CtOutput<HmacSha256>, region: &str) -> SmtpPassword {
    let k_message = k_message(k_date, region);
    let mut bytes = Zeroizing::new([VERSION; 33]);
    bytes[1..].copy_from_slice(k_message.as_bytes());
    let mut password = Zeroizing::new([0; SmtpPassword::LENGTH]);
    STANDARD.encode_slice(bytes.as_slice(), password.as_mut()).expect("33 bytes are 44 characters of base64");
    SmtpPassword(password)
}

/// The first step.
pub(crate) fn k_date(secret_access_key: &str) -> CtOutput<HmacSha256> {
    const PREFIX: &[u8] = b"AWS4";
    const BLOCK: usize = 64;

    let secret = secret_access_key.as_bytes();
    let mut key = Zeroizing::new([0; BLOCK]);
    let length = PREFIX.len() + secret.len();
    if length <= BLOCK {
        key[..PREFIX.len()].copy_from_slice(PREFIX);
        key[PREFIX.len()..length].copy_from_slice(secret);
        sign(&key[..length], DATE)
    } else {
        // HMAC hashes a key longer than a block (RFC 2104, section 2). Done here, the two parts
        // need not be joined on the heap.
        let hash = Sha256::new().chain_update(PREFIX).chain_update(secret);
        let hash = CtOutput::<Sha256>::new(hash.finalize());
        sign(hash.as_bytes(), DATE)
    }
}

/// The four steps after the first.
pub(crate) fn k_message(k_date: &CtOutput<HmacSha256>, region: &str) -> CtOutput<HmacSha256> {
    let k_region = sign(k_date.as_bytes(), region.as_bytes());
    let k_service = sign(k_region.as_bytes(), SERVICE);
    let k_terminal = sign(k_service.as_bytes(), TERMINAL);
    sign(k_terminal.as_bytes(), MESSAGE)
}

// Where the lengths of key and data are known, copying them takes no call: 3% of the filter's time.
#[allow(clippy::inline_always)]
#[inline(always)]
pub(crate) fn sign(key: &[u8], data: &[u8]) -> CtOutput<HmacSha256> {
    HmacSha256::new_from_slice(key).expect("HMAC takes a key of any length").chain_update(data).finalize()
}

/// An SES SMTP password: 44 characters of base64, never padded, wiped on drop.
///
/// `Debug` does not show it:
///
/// ```
/// let password = ses_smtp_pass::smtp_password("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");
/// assert_eq!(format!("{password:?}"), "SmtpPassword([redacted])");
/// ```
pub struct SmtpPassword(Zeroizing<[u8; SmtpPassword::LENGTH]>);

impl SmtpPassword {
    /// The length of every SES SMTP password, in characters and in bytes.
    pub const LENGTH: usize = 44;

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// The password itself: 44 characters of `A-Z a-z 0-9 + /`, so that a URL takes it percent-encoded only.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(self.as_bytes()).expect("base64 is ASCII")
    }
}

impl fmt::Debug for SmtpPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpPassword([redacted])")
    }
}

impl ZeroizeOnDrop for SmtpPassword {}
