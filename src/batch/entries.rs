//! One object of NDJSON, as it stands: nothing is merged, guessed or lost.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// An object's keys and values in the order of the text, repeated ones too.
pub(crate) struct Entries<'de>(pub(crate) Vec<(Cow<'de, str>, JsonCell<'de>)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, cell)) = map.next_entry::<JsonCell<'de>, JsonCell<'de>>()? {
            let JsonCell::Text(key) = key else {
                return Err(A::Error::custom("a key is a string"));
            };
            entries.push((key, cell));
        }
        Ok(Entries(entries))
    }
}

/// A string, nothing, or something else.
pub(crate) enum JsonCell<'de> {
    Text(Cow<'de, str>),
    Missing,
    Other,
}

impl<'de> JsonCell<'de> {
    /// The string, if it is one.
    pub(crate) fn into_text(self) -> Option<Cow<'de, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Missing | Self::Other => None,
        }
    }
}

impl<'de> Deserialize<'de> for JsonCell<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

macro_rules! others {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method<E: Error>(self, _: $type) -> Result<Self::Value, E> { Ok(JsonCell::Other) })*
    };
}

impl<'de> Visitor<'de> for CellVisitor {
    type Value = JsonCell<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(JsonCell::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(JsonCell::Text(Cow::Owned(text.to_owned())))
    }

    others! {
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64,
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(JsonCell::Missing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(JsonCell::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(JsonCell::Other)
    }
}
