//! Standard streams: unusable streams, and the time at which streams are used.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Seek as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;

use crate::common::{
    BINARY, ID, Outcome, PASSWORD, SECRET, TIMEOUT, binary, finish, program, run, scratch,
};

/// Runs a script of `sh`, whose first argument is the binary.
fn script(script: &str, arguments: &[&str]) -> Outcome {
    let mut shell = program("sh");
    shell.args(["-c", script, "sh", BINARY]).args(arguments);
    run(&mut shell, "")
}

const CONVERSION: &[&str] = &[SECRET, "us-east-1"];

/// Command lines that write to standard output.
const WRITING: &[&[&str]] = &[
    CONVERSION,
    &["-n", SECRET, "us-east-1"],
    &["regions"],
    &["formats", "-f", "json"],
    &["completions", "bash"],
    &["--help"],
    &["check", "-h"],
    &["--version"],
];

#[test]
fn output_that_cannot_be_written_is_an_error() {
    for arguments in WRITING {
        let expected = |cause: &str| Outcome {
            status: if arguments[0] == "check" { 2 } else { 1 },
            output: String::new(),
            errors: format!("ses-smtp-pass: error: cannot write the output: {cause}\n"),
        };
        let outcome = script(r#"exec "$@" 1< /dev/null"#, arguments);
        assert_eq!(
            outcome,
            expected("Bad file descriptor (os error 9)"),
            "{arguments:?}"
        );
        if cfg!(target_os = "linux") {
            let outcome = script(r#"exec "$@" > /dev/full"#, arguments);
            let full = "No space left on device (os error 28)";
            assert_eq!(outcome, expected(full), "{arguments:?}");
        }
    }
}

#[test]
fn reader_that_closes_the_output_ends_the_run_quietly() {
    for arguments in WRITING {
        let piped = r#"{ sleep 0.1; "$@"; echo "status=$?" >&2; } | :"#;
        let outcome = script(piped, arguments);
        assert_eq!(outcome.errors, "status=0\n", "{arguments:?}");
    }
    let endless = r#"yes "$2" | { "$1" us-east-1; echo "status=$?" >&2; } | head -n 1"#;
    let outcome = script(endless, &[SECRET]);
    assert_eq!(outcome.output, format!("{PASSWORD}\n"));
    assert_eq!(outcome.errors.lines().last(), Some("status=0"));
}

#[test]
fn closed_streams_do_no_harm() {
    // Rust's runtime opens /dev/null instead.
    let outcome = script(r#""$@" <&-"#, &["us-east-1"]);
    assert_eq!(outcome.status, 1, "{outcome:?}");
    let outcome = script(r#""$@" <&- 2>&-"#, CONVERSION);
    assert_eq!(outcome.output, format!("{PASSWORD}\n"));
    let outcome = script(r#""$@" <&- >&- 2>&-"#, CONVERSION);
    assert_eq!(outcome.status, 0);
    let directory = scratch("closed");
    let path = directory.join("output");
    let arguments = [SECRET, "us-east-1", "-o", path.to_str().unwrap()];
    let outcome = script(r#""$@" <&- >&- 2>&-"#, &arguments);
    assert_eq!(outcome.status, 0);
    assert_eq!(fs::read_to_string(path).unwrap(), format!("{PASSWORD}\n"));
}

#[test]
fn input_that_cannot_be_read_is_an_error() {
    for (redirection, cause) in [
        ("0> /dev/null", "Bad file descriptor (os error 9)"),
        ("< /", "Is a directory (os error 21)"),
    ] {
        let outcome = script(&format!(r#""$@" {redirection}"#), &["us-east-1"]);
        let errors = format!("ses-smtp-pass: error: cannot read standard input: {cause}\n");
        assert_eq!((outcome.status, outcome.errors), (1, errors));
    }
}

#[test]
fn result_is_written_as_soon_as_its_line_is_read() {
    let mut child = binary(["us-east-1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, results) = channel();
    thread::spawn(move || {
        output
            .lines()
            .map_while(Result::ok)
            .try_for_each(|line| sender.send(line))
    });
    // The line is followed by the start of the next line, or by nothing, or by a comment.
    for next in ["  ", "", "# comment\n"] {
        write!(input, "{SECRET}\n{next}").unwrap();
        let result = results.recv_timeout(TIMEOUT);
        assert_eq!(result.as_deref(), Ok(PASSWORD), "{next:?}");
    }
    drop(input);
    assert_eq!(finish(child).status, 0);
    assert!(results.recv().is_err());
}

/// Runs a command whose standard input is a file, and returns the number of bytes that it read.
fn read_by(command: &mut Command, text: &str) -> (Outcome, u64) {
    let path = scratch("input").join("input");
    fs::write(&path, text).unwrap();
    let mut file = File::open(&path).unwrap();
    command.stdin(file.try_clone().unwrap());
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    (finish(child.unwrap()), file.stream_position().unwrap())
}

#[test]
fn input_is_left_alone_unless_it_is_the_source() {
    let directory = scratch("sources");
    let path = |name: &str, text: String| {
        fs::write(directory.join(name), text).unwrap();
        directory.join(name)
    };
    let secret = path("secret", format!("{SECRET}\n"));
    let profile = path(
        "profile",
        format!("[ses]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n"),
    );
    let secret = secret.to_str().unwrap();
    for arguments in [
        &[SECRET][..],
        &["--file", secret],
        &["--from-env"],
        &["--profile", "ses"],
    ] {
        let mut command = binary(arguments);
        command
            .arg("us-east-1")
            .env("AWS_SECRET_ACCESS_KEY", SECRET);
        command.env("AWS_SHARED_CREDENTIALS_FILE", &profile);
        let (outcome, position) = read_by(&mut command, "Subject: an email message\n");
        assert_eq!(
            outcome.output,
            format!("{PASSWORD}\n"),
            "{arguments:?}: {outcome:?}"
        );
        assert_eq!(position, 0, "{arguments:?}");
    }
    for arguments in [
        &["mars"][..],
        &["us-east-1a"],
        &["-n", "us-east-1,us-west-2"],
        &["--x"],
    ] {
        let (outcome, position) = read_by(&mut binary(arguments), SECRET);
        assert_eq!((outcome.status, position), (2, 0), "{arguments:?}");
    }
}

#[test]
fn environment_changes_no_conversion() {
    let mut command = binary(CONVERSION);
    command.envs([
        ("AWS_REGION", "eu-west-1"),
        ("AWS_DEFAULT_REGION", "eu-west-1"),
        ("AWS_PROFILE", "x"),
        ("AWS_ACCESS_KEY_ID", "x"),
        ("AWS_SECRET_ACCESS_KEY", "x"),
        ("AWS_SESSION_TOKEN", "x"),
        ("AWS_SHARED_CREDENTIALS_FILE", "/nowhere"),
        ("CLICOLOR_FORCE", "1"),
        ("RUST_BACKTRACE", "1"),
    ]);
    let outcome = run(&mut command, "");
    assert_eq!(
        (outcome.output, outcome.errors),
        (format!("{PASSWORD}\n"), String::new())
    );
}
