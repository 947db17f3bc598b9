//! Reads text a line at a time, with a bound on each line.

use std::io::{BufRead as _, BufReader, Read};

use zeroize::Zeroizing;

use crate::error::{Error, Place};

/// The longest line, in bytes, its end not counted.
const MAX: usize = 4096;

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF16_MARKS: [&[u8]; 2] = [b"\xFF\xFE", b"\xFE\xFF"];

/// The lines of a text, lent one at a time from one buffer: a line costs no allocation.
pub(crate) struct Lines<R> {
    reader: BufReader<R>,
    line: Zeroizing<Vec<u8>>,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(reader: R) -> Self {
        // The line never grows past this, so that no copy of it stays behind unwiped.
        let line = Zeroizing::new(Vec::with_capacity(MAX + 2));
        Self { reader: BufReader::with_capacity(64 * 1024, reader), line, number: 0 }
    }

    /// The next line without its end and where it stands, or `None` after the last.
    pub(crate) fn next(&mut self) -> Result<Option<(&str, Place)>, Error> {
        // Wiping it each time would cost more than the derivation; it is wiped on drop.
        self.line.clear();
        let limit = MAX as u64 + 2;
        let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut self.line);
        read.map_err(|error| Error::Read { what: "standard input", error })?;
        if self.line.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        let place = Place::Line(self.number);
        match self.text() {
            Ok(text) => Ok(Some((text, place))),
            Err(error) => Err(error.at(place)),
        }
    }

    /// Whether the next line can be had without waiting for the writer.
    pub(crate) fn is_next_here(&self) -> bool {
        self.reader.buffer().contains(&b'\n')
    }

    fn text(&self) -> Result<&str, Error> {
        let mut line = self.line.as_slice();
        if self.number == 1 {
            if UTF16_MARKS.iter().any(|mark| line.starts_with(mark)) {
                return Err(Error::Utf16);
            }
            line = line.strip_prefix(UTF8_MARK).unwrap_or(line);
        }
        line = line.strip_suffix(b"\n").unwrap_or(line);
        line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.len() > MAX {
            return Err(Error::LineTooLong);
        }
        core::str::from_utf8(line).map_err(|_| Error::NotUtf8)
    }
}
