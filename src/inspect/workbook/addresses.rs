//! Addresses of cells as OpenDocument writes them.

use super::closed;

/// The sheets of cells and ranges, if there is nothing else: `$'My Cards'.$A$1:.$E$9 Cards.A1:Cards.B2`.
pub(super) fn sheets(value: &str) -> Option<Vec<String>> {
    let mut sheets = Vec::new();
    let mut rest = value.trim();
    while !rest.is_empty() {
        rest = rest.strip_prefix('$').unwrap_or(rest);
        let (sheet, after) = match rest.strip_prefix('\'') {
            Some(quoted) => quoted_name(quoted)?,
            None => {
                let (name, after) = rest.split_once('.')?;
                let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
                name.chars()
                    .all(is_word)
                    .then(|| (name.to_owned(), after))?
            }
        };
        sheets.push(sheet);
        let end = after.find([':', ' ']).unwrap_or(after.len());
        let (cell, after) = after.split_at_checked(end)?;
        let is_cell = cell.len() <= 16
            && !cell.is_empty()
            && cell
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'$');
        is_cell.then_some(())?;
        rest = after.trim_start_matches([':', ' ']);
    }
    sheets.retain(|sheet| !sheet.is_empty());
    (!value.trim().is_empty()).then_some(sheets)
}

/// The sheets to which a link leads, which may stand there without quotes: `#My Cards.A1`.
pub(super) fn targets(link: &str) -> Option<Vec<String>> {
    let place = link.strip_prefix('#')?;
    let bare = || {
        let (sheet, cell) = place.rsplit_once('.')?;
        closed::is_references(cell).then(|| vec![sheet.to_owned()])
    };
    sheets(place).or_else(bare)
}

/// A name up to its closing quote, which stands twice within it, and what follows the dot behind that.
fn quoted_name(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        name.push_str(before);
        if let Some(after) = after.strip_prefix('\'') {
            name.push('\'');
            rest = after;
        } else {
            return Some((name, after.strip_prefix('.')?));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sheets;

    #[test]
    fn sheets_of_addresses_are_read() {
        for (addresses, named) in [
            ("$'My Cards'.$A$1:.$E$9", vec!["My Cards"]),
            ("'It''s'.A1:'It''s'.B2", vec!["It's", "It's"]),
            (
                "Cards.A1:Cards.B2 Others.C3",
                vec!["Cards", "Cards", "Others"],
            ),
            ("$Cards.$1:.$1", vec!["Cards"]),
        ] {
            let read = sheets(addresses).unwrap_or_default();
            assert_eq!(read, named, "{addresses}");
        }
        for other in [
            "",
            "moved",
            "'moved",
            "was moved.A1",
            "'a'.moved",
            "'a'.A1 moved",
            "'a'A1",
        ] {
            assert_eq!(sheets(other), None, "{other}");
        }
    }
}
