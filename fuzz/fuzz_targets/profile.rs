//! The files of profiles: a converted key is in the text, after the name of its profile.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass_fuzz::{assert_says_nothing, command};

fuzz_target!(|text: &str| {
    let path = std::env::temp_dir().join(format!("ses-smtp-pass-fuzz-{}", std::process::id()));
    fs::write(&path, text).expect("the temporary directory can be written to");
    let path = path.to_str().expect("the path is UTF-8");
    for (file, other) in [
        ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"),
        ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"),
    ] {
        let outcome = command(
            &["--profile=mail", "us-east-1"],
            &[(file, path), (other, "/nowhere")],
            b"",
        );
        assert_says_nothing(&outcome.errors, text.as_bytes());
        if outcome.status == 0 {
            let (_, after) = text.split_once("mail").expect("found without its name");
            let words = after.split(|c: char| !c.is_ascii_alphanumeric() && !"+/".contains(c));
            let mut passwords = words.map(|word| command(&[word, "us-east-1"], &[], b"").output);
            assert!(
                passwords.any(|password| password == outcome.output),
                "a secret out of nowhere"
            );
        }
    }
});
