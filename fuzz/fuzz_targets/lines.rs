//! Input of any form, and above all lines: the filter gives what one run a line gives.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass_fuzz::{assert_converted_alike, convert};

fuzz_target!(|input: &[u8]| {
    assert_converted_alike(input);

    let filter = convert(input);
    let is_alike_alone = |line: &[u8]| {
        let line = line.trim_ascii();
        !line.is_empty() && !line.starts_with(b"#") && !line.contains(&b'\t')
    };
    let text = input.strip_prefix("\u{feff}".as_bytes()).unwrap_or(input);
    let lines: Vec<_> = text.split(|byte| *byte == b'\n').filter(|line| is_alike_alone(line)).collect();
    // Other forms have fewer results than lines.
    if filter.error.is_none() && filter.output.len() == 45 * lines.len() {
        let outputs: Vec<_> = lines.iter().map(|line| convert(line).output).collect();
        assert_eq!(filter.output, outputs.concat(), "the filter is not one run a line");
    }
});
