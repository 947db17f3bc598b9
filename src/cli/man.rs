//! The man page, made of the definition and of sections written by hand.

use std::io;
use std::process::Command as Process;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use super::args::Args;
use super::assets::assert_generated;

/// Of the last change that a reader should know of. The page has no version: a release would have
/// to change it.
const DATE: &str = "2026-11-24";

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/ses-smtp-pass.1");

/// The sections that the definition does not have.
const BY_HAND: &str = include_str!("man.roff");

fn page() -> String {
    let mut command = Args::command()
        .disable_help_subcommand(true)
        // It may be the only argument, but it is the one that must be there.
        .allow_missing_positional(true)
        .mut_arg("region", |region| region.required(true));
    command.build();
    let man = Man::new(command.clone())
        .title("SES-SMTP-PASS")
        .date(DATE)
        .source("ses-smtp-pass")
        .manual("User Commands");
    let mut page = render(|roff| {
        man.render_title(roff)?;
        // A placeholder that is cut or stretched cannot be copied.
        roff.extend_from_slice(b".nh\n.ad l\n");
        man.render_name_section(roff)?;
        man.render_synopsis_section(roff)?;
        man.render_description_section(roff)?;
        man.render_options_section(roff)
    });
    page += ".SH SUBCOMMANDS\n";
    page.extend(command.get_subcommands().map(subcommand));
    once(&lists(&page)) + BY_HAND
}

/// A subcommand, below a heading of its own instead of the headings of a page of its own.
fn subcommand(command: &Command) -> String {
    let man = Man::new(command.clone());
    let sections = render(|roff| {
        man.render_synopsis_section(roff)?;
        man.render_description_section(roff)?;
        man.render_options_section(roff)
    });
    let sections = sections.replace(".SH SYNOPSIS\n", "").replace(".SH DESCRIPTION", ".PP");
    format!(".SS {}\n{}", command.get_name(), sections.replace(".SH OPTIONS\n", ""))
}

fn render(sections: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut roff = Vec::new();
    sections(&mut roff).expect("a vector takes everything");
    String::from_utf8(roff).expect("a definition in UTF-8 gives a page in UTF-8")
}

/// Leaves out what `clap_mangen` repeats before each section.
fn once(page: &str) -> String {
    let (preamble, rest) = page.split_at(page.find(".TH").expect("a page begins with its title"));
    preamble.to_owned() + &rest.replace(preamble, "")
}

/// Makes paragraphs of what blank lines divide, and a list of indented lines: a name and a text.
fn lists(page: &str) -> String {
    let mut roff = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        match row(line) {
            Some((name, text)) => roff.extend([".TP 16\n\\fB", name, "\\fR\n", text.trim_start(), "\n"]),
            None if line.is_empty() => {}
            None => roff.extend([line, "\n"]),
        }
        roff += match (row(line), lines.peek().map(|next| row(next))) {
            (None, Some(Some(_))) => ".RS\n",
            (Some(_), Some(None)) => ".RE\n",
            _ if line.is_empty() => ".IP\n",
            _ => "",
        };
    }
    roff
}

fn row(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("  ")?.split_once("  ")
}

#[test]
fn file_is_what_the_definition_says() {
    assert_generated("ses-smtp-pass.1", include_str!("../../assets/ses-smtp-pass.1"), &page());
}

#[test]
#[allow(clippy::print_stderr)]
fn mandoc_has_nothing_to_say() {
    let lint = Process::new("mandoc").args(["-T", "lint", "-W", "warning"]).arg(PATH).output();
    let Ok(output) = lint else {
        eprintln!("skipped: mandoc is not installed");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
