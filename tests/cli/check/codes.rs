//! Each code, in many syntaxes.

use super::{check, findings, wrong};
use crate::common::{ID, PASSWORD, SECRET};

/// The password of the documentation key in eu-west-1, and passwords of other keys and versions.
const IRELAND: &str = "BMW5RDrXmmVs0lV7GpI4oLkHXpZ4stDsk6q91z1g38Pk";
const OTHER: &str = "BJ1//u46F+v6TpoWVD6H1lauzBIrxP//2xfYmHRSXwt/";
const VERSION_2: &str = "An60U4ZD3sd4fg+FvXUjayOipTt8LO4rUUmhpdX6ctDy";

/// A syntax with HOST, PORT, USER, and PASS in it.
const SYNTAXES: &[(&str, &str)] = &[
    (
        ".env",
        "SMTP_HOST=HOST\nSMTP_PORT=PORT\nSMTP_USER=USER\nSMTP_PASSWORD=PASS\n",
    ),
    (
        "shell",
        "export MAIL_HOST='HOST'\nexport MAIL_PORT=PORT\nexport MAIL_USERNAME='USER'\nexport MAIL_PASSWORD='PASS'\n",
    ),
    (
        "YAML",
        "mail:\n  host: HOST\n  port: PORT\n  auth:\n    user: USER\n    password: PASS\nserver:\n  port: 3000\n",
    ),
    (
        "a list of variables",
        "services:\n  app:\n    environment:\n      - SMTP_HOST=HOST\n      - SMTP_PORT=PORT\n      - SMTP_USER=USER\n      - SMTP_PASS=PASS\n",
    ),
    (
        "names and values",
        "env:\n- name: SMTP_HOST\n  value: HOST\n- name: SMTP_PORT\n  value: \"PORT\"\n- name: SMTP_USER\n  value: USER\n- name: SMTP_PASSWORD\n  value: PASS\n",
    ),
    (
        "JSON",
        "{\"port\": 80, \"smtp\": {\"host\": \"HOST\", \"port\": PORT, \"user\": \"USER\", \"pass\": \"PASS\"}}",
    ),
    (
        "JSON in JSON",
        "{\"SecretString\": \"{\\\"host\\\":\\\"HOST\\\",\\\"port\\\":PORT,\\\"username\\\":\\\"USER\\\",\\\"password\\\":\\\"PASS\\\"}\"}",
    ),
    (
        "INI",
        "[database]\nhost = db\nuser = app\npassword = hunter2\n[smtp]\nhost = HOST\nport = PORT\nuser = USER\npassword = PASS\n",
    ),
    (
        "properties",
        "mail.smtp.host = HOST\nmail.smtp.port = PORT\nmail.smtp.user = USER\nmail.smtp.password = PASS\n",
    ),
    (
        "TOML",
        "[mail]\nhost = \"HOST\"\nport = PORT\nuser = \"USER\"\npassword = \"PASS\"\n",
    ),
    (
        "PHP array",
        "<?php\nreturn ['mail' => [\n  'host' => 'HOST', 'port' => PORT,\n  'username' => 'USER',\n  'password' => 'PASS',\n]];\n",
    ),
    (
        "define",
        "<?php\ndefine('SMTP_HOST', 'HOST');\ndefine( 'SMTP_PORT', PORT );\ndefine('SMTP_USER', 'USER');\ndefine('SMTP_PASS', 'PASS');\n",
    ),
    (
        "Ruby",
        "config.smtp_settings = {\n  address: \"HOST\",\n  :port => PORT,\n  user_name: \"USER\",\n  password: \"PASS\",\n}\n",
    ),
    (
        "Python",
        "EMAIL_HOST = 'HOST'\nEMAIL_PORT = PORT\nEMAIL_HOST_USER = 'USER'\nEMAIL_HOST_PASSWORD = 'PASS'\n",
    ),
    (
        "a call",
        "send_mail(to='me', smtp=dict(host='HOST', port=PORT, user='USER', password='PASS'))\n",
    ),
    (
        "JavaScript",
        "const t = createTransport({ host: 'HOST', port: PORT, auth: { user: 'USER', pass: 'PASS' } }); // mail\n",
    ),
    (
        "HCL",
        "smtp {\n  host     = \"HOST\"\n  port     = PORT\n  username = \"USER\"\n  password = \"PASS\"\n}\n",
    ),
    (
        "XML elements",
        "<mail>\n  <host>HOST</host><port>PORT</port>\n  <auth>\n    <username>USER</username>\n    <password>PASS</password>\n  </auth>\n</mail>\n",
    ),
    (
        "XML attributes",
        "<network host=\"HOST\" port=\"PORT\"\n  userName=\"USER\" password=\"PASS\" />\n",
    ),
    (
        "XML keys",
        "<settings><add key=\"SmtpHost\" value=\"HOST\"/><add key=\"SmtpPort\" value=\"PORT\"/><add key=\"SmtpUser\" value=\"USER\"/><entry key=\"SmtpPassword\">PASS</entry></settings>\n",
    ),
    (
        "sasl_passwd",
        "[smtp.example.com]:587 me@example.com:hunter2\n[HOST]:PORT USER:PASS\n",
    ),
    (
        "netrc",
        "machine api.example.com login me password hunter2\nmachine HOST port PORT login USER password PASS\n",
    ),
    (
        "msmtprc",
        "account ses\nhost HOST\nport PORT\nuser USER\npassword PASS\n",
    ),
    (
        "unit",
        "[Service]\nUser=app\nEnvironment=\"SMTP_HOST=HOST\" \"SMTP_PORT=PORT\"\nEnvironment=\"SMTP_USER=USER\" \"SMTP_PASSWORD=PASS\"\n",
    ),
    (
        "options",
        "HOST smtp --port=PORT --starttls --user=USER --pass=PASS\n",
    ),
    (
        "gitconfig",
        "[sendemail]\n\tsmtpServer = HOST\n\tsmtpServerPort = PORT\n\tsmtpUser = USER\n\tsmtpPass = PASS\n",
    ),
];

/// Puts values for the words HOST, PORT, USER, and PASS, which can be parts of names too.
fn filled(syntax: &str, host: &str, port: &str, user: &str, password: &str) -> String {
    let is_inside = |c: char| c.is_alphanumeric() || c == '_';
    let mut filled = String::new();
    let mut rest = syntax;
    while let Some(start) = rest.find(is_inside) {
        let word = &rest[start..];
        let word = &word[..word.find(|c| !is_inside(c)).unwrap_or(word.len())];
        filled += &rest[..start];
        filled += match word {
            "HOST" => host,
            "PORT" => port,
            "USER" => user,
            "PASS" => password,
            other => other,
        };
        rest = &rest[start + word.len()..];
    }
    filled + rest
}

const HOST: &str = "email-smtp.us-east-1.amazonaws.com";

/// One mistake: host, port, user name, password, whether the key is needed, and the finding.
const MISTAKES: &[(&str, &str, &str, &str, bool, &str)] = &[
    (HOST, "587", ID, SECRET, false, "password secret-access-key"),
    (HOST, "587", ID, ID, false, "password access-key-id"),
    (HOST, "587", ID, VERSION_2, false, "password version-2"),
    (HOST, "587", ID, OTHER, true, "password other-key"),
    (
        HOST,
        "587",
        ID,
        "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL",
        false,
        "password wrong-length",
    ),
    (
        HOST,
        "587",
        ID,
        "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhTT2XG763xVLGWL9",
        false,
        "password wrong-length",
    ),
    (
        HOST,
        "587",
        ID,
        "BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9",
        false,
        "password percent-encoded",
    ),
    (
        HOST,
        "587",
        ID,
        "QkxCTS85aFNVRUxmcThHdytyVTFZY0Jqa094R2JoVDJYRzc2M3hWTEdXTDk=",
        false,
        "password base64",
    ),
    (
        HOST,
        "587",
        ID,
        "\u{200b}BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9",
        false,
        "password whitespace",
    ),
    (
        HOST,
        "587",
        ID,
        "\u{201c}BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\u{201d}",
        false,
        "password quotes",
    ),
    (HOST, "587", ID, "hunter2", false, "password unrecognized"),
    (
        HOST,
        "587",
        "ses-smtp-user.20260211-091245",
        PASSWORD,
        false,
        "user-name not-access-key-id",
    ),
    (
        HOST,
        "587",
        "AKIAIOSFODNN7EXAMPL",
        PASSWORD,
        false,
        "user-name not-access-key-id",
    ),
    (
        HOST,
        "587",
        "AKIAIOSFODNN7EXAMPL2",
        PASSWORD,
        true,
        "user-name other-key",
    ),
    (
        HOST,
        "587",
        "ASIAIOSFODNN7EXAMPLE",
        PASSWORD,
        false,
        "user-name temporary",
    ),
    (HOST, "587", ID, IRELAND, true, "region other-region"),
    (
        "email.us-east-1.amazonaws.com",
        "587",
        ID,
        PASSWORD,
        false,
        "host not-ses",
    ),
    (
        "smtp.us-east-1.amazonaws.com",
        "587",
        ID,
        PASSWORD,
        false,
        "host not-ses",
    ),
    (
        "inbound-smtp.us-east-1.amazonaws.com",
        "587",
        ID,
        PASSWORD,
        false,
        "host not-ses",
    ),
    (
        "smtp.example.com",
        "587",
        ID,
        PASSWORD,
        false,
        "host not-ses",
    ),
    (
        "email-smtp.us-esat-1.amazonaws.com",
        "587",
        ID,
        PASSWORD,
        false,
        "host unknown-region",
    ),
    (
        "email-smtp.me-south-1.amazonaws.com",
        "587",
        ID,
        PASSWORD,
        false,
        "host no-smtp-endpoint",
    ),
    (
        "email-smtp-fips.eu-west-1.amazonaws.com",
        "587",
        ID,
        PASSWORD,
        false,
        "host no-fips-endpoint",
    ),
    (HOST, "2525", ID, PASSWORD, false, "port not-ses-port"),
];

#[test]
fn right_configurations_are_right_in_each_syntax() {
    for (name, syntax) in SYNTAXES {
        let text = filled(syntax, HOST, "587", ID, PASSWORD);
        for has_key in [false, true] {
            let outcome = check(&text, has_key);
            assert_eq!(
                (outcome.status, wrong(&outcome)),
                (0, vec![]),
                "{name}\n{text}"
            );
        }
        let outcome = check(&text, true);
        assert_eq!(
            findings(&outcome, "ok").len(),
            5,
            "{name}\n{text}\n{}",
            outcome.output
        );
        assert!(
            outcome.output.starts_with("{\"verdict\":\"ok\",\"line\":"),
            "{name}"
        );
    }
}

#[test]
fn each_mistake_is_named_in_each_syntax() {
    for (row, (name, syntax)) in SYNTAXES.iter().enumerate() {
        for (column, (host, port, user, password, needs_key, expected)) in
            MISTAKES.iter().enumerate()
        {
            let text = filled(syntax, host, port, user, password);
            // Comparing with a key is slow without optimization. These hosts contradict its
            // password too.
            let is_other_region = host.contains("me-south-1") || host.contains("eu-west-1");
            let has_key = *needs_key || (row + column) % 7 == 0 && !is_other_region;
            let outcome = check(&text, has_key);
            let found = (outcome.status, wrong(&outcome));
            assert_eq!(found, (1, vec![(*expected).to_owned()]), "{name}\n{text}");
        }
    }
}

#[test]
fn references_and_placeholders_are_missing() {
    const VALUES: &[(&str, &str)] = &[
        ("${SMTP_PASSWORD}", "password reference"),
        ("$__file{/run/secrets/smtp}", "password reference"),
        ("settings.SMTP_PASSWORD", "password reference"),
        (
            "aws_iam_access_key.mail.ses_smtp_password_v4",
            "password reference",
        ),
        ("{{ .Values.password }}", "password reference"),
        ("ENC[AES256_GCM,data:x]", "password reference"),
        ("********", "password placeholder"),
        ("<your-password>", "password placeholder"),
        ("changeme", "password placeholder"),
    ];
    for (value, expected) in VALUES {
        let text = filled(SYNTAXES[0].1, HOST, "587", ID, value);
        let outcome = check(&text, true);
        assert_eq!(findings(&outcome, "missing"), [*expected], "{text}");
        assert_eq!(outcome.status, 2);
    }
    let text = filled(SYNTAXES[0].1, HOST, "587", "${USER}", PASSWORD);
    assert_eq!(findings(&check(&text, true), "missing"), ["user-name"]);
    let text = filled(SYNTAXES[0].1, HOST, "587", ID, "");
    assert_eq!(
        findings(&check(&text, true), "missing"),
        ["password missing"]
    );
}

/// A text, with the key, and the findings in a state.
const OTHERS: &[(&str, bool, &str, &[&str])] = &[
    // URLs.
    (
        "MAIL_URL=smtps://AKIAIOSFODNN7EXAMPLE:BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9@email-smtp.us-east-1.amazonaws.com:465",
        true,
        "wrong",
        &["password not-percent-encoded"],
    ),
    (
        "MAIL_URL=smtps://AKIAIOSFODNN7EXAMPLE:BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9@email-smtp.us-east-1.amazonaws.com:465",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "MAIL_URL=smtps://AKIAIOSFODNN7EXAMPLE:BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9@email-smtp.us-east-1.amazonaws.com:587",
        true,
        "unchecked",
        &["port"],
    ),
    (
        "MAIL_URL=smtp://AKIAIOSFODNN7EXAMPLE:BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9@localhost?region=eu-west-1",
        true,
        "wrong",
        &["region other-region"],
    ),
    (
        "mailtos://example.com?smtp=email-smtp.us-east-1.amazonaws.com&port=587&user=AKIAIOSFODNN7EXAMPLE&pass=BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "MAIL_URL=smtps://AKIAIOSFODNN7EXAMPLE:BLBM%2F9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9@email-smtp.us-east-1.amazonaws.com:465",
        true,
        "unchecked",
        &["password"],
    ),
    (
        "MAIL_URL=smtps://AKIAIOSFODNN7EXAMPLE:BLBM/9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9@email-smtp.us-east-1.amazonaws.com:465",
        true,
        "wrong",
        &["password not-percent-encoded"],
    ),
    (
        "MAIL_URL=smtps://AKIAIOSFODNN7EXAMPLE:BLBM%252F9hSUELfq8Gw%252BrU1YcBjkOxGbhT2XG763xVLGWL9@email-smtp.us-east-1.amazonaws.com:465",
        true,
        "wrong",
        &["password percent-encoded"],
    ),
    (
        "MAIL_URL=smtps://AKIAIOSFODNN7EXAMPLE:BLBM%252F9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9@email-smtp.us-east-1.amazonaws.com:465",
        true,
        "wrong",
        &["password percent-encoded"],
    ),
    // Kubernetes.
    (
        "kind: Secret\ndata:\n  SMTP_PASSWORD: QkxCTS85aFNVRUxmcThHdytyVTFZY0Jqa094R2JoVDJYRzc2M3hWTEdXTDk=\n",
        true,
        "ok",
        &["password matches"],
    ),
    (
        "kind: Secret\ndata:\n  SMTP_PASSWORD: BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["password not-base64"],
    ),
    (
        "kind: Secret\ndata:\n  SMTP_PASSWORD: QkxCTS85aFNVRUxmcThHdytyVTFZY0Jqa094R2JoVDJYRzc2M3hWTEdXTDkK\n",
        true,
        "wrong",
        &["password whitespace"],
    ),
    (
        "env:\n- name: SMTP_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: mail\n      key: password\n",
        true,
        "missing",
        &["password reference", "user-name", "host", "port"],
    ),
    (
        "kind: Secret\ndata:\n  SMTP_USER: AKIAIOSFODNN7EXAMPLE\n  SMTP_PASSWORD: QkxCTS85aFNVRUxmcThHdytyVTFZY0Jqa094R2JoVDJYRzc2M3hWTEdXTDk=\n",
        true,
        "wrong",
        &["user-name not-access-key-id"],
    ),
    (
        "kind: Secret\ndata:\n  SMTP_PASSWORD: BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "unchecked",
        &["region no-host"],
    ),
    // Another key is worse than quotes.
    (
        "env:\n  - SMTP_PASSWORD=\"BJ1//u46F+v6TpoWVD6H1lauzBIrxP//2xfYmHRSXwt/\"\n",
        true,
        "wrong",
        &["password other-key"],
    ),
    (
        "SMTP_PASSWORD=BJ1//u46F+v6TpoWVD6H1lauzBIrxP//2xfYmHRSXwt/\n",
        true,
        "unchecked",
        &["region"],
    ),
    // Values that the syntax keeps, or may keep.
    (
        "user AKIAIOSFODNN7EXAMPLE\npassword BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9 # old\n",
        true,
        "wrong",
        &["password unrecognized"],
    ),
    (
        "email-smtp.us-east-1.amazonaws.com:AKIAIOSFODNN7EXAMPLE:\"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\"\n",
        true,
        "wrong",
        &["password quotes"],
    ),
    (
        "env:\n  - SMTP_PASSWORD=\"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\"\n",
        true,
        "wrong",
        &["password quotes"],
    ),
    (
        "[smtp]\npassword = BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9 ; old\n",
        true,
        "unchecked",
        &["password", "region no-host"],
    ),
    (
        "smtp:\n  password: |\n    BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["password whitespace"],
    ),
    (
        "smtp:\n  password: |-\n    BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches"],
    ),
    (
        "SMTP_PASSWORD=\"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\\n\"\n",
        true,
        "wrong",
        &["password whitespace"],
    ),
    (
        "spring.mail.host=email-smtp.us-east-1.amazonaws.com\nspring.mail.username=AKIAIOSFODNN7EXAMPLE\nspring.mail.password=\"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\"\n",
        true,
        "wrong",
        &["password quotes"],
    ),
    (
        "spring.mail.password=\"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\"\n",
        true,
        "unchecked",
        &["password", "region no-host"],
    ),
    (
        "mail.password = \"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\"\n",
        true,
        "ok",
        &["password matches"],
    ),
    (
        "spring.mail.host=email-smtp.us-east-1.amazonaws.com\nspring.mail.username=AKIAIOSFODNN7EXAMPLE\nspring.mail.password=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9 \n",
        true,
        "wrong",
        &["password whitespace"],
    ),
    (
        "host email-smtp.us-east-1.amazonaws.com\nuser AKIAIOSFODNN7EXAMPLE\npassword 'BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9'\n",
        true,
        "wrong",
        &["password quotes"],
    ),
    (
        "host email-smtp.us-east-1.amazonaws.com\nuser AKIAIOSFODNN7EXAMPLE\npassword \"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\" # old\n",
        true,
        "wrong",
        &["password unrecognized"],
    ),
    (
        "host email-smtp.us-east-1.amazonaws.com\nuser AKIAIOSFODNN7EXAMPLE\npassword \"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\"\n",
        true,
        "wrong",
        &[],
    ),
    (
        "machine email-smtp.us-east-1.amazonaws.com login 'AKIAIOSFODNN7EXAMPLE' password 'BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9'\n",
        true,
        "wrong",
        &["password quotes", "user-name not-access-key-id"],
    ),
    (
        "user 'AKIAIOSFODNN7EXAMPLE'\npassword 'BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9' # as in Ruby\n",
        true,
        "ok",
        &["password matches", "user-name"],
    ),
    (
        "AKIAIOSFODNN7EXAMPLE|email-smtp.us-east-1.amazonaws.com:BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9 \n",
        true,
        "wrong",
        &["password whitespace"],
    ),
    (
        "[email-smtp.us-east-1.amazonaws.com]:587 \"AKIAIOSFODNN7EXAMPLE:BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\"\n",
        true,
        "wrong",
        &["password quotes", "user-name not-access-key-id"],
    ),
    (
        "[email-smtp.us-east-1.amazonaws.com]:587 AKIAIOSFODNN7EXAMPLE: BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["password whitespace"],
    ),
    (
        "[email-smtp.us-east-1.amazonaws.com]:587 AKIAIOSFODNN7EXAMPLE BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["user-name not-access-key-id"],
    ),
    (
        "spring.mail.host=email-smtp.us-east-1.amazonaws.com\nspring.mail.username=AKIAIOSFODNN7EXAMPLE\nspring.mail.password=BLBM\\/9hSUELfq8Gw\\u002BrU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host"],
    ),
    (
        "spring.mail.host=email-smtp.us-east-1.amazonaws.com\nspring.mail.username=AKIAIOSFODNN7EXAMPLE\nspring.mail.password=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\\\n",
        true,
        "wrong",
        &["password unrecognized"],
    ),
    (
        " [email-smtp.us-east-1.amazonaws.com]:587 AKIAIOSFODNN7EXAMPLE:BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "unchecked",
        &["password"],
    ),
    (
        "relays: |\n  [email-smtp.us-east-1.amazonaws.com]:587 AKIAIOSFODNN7EXAMPLE:BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    // Command lines.
    (
        "docker run -e SMTP_HOST=email-smtp.us-east-1.amazonaws.com -e SMTP_PORT=587 -e SMTP_USER=AKIAIOSFODNN7EXAMPLE -e SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9 app\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "swaks --server email-smtp.us-east-1.amazonaws.com:587 \\\n --auth-user AKIAIOSFODNN7EXAMPLE \\\n --auth-password BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9 -tls\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "docker run -e SMTP_HOST=email-smtp.us-east-1.amazonaws.com -e SMTP_PORT=587 \\\n -e SMTP_USER=AKIAIOSFODNN7EXAMPLE -e SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9 \\\n app\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9 SMTP_USER=AKIAIOSFODNN7EXAMPLE SMTP_HOST=email-smtp.us-east-1.amazonaws.com SMTP_PORT=587 ./app --mail x=y\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "export SMTP_HOST=email-smtp.us-east-1.amazonaws.com; export SMTP_PORT=587; export SMTP_USER=AKIAIOSFODNN7EXAMPLE; export SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com;SMTP_PORT=587;SMTP_USER=AKIAIOSFODNN7EXAMPLE;SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9; ./app\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "[Service]\nEnvironment=SMTP_HOST=email-smtp.us-east-1.amazonaws.com SMTP_PORT=587\nEnvironment=SMTP_USER=AKIAIOSFODNN7EXAMPLE SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9 DEBUG=1\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com SMTP_PASSWORD=BLBM/9hSUELfq8Gw rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["password wrong-length"],
    ),
    // A password alone.
    (
        "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        false,
        "ok",
        &["password well-formed"],
    ),
    (
        "\"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\"\n",
        false,
        "wrong",
        &["password quotes"],
    ),
    (
        "AKIAIOSFODNN7EXAMPLE BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches", "user-name"],
    ),
    (
        "Sign in with AKIAIOSFODNN7EXAMPLE and BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9 today\n",
        true,
        "ok",
        &["password matches", "user-name"],
    ),
    // Swapped.
    (
        "SMTP_USER=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\nSMTP_PASSWORD=AKIAIOSFODNN7EXAMPLE\n",
        false,
        "wrong",
        &["password access-key-id", "user-name swapped"],
    ),
    // Sessions and tables.
    (
        "220 ready\nAUTH PLAIN AEFLSUFJT1NGT0ROTjdFWEFNUExFAEJMQk0vOWhTVUVMZnE4R3crclUxWWNCamtPeEdiaFQyWEc3NjN4VkxHV0w5\n535 no\n",
        true,
        "ok",
        &["password matches", "user-name"],
    ),
    (
        "AUTH LOGIN\n334 VXNlcm5hbWU6\nQUtJQUlPU0ZPRE5ON0VYQU1QTEU=\n334 UGFzc3dvcmQ6\nQkxCTS85aFNVRUxmcThHdytyVTFZY0Jqa094R2JoVDJYRzc2M3hWTEdXTDk=\n",
        true,
        "ok",
        &["password matches", "user-name"],
    ),
    (
        "IAM user name,SMTP user name,SMTP password\nmail,AKIAIOSFODNN7EXAMPLE,BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches", "user-name"],
    ),
    // Hosts.
    (
        "SMTP_HOST=x.y.mail-manager-smtp.amazonaws.com\nSMTP_PASSWORD=hunter2\n",
        true,
        "wrong",
        &["host mail-manager"],
    ),
    (
        "SMTP_HOST=127.0.0.1\nSMTP_PORT=1025\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "unchecked",
        &["region no-host", "host", "port"],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com/\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "unchecked",
        &["host"],
    ),
    (
        "SMTP_HOST=smtp://email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "unchecked",
        &["host"],
    ),
    (
        "SMTP_HOST=smtp://email-smtp.us-east-1.amazonaws.com:587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "SMTP_URL=smtp://email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "SMTP_SERVER=smtp://AKIAIOSFODNN7EXAMPLE:BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9@email-smtp.us-east-1.amazonaws.com\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host"],
    ),
    // TLS.
    (
        "[smtp]\nhost=email-smtp.us-east-1.amazonaws.com\nport=465\nstarttls=true\npassword=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "[smtp]\nhost=email-smtp.us-east-1.amazonaws.com\nport=587\nencryption=ssl\npassword=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "[smtp]\nhost=email-smtp.us-east-1.amazonaws.com\nport=587\nuse_tls=false\nuse_ssl=false\npassword=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "[smtp]\nhost=email-smtp.us-east-1.amazonaws.com\nport=587\ntls=true\npassword=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &[],
    ),
    (
        "MAIL_URL=smtps://AKIAIOSFODNN7EXAMPLE:BLBM+9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9@email-smtp.us-east-1.amazonaws.com:465",
        false,
        "unchecked",
        &["password", "region no-key"],
    ),
    // Rare syntaxes.
    (
        "<mail><host>email-smtp.us-east-1.amazonaws.com</host><port>587</port><user>AKIAIOSFODNN7EXAMPLE</user><password><![CDATA[BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9]]></password></mail>\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "<mail><host>email-smtp.us-east-1.amazonaws.com</host><port>587</port><user>AKIAIOSFODNN7EXAMPLE</user><password>BLBM&#x2F;9hSUELfq8Gw&#43;rU1YcBjkOxGbhT2XG763xVLGWL9</password></mail>\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "AuthInfo:email-smtp.us-east-1.amazonaws.com \"U:root\" \"I:AKIAIOSFODNN7EXAMPLE\" \"P:BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\" \"M:PLAIN\"\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host"],
    ),
    (
        "AKIAIOSFODNN7EXAMPLE:BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n# the account\n",
        true,
        "ok",
        &["password matches", "user-name"],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com SMTP_PORT=587 SMTP_USER=AKIAIOSFODNN7EXAMPLE SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9 ./app\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "return ['host' => 'email-smtp.us-east-1.amazonaws.com', 'port' => 587, 'username' => 'AKIAIOSFODNN7EXAMPLE', 'password' => env('MAIL_PASSWORD')];\n",
        true,
        "missing",
        &["password reference"],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=465\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\nSMTP_ENCRYPTION=tls\n",
        true,
        "unchecked",
        &["port"],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\nSMTP_ENCRYPTION=tls\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "$mail->Host = 'tls://email-smtp.us-east-1.amazonaws.com';\n$mail->Port = 465;\n$mail->Username = 'AKIAIOSFODNN7EXAMPLE';\n$mail->Password = 'BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9';\n",
        true,
        "unchecked",
        &["port"],
    ),
    (
        "$mail->Host = 'email-smtp.us-east-1.amazonaws.com';\n$mail->Port = 465;\n$mail->SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS;\n$mail->Username = 'AKIAIOSFODNN7EXAMPLE';\n$mail->Password = 'BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9';\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "$mail->Host = 'email-smtp.us-east-1.amazonaws.com';\n$mail->Port = 587;\n$mail->SMTPSecure = PHPMailer::ENCRYPTION_SMTPS;\n$mail->Username = 'AKIAIOSFODNN7EXAMPLE';\n$mail->Password = 'BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9';\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\nSMTP_SECURITY=off\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\nSMTP_SECURITY=off\nSMTP_STARTTLS=true\n",
        true,
        "wrong",
        &[],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\nSMTP_SSL=off\n",
        true,
        "wrong",
        &[],
    ),
    (
        "[smtp]\nhost = email-smtp.us-east-1.amazonaws.com:587\npassword = BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\nstartTLS_policy = NoStartTLS\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "mail:\n  host: email-smtp.us-east-1.amazonaws.com\n  port: 465\n  username: AKIAIOSFODNN7EXAMPLE\n  password: BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n  properties:\n    mail.smtp:\n      starttls:\n        enable: true\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "mail:\n  host: email-smtp.us-east-1.amazonaws.com\n  port: 587\n  username: AKIAIOSFODNN7EXAMPLE\n  password: BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n  properties:\n    mail.smtp:\n      ssl: {enabled: true}\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "mail:\n  host: email-smtp.us-east-1.amazonaws.com\n  port: 465\n  username: AKIAIOSFODNN7EXAMPLE\n  password: BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n  properties:\n    mail.smtp:\n      ssl: {enabled: true}\n      starttls: {enabled: false}\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "account ses\nhost email-smtp.us-east-1.amazonaws.com\nport 465\ntls on\nuser AKIAIOSFODNN7EXAMPLE\npassword BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "account ses\nhost email-smtp.us-east-1.amazonaws.com\nport 465\ntls on\ntls_starttls off\nuser AKIAIOSFODNN7EXAMPLE\npassword BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "account ses\nhost email-smtp.us-east-1.amazonaws.com\nport 587\ntls off\nuser AKIAIOSFODNN7EXAMPLE\npassword BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "relayhost = [email-smtp.us-east-1.amazonaws.com]:587\nsmtp_sasl_password_maps = static:AKIAIOSFODNN7EXAMPLE:BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "environment=SMTP_HOST=\"email-smtp.us-east-1.amazonaws.com\",SMTP_PORT='587',SMTP_USER=\"AKIAIOSFODNN7EXAMPLE\",SMTP_PASSWORD=\"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\"\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "AuthInfo:email-smtp.us-east-1.amazonaws.com \"U:root\" \"I=QUtJQUlPU0ZPRE5ON0VYQU1QTEU=\" \"P=QkxCTS85aFNVRUxmcThHdytyVTFZY0Jqa094R2JoVDJYRzc2M3hWTEdXTDk=\" \"M:PLAIN\"\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host"],
    ),
    (
        "AuthInfo:email-smtp.us-east-1.amazonaws.com \"U:root\" \"I:AKIAIOSFODNN7EXAMPLE\" \"P:QkxCTS85aFNVRUxmcThHdytyVTFZY0Jqa094R2JoVDJYRzc2M3hWTEdXTDk=\" \"M:PLAIN\"\n",
        true,
        "wrong",
        &["password base64"],
    ),
    (
        "AuthInfo:email-smtp.us-east-1.amazonaws.com \"U:root\" \"I:AKIAIOSFODNN7EXAMPLE\" \"P=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\" \"M:PLAIN\"\n",
        true,
        "wrong",
        &["password not-base64"],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\nSMTP_ENCRYPTION=false\n",
        true,
        "wrong",
        &[],
    ),
    (
        "s.login('AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')\n",
        true,
        "wrong",
        &["password secret-access-key"],
    ),
    (
        "auth := smtp.PlainAuth(\"\", \"AKIAIOSFODNN7EXAMPLE\", \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\", \"email-smtp.us-east-1.amazonaws.com\")\n",
        true,
        "wrong",
        &["password secret-access-key"],
    ),
    (
        "s = BasicAWSCredentials(\"AKIAIOSFODNN7EXAMPLE\", \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\")\n",
        true,
        "wrong",
        &[],
    ),
    (
        "s.login('AKIAIOSFODNN7EXAMPLE',\n  'BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9')\n",
        true,
        "ok",
        &["password matches", "user-name"],
    ),
    (
        "host: 'email-smtp.us-east-1.amazonaws.com', port: 587, auth: { user: 'AKIAIOSFODNN7EXAMPLE', pass: 'BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9' }\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "smtp = [\n  \"SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\",\n  \"SMTP_PORT=587\",\n]\n",
        true,
        "ok",
        &["password matches", "port"],
    ),
    (
        "SMTP_PASSWORD=a=\"b\"\n",
        true,
        "wrong",
        &["password unrecognized"],
    ),
    (
        " email-smtp.us-east-1.amazonaws.com:AKIAIOSFODNN7EXAMPLE:BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host"],
    ),
    (
        "SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9, user: x\n",
        true,
        "wrong",
        &["password unrecognized"],
    ),
    // Other accounts.
    (
        "DB_PASSWORD=hunter2\nADMIN_PASSWORD=hunter2\nREDIS_URL=redis://:hunter2@cache:6379\n",
        true,
        "wrong",
        &[],
    ),
    (
        "SMTP_HOST=smtp.example.com\nSMTP_PASSWORD=hunter2\n",
        true,
        "wrong",
        &["password unrecognized", "host not-ses"],
    ),
    (
        "A_SMTP_HOST=smtp.example.com\nA_SMTP_PASSWORD=hunter2\nB_SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nB_SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &[],
    ),
    (
        "SMTP_PASSWORD=hunter2\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &[],
    ),
    (
        "AWS_REGION=eu-west-1\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &[],
    ),
    (
        "SMTP_REGION=eu-west-1\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["region other-region"],
    ),
    // Hosts.
    (
        "[email-smtp.us-east-1.amazonaws.com]:submission AKIAIOSFODNN7EXAMPLE:BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "ok",
        &["password matches", "user-name", "region", "host", "port"],
    ),
    (
        "SMTP_HOST=email-smtp.${AWS_REGION}.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "missing",
        &["host"],
    ),
    (
        "SMTP_HOST=email-smtp.{{ region }}.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "missing",
        &["host"],
    ),
    (
        "SMTP_HOST=email-smtp.%s.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "missing",
        &["host"],
    ),
    (
        "SMTP_HOST=10.0.3.17\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "unchecked",
        &["region no-host", "host", "port"],
    ),
    (
        "SMTP_HOST=0.0.0.0\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "unchecked",
        &["region no-host", "host", "port"],
    ),
    (
        "SMTP_HOST='email-smtp.us-east-1.amazonaws.com '\nSMTP_PORT=587\nSMTP_USER=AKIAIOSFODNN7EXAMPLE\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "unchecked",
        &["host"],
    ),
    // User names.
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=aws_iam_access_key.mail.id\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "missing",
        &["user-name"],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=settings.SES_USER\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "missing",
        &["user-name"],
    ),
    (
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER=john.smith\nSMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n",
        true,
        "wrong",
        &["user-name not-access-key-id"],
    ),
    // Other syntaxes.
    (
        "send({host:'email-smtp.us-east-1.amazonaws.com',port:587,secure:true,auth:{user:'AKIAIOSFODNN7EXAMPLE',pass:'BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9'}})\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "define('A_SMTP_HOST', 'email-smtp.us-east-1.amazonaws.com');\ndefine('A_SMTP_PORT', 587);\ndefine('A_SMTP_PASS', 'BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9');\ndefine('A_SSL', 'ssl');\n",
        true,
        "wrong",
        &["port tls-mode"],
    ),
    (
        "[Service]\nExecStart=/usr/bin/app\nEnvironment=\"SMTP_PASSWORD=BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\"\n",
        true,
        "unchecked",
        &["region no-host"],
    ),
];

#[test]
fn special_places_have_their_findings() {
    for (text, has_key, state, expected) in OTHERS {
        let outcome = check(text, *has_key);
        assert_eq!(
            findings(&outcome, state),
            *expected,
            "{text}\n{}",
            outcome.output
        );
    }
}

#[test]
fn each_account_of_a_text_is_judged() {
    let right = filled("[HOST]:PORT USER:PASS\n", HOST, "587", ID, PASSWORD);
    let wrong_region = filled("[HOST]:PORT USER:PASS\n", HOST, "587", ID, IRELAND);
    let outcome = check(&[right, wrong_region].concat(), true);
    let lines: Vec<_> = outcome.output.lines().collect();
    assert!(lines[0].starts_with("{\"verdict\":\"ok\",\"line\":1,\"region\":\"us-east-1\","));
    assert!(lines[1].starts_with("{\"verdict\":\"wrong\",\"line\":2,\"region\":\"eu-west-1\","));
    assert_eq!((lines.len(), outcome.status), (2, 1));
}
