//! The lists: regions and formats, as a table or as JSON.

use serde::Serialize;

use super::format::{self, Row};
use crate::endpoint::{IMPLICIT_TLS_PORTS, STARTTLS_PORTS};
use crate::region::{Region, WITHOUT_SMTP};

/// The hosts of a region, and the source of the table.
const REGIONS_AFTER: &str = "
SMTP hosts: email-smtp.REGION.amazonaws.com
FIPS hosts: email-smtp-fips.REGION.amazonaws.com
As of September 2026: https://docs.aws.amazon.com/general/latest/gr/ses.html
";

const FORMATS_AFTER: &str = "
-f NAME prints the lines for FILE; --format json lists ports and templates too.
";

pub(crate) fn regions(is_json: bool) -> String {
    #[derive(Serialize)]
    struct Object {
        code: &'static str,
        name: &'static str,
        host: Option<String>,
        fips_host: Option<String>,
    }

    let with_smtp = Region::ALL.iter().map(|region| Object {
        code: region.code(),
        name: region.name(),
        host: Some(region.host()),
        fips_host: region.fips_host(),
    });
    let without_smtp = WITHOUT_SMTP.iter().map(|(code, name)| Object {
        code,
        name,
        host: None,
        fips_host: None,
    });
    let regions = with_smtp.chain(without_smtp);
    if is_json {
        return json(regions);
    }
    let yes = |host: Option<String>| if host.is_some() { "yes" } else { "no" };
    let rows = regions.map(|region| {
        [
            region.code,
            region.name,
            yes(region.host),
            yes(region.fips_host),
        ]
    });
    table(["REGION", "NAME", "SMTP", "FIPS"], rows) + REGIONS_AFTER
}

pub(crate) fn formats(is_json: bool) -> String {
    #[derive(Serialize)]
    struct Object {
        name: &'static str,
        program: &'static str,
        file: Option<&'static str>,
        ports: Vec<u16>,
        default_port: u16,
        one_account: bool,
        template: &'static str,
    }

    if is_json {
        return json(format::rows().map(|row| Object {
            name: row.name,
            program: row.program,
            file: Some(row.file).filter(|file| *file != "-"),
            ports: ports(row),
            default_port: row.port,
            one_account: row.is_one_account,
            template: row.template,
        }));
    }
    let rows = format::rows().map(|row| [row.name, row.program, row.file]);
    table(["NAME", "PROGRAM", "FILE"], rows) + FORMATS_AFTER
}

/// Returns the ports of SES that a format supports.
fn ports(row: Row) -> Vec<u16> {
    let ports = STARTTLS_PORTS.iter().chain(IMPLICIT_TLS_PORTS).copied();
    ports
        .filter(|port| row.ports.hint(*port).is_none())
        .collect()
}

/// Writes an array on one line.
fn json<T: Serialize>(objects: impl Iterator<Item = T>) -> String {
    let objects: Vec<_> = objects.collect();
    let json = serde_json::to_string(&objects).expect("the keys are strings");
    json + "\n"
}

/// Aligns columns.
fn table<const N: usize>(
    header: [&'static str; N],
    rows: impl Iterator<Item = [&'static str; N]>,
) -> String {
    let rows: Vec<_> = std::iter::once(header).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: [usize; N] = std::array::from_fn(|column| width(column).unwrap_or(0));
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().zip(widths);
        let cells = cells.map(|(cell, width)| format!("{cell:<width$}"));
        text += cells.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
    }
    text
}
