//! The table of the regions that have Amazon SES.
//!
//! As of September 2026. Sources: the SES endpoints table of the AWS General Reference and its
//! note on SMTP (<https://docs.aws.amazon.com/general/latest/gr/ses.html>).

/// A region that has Amazon SES.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Region {
    /// The code, for example `us-east-1`.
    pub code: &'static str,
    /// AWS's name, for example `US East (N. Virginia)`.
    pub name: &'static str,
    /// Whether it has an SMTP endpoint.
    pub smtp: Smtp,
    /// Whether it also has an SMTP endpoint validated under FIPS 140.
    pub fips: bool,
}

impl Region {
    /// The host of the SMTP endpoint validated under FIPS 140, `None` where there is none.
    #[must_use]
    pub fn fips_host(&self) -> Option<String> {
        self.fips.then(|| format!("email-smtp-fips.{}.amazonaws.com", self.code))
    }

    /// The host of the SMTP endpoint, `None` where there is none for certain.
    #[must_use]
    pub fn host(&self) -> Option<String> {
        (self.smtp == Smtp::Yes).then(|| format!("email-smtp.{}.amazonaws.com", self.code))
    }
}

/// Whether a region has an SMTP endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Smtp {
    /// It has: `email-smtp.REGION.amazonaws.com`.
    Yes,
    /// AWS states that it has none.
    No,
    /// AWS's endpoint table states that it has none, while AWS's sample script lists the region.
    Listed,
}

/// Every region that has Amazon SES, those without an SMTP endpoint included.
#[rustfmt::skip]
pub const REGIONS: &[Region] = &[
    row("us-east-1",      "US East (N. Virginia)",     Smtp::Yes,    FIPS),
    row("us-east-2",      "US East (Ohio)",            Smtp::Yes,    FIPS),
    row("us-west-1",      "US West (N. California)",   Smtp::Yes,    FIPS),
    row("us-west-2",      "US West (Oregon)",          Smtp::Yes,    FIPS),
    row("ca-central-1",   "Canada (Central)",          Smtp::Yes,    FIPS),
    row("sa-east-1",      "South America (São Paulo)", Smtp::Yes,    NO_FIPS),
    row("eu-central-1",   "Europe (Frankfurt)",        Smtp::Yes,    NO_FIPS),
    row("eu-west-1",      "Europe (Ireland)",          Smtp::Yes,    NO_FIPS),
    row("eu-west-2",      "Europe (London)",           Smtp::Yes,    NO_FIPS),
    row("eu-west-3",      "Europe (Paris)",            Smtp::Yes,    NO_FIPS),
    row("eu-north-1",     "Europe (Stockholm)",        Smtp::Yes,    NO_FIPS),
    row("eu-south-1",     "Europe (Milan)",            Smtp::Listed, NO_FIPS),
    row("ap-south-1",     "Asia Pacific (Mumbai)",     Smtp::Yes,    NO_FIPS),
    row("ap-northeast-1", "Asia Pacific (Tokyo)",      Smtp::Yes,    NO_FIPS),
    row("ap-northeast-2", "Asia Pacific (Seoul)",      Smtp::Yes,    NO_FIPS),
    row("ap-northeast-3", "Asia Pacific (Osaka)",      Smtp::Yes,    NO_FIPS),
    row("ap-southeast-1", "Asia Pacific (Singapore)",  Smtp::Yes,    NO_FIPS),
    row("ap-southeast-2", "Asia Pacific (Sydney)",     Smtp::Yes,    NO_FIPS),
    row("us-gov-west-1",  "AWS GovCloud (US-West)",    Smtp::Yes,    FIPS),
    row("us-gov-east-1",  "AWS GovCloud (US-East)",    Smtp::Yes,    FIPS),
    row("af-south-1",     "Africa (Cape Town)",        Smtp::No,     NO_FIPS),
    row("ap-south-2",     "Asia Pacific (Hyderabad)",  Smtp::No,     NO_FIPS),
    row("ap-southeast-3", "Asia Pacific (Jakarta)",    Smtp::No,     NO_FIPS),
    row("ap-southeast-5", "Asia Pacific (Malaysia)",   Smtp::No,     NO_FIPS),
    row("ca-west-1",      "Canada West (Calgary)",     Smtp::No,     NO_FIPS),
    row("eu-central-2",   "Europe (Zurich)",           Smtp::No,     NO_FIPS),
    row("il-central-1",   "Israel (Tel Aviv)",         Smtp::No,     NO_FIPS),
    row("me-south-1",     "Middle East (Bahrain)",     Smtp::No,     NO_FIPS),
    row("me-central-1",   "Middle East (UAE)",         Smtp::No,     NO_FIPS),
];

const FIPS: bool = true;
const NO_FIPS: bool = false;

const fn row(code: &'static str, name: &'static str, smtp: Smtp, fips: bool) -> Region {
    Region { code, name, smtp, fips }
}

/// Finds a region by its code, in lower case.
///
/// ```
/// use ses_smtp_pass::region::{self, Smtp};
///
/// assert_eq!(region::find("eu-west-1").expect("in the table").name, "Europe (Ireland)");
/// assert_eq!(region::find("me-south-1").expect("in the table").smtp, Smtp::No);
/// assert_eq!(region::find("mars-north-1"), None);
/// ```
#[must_use]
pub fn find(code: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.code == code)
}

/// Whether a text has the form of a region code: `^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$`.
pub(crate) fn is_code(text: &str) -> bool {
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    let parts: Vec<_> = text.split('-').collect();
    match parts.as_slice() {
        [area, middle @ .., number] if !middle.is_empty() => {
            letters(area)
                && (2..=4).contains(&area.len())
                && middle.iter().copied().all(letters)
                && (1..=2).contains(&number.len())
                && number.bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    }
}
