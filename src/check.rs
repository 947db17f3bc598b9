//! What a password is, and what is wrong with it or with the configuration that holds it.

mod recipe;
mod scan;

use std::io::{self, Write};

use scan::{Found, Shape, Spelling, Token};
use serde_core::ser::{SerializeMap as _, Serializer as _};

use crate::access_key_id::is_temporary;
use crate::credentials::Credential;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::region::{self, Region, Smtp};

/// What is known beside the text.
#[derive(Default)]
pub struct Knowledge<'a> {
    /// The access key that the password should be made from.
    pub credential: Option<&'a Credential>,
    /// The code of the region that it should be for.
    pub region: Option<&'a str>,
}

/// What was found out.
#[derive(Debug)]
pub struct Report {
    kind: &'static str,
    region: Option<&'static Region>,
    recipe: Option<&'static str>,
    finding: String,
    cure: Option<String>,
}

/// The recipe of a password and the region that it was made for.
type Made = (recipe::Recipe, Option<&'static Region>);

/// What to do about most of it.
const CONVERT: &str = "make one from the secret access key: ses-smtp-pass REGION";

impl Report {
    /// Whether it is a version 4 password and nothing contradicts it.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.cure.is_none()
    }

    /// Writes the finding and, where something is wrong, what to do, a line each.
    ///
    /// # Errors
    ///
    /// Those of `output`.
    pub fn write_text(&self, output: &mut impl Write) -> io::Result<()> {
        writeln!(output, "{}", self.finding)?;
        self.cure.as_ref().map_or(Ok(()), |cure| writeln!(output, "{cure}"))
    }

    /// Writes one JSON object on a line.
    ///
    /// # Errors
    ///
    /// Those of `output`.
    pub fn write_json(&self, output: &mut impl Write) -> io::Result<()> {
        let mut serializer = serde_json::Serializer::new(&mut *output);
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("kind", self.kind)?;
        object.serialize_entry("verdict", if self.is_ok() { "ok" } else { "wrong" })?;
        object.serialize_entry("region", &self.region.map(|region| region.code))?;
        object.serialize_entry("recipe", &self.recipe)?;
        let advice = self
            .cure
            .as_ref()
            .map_or_else(|| self.finding.clone(), |cure| format!("{}: {cure}", self.finding));
        object.serialize_entry("advice", &advice)?;
        object.end()?;
        writeln!(output)
    }

    fn ok(finding: String) -> Self {
        Self { kind: "smtp-password", region: None, recipe: None, finding, cure: None }
    }

    fn wrong(kind: &'static str, finding: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { kind, region: None, recipe: None, finding: finding.into(), cure: Some(cure.into()) }
    }
}

/// Examines a text that is a password or holds one.
///
/// # Errors
///
/// [`Error::TwoPasswords`] where the text has two that differ.
pub fn check(text: &str, knowledge: &Knowledge<'_>) -> Result<Report, Error> {
    let found = scan::scan(text);
    let find =
        |token: &Token| knowledge.credential.and_then(|credential| recipe::find(&token.bytes, credential));
    let token_and_recipe = match the_one(&found, &[Shape::Password, Shape::OldPassword])? {
        Some(password) => Some((password, find(password))),
        None => match made_by_mistake(&found, find) {
            Some(fragment) => Some(fragment),
            None => the_one(&found, &[Shape::Secret])?.map(|secret| (secret, None)),
        },
    };
    let Some((token, made)) = token_and_recipe else {
        return Ok(without_password(text, &found));
    };
    let region = made.and_then(|(_, region)| region);
    let mistake = made.and_then(|(recipe, _)| recipe.mistake());
    let mut report = match (token.shape, mistake, made) {
        (Shape::OldPassword, None | Some(("bare-secret", _)), _) => Report::wrong(
            "smtp-password-v2",
            "this is a version 2 SES SMTP password, which SES no longer takes",
            CONVERT,
        ),
        (shape, Some((_, meaning)), _) => Report::wrong(kind(shape), meaning, CONVERT),
        (Shape::Password, None, Some(_)) => of_this_key(token, &found, knowledge, region),
        (Shape::Password, None, None) => of_unknown_origin(token, &found, knowledge),
        (Shape::Secret | Shape::Fragment, None, _) => Report::wrong(
            "secret-access-key",
            "this has the shape of a secret access key, and is not the SMTP password that is made from it",
            CONVERT,
        ),
    };
    report.region = region;
    report.recipe = mistake.map(|(name, _)| name);
    Ok(report)
}

/// The token of one of these shapes, which must be one only.
fn the_one<'a>(found: &'a Found, shapes: &[Shape]) -> Result<Option<&'a Token>, Error> {
    let mut tokens = found.tokens.iter().filter(|token| shapes.contains(&token.shape));
    let Some(first) = tokens.next() else {
        return Ok(None);
    };
    if tokens.clone().any(|other| other.bytes != first.bytes) {
        return Err(Error::TwoPasswords);
    }
    Ok(Some(tokens.find(|token| token.spelling != Spelling::Right).unwrap_or(first)))
}

/// What a broken converter made, and what looks like nothing without the key.
fn made_by_mistake(found: &Found, find: impl Fn(&Token) -> Option<Made>) -> Option<(&Token, Option<Made>)> {
    let fragments = found.tokens.iter().filter(|token| token.shape == Shape::Fragment);
    fragments.map(|token| (token, find(token))).find(|(_, made)| made.is_some())
}

fn kind(shape: Shape) -> &'static str {
    match shape {
        Shape::Password => "smtp-password",
        Shape::OldPassword => "smtp-password-v2",
        Shape::Secret => "secret-access-key",
        Shape::Fragment => "unknown",
    }
}

fn without_password(text: &str, found: &Found) -> Report {
    const USER_NAME: &str = "this is an access key ID, which is the SMTP user name";
    const TEMPORARY: &str =
        "this is the access key ID of temporary credentials, which SES takes none of over SMTP";
    let bare = text.trim().trim_matches(['"', '\'']);
    let is_like_password = bare.starts_with('B')
        && bare.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
    match found.access_key_ids.first() {
        Some(id) if id == bare && is_temporary(id) => {
            Report::wrong("access-key-id", TEMPORARY, "use an access key of an IAM user")
        }
        Some(id) if id == bare => other_than_password("access-key-id", USER_NAME),
        Some(_) => {
            other_than_password("unknown", "there is an access key ID in this, but no SES SMTP password")
        }
        None if is_like_password && (36..=52).contains(&bare.len()) => other_than_password(
            "unknown",
            &format!("this has a length of {}, where an SES SMTP password has 44 characters", bare.len()),
        ),
        None => other_than_password("unknown", "there is no SES SMTP password in this"),
    }
}

fn other_than_password(kind: &'static str, finding: &str) -> Report {
    Report::wrong(kind, finding, CONVERT)
}

/// A password of the right version that was not recognised, or could not be for want of a key.
fn of_unknown_origin(token: &Token, found: &Found, knowledge: &Knowledge<'_>) -> Report {
    if knowledge.credential.is_none() {
        return contradiction(token, found, knowledge, None).unwrap_or_else(|| {
            let finding = "this is a version 4 SES SMTP password; for which access key and region, the key can tell \
                           (--profile, --file or --from-env)";
            Report::ok(finding.to_owned())
        });
    }
    if is_of_another_id(found, knowledge) {
        return other_id();
    }
    Report::wrong(
        "smtp-password",
        "this is a version 4 SES SMTP password, but not of this access key in any region of the table",
        format!("give the access key of its user name, or {CONVERT}"),
    )
}

fn of_this_key(token: &Token, found: &Found, knowledge: &Knowledge<'_>, region: Option<&Region>) -> Report {
    contradiction(token, found, knowledge, region).unwrap_or_else(|| {
        let code = region.map_or("", |region| region.code);
        Report::ok(format!("this is the SES SMTP password of this access key for {code}"))
    })
}

/// What contradicts a password that is right by itself, the host first.
fn contradiction(
    token: &Token,
    found: &Found,
    knowledge: &Knowledge<'_>,
    region: Option<&Region>,
) -> Option<Report> {
    of_the_host(found, region)
        .or_else(|| of_the_spelling(token.spelling))
        .map(|(finding, cure)| Report::wrong("smtp-password", finding, cure))
        .or_else(|| of_the_id(found, knowledge))
        .or_else(|| match (region, knowledge.region) {
            (Some(region), Some(wanted)) if region.code != wanted => Some(Report::wrong(
                "smtp-password",
                format!("the password is for {}, and not for the region of --region", region.code),
                CONVERT,
            )),
            _ => None,
        })
}

fn of_the_host(found: &Found, region: Option<&Region>) -> Option<(String, String)> {
    let hosts = &found.hosts;
    if let Some(region) = region
        && let Some(other) = hosts.iter().find(|host| host.region() != region.code)
    {
        let host = region::find(other.region());
        let name = host.map_or("a region that is not in the table", |host| host.code);
        let make = host.filter(|host| host.host().is_some()).map_or(String::new(), |host| {
            format!(", or make a password for {0}: ses-smtp-pass {0}", host.code)
        });
        let connect = region.host().unwrap_or_else(|| "an SMTP endpoint of SES".to_owned());
        let finding = format!("the password is for {}, while the host is of {name}", region.code);
        return Some((finding, format!("connect to {connect}{make}")));
    }
    if let Some(region) = region.filter(|region| region.smtp != Smtp::Yes) {
        let finding = format!("the password is for {}, which has no SMTP endpoint", region.code);
        return Some((finding, format!("choose a region that has one and {CONVERT}")));
    }
    let finding = match hosts.iter().find_map(Endpoint::doubt) {
        None if found.has_unknown_host => "the host is like one of SES, and is none".to_owned(),
        None => return None,
        Some(Error::RegionUnknown(_)) => "the host is of a region that is not in the table".to_owned(),
        Some(Error::HostWithoutFips(code)) => format!("the host is of {code}, which has no FIPS endpoint"),
        Some(Error::RegionWithoutSmtp(code) | Error::RegionListed(code)) => {
            format!("the host is of {code}, which has no SMTP endpoint")
        }
        Some(other) => other.to_string(),
    };
    Some((finding, "choose one that is there: ses-smtp-pass regions lists them".to_owned()))
}

fn of_the_spelling(spelling: Spelling) -> Option<(String, String)> {
    let (finding, cure) = match spelling {
        Spelling::Right => return None,
        Spelling::EncodedOutsideUrl => (
            "the password is percent-encoded, and does not stand in a URL",
            "write it as it is: %2F is / and %2B is +",
        ),
        Spelling::RawInUrl => (
            "the password stands in a URL and has / or + in it",
            "percent-encode it: / is %2F and + is %2B, as ses-smtp-pass -f url does",
        ),
        Spelling::Quoted => ("there are quotes or invisible characters around the password", "take them off"),
        Spelling::Blanks => ("there are blanks around the password", "take them off"),
    };
    Some((finding.to_owned(), cure.to_owned()))
}

fn of_the_id(found: &Found, knowledge: &Knowledge<'_>) -> Option<Report> {
    let all_temporary =
        !found.access_key_ids.is_empty() && found.access_key_ids.iter().all(|id| is_temporary(id));
    if all_temporary {
        let finding =
            "the access key ID in the text is one of temporary credentials, which SES takes none of";
        return Some(Report::wrong("smtp-password", finding, "use the access key ID of an IAM user"));
    }
    is_of_another_id(found, knowledge).then(other_id)
}

fn is_of_another_id(found: &Found, knowledge: &Knowledge<'_>) -> bool {
    let own = knowledge.credential.and_then(|credential| credential.access_key_id.as_ref());
    own.is_some_and(|own| !found.access_key_ids.is_empty() && !found.access_key_ids.contains(own.as_str()))
}

fn other_id() -> Report {
    Report::wrong(
        "smtp-password",
        "the access key ID in the text is not that of this access key",
        "use the access key ID and the password of one and the same access key",
    )
}
