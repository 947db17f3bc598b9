//! What is no secret access key is named for what it is, and not converted.
#![cfg(feature = "cli")]

mod common;

use common::{SECRET, run, stderr};

const ID: &str = "an access key ID, which";
const V4: &str = "already an SES SMTP password";
const V2: &str = "version 2";
const PERCENT: &str = "percent-encoded";
const QUOTES: &str = "quotes around";
const JSON: &str = "a JSON list or string";
const MISSING: &str = "where a value is missing";
const LENGTH: &str = ", where a secret access key has 40 characters";
const NOT_ASCII: &str = "a character that is not ASCII";
const ALPHABET: &str = "a character that no secret access key has";
const BLANK: &str = "a blank inside";
const CONTROL: &str = "a control character inside";
const PAIR: &str = "an access key ID with something joined";
const REGION: &str = "a region, where";
const TEMPORARY: &str = "the ID of a temporary access key";
const TOO_LONG: &str = "more than 128 characters";

/// A value in the place of the secret access key, and what the message calls it.
const MISUSES: &[(&str, &str)] = &[
    ("AKIAIOSFODNN7EXAMPLE", ID),
    ("ASIAIOSFODNN7EXAMPLE", TEMPORARY),
    ("ASIAIOSFODNN7EXAMPLE_of_another_service", TEMPORARY),
    ("BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", V4),
    ("An+Cv8m0nJbFtl7bNKJmG6eC0BYzvkVBkPVkLlVPkNpF", V2),
    ("wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY", PERCENT),
    ("wJalrXUtnFEMI%2fK7MDENG%2fbPxRfiCYEXAMPLEKEY", PERCENT),
    ("\"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"", QUOTES),
    ("'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'", QUOTES),
    ("`wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`", QUOTES),
    ("“wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY”", QUOTES),
    ("\"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", QUOTES),
    ("‘wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY’", QUOTES),
    ("«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»", QUOTES),
    ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'", QUOTES),
    ("null", MISSING),
    ("*", MISSING),
    ("None", MISSING),
    ("undefined", MISSING),
    ("***", MISSING),
    ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE", LENGTH),
    ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYY", LENGTH),
    ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY=", LENGTH),
    ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYwJal", LENGTH),
    ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE\u{200b}", NOT_ASCII),
    ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\u{feff}", NOT_ASCII),
    ("wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY", ALPHABET),
    ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE=", ALPHABET),
    ("wJalrXUtnFEMI/K7MDENG bPxRfiCYEXAMPLEKEY", BLANK),
    ("wJalrXUtnFEMI/K7MDENG\tbPxRfiCYEXAMPLEKEY", BLANK),
    ("wJalrXUtnFEMI/K7MDENG\u{a0}bPxRfiCYEXAMPLEKEY", BLANK),
    ("wJalrXUtnFEMI/K7MDENG\u{1}bPxRfiCYEXAMPLEKEY", CONTROL),
    ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\u{1b}", CONTROL),
    ("AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", PAIR),
    ("AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", PAIR),
    ("AKIAIOSFODNN7EXAMPLE;wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", PAIR),
    ("AKIAIOSFODNN7EXAMPLE|wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", PAIR),
    ("AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN", ID),
    ("AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN7EXAMPLE", PAIR),
    ("AKIAIOSFODNN7EXAMPLEwJalrXUtnFEMI/K7MDEN", PAIR),
    ("AKIAIOSFODNN7EXAMPLEwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", PAIR),
    ("ASIAIOSFODNN7EXAMPLEwJalrXUtnFEMI/K7MDEN", TEMPORARY),
    ("ABCDEFGHIJKLMNOPQRST:secret", LENGTH),
    ("AKIA:secret", LENGTH),
    ("ASIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", TEMPORARY),
    ("AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", BLANK),
    ("us-west-2", REGION),
    ("us-west-2a", REGION),
    ("US-WEST-2,eu-west-1", REGION),
    ("email-smtp.us-west-2.amazonaws.com:587", REGION),
    ("email-smtp.us-west-2.api.aws", REGION),
    ("secret", LENGTH),
    (
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYxxxxxxxxx",
        TOO_LONG,
    ),
];

#[test]
fn misuse_is_refused_as_an_argument() {
    for (value, meant) in MISUSES {
        // With two regions there is a better answer, tested below.
        let region = if *meant == REGION { "" } else { "us-east-1" };
        let output = run([*value, region], b"");
        assert_eq!(output.status.code(), Some(2), "{value}: {output:?}");
        assert!(output.stdout.is_empty(), "{value}");
        assert!(stderr(&output).starts_with("ses-smtp-pass: SECRET: "), "{value}: {output:?}");
        assert!(stderr(&output).contains(meant), "{value}: {output:?}");
    }
}

/// On standard input some of them are a form of their own.
fn misuses_on_standard_input() -> impl Iterator<Item = (&'static str, &'static str)> {
    MISUSES.iter().filter_map(|(value, meant)| match *value {
        "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" => None,
        value if value.starts_with('"') => Some((value, JSON)),
        value => Some((value, *meant)),
    })
}

#[test]
fn misuse_is_refused_on_standard_input() {
    for (value, meant) in misuses_on_standard_input() {
        for input in [(*value).to_owned(), format!("{value}\n"), format!("\n # \n{value}\r\n")] {
            let line = input.lines().count();
            let output = run(["us-east-1"], input.replace(" # ", "# ").as_bytes());
            assert_eq!(output.status.code(), Some(1), "{input:?}: {output:?}");
            assert!(output.stdout.is_empty(), "{input:?}");
            assert!(stderr(&output).starts_with(&format!("ses-smtp-pass: line {line}: ")), "{output:?}");
            assert!(stderr(&output).contains(meant), "{input:?}: {output:?}");
        }
    }
}

#[test]
fn unchecked_converts_doubts_with_one_warning_and_nothing_else() {
    for (value, meant) in misuses_on_standard_input() {
        let output = run(["--unchecked", "us-east-1"], value.as_bytes());
        assert!(stderr(&output).contains(meant), "{value}: {output:?}");
        if [BLANK, CONTROL, TOO_LONG, TEMPORARY, JSON].contains(&meant) {
            assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{value}: {output:?}");
        } else {
            assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 45), "{value}: {output:?}");
            assert!(stderr(&output).starts_with("ses-smtp-pass: warning: line 1: "), "{output:?}");
            assert_eq!(stderr(&output).lines().count(), 1, "{output:?}");
        }
    }
}

#[test]
fn misplaced_arguments_are_named() {
    for (arguments, meant) in [
        (vec!["us-east-1", SECRET], "the order is SECRET REGION"),
        (vec!["us-east-1", "us-west-2"], "SECRET and REGION are both regions"),
        (vec!["us-east-1", "email-smtp.us-west-2.amazonaws.com"], "SECRET and REGION are both regions"),
        (vec![SECRET], "REGION is missing"),
        (vec!["AKIAIOSFODNN7EXAMPLE"], "REGION is missing"),
        (vec!["-"], "REGION is missing"),
        (vec![], "REGION is missing"),
        (vec![""], "REGION is empty"),
        (vec![",us-east-1"], "REGION has an empty item"),
        (vec!["us-east1"], "REGION is missing or mistyped"),
        (vec!["--secret", SECRET, "us-east-1"], "read from standard input, or asked for"),
        (vec!["--secret-key", SECRET, "us-east-1"], "read from standard input, or asked for"),
        (vec!["--aws-secret-access-key", SECRET, "us-east-1"], "read from standard input, or asked for"),
        (vec!["--access-key", "x", "us-east-1"], "--access-key-id"),
        (vec!["--username", "x", "us-east-1"], "--access-key-id"),
        (vec!["--query", "x", "us-east-1"], "--output text"),
        (vec!["--env", "us-east-1"], "--from-env"),
        (vec!["--json", "us-east-1"], "--format json"),
        (vec!["--quiet", "us-east-1"], "leave --quiet out"),
        (vec!["", "us-east-1"], "SECRET: empty"),
        (vec![" ", "us-east-1"], "SECRET: empty"),
        (vec![SECRET, ""], "REGION is empty"),
        (vec![SECRET, "us-east-1", "us-west-2"], "too many arguments"),
    ] {
        let output = run(&arguments, SECRET.as_bytes());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(stderr(&output).contains(meant), "{arguments:?}: {output:?}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_refused() {
    for input in [&b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE\xff\n"[..], b"\xff", b"\xc3\n"] {
        let output = run(["us-east-1"], input);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(stderr(&output), "ses-smtp-pass: line 1: not UTF-8: give plain text\n");
    }
}

#[test]
fn utf16_is_named() {
    let little: Vec<u8> = "\u{feff}secret\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{feff}secret\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    for input in [little, big] {
        let output = run(["us-east-1"], &input);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("UTF-16, as Windows PowerShell's > writes it"), "{output:?}");
    }
}
