//! Templates: a template without placeholders prints the same text as printf.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass_fuzz::{assert_says_nothing, command};

const LINE: &[u8] = b"AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

fuzz_target!(|text: &str| {
    if text.contains('\0') {
        return;
    }
    let outcome = command(&[&format!("--format={text}"), "us-east-1"], &[], LINE);
    assert_says_nothing(&outcome.errors, text.as_bytes());

    let escaped = text
        .replace('\\', "\\\\")
        .replace('{', "{{")
        .replace('}', "}}");
    let literal = command(
        &[&format!("--format={{region}}{escaped}"), "us-east-1"],
        &[],
        LINE,
    );
    assert_eq!(
        (literal.status, literal.output),
        (0, format!("us-east-1{text}\n"))
    );
});
