//! An SES SMTP endpoint: a region, with a host and a port.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use core::str::FromStr;

use thiserror::Error;
use zeroize::Zeroizing;

use crate::region::{self, Region, RegionError};

/// The ports on which SES uses STARTTLS.
pub(crate) const STARTTLS_PORTS: &[u16] = &[25, 587, 2587];

/// The ports on which SES uses TLS from the start.
pub(crate) const IMPLICIT_TLS_PORTS: &[u16] = &[465, 2465];

/// Returns whether a port of SES uses TLS from the start, and not STARTTLS.
#[must_use]
pub fn is_implicit_tls(port: u16) -> bool {
    IMPLICIT_TLS_PORTS.contains(&port)
}

/// Where to connect: an SES SMTP host and the region that it belongs to.
///
/// `FromStr` accepts a region code or an SES SMTP host in any case, also as `HOST:PORT`,
/// `[HOST]:PORT`, or `smtp://HOST:PORT` and `smtps://HOST:PORT`. The accepted hosts are
/// [`Region::host`] and [`Region::fips_host`], the same names under `.api.aws`, and VPC endpoints.
///
/// ```
/// use ses_smtp_pass::{Endpoint, EndpointError, Region};
///
/// let endpoint: Endpoint = "[email-smtp.us-east-1.amazonaws.com]:587".parse()?;
/// assert_eq!(endpoint.region(), Region::US_EAST_1);
/// assert_eq!(endpoint.port(), Some(587));
/// # Ok::<(), EndpointError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Endpoint {
    region: Region,
    host: String,
    port: Option<u16>,
}

impl Endpoint {
    /// Returns the region that the SMTP password must be for.
    #[must_use]
    pub fn region(&self) -> Region {
        self.region
    }

    /// Returns the parsed host in lower case, or else the region's host.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns the port, if the text had a port. `smtps` without a port means 465.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.port
    }
}

impl From<Region> for Endpoint {
    fn from(region: Region) -> Self {
        Self {
            region,
            host: region.host(),
            port: None,
        }
    }
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, EndpointError> {
        let address = Address::parse(text)?;
        let region = address.region()?;
        let host = address.host.unwrap_or_else(|| region.host());
        Ok(Self {
            region,
            host,
            port: address.port,
        })
    }
}

impl TryFrom<&str> for Endpoint {
    type Error = EndpointError;

    fn try_from(text: &str) -> Result<Self, EndpointError> {
        text.parse()
    }
}

/// The parts of an endpoint whose region hasn't been looked up.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// A text with the form of a region code, in lower case.
    pub(crate) code: String,
    pub(crate) host: Option<String>,
    pub(crate) port: Option<u16>,
}

const FIPS_PREFIX: &str = "email-smtp-fips.";

impl Address {
    pub(crate) fn parse(text: &str) -> Result<Self, EndpointError> {
        let text = text.trim().to_ascii_lowercase();
        if region::is_code(&text) {
            return Ok(Self {
                code: text,
                host: None,
                port: None,
            });
        }
        if !text.contains(['.', ':', '[']) {
            return match text.parse::<Region>() {
                Ok(region) => Ok(Self {
                    code: region.code().to_owned(),
                    host: None,
                    port: None,
                }),
                Err(error) => Err(error.into()),
            };
        }
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme @ ("smtp" | "smtps"), rest)) => (Some(scheme), rest),
            Some(_) => return Err(EndpointError::Scheme),
            None => (None, text.as_str()),
        };
        let (host, port) = split_port(rest.strip_suffix('/').unwrap_or(rest))?;
        let code = region_of_host(host).ok_or(EndpointError::NotSesHost)?;
        let port = match port {
            Some(port) => Some(parse_port(port).ok_or(EndpointError::NotSesPort)?),
            None => (scheme == Some("smtps")).then_some(465),
        };
        match (scheme, port) {
            (Some(scheme), Some(port)) if is_implicit_tls(port) != (scheme == "smtps") => {
                Err(EndpointError::SchemeContradictsPort)
            }
            _ => Ok(Self {
                code: code.to_owned(),
                host: Some(host.to_owned()),
                port,
            }),
        }
    }

    pub(crate) fn region(&self) -> Result<Region, EndpointError> {
        let region: Region = self.code.parse()?;
        let is_fips = self
            .host
            .as_ref()
            .is_some_and(|host| host.starts_with(FIPS_PREFIX));
        if is_fips && region.fips_host().is_none() {
            return Err(EndpointError::NoFipsEndpoint(region));
        }
        Ok(region)
    }
}

fn split_port(text: &str) -> Result<(&str, Option<&str>), EndpointError> {
    match text.strip_prefix('[') {
        Some(text) => match text.split_once(']') {
            Some((host, "")) => Ok((host, None)),
            Some((host, rest)) => match rest.strip_prefix(':') {
                Some(port) => Ok((host, Some(port))),
                None => Err(EndpointError::NotSesHost),
            },
            None => Err(EndpointError::NotSesHost),
        },
        None => Ok(match text.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (text, None),
        }),
    }
}

/// Returns the region code in an SES SMTP host, whether or not it is in the table.
pub(crate) fn region_of_host(host: &str) -> Option<&str> {
    let code = if let Some(vpc_endpoint) = host.strip_prefix("vpce-") {
        let (id, rest) = vpc_endpoint.split_once('.')?;
        let is_id = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let code = rest.strip_prefix("email-smtp.")?;
        is_id.then_some(code.strip_suffix(".vpce.amazonaws.com")?)?
    } else {
        let rest = host
            .strip_prefix("email-smtp.")
            .or_else(|| host.strip_prefix(FIPS_PREFIX))?;
        rest.strip_suffix(".amazonaws.com")
            .or_else(|| rest.strip_suffix(".api.aws"))?
    };
    region::is_code(code).then_some(code)
}

/// Parses a port of SES. `0587` isn't a port.
fn parse_port(text: &str) -> Option<u16> {
    let port: u16 = text
        .parse()
        .ok()
        .filter(|_| !text.starts_with(['0', '+']))?;
    is_ses_port(port).then_some(port)
}

/// Returns whether SES listens on a port.
pub(crate) fn is_ses_port(port: u16) -> bool {
    STARTTLS_PORTS.contains(&port) || is_implicit_tls(port)
}

/// Returns whether a text was probably meant as a region, an SES SMTP host, or a list of these.
pub(crate) fn is_like_region(text: &str) -> bool {
    // The text may be a secret.
    let text = Zeroizing::new(text.to_ascii_lowercase());
    text.split(',').map(str::trim).any(|item| {
        let host = item.split("://").last().unwrap_or_default();
        let host = host.split([':', ']', '/']).next();
        let host = host.unwrap_or_default();
        region::is_code(host)
            || matches!(
                host.parse::<Region>(),
                Err(RegionError::AvailabilityZone(_))
            )
            || host.ends_with(".amazonaws.com")
            || host.ends_with(".api.aws")
    })
}

/// Why a text isn't an [`Endpoint`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// The text isn't the code of a region with an SMTP endpoint, or the region in the host isn't.
    #[error(transparent)]
    Region(#[from] RegionError),
    /// The host isn't an SMTP host of SES.
    #[error("this isn't an SES SMTP host")]
    NotSesHost,
    /// The host is a FIPS host, but the region has no FIPS endpoint.
    #[error("SES has no FIPS endpoint in {0}")]
    NoFipsEndpoint(Region),
    /// SES doesn't listen on the port.
    #[error("SES doesn't listen on this port")]
    NotSesPort,
    /// The URL's scheme isn't `smtp` or `smtps`.
    #[error("the scheme isn't smtp or smtps")]
    Scheme,
    /// The URL's scheme and port contradict each other: `smtps` is for 465 and 2465, `smtp` for the
    /// other ports.
    #[error("the scheme doesn't match the port")]
    SchemeContradictsPort,
}
