//! Copies of dropped secrets in the memory of a process, read from outside.
#![cfg(target_os = "linux")]

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::fs::FileExt as _;
use std::process::{Child, ChildStdout, Stdio};
use std::sync::mpsc::channel;
use std::{env, mem, thread};

use ses_smtp_pass::cli::{Surroundings, run};
use ses_smtp_pass::{SecretAccessKey, SmtpPassword, derive};

use crate::common::{program, scratch, wait};

const COUNT: usize = 100;

/// The smallest page of any system, in bytes.
const PAGE: usize = 4096;

/// The variable that names the child's task.
const CASE: &str = "SES_SMTP_PASS_TEST_CASE";

fn password(number: usize) -> SmtpPassword {
    derive::smtp_password(&number.to_string(), "us-east-1")
}

/// Calls a function with the only copy of a secret access key's text.
fn with_secret<T>(number: usize, function: impl FnOnce(&str) -> T) -> T {
    function(&password(number).expose_secret()[1..41])
}

/// The process whose memory is read.
#[test]
#[ignore = "the other tests run it in a process of its own"]
fn child() {
    match env::var(CASE).as_deref() {
        Ok("passwords") => {
            let mut map = HashMap::new();
            for number in 0..COUNT {
                map.insert(number, password(number));
            }
            let (sender, receiver) = channel();
            for number in 0..10 {
                sender.send(map[&number].clone()).unwrap();
            }
            pause();
            let moved = thread::spawn(move || receiver.iter().take(10).collect::<Vec<_>>());
            let moved: Vec<_> = moved.join().unwrap().into_iter().map(Box::new).collect();
            assert_eq!(moved.len() + map.into_values().count(), 10 + COUNT);
        }
        Ok("secrets") => {
            let mut map = HashMap::new();
            for number in 0..COUNT {
                let secret = with_secret(number, SecretAccessKey::new);
                map.insert(number, secret.unwrap());
            }
            pause();
            assert_eq!(map.into_values().count(), COUNT);
        }
        Ok(words) => {
            let (path, words) = words.split_once('\n').unwrap();
            let status = run(Surroundings {
                arguments: words.split('\n').map(Into::into).collect(),
                variable: &|_| None,
                input: &mut Crowded(File::open(path).unwrap()),
                ask: None,
                before_signal: &|_| Ok(()),
                output: &mut PauseOnce::default(),
                errors: &mut io::stderr(),
            });
            assert_eq!(status, 0);
        }
        Err(_) => return,
    }
    pause();
}

/// Waits until the memory has been read.
fn pause() {
    // The line begins after the test harness's own output.
    io::stdout().write_all(b"\nready\n").unwrap();
    assert_eq!(io::stdin().read(&mut [0]).unwrap(), 1);
}

/// Makes the allocator move a buffer that grows between two reads.
struct Crowded(File);

impl io::Read for Crowded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        mem::forget(vec![0_u8; 16 * PAGE]);
        self.0.read(buffer)
    }
}

/// Pauses while it is written to for the first time.
#[derive(Default)]
struct PauseOnce {
    has_paused: bool,
}

impl io::Write for PauseOnce {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !mem::replace(&mut self.has_paused, true) {
            pause();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Process {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Process {
    fn start(case: &str) -> Self {
        let mut command = program(env::current_exe().unwrap());
        command
            .args(["memory::child", "--exact", "--ignored", "--nocapture"])
            .env(CASE, case);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    /// Counts these texts in the memory at the next pause.
    fn count(&mut self, needles: &[Vec<u8>]) -> usize {
        let ready = self
            .output
            .by_ref()
            .lines()
            .find(|line| line.as_ref().unwrap() == "ready");
        assert!(ready.is_some());
        let count = count_in_memory(self.child.id(), needles);
        self.child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
        count
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        wait(&mut self.child);
    }
}

/// Counts texts in the memory that a process can write.
fn count_in_memory(pid: u32, needles: &[Vec<u8>]) -> usize {
    // The first two bytes decide nearly always.
    let mut starts = vec![false; 1 << 16];
    let start = |text: &[u8]| usize::from(u16::from_be_bytes([text[0], text[1]]));
    for needle in needles {
        starts[start(needle)] = true;
    }
    let memory = File::open(format!("/proc/{pid}/mem")).unwrap();
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).unwrap();
    let mut count = 0;
    for map in maps.lines().filter(|map| map.contains(" rw")) {
        let range = map.split(' ').next().unwrap().split_once('-').unwrap();
        let [from, to] = [range.0, range.1].map(|at| u64::from_str_radix(at, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        memory.read_exact_at(&mut bytes, from).unwrap();
        let pages = (0..bytes.len()).step_by(PAGE);
        let used = pages.filter(|page| bytes[*page..][..PAGE] != [0; PAGE]);
        let places = used.flat_map(|page| page..page + PAGE).filter(|at| {
            let rest = &bytes[*at..];
            rest.len() > 1
                && starts[start(rest)]
                && needles.iter().any(|needle| rest.starts_with(needle))
        });
        let found = places.count();
        count += found;
    }
    count
}

/// Returns the ends of texts, because the allocator overwrites the start of freed memory.
fn ends<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Vec<u8>> {
    texts
        .into_iter()
        .map(|text| text.as_bytes()[text.len() - 24..].to_vec())
        .collect()
}

fn passwords() -> Vec<Vec<u8>> {
    let passwords: Vec<_> = (0..COUNT).map(password).collect();
    ends(passwords.iter().map(SmtpPassword::expose_secret))
}

fn secrets(count: usize) -> Vec<Vec<u8>> {
    (0..count)
        .flat_map(|number| with_secret(number, |text| ends([text])))
        .collect()
}

#[test]
fn dropped_passwords_leave_no_copy() {
    let mut process = Process::start("passwords");
    assert_eq!(process.count(&passwords()), COUNT + 10);
    assert_eq!(process.count(&passwords()), 0);
}

#[test]
fn dropped_secrets_leave_no_copy() {
    let mut process = Process::start("secrets");
    assert!(process.count(&secrets(COUNT)) >= COUNT);
    assert_eq!(process.count(&secrets(COUNT)), 0);
}

#[test]
fn command_leaves_no_copy() {
    const ID: &str = "AKIAIOSFODNN7EXAMPLE";
    let path = scratch("memory").join("keys");
    let path = path.to_str().unwrap();
    let secrets: Vec<_> = (0..1000)
        .map(|number| with_secret(number, str::to_owned))
        .collect();
    let passwords: Vec<_> = secrets
        .iter()
        .map(|secret| derive::smtp_password(secret, "us-east-1"))
        .collect();
    let passwords = || passwords.iter().map(SmtpPassword::expose_secret);
    let encoded: Vec<_> = passwords()
        .map(|password| password.replace('+', "%2B").replace('/', "%2F"))
        .collect();
    let mut needles = ends(secrets.iter().map(String::as_str));
    needles.extend(ends(passwords()));
    needles.extend(ends(encoded.iter().map(String::as_str)));

    let all = |line: &dyn Fn(&String) -> String| secrets.iter().map(line).collect::<String>();
    let header = "Access key ID,Secret access key\n";
    let json =
        |secret: &str| format!("{{\"AccessKeyId\":\"{ID}\",\"SecretAccessKey\":\"{secret}\"}}\n");
    let (spaces, comments) = (" ".repeat(12_000), "# x\n".repeat(3000));
    for (text, format) in [
        (all(&|secret| format!("{secret}\n")), "password"),
        (
            all(&|secret| format!("{ID} {secret}\n")),
            "{username}:{password_url}",
        ),
        (
            header.to_owned() + &all(&|secret| format!("{ID},{secret}\n")),
            "json",
        ),
        (all(&|secret| json(secret)), "postfix"),
        (json(&secrets[0]), "env"),
        (
            format!("AWS_SECRET_ACCESS_KEY='{}'\n", secrets[0]),
            "password",
        ),
        // The buffers of these texts grow.
        (
            format!(
                "{{ {spaces} \"SecretAccessKey\":\"{}\" {spaces}{spaces} }}",
                secrets[0]
            ),
            "password",
        ),
        (
            format!(
                "A=1\n{comments}AWS_SECRET_ACCESS_KEY='{}'\n{comments}{comments}",
                secrets[0]
            ),
            "password",
        ),
    ] {
        fs::write(path, &text).unwrap();
        let words = [path, "ses-smtp-pass", "us-east-1", "-f", format];
        let mut process = Process::start(&words.join("\n"));
        let form = &text[..30];
        assert!(process.count(&needles) > 0, "{form}");
        assert_eq!(process.count(&needles), 0, "{form}");
    }
}
