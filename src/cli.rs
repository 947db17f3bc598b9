//! The command line: what it asks for, checked as far as it can be before anything is read.

mod args;
#[cfg(test)]
mod assets;
mod completions;
#[cfg(test)]
mod man;
mod usage;

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use args::{Args, CheckArgs, Command, CompletionsArgs, ConvertArgs, SourceArgs};
use clap::error::ErrorKind;
use clap::{Args as _, CommandFactory as _, FromArgMatches as _};
use ses_smtp_pass::convert::Conversion;
use ses_smtp_pass::endpoint::{self, is_like_region};
use ses_smtp_pass::error::{Error, Place};
use ses_smtp_pass::format::Format;
use ses_smtp_pass::{AccessKeyId, Endpoint, SecretAccessKey};
use zeroize::Zeroizing;

/// What the command line asks for.
pub enum Invocation {
    /// Text to print: the help, the version or a completion script.
    Print(String),
    /// Credentials to convert.
    Convert(Convert),
    /// A password to examine.
    Check(Check),
    /// The region table.
    Regions { is_json: bool },
}

/// A password to examine, and what to compare it with.
pub struct Check {
    /// The file that holds it; standard input where there is none.
    pub config: Option<PathBuf>,
    pub source: Option<Source>,
    pub region: Option<Endpoint>,
    pub is_json: bool,
}

/// A conversion whose command line is in order.
pub struct Convert {
    pub conversion: Conversion,
    pub source: Source,
    pub output: Option<PathBuf>,
    /// Doubts that were let pass.
    pub doubts: Vec<Error>,
}

/// Where the credentials come from.
pub enum Source {
    Argument(SecretAccessKey),
    StandardInput,
    Environment,
    Profile(String),
    File(PathBuf),
}

/// Reads the command line and checks all of it that can be checked alone.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Invocation, Error> {
    let arguments: Vec<_> = arguments.collect();
    if let Some(args) = conversion(&arguments) {
        return convert(args).map(Invocation::Convert);
    }
    let mut command = Args::command();
    let matches = command.try_get_matches_from_mut(arguments);
    match matches.and_then(|mut matches| Args::from_arg_matches_mut(&mut matches)) {
        Ok(Args { command: Some(Command::Check(args)), .. }) => check(args).map(Invocation::Check),
        Ok(Args { command: Some(Command::Regions(args)), .. }) => {
            is_json(&args.format, "table").map(|is_json| Invocation::Regions { is_json })
        }
        Ok(Args { command: Some(Command::Completions(args)), .. }) => {
            completions(&args).map(Invocation::Print)
        }
        Ok(args) => convert(args.conversion).map(Invocation::Convert),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            Ok(Invocation::Print(error.render().to_string()))
        }
        Err(error) => {
            // Otherwise the subcommands' arguments cannot be named.
            command.build();
            Err(usage(usage::message(&error, &command)))
        }
    }
}

/// The arguments of a conversion, if they are in order. Most runs are one: without the definitions of
/// the subcommands clap is ready sooner, and they start 3% faster.
fn conversion(arguments: &[OsString]) -> Option<ConvertArgs> {
    const SUBCOMMANDS: [&str; 4] = ["check", "regions", "completions", "help"];
    if arguments.get(1).is_none_or(|first| SUBCOMMANDS.iter().any(|name| first == name)) {
        return None;
    }
    let command = ConvertArgs::augment_args(clap::Command::new("ses-smtp-pass"));
    ConvertArgs::from_arg_matches_mut(&mut command.try_get_matches_from(arguments).ok()?).ok()
}

fn usage(message: impl Into<String>) -> Error {
    Error::Usage(message.into())
}

fn check(args: CheckArgs) -> Result<Check, Error> {
    let source = the_source(args.source)?;
    let region = match &args.region {
        None => None,
        Some(region) => match Endpoint::parse_list(region)?.as_slice() {
            [endpoint] => Some(endpoint.clone()),
            _ => return Err(usage(usage::CHECK_REGIONS)),
        },
    };
    let config = args.config.filter(|path| path.as_os_str() != "-");
    // On a terminal the key can be asked for.
    if region.is_some() && source.is_none() && (config.is_some() || !io::stdin().is_terminal()) {
        return Err(Error::RegionWithoutKey);
    }
    Ok(Check { config, source, region, is_json: is_json(&args.format, "text")? })
}

fn completions(args: &CompletionsArgs) -> Result<String, Error> {
    completions::script(&args.shell).map(str::to_owned).ok_or_else(|| usage(usage::SHELL))
}

fn is_json(format: &str, other: &str) -> Result<bool, Error> {
    match format {
        "json" => Ok(true),
        format if format == other => Ok(false),
        _ => Err(usage(format!("--format is unknown: give {other} or json"))),
    }
}

fn convert(mut args: ConvertArgs) -> Result<Convert, Error> {
    let (secret, region) = match (args.secret.take(), args.region.take()) {
        (secret, Some(region)) => (secret.map(Zeroizing::new), region),
        (Some(region), None) => (None, region),
        (None, None) => return Err(usage(usage::REGION_MISSING)),
    };
    if secret.is_none() && !region.trim().is_empty() && !is_like_region(&region) {
        return Err(usage(usage::LONE_ARGUMENT));
    }
    let mut doubts = Vec::new();
    let secret = secret.as_deref().map(String::as_str);
    let source = source(std::mem::take(&mut args.source), secret, &region, args.unchecked)?;
    let format = Format::new(&args.format)?;
    let endpoints = endpoints(&args, &region, &format, &mut doubts)?;
    let access_key_id = access_key_id(&args, &source, &format, &mut doubts)?;
    if args.output.as_deref().is_some_and(is_output_of_aws) {
        return Err(usage(usage::OUTPUT_OF_AWS));
    }

    let ConvertArgs { unchecked, no_newline, output, .. } = args;
    let conversion = Conversion { endpoints, format, access_key_id, unchecked, no_newline };
    if conversion.is_one_account() && conversion.endpoints.len() > 1 {
        return Err(usage(usage::ONE_ACCOUNT));
    }
    Ok(Convert { conversion, source, output, doubts })
}

fn source(args: SourceArgs, secret: Option<&str>, region: &str, unchecked: bool) -> Result<Source, Error> {
    let secret = secret.map(|secret| match secret {
        "-" => Ok(Source::StandardInput),
        secret => check_secret(secret, region, unchecked).map(Source::Argument),
    });
    match (secret, the_source(args)?) {
        (Some(_), Some(_)) => Err(usage(usage::TWO_SOURCES)),
        (Some(secret), None) => secret,
        (None, source) => Ok(source.unwrap_or(Source::StandardInput)),
    }
}

/// The source that the options name, if they do.
fn the_source(args: SourceArgs) -> Result<Option<Source>, Error> {
    let environment = args.from_env.then_some(Source::Environment);
    let profile = args.profile.map(Source::Profile);
    let file = args.file.map(Source::File);
    let mut sources = [environment, profile, file].into_iter().flatten();
    let source = sources.next();
    if sources.next().is_some() {
        return Err(usage(usage::TWO_SOURCES));
    }
    Ok(source)
}

/// Checks SECRET, in view of REGION: the two are easily swapped.
fn check_secret(secret: &str, region: &str, unchecked: bool) -> Result<SecretAccessKey, Error> {
    let secret = SecretAccessKey::unchecked(secret).map_err(|error| error.at(Place::Argument))?;
    match secret.doubt() {
        None => Ok(secret),
        Some(_) if unchecked => Ok(secret),
        Some(Error::SecretIsRegion) if is_like_region(region) => Err(usage(usage::TWO_REGIONS)),
        Some(doubt) => Err(doubt.at(Place::Argument)),
    }
}

fn endpoints(
    args: &ConvertArgs,
    region: &str,
    format: &Format,
    doubts: &mut Vec<Error>,
) -> Result<Vec<Endpoint>, Error> {
    let mut endpoints = Endpoint::parse_list(region)?;
    for doubt in endpoints.iter().filter_map(Endpoint::doubt) {
        if args.unchecked || matches!(doubt, Error::RegionListed(_)) {
            doubts.push(doubt);
        } else {
            return Err(doubt);
        }
    }
    if let Some(host) = &args.host {
        let [endpoint] = endpoints.as_mut_slice() else {
            return Err(usage(usage::HOST_REGIONS));
        };
        endpoint.host = Some(endpoint::parse_host_option(host)?);
    }
    if format.needs_host() && endpoints.iter().any(|endpoint| endpoint.host.is_none()) {
        return Err(usage(usage::HOST_MISSING));
    }
    let port = args.port.as_deref().map(parse_port).transpose()?;
    for endpoint in &mut endpoints {
        endpoint.port = port.or(endpoint.port).or(Some(format.port));
    }
    // What was written in two ways may be the same after all.
    if endpoints.iter().enumerate().any(|(position, endpoint)| endpoints[..position].contains(endpoint)) {
        return Err(Error::RegionRepeated);
    }
    Ok(endpoints)
}

fn parse_port(text: &str) -> Result<u16, Error> {
    let port = text.parse().ok().filter(|port: &u16| *port > 0 && port.to_string() == text);
    port.ok_or_else(|| usage(usage::PORT_MALFORMED))
}

fn access_key_id(
    args: &ConvertArgs,
    source: &Source,
    format: &Format,
    doubts: &mut Vec<Error>,
) -> Result<Option<AccessKeyId>, Error> {
    let Some(id) = &args.access_key_id else {
        return match source {
            Source::Argument(_) if format.needs_username() => Err(Error::IdMissing),
            _ => Ok(None),
        };
    };
    let id = AccessKeyId::new(id).map_err(|error| error.at(Place::AccessKeyIdOption))?;
    match id.doubt().map(|doubt| doubt.at(Place::AccessKeyIdOption)) {
        Some(doubt) if !args.unchecked => return Err(doubt),
        doubt => doubts.extend(doubt),
    }
    Ok(Some(id))
}

/// What users of the AWS CLI mean by `--output`, rather than a file.
fn is_output_of_aws(path: &Path) -> bool {
    ["json", "text", "table", "yaml", "yaml-stream"].iter().any(|name| path.as_os_str() == *name)
}
