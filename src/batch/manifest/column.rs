//! What a manifest says of one column: the bureau's header, the place on the card, and what is in it.

use serde_json::{Map, Value, json};

use crate::field::{Field, Place, ValueType};
use crate::profile::{Column, Content, Part, Photo, PhotoName, Profile, Rule, part_json};

/// One column of the rows of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestColumn {
    pub(super) header: String,
    pub(super) place: Place,
    pub(super) content: ManifestContent,
}

/// What a column's cells are made of. The list is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestContent {
    /// The parts of the profile's column.
    Parts(Vec<Part>),
    /// The same text in every row.
    Constant(String),
    /// The name of the photo's file: the matching token and `.jpg`, unless
    /// [`Manifest::photo_name`](super::Manifest::photo_name) says otherwise. In JSON it is the
    /// derived field `photo_pixels`, kept: that is what goes with the row.
    Photo,
}

/// The columns of rows under this profile, with photos or without.
#[cfg(feature = "ledger")]
pub(crate) fn columns_under(profile: &Profile, photos: bool) -> Vec<ManifestColumn> {
    ManifestColumn::of(profile, photos)
}

impl ManifestColumn {
    /// The columns of rows that are sealed under this profile.
    pub(in crate::batch) fn of(profile: &Profile, photos: bool) -> Vec<Self> {
        let own = profile.columns().iter().map(Self::of_column);
        let photo = profile.photo().filter(|_| photos).map(Self::of_photo);
        own.chain(photo).collect()
    }

    /// How the last of these columns names photos, if it does.
    pub(in crate::batch) fn photo_name(profile: &Profile, photos: bool) -> PhotoName {
        let photo = profile.photo().filter(|_| photos);
        photo.map_or(PhotoName::File, |_| profile.csv().photo_name())
    }

    fn of_column(column: &Column) -> Self {
        Self {
            header: column.header().to_owned(),
            place: column.place(),
            content: match column.content() {
                Content::Parts(parts) => ManifestContent::Parts(parts.clone()),
                Content::Constant(text) => ManifestContent::Constant(text.clone()),
            },
        }
    }

    fn of_photo(photo: &Photo) -> Self {
        Self {
            header: photo.header().to_owned(),
            place: photo.place(),
            content: ManifestContent::Photo,
        }
    }

    /// The header.
    pub fn header(&self) -> &str {
        &self.header
    }

    /// Where on the card it is needed.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// What its cells are made of.
    pub const fn content(&self) -> &ManifestContent {
        &self.content
    }

    pub(in crate::batch) const fn is_photo(&self) -> bool {
        matches!(self.content, ManifestContent::Photo)
    }

    pub(in crate::batch) fn shows_a_name(&self) -> bool {
        match &self.content {
            ManifestContent::Parts(parts) => parts.iter().any(|part| match part {
                Part::Field(part) => part.field().value_type() == ValueType::Name,
                Part::Text(_) => false,
            }),
            ManifestContent::Constant(_) | ManifestContent::Photo => false,
        }
    }

    pub(in crate::batch) fn is_matching(&self) -> bool {
        self.place == Place::Matching
    }

    /// The length of the column's tokens, if it holds tokens and nothing else.
    pub(in crate::batch) fn token_chars(&self) -> Option<u8> {
        let ManifestContent::Parts(parts) = &self.content else {
            return None;
        };
        match parts.as_slice() {
            [Part::Field(part)] => match part.rule() {
                Rule::Pseudonymise { chars, .. } => Some(*chars),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn json(&self) -> Value {
        let mut object = Map::new();
        object.insert("header".into(), self.header.as_str().into());
        object.insert("place".into(), self.place.name().into());
        match &self.content {
            ManifestContent::Parts(parts) => {
                object.insert("parts".into(), parts.iter().map(part_json).collect())
            }
            ManifestContent::Constant(text) => {
                object.insert("constant".into(), text.as_str().into())
            }
            ManifestContent::Photo => object.insert(
                "parts".into(),
                json!([{ "field": Field::PhotoPixels.name(), "treatment": "keep" }]),
            ),
        };
        Value::Object(object)
    }
}
