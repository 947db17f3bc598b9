//! The shape of a value.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

use crate::secret::{self, QUOTES, is_invisible, is_percent_encoded};
use crate::{SmtpPassword, access_key_id, derive};

pub(crate) fn is_password(text: &str) -> bool {
    derive::version(text) == Some(derive::VERSION)
}

pub(crate) fn is_old_password(text: &str) -> bool {
    derive::version(text) == Some(derive::OLD_VERSION)
}

/// Returns whether a text is an access key ID with the length that AWS issues.
pub(crate) fn is_access_key_id(text: &str) -> bool {
    text.len() == crate::AccessKeyId::LEN && access_key_id::is_long_term(text)
}

/// Returns whether a text is a password with missing or repeated characters, or with spaces instead
/// of `+`.
pub(crate) fn is_damaged_password(text: &str) -> bool {
    let is_inside = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b' ' | b'=');
    let len = text.len();
    let is_near = (36..=52).contains(&len) || (SmtpPassword::LEN * 2..=90).contains(&len);
    let bytes = text.as_bytes();
    is_near
        && bytes[0] == b'B'
        && bytes[1].is_ascii_uppercase()
        && bytes[1] <= b'P'
        && bytes.iter().all(|b| is_inside(*b))
        && bytes.iter().any(u8::is_ascii_lowercase)
        && !secret::has_form(text)
}

/// Returns whether a text is a password with other text after it, such as a comment.
pub(crate) fn starts_with_password(text: &str) -> bool {
    let password = text.get(..SmtpPassword::LEN);
    let after = text.get(SmtpPassword::LEN..).unwrap_or_default();
    password.is_some_and(is_password) && !after.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Removes whitespace, invisible characters, and quotes from both ends.
pub(crate) fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c) || QUOTES.contains(&c))
}

/// Decodes a percent-encoded text, even if each percent sign is doubled.
pub(crate) fn percent_decoded(text: &str) -> Option<Zeroizing<String>> {
    let once = |text: &str| {
        let bytes = Zeroizing::new(percent_decode_str(text).collect::<Vec<u8>>());
        let text = std::str::from_utf8(&bytes).ok()?;
        Some(Zeroizing::new(text.to_owned()))
    };
    if !is_percent_encoded(text) {
        return None;
    }
    once(&Zeroizing::new(text.replace("%%", "%")))
}

/// Returns the text that was encoded as base64.
pub(crate) fn base64_decoded(text: &str) -> Option<Zeroizing<String>> {
    let bytes = Zeroizing::new(STANDARD.decode(text).ok()?);
    let text = std::str::from_utf8(&bytes).ok()?;
    let is_text = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\0');
    (!text.is_empty() && text.chars().all(is_text)).then(|| Zeroizing::new(text.to_owned()))
}

/// Returns whether a value looks like an SES SMTP password, even if it is damaged or encoded.
pub(crate) fn is_like_password(text: &str) -> bool {
    let is_one = |text: &str| is_password(text) || is_old_password(text);
    let text = bare(text);
    if text.len() > 200 {
        return false;
    }
    is_one(text)
        || is_damaged_password(text)
        || percent_decoded(text).is_some_and(|text| is_one(&text))
        || base64_decoded(text).is_some_and(|text| is_one(text.trim()))
}

/// Returns whether a value is a host of SES, or was meant as one.
pub(crate) fn is_like_ses_host(text: &str) -> bool {
    let host = text.to_ascii_lowercase();
    host.contains("amazonaws") || host.contains("email-smtp") || host.ends_with(".api.aws")
}

/// Returns whether a text is a host name with a period.
pub(crate) fn is_host(text: &str) -> bool {
    let is_inside = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'*');
    text.contains('.')
        && text.bytes().all(is_inside)
        && text.bytes().any(|b| b.is_ascii_alphabetic())
}

/// The beginnings of values that refer to the real value elsewhere.
#[rustfmt::skip]
const REFERENCES: &[&str] = &[
    "!", "${", "$(", "$__", "$env:", "%env(", "<%", "{{", "ENC[", "ENC(", "{cipher}", "vault:", "op://", "arn:aws", "file:",
    "env:", "env.", "var.", "local.", "secrets.", "process.env", "os.environ", "os.getenv", "ENV[", "ENV.",
    "getenv(", "@Microsoft.KeyVault", "`", "ref+", "sops", "ssm:", "secretsmanager:", "gcp:", "azurekeyvault",
    "{AQAA", "data.", "module.", "config.", "$ENV{", "random_password.", "aws_iam_access_key.",
];

/// Returns whether a value refers to the real value elsewhere.
pub(crate) fn is_reference(text: &str) -> bool {
    let text = text.trim();
    let has_start = |start: &&str| text.len() > start.len() && text.starts_with(*start);
    let is_variable = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    REFERENCES.iter().any(has_start)
        || text.strip_prefix('$').is_some_and(is_variable)
        || text
            .strip_prefix('%')
            .and_then(|text| text.strip_suffix('%'))
            .is_some_and(is_variable)
        || text.starts_with("__") && text.ends_with("__")
        || text.starts_with('*') && is_variable(&text[1..])
        || is_qualified_name(text)
}

/// Returns whether a value is code that names a password or a constant, such as `settings.SMTP_USER`.
fn is_qualified_name(text: &str) -> bool {
    let is_identifier = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    // An access key ID with a period in it isn't a constant.
    let is_constant =
        |name: &str| name.contains('_') && !name.bytes().any(|b| b.is_ascii_lowercase());
    let names_password = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["password", "passwd", "smtp_pass"]
            .iter()
            .any(|word| name.contains(word))
    };
    text.contains('.')
        && text.split('.').all(is_identifier)
        && text
            .rsplit('.')
            .next()
            .is_some_and(|name| is_constant(name) || names_password(name))
}

/// Values of examples.
#[rustfmt::skip]
const EXAMPLES: &[&str] = &[
    "changeme", "change_me", "change-me", "password", "username", "user", "secret", "todo", "fixme", "example",
    "redacted", "smtp_password", "smtp_username", "hidden", "masked",
];

/// Returns whether a value is a placeholder: a mask, an example, or a word for a missing value.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let is_example = |example: &&str| text.eq_ignore_ascii_case(example);
    let starts = |word: &str| {
        let start = text.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    secret::is_placeholder(text)
        || EXAMPLES.iter().any(is_example)
        || text.len() < 64 && starts("your") && !text.contains('.')
        || text.len() > 2
            && ['x', 'X', '•', '.']
                .iter()
                .any(|mask| text.chars().all(|c| c == *mask))
}
