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
// It can fail on Unix.
#[allow(clippy::unnecessary_wraps)]
fn listen(_: Option<PathBuf>, _: bool) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn listen(output: Option<PathBuf>, is_prompt: bool) -> io::Result<()> {
    use std::fs::{self, File};
    use std::io::Read as _;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::{process, thread};

    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::{flag, low_level};

    let terminal = is_prompt.then(|| File::open("/dev/tty")).transpose()?;
    let modes = terminal.as_ref().map(tcgetattr).transpose()?;
    // A hang-up may be ignored on purpose, by nohup, where nothing is asked for.
    let hang_up = is_prompt.then_some(SIGHUP);
    // A pipe and not signal_hook's iterator, which opens a pair of sockets.
    let (mut woken, wake) = io::pipe()?;
    let signal = Arc::new(AtomicUsize::new(0));
    for number in [SIGINT, SIGQUIT, SIGTERM].into_iter().chain(hang_up) {
        flag::register_usize(number, Arc::clone(&signal), number.unsigned_abs() as usize)?;
        low_level::pipe::register(number, wake.try_clone()?)?;
    }
    thread::Builder::new().spawn(move || {
        if woken.read_exact(&mut [0]).is_ok() {
            if let Some(path) = output {
                let _ = fs::remove_file(path);
            }
            if let (Some(terminal), Some(modes)) = (terminal, modes) {
                // Drops what was typed ahead too: the shell would take it for a command.
                let _ = tcsetattr(terminal, OptionalActions::Flush, &modes);
            }
            // What the shell reports for a command that a signal ended.
            process::exit(128 + i32::try_from(signal.load(Ordering::SeqCst)).unwrap_or_default());
        }
    })?;
    Ok(())
}
