//! The recipe that a password was made by, right or wrong.

use hmac::digest::CtOutput;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::credentials::Credential;
use crate::derive::{MESSAGE, SERVICE, TERMINAL, VERSION, k_date, k_message, sign, smtp_password};
use crate::region::{REGIONS, Region};

/// The version byte of the passwords that SES no longer takes.
pub(super) const OLD_VERSION: u8 = 0x02;

/// How a password was made from a credential.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Recipe {
    /// As AWS says.
    Right,
    /// One HMAC of the message with the bare secret, which was right for version 2.
    BareSecret,
    /// The first of the five HMACs.
    FirstStep,
    /// The whole chain, with version byte 2.
    OldVersion,
    /// The chain with its intermediate keys in shell variables, which lose NUL bytes and final
    /// newlines.
    Shell,
    /// The chain on the secret and a newline.
    Newline,
    /// The chain on the secret and a carriage return.
    CarriageReturn,
    /// The chain on the secret and a blank.
    Blank,
    /// The chain on the access key ID.
    AccessKeyId,
    /// The chain on the SMTP password.
    SmtpPassword,
}

impl Recipe {
    /// The name and the meaning of a mistake.
    pub(super) fn mistake(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Right => return None,
            Self::BareSecret => (
                "bare-secret",
                "this is one HMAC of the bare secret access key, without the date, the region and the service",
            ),
            Self::FirstStep => (
                "first-step",
                "this is the first of the five HMACs of an SES SMTP password, without the others",
            ),
            Self::OldVersion => {
                ("version-2", "this has the version byte 2, where an SES SMTP password has 4")
            }
            Self::Shell => (
                "shell",
                "this was made by a shell script that keeps bytes in variables, which lose NUL bytes and final newlines",
            ),
            Self::Newline => ("newline", "this was made from the secret access key and a newline"),
            Self::CarriageReturn => {
                ("carriage-return", "this was made from the secret access key and a carriage return")
            }
            Self::Blank => ("blank", "this was made from the secret access key and a blank"),
            Self::AccessKeyId => {
                ("access-key-id", "this was made from the access key ID, and not from the secret access key")
            }
            Self::SmtpPassword => {
                ("smtp-password", "this was made from the SMTP password, and not from the secret access key")
            }
        })
    }
}

/// Finds the recipe and the region that give `bytes`, a decoded password, from a credential.
pub(super) fn find(bytes: &[u8], credential: &Credential) -> Option<(Recipe, Option<&'static Region>)> {
    let wanted = digest(bytes);
    // `CtOutput` compares in constant time, and holds digests only.
    let is_it = |version: u8, signature: &[u8]| {
        let mut bytes = Zeroizing::new(vec![version]);
        bytes.extend_from_slice(signature);
        digest(&bytes) == wanted
    };
    let secret = credential.secret_access_key.expose();

    let first = k_date(secret);
    for region in REGIONS {
        let signature = k_message(&first, region.code);
        for (version, recipe) in [(VERSION, Recipe::Right), (OLD_VERSION, Recipe::OldVersion)] {
            if is_it(version, signature.as_bytes()) {
                return Some((recipe, Some(region)));
            }
        }
    }
    let bare = sign(secret.as_bytes(), MESSAGE);
    for version in [VERSION, OLD_VERSION] {
        if is_it(version, bare.as_bytes()) {
            return Some((Recipe::BareSecret, None));
        }
        if is_it(version, first.as_bytes()) {
            return Some((Recipe::FirstStep, None));
        }
    }
    for region in REGIONS {
        for is_last_lossy in [false, true] {
            if is_it(VERSION, &shell_signature(first.as_bytes(), region.code, is_last_lossy)) {
                return Some((Recipe::Shell, Some(region)));
            }
        }
    }
    mistaken_secrets(credential)
        .find_map(|(recipe, mistaken)| {
            let first = k_date(&mistaken);
            let mut regions = REGIONS.iter();
            let region = regions.find(|region| is_it(VERSION, k_message(&first, region.code).as_bytes()));
            region.map(|region| (recipe, Some(region)))
        })
        .or_else(|| {
            // A password that was converted a second time, for the same region.
            let mut regions = REGIONS.iter();
            let region = regions.find(|region| {
                let password = smtp_password(secret, region.code);
                is_it(VERSION, k_message(&k_date(password.as_str()), region.code).as_bytes())
            });
            region.map(|region| (Recipe::SmtpPassword, Some(region)))
        })
}

/// What is taken for the secret by mistake, the same for every region.
fn mistaken_secrets(credential: &Credential) -> impl Iterator<Item = (Recipe, Zeroizing<String>)> {
    let secret = credential.secret_access_key.expose();
    let id = credential.access_key_id.as_ref();
    let id = id.map(|id| (Recipe::AccessKeyId, Zeroizing::new(id.as_str().to_owned())));
    [
        ("\n", Recipe::Newline),
        ("\r", Recipe::CarriageReturn),
        ("\r\n", Recipe::CarriageReturn),
        (" ", Recipe::Blank),
    ]
    .into_iter()
    .map(move |(end, recipe)| (recipe, Zeroizing::new([secret, end].concat())))
    .chain(id)
}

/// The chain as a shell computes it. Scripts differ in whether the last step goes through a
/// variable too.
fn shell_signature(k_date: &[u8], region: &str, is_last_lossy: bool) -> Zeroizing<Vec<u8>> {
    let k_region = sign(&through_variable(k_date), region.as_bytes());
    let k_service = sign(&through_variable(k_region.as_bytes()), SERVICE);
    let k_terminal = sign(&through_variable(k_service.as_bytes()), TERMINAL);
    let k_message = sign(&through_variable(k_terminal.as_bytes()), MESSAGE);
    if is_last_lossy {
        through_variable(k_message.as_bytes())
    } else {
        Zeroizing::new(k_message.as_bytes().to_vec())
    }
}

/// What `$(...)` keeps of bytes.
fn through_variable(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut kept = Zeroizing::new(bytes.to_vec());
    kept.retain(|byte| *byte != 0);
    while kept.last() == Some(&b'\n') {
        kept.pop();
    }
    kept
}

fn digest(bytes: &[u8]) -> CtOutput<Sha256> {
    CtOutput::new(Sha256::digest(bytes))
}
