//! The command: arguments in, results and messages out.

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
use messages::Messages;

const SUCCESS: u8 = 0;
const INPUT_INVALID: u8 = 1;
const USAGE_INVALID: u8 = 2;
const INTERRUPTED: u8 = 130;

/// What a run has around it.
pub struct Surroundings<'a> {
    /// The command line, the program's name included.
    pub arguments: Vec<OsString>,
    /// Looks up an environment variable.
    pub variable: &'a dyn Fn(&str) -> Option<OsString>,
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Asks at the terminal, if standard input is one.
    pub ask: Option<&'a Ask<'a>>,
    /// Has an action taken before a signal ends the process.
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

/// Has an action taken before a signal ends the process.
pub type BeforeSignal<'a> = dyn Fn(Box<dyn FnMut() + Send>) -> io::Result<()> + 'a;

/// Runs the command, and returns its exit status.
#[must_use]
pub fn run(surroundings: Surroundings) -> u8 {
    let Surroundings {
        arguments,
        variable,
        input,
        ask,
        before_signal,
        output,
        errors,
    } = surroundings;
    let mut messages = Messages::new(errors);
    let mut run = Run {
        variable,
        input,
        ask,
        before_signal,
        output,
        messages: &mut messages,
    };
    let is_check = arguments.get(1).is_some_and(|name| name == "check");
    let result = match variable(completions::VARIABLE) {
        Some(shell) if !shell.is_empty() => completions::complete(&shell, arguments, &mut run),
        _ => dispatch(&arguments, &mut run),
    };
    match result {
        Ok(status) => status,
        // The program that read the output has closed it.
        Err(Error::Write { error, .. }) if error.kind() == io::ErrorKind::BrokenPipe => SUCCESS,
        Err(Error::Interrupted) => INTERRUPTED,
        Err(error) => {
            messages.error(&error);
            match error {
                Error::Usage(_) => USAGE_INVALID,
                _ if is_check => check::NOT_CHECKED,
                _ => INPUT_INVALID,
            }
        }
    }
}

/// The surroundings of a subcommand, which has its own arguments.
struct Run<'a, 'b> {
    variable: &'a dyn Fn(&str) -> Option<OsString>,
    input: &'a mut dyn Read,
    ask: Option<&'a Ask<'a>>,
    before_signal: &'a BeforeSignal<'a>,
    output: &'a mut dyn Write,
    messages: &'a mut Messages<'b>,
}

fn dispatch(arguments: &[OsString], run: &mut Run) -> Result<u8, Error> {
    let mut command = Args::command();
    let matches = command.try_get_matches_from_mut(arguments);
    match matches.and_then(|mut matches| Args::from_arg_matches_mut(&mut matches)) {
        Ok(Args {
            command: None,
            convert,
        }) => convert::run(convert, run).map(|()| SUCCESS),
        Ok(Args {
            command: Some(Command::Check(args)),
            ..
        }) => check::run(args, run),
        Ok(Args {
            command: Some(Command::Regions(args)),
            ..
        }) => print(&list::regions(args.format), run.output),
        Ok(Args {
            command: Some(Command::Formats(args)),
            ..
        }) => print(&list::formats(args.format), run.output),
        Ok(Args {
            command: Some(Command::Completions(args)),
            ..
        }) => print(&completions::script(args.shell), run.output),
        Err(error) if error.kind() == ErrorKind::DisplayVersion => {
            print(&error.render().to_string(), run.output)
        }
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            let help = Args::help().try_get_matches_from(arguments);
            let help = help.err().unwrap_or(error).render();
            print(&help.to_string(), run.output)
        }
        Err(error) => {
            // Otherwise the options of the subcommands have no names yet.
            command.build();
            Err(usage::error(&error, &command, arguments))
        }
    }
}

fn print(text: &str, output: &mut dyn Write) -> Result<u8, Error> {
    output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
        .map_err(Error::write)?;
    Ok(SUCCESS)
}
