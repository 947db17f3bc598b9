//! The password of an account.

use super::{Finding, Key, Known, State, not_base64};
use crate::access_key_id;
use crate::cli::check::account::Account;
use crate::cli::check::name::Role;
use crate::cli::check::recipe::{Made, OLD};
use crate::cli::check::shape;
use crate::cli::check::text::{Coding, Doubt, Value};
use crate::secret::{self, QUOTES};

/// The kinds of texts in the place of a password.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Made(Made),
    /// An SMTP password that isn't derived from the key, or that can't be compared.
    Password,
    Console,
    OldPassword,
    Secret,
    AccessKeyId,
    Damaged,
    /// An SMTP password with other text after it.
    Longer,
    Unknown,
}

/// Judges the password. `target` is the region to derive for, if it is known.
pub(crate) fn judge(
    account: &Account,
    known: &Known,
    target: Option<&'static str>,
) -> (Finding, Option<Made>) {
    let value = &account.password.value;
    if let Some(finding) = missing(account, value) {
        return (finding, None);
    }
    let (what, spelling) = read(value, known);
    let made = match what {
        What::Made(made) => Some(made),
        _ => None,
    };
    let finding = match (content(what, known, target), spelling) {
        (finding, Some(spelling)) if finding.state == State::Ok => spelling,
        (finding, _) if finding.state != State::Ok => finding,
        (finding, _) => doubt(value).unwrap_or(finding),
    };
    (finding, made)
}

fn missing(account: &Account, value: &Value) -> Option<Finding> {
    let coded = |code, message| Some(Finding::new(State::Missing, code, message));
    let text = &value.text;
    if value.is_reference
        || account.password.name.role == Some(Role::PasswordReference)
        || shape::is_reference(text)
    {
        coded("reference", "a reference to a value elsewhere")
            .map(|finding| finding.hint("check the text in which the value has been filled in"))
    } else if text.trim().is_empty() {
        coded("missing", "the password is empty")
    } else if shape::is_placeholder(text) {
        coded("placeholder", "a placeholder")
    } else {
        None
    }
}

/// Returns the text in a value, and a finding about its encoding.
fn read(value: &Value, known: &Known) -> (What, Option<Finding>) {
    let text = value.text.as_str();
    let core = shape::bare(text);
    let what = identify(core, known);
    if value.coding == Coding::NotBase64 {
        return (password_or(what), Some(not_base64("not-base64")));
    }
    let is_password = |what: What| matches!(what, What::Made(_) | What::Password | What::Console);
    if is_password(what) {
        let spelling = if core == text {
            raw_in_url(value)
        } else {
            Some(around(text))
        };
        return (what, spelling);
    }
    if let Some(decoded) = shape::percent_decoded(core) {
        let inner = identify(shape::bare(&decoded), known);
        if is_password(inner) {
            let (clause, hint) = match value.coding {
                Coding::Url { .. } => (
                    "the password is percent-encoded twice",
                    "encode it only once: / is %2F, and + is %2B",
                ),
                _ => (
                    "the password is percent-encoded outside a URL",
                    "decode it: %2F is /, and %2B is +",
                ),
            };
            let finding = Finding::wrong("percent-encoded", clause).hint(hint);
            return (inner, Some(finding));
        }
    }
    if let Some(decoded) = shape::base64_decoded(core) {
        let inner = identify(shape::bare(&decoded), known);
        if is_password(inner) {
            let finding =
                Finding::wrong("base64", "the password is encoded as base64 once too often")
                    .hint("use the decoded password, without the newline that echo adds");
            return (inner, Some(finding));
        }
    }
    (what, None)
}

fn password_or(what: What) -> What {
    match what {
        What::Made(_) => what,
        _ => What::Console,
    }
}

fn identify(text: &str, known: &Known) -> What {
    match &known.key {
        Some(Key::Secret(recipes)) => {
            if let Some(made) = recipes.find(text) {
                return What::Made(made);
            }
        }
        Some(Key::Password(password)) if password.expose_secret() == text => {
            return What::Console;
        }
        _ => {}
    }
    if shape::is_password(text) {
        What::Password
    } else if shape::is_old_password(text) {
        What::OldPassword
    } else if secret::has_form(text) {
        What::Secret
    } else if shape::is_access_key_id(text) || access_key_id::is_temporary(text) {
        What::AccessKeyId
    } else if shape::is_damaged_password(text) {
        What::Damaged
    } else if shape::starts_with_password(text) {
        What::Longer
    } else {
        What::Unknown
    }
}

fn content(what: What, known: &Known, target: Option<&'static str>) -> Finding {
    let again = [
        "derive the password again: ses-smtp-pass ",
        target.unwrap_or("REGION"),
    ];
    match what {
        What::Made(made) => derived(made, again),
        What::Console => Finding::new(
            State::Ok,
            "matches",
            "the password that the SES console made",
        ),
        What::Password => compared(known, target),
        What::OldPassword => Finding::wrong("version-2", OLD.clause).hint(again),
        What::Secret => Finding::wrong(
            "secret-access-key",
            "looks like a secret access key, not an SMTP password",
        )
        .hint([
            "derive the password from it: ses-smtp-pass ",
            target.unwrap_or("REGION"),
        ]),
        What::AccessKeyId => Finding::wrong(
            "access-key-id",
            "an access key ID, which is the user name, not the password",
        )
        .hint(again),
        What::Damaged => Finding::wrong(
            "wrong-length",
            "a damaged SMTP password; an SMTP password has 44 characters and no spaces",
        )
        .hint("copy it again, in one piece"),
        What::Longer => Finding::wrong(
            "unrecognized",
            "an SMTP password with other text, which the program reads too",
        )
        .hint("remove the text, or move the comment to its own line"),
        What::Unknown => Finding::wrong("unrecognized", "not an SES SMTP password").hint([
            "derive the password from the secret access key: ses-smtp-pass ",
            target.unwrap_or("REGION"),
        ]),
    }
}

/// Judges a password that the key explains.
fn derived((recipe, region): Made, again: [&'static str; 2]) -> Finding {
    match (recipe.name, region) {
        (None, Some(region)) => {
            Finding::new(State::Ok, "matches", [recipe.clause, " for ", region])
        }
        (None | Some("version-2"), _) => Finding::wrong("version-2", recipe.clause).hint(again),
        _ => Finding::wrong("wrong-derivation", recipe.clause).hint(again),
    }
}

/// Judges a password that the key doesn't explain.
fn compared(known: &Known, target: Option<&'static str>) -> Finding {
    match known.key {
        None => Finding::new(State::Ok, "well-formed", "looks like an SES SMTP password"),
        Some(Key::Secret(_)) => Finding::wrong(
            "other-key",
            "not derived from this access key in any region",
        )
        .hint([
            "pass the access key with this user name, or derive the password again: ses-smtp-pass ",
            target.unwrap_or("REGION"),
        ]),
        Some(Key::Password(_)) => {
            Finding::wrong("other-key", "not the password of the SES console's file").hint(
                "use the password of the file, or create a new access key and derive a password",
            )
        }
    }
}

/// Returns a finding about quotes or whitespace that the syntax keeps around a password.
fn around(text: &str) -> Finding {
    if text.contains(QUOTES) {
        Finding::wrong(
            "quotes",
            "the quotes around the password are part of it here",
        )
        .hint("remove the quotes")
    } else {
        Finding::wrong(
            "whitespace",
            "there is whitespace or an invisible character around the password",
        )
        .hint("remove it; printf, unlike echo, adds no newline")
    }
}

fn raw_in_url(value: &Value) -> Option<Finding> {
    const HINT: &str = "write / as %2F and + as %2B, as ses-smtp-pass -f url does";
    let Coding::Url { raw } = value.coding else {
        return None;
    };
    if raw? == '/' {
        let clause = "the URL has a / in the password that isn't percent-encoded";
        Some(Finding::wrong("not-percent-encoded", clause).hint(HINT))
    } else {
        let clause = "the URL has a + in the password; some programs read it as a space";
        Some(Finding::unchecked(clause).hint(HINT))
    }
}

/// Returns a finding about text that only some readers of the syntax keep.
fn doubt(value: &Value) -> Option<Finding> {
    let (clause, hint) = match value.doubt? {
        Doubt::Comment => (
            "some programs read the comment after the password as a part of it",
            "move the comment to its own line",
        ),
        Doubt::Quotes => (
            "some programs read the quotes around the password as a part of it",
            "remove the quotes if the program keeps them",
        ),
        Doubt::Indentation => (
            "Postfix reads an indented line as a part of the line before it",
            "remove the spaces at the start of the line",
        ),
    };
    Some(Finding::unchecked(clause).hint(hint))
}
