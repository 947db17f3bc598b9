//! Reads text with a bound on each line and on the whole.

use std::io::{BufRead as _, BufReader, Read};

use zeroize::Zeroizing;

use crate::error::{Error, Place};

/// The longest line, in bytes, its end not counted.
const MAX_LINE: usize = 4 * 1024;

/// The longest text that is read whole, and the longest JSON document, in bytes.
pub(crate) const MAX_WHOLE: u64 = 1024 * 1024;

/// Reads a text of at most 1 MiB. `source` is what messages call the reader.
///
/// # Errors
///
/// [`Error::Read`], [`Error::TextTooLong`], [`Error::NotUtf8`] and [`Error::Utf16`].
pub fn read_whole(reader: impl Read, source: &'static str) -> Result<Zeroizing<String>, Error> {
    let mut text = Text::new(reader, source);
    text.skip_mark()?;
    text.rest()
}

/// A text of any length. Its lines are lent one at a time from one buffer: a line costs no
/// allocation.
pub(crate) struct Text<R> {
    reader: BufReader<R>,
    source: &'static str,
    line: Zeroizing<Vec<u8>>,
    number: u64,
    is_peeked: bool,
}

impl<R: Read> Text<R> {
    /// Reads nothing yet. `source` is what messages call the reader.
    pub(crate) fn new(reader: R, source: &'static str) -> Self {
        // The line never grows past this, so that no copy of it stays behind unwiped.
        let line = Zeroizing::new(Vec::with_capacity(MAX_LINE + 2));
        let reader = BufReader::with_capacity(64 * 1024, reader);
        Self { reader, source, line, number: 0, is_peeked: false }
    }

    /// Skips a byte order mark, then blanks and comments; tells the first byte of what follows.
    pub(crate) fn start(&mut self) -> Result<Option<u8>, Error> {
        self.skip_mark()?;
        loop {
            match self.skip_blanks()? {
                Some(b'#') => drop(self.next_line()?),
                first => return Ok(first),
            }
        }
    }

    /// Skips a byte order mark.
    fn skip_mark(&mut self) -> Result<(), Error> {
        match self.peek_byte()? {
            Some(0xEF) => self.expect_bytes(b"\xEF\xBB\xBF")?,
            Some(0xFF) => {
                self.expect_bytes(b"\xFF\xFE")?;
                return Err(Error::Utf16.at(Place::Whole(self.source)));
            }
            Some(0xFE) => {
                self.expect_bytes(b"\xFE\xFF")?;
                return Err(Error::Utf16.at(Place::Whole(self.source)));
            }
            _ => {}
        }
        Ok(())
    }

    /// Skips ASCII blanks and line ends; tells the first byte of what follows.
    pub(crate) fn skip_blanks(&mut self) -> Result<Option<u8>, Error> {
        loop {
            match self.peek_byte()? {
                Some(b'\n') => self.number += 1,
                Some(b' ' | b'\t' | b'\r') => {}
                first => return Ok(first),
            }
            self.reader.consume(1);
        }
    }

    /// The next line without its end and its number from 1, or `None` after the last.
    pub(crate) fn next_line(&mut self) -> Result<Option<(&str, u64)>, Error> {
        if self.is_peeked {
            self.is_peeked = false;
        } else {
            self.read_line()?;
        }
        self.lend_line()
    }

    /// The line that [`next_line`](Self::next_line) lends next.
    pub(crate) fn peek_line(&mut self) -> Result<Option<(&str, u64)>, Error> {
        if !self.is_peeked {
            self.read_line()?;
            self.is_peeked = true;
        }
        self.lend_line()
    }

    /// The whole lines that can be had without waiting for the writer, their ends included.
    pub(crate) fn lines_here(&self) -> impl Iterator<Item = &[u8]> {
        self.reader.buffer().split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n"))
    }

    /// All that is left, the peeked line included.
    pub(crate) fn rest(self) -> Result<Zeroizing<String>, Error> {
        // What fits is not moved while it grows, so that no copy of it stays behind unwiped.
        let mut rest = Zeroizing::new(Vec::with_capacity(64 * 1024));
        if self.is_peeked {
            rest.extend_from_slice(&self.line);
        }
        let read = self.reader.take(MAX_WHOLE + 1).read_to_end(&mut rest);
        read.map_err(|error| Error::Read { what: self.source, error })?;
        if rest.len() as u64 > MAX_WHOLE {
            return Err(Error::TextTooLong.at(Place::Whole(self.source)));
        }
        String::from_utf8(core::mem::take(&mut rest)).map(Zeroizing::new).map_err(|error| {
            drop(Zeroizing::new(error.into_bytes()));
            Error::NotUtf8.at(Place::Whole(self.source))
        })
    }

    /// What is left to read, for a parser that reads by itself.
    pub(crate) fn reader(&mut self) -> &mut BufReader<R> {
        &mut self.reader
    }

    fn expect_bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        for byte in bytes {
            if self.peek_byte()? != Some(*byte) {
                return Err(Error::NotUtf8.at(Place::Line(1)));
            }
            self.reader.consume(1);
        }
        Ok(())
    }

    fn peek_byte(&mut self) -> Result<Option<u8>, Error> {
        let buffer = self.reader.fill_buf();
        let buffer = buffer.map_err(|error| Error::Read { what: self.source, error })?;
        Ok(buffer.first().copied())
    }

    fn read_line(&mut self) -> Result<(), Error> {
        // It is overwritten by the next line, and wiped on drop.
        self.line.clear();
        let limit = MAX_LINE as u64 + 2;
        let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut self.line);
        read.map_err(|error| Error::Read { what: self.source, error })?;
        self.number += 1;
        Ok(())
    }

    fn lend_line(&self) -> Result<Option<(&str, u64)>, Error> {
        if self.line.is_empty() {
            return Ok(None);
        }
        let line = self.line.strip_suffix(b"\n").unwrap_or(&self.line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.len() > MAX_LINE {
            return Err(Error::LineTooLong.at(Place::Line(self.number)));
        }
        match core::str::from_utf8(line) {
            Ok(line) => Ok(Some((line, self.number))),
            Err(_) => Err(Error::NotUtf8.at(Place::Line(self.number))),
        }
    }
}
