//! Every message that the command prints, with command lines that print it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::shell;

/// Blocks of a message, as it is printed but for `ses-smtp-pass: `, the exit status, the number of
/// lines on standard output before an error, and indented command lines. Lines that begin with `#`
/// are comments.
const FILES: &[&str] = &[
    include_str!("messages/usage.txt"),
    include_str!("messages/region.txt"),
    include_str!("messages/format.txt"),
    include_str!("messages/secret.txt"),
    include_str!("messages/input.txt"),
    include_str!("messages/profile.txt"),
    include_str!("messages/check.txt"),
    include_str!("messages/warnings.txt"),
];

/// The longest error, hint, or warning, in characters, without `ses-smtp-pass: error: `.
const MAX_LEN: usize = 100;

/// Words that no message uses.
const BANNED: &[&str] = &[
    "is none",
    "takes none",
    "none of",
    "give ",
    "gives ",
    "behind",
    "blank",
    "stands",
    "told",
    "folder",
    "please",
    "cannot be used",
    "e.g.",
    "i.e.",
    "invalid argument",
    "must not be",
    "where a ",
    "this is no ",
    "!",
];

struct Message {
    /// Lines that begin with `error: `, `hint: `, or `warning: `.
    lines: Vec<&'static str>,
    status: u8,
    output_lines: usize,
    commands: Vec<&'static str>,
}

impl Message {
    fn parse(block: &'static str) -> Self {
        let mut message = Self {
            lines: Vec::new(),
            status: 0,
            output_lines: 0,
            commands: Vec::new(),
        };
        for line in block.lines().filter(|line| !line.starts_with('#')) {
            if let Some(command) = line.strip_prefix("  ") {
                message.commands.push(command);
            } else if let Some(status) = line.strip_prefix("exit: ") {
                message.status = status.parse().expect("it is a number");
            } else if let Some(lines) = line.strip_prefix("lines: ") {
                message.output_lines = lines.parse().expect("it is a number");
            } else {
                message.lines.push(line);
            }
        }
        message
    }
}

fn messages() -> impl Iterator<Item = Message> {
    let blocks = FILES.iter().flat_map(|file| file.split("\n\n"));
    let messages = blocks.map(Message::parse);
    messages.filter(|message| !message.lines.is_empty())
}

#[test]
fn command_lines_print_their_message() {
    let mut wrong = Vec::new();
    for message in messages() {
        let prefix = "ses-smtp-pass: ";
        let separator = format!(
            "
{prefix}"
        );
        let expected = format!(
            "{prefix}{}
",
            message.lines.join(&separator)
        );
        assert!(!message.commands.is_empty(), "{expected}");
        for command in message.commands {
            let outcome = shell(command);
            let lines = outcome.output.lines().count();
            if outcome.status != message.status
                || outcome.errors != expected
                || outcome.status != 0 && lines != message.output_lines
            {
                wrong.push(format!("{command}\n{outcome:?}\nexpected {expected:?}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn messages_are_short_clauses() {
    let mut is_known = HashSet::new();
    for message in messages() {
        let kinds: Vec<_> = message
            .lines
            .iter()
            .map(|line| line.split_once(": ").expect(line))
            .inspect(|(_, text)| {
                assert!(text.chars().count() <= MAX_LEN, "{text}");
                let lower = text.to_lowercase();
                let banned: Vec<_> = BANNED.iter().filter(|word| lower.contains(*word)).collect();
                assert!(banned.is_empty(), "{text}: {banned:?}");
                assert!(!text.ends_with('.') || text.ends_with("..."), "{text}");
            })
            .map(|(kind, _)| kind)
            .collect();
        let is_warning = kinds.iter().all(|kind| *kind == "warning");
        assert!(
            is_warning || kinds == ["error"] || kinds == ["error", "hint"],
            "{:?}",
            message.lines
        );
        assert_eq!(is_warning, message.status == 0, "{:?}", message.lines);
        assert!(
            is_known.insert((message.lines.clone(), message.status, message.output_lines)),
            "{:?} appears twice",
            message.lines
        );
    }
}

/// Files whose literals aren't messages: lists, scripts, and the findings of `check`.
const WITHOUT_MESSAGES: &[&str] = &["cli/list.rs", "cli/completions.rs", "cli/check/"];

/// Literals that aren't messages, or that no test can provoke.
const OTHER_LITERALS: &[&str] = &[
    "Convert AWS access keys to Amazon SES SMTP credentials",
    "ses-smtp-pass check [OPTIONS] [CONFIG]",
    "ses-smtp-pass regions [--format table|json]",
    "ses-smtp-pass formats [--format table|json]",
    "ses-smtp-pass completions <SHELL>",
    "Secret access key: ",
    "Access key ID: ",
    "SMTP password: ",
    "Secret access key (empty to skip): ",
    // The other errors of clap.
    "the command line is invalid",
    // Each source has its own error if it is empty.
    "no access key found",
    "check the file or profile that it comes from",
    // Only while the command runs.
    "another process removed or replaced the output file",
];

#[test]
fn every_message_is_in_the_table() {
    let table = FILES.concat();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![
        root.join("secret.rs"),
        root.join("access_key_id.rs"),
        root.join("cli.rs"),
    ];
    add_files(&root.join("cli"), &mut files);
    let mut missing = Vec::new();
    for path in files {
        let name = path.to_string_lossy().replace('\\', "/");
        if WITHOUT_MESSAGES.iter().any(|other| name.contains(other)) {
            continue;
        }
        let source = fs::read_to_string(&path).expect("the file can be read");
        for literal in literals(&source) {
            let is_text = literal.matches(' ').count() >= 2 && !literal.contains('\n');
            let literal = literal.trim_start_matches("ses-smtp-pass: ");
            let mut parts = literal.split(['{', '}']).step_by(2);
            let is_known = table.contains(literal)
                || parts.all(|part| table.contains(part))
                || OTHER_LITERALS.contains(&literal);
            if is_text && !is_known {
                missing.push(format!("{}: {literal}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "no test prints {missing:#?}");
}

fn add_files(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("the directory can be read") {
        let path = entry.expect("the directory can be read").path();
        if path.is_dir() {
            add_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Returns the string literals of a source, but for comments and the reasons of `expect`.
fn literals(source: &str) -> Vec<String> {
    let mut literals = Vec::new();
    let mut rest = source;
    let mut before = "";
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (skipped, after) = rest.split_at(at);
        before = if skipped.trim().is_empty() {
            before
        } else {
            skipped.trim_end()
        };
        if after.starts_with("//") {
            rest = after.split_once('\n').map_or("", |(_, rest)| rest);
        } else if let Some(literal) = after.strip_prefix('"') {
            let (text, end) = unescape(literal);
            if !before.ends_with("expect(")
                && !before.ends_with("expect_err(")
                && !before.ends_with("NO_PANIC: &str =")
            {
                literals.push(text);
            }
            before = "";
            rest = &literal[end..];
        } else if let Some(len) = char_literal(after) {
            before = "";
            rest = &after[len..];
        } else {
            rest = &after[1..];
        }
    }
    literals
}

/// Returns the length of a character literal, which a lifetime isn't.
fn char_literal(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    let escaped = usize::from(inside.starts_with('\\'));
    let mut ends = inside.char_indices().skip(1 + escaped);
    if escaped == 1 {
        return ends.find(|(_, c)| *c == '\'').map(|(end, _)| end + 2);
    }
    ends.next()
        .filter(|(_, c)| *c == '\'')
        .map(|(end, _)| end + 2)
}

/// Returns the text of a literal, and the length of its source with the quote after it.
fn unescape(source: &str) -> (String, usize) {
    let mut text = String::new();
    let mut chars = source.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, at + 1),
            '\\' => match chars.next() {
                Some((_, 'n' | '\n')) => text.push('\n'),
                Some((_, c)) => text.push(c),
                None => {}
            },
            c => text.push(c),
        }
    }
    (text, source.len())
}
