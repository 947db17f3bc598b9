//! The port of an account, and its TLS mode.

use super::host::{Host, Where};
use super::{Finding, is_absent};
use crate::cli::check::account::Account;
use crate::cli::check::name::Switch;
use crate::cli::check::url::service;
use crate::is_implicit_tls;

/// The ports of SES, with their TLS modes.
const PORTS: &[(u16, &str)] = &[
    (25, "25, STARTTLS"),
    (587, "587, STARTTLS"),
    (2587, "2587, STARTTLS"),
    (465, "465, TLS from the start"),
    (2465, "2465, TLS from the start"),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    StartTls,
    Implicit,
    Off,
    /// STARTTLS and TLS from the start are both on. Programs prefer one of them, or stop.
    Both,
    /// `tls`, which is STARTTLS in some programs and TLS from the start in others.
    Tls,
    /// `smtp` or `smtps` in a URL, which programs read differently.
    Smtp,
    Smtps,
}

/// Values that name a mode.
#[rustfmt::skip]
const MODES: &[(&str, Mode)] = &[
    ("starttls", Mode::StartTls), ("explicit", Mode::StartTls), ("explicittls", Mode::StartTls), ("smtp+starttls", Mode::StartTls),
    ("submission", Mode::StartTls), ("force_starttls", Mode::StartTls), ("encryption_starttls", Mode::StartTls),
    ("ssl", Mode::Implicit), ("implicit", Mode::Implicit), ("implicittls", Mode::Implicit), ("force_tls", Mode::Implicit),
    ("ssl_or_tls", Mode::Implicit), ("ssl/tls", Mode::Implicit), ("tls/ssl", Mode::Implicit), ("submissions", Mode::Implicit),
    ("tls_wrapper", Mode::Implicit), ("sslv3", Mode::Implicit), ("sslonconnect", Mode::Implicit), ("encryption_smtps", Mode::Implicit),
    ("none", Mode::Off), ("plain", Mode::Off), ("unencrypted", Mode::Off), ("cleartext", Mode::Off), ("nostarttls", Mode::Off),
    ("smtp+ssl", Mode::Implicit), ("smtp+tls", Mode::Tls), ("tls", Mode::Tls), ("smtp", Mode::Smtp), ("smtps", Mode::Smtps),
];

const TRUE: &[&str] = &[
    "true",
    "yes",
    "on",
    "1",
    "required",
    "enabled",
    "always",
    "mandatory",
];
const FALSE: &[&str] = &["false", "no", "off", "0", "disabled", "never"];

pub(crate) fn judge(account: &Account, host: &Host) -> Finding {
    if host.place == Where::Tunnel {
        return Finding::unchecked("the port of a tunnel");
    }
    let Some(value) = account.port.filter(|value| !is_absent(value)) else {
        return Finding::missing("no port found");
    };
    let text = value.text.trim().trim_end_matches([';', ',']);
    let port = service(text).or_else(|| text.parse().ok());
    let row = port.and_then(|port| PORTS.iter().find(|(known, _)| *known == port));
    let Some((port, name)) = row else {
        return Finding::wrong("not-ses-port", "SES doesn't listen on this port")
            .hint("use 587 for STARTTLS, or 465 for TLS from the start");
    };
    let is_implicit = is_implicit_tls(*port);
    match (mode(&account.tls), is_implicit) {
        (Some(Mode::StartTls), true) => tls_mode(name, "; the configuration uses STARTTLS"),
        (Some(Mode::Implicit), false) => {
            tls_mode(name, "; the configuration uses TLS from the start")
        }
        (Some(Mode::Off), false) => tls_mode(name, "; the configuration switches TLS off"),
        (Some(Mode::Both), false) => {
            Finding::unchecked([*name, "; STARTTLS and TLS from the start are both on"])
                .hint("turn off TLS from the start")
        }
        (Some(Mode::Tls), true) => {
            Finding::unchecked([*name, "; some programs use STARTTLS for tls"])
                .hint("if the program uses STARTTLS for tls, replace tls with ssl, or use port 587")
        }
        (Some(Mode::Smtp), true) => scheme(
            name,
            "if the program uses STARTTLS with smtp://, write smtps://",
        ),
        (Some(Mode::Smtps), false) => scheme(
            name,
            "if the program uses TLS from the start with smtps://, use port 465",
        ),
        _ => Finding::ok(*name),
    }
}

fn tls_mode(name: &'static str, clause: &'static str) -> Finding {
    Finding::wrong("tls-mode", [name, clause])
        .hint("use STARTTLS on 25, 587, and 2587, or TLS from the start on 465 and 2465")
}

fn scheme(name: &'static str, hint: &'static str) -> Finding {
    let clause = "; programs differ in the meaning of the URL's scheme";
    Finding::unchecked([name, clause]).hint(hint)
}

/// Returns the TLS mode of the settings, if they are plain.
fn mode(settings: &[(Switch, &str)]) -> Option<Mode> {
    let words = |is_url: bool| {
        let settings = settings.iter().filter(move |(switch, _)| {
            (*switch == Switch::Scheme) == is_url && *switch != Switch::StartTlsAuto
        });
        settings.filter_map(move |(_, value)| word(value))
    };
    // Programs differ only about `tls` and the schemes of URLs. The setting `smtps` is plain.
    let plain = words(false).find_map(|mode| match mode {
        Mode::Smtp | Mode::Tls => None,
        Mode::Smtps => Some(Mode::Implicit),
        mode => Some(mode),
    });
    // `ssl = off` doesn't switch STARTTLS off, and programs differ about `encryption = false`.
    let is_off = |(switch, value): &(Switch, &str)| {
        *switch == Switch::Mode && value.eq_ignore_ascii_case("off")
    };
    plain
        .or_else(|| switched(settings))
        .or_else(|| words(true).next())
        .or_else(|| words(false).find(|mode| *mode == Mode::Tls))
        .or_else(|| settings.iter().any(is_off).then_some(Mode::Off))
}

/// Returns the mode that a word names. The word can be a constant, as in `Mail::STARTTLS`.
fn word(value: &str) -> Option<Mode> {
    let value = value.trim().to_ascii_lowercase();
    let value = value.split_whitespace().next()?.trim_end_matches(';');
    let value = value.rsplit([':', '.']).next()?.replace('-', "_");
    let row = MODES.iter().find(|(name, _)| *name == value);
    row.map(|(_, mode)| *mode)
}

/// Returns the mode of settings that are on or off.
fn switched(settings: &[(Switch, &str)]) -> Option<Mode> {
    let switch = |wanted: Switch| {
        settings
            .iter()
            .rev()
            .find(|(tls, _)| *tls == wanted)
            .and_then(|(_, value)| is_on(value))
    };
    let is_tls = switch(Switch::UseTls).or(switch(Switch::Tls));
    let is_ssl = switch(Switch::UseSsl).or(switch(Switch::Ssl));
    match (
        switch(Switch::Secure),
        switch(Switch::StartTls),
        is_tls,
        is_ssl,
    ) {
        (Some(true), ..) => Some(Mode::Implicit),
        (Some(false), ..) => Some(Mode::StartTls),
        (_, Some(true), _, Some(true)) => Some(Mode::Both),
        (_, Some(true), ..) => Some(Mode::StartTls),
        (_, Some(false), Some(true), _) | (_, Some(false), _, Some(true)) => Some(Mode::Implicit),
        (_, Some(false), ..) => Some(Mode::Off),
        _ => use_tls_and_use_ssl(
            switch(Switch::UseTls),
            switch(Switch::UseSsl),
            switch(Switch::StartTlsAuto),
            is_tls,
            is_ssl,
        ),
    }
}

/// Returns the mode of `use_tls` and `use_ssl`, and of Ruby's `starttls_auto`, which TLS from the
/// start overrides.
fn use_tls_and_use_ssl(
    use_tls: Option<bool>,
    use_ssl: Option<bool>,
    auto: Option<bool>,
    is_tls: Option<bool>,
    is_ssl: Option<bool>,
) -> Option<Mode> {
    match (use_tls, use_ssl, auto) {
        (None, None, None) => match (is_tls, is_ssl) {
            (Some(true), Some(false)) => Some(Mode::StartTls),
            (Some(false), Some(true)) => Some(Mode::Implicit),
            _ => None,
        },
        (_, _, Some(true)) if is_tls != Some(true) && is_ssl != Some(true) => Some(Mode::StartTls),
        (_, _, Some(false)) if is_tls == Some(true) || is_ssl == Some(true) => Some(Mode::Implicit),
        (Some(true), Some(true), _) => Some(Mode::Both),
        (Some(true), _, None) if is_ssl != Some(true) => Some(Mode::StartTls),
        (_, Some(true), None) => Some(Mode::Implicit),
        (Some(false), _, None) if is_ssl == Some(true) => Some(Mode::Implicit),
        (Some(false), _, None) => Some(Mode::Off),
        _ => None,
    }
}

fn is_on(value: &str) -> Option<bool> {
    let value = value
        .trim()
        .trim_end_matches([';', ','])
        .to_ascii_lowercase();
    let has = |table: &[&str]| table.contains(&value.as_str());
    match (has(TRUE), has(FALSE)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}
