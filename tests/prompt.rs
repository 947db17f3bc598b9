//! The hidden prompt, on a real pseudo-terminal.
#![cfg(all(feature = "cli", unix))]

mod common;

use std::process::Command;

use common::{PASSWORD, SECRET};
use rexpect::session::{PtySession, spawn_command};

const TIMEOUT_MS: u64 = 20_000;

/// Starts a shell on a new terminal that runs the command with `arguments`, then says how it ended
/// and whether the terminal is as it was.
fn terminal(arguments: &str) -> PtySession {
    terminal_script(&format!(r#""$0" {arguments}"#))
}

fn terminal_script(script: &str) -> PtySession {
    let script = format!(
        r#"stty sane; before=$(stty -g)
        {script}
        echo "status=$?"; test "$before" = "$(stty -g)" && echo restored || echo changed"#
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_ses-smtp-pass")]);
    spawn_command(shell, Some(TIMEOUT_MS)).unwrap()
}

/// What the terminal showed after the prompt.
fn answer(mut session: PtySession, keys: &str) -> String {
    session.exp_string("Secret access key: ").unwrap();
    wait_until_hidden(&session);
    session.send(keys).unwrap();
    session.flush().unwrap();
    session.exp_eof().unwrap()
}

/// The prompt is written a moment before the terminal stops showing what is typed.
fn wait_until_hidden(session: &PtySession) {
    for _ in 0..1000 {
        let terminal = session.process().get_file_handle().unwrap();
        let modes = Command::new("stty").arg("-a").stdin(terminal).output().unwrap();
        if String::from_utf8_lossy(&modes.stdout).contains("-echo ") {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the terminal still shows what is typed");
}

#[test]
fn secret_is_asked_for_and_not_shown() {
    for arguments in ["us-east-1", "- us-east-1"] {
        let shown = answer(terminal(arguments), &format!("{SECRET}\r"));
        assert_eq!(shown, format!("\r\n{PASSWORD}\r\nstatus=0\r\nrestored\r\n"));
    }
}

#[test]
fn prompt_is_not_on_standard_output() {
    let shown = answer(terminal("us-east-1 | sed s/^/piped:/"), &format!("{SECRET}\r"));
    assert!(shown.contains(&format!("piped:{PASSWORD}\r\n")), "{shown}");
    assert_eq!(shown.matches("piped:").count(), 1, "{shown}");
}

#[test]
fn ctrl_c_restores_the_terminal_and_exits_130() {
    let shown = answer(terminal("us-east-1"), &format!("{}\x03", &SECRET[..10]));
    assert_eq!(shown, "\r\nstatus=130\r\nrestored\r\n");
}

#[test]
fn other_signals_restore_the_terminal_too() {
    for (signal, status) in [("INT", 130), ("TERM", 143), ("HUP", 129), ("QUIT", 131)] {
        let script = format!(
            r#"(until stty -a < /dev/tty | grep -q -- '-echo '; do sleep 0.05; done; pkill -{signal} -x -P $$ ses-smtp-pass) & "$0" us-east-1"#
        );
        let shown = terminal_script(&script).exp_eof().unwrap();
        assert!(shown.contains(&format!("status={status}\r\nrestored")), "{signal}: {shown}");
    }
}

#[test]
fn ctrl_c_leaves_no_output_file_behind() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("ctrl-c");
    let shown = answer(terminal(&format!("us-east-1 -o '{}'", path.display())), "\x03");
    assert!(shown.contains("status=130"), "{shown}");
    assert!(!path.exists());
}

#[test]
fn empty_answer_and_ctrl_d_are_refused() {
    for keys in ["\r", "\x04"] {
        let shown = answer(terminal("us-east-1"), keys);
        assert!(shown.contains("ses-smtp-pass: your answer: empty"), "{shown}");
        assert!(shown.contains("status=1\r\nrestored"), "{shown}");
    }
}

#[test]
fn access_key_id_is_asked_for_where_the_format_needs_it() {
    let mut session = terminal("-f postfix us-east-1");
    session.exp_string("Access key ID: ").unwrap();
    wait_until_hidden(&session);
    session.send("AKIAIOSFODNN7EXAMPLE\r").unwrap();
    session.flush().unwrap();
    session.exp_string("AKIAIOSFODNN7EXAMPLE").unwrap();
    let shown = answer(session, &format!("{SECRET}\r"));
    let line = format!("[email-smtp.us-east-1.amazonaws.com]:587 AKIAIOSFODNN7EXAMPLE:{PASSWORD}");
    assert_eq!(shown, format!("\r\n{line}\r\nstatus=0\r\nrestored\r\n"));
}

#[test]
fn what_is_typed_behind_the_answer_does_not_reach_the_shell() {
    let shown = answer(
        terminal(r#"us-east-1; stty -icanon min 0 time 5; echo "rest=$(head -c 5)""#),
        &format!("{SECRET}\r{SECRET}\r"),
    );
    assert!(shown.contains(&format!("{PASSWORD}\r\nrest=\r\n")), "{shown}");
}

#[test]
fn refused_answer_is_not_shown() {
    let shown = answer(terminal("us-east-1"), &format!("{SECRET}x\r"));
    assert!(shown.contains("a length of 41"), "{shown}");
    assert!(!shown.contains(&SECRET[..8]), "{shown}");
}

#[test]
fn wrong_region_is_refused_before_the_prompt() {
    let mut session = terminal("mars");
    let shown = session.exp_eof().unwrap();
    assert!(!shown.contains("Secret access key"), "{shown}");
    assert!(shown.contains("status=2"), "{shown}");
}

#[test]
fn secret_argument_is_not_asked_for() {
    let mut session = terminal(&format!("{SECRET} us-east-1"));
    let shown = session.exp_eof().unwrap();
    assert!(!shown.contains("Secret access key") && shown.contains(PASSWORD), "{shown}");
}

#[test]
fn file_as_standard_input_is_read_on_a_terminal_too() {
    let path = common::scratch("not-a-terminal").join("secret");
    std::fs::write(&path, SECRET).unwrap();
    let shown = terminal(&format!("us-east-1 < '{}'", path.display())).exp_eof().unwrap();
    assert_eq!(shown, format!("{PASSWORD}\r\nstatus=0\r\nrestored\r\n"));
}

/// Answers the two prompts of check.
fn check_answers(arguments: &str, password: &str, secret: Option<&str>) -> String {
    let mut session = terminal(&format!("check {arguments}"));
    for (prompt, answer) in
        [("SMTP password: ", Some(password)), ("Secret access key (empty to skip): ", secret)]
    {
        let Some(answer) = answer else { continue };
        session.exp_string(prompt).unwrap();
        wait_until_hidden(&session);
        session.send(&format!("{answer}\r")).unwrap();
        session.flush().unwrap();
    }
    session.exp_eof().unwrap()
}

#[test]
fn check_asks_for_the_password_and_the_key() {
    let shown = check_answers("", PASSWORD, Some(SECRET));
    assert!(shown.contains("SES SMTP password of this access key for us-east-1"), "{shown}");
    assert!(shown.contains("status=0\r\nrestored"), "{shown}");
    assert!(!shown.contains(PASSWORD) && !shown.contains(SECRET), "{shown}");
    let shown = check_answers("--region us-west-2", PASSWORD, Some(SECRET));
    assert!(shown.contains("not for the region of --region") && shown.contains("status=1"), "{shown}");
}

#[test]
fn check_takes_an_empty_key_for_none() {
    let shown = check_answers("", PASSWORD, Some(""));
    assert!(
        shown.contains("this is a version 4 SES SMTP password;") && shown.contains("status=0"),
        "{shown}"
    );
}

#[test]
fn check_needs_the_key_for_a_question_about_a_region() {
    let shown = check_answers("--region us-west-2", PASSWORD, Some(""));
    assert!(shown.contains("--region needs the access key") && shown.contains("status=2"), "{shown}");
}

#[test]
fn check_does_not_ask_for_a_key_that_is_given() {
    let path = common::scratch("check-prompt").join("secret");
    std::fs::write(&path, SECRET).unwrap();
    let shown = check_answers(&format!("--file '{}'", path.display()), PASSWORD, None);
    assert!(!shown.contains("empty to skip") && shown.contains("for us-east-1"), "{shown}");
}

#[test]
fn ctrl_c_at_a_prompt_of_check_restores_the_terminal() {
    let mut session = terminal("check");
    session.exp_string("SMTP password: ").unwrap();
    wait_until_hidden(&session);
    session.send("\x03").unwrap();
    session.flush().unwrap();
    assert_eq!(session.exp_eof().unwrap(), "\r\nstatus=130\r\nrestored\r\n");
}

#[test]
fn pasted_lines_do_not_reach_the_shell_when_the_first_is_refused() {
    let mut session =
        terminal(r#"-f postfix us-east-1; stty -icanon min 0 time 5; echo "rest=$(head -c 5)""#);
    session.exp_string("Access key ID: ").unwrap();
    wait_until_hidden(&session);
    session.send(&format!("{SECRET}\r{SECRET}\r")).unwrap();
    session.flush().unwrap();
    let shown = session.exp_eof().unwrap();
    assert!(shown.contains("no access key ID, where one belongs") && shown.contains("rest=\r\n"), "{shown}");
}

#[test]
fn what_is_pasted_with_ctrl_c_does_not_reach_the_shell() {
    let mut session = terminal(r#"us-east-1; stty -icanon min 0 time 5; echo "rest=$(head -c 5)""#);
    session.exp_string("Secret access key: ").unwrap();
    wait_until_hidden(&session);
    session.send(&format!("x\x03{SECRET}\r")).unwrap();
    session.flush().unwrap();
    let shown = session.exp_eof().unwrap();
    assert!(shown.contains("rest=\r\n"), "{shown}");
}
