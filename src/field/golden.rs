//! A second table of floors, written by hand and not from the catalogue's.
//!
//! Whoever changes a floor must change it here as well, and so sees that it is a change of what may
//! leave. `prove` judges profiles by this table, so that a slip in the first one does not judge itself.

#[cfg(test)]
mod tests;

use super::{Linkability, Shown, Treatment};

/// The places in the order of the columns of [`FLOORS`].
const PLACES: [&str; 7] = [
    "front",
    "back",
    "chip",
    "magstripe",
    "barcode",
    "matching",
    "fulfilment",
];

/// Shown, linkability: one letter each.
/// Shown: `-` none, `p` partial, `f` full. Linkability: `-` none, `r` recipient, `g` global.
#[rustfmt::skip]
const FLOORS: [(&str, [&str; 7]); 22] = [
    //                   front back  chip  mag   bar   match fulf
    ("record_id",       ["-r", "-r", "-r", "-r", "-r", "-r", "-r"]),
    ("esr_employee_no", ["-r", "-r", "-r", "-r", "-r", "-r", "-r"]),
    ("barcode_value",   ["-r", "-r", "-r", "-r", "-r", "-r", "-r"]),
    ("qr_value",        ["-r", "-r", "-r", "-r", "-r", "-r", "-r"]),
    ("given_names",     ["fg", "fg", "--", "--", "--", "--", "--"]),
    ("family_name",     ["fg", "fg", "--", "--", "--", "--", "--"]),
    ("known_as",        ["fg", "fg", "--", "--", "--", "--", "--"]),
    ("middle_names",    ["p-", "p-", "--", "--", "--", "--", "--"]),
    ("warrant_number",  ["fg", "fg", "--", "--", "--", "--", "--"]),
    ("staff_number",    ["fg", "fg", "-r", "-r", "-r", "-r", "-r"]),
    ("collar_number",   ["pg", "pg", "--", "--", "--", "--", "--"]),
    ("rank",            ["fg", "fg", "--", "--", "--", "--", "--"]),
    ("job_title",       ["p-", "p-", "--", "--", "--", "--", "--"]),
    ("department",      ["p-", "p-", "--", "--", "--", "--", "--"]),
    ("organisation",    ["fg", "fg", "--", "--", "--", "fg", "fg"]),
    ("category",        ["fg", "fg", "--", "--", "--", "fg", "fg"]),
    ("card_design",     ["fg", "fg", "fg", "fg", "fg", "fg", "fg"]),
    ("card_serial",     ["fg", "fg", "fg", "fg", "fg", "fg", "fg"]),
    ("issue_number",    ["fg", "fg", "fg", "fg", "fg", "fg", "fg"]),
    ("credential_no",   ["fg", "fg", "fg", "fg", "fg", "fg", "fg"]),
    ("facility_code",   ["fg", "fg", "fg", "fg", "fg", "fg", "fg"]),
    ("expiry_date",     ["p-", "p-", "p-", "p-", "p-", "p-", "p-"]),
];

/// The floor of the field of this name at the place of this name; what is not listed drops.
#[cfg(feature = "prove")]
pub(crate) fn floor(field: &str, place: &str) -> Treatment {
    let cells = FLOORS.iter().find(|(name, _)| *name == field);
    let at = PLACES.iter().position(|name| *name == place);
    cells
        .zip(at)
        .and_then(|((_, cells), at)| cells.get(at))
        .and_then(|cell| read(cell))
        .unwrap_or(Treatment::DROP)
}

/// The treatment that two letters stand for.
fn read(cell: &str) -> Option<Treatment> {
    let mut letters = cell.chars();
    let shown = match letters.next()? {
        '-' => Shown::None,
        'p' => Shown::Partial,
        'f' => Shown::Full,
        _ => return None,
    };
    let linkability = match letters.next()? {
        '-' => Linkability::None,
        'r' => Linkability::Recipient,
        'g' => Linkability::Global,
        _ => return None,
    };
    letters
        .next()
        .is_none()
        .then(|| Treatment::new(shown, linkability))
}
