//! Forms that are recognized and rejected by name, with or without keys in them.

use super::parts::{field, is_container};
use crate::cli::error::Error;

/// A form, recognized by its first line.
struct Form {
    is: fn(&str) -> bool,
    clause: &'static str,
    hint: &'static str,
}

const OUTPUT_JSON: &str = "use --output json or --output text, or write NAME=VALUE lines";
const ONE_LINE: &str = "write the ID and the secret on one line: ID SECRET";
const EXPORT: &str = "use aws configure export-credentials --format env, or write NAME=VALUE lines";
const FORMS: &str = "it reads lines of SECRET or ID SECRET, JSON, CSV, and NAME=VALUE lines";

const FOREIGN: &[Form] = &[
    Form {
        is: |line| line.starts_with('[') && line.contains("]:"),
        clause: "this is a mail configuration, not an access key",
        hint: "to diagnose it, run ses-smtp-pass check FILE",
    },
    Form {
        is: |line| line == "[default]" || line.starts_with("[profile "),
        clause: PROFILES,
        hint: USE_PROFILE,
    },
    Form {
        is: is_json_list,
        clause: "this is a JSON list, not a JSON object",
        hint: "leave out --query, or use --output text",
    },
    Form {
        is: |line| line.starts_with('"') && line.contains("\",\""),
        clause: "this is a row of a CSV file without its header",
        hint: "add the header: Access key ID,Secret access key",
    },
    Form {
        is: |line| line.starts_with('"'),
        clause: "this is a JSON string, not a JSON object",
        hint: "remove the quotes, or use --output text",
    },
    Form {
        is: is_yaml,
        clause: "this is YAML, not an access key in a form that ses-smtp-pass reads",
        hint: OUTPUT_JSON,
    },
    Form {
        is: |line| {
            ["--", "+-", "|", "┌", "╭", "│"]
                .iter()
                .any(|rule| line.starts_with(rule))
        },
        clause: "this is a table, not an access key in a form that ses-smtp-pass reads",
        hint: OUTPUT_JSON,
    },
    Form {
        is: is_console_text,
        clause: "this is text copied from a console, not a form that ses-smtp-pass reads",
        hint: ONE_LINE,
    },
    Form {
        is: has_name,
        clause: "this is YAML, not an access key in a form that ses-smtp-pass reads",
        hint: OUTPUT_JSON,
    },
    Form {
        is: |line| starts_with(line, "$env:"),
        clause: "this is a PowerShell command, not a form that ses-smtp-pass reads",
        hint: EXPORT,
    },
    Form {
        is: is_cmd,
        clause: "this is a command for cmd.exe, not a form that ses-smtp-pass reads",
        hint: EXPORT,
    },
    Form {
        is: |line| line.starts_with("set "),
        clause: SCRIPT,
        hint: ITS_LINES,
    },
    Form {
        is: |line| line.starts_with('<') && !line.ends_with('>') || is_markup(line),
        clause: NOT_A_KEY,
        hint: FORMS,
    },
];

const PROFILES: &str = "this is an AWS credentials or config file";
const USE_PROFILE: &str =
    "use --profile NAME; to read another file, set AWS_SHARED_CREDENTIALS_FILE";
const SCRIPT: &str = "this is a shell script, not an access key";
const ITS_LINES: &str = "pass only its lines that set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
const NOT_A_KEY: &str = "this isn't an access key in any form that ses-smtp-pass reads";

/// Recognizes the form of a text by its first line.
pub(crate) fn recognize(line: &str) -> Option<Error> {
    let form = FOREIGN.iter().find(|form| (form.is)(line))?;
    Some(Error::input(form.clause).hint(form.hint))
}

pub(crate) fn is_section(line: &str) -> bool {
    line.starts_with('[') && line.contains(']')
}

/// Recognizes a file of sections by the line after its first section: a setting or another section.
pub(crate) fn recognize_sections(second: &str) -> Option<Error> {
    let is_aws = AWS_SETTINGS.iter().any(|start| starts_with(second, start));
    if is_aws || second.starts_with('[') {
        Some(Error::input(PROFILES).hint(USE_PROFILE))
    } else if second.contains('=') {
        let clause = "this is an INI file, not an access key in a form that ses-smtp-pass reads";
        Some(Error::input(clause).hint(USE_PROFILE))
    } else {
        None
    }
}

/// The beginnings of the settings of AWS profiles.
const AWS_SETTINGS: &[&str] = &[
    "aws_",
    "region",
    "output",
    "sso_",
    "role_arn",
    "credential_",
    "source_profile",
];

pub(crate) fn script() -> Error {
    Error::input(SCRIPT).hint(ITS_LINES)
}

pub(crate) fn not_a_key() -> Error {
    Error::input(NOT_A_KEY).hint(FORMS)
}

fn is_json_list(line: &str) -> bool {
    line.strip_prefix('[').is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with(['"', '{', '['])
    })
}

/// Four dashes or more begin a table instead.
fn is_yaml(line: &str) -> bool {
    line.starts_with("---") && !line.starts_with("----")
        || line.strip_prefix("- ").is_some_and(has_name)
}

/// Returns whether the text before a colon is a name of an access key or of a part of it.
fn has_name(line: &str) -> bool {
    let name = line.split_once(':').map(|(name, _)| name);
    name.is_some_and(|name| field(name).is_some() || is_container(name))
}

/// Consoles write names with spaces, and PowerShell writes spaces before the colon.
fn is_console_text(line: &str) -> bool {
    let name = line.split_once(':').map_or(line, |(name, _)| name);
    name.contains(' ') && field(name).is_some()
}

fn starts_with(line: &str, prefix: &str) -> bool {
    line.get(..prefix.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// Other shells set variables without `=`, or with options or spaces.
fn is_cmd(line: &str) -> bool {
    let has_value = |line: &str| line.contains('=') && !line.contains(" =");
    let is_set = starts_with(line, "set ") && !line.starts_with("set -") && has_value(line);
    is_set || starts_with(line, "setx ") || starts_with(line, "@echo ")
}

fn is_markup(line: &str) -> bool {
    ["<!", "<?", "</", "<html", "<head", "<Error"]
        .iter()
        .any(|start| line.starts_with(start))
        || line.starts_with('<') && line.contains("><")
}
