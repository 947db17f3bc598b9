//! What the fuzz targets share: a conversion, and what holds for every one.

use std::io::{self, Read};

use ses_smtp_pass::convert::Conversion;
use ses_smtp_pass::credentials::Credentials;
use ses_smtp_pass::format::Format;
use ses_smtp_pass::{Endpoint, smtp_password};

const REGION: &str = "us-east-1";

/// How an input comes: all at once, or in pieces whose sizes its own bytes say, so that a seed is plain text.
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

/// What a conversion came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub output: Vec<u8>,
    pub warnings: Vec<String>,
    pub error: Option<String>,
}

/// Converts an input, as the command does.
pub fn convert(input: &[u8]) -> Outcome {
    convert_at(Pace::Whole, input, false)
}

fn convert_at(pace: Pace, input: &[u8], unchecked: bool) -> Outcome {
    let conversion = Conversion {
        endpoints: Endpoint::parse_list(REGION).expect("in the table"),
        format: Format::new("password").expect("in the table"),
        access_key_id: None,
        unchecked,
        no_newline: false,
    };
    let (mut output, mut warnings) = (Vec::new(), Vec::new());
    let converted = Credentials::read(Paced { input, pace }, "standard input").and_then(|mut credentials| {
        conversion.convert_all(&mut credentials, &mut output, |doubt| warnings.push(doubt.to_string()))
    });
    Outcome { output, warnings, error: converted.err().map(|error| error.to_string()) }
}

/// The secret access keys of an input, up to the first error.
fn secrets(input: &[u8]) -> Vec<String> {
    let mut secrets = Vec::new();
    if let Ok(mut credentials) = Credentials::read(input, "standard input") {
        while let Ok(Some(credential)) = credentials.advance() {
            secrets.push(credential.secret_access_key.expose().to_owned());
        }
    }
    secrets
}

/// Asserts what holds for an input of any form, and tells the secrets in it.
pub fn assert_converted_alike(input: &[u8]) -> Vec<String> {
    let secrets = secrets(input);
    for unchecked in [false, true] {
        let whole = convert_at(Pace::Whole, input, unchecked);
        for pace in [Pace::Bytes, Pace::Pieces] {
            assert_eq!(
                whole,
                convert_at(pace, input, unchecked),
                "the pieces that the input comes in matter"
            );
        }

        let passwords: Vec<_> = whole.output.split_inclusive(|byte| *byte == b'\n').collect();
        assert!(passwords.len() <= secrets.len(), "more results than credentials");
        for (password, secret) in passwords.iter().zip(&secrets) {
            let expected = [smtp_password(secret, REGION).as_str(), "\n"].concat();
            assert_eq!(*password, expected.as_bytes(), "a result is not that of its credential");
        }
        let text = String::from_utf8_lossy(input);
        for message in whole.warnings.iter().chain(&whole.error) {
            assert_says_nothing_of(message, &text);
        }
    }
    secrets
}

/// Whether a text has a part.
pub fn contains(text: &[u8], part: &str) -> bool {
    text.windows(part.len()).any(|window| window == part.as_bytes())
}

/// Asserts that a message repeats no value: no long word of the input that is not ours.
pub fn assert_says_nothing_of(message: &str, input: &str) {
    // The longest word of our own messages, and a secret is twice as long.
    const OURS: usize = 20;
    let is_inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '%');
    for word in input.split(|c| !is_inside(c)).filter(|word| word.len() > OURS) {
        assert!(!message.contains(word), "a message repeats a value");
    }
}
