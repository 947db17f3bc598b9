//! A value after its separator: quoted, bare, or code.

use zeroize::Zeroizing;

use super::{Doubt, Keeper, Value};
use crate::cli::check::name::words;
use crate::cli::check::shape;

/// The context that decides which text belongs to a bare value.
pub(crate) struct Syntax {
    /// `=`, `:`, or `,` in a call.
    pub(crate) mark: char,
    pub(crate) place: Place,
    /// There is whitespace around the separator.
    pub(crate) is_spaced: bool,
    /// There are other words before the name.
    pub(crate) is_word: bool,
    /// The name has a period, as in Java's properties.
    pub(crate) is_dotted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Between brackets or in a tag.
    Flow,
    /// In an item of a list.
    Item,
    /// In a file with sections.
    Section,
    Line,
}

pub(crate) enum Read {
    Value(Value, usize),
    /// A call or a constructor, whose arguments are settings.
    Block(usize),
}

/// Words of code that reads a value from elsewhere.
#[rustfmt::skip]
const GETTERS: &[&str] = &[
    "env", "environ", "getenv", "secret", "secrets", "lookup", "file", "read", "fetch", "vault", "config", "get", "param", "ssm", "var",
    "credentials", "decrypt", "setting",
];

/// The maximum length of an expression.
const MAX_CODE: usize = 1024;

pub(crate) fn read(rest: &str, syntax: &Syntax) -> Read {
    // The items of a list of variables keep quotation marks. In a shell, backquotes are a command.
    let is_command = rest.starts_with('`') && !syntax.is_spaced;
    let is_kept = syntax.mark == '=' && (syntax.place == Place::Item || is_command);
    if let Some((mut value, len)) = quoted(rest).filter(|_| !is_kept) {
        // So do Java's properties, but other syntaxes have names with periods too.
        let is_doubtful = syntax.mark == '='
            && (syntax.place == Place::Section || syntax.place == Place::Line && syntax.is_dotted)
            && len == value.text.len() + 2
            && !rest.starts_with('`');
        if is_doubtful {
            let keeper = if syntax.place == Place::Section {
                Keeper::Section
            } else {
                Keeper::Dotted {
                    is_spaced: syntax.is_spaced,
                }
            };
            value.literal = Some((keeper, Zeroizing::new(rest[..len].to_owned())));
        }
        if ends_value(&rest[len..]) {
            return Read::Value(value, len);
        }
    }
    let code_part = window(rest, MAX_CODE);
    let is_code = code_part.find(['(', '[', '\'', '"']).is_some_and(|at| {
        let before = rest[..at].trim_end();
        !before.is_empty()
            && is_identifier(before)
            && (syntax.is_spaced || syntax.place == Place::Flow)
    });
    if is_code && !shape::is_reference(code_part) {
        if let Some(read) = code(&code_part[..flow_end(code_part)]) {
            return read;
        }
    }
    bare(rest, syntax)
}

/// Returns whether a quoted text is the whole value.
fn ends_value(after: &str) -> bool {
    after.is_empty()
        || after.starts_with([
            ' ', '\t', ',', ';', ')', ']', '}', '<', '>', '/', '?', '.', '&', '|',
        ])
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '$' | '_' | '\\' | '&'))
        && text.chars().all(|c| {
            c.is_ascii_alphanumeric()
                || matches!(c, '_' | '.' | ':' | '$' | '-' | '>' | '\\' | ' ' | '&')
        })
}

/// Reads the text in an expression, unless its words show that the value comes from elsewhere.
fn code(rest: &str) -> Option<Read> {
    let open = rest.find(['(', '[', '\'', '"'])?;
    if rest[open..].starts_with(['(', '[']) && is_named(&rest[open + 1..]) {
        return Some(Read::Block(open + 1));
    }
    let strings = std::iter::successors(next_string(rest, 0), |(_, end)| next_string(rest, *end));
    let found: Vec<_> = strings.take(4).collect();
    if let Some((value, _)) = found
        .iter()
        .find(|(value, _)| shape::is_like_password(&value.text))
    {
        return Some(Read::Value(value.clone(), rest.len()));
    }
    let is_getter = words(&rest[..open])
        .iter()
        .any(|word| GETTERS.contains(&word.as_str()));
    if is_getter {
        let value = Value {
            is_reference: true,
            ..Value::plain("$")
        };
        return Some(Read::Value(value, rest.len()));
    }
    let first = found.into_iter().next();
    match first {
        Some((value, end)) if !rest[open..].starts_with(['(', '[']) || is_argument(rest, open) => {
            Some(Read::Value(value, end))
        }
        _ if rest[open..].starts_with(['(', '[']) => Some(Read::Block(open + 1)),
        _ => None,
    }
}

/// Returns whether the first argument of a call has a name, or is an object.
fn is_named(inside: &str) -> bool {
    let inside = inside.trim_start();
    let name =
        inside.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\''));
    let after = name.trim_start();
    let is_separator = after.starts_with(['=', ':']) && !after.starts_with("==");
    inside.starts_with('{') || name.len() < inside.len() && is_separator
}

/// Returns whether the only argument of a call is a quoted text.
fn is_argument(rest: &str, open: usize) -> bool {
    let inside = &rest[open + 1..];
    quoted(inside.trim_start()).is_some_and(|(_, len)| {
        inside.trim_start()[len..]
            .trim_start()
            .starts_with([')', ']'])
    })
}

fn next_string(rest: &str, from: usize) -> Option<(Value, usize)> {
    let start = from + rest[from..].find(['\'', '"'])?;
    let (value, len) = quoted(&rest[start..])?;
    Some((value, start + len))
}

fn bare(rest: &str, syntax: &Syntax) -> Read {
    let mut end = bare_end(rest, syntax);
    let is_env = syntax.mark == ':' || !syntax.is_spaced && !syntax.is_dotted;
    let mut doubt = None;
    if let Some(comment) = comment(&rest[..end]) {
        if syntax.place != Place::Line || is_env {
            end = comment;
            doubt = (syntax.place == Place::Section).then_some(Doubt::Comment);
        }
    }
    // Java's properties have escapes, and keep spaces after a value.
    let is_property = syntax.is_dotted && syntax.mark == '=' && syntax.place == Place::Line;
    let text = if is_property && end == rest.len() {
        unescaped(rest)
    } else {
        Zeroizing::new(rest[..end].trim_end().to_owned())
    };
    // An alias of YAML.
    let is_reference = match text.as_bytes().first() {
        Some(b'*') if syntax.mark == ':' => true,
        _ => shape::is_reference(&text),
    };
    let value = Value {
        text,
        is_reference,
        doubt,
        ..Value::default()
    };
    Read::Value(value, end)
}

/// Returns the end of an unquoted value, with a comment after it.
fn bare_end(rest: &str, syntax: &Syntax) -> usize {
    let mut end = if syntax.place == Place::Flow {
        flow_end(rest)
    } else {
        rest.len()
    };
    if syntax.place != Place::Flow && syntax.mark == '=' {
        // In `A=B C=D`, `A=B; C=D`, and `command A=B`, an unquoted value has no spaces.
        let word = rest[..end].find([' ', '\t', ';']).unwrap_or(end);
        // A space in a password was a `+`.
        let is_whole = shape::is_password(&rest[..word]) || !shape::is_like_password(&rest[..end]);
        let is_last = syntax.is_word && is_whole;
        if is_last || has_assignment(window(&rest[word..end], MAX_CODE)) {
            end = word;
        }
        end = rest[..end].find(" --").unwrap_or(end);
    }
    // In `port: 587, user: A`, code passes arguments without brackets around them.
    let comma = rest[..end].find(',').filter(|_| syntax.mark == ':');
    comma
        .filter(|comma| has_name(&rest[comma + 1..]))
        .unwrap_or(end)
}

/// Returns whether a value is a path or a URL, which other syntaxes put in quotation marks.
pub(crate) fn is_bare_text(rest: &str) -> bool {
    !rest.starts_with(['"', '\'']) && (rest.starts_with('/') || window(rest, 64).contains("://"))
}

/// Returns whether a value is a host or an access key ID without quotation marks.
pub(crate) fn is_bare_name(rest: &str) -> bool {
    let text = rest.trim();
    shape::is_access_key_id(text) || shape::is_host(text) && shape::is_like_ses_host(text)
}

/// Returns the start of a comment after a value, including the whitespace before its mark.
fn comment(text: &str) -> Option<usize> {
    let marks = [" #", "\t#", " ;", "\t;", " //"];
    marks.iter().filter_map(|mark| text.find(mark)).min()
}

fn flow_end(rest: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth > 0 => depth -= 1,
            ')' | ']' | '}' | ',' | ';' if depth == 0 => return at,
            _ => {}
        }
    }
    rest.len()
}

/// Returns whether a name and `=` follow a value.
fn has_assignment(after: &str) -> bool {
    let words = after.split([' ', '\t', ';']).skip(1);
    let mut names = words.filter_map(|word| Some(word.split_once('=')?.0.trim_start_matches('-')));
    names.any(is_name)
}

/// Returns whether a name and `:` follow a comma.
fn has_name(after: &str) -> bool {
    let name = window(after, MAX_CODE).split_once(": ");
    name.is_some_and(|(name, _)| is_name(name.trim()))
}

/// Returns whether a text can be the name of a variable or of an option.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
}

pub(crate) fn is_bracketed_host(rest: &str) -> bool {
    let inside = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inside.is_some_and(|(host, after)| {
        (shape::is_host(host) || host.starts_with(':'))
            && (after.starts_with(':') || after.trim().is_empty())
    })
}

/// Reads a quoted text at the start. Returns its value and its end.
pub(crate) fn quoted(rest: &str) -> Option<(Value, usize)> {
    let quote = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let triples = ["\"\"\"", "'''"];
    if let Some(triple) = triples.iter().find(|triple| rest.starts_with(*triple)) {
        let end = rest[3..].find(triple)?;
        return Some((Value::plain(&rest[3..3 + end]), end + 6));
    }
    let mut text = Zeroizing::new(String::new());
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote == '"' => {
                let (c, len) = unescape(&rest[at + 1..])?;
                text.push(c);
                chars.nth(len - 1)?;
            }
            '\\' if quote == '\'' && matches!(chars.peek(), Some((_, '\\' | '\''))) => {
                text.extend(chars.next().map(|(_, c)| c));
            }
            // Two quotation marks in YAML's single quotes mean one quotation mark.
            '\'' if quote == '\'' && matches!(chars.peek(), Some((_, '\''))) => {
                chars.next();
                text.push('\'');
            }
            _ if c == quote => {
                let value = Value {
                    text,
                    ..Value::default()
                };
                return Some((value, at + 1));
            }
            _ => text.push(c),
        }
    }
    None
}

/// Decodes the escapes of Java's properties.
fn unescaped(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        let (c, len) = unescape(after).unwrap_or(('\\', 0));
        plain.push_str(before);
        plain.push(c);
        let end = after.char_indices().nth(len);
        rest = end.map_or("", |(end, _)| &after[end..]);
    }
    plain.push_str(rest);
    plain
}

/// Returns the character that a backslash before `rest` escapes, and how many characters it took.
fn unescape(rest: &str) -> Option<(char, usize)> {
    let code = |digits: usize| {
        let code = u32::from_str_radix(rest.get(1..=digits)?, 16).ok()?;
        Some((char::from_u32(code)?, 1 + digits))
    };
    match rest.chars().next()? {
        'u' => code(4),
        'x' => code(2),
        'n' => Some(('\n', 1)),
        't' => Some(('\t', 1)),
        'r' => Some(('\r', 1)),
        '0' => Some(('\0', 1)),
        other => Some((other, 1)),
    }
}

/// Returns the beginning of a text, which limits the time of a search.
pub(crate) fn window(text: &str, len: usize) -> &str {
    let mut end = len.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
