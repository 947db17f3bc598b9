//! The library: passwords of another implementation, the region table, and each type's rejections.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;
use ses_smtp_pass::{
    AccessKeyId, AccessKeyIdError, Endpoint, EndpointError, Region, RegionError, SecretAccessKey,
    SecretError, SmtpPassword, derive, is_implicit_tls,
};

use crate::common::{ID, PASSWORD, SECRET};

fn vectors() -> impl Iterator<Item = [&'static str; 3]> {
    let rows = include_str!("../vectors/passwords.tsv").lines();
    rows.map(|row| {
        let cells: Vec<_> = row.split('\t').collect();
        cells.try_into().expect("a row has three cells")
    })
}

/// Rows of code, name, SMTP, and FIPS, checked by hand against AWS's endpoints table.
fn region_rows() -> impl Iterator<Item = [&'static str; 4]> {
    let rows = include_str!("../vectors/regions.tsv").lines();
    rows.map(|row| {
        let cells: Vec<_> = row.split('\t').collect();
        cells.try_into().expect("a row has four cells")
    })
}

#[test]
fn passwords_equal_python_s() {
    for [secret, region, password] in vectors() {
        let derived = derive::smtp_password(secret, region);
        assert_eq!(
            derived.expose_secret(),
            password,
            "{secret:?} in {region:?}"
        );
        if let (Ok(secret), Ok(region)) = (SecretAccessKey::new(secret), Region::try_from(region)) {
            assert_eq!(secret.smtp_password(region).expose_secret(), password);
        }
    }
    let tested: BTreeSet<_> = vectors().map(|[_, region, _]| region).collect();
    assert!(
        Region::ALL
            .iter()
            .all(|region| tested.contains(region.code()))
    );
}

proptest! {
    #[test]
    fn every_password_has_the_documented_shape(secret in ".{0,200}", region in ".{0,40}") {
        let password = derive::smtp_password(&secret, &region);
        let text = password.expose_secret();
        prop_assert_eq!(text.len(), SmtpPassword::LEN);
        prop_assert!(text.starts_with('B'));
        prop_assert!(('A'..='P').contains(&text.chars().nth(1).unwrap()));
        prop_assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '/'));
    }
}

#[test]
fn region_table_equals_aws_s() {
    let mut regions = Region::ALL.iter();
    for [code, name, smtp, fips] in region_rows() {
        let expected = match smtp {
            "yes" => {
                let region = regions.next().expect("the table has as many rows");
                assert_eq!((region.code(), region.name()), (code, name));
                assert_eq!(region.host(), format!("email-smtp.{code}.amazonaws.com"));
                let fips_host = format!("email-smtp-fips.{code}.amazonaws.com");
                assert_eq!(region.fips_host(), (fips == "yes").then_some(fips_host));
                Ok(*region)
            }
            "absent" => Err(RegionError::NoSes(code)),
            _ => Err(RegionError::NoSmtpEndpoint(code)),
        };
        for text in [code.to_owned(), code.to_uppercase(), format!(" {code}\r\n")] {
            assert_eq!(text.parse::<Region>(), expected, "{text:?}");
        }
        let zone = Err(RegionError::AvailabilityZone(code));
        for text in [format!("{code}b"), format!(" {}B", code.to_uppercase())] {
            assert_eq!(text.parse::<Region>(), zone, "{text:?}");
        }
    }
    assert_eq!(regions.next(), None);
    assert_eq!(Region::ALL.len(), 19);
}

#[test]
fn invalid_regions_are_rejected() {
    for (text, error) in [
        ("", RegionError::Empty),
        ("\n", RegionError::Empty),
        ("us_east_1", RegionError::Malformed),
        ("us--east-1", RegionError::Malformed),
        ("us-east-123", RegionError::Malformed),
        ("us-1", RegionError::Malformed),
        ("u-east-1", RegionError::Malformed),
        ("north-east-1", RegionError::Malformed),
        ("mars-north-1", RegionError::Unknown),
        ("us-east-11", RegionError::Unknown),
        ("email-smtp.us-east-1.amazonaws.com", RegionError::Malformed),
        (SECRET, RegionError::Malformed),
    ] {
        assert_eq!(text.parse::<Region>(), Err(error), "{text:?}");
    }
}

#[test]
fn every_form_of_an_endpoint_has_its_region() {
    for region in Region::ALL {
        let code = region.code();
        for (text, port) in [
            (code.to_owned(), None),
            (code.to_uppercase(), None),
            (format!("  {code}\r\n"), None),
            (format!("email-smtp.{code}.amazonaws.com"), None),
            (format!("Email-SMTP.{code}.AmazonAWS.com:587"), Some(587)),
            (format!("[email-smtp.{code}.amazonaws.com]"), None),
            (format!("[email-smtp.{code}.amazonaws.com]:25"), Some(25)),
            (format!("smtp://email-smtp.{code}.amazonaws.com"), None),
            (
                format!("smtp://email-smtp.{code}.amazonaws.com:2587/"),
                Some(2587),
            ),
            (
                format!("SMTPS://email-smtp.{code}.amazonaws.com"),
                Some(465),
            ),
            (
                format!("smtps://[email-smtp.{code}.amazonaws.com]:2465"),
                Some(2465),
            ),
            (format!("email-smtp.{code}.api.aws:465"), Some(465)),
            (
                format!("vpce-0a1b-abc-{code}a.email-smtp.{code}.vpce.amazonaws.com:25"),
                Some(25),
            ),
        ] {
            let endpoint: Endpoint = text
                .parse()
                .unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(
                (endpoint.region(), endpoint.port()),
                (*region, port),
                "{text}"
            );
            assert!(
                endpoint.host().contains(&format!("email-smtp.{code}.")),
                "{text}"
            );
            assert_eq!(endpoint.host(), endpoint.host().to_lowercase());
        }
        let fips = format!("email-smtp-fips.{code}.amazonaws.com").parse::<Endpoint>();
        match region.fips_host() {
            Some(host) => assert_eq!(fips.unwrap().host(), host),
            None => assert_eq!(fips, Err(EndpointError::NoFipsEndpoint(*region))),
        }
        assert_eq!(Endpoint::from(*region).host(), region.host());
    }
}

#[test]
fn invalid_endpoints_are_rejected() {
    use EndpointError::{
        NotSesHost, NotSesPort, Region as InRegion, Scheme, SchemeContradictsPort,
    };

    for (text, error) in [
        ("", InRegion(RegionError::Empty)),
        (
            " US-East-1A",
            InRegion(RegionError::AvailabilityZone("us-east-1")),
        ),
        (
            "email-smtp.mars-north-1.amazonaws.com",
            InRegion(RegionError::Unknown),
        ),
        (
            "email-smtp.eu-south-1.amazonaws.com",
            InRegion(RegionError::NoSmtpEndpoint("eu-south-1")),
        ),
        ("email.us-east-1.amazonaws.com", NotSesHost),
        ("inbound-smtp.us-east-1.amazonaws.com", NotSesHost),
        (
            "email-smtp.us-east-1.amazonaws.com.evil.example",
            NotSesHost,
        ),
        ("email-smtp.us-east-1.amazonaws.com.cn", NotSesHost),
        ("xemail-smtp.us-east-1.amazonaws.com", NotSesHost),
        ("vpce-.email-smtp.us-east-1.vpce.amazonaws.com", NotSesHost),
        (
            "vpce-a_b.email-smtp.us-east-1.vpce.amazonaws.com",
            NotSesHost,
        ),
        ("smtp.gmail.com", NotSesHost),
        ("us-east-1:587", NotSesHost),
        ("[us-east-1]", NotSesHost),
        ("[email-smtp.us-east-1.amazonaws.com", NotSesHost),
        ("[email-smtp.us-east-1.amazonaws.com]587", NotSesHost),
        ("email-smtp.us-east-1.amazonaws.com:2525", NotSesPort),
        ("email-smtp.us-east-1.amazonaws.com:0587", NotSesPort),
        ("email-smtp.us-east-1.amazonaws.com:+587", NotSesPort),
        ("email-smtp.us-east-1.amazonaws.com:", NotSesPort),
        ("https://email-smtp.us-east-1.amazonaws.com", Scheme),
        (
            "smtp://email-smtp.us-east-1.amazonaws.com:465",
            SchemeContradictsPort,
        ),
        (
            "smtps://email-smtp.us-east-1.amazonaws.com:587",
            SchemeContradictsPort,
        ),
    ] {
        assert_eq!(text.parse::<Endpoint>(), Err(error), "{text:?}");
    }
}

#[test]
fn tls_begins_with_the_connection_on_two_ports() {
    let implicit: Vec<u16> = (1..=u16::MAX)
        .filter(|port| is_implicit_tls(*port))
        .collect();
    assert_eq!(implicit, [465, 2465]);
}

#[test]
fn secrets_are_validated() {
    use SecretError::{
        AccessKeyId as Id, AccessKeyIdAndMore, Alphabet, Control, Empty, Invisible, Len, NotAscii,
        PercentEncoded, Placeholder, Quoted, Region, SingleCase, SmtpPassword, SmtpPasswordV2,
        TemporaryAccessKeyId, TooLong, Whitespace,
    };

    let long = "aB".repeat(65);
    for (text, error) in [
        ("", Empty),
        (" \r\n", Empty),
        ("wJalrXUtnFEMI K7MDENG/bPxRfiCYEXAMPLEKEY", Whitespace),
        ("wJalrXUtnFEMI\nK7MDENG/bPxRfiCYEXAMPLEKEY", Whitespace),
        ("wJalrXUtnFEMI\u{7}K7MDENG/bPxRfiCYEXAMPLEKEY", Control),
        (
            "\u{200b}wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            Invisible,
        ),
        (&long, TooLong),
        ("null", Placeholder),
        ("None", Placeholder),
        ("NIL", Placeholder),
        ("undefined", Placeholder),
        ("***", Placeholder),
        ("[MASKED]", Placeholder),
        ("[secret]", Placeholder),
        ("<your secret>", Placeholder),
        ("${SECRET}", Placeholder),
        ("$(pass ses)", Placeholder),
        ("%(secret)s", Placeholder),
        ("$_SECRET", Placeholder),
        ("{{ secret }}", Placeholder),
        ("ASIAIOSFODNN7EXAMPLE", TemporaryAccessKeyId),
        (ID, Id),
        ("AKIAIOSFODNN7EXA", Id),
        ("AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN", Id),
        ("AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN7", AccessKeyIdAndMore),
        (
            "AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN7EXAMPLE",
            AccessKeyIdAndMore,
        ),
        (
            "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            AccessKeyIdAndMore,
        ),
        (PASSWORD, SmtpPassword),
        (
            "An60U4ZD3sd4fg+FvXUjayOipTt8LO4rUUmhpdX6ctDy",
            SmtpPasswordV2,
        ),
        ("\"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"", Quoted),
        (
            "wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY",
            PercentEncoded,
        ),
        ("US-West-2", Region),
        ("email-smtp.us-west-2.amazonaws.com:587", Region),
        ("email-smtp.us-west-2.api.aws", Region),
        ("smtp://email-smtp.us-west-2.amazonaws.com/", Region),
        ("[email-smtp.us-west-2.amazonaws.com]:587", Region),
    ] {
        assert_eq!(SecretAccessKey::new(text).unwrap_err(), error, "{text:?}");
        assert_eq!(
            SecretAccessKey::new_lenient(text).unwrap_err(),
            error,
            "{text:?}"
        );
    }
    for (text, error) in [
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE", Len(39)),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYY", Len(41)),
        (&long[..128], Len(128)),
        (&PASSWORD[..36], Len(36)),
        ("wJalrXUtnFEMI-K7MDENG/bPxRfiCYEXAMPLEKEY", Alphabet),
        ("wJalrXUtnFEMI%2GK7MDENG/bPxRfiCYEXAMPLEK", Alphabet),
        ("ＷJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", NotAscii),
        (&"é".repeat(128), NotAscii),
        ("da39a3ee5e6b4b0d3255bfef95601890afd80709", SingleCase),
        ("/HOME/USER/LONG/PATH/TO/A/FILE/OF/SECRET", SingleCase),
        ("0000000000000000000000000000000000000000", SingleCase),
    ] {
        assert_eq!(SecretAccessKey::new(text).unwrap_err(), error, "{text:?}");
        assert_eq!(
            SecretAccessKey::new_lenient(text).unwrap().expose_secret(),
            text
        );
    }
    let padded = format!("\t{SECRET}\r\n");
    assert_eq!(
        SecretAccessKey::new(&padded).unwrap().expose_secret(),
        SECRET
    );
}

#[test]
fn quotes_at_either_end_are_named() {
    for quote in "\"'`“”‘’«»".chars() {
        for text in [format!("{quote}{SECRET}"), format!("{SECRET}{quote}")] {
            let error = SecretAccessKey::new_lenient(&text).unwrap_err();
            assert_eq!(error, SecretError::Quoted, "{text}");
        }
    }
}

#[test]
fn id_before_a_separator_is_named() {
    for separator in [',', ':', ';', '|', '='] {
        let pair = format!("AKIAIOSFODNN7EXA{separator}{SECRET}");
        let error = SecretAccessKey::new_lenient(&pair).unwrap_err();
        assert_eq!(error, SecretError::AccessKeyIdAndMore, "{separator}");
    }
}

#[test]
fn invisible_characters_are_named() {
    // The first and last characters of the ranges, and characters beside them.
    for (characters, error) in [
        (
            "\u{a0}\u{ad}\u{200b}\u{200f}\u{202a}\u{202f}\u{2060}\u{2064}\u{feff}",
            SecretError::Invisible,
        ),
        ("\u{200a}\u{2029}\u{205f}", SecretError::Whitespace),
        ("\u{2010}\u{2030}\u{2065}", SecretError::NotAscii),
    ] {
        for character in characters.chars() {
            let text = format!("wJalrXUtnFEMI{character}K7MDENG/bPxRfiCYEXAMPLEKEY");
            assert_eq!(SecretAccessKey::new(&text).unwrap_err(), error, "{text:?}");
        }
    }
}

#[test]
fn access_key_ids_are_validated() {
    use AccessKeyIdError::{Empty, Malformed, Temporary, Unusual};

    let longest = "a".repeat(128);
    let too_long = "a".repeat(129);
    for (text, strict, lenient) in [
        (" ", Err(Empty), Err(Empty)),
        ("ASIAIOSFODNN7EXAMPLE", Err(Temporary), Err(Temporary)),
        (
            "ses-smtp-user.20260211-091245",
            Err(Malformed),
            Err(Malformed),
        ),
        ("AKIAIOSFODNN7EX", Err(Malformed), Err(Malformed)),
        (&too_long, Err(Malformed), Err(Malformed)),
        (&longest, Err(Unusual), Ok(())),
        ("AKIAIOSFODNN7EXA", Err(Unusual), Ok(())),
        ("AKIAIOSFODNN7EXAMPLES", Err(Unusual), Ok(())),
        ("akiaiosfodnn7example", Err(Unusual), Ok(())),
        ("BKIAIOSFODNN7EXAMPLE", Err(Unusual), Ok(())),
        (ID, Ok(()), Ok(())),
    ] {
        assert_eq!(AccessKeyId::new(text).map(drop), strict, "{text:?}");
        assert_eq!(
            AccessKeyId::new_lenient(text).map(drop),
            lenient,
            "{text:?}"
        );
    }
    assert_eq!(
        AccessKeyId::new(" AKIAIOSFODNN7EXAMPLE\n")
            .unwrap()
            .as_str(),
        ID
    );
}

#[test]
fn types_have_the_traits_that_users_expect() {
    fn is_error<T: std::error::Error + Copy + Eq + Send + Sync + 'static>() {}
    fn is_shared<T: Send + Sync + std::panic::UnwindSafe>() {}

    let id: AccessKeyId = ID.parse().unwrap();
    let region: Region = "us-east-1".try_into().unwrap();
    let endpoint: Endpoint = "us-east-1".try_into().unwrap();
    let secret: SecretAccessKey = SECRET.try_into().unwrap();
    let password = secret.clone().smtp_password(endpoint.region());

    assert_eq!(
        format!("{id:21} {region:>12}"),
        "AKIAIOSFODNN7EXAMPLE     us-east-1"
    );
    assert_eq!(
        format!("{secret:?} {password:?}"),
        "SecretAccessKey([redacted]) SmtpPassword([redacted])"
    );
    assert_eq!(format!("{region:?}"), "Region(us-east-1)");
    assert_eq!(AsRef::<str>::as_ref(&id), ID);
    assert_eq!(AsRef::<str>::as_ref(&region), "us-east-1");
    let hosts = HashMap::from([((region, id), endpoint)]);
    assert_eq!(hosts.len(), 1);

    is_error::<AccessKeyIdError>();
    is_error::<EndpointError>();
    is_error::<RegionError>();
    is_error::<SecretError>();
    is_shared::<SecretAccessKey>();
    is_shared::<SmtpPassword>();
}
