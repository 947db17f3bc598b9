//! What can go wrong, in the words the user reads.
//!
//! A message is lower case, says what is wrong and what to do, and ends without a full stop. It
//! never holds input: it names the kind of value, the place it stood in, and rows of our tables.

use core::fmt;

use crate::region::Region;

/// Why a value was refused, or why reading or writing failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No characters, or blanks only.
    #[error("empty, where a secret access key belongs: check the variable, file or command it comes from")]
    SecretEmpty,
    /// A blank between other characters.
    #[error("a blank inside the secret access key: give the secret access key alone, in one piece")]
    SecretBlank,
    /// A control character between other characters.
    #[error("a control character inside the secret access key: copy it again as plain text")]
    SecretControl,
    /// More than [`SecretAccessKey::MAX_CHARACTERS`](crate::SecretAccessKey::MAX_CHARACTERS).
    #[error("more than 128 characters, where a secret access key has 40: give the secret access key alone")]
    SecretTooLong,
    /// The ID of a temporary access key, in the place of a secret access key.
    #[error(
        "the ID of a temporary access key (ASIA): SES takes none over SMTP, use an access key of an IAM user"
    )]
    SecretIsTemporaryId,
    /// An access key ID, in the place of a secret access key.
    #[error(
        "an access key ID, which is the SMTP user name: give the secret access key, the 40 characters that AWS showed with it"
    )]
    SecretIsAccessKeyId,
    /// An access key ID and more in one value.
    #[error("an access key ID with something joined to it: give the secret access key alone")]
    SecretIsPair,
    /// An SMTP password of version 4.
    #[error(
        "already an SES SMTP password: use it as it is, or convert the secret access key it was made from"
    )]
    SecretIsSmtpPassword,
    /// An SMTP password of version 2.
    #[error(
        "an SES SMTP password of version 2, which SES no longer takes: convert the secret access key it was made from"
    )]
    SecretIsSmtpPasswordV2,
    /// `%2F` and the like in it.
    #[error("a percent-encoded value: decode it first, %2F is / and %2B is +")]
    SecretIsPercentEncoded,
    /// A quotation mark at an end.
    #[error("quotes around the value: take them off")]
    SecretIsQuoted,
    /// `null`, `None`, `undefined` or stars.
    #[error(
        "what jq, the AWS CLI and CI logs put where a value is missing: check the variable or command it comes from"
    )]
    SecretIsPlaceholder,
    /// A region or an SMTP host, in the place of a secret access key.
    #[error("a region, where a secret access key belongs: the order is SECRET REGION")]
    SecretIsRegion,
    /// A length in characters other than 40.
    #[error("{0} characters, where a secret access key has 40: copy it again, all of it and nothing else")]
    SecretLength(usize),
    /// 40 characters, but not all of them of `A-Z a-z 0-9 + /`.
    #[error("a character that no secret access key has: it is made of A-Z a-z 0-9 + / only, copy it again")]
    SecretAlphabet,

    /// No characters.
    #[error("REGION is empty: give a region code such as us-east-1, or the SES SMTP host")]
    RegionEmpty,
    /// A list with nothing between two commas, or before or after one.
    #[error("REGION has an empty item: put one comma between two regions, as in us-east-1,eu-west-1")]
    RegionItemEmpty,
    /// A list that names the same endpoint twice.
    #[error("REGION names an endpoint twice: give each once")]
    RegionRepeated,
    /// Neither a region code nor a host name.
    #[error("REGION is neither a region code, such as us-east-1, nor an SES SMTP host: give one of these")]
    RegionMalformed,
    /// A well-formed region code that the table does not have.
    #[error("REGION is not in the table of SES regions: there are {}", Codes(.0))]
    RegionUnknown(Vec<&'static Region>),
    /// An availability zone of a region of the table.
    #[error("REGION is an availability zone: its region is {0}")]
    RegionIsZone(&'static str),
    /// A region with SES but without an SMTP endpoint.
    #[error(
        "{0} has SES but no SMTP endpoint: choose a region that has one, where your identity is verified too"
    )]
    RegionWithoutSmtp(&'static str),
    /// A region that AWS's documents contradict each other about.
    #[error(
        "{0} has no SMTP endpoint by AWS's endpoint table, although AWS's sample script lists it: the password may be of no use"
    )]
    RegionListed(&'static str),
    /// A host that is no SES SMTP endpoint.
    #[error(
        "REGION is no SES SMTP host: these are email-smtp.REGION.amazonaws.com, email-smtp-fips.REGION.amazonaws.com, \
         the same two under REGION.api.aws, and vpce-ID.email-smtp.REGION.vpce.amazonaws.com"
    )]
    HostUnknown,
    /// A FIPS host in a region that has none.
    #[error(
        "{0} has no FIPS endpoint for SMTP: use email-smtp.{0}.amazonaws.com, or a region of the US or Canada"
    )]
    HostWithoutFips(&'static str),
    /// A port that SES does not listen on.
    #[error(
        "REGION has a port that SES does not have: STARTTLS is on 25, 587 and 2587, TLS from the start on 465 and 2465"
    )]
    PortUnknown,

    /// A use of the command line that is not one of its own.
    #[doc(hidden)]
    #[error("{0}")]
    Usage(String),
    /// An error about what stands in one place.
    #[doc(hidden)]
    #[error("{place}: {error}")]
    At {
        /// Where it stands.
        place: Place,
        /// What is wrong with it.
        error: Box<Error>,
    },
    /// The input holds blank lines and comments only.
    #[doc(hidden)]
    #[error("no secret access key on standard input: check the file or command that it comes from")]
    NoCredential,
    /// A second credential, where the output describes one.
    #[doc(hidden)]
    #[error("a second secret access key, while --no-newline writes a single password: give one")]
    SecondCredential,
    /// A blank line between two credentials.
    #[doc(hidden)]
    #[error(
        "blank, with another secret access key after it: take the blank line out, results are matched by order"
    )]
    BlankLine,
    /// A line of more than 4 KiB.
    #[doc(hidden)]
    #[error("longer than 4 KiB: give one secret access key a line")]
    LineTooLong,
    /// A line that is not UTF-8.
    #[doc(hidden)]
    #[error("not UTF-8: give plain text")]
    NotUtf8,
    /// A byte order mark of UTF-16.
    #[doc(hidden)]
    #[error("UTF-16, as Windows PowerShell's > writes it: write the file with Out-File -Encoding ascii")]
    Utf16,
    /// Reading failed.
    #[doc(hidden)]
    #[error("cannot read {what}: {error}")]
    Read {
        /// What was being read.
        what: &'static str,
        /// What the system says.
        error: std::io::Error,
    },
    /// The output file is there already.
    #[doc(hidden)]
    #[error("the output file exists: choose a new name, none is overwritten")]
    OutputExists,
    /// Ctrl-C at the prompt.
    #[doc(hidden)]
    #[error("interrupted")]
    Interrupted,
    /// Writing failed.
    #[doc(hidden)]
    #[error("cannot write {what}: {error}")]
    Write {
        /// What was being written.
        what: &'static str,
        /// What the system says.
        error: std::io::Error,
    },
}

impl Error {
    /// Whether the value can be right all the same, AWS having documented nothing to the contrary.
    #[doc(hidden)]
    #[must_use]
    pub fn may_be_right(&self) -> bool {
        match self {
            Self::At { error, .. } => error.may_be_right(),
            Self::SecretLength(_)
            | Self::SecretAlphabet
            | Self::RegionUnknown(_)
            | Self::RegionWithoutSmtp(_)
            | Self::HostWithoutFips(_) => true,
            _ => false,
        }
    }

    /// The same, with the place it is about.
    #[doc(hidden)]
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Self::At { place, error: Box::new(self) }
    }
}

/// Where a value stood.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The argument SECRET.
    Argument,
    /// The hidden prompt.
    Prompt,
    /// A line of the input, counted from 1.
    Line(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument => f.write_str("SECRET"),
            Self::Prompt => f.write_str("the secret access key"),
            Self::Line(number) => write!(f, "line {number}"),
        }
    }
}

/// The codes of regions, as an enumeration in a sentence.
struct Codes<'a>(&'a [&'static Region]);

impl fmt::Display for Codes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, region) in self.0.iter().enumerate() {
            let separator = if position == 0 { "" } else { ", " };
            write!(f, "{separator}{}", region.code)?;
        }
        Ok(())
    }
}
