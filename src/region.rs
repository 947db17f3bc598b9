//! The AWS regions where Amazon SES has an SMTP endpoint.
//!
//! As of September 2026. Source: the endpoints table of Amazon SES in the [AWS General Reference],
//! and its note on SMTP.
//!
//! [AWS General Reference]: https://docs.aws.amazon.com/general/latest/gr/ses.html

use alloc::format;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use thiserror::Error;

/// An AWS region where Amazon SES has an SMTP endpoint.
///
/// `FromStr` accepts a code in any case and ignores surrounding whitespace.
///
/// ```
/// use ses_smtp_pass::{Region, RegionError};
///
/// let region: Region = "US-West-2".parse()?;
/// assert_eq!(region, Region::US_WEST_2);
/// assert_eq!(region.host(), "email-smtp.us-west-2.amazonaws.com");
/// assert_eq!("me-south-1".parse::<Region>(), Err(RegionError::NoSmtpEndpoint("me-south-1")));
/// # Ok::<(), RegionError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    code: &'static str,
    name: &'static str,
    has_fips: bool,
}

macro_rules! regions {
    ($($constant:ident $code:literal $name:literal $has_fips:literal)*) => {
        impl Region {
            $(
                #[doc = concat!("`", $code, "`: ", $name)]
                #[allow(clippy::doc_markdown)]
                pub const $constant: Self = Self { code: $code, name: $name, has_fips: $has_fips };
            )*

            /// All 19 regions with an SMTP endpoint.
            pub const ALL: &'static [Self] = &[$(Self::$constant),*];
        }
    };
}

#[rustfmt::skip]
regions! {
    US_EAST_1      "us-east-1"      "US East (N. Virginia)"     true
    US_EAST_2      "us-east-2"      "US East (Ohio)"            true
    US_WEST_1      "us-west-1"      "US West (N. California)"   true
    US_WEST_2      "us-west-2"      "US West (Oregon)"          true
    CA_CENTRAL_1   "ca-central-1"   "Canada (Central)"          true
    SA_EAST_1      "sa-east-1"      "South America (São Paulo)" false
    EU_CENTRAL_1   "eu-central-1"   "Europe (Frankfurt)"        false
    EU_WEST_1      "eu-west-1"      "Europe (Ireland)"          false
    EU_WEST_2      "eu-west-2"      "Europe (London)"           false
    EU_WEST_3      "eu-west-3"      "Europe (Paris)"            false
    EU_NORTH_1     "eu-north-1"     "Europe (Stockholm)"        false
    AP_SOUTH_1     "ap-south-1"     "Asia Pacific (Mumbai)"     false
    AP_NORTHEAST_1 "ap-northeast-1" "Asia Pacific (Tokyo)"      false
    AP_NORTHEAST_2 "ap-northeast-2" "Asia Pacific (Seoul)"      false
    AP_NORTHEAST_3 "ap-northeast-3" "Asia Pacific (Osaka)"      false
    AP_SOUTHEAST_1 "ap-southeast-1" "Asia Pacific (Singapore)"  false
    AP_SOUTHEAST_2 "ap-southeast-2" "Asia Pacific (Sydney)"     false
    US_GOV_WEST_1  "us-gov-west-1"  "AWS GovCloud (US-West)"    true
    US_GOV_EAST_1  "us-gov-east-1"  "AWS GovCloud (US-East)"    true
}

/// The only region without an SMTP endpoint in AWS's table that AWS's own sample script lists.
pub(crate) const MILAN: &str = "eu-south-1";

/// The regions with SES but, as AWS states, no SMTP endpoint.
pub(crate) const WITHOUT_SMTP: &[(&str, &str)] = &[
    (MILAN, "Europe (Milan)"),
    ("af-south-1", "Africa (Cape Town)"),
    ("ap-south-2", "Asia Pacific (Hyderabad)"),
    ("ap-southeast-3", "Asia Pacific (Jakarta)"),
    ("ap-southeast-5", "Asia Pacific (Malaysia)"),
    ("ca-west-1", "Canada West (Calgary)"),
    ("eu-central-2", "Europe (Zurich)"),
    ("il-central-1", "Israel (Tel Aviv)"),
    ("me-south-1", "Middle East (Bahrain)"),
    ("me-central-1", "Middle East (UAE)"),
];

/// The AWS regions without SES.
const WITHOUT_SES: &[&str] = &[
    "ap-east-1",
    "ap-east-2",
    "ap-southeast-4",
    "ap-southeast-6",
    "ap-southeast-7",
    "eu-south-2",
    "mx-central-1",
    "cn-north-1",
    "cn-northwest-1",
];

impl Region {
    /// Returns the code, for example `us-east-1`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.code
    }

    /// Returns AWS's name, for example `US East (N. Virginia)`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Returns the host of the SMTP endpoint.
    #[must_use]
    pub fn host(self) -> String {
        format!("email-smtp.{}.amazonaws.com", self.code)
    }

    /// Returns the host of the SMTP endpoint that is validated under FIPS 140, if the region has one.
    #[must_use]
    pub fn fips_host(self) -> Option<String> {
        self.has_fips
            .then(|| format!("email-smtp-fips.{}.amazonaws.com", self.code))
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({})", self.code)
    }
}

/// Writes the code.
impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code)
    }
}

impl AsRef<str> for Region {
    fn as_ref(&self) -> &str {
        self.code
    }
}

impl FromStr for Region {
    type Err = RegionError;

    fn from_str(text: &str) -> Result<Self, RegionError> {
        let is_text = |code: &str| code.eq_ignore_ascii_case(text.trim());
        if let Some(region) = Self::ALL.iter().find(|region| is_text(region.code)) {
            Ok(*region)
        } else if let Some((code, _)) = WITHOUT_SMTP.iter().find(|(code, _)| is_text(code)) {
            Err(RegionError::NoSmtpEndpoint(code))
        } else if let Some(code) = WITHOUT_SES.iter().find(|code| is_text(code)) {
            Err(RegionError::NoSes(code))
        } else {
            Err(unknown(&text.trim().to_ascii_lowercase()))
        }
    }
}

impl TryFrom<&str> for Region {
    type Error = RegionError;

    fn try_from(text: &str) -> Result<Self, RegionError> {
        text.parse()
    }
}

fn unknown(code: &str) -> RegionError {
    // An availability zone is a region code and a letter, such as us-east-1a.
    let zone = code
        .strip_suffix(|letter: char| letter.is_ascii_lowercase())
        .and_then(|region| known_code(region));
    match zone {
        Some(region) => RegionError::AvailabilityZone(region),
        None if code.is_empty() => RegionError::Empty,
        None if is_code(code) => RegionError::Unknown,
        None => RegionError::Malformed,
    }
}

/// Returns the code of an AWS region, with or without SES, from our tables.
pub(crate) fn known_code(code: &str) -> Option<&'static str> {
    let with_smtp = Region::ALL.iter().map(|region| region.code);
    let without_smtp = WITHOUT_SMTP.iter().map(|(code, _)| *code);
    with_smtp
        .chain(without_smtp)
        .chain(WITHOUT_SES.iter().copied())
        .find(|known| *known == code)
}

/// Returns whether a text has the form of a region code: `^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$`.
pub(crate) fn is_code(text: &str) -> bool {
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.split('-');
    let (Some(area), Some(number)) = (parts.next(), parts.next_back()) else {
        return false;
    };
    (2..=4).contains(&area.len())
        && is_word(area)
        && (1..=2).contains(&number.len())
        && is_number(number)
        && parts.clone().next().is_some()
        && parts.all(is_word)
}

/// Why a text isn't a [`Region`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum RegionError {
    /// The text is empty, or whitespace only.
    #[error("the region is empty")]
    Empty,
    /// The text doesn't have the form of a region code.
    #[error("this isn't a region code")]
    Malformed,
    /// The text has the form of a region code, but isn't in the table.
    #[error("this isn't the code of an AWS region with SES")]
    Unknown,
    /// The text is an availability zone of the region with this code.
    #[error("this is an availability zone of {0}, not a region code")]
    AvailabilityZone(&'static str),
    /// The region has SES, but AWS lists no SMTP endpoint for it. Milan (`eu-south-1`) is such a
    /// region, although AWS's own sample script lists it.
    #[error("SES has no SMTP endpoint in {0}")]
    NoSmtpEndpoint(&'static str),
    /// The AWS region doesn't have SES.
    #[error("SES isn't available in {0}")]
    NoSes(&'static str),
}
