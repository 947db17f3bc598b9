//! The README's console blocks, run as they stand.
#![cfg(all(feature = "cli", unix))]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::SECRET;

/// The text between the fences of each console block.
fn console_blocks() -> Vec<&'static str> {
    let readme = include_str!("../README.md");
    readme.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// The commands of a block, each with the output that follows it.
fn commands(block: &str) -> impl Iterator<Item = (&str, &str)> {
    block.split("$ ").skip(1).map(|entry| entry.split_once('\n').unwrap())
}

#[test]
fn console_blocks_print_what_they_show() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("secret"), format!("{SECRET}\n")).unwrap();
    fs::write(folder.join("secrets"), format!("{SECRET}\nhkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE\n"))
        .unwrap();
    let binaries = Path::new(env!("CARGO_BIN_EXE_ses-smtp-pass")).parent().unwrap();
    let path = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap());

    let blocks = console_blocks();
    assert!(blocks.len() >= 5, "the README has lost its console blocks");
    for block in blocks {
        // One shell a block, so that a variable lives on; a mark between the commands' outputs.
        let script: String = commands(block).map(|(command, _)| [command, "\necho @@@\n"].concat()).collect();
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1\n{script}")])
            .current_dir(&folder)
            .env("PATH", &path)
            .env("AWS_SECRET_ACCESS_KEY", SECRET)
            .output()
            .unwrap();
        let expected: String = commands(block).map(|(_, output)| [output, "@@@\n"].concat()).collect();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected, "{block}");
    }
}
