//! The command and the library, in process.
#![cfg(feature = "cli")]

mod check;
mod common;
mod completions;
mod documents;
mod format;
mod input;
mod library;
mod man_page;
mod messages;
mod profile;
mod readers;
mod secrecy;
mod usage;
