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
        self.run_with(&mut input.as_ref())
    }

    /// Runs the command, which must not read standard input.
    pub fn run_unread(self) -> Outcome {
        struct Unread;

        impl io::Read for Unread {
            fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
                panic!("standard input was read");
            }
        }

        self.run_with(&mut Unread)
    }

    fn run_with(self, input: &mut dyn io::Read) -> Outcome {
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
            input,
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

/// Runs a line as a shell would: `printf 'INPUT' | NAME=value ses-smtp-pass ARGUMENT...`.
///
/// In single quotes, `\n`, `\r`, `\t`, `\\`, and `\u200b` are escapes. `enter 'ANSWER'... |` answers a prompt.
/// Without either, nothing may be read.
pub fn shell(line: &str) -> Outcome {
    let mut words = words(line);
    let mut before = match words.iter().position(|word| word == "|") {
        Some(pipe) => words.drain(..=pipe).collect(),
        None => Vec::new(),
    };
    before.pop();
    let name = words.iter().position(|word| word == "ses-smtp-pass");
    let name = name.unwrap_or_else(|| panic!("no command in {line}"));
    let mut run = command(words.split_off(name + 1));
    words.pop();
    for variable in words {
        let (name, value) = variable.split_once('=').expect("it is NAME=VALUE");
        run = run.variable(name, value);
    }
    match before.first().map(String::as_str) {
        None => run.run_unread(),
        Some("printf") => run.run(&before[1]),
        Some("enter") => {
            let answers: Vec<_> = before[1..].iter().map(String::as_str).collect();
            run.answers(&answers).run_unread()
        }
        Some(_) => panic!("unknown command in {line}"),
    }
}

/// Splits a line at spaces outside single quotes, and replaces `$SECRET`, `$ID`, and `$PASSWORD`.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut is_quoted) = (Vec::new(), None::<String>, false);
    let line = line.replace("$SECRET", SECRET).replace("$ID", ID);
    let line = line.replace("$PASSWORD", PASSWORD);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            ' ' if !is_quoted => words.extend(word.take()),
            '\'' => {
                is_quoted = !is_quoted;
                word.get_or_insert_default();
            }
            '\\' if is_quoted => word.get_or_insert_default().push(match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('\\') => '\\',
                Some('u') => {
                    let digits: String = chars.by_ref().take(4).collect();
                    let code = u32::from_str_radix(&digits, 16).expect("four digits follow");
                    char::from_u32(code).expect("it is a character")
                }
                _ => panic!("unknown escape in {line}"),
            }),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
