//! The command: standard streams, files, exit status.

#![warn(clippy::unwrap_used)]

mod aws_files;
mod check_command;
mod cli;
mod new_file;
mod prompt;
mod report;
mod signals;
mod source;

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::{env, panic};

use cli::{Convert, Invocation};
use new_file::NewFile;
use report::Warnings;
use ses_smtp_pass::error::Error;
use ses_smtp_pass::region_list;

const INPUT_AT_FAULT: u8 = 1;
const COMMAND_LINE_AT_FAULT: u8 = 2;
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    panic::set_hook(Box::new(|info| report::panic(info.location())));

    match cli::parse(env::args_os()) {
        Ok(Invocation::Print(text)) => exit_code(print(&text)),
        Ok(Invocation::Convert(convert)) => exit_code(run(convert)),
        Ok(Invocation::Check(check)) => check_command::run(check),
        Ok(Invocation::Regions { is_json }) => exit_code(print_regions(is_json)),
        Err(error) => {
            report::refusal(&error);
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
            report::refusal(&error);
            ExitCode::from(INPUT_AT_FAULT)
        }
    }
}

fn print(text: &str) -> Result<(), Error> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes()).and_then(|()| output.flush()).map_err(Error::write)
}

fn print_regions(is_json: bool) -> Result<(), Error> {
    let write = if is_json { region_list::write_json } else { region_list::write_table };
    let mut output = BufWriter::new(io::stdout().lock());
    write(&mut output).and_then(|()| output.flush()).map_err(Error::write)
}

fn run(mut convert: Convert) -> Result<(), Error> {
    let output = convert.output.take().filter(|path| path.as_os_str() != "-");
    let file = output.as_deref().map(create).transpose()?;
    let is_prompt = source::is_prompt(&convert.source);
    if output.is_some() || is_prompt {
        signals::clean_up_first(output, is_prompt)?;
    }
    match file {
        None => write_results(convert, io::stdout().lock()).map(drop),
        Some(file) => write_results(convert, file)?.finish().map_err(Error::write),
    }
}

fn create(path: &Path) -> Result<NewFile, Error> {
    NewFile::create(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Error::OutputExists,
        _ => Error::Write { what: "the output file", error },
    })
}

/// Writes every result, and those before an error too.
fn write_results<W: Write>(convert: Convert, output: W) -> Result<W, Error> {
    let Convert { conversion, source, doubts, .. } = convert;
    let mut output = BufWriter::new(output);
    let mut warnings = Warnings::default();
    for doubt in &doubts {
        warnings.warn(doubt);
    }

    let credentials = if source::is_prompt(&source) {
        source::ask(conversion.format.needs_username() && conversion.access_key_id.is_none())
    } else {
        source::open(source)
    };
    let converted = credentials.and_then(|mut credentials| {
        conversion.convert_all(&mut credentials, &mut output, |doubt| warnings.warn(doubt))
    });
    // Flushed in any case: the results before an error count.
    let flushed = output.flush().map_err(Error::write);
    converted.and(flushed)?;
    output.into_inner().map_err(|error| Error::write(error.into_error()))
}
