//! The credentials of a text, whose form is detected from its first line.

mod csv;
pub(crate) mod environment;
mod foreign;
mod json;
mod lines;
mod parts;
pub(crate) mod profile;
mod text;
mod variables;

use std::ffi::OsString;
use std::io::Read;

use super::credential::Credentials;
use super::error::{Error, Place};
use text::Text;

pub(crate) use text::read_whole;

/// The contents of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Access keys, in any form.
    Secret,
    /// SMTP passwords: lines of PASSWORD or ID PASSWORD, or the SES console's CSV file.
    Password,
}

/// Reads a text. `source` completes "cannot read …".
pub(crate) fn read<'a>(
    reader: impl Read + 'a,
    source: &'static str,
    kind: Kind,
) -> Result<Credentials<'a>, Error> {
    let mut text = Text::new(reader, source);
    text.skip_bom()?;
    let start = find_start(&mut text)?;
    if start.is_json && kind == Kind::Secret {
        return Ok(Box::new(json::Documents::new(text)));
    }
    if start.is_json {
        return Err(not_a_password());
    }
    let Some((line, number)) = text.peek_line()? else {
        return Err(none_found(source));
    };
    let place = Place::Line(number);
    if let Some(delimiter) = csv::delimiter(line) {
        return Ok(Box::new(csv::Rows::new(text, delimiter, kind)?));
    }
    if variables::is_first_line(line) {
        if kind == Kind::Password {
            return Err(not_a_password().at(place));
        }
        let credential = variables::parse(&text.rest()?, number, source)?;
        return Ok(Box::new(std::iter::once(Ok(credential))));
    }
    let line = line.trim();
    if let Some(error) = foreign::recognize(line) {
        return Err(error.at(place));
    }
    if foreign::is_section(line) {
        return Err(section(&mut text, kind)?.at(place));
    }
    if start.is_script && lines::parse(line, kind, place).is_err() {
        return Err(foreign::script().at(place));
    }
    Ok(Box::new(lines::Lines::new(text, kind)))
}

/// The state before the first line that isn't empty or a comment.
#[derive(Default)]
struct Start {
    is_script: bool,
    /// A document can be longer than a line.
    is_json: bool,
}

/// Skips empty lines, comments, and Excel's separator line.
fn find_start(text: &mut Text<impl Read>) -> Result<Start, Error> {
    let mut start = Start::default();
    loop {
        if text.first_byte()? == Some(b'{') {
            text.skip_whitespace()?;
            // Two braces are a template's placeholder.
            start.is_json = !text.fill(2)?.starts_with(b"{{");
            return Ok(start);
        }
        let line = text.peek_line()?.map(|(line, _)| line.trim());
        match line {
            Some(line) if line.starts_with('#') || csv::is_separator(line) => {
                start.is_script |= line.starts_with("#!");
                text.next_line()?;
            }
            _ => return Ok(start),
        }
    }
}

/// Finds out from the next line whether the first line is a section of a profile file, or else a
/// placeholder such as `[MASKED]`.
fn section(text: &mut Text<impl Read>, kind: Kind) -> Result<Error, Error> {
    let Some((line, number)) = text.next_line()? else {
        return Ok(none_found(text.source()));
    };
    let alone =
        lines::parse(line.trim(), kind, Place::Line(number)).map(|credential| credential.doubt);
    text.skip_whitespace()?;
    let next = text.peek_line()?.map(|(line, _)| line);
    Ok(match (next.and_then(foreign::recognize_sections), alone) {
        (Some(sections), _) => sections,
        (None, Err(error)) => error,
        (None, Ok(doubt)) => doubt.unwrap_or_else(foreign::not_a_key),
    })
}

/// Returns whether a line after lines of keys begins another form.
fn begins_another_form(line: &str) -> bool {
    begins_json_or_csv(line) || variables::is_first_line(line)
}

fn begins_json_or_csv(line: &str) -> bool {
    line.starts_with('{') || csv::delimiter(line).is_some()
}

const SEPARATE: &str = "pass each key separately, or all keys as lines of ID SECRET";

fn empty_between() -> Error {
    Error::input("this line is empty, but another key follows")
        .hint("remove the empty line; the results are in the order of the keys")
}

fn none_found(source: &'static str) -> Error {
    Error::input(["there is no access key in ", source])
        .hint("check the file or command that it comes from")
}

fn not_a_password() -> Error {
    Error::input("this isn't PASSWORD, ID PASSWORD, or the SES console's CSV file")
        .hint("--smtp-password reads only these; to read access keys, leave it out")
}

/// Returns a variable that is set and not empty.
fn set_variable(variable: &dyn Fn(&str) -> Option<OsString>, name: &str) -> Option<OsString> {
    variable(name).filter(|value| !value.is_empty())
}
