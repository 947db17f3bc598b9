//! The findings of `check` about configurations.

mod cases;
mod codes;
mod command;
mod properties;
mod readers;
mod recipes;
mod words;

use serde_json::Value;

use crate::common::{ID, Outcome, SECRET, command};

/// Checks a text with AWS's documentation key, or without a key.
fn check(text: &str, has_key: bool) -> Outcome {
    let arguments = ["check", "-fjson", "--from-env"];
    command(&arguments[..if has_key { 3 } else { 2 }])
        .variable("AWS_ACCESS_KEY_ID", ID)
        .variable("AWS_SECRET_ACCESS_KEY", SECRET)
        .run(text)
}

/// Returns the accounts in JSON.
fn accounts(outcome: &Outcome) -> Vec<Value> {
    let lines = outcome.output.lines();
    let account = |line| serde_json::from_str(line).expect("each line is JSON");
    lines.map(account).collect()
}

/// Returns the findings that are wrong, as `about code`, of all accounts.
fn wrong(outcome: &Outcome) -> Vec<String> {
    findings(outcome, "wrong")
}

fn findings(outcome: &Outcome, state: &str) -> Vec<String> {
    let accounts = accounts(outcome);
    let findings = accounts
        .iter()
        .flat_map(|account| account["findings"].as_array().expect("findings are a list"));
    let findings = findings.filter(|finding| finding["state"] == state);
    let name = |finding: &Value| {
        let code = finding["code"].as_str().unwrap_or_default();
        format!("{} {code}", finding["about"].as_str().unwrap_or_default())
    };
    findings
        .map(|finding| name(finding).trim().to_owned())
        .collect()
}
