//! TODO

use crate::common::{PASSWORD, SECRET, command};

#[test]
fn converts_arguments() {
    let outcome = command([SECRET, "us-east-1"]).run("");
    assert_eq!(
        (outcome.status, outcome.output),
        (0, format!("{PASSWORD}\n"))
    );
}
