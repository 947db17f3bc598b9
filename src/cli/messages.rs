//! What is written on standard error.

use std::io::Write;

use super::error::Error;

/// The number of warnings that are written.
const MAX_WARNINGS: u64 = 10;

/// Writes errors and warnings. That a message can't be written is no reason to stop, and there is
/// nowhere to report it.
pub(crate) struct Messages<'a> {
    errors: &'a mut dyn Write,
    warnings: u64,
}

impl<'a> Messages<'a> {
    pub(crate) fn new(errors: &'a mut dyn Write) -> Self {
        Self {
            errors,
            warnings: 0,
        }
    }

    pub(crate) fn error(&mut self, error: &Error) {
        let (clause, hint) = error.lines();
        let hint = hint.map(|hint| format!("ses-smtp-pass: hint: {hint}\n"));
        let message = format!(
            "ses-smtp-pass: error: {clause}\n{}",
            hint.unwrap_or_default()
        );
        let _ = self.errors.write_all(message.as_bytes());
    }

    /// Warns of what was accepted all the same, without the hint.
    pub(crate) fn warning(&mut self, warning: &Error) {
        self.warnings += 1;
        if self.warnings <= MAX_WARNINGS {
            let _ = writeln!(self.errors, "ses-smtp-pass: warning: {}", warning.lines().0);
        }
    }
}

impl Drop for Messages<'_> {
    fn drop(&mut self) {
        if self.warnings > MAX_WARNINGS {
            let _ = writeln!(
                self.errors,
                "ses-smtp-pass: warning: only the first {MAX_WARNINGS} of {} warnings are shown",
                self.warnings
            );
        }
    }
}
