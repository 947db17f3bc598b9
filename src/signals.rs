//! Cleaning up when a signal ends the run.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::{process, thread};

use rustix::termios::{OptionalActions, QueueSelector, tcflush, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

/// From now on a signal that ends the run first restores the terminal as it is now, and removes
/// the output file.
pub fn clean_up_first(output: Option<PathBuf>) -> io::Result<()> {
    let terminal = File::open("/dev/tty").ok();
    let modes = terminal.as_ref().and_then(|terminal| tcgetattr(terminal).ok());
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    thread::Builder::new().spawn(move || {
        if let Some(signal) = signals.forever().next() {
            if let (Some(terminal), Some(modes)) = (terminal, modes) {
                let _ = tcsetattr(terminal, OptionalActions::Now, &modes);
            }
            if let Some(path) = output {
                let _ = fs::remove_file(path);
            }
            // What the shell reports for a command that a signal ended.
            process::exit(128 + signal);
        }
    })?;
    Ok(())
}

/// Drops what was typed or pasted behind the answer, which the shell would take for a command and
/// keep in its history.
pub fn drop_typed_ahead() {
    if let Ok(terminal) = File::open("/dev/tty") {
        let _ = tcflush(terminal, QueueSelector::IFlush);
    }
}
