//! Errors of the command line in our own words, because clap's errors repeat the arguments, which
//! may be secrets.

use std::error::Error as _;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use super::error::{Error, Text};
use super::near::near;
use super::word::{COMMANDS, options_before_command};
use crate::access_key_id::is_long_term;

const HELP: &str = "run ses-smtp-pass --help";

const PROMPT: &str = "run ses-smtp-pass REGION, and enter the key at the prompt or pipe it in";

/// Options of other commands, and hints for them.
const REFLEXES: &[(&str, &str)] = &[
    ("--secret", PROMPT),
    ("--secret-key", PROMPT),
    ("--secret-access-key", PROMPT),
    ("--aws-secret-access-key", PROMPT),
    (
        "--password",
        "to write an existing SMTP password, use --smtp-password",
    ),
    ("--access-key", "use --access-key-id"),
    (
        "--username",
        "the SMTP user name is the access key ID; use --access-key-id",
    ),
    (
        "--query",
        "ses-smtp-pass reads the whole output of the AWS CLI; leave --query out",
    ),
    (
        "--env",
        "to read AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, use --from-env",
    ),
    ("--json", "use --format json"),
    (
        "--quiet",
        "remove the option; only results and errors are printed",
    ),
    (
        "--verbose",
        "remove the option; there is nothing more to print",
    ),
];

/// Describes one of clap's errors from its kind and from the names of our own definition.
pub(crate) fn error(error: &clap::Error, command: &Command, arguments: &[OsString]) -> Error {
    if has_options_before_command(command, arguments) {
        return options_before_command();
    }
    let command = subcommand(command, arguments);
    let option = own_option(error, command);
    match (error.kind(), option) {
        (ErrorKind::ValueValidation, _) => own_error(error),
        (ErrorKind::UnknownArgument, _) => unknown_argument(error, command, arguments),
        (ErrorKind::TooManyValues, Some(option)) => {
            Error::usage(Text::of_option("", option, " doesn't accept a value"))
                .hint("remove the = and the text after it")
        }
        (ErrorKind::InvalidValue, Some(option)) => {
            Error::usage(Text::of_option("", option, " requires a value"))
        }
        (ErrorKind::ArgumentConflict, Some(option)) => {
            Error::usage(Text::of_option("", option, " can't be used more than once"))
        }
        // clap reports an argument after the last one.
        (ErrorKind::ArgumentConflict, None) => too_many(command, arguments),
        // It follows `help`.
        (ErrorKind::InvalidSubcommand, _) => Error::usage("this command is unknown").hint(HELP),
        (ErrorKind::InvalidValue, None) => Error::usage("an argument is empty"),
        (ErrorKind::MissingRequiredArgument, _) => {
            Error::usage("SHELL is missing").hint("use bash, zsh, fish, powershell, or elvish")
        }
        (ErrorKind::InvalidUtf8, _) => Error::usage("an argument isn't UTF-8"),
        _ => Error::usage("the command line is invalid").hint(HELP),
    }
}

/// Returns the error of one of our own parsers, which clap carries as the source of its own error.
fn own_error(error: &clap::Error) -> Error {
    match error
        .source()
        .and_then(|error| error.downcast_ref::<Error>())
    {
        Some(Error::Usage(message)) => Error::Usage(message.clone()),
        _ => Error::usage("the command line is invalid").hint(HELP),
    }
}

fn unknown_argument(error: &clap::Error, command: &Command, arguments: &[OsString]) -> Error {
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else {
        return too_many(command, arguments);
    };
    // After `--`, an option is an argument.
    let is_option = |option: &Arg| argument[2..] == *option.get_long().unwrap_or_default();
    if !argument.starts_with('-')
        || argument.starts_with("--") && command.get_arguments().any(is_option)
    {
        return too_many(command, arguments);
    }
    if let Some((option, hint)) = REFLEXES.iter().find(|(option, _)| option == argument) {
        return Error::usage(["there is no option ", option]).hint(*hint);
    }
    let unknown = Error::usage("this option is unknown");
    let names = command.get_arguments().filter_map(Arg::get_long);
    match near(argument.trim_start_matches('-'), names).first() {
        Some(name) => {
            let mut options = command.get_arguments();
            let option = options.find(|option| option.get_long() == Some(name));
            let option = option.expect("the name is an option's");
            unknown.hint(Text::of_option("did you mean ", option, "?"))
        }
        None => unknown.hint(HELP),
    }
}

fn too_many(command: &Command, arguments: &[OsString]) -> Error {
    let error = Error::usage("there are too many arguments");
    let is_id = |argument: &OsString| argument.to_str().is_some_and(is_long_term);
    if arguments.iter().any(is_id) {
        return error.hint("to pass the access key ID, use --access-key-id ID");
    }
    let usage = match command.get_name() {
        "check" => "usage: ses-smtp-pass check [OPTIONS] [CONFIG]",
        "regions" => "usage: ses-smtp-pass regions [--format table|json]",
        "formats" => "usage: ses-smtp-pass formats [--format table|json]",
        "completions" => "usage: ses-smtp-pass completions SHELL",
        _ => "usage: ses-smtp-pass [OPTIONS] [SECRET] REGION; separate several regions with commas",
    };
    error.hint(usage)
}

/// Returns whether a command follows options. clap assigns these options to a conversion.
fn has_options_before_command(command: &Command, arguments: &[OsString]) -> bool {
    let is_option = |word: &OsString| word.as_encoded_bytes().starts_with(b"-");
    let has_value = |word: &OsString| {
        let options = command.get_arguments();
        let mut options = options.filter(|option| option.get_action().takes_values());
        options.any(|option| {
            let long = option.get_long().map(|name| format!("--{name}"));
            let short = option.get_short().map(|name| format!("-{name}"));
            [long, short]
                .into_iter()
                .flatten()
                .any(|name| *word == *name)
        })
    };
    let is_command = |word: &OsString| COMMANDS.iter().any(|command| word == command);
    let words = arguments.get(1..).unwrap_or_default();
    words.first().is_some_and(is_option)
        && words
            .windows(2)
            .any(|pair| is_command(&pair[1]) && !has_value(&pair[0]))
}

/// Returns the definition of the subcommand in use.
fn subcommand<'a>(command: &'a Command, arguments: &[OsString]) -> &'a Command {
    let name = arguments.get(1).and_then(|argument| argument.to_str());
    name.and_then(|name| command.find_subcommand(name))
        .unwrap_or(command)
}

/// Returns our own option that an error is about.
fn own_option<'a>(error: &clap::Error, command: &'a Command) -> Option<&'a Arg> {
    let ContextValue::String(name) = error.get(ContextKind::InvalidArg)? else {
        return None;
    };
    let is_it = |argument: &&Arg| argument.get_long().is_some() && argument.to_string() == *name;
    command.get_arguments().find(is_it)
}
