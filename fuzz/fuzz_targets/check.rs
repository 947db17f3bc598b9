//! check: every run ends with a documented exit status, writes JSON, and repeats no value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass_fuzz::{assert_says_nothing, command};

const KEY: &[(&str, &str)] = &[
    ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
    (
        "AWS_SECRET_ACCESS_KEY",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ),
];

fuzz_target!(|text: &[u8]| {
    for arguments in [
        &["check", "-fjson"][..],
        &["check", "-fjson", "--from-env"],
        &["check"],
    ] {
        let outcome = command(arguments, KEY, text);
        assert!(outcome.status <= 2, "an exit status of another kind");
        assert_says_nothing(&outcome.output, text);
        assert_says_nothing(&outcome.errors, text);
        if arguments.contains(&"-fjson") {
            for line in outcome.output.lines() {
                serde_json::from_str::<serde_json::Value>(line).expect("each line is JSON");
            }
        }
    }
});
