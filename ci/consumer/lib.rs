//! Uses every public name and trait of the library, without the standard library.

#![no_std]
#![deny(warnings)]

extern crate alloc;

use alloc::string::String;
use core::error::Error;
use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::panic::{PanicInfo, RefUnwindSafe, UnwindSafe};
use core::str::FromStr;

use ses_smtp_pass::{
    AccessKeyId, AccessKeyIdError, Endpoint, EndpointError, Region, RegionError, SecretAccessKey,
    SecretError, SmtpPassword, derive, is_implicit_tls,
};

/// The standard library has a panic handler too, so the build fails if it is linked.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

pub const REGIONS: &[Region] = Region::ALL;
pub const FIRST: Region = Region::US_EAST_1;
pub const FIRST_CODE: &str = Region::US_EAST_1.code();
pub const FIRST_NAME: &str = Region::US_EAST_1.name();
pub const LENGTHS: [usize; 2] = [SmtpPassword::LEN, SecretAccessKey::MAX_LEN];

pub fn convert(id: &str, secret: &str, place: &str) -> Result<(String, SmtpPassword), Failure> {
    let id = AccessKeyId::new(id).or_else(|_| AccessKeyId::new_lenient(id))?;
    let secret = SecretAccessKey::new(secret).or_else(|_| SecretAccessKey::new_lenient(secret))?;
    let endpoint: Endpoint = place.parse()?;
    let password = secret.smtp_password(endpoint.region());
    let bare = derive::smtp_password(secret.expose_secret(), endpoint.region().code());
    assert_eq!(bare.expose_secret(), password.expose_secret());
    Ok((String::from(id.as_str()), password))
}

pub fn host(region: Region) -> (String, Option<String>, Option<u16>) {
    let endpoint = Endpoint::from(region);
    let port = endpoint.port().filter(|port| !is_implicit_tls(*port));
    (
        region.fips_host().unwrap_or(region.host()),
        Some(endpoint.host().into()),
        port,
    )
}

/// An error of any kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    Id(AccessKeyIdError),
    Secret(SecretError),
    Region(RegionError),
    Endpoint(EndpointError),
}

macro_rules! failures {
    ($($variant:ident $error:ty)*) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::$variant(error)
            }
        }
    )*};
}
failures! { Id AccessKeyIdError Secret SecretError Region RegionError Endpoint EndpointError }

/// Does nothing, because the test is that it builds.
pub fn traits() {
    error::<AccessKeyIdError>();
    error::<SecretError>();
    error::<RegionError>();
    error::<EndpointError>();

    value::<Region>();
    value::<AccessKeyId>();
    value::<Endpoint>();
    shared::<SecretAccessKey>();
    shared::<SmtpPassword>();

    parsed::<Region>();
    parsed::<AccessKeyId>();
    parsed::<Endpoint>();
    parsed::<SecretAccessKey>();

    copy::<Region>();
    text::<Region>();
    text::<AccessKeyId>();
}

fn shared<T: Clone + Debug + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static>() {}
fn value<T: Clone + Debug + Eq + Hash + Send + Sync + UnwindSafe + RefUnwindSafe + 'static>() {}
fn error<T: Error + Copy + Eq + Hash + Send + Sync + UnwindSafe + RefUnwindSafe + 'static>() {}
fn parsed<T: FromStr + for<'a> TryFrom<&'a str>>() {}
fn copy<T: Copy + Ord>() {}
fn text<T: Display + AsRef<str> + Ord>() {}
