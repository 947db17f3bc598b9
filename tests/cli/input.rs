//! Standard input and files: every form, every rejection, the bounds, and the pace.

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::rc::Rc;

use ses_smtp_pass::cli::{Ask, Surroundings, run};

use crate::common::{ID, Outcome, PASSWORD, SECRET, command};

/// The worst case for percent-encoding.
const SECRET_2: &str = "hkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE";
const PASSWORD_2: &str = "BJ1//u46F+v6TpoWVD6H1lauzBIrxP//2xfYmHRSXwt/";
/// base64 of the secret.
const ENCODED: &str = "d0phbHJYVXRuRkVNSS9LN01ERU5HL2JQeFJmaUNZRVhBTVBMRUtFWQ==";
/// A password of version 2: base64 of 0x02 and 32 zeros.
const VERSION_2: &str = "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn fill(text: &str) -> String {
    text.replace("<id>", ID)
        .replace("<key>", SECRET)
        .replace("<key2>", SECRET_2)
        .replace("<password>", PASSWORD)
        .replace("<password2>", PASSWORD_2)
        .replace("<base64>", ENCODED)
        .replace("<version2>", VERSION_2)
}

fn json(input: impl AsRef<[u8]>) -> Outcome {
    command(["-f", "json", "us-east-1"]).run(input)
}

/// The output of -f json for these keys, as `<id> <password>` or `<password>`.
fn results(keys: &[&str]) -> String {
    let line = |key: &&str| {
        let key = fill(key);
        let (username, password) = match key.split_once(' ') {
            Some((id, password)) => (format!("\"username\":\"{id}\","), password),
            None => (String::new(), key.as_str()),
        };
        format!(
            "{{{username}\"password\":\"{password}\",\"host\":\"email-smtp.us-east-1.amazonaws.com\",\
             \"port\":\"587\",\"region\":\"us-east-1\"}}\n"
        )
    };
    keys.iter().map(line).collect()
}

#[track_caller]
fn assert_read(input: &str, keys: &[&str]) {
    let outcome = json(fill(input));
    assert_eq!(outcome.errors, "", "{input:?}");
    assert_eq!(outcome.output, results(keys), "{input:?}");
    assert_eq!(outcome.status, 0, "{input:?}");
}

/// `message` is an error, and a hint if the error has one, without the program's name.
#[track_caller]
fn assert_rejected(outcome: &Outcome, message: &[&str], input: &str) {
    let kinds = ["error", "hint"].into_iter().zip(message);
    let lines: Vec<String> = kinds
        .map(|(kind, line)| format!("ses-smtp-pass: {kind}: {line}\n"))
        .collect();
    assert_eq!(outcome.errors, lines.concat(), "{input:?}");
    assert_eq!(outcome.status, 1, "{input:?}");
    assert!(message.iter().all(|line| line.len() <= 100), "{message:?}");
}

const ONE: &[&str] = &["<password>"];
const PAIR: &[&str] = &["<id> <password>"];
const TWO: &[&str] = &["<id> <password>", "<password2>"];

#[test]
fn lines_are_read() {
    for (input, keys) in [
        ("<key>", ONE),
        ("<key>\n", ONE),
        ("<key>\r\n", ONE),
        ("\u{feff}<key>\n", ONE),
        ("\u{feff}# made by hand\n\n<key>\n", ONE),
        ("#!/usr/bin/env cat\n<key>\n", ONE),
        ("  <key>\t\n\n\n", ONE),
        ("\u{b}\n<key>\n", ONE),
        ("sep=,\n<key>\n", ONE),
        ("<id> <key>\n", PAIR),
        ("<id>\t \t<key>\n", PAIR),
        ("<id> <key>\n<key2>\n", TWO),
        ("<id> <key>\r\n# the next one\r\n<key2>\r\n\r\n", TWO),
        (
            "ACCESSKEY\t<id>\t2026-01-01T00:00:00+00:00\t<key>\tActive\tmail\n",
            PAIR,
        ),
        (
            "<id>\t2026-01-01T00:00:00+00:00\t<key>\tActive\tmail\n",
            PAIR,
        ),
        (
            "<id>\t2026-01-01T00:00:00+00:00\t<key>\tInactive\tmail\n<key2>",
            TWO,
        ),
    ] {
        assert_read(input, keys);
    }
}

#[test]
fn csv_is_read() {
    for (input, keys) in [
        ("Access key ID,Secret access key\n<id>,<key>\n", PAIR),
        (
            "\u{feff}Access key ID,Secret access key\r\n<id>,<key>",
            PAIR,
        ),
        (
            "\"Access key ID\",\"Secret access key\"\n\"<id>\",\"<key>\"\n",
            PAIR,
        ),
        (
            "User name,Password,Access key ID,Secret access key,Console login link\n\
             mail,\"a, \"\"b\"\"\n c\",<id>,<key>,https://example.com\n",
            PAIR,
        ),
        (
            "sep=;\r\n# x\r\nAccess key ID;Secret access key\r\n<id>;<key>\r\n",
            PAIR,
        ),
        (
            "aws_secret_access_key\taws_access_key_id\n<key>\t<id>\n",
            PAIR,
        ),
        ("Secret access key\n<key>\n", ONE),
        ("\tSecret access key\n0\t<key>\n", ONE),
        ("  Secret access key\n<key>\n", ONE),
        ("\n \n sep=;\nnote;Secret access key\n0;<key>\n", ONE),
        ("User name\tnote\tSecret access key\n\t#x\t<key>\n", ONE),
        (
            "Access key ID,Secret access key\n<id>,<key>\n#<id>,x\n # y\n,\n,\n\n",
            PAIR,
        ),
        (
            "Secret access key,Secret_Key\n,<key>\n<key>,\n<key2>, <key2>\n",
            &["<password>", "<password>", "<password2>"],
        ),
        ("Secret access key,Session token\n<key>,\n", ONE),
        ("Secret access key;x\tSecret access key\n<key>;0\n", ONE),
        ("Secret access key,x;Secret access key\n<key>,0\n", ONE),
        ("Secret access key,SMTP password\n<key>,<password2>\n", ONE),
        (
            "Secret access key,x\n<key>,\"a\nbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"\n",
            ONE,
        ),
        ("Secret access key\n\n<key>\n", ONE),
        ("x,Secret access key\n\"a\n\n#b\",<key>\n", ONE),
        ("x,Secret access key\na\rb,<key>\n", ONE),
        ("Secret access key,x\n<key>,\"a\n", ONE),
    ] {
        assert_read(input, keys);
    }
}

#[test]
fn json_is_read() {
    for (input, keys) in [
        (
            r#"{"AccessKey": {"UserName": "mail", "AccessKeyId": "<id>", "Status": "Active", "SecretAccessKey": "<key>"}}"#,
            PAIR,
        ),
        (
            r#"{"Version": 1, "AccessKeyId": "<id>", "SecretAccessKey": "<key>"}"#,
            PAIR,
        ),
        (
            r#"{"data": {"access_key": "<id>", "secret_key": "<key>", "security_token": null}}"#,
            PAIR,
        ),
        (
            r#"{"data": {"data": {"aws-secret-access-key": "<key>"}, "metadata": {}}}"#,
            ONE,
        ),
        (
            r#"{"SecretString": "{\"AWS_ACCESS_KEY_ID\":\"<id>\",\"AWS_SECRET_ACCESS_KEY\":\"<key>\"}"}"#,
            PAIR,
        ),
        (
            r#"{"access_key_id": {"sensitive": false, "type": "string", "value": "<id>"},
                "secret_access_key": {"sensitive": true, "type": "string", "value": "<key>"}}"#,
            PAIR,
        ),
        (
            r#"{"credentials": {"value": {"AccessKeyId": "<id>", "SecretAccessKey": "<key>"}}}"#,
            PAIR,
        ),
        (r#"{"value": {"SecretAccessKey": "<key>"}}"#, ONE),
        (
            r#"{"SecretAccessKey": "", "secret_key": " <key>", "aws_secret_key": "<key>", "Token": " "}"#,
            ONE,
        ),
        (
            r#"{"AccessKeyId": "", "access_key": "<id>", "SecretKey": "<key>"}"#,
            PAIR,
        ),
        (
            r#"{"AccessKeyId": "<id>", "data": {"AccessKeyId": "<id>", "SecretKey": "<key>"}}"#,
            PAIR,
        ),
        (
            r#"{"note": "{", "SecretString": "x", "SecretKey": "<key>"}"#,
            ONE,
        ),
        (r#"{"SecretString": " {\"SecretKey\": \"<key>\"}"}"#, ONE),
        (
            r#"{"SecretAccessKey": "<key>", "SecretAccessKey": "<key>"}"#,
            ONE,
        ),
        (
            r#"{"note": "\"}", "path": "C:\\", "SecretKey": "<key>"}"#,
            ONE,
        ),
        (
            r#"{"data": {"data": {"data": {"SecretKey": "<key>"}}}}"#,
            ONE,
        ),
        (
            r#"{"SecretAccessKey": "wJalrXUtnFEMI\/K7MDENG\u002fbPxRfiCYEXAMPLEKEY"}"#,
            ONE,
        ),
        (
            "# x\n\n{\"AccessKeyId\":\"<id>\",\"SecretAccessKey\":\"<key>\"}\n\n\n{\"SecretKey\":\"<key2>\"}\n",
            TWO,
        ),
        (
            "{\"AccessKeyId\":\"<id>\",\"SecretAccessKey\":\"<key>\"}{\"SecretKey\":\"<key2>\"}",
            TWO,
        ),
        (
            "\r\n\t{\"AccessKeyId\":\"<id>\",\"SecretKey\":\"<key>\"}\r\n\t{\"SecretKey\":\"<key2>\"}",
            TWO,
        ),
    ] {
        assert_read(input, keys);
    }
}

#[test]
fn variables_are_read() {
    for (input, keys) in [
        (
            "AWS_ACCESS_KEY_ID=<id>\nAWS_SECRET_ACCESS_KEY=<key>\n",
            PAIR,
        ),
        (
            "export AWS_ACCESS_KEY_ID=\"<id>\"\r\nexport AWS_SECRET_ACCESS_KEY='<key>'\r\n",
            PAIR,
        ),
        (
            "declare -x AWS_ACCESS_KEY_ID=\"<id>\"\ndeclare -rx AWS_SECRET_ACCESS_KEY=\"<key>\"\n",
            PAIR,
        ),
        (
            "readonly SECRET_ACCESS_KEY=<key>\ntypeset -x ACCESS_KEY_ID=<id>",
            PAIR,
        ),
        (
            "setenv AWS_ACCESS_KEY_ID <id>\nsetenv AWS_SECRET_ACCESS_KEY '<key>'",
            PAIR,
        ),
        (
            "set -gx AWS_ACCESS_KEY_ID <id>\nset --export AWS_SECRET_ACCESS_KEY <key>",
            PAIR,
        ),
        (
            "AWS_SECRET_KEY = \"<key>\" # the new one\naws_access_key=<id>\t# x",
            PAIR,
        ),
        (
            "export\tAWS_ACCESS_KEY_ID\t=\t<id>\rAWS_SECRET_ACCESS_KEY=<key>\r",
            PAIR,
        ),
        (
            "APP_NAME=Laravel\nSECRET_KEY=django\nTOKEN=x\n\nAWS_ACCESS_KEY_ID=<id>\nAWS_SECRET_ACCESS_KEY=<key>\n",
            PAIR,
        ),
        (
            "AWS_SECRET_KEY=\nAWS_SESSION_TOKEN=\nAWS_SECRET_ACCESS_KEY=<key>\n",
            ONE,
        ),
        ("AWS_SECRET_ACCESS_KEY=\nAWS_SECRET_ACCESS_KEY=<key>\n", ONE),
        ("AWS_SECRET_ACCESS_KEY_OLD=\nAWS_SECRET_KEY=<key>\n", ONE),
        ("A=x\n#B=\"\nAWS_SECRET_KEY=<key>\nC=\"x\"\n", ONE),
        (
            "PEM=\"one\n<key2>\nAWS_SECRET_ACCESS_KEY=<key2>\"\nAWS_SECRET_ACCESS_KEY=<key>\nx y\n",
            ONE,
        ),
        ("A='it\\'s\n<key2>'\nAWS_SECRET_ACCESS_KEY=<key>", ONE),
        ("AWS_SECRET_ACCESS_KEY=\"\\t\\n\\v\\f\\r<key>\"", ONE),
        ("A='\n<key2>\n\\'\nAWS_SECRET_ACCESS_KEY=<key>", ONE),
        (
            "# AWS_SECRET_ACCESS_KEY=<key2>\nAWS_SECRET_ACCESS_KEY=<key>",
            ONE,
        ),
    ] {
        assert_read(input, keys);
    }
}

const FORMS: &str = "it reads lines of SECRET or ID SECRET, JSON, CSV, and NAME=VALUE lines";
const NOT_A_KEY: &[&str] = &[
    "line 1: this isn't an access key in any form that ses-smtp-pass reads",
    FORMS,
];
const PLACEHOLDER: &[&str] = &[
    "line 1: this is a placeholder, not a secret access key",
    "check the variable, file, or command that it comes from",
];
const PROFILES: &[&str] = &[
    "line 1: this is an AWS credentials or config file",
    "use --profile NAME; to read another file, set AWS_SHARED_CREDENTIALS_FILE",
];
const OUTPUT_JSON: &str = "use --output json or --output text, or write NAME=VALUE lines";
const YAML: &[&str] = &[
    "line 1: this is YAML, not an access key in a form that ses-smtp-pass reads",
    OUTPUT_JSON,
];
const TABLE: &[&str] = &[
    "line 1: this is a table, not an access key in a form that ses-smtp-pass reads",
    OUTPUT_JSON,
];
const CONSOLE: &[&str] = &[
    "line 1: this is text copied from a console, not a form that ses-smtp-pass reads",
    "write the ID and the secret on one line: ID SECRET",
];
const EXPORT: &str = "use aws configure export-credentials --format env, or write NAME=VALUE lines";
const POWERSHELL: &[&str] = &[
    "line 1: this is a PowerShell command, not a form that ses-smtp-pass reads",
    EXPORT,
];
const CMD: &[&str] = &[
    "line 1: this is a command for cmd.exe, not a form that ses-smtp-pass reads",
    EXPORT,
];
const SCRIPT: &[&str] = &[
    "line 1: this is a shell script, not an access key",
    "pass only its lines that set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
];
const JSON_LIST: &[&str] = &[
    "line 1: this is a JSON list, not a JSON object",
    "leave out --query, or use --output text",
];
const JSON_STRING: &[&str] = &[
    "line 1: this is a JSON string, not a JSON object",
    "remove the quotes, or use --output text",
];
const NOTHING: &[&str] = &[
    "there is no access key in standard input",
    "check the file or command that it comes from",
];
const UTF_16: &[&str] = &[
    "standard input is UTF-16",
    "save it as UTF-8; in Windows PowerShell, use Out-File -Encoding ascii",
];
const SWAPPED: &str = "the access key ID and the secret access key are swapped";
const EXCHANGE: &str = "the ID begins with AKIA and has 20 characters; swap the two values";
const BASE64: &[&str] = &[
    "line 1: this is the base64 encoding of a secret access key",
    "decode it first, for example with base64 -d",
];
const NO_VARIABLE: &[&str] = &[
    "there is no AWS_SECRET_ACCESS_KEY in standard input",
    "SECRET_ACCESS_KEY and AWS_SECRET_KEY work too; SECRET_KEY alone doesn't",
];
const IAM_USER: &str = "SES doesn't accept temporary credentials; use an access key of an IAM user";
const COPY: &str = "copy the key again as plain text";
const CHECK: &str = "check the variable, file, or command that it comes from";

#[test]
fn other_forms_are_named() {
    for (input, message) in [
        ("", NOTHING),
        ("\u{feff}", NOTHING),
        ("\n# x\n", NOTHING),
        ("\u{feff} \t", NOTHING),
        ("\n \r\n\t", NOTHING),
        ("sep=,", NOTHING),
        ("[default]\naws_access_key_id = <id>\n", PROFILES),
        ("[profile mail]\n", PROFILES),
        ("[mail]\n\naws_access_key_id=<id>\n", PROFILES),
        ("[mail] # x\n[other]\n", PROFILES),
        ("[mail]\nRegion=us-east-1\n", PROFILES),
        ("[mail]\noutput=json\n", PROFILES),
        ("[mail]\nrole_arn=x\n", PROFILES),
        ("[mail]\nsource_profile=x\n", PROFILES),
        (
            "[smtp]\nhost = x\n",
            &[
                "line 1: this is an INI file, not an access key in a form that ses-smtp-pass reads",
                "use --profile NAME; to read another file, set AWS_SHARED_CREDENTIALS_FILE",
            ],
        ),
        ("[MASKED]", PLACEHOLDER),
        ("[secret]\n", PLACEHOLDER),
        ("[x\nregion=x\n", NOT_A_KEY),
        ("x]\nregion=x\n", NOT_A_KEY),
        ("x]: y\n", NOT_A_KEY),
        ("x\",\"y\n", NOT_A_KEY),
        ("[default]\n", PROFILES),
        ("null\n", PLACEHOLDER),
        ("***", PLACEHOLDER),
        ("<your-secret>", PLACEHOLDER),
        (" {{ secret }}", PLACEHOLDER),
        ("${SECRET}", PLACEHOLDER),
        ("---\nAccessKey:\n  AccessKeyId: <id>\n", YAML),
        ("AccessKey:\n  AccessKeyId: <id>\n", YAML),
        ("AccessKeyId: <id>\n", YAML),
        ("Credentials:\n  AccessKeyId: <id>\n", YAML),
        ("- AccessKeyId: <id>\n", YAML),
        ("aws_access_key_id: <id>\n", YAML),
        ("----------------------\n|  CreateAccessKey  |\n", TABLE),
        ("+------+\n", TABLE),
        ("|  <id>  |\n", TABLE),
        ("┌──────┐\n", TABLE),
        ("╭──────╮\n", TABLE),
        ("│ key  │\n", TABLE),
        ("Access key ID: <id>\nSecret access key: <key>\n", CONSOLE),
        ("Access key\n<id>\n", CONSOLE),
        ("\n  AccessKeyId     : <id>\n", CONSOLE_2),
        ("$Env:AWS_ACCESS_KEY_ID=\"<id>\"\n", POWERSHELL),
        ("$env:AWS_ACCESS_KEY_ID = '<id>'\n", POWERSHELL),
        ("set AWS_ACCESS_KEY_ID=<id>\r\n", CMD),
        ("SET \"AWS_ACCESS_KEY_ID=<id>\"\r\n", CMD),
        ("setx AWS_ACCESS_KEY_ID <id>\r\n", CMD),
        ("set -e\nexport AWS_SECRET_ACCESS_KEY=<key>\n", SCRIPT),
        ("set -euxo pipefail\n", SCRIPT),
        ("set +x\n", SCRIPT),
        ("set --unexport AWS_ACCESS_KEY_ID <id>\n", SCRIPT),
        ("set -g AWS_ACCESS_KEY_ID <id>\n", SCRIPT),
        ("set AWS_ACCESS_KEY_ID <id>\n", SCRIPT),
        ("set key = <key>\n", SCRIPT),
        (
            "#!/bin/sh\n# x\naws iam create-access-key --user-name mail\n",
            SCRIPT_3,
        ),
        ("@echo off\r\n", CMD),
        ("[\"<key>\"]", JSON_LIST),
        ("[\n  {\n", JSON_LIST),
        ("[[\n", JSON_LIST),
        ("[ \"<key>\"]", JSON_LIST),
        ("  \"<key>\"\n", JSON_STRING),
        (
            "\"<id>\",\"<key>\"\n",
            &[
                "line 1: this is a row of a CSV file without its header",
                "add the header: Access key ID,Secret access key",
            ],
        ),
        (
            "[email-smtp.us-east-1.amazonaws.com]:587 <id>:<password>\n",
            &[
                "line 1: this is a mail configuration, not an access key",
                "to diagnose it, run ses-smtp-pass check FILE",
            ],
        ),
    ] {
        assert_rejected(&json(fill(input)), message, input);
    }
    for mark in [&b"\xFF\xFEw\0"[..], b"\xFE\xFF\0w"] {
        assert_rejected(&json(mark), UTF_16, "a byte order mark");
    }
}

#[test]
fn texts_without_a_key_are_named() {
    for (input, message) in [
        ("hello world\n", NOT_A_KEY),
        ("Unauthorized", NOT_A_KEY),
        ("abcdefghijklmno\n", NOT_A_KEY),
        (
            "abcdefghijklmnop\n",
            &[
                "line 1: the secret access key has 16 characters instead of 40",
                COPY,
            ],
        ),
        ("services:\n  web:\n", NOT_A_KEY),
        ("version: \"3\"\n", NOT_A_KEY),
        ("<html>\n", NOT_A_KEY),
        ("<head>\n", NOT_A_KEY),
        ("<abcdefghijklmnopqrst\n", NOT_A_KEY),
        ("</html>\n", NOT_A_KEY),
        ("<?xml version=\"1.0\"?>\n", NOT_A_KEY),
        ("<Response><Errors></Errors></Response>\n", NOT_A_KEY),
        ("<!DOCTYPE html>\n", NOT_A_KEY),
        ("<Error><Code>AccessDenied</Code></Error>", NOT_A_KEY),
        (
            "Unable to locate credentials. You can configure credentials by running \"aws login\".\n",
            NOT_A_KEY,
        ),
        (
            "\nAn error occurred (NoSuchEntity) when calling the CreateAccessKey operation: The user with name \
             mail cannot be found.\n",
            &[
                "line 2: this isn't an access key in any form that ses-smtp-pass reads",
                FORMS,
            ],
        ),
        ("\u{0}w\u{0}J", UTF_16),
        ("w\u{0}J\u{0}", UTF_16),
        ("<base64>\n", BASE64),
        ("SECRET_KEY=<key>\n", NO_VARIABLE),
        ("DB_PASSWORD=\"x\"\n", NO_VARIABLE),
        ("_A=x\n", NO_VARIABLE),
        ("exportAWS_SECRET_ACCESS_KEY=<key>\n", NO_VARIABLE),
        ("1A=x\n", NOT_A_KEY),
        (
            "d0phbHJYVXRuRkVNSS9LN01ERU5HL2JQeFJmaUNZRVhBTVBMRUtFWQo=",
            BASE64,
        ),
        ("A-B.c=x\n", NO_VARIABLE),
    ] {
        assert_rejected(&json(fill(input)), message, input);
    }
}

const SCRIPT_3: &[&str] = &[
    "line 3: this is a shell script, not an access key",
    "pass only its lines that set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
];
const CONSOLE_2: &[&str] = &[
    "line 2: this is text copied from a console, not a form that ses-smtp-pass reads",
    "write the ID and the secret on one line: ID SECRET",
];

#[test]
fn keys_that_cannot_be_right_are_named() {
    for (input, message) in [
        (
            "<id>\n<key>\n",
            &[
                "line 1: this is an access key ID, not a secret access key",
                "write the ID and the secret on one line: ID SECRET",
            ],
        ),
        (
            "<id>:<key>",
            &[
                "line 1: this is an access key ID followed by other text",
                "separate ID and SECRET with a space",
            ],
        ),
        (
            "<id>,<key>",
            &[
                "line 1: this is an access key ID followed by other text",
                "separate ID and SECRET with a space",
            ],
        ),
        (
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE\n",
            &[
                "line 1: the secret access key has 39 characters instead of 40",
                COPY,
            ],
        ),
        (
            "[abcdefghijklmnop]x\n",
            &[
                "line 1: the secret access key has 19 characters instead of 40",
                COPY,
            ],
        ),
        (
            "0123456789abcdef0123456789abcdef01234567",
            &[
                "line 1: the secret access key has letters in one case only",
                "copy the key again; a secret access key has uppercase and lowercase letters",
            ],
        ),
        (
            "ZGEzOWEzZWU1ZTZiNGIwZDMyNTViZmVmOTU2MDE4OTBhZmQ4MDcwOQ==",
            &[
                "line 1: the secret access key has 56 characters instead of 40",
                COPY,
            ],
        ),
        (
            "Ａ<key>",
            &[
                "line 1: the secret access key contains a non-ASCII character",
                COPY,
            ],
        ),
        (
            "<key>\u{200b}",
            &[
                "line 1: the secret access key contains an invisible character",
                COPY,
            ],
        ),
        (
            "<password>",
            &[
                "line 1: this is already an SES SMTP password",
                "to write it in a format, use --smtp-password",
            ],
        ),
        (
            "'<key>'",
            &[
                "line 1: the secret access key is quoted",
                "remove the quotes",
            ],
        ),
    ] {
        assert_rejected(&json(fill(input)), message, input);
    }
}

#[test]
fn lines_of_words_that_cannot_be_right_are_named() {
    for (input, message) in [
        ("<id>x\tx\t<key>\tOpen\tmail\n", NOT_A_KEY),
        ("hello <id>\n", NOT_A_KEY),
        ("akiaiosfodnn7example x x\n", NOT_A_KEY),
        ("akiaiosfodnn7example x\tx\n", NOT_A_KEY),
        (
            "<id> <id>",
            &[
                "line 1: this is an access key ID, not a secret access key",
                "the ID is the SMTP user name; the secret access key has 40 characters",
            ],
        ),
        (
            "ASIAIOSFODNN7EXAMPLE <key>",
            &[
                "line 1: this is a temporary access key ID (ASIA...)",
                IAM_USER,
            ],
        ),
        (
            "ASIAIOSFODNN7EXAMPLE <key> <key>",
            &[
                "line 1: this is a temporary access key ID (ASIA...)",
                IAM_USER,
            ],
        ),
        (
            "akiaiosfodnn7example  <key>",
            &[
                "line 1: the access key ID isn't AKIA and 16 uppercase letters or digits",
                "copy the ID again; it begins with AKIA and has 20 characters",
            ],
        ),
        (
            "wJalrXUtnFEMI/K7MDENG bPxRfiCYEXAMPLEKEYx",
            &[
                "line 1: the secret access key contains whitespace",
                "pass only the key, in one piece",
            ],
        ),
        (
            "<id> <key> <key>",
            &[
                "line 1: the secret access key contains whitespace",
                "pass only the key, in one piece",
            ],
        ),
        (
            "<id>\tx\t<key>\tActive\tmail\tx\n",
            &[
                "line 1: the secret access key contains whitespace",
                "pass only the key, in one piece",
            ],
        ),
        (
            "<id> hello\n",
            &[
                "line 1: the secret access key has 5 characters instead of 40",
                COPY,
            ],
        ),
    ] {
        assert_rejected(&json(fill(input)), message, input);
    }
}

#[test]
fn swapped_values_are_named() {
    for (input, place) in [
        ("<key> <id>", "line 1"),
        (
            "AWS_ACCESS_KEY_ID=<key>\nAWS_SECRET_ACCESS_KEY=<id>\n",
            "line 2",
        ),
        (
            "{\"AccessKeyId\":\"<key>\",\"SecretAccessKey\":\"<id>\"}",
            "document 1",
        ),
        ("Access key ID,Secret access key\n<key>,<id>\n", "line 2"),
    ] {
        assert_rejected(
            &json(fill(input)),
            &[&format!("{place}: {SWAPPED}"), EXCHANGE],
            input,
        );
    }
    assert_rejected(
        &json(b"wJalr\xFF"),
        &[
            "line 1: this line isn't UTF-8 text",
            "save it as plain text in UTF-8",
        ],
        "not UTF-8",
    );
}

#[test]
fn csv_that_cannot_be_right_is_named() {
    let cells: &[&str] = &[
        "line 2: this row has more or fewer cells than the header",
        "save the file as CSV again, or pass lines of ID SECRET",
    ];
    for (input, message) in [
        ("Access key ID,Secret access key\n", NOTHING),
        ("Access key ID,Secret access key\n,\n\n", NOTHING),
        ("Access key ID,Secret access key\n<id>\n", cells),
        ("Access key ID,Secret access key\n<id>,<key>,x\n", cells),
        (
            "Access key ID,Secret access key\n<id>,\n",
            &["line 2: the secret access key is empty", CHECK],
        ),
        (
            "Access key ID,Secret access key\n,<key>\n",
            &[
                "line 2: the access key ID is empty",
                "copy the ID again; it begins with AKIA and has 20 characters",
            ],
        ),
        (
            "Access key ID,Secret access key\n<id>, \"<key>\"\n",
            &[
                "line 2: the secret access key is quoted",
                "remove the quotes",
            ],
        ),
        (
            "Secret access key,Secret_Key\n<key>,<key2>\n",
            &[
                "line 2: a part of the access key appears twice with different values",
                "remove one of them",
            ],
        ),
        (
            "Secret access key,Session token\n<key>,x\n",
            &[
                "line 2: there is a session token, so the credentials are temporary",
                IAM_USER,
            ],
        ),
        (
            "x,Secret access key\n\"a\nb\",null\n",
            &[
                "line 2: this is a placeholder, not a secret access key",
                CHECK,
            ],
        ),
        (
            "IAM user name,SMTP user name,SMTP password\nmail,<id>,<version2>\n",
            &[
                "line 2: this is a version 2 SES SMTP password, which SES no longer accepts",
                "create a new access key, and derive a password from it",
            ],
        ),
    ] {
        let outcome = json(fill(input));
        assert_rejected(&outcome, message, input);
        assert_eq!(outcome.output, "", "{input:?}");
    }
}

#[test]
fn json_that_cannot_be_right_is_named() {
    const AS_IT_IS: &str = "pass the output of the command as it is";
    const ABSENT: &[&str] = &[
        "document 1: there is no SecretAccessKey in this JSON document",
        "SecretKey works too; case, _, -, and a leading AWS don't matter",
    ];
    const TWICE: &[&str] = &["document 1: a name appears twice with different values"];
    const DIFFERENT: &[&str] = &[
        "document 1: there are two different access keys",
        "pass one JSON document for each key",
    ];
    const EMPTY: &[&str] = &["document 1: the secret access key is empty", CHECK];
    const TEMPORARY: &[&str] = &[
        "document 1: there is a session token, so the credentials are temporary",
        IAM_USER,
    ];
    const NOT_A_STRING: &[&str] = &[
        "document 1: a part of the access key isn't a JSON string",
        AS_IT_IS,
    ];
    const INVALID: &[&str] = &["document 1: this isn't valid JSON", AS_IT_IS];
    const OBJECTS: &[&str] = &[
        "document 1: the access key ID and the secret access key are in different JSON objects",
        "pass the object that has both",
    ];
    for (input, message) in [
        ("{}", ABSENT),
        (r#"{"Secret": "<key>"}"#, ABSENT),
        (r#"{"other": {"SecretAccessKey": "<key>"}}"#, ABSENT),
        (
            r#"{"data": {"data": {"data": {"data": {"SecretKey": "<key>"}}}}}"#,
            ABSENT,
        ),
        (
            r#"{"SecretString": "{\"data\": {\"data\": {\"data\": {\"SecretKey\": \"<key>\"}}}}"}"#,
            ABSENT,
        ),
        (r#"{"AccessKeys": [{"SecretAccessKey": "<key>"}]}"#, ABSENT),
        (r#"{"SecretAccessKey": ""}"#, EMPTY),
        (r#"{"SecretAccessKey": null, "secret_key": " "}"#, EMPTY),
        (
            r#"{"AccessKeyId": "", "SecretAccessKey": "<key>"}"#,
            &[
                "document 1: the access key ID is empty",
                "copy the ID again; it begins with AKIA and has 20 characters",
            ],
        ),
        (
            r#"{"SecretAccessKey": "<key>", "SecretAccessKey": "<key2>"}"#,
            TWICE,
        ),
        (r#"{"data": {"SecretKey": "<key>"}, "data": {}}"#, TWICE),
        (r#"{"SecretString": "x", "SecretString": "y"}"#, TWICE),
        (
            r#"{"SecretAccessKey": "<key>", "secret_key": "<key2>"}"#,
            DIFFERENT,
        ),
        (
            r#"{"SecretAccessKey": "<key>", "data": {"SecretKey": "<key2>"}}"#,
            DIFFERENT,
        ),
        (
            r#"{"AccessKeyId": "<id>", "access_key": "AKIAI44QH8DHBEXAMPLE", "SecretKey": "<key>"}"#,
            DIFFERENT,
        ),
        (
            r#"{"AccessKeyId": "<id>", "data": {"SecretAccessKey": "<key>"}}"#,
            OBJECTS,
        ),
        (r#"{"SecretAccessKey": 1}"#, NOT_A_STRING),
        (r#"{"SecretAccessKey": ["<key>"]}"#, NOT_A_STRING),
        (r#"{"SecretAccessKey": {"values": "<key>"}}"#, NOT_A_STRING),
        (
            r#"{"SecretAccessKey": {"value": "<key2>", "value": "<key>"}}"#,
            NOT_A_STRING,
        ),
        (r#"{"SecretAccessKey": "<key>", "Token": "x"}"#, TEMPORARY),
        (
            r#"{"Credentials": {"SecretAccessKey": "<key>"}, "session_token": "x"}"#,
            TEMPORARY,
        ),
        ("{]", INVALID),
        ("{\\}", INVALID),
        ("{\"SecretAccessKey\": '<key>'}", INVALID),
        (r#"{"SecretString": "{\"SecretAccessKey\": }"}"#, INVALID),
        (
            "{\"SecretAccessKey\": \"<key>\"",
            &[
                "document 1: this JSON document is incomplete",
                "pass the whole output of the command",
            ],
        ),
    ] {
        assert_rejected(&json(fill(input)), message, input);
    }
    let outcome = json(b"{\"SecretAccessKey\": \"\xFF\"}");
    assert_rejected(
        &outcome,
        &["document 1: this JSON document isn't UTF-8"],
        "not UTF-8",
    );
}

#[test]
fn variables_that_cannot_be_right_are_named() {
    const SEPARATE: &str = "pass each key separately, or all keys as lines of ID SECRET";
    const SECOND: &[&str] = &["line 2: this is a second secret access key", SEPARATE];
    const ANOTHER: &[&str] = &[
        "line 2: this isn't a variable, but looks like another key",
        SEPARATE,
    ];
    for (input, message) in [
        (
            "AWS_SECRET_ACCESS_KEY=<key>\nAWS_SECRET_ACCESS_KEY=<key2>",
            SECOND,
        ),
        ("AWS_SECRET_ACCESS_KEY=<key>\nAWS_SECRET_KEY=<key>", SECOND),
        ("AWS_SECRET_ACCESS_KEY=<key>\n<key2>", ANOTHER),
        ("AWS_SECRET_ACCESS_KEY=<key>\n  <id> <key2>", ANOTHER),
        (
            "AWS_SECRET_ACCESS_KEY=<key>\n{\"SecretAccessKey\": \"<key2>\"}",
            ANOTHER,
        ),
        (
            "AWS_SECRET_ACCESS_KEY=<key>\nAccess key ID,Secret access key\n<id>,<key2>",
            ANOTHER,
        ),
        (
            "AWS_ACCESS_KEY_ID=<id>\nAWS_ACCESS_KEY_ID=\" \n\"\nAWS_SECRET_ACCESS_KEY=<key>",
            &[
                "line 2: this empties a variable that is set above",
                "remove one of the two lines",
            ],
        ),
        (
            "AWS_SECRET_ACCESS_KEY=<key>\nAWS_SECRET_ACCESS_KEY=",
            &[
                "line 2: this empties a variable that is set above",
                "remove one of the two lines",
            ],
        ),
    ] {
        let outcome = json(fill(input));
        assert_rejected(&outcome, message, input);
        assert_eq!(outcome.output, "", "{input:?}");
    }
}

#[test]
fn values_of_variables_that_cannot_be_right_are_named() {
    const TEMPORARY: &[&str] = &[
        "line 1: there is a session token, so the credentials are temporary",
        IAM_USER,
    ];
    for (input, message) in [
        (
            "AWS_ACCESS_KEY_ID=<id>\nAWS_ACCESS_KEY_ID=AKIAI44QH8DHBEXAMPLE\n",
            &[
                "line 2: a part of the access key appears twice with different values",
                "remove one of them",
            ][..],
        ),
        (
            "AWS_ACCESS_KEY_ID=<id> AWS_SECRET_ACCESS_KEY=<key> sh\n",
            &[
                "line 1: this line sets more than one variable",
                "write one NAME=VALUE per line",
            ],
        ),
        (
            "export AWS_ACCESS_KEY_ID=<id>; export AWS_SECRET_ACCESS_KEY=<key>\n",
            &[
                "line 1: this line sets more than one variable",
                "write one NAME=VALUE per line",
            ],
        ),
        (
            "AWS_ACCESS_KEY_ID=\nAWS_SECRET_ACCESS_KEY=\n",
            &["line 2: the secret access key is empty", CHECK],
        ),
        (
            "AWS_SECRET_ACCESS_KEY= # the key\n",
            &["line 1: the secret access key is empty", CHECK],
        ),
        (
            "A=\"x\"\nB='x\r\ny' # z\r\nAWS_SECRET_ACCESS_KEY=null\n",
            &[
                "line 4: this is a placeholder, not a secret access key",
                CHECK,
            ],
        ),
        (
            "AWS_SECRET_ACCESS_KEY= A=b\n",
            &[
                "line 1: the secret access key has 3 characters instead of 40",
                COPY,
            ],
        ),
        (
            "AWS_SECRET_ACCESS_KEY=<key> =x\n",
            &[
                "line 1: the secret access key contains whitespace",
                "pass only the key, in one piece",
            ],
        ),
        (
            "AWS_SECRET_ACCESS_KEY=\"<key>\n",
            &[
                "line 1: the secret access key is quoted",
                "remove the quotes",
            ],
        ),
        (
            "AWS_SECRET_ACCESS_KEY='<key>'#x\n",
            &[
                "line 1: the secret access key is quoted",
                "remove the quotes",
            ],
        ),
        (
            "declare -x AWS_SESSION_TOKEN=\"x\"\nAWS_SECRET_ACCESS_KEY=<key>",
            TEMPORARY,
        ),
        (
            "readonly AWS_SECURITY_TOKEN=x\nAWS_SECRET_ACCESS_KEY=<key>",
            TEMPORARY,
        ),
        ("AWS_TOKEN=x\nAWS_SECRET_ACCESS_KEY=<key>", TEMPORARY),
        (
            "AWS_SESSION_TOKEN=x\nAWS_SECURITY_TOKEN=y\nAWS_SECRET_ACCESS_KEY=<key>",
            TEMPORARY,
        ),
        (
            "AWS_SECRET_ACCESS_KEY=<key>\nAWS_ACCESS_KEY_ID=mail\n",
            &[
                "line 2: this isn't an access key ID",
                "copy the ID again; it begins with AKIA and has 20 characters",
            ],
        ),
    ] {
        let outcome = json(fill(input));
        assert_rejected(&outcome, message, input);
        assert_eq!(outcome.output, "", "{input:?}");
    }
}

#[test]
fn escapes_in_quotes_are_one_character() {
    const LEN: &str = "line 1: the secret access key has 42 characters instead of 40";
    const CONTROL: &str = "line 1: the secret access key contains a control character";

    for (start, error) in [
        ("a\\\\", LEN),
        ("a\\'", LEN),
        ("a\\\"", LEN),
        // Another character after a backslash isn't an escape.
        ("\\q", LEN),
        ("\\a", CONTROL),
        ("\\b", CONTROL),
    ] {
        let input = format!("AWS_SECRET_ACCESS_KEY=\"{start}<key>\"\n");
        assert_rejected(&json(fill(&input)), &[error, COPY], &input);
    }
}

#[test]
fn results_before_an_error_are_written() {
    const EMPTY: &str = "this line is empty, but another key follows";
    const REMOVE: &str = "remove the empty line; the results are in the order of the keys";
    for (input, message) in [
        (
            "<key>\n\n<key2>\n",
            &[&*format!("line 2: {EMPTY}"), REMOVE][..],
        ),
        (
            "<key>\n# x\n\n# y\n\n<key2>\n",
            &[&*format!("line 3: {EMPTY}"), REMOVE],
        ),
        (
            "Secret access key\n<key>\n\n<key2>\n",
            &[&*format!("line 3: {EMPTY}"), REMOVE],
        ),
        (
            "Secret access key,x\n<key>,\n , \n\n<key2>,\n",
            &[&*format!("line 3: {EMPTY}"), REMOVE],
        ),
        (
            "<key>\nnull\n",
            &[
                "line 2: this is a placeholder, not a secret access key",
                CHECK,
            ],
        ),
        (
            "<key>\n{\"SecretAccessKey\": \"<key2>\"}\n",
            &[
                "line 2: another input form begins here",
                "pass each key separately, or all keys as lines of ID SECRET",
            ],
        ),
        (
            "<key>\nAWS_SECRET_ACCESS_KEY=<key2>\n",
            &[
                "line 2: another input form begins here",
                "pass each key separately, or all keys as lines of ID SECRET",
            ],
        ),
        (
            "Secret access key\n<key>\nnull\n",
            &[
                "line 3: this is a placeholder, not a secret access key",
                CHECK,
            ],
        ),
        (
            "{\"SecretAccessKey\": \"<key>\"} {\"SecretAccessKey\": null}",
            &["document 2: the secret access key is empty", CHECK],
        ),
        (
            "{\"SecretAccessKey\": \"<key>\"}[{}]",
            &[
                "document 2: this isn't a JSON object",
                "pass only JSON objects, one after another",
            ],
        ),
        (
            "{\"SecretAccessKey\": \"<key>\"}\n<key2>",
            &[
                "document 2: this isn't a JSON object",
                "pass only JSON objects, one after another",
            ],
        ),
    ] {
        let outcome = json(fill(input));
        assert_eq!(outcome.output, results(ONE), "{input:?}");
        assert_rejected(&outcome, message, input);
    }
}

#[test]
fn smtp_passwords_are_read() {
    const WARNING: &str = "ses-smtp-pass: warning: an SMTP password works only in its own region, \
                           which can't be verified\n";
    let console = "IAM user name,SMTP user name,SMTP password\nmail,<id>,<password>\n,,\n";
    let older = "IAM User Name,Smtp Username,Smtp Password\r\n\"mail\",\"<id>\",\"<password>\"";
    for (arguments, input, keys) in [
        (&["-f", "json", "us-east-1"][..], console, PAIR),
        (&["-f", "json", "us-east-1"], older, PAIR),
        (
            &["--smtp-password", "-f", "json", "us-east-1"],
            console,
            PAIR,
        ),
        (
            &["--smtp-password", "-f", "json", "us-east-1"],
            "# x\n <password> \n",
            ONE,
        ),
        (
            &["--smtp-password", "-f", "json", "us-east-1"],
            "<id>\t<password>\n<password2>\n",
            TWO,
        ),
    ] {
        let outcome = command(arguments).run(fill(input));
        let expected = Outcome {
            status: 0,
            output: results(keys),
            errors: WARNING.to_owned(),
        };
        assert_eq!(outcome, expected, "{input:?}");
    }
    let prompted = command(["--smtp-password", "-f", "{password}", "us-east-1"])
        .answers(&[&format!(" {PASSWORD}\t")])
        .prompts(&["SMTP password: "])
        .run_unread();
    assert_eq!(prompted.output, format!("{PASSWORD}\n"));
    let only: &[&str] = &[
        "this isn't PASSWORD, ID PASSWORD, or the SES console's CSV file",
        "--smtp-password reads only these; to read access keys, leave it out",
    ];
    let only_1 = [&*format!("line 1: {}", only[0]), only[1]];
    for (input, message) in [
        ("{\"SecretAccessKey\": \"<key>\"}", only),
        ("AWS_SECRET_ACCESS_KEY=<key>\n", &only_1),
        ("Access key ID,Secret access key\n<id>,<key>\n", &only_1),
        (
            "<key>\n",
            &[
                "line 1: this is a secret access key, not an SMTP password",
                "to derive the password from it, leave out --smtp-password",
            ],
        ),
        (
            "<id>\n",
            &["line 1: this is an access key ID, not an SMTP password"],
        ),
        (
            "akiaiosfodnn7example <password>\n",
            &[
                "line 1: the access key ID isn't AKIA and 16 uppercase letters or digits",
                "copy the ID again; it begins with AKIA and has 20 characters",
            ],
        ),
        (
            "[MASKED]\n",
            &["line 1: this is a placeholder, not an SMTP password"],
        ),
        (
            "<version2>\n",
            &[
                "line 1: this is a version 2 SES SMTP password, which SES no longer accepts",
                "create a new access key, and derive a password from it",
            ],
        ),
    ] {
        let outcome = command(["--smtp-password", "-f", "json", "us-east-1"]).run(fill(input));
        assert_rejected(&outcome, message, input);
    }
}

#[test]
fn first_ten_warnings_are_shown() {
    for (keys, is_complete) in [(10, true), (11, false)] {
        let outcome = command(["--unchecked", "us-east-1"]).run("short\n".repeat(keys));
        assert_eq!(outcome.status, 0);
        let lines: Vec<_> = outcome.errors.lines().collect();
        assert_eq!(lines.len(), keys);
        assert_eq!(!lines[keys - 1].contains("only the first 10"), is_complete);
    }
}

/// The bounds on a line don't count the line end.
#[test]
fn bounds_are_exact() {
    const LINE: &[&str] = &[
        "line 1: this line is longer than 4 KiB",
        "write one key per line",
    ];
    const WHOLE: &[&str] = &[
        "standard input is longer than 1 MiB",
        "pass the keys as lines of ID SECRET; their number isn't limited",
    ];
    const DOCUMENT: &[&str] = &["document 1: this JSON document is longer than 1 MiB"];
    const MIB: usize = 1024 * 1024;

    let padded = |start: &str, end: &str, len: usize| {
        let padding = len - fill(start).len() - fill(end).len();
        fill(start) + &" ".repeat(padding) + &fill(end)
    };
    assert_eq!(json(padded("", "<key>", 4096)).output, results(ONE));
    assert_rejected(&json(padded("", "<key>", 4097)), LINE, "an indented line");
    let indented = |len| " ".repeat(len) + &fill("{\"SecretKey\":\"<key>\"}");
    assert_eq!(json(indented(4096)).output, results(ONE));
    assert_rejected(&json(indented(4097)), LINE, "an indented document");
    for line_end in ["", "\n", "\r\n"] {
        let line = |len| padded("<id>", "<key>", len) + line_end;
        assert_eq!(json(line(4096)).output, results(PAIR));
        assert_rejected(&json(line(4097)), LINE, "a line");
        let two = line(4096) + "\n" + SECRET_2;
        assert_eq!(json(two.replace("\n\n", "\n")).output, results(TWO));
        let comment = |len| "#".repeat(len) + "\n" + SECRET;
        assert_eq!(json(comment(4096)).output, results(ONE));
        assert_rejected(&json(comment(4097)), LINE, "a comment");
    }

    let document = |len| padded("{\"SecretAccessKey\": \"<key>\"", "}", len);
    assert_eq!(json("\n".to_owned() + &document(MIB)).output, results(ONE));
    assert_rejected(&json(document(MIB + 1)), DOCUMENT, "a document");
    let two = document(MIB) + &document(MIB);
    assert_eq!(json(two).output, results(&["<password>", "<password>"]));

    let lines = |start: &str, len: usize| {
        let mut text = fill(start);
        let comment = "#".repeat(999) + "\n";
        text += &comment.repeat((len - text.len()) / 1000);
        text.clone() + &"#".repeat(len - text.len())
    };
    let variables = |len| lines("AWS_SECRET_ACCESS_KEY=<key>\n", len);
    assert_eq!(json(variables(MIB)).output, results(ONE));
    assert_rejected(&json(variables(MIB + 1)), WHOLE, "variables");
    let csv = |len| lines("Secret access key\n<key>\n", len);
    assert_eq!(json(csv(MIB)).output, results(ONE));
    assert_rejected(&json(csv(MIB + 1)), WHOLE, "CSV");
    assert_eq!(json(csv(MIB + 1)).output, results(ONE));
    // Any number of lines.
    let keys = lines("<key>\n", 2 * MIB) + "\n" + SECRET_2;
    assert_eq!(json(keys).output, results(&["<password>", "<password2>"]));
}

/// Returns a text in pieces, and records the number of results that were written before each piece.
struct Pieces {
    left: Vec<Vec<u8>>,
    output: Rc<RefCell<Vec<u8>>>,
    results: Rc<RefCell<Vec<usize>>>,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let lines = self.output.borrow().split(|b| *b == b'\n').count() - 1;
        self.results.borrow_mut().push(lines);
        if self.left.is_empty() {
            return Ok(0);
        }
        let piece = self.left.remove(0);
        buffer[..piece.len()].copy_from_slice(&piece);
        Ok(piece.len())
    }
}

struct Shared(Rc<RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns the number of results that were written before each read of the input.
fn pace(pieces: Vec<Vec<u8>>) -> Vec<usize> {
    let (output, results) = (Rc::default(), Rc::default());
    let mut input = Pieces {
        left: pieces,
        output: Rc::clone(&output),
        results: Rc::clone(&results),
    };
    let status = run(Surroundings {
        arguments: ["ses-smtp-pass", "us-east-1"].map(Into::into).into(),
        variable: &|_| None,
        input: &mut input,
        ask: None,
        before_signal: &|_| Ok(()),
        output: &mut Shared(output),
        errors: &mut io::sink(),
    });
    assert_eq!(status, 0);
    drop(input);
    results.take()
}

#[test]
fn each_result_is_written_before_more_input_is_waited_for() {
    let bytes = |text: &str| text.bytes().map(|byte| vec![byte]).collect::<Vec<_>>();
    for (start, key) in [
        ("", "<key>\n"),
        ("\u{feff}", "<key>\n"),
        ("# x\n", "<id> <key>\n"),
        ("", "{\"SecretAccessKey\":\"<key>\"}"),
        ("# x\n", "{\"SecretAccessKey\":\"<key>\"}"),
        ("Secret access key\n", "<key>\n"),
        ("x,Secret access key\n", "\"a\nb\",<key>\n"),
    ] {
        let (start, key) = (fill(start), fill(key));
        let pieces = vec![
            start.clone().into_bytes(),
            key.clone().into(),
            key.clone().into(),
            key.clone().into(),
        ];
        let pieces: Vec<_> = pieces
            .into_iter()
            .filter(|piece| !piece.is_empty())
            .collect();
        let seen = pace(pieces);
        let skip = usize::from(!start.is_empty());
        assert_eq!(seen[skip..skip + 4], [0, 1, 2, 3], "{start}{key}");

        let seen = pace(bytes(&format!("{start}{key}{key}")));
        assert_eq!(seen[start.len() + key.len()], 1, "{start}{key}");
        assert_eq!(seen[start.len() + 2 * key.len()], 2, "{start}{key}");
    }
}

/// Returns the status and the messages.
fn run_with(
    arguments: &[&str],
    input: &mut dyn Read,
    ask: Option<&Ask>,
    output: &mut dyn Write,
) -> (u8, String) {
    let mut errors = Vec::new();
    let arguments = std::iter::once(&"ses-smtp-pass").chain(arguments);
    let status = run(Surroundings {
        arguments: arguments.map(Into::into).collect(),
        variable: &|_| None,
        input,
        ask,
        before_signal: &|_| Ok(()),
        output,
        errors: &mut errors,
    });
    (status, String::from_utf8(errors).unwrap())
}

/// Fails when it is read or flushed.
struct Failing(fn() -> io::Error);

impl Read for Failing {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        Err(self.0())
    }
}

impl Write for Failing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(self.0())
    }
}

#[test]
fn io_errors_show_only_the_text_of_the_operating_system() {
    let of_system = io::Error::from_raw_os_error(5).to_string();
    for (mut input, text) in [
        (Failing(|| io::Error::other(SECRET)), "other error"),
        (Failing(|| io::Error::from_raw_os_error(5)), &of_system),
    ] {
        let outcome = run_with(&["us-east-1"], &mut input, None, &mut io::sink());
        let message = format!("ses-smtp-pass: error: cannot read standard input: {text}\n");
        assert_eq!(outcome, (1, message));
    }
}

#[test]
fn interrupted_read_is_repeated() {
    struct Interrupted(bool);

    impl Read for Interrupted {
        fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
            if std::mem::take(&mut self.0) {
                Err(io::ErrorKind::Interrupted.into())
            } else {
                Ok(0)
            }
        }
    }

    let mut output = Vec::new();
    let mut input = Interrupted(true).chain(SECRET.as_bytes());
    let outcome = run_with(&["us-east-1"], &mut input, None, &mut output);
    assert_eq!(outcome, (0, String::new()));
    assert_eq!(output, format!("{PASSWORD}\n").as_bytes());
}

#[test]
fn output_is_flushed() {
    for arguments in [&["regions"][..], &["--help"], &[SECRET, "us-east-1"]] {
        let mut output = Failing(|| io::ErrorKind::StorageFull.into());
        let outcome = run_with(arguments, &mut io::empty(), None, &mut output);
        let message = "ses-smtp-pass: error: cannot write the output: no storage space\n";
        assert_eq!(outcome, (1, message.to_owned()), "{arguments:?}");
    }
}

#[test]
fn error_of_the_output_ends_the_input() {
    struct Unread;

    impl Read for Unread {
        fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
            panic!("more input was read");
        }
    }

    struct Closed(io::ErrorKind);

    impl Write for Closed {
        fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let key = format!("{SECRET}\n");
    for (kind, status, errors) in [
        (io::ErrorKind::BrokenPipe, 0, ""),
        (
            io::ErrorKind::StorageFull,
            1,
            "ses-smtp-pass: error: cannot write the output: no storage space\n",
        ),
    ] {
        let mut input = key.as_bytes().chain(Unread);
        let outcome = run_with(&["us-east-1"], &mut input, None, &mut Closed(kind));
        assert_eq!(outcome, (status, errors.to_owned()), "{kind}");
    }
}

#[test]
fn ctrl_c_at_a_prompt_has_no_message() {
    for arguments in [&["us-east-1"][..], &["check"]] {
        let ask: &Ask = &|_| Err(io::ErrorKind::Interrupted.into());
        let outcome = run_with(arguments, &mut io::empty(), Some(ask), &mut io::sink());
        assert_eq!(outcome, (130, String::new()), "{arguments:?}");
    }
}

#[test]
fn the_environment_is_read() {
    let environment = |variables: &[(&str, &str)]| {
        let command = command(["--from-env", "-f", "json", "us-east-1"]);
        let set = |command: crate::common::Command, (name, value): &(&str, &str)| {
            command.variable(name, fill(value))
        };
        variables.iter().fold(command, set).run("not read")
    };
    let id = ("AWS_ACCESS_KEY_ID", "<id>");
    let key = ("AWS_SECRET_ACCESS_KEY", "<key>");
    assert_eq!(environment(&[id, key]).output, results(PAIR));
    assert_eq!(
        environment(&[key, ("AWS_SESSION_TOKEN", "")]).output,
        results(ONE)
    );
    for (variables, message) in [
        (
            &[id][..],
            &[
                "AWS_SECRET_ACCESS_KEY isn't set",
                "export the variable, or use --profile NAME or --file PATH",
            ][..],
        ),
        (
            &[("AWS_SECRET_ACCESS_KEY", " ")],
            &[
                "AWS_SECRET_ACCESS_KEY: the secret access key is empty",
                CHECK,
            ],
        ),
        (
            &[("AWS_ACCESS_KEY_ID", ""), key],
            &[
                "AWS_ACCESS_KEY_ID: the access key ID is empty",
                "copy the ID again; it begins with AKIA and has 20 characters",
            ],
        ),
        (
            &[id, key, ("AWS_SESSION_TOKEN", "x")],
            &[
                "AWS_SESSION_TOKEN: there is a session token, so the credentials are temporary",
                IAM_USER,
            ],
        ),
        (
            &[
                id,
                key,
                ("AWS_SECURITY_TOKEN", "x"),
                ("AWS_SESSION_TOKEN", "x"),
            ],
            &[
                "AWS_SESSION_TOKEN: there is a session token, so the credentials are temporary",
                IAM_USER,
            ],
        ),
        (
            &[id, key, ("AWS_SECURITY_TOKEN", "x")],
            &[
                "AWS_SECURITY_TOKEN: there is a session token, so the credentials are temporary",
                IAM_USER,
            ],
        ),
        (
            &[
                ("AWS_ACCESS_KEY_ID", "<key>"),
                ("AWS_SECRET_ACCESS_KEY", "<id>"),
            ],
            &[&*format!("AWS_SECRET_ACCESS_KEY: {SWAPPED}"), EXCHANGE],
        ),
    ] {
        assert_rejected(&environment(variables), message, "the environment");
    }
}

#[test]
fn files_are_read() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("input");
    std::fs::write(&path, fill("<id> <key>\n")).unwrap();
    let path = path.to_str().unwrap();
    let run =
        |path| command(["--file", path, "-f", "json", "us-east-1"]).run(fill("<key>\n<id> <key2>"));
    assert_eq!(run(path).output, results(PAIR));
    assert_eq!(
        run("-").output,
        results(&["<password>", "<id> <password2>"])
    );
    let absent = ["cannot read the file passed with --file: no such file or directory"];
    assert_rejected(&run("/nonexistent"), &absent, "no file");
    std::fs::write(path, "").unwrap();
    let nothing = [
        "there is no access key in the file passed with --file",
        NOTHING[1],
    ];
    assert_rejected(&run(path), &nothing, "an empty file");
}
