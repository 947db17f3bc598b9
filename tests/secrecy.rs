//! What is no secret access key shows in nothing: two values of a kind in the same place give the same bytes,
//! and neither becomes a password.
#![cfg(feature = "cli")]

mod common;

use std::ffi::{OsStr, OsString};
use std::process::Output;

use common::{SECRET, command, scratch};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;

/// The kinds of values, each a pattern of one length, of which two values are drawn. None begins with the letter of
/// an option. Region codes of different areas are not among them: the message lists what the
/// table has in the area.
const KINDS: &[&str] = &[
    "w[A-Za-z0-9+/]{39}",
    "AKIA[A-Z0-9]{16}",
    "ASIA[A-Z0-9]{16}",
    "B[A-P][A-Za-z0-9+/]{42}",
    "A[g-v][A-Za-z0-9+/]{42}",
    "w[A-Za-z0-9]{12}%2F[A-Za-z0-9]{7}%2B[A-Za-z0-9]{18}",
    "\"w[A-Za-z0-9+/]{39}\"",
    "w[A-Za-z0-9+/]{38}",
    "w[A-Za-z0-9]{20} [A-Za-z0-9]{18}",
    "w[A-Za-z0-9]{20}\u{7}[A-Za-z0-9]{18}",
    "w[A-Za-z0-9]{12}-[A-Za-z0-9]{6}-[A-Za-z0-9]{19}",
    "AKIA[A-Z0-9]{16}:[a-z][A-Za-z0-9]{39}",
    "AKIA[A-Z0-9]{16} [a-z][A-Za-z0-9]{39}",
    "w[a-z]{6} [a-z]{5} [a-z]{7}",
    "w[a-z]{8}[0-9]",
    "--[a-z]{12}X",
    "-w[a-z]{11}X",
    "[äöüß]{3}wörd-€-[🔑🔒]",
    "eu-[a-z]{9}-[1-9]",
    "w[a-z]{2}[.]example[.]com",
    "email-smtp[.]eu-[a-z]{9}-[1-9][.]amazonaws[.]com",
    "[{]\"SecretAccessKey\":\"[a-z]{9}\"[}]",
    "smtp://AKIA[A-Z0-9]{16}:[a-z]{4}@h",
    "/[a-z]{6}/[a-z]{3}/file",
];

/// Command lines with a value in every place, at `@`.
const ARGUMENTS: &[&[&str]] = &[
    &["@"],
    &["@", "us-east-1"],
    &[SECRET, "@"],
    &["us-east-1", "@"],
    &["@", "@"],
    &[SECRET, "us-east-1", "@"],
    &["@", SECRET, "us-east-1"],
    &[SECRET, "us-east-1,@"],
    &[SECRET, "@,us-east-1"],
    &[SECRET, "email-smtp.@.amazonaws.com"],
    &[SECRET, "email-smtp.us-east-1.amazonaws.com:@"],
    &[SECRET, "us-east-1", "--@"],
    &[SECRET, "us-east-1", "--@=1"],
    &[SECRET, "us-east-1", "-@"],
    &[SECRET, "us-east-1", "-n@"],
    &[SECRET, "us-east-1", "-n=@"],
    &[SECRET, "us-east-1", "-V@", "-x"],
    &[SECRET, "us-east-1", "--unchecked=@"],
    &[SECRET, "us-east-1", "--unchecked", "@"],
    &["--unchecked", "@", "mars"],
    &[SECRET, "us-east-1", "--no-newline=@"],
    &[SECRET, "us-east-1", "--help=@"],
    &[SECRET, "us-east-1", "--version=@"],
    &[SECRET, "us-east-1", "-o@", "-o@"],
    &["null", "us-east-1", "-o", "@"],
    &[SECRET, "us-east-1", "--output=/nowhere/@"],
    &["--region", "@"],
    &["--region=@", SECRET],
    &["--secret-access-key", "@", "us-east-1"],
    &["--secret-access-key=@", "us-east-1"],
    &["--profile", "@", "us-east-1"],
    &["--profile=@"],
    &["--file=@", "us-east-1"],
    &["--file", "@", SECRET, "us-east-1"],
    &["--from-env=@", "us-east-1"],
    &["--from-env", "@", "us-east-1"],
    &["--access-key-id", "@", SECRET, "us-east-1"],
    &["--access-key-id=@", "us-east-1"],
    &["--format", "@", SECRET, "us-east-1"],
    &["-f@", "us-east-1"],
    &["-f", "{@}", SECRET, "us-east-1"],
    &["-f", "{password}@}", SECRET, "us-east-1"],
    &["-f", "{@", SECRET, "us-east-1"],
    &["-f", "{username}@", SECRET, "us-east-1"],
    &["-f", "\\0@{password}", SECRET, "us-east-1"],
    &["--host", "@,", SECRET, "us-east-1"],
    &["--host=@", "us-east-1,eu-west-1", SECRET],
    &["--port", "@", SECRET, "us-east-1"],
    &["--port=587@", "us-east-1"],
    &["help", "@"],
    &["help", "help", "@"],
    &["check", "@"],
    &["regions", "@"],
    &["completions", "@"],
    &["check", "@", "@"],
    &["check", "--region", "@"],
    &["check", "--format", "@"],
    &["check", "--format=@", "-"],
    &["check", "--profile", "@"],
    &["check", "--file=@"],
    &["check", "--@"],
    &["check", "-@"],
    &["check", "help", "@"],
    &["help", "check", "@"],
    &["regions", "--format", "@"],
    &["regions", "--@"],
    &["--", "@"],
    &["--", "@", "us-east-1"],
    &["--", SECRET, "us-east-1", "@"],
    &["--", "--@", "us-east-1"],
];

/// Configurations for check with a value in every place, at `@`.
const CONFIGURATIONS: &[&str] = &[
    "@",
    "@\n",
    "\"@\"",
    " @",
    "password=@\n",
    "smtp://x:@@localhost\n",
    "@:@\n",
    "login x password @\n",
    "BMW5RDrXmmVs0lV7GpI4oLkHXpZ4stDsk6q91z1g38Pk @",
    "@ @\n",
    "{\"password\": \"@\"}",
];

/// Standard inputs with a value in every place, at `@`.
const INPUTS: &[&str] = &[
    "@",
    "@\n",
    "@\n@\n",
    "\n\n@\n",
    "# @\n",
    "# @\n\n@\n",
    "\u{feff}@\n",
    "@ @\n",
    "@,@\n",
    "@\n\n@\n",
    "@\r\nnull\n",
    "export AWS_SECRET_ACCESS_KEY=@\n",
    "{\"SecretAccessKey\": \"@\"}\n",
    "[default]\naws_secret_access_key = @\n",
    "{\"SecretAccessKey\": \"@\", \"SecretKey\": \"x\"}\n",
    "{\"@\": \"@\"}\n",
    "{\"@\": @}\n",
    "{\"AccessKeyId\": \"@\", \"SecretKey\": \"x\"}\n",
    "{\"SecretString\": \"@\"}\n",
    "Access key ID,Secret access key\n@,@\n",
    "Access key ID,Secret access key\n\"@\n",
    "Secret access key,@\nx\n",
    "@=x\nAWS_SECRET_ACCESS_KEY='@'\n",
    "AWS_ACCESS_KEY_ID=@\nAWS_SECRET_ACCESS_KEY=x\n",
    "AKIAIOSFODNN7EXAMPLE @\n",
    "ACCESSKEY\t@\tx\t@\tActive\t@\n",
    "@: x\n",
    "|@|\n",
    "set A=@\n",
    "$Env:A=\"@\"\n",
];

fn with(place: &str, value: &OsStr) -> OsString {
    let mut text = OsString::new();
    for (position, part) in place.split('@').enumerate() {
        if position > 0 {
            text.push(value);
        }
        text.push(part);
    }
    text
}

/// Runs the command in an empty folder of its own.
fn run_in(folder: &str, arguments: &[OsString], input: &[u8]) -> Output {
    let folder = scratch(folder);
    let file = folder.with_extension("in");
    std::fs::write(&file, input).unwrap();
    command()
        .args(arguments)
        .current_dir(folder)
        .env("HOME", "/nowhere")
        // None of the values, which check would recognise.
        .env("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEXXX")
        .stdin(std::fs::File::open(&file).unwrap())
        .output()
        .unwrap()
}

/// Asserts that a run gave a password only where it was given a secret access key, in the place of the
/// value or beside it.
fn assert_right(place: &str, output: &Output, value: &OsStr) {
    let value = value.to_string_lossy();
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    let is_secret = |text: &str| text.len() == 40 && text.chars().all(is_base64);
    let stdout = String::from_utf8_lossy(&output.stdout);
    let mut words = stdout.split(|c| !is_base64(c));
    let has_password = words.any(|word| word.len() == 44 && word.starts_with('B'));
    let has_secret = place.contains(SECRET) || value.split([' ', '"']).any(is_secret);
    assert!(has_secret || !has_password, "{place} {value:?}: {output:?}");
}

/// Asserts that nothing holds a value, and that two runs differ in nothing but results: `result`
/// tells of an output what may not differ even there.
fn assert_same(place: &str, outputs: [Output; 2], values: [&OsStr; 2], result: impl Fn(&[u8]) -> Vec<u8>) {
    for (output, value) in outputs.iter().zip(values) {
        if !place.contains("--unchecked") {
            assert_right(place, output, value);
        }
        let value = value.as_encoded_bytes();
        let holds = |text: &[u8]| text.windows(value.len()).any(|window| window == value);
        // A result holds the access key ID.
        assert!(output.status.success() || !holds(&output.stdout), "{place} {values:?}: {output:?}");
        assert!(!holds(&output.stderr), "{place} {values:?}: {output:?}");
    }
    let [a, b] = outputs;
    assert_eq!((a.status, &a.stderr), (b.status, &b.stderr), "{place} {values:?}");
    if !a.status.success() {
        assert_eq!(result(&a.stdout), result(&b.stdout), "{place} {values:?}");
    }
}

/// Pairs of values of one kind, drawn alike in every run. `SECRECY_ROUNDS` says how many of each kind.
fn kinds() -> impl Iterator<Item = [OsString; 2]> {
    let rounds = std::env::var("SECRECY_ROUNDS").map_or(1, |rounds| rounds.parse().unwrap());
    let mut runner = TestRunner::deterministic();
    let drawn = (0..rounds).flat_map(move |_| {
        let pairs: Vec<_> = KINDS.iter().map(|kind| pair(kind, &mut runner)).collect();
        pairs
    });
    drawn.chain(not_utf8())
}

fn pair(kind: &str, runner: &mut TestRunner) -> [OsString; 2] {
    let values = string_regex(kind).unwrap();
    let mut draw = || values.new_tree(runner).unwrap().current();
    let first = draw();
    let other = std::iter::repeat_with(draw).find(|other| *other != first).unwrap();
    [first.into(), other.into()]
}

#[cfg(not(unix))]
fn not_utf8() -> Vec<[OsString; 2]> {
    Vec::new()
}

#[cfg(unix)]
fn not_utf8() -> Vec<[OsString; 2]> {
    use std::os::unix::ffi::OsStringExt as _;
    let bytes = |text: &[u8]| OsString::from_vec(text.to_vec());
    vec![
        [bytes(b"secret\xff\xfeone"), bytes(b"secret\xff\xfetwo")],
        [bytes(b"\xffwJalrXUtnF"), bytes(b"\xffxkNEQDyf3c")],
    ]
}

#[test]
fn values_are_hidden_wherever_they_stand_on_the_command_line() {
    for [a, b] in kinds() {
        for place in ARGUMENTS {
            let run = |value: &OsStr| {
                let arguments: Vec<_> = place.iter().map(|argument| with(argument, value)).collect();
                run_in("arguments", &arguments, b"")
            };
            assert_same(&place.join(" "), [run(&a), run(&b)], [&a, &b], <[u8]>::to_vec);
        }
    }
}

#[test]
fn values_are_hidden_wherever_they_stand_in_the_input() {
    for [a, b] in kinds() {
        for place in INPUTS {
            for arguments in [&["us-east-1"][..], &["--unchecked", "us-east-1"], &["-n", "us-east-1"]] {
                let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
                let run = |value: &OsStr| run_in("inputs", &arguments, with(place, value).as_encoded_bytes());
                // The results before an error are the same in number only.
                let count =
                    |stdout: &[u8]| stdout.split(|byte| *byte == b'\n').count().to_string().into_bytes();
                let place = format!("{arguments:?} {place}");
                assert_same(&place, [run(&a), run(&b)], [&a, &b], count);
            }
        }
    }
}

#[test]
fn values_are_hidden_in_profiles_and_the_environment() {
    let folder = scratch("profiles");
    for [a, b] in kinds() {
        for place in [
            "[mail]\naws_access_key_id = @\naws_secret_access_key = x\n",
            "[mail]\naws_secret_access_key = @\n",
            "[mail]\naws_secret_access_key = x\n@\n",
            "[mail]\n@=x\n@=x\n",
            "[mail]\n@\n",
            "[@]\n[mail\n",
            "@",
        ] {
            let run = |value: &OsStr| {
                let file = folder.join("credentials");
                std::fs::write(&file, with(place, value).as_encoded_bytes()).unwrap();
                command()
                    .args(["--profile", "mail", "-f", "netrc", "us-east-1"])
                    .env("AWS_SHARED_CREDENTIALS_FILE", &file)
                    .env("AWS_CONFIG_FILE", &file)
                    .output()
                    .unwrap()
            };
            assert_same(place, [run(&a), run(&b)], [&a, &b], <[u8]>::to_vec);
        }
        for variable in
            ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SHARED_CREDENTIALS_FILE"]
        {
            for source in [&["--from-env"][..], &["--profile", "mail"]] {
                let run = |value: &OsStr| {
                    command()
                        .args(source)
                        .args(["-f", "netrc", "us-east-1"])
                        .env("HOME", "/nowhere")
                        .env("AWS_SECRET_ACCESS_KEY", SECRET)
                        .env(variable, value)
                        .output()
                        .unwrap()
                };
                let place = format!("{variable} beside {SECRET}");
                assert_same(&place, [run(&a), run(&b)], [&a, &b], <[u8]>::to_vec);
            }
        }
    }
}

#[test]
fn values_are_hidden_in_what_check_says() {
    for [a, b] in kinds() {
        for place in CONFIGURATIONS {
            for arguments in [&["check"][..], &["check", "--format", "json"], &["check", "--from-env"]] {
                let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
                let run = |value: &OsStr| run_in("check", &arguments, with(place, value).as_encoded_bytes());
                let (one, other) = (run(&a), run(&b));
                assert_eq!(one.stdout, other.stdout, "{place} {a:?} {b:?}");
                assert_same(place, [one, other], [&a, &b], <[u8]>::to_vec);
            }
        }
    }
}
