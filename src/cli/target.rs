//! REGION on the command line: one endpoint or several.

use super::error::{Error, Text};
use super::near::near;
use crate::endpoint::Address;
use crate::region::{self, Region};
use crate::secret::is_placeholder;
use crate::{EndpointError, RegionError};

const UNKNOWN: &str = "REGION isn't in the table of SES regions";

/// Parses REGION, a comma-separated list. Returns warnings too.
pub(crate) fn parse_list(text: &str, unchecked: bool) -> Result<(Vec<Address>, Vec<Error>), Error> {
    if text.trim().is_empty() {
        return Err(Error::usage("REGION is empty").hint("use a region code such as us-east-1"));
    }
    if is_placeholder(text.trim()) {
        return Err(Error::usage("REGION is a placeholder")
            .hint("check the variable, file, or command that it comes from"));
    }
    let (mut targets, mut warnings) = (Vec::new(), Vec::new());
    for item in text.split(',') {
        if item.trim().is_empty() {
            return Err(Error::usage("REGION has an empty item")
                .hint("separate regions with a single comma, as in us-east-1,eu-west-1"));
        }
        let (target, warning) = parse(item, unchecked)?;
        targets.push(target);
        warnings.extend(warning);
    }
    Ok((targets, warnings))
}

/// Parses one item of REGION.
pub(crate) fn parse(item: &str, unchecked: bool) -> Result<(Address, Option<Error>), Error> {
    let mut target = Address::parse(item).map_err(|error| explain(error, item))?;
    match target.region() {
        Ok(region) => {
            target.host.get_or_insert_with(|| region.host());
            Ok((target, None))
        }
        Err(EndpointError::Region(RegionError::NoSmtpEndpoint(region::MILAN)))
            if target.host.is_none() =>
        {
            let warning = [
                "AWS lists no SMTP endpoint for ",
                region::MILAN,
                "; the password may not work",
            ];
            Ok((target, Some(Error::usage(warning))))
        }
        Err(error) if unchecked => {
            let warning = match error {
                EndpointError::Region(RegionError::Unknown) => Error::usage(UNKNOWN),
                error => Error::usage(error),
            };
            Ok((target, Some(warning)))
        }
        Err(error) => Err(explain(error, &target.code)),
    }
}

fn explain(error: EndpointError, item: &str) -> Error {
    let is_name = |region: &&Region| region.name().eq_ignore_ascii_case(item.trim());
    if let Some(region) = Region::ALL.iter().find(is_name) {
        return Error::usage("REGION is the name of a region, not its code")
            .hint(Text::did_you_mean(&[region.code()]));
    }
    match error {
        EndpointError::Region(error) => explain_region(error, item),
        EndpointError::NotSesHost => Error::usage("REGION isn't an SES SMTP host").hint(
            "an SES SMTP host is email-smtp.REGION.amazonaws.com; the man page has all forms",
        ),
        EndpointError::NoFipsEndpoint(region) => Error::usage(error).hint([
            "use email-smtp.",
            region.code(),
            ".amazonaws.com, or a region with a FIPS endpoint",
        ]),
        EndpointError::NotSesPort => Error::usage("REGION has a port that SES doesn't listen on")
            .hint("use 25, 587, or 2587 for STARTTLS; 465 or 2465 for TLS from the start"),
        EndpointError::Scheme => Error::usage("the scheme of REGION isn't smtp or smtps")
            .hint("write only the host and the port"),
        EndpointError::SchemeContradictsPort => {
            Error::usage("the scheme of REGION doesn't match its port")
                .hint("use smtps for 465 and 2465, and smtp for the other ports")
        }
    }
}

fn explain_region(error: RegionError, item: &str) -> Error {
    match error {
        RegionError::AvailabilityZone(code) => {
            Error::usage("REGION is an availability zone").hint(["use its region, ", code])
        }
        RegionError::NoSmtpEndpoint(_) | RegionError::NoSes(_) => Error::usage(error)
            .hint("use a region that has an SMTP endpoint and where your sender is verified"),
        RegionError::Unknown => explain_unknown(item),
        RegionError::Empty | RegionError::Malformed => {
            let error = Error::usage("REGION isn't a region code or an SES SMTP host");
            match near(item.trim(), codes()).as_slice() {
                [] => error
                    .hint("use a code such as us-east-1; ses-smtp-pass regions lists all codes"),
                near => error.hint(Text::did_you_mean(near)),
            }
        }
    }
}

/// Names the nearest codes of regions with an SMTP endpoint, or else the codes in the same area.
fn explain_unknown(code: &str) -> Error {
    const NEW: &str = "REGION isn't in the table of SES regions; --unchecked accepts a new region";

    let near = near(code, codes());
    if near.iter().any(|row| strsim::osa_distance(row, code) <= 1) {
        return Error::usage(UNKNOWN).hint(Text::did_you_mean(&near));
    }
    if !near.is_empty() {
        return Error::usage(NEW).hint(Text::did_you_mean(&near));
    }
    let area = |code: &str| code.split('-').next().map(str::to_ascii_lowercase);
    let same_area: Vec<_> = codes().filter(|row| area(row) == area(code)).collect();
    match same_area.as_slice() {
        [] => Error::usage(NEW).hint("run ses-smtp-pass regions for the list"),
        codes => Error::usage(NEW).hint(Text::of_rows("try ", codes, ", ", "")),
    }
}

fn codes() -> impl Iterator<Item = &'static str> {
    Region::ALL.iter().map(|region| region.code())
}
