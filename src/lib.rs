//! Converts AWS access keys to Amazon SES SMTP credentials, without network access.
//!
//! SES accepts an access key ID as the SMTP user name. The password isn't the secret access key. It
//! is derived from that key and the region of the SMTP endpoint.
//!
//! ```
//! use ses_smtp_pass::{AccessKeyId, Endpoint, SecretAccessKey};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let id = AccessKeyId::new("AKIAIOSFODNN7EXAMPLE")?;
//! let secret = SecretAccessKey::new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")?;
//! let endpoint: Endpoint = "us-west-2".parse()?;
//!
//! assert_eq!(endpoint.host(), "email-smtp.us-west-2.amazonaws.com");
//! assert_eq!(id.as_str(), "AKIAIOSFODNN7EXAMPLE");
//! let password = secret.smtp_password(endpoint.region());
//! assert_eq!(password.expose_secret(), "BF2PynzbSCAjX08zhZZnP/kW+T9P5zs/1Er0pi5vTEmd");
//! # Ok(())
//! # }
//! ```
//!
//! # Zeroization
//!
//! [`SecretAccessKey`] and [`SmtpPassword`] keep their characters on the heap and zeroize them when
//! they are dropped. The intermediate keys of the derivation are zeroized too. Copies that `hmac`
//! and `sha2` leave in registers and on the stack aren't zeroized, and neither is the text that you
//! parse.
//!
//! # Features
//!
//! `cli` (on by default) is the command `ses-smtp-pass`. Without it, the crate is `no_std` with
//! `alloc`, and depends on `hmac`, `sha2`, `base64`, `thiserror`, and `zeroize` only.

#![cfg_attr(not(feature = "cli"), no_std)]

extern crate alloc;

mod access_key_id;
pub mod derive;
mod endpoint;
mod region;
mod secret;

pub use access_key_id::{AccessKeyId, AccessKeyIdError};
pub use derive::SmtpPassword;
pub use endpoint::{Endpoint, EndpointError, is_implicit_tls};
pub use region::{Region, RegionError};
pub use secret::{SecretAccessKey, SecretError};

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;

/// Compiles and runs the README's Rust code.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
