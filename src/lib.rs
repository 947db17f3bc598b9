//! Turns AWS access keys into Amazon SES SMTP credentials, offline.
//!
//! The user name is the access key ID. The password is neither the secret access key nor stored
//! anywhere: [`smtp_password`] derives it from the secret access key and the region that the mail
//! is handed over in. [`region::REGIONS`] lists the regions, [`SecretAccessKey`] refuses what
//! cannot be a secret access key.
//!
//! ```
//! use ses_smtp_pass::{SecretAccessKey, region, smtp_password};
//!
//! let secret = SecretAccessKey::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")?;
//! let region = region::find("us-west-2").expect("in the table");
//! let password = smtp_password(secret.expose(), region.code);
//! assert_eq!(password.as_str(), "BF2PynzbSCAjX08zhZZnP/kW+T9P5zs/1Er0pi5vTEmd");
//! # Ok::<(), ses_smtp_pass::Error>(())
//! ```
//!
//! The table tells where to connect, and where there is nothing to connect to:
//!
//! ```
//! use ses_smtp_pass::region;
//!
//! let region = region::find("us-west-2").expect("in the table");
//! assert_eq!(region.host().as_deref(), Some("email-smtp.us-west-2.amazonaws.com"));
//! assert_eq!(region::find("me-south-1").expect("in the table").host(), None);
//! ```
//!
//! Without its default feature `cli` the crate depends on `hmac`, `sha2`, `base64`, `thiserror`
//! and `zeroize` only.

#![warn(clippy::unwrap_used)]

mod access_key_id;
mod derive;
#[doc(hidden)]
pub mod endpoint;
#[doc(hidden)]
pub mod error;
pub mod region;
mod secret;

pub use derive::{SmtpPassword, smtp_password};
#[doc(hidden)]
pub use endpoint::Endpoint;
pub use error::Error;
pub use secret::SecretAccessKey;

// What the command, the fuzzers and the benchmarks share beyond the public interface.
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod convert;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod credentials;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod format;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod region_list;
#[cfg(feature = "cli")]
mod text;
#[doc(hidden)]
pub use access_key_id::AccessKeyId;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub use text::read_whole;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
