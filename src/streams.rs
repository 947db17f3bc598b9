//! Standard input and output.

use std::io::{self, Read, Write};

/// The stream itself: std's own takes one that can't be read for an empty one, and one that can't
/// be written for one that can.
pub(crate) struct Input;

/// See [`Input`].
pub(crate) struct Output;

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        return Ok(rustix::io::read(io::stdin(), buffer)?);
        #[cfg(not(unix))]
        io::stdin().read(buffer)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        #[cfg(unix)]
        return Ok(rustix::io::write(io::stdout(), bytes)?);
        #[cfg(not(unix))]
        io::stdout().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}
