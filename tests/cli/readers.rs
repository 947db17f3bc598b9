//! Inputs that independent readers have read: Python's csv and json, python-dotenv, bash, botocore.

use std::path::Path;

use serde_json::Value;
use ses_smtp_pass::derive;

use crate::common::{Outcome, command};

/// Checked in. tests/readers/make.py writes any number of them, for this variable to name.
const CASES: &str = include_str!("../readers/cases.jsonl");
const OTHER_CASES: &str = "SES_SMTP_PASS_READERS";

/// The fields of a case.
struct Case {
    kind: String,
    input: String,
    /// The results of the keys that the reader found.
    results: Vec<String>,
    is_complete: bool,
}

impl Case {
    fn parse(line: &str) -> Self {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let result = |key: &Value| {
            let password = derive::smtp_password(key[1].as_str().unwrap(), "us-east-1");
            let username = key[0].as_str().map(|id| format!("\"username\":\"{id}\","));
            format!(
                "{{{}\"password\":\"{}\"",
                username.unwrap_or_default(),
                password.expose_secret()
            )
        };
        Self {
            kind: text(&case["kind"]),
            input: text(&case["input"]),
            results: case["keys"]
                .as_array()
                .unwrap()
                .iter()
                .map(result)
                .collect(),
            is_complete: case["complete"].as_bool().unwrap(),
        }
    }

    /// The words of the input that could be a part of a key.
    fn values(&self) -> impl Iterator<Item = &str> {
        let is_inside = |c: char| c.is_ascii_alphanumeric() || "+/".contains(c);
        let words = self.input.split(move |c| !is_inside(c));
        words.filter(|word| word.len() >= 16 && word.bytes().any(|b| b.is_ascii_digit()))
    }

    fn run(&self, path: &Path) -> Outcome {
        let variable = match self.kind.as_str() {
            "credentials" => "AWS_SHARED_CREDENTIALS_FILE",
            "config" => "AWS_CONFIG_FILE",
            _ => return command(["-f", "json", "us-east-1"]).run(&self.input),
        };
        std::fs::write(path, &self.input).unwrap();
        command(["-f", "json", "--profile", "mail", "us-east-1"])
            .variable(variable, path)
            .run("")
    }
}

#[test]
// With other cases, the figures are the purpose of the test.
#[allow(clippy::print_stderr)]
fn reads_what_other_readers_read() {
    let other = std::env::var_os(OTHER_CASES).map(|path| std::fs::read_to_string(path).unwrap());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readers");
    let (mut wrong, mut shown, mut rejected, mut count) = (0, 0, 0, 0);
    for line in other.as_deref().unwrap_or(CASES).lines() {
        let case = Case::parse(line);
        let outcome = case.run(&path);
        let results: Vec<&str> = outcome.output.lines().collect();
        let mut pairs = results.iter().zip(&case.results);
        let is_right = results.len() <= case.results.len()
            && pairs.all(|(result, expected)| result.starts_with(expected.as_str()))
            && (outcome.status != 0 || case.is_complete && results.len() == case.results.len());
        let is_shown = case.values().any(|value| outcome.errors.contains(value));
        if (!is_right || is_shown) && wrong + shown < 20 {
            eprintln!("{line}\n{outcome:?}");
        }
        count += 1;
        wrong += i32::from(!is_right);
        shown += i32::from(is_shown);
        rejected += i32::from(outcome.status != 0 && case.is_complete);
    }
    eprintln!(
        "{count} inputs: {wrong} wrong results, {shown} messages with a value, {rejected} rejected \
         that another reader accepts"
    );
    assert_eq!((wrong, shown), (0, 0));
}
