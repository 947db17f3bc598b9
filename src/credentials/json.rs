//! JSON: one document or any number of them, a credential each.

use core::fmt;
use std::io::Read;

use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Credential;
use super::field::{self, Field, Parts};
use crate::error::{Error, Place};
use crate::text::{MAX_WHOLE, Text};

/// How deep the objects that hold a credential's parts may lie inside each other.
const MAX_DEPTH: u8 = 3;

/// One credential a document.
pub(super) struct Documents<R> {
    text: Text<R>,
    count: u64,
    credential: Option<Credential>,
}

impl<R: Read> Documents<R> {
    pub(super) fn new(text: Text<R>) -> Self {
        Self { text, count: 0, credential: None }
    }

    pub(super) fn advance(&mut self) -> Result<Option<&Credential>, Error> {
        let Some(first_byte) = self.text.skip_blanks()? else {
            return Ok(None);
        };
        self.count += 1;
        let place = Place::Document(self.count);
        let read = if first_byte == b'{' { self.read(place) } else { Err(Error::JsonMalformed) };
        self.credential = Some(read.map_err(|error| error.at(place))?);
        Ok(self.credential.as_ref())
    }

    fn read(&mut self, place: Place) -> Result<Credential, Error> {
        let mut document = self.text.reader().take(MAX_WHOLE);
        let mut search = Search::default();
        let object = Object { search: &mut search, depth: 0 };
        let parsed = object.deserialize(&mut serde_json::Deserializer::from_reader(&mut document));
        match parsed {
            Ok(()) => search.into_credential(place),
            Err(_) if document.limit() == 0 => Err(Error::TextTooLong),
            Err(error) if error.is_io() => {
                Err(Error::Read { what: "the JSON document", error: error.into() })
            }
            Err(error) if error.is_eof() => Err(Error::JsonCutOff),
            Err(_) => Err(Error::JsonMalformed),
        }
    }
}

/// The parts found so far in a document. An error is kept here and not given to serde, which would
/// turn it into text.
#[derive(Default)]
struct Search {
    parts: Parts,
    error: Option<Error>,
}

impl Search {
    fn put(&mut self, field: Field, value: &str) {
        if let Err(error) = self.parts.put(field, value) {
            self.error.get_or_insert(error);
        }
    }

    fn into_credential(self, place: Place) -> Result<Credential, Error> {
        match self.error {
            Some(error) => Err(error),
            None => self.parts.into_credential(place, Error::NoSecretByName),
        }
    }
}

/// An object that may hold the parts of a credential.
struct Object<'a> {
    search: &'a mut Search,
    depth: u8,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            map.next_value_seed(Member { search: self.search, depth: self.depth, name: &name })?;
        }
        Ok(())
    }
}

/// The value under a name.
struct Member<'a> {
    search: &'a mut Search,
    depth: u8,
    name: &'a str,
}

impl<'de> DeserializeSeed<'de> for Member<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Member<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if let Some(field) = field::field(self.name) {
            self.search.put(field, text);
        } else if field::is_secret_string(self.name)
            && self.depth < MAX_DEPTH
            && text.trim_start().starts_with('{')
        {
            let mut document = serde_json::Deserializer::from_str(text);
            let object = Object { search: self.search, depth: self.depth + 1 };
            if object.deserialize(&mut document).is_err() || document.end().is_err() {
                self.search.error.get_or_insert(Error::JsonMalformed);
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        if field::is_container(self.name) && self.depth < MAX_DEPTH {
            Object { search: self.search, depth: self.depth + 1 }.visit_map(map)
        } else {
            refuse_part(self.name, self.search);
            IgnoredAny.visit_map(map).map(drop)
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        refuse_part(self.name, self.search);
        IgnoredAny.visit_seq(seq).map(drop)
    }

    /// Null is as good as absent.
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        refuse_part(self.name, self.search);
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        refuse_part(self.name, self.search);
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        refuse_part(self.name, self.search);
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        refuse_part(self.name, self.search);
        Ok(())
    }
}

/// A part of a credential that is no string is not what it should be.
fn refuse_part(name: &str, search: &mut Search) {
    if field::field(name).is_some() {
        search.error.get_or_insert(Error::NotText);
    }
}
