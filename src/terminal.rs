//! Hidden prompts on the terminal.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::sync::{Arc, Mutex};

use rustix::termios::{
    InputModes, LocalModes, OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr,
};
use zeroize::Zeroizing;

use crate::signals::{Effect, Signals};

/// The longest answer, in bytes. Linux's terminals don't return a longer line either.
const MAX_LEN: usize = 4096;

/// Asks at the terminal, whatever the standard streams are, and doesn't show the answers.
pub(crate) fn ask(prompts: &[&str], signals: &Signals) -> io::Result<Vec<Zeroizing<String>>> {
    let mut open = File::options();
    let open = open.read(true).write(true).open("/dev/tty");
    let file = open.map_err(|_| io::ErrorKind::NotConnected)?;
    // Stops a process in the background until it is in the foreground, so that the modes read next
    // aren't those of the shell's line editor.
    tcflush(&file, QueueSelector::IFlush)?;
    let modes = tcgetattr(&file)?;
    let reader = file.try_clone()?;
    let terminal = Arc::new(Mutex::new(Terminal {
        file,
        modes,
        prompt: None,
    }));
    let lock = || terminal.lock().expect("no holder of the lock panics");
    signals.add({
        let terminal = Arc::clone(&terminal);
        Box::new(move |effect| {
            let mut terminal = terminal.lock().expect("no holder of the lock panics");
            terminal.obey(effect);
        })
    })?;
    let answer = |prompt: &&str| {
        lock().prompt(prompt)?;
        let answer = read_line(&reader)?;
        lock().file.write_all(b"\n")?;
        Ok(answer)
    };
    let answers = prompts.iter().map(answer).collect();
    lock().finish()?;
    answers
}

/// A terminal and its modes before the first prompt.
struct Terminal {
    file: File,
    modes: Termios,
    /// What is being asked.
    prompt: Option<String>,
}

impl Terminal {
    fn prompt(&mut self, prompt: &str) -> io::Result<()> {
        // Between two prompts nothing is discarded: both answers may have been pasted at once.
        if self.prompt.is_none() {
            self.hide()?;
        }
        self.prompt = Some(prompt.to_owned());
        self.file.write_all(prompt.as_bytes())
    }

    /// Stops showing what is typed.
    fn hide(&self) -> io::Result<()> {
        let mut modes = self.modes.clone();
        modes.input_modes.insert(InputModes::ICRNL);
        modes
            .local_modes
            .insert(LocalModes::ICANON | LocalModes::ISIG);
        modes
            .local_modes
            .remove(LocalModes::ECHO | LocalModes::ECHONL);
        Ok(tcsetattr(&self.file, OptionalActions::Flush, &modes)?)
    }

    /// Restores the modes, and discards what was typed or pasted after the last answer: the shell
    /// would take it for a command and keep it in its history.
    fn restore(&self) -> io::Result<()> {
        Ok(tcsetattr(&self.file, OptionalActions::Flush, &self.modes)?)
    }

    fn finish(&mut self) -> io::Result<()> {
        match self.prompt.take() {
            Some(_) => self.restore(),
            None => Ok(()),
        }
    }

    /// Acts on a signal. If the terminal is gone, there is nothing to restore.
    fn obey(&mut self, effect: Effect) {
        let Some(prompt) = &self.prompt else { return };
        let is_shown = |modes: Termios| modes.local_modes.contains(LocalModes::ECHO);
        match effect {
            Effect::End | Effect::Stop => {
                let _ = self.restore().and_then(|()| (&self.file).write_all(b"\n"));
            }
            Effect::Continue if tcgetattr(&self.file).is_ok_and(is_shown) => {
                let ask_again = || (&self.file).write_all(prompt.as_bytes());
                let _ = self.hide().and_then(|()| ask_again());
            }
            Effect::Continue => {}
        }
    }
}

/// Reads up to the end of the line or of the input (Ctrl-D).
fn read_line(mut terminal: &File) -> io::Result<Zeroizing<String>> {
    // It doesn't grow, which would leave a copy.
    let mut line = Zeroizing::new(vec![0; MAX_LEN]);
    let mut len = 0;
    while len < MAX_LEN && !line[..len].ends_with(b"\n") {
        match terminal.read(&mut line[len..]) {
            Ok(0) => break,
            Ok(read) => len += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let text = std::str::from_utf8(&line[..len]).map_err(|_| io::ErrorKind::InvalidData)?;
    Ok(Zeroizing::new(text.trim_end_matches('\n').to_owned()))
}
