//! Warnings: the first ten in full, the rest as a number.

use std::io::Write;

use crate::error::Error;

const IN_FULL: u64 = 10;

/// Writes warnings, and a count of those left out when it is dropped.
pub struct Warnings<W: Write> {
    output: W,
    count: u64,
}

impl<W: Write> Warnings<W> {
    /// None yet.
    pub fn new(output: W) -> Self {
        Self { output, count: 0 }
    }

    /// Writes one warning. That it cannot be written is no reason to stop.
    pub fn warn(&mut self, warning: &Error) {
        self.count += 1;
        if self.count <= IN_FULL {
            let _ = writeln!(self.output, "ses-smtp-pass: warning: {warning}");
        }
    }
}

impl<W: Write> Drop for Warnings<W> {
    fn drop(&mut self) {
        if self.count > IN_FULL {
            let more = self.count - IN_FULL;
            let _ = writeln!(self.output, "ses-smtp-pass: warning: {more} more like these");
        }
    }
}
