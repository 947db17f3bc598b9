//! The definition of the command line as the generators of scripts understand it.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command, CommandFactory as _, ValueEnum as _, ValueHint};
use clap_complete::Shell;
use ses_smtp_pass::format::FORMATS;
use ses_smtp_pass::region::{REGIONS, Region};

use crate::cli::args::Args;

/// The name that the conversion has in a script. clap's generators expect a subcommand as the first
/// argument and offer nothing behind another: a function of our own puts this name in front of it.
pub const CONVERT: &str = "convert";

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The definition with the values that the parsing knows itself, and with the conversion as a
/// subcommand.
pub fn nested() -> Command {
    let command = Args::command();
    Command::new("ses-smtp-pass")
        .disable_help_subcommand(true)
        .subcommand(with_values(conversion()))
        .subcommands(command.get_subcommands().cloned().map(with_values))
        .subcommand(help())
}

/// The definition for generators that know nothing but options and subcommands: to them the values
/// of an argument are subcommands too.
pub fn flat() -> Command {
    let mut flat = Command::new("ses-smtp-pass").disable_help_subcommand(true);
    for command in nested().get_subcommands() {
        let options = command.get_arguments().filter(|argument| !argument.is_positional()).cloned();
        if command.get_name() == CONVERT {
            flat = flat.version(VERSION).args(options).subcommands(values_as_subcommands(command));
        } else {
            let about = command.get_about().cloned().unwrap_or_default();
            let command = Command::new(static_name(command.get_name()))
                .about(about)
                .args(options)
                .subcommands(values_as_subcommands(command));
            flat = flat.subcommand(command.disable_help_subcommand(true));
        }
    }
    flat
}

fn values_as_subcommands(command: &Command) -> impl Iterator<Item = Command> {
    argument_values(command).into_iter().map(|value| {
        let about = value.get_help().cloned().unwrap_or_default();
        Command::new(static_name(value.get_name())).about(about).disable_help_flag(true)
    })
}

/// The values of the last argument of a command: of REGION, where there is SECRET too.
pub fn argument_values(command: &Command) -> Vec<PossibleValue> {
    command.get_positionals().last().and_then(possible_values).unwrap_or_default()
}

/// The values that an argument or an option takes by name.
pub fn possible_values(argument: &Arg) -> Option<Vec<PossibleValue>> {
    if !argument.get_action().takes_values() {
        return None;
    }
    Some(argument.get_value_parser().possible_values()?.collect())
}

fn conversion() -> Command {
    let command = Args::command();
    Command::new(CONVERT).version(VERSION).args(command.get_arguments().cloned())
}

fn help() -> Command {
    let names = subcommands();
    let about = names.last().and_then(|help| help.get_help().cloned()).unwrap_or_default();
    let argument = Arg::new("command").value_parser(PossibleValuesParser::new(names));
    Command::new("help").about(about).disable_help_flag(true).arg(argument)
}

fn with_values(command: Command) -> Command {
    let is_conversion = command.get_name() == CONVERT;
    command.mut_args(|argument| {
        let values = match argument.get_id().as_str() {
            "secret" => [subcommands(), regions()].concat(),
            "region" => regions(),
            "format" if is_conversion => {
                FORMATS.iter().map(|row| value(row.name).help(row.summary)).collect()
            }
            "format" => answers(&argument),
            "shell" => Shell::value_variants().iter().filter_map(Shell::to_possible_value).collect(),
            "file" | "output" | "config" => return argument.value_hint(ValueHint::FilePath),
            _ if argument.get_action().takes_values() => return argument.value_hint(ValueHint::Other),
            _ => return argument,
        };
        argument.value_parser(PossibleValuesParser::new(values))
    })
}

/// The names of the subcommands, clap's own `help` as the last.
pub fn subcommands() -> Vec<PossibleValue> {
    let mut command = Args::command();
    command.build();
    let about = |command: &Command| command.get_about().cloned().unwrap_or_default();
    command.get_subcommands().map(|command| value(command.get_name()).help(about(command))).collect()
}

pub fn regions() -> Vec<PossibleValue> {
    smtp_regions().map(|region| value(region.code).help(region.name)).collect()
}

fn smtp_regions() -> impl Iterator<Item = &'static Region> {
    REGIONS.iter().filter(|region| region.host().is_some())
}

/// What `--format` of the subcommands takes: the default and JSON.
fn answers(argument: &Arg) -> Vec<PossibleValue> {
    let default = argument.get_default_values().iter().filter_map(|name| name.to_str());
    default.chain(["json"]).map(value).collect()
}

fn value(name: &str) -> PossibleValue {
    PossibleValue::new(static_name(name))
}

/// clap wants names that live as long as the process, which here is not for long.
fn static_name(name: &str) -> &'static str {
    name.to_owned().leak()
}
