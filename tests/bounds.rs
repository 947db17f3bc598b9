//! What is read has a bound, at the byte, and never more memory than that.
#![cfg(all(feature = "cli", unix))]

mod common;

use std::fs;
#[cfg(target_os = "linux")]
use std::process::Command;

use common::{PASSWORD, SECRET, command, run, scratch, stderr};

#[test]
fn text_of_a_mebibyte_is_read_and_one_of_a_byte_more_is_not() {
    const MEBIBYTE: usize = 1024 * 1024;
    let file = scratch("mebibyte").join("file");
    let file = file.to_str().unwrap();
    let json = format!("{{\"SecretAccessKey\": \"{SECRET}\", \"x\": \"@\"}}");
    for (start, end) in [
        (json.split('@').next().unwrap(), "\"}"),
        ("Secret access key,x\nwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY,", ""),
        ("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\nX=", ""),
        ("[mail]\naws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\nx=", ""),
    ] {
        let source = if start.starts_with('[') { ["--profile", "mail"] } else { ["--file", file] };
        for (length, status) in [(MEBIBYTE, 0), (MEBIBYTE + 1, 1)] {
            let filling = "x".repeat(length - start.len() - end.len());
            fs::write(file, [start, &filling, end].concat()).unwrap();
            let output = command()
                .args(source)
                .arg("us-east-1")
                .env("AWS_SHARED_CREDENTIALS_FILE", file)
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(status), "{length} {start}: {}", stderr(&output));
            let stdout = String::from_utf8(output.stdout.clone()).unwrap();
            if status == 0 {
                assert_eq!(stdout, format!("{PASSWORD}\n"));
            } else {
                assert!(stderr(&output).contains("longer than 1 MiB"), "{start}: {}", stderr(&output));
            }
        }
    }
}

#[test]
fn nothing_is_taken_from_the_middle_of_a_long_line() {
    // A reader that stops at a length would find a line of its own behind it.
    for mark in ["", "\u{feff}"] {
        for length in 4090..4105 {
            let input = format!("{mark}#{}\n{SECRET}\n", "x".repeat(length - 1));
            let output = run(["us-east-1"], input.as_bytes());
            assert_eq!(output.status.success(), length <= 4096, "{length}: {output:?}");
            let input = format!("{mark}#{}{SECRET}\n", "x".repeat(length - 1));
            let output = run(["us-east-1"], input.as_bytes());
            assert_eq!(output.status.code(), Some(1), "{length}: {output:?}");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn endless_input_of_every_form_is_refused_in_little_memory() {
    for (start, repeated) in [
        ("{", "\"a\":1,"),
        ("{\"SecretAccessKey\":\"", "a"),
        ("Access key ID,Secret access key\n", "a,b\n"),
        ("A=1\n", "B=2\n"),
    ] {
        let script = r#"ulimit -v 65536; { printf '%s' "$2"; yes "$3" | tr -d '\n'; } | "$1" us-east-1"#;
        let script =
            if start.ends_with('\n') { script.replace(" | tr -d '\\n'", "") } else { script.to_owned() };
        let output = Command::new("sh")
            .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_ses-smtp-pass"), start, repeated.trim_end()])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{start}");
        assert!(stderr(&output).contains("longer than 1 MiB"), "{start}: {output:?}");
    }
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
