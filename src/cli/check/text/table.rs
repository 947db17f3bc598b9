//! Tables: the SES console's CSV file, and others like it.

use super::block::Kind;
use super::{Reader, Value};
use crate::cli::check::name::{Name, Role};

impl Reader {
    /// Reads a table, if a text begins with the header of one.
    pub(crate) fn table(&mut self, text: &str) -> bool {
        let first = text.lines().find(|line| !line.trim().is_empty());
        let header = first.unwrap_or_default().trim_start_matches('\u{feff}');
        let Some((names, separator)) = columns(header) else {
            return false;
        };
        for row in text.lines() {
            self.line += 1;
            let cells: Vec<_> = row
                .split(separator)
                .map(|cell| cell.trim_matches('"'))
                .collect();
            let is_header = row.trim_start_matches('\u{feff}') == header;
            if is_header || cells.len() != names.len() || row.starts_with('#') {
                continue;
            }
            self.blocks.open("smtp", Kind::Record);
            for (name, cell) in names.iter().zip(cells) {
                self.setting(name, Value::plain(cell));
            }
            self.blocks.close();
        }
        true
    }
}

/// Returns the names in a header, one of which is a password's, and the character between them.
/// A table that also has a secret access key is the IAM console's, whose password is for the console.
fn columns(header: &str) -> Option<(Vec<&str>, char)> {
    let mut separators = [',', ';', '\t'].into_iter();
    let separator = separators.find(|separator| header.contains(*separator))?;
    let names: Vec<_> = header
        .split(separator)
        .map(|cell| cell.trim_matches('"'))
        .collect();
    let is_inside = |c: char| c.is_alphabetic() || matches!(c, ' ' | '_' | '-');
    let is_name = |name: &&str| !name.is_empty() && name.chars().all(is_inside);
    let has = |role| {
        names
            .iter()
            .any(|name| Name::parse(name).role == Some(role))
    };
    let is_table = names.iter().all(is_name) && has(Role::Password) && !has(Role::PairValue);
    is_table.then_some((names, separator))
}
