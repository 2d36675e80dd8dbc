//! Reads a manifest in its one form; of any other, tells every problem and its key.

mod column;
mod object;

use data_encoding::HEXLOWER;
use unicode_normalization::is_nfc;

use self::object::Object;
use super::tree::Node;
use super::{FORMAT, LARGEST_PHOTO, Manifest, ManifestColumn, PhotoEntry, RowsEntry, name_of};
use crate::batch::day::Day;
use crate::batch::encode::Form;
use crate::batch::problem::{Problem, Problems, VerifyError};
use crate::batch::token::Token;
use crate::code::Code;
use crate::profile::{Apostrophes, PhotoName, UNNAMED, is_plain_text, is_profile_name};

/// The longest time for which a profile lets a batch be kept.
const LONGEST_DAYS: u8 = 90;

impl Manifest {
    /// No manifest is longer: it holds some 150 bytes a photo, and the texts of a profile.
    pub(in crate::batch) const LONGEST: usize = 16 << 20;

    /// Reads the bytes of a `manifest.json`.
    ///
    /// # Errors
    /// [`VerifyError`] with every problem and its key, unless the bytes are exactly what
    /// [`Manifest::to_json`] gives.
    pub fn parse(bytes: &[u8]) -> Result<Self, VerifyError> {
        let whole = |code| VerifyError::one(Problem::new(code));
        // What may stand in a manifest takes seven bytes a value, or more.
        let most = bytes.len() / 7 + 64;
        let node = Node::parse(bytes, most).filter(|_| bytes.len() <= Self::LONGEST);
        let node = node.ok_or_else(|| whole(Code::ManifestMalformed))?;
        let mut problems = Problems::default();
        let format = node.object().and_then(|entries| {
            let mut entries = entries.iter();
            entries.find(|(key, _)| key == "format")?.1.text()
        });
        if format.is_some_and(|format| format != FORMAT) {
            return Err(VerifyError::one(
                Problem::new(Code::UnknownFormat).under("format"),
            ));
        }
        let manifest = read(&node, &mut problems);
        problems.into_result()?;
        match manifest {
            Some(manifest) if manifest.to_json().as_bytes() == bytes => Ok(manifest),
            Some(_) => Err(whole(Code::ManifestNotCanonical)),
            None => Err(whole(Code::ManifestMalformed)),
        }
    }
}

/// The columns of a manifest, from their JSON alone.
#[cfg(feature = "ledger")]
pub(crate) fn columns_of(json: &str) -> Option<Vec<ManifestColumn>> {
    let node = Node::parse(format!("{{\"columns\":{json}}}").as_bytes(), json.len())?;
    let mut problems = Problems::default();
    let top = Object::new(&node, "", &["columns"], &mut problems)?;
    let columns = column::read_all(&top, &mut problems)?;
    problems.is_empty().then_some(columns)
}

const KEYS: &[&str] = &[
    "batch",
    "catalogue",
    "columns",
    "controller",
    "created",
    "delete_by",
    "epoch",
    "format",
    "photos",
    "profile",
    "purpose",
    "recipient",
    "rows",
];

fn read(node: &Node, problems: &mut Problems) -> Option<Manifest> {
    let has_cells = object::has(node, "csv");
    let keys = [KEYS, if has_cells { &["csv"] } else { &[] }].concat();
    let top = Object::new(node, "", &keys, problems)?;
    let batch = top.parse("batch", problems, |text| text.parse().ok());
    let catalogue = top.object("catalogue", &["fingerprint", "version"], problems);
    let catalogue = catalogue.and_then(|catalogue| {
        let fingerprint = catalogue.parse("fingerprint", problems, digest);
        let version = catalogue.number("version", 1..=u64::from(u32::MAX), problems);
        Some((fingerprint?, u32::try_from(version?).ok()?))
    });
    let columns = column::read_all(&top, problems);
    let mut party = |key: &str| {
        top.parse(key, problems, |text| {
            let is_named = plain(text, 80) && text != UNNAMED;
            is_named.then(|| text.to_owned())
        })
    };
    let (controller, recipient) = (party("controller"), party("recipient"));
    let purpose = top.parse("purpose", problems, |text| {
        plain(text, 80).then(|| text.to_owned())
    });
    let created: Option<Day> = top.parse("created", problems, |text| text.parse().ok());
    let cells = if has_cells {
        cells(&top, columns.as_deref(), problems)
    } else {
        Some((PhotoName::File, Apostrophes::Keep))
    };
    let delete_by = top.parse("delete_by", problems, |text| {
        let day: Day = text.parse().ok()?;
        let is_kept = created.is_none_or(|created| {
            let last = created.plus(LONGEST_DAYS);
            created <= day && last.is_none_or(|last| day <= last)
        });
        is_kept.then_some(day)
    });
    let epoch = top.parse("epoch", problems, |text| text.parse().ok());
    top.parse("format", problems, |text| (text == FORMAT).then_some(()));
    let chars = columns.as_ref().and_then(|columns| {
        let mut matching = columns.iter().filter(|column| column.is_matching());
        matching.next()?.token_chars()
    });
    let photos = photos(&top, chars, problems);
    let profile = top.object("profile", &["fingerprint", "name"], problems);
    let profile = profile.and_then(|profile| {
        let fingerprint = profile.parse("fingerprint", problems, digest);
        let name = profile.parse("name", problems, |text| {
            is_profile_name(text).then(|| text.to_owned())
        });
        Some((fingerprint?, name?))
    });
    let rows = rows(&top, problems);
    let manifest = Manifest {
        batch: batch?,
        catalogue: catalogue?,
        columns: columns?,
        controller: controller?,
        created: created?,
        photo_name: cells?.0,
        apostrophes: cells?.1,
        delete_by: delete_by?,
        epoch: epoch?,
        photos: photos?,
        profile: profile?,
        purpose: purpose?,
        recipient: recipient?,
        rows: rows?,
    };
    let photos = manifest.photos.len() as u64;
    let expected = if manifest.has_photo_column() {
        manifest.rows.count
    } else {
        0
    };
    if photos != expected {
        problems.add(Problem::new(Code::PhotosNotAsRows).under("photos"));
    }
    Some(manifest)
}

/// How cells are written, where it is not as they are by default.
fn cells(
    top: &Object<'_>,
    columns: Option<&[ManifestColumn]>,
    problems: &mut Problems,
) -> Option<(PhotoName, Apostrophes)> {
    let node = top.get("csv")?;
    let keys = ["photo_name", "apostrophes"].map(|key| (key, object::has(node, key)));
    let keys = keys.iter().filter(|(_, is_there)| *is_there);
    let keys: Vec<&str> = keys.map(|(key, _)| *key).collect();
    let object = top.object("csv", &keys, problems)?;
    let is_of = |holds: fn(&ManifestColumn) -> bool| {
        columns.is_none_or(|columns| columns.iter().any(holds))
    };
    let mut photo_name = PhotoName::File;
    if object.get("photo_name").is_some() {
        photo_name = object.parse("photo_name", problems, |name| {
            PhotoName::from_name(name).filter(|_| is_of(ManifestColumn::is_photo))
        })?;
    }
    let mut apostrophes = Apostrophes::Keep;
    if object.get("apostrophes").is_some() {
        apostrophes = object.parse("apostrophes", problems, |name| {
            Apostrophes::from_name(name).filter(|_| is_of(ManifestColumn::shows_a_name))
        })?;
    }
    Some((photo_name, apostrophes))
}

fn rows(top: &Object<'_>, problems: &mut Problems) -> Option<RowsEntry> {
    let rows = top.object("rows", &["bytes", "count", "name", "sha256"], problems)?;
    let bytes = rows.number("bytes", 1..=u64::from(u32::MAX), problems);
    let count = rows.number("count", 1..=u64::from(u32::MAX), problems);
    let form = rows.parse("name", problems, |name| {
        let mut forms = [Form::Csv, Form::Ndjson].into_iter();
        forms.find(|form| name_of(*form) == name)
    });
    let sha256 = rows.parse("sha256", problems, digest);
    Some(RowsEntry {
        bytes: u32::try_from(bytes?).ok()?,
        count: count?,
        form: form?,
        sha256: sha256?,
    })
}

/// The photos, which must stand in the order of their names and have tokens of this length.
fn photos(top: &Object<'_>, chars: Option<u8>, problems: &mut Problems) -> Option<Vec<PhotoEntry>> {
    let items = top.list("photos", problems)?;
    let mut photos: Vec<PhotoEntry> = Vec::with_capacity(items.len());
    for (position, item) in items.iter().enumerate() {
        let path = format!("photos[{position}]");
        let Some(photo) = Object::new(item, &path, &["bytes", "name", "sha256"], problems) else {
            continue;
        };
        let bytes = photo.number("bytes", 1..=u64::from(LARGEST_PHOTO), problems);
        let last = photos.last().map(|photo| photo.token);
        let token = photo.parse("name", problems, |name| {
            Token::of_entry(name.as_bytes())
                .filter(|token| chars.is_none_or(|chars| chars == token.chars()))
                .filter(|token| last.is_none_or(|last| last < *token))
        });
        let sha256 = photo.parse("sha256", problems, digest);
        if let (Some(bytes), Some(token), Some(sha256)) = (bytes, token, sha256) {
            photos.push(PhotoEntry {
                token,
                bytes: u32::try_from(bytes).ok()?,
                sha256,
            });
        }
    }
    (photos.len() == items.len()).then_some(photos)
}

fn plain(text: &str, max: usize) -> bool {
    is_plain_text(text, max) && is_nfc(text)
}

fn digest(text: &str) -> Option<[u8; 32]> {
    let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
    bytes.try_into().ok()
}
