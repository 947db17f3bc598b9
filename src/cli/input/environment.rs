//! The environment variables of the AWS CLI.

use std::ffi::OsString;

use crate::cli::credential::Credential;
use crate::cli::error::Error;

pub(crate) fn read(_variable: &dyn Fn(&str) -> Option<OsString>) -> Result<Credential, Error> {
    Err(Error::input("AWS_SECRET_ACCESS_KEY isn't set"))
}
