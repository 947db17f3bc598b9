//! Reads text with a bound on each line and on the whole.

use std::io::{self, Read};
use std::ops::Range;

use zeroize::Zeroizing;

use crate::cli::error::{Error, Place};

/// The maximum length of a line without its end, in bytes.
pub(crate) const MAX_LINE: usize = 4 * 1024;

/// The maximum length of a JSON document, and of a file that isn't lines, in bytes.
pub(crate) const MAX_WHOLE: usize = 1024 * 1024;

const BUFFER: usize = 16 * 1024;

/// Reads a text of at most 1 MiB. `source` completes "cannot read …".
pub(crate) fn read_whole(
    reader: impl Read,
    source: &'static str,
) -> Result<Zeroizing<String>, Error> {
    let mut text = Text::new(reader, source);
    text.skip_bom()?;
    text.rest()
}

/// A text of any length, read on demand. Its lines are returned one at a time, by reference.
/// `BufReader` isn't used, because its buffer isn't zeroized.
pub(crate) struct Text<R> {
    reader: R,
    source: &'static str,
    /// It has room for every valid line, and never grows, because growing would leave a copy.
    buffer: Zeroizing<Vec<u8>>,
    unread: Range<usize>,
    consumed: usize,
    /// The number of consumed lines.
    number: u64,
}

impl<R: Read> Text<R> {
    pub(crate) fn new(reader: R, source: &'static str) -> Self {
        Self {
            reader,
            source,
            buffer: Zeroizing::new(vec![0; BUFFER]),
            unread: 0..0,
            consumed: 0,
            number: 0,
        }
    }

    pub(crate) fn source(&self) -> &'static str {
        self.source
    }

    /// Skips a byte order mark.
    pub(crate) fn skip_bom(&mut self) -> Result<(), Error> {
        match self.fill(3)? {
            [0xEF, 0xBB, 0xBF, ..] => self.consume(3),
            // Without a mark, every other byte of ASCII is zero.
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, ..] | [_, 0, ..] => {
                return Err(Error::input([self.source, " is UTF-16"]).hint(
                    "save it as UTF-8; in Windows PowerShell, use Out-File -Encoding ascii",
                ));
            }
            _ => {}
        }
        Ok(())
    }

    /// Skips spaces, tabs, and line ends, and returns the first byte after them. The lines aren't
    /// counted, because a place after them is the number of a document.
    pub(crate) fn skip_whitespace(&mut self) -> Result<Option<u8>, Error> {
        loop {
            match self.fill(1)?.first() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => {}
                first => return Ok(first.copied()),
            }
            self.consume(1);
        }
    }

    /// Skips empty lines, and returns the first byte of the next line that isn't a space or a tab.
    pub(crate) fn first_byte(&mut self) -> Result<Option<u8>, Error> {
        let mut indent = 0;
        loop {
            match self.fill(indent + 1)?.get(indent) {
                Some(b'\n') => {
                    self.number += 1;
                    self.consume(indent + 1);
                    indent = 0;
                }
                Some(b' ' | b'\t' | b'\r') if indent < MAX_LINE => indent += 1,
                first => return Ok(first.copied()),
            }
        }
    }

    /// Returns the next line without its end, and its number, counted from 1.
    pub(crate) fn next_line(&mut self) -> Result<Option<(&str, u64)>, Error> {
        let len = self.line_len()?;
        self.consume(len);
        self.number += 1;
        let end = self.unread.start;
        lend_line(&self.buffer[end - len..end], self.number)
    }

    /// Returns the line that [`next_line`](Self::next_line) returns next.
    pub(crate) fn peek_line(&mut self) -> Result<Option<(&str, u64)>, Error> {
        let len = self.line_len()?;
        lend_line(&self.buffer[self.unread.start..][..len], self.number + 1)
    }

    /// Returns the rest of the text.
    pub(crate) fn rest(mut self) -> Result<Zeroizing<String>, Error> {
        let mut rest = Zeroizing::new(Vec::new());
        loop {
            let bytes = self.fill(1)?;
            let len = bytes.len();
            if len == 0 {
                break;
            }
            append(&mut rest, bytes);
            self.consume(len);
            self.check_whole()?;
        }
        if std::str::from_utf8(&rest).is_err() {
            return Err(Error::input([self.source, " isn't UTF-8 text"]).hint(PLAIN_TEXT));
        }
        let bytes = std::mem::take(&mut *rest);
        let text = String::from_utf8(bytes).expect("the bytes have been validated");
        Ok(Zeroizing::new(text))
    }

    /// Returns an error if more than 1 MiB has been read.
    pub(crate) fn check_whole(&self) -> Result<(), Error> {
        if self.consumed > MAX_WHOLE {
            return Err(Error::input([self.source, " is longer than 1 MiB"])
                .hint("pass the keys as lines of ID SECRET; their number isn't limited"));
        }
        Ok(())
    }

    /// Returns the bytes that have been read and not consumed: at least this many, unless the text
    /// ends.
    pub(crate) fn fill(&mut self, wanted: usize) -> Result<&[u8], Error> {
        while self.unread.len() < wanted {
            self.buffer.copy_within(self.unread.clone(), 0);
            self.unread = 0..self.unread.len();
            match self.reader.read(&mut self.buffer[self.unread.end..]) {
                Ok(0) => break,
                Ok(len) => self.unread.end += len,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let what = self.source;
                    return Err(Error::Read { what, error });
                }
            }
        }
        Ok(&self.buffer[self.unread.clone()])
    }

    pub(crate) fn consume(&mut self, len: usize) {
        self.unread.start += len;
        self.consumed = self.consumed.saturating_add(len);
    }

    /// Returns the length of the next line with its end, as far as it can be valid.
    fn line_len(&mut self) -> Result<usize, Error> {
        let mut wanted = 1;
        loop {
            let bytes = self.fill(wanted)?;
            let bytes = &bytes[..bytes.len().min(MAX_LINE + 2)];
            if let Some(end) = bytes.iter().position(|b| *b == b'\n') {
                return Ok(end + 1);
            }
            // The text ends, or the line is too long.
            if bytes.len() < wanted {
                return Ok(bytes.len());
            }
            wanted = bytes.len() + 1;
        }
    }
}

fn lend_line(line: &[u8], number: u64) -> Result<Option<(&str, u64)>, Error> {
    if line.is_empty() {
        return Ok(None);
    }
    let place = Place::Line(number);
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.len() > MAX_LINE {
        return Err(Error::input("this line is longer than 4 KiB")
            .hint("write one key per line")
            .at(place));
    }
    match std::str::from_utf8(line) {
        Ok(line) => Ok(Some((line, number))),
        Err(_) => Err(Error::input("this line isn't UTF-8 text")
            .hint(PLAIN_TEXT)
            .at(place)),
    }
}

const PLAIN_TEXT: &str = "save it as plain text in UTF-8";

/// Appends without leaving a copy of a secret in the old buffer.
pub(crate) fn append(buffer: &mut Zeroizing<Vec<u8>>, bytes: &[u8]) {
    let len = buffer.len() + bytes.len();
    if len > buffer.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(len * 2));
        larger.extend_from_slice(buffer);
        *buffer = larger;
    }
    buffer.extend_from_slice(bytes);
}
