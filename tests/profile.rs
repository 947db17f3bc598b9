//! Profiles, read as the AWS CLI reads them.
#![cfg(feature = "cli")]

mod common;

use std::fs;
use std::path::PathBuf;

use common::{SECRET, command, scratch, stderr};
use ses_smtp_pass::Error;
use ses_smtp_pass::credentials::{Profile, ProfileFile};

const ID: &str = "AKIAIOSFODNN7EXAMPLE";

/// A text with `<id>` and `<key>` filled in.
fn fill(text: &str) -> String {
    text.replace("<id>", ID).replace("<key>", SECRET)
}

fn find(text: &str, file: ProfileFile, name: &str) -> Result<Profile, Error> {
    Profile::find(&fill(text), file, name)
}

fn is_found(text: &str, file: ProfileFile, name: &str) -> bool {
    match find(text, file, name).unwrap_or_else(|error| panic!("{text}: {error}")) {
        Profile::WithKeys(credential) => {
            assert_eq!(credential.secret_access_key.expose(), SECRET, "{text}");
            assert_eq!(credential.access_key_id.unwrap().as_str(), ID, "{text}");
            true
        }
        _ => false,
    }
}

#[test]
fn keys_are_found_however_aws_lets_them_be_written() {
    use ProfileFile::{Config, Credentials};
    for (file, name, text) in [
        (Credentials, "mail", "[mail]\naws_access_key_id=<id>\naws_secret_access_key=<key>"),
        (Credentials, "default", "[default]\naws_access_key_id = <id>\naws_secret_access_key = <key>\n"),
        (Credentials, "mail", "[mail]\r\nAWS_ACCESS_KEY_ID : <id>\r\nAws_Secret_Access_Key:<key>\r\n"),
        (Credentials, "mail", "[mail]\naws_access_key_id \t=  \t<id> \t\naws_secret_access_key = <key>\n"),
        (
            Credentials,
            "mail",
            "# aws_secret_access_key = x\n; y\n[ mail ] # z\naws_access_key_id=<id>\n\n # w\naws_secret_access_key=<key>",
        ),
        (
            Credentials,
            "mail",
            "[other]\naws_secret_access_key=x\n[mail]\naws_access_key_id=<id>\naws_secret_access_key=<key>\n[third]\naws_secret_access_key=y\n",
        ),
        // A section whose options are all indented alike.
        (Credentials, "mail", "[mail]\n  aws_access_key_id=<id>\n  aws_secret_access_key=<key>\n"),
        // A nested block belongs to the option above it.
        (
            Config,
            "mail",
            "[profile mail]\ns3 =\n  aws_secret_access_key = x\n\n  # c\n  a = b\naws_access_key_id=<id>\naws_secret_access_key=<key>\n",
        ),
        (Config, "default", "[default]\naws_access_key_id=<id>\naws_secret_access_key=<key>\n"),
        (Config, "mail", "[profile\tmail]\naws_access_key_id=<id>\naws_secret_access_key=<key>\n"),
        (Config, "my mail", "[profile \"my mail\"]\naws_access_key_id=<id>\naws_secret_access_key=<key>\n"),
        (
            Config,
            "a:b/c.d%e@f+g",
            "[profile a:b/c.d%e@f+g]\naws_access_key_id=<id>\naws_secret_access_key=<key>\n",
        ),
        (
            Config,
            "mail",
            "[profile mail]\nrole_arn=x\naws_access_key_id=<id>\naws_secret_access_key=<key>\naws_session_token=\n",
        ),
    ] {
        assert!(is_found(text, file, name), "{text}");
    }
}

#[test]
fn other_sections_are_not_the_profile() {
    use ProfileFile::{Config, Credentials};
    let keys = "aws_access_key_id=<id>\naws_secret_access_key=<key>\n";
    for (file, name, section) in [
        (Credentials, "mail", "[profile mail]"),
        (Credentials, "mail", "[Mail]"),
        (Credentials, "mail", "[mailbox]"),
        (Credentials, "mail", "#[mail]"),
        (Config, "mail", "[mail]"),
        (Config, "mail", "[profilemail]"),
        (Config, "mail", "[sso-session mail]"),
        (Config, "mail", "[services mail]"),
    ] {
        let text = format!("{section}\n{keys}");
        assert!(matches!(find(&text, file, name), Ok(Profile::Absent)), "{text}");
    }
    assert!(matches!(find("", Credentials, "mail"), Ok(Profile::Absent)));
    assert!(matches!(find(keys, Credentials, "mail"), Ok(Profile::Absent)));
}

#[test]
fn what_is_ambiguous_or_broken_is_refused() {
    for (text, expected) in [
        (
            "[mail]\n[mail]\naws_secret_access_key=<key>",
            "line 2 of the shared credentials file: the profile, or an option",
        ),
        (
            "[mail]\naws_secret_access_key=<key>\nAWS_SECRET_ACCESS_KEY=<key>",
            "line 3 of the shared credentials file: the profile, or an option",
        ),
        (
            "[mail]\naws_secret_access_key <key>",
            "line 2 of the shared credentials file: neither a section nor an option",
        ),
        ("[mail]\naws_access_key_id=<id>", "the profile: empty, where a secret access key belongs"),
        ("[mail]\naws_secret_access_key=\"<key>\"", "quotes around the value"),
        ("[mail]\naws_secret_access_key=<key> # mine", "a blank inside"),
        (
            "[mail]\naws_access_key_id=<id>\naws_secret_access_key=<key>\naws_session_token=x",
            "a session token",
        ),
        (
            "[mail]\naws_access_key_id=ASIAIOSFODNN7EXAMPLE\naws_secret_access_key=<key>",
            "temporary credentials (ASIA)",
        ),
    ] {
        let message = match find(text, ProfileFile::Credentials, "mail") {
            Err(error) => error.to_string(),
            Ok(Profile::WithKeys(credential)) => credential.doubt().expect(text).to_string(),
            Ok(_) => panic!("{text}"),
        };
        assert!(message.contains(expected), "{text}: {message}");
    }
}

#[test]
fn ways_to_temporary_credentials_are_named() {
    for option in [
        "sso_session = x",
        "sso_account_id = 1",
        "role_arn = x",
        "credential_process = x",
        "SSO_START_URL: x",
    ] {
        let profile = find(&format!("[profile mail]\n{option}\n"), ProfileFile::Config, "mail");
        assert!(matches!(profile, Ok(Profile::WithoutKeys { is_temporary: true })), "{option}");
    }
    let profile = find("[profile mail]\nregion = us-east-1\n", ProfileFile::Config, "mail");
    assert!(matches!(profile, Ok(Profile::WithoutKeys { is_temporary: false })));
}

struct Home(PathBuf);

impl Home {
    fn new(name: &str, credentials: Option<&str>, config: Option<&str>) -> Self {
        let path = scratch(name);
        fs::create_dir(path.join(".aws")).unwrap();
        for (file, text) in [("credentials", credentials), ("config", config)] {
            if let Some(text) = text {
                fs::write(path.join(".aws").join(file), fill(text)).unwrap();
            }
        }
        Self(path)
    }

    /// Standard output, standard error and exit status of a run with `--profile mail`.
    fn run(&self, variables: &[(&str, &str)]) -> (String, String, Option<i32>) {
        let output = command()
            .args(["--profile", "mail", "-f", "{username} {region}", "us-east-1"])
            .env_remove("AWS_SHARED_CREDENTIALS_FILE")
            .env_remove("AWS_CONFIG_FILE")
            .env("HOME", &self.0)
            .env("USERPROFILE", &self.0)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        (text, stderr(&output).to_owned(), output.status.code())
    }
}

const KEYS: &str = "aws_access_key_id=<id>\naws_secret_access_key=<key>\n";

#[test]
fn both_files_are_read_the_credentials_file_first() {
    let found = (format!("{ID} us-east-1\n"), String::new(), Some(0));
    let other = "[profile mail]\naws_access_key_id=AKIAI44QH8DHBEXAMPLE\naws_secret_access_key=<key>\n";
    let home = Home::new("credentials-first", Some(&format!("[mail]\n{KEYS}")), Some(other));
    assert_eq!(home.run(&[]), found);
    let home = Home::new("config-only", None, Some(&format!("[profile mail]\n{KEYS}")));
    assert_eq!(home.run(&[]), found);
    let home =
        Home::new("config-second", Some("[mail]\nregion=x\n"), Some(&format!("[profile mail]\n{KEYS}")));
    assert_eq!(home.run(&[]), found);
}

#[test]
fn variables_name_other_files() {
    let home = Home::new("variables", Some("[mail]\naws_secret_access_key=null\n"), None);
    let text = fill(&format!("[mail]\n{KEYS}"));
    fs::write(home.0.join("elsewhere"), &text).unwrap();
    fs::write(home.0.join("config-elsewhere"), text.replace("[mail]", "[profile mail]")).unwrap();
    let found = (format!("{ID} us-east-1\n"), String::new(), Some(0));
    let elsewhere = home.0.join("elsewhere");
    assert_eq!(home.run(&[("AWS_SHARED_CREDENTIALS_FILE", elsewhere.to_str().unwrap())]), found);
    assert_eq!(home.run(&[("AWS_SHARED_CREDENTIALS_FILE", "~/elsewhere")]), found);
    let absent = [("AWS_SHARED_CREDENTIALS_FILE", "/nowhere"), ("AWS_CONFIG_FILE", "~/config-elsewhere")];
    assert_eq!(home.run(&absent), found);
}

#[test]
fn absent_profiles_are_told_from_those_without_keys() {
    for (credentials, config, expected) in [
        (None, None, "no shared credentials file and no config file"),
        (Some("[other]\nx=y\n"), None, "no such profile"),
        (None, Some("[profile other]\nx=y\n"), "no such profile"),
        (Some("[other]\nx=y\n"), Some("[profile other]\nx=y\n"), "no such profile"),
        (Some("[mail]\nregion=x\n"), None, "the profile has no aws_access_key_id"),
        (Some("[mail]\nregion=x\n"), Some("[profile other]\nx=y\n"), "the profile has no aws_access_key_id"),
        (None, Some("[profile mail]\nsso_session=x\n"), "the profile has no access key but sso_"),
        (
            Some("[mail]\nregion=x\n"),
            Some("[profile mail]\nrole_arn=x\n"),
            "the profile has no access key but sso_",
        ),
        (
            Some("[mail]\ncredential_process=x\n"),
            Some("[profile mail]\nregion=x\n"),
            "the profile has no access key but sso_",
        ),
    ] {
        let (stdout, stderr, status) = Home::new("absent", credentials, config).run(&[]);
        assert_eq!((stdout.as_str(), status), ("", Some(1)), "{stderr}");
        assert!(
            stderr.starts_with(&format!("ses-smtp-pass: {expected}")),
            "{credentials:?} {config:?}: {stderr}"
        );
    }
}
