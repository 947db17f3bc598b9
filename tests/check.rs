//! What check says of passwords and of the configurations that hold them.
#![cfg(feature = "cli")]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::process::Output;

use common::{OTHER_PASSWORD, OTHER_SECRET, PASSWORD, SECRET, command, run, scratch, stderr};
use proptest::prelude::*;
use serde_json::{Value, json};
use ses_smtp_pass::check::{Knowledge, check};
use ses_smtp_pass::credentials::Credential;
use ses_smtp_pass::error::Place;
use ses_smtp_pass::{AccessKeyId, SecretAccessKey, region, smtp_password};

const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const VERSION_2: &str = "An+Cv8m0nJbFtl7bNKJmG6eC0BYzvkVBkPVkLlVPkNpF";
const ENCODED: &str = "BJ1%2F%2Fu46F%2Bv6TpoWVD6H1lauzBIrxP%2F%2F2xfYmHRSXwt%2F";

fn credential(id: Option<&str>, secret: &str) -> Credential {
    Credential {
        access_key_id: id.map(|id| AccessKeyId::new(id).unwrap()),
        secret_access_key: SecretAccessKey::unchecked(secret).unwrap(),
        place: Place::Environment,
    }
}

/// The report on a text as JSON, after a look whether it repeats a value.
fn report(text: &str, credential: Option<&Credential>) -> Value {
    let report = check(text, &Knowledge { credential, region: None }).unwrap();
    let mut bytes = Vec::new();
    report.write_text(&mut bytes).unwrap();
    report.write_json(&mut bytes).unwrap();
    let written = String::from_utf8(bytes).unwrap();
    for value in [PASSWORD, SECRET, OTHER_PASSWORD, OTHER_SECRET, VERSION_2, ENCODED, ID] {
        assert!(!written.contains(value), "{written}");
    }
    let report: Value = serde_json::from_str(written.lines().last().unwrap()).unwrap();
    assert_eq!(written.lines().count(), if report["verdict"] == "ok" { 2 } else { 3 }, "{written}");
    report
}

#[test]
fn every_recipe_is_recognised() {
    let mut count = 0;
    for line in include_str!("vectors/recipes.tsv").lines() {
        let cells: Vec<_> = line.split('\t').collect();
        let [secret, id, region, recipe, password] = cells[..] else { panic!("{line}") };
        let report = report(password, Some(&credential(Some(id), secret)));
        let is_right = recipe == "right";
        assert_eq!(report["recipe"], if is_right { Value::Null } else { json!(recipe) }, "{line}");
        assert_eq!(report["region"], if region == "-" { Value::Null } else { json!(region) }, "{line}");
        let kind = match password.as_bytes() {
            [.., b'='] => "unknown",
            [b'A', ..] => "smtp-password-v2",
            _ => "smtp-password",
        };
        assert_eq!(report["kind"], kind, "{line}");
        let has_endpoint = region::find(region).is_some_and(|region| region.host().is_some());
        assert_eq!(report["verdict"], if is_right && has_endpoint { "ok" } else { "wrong" }, "{line}");
        count += 1;
    }
    assert!(count > 90, "{count}");
}

#[test]
fn every_region_is_looked_at() {
    let credential = credential(None, SECRET);
    for region in region::REGIONS {
        let report = report(smtp_password(SECRET, region.code).as_str(), Some(&credential));
        assert_eq!(report["region"], region.code);
        let advice = report["advice"].as_str().unwrap();
        assert_eq!(advice.contains("which has no SMTP endpoint"), region.host().is_none(), "{advice}");
    }
}

#[test]
fn kinds_are_told_apart() {
    for (text, kind, verdict) in [
        (PASSWORD, "smtp-password", "ok"),
        (VERSION_2, "smtp-password-v2", "wrong"),
        (SECRET, "secret-access-key", "wrong"),
        (ID, "access-key-id", "wrong"),
        ("ASIAIOSFODNN7EXAMPLE", "access-key-id", "wrong"),
        ("\"AKIAIOSFODNN7EXAMPLE\"", "access-key-id", "wrong"),
        ("[h]:587 AKIAIOSFODNN7EXAMPLE:hunter2", "unknown", "wrong"),
        (
            "# SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\nSMTP_PASSWORD=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "secret-access-key",
            "wrong",
        ),
        ("BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9=", "unknown", "wrong"),
        ("PW=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9-old", "unknown", "wrong"),
        ("PW=x_BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", "unknown", "wrong"),
        ("PW=éBLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", "unknown", "wrong"),
        ("x.wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "unknown", "wrong"),
        ("x-wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY-y", "unknown", "wrong"),
        ("", "unknown", "wrong"),
        ("hunter2", "unknown", "wrong"),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYwJal", "unknown", "wrong"),
        ("da39a3ee5e6b4b0d3255bfef95601890afd80709", "unknown", "wrong"),
        ("BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL", "unknown", "wrong"),
        ("BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL99", "unknown", "wrong"),
    ] {
        let report = report(text, None);
        assert_eq!((&report["kind"], &report["verdict"]), (&json!(kind), &json!(verdict)), "{text}");
    }
}

#[test]
fn length_is_told_of_what_is_like_a_password() {
    let long = "x".repeat(52);
    for (text, is_told) in [
        (&PASSWORD[..43], true),
        (&[PASSWORD, "9"].concat(), true),
        (&["B", &long[..35]].concat(), true),
        (&["B", &long[..34]].concat(), false),
        (&["B", &long[..51]].concat(), true),
        (&["B", &long].concat(), false),
        (&long[..45], false),
        ("Battery staples, and a horse that is correct", false),
    ] {
        let report = report(text, None);
        let advice = report["advice"].as_str().unwrap();
        assert_eq!(advice.starts_with(&format!("this has a length of {},", text.len())), is_told, "{advice}");
    }
}

#[test]
fn password_that_stands_there_twice_is_wrong_where_it_is_wrong_once() {
    let url = format!("smtp://AKIAIOSFODNN7EXAMPLE:{PASSWORD}@localhost");
    for text in [format!("password={PASSWORD}\nurl={url}\n"), format!("url={url}\npassword={PASSWORD}\n")] {
        assert_eq!(report(&text, None)["verdict"], "wrong", "{text}");
    }
}

/// Configurations with a password at `@`, or percent-encoded at `%`. The first three are the password
/// alone.
const CONFIGURATIONS: &[&str] = &[
    "@",
    "@\n",
    "@\r\n",
    "[email-smtp.us-east-1.amazonaws.com]:587 AKIAIOSFODNN7EXAMPLE:@\n",
    "# mail\nSMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_USERNAME=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=@\n",
    "SMTP_PASSWORD=\"@\"\r\n",
    "export SMTP_PASSWORD='@'\n",
    "machine email-smtp.us-east-1.amazonaws.com login AKIAIOSFODNN7EXAMPLE password @\n",
    "account ses\nhost email-smtp.us-east-1.amazonaws.com\nuser AKIAIOSFODNN7EXAMPLE\npassword @\n",
    "MAILER_DSN=smtps://AKIAIOSFODNN7EXAMPLE:%@email-smtp.us-east-1.amazonaws.com:465\n",
    "Environment=DSN=smtp://AKIAIOSFODNN7EXAMPLE:%%@email-smtp.us-east-1.amazonaws.com:587\n",
    "smtp:\n  host: email-smtp.us-east-1.amazonaws.com\n  username: AKIAIOSFODNN7EXAMPLE\n  password: @\n",
    "password: '@' # SES\n",
    "{\"host\":\"email-smtp.us-east-1.amazonaws.com\",\"username\":\"AKIAIOSFODNN7EXAMPLE\",\"password\":\"@\"}",
    "IAM user name,SMTP user name,SMTP password\r\nses-smtp-user.1,AKIAIOSFODNN7EXAMPLE,@\r\n",
    "*.amazonaws.com:AKIAIOSFODNN7EXAMPLE:@\n",
    "EMAIL-SMTP.US-EAST-1.AMAZONAWS.COM smtp --user=AKIAIOSFODNN7EXAMPLE --pass=@\n",
    "pass = @; # sha da39a3ee5e6b4b0d3255bfef95601890afd80709 /usr/share/ca-certificates/mozilla/certs\n",
    "SMTP_PASSWORD=@\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
    "a=@\nb=@\n",
    "pass=\\@\n",
    "relay.email-smtp.example.com AKIAIOSFODNN7EXAMPLE:@\n",
    "vpce-1.s3.us-west-2.vpce.amazonaws.com AKIAIOSFODNN7EXAMPLE:@\n",
];

fn fill(configuration: &str) -> String {
    let twice = ENCODED.replace('%', "%%");
    let (encoded, once) = if configuration.contains("%%") { ("%%", twice.as_str()) } else { ("%", ENCODED) };
    let url = configuration.contains("://");
    let text = if url { configuration.replacen(encoded, once, 1) } else { configuration.to_owned() };
    if url { text } else { text.replace('@', OTHER_PASSWORD) }
}

#[test]
fn right_passwords_are_found_in_every_configuration() {
    let key = credential(Some(ID), OTHER_SECRET);
    let other = credential(Some(ID), SECRET);
    for configuration in CONFIGURATIONS {
        let text = fill(configuration);
        let unknown = report(&text, None);
        assert_eq!((&unknown["verdict"], &unknown["region"]), (&json!("ok"), &Value::Null), "{text}");
        let known = report(&text, Some(&key));
        assert_eq!((&known["verdict"], &known["region"]), (&json!("ok"), &json!("us-east-1")), "{text}");
        let report = report(&text, Some(&other));
        assert_eq!((&report["verdict"], &report["recipe"]), (&json!("wrong"), &Value::Null), "{text}");
    }
}

#[test]
fn escapes_of_json_are_undone() {
    let key = credential(None, OTHER_SECRET);
    for text in [
        format!(r#"{{"password":"{}"}}"#, OTHER_PASSWORD.replace('/', r"\/")),
        format!(r#"{{"password":"{}"}}"#, OTHER_PASSWORD.replace('+', r"\u002B").replace('/', r"\u002f")),
        format!(r#"{{"file":"host h\npassword {OTHER_PASSWORD}\n"}}"#),
        format!(r#"{{"file":"\n{OTHER_PASSWORD}\n"}}"#),
    ] {
        assert_eq!(report(&text, Some(&key))["verdict"], "ok", "{text}");
    }
}

#[test]
fn second_password_is_seen_behind_any_number_of_other_tokens() {
    let noise: String =
        (100..400).map(|number| [&SECRET[..37], &number.to_string(), "\n"].concat()).collect();
    assert!(check(&format!("{PASSWORD}\n{noise}{OTHER_PASSWORD}\n"), &Knowledge::default()).is_err());
    assert_eq!(report(&format!("{noise}{PASSWORD}\n"), None)["verdict"], "ok");
}

#[test]
fn contradictions_are_named_the_host_first() {
    let key = credential(Some(ID), OTHER_SECRET);
    for (text, expected) in [
        (
            "smtp://AKIAIOSFODNN7EXAMPLE:<p>@email-smtp.eu-west-1.amazonaws.com",
            "while the host is of eu-west-1",
        ),
        (
            "[email-smtp.eu-west-1.amazonaws.com]:587 AKIAI44QH8DHBEXAMPLE:<p>",
            "the password is for us-east-1, while the host is of eu-west-1: connect to email-smtp.us-east-1.amazonaws.com",
        ),
        (
            "relayhost=email-smtp.us-east-1.amazonaws.com fallback=email-smtp.eu-west-1.amazonaws.com AKIAIOSFODNN7EXAMPLE:<p>",
            "while the host is of eu-west-1",
        ),
        (
            "[email-smtp.mx-central-1.amazonaws.com]:587 AKIAIOSFODNN7EXAMPLE:<p>",
            "the host is of a region that is not in the table",
        ),
        (
            "[abc.fips.mail-manager-smtp.amazonaws.com]:587 AKIAIOSFODNN7EXAMPLE:<p>",
            "the host is like one of SES, and is none",
        ),
        (
            "[vpce-1.email-smtp.us-west-2.vpce.amazonaws.com]:587 AKIAIOSFODNN7EXAMPLE:<p>",
            "the host is of us-west-2",
        ),
        (
            "[email-smtp.us-east-1.amazonaws.com]:587 AKIAI44QH8DHBEXAMPLE:<p>",
            "the access key ID in the text is not that of this access key",
        ),
        (
            "AKIAI44QH8DHBEXAMPLE:wrong AKIAIOSFODNN7EXAMPLE:<p>",
            "this is the SES SMTP password of this access key for us-east-1",
        ),
        (
            "smtp://AKIAIOSFODNN7EXAMPLE:<p>@email-smtp.us-east-1.amazonaws.com:587",
            "stands in a URL and has / or + in it",
        ),
        (
            "SMTP_PASSWORD=BJ1%2F%2Fu46F%2Bv6TpoWVD6H1lauzBIrxP%2F%2F2xfYmHRSXwt%2F",
            "percent-encoded, and does not stand in a URL",
        ),
        (
            "[email-smtp.us-esat-1.amazonaws.com]:587 AKIAIOSFODNN7EXAMPLE:<p>",
            "the host is of a region that is not in the table",
        ),
        (
            "[email-smtp.us-east-1.amazonaws.co]:587 AKIAIOSFODNN7EXAMPLE:<p>",
            "the host is like one of SES, and is none",
        ),
        ("email-smtp.af-south-1.amazonaws.com <p>", "connect to email-smtp.us-east-1.amazonaws.com"),
        ("user=ASIAIOSFODNN7EXAMPLE\npass=<p>", "one of temporary credentials"),
        (
            "smtp://AKIAIOSFODNN7EXAMPLE:BJ1//u46F%2Bv6TpoWVD6H1lauzBIrxP//2xfYmHRSXwt/@h:587",
            "stands in a URL and has / or + in it",
        ),
        ("smtp://h:587?user=AKIAIOSFODNN7EXAMPLE&password=<p>", "stands in a URL and has / or + in it"),
        (
            "smtp://h:587?user=AKIAIOSFODNN7EXAMPLE&password=BJ1%2F%2Fu46F%2Bv6TpoWVD6H1lauzBIrxP%2F%2F2xfYmHRSXwt%2F",
            "this is the SES SMTP password of this access key",
        ),
        (
            "auth=AKIAIOSFODNN7EXAMPLE:BJ1%2F%2Fu46F%2Bv6TpoWVD6H1lauzBIrxP%2F%2F2xfYmHRSXwt%2F@h",
            "this is the SES SMTP password of this access key",
        ),
        ("\u{200b}<p>", "quotes or invisible characters around the password"),
        ("“<p>”", "quotes or invisible characters around the password"),
        ("\"<p>\"", "quotes or invisible characters around the password"),
        ("'<p>'\n", "quotes or invisible characters around the password"),
        (" <p>", "blanks around the password"),
        ("<p>\t\n", "blanks around the password"),
    ] {
        let report = report(&text.replacen("<p>", OTHER_PASSWORD, 1), Some(&key));
        assert!(report["advice"].as_str().unwrap().contains(expected), "{text}: {report}");
        assert_eq!(report["region"], "us-east-1");
    }
    let advice = |text: &str| {
        report(&text.replacen("<p>", OTHER_PASSWORD, 1), None)["advice"].as_str().unwrap().to_owned()
    };
    assert!(!advice("email-smtp.us-east-1.amazonaws.com AKIAIOSFODNN7EXAMPLE <p>").contains("host"));
    assert!(
        advice("email-smtp-fips.eu-west-1.amazonaws.com <p>")
            .starts_with("the host is of eu-west-1, which has no FIPS")
    );
    assert!(
        advice("email-smtp.us-esat-1.amazonaws.com <p>")
            .starts_with("the host is of a region that is not in the table")
    );
    assert!(!advice("host=email-smtp.${REGION}.amazonaws.com <p>").contains("the host"));
    let host_without_endpoint = format!("email-smtp.me-south-1.amazonaws.com {OTHER_PASSWORD}");
    let report = report(&host_without_endpoint, None);
    assert!(
        report["advice"]
            .as_str()
            .unwrap()
            .starts_with("the host is of me-south-1, which has no SMTP endpoint")
    );
}

#[test]
fn lengths_and_user_names_are_named() {
    for (text, expected) in [
        (&PASSWORD[..43], "this has a length of 43, where an SES SMTP password has 44 characters"),
        (&[PASSWORD, "x"].concat(), "this has a length of 45,"),
        (ID, "this is an access key ID, which is the SMTP user name"),
        ("ASIAIOSFODNN7EXAMPLE", "over SMTP: use an access key of an IAM user"),
        (
            "host h\nuser ASIAIOSFODNN7EXAMPLE\n",
            "there is an access key ID in this, but no SES SMTP password",
        ),
        (
            "host h\nuser AKIAIOSFODNN7EXAMPLE\n",
            "there is an access key ID in this, but no SES SMTP password",
        ),
    ] {
        let report = report(text, None);
        assert!(report["advice"].as_str().unwrap().contains(expected), "{text}: {report}");
    }
}

#[test]
fn long_texts_with_many_tokens_are_examined_in_time() {
    let key = credential(Some(ID), SECRET);
    for piece in [
        "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9,",
        "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB,",
        "AKIAIOSFODNN7EXAMPLE,",
    ] {
        let text = piece.repeat(1024 * 1024 / piece.len());
        let _ = check(&text, &Knowledge { credential: Some(&key), region: None });
    }
    let ids: String = (0..50_000)
        .map(|number| number.to_string())
        .fold(String::new(), |text, number| text + "AKIA" + &"A".repeat(16 - number.len()) + &number + "\n");
    let _ = check(&ids, &Knowledge::default());
}

#[test]
fn two_passwords_are_an_error() {
    for text in [
        format!("{PASSWORD} {OTHER_PASSWORD}"),
        format!("a={PASSWORD}\nb={VERSION_2}\n"),
        format!("a={SECRET}\nb={OTHER_SECRET}\n"),
    ] {
        assert!(check(&text, &Knowledge::default()).is_err(), "{text}");
    }
}

fn run_check<A: AsRef<OsStr>>(arguments: &[A], input: &str) -> Output {
    let arguments = std::iter::once(OsStr::new("check")).chain(arguments.iter().map(AsRef::as_ref));
    run(arguments, input.as_bytes())
}

#[test]
fn key_is_taken_from_every_source_and_the_password_from_a_file_or_standard_input() {
    let folder = scratch("check");
    let file = |name: &str, text: &str| {
        fs::write(folder.join(name), text).unwrap();
        folder.join(name).to_str().unwrap().to_owned()
    };
    let key = file("key", &format!("{ID} {SECRET}\n"));
    let profile =
        file("profile", &format!("[mail]\naws_access_key_id={ID}\naws_secret_access_key={SECRET}\n"));
    let config = file("config", PASSWORD);
    for source in [&["--file", &key][..], &["--profile", "mail"], &["--from-env"]] {
        for (config, input) in [(&[config.as_str()][..], ""), (&[], PASSWORD), (&["-"], PASSWORD)] {
            for (region, status) in
                [("us-east-1", 0), ("email-smtp.us-east-1.amazonaws.com:587", 0), ("us-west-2", 1)]
            {
                let input_file = file("input", input);
                let output = command()
                    .arg("check")
                    .args(source)
                    .args(config)
                    .args(["--region", region])
                    .env("AWS_SHARED_CREDENTIALS_FILE", &profile)
                    .env("AWS_ACCESS_KEY_ID", ID)
                    .env("AWS_SECRET_ACCESS_KEY", SECRET)
                    .stdin(fs::File::open(input_file).unwrap())
                    .output()
                    .unwrap();
                assert_eq!(output.status.code(), Some(status), "{source:?} {config:?} {region}: {output:?}");
            }
        }
    }
}

#[test]
fn exit_status_tells_wrong_from_unchecked() {
    for (arguments, input, status, expected) in [
        (&[][..], PASSWORD, 0, ""),
        (&["--format", "json"], PASSWORD, 0, ""),
        (&[], SECRET, 1, ""),
        (&[], "", 1, ""),
        (&["--format", "xml"], PASSWORD, 2, "--format is unknown: give text or json"),
        (&["--region", "us-east-1"], PASSWORD, 2, "--region needs the access key"),
        (&["--region", "us-east-1,us-west-2"], PASSWORD, 2, "--region asks about one region"),
        (&["--region", "mars"], PASSWORD, 2, "REGION is neither"),
        (&["--from-env", "--profile", "x"], PASSWORD, 2, "exclude each other"),
        (&["--file", "/nowhere"], PASSWORD, 2, "cannot read the file of --file"),
        (&["/nowhere"], "", 2, "cannot read CONFIG"),
        (&["/"], "", 2, "cannot read CONFIG"),
        (&["a", "b"], "", 2, "too many arguments"),
        (&["--unchecked"], "", 2, "an unknown option"),
        (&["--format", "json", "--format", "json"], "", 2, "--format is given twice"),
    ] {
        let output = run_check(arguments, input);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {output:?}");
        assert_eq!(status == 2, output.stdout.is_empty(), "{arguments:?}: {output:?}");
        assert!(stderr(&output).contains(expected), "{arguments:?}: {output:?}");
    }
    let output = run_check::<&str>(&[], &format!("{PASSWORD}\n{OTHER_PASSWORD}\n"));
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{output:?}");
    let output = run_check::<&str>(&[], &"x".repeat(1024 * 1024 + 1));
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

#[test]
fn several_keys_are_refused() {
    let keys = scratch("check-keys").join("keys");
    fs::write(&keys, format!("{SECRET}\n{OTHER_SECRET}\n")).unwrap();
    let output = run_check(&["--file".as_ref(), keys.as_os_str()], PASSWORD);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(stderr(&output).contains("line 2: a second access key"), "{output:?}");
}

#[test]
fn doubtful_keys_are_refused_without_an_option_that_check_lacks() {
    let keys = scratch("check-doubt").join("keys");
    fs::write(&keys, &SECRET[1..]).unwrap();
    let output = run_check(&["--file".as_ref(), keys.as_os_str()], PASSWORD);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(stderr(&output).contains("line 1: a length of 39"), "{output:?}");
    assert!(!stderr(&output).contains("--unchecked"), "{output:?}");
}

#[test]
fn regions_are_listed() {
    let table = String::from_utf8(run(["regions"], b"").stdout).unwrap();
    let json: Value = serde_json::from_slice(&run(["regions", "--format", "json"], b"").stdout).unwrap();
    assert!(table.contains("September 2026") && table.contains("docs.aws.amazon.com"), "{table}");
    for (region, row) in region::REGIONS.iter().zip(json.as_array().unwrap()) {
        let line = table.lines().find(|line| line.starts_with(&format!("{} ", region.code))).unwrap();
        let host = region.host();
        assert!(line.contains(region.name) && host.as_ref().is_none_or(|host| line.contains(host)), "{line}");
        let expected = json!({
            "code": region.code, "name": region.name, "host": host, "fips_host": region.fips_host(), "note": row["note"],
        });
        assert_eq!(row, &expected);
        assert_eq!(row["note"].is_null(), host.is_some(), "{row}");
    }
    assert_eq!(json.as_array().unwrap().len(), region::REGIONS.len());
    // The columns are aligned, whatever characters a name has.
    let hosts = table
        .lines()
        .filter_map(|line| line.split("email-smtp.").next().filter(|start| start.len() < line.len()));
    assert!(hosts.map(|start| start.chars().count()).all(|column| column == 43), "{table}");
    assert_eq!(run(["regions", "--format", "csv"], b"").status.code(), Some(2));
    assert_eq!(run(["regions", "us-east-1"], b"").status.code(), Some(2));
}

proptest! {
    #[test]
    fn passwords_of_other_keys_are_never_ascribed(
        a in "[A-Za-z0-9+/]{40}", b in "[A-Za-z0-9+/]{40}", region in prop::sample::select(region::REGIONS),
    ) {
        let password = smtp_password(&a, region.code);
        let report = report(password.as_str(), Some(&credential(Some(ID), &b)));
        prop_assert_eq!(report["region"].is_null(), a != b);
        prop_assert_eq!(&report["recipe"], &Value::Null);
        prop_assert_eq!(&report["verdict"], "wrong");
    }

    #[test]
    fn text_without_tokens_changes_nothing(
        before in "([a-z .:=]{0,20}\n){0,3}", after in "(\n[a-z .:=]{0,20}){0,3}", configuration in prop::sample::select(&CONFIGURATIONS[3..]),
    ) {
        let key = credential(Some(ID), OTHER_SECRET);
        let text = fill(configuration);
        prop_assert_eq!(report(&format!("{before}{text}{after}"), Some(&key)), report(&text, Some(&key)));
    }

    #[test]
    fn any_text_is_examined(text in ".{0,300}") {
        let _ = check(&text, &Knowledge::default());
    }
}
