//! CSV: the files of the IAM and SES consoles, one key per row.

use std::io::Read;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};
use zeroize::Zeroizing;

use super::parts::{self, Field, Parts};
use super::text::Text;
use super::{Kind, empty_between, none_found};
use crate::cli::credential::Credential;
use crate::cli::error::{Error, Place};

/// Returns the delimiter of a header that names keys, or `None` if the line isn't such a header.
pub(crate) fn delimiter(line: &str) -> Option<u8> {
    let has_key = |delimiter: &u8| {
        let mut cells = line.split(char::from(*delimiter)).map(name);
        cells.any(|name| {
            let field = parts::column(name);
            matches!(field, Some(Field::SecretAccessKey | Field::SmtpPassword))
        })
    };
    [b',', b';', b'\t'].into_iter().find(has_key)
}

/// Returns whether a line is Excel's `sep=` line, which names the delimiter.
pub(crate) fn is_separator(line: &str) -> bool {
    matches!(line, "sep=," | "sep=;" | "sep=")
}

/// Returns the name in a cell of a header. A space before a quote makes the quotes part of the cell.
fn name(cell: &str) -> &str {
    // A tab is a delimiter.
    cell.trim_matches(' ').trim_matches('"')
}

/// One credential per row.
pub(crate) struct Rows<R> {
    text: Text<R>,
    parser: Reader,
    columns: Vec<Option<Field>>,
    row: Row,
    is_first: bool,
}

/// The cells of the current row, one after another, and their ends.
#[derive(Default)]
struct Row {
    cells: Zeroizing<Vec<u8>>,
    ends: Vec<usize>,
    number_of_cells: usize,
}

impl Row {
    fn cells(&self) -> impl Iterator<Item = &str> {
        let ends = &self.ends[..self.number_of_cells];
        let starts = std::iter::once(&0).chain(ends);
        starts.zip(ends).map(|(start, end)| {
            let cell = std::str::from_utf8(&self.cells[*start..*end]);
            cell.expect("each line has been validated, and a delimiter is one byte")
        })
    }

    /// Makes room for the cells of a line.
    fn reserve(&mut self, cells: usize, len: usize, number: usize) {
        if self.cells.len() < cells + len {
            let mut larger = Zeroizing::new(vec![0; (cells + len) * 2]);
            larger[..cells].copy_from_slice(&self.cells[..cells]);
            self.cells = larger;
        }
        self.ends.resize(number + len + 1, 0);
    }
}

impl<R: Read> Rows<R> {
    /// Reads the header, which is the next line.
    pub(crate) fn new(text: Text<R>, delimiter: u8, kind: Kind) -> Result<Self, Error> {
        let parser = ReaderBuilder::new()
            .delimiter(delimiter)
            // The reader of lines and the csv crate must agree about line ends.
            .terminator(Terminator::Any(b'\n'))
            .build();
        let mut rows = Self {
            text,
            parser,
            columns: Vec::new(),
            row: Row::default(),
            is_first: true,
        };
        let place = rows.read_row()?.ok_or(none_found(rows.text.source()))?;
        let columns = rows.row.cells().map(|cell| parts::column(name(cell)));
        rows.columns = columns.collect();
        let is_secret = |column: &Option<Field>| *column == Some(Field::SecretAccessKey);
        if kind == Kind::Password && rows.columns.iter().any(is_secret) {
            return Err(super::not_a_password().at(place));
        }
        Ok(rows)
    }

    /// Rows of empty cells, as Excel leaves them, are empty lines.
    fn advance(&mut self) -> Result<Option<Credential>, Error> {
        let mut empty = None;
        while let Some(place) = self.read_row()? {
            if self.row.cells().all(|cell| cell.trim().is_empty()) {
                empty = empty.or(Some(place));
                continue;
            }
            let is_first = std::mem::take(&mut self.is_first);
            if let Some(empty) = empty.filter(|_| !is_first) {
                return Err(empty_between().at(empty));
            }
            return self.credential(place).map(Some);
        }
        if self.is_first {
            Err(none_found(self.text.source()))
        } else {
            Ok(None)
        }
    }

    fn credential(&self, place: Place) -> Result<Credential, Error> {
        if self.row.number_of_cells != self.columns.len() {
            return Err(
                Error::input("this row has more or fewer cells than the header")
                    .hint("save the file as CSV again, or pass lines of ID SECRET")
                    .at(place),
            );
        }
        let mut parts = Parts::default();
        for (column, cell) in self.columns.iter().zip(self.row.cells()) {
            if let Some(field) = column {
                parts.put(*field, cell, place)?;
            }
        }
        let missing = none_found(self.text.source());
        parts.into_credential(missing)
    }

    /// Reads the next row, with no cells if the line is empty, and returns its start.
    fn read_row(&mut self) -> Result<Option<Place>, Error> {
        let (mut begin, mut cells, mut number) = (None, 0, 0);
        loop {
            self.text.check_whole()?;
            let line = self.text.next_line()?;
            let is_at_end = line.is_none();
            let line = match line {
                None if begin.is_none() => return Ok(None),
                None => Zeroizing::new(Vec::new()),
                Some((line, _))
                    if begin.is_none() && line.trim_start_matches(' ').starts_with('#') =>
                {
                    continue;
                }
                Some((line, at)) if begin.is_none() && line.is_empty() => {
                    self.row.number_of_cells = 0;
                    return Ok(Some(Place::Line(at)));
                }
                Some((line, at)) => {
                    begin = begin.or(Some(Place::Line(at)));
                    Zeroizing::new([line.as_bytes(), b"\n"].concat())
                }
            };
            self.row.reserve(cells, line.len(), number);
            let (output, ends) = (&mut self.row.cells[cells..], &mut self.row.ends[number..]);
            let (result, _, written, ended) = self.parser.read_record(&line, output, ends);
            cells += written;
            number += ended;
            if matches!(result, ReadRecordResult::Record) || is_at_end {
                self.row.number_of_cells = number;
                return Ok(begin);
            }
        }
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Credential, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}
