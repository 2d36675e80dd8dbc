//! The typed record of one person, in three parts: what may leave, what decides, and the rest.

use std::fmt;

use zeroize::Zeroize;

use super::{Reading, Record};
use crate::field::Readable;
use crate::value;

/// One value of a record, as it came.
#[derive(Default)]
pub(super) enum Entry {
    #[default]
    Missing,
    Unusable,
    Text(Box<str>),
}

impl Entry {
    fn reading(&self) -> Reading<'_> {
        match self {
            Self::Missing => Reading::Missing,
            Self::Unusable => Reading::Unusable,
            Self::Text(text) => Reading::Text(text),
        }
    }
}

/// A value that the builder keeps and nothing reads: no code but its destructor touches the text.
#[derive(Default)]
pub(super) struct Unread(pub(super) Option<Box<str>>);

impl Drop for Unread {
    fn drop(&mut self) {
        if let Some(text) = &mut self.0 {
            text.zeroize();
        }
    }
}

/// What HR holds about one person.
///
/// `F` holds the fields that may never leave. No function of this crate that makes output puts a
/// bound on it, so none can print, compare, measure or count what is in it; `OfficerRecord<()>`
/// does not even store them.
///
/// # Security
/// There is no way to print, serialise or copy a record, and no getter; `Debug` is a constant.
///
/// # Guarantee
/// Minimising a record and minimising it with its held part erased give the same bytes
/// (`every_path_releases_the_same_bytes`).
pub struct OfficerRecord<F = Held> {
    pub(super) releasable: Releasable,
    pub(super) deciding: Deciding,
    pub(super) held: F,
}

impl<F> fmt::Debug for OfficerRecord<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OfficerRecord { .. }")
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Held { .. }")
    }
}

impl OfficerRecord {
    /// A builder for a record with all that HR holds; see [`OfficerRecord::minimal`].
    pub fn builder() -> Builder<Held> {
        Builder {
            record: Self::empty(),
        }
    }
}

impl OfficerRecord<()> {
    /// A builder for a record that has no room for what may never leave.
    pub fn minimal() -> Builder<()> {
        Builder {
            record: Self::empty(),
        }
    }
}

impl<F> OfficerRecord<F> {
    /// The same record without what may never leave.
    pub fn erase(self) -> OfficerRecord<()> {
        // Destructured in full, so that a new part must be thought about here.
        let Self {
            releasable,
            deciding,
            held: _,
        } = self;
        OfficerRecord {
            releasable,
            deciding,
            held: (),
        }
    }
}

impl<F: Default> OfficerRecord<F> {
    pub(super) fn empty() -> Self {
        Self {
            releasable: Releasable::default(),
            deciding: Deciding::default(),
            held: F::default(),
        }
    }
}

/// Whether a deciding flag is raised. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlagState {
    /// Somebody looked, and it does not apply.
    Clear,
    /// The person must not be printed outside.
    Raised,
}

/// Builds an [`OfficerRecord`]; every field is optional.
pub struct Builder<F> {
    record: OfficerRecord<F>,
}

impl<F> fmt::Debug for Builder<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Builder { .. }")
    }
}

impl<F> Builder<F> {
    /// The record.
    pub fn build(self) -> OfficerRecord<F> {
        self.record
    }
}

/// The name of the file with a person's photo, relative to the folder of photos.
///
/// It decides which picture belongs to the record, and is never written. `Debug` is a constant.
pub struct PhotoPath(Box<str>);

impl From<&str> for PhotoPath {
    fn from(path: &str) -> Self {
        Self(path.into())
    }
}

impl fmt::Debug for PhotoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhotoPath { .. }")
    }
}

impl PhotoPath {
    fn expose(&self) -> &str {
        &self.0
    }
}

/// The Rust type in which a builder takes a field of a value type.
macro_rules! typed {
    (RecordId) => {
        value::RecordId
    };
    (Name) => {
        value::Name
    };
    (WarrantNumber) => {
        value::WarrantNumber
    };
    (CollarNumber) => {
        value::CollarNumber
    };
    (StaffNumber) => {
        value::StaffNumber
    };
    (EsrNumber) => {
        value::EsrEmployeeNumber
    };
    (Barcode) => {
        value::Barcode
    };
    (Rank) => {
        value::Rank
    };
    (Organisation) => {
        value::Organisation
    };
    (Category) => {
        value::OfficerCategory
    };
    (Title) => {
        value::Title
    };
    (CardDesign) => {
        value::CardDesign
    };
    (CardSerial) => {
        value::CardSerial
    };
    (IssueNumber) => {
        value::IssueNumber
    };
    (CredentialNo) => {
        value::CredentialNo
    };
    (FacilityCode) => {
        value::FacilityCode
    };
    (Date) => {
        value::Date
    };
    (Flag) => {
        FlagState
    };
    (Path) => {
        PhotoPath
    };
}

macro_rules! define_record {
    (
        releasable { $($r:ident $rname:ident $rgroup:ident $rclass:ident $rtype:ident $rcorr:tt $rspecial:tt
            $floors:tt $rreason:literal, $rsupport:literal;)* }
        deciding { $($d:ident $dname:ident $dgroup:ident $dclass:ident $dtype:ident $dcorr:tt $dspecial:tt
            $dreason:literal, $dsupport:literal;)* }
        never { $($n:ident $nname:ident $ngroup:ident $nclass:ident $ncorr:tt $nspecial:tt
            $nreason:literal, $nsupport:literal;)* }
        derived { $($rest:tt)* }
    ) => {
        /// The fields that may leave.
        #[derive(Default)]
        pub(super) struct Releasable { $($rname: Entry,)* }

        /// The fields that decide about the record.
        #[derive(Default)]
        pub(super) struct Deciding { $($dname: Entry,)* }

        /// The fields that may never leave: held as opaque text if a builder was given them, erased
        /// when dropped, never read.
        #[derive(Default)]
        pub struct Held { $($nname: Unread,)* }

        impl Releasable {
            pub(super) const fn slot(&mut self, field: Readable) -> Option<&mut Entry> {
                // Destructured without `..`: a new field does not compile until it is placed.
                let Self { $($rname,)* } = self;
                match field { $(Readable::$r => Some($rname),)* _ => None }
            }
        }

        impl Deciding {
            pub(super) const fn slot(&mut self, field: Readable) -> Option<&mut Entry> {
                let Self { $($dname,)* } = self;
                match field { $(Readable::$d => Some($dname),)* _ => None }
            }
        }

        impl<F> Record for OfficerRecord<F> {
            fn read(&self, field: Readable) -> Reading<'_> {
                let Self { releasable, deciding, held: _ } = self;
                match field {
                    $(Readable::$r => releasable.$rname.reading(),)*
                    $(Readable::$d => deciding.$dname.reading(),)*
                }
            }
        }

        impl<F> Builder<F> {
            $(
                #[doc = concat!("Sets `", stringify!($rname), "`: ", $rreason, ".")]
                #[must_use]
                pub fn $rname(mut self, value: typed!($rtype)) -> Self {
                    self.record.releasable.$rname = Entry::Text(value.expose().into());
                    self
                }
            )*
            $(
                #[doc = concat!("Sets `", stringify!($dname), "`, which decides about the record: ", $dreason, ".")]
                #[must_use]
                pub fn $dname(mut self, value: typed!($dtype)) -> Self {
                    self.record.deciding.$dname = Entry::Text(value.expose().into());
                    self
                }
            )*
        }

        impl Builder<Held> {
            $(
                #[doc = concat!("Sets `", stringify!($nname), "`, which never leaves: ", $nreason, ".")]
                #[must_use]
                pub fn $nname(mut self, text: impl Into<Box<str>>) -> Self {
                    self.record.held.$nname = Unread(Some(text.into()));
                    self
                }
            )*
        }
    };
}

catalogue!(define_record);

impl FlagState {
    const fn expose(self) -> &'static str {
        match self {
            Self::Clear => "false",
            Self::Raised => "true",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_built_record_answers_with_the_photos_path_and_its_flags() {
        let record = OfficerRecord::minimal()
            .photo_original(PhotoPath::from("7.jpg"))
            .covert(FlagState::Raised)
            .minor(FlagState::Clear)
            .build();
        assert!(record.read(Readable::PhotoOriginal) == Reading::Text("7.jpg"));
        assert!(record.read(Readable::Covert) == Reading::Text("true"));
        assert!(record.read(Readable::Minor) == Reading::Text("false"));
        assert!(record.read(Readable::Rank) == Reading::Missing);
    }

    #[test]
    fn what_holds_a_person_says_its_name_alone() {
        assert_eq!(format!("{:?}", Held::default()), "Held { .. }");
        let path = PhotoPath::from("ZQXJ.jpg");
        assert_eq!(format!("{path:?}"), "PhotoPath { .. }");
        let builder = OfficerRecord::builder().photo_original(path);
        assert_eq!(format!("{builder:?}"), "Builder { .. }");
        assert_eq!(format!("{:?}", builder.build()), "OfficerRecord { .. }");
    }
}
