//! What should not be there: personal data known by its form, its header, its neighbours and its column.
//!
//! A text is folded first ([`fold`]): spaces, dashes, digits and letters in any disguise become plain
//! ones. Then each detector says of a place that it is enough by itself, that it is right but so is much
//! else, or that it only has the shape. What is not enough by itself counts if a word beside it, the column's
//! header or its neighbour says what it is, or if the column as a whole is no chance. [`Watch`] watches the
//! cells of one table, [`text()`] looks at one text, [`header()`] judges a column's name.
//!
//! All rules are this module's own. A fault in the catalogue of fields must not blind both.
//!
//! # Security
//! Nothing of a text is kept or given back but kinds, counts and places.

mod apart;
mod bank_account;
mod bared;
mod beginnings;
mod bits;
mod call_sign;
mod cell;
mod chance;
mod codes;
mod column;
mod coordinates;
mod date_of_birth;
mod driving_licence;
mod email;
mod encoded;
mod file;
mod find;
mod fold;
mod grid;
mod headers;
mod headings;
mod hit;
mod iban;
mod ip_address;
mod kind;
mod labelled;
mod labels;
mod lately;
mod lost;
mod mac_address;
mod month;
mod mrz;
mod names;
mod neighbours;
mod nhs_number;
mod nino;
mod number;
mod packed;
mod parted;
mod passport;
mod pay_number;
mod payment_card;
mod phone;
mod plain;
mod postcode;
mod pushed;
mod radio_issi;
mod reading;
mod salary;
mod scan;
mod slips;
mod street_address;
mod tally;
mod telling;
mod temporary_reference;
#[cfg(test)]
mod tests;
mod unseen;
mod utr;
mod vehicle_registration;
mod vetting_level;
mod watch;
mod what3words;
mod words;

pub(super) use cell::Cell;
pub(super) use file::is_file;
pub use fold::fold;
pub(super) use headers::is_released;
pub use headers::{HeaderRule, Severity, header};
pub(super) use headings::Heading;
pub use kind::Kind;
pub(super) use labels::{Labels, of_labels};
pub(super) use plain::{class, classes, is_usual};
pub(super) use pushed::{is_pushed_aside, is_pushed_down};
pub(super) use telling::{Telling, is_told_in, tells};
pub(super) use unseen::look as unseen;
pub use watch::{Certainty, Detection, Watch};

/// Whether a name of a file or sheet holds a day on which somebody may have been born: beside a word that is not
/// one of those that names of files are made of, or so long ago that no file was called after it.
fn is_of_a_birth(name: &str) -> bool {
    let found = find::Finder::default().look(Cell::alone(name));
    // a bit for each year from 1900 on
    let (old, young) = (found.years & ((1 << 95) - 1), found.years >> 95);
    let is_young = young & ((1 << (2012 - 1995 + 1)) - 1) != 0;
    let glued = names::glued_years(name);
    let is_glued =
        |years: std::ops::RangeInclusive<u16>| glued.iter().any(|year| years.contains(year));
    found.born && (old != 0 || is_young && names::has_a_name(name))
        || is_glued(*date_of_birth::BIRTHS.start()..=1994)
        || is_glued(1995..=*date_of_birth::BIRTHS.end()) && names::has_a_name(name)
}

/// Whether the name of a file or sheet, or a path, holds personal data: in one of its names, or parted over several.
pub(super) fn is_in_name(name: &str) -> bool {
    let mut names = name.split(['/', '\\']);
    name.contains(['/', '\\']) && names.any(is_in_one_name) || is_in_one_name(name)
}

fn is_in_one_name(name: &str) -> bool {
    let found = find::Finder::default().look(Cell::alone(name));
    !found.alone.and(found.told).is_empty() || is_of_a_birth(name)
}

/// Appends each kind that the text holds beyond doubt: a key, a comment, a name of a file or sheet.
///
/// What needs a column to tell it from chance is not found here without a word beside it.
///
/// ```
/// use cardsieve::inspect::detect::{Kind, text};
///
/// let mut kinds = Vec::new();
/// text("Smith_QQ123456C.jpg", &mut kinds);
/// assert_eq!(kinds, [Kind::Nino]);
/// ```
pub fn text(text: &str, out: &mut Vec<Kind>) {
    let found = find::Finder::default().look(Cell::alone(text));
    let sure = found.alone.and(found.told);
    out.extend(Kind::ALL.iter().copied().filter(|kind| sure.has(*kind)));
}
