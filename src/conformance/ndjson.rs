//! Bare rows as NDJSON.

use std::borrow::Cow;
use std::fmt;

use memchr::memchr;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::check::Check;
use crate::code::Code;

pub(super) fn check(bytes: &[u8], check: &mut Check<'_>) {
    let mut rest = bytes;
    let mut line = 0;
    while !rest.is_empty() {
        line += 1;
        let end = memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let Some((raw, after)) = rest.split_at_checked(end) else {
            return;
        };
        rest = after;
        let place = check.begin_row(line);
        // The error can quote the input: that there is one is all that is kept of it.
        let Ok(Entries(entries)) = serde_json::from_slice::<Entries<'_>>(raw) else {
            check.find(Code::Unreadable, place);
            continue;
        };
        let (keys, texts): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
        let headers = || keys.iter().map(|key: &Text<'_>| key.0.as_deref());
        if check.is_exact(headers()) {
            let texts: Vec<_> = texts.into_iter().map(|text| text.0).collect();
            for (position, text) in texts.iter().enumerate() {
                check.cell(position, text.as_deref(), place);
            }
            check.bytes(&texts, raw, place);
        } else {
            let columns = check.columns(headers(), place);
            for (column, text) in columns.into_iter().zip(texts) {
                if let Some(position) = column {
                    check.cell(position, text.0.as_deref(), place);
                }
            }
        }
    }
}

/// An object's keys and values in the order of the text, repeated ones too.
struct Entries<'de>(Vec<(Text<'de>, Text<'de>)>);

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
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

/// A string, or that it is none.
struct Text<'de>(Option<Cow<'de, str>>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

macro_rules! no_text {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method<E: Error>(self, _: $type) -> Result<Self::Value, E> { Ok(Text(None)) })*
    };
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Some(Cow::Borrowed(text))))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text(Some(Cow::Owned(text.to_owned()))))
    }

    no_text! {
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64,
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Text(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Text(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Text(None))
    }
}
