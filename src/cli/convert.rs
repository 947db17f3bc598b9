//! The main job: access keys in, SMTP accounts out.

use std::cell::RefCell;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;

use zeroize::Zeroizing;

use super::Run;
use super::args::ConvertArgs;
use super::credential::{self, Credential, Key};
use super::error::{Error, Place};
use super::format::{Account, Format};
use super::input::Kind;
use super::messages::Messages;
use super::new_file::NewFile;
use super::source::{self, Source};
use super::{target, usage, word};
use crate::endpoint::Address;
use crate::{AccessKeyId, derive};

pub(super) fn run(args: ConvertArgs, run: &mut Run) -> Result<(), Error> {
    let Job {
        conversion,
        source,
        kind,
        output,
        warnings,
    } = Job::validate(args)?;
    let mut file = output.as_deref().map(NewFile::create).transpose()?;
    for warning in &warnings {
        run.messages.warning(warning);
    }

    let writer: &mut dyn Write = match &mut file {
        Some(file) => file,
        None => run.output,
    };
    let output = Output::new(writer);
    let input = Tied {
        input: run.input,
        output: &output,
    };
    let with_id = conversion.format.needs_username() && conversion.access_key_id.is_none();
    let converted = source
        .open(kind, with_id, input, run.ask, run.variable)
        .and_then(|credentials| {
            credentials
                .enumerate()
                .try_for_each(|(number, credential)| {
                    conversion.convert(credential?, number, &output, run.messages)
                })
        });
    output.finish(converted)?;
    file.map_or(Ok(()), NewFile::finish)
}

/// A conversion whose command line is valid.
struct Job {
    conversion: Conversion,
    source: Source,
    kind: Kind,
    output: Option<PathBuf>,
    warnings: Vec<Error>,
}

impl Job {
    /// Checks everything that can be checked before anything is read: first REGION, then SECRET.
    fn validate(mut args: ConvertArgs) -> Result<Self, Error> {
        let (secret, region) = positionals(&mut args)?;
        let secret = secret.as_ref().map(|secret| secret.as_str());
        word::recognize(secret, &region)?;
        let (targets, mut warnings) = target::parse_list(&region, args.unchecked)?;
        let kind = if args.smtp_password {
            Kind::Password
        } else {
            Kind::Secret
        };
        let options = Source::of_options(args.source)?;
        let source = match (secret, options) {
            (Some(_), Some(_)) => return Err(source::several()),
            (Some("-"), None) | (None, None) => Source::Input,
            (None, Some(source)) => source,
            (Some(secret), None) => {
                let mut credential = parse_argument(secret)?;
                accept_doubt(credential.doubt.take(), args.unchecked, &mut warnings)?;
                Source::Argument(credential)
            }
        };
        if args.smtp_password && !matches!(source, Source::Input | Source::File(_)) {
            return Err(Error::usage(
                "--smtp-password can't be used with SECRET, --from-env, or --profile",
            )
            .hint("use the prompt, standard input, or --file"));
        }
        let access_key_id = match &args.access_key_id {
            None => None,
            Some(id) => {
                let place = Place::Named("--access-key-id");
                let (id, doubt) =
                    credential::parse_id(id).map_err(|error| error.at(place).on_command_line())?;
                accept_doubt(
                    doubt.map(|error| error.at(place)),
                    args.unchecked,
                    &mut warnings,
                )?;
                Some(id)
            }
        };
        if matches!(source, Source::Argument(_))
            && args.format.needs_username()
            && access_key_id.is_none()
        {
            return Err(id_missing().on_command_line());
        }
        let conversion = Conversion {
            targets: targets_with_options(targets, args.host, args.port, &args.format)?,
            format: args.format,
            access_key_id,
            unchecked: args.unchecked,
            no_newline: args.no_newline,
        };
        if kind == Kind::Password {
            conversion
                .accept_passwords()
                .map_err(Error::on_command_line)?;
        }
        if conversion.is_one_account() && conversion.targets.len() > 1 {
            return Err(Error::usage(
                "this format (or --no-newline) supports only one region",
            ));
        }
        let output = args.output.filter(|path| path.as_os_str() != "-");
        Ok(Self {
            conversion,
            source,
            kind,
            output,
            warnings,
        })
    }
}

/// Returns SECRET, if there is one, and REGION.
fn positionals(args: &mut ConvertArgs) -> Result<(Option<Zeroizing<String>>, String), Error> {
    let first = args.secret.take().map(Zeroizing::new);
    match (first, args.region.take(), args.region_option.take()) {
        (_, Some(_), Some(_)) => Err(Error::usage("REGION and --region can't be used together")),
        (secret, Some(region), None) | (secret, None, Some(region)) => Ok((secret, region)),
        (Some(region), None, None) => {
            word::recognize_alone(&region)?;
            Ok((None, region.to_string()))
        }
        (None, None, None) => Err(usage::region_missing()),
    }
}

fn parse_argument(secret: &str) -> Result<Credential, Error> {
    let result = Credential::from_secret(None, secret, Place::Named("SECRET"));
    result.map_err(|error| word::hint_at_file(error, secret).on_command_line())
}

fn accept_doubt(
    doubt: Option<Error>,
    unchecked: bool,
    warnings: &mut Vec<Error>,
) -> Result<(), Error> {
    match doubt {
        Some(doubt) if !unchecked => Err(doubt.on_command_line()),
        doubt => {
            warnings.extend(doubt);
            Ok(())
        }
    }
}

/// Applies --host and --port.
fn targets_with_options(
    mut targets: Vec<Address>,
    host: Option<String>,
    port: Option<u16>,
    format: &Format,
) -> Result<Vec<Address>, Error> {
    if host.is_some() && targets.len() > 1 {
        return Err(Error::usage("--host can't be used with several regions"));
    }
    for target in &mut targets {
        target.host = host.clone().or(target.host.take());
        target.port = port.or(target.port).or(Some(format.port()));
        if format.needs_host() && target.host.is_none() {
            return Err(Error::usage(
                "this format needs a host, but SES has no SMTP host in this region",
            )
            .hint("add --host HOST"));
        }
        format.check_port(target.port.unwrap_or(format.port()))?;
    }
    // Items that were written differently may be the same with a port of the command line.
    let is_repeated = |(number, target)| targets[..number].contains(target);
    if targets.iter().enumerate().any(is_repeated) {
        return Err(target::repeated());
    }
    Ok(targets)
}

fn id_missing() -> Error {
    Error::input("this format needs the access key ID").hint("add --access-key-id ID")
}

/// What is done with each credential.
struct Conversion {
    targets: Vec<Address>,
    format: Format,
    access_key_id: Option<AccessKeyId>,
    unchecked: bool,
    no_newline: bool,
}

impl Conversion {
    fn is_one_account(&self) -> bool {
        self.no_newline || self.format.is_one_account()
    }

    /// Returns an error if this conversion can't write passwords that exist already.
    fn accept_passwords(&self) -> Result<(), Error> {
        if self.format.is_password() {
            Err(Error::input("this is already an SMTP password").hint("choose a format with -f"))
        } else if self.targets.len() > 1 {
            Err(Error::input("an SMTP password works in one region only").hint("pass one region"))
        } else {
            Ok(())
        }
    }

    /// Writes the results of the credential with this number, counted from 0.
    fn convert(
        &self,
        mut credential: Credential,
        number: usize,
        output: &Output,
        messages: &mut Messages,
    ) -> Result<(), Error> {
        let place = credential.place;
        if self.is_one_account() && number > 0 {
            return Err(Error::input(
                "this is a second key, but the format (or --no-newline) is for one account",
            )
            .at(place));
        }
        if let Some(doubt) = credential.doubt.take_if(|_| !self.unchecked) {
            return Err(doubt);
        }
        if let Some(doubt) = &credential.doubt {
            messages.warning(doubt);
        }
        let username = self
            .username(&credential, number)
            .map_err(|error| error.at(place))?;
        if let Key::Password(_) = credential.key {
            self.accept_passwords().map_err(|error| error.at(place))?;
            if number == 0 {
                messages.warning(&Error::input(
                    "the password works only in the region where it was created; this can't be verified",
                ));
            }
        }
        for target in &self.targets {
            let password = match &credential.key {
                Key::Secret(secret) => &derive::smtp_password(secret.expose_secret(), &target.code),
                Key::Password(password) => password,
            };
            output.write(
                &self.format,
                &Account {
                    username,
                    password,
                    target,
                },
                self.no_newline,
            )?;
        }
        Ok(())
    }

    /// Returns the SMTP user name, from the credential or from the command line.
    fn username<'a>(
        &'a self,
        credential: &'a Credential,
        number: usize,
    ) -> Result<Option<&'a str>, Error> {
        match (&credential.access_key_id, &self.access_key_id) {
            (Some(own), Some(given)) if own != given => Err(Error::input(
                "the access key ID differs from --access-key-id",
            )),
            (None, Some(_)) if number > 0 => {
                Err(Error::input("--access-key-id works with one key only")
                    .hint("write ID SECRET, with a space, on each line"))
            }
            (None, None) if self.format.needs_username() => Err(id_missing()),
            (own, given) => Ok(own.as_ref().or(given.as_ref()).map(AccessKeyId::as_str)),
        }
    }
}

/// The buffered output, and the error that ended it.
struct Output<'a> {
    writer: RefCell<BufWriter<&'a mut dyn Write>>,
    error: RefCell<Option<io::Error>>,
}

impl<'a> Output<'a> {
    fn new(writer: &'a mut dyn Write) -> Self {
        Self {
            writer: RefCell::new(BufWriter::new(writer)),
            error: RefCell::new(None),
        }
    }

    fn write(&self, format: &Format, account: &Account, no_newline: bool) -> Result<(), Error> {
        let writer = &mut *self.writer.borrow_mut();
        let end: &[u8] = if no_newline { b"" } else { b"\n" };
        format
            .write(account, writer)
            .and_then(|()| writer.write_all(end))
            .map_err(Error::write)
    }

    /// Flushes what came before an error too, and returns the first error.
    fn finish(self, converted: Result<(), Error>) -> Result<(), Error> {
        if let Some(error) = self.error.into_inner() {
            return Err(Error::write(error));
        }
        let flushed = self.writer.into_inner().flush().map_err(Error::write);
        converted.and(flushed)
    }
}

/// Standard input, which flushes the output before it waits, as C++ ties cin to cout.
struct Tied<'a, 'b> {
    input: &'a mut dyn Read,
    output: &'a Output<'b>,
}

impl Read for Tied<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Err(error) = self.output.writer.borrow_mut().flush() {
            *self.output.error.borrow_mut() = Some(error);
            return Err(io::ErrorKind::Other.into());
        }
        self.input.read(buffer)
    }
}
