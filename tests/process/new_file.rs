//! `-o`: a new file that only its owner can read, and that is removed if the run fails.
// Some tests are for Linux only.
#![cfg_attr(not(target_os = "linux"), allow(dead_code, unused_imports))]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use crate::common::{
    Outcome, PASSWORD, SECRET, Way, binary, finish, kill, program, run, scratch, tool, wait_until,
};

fn names(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Starts a conversion of standard input into `directory`, and waits until it reads.
fn start(way: Way, directory: &Path) -> Child {
    let mut command = way.command(directory);
    command
        .arg("us-east-1")
        .arg("-o")
        .arg(directory.join("output"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    // The input is larger than the pipe's buffer, so the process has read some of it.
    let lines = format!("{SECRET}\n").repeat(2000);
    let input = child.stdin.as_mut().unwrap();
    input.write_all(lines.as_bytes()).unwrap();
    child
}

#[test]
fn file_is_new_private_and_complete() {
    for way in Way::all() {
        let directory = scratch("new");
        let path = directory.join("output");
        let mut command = way.command(&directory);
        let outcome = run(
            command.args([SECRET, "us-east-1", "--output"]).arg(&path),
            "",
        );
        let nothing = Outcome {
            status: 0,
            output: String::new(),
            errors: String::new(),
        };
        assert_eq!(outcome, nothing, "{way:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{PASSWORD}\n"));
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o600, "{way:?}");
        assert_eq!(names(&directory), [path]);
    }
}

#[test]
fn relative_name_is_in_the_current_directory() {
    let directory = scratch("relative");
    let mut command = binary([SECRET, "us-east-1", "-o", "output"]);
    assert_eq!(run(command.current_dir(&directory), "").status, 0);
    let written = fs::read_to_string(directory.join("output")).unwrap();
    assert_eq!(written, format!("{PASSWORD}\n"));
}

#[test]
fn dash_is_standard_output() {
    let directory = scratch("dash");
    let mut command = binary([SECRET, "us-east-1", "-o", "-"]);
    let outcome = run(command.current_dir(&directory), "");
    assert_eq!(outcome.output, format!("{PASSWORD}\n"));
    assert_eq!(names(&directory), [""; 0].map(PathBuf::from));
}

#[test]
fn impossible_file_is_an_error_before_anything_is_read() {
    let directory = scratch("impossible");
    let path = |name: &str| directory.join(name);
    fs::write(path("file"), "precious").unwrap();
    fs::create_dir(path("directory")).unwrap();
    symlink("absent", path("link")).unwrap();
    let long = "x".repeat(300);
    let exists = "the output file already exists\n\
        ses-smtp-pass: hint: choose a new name; ses-smtp-pass doesn't overwrite files";
    let is_directory = "the output file is a directory\n\
        ses-smtp-pass: hint: add the name of a new file";
    let cases = [
        ("file", exists),
        ("link", exists),
        ("directory", is_directory),
        ("directory/", is_directory),
        (".", is_directory),
        ("new/", "cannot write the output file: Is a directory"),
        (
            "absent/new",
            "cannot write the output file: no such file or directory",
        ),
        ("file/new", "cannot write the output file: Not a directory"),
        (&long, "cannot write the output file: File name too long"),
    ];
    for (name, message) in cases {
        // Its standard input has no end.
        let mut command = binary(["us-east-1", "-o", name]);
        command.current_dir(&directory).stdin(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take();
        let outcome = finish(child);
        drop(input);
        let message = format!("ses-smtp-pass: error: {message}");
        assert!(outcome.errors.starts_with(&message), "{name}: {outcome:?}");
        assert_eq!(outcome.status, 1, "{name}");
    }
    assert_eq!(fs::read_to_string(path("file")).unwrap(), "precious");
    assert_eq!(names(&directory).len(), 3);
}

#[test]
#[cfg(target_os = "linux")]
fn file_of_another_process_is_never_touched() {
    for way in Way::all() {
        for last in ["", "null\n"] {
            let directory = scratch("meanwhile");
            let path = directory.join("output");
            let mut child = start(way, &directory);
            if way == Way::Named {
                wait_until("the file exists", || path.exists());
            }
            fs::write(directory.join("other"), "precious").unwrap();
            fs::rename(directory.join("other"), &path).unwrap();
            let mut input = child.stdin.take().unwrap();
            input.write_all(last.as_bytes()).unwrap();
            drop(input);
            let outcome = finish(child);
            let message = match way {
                Way::Usual => "the output file already exists",
                Way::Named => "another process removed or replaced the output file",
            };
            assert_eq!(
                outcome.errors.contains(message),
                last.is_empty(),
                "{outcome:?}"
            );
            assert_eq!(outcome.status, 1);
            assert_eq!(fs::read_to_string(&path).unwrap(), "precious", "{way:?}");
            assert_eq!(names(&directory).len(), 1, "{way:?}");
        }
    }
}

#[test]
fn failed_run_leaves_no_file() {
    for way in Way::all() {
        let directory = scratch("failed");
        let mut child = start(way, &directory);
        child.stdin.take().unwrap().write_all(b"null\n").unwrap();
        let outcome = finish(child);
        assert_eq!(outcome.status, 1, "{outcome:?}");
        assert!(names(&directory).is_empty(), "{way:?}");
    }
}

#[test]
fn rejected_command_line_creates_no_file() {
    let directory = scratch("rejected");
    let mut command = binary(["null", "us-east-1", "-o", "output"]);
    assert_eq!(run(command.current_dir(&directory), "").status, 2);
    assert!(names(&directory).is_empty());
}

#[test]
fn signals_leave_no_file() {
    const SIGNALS: [&str; 12] = [
        "HUP", "INT", "QUIT", "KILL", "USR1", "USR2", "ALRM", "TERM", "XCPU", "XFSZ", "VTALRM",
        "PROF",
    ];
    for way in Way::all() {
        for signal in SIGNALS {
            // The process cannot catch this signal to remove the named file.
            if (way, signal) == (Way::Named, "KILL") {
                continue;
            }
            let directory = scratch("signal");
            let child = start(way, &directory);
            if way == Way::Named {
                wait_until("the file exists", || !names(&directory).is_empty());
            } else if cfg!(target_os = "linux") {
                assert!(names(&directory).is_empty());
            }
            kill(signal, child.id());
            let outcome = finish(child);
            assert!(outcome.status > 128, "{way:?} {signal}: {outcome:?}");
            assert!(names(&directory).is_empty(), "{way:?} {signal}");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn ignored_signal_doesnt_end_the_run() {
    for way in Way::all() {
        let directory = scratch("ignored");
        let usual = way.command(&directory);
        let mut shell = program("sh");
        shell
            .args(["-c", r#"trap '' HUP; exec "$@""#, "sh"])
            .arg(usual.get_program());
        shell
            .args(usual.get_args())
            .arg("us-east-1")
            .arg("-o")
            .arg(directory.join("output"));
        let mut child = shell.stdin(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        if way == Way::Named {
            wait_until("the file exists", || !names(&directory).is_empty());
        } else {
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        kill("HUP", child.id());
        input.write_all(SECRET.as_bytes()).unwrap();
        drop(input);
        assert_eq!(finish(child).status, 0, "{way:?}");
        assert_eq!(names(&directory).len(), 1);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn sigkill_at_any_time_leaves_no_part() {
    let directory = scratch("killed");
    let path = directory.join("output");
    let start = std::time::Instant::now();
    run(&mut binary([SECRET, "us-east-1"]), "");
    let usual = start.elapsed();
    let mut complete = 0;
    for round in 0..200 {
        let mut command = binary([SECRET, "us-east-1", "-o"]);
        command.arg("output").current_dir(&directory);
        let mut child = command.spawn().unwrap();
        std::thread::sleep(usual * round / 100);
        child.kill().unwrap();
        child.wait().unwrap();
        if path.exists() {
            assert_eq!(fs::read_to_string(&path).unwrap(), format!("{PASSWORD}\n"));
            fs::remove_file(&path).unwrap();
            complete += 1;
        }
        assert!(names(&directory).is_empty());
    }
    assert!(
        (1..200).contains(&complete),
        "{complete} of 200 runs were complete"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn file_size_limit_leaves_no_part() {
    let Some(prlimit) = tool("prlimit") else {
        return;
    };
    for way in Way::all() {
        let directory = scratch("limit");
        let usual = way.command(&directory);
        let mut command = program(&prlimit);
        command
            .arg("--fsize=20")
            .arg(usual.get_program())
            .args(usual.get_args());
        command
            .args([SECRET, "us-east-1", "-o"])
            .arg(directory.join("output"));
        let outcome = run(&mut command, "");
        assert_ne!(outcome.status, 0, "{way:?}");
        assert!(names(&directory).is_empty(), "{way:?}");
    }
}
