//! The region table and the forms of REGION.

use proptest::prelude::*;
use ses_smtp_pass::region::{self, REGIONS, Smtp};
use ses_smtp_pass::{Endpoint, Error};

fn regions(text: &str) -> Vec<String> {
    let endpoints = Endpoint::parse_list(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert!(endpoints.iter().all(|endpoint| endpoint.doubt().is_none()), "{text}");
    endpoints.iter().map(|endpoint| endpoint.region().to_owned()).collect()
}

fn doubt(text: &str) -> Option<Error> {
    Endpoint::parse_list(text).unwrap_or_else(|error| panic!("{text}: {error}"))[0].doubt()
}

/// Checked by hand against AWS's SES endpoints table and nodemailer's list of SES hosts.
#[test]
fn table_is_that_of_aws_general_reference() {
    let yes_or_no = |is: bool| if is { "yes" } else { "no" };
    let table: String = REGIONS
        .iter()
        .flat_map(|region| {
            let smtp =
                if region.smtp == Smtp::Listed { "listed" } else { yes_or_no(region.smtp == Smtp::Yes) };
            [region.code, "\t", region.name, "\t", smtp, "\t", yes_or_no(region.fips), "\n"]
        })
        .collect();
    assert_eq!(table, include_str!("vectors/regions.tsv"));
}

#[test]
fn region_codes_are_unique_and_well_formed() {
    for (position, region) in REGIONS.iter().enumerate() {
        assert_eq!(REGIONS.iter().position(|other| other.code == region.code), Some(position));
        assert_eq!(Endpoint::parse_list(region.code).unwrap()[0].region(), region.code);
    }
}

#[test]
fn hosts_are_those_of_the_endpoints() {
    let hosts = |code| region::find(code).map(|region| (region.host(), region.fips_host())).unwrap();
    let us = (
        Some("email-smtp.us-east-1.amazonaws.com".to_owned()),
        Some("email-smtp-fips.us-east-1.amazonaws.com".to_owned()),
    );
    assert_eq!(hosts("us-east-1"), us);
    assert_eq!(hosts("eu-west-1"), (Some("email-smtp.eu-west-1.amazonaws.com".to_owned()), None));
    assert_eq!(hosts("eu-south-1"), (None, None));
    assert_eq!(hosts("me-south-1"), (None, None));
}

#[test]
fn every_form_of_endpoint_gives_its_region() {
    for region in REGIONS.iter().filter(|region| region.smtp == Smtp::Yes).map(|region| region.code) {
        for form in [
            region.to_owned(),
            region.to_uppercase(),
            format!("  {region}\r\n"),
            format!("email-smtp.{region}.amazonaws.com"),
            format!("Email-SMTP.{region}.AmazonAWS.com:587"),
            format!("email-smtp.{region}.api.aws"),
            format!("email-smtp.{region}.api.aws:2465"),
            format!("vpce-0a1b2c3d4e5f67890-abcdefgh.email-smtp.{region}.vpce.amazonaws.com"),
            format!("email-smtp.{region}.amazonaws.com:25"),
            format!("email-smtp.{region}.amazonaws.com:2587"),
            format!("email-smtp.{region}.amazonaws.com:465"),
            format!("vpce-0a1b-abcdefgh-{region}a.email-smtp.{region}.vpce.amazonaws.com:25"),
        ] {
            assert_eq!(regions(&form), [region], "{form}");
        }
    }
}

#[test]
fn fips_hosts_are_taken_where_they_exist() {
    for region in REGIONS.iter().filter(|region| region.smtp == Smtp::Yes) {
        for suffix in ["amazonaws.com", "api.aws"] {
            let doubt = doubt(&format!("email-smtp-fips.{}.{suffix}:465", region.code));
            match doubt {
                None => assert!(region.fips, "{}", region.code),
                Some(Error::HostWithoutFips(code)) => assert!(!region.fips && code == region.code),
                Some(other) => panic!("{other}"),
            }
        }
    }
}

#[test]
fn lists_keep_their_order() {
    assert_eq!(regions("us-west-2, us-east-1"), ["us-west-2", "us-east-1"]);
    assert_eq!(
        regions("email-smtp.eu-west-1.amazonaws.com:465,email-smtp.eu-west-1.amazonaws.com:587"),
        ["eu-west-1", "eu-west-1"]
    );
}

#[test]
fn empty_and_repeated_items_are_refused() {
    for text in ["", " ", "\n"] {
        assert!(matches!(Endpoint::parse_list(text), Err(Error::RegionEmpty)), "{text:?}");
    }
    for text in [",", "us-east-1,", ",us-east-1", "us-east-1,,us-west-2", "us-east-1, ,us-west-2"] {
        assert!(matches!(Endpoint::parse_list(text), Err(Error::RegionItemEmpty)), "{text:?}");
    }
    for text in ["us-east-1,us-west-2,US-EAST-1", "us-east-1,email-smtp.us-east-1.amazonaws.com"] {
        assert!(matches!(Endpoint::parse_list(text), Err(Error::RegionRepeated)), "{text:?}");
    }
}

#[test]
fn regions_without_an_endpoint_are_in_doubt() {
    for region in REGIONS.iter().filter(|region| region.smtp == Smtp::No) {
        assert!(matches!(doubt(region.code), Some(Error::RegionWithoutSmtp(code)) if code == region.code));
    }
    assert!(matches!(doubt("eu-south-1"), Some(Error::RegionListed("eu-south-1"))));
    assert!(matches!(
        doubt("email-smtp.eu-south-1.amazonaws.com"),
        Some(Error::RegionWithoutSmtp("eu-south-1"))
    ));
}

#[test]
fn unknown_codes_are_told_their_neighbours() {
    let neighbours = |text| match doubt(text) {
        Some(Error::RegionUnknown(regions)) => regions.iter().map(|region| region.code).collect::<Vec<_>>(),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(neighbours("sa-west-1"), ["sa-east-1"]);
    assert_eq!(neighbours("eu-east-1").len(), 5);
    assert_eq!(neighbours("email-smtp.mx-central-1.amazonaws.com").len(), 19);
}

#[test]
fn availability_zones_are_told_their_region() {
    for (zone, code) in [("us-east-1a", "us-east-1"), ("EU-WEST-3C", "eu-west-3")] {
        assert!(matches!(Endpoint::parse_list(zone), Err(Error::RegionIsZone(region)) if region == code));
    }
}

#[test]
fn what_is_no_region_is_refused() {
    for text in
        ["mars", "us_east_1", "us-east", "us-east-123", "u-east-1", "usaea-east-1", "us-east-1:587", "us--1"]
    {
        assert!(matches!(Endpoint::parse_list(text), Err(Error::RegionMalformed)), "{text}");
    }
    for text in [
        "smtp.example.com",
        "email.us-east-1.amazonaws.com",
        "email-smtp.us-east-1.amazonaws.com.example.com",
        "evil.email-smtp.us-east-1.amazonaws.com",
        "email-smtp..amazonaws.com",
        "email-smtp-fips.us-east-1.vpce.amazonaws.com",
        "vpce-.email-smtp.us-east-1.vpce.amazonaws.com",
        "vpce-a_b.email-smtp.us-east-1.vpce.amazonaws.com",
        "vpce-1.email-smtp.us-east-1.amazonaws.com",
        "abc123.mail-manager-smtp.amazonaws.com",
        "inbound-smtp.us-east-1.amazonaws.com",
        "smtps://email-smtp.us-east-1.amazonaws.com",
    ] {
        assert!(matches!(Endpoint::parse_list(text), Err(Error::HostUnknown)), "{text}");
    }
    for port in ["", "0", "80", "5870", "+587", "0587", "x", "99999", "587:25", "587 :"] {
        let text = format!("email-smtp.us-east-1.amazonaws.com:{port}");
        assert!(matches!(Endpoint::parse_list(&text), Err(Error::PortUnknown)), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_resolved_or_refused(text in ".{0,80}") {
        let _ = Endpoint::parse_list(&text).map(|endpoints| endpoints[0].doubt());
    }

    #[test]
    fn codes_are_those_of_the_documented_pattern(text in "[a-z]{1,5}(-[a-z]{0,3}){0,3}-?[0-9]{0,3}") {
        let parts: Vec<_> = text.split('-').collect();
        let expected = parts.len() >= 3
            && (2..=4).contains(&parts[0].len())
            && parts[1..parts.len() - 1].iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase()))
            && parts[0].chars().all(|c| c.is_ascii_lowercase())
            && (1..=2).contains(&parts[parts.len() - 1].len())
            && parts[parts.len() - 1].chars().all(|c| c.is_ascii_digit());
        let taken = Endpoint::parse_list(&text).is_ok_and(|endpoints| endpoints[0].region() == text);
        prop_assert_eq!(taken, expected);
    }
}

#[test]
fn find_knows_every_code_and_no_other() {
    assert_eq!(region::find("us-east-1").map(|region| region.name), Some("US East (N. Virginia)"));
    assert_eq!(region::find("US-EAST-1"), None);
    assert_eq!(region::find(""), None);
}
