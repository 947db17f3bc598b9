//! CSV: what is converted stands in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass_fuzz::{assert_converted_alike, contains, convert};

fuzz_target!(|rest: &[u8]| {
    let input = [b"Secret access key", rest].concat();
    let secrets = assert_converted_alike(&input);
    // A quotation mark is doubled in a cell; no secret access key that is converted unasked has one.
    let converted = convert(&input).output.len() / 45;
    assert!(secrets[..converted].iter().all(|secret| contains(&input, secret)), "a secret out of nowhere");
});
