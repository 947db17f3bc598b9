//! Standard input and output.

use std::io::{self, Read, Write};

/// Standard input without std's own handling, which treats a stream that can't be read as empty.
pub(crate) struct Input;

/// Standard output without std's own handling, which ignores that a stream can't be written.
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
