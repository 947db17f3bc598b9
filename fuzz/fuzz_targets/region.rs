//! REGION and --host: what comes out is what stood there, and comes out again when it is put in.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ses_smtp_pass::Endpoint;
use ses_smtp_pass::endpoint::{is_like_region, parse_host_option};
use ses_smtp_pass_fuzz::assert_says_nothing_of;

fuzz_target!(|text: &str| {
    let lower = text.to_ascii_lowercase();
    match Endpoint::parse_list(text) {
        Ok(endpoints) => {
            assert_eq!(endpoints.len(), text.split(',').count(), "an item was lost");
            assert!(is_like_region(text), "a region is not taken for one");
            for (endpoint, item) in endpoints.iter().zip(lower.split(',')) {
                assert!(item.contains(endpoint.region()), "a region out of nowhere");
                let host = endpoint.host.clone().unwrap_or_else(|| endpoint.region().to_owned());
                let again = endpoint.port.map_or(host.clone(), |port| format!("{host}:{port}"));
                assert!(item.contains(&again) || item.trim() == endpoint.region(), "a host out of nowhere");
                let again = Endpoint::parse_list(&again).expect("what came out can be put in");
                assert_eq!(again, std::slice::from_ref(endpoint));
                if let Some(doubt) = endpoint.doubt() {
                    assert!(!doubt.to_string().is_empty());
                }
            }
        }
        Err(error) => assert_says_nothing_of(&error.to_string(), text),
    }
    if let Ok(host) = parse_host_option(text) {
        assert!(text.contains(&host), "a host out of nowhere");
        let is_harmless = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        assert!(host.chars().all(is_harmless), "a host that breaks out of its line");
    }
});
