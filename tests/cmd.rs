//! The golden cases: what a user sees in a terminal.
#![cfg(feature = "cli")]

#[test]
fn golden_cases() {
    trycmd::TestCases::new().case("tests/cmd/*.toml");
}
