//! The man page, as mandoc reads it.

use std::path::PathBuf;

use crate::common::{program, tool};

fn mandoc(options: &[&str]) -> Option<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/packaging/ses-smtp-pass.1");
    let mandoc: PathBuf = tool("mandoc")?;
    let output = program(mandoc).args(options).arg(path).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    Some(String::from_utf8(text).unwrap())
}

#[test]
fn man_page_is_clean() {
    if let Some(findings) = mandoc(&["-T", "lint"]) {
        assert_eq!(findings, "");
    }
}

#[test]
fn man_page_fits_80_columns_and_breaks_no_word() {
    let Some(text) = mandoc(&["-T", "ascii", "-O", "width=80"]) else {
        return;
    };
    // Bold and underlined characters are written over each other.
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut shown = String::new();
        for c in line.chars() {
            match c {
                '\u{8}' => drop(shown.pop()),
                c => shown.push(c),
            }
        }
        lines.push(shown);
    }
    assert!(lines.len() > 400);
    for line in lines {
        let is_broken = line.ends_with('-') && !line.ends_with(" -");
        assert!(line.chars().count() <= 80 && !is_broken, "{line}");
    }
}
