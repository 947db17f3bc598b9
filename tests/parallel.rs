//! The filter under GNU parallel: the bytes of one process.
#![cfg(all(feature = "cli", unix))]

mod common;

use std::fs::{self, File};
use std::process::Command;

use common::{OTHER_SECRET, SECRET, command, scratch};

#[test]
#[allow(clippy::print_stderr)]
fn gnu_parallel_gives_the_bytes_of_one_process() {
    let version = Command::new("parallel").arg("--version").output();
    if !version.is_ok_and(|version| version.stdout.starts_with(b"GNU parallel")) {
        eprintln!("skipped: GNU parallel is not installed");
        return;
    }
    let path = scratch("parallel").join("secrets");
    fs::write(&path, format!("{SECRET}\n{OTHER_SECRET}\n").repeat(20_000)).unwrap();
    let run = |command: &mut Command| command.stdin(File::open(&path).unwrap()).output().unwrap();
    let alone = run(command().args(["-", "us-east-1"]));
    let parallel = run(Command::new("parallel")
        .args(["--will-cite", "--pipe", "--keep-order", "--halt", "now,fail=1", "--block", "100k", "-j", "4"])
        .args([env!("CARGO_BIN_EXE_ses-smtp-pass"), "-", "us-east-1"]));
    assert!(alone.status.success() && parallel.status.success(), "{parallel:?}");
    assert_eq!(alone.stdout.len(), 40_000 * 45);
    assert!(alone.stdout == parallel.stdout, "{} bytes", parallel.stdout.len());
}
