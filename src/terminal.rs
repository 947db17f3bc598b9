//! Hidden prompts on the terminal.

use std::io::{self, Write as _};
use std::panic::PanicHookInfo;

use zeroize::Zeroizing;

pub(crate) fn ask(_prompts: &[&str]) -> io::Result<Vec<Zeroizing<String>>> {
    Err(io::ErrorKind::NotConnected.into())
}

/// Prints the location only: the message of a panic may hold a value.
pub(crate) fn report_panic(info: &PanicHookInfo) {
    let location = info.location().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(
        io::stderr(),
        "ses-smtp-pass: error: internal error at {location}; please report it"
    );
}
