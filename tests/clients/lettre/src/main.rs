//! Sends one mail through the SMTP server whose URL is in the variable URL.

use std::env;
use std::error::Error;

use lettre::{Message, SmtpTransport, Transport};

fn main() -> Result<(), Box<dyn Error>> {
    let mail = Message::builder()
        .from("a@example.com".parse()?)
        .to("b@example.com".parse()?)
        .subject("test")
        .body("Hello.".to_owned())?;
    SmtpTransport::from_url(&env::var("URL")?)?.build().send(&mail)?;
    Ok(())
}
