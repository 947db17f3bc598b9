//! The subcommand check: finds what is wrong with a mail configuration.

use super::Run;
use super::args::CheckArgs;
use super::error::Error;

/// No password could be read.
pub(super) const NOT_CHECKED: u8 = 2;

pub(super) fn run(_args: CheckArgs, _run: &mut Run) -> Result<u8, Error> {
    Ok(NOT_CHECKED)
}
