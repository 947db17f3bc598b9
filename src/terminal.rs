//! Hidden prompts on the terminal.

use std::fs::File;
use std::io::{self, Read as _, Write as _};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::getpgrp;
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetpgrp,
    tcsetattr,
};
use signal_hook::consts::SIGTTIN;
use signal_hook::low_level::raise;
use zeroize::Zeroizing;

use crate::signals::Caught;
pub(crate) use crate::signals::Signals;

/// The maximum length of an answer, in bytes. Linux's terminals don't return a longer line either.
const MAX_LEN: usize = 4096;

/// Prompts on the terminal, even if the standard streams are redirected, and hides the answers.
pub(crate) fn ask(prompts: &[&str], signals: &Signals) -> io::Result<Vec<Zeroizing<String>>> {
    let mut open = File::options();
    let open = open.read(true).write(true).open("/dev/tty");
    let file = open.map_err(|_| io::ErrorKind::NotConnected)?;
    // Stops a process in the background until it is in the foreground, so that the modes read next
    // aren't those of the shell's line editor.
    tcflush(&file, QueueSelector::IFlush)?;
    let modes = tcgetattr(&file)?;
    let signals = signals.at_prompts()?;
    let terminal = Terminal { file, modes };
    let answer = |prompt: &&str| terminal.answer(prompt, &signals.caught);
    let answers = terminal
        .hide()
        .and_then(|()| prompts.iter().map(answer).collect());
    let restored = terminal.restore();
    signals.end();
    restored.and(answers)
}

/// A terminal, and its modes before the first prompt.
struct Terminal {
    file: File,
    modes: Termios,
}

impl Terminal {
    /// Hides the user's typing.
    fn hide(&self) -> io::Result<()> {
        let mut modes = self.modes.clone();
        // The shell or the last program may have left these modes off.
        modes.input_modes.insert(InputModes::ICRNL);
        modes
            .local_modes
            .insert(LocalModes::ICANON | LocalModes::ISIG);
        modes
            .local_modes
            .remove(LocalModes::ECHO | LocalModes::ECHONL);
        Ok(tcsetattr(&self.file, OptionalActions::Flush, &modes)?)
    }

    /// Restores the modes, and discards any text that was typed or pasted after the last answer.
    /// The shell would run that text as a command and keep it in its history.
    fn restore(&self) -> io::Result<()> {
        // In the background, the modes are the shell's.
        if self.is_in_foreground() {
            tcsetattr(&self.file, OptionalActions::Flush, &self.modes)?;
        }
        Ok(())
    }

    fn is_in_foreground(&self) -> bool {
        tcgetpgrp(&self.file).is_ok_and(|group| group == getpgrp())
    }

    fn answer(&self, prompt: &str, signals: &Caught) -> io::Result<Zeroizing<String>> {
        self.write(prompt)?;
        // The buffer doesn't grow, because growing would leave a copy.
        let mut line = Zeroizing::new(vec![0; MAX_LEN]);
        let mut len = 0;
        // Ctrl-D or a full buffer ends the answer, too.
        while !line[..len].ends_with(b"\n") {
            if self.wait(signals)? {
                self.obey(signals)?;
                if tcgetattr(&self.file)?
                    .local_modes
                    .contains(LocalModes::ECHO)
                {
                    self.hide()?;
                    self.write(prompt)?;
                    len = 0;
                }
                continue;
            }
            match (&self.file).read(&mut line[len..])? {
                0 => break,
                read => len += read,
            }
        }
        self.write("\n")?;
        let text = std::str::from_utf8(&line[..len]).map_err(|_| io::ErrorKind::InvalidData)?;
        Ok(Zeroizing::new(text.trim_end_matches('\n').to_owned()))
    }

    fn write(&self, text: &str) -> io::Result<()> {
        (&self.file).write_all(text.as_bytes())
    }

    /// Waits for a signal or an answer, and returns whether a signal has come.
    ///
    /// A blocking read isn't enough. After Ctrl-Z and `kill %1`, the process is in the background,
    /// so the read would stop it again before the signal could end it.
    fn wait(&self, signals: &Caught) -> io::Result<bool> {
        let mut ready = [
            PollFd::new(signals, PollFlags::IN),
            PollFd::new(&self.file, PollFlags::IN),
        ];
        while let Err(error) = poll(&mut ready, None) {
            if error != Errno::INTR {
                return Err(error.into());
            }
        }
        Ok(!ready[0].revents().is_empty())
    }

    /// Stops, or returns an error to end the prompts.
    fn obey(&self, signals: &Caught) -> io::Result<()> {
        signals.wait();
        if signals.take_stop() {
            self.restore()?;
            self.write("\n")?;
            // SIGSTOP would stop a process that no shell can continue, too.
            raise(SIGTTIN)?;
        }
        // A shell's `bg` can't help, because the answer comes from the terminal.
        while signals.ending().is_none() && !self.is_in_foreground() {
            signals.take_continued();
            raise(SIGTTIN)?;
            if !signals.take_continued() {
                return Err(Errno::IO.into());
            }
        }
        if signals.ending().is_none() {
            return Ok(());
        }
        if self.is_in_foreground() {
            self.write("\n")?;
        }
        Err(io::ErrorKind::Interrupted.into())
    }
}
