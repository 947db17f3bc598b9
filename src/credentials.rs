//! Credentials, and the form that a text holds them in.

mod csv;
mod env_lines;
mod environment;
mod field;
mod json;
mod lines;
mod profile;

use std::io::Read;

pub use environment::from_environment;
pub use profile::{Profile, ProfileFile};

use crate::access_key_id::AccessKeyId;
use crate::error::{Error, Place};
use crate::secret::SecretAccessKey;
use crate::text::Text;

/// An access key: the secret, and its ID where it is known.
pub struct Credential {
    /// The SMTP user name.
    pub access_key_id: Option<AccessKeyId>,
    /// What the SMTP password is derived from.
    pub secret_access_key: SecretAccessKey,
    /// Where it was found.
    pub place: Place,
}

impl Credential {
    /// What speaks against this being an access key of an IAM user, if anything does.
    #[must_use]
    pub fn doubt(&self) -> Option<Error> {
        let id = self.access_key_id.as_ref();
        id.and_then(AccessKeyId::doubt).or_else(|| self.secret_access_key.doubt())
    }
}

/// The credentials of a text, or a single one from elsewhere, lent one at a time: a line costs no
/// allocation.
pub struct Credentials<R> {
    form: Form<R>,
    source: &'static str,
    is_first: bool,
}

enum Form<R> {
    One(Credential),
    Lines(lines::Lines<R>),
    Json(json::Documents<R>),
    Csv(csv::Rows),
}

impl<R: Read> Credentials<R> {
    /// A single credential.
    #[must_use]
    pub fn one(credential: Credential) -> Self {
        Self::new(Form::One(credential), "")
    }

    fn new(form: Form<R>, source: &'static str) -> Self {
        Self { form, source, is_first: true }
    }

    /// The credentials of a text, in the form that its first line tells. `source` is what messages
    /// call the reader.
    ///
    /// # Errors
    ///
    /// Those of reading the first line, and of a form that holds none.
    pub fn read(reader: R, source: &'static str) -> Result<Self, Error> {
        let mut text = Text::new(reader, source);
        let Some(first_byte) = text.start()? else {
            return Err(Error::NoCredential(source));
        };
        if first_byte == b'{' {
            return Ok(Self::new(Form::Json(json::Documents::new(text)), source));
        }
        if text.peek_line()?.is_some_and(|(line, _)| csv::is_separator(line)) {
            text.next_line()?;
        }
        let Some((first_line, number)) = text.peek_line()? else {
            return Err(Error::NoCredential(source));
        };
        let place = Place::Line(number);
        let delimiter = csv::delimiter(first_line).map_err(|error| error.at(place))?;
        let form = if let Some(delimiter) = delimiter {
            Form::Csv(csv::Rows::new(&text.rest()?, number, delimiter)?)
        } else if env_lines::is_assignment(first_line) {
            Form::One(env_lines::parse(&text.rest()?, number)?)
        } else if let Some(error) = refused_form(first_line) {
            return Err(error.at(place));
        } else {
            Form::Lines(lines::Lines::new(text))
        };
        Ok(Self::new(form, source))
    }

    /// The next credential, or `None` after the last.
    ///
    /// # Errors
    ///
    /// Those of reading and of a credential that cannot be one; [`Error::NoCredential`] where
    /// there is none at all.
    pub fn advance(&mut self) -> Result<Option<&Credential>, Error> {
        let is_first = std::mem::take(&mut self.is_first);
        let credential = match &mut self.form {
            Form::One(credential) => is_first.then_some(&*credential),
            Form::Lines(lines) => lines.advance()?,
            Form::Json(documents) => documents.advance()?,
            Form::Csv(rows) => rows.advance()?,
        };
        if is_first && credential.is_none() {
            return Err(Error::NoCredential(self.source));
        }
        Ok(credential)
    }

    /// Whether the next credential can be had without waiting for the writer.
    pub fn is_next_here(&self) -> bool {
        match &self.form {
            Form::One(_) | Form::Csv(_) => true,
            Form::Lines(lines) => lines.is_next_here(),
            // Whether what is buffered is a whole document is not known before it is parsed.
            Form::Json(_) => false,
        }
    }
}

/// Names a form that holds a secret access key in a way that is not read.
fn refused_form(line: &str) -> Option<Error> {
    let starts_with =
        |prefix: &str| line.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    let is_json_value = |rest: &str| rest.trim().is_empty() || rest.trim_start().starts_with(['"', '{', '[']);
    let is_yaml = |line: &str| line.split_once(':').is_some_and(|(name, _)| field::is_name(name));
    if line.starts_with('"') || line.strip_prefix('[').is_some_and(is_json_value) {
        Some(Error::FormQuery)
    } else if line.starts_with('[') && line.contains("]:") {
        Some(Error::FormMail)
    } else if line.starts_with('[') {
        Some(Error::FormProfile)
    } else if ["--", "+-", "|"].into_iter().any(starts_with) {
        Some(Error::FormTable)
    } else if is_yaml(line) {
        Some(Error::FormYaml)
    } else if starts_with("$env:") {
        Some(Error::FormPowerShell)
    } else if starts_with("set ") {
        Some(Error::FormCmd)
    } else {
        None
    }
}
