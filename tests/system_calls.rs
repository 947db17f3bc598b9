//! No socket, and no file that was not asked for, in a trace of system calls.
#![cfg(all(feature = "cli", target_os = "linux"))]

mod common;

use std::fs;
use std::process::{Command, Stdio};

use common::{SECRET, scratch};

/// The system calls of a run, as strace shows them; nothing where strace is not installed.
#[allow(clippy::print_stderr)]
fn system_calls(traced: &str, arguments: &[&str]) -> Option<String> {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", traced, env!("CARGO_BIN_EXE_ses-smtp-pass")]).args(arguments);
    // Where there is a home, nobody is asked for it.
    if let Ok(output) = strace.env_remove("HOME").stdin(Stdio::null()).output() {
        Some(String::from_utf8(output.stderr).unwrap())
    } else {
        eprintln!("skipped: strace is not installed");
        None
    }
}

#[test]
fn no_socket_is_ever_opened() {
    let key = scratch("network").join("key");
    fs::write(&key, format!("AKIAIOSFODNN7EXAMPLE {SECRET}\n")).unwrap();
    let key = key.to_str().unwrap();
    let output = format!("{key}.output");
    for arguments in [
        &[SECRET, "us-east-1"][..],
        &[SECRET, "us-east-1", "-o", &output],
        &["--file", key, "-f", "url", "email-smtp.us-east-1.amazonaws.com:465"],
        &["--file", key, "-f", "json", "--host", "localhost", "us-east-1"],
        &["--profile", "absent", "us-east-1"],
        &["check", "--file", key, key],
        &["regions"],
        &["--help"],
        &["null", "us-east-1"],
    ] {
        // Otherwise a trace that does not work would pass.
        let Some(traced) = system_calls("trace=network,write", arguments) else { return };
        assert!(traced.contains("write("), "{arguments:?}: {traced}");
        assert!(
            !traced.contains("socket(") && !traced.contains("socketpair(") && !traced.contains("connect("),
            "{arguments:?}: {traced}"
        );
    }
}

#[test]
fn no_file_is_opened_that_was_not_asked_for() {
    let folder = scratch("opened");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (key, output, absent) = (path("key"), path("output"), path("absent"));
    fs::write(&key, format!("AKIAIOSFODNN7EXAMPLE {SECRET}\n")).unwrap();
    for (arguments, asked_for) in [
        (&[SECRET, "us-east-1"][..], &[][..]),
        (&["--file", &key, "-o", &output, "us-east-1"], &[&output, &key]),
        (&["check", "--file", &key, &key], &[&key, &key]),
        (&["--file", &absent, "us-east-1"], &[&absent]),
    ] {
        let Some(traced) = system_calls("trace=open,openat", arguments) else { return };
        // What the dynamic linker and the runtime of Rust read before main.
        let own = |line: &&str| {
            ["/etc/ld.so", ".so", "/proc/self/", "/sys/"].iter().any(|part| line.contains(part))
        };
        let others: Vec<_> =
            traced.lines().filter(|line| line.contains("open")).filter(|line| !own(line)).collect();
        assert!(traced.contains("open") && others.len() == asked_for.len(), "{arguments:?}: {others:?}");
        assert!(others.iter().zip(asked_for).all(|(line, path)| line.contains(path.as_str())), "{others:?}");
    }
}
