//! The candidates for a word, as fish reads them: one per line, with its description.

use std::fs;
use std::path::Path;

use ses_smtp_pass::Region;

use crate::common::{Command, Outcome, SECRET, command, run_line};

const VARIABLE: &str = "_SES_SMTP_PASS_COMPLETE";

fn completing(words: &[&str]) -> Command {
    command(["--", "ses-smtp-pass"].iter().chain(words)).variable(VARIABLE, "fish")
}

/// Returns the values of the candidates for the last word.
fn candidates(words: &[&str]) -> Vec<String> {
    values(&completing(words).run(""))
}

fn values(outcome: &Outcome) -> Vec<String> {
    assert_eq!((outcome.status, outcome.errors.as_str()), (0, ""));
    let value = |line: &str| line.split('\t').next().unwrap().to_owned();
    outcome.output.lines().map(value).collect()
}

#[test]
fn offers_every_region() {
    let codes: Vec<_> = Region::ALL.iter().map(|region| region.code()).collect();
    assert_eq!(candidates(&["--region", ""]), codes);
    assert_eq!(candidates(&["check", "--region", ""]), codes);
    let first = candidates(&[""]);
    assert!(codes.iter().all(|code| first.iter().any(|it| it == code)));
}

#[test]
fn offers_every_format() {
    let list = run_line("formats --format json", "").output;
    let offered = candidates(&["-f", ""]);
    assert!(offered.len() > 30, "{offered:?}");
    assert_eq!(list.matches("\"name\":").count(), offered.len());
    for name in offered {
        assert!(list.contains(&format!("\"name\":\"{name}\"")), "{name}");
    }
}

#[test]
fn offers_the_values_of_other_arguments() {
    assert_eq!(candidates(&["check", "-f", ""]), ["text", "json"]);
    assert_eq!(candidates(&["regions", "-f", ""]), ["table", "json"]);
    assert_eq!(candidates(&["formats", "-f", ""]), ["table", "json"]);
    let shells = ["bash", "elvish", "fish", "powershell", "zsh"];
    let offered = candidates(&["completions", ""]);
    assert!(offered.iter().filter(|it| !it.starts_with('-')).eq(shells));
}

#[test]
fn describes_regions_and_formats() {
    let region = completing(&["ap-northeast-1"]).run("").output;
    assert_eq!(region, "ap-northeast-1\tAsia Pacific (Tokyo)\n");
    let format = completing(&["-f", "postf"]).run("").output;
    assert_eq!(format, "postfix\tPostfix\n");
}

#[test]
fn offers_the_names_of_profiles_and_nothing_else_of_the_files() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("completed-profiles");
    fs::create_dir_all(&directory).unwrap();
    let write = |name: &str, text: String| {
        fs::write(directory.join(name), text).unwrap();
        directory.join(name)
    };
    let credentials = format!(
        "[default]\naws_secret_access_key = {SECRET}\n# [comment]\n[mail]\nx = 1\n  [{SECRET}]\n"
    );
    let config = "[default]\n[Default]\n[profile a-_.@+/1]\n[profile ü]\n[profile news]\n[profile \"quoted\"]\n[sso-session s]\n[services v]\n";
    let outcome = completing(&["--profile", ""])
        .variable(
            "AWS_SHARED_CREDENTIALS_FILE",
            write("credentials", credentials),
        )
        .variable("AWS_CONFIG_FILE", write("config", config.to_owned()))
        .run("");
    assert_eq!(
        values(&outcome),
        ["a-_.@+/1", "default", "mail", "news", "quoted", "ü"]
    );
}

#[test]
fn profiles_need_no_file() {
    let none = completing(&["--profile", ""]).variable("HOME", "/nonexistent");
    assert_eq!(values(&none.run("")), [""; 0]);
    assert_eq!(candidates(&["--profile", ""]), [""; 0]);
}

#[test]
fn another_value_of_the_variable_is_an_error_that_does_not_repeat_it() {
    for value in ["powershell", "0", "Bash", "/bin/bash", SECRET] {
        let arguments = ["--", "ses-smtp-pass", "us-"];
        let outcome = command(arguments).variable(VARIABLE, value).run("");
        let errors = "\
ses-smtp-pass: error: _SES_SMTP_PASS_COMPLETE isn't bash, zsh, fish, or elvish
ses-smtp-pass: hint: unset the variable; only the completion scripts set it
";
        assert_eq!((outcome.status, outcome.errors.as_str()), (1, errors));
        assert_eq!(outcome.output, "");
    }
}

#[test]
fn a_variable_that_was_left_set_is_an_error() {
    let arguments = [SECRET, "us-east-1"];
    let outcome = command(arguments).variable(VARIABLE, "fish").run("");
    let errors = "\
ses-smtp-pass: error: _SES_SMTP_PASS_COMPLETE is set, but there is no word to complete
ses-smtp-pass: hint: unset the variable; only the completion scripts set it
";
    assert_eq!((outcome.status, outcome.errors.as_str()), (1, errors));
    let empty = command(arguments).variable(VARIABLE, "").run("");
    assert_eq!(empty.status, 0, "{}", empty.errors);
}

/// The engine's script for PowerShell would evaluate the user's input.
#[test]
fn powershell_script_is_static() {
    let script = run_line("completions powershell", "").output;
    assert!(!script.contains(VARIABLE) && !script.contains("Invoke-Expression"));
    for name in ["check", "completions", "--profile", "--no-newline", "-f"] {
        assert!(script.contains(&format!("'{name}'")), "{name}");
    }
}
