//! Runs the command in process.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use ses_smtp_pass::cli::{Surroundings, run};
use zeroize::Zeroizing;

/// AWS's documentation key, and its password in us-east-1.
pub const ID: &str = "AKIAIOSFODNN7EXAMPLE";
pub const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
pub const PASSWORD: &str = "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9";

/// The result of a run.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub status: u8,
    pub output: String,
    pub errors: String,
}

/// A run that hasn't started.
#[derive(Default)]
pub struct Command {
    arguments: Vec<OsString>,
    variables: HashMap<String, OsString>,
    answers: Option<Vec<String>>,
    prompts: Option<Vec<String>>,
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

    /// Makes standard input a terminal, and enters these answers at the prompts.
    pub fn answers(mut self, answers: &[&str]) -> Self {
        self.answers = Some(answers.iter().map(|answer| (*answer).to_owned()).collect());
        self
    }

    /// Requires these prompts.
    pub fn prompts(mut self, prompts: &[&str]) -> Self {
        self.prompts = Some(prompts.iter().map(|prompt| (*prompt).to_owned()).collect());
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
            prompts: expected,
        } = self;
        let ask = |prompts: &[&str]| -> io::Result<Vec<Zeroizing<String>>> {
            let answers = answers.as_ref().expect("a terminal was asked for");
            if answers.is_empty() {
                return Err(io::ErrorKind::NotConnected.into());
            }
            assert_eq!(prompts.len(), answers.len(), "{prompts:?}");
            assert!(expected.as_ref().is_none_or(|expected| expected == prompts));
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
/// In single quotes, `\n`, `\r`, `\t`, `\\`, `\u200b`, and the byte `\xff` are escapes. `$SECRET`,
/// `$ID`, and `$PASSWORD` are the constants, `$LONG` is longer than a line can be, and `$HUGE` is 1
/// MiB. `enter 'ANSWER'... |` answers a prompt, and `enter |` has no terminal to prompt on. Without
/// `printf`, standard input may not be read. `$CREDENTIALS`, `$CONFIG`, and `$FILE` are the paths
/// of files with the contents of these variables, which the AWS CLI's own variables name too.
pub fn shell(line: &str) -> Outcome {
    let mut words = words(line);
    let mut before = match words.iter().position(|word| word == "|") {
        Some(pipe) => words.drain(..=pipe).collect(),
        None => Vec::new(),
    };
    before.pop();
    let name = words.iter().position(|word| word == "ses-smtp-pass");
    let mut arguments = words.split_off(name.expect(line) + 1);
    words.pop();
    let mut variables = Vec::new();
    for variable in &words {
        let (name, value) = variable.split_once('=').expect(line);
        let path = |value| scratch_file(name, &bytes(value)).into_os_string();
        variables.push(match name {
            "CREDENTIALS" => ("AWS_SHARED_CREDENTIALS_FILE", path(value)),
            "CONFIG" => ("AWS_CONFIG_FILE", path(value)),
            "FILE" => {
                let path = path(value).into_string().expect("the path is UTF-8");
                let file = arguments.iter_mut().find(|word| *word == "$FILE");
                *file.expect(line) = path;
                continue;
            }
            name => (name, os_string(value)),
        });
    }
    let mut run = command(arguments.iter().map(|word| os_string(word)));
    for (name, value) in variables {
        run = run.variable(name, value);
    }
    match before.first().map(String::as_str) {
        None => run.run_unread(),
        Some("printf") => run.run(bytes(&before[1])),
        Some("enter") => {
            let answers: Vec<_> = before[1..].iter().map(String::as_str).collect();
            run.answers(&answers).run_unread()
        }
        Some(_) => panic!("unknown command in {line}"),
    }
}

/// Splits a line at spaces outside single quotes.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut is_quoted) = (Vec::new(), None::<String>, false);
    let mut line = line.to_owned();
    for (name, value) in [("$SECRET", SECRET), ("$ID", ID), ("$PASSWORD", PASSWORD)] {
        line = line.replace(name, value);
    }
    let line = line.replace("$LONG", &"x".repeat(4097));
    let line = line.replace("$HUGE", &"x".repeat(1 << 20));
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            ' ' if !is_quoted => words.extend(word.take()),
            '\'' => {
                is_quoted = !is_quoted;
                word.get_or_insert_default();
            }
            '\\' if is_quoted => {
                let word = word.get_or_insert_default();
                let escape = chars.next().expect("a character follows");
                let digits = match escape {
                    'u' => 4,
                    'x' => 2,
                    _ => 0,
                };
                let digits: String = chars.by_ref().take(digits).collect();
                let code = u32::from_str_radix(&digits, 16).unwrap_or_default();
                word.push(match escape {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    '\\' => '\\',
                    'u' => char::from_u32(code).expect("it is a character"),
                    'x' => char::from_u32(BYTE + code).expect("it is a character"),
                    _ => panic!("unknown escape in {line}"),
                });
            }
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// The character for the byte 0 of `\x00`, in the private use area.
const BYTE: u32 = 0xe000;

fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for c in text.chars() {
        match u8::try_from(u32::from(c).wrapping_sub(BYTE)) {
            Ok(byte) => bytes.push(byte),
            Err(_) => bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

#[cfg(unix)]
fn os_string(text: &str) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes(text))
}

/// A character for a byte becomes a lone surrogate, which isn't Unicode either.
#[cfg(windows)]
fn os_string(text: &str) -> OsString {
    let units = text.encode_utf16();
    let units = units.map(|unit| match unit {
        0xe000..0xe100 => unit - 0xe000 + 0xd800,
        unit => unit,
    });
    std::os::windows::ffi::OsStringExt::from_wide(&units.collect::<Vec<_>>())
}

/// Writes a file that no other test has.
fn scratch_file(name: &str, contents: &[u8]) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{number}"));
    fs::write(&path, contents).expect("the directory can be written to");
    path
}
