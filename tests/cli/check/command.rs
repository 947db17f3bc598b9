//! The command around the findings: its input, its prompts, and its output.

use std::io::Write as _;

use super::wrong;
use crate::common::{ID, Outcome, PASSWORD, SECRET, command, run_line};

const CONFIG: &str = "SMTP_HOST=email-smtp.eu-west-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n";

fn with_key(config: &str) -> Outcome {
    command(["check", "--from-env"])
        .variable("AWS_ACCESS_KEY_ID", ID)
        .variable("AWS_SECRET_ACCESS_KEY", SECRET)
        .run(config)
}

#[test]
fn text_has_a_line_for_each_finding() {
    let outcome = with_key(CONFIG);
    assert_eq!(
        outcome.output,
        "\
line 4:
password   ok         derived from this access key for us-east-1
user name  ok         the ID of this access key
region     wrong      the password is for us-east-1, but the host is in eu-west-1
host       ok         an SES endpoint
port       ok         587, STARTTLS
hint: use email-smtp.us-east-1.amazonaws.com, or derive a password for eu-west-1: ses-smtp-pass eu-west-1
wrong: SES will not accept this login
"
    );
    assert_eq!((outcome.status, outcome.errors.as_str()), (1, ""));
}

#[test]
fn hint_names_only_regions_with_an_endpoint() {
    let config = CONFIG.replace("eu-west-1", "me-south-1");
    let hint = "\nhint: use email-smtp.us-east-1.amazonaws.com\n";
    assert!(with_key(&config).output.contains(hint));
}

#[test]
fn last_line_is_about_the_whole() {
    let right = CONFIG.replace("eu-west-1", "us-east-1");
    assert!(with_key(&right).output.ends_with(
        "hint: if SES still returns 535, check that the key is active and that the program sends this password\nok\n"
    ));
    assert!(run_line("check", &right).output.ends_with(
        "\nincomplete: nothing wrong was found, but the key (--profile, --file, --from-env) is needed to be sure\n"
    ));
    let without_id = command(["check", "--from-env"]).variable("AWS_SECRET_ACCESS_KEY", SECRET);
    assert!(
        without_id.run(&right).output.ends_with(
            "\nincomplete: nothing wrong was found, but not everything could be checked\n"
        )
    );
    let reference = right.replace(PASSWORD, "${PASSWORD}");
    assert!(
        with_key(&reference)
            .output
            .ends_with("\nincomplete: the password isn't in this text\n")
    );
    let manager = CONFIG.replace("email-smtp", "x.mail-manager-smtp");
    for (text, line) in [
        (
            [&*right, &*manager].join("---\n"),
            "\nwrong: a Mail Manager endpoint doesn't accept SES SMTP credentials\n",
        ),
        (
            [CONFIG, &*manager].join("---\n"),
            "\nwrong: SES will not accept this login\n",
        ),
    ] {
        let output = with_key(&text).output;
        assert!(output.ends_with(line), "{output}");
    }
    let outcome = with_key("nothing=here\n");
    assert_eq!(
        outcome.output,
        "incomplete: no SMTP password was found; comments are ignored\n"
    );
    assert_eq!(outcome.status, 2);
    let outcome = run_line("check -fjson", "nothing=here\n");
    assert_eq!(
        outcome.output,
        "{\"verdict\":\"incomplete\",\"line\":null,\"region\":null,\"recipe\":null,\"findings\":[]}\n"
    );
}

#[test]
fn access_key_alone_is_not_a_configuration() {
    for text in [
        format!("Access key ID,Secret access key\n{ID},{SECRET}\n"),
        format!("User name,Password,Access key ID,Secret access key\nmail,,{ID},{SECRET}\n"),
        format!("[mail]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n"),
        format!("AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY='{SECRET}'\n"),
        format!("{{\"AccessKeyId\":\"{ID}\",\"SecretAccessKey\":\"{SECRET}\"}}"),
    ] {
        let outcome = run_line("check", &text);
        assert_eq!(
            outcome.output,
            "hint: pass the access key with --file or --profile, and a mail configuration as CONFIG\n\
             incomplete: no SMTP password was found, only an access key\n"
        );
        assert_eq!(outcome.status, 2);
    }
    for text in [
        format!("AWS_SECRET_ACCESS_KEY={SECRET}\n"),
        format!("AWS_ACCESS_KEY_ID={ID}\n"),
    ] {
        let output = run_line("check", &text).output;
        assert_eq!(
            output,
            "incomplete: no SMTP password was found; comments are ignored\n"
        );
    }
}

#[test]
fn json_has_its_names_in_order() {
    let outcome = run_line("check -fjson", PASSWORD);
    assert_eq!(
        outcome.output,
        concat!(
            "{\"verdict\":\"incomplete\",\"line\":1,\"region\":null,\"recipe\":null,\"findings\":[",
            "{\"about\":\"password\",\"state\":\"ok\",\"code\":\"well-formed\",\"message\":\"looks like an SES SMTP password\",\"hint\":null},",
            "{\"about\":\"user-name\",\"state\":\"missing\",\"code\":null,\"message\":\"no user name found\",\"hint\":null},",
            "{\"about\":\"region\",\"state\":\"unchecked\",\"code\":\"no-key\",\"message\":\"the access key is needed to check the region\",\"hint\":null},",
            "{\"about\":\"host\",\"state\":\"missing\",\"code\":null,\"message\":\"no host found\",\"hint\":null},",
            "{\"about\":\"port\",\"state\":\"missing\",\"code\":null,\"message\":\"no port found\",\"hint\":null}]}\n"
        )
    );
}

#[test]
fn prompts_ask_for_the_password_and_the_key() {
    let outcome = command(["check", "--region", "us-east-1"])
        .prompts(&["SMTP password: ", "Secret access key (empty to skip): "])
        .answers(&[PASSWORD, SECRET])
        .run("");
    assert!(
        outcome
            .output
            .starts_with("password   ok         derived from this access key for us-east-1\n")
    );
    assert!(
        outcome
            .output
            .contains("\nregion     ok         us-east-1\n")
    );
    let outcome = command(["check"]).answers(&[PASSWORD, ""]).run("");
    assert!(
        outcome
            .output
            .starts_with("password   ok         looks like an SES SMTP password\n")
    );
    assert_eq!(outcome.status, 0);
    let outcome = command(["check", "--from-env"])
        .variable("AWS_SECRET_ACCESS_KEY", SECRET)
        .answers(&[PASSWORD])
        .run("");
    assert!(
        outcome
            .output
            .starts_with("password   ok         derived from this access key for us-east-1\n")
    );
    let outcome = command(["check"]).answers(&[PASSWORD, " "]).run("");
    assert_eq!(outcome.status, 0);
    let outcome = command(["check"]).answers(&[" ", ""]).run("");
    assert_eq!((outcome.status, outcome.output.as_str()), (2, ""));
    let outcome = command(["check"]).answers(&["hunter2", ""]).run("");
    assert!(
        outcome
            .output
            .starts_with("password   wrong      not an SES SMTP password\n")
    );
    let outcome = command(["check"]).answers(&["", ""]).run("");
    assert_eq!(
        outcome.errors,
        "ses-smtp-pass: error: nothing was entered at the prompt\n"
    );
    assert_eq!(outcome.status, 2);
}

#[test]
fn one_line_has_no_heading() {
    let outcome = run_line("check", &format!("{PASSWORD}\n"));
    assert!(outcome.output.starts_with("password   ok "));
}

#[test]
fn configuration_has_at_most_one_mebibyte() {
    let mut config = format!("{CONFIG}#").into_bytes();
    config.resize(1024 * 1024, b'x');
    assert_eq!(command(["check"]).run(&config).status, 0);
    config.push(b'x');
    assert_eq!(command(["check"]).run(&config).status, 2);
}

#[test]
fn hints_name_the_region_if_the_hosts_of_the_text_have_one() {
    let secret = format!("[mail]\npassword = {SECRET}\n");
    let one = format!("{secret}[a]\nhost = email-smtp.us-east-1.amazonaws.com\n");
    let two = format!("{one}[b]\nhost = email-smtp.eu-west-1.amazonaws.com\n");
    for (text, region) in [(&one, "us-east-1"), (&two, "REGION"), (&secret, "REGION")] {
        let hint = format!("\nhint: derive the password from it: ses-smtp-pass {region}\n");
        let output = run_line("check", text).output;
        assert!(output.contains(&hint), "{output}");
    }
}

#[test]
fn region_option_counts_if_the_text_has_no_host() {
    let text = format!("SMTP_PASSWORD={PASSWORD}\n");
    let run = |region: &str| {
        command(["check", "--from-env", "--region", region])
            .variable("AWS_SECRET_ACCESS_KEY", SECRET)
            .run(&text)
    };
    assert_eq!(run("email-smtp.us-east-1.amazonaws.com").status, 0);
    assert!(run("eu-west-1").output.contains(
        "\nregion     wrong      the password is for us-east-1, but --region is eu-west-1\n"
    ));
    let outcome = run("eu-wset-1");
    assert_eq!((outcome.status, outcome.output.as_str()), (2, ""));
}

#[test]
fn access_key_id_is_compared_without_a_key() {
    let run = |id: &str| command(["check", "-fjson", "--access-key-id", id]).run(CONFIG);
    assert!(wrong(&run(ID)).is_empty());
    assert_eq!(wrong(&run("AKIAIOSFODNN7EXAMPL2")), ["user-name other-key"]);
    let outcome = command([
        "check",
        "--from-env",
        "--access-key-id",
        "AKIAIOSFODNN7EXAMPL2",
    ])
    .variable("AWS_ACCESS_KEY_ID", ID)
    .variable("AWS_SECRET_ACCESS_KEY", SECRET)
    .run(CONFIG);
    assert_eq!((outcome.status, outcome.output.as_str()), (2, ""));
}

#[test]
fn console_file_has_the_password_to_compare_with() {
    let mut file = tempfile();
    let csv = format!("IAM user name,SMTP user name,SMTP password\nmail,{ID},{PASSWORD}\n");
    file.1.write_all(csv.as_bytes()).unwrap();
    let run = |config: &str| {
        command([
            "check".into(),
            "--file".into(),
            file.0.as_os_str().to_owned(),
        ])
        .run(config)
    };
    let outcome = run(CONFIG);
    assert!(outcome.output.starts_with(
        "line 4:\npassword   ok         the password that the SES console made\nuser name  ok "
    ));
    assert_eq!(outcome.status, 0);
    let other = CONFIG.replace("BLBM", "BLBN");
    assert!(
        run(&other)
            .output
            .contains("\npassword   wrong      not the password of the SES console's file\n")
            || run(&other)
                .output
                .contains("password   wrong      not the password of the SES console's file\n")
    );
    std::fs::remove_file(&file.0).unwrap();
}

fn tempfile() -> (std::path::PathBuf, std::fs::File) {
    let path = std::env::temp_dir().join(format!("ses-smtp-pass-check-{}.csv", std::process::id()));
    let file = std::fs::File::create(&path).unwrap();
    (path, file)
}

#[test]
fn unreadable_configurations_are_named() {
    let large = "x".repeat(1024 * 1024 + 1);
    let cases: &[(&[u8], &str)] = &[
        (b"", "CONFIG is empty"),
        (b" \n", "CONFIG is empty"),
        (b"\xff\xfeS\0M\0", "CONFIG is UTF-16 text"),
        (b"SMTP\0", "CONFIG isn't text"),
        (large.as_bytes(), "CONFIG is larger than 1 MiB"),
    ];
    for (input, clause) in cases {
        let outcome = command(["check"]).run(input);
        assert!(
            outcome.errors.starts_with(&format!(
                "ses-smtp-pass: error: {clause}\nses-smtp-pass: hint: "
            )),
            "{}",
            outcome.errors
        );
        assert_eq!((outcome.status, outcome.output.as_str()), (2, ""));
    }
    assert_eq!(command(["check", "no/such/file"]).run("").status, 2);
    assert_eq!(command(["check", "--file", "-"]).run("").status, 2);
}

#[test]
fn values_are_not_opened() {
    for value in [PASSWORD, SECRET, ID] {
        let outcome = command(["check", value]).run("");
        assert_eq!(
            outcome.errors,
            "ses-smtp-pass: error: CONFIG is a password, a key, or a login, not the name of a file\n\
             ses-smtp-pass: hint: to enter a password, run ses-smtp-pass check without CONFIG\n"
        );
        assert_eq!(outcome.status, 2);
    }
}

#[test]
fn deep_and_long_texts_have_an_answer() {
    for part in [
        "[", "{\"a\":", "<a>", "(", "a:\n ", "a{", "\"{", "- ", "a=", "smtp://", "x[", "'", "a ?=",
        "a = b(",
    ] {
        let text = part.repeat(50_000 / part.len());
        assert_eq!(command(["check"]).run(text).status, 2, "{part}");
    }
}

#[test]
fn findings_name_the_reason() {
    let right = CONFIG.replace("eu-west-1", "us-east-1");
    let url = format!("smtp://{ID}:{}@h:587", PASSWORD.replace('/', "%252F"));
    let cases = [
        (
            right.replace(PASSWORD, &format!("{PASSWORD}#old")),
            "an SMTP password with other text, which the program reads too\n",
        ),
        (
            right.replace(PASSWORD, &format!("{PASSWORD}old#")),
            "not an SES SMTP password\n",
        ),
        (
            right.replace(PASSWORD, &PASSWORD[..43]),
            "a damaged SMTP password; an SMTP password has 44 characters and no spaces\n",
        ),
        (url, "the password is percent-encoded twice\n"),
        (
            right.replace(ID, &format!("'{ID} '")),
            "an access key ID with other characters, which the program reads too\n",
        ),
        (
            right.replace(ID, &ID[..19].to_lowercase()),
            "a damaged access key ID; an ID has 20 uppercase letters and digits\n",
        ),
        (
            right.replace(ID, "mail"),
            "not an access key ID; SES expects AKIA..., not the IAM user's name\n",
        ),
    ];
    for (text, clause) in cases {
        let output = with_key(&text).output;
        assert!(output.contains(clause), "{text}\n{output}");
    }
}
