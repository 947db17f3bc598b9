//! The REGION argument: a region code, an SES SMTP host, or a list of these.

use std::net::Ipv6Addr;

use zeroize::Zeroizing;

use crate::error::Error;
use crate::region::{self, REGIONS, Region, Smtp};

/// The ports of SES for STARTTLS.
const STARTTLS_PORTS: [u16; 3] = [25, 587, 2587];

/// The ports of SES for TLS from the start.
const TLS_PORTS: [u16; 2] = [465, 2465];

const FIPS_PREFIX: &str = "email-smtp-fips.";

/// Where the mail will be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    region: String,
    /// The host, in lower case: as it was given, or that of the region where it has one.
    pub host: Option<String>,
    /// The port, where one was given.
    pub port: Option<u16>,
}

impl Endpoint {
    /// Resolves REGION, a comma-separated list. [`doubt`](Self::doubt) is for the caller to weigh.
    ///
    /// # Errors
    ///
    /// One of the variants of [`Error`] on regions, hosts and ports.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, Error> {
        if text.trim().is_empty() {
            return Err(Error::RegionEmpty);
        }
        let mut endpoints = Vec::new();
        for item in text.split(',') {
            let endpoint = Self::parse(item)?;
            if endpoints.contains(&endpoint) {
                return Err(Error::RegionRepeated);
            }
            endpoints.push(endpoint);
        }
        Ok(endpoints)
    }

    fn parse(item: &str) -> Result<Self, Error> {
        let item = item.trim().to_ascii_lowercase();
        if item.is_empty() {
            Err(Error::RegionItemEmpty)
        } else if region::is_code(&item) {
            let host = region::find(&item).and_then(Region::host);
            Ok(Self { region: item, host, port: None })
        } else if let Some(region) = region_of_zone(&item) {
            Err(Error::RegionIsZone(region.code))
        } else if item.contains('.') {
            Self::parse_host(&item)
        } else {
            Err(Error::RegionMalformed)
        }
    }

    fn parse_host(item: &str) -> Result<Self, Error> {
        let (host, port) = match item.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (item, None),
        };
        let region = region_of_host(host).ok_or(Error::HostUnknown)?;
        let port = port.map(|port| known_port(port).ok_or(Error::PortUnknown)).transpose()?;
        Ok(Self { region: region.to_owned(), host: Some(host.to_owned()), port })
    }

    /// The code of the region that the password is made for.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// What speaks against an SMTP endpoint being there, if anything does.
    #[must_use]
    pub fn doubt(&self) -> Option<Error> {
        let Some(region) = region::find(&self.region) else {
            return Some(Error::RegionUnknown(same_area(&self.region)));
        };
        match region.smtp {
            Smtp::Yes if !region.fips && self.is_fips() => Some(Error::HostWithoutFips(region.code)),
            Smtp::Yes => None,
            Smtp::Listed if self.host.is_none() => Some(Error::RegionListed(region.code)),
            Smtp::Listed | Smtp::No => Some(Error::RegionWithoutSmtp(region.code)),
        }
    }

    fn is_fips(&self) -> bool {
        self.host.as_ref().is_some_and(|host| host.starts_with(FIPS_PREFIX))
    }
}

/// Whether TLS begins with the connection on a port, and not with STARTTLS.
#[doc(hidden)]
#[must_use]
pub fn is_tls_from_the_start(port: u16) -> bool {
    TLS_PORTS.contains(&port)
}

/// Takes the host of a tunnel or a test: a host name or an IP address, so that no other character
/// can break out of the line it is written into.
///
/// # Errors
///
/// [`Error::HostMalformed`].
#[doc(hidden)]
pub fn parse_host_option(text: &str) -> Result<String, Error> {
    let text = text.trim();
    let is_label = |label: &str| {
        let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (1..=63).contains(&label.len())
            && label.bytes().all(is_inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_name = text.len() <= 253 && text.split('.').all(is_label);
    let in_brackets = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let address = in_brackets.unwrap_or(text);
    if is_name {
        Ok(text.to_owned())
    } else if address.parse::<Ipv6Addr>().is_ok() {
        Ok(address.to_owned())
    } else {
        Err(Error::HostMalformed)
    }
}

/// Whether a text was probably meant as REGION.
#[doc(hidden)]
#[must_use]
pub fn is_like_region(text: &str) -> bool {
    // The text may be a secret.
    let text = Zeroizing::new(text.to_ascii_lowercase());
    text.split(',').map(str::trim).any(|item| {
        let item = item.split(':').next().unwrap_or_default();
        region::is_code(item)
            || region_of_zone(item).is_some()
            || item.ends_with(".amazonaws.com")
            || item.ends_with(".api.aws")
    })
}

/// An availability zone is a region code and a letter, `us-east-1a`.
fn region_of_zone(zone: &str) -> Option<&'static Region> {
    region::find(zone.strip_suffix(|letter: char| letter.is_ascii_lowercase())?)
}

fn region_of_host(host: &str) -> Option<&str> {
    let region = if let Some(vpc_endpoint) = host.strip_prefix("vpce-") {
        let (id, rest) = vpc_endpoint.split_once('.')?;
        let is_id = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let region = rest.strip_prefix("email-smtp.")?.strip_suffix(".vpce.amazonaws.com")?;
        is_id.then_some(region)?
    } else {
        let rest = host.strip_prefix("email-smtp.").or_else(|| host.strip_prefix(FIPS_PREFIX))?;
        rest.strip_suffix(".amazonaws.com").or_else(|| rest.strip_suffix(".api.aws"))?
    };
    region::is_code(region).then_some(region)
}

fn known_port(text: &str) -> Option<u16> {
    STARTTLS_PORTS.into_iter().chain(TLS_PORTS).find(|port| port.to_string() == text)
}

/// The regions with an SMTP endpoint in the same area (`eu-`, `ap-`), or all where it has none.
fn same_area(code: &str) -> Vec<&'static Region> {
    let with_smtp = |region: &&'static Region| region.smtp == Smtp::Yes;
    let area = code.split('-').next().unwrap_or_default();
    let near: Vec<_> = REGIONS
        .iter()
        .filter(with_smtp)
        .filter(|region| region.code.split('-').next() == Some(area))
        .collect();
    if near.is_empty() { REGIONS.iter().filter(with_smtp).collect() } else { near }
}
