//! The command `ses-smtp-pass`: the process around `ses_smtp_pass::cli::run`.

mod terminal;

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;
use std::{env, panic};

use ses_smtp_pass::cli::{Surroundings, run};

fn main() -> ExitCode {
    panic::set_hook(Box::new(terminal::report_panic));
    let mut input = io::stdin().lock();
    let ask: &ses_smtp_pass::cli::Ask = &terminal::ask;
    ExitCode::from(run(Surroundings {
        arguments: env::args_os().collect(),
        variable: &|name| env::var_os(name),
        ask: input.is_terminal().then_some(ask),
        input: &mut input,
        output: &mut io::stdout().lock(),
        errors: &mut io::stderr().lock(),
    }))
}
