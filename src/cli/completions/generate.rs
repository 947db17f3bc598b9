//! Makes the completion scripts of the definition of the command line.

mod definition;

use clap::builder::{PossibleValue, StyledStr};
use clap::{Command, ValueEnum as _, ValueHint};
use clap_complete::Shell;
use definition::{CONVERT, argument_values, possible_values};

use crate::cli::assets::assert_generated;

#[test]
fn scripts_are_what_the_definition_says() {
    for (name, file, committed) in super::SCRIPTS {
        let shell = Shell::from_str(name, false).expect("one that the generator knows");
        assert_generated(&format!("completions/{file}"), committed, &script(shell));
    }
}

/// The script for a shell.
fn script(shell: Shell) -> String {
    let script = match shell {
        Shell::Bash => bash(),
        Shell::Zsh => zsh(),
        Shell::Fish => fish(),
        Shell::PowerShell => powershell(),
        // The type is open to more.
        _ => elvish(),
    };
    let names: Vec<_> = definition::subcommands().iter().map(|value| value.get_name().to_owned()).collect();
    script.replace("{subcommands}", &names.join(" "))
}

fn bash() -> String {
    let regions: Vec<_> = definition::regions().iter().map(|value| value.get_name().to_owned()).collect();
    let regions = regions.join(" ");
    generate(Shell::Bash, definition::nested())
        // One list for every argument, and SECRET may turn out to be REGION.
        .replace(&format!("{regions} {regions}"), &regions)
        // The names that the generator sets and looks for differ where there is a hyphen.
        .replace("ses__subcmd__smtp__subcmd__pass", "ses__smtp__pass")
        .replacen(
            "_ses__smtp__pass() {",
            concat!(include_str!("generate/convert.bash"), "\n_ses__smtp__pass_typed() {"),
            1,
        )
}

fn zsh() -> String {
    generate(Shell::Zsh, definition::nested()).replacen(
        "_ses-smtp-pass() {",
        concat!(include_str!("generate/convert.zsh"), "\n_ses-smtp-pass_typed() {"),
        1,
    )
}

fn fish() -> String {
    let script = generate(Shell::Fish, definition::nested());
    include_str!("generate/convert.fish").to_owned()
        + &script.replace("(commandline -opc)", "(__fish_ses_smtp_pass_typed)")
        + &fish_arguments()
}

/// fish's generator knows no arguments but options.
fn fish_arguments() -> String {
    let mut script = String::new();
    for command in definition::nested().get_subcommands() {
        let condition = format!("__fish_ses_smtp_pass_using_subcommand {}", command.get_name());
        script.extend(argument_values(command).iter().map(|value| fish_argument(&condition, value)));
    }
    let condition = "test (count (commandline -opc)) -eq 1";
    script.extend(definition::subcommands().iter().map(|value| fish_argument(condition, value)));
    script
}

fn fish_argument(condition: &str, value: &PossibleValue) -> String {
    let help = value.get_help().map(StyledStr::to_string).unwrap_or_default();
    let help = help.replace('\\', "\\\\").replace('\'', "\\'");
    format!("complete -c ses-smtp-pass -n '{condition}' -f -a {} -d '{help}'\n", value.get_name())
}

fn powershell() -> String {
    let row = |option: &str, values: &[String]| format!("        '{option}' = @({})\n", values.join(", "));
    let switch = "    $completions = @(switch ($command) {";
    let values = include_str!("generate/values.ps1").replace("{values}\n", &option_values("'", row));
    generate(Shell::PowerShell, definition::flat()).replacen(switch, &(values + switch), 1)
}

fn elvish() -> String {
    let row = |option: &str, values: &[String]| format!("    &'{option}'=[{}]\n", values.join(" "));
    let values = include_str!("generate/values.elv").replace("{values}\n", &option_values("", row));
    generate(Shell::Elvish, definition::flat()) + &values
}

/// A row for each option that takes names or paths, the latter without any value; one too for a
/// subcommand that takes a path as its argument.
fn option_values(quote: &str, row: impl Fn(&str, &[String]) -> String) -> String {
    let mut rows = String::new();
    for command in definition::nested().get_subcommands() {
        let name = if command.get_name() == CONVERT { "" } else { command.get_name() };
        for argument in command.get_arguments() {
            let values = match possible_values(argument) {
                _ if argument.get_value_hint() == ValueHint::FilePath => Vec::new(),
                Some(values) if !argument.is_positional() => {
                    values.iter().map(|value| [quote, value.get_name(), quote].concat()).collect()
                }
                _ => continue,
            };
            let short = argument.get_short().map(|short| format!("{name} -{short}"));
            let long = argument.get_long().map(|long| format!("{name} --{long}"));
            let position = argument.is_positional().then(|| name.to_owned());
            rows.extend([short, long, position].into_iter().flatten().map(|key| row(&key, &values)));
        }
    }
    rows
}

fn generate(shell: Shell, mut definition: Command) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut definition, "ses-smtp-pass", &mut script);
    String::from_utf8(script).expect("a definition in UTF-8 gives a script in UTF-8")
}
