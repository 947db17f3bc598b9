//! REGION and --host: the printed host and port were in the argument, and are accepted again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass::Endpoint;
use ses_smtp_pass_fuzz::{assert_says_nothing, command};

const SECRET: &[u8] = b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

fuzz_target!(|text: &str| {
    if text.contains('\0') {
        return;
    }
    let region = command(
        &[&format!("--region={text}"), "-f{host}:{port}"],
        &[],
        SECRET,
    );
    assert_says_nothing(&region.errors, text.as_bytes());
    if region.status == 0 {
        assert_eq!(
            region.output.lines().count(),
            text.split(',').count(),
            "an item was lost"
        );
        for line in region.output.lines() {
            let endpoint: Endpoint = line.parse().expect("what was written is an endpoint");
            assert!(
                line.starts_with(endpoint.host()),
                "the host isn't the one that was written"
            );
        }
    }
    let host = command(
        &[&format!("--host={text}"), "-f{host}", "us-east-1"],
        &[],
        SECRET,
    );
    assert_says_nothing(&host.errors, text.as_bytes());
    if host.status == 0 {
        assert_eq!(host.output, format!("{text}\n"));
    }
});
