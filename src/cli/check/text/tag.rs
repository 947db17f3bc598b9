//! XML: tags with attributes, and the text between them.

use zeroize::Zeroizing;

use super::block::Kind;
use super::{Reader, Value};

impl Reader {
    /// Reads a tag, or the end of its attributes.
    pub(crate) fn tag(&mut self, line: &str, start: usize, at: usize) -> Option<usize> {
        let rest = &line[at..];
        let is_open = self.blocks.kind() == Kind::Tag { is_open: true };
        if is_open && (rest.starts_with("/>") || rest.starts_with("?>")) {
            self.blocks.close();
            self.tags.pop();
            return Some(at + 2);
        }
        if is_open && rest.starts_with('>') {
            self.blocks.set_kind(Kind::Tag { is_open: false });
            return Some(at + 1);
        }
        if !line[start..at].trim().is_empty() {
            return None;
        }
        if let Some(rest) = rest.strip_prefix("</") {
            self.close_tag();
            return Some(rest.find('>').map_or(line.len(), |end| at + end + 3));
        }
        if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            let end = inside.find("]]>").unwrap_or(inside.len());
            if let Some(tag) = self.tags.last_mut() {
                tag.text.push_str(&inside[..end]);
            }
            return Some((at + 9 + end + 3).min(line.len()));
        }
        if rest.starts_with("<?") || rest.starts_with("<!") {
            return Some(rest.find('>').map_or(line.len(), |end| at + end + 1));
        }
        let name = rest.strip_prefix('<')?;
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        let len = name.find(|c| !is_name(c)).unwrap_or(name.len());
        if len == 0 || !name[len..].starts_with(['>', ' ', '/', '\t']) && len < name.len() {
            return None;
        }
        self.blocks.open(&name[..len], Kind::Tag { is_open: true });
        self.tags.push(Tag {
            name: name[..len].to_owned(),
            text: Zeroizing::default(),
            settings: self.settings.len(),
        });
        Some(line.len() - name[len..].len())
    }

    /// Reads the text up to the next tag.
    pub(crate) fn tag_text(&mut self, rest: &str) -> usize {
        let end = rest.find('<').unwrap_or(rest.len());
        if let Some(tag) = self.tags.last_mut() {
            let is_end_of_line = end == rest.len();
            tag.text.push_str(&rest[..end]);
            if is_end_of_line {
                tag.text.push('\n');
            }
        }
        end
    }

    fn close_tag(&mut self) {
        if !matches!(self.blocks.kind(), Kind::Tag { .. }) {
            return;
        }
        let Some(tag) = self.tags.pop() else {
            return;
        };
        let is_text = !tag.text.trim().is_empty() || self.settings.len() == tag.settings;
        // A text on lines of its own is indented.
        let text = if tag.text.contains('\n') {
            tag.text.trim()
        } else {
            tag.text.as_str()
        };
        let value = Value::plain(&without_entities(text));
        if is_text && self.settings.len() > tag.settings {
            // <entry key="NAME">VALUE</entry>
            self.setting("value", value);
            self.blocks.close();
        } else {
            self.blocks.close();
            if is_text {
                self.setting(&tag.name, value);
            }
        }
    }
}

pub(crate) struct Tag {
    name: String,
    text: Zeroizing<String>,
    /// The number of settings before the tag.
    settings: usize,
}

fn without_entities(text: &str) -> Zeroizing<String> {
    const NAMED: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
    ];
    let mut decoded = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.bytes().take(10).position(|b| b == b';');
        let entity = end.and_then(|end| rest.get(1..end)).and_then(|entity| {
            let number =
                entity
                    .strip_prefix('#')
                    .and_then(|digits| match digits.strip_prefix(['x', 'X']) {
                        Some(digits) => u32::from_str_radix(digits, 16).ok(),
                        None => digits.parse().ok(),
                    });
            let named = NAMED
                .iter()
                .find(|(name, _)| *name == entity)
                .map(|(_, c)| *c);
            named.or_else(|| number.and_then(char::from_u32))
        });
        let (c, len) = entity.zip(end).map_or(('&', 1), |(c, end)| (c, end + 1));
        decoded.push(c);
        rest = &rest[len..];
    }
    decoded.push_str(rest);
    decoded
}
