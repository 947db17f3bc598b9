//! Shell completions, from the definition of the command line.

use clap_complete::Shell;

/// Returns the script that a shell loads.
pub(crate) fn script(_shell: Shell) -> String {
    String::new()
}
