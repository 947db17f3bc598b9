//! Prints the SMTP settings for an access key and a region or an SES SMTP host.
//!
//! Usage: `cargo run --no-default-features --example derive -- REGION`, with `AWS_ACCESS_KEY_ID` and
//! `AWS_SECRET_ACCESS_KEY` set.

use std::env;
use std::error::Error;
use std::io::{self, Write as _};

use ses_smtp_pass::{AccessKeyId, Endpoint, SecretAccessKey};

fn main() -> Result<(), Box<dyn Error>> {
    let place = env::args().nth(1).ok_or("usage: derive REGION")?;
    let endpoint: Endpoint = place.parse()?;
    let id = AccessKeyId::new(&variable("AWS_ACCESS_KEY_ID")?)?;
    let secret = SecretAccessKey::new(&variable("AWS_SECRET_ACCESS_KEY")?)?;

    let password = secret.smtp_password(endpoint.region());
    writeln!(
        io::stdout(),
        "host: {}\nport: {}\nuser name: {id}\npassword: {}",
        endpoint.host(),
        endpoint.port().unwrap_or(587),
        password.expose_secret()
    )?;
    Ok(())
}

/// Returns a variable's value. The error of `env::var` may contain it.
fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("{name} isn't set, or isn't UTF-8"))
}
