//! JSON: what is converted is a string of its document, as another reader has it too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::{Deserializer, Value};
use ses_smtp_pass_fuzz::{assert_converted_alike, contains};

fuzz_target!(|rest: &[u8]| {
    let input = [b"{", rest].concat();
    let secrets = assert_converted_alike(&input);
    let documents = Deserializer::from_slice(&input).into_iter::<Value>();
    for (secret, document) in secrets.iter().zip(documents) {
        let document = document.expect("what was converted is JSON");
        // The other reader keeps the last of two values under one name only, here a null counts as absent.
        assert!(has_string(&document, secret) || contains(&input, secret), "a secret out of nowhere");
    }
});

fn has_string(value: &Value, wanted: &str) -> bool {
    match value {
        Value::String(text) => {
            text.trim() == wanted || serde_json::from_str(text).is_ok_and(|inner| has_string(&inner, wanted))
        }
        Value::Object(members) => members.values().any(|value| has_string(value, wanted)),
        _ => false,
    }
}
