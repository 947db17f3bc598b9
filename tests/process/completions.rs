//! The completions, in the shells they are for, on a real pseudo-terminal.

use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, iter};

use rexpect::session::{PtySession, spawn_command};

use crate::common::{BINARY, binary, escaped, program, scratch, skip, tool};

const VARIABLE: &str = "_SES_SMTP_PASS_COMPLETE";
const TIMEOUT_MS: u64 = 30_000;

/// The text before the Tab key, and the arguments that the command then receives.
const COMPLETED: &[(&str, &[&str])] = &[
    ("--unch", &["--unchecked"]),
    ("--hel", &["--help"]),
    ("us-east-1 --unch", &["us-east-1", "--unchecked"]),
    (
        "--file x us-east-1 --no-n",
        &["--file", "x", "us-east-1", "--no-newline"],
    ),
    ("che", &["check"]),
    ("comp", &["completions"]),
    ("check --from", &["check", "--from-env"]),
    ("check --hel", &["check", "--help"]),
    ("check --region ca-", &["check", "--region", "ca-central-1"]),
    ("check --format j", &["check", "--format", "json"]),
    ("check access", &["check", "accessKeys.csv"]),
    (
        "check --file access",
        &["check", "--file", "accessKeys.csv"],
    ),
    (
        "check --profile news",
        &["check", "--profile", "newsletter"],
    ),
    ("regions --form", &["regions", "--format"]),
    ("regions --format t", &["regions", "--format", "table"]),
    ("formats -f j", &["formats", "-f", "json"]),
    ("completions po", &["completions", "powershell"]),
    ("help reg", &["help", "regions"]),
    ("-f git-", &["-f", "git-credential"]),
    ("--format postf", &["--format", "postfix"]),
    ("--format=postf", &["--format=postfix"]),
    (
        "us-east-1 -n --format=postf",
        &["us-east-1", "-n", "--format=postfix"],
    ),
    ("us-east-1 -f msm", &["us-east-1", "-f", "msmtp"]),
    ("ca-", &["ca-central-1"]),
    ("us-east-1,ca-", &["us-east-1,ca-central-1"]),
    ("SECRET ca-", &["SECRET", "ca-central-1"]),
    ("--region ca-", &["--region", "ca-central-1"]),
    ("-f env ca-", &["-f", "env", "ca-central-1"]),
    ("--profile mail-", &["--profile", "mail-prod"]),
    ("--file access", &["--file", "accessKeys.csv"]),
    ("--file=access", &["--file=accessKeys.csv"]),
    ("--file dir", &["--file", "directory/"]),
    ("--file dir\tx", &["--file", "directory/x"]),
    (
        "us-east-1 --file with",
        &["us-east-1", "--file", "with $(date)"],
    ),
    ("--file ~/access", &["--file", "~/accessKeys.csv"]),
    ("-o access", &["-o", "accessKeys.csv"]),
    // A file for a profile, and a region without an SMTP endpoint, aren't offered.
    ("--profile access", &["--profile", "access"]),
    ("--profile corp", &["--profile", "corp"]),
    // bash would run a part of this name.
    ("--profile odd", &["--profile", "odd"]),
    ("eu-so", &["eu-so"]),
];

const CREDENTIALS: &str = "[mail-prod]\naws_secret_access_key = [not-a-profile]\n";
const CONFIG: &str =
    "[sso-session corp]\n[profile newsletter]\nregion = us-east-1\n[profile odd$(date)]\n";

/// Shows its arguments, with `~` for the home directory, and completes as the command does.
const STAND_IN: &str = r#"#!/bin/sh
if [ -n "$_SES_SMTP_PASS_COMPLETE" ] || [ "$1 $2" = "completions $SHOWN_SHELL" ]; then
    exec "$BINARY" "$@"
fi
for argument; do
    case $argument in
        "$HOME"/*) printf '<~%s>' "${argument#"$HOME"}" ;;
        *) printf '<%s>' "$argument" ;;
    esac
done
echo
"#;

/// A shell that completes the command.
struct Shell {
    name: &'static str,
    arguments: &'static [&'static str],
    /// The file that loads the completions, below the home directory.
    file: &'static str,
    loader: Loader,
    setup: &'static str,
    /// The parts of [`COMPLETED`] that it can't do.
    except: &'static [&'static str],
}

enum Loader {
    /// The output of `ses-smtp-pass completions`.
    Script,
    /// The file that a package installs.
    Packaged(&'static str),
}

impl Shell {
    fn completes(&self, directory: &str) {
        if tool(self.name).is_none() {
            return;
        }
        let home = home(directory);
        let text = match self.loader {
            Loader::Script => script(self.name),
            Loader::Packaged(file) => packaged(file),
        };
        write(&home.join(self.file), &text);
        let mut session = self.start(&home);
        let mut failed = Vec::new();
        for (typed, arguments) in COMPLETED {
            if self.except.contains(typed) {
                continue;
            }
            session
                .send_line(&format!("ses-smtp-pass {typed}\t"))
                .unwrap();
            let shown = session.exp_regex("(<[^\r\n]*>)\r?\n");
            let (_, shown) = shown.unwrap_or_else(|error| panic!("{typed}: {error}"));
            if !shown.contains(&format!("<{}>", arguments.join("><"))) {
                failed.push((typed, shown));
            }
        }
        // An interactive shell ignores the signal that would otherwise end it.
        session.send_line("exit").unwrap();
        session.exp_eof().unwrap();
        assert!(failed.is_empty(), "{}: {failed:#?}", self.name);
    }

    fn start(&self, home: &Path) -> PtySession {
        let mut shell = Command::new(self.name);
        shell
            .args(self.arguments)
            .env_clear()
            .current_dir(home)
            .env("HOME", home)
            .env("ZDOTDIR", home)
            // bash-completion can't read an absolute path with a space.
            .env("BASH_COMPLETION_USER_DIR", "completions")
            .env("TERM", "xterm")
            .env("LC_ALL", "C.UTF-8")
            .env("PATH", path(home))
            .env("BINARY", BINARY)
            .env("SHOWN_SHELL", self.name);
        let mut session = spawn_command(shell, Some(TIMEOUT_MS)).unwrap();
        session.send_line(self.setup).unwrap();
        session.send_line("echo re\"\"ady").unwrap();
        session.exp_string("ready").unwrap();
        session
    }
}

/// Makes a home directory with files to complete.
fn home(directory: &str) -> PathBuf {
    let home = scratch(directory);
    write(&home.join("accessKeys.csv"), "");
    write(&home.join("with $(date)"), "");
    write(&home.join("directory/file"), "");
    // A directory with the name of a format isn't the format.
    write(&home.join("postfix/file"), "");
    write(&home.join(".aws/credentials"), CREDENTIALS);
    write(&home.join(".aws/config"), CONFIG);
    let stand_in = home.join("bin/ses-smtp-pass");
    write(&stand_in, STAND_IN);
    fs::set_permissions(stand_in, fs::Permissions::from_mode(0o755)).unwrap();
    home
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn path(home: &Path) -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let stand_in = iter::once(home.join("bin"));
    env::join_paths(stand_in.chain(env::split_paths(&path))).unwrap()
}

fn script(shell: &str) -> String {
    let output = binary(["completions", shell]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    String::from_utf8(output.stdout).unwrap()
}

fn packaged(file: &str) -> String {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/completions");
    fs::read_to_string(directory.join(file)).unwrap()
}

const BASH: Shell = Shell {
    name: "bash",
    arguments: &["--norc", "--noprofile", "-i"],
    file: "ses-smtp-pass.bash",
    loader: Loader::Script,
    setup: ". ./ses-smtp-pass.bash",
    except: &[],
};

/// The package finds the file by its name when the command is first completed.
const BASH_COMPLETION: Shell = Shell {
    file: "completions/completions/ses-smtp-pass",
    loader: Loader::Packaged("ses-smtp-pass.bash"),
    setup: ". /usr/share/bash-completion/bash_completion",
    ..BASH
};

const ZSH: Shell = Shell {
    name: "zsh",
    arguments: &["-f", "-i"],
    file: "ses-smtp-pass.zsh",
    loader: Loader::Script,
    setup: "autoload -Uz compinit; compinit -u -d ~/dump; . ./ses-smtp-pass.zsh",
    except: &[],
};

const ZSH_FPATH: Shell = Shell {
    file: "functions/_ses-smtp-pass",
    loader: Loader::Packaged("_ses-smtp-pass"),
    setup: "fpath=(~/functions $fpath); autoload -Uz compinit; compinit -u -d ~/dump",
    ..ZSH
};

const FISH: Shell = Shell {
    name: "fish",
    arguments: &["-i"],
    file: ".config/fish/completions/ses-smtp-pass.fish",
    loader: Loader::Packaged("ses-smtp-pass.fish"),
    setup: "true",
    except: &[],
};

const ELVISH: Shell = Shell {
    name: "elvish",
    arguments: &[],
    file: "ses-smtp-pass.elv",
    loader: Loader::Packaged("ses-smtp-pass.elv"),
    setup: "eval (slurp < ses-smtp-pass.elv)",
    // It opens a menu for a value that needs quotes.
    except: &[
        "--format=postf",
        "us-east-1 -n --format=postf",
        "us-east-1,ca-",
        "--file=access",
        "us-east-1 --file with",
        "--file ~/access",
    ],
};

#[test]
fn bash_completes() {
    BASH.completes("bash");
}

#[test]
fn bash_completes_with_its_package() {
    if Path::new("/usr/share/bash-completion/bash_completion").exists() {
        BASH_COMPLETION.completes("bash-completion");
    } else {
        skip("bash-completion");
    }
}

#[test]
fn zsh_completes() {
    ZSH.completes("zsh");
}

/// The first Tab loads the file, and completes too.
#[test]
fn zsh_completes_from_fpath() {
    ZSH_FPATH.completes("zsh-fpath");
    let script = Loader::Script;
    Shell {
        loader: script,
        ..ZSH_FPATH
    }
    .completes("zsh-fpath-script");
}

#[test]
fn fish_completes() {
    FISH.completes("fish");
}

#[test]
fn elvish_completes() {
    ELVISH.completes("elvish");
}

/// strace writes a line for each file that is opened.
#[cfg(target_os = "linux")]
#[test]
fn completing_opens_what_is_completed_and_no_socket() {
    let Some(strace) = tool("strace") else {
        return;
    };
    let home = home("traced");
    let opened = |words: &[&str]| {
        let mut command = program(&strace);
        command.args([
            "-qq",
            "-e",
            "trace=openat,socket",
            BINARY,
            "--",
            "ses-smtp-pass",
        ]);
        command.args(words).current_dir(&home).env("HOME", &home);
        let output = command.env(VARIABLE, "fish").output().unwrap();
        assert!(output.status.success() && !output.stdout.is_empty());
        let trace = String::from_utf8(output.stderr).unwrap();
        assert!(!trace.contains("socket("), "{trace}");
        let of_home = trace
            .split('"')
            .filter_map(|path| path.strip_prefix(&escaped(home.to_str()?)));
        of_home.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(opened(&["us-"]), [""; 0]);
    assert_eq!(opened(&["-f", "p"]), [""; 0]);
    assert_eq!(
        opened(&["--profile", ""]),
        ["/.aws/credentials", "/.aws/config"]
    );
    assert_eq!(opened(&["--file", "acc"]), ["/"]);
}
