//! Variables: a converted key is in the text, and is the only one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass_fuzz::convert;

fuzz_target!(|rest: &[u8]| {
    assert!(
        convert(&[b"A=\n", rest].concat()).len() <= 1,
        "more than one secret"
    );
});
