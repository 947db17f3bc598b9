//! The command line: its options, its help, and what of it can be checked before anything is read.

mod usage;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _, Parser};
use ses_smtp_pass::convert::Conversion;
use ses_smtp_pass::endpoint::is_like_region;
use ses_smtp_pass::error::{Error, Place};
use ses_smtp_pass::{Endpoint, SecretAccessKey};
use zeroize::Zeroizing;

const ABOUT: &str = "Turn an AWS secret access key into an Amazon SES SMTP password";

const LONG_ABOUT: &str = "\
Turn an AWS secret access key into an Amazon SES SMTP password.

SES speaks SMTP. Its user name is the access key ID; its password is neither the
secret access key nor stored anywhere, but derived from it and from the region
that the mail is handed over in. The derivation needs no network.";

const AFTER_HELP: &str = "Without SECRET it is read from standard input, or asked for on a terminal.";

const AFTER_LONG_HELP: &str = "\
Examples:
  Type the secret at a hidden prompt:
      ses-smtp-pass us-east-1

  Keep it out of `ps` and the shell's history in a script:
      printf '%s\\n' \"$AWS_SECRET_ACCESS_KEY\" | ses-smtp-pass us-east-1

  Convert a file of secrets, one a line, for two regions each:
      ses-smtp-pass us-east-1,eu-west-1 < secrets

  Say where to connect as the mail program has it:
      ses-smtp-pass email-smtp.us-east-1.amazonaws.com:587

Exit status:
  0    every secret was converted
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
    override_usage = "ses-smtp-pass [OPTIONS] [SECRET] <REGION>"
)]
struct Args {
    /// The secret access key, or - for standard input
    ///
    /// Other users see it in `ps`, and the shell keeps it in its history: leave it
    /// out and use standard input or the prompt. Standard input holds one secret
    /// access key a line; one password a line comes out, in order.
    #[arg(verbatim_doc_comment)]
    secret: Option<String>,

    /// Where the mail is handed over: a region, an SES SMTP host, or a list a,b
    ///
    /// A region code such as us-east-1; or an SES SMTP host, with or without :PORT,
    /// such as email-smtp.us-east-1.amazonaws.com:587 or that of a VPC endpoint; or
    /// several of these, separated by commas: one password each comes out.
    #[arg(verbatim_doc_comment)]
    region: Option<String>,

    /// Write to a new file that only you can read
    ///
    /// The file gets mode 0600. One that exists is not overwritten, and none is
    /// left behind when the run fails.
    #[arg(short, long, value_name = "FILE", verbatim_doc_comment)]
    output: Option<PathBuf>,

    /// Leave out the newline at the end
    #[arg(short, long)]
    no_newline: bool,

    /// Convert what looks wrong, with a warning
    ///
    /// For services that are like AWS: AWS itself documents neither a length nor an
    /// alphabet for a secret access key, and opens new regions.
    #[arg(long, verbatim_doc_comment)]
    unchecked: bool,
}

/// What the command line asks for.
pub enum Invocation {
    /// Text to print: the help or the version.
    Print(String),
    /// Secret access keys to convert.
    Convert(Convert),
}

/// A conversion whose command line is in order.
pub struct Convert {
    pub conversion: Conversion,
    pub source: Source,
    pub output: Option<PathBuf>,
    pub warnings: Vec<Error>,
}

/// Where the secret access keys come from.
pub enum Source {
    Argument(SecretAccessKey),
    StandardInput,
}

/// Reads the command line and checks all of it that can be checked alone.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Invocation, Error> {
    let mut command = Args::command();
    let matches = command.try_get_matches_from_mut(arguments);
    match matches.and_then(|mut matches| Args::from_arg_matches_mut(&mut matches)) {
        Ok(args) => check(args).map(Invocation::Convert),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            Ok(Invocation::Print(error.render().to_string()))
        }
        Err(error) => Err(Error::Usage(usage::message(&error, &command))),
    }
}

fn check(args: Args) -> Result<Convert, Error> {
    let (secret, region) = match (args.secret, args.region) {
        (secret, Some(region)) => (secret.map(Zeroizing::new), region),
        (Some(region), None) => (None, region),
        (None, None) => return Err(Error::Usage(usage::REGION_MISSING.to_owned())),
    };
    let source = match secret.as_deref().map(String::as_str) {
        None if !region.trim().is_empty() && !is_like_region(&region) => {
            return Err(Error::Usage(usage::LONE_ARGUMENT.to_owned()));
        }
        None | Some("-") => Source::StandardInput,
        Some(secret) => Source::Argument(check_secret(secret, &region, args.unchecked)?),
    };

    let endpoints = Endpoint::parse_list(&region)?;
    let mut warnings = Vec::new();
    for doubt in endpoints.iter().filter_map(Endpoint::doubt) {
        match doubt {
            Error::RegionListed(_) => warnings.push(doubt),
            doubt if args.unchecked => warnings.push(doubt),
            doubt => return Err(doubt),
        }
    }
    if args.no_newline && endpoints.len() > 1 {
        return Err(Error::Usage(usage::NO_NEWLINE_REGIONS.to_owned()));
    }

    let conversion = Conversion { endpoints, unchecked: args.unchecked, no_newline: args.no_newline };
    Ok(Convert { conversion, source, output: args.output, warnings })
}

/// Checks SECRET, in view of REGION: the two are easily swapped.
fn check_secret(secret: &str, region: &str, unchecked: bool) -> Result<SecretAccessKey, Error> {
    let secret = SecretAccessKey::unchecked(secret).map_err(|error| error.at(Place::Argument))?;
    match secret.doubt() {
        None => Ok(secret),
        Some(_) if unchecked => Ok(secret),
        Some(Error::SecretIsRegion) if is_like_region(region) => {
            Err(Error::Usage(usage::TWO_REGIONS.to_owned()))
        }
        Some(doubt) => Err(doubt.at(Place::Argument)),
    }
}
