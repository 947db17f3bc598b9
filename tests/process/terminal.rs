//! Hidden prompts, on a real terminal.
// Some tests are for Linux only.
#![cfg_attr(not(target_os = "linux"), allow(dead_code, unused_imports))]

use std::ffi::OsStr;
use std::fs;
use std::io::Read as _;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::common::{
    BINARY, ID, PASSWORD, SECRET, Terminal, Way, kill, program, scratch, tool, wait_until,
};

const PROMPT: &str = "Secret access key: ";

/// Runs the binary, and then prints its status and whether the terminal's modes are as before.
const COMPARED: &str = r#"trap : INT QUIT; before=$(stty -g); "$@"; echo "status=$?"
    test "$before" = "$(stty -g)" && echo restored || stty -a"#;

/// The same for the command that follows the binary, whose process ID it prints.
const IDENTIFIED: &str = r#"before=$(stty -g); shift; sh -c 'echo "pid=$$."; exec "$@"' sh "$@"
    echo "status=$?"; test "$before" = "$(stty -g)" && echo restored || stty -a"#;

/// Also prints the text that the shell would read next.
const REST: &str = r#"trap : INT QUIT; "$@"; echo "status=$?"; stty -icanon min 0 time 5; echo "rest=$(head -c 5)""#;

/// Returns the text that was shown from the first prompt on, after these keys.
fn answer(script: &str, arguments: &[&str], keys: &str) -> String {
    let mut terminal = Terminal::script(script, arguments);
    terminal.expect(PROMPT);
    terminal.send(keys);
    let shown = terminal.end();
    let (_, shown) = shown.split_once(PROMPT).unwrap();
    shown.to_owned()
}

#[test]
fn secret_isnt_shown() {
    for arguments in [
        &["us-east-1"][..],
        &["-", "us-east-1"],
        &["--file", "-", "us-east-1"],
    ] {
        let shown = answer(COMPARED, arguments, &format!("{SECRET}\r"));
        assert_eq!(shown, format!("\r\n{PASSWORD}\r\nstatus=0\r\nrestored\r\n"));
    }
}

/// Keeps a core busy until it is dropped.
struct Load(std::sync::Arc<AtomicBool>);

impl Load {
    fn new() -> Self {
        let is_needed = std::sync::Arc::new(AtomicBool::new(true));
        let seen = std::sync::Arc::clone(&is_needed);
        thread::spawn(move || while seen.load(Ordering::Relaxed) {});
        Self(is_needed)
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

#[test]
fn secret_isnt_shown_if_a_script_answers_at_once() {
    let _load = [Load::new(), Load::new()];
    let shown = (0..200).filter(|_| {
        let shown = answer(r#"exec "$@""#, &["us-east-1"], &format!("{SECRET}\r"));
        assert!(shown.contains(PASSWORD), "{shown}");
        shown.contains(SECRET)
    });
    assert_eq!(shown.count(), 0);
}

#[test]
fn prompt_isnt_on_standard_output() {
    let script = r#"{ "$@" | sed s/^/piped:/; } 2> /dev/null"#;
    let shown = answer(script, &["us-east-1"], &format!("{SECRET}\r"));
    assert_eq!(shown, format!("\r\npiped:{PASSWORD}\r\n"));
}

#[test]
fn id_is_prompted_for_and_hidden_too() {
    let mut terminal = Terminal::script(COMPARED, ["-f", "{username} {password}", "us-east-1"]);
    terminal.expect("Access key ID: ");
    terminal.send(&format!("{ID}\r"));
    assert_eq!(terminal.expect(PROMPT), "\r\n");
    terminal.send(&format!("{SECRET}\r"));
    terminal.expect("\r\n");
    terminal.expect("restored");
    let shown = terminal.end();
    assert!(!shown.contains(SECRET), "{shown}");
}

#[test]
fn both_answers_can_be_pasted_at_once() {
    let mut terminal = Terminal::script(COMPARED, ["-f", "{username} {password}", "us-east-1"]);
    terminal.expect("Access key ID: ");
    terminal.send(&format!("{ID}\r{SECRET}\r"));
    let shown = terminal.end();
    assert!(shown.contains("status=0\r\nrestored\r\n"), "{shown}");
    assert!(!shown.contains(SECRET), "{shown}");
}

#[test]
fn empty_answer_is_an_error() {
    for keys in ["\r", "\x04", " \r"] {
        let shown = answer(COMPARED, &["us-east-1"], keys);
        assert!(
            shown.contains("ses-smtp-pass: error: nothing was entered at the prompt"),
            "{shown}"
        );
        assert!(shown.ends_with("status=1\r\nrestored\r\n"), "{shown}");
    }
}

#[test]
fn longest_line_of_a_terminal_is_rejected() {
    let shown = answer(COMPARED, &["us-east-1"], &format!("{}\r", "x".repeat(5000)));
    assert!(shown.contains("is longer than 128 characters"), "{shown}");
    assert!(!shown.contains("xx"), "{shown}");
}

#[test]
fn keys_work_on_a_terminal_in_raw_mode() {
    let shown = answer(
        "stty raw opost; exec \"$@\"",
        &["us-east-1"],
        &format!("X\x7f{SECRET}\r"),
    );
    assert!(
        shown.contains(PASSWORD) && !shown.contains(SECRET),
        "{shown}"
    );
    let script = r#"trap : INT; stty raw opost; "$@"; echo "status=$?""#;
    let shown = answer(script, &["us-east-1"], "\x03");
    assert!(shown.contains("status=130"), "{shown}");
}

#[test]
fn keys_end_the_run_and_restore_the_terminal() {
    for (key, status) in [("\x03", 130), ("\x1c", 131)] {
        let shown = answer(COMPARED, &["us-east-1"], &format!("{}{key}", &SECRET[..10]));
        assert_eq!(shown, format!("\r\nstatus={status}\r\nrestored\r\n"));
    }
}

/// The signals that end a process at a prompt, and the statuses.
const ENDING: [(&str, i32); 10] = [
    ("HUP", 129),
    ("INT", 130),
    ("QUIT", 131),
    ("USR1", 138),
    ("USR2", 140),
    ("ALRM", 142),
    ("TERM", 143),
    ("XCPU", 152),
    ("VTALRM", 154),
    ("PROF", 155),
];

#[test]
#[cfg(target_os = "linux")]
fn signals_restore_the_terminal_and_leave_no_file() {
    for way in Way::all() {
        for (signal, status) in ENDING {
            let directory = scratch("signals at a prompt");
            let path = directory.join("output");
            let command = way.command(&directory);
            let mut words = vec![command.get_program()];
            words.extend(command.get_args());
            words.extend(["us-east-1", "-o"].map(OsStr::new));
            words.push(path.as_os_str());
            let mut terminal = Terminal::script(IDENTIFIED, words);
            terminal.expect("pid=");
            let pid = terminal.expect(".").parse().unwrap();
            terminal.expect(PROMPT);
            assert_eq!(path.exists(), way == Way::Named);
            terminal.send(&SECRET[..10]);
            kill(signal, pid);
            let shown = terminal.end();
            let end = format!("{PROMPT}\r\nstatus={status}\r\nrestored\r\n");
            assert!(shown.ends_with(&end), "{way:?} {signal}: {shown}");
            assert!(!path.exists(), "{way:?} {signal}");
        }
    }
}

#[test]
fn type_ahead_is_discarded() {
    for keys in [format!("{SECRET}\r{SECRET}\r"), format!("x\x03{SECRET}\r")] {
        let shown = answer(REST, &["us-east-1"], &keys);
        assert!(shown.ends_with("\r\nrest=\r\n"), "{shown}");
        assert!(!shown.contains(SECRET), "{shown}");
    }
}

#[test]
fn rejected_answer_isnt_shown() {
    let shown = answer(COMPARED, &["us-east-1"], &format!("{SECRET}x\r"));
    assert!(shown.contains("status=1"), "{shown}");
    assert!(!shown.contains(&SECRET[..8]), "{shown}");
}

#[test]
fn wrong_region_is_rejected_before_the_prompt() {
    let shown = Terminal::script(COMPARED, ["mars"]).end();
    assert!(
        !shown.contains(PROMPT) && shown.contains("status=2"),
        "{shown}"
    );
}

#[test]
fn secret_has_no_prompt_if_it_comes_from_elsewhere() {
    let path = scratch("not asked").join("secret");
    fs::write(&path, SECRET).unwrap();
    let path = path.to_str().unwrap();
    for arguments in [&[SECRET, "us-east-1"][..], &["--file", path, "us-east-1"]] {
        let shown = Terminal::script(COMPARED, arguments).end();
        assert_eq!(shown, format!("{PASSWORD}\r\nstatus=0\r\nrestored\r\n"));
    }
    let shown = Terminal::script(r#""$1" "$2" < "$3""#, ["us-east-1", path]).end();
    assert_eq!(shown, format!("{PASSWORD}\r\n"));
}

#[test]
fn missing_terminal_is_an_error() {
    let Some(_) = tool("setsid") else { return };
    let shown = Terminal::script(r#"setsid -w "$@"; echo "status=$?""#, ["us-east-1"]).end();
    assert_eq!(
        shown.replace('\r', ""),
        "ses-smtp-pass: error: there is no terminal to prompt on\n\
         ses-smtp-pass: hint: pipe the key in, or use --file, --profile, or --from-env\n\
         status=1\n"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn ignored_signals_stay_ignored() {
    let script = COMPARED.replace("trap : INT QUIT", "trap '' INT QUIT TSTP");
    let shown = answer(&script, &["us-east-1"], &format!("\x03\x1c\x1a{SECRET}\r"));
    assert_eq!(shown, format!("\r\n{PASSWORD}\r\nstatus=0\r\nrestored\r\n"));
}

#[test]
fn ctrl_z_without_a_shell_asks_again() {
    let mut terminal = Terminal::script(r#"exec "$@""#, ["us-east-1"]);
    terminal.expect(PROMPT);
    terminal.send("\x1a");
    terminal.expect(PROMPT);
    terminal.send(&format!("{SECRET}\r"));
    let shown = terminal.end();
    assert!(
        shown.ends_with(&format!("{PROMPT}\r\n{PASSWORD}\r\n")),
        "{shown}"
    );
}

#[test]
fn answer_begins_anew_after_ctrl_z() {
    // The process may not have read the start of the line before the signal.
    for _ in 0..5 {
        let mut terminal = Terminal::script(IDENTIFIED, [BINARY, "us-east-1"]);
        terminal.expect("pid=");
        let pid = terminal.expect(".").parse().unwrap();
        terminal.expect(PROMPT);
        // Ctrl-D passes the start of a line to the process.
        terminal.send("x\x04");
        kill("TSTP", pid);
        terminal.expect(PROMPT);
        terminal.send(&format!("{SECRET}\r"));
        let shown = terminal.end();
        assert!(shown.contains(PASSWORD), "{shown}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn prompt_without_a_shell_ends_in_the_background() {
    let script = r#"trap '' HUP; set -m; "$@""#;
    let mut terminal = Terminal::script(script, ["us-east-1"]);
    terminal.expect(PROMPT);
    terminal.send("\x1a");
    let shown = terminal.end();
    assert!(shown.contains("error: cannot read the terminal"), "{shown}");
}

#[test]
#[cfg(target_os = "linux")]
fn signal_after_the_prompts_ends_the_run() {
    let script = r#"cd "$2"; mkfifo pipe; exec 3<> pipe
        dd if=/dev/zero of=pipe bs=4096 oflag=nonblock 2> /dev/null
        sh -c 'echo "pid=$$."; exec "$0" us-east-1 >&3' "$1"; echo "status=$?""#;
    let mut terminal = Terminal::script(script, [scratch("full pipe")]);
    terminal.expect("pid=");
    let pid = terminal.expect(".").parse().unwrap();
    terminal.expect(PROMPT);
    terminal.send(&format!("{SECRET}\r"));
    terminal.expect("\r\n");
    terminal.wait_until_shown();
    kill("TERM", pid);
    let shown = terminal.end();
    assert!(shown.ends_with("status=143\r\n"), "{shown}");
}

#[test]
#[cfg(target_os = "linux")]
fn disconnected_terminal_ends_the_run() {
    let Some(script) = tool("script") else { return };
    let directory = scratch("disconnected");
    let status = directory.join("status");
    for trap in ["trap : HUP", "trap '' HUP"] {
        let _ = fs::remove_file(&status);
        let run = format!(r#"{trap}; "{BINARY}" us-east-1; echo $? > status"#);
        let mut command = program(&script);
        command
            .args(["-qc", &run, "/dev/null"])
            .env("SHELL", "/bin/sh");
        command.current_dir(&directory);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut shown = Vec::new();
        while !String::from_utf8_lossy(&shown).contains(PROMPT) {
            let mut byte = [0];
            child
                .stdout
                .as_mut()
                .unwrap()
                .read_exact(&mut byte)
                .unwrap();
            shown.extend(byte);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let ended = || fs::read_to_string(&status).is_ok_and(|status| status.ends_with('\n'));
        wait_until(trap, ended);
        let status = fs::read_to_string(&status).unwrap();
        assert!(
            ["129\n", "1\n"].contains(&status.as_str()),
            "{trap}: {status}"
        );
    }
}

/// The shells with job control, their arguments to skip the configuration, and their word for a
/// stopped job.
const SHELLS: [(&str, &[&str], &str); 3] = [
    ("bash", &["--norc", "--noprofile", "-i"], "Stopped"),
    ("zsh", &["-f", "-i"], "suspended"),
    ("fish", &["--no-config", "-i"], "stopped"),
];

/// An interactive shell.
struct Shell {
    terminal: Terminal,
    stopped: &'static str,
}

impl Shell {
    fn all() -> impl Iterator<Item = (&'static str, Self)> {
        SHELLS.into_iter().filter_map(|(name, arguments, stopped)| {
            let mut command = program(tool(name)?);
            // In the locale C, fish doesn't run a program whose path isn't ASCII.
            command.args(arguments).env("LC_ALL", "C.UTF-8");
            command.env("HOME", scratch(name));
            command.env("TERM", "xterm").env("BINARY", BINARY);
            let mut shell = Self {
                terminal: Terminal::new(command),
                stopped,
            };
            shell.line("stty sane noflsh");
            Some((name, shell))
        })
    }

    fn line(&mut self, line: &str) {
        self.terminal.send(&format!("{line}\r"));
    }

    /// Returns the terminal's modes during a command.
    fn modes(&mut self) -> String {
        // The shell also shows the user's input.
        self.line("stty -g | sed 's/^/mo''des=/'");
        self.terminal.expect("modes=");
        self.terminal.expect("\r")
    }

    /// Starts the binary, waits for its prompt, and returns its process ID.
    fn ask(&mut self) -> u32 {
        self.line(r#"sh -c 'echo p""id=$$.; exec "$BINARY" us-east-1'"#);
        self.terminal.expect("pid=");
        let pid = self.terminal.expect(".").parse().unwrap();
        self.terminal.expect(PROMPT);
        pid
    }

    /// Waits until the shell reads its next command.
    fn wait_for_stop(&mut self) {
        self.terminal.expect(self.stopped);
        self.line("echo re''ady");
        self.terminal.expect("ready");
    }

    fn end(mut self) {
        self.line("exit");
        let shown = self.terminal.end();
        assert!(!shown.contains(&SECRET[..10]), "{shown}");
    }
}

#[test]
fn stopped_prompt_asks_again_and_shows_nothing() {
    for (name, mut shell) in Shell::all() {
        let modes = shell.modes();
        for signal in ["key", "TSTP", "STOP"] {
            let pid = shell.ask();
            // A program can't discard the input before SIGSTOP.
            if signal != "STOP" {
                shell.terminal.send(&SECRET[..10]);
            }
            match signal {
                "key" => shell.terminal.send("\x1a"),
                _ => kill(signal, pid),
            }
            shell.wait_for_stop();
            assert_eq!(shell.modes(), modes, "{name} {signal}");
            shell.line("fg");
            // fish restores the modes that it found when the process stopped.
            if signal != "STOP" {
                shell.terminal.expect(PROMPT);
            }
            shell.terminal.wait_until_hidden();
            shell.line(SECRET);
            shell.terminal.expect(PASSWORD);
            assert_eq!(shell.modes(), modes, "{name} {signal}");
        }
        shell.end();
    }
}

#[test]
fn stopped_prompt_can_be_killed() {
    for (name, mut shell) in Shell::all() {
        let modes = shell.modes();
        let pid = shell.ask();
        shell.terminal.send("\x1a");
        shell.wait_for_stop();
        // As `kill %1` does in bash and zsh.
        kill("TERM", pid);
        kill("CONT", pid);
        wait_until(name, || !is_alive(pid));
        assert_eq!(shell.modes(), modes);
        shell.end();
    }
}

fn is_alive(pid: u32) -> bool {
    let script = r#"kill -0 "$0" 2> /dev/null"#;
    let status = program("sh")
        .args(["-c", script, &pid.to_string()])
        .status();
    status.unwrap().success()
}

#[test]
fn prompt_in_the_background_waits_for_the_foreground() {
    for (_, mut shell) in Shell::all() {
        let modes = shell.modes();
        shell.line(r#""$BINARY" us-east-1 &"#);
        shell.line("fg");
        shell.terminal.expect(PROMPT);
        shell.line(SECRET);
        shell.terminal.expect(PASSWORD);
        assert_eq!(shell.modes(), modes);
        shell.end();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn prompt_that_continues_in_the_background_stops_again() {
    for (name, mut shell) in Shell::all() {
        let modes = shell.modes();
        let pid = shell.ask();
        shell.terminal.send("\x1a");
        shell.wait_for_stop();
        shell.line("bg; echo re''ady");
        shell.terminal.expect("ready");
        let state = || fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        wait_until(name, || state().contains(") T "));
        shell.line("fg");
        shell.terminal.expect(PROMPT);
        shell.line(SECRET);
        shell.terminal.expect(PASSWORD);
        assert_eq!(shell.modes(), modes, "{name}");
        shell.end();
    }
}
