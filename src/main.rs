//! The command: standard streams, files, exit status.

#![warn(clippy::unwrap_used)]

mod cli;
mod new_file;
mod prompt;

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;
use std::process::ExitCode;
use std::{env, panic};

use cli::{Convert, Invocation, Source};
use new_file::NewFile;
use ses_smtp_pass::SecretAccessKey;
use ses_smtp_pass::error::{Error, Place};
use ses_smtp_pass::warnings::Warnings;

const INPUT_AT_FAULT: u8 = 1;
const COMMAND_LINE_AT_FAULT: u8 = 2;
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    // The message of a panic may hold a value; its place in the source does not.
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(io::stderr(), "ses-smtp-pass: internal error, please report it: {place}");
    }));

    match cli::parse(env::args_os()) {
        Ok(Invocation::Print(text)) => exit_code(print(&text)),
        Ok(Invocation::Convert(convert)) => exit_code(run(&convert)),
        Err(error) => {
            report(&error);
            ExitCode::from(COMMAND_LINE_AT_FAULT)
        }
    }
}

fn exit_code(result: Result<(), Error>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has what it wanted.
        Err(Error::Write { error, .. }) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Error::Interrupted) => ExitCode::from(INTERRUPTED),
        Err(error) => {
            report(&error);
            ExitCode::from(INPUT_AT_FAULT)
        }
    }
}

fn report(error: &Error) {
    let hint = if error.may_be_right() { "; if it is right, give --unchecked" } else { "" };
    let _ = writeln!(io::stderr(), "ses-smtp-pass: {error}{hint}");
}

fn print(text: &str) -> Result<(), Error> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes()).and_then(|()| output.flush()).map_err(cannot_write)
}

fn run(convert: &Convert) -> Result<(), Error> {
    match &convert.output {
        None => write_results(convert, io::stdout().lock()).map(drop),
        Some(path) => {
            let file = write_results(convert, create(path)?)?;
            file.finish().map_err(cannot_write)
        }
    }
}

fn create(path: &Path) -> Result<NewFile, Error> {
    NewFile::create(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Error::OutputExists,
        _ => Error::Write { what: "the output file", error },
    })
}

/// Writes every result, and those before an error too.
fn write_results<W: Write>(convert: &Convert, output: W) -> Result<W, Error> {
    let mut output = BufWriter::with_capacity(64 * 1024, output);
    let mut warnings = Warnings::new(io::stderr());
    convert.warnings.iter().for_each(|warning| warnings.warn(warning));

    let conversion = &convert.conversion;
    let converted = match &convert.source {
        Source::Argument(secret) => conversion.convert(secret, Place::Argument, &mut output, &mut warnings),
        Source::StandardInput if io::stdin().is_terminal() => prompt::secret_access_key()
            .and_then(|text| SecretAccessKey::unchecked(&text).map_err(|error| error.at(Place::Prompt)))
            .and_then(|secret| conversion.convert(&secret, Place::Prompt, &mut output, &mut warnings)),
        Source::StandardInput => conversion.convert_all(io::stdin().lock(), &mut output, &mut warnings),
    };
    // Flushed in any case: the results before an error count.
    let flushed = output.flush().map_err(cannot_write);
    converted.and(flushed)?;
    output.into_inner().map_err(|error| cannot_write(error.into_error()))
}

fn cannot_write(error: io::Error) -> Error {
    Error::Write { what: "the output", error }
}
