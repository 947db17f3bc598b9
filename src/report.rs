//! What is written on standard error.

use std::io::{self, Write as _};
use std::panic::Location;

use ses_smtp_pass::error::Error;

/// How many warnings are written in full.
const IN_FULL: u64 = 10;

/// Writes a line. That it cannot be written is no reason to stop, and there is nowhere to say so.
fn write(line: &str) {
    let _ = writeln!(io::stderr(), "ses-smtp-pass: {line}");
}

/// Says why the run failed.
pub fn error(error: &Error) {
    write(&error.to_string());
}

/// Says why a conversion was refused, and where --unchecked would let it pass.
pub fn refusal(error: &Error) {
    let hint = if error.may_be_right() { "; if it is right, give --unchecked" } else { "" };
    write(&format!("{error}{hint}"));
}

/// Says where in the source the program went wrong. The message of a panic may hold a value.
pub fn panic(location: Option<&Location<'_>>) {
    write(&internal_error(location));
}

fn internal_error(location: Option<&Location<'_>>) -> String {
    let location = location.map(ToString::to_string).unwrap_or_default();
    format!("internal error, please report it: {location}")
}

/// Writes the first warnings, and a count of the rest when it is dropped.
#[derive(Default)]
pub struct Warnings {
    count: u64,
}

impl Warnings {
    /// Warns of a doubt that was let pass.
    pub fn warn(&mut self, warning: &Error) {
        self.count += 1;
        if self.count <= IN_FULL {
            write(&format!("warning: {warning}"));
        }
    }
}

impl Drop for Warnings {
    fn drop(&mut self) {
        if self.count > IN_FULL {
            write(&format!("warning: {} more like these", self.count - IN_FULL));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::Location;

    #[test]
    fn panic_is_told_by_its_place() {
        let here = Location::caller();
        let expected =
            format!("internal error, please report it: {}:{}:{}", file!(), here.line(), here.column());
        assert_eq!(super::internal_error(Some(here)), expected);
    }
}
