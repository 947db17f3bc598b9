//! What a text holds of an SMTP account, found by shape and not by parsing.
//!
//! This is safe because the shapes are rare. An SMTP password is 44 characters of base64 that begin
//! with a version byte: another base64 text of 33 bytes is taken for one in 1 of 128 cases, and
//! texts of other lengths never. A secret access key is looked for only where there is no password,
//! and is 40 characters of base64 with capitals and small letters: a SHA-1 sum in hexadecimal is
//! none, a real secret lacks one or the other in 1 of 10⁹ cases. An access key ID is `AKIA` or
//! `ASIA` and 16 capitals or digits, a host contains `email-smtp`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

use super::recipe::OLD_VERSION;
use crate::access_key_id;
use crate::derive::{SmtpPassword, VERSION};
use crate::endpoint::region_of_host;
use crate::secret::SecretAccessKey;

/// What is wrong with the way a password is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spelling {
    Right,
    EncodedOutsideUrl,
    RawInUrl,
    Quoted,
    Blanks,
}

/// What the password of a text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Shape {
    Password,
    OldPassword,
    Secret,
    /// Base64 that a broken converter may have made a password of, shorter than a right one.
    Fragment,
}

/// Something that may be a password.
pub(super) struct Token {
    pub(super) shape: Shape,
    /// What base64 stands for.
    pub(super) bytes: Zeroizing<Vec<u8>>,
    pub(super) spelling: Spelling,
}

/// What was found in a text.
#[derive(Default)]
pub(super) struct Found {
    pub(super) tokens: Vec<Token>,
    /// The codes of the regions whose hosts are in it.
    pub(super) host_regions: Vec<String>,
    pub(super) access_key_ids: Vec<String>,
}

/// Looks for passwords, hosts and access key IDs.
pub(super) fn scan(text: &str) -> Found {
    // PHP writes / as \\/ in JSON; systemd and configparser want % twice.
    let text = Zeroizing::new(text.replace("\\/", "/").replace("%%", "%"));
    let mut found = Found::default();
    for run in runs(&text, is_in_password) {
        found.tokens.extend(token(&text, run));
    }
    for (start, end) in runs(&text, |byte| byte.is_ascii_alphanumeric()) {
        let run = &text[start..end];
        if run.len() == 20 && (access_key_id::is_long_term(run) || access_key_id::is_temporary(run)) {
            push_new(&mut found.access_key_ids, run.to_owned());
        }
    }
    for (start, end) in runs(&text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')) {
        let host = text[start..end].to_ascii_lowercase();
        if let Some(region) = region_of_host(host.trim_matches('.')) {
            push_new(&mut found.host_regions, region.to_owned());
        }
    }
    found
}

fn push_new(values: &mut Vec<String>, value: String) {
    if !values.contains(&value) {
        values.push(value);
    }
}

fn is_in_password(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'%')
}

/// The longest stretches of bytes of one class, as their starts and ends.
fn runs(text: &str, is_inside: impl Fn(u8) -> bool) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let mut position = 0;
    std::iter::from_fn(move || {
        let start = position + bytes[position..].iter().position(|byte| is_inside(*byte))?;
        let length = bytes[start..].iter().position(|byte| !is_inside(*byte));
        let end = length.map_or(bytes.len(), |length| start + length);
        position = end;
        Some((start, end))
    })
}

fn token(text: &str, (start, end): (usize, usize)) -> Option<Token> {
    let raw = &text[start..end];
    let is_encoded = raw.contains('%');
    let decoded = Zeroizing::new(percent_decode_str(raw).decode_utf8().ok()?.into_owned());
    let mut bytes = Zeroizing::new(vec![0; 33]);
    let length = STANDARD_NO_PAD.decode_slice(decoded.as_bytes(), &mut bytes).ok()?;
    bytes.truncate(length);
    let shape = shape(&decoded, &bytes)?;
    let spelling = if shape == Shape::Fragment {
        Spelling::Right
    } else {
        let around = Around::new(text, start, end);
        around.spelling(is_encoded, decoded.contains(['+', '/']))
    };
    Some(Token { shape, bytes, spelling })
}

fn shape(text: &str, bytes: &[u8]) -> Option<Shape> {
    let version = *bytes.first()?;
    match text.len() {
        SmtpPassword::LENGTH if version == VERSION => Some(Shape::Password),
        SmtpPassword::LENGTH if version == OLD_VERSION => Some(Shape::OldPassword),
        SecretAccessKey::CHARACTERS if has_both_cases(text) => Some(Shape::Secret),
        30..SmtpPassword::LENGTH if version == VERSION => Some(Shape::Fragment),
        _ => None,
    }
}

fn has_both_cases(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_uppercase()) && text.contains(|c: char| c.is_ascii_lowercase())
}

/// What stands before and after a token.
struct Around<'a> {
    before: &'a str,
    after: &'a str,
}

impl<'a> Around<'a> {
    fn new(text: &'a str, start: usize, end: usize) -> Self {
        Self { before: &text[..start], after: &text[end..] }
    }

    fn spelling(&self, is_encoded: bool, needs_encoding: bool) -> Spelling {
        let word = self.before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let is_in_url = word.contains("://") && word.ends_with(':') && self.after.starts_with('@');
        let is_blank = |text: &str| text.chars().all(char::is_whitespace);
        let is_alone = |quote: &[char]| {
            is_blank(self.before.trim_end_matches(quote)) && is_blank(self.after.trim_start_matches(quote))
        };
        let last_line_end = self.after.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text));
        if is_encoded && !is_in_url {
            Spelling::EncodedOutsideUrl
        } else if !is_encoded && is_in_url && needs_encoding {
            Spelling::RawInUrl
        } else if !is_alone(&['"', '\'', '`']) {
            Spelling::Right
        } else if !is_alone(&[]) {
            Spelling::Quoted
        } else if self.before.is_empty() && last_line_end.unwrap_or(self.after).is_empty() {
            Spelling::Right
        } else {
            Spelling::Blanks
        }
    }
}
