//! The words that `check` knows: names of settings, values about TLS, references, placeholders.

use super::{accounts, check, findings, wrong};
use crate::common::{ID, PASSWORD};

const STARTTLS: &str = "465, TLS from the start; the configuration uses STARTTLS";
const IMPLICIT: &str = "587, STARTTLS; the configuration uses TLS from the start";
const OFF: &str = "587, STARTTLS; the configuration switches TLS off";
const BOTH: &str = "587, STARTTLS; STARTTLS and TLS from the start are both on";
const HOST: &str = "email-smtp.us-east-1.amazonaws.com";

/// Returns the state of a finding about the only account, or `none` if there isn't one.
fn state(text: &str, about: &str) -> String {
    let accounts = accounts(&check(text, false));
    let findings = accounts[0]["findings"].as_array().expect("it is a list");
    let finding = findings.iter().find(|finding| finding["about"] == about);
    finding.map_or("none".to_owned(), |finding| {
        finding["state"].as_str().unwrap_or_default().to_owned()
    })
}

#[test]
fn names_of_settings_are_known() {
    let password = format!("smtp_password = {PASSWORD}\n");
    for (about, value, names) in [
        (
            "user-name",
            ID,
            "smtp_username smtp_user smtp_login smtp_user_id smtp_login_name smtp_name smtp_usr \
             smtp_access_key_id smtpuser SMTPUserName mail.smtp.user",
        ),
        (
            "host",
            "smtp.example.com",
            "smtp_hostname smtp_host smtp_hosts smtp_server smtp_servers smtp_smarthost \
             smtp_relayhost smtp_relay smtp_mailhub smtp_machine smtp_address smtp_addr \
             smtp_mailserver smtp_server_address smtphost smtpHostname relay_host mailhub smtp",
        ),
        (
            "port",
            "587",
            "smtp_port smtp_server_port smtp_port_number smtpport",
        ),
    ] {
        for name in names.split_whitespace() {
            let text = format!("{password}{name} = {value}\n");
            assert_ne!(state(&text, about), "missing", "{text}");
        }
    }
    for name in "smtp_password smtp_passwd smtp_pass smtp_pwd smtppass smtpPassword".split(' ') {
        let text = format!("{name} = hunter2\n");
        assert_eq!(state(&text, "password"), "wrong", "{text}");
    }
    for name in
        "file eval command cmd path secret ref secret_ref secret_name secret_key env from arn"
            .split(' ')
    {
        let text = format!("smtp_password_{name} = x\n");
        assert_eq!(
            findings(&check(&text, false), "missing")[0],
            "password reference",
            "{text}"
        );
    }
    for name in [
        "smtp_passwd_file",
        "smtp_pass_file",
        "passeval",
        "smtp_pass_eval",
        "smtp_pass_cmd",
    ] {
        let text = format!("smtp_host = {HOST}\n{name} = x\n");
        assert_eq!(
            findings(&check(&text, false), "missing")[0],
            "password reference",
            "{text}"
        );
    }
}

#[test]
fn settings_about_something_else_are_none_of_the_account() {
    for word in "from reply replyto to sender helo ehlo local bind listen bounce return contact \
                 support recipient recipients cc bcc ip allowed trusted proxy test policy ca cert \
                 min max forgot reset change old new confirm hash salt show virtual verify smtpd disable no \
                 ignore skip"
        .split_whitespace()
    {
        let text = format!("smtp_password = {PASSWORD}\nsmtp_{word}_host = example.com\n");
        assert_eq!(state(&text, "host"), "missing", "{text}");
    }
    for word in "imap imaps pop pop3 incoming admin administrator superuser root db database \
                 postgres postgresql pg mysql mariadb mongo mongodb mssql sql oracle jdbc \
                 datasource redis valkey cache memcached rabbitmq amqp kafka nats mqtt ldap s3 \
                 storage aws minio bucket backup elastic elasticsearch opensearch ftp sftp ssh \
                 oauth oauth2 oidc saml jwt session sms twilio sendgrid mailgun mailjet sparkpost \
                 postmark mandrill mailchimp brevo slack github http https webhook keystore \
                 truststore vault ingress web captcha recaptcha push websocket cable metrics \
                 registry doveadm dovecot"
        .split_whitespace()
    {
        let text = format!("mail_{word}_password = hunter2\n");
        assert_eq!(check(&text, false).status, 2, "{text}");
    }
    // These can be about an account's settings too.
    for word in ["proxy", "bind"] {
        let text = format!("[mail {word}]\npassword = hunter2\n");
        assert_eq!(check(&text, false).status, 2, "{text}");
    }
    for word in "ses relay relayhost smarthost mta outgoing notifier submission submissions mail \
                 email smtp"
        .split_whitespace()
    {
        let text = format!("{word}_password = hunter2\n");
        assert_eq!(check(&text, false).status, 1, "{text}");
    }
}

#[test]
fn words_without_a_meaning_are_left_out_of_names() {
    for word in "set export public private protected const static final var let my string int def \
                 self this config configuration cfg conf settings env environment auth \
                 authentication sasl server host user name login use enable enabled readonly data \
                 values options define default defaults tls ssl"
        .split_whitespace()
    {
        // A port without a prefix belongs to a password without one.
        let text = format!("password = {PASSWORD}\n{word}_port_number = 587\n");
        assert_eq!(state(&text, "port"), "ok", "{text}");
    }
}

#[test]
fn code_that_reads_a_password_is_a_reference() {
    for word in "env environ getenv secret secrets lookup file read fetch vault config get param \
                 ssm var credentials decrypt setting"
        .split_whitespace()
    {
        let text = format!("smtp_password = app.{word}('mail')\n");
        let found = findings(&check(&text, false), "missing");
        assert_eq!(found[0], "password reference", "{text}");
    }
}

#[test]
fn words_without_separators_are_names() {
    for (about, words, value) in [
        (
            "host",
            "host hostname server machine mailserver smarthost relayhost",
            "smtp.example.com",
        ),
        ("user-name", "user username login", "me"),
        ("port", "port", "25000"),
        ("port", "starttls tls_starttls", "on"),
        ("port", "tls using", "starttls"),
        ("port", "ssl", "explicit"),
    ] {
        for word in words.split_whitespace() {
            let text = format!("port 465\n{word} {value}\npassword {PASSWORD}\n");
            assert_eq!(state(&text, about), "wrong", "{text}");
        }
    }
    for word in ["password", "passwd", "pass"] {
        let text = format!("host {HOST}\n{word} hunter2\n");
        assert_eq!(state(&text, "password"), "wrong", "{text}");
    }
    let text = format!("host {HOST}\npasswordeval x\n");
    assert_eq!(state(&text, "password"), "missing", "{text}");
    let text = format!("password {PASSWORD}\nregion eu-west-1\n");
    assert_eq!(wrong(&check(&text, true)), ["region other-region"]);
}

#[test]
fn values_of_tls_settings_are_known() {
    const TRUE: &str = "true yes on 1 required enabled always mandatory";

    for (name, port, message, values) in [
        (
            "smtp_encryption",
            465,
            STARTTLS,
            "starttls explicit explicittls smtp+starttls submission force_starttls",
        ),
        (
            "smtp_encryption",
            587,
            IMPLICIT,
            "ssl implicit implicittls force_tls ssl_or_tls ssl/tls tls/ssl submissions tls_wrapper \
             sslv3 SecureSocketOptions.SslOnConnect encryption_smtps smtp+ssl",
        ),
        (
            "smtp_encryption",
            587,
            OFF,
            "none plain unencrypted cleartext nostarttls",
        ),
        ("smtp_starttls_policy", 587, OFF, "off"),
        ("smtp_starttls", 465, STARTTLS, TRUE),
        ("smtp_force_tls", 587, IMPLICIT, TRUE),
        ("smtp_starttls", 587, OFF, "false no off 0 disabled never"),
    ] {
        for value in values.split_whitespace() {
            let text =
                format!("smtp_password = {PASSWORD}\nsmtp_port = {port}\n{name} = {value}\n");
            let account = &accounts(&check(&text, false))[0];
            assert_eq!(account["findings"][4]["message"], message, "{text}");
        }
    }
    for (names, port, value) in [
        (
            "security protocol connection_security mode scheme tls_mode encryption_type",
            587,
            "ssl",
        ),
        (
            "starttls starttls_auto starttls_enable starttls_enabled starttls_required use_tls",
            465,
            "true",
        ),
        (
            "use_ssl ssl_enable ssl_enabled force_tls implicit_tls secure",
            587,
            "true",
        ),
    ] {
        for name in names.split_whitespace() {
            let text =
                format!("smtp_password = {PASSWORD}\nsmtp_port = {port}\nsmtp_{name} = {value}\n");
            assert_eq!(state(&text, "port"), "wrong", "{text}");
        }
    }
    // Programs differ in what these mean.
    for name in ["enable_ssl", "ssl", "tls"] {
        let text = format!("smtp_password = {PASSWORD}\nsmtp_port = 587\nsmtp_{name} = true\n");
        assert_eq!(state(&text, "port"), "ok", "{text}");
    }
}

#[test]
fn schemes_of_urls_are_about_mail() {
    for scheme in "smtp smtps tls ssl starttls submission submissions".split(' ') {
        let text = format!("X={scheme}://me:hunter2@smtp.example.com\n");
        assert_eq!(check(&text, false).status, 1, "{text}");
    }
}

#[test]
fn hosts_have_their_messages() {
    for (host, message) in [
        ("*", "no host found"),
        ("default", "no host found"),
        (
            "email.us-east-1.amazonaws.com",
            "the host of SES's API, not of its SMTP endpoint",
        ),
        ("email.example.com", "not an SES host"),
        (
            "inbound-smtp.us-east-1.amazonaws.com",
            "the host that receives email, not the one that sends",
        ),
        (
            "email-smtp.us-esat-1.amazonaws.com",
            "the host isn't in a region with SES",
        ),
        (
            "email-smtp.us.east.1.amazonaws.com",
            "looks like an SES host, but isn't one",
        ),
        ("smtp.amazon.com", "looks like an SES host, but isn't one"),
        (
            "email-smtp.example.com",
            "looks like an SES host, but isn't one",
        ),
        ("smtp.example.com", "not an SES host"),
    ] {
        let text = format!("smtp_password = {PASSWORD}\nsmtp_host = {host}\n");
        let account = &accounts(&check(&text, false))[0];
        assert_eq!(account["findings"][3]["message"], message, "{text}");
    }
}

/// TLS settings, and the mode that they choose together.
const TLS_SETTINGS: &[(&str, &str)] = &[
    ("secure = false", STARTTLS),
    ("starttls = true", STARTTLS),
    ("starttls = true, ssl = true", BOTH),
    (
        "starttls_enable = true, starttls_required = false",
        STARTTLS,
    ),
    ("starttls_required = false", ""),
    ("use_tls = true, opportunistic_tls = false", IMPLICIT),
    ("tls_wrappermode = yes", IMPLICIT),
    ("tls_wrappermode = no", STARTTLS),
    ("crypto = ssl", IMPLICIT),
    ("openssl_verify_mode = none", ""),
    ("disable_starttls = false", ""),
    ("no_starttls = false", ""),
    ("ignore_tls = false, use_ssl = true", IMPLICIT),
    ("starttls = false, tls = true", IMPLICIT),
    ("starttls = false, ssl = true", IMPLICIT),
    ("starttls = false", OFF),
    ("tls = true", ""),
    ("tls = true, ssl = false", STARTTLS),
    ("tls = false, ssl = true", IMPLICIT),
    ("tls = false, ssl = false", ""),
    ("use_tls = true, use_ssl = true", BOTH),
    ("use_tls = true, ssl = true", ""),
    ("use_tls = true, ssl = false", STARTTLS),
    ("use_tls = false, use_ssl = true", IMPLICIT),
    ("use_tls = false, ssl = true", IMPLICIT),
    ("use_tls = false, ssl = false", OFF),
    ("use_ssl = false", ""),
    ("starttls_auto = true", STARTTLS),
    ("starttls_auto = true, tls = false", STARTTLS),
    ("starttls_auto = true, tls = true", ""),
    ("starttls_auto = true, ssl = true", ""),
    ("starttls_auto = false, tls = true", IMPLICIT),
    ("starttls_auto = false, ssl = true", IMPLICIT),
    ("starttls_auto = false", ""),
];

#[test]
fn tls_settings_choose_a_mode_together() {
    for (settings, expected) in TLS_SETTINGS {
        for port in [465, 587] {
            let settings = settings.replace(", ", "\nsmtp_");
            let text = format!("smtp_password = {PASSWORD}\nsmtp_port = {port}\nsmtp_{settings}\n");
            let account = &accounts(&check(&text, false))[0];
            let message = account["findings"][4]["message"].as_str().unwrap();
            let is_wrong = expected.starts_with(&port.to_string());
            assert_eq!(message == *expected, is_wrong, "{text}{message}");
            assert_eq!(message.contains("; "), is_wrong, "{text}{message}");
        }
    }
}

#[test]
fn ports_have_their_names() {
    for (port, name) in [
        ("25", "25, STARTTLS"),
        ("587;", "587, STARTTLS"),
        ("2587,", "2587, STARTTLS"),
        ("465", "465, TLS from the start"),
        ("2465", "2465, TLS from the start"),
        ("smtp", "25, STARTTLS"),
        ("submission", "587, STARTTLS"),
        ("submissions", "465, TLS from the start"),
        ("smtps", "465, TLS from the start"),
    ] {
        let text = format!("smtp_password: {PASSWORD}\nsmtp_port: {port}\n");
        let output = check(&text, false).output;
        assert!(
            output.contains(&format!("\"message\":\"{name}\"")),
            "{output}"
        );
    }
}

#[test]
fn references_and_placeholders_are_recognized() {
    for value in [
        "!secret x",
        "${X}",
        "$(x)",
        "$env:X",
        "%env(X)%",
        "<%= x %>",
        "{{x}}",
        "ENC[x]",
        "ENC(x)",
        "{cipher}x",
        "vault:x",
        "op://x",
        "arn:aws:x",
        "file:x",
        "env:x",
        "env://x",
        "env.x",
        "var.x",
        "local.x",
        "secrets.x",
        "process.env.X",
        "os.environ.X",
        "os.getenv(X)",
        "ENV[X]",
        "ENV.X",
        "getenv(X)",
        "@Microsoft.KeyVault(x)",
        "ref+x",
        "sops:x",
        "ssm:x",
        "secretsmanager:x",
        "gcp:x",
        "azurekeyvault:x",
        "data.x",
        "module.x",
        "config.x",
        "$ENV{X}",
        "random_password.x",
        "$X",
        "%X%",
        "__X__",
        "*x",
        "_a._password",
    ] {
        let text = format!("SMTP_PASSWORD={value}\n");
        let found = findings(&check(&text, false), "missing");
        assert_eq!(
            found.first().map(String::as_str),
            Some("password reference"),
            "{text}"
        );
    }
    let jenkins = "<smtpPassword>{AQAAx}</smtpPassword>";
    assert_eq!(
        findings(&check(jenkins, false), "missing")[0],
        "password reference"
    );
    for value in [
        "changeme",
        "change_me",
        "change-me",
        "password",
        "username",
        "user",
        "your_password",
        "yourpassword",
        "your-password",
        "secret",
        "todo",
        "FIXME",
        "example",
        "redacted",
        "your_username",
        "smtp_password",
        "smtp_username",
        "hidden",
        "masked",
        "your key",
        "<x>",
        "***",
        "xxx",
        "XXX",
        "xxxxx",
        "•••",
        "...",
    ] {
        let text = format!("SMTP_PASSWORD={value}\n");
        let found = findings(&check(&text, false), "missing");
        assert_eq!(found[0], "password placeholder", "{text}");
    }
}

#[test]
fn access_key_id_with_a_period_is_not_a_reference() {
    let text = format!("smtp_password = {PASSWORD}\nsmtp_user = A.IAIOSFODNN7EXAMPLE\n");
    assert_eq!(state(&text, "user-name"), "wrong");
}

#[test]
fn other_values_are_passwords() {
    let long = format!("your{}", "x".repeat(60));
    for value in [
        "your.name",
        &long,
        "xx",
        "__X",
        "X__y",
        "op://",
        "1.password",
    ] {
        let text = format!("SMTP_PASSWORD={value}\n");
        assert_eq!(state(&text, "password"), "wrong", "{text}");
    }
}
