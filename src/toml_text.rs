//! What stands in a text before its first fault of syntax.

use toml::de::DeTable;

/// Whether the lines before the one of `fault` are TOML of ours.
///
/// Of another file, such as an export of records given by mistake, not even a column may be told: it
/// would be the length of a cell.
pub(crate) fn begins_as(text: &str, fault: usize, is_ours: fn(&DeTable<'_>) -> bool) -> bool {
    let before = text
        .get(..text.floor_char_boundary(fault))
        .unwrap_or_default();
    let lines = before
        .rfind('\n')
        .and_then(|end| before.get(..=end))
        .unwrap_or_default();
    let (root, _) = DeTable::parse_recoverable(lines);
    is_ours(root.get_ref())
}

/// Whether `format = 1` stands at the top.
pub(crate) fn has_format(root: &DeTable<'_>) -> bool {
    root.get("format")
        .and_then(|value| value.get_ref().as_integer())
        .is_some_and(|number| number.radix() == 10 && number.as_str() == "1")
}
