//! The texts of a JSON document, one after another.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

/// Hands out the keys and texts of a flat object of texts; whether it is one.
pub(super) fn object(text: &str, take: impl FnMut(&str, &str)) -> bool {
    let mut values = serde_json::Deserializer::from_str(text);
    (&mut values).deserialize_map(Flat(take)).is_ok() && values.end().is_ok()
}

struct Flat<F>(F);

impl<'de, F: FnMut(&str, &str)> Visitor<'de> for Flat<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, text)) = map.next_entry::<Cow<'de, str>, Cow<'de, str>>()? {
            (self.0)(&key, &text);
        }
        Ok(())
    }
}

/// Hands out every text of a document, and every key; whether it is one.
pub(super) fn all(text: &[u8], mut take: impl FnMut(&str)) -> bool {
    let mut values = serde_json::Deserializer::from_slice(text);
    Every(&mut take).deserialize(&mut values).is_ok() && values.end().is_ok()
}

struct Every<'f, F>(&'f mut F);

impl<'de, F: FnMut(&str)> DeserializeSeed<'de> for Every<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: FnMut(&str)> Visitor<'de> for Every<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            (self.0)(&key);
            map.next_value_seed(Every(self.0))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Every(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        (self.0)(text);
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}
