//! The command, which reads arguments and writes results and messages.

mod args;
mod check;
mod completions;
mod conversion;
mod convert;
mod credential;
mod error;
mod format;
mod input;
mod list;
mod messages;
mod near;
mod new_file;
mod output;
mod plan;
mod source;
mod target;
mod usage;
mod word;

use std::ffi::OsString;
use std::io::{self, Read, Write};

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};
use zeroize::Zeroizing;

use args::{Args, Command};
use error::Error;

const SUCCESS: u8 = 0;
const INPUT_INVALID: u8 = 1;
const USAGE_INVALID: u8 = 2;
const INTERRUPTED: u8 = 130;

/// The surroundings of a run.
pub struct Surroundings<'a> {
    /// The command line, the program's name included.
    pub arguments: Vec<OsString>,
    /// Looks up an environment variable.
    pub variable: &'a dyn Fn(&str) -> Option<OsString>,
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Prompts on the terminal, if standard input is a terminal.
    pub ask: Option<&'a Ask<'a>>,
    /// Registers an action to run before a signal ends the process.
    pub before_signal: &'a BeforeSignal<'a>,
    /// Standard output.
    pub output: &'a mut dyn Write,
    /// Standard error.
    pub errors: &'a mut dyn Write,
}

/// Writes each prompt to the terminal and returns the answers, which aren't shown.
///
/// Ctrl-C is [`io::ErrorKind::Interrupted`], and no terminal is [`io::ErrorKind::NotConnected`].
pub type Ask<'a> = dyn Fn(&[&str]) -> io::Result<Vec<Zeroizing<String>>> + 'a;

/// Registers an action to run before a signal ends the process.
pub type BeforeSignal<'a> = dyn Fn(Box<dyn FnMut() + Send>) -> io::Result<()> + 'a;

/// Runs the command, and returns its exit status.
#[must_use]
pub fn run(mut surroundings: Surroundings) -> u8 {
    let Surroundings {
        arguments,
        variable,
        output,
        ..
    } = &mut surroundings;
    let result = match variable(completions::VARIABLE) {
        Some(shell) if !shell.is_empty() => completions::complete(&shell, arguments, variable)
            .and_then(|candidates| print(&candidates, output)),
        _ => dispatch(&mut surroundings),
    };
    match result {
        Ok(status) => status,
        // The program reading the output closed it early.
        Err(Error::Write { error, .. }) if error.kind() == io::ErrorKind::BrokenPipe => SUCCESS,
        Err(Error::Interrupted) => INTERRUPTED,
        Err(error) => {
            messages::error(&error, surroundings.errors);
            match error {
                Error::Usage(_) => USAGE_INVALID,
                _ if is_check(&surroundings.arguments) => check::NOT_CHECKED,
                _ => INPUT_INVALID,
            }
        }
    }
}

fn is_check(arguments: &[OsString]) -> bool {
    arguments.get(1).is_some_and(|name| name == "check")
}

fn dispatch(surroundings: &mut Surroundings) -> Result<u8, Error> {
    let mut definition = Args::command();
    let matches = definition.try_get_matches_from_mut(&surroundings.arguments);
    let text = match matches.and_then(|mut matches| Args::from_arg_matches_mut(&mut matches)) {
        Ok(args) => match args.command {
            None => return convert::run(args.convert, surroundings).map(|()| SUCCESS),
            Some(Command::Check(args)) => return check::run(args, surroundings),
            Some(Command::Regions(args)) => list::regions(args.is_json),
            Some(Command::Formats(args)) => list::formats(args.is_json),
            Some(Command::Completions(args)) => completions::script(args.shell),
        },
        Err(error) if error.kind() == ErrorKind::DisplayVersion => error.render().to_string(),
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            let help = Args::help().try_get_matches_from(&surroundings.arguments);
            help.err().unwrap_or(error).render().to_string()
        }
        Err(error) => return Err(usage::error(&error, &definition, &surroundings.arguments)),
    };
    print(&text, surroundings.output)
}

fn print(text: &str, output: &mut dyn Write) -> Result<u8, Error> {
    output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
        .map_err(Error::write)?;
    Ok(SUCCESS)
}
