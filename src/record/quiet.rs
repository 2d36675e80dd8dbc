//! Deserialising records without a word of what was read.
//!
//! The messages of serde and of data formats quote their input on a wrong type. So the visitors
//! here accept every type there is, and what does not fit is noted, not reported.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::input::contained_flag;
use super::officer::{Entry, Held, OfficerRecord};
use crate::field::{Field, Flag, Role};
use crate::value::normalise;

impl<'de> Deserialize<'de> for OfficerRecord<Held> {
    /// Reads a flat object keyed by field names; other keys are skipped.
    ///
    /// Fields that may never leave are passed over here too, so that nothing in them decides whether
    /// a record can be read; the builder alone holds them.
    ///
    /// # Errors
    /// If the input is no object, or a field stands twice.
    ///
    /// # Security
    /// What the data format adds to an error is a position. It never holds a value.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RecordVisitor(PhantomData))
    }
}

impl<'de> Deserialize<'de> for OfficerRecord<()> {
    /// Reads a flat object keyed by field names; fields that may never leave are skipped.
    ///
    /// # Errors
    /// If the input is no object, or a field stands twice.
    ///
    /// # Security
    /// As for the record that holds them; here they are not even copied.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RecordVisitor(PhantomData))
    }
}

/// Answers scalar types with one fixed result.
macro_rules! scalars {
    ($result:expr; $($method:ident: $type:ty),* $(,)?) => {
        $(fn $method<E: Error>(self, _: $type) -> Result<Self::Value, E> { $result })*
    };
}

struct RecordVisitor<F>(PhantomData<fn() -> F>);

impl<'de, F: Default> Visitor<'de> for RecordVisitor<F> {
    type Value = OfficerRecord<F>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object keyed by field names")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut record = OfficerRecord::<F>::empty();
        let mut seen = Vec::new();
        let mut like: Vec<Flag> = Vec::new();
        while let Some(key) = map.next_key_seed(Key)? {
            let field = match key {
                Named::Field(field) => field,
                Named::Like(flag) => {
                    map.next_value::<IgnoredAny>()?;
                    like.push(flag);
                    continue;
                }
                Named::Nothing => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if seen.contains(&field) {
                return Err(A::Error::custom("a field stands twice"));
            }
            seen.push(field);
            let OfficerRecord {
                releasable,
                deciding,
                held: _,
            } = &mut record;
            let slot = match (field.role(), field.readable()) {
                (Role::Releasable, Some(readable)) => releasable.slot(readable),
                (Role::Deciding, Some(readable)) => deciding.slot(readable),
                _ => None,
            };
            match slot {
                Some(slot) => {
                    let is_flag = field.role() == Role::Deciding;
                    *slot = map.next_value_seed(Value { is_flag })?;
                }
                // as the streaming reader does: whatever can be passed over is accepted
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        // a key that holds a flag's name and more may be that flag: it is raised
        for flag in like {
            if let Some(slot) = record.deciding.slot(flag.readable()) {
                *slot = Entry::Unusable;
            }
        }
        Ok(record)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Err(A::Error::custom(NO_OBJECT))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Err(E::custom(NO_OBJECT))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Err(E::custom(NO_OBJECT))
    }

    scalars! {
        Err(E::custom(NO_OBJECT));
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128,
        visit_f64: f64, visit_str: &str, visit_bytes: &[u8],
    }
}

const NO_OBJECT: &str = "a record is an object keyed by field names";

/// What a key names.
enum Named {
    Field(Field),
    /// No field, but it holds a deciding flag's name.
    Like(Flag),
    Nothing,
}

/// What a key names, in the form in which keys are compared: NFC, trimmed.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Named;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        let field = Field::from_name(&normalise(key)).map(Named::Field);
        let like = || contained_flag(key).next().map(Named::Like);
        Ok(field.or_else(like).unwrap_or(Named::Nothing))
    }

    scalars! {
        Ok(Named::Nothing);
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128,
        visit_f64: f64, visit_bytes: &[u8],
    }
}

/// One value of whatever type.
struct Value {
    /// Booleans are texts for flags only.
    is_flag: bool,
}

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Entry;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Entry, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Entry, E> {
        Ok(Entry::Text(text.into()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Entry, E> {
        Ok(Entry::Text(text.into()))
    }

    fn visit_bool<E: Error>(self, raised: bool) -> Result<Entry, E> {
        Ok(match (self.is_flag, raised) {
            (true, true) => Entry::Text("true".into()),
            (true, false) => Entry::Text("false".into()),
            (false, _) => Entry::Unusable,
        })
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Entry, E> {
        Ok(Entry::Text(number.to_string().into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Entry, E> {
        Ok(Entry::Text(number.to_string().into()))
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<Entry, E> {
        Ok(Entry::Text(number.to_string().into()))
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<Entry, E> {
        Ok(Entry::Text(number.to_string().into()))
    }

    fn visit_none<E: Error>(self) -> Result<Entry, E> {
        // of a flag that is there nothing is known: it is raised
        Ok(if self.is_flag {
            Entry::Unusable
        } else {
            Entry::Missing
        })
    }

    fn visit_unit<E: Error>(self) -> Result<Entry, E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Entry, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Entry, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Entry, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Entry::Unusable)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Entry::Unusable)
    }

    scalars! {
        Ok(Entry::Unusable);
        visit_f64: f64, visit_bytes: &[u8],
    }
}

#[cfg(test)]
mod tests;
