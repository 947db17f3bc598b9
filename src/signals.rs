//! Cleaning up when a signal ends the run.

use std::io;
use std::path::PathBuf;

use ses_smtp_pass::error::Error;

/// From now on a signal that ends the run removes the output file first and, where something is
/// asked for on the terminal, restores that as it is now.
pub fn clean_up_first(output: Option<PathBuf>, is_prompt: bool) -> Result<(), Error> {
    listen(output, is_prompt).map_err(|error| Error::Read { what: "signals", error })
}

#[cfg(not(unix))]
fn listen(_: Option<PathBuf>, _: bool) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn listen(output: Option<PathBuf>, is_prompt: bool) -> io::Result<()> {
    use std::fs::{self, File};
    use std::{process, thread};

    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;

    let terminal = is_prompt.then(|| File::open("/dev/tty")).transpose()?;
    let modes = terminal.as_ref().map(tcgetattr).transpose()?;
    let mut signals = Signals::new([SIGINT, SIGQUIT, SIGTERM])?;
    if is_prompt {
        // Otherwise it may be ignored on purpose, by nohup.
        signals.add_signal(SIGHUP)?;
    }
    thread::Builder::new().spawn(move || {
        if let Some(signal) = signals.forever().next() {
            if let Some(path) = output {
                let _ = fs::remove_file(path);
            }
            if let (Some(terminal), Some(modes)) = (terminal, modes) {
                // Drops what was typed ahead too: the shell would take it for a command.
                let _ = tcsetattr(terminal, OptionalActions::Flush, &modes);
            }
            // What the shell reports for a command that a signal ended.
            process::exit(128 + signal);
        }
    })?;
    Ok(())
}
