//! `recipient_keys`: to whose keys alone a batch may be encrypted.

use super::super::problem::Problems;
use super::super::reader::Table;
use crate::code::Code;
use crate::value::age_key;

/// More keys than that are a list of everybody.
const MOST: usize = 16;

/// The keys, in the order of their texts: the order in which they are written means nothing.
pub(super) fn read(top: &Table<'_>, problems: &mut Problems<'_>) -> Vec<String> {
    let Some(written) = top.list("recipient_keys", problems) else {
        return Vec::new();
    };
    let value = top.get("recipient_keys");
    let items = value.and_then(|value| value.get_ref().as_array());
    if let Some(value) = value
        && items.is_some_and(|items| !(1..=MOST).contains(&items.len()))
    {
        let message = "`recipient_keys` is 1 to 16 keys";
        problems.add(value.span(), Code::WrongType, message);
    }
    let mut keys: Vec<String> = Vec::with_capacity(written.len());
    for key in written {
        if !age_key::is_recipient(&key.value) {
            let message = "this is no recipient's key of age";
            let hint =
                "write it as age-keygen shows it: age1 and 58 letters and digits, in lower case";
            problems.add_with_hint(key.span, Code::BadText, message, hint);
        } else if keys.contains(&key.value) {
            let message = "this key stands in the list already";
            problems.add(key.span, Code::InertRule, message);
        } else {
            keys.push(key.value);
        }
    }
    keys.sort_unstable();
    keys
}
