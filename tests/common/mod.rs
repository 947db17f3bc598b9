//! Runs the command.

// Each test file uses some of these.
#![allow(dead_code)]

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// AWS's documentation key and its password in us-east-1.
pub const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
pub const PASSWORD: &str = "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9";
/// The worst case for percent-encoding, in us-east-1.
pub const OTHER_SECRET: &str = "hkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE";
pub const OTHER_PASSWORD: &str = "BJ1//u46F+v6TpoWVD6H1lauzBIrxP//2xfYmHRSXwt/";

pub fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ses-smtp-pass"))
}

/// Runs the command on `arguments` with `input` as its standard input.
pub fn run(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>, input: &[u8]) -> Output {
    let mut child = command()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

pub fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// An empty folder of its own for a test.
pub fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}
