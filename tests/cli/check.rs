//! What `check` finds out about configurations.

use crate::common::{ID, PASSWORD, SECRET, command};

#[test]
fn finds_a_password_right() {
    let text = format!(
        "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\nSMTP_USER={ID}\nSMTP_PASSWORD={PASSWORD}\n"
    );
    let outcome = command(["check", "--from-env"])
        .variable("AWS_ACCESS_KEY_ID", ID)
        .variable("AWS_SECRET_ACCESS_KEY", SECRET)
        .run(text);
    assert_eq!(
        outcome.output,
        "\
line 4:
password   ok         derived from this access key for us-east-1
user name  ok         the ID of this access key
region     ok         us-east-1
host       ok         an SES endpoint
port       ok         587, STARTTLS
hint: if SES still says 535, is the access key active, and does the program send this password?
ok
"
    );
    assert_eq!(outcome.status, 0);
}
