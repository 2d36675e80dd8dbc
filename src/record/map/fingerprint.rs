//! The canonical JSON of a map, and its digest.
//!
//! RFC 8785, every default written out:
//! `{"absent":{flag:reason},"columns":{source:field},"constants":{field:text},"dates":{field:form},
//! "flags":{"clear":[text]},"format":1,"values":{field:{from:to}}}`. Sources and texts are
//! NFC and trimmed; `clear` is sorted and without repeats, since its order has no meaning.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::Map;

/// The map's fingerprint.
pub(super) fn of(map: &Map) -> String {
    HEXLOWER.encode(&Sha256::digest(canonical_json(map)))
}

pub(super) fn canonical_json(map: &Map) -> String {
    let mut clear: Vec<&str> = map.clear().collect();
    clear.sort_unstable();
    clear.dedup();
    let clear: Vec<String> = clear.into_iter().map(text).collect();
    let values = map.values.iter().map(|(field, table)| {
        let table = object(table.iter().map(|(from, to)| (from.as_str(), text(to))));
        (field.name(), table)
    });
    object([
        (
            "absent",
            object(
                map.absent()
                    .map(|(flag, reason)| (flag.name(), text(reason))),
            ),
        ),
        (
            "columns",
            object(
                map.columns()
                    .map(|(source, field)| (source, text(field.name()))),
            ),
        ),
        (
            "constants",
            object(
                map.constants()
                    .map(|(field, constant)| (field.name(), text(constant))),
            ),
        ),
        (
            "dates",
            object(map.dates().map(|(field, form)| (field.name(), text(form)))),
        ),
        ("flags", format!("{{\"clear\":[{}]}}", clear.join(","))),
        ("format", "1".to_owned()),
        ("values", object(values)),
    ])
}

/// An object with its keys in the order of RFC 8785: by UTF-16 code units.
fn object<'a>(members: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut members: Vec<(&str, String)> = members.into_iter().collect();
    members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    let members: Vec<String> = members
        .into_iter()
        .map(|(key, value)| format!("{}:{value}", text(key)))
        .collect();
    format!("{{{}}}", members.join(","))
}

/// A string; the escapes of RFC 8785 are those that serde_json writes.
fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
