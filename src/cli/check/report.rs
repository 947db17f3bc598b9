//! Writes what was found out, as text and as JSON.

use std::io::{self, BufWriter, Write};

use serde_json::{Value, json};

use super::finding::{ABOUT, Diagnosis, Finding, Verdict};

const ALL_OK: &str = "hint: if SES still says 535, is the access key active, and does the program send this password?";

pub(super) fn write(
    diagnoses: &[Diagnosis],
    text: &str,
    is_json: bool,
    output: &mut dyn Write,
) -> io::Result<()> {
    let mut output = BufWriter::new(output);
    if is_json {
        write_json(diagnoses, &mut output)?;
    } else {
        write_text(diagnoses, text.trim_end().contains('\n'), &mut output)?;
    }
    output.flush()
}

fn write_text(diagnoses: &[Diagnosis], has_lines: bool, output: &mut dyn Write) -> io::Result<()> {
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
                finding.message.concat()
            )?;
        }
        for hint in diagnosis
            .findings
            .iter()
            .filter_map(|finding| finding.hint.as_ref())
        {
            writeln!(output, "hint: {}", hint.concat())?;
        }
    }
    let verdict = verdict(diagnoses);
    if verdict == Verdict::Ok {
        writeln!(output, "{ALL_OK}")?;
    }
    writeln!(output, "{}", last_line(verdict, diagnoses))
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

fn last_line(verdict: Verdict, diagnoses: &[Diagnosis]) -> &'static str {
    let has_key = diagnoses.iter().all(|diagnosis| diagnosis.is_complete);
    let has_passwords = diagnoses.iter().all(Diagnosis::has_password);
    match verdict {
        Verdict::Ok => "ok",
        Verdict::Wrong => "wrong: SES will not accept this login",
        Verdict::Incomplete if diagnoses.is_empty() => {
            "incomplete: no SMTP password was found; comments are ignored"
        }
        Verdict::Incomplete if !has_passwords => "incomplete: the password isn't in this text",
        Verdict::Incomplete if has_key => {
            "incomplete: nothing wrong was found, but not everything could be checked"
        }
        Verdict::Incomplete => {
            "incomplete: nothing wrong was found, but the key (--profile, --file, --from-env) is needed to be sure"
        }
    }
}

fn write_json(diagnoses: &[Diagnosis], output: &mut dyn Write) -> io::Result<()> {
    for diagnosis in diagnoses {
        let findings: Vec<_> = ABOUT.iter().zip(&diagnosis.findings).map(finding).collect();
        let verdict = match diagnosis.verdict() {
            Verdict::Ok => "ok",
            Verdict::Wrong => "wrong",
            Verdict::Incomplete => "incomplete",
        };
        let object = json!({
            "verdict": verdict, "line": diagnosis.line, "region": diagnosis.region,
            "recipe": diagnosis.recipe, "findings": findings,
        });
        writeln!(output, "{object}")?;
    }
    if diagnoses.is_empty() {
        let object = json!({
            "verdict": "incomplete", "line": null, "region": null, "recipe": null, "findings": [],
        });
        writeln!(output, "{object}")?;
    }
    Ok(())
}

fn finding((about, finding): (&&str, &Finding)) -> Value {
    json!({
        "about": about, "state": finding.state.name(), "code": finding.code,
        "message": finding.message.concat(), "hint": finding.hint.as_ref().map(|hint| hint.concat()),
    })
}
