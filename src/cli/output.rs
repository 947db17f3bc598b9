//! Standard output, which is flushed before standard input is waited for.

use std::cell::RefCell;
use std::io::{self, BufWriter, Read, Write};

use zeroize::Zeroize as _;

use super::error::Error;

/// A buffered output, and the error that ended it while the input was read.
pub(crate) struct Output<'a> {
    writer: RefCell<BufWriter<&'a mut dyn Write>>,
    error: RefCell<Option<io::Error>>,
}

impl<'a> Output<'a> {
    pub(crate) fn new(writer: &'a mut dyn Write) -> Self {
        Self {
            writer: RefCell::new(BufWriter::new(writer)),
            error: RefCell::new(None),
        }
    }

    pub(crate) fn write(
        &self,
        write: impl FnOnce(&mut BufWriter<&'a mut dyn Write>) -> io::Result<()>,
    ) -> Result<(), Error> {
        write(&mut self.writer.borrow_mut()).map_err(Error::write)
    }

    /// Flushes the results, even before an error. An error of the output has priority, because it
    /// may have ended the input.
    pub(crate) fn finish(self, result: Result<(), Error>) -> Result<(), Error> {
        let mut writer = self.writer.into_inner();
        let result = match self.error.into_inner() {
            Some(error) => Err(Error::write(error)),
            None => result.and(writer.flush().map_err(Error::write)),
        };
        // The buffer contains passwords.
        if let (_, Ok(mut buffer)) = writer.into_parts() {
            buffer.zeroize();
        }
        result
    }
}

/// An input tied to an output, as C++ ties cin to cout.
pub(crate) struct Tied<'a, 'b> {
    pub(crate) input: &'a mut dyn Read,
    pub(crate) output: &'a Output<'b>,
}

impl Read for Tied<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Err(error) = self.output.writer.borrow_mut().flush() {
            self.output.error.replace(Some(error));
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.input.read(buffer)
    }
}
