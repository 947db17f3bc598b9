//! The arguments and options, and their help.

// The documentation of an option is its help, which is plain text.
#![allow(clippy::doc_markdown)]

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand};
use ses_smtp_pass::format::FORMATS;

const ABOUT: &str = "Turn AWS access keys into Amazon SES SMTP credentials";

const LONG_ABOUT: &str = "\
Turn AWS access keys into Amazon SES SMTP credentials.

SES speaks SMTP. Its user name is the access key ID; its password is neither the
secret access key nor stored anywhere, but derived from it and from the region
that the mail is handed over in. The derivation needs no network.";

const AFTER_HELP: &str = "Without SECRET it is read from standard input, or asked for on a terminal.";

const AFTER_LONG_HELP: &str = "\
Standard input and --file hold, as AWS gives it: JSON, CSV or the lines of a
.env file; or lines of SECRET or ID SECRET.

Examples:
  Type the secret at a hidden prompt:
      ses-smtp-pass us-east-1

  Keep it out of `ps` and the shell's history in a script:
      printf '%s\\n' \"$AWS_SECRET_ACCESS_KEY\" | ses-smtp-pass us-east-1

  Make a new access key, and Postfix's line for it:
      key=$(aws iam create-access-key --user-name mail)
      printf '%s\\n' \"$key\" | ses-smtp-pass -f postfix us-east-1

  Take the file that the IAM console downloads, for a mail program's .env:
      ses-smtp-pass --file accessKeys.csv -f env -o mail.env eu-west-1

Exit status:
  0    every credential was converted, or the reader of the output went away
  1    the input, a file or the environment is at fault
  2    the command line is at fault, a refused SECRET or REGION included
  130  Ctrl-C at the prompt";

#[derive(Parser)]
#[command(
    name = "ses-smtp-pass",
    version,
    about = ABOUT,
    long_about = LONG_ABOUT,
    after_help = AFTER_HELP,
    after_long_help = AFTER_LONG_HELP,
    override_usage = "ses-smtp-pass [OPTIONS] [SECRET] <REGION>\n       \
                      ses-smtp-pass check [OPTIONS] [CONFIG]\n       \
                      ses-smtp-pass regions [OPTIONS]\n       \
                      ses-smtp-pass completions <SHELL>",
    args_conflicts_with_subcommands = true
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,

    #[command(flatten)]
    pub conversion: ConvertArgs,
}

/// What a conversion takes.
#[derive(Group)]
pub struct ConvertArgs {
    /// The secret access key, or - for standard input
    ///
    /// Other users see it in `ps`, and the shell keeps it in its history: leave it
    /// out and use standard input, the prompt or one of the options.
    #[arg(verbatim_doc_comment)]
    pub secret: Option<String>,

    /// Where the mail is handed over: a region, an SES SMTP host, or a list a,b
    ///
    /// A region code such as us-east-1; or an SES SMTP host, with or without :PORT,
    /// such as email-smtp.us-east-1.amazonaws.com:587 or that of a VPC endpoint; or
    /// several of these, separated by commas: one result each comes out.
    #[arg(verbatim_doc_comment)]
    pub region: Option<String>,

    #[command(flatten)]
    pub source: SourceArgs,

    /// The SMTP user name, where the input has none
    #[arg(long, value_name = "ID")]
    pub access_key_id: Option<String>,

    /// What to write: the name of a format, or a template
    #[arg(short, long, value_name = "NAME|TEMPLATE", default_value = "password", long_help = format_help())]
    pub format: String,

    /// Another host than the region's, for tunnels and tests
    #[arg(long, value_name = "HOST")]
    pub host: Option<String>,

    /// Another port: 25, 587, 2587 (STARTTLS), 465, 2465 (TLS from the start)
    #[arg(long, value_name = "PORT")]
    pub port: Option<String>,

    /// Write to a new file that only you can read
    ///
    /// The file gets mode 0600. One that exists is not overwritten, and none is
    /// left behind when the run fails. - is standard output.
    #[arg(short, long, value_name = "FILE", verbatim_doc_comment)]
    pub output: Option<PathBuf>,

    /// Leave out the newline at the end
    #[arg(short, long)]
    pub no_newline: bool,

    /// Convert what looks wrong, with a warning
    ///
    /// For services that are like AWS: AWS itself documents neither a length nor an
    /// alphabet for a secret access key, and opens new regions.
    #[arg(long, verbatim_doc_comment)]
    pub unchecked: bool,
}

/// The sources of an access key that are options.
#[derive(Group, Default)]
pub struct SourceArgs {
    /// Take AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
    ///
    /// Refused where AWS_SESSION_TOKEN is set: SES takes no temporary credentials.
    #[arg(long, verbatim_doc_comment)]
    pub from_env: bool,

    /// Take a profile of ~/.aws/credentials or ~/.aws/config
    ///
    /// AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE name other files.
    #[arg(long, value_name = "NAME", verbatim_doc_comment)]
    pub profile: Option<String>,

    /// Read a file: JSON, CSV, .env or lines of ID SECRET
    #[arg(long, value_name = "PATH")]
    pub file: Option<PathBuf>,
}

#[derive(Subcommand)]
pub enum Command {
    Check(CheckArgs),
    Regions(RegionsArgs),
    Completions(CompletionsArgs),
}

/// Say what is wrong with an SMTP password or with its configuration
///
/// CONFIG may be the password alone, or any configuration with one password in it:
/// sasl_passwd, .env, netrc, msmtprc, an SMTP URL, YAML, JSON, the SES console's
/// CSV. With the access key too (--from-env, --profile, --file) it says which
/// region the password is for, or by which mistake it was made.
#[derive(Group)]
#[command(verbatim_doc_comment, override_usage = "ses-smtp-pass check [OPTIONS] [CONFIG]", after_long_help = CHECK_AFTER_LONG_HELP)]
pub struct CheckArgs {
    /// The file to look at, or - for standard input
    pub config: Option<PathBuf>,

    #[command(flatten)]
    pub source: SourceArgs,

    /// Ask whether the password is right for this region
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,

    /// How to answer: text or json
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub format: String,
}

const CHECK_AFTER_LONG_HELP: &str = "\
Examples:
      ses-smtp-pass check < /etc/postfix/sasl_passwd
      ses-smtp-pass check --profile mail app.env

Exit status:
  0    it is a version 4 password, and nothing contradicts it; where SES says 535 all
       the same, look at the user name, which is the access key ID, and whether the
       key is active: aws iam list-access-keys
  1    something is wrong
  2    it could not be checked
  130  Ctrl-C at the prompt";

/// List the regions that have SES, and their SMTP hosts
#[derive(Group)]
#[command(override_usage = "ses-smtp-pass regions [OPTIONS]")]
pub struct RegionsArgs {
    /// How to answer: table or json
    #[arg(long, value_name = "NAME", default_value = "table")]
    pub format: String,
}

/// Write a completion script for a shell
#[derive(Group)]
#[command(override_usage = "ses-smtp-pass completions <SHELL>")]
pub struct CompletionsArgs {
    /// bash, zsh, fish, powershell or elvish
    pub shell: String,
}

fn format_help() -> String {
    let mut help = "What to write: the name of a format, or a template\n\n".to_owned();
    for format in FORMATS {
        let _ = writeln!(help, "  {:<15} {}", format.name, format.summary);
    }
    help + "\n\
        A template has placeholders: {username} {password} {password_url} {region}\n\
        {host} {port} {scheme} (smtp or smtps) {starttls} (on or off). {{ and }} are\n\
        braces; \\n, \\t and \\\\ are as in printf."
}
