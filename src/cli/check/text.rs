//! Reads the settings of a configuration in any syntax: names, values, and blocks.
//!
//! One tolerant reader knows the common parts of all syntaxes: a name before `=`, `:`, or `=>`,
//! values in quotes or bare, blocks in brackets, in tags, under a header, or by indentation.

mod block;
mod comment;
mod items;
mod line;
mod pairs;
mod position;
mod table;
mod tag;
mod transcript;
mod value;
mod words;

use std::collections::HashMap;

use zeroize::Zeroizing;

pub(crate) use block::Block;
use block::{Blocks, Kind};
pub(crate) use position::pair;
use transcript::Transcript;

use super::name::{Name, Role};
use super::shape;
use super::url;
use crate::secret;

/// The contents of a text.
#[derive(Default)]
pub(crate) struct Config {
    pub(crate) settings: Vec<Setting>,
    pub(crate) blocks: Vec<Block>,
}

pub(crate) struct Setting {
    pub(crate) name: Name,
    pub(crate) value: Value,
    /// Counted from 1.
    pub(crate) line: usize,
    pub(crate) block: usize,
}

/// A value as a reader of the syntax understands it.
#[derive(Clone, Default)]
pub(crate) struct Value {
    pub(crate) text: Zeroizing<String>,
    pub(crate) coding: Coding,
    /// Code that reads the value from elsewhere.
    pub(crate) is_reference: bool,
    pub(crate) doubt: Option<Doubt>,
    /// The text with its quotes, if there are syntaxes that keep them.
    pub(crate) literal: Option<(Keeper, Zeroizing<String>)>,
}

/// A syntax that keeps quotes, if the text has no other signs of its syntax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Keeper {
    /// Some readers of sections.
    Section,
    /// Names with periods, as in Java's properties. Those have no spaces around `=`.
    Dotted { is_spaced: bool },
    /// Words without separators, as in `password 'VALUE'`.
    Words,
}

/// Values without quotes that code would have in quotes.
#[derive(Default)]
struct BareTexts {
    /// A path or a URL after `=`.
    is_after_equals: bool,
    /// A host or an access key ID after a name with periods.
    is_dotted: bool,
    /// A host or an access key ID after a word.
    is_word: bool,
}

/// Text around a value that some readers of the syntax keep and others remove.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Doubt {
    Comment,
    Quotes,
    /// Before an entry of a Postfix table. An indented line continues the entry before it.
    Indentation,
}

/// The encoding of a value in the syntax around it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) enum Coding {
    #[default]
    Plain,
    /// A part of a URL, which has been decoded, and a `/` or `+` in it that wasn't encoded.
    Url { raw: Option<char> },
    /// A URL instead of a host, whose scheme has been removed.
    HostUrl,
    /// A value that isn't base64, although the syntax requires it, as in a Kubernetes Secret.
    NotBase64,
}

impl Value {
    pub(crate) fn plain(text: &str) -> Self {
        Self {
            text: Zeroizing::new(text.to_owned()),
            ..Self::default()
        }
    }

    fn part(&self, text: &str) -> Self {
        Self {
            text: Zeroizing::new(text.to_owned()),
            ..self.clone()
        }
    }

    /// Decodes a value that the syntax requires to be base64.
    fn decode_base64(&mut self) {
        match shape::base64_decoded(&self.text) {
            Some(text) => self.text = text,
            None => self.coding = Coding::NotBase64,
        }
    }
}

/// The maximum depth of texts within values.
const MAX_DEPTH: u8 = 3;

/// Reads a text.
pub(crate) fn read(text: &str) -> Config {
    if is_alone(text) {
        return of_password(text);
    }
    let mut reader = Reader::new();
    reader.text(text);
    reader.finish()
}

/// Returns the settings of a password that is alone, without the end of its line.
pub(crate) fn of_password(text: &str) -> Config {
    let mut reader = Reader::new();
    reader.line = 1;
    let value = Value::plain(text.trim_end_matches(['\r', '\n']));
    reader.part(Name::parse("smtp password"), value, 1);
    reader.finish()
}

/// Returns whether a text is a single word that is, or was meant as, a password.
fn is_alone(text: &str) -> bool {
    let word = shape::bare(text);
    shape::is_like_password(word) || secret::has_form(word) || shape::is_access_key_id(word)
}

/// The state of the reader, and the settings so far.
struct Reader {
    settings: Vec<Setting>,
    blocks: Blocks,
    /// A name at the end of a line, whose value or block may follow.
    pending: Option<Pending>,
    /// A YAML block scalar, whose lines are a password.
    scalar: Option<Scalar>,
    /// The rest of an AUTH command that the next lines contain.
    transcript: Transcript,
    tags: Vec<tag::Tag>,
    names: HashMap<String, Name>,
    has_sections: bool,
    bare_texts: BareTexts,
    is_item: bool,
    line: usize,
    depth: u8,
}

struct Pending {
    name: String,
    column: usize,
    line: usize,
}

struct Scalar {
    name: String,
    column: usize,
    line: usize,
    text: Zeroizing<String>,
    keeps_newline: bool,
}

impl Reader {
    fn new() -> Self {
        Self {
            settings: Vec::new(),
            blocks: Blocks::new(),
            pending: None,
            scalar: None,
            transcript: Transcript::default(),
            tags: Vec::new(),
            names: HashMap::new(),
            has_sections: false,
            bare_texts: BareTexts::default(),
            is_item: false,
            line: 0,
            depth: 0,
        }
    }

    fn text(&mut self, text: &str) {
        if self.table(text) {
            return;
        }
        let text = comment::without_block_comments(text);
        for line in text.split('\n') {
            self.line += 1;
            self.line(line.strip_suffix('\r').unwrap_or(line));
        }
        self.end_scalar();
        self.end_pending();
    }

    fn finish(mut self) -> Config {
        self.settle_quotes();
        let mut config = Config {
            settings: self.settings,
            blocks: self.blocks.finish(),
        };
        pairs::join(&mut config);
        pairs::decode_secrets(&mut config);
        config
    }

    /// Decides whether the quotes around values belong to them.
    fn settle_quotes(&mut self) {
        let bare = &self.bare_texts;
        let is_kept = |keeper| match keeper {
            Keeper::Section => bare.is_after_equals && !self.has_sections,
            Keeper::Dotted { .. } => (bare.is_after_equals || bare.is_dotted) && !self.has_sections,
            Keeper::Words => bare.is_word,
        };
        let is_doubtful = |keeper| match keeper {
            Keeper::Dotted { is_spaced } => !is_spaced || bare.is_after_equals,
            Keeper::Section => bare.is_after_equals,
            Keeper::Words => false,
        };
        for Setting { value, .. } in &mut self.settings {
            match value.literal.take() {
                Some((keeper, literal)) if is_kept(keeper) => *value = Value::plain(&literal),
                Some((keeper, _)) if is_doubtful(keeper) => value.doubt = Some(Doubt::Quotes),
                _ => {}
            }
        }
    }

    /// Reads a text that is a value, in its own block.
    fn nested(&mut self, name: &str, text: &str) {
        let line = self.line;
        self.depth += 1;
        self.blocks.open(name, Kind::Nested);
        let outer = self.blocks.len();
        for inner in text.split('\n') {
            self.items(inner);
        }
        self.blocks.close_to(outer - 1);
        self.depth -= 1;
        self.line = line;
    }

    /// Adds a setting, and those in its value.
    fn setting(&mut self, name: &str, value: Value) {
        let block = self.blocks.top();
        self.setting_at(name, value, self.line, block);
    }

    fn setting_at(&mut self, name: &str, value: Value, line: usize, block: usize) {
        let text = value.text.trim();
        if self.depth < MAX_DEPTH && is_nested(text) {
            let text = Zeroizing::new(text.to_owned());
            return self.nested(name, &text);
        }
        let parsed = self.name_in_block(name);
        if let Some((name, text)) = variable_in(&parsed, &value) {
            let mut value = value.part(text);
            // The quotes are around the whole assignment, and aren't a part of the value.
            value.literal = None;
            return self.setting_at(&name, value, line, block);
        }
        if let Some(url) = url::parse(text) {
            if url.has_password() || parsed.role != Some(Role::Password) {
                return self.url(name, &parsed, &url, line);
            }
        }
        if let Some((user, password)) = pair(text).filter(|_| !value.is_reference) {
            self.blocks.open(name, Kind::Record);
            let (user, password) = (value.part(user), value.part(password));
            self.part(parsed.with_role(Role::UserName), user, line);
            self.part(parsed.with_role(Role::Password), password, line);
            self.blocks.close();
            return;
        }
        if parsed.role == Some(Role::Host) {
            if let Some((host, port)) = url::host_and_port(text) {
                let (host, port) = (value.part(host), value.part(port));
                self.push(parsed.with_role(Role::Port), port, line, block);
                return self.push(parsed, host, line, block);
            }
        }
        self.push(parsed, value, line, block);
    }

    /// Parses a name. `enable` in the block `starttls` is `starttls.enable`.
    fn name_in_block(&mut self, name: &str) -> Name {
        let parsed = self.name(name);
        if parsed.role.is_some() || !parsed.stem.is_empty() || name.is_empty() {
            return parsed;
        }
        let in_block = self.name(&[self.blocks.name(), ".", name].concat());
        if in_block.role.is_some() {
            in_block
        } else {
            parsed
        }
    }

    /// Parses a name only once, because configurations repeat names.
    fn name(&mut self, name: &str) -> Name {
        if let Some(name) = self.names.get(name) {
            return name.clone();
        }
        let parsed = Name::parse(name);
        self.names.insert(name.to_owned(), parsed.clone());
        parsed
    }

    fn url(&mut self, name: &str, parsed: &Name, url: &url::Url, line: usize) {
        let own = url.has_password();
        let base = if own {
            let name = [name, " ", url.topic()].concat();
            self.blocks.open(&name, Kind::Record);
            Name {
                role: None,
                stem: String::new(),
                topic: Name::parse(url.topic()).topic,
            }
        } else {
            parsed.clone()
        };
        let is_host = parsed.role == Some(Role::Host) && url.is_host_alone();
        for (role, mut value) in url.parts() {
            if is_host {
                value.coding = Coding::HostUrl;
            }
            self.part(base.with_role(role), value, line);
        }
        for (name, value) in url.parameters() {
            let mut name = Name::parse(name);
            name.stem.clone_from(&base.stem);
            name.topic = base.topic;
            self.part(name, value, line);
        }
        if own {
            self.blocks.close();
        }
    }

    fn part(&mut self, name: Name, value: Value, line: usize) {
        let block = self.blocks.top();
        self.push(name, value, line, block);
    }

    fn push(&mut self, mut name: Name, value: Value, line: usize, block: usize) {
        if name.role.is_none() && shape::is_password(&value.text) {
            name.role = Some(Role::Password);
        }
        if name.role.is_none_or(|role| role == Role::Host) && is_mail_host(&value.text) {
            name.role = Some(Role::Host);
        }
        // `smtp = HOST` and `smtp: true` are both in use.
        if name.role == Some(Role::Host) && is_switch(&value.text) {
            return;
        }
        if name.role.is_some() {
            self.settings.push(Setting {
                name,
                value,
                line,
                block,
            });
        }
    }
}

fn is_mail_host(text: &str) -> bool {
    text.contains("email-smtp") && shape::is_host(text)
}

fn is_switch(text: &str) -> bool {
    ["true", "false", "yes", "no", "on", "off", "1", "0"]
        .contains(&text.to_ascii_lowercase().as_str())
}

fn is_nested(text: &str) -> bool {
    text.starts_with('{') && text.ends_with('}') && text.contains(':') && !shape::is_reference(text)
}

/// Returns a variable that a value sets, as in `Environment="SMTP_PORT=587"`.
fn variable_in<'a>(name: &Name, value: &'a Value) -> Option<(String, &'a str)> {
    let (inner, text) = value.text.split_once('=')?;
    let has_no_role = matches!(name.role, None | Some(Role::PairValue));
    (has_no_role && value::is_name(inner) && Name::parse(inner).role.is_some())
        .then(|| (inner.to_owned(), text))
}
