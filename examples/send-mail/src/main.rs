//! Sends a mail through Amazon SES with lettre, with the password derived from an access key.
//!
//! Usage: `send-mail REGION FROM TO < text`, with `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` set.

use std::env;
use std::error::Error;
use std::io;
use std::process::ExitCode;

use lettre::transport::smtp::authentication::Credentials;
use lettre::{Message, SmtpTransport, Transport};
use ses_smtp_pass::{SecretAccessKey, region, smtp_password};

fn main() -> ExitCode {
    match send() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("send-mail: {error}");
            ExitCode::FAILURE
        }
    }
}

fn send() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [code, from, to] = arguments.as_slice() else {
        return Err("usage: send-mail REGION FROM TO < text".into());
    };
    let region = region::find(code).ok_or("REGION is not in the table")?;
    let host = region.host().ok_or("REGION has no SMTP endpoint")?;

    let secret = SecretAccessKey::new(&variable("AWS_SECRET_ACCESS_KEY")?)?;
    let password = smtp_password(secret.expose(), region.code);
    let credentials = Credentials::new(variable("AWS_ACCESS_KEY_ID")?, password.as_str().to_owned());

    let mail = Message::builder()
        .from(from.parse()?)
        .to(to.parse()?)
        .subject("Hello from SES")
        .body(io::read_to_string(io::stdin())?)?;
    SmtpTransport::starttls_relay(&host)?.credentials(credentials).build().send(&mail)?;
    Ok(())
}

/// The error of `env::var` may hold the value.
fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("{name} is not set, or not UTF-8"))
}
