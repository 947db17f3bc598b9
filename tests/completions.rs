//! The completion scripts, in the shells that they are for, on a real pseudo-terminal.
#![cfg(all(feature = "cli", unix))]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{command, scratch};
use rexpect::session::{PtySession, spawn_command};
use ses_smtp_pass::format::FORMATS;
use ses_smtp_pass::region::REGIONS;

const TIMEOUT_MS: u64 = 30_000;

/// What is typed before the Tab key, and the arguments that the command then gets.
const COMPLETED: &[(&str, &[&str])] = &[
    ("--unch", &["--unchecked"]),
    ("--hel", &["--help"]),
    ("us-east-1 --unch", &["us-east-1", "--unchecked"]),
    ("--file x us-east-1 --no-n", &["--file", "x", "us-east-1", "--no-newline"]),
    ("che", &["check"]),
    ("comp", &["completions"]),
    ("check --from", &["check", "--from-env"]),
    ("check --hel", &["check", "--help"]),
    ("check --region ca-", &["check", "--region", "ca-central-1"]),
    ("check --format j", &["check", "--format", "json"]),
    ("check access", &["check", "accessKeys.csv"]),
    ("check --file access", &["check", "--file", "accessKeys.csv"]),
    ("regions --form", &["regions", "--format"]),
    ("regions --format t", &["regions", "--format", "table"]),
    ("completions po", &["completions", "powershell"]),
    ("help reg", &["help", "regions"]),
    ("-f git", &["-f", "git-credential"]),
    ("--format pos", &["--format", "postfix"]),
    ("--format=pos", &["--format=postfix"]),
    ("us-east-1 -f ms", &["us-east-1", "-f", "msmtp"]),
    ("ca-", &["ca-central-1"]),
    ("SECRET ca-", &["SECRET", "ca-central-1"]),
    ("-f env ca-", &["-f", "env", "ca-central-1"]),
    ("--file access", &["--file", "accessKeys.csv"]),
    ("--file=access", &["--file=accessKeys.csv"]),
    ("us-east-1 --file with", &["us-east-1", "--file", "with blank"]),
    ("-o access", &["-o", "accessKeys.csv"]),
    // Nothing is offered: no file for a profile, no region without an SMTP endpoint, no name of ours.
    ("--profile access", &["--profile", "access"]),
    ("eu-so", &["eu-so"]),
    ("conv", &["conv"]),
];

/// A shell that completes the command, in whose place a function shows its arguments.
struct Shell {
    name: &'static str,
    arguments: &'static [&'static str],
    /// Where the script goes, below the home folder.
    script: &'static str,
    setup: &'static str,
    /// What of [`COMPLETED`] it cannot.
    except: &'static [&'static str],
}

const SHOW: &str = r#"ses-smtp-pass() { printf '<%s>' "$@"; echo; }"#;
const SHOW_IN_FISH: &str = "function ses-smtp-pass; printf '<%s>' $argv; echo; end";
const SHOW_IN_ELVISH: &str = "fn ses-smtp-pass {|@a| each {|a| print '<'$a'>' } $a; echo }";

impl Shell {
    /// Starts it in a folder with two files, or says that it is not installed.
    fn start(&self, folder: &str) -> Option<PtySession> {
        let version = Command::new(self.name)
            .arg(if self.name == "elvish" { "-version" } else { "--version" })
            .output()
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        // That of macOS cannot be told that a value is a path, which may need quotes.
        if version.as_ref().map_or(true, |version| version.starts_with("GNU bash, version 3.")) {
            skip(self.name);
            return None;
        }
        let home = scratch(folder);
        fs::write(home.join("accessKeys.csv"), "").unwrap();
        fs::write(home.join("with blank"), "").unwrap();
        let path = home.join(self.script);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, script(self.name)).unwrap();

        let mut shell = Command::new(self.name);
        shell.args(self.arguments).env_clear().current_dir(&home);
        shell.envs([("HOME", home.as_os_str()), ("ZDOTDIR", home.as_os_str())]);
        shell.envs([("TERM", "xterm"), ("LC_ALL", "C.UTF-8"), ("PATH", "/usr/local/bin:/usr/bin:/bin")]);
        let mut session = spawn_command(shell, Some(TIMEOUT_MS)).unwrap();
        let show = match self.name {
            "fish" => SHOW_IN_FISH,
            "elvish" => SHOW_IN_ELVISH,
            _ => SHOW,
        };
        session.send_line(&format!("{show}; {}", self.setup)).unwrap();
        session.send_line("echo re\"\"ady").unwrap();
        session.exp_string("ready").unwrap();
        Some(session)
    }

    fn completes(&self, folder: &str) {
        let Some(mut session) = self.start(folder) else { return };
        for (typed, arguments) in COMPLETED {
            if self.except.contains(typed) {
                continue;
            }
            session.send_line(&format!("ses-smtp-pass {typed}\t")).unwrap();
            let shown = format!("<{}>", arguments.join("><"));
            if let Err(error) = session.exp_string(&shown) {
                panic!("{}: {typed}: {error}", self.name);
            }
        }
        // An interactive shell does not heed the signal that would otherwise end it.
        session.send_line("exit").unwrap();
        session.exp_eof().unwrap();
    }
}

#[allow(clippy::print_stderr)]
fn skip(program: &str) {
    eprintln!("skipped: {program} is not installed, or too old");
}

fn script(shell: &str) -> String {
    let output = command().args(["completions", shell]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

const BASH: Shell = Shell {
    name: "bash",
    arguments: &["--norc", "--noprofile", "-i"],
    script: "ses-smtp-pass.bash",
    setup: ". ./ses-smtp-pass.bash",
    except: &[],
};

/// The package finds the script by its place, when it is first asked for.
const BASH_WITH_PACKAGE: Shell = Shell {
    script: ".local/share/bash-completion/completions/ses-smtp-pass",
    setup: ". /usr/share/bash-completion/bash_completion",
    ..BASH
};

const ZSH: Shell = Shell {
    name: "zsh",
    arguments: &["-f", "-i"],
    script: "functions/_ses-smtp-pass",
    setup: "fpath=(~/functions $fpath); autoload -Uz compinit; compinit -u -d ~/dump",
    except: &[],
};

const ZSH_SOURCED: Shell = Shell {
    script: "ses-smtp-pass.zsh",
    setup: "autoload -Uz compinit; compinit -u -d ~/dump; . ./ses-smtp-pass.zsh",
    ..ZSH
};

const FISH: Shell = Shell {
    name: "fish",
    arguments: &["-i"],
    script: ".config/fish/completions/ses-smtp-pass.fish",
    setup: "true",
    except: &[],
};

const ELVISH: Shell = Shell {
    name: "elvish",
    arguments: &[],
    script: "ses-smtp-pass.elv",
    setup: "eval (slurp < ses-smtp-pass.elv)",
    // It leaves the key to a menu where the name needs quotes.
    except: &["--format=pos", "--file=access", "us-east-1 --file with"],
};

#[test]
fn bash_completes() {
    BASH.completes("bash");
}

#[test]
fn bash_completes_with_its_package() {
    if Path::new("/usr/share/bash-completion/bash_completion").exists() {
        BASH_WITH_PACKAGE.completes("bash-with-package");
    } else {
        skip("bash-completion");
    }
}

#[test]
fn zsh_completes() {
    ZSH.completes("zsh");
}

#[test]
fn zsh_completes_from_a_sourced_script() {
    ZSH_SOURCED.completes("zsh-sourced");
}

#[test]
fn fish_completes() {
    FISH.completes("fish");
}

#[test]
fn elvish_completes() {
    ELVISH.completes("elvish");
}

/// PowerShell is not at hand in tests.
#[test]
fn every_script_knows_the_tables() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = script(shell);
        for row in REGIONS {
            assert_eq!(script.contains(row.code), row.host().is_some(), "{shell}: {}", row.code);
        }
        for row in FORMATS {
            assert!(script.contains(row.name), "{shell}: {}", row.name);
        }
        for name in ["check", "regions", "completions", "file", "no-newline", "elvish"] {
            assert!(script.contains(name), "{shell}: {name}");
        }
        assert!(!script.contains("{subcommands}") && !script.contains("{values}"), "{shell}");
    }
}

#[test]
fn powershell_script_has_the_values_of_options() {
    let script = script("powershell");
    assert!(script.contains("' -f' = @('password', 'json', "), "{script}");
    assert!(script.contains("'check --format' = @('text', 'json')"), "{script}");
    assert!(script.contains("$typed[0] -cin 'check regions completions help'.Split(' ')"), "{script}");
}
