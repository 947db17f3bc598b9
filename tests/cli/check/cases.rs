//! Configurations in the files beside this one, with the findings about each of their accounts.

use super::{accounts, check};
use crate::common::{ID, PASSWORD};

/// Checks each case of a file. A case has a title after `==`, a text, and the results after `->`:
/// for each account, its line and the code or state of each finding, or `none` without an account.
fn check_cases(file: &str) {
    let file = file
        .replace("$PASSWORD", PASSWORD)
        .replace("$IRELAND", "BMW5RDrXmmVs0lV7GpI4oLkHXpZ4stDsk6q91z1g38Pk")
        .replace("$ID", ID)
        .replace("$HOST", "email-smtp.us-east-1.amazonaws.com");
    let cases = file.strip_prefix("== ").expect("a file begins with a case");
    for case in cases.split("\n== ") {
        let is_result = |line: &&str| line.starts_with("-> ");
        let (expected, lines): (Vec<_>, Vec<_>) = case.lines().partition(is_result);
        let text = lines[1..].join("\n");
        let accounts = accounts(&check(&text, false));
        let found: Vec<_> = accounts.iter().map(summary).collect();
        assert_eq!(found, expected, "{case}");
    }
}

#[test]
fn texts_in_values_have_a_maximum_depth() {
    let mut text = format!("{{\"smtp_password\": \"{PASSWORD}\"}}");
    for depth in 0..5 {
        let expected = if depth <= 3 { 0 } else { 2 };
        assert_eq!(check(&text, false).status, expected, "{text}");
        text = serde_json::json!({ "x": text }).to_string();
    }
}

fn summary(account: &serde_json::Value) -> String {
    let Some(line) = account["line"].as_u64() else {
        return "-> none".to_owned();
    };
    let findings = account["findings"].as_array().expect("it is a list");
    let codes = findings.iter().map(|finding| {
        let code = finding["code"].as_str().or(finding["state"].as_str());
        code.expect("a finding has a state")
    });
    format!("-> {line}: {}", codes.collect::<Vec<_>>().join(" "))
}

#[test]
fn settings_belong_to_their_passwords() {
    check_cases(include_str!("accounts.txt"));
}

#[test]
fn syntaxes_have_their_values_and_blocks() {
    check_cases(include_str!("syntaxes.txt"));
}

#[test]
fn lines_have_their_parts() {
    check_cases(include_str!("lines.txt"));
}
