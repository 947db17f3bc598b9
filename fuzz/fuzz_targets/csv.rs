//! CSV: a converted key is in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass_fuzz::convert;

fuzz_target!(|rest: &[u8]| {
    convert(&[b"Secret access key", rest].concat());
});
