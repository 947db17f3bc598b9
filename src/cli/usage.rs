//! Usage errors, in our own words: clap's quote what was typed, which may be a secret.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, Command};

pub const REGION_MISSING: &str = "REGION is missing: ses-smtp-pass [SECRET] REGION";

pub const LONE_ARGUMENT: &str = "REGION is missing or mistyped: the only argument is neither a region code, such as us-east-1, nor an SES SMTP host";

pub const TWO_REGIONS: &str =
    "SECRET and REGION are both regions: several regions are one argument, as in us-east-1,eu-west-1";

pub const TWO_SOURCES: &str = "SECRET, --from-env, --profile and --file exclude each other: give one of them";

pub const ONE_ACCOUNT: &str =
    "several regions, while the format, or --no-newline, is for one account: give one region";

pub const HOST_REGIONS: &str = "--host goes with one region: give one";

pub const HOST_MISSING: &str = "the format needs a host, and none is known for the region: give --host";

pub const PORT_MALFORMED: &str = "--port is not a number from 1 to 65535: give one, such as 587";

pub const OUTPUT_OF_AWS: &str =
    "--output is the file to write: give --format json for JSON, or ./ before the name of a file";

pub const CHECK_REGIONS: &str = "--region asks about one region: give one";

pub const SHELL: &str = "SHELL is missing or unknown: give bash, zsh, fish, powershell or elvish";

const TOO_MANY: &str = "too many arguments: ses-smtp-pass [SECRET] REGION, where several regions are one \
                        argument, as in us-east-1,eu-west-1; or ses-smtp-pass check [CONFIG]; \
                        or ses-smtp-pass completions SHELL";

const SECRET_OPTION: &str =
    "the secret access key is read from standard input, or asked for on a terminal: ses-smtp-pass REGION";

/// What users of other commands type by reflex, and what to type instead.
const REFLEXES: &[(&str, &str)] = &[
    ("--region", "REGION is an argument: ses-smtp-pass [SECRET] REGION"),
    ("--secret", SECRET_OPTION),
    ("--secret-key", SECRET_OPTION),
    ("--secret-access-key", SECRET_OPTION),
    ("--aws-secret-access-key", SECRET_OPTION),
    ("--access-key", "the access key ID is given with --access-key-id"),
    ("--username", "the SMTP user name is the access key ID: give it with --access-key-id"),
    ("--query", "the answer of the AWS CLI is read whole: leave --query out, or use its --output text"),
    ("--env", "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are taken with --from-env"),
    ("--json", "the format is given with --format json"),
    ("--quiet", "nothing but results and errors is written: leave --quiet out"),
];

/// Describes an error of clap's from its kind and from the names of our own command.
pub fn message(error: &Error, command: &Command) -> String {
    let option = own_option(error, command);
    match (error.kind(), option) {
        (ErrorKind::UnknownArgument, _) => unknown_argument(error),
        (ErrorKind::TooManyValues, Some(option)) => {
            format!("--{option} takes no value: leave out the = and what follows")
        }
        (ErrorKind::InvalidValue, Some(option)) => {
            format!("--{option} needs a value: give it behind the option")
        }
        (ErrorKind::ArgumentConflict, Some(option)) => format!("--{option} is given twice: give it once"),
        // So clap calls what follows the last argument, and what follows `help`.
        (ErrorKind::ArgumentConflict | ErrorKind::InvalidSubcommand, None) => TOO_MANY.to_owned(),
        // Nothing else is required of clap's accord.
        (ErrorKind::MissingRequiredArgument, _) => SHELL.to_owned(),
        (ErrorKind::InvalidUtf8, _) => "an argument is not UTF-8: give plain text".to_owned(),
        _ => "the command line is not understood: see ses-smtp-pass --help".to_owned(),
    }
}

fn unknown_argument(error: &Error) -> String {
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else {
        return TOO_MANY.to_owned();
    };
    if let Some((_, answer)) = REFLEXES.iter().find(|(name, _)| name == argument) {
        (*answer).to_owned()
    } else if argument.starts_with('-') {
        "an unknown option: see ses-smtp-pass --help".to_owned()
    } else {
        TOO_MANY.to_owned()
    }
}

/// The option of our own command that the error is about.
fn own_option<'a>(error: &Error, command: &'a Command) -> Option<&'a str> {
    let ContextValue::String(name) = error.get(ContextKind::InvalidArg)? else {
        return None;
    };
    let commands = std::iter::once(command).chain(command.get_subcommands());
    let mut arguments = commands.flat_map(Command::get_arguments);
    arguments.find(|argument| argument.to_string() == *name).and_then(Arg::get_long)
}
