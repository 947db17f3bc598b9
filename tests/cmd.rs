//! The golden cases: the output in a user's terminal.
#![cfg(feature = "cli")]

#[test]
fn golden_cases() {
    trycmd::TestCases::new().case("tests/cmd/*.toml");
}
