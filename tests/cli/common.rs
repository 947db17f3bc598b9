//! Runs the command in process.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;

use ses_smtp_pass::cli::{Surroundings, run};
use zeroize::Zeroizing;

/// AWS's documentation key, and its password in us-east-1.
pub const ID: &str = "AKIAIOSFODNN7EXAMPLE";
pub const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
pub const PASSWORD: &str = "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9";

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub status: u8,
    pub output: String,
    pub errors: String,
}

/// A run to be made.
#[derive(Default)]
pub struct Command {
    arguments: Vec<OsString>,
    variables: HashMap<String, OsString>,
    answers: Option<Vec<String>>,
}

/// Prepares a run with arguments after the program's name.
pub fn command<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let arguments = arguments.into_iter().map(Into::into);
    let name = OsString::from("ses-smtp-pass");
    Command {
        arguments: std::iter::once(name).chain(arguments).collect(),
        ..Command::default()
    }
}

impl Command {
    pub fn variable(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.variables.insert(name.to_owned(), value.into());
        self
    }

    /// Makes standard input a terminal, at which these answers are given.
    pub fn answers(mut self, answers: &[&str]) -> Self {
        self.answers = Some(answers.iter().map(|answer| (*answer).to_owned()).collect());
        self
    }

    pub fn run(self, input: impl AsRef<[u8]>) -> Outcome {
        let Self {
            arguments,
            variables,
            answers,
        } = self;
        let ask = |prompts: &[&str]| -> io::Result<Vec<Zeroizing<String>>> {
            let answers = answers.as_ref().expect("a terminal was asked for");
            assert_eq!(prompts.len(), answers.len(), "{prompts:?}");
            Ok(answers.iter().cloned().map(Zeroizing::new).collect())
        };
        let ask: &ses_smtp_pass::cli::Ask = &ask;
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let status = run(Surroundings {
            arguments,
            variable: &|name| variables.get(name).cloned(),
            input: &mut input.as_ref(),
            ask: answers.is_some().then_some(ask),
            before_signal: &|_| Ok(()),
            output: &mut output,
            errors: &mut errors,
        });
        let text = |bytes| String::from_utf8(bytes).expect("the command writes UTF-8");
        Outcome {
            status,
            output: text(output),
            errors: text(errors),
        }
    }
}

/// Splits a command line at spaces, and runs it with this input.
pub fn run_line(line: &str, input: &str) -> Outcome {
    command(line.split(' ').filter(|word| !word.is_empty())).run(input)
}
