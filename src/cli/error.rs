//! The command's error: a clause, a place, and a hint.

use std::borrow::Cow;
use std::fmt;
use std::io;

use serde::Serialize;

use crate::{AccessKeyIdError, EndpointError, RegionError, SecretError};

/// An error that ends a run.
#[derive(Debug)]
pub(crate) enum Error {
    /// The command line is invalid.
    Usage(Message),
    /// The input, a file, or the environment is invalid.
    Input(Message),
    /// Something couldn't be read. `what` completes "cannot read …".
    Read {
        what: &'static str,
        error: io::Error,
    },
    /// Something couldn't be written. `what` completes "cannot write …".
    Write {
        what: &'static str,
        error: io::Error,
    },
    /// Ctrl-C at a prompt.
    Interrupted,
}

/// A clause about the error and, if the user can do something, a hint.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    place: Option<Place>,
    clause: Text,
    hint: Option<Text>,
}

impl Error {
    pub(crate) fn usage(clause: impl Into<Text>) -> Self {
        Self::Usage(Message::new(clause.into()))
    }

    pub(crate) fn input(clause: impl Into<Text>) -> Self {
        Self::Input(Message::new(clause.into()))
    }

    pub(crate) fn hint(mut self, hint: impl Into<Text>) -> Self {
        if let Self::Usage(message) | Self::Input(message) = &mut self {
            message.hint = Some(hint.into());
        }
        self
    }

    /// Sets the place, unless it is already known.
    pub(crate) fn at(mut self, place: Place) -> Self {
        if let Self::Usage(message) | Self::Input(message) = &mut self {
            message.place.get_or_insert(place);
        }
        self
    }

    /// Turns an error of the input into an error of the command line.
    pub(crate) fn on_command_line(self) -> Self {
        match self {
            Self::Input(message) => Self::Usage(message),
            other => other,
        }
    }

    pub(crate) fn write(error: io::Error) -> Self {
        Self::Write {
            what: "the output",
            error,
        }
    }

    /// Returns the two lines of the message: the error, and the hint, if any.
    pub(crate) fn lines(&self) -> (String, Option<String>) {
        match self {
            Self::Usage(message) | Self::Input(message) => message.lines(),
            Self::Read { what, error } => (format!("cannot read {what}: {}", Cause(error)), None),
            Self::Write { what, error } => (format!("cannot write {what}: {}", Cause(error)), None),
            Self::Interrupted => ("interrupted".to_owned(), None),
        }
    }
}

impl Message {
    fn new(clause: Text) -> Self {
        Self {
            place: None,
            clause,
            hint: None,
        }
    }

    fn lines(&self) -> (String, Option<String>) {
        let clause = match self.place {
            Some(Place::Prompt) | None => self.clause.to_string(),
            Some(place) => format!("{place}: {}", self.clause),
        };
        (clause, self.hint.as_ref().map(Text::to_string))
    }
}

/// clap carries the errors of its value parsers as `std::error::Error`.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines().0)
    }
}

impl std::error::Error for Error {}

/// A text that can't contain input, because it is built from constants, the rows of our tables, and
/// the library's errors.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Text(Cow<'static, str>);

impl Text {
    pub(crate) fn of_option(before: &'static str, option: &clap::Arg, after: &'static str) -> Self {
        let name = option.get_long().unwrap_or_default();
        Self(Cow::Owned(format!("{before}--{name}{after}")))
    }

    pub(crate) fn of_rows(
        before: &'static str,
        rows: &[&'static str],
        separator: &'static str,
        after: &'static str,
    ) -> Self {
        Self(Cow::Owned([before, &rows.join(separator), after].concat()))
    }

    pub(crate) fn did_you_mean(rows: &[&'static str]) -> Self {
        Self::of_rows("did you mean ", rows, " or ", "?")
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl<const N: usize> From<[&'static str; N]> for Text {
    fn from(parts: [&'static str; N]) -> Self {
        Self(Cow::Owned(parts.concat()))
    }
}

macro_rules! texts_of {
    ($($error:ty)*) => {
        $(impl From<$error> for Text {
            fn from(error: $error) -> Self {
                Self(Cow::Owned(error.to_string()))
            }
        })*
    };
}

texts_of!(SecretError AccessKeyIdError RegionError EndpointError);

/// A place in the command line or the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// An argument, an option, or a source.
    Named(&'static str),
    /// A line of the input, counted from 1.
    Line(u64),
    /// A JSON document of the input, counted from 1.
    Document(u64),
    /// A line of a file that the user didn't name, counted from 1.
    LineOf(&'static str, u64),
    /// The prompt. Messages don't name it, because the user has just answered it.
    Prompt,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::Line(number) => write!(f, "line {number}"),
            Self::Document(number) => write!(f, "document {number}"),
            Self::LineOf(file, number) => write!(f, "{file}, line {number}"),
            Self::Prompt => f.write_str("the prompt"),
        }
    }
}

/// The operating system's text. The text of any other error could contain input. Windows has two
/// "not found" errors, and distinguishing them would reveal a part of the path.
struct Cause<'a>(&'a io::Error);

impl fmt::Display for Cause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind() {
            io::ErrorKind::NotFound => f.write_str("no such file or directory"),
            _ if self.0.raw_os_error().is_some() => self.0.fmt(f),
            kind => kind.fmt(f),
        }
    }
}
