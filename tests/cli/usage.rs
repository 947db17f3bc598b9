//! Command lines: the order of checking, the accepted ones, and the help.

use crate::common::{PASSWORD, SECRET, command};

#[test]
fn converts_arguments() {
    let outcome = command([SECRET, "us-east-1"]).run_unread();
    assert_eq!(
        (outcome.status, outcome.output),
        (0, format!("{PASSWORD}\n"))
    );
}
