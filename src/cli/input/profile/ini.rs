//! The syntax of the AWS CLI's files, which Python's configparser reads. INI crates differ from
//! configparser in continued values, repeated sections, and comments after values.

use std::collections::{BTreeMap, HashSet};

use crate::cli::error::Error;

/// The section whose settings apply to every other section.
const DEFAULTS: &str = "DEFAULT";

pub(crate) struct Ini<'a> {
    pub(crate) sections: Vec<Section<'a>>,
    defaults: Section<'a>,
}

#[derive(Default)]
pub(crate) struct Section<'a> {
    pub(crate) name: &'a str,
    pub(crate) line: u64,
    settings: BTreeMap<String, Setting<'a>>,
}

pub(crate) struct Setting<'a> {
    pub(crate) name: String,
    pub(crate) value: &'a str,
    pub(crate) line: u64,
    /// The first line that continues the value.
    pub(crate) continued: Option<u64>,
}

/// A line number, counted from 1, and the error in that line.
type Invalid = (u64, Error);

impl<'a> Ini<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, Invalid> {
        let mut parser = Parser::default();
        for (line, number) in lines(text).zip(1..) {
            parser.line(line, number).map_err(|error| (number, error))?;
        }
        Ok(Self {
            sections: parser.sections,
            defaults: parser.defaults,
        })
    }

    /// Returns the settings of a section and of the defaults.
    pub(crate) fn settings<'b>(
        &'b self,
        section: &'b Section<'a>,
    ) -> impl Iterator<Item = &'b Setting<'a>> {
        let own = &section.settings;
        let defaults = self.defaults.settings.values();
        let inherited = defaults.filter(|setting| !own.contains_key(&setting.name));
        own.values().chain(inherited)
    }
}

#[derive(Default)]
struct Parser<'a> {
    sections: Vec<Section<'a>>,
    names: HashSet<&'a str>,
    defaults: Section<'a>,
    is_in_defaults: bool,
    /// The setting that an indented line continues, and its own indent.
    setting: Option<String>,
    indent: usize,
}

impl<'a> Parser<'a> {
    fn line(&mut self, line: &'a str, number: u64) -> Result<(), Error> {
        let content = line.trim_matches(is_space);
        if content.is_empty() || content.starts_with(['#', ';']) {
            return Ok(());
        }
        let indent = line.chars().take_while(|c| is_space(*c)).count();
        if let Some(name) = self.setting.take_if(|_| indent > self.indent) {
            let section = self.section_mut();
            let setting = section.and_then(|section| section.settings.get_mut(&name));
            let continued = setting.map(|setting| setting.continue_with(content, number));
            self.setting = Some(name);
            return continued.unwrap_or(Ok(()));
        }
        self.indent = indent;
        match section(content) {
            Some(name) => self.begin_section(name, number),
            None => self.add_setting(content, number),
        }
    }

    fn begin_section(&mut self, name: &'a str, line: u64) -> Result<(), Error> {
        self.setting = None;
        self.is_in_defaults = name == DEFAULTS;
        if !self.is_in_defaults {
            if !self.names.insert(name) {
                return Err(
                    Error::input("this section appears twice").hint("remove one of the two")
                );
            }
            self.sections.push(Section {
                name,
                line,
                ..Section::default()
            });
        }
        Ok(())
    }

    fn add_setting(&mut self, content: &'a str, line: u64) -> Result<(), Error> {
        let pair = content.split_once(['=', ':']);
        let (name, value) = pair.filter(|(name, _)| !name.is_empty()).ok_or_else(|| {
            Error::input("this isn't a section or a setting")
                .hint("write [SECTION] or NAME = VALUE")
        })?;
        let name = name.trim_end_matches(is_space).to_lowercase();
        self.setting = Some(name.clone());
        let section = self.section_mut().ok_or_else(|| {
            Error::input("a setting appears before the first section")
                .hint("write a section, such as [default], before the setting")
        })?;
        let setting = Setting {
            name: name.clone(),
            value: value.trim_start_matches(is_space),
            line,
            continued: None,
        };
        if section.settings.insert(name, setting).is_some() {
            return Err(Error::input("this setting appears twice").hint("remove one of the two"));
        }
        Ok(())
    }

    /// Returns the current section.
    fn section_mut(&mut self) -> Option<&mut Section<'a>> {
        if self.is_in_defaults {
            Some(&mut self.defaults)
        } else {
            self.sections.last_mut()
        }
    }
}

impl Setting<'_> {
    /// After an empty value, the lines are settings of its own.
    fn continue_with(&mut self, content: &str, number: u64) -> Result<(), Error> {
        self.continued.get_or_insert(number);
        let is_nested = self.value.is_empty();
        if is_nested && !content.contains('=') {
            return Err(Error::input("this isn't a setting").hint("write NAME = VALUE"));
        }
        Ok(())
    }
}

fn section(content: &str) -> Option<&str> {
    let (name, _) = content.strip_prefix('[')?.rsplit_once(']')?;
    (!name.is_empty()).then_some(name)
}

/// The lines of a text, with the line ends of every system.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text
        .split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line));
    lines.flat_map(|line| line.split('\r'))
}

/// Python counts these separators as whitespace too.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// Splits a text into words as a shell does.
pub(crate) fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('"' | '\'', Some(open)) if c == open => quote = None,
            ('\\', Some('"')) => {
                let next = chars.next()?;
                let word = word.get_or_insert_default();
                if !matches!(next, '\\' | '"') {
                    word.push('\\');
                }
                word.push(next);
            }
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            ('\\', None) => word.get_or_insert_default().push(chars.next()?),
            (' ' | '\t', None) => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}
