//! Formats and templates, where every byte of the output counts.
#![cfg(feature = "cli")]

mod common;

use common::{OTHER_PASSWORD, OTHER_SECRET, command, run, stderr};
use ses_smtp_pass::format::FORMATS;

const ARGUMENTS: [&str; 4] = ["--access-key-id", "AKIAIOSFODNN7EXAMPLE", OTHER_SECRET, "us-east-1"];

fn template(text: &str) -> std::process::Output {
    run([&["-f", text][..], &ARGUMENTS].concat(), b"")
}

#[test]
fn template_has_every_placeholder_brace_and_escape() {
    let output = template(
        r"{{{region}}}\t{scheme}://{username}:{password_url}@{host}:{port}?starttls={starttls}\\\n{password}é",
    );
    let expected = format!(
        "{{us-east-1}}\tsmtp://AKIAIOSFODNN7EXAMPLE:BJ1%2F%2Fu46F%2Bv6TpoWVD6H1lauzBIrxP%2F%2F2xfYmHRSXwt%2F\
         @email-smtp.us-east-1.amazonaws.com:587?starttls=on\\\n{OTHER_PASSWORD}é\n"
    );
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
}

#[test]
fn broken_templates_are_refused() {
    for (text, expected) in [
        (r"{password}\", r"there are \n, \t and \\"),
        (r"{password}\é", r"there are \n, \t and \\"),
        (r"\{password}", r"there are \n, \t and \\"),
        ("{password", "a brace without its other"),
        ("{password}}", "a brace without its other"),
        ("{", "a brace without its other"),
        ("{{}", "a brace without its other"),
        ("{}", "an unknown placeholder"),
        ("{ password }", "an unknown placeholder"),
        ("{PASSWORD}", "an unknown placeholder"),
        ("{{{é}", "an unknown placeholder"),
        ("password}", "--format is unknown"),
        ("", "--format is unknown"),
    ] {
        let output = template(text);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{text}: {output:?}");
        assert!(stderr(&output).contains(expected), "{text}: {output:?}");
    }
}

#[test]
fn no_newline_leaves_out_the_last_byte_of_every_format() {
    for format in FORMATS {
        let with = template_named(format.name, &[]);
        let without = template_named(format.name, &["-n"]);
        assert_eq!(with, [without, b"\n".to_vec()].concat(), "{}", format.name);
    }
}

fn template_named(name: &str, more: &[&str]) -> Vec<u8> {
    let output = run([&["-f", name][..], more, &ARGUMENTS].concat(), b"");
    assert!(output.status.success() && output.stderr.is_empty(), "{name}: {output:?}");
    output.stdout
}

#[test]
fn every_format_goes_into_a_file() {
    let folder = common::scratch("formats");
    for format in FORMATS {
        let path = folder.join(format.name);
        let arguments = [&["-f", format.name][..], &ARGUMENTS].concat();
        assert!(command().args(arguments).arg("-o").arg(&path).status().unwrap().success());
        assert_eq!(std::fs::read(path).unwrap(), template_named(format.name, &[]));
    }
}

#[test]
fn help_lists_every_format() {
    let output = run(["--help"], b"");
    let help = String::from_utf8(output.stdout).unwrap();
    for format in FORMATS {
        assert!(help.contains(&format!("{:<15} {}", format.name, format.summary)), "{}", format.name);
    }
}

#[test]
fn help_warns_of_secrets_as_arguments_and_names_the_exit_status() {
    let help = String::from_utf8(run(["--help"], b"").stdout).unwrap();
    assert!(help.contains("Other users see it in `ps`"), "{help}");
    assert!(help.contains("Exit status:"), "{help}");
    assert!(help.lines().all(|line| line.chars().count() <= 90), "{help}");
    let short = String::from_utf8(run(["-h"], b"").stdout).unwrap();
    assert!(short.lines().count() <= 36, "{short}");
}
