//! Properties of every configuration.

use proptest::prelude::*;

use super::{check, wrong};
use crate::common::{ID, PASSWORD, command};

const HOST: &str = "email-smtp.us-east-1.amazonaws.com";

fn configuration(
    user: &str,
    password: &str,
    host: &str,
    noise: &[String],
    order: usize,
    quote: &str,
) -> String {
    let mut lines = vec![
        format!("SMTP_USERNAME={quote}{user}{quote}"),
        format!("SMTP_PASSWORD={quote}{password}{quote}"),
        format!("SMTP_HOST={quote}{host}{quote}"),
        "SMTP_PORT=587".to_owned(),
    ];
    lines.rotate_left(order % 4);
    for (number, line) in noise.iter().enumerate() {
        lines.insert(number % lines.len(), line.clone());
    }
    lines.join("\n") + "\n"
}

fn noise() -> impl Strategy<Value = Vec<String>> {
    let line = prop_oneof![
        "# [ -~]{0,60}",
        "(APP|DB|REDIS|JWT|STRIPE)_(KEY|SECRET|PASSWORD|TOKEN|URL)=[A-Za-z0-9+/]{0,64}",
        "DATABASE_URL=postgres://app:[a-zA-Z0-9]{8,40}@db:5432/app",
        "",
    ];
    proptest::collection::vec(line, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn right_configuration_stays_right(noise in noise(), order in 0_usize..4, quote in "[\"']?", crlf: bool) {
        let text = configuration(ID, PASSWORD, HOST, &noise, order, &quote);
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let outcome = check(&text, true);
        prop_assert!(outcome.output.starts_with("{\"verdict\":\"ok\""), "{text}\n{}", outcome.output);
        prop_assert_eq!(outcome.status, 0);
    }

    #[test]
    fn one_edit_is_never_right(noise in noise(), order in 0_usize..4, part in 0..3, at in 0_usize..64, c in "[A-Za-z0-9+/.-]", cut: bool) {
        let mut parts = [ID.to_owned(), PASSWORD.to_owned(), HOST.to_owned()];
        let part = &mut parts[usize::try_from(part).unwrap()];
        let at = at % part.len();
        let end = at + 1;
        let before = part.clone();
        part.replace_range(at..end, if cut { "" } else { &c });
        prop_assume!(!part.eq_ignore_ascii_case(&before) || *part != before && !before.contains("amazonaws"));
        let [user, password, host] = parts;
        let text = configuration(&user, &password, &host, &noise, order, "");
        let outcome = check(&text, true);
        prop_assert!(!wrong(&outcome).is_empty(), "{text}\n{}", outcome.output);
    }

    #[test]
    fn any_text_has_an_answer_without_its_words(text in "([A-Za-z0-9+/]{8,44}|[ =:\"'{}\\[\\]<>/@#,;|\n-]|password|smtp|user|host){0,60}") {
        for arguments in [&["check"][..], &["check", "-fjson"]] {
            let outcome = command(arguments.iter().copied()).run(&text);
            prop_assert!(outcome.status <= 2);
            for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() > 16) {
                prop_assert!(!outcome.output.contains(word) && !outcome.errors.contains(word), "{text}");
            }
        }
    }
}
