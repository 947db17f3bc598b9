//! The command `ses-smtp-pass`: the process around `ses_smtp_pass::cli::run`.

#[cfg(unix)]
mod signals;
mod streams;
#[cfg_attr(windows, path = "terminal/windows.rs")]
mod terminal;

use std::env;
use std::io::{self, IsTerminal as _, Write as _};
use std::panic::{self, Location};
use std::process::ExitCode;

use ses_smtp_pass::cli::{Ask, Surroundings, run};
use terminal::Signals;

fn main() -> ExitCode {
    panic::set_hook(Box::new(|info| {
        let _ = io::stderr().write_all(internal_error(info.location()).as_bytes());
    }));
    let signals = Signals::default();
    let ask: &Ask = &|prompts| terminal::ask(prompts, &signals);
    ExitCode::from(run(Surroundings {
        arguments: env::args_os().collect(),
        variable: &|name| env::var_os(name),
        ask: io::stdin().is_terminal().then_some(ask),
        before_signal: &|action| signals.before_end(action),
        input: &mut streams::Input,
        output: &mut streams::Output,
        errors: &mut io::stderr().lock(),
    }))
}

/// Reports only the location, because the message of a panic may contain a value.
fn internal_error(location: Option<&Location>) -> String {
    let location =
        location.map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
    format!("ses-smtp-pass: error: internal error{location}; please report it\n")
}

#[cfg(test)]
mod tests {
    use std::panic::Location;

    #[test]
    fn panic_is_reported_by_its_location() {
        let (file, line) = (file!(), line!() + 1);
        let message = super::internal_error(Some(Location::caller()));
        assert_eq!(
            message,
            format!("ses-smtp-pass: error: internal error at {file}:{line}; please report it\n")
        );
    }
}
