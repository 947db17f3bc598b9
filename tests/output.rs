//! Where results go: a new file that only its owner reads, and is gone again when the run fails.
#![cfg(all(feature = "cli", unix))]

mod common;

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{PASSWORD, SECRET, command, run, scratch, stderr};

#[test]
fn signal_leaves_no_output_file_behind() {
    for signal in ["INT", "TERM", "QUIT"] {
        let path = scratch("signal").join("password");
        let mut child = command().args(["us-east-1", "-o"]).arg(&path).stdin(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(format!("{SECRET}\n").as_bytes()).unwrap();
        while fs::read(&path).map_or(0, |written| written.len()) < 45 {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let kill = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        assert!(child.wait().unwrap().code().is_some_and(|code| code > 128), "{signal}");
        assert!(!path.exists(), "{signal}");
    }
}

#[test]
fn output_file_called_dash_is_standard_output() {
    let output = run([SECRET, "us-east-1", "-o", "-"], b"");
    assert_eq!(output.stdout, format!("{PASSWORD}\n").as_bytes());
    assert!(!Path::new("-").exists());
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
fn no_newline_leaves_out_the_last_byte() {
    assert_eq!(run(["-n", SECRET, "us-east-1"], b"").stdout, PASSWORD.as_bytes());
    assert_eq!(run(["-n", "us-east-1"], SECRET.as_bytes()).stdout, PASSWORD.as_bytes());
}
