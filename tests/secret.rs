//! What is taken for a secret access key.

use proptest::prelude::*;
use ses_smtp_pass::{Error, SecretAccessKey};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

#[test]
fn blanks_around_are_taken_off() {
    for text in
        [" wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\r\n", "\u{a0}wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\t"]
    {
        let secret = SecretAccessKey::new(text).unwrap();
        assert_eq!(secret.expose(), SECRET);
    }
}

#[test]
fn unchecked_takes_up_to_128_characters_however_many_bytes() {
    let longest = "é".repeat(SecretAccessKey::MAX_CHARACTERS);
    let secret = SecretAccessKey::unchecked(&longest).unwrap();
    assert_eq!(secret.expose(), longest);
    assert!(matches!(SecretAccessKey::unchecked(&(longest + "é")), Err(Error::SecretTooLong)));
    assert!(matches!(SecretAccessKey::unchecked(&"a".repeat(129)), Err(Error::SecretTooLong)));
}

#[test]
fn debug_shows_neither_secret_nor_password() {
    let secret = SecretAccessKey::new(SECRET).unwrap();
    let password = ses_smtp_pass::smtp_password(SECRET, "us-east-1");
    assert_eq!(format!("{secret:?} {password:#?}"), "SecretAccessKey([redacted]) SmtpPassword([redacted])");
}

proptest! {
    #[test]
    fn secrets_of_aws_are_taken_as_they_are(text in "[A-Za-z0-9+/]{40}") {
        let secret = SecretAccessKey::new(&text).unwrap();
        prop_assert_eq!(secret.expose(), text);
    }

    #[test]
    fn nothing_else_is_taken(text in prop_oneof![".{0,60}", "[A-Za-z0-9+/]{0,60}", "[ -~]{40}"]) {
        let trimmed = text.trim();
        let is_secret = trimmed.len() == 40
            && trimmed.chars().all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '/');
        prop_assert_eq!(SecretAccessKey::new(&text).is_ok(), is_secret);
    }

    #[test]
    fn unchecked_never_takes_blanks_or_controls(text in ".{0,140}") {
        if let Ok(secret) = SecretAccessKey::unchecked(&text) {
            let secret = secret.expose();
            prop_assert_eq!(secret, text.trim());
            prop_assert!((1..=128).contains(&secret.chars().count()));
            prop_assert!(!secret.contains(char::is_whitespace) && !secret.contains(char::is_control));
        }
    }
}
