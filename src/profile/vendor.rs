//! Vendor presets: the form in which a product takes rows, and nothing besides.

use super::dialect::{Apostrophes, Csv, Delimiter, Encoding, PhotoName};

/// The form in which one product takes rows, as its maker describes it.
///
/// A profile that names one has the form written out in its canonical JSON, so that a fingerprint
/// says what is written whatever becomes of this list.
///
/// # Guarantee
/// It adds no column, and changes no place and no treatment
/// (`a_vendor_changes_the_form_and_nothing_that_is_released`).
///
/// # Examples
/// ```
/// use cardsieve::profile::{PhotoName, Vendor};
///
/// let vendor = Vendor::named("card-integrators").ok_or("no such vendor")?;
/// assert_eq!(vendor.csv().photo_name(), PhotoName::Token);
/// assert_eq!(vendor.header("record_ref"), Some("ID"));
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vendor {
    name: &'static str,
    product: &'static str,
    source: &'static str,
    csv: Csv,
    headers: &'static [(&'static str, &'static str)],
}

/// Comma, UTF-8, `<token>.jpg`, apostrophes as they are.
const PLAIN: Csv = Csv {
    delimiter: Delimiter::Comma,
    encoding: Encoding::Utf8,
    photo_name: PhotoName::File,
    apostrophes: Apostrophes::Keep,
};

const VENDORS: &[Vendor] = &[
    Vendor {
        name: "card-integrators",
        product: "Card Integrators Badge",
        source: "Card Integrators, format guide: `ID` and `Campus` are required; a picture's file name is the record's ID, without ending in the data",
        csv: Csv {
            photo_name: PhotoName::Token,
            ..PLAIN
        },
        headers: &[("record_ref", "ID")],
    },
    Vendor {
        name: "cardexchange",
        product: "CardExchange Producer",
        source: "CardExchange Solutions, help pages: \u{201c}point to image file\u{201d} takes a column, and a fixed folder and ending",
        csv: Csv {
            photo_name: PhotoName::Token,
            ..PLAIN
        },
        headers: &[],
    },
    Vendor {
        name: "entrust",
        product: "Entrust Instant ID as a Service",
        source: "Entrust, integration pages: the columns `Id`, `FirstName`, `LastName`, `Barcode`, `PhotoFile` with `<id>.jpg`; bulk files of the sister product are UTF-8 with commas or bars",
        csv: PLAIN,
        headers: &[
            ("record_ref", "Id"),
            ("first_name", "FirstName"),
            ("last_name", "LastName"),
            ("barcode", "Barcode"),
            ("photo_file", "PhotoFile"),
        ],
    },
    Vendor {
        name: "excel",
        product: "software that opens the file in Excel",
        source: "Entrust, integration pages: Excel does not take a file for UTF-8 of itself; a byte order mark tells it",
        csv: Csv {
            encoding: Encoding::Utf8Bom,
            ..PLAIN
        },
        headers: &[],
    },
    Vendor {
        name: "id123",
        product: "ID123",
        source: "ID123, knowledge base: a picture's file name is a column's cell, ending included, without spaces and special characters",
        csv: PLAIN,
        headers: &[],
    },
    Vendor {
        name: "pav",
        product: "PAV",
        source: "PAV, personalisation data: semicolons, ASCII, CRLF; ASCII has one apostrophe, and letters beyond it are written in windows-1252, of which it is a part",
        csv: Csv {
            delimiter: Delimiter::Semicolon,
            encoding: Encoding::Windows1252,
            apostrophes: Apostrophes::Straight,
            ..PLAIN
        },
        headers: &[],
    },
    Vendor {
        name: "vantagepoint",
        product: "VantagePoint",
        source: "VantagePoint, import page: the columns `ID`, `Name`, `Title`, `Card number` among others; names with apostrophes cannot be imported",
        csv: Csv {
            apostrophes: Apostrophes::Strip,
            ..PLAIN
        },
        headers: &[
            ("record_ref", "ID"),
            ("print_name", "Name"),
            ("role", "Title"),
            ("credential_no", "Card number"),
        ],
    },
];

impl Vendor {
    /// Every vendor, by name.
    pub const ALL: &[Self] = VENDORS;

    /// The vendor that a profile names so.
    pub fn named(name: &str) -> Option<&'static Self> {
        VENDORS.iter().find(|vendor| vendor.name == name)
    }

    /// The name in a profile.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The product, in words.
    pub const fn product(&self) -> &'static str {
        self.product
    }

    /// Where the form is from, and what it says.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// The form of its rows.
    pub const fn csv(&self) -> Csv {
        self.csv
    }

    /// What it calls the column that presets call `header`, if it has a name of its own for it.
    pub fn header(&self, header: &str) -> Option<&'static str> {
        let own = self.headers.iter().find(|(known, _)| *known == header);
        own.map(|(_, own)| *own)
    }

    /// The columns that it has names of its own for: the presets' header, and its own.
    pub const fn headers(&self) -> &'static [(&'static str, &'static str)] {
        self.headers
    }
}

#[cfg(test)]
mod tests;
