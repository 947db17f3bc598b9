//! The man page, compared with the command.

use std::collections::BTreeSet;

use crate::common::run_line;

/// The man page, without the backslashes before hyphens.
fn man_page() -> String {
    include_str!("../../packaging/ses-smtp-pass.1").replace("\\-", "-")
}

/// Returns the part of the man page below a heading, as long as its level lasts.
fn section<'a>(page: &'a str, macros: &[&str], heading: &str) -> &'a str {
    let title = format!("\n{} {heading}\n", macros[0]);
    let start = page.find(&title).unwrap_or_else(|| panic!("{heading}"));
    let rest = &page[start + title.len() - 1..];
    let next = |name: &&str| rest.find(&format!("\n{name} "));
    let end = macros.iter().filter_map(next).min();
    &rest[..end.unwrap_or(rest.len())]
}

fn main_section<'a>(page: &'a str, heading: &str) -> &'a str {
    section(page, &[".SH"], heading)
}

fn subsection<'a>(page: &'a str, heading: &str) -> &'a str {
    section(page, &[".SS", ".SH"], heading)
}

/// Returns the words of the tags in a part, which are the topics of its paragraphs.
fn tags(part: &str) -> BTreeSet<&str> {
    let tags = part
        .split("\n.TP\n")
        .skip(1)
        .filter_map(|p| p.lines().next());
    tags.flat_map(|tag| tag.split([' ', ',', '"']).skip(1))
        .filter(|word| !word.is_empty())
        .collect()
}

fn options(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .filter(|word| {
            let name = word.trim_start_matches('-');
            let is_option = match word.len() - name.len() {
                1 => name.len() == 1,
                dashes => dashes == 2,
            };
            is_option && name.starts_with(|c: char| c.is_ascii_alphabetic())
        })
        .collect()
}

/// Returns the options that a command's help defines.
fn defined(help: &str) -> BTreeSet<&str> {
    let lines = help.lines().map(str::trim_start);
    lines
        .filter(|line| line.starts_with('-'))
        .flat_map(|line| options(line.split("  ").next().unwrap_or_default()))
        .collect()
}

const SECTIONS: &[(&str, &str)] = &[
    ("", "Conversion"),
    ("check", "check"),
    ("regions", "\"regions and formats\""),
    ("formats", "\"regions and formats\""),
    ("completions", "completions"),
];

#[test]
fn man_page_has_the_options_of_every_command() {
    let page = man_page();
    for (command, heading) in SECTIONS {
        let help = run_line(&format!("{command} --help"), "").output;
        let mut defined = defined(&help);
        if !command.is_empty() {
            // The page states only once that every subcommand has these options.
            defined.retain(|option| !["-h", "--help"].contains(option));
        }
        let part = subsection(&page, heading);
        let tags = tags(part).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(options(&tags), defined, "{command}");
        for default in help.split("[default: ").skip(1) {
            let (default, _) = default.split_once(']').unwrap();
            let is_named = [
                format!("The default is\n.BR {default} ."),
                format!(".B {default}\n(the default)"),
            ];
            assert!(is_named.iter().any(|text| part.contains(text)), "{default}");
        }
    }
}

#[test]
fn man_page_names_no_option_that_does_not_exist() {
    const OF_OTHER_PROGRAMS: [&str; 1] = ["--user-name"];

    let page = man_page();
    let helps: Vec<_> = SECTIONS
        .iter()
        .map(|(command, _)| run_line(&format!("{command} --help"), "").output)
        .collect();
    let defined: BTreeSet<_> = helps.iter().flat_map(|help| defined(help)).collect();
    for option in options(&page) {
        let is_known = defined.contains(option) || OF_OTHER_PROGRAMS.contains(&option);
        assert!(is_known, "{option}");
    }
}

#[test]
fn man_page_has_every_command() {
    let help = run_line("--help", "").output;
    let (_, commands) = help.split_once("\nCommands:\n").unwrap();
    let (commands, _) = commands.split_once("\n\n").unwrap();
    let page = man_page();
    let part = main_section(&page, "OPTIONS");
    for line in commands.lines() {
        let name = line.split_whitespace().next().unwrap();
        let headings = part.lines().filter(|line| line.starts_with(".SS "));
        assert!(
            headings.into_iter().any(|line| line.contains(name)),
            "{name}"
        );
    }
}

#[test]
fn man_page_has_the_general_formats_and_the_placeholders() {
    let page = man_page();
    let part = main_section(&page, "OUTPUT FORMATS");
    let (formats, templates) = part.split_once("\n.SS Templates\n").unwrap();
    let general = "env git-credential json msmtp netrc password postfix url";
    assert_eq!(
        tags(formats).into_iter().collect::<Vec<_>>().join(" "),
        general
    );
    let list = run_line("formats --format json", "").output;
    for name in general.split(' ').chain(["mastodon", "gitlab", "keycloak"]) {
        assert!(list.contains(&format!("\"name\":\"{name}\"")), "{name}");
        assert!(part.contains(name), "{name}");
    }
    let help = run_line("--help", "").output;
    for placeholder in [
        "username",
        "password",
        "password_url",
        "region",
        "host",
        "port",
        "scheme",
    ] {
        let placeholder = format!("{{{placeholder}}}");
        assert!(help.contains(&placeholder), "{placeholder}");
        assert!(tags(templates).contains(&*placeholder), "{placeholder}");
    }
}

#[test]
fn man_page_has_the_codes_of_check() {
    const CODES: &[(&str, &str)] = &[
        (
            "password",
            "access-key-id base64 matches missing not-base64 not-percent-encoded other-key \
             percent-encoded placeholder quotes reference secret-access-key unrecognized version-2 \
             well-formed whitespace wrong-derivation wrong-length",
        ),
        (
            "\"user-name\"",
            "not-access-key-id other-key swapped temporary",
        ),
        ("region", "no-host no-key other-region"),
        (
            "host",
            "mail-manager no-fips-endpoint no-smtp-endpoint not-ses unknown-region",
        ),
        ("port", "not-ses-port tls-mode"),
        ("JSON", "findings line recipe region verdict"),
    ];

    let page = man_page();
    // The part ends before the next main section.
    let part = page.split_once("\n.SH CHECK\n").unwrap().1;
    for (about, codes) in CODES {
        let tags = tags(subsection(part, about));
        assert_eq!(tags.into_iter().collect::<Vec<_>>().join(" "), *codes);
    }
}

#[test]
fn man_page_has_the_exit_statuses() {
    let page = man_page();
    let statuses = tags(main_section(&page, "EXIT STATUS"));
    assert_eq!(statuses, BTreeSet::from(["0", "1", "130", "2"]));
    for command in ["", "check"] {
        let help = run_line(&format!("{command} --help"), "").output;
        let (_, exit) = help.split_once("\nExit status:\n").unwrap();
        let defined = exit
            .lines()
            .filter_map(|line| line.split_whitespace().next());
        assert_eq!(defined.collect::<BTreeSet<_>>(), statuses, "{command}");
    }
}

/// A formatter can break a line at a hyphen that isn't a minus sign.
#[test]
fn man_page_has_no_word_that_can_be_broken() {
    let page = include_str!("../../packaging/ses-smtp-pass.1");
    for line in page.lines().skip(1) {
        assert!(!line.replace("\\-", "").contains('-'), "{line}");
    }
    assert!(page.contains("\n.nh\n"));
}
