//! The derivation against passwords computed by another program, and its properties.

use std::collections::BTreeSet;

use proptest::prelude::*;
use ses_smtp_pass::{SecretAccessKey, SmtpPassword, region, smtp_password};

fn vectors() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    include_str!("vectors/passwords.tsv").lines().map(|line| {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().expect("three cells a line");
        (cell(), cell(), cell())
    })
}

#[test]
fn passwords_are_those_of_python() {
    for (secret, region, password) in vectors() {
        assert_eq!(smtp_password(secret, region).as_str(), password, "{secret:?} in {region:?}");
    }
}

#[test]
fn every_region_of_the_table_has_a_vector() {
    let tested: BTreeSet<_> = vectors().map(|(_, region, _)| region).collect();
    for region in region::REGIONS {
        assert!(tested.contains(region.code), "{}", region.code);
    }
}

#[test]
fn passwords_are_those_that_aws_documentation_key_gives() {
    let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    for (region, password) in [
        ("us-east-1", "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9"),
        ("us-west-2", "BF2PynzbSCAjX08zhZZnP/kW+T9P5zs/1Er0pi5vTEmd"),
        ("eu-west-1", "BMW5RDrXmmVs0lV7GpI4oLkHXpZ4stDsk6q91z1g38Pk"),
    ] {
        assert_eq!(smtp_password(secret, region).as_str(), password);
    }
}

proptest! {
    #[test]
    fn any_text_gives_a_password_of_the_documented_shape(secret in ".{0,200}", region in ".{0,40}") {
        let password = smtp_password(&secret, &region);
        let text = password.as_str();
        prop_assert_eq!(text.len(), SmtpPassword::LENGTH);
        prop_assert!(text.starts_with('B'));
        prop_assert!(('A'..='P').contains(&text.chars().nth(1).unwrap()));
        prop_assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '/'));
    }

    #[test]
    fn another_secret_or_region_gives_another_password(
        a in "[A-Za-z0-9+/]{40}", b in "[A-Za-z0-9+/]{40}",
        x in prop::sample::select(region::REGIONS), y in prop::sample::select(region::REGIONS),
    ) {
        let same = smtp_password(&a, x.code).as_str() == smtp_password(&b, y.code).as_str();
        prop_assert_eq!(same, a == b && x == y);
    }
}

#[test]
fn passwords_and_intermediate_keys_are_wiped_on_drop() {
    fn is_wiped<T: zeroize::ZeroizeOnDrop>() {}
    is_wiped::<SmtpPassword>();
    is_wiped::<SecretAccessKey>();
    is_wiped::<sha2::Sha256>();
    is_wiped::<hmac::digest::CtOutput<hmac::Hmac<sha2::Sha256>>>();
}
