//! Command lines: accepted arguments, the order of the checks, suggestions, and the help.

use crate::common::{ID, Outcome, PASSWORD, SECRET, command, shell};

/// REGION, and the region, host, and port that it stands for.
const REGIONS: &[(&str, &str)] = &[
    (
        "us-east-1",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 587 smtp",
    ),
    (
        "' us-east-1\\n'",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 587 smtp",
    ),
    (
        "EU-West-1",
        "eu-west-1 email-smtp.eu-west-1.amazonaws.com 587 smtp",
    ),
    (
        "us-gov-west-1",
        "us-gov-west-1 email-smtp.us-gov-west-1.amazonaws.com 587 smtp",
    ),
    (
        "email-smtp.eu-west-1.amazonaws.com",
        "eu-west-1 email-smtp.eu-west-1.amazonaws.com 587 smtp",
    ),
    (
        "EMAIL-SMTP.EU-WEST-1.AMAZONAWS.COM",
        "eu-west-1 email-smtp.eu-west-1.amazonaws.com 587 smtp",
    ),
    (
        "email-smtp.eu-west-1.api.aws",
        "eu-west-1 email-smtp.eu-west-1.api.aws 587 smtp",
    ),
    (
        "email-smtp-fips.us-west-2.amazonaws.com",
        "us-west-2 email-smtp-fips.us-west-2.amazonaws.com 587 smtp",
    ),
    (
        "email-smtp-fips.us-west-2.api.aws:465",
        "us-west-2 email-smtp-fips.us-west-2.api.aws 465 smtps",
    ),
    (
        "email-smtp.us-east-1.amazonaws.com:25",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 25 smtp",
    ),
    (
        "email-smtp.us-east-1.amazonaws.com:2465",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 2465 smtps",
    ),
    (
        "[email-smtp.us-east-1.amazonaws.com]:587",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 587 smtp",
    ),
    (
        "[email-smtp.us-east-1.amazonaws.com]",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 587 smtp",
    ),
    (
        "smtp://email-smtp.us-east-1.amazonaws.com",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 587 smtp",
    ),
    (
        "smtp://email-smtp.us-east-1.amazonaws.com:2587/",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 2587 smtp",
    ),
    (
        "smtps://email-smtp.us-east-1.amazonaws.com",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 465 smtps",
    ),
    (
        "SMTPS://email-smtp.us-east-1.amazonaws.com:2465",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 2465 smtps",
    ),
    (
        "vpce-0ab1-x9.email-smtp.us-east-1.vpce.amazonaws.com",
        "us-east-1 vpce-0ab1-x9.email-smtp.us-east-1.vpce.amazonaws.com 587 smtp",
    ),
    (
        "vpce-0ab1-x9-us-east-1a.email-smtp.us-east-1.vpce.amazonaws.com:465",
        "us-east-1 vpce-0ab1-x9-us-east-1a.email-smtp.us-east-1.vpce.amazonaws.com 465 smtps",
    ),
    (
        "us-east-1,eu-west-1",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 587 smtp\neu-west-1 email-smtp.eu-west-1.amazonaws.com 587 smtp",
    ),
    (
        "'eu-west-1 , smtps://email-smtp.us-east-1.amazonaws.com'",
        "eu-west-1 email-smtp.eu-west-1.amazonaws.com 587 smtp\nus-east-1 email-smtp.us-east-1.amazonaws.com 465 smtps",
    ),
    (
        "us-east-1,email-smtp.us-east-1.api.aws",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 587 smtp\nus-east-1 email-smtp.us-east-1.api.aws 587 smtp",
    ),
    (
        "email-smtp.us-east-1.amazonaws.com:25,email-smtp.us-east-1.amazonaws.com:465",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 25 smtp\nus-east-1 email-smtp.us-east-1.amazonaws.com 465 smtps",
    ),
    // Options override it.
    (
        "us-east-1 --port 2465",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 2465 smtps",
    ),
    (
        "us-east-1 --host localhost --port 2525",
        "us-east-1 localhost 2525 smtp",
    ),
    ("us-east-1 --host localhost", "us-east-1 localhost 587 smtp"),
    (
        "us-east-1 --host 127.0.0.1 --port 65535",
        "us-east-1 127.0.0.1 65535 smtp",
    ),
    (
        "us-east-1 --host Mail_Relay.example-1.com",
        "us-east-1 Mail_Relay.example-1.com 587 smtp",
    ),
    (
        "smtps://email-smtp.us-east-1.amazonaws.com --port 25",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 25 smtp",
    ),
    (
        "us-east-1 --host email.example.com",
        "us-east-1 email.example.com 587 smtp",
    ),
    (
        "us-east-1 --host email-smtp.us-east-1.api.aws",
        "us-east-1 email-smtp.us-east-1.api.aws 587 smtp",
    ),
    (
        "email-smtp.eu-west-1.api.aws:465 --host localhost",
        "eu-west-1 localhost 465 smtps",
    ),
    (
        "us-east-1,eu-west-1 --port 465",
        "us-east-1 email-smtp.us-east-1.amazonaws.com 465 smtps\neu-west-1 email-smtp.eu-west-1.amazonaws.com 465 smtps",
    ),
];

#[test]
fn region_selects_host_and_port() {
    for (region, expected) in REGIONS {
        for region in [(*region).to_owned(), format!("--region {region}")] {
            let line = format!(
                "ses-smtp-pass $SECRET {region} -f '{{region}} {{host}} {{port}} {{scheme}}'"
            );
            let expected = Outcome {
                status: 0,
                output: format!("{expected}\n"),
                errors: String::new(),
            };
            assert_eq!(shell(&line), expected, "{line}");
        }
    }
}

/// Command lines that print AWS's documentation key's password for us-east-1.
const SAME: &[&str] = &[
    "ses-smtp-pass $SECRET us-east-1",
    "ses-smtp-pass ' $SECRET\\n' us-east-1",
    "ses-smtp-pass -- $SECRET us-east-1",
    "ses-smtp-pass $SECRET -- us-east-1",
    "ses-smtp-pass $SECRET --region us-east-1",
    "ses-smtp-pass --region=us-east-1 $SECRET",
    "ses-smtp-pass $SECRET us-east-1 -f password",
    "ses-smtp-pass -fpassword $SECRET us-east-1",
    "ses-smtp-pass --format=password $SECRET us-east-1",
    "ses-smtp-pass --format {password} $SECRET us-east-1",
    "ses-smtp-pass $SECRET us-east-1 -o -",
    "ses-smtp-pass $SECRET us-east-1 --output=-",
    "ses-smtp-pass $SECRET us-east-1 --unchecked",
    "ses-smtp-pass $SECRET us-east-1 --access-key-id $ID",
    "ses-smtp-pass $SECRET us-east-1 --host localhost --port 25",
    "printf '$SECRET' | ses-smtp-pass us-east-1",
    "printf '$ID $SECRET' | ses-smtp-pass us-east-1 --access-key-id $ID",
    "printf '$SECRET' | ses-smtp-pass - us-east-1",
    "printf '$SECRET' | ses-smtp-pass --region us-east-1",
    "printf '$SECRET' | ses-smtp-pass - --region us-east-1",
    "printf '$SECRET' | ses-smtp-pass --file - us-east-1",
    "FILE='$SECRET' ses-smtp-pass --file $FILE us-east-1",
    "enter '$SECRET' | ses-smtp-pass us-east-1",
    "enter '$SECRET' | ses-smtp-pass - us-east-1",
    "enter '$SECRET' | ses-smtp-pass --file - us-east-1",
    "AWS_SECRET_ACCESS_KEY=$SECRET ses-smtp-pass --from-env us-east-1",
];

#[test]
fn passwords_are_the_same_from_every_source() {
    for line in SAME {
        let outcome = shell(line);
        assert_eq!(
            (outcome.status, outcome.output, outcome.errors.as_str()),
            (0, format!("{PASSWORD}\n"), ""),
            "{line}"
        );
    }
}

#[test]
fn user_name_is_prompted_for_if_no_option_names_it() {
    for line in [
        "enter '$ID' '$SECRET' | ses-smtp-pass -f '{username} {password}' us-east-1",
        "enter '$SECRET' | ses-smtp-pass -f '{username} {password}' us-east-1 --access-key-id $ID",
    ] {
        let outcome = shell(line);
        let expected = format!("{ID} {PASSWORD}\n");
        assert_eq!((outcome.output, outcome.errors.as_str()), (expected, ""));
    }
}

#[test]
fn no_newline_is_printed() {
    for line in [
        "ses-smtp-pass -n $SECRET us-east-1",
        "ses-smtp-pass --no-newline $SECRET us-east-1",
        "ses-smtp-pass -nf password $SECRET us-east-1",
        "printf '$SECRET\\n' | ses-smtp-pass us-east-1 -n",
    ] {
        assert_eq!(shell(line).output, PASSWORD, "{line}");
    }
}

/// A command line with several mistakes, and the beginning of the error: first the command, then
/// REGION, then SECRET.
const FIRST_ERRORS: &[(&str, &str)] = &[
    ("ses-smtp-pass x mars --port 0", "--port isn't"),
    ("ses-smtp-pass x mars --regoin", "this option is unknown"),
    ("ses-smtp-pass x mars y", "there are too many arguments"),
    ("ses-smtp-pass x mars --region mars", "REGION and --region"),
    ("ses-smtp-pass x mars --from-env", "SECRET, --from-env"),
    (
        "ses-smtp-pass mars --from-env --file x",
        "SECRET, --from-env",
    ),
    (
        "ses-smtp-pass x mars -f env",
        "this format needs the access key ID",
    ),
    (
        "ses-smtp-pass x mars --smtp-password",
        "--smtp-password can't",
    ),
    ("ses-smtp-pass x mars --access-key-id x", "REGION isn't"),
    ("ses-smtp-pass x mars -o /", "REGION isn't"),
    ("ses-smtp-pass x mars", "REGION isn't"),
    (
        "ses-smtp-pass null us-east-1a",
        "REGION is an availability zone",
    ),
    (
        "ses-smtp-pass x us-east-1,eu-west-1 --host localhost",
        "--host can't",
    ),
    (
        "ses-smtp-pass x us-east-1,eu-west-1 -n",
        "this format (or --no-newline)",
    ),
    (
        "ses-smtp-pass x us-east-1 -f docker-mailserver --port 465 --access-key-id $ID",
        "docker-mailserver doesn't",
    ),
    (
        "ses-smtp-pass x us-east-1 --access-key-id x",
        "--access-key-id: ",
    ),
    ("ses-smtp-pass x us-east-1 -o /", "SECRET: "),
    ("ses-smtp-pass 1:/x us-east-1", "SECRET: "),
    (
        "ses-smtp-pass /aaaaaaaaaaaaaaaaaaaaaaaaaaaa us-east-1",
        "this is a path",
    ),
    (
        "ses-smtp-pass /aaaaaaaaaaaaaaaaaaaaaaaaaaaaa us-east-1",
        "SECRET: ",
    ),
    (
        "ses-smtp-pass us-east-1 --file /nowhere -o /",
        "the output file is a directory",
    ),
    (
        "ses-smtp-pass us-east-1 --from-env -o /",
        "the output file is a directory",
    ),
    (
        "enter | ses-smtp-pass us-east-1 -o /",
        "the output file is a directory",
    ),
];

#[test]
fn command_is_checked_first_and_secret_last() {
    for (line, expected) in FIRST_ERRORS {
        let outcome = shell(line);
        let expected = format!("ses-smtp-pass: error: {expected}");
        assert!(outcome.errors.starts_with(&expected), "{line}: {outcome:?}");
        assert_ne!(outcome.status, 0, "{line}");
        assert_eq!(outcome.output, "", "{line}");
    }
}

/// The number of insertions, deletions, substitutions, and transpositions of neighbors.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<_>, Vec<_>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let is_other = usize::from(a[i - 1] != b[j - 1]);
                let near = (table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                let near = near.min(table[i - 1][j - 1] + is_other);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    near.min(table[i - 2][j - 2] + 1)
                } else {
                    near
                }
            };
        }
    }
    table[a.len()][b.len()]
}

/// Changes a word, the same in every run.
fn misspell(word: &str, seed: usize) -> String {
    let mut chars: Vec<_> = word.chars().collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9).wrapping_add(word.len());
    for _ in 0..seed % 4 {
        state = state.wrapping_mul(0x5851_f42d).wrapping_add(0x1405_7b7f) & 0xffff_ffff;
        let at = (state >> 8) % chars.len();
        let letter = char::from(b"abcdefghijklmnopqrstuvwxyz-1"[(state >> 16) % 28]);
        match state >> 4 & 3 {
            0 => chars[at] = letter,
            1 => chars.insert(at, letter),
            2 if chars.len() > 1 => {
                chars.remove(at);
            }
            _ if at > 0 => chars.swap(at - 1, at),
            _ => {}
        }
    }
    chars.into_iter().collect()
}

/// Asserts that misspelled rows are answered with the nearest rows: at most two edits away, and
/// fewer than half of the row's characters.
fn assert_suggestions(rows: &[&str], error: &str, run: impl Fn(&str) -> Outcome) {
    let mut number = 0;
    for row in rows {
        for seed in 0..20 {
            let word = misspell(row, seed);
            if rows.contains(&word.as_str()) || word.starts_with('-') {
                continue;
            }
            let Outcome { errors, .. } = run(&word);
            if !errors.contains(error) {
                continue;
            }
            let near: Vec<_> = rows
                .iter()
                .filter(|row| distance(&word, row) <= 2 && 2 * distance(&word, row) < row.len())
                .collect();
            let nearest = near.iter().map(|row| distance(&word, row)).min();
            let expected: Vec<_> = near
                .into_iter()
                .filter(|row| Some(distance(&word, row)) == nearest)
                .copied()
                .collect();
            let names = errors.split_once("did you mean ").map(|(_, names)| names);
            let names = names.and_then(|names| names.split_once('?'));
            let names: Vec<_> =
                names.map_or(Vec::new(), |(names, _)| names.split(" or ").collect());
            assert_eq!(names, expected, "{word}: {errors}");
            number += usize::from(!names.is_empty());
        }
    }
    assert!(number > 40, "only {number} suggestions");
}

#[test]
fn similar_regions_are_suggested() {
    let list = command(["regions"]).run_unread().output;
    let codes = list.lines().filter(|line| line.contains(" yes "));
    let codes: Vec<_> = codes.map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(codes.len(), 19);
    assert_suggestions(&codes, "error: REGION isn't", |word| {
        command([SECRET, word]).run_unread()
    });
}

#[test]
fn similar_formats_are_suggested() {
    let list = command(["formats"]).run_unread().output;
    let names = list.lines().skip(1).take_while(|line| !line.is_empty());
    let names: Vec<_> = names.map(|line| line.split(' ').next().unwrap()).collect();
    assert!(names.contains(&"password") && names.len() > 40, "{names:?}");
    assert_suggestions(&names, "error: --format isn't", |word| {
        command(["-f", word, SECRET, "us-east-1"]).run_unread()
    });
}

/// The help of every command, short and long.
fn helps() -> impl Iterator<Item = (Vec<&'static str>, String)> {
    let commands = [
        vec![],
        vec!["check"],
        vec!["regions"],
        vec!["formats"],
        vec!["completions"],
    ];
    commands.into_iter().flat_map(|command_words| {
        ["-h", "--help"].map(|option| {
            let words: Vec<_> = command_words.iter().copied().chain([option]).collect();
            let outcome = command(&words).run_unread();
            assert_eq!(
                (outcome.status, outcome.errors.as_str()),
                (0, ""),
                "{words:?}"
            );
            (words, outcome.output)
        })
    })
}

#[test]
fn help_fits_80_columns() {
    for (words, help) in helps() {
        for line in help.lines() {
            assert!(line.chars().count() <= 80, "{words:?}: {line}");
        }
    }
    for list in ["regions", "formats"] {
        for line in command([list]).run_unread().output.lines() {
            assert!(line.chars().count() <= 80, "{list}: {line}");
        }
    }
}

#[test]
fn help_describes_the_arguments_of_its_usage() {
    for (words, help) in helps() {
        let (_, usage) = help.split_once("Usage: ").expect("it has a usage");
        let usage = usage.lines().next().unwrap_or_default();
        let arguments = help.split_once("Arguments:\n").map_or("", |(_, rest)| rest);
        let arguments = arguments.split("\n\nOptions:").next().unwrap_or_default();
        let is_argument = |word: &&str| word.starts_with(['[', '<']) && *word != "[OPTIONS]";
        let in_usage: Vec<_> = usage.split(' ').filter(is_argument).collect();
        let described: Vec<_> = arguments
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
            .filter(is_argument)
            .collect();
        if in_usage != ["[--format"] {
            assert_eq!(in_usage, described, "{words:?}");
        }
    }
}

#[test]
fn help_of_a_command_is_the_same_by_its_name() {
    for name in ["check", "regions", "formats", "completions"] {
        let by_option = command([name, "--help"]).run_unread();
        assert_eq!(command(["help", name]).run_unread(), by_option, "{name}");
    }
    assert_eq!(
        command(["help"]).run_unread(),
        command(["--help"]).run_unread()
    );
}

#[test]
fn version_is_the_package_s() {
    for option in ["-V", "--version"] {
        let outcome = command([option, "x"]).run_unread();
        let version = format!("ses-smtp-pass {}\n", env!("CARGO_PKG_VERSION"));
        assert_eq!((outcome.status, outcome.output), (0, version));
    }
}

#[test]
fn unchecked_secrets_and_regions_are_converted() {
    let rows = include_str!("../vectors/passwords.tsv").lines();
    let rows = rows.filter_map(|row| {
        let (secret, password) = row.split_once("\tmars-north-1\t")?;
        (1..=128)
            .contains(&secret.len())
            .then_some((secret, password))
    });
    let mut number = 0;
    for (secret, password) in rows {
        let host = "email-smtp.mars-north-1.amazonaws.com";
        let format = "{password} {host} {region}";
        let outcome = command([secret, host, "--unchecked", "-f", format]).run_unread();
        let expected = format!("{password} {host} mars-north-1\n");
        assert_eq!((outcome.status, outcome.output), (0, expected), "{secret}");
        assert_eq!(outcome.errors.matches("warning: ").count(), 2, "{secret}");
        number += 1;
    }
    assert!(number > 3);
}

#[test]
fn host_is_as_long_as_dns_allows() {
    let longest = ["a.".repeat(126).as_str(), "a"].concat();
    for (host, status) in [
        ("a".repeat(63), 0),
        ("a".repeat(64), 2),
        (longest.clone(), 0),
        (longest + "a", 2),
    ] {
        let outcome = command(["--host", &host, "-f", "{host}", SECRET, "us-east-1"]).run_unread();
        assert_eq!(outcome.status, status, "{host}");
    }
}
