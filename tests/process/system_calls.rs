//! No socket, no thread, and no file that isn't needed, in a trace of system calls.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;

use crate::common::{BINARY, ID, SECRET, Terminal, escaped, program, run, scratch, tool};

/// Runs the binary, and returns the system calls of these kinds, one per line.
fn system_calls(kinds: &str, arguments: &[&str], input: &str) -> String {
    let trace = scratch("trace").join("trace");
    let mut strace = program("strace");
    strace
        .args(["-f", "-qq", "-s", "4096", "-e"])
        .arg(format!("trace={kinds}"));
    strace.arg("-o").arg(&trace).arg(BINARY).args(arguments);
    // The profile is searched for in the home directory.
    strace.env("HOME", "/nowhere");
    run(&mut strace, input);
    fs::read_to_string(trace).unwrap()
}

/// A key in a file with a space in its name.
fn key_file(directory: &Path) -> String {
    let path = directory.join("a key");
    fs::write(&path, format!("{ID} {SECRET}\n")).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn no_socket_is_ever_opened() {
    let Some(_) = tool("strace") else { return };
    let directory = scratch("network");
    let key = key_file(&directory);
    let output = directory.join("output");
    for (arguments, input) in [
        (&[SECRET, "us-east-1"][..], ""),
        (&[SECRET, "us-east-1", "-o", output.to_str().unwrap()], ""),
        (&["us-east-1"], SECRET),
        (
            &[
                "--file",
                &key,
                "-f",
                "url",
                "email-smtp.us-east-1.amazonaws.com:465",
            ],
            "",
        ),
        (
            &[
                "--file",
                &key,
                "-f",
                "json",
                "--host",
                "localhost",
                "us-east-1",
            ],
            "",
        ),
        (&["--from-env", "us-east-1"], ""),
        (&["--profile", "absent", "us-east-1"], ""),
        (&["check", "--file", &key, &key], ""),
        (&["regions"], ""),
        (&["formats"], ""),
        (&["completions", "bash"], ""),
        (&["--help"], ""),
        (&["null", "us-east-1"], ""),
    ] {
        let calls = system_calls("network,exit_group", arguments, input);
        let names: Vec<_> = calls
            .lines()
            .filter_map(|call| {
                call.split([' ', '('])
                    .find(|word| word.starts_with(char::is_alphabetic))
            })
            .collect();
        assert_eq!(names, ["exit_group"], "{arguments:?}: {calls}");
    }
}

#[test]
fn prompt_opens_no_socket() {
    let Some(_) = tool("strace") else { return };
    let trace = scratch("prompt").join("trace");
    let traced = r#"shift; exec strace -f -qq -e trace=network,clone,clone3,exit_group -o "$@""#;
    let trace_name = trace.to_str().unwrap();
    let mut terminal = Terminal::script(traced, [trace_name, BINARY, "us-east-1"]);
    terminal.expect("Secret access key: ");
    terminal.send(&format!("{SECRET}\r"));
    terminal.end();
    let calls = fs::read_to_string(trace).unwrap();
    // signal-hook tries each end of the pipe as a socket, to wake it in the way that fits.
    let is_attempt = |call: &&str| call.contains("sendto(") && call.contains("ENOTSOCK");
    let other: Vec<_> = calls.lines().filter(|call| !is_attempt(call)).collect();
    assert!(
        matches!(other[..], [call] if call.contains("exit_group(0)")),
        "{other:?}"
    );
}

#[test]
fn conversion_has_one_thread_and_opens_only_what_it_needs() {
    let Some(_) = tool("strace") else { return };
    let directory = scratch("opened");
    let key = key_file(&directory);
    let output = directory.join("output");
    let output = output.to_str().unwrap();
    let absent = directory.join("absent");
    let absent = absent.to_str().unwrap();
    for (arguments, input, needed) in [
        (&[SECRET, "us-east-1"][..], "", &[][..]),
        (&["us-east-1"], SECRET, &[]),
        (&["--from-env", "us-east-1"], "", &[]),
        (&["--file", &key, "us-east-1"], "", &[&*key]),
        (&["--file", absent, "us-east-1"], "", &[absent]),
        (
            &["--file", &key, "-o", output, "us-east-1"],
            "",
            &[directory.to_str().unwrap(), &key],
        ),
        (&["null", "us-east-1"], "", &[]),
        (&["--help"], "", &[]),
    ] {
        let kinds = "?open,openat,?openat2,?clone,?clone3,?fork,?vfork,execve";
        let calls = system_calls(kinds, arguments, input);
        // Loaded libraries, and files that Rust's runtime and the C library read before `main`.
        let before_main = ["/etc/ld.so", ".so", "/proc/self/", "/sys/", "execve("];
        let is_own = |call: &&str| !before_main.iter().any(|part| call.contains(part));
        let own: Vec<_> = calls.lines().filter(is_own).collect();
        assert!(calls.contains("execve("), "{calls}");
        assert_eq!(own.len(), needed.len(), "{arguments:?}: {own:?}");
        for (call, path) in own.iter().zip(needed) {
            assert!(
                call.contains(&format!("\"{}\"", escaped(path))),
                "{arguments:?}: {call}"
            );
        }
    }
}

#[test]
fn file_is_on_the_disk_before_it_has_its_name() {
    let Some(_) = tool("strace") else { return };
    let output = scratch("synced").join("output");
    let arguments = ["-o", output.to_str().unwrap(), "us-east-1"];
    let calls = system_calls("fsync,linkat", &arguments, SECRET);
    let (sync, link) = (calls.find("fsync("), calls.find("linkat("));
    assert!(sync.is_some() && sync < link, "{calls}");
}
