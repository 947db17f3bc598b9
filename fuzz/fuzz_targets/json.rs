//! JSON: a converted key is a string of its document, and another reader finds it too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::{Deserializer, Value};
use ses_smtp_pass_fuzz::command;

fuzz_target!(|rest: &[u8]| {
    let input = [b"{", rest].concat();
    let converted = command(&["us-east-1"], &[], &input).output;
    let documents = Deserializer::from_slice(&input).into_iter::<Value>();
    for (password, document) in converted.lines().zip(documents) {
        let document = document.expect("what was converted is JSON");
        assert!(
            has_secret(&document, password),
            "a password is of no string in its document"
        );
    }
});

fn has_secret(value: &Value, password: &str) -> bool {
    match value {
        Value::String(text) => {
            command(&[text.trim(), "us-east-1"], &[], b"")
                .output
                .trim_end()
                == password
                || serde_json::from_str(text).is_ok_and(|inner| has_secret(&inner, password))
        }
        Value::Object(members) => members.values().any(|value| has_secret(value, password)),
        _ => false,
    }
}
