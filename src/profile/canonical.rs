//! A profile's one canonical form, and its fingerprint.

use std::fmt;

use data_encoding::HEXLOWER;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{Apostrophes, Column, Content, Csv, FieldPart, Part, Photo, PhotoName, Profile, Rule};
use crate::field::Field;
use crate::pseudonym::Scope;

/// The SHA-256 of a profile's canonical JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl Profile {
    /// The canonical JSON (RFC 8785), with every default written out.
    ///
    /// The order of columns counts, that of keys does not; texts are in NFC.
    pub fn canonical_json(&self) -> String {
        crate::canonical_json::to_string(&self.json())
    }

    /// Identifies what the profile releases, and to whom.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(Sha256::digest(self.canonical_json()).into())
    }

    pub(super) fn json(&self) -> Value {
        let Self {
            name,
            controller,
            recipient,
            recipient_keys,
            purpose,
            delete_after_days,
            min_rows,
            max_rows,
            ledger,
            csv,
            columns,
            photo,
        } = self;
        let mut json = json!({
            "columns": columns.iter().map(column).collect::<Vec<_>>(),
            "controller": controller,
            "csv": self::csv(*csv),
            "delete_after_days": delete_after_days,
            "format": 1,
            "ledger": ledger.name(),
            "max_rows": max_rows,
            "min_rows": min_rows,
            "name": name,
            "photo": photo.as_ref().map(self::photo),
            "purpose": purpose,
            "recipient": recipient,
        });
        // Younger than the rest: a profile without it has the fingerprint that it always had.
        if let (Some(json), false) = (json.as_object_mut(), recipient_keys.is_empty()) {
            json.insert("recipient_keys".into(), json!(recipient_keys));
        }
        json
    }
}

/// What of the cells is written otherwise than by default; nothing of it by default.
pub(crate) fn cells(photo_name: PhotoName, apostrophes: Apostrophes) -> Map<String, Value> {
    let mut object = Map::new();
    if apostrophes != Apostrophes::Keep {
        object.insert("apostrophes".into(), apostrophes.name().into());
    }
    if photo_name != PhotoName::File {
        object.insert("photo_name".into(), photo_name.name().into());
    }
    object
}

/// What is written; a vendor's name is not in it.
fn csv(csv: Csv) -> Value {
    let Csv {
        delimiter,
        encoding,
        photo_name,
        apostrophes,
    } = csv;
    let mut object = cells(photo_name, apostrophes);
    object.insert("delimiter".into(), delimiter.name().into());
    object.insert("encoding".into(), encoding.name().into());
    Value::Object(object)
}

fn column(column: &Column) -> Value {
    let Column {
        header,
        place,
        content,
        case,
        max_chars,
        when_missing,
    } = column;
    let mut object = Map::new();
    object.insert("case".into(), case.name().into());
    object.insert("header".into(), header.as_str().into());
    object.insert("max_chars".into(), (*max_chars).into());
    object.insert("place".into(), place.name().into());
    object.insert("when_missing".into(), when_missing.name().into());
    match content {
        Content::Constant(text) => object.insert("constant".into(), text.as_str().into()),
        Content::Parts(parts) => object.insert("parts".into(), parts.iter().map(part).collect()),
    };
    Value::Object(object)
}

pub(crate) fn part(part: &Part) -> Value {
    match part {
        Part::Text(text) => json!({ "text": text }),
        Part::Field(FieldPart { field, rule }) => {
            let (field, treatment) = (field.field(), rule.name());
            match rule {
                Rule::Keep if field == Field::StaffNumber => {
                    json!({ "field": field.name(), "not_payroll": true, "treatment": treatment })
                }
                Rule::Keep | Rule::Initials | Rule::FirstWord | Rule::Digits => {
                    json!({ "field": field.name(), "treatment": treatment })
                }
                Rule::MonthEnd { date_format } => json!({
                    "date_format": date_format.as_str(),
                    "field": field.name(),
                    "treatment": treatment,
                }),
                Rule::Category { table } => json!({
                    "field": field.name(),
                    "table": table,
                    "treatment": treatment,
                }),
                Rule::Pseudonymise { scope, chars } => json!({
                    "chars": chars,
                    "field": field.name(),
                    "scope": match scope { Scope::Batch => "batch", Scope::Recipient => "recipient" },
                    "treatment": treatment,
                }),
            }
        }
    }
}

fn photo(photo: &Photo) -> Value {
    let Photo {
        place,
        width,
        height,
        max_bytes,
        min_source,
        header,
    } = photo;
    json!({
        "header": header,
        "height": height,
        "max_bytes": max_bytes,
        "min_source": min_source,
        "place": place.name(),
        "width": width,
    })
}
