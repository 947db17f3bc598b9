//! The command line of a conversion, checked as far as it can be before anything is read.

use std::mem;
use std::path::PathBuf;

use zeroize::Zeroizing;

use super::args::{ConvertArgs, SourceArgs};
use super::conversion::{Conversion, username_missing};
use super::credential::{self, Credential};
use super::error::{Error, Place};
use super::format::Format;
use super::input::Kind;
use super::source::{self, Source};
use super::{target, word};
use crate::AccessKeyId;
use crate::endpoint::{self, Address};

/// A conversion whose command line is valid.
pub(crate) struct Plan {
    pub(crate) conversion: Conversion,
    pub(crate) source: Source,
    pub(crate) kind: Kind,
    pub(crate) output: Option<PathBuf>,
    /// The reasons why only --unchecked accepted the command line.
    pub(crate) warnings: Vec<Error>,
}

impl Plan {
    /// Checks the command first, then REGION, then SECRET.
    pub(crate) fn new(mut args: ConvertArgs) -> Result<Self, Error> {
        let (secret, region) = positionals(&mut args)?;
        let secret = secret.as_ref().map(|secret| secret.as_str());
        word::recognize(secret, &region)?;
        let kind = if args.smtp_password {
            Kind::Password
        } else {
            Kind::Secret
        };
        let source = source(secret, mem::take(&mut args.source), kind)?;
        if source.is_none() && args.format.needs_username() && args.access_key_id.is_none() {
            return Err(username_missing());
        }
        let output = args.output.take().filter(|path| path.as_os_str() != "-");

        let mut doubts = Doubts {
            unchecked: args.unchecked,
            warnings: Vec::new(),
        };
        let conversion = conversion(args, &region, kind, &mut doubts)?;
        let source = match source {
            Some(source) => source,
            None => Source::Argument(parse_secret(secret.unwrap_or_default(), &mut doubts)?),
        };
        Ok(Self {
            conversion,
            source,
            kind,
            output,
            warnings: doubts.warnings,
        })
    }
}

/// Returns SECRET, if any, and REGION.
fn positionals(args: &mut ConvertArgs) -> Result<(Option<Zeroizing<String>>, String), Error> {
    let first = args.secret.take().map(Zeroizing::new);
    if let Some(word) = &first {
        word::reject_command(word)?;
    }
    match (first, args.region.take(), args.region_option.take()) {
        (_, Some(_), Some(_)) => Err(region_twice()),
        (Some(region), None, Some(_)) if endpoint::is_like_region(&region) => Err(region_twice()),
        (secret, Some(region), None) | (secret, None, Some(region)) => Ok((secret, region)),
        (Some(region), None, None) => {
            word::recognize_alone(&region)?;
            Ok((None, region.to_string()))
        }
        (None, None, None) => Err(word::region_missing()),
    }
}

fn region_twice() -> Error {
    Error::usage("REGION and --region can't be used together")
        .hint("pass the region once, or separate several regions with commas")
}

/// Returns the source, unless it is SECRET.
fn source(secret: Option<&str>, args: SourceArgs, kind: Kind) -> Result<Option<Source>, Error> {
    let source = match (secret, Source::of_options(args)?) {
        (Some(_), Some(_)) => return Err(source::several()),
        (Some("-") | None, None) => Some(Source::Input),
        (_, source) => source,
    };
    if kind == Kind::Password && !matches!(source, Some(Source::Input | Source::File(_))) {
        return Err(Error::usage(
            "--smtp-password can't be used with SECRET, --from-env, or --profile",
        )
        .hint("use the prompt, standard input, or --file"));
    }
    Ok(source)
}

/// Collects the errors that --unchecked turns into warnings.
struct Doubts {
    unchecked: bool,
    warnings: Vec<Error>,
}

impl Doubts {
    fn accept(&mut self, doubt: Option<Error>) -> Result<(), Error> {
        match doubt {
            Some(doubt) if !self.unchecked => Err(doubt),
            doubt => {
                self.warnings.extend(doubt);
                Ok(())
            }
        }
    }
}

fn conversion(
    args: ConvertArgs,
    region: &str,
    kind: Kind,
    doubts: &mut Doubts,
) -> Result<Conversion, Error> {
    let (targets, warnings) = target::parse_list(region, args.unchecked)?;
    doubts.warnings.extend(warnings);
    let targets = with_options(targets, args.host.as_deref(), args.port, &args.format)?;
    let id = args.access_key_id.as_deref();
    let conversion = Conversion {
        targets,
        access_key_id: id.map(|id| parse_id(id, doubts)).transpose()?,
        format: args.format,
        unchecked: args.unchecked,
        no_newline: args.no_newline,
    };
    if kind == Kind::Password {
        conversion.accept_passwords()?;
    }
    if conversion.is_one_account() && conversion.targets.len() > 1 {
        return Err(Error::usage(
            "this format (or --no-newline) supports only one region",
        ));
    }
    Ok(conversion)
}

/// Applies --host and --port to the targets of REGION.
fn with_options(
    mut targets: Vec<Address>,
    host: Option<&str>,
    port: Option<u16>,
    format: &Format,
) -> Result<Vec<Address>, Error> {
    if host.is_some() && targets.len() > 1 {
        return Err(Error::usage("--host can't be used with several regions"));
    }
    for target in &mut targets {
        match (host, port) {
            (Some(host), _) => reject_other_ses_host(host, &target.code)?,
            (None, Some(port)) if !endpoint::is_ses_port(port) => {
                return Err(Error::usage("SES doesn't listen on the port in --port").hint(
                    "use 25, 587, 2587, 465, or 2465; for a tunnel with another port, add --host",
                ));
            }
            _ => {}
        }
        target.host = host.map(str::to_owned).or(target.host.take());
        let port = port.or(target.port).unwrap_or(format.port());
        target.port = Some(port);
        if format.needs_host() && target.host.is_none() {
            return Err(Error::usage(
                "this format needs a host, but SES has no SMTP host in this region",
            )
            .hint("add --host HOST"));
        }
        format.check_port(port)?;
    }
    // Different items can be the same endpoint, such as a region and its host.
    let is_repeated = |(number, target)| targets[..number].contains(target);
    if targets.iter().enumerate().any(is_repeated) {
        return Err(
            Error::usage("REGION contains an endpoint twice").hint("name each endpoint once")
        );
    }
    Ok(targets)
}

/// Rejects a host of SES that can't accept the password. Any other host may be a tunnel.
fn reject_other_ses_host(host: &str, code: &str) -> Result<(), Error> {
    const NOT_SMTP: &[&str] = &["email.", "email-fips.", "inbound-smtp."];

    let host = host.to_ascii_lowercase();
    let is_not_smtp =
        host.ends_with(".amazonaws.com") && NOT_SMTP.iter().any(|start| host.starts_with(start));
    match endpoint::region_of_host(&host) {
        Some(region) if region != code => {
            Err(Error::usage("--host is in another region than REGION")
                .hint("to use this host, pass it as REGION, without --host"))
        }
        None if is_not_smtp => Err(Error::usage("--host isn't an SES SMTP host")
            .hint("remove --host; ses-smtp-pass writes the SMTP host of REGION")),
        _ => Ok(()),
    }
}

fn parse_id(id: &str, doubts: &mut Doubts) -> Result<AccessKeyId, Error> {
    let place = Place::Named("--access-key-id");
    let (id, doubt) = credential::parse_id(id).map_err(|error| error.at(place))?;
    doubts.accept(doubt.map(|doubt| doubt.at(place)))?;
    Ok(id)
}

fn parse_secret(secret: &str, doubts: &mut Doubts) -> Result<Credential, Error> {
    let credential = Credential::from_secret(None, secret, Place::Named("SECRET"));
    let accepted = credential.and_then(|mut credential| {
        doubts.accept(credential.doubt.take())?;
        Ok(credential)
    });
    accepted.map_err(|error| word::hint_at_source(error, secret))
}
