//! `--from-env`, and that no other variable changes a result.
#![cfg(feature = "cli")]

mod common;

use std::process::Output;

use common::{PASSWORD, SECRET, command, stderr};

const ID: &str = "AKIAIOSFODNN7EXAMPLE";

fn from_env(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    command()
        .args(["--from-env", "us-east-1"])
        .args(arguments)
        .env_clear()
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

#[test]
fn both_variables_are_taken() {
    let keys = [("AWS_ACCESS_KEY_ID", ID), ("AWS_SECRET_ACCESS_KEY", SECRET)];
    let output = from_env(&["-f", "{username}:{password}"], &keys);
    assert_eq!(output.stdout, format!("{ID}:{PASSWORD}\n").as_bytes(), "{output:?}");
    let output = from_env(&["-f", "{username}:{password}"], &[keys[0], keys[1], ("AWS_SESSION_TOKEN", "")]);
    assert_eq!(output.stdout, format!("{ID}:{PASSWORD}\n").as_bytes(), "{output:?}");
}

#[test]
fn id_may_be_absent_where_no_user_name_is_needed() {
    let secret = [("AWS_SECRET_ACCESS_KEY", SECRET)];
    assert_eq!(from_env(&[], &secret).stdout, format!("{PASSWORD}\n").as_bytes());
    let output = from_env(&["-f", "netrc"], &secret);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no access key ID, which the format needs"), "{output:?}");
    let output = from_env(&["-f", "{username}", "--access-key-id", ID], &secret);
    assert_eq!(output.stdout, format!("{ID}\n").as_bytes());
}

#[test]
fn what_is_missing_or_wrong_is_refused() {
    let id = ("AWS_ACCESS_KEY_ID", ID);
    let secret = ("AWS_SECRET_ACCESS_KEY", SECRET);
    for (variables, expected) in [
        (&[][..], "AWS_SECRET_ACCESS_KEY is not set"),
        (&[id], "AWS_SECRET_ACCESS_KEY is not set"),
        (&[id, ("AWS_SECRET_ACCESS_KEY", " ")], "AWS_SECRET_ACCESS_KEY is not set"),
        (&[id, secret, ("AWS_SESSION_TOKEN", "x")], "temporary credentials (a session token)"),
        (&[id, secret, ("AWS_SECURITY_TOKEN", "x")], "temporary credentials (a session token)"),
        (&[("AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE"), secret], "temporary credentials (ASIA)"),
        (&[("AWS_ACCESS_KEY_ID", "me"), secret], "no access key ID, where one belongs"),
        (
            &[("AWS_ACCESS_KEY_ID", SECRET), ("AWS_SECRET_ACCESS_KEY", ID)],
            "no access key ID, where one belongs",
        ),
        (&[id, ("AWS_SECRET_ACCESS_KEY", PASSWORD)], "already an SES SMTP password"),
    ] {
        let output = from_env(&[], variables);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{variables:?}");
        let start = format!("ses-smtp-pass: the environment: {expected}");
        assert!(stderr(&output).starts_with(&start), "{variables:?}: {output:?}");
    }
}

#[test]
fn environment_changes_nothing_that_was_not_asked_for() {
    let output = command()
        .args([SECRET, "us-east-1"])
        .envs([
            ("AWS_REGION", "eu-west-1"),
            ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWS_PROFILE", "x"),
            ("AWS_ACCESS_KEY_ID", "x"),
            ("AWS_SECRET_ACCESS_KEY", "x"),
            ("AWS_SESSION_TOKEN", "x"),
            ("AWS_SHARED_CREDENTIALS_FILE", "/nowhere"),
            ("CLICOLOR_FORCE", "1"),
            ("RUST_BACKTRACE", "1"),
        ])
        .output()
        .unwrap();
    assert_eq!((output.stdout, output.stderr), (format!("{PASSWORD}\n").into_bytes(), vec![]));
}
