//! Full disks, readers that go away, hostile input: said plainly, without a panic or a loss.
#![cfg(all(feature = "cli", unix))]

mod common;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Seek as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use common::{OTHER_PASSWORD, OTHER_SECRET, PASSWORD, SECRET, command, run, scratch, stderr};
use ses_smtp_pass::Endpoint;
use ses_smtp_pass::convert::Conversion;
use ses_smtp_pass::credentials::Credentials;
use ses_smtp_pass::format::Format;

/// A running command that is given its input bit by bit.
struct Filter {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Filter {
    fn new() -> Self {
        let mut child =
            command().arg("us-east-1").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Self { input: child.stdin.take(), child, lines }
    }

    /// Gives some input and asserts that a password comes without any more.
    fn answers(&mut self, input: &str) {
        self.input.as_ref().unwrap().write_all(input.as_bytes()).unwrap();
        let line = self.lines.recv_timeout(Duration::from_secs(20));
        assert_eq!(line.as_deref(), Ok(PASSWORD), "after {input:?}");
    }

    fn ends(mut self) {
        drop(self.input.take());
        assert!(self.child.wait().unwrap().success());
        assert!(self.lines.recv().is_err());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn full_disk_is_an_error_for_every_output() {
    for arguments in [
        &[SECRET, "us-east-1"][..],
        &["-n", SECRET, "us-east-1"],
        &["completions", "bash"],
        &["--help"],
        &["-h"],
        &["--version"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command().args(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert_eq!(
            stderr(&output),
            "ses-smtp-pass: cannot write the output: No space left on device (os error 28)\n"
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn full_disk_is_an_error_for_check_too() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command().args(["check", "/dev/null"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr(&output),
        "ses-smtp-pass: cannot write the output: No space left on device (os error 28)\n"
    );
}

#[test]
fn reader_that_goes_away_leaves_the_verdict_of_check() {
    let script = r#"{ sleep 0.5; printf %s "$2" | "$1" check; echo "status=$?" >&2; } | true"#;
    for (text, expected) in [(PASSWORD, "status=0\n"), ("hunter2", "status=1\n")] {
        let output = Command::new("sh")
            .args(["-c", script, "sh", env!("CARGO_BIN_EXE_ses-smtp-pass"), text])
            .output()
            .unwrap();
        assert_eq!(stderr(&output), expected);
    }
}

#[test]
fn reader_that_goes_away_ends_the_run_quietly() {
    let script = r#"yes "$2" | { "$1" us-east-1; echo "status=$?" >&2; } | head -n 1"#;
    let output = Command::new("sh")
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_ses-smtp-pass"), SECRET])
        .output()
        .unwrap();
    assert_eq!(output.stdout, format!("{PASSWORD}\n").as_bytes());
    assert_eq!(stderr(&output).lines().last(), Some("status=0"));
    assert!(!stderr(&output).contains("ses-smtp-pass"), "{output:?}");
}

#[test]
fn result_is_there_as_soon_as_its_line_is() {
    let mut filter = Filter::new();
    // The next line is begun already, or is none: the answer must not wait for it.
    for next in ["  ", "", "# comment\n", "\n# the end\n\n"] {
        filter.answers(&format!("{SECRET}\n{next}"));
    }
    filter.ends();
}

#[test]
fn json_result_is_there_as_soon_as_its_document_is() {
    let mut filter = Filter::new();
    for _ in 0..3 {
        filter.answers(&format!("{{\"SecretAccessKey\":\"{SECRET}\"}} {{"));
        filter.answers(&format!("\"SecretAccessKey\":\"{SECRET}\"}}"));
    }
    filter.ends();
}

#[test]
fn every_one_of_many_secrets_is_converted_in_order() {
    let input: String = [SECRET, "\n", OTHER_SECRET, "\r\n"].concat().repeat(20_000);
    let path = scratch("many").join("secrets");
    fs::write(&path, input).unwrap();
    let output = command().arg("us-east-1").stdin(File::open(path).unwrap()).output().unwrap();
    assert!(output.status.success());
    let expected = [PASSWORD, "\n", OTHER_PASSWORD, "\n"].concat().repeat(20_000);
    assert!(output.stdout == expected.as_bytes(), "{} bytes", output.stdout.len());
}

#[test]
fn files_that_cannot_be_opened_are_an_error() {
    let absent = "there is no such file or folder";
    for (arguments, expected) in [
        (
            &["--file", "/nowhere/at/all", "us-east-1"][..],
            format!("cannot read the file of --file: {absent}"),
        ),
        (&["-o", "/nowhere/at/all", SECRET, "us-east-1"], format!("cannot write the output file: {absent}")),
        (
            &["--file", "/", "us-east-1"],
            "cannot read the file of --file: Is a directory (os error 21)".to_owned(),
        ),
    ] {
        let output = run(arguments, b"");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{arguments:?}");
        assert_eq!(stderr(&output), format!("ses-smtp-pass: {expected}\n"));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn file_that_cannot_be_read_is_an_error() {
    // It can be opened, even by root, whom no mode keeps out.
    let unreadable = "/proc/self/mem";
    for (arguments, what, status) in [
        (&["--file", unreadable, "us-east-1"][..], "the file of --file", 1),
        (&["check", unreadable], "CONFIG", 2),
        (&["--profile", "mail", "us-east-1"], "the shared credentials file", 1),
    ] {
        let output =
            command().args(arguments).env("AWS_SHARED_CREDENTIALS_FILE", unreadable).output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        let expected = format!("ses-smtp-pass: cannot read {what}: Input/output error (os error 5)\n");
        assert_eq!(stderr(&output), expected);
    }
}

#[test]
fn bytes_that_are_not_utf8_are_refused_everywhere() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let folder = scratch("not-utf8");
    let file = folder.join("file");
    let file = file.to_str().unwrap();
    for text in [
        &b"\xff"[..],
        b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE\xff\n",
        b"# \xff\nwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
        b"AKIAIOSFODNN7EXAMPL\xff wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
        b"{\"SecretAccessKey\": \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE\xff\"}",
        b"Access key ID,Secret access key\nAKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE\xff\n",
        b"AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE\xff\n",
        b"[mail]\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE\xff\n",
    ] {
        fs::write(file, text).unwrap();
        for (arguments, status) in [
            (&["us-east-1"][..], 1),
            (&["--unchecked", "us-east-1"], 1),
            (&["--file", file, "us-east-1"], 1),
            (&["check", "--file", file, "/dev/null"], 2),
            (&["check", file], 2),
            (&["--profile", "mail", "us-east-1"], 1),
        ] {
            let output = command()
                .args(arguments)
                .env("AWS_SHARED_CREDENTIALS_FILE", file)
                .stdin(File::open(file).unwrap())
                .output()
                .unwrap();
            assert_eq!((output.status.code(), output.stdout.len()), (Some(status), 0), "{arguments:?}: {output:?}");
        }
    }
    let bytes = OsStr::from_bytes(b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE\xff");
    let output = run([bytes, OsStr::new("us-east-1")], b"");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{output:?}");
    for variable in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] {
        let output = command()
            .args(["--from-env", "us-east-1"])
            .env("AWS_SECRET_ACCESS_KEY", SECRET)
            .env(variable, bytes)
            .output()
            .unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{variable}: {output:?}");
    }
}

#[test]
fn folder_as_standard_input_is_an_error() {
    let output = command().arg("us-east-1").stdin(File::open("/").unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("ses-smtp-pass: cannot read standard input: "), "{output:?}");
}

#[test]
fn standard_input_keeps_every_byte_where_the_secret_is_elsewhere() {
    let folder = scratch("stdin");
    let file = |name: &str, text: &str| {
        fs::write(folder.join(name), text).unwrap();
        folder.join(name).to_str().unwrap().to_owned()
    };
    let mail = file("mail", "Subject: x\n\nevery byte of it\n");
    let secret = file("secret", SECRET);
    let profile =
        format!("[ses]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = {SECRET}\n");
    let profile = file("profile", &profile);
    for arguments in [&[SECRET][..], &["--file", &secret], &["--from-env"], &["--profile", "ses"]] {
        let mut mail = File::open(&mail).unwrap();
        let output = command()
            .args(arguments)
            .arg("us-east-1")
            .env("AWS_SHARED_CREDENTIALS_FILE", &profile)
            .env("AWS_SECRET_ACCESS_KEY", SECRET)
            .stdin(mail.try_clone().unwrap())
            .output()
            .unwrap();
        assert_eq!(output.stdout, format!("{PASSWORD}\n").as_bytes(), "{arguments:?}: {output:?}");
        assert_eq!(mail.stream_position().unwrap(), 0, "{arguments:?}");
    }
}

#[test]
fn refused_command_line_leaves_standard_input_alone() {
    let path = scratch("refused").join("secrets");
    fs::write(&path, format!("{SECRET}\n")).unwrap();
    for arguments in
        [&["mars"][..], &["us-east-1a"], &["-n", "us-east-1,us-west-2"], &["--region", "us-east-1"]]
    {
        let mut secrets = File::open(&path).unwrap();
        let output = command().args(arguments).stdin(secrets.try_clone().unwrap()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(secrets.stream_position().unwrap(), 0, "{arguments:?}");
    }
}

#[test]
fn input_cut_off_in_the_middle_of_a_line_is_refused() {
    let mut output = run(["us-east-1"], format!("{SECRET}\n{}", &SECRET[..17]).as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::mem::take(&mut output.stdout), format!("{PASSWORD}\n").as_bytes());
    assert!(stderr(&output).starts_with("ses-smtp-pass: line 2: a length of 17,"), "{output:?}");
}

#[test]
fn ten_warnings_are_shown_and_the_rest_counted() {
    let output = run(["--unchecked", "us-east-1"], "test\n".repeat(1234).as_bytes());
    assert!(output.status.success());
    assert_eq!(output.stdout.split(|byte| *byte == b'\n').count(), 1234 + 1);
    let lines: Vec<_> = stderr(&output).lines().collect();
    assert_eq!(lines.len(), 11);
    assert!(lines[9].starts_with("ses-smtp-pass: warning: line 10: a length of 4,"), "{lines:?}");
    assert_eq!(lines[10], "ses-smtp-pass: warning: 1224 more like these");
}

/// A writer that counts how often it is flushed.
#[derive(Default)]
struct Flushes(u32);

impl std::io::Write for Flushes {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0 += 1;
        Ok(())
    }
}

#[test]
fn results_of_lines_that_are_there_are_written_together() {
    let conversion = Conversion {
        endpoints: Endpoint::parse_list("us-east-1").unwrap(),
        format: Format::new("password").unwrap(),
        access_key_id: None,
        unchecked: false,
        no_newline: false,
    };
    let input = [SECRET, "\n"].concat().repeat(10_000);
    let mut output = Flushes::default();
    let mut credentials = Credentials::read(input.as_bytes(), "the input").unwrap();
    conversion.convert_all(&mut credentials, &mut output, |_| panic!("a warning")).unwrap();
    assert!(output.0 < 10, "{} flushes", output.0);
}
