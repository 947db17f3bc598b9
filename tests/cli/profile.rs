//! --profile: AWS's two files, read as the AWS CLI reads them. See also tests/readers for botocore.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{ID, Outcome, PASSWORD, SECRET, command};

const KEYS: &str = "aws_access_key_id=<id>\naws_secret_access_key=<key>\n";

fn fill(text: &str) -> String {
    text.replace("<keys>", KEYS)
        .replace("<id>", ID)
        .replace("<key>", SECRET)
}

/// A home directory with these files in `.aws`.
fn home(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("profile")
        .join(test);
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(home.join(".aws")).unwrap();
    for (name, text) in files {
        fs::write(home.join(".aws").join(name), fill(text)).unwrap();
    }
    home
}

fn run(home: &Path, name: &str) -> Outcome {
    command([
        "--profile",
        name,
        "-f",
        "{username} {password}",
        "us-east-1",
    ])
    .variable("HOME", home)
    .run("not read")
}

#[track_caller]
fn assert_found(outcome: &Outcome, case: &str) {
    let output = format!("{ID} {PASSWORD}\n");
    assert_eq!(
        (outcome.output.as_str(), outcome.errors.as_str()),
        (output.as_str(), ""),
        "{case}"
    );
}

#[track_caller]
fn assert_rejected(outcome: &Outcome, error: &str, hint: &str, case: &str) {
    let errors = format!("ses-smtp-pass: error: {error}\nses-smtp-pass: hint: {hint}\n");
    assert_eq!(outcome.errors, errors, "{case}");
    assert_eq!((outcome.status, outcome.output.as_str()), (1, ""), "{case}");
    assert!(error.len() <= 100 && hint.len() <= 100, "{case}");
}

#[test]
fn profiles_are_found() {
    for (name, file, text) in [
        ("mail", "credentials", "[mail]\n<keys>"),
        ("mail", "config", "[profile mail]\n<keys>"),
        ("default", "config", "[default]\n<keys>"),
        (
            "default",
            "config",
            "[default]\nx=y\n[profile default]\n<keys>",
        ),
        ("mail", "config", "[profile\tmail]\n<keys>"),
        ("my mail", "config", "[profile 'my mail']\n<keys>"),
        ("", "config", "[profile '']\n<keys>"),
        ("my mail", "config", "[profile my\\ mail]\n<keys>"),
        ("a\"b", "config", "[profile \"a\\\"b\"]\n<keys>"),
        ("a\\b", "config", "[profile \"a\\\\b\"]\n<keys>"),
        ("a\\\\b", "config", "[profile 'a\\\\b']\n<keys>"),
        (" mail ", "credentials", "[ mail ]\n<keys>"),
        ("mail", "credentials", "\u{feff}[mail]\n<keys>"),
        (
            "mail",
            "credentials",
            "[mail]\naws_access_key_id = \u{1c}<id>\u{1f}\naws_secret_access_key=<key>\n",
        ),
        ("a]b", "credentials", "[a]b] # x\n<keys>"),
        (
            "mail",
            "credentials",
            "# aws_access_key_id=x\n\n[mail]\r\nAWS_ACCESS_KEY_ID : <id>\r\n  ; comment\r\n\r\nAws_Secret_Access_Key:<key>",
        ),
        (
            "mail",
            "credentials",
            "[mail]\r  aws_access_key_id=<id>\r  aws_secret_access_key=<key>\r",
        ),
        (
            "mail",
            "config",
            "[profile mail]\ns3 =\n  a = b\n\n  aws_session_token = x\n<keys>",
        ),
        (
            "mail",
            "credentials",
            "[mail]\nregion=x\n  aws_session_token=x\n<keys>aws_session_token=\n",
        ),
        (
            "mail",
            "credentials",
            "[DEFAULT]\naws_access_key_id=<id>\n[mail]\naws_secret_access_key=<key>",
        ),
        (
            "mail",
            "credentials",
            "[DEFAULT]\naws_access_key_id=x\n[mail]\n<keys>",
        ),
        (
            "mail",
            "credentials",
            "[other]\naws_secret_access_key=x\n[mail]\n<keys>\n[third]\naws_session_token=y",
        ),
        (
            "mail",
            "config",
            "[profile mail]\naws_access_key_id=x\n[profile  mail]\n<keys>",
        ),
    ] {
        assert_found(&run(&home("found", &[(file, text)]), name), text);
    }
}

#[test]
fn the_credentials_file_comes_first() {
    let keys = "[mail]\n<keys>";
    let other = "[profile mail]\naws_access_key_id=x\naws_secret_access_key=y\n";
    assert_found(
        &run(
            &home("first", &[("credentials", keys), ("config", other)]),
            "mail",
        ),
        "both",
    );
    for passed_over in [
        "",
        "[other]\n",
        "[mail]\nregion=x\n",
        "[mail]\naws_secret_access_key=x\n",
        "[ mail ]\nx=y\n",
    ] {
        let files = [
            ("credentials", passed_over),
            ("config", "[profile mail]\n<keys>"),
        ];
        assert_found(&run(&home("first", &files), "mail"), passed_over);
    }
}

#[test]
fn variables_name_other_files() {
    let home = home(
        "variables",
        &[("one", "[mail]\n<keys>"), ("two", "[profile mail]\n<keys>")],
    );
    for (variable, path) in [
        ("AWS_SHARED_CREDENTIALS_FILE", home.join(".aws/one")),
        ("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/one".into()),
        ("AWS_CONFIG_FILE", home.join(".aws/two")),
    ] {
        assert_found(&run_with(&home, variable, &path), variable);
    }
}

#[test]
fn empty_variable_names_no_file() {
    let home = home("empty variable", &[("credentials", "[mail]\n<keys>")]);
    let outcome = run_with(&home, "AWS_SHARED_CREDENTIALS_FILE", Path::new(""));
    assert_found(&outcome, "empty");
}

fn run_with(home: &Path, variable: &str, value: &Path) -> Outcome {
    command([
        "--profile",
        "mail",
        "-f",
        "{username} {password}",
        "us-east-1",
    ])
    .variable("HOME", home)
    .variable(variable, value)
    .run("")
}

#[test]
#[cfg(unix)]
fn file_that_cannot_be_opened_is_an_error() {
    let home = home("not opened", &[("config", "[profile mail]\n<keys>")]);
    let outcome = command(["--profile", "mail", "us-east-1"])
        .variable("HOME", &home)
        .variable("AWS_SHARED_CREDENTIALS_FILE", "/dev/null/x")
        .run("");
    let error = "ses-smtp-pass: error: cannot read the credentials file: Not a directory";
    assert!(outcome.errors.starts_with(error), "{outcome:?}");
    assert_eq!(outcome.status, 1);
}

#[test]
fn profiles_without_a_key_are_named() {
    const IAM_USER: &str =
        "SES doesn't accept temporary credentials; use an access key of an IAM user";
    let absent = (
        "the profile isn't in the credentials file or the config file",
        "to list the profiles, run aws configure list-profiles",
    );
    let without = (
        "the profile has no access key",
        "add aws_access_key_id and aws_secret_access_key of an IAM user",
    );
    let temporary = (
        "the profile has no access key, and provides temporary credentials only",
        IAM_USER,
    );
    let process = (
        "the profile has credential_process, which isn't run",
        "pipe the output of aws configure export-credentials into ses-smtp-pass",
    );
    for (file, text, (error, hint)) in [
        ("credentials", "[other]\n<keys>", absent),
        ("credentials", "[profile mail]\n<keys>", absent),
        ("credentials", "[Mail]\n<keys>", absent),
        ("config", "[mail]\n<keys>", absent),
        ("config", "[profile \"mail]\n<keys>", absent),
        ("config", "[profile mail]\nregion=x\n", without),
        ("config", "[profile mail]\nsso_session=x\n", temporary),
        (
            "config",
            "[profile mail]\naws_secret_access_key=x\nrole_arn=x\n",
            temporary,
        ),
        (
            "config",
            "[profile mail]\nweb_identity_token_file=x\n",
            temporary,
        ),
        ("config", "[profile mail]\nlogin_session=x\n", temporary),
        ("config", "[profile mail]\ncredential_process=x\n", process),
        (
            "config",
            "[profile mail]\ncredential_process=x\nsso_session=x\n",
            temporary,
        ),
        (
            "config",
            "[profile mail]\naws_secret_access_key=<key>\naws_session_token=\n",
            (
                "the profile has a secret access key, but no aws_access_key_id",
                "add aws_access_key_id; the AWS CLI ignores the secret without it",
            ),
        ),
        (
            "credentials",
            "\n[mail]\naws_access_key_id=<id>\n",
            (
                "the credentials file, line 2: the profile has no aws_secret_access_key",
                "add aws_secret_access_key, or create a new access key",
            ),
        ),
        (
            "config",
            "[profile mail]\naws_access_key_id=<id>\naws_secret_access_key=\n",
            (
                "the config file, line 3: the secret access key is empty",
                "check the variable, file, or command that it comes from",
            ),
        ),
        (
            "credentials",
            "[mail]\n<keys>aws_session_token=x\n",
            (
                "the credentials file, line 4: there is a session token, so the credentials are temporary",
                IAM_USER,
            ),
        ),
        (
            "credentials",
            "[mail]\naws_access_key_id=ASIAIOSFODNN7EXAMPLE\naws_secret_access_key=<key>\n",
            (
                "the credentials file, line 2: this is a temporary access key ID (ASIA...)",
                IAM_USER,
            ),
        ),
        (
            "credentials",
            "[mail]\naws_access_key_id=<id>\naws_secret_access_key=\"<key>\"\n",
            (
                "the credentials file, line 3: the secret access key is quoted",
                "remove the quotes",
            ),
        ),
    ] {
        let outcome = run(&home("named", &[(file, text)]), "mail");
        assert_rejected(&outcome, error, hint, text);
    }
}

#[test]
fn better_of_the_reasons_in_both_files_is_named() {
    for (credentials, config, (error, hint)) in [
        (
            "[mail]\nregion=x\n",
            "[profile other]\n",
            (
                "the profile has no access key",
                "add aws_access_key_id and aws_secret_access_key of an IAM user",
            ),
        ),
        (
            "[mail]\naws_secret_access_key=x\n",
            "[profile mail]\nregion=x\n",
            (
                "the profile has a secret access key, but no aws_access_key_id",
                "add aws_access_key_id; the AWS CLI ignores the secret without it",
            ),
        ),
        (
            "[mail]\naws_secret_access_key=x\n",
            "[profile mail]\nrole_arn=x\n",
            (
                "the profile has no access key, and provides temporary credentials only",
                "SES doesn't accept temporary credentials; use an access key of an IAM user",
            ),
        ),
    ] {
        let files = [("credentials", credentials), ("config", config)];
        let outcome = run(&home("reasons", &files), "mail");
        assert_rejected(&outcome, error, hint, credentials);
    }
}

#[test]
fn what_the_aws_cli_cannot_read_is_an_error() {
    const CONTINUED: &str = "an indented line continues the value above it";
    const SPACES: &str = "remove the spaces at the start of the line";
    const TWO: &str = "remove one of the two";
    const SETTING: &str = "write NAME = VALUE";
    for (text, line, error, hint) in [
        (
            "[mail]\naws_access_key_id=<id>\naws_secret_access_key=<key>\n aws_session_token=x\n",
            4,
            CONTINUED,
            SPACES,
        ),
        (
            "[mail]\naws_access_key_id=<id>\naws_secret_access_key=\n  <key>\n",
            4,
            "this isn't a setting",
            SETTING,
        ),
        (
            "[mail]\n<keys>aws_session_token=\n# x\n\n a=b\n c=d\n",
            7,
            CONTINUED,
            SPACES,
        ),
        (
            "[mail]\n<keys>[other]\n[mail]\n",
            5,
            "this section appears twice",
            TWO,
        ),
        (
            "[other]\r\na=b\r\nA : c\r\n[mail]\n<keys>",
            3,
            "this setting appears twice",
            TWO,
        ),
        (
            "[mail]\n<keys>AWS_ACCESS_KEY_ID=<id>\n",
            4,
            "this setting appears twice",
            TWO,
        ),
        (
            "[mail]\n<keys>[other\n",
            4,
            "this isn't a section or a setting",
            "write [SECTION] or NAME = VALUE",
        ),
        (
            "[mail]\n<keys>[]\n",
            4,
            "this isn't a section or a setting",
            "write [SECTION] or NAME = VALUE",
        ),
        (
            "[mail]\n<keys>= x\n",
            4,
            "this isn't a section or a setting",
            "write [SECTION] or NAME = VALUE",
        ),
        (
            "[other]\ns3 =\n  a\n[mail]\n<keys>",
            3,
            "this isn't a setting",
            SETTING,
        ),
        (
            "[other]\ns3 =\n  a: b\n[mail]\n<keys>",
            3,
            "this isn't a setting",
            SETTING,
        ),
        (
            "region=x\n[mail]\n<keys>",
            1,
            "a setting appears before the first section",
            "write a section, such as [default], before the setting",
        ),
    ] {
        let outcome = run(&home("unreadable", &[("credentials", text)]), "mail");
        let error = format!("the credentials file, line {line}: {error}");
        assert_rejected(&outcome, &error, hint, text);
    }
}

#[test]
fn absent_files_are_named() {
    let outcome = run(&home("absent", &[]), "mail");
    assert_rejected(
        &outcome,
        "neither the AWS credentials file nor the config file exists",
        "run aws configure, or use --file or --from-env",
        "no files",
    );
    let run = || command(["--profile", "mail", "us-east-1"]);
    for outcome in [run().run(""), run().variable("HOME", "").run("")] {
        assert_rejected(
            &outcome,
            "HOME isn't set, so the AWS credentials file can't be found",
            "set HOME or AWS_SHARED_CREDENTIALS_FILE, or use --file",
            "no HOME",
        );
    }
}
