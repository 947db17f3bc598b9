//! No message repeats a value, and no wrong password is printed with success.
//!
//! `SECRECY_ROUNDS` multiplies the number of cases.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;

use crate::common::{Command, ID, Outcome, PASSWORD, SECRET, command};

/// The kinds of values, each a pattern of one length, from which two values are drawn. No value
/// begins with the letter of an option. Region codes aren't near a row of the table, and are in one
/// area.
const KINDS: &[&str] = &[
    "w[A-Za-z0-9+/]{39}",
    "w[A-Za-z0-9+/]{38}",
    "w[A-Za-z0-9]{20} [A-Za-z0-9]{18}",
    "w[A-Za-z0-9]{20}\u{7}[A-Za-z0-9]{18}",
    "w[A-Za-z0-9]{12}-[A-Za-z0-9]{6}-[A-Za-z0-9]{19}",
    "w[A-Za-z0-9]{12}%2F[A-Za-z0-9]{7}%2B[A-Za-z0-9]{18}",
    "\"w[A-Za-z0-9+/]{39}\"",
    "AKIA[A-Z0-9]{16}",
    "ASIA[A-Z0-9]{16}",
    "AKIA[A-Z0-9]{16}:[a-z][A-Za-z0-9]{39}",
    "AKIA[A-Z0-9]{16} [a-z][A-Za-z0-9]{39}",
    "B[A-P][A-Za-z0-9+/]{42}",
    "A[g-v][A-Za-z0-9+/]{42}",
    "7[0-9a-f]{39}",
    "w[a-z]{6} [a-z]{5} [a-z]{7}",
    "w[a-z]{9}[0-9]",
    "--[a-z]{12}X",
    "-w[a-z]{11}X",
    "[äöüß]{3}wörd-€-[🔑🔒]{2}",
    "eu-[a-z]{9}-[1-9]",
    "w[a-z]{4}[.]example[.]com",
    "email-smtp[.]eu-[a-z]{9}-[1-9][.]amazonaws[.]com",
    "[{]\"SecretAccessKey\":\"[a-z]{9}\"[}]",
    "smtp://AKIA[A-Z0-9]{16}:[a-z]{4}@h",
    "/[a-z]{6}/[a-z]{3}/file",
];

/// Command lines with a value in every place, at `@`. `$SECRET` is a secret access key.
const COMMAND_LINES: &[&str] = &[
    "@",
    "@ us-east-1",
    "$SECRET @",
    "us-east-1 @",
    "@ @",
    "$SECRET us-east-1 @",
    "@ $SECRET us-east-1",
    "$SECRET us-east-1,@",
    "$SECRET @,us-east-1",
    "$SECRET email-smtp.@.amazonaws.com",
    "$SECRET email-smtp.us-east-1.amazonaws.com:@",
    "$SECRET us-east-1 --@",
    "$SECRET us-east-1 --@=1",
    "$SECRET us-east-1 -@",
    "$SECRET us-east-1 -n@",
    "$SECRET us-east-1 -n=@",
    "$SECRET us-east-1 -V@ -x",
    "$SECRET us-east-1 --unchecked=@",
    "$SECRET us-east-1 --unchecked @",
    "--unchecked @ mars",
    "--unchecked $SECRET @",
    "$SECRET us-east-1 --no-newline=@",
    "$SECRET us-east-1 --help=@",
    "$SECRET us-east-1 --version=@",
    "$SECRET us-east-1 -o@ -o@",
    "null us-east-1 -o @",
    "$SECRET us-east-1 --output=/nowhere/@",
    "--region @",
    "--region=@ $SECRET",
    "--region us-east-1 @",
    "--secret-access-key @ us-east-1",
    "--secret-access-key=@ us-east-1",
    "--profile @ us-east-1",
    "--profile=@",
    "--file=@ us-east-1",
    "--file @ $SECRET us-east-1",
    "--from-env=@ us-east-1",
    "--from-env @ us-east-1",
    "--smtp-password @ us-east-1",
    "--smtp-password -f url @ us-east-1",
    "--access-key-id @ $SECRET us-east-1",
    "--access-key-id=@ us-east-1",
    "--format @ $SECRET us-east-1",
    "-f@ us-east-1",
    "-f {@} $SECRET us-east-1",
    "-f {password}@} $SECRET us-east-1",
    "-f {@ $SECRET us-east-1",
    "-f {tls:@|@|@} $SECRET us-east-1",
    "-f {username}@ $SECRET us-east-1",
    "-f \\0@{password} $SECRET us-east-1",
    "-f ://@:{password}@ $SECRET us-east-1",
    "--host @, $SECRET us-east-1",
    "--host=@ us-east-1,eu-west-1 $SECRET",
    "--port @ $SECRET us-east-1",
    "--port=587@ us-east-1",
    "help @",
    "help help @",
    "help check @",
    "check @",
    "check @ @",
    "check --region @",
    "check --region us-east-1,@",
    "check --access-key-id @",
    "check --format @",
    "check --format=@ -",
    "check --profile @",
    "check --file=@",
    "check --@",
    "check -@",
    "check help @",
    "regions @",
    "regions --format @",
    "regions --@",
    "formats @",
    "formats -f@",
    "completions @",
    "-- @",
    "-- @ us-east-1",
    "-- $SECRET us-east-1 @",
    "-- --@ us-east-1",
];

/// Standard inputs with a value in every place, at `@`.
const INPUTS: &[&str] = &[
    "@",
    "@\n",
    "@\n@\n",
    "\n\n@\n",
    "# @\n",
    "# @\n\n@\n",
    "\u{feff}@\n",
    "@ @\n",
    "@,@\n",
    "@\n\n@\n",
    "@\r\nnull\n",
    "export AWS_SECRET_ACCESS_KEY=@\n",
    "AWS_SECRET_ACCESS_KEY=\"@\n@\"\n",
    "AWS_ACCESS_KEY_ID=@\nAWS_SECRET_ACCESS_KEY=x\n",
    "setenv AWS_SECRET_ACCESS_KEY @\n",
    "@=x\nAWS_SECRET_ACCESS_KEY='@'\n",
    "X=1\n@\n",
    "{\"SecretAccessKey\": \"@\"}\n",
    "{\"SecretAccessKey\": \"@\", \"SecretKey\": \"x\"}\n",
    "{\"SecretAccessKey\": {\"value\": \"@\"}}\n",
    "{\"@\": \"@\"}\n",
    "{\"@\": @}\n",
    "{\"AccessKeyId\": \"@\", \"SecretKey\": \"x\"}\n",
    "{\"SecretString\": \"@\"}\n",
    "{\"SecretAccessKey\": 1} @\n",
    "Access key ID,Secret access key\n@,@\n",
    "Access key ID,Secret access key\n\"@\n",
    "Secret access key,@\nx\n",
    "IAM user name,SMTP user name,SMTP password\n@,@,@\n",
    "AKIAIOSFODNN7EXAMPLE @\n",
    "ACCESSKEY\t@\tx\t@\tActive\t@\n",
    "[default]\naws_secret_access_key = @\n",
    "[@]\nx=@\n",
    "@: x\n",
    "|@|\n",
    "set A=@\n",
    "$Env:A=\"@\"\n",
    "---\n@: @\n",
];

/// Configurations for check with a value in every place, at `@`.
const CONFIGURATIONS: &[&str] = &[
    "@",
    "@\n",
    "\"@\"",
    " @",
    "password=@\n",
    "SMTP_HOST=@\nSMTP_PORT=587\nSMTP_USERNAME=@\nSMTP_PASSWORD=@\n",
    "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=@\nSMTP_PASSWORD=x\n",
    "smtp://x:@@localhost\n",
    "smtps://@:x@email-smtp.us-east-1.amazonaws.com:465\n",
    "[email-smtp.us-east-1.amazonaws.com]:587 @:@\n",
    "@:@\n",
    "machine @ login x password @\n",
    "BMW5RDrXmmVs0lV7GpI4oLkHXpZ4stDsk6q91z1g38Pk @",
    "mail:\n  host: @\n  user: @\n  password: @\n",
    "{\"smtp\": {\"password\": \"@\", \"user\": \"@\"}}",
    "<smtp><password>@</password></smtp>",
    "334 UGFzc3dvcmQ6\n@\n",
];

/// Files of profiles with a value in every place, at `@`.
const PROFILES: &[&str] = &[
    "[mail]\naws_access_key_id = @\naws_secret_access_key = x\n",
    "[mail]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = @\n",
    "[mail]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n @\n",
    "[mail]\n@=x\n@=x\n",
    "[mail]\n@\n",
    "[@]\n[mail\n",
    "@",
];

/// Puts a value in every place of a text.
fn with(place: &str, value: &OsStr) -> OsString {
    let mut text = OsString::new();
    for (number, part) in place.split('@').enumerate() {
        if number > 0 {
            text.push(value);
        }
        text.push(part);
    }
    text
}

fn line(place: &str, value: &OsStr) -> Command {
    let words = place.split(' ').map(|word| with(word, value));
    let words = words.map(|word| {
        if word == "$SECRET" {
            SECRET.into()
        } else {
            word
        }
    });
    command(words.collect::<Vec<_>>())
}

/// Asserts that a run prints the same for two values, unless it succeeds. Before an error, the number
/// of results is the same.
fn assert_same(place: &str, values: [&OsStr; 2], run: impl Fn(&OsStr) -> Outcome) -> [Outcome; 2] {
    let outcomes = values.map(run);
    for (outcome, value) in outcomes.iter().zip(values) {
        let value = value.to_string_lossy();
        assert!(
            !outcome.errors.contains(&*value),
            "{place:?} {values:?}: {outcome:?}"
        );
        assert!(
            outcome.status == 0 || !outcome.output.contains(&*value),
            "{place:?} {values:?}: {outcome:?}"
        );
    }
    let [one, other] = &outcomes;
    assert_eq!(
        (one.status, &one.errors),
        (other.status, &other.errors),
        "{place:?} {values:?}"
    );
    if one.status != 0 {
        assert_eq!(
            one.output.lines().count(),
            other.output.lines().count(),
            "{place:?} {values:?}"
        );
    }
    outcomes
}

fn rounds() -> usize {
    std::env::var("SECRECY_ROUNDS").map_or(1, |rounds| rounds.parse().expect("it is a number"))
}

/// Draws pairs of values of one kind, the same in every run.
fn pairs() -> impl Iterator<Item = [OsString; 2]> {
    let mut runner = TestRunner::deterministic();
    let drawn = (0..rounds()).flat_map(move |_| {
        let pairs: Vec<_> = KINDS.iter().map(|kind| pair(kind, &mut runner)).collect();
        pairs
    });
    drawn.chain(not_utf8())
}

fn pair(kind: &str, runner: &mut TestRunner) -> [OsString; 2] {
    let values = string_regex(kind).unwrap();
    let mut draw = || values.new_tree(runner).unwrap().current();
    let first = draw();
    let other = std::iter::repeat_with(draw).find(|other| *other != first);
    [first.into(), other.unwrap().into()]
}

#[cfg(not(unix))]
fn not_utf8() -> Vec<[OsString; 2]> {
    Vec::new()
}

#[cfg(unix)]
fn not_utf8() -> Vec<[OsString; 2]> {
    use std::os::unix::ffi::OsStringExt as _;
    let bytes = |text: &[u8]| OsString::from_vec(text.to_vec());
    vec![
        [bytes(b"secret\xff\xfeone"), bytes(b"secret\xff\xfetwo")],
        [bytes(b"\xffwJalrXUtnF"), bytes(b"\xffxkNEQDyf3c")],
    ]
}

fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&path).unwrap();
    path
}

#[test]
fn arguments_are_not_repeated() {
    for [a, b] in pairs() {
        for place in COMMAND_LINES {
            assert_same(place, [&a, &b], |value| line(place, value).run(""));
        }
    }
}

#[test]
fn input_is_not_repeated() {
    const ARGUMENTS: &[&str] = &[
        "us-east-1",
        "--unchecked -f env us-east-1",
        "--smtp-password -f url us-east-1",
    ];
    for [a, b] in pairs() {
        for place in INPUTS {
            for arguments in ARGUMENTS {
                assert_same(&format!("{place} {arguments}"), [&a, &b], |value| {
                    line(arguments, value).run(with(place, value).as_encoded_bytes())
                });
            }
        }
    }
}

#[test]
fn answers_are_not_repeated() {
    for [a, b] in pairs() {
        let (Some(a), Some(b)) = (a.to_str(), b.to_str()) else {
            continue;
        };
        for (arguments, is_id) in [("us-east-1", false), ("-f env us-east-1", true)] {
            assert_same(arguments, [a.as_ref(), b.as_ref()], |value| {
                let value = value.to_str().unwrap();
                let answers = if is_id {
                    &[value, SECRET][..]
                } else {
                    &[value]
                };
                line(arguments, "".as_ref()).answers(answers).run("")
            });
        }
    }
}

#[test]
fn variables_are_not_repeated() {
    const NAMES: &[&str] = &[
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_CONFIG_FILE",
        "HOME",
    ];
    for [a, b] in pairs() {
        for name in NAMES {
            for arguments in ["--from-env -f env us-east-1", "--profile mail us-east-1"] {
                assert_same(&format!("{name} {arguments}"), [&a, &b], |value| {
                    line(arguments, value)
                        .variable("AWS_ACCESS_KEY_ID", ID)
                        .variable("AWS_SECRET_ACCESS_KEY", SECRET)
                        .variable("HOME", "/nowhere")
                        .variable(name, value)
                        .run("")
                });
            }
        }
    }
}

#[test]
fn profiles_are_not_repeated() {
    let file = scratch("secrecy").join("credentials");
    for [a, b] in pairs() {
        for place in PROFILES {
            assert_same(place, [&a, &b], |value| {
                fs::write(&file, with(place, value).as_encoded_bytes()).unwrap();
                line("--profile mail -f netrc us-east-1", value)
                    .variable("AWS_SHARED_CREDENTIALS_FILE", &file)
                    .variable("AWS_CONFIG_FILE", &file)
                    .run("")
            });
        }
    }
}

#[test]
fn configurations_are_not_repeated() {
    for (number, [a, b]) in pairs().enumerate() {
        for configuration in CONFIGURATIONS {
            // With a key, every wrong derivation is compared, which is slow.
            let is_with_key = number % 12 == 0;
            for arguments in ["check", "check --format json", "check --from-env"] {
                if arguments.ends_with("--from-env") && !is_with_key {
                    continue;
                }
                let place = format!("{configuration} {arguments}");
                let [one, other] = assert_same(&place, [&a, &b], |value| {
                    line(arguments, value)
                        .variable("AWS_ACCESS_KEY_ID", ID)
                        .variable("AWS_SECRET_ACCESS_KEY", SECRET)
                        .run(with(configuration, value).as_encoded_bytes())
                });
                assert_eq!(one.output, other.output, "{place:?} {a:?} {b:?}");
            }
        }
    }
}

/// Draws numbers, the same in every run (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 33).expect("it has 31 bits") % bound
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// Values that no message may repeat.
const PRIVATE: &[&str] = &[
    SECRET,
    "hkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE",
    "+JalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE+",
    ID,
    PASSWORD,
    "AKIAI44QH8DHBEXAMPLE",
    "ASIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE",
    "wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "smtp.example.com",
    "/nowhere/credentials",
    "correct horse battery",
];

const WORDS: &[&str] = &[
    "",
    "-",
    "--",
    "mail",
    "null",
    "$SECRET",
    "us-east-1",
    "eu-west-1",
    "US-WEST-2",
    "us-east-1,eu-west-1",
    "eu-south-1",
    "me-south-1",
    "us-east-1a",
    "us-eas-1",
    "mars-north-1",
    "email-smtp.us-east-1.amazonaws.com",
    "[email-smtp.eu-west-1.amazonaws.com]:465",
    "smtps://email-smtp-fips.us-west-2.amazonaws.com",
    "587",
    "465",
    "x",
    "check",
    "regions",
    "formats",
    "completions",
    "help",
    "bash",
];

const OPTIONS: &[&str] = &[
    "--region",
    "--from-env",
    "--profile",
    "--file",
    "--smtp-password",
    "--access-key-id",
    "-f",
    "--format",
    "--host",
    "--port",
    "-n",
    "--unchecked",
    "-h",
    "--help",
    "-V",
    "--secret",
    "--query",
    "--regoin",
    "-x",
];

const FORMATS: &[&str] = &[
    "password",
    "json",
    "env",
    "url",
    "postfix",
    "netrc",
    "mastodon",
    "text",
    "table",
    "{username} {password}",
    "{tls:a|b} {password_url}",
    "{password",
];

const RANDOM_INPUTS: &[&str] = &[
    "",
    "@",
    "@\n@\n",
    "# comment\n@ @\n",
    "{\"AccessKeyId\":\"@\",\"SecretAccessKey\":\"@\"}",
    "{\"SecretAccessKey\":\"@\"}{\"SecretAccessKey\":\"@\"}",
    "Access key ID,Secret access key\n@,@\n",
    "IAM user name,SMTP user name,SMTP password\nmail,@,@\n",
    "AWS_ACCESS_KEY_ID=@\nAWS_SECRET_ACCESS_KEY=@\n",
    "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_USERNAME=@\nSMTP_PASSWORD=@\n",
    "[email-smtp.us-east-1.amazonaws.com]:587 @:@\n",
];

/// Command lines that are valid, to which other words are added.
const VALID: &[&[&str]] = &[
    &[],
    &["us-east-1"],
    &["us-east-1,eu-west-1"],
    &[SECRET, "us-east-1"],
    &["--from-env", "eu-west-1"],
    &["--smtp-password", "-f", "url", "us-east-1"],
    &["check"],
    &["check", "--from-env"],
    &["regions"],
    &["formats"],
    &["completions"],
    &["help"],
];

fn random_line(random: &mut Random) -> Vec<&'static str> {
    let mut words = VALID[random.below(VALID.len())].to_vec();
    for _ in 0..random.below(4) {
        let at = random.below(words.len() + 1);
        match random.below(4) {
            0 => words.insert(at, random.one(PRIVATE)),
            1 => words.insert(at, random.one(WORDS)),
            2 => words.insert(at, random.one(OPTIONS)),
            _ => {
                let format = random.one(&["-f", "--format"]);
                words.splice(at..at, [format, random.one(FORMATS)]);
            }
        }
    }
    words
}

fn random_input(random: &mut Random) -> String {
    let parts = random.one(RANDOM_INPUTS).split('@');
    let mut text = String::new();
    for (number, part) in parts.enumerate() {
        if number > 0 {
            text += match random.below(3) {
                0 => random.one(PRIVATE),
                1 => ID,
                _ => SECRET,
            };
        }
        text += part;
    }
    text
}

/// The passwords in a text that have the shape of SES's, percent-encoded or not.
fn passwords(text: &str) -> Vec<String> {
    let text = text.replace("%2F", "/").replace("%2B", "+");
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    let words = text.split(|c| !is_base64(c)).map(str::to_owned);
    words
        .filter(|word| word.len() == PASSWORD.len() && word.starts_with('B'))
        .collect()
}

/// The passwords by Python of the secrets and regions that a text names.
fn right_passwords(text: &str) -> Vec<&'static str> {
    let lower = text.to_ascii_lowercase();
    let rows = include_str!("../vectors/passwords.tsv").lines();
    let rows = rows.filter_map(|row| {
        let (secret, rest) = row.split_once('\t')?;
        let (region, password) = rest.split_once('\t')?;
        let is_named = !region.is_empty()
            && secret.len() >= 39
            && text.contains(secret)
            && lower.contains(region);
        is_named.then_some(password)
    });
    rows.collect()
}

#[test]
fn misuse_is_never_answered_with_a_wrong_password() {
    let mut random = Random(1);
    let mut successes = 0;
    for _ in 0..4_000 * rounds() {
        let words = random_line(&mut random);
        let input = random_input(&mut random);
        let value = random.one(PRIVATE);
        let case = format!("{words:?} {input:?} {value:?}");
        let outcome = std::panic::catch_unwind(|| {
            command(&words)
                .variable("AWS_ACCESS_KEY_ID", ID)
                .variable("AWS_SECRET_ACCESS_KEY", value)
                .run(&input)
        });
        let outcome = outcome.unwrap_or_else(|_| panic!("{case}"));
        let Outcome {
            status,
            output,
            errors,
        } = &outcome;
        assert!(*status <= 2, "{case}: {outcome:?}");
        assert!(
            *status == 0
                || words.first() == Some(&"check")
                || errors.contains("ses-smtp-pass: error: "),
            "{case}: {outcome:?}"
        );
        for line in errors.lines() {
            let line = line.strip_prefix("ses-smtp-pass: ").expect(line);
            let (kind, text) = line.split_once(": ").expect(line);
            assert!(
                ["error", "hint", "warning"].contains(&kind),
                "{case}: {line}"
            );
            assert!(text.chars().count() <= 100, "{case}: {line}");
        }
        for value in PRIVATE {
            assert!(!errors.contains(value), "{case}: {outcome:?}");
            assert!(
                *status == 0 || !passwords(output).is_empty() || !output.contains(value),
                "{case}: {outcome:?}"
            );
        }
        // Only the warning shows that --unchecked converted the secret.
        if errors.contains("warning: ") && errors.contains("the secret access key has") {
            continue;
        }
        let right = right_passwords(&case);
        for password in passwords(output) {
            let is_copied = words.contains(&"--smtp-password") || input.contains("SMTP password");
            assert!(
                right.contains(&password.as_str()) || is_copied && input.contains(&password),
                "{case}: {outcome:?}"
            );
            successes += usize::from(*status == 0);
        }
    }
    assert!(successes > 100, "only {successes} passwords were printed");
}
