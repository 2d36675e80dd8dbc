//! Members of a JSON object, taken out one by one.
//!
//! What is left over, or was written otherwise, shows when the object is written anew: an entry has one
//! form of bytes.

use serde_json::Value;

use super::chain::{Sha, from_hex};

/// One object of an entry.
#[derive(Clone, Copy)]
pub(super) struct Members<'v>(&'v Value);

impl<'v> Members<'v> {
    pub(super) const fn of(value: &'v Value) -> Self {
        Self(value)
    }

    pub(super) fn value(self, key: &str) -> Option<&'v Value> {
        self.0.get(key)
    }

    pub(super) fn object(self, key: &str) -> Option<Self> {
        self.value(key).filter(|value| value.is_object()).map(Self)
    }

    pub(super) fn text(self, key: &str) -> Option<&'v str> {
        self.value(key)?.as_str()
    }

    pub(super) fn parse<T: std::str::FromStr>(self, key: &str) -> Option<T> {
        self.text(key)?.parse().ok()
    }

    pub(super) fn number(self, key: &str) -> Option<u64> {
        self.value(key)?.as_u64()
    }

    pub(super) fn flag(self, key: &str) -> Option<bool> {
        self.value(key)?.as_bool()
    }

    pub(super) fn sha(self, key: &str) -> Option<Sha> {
        from_hex(self.text(key)?)
    }
}
