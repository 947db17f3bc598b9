//! Runs the command in process for the fuzz targets, and checks the rules for every run.

use std::ffi::OsString;
use std::io::{self, Read};

use ses_smtp_pass::cli::{Surroundings, run};
use ses_smtp_pass::derive;

/// The result of a run.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub status: u8,
    pub output: String,
    pub errors: String,
}

/// The pace of an input: all at once, or in pieces whose sizes depend on its own bytes.
#[derive(Clone, Copy)]
enum Pace {
    Whole,
    Bytes,
    Pieces,
}

struct Paced<'a> {
    input: &'a [u8],
    pace: Pace,
}

impl Read for Paced<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = match (self.pace, self.input.first()) {
            (Pace::Whole, _) | (_, None) => buffer.len(),
            (Pace::Bytes, _) => 1,
            (Pace::Pieces, Some(byte)) => usize::from(byte % 64) + 1,
        };
        let size = size.min(buffer.len());
        self.input.read(&mut buffer[..size])
    }
}

/// Runs the command with these arguments and variables.
pub fn command(arguments: &[&str], variables: &[(&str, &str)], input: &[u8]) -> Outcome {
    paced(Pace::Whole, arguments, variables, input)
}

fn paced(pace: Pace, arguments: &[&str], variables: &[(&str, &str)], input: &[u8]) -> Outcome {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let status = run(Surroundings {
        arguments: [&["ses-smtp-pass"], arguments]
            .concat()
            .iter()
            .map(OsString::from)
            .collect(),
        variable: &|name| {
            let variable = variables.iter().find(|(known, _)| *known == name);
            variable.map(|(_, value)| OsString::from(value))
        },
        input: &mut Paced { input, pace },
        ask: None,
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

/// Converts an input of any form, checks the rules for every run, and returns the secret access
/// keys that were converted.
pub fn convert(input: &[u8]) -> Vec<String> {
    for arguments in [
        &["us-east-1"][..],
        &["us-east-1", "--unchecked"],
        &["-fjson", "us-east-1"],
    ] {
        let whole = paced(Pace::Whole, arguments, &[], input);
        for pace in [Pace::Bytes, Pace::Pieces] {
            assert_eq!(
                whole,
                paced(pace, arguments, &[], input),
                "the pieces of the input matter"
            );
        }
        assert_says_nothing(&whole.errors, input);
    }
    let converted = command(&["us-east-1"], &[], input).output;
    let passwords: Vec<_> = converted.lines().collect();
    let text = String::from_utf8_lossy(input);
    let secrets: Vec<_> = passwords
        .iter()
        .filter_map(|password| secret_of(password, &text))
        .collect();
    assert_eq!(
        secrets.len(),
        passwords.len(),
        "a password is of no secret in the input"
    );
    secrets
}

/// Finds the text of 40 characters that a password was derived from.
fn secret_of(password: &str, text: &str) -> Option<String> {
    // JSON escapes and doubled quotation marks aside, a secret access key is in the text as it is.
    let text = text
        .replace("\\/", "/")
        .replace("\\u002b", "+")
        .replace("\\u002B", "+")
        .replace("\\u002f", "/");
    let bytes = text.as_bytes();
    let windows = bytes.windows(40).filter(|window| {
        window
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || b"+/".contains(b))
    });
    let mut secrets = windows.map(|window| String::from_utf8_lossy(window).into_owned());
    secrets.find(|secret| derive::smtp_password(secret, "us-east-1").expose_secret() == password)
}

/// Asserts that a message repeats no value: no long word of the input that isn't ours.
pub fn assert_says_nothing(message: &str, input: &[u8]) {
    // The longest word of our own messages is shorter, and a secret access key is twice as long.
    const OURS: usize = 20;
    let input = String::from_utf8_lossy(input);
    let is_inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '%');
    for word in input
        .split(|c| !is_inside(c))
        .filter(|word| word.len() > OURS)
    {
        assert!(!message.contains(word), "a message repeats a value");
    }
}
