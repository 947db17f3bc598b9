//! The host of an account.

use std::net::Ipv4Addr;

use super::{Finding, is_absent};
use crate::cli::check::text::{Coding, Value};
use crate::endpoint::{Address, region_of_host};
use crate::{EndpointError, RegionError};

/// The kinds of hosts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Where {
    Missing,
    Tunnel,
    MailManager,
    Ses(&'static str),
    NoSmtp(&'static str),
    NoFips(&'static str),
    UnknownRegion,
    /// The host of SES's API.
    Api,
    /// The host that receives email.
    Inbound,
    Misspelled,
    Other,
}

pub(crate) struct Host {
    pub(crate) place: Where,
    /// The setting also has a scheme, a slash, or a space.
    has_more: bool,
}

impl Host {
    pub(crate) fn parse(value: Option<&Value>) -> Self {
        // A template fills in a part of the host.
        let is_partial = |value: &&Value| value.text.contains(['$', '{', '%']);
        let place = match value.filter(|value| !is_absent(value) && !is_partial(value)) {
            Some(value) => recognize(&value.text.trim().to_ascii_lowercase()),
            None => Where::Missing,
        };
        let is_more = |c: char| c == '/' || c.is_whitespace();
        let has_more = value
            .is_some_and(|value| value.coding == Coding::HostUrl || value.text.contains(is_more));
        Self { place, has_more }
    }

    pub(crate) fn region(&self) -> Option<&'static str> {
        match self.place {
            Where::Ses(code) | Where::NoSmtp(code) | Where::NoFips(code) => Some(code),
            _ => None,
        }
    }

    pub(crate) fn finding(&self) -> Finding {
        const LIST: &str = "ses-smtp-pass regions lists the hosts";

        match self.place {
            Where::Missing => Finding::missing("no host found"),
            Where::Tunnel => Finding::unchecked("a tunnel or a relay, which isn't SES itself"),
            Where::Ses(_) if self.has_more => {
                Finding::unchecked("an SES endpoint, but some programs expect only its name here")
                    .hint("write the host without a scheme, slash, or space")
            }
            Where::Ses(_) => Finding::ok("an SES endpoint"),
            Where::MailManager => Finding::wrong(
                "mail-manager",
                "a Mail Manager endpoint, which doesn't accept SES SMTP credentials",
            )
            .hint("use email-smtp.REGION.amazonaws.com, or the login of the ingress endpoint"),
            Where::NoSmtp(code) => {
                Finding::wrong("no-smtp-endpoint", ["SES has no SMTP endpoint in ", code])
                    .hint(LIST)
            }
            Where::NoFips(code) => {
                Finding::wrong("no-fips-endpoint", ["SES has no FIPS endpoint in ", code]).hint([
                    "use email-smtp.",
                    code,
                    ".amazonaws.com",
                ])
            }
            Where::UnknownRegion => {
                Finding::wrong("unknown-region", "the host isn't in a region with SES").hint(LIST)
            }
            Where::Api => not_ses("the host of SES's API, not of its SMTP endpoint"),
            Where::Inbound => not_ses("the host that receives email, not the one that sends"),
            Where::Misspelled => not_ses("looks like an SES host, but isn't one"),
            Where::Other => not_ses("not an SES host"),
        }
    }
}

fn not_ses(clause: &'static str) -> Finding {
    Finding::wrong("not-ses", clause).hint("an SES SMTP host is email-smtp.REGION.amazonaws.com")
}

fn recognize(text: &str) -> Where {
    let host = text.trim_matches(['[', ']', '/']).trim_end_matches('.');
    if is_tunnel(host) {
        return Where::Tunnel;
    }
    if host.starts_with('*') || host == "default" {
        return Where::Missing;
    }
    if host.contains("mail-manager-smtp") {
        return Where::MailManager;
    }
    if region_of_host(host).is_none() {
        return not_an_endpoint(host);
    }
    match Address::parse(host).map(|address| address.region()) {
        Ok(Ok(region)) => Where::Ses(region.code()),
        Ok(Err(EndpointError::NoFipsEndpoint(region))) => Where::NoFips(region.code()),
        Ok(Err(EndpointError::Region(
            RegionError::NoSmtpEndpoint(code) | RegionError::NoSes(code),
        ))) => Where::NoSmtp(code),
        _ => Where::UnknownRegion,
    }
}

fn is_tunnel(host: &str) -> bool {
    let is_local = |ip: Ipv4Addr| ip.is_loopback() || ip.is_private() || ip.is_unspecified();
    matches!(host, "localhost" | "::1" | "host.docker.internal") || host.parse().is_ok_and(is_local)
}

fn not_an_endpoint(host: &str) -> Where {
    let is_aws = host.contains("amazonaws") || host.contains("amazon.com");
    if host.starts_with("email.") && is_aws {
        Where::Api
    } else if host.starts_with("inbound-smtp.") {
        Where::Inbound
    } else if host.starts_with("email-smtp.")
        && host.ends_with(".amazonaws.com")
        && host.matches('.').count() == 3
    {
        Where::UnknownRegion
    } else if is_aws || host.contains("email-smtp") {
        Where::Misspelled
    } else {
        Where::Other
    }
}
