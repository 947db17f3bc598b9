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
    /// A character that is not ASCII.
    #[error("a character that is not ASCII, perhaps an invisible one: copy it again as plain text")]
    SecretNotAscii,
    /// A length in characters other than 40.
    #[error(
        "a length of {0}, where a secret access key has 40 characters: copy it again, all of it and nothing else"
    )]
    SecretLength(usize),
    /// 40 characters, but not all of them of `A-Z a-z 0-9 + /`.
    #[error("a character that no secret access key has: it is made of A-Z a-z 0-9 + / only, copy it again")]
    SecretAlphabet,

    /// No characters.
    #[doc(hidden)]
    #[error("REGION is empty: give a region code such as us-east-1, or the SES SMTP host")]
    RegionEmpty,
    /// A list with nothing between two commas, or before or after one.
    #[doc(hidden)]
    #[error("REGION has an empty item: put one comma between two regions, as in us-east-1,eu-west-1")]
    RegionItemEmpty,
    /// A list that names the same endpoint twice.
    #[doc(hidden)]
    #[error("REGION names an endpoint twice: give each once")]
    RegionRepeated,
    /// Neither a region code nor a host name.
    #[doc(hidden)]
    #[error("REGION is neither a region code, such as us-east-1, nor an SES SMTP host: give one of these")]
    RegionMalformed,
    /// A well-formed region code that the table does not have.
    #[doc(hidden)]
    #[error("REGION is not in the table of SES regions: similar codes are {}", Codes(.0))]
    RegionUnknown(Vec<&'static Region>),
    /// An availability zone of a region of the table.
    #[doc(hidden)]
    #[error("REGION is an availability zone: its region is {0}")]
    RegionIsZone(&'static str),
    /// A region with SES but without an SMTP endpoint.
    #[doc(hidden)]
    #[error(
        "{0} has SES but no SMTP endpoint: choose a region that has one, where your identity is verified too"
    )]
    RegionWithoutSmtp(&'static str),
    /// A region that AWS's documents contradict each other about.
    #[doc(hidden)]
    #[error(
        "{0} has no SMTP endpoint by AWS's endpoint table, although AWS's sample script lists it: the password may be of no use"
    )]
    RegionListed(&'static str),
    /// A host that is no SES SMTP endpoint.
    #[doc(hidden)]
    #[error(
        "REGION is no SES SMTP host: these are email-smtp.REGION.amazonaws.com, email-smtp-fips.REGION.amazonaws.com, \
         the same two under REGION.api.aws, and vpce-ID.email-smtp.REGION.vpce.amazonaws.com"
    )]
    HostUnknown,
    /// A FIPS host in a region that has none.
    #[doc(hidden)]
    #[error(
        "{0} has no FIPS endpoint for SMTP: use email-smtp.{0}.amazonaws.com, or a region of the US or Canada"
    )]
    HostWithoutFips(&'static str),
    /// A port that SES does not listen on.
    #[doc(hidden)]
    #[error(
        "REGION has a port that SES does not have: STARTTLS is on 25, 587 and 2587, TLS from the start on 465 and 2465"
    )]
    PortUnknown,

    /// Neither a host name nor an IP address.
    #[doc(hidden)]
    #[error("--host is neither a host name nor an IP address: give it without a scheme, a port or a path")]
    HostMalformed,

    /// Not 16 to 128 of `A-Z a-z 0-9 _`.
    #[doc(hidden)]
    #[error("no access key ID, where one belongs: it has 16 to 128 characters of A-Z a-z 0-9 _")]
    IdMalformed,
    /// The ID of temporary credentials.
    #[doc(hidden)]
    #[error("temporary credentials (ASIA): SES takes none over SMTP, use an access key of an IAM user")]
    IdIsTemporary,
    /// Not `AKIA` and 16 capitals or digits.
    #[doc(hidden)]
    #[error("an access key ID that is not AKIA and 16 capitals or digits: copy it again")]
    IdUnusual,
    /// None, where the format needs one.
    #[doc(hidden)]
    #[error("no access key ID, which the format needs as the user name: give --access-key-id")]
    IdMissing,
    /// Another one than `--access-key-id` says.
    #[doc(hidden)]
    #[error(
        "another access key ID than --access-key-id says: give the one that belongs to the secret access key"
    )]
    IdContradicted,
    /// A second secret access key for the ID of `--access-key-id`.
    #[doc(hidden)]
    #[error("a second secret access key for the one --access-key-id: write the ID before each, ID SECRET")]
    IdForSeveral,
    /// A session token beside the keys.
    #[doc(hidden)]
    #[error(
        "temporary credentials (a session token): SES takes none over SMTP, use an access key of an IAM user"
    )]
    SessionToken,

    /// A brace without its other.
    #[doc(hidden)]
    #[error("--format has a brace without its other: write {{{{ or }}}} for a brace itself")]
    TemplateBrace,
    /// A backslash before something else than `n`, `t` or a backslash.
    #[doc(hidden)]
    #[error("--format has an unknown escape: there are \\n, \\t and \\\\")]
    TemplateEscape,

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

    /// The input holds blanks and comments only.
    #[doc(hidden)]
    #[error("no credential in {0}: check the file or command that it comes from")]
    NoCredential(&'static str),
    /// A record that has not as many cells as the header.
    #[doc(hidden)]
    #[error("a row that is not like the header: save the file as CSV again, or give lines of ID SECRET")]
    CsvMalformed,
    /// Not JSON.
    #[doc(hidden)]
    #[error("not valid JSON: give it as the command printed it")]
    JsonMalformed,
    /// JSON that ends too early.
    #[doc(hidden)]
    #[error("JSON that is cut off: give all of it")]
    JsonCutOff,
    /// A value under a name that is known, but not a string.
    #[doc(hidden)]
    #[error("a part of the access key that is no string: give it as the command printed it")]
    NotText,
    /// No value under a name that is known.
    #[doc(hidden)]
    #[error(
        "no secret access key: looked for SecretAccessKey and SecretKey, in any case, with AWS, _ or - or without, \
         and in JSON under AccessKey, Credentials, data and SecretString too"
    )]
    NoSecretByName,
    /// No variable of a name that is known.
    #[doc(hidden)]
    #[error(
        "no secret access key: looked for AWS_SECRET_ACCESS_KEY, SECRET_ACCESS_KEY and AWS_SECRET_KEY; SECRET_KEY alone \
         is another program's"
    )]
    NoSecretVariable,
    /// Two values that differ.
    #[doc(hidden)]
    #[error(
        "two different secret access keys: looked for SecretAccessKey and SecretKey, in any case, with AWS, _ or - or \
         without; give one"
    )]
    TwoSecrets,
    /// Two values that differ.
    #[doc(hidden)]
    #[error("two different access key IDs: looked for AccessKeyId and AccessKey; give one")]
    TwoIds,
    /// A second value in a text that holds one credential.
    #[doc(hidden)]
    #[error("a second secret access key: give a file that has one")]
    SecondSecret,
    /// A second credential, where one is to be compared with.
    #[doc(hidden)]
    #[error("a second access key: give the one that the password should be of")]
    TwoCredentials,
    /// A second credential, where the output describes one account.
    #[doc(hidden)]
    #[error("a second credential, while the format, or --no-newline, is for one account: give one")]
    SecondCredential,
    /// A blank line between two credentials.
    #[doc(hidden)]
    #[error("blank, with another credential after it: take the blank line out, results are matched by order")]
    BlankLine,

    /// A file of profiles.
    #[doc(hidden)]
    #[error("a file of AWS profiles: use --profile NAME")]
    FormProfile,
    /// A line of `sasl_passwd`.
    #[doc(hidden)]
    #[error(
        "a mail configuration, and no access key: ses-smtp-pass check CONFIG says what is wrong with one"
    )]
    FormMail,
    /// A part of a JSON document, as `--query` leaves it.
    #[doc(hidden)]
    #[error(
        "a JSON list or string, as --query leaves it: use --output text, give the objects of a list one after another, \
         or take quotes off a value"
    )]
    FormQuery,
    /// The AWS CLI's table output.
    #[doc(hidden)]
    #[error("a table: use --output json or --output text")]
    FormTable,
    /// YAML.
    #[doc(hidden)]
    #[error("YAML: use --output json or --output text")]
    FormYaml,
    /// PowerShell's assignments.
    #[doc(hidden)]
    #[error("a line for PowerShell: use --format env of aws configure export-credentials")]
    FormPowerShell,
    /// Assignments of Windows' command prompt.
    #[doc(hidden)]
    #[error("a line for the Windows command prompt: use --format env of aws configure export-credentials")]
    FormCmd,
    /// The SES console's CSV file.
    #[doc(hidden)]
    #[error("the SES console's file, which holds the SMTP password already: use it as it is")]
    FormSmtpCredentials,

    /// Two passwords that differ, where one is asked for.
    #[doc(hidden)]
    #[error("two different passwords in the configuration: give the lines of one account")]
    TwoPasswords,

    /// A question about a region, without the key that tells it.
    #[doc(hidden)]
    #[error("--region needs the access key: give --from-env, --profile NAME or --file PATH too")]
    RegionWithoutKey,

    /// Neither variable.
    #[doc(hidden)]
    #[error("AWS_SECRET_ACCESS_KEY is not set: export it, or use --profile NAME")]
    EnvironmentEmpty,
    /// The profile is in neither file.
    #[doc(hidden)]
    #[error(
        "no such profile in the shared credentials file or the config file: aws configure list-profiles lists them"
    )]
    ProfileAbsent,
    /// Neither file is there.
    #[doc(hidden)]
    #[error(
        "no shared credentials file and no config file: set HOME, or AWS_SHARED_CREDENTIALS_FILE to the path of one"
    )]
    ProfileFilesAbsent,
    /// The profile has no access key.
    #[doc(hidden)]
    #[error(
        "the profile has no aws_access_key_id and aws_secret_access_key: give it an access key of an IAM user"
    )]
    ProfileWithoutKeys,
    /// The profile has other ways to credentials.
    #[doc(hidden)]
    #[error(
        "the profile has no access key but sso_..., role_arn or credential_process, which give temporary credentials: \
         SES takes none over SMTP, use an access key of an IAM user"
    )]
    ProfileIsTemporary,
    /// A section or an option that stands there twice.
    #[doc(hidden)]
    #[error("the profile, or an option of it, a second time: take one out")]
    ProfileRepeated,
    /// Neither a section nor an option.
    #[doc(hidden)]
    #[error("neither a section nor an option: write NAME = VALUE")]
    ProfileMalformed,

    /// A line of more than 4 KiB.
    #[doc(hidden)]
    #[error("longer than 4 KiB: give one credential a line")]
    LineTooLong,
    /// A text of more than 1 MiB.
    #[doc(hidden)]
    #[error("longer than 1 MiB: give a smaller text")]
    TextTooLong,
    /// A text that is not UTF-8.
    #[doc(hidden)]
    #[error("not UTF-8: give plain text")]
    NotUtf8,
    /// A byte order mark of UTF-16.
    #[doc(hidden)]
    #[error("UTF-16, as Windows PowerShell's > writes it: write the file with Out-File -Encoding ascii")]
    Utf16,
    /// Reading failed.
    #[doc(hidden)]
    #[error("cannot read {what}: {}", Cause(.error))]
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
    #[error("cannot write {what}: {}", Cause(.error))]
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
            | Self::IdUnusual
            | Self::RegionUnknown(_)
            | Self::RegionWithoutSmtp(_)
            | Self::HostWithoutFips(_) => true,
            _ => false,
        }
    }

    /// Writing the output failed.
    #[doc(hidden)]
    #[must_use]
    pub fn write(error: std::io::Error) -> Self {
        Self::Write { what: "the output", error }
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
    /// The option `--access-key-id`.
    AccessKeyIdOption,
    /// The prompts.
    Prompt,
    /// The environment.
    Environment,
    /// The profile.
    Profile,
    /// A line of the shared credentials file, counted from 1.
    CredentialsFileLine(u64),
    /// A line of the config file, counted from 1.
    ConfigFileLine(u64),
    /// The whole of a text.
    Whole(&'static str),
    /// A line of the input, counted from 1.
    Line(u64),
    /// A JSON document of the input, counted from 1.
    Document(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument => f.write_str("SECRET"),
            Self::AccessKeyIdOption => f.write_str("--access-key-id"),
            Self::Prompt => f.write_str("your answer"),
            Self::Environment => f.write_str("the environment"),
            Self::Profile => f.write_str("the profile"),
            Self::CredentialsFileLine(number) => write!(f, "line {number} of the shared credentials file"),
            Self::ConfigFileLine(number) => write!(f, "line {number} of the config file"),
            Self::Whole(source) => f.write_str(source),
            Self::Line(number) => write!(f, "line {number}"),
            Self::Document(number) => write!(f, "document {number}"),
        }
    }
}

/// What the system says. Windows has two words for what is not there, and which one it takes tells
/// something of the path.
struct Cause<'a>(&'a std::io::Error);

impl fmt::Display for Cause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind() {
            std::io::ErrorKind::NotFound => f.write_str("there is no such file or folder"),
            _ => self.0.fmt(f),
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
