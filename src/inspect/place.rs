//! Where something was found, in names that are ours or in numbers.

use std::fmt;

use super::kind::Kind;

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
    /// What the file there is, if that is why it was not looked into.
    pub kind: Option<Kind>,
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
        if let Some(phrase) = self.kind.and_then(Kind::phrase) {
            part(f, format_args!("{phrase}"))?;
        }
        if let Some(sheet) = self.sheet {
            part(f, format_args!("sheet {sheet}"))?;
        }
        match (self.column, &self.header) {
            (Some(position), header) => {
                let (header, about) = (header.as_deref(), self.about);
                let column = Column {
                    position,
                    header,
                    about,
                };
                part(f, format_args!("column {column}"))
            }
            (None, Some(header)) => part(f, format_args!("column {header}")),
            (None, None) => Ok(()),
        }
    }
}

/// A column as reports name it: `3 (C) dob [date of birth]`.
pub(super) struct Column<'c> {
    pub(super) position: u32,
    pub(super) header: Option<&'c str>,
    pub(super) about: Option<&'static str>,
}

impl fmt::Display for Column<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.position, Letters(self.position))?;
        if let Some(header) = self.header {
            write!(f, " {header}")?;
        }
        match self.about {
            Some(about) => write!(f, " [{about}]"),
            None => Ok(()),
        }
    }
}

/// In words, as they follow a place: `row 3, column 2 (B)`; nothing of what is not known.
impl fmt::Display for First {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts().join(", "))
    }
}

/// Where the first of several stands, within their place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct First {
    /// The row: a header, where there is one, is row 1 of a sheet and row 0 of a text.
    pub row: Option<u64>,
    /// The column, counted from 1, where not all of them are in one.
    pub column: Option<u32>,
    /// The column's header, where the profile that was given names it.
    pub header: Option<String>,
    /// What the column's header says that it holds, in words of ours.
    pub about: Option<&'static str>,
}

impl First {
    /// A row.
    pub(super) fn row(row: u64) -> Self {
        Self {
            row: Some(row),
            ..Self::default()
        }
    }

    /// A column, counted from 0.
    pub(super) fn column(column: u32) -> Self {
        Self {
            column: column.checked_add(1),
            ..Self::default()
        }
    }

    /// A cell; rows count from 1, columns from 0.
    pub(super) fn cell(row: u32, column: u32) -> Self {
        Self {
            row: Some(row.into()),
            ..Self::column(column)
        }
    }

    /// What is known of it, from the outside inwards.
    pub(super) fn parts(&self) -> Vec<String> {
        let row = self.row.map(|row| match row {
            // where the header is no row of the table
            0 => "the header".to_owned(),
            row => format!("row {row}"),
        });
        let column = self.column.map(|position| Column {
            position,
            header: self.header.as_deref(),
            about: self.about,
        });
        let column = column.map(|column| format!("column {column}"));
        row.into_iter().chain(column).collect()
    }

    /// The earlier of two: by rows, and in one row by columns.
    #[must_use]
    pub(super) fn or_earlier(self, other: Self) -> Self {
        let order = |first: &Self| {
            let column = first.column.unwrap_or(u32::MAX);
            (first.row.unwrap_or(u64::MAX), column)
        };
        if order(&other) < order(&self) {
            other
        } else {
            self
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
            kind: None,
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
