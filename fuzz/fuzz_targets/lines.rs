//! Input of any form, and above all lines: one run prints the same results as a run for each line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass_fuzz::{command, convert};

fuzz_target!(|input: &[u8]| {
    convert(input);

    let filter = command(&["us-east-1"], &[], input);
    let text = input.strip_prefix("\u{feff}".as_bytes()).unwrap_or(input);
    let lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let lines: Vec<_> = lines
        .filter(|line| !line.is_empty() && !line.starts_with(b"#"))
        .collect();
    // Other forms have fewer results than lines.
    if filter.status == 0 && filter.output.lines().count() == lines.len() {
        let alone = lines
            .iter()
            .map(|line| command(&["us-east-1"], &[], line).output);
        assert_eq!(
            filter.output,
            alone.collect::<String>(),
            "the filter isn't one run for each line"
        );
    }
});
