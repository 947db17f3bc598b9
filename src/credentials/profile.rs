//! AWS's shared credentials and config files, read as the AWS CLI reads them.
//!
//! General INI readers take these files differently: nested blocks, repeated sections, comments
//! behind values.

use std::collections::BTreeSet;

use super::Credential;
use super::field::{Field, Parts};
use crate::error::{Error, Place};

/// Which of the two files a text is: they name sections differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileFile {
    /// The shared credentials file, with sections `[NAME]`.
    Credentials,
    /// The config file, with sections `[profile NAME]` and `[default]`.
    Config,
}

impl ProfileFile {
    fn line(self, number: u64) -> Place {
        match self {
            Self::Credentials => Place::CredentialsFileLine(number),
            Self::Config => Place::ConfigFileLine(number),
        }
    }
}

/// What a file has of a profile.
pub enum Profile {
    /// The profile is not there.
    Absent,
    /// The profile is there, without an access key.
    WithoutKeys {
        /// Whether it has another way to credentials, which are temporary then.
        is_temporary: bool,
    },
    /// Its access key.
    WithKeys(Box<Credential>),
}

impl Profile {
    /// Looks a profile up in the text of a file.
    ///
    /// # Errors
    ///
    /// [`Error::ProfileRepeated`], [`Error::ProfileMalformed`] and those of a credential that
    /// cannot be one.
    pub fn find(text: &str, file: ProfileFile, name: &str) -> Result<Self, Error> {
        let mut parts = Parts::default();
        let mut options = BTreeSet::new();
        let mut is_temporary = false;
        let mut is_found = false;
        let mut is_inside = false;
        for Line { number, content } in logical_lines(text) {
            let here = file.line(number);
            if let Some(section) = section(content) {
                is_inside = profile_name(section, file) == Some(name);
                if is_inside && is_found {
                    return Err(Error::ProfileRepeated.at(here));
                }
                is_found |= is_inside;
            } else if is_inside {
                let (option, value) =
                    content.split_once(['=', ':']).ok_or(Error::ProfileMalformed.at(here))?;
                let option = option.trim().to_ascii_lowercase();
                is_temporary |= leads_to_temporary(&option);
                if let Some(field) = option_field(&option) {
                    parts.put(field, value).map_err(|error| error.at(here))?;
                }
                if !options.insert(option) {
                    return Err(Error::ProfileRepeated.at(here));
                }
            }
        }
        if !is_found {
            Ok(Self::Absent)
        } else if !parts.has_any_key() {
            Ok(Self::WithoutKeys { is_temporary })
        } else {
            let place = Place::Profile;
            let credential = parts.into_credential(place, Error::SecretEmpty);
            credential.map(Box::new).map(Self::WithKeys).map_err(|error| error.at(place))
        }
    }
}

struct Line<'a> {
    number: u64,
    content: &'a str,
}

/// The lines that are a section or an option. A line indented deeper than the option above belongs
/// to its value, and no value that is asked for here has two lines.
fn logical_lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut option_indent = None;
    text.lines().zip(1..).filter_map(move |(line, number)| {
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        if content.is_empty() || content.starts_with(['#', ';']) {
            return None;
        }
        if option_indent.is_some_and(|above| indent > above) {
            return None;
        }
        option_indent = if section(content).is_some() { None } else { Some(indent) };
        Some(Line { number, content })
    })
}

fn section(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.split_once(']').map(|(name, _)| name.trim())
}

fn profile_name(section: &str, file: ProfileFile) -> Option<&str> {
    match file {
        ProfileFile::Credentials => Some(section),
        ProfileFile::Config if section == "default" => Some(section),
        ProfileFile::Config => {
            let name = section.strip_prefix("profile")?;
            let name = name.starts_with([' ', '\t']).then(|| name.trim())?;
            let inside = |quote| name.strip_prefix(quote)?.strip_suffix(quote);
            Some(inside('"').or_else(|| inside('\'')).unwrap_or(name))
        }
    }
}

/// The options that hold a credential, by their exact names.
fn option_field(option: &str) -> Option<Field> {
    match option {
        "aws_access_key_id" => Some(Field::AccessKeyId),
        "aws_secret_access_key" => Some(Field::SecretAccessKey),
        "aws_session_token" | "aws_security_token" => Some(Field::SessionToken),
        _ => None,
    }
}

fn leads_to_temporary(option: &str) -> bool {
    option.starts_with("sso_") || matches!(option, "role_arn" | "credential_process")
}
