//! Numbers and codes on cards: kept as written, never computed with.

use super::Invalid;

/// `^([0-9]{2}/)?[0-9]{3,7}$`
pub(super) fn warrant(text: &str) -> Result<(), Invalid> {
    let number = match text.split_once('/') {
        Some((year, number)) if year.len() == 2 && is_digits(year) => number,
        Some(_) => return Err(WARRANT),
        None => text,
    };
    when(
        (3..=7).contains(&number.len()) && is_digits(number),
        WARRANT,
    )
}

/// `^(?:([A-Z]{1,3}) ?)?([0-9]{1,5})([A-Z]{0,2})$`, with an optional title and space before it.
pub(super) fn collar(text: &str) -> Result<(), Invalid> {
    let (first, rest) = take(text, u8::is_ascii_uppercase);
    let (digits, suffix) = match rest.strip_prefix(' ') {
        Some(_) if first.is_empty() => return Err(COLLAR),
        Some(rest) => {
            let (unit, rest) = take(rest, u8::is_ascii_uppercase);
            if !(unit.is_empty() || unit.len() <= 3 && is_title(first)) {
                return Err(COLLAR);
            }
            let rest = if unit.is_empty() {
                rest
            } else {
                rest.strip_prefix(' ').unwrap_or(rest)
            };
            take(rest, u8::is_ascii_digit)
        }
        None => take(rest, u8::is_ascii_digit),
    };
    let letters = first.len() <= 3
        || TITLES.iter().any(|title| {
            first
                .strip_prefix(title)
                .is_some_and(|unit| unit.len() <= 3)
        });
    let suffix = suffix.len() <= 2 && suffix.bytes().all(|b| b.is_ascii_uppercase());
    when(letters && suffix && (1..=5).contains(&digits.len()), COLLAR)
}

/// The digits of a canonical collar number, as written; the letters name the unit.
pub(crate) fn collar_digits(collar: &str) -> &str {
    collar.trim_matches(|c: char| !c.is_ascii_digit())
}

/// `^[A-Z0-9-]{3,12}$`
pub(super) fn staff(text: &str) -> Result<(), Invalid> {
    when(
        (3..=12).contains(&text.len()) && text.bytes().all(is_serial),
        Invalid::new("a staff number is 3 to 12 capitals, digits and hyphens"),
    )
}

/// `^[0-9]{8}(-[0-9]{1,2})?$`
pub(super) fn esr(text: &str) -> Result<(), Invalid> {
    let (number, post) = text.split_once('-').unwrap_or((text, "0"));
    when(
        number.len() == 8 && is_digits(number) && (1..=2).contains(&post.len()) && is_digits(post),
        Invalid::new(
            "an ESR number is 8 digits, with a hyphen and 1 or 2 digits for an assignment",
        ),
    )
}

/// `^[A-Z0-9-]{1,20}$`
pub(super) fn card_serial(text: &str) -> Result<(), Invalid> {
    when(
        (1..=20).contains(&text.len()) && text.bytes().all(is_serial),
        Invalid::new("a card serial is 1 to 20 capitals, digits and hyphens"),
    )
}

/// Levels of the United Kingdom's security vetting and of police vetting: whose card it is would tell them.
const CLEARANCES: [&str; 12] = [
    "BPSS", "CTC", "SC", "ESC", "DV", "EDV", "RV", "MV", "NPPV", "NPPV1", "NPPV2", "NPPV3",
];

/// `^[A-Z0-9]{2,12}$`, but for what tells a clearance
pub(super) fn card_design(text: &str) -> Result<(), Invalid> {
    if CLEARANCES.contains(&text) {
        return Err(Invalid::new("a clearance is no card design"));
    }
    when(
        (2..=12).contains(&text.len()) && text.bytes().all(|b| is_serial(b) && b != b'-'),
        Invalid::new("a card design is 2 to 12 capitals and digits"),
    )
}

/// 0 to 65535
pub(super) fn credential_no(text: &str) -> Result<(), Invalid> {
    within(
        text,
        0,
        65_535,
        Invalid::new("a credential number is 0 to 65535 without leading zeros"),
    )
}

/// 0 to 255
pub(super) fn facility_code(text: &str) -> Result<(), Invalid> {
    within(
        text,
        0,
        255,
        Invalid::new("a facility code is 0 to 255 without leading zeros"),
    )
}

/// 1 to 99
pub(super) fn issue_number(text: &str) -> Result<(), Invalid> {
    within(
        text,
        1,
        99,
        Invalid::new("an issue number is 1 to 99 without leading zeros"),
    )
}

const WARRANT: Invalid =
    Invalid::new("a warrant number is 3 to 7 digits, with 2 digits and a slash before it at most");
const COLLAR: Invalid =
    Invalid::new("a collar number is 1 to 5 digits with at most 3 letters before and 2 after");
const TITLES: [&str; 5] = ["PCSO", "PC", "PS", "DC", "DS"];

fn when(holds: bool, otherwise: Invalid) -> Result<(), Invalid> {
    if holds { Ok(()) } else { Err(otherwise) }
}

fn is_title(text: &str) -> bool {
    TITLES.contains(&text)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn is_serial(b: u8) -> bool {
    b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-'
}

/// The longest beginning of ASCII bytes that belong, and the rest.
fn take(text: &str, belongs: fn(&u8) -> bool) -> (&str, &str) {
    let length = text.bytes().take_while(belongs).count();
    text.split_at_checked(length).unwrap_or(("", text))
}

fn within(text: &str, least: u32, most: u32, otherwise: Invalid) -> Result<(), Invalid> {
    if text.len() > 5 || !is_digits(text) || (text.len() > 1 && text.starts_with('0')) {
        return Err(otherwise);
    }
    // An empty text parses as no number.
    when(
        text.parse()
            .is_ok_and(|number: u32| (least..=most).contains(&number)),
        otherwise,
    )
}

#[cfg(test)]
mod tests;
