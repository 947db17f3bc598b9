//! The subcommand check.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use ses_smtp_pass::check::{Knowledge, Report, check};
use ses_smtp_pass::credentials::{Credential, Credentials};
use ses_smtp_pass::error::{Error, Place};
use ses_smtp_pass::{Endpoint, SecretAccessKey, read_whole};
use zeroize::Zeroizing;

use crate::cli::Check;
use crate::source::{self, Input};
use crate::{prompt, report, signals};

const WRONG: u8 = 1;
const NOT_CHECKED: u8 = 2;

/// Examines a password and says what it is.
pub fn run(subject: Check) -> ExitCode {
    let is_json = subject.is_json;
    match examine(subject).and_then(|report| write(&report, is_json).map(|()| report.is_ok())) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(WRONG),
        Err(Error::Interrupted) => ExitCode::from(crate::INTERRUPTED),
        Err(error) => {
            report::error(&error);
            ExitCode::from(NOT_CHECKED)
        }
    }
}

fn write(report: &Report, is_json: bool) -> Result<(), Error> {
    let mut output = io::stdout().lock();
    let written = if is_json { report.write_json(&mut output) } else { report.write_text(&mut output) };
    match written.and_then(|()| output.flush()) {
        // The reader has what it wanted.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(Error::write),
    }
}

fn examine(subject: Check) -> Result<Report, Error> {
    let region = subject.region.clone();
    let region = region.as_ref().map(Endpoint::region);
    let (text, credentials) = read(subject)?;
    let Some(mut credentials) = credentials else {
        if region.is_some() {
            return Err(Error::RegionWithoutKey);
        }
        return check(&text, &Knowledge { credential: None, region });
    };
    let credential = credentials.advance()?;
    if let Some(doubt) = credential.and_then(|credential| Some(credential.doubt()?.at(credential.place))) {
        return Err(doubt);
    }
    let report = check(&text, &Knowledge { credential, region })?;
    match credentials.advance()? {
        None => Ok(report),
        Some(second) => Err(Error::TwoCredentials.at(second.place)),
    }
}

/// The text that holds the password, and the access keys to compare it with.
type Sources = (Zeroizing<String>, Option<Credentials<Input>>);

fn read(subject: Check) -> Result<Sources, Error> {
    if let Some(path) = subject.config {
        let text = read_whole(source::file(&path, "CONFIG")?, "CONFIG")?;
        return Ok((text, subject.source.map(source::open).transpose()?));
    }
    if !io::stdin().is_terminal() {
        // The key first: standard input may be long in coming.
        let credentials = subject.source.map(source::open).transpose()?;
        return Ok((read_whole(source::standard_input(), "standard input")?, credentials));
    }
    signals::clean_up_first(None, true)?;
    let credentials = subject.source.map(source::open).transpose()?;
    let ask = || {
        let password = prompt::hidden("SMTP password: ")?;
        let credentials = if credentials.is_some() { credentials } else { optional_secret()? };
        Ok((password, credentials))
    };
    let answers = ask();
    prompt::finish();
    answers
}

fn optional_secret() -> Result<Option<Credentials<Input>>, Error> {
    let secret = prompt::hidden("Secret access key (empty to skip): ")?;
    if secret.trim().is_empty() {
        return Ok(None);
    }
    let place = Place::Prompt;
    let secret_access_key = SecretAccessKey::unchecked(&secret).map_err(|error| error.at(place))?;
    Ok(Some(Credentials::one(Credential { access_key_id: None, secret_access_key, place })))
}
