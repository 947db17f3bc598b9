//! The documents: links, paths, commands, and the output of the commands.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::{env, fs};

use ses_smtp_pass::Region;

use crate::common::{ID, Outcome, PASSWORD, SECRET, command};

#[test]
fn relative_links_lead_somewhere() {
    let mut dead = Vec::new();
    for document in documents() {
        for target in links(&without_code(&document.text)) {
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let place = match path {
                "" => document.path.clone(),
                path => document.path.parent().expect("a file has one").join(path),
            };
            let leads_to_heading = || {
                anchor.is_empty()
                    || fs::read_to_string(&place)
                        .is_ok_and(|text| anchors(&text).any(|a| a == anchor))
            };
            let is_on_the_web = target.contains("://");
            if !is_on_the_web && (!place.exists() || !leads_to_heading()) {
                dead.push(format!("{}: {target}", document.path.display()));
            }
        }
    }
    assert_eq!(dead, [""; 0]);
}

#[test]
fn paths_of_this_repository_exist() {
    const FOLDERS: &[&str] = &[
        ".ci/",
        ".github/",
        "benches/",
        "ci/",
        "docs/",
        "fuzz/",
        "packaging/",
        "src/",
        "tests/",
    ];

    let mut missing = Vec::new();
    for document in documents() {
        for code in document.code() {
            for word in code.split([' ', '\n', '`', '"', '\'']) {
                let is_path = FOLDERS.iter().any(|folder| word.starts_with(folder));
                if is_path && !root().join(word).exists() {
                    missing.push(format!("{}: {word}", document.path.display()));
                }
            }
        }
    }
    assert_eq!(missing, [""; 0]);
}

/// The project doesn't own its name at any registry yet, so such a command could install somebody
/// else's program.
#[test]
fn nothing_is_installed_by_name() {
    const INSTALLERS: &[&str] = &[
        "add", "binstall", "get", "install", "npx", "pipx", "pull", "upgrade", "uvx",
    ];
    const PLACES: &[&str] = &[
        "/releases",
        "crates.io/crates/",
        "docs.rs/",
        "ghcr.io/",
        "pypi.org/project/",
        "npmjs.com/package/",
    ];

    let is_name = |word: &str| word.split(['@', '=', ':']).next() == Some("ses-smtp-pass");
    let mut found = Vec::new();
    for document in documents() {
        if document.path.ends_with("docs/releasing.md") {
            continue;
        }
        let lines = document.code().flat_map(str::lines);
        let by_name = lines.filter(|line| {
            let mut words = line.split_whitespace();
            words.any(|word| INSTALLERS.contains(&word)) && words.any(is_name)
        });
        let by_place = document.text.lines().filter(|line| {
            line.contains("ses-smtp-pass") && PLACES.iter().any(|place| line.contains(place))
        });
        found.extend(by_name.chain(by_place).map(str::to_owned));
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn readme_lists_the_regions_of_the_table() {
    let document = Document::read("README.md");
    let is_list = |paragraph: &&str| paragraph.starts_with("`us-east-1` ");
    let list = document.text.split("\n\n").find(is_list);
    let codes: Vec<_> = list
        .expect("the README has a list")
        .split_whitespace()
        .collect();
    let table: Vec<_> = Region::ALL
        .iter()
        .map(|region| format!("`{}`", region.code()))
        .collect();
    assert_eq!(codes, table);
}

#[test]
fn shell_blocks_parse() {
    if Process::new("bash").arg("--version").output().is_err() {
        assert!(env::var_os("CI").is_none(), "bash isn't installed");
        // The macro's text is captured.
        let _ = writeln!(io::stderr(), "skipped: bash isn't installed");
        return;
    }
    for document in documents() {
        for block in document.blocks(&["sh", "bash"]) {
            let mut bash = Process::new("bash")
                .arg("-n")
                .stdin(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("bash starts");
            let mut input = bash.stdin.take().expect("it is a pipe");
            input.write_all(block.as_bytes()).expect("bash reads");
            drop(input);
            let output = bash.wait_with_output().expect("bash ends");
            let errors = String::from_utf8_lossy(&output.stderr);
            assert_eq!(errors, "", "{}:\n{block}", document.path.display());
        }
    }
}

#[test]
fn formats_are_accepted() {
    let mut count = 0;
    for document in documents() {
        for code in document.code() {
            // A table has a backslash before each bar.
            let code = code.replace("\\|", "|");
            for words in code.split("ses-smtp-pass ").skip(1).map(words) {
                let option = |names: &[&str]| {
                    let place = words
                        .iter()
                        .position(|word| names.contains(&word.as_str()))?;
                    words.get(place + 1)
                };
                let is_other =
                    |word: &String| ["check", "regions", "formats"].contains(&word.as_str());
                let is_conversion = !words.first().is_some_and(is_other);
                let Some(format) = option(&["-f", "--format"]).filter(|_| is_conversion) else {
                    continue;
                };
                let mut arguments = vec!["us-east-1", "-f", format];
                if let Some(port) = option(&["--port"]) {
                    arguments.extend(["--port", port]);
                }
                let outcome = command(arguments).run(format!("{ID} {SECRET}\n"));
                assert_eq!(outcome.errors, "", "{words:?}");
                count += 1;
            }
        }
    }
    assert!(count > 10, "the documents have lost their formats");
}

#[test]
fn console_blocks_print_what_they_show() {
    let files = Files::new();
    let mut count = 0;
    for document in documents() {
        for block in document.blocks(&["console"]) {
            for entry in format!("\n{block}").split("\n$ ").skip(1) {
                let entry = format!("{}\n", entry.trim_end_matches('\n'));
                let (line, shown) = entry.split_once('\n').expect("it ends with a newline");
                let printed = files.run(line, shown);
                assert_eq!(printed, shown, "{}: {line}", document.path.display());
                count += 1;
            }
        }
    }
    assert!(count > 5, "the documents have lost their console blocks");
}

const PROMPTS: &[(&str, &str)] = &[
    ("Access key ID:", ID),
    ("Secret access key:", SECRET),
    ("SMTP password:", PASSWORD),
];

/// The files that commands in the documents read.
struct Files(PathBuf);

impl Files {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents");
        fs::create_dir_all(&folder).expect("the folder can be created");
        let host = "email-smtp.eu-west-1.amazonaws.com";
        let files = [
            (
                "accessKeys.csv",
                format!("Access key ID,Secret access key\r\n{ID},{SECRET}\r\n"),
            ),
            (
                "credentials.csv",
                format!("IAM user name,SMTP user name,SMTP password\r\nmail,{ID},{PASSWORD}\r\n"),
            ),
            (
                "profiles",
                format!("[mail]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n"),
            ),
            ("keys", format!("{ID} {SECRET}\n")),
            (
                "app.env",
                format!(
                    "SMTP_HOST=email-smtp.us-east-1.amazonaws.com\nSMTP_PORT=587\n\
                     SMTP_USERNAME=mail\nSMTP_PASSWORD={SECRET}\n"
                ),
            ),
            ("sasl_passwd", format!("[{host}]:587 {ID}:{PASSWORD}\n")),
        ];
        for (name, text) in files {
            fs::write(folder.join(name), text).expect("the file can be written");
        }
        Self(folder)
    }

    /// Runs a command of a console block, and returns the output that a terminal shows.
    fn run(&self, line: &str, shown: &str) -> String {
        let mut words = words(line);
        assert_eq!(words.remove(0), "ses-smtp-pass", "{line}");
        let input = match words.iter().position(|word| word == "<") {
            Some(place) => {
                let name = words.drain(place..).nth(1).expect("a file follows");
                fs::read_to_string(self.0.join(name)).expect("the file exists")
            }
            None => String::new(),
        };
        if let Some(place) = words.iter().position(|word| word == "-o") {
            let output = self.0.join(&words[place + 1]);
            // From the last run.
            let _ = fs::remove_file(&output);
            words[place + 1] = output.into_os_string().into_string().expect("it is UTF-8");
        }
        let arguments = words.into_iter().map(|word| match self.0.join(&word) {
            path if path.is_file() => path.into_os_string(),
            _ => word.into(),
        });
        let answer = |line: &str| PROMPTS.iter().find(|(prompt, _)| *prompt == line);
        let asked: Vec<_> = shown.lines().map_while(answer).collect();
        let answers: Vec<_> = asked.iter().map(|(_, answer)| *answer).collect();
        let mut printed: String = shown.split_inclusive('\n').take(asked.len()).collect();
        let command = command(arguments)
            .variable("AWS_SHARED_CREDENTIALS_FILE", self.0.join("profiles"))
            .variable("AWS_ACCESS_KEY_ID", ID)
            .variable("AWS_SECRET_ACCESS_KEY", SECRET);
        let command = if answers.is_empty() {
            command
        } else {
            command.answers(&answers)
        };
        let Outcome { output, errors, .. } = command.run(input);
        printed.extend([errors, output]);
        printed
    }
}

struct Document {
    path: PathBuf,
    text: String,
}

impl Document {
    fn read(path: impl AsRef<Path>) -> Self {
        let path = root().join(path);
        let text = fs::read_to_string(&path).expect("the document is there");
        Self { path, text }
    }

    /// The blocks in one of these languages, without their indentation.
    fn blocks(&self, languages: &[&str]) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut lines = self.text.lines();
        while let Some(line) = lines.next() {
            let Some(language) = line.trim_start().strip_prefix("```") else {
                continue;
            };
            let indentation = line.len() - line.trim_start().len();
            let inside = lines.by_ref().take_while(|line| line.trim() != "```");
            let block = inside.map(|line| format!("{}\n", line.get(indentation..).unwrap_or("")));
            let block: String = block.collect();
            if languages.contains(&language) {
                blocks.push(block);
            }
        }
        blocks
    }

    /// The text between single or triple backticks.
    fn code(&self) -> impl Iterator<Item = &str> {
        self.text
            .split("```")
            .enumerate()
            .flat_map(|(number, part)| {
                let is_block = number % 2 == 1;
                let spans = part
                    .split('`')
                    .skip(1)
                    .step_by(2)
                    .filter(move |_| !is_block);
                spans.chain(is_block.then_some(part))
            })
    }
}

fn documents() -> impl Iterator<Item = Document> {
    let in_folder = |folder: &str| {
        let entries = fs::read_dir(root().join(folder)).expect("the folder is there");
        entries.map(|entry| entry.expect("the folder can be read").path())
    };
    let folders = ["", "docs", ".github"].into_iter().flat_map(in_folder);
    folders
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(Document::read)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn without_code(text: &str) -> String {
    let outside = text.split("```").step_by(2);
    outside
        .map(|part| part.split('`').step_by(2).collect::<String>())
        .collect()
}

fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(')')?.0))
}

/// The anchors that GitHub makes of headings.
fn anchors(text: &str) -> impl Iterator<Item = String> {
    let outside = text.split("```").step_by(2).flat_map(str::lines);
    outside.filter(|line| line.starts_with('#')).map(|line| {
        let heading = line.trim_start_matches('#').trim().to_lowercase();
        let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
        heading
            .chars()
            .filter(is_kept)
            .map(|c| if c == ' ' { '-' } else { c })
            .collect()
    })
}

/// Returns the words of the first command of a shell script.
fn words(script: &str) -> Vec<String> {
    let script = script.replace("\\\n", " ");
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in script.chars() {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => quote = Some(c),
            ('\n' | '|' | ';' | '&' | ')', None) => break,
            (' ', None) => words.push(String::new()),
            _ => words.last_mut().expect("there is one").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
