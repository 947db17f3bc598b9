//! The prompts on the terminal.

use std::io::{self, Write as _};

use rpassword::{Config, ConfigBuilder};
use ses_smtp_pass::error::Error;
use zeroize::Zeroizing;

/// Asks for an access key ID, which is shown as it is typed.
pub fn access_key_id() -> Result<Zeroizing<String>, Error> {
    // As many characters as are shown before the mask begins; an ID has 128 at most.
    let shown = ConfigBuilder::new().password_feedback_partial_mask('*', 128).build();
    ask("Access key ID: ", shown)
}

/// Asks for something that is hidden.
pub fn hidden(prompt: &str) -> Result<Zeroizing<String>, Error> {
    ask(prompt, ConfigBuilder::new().build())
}

/// Asks on the terminal, whatever standard output is.
fn ask(prompt: &str, config: Config) -> Result<Zeroizing<String>, Error> {
    match rpassword::prompt_password_with_config(prompt, config).map(Zeroizing::new) {
        Ok(answer) => Ok(answer),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            // Ctrl-D is an empty answer; it leaves the cursor behind the prompt.
            let _ = writeln!(io::stderr());
            Ok(Zeroizing::default())
        }
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(Error::Interrupted),
        Err(error) => Err(Error::Read { what: "the terminal", error }),
    }
}

/// To be called after the last prompt: drops what was typed or pasted behind the answer, which the
/// shell would take for a command and keep in its history.
pub fn finish() {
    #[cfg(unix)]
    if let Ok(terminal) = std::fs::File::open("/dev/tty") {
        let _ = rustix::termios::tcflush(terminal, rustix::termios::QueueSelector::IFlush);
    }
}
