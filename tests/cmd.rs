//! The golden cases: one behaviour of the command a file.
#![cfg(feature = "cli")]

#[test]
fn golden_cases() {
    trycmd::TestCases::new().case("tests/cmd/*.toml");
}
