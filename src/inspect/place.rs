//! Where something was found, in names that are ours or in numbers.

use std::fmt;

/// A file within a folder, or an entry within an archive or document.
///
/// # Security
/// A sender's names can be values (`Smith_John.jpg`), so that only names of known formats are kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// A name that a known format prescribes.
    Named(String),
    /// Its position, counted from 1: in an archive in the directory's order, in a folder by name.
    Ordinal(u64),
}

impl Entry {
    /// The file of this name and position: by its name if that is one of the four that a batch of ours
    /// prescribes. A photo's is none: its token looks like any word, and a word can be a person's name.
    pub fn of(name: &str, position: u64) -> Self {
        match name {
            "manifest.json" | "manifest.json.minisig" | "rows.csv" | "rows.ndjson" => {
                Self::Named(name.to_owned())
            }
            _ => Self::Ordinal(position),
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::Ordinal(position) => write!(f, "entry {position}"),
        }
    }
}

/// Where something was found, from the outside inwards.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The entries that lead there.
    pub entries: Vec<Entry>,
    /// The sheet, counted from 1.
    pub sheet: Option<u32>,
    /// The column, counted from 1.
    pub column: Option<u32>,
    /// The column's header, where the profile that was given names it.
    pub header: Option<String>,
    /// What the column's header says that it holds, in words of ours.
    pub about: Option<&'static str>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parted = false;
        let mut part = |f: &mut fmt::Formatter<'_>, text: fmt::Arguments<'_>| {
            let between = if std::mem::replace(&mut parted, true) {
                " › "
            } else {
                ""
            };
            write!(f, "{between}{text}")
        };
        for entry in &self.entries {
            part(f, format_args!("{entry}"))?;
        }
        if let Some(sheet) = self.sheet {
            part(f, format_args!("sheet {sheet}"))?;
        }
        if let Some(column) = self.column {
            part(f, format_args!("column {column} ({})", Letters(column)))?;
        }
        match &self.header {
            Some(header) if self.column.is_some() => write!(f, " {header}")?,
            Some(header) => part(f, format_args!("column {header}"))?,
            None => {}
        }
        match self.about {
            Some(about) => write!(f, " [{about}]"),
            None => Ok(()),
        }
    }
}

/// A column as spreadsheets count: A to Z, AA, AB, …
pub(super) struct Letters(pub(super) u32);

impl fmt::Display for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut left = self.0;
        let mut letters = Vec::new();
        while left > 0 {
            left -= 1;
            letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
            left /= 26;
        }
        letters
            .iter()
            .rev()
            .try_for_each(|letter| write!(f, "{letter}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        for (column, letters) in [
            (1, "A"),
            (26, "Z"),
            (27, "AA"),
            (52, "AZ"),
            (53, "BA"),
            (702, "ZZ"),
            (703, "AAA"),
        ] {
            assert_eq!(Letters(column).to_string(), letters);
        }
    }

    #[test]
    fn a_place_reads_from_the_outside_inwards() {
        let place = Place {
            entries: vec![
                Entry::Ordinal(3),
                Entry::Named("xl/workbook.xml".to_owned()),
            ],
            sheet: Some(2),
            column: Some(28),
            header: None,
            about: Some("bank account"),
        };
        assert_eq!(
            place.to_string(),
            "entry 3 › xl/workbook.xml › sheet 2 › column 28 (AB) [bank account]"
        );
    }
}
