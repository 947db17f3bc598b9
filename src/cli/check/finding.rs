//! The five findings about an account.

mod host;
mod password;
mod port;

use super::account::Account;
use super::recipe::Recipes;
use super::shape;
use super::text::{Coding, Value};
use crate::cli::error::Text;
use crate::{AccessKeyId, access_key_id};
use host::{Host, Where};

/// The facts that don't come from the text.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) key: Option<Key>,
    /// The access key ID that belongs to it.
    pub(crate) id: Option<AccessKeyId>,
    /// The region of `--region`.
    pub(crate) region: Option<&'static str>,
    /// The region of the text, if its SES hosts have only one region.
    pub(crate) only_region: Option<&'static str>,
}

/// A key or password to compare with.
pub(crate) enum Key {
    Secret(Recipes),
    /// A password that the SES console created.
    Password(crate::SmtpPassword),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    Ok,
    Wrong,
    Missing,
    Unchecked,
}

impl State {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Wrong => "wrong",
            Self::Missing => "missing",
            Self::Unchecked => "unchecked",
        }
    }
}

pub(crate) struct Finding {
    pub(crate) state: State,
    pub(crate) code: Option<&'static str>,
    pub(crate) message: Text,
    pub(crate) hint: Option<Text>,
}

impl Finding {
    fn new(state: State, code: impl Into<Option<&'static str>>, message: impl Into<Text>) -> Self {
        Self {
            state,
            code: code.into(),
            message: message.into(),
            hint: None,
        }
    }

    fn ok(message: impl Into<Text>) -> Self {
        Self::new(State::Ok, None, message)
    }

    fn wrong(code: &'static str, message: impl Into<Text>) -> Self {
        Self::new(State::Wrong, code, message)
    }

    fn missing(message: impl Into<Text>) -> Self {
        Self::new(State::Missing, None, message)
    }

    fn unchecked(message: impl Into<Text>) -> Self {
        Self::new(State::Unchecked, None, message)
    }

    fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The names of the findings, in order.
pub(crate) const ABOUT: [&str; 5] = ["password", "user-name", "region", "host", "port"];

/// The findings about an account.
pub(crate) struct Diagnosis {
    pub(crate) line: usize,
    pub(crate) region: Option<&'static str>,
    pub(crate) recipe: Option<&'static str>,
    pub(crate) findings: [Finding; 5],
    pub(crate) is_complete: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    Ok,
    Wrong,
    Incomplete,
}

impl Verdict {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Wrong => "wrong",
            Self::Incomplete => "incomplete",
        }
    }
}

impl Diagnosis {
    pub(crate) fn verdict(&self) -> Verdict {
        let states = || self.findings.iter().map(|finding| finding.state);
        if states().any(|state| state == State::Wrong) {
            Verdict::Wrong
        } else if self.is_complete && states().take(4).all(|state| state == State::Ok) {
            Verdict::Ok
        } else {
            Verdict::Incomplete
        }
    }

    /// Returns whether the host is a Mail Manager endpoint, which has logins of its own.
    pub(crate) fn is_mail_manager(&self) -> bool {
        let mut codes = self.findings.iter().map(|finding| finding.code);
        codes.any(|code| code == Some("mail-manager"))
    }

    /// Returns whether the password could be read.
    pub(crate) fn has_password(&self) -> bool {
        self.findings[0].state != State::Missing
    }
}

/// Judges an account.
pub(crate) fn judge(account: &Account, known: &Known) -> Diagnosis {
    let host = Host::parse(account.host);
    let setting = setting_region(account.region);
    let places = [
        (host.region(), ", but the host is in "),
        (setting, ", but the region setting is "),
        (known.region, ", but --region is "),
    ];
    let mut places = places.into_iter();
    let connects_to = places.find_map(|(region, clause)| Some((region?, clause)));
    let target = connects_to.map(|(region, _)| region).or(known.only_region);
    let (mut password, made) = password::judge(account, known, target);
    let region_of_password = made.and_then(|(_, region)| region);
    let mut user_name = user_name(account.user_name, account, known);
    let mut region = region(known, region_of_password, connects_to, made.is_some());
    let mut port = port::judge(account, &host);
    if host.place == Where::MailManager {
        let unchecked = || Finding::unchecked("a Mail Manager endpoint has its own login");
        (password, user_name, region, port) = (unchecked(), unchecked(), unchecked(), unchecked());
    }
    let is_complete = matches!(known.key, Some(Key::Secret(_))) && known.id.is_some();
    Diagnosis {
        line: account.password.line,
        region: region_of_password,
        recipe: made.and_then(|(recipe, _)| recipe.name),
        findings: [password, user_name, region, host.finding(), port],
        is_complete,
    }
}

fn setting_region(value: Option<&Value>) -> Option<&'static str> {
    crate::region::known_code(&value?.text.trim().to_ascii_lowercase())
}

fn is_absent(value: &Value) -> bool {
    value.is_reference
        || value.text.trim().is_empty()
        || shape::is_reference(&value.text)
        || shape::is_placeholder(&value.text)
}

fn user_name(value: Option<&Value>, account: &Account, known: &Known) -> Finding {
    let Some(value) = value.filter(|value| !is_absent(value)) else {
        return Finding::missing("no user name found");
    };
    let text = value.text.as_str();
    let key_id = known.id.as_ref().map(AccessKeyId::as_str);
    if shape::is_like_password(text)
        && shape::is_access_key_id(shape::bare(&account.password.value.text))
    {
        Finding::wrong("swapped", "the user name and the password are swapped")
            .hint("swap the two values")
    } else if access_key_id::is_temporary(text) {
        Finding::wrong(
            "temporary",
            "a temporary access key ID (ASIA...), which SES doesn't accept",
        )
        .hint("use an access key of an IAM user")
    } else if value.coding == Coding::NotBase64 {
        not_base64("not-access-key-id")
    } else if key_id == Some(text) {
        Finding::ok("the ID of this access key")
    } else if !shape::is_access_key_id(text) {
        not_an_id(text)
    } else if key_id.is_some() {
        Finding::wrong("other-key", "the ID of another access key")
            .hint("use the ID and the password of the same access key")
    } else {
        Finding::ok("an access key ID")
    }
}

fn not_base64(code: &'static str) -> Finding {
    Finding::wrong(code, "not base64, which is required here")
        .hint("encode it, or put it under stringData: in Kubernetes, or after I: or P: in sendmail")
}

fn not_an_id(text: &str) -> Finding {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_damaged = text.to_ascii_uppercase().starts_with("AKIA");
    let (clause, hint) = if words.any(shape::is_access_key_id) {
        (
            "an access key ID with other characters, which the program reads too",
            "remove the other characters, such as quotes, spaces, or a comment",
        )
    } else if is_damaged {
        (
            "a damaged access key ID; an ID has 20 uppercase letters and digits",
            "copy the access key ID again, in one piece",
        )
    } else {
        (
            "not an access key ID; SES expects AKIA..., not the IAM user's name",
            "use the access key ID (AKIA...) of the key that the password was derived from",
        )
    };
    Finding::wrong("not-access-key-id", clause).hint(hint)
}

fn region(
    known: &Known,
    of_password: Option<&'static str>,
    connects_to: Option<(&'static str, &'static str)>,
    is_made: bool,
) -> Finding {
    match (of_password, connects_to) {
        (Some(password), Some((host, _))) if password == host => Finding::ok(password),
        (Some(password), Some((host, clause))) => {
            let clause = ["the password is for ", password, clause, host];
            Finding::wrong("other-region", clause).hint(hint_at_regions(password, host))
        }
        (Some(password), None) => Finding::new(
            State::Unchecked,
            "no-host",
            ["the password is for ", password, "; no SES host was found"],
        ),
        (None, _) if matches!(known.key, Some(Key::Secret(_))) => {
            let clause = if is_made {
                "this derivation has no region"
            } else {
                "the password's region is unknown"
            };
            Finding::unchecked(clause)
        }
        (None, _) => {
            let clause = match known.key {
                Some(_) => "the region of a console-made password can't be checked",
                None => "the access key is needed to check the region",
            };
            Finding::new(State::Unchecked, "no-key", clause)
        }
    }
}

fn hint_at_regions(password: &'static str, host: &'static str) -> Text {
    let has_smtp = |code: &str| code.parse::<crate::Region>().is_ok();
    match (has_smtp(password), has_smtp(host)) {
        (true, true) => Text::from([
            "use email-smtp.",
            password,
            ".amazonaws.com, or derive a password for ",
            host,
            ": ses-smtp-pass ",
            host,
        ]),
        (true, false) => Text::from(["use email-smtp.", password, ".amazonaws.com"]),
        _ => Text::from(["derive a password for ", host, ": ses-smtp-pass ", host]),
    }
}
