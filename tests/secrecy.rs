//! No message tells one value from another: two of a kind in the same place give the same bytes.
#![cfg(feature = "cli")]

mod common;

use std::ffi::{OsStr, OsString};
use std::process::Output;

use common::{SECRET, command, scratch};

/// Two values of one kind and length. Region codes of different areas are not among them: the
/// message lists what the table has in the area.
const KINDS: &[[&str; 2]] = &[
    ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "xkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE"],
    ["AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE"],
    ["ASIAIOSFODNN7EXAMPLE", "ASIAI44QH8DHBEXAMPLE"],
    ["BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", "BJ1//u46F+v6TpoWVD6H1lauzBIrxP//2xfYmHRSXwt/"],
    ["An+Cv8m0nJbFtl7bNKJmG6eC0BYzvkVBkPVkLlVPkNpF", "Al3Gk1mXxv5bW8Yv0sT2rPz9qNn4hJc6eDf7aBg+uHiK"],
    ["wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY", "xkNEQDyf3cXRstKPDyREI8U%2F%2FiBAGVBnjdYbDUaE"],
    ["\"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"", "\"xkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE\""],
    ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE", "xkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUa"],
    ["wJalrXUtnFEMI/K7MDENG bPxRfiCYEXAMPLEKEY", "xkNEQDyf3cXRstKPDyREI8 //iBAGVBnjdYbDUaE"],
    ["wJalrXUtnFEMI/K7MDENG\u{7}bPxRfiCYEXAMPLEKEY", "xkNEQDyf3cXRstKPDyREI8\u{7}//iBAGVBnjdYbDUaE"],
    ["wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY", "xkNEQDyf3cXRstKPDyREI8U--iBAGVBnjdYbDUaE"],
    [
        "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "AKIAI44QH8DHBEXAMPLE:xkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE",
    ],
    [
        "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "AKIAI44QH8DHBEXAMPLE xkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE",
    ],
    ["correct horse battery", "staple battery horses"],
    ["passphrase", "trustno123"],
    ["--wJalrXUtnFEMI", "--xkNEQDyf3cXRs"],
    ["-wJalrXUtnFEMI", "-xkNEQDyf3cXRs"],
    ["pässwörd-€-🔑", "süßwäßer-€-🔒"],
    ["eu-secretone-1", "eu-secrettwo-2"],
    ["duo.example.com", "tre.example.com"],
    ["email-smtp.eu-secretone-1.amazonaws.com", "email-smtp.eu-secrettwo-1.amazonaws.com"],
    ["{\"SecretAccessKey\":\"wJalrXUtn\"}", "{\"SecretAccessKey\":\"xkNEQDyf3\"}"],
    ["smtp://AKIAIOSFODNN7EXAMPLE:wJal@h", "smtp://AKIAI44QH8DHBEXAMPLE:xkNE@h"],
    ["/secret/one/file", "/secret/two/file"],
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

/// Asserts that nothing holds a value, and that two runs differ in nothing but results: `result`
/// tells of an output what may not differ even there.
fn assert_same(place: &str, outputs: [Output; 2], values: [&OsStr; 2], result: impl Fn(&[u8]) -> Vec<u8>) {
    for (output, value) in outputs.iter().zip(values) {
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

fn kinds() -> Vec<[OsString; 2]> {
    let mut kinds: Vec<_> = KINDS.iter().map(|pair| pair.map(OsString::from)).collect();
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt as _;
        let bytes = |text: &[u8]| OsString::from_vec(text.to_vec());
        kinds.push([bytes(b"secret\xff\xfeone"), bytes(b"secret\xff\xfetwo")]);
        kinds.push([bytes(b"\xffwJalrXUtnF"), bytes(b"\xffxkNEQDyf3c")]);
    }
    kinds
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
                assert_same(place, [run(&a), run(&b)], [&a, &b], count);
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
                assert_same(variable, [run(&a), run(&b)], [&a, &b], <[u8]>::to_vec);
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
