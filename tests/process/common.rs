//! Runs the binary as a process, with pipes or on a pseudo-terminal.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};
use std::{env, thread};

use rexpect::process::PtyProcess;
use rustix::termios::{LocalModes, tcgetattr};

/// AWS's documentation key, and its password in us-east-1.
pub const ID: &str = "AKIAIOSFODNN7EXAMPLE";
pub const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
pub const PASSWORD: &str = "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9";

pub const BINARY: &str = env!("CARGO_BIN_EXE_ses-smtp-pass");

/// No test waits longer for anything.
pub const TIMEOUT: Duration = Duration::from_secs(60);

/// Returns a command without the surrounding environment, except PATH.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    handle_ignored_signals();
    let mut command = Command::new(name);
    let path = env::var_os("PATH").unwrap_or_default();
    command.env_clear().env("PATH", path).env("LC_ALL", "C");
    command
}

/// Returns the binary, with arguments.
pub fn binary<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = program(BINARY);
    command.args(arguments);
    command
}

/// A signal that cargo's parent ignores would be ignored in each child too. A signal with a
/// handler, as installed here, has the default action in a child.
fn handle_ignored_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP] {
            let always = Arc::new(AtomicBool::new(true));
            signal_hook::flag::register_conditional_default(signal, always).unwrap();
        }
    });
}

/// Returns the path of a tool of the system. If the tool isn't installed, the test prints a message
/// and is skipped. In CI, where all tools are installed, the test fails.
pub fn tool(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).map(|directory| directory.join(name));
    let found = found.into_iter().find(|path| path.is_file());
    if found.is_none() {
        skip(name);
    }
    found
}

pub fn skip(name: &str) {
    assert!(env::var_os("CI").is_none(), "{name} isn't installed");
    // The macro's text is captured.
    let _ = writeln!(io::stderr(), "skipped: {name} isn't installed");
}

/// Returns a new directory, whose name has a space and isn't ASCII.
pub fn scratch(name: &str) -> PathBuf {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name} ä {number}"));
    match fs::remove_dir_all(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => panic!("{error}"),
        _ => fs::create_dir_all(&path).unwrap(),
    }
    path
}

/// Returns a path as strace writes it.
pub fn escaped(path: &str) -> String {
    let escape = |b: u8| match b {
        0x80.. => format!("\\{b:o}"),
        _ => char::from(b).into(),
    };
    path.bytes().map(escape).collect()
}

/// The result of a process.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its exit status, or 128 and the number of the signal that ended it, as in a shell.
    pub status: i32,
    pub output: String,
    pub errors: String,
}

/// Runs a process with this text as its standard input.
pub fn run(command: &mut Command, input: &str) -> Outcome {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A process that doesn't read its input closes it.
    thread::spawn(move || stdin.write_all(input.as_bytes()));
    finish(child)
}

/// Waits for the end of a process.
pub fn finish(mut child: Child) -> Outcome {
    fn read(stream: Option<impl io::Read + Send + 'static>) -> thread::JoinHandle<String> {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            stream.map(|mut stream| stream.read_to_end(&mut bytes));
            String::from_utf8(bytes).unwrap()
        })
    }
    let (output, errors) = (read(child.stdout.take()), read(child.stderr.take()));
    let status = wait(&mut child);
    Outcome {
        status,
        output: output.join().unwrap(),
        errors: errors.join().unwrap(),
    }
}

/// Waits for the end of a process, and returns its status as a shell does.
pub fn wait(child: &mut Child) -> i32 {
    use std::os::unix::process::ExitStatusExt as _;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status
                .code()
                .or(status.signal().map(|signal| 128 + signal))
                .unwrap();
        }
        if start.elapsed() > TIMEOUT {
            child.kill().unwrap();
            panic!("the process didn't end");
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// Sends a signal by its name, such as `TERM`. The program `kill` may not be installed.
pub fn kill(signal: &str, pid: u32) {
    let script = r#"kill -"$0" "$1""#;
    let mut shell = program("sh");
    let status = shell
        .args(["-c", script, signal, &pid.to_string()])
        .status();
    assert!(status.unwrap().success(), "{signal} {pid}");
}

/// Waits until something is true.
pub fn wait_until(what: &str, is_true: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_true() {
        assert!(start.elapsed() < TIMEOUT, "{what}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// The way in which `-o` creates its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As the file system of this test allows.
    Usual,
    /// As on a file system without nameless files.
    Named,
}

impl Way {
    pub fn all() -> Vec<Self> {
        let named = cfg!(target_os = "linux") && tool("strace").is_some();
        [Self::Usual, Self::Named][..=usize::from(named)].to_vec()
    }

    /// Returns a command that writes into `directory`.
    pub fn command(self, directory: &Path) -> Command {
        if self == Self::Usual {
            return program(BINARY);
        }
        let mut strace = program("strace");
        // The process is strace's parent, so that signals reach it.
        strace.args(["-D", "-f", "-qq", "-o", "/dev/null", "-P"]);
        strace.arg(directory);
        strace.args(["-e", "inject=?open,openat:error=EOPNOTSUPP", BINARY]);
        strace
    }
}

/// A process on its own terminal, and the text that the terminal has shown.
pub struct Terminal {
    /// Killed when it is dropped.
    _process: PtyProcess,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    shown: String,
    /// The end of the text that has been expected so far.
    seen: usize,
}

impl Terminal {
    /// Runs a script of `sh`, whose arguments are the binary and these.
    pub fn script<A: Into<OsString>>(script: &str, arguments: impl IntoIterator<Item = A>) -> Self {
        let mut shell = program("sh");
        // rexpect switches echo off. Linux discards output when a key sends a signal, even output
        // that is written after the signal, unless noflsh is on.
        shell.args(["-c", &format!("stty sane noflsh; {script}"), "sh", BINARY]);
        shell.args(arguments.into_iter().map(Into::into));
        Self::new(shell)
    }

    pub fn new(command: Command) -> Self {
        let mut process = PtyProcess::new(command).unwrap();
        process.set_kill_timeout(Some(1000));
        let keyboard = process.get_file_handle().unwrap();
        let mut display = process.get_file_handle().unwrap();
        let (sender, screen) = channel();
        // It ends when no process has the terminal open.
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(len @ 1..) = display.read(&mut bytes) {
                if sender.send(bytes[..len].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            _process: process,
            keyboard,
            screen,
            shown: String::new(),
            seen: 0,
        }
    }

    /// Waits for a text, and returns the text that was shown before it.
    pub fn expect(&mut self, text: &str) -> String {
        loop {
            if let Some(at) = self.shown[self.seen..].find(text) {
                let before = self.shown[self.seen..][..at].to_owned();
                self.seen += at + text.len();
                return before;
            }
            let is_open = self.read();
            assert!(is_open, "{text:?} isn't in {:?}", self.shown);
        }
    }

    pub fn send(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits until a line can be typed that isn't shown.
    pub fn wait_until_hidden(&self) {
        wait_until("the terminal shows what is typed", || {
            let modes = tcgetattr(&self.keyboard).unwrap().local_modes;
            modes.contains(LocalModes::ICANON) && !modes.contains(LocalModes::ECHO)
        });
    }

    /// Waits until the terminal shows again what is typed.
    pub fn wait_until_shown(&self) {
        wait_until("the terminal hides what is typed", || {
            let modes = tcgetattr(&self.keyboard).unwrap().local_modes;
            modes.contains(LocalModes::ECHO)
        });
    }

    /// Waits for the end, and returns everything that was shown.
    pub fn end(mut self) -> String {
        while self.read() {}
        std::mem::take(&mut self.shown)
    }

    fn read(&mut self) -> bool {
        match self.screen.recv_timeout(TIMEOUT) {
            Ok(bytes) => self.shown += &String::from_utf8_lossy(&bytes),
            Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => panic!("nothing follows {:?}", self.shown),
        }
        true
    }
}
