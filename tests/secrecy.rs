//! No message tells one value from another: two of a kind in the same place give the same bytes.
#![cfg(feature = "cli")]

mod common;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Output;

use common::{SECRET, command};

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
    ["password", "trustno1"],
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
    &[SECRET, "us-east-1", "--output", "."],
    &["--region", "@"],
    &["--region=@", SECRET],
    &["--secret-access-key", "@", "us-east-1"],
    &["--secret-access-key=@", "us-east-1"],
    &["--profile", "@", "us-east-1"],
    &["--file=@", "us-east-1"],
    &["help", "@"],
    &["help", "help", "@"],
    &["check", "@"],
    &["regions", "@"],
    &["completions", "@"],
    &["--", "@"],
    &["--", "@", "us-east-1"],
    &["--", SECRET, "us-east-1", "@"],
    &["--", "--@", "us-east-1"],
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

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Runs the command in an empty folder.
    fn run(&self, arguments: &[OsString], input: &[u8]) -> Output {
        std::fs::remove_dir_all(&self.0).unwrap();
        std::fs::create_dir_all(&self.0).unwrap();
        let file = self.0.with_extension("in");
        std::fs::write(&file, input).unwrap();
        let stdin = std::fs::File::open(&file).unwrap();
        command().args(arguments).current_dir(&self.0).stdin(stdin).output().unwrap()
    }
}

/// Asserts that two runs differ only where both succeed, and that nothing holds a value.
fn assert_same(place: &str, outputs: [Output; 2], values: [&OsStr; 2]) {
    for (output, value) in outputs.iter().zip(values) {
        let value = value.as_encoded_bytes();
        let holds = |text: &[u8]| text.windows(value.len()).any(|window| window == value);
        assert!(!holds(&output.stdout) && !holds(&output.stderr), "{place} {values:?}: {output:?}");
    }
    let [a, b] = outputs;
    assert_eq!((a.status, &a.stderr), (b.status, &b.stderr), "{place} {values:?}");
    if !a.status.success() {
        assert_eq!(a.stdout, b.stdout, "{place} {values:?}");
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
    let scratch = Scratch::new("arguments");
    for [a, b] in kinds() {
        for place in ARGUMENTS {
            let run = |value: &OsStr| {
                let arguments: Vec<_> = place.iter().map(|argument| with(argument, value)).collect();
                scratch.run(&arguments, b"")
            };
            assert_same(&place.join(" "), [run(&a), run(&b)], [&a, &b]);
        }
    }
}

#[test]
fn values_are_hidden_wherever_they_stand_in_the_input() {
    let scratch = Scratch::new("inputs");
    for [a, b] in kinds() {
        for place in INPUTS {
            for arguments in [&["us-east-1"][..], &["--unchecked", "us-east-1"], &["-n", "us-east-1"]] {
                let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
                let run = |value: &OsStr| scratch.run(&arguments, with(place, value).as_encoded_bytes());
                // The results before an error are the same in number only.
                let count = |mut output: Output| {
                    let count = output.stdout.split(|byte| *byte == b'\n').count();
                    output.stdout = count.to_string().into_bytes();
                    output
                };
                let outputs = [run(&a), run(&b)].map(count);
                assert_same(place, outputs, [&a, &b]);
            }
        }
    }
}
