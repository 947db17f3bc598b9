//! Full disks, readers that go away, hostile input: said plainly, without a panic or a loss.
#![cfg(all(feature = "cli", unix))]

mod common;

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, Seek as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{PASSWORD, SECRET, command, run, stderr};

fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

#[test]
#[cfg(target_os = "linux")]
fn full_disk_is_an_error_for_every_output() {
    for arguments in
        [&[SECRET, "us-east-1"][..], &["-n", SECRET, "us-east-1"], &["--help"], &["-h"], &["--version"]]
    {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command().args(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert_eq!(
            stderr(&output),
            "ses-smtp-pass: cannot write the output: No space left on device (os error 28)\n"
        );
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
    let mut child = command().arg("us-east-1").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        // The next line is begun already: the answer must not wait for its end.
        input.write_all(format!("{SECRET}\n  ").as_bytes()).unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(line, format!("{PASSWORD}\n"));
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
#[cfg(target_os = "linux")]
fn endless_line_is_refused_in_little_memory() {
    let script = r#"ulimit -v 65536; exec "$1" us-east-1 < /dev/zero"#;
    let output =
        Command::new("sh").args(["-c", script, "sh", env!("CARGO_BIN_EXE_ses-smtp-pass")]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "ses-smtp-pass: line 1: longer than 4 KiB: give one credential a line\n");
}

#[test]
fn folder_as_standard_input_is_an_error() {
    let output = command().arg("us-east-1").stdin(File::open("/").unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("ses-smtp-pass: cannot read standard input: "), "{output:?}");
}

#[test]
fn literal_secret_leaves_standard_input_alone() {
    let path = scratch("stdin").join("mail");
    fs::write(&path, "Subject: x\n\nevery byte of it\n").unwrap();
    let mut mail = File::open(&path).unwrap();
    let output = command().args([SECRET, "us-east-1"]).stdin(mail.try_clone().unwrap()).output().unwrap();
    assert_eq!(output.stdout, format!("{PASSWORD}\n").as_bytes());
    assert_eq!(mail.stream_position().unwrap(), 0);
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
fn no_newline_leaves_out_the_last_byte() {
    assert_eq!(run(["-n", SECRET, "us-east-1"], b"").stdout, PASSWORD.as_bytes());
    assert_eq!(run(["-n", "us-east-1"], SECRET.as_bytes()).stdout, PASSWORD.as_bytes());
}

#[test]
fn output_file_is_new_and_private() {
    let path = scratch("new").join("password");
    let output = command().args([SECRET, "us-east-1", "--output"]).arg(&path).output().unwrap();
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{PASSWORD}\n"));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
}

#[test]
fn output_file_that_exists_is_left_alone() {
    let folder = scratch("existing");
    let path = folder.join("password");
    fs::write(&path, "precious").unwrap();
    let link = folder.join("link");
    std::os::unix::fs::symlink(folder.join("absent"), &link).unwrap();
    for path in [&path, &link] {
        let output = command().args([SECRET, "us-east-1", "-o"]).arg(path).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            stderr(&output),
            "ses-smtp-pass: the output file exists: choose a new name, none is overwritten\n"
        );
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
    assert!(!folder.join("absent").exists());
}

#[test]
fn output_file_is_gone_when_the_run_fails() {
    let path = scratch("failed").join("password");
    let input = scratch("failed-input").join("secrets");
    fs::write(&input, format!("{SECRET}\nnull\n")).unwrap();
    let stdin = File::open(&input).unwrap();
    let output = command().args(["us-east-1", "-o"]).arg(&path).stdin(stdin).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!path.exists());
}

#[test]
fn output_file_is_not_begun_when_the_command_line_is_refused() {
    let path = scratch("refused-output").join("password");
    let output = command().args(["null", "us-east-1", "-o"]).arg(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(!path.exists());
}

#[test]
fn input_cut_off_in_the_middle_of_a_line_is_refused() {
    let mut output = run(["us-east-1"], format!("{SECRET}\n{}", &SECRET[..17]).as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::mem::take(&mut output.stdout), format!("{PASSWORD}\n").as_bytes());
    assert!(stderr(&output).starts_with("ses-smtp-pass: line 2: 17 characters"), "{output:?}");
}

#[test]
fn ten_warnings_are_shown_and_the_rest_counted() {
    let output = run(["--unchecked", "us-east-1"], "test\n".repeat(1234).as_bytes());
    assert!(output.status.success());
    assert_eq!(output.stdout.split(|byte| *byte == b'\n').count(), 1234 + 1);
    let lines: Vec<_> = stderr(&output).lines().collect();
    assert_eq!(lines.len(), 11);
    assert!(lines[9].starts_with("ses-smtp-pass: warning: line 10: 4 characters"), "{lines:?}");
    assert_eq!(lines[10], "ses-smtp-pass: warning: 1224 more like these");
}
