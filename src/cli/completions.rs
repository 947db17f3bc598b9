//! Shell completions, from the definition of the command line.

use std::env;
use std::ffi::{OsStr, OsString};
use std::mem;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command, CommandFactory as _, value_parser};
use clap_complete::aot::{self, Shell};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Zsh};

use super::args::Args;
use super::error::Error;
use super::format::{self, Row};
use super::input::profile;
use crate::Region;

/// The variable with the name of the shell that requests candidates.
pub(crate) const VARIABLE: &str = "_SES_SMTP_PASS_COMPLETE";

const NAME: &str = "ses-smtp-pass";

/// bash quotes candidates only if they are marked as file names, but then appends a slash to a
/// format that has the name of a directory. So a list in which nothing needs quotes isn't marked.
const BASH_ENTRY: &str = r#"
_ses_smtp_pass() {
    _clap_complete_ses_smtp_pass "$@"
    local IFS=,
    if [[ "${COMPREPLY[*]-}" == *[^A-Za-z0-9_.,/:=+@%-]* ]]; then
        compopt -o filenames 2> /dev/null
    fi
}
complete -o nospace -o bashdefault -F _ses_smtp_pass ses-smtp-pass
"#;

/// zsh quotes candidates, and a quoted `~` loses its meaning, so zsh completes such a path itself.
/// A file in fpath is the body of a function, whose first call must complete too.
const ZSH_ENTRY: &str = r"
_ses_smtp_pass() {
    if [[ $PREFIX == \~* ]]; then _files; else _clap_dynamic_completer_ses_smtp_pass; fi
}
compdef _ses_smtp_pass ses-smtp-pass
if (( $funcstack[(I)_ses-smtp-pass] )); then _ses_smtp_pass; fi
";

/// Returns the script that a shell loads.
pub(crate) fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    match engine(shell) {
        Some(engine) => engine
            .write_registration(VARIABLE, NAME, NAME, NAME, &mut script)
            .expect("writing to memory succeeds"),
        // The engine's own script for PowerShell evaluates the command line that is being typed.
        None => aot::generate(shell, &mut Args::command(), NAME, &mut script),
    }
    let end = match shell {
        Shell::Bash => BASH_ENTRY,
        Shell::Zsh => ZSH_ENTRY,
        _ => "",
    };
    String::from_utf8(script).expect("the script is UTF-8") + end
}

/// Returns the candidates for the word that is typed after `--`, for the shell in the variable.
pub(crate) fn complete(
    shell: &OsStr,
    arguments: &[OsString],
    variable: &dyn Fn(&str) -> Option<OsString>,
) -> Result<String, Error> {
    let shell = shell.to_str().and_then(|name| name.parse().ok());
    let Some((shell, engine)) = shell.and_then(|shell| Some((shell, engine(shell)?))) else {
        return Err(set_by_mistake("isn't bash, zsh, fish, or elvish"));
    };
    let words = arguments.iter().skip_while(|word| *word != "--");
    let mut words: Vec<_> = words.skip(1).cloned().collect();
    if shell == Shell::Bash {
        join_values(&mut words);
    }
    if words.is_empty() {
        return Err(set_by_mistake("is set, but there is no word to complete"));
    }
    let mut candidates = Vec::new();
    let directory = env::current_dir().ok();
    engine
        .write_complete(
            &mut command(variable),
            words,
            directory.as_deref(),
            &mut candidates,
        )
        .map_err(|_| set_by_mistake("is set, but the word to complete is missing"))?;
    Ok(String::from_utf8(candidates).expect("the engine writes UTF-8"))
}

/// Joins `--option=value`, which bash splits into three words. Because bash counts the words, their
/// number must stay the same. `--help` fills the gap, and changes nothing for the words after it.
fn join_values(words: &mut [OsString]) {
    for i in 2..words.len() {
        if words[i - 1] == "=" && words[i - 2].as_encoded_bytes().starts_with(b"--") {
            words[i - 1] = mem::replace(&mut words[i - 2], "--help".into());
        }
    }
}

fn set_by_mistake(clause: &'static str) -> Error {
    Error::input([VARIABLE, " ", clause])
        .hint("unset the variable; only the completion scripts set it")
}

fn engine(shell: Shell) -> Option<&'static dyn EnvCompleter> {
    match shell {
        Shell::Bash => Some(&Bash),
        Shell::Zsh => Some(&Zsh),
        Shell::Fish => Some(&Fish),
        Shell::Elvish => Some(&Elvish),
        _ => None,
    }
}

/// Returns the definition of the command line, with the values that each argument can have.
fn command(variable: &dyn Fn(&str) -> Option<OsString>) -> Command {
    let profiles = profiles(variable);
    let with_values = |command: Command| {
        let name = command.get_name().to_owned();
        command.mut_args(|argument| with_values(&name, argument, &profiles))
    };
    with_values(Args::command().mut_subcommands(with_values))
}

fn with_values(command: &str, argument: Arg, profiles: &ArgValueCandidates) -> Arg {
    match (argument.get_id().as_str(), command) {
        ("secret" | "region_argument" | "region", _) => {
            let regions = Region::ALL.iter();
            let region = |region: &Region| PossibleValue::new(region.code()).help(region.name());
            argument
                .value_delimiter(',')
                .value_parser(PossibleValuesParser::new(regions.map(region)))
        }
        ("format", NAME) => {
            let format = |row: Row| PossibleValue::new(row.name).help(row.program);
            argument.value_parser(PossibleValuesParser::new(format::rows().map(format)))
        }
        ("format", "check") => argument.value_parser(["text", "json"]),
        ("format", _) => argument.value_parser(["table", "json"]),
        ("shell", _) => argument.value_parser(value_parser!(Shell)),
        ("profile", _) => argument.add(profiles.clone()),
        _ => argument,
    }
}

/// Offers the profiles of the AWS CLI's files, which are read only when a profile is completed.
fn profiles(variable: &dyn Fn(&str) -> Option<OsString>) -> ArgValueCandidates {
    let names = profile::names(variable);
    ArgValueCandidates::new(move || {
        // bash would insert such a name without quotes, and run the commands in it.
        let needs_quotes = |c: char| !c.is_alphanumeric() && !"-_.@+/".contains(c);
        let mut names = names();
        names.retain(|name| !name.contains(needs_quotes));
        names.sort();
        names.dedup();
        names.into_iter().map(CompletionCandidate::new).collect()
    })
}
