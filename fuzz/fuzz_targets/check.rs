//! check: its answer does not change with text around that holds no token, and repeats no value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass::check::{Knowledge, check};
use ses_smtp_pass::credentials::Credential;
use ses_smtp_pass::error::Place;
use ses_smtp_pass::{AccessKeyId, SecretAccessKey};
use ses_smtp_pass_fuzz::assert_says_nothing_of;

fuzz_target!(|text: &str| {
    let credential = Credential {
        access_key_id: AccessKeyId::new("AKIAIOSFODNN7EXAMPLE").ok(),
        secret_access_key: SecretAccessKey::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
            .expect("40 characters"),
        place: Place::Environment,
    };
    for credential in [None, Some(&credential)] {
        let answer = answer(text, credential);
        assert_says_nothing_of(&answer, text);

        // Quotes and blanks around a password matter where it stands alone, so that it never does here.
        let around = |before: &str, after: &str| self::answer(&[before, text, after].concat(), credential);
        let long =
            "relayhost = [localhost]:587 # not a token, and not short either: a b c d e f g h\n".repeat(8);
        assert_eq!(around("mail\n", "\nmail"), around(&long, &["\n", &long].concat()));
    }
});

fn answer(text: &str, credential: Option<&Credential>) -> String {
    match check(text, &Knowledge { credential, region: None }) {
        Ok(report) => {
            let mut written = Vec::new();
            report.write_text(&mut written).expect("a vector takes everything");
            report.write_json(&mut written).expect("a vector takes everything");
            String::from_utf8(written).expect("made of text")
        }
        Err(error) => error.to_string(),
    }
}
