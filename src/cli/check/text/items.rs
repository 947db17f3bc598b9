//! The items of a line: settings, brackets, tags, and words.

use zeroize::Zeroizing;

use super::block::Kind;
use super::value::{self, Place, Read, Syntax, window};
use super::words::role_of_word;
use super::{Pending, Reader, Scalar};
use crate::cli::check::name::{Name, Role, Topic};
use crate::cli::check::shape;

/// The maximum length of a name, and of a part that belongs to it as a whole.
const MAX_NAME: usize = 256;

impl Reader {
    /// Reads the items of a line: settings, brackets, tags, and words.
    pub(crate) fn items(&mut self, line: &str) {
        let mut start = 0;
        let mut at = 0;
        while at < line.len() {
            if at - start > MAX_NAME {
                self.words(&line[start..at]);
                start = at;
            }
            let rest = &line[at..];
            if matches!(self.blocks.kind(), Kind::Tag { is_open: false }) && !rest.starts_with('<')
            {
                at += self.tag_text(rest);
                start = at;
                continue;
            }
            let next = match rest.as_bytes()[0] {
                b'"' | b'\'' | b'`' => self.quoted_item(line, start, at),
                b'=' | b':' => self.separator(line, start, at),
                b'{' | b'(' | b'[' | b'}' | b')' | b']' => self.bracket(line, start, at),
                b'<' | b'>' | b'/' | b'?' => self.tag(line, start, at),
                _ => None,
            };
            if is_comment(line, at) {
                self.words(&line[start..at]);
                return;
            }
            match next {
                Some(next) => (start, at) = (next, next),
                None => at = skip(line, at),
            }
        }
        self.words(&line[start.min(line.len())..]);
    }

    /// Reads a quoted text that is a name, or a name and a value as in `define('NAME', 'VALUE')`, or
    /// a text by itself.
    fn quoted_item(&mut self, line: &str, start: usize, at: usize) -> Option<usize> {
        let (value, end) = value::quoted(&line[at..])?;
        let end = at + end;
        let after = line[end..].trim_start();
        if after.starts_with(['=', ':']) && !after.starts_with("==") {
            return None;
        }
        if let Some(after) = after
            .strip_prefix(',')
            .filter(|_| line[..at].trim_end().ends_with('(') && can_be_name(&value.text))
        {
            let value_at = line.len() - after.len();
            let name = Zeroizing::new(value.text.to_string());
            return Some(self.value(&name, line, value_at, ','));
        }
        if before_word_is_role(&line[start..at]) {
            return None;
        }
        self.words(&line[start..at]);
        // In `login('ID', 'PASSWORD')`, the next text is the password.
        let is_login = self.blocks.kind() == Kind::Bracket
            && shape::is_access_key_id(&value.text)
            && self.is_in_login();
        self.lone(&value);
        if let Some(after) = after
            .strip_prefix(',')
            .filter(|after| is_login && !after.is_empty())
        {
            return Some(self.value("password", line, line.len() - after.len(), ','));
        }
        Some(end)
    }

    /// Returns whether the name of a call is about mail, or is `login`.
    fn is_in_login(&self) -> bool {
        let call = Name::parse(self.blocks.name());
        call.topic == Topic::Mail || call.role == Some(Role::UserName)
    }

    fn separator(&mut self, line: &str, start: usize, at: usize) -> Option<usize> {
        let rest = &line[at..];
        let name = line[start..at].trim_end_matches([':', ' ', '\t']);
        let is_in_url = name
            .rsplit([' ', '\t'])
            .next()
            .is_some_and(|word| word.contains("://"));
        if is_in_url
            || name.trim().is_empty()
            || rest.starts_with("==")
            || line[..at].ends_with(['!', '<', '>', '='])
        {
            return None;
        }
        let (len, mark) = match rest.as_bytes() {
            [b'=', b'>', ..] | [b':', b'=', ..] => (2, '='),
            [b'=', ..] => (1, '='),
            [b':'] | [b':', b' ' | b'\t' | b'"' | b'\'' | b'[' | b'{', ..] => (1, ':'),
            [b':', ..] if name.ends_with(['"', '\'']) => (1, ':'),
            // Minified JavaScript has no space before a number, `true`, or `false`.
            [b':', b'0'..=b'9' | b't' | b'f', ..] if self.blocks.is_flow() => (1, ':'),
            _ => return None,
        };
        // In `set smtp-auth=login` and `--user=x`, the text before the last word is another item.
        let spaced = name.len() < at - start || rest[len..].starts_with([' ', '\t']);
        let name_start = match name.rfind([' ', '\t']) {
            Some(space) if mark == '=' && !spaced => space + 1,
            _ => 0,
        };
        self.words(&name[..name_start]);
        let name = Zeroizing::new(name[name_start..].to_owned());
        Some(self.value(&name, line, at + len, mark))
    }

    fn bracket(&mut self, line: &str, start: usize, at: usize) -> Option<usize> {
        let bracket = line.as_bytes()[at];
        let before = &line[start..at];
        if matches!(bracket, b'}' | b')' | b']') {
            self.words(before);
            if self.blocks.kind() == Kind::Bracket {
                self.blocks.close();
            }
            return Some(at + 1);
        }
        let is_index = bracket == b'['
            && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ']' | '$'));
        let is_template = line[at..].starts_with("{{") || before.ends_with('$') && bracket == b'{';
        if is_index && window(&line[at..], MAX_NAME).contains(']') || is_template {
            return None;
        }
        self.blocks.open(before, Kind::Bracket);
        Some(at + 1)
    }

    /// Reads the value after a separator. Returns the start of the next item.
    pub(crate) fn value(&mut self, name: &str, line: &str, at: usize, mark: char) -> usize {
        let rest = line[at..].trim_start_matches([' ', '\t']);
        let rest = rest.strip_prefix("!!str ").map_or(rest, str::trim_start);
        let value_at = line.len() - rest.len();
        let is_block_scalar =
            mark == ':' && rest.starts_with(['|', '>']) && rest.trim_end().len() <= 3;
        if rest.is_empty() && mark == ':' || is_block_scalar {
            self.header_of_block(name, line, rest);
            return line.len();
        }
        if mark == '=' && is_assignment(rest) && self.name(name).role.is_none() {
            return value_at;
        }
        let opens = rest.starts_with(['{', '[', '('])
            && !rest.starts_with("{{")
            && !rest.starts_with("{cipher}");
        let is_address = value::is_bracketed_host(rest);
        if opens && !is_address {
            self.blocks.open(name, Kind::Bracket);
            return value_at + 1;
        }
        let syntax = Syntax {
            mark,
            place: self.place(),
            is_spaced: value_at > at || line[..at - 1].ends_with(' '),
            is_word: line[..at].trim_start().len() > name.len() + 2,
            is_dotted: name.contains('.'),
        };
        match value::read(rest, &syntax) {
            Read::Value(value, len) => {
                let is_line = mark == '=' && syntax.place != Place::Flow;
                let text = &rest[..len];
                self.bare_texts.is_after_equals |= is_line && value::is_bare_text(text);
                self.bare_texts.is_dotted |=
                    is_line && syntax.is_dotted && value::is_bare_name(text);
                self.setting(name, value);
                value_at + len
            }
            Read::Block(len) => {
                let call = Zeroizing::new([name, " ", &rest[..len]].concat());
                self.blocks.open(&call, Kind::Bracket);
                value_at + len
            }
        }
    }

    fn place(&self) -> Place {
        if self.blocks.is_flow() {
            Place::Flow
        } else if self.is_item {
            Place::Item
        } else if self.has_sections {
            Place::Section
        } else {
            Place::Line
        }
    }

    /// Keeps a name whose value or block is on the next lines.
    fn header_of_block(&mut self, name: &str, line: &str, rest: &str) {
        let column = line.len() - line.trim_start().len();
        let is_password = Name::parse(name).role == Some(Role::Password);
        if is_password && !rest.is_empty() {
            self.scalar = Some(Scalar {
                name: name.to_owned(),
                column,
                line: self.line,
                text: Zeroizing::default(),
                keeps_newline: !rest.contains('-'),
            });
        } else if self.blocks.is_flow() {
            // The value is on the next line, as formatters write it.
            self.blocks.open(name, Kind::Nested);
            self.blocks.close();
        } else {
            self.pending = Some(Pending {
                name: name.to_owned(),
                column,
                line: self.line,
            });
        }
    }
}

/// Returns the end of a part that belongs to a name as a whole: an index in brackets, a quoted key,
/// a template's braces, or a character.
fn skip(line: &str, at: usize) -> usize {
    let rest = window(&line[at..], MAX_NAME);
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let end = match rest.as_bytes()[0] {
        quote @ (b'"' | b'\'') => rest[1..].find(char::from(quote)).map(|end| end + 2),
        b'[' => rest.find(']').map(|end| end + 1),
        b'$' | b'{' if rest.starts_with("${") || rest.starts_with("{{") => {
            rest.find('}').map(|end| end + 1)
        }
        _ => None,
    };
    at + end.unwrap_or(first)
}

/// Returns whether a value is a setting itself, as in `environment=A="B",C="D"`.
fn is_assignment(rest: &str) -> bool {
    let inner = window(rest, MAX_NAME).split_once('=');
    inner.is_some_and(|(name, text)| value::is_name(name) && text.starts_with(['"', '\'']))
}

/// Returns whether the first text of a call can be the name of the second.
fn can_be_name(text: &str) -> bool {
    !text.is_empty() && !shape::is_access_key_id(text) && !shape::is_like_ses_host(text)
}

/// Returns whether a comment begins here, with a mark after whitespace.
fn is_comment(line: &str, at: usize) -> bool {
    let rest = &line[at..];
    (rest.starts_with('#') || rest.starts_with("//"))
        && line[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
}

/// Returns whether the last word before a quoted text is a name by itself, as in `password "..."`.
fn before_word_is_role(before: &str) -> bool {
    let word = before.split_whitespace().next_back();
    word.is_some_and(|word| role_of_word(word).is_some())
}
