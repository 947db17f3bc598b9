//! Measures a password, each form of input, and a check, through the command's entry point.

use std::ffi::OsString;
use std::hint::black_box;
use std::io;

use criterion::{Criterion, Throughput};
use ses_smtp_pass::cli::{Surroundings, run};
use ses_smtp_pass::derive;

const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const REGION: &str = "us-east-1";

fn command(arguments: &[&str], input: &str) -> u8 {
    let variable = |name: &str| match name {
        "AWS_ACCESS_KEY_ID" => Some(OsString::from(ID)),
        "AWS_SECRET_ACCESS_KEY" => Some(OsString::from(SECRET)),
        _ => None,
    };
    run(Surroundings {
        arguments: arguments.iter().map(OsString::from).collect(),
        variable: &variable,
        input: &mut input.as_bytes(),
        ask: None,
        before_signal: &|_| Ok(()),
        output: &mut io::sink(),
        errors: &mut io::sink(),
    })
}

fn password(c: &mut Criterion) {
    c.bench_function("password", |b| {
        b.iter(|| derive::smtp_password(black_box(SECRET), black_box(REGION)));
    });
    c.bench_function("arguments", |b| {
        b.iter(|| command(&["ses-smtp-pass", SECRET, REGION], ""));
    });
}

fn filter(c: &mut Criterion) {
    const LINES: u64 = 10_000;
    let input: String = (0..LINES).map(|_| [SECRET, "\n"].concat()).collect();
    let mut group = c.benchmark_group("filter");
    group
        .throughput(Throughput::Elements(LINES))
        .sample_size(20);
    for regions in [REGION, "us-east-1,eu-west-1,ap-south-1"] {
        group.bench_function(regions, |b| {
            b.iter(|| command(&["ses-smtp-pass", regions], black_box(&input)));
        });
    }
}

fn forms(c: &mut Criterion) {
    let mut group = c.benchmark_group("form");
    for (name, input) in [
        ("line", format!("{SECRET}\n")),
        ("line with ID", format!("{ID} {SECRET}\n")),
        (
            "JSON",
            format!(r#"{{"AccessKey": {{"AccessKeyId": "{ID}", "SecretAccessKey": "{SECRET}"}}}}"#),
        ),
        (
            "CSV",
            format!("Access key ID,Secret access key\r\n{ID},{SECRET}\r\n"),
        ),
        (
            "variables",
            format!("export AWS_ACCESS_KEY_ID={ID}\nexport AWS_SECRET_ACCESS_KEY={SECRET}\n"),
        ),
    ] {
        group.bench_function(name, |b| {
            b.iter(|| command(&["ses-smtp-pass", REGION], black_box(&input)));
        });
    }
}

fn checks(c: &mut Criterion) {
    let password = derive::smtp_password(SECRET, REGION);
    let config = format!(
        "[email-smtp.us-east-1.amazonaws.com]:587 {ID}:{}\n",
        password.expose_secret()
    );
    let mut group = c.benchmark_group("check");
    for (name, arguments) in [
        ("without the key", &["ses-smtp-pass", "check"][..]),
        ("with the key", &["ses-smtp-pass", "check", "--from-env"]),
    ] {
        group.bench_function(name, |b| b.iter(|| command(arguments, black_box(&config))));
    }
    let large = config.repeat((1 << 20) / config.len());
    group.sample_size(10).bench_function("1 MiB", |b| {
        b.iter(|| command(&["ses-smtp-pass", "check", "--from-env"], black_box(&large)));
    });
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    for bench in [password, filter, forms, checks] {
        bench(&mut criterion);
    }
    criterion.final_summary();
}
