//! The hidden prompt.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ses_smtp_pass::error::Error;
use signal_hook::consts::SIGINT;
use zeroize::Zeroizing;

/// Asks for the secret access key on the terminal, whatever standard output is.
pub fn secret_access_key() -> Result<Zeroizing<String>, Error> {
    let cannot_ask = |error| Error::Read { what: "the terminal", error };

    // rpassword raises SIGINT itself on Ctrl-C, before it restores the terminal. With a handler in
    // the way it gets round to restoring, and returns.
    let interrupted = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(SIGINT, Arc::clone(&interrupted)).map_err(cannot_ask)?;

    let answer = rpassword::prompt_password("Secret access key: ");
    if interrupted.load(Ordering::SeqCst) {
        return Err(Error::Interrupted);
    }
    match answer {
        Ok(secret) => Ok(Zeroizing::new(secret)),
        // Ctrl-D is an empty answer.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(Zeroizing::default()),
        Err(error) => Err(cannot_ask(error)),
    }
}
