//! CSV: the IAM console's accessKeys.csv and credentials.csv, a credential a row.

use std::io::Cursor;

use ::csv::{Position, Reader, ReaderBuilder, StringRecord};
use zeroize::Zeroizing;

use super::Credential;
use super::field::{self, Field, Parts};
use crate::error::{Error, Place};

/// The delimiter of a header that names a secret access key, `None` for a line that is no header.
pub(super) fn delimiter(line: &str) -> Result<Option<u8>, Error> {
    for delimiter in [',', ';', '\t'] {
        let cells = || line.split(delimiter).map(name);
        if cells().any(field::is_smtp_password) {
            return Err(Error::FormSmtpCredentials);
        }
        if cells().any(|cell| field::field(cell) == Some(Field::SecretAccessKey)) {
            return Ok(u8::try_from(delimiter).ok());
        }
    }
    Ok(None)
}

/// Whether a line is the one that Excel puts first to say how cells are separated.
pub(super) fn is_separator(line: &str) -> bool {
    matches!(line.trim_end(), "sep=," | "sep=;" | "sep=\t" | "sep=")
}

/// The name in a cell of the header. A blank before a quote makes the quotes part of the cell.
fn name(cell: &str) -> &str {
    cell.trim().trim_matches('"').trim()
}

/// One credential a row.
pub(super) struct Rows {
    reader: Reader<Cursor<Zeroizing<String>>>,
    columns: Vec<Option<Field>>,
    record: StringRecord,
    lines_before: u64,
    credential: Option<Credential>,
}

impl Rows {
    /// Reads the header, which stands on line `number`.
    pub(super) fn new(text: &str, number: u64, delimiter: u8) -> Result<Self, Error> {
        let mut lines = text.lines().zip(number..).skip_while(|(line, _)| !line.trim().is_empty());
        if let Some((_, blank)) = lines.next()
            && lines.any(|(line, _)| !line.trim().is_empty())
        {
            return Err(Error::BlankLine.at(Place::Line(blank)));
        }
        // csv counts the line of a row from before the end of a CRLF.
        let text = Zeroizing::new(text.replace("\r\n", "\n"));
        let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(Cursor::new(text));
        let header = reader.headers().map_err(|_| Error::CsvMalformed.at(Place::Line(number)))?;
        let columns = header.iter().map(|cell| field::field(name(cell))).collect();
        Ok(Self { reader, columns, record: StringRecord::new(), lines_before: number - 1, credential: None })
    }

    /// Rows of empty cells, as Excel leaves them, are as good as blank lines.
    pub(super) fn advance(&mut self) -> Result<Option<&Credential>, Error> {
        let mut blank = None;
        loop {
            let read = self.reader.read_record(&mut self.record);
            let line = self.lines_before + self.record.position().map_or(0, Position::line);
            let place = Place::Line(line);
            // csv's own text names the numbers of fields only, but it is not ours to vouch for.
            if !read.map_err(|_| Error::CsvMalformed.at(place))? {
                return Ok(None);
            }
            if self.record.iter().all(|cell| cell.trim().is_empty()) {
                blank = blank.or(Some(place));
            } else if let Some(blank) = blank {
                return Err(Error::BlankLine.at(blank));
            } else {
                self.credential = Some(self.credential_of_record(place).map_err(|error| error.at(place))?);
                return Ok(self.credential.as_ref());
            }
        }
    }

    fn credential_of_record(&self, place: Place) -> Result<Credential, Error> {
        let mut parts = Parts::default();
        for (column, cell) in self.columns.iter().zip(&self.record) {
            if let Some(field) = column {
                parts.put(*field, cell)?;
            }
        }
        parts.into_credential(place, Error::SecretEmpty)
    }
}
