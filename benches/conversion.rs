//! What a password, a form of input and a check cost.

use std::hint::black_box;
use std::io;

use criterion::{Criterion, Throughput};
use ses_smtp_pass::check::{Knowledge, check};
use ses_smtp_pass::convert::Conversion;
use ses_smtp_pass::credentials::{Credential, Credentials, Profile, ProfileFile};
use ses_smtp_pass::error::Place;
use ses_smtp_pass::format::Format;
use ses_smtp_pass::{Endpoint, SecretAccessKey, smtp_password};

const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const OTHER_SECRET: &str = "hkNEQDyf3cXRstKPDyREI8U//iBAGVBnjdYbDUaE";
const REGION: &str = "us-east-1";

fn convert(input: &str, regions: &str) {
    let conversion = Conversion {
        endpoints: Endpoint::parse_list(regions).expect("in the table"),
        format: Format::new("password").expect("in the table"),
        access_key_id: None,
        unchecked: false,
        no_newline: false,
    };
    let mut credentials = Credentials::read(input.as_bytes(), "the input").expect("a form that is known");
    conversion.convert_all(&mut credentials, &mut io::sink(), |_| {}).expect("good credentials");
}

fn password(c: &mut Criterion) {
    c.bench_function("password", |b| b.iter(|| smtp_password(black_box(SECRET), black_box(REGION))));
}

fn filter(c: &mut Criterion) {
    const LINES: u64 = 10_000;
    let input: String = (0..LINES).map(|_| [SECRET, "\n"].concat()).collect();
    let mut group = c.benchmark_group("filter");
    group.throughput(Throughput::Elements(LINES)).sample_size(20);
    for regions in [REGION, "us-east-1,eu-west-1,ap-south-1"] {
        group.bench_function(regions, |b| b.iter(|| convert(black_box(&input), regions)));
    }
}

fn forms(c: &mut Criterion) {
    let mut group = c.benchmark_group("form");
    for (name, input) in [
        ("line", format!("{SECRET}\n")),
        ("line with ID", format!("{ID} {SECRET}\n")),
        ("JSON", format!(r#"{{"AccessKey": {{"AccessKeyId": "{ID}", "SecretAccessKey": "{SECRET}"}}}}"#)),
        ("CSV", format!("Access key ID,Secret access key\r\n{ID},{SECRET}\r\n")),
        ("env lines", format!("export AWS_ACCESS_KEY_ID={ID}\nexport AWS_SECRET_ACCESS_KEY={SECRET}\n")),
    ] {
        group.bench_function(name, |b| b.iter(|| convert(black_box(&input), REGION)));
    }
    let profiles = format!("[mail]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n");
    group.bench_function("profile", |b| {
        b.iter(|| Profile::find(black_box(&profiles), ProfileFile::Credentials, "mail"));
    });
}

fn checks(c: &mut Criterion) {
    let credential = |secret| Credential {
        access_key_id: None,
        secret_access_key: SecretAccessKey::new(secret).expect("40 characters"),
        place: Place::Environment,
    };
    let password = smtp_password(SECRET, REGION);
    let mut group = c.benchmark_group("check");
    for (name, credential) in [
        ("without the key", None),
        ("with the key", Some(credential(SECRET))),
        ("with a key that matches no recipe", Some(credential(OTHER_SECRET))),
    ] {
        let knowledge = Knowledge { credential: credential.as_ref(), region: None };
        group.bench_function(name, |b| b.iter(|| check(black_box(password.as_str()), &knowledge)));
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    for bench in [password, filter, forms, checks] {
        bench(&mut criterion);
    }
    criterion.final_summary();
}
