//! The command line: arguments, options, and their help.

// The documentation of an option is its help, which is plain text.
#![allow(clippy::doc_markdown)]

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{ArgAction, Args as Group, CommandFactory as _, Parser, Subcommand};
use clap_complete::Shell;

use super::error::Error;
use super::format::Format;

const LONG_ABOUT: &str = "\
Convert AWS access keys to Amazon SES SMTP credentials

Amazon SES accepts SMTP logins with the access key ID as the user name. The
password is derived from the secret access key and the region. Works offline.";

const USAGE: &str = "\
ses-smtp-pass [OPTIONS] [SECRET] <REGION>
       ses-smtp-pass check [OPTIONS] [CONFIG]
       ses-smtp-pass regions [--format table|json]
       ses-smtp-pass formats [--format table|json]
       ses-smtp-pass completions <SHELL>";

const AFTER_HELP: &str = "\
If SECRET is omitted, it is read from standard input, or from a hidden prompt on
a terminal.";

const AFTER_LONG_HELP: &str = "\
Standard input and --file accept JSON, CSV, and .env files as AWS's consoles and
tools write them, or lines of SECRET or ID SECRET.

Examples:
  Enter the key at a hidden prompt:
      ses-smtp-pass us-east-1

  Convert a downloaded CSV file to lines for Mastodon:
      ses-smtp-pass --file accessKeys.csv -f mastodon us-east-1

  Read the key of a profile, and write a new file that only you can read:
      ses-smtp-pass --profile mail -f env -o mail.env eu-west-1

  Create an access key and print a line of Postfix's sasl_passwd:
      key=$(aws iam create-access-key --user-name mail)
      printf '%s\\n' \"$key\" | ses-smtp-pass -f postfix us-east-1

Exit status:
  0    success, or the program reading the output closed it early
  1    the input, a file, or the environment is invalid
  2    the command line is invalid, including SECRET and REGION
  130  Ctrl-C at a prompt";

const CHECK_AFTER_HELP: &str = "\
Example: ses-smtp-pass check --profile mail app.env
Exit status: 0 nothing wrong was found, 1 something is wrong, 2 not checked";

const CHECK_AFTER_LONG_HELP: &str = "\
Examples:
      ses-smtp-pass check /etc/postfix/sasl_passwd
      ses-smtp-pass check --profile mail app.env

Exit status:
  0    nothing wrong was found; the last line of the output is the verdict
  1    something is wrong
  2    no password could be read, or the command line is invalid
  130  Ctrl-C at a prompt";

#[derive(Parser)]
#[command(
    name = "ses-smtp-pass",
    version,
    about = "Convert AWS access keys to Amazon SES SMTP credentials",
    long_about = LONG_ABOUT,
    override_usage = USAGE,
    after_help = AFTER_HELP,
    after_long_help = AFTER_LONG_HELP,
    args_conflicts_with_subcommands = true
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) convert: ConvertArgs,
}

impl Args {
    /// Returns the definition for the help, which shows REGION as required, although --region can
    /// replace it.
    pub(crate) fn help() -> clap::Command {
        Self::command()
            .allow_missing_positional(true)
            .mut_arg("region_argument", |region| region.required(true))
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Diagnose an SMTP password or a mail configuration
    ///
    /// CONFIG is any program's mail configuration (.env, INI, YAML, JSON, XML, PHP,
    /// sasl_passwd, netrc, msmtprc, URLs, and others), or an SMTP password alone. If
    /// you pass the access key too (--profile, --file, --from-env), the check is
    /// complete. Works offline, and never prints a value from CONFIG.
    #[command(
        verbatim_doc_comment,
        override_usage = "ses-smtp-pass check [OPTIONS] [CONFIG]",
        after_help = CHECK_AFTER_HELP,
        after_long_help = CHECK_AFTER_LONG_HELP
    )]
    Check(CheckArgs),

    /// List the regions and their SMTP hosts
    #[command(override_usage = "ses-smtp-pass regions [--format table|json]")]
    Regions(ListArgs),

    /// List the output formats and the supported programs
    #[command(override_usage = "ses-smtp-pass formats [--format table|json]")]
    Formats(ListArgs),

    /// Print a completion script for a shell
    #[command(override_usage = "ses-smtp-pass completions <SHELL>")]
    Completions(CompletionsArgs),
}

/// SECRET, REGION, and --access-key-id stay text, because their meaning depends on the number of
/// arguments and on --unchecked, and because they are checked in an order of their own.
#[derive(Group)]
pub(crate) struct ConvertArgs {
    /// Secret access key, or - for standard input
    ///
    /// Visible to other users in ps and saved in your shell history. Prefer
    /// the prompt, standard input, --profile, --file, or --from-env.
    #[arg(verbatim_doc_comment, allow_hyphen_values = false)]
    pub(crate) secret: Option<String>,

    /// Region code or SES SMTP host; a,b for several
    ///
    /// Where to connect: a region code such as us-east-1; an SES SMTP
    /// host, also as HOST:PORT, [HOST]:PORT, or smtp://HOST:PORT; or a
    /// comma-separated list of these, which prints one result for each.
    #[arg(verbatim_doc_comment, value_name = "REGION", id = "region_argument")]
    pub(crate) region: Option<String>,

    /// Same as the argument REGION
    #[arg(long = "region", value_name = "REGION", id = "region")]
    pub(crate) region_option: Option<String>,

    #[command(flatten)]
    pub(crate) source: SourceArgs,

    /// Read SMTP passwords instead of secrets
    ///
    /// The prompt, standard input, or --file holds lines of PASSWORD or
    /// ID PASSWORD, as the SES console shows them. The passwords are written
    /// in the output format, and nothing is derived.
    #[arg(long, verbatim_doc_comment)]
    pub(crate) smtp_password: bool,

    /// SMTP user name, if the input has no ID
    #[arg(long, value_name = "ID")]
    pub(crate) access_key_id: Option<String>,

    /// Output format or template
    ///
    /// A name that ses-smtp-pass formats lists, or a template with these
    /// placeholders:
    ///   {username} {password} {password_url} {region} {host} {port}
    ///   {scheme}   smtp, or smtps on ports with TLS from the start
    ///   {tls:A|B}  A on a STARTTLS port, B on a port with TLS from the start
    /// Write {{ and }} for braces; \n, \t, and \\ work as in printf.
    #[arg(
        short,
        long,
        value_name = "NAME|TEMPLATE",
        default_value = "password",
        allow_hyphen_values = true,
        verbatim_doc_comment,
        value_parser = Format::parse
    )]
    pub(crate) format: Format,

    /// SMTP host to print, for example a tunnel's
    #[arg(long, value_name = "HOST", value_parser = parse_host)]
    pub(crate) host: Option<String>,

    /// SMTP port to print
    ///
    /// SES uses STARTTLS on 25, 587, and 2587, and TLS from the start on 465
    /// and 2465.
    #[arg(long, value_name = "PORT", verbatim_doc_comment, value_parser = parse_port)]
    pub(crate) port: Option<u16>,

    /// Write to a new file that only you can read
    ///
    /// The file gets mode 0600. An existing file is never overwritten, and a
    /// run that fails leaves no file. Use - for standard output.
    #[arg(
        short,
        long,
        value_name = "FILE",
        verbatim_doc_comment,
        value_parser = OsStringValueParser::new().try_map(parse_output)
    )]
    pub(crate) output: Option<PathBuf>,

    /// Don't print the trailing newline
    #[arg(short, long)]
    pub(crate) no_newline: bool,

    /// Convert unusual values, with a warning
    ///
    /// For AWS-compatible services and new regions. A value that certainly
    /// isn't a secret access key, such as an access key ID or a placeholder,
    /// is still rejected.
    #[arg(long, verbatim_doc_comment)]
    pub(crate) unchecked: bool,
}

/// The sources of an access key that are options.
#[derive(Default, Group)]
pub(crate) struct SourceArgs {
    /// Read the variables of the AWS CLI
    ///
    /// Reads AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Fails if
    /// AWS_SESSION_TOKEN is set, because SES rejects temporary credentials.
    #[arg(long, verbatim_doc_comment)]
    pub(crate) from_env: bool,

    /// Read a profile of the AWS CLI
    ///
    /// Searches ~/.aws/credentials, then ~/.aws/config. To use other files,
    /// set AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE.
    #[arg(long, value_name = "NAME", verbatim_doc_comment)]
    pub(crate) profile: Option<String>,

    /// Read the key from a file; - is standard input
    #[arg(long, value_name = "PATH")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Group)]
pub(crate) struct CheckArgs {
    /// Configuration file, or - for standard input
    pub(crate) config: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) source: SourceArgs,

    /// Access key ID, if the source has no ID
    #[arg(long, value_name = "ID")]
    pub(crate) access_key_id: Option<String>,

    /// Region where you will connect
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,

    /// Output format: text or json
    #[arg(
        short = 'f',
        long = "format",
        id = "format",
        value_name = "NAME",
        default_value = "text",
        action = ArgAction::Set,
        value_parser = is_json_or_text
    )]
    pub(crate) is_json: bool,
}

#[derive(Group)]
pub(crate) struct ListArgs {
    /// Output format: table or json
    #[arg(
        short = 'f',
        long = "format",
        id = "format",
        value_name = "NAME",
        default_value = "table",
        action = ArgAction::Set,
        value_parser = is_json_or_table
    )]
    pub(crate) is_json: bool,
}

#[derive(Group)]
pub(crate) struct CompletionsArgs {
    /// bash, zsh, fish, powershell, or elvish
    #[arg(value_parser = parse_shell)]
    pub(crate) shell: Shell,
}

fn parse_shell(text: &str) -> Result<Shell, Error> {
    text.parse().map_err(|_: String| {
        Error::usage("SHELL isn't a supported shell")
            .hint("use bash, zsh, fish, powershell, or elvish")
    })
}

fn is_json_or_text(text: &str) -> Result<bool, Error> {
    is_json(text, "text").map_err(|error| error.hint("use --format text or --format json"))
}

fn is_json_or_table(text: &str) -> Result<bool, Error> {
    is_json(text, "table").map_err(|error| error.hint("use --format table or --format json"))
}

fn is_json(text: &str, other: &str) -> Result<bool, Error> {
    match text {
        "json" => Ok(true),
        _ if text == other => Ok(false),
        _ => Err(Error::usage("--format has an unknown value")),
    }
}

fn parse_host(text: &str) -> Result<String, Error> {
    let is_inside = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(is_inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // A host of these characters can't break out of the line that it is written to.
    if text.len() <= 253 && text.split('.').all(is_label) {
        Ok(text.to_owned())
    } else {
        Err(Error::usage("--host isn't a host name or an IPv4 address")
            .hint("write it without a scheme or a port; for the port, use --port"))
    }
}

fn parse_port(text: &str) -> Result<u16, Error> {
    match text.parse() {
        Ok(port) if !text.starts_with(['0', '+']) => Ok(port),
        _ => Err(Error::usage("--port isn't a number from 1 to 65535").hint("use 587 or 465")),
    }
}

/// Rejects the formats of the AWS CLI, whose users expect --output to be a format.
fn parse_output(path: OsString) -> Result<PathBuf, Error> {
    if ["json", "text", "table", "yaml", "yaml-stream"]
        .iter()
        .any(|name| path == *name)
    {
        Err(Error::usage("--output is the name of a file, not a format")
            .hint("for JSON, use --format json; for a file of that name, write ./ before it"))
    } else if path.is_empty() {
        Err(Error::usage("--output requires a value"))
    } else {
        Ok(path.into())
    }
}
