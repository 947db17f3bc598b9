//! The binary as a process: terminal, files, signals, memory, system calls.
#![cfg(all(feature = "cli", unix))]

mod common;
mod completions;
mod man_page;
mod memory;
mod new_file;
mod streams;
mod system_calls;
mod terminal;
