//! The region table as text and as JSON.

use std::io::{self, Write};

use serde_core::ser::{SerializeMap as _, Serializer as _};

use crate::region::{REGIONS, Region, Smtp};

const SOURCE: &str = "As of September 2026: https://docs.aws.amazon.com/general/latest/gr/ses.html";

/// Writes an aligned table, and where it was taken from.
///
/// # Errors
///
/// Those of `output`.
pub fn write_table(output: &mut impl Write) -> io::Result<()> {
    let header = ["REGION", "NAME", "SMTP HOST", "FIPS HOST", "NOTE"].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(header).chain(REGIONS.iter().map(row)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 5] = std::array::from_fn(width);
    for row in &rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        writeln!(output, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    writeln!(output, "\n{SOURCE}")
}

fn row(region: &Region) -> [String; 5] {
    let none = || "-".to_owned();
    [
        region.code.to_owned(),
        region.name.to_owned(),
        region.host().unwrap_or_else(none),
        region.fips_host().unwrap_or_else(none),
        note(region).unwrap_or_default().to_owned(),
    ]
}

/// Writes an array of objects, on a line.
///
/// # Errors
///
/// Those of `output`.
pub fn write_json(output: &mut impl Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::new(&mut *output);
    serializer.collect_seq(REGIONS.iter().map(Row))?;
    writeln!(output)
}

struct Row(&'static Region);

impl serde_core::Serialize for Row {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(region) = self;
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("code", region.code)?;
        object.serialize_entry("name", region.name)?;
        object.serialize_entry("host", &region.host())?;
        object.serialize_entry("fips_host", &region.fips_host())?;
        object.serialize_entry("note", &note(region))?;
        object.end()
    }
}

fn note(region: &Region) -> Option<&'static str> {
    match region.smtp {
        Smtp::Yes => None,
        Smtp::No => Some("no SMTP endpoint"),
        Smtp::Listed => Some("no SMTP endpoint, although AWS's sample script lists it"),
    }
}
