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

/// Asks for a secret access key, which is hidden.
pub fn secret_access_key() -> Result<Zeroizing<String>, Error> {
    let answer = ask("Secret access key: ", ConfigBuilder::new().build())?;
    #[cfg(unix)]
    crate::signals::drop_typed_ahead();
    Ok(answer)
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
