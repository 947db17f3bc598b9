//! Env lines: what is converted stands in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass_fuzz::{assert_converted_alike, contains};

fuzz_target!(|rest: &[u8]| {
    let input = [b"A=\n", rest].concat();
    let secrets = assert_converted_alike(&input);
    assert!(secrets.iter().all(|secret| contains(&input, secret)), "a secret out of nowhere");
    assert!(secrets.len() <= 1, "more than one secret");
});
