//! Templates: any text can be written around a placeholder, and any template that is taken can be used.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass::format::{Account, Format};
use ses_smtp_pass::smtp_password;

fuzz_target!(|texts: (&str, &str)| {
    let (before, after) = texts;
    let template = format!("{}{{password}}{}", escape(before), escape(after));
    let format = Format::new(&template).expect("a text that is escaped is taken");
    let password = smtp_password("secret", "us-east-1");
    assert_eq!(write(&format), [before, password.as_str(), after].concat());

    // It asks for all that it writes.
    if let Ok(format) = Format::new(before) {
        write(&format);
    }
});

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('{', "{{").replace('}', "}}")
}

/// Writes an account that has just what the format asks for.
fn write(format: &Format) -> String {
    let account = Account {
        username: format.needs_username().then_some("AKIAIOSFODNN7EXAMPLE"),
        password: &smtp_password("secret", "us-east-1"),
        region: "us-east-1",
        host: format.needs_host().then_some("localhost"),
        port: format.port,
    };
    let mut output = Vec::new();
    format.write(&account, &mut output).expect("a vector takes everything");
    String::from_utf8(output).expect("made of text")
}
