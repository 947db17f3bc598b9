//! Writes the findings as text and as JSON.

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::finding::{ABOUT, Diagnosis, Verdict};
use super::subject::Subject;
use crate::cli::error::Text;

const ACCESS_KEY: &str =
    "hint: pass the access key with --file or --profile, and a mail configuration as CONFIG";

const ALL_OK: &str = "hint: if SES still returns 535, check that the key is active and that the program sends this password";

#[derive(Clone, Copy)]
pub(crate) struct Layout<'a> {
    pub(crate) is_json: bool,
    pub(crate) has_key: bool,
    pub(crate) subject: &'a Subject,
}

pub(crate) fn write(
    diagnoses: &[Diagnosis],
    layout: Layout,
    output: &mut dyn Write,
) -> io::Result<()> {
    let mut output = BufWriter::new(output);
    if layout.is_json {
        write_json(diagnoses, &mut output)?;
    } else {
        write_text(diagnoses, layout, &mut output)?;
    }
    output.flush()
}

fn write_text(diagnoses: &[Diagnosis], layout: Layout, output: &mut dyn Write) -> io::Result<()> {
    let has_lines = layout.subject.has_lines();
    for diagnosis in diagnoses {
        if has_lines {
            writeln!(output, "line {}:", diagnosis.line)?;
        }
        for (about, finding) in ABOUT.iter().zip(&diagnosis.findings) {
            let about = about.replace('-', " ");
            writeln!(
                output,
                "{about:10} {:10} {}",
                finding.state.name(),
                finding.message
            )?;
        }
        for hint in diagnosis
            .findings
            .iter()
            .filter_map(|finding| finding.hint.as_ref())
        {
            writeln!(output, "hint: {hint}")?;
        }
    }
    let verdict = verdict(diagnoses);
    if verdict == Verdict::Ok {
        writeln!(output, "{ALL_OK}")?;
    } else if diagnoses.is_empty() && layout.subject.has_access_key() {
        writeln!(output, "{ACCESS_KEY}")?;
    }
    writeln!(output, "{}", last_line(verdict, diagnoses, layout))
}

fn verdict(diagnoses: &[Diagnosis]) -> Verdict {
    let has = |wanted| {
        diagnoses
            .iter()
            .any(|diagnosis| diagnosis.verdict() == wanted)
    };
    if has(Verdict::Wrong) {
        Verdict::Wrong
    } else if has(Verdict::Incomplete) || diagnoses.is_empty() {
        Verdict::Incomplete
    } else {
        Verdict::Ok
    }
}

fn last_line(verdict: Verdict, diagnoses: &[Diagnosis], layout: Layout) -> &'static str {
    let has_passwords = diagnoses.iter().all(Diagnosis::has_password);
    let mut wrong = diagnoses
        .iter()
        .filter(|diagnosis| diagnosis.verdict() == Verdict::Wrong);
    match verdict {
        Verdict::Ok => "ok",
        Verdict::Wrong if wrong.all(Diagnosis::is_mail_manager) => {
            "wrong: a Mail Manager endpoint doesn't accept SES SMTP credentials"
        }
        Verdict::Wrong => "wrong: SES will not accept this login",
        Verdict::Incomplete if diagnoses.is_empty() && layout.subject.has_access_key() => {
            "incomplete: no SMTP password was found, only an access key"
        }
        Verdict::Incomplete if diagnoses.is_empty() => {
            "incomplete: no SMTP password was found; comments are ignored"
        }
        Verdict::Incomplete if !has_passwords => "incomplete: the password isn't in this text",
        Verdict::Incomplete if layout.has_key => {
            "incomplete: nothing wrong was found, but not everything could be checked"
        }
        Verdict::Incomplete => {
            "incomplete: nothing wrong was found, but the key (--profile, --file, --from-env) is needed to be sure"
        }
    }
}

/// An account in JSON.
#[derive(Serialize, Default)]
struct Account<'a> {
    verdict: &'static str,
    line: Option<usize>,
    region: Option<&'static str>,
    recipe: Option<&'static str>,
    findings: Vec<JsonFinding<'a>>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    about: &'static str,
    state: &'static str,
    code: Option<&'static str>,
    message: &'a Text,
    hint: Option<&'a Text>,
}

fn write_json(diagnoses: &[Diagnosis], mut output: &mut dyn Write) -> io::Result<()> {
    let none = diagnoses.is_empty().then(|| Account {
        verdict: Verdict::Incomplete.name(),
        ..Account::default()
    });
    for account in diagnoses.iter().map(account).chain(none) {
        serde_json::to_writer(&mut output, &account)?;
        writeln!(output)?;
    }
    Ok(())
}

fn account(diagnosis: &Diagnosis) -> Account<'_> {
    let findings = ABOUT.iter().zip(&diagnosis.findings);
    let findings = findings.map(|(about, finding)| JsonFinding {
        about,
        state: finding.state.name(),
        code: finding.code,
        message: &finding.message,
        hint: finding.hint.as_ref(),
    });
    Account {
        verdict: diagnosis.verdict().name(),
        line: Some(diagnosis.line),
        region: diagnosis.region,
        recipe: diagnosis.recipe,
        findings: findings.collect(),
    }
}
