//! Every message that the command prints, with command lines that print it.

use crate::common::{Outcome, shell};

/// Blocks of a message, as it is printed but for `ses-smtp-pass: `, the exit status, and indented
/// command lines. Lines that begin with `#` are comments.
const FILES: &[&str] = &[
    include_str!("messages/usage.txt"),
    include_str!("messages/region.txt"),
    include_str!("messages/secret.txt"),
];

struct Message {
    /// Lines that begin with `error: `, `hint: `, or `warning: `.
    lines: Vec<&'static str>,
    status: u8,
    commands: Vec<&'static str>,
}

fn messages() -> impl Iterator<Item = Message> {
    let blocks = FILES.iter().flat_map(|file| file.split("\n\n"));
    let blocks = blocks.map(|block| block.lines().filter(|line| !line.starts_with('#')));
    blocks
        .filter(|block| block.clone().next().is_some())
        .map(|block| {
            let mut message = Message {
                lines: Vec::new(),
                status: 0,
                commands: Vec::new(),
            };
            for line in block {
                if let Some(command) = line.strip_prefix("  ") {
                    message.commands.push(command);
                } else if let Some(status) = line.strip_prefix("exit: ") {
                    message.status = status.parse().expect("it is a number");
                } else {
                    message.lines.push(line);
                }
            }
            assert!(!message.commands.is_empty(), "{:?}", message.lines);
            message
        })
}

#[test]
fn command_lines_print_their_message() {
    let mut wrong = String::new();
    for message in messages() {
        let expected: String = message
            .lines
            .iter()
            .map(|line| format!("ses-smtp-pass: {line}\n"))
            .collect();
        for command in &message.commands {
            let outcome = shell(command);
            let Outcome {
                status,
                output,
                errors,
            } = &outcome;
            let has_output = message.status == 0;
            if (*status, errors) != (message.status, &expected) || output.is_empty() == has_output {
                wrong += &format!("{command}\n{outcome:?}\nexpected {expected:?}\n\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
