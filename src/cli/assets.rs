//! Files in assets/ that are made of the definition of the command line, and committed.

use std::{env, fs};

/// Asserts that a file is what is generated, or makes it so where asked to.
pub fn assert_generated(file: &str, committed: &str, generated: &str) {
    let path = format!("{}/assets/{file}", env!("CARGO_MANIFEST_DIR"));
    if env::var_os("ASSETS").is_some_and(|value| value == "overwrite") {
        fs::write(path, generated).expect("the file can be written");
        return;
    }
    assert!(
        committed == generated,
        "assets/{file} is stale: ASSETS=overwrite cargo test --bin ses-smtp-pass"
    );
}
