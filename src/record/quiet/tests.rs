use serde::de::value::{self, MapDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer};

use super::*;
use crate::field::Readable;
use crate::record::{Reading, Record};

/// A value as formats other than JSON hand it over.
#[derive(Clone, Copy)]
enum Given {
    Owned(&'static str),
    Signed(i64),
    Wide(i128),
    Widest(u128),
    Some(&'static str),
    Wrapped(&'static str),
    /// Of no kind that a record can have.
    Variant,
}

impl<'de> Deserializer<'de> for Given {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Self::Owned(text) => visitor.visit_string(text.to_owned()),
            Self::Signed(number) => visitor.visit_i64(number),
            Self::Wide(number) => visitor.visit_i128(number),
            Self::Widest(number) => visitor.visit_u128(number),
            Self::Some(text) => visitor.visit_some(text.into_deserializer()),
            Self::Wrapped(text) => visitor.visit_newtype_struct(text.into_deserializer()),
            Self::Variant => visitor.visit_enum(value::StrDeserializer::new("x")),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, value::Error> for Given {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn record(key: &'static str, given: Given) -> Result<OfficerRecord<()>, value::Error> {
    OfficerRecord::deserialize(MapDeserializer::new([(key, given)].into_iter()))
}

#[test]
fn texts_and_whole_numbers_are_the_same_in_every_format() {
    for (given, expected) in [
        (Given::Owned("E7"), "E7"),
        (Given::Signed(-7), "-7"),
        (Given::Wide(-8), "-8"),
        (Given::Widest(9), "9"),
        (Given::Some("E8"), "E8"),
        (Given::Wrapped("E9"), "E9"),
    ] {
        let record = record("record_id", given).unwrap();
        assert!(record.read(Readable::RecordId) == Reading::Text(expected));
    }
}

#[test]
fn an_object_in_place_of_a_flag_raises_it() {
    fn reads<F: Default>(json: &str)
    where
        OfficerRecord<F>: DeserializeOwned,
    {
        let record: OfficerRecord<F> = serde_json::from_str(json).unwrap();
        assert!(record.read(Readable::Covert) == Reading::Unusable, "{json}");
    }
    for json in [
        "{\"covert\":{}}",
        "{\"covert\":{\"a\":1}}",
        "{\"covert\":[]}",
    ] {
        reads::<()>(json);
        reads::<Held>(json);
    }
}

#[test]
fn what_is_wrong_is_said_in_words_of_our_own() {
    let said = |error: Result<OfficerRecord<()>, value::Error>| error.unwrap_err().to_string();
    let whole = said(OfficerRecord::deserialize(Given::Variant));
    assert!(
        whole.ends_with("expected an object keyed by field names"),
        "{whole}"
    );
    let cell = said(record("record_id", Given::Variant));
    assert!(cell.ends_with("expected any value"), "{cell}");
    let keys = MapDeserializer::new([(Given::Variant, Given::Owned("ZQXJ"))].into_iter());
    let key = said(OfficerRecord::deserialize(keys));
    assert!(key.ends_with("expected a field's name"), "{key}");
}
