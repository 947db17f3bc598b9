//! A line: its place among the blocks.

use super::block::Kind;
use super::{Pending, Reader, Value};

/// The marks that begin a comment line.
const COMMENTS: &[&str] = &["#", ";", "//", "!"];

/// First words of a line after which an account begins.
const RECORDS: &[&str] = &["account", "machine", "defaults", "identity"];

impl Reader {
    pub(crate) fn line(&mut self, line: &str) {
        let line = line.trim_start_matches('\u{feff}');
        let rest = line.trim_start();
        let column = line.len() - rest.len();
        if rest.is_empty() || self.scalar(column, rest) || self.transcript(rest) {
            return;
        }
        if COMMENTS.iter().any(|mark| rest.starts_with(mark)) {
            return;
        }
        let is_item = rest == "-" || rest.starts_with("- ");
        if !self.blocks.is_flow() {
            self.end_or_open_pending(column, is_item);
            self.blocks.dedent(column, is_item);
            if self.header(rest) {
                return;
            }
            self.begin_record(rest);
            if self.positional(line) || self.named_words(rest) {
                return;
            }
        }
        let is_command = is_command(rest);
        // The next line continues a command.
        let line = line.strip_suffix(" \\").unwrap_or(line);
        if !self.blocks.is_flow() && is_command {
            self.blocks.open("", Kind::Record);
            self.items(line);
            self.blocks.close();
        } else if is_item && !self.blocks.is_flow() {
            self.is_item = true;
            self.list_item(line, column);
            self.is_item = false;
        } else {
            self.items(line);
        }
    }

    /// A list item with keys is a block. A list item that sets a variable isn't.
    fn list_item(&mut self, line: &str, column: usize) {
        let rest = line[column..].trim_start_matches(['-', ' ']);
        let before_colon = rest.split_once(':').map(|(before, _)| before);
        if before_colon.is_some_and(|before| !before.contains('=')) {
            self.blocks.open("", Kind::Item(column));
        }
        // The keys of the item are in the column of the first key.
        let spaces = " ".repeat(line.len() - rest.len());
        self.items(&[&spaces, rest].concat());
    }

    /// Reads the line that begins a section or a document.
    fn header(&mut self, rest: &str) -> bool {
        let end = rest
            .find(']')
            .map(|end| rest[end..].trim_start_matches(']').trim());
        let is_section = rest.starts_with('[')
            && end.is_some_and(|end| end.is_empty() || end.starts_with(['#', ';']))
            && !rest.contains(['{', ',', '=']);
        if is_section {
            self.blocks.close_to(1);
            self.blocks.open(rest, Kind::Section);
            self.has_sections = true;
        } else if rest.starts_with("---") && rest.trim_matches('-').trim().is_empty() {
            self.blocks.document();
        } else {
            return false;
        }
        true
    }

    /// Begins an account, which lasts until the next one begins, before its first line is read.
    fn begin_record(&mut self, rest: &str) {
        if RECORDS.iter().any(|word| starts_record(rest, word)) {
            if self.blocks.kind() == Kind::Record {
                self.blocks.close();
            }
            self.blocks.open("", Kind::Record);
        }
    }

    /// Adds a line to a block scalar.
    fn scalar(&mut self, column: usize, rest: &str) -> bool {
        match &mut self.scalar {
            Some(scalar) if column > scalar.column => {
                scalar.text.push_str(rest);
                scalar.text.push('\n');
                true
            }
            _ => {
                self.end_scalar();
                false
            }
        }
    }

    pub(crate) fn end_scalar(&mut self) {
        if let Some(scalar) = self.scalar.take() {
            let text = if scalar.keeps_newline {
                scalar.text.as_str()
            } else {
                scalar.text.trim_end()
            };
            let block = self.blocks.top();
            self.setting_at(&scalar.name, Value::plain(text), scalar.line, block);
        }
    }

    pub(crate) fn end_pending(&mut self) {
        if let Some(Pending { name, line, .. }) = self.pending.take() {
            let block = self.blocks.top();
            self.setting_at(&name, Value::default(), line, block);
        }
    }

    fn end_or_open_pending(&mut self, column: usize, is_item: bool) {
        match self.pending.take() {
            Some(pending) if column > pending.column => {
                self.blocks.open(&pending.name, Kind::Indent(column));
            }
            Some(pending) if column == pending.column && is_item => {
                self.blocks.open(&pending.name, Kind::List(column));
            }
            pending => {
                self.pending = pending;
                self.end_pending();
            }
        }
    }
}

fn starts_record(rest: &str, word: &str) -> bool {
    match rest.strip_prefix(word) {
        Some("") => true,
        Some(rest) if word == "identity" => rest.trim_start().starts_with('='),
        Some(rest) => rest.starts_with([' ', '\t']) && !rest.trim_start().starts_with(['=', ':']),
        None => false,
    }
}

/// Returns whether a line has options of one command, and the next lines don't have them.
fn is_command(rest: &str) -> bool {
    rest.matches(" --").count() > 1 && !rest.ends_with('\\')
}
