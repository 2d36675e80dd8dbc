//! What HR holds: typed records, and rows streamed out of an HR export.

mod csv;
mod forbidden;
mod input;
mod json;
mod map;
mod officer;
mod path;
mod quiet;
mod reidentify;

pub use forbidden::is_forbidden_header;
pub use input::{Encoding, Format, Input, InputError, InputOptions, Sources, StreamedRow};
pub use map::{Map, MapErrors, MapProblem};
pub use officer::{Builder, FlagState, Held, OfficerRecord, PhotoPath};
pub use reidentify::{Match, Reidentified, Reidentifier};

use crate::field::Readable;

/// A source of a map as its keys spell it, and a key as a part of one.
#[cfg(feature = "inspect")]
pub(crate) use path::{escape as spelled_key, spelled};

/// What a record answers when it is asked for a field.
///
/// `Debug` is a constant: the text never speaks.
#[non_exhaustive]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reading<'a> {
    /// The record does not have the field.
    Missing,
    /// The record has it, but not as a text (a JSON object, a fraction, `true` for a name).
    Unusable,
    /// Its text, as the record holds it.
    Text(&'a str),
}

impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reading { .. }")
    }
}

/// A source of the values that the minimiser may read.
///
/// It answers for [`Readable`] fields only; there is no way to hand it any other. The minimiser
/// parses every text itself, so an implementation neither validates nor normalises.
pub trait Record {
    /// The field's text, as the record holds it.
    fn read(&self, field: Readable) -> Reading<'_>;
}

/// A typed record of one JSON object, with all that it holds, for those who must not name its type.
#[cfg(feature = "prove")]
pub(crate) fn whole(json: &str) -> serde_json::Result<impl Record> {
    serde_json::from_str::<OfficerRecord>(json)
}

/// The same without what may never leave, which is not even stored.
#[cfg(feature = "prove")]
pub(crate) fn erased(json: &str) -> serde_json::Result<impl Record> {
    serde_json::from_str::<OfficerRecord<()>>(json)
}
