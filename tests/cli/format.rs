//! Formats, templates, and the lists of formats and regions.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::common::{ID, Outcome, PASSWORD, SECRET, command, run_line};

/// The worst key for percent-encoding, and its password in us-east-1.
const WORST_SECRET: &str = "hkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE";
const WORST_PASSWORD: &str = "BJ1//u46F+v6TpoWVD6H1lauzBIrxP//2xfYmHRSXwt/";
const WORST_PASSWORD_URL: &str = "BJ1%2F%2Fu46F%2Bv6TpoWVD6H1lauzBIrxP%2F%2F2xfYmHRSXwt%2F";

fn format_with(format: &str, options: &[&str], region: &str) -> Outcome {
    let arguments = ["-f", format, "--access-key-id", ID, WORST_SECRET, region];
    command(options.iter().chain(&arguments)).run("")
}

fn format(format: &str, port: &str) -> Outcome {
    format_with(format, &["--port", port], "us-east-1")
}

fn output(text: &str) -> Outcome {
    Outcome {
        status: 0,
        output: format!("{text}\n"),
        errors: String::new(),
    }
}

fn error(error: &str, hint: &str) -> Outcome {
    Outcome {
        status: 2,
        output: String::new(),
        errors: format!("ses-smtp-pass: error: {error}\nses-smtp-pass: hint: {hint}\n"),
    }
}

fn rows() -> Vec<Value> {
    serde_json::from_str(&run_line("formats --format json", "").output).unwrap()
}

fn names() -> Vec<String> {
    let name = |row: &Value| row["name"].as_str().unwrap().to_owned();
    rows().iter().map(name).collect()
}

#[test]
fn writes_the_expected_lines_for_every_row() {
    let sections = include_str!("../vectors/formats.txt").split("== ").skip(1);
    let mut seen = HashSet::new();
    for section in sections {
        let (head, lines) = section.split_once('\n').unwrap();
        let (name, port) = head.split_once(' ').unwrap();
        let expected = output(lines.strip_suffix('\n').unwrap());
        assert_eq!(format(name, port), expected, "{head}");
        seen.insert(head);
    }
    for name in names() {
        for port in ["587", "465"] {
            let key = format!("{name} {port}");
            let status = format(&name, port).status;
            assert_eq!(status == 0, seen.contains(key.as_str()), "{key}");
        }
    }
}

#[test]
fn general_formats_stay() {
    const HOST: &str = "email-smtp.us-east-1.amazonaws.com";
    let expected = [
        ("password", "587", WORST_PASSWORD.to_owned()),
        (
            "json",
            "587",
            format!(
                r#"{{"username":"{ID}","password":"{WORST_PASSWORD}","host":"{HOST}","port":"587","region":"us-east-1"}}"#
            ),
        ),
        (
            "env",
            "587",
            format!(
                "SMTP_HOST={HOST}\nSMTP_PORT=587\nSMTP_USERNAME={ID}\nSMTP_PASSWORD={WORST_PASSWORD}"
            ),
        ),
        (
            "url",
            "465",
            format!("smtps://{ID}:{WORST_PASSWORD_URL}@{HOST}:465"),
        ),
        (
            "url",
            "587",
            format!("smtp://{ID}:{WORST_PASSWORD_URL}@{HOST}:587"),
        ),
        (
            "postfix",
            "587",
            format!("[{HOST}]:587 {ID}:{WORST_PASSWORD}"),
        ),
        (
            "msmtp",
            "587",
            format!(
                "account ses-us-east-1\nhost {HOST}\nport 587\nauth on\ntls on\ntls_starttls on\n\
                 user {ID}\npassword {WORST_PASSWORD}"
            ),
        ),
        (
            "msmtp",
            "2465",
            format!(
                "account ses-us-east-1\nhost {HOST}\nport 2465\nauth on\ntls on\ntls_starttls off\n\
                 user {ID}\npassword {WORST_PASSWORD}"
            ),
        ),
        (
            "netrc",
            "587",
            format!("machine {HOST} login {ID} password {WORST_PASSWORD}"),
        ),
        (
            "git-credential",
            "587",
            format!("protocol=smtp\nhost={HOST}:587\nusername={ID}\npassword={WORST_PASSWORD}"),
        ),
    ];
    for (name, port, lines) in expected {
        assert_eq!(format(name, port), output(&lines), "{name}");
    }
    let general = [
        "password",
        "json",
        "env",
        "url",
        "postfix",
        "msmtp",
        "netrc",
        "git-credential",
    ];
    assert_eq!(names()[..8], general);
}

#[test]
fn password_is_the_default() {
    let line = format!("{SECRET} us-east-1");
    assert_eq!(run_line(&line, ""), output(PASSWORD));
}

#[test]
fn json_leaves_out_an_unknown_user_name() {
    let line = format!("-f json {SECRET} eu-west-1:2587");
    let line = line.replace("eu-west-1", "email-smtp.eu-west-1.amazonaws.com");
    let json: Value = serde_json::from_str(&run_line(&line, "").output).unwrap();
    assert_eq!(json.get("username"), None);
    assert_eq!(json["port"], "2587");
    assert_eq!(json["region"], "eu-west-1");
}

#[test]
fn url_has_port_465_by_default() {
    let url = format!("smtps://{ID}:{WORST_PASSWORD_URL}@email-smtp.us-east-1.amazonaws.com:465");
    assert_eq!(format_with("url", &[], "us-east-1"), output(&url));
    let region = "email-smtp.us-east-1.amazonaws.com:2587";
    let url = url.replace("smtps", "smtp").replace(":465", ":2587");
    assert_eq!(format_with("url", &[], region), output(&url));
}

#[test]
fn names_are_plain_and_differ() {
    let names = names();
    let distinct: HashSet<_> = names.iter().collect();
    assert_eq!(distinct.len(), names.len());
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    for name in &names {
        assert!(name.bytes().all(is_plain), "{name}");
    }
    // Sorted, so that users find them.
    assert!(names[8..].is_sorted());
}

#[test]
fn every_port_comes_from_a_placeholder() {
    for row in rows() {
        let template = row["template"].as_str().unwrap();
        for port in ["25", "587", "2587", "465", "2465"] {
            assert!(!template.contains(port), "{row}");
        }
        assert!(!template.contains("us-east-1"), "{row}");
    }
}

#[test]
fn rejects_ports_that_a_row_cannot_be_written_for() {
    let message = |name: &str| format!("{name} doesn't support this port");
    assert_eq!(
        format("docker-mailserver", "465"),
        error(
            &message("docker-mailserver"),
            "use port 25, 587, or 2587, with STARTTLS"
        )
    );
    assert_eq!(
        format("grafana", "2465"),
        error(
            &message("grafana"),
            "use port 465 for TLS from the start, or 25, 587, or 2587 for STARTTLS"
        )
    );
    assert_eq!(
        format("outline", "587"),
        error(
            &message("outline"),
            "use port 465 or 2465, with TLS from the start"
        )
    );
    for name in ["docker-mailserver", "grafana"] {
        let tunnel = ["--host", "localhost", "--port", "2525"];
        assert_eq!(format_with(name, &tunnel, "us-east-1").status, 0);
    }
}

#[test]
fn templates_have_placeholders_and_escapes() {
    let host = "email-smtp.us-east-1.amazonaws.com";
    let cases = [
        ("{username}", "587", ID.to_owned()),
        ("{password}", "587", WORST_PASSWORD.to_owned()),
        ("{password_url}", "587", WORST_PASSWORD_URL.to_owned()),
        (
            "{region} {host} {port}",
            "2587",
            format!("us-east-1 {host} 2587"),
        ),
        ("{scheme}", "25", "smtp".to_owned()),
        ("{scheme}", "465", "smtps".to_owned()),
        ("{scheme}", "2465", "smtps".to_owned()),
        ("{tls:tls|ssl}", "2587", "tls".to_owned()),
        ("{tls:tls|ssl}", "2465", "ssl".to_owned()),
        ("{port}{tls:|x}", "587", "587".to_owned()),
        ("{port}{tls:x|}", "465", "465".to_owned()),
        ("{tls:a = 1\\n|\\\\}", "587", "a = 1\n".to_owned()),
        ("{tls:a = 1\\n|\\\\}", "465", "\\".to_owned()),
        (
            r#"{{"user":"{username}"}}"#,
            "587",
            format!(r#"{{"user":"{ID}"}}"#),
        ),
        ("{{{port}}}", "587", "{587}".to_owned()),
        ("\\t{port}\\n\\\\n", "587", "\t587\n\\n".to_owned()),
        ("ü€{port}ü", "587", "ü€587ü".to_owned()),
        ("--user={username}", "587", format!("--user={ID}")),
        // Not in a URL.
        (
            "{username}:{password}@{host}",
            "587",
            format!("{ID}:{WORST_PASSWORD}@{host}"),
        ),
        (
            "https://example.com/{password}@",
            "587",
            format!("https://example.com/{WORST_PASSWORD}@"),
        ),
        (
            "smtp:/ {password}@",
            "587",
            format!("smtp:/ {WORST_PASSWORD}@"),
        ),
        (
            "smtp://x:{password}-@",
            "587",
            format!("smtp://x:{WORST_PASSWORD}-@"),
        ),
        (
            "smtp://x {password}@",
            "587",
            format!("smtp://x {WORST_PASSWORD}@"),
        ),
    ];
    for (template, port, expected) in cases {
        assert_eq!(format(template, port), output(&expected), "{template}");
    }
}

#[test]
fn rejects_mistakes_in_templates() {
    const TLS: &str =
        "an example is {tls:starttls|ssl}; A is for STARTTLS, and B is for TLS from the start";
    let cases = [
        (
            "{user}",
            "--format has an unknown placeholder",
            "use {username} {password} {password_url} {region} {host} {port} {scheme} {tls:A|B}; {{ is a {",
        ),
        (
            "{user.name_1}",
            "--format has an unknown placeholder",
            "use {username} {password} {password_url} {region} {host} {port} {scheme} {tls:A|B}; {{ is a {",
        ),
        (
            "{starttls}",
            "--format has an unknown placeholder",
            "use {username} {password} {password_url} {region} {host} {port} {scheme} {tls:A|B}; {{ is a {",
        ),
        (
            r#"{"user":"{username}"}"#,
            "--format has a { that doesn't begin a placeholder",
            r#"write {{ and }} for braces, as in '{{"user":"{username}"}}'"#,
        ),
        (
            "{}",
            "--format has a { that doesn't begin a placeholder",
            r#"write {{ and }} for braces, as in '{{"user":"{username}"}}'"#,
        ),
        (
            "{port",
            "--format has a { without a }",
            "to write a {, use {{",
        ),
        (
            "{port}}",
            "--format has a } without a {",
            "to write a }, use }}",
        ),
        (
            "{port}\\r",
            "--format has a \\ that isn't part of \\n, \\t, or \\\\",
            "to write a \\, use \\\\",
        ),
        (
            "{port}\\",
            "--format has a \\ that isn't part of \\n, \\t, or \\\\",
            "to write a \\, use \\\\",
        ),
        (
            "{{password}}",
            "--format has no placeholder",
            "write placeholders with single braces, as in {username}:{password}",
        ),
        (
            "{tls:a}",
            "--format has a {tls:A|B} without exactly one |, or with a brace inside",
            TLS,
        ),
        (
            "{tls:a|b|c}",
            "--format has a {tls:A|B} without exactly one |, or with a brace inside",
            TLS,
        ),
        (
            "{tls:{port}|b}",
            "--format has a {tls:A|B} without exactly one |, or with a brace inside",
            TLS,
        ),
        (
            "{tls:{|b}",
            "--format has a {tls:A|B} without exactly one |, or with a brace inside",
            TLS,
        ),
        (
            "{tls:a|{{}",
            "--format has a {tls:A|B} without exactly one |, or with a brace inside",
            TLS,
        ),
    ];
    for (template, message, hint) in cases {
        assert_eq!(format(template, "587"), error(message, hint), "{template}");
        assert!(message.len() <= 100 && hint.len() <= 100, "{template}");
    }
}

#[test]
fn rejects_a_raw_password_in_a_url() {
    let expected = error(
        "--format has {password} in a URL; a / or + in the password would break the URL",
        "use {password_url}, which is percent-encoded",
    );
    for template in [
        "smtp://{username}:{password}@{host}:{port}",
        "{scheme}://{username}:{password}@{host}",
        "{tls:smtp://|smtps://}{username}:{password}@{host}",
        "{tls:smtp://|x }{username}:{password}@{host}",
        "A=b\\nURL=smtp://x:{password}@{host}",
        "/{port} smtp://x:{password}@{host}",
    ] {
        assert_eq!(format(template, "587"), expected, "{template}");
    }
}

#[test]
fn suggests_similar_names() {
    const UNKNOWN: &str = "--format isn't the name of a format or a template";
    for (name, near) in [
        ("mastodn", "mastodon"),
        ("Laravel", "laravel"),
        ("gitlabs", "gitlab"),
        ("spring-yml", "spring-yaml"),
        ("jsno", "json"),
    ] {
        let expected = error(UNKNOWN, &format!("did you mean {near}?"));
        assert_eq!(format(name, "587"), expected, "{name}");
    }
    let list = "run ses-smtp-pass formats for the list; to read a file, use --file";
    for name in [
        "yaml",
        "accessKeys.csv",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ] {
        assert_eq!(format(name, "587"), error(UNKNOWN, list), "{name}");
    }
}

#[test]
fn requires_a_value() {
    let expected = Outcome {
        status: 2,
        output: String::new(),
        errors: "ses-smtp-pass: error: --format requires a value\n".to_owned(),
    };
    assert_eq!(run_line("-f --port 587 us-east-1", ""), expected);
    assert_eq!(run_line("--format= us-east-1", ""), expected);
}

#[test]
fn accepts_one_region_for_one_account() {
    let regions = "us-east-1,eu-west-1";
    for row in rows() {
        let name = row["name"].as_str().unwrap();
        let lines = format_with(name, &[], regions);
        let is_one = row["one_account"].as_bool().unwrap();
        assert_eq!(lines.status, if is_one { 2 } else { 0 }, "{name}");
    }
    assert_eq!(
        format_with("{region}", &[], regions),
        output("us-east-1\neu-west-1")
    );
}

#[test]
fn needs_a_user_name_only_if_it_is_written() {
    for (template, status) in [("{password}", 0), ("{username}", 2), ("mastodon", 2)] {
        let outcome = command(["-f", template, SECRET, "us-east-1"]).run("");
        assert_eq!(outcome.status, status, "{template}");
    }
}

#[test]
fn needs_a_host_only_if_it_is_written() {
    for (template, status) in [("{port}", 0), ("{host}", 2), ("json", 2)] {
        // This region has no SMTP host.
        let outcome = command(["-f", template, SECRET, "eu-south-1"]).run("");
        assert_eq!(outcome.status, status, "{template}");
    }
}

#[test]
fn lists_fit_80_columns() {
    for list in ["regions", "formats"] {
        let Outcome {
            status,
            output,
            errors,
        } = run_line(list, "");
        assert_eq!((status, errors.as_str()), (0, ""));
        for line in output.lines() {
            assert!(line.chars().count() <= 80, "{line}");
            assert_eq!(line, line.trim_end());
        }
    }
}

#[test]
fn lists_regions() {
    let table = run_line("regions", "").output;
    let row = |code: &str| table.lines().find(|line| line.starts_with(code)).unwrap();
    assert_eq!(
        row("REGION"),
        "REGION          NAME                       SMTP  FIPS"
    );
    assert_eq!(
        row("us-east-1 "),
        "us-east-1       US East (N. Virginia)      yes   yes"
    );
    assert_eq!(
        row("sa-east-1 "),
        "sa-east-1       South America (São Paulo)  yes   no"
    );
    assert_eq!(
        row("me-south-1 "),
        "me-south-1      Middle East (Bahrain)      no    no"
    );
    assert!(table.contains("\nSMTP hosts: email-smtp.REGION.amazonaws.com\n"));
    assert!(table.contains("\nFIPS hosts: email-smtp-fips.REGION.amazonaws.com\n"));
    assert_eq!(
        table
            .lines()
            .filter(|line| line.contains("  yes   "))
            .count(),
        19
    );

    let json: Vec<Value> = serde_json::from_str(&run_line("regions -f json", "").output).unwrap();
    assert!(run_line("regions -f json", "").output.ends_with("]\n"));
    assert_eq!(json.len(), 29);
    assert_eq!(
        json[0].to_string(),
        r#"{"code":"us-east-1","fips_host":"email-smtp-fips.us-east-1.amazonaws.com","host":"email-smtp.us-east-1.amazonaws.com","name":"US East (N. Virginia)"}"#
    );
    assert_eq!(
        json[28].to_string(),
        r#"{"code":"me-central-1","fips_host":null,"host":null,"name":"Middle East (UAE)"}"#
    );
}

#[test]
fn lists_formats() {
    let table = run_line("formats", "").output;
    let mut lines = table.lines();
    assert!(lines.next().unwrap().starts_with("NAME  "));
    for (name, line) in names().iter().zip(lines) {
        assert!(line.starts_with(&format!("{name} ")), "{line}");
    }
    let rows = rows();
    let row = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    assert_eq!(
        row("url").to_string(),
        r#"{"default_port":465,"file":null,"name":"url","one_account":false,"ports":[25,587,2587,465,2465],"program":"SMTP URL","template":"{scheme}://{username}:{password_url}@{host}:{port}"}"#
    );
    assert_eq!(row("grafana")["ports"].to_string(), "[25,587,2587,465]");
    assert_eq!(
        row("docker-mailserver")["ports"].to_string(),
        "[25,587,2587]"
    );
    assert_eq!(row("mastodon")["file"], ".env.production");
}

/// All other formats describe one account, support every port, and have port 587 by default.
#[test]
fn few_formats_have_other_ports_and_accounts() {
    let rows = rows();
    let names = |field: &str, value: Value| -> Vec<_> {
        let rows = rows.iter().filter(|row| row[field] == value);
        rows.map(|row| row["name"].as_str().unwrap()).collect()
    };
    let many = [
        "password",
        "json",
        "url",
        "postfix",
        "netrc",
        "dma",
        "nullmailer",
    ];
    let not_2465 = [
        "alertmanager",
        "bookstack",
        "grafana",
        "grafana-env",
        "snipe-it",
        "supabase",
    ];
    assert_eq!(names("one_account", json!(false)), many);
    assert_eq!(names("default_port", json!(465)), ["url", "outline"]);
    assert_eq!(names("default_port", json!(587)).len(), rows.len() - 2);
    assert_eq!(names("ports", json!([25, 587, 2587, 465])), not_2465);
    assert_eq!(
        names("ports", json!([25, 587, 2587])),
        ["docker-mailserver"]
    );
    assert_eq!(names("ports", json!([465, 2465])), ["outline"]);
    let any = names("ports", json!([25, 587, 2587, 465, 2465]));
    assert_eq!(any.len(), rows.len() - not_2465.len() - 2);
}

/// Returns each template of docs/recipes.md, which are all in single quotes.
fn recipes() -> Vec<String> {
    let text = include_str!("../../docs/recipes.md");
    let blocks = text.split("```").skip(1).step_by(2);
    blocks
        .flat_map(|block| block.split("-f '").skip(1))
        .map(|rest| rest.split_once('\'').unwrap().0.to_owned())
        .collect()
}

#[test]
fn recipes_work() {
    let recipes = recipes();
    assert!(recipes.len() > 40, "{}", recipes.len());
    for template in recipes {
        for port in ["587", "465"] {
            let Outcome { status, output, .. } = format(&template, port);
            assert_eq!(status, 0, "{template}");
            let has_password = [WORST_PASSWORD, WORST_PASSWORD_URL]
                .iter()
                .any(|password| output.contains(password));
            assert!(has_password, "{template}");
        }
    }
}
