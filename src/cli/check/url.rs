//! The parts of a URL that belong to an account.

use zeroize::Zeroizing;

use super::name::Role;
use super::shape;
use super::text::{Coding, Value};

pub(crate) struct Url<'a> {
    scheme: &'a str,
    user: Option<&'a str>,
    password: Option<&'a str>,
    host: &'a str,
    port: Option<&'a str>,
    query: &'a str,
}

/// Parses a URL that has a user name and a password, or whose scheme is about SMTP.
pub(crate) fn parse(text: &str) -> Option<Url<'_>> {
    let (scheme, rest) = text.split_once("://")?;
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let scheme = scheme.rsplit(|c| !is_scheme(c)).next()?;
    let (authority, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (login, address) = match authority.rsplit_once('@') {
        Some((login, address)) => (Some(login), address),
        None => (None, authority),
    };
    let address = address.split(['/', '#', ' ', ',']).next()?;
    let (host, port) = match host_and_port(address) {
        Some((host, port)) => (host, Some(port)),
        None => (address, None),
    };
    let (user, password) = match login.map(|login| login.split_once(':')) {
        Some(Some((user, password))) => (Some(user), Some(password)),
        Some(None) => (login, None),
        None => (None, None),
    };
    let url = Url {
        scheme,
        user,
        password,
        host,
        port,
        query,
    };
    let has_mail_parameters = query.contains("pass=") && query.contains("smtp");
    (!scheme.is_empty() && (password.is_some() || url.is_mail() || has_mail_parameters))
        .then_some(url)
}

/// Splits `HOST:PORT` or `[HOST]:PORT`, with or without a scheme. The port can be a name.
pub(crate) fn host_and_port(text: &str) -> Option<(&str, &str)> {
    let is_number = |port: &str| {
        !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit())
    };
    let is_port = |port: &&str| is_number(port) || service(port).is_some();
    let (host, port) = text.trim_end_matches('/').rsplit_once(':')?;
    is_port(&port).then_some((host.trim_matches(['[', ']']), port))
}

/// Returns the port of a service that `/etc/services` names.
pub(crate) fn service(name: &str) -> Option<u16> {
    match name {
        "smtp" => Some(25),
        "submission" => Some(587),
        "submissions" | "smtps" => Some(465),
        _ => None,
    }
}

impl<'a> Url<'a> {
    pub(crate) fn has_password(&self) -> bool {
        self.password.is_some() || self.query.contains("pass=") || self.query.contains("password=")
    }

    fn is_mail(&self) -> bool {
        const SCHEMES: &[&str] = &["tls", "ssl", "starttls", "submission", "submissions"];
        let scheme = self.scheme;
        (scheme.contains("smtp")
            || scheme.contains("mail")
            || scheme.starts_with("ses")
            || SCHEMES.contains(&scheme))
            && !scheme.contains("api")
            && !scheme.contains("http")
    }

    /// Returns whether a host is alone after `smtp://` or `smtps://`.
    pub(crate) fn is_host_alone(&self) -> bool {
        self.scheme.starts_with("smtp") && self.user.is_none() && self.port.is_none()
    }

    /// Returns a word that shows the topic of the URL.
    pub(crate) fn topic(&self) -> &'static str {
        if self.is_mail() { "smtp" } else { "database" }
    }

    pub(crate) fn parts(&self) -> Vec<(Role, Value)> {
        let plain = Value::plain;
        let user = self.user.map(|user| (Role::UserName, decoded(user)));
        let password = self
            .password
            .map(|password| (Role::Password, decoded(password)));
        let port = self.port.map(|port| (Role::Port, plain(port)));
        let is_host = !self.host.is_empty()
            && (self.host.contains('.') || self.host == "localhost" || self.host.contains(':'));
        let has_other_host = self.query.contains("smtp=");
        let host = (is_host && !has_other_host).then(|| (Role::Host, plain(self.host)));
        let scheme = self
            .is_mail()
            .then(|| (Role::Tls(super::name::Switch::Scheme), plain(self.scheme)));
        [user, host, port, scheme, password]
            .into_iter()
            .flatten()
            .collect()
    }

    pub(crate) fn parameters(&self) -> impl Iterator<Item = (&'a str, Value)> {
        let pairs = self
            .query
            .split(['&', ';'])
            .filter_map(|pair| pair.split_once('='));
        pairs.map(|(name, text)| (name, decoded(text)))
    }
}

/// Decodes a part of a URL.
pub(crate) fn decoded(text: &str) -> Value {
    Value {
        coding: Coding::Url {
            raw: ['/', '+'].into_iter().find(|c| text.contains(*c)),
        },
        text: shape::percent_decoded(text).unwrap_or_else(|| Zeroizing::new(text.to_owned())),
        ..Value::default()
    }
}
