//! The README's console blocks, run as they stand.
#![cfg(all(feature = "cli", unix))]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use common::{OTHER_SECRET, PASSWORD, SECRET, scratch};

/// The text between the fences of each console block.
fn console_blocks() -> Vec<&'static str> {
    let readme = include_str!("../README.md");
    readme.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// The commands of a block, each with the output that follows it.
fn commands(block: &str) -> impl Iterator<Item = (&str, &str)> {
    block.split("$ ").skip(1).map(|entry| entry.split_once('\n').unwrap())
}

const ID: &str = "AKIAIOSFODNN7EXAMPLE";

/// Puts a program into the folder that prints what the real one would for a first argument.
fn answer_as(folder: &Path, program: &str, argument: &str, answer: &str) {
    fs::write(folder.join(argument), answer).unwrap();
    let path = folder.join(program);
    fs::write(&path, format!("#!/bin/sh\ncat '{}'/\"$1\"\n", folder.display())).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn console_blocks_print_what_they_show() {
    let folder = scratch("readme");
    fs::write(folder.join("secret"), format!("{SECRET}\n")).unwrap();
    fs::write(folder.join("secrets"), format!("{SECRET}\n{OTHER_SECRET}\n")).unwrap();
    fs::write(folder.join("accessKeys.csv"), format!("Access key ID,Secret access key\r\n{ID},{SECRET}\r\n"))
        .unwrap();
    fs::write(folder.join("app.env"), format!("AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\n"))
        .unwrap();
    fs::write(
        folder.join("profiles"),
        format!("[mail]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n"),
    )
    .unwrap();
    let host = "[email-smtp.us-west-2.amazonaws.com]:587";
    fs::write(folder.join("sasl_passwd"), format!("{host} {ID}:{PASSWORD}\n")).unwrap();
    answer_as(
        &folder,
        "aws",
        "iam",
        &format!(r#"{{"AccessKey": {{"AccessKeyId": "{ID}", "SecretAccessKey": "{SECRET}"}}}}"#),
    );
    answer_as(
        &folder,
        "aws",
        "secretsmanager",
        &format!(r#"{{"SecretString": "{{\"secret_access_key\": \"{SECRET}\"}}"}}"#),
    );
    answer_as(
        &folder,
        "vault",
        "kv",
        &format!(r#"{{"data": {{"data": {{"secret_access_key": "{SECRET}"}}}}}}"#),
    );
    let binaries = Path::new(env!("CARGO_BIN_EXE_ses-smtp-pass")).parent().unwrap();
    let path = format!("{}:{}:{}", binaries.display(), folder.display(), std::env::var("PATH").unwrap());

    let blocks = console_blocks();
    assert!(blocks.len() >= 5, "the README has lost its console blocks");
    for block in blocks {
        // One shell a block, so that a variable lives on; a mark between the commands' outputs.
        let script: String = commands(block).map(|(command, _)| [command, "\necho @@@\n"].concat()).collect();
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1\n{script}")])
            .current_dir(&folder)
            .env("PATH", &path)
            .env("AWS_ACCESS_KEY_ID", ID)
            .env("AWS_SECRET_ACCESS_KEY", SECRET)
            .env("AWS_SHARED_CREDENTIALS_FILE", folder.join("profiles"))
            .output()
            .unwrap();
        let expected: String = commands(block).map(|(_, output)| [output, "@@@\n"].concat()).collect();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected, "{block}");
    }
}
