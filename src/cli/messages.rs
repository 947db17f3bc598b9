//! The messages on standard error.
//!
//! That a message can't be written is no reason to stop, and there is nowhere to report it.

use std::io::Write;

use super::error::Error;

/// The number of warnings that are written.
const MAX_WARNINGS: u64 = 10;

pub(crate) fn error(error: &Error, errors: &mut dyn Write) {
    let (clause, hint) = error.lines();
    let hint = hint.map(|hint| format!("ses-smtp-pass: hint: {hint}\n"));
    let hint = hint.unwrap_or_default();
    let message = format!("ses-smtp-pass: error: {clause}\n{hint}");
    let _ = errors.write_all(message.as_bytes());
}

/// Writes the first warnings, and counts the others.
pub(crate) struct Warnings<'a> {
    errors: &'a mut dyn Write,
    count: u64,
}

impl<'a> Warnings<'a> {
    pub(crate) fn new(errors: &'a mut dyn Write) -> Self {
        Self { errors, count: 0 }
    }

    /// Warns of a value that was accepted, without the hint.
    pub(crate) fn write(&mut self, warning: &Error) {
        self.count += 1;
        if self.count <= MAX_WARNINGS {
            let _ = writeln!(self.errors, "ses-smtp-pass: warning: {}", warning.lines().0);
        }
    }
}

impl Drop for Warnings<'_> {
    fn drop(&mut self) {
        if self.count > MAX_WARNINGS {
            let _ = writeln!(
                self.errors,
                "ses-smtp-pass: warning: only the first {MAX_WARNINGS} of {} warnings are shown",
                self.count
            );
        }
    }
}
