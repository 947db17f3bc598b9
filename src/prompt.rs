//! The prompts on the terminal.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rpassword::{Config, ConfigBuilder};
use ses_smtp_pass::error::Error;
use signal_hook::consts::SIGINT;
use zeroize::Zeroizing;

/// Asks for an access key ID, which is shown as it is typed.
pub fn access_key_id() -> Result<Zeroizing<String>, Error> {
    // As many characters as are shown before the mask begins; an ID has 128 at most.
    let shown = ConfigBuilder::new().password_feedback_partial_mask('*', 128).build();
    ask("Access key ID: ", shown)
}

/// Asks for a secret access key, which is hidden.
pub fn secret_access_key() -> Result<Zeroizing<String>, Error> {
    ask("Secret access key: ", ConfigBuilder::new().build())
}

/// Asks on the terminal, whatever standard output is.
fn ask(prompt: &str, config: Config) -> Result<Zeroizing<String>, Error> {
    let cannot_ask = |error| Error::Read { what: "the terminal", error };

    // rpassword raises SIGINT itself on Ctrl-C, before it restores the terminal. With a handler in
    // the way it gets round to restoring, and returns.
    let interrupted = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(SIGINT, Arc::clone(&interrupted)).map_err(cannot_ask)?;

    let answer = rpassword::prompt_password_with_config(prompt, config).map(Zeroizing::new);
    if interrupted.load(Ordering::SeqCst) {
        return Err(Error::Interrupted);
    }
    match answer {
        Ok(answer) => Ok(answer),
        // Ctrl-D is an empty answer.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(Zeroizing::default()),
        Err(error) => Err(cannot_ask(error)),
    }
}
