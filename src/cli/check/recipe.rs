//! The passwords of an access key, by AWS's derivation and by wrong derivations.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::derive::{self, MESSAGE, OLD_VERSION, SERVICE, TERMINAL, VERSION, k_date, sign};
use crate::region::{Region, WITHOUT_SMTP};

/// A way to derive a password.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Recipe {
    /// The name in JSON, if the derivation is wrong.
    pub(crate) name: Option<&'static str>,
    pub(crate) clause: &'static str,
}

const RIGHT: Recipe = Recipe {
    name: None,
    clause: "derived from this access key",
};

pub(crate) const OLD: Recipe = Recipe {
    name: None,
    clause: "a version 2 SES SMTP password, which SES no longer accepts",
};

macro_rules! recipes {
    ($($constant:ident $name:literal $clause:literal)*) => {
        $(const $constant: Recipe = Recipe { name: Some($name), clause: $clause };)*
    };
}

recipes! {
    BARE_SECRET "bare-secret" "derived with one HMAC of the bare secret access key, without date, region, and service"
    FIRST_STEP "first-step" "derived with the first of the five HMACs only"
    VERSION_2 "version-2" "derived with the version byte 2; SES requires 4"
    SHELL "shell" "derived by a shell script that lost NUL bytes or newlines in its variables"
    NEWLINE "newline" "derived from the secret access key followed by a newline"
    CARRIAGE_RETURN "carriage-return" "derived from the secret access key followed by a carriage return"
    SPACE "space" "derived from the secret access key followed by a space"
    ACCESS_KEY_ID "access-key-id" "derived from the access key ID instead of the secret access key"
    SMTP_PASSWORD "smtp-password" "derived from the SMTP password instead of the secret access key"
}

/// Characters that a shell may read after the secret access key.
const ENDINGS: &[(&str, Recipe)] = &[
    ("\n", NEWLINE),
    ("\r", CARRIAGE_RETURN),
    ("\r\n", CARRIAGE_RETURN),
    (" ", SPACE),
];

pub(crate) type Made = (Recipe, Option<&'static str>);

/// All passwords of a key. The table contains only digests, so a lookup reveals nothing about them.
pub(crate) struct Recipes(HashMap<[u8; 32], Made>);

impl Recipes {
    pub(crate) fn of_key(secret: &str, id: Option<&str>) -> Self {
        let mut table = Self(HashMap::new());
        let first = k_date(secret);
        let bare = sign(secret.as_bytes(), MESSAGE);
        table.add(VERSION, bare.as_bytes(), BARE_SECRET, None);
        table.add(OLD_VERSION, bare.as_bytes(), OLD, None);
        for version in [VERSION, OLD_VERSION] {
            table.add(version, first.as_bytes(), FIRST_STEP, None);
        }
        for code in codes() {
            let right = chain(first.as_bytes(), code, |key| key);
            table.add(VERSION, &right, RIGHT, Some(code));
            table.add(OLD_VERSION, &right, VERSION_2, Some(code));
            let lossy = chain(first.as_bytes(), code, through_variable);
            table.add(VERSION, &lossy, SHELL, Some(code));
            table.add(VERSION, &through_variable(lossy), SHELL, Some(code));
            let password = derive::smtp_password(secret, code);
            table.add_chain(password.expose_secret(), SMTP_PASSWORD, code);
            for (ending, recipe) in ENDINGS {
                let secret = Zeroizing::new([secret, ending].concat());
                table.add_chain(&secret, *recipe, code);
            }
            if let Some(id) = id {
                table.add_chain(id, ACCESS_KEY_ID, code);
            }
        }
        table
    }

    /// Returns the derivation and the region of a password of the key.
    pub(crate) fn find(&self, password: &str) -> Option<Made> {
        // The longest password has 44 characters.
        let is_short = password.len() <= 44;
        let bytes = is_short.then(|| STANDARD.decode(password).ok())??;
        self.0.get(&digest(&Zeroizing::new(bytes))).copied()
    }

    fn add_chain(&mut self, secret: &str, recipe: Recipe, code: &'static str) {
        let signature = chain(k_date(secret).as_bytes(), code, |key| key);
        self.add(VERSION, &signature, recipe, Some(code));
    }

    /// The first derivation of a password names it, so the right one comes before shells that lost
    /// nothing.
    fn add(&mut self, version: u8, signature: &[u8], recipe: Recipe, code: Option<&'static str>) {
        let bytes = Zeroizing::new([&[version], signature].concat());
        self.0.entry(digest(&bytes)).or_insert((recipe, code));
    }
}

/// The regions for which AWS's own script and other scripts may have derived a password.
fn codes() -> impl Iterator<Item = &'static str> {
    let without_smtp = WITHOUT_SMTP.iter().map(|(code, _)| *code);
    Region::ALL
        .iter()
        .map(|region| region.code())
        .chain(without_smtp)
}

type Bytes = Zeroizing<Vec<u8>>;

/// The four steps after the first.
fn chain(first: &[u8], code: &str, keep: fn(Bytes) -> Bytes) -> Bytes {
    let mut key = Zeroizing::new(first.to_vec());
    for data in [code, SERVICE, TERMINAL, MESSAGE] {
        key = Zeroizing::new(sign(&keep(key), data).as_bytes().to_vec());
    }
    key
}

/// Removes the bytes that `$(...)` loses.
fn through_variable(mut bytes: Bytes) -> Bytes {
    bytes.retain(|byte| *byte != 0);
    while bytes.last() == Some(&b'\n') {
        bytes.pop();
    }
    bytes
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
