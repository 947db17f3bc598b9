//! What a password is, and what is wrong with it or with the configuration that holds it.

mod recipe;
mod scan;

use std::io::{self, Write};

use recipe::Recipe;
use scan::{Found, Shape, Spelling, Token};
use serde_core::ser::{SerializeMap as _, Serializer as _};

use crate::access_key_id;
use crate::credentials::Credential;
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
    let Some((token, made)) = the_token(&found.tokens)?.map(|token| (token, find(token))).or_else(|| {
        let fragments = found.tokens.iter().filter(|token| token.shape == Shape::Fragment);
        fragments.map(|token| (token, find(token))).find(|(_, made)| made.is_some())
    }) else {
        return Ok(without_password(text));
    };
    let region = made.and_then(|(_, region)| region);
    let mut report = match (token.shape, made.map(|(recipe, _)| recipe)) {
        (_, Some(Recipe::Right)) => contradiction(token, &found, knowledge, region).unwrap_or_else(|| {
            let code = region.map_or("", |region| region.code);
            Report::ok(format!("this is the SES SMTP password of this access key for {code}"))
        }),
        (Shape::OldPassword, Some(Recipe::BareSecret) | None) => Report::wrong(
            "smtp-password-v2",
            "this is a version 2 SES SMTP password, which SES no longer takes",
            CONVERT,
        ),
        (shape, Some(recipe)) => Report::wrong(kind(shape), recipe.finding(), CONVERT),
        (Shape::Password, None) => of_unknown_origin(token, &found, knowledge),
        (Shape::Secret | Shape::Fragment, None) => Report::wrong(
            "secret-access-key",
            "this is a secret access key, and not the SMTP password that is made from it",
            CONVERT,
        ),
    };
    report.region = region;
    report.recipe = made.and_then(|(recipe, _)| recipe.name());
    Ok(report)
}

/// The token that is the password: a password rather than a secret access key, and one only.
fn the_token(tokens: &[Token]) -> Result<Option<&Token>, Error> {
    for shapes in [&[Shape::Password, Shape::OldPassword][..], &[Shape::Secret]] {
        let mut tokens = tokens.iter().filter(|token| shapes.contains(&token.shape));
        if let Some(first) = tokens.next() {
            if tokens.clone().any(|other| other.bytes != first.bytes) {
                return Err(Error::TwoPasswords);
            }
            return Ok(Some(tokens.find(|token| token.spelling != Spelling::Right).unwrap_or(first)));
        }
    }
    Ok(None)
}

fn kind(shape: Shape) -> &'static str {
    match shape {
        Shape::Password => "smtp-password",
        Shape::OldPassword => "smtp-password-v2",
        Shape::Secret => "secret-access-key",
        Shape::Fragment => "unknown",
    }
}

fn without_password(text: &str) -> Report {
    if access_key_id::is_long_term(text.trim()) || access_key_id::is_temporary(text.trim()) {
        Report::wrong("access-key-id", "this is an access key ID, which is the SMTP user name", CONVERT)
    } else {
        Report::wrong("unknown", "there is no SES SMTP password in this", CONVERT)
    }
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
        "this is a version 4 SES SMTP password, but not of this access key in any region",
        format!("give the access key of its user name, or {CONVERT}"),
    )
}

/// What contradicts a password that is right by itself, the host first.
fn contradiction(
    token: &Token,
    found: &Found,
    knowledge: &Knowledge<'_>,
    region: Option<&Region>,
) -> Option<Report> {
    let wrong = |finding: String, cure: String| Some(Report::wrong("smtp-password", finding, cure));
    let hosts: Vec<_> = found.host_regions.iter().map(|code| region::find(code)).collect();
    if let (Some(region), Some(first)) = (region, hosts.first())
        && !hosts.iter().flatten().any(|host| host.code == region.code)
    {
        let host = first.map_or("a region that is not in the table", |host| host.code);
        let make = first.map_or(String::new(), |host| {
            format!(", or make a password for {0}: ses-smtp-pass {0}", host.code)
        });
        let connect = region.host().unwrap_or_else(|| "an SMTP endpoint".to_owned());
        return wrong(
            format!("the password is for {}, while the host is of {host}", region.code),
            format!("connect to {connect}{make}"),
        );
    }
    let made_for = region.filter(|region| region.smtp != Smtp::Yes);
    if let Some(region) =
        made_for.or_else(|| hosts.iter().flatten().copied().find(|host| host.smtp != Smtp::Yes))
    {
        let what = if made_for.is_some() { "password is for" } else { "host is of" };
        return wrong(
            format!("the {what} {}, which has no SMTP endpoint", region.code),
            format!("choose a region that has one and {CONVERT}"),
        );
    }
    let (finding, cure) = match token.spelling {
        Spelling::Right if is_of_another_id(found, knowledge) => return Some(other_id()),
        Spelling::Right => match (region, knowledge.region) {
            (Some(region), Some(wanted)) if region.code != wanted => {
                return wrong(
                    format!("the password is for {}, and not for the region of --region", region.code),
                    CONVERT.to_owned(),
                );
            }
            _ => return None,
        },
        Spelling::EncodedOutsideUrl => (
            "the password is percent-encoded, and does not stand in a URL",
            "write it as it is: %2F is / and %2B is +",
        ),
        Spelling::RawInUrl => (
            "the password stands in a URL and has / or + in it",
            "percent-encode it: / is %2F and + is %2B, as ses-smtp-pass -f url does",
        ),
        Spelling::Quoted => ("there are quotes around the password", "take them off"),
        Spelling::Blanks => ("there are blanks around the password", "take them off"),
    };
    wrong(finding.to_owned(), cure.to_owned())
}

fn is_of_another_id(found: &Found, knowledge: &Knowledge<'_>) -> bool {
    let own = knowledge.credential.and_then(|credential| credential.access_key_id.as_ref());
    own.is_some_and(|own| {
        !found.access_key_ids.is_empty() && found.access_key_ids.iter().all(|id| id != own.as_str())
    })
}

fn other_id() -> Report {
    Report::wrong(
        "smtp-password",
        "the access key ID in the text is not that of this access key",
        "use the access key ID and the password of one and the same access key",
    )
}
