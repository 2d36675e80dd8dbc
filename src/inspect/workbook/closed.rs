//! Values of attributes in forms that nobody writes a text in.

/// Longer numbers are those of cards and telephones, and not of a program.
const LONGEST_NUMBER: usize = 10;

/// Whether a value is a number, a word of small letters, a cell, an identifier, a colour or a time.
pub(super) fn is_closed(value: &str) -> bool {
    let value = value.trim();
    value.bytes().all(|byte| byte.is_ascii_lowercase())
        || is_number(value)
        || is_references(value)
        || is_identifier(value)
        || is_of_document(value)
        || is_hexadecimal(value)
        || is_time(value)
}

/// As programs write it: without noughts before it, and no longer than a program counts.
pub(super) fn is_number(value: &str) -> bool {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.trim_start_matches(['-', '+']);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && digits(fraction)
        && digits(exponent)
        && (whole == "0" || !whole.starts_with('0'))
        && whole.len() <= LONGEST_NUMBER
        && fraction.len() <= 18
        && exponent.len() <= 3
}

/// Cells and ranges: `A1`, `$A$1:$C$9 E5`, `A:C`, `1:3`.
pub(super) fn is_references(value: &str) -> bool {
    value.split(' ').all(|part| match part.split_once(':') {
        Some((first, last)) => corner(first).is_some() && corner(first) == corner(last),
        None => corner(part) == Some((true, true)),
    })
}

/// Cells of a sheet, as OpenDocument writes them: `Cards.A2:Cards.A4`.
pub(super) fn is_of_sheet(value: &str) -> bool {
    value.split(':').all(|cell| {
        let parted = cell.rsplit_once('.');
        parted.is_some_and(|(sheet, cell)| {
            let is_word = sheet
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '$' | '_'));
            is_word && corner(cell) == Some((true, true))
        })
    })
}

/// Whether a cell, a column or a row has letters, and whether it has digits.
fn corner(reference: &str) -> Option<(bool, bool)> {
    let bare = reference.strip_prefix('$').unwrap_or(reference);
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = bare.len() - digits.len();
    let row = digits.strip_prefix('$').unwrap_or(digits);
    let is_row = row.bytes().all(|byte| byte.is_ascii_digit()) && !row.starts_with('0');
    (letters <= 3 && row.len() <= 7 && is_row).then_some((letters > 0, !row.is_empty()))
}

/// `rId7`, or what stands in braces: `{00000000-0001-0000-0000-000000000000}`.
pub(super) fn is_identifier(value: &str) -> bool {
    let of_relation = value.strip_prefix("rId").unwrap_or("x");
    let bare = value.strip_prefix('{').and_then(|v| v.strip_suffix('}'));
    let mut groups = bare.unwrap_or(value).split('-');
    let lengths = [8, 4, 4, 4, 12];
    let is_guid = lengths
        .iter()
        .all(|length| groups.next().is_some_and(|group| is_of(group, *length)))
        && groups.next().is_none();
    is_guid || (is_number(of_relation) && of_relation.len() <= 6)
}

/// What Excel calls a document while several write in it: `8_{…}`, `13_ncr:1_{…}`, `11_0F1E…`.
fn is_of_document(value: &str) -> bool {
    let rest = value.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = rest.strip_prefix("_ncr:");
    let last = match counted {
        Some(rest) => rest.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let bare = last.strip_prefix('_').unwrap_or_default();
    let before = value.len() - last.len();
    let is_braced = bare.starts_with('{') && bare.len() == 38 && is_identifier(bare);
    (1..=16).contains(&before) && (is_braced || is_of(bare, 32) || is_of(bare, 40))
}

fn is_of(group: &str, length: usize) -> bool {
    group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A colour, the looks of a font, or an identifier of thirty-two digits.
fn is_hexadecimal(value: &str) -> bool {
    let bare = value.strip_prefix('#').unwrap_or(value);
    // eight digits begin with how opaque a colour is; a number of as many could be somebody's
    let is_colour = bare.len() == 6 && is_of(bare, 6)
        || is_of(bare, 8)
            && (bare.starts_with("FF") || bare.starts_with("00") || bare.starts_with("ff"));
    is_colour || is_of(bare, 20) || is_of(bare, 32)
}

/// `2025-12-01T09:30:00Z`: of a day alone it could be anybody's.
pub(super) fn is_time(value: &str) -> bool {
    value.split_once('T').is_some_and(|(day, time)| {
        let is_day = day.len() == 10
            && day
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-');
        let year = day.get(..4).and_then(|year| year.parse::<u32>().ok());
        // no program of this kind is older
        is_day
            && year.is_some_and(|year| year >= 1985)
            && (5..=24).contains(&time.len())
            && time.bytes().all(|byte| {
                byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'Z' | b'+' | b'-')
            })
    })
}

/// A digest or a salt in Base64.
pub(super) fn is_digest(value: &str) -> bool {
    let bare = value.trim_end_matches('=');
    value.len() >= 16
        && value.len().is_multiple_of(4)
        && value.len() - bare.len() <= 2
        && bare
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::is_closed;

    #[test]
    fn cells_of_a_sheet_of_opendocument_are_known() {
        for cells in ["Cards.A2:Cards.A4", "$Cards.$A$1", ".B7"] {
            assert!(super::is_of_sheet(cells), "{cells}");
        }
        for text in ["moved", "was moved.A1", "moved.away", "moved-away.A1"] {
            assert!(!super::is_of_sheet(text), "{text}");
        }
    }

    #[test]
    fn forms_of_a_program_are_told_from_texts_of_somebody() {
        for closed in [
            "",
            "preserve",
            "0",
            "-7",
            "9.140625",
            "-0.249977111117893",
            "1e-3",
            "4294967295",
            "A1",
            "$A$1:$C$9 XFD1048576",
            "A:C",
            "1:3",
            "AB123456",
            "rId12",
            "{8A1B2C3D-AB12-4C56-9ABC-0123456789AB}",
            "8a1b2c3d-ab12-4c56-9abc-0123456789ab",
            "FF1F497D",
            "1F497D",
            "#1f497d",
            "020F0502020204030204",
            "8_{8A1B2C3D-AB12-4C56-9ABC-0123456789AB}",
            "13_ncr:1_{8A1B2C3D-BE12-4C56-9ABC-0123456789AB}",
            "2025-12-01T09:30:00Z",
            "2025-12-01T09:30:00.125",
        ] {
            assert!(is_closed(closed), "{closed}");
        }
        for open in [
            "QQ123456C",
            "QQ 12 34 56 C",
            "07700900123",
            "447700900123",
            "4111111111111111",
            "SW1A 1AA",
            "A Able",
            "12345678",
            "1985-02-03",
            "1954-02-03T00:00:00Z",
            "rId07700900123",
            "{QQ123456C}",
            "8_{QQ123456C}",
            "8_QQ123456C",
            "QQ_{8A1B2C3D-AB12-4C56-9ABC-0123456789AB}",
            "07700900123078777_{8A1B2C3D-AB12-4C56-9ABC-0123456789AB}",
            "a.able@example.org",
            "SHA-512",
            "QQ123456CQQ123456C",
        ] {
            let is_number = open == "12345678";
            assert_eq!(is_closed(open), is_number, "{open}");
        }
    }
}
