//! Words in the place of SECRET or REGION that are something else.

use super::error::Error;
use super::near::near;
use crate::endpoint::is_like_region;
use crate::secret::{SecretAccessKey, is_placeholder};

pub(crate) const COMMANDS: &[&str] = &["check", "regions", "formats", "completions", "help"];

/// Rejects the first argument if it is a command after options, or a mistyped command.
pub(crate) fn reject_command(word: &str) -> Result<(), Error> {
    if COMMANDS.contains(&word) {
        return Err(options_before_command());
    }
    match near(word, COMMANDS.iter().copied()).as_slice() {
        [] => Ok(()),
        _ if is_placeholder(word) => Ok(()),
        [command, ..] => {
            Err(Error::usage("this command is unknown").hint(["did you mean ", command, "?"]))
        }
    }
}

pub(crate) fn options_before_command() -> Error {
    Error::usage("options must come after the command")
        .hint("write: ses-smtp-pass COMMAND [OPTIONS]; see ses-smtp-pass --help")
}

pub(crate) fn region_missing() -> Error {
    Error::usage("REGION is missing")
        .hint("usage: ses-smtp-pass [OPTIONS] [SECRET] REGION; see --help")
}

/// Rejects a single argument that isn't REGION.
pub(crate) fn recognize_alone(word: &str) -> Result<(), Error> {
    if is_path(word) {
        return Err(path());
    }
    if word == "-" || SecretAccessKey::new(word).is_ok() {
        return Err(region_missing());
    }
    Ok(())
}

/// Rejects a SECRET and a REGION that were meant as something else.
pub(crate) fn recognize(secret: Option<&str>, region: &str) -> Result<(), Error> {
    let Some(secret) = secret else {
        return Ok(());
    };
    if is_path(secret) || is_path(region) {
        return Err(path());
    }
    match (is_like_region(secret), is_like_region(region)) {
        (true, true) => Err(Error::usage("SECRET and REGION are both regions")
            .hint("separate several regions with commas, as in us-east-1,eu-west-1")),
        (true, false) if SecretAccessKey::new(region).is_ok() => {
            Err(Error::usage("SECRET and REGION are swapped")
                .hint("the order is: ses-smtp-pass SECRET REGION"))
        }
        _ => Ok(()),
    }
}

/// Adds a hint to an error about a SECRET that may be a file or a variable.
pub(crate) fn hint_at_source(error: Error, secret: &str) -> Error {
    let length = secret.trim().chars().count();
    if secret.contains("SECRET") && secret.contains('=') {
        error.hint("pass the value alone, without NAME=")
    } else if (1..16).contains(&length) && !is_placeholder(secret.trim()) && !is_like_region(secret)
    {
        error.hint("copy the secret access key again; to read it from a file, use --file")
    } else {
        error
    }
}

fn path() -> Error {
    Error::usage("this is a path, not a secret access key or a region")
        .hint("to read a key from a file, use --file PATH")
}

/// Returns whether a word has the shape of a path. The file system isn't searched, because a lookup
/// would write a secret to audit logs.
fn is_path(word: &str) -> bool {
    const STARTS: &[&str] = &["./", "../", "~/", ".\\", "..\\"];
    const ENDINGS: &[&str] = &[".csv", ".json", ".env", ".txt"];

    let lower = || word.to_ascii_lowercase();
    let has_drive =
        matches!(word.as_bytes(), [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic());
    STARTS.iter().any(|start| word.starts_with(start))
        || has_drive
        || word.len() <= 255 && ENDINGS.iter().any(|end| lower().ends_with(end))
        || word.starts_with('/') && word.len() < 30
}
