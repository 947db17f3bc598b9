//! What a text holds of an SMTP account, found by shape and not by parsing.
//!
//! This is safe because the shapes are rare. An SMTP password is 44 characters of base64 that begin
//! with a version byte: another base64 text of 33 bytes is taken for one in 1 of 128 cases. A secret
//! access key is looked for only where there is no password, and is 40 characters of base64 with
//! capitals and small letters: a SHA-1 sum in hexadecimal is none, a real secret lacks one or the
//! other in 1 of 500 million cases; a piece of another base64 text or a path may have the shape, so
//! that check says no more than that. Shorter texts count only where the key turns out to make them.
//! An access key ID is `AKIA` or `ASIA` and 16 capitals or digits, a host begins with `email-smtp`
//! or is that of a VPC endpoint or of Mail Manager. Lines that are comments are left out.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

use super::recipe::OLD_VERSION;
use crate::access_key_id;
use crate::derive::{SmtpPassword, VERSION};
use crate::endpoint::Endpoint;
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
    pub(super) hosts: Vec<Endpoint>,
    /// Whether there is a host that is like one of SES, and is none.
    pub(super) has_unknown_host: bool,
    pub(super) access_key_ids: BTreeSet<String>,
}

/// Looks for passwords, hosts and access key IDs.
pub(super) fn scan(text: &str) -> Found {
    let text = simplify(text);
    let mut found = Found::default();
    for (start, end) in runs(&text, is_in_password) {
        let token = token(&text, start, end);
        found.tokens.extend(token.filter(|token| is_new(&found.tokens, token)));
    }
    for (start, end) in runs(&text, |byte| byte.is_ascii_alphanumeric()) {
        let run = &text[start..end];
        if run.len() == 20 && (access_key_id::is_long_term(run) || access_key_id::is_temporary(run)) {
            found.access_key_ids.insert(run.to_owned());
        }
    }
    for (start, end) in runs(&text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')) {
        let run = text[start..end].trim_matches('.');
        if !is_like_host(run) {
            continue;
        }
        match Endpoint::parse_list(run).as_deref() {
            Ok([endpoint]) if !found.hosts.contains(endpoint) => found.hosts.push(endpoint.clone()),
            Ok(_) => {}
            Err(_) => found.has_unknown_host = true,
        }
    }
    found
}

/// Leaves out comments, and undoes what strings of some languages write for `/`, `+` and `%`: JSON
/// has `\/` and `\u002B`, systemd and configparser want `%%`.
fn simplify(text: &str) -> Zeroizing<String> {
    let mut simple = Zeroizing::new(String::with_capacity(text.len()));
    for line in text.split_inclusive('\n') {
        let start = line.trim_start();
        if start.starts_with(['#', ';']) || start.starts_with("//") {
            continue;
        }
        let mut rest = line;
        while let Some(position) = rest.find(['\\', '%']) {
            simple.push_str(&rest[..position]);
            let (plain, length) = plain(&rest[position..]);
            simple.push(plain);
            rest = &rest[position + length..];
        }
        simple.push_str(rest);
    }
    simple
}

/// What a text that begins with a backslash or a percent sign stands for, and its length there.
fn plain(text: &str) -> (char, usize) {
    let unicode = text.strip_prefix("\\u00").and_then(|text| text.get(..2));
    let unicode = unicode.and_then(|digits| u8::from_str_radix(digits, 16).ok());
    match (text.get(..2), unicode) {
        (_, Some(byte)) => (char::from(byte), 6),
        (Some("%%"), _) => ('%', 2),
        (Some("\\/"), _) => ('/', 2),
        (Some("\\n" | "\\r" | "\\t"), _) => (' ', 2),
        _ if text.starts_with('%') => ('%', 1),
        _ => ('\\', 1),
    }
}

/// A configuration has few tokens; other base64 texts may have many that are alike.
fn is_new(tokens: &[Token], token: &Token) -> bool {
    const MANY: usize = 256;
    let alike = || tokens.iter().filter(|other| other.shape == token.shape);
    alike().count() < MANY
        && !alike().any(|other| other.bytes == token.bytes && other.spelling == token.spelling)
}

fn is_like_host(text: &str) -> bool {
    const MAIL_MANAGER: &str = ".mail-manager-smtp.amazonaws.com";

    let starts_with =
        |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let is_vpc = || {
        starts_with("vpce-")
            && text.split('.').nth(1).is_some_and(|part| part.eq_ignore_ascii_case("email-smtp"))
    };
    // Another product, whose passwords are not derived from a key.
    let is_mail_manager = || {
        let end = text.len().checked_sub(MAIL_MANAGER.len());
        end.and_then(|end| text.get(end..)).is_some_and(|end| end.eq_ignore_ascii_case(MAIL_MANAGER))
    };
    text.matches('.').count() >= 2
        && (starts_with("email-smtp.") || starts_with("email-smtp-fips.") || is_vpc() || is_mail_manager())
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

fn token(text: &str, start: usize, end: usize) -> Option<Token> {
    let raw = &text[start..end];
    let decoded = Zeroizing::new(percent_decode_str(raw).decode_utf8().ok()?.into_owned());
    let mut bytes = Zeroizing::new(vec![0; 33]);
    let length = STANDARD_NO_PAD.decode_slice(decoded.as_bytes(), &mut bytes).ok()?;
    bytes.truncate(length);
    let around = Around { before: &text[..start], after: &text[end..] };
    let shape = shape(&decoded, &bytes)?;
    let spelling = match shape {
        Shape::Fragment => Spelling::Right,
        Shape::Secret if around.is_part_of_name() => return None,
        _ if around.is_part_of_more() => return None,
        _ => around.spelling(raw),
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

impl Around<'_> {
    /// Whether it is a piece of a file name.
    fn is_part_of_name(&self) -> bool {
        self.before.ends_with('.') || self.after.starts_with('.')
    }

    /// Whether it goes on in a way that no password does, such as padding or base64 for URLs.
    fn is_part_of_more(&self) -> bool {
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        self.before.ends_with(goes_on) || self.after.starts_with(goes_on) || self.after.starts_with('=')
    }

    fn spelling(&self, raw: &str) -> Spelling {
        let is_encoded = raw.contains('%');
        if self.before.ends_with(':') && self.after.starts_with('@') {
            // The password of a URL, whether its scheme stands here or is put before it later.
            if raw.contains(['+', '/']) { Spelling::RawInUrl } else { Spelling::Right }
        } else if self.is_in_query() {
            if raw.contains('+') { Spelling::RawInUrl } else { Spelling::Right }
        } else if is_encoded {
            Spelling::EncodedOutsideUrl
        } else {
            self.spelling_alone()
        }
    }

    /// Whether it is a parameter of a URL.
    fn is_in_query(&self) -> bool {
        const FAR: usize = 512;
        let near = self.before.len().saturating_sub(FAR);
        let near = (near..).find_map(|start| self.before.get(start..)).unwrap_or_default();
        let word = near.rsplit([' ', '\t', '\r', '\n', '"', '\'']).next().unwrap_or_default();
        word.ends_with('=') && word.split_once("://").is_some_and(|(_, rest)| rest.contains('?'))
    }

    /// In a configuration quotes and blanks belong to its syntax, around the password alone they do
    /// not.
    fn spelling_alone(&self) -> Spelling {
        // A password alone, and not at the end of a long text.
        const NEAR: usize = 64;
        const QUOTES: &[char] =
            &['"', '\'', '`', '“', '”', '‘', '’', '«', '»', '\u{200b}', '\u{2060}', '\u{feff}'];
        let is_alone = |marks: &[char]| {
            let is_mark = |c: char| c.is_whitespace() || marks.contains(&c);
            self.before.chars().all(is_mark) && self.after.chars().all(is_mark)
        };
        let line_end = self.after.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text));
        if self.before.len() > NEAR || self.after.len() > NEAR || !is_alone(QUOTES) {
            Spelling::Right
        } else if !is_alone(&[]) {
            Spelling::Quoted
        } else if self.before.is_empty() && line_end.unwrap_or(self.after).is_empty() {
            Spelling::Right
        } else {
            Spelling::Blanks
        }
    }
}
