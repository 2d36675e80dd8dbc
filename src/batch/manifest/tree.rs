//! JSON as a tree of nothing but what a manifest can hold, read without echoing a word of it.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A JSON value; what a manifest never holds has lost its content.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Node {
    Text(String),
    Number(u64),
    True,
    List(Vec<Self>),
    /// In the order of the text, repeated keys too.
    Object(Vec<(String, Self)>),
    Other,
}

impl Node {
    /// Reads a text that is JSON and has at most so many values.
    pub(super) fn parse(bytes: &[u8], most: usize) -> Option<Self> {
        let left = Cell::new(most);
        let mut deserializer = serde_json::Deserializer::from_slice(bytes);
        // The error can quote the text: that there is one is all that is kept of it.
        let node = Seed(&left).deserialize(&mut deserializer).ok()?;
        deserializer.end().ok()?;
        Some(node)
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) const fn number(&self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    pub(super) fn object(&self) -> Option<&[(String, Self)]> {
        match self {
            Self::Object(entries) => Some(entries),
            _ => None,
        }
    }
}

/// Counts values down, so that a small text cannot take much memory.
#[derive(Clone, Copy)]
struct Seed<'l>(&'l Cell<usize>);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let left = self.0.get();
        self.0.set(
            left.checked_sub(1)
                .ok_or_else(|| D::Error::custom("too much"))?,
        );
        deserializer.deserialize_any(self)
    }
}

macro_rules! lost {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method<E: Error>(self, _: $type) -> Result<Node, E> { Ok(Node::Other) })*
    };
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(text))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(if value { Node::True } else { Node::Other })
    }

    lost! { visit_i64: i64, visit_i128: i128, visit_u128: u128, visit_f64: f64 }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            entries.push((key, map.next_value_seed(self)?));
        }
        Ok(Node::Object(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::Node;

    #[test]
    fn a_tree_holds_what_a_manifest_can_hold_and_repeated_keys() {
        let text = r#"{"a":["x",7,true],"a":{"b":null,"c":[1.5,-1,false]}}"#;
        let Some(Node::Object(entries)) = Node::parse(text.as_bytes(), 20) else {
            panic!("no object");
        };
        assert_eq!(entries[0].0, "a");
        assert_eq!(
            entries[0].1,
            Node::List(vec![Node::Text("x".into()), Node::Number(7), Node::True])
        );
        let lost = || Node::Other;
        let inner = vec![
            ("b".to_owned(), lost()),
            ("c".to_owned(), Node::List(vec![lost(), lost(), lost()])),
        ];
        assert_eq!(entries[1], ("a".to_owned(), Node::Object(inner)));
    }

    #[test]
    fn too_many_values_too_deep_ones_and_what_is_no_json_are_refused() {
        assert!(Node::parse(b"[1,2,3]", 4).is_some());
        assert!(Node::parse(b"[1,2,3]", 3).is_none());
        for bad in [
            "",
            "{",
            "[1,]",
            "[1] 2",
            "\"\\ud800\"",
            "nul",
            &"[".repeat(10_000),
        ] {
            assert!(Node::parse(bad.as_bytes(), 100_000).is_none());
        }
        assert!(Node::parse(b"\"\xff\"", 10).is_none());
    }
}
