//! JSON: any number of documents, one key per document.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io::Read;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use zeroize::Zeroizing;

use super::parts::{Field, field, is_container, is_secret_string};
use super::text::{self, MAX_WHOLE, Text};
use crate::cli::credential::{Credential, parse_secret, temporary};
use crate::cli::error::{Error, Place};

/// The maximum depth of an object that contains an access key.
const MAX_DEPTH: u8 = 3;

/// One credential per document.
pub(crate) struct Documents<R> {
    text: Text<R>,
    document: Zeroizing<Vec<u8>>,
    count: u64,
}

impl<R: Read> Documents<R> {
    pub(crate) fn new(text: Text<R>) -> Self {
        Self {
            text,
            document: Zeroizing::new(Vec::new()),
            count: 0,
        }
    }

    fn advance(&mut self) -> Result<Option<Credential>, Error> {
        let Some(first) = self.text.skip_whitespace()? else {
            return Ok(None);
        };
        self.count += 1;
        let place = Place::Document(self.count);
        if first != b'{' {
            return Err(Error::input("this isn't a JSON object")
                .hint("pass only JSON objects, one after another")
                .at(place));
        }
        self.read_document()
            .and_then(|()| parse(&self.document, place))
            .map(Some)
            .map_err(|error| error.at(place))
    }

    /// Reads up to the brace that closes the document, and not a byte more.
    fn read_document(&mut self) -> Result<(), Error> {
        self.document.clear();
        let mut scanner = Scanner::default();
        loop {
            let bytes = self.text.fill(1)?;
            let end = bytes.iter().position(|byte| scanner.ends_with(*byte));
            let len = end.map_or(bytes.len(), |end| end + 1);
            if len == 0 {
                return Err(Error::input("this JSON document is incomplete")
                    .hint("pass the whole output of the command"));
            }
            if self.document.len() + len > MAX_WHOLE {
                return Err(Error::input("this JSON document is longer than 1 MiB"));
            }
            text::append(&mut self.document, &bytes[..len]);
            self.text.consume(len);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

impl<R: Read> Iterator for Documents<R> {
    type Item = Result<Credential, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

/// Finds the end of an object. The parser then decides if the object is valid.
#[derive(Default)]
struct Scanner {
    depth: u32,
    is_in_string: bool,
    is_escaped: bool,
}

impl Scanner {
    fn ends_with(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.is_in_string => self.is_escaped = true,
            b'"' => self.is_in_string = !self.is_in_string,
            _ if self.is_in_string => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.depth == 0
    }
}

/// A JSON value. An object is a list, because a map drops a name that appears twice.
#[derive(PartialEq)]
enum Value {
    Null,
    Text(Zeroizing<String>),
    Object(Vec<(Zeroizing<String>, Value)>),
    Other,
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            pairs.push((Zeroizing::new(name), value));
        }
        Ok(Value::Object(pairs))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(Zeroizing::new(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Other)
    }
}

impl Value {
    /// Returns the value of `{"value": …}`, as `terraform output -json` writes it.
    fn unwrapped(&self) -> &Self {
        let Self::Object(pairs) = self else {
            return self;
        };
        if pairs.iter().any(|(name, _)| is_known(name)) {
            return self;
        }
        let mut values = pairs.iter().filter(|(name, _)| name.as_str() == "value");
        match (values.next(), values.next()) {
            (Some((_, value)), None) => value,
            _ => self,
        }
    }
}

fn is_known(name: &str) -> bool {
    field(name).is_some() || is_container(name) || is_secret_string(name)
}

fn parse(document: &[u8], place: Place) -> Result<Credential, Error> {
    let text = std::str::from_utf8(document)
        .map_err(|_| Error::input("this JSON document isn't UTF-8"))?;
    let mut search = Search::default();
    search.value(&parse_value(text)?, 0)?;
    search.into_credential(place)
}

/// serde's own text isn't printed, because it may contain input.
fn parse_value(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text).map_err(|_| {
        Error::input("this isn't valid JSON").hint("pass the output of the command as it is")
    })
}

/// The parts found so far, each with the number of its object.
#[derive(Default)]
struct Search {
    objects: usize,
    secrets: Vec<(usize, Zeroizing<String>)>,
    ids: Vec<(usize, Zeroizing<String>)>,
    has_empty_secret: bool,
    has_empty_id: bool,
    is_temporary: bool,
}

impl Search {
    fn value(&mut self, value: &Value, depth: u8) -> Result<(), Error> {
        match value.unwrapped() {
            Value::Object(pairs) if depth <= MAX_DEPTH => self.object(pairs, depth),
            _ => Ok(()),
        }
    }

    fn object(&mut self, pairs: &[(Zeroizing<String>, Value)], depth: u8) -> Result<(), Error> {
        let object = self.objects;
        self.objects += 1;
        let mut before = HashMap::new();
        for (name, value) in pairs {
            if is_known(name)
                && before
                    .insert(name.as_str(), value)
                    .is_some_and(|v| v != value)
            {
                return Err(Error::input("a name appears twice with different values"));
            }
            match (field(name), value.unwrapped()) {
                (_, Value::Object(_)) if is_container(name) => self.value(value, depth + 1)?,
                (Some(field), Value::Text(text)) => self.part(field, text.trim(), object),
                (Some(field), Value::Null) => self.part(field, "", object),
                (Some(_), _) => {
                    return Err(Error::input("a part of the access key isn't a JSON string")
                        .hint("pass the output of the command as it is"));
                }
                (None, Value::Text(text))
                    if is_secret_string(name) && text.trim_start().starts_with('{') =>
                {
                    self.value(&parse_value(text)?, depth + 1)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn part(&mut self, field: Field, text: &str, object: usize) {
        let found = || (object, Zeroizing::new(text.to_owned()));
        match field {
            Field::SessionToken => self.is_temporary |= !text.is_empty(),
            Field::SecretAccessKey if text.is_empty() => self.has_empty_secret = true,
            Field::SecretAccessKey => self.secrets.push(found()),
            _ if text.is_empty() => self.has_empty_id = true,
            _ => self.ids.push(found()),
        }
    }

    fn into_credential(self, place: Place) -> Result<Credential, Error> {
        if self.is_temporary {
            return Err(temporary());
        }
        if differ(&self.secrets) || differ(&self.ids) {
            return Err(Error::input("there are two different access keys")
                .hint("pass one JSON document for each key"));
        }
        let Some((_, secret)) = self.secrets.first() else {
            return Err(if self.has_empty_secret {
                parse_secret("").expect_err("an empty secret is rejected")
            } else {
                Error::input("there is no SecretAccessKey in this JSON document")
                    .hint("SecretKey works too; case, _, -, and a leading AWS don't matter")
            });
        };
        let objects: HashSet<usize> = self.secrets.iter().map(|(object, _)| *object).collect();
        let is_beside = |(object, _): &(usize, _)| objects.contains(object);
        let id = match self.ids.first() {
            Some(_) if !self.ids.iter().any(is_beside) => {
                return Err(Error::input(
                    "the access key ID and the secret access key are in different JSON objects",
                )
                .hint("pass the object that has both"));
            }
            Some((_, id)) => Some(id.as_str()),
            None => self.has_empty_id.then_some(""),
        };
        Credential::from_secret(id, secret, place)
    }
}

fn differ(found: &[(usize, Zeroizing<String>)]) -> bool {
    found.windows(2).any(|pair| pair[0].1 != pair[1].1)
}
